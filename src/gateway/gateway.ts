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
