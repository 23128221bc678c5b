// Handling units that name lines and each other by number, as packages that hold them; and back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contents } from '../../../src/core/mapping/arrange-contents.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const notice = (lines: Fields[], packages: Fields[]): Fields => ({ number: 'D1', shipment: { lines, packages } });
const unit = (id: string, lines: Fields[] = [], inside: string[] = []): Fields => ({
  marks: [{ type: 'sscc', value: id }],
  ...(inside.length === 0 ? {} : { packages: inside.map((one) => ({ marks: [{ type: 'sscc', value: one }] })) }),
  ...(lines.length === 0 ? {} : { lines }),
});
const part = (number: string, quantity: string, more: Fields = {}): Fields => ({
  number,
  quantity,
  unit: 'H87',
  ...more,
});
const read = (document: Fields): Fields => contents.read(document).document;
const shipmentOf = (document: Fields): Fields => document.shipment as Fields;
const SSCC = '340123450000000017';

const LINE = {
  number: '10',
  quantity: '10.5',
  unit: 'H87',
  description: 'HAMMER',
  orderNumber: 'PO',
  measurements: [{ type: 'gross' }],
};

describe('a line', () => {
  it('stands in the package it is in as a whole', () => {
    expect(shipmentOf(read(notice([LINE], [unit(SSCC, [part('10', '10.50', { lot: 'L1' })])])))).toEqual({
      packages: [{ sscc: SSCC, lines: [{ ...LINE, quantity: '10.50', lot: 'L1' }] }],
    });
  });

  it('stands in each package that it is in, and what is left below the shipment', () => {
    const parts = [unit('A', [part('10', '4')]), unit('B', [part('10', '5')])];
    const shared = { number: '10', description: 'HAMMER', orderNumber: 'PO', unit: 'H87' };
    expect(shipmentOf(read(notice([LINE], parts)))).toEqual({
      lines: [{ ...LINE, quantity: '1.5' }],
      packages: [
        { marks: [{ type: 'handlingUnit', value: 'A' }], lines: [{ ...shared, quantity: '4' }] },
        { marks: [{ type: 'handlingUnit', value: 'B' }], lines: [{ ...shared, quantity: '5' }] },
      ],
    });
  });

  it.each([
    ['more is packed than there is', [part('10', '11')]],
    ['the units differ', [part('10', '1', { unit: 'XCT' })]],
    ['a quantity is missing', [{ number: '10' }]],
    ['no line has the number', [part('20', '1')]],
  ])('stays as it is where %s', (_, parts) => {
    expect(shipmentOf(read(notice([LINE], [unit(SSCC, parts)])))).toEqual({
      lines: [LINE],
      packages: [{ sscc: SSCC, lines: parts }],
    });
  });
});

describe('a handling unit', () => {
  it('stands in the one that names it', () => {
    const packages = [unit('C'), unit('A', [], ['B', 'Z']), unit('B', [], ['C'])];
    const mark = (value: string): Fields => ({ marks: [{ type: 'handlingUnit', value }] });
    expect(shipmentOf(read(notice([], packages))).packages).toEqual([
      { ...mark('A'), packages: [{ ...mark('B'), packages: [mark('C')] }, mark('Z')] },
    ]);
  });

  it('is not lost where units are in each other', () => {
    const packages = [unit('A', [part('1', '1')], ['B']), unit('B', [part('2', '1')], ['A'])];
    expect(JSON.stringify(read(notice([], packages)))).toMatch(/"number":"1".*"number":"2"|"number":"2".*"number":"1"/);
  });
});

it('fields are told where they are now', () => {
  const packages = [unit('A', [part('10', '10.5')]), unit(SSCC, [part('20', '1')], ['A'])];
  const { moved } = contents.read(notice([LINE, { number: '20', quantity: '3', unit: 'H87' }], packages));
  expect(moved('shipment/lines/0/description')).toBe('shipment/packages/0/packages/0/lines/0/description');
  expect(moved('shipment/lines/1/quantity')).toBe('shipment/lines/0/quantity');
  expect(moved('shipment/packages/0/lines/0/quantity')).toBe('shipment/packages/0/packages/0/lines/0/quantity');
  expect(moved('shipment/packages/1/marks/0/value')).toBe('shipment/packages/0/sscc');
  expect(moved('number')).toBe('number');
});

describe('written', () => {
  it('lines of one number that are not the same get numbers of their own', () => {
    const lines = (order: string): Fields[] => [{ number: '1', quantity: '2', unit: 'EA', orderNumber: order }];
    const written = shipmentOf(
      contents.write({ shipment: { packages: [{ sscc: SSCC, lines: lines('A') }, { lines: lines('B') }] } }),
    );
    expect((written.lines as Fields[]).map(({ number, orderNumber }) => [number, orderNumber])).toEqual([
      ['1', 'A'],
      ['10', 'B'],
    ]);
  });

  const quantity = fc.integer({ min: 1, max: 9 }).map(String);
  const line = fc.record({
    number: fc.constantFrom('10', '20', '30'),
    quantity,
    unit: fc.constantFrom('H87', 'EA'),
    description: fc.constantFrom('A', 'B'),
  });
  const content = fc.record({
    number: fc.constantFrom('10', '20', '30', '40'),
    quantity,
    unit: fc.constantFrom('H87', 'EA'),
  });
  const ids = ['A', 'B', SSCC];
  const packages = fc
    .tuple(
      ...ids.map(() =>
        fc.record({ lines: fc.array(content, { maxLength: 3 }), inside: fc.subarray(ids, { maxLength: 2 }) }),
      ),
    )
    .map((all) =>
      all.map(({ lines, inside }, i) =>
        unit(
          ids[i]!,
          lines,
          inside.filter((one) => one > ids[i]!),
        ),
      ),
    );

  it('and read again, the same comes back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ({ number }) => number }), packages, (lines, units) => {
        const once = read(notice(lines, units));
        expect(read(contents.write(once))).toEqual(normalized(once));
      }),
      { numRuns: 500 },
    );
  });

  /** Empty lists are none. */
  const normalized = (document: Fields): Fields => JSON.parse(JSON.stringify(document)) as Fields;
});
