/**
 * The same trade as CSV: the rows of mappings/csv/orders.yaml, about ten an order, the same bytes on every machine and
 * in every run. Each order is valid and every value in it is mapped.
 */

import { ean } from './edifact-orders.ts';
import { COLORS, digits, ITEMS, money, sequence } from './orders.ts';
import { CITIES, date } from './ubl-orders.ts';

const UNITS = ['EA', 'EA', 'EA', 'CT', 'DZN', 'PR'];
const COLUMNS = [
  'Order No',
  'Order Date',
  'Currency',
  'Requested Delivery',
  'Buyer',
  'Buyer GLN',
  'Supplier',
  'Supplier GLN',
  'Ship To',
  'Ship To Street',
  'Ship To City',
  'Ship To Postal Code',
  'Ship To Country',
  'Note',
  'Line',
  'Qty',
  'Unit',
  'Price',
  'Item',
  'Supplier Item',
  'GTIN',
  'Description',
  'Line Delivery',
];

/** The rows of one order; `number` makes it unlike every other. */
function rows(number: number): string {
  const pick = sequence(number + 1);
  const one = <T>(of: readonly T[]): T => of[pick(of.length)]!;
  const ordered = pick(28);
  const [city, zip] = one(CITIES);
  const depot = pick(60);
  const head = [
    digits(number, 10),
    date(ordered),
    'EUR',
    date(ordered + 14),
    'Nordwind Warenhaus',
    '4012345000009',
    'Hafen Strickwaren',
    '4399901234561',
    `Nordwind Lager ${depot}`,
    `Kaiweg ${depot + 1}`,
    city,
    zip,
    'DE',
    `"Please deliver before noon, ring at gate ${pick(9)}"`,
  ].join(',');
  let text = '';
  const lines = 6 + pick(9);
  for (let line = 1; line <= lines; line++) {
    const item = pick(100_000);
    const color = pick(2) === 0 ? `, ${one(COLORS)}` : '';
    const delivery = pick(3) === 0 ? date(ordered + 10 + pick(10)) : '';
    const cells = [
      line,
      1 + pick(240),
      one(UNITS),
      money(125 + pick(9000)),
      digits(item, 6),
      `HK-${item}-${pick(10)}`,
      ean(item),
      color === '' ? one(ITEMS) : `"${one(ITEMS)}${color}"`,
      delivery,
    ];
    text += `${head},${cells.join(',')}\r\n`;
  }
  return text;
}

/** The file in pieces: its header, then an order at a time, so that one larger than memory can be fed to a reader. */
export function* csvOrders(orders: number): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (let i = 1; i <= orders; i++) yield rows(i);
}

export const csvBytes = (orders: number): Uint8Array => new TextEncoder().encode([...csvOrders(orders)].join(''));
