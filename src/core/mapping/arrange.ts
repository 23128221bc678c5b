/**
 * Arrangements: where a message holds the same things in another order than the canonical document. A mapping names them
 * (`arrange: [levels, orders]`); reading applies them in turn to what its rules have read, writing undoes them from the
 * last to the first before its rules write. Each keeps the law read(write(read(x))) = read(x).
 */

import { answers } from './arrange-answers.ts';
import { confirmations } from './arrange-confirmations.ts';
import { contents } from './arrange-contents.ts';
import { delivered } from './arrange-delivered.ts';
import { levels } from './arrange-levels.ts';
import { lineOrders, orders } from './arrange-orders.ts';
import { packed } from './arrange-packed.ts';
import { promised } from './arrange-promised.ts';
import { unpacked } from './arrange-unpacked.ts';
import type { Fields } from './read.ts';

export interface Arrangement {
  read(document: Fields): Arranged;
  write(document: Fields): Fields;
  /** What of a document the message has no words for, by its path. */
  unsaid?(document: Fields): [path: string, value: string][];
}

export interface Arranged {
  document: Fields;
  /** Where a field is now that the rules read to this path (shipment/lines/0/quantity); undefined where it is gone. */
  moved(path: string): string | undefined;
}

/** By the name that mappings use. */
export const ARRANGEMENTS: ReadonlyMap<string, Arrangement> = new Map([
  ['answers', answers],
  ['confirmations', confirmations],
  ['contents', contents],
  ['delivered', delivered],
  ['levels', levels],
  ['lineOrders', lineOrders],
  ['orders', orders],
  ['packed', packed],
  ['promised', promised],
  ['unpacked', unpacked],
]);

/** A document through all arrangements, as reading does it. */
export function arrange(arrangements: readonly Arrangement[], document: Fields): Arranged {
  return arrangements.reduce<Arranged>(
    (before, { read }) => {
      const after = read(before.document);
      const moved = (path: string): string | undefined => {
        const between = before.moved(path);
        return between === undefined ? undefined : after.moved(between);
      };
      return { document: after.document, moved };
    },
    { document, moved: (path) => path },
  );
}

/** And back, as writing does it. */
export const disarrange = (arrangements: readonly Arrangement[], document: Fields): Fields =>
  arrangements.reduceRight((later, { write }) => write(later), document);
