/**
 * What was shipped and invoiced of an order so far, line by line, from the ship notices and invoices that answered
 * it. Quantities are added in their own units; what cannot be compared is said, never converted.
 *
 * A cancellation of a shipment and a credit note take nothing away again: which goods they are about is not known
 * well enough to let a change below what left the house.
 */

import { add } from './decimal.ts';
import type { CanonicalDocument, Invoice, Order, Package, ShipNotice, ShippedLine, ShippedOrder } from './documents.ts';
import { type Identified, matchLine, otherItem } from './line-match.ts';

/** By unit, '' where none was given; undefined where a quantity was not given. */
export type Moved = ReadonlyMap<string, string | undefined>;

export interface LineFulfilment {
  shipped: Moved;
  invoiced: Moved;
}

export interface Fulfilment {
  /** By position in the order's lines. */
  lines: ReadonlyMap<number, LineFulfilment>;
  /** Whether anything was, also what could not be tied to a line. */
  shipped: boolean;
  invoiced: boolean;
}

export const NOTHING_DONE: Fulfilment = { lines: new Map(), shipped: false, invoiced: false };

/** A line of what was shipped or invoiced. */
type Part = Identified & { quantity?: string | undefined; unit?: string | undefined };

export function fulfilmentOf(order: Order, documents: readonly CanonicalDocument[]): Fulfilment {
  const shipped = documents.flatMap((one) => (one.type === 'ship-notice' ? shippedLines(one, order.number) : []));
  const invoiced = documents.flatMap((one) => (one.type === 'invoice' ? invoicedLines(one, order.number) : []));
  const [byShipping, byInvoicing] = [tied(order, shipped), tied(order, invoiced)];
  const none: Moved = new Map();
  return {
    lines: new Map(
      [...new Set([...byShipping.keys(), ...byInvoicing.keys()])].map((index) => [
        index,
        { shipped: byShipping.get(index) ?? none, invoiced: byInvoicing.get(index) ?? none },
      ]),
    ),
    shipped: shipped.length > 0,
    invoiced: invoiced.length > 0,
  };
}

function tied({ lines }: Order, parts: readonly Part[]): Map<number, Map<string, string | undefined>> {
  const found = new Map<number, Map<string, string | undefined>>();
  for (const part of parts) {
    const index = lineOf(lines, part);
    if (index === undefined) continue;
    const moved = found.get(index) ?? new Map<string, string | undefined>();
    const unit = part.unit ?? '';
    const before = moved.has(unit) ? moved.get(unit) : '0';
    moved.set(unit, before === undefined || part.quantity === undefined ? undefined : add(before, part.quantity));
    found.set(index, moved);
  }
  return found;
}

/** Many sellers number the lines of a notice anew (X12 LIN01): a number that names another item is none of the order's. */
function lineOf(lines: Order['lines'], part: Part): number | undefined {
  const { index } = matchLine(lines, part);
  if (index !== undefined && !otherItem(lines[index]!, part)) return index;
  const { number: _, ...unnumbered } = part;
  return matchLine(lines, unnumbered).index;
}

interface Level {
  orders?: ShippedOrder[];
  packages?: Package[];
  lines?: ShippedLine[];
}

/** Lines of the notice that are of this order, at any level; what stands below no order is of the only one there is. */
function shippedLines({ purpose, shipment }: ShipNotice, number: string): Part[] {
  if (purpose === 'cancellation' || shipment === undefined) return [];
  const found: Part[] = [];
  const walk = ({ orders = [], packages = [], lines = [] }: Level, current: string | undefined): void => {
    if (current === undefined || current === number) found.push(...(lines as Part[]));
    for (const order of orders) walk(order, order.number ?? current);
    for (const pack of packages) walk(pack, current);
  };
  walk(shipment, undefined);
  return found;
}

/** Invoices that ask for no goods: corrections downwards, copies and advances. */
const NO_GOODS = /credit|duplicate|memorandum|prepaid/i;

function invoicedLines({ kind, orderNumber, lines = [] }: Invoice, number: string): Part[] {
  if (kind !== undefined && NO_GOODS.test(kind)) return [];
  return lines
    .filter((line) => (line.orderNumber ?? orderNumber ?? number) === number)
    .map(({ orderLine, ...line }) => (orderLine === undefined ? line : { ...line, number: orderLine }));
}
