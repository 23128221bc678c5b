/**
 * What waits for a partner in its mailbox: it collects a delivery and says so, an operator offers one again.
 * That the bytes arrived is this leg; what the partner says of them is its acknowledgment (reconcile.ts).
 */

import { dueFor, type Expectations } from '../core/expectation.ts';
import type { Composed } from './enclose.ts';
import type { Gateway } from './gateway.ts';
import type { Delivery, NewDelivery, NewEvent } from './ports.ts';

/** A delivery in the partner's own mailbox; nobody else's is there. */
export async function mailed({ store }: Gateway, partner: string, id: string): Promise<Delivery | undefined> {
  const found = await store.delivery(id);
  return found?.partner === partner ? found : undefined;
}

/** The partner has it. Saying so again changes nothing. */
export async function collect(gateway: Gateway, delivery: Delivery): Promise<void> {
  const { clock, store } = gateway;
  const event = eventOf(delivery, clock.now(), 'collected', { message: delivery.message });
  await store.collected(delivery.id, delivery.partner, event);
}

/** Offers a delivery again, under the control numbers it had. Unless it was accepted, it is to be acknowledged anew. */
export async function retry(gateway: Gateway, delivery: Delivery, reason: string): Promise<Delivery> {
  const { store, clock } = gateway;
  const at = clock.now();
  await store.retry(delivery.id, await dueAgain(gateway, delivery, at), eventOf(delivery, at, 'retried', { reason }));
  return (await store.delivery(delivery.id)) ?? delivery;
}

/** When what is offered again must be acknowledged, by the agreement as it is now. */
async function dueAgain(
  { catalog, store }: Gateway,
  { partner, document }: Delivery,
  at: string,
): Promise<string | null> {
  const agreement = catalog.partners.get(partner);
  const carried = document === null ? undefined : await store.document(document);
  if (agreement === undefined || carried === undefined) return null;
  return dueFor(catalog.calendars, agreement.expect[carried.type as keyof Expectations], at);
}

const eventOf = (
  { id, partner, document, transmission }: Delivery,
  at: string,
  kind: string,
  detail: Record<string, unknown>,
): NewEvent => ({ at, kind, partner, delivery: id, document, transmission, detail });

const EXTENSIONS: Record<string, string> = {
  'application/xml': 'xml',
  'text/xml': 'xml',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'application/json': 'json',
};

const extensionOf = (contentType: string): string => EXTENSIONS[contentType.split(';')[0]!] ?? 'edi';

/** Something to hand to a partner, waiting in its mailbox. With a time by which it is due, its acknowledgment is waited for. */
export function newDelivery(
  id: string,
  partner: string,
  composed: Composed,
  at: string,
  carries: { transmission: string | null; document: string | null; due: string | null },
): NewDelivery {
  const { text, contentType, message, interchangeControl, groupCode, groupControl, setControl } = composed;
  const { transmission, document, due } = carries;
  return {
    id,
    partner,
    transmission,
    document,
    message,
    contentType,
    fileName: `${message.replace('/', '-')}-${interchangeControl}.${extensionOf(contentType)}`,
    content: text,
    state: 'ready',
    attempts: 0,
    createdAt: at,
    deliveredAt: null,
    acknowledgment: due === null ? 'none' : 'waiting',
    acknowledgmentDue: due,
    acknowledgedAt: null,
    interchangeControl,
    groupCode,
    groupControl,
    setControl,
  };
}
