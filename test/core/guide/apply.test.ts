// What a guide finds in a set, at which segment and element and with which codes; what it takes back of the
// dictionary's problems; and that it does nothing to what it does not name.
import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../../src/core/edi/acknowledge.ts';
import { encode } from '../../../src/core/edi/write.ts';
import { entryOf } from '../../../src/core/problem.ts';
import { wrongInterchanges } from '../../../src/gateway/sample.ts';
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

  it('and nothing of a release the guide does not have, or of another partner', () => {
    const catalog = guided('  BEG: { elements: { 02: { codes: [NE] } } }');
    const other = { ...catalog, guides: new Map([['other|x12/850', [...catalog.guides.values()][0]!]]) };
    expect(readBy(other, ORDER).told).toEqual([]);
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
      ] as const
    ).map((code) => entryOf(code).in999);
    expect(words).toEqual(['I6', 'I10', 'I4', 'I8', 'I7', 'I9', 'I13', 'I6']);
  });
});
