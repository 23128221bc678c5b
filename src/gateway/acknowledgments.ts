/**
 * What operators do with acknowledgments: they are told once of each that should have come, and say why one that
 * was overdue, rejected, contradictory or of nothing we know needs no more looking at.
 */

import type { Gateway } from './gateway.ts';
import { ACKNOWLEDGED, type Acknowledgment, type NewEvent } from './ports.ts';

/** Those of a delivery's, and of the records beside it. */
export const ACKNOWLEDGMENT_STATES = [
  ...ACKNOWLEDGED,
  'unmatched',
  'duplicate',
] as const satisfies readonly Acknowledgment['state'][];

/** Marks up to `limit` acknowledgments that should have come by now; the number of them. */
export async function tellOverdue({ store, clock }: Gateway, limit: number): Promise<number> {
  const at = clock.now();
  const due = await store.due(at, limit);
  for (const waiting of due)
    await store.overdue(waiting.id, eventOf(waiting, at, 'overdue', { message: waiting.message, due: waiting.due }));
  return due.length;
}

/** Takes an acknowledgment out of what operators must look at, with a comment. False where it was not there. */
export async function review({ store, clock }: Gateway, found: Acknowledgment, comment: string): Promise<boolean> {
  const at = clock.now();
  const { id, message, state } = found;
  return store.review(id, comment, eventOf(found, at, 'reviewed', { acknowledgment: id, message, state, comment }));
}

const eventOf = (
  { partner, delivery, document, transmission }: Acknowledgment,
  at: string,
  kind: string,
  detail: Record<string, unknown>,
): NewEvent => ({ at, kind, partner, delivery, document, transmission, detail });
