// A dictionary made ready for use: closed code lists on its elements, conditions inside its composites.
import { describe, expect, it } from 'vitest';
import { buildCatalog, definitionsIn } from '../../../src/core/catalog.ts';
import { closedCodes, type Definition, readDefinition } from '../../../src/core/edi/definition.ts';
import { createValidate } from '../../../src/core/schema.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { readFiles, schemasIn } from '../../../src/node/files.ts';

const small = {
  release: '004010',
  elements: { 1: 'ID 1/2 One', 2: 'ID 1/2 Two', 3: 'AN 1/9 Three' },
  composites: { C001: { label: 'Both', elements: ['1 M', '2 X', '3 X'], syntax: ['P0203'] } },
  segments: { QQ: { label: 'Test', elements: ['1 M', '2 O', 'C001 O'] } },
  sets: { 850: { label: 'Test', group: 'PO', body: ['QQ M 1'] } },
};

describe('code lists', () => {
  const lists = closedCodes({ closed: { 1: 'A BB', 9: 'X' }, open: { 2: 'C' } });

  it('that are closed stand on their elements, wherever these are used', () => {
    const { definition, findings } = readDefinition(small, lists);
    expect(findings).toEqual([]);
    const [one, two, composite] = definition.segments.get('QQ')!.elements;
    expect([...one!.definition.codes!]).toEqual(['A', 'BB']);
    expect(two!.definition.codes).toBeUndefined();
    expect(composite!.components![0]!.definition.codes).toBe(one!.definition.codes);
  });

  it('are one set for all releases', () => {
    const codesOf = (release: string) =>
      readDefinition({ ...small, release }, lists).definition.elements.get('1')!.codes;
    expect(codesOf('004010')).toBe(codesOf('005010'));
  });

  it('are not asked for when there is no file of them', () => {
    const { definition } = readDefinition(small);
    expect([...definition.elements.values()].map(({ codes }) => codes)).toEqual([undefined, undefined, undefined]);
  });
});

describe('composites', () => {
  it('carry the conditions among their components', () => {
    const { definition } = readDefinition(small);
    const [one, , composite] = definition.segments.get('QQ')!.elements;
    expect(composite!.conditions).toEqual([{ kind: 'P', positions: [2, 3], note: 'P0203', from: 2 }]);
    expect(one!.conditions).toBeUndefined();
  });

  it('whose conditions name a component they have not are found', () => {
    const broken = { ...small, composites: { C001: { ...small.composites.C001, syntax: ['P0204'] } } };
    expect(readDefinition(broken).findings).toEqual([
      { path: 'composites/C001/syntax/0', message: 'P0204 names an element the segment has not' },
    ]);
  });
});

describe('the catalog', () => {
  const files = readFiles(new URL('../../..', import.meta.url).pathname);
  const validate = createValidate(schemasIn(files));
  const dictionaries = [...files].filter(([path]) => path.startsWith('schemas/x12/'));
  const built = (codes?: string) => {
    const given = dictionaries.filter(([path]) => !path.endsWith('/codes.json'));
    return buildCatalog(
      new Map([...given, ...(codes === undefined ? [] : [['schemas/x12/codes.json', codes] as const])]),
      validate,
    );
  };
  const definitions = (codes?: string): Definition[] => definitionsIn(built(codes).catalog, 'x12');

  it('reads the code values beside the dictionaries', () => {
    const [older, newer] = definitions('{ "closed": { "353": "00 01" }, "open": { "355": "EA" } }');
    expect([...older!.elements.get('353')!.codes!]).toEqual(['00', '01']);
    expect(newer!.elements.get('353')!.codes).toBe(older!.elements.get('353')!.codes);
    expect(older!.elements.get('355')!.codes).toBeUndefined();
  });

  it('does without them', () => {
    expect(definitions().flatMap(({ elements }) => [...elements.values()].filter(({ codes }) => codes))).toEqual([]);
  });

  it('says where they are misshapen, and keeps the dictionaries', () => {
    const wrong = built('{\n "closed": { "353": "00  01" }\n}');
    expect(wrong.findings.map(sentence).filter((finding) => finding.includes('codes.json'))).toEqual([
      'schemas/x12/codes.json:1:1 open is missing',
      'schemas/x12/codes.json:2:14 closed/353: must match pattern "^\\S+( \\S+)*$"',
    ]);
    expect(definitionsIn(wrong.catalog, 'x12')).toHaveLength(2);
  });
});

describe('representations of EDIFACT', () => {
  const read = (row: string) =>
    readDefinition({ release: 'D96A', sets: {}, segments: {}, composites: {}, elements: { 1001: row } });

  it.each([
    ['a3 Fixed', { type: 'a', min: 3, max: 3, label: 'Fixed' }],
    ['an..35 Up to many', { type: 'an', min: 1, max: 35, label: 'Up to many' }],
    ['n..15 Number', { type: 'n', min: 1, max: 15, label: 'Number' }],
  ])('%s is read', (row, bounds) => {
    const { definition, findings } = read(row);
    expect(findings).toEqual([]);
    expect(definition.elements.get('1001')).toMatchObject(bounds);
  });

  it.each(['an.35 Mistyped', 'an..35', 'x3 Unknown', '..3 Nothing'])('%s is a finding', (row) => {
    expect(read(row).findings).toEqual([{ path: 'elements/1001', message: `"${row}" is not TYPE MIN/MAX Label` }]);
  });

  it('carry the code list of their own directory before a shared one', () => {
    const source = { ...small, elements: { ...small.elements, 1: 'an..3 One' }, codes: { 1: '9 11' } };
    const shared = closedCodes({ closed: { 1: 'A BB', 2: 'C' }, open: {} });
    const { elements } = readDefinition(source, shared).definition;
    expect([...elements.get('1')!.codes!]).toEqual(['9', '11']);
    expect([...elements.get('2')!.codes!]).toEqual(['C']);
  });
});
