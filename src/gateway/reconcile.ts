/**
 * Ties a partner's 997 to what was sent: AK1 names our group, AK5 says what became of its set, AK9 of the
 * group. The acknowledgment leg is kept apart from delivery: that the bytes arrived is another question.
 */

import type { TransactionSet } from '../core/edi/envelope.ts';
import { text } from '../core/tree.ts';
import type { AcknowledgmentState, Delivery, Reconciliation, Store } from './ports.ts';

const STATES: Record<string, AcknowledgmentState> = { A: 'accepted', E: 'acceptedWithErrors', P: 'partiallyAccepted' };

/** Every other code of elements 715 and 717 (R, M, W, X) refuses. */
const stateOf = (code: string): AcknowledgmentState => STATES[code] ?? 'rejected';

export interface Reconciled {
  reconciliations: { delivery: Delivery; reconciliation: Reconciliation }[];
  /** Groups the acknowledgment names that we never sent. */
  unmatched: { groupCode: string; groupControl: string }[];
}

/** What one 997 or 999 says of our deliveries to the partner. */
export async function reconcile(store: Store, partner: string, set: TransactionSet): Promise<Reconciled> {
  const found: Reconciled = { reconciliations: [], unmatched: [] };
  const first = (tag: string) => set.segments.find(({ name }) => name === tag);
  const [groupCode, groupControl] = [text(first('AK1') ?? set.header, 1), text(first('AK1') ?? set.header, 2)];
  const verdict = first('AK9');
  if (first('AK1') === undefined || verdict === undefined) return found;
  const delivery = await store.sentUnder(partner, groupCode, groupControl.replace(/^0+(?=\d)/, ''));
  if (delivery === undefined) {
    found.unmatched.push({ groupCode, groupControl });
    return found;
  }
  const acknowledgment = stateOf(setVerdict(set, delivery.setControl) ?? text(verdict, 1));
  found.reconciliations.push({
    delivery,
    reconciliation: { delivery: delivery.id, document: delivery.document, acknowledgment },
  });
  return found;
}

/** The AK5 (or IK5) behind the AK2 that names our set. */
function setVerdict({ segments }: TransactionSet, control: string): string | undefined {
  const start = segments.findIndex((segment) => segment.name === 'AK2' && text(segment, 2) === control);
  if (start < 0) return undefined;
  const end = segments.slice(start).find(({ name }) => name === 'AK5' || name === 'IK5');
  return end === undefined ? undefined : text(end, 1);
}
