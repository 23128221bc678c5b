/** What every use case works with: the catalog and the ports. */

import type { Catalog } from '../core/catalog.ts';
import type { Clock, Ids, Log, Store } from './ports.ts';

export interface Gateway {
  catalog: Catalog;
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** SHA-256, hex: how content is told apart. */
export async function digestOf(bytes: Uint8Array | string): Promise<string> {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const hash = await crypto.subtle.digest('SHA-256', data as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
