/**
 * Ties every order change of a settlement to the order it names and works out what it makes of it: the next version,
 * or the conflicts. The change is offered to its ERP either way; one that names an unknown order is stored and
 * offered like any other, with the conflict ORDER_UNKNOWN.
 *
 * A change is applied to the newest version whose change the ERP did not reject. Nothing is committed here, and the
 * settlement given stays as it is, so that it may be done again when another change was settled first.
 */

import { applyChange, type Changed } from '../core/change.ts';
import { conflict } from '../core/conflict.ts';
import type { CanonicalDocument, Order, OrderChange } from '../core/documents.ts';
import { fulfilmentOf } from '../core/fulfilment.ts';
import type { Gateway } from './gateway.ts';
import type { Amendment, NewAmendment, NewDocument, NewEvent, Settlement, Store } from './ports.ts';

type OrderDocument = Pick<NewDocument, 'id' | 'root' | 'business'> & { body: CanonicalDocument };

export async function amended({ store }: Pick<Gateway, 'store'>, draft: Settlement): Promise<Settlement> {
  if (!draft.documents.some(isChange)) return draft;
  const result: Settlement = { ...draft, documents: [], amendments: [], events: [...draft.events] };
  for (const document of draft.documents) {
    if (!isChange(document)) {
      result.documents.push(document);
      continue;
    }
    const order = await orderOf(store, result.documents, document);
    const amendment = await amendmentOf(store, result, document, order);
    result.documents.push(order === undefined ? document : { ...document, parent: order.id, root: order.root });
    result.amendments.push(amendment);
    result.events.push(amendmentEvent(document, amendment, draft.at));
  }
  return result;
}

const isChange = ({ type, direction }: NewDocument): boolean => type === 'order-change' && direction === 'inbound';

// Orders of one number that are looked through for the release a change names.
const MOST_RELEASES = 100;

/** The newest order of the partner and ERP with this number and release; those of the same transmission are newer still. */
async function orderOf(
  store: Store,
  drafted: NewDocument[],
  { partner, erp, number, body }: NewDocument,
): Promise<OrderDocument | undefined> {
  const { release } = body as OrderChange;
  const fits = (one: NewDocument): boolean =>
    one.type === 'order' &&
    one.direction === 'inbound' &&
    one.partner === partner &&
    one.erp === erp &&
    one.number === number &&
    (release === undefined || (one.body as Order).release === release);
  return drafted.findLast(fits) ?? (await store.ordersNamed({ partner, erp, number }, MOST_RELEASES)).find(fits);
}

async function amendmentOf(
  store: Store,
  { amendments }: Settlement,
  { id, number, body }: NewDocument,
  order: OrderDocument | undefined,
): Promise<NewAmendment> {
  const change = body as OrderChange;
  const made = { change: id, changeSequence: change.sequence ?? null };
  if (order === undefined) {
    const conflicts = [conflict('ORDER_UNKNOWN', [number, change.release].filter(Boolean).join(', release '))];
    return { ...made, order: null, version: null, base: null, changes: [], conflicts, body: null };
  }
  const earlier: Pick<Amendment, 'version' | 'changeSequence' | 'business' | 'body'>[] = [
    ...(await store.amendments(order.id)),
    ...amendments.filter((one) => one.order === order.id).map((one) => ({ ...one, business: 'open' as const })),
  ];
  const inForce = earlier.filter(({ body, business }) => body !== null && business !== 'rejected');
  const base = inForce.at(-1);
  // Not every change numbers itself.
  const sequence = inForce.findLast(({ changeSequence }) => changeSequence !== null)?.changeSequence ?? undefined;
  const { conflicts, ...changed } = await changedBy(
    store,
    order,
    base?.body ?? (order.body as Order),
    sequence,
    change,
  );
  const last = Math.max(1, ...earlier.map(({ version }) => version ?? 1));
  return {
    ...made,
    order: order.id,
    version: conflicts.length === 0 ? last + 1 : null,
    base: base?.version ?? 1,
    changes: changed.changes,
    conflicts,
    body: conflicts.length === 0 ? changed.order : null,
  };
}

async function changedBy(
  store: Store,
  order: OrderDocument,
  before: Order,
  sequence: string | undefined,
  change: OrderChange,
): Promise<Changed> {
  const fulfilment = fulfilmentOf(before, await answersTo(store, order.root));
  return applyChange(before, change, { fulfilment, rejected: order.business === 'rejected', sequence });
}

const PAGE = 500;

/** Everything that was sent in answer to an order. */
async function answersTo(store: Store, root: string): Promise<CanonicalDocument[]> {
  const found: CanonicalDocument[] = [];
  for (let after = 0; ; ) {
    const page = await store.documents({ root, direction: 'outbound', after, limit: PAGE });
    found.push(...page.map(({ body }) => body));
    if (page.length < PAGE) return found;
    after = page.at(-1)!.sequence;
  }
}

function amendmentEvent(
  { id, partner, erp, transmission }: NewDocument,
  { order, version, conflicts }: NewAmendment,
  at: string,
): NewEvent {
  const about = { at, partner, erp, transmission, document: id };
  return version === null
    ? { ...about, kind: 'conflict', detail: { order, conflicts } }
    : { ...about, kind: 'amended', detail: { order, version } };
}
