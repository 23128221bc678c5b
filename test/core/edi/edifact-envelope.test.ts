// Every way an EDIFACT envelope can be wrong is a problem with its place, and nothing that may be damaged is accepted: an
// interchange is answered for as a whole, a group and a message for themselves. Each case breaks one thing in three orders.
import { describe, expect, it } from 'vitest';
import { interchangeText, ORDER, oneMessage, readEdifact, THREE_ORDERS, TWO_GROUPS } from './edifact-fixture.ts';
import { utf8 } from './fixture.ts';
import { judge, problemCodes } from './reading.ts';

/** What is replaced and by what (the first occurrence), then the problems and verdicts. */
type Case = [name: string, broken: [RegExp | string, string], told: string[], verdicts: string];

const ALL = '1 A, 2 A, 3 A';
const NONE = '1 R, 2 R, 3 R';

const BODY = ORDER.map(([tag]) => tag);

const MESSAGES: Case[] = [
  ['a reference that differs', ['UNT+8+1', 'UNT+8+9'], ['SET_CONTROL_MISMATCH 8 UNT02 @9'], '1 R, 2 A, 3 A'],
  ['a count that is wrong', ['UNT+8+1', 'UNT+9+1'], ['SET_COUNT_WRONG 8 UNT01 @9'], '1 R, 2 A, 3 A'],
  ['a trailer that is missing', ["UNT+8+1'", ''], ['SET_TRAILER_MISSING 7 UNS @UNS'], '1 R, 2 A, 3 A'],
  ['a reference used twice', [/(?<=UNH\+|UNT\+8\+)2/g, '1'], ['SET_CONTROL_DUPLICATE 1 UNH01 @1'], '1 A, 1 R, 3 A'],
  ['a trailer that stands twice', ["UNT+8+1'", "UNT+8+1'UNT+8+1'"], ['SET_TRAILER_UNEXPECTED UNT @UNT'], NONE],
  ['a segment behind it', ["UNT+8+1'", "UNT+8+1'FTX+AAI'"], ['SEGMENT_OUTSIDE_SET FTX @FTX'], NONE],
  [
    'no header',
    ["UNH+1+ORDERS:D:96A:UN'", ''],
    [
      ...BODY.map((tag) => `SEGMENT_OUTSIDE_SET ${tag} @${tag}`),
      'SET_TRAILER_UNEXPECTED UNT @UNT',
      'INTERCHANGE_COUNT_WRONG UNZ01 @3',
    ],
    '2 R, 3 R',
  ],
  [
    'a trailer that swallowed the next header',
    ["UNT+8+1'UNH", 'UNT+8+1+UNH'],
    [
      'INTERCHANGE_COUNT_WRONG UNZ01 @3',
      ...BODY.map((tag) => `SEGMENT_OUTSIDE_SET ${tag} @${tag}`),
      'SET_TRAILER_UNEXPECTED UNT @UNT',
      'ELEMENT_TOO_MANY 8 UNT03 @UNH',
    ],
    '1 R, 3 R',
  ],
];

