// The acknowledgment says of each group and set exactly what was found, at its segment, element and component, and
// accepts nothing that is not. It can be read without a problem itself, and is never acknowledged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../src/core/problem.ts';
import { ACKNOWLEDGMENTS } from '../../../src/gateway/translate.ts';
import { interchangeText, ORDER, oneSet, THREE_ORDERS, utf8 } from './fixture.ts';
import { acknowledgmentInterchange, catalogWith, judge, problemsOf } from './reading.ts';

const BEG = 'BEG*00*SA*4711**20240305';
const PO1 = 'PO1*1*10*EA*2.50**BP*K-100';

/** What is said of one set: AK2 to AK5. */
const saidOf = (body: string[], options = {}): string[] => judge(oneSet(body, options)).acknowledged.slice(1, -1);

describe('groups', () => {
  const one = (broken: string | RegExp = '', by = ''): string[] =>
    judge(THREE_ORDERS.replace(broken, by)).acknowledged.slice(0, -4);
  const cases: [string, string[], string[]][] = [
    ['accepted', one(), ['AK1*PO*1', 'AK2*850*0001', 'AK5*A', 'AK2*850*0002', 'AK5*A', 'AK9*A*2*2*2']],
    [
      'partly accepted',
      one('SE*5*0001', 'SE*6*0001'),
      ['AK1*PO*1', 'AK2*850*0001', 'AK5*R*4', 'AK2*850*0002', 'AK5*A', 'AK9*P*2*2*1'],
    ],
    [
      'refused because all its sets are',
      one(/SE\*5\*000([12])/g, 'SE*6*000$1'),
      ['AK1*PO*1', 'AK2*850*0001', 'AK5*R*4', 'AK2*850*0002', 'AK5*R*4', 'AK9*R*2*2*0'],
    ],
    [
      'refused for its control number',
      one('GE*2*1', 'GE*2*7'),
      ['AK1*PO*1', 'AK2*850*0001', 'AK5*R', 'AK2*850*0002', 'AK5*R', 'AK9*R*2*2*0*4'],
    ],
    [
      'refused for its count, which is repeated',
      one('GE*2*1', 'GE*5*1'),
      ['AK1*PO*1', 'AK2*850*0001', 'AK5*R', 'AK2*850*0002', 'AK5*R', 'AK9*R*5*2*0*5'],
    ],
    [
      'refused for its count that is no number',
      one('GE*2*1', 'GE*?*1'),
      ['AK1*PO*1', 'AK2*850*0001', 'AK5*R', 'AK2*850*0002', 'AK5*R', 'AK9*R*2*2*0*5'],
    ],
    [
      'refused for two reasons',
      one('GE*2*1', 'GE*3*7'),
      ['AK1*PO*1', 'AK2*850*0001', 'AK5*R', 'AK2*850*0002', 'AK5*R', 'AK9*R*3*2*0*4*5'],
    ],
    [
      'refused for its missing trailer',
      one('GE*2*1~', ''),
      ['AK1*PO*1', 'AK2*850*0001', 'AK5*R', 'AK2*850*0002', 'AK5*R', 'AK9*R*2*2*0*3'],
    ],
    ['of a release that is not supported', one('004010', '002001'), ['AK1*PO*1', 'AK9*R*2*2*0*2']],
    ['of a kind that is not supported', one('GS*PO', 'GS*QQ'), ['AK1*QQ*1', 'AK9*R*2*2*0*1']],
  ];
  it.each(cases)('%s', (_, said, expected) => expect(said).toEqual(expected));

  it('a control number used twice in the interchange', () => {
    const text = THREE_ORDERS.replace(/(?<=0930\*)2(?=\*X)|2(?=~IEA)/g, '1');
    expect(judge(text).acknowledged.slice(-4)).toEqual(['AK1*PO*1', 'AK2*850*0003', 'AK5*R', 'AK9*R*1*1*0*19']);
  });

  it('a group without sets is accepted as such', () => {
    expect(judge(interchangeText([{ sets: [] }])).acknowledged).toEqual(['AK1*PO*1', 'AK9*A*0*0*0']);
  });

  it('what cannot be referred to is not acknowledged', () => {
    expect(judge(THREE_ORDERS.replace(/GS[^~]*~|GE[^~]*~/g, '')).acknowledged).toEqual([]);
    expect(judge(THREE_ORDERS.replaceAll('GS*PO', 'GS*po')).acknowledged).toEqual([]);
  });

  it('a control number that cannot be repeated is acknowledged as 0', () => {
    expect(judge(THREE_ORDERS.replace(/(?<=0930\*)2(?=\*X)|2(?=~IEA)/g, 'B')).acknowledged.slice(-4)).toEqual([
      'AK1*PO*0',
      'AK2*850*0003',
      'AK5*R',
      'AK9*R*1*1*0*6',
    ]);
  });
});

