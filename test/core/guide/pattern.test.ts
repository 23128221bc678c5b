// What a pattern of a guide means, which texts are none, and that matching takes no longer for hostile values.
import { describe, expect, it } from 'vitest';
import { matches, type Pattern, parsePattern } from '../../../src/core/guide/pattern.ts';

function pattern(source: string): Pattern {
  const parsed = parsePattern(source);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed;
}

describe('a pattern', () => {
  it.each<[string, string[], string[]]>([
    ['9(4)', ['0815', '9999'], ['', '815', '08155', '081A', ' 0815']],
    ['9', ['7'], ['77', 'A']],
    ['A(2)9(1-3)', ['ab1', 'XY123', 'ÄÖ12'], ['A12', 'AB', 'AB1234', '121']],
    ['PO-9(2)', ['PO-47'], ['po-47', 'PO47', 'PO-4']],
    ["'A9X'9", ['A9X1'], ['B9X1', 'A911']],
    ['X(2)', ['A1', '- ', '->'], ['A', 'A12']],
    ['X(0-2)Z', ['Z', 'ZZ', 'ABZ', 'ZZZ'], ['', 'AB', 'ABCZ']],
    ['9(1-3)9(1-3)9', ['123', '1234567'], ['12', '12345678', '123A']],
    ['A.9', ['B.1'], ['BX1']],
    ['😀9', ['😀1'], ['😀', '1']],
  ])('%s', (source, right, wrong) => {
    expect(right.filter((value) => !matches(pattern(source), value))).toEqual([]);
    expect(wrong.filter((value) => matches(pattern(source), value))).toEqual([]);
  });

  it.each([
    ['9(', '"(" is no part of a pattern such as \'AB\'-9(4)X(1-3)'],
    ['PO(4)', '"(4)" is no part of a pattern such as \'AB\'-9(4)X(1-3)'],
    ["9'", "\"'\" is no part of a pattern such as 'AB'-9(4)X(1-3)"],
    ["''", "\"''\" is no part of a pattern such as 'AB'-9(4)X(1-3)"],
    ['9(3-1)', '9(3-1) is no count'],
    ['X(0)', 'X(0-0) is no count'],
  ])('%s is none', (source, error) => expect(parsePattern(source)).toEqual({ error }));

  it('knows how long its values are', () => expect(pattern("'PO'-9(4-6)X(0-2)")).toMatchObject({ min: 7, max: 11 }));

  it('takes no longer for a value that nearly fits in a great many ways', () => {
    const many = pattern(`${'X(0-99)'.repeat(20)}9`);
    const started = performance.now();
    expect(matches(many, 'A'.repeat(1900))).toBe(false);
    expect(matches(many, 'A'.repeat(1_000_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
