/**
 * Tells by content what an order is that comes under a number its partner used before: the same order sent once more,
 * or a change nobody announced. So nothing is made twice and nothing new is lost.
 */

import { contentOf } from '../core/content.ts';
import type { NewDocument, NewestOrder, Store } from './ports.ts';

/** An order of the same partner, ERP and number, and whether it says the same. */
export interface EarlierOrder {
  id: string;
  root: string;
  same: boolean;
}

const ENOUGH = 50;

/**
 * The newest earlier order of this name, of those on record or made by this transmission; and what the answer rests on,
 * for another transmission may be making one at this very moment.
 */
export async function earlierOrder(
  store: Store,
  order: Pick<NewDocument, 'partner' | 'erp' | 'number' | 'type' | 'body'>,
  made: readonly NewDocument[],
): Promise<{ earlier: EarlierOrder | undefined; newest: NewestOrder } | undefined> {
  const { partner, erp, number, type } = order;
  if (type !== 'order' || number === '') return undefined;
  const stored = await store.ordersNamed({ partner, erp, number }, ENOUGH);
  const newest = { partner, erp, number, sequence: stored[0]?.sequence ?? 0 };
  const mine = made.filter(
    (one) => one.type === type && one.number === number && one.partner === partner && one.erp === erp,
  );
  // Oldest first.
  return { earlier: alike(order, [...stored.reverse(), ...mine]), newest };
}

/** The newest that says what the order says, or the newest of all. */
function alike({ body }: Pick<NewDocument, 'body'>, all: readonly NewDocument[]): EarlierOrder | undefined {
  const last = all.at(-1);
  if (last === undefined) return undefined;
  const content = contentOf(body);
  const same = all.findLast((one) => contentOf(one.body) === content);
  const { id, root } = same ?? last;
  return { id, root, same: same !== undefined };
}
