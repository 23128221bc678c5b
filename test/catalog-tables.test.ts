// The code tables under mappings/tables are well formed, agree with the words the canonical schemas list, and name only
// codes that exist: X12 values against schemas/x12/codes.json, units against UN/ECE Recommendations 20 and 21.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const tables = join(root, 'mappings', 'tables');
const codes = join(root, 'schemas', 'x12', 'codes.json');
const shared = process.env.DRAGOMAN_SHARED ?? join(root, '..', 'shared');
const rec20 = join(shared, 'standards', 'codes', 'rec20.csv');
const rec21 = join(shared, 'standards', 'codes', 'rec21.csv');

const names = readdirSync(tables)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.slice(0, -'.csv'.length));

/** The rows of a CSV file as arrays of cells, its header row first. */
function cells(path: string): string[][] {
  return Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data;
}

/** The canonical column (the first) and the x12 column of a table, of the rows that have an X12 value. */
function pairs(name: string): { canonical: string; x12: string }[] {
  const [head = [], ...rows] = cells(join(tables, `${name}.csv`));
  const wire = head.indexOf('x12');
  return rows.flatMap((row) => {
    const x12 = row[wire] ?? '';
    return x12 === '' ? [] : [{ canonical: row[0] ?? '', x12 }];
  });
}

/** The whole canonical column. */
const words = (name: string): string[] =>
  cells(join(tables, `${name}.csv`))
    .slice(1)
    .map(([word = '']) => word);

