/**
 * Applies an order change (X12 860, UBL OrderChange) to the order it names: the order as it is then, every field
 * that is another, and the conflicts.
 *
 * All or nothing: with a single conflict the order stays as it was. A buyer who sends five changes in one document
 * means them together, and half of them applied is an order nobody placed. What the rest would have changed is
 * told all the same, beside the conflicts, so that whoever decides sees the whole of it.
 *
 * An order that is cancelled has the purpose `cancellation`. Totals given for the order before are left out where its
 * lines change: nobody gave them for the new one.
 */

import { type Conflict, conflict } from './conflict.ts';
import type { LineAction, Order, OrderChange, OrderLine } from './documents.ts';
import type { Fulfilment } from './fulfilment.ts';
import { cancelLine, cancelledLine, changeLine, newLine } from './line-change.ts';
import { matchLine } from './line-match.ts';
import type { Fields } from './mapping/read.ts';
import { differences, type FieldChange, merged } from './merge.ts';

/** What is known of the order besides its text. */
export interface Standing {
  fulfilment: Fulfilment;
  /** Whether the ERP refused the order. */
  rejected: boolean;
  /** Sequence number (BCH05) of the last change that was applied. */
  sequence: string | undefined;
}

export interface Changed {
  /** The order after the change; with conflicts, as it was. */
  order: Order;
  /** What the change makes different; with conflicts, what it would without them. */
  changes: FieldChange[];
  conflicts: Conflict[];
}

/** What each purpose (X12 353) asks for; every other asks for nothing that could be applied. */
const INTENTS: Partial<Record<string, 'change' | 'replace' | 'cancel'>> = {
  original: 'change',
  add: 'change',
  change: 'change',
  replace: 'replace',
  cancellation: 'cancel',
  cancelToReissue: 'cancel',
};

export function applyChange(order: Order, change: OrderChange, standing: Standing): Changed {
  const conflicts = orderConflicts(order, change, standing);
  const intent = INTENTS[change.purpose ?? 'change'];
  if (order.purpose === 'cancellation' || standing.rejected || intent === undefined)
    return { order, changes: [], conflicts };
  const after =
    intent === 'cancel'
      ? cancelled(order, change, standing.fulfilment, conflicts)
      : revised(order, change, standing.fulfilment, conflicts, intent === 'replace');
  const changes = differences(order as unknown as Fields, after as unknown as Fields);
  return { order: conflicts.length === 0 ? after : order, changes, conflicts };
}

function orderConflicts(order: Order, { purpose, sequence }: OrderChange, standing: Standing): Conflict[] {
  const found: Conflict[] = [];
  if (order.purpose === 'cancellation') found.push(conflict('ORDER_CANCELLED'));
  if (standing.rejected) found.push(conflict('ORDER_REJECTED'));
  const [given, last] = [wholeNumber(sequence), wholeNumber(standing.sequence)];
  if (given !== undefined && last !== undefined && given <= last)
    found.push(conflict('CHANGE_OUT_OF_SEQUENCE', standing.sequence));
  if (INTENTS[purpose ?? 'change'] === undefined)
    found.push(conflict('CHANGE_UNCLEAR', `the purpose ${purpose} asks neither for a change nor for a cancellation`));
  return found;
}

const wholeNumber = (text: string | undefined): bigint | undefined =>
  text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;

function cancelled(order: Order, { lines = [] }: OrderChange, fulfilment: Fulfilment, conflicts: Conflict[]): Order {
  if (fulfilment.shipped) conflicts.push(conflict('ORDER_SHIPPED'));
  if (fulfilment.invoiced) conflicts.push(conflict('ORDER_INVOICED'));
  const named = new Set(lines.map((line) => matchLine(order.lines, line).index));
  const unnamed = order.lines.some((line, index) => line.action !== 'deleted' && !named.has(index));
  if (lines.length > 0 && (unnamed || named.has(undefined)))
    conflicts.push(conflict('CHANGE_UNCLEAR', 'the whole order is cancelled, but other lines than its own are named'));
  return { ...order, purpose: 'cancellation', lines: order.lines.map(cancelledLine) };
}

