// Every way an envelope can be wrong is a problem with its place, refuses what it may have damaged, and never costs a
// set beside it. Each case breaks one thing in three orders (0001 and 0002 in group 1, 0003 in group 2).
import { describe, expect, it } from 'vitest';
import { reader } from '../../../src/core/formats/x12.ts';
import { bytesOf, dressed, interchangeText, isa, ORDER, THREE_ORDERS, utf8 } from './fixture.ts';
import { catalogWith, judge, readBytes } from './reading.ts';

/** What is replaced and by what (the first occurrence), then the problems and verdicts. */
type Case = [name: string, broken: [RegExp | string, string], told: string[], verdicts: string];

const ALL = '0001 A, 0002 A, 0003 A';

const SET_CASES: Case[] = [
  [
    'a control number that differs',
    ['SE*5*0001', 'SE*5*0009'],
    ['SET_CONTROL_MISMATCH 5 SE02 @0009'],
    '0001 R, 0002 A, 0003 A',
  ],
  ['a count that is wrong', ['SE*5*0001', 'SE*6*0001'], ['SET_COUNT_WRONG 5 SE01 @6'], '0001 R, 0002 A, 0003 A'],
  [
    'a count that is no number',
    ['SE*5*0001', 'SE*x*0001'],
    ['SET_COUNT_WRONG 5 SE01 @x', 'ELEMENT_NOT_NUMBER 5 SE01 @x'],
    '0001 R, 0002 A, 0003 A',
  ],
  [
    'a count that is missing',
    ['SE*5*0001', 'SE**0001'],
    ['SET_COUNT_WRONG 5 SE01 @', 'ELEMENT_MISSING 5 SE01 @'],
    '0001 R, 0002 A, 0003 A',
  ],
  [
    'a trailer that is missing before the next header',
    ['SE*5*0001~', ''],
    ['SET_TRAILER_MISSING 4 CTT @CTT'],
    '0001 R, 0002 A, 0003 A',
  ],
  [
    'a trailer that is missing before the group ends',
    ['SE*5*0002~', ''],
    ['SET_TRAILER_MISSING 4 CTT @CTT'],
    '0001 A, 0002 R, 0003 A',
  ],
  [
    'a header that is missing',
    ['ST*850*0003~', ''],
    [
      'SEGMENT_OUTSIDE_SET BEG @BEG',
      'SEGMENT_OUTSIDE_SET PO1 @PO1',
      'SEGMENT_OUTSIDE_SET CTT @CTT',
      'SET_TRAILER_UNEXPECTED SE @SE',
      'GROUP_COUNT_WRONG GE01 @1',
    ],
    '0001 A, 0002 A',
  ],
  ['a control number used twice', [/0002/g, '0001'], ['SET_CONTROL_DUPLICATE 1 ST02 @0001'], '0001 A, 0001 R, 0003 A'],
  [
    'a control number that is too short',
    [/(?<!00000)0001(?=~)/g, '1'],
    ['SET_CONTROL_INVALID 1 ST02 @1', 'ELEMENT_TOO_SHORT 5 SE02 @1', 'ELEMENT_TOO_SHORT 1 ST02 @1'],
    '1 R, 0002 A, 0003 A',
  ],
  [
    'a control number that is missing',
    ['ST*850*0001', 'ST*850'],
    ['SET_CONTROL_INVALID 1 ST02 @ST', 'SET_CONTROL_MISMATCH 5 SE02 @0001', 'ELEMENT_MISSING 1 ST02 @ST'],
    ' R, 0002 A, 0003 A',
  ],
  [
    'an identifier that is missing',
    ['ST*850*0001', 'ST**0001'],
    ['SET_ID_INVALID 1 ST01 @', 'SET_UNSUPPORTED 1 ST01 @'],
    '0001 R, 0002 A, 0003 A',
  ],
  [
    'an identifier nobody knows',
    ['ST*850*0001', 'ST*851*0001'],
    ['SET_UNSUPPORTED 1 ST01 @851'],
    '0001 R, 0002 A, 0003 A',
  ],
  [
    'a tag that ends with the wrong separator',
    ['ST*850*0003', 'ST>850*0003'],
    [
      'SEGMENT_OUTSIDE_SET ST>850 @ST',
      'SEGMENT_OUTSIDE_SET BEG @BEG',
      'SEGMENT_OUTSIDE_SET PO1 @PO1',
      'SEGMENT_OUTSIDE_SET CTT @CTT',
      'SET_TRAILER_UNEXPECTED SE @SE',
      'GROUP_COUNT_WRONG GE01 @1',
    ],
    '0001 A, 0002 A',
  ],
];

