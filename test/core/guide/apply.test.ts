// What a guide finds in a set, at which segment and element and with which codes; what it takes back of the
// dictionary's problems; and that it does nothing to what it does not name.
import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../../src/core/edi/acknowledge.ts';
import { encode } from '../../../src/core/edi/write.ts';
import { designator, entryOf } from '../../../src/core/problem.ts';
import { sampleInterchange, wrongInterchanges } from '../../../src/gateway/sample.ts';
import { translate } from '../../../src/gateway/translate.ts';
import { catalogWith, guided, guideText, kindOf, PARTNER, REPEATING, readBy, sent } from './fixture.ts';

const ORDER = `BEG*00*SA*4711**20240305
REF*DP*022
N1*ST*MILL 4*92*0012
PO1*1*10*EA*2.50**BP*K-100
PID*F****HINGE
CTT*1`;

const order = (from: string, to: string): string => {
  if (!ORDER.includes(from)) throw new Error(from);
  return ORDER.replace(from, to);
};

describe('what a guide asks for', () => {
  const cases: [what: string, segments: string, set: string, told: string[]][] = [
    ['codes', '  BEG: { elements: { 02: { codes: [NE] } } }', ORDER, ['GUIDE_CODE 2 BEG02']],
    ['codes removed', '  BEG: { elements: { 02: { remove: [SA] } } }', ORDER, ['GUIDE_CODE 2 BEG02']],
    ['a longer value than agreed', '  BEG: { elements: { 03: { max: 3 } } }', ORDER, ['GUIDE_TOO_LONG 2 BEG03']],
    ['a shorter value than agreed', '  BEG: { elements: { 03: { min: 5 } } }', ORDER, ['GUIDE_TOO_SHORT 2 BEG03']],
    [
      'digits, not characters, of a number',
      '  PO1: { elements: { 04: { max: 2 } } }',
      ORDER,
      ['GUIDE_TOO_LONG 5 PO104'],
    ],
    ['an element', '  BEG: { elements: { 06: { use: mandatory } } }', ORDER, ['GUIDE_ELEMENT_MISSING 2 BEG06']],
    [
      'no such element',
      '  BEG: { elements: { 05: { max: 8 } , 07: { use: forbidden } } }',
      order('0305', '0305**AC'),
      ['GUIDE_ELEMENT_FORBIDDEN 2 BEG07'],
    ],
    [
      'a component',
      '  REF: { elements: { 04-4: { use: mandatory } } }',
      order('*022', '*022**PD>X'),
      ['GUIDE_ELEMENT_MISSING 3 REF04-4'],
    ],
    ['no component of a composite that is absent', '  REF: { elements: { 04-4: { use: mandatory } } }', ORDER, []],
    [
      'no such component',
      '  REF: { elements: { 04-4: { use: forbidden } } }',
      order('*022', '*022**PD>X>DP>Y'),
      ['GUIDE_ELEMENT_FORBIDDEN 3 REF04-4'],
    ],
    [
      'codes of a component',
      '  REF: { elements: { 04-1: { codes: [DP] } } }',
      order('*022', '*022**PD>X'),
      ['GUIDE_CODE 3 REF04-1'],
    ],
    ['a segment', '  DTM: { use: mandatory }', ORDER, ['GUIDE_SEGMENT_MISSING 4 N1']],
    ['a segment by its qualifier', '  REF[01=PD]: { use: mandatory }', ORDER, ['GUIDE_SEGMENT_MISSING 4 N1']],
    ['a segment twice', '  REF: { min: 2 }', ORDER, ['GUIDE_SEGMENT_MISSING 4 N1']],
    ['a loop', '  SAC: { use: mandatory }', ORDER, ['GUIDE_LOOP_MISSING 4 N1']],
    ['a loop that would stand last', '  CTT: { use: mandatory }', order('\nCTT*1', ''), ['GUIDE_LOOP_MISSING 7 SE']],
    [
      'a segment in every loop',
      '  PO1/REF: { use: mandatory }',
      order('\nCTT*1', '\nPO1*2*3*EA\nREF*DP*1\nCTT*2'),
      ['GUIDE_SEGMENT_MISSING 7 PO1'],
    ],
    ['no such segment', '  REF: { use: forbidden }', ORDER, ['GUIDE_SEGMENT_FORBIDDEN 3 REF']],
    [
      'no such segment by its qualifier',
      '  N1[01=ST]/N4: { use: forbidden }\n  N1[01=BT]/N4: { use: mandatory }',
      order('0012', '0012\nN4*LEEDS'),
      ['GUIDE_SEGMENT_FORBIDDEN 5 N4'],
    ],
    [
      'a segment once',
      '  REF: { max: 1 }',
      order('*022', '*022\nREF*PD*X\nREF*PD*Y'),
      ['GUIDE_SEGMENT_OVER_MAX 4 REF', 'GUIDE_SEGMENT_OVER_MAX 5 REF'],
    ],
    ['a loop once', '  PO1: { max: 1 }', order('\nCTT*1', '\nPO1*2*3*EA\nCTT*2'), ['GUIDE_LOOP_OVER_MAX 7 PO1']],
    ['a loop once in each loop', '  PO1/PID: { max: 1 }', order('\nCTT*1', '\nPO1*2*3*EA\nPID*F****X\nCTT*2'), []],
    [
      'a missing value by a rule',
      '  PO1: { rules: [{ if: PO103 == "EA", then: PO105 != "", say: x }] }',
      ORDER,
      ['GUIDE_RULE_MISSING 5 PO105'],
    ],
    [
      'a value too many by a rule',
      '  PO1: { rules: [{ if: PO103 == "EA", then: PO104 == "", say: x }] }',
      ORDER,
      ['GUIDE_RULE_EXCLUDED 5 PO104'],
    ],
    [
      'another value by a rule',
      '  PO1: { rules: [{ then: double(PO102) > 10.0, say: x }] }',
      ORDER,
      ['GUIDE_RULE_VALUE 5 PO102'],
    ],
    [
      'what a rule cannot compute',
      '  PO1: { rules: [{ then: double(PO107) > 10.0, say: x }] }',
      ORDER,
      ['GUIDE_RULE_VALUE 5 PO107'],
    ],
    [
      'nothing where a rule does not apply',
      '  PO1: { rules: [{ if: PO103 == "CA", then: PO105 != "", say: x }] }',
      ORDER,
      [],
    ],
    [
      'what a rule says of a component',
      '  REF: { rules: [{ if: REF04_1 == "PD", then: REF04_2.startsWith("S"), say: x }] }',
      order('*022', '*022**PD>X'),
      ['GUIDE_RULE_VALUE 3 REF04-2'],
    ],
    ['what a text looks like', '  BEG: { elements: { 03: { pattern: PO-9(4) } } }', ORDER, ['GUIDE_PATTERN 2 BEG03']],
    ['what a text looks like, and does', '  BEG: { elements: { 03: { pattern: 9(1-6) } } }', ORDER, []],
    [
      'what a component looks like',
      '  REF: { elements: { 04-2: { pattern: A(3) } } }',
      order('*022', '*022**PD>X1'),
      ['GUIDE_PATTERN 3 REF04-2'],
    ],
    [
      'a segment where another stands',
      '  DTM: { use: mandatory, if: "REF[01=DP]" }',
      ORDER,
      ['GUIDE_DEPENDENT_MISSING 4 N1'],
    ],
    [
      'a segment where another says something',
      '  DTM: { use: mandatory, if: "BEG[02=SA|NE]" }',
      ORDER,
      ['GUIDE_DEPENDENT_MISSING 4 N1'],
    ],
    ['no segment where the other does not stand', '  DTM: { use: mandatory, if: "BEG[02=NE]" }', ORDER, []],
    ['no segment where it stands', '  DTM: { use: mandatory, if: BEG }', order('*022', '*022\nDTM*002*20240401'), []],
    [
      'a loop where another stands',
      '  N1[01=BT]: { use: mandatory, if: "N1[01=ST]" }',
      ORDER,
      ['GUIDE_DEPENDENT_MISSING 5 PO1'],
    ],
    [
      'no such segment where another stands',
      '  REF[01=DP]: { use: forbidden, if: "N1[01=ST]" }',
      ORDER,
      ['GUIDE_DEPENDENT_FORBIDDEN 3 REF'],
    ],
    ['such a segment where the other does not', '  REF: { use: forbidden, if: "N1[01=BT]" }', ORDER, []],
    [
      'a segment of the same loop, by what the loop starts with',
      '  PO1/MEA: { use: mandatory, if: "PO1[03=CA]" }',
      order('\nCTT*1', '\nPO1*2*3*CA\nCTT*2'),
      ['GUIDE_DEPENDENT_MISSING 8 CTT'],
    ],
    [
      'a segment of the same loop, by another of it',
      '  PO1/PID: { use: forbidden, if: PO1/MEA }',
      order('\nCTT*1', '\nPO1*2*3*EA\nMEA*PD*LN*1\nCTT*2'),
      [],
    ],
    [
      'a segment below one loop, by another loop like it',
      '  N1[01=ST]/N4: { use: mandatory, if: "N1[01=BT]/N4" }',
      order('0012', '0012\nN1*BT*MILL\nN4*LEEDS'),
      ['GUIDE_DEPENDENT_MISSING 5 N1'],
    ],
    [
      'a segment of every line, by one of the whole set',
      '  PO1/PID: { use: mandatory, if: REF }',
      order('\nCTT*1', '\nPO1*2*3*EA\nCTT*2'),
      ['GUIDE_DEPENDENT_MISSING 8 CTT'],
    ],
  ];

  it.each(cases)('%s', (_, segments, set, told) => {
    const read = readBy(guided(segments), set);
    expect(read.told).toEqual(told);
    expect(read.verdict).toBe(told.length === 0 ? 'A' : 'R');
  });

  it('fewer repetitions than the dictionary has', () => {
    const guide = guideText('  REF: { elements: { 04: { repeat: 2 }, 04-1: { codes: [PD] } } }');
    const { catalog, findings } = catalogWith({ 'm.guide.yaml': guide }, '', REPEATING);
    expect(findings).toEqual([]);
    const repeated = (count: number): string[] =>
      readBy(catalog, order('*022', `*022**${Array(count).fill('PD>X').join('^')}`), '850', '005010').told;
    expect(repeated(2)).toEqual([]);
    expect(repeated(3)).toEqual(['GUIDE_REPEATED 3 REF04(3)']);
    expect(readBy(catalog, order('*022', '*022**PD>X^CO>X'), '850', '005010').told).toEqual([
      'GUIDE_CODE 3 REF04-1(2)',
    ]);
    const made = wrongInterchanges(catalog, kindOf(catalog, 'x12/850', '005010'), 1);
    expect(made.map(({ wrong }) => wrong?.found.code)).toEqual(['GUIDE_REPEATED', 'GUIDE_CODE']);
  });

  it('more repetitions than one, where the release has them', () => {
    const guide = guideText('  REF: { elements: { 04: { repeatMin: 2 } } }');
    const { catalog, findings } = catalogWith({ 'm.guide.yaml': guide }, '', REPEATING);
    expect(findings).toEqual([]);
    const repeated = (count: number): string[] =>
      readBy(catalog, order('*022', `*022**${Array(count).fill('PD>X').join('^')}`), '850', '005010').told;
    expect(repeated(1)).toEqual(['GUIDE_REPEATED_TOO_LITTLE 3 REF04']);
    expect(repeated(2)).toEqual([]);
    expect(readBy(catalog, ORDER, '850', '005010').told).toEqual([]);
    const kind = kindOf(catalog, 'x12/850', '005010');
    expect(wrongInterchanges(catalog, kind, 1).map(({ wrong }) => wrong?.found.code)).toEqual([
      'GUIDE_REPEATED_TOO_LITTLE',
    ]);
    const invoice = guided('  N1/DMG: { elements: { 05: { repeatMin: 2 } } }', 'x12/810');
    const older = 'BIG*20240322*1\nN1*SE*A\nDMG*****C\nIT1*1*1*EA*1\nTDS*100';
    expect(readBy(invoice, older, '810').told).toEqual([]);
    expect(readBy(invoice, older, '810', '005010').told).toEqual(['GUIDE_REPEATED_TOO_LITTLE 4 DMG05']);
  });

  it('what an HL level depends on, wherever that nests', () => {
    const catalog = guided(
      '  HL[03=O]/PRF: { use: mandatory, if: "HL[03=I]/SN1" }\n  HL[03=I]/LIN: { use: forbidden, if: "HL[03=I]/SN1" }',
      'x12/856',
    );
    const notice = ['BSN*00*N1*20240305*0930', 'HL*1**S', 'HL*2*1*O', 'HL*3*2*I', 'LIN**BP*1', 'HL*4*2*I', 'SN1**3*EA'];
    const { told } = readBy(catalog, notice.join('\n'), '856');
    expect(told).toEqual(['GUIDE_DEPENDENT_MISSING 5 HL']);
    const { told: both } = readBy(catalog, [...notice.slice(0, 5), ...notice.slice(6)].join('\n'), '856');
    expect(both.toSorted()).toEqual(['GUIDE_DEPENDENT_FORBIDDEN 6 LIN', 'GUIDE_DEPENDENT_MISSING 5 HL']);
  });

  it('HL levels, wherever they nest', () => {
    const catalog = guided(
      '  HL[03=S]: { max: 1 }\n  HL[03=P]: { use: mandatory }\n  HL[03=I]/SN1: { use: mandatory }\n  HL[03=O]/PRF: { elements: { 01: { max: 3 } } }',
      'x12/856',
    );
    const notice = [
      'BSN*00*N1*20240305*0930',
      'HL*1**S',
      'HL*2*1*O',
      'PRF*4711',
      'HL*3*2*I',
      'LIN**BP*1',
      'HL*4*2*I',
      'LIN**BP*2',
      'SN1**3*EA',
    ];
    const { told } = readBy(catalog, notice.join('\n'), '856');
    expect(told.toSorted()).toEqual([
      'GUIDE_LOOP_MISSING 11 SE',
      'GUIDE_SEGMENT_MISSING 8 HL',
      'GUIDE_TOO_LONG 5 PRF01',
    ]);
  });

  it('the line of the guide, the byte and the value', () => {
    const { problems } = readBy(guided('  BEG:\n    elements:\n      02: { codes: [NE] }'), ORDER);
    const bytes = sent(ORDER);
    expect(problems).toMatchObject([
      { mapping: `mappings/partners/${PARTNER}/m.guide.yaml:5:7`, value: 'SA', reference: '92', severity: 'error' },
    ]);
    expect(bytes.slice(problems[0]!.at.offset)).toMatch(/^SA\*4711/);
  });

  it('the element that makes a rule apply', () => {
    const { problems } = readBy(
      guided('  PO1: { rules: [{ if: PO103 == "EA", then: PO105 != "", say: A each needs its basis. }] }'),
      ORDER,
    );
    expect(problems[0]!.because).toMatchObject({ segment: 5, element: 3 });
    expect(problems[0]!.message).toBe('element is missing: A each needs its basis.');
  });

  it('what every line of a long order depends on, without searching the order for each', () => {
    const catalog = guided('  PO1/PID: { use: mandatory, if: "SAC[01=C]" }');
    const lines = Array.from({ length: 20_000 }, (_, i) => `PO1*${i + 1}*1*EA`).join('\n');
    const started = performance.now();
    expect(readBy(catalog, `BEG*00*SA*4711**20240305\n${lines}\nCTT*20000`).told).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('the segment that a dependent one depends on', () => {
    const { problems } = readBy(guided('  DTM: { use: mandatory, if: "BEG[02=SA]" }'), ORDER);
    expect(problems[0]).toMatchObject({ because: { segment: 2, tag: 'BEG', element: 2 }, value: 'DTM' });
    expect(problems[0]!.message).toBe(
      "DTM is missing before here: DTM is mandatory where BEG[02=SA] stands, by the partner's guide",
    );
    const { problems: other } = readBy(guided('  REF: { use: forbidden, if: N1 }'), ORDER);
    expect(other[0]!.because).toMatchObject({ segment: 4, tag: 'N1' });
    expect(other[0]!.because).not.toHaveProperty('element');
  });

  it('and nothing of a release the guide does not have, or of another partner', () => {
    const catalog = guided('  BEG: { elements: { 02: { codes: [NE] } } }');
    const other = { ...catalog, guides: new Map([['other|x12/850', [...catalog.guides.values()][0]!]]) };
    expect(readBy(other, ORDER).told).toEqual([]);
  });
});

describe('the conventions a guide is for', () => {
  const guide = (names: string): string => `conventions: [${names}]\n${guideText('  BEG: { max: 1 }')}`;
  const read = (names: string, gs08: string, st03: string): string[] => {
    const { catalog, findings } = catalogWith({ 'm.guide.yaml': guide(names) });
    expect(findings).toEqual([]);
    const text = sent(ORDER, '850', '005010')
      .replace('*X*005010', `*X*${gs08}`)
      .replace('ST*850*0001', `ST*850*0001${st03}`);
    const [set] = translate(catalog, new TextEncoder().encode(text)).groups[0]!.verdict.sets;
    return set!.problems.map(({ code, at }) => `${code} ${designator(at)}`);
  };
  it.each<[string, string, string, string, string[]]>([
    ['the one that ST03 names', '005010A', '005010', '*005010A', []],
    ['another than ST03 names', '005010A', '005010', '*005010B', ['GUIDE_CONVENTION ST03']],
    ['ST03 before GS08', '005010A', '005010B', '*005010A', []],
    ['ST03 before GS08, and another', '005010A', '005010A', '*005010B', ['GUIDE_CONVENTION ST03']],
    ['the one that GS08 names', '005010A', '005010A', '', []],
    ['another than GS08 names', '005010A', '005010B', '', ['GUIDE_CONVENTION GS08']],
    ['one of several', '004010A, 005010B', '005010B', '', []],
    ['none named', '005010A', '005010', '', []],
  ])('%s', (_, names, gs08, st03, told) => expect(read(names, gs08, st03)).toEqual(told));

  it.each(['004010', '005010'])('are named in samples of release %s, and another in one that is wrong', (release) => {
    const { catalog } = catalogWith({ 'm.guide.yaml': guide('004010A, 005010A') });
    const kind = kindOf(catalog, 'x12/850', release);
    expect(sampleInterchange(catalog, kind, 1)!.text).toContain(`*${release}A~`);
    const [other] = wrongInterchanges(catalog, kind, 1);
    expect(other).toMatchObject({ constraint: { name: 'convention' }, wrong: { found: { code: 'GUIDE_CONVENTION' } } });
  });
});

describe('what a guide takes back', () => {
  const strict = 'validate: { profile: strict }\n';
  const unknown = order('*EA*', '*Q?*');

  it('a code that is in no list is refused by a partner whose codes are checked', () => {
    expect(readBy(guided('  BEG: { max: 1 }', 'x12/850', strict), unknown).told).toEqual(['ELEMENT_CODE 5 PO103']);
  });

  it('a code the guide adds is accepted', () => {
    const read = readBy(guided('  PO1: { elements: { 03: { add: [Q?] } } }', 'x12/850', strict), unknown);
    expect(read).toMatchObject({ told: [], verdict: 'A' });
  });

  it('a code the guide does not add is still refused', () => {
    const read = readBy(guided('  PO1: { elements: { 03: { add: [Q!] } } }', 'x12/850', strict), unknown);
    expect(read.told).toEqual(['ELEMENT_CODE 5 PO103']);
  });

  it('a length beyond the dictionary is accepted up to what the guide says, and told by the guide beyond', () => {
    const catalog = guided('  BEG: { elements: { 03: { max: 30 } } }');
    expect(readBy(catalog, order('4711', '4'.repeat(30))).told).toEqual([]);
    expect(readBy(catalog, order('4711', '4'.repeat(31))).told).toEqual(['GUIDE_TOO_LONG 2 BEG03']);
    expect(readBy(catalog, order('*022', `*${'4'.repeat(31)}`)).told).toEqual(['ELEMENT_TOO_LONG 3 REF02']);
  });

  it('a length below the dictionary', () => {
    const catalog = guided('  REF: { elements: { 01: { min: 1, add: [X] } } }');
    expect(readBy(catalog, order('*DP*', '*X*')).told).toEqual([]);
  });
});

describe('an acknowledgment says it', () => {
  it('in the codes of the 997', () => {
    const catalog = guided(
      '  BEG: { elements: { 02: { codes: [NE] } } }\n  REF: { use: forbidden }\n  DTM: { use: mandatory }\n  PO1: { rules: [{ then: PO105 != "", say: x }] }',
    );
    const { groups } = translate(catalog, new TextEncoder().encode(sent(ORDER)));
    const separators = { element: '*', component: '>', repetition: '', terminator: '~' };
    const segments = (acknowledge(groups[0]!.verdict, separators) ?? []).map((segment) => encode(segment, separators));
    expect(segments.filter((segment) => /^AK[345]/.test(segment))).toEqual([
      'AK3*BEG*2**8',
      'AK4*2*92*7*SA',
      'AK3*REF*3**2',
      'AK3*DTM*4**3',
      'AK3*PO1*5**8',
      'AK4*5*639*2',
      'AK5*R*5',
    ]);
  });

  it('in the words a 999 has for guides', () => {
    const words = (
      [
        'GUIDE_CODE',
        'GUIDE_ELEMENT_FORBIDDEN',
        'GUIDE_SEGMENT_FORBIDDEN',
        'GUIDE_SEGMENT_MISSING',
        'GUIDE_LOOP_MISSING',
        'GUIDE_RULE_MISSING',
        'GUIDE_RULE_EXCLUDED',
        'GUIDE_RULE_VALUE',
        'GUIDE_DEPENDENT_MISSING',
        'GUIDE_DEPENDENT_FORBIDDEN',
        'GUIDE_REPEATED_TOO_LITTLE',
        'GUIDE_PATTERN',
      ] as const
    ).map((code) => entryOf(code).in999);
    expect(words).toEqual(['I6', 'I10', 'I4', 'I8', 'I7', 'I9', 'I13', 'I6', 'I6', 'I9', 'I11', 'I12']);
  });
});
