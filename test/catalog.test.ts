// The catalog under mappings/ and schemas/ has no findings, every mapping keeps the promise of each test pair beside
// it in both directions, and what editors are told about the files (schemas/config) agrees with the files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differenceLine } from '../src/core/mapping/differ.ts';
import { type Pair, pairsIn, provePair } from '../src/core/mapping/prove.ts';
import { createValidate } from '../src/core/schema.ts';
import { isMap, readYaml, sentence, type YamlNode } from '../src/core/yaml.ts';
import { loadCatalog, readFiles, schemasIn } from '../src/node/files.ts';

const root = join(import.meta.dirname, '..');
const { catalog, findings } = loadCatalog(root);
const files = readFiles(root);

const inMappings = readdirSync(join(root, 'mappings'), { recursive: true }) as string[];
const { pairs, alone } = pairsIn(
  inMappings
    .filter((path) => /\.test[\\/].+\./.test(path))
    .map((path) => [`mappings/${path.replaceAll('\\', '/')}`, readFileSync(join(root, 'mappings', path), 'utf8')]),
);

it('the catalog has no findings', () => {
  expect(findings.map(sentence)).toEqual([]);
});

describe('test pairs', () => {
  it('are whole: every message has its document', () => {
    expect(alone).toEqual([]);
  });

  it('stand beside every mapping', () => {
    const proved = new Set(pairs.map(({ mapping }) => mapping));
    expect([...catalog.mappings.keys()].filter((name) => !proved.has(name))).toEqual([]);
  });

  it.each(pairs.map((pair): [string, string, Pair] => [pair.mapping, pair.name, pair]))(
    'mapping %s: %s',
    (_, __, pair) => {
      expect(provePair(catalog, pair).map(differenceLine)).toEqual([]);
    },
  );
});

describe('files for people', () => {
  const validate = createValidate(schemasIn(files));
  const settings = [...files].filter(([path]) => path.startsWith('mappings/') && path.endsWith('.yaml'));
  const schemaOf = (path: string): string =>
    path.startsWith('mappings/calendars/')
      ? 'calendar'
      : (/[/.](agreement|erp|guide)\.yaml$/.exec(path)?.[1] ?? 'mapping');

  it.each(settings)('%s is valid by the schema its first line names', (path, text) => {
    const schema = schemaOf(path);
    const up = '../'.repeat(path.split('/').length - 1);
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${up}schemas/config/${schema}.json`);
    expect(validate(`config/${schema}.json`, plain(readYaml(path, text)))).toEqual([]);
  });

  it('the mapping schema lists the canonical documents', () => {
    const schema = JSON.parse(files.get('schemas/config/mapping.json')!) as {
      properties: { document: { enum: string[] } };
    };
    const documents = [...catalog.schemas.keys()]
      .map((file) => file.replace('.json', ''))
      .filter((name) => name !== 'common');
    expect(schema.properties.document.enum).toEqual(documents.sort());
  });

  const wrong: [string, unknown][] = [
    ['a misspelt part', { document: 'order', message: 'x12/850', map: {}, writes: {} }],
    ['a document there is not', { document: 'ordre', message: 'x12/850', map: {} }],
    ['no map', { document: 'order', message: 'x12/850' }],
    ['a path that is none', { extends: 'x12/850', map: { number: 'BEG3' } }],
    ['an unfinished predicate', { extends: 'x12/850', map: { number: 'DTM[01=002' } }],
    ['a codec there is not', { extends: 'x12/850', map: { number: 'BEG03 | upper' } }],
    ['a block bound twice', { extends: 'x12/850', map: { lines: { in: 'PO1', each: 'PO1' } } }],
    ['a field with a capital', { extends: 'x12/850', map: { Number: 'BEG03' } }],
    ['in without a place', { extends: 'x12/850', map: { shipTo: { in: 'N102' } } }],
    ['a place to write that is none', { extends: 'x12/850', write: { ctt01: '1' } }],
    ['a path of names where designators are', { document: 'order', message: 'x12/850', map: { number: 'cbc:ID' } }],
    ['a path of names that is none', { document: 'order', message: 'ubl/Order', map: { number: 'cbc:ID[' } }],
    ['a feed with a misspelt part', { document: 'order', message: 'csv/o', feed: { groop: 'No' }, map: {} }],
    ['a record without columns', { document: 'order', message: 'csv/o', feed: { records: { H: {} } }, map: {} }],
    ['a place that is none', { document: 'order', message: 'csv/o', feed: { columns: { No: '1..2' } }, map: {} }],
  ];

  it.each(wrong)('the mapping schema refuses %s', (_, mapping) => {
    expect(validate('config/mapping.json', mapping)).not.toEqual([]);
  });
});

/** A file as plain objects of text, aliases and all. */
function plain(yaml: ReturnType<typeof readYaml>): unknown {
  const value = (node: YamlNode | null): unknown => {
    const real = yaml.resolve(node);
    if (real === null) return null;
    if (isMap(real))
      return Object.fromEntries(
        real.items.map((pair) => [
          String((pair.key as { value?: unknown }).value),
          value(pair.value as YamlNode | null),
        ]),
      );
    return 'items' in real ? (real.items as YamlNode[]).map(value) : (real as { value?: unknown }).value;
  };
  return value(yaml.root);
}