// The header of the second group is part of the first one's trailer.
const SWALLOWED = [
  'GROUP_TRAILER_UNEXPECTED GE @GE',
  'INTERCHANGE_COUNT_WRONG IEA01 @2',
  'GROUP_CONTROL_MISMATCH GE02 @1',
  'GROUP_HEADER_MISSING ST @ST',
];

const GROUP_CASES: Case[] = [
  ['a control number that differs', ['GE*2*1', 'GE*2*9'], ['GROUP_CONTROL_MISMATCH GE02 @9'], '0001 R, 0002 R, 0003 A'],
  ['a terminator that is missing behind its trailer', ['GE*2*1~', 'GE*2*1*'], SWALLOWED, '0001 R, 0002 R, 0003 R'],
  ['a count that is wrong', ['GE*2*1', 'GE*3*1'], ['GROUP_COUNT_WRONG GE01 @3'], '0001 R, 0002 R, 0003 A'],
  ['a count that is no number', ['GE*2*1', 'GE*two*1'], ['GROUP_COUNT_WRONG GE01 @two'], '0001 R, 0002 R, 0003 A'],
  [
    'a trailer that is missing before the next header',
    ['GE*2*1~', ''],
    ['GROUP_TRAILER_MISSING GS @GS'],
    '0001 R, 0002 R, 0003 A',
  ],
  [
    'a trailer that is missing before the interchange ends',
    ['GE*1*2~', ''],
    ['GROUP_TRAILER_MISSING GS @GS'],
    '0001 A, 0002 A, 0003 R',
  ],
  ['a trailer that stands twice', ['GE*2*1~', 'GE*2*1~GE*2*1~'], ['GROUP_TRAILER_UNEXPECTED GE @GE'], ALL],
  [
    'a header that is missing',
    [/GS\*PO[^~]*\*1\*X\*004010~/, ''],
    ['GROUP_TRAILER_UNEXPECTED GE @GE', 'INTERCHANGE_COUNT_WRONG IEA01 @2', 'GROUP_HEADER_MISSING ST @ST'],
    '0001 R, 0002 R, 0003 A',
  ],
  [
    'a control number used twice',
    [/(?<=0930\*)2(?=\*X)|2(?=~IEA)/g, '1'],
    ['GROUP_CONTROL_DUPLICATE GS06 @1'],
    '0001 A, 0002 A, 0003 R',
  ],
  [
    'a control number that is no number',
    [/(?<=0930\*)2(?=\*X)|2(?=~IEA)/g, 'B'],
    ['GROUP_CONTROL_INVALID GS06 @B'],
    '0001 A, 0002 A, 0003 R',
  ],
  [
    'a segment outside the sets',
    ['ST*850*0002', 'REF*DP*1~ST*850*0002'],
    ['SEGMENT_OUTSIDE_SET REF @REF'],
    '0001 R, 0002 R, 0003 A',
  ],
  [
    'a set trailer outside the sets',
    ['GE*2*1~', 'SE*5*0002~GE*2*1~'],
    ['SET_TRAILER_UNEXPECTED SE @SE'],
    '0001 R, 0002 R, 0003 A',
  ],
  [
    'a release nobody ships',
    ['004010', '002001'],
    ['GROUP_RELEASE_UNSUPPORTED GS08 @002001'],
    '0001 R, 0002 R, 0003 A',
  ],
  ['a release next to one that is shipped', ['004010', '004060'], ['RELEASE_NEAREST GS08 @004060'], ALL],
  [
    'a kind nobody knows',
    ['GS*PO', 'GS*QQ'],
    ['GROUP_TYPE_UNSUPPORTED GS01 @QQ', 'SET_NOT_IN_GROUP 1 ST01 @850', 'SET_NOT_IN_GROUP 1 ST01 @850'],
    '0001 R, 0002 R, 0003 A',
  ],
  [
    'a kind its sets do not belong to',
    ['GS*PO', 'GS*IN'],
    ['SET_NOT_IN_GROUP 1 ST01 @850', 'SET_NOT_IN_GROUP 1 ST01 @850'],
    '0001 R, 0002 R, 0003 A',
  ],
];

