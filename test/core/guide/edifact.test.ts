// A guide of an EDIFACT message: composites, qualifiers in them, sections, levels, directories, and UNH02-5.
import { expect, it } from 'vitest';
import { definitionFor } from '../../../src/core/catalog.ts';
import { edifactWith, PARTNER, type Read, readFrom, sentEdifact } from './fixture.ts';

const ORDER = `
  BGM+220+4711+9
  DTM+137:20240305:102
  NAD+BY+4012345000009::9
  LIN+1++4006381333931:EN
  QTY+21:10
  UNS+S
  CNT+2:1`;

function read(guide: string, order = ORDER, type?: string, top?: string, message?: string): Read {
  const { catalog, findings } = edifactWith(guide, top, message);
  expect(findings).toEqual([]);
  return readFrom(catalog, sentEdifact(order, type));
}

const told = (...given: Parameters<typeof read>): string[] => read(...given).told;

it('a message that is as the guide says has no problem', () => {
  const guide = `
  BGM: { elements: { 01-1: { codes: ['220'] }, 02: { use: mandatory, max: 17 } } }
  DTM[01-1=137]: { use: mandatory, max: 1 }
  NAD[01=BY]: { use: mandatory, elements: { 02-1: { pattern: 9(13) } } }
  UNS/CNT[01-1=2]: { use: mandatory }`;
  expect(read(guide)).toMatchObject({ verdict: 'A', told: [] });
});

it.each([
  ['a code of a component', "  BGM: { elements: { 01-1: { codes: ['224'] } } }", 'GUIDE_CODE 2 BGM01-1'],
  ['a length', '  BGM: { elements: { 02: { max: 3 } } }', 'GUIDE_TOO_LONG 2 BGM02'],
  ['a pattern of a component', "  NAD: { elements: { 02-1: { pattern: 9(13)'X' } } }", 'GUIDE_PATTERN 4 NAD02-1'],
  ['a format', '  DTM: { elements: { 01-3: { codes: ["203"] } } }', 'GUIDE_CODE 3 DTM01-3'],
  ['a composite that is missing', '  BGM: { elements: { 04: { use: mandatory } } }', 'GUIDE_ELEMENT_MISSING 2 BGM04'],
  ['a segment by a qualifier in a composite', '  DTM[01-1=2]: { use: mandatory }', 'GUIDE_SEGMENT_MISSING 4 NAD'],
  ['a segment in a loop', '  LIN/PRI: { use: mandatory }', 'GUIDE_LOOP_MISSING 7 UNS'],
  ['a segment of a section', '  UNS/CNT: { use: forbidden }', 'GUIDE_SEGMENT_FORBIDDEN 8 CNT'],
  ['a segment behind a section', '  UNS/MOA: { use: mandatory }', 'GUIDE_SEGMENT_MISSING 8 CNT'],
  [
    'a rule on components',
    '  LIN: { rules: [{ if: LIN03_2 == "EN", then: LIN03_1.startsWith("9"), say: Ours start with 9. }] }',
    'GUIDE_RULE_VALUE 5 LIN03-1',
  ],
])('asks for %s', (_, guide, problem) => {
  const { verdict, told } = read(guide);
  expect(told).toEqual([problem]);
  expect(verdict).toBe('R');
});

it('a number is as long as its digits, whatever its decimal mark', () => {
  const guide = '  LIN/QTY: { elements: { 01-2: { max: 3 } } }';
  const ordering = (quantity: string): string => ORDER.replace('QTY+21:10', `QTY+21:${quantity}`);
  expect(told(guide, ordering('1,25'))).toEqual([]);
  expect(told(guide, ordering('-12.5'))).toEqual([]);
  expect(told(guide, ordering('12,25'))).toEqual(['GUIDE_TOO_LONG 6 QTY01-2']);
});

