// The guide of mappings/README.md finds in the message below it what is printed, and the checker says of the wrong one
// what is printed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { designator } from '../../../src/core/problem.ts';
import { catalogWith, readBy } from './fixture.ts';

const source = readFileSync(join(import.meta.dirname, '../../../mappings/README.md'), 'utf8');
const fences = [...source.matchAll(/^```(\w.*)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({
  kind: kind!,
  text: text!,
}));
/** The text of a fence, and of those behind it. */
function from(kind: string, count: number): string[] {
  const at = fences.findIndex((one) => one.kind === kind);
  return fences.slice(at, at + count).map(({ text }) => text.trim());
}

it('the guide finds in the message what is printed', () => {
  const [guide = '', message = '', said = ''] = from('yaml guide', 3);
  const { catalog, findings } = catalogWith({ '850.guide.yaml': guide });
  expect(findings).toEqual([]);
  const { problems, verdict } = readBy(catalog, message);
  const lines = problems
    .toSorted((a, b) => a.at.segment! - b.at.segment!)
    .map((found) => `segment ${found.at.segment} ${designator(found.at)}: ${found.message}`);
  expect(lines).toEqual(said.split('\n'));
  expect(verdict).toBe('R');
});

it('the checker says of the wrong guide what is printed', () => {
  const [guide = '', said = ''] = from('yaml wrong guide', 2);
  expect(catalogWith({ '850.guide.yaml': guide }).findings).toEqual(said.split('\n'));
});