const INTERCHANGE_CASES: Case[] = [
  [
    'a control number that differs',
    ['IEA*2*000000001', 'IEA*2*000000002'],
    ['INTERCHANGE_CONTROL_MISMATCH IEA02 @000000002'],
    ALL,
  ],
  [
    'a control number without its zeros',
    ['IEA*2*000000001', 'IEA*2*1'],
    ['INTERCHANGE_CONTROL_MISMATCH IEA02 @1'],
    ALL,
  ],
  ['a count that is wrong', ['IEA*2*', 'IEA*1*'], ['INTERCHANGE_COUNT_WRONG IEA01 @1'], ALL],
  ['a trailer that is missing', [/IEA.*/, ''], ['INTERCHANGE_TRAILER_MISSING ISA @ISA'], ALL],
  ['a trailer without its terminator', [/~$/, ''], ['SEGMENT_UNTERMINATED @IEA'], ALL],
  ['a trailer that stands twice', [/IEA.*/, '$&$&'], ['INTERCHANGE_TRAILER_UNEXPECTED @IEA'], ALL],
  [
    'a control number that is no number',
    [/000000001/g, '00000000A'],
    ['INTERCHANGE_CONTROL_INVALID ISA13 @00000000A'],
    '0001 R, 0002 R, 0003 R',
  ],
  ['a date that is none', ['*240305*0930*U', '*241305*0930*U'], ['INTERCHANGE_DATE_INVALID ISA09 @241305'], ALL],
  ['a time that is none', ['*240305*0930*U', '*240305*2530*U'], ['INTERCHANGE_TIME_INVALID ISA10 @2530'], ALL],
  ['a version nobody knows', ['00401', '00499'], ['INTERCHANGE_VERSION_UNKNOWN ISA12 @00499'], ALL],
  ['a version that is none', ['00401', '01401'], ['INTERCHANGE_VERSION_INVALID ISA12 @01401'], ALL],
  [
    'sets without any group',
    [/GS[^~]*~|GE[^~]*~/g, ''],
    ['INTERCHANGE_COUNT_WRONG IEA01 @2', 'GROUP_HEADER_MISSING ST @ST'],
    '0001 R, 0002 R, 0003 R',
  ],
  ['no header at all', [/^ISA[^~]*~/, ''], ['INTERCHANGE_MISSING @GS'], ''],
  ['a segment outside the groups', ['~GS', '~REF*DP*1~GS'], ['SEGMENT_OUTSIDE_SET REF @REF'], ALL],
  ['a header that lost elements', ['*00*          *ZZ*SENDER         ', ''], ['INTERCHANGE_HEADER_INVALID @ISA'], ''],
  [
    'spaces and tabs before tags, told once in each unit',
    [/~(GS|ST|BEG|CTT)/g, '~ \t$1'],
    ['GS', 'ST', 'ST', 'BEG', 'BEG', 'BEG'].map((tag) => `SPACE_BEFORE_SEGMENT @ \t${tag}`),
    ALL,
  ],
];

describe.each([
  ['a transaction set', SET_CASES],
  ['a functional group', GROUP_CASES],
  ['an interchange', INTERCHANGE_CASES],
])('%s with', (_, cases) => {
  it.each(cases)('%s', (_name, [what, by], told, verdicts) => {
    const text = THREE_ORDERS.replace(what, by);
    expect(judge(text)).toMatchObject({ told, verdicts });
  });
});

