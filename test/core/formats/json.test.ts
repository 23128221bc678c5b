// Canonical documents as JSON: where each stands, in a list of any length.
import { describe, expect, it } from 'vitest';
import { reader } from '../../../src/core/formats/json.ts';

const units = (text: string) => {
  const one = reader();
  one.push(new TextEncoder().encode(text));
  return one.end().flatMap((unit) => (unit.unit === 'set' ? [unit.set] : []));
};

describe('a list of documents', () => {
  it.each([
    [
      'one below the other',
      '[\n  { "type": "order", "number": "Ä" },\r\n  { "type": "order", "number": "2" }\n]',
      3,
      3,
      44,
    ],
    ['in one line', '[{"type":"order","number":"Ä"},{"type":"order","number":"2"}]', 1, 32, 32],
  ])('has each at its place, %s', (_, text, line, column, offset) => {
    const [, second] = units(text);
    expect(second!.placeOf!('')).toEqual({ line, column, offset });
    expect(second!.offset).toBe(offset);
    expect(new TextDecoder().decode(new TextEncoder().encode(text).subarray(offset, offset + 17))).toMatch(
      /^\{ ?"type"/,
    );
    const number = second!.placeOf!('number');
    expect(number.offset).toBeGreaterThan(offset);
    // A place before one that was asked for is as exact.
    expect(second!.placeOf!('')).toEqual({ line, column, offset });
  });

  it('is read in time that grows with it', () => {
    const text = JSON.stringify(
      Array.from({ length: 10_000 }, (_, i) => ({ type: 'order', notes: `${i} ${'ä'.repeat(100)}` })),
    );
    const start = performance.now();
    expect(units(text)).toHaveLength(10_000);
    // Where each looked through the text before it, it took ten seconds.
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
