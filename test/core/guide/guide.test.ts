// What a guide may say, and what `check` says of one that is wrong: file, line, column and the nearest right name.
import { describe, expect, it } from 'vitest';
import { catalogWith, guided, guideText } from './fixture.ts';

const findings = (segments: string): string[] => catalogWith({ 'm.guide.yaml': guideText(segments) }).findings;

describe('a guide that is wrong is told so', () => {
  const wrong: [what: string, segments: string, said: string][] = [
    [
      'a segment the set has elsewhere',
      '  SDQ: { use: forbidden }',
      'm.guide.yaml:3:3 SDQ does not stand at the top of x12/850; did you mean PO1/SDQ?',
    ],
    [
      'a segment that is none',
      '  BGE: { max: 1 }',
      'm.guide.yaml:3:3 BGE does not stand at the top of x12/850; did you mean BEG?',
    ],
    [
      'a segment its loop does not have',
      '  PO1/BEG: { max: 1 }',
      'm.guide.yaml:3:7 BEG does not stand in PO1 of x12/850; did you mean BEG?',
    ],
    [
      'something below a segment',
      '  BEG/REF: { max: 1 }',
      'm.guide.yaml:3:7 BEG is a segment: nothing stands below it; did you mean REF?',
    ],
    [
      'an element there is not',
      '  BEG: { elements: { 15: { max: 3 } } }',
      'm.guide.yaml:3:22 BEG has 12 elements; there is no BEG15',
    ],
    [
      'a component there is not',
      '  REF: { elements: { 04-9: { max: 3 } } }',
      'm.guide.yaml:3:22 REF04 has 6 components; there is no REF04-9',
    ],
    [
      'a component of a simple element',
      '  REF: { elements: { 02-1: { max: 3 } } }',
      'm.guide.yaml:3:22 REF02 has no components',
    ],
    [
      'the length of a composite',
      '  REF: { elements: { 04: { max: 3 } } }',
      'm.guide.yaml:3:22 REF04 is a composite: say it of a component, such as REF04-1',
    ],
    [
      'a predicate on an element there is not',
      '  REF[09=X]: { max: 1 }',
      'm.guide.yaml:3:3 REF has 4 elements; there is no REF09',
    ],
    [
      'a code no list has',
      '  BEG: { elements: { 02: { codes: [SAA] } } }',
      'm.guide.yaml:3:36 SAA does not fit BEG02, which is ID 2/2',
    ],
    [
      'a code the list does not have',
      '  PO1: { elements: { 03: { codes: [E?] } } }',
      'm.guide.yaml:3:36 E? is not in the code list of PO103; did you mean E1?; `add` adds it',
    ],
    [
      'no code left',
      '  BEG: { elements: { 02: { codes: [SA], remove: [SA] } } }',
      'm.guide.yaml:3:22 no code of BEG02 is left',
    ],
    [
      'lengths that contradict each other',
      '  BEG: { elements: { 03: { min: 9, max: 4 } } }',
      'm.guide.yaml:3:33 at least 9 and at most 4 cannot both be',
    ],
    [
      'a mandatory element forbidden',
      '  BEG: { elements: { 03: { use: forbidden } } }',
      'm.guide.yaml:3:33 BEG03 is mandatory by the dictionary; it cannot be forbidden',
    ],
    [
      'a mandatory segment forbidden',
      '  BEG: { use: forbidden }',
      'm.guide.yaml:3:15 BEG is mandatory here by the dictionary; it cannot be forbidden',
    ],
    [
      'more than the dictionary has room for',
      '  DTM: { max: 11 }',
      'm.guide.yaml:3:15 DTM stands at most 10 times by the dictionary; a guide can only lower that',
    ],
    [
      'more at least than at most',
      '  DTM: { min: 3, max: 2 }',
      'm.guide.yaml:3:15 at least 3 and at most 2 cannot both be',
    ],
    [
      'more repetitions than the dictionary has',
      '  BEG: { elements: { 03: { repeat: 2 } } }',
      'm.guide.yaml:3:36 BEG03 stands at most once by the dictionary; a guide can only lower that',
    ],
    [
      'a rule that is no CEL',
      '  PO1: { rules: [{ then: PO103 = 1, say: x }] }',
      'm.guide.yaml:3:26 not an expression: Unexpected character: =',
    ],
    [
      'a rule that is not true or false',
      '  PO1: { rules: [{ then: PO103, say: x }] }',
      'm.guide.yaml:3:26 a condition must be true or false, such as PO101 == "CA"',
    ],
    [
      'a rule on an element there is not',
      '  PO1: { rules: [{ then: PO13 != "", say: x }] }',
      'm.guide.yaml:3:26 PO1 has no element PO13; did you mean PO103?',
    ],
    [
      'a rule on another segment',
      '  PO1: { rules: [{ if: BEG02 == "SA", then: PO103 != "", say: x }] }',
      'm.guide.yaml:3:24 PO1 has no element BEG02',
    ],
    [
      'a rule about nothing',
      '  PO1: { rules: [{ then: "true", say: x }] }',
      'm.guide.yaml:3:26 names no element of PO1',
    ],
    [
      'fewer repetitions at most than at least',
      '  REF: { elements: { 04: { repeat: 1, repeatMin: 2 } } }',
      'm.guide.yaml:3:50 REF04 stands at most once by the dictionary',
    ],
    [
      'a pattern that is none',
      '  BEG: { elements: { 03: { pattern: "PO(4)" } } }',
      'm.guide.yaml:3:37 "(4)" is no part of a pattern such as \'AB\'-9(4)X(1-3)',
    ],
    [
      'a pattern of another length',
      '  BEG: { elements: { 03: { pattern: X(23) } } }',
      'm.guide.yaml:3:37 X(23) does not fit BEG03, which is AN 1/22',
    ],
    [
      'a pattern of a number',
      '  PO1: { elements: { 02: { pattern: 9(3) } } }',
      'm.guide.yaml:3:37 a pattern is for text; PO102 is R 1/15',
    ],
    [
      'a pattern of a composite',
      '  REF: { elements: { 04: { pattern: 9(3) } } }',
      'm.guide.yaml:3:22 REF04 is a composite: say it of a component, such as REF04-1',
    ],
    [
      'a code unlike its pattern',
      '  BEG: { elements: { 02: { codes: [SA], pattern: 9(2) } } }',
      'm.guide.yaml:3:36 SA is not like 9(2)',
    ],
    [
      'a condition of nothing',
      '  DTM: { max: 2, if: BEG }',
      'm.guide.yaml:3:22 `if` says where `use` holds; there is none',
    ],
    ['a condition on an element', '  DTM: { use: mandatory, if: BEG02 }', 'm.guide.yaml:3:30 BEG02 is no segment'],
    [
      'a condition on a segment there is not',
      '  DTM: { use: mandatory, if: BGE }',
      'm.guide.yaml:3:30 BGE does not stand at the top of x12/850; did you mean BEG?',
    ],
    ['a condition on itself', '  N1: { use: mandatory, if: N1/N4 }', 'm.guide.yaml:3:29 N1 cannot depend on itself'],
    [
      'a condition of what must stand anyway',
      '  DTM: { use: mandatory, min: 2, if: REF }',
      'm.guide.yaml:3:31 it must stand 2 times at least anyway; `if` asks nothing more',
    ],
    [
      'a mandatory segment forbidden by a condition',
      '  BEG: { use: forbidden, if: REF }',
      'm.guide.yaml:3:15 BEG is mandatory here by the dictionary; it cannot be forbidden',
    ],
    ['a misspelt word', '  PO1: { us: forbidden }', 'm.guide.yaml:3:10 segments.PO1.us: there is no field us here'],
    [
      'a word there is not',
      '  PO1: { use: required }',
      'm.guide.yaml:3:10 segments.PO1.use: must be one of mandatory, forbidden',
    ],
  ];

  it.each(wrong)('%s', (_, segments, said) => {
    expect(findings(segments)).toEqual([said]);
  });

  it('a message no dictionary defines', () => {
    const { findings: found } = catalogWith({ 'm.guide.yaml': guideText('  BEG: { max: 1 }', 'x12/85O') });
    expect(found).toEqual(['m.guide.yaml:1:8 guide: no dictionary defines x12/85O; did you mean x12/850?']);
  });

  it('a second guide of the same message', () => {
    const text = guideText('  BEG: { max: 1 }');
    const { findings: found } = catalogWith({ 'a.guide.yaml': text, 'b.guide.yaml': text });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^b\.guide\.yaml:1:8 .*a\.guide\.yaml is a guide of it already$/);
  });

  it('a file that is no YAML', () => {
    expect(catalogWith({ 'm.guide.yaml': 'guide: x12/850\nsegments: {' }).findings[0]).toMatch(/^m\.guide\.yaml:2:/);
  });
});

describe('a guide that is right', () => {
  it('may add a code, and then use it', () => {
    expect(findings('  PO1: { elements: { 03: { codes: [EA, Q?], add: [Q?] } } }')).toEqual([]);
    expect(findings('  REF: { elements: { 01: { add: [Q?] } } }\n  REF[01=Q?]: { max: 1 }')).toEqual([]);
  });

  it('may name what only one release has', () => {
    expect(findings('  N9/MSG: { max: 3 }\n  N9/MTX: { max: 3 }')).toEqual([]);
  });

  it('may name an element that only one release has, and is wrong where none has it', () => {
    expect(findings('  N1/N4: { elements: { 07: { max: 3 } } }')).toEqual([]);
    expect(findings('  N1/N4: { elements: { 08: { max: 3 } } }')).toHaveLength(1);
  });

  it('stands in the catalog by partner and message', () => {
    const guide = guided('  BEG: { max: 1 }').guides.get('tested|x12/850')!;
    expect(guide.releases).toEqual(['004010', '005010']);
  });
});
