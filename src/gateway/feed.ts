/**
 * What an ERP is offered, oldest first until it confirms, and what its confirmation makes: an order or an order
 * change is answered once, and the partner's order response goes out in the same commit.
 */

import type { CanonicalDocument, Order, OrderChange } from '../core/documents.ts';
import type { Problem } from '../core/problem.ts';
import { wholeBatches } from './batch.ts';
import type { Gateway } from './gateway.ts';
import type { Page, Store, Confirmation as Stored, StoredDocument } from './ports.ts';
import { type Confirmation, isAnswered, respond, respondToChange } from './respond.ts';
import { isSent, prepare, type ResponseType } from './send.ts';

export interface Polled {
  documents: StoredDocument[];
  hasMore: boolean;
}

/** A page of what an ERP has not confirmed. It cuts no batch: one larger than the page comes alone, and whole. */
export async function poll(
  store: Pick<Store, 'feed'>,
  erp: string,
  { limit, ...from }: { type?: string } & Page,
): Promise<Polled> {
  const polled = (documents: StoredDocument[], found: StoredDocument[]): Polled => ({
    documents,
    hasMore: found.length > documents.length,
  });
  const found = await store.feed(erp, { ...from, limit: limit + 1 });
  const whole = wholeBatches(found, limit);
  const large = whole.length === 0 ? found[0]?.batch : undefined;
  if (large == null) return polled(whole, found);
  const larger = await store.feed(erp, { ...from, limit: large.of + 1 });
  return polled(
    larger.filter(({ batch }) => batch?.id === large.id),
    larger,
  );
}

export type ConfirmResult =
  | { outcome: 'confirmed'; response: string | null; problems: Problem[] }
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
  const carrier = CARRIERS[found.type];
  let warnings: Problem[] = [];
  if (carrier !== undefined && agreement !== undefined && isSent(agreement, carrier)) {
    const answered = found.body as Order | OrderChange;
    const stray = confirmation.lines?.find(({ number }) => !answered.lines?.some((line) => line.number === number));
    if (stray !== undefined) return { outcome: 'unknownLine', line: stray.number };
    const { outbound, problems } = await prepare(
      gateway,
      { ...found, erpNumber: confirmed.erpNumber },
      response(answered, confirmation, at.slice(0, 10)),
      ids.next('doc'),
      carrier,
      isAnswered,
    );
    if (outbound === undefined) return { outcome: 'refused', problems };
    warnings = problems;
    confirmed.response = { document: outbound.document, delivery: outbound.delivery };
    confirmed.events.push(...outbound.events);
  }
  if (await store.confirm(confirmed))
    return { outcome: 'confirmed', response: confirmed.response?.document.id ?? null, problems: warnings };
  return { outcome: 'repeated', business: (await store.document(id))?.business ?? 'open' };
}

/** Which message of the agreement answers which document. */
const CARRIERS: Partial<Record<CanonicalDocument['type'], ResponseType>> = {
  order: 'order-response',
  'order-change': 'change-response',
};

const response = (answered: Order | OrderChange, confirmation: Confirmation, today: string): CanonicalDocument =>
  answered.type === 'order' ? respond(answered, confirmation, today) : respondToChange(answered, confirmation, today);
