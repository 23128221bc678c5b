/**
 * Finds the line of an order that another document means: by the buyer's line number, and where that is not given,
 * by the item's identifiers when they fit one line only. A number the order does not have is never read as
 * another one: `1` and `001` are two numbers, as in all of X12 350.
 */

import type { ItemId } from './documents.ts';

/** What a line of any canonical document says of itself. */
export interface Identified {
  number?: string;
  buyerItem?: string;
  supplierItem?: string;
  gtin?: string;
  items?: ItemId[];
}

export type Match = { index: number } | { index: undefined; reason: 'unknown' | 'ambiguous' };

const UNKNOWN: Match = { index: undefined, reason: 'unknown' };

export function matchLine(lines: readonly Identified[], wanted: Identified): Match {
  const numbered = wanted.number === undefined ? [] : where(lines, ({ number }) => number === wanted.number);
  if (wanted.number !== undefined && numbered.length < 2) return only(numbered);
  const among = numbered.length === 0 ? lines.map((_, index) => index) : numbered;
  return only(among.filter((index) => sameItem(lines[index]!, wanted)));
}

const where = (lines: readonly Identified[], fits: (line: Identified) => boolean): number[] =>
  lines.flatMap((line, index) => (fits(line) ? [index] : []));

function only(found: number[]): Match {
  if (found.length === 0) return UNKNOWN;
  return found.length === 1 ? { index: found[0]! } : { index: undefined, reason: 'ambiguous' };
}

// GTINs of 8, 12, 13 and 14 digits are one number (GS1 General Specifications 3.3).
const mainIds = ({ buyerItem, supplierItem, gtin }: Identified): (string | undefined)[] => [
  buyerItem,
  supplierItem,
  gtin?.padStart(14, '0'),
];

/** Whether two lines name different items: an identifier of the same kind that is another one. */
export function otherItem(left: Identified, right: Identified): boolean {
  const ids = mainIds(right);
  return mainIds(left).some((id, kind) => id !== undefined && ids[kind] !== undefined && ids[kind] !== id);
}

function sameItem(left: Identified, right: Identified): boolean {
  if (otherItem(left, right)) return false;
  const ids = mainIds(right);
  if (ids.some((id) => id !== undefined)) return mainIds(left).some((id, kind) => id !== undefined && id === ids[kind]);
  const further = new Set((right.items ?? []).map(({ scheme, value }) => `${scheme}:${value}`));
  return (left.items ?? []).some(({ scheme, value }) => further.has(`${scheme}:${value}`));
}
