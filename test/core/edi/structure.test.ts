// Every way a set can break its definition is found at its segment, element, component and byte, and nothing else is;
// loops, levels and repeated tags fall into their places.
import { describe, expect, it } from 'vitest';
import { definitionFor, setFor } from '../../../src/core/catalog.ts';
import { readDefinition } from '../../../src/core/edi/definition.ts';
import { structure } from '../../../src/core/edi/structure.ts';
import type { Node } from '../../../src/core/tree.ts';
import { oneSet, utf8 } from './fixture.ts';
import { catalog, readBytes, told } from './reading.ts';

interface Structured {
  tree: Node;
  told: string[];
}

function structured(body: string[], { type = '850', release = '004010' } = {}): Structured {
  const bytes = utf8(oneSet(body, { type, release }));
  const [set] = readBytes(bytes).sets;
  const found = definitionFor(catalog, 'x12', release)!;
  const { tree, problems } = structure(set!, found.definition, setFor(found, type)!);
  return { tree, told: problems.map((problem) => told(problem, bytes)) };
}

/** The loops and tags of a tree: `BEG PO1(PO1 N1(N1 N3)) CTT(CTT)`. */
const outline = (node: Node): string =>
  node.children.map((child) => (child.kind === 'group' ? `${child.name}(${outline(child)})` : child.name)).join(' ');

const BEG = 'BEG*00*SA*4711**20240305';
const PO1 = 'PO1*1*10*EA*2.50**BP*K-100';

describe('segments and loops', () => {
  const cases: [string, string[], string[]][] = [
    ['nothing is wrong with a good order', [BEG, PO1, 'CTT*1'], []],
    ['a tag in no dictionary', [BEG, 'QQQ*1', PO1], ['SEGMENT_UNKNOWN 3 QQQ @QQQ']],
    ['an empty tag', [BEG, '', PO1], ['SEGMENT_UNKNOWN 3 @']],
    ['a tag in small letters', [BEG, 'ref*DP*1', PO1], ['SEGMENT_UNKNOWN 3 ref @ref']],
    ['a tag of another set', [BEG, 'BAK*00*AC*1*20240305', PO1], ['SEGMENT_NOT_IN_SET 3 BAK @BAK']],
    ['a tag of this set that cannot stand here', [BEG, 'N3*1 MAIN ST', PO1], ['SEGMENT_UNEXPECTED 3 N3 @N3']],
    ['a mandatory segment that is missing', [PO1], ['SEGMENT_MISSING 2 PO1 @PO1']],
    ['a mandatory loop that is missing', [BEG, 'CTT*0'], ['LOOP_MISSING 3 CTT @CTT']],
    ['a mandatory loop that is missing at the end', [BEG], ['LOOP_MISSING 3 SE @SE']],
    ['a segment that stands too often', [BEG, 'CUR*BY*USD', 'CUR*BY*EUR', PO1], ['SEGMENT_OVER_MAX 4 CUR @CUR']],
    ['a loop that stands too often', [BEG, PO1, 'CTT*1', 'CTT*1'], ['LOOP_OVER_MAX 5 CTT @CTT']],
    ['a segment behind its place', [BEG, 'DTM*002*20240312', 'REF*DP*1', PO1], ['SEGMENT_OUT_OF_SEQUENCE 4 REF @REF']],
    ['a loop behind its place', [BEG, PO1, 'CTT*1', 'PO1*2*1*EA'], ['SEGMENT_OUT_OF_SEQUENCE 5 PO1 @PO1']],
    [
      'elements of a segment behind its place are checked too',
      [BEG, 'DTM*002*20240312', 'CUR*BY*DOLLAR', PO1],
      ['SEGMENT_OUT_OF_SEQUENCE 4 CUR @CUR', 'ELEMENT_TOO_LONG 4 CUR02 @DOLLAR'],
    ],
    ['a mandatory segment inside an optional loop', [BEG, 'LM*AX', PO1], ['SEGMENT_MISSING 4 PO1 @PO1']],
    [
      'two things wrong are both found',
      [BEG, 'QQQ*1', 'CUR*BY*USD', 'CUR*BY*EUR', PO1],
      ['SEGMENT_UNKNOWN 3 QQQ @QQQ', 'SEGMENT_OVER_MAX 5 CUR @CUR'],
    ],
  ];
  it.each(cases)('%s', (_, body, expected) => {
    expect(structured(body).told).toEqual(expected);
  });

  const places: [string, string[], string, { type?: string }?][] = [
    [
      'N1 in the header and in a line',
      [BEG, 'N1*ST*A', 'N3*X', PO1, 'N1*BY*B', 'N3*Y', 'PO1*2*1*EA', 'CTT*2'],
      'BEG N1(N1 N3) PO1(PO1 N1(N1 N3)) PO1(PO1) CTT(CTT)',
    ],
    [
      'loops behind their place, each by itself',
      [BEG, PO1, 'CTT*1', 'N1*ST*A', 'N3*X', 'N1*BY*B', 'N3*Y'],
      'BEG PO1(PO1) CTT(CTT) N1(N1 N3) N1(N1 N3)',
    ],
    [
      'REF in the header, in a party and in a line',
      [BEG, 'REF*DP*1', 'N1*ST*A', 'REF*ZZ*2', PO1, 'REF*ZZ*3'],
      'BEG REF N1(N1 REF) PO1(PO1 REF)',
    ],
    [
      'CUR in an allowance and in a line',
      [BEG, 'SAC*A*A260***100', 'CUR*BY*USD', PO1, 'CUR*BY*EUR', 'SAC*A*A260***100', 'CUR*BY*USD'],
      'BEG SAC(SAC CUR) PO1(PO1 CUR SAC(SAC CUR))',
    ],
    [
      'taxes below charges, and behind them',
      [
        'BIG*20240305*1',
        'IT1**1*EA*1',
        'SAC*C*D240***100',
        'TXI*ST*1',
        'TDS*100',
        'TXI*ST*2',
        'SAC*C*D240***100',
        'TXI*ST*3',
      ],
      'BIG IT1(IT1 SAC(SAC TXI)) TDS TXI SAC(SAC TXI)',
      { type: '810' },
    ],
    [
      'loops below loops below loops',
      [BEG, 'SPI*01', 'N1*BY*A', 'REF*ZZ*1', 'CB1*1', PO1],
      'BEG SPI(SPI N1(N1 REF) CB1(CB1)) PO1(PO1)',
    ],
    [
      'LS to LE around lead times',
      [BEG, PO1, 'LS*LDT', 'LDT*AF*5*DA', 'QTY*01*5', 'LE*LDT', 'CTT*1'],
      'BEG PO1(PO1 LS(LS LDT(LDT QTY) LE)) CTT(CTT)',
    ],
    ['what is unexpected stays where it was found', [BEG, PO1, 'QQQ*1', 'PID*F****X'], 'BEG PO1(PO1 QQQ PID(PID))'],
  ];
  it.each(places)('places: %s', (_, body, expected, options) => {
    expect(outline(structured(body, options).tree)).toBe(expected);
  });
});

