/**
 * What an ERP is offered, oldest first until it confirms, and what its confirmation makes: the order is
 * answered once, and the partner's order response goes out in the same commit.
 */

import { compare } from '../core/decimal.ts';
import type { CanonicalDocument, Order, OrderResponse } from '../core/documents.ts';
import type { Problem } from '../core/problem.ts';
import type { Gateway } from './gateway.ts';
import type { Confirmation as Stored, StoredDocument } from './ports.ts';
import { isSent, prepare } from './send.ts';

/** What an ERP says of an order (schemas/api/confirmation.json). */
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

export type ConfirmResult =
  | { outcome: 'confirmed'; response: string | null }
  | { outcome: 'repeated'; business: StoredDocument['business'] }
  | { outcome: 'unknown' }
  | { outcome: 'unknownLine'; line: string }
  | { outcome: 'refused'; problems: Problem[] };

export async function confirm(
  gateway: Gateway,
  erp: string,
  id: string,
  confirmation: Confirmation,
): Promise<ConfirmResult> {
  const { store, clock, ids, catalog } = gateway;
  const found = await store.document(id);
  if (found === undefined || found.erp !== erp || found.direction !== 'inbound') return { outcome: 'unknown' };
  if (found.business !== 'open') return { outcome: 'repeated', business: found.business };

  const at = clock.now();
  const confirmed: Stored = {
    document: id,
    erp,
    business: confirmation.outcome,
    erpNumber: confirmation.number ?? null,
    at,
    response: undefined,
    events: [
      {
        at,
        kind: 'confirmed',
        partner: found.partner,
        erp,
        document: id,
        detail: {
          outcome: confirmation.outcome,
          ...(confirmation.number === undefined ? {} : { number: confirmation.number }),
        },
      },
    ],
  };
  const agreement = catalog.partners.get(found.partner);
  if (found.type === 'order' && agreement !== undefined && isSent(agreement, 'order-response')) {
    const order = found.body as Order;
    const stray = confirmation.lines?.find(({ number }) => !order.lines.some((line) => line.number === number));
    if (stray !== undefined) return { outcome: 'unknownLine', line: stray.number };
    const body = respond(order, confirmation, at.slice(0, 10));
    const { outbound, problems } = await prepare(
      gateway,
      { ...found, erpNumber: confirmed.erpNumber },
      body,
      ids.next('doc'),
    );
    if (outbound === undefined) return { outcome: 'refused', problems };
    confirmed.response = { document: outbound.document, delivery: outbound.delivery };
    confirmed.events.push(...outbound.events);
  }
  if (await store.confirm(confirmed))
    return { outcome: 'confirmed', response: confirmed.response?.document.id ?? null };
  return { outcome: 'repeated', business: (await store.document(id))?.business ?? 'open' };
}

const OUTCOMES = { accepted: 'accepted', changed: 'acceptedWithChanges', rejected: 'rejected' } as const;

/** The order response an answer amounts to: every line of the order, each with what becomes of it. */
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

type OrderLine = Order['lines'][number];

function respondLine(
  line: OrderLine,
  change: ConfirmedLine | undefined,
  outcome: Confirmation['outcome'],
): Record<string, unknown> {
  const { number, quantity, unit, price, priceBasis, buyerItem, supplierItem, gtin, items, description } = line;
  const detail = given({
    outcome: change?.outcome ?? lineOutcome(line, change, outcome),
    quantity: change?.quantity ?? (outcome === 'rejected' ? undefined : quantity),
    unit: change?.unit ?? (outcome === 'rejected' ? undefined : unit),
    dateType: change?.deliveryDate === undefined ? undefined : 'promisedDelivery',
    date: change?.deliveryDate,
    supplierItem: change?.supplierItem,
  });
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
  const notes = change?.reason === undefined ? undefined : [note('REASON', change.reason)];
  return given({ ...echoed, outcomes: [detail], notes });
}

/** What becomes of a line, by what differs from the order. */
function lineOutcome(line: OrderLine, change: ConfirmedLine | undefined, outcome: Confirmation['outcome']): string {
  if (outcome === 'rejected') return 'rejected';
  if (change === undefined) return 'accepted';
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