function twice(values: string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

/** The X12 data element whose values a table holds. */
const elements: Record<string, string> = {
  'acknowledgment-type': '587',
  'allowance-charge': '1300',
  'allowance-or-charge': '248',
  'amount-type': '522',
  'channel-type': '365',
  'charge-method': '331',
  'contact-function': '366',
  'date-type': '374',
  'description-type': '349',
  'freight-payment': '146',
  'id-scheme': '66',
  'invoice-kind': '640',
  'item-scheme': '235',
  'line-action': '670',
  'line-outcome': '668',
  'location-type': '309',
  'measurement-scope': '737',
  'measurement-type': '738',
  'note-type': '363',
  'order-kind': '92',
  'order-outcome': '587',
  'package-level': '735',
  'package-mark': '88',
  'party-role': '98',
  'payment-terms-basis': '333',
  'payment-terms-type': '336',
  'price-basis': '639',
  'price-class': '687',
  'price-type': '236',
  purpose: '353',
  'quantity-type': '673',
  'reference-type': '128',
  'shipment-status': '368',
  'tax-exempt': '441',
  'tax-type': '963',
  'transport-mode': '91',
  unit: '355',
  'weight-type': '187',
};

/** What a column may be named after. */
const VOCABULARIES = new Set(['x12', 'edifact', 'ubl', 'cxml', 'idoc', 'opentrans', 'csv']);

/** Tables where several wire values mean the same canonical value. */
const manyToOne = ['country', 'unit'];

/** Tables whose canonical column is a list of ours, written as an enum in schemas/canonical/common.json. */
const enums: Record<string, string> = {
  purpose: 'purpose',
  'order-kind': 'orderKind',
  'party-role': 'partyRole',
  'order-outcome': 'orderOutcome',
  'line-action': 'lineAction',
  'line-outcome': 'lineOutcome',
  'allowance-or-charge': 'allowanceChargeIndicator',
  'invoice-kind': 'invoiceKind',
  'package-level': 'packageLevel',
};

describe.each(names)('table %s', (name) => {
  it('has the canonical column first, then vocabularies, then at most labels, and no padded cell or idle row', () => {
    const [head = [], ...rows] = cells(join(tables, `${name}.csv`));
    expect(head[0]).toMatch(/^[a-z][A-Za-z0-9]*$/);
    const vocabularies = head.slice(1).filter((column) => column !== 'label');
    expect(vocabularies.filter((column) => !VOCABULARIES.has(column))).toEqual([]);
    expect(new Set(head).size).toBe(head.length);
    for (const row of rows) {
      expect(row, row.join(',')).toHaveLength(head.length);
      for (const cell of row) expect(cell.trim() === cell, row.join(',')).toBe(true);
      expect(row[0], row.join(',')).not.toBe('');
      expect(row.slice(1, 1 + vocabularies.length).join(''), row.join(',')).not.toBe('');
    }
  });

  it('says one thing for each X12 value', () => {
    expect(twice(pairs(name).map((row) => row.x12))).toEqual([]);
  });

  it('writes canonical values that cannot be mistaken for a kept wire value', () => {
    for (const canonical of words(name)) expect(canonical).toMatch(/^[A-Za-z0-9]+$/);
  });
});

it.each(names.filter((name) => !manyToOne.includes(name)))(
  'table %s says one thing for each canonical value',
  (name) => {
    expect(twice(pairs(name).map((row) => row.canonical))).toEqual([]);
  },
);

// The code list is a pack of its own that an installation may leave out.
it.runIf(existsSync(codes)).each(Object.entries(elements))(
  'table %s has only values of X12 element %s',
  (name, element) => {
    const { closed, open }: Record<string, Record<string, string>> = JSON.parse(readFileSync(codes, 'utf8'));
    const known = new Set((closed?.[element] ?? open?.[element] ?? '').split(' '));
    expect(pairs(name).filter((row) => !known.has(row.x12))).toEqual([]);
  },
);

it('every table of X12 codes names its element', () => {
  const coded = names.filter((name) => pairs(name).length > 0);
  expect(coded.filter((name) => !(name in elements) && name !== 'country')).toEqual([]);
});

describe('words listed by the canonical schemas', () => {
  const defs: Record<string, { anyOf?: { enum?: string[] }[] }> = JSON.parse(
    readFileSync(join(root, 'schemas', 'canonical', 'common.json'), 'utf8'),
  ).$defs;

  it.each(Object.entries(enums))('table %s has no word that $defs/%s does not list', (name, def) => {
    const listed = defs[def]?.anyOf?.flatMap((part) => part.enum ?? []) ?? [];
    expect(words(name).filter((word) => !listed.includes(word))).toEqual([]);
  });
});

describe('countries', () => {
  it('know every alpha-2 code by itself and by its alpha-3 code', () => {
    const rows = pairs('country');
    const two = rows.filter((row) => /^[A-Z]{2}$/.test(row.x12));
    const three = rows.filter((row) => /^[A-Z]{3}$/.test(row.x12));
    expect(two).toHaveLength(249);
    expect(two.every((row) => row.canonical === row.x12)).toBe(true);
    expect(three.map((row) => row.canonical).sort()).toEqual(two.map((row) => row.canonical).sort());
    expect(two.length + three.length).toBe(rows.length);
  });

  it('write the alpha-2 code', () => {
    expect(pairs('country').find((row) => row.canonical === 'US')?.x12).toBe('US');
  });

  it('are the ones this runtime has names for', () => {
    const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    expect(pairs('country').filter((row) => regions.of(row.canonical) === undefined)).toEqual([]);
  });
});

describe('units', () => {
  const units = pairs('unit');

  it('keep the trade units that mean something else in Recommendation 20 apart', () => {
    const read = (x12: string): string | undefined => units.find((row) => row.x12 === x12)?.canonical;
    expect(read('EA')).toBe('EA');
    expect(read('PC')).toBe('H87');
    expect(read('LB')).toBe('LBR');
    expect(read('CA')).toBe('XCS');
    expect(read('CT')).toBe('XCT');
    expect(read('PL')).toBe('XPX');
    expect(read('FT')).toBe('FOT');
    expect(read('LT')).toBe('LTR');
    expect(read('BX')).toBe('XBX');
  });

  it('write the usual code where several mean the same', () => {
    const written = (rec: string): string | undefined => units.find((row) => row.canonical === rec)?.x12;
    expect(written('STN')).toBe('TN');
    expect(written('TNE')).toBe('MP');
    expect(written('CWA')).toBe('CW');
    expect(written('KMT')).toBe('DK');
  });

  it.runIf(existsSync(rec20) && existsSync(rec21))(
    'are active codes of Recommendation 20, or X and a code of 21 (needs the shared code lists)',
    () => {
      const [, ...rows20] = cells(rec20);
      const [, ...rows21] = cells(rec21);
      const known = new Set(rows20.filter((row) => row[0] === '').map((row) => row[1]));
      for (const row of rows21) known.add(`X${row[0]}`);
      expect(units.filter((row) => !known.has(row.canonical))).toEqual([]);
    },
  );
});
