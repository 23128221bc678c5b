/**
 * Sends a canonical document to a partner: mapped, enveloped, stored as a document of its own below its order,
 * and put in the partner's mailbox, all in one commit. Sending the same document again changes nothing.
 */

import type { Agreement } from '../core/agreement.ts';
import { contentOf, numberOf } from '../core/content.ts';
import type { CanonicalDocument, Invoice, OrderResponse } from '../core/documents.ts';
import { dueFor } from '../core/expectation.ts';
import type { Fields } from '../core/mapping/read.ts';
import { type Problem, problem } from '../core/problem.ts';
import { compose } from './compose.ts';
import { newDelivery } from './deliver.ts';
import type { Gateway } from './gateway.ts';
import type { NewDelivery, NewDocument, NewEvent, StoredDocument } from './ports.ts';

export interface Outbound {
  document: NewDocument;
  delivery: NewDelivery;
  events: NewEvent[];
}

export type Prepared = { outbound: Outbound; problems: Problem[] } | { outbound: undefined; problems: Problem[] };

/** What the agreement names a message for. */
export type ResponseType = keyof Agreement['respond'];

/**
 * The document as the partner will get it, not yet stored; undefined outbound with the problems that forbid it. What its
 * message does not say is told of the fields that `concerns` names, or of all.
 */
export async function prepare(
  gateway: Gateway,
  order: StoredDocument,
  body: CanonicalDocument,
  id: string,
  carrier: ResponseType,
  concerns?: (field: string) => boolean,
): Promise<Prepared> {
  const { catalog, clock, store, ids } = gateway;
  const wrong = catalog.validate(`canonical/${body.type}.json`, body);
  if (wrong.length > 0)
    return { outbound: undefined, problems: wrong.map(({ path, message }) => invalid(body.type, path, message)) };
  const agreement = catalog.partners.get(order.partner)!;
  const message = agreement.respond[carrier];
  const { composed, problems } = await compose(
    { catalog, clock, reserve: store.reserve },
    agreement,
    { ...body, ...(order.body.source === undefined ? {} : { source: order.body.source }) } as unknown as Fields,
    message,
    // Who sends in an envelope is answered in it.
    order.body.source?.envelope,
    concerns,
  );
  if (composed === undefined) return { outbound: undefined, problems };
  const at = clock.now();
  const due = dueFor(catalog.calendars, agreement.expect[carrier === 'credit-note' ? 'invoice' : carrier], at);
  const carries = { transmission: null, document: id, due };
  const delivery = newDelivery(ids.next('dlv'), order.partner, composed, at, carries);
  const document: NewDocument = {
    id,
    type: body.type,
    number: numberOf(body),
    direction: 'outbound',
    partner: order.partner,
    erp: order.erp,
    transmission: null,
    batch: null,
    parent: order.id,
    root: order.root,
    body: { ...body, id },
    validation: problems.length === 0 ? 'valid' : 'warned',
    delivery: 'offered',
    acknowledgment: delivery.acknowledgment,
    business: 'open',
    erpNumber: order.erpNumber,
    createdAt: at,
    confirmedAt: null,
  };
  const sent: NewEvent = {
    at,
    kind: 'sent',
    partner: order.partner,
    erp: order.erp,
    document: id,
    delivery: delivery.id,
    detail: {
      message: composed.message,
      number: document.number,
      interchange: composed.interchangeControl,
      ...(problems.length === 0
        ? {}
        : { warnings: problems.map(({ code, reference = '' }) => `${code} ${reference}`) }),
    },
  };
  return { outbound: { document, delivery, events: [sent] }, problems };
}

/** What is wrong with what was done all the same; said where there is something to say. */
export const told = (problems: Problem[]): { problems?: Problem[] } => (problems.length === 0 ? {} : { problems });

const invalid = (type: string, path: string, message: string): Problem =>
  problem(
    'DOCUMENT_INVALID',
    { offset: -1 },
    { detail: `${type}: ${path === '' ? '' : `${path} `}${message}`, reference: path },
  );

/** Whether the agreement sends this kind of document at all. */
export const isSent = (agreement: Agreement, carrier: ResponseType): boolean =>
  (agreement.respond[carrier] ?? 'none') !== 'none';

