/**
 * Checks the totals a document was given against those that can be computed from its lines. A difference is
 * said, never corrected: counts (CTT01, CNT 2), sums of quantities (CTT02, CNT 1), of line amounts (MOA 79) and of
 * taxes (MOA 176).
 */

import { compare, round, sumOfProducts } from './decimal.ts';
import type { Fields } from './mapping/read.ts';

const MONEY = 2;

/** One sentence for each total that differs. */
export function checkTotals(document: Fields): string[] {
  const totals = document.totals as Fields | undefined;
  const lines = (document.lines ?? []) as Fields[];
  // A document without lines of its own (a ship notice) counts something else.
  if (totals === undefined || lines.length === 0) return [];
  const found: string[] = [];
  const differ = (what: string, given: unknown, compute: () => string | undefined): void => {
    if (typeof given !== 'string') return;
    const computed = compute();
    if (computed === undefined || compare(given, computed) === 0) return;
    found.push(`${what}: the document says ${given}, it adds up to ${computed}`);
  };
  differ('number of lines', totals.lineCount, () => String(lines.length));
  differ('sum of quantities', totals.quantity, () =>
    sumOfProducts(lines.map(({ quantity }) => [textOf(quantity), '1'])),
  );
  differ('sum of line amounts', totals.lineAmount, () => sumOfAmounts(lines));
  differ('sum of taxes', totals.taxAmount, () => {
    const taxes = (document.taxes ?? []) as Fields[];
    return taxes.length === 0 ? undefined : sumOfProducts(taxes.map(({ amount }) => [textOf(amount), '1']));
  });
  return found;
}

/** The lines' own amounts; of a line without one, quantity times price when that is the price of one unit. */
function sumOfAmounts(lines: Fields[]): string | undefined {
  const total = sumOfProducts(
    lines.map(({ amount, quantity, price, priceBasis, priceQuantity }) => {
      if (amount !== undefined) return [textOf(amount), '1'];
      // A price on another basis than the ordered unit (per hundred …) cannot be multiplied.
      return [textOf(quantity), priceBasis === undefined && priceQuantity === undefined ? textOf(price) : undefined];
    }),
  );
  return total === undefined ? undefined : round(total, MONEY);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
