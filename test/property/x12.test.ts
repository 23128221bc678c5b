// However an interchange is cut, changed or made up: no exception, no hang, counts that are true, and a set is accepted
// only when what was read is, byte for byte, what was sent and valid.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/core/tree.ts';
import type { TranslatedGroup, TranslatedSet } from '../../src/gateway/translate.ts';
import { interchangeText, THREE_ORDERS, utf8 } from '../core/edi/fixture.ts';
import { acknowledgmentOf, readBytes } from '../core/edi/reading.ts';
import { BLANK, changed, groupsOf, latin1, pieces, rearranged, shiftedByOne, verdictsOf } from './damage.ts';

const body = (number: string): string[] => [
  `BEG*00*SA*${number}**20240305`,
  'CUR*BY*USD',
  'N1*ST*WEST STORE*92*0042',
  'PO1*1*10*EA*2.50**BP*K-100',
  'PID*F****BOLT M8',
  'CTT*1',
];

/** The good interchange: two groups in two releases, three orders. */
const GOOD = interchangeText(
  [
    {
      control: '1',
      sets: [
        { control: '0001', body: body('4711') },
        { control: '0002', body: body('4712') },
      ],
    },
    { control: '2', release: '005010', sets: [{ control: '0003', body: body('4713') }] },
  ],
  { version: '00501', repetition: '^' },
);

/** A segment as its bytes must have been, with every empty element it was read with. */
function written(
  segment: Node,
  { element, component, repetition }: { element: string; component: string; repetition: string },
): string {
  const one = (node: Node): string =>
    node.children.length === 0 ? node.value : node.children.map(({ value }) => value).join(component);
  return [
    segment.name,
    ...segment.children.map((node) => [node, ...(node.repeats ?? [])].map(one).join(repetition)),
  ].join(element);
}

/** Separators without a value, which are only warned of. */
const EMPTY = /[*>^]+$/;

/** The bytes of a set, cut at the terminator by the simplest means there is, without white space before tags. */
function sent({ set }: TranslatedSet, bytes: Uint8Array): string[] {
  const text = latin1(bytes.subarray(set.offset, set.end));
  const parts = text.split(set.group.interchange.separators.terminator).slice(0, -1);
  return parts.map((part) => part.replace(BLANK, ''));
}

/** What must hold of any bytes at all. */
function confirm(bytes: Uint8Array, groups: TranslatedGroup[]): void {
  for (const group of groups) {
    const { verdict, sets } = group;
    for (const one of sets) {
      const wrong =
        one.problems.some(({ severity }) => severity === 'error') ||
        verdict.problems.some(({ severity }) => severity === 'error');
      if (one.verdict === 'R') continue;
      expect(wrong).toBe(false);
      const { separators } = one.set.group.interchange;
      expect(one.set.segments.map((segment) => written(segment, separators))).toEqual(sent(one, bytes));
      const cut = sent(one, bytes).map((segment) => segment.split(separators.element));
      const [tag, count, control] = cut.at(-1)!;
      expect([cut[0]![0], tag, Number(count!.replace(EMPTY, '')), control!.replace(EMPTY, '')]).toEqual([
        'ST',
        'SE',
        cut.length,
        cut[0]![2],
      ]);
      expect(one.document).toBeDefined();
    }
    const [, said, declared, received, accepted] =
      /^AK9\*(\w)\*(\d+)\*(\d+)\*(\d+)/.exec(acknowledgmentOf(group).at(-1) ?? '') ?? [];
    if (said === undefined) continue;
    expect([received, accepted]).toEqual([
      String(sets.length),
      String(sets.filter((one) => one.verdict !== 'R').length),
    ]);
    if (said === 'A' || said === 'E') expect([declared, accepted]).toEqual([received, received]);
    if (sets.length === 0 || sets.at(-1)!.verdict === 'R') continue;
    const { element, terminator } = verdict.group.interchange.separators;
    const behind = latin1(bytes.subarray(sets.at(-1)!.set.end))
      .replace(BLANK, '')
      .split(terminator)[0]!;
    const [tag, count, ...rest] = behind.split(element);
    expect([tag, Number(count?.replace(EMPTY, '')), rest.join(element).replace(EMPTY, '')]).toEqual([
      'GE',
      sets.length,
      verdict.group.control,
    ]);
  }
}

