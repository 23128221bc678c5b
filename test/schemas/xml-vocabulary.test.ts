// The XML vocabularies that ship: what they are, how they are laid out, and what `check` says of one that is wrong.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCatalog, definitionFor, type Files, lintImported } from '../../src/core/catalog.ts';
import { createValidate } from '../../src/core/schema.ts';
import { xmlText } from '../../src/core/xml/import/assemble.ts';
import type { XmlSource } from '../../src/core/xml/schema.ts';
import { sentence } from '../../src/core/yaml.ts';
import { readFiles, schemasIn } from '../../src/node/files.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'schemas/xml');
const names = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
const files = readFiles(root);
const validate = createValidate(schemasIn(files));

/** The schemas alone, with a file of schemas/xml changed or added. */
const withFile = (name: string, text: string): Files =>
  new Map([...files].filter(([path]) => path.startsWith('schemas/')).concat([[`schemas/xml/${name}.json`, text]]));
const textOf = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');

describe('the XML vocabularies', () => {
  it('are UBL, cXML, openTRANS and the header of business documents, and take less than 200 KB', () => {
    expect(names).toEqual(expect.arrayContaining(['cxml', 'opentrans', 'sbdh', 'ubl']));
    const size = names.reduce((sum, name) => sum + statSync(join(folder, `${name}.json`)).size, 0);
    expect(size).toBeLessThan(200_000);
  });

  it.each(names)('%s is laid out an entry a line', (name) => {
    expect(xmlText(JSON.parse(textOf(name)) as XmlSource)).toBe(textOf(name));
  });

  it('are formats of one release, with their messages', () => {
    const { catalog } = buildCatalog(withFile('ubl', textOf('ubl')), validate);
    expect(catalog.vocabularies.get('ubl')?.sets.has('OrderResponseSimple')).toBe(true);
    expect([...catalog.vocabularies.get('cxml')!.sets.keys()]).toContain('InvoiceDetailRequest');
    expect([...catalog.vocabularies.get('opentrans')!.sets.keys()]).toContain('RECEIPTACKNOWLEDGEMENT');
    expect([...catalog.vocabularies.get('sbdh')!.sets.keys()]).toEqual([]);
    expect(catalog.releases.get('ubl')?.names).toEqual(['2.1']);
  });

  it.each([
    ['ubl', '2.1', true],
    ['ubl', '2.3', true],
    ['ubl', '1.0', false],
    ['cxml', '1.2.014', true],
    ['cxml', '1.20', false],
    ['opentrans', '2.1', true],
    ['opentrans', '1.0', true],
    ['opentrans', '3.0', false],
  ])('%s reads documents of %s, as its own: %s', (format, release, exact) => {
    const { catalog } = buildCatalog(withFile('ubl', textOf('ubl')), validate);
    expect(definitionFor(catalog, format, release)).toEqual({ definition: catalog.vocabularies.get(format), exact });
  });
});

describe('a vocabulary that is wrong', () => {
  const own = (text: string): string[] =>
    lintImported(withFile('own', text), validate)
      .filter(({ file }) => file === 'schemas/xml/own.json')
      .map(sentence);
  const right = `{
 "release": "1",
 "namespaces": {},
 "roots": {
  "Order": "urn:order"
 },
 "types": {
  "Order": ["ID string"]
 }
}
`;

  it('is told by check at its line', () => {
    expect(own(right)).toEqual([]);
    expect(own(right.replace('ID string', 'ID text'))).toEqual([
      'schemas/xml/own.json:8:13 types/Order/0: there is no type text',
    ]);
    expect(own(right.replace('"release": "1"', '"release": 1'))).toEqual([
      'schemas/xml/own.json:2:2 release: must be string',
    ]);
  });

  it('that lacks what all have, or is no JSON, is told at the start', () => {
    const told = (text: string): string[] => buildCatalog(withFile('own', text), validate).findings.map(sentence);
    expect(told('{"release": "1"}')).toEqual([
      'schemas/xml/own.json:1:1 is no XML vocabulary: its members are those of the others',
    ]);
    expect(told('{')).toEqual([expect.stringMatching(/^schemas\/xml\/own\.json:1:\d+ not JSON/)]);
  });
});
