/**
 * The versions of an order as people read them: what was ordered first, and what every change made of it or would
 * have, with what stood against it. Nothing is ever rewritten: a change that is rejected keeps the version it made,
 * and the next one is built on the version before.
 */

import type { Order } from '../core/documents.ts';
import type { Amendment, BusinessState, Store, StoredDocument } from './ports.ts';

export interface OrderVersion extends Pick<Amendment, 'version' | 'base' | 'changeSequence' | 'changes' | 'conflicts'> {
  /** The order change that made it, or tried to; null for the order as received. */
  change: string | null;
  at: string;
  /** The ERP's answer to the order or to the change. */
  business: BusinessState;
  /** The order in this version; null where there are conflicts. */
  order: Order | null;
}

/** Of an order, every version; of an order change, what it made; of anything else, undefined. */
export async function versionsOf(
  { amendments, amendment }: Pick<Store, 'amendments' | 'amendment'>,
  document: StoredDocument,
): Promise<OrderVersion[] | undefined> {
  if (document.direction !== 'inbound') return undefined;
  if (document.type === 'order')
    return [received(document), ...(await amendments(document.id)).map((one) => versionOf(one))];
  if (document.type !== 'order-change') return undefined;
  const made = await amendment(document.id);
  return made === undefined ? [] : [versionOf(made)];
}

const received = ({ createdAt, business, body }: StoredDocument): OrderVersion => ({
  version: 1,
  base: null,
  change: null,
  changeSequence: null,
  at: createdAt,
  business,
  changes: [],
  conflicts: [],
  order: body as Order,
});

function versionOf({ order: _, body, ...amendment }: Amendment): OrderVersion {
  return { ...amendment, order: body };
}
