/** What the canonical schemas promise: valid strict JSON Schema 2020-12, described, closed, and of one vocabulary with the tables. */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const documents = ['order', 'order-change', 'order-response', 'ship-notice', 'receipt-advice', 'invoice'];
const files = ['common', ...documents];

type Schema = { [key: string]: unknown; properties?: Record<string, Schema>; $defs?: Record<string, Schema> };
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const schemas = new Map(files.map((name) => [name, JSON.parse(text(`schemas/canonical/${name}.json`)) as Schema]));

const ajv = new Ajv2020({ strict: true, allErrors: true });
for (const schema of schemas.values()) ajv.addSchema(schema);

function complaints(document: { type: string; [field: string]: unknown }): string[] {
  const validate = ajv.getSchema(`canonical/${document.type}.json`);
  if (validate === undefined) throw new Error(`no schema for ${document.type}`);
  validate(document);
  return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`);
}

/** Every object schema with the path that names it. */
function objects(): { at: string; schema: Schema }[] {
  return files.flatMap((name) => {
    const schema = schemas.get(name)!;
    const named = Object.entries(schema.$defs ?? {}).map(([def, value]) => ({ at: `${name} ${def}`, schema: value }));
    const all = name === 'common' ? named : [{ at: name, schema }, ...named];
    return all.filter((one) => one.schema.type === 'object');
  });
}

/** First-column words of a table. */
function words(table: string): string[] {
  const rows = text(`mappings/tables/${table}.csv`).trim().split(/\r?\n/).slice(1);
  return [...new Set(rows.map((row) => row.split(',')[0] ?? ''))];
}

const order = { type: 'order', schemaVersion: '1', number: '1', lines: [{}] };
const accepts = (def: string, value: string): boolean =>
  ajv.validate({ $ref: `canonical/common.json#/$defs/${def}` }, value);

describe('the canonical schemas', () => {
  it.each(documents)('%s compiles in strict mode and is named by its type', (name) => {
    expect(ajv.getSchema(`canonical/${name}.json`)).toBeTypeOf('function');
    expect(schemas.get(name)?.properties?.type).toMatchObject({ const: name });
  });

  it('close every object, except extensions to namespaced names', () => {
    expect(objects().filter(({ schema }) => schema.additionalProperties !== false)).toEqual([]);
    expect(complaints({ ...order, extensions: { 'acme:route': { a: 1 } } })).toEqual([]);
    expect(complaints({ ...order, extensions: { route: 1 } })).not.toEqual([]);
  });

  it('describe every definition and every field in a sentence', () => {
    const undescribed = objects().flatMap(({ at, schema }) =>
      [['', schema] as const, ...Object.entries(schema.properties ?? {})]
        .filter(([, field]) => !/^[A-Z].*\.( |$)|^[A-Z].*; B[TG]-/.test(String(field.description ?? '')))
        .map(([field]) => `${at}.${field}`),
    );
    expect(undescribed).toEqual([]);
  });

  it('ask for little, so that what real senders leave out is no error', () => {
    expect(complaints(order)).toEqual([]);
    expect(complaints({ type: 'order-change', schemaVersion: '1', orderNumber: '1' })).toEqual([]);
    expect(complaints({ type: 'order-response', schemaVersion: '1', orderNumber: '1', outcome: 'accepted' })).toEqual(
      [],
    );
    expect(complaints({ type: 'ship-notice', schemaVersion: '1', number: '1' })).toEqual([]);
    expect(complaints({ type: 'receipt-advice', schemaVersion: '1', number: '1' })).toEqual([]);
    expect(complaints({ type: 'invoice', schemaVersion: '1', number: '1' })).toEqual([]);
    expect(complaints({ ...order, lines: [] })).toEqual(['/lines must NOT have fewer than 1 items']);
  });

  it.each([
    ['decimal', ['0', '7.50', '-0.5', '12'], ['.5', '007', '1,5', '1.', '+1', '1e3', '']],
    ['date', ['2024-02-29'], ['20240229', '2024-2-9']],
    ['time', ['08:00', '08:00:59.25'], ['0800', '8:00']],
    ['currency', ['EUR'], ['eur', 'EURO']],
    ['country', ['DE', 'x12:XYZ'], ['DEU', 'de']],
    ['unit', ['EA', 'H87', 'XCT', 'x12:ZZ'], ['each', 'KILO']],
    [
      'gtin',
      ['00012345', '614141999996', '4006381333931', '10614141999993'],
      ['1', '6141419999960000', '4006381-33393'],
    ],
    ['partyRole', ['shipTo', 'x12:QX'], ['ship-to', 'ST', 'x12:']],
    ['lineOutcome', ['accepted', 'x12:IV'], ['ok']],
  ])('%s holds what it should and nothing else', (def, good, bad) => {
    expect(good.filter((value) => !accepts(def, value))).toEqual([]);
    expect(bad.filter((value) => accepts(def, value))).toEqual([]);
  });

  it.each([
    ['purpose', 'purpose'],
    ['orderKind', 'order-kind'],
    ['partyRole', 'party-role'],
    ['orderOutcome', 'order-outcome'],
    ['lineOutcome', 'line-outcome'],
    ['allowanceChargeIndicator', 'allowance-or-charge'],
    ['invoiceKind', 'invoice-kind'],
    ['packageLevel', 'package-level'],
  ])('%s lists every word of the table %s', (def, table) => {
    const alternatives = schemas.get('common')?.$defs?.[def]?.anyOf as { enum?: string[] }[];
    expect(words(table).filter((word) => !alternatives[0]?.enum?.includes(word))).toEqual([]);
  });

  it('accept every word of the table that a definition names', () => {
    const refused = Object.entries(schemas.get('common')?.$defs ?? {}).flatMap(([def, schema]) => {
      const table = /mappings\/tables\/([a-z-]+)\.csv/.exec(String(schema.description))?.[1];
      return table === undefined
        ? []
        : words(table)
            .filter((word) => !accepts(def, word))
            .map((word) => `${def} ${word}`);
    });
    expect(refused).toEqual([]);
    expect(words('unit').filter((word) => !accepts('unit', word))).toEqual([]);
    expect(words('country').filter((word) => !accepts('country', word))).toEqual([]);
  });

  it('hold every expected document beside a mapping', () => {
    const folders = readdirSync(new URL('mappings/', root), { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.json') && path.includes('.test/'),
    );
    expect(folders.length).toBeGreaterThan(0);
    const invalid = folders.flatMap((path) => {
      const document = JSON.parse(text(`mappings/${path}`)) as { type: string };
      return complaints(document).map((complaint) => `${path} ${complaint}`);
    });
    expect(invalid).toEqual([]);
  });

  it('are what src/core/documents.ts was generated from', () => {
    expect(existsSync(new URL('src/core/documents.ts', root))).toBe(true);
    const run = spawnSync(process.execPath, ['src/build/documents.ts', '--check'], { cwd: root, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});
