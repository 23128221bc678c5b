/** Transmissions as they come in during these tests, and what there is on record in the end. */

import type { Gateway } from '../../src/gateway/gateway.ts';
import type { Event, Store, StoredDocument } from '../../src/gateway/ports.ts';
import { type Received, receive } from '../../src/gateway/receive.ts';
import { type Settled, settle } from '../../src/gateway/settle.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const arrive = (gateway: Gateway, text: string, partner: string | null = 'acme'): Promise<Received> =>
  receive(gateway, { bytes: bytesOf(text), channel: 'http', partner, fileName: null }, true);

/** Received and settled at once, as a partner's post is. */
export async function settled(gateway: Gateway, text: string, partner: string | null = 'acme'): Promise<Settled> {
  const received = await arrive(gateway, text, partner);
  return settle(gateway, received, bytesOf(text));
}

export interface Records {
  transmissions: string[];
  orders: string[];
  messages: string[];
  events: string[];
}

const ALL = { limit: 500 };

export async function records(store: Store): Promise<Records> {
  const documents: StoredDocument[] = await store.documents(ALL);
  const events: Event[] = await store.events(ALL);
  return {
    transmissions: (await store.transmissions(ALL)).map(({ state }) => state),
    orders: documents.filter(({ type }) => type === 'order').map(({ number }) => number),
    messages: (await store.deliveries(ALL)).map(({ message }) => message),
    events: events.map(({ kind }) => kind),
  };
}

/** The gateway over the same store with some of its methods replaced. */
export const over = <G extends Gateway>(gateway: G, methods: Partial<Store>): G => ({
  ...gateway,
  store: { ...gateway.store, ...methods },
});
