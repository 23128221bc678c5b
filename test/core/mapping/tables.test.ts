// The code tables: every row is of use, EDIFACT values are those of the UN code lists, and X12 and EDIFACT agree.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definitionsIn } from '../../../src/core/catalog.ts';
import { parseCsv } from '../../../src/core/formats/csv.ts';
import { catalog, root } from './fixture.ts';

/** The elements whose code lists a table's column `edifact` is from. */
const ELEMENTS: Record<string, string[]> = {
  'acknowledgment-type': ['4343'],
  'allowance-charge': ['7161', '5189'],
  'allowance-or-charge': ['5463'],
  'amount-type': ['5025'],
  'channel-type': ['3155'],
  'charge-method': ['4471'],
  'contact-function': ['3139'],
  'date-type': ['2005'],
  'description-type': ['7077'],
  'freight-payment': ['4215'],
  'id-scheme': ['3055'],
  'invoice-kind': ['1001'],
  'item-scheme': ['7143'],
  'line-action': ['1229'],
  'line-outcome': ['1229'],
  'location-type': ['3227'],
  marking: ['4233'],
  'measurement-scope': ['6311'],
  'measurement-type': ['6313'],
  'note-type': ['4451'],
  'order-kind': ['1001'],
  'order-outcome': ['1225', '4343'],
  'package-level': ['7075'],
  'package-mark': ['7405'],
  'party-role': ['3035'],
  'payment-terms-basis': ['2475'],
  'payment-terms-type': ['4279'],
  'price-basis': ['5375'],
  'price-qualifier': ['5125'],
  'price-type': ['5387'],
  purpose: ['1225'],
  'quantity-type': ['6063'],
  'reference-type': ['1153'],
  'reject-action': ['6063'],
  'shipment-status': ['4221'],
  'tax-type': ['5153'],
  'weight-type': ['6313'],
};

/** Tables whose EDIFACT values are from lists of their own: ISO 3166, UN/ECE Recommendations 19, 20 and 21. */
const OTHER_LISTS = ['country', 'transport-mode', 'unit'];

/** Values that only EANCOM has. */
const EANCOM: Record<string, string[]> = {
  'measurement-type': ['LAY', 'ULY'],
  marking: ['33E', '36E', '39'],
  'reference-type': ['YC1'],
};

const wireValues = (table: string): string[] => [...(catalog.tables.get(table)?.read.get('edifact')?.keys() ?? [])];

/** What a wire value reads to. */
const word = (table: string, column: string, value: string): string | undefined =>
  catalog.tables.get(table)?.read.get(column)?.get(value);

describe('the code tables', () => {
  it('have no row that neither reads nor writes anything new', () => {
    const idle = [...catalog.tables.values()].flatMap(({ name, file }) => {
      const [header = [], ...rows] = parseCsv(readFileSync(join(root, file), 'utf8')).rows;
      return header.flatMap((column, at) => {
        if (at === 0 || column === 'label') return [];
        const [read, written] = [new Set<string>(), new Set<string>()];
        return rows.flatMap((row, line) => {
          const [canonical = '', wire = ''] = [row[0], row[at]];
          if (wire === '') return [];
          const known = read.has(wire) && written.has(canonical);
          read.add(wire);
          written.add(canonical);
          return known ? [`${name}.csv:${line + 2} ${column} ${canonical} ${wire}`] : [];
        });
      });
    });
    expect(idle).toEqual([]);
  });

  it('write in EDIFACT what reads to a word that is written alike', () => {
    const unstable = [...catalog.tables.values()].flatMap(({ name, read, write }) =>
      [...(write.get('edifact') ?? [])]
        .filter(([, wire]) => write.get('edifact')?.get(read.get('edifact')?.get(wire) ?? '') !== wire)
        .map(([canonical, wire]) => `${name} ${canonical} ${wire}`),
    );
    expect(unstable).toEqual([]);
  });

  it('say for each column edifact which lists it is from', () => {
    const filled = [...catalog.tables.values()].filter(({ read }) => read.has('edifact')).map(({ name }) => name);
    expect(filled.toSorted()).toEqual([...Object.keys(ELEMENTS), ...OTHER_LISTS].toSorted());
  });

  it('have in the column edifact only values of the UN code lists', () => {
    const releases = definitionsIn(catalog, 'edifact', ['D96A', 'D01B', 'D21B']);
    const strangers = Object.entries(ELEMENTS).flatMap(([table, elements]) => {
      const lists = releases.flatMap((release) => elements.map((element) => release.elements.get(element)?.codes));
      const known = new Set(lists.flatMap((list) => [...(list ?? [])]));
      return wireValues(table)
        .filter((value) => !known.has(value) && !EANCOM[table]?.includes(value))
        .map((value) => `${table} ${value}`);
    });
    expect(strangers).toEqual([]);
  });
});