describe('levels', () => {
  const BSN = 'BSN*00*10*20240305*0930';
  const notice = (...body: string[]): Structured => structured([BSN, ...body], { type: '856' });

  it.each([
    [
      'each goes below the level it names',
      ['HL*1**S', 'HL*2*1*O', 'HL*3*2*P', 'HL*4*3*I', 'HL*5*2*P', 'HL*6*1*O'],
      'BSN HL(HL HL(HL HL(HL HL(HL)) HL(HL)) HL(HL))',
      [],
    ],
    [
      'segments and loops stay with their level',
      ['HL*1**S', 'TD1*CTN*1', 'N1*ST*A', 'HL*2*1*O', 'PRF*1'],
      'BSN HL(HL TD1 N1(N1) HL(HL PRF))',
      [],
    ],
    ['several may stand at the top', ['HL*1**S', 'HL*2**S', 'HL*3*2*O'], 'BSN HL(HL) HL(HL HL(HL))', []],
    [
      'a parent that does not stand above',
      ['HL*1**S', 'HL*2*9*O'],
      'BSN HL(HL) HL(HL)',
      ['HL_PARENT_UNKNOWN 4 HL02 @9'],
    ],
    ['a parent that stands below', ['HL*1*2*S', 'HL*2**O'], 'BSN HL(HL) HL(HL)', ['HL_PARENT_UNKNOWN 3 HL02 @2']],
    ['a level that is its own parent', ['HL*1**S', 'HL*2*2*O'], 'BSN HL(HL) HL(HL)', ['HL_PARENT_UNKNOWN 4 HL02 @2']],
  ])('%s', (_, body, expected, problems) => {
    const { tree, told: found } = notice(...body);
    expect(outline(tree)).toBe(expected);
    expect(found).toEqual(problems);
  });

  it('a thousand levels below each other are not nested without end', () => {
    const { told: found } = notice(...Array.from({ length: 1000 }, (_, i) => `HL*${i + 1}*${i === 0 ? '' : i}*I`));
    expect(found).toHaveLength(900);
    expect(found[0]).toBe('LOOP_OVER_MAX 103 HL @HL');
  });
});

