/**
 * What waits for a partner in its mailbox: it collects a delivery and says so, an operator offers one again.
 * That the bytes arrived is this leg; what the partner says of them is its acknowledgment (reconcile.ts).
 */

import type { Gateway } from './gateway.ts';
import type { Delivery, NewEvent } from './ports.ts';

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

/** Offers a delivery again, under the control numbers it had. */
export async function retry({ store, clock }: Gateway, delivery: Delivery, reason: string): Promise<Delivery> {
  await store.retry(delivery.id, eventOf(delivery, clock.now(), 'retried', { reason }));
  return (await store.delivery(delivery.id)) ?? delivery;
}

const eventOf = (
  { id, partner, document, transmission }: Delivery,
  at: string,
  kind: string,
  detail: Record<string, unknown>,
): NewEvent => ({ at, kind, partner, delivery: id, document, transmission, detail });