describe('X12 and EDIFACT say the same in the same word', () => {
  it.each([
    ['party-role', 'BY', 'BY'],
    ['party-role', 'ST', 'DP'],
    ['party-role', 'ST', 'ST'],
    ['party-role', 'BT', 'IV'],
    ['party-role', 'SU', 'SU'],
    ['party-role', 'PE', 'PE'],
    ['party-role', 'SH', 'CZ'],
    ['party-role', 'EN', 'UD'],
    ['id-scheme', 'UL', '9'],
    ['id-scheme', '1', '16'],
    ['id-scheme', '91', '91'],
    ['id-scheme', '92', '92'],
    ['date-type', '002', '2'],
    ['date-type', '010', '10'],
    ['date-type', '063', '63'],
    ['date-type', '064', '64'],
    ['date-type', '015', '15'],
    ['date-type', '050', '50'],
    ['reference-type', 'PO', 'ON'],
    ['reference-type', 'CT', 'CT'],
    ['reference-type', 'IK', 'IV'],
    ['reference-type', 'DP', 'AMV'],
    ['reference-type', 'PD', 'PD'],
    ['reference-type', 'VX', 'VA'],
    ['reference-type', 'LT', 'BT'],
    ['item-scheme', 'BP', 'BP'],
    ['item-scheme', 'IN', 'IN'],
    ['item-scheme', 'VN', 'SA'],
    ['item-scheme', 'UP', 'UP'],
    ['item-scheme', 'EN', 'EN'],
    ['item-scheme', 'HD', 'HS'],
    ['quantity-type', '39', '12'],
    ['quantity-type', '57', '53'],
    ['amount-type', '1', '203'],
    ['amount-type', 'T', '124'],
    ['purpose', '00', '9'],
    ['purpose', '01', '1'],
    ['purpose', '04', '4'],
    ['purpose', '05', '5'],
    ['order-kind', 'SA', '220'],
    ['order-kind', 'BK', '221'],
    ['order-kind', 'RL', '226'],
    ['order-kind', 'CP', '230'],
    ['invoice-kind', 'DI', '380'],
    ['invoice-kind', 'CR', '381'],
    ['invoice-kind', 'CO', '384'],
    ['order-outcome', 'AD', '29'],
    ['order-outcome', 'AC', '4'],
    ['order-outcome', 'RD', '27'],
    ['order-outcome', 'AD', 'AP'],
    ['order-outcome', 'RD', 'RE'],
    ['line-action', 'AI', '1'],
    ['line-action', 'DI', '2'],
    ['line-action', 'CA', '3'],
    ['line-action', 'NC', '4'],
    ['line-outcome', 'IA', '5'],
    ['line-outcome', 'IC', '6'],
    ['line-outcome', 'IR', '7'],
    ['allowance-or-charge', 'A', 'A'],
    ['allowance-or-charge', 'C', 'C'],
    ['allowance-charge', 'C310', 'DI'],
    ['allowance-charge', 'D240', 'FC'],
    ['allowance-charge', 'D980', 'IN'],
    ['note-type', 'GEN', 'AAI'],
    ['note-type', 'DEL', 'DEL'],
    ['contact-function', 'BD', 'PD'],
    ['contact-function', 'OC', 'OC'],
    ['channel-type', 'TE', 'TE'],
    ['channel-type', 'CP', 'AL'],
    ['measurement-type', 'LN', 'LN'],
    ['weight-type', 'G', 'G'],
    ['package-level', 'T', '3'],
    ['package-level', 'P', '1'],
    ['package-mark', 'GM', 'BJ'],
    ['price-type', 'CON', 'CON'],
    ['price-basis', 'PE', 'PE'],
    ['freight-payment', 'PP', 'PP'],
    ['location-type', 'DE', '8'],
    ['transport-mode', 'J', '30'],
    ['transport-mode', 'R', '20'],
    ['payment-terms-type', '01', '1'],
    ['payment-terms-basis', '3', '5'],
    ['tax-type', 'VA', 'VAT'],
    ['shipment-status', 'BP', 'BP'],
    ['unit', 'PC', 'PCE'],
    ['unit', 'KG', 'KGM'],
    ['unit', 'CT', 'CT'],
    ['unit', 'CA', 'CS'],
    ['country', 'DE', 'DE'],
  ])('%s %s is %s', (table, x12, edifact) => {
    const read = word(table, 'x12', x12);
    expect(read).toBeDefined();
    expect(word(table, 'edifact', edifact)).toBe(read);
  });

  it('keeps a net price apart from a reference price, which have the same code in different elements', () => {
    expect(word('price-qualifier', 'edifact', 'AAA')).toBe('net');
    expect(word('price-type', 'edifact', 'NTP')).toBe('net');
    expect(word('price-type', 'edifact', 'AAA')).toBe('reference');
  });
});