describe('elements', () => {
  const cases: [string, string, string[]][] = [
    ['mandatory element missing', 'BEG*00**4711**20240305', ['ELEMENT_MISSING 2 BEG02 @']],
    ['mandatory element missing at the end', 'BEG*00*SA*4711', ['ELEMENT_MISSING 2 BEG05 @BEG']],
    ['too many elements', 'BEG*00*SA*4711**20240305********X', ['ELEMENT_TOO_MANY 2 BEG13 @X']],
    ['far too many elements', `BEG*00*SA*4711**20240305${'*'.repeat(120)}X`, ['ELEMENT_TOO_MANY 2 BEG125 @X']],
    ['too long', 'BEG*00*SA*12345678901234567890123**20240305', ['ELEMENT_TOO_LONG 2 BEG03 @12345678901234567890']],
    ['too short', 'BEG*0*SA*4711**20240305', ['ELEMENT_TOO_SHORT 2 BEG01 @0']],
    ['a control character', 'BEG*00*SA*47\u000711**20240305', ['ELEMENT_CHARACTER 2 BEG03 @47\u000711']],
    ['no date', 'BEG*00*SA*4711**20240230', ['ELEMENT_DATE 2 BEG05 @20240230']],
    ['a short date', 'BEG*00*SA*4711**240305', ['ELEMENT_TOO_SHORT 2 BEG05 @240305']],
    ['separators without a value at the end', 'BEG*00*SA*4711**20240305***', ['TRAILING_SEPARATOR 2 BEG @']],
    ['components where there are none', 'BEG*00>01*SA*4711**20240305', ['COMPONENT_TOO_MANY 2 BEG01-2 @01']],
    ['an empty component where there are none', 'BEG*00>*SA*4711**20240305', ['TRAILING_SEPARATOR 2 BEG @00']],
    ['an empty component in front', 'BEG*>00*SA*4711**20240305', ['COMPONENT_TOO_MANY 2 BEG01-2 @00']],
  ];
  it.each(cases)('%s', (_, segment, expected) => {
    expect(structured([segment, PO1, 'CTT*1']).told).toEqual(expected);
  });

  const inLine: [string, string, string[]][] = [
    ['no number', 'PO1*1*ten*EA', ['ELEMENT_NOT_NUMBER 3 PO102 @ten']],
    ['no time', 'DTM*002*20240305*2460', ['ELEMENT_TIME 3 DTM03 @2460']],
    ['P: all or none', 'PO1*1*1*EA***BP', ['ELEMENT_CONDITION 3 PO107 @PO1']],
    ['P: all or none, the first missing', 'PO1*1*1*EA****K-1', ['ELEMENT_CONDITION 3 PO106 @']],
    ['R: at least one', 'REF*DP', ['ELEMENT_CONDITION 3 REF02 @REF']],
    ['C: the first needs the other', 'PO1*1*1**2.50', []],
    ['C: the first needs the other, it is missing', 'PO1*1*1***PE', ['ELEMENT_CONDITION 3 PO104 @']],
  ];
  it.each(inLine)('%s', (_, segment, expected) => {
    const body = segment.startsWith('PO1') ? [BEG, segment] : [BEG, segment, PO1];
    expect(structured(body).told).toEqual(expected);
  });

  it('L: the first needs one of the others', () => {
    // SAC: 13 needs 02 or 04.
    expect(structured([BEG, 'SAC*A**VI*A260*100********INV1', PO1]).told).toEqual([]);
    expect(structured([BEG, 'SAC*A*A260***100********INV1', PO1]).told).toEqual([]);
    expect(structured([BEG, 'SAC*A****100********INV1', PO1]).told).toContain('ELEMENT_CONDITION 3 SAC02 @');
  });

  it('E: at most one', () => {
    const { definition, findings } = readDefinition({
      release: '004010',
      elements: { 1: 'AN 1/5 One', 2: 'AN 1/5 Two' },
      composites: {},
      segments: { QQ: { label: 'Test', elements: ['1 O', '2 O', '2 O'], syntax: ['E010203'] } },
      sets: { 850: { label: 'Test', group: 'PO', body: ['QQ M >1'] } },
    });
    expect(findings).toEqual([]);
    const bytes = utf8(oneSet(['QQ*a', 'QQ**b', 'QQ', 'QQ*a*b', 'QQ*a**c', 'QQ*a*b*c']));
    const [set] = readBytes(bytes).sets;
    const { problems } = structure(set!, definition, definition.sets.get('850')!);
    expect(problems.map((problem) => told(problem, bytes))).toEqual([
      'ELEMENT_EXCLUDED 5 QQ02 @b',
      'ELEMENT_EXCLUDED 6 QQ03 @c',
      'ELEMENT_EXCLUDED 7 QQ02 @b',
    ]);
  });

  const composites: [string, string, string[]][] = [
    ['a whole composite', 'REF*DP*1**ZZ>a>ZZ>b', []],
    ['a mandatory component missing', 'REF*DP*1**ZZ>>ZZ>b', ['ELEMENT_MISSING 3 REF04-2 @']],
    ['a mandatory component missing at the end', 'REF*DP*1**ZZ', ['ELEMENT_MISSING 3 REF04-2 @ZZ']],
    [
      'a component too long',
      'REF*DP*1**ZZ>1234567890123456789012345678901',
      ['ELEMENT_TOO_LONG 3 REF04-2 @12345678901234567890'],
    ],
    ['too many components', 'REF*DP*1**ZZ>a>ZZ>b>ZZ>c>X', ['COMPONENT_TOO_MANY 3 REF04-7 @X']],
    ['separators without a component at the end', 'REF*DP*1**ZZ>a>>>>>>', ['TRAILING_SEPARATOR 3 REF @ZZ']],
  ];
  it.each(composites)('%s', (_, segment, expected) => {
    expect(structured([BEG, segment, PO1]).told).toEqual(expected);
  });

  it('an element that stands more often than it may, from release 005010 on', () => {
    const options = { release: '005010' };
    expect(structured([BEG, 'REF*DP*1^2^3', PO1], options).told).toEqual(['ELEMENT_REPEATED 3 REF02(2) @2']);
    expect(structured([BEG, 'REF*DP*1**ZZ>a^ZZ>b', PO1], options).told).toEqual(['ELEMENT_REPEATED 3 REF04(2) @ZZ']);
    expect(
      structured([BEG, 'REF*DP*1^1234567890123456789012345678901234567890123456789012345', PO1], options).told,
    ).toEqual([
      'ELEMENT_REPEATED 3 REF02(2) @12345678901234567890',
      'ELEMENT_TOO_LONG 3 REF02(2) @12345678901234567890',
    ]);
    expect(structured([BEG, 'REF*DP*1^2', PO1]).told, 'in 004010 it is a character like others').toEqual([]);
  });
});

