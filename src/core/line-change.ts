/**
 * Applies one line of an order change to the line of the order it means, or says why not. `quantity` is what is
 * ordered after the change, never the difference (POC03); an action that says otherwise than its own values is a
 * conflict, not a riddle. A line that is cancelled stays, with action `deleted` and quantity 0, so that its number is
 * not taken for a new one's.
 */

import { type Conflict, conflict } from './conflict.ts';
import { compare } from './decimal.ts';
import type { LineAction, OrderLine } from './documents.ts';
import type { LineFulfilment } from './fulfilment.ts';
import { otherItem } from './line-match.ts';
import type { Fields } from './mapping/read.ts';
import { merged, sameNumber } from './merge.ts';

export type LineResult = { line: OrderLine; conflict: undefined } | { line: undefined; conflict: Conflict };

/** What an action (X12 670) lets be different: a quantity or price it does not name must be the order's. */
interface Scope {
  quantity?: 'any' | 'up' | 'down';
  price?: 'any';
  /** Whether the values it names must be there. */
  named?: true;
  /** Whether the item may be another one. */
  item?: true;
}

const ANYTHING: Scope = { quantity: 'any', price: 'any' };
const SCOPES: Partial<Record<LineAction, Scope>> = {
  changed: ANYTHING,
  valuesReplaced: ANYTHING,
  priceQuantityDateChanged: ANYTHING,
  priceQuantityChanged: ANYTHING,
  replaced: { ...ANYTHING, item: true },
  replacedModified: { ...ANYTHING, item: true },
  quantityIncreased: { quantity: 'up', named: true },
  quantityDecreased: { quantity: 'down', named: true },
  quantityChanged: { quantity: 'any', named: true },
  quantityDateChanged: { quantity: 'any', named: true },
  priceChanged: { price: 'any', named: true },
  priceDateChanged: { price: 'any', named: true },
  dateChanged: {},
  rescheduled: {},
  datesReplaced: {},
  dateTermsChanged: {},
  transportReplaced: {},
  packingChanged: {},
  termsChanged: {},
  lineChargesChanged: {},
  documentChargesChanged: {},
  unchanged: {},
};

/** The line after the change. `whole`: the line is sent anew, and what it does not give ends. */
export function changeLine(
  line: OrderLine,
  given: OrderLine,
  action: LineAction,
  done: LineFulfilment | undefined,
  whole = false,
): LineResult {
  const against =
    line.action === 'deleted' ? conflict('LINE_CANCELLED') : lineConflict(line, given, action, done, whole);
  if (against !== undefined) return { line: undefined, conflict: against };
  if (action === 'deleted') return { line: cancelledLine(line), conflict: undefined };
  if (action === 'unchanged') return { line, conflict: undefined };
  const kept = Object.entries(line).filter(([field]) =>
    whole ? field === 'number' : !(SCOPES[action]?.item === true && OF_THE_ITEM.has(field)),
  );
  const result = merged(Object.fromEntries(kept), given as unknown as Fields, OF_THE_ACTION);
  return { line: result as unknown as OrderLine, conflict: undefined };
}

/** The line cancelled, unless some of it left the house or was charged for. */
export function cancelLine(line: OrderLine, done: LineFulfilment | undefined): LineResult {
  const against = doneConflict(line, '0', true, done);
  return against === undefined
    ? { line: cancelledLine(line), conflict: undefined }
    : { line: undefined, conflict: against };
}

export const cancelledLine = (line: OrderLine): OrderLine => ({ ...line, action: 'deleted', quantity: '0' });

/** A line as an order has it: without what it says of the change. */
export function newLine({ action: _, quantityLeft: __, ...line }: OrderLine): OrderLine {
  return line;
}

const OF_THE_ACTION: ReadonlySet<string> = new Set(['action', 'number', 'quantityLeft']);

/** Identifiers and words of the item before, which a replacement item does not inherit. */
const OF_THE_ITEM: ReadonlySet<string> = new Set([
  ...['buyerItem', 'supplierItem', 'gtin', 'items', 'itemGroups', 'description', 'descriptionCharacteristic'],
  ...['descriptionLanguage', 'descriptionMeasurements', 'descriptions', 'measurements', 'subLines'],
]);

function lineConflict(
  line: OrderLine,
  given: OrderLine,
  action: LineAction,
  done: LineFulfilment | undefined,
  whole: boolean,
): Conflict | undefined {
  const another = otherItem(line, given);
  if (action === 'deleted') return another ? conflict('ITEM_DIFFERS') : doneConflict(line, '0', true, done);
  const scope = SCOPES[action];
  if (scope === undefined) return conflict('LINE_UNCLEAR', `the action ${action} is none that could be applied`);
  if (another && !whole && scope.item !== true) return conflict('ITEM_DIFFERS');
  const unclear = contradiction(line, given, action, scope);
  if (unclear !== undefined) return conflict('LINE_UNCLEAR', unclear);
  if (action === 'unchanged') return undefined;
  const otherUnit = given.unit !== undefined && given.unit !== line.unit;
  return doneConflict(line, given.quantity, another || otherUnit, done);
}

/** What the line says against its own action. */
function contradiction(line: OrderLine, given: OrderLine, action: LineAction, scope: Scope): string | undefined {
  for (const field of ['quantity', 'price'] as const) {
    const [before, now, allowed] = [line[field], given[field], scope[field]];
    if (now === undefined) {
      if (allowed !== undefined && scope.named === true) return `${action}, but no ${field} is given`;
    } else if (allowed === undefined && !sameNumber(before, now))
      return `${action}, but the ${field} is ${now} and was ${before ?? 'not given'}`;
    else if (allowed === 'up' && before !== undefined && compare(now, before) <= 0)
      return `${action}, but ${now} is not more than ${before}`;
    else if (allowed === 'down' && before !== undefined && compare(now, before) >= 0)
      return `${action}, but ${now} is not less than ${before}`;
  }
  return undefined;
}

const KINDS = [
  ['shipped', 'LINE_SHIPPED', 'QUANTITY_BELOW_SHIPPED'],
  ['invoiced', 'LINE_INVOICED', 'QUANTITY_BELOW_INVOICED'],
] as const;

/**
 * What was shipped or invoiced against a new quantity; `untouched` where the line may change only if nothing was. A
 * line of which all was is closed.
 */
function doneConflict(
  { quantity, unit }: OrderLine,
  wanted: string | undefined,
  untouched: boolean,
  done: LineFulfilment | undefined,
): Conflict | undefined {
  for (const [kind, closed, below] of KINDS) {
    const moved = done?.[kind];
    if (moved === undefined || moved.size === 0) continue;
    const total = moved.size === 1 ? moved.get(unit ?? '') : undefined;
    if (total === undefined) return conflict(closed, 'quantities that cannot be compared with the order’s were');
    if (compare(total, '0') <= 0) continue;
    if (untouched || (quantity !== undefined && compare(total, quantity) >= 0))
      return conflict(closed, quantity === undefined ? `${total} were` : `${total} of ${quantity} were`);
    if (wanted !== undefined && compare(wanted, total) < 0)
      return conflict(below, `${wanted} are wanted and ${total} were`);
  }
  return undefined;
}
