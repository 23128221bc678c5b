// A file of any size is read in the same memory: a document at a time, and a few bytes for each that went before.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createSeen } from '../../../src/core/feed/seen.ts';

describe('a stream of rows', () => {
  it('of fifty megabytes is read in a heap of twenty-five', () => {
    const stream = new URL('./stream.ts', import.meta.url).pathname;
    const bounds = ['--max-old-space-size=25', '--max-semi-space-size=8'];
    const said = execFileSync(process.execPath, [...bounds, stream, '50'], { encoding: 'utf8' });
    expect(Number(said)).toBeGreaterThan(150_000);
  }, 60_000);
});

describe('keys', () => {
  it('are known again among many', () => {
    const seen = createSeen();
    const keys = Array.from({ length: 50_000 }, (_, i) => String(4_500_000_000 + i));
    expect(keys.every((key) => seen.add(key))).toBe(true);
    expect(keys.some((key) => seen.add(key))).toBe(false);
  });
});