const GROUPS: Case[] = [
  ['a reference that differs', ['UNE+2+7', 'UNE+2+9'], ['GROUP_CONTROL_MISMATCH UNE02 @9'], '1 R, 2 R, 3 A'],
  ['a count that is wrong', ['UNE+2+7', 'UNE+3+7'], ['GROUP_COUNT_WRONG UNE01 @3'], '1 R, 2 R, 3 A'],
  ['a count that is no number', ['UNE+2+7', 'UNE+two+7'], ['GROUP_COUNT_WRONG UNE01 @two'], '1 R, 2 R, 3 A'],
  ['a trailer that is missing', ["UNE+2+7'", ''], ['GROUP_TRAILER_MISSING UNG @UNG'], '1 R, 2 R, 3 A'],
  ['a trailer that stands twice', ["UNE+2+7'", "UNE+2+7'UNE+2+7'"], ['GROUP_TRAILER_UNEXPECTED UNE @UNE'], NONE],
  [
    'a reference used twice',
    [/(?<=0930\+)8(?=\+UN)|8(?='UNZ)/g, '7'],
    ['GROUP_CONTROL_DUPLICATE UNG05 @7'],
    '1 A, 2 A, 3 R',
  ],
  [
    'a segment in it outside of messages',
    ['UNH+2', "FTX+AAI'UNH+2"],
    ['SEGMENT_OUTSIDE_SET FTX @FTX'],
    '1 R, 2 R, 3 A',
  ],
  [
    'no header',
    [/UNG\+[^']*\+7\+[^']*'/, ''],
    ['GROUP_TRAILER_UNEXPECTED UNE @UNE', 'GROUPS_AND_SETS UNG @UNG', 'INTERCHANGE_COUNT_WRONG UNZ01 @2'],
    NONE,
  ],
  [
    'messages beside it',
    [/UNG\+[^']*\+8\+[^']*'|UNE\+1\+8'/g, ''],
    ['GROUPS_AND_SETS UNH @UNH', 'INTERCHANGE_COUNT_WRONG UNZ01 @2'],
    NONE,
  ],
  ['no message in it', [/UNH\+3.*UNE\+1/, 'UNE+0'], ['GROUP_EMPTY UNG @UNG'], '1 A, 2 A'],
];

const INTERCHANGES: Case[] = [
  ['a reference that differs', ["UNZ+3+1'", "UNZ+3+2'"], ['INTERCHANGE_CONTROL_MISMATCH UNZ02 @2'], NONE],
  ['a reference that is missing', ["UNZ+3+1'", "UNZ+3'"], ['INTERCHANGE_CONTROL_MISMATCH UNZ02 @UNZ'], NONE],
  ['a count that is wrong', ["UNZ+3+1'", "UNZ+2+1'"], ['INTERCHANGE_COUNT_WRONG UNZ01 @2'], NONE],
  ['a count that is no number', ["UNZ+3+1'", "UNZ+x+1'"], ['INTERCHANGE_COUNT_WRONG UNZ01 @x'], NONE],
  ['a trailer that is missing', ["UNZ+3+1'", ''], ['INTERCHANGE_TRAILER_MISSING UNB @UNB'], NONE],
  ['a trailer without its terminator', ["UNZ+3+1'", 'UNZ+3+1'], ['SEGMENT_UNTERMINATED @UNZ'], ALL],
  [
    'a trailer cut behind a release character',
    ["UNZ+3+1'", 'UNZ+3+1?'],
    ['INTERCHANGE_TRAILER_MISSING UNB @UNB', 'SEGMENT_UNTERMINATED @UNZ'],
    NONE,
  ],
  ['a trailer that stands twice', ["UNZ+3+1'", "UNZ+3+1'UNZ+3+1'"], ['INTERCHANGE_TRAILER_UNEXPECTED @UNZ'], ALL],
  ['a trailer that says more', ["UNZ+3+1'", "UNZ+3+1+2'"], ['INTERCHANGE_CONTROL_MISMATCH UNZ02 @1'], NONE],
  ['no header', [/^UNB[^']*'/, ''], ['INTERCHANGE_MISSING @UNH+1+ORDERS:D:96A:U'], ''],
  ['a syntax nobody knows', ['UNOC:3', 'UNOQ:3'], ['INTERCHANGE_SYNTAX_UNKNOWN UNB01-1 @UNOQ'], NONE],
  ['no message', [/UNH.*UNZ\+3/, 'UNZ+0'], ['INTERCHANGE_EMPTY UNB @UNB'], ''],
  ['a segment before the messages', ["0930+1'", "0930+1'FTX+AAI'"], ['SEGMENT_OUTSIDE_SET FTX @FTX'], NONE],
  [
    'spaces and tabs before tags, told once in each unit',
    [/'(?=UNT|BGM)/g, "' \t"],
    ['BGM', 'BGM', 'BGM'].map((tag) => `SPACE_BEFORE_SEGMENT @ \t${tag}`),
    ALL,
  ],
];

describe.each([
  ['a message', THREE_ORDERS, MESSAGES],
  ['a group', TWO_GROUPS, GROUPS],
  ['an interchange', THREE_ORDERS, INTERCHANGES],
])('%s with', (_, text, cases) => {
  it.each(cases)('%s', (_name, [what, by], told, verdicts) => {
    const broken = text.replace(what, by);
    expect(broken).not.toBe(text);
    const judged = judge(broken);
    expect(judged).toMatchObject({ verdicts });
    expect(judged.told).toEqual(told);
  });
});

it('three orders in groups or not are accepted, and nothing is said', () => {
  expect(judge(THREE_ORDERS)).toMatchObject({ told: [], verdicts: ALL });
  expect(judge(TWO_GROUPS)).toMatchObject({ told: [], verdicts: ALL });
});

it('a message knows the group it is in, or that it is in none', () => {
  const groups = readEdifact(utf8(TWO_GROUPS)).sets.map(({ group }) => [group.control, group.code, group.implied]);
  expect(groups).toEqual([
    ['7', 'ORDERS', false],
    ['7', 'ORDERS', false],
    ['8', 'ORDERS', false],
  ]);
  const { sets } = readEdifact(utf8(THREE_ORDERS));
  expect(sets.map(({ group }) => [group.control, group.implied])).toEqual(Array(3).fill(['', true]));
  expect(new Set(sets.map(({ group }) => group)).size).toBe(1);
});

it('a message is handed on as soon as its trailer is there, and held by nobody until the interchange is whole', () => {
  const cut = utf8(THREE_ORDERS.slice(0, THREE_ORDERS.indexOf('UNH+2')));
  expect(readEdifact(cut).units.map(({ unit }) => unit)).toEqual([
    'interchange',
    'group',
    'set',
    'groupEnd',
    'interchangeEnd',
  ]);
  expect(judge(cut).verdicts).toBe('1 R');
});

describe('a transmission that ends early', () => {
  const bytes = utf8(TWO_GROUPS);
  // A trailer that only lacks its terminator is whole.
  const whole = bytes.length - 1;

  it('anywhere is told with its place, and nothing of it is accepted', () => {
    for (let end = 0; end < whole; end++) {
      const { told, verdicts, outcome } = judge(bytes.subarray(0, end));
      expect([end, verdicts.includes('A'), told.length > 0]).toEqual([end, false, true]);
      for (const { interchange } of outcome.interchanges) {
        expect([end, interchange.closed && interchange.problems.length === 0]).toEqual([end, false]);
      }
    }
  });

  it('inside a segment is told with the place where that segment starts', () => {
    const starts = [...TWO_GROUPS.matchAll(/(?<=')[A-Z]/g)].map(({ index }) => index);
    for (const start of starts.slice(0, -1)) {
      const { units } = readEdifact(bytes.subarray(0, start + 5));
      const found = units.flatMap((unit) => {
        if (unit.unit === 'interchangeEnd') return unit.interchange.problems;
        if (unit.unit === 'groupEnd') return unit.group.problems;
        return unit.unit === 'set' ? unit.set.problems : [];
      });
      expect(found.filter(({ code }) => code === 'SEGMENT_UNTERMINATED').map(({ at }) => at.offset)).toEqual([start]);
    }
  });

  it('inside the UNB leaves no interchange', () => {
    const end = TWO_GROUPS.indexOf("'");
    for (let at = 4; at < end; at++)
      expect(judge(bytes.subarray(0, at)).told).toEqual(['INTERCHANGE_HEADER_INVALID @UNB']);
  });
});

describe('several interchanges', () => {
  const plain = interchangeText([{ control: '8', body: ORDER }], { control: '8' }, { una: false });
  const same = interchangeText([{ control: '9', body: ORDER }], { control: '9' }, { lineEnd: '\r\n' });
  const other = interchangeText(
    [{ control: '9', body: ORDER }],
    { control: '9' },
    { element: '|', component: '-', terminator: '~', release: '!', mark: ',' },
  );
  const level = interchangeText(
    [{ control: '9', body: ORDER }],
    { control: '9' },
    { element: '\u001d', component: '\u001f', terminator: '\u001c', release: ' ', una: false },
  );
  const nexts: [string, string][] = [
    ['a UNA with the same separators', same],
    ['a UNA with other separators', other],
    ['no UNA', interchangeText([{ control: '9', body: ORDER }], { control: '9' })],
    ['the separators of level B', level],
  ];

  it.each(nexts)('each has its own separators: the next has %s', (_, next) => {
    const { interchanges, sets } = readEdifact(utf8(`${plain}\r\n${next}${plain}`), 11);
    expect(interchanges.map(({ control }) => control)).toEqual(['8', '9', '8']);
    expect(interchanges[1]!.offset).toBe(plain.length + 2);
    expect(judge(`${plain}${next}`)).toMatchObject({ told: [], verdicts: '8 A, 9 A' });
    expect(sets.map(({ segments }) => segments.length)).toEqual([8, 8, 8]);
  });

  it('a decimal mark is one interchange’s own', () => {
    const marks = readEdifact(utf8(plain + other + same + plain)).interchanges.map(({ decimalMark }) => decimalMark);
    expect(marks).toEqual([undefined, ',', '.', undefined]);
  });

  describe.each(nexts)('behind another one, where the next has %s', (_, next) => {
    const cut = plain.indexOf('QTY+21') + 6;
    const before: [string, string, string][] = [
      ['it has no trailer', plain.replace(/UNZ.*/, ''), '8 R, 9 A'],
      ['it has no message trailer either', plain.replace(/UNT.*/, ''), '8 R, 9 A'],
      ['it is cut in the middle of a segment', plain.slice(0, cut), '8 R, 9 A'],
      ['it is cut behind a tag', plain.slice(0, plain.indexOf('QTY+21') + 3), '8 R, 9 A'],
      ['it is cut behind a release character', `${plain.slice(0, cut)}?`, '8 R, 9 A'],
      ['it is cut in its header', plain.slice(0, 30), '9 A'],
      ['there is junk between', `${plain}\nUNBelievable UNB+no UNA: UN\n`, '8 A, 9 A'],
      ['its UNA cannot be followed', `UNA:+.X '${plain}`, '9 A'],
    ];
    it.each(before)('%s, it is read', (_name, text, verdicts) => {
      const all = text + next;
      expect(judge(all).verdicts).toBe(verdicts);
      for (const size of [1, 7, 1000])
        expect(readEdifact(utf8(all), size).interchanges.at(-1)).toMatchObject({
          control: '9',
          offset: text.length,
          closed: true,
        });
    });
  });

  it('what is between them is told once, with its place and length', () => {
    const { told, outcome } = judge(`${plain}\nhello UNB there\n${same}`);
    expect(told).toEqual(['BYTES_BETWEEN_INTERCHANGES @hello UNB there']);
    expect(outcome.problems[0]!.message).toContain('16 bytes');
  });
});

describe('a name or text that looks like a header', () => {
  it('is a text where its separators are released', () => {
    const text = oneMessage([
      'BGM+220+4711+9',
      "FTX+AAI+++UNA?:?+.?? ?'UNB?+UNOC?:3?+A?+B?+240305?:0930?+1?'",
      'UNS+S',
    ]);
    expect(problemCodes(readEdifact(utf8(text), 3))).toEqual([]);
  });

  it('does not end a message: the envelopes of other syntaxes are segments like any', () => {
    const text = oneMessage(['ISA+00', 'IEA+1:525', 'GE+1', 'END+1:525', 'UNX+1']);
    const read = readEdifact(utf8(text));
    expect(problemCodes(read)).toEqual([]);
    expect(read.sets[0]!.segments).toHaveLength(7);
  });
});
