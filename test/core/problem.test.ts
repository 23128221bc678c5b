// The catalogue is complete and prints on one line; its X12 codes are ones the acknowledgments have.
import { describe, expect, it } from 'vitest';
import { catalogue, designator, entryOf, line, type ProblemCode, problem, shown } from '../../src/core/problem.ts';

const codes = Object.keys(catalogue) as ProblemCode[];

/** Values of data elements 720, 723, 718, 716 and I18 that a code may have, by level. */
const ALLOWED: Record<string, RegExp> = {
  segment: /^[1-8]$/,
  element: /^([1-9]|10)$/,
  set: /^([1-7]|18|19|23)$/,
  group: /^([1-6]|19)$/,
  interchange: /^0(0\d|1\d|2\d|3[0-2])$/,
};

describe('the catalogue', () => {
  it.each(codes)('%s has a sentence and a code its acknowledgment knows', (code) => {
    const { level, x12, say } = entryOf(code);
    expect(say.includes('{detail}') || say.length > 12).toBe(true);
    expect(say).not.toMatch(/\.$/);
    if (level === 'document') expect(x12).toBeUndefined();
    else if (x12 !== undefined) expect(x12).toMatch(ALLOWED[level]!);
  });

  it('only what no X12 interchange can be wrong with has no X12 code, besides documents', () => {
    const without = codes.filter(
      (code) =>
        entryOf(code).x12 === undefined && entryOf(code).level !== 'document' && entryOf(code).severity === 'error',
    );
    expect(without.filter((code) => !ONLY_EDIFACT.has(code))).toEqual(['FORMAT_UNKNOWN']);
    expect([...ONLY_EDIFACT].filter((code) => !without.includes(code))).toEqual([]);
  });
});

/** What only ISO 9735 asks for. */
const ONLY_EDIFACT = new Set<ProblemCode>([
  'INTERCHANGE_SYNTAX_UNKNOWN',
  'INTERCHANGE_EMPTY',
  'GROUPS_AND_SETS',
  'GROUP_EMPTY',
  'MESSAGE_RELEASE_UNSUPPORTED',
  'ELEMENT_NOT_LETTERS',
]);

describe('a problem', () => {
  const at = { offset: 512, segment: 4, tag: 'PO1', element: 2, interchange: '000000905', group: '1', set: '0001' };

  it('prints on one line, with the rule of the mapping that cared', () => {
    expect(line(problem('VALUE_NOT_DECIMAL', at, { value: 'ten', mapping: 'mappings/x12/850.yaml:36:24' }))).toBe(
      '000000905/1/0001 segment 4 PO102: "ten" is not a decimal [VALUE_NOT_DECIMAL] mappings/x12/850.yaml:36:24',
    );
    expect(line(problem('INTERCHANGE_MISSING', { offset: 0 }, { value: 'GS*PO' }))).toBe(
      'byte 0: no interchange header where one was expected; found GS*PO [INTERCHANGE_MISSING]',
    );
  });

  it('keeps at most 99 characters of the value, and shows at most 60, none of them a control character', () => {
    const made = problem('ELEMENT_TOO_LONG', at, { value: `\u0007\n${'x'.repeat(200)}`, detail: '3 characters' });
    expect(made.value).toHaveLength(99);
    expect(made.message).toBe(`"\\x07\\x0a${'x'.repeat(52)}…" is longer than 3 characters`);
  });

  it('is said as it is when its value holds what a replacement would read', () => {
    expect(problem('SEGMENT_UNKNOWN', at, { value: '$&' }).message).toBe(
      'segment $& is in no dictionary of this release',
    );
    expect(problem('ELEMENT_TOO_LONG', at, { value: '{detail}', detail: '3 characters' }).message).toBe(
      '"{detail}" is longer than 3 characters',
    );
  });

  it.each([
    [{ offset: 0 }, ''],
    [{ offset: 0, tag: 'BEG' }, 'BEG'],
    [{ offset: 0, tag: 'BEG', element: 3 }, 'BEG03'],
    [{ offset: 0, tag: 'REF', element: 4, component: 2 }, 'REF04-2'],
    [{ offset: 0, tag: 'REF', element: 4, component: 2, repetition: 3 }, 'REF04-2(3)'],
    [{ offset: 0, tag: 'REF', element: 2, repetition: 1 }, 'REF02'],
  ])('names its place %j as "%s"', (position, name) => {
    expect(designator(position)).toBe(name);
  });

  it('shows short values whole', () => expect(shown('10 EA')).toBe('10 EA'));
});
