/**
 * Checks the totals a document was given against those that can be computed from its lines. A difference is
 * said, never corrected: counts (CTT01), sums of quantities (CTT02) and of line amounts.
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
    found.push(`${what}: the document says ${given}, its lines make ${computed}`);
  };
  differ('number of lines', totals.lineCount, () => String(lines.length));
  differ('sum of quantities', totals.quantity, () =>
    sumOfProducts(lines.map(({ quantity }) => [textOf(quantity), '1'])),
  );
  differ('sum of line amounts', totals.lineAmount, () => sumOfAmounts(lines));
  return found;
}

/** Quantity times price; a price on another basis than the ordered unit (per hundred …) cannot be multiplied. */
function sumOfAmounts(lines: Fields[]): string | undefined {
  const total = sumOfProducts(
    lines.map(({ quantity, price, priceBasis }) => [
      textOf(quantity),
      priceBasis === undefined ? textOf(price) : undefined,
    ]),
  );
  return total === undefined ? undefined : round(total, MONEY);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
