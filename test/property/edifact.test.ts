// However an EDIFACT interchange is cut, changed or made up: no exception, no hang, and a message is accepted only when
// what was read is, byte for byte, what was sent, and the envelopes around it are whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TranslatedGroup } from '../../src/gateway/translate.ts';
import { interchangeText, ORDER, readEdifact, type Segment, THREE_ORDERS } from '../core/edi/edifact-fixture.ts';
import { utf8 } from '../core/edi/fixture.ts';
import { parsed, type Values, valuesIn } from '../core/edi/parsed.ts';
import { changed, groupsOf, latin1, pieces, rearranged, shiftedByOne, verdictsOf } from './damage.ts';

const order = (number: string): Segment[] => [
  ['BGM', '220', number, '9'],
  ...ORDER.slice(1, 2),
  ['FTX', 'AAI', '', '', ["it's 1+1:2?", 'B']],
  ...ORDER.slice(2),
];

/** Two groups, three orders, a UNA, values with every separator in them. */
const GROUPED = interchangeText(
  [
    {
      control: '7',
      messages: [
        { control: '1', body: order('4711') },
        { control: '2', body: order("47'12") },
      ],
    },
    { control: '8', messages: [{ control: '3', body: order('4713') }] },
  ],
  { control: '905' },
  { una: true },
);

/** Messages without groups, without a UNA. */
const UNGROUPED = interchangeText(
  [
    { control: '1', body: order('4711') },
    { control: '2', body: order('4712') },
  ],
  { control: '906' },
);

/** The text of an element; of one that has more than a text, what no number or reference is. */
const simple = ([, elements]: Values, number: number): string =>
  (elements[number - 1] ?? [])
    .flat()
    .join('\u0000')
    .replace(/\u0000+$/, '');

/** What must hold of any bytes at all. */
function confirm(bytes: Uint8Array, groups: TranslatedGroup[]): void {
  const text = latin1(bytes);
  for (const { verdict, sets } of groups) {
    const { group } = verdict;
    const { separators } = group.interchange;
    const accepted = sets.filter((one) => one.verdict !== 'R');
    for (const { set, problems, document } of accepted) {
      expect([...problems, ...verdict.problems].filter(({ severity }) => severity === 'error')).toEqual([]);
      const sent = parsed(text.slice(set.offset, set.end), separators);
      expect(set.segments.map(valuesIn)).toEqual(sent);
      const [first, last] = [sent[0]!, sent.at(-1)!];
      expect([first[0], last[0]]).toEqual(['UNH', 'UNT']);
      expect([Number(simple(last, 1)), simple(last, 2)]).toEqual([sent.length, simple(first, 1)]);
      expect(document).toBeDefined();
    }
    if (accepted.length === 0) continue;
    const behind = parsed(text.slice(sets.at(-1)!.set.end), separators);
    if (!group.implied) {
      const une = behind.shift()!;
      expect([une[0], Number(simple(une, 1)), simple(une, 2)]).toEqual(['UNE', sets.length, group.control]);
    }
    // Nothing is accepted of an interchange that is not whole.
    const { interchange } = group;
    expect([interchange.closed, interchange.problems.filter(({ severity }) => severity === 'error')]).toEqual([
      true,
      [],
    ]);
    const count = interchange.groups === 0 ? interchange.ungrouped : interchange.groups;
    // The last terminator may be missing.
    const rest = text.slice(sets.at(-1)!.set.end).replace(/[\s\u0000\u001a]+$/, '');
    const unz = parsed(`${rest}${separators.terminator}`, separators).find(([tag]) => tag === 'UNZ')!;
    expect([Number(simple(unz, 1)), simple(unz, 2)]).toEqual([count, interchange.control]);
  }
}

