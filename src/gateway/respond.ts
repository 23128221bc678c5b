/**
 * The order response that an ERP's answer amounts to: to an order (X12 855), every line of it with what becomes of it;
 * to an order change (X12 865), every line of the change with its action.
 */

import { compare } from '../core/decimal.ts';
import type { CanonicalDocument, Order, OrderChange, OrderLine, OrderResponse } from '../core/documents.ts';

/** What an ERP says of an order or of a change to one (schemas/api/confirmation.json). */
export interface Confirmation {
  outcome: 'accepted' | 'changed' | 'rejected';
  number?: string;
  issued?: string;
  notes?: string[];
  lines?: ConfirmedLine[];
}

interface ConfirmedLine {
  number: string;
  outcome?: string;
  quantity?: string;
  unit?: string;
  price?: string;
  deliveryDate?: string;
  supplierItem?: string;
  reason?: string;
}

/** Whether an ERP's answer says this field of a response. The others are the order's own words, which its sender knows. */
export const isAnswered = (field: string): boolean =>
  /^(outcome|number|issued|notes\/text|lines\/(price$|outcomes\/|notes\/text))/.test(field);

const OUTCOMES = { accepted: 'accepted', changed: 'acceptedWithChanges', rejected: 'rejected' } as const;

/** To an order. Lines the ERP does not name are taken as accepted. */
export function respond(order: Order, confirmation: Confirmation, today: string): CanonicalDocument {
  const changes = new Map((confirmation.lines ?? []).map((line) => [line.number, line]));
  const { number, issued, release, currency, currencyRole, buyer, supplier, shipTo, billTo } = order;
  const response = {
    type: 'order-response',
    schemaVersion: '1',
    number: confirmation.number,
    orderNumber: number,
    orderIssued: issued,
    release,
    outcome: OUTCOMES[confirmation.outcome],
    purpose: 'original',
    issued: confirmation.issued ?? today,
    currency,
    currencyRole,
    buyer,
    supplier,
    shipTo,
    billTo,
    notes: confirmation.notes?.map((text) => note('NOTE', text)),
    lines: order.lines.map((line) =>
      respondLine(line, line.number === undefined ? undefined : changes.get(line.number), confirmation.outcome),
    ),
    totals: { lineCount: String(order.lines.length) },
  };
  return given(response) as unknown as OrderResponse;
}

/** To a change: the order goes by the change's words, so that the answer fits it also where the order is unknown. */
export function respondToChange(change: OrderChange, confirmation: Confirmation, today: string): CanonicalDocument {
  const answers = new Map((confirmation.lines ?? []).map((line) => [line.number, line]));
  const { orderNumber, orderIssued, release, kind, sequence, issued, requestReference, contract } = change;
  const { currency, currencyRole, buyer, supplier, shipTo, billTo } = change;
  const response = {
    type: 'order-response',
    schemaVersion: '1',
    number: confirmation.number ?? change.supplierOrderNumber,
    orderNumber,
    orderIssued,
    release,
    outcome: OUTCOMES[confirmation.outcome],
    purpose: 'original',
    kind,
    changeSequence: sequence,
    changeIssued: issued,
    issued: confirmation.issued ?? today,
    requestReference,
    contract,
    currency,
    currencyRole,
    buyer,
    supplier,
    shipTo,
    billTo,
    notes: confirmation.notes?.map((text) => note('NOTE', text)),
    lines: change.lines?.map((line) => {
      const said = line.number === undefined ? undefined : answers.get(line.number);
      return respondChangedLine(line, said, confirmation.outcome, change.source?.format === 'x12');
    }),
    totals: { lineCount: String(change.lines?.length ?? 0) },
  };
  return given(response) as unknown as OrderResponse;
}

function respondChangedLine(
  line: OrderLine,
  said: ConfirmedLine | undefined,
  outcome: Confirmation['outcome'],
  isX12: boolean,
): Record<string, unknown> {
  const { action, quantityLeft, unitExponent, unitMultiplier, unitTimes } = line;
  const answered = {
    ...respondLine(line, said, outcome),
    action,
    quantityLeft,
    unitExponent,
    unitMultiplier,
    unitTimes,
  };
  // X12 004010 has no quantity ordered without the quantity left to receive, and what is left is not ours to say.
  return given(isX12 && quantityLeft === undefined ? { ...answered, quantity: undefined } : answered);
}

function respondLine(
  line: OrderLine,
  change: ConfirmedLine | undefined,
  outcome: Confirmation['outcome'],
): Record<string, unknown> {
  const { number, quantity, unit, price, priceBasis, buyerItem, supplierItem, gtin, items, description } = line;
  const echoed = {
    number,
    quantity,
    unit,
    price: change?.price ?? price,
    priceBasis,
    buyerItem,
    supplierItem,
    gtin,
    items,
    description,
  };
  return given({ ...echoed, ...answer(line, change, change?.outcome ?? lineOutcome(line, change, outcome), outcome) });
}

/** What is said of a line, and why. */
function answer(
  { quantity, unit }: OrderLine,
  change: ConfirmedLine | undefined,
  said: string,
  outcome: Confirmation['outcome'],
): Record<string, unknown> {
  const none = outcome === 'rejected' || said === 'deleted';
  const detail = given({
    outcome: said,
    quantity: change?.quantity ?? (none ? undefined : quantity),
    unit: change?.unit ?? (none ? undefined : unit),
    dateType: change?.deliveryDate === undefined ? undefined : 'promisedDelivery',
    date: change?.deliveryDate,
    supplierItem: change?.supplierItem,
  });
  return { outcomes: [detail], notes: change?.reason === undefined ? undefined : [note('REASON', change.reason)] };
}

/** What becomes of a line, by what differs from the order. */
function lineOutcome(line: OrderLine, change: ConfirmedLine | undefined, outcome: Confirmation['outcome']): string {
  if (outcome === 'rejected') return 'rejected';
  if (change === undefined) return line.action === 'deleted' ? 'deleted' : 'accepted';
  if (change.supplierItem !== undefined && change.supplierItem !== line.supplierItem) return 'substituted';
  if (change.quantity !== undefined && compare(change.quantity, '0') === 0) return 'rejected';
  if (differs(change.quantity, line.quantity)) return 'quantityChanged';
  if (differs(change.price, line.price)) return 'priceChanged';
  return change.deliveryDate === undefined ? 'accepted' : 'dateRescheduled';
}

const note = (reference: string, text: string) => ({ type: 'letterOrNote', reference, text: [text] });

/** Whether a number is given that is another one: 2.50 is 2.5. */
const differs = (given: string | undefined, ordered: string | undefined): boolean =>
  given !== undefined && (ordered === undefined || compare(given, ordered) !== 0);

/** An object without what is not given. */
const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