describe('size', () => {
  const time = (lines: number): number => {
    const body = [BEG, ...Array.from({ length: lines }, (_, i) => `PO1*${i + 1}*10*EA*2.50**BP*K-100`), `CTT*${lines}`];
    const [set] = readBytes(utf8(oneSet(body)), 65_536).sets;
    const found = definitionFor(catalog, 'x12', '004010')!;
    const start = process.cpuUsage();
    const { tree, problems } = structure(set!, found.definition, setFor(found, '850')!);
    expect([tree.children.length, problems.length]).toEqual([lines + 2, 0]);
    return process.cpuUsage(start).user / 1000;
  };

  it('an order of 100,000 lines takes about ten times as long as one of 10,000', () => {
    time(10_000);
    const small = Math.min(time(10_000), time(10_000), time(10_000));
    expect(time(100_000)).toBeLessThan(Math.max(40 * small, 2000));
  });
});

describe('conditions among components', () => {
  const ref = (composite: string): string[] => structured([BEG, `REF*DP*038**${composite}`, PO1, 'CTT*1']).told;

  it('ask for what belongs together', () => {
    expect(ref('ZZ>1>BT>2')).toEqual([]);
    expect(ref('ZZ>1>BT')).toEqual(['ELEMENT_CONDITION 3 REF04-4 @ZZ']);
    expect(ref('ZZ>1>>2')).toEqual(['ELEMENT_CONDITION 3 REF04-3 @']);
  });

  it('are not asked where the agreement asks for none', () => {
    const [set] = readBytes(utf8(oneSet([BEG, 'REF*DP*038**ZZ>1>BT', PO1, 'CTT*1'], {}))).sets;
    const found = definitionFor(catalog, 'x12', '004010')!;
    const checks = { conditions: false, codes: false };
    expect(structure(set!, found.definition, setFor(found, '850')!, checks).problems).toEqual([]);
  });
});

describe('code lists', () => {
  const codes = (segments: string[]): string[] => {
    const bytes = utf8(oneSet(segments, {}));
    const [set] = readBytes(bytes).sets;
    const found = definitionFor(catalog, 'x12', '004010')!;
    const { problems } = structure(set!, found.definition, setFor(found, '850')!, { conditions: true, codes: true });
    return problems.map((problem) => told(problem, bytes));
  };

  it('are checked only when asked for', () => {
    const order = [BEG, 'PO1*1*10*QQ*2.50**BP*K-100', 'CTT*1'];
    expect(structured(order).told).toEqual([]);
    expect(codes(order)).toEqual(['ELEMENT_CODE 3 PO103 @QQ']);
  });

  it('are checked in components too, and not for values nobody lists', () => {
    expect(codes([BEG, 'REF*DP*038**QQQ>1', PO1, 'CTT*1'])).toEqual(['ELEMENT_CODE 3 REF04-1 @QQQ']);
    expect(codes([BEG, 'CUR*BY*XQX', PO1, 'CTT*1'])).toEqual([]);
  });
});