describe.each([
  ['in groups', GROUPED, ['1 A', '2 A', '3 A']],
  ['without groups', UNGROUPED, ['1 A', '2 A']],
])('a good interchange %s', (_, text, all) => {
  const bytes = utf8(text);

  it('is accepted whole', () => {
    const groups = groupsOf(bytes);
    expect(verdictsOf(groups)).toEqual(all);
    confirm(bytes, groups);
  });

  it('cut anywhere accepts nothing, but that its last terminator may be missing', () => {
    for (let end = 0; end < bytes.length - 1; end++) {
      const groups = groupsOf(bytes.subarray(0, end));
      expect([end, verdictsOf(groups).filter((one) => !one.endsWith(' R'))]).toEqual([end, []]);
    }
    const unterminated = bytes.subarray(0, -1);
    expect(verdictsOf(groupsOf(unterminated))).toEqual(all);
  });

  // Separators of this and other senders, letters, digits, white space, control characters, bytes over 0x7F.
  const REPLACEMENTS = [..."+:'?*|AU09 .\n\t\u0000\u001d\u0085\u00c3"].map((character) => character.charCodeAt(0));

  it.each(REPLACEMENTS)('with any one byte changed to %i accepts only what it can still read exactly', (by) => {
    for (const { bytes: damaged } of changed(bytes, by)) confirm(damaged, groupsOf(damaged));
  });

  it('with one byte left out or put in accepts only what it can still read exactly', () => {
    for (const damaged of shiftedByOne(text, "+':?1")) confirm(damaged, groupsOf(damaged));
  });

  it('with a segment left out, doubled or exchanged with the next accepts only what it can still read exactly', () => {
    for (const damaged of rearranged(text, "'")) confirm(damaged, groupsOf(damaged));
  });
});

describe('made up bytes', () => {
  const confirmAny = (bytes: Uint8Array): void => {
    const groups = groupsOf(bytes);
    confirm(bytes, groups);
    expect(verdictsOf(groupsOf(bytes, 7))).toEqual(verdictsOf(groups));
  };
  const header = UNGROUPED.slice(0, UNGROUPED.indexOf("'") + 1);

  it('random bytes, alone and behind a UNA or UNB', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom('', 'UNA', "UNA:+.? '", 'UNB+', header),
        (bytes, start) => confirmAny(Uint8Array.from([...utf8(start), ...bytes])),
      ),
      { numRuns: 300 },
    );
  });

  it('any separators, said by a UNA', () => {
    const advice = fc.array(fc.constantFrom(..."+:'?*.,| ^~\\!A0\n\u001c\u001d\u001f"), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(advice, (all) => {
        const [component = '', element = '', mark = '.', release = '?', repetition = ' ', terminator = ''] = all;
        const dress = { component, element, mark, release, repetition, terminator };
        confirmAny(utf8(interchangeText([{ body: order('4711') }], { syntax: 'UNOC:4' }, dress)));
      }),
      { numRuns: 400 },
    );
  });

  it('random segments with envelopes among them', () => {
    const tag = fc.constantFrom(
      'UNA',
      'UNB',
      'UNZ',
      'UNG',
      'UNE',
      'UNH',
      'UNT',
      'UNS',
      'BGM',
      'LIN',
      'QTY',
      '',
      'X',
      '?',
    );
    const value = fc.oneof(
      fc.constantFrom('', '1', '2', 'ORDERS', 'ORDERS:D:96A:UN', '220', '?+', '??', "?'", ':', '*', '\n', ' '),
      fc.string({ maxLength: 8 }),
    );
    const segment = fc
      .tuple(tag, fc.array(value, { maxLength: 10 }))
      .map(([name, values]) => [name, ...values].join('+'));
    const known = fc.constantFrom(...GROUPED.split("'").slice(1, -1), ...UNGROUPED.split("'").slice(0, -1));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(segment, known, known), { maxLength: 40 }),
        fc.constantFrom("'", "'\n", "' "),
        (segments, end) => confirmAny(utf8(header + segments.map((one) => one + end).join(''))),
      ),
      { numRuns: 400 },
    );
  });

  it('pieces of good interchanges in any order', () => {
    fc.assert(fc.property(pieces(GROUPED, UNGROUPED, THREE_ORDERS), confirmAny), { numRuns: 300 });
  });

  it('much of the same', () => {
    for (const unit of [
      'UNB+',
      'UNB',
      'UNA',
      "UNA:+.? '",
      "'",
      '+',
      ':',
      '?',
      ' ',
      '\n',
      header,
      "UNH+1'",
      'UNT+',
      "UNG+X'",
      'UN',
      "UNZ'",
    ]) {
      const bytes = utf8(header + unit.repeat(Math.ceil(200_000 / unit.length)));
      const start = process.cpuUsage();
      const { units } = readEdifact(bytes, 16_384);
      expect(units.length).toBeGreaterThan(0);
      expect(process.cpuUsage(start).user / 1000, `200 kB of ${unit}`).toBeLessThan(1500);
    }
  });
});