/** An order response that answers a change, or changes the order unasked, goes out as what such an answer goes out as. */
function carrierOf(body: CanonicalDocument, answered: Pick<StoredDocument, 'type'>): ResponseType {
  if (body.type === 'invoice') return isCredit(body) ? 'credit-note' : 'invoice';
  if (body.type !== 'order-response') return body.type as ResponseType;
  const { changeSequence, purpose } = body;
  return answered.type === 'order-change' || changeSequence !== undefined || purpose === 'sellerChange'
    ? 'change-response'
    : 'order-response';
}

export type SendResult =
  | { outcome: 'sent'; document: string; problems: Problem[] }
  | { outcome: 'repeated'; document: string }
  | { outcome: 'refused'; problems: Problem[] }
  | { outcome: 'unknownOrder'; number: string }
  | { outcome: 'ambiguousOrder'; orders: string[] }
  | { outcome: 'conflict'; document: string }
  | { outcome: 'notAgreed'; partner: string };

/** An ERP's response, shipment or invoice, to the partner whose order it names. `orderId` decides where numbers do not. */
export async function send(
  gateway: Gateway,
  erp: string,
  body: CanonicalDocument,
  orderId: string | undefined,
): Promise<SendResult> {
  const orders =
    orderId === undefined ? await ordersNamed(gateway, erp, body) : await answerable(gateway, erp, orderId, body);
  const number = orderNumbers(body).join(', ');
  if (orders.length === 0) return { outcome: 'unknownOrder', number: orderId ?? number };
  if (orders.length > 1) return { outcome: 'ambiguousOrder', orders: orders.map(({ id }) => id) };
  const order = orders[0]!;
  const agreement = gateway.catalog.partners.get(order.partner);
  const carrier = carrierOf(body, order);
  if (agreement === undefined || !isSent(agreement, carrier)) return { outcome: 'notAgreed', partner: order.partner };

  const id = idFor(gateway, erp, order, body, carrier);
  const known = await gateway.store.document(id);
  if (known !== undefined) return sentBefore(known, body);
  const { outbound, problems } = await prepare(gateway, order, body, id, carrier);
  if (outbound === undefined) return { outcome: 'refused', problems };
  if (await gateway.store.send(outbound)) return { outcome: 'sent', document: id, problems };
  // Posted twice at once: the other one was stored first.
  return sentBefore((await gateway.store.document(id))!, body);
}

/** Whether it gives money back: every kind of credit note (UNCL 1001). */
const isCredit = ({ kind }: Invoice): boolean => kind !== undefined && /credit/i.test(kind);

const sentBefore = (known: StoredDocument, body: CanonicalDocument): SendResult => ({
  outcome: sameBody(known, body) ? 'repeated' : 'conflict',
  document: known.id,
});

/** The same document number for the same order is the same document, however often an ERP posts it. */
function idFor(
  { ids }: Gateway,
  erp: string,
  order: StoredDocument,
  body: CanonicalDocument,
  carrier: ResponseType,
): string {
  // Every answer to a change may go by the supplier's one number of the order.
  const change = carrier === 'change-response' ? [carrier, (body as OrderResponse).changeSequence ?? ''] : [];
  return `doc_${ids.digest([erp, order.id, body.type, numberOf(body), ...change].join('\n')).slice(0, 26)}`;
}

const sameBody = ({ body }: StoredDocument, posted: CanonicalDocument): boolean =>
  contentOf(body) === contentOf(posted);

/** What was named by its id: an order, or for an order response an order change. */
async function answerable(
  { store }: Gateway,
  erp: string,
  id: string,
  { type }: CanonicalDocument,
): Promise<StoredDocument[]> {
  const found = await store.document(id);
  if (found === undefined || found.erp !== erp || found.direction !== 'inbound') return [];
  return found.type === 'order' || (found.type === 'order-change' && type === 'order-response') ? [found] : [];
}

async function ordersNamed({ store }: Gateway, erp: string, body: CanonicalDocument): Promise<StoredDocument[]> {
  const [first] = orderNumbers(body);
  return first === undefined
    ? []
    : await store.documents({ type: 'order', erp, number: first, direction: 'inbound', limit: 10 });
}

/** The orders a document names, the first being the one it is filed under. */
function orderNumbers(body: CanonicalDocument): string[] {
  if ('orderNumber' in body && body.orderNumber !== undefined) return [body.orderNumber];
  if (body.type !== 'ship-notice') return [];
  return (body.shipment?.orders ?? []).flatMap(({ number }) => number ?? []);
}
