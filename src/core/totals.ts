/**
 * Checks the totals a document was given against those that can be computed from its lines. A difference is
 * said, never corrected: counts (CTT01), sums of quantities (CTT02) and of line amounts.
 */

import { add, compare, multiply, round } from './decimal.ts';
import type { Fields } from './mapping/read.ts';

const MONEY = 2;

/** One sentence for each total that differs. */
export function checkTotals(document: Fields): string[] {
  const totals = document.totals as Fields | undefined;
  const lines = (document.lines ?? []) as Fields[];
  // A document without lines of its own (a ship notice) counts something else.
  if (totals === undefined || lines.length === 0) return [];
  const found: string[] = [];
  const differ = (what: string, given: unknown, computed: string | undefined): void => {
    if (typeof given === 'string' && computed !== undefined && compare(given, computed) !== 0) {
      found.push(`${what}: the document says ${given}, its lines make ${computed}`);
    }
  };
  differ('number of lines', totals.lineCount, String(lines.length));
  differ(
    'sum of quantities',
    totals.quantity,
    sum(lines, (line) => line.quantity),
  );
  differ('sum of line amounts', totals.lineAmount, sumOfAmounts(lines));
  return found;
}

/** Undefined when a line lacks the value: then nothing can be said. */
function sum(lines: Fields[], value: (line: Fields) => unknown): string | undefined {
  let total = '0';
  for (const line of lines) {
    const one = value(line);
    if (typeof one !== 'string') return undefined;
    total = add(total, one);
  }
  return total;
}

/** Quantity times price; a price on another basis than the ordered unit (per hundred …) cannot be multiplied. */
function sumOfAmounts(lines: Fields[]): string | undefined {
  const total = sum(lines, ({ quantity, price, priceBasis }) =>
    typeof quantity === 'string' && typeof price === 'string' && priceBasis === undefined
      ? multiply(quantity, price)
      : undefined,
  );
  return total === undefined ? undefined : round(total, MONEY);
}