describe('an ISA that is not as it should be', () => {
  const plain = THREE_ORDERS;
  const cases: [string, string, string[]][] = [
    ['is trimmed', plain.replace(/ +(?=\*)/g, ''), ['ISA_NOT_106 ISA @ISA']],
    [
      'is padded with no-break spaces',
      plain.replace('SENDER         ', 'SENDER\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0'),
      ['ISA_PADDED_ODDLY ISA @ISA'],
    ],
    ['is padded with tabs', plain.replace('SENDER         ', 'SENDER\t        '), ['ISA_PADDED_ODDLY ISA @ISA']],
    ['is broken over two lines', plain.replace('*ZZ*RECEIVER', '*ZZ\n*RECEIVER'), ['ISA_WRAPPED ISA @ISA']],
    ['is broken inside an element', plain.replace('0930', '09\r\n30'), ['ISA_WRAPPED ISA @ISA']],
  ];
  it.each(cases)('%s is read and said', (_, text, told) => {
    const judged = judge(bytesOf(text));
    expect(judged).toMatchObject({ told, verdicts: ALL });
    const [{ sender, receiver } = {}] = readBytes(bytesOf(text)).interchanges;
    expect([sender?.id.slice(0, 6), receiver?.id]).toEqual(['SENDER', 'RECEIVER']);
  });

  it('a name longer than ISA06 may be is refused: no answer could name it', () => {
    const judged = judge(bytesOf(plain.replace('SENDER         ', 'SENDER OF A LONG NAME')));
    expect(judged.told).toEqual(expect.arrayContaining(['ISA_NOT_106 ISA @ISA']));
    expect(judged.told.some((one) => one.startsWith('INTERCHANGE_SENDER_INVALID ISA06'))).toBe(true);
    expect(judged.verdicts).toBe('0001 R, 0002 R, 0003 R');
  });

  it('no-break spaces of two UTF-8 bytes are spaces too', () => {
    const text = plain.replace('SENDER         ', `SENDER${'\u00a0'.repeat(9)}`);
    expect(judge(utf8(text))).toMatchObject({ told: ['ISA_PADDED_ODDLY ISA @ISA'], verdicts: ALL });
  });

  it('an agreement may refuse what it would otherwise only warn of', () => {
    const text = plain.replace('~BEG', '~  BEG');
    expect(judge(text).told).toEqual(['SPACE_BEFORE_SEGMENT @  BEG']);
    expect(judge(text, catalogWith({ refuse: ['SPACE_BEFORE_SEGMENT'] })).verdicts).toBe('0001 R, 0002 A, 0003 A');
  });
});

describe('a transmission that ends early', () => {
  const bytes = utf8(THREE_ORDERS);
  const ends = [...THREE_ORDERS.matchAll(/~/g)].map(({ index }) => index + 1);

  it.each(
    ends
      .slice(0, -1)
      .map((end) => [THREE_ORDERS.slice(THREE_ORDERS.lastIndexOf('~', end - 2) + 1, end - 1).slice(0, 30), end]),
  )('behind %s is told, and nothing is accepted whose group is not complete', (_, end) => {
    const { told, outcome } = judge(bytes.subarray(0, Number(end)));
    expect(told).toContain('INTERCHANGE_TRAILER_MISSING ISA @ISA');
    for (const { verdict } of outcome.groups) expect(verdict.verdict).toBe(verdict.group.closed ? 'A' : 'R');
  });

  it('inside a segment is told with the place where that segment starts', () => {
    for (const end of ends.slice(1)) {
      const start = THREE_ORDERS.lastIndexOf('~', end - 2) + 1;
      for (const cut of [start + 1, end - 1]) {
        const { outcome } = judge(bytes.subarray(0, cut));
        const found = [
          ...outcome.interchanges.flatMap(({ interchange }) => interchange.problems),
          ...outcome.groups.flatMap(({ verdict, sets }) => [
            ...verdict.problems,
            ...sets.flatMap(({ problems }) => problems),
          ]),
        ];
        expect(found.filter(({ code }) => code === 'SEGMENT_UNTERMINATED').map(({ at }) => at.offset)).toEqual([start]);
      }
    }
  });

  it('inside the ISA leaves no interchange', () => {
    for (let end = 0; end < 104; end++)
      expect(judge(bytes.subarray(0, end))).toMatchObject({ verdicts: '', outcome: { interchanges: [] } });
    for (const end of [104, 105])
      expect(judge(bytes.subarray(0, end)).told).toContain('INTERCHANGE_TERMINATOR_INVALID ISA @');
    expect(judge(bytes.subarray(0, 60)).told).toEqual(['INTERCHANGE_HEADER_INVALID @ISA']);
    expect(judge(new Uint8Array(0)).told).toEqual(['INTERCHANGE_MISSING @']);
  });
});