/** What a change says of itself, not of the order. */
const OF_THE_CHANGE: ReadonlySet<string> = new Set([
  ...['type', 'schemaVersion', 'id', 'source', 'number', 'sequence', 'orderNumber', 'orderIssued', 'release'],
  ...['purpose', 'kind', 'issued', 'issuedTime', 'requestReference', 'supplierOrderNumber', 'responseIssued'],
  ...['acknowledgmentRequested', 'transactionType', 'lines', 'totals'],
]);

/** What a replacement leaves as it is: a change has no words for it. */
const OF_THE_ORDER: ReadonlySet<string> = new Set([
  ...['type', 'schemaVersion', 'id', 'source', 'number', 'release', 'purpose', 'kind', 'issued', 'issuedTime'],
  ...['acknowledgmentRequested', 'transactionType', 'invoiceType'],
]);

function revised(
  { totals, ...order }: Order,
  change: OrderChange,
  fulfilment: Fulfilment,
  conflicts: Conflict[],
  whole: boolean,
): Order {
  const kept = Object.entries(order).filter(([field]) => !whole || OF_THE_ORDER.has(field));
  const header = merged(Object.fromEntries(kept), change as unknown as Fields, OF_THE_CHANGE);
  const given = change.lines ?? [];
  const lines = revisedLines(order.lines, given, fulfilment, conflicts, whole);
  const told = whole ? change.totals : given.every(({ action }) => action === 'unchanged') ? totals : undefined;
  return { ...(header as unknown as Order), lines, ...(told === undefined ? {} : { totals: told }) };
}

function revisedLines(
  before: readonly OrderLine[],
  given: readonly OrderLine[],
  { lines: done }: Fulfilment,
  conflicts: Conflict[],
  whole: boolean,
): OrderLine[] {
  const lines = [...before];
  const named = new Set<number>();
  const add = (line: OrderLine): void => void named.add(lines.push(numbered(newLine(line), lines)) - 1);
  for (const line of given) {
    const match = matchLine(lines, line);
    const action = actionOf(line, whole, match.index !== undefined);
    if (action === 'added') {
      if (match.index === undefined || line.number === undefined) add(line);
      else conflicts.push(conflict('LINE_EXISTS', '', line.number));
    } else if (match.index === undefined) {
      const code = match.reason === 'ambiguous' ? 'LINE_AMBIGUOUS' : 'LINE_UNKNOWN';
      conflicts.push(conflict(code, '', line.number));
    } else if (named.has(match.index)) {
      conflicts.push(conflict('LINE_UNCLEAR', 'the change names this line twice', line.number));
    } else {
      named.add(match.index);
      const result = changeLine(lines[match.index]!, line, action, done.get(match.index), whole);
      if (result.line !== undefined) lines[match.index] = result.line;
      else conflicts.push(ofLine(result.conflict, lines[match.index]!));
    }
  }
  return whole ? lines.map((line, index) => (named.has(index) ? line : ended(line, index))) : lines;

  /** What a replacement does not name any more is cancelled. */
  function ended(line: OrderLine, index: number): OrderLine {
    if (line.action === 'deleted') return line;
    const result = cancelLine(line, done.get(index));
    if (result.line !== undefined) return result.line;
    conflicts.push(ofLine(result.conflict, line));
    return line;
  }
}

/** Of a replacement, lines come as they are to be: what the order has is changed, the rest is new. */
function actionOf({ action = 'changed' }: OrderLine, whole: boolean, known: boolean): LineAction {
  if (!whole || action === 'deleted') return action;
  return known ? 'changed' : 'added';
}

const ofLine = (found: Conflict, { number }: OrderLine): Conflict =>
  number === undefined ? found : { ...found, line: number };

/** A line without a number gets one no other has, since an ERP confirms by line number. */
function numbered(line: OrderLine, lines: readonly OrderLine[]): OrderLine {
  if (line.number !== undefined) return line;
  const highest = lines.reduce((most, { number }) => {
    const found = wholeNumber(number) ?? 0n;
    return found > most ? found : most;
  }, 0n);
  return { number: String(highest + 1n), ...line };
}