describe('sets', () => {
  const envelopes: [string, [string | RegExp, string], string[]][] = [
    ['a missing trailer', ['SE*5*0001~', ''], ['AK2*850*0001', 'AK5*R*2']],
    ['control numbers that differ', ['SE*5*0001', 'SE*5*0009'], ['AK2*850*0001', 'AK5*R*3']],
    ['a wrong count', ['SE*5*0001', 'SE*4*0001'], ['AK2*850*0001', 'AK5*R*4']],
    ['an unknown set', ['ST*850*0001', 'ST*851*0001'], ['AK2*851*0001', 'AK5*R*1']],
    ['a missing identifier', ['ST*850*0001', 'ST**0001'], ['AK2*000*0001', 'AK5*R*6*1']],
    [
      'a missing control number',
      ['ST*850*0001', 'ST*850'],
      ['AK2*850*0000', 'AK3*ST*1**8', 'AK4*2*329*1', 'AK5*R*7*3*5'],
    ],
    ['a duplicate control number', [/0002/g, '0001'], ['AK2*850*0001', 'AK5*A', 'AK2*850*0001', 'AK5*R*23']],
  ];
  it.each(envelopes)('%s', (_, [what, by], expected) => {
    const { acknowledged } = judge(THREE_ORDERS.replace(what, by));
    expect(acknowledged.slice(1, 1 + expected.length)).toEqual(expected);
  });

  const segments: [string, string[], string[]][] = [
    ['an unknown segment', [BEG, 'QQQ*1', PO1], ['AK3*QQQ*3**1']],
    ['an unexpected segment', [BEG, 'N3*1 MAIN ST', PO1], ['AK3*N3*3**2']],
    ['a missing segment, at the one before which it is missed', [PO1], ['AK3*BEG*2**3']],
    ['a missing loop', [BEG, 'CTT*0'], ['AK3*PO1*3**3']],
    ['a loop too often', [BEG, PO1, 'CTT*1', 'CTT*1'], ['AK3*CTT*5**4']],
    ['a segment too often', [BEG, 'CUR*BY*USD', 'CUR*BY*EUR', PO1], ['AK3*CUR*4**5']],
    ['a segment of another set', [BEG, 'BAK*00*AC*1*20240305', PO1], ['AK3*BAK*3**6']],
    ['a segment out of sequence', [BEG, 'DTM*002*20240312', 'REF*DP*1', PO1], ['AK3*REF*4**7']],
    ['a tag that no acknowledgment can repeat', [BEG, 'x y*1', PO1], ['AK3*ZZZ*3**1']],
    ['binary data of the wrong length', [BEG, 'BIN*5*x', PO1], ['AK3*BIN*3**6', 'AK3*BIN*3**8']],
  ];
  it.each(segments)('AK3: %s', (_, body, expected) =>
    expect(saidOf(body)).toEqual(['AK2*850*0001', ...expected, 'AK5*R*5']),
  );

  const elements: [string, string, string][] = [
    ['missing', 'BEG*00**4711**20240305', 'AK4*2*92*1'],
    ['too many', 'BEG*00*SA*4711**20240305********X', 'AK4*13**3*X'],
    ['too many by far', `BEG*00*SA*4711**20240305${'*'.repeat(120)}X`, 'AK4*99**3*X'],
    ['too short', 'BEG*0*SA*4711**20240305', 'AK4*1*353*4*0'],
    ['too long', 'BEG*00*SA*12345678901234567890123**20240305', 'AK4*3*324*5*12345678901234567890123'],
    ['too long even to be repeated whole', `BEG*00*SA*${'x'.repeat(120)}**20240305`, `AK4*3*324*5*${'x'.repeat(99)}`],
    ['a bad character, which is not repeated', 'BEG*00*SA*47\u000711**20240305', 'AK4*3*324*6'],
    ['a bad date', 'BEG*00*SA*4711**20240230', 'AK4*5*373*8*20240230'],
    ['a value outside ASCII, which is not repeated', 'BEG*00*SA*4711**2024§230', 'AK4*5*373*8'],
  ];
  it.each(elements)('AK4: %s', (_, segment, expected) => {
    expect(saidOf([segment, PO1])).toEqual(['AK2*850*0001', 'AK3*BEG*2**8', expected, 'AK5*R*5']);
  });

  const others: [string, string, string[]][] = [
    ['a bad number, which is not repeated', 'PO1*1*ten*EA', ['AK3*PO1*3**8', 'AK4*2*330*6']],
    ['a condition', 'PO1*1*1*EA***BP', ['AK3*PO1*3**8', 'AK4*7*234*2']],
    ['a bad time', 'DTM*002*20240305*2460', ['AK3*DTM*3**8', 'AK4*3*337*9*2460']],
    [
      'a component',
      'REF*DP*1**ZZ>1234567890123456789012345678901',
      ['AK3*REF*3**8', 'AK4*4>2*127*5*1234567890123456789012345678901'],
    ],
    ['a missing component', 'REF*DP*1**ZZ', ['AK3*REF*3**8', 'AK4*4>2*127*1']],
    [
      'several, in the order of the segment',
      'PO1*1*ten*E*x**BP',
      ['AK3*PO1*3**8', 'AK4*2*330*6', 'AK4*3*355*4*E', 'AK4*4*212*6', 'AK4*7*234*2'],
    ],
    [
      'errors of the segment and of its elements',
      'CTT*1*x',
      ['AK3*PO1*3**3', 'AK3*CTT*3**8', 'AK4*2*347*6', 'AK3*PO1*4**7'],
    ],
  ];
  it.each(others)('AK4: %s', (_, segment, expected) => {
    expect(saidOf(segment.startsWith('PO1') ? [BEG, segment] : [BEG, segment, PO1])).toEqual([
      'AK2*850*0001',
      ...expected,
      'AK5*R*5',
    ]);
  });

  it('a repetition too many, in release 005010', () => {
    expect(saidOf([BEG, 'REF*DP*1^2', PO1], { release: '005010' })).toEqual([
      'AK2*850*0001',
      'AK3*REF*3**8',
      'AK4*2>>2*127*12*2',
      'AK5*R*5',
    ]);
  });

  it('codes are told at most once each and five at most', () => {
    const text = THREE_ORDERS.replace('ST*850*0001', 'ST**1').replace('SE*5*0001', 'SE*9*2');
    const [, , ...said] = judge(text).acknowledged;
    expect(said.find((segment) => segment.startsWith('AK5'))).toBe('AK5*R*6*7*3*4*1');
  });

  it('what only the mapping or the canonical schema found is an error in segments', () => {
    const { acknowledged, told } = judge(oneSet(['BEG*00*SA***20240305', PO1]));
    expect(told.length).toBeGreaterThan(0);
    expect(acknowledged.at(-2)).toMatch(/^AK5\*R\*5/);
  });

  it('warnings alone do not stand against a set', () => {
    const { acknowledged, told } = judge(
      oneSet([`${BEG}**`, '\tPO1*1*10*EA*2.50**QQ*K-100']).replace('SENDER         ', 'SENDER'),
    );
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(acknowledged).toEqual(['AK1*PO*1', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1']);
  });
});

describe('agreements', () => {
  const broken = oneSet([BEG, 'QQQ*1', 'PO1*1*10*EACH*2.50']);
  const under = (tolerate: ProblemCode[]): string[] => judge(broken, catalogWith({ tolerate })).acknowledged;

  it('what is tolerated is accepted with errors, and told', () => {
    expect(under(['SEGMENT_UNKNOWN', 'ELEMENT_TOO_LONG'])).toEqual([
      'AK1*PO*1',
      'AK2*850*0001',
      'AK3*QQQ*3**1',
      'AK3*PO1*4**8',
      'AK4*3*355*5*EACH',
      'AK5*E*5',
      'AK9*E*1*1*1',
    ]);
  });

  it('what is tolerated does not cover what is not', () => {
    expect(under(['SEGMENT_UNKNOWN']).slice(-2)).toEqual(['AK5*R*5', 'AK9*R*1*1*0']);
  });

  it('data that no mapping reads may be refused', () => {
    const text = oneSet([BEG, 'REF*DP*1*text*ZZ>a>ZZ>b', PO1]);
    const unmapped = judge(text).told.filter((line) => line.startsWith('DATA_UNMAPPED'));
    const refused = judge(text, catalogWith({ unmapped: 'refuse' })).verdicts;
    expect(refused).toBe(unmapped.length > 0 ? '0001 R' : '0001 A');
  });
});

describe('the acknowledgment itself', () => {
  const answer = (text: string): string => acknowledgmentInterchange(judge(text).outcome.groups[0]!)!;

  it.each(['004010', '005010'])('is in the release of the group: %s', (release) => {
    const text = answer(oneSet(ORDER, { release }));
    expect(text).toContain(`*X*${release}~ST*997*0001~AK1*PO*1~`);
    expect(judge(text).told).toEqual([]);
  });

  it('is never acknowledged', () => {
    const { outcome, acknowledged } = judge(answer(THREE_ORDERS));
    const [set] = outcome.groups[0]!.sets;
    expect(ACKNOWLEDGMENTS.has(set!.set.type)).toBe(true);
    expect(set).toMatchObject({ verdict: 'A', document: undefined });
    expect(acknowledged).toEqual([]);
  });

  // Segments an order may be broken with; everything from right to absurd.
  const value = fc.oneof(
    fc.constantFrom(
      '',
      'EA',
      '1',
      '-1',
      '20240305',
      '0930',
      'ten',
      'a>b',
      'a^b',
      'a>b>c>d>e>f>g>h',
      'x'.repeat(120),
      '\u0001',
      'ä',
      '{detail}',
      '$&',
    ),
    fc.string({ maxLength: 12 }),
  );
  const tag = fc.oneof(
    fc.constantFrom(
      'BEG',
      'PO1',
      'REF',
      'N1',
      'N3',
      'DTM',
      'SAC',
      'CTT',
      'BIN',
      'BAK',
      'QQQ',
      'HL',
      '',
      'po1',
      'TOOLONG',
    ),
    fc.string({ maxLength: 4 }),
  );
  const segment = fc
    .tuple(tag, fc.array(value, { maxLength: 30 }))
    .map(([name, values]) => [name, ...values].join('*'));
  const release = fc.constantFrom('004010', '005010', '004030');

  it('is read without a problem, however broken what it answers', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 12 }), release, fc.boolean(), (segments, version, framed) => {
        const body = framed ? [BEG, ...segments, PO1] : segments;
        const { outcome } = judge(utf8(oneSet(body, { release: version })));
        for (const group of outcome.groups) {
          const text = acknowledgmentInterchange(group);
          if (text === undefined) continue;
          const { told, outcome: again } = judge(text);
          expect(told.filter((line) => !line.startsWith('RELEASE_NEAREST'))).toEqual([]);
          expect(again.groups[0]!.verdict.verdict).toBe('A');
          const [, verdict, , received, accepted] = /AK9\*(\w)\*(\d+)\*(\d+)\*(\d+)/.exec(text)!;
          expect(Number(received)).toBe(group.sets.length);
          expect(Number(accepted)).toBe(group.sets.filter((set) => set.verdict !== 'R').length);
          const errors = problemsOf(outcome).some(({ severity }) => severity === 'error');
          if (verdict === 'A' || verdict === 'E') expect(errors).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });
});