describe('what follows a broken interchange is read', () => {
  const next = interchangeText([{ sets: [{ control: '0009', body: ORDER }] }], { control: '000000009' });
  const other = dressed(next, { element: '|', component: ':', terminator: "'" });
  const cases: [string, string, string][] = [
    ['no trailer', `${THREE_ORDERS.replace(/IEA.*/, '')}${next}`, `${ALL}, 0009 A`],
    ['no trailer, and the next has other separators', `${THREE_ORDERS.replace(/IEA.*/, '')}${other}`, `${ALL}, 0009 A`],
    [
      'cut in the middle of a segment',
      `${THREE_ORDERS.slice(0, THREE_ORDERS.indexOf('PO1*') + 9)}${next}`,
      '0001 R, 0009 A',
    ],
    [
      'cut in the middle of a segment, and the next has other separators',
      `${THREE_ORDERS.slice(0, THREE_ORDERS.indexOf('PO1*') + 9)}${other}`,
      '0001 R, 0009 A',
    ],
    ['cut in the middle of its header', `${isa().slice(0, 50)}${next}`, '0009 A'],
    [
      'cut in the middle of its header behind a good one',
      `${THREE_ORDERS}${isa().slice(0, 50)}${next}`,
      `${ALL}, 0009 A`,
    ],
    ['junk between', `${THREE_ORDERS}\nISAbel says hello, ISA*no\n${next}`, `${ALL}, 0009 A`],
    ['separators that cannot be used', `${THREE_ORDERS.replaceAll('>', 'U')}${next}`, '0009 A'],
  ];
  it.each(cases)('%s', (_, text, verdicts) => {
    expect(judge(text).verdicts).toBe(verdicts);
    const read = readBytes(utf8(text), 7);
    expect(read.sets.at(-1)).toMatchObject({ control: '0009', group: { interchange: { control: '000000009' } } });
  });

  it('junk is told once, with its place and length', () => {
    const { outcome, told } = judge(`${THREE_ORDERS}\nhello ISA there\n${next}`);
    expect(told).toEqual(['BYTES_BETWEEN_INTERCHANGES @hello ISA there']);
    expect(outcome.problems[0]!.message).toContain('16 bytes');
  });
});

describe('limits', () => {
  const huge = (segments: string[]): Uint8Array =>
    utf8(
      interchangeText([
        {
          sets: [
            { control: '0001', body: segments },
            { control: '0002', body: ORDER },
          ],
        },
      ]),
    );
  const chunked = (bytes: Uint8Array, size: number, maxSetBytes: number): string[] => {
    const run = reader({ maxSetBytes });
    const units = [];
    for (let at = 0; at < bytes.length; at += size) units.push(...run.push(bytes.subarray(at, at + size)));
    return [...units, ...run.end()].flatMap((unit) =>
      unit.unit === 'set'
        ? [`${unit.set.control} ${unit.set.segments.length} ${unit.set.problems.map(({ code }) => code).join()}`]
        : [],
    );
  };

  it('a set larger than allowed is refused, let go of, and its sibling read', () => {
    const bytes = huge(new Array(2000).fill('PO1*1*10*EA*2.50**BP*K-100'));
    expect(chunked(bytes, 4096, 10_000)).toEqual(['0001 1 SET_TOO_LARGE', '0002 5 ']);
  });

  it('a segment without an end is given up after a megabyte, whole or in chunks, and the next interchange read', () => {
    const bytes = utf8(`${THREE_ORDERS.replace(/PO1(?=.*0003)/, `PO1${'x'.repeat(1_100_000)}`)}${THREE_ORDERS}`);
    const expected = ['0001 2 SEGMENT_TOO_LONG,SET_TRAILER_MISSING', '0001 5 ', '0002 5 ', '0003 5 '];
    expect(chunked(bytes, bytes.length, 64e6)).toEqual(expected);
    expect(chunked(bytes, 65_536, 64e6)).toEqual(expected);
  });
});
