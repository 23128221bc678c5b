// Totals are compared with what their documents add up to, and only where that can be computed.
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/core/mapping/read.ts';
import { checkTotals } from '../../src/core/totals.ts';

const lines = [
  { quantity: '2', price: '1.25' },
  { quantity: '10', price: '0.333' },
];

const cases: [string, Fields, string[]][] = [
  ['nothing without totals', { lines }, []],
  ['nothing without lines', { totals: { lineCount: '3', taxAmount: '1' } }, []],
  [
    'the number of lines',
    { lines, totals: { lineCount: '3' } },
    ['number of lines: the document says 3, it adds up to 2'],
  ],
  ['quantities', { lines, totals: { quantity: '12.0' } }, []],
  [
    'quantities that differ',
    { lines, totals: { quantity: '13' } },
    ['sum of quantities: the document says 13, it adds up to 12'],
  ],
  ['quantity times price, to the cent', { lines, totals: { lineAmount: '5.83' } }, []],
  [
    'line amounts before quantity times price',
    { lines: [{ quantity: '2', price: '1.25', amount: '2.40' }, lines[1]], totals: { lineAmount: '5.83' } },
    ['sum of line amounts: the document says 5.83, it adds up to 5.73'],
  ],
  [
    'no price on another basis',
    { lines: [{ quantity: '2', price: '1.25', priceBasis: 'perHundred' }], totals: { lineAmount: '1' } },
    [],
  ],
  [
    'no price of another quantity',
    { lines: [{ quantity: '2', price: '1.25', priceQuantity: '100' }], totals: { lineAmount: '1' } },
    [],
  ],
  [
    'a line amount whatever its price is for',
    { lines: [{ quantity: '2', price: '125', priceQuantity: '100', amount: '2.50' }], totals: { lineAmount: '2.50' } },
    [],
  ],
  [
    'taxes',
    { lines, taxes: [{ amount: '1.90' }, { amount: '0.70' }], totals: { taxAmount: '2.50' } },
    ['sum of taxes: the document says 2.50, it adds up to 2.60'],
  ],
  ['no taxes where one has no amount', { lines, taxes: [{ amount: '1.90' }, {}], totals: { taxAmount: '2.50' } }, []],
  ['no taxes where there are none', { lines, totals: { taxAmount: '2.50' } }, []],
];

describe('totals compare', () => {
  it.each(cases)('%s', (_, document, differences) => {
    expect(checkTotals(document)).toEqual(differences);
  });
});
