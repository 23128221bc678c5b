/**
 * Settles a received transmission: told apart from what came before, translated, and everything it makes
 * (documents, acknowledgment, deliveries, reconciliations, events, its own state) committed at once or not at
 * all. It may be called again after a crash: nothing it did before counts until the commit.
 */

import type { Problem } from '../core/problem.ts';
import { amended } from './amend.ts';
import { lookUpNumbers } from './control-numbers.ts';
import { draftOutcome, event, newDraft } from './draft.ts';
import type { Gateway } from './gateway.ts';
import { assign } from './parties.ts';
import type { Delivery, NewTransmission, Settlement, Transmission } from './ports.ts';
import { problemsOf } from './report.ts';
import { translateInTurns } from './translate.ts';

export interface Settled {
  state: Transmission['state'];
  /** What answers it: the 997s it got, or those of the transmission it repeats. */
  acknowledgments: Pick<Delivery, 'id' | 'content' | 'contentType'>[];
  problems: Problem[];
  documents: number;
  rejected: number;
}

/** A transmission under a claim; `released` says why an operator let it pass though it looks like a duplicate. */
type Claimed = { transmission: NewTransmission & { released?: string | null }; token: number };

export async function settle(gateway: Gateway, { transmission, token }: Claimed, bytes: Uint8Array): Promise<Settled> {
  const draft = newDraft(gateway, transmission, token);
  const earlier = await gateway.store.sameContent(transmission.digest, transmission.partner, transmission.id);
  if (earlier !== undefined) return commitDuplicate(gateway, draft, earlier.id);

  const outcome = await translateInTurns(gateway.catalog, bytes, { sentBy: transmission.partner ?? undefined });
  draft.format = outcome.format ?? null;
  const assigned = assign(gateway.catalog.partners, outcome, transmission.partner);
  const { unassigned } = assigned;
  if (unassigned !== undefined) return commitAside(gateway, draft, 'unassigned', [...problemsOf(outcome), unassigned]);

  const numbers = await lookUpNumbers(gateway.store, transmission, assigned);
  if (numbers.repeats !== undefined)
    return commitDuplicate(gateway, { ...draft, partner: numbers.repeats.partner }, numbers.repeats.id);
  if (numbers.held.length > 0) return commitAside(gateway, draft, 'held', [...problemsOf(outcome), ...numbers.held]);

  await draftOutcome(gateway, draft, numbers, (transmission.released ?? null) !== null);
  if (draft.state === 'held')
    return commitAside(gateway, heldFor(gateway, transmission, token, draft), 'held', draft.problems);
  const result = await gateway.store.settle(await amended(gateway, draft));
  if (result.done) return settled(draft);
  // Another transmission was settled in the meantime, with the same control number, an order of the same number, an
  // acknowledgment of the same delivery or a change of the same order: this one is looked at anew.
  if (result.reason !== 'stale') return settle(gateway, { transmission, token }, bytes);
  return answerOf(gateway, transmission.id);
}

/** Nothing of what was drafted but why it is held. */
function heldFor(gateway: Gateway, transmission: NewTransmission, token: number, draft: Settlement): Settlement {
  return { ...newDraft(gateway, transmission, token), format: draft.format, partner: draft.partner };
}

const settled = ({ state, deliveries, problems, documents, rejected }: Settlement): Settled => ({
  state,
  acknowledgments: deliveries,
  problems,
  documents: documents.length,
  rejected,
});

/** What is on record for a transmission, and for the one it repeats. */
export async function answerOf({ store }: Gateway, id: string): Promise<Settled> {
  const found = await store.transmission(id);
  const answered = found?.duplicateOf ?? id;
  const acknowledgments = await store.deliveries({ transmission: answered, limit: 100 });
  return {
    state: found?.state ?? 'received',
    acknowledgments,
    problems: found?.problems ?? [],
    documents: found?.documents ?? 0,
    rejected: found?.rejected ?? 0,
  };
}

async function commitDuplicate(gateway: Gateway, draft: Settlement, of: string): Promise<Settled> {
  draft.state = 'duplicate';
  draft.duplicateOf = of;
  draft.events.push(event(draft, 'duplicate', { duplicateOf: of }));
  await gateway.store.settle(draft);
  return answerOf(gateway, draft.transmission);
}

/** An operator must look: nothing is made, nothing is answered, nothing is lost. */
async function commitAside(
  gateway: Gateway,
  draft: Settlement,
  state: 'held' | 'unassigned',
  problems: Problem[],
): Promise<Settled> {
  draft.state = state;
  draft.problems = problems;
  draft.events.push(event(draft, state, { reason: problems.at(-1)?.message ?? '' }));
  const result = await gateway.store.settle(draft);
  return result.done ? settled(draft) : answerOf(gateway, draft.transmission);
}