it('levels are found by CPS03 wherever they nest', () => {
  const notice = `
  BGM+351+9001+9
  CPS+1++4
  CPS+2+1+3
  LIN+1++4006381333931:EN
  CPS+3+2+1
  LIN+2++4006381333931:EN
  QTY+12:4`;
  const guide =
    '  CPS[03=1]: { max: 1 }\n  CPS[03=3]/LIN/QTY: { use: mandatory }\n  CPS[03=1]/LIN/QTY: { use: mandatory }';
  const asked = told(guide, notice, 'DESADV:D:96A:UN', undefined, 'edifact/DESADV');
  expect(asked).toEqual(['GUIDE_SEGMENT_MISSING 6 CPS']);
});

it('a message of a directory the guide does not name is checked by what that has of it', () => {
  const guide = "  BGM: { elements: { 01-1: { codes: ['224'] } } }";
  expect(told(guide, ORDER, 'ORDERS:D:98B:UN')).toEqual(['GUIDE_CODE 2 BGM01-1']);
  const { catalog } = edifactWith(guide);
  const made = catalog.guides.get(`${PARTNER}|edifact/ORDERS`)!;
  expect(made.releases).toEqual(['D96A']);
  const { definition } = definitionFor(catalog, 'edifact', 'D98B')!;
  expect(made.in(definition)).toBe(made.in(definition));
  expect(made.in(definition)?.entries.map(({ path }) => path)).toEqual(['BGM']);
});

it('a directory that has not the message has nothing of its guide', () => {
  const { catalog } = edifactWith('  BGM: { max: 1 }');
  const made = catalog.guides.get(`${PARTNER}|edifact/ORDERS`)!;
  const { definition } = definitionFor(catalog, 'edifact', 'D96A')!;
  const without = { ...definition, release: 'D00X', sets: new Map() };
  expect(made.in(without)).toBeUndefined();
});

it('a guide that names no directory is of those of the mapping, else of what we send', () => {
  const releasesBeside = (beside: Record<string, string>) => {
    const { catalog, findings } = edifactWith('  BGM: { max: 1 }', '', undefined, beside);
    expect(findings).toEqual([]);
    return catalog.guides.get(`${PARTNER}|edifact/ORDERS`)?.releases;
  };
  const mapping = 'document: order\nmessage: edifact/ORDERS\nreleases: [D01B, D93A]\nmap: { number: BGM02-1 }\n';
  expect(releasesBeside({ 'ORDERS.yaml': mapping })).toEqual(['D01B', 'D93A']);
  expect(releasesBeside({})).toEqual(['D96A']);
});

it('a convention other than those it stands for refuses the message', () => {
  const top = 'releases: [D96A]\nconventions: [EAN008]\n';
  expect(told('  BGM: { max: 1 }', ORDER, 'ORDERS:D:96A:UN:EAN008', top)).toEqual([]);
  expect(told('  BGM: { max: 1 }', ORDER, 'ORDERS:D:96A:UN:EAN007', top)).toEqual(['GUIDE_CONVENTION 1 UNH02-5']);
});

it.each([
  ['a directory there is not', '  BGM: { max: 1 }', 'releases: [D99Z]\n', 'there is no dictionary of release D99Z'],
  ['a segment there is not', '  BGN: { max: 1 }', undefined, 'BGN does not stand at the top of edifact/ORDERS'],
  ['a segment of a section', '  CNT: { max: 1 }', undefined, 'did you mean UNS/CNT?'],
  ['a component there is not', '  BGM: { elements: { 01-9: { max: 1 } } }', undefined, 'there is no BGM01-9'],
  ['a code that does not fit', '  BGM: { elements: { 01-1: { codes: [LONG] } } }', undefined, 'which is an..3'],
  ['a value it must not have', "  BGM: { use: mandatory, if: 'NAD[01!=BY]' }", undefined, '!= is for mappings'],
])('finds %s', (_, guide, top, finding) => {
  const [first] = edifactWith(guide, top).findings;
  expect(first).toMatch(/^m\.guide\.yaml:\d+:\d+ /);
  expect(first).toContain(finding);
});
