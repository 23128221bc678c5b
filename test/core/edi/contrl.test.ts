// What a CONTRL has room for: of too many errors the first are told, and what cannot be repeated is not. What it says of
// whole interchanges is in test/cases and test/property.
import { describe, expect, it } from 'vitest';
import { acknowledgeEdifact } from '../../../src/core/edi/contrl.ts';
import { isError } from '../../../src/core/edi/judge.ts';
import { encode } from '../../../src/core/edi/write.ts';
import { type Position, type Problem, type ProblemCode, problem } from '../../../src/core/problem.ts';
import { STANDARD, settle } from '../../../src/core/rules.ts';
import { translate } from '../../../src/gateway/translate.ts';
import { catalogWith } from './reading.ts';

const ours = catalogWith({}, {}, 'edifact');
const SEPARATORS = { element: '+', component: ':', repetition: '', terminator: "'", release: '?' };

const ORDER = (reference = '1', type = 'ORDERS:D:96A:UN'): string[] => [
  `UNH+${reference}+${type}`,
  'BGM+220+4711+9',
  'DTM+137:20240305:102',
  'NAD+BY+4000001000002::9',
  'LIN+1++4000862141404:EN',
  'QTY+21:10',
  'UNS+S',
  `UNT+8+${reference}`,
];

/** The CONTRL of an interchange of one message, of which all that is given is wrong. */
function contrl(found: [ProblemCode, Partial<Position>][], syntax = 'UNOC:3', order = ORDER()): string[] {
  const date = syntax.endsWith(':4') ? '20240305:0930' : '240305:0930';
  const text = [`UNB+${syntax}+SENDER:ZZ+RECEIVER:ZZ+${date}+1`, ...order, "UNZ+1+1'"].join("'");
  const { interchanges, groups } = translate(ours, new TextEncoder().encode(text));
  const { interchange } = interchanges[0]!;
  const problems = settle(
    found.map(([code, at]): Problem => problem(code, { offset: 0, ...at })),
    STANDARD,
  );
  expect(problems.every(isError)).toBe(true);
  const verdicts = groups.map(({ verdict }) => ({
    ...verdict,
    sets: verdict.sets.map((one) => ({ ...one, problems: [...one.problems, ...problems], verdict: 'R' as const })),
  }));
  const depth = { level: 'element', accepted: false, syntax } as const;
  return acknowledgeEdifact(interchange, interchange.problems, verdicts, depth).map((one) => encode(one, SEPARATORS));
}

const UCM = 'UCM+1+ORDERS:D:96A:UN+4';

describe('a CONTRL', () => {
  it('names the first 999 segments', () => {
    const found = Array.from({ length: 1200 }, (_, i): [ProblemCode, Partial<Position>] => [
      'SEGMENT_UNKNOWN',
      { segment: i + 2, tag: 'XYZ' },
    ]);
    const [, ucm, ...segments] = contrl(found.reverse());
    expect(ucm).toBe(UCM);
    expect(segments).toHaveLength(999);
    expect([segments[0], segments.at(-1)]).toEqual(['UCS+2+15', 'UCS+1000+15']);
  });

  it('names the first 99 elements of a segment', () => {
    const found = Array.from({ length: 150 }, (_, i): [ProblemCode, Partial<Position>] => [
      'ELEMENT_TOO_LONG',
      { segment: 2, tag: 'BGM', element: i + 1 },
    ]);
    const [, , ...segments] = contrl(found.reverse());
    expect(segments).toHaveLength(100);
    expect([segments[1], segments.at(-1)]).toEqual(['UCD+39+2', 'UCD+39+100']);
  });

  it('counts segments and elements as far as there are digits', () => {
    const at = { segment: 1_234_567, tag: 'BGM', element: 4321 };
    expect(contrl([['ELEMENT_TOO_LONG', at]]).slice(2)).toEqual(['UCS+999999', 'UCD+39+999']);
  });

  it('says once what is wrong twice at one place', () => {
    const at = { segment: 2, tag: 'BGM', element: 1, component: 1 };
    const codes = contrl([
      ['GUIDE_PATTERN', at],
      ['GUIDE_CODE', at],
      ['ELEMENT_TOO_LONG', at],
    ]);
    expect(codes.slice(2)).toEqual(['UCS+2', 'UCD+12+2:1', 'UCD+39+2:1']);
  });

  it.each<[string, ProblemCode, string[]]>([
    ['UNOC:3', 'ELEMENT_CONDITION', ['UCS+3', 'UCD+13+2:2']],
    ['UNOC:4', 'ELEMENT_CONDITION', ['UCS+3', 'UCD+48+2:2:3']],
    ['UNOC:3', 'ELEMENT_EXCLUDED', ['UCS+3', 'UCD+15+2:2']],
    ['UNOC:4', 'ELEMENT_EXCLUDED', ['UCS+3', 'UCD+48+2:2:3']],
    ['UNOC:4', 'COMPONENT_TOO_MANY', ['UCS+3', 'UCD+16+2::3']],
  ])('in %s tells %s with the code and the place that syntax has', (syntax, code, segments) => {
    const at = { segment: 3, tag: 'DTM', element: 1, component: 2, repetition: 3 };
    expect(contrl([[code, at]], syntax).slice(2)).toEqual(segments);
  });

  it.each<[string, string[], string]>([
    ['a version without one', ORDER('1', 'ORDERS::96A:UN'), 'UCM+1+ORDERS:0:96A:UN+4+14+UNH+3'],
    ['an agency too long', ORDER('1', 'ORDERS:D:96A:UNECE'), 'UCM+1+ORDERS:D:96A:UN+4+39+UNH+3:4'],
    ['a reference with a control character', ORDER('1\t2'), 'UCM+0+ORDERS:D:96A:UN+4+21+UNH+2'],
    ['a separator in a reference', ORDER('1?+2'), 'UCM+1?+2+ORDERS:D:96A:UN+4+18'],
  ])('repeats of a UNH what it may: %s', (_what, order, ucm) => {
    expect(contrl([], 'UNOC:3', order)[1]).toBe(ucm);
  });
});