describe('a good interchange', () => {
  const bytes = utf8(GOOD);

  it('is accepted whole', () => {
    const groups = groupsOf(bytes);
    expect(verdictsOf(groups)).toEqual(['0001 A', '0002 A', '0003 A']);
    confirm(bytes, groups);
  });

  it('cut anywhere accepts only groups that are complete', () => {
    const ends = [GOOD.indexOf('GE*2*1~') + 7, GOOD.indexOf('GE*1*2~') + 7];
    for (let end = 0; end <= bytes.length; end++) {
      const groups = groupsOf(bytes.subarray(0, end));
      confirm(bytes.subarray(0, end), groups);
      const accepted = groups.filter(({ verdict }) => verdict.verdict === 'A').length;
      expect([end, accepted]).toEqual([end, ends.filter((one) => one <= end).length]);
    }
  });

  // Separators of this and other senders, letters, digits, white space, control characters, bytes over 0x7F.
  const REPLACEMENTS = [...'*>~^|AZ09 .\n\t\u0000\u0085\u00c3'].map((character) => character.charCodeAt(0));

  it.each(REPLACEMENTS)('with any one byte changed to %i accepts only what it can still read exactly', (by) => {
    for (const { at, bytes: damaged } of changed(bytes, by)) {
      const groups = groupsOf(damaged);
      confirm(damaged, groups);
      // What is not touched and stands in a closed group under a good header is accepted as before.
      const untouched = groups.flatMap(({ sets }) => sets).filter(({ set }) => set.end <= at || set.offset > at).length;
      expect(untouched).toBeGreaterThanOrEqual(at < 107 ? 0 : 1);
    }
  });

  it('with one byte left out or put in accepts only what it can still read exactly', () => {
    for (const damaged of shiftedByOne(GOOD, '*~>1')) confirm(damaged, groupsOf(damaged));
  });

  it('with a segment left out, doubled or exchanged with the next accepts only what it can still read exactly', () => {
    for (const damaged of rearranged(GOOD, '~')) confirm(damaged, groupsOf(damaged));
  });
});

describe('made up bytes', () => {
  const confirmAny = (bytes: Uint8Array): void => {
    const groups = groupsOf(bytes);
    confirm(bytes, groups);
    expect(verdictsOf(groupsOf(bytes, 7))).toEqual(verdictsOf(groups));
  };

  it('random bytes, alone and behind an ISA', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (bytes, header) => {
        confirmAny(header ? Uint8Array.from([...utf8(GOOD.slice(0, 106)), ...bytes]) : bytes);
      }),
      { numRuns: 300 },
    );
  });

  it('random segments with envelopes among them', () => {
    const tag = fc.constantFrom(
      'ISA',
      'IEA',
      'GS',
      'GE',
      'ST',
      'SE',
      'TA1',
      'BEG',
      'PO1',
      'N1',
      'REF',
      'HL',
      'BIN',
      'BDS',
      '',
      'X',
    );
    const value = fc.oneof(
      fc.constantFrom('', '1', '2', '0001', '0002', '850', '997', 'PO', 'X', '004010', '20240305', '>', '^', '\n', ' '),
      fc.string({ maxLength: 8 }),
    );
    const segment = fc
      .tuple(tag, fc.array(value, { maxLength: 10 }))
      .map(([name, values]) => [name, ...values].join('*'));
    const known = fc.constantFrom(...GOOD.split('~').slice(0, -1));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(segment, known, known), { maxLength: 40 }),
        fc.constantFrom('~', '~\n', '~ '),
        (segments, end) => {
          confirmAny(utf8(GOOD.slice(0, 106) + segments.map((one) => one + end).join('')));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('pieces of good interchanges in any order', () => {
    fc.assert(fc.property(pieces(GOOD, THREE_ORDERS), confirmAny), { numRuns: 300 });
  });

  it('much of the same', () => {
    for (const unit of [
      'ISA*',
      'ISA',
      '~',
      '*',
      '>',
      ' ',
      '\n',
      'BIN*9999*',
      GOOD.slice(0, 106),
      GOOD.slice(0, 105),
      'ST*850*0001~',
      'GS*PO*1~',
      'SE~',
    ]) {
      const bytes = utf8(GOOD.slice(0, 106) + unit.repeat(Math.ceil(200_000 / unit.length)));
      const start = process.cpuUsage();
      const { units } = readBytes(bytes, 16_384);
      expect(units.length).toBeGreaterThan(0);
      expect(process.cpuUsage(start).user / 1000, `200 kB of ${unit}`).toBeLessThan(1500);
    }
  });
});
