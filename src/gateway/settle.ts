/**
 * Settles a received transmission: told apart from what came before, translated, and everything it makes
 * (documents, acknowledgment, deliveries, reconciliations, events, its own state) committed at once or not at
 * all. It may be called again after a crash: nothing it did before counts until the commit.
 */

import { type Agreement, partyText } from '../core/agreement.ts';
import type { CanonicalDocument } from '../core/documents.ts';
import { type Problem, problem } from '../core/problem.ts';
import { composeAcknowledgment } from './compose.ts';
import type { Gateway } from './gateway.ts';
import type {
  Delivery,
  InterchangeKey,
  NewDelivery,
  NewDocument,
  NewEvent,
  NewTransmission,
  Settlement,
  Transmission,
} from './ports.ts';
import { reconcile } from './reconcile.ts';
import { problemsOf } from './report.ts';
import { ACKNOWLEDGMENTS, answerable, type Outcome, type TranslatedGroup, translateInTurns } from './translate.ts';

export interface Settled {
  state: Transmission['state'];
  /** What answers it: the 997s it got, or those of the transmission it repeats. */
  acknowledgments: Pick<Delivery, 'id' | 'content' | 'contentType'>[];
  problems: Problem[];
  documents: number;
  rejected: number;
}

type Claimed = { transmission: NewTransmission; token: number };

export async function settle(gateway: Gateway, { transmission, token }: Claimed, bytes: Uint8Array): Promise<Settled> {
  const draft = newDraft(gateway, transmission, token);
  const earlier = await gateway.store.sameContent(transmission.digest, transmission.partner, transmission.id);
  if (earlier !== undefined) return commitDuplicate(gateway, draft, earlier.id);

  const outcome = await translateInTurns(gateway.catalog, bytes);
  draft.format = outcome.format ?? null;
  const stranger = unassignable(outcome, transmission.partner);
  if (stranger !== undefined) return commitAside(gateway, draft, 'unassigned', [...problemsOf(outcome), stranger]);

  const keys = interchangeKeys(outcome);
  const used = await alreadyUsed(gateway, transmission.id, keys);
  if (used !== undefined) return commitClash(gateway, draft, transmission.digest, used, problemsOf(outcome));

  await draftOutcome(gateway, draft, outcome, keys);
  const result = await gateway.store.settle(draft);
  if (result.done) return settled(draft);
  if (result.reason === 'stale') return answerOf(gateway, transmission.id);
  // Another transmission with the same control number was settled in the meantime.
  const lost = (await alreadyUsed(gateway, transmission.id, keys))!;
  return commitClash(
    gateway,
    { ...newDraft(gateway, transmission, token), format: draft.format },
    transmission.digest,
    lost,
    draft.problems,
  );
}

/** A control number was used before: what holds it decides whether this is a repetition or a clash. */
async function commitClash(
  gateway: Gateway,
  draft: Settlement,
  digest: string,
  { holder, control }: Used,
  problems: Problem[],
): Promise<Settled> {
  const other = holder === draft.transmission ? undefined : await gateway.store.transmission(holder);
  // Who sent it may not have been known when it came, so that equal bytes did not tell yet.
  if (other?.digest === digest) return commitDuplicate(gateway, { ...draft, partner: other.partner }, holder);
  const clash = problem('DUPLICATE_CONTROL_NUMBER', { offset: 0, interchange: control }, { value: control });
  return commitAside(gateway, draft, 'held', [...problems, clash]);
}

/** A settlement that changes nothing yet. */
export function newDraft({ clock }: Gateway, { id, partner }: NewTransmission, token: number): Settlement {
  return {
    transmission: id,
    token,
    state: 'translated',
    partner,
    format: null,
    duplicateOf: null,
    problems: [],
    rejected: 0,
    interchanges: [],
    documents: [],
    deliveries: [],
    reconciliations: [],
    events: [],
    at: clock.now(),
  };
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

function event({ at, partner, transmission }: Settlement, kind: string, detail: Record<string, unknown>): NewEvent {
  return { at, kind, partner, transmission, detail };
}

/** Why the transmission cannot be given to a partner, or undefined. */
function unassignable(outcome: Outcome, partner: string | null): Problem | undefined {
  if (outcome.interchanges.length === 0)
    return problem('FORMAT_UNKNOWN', { offset: 0 }, { value: outcome.problems[0]?.value ?? '' });
  for (const { interchange, agreement } of outcome.interchanges) {
    const at = { offset: interchange.offset, tag: 'ISA', interchange: interchange.control };
    const names = `${partyText(interchange.sender)} to ${partyText(interchange.receiver)}`;
    if (agreement === undefined) return problem('PARTNER_UNKNOWN', at, { value: names });
    if (partner !== null && agreement.partner !== partner)
      return problem('PARTNER_UNKNOWN', at, { value: `${names}, sent with the key of ${partner}` });
  }
  return undefined;
}

/** Interchanges of which something was accepted; one that was wholly refused may come again under its number. */
function interchangeKeys(outcome: Outcome): InterchangeKey[] {
  const accepted = new Set(
    outcome.groups.filter(({ verdict }) => verdict.verdict !== 'R').map(({ verdict }) => verdict.group.interchange),
  );
  return outcome.interchanges.flatMap(({ interchange, agreement }) => {
    if (agreement === undefined || !accepted.has(interchange)) return [];
    const { control, sender, receiver } = interchange;
    return [{ control, key: [agreement.partner, partyText(sender), partyText(receiver), control].join('|') }];
  });
}

/** A control number and the transmission that had it first. */
interface Used {
  holder: string;
  control: string;
}

/** The first control number that was used before, by another transmission or twice in this one. */
async function alreadyUsed(
  { store }: Gateway,
  transmission: string,
  keys: InterchangeKey[],
): Promise<Used | undefined> {
  const seen = new Set<string>();
  for (const { key, control } of keys) {
    if (seen.has(key)) return { holder: transmission, control };
    const holder = await store.interchange(key);
    // One that is restarted finds its own.
    if (holder !== undefined && holder !== transmission) return { holder, control };
    seen.add(key);
  }
  return undefined;
}

/** Documents, acknowledgments and reconciliations of a transmission, as one settlement. */
async function draftOutcome(
  gateway: Gateway,
  draft: Settlement,
  outcome: Outcome,
  keys: InterchangeKey[],
): Promise<void> {
  draft.interchanges = keys;
  draft.problems = problemsOf(outcome);
  draft.partner = outcome.interchanges[0]!.agreement!.partner;
  for (const group of outcome.groups) await draftGroup(gateway, draft, group);
  for (const { interchange, agreement } of outcome.interchanges) {
    const groups = outcome.groups.filter(({ verdict }) => verdict.group.interchange === interchange);
    await draftAcknowledgment(gateway, draft, agreement!, groups);
  }
  draft.events.unshift(event(draft, 'translated', { documents: draft.documents.length, rejected: draft.rejected }));
}

async function draftGroup(
  gateway: Gateway,
  draft: Settlement,
  { agreement, sets, verdict }: TranslatedGroup,
): Promise<void> {
  for (const set of sets) {
    if (ACKNOWLEDGMENTS.has(set.set.type)) {
      if (verdict.verdict !== 'R' && set.verdict !== 'R')
        await draftReconciliation(gateway, draft, agreement!.partner, set.set);
    } else if (set.verdict === 'R') draft.rejected++;
    else draftDocument(gateway, draft, agreement!, set.document!, set.problems);
  }
}

function draftDocument(
  { ids }: Gateway,
  draft: Settlement,
  agreement: Agreement,
  document: CanonicalDocument,
  problems: Problem[],
): void {
  const id = ids.next('doc');
  const body = {
    ...document,
    id,
    source: { ...document.source, transmission: draft.transmission },
  } as CanonicalDocument;
  const made: NewDocument = {
    id,
    type: document.type,
    number: numberOf(document),
    direction: 'inbound',
    partner: agreement.partner,
    erp: agreement.erp,
    transmission: draft.transmission,
    parent: null,
    root: id,
    body,
    validation: problems.length === 0 ? 'valid' : 'warned',
    delivery: 'offered',
    acknowledgment: 'none',
    business: 'open',
    erpNumber: null,
    createdAt: draft.at,
    confirmedAt: null,
  };
  draft.documents.push(made);
  draft.events.push({
    at: draft.at,
    kind: 'offered',
    partner: agreement.partner,
    erp: agreement.erp,
    transmission: draft.transmission,
    document: id,
    detail: { type: made.type, number: made.number },
  });
}

/** The number people know a document by: an order response goes by its order's. */
export const numberOf = (document: CanonicalDocument): string =>
  ('number' in document ? document.number : undefined) ??
  ('orderNumber' in document ? document.orderNumber : undefined) ??
  '';

async function draftReconciliation(
  { store }: Gateway,
  draft: Settlement,
  partner: string,
  set: Parameters<typeof reconcile>[2],
): Promise<void> {
  const { reconciliations, unmatched } = await reconcile(store, partner, set);
  for (const { delivery, reconciliation } of reconciliations) {
    draft.reconciliations.push(reconciliation);
    draft.events.push({
      at: draft.at,
      kind: 'acknowledged',
      partner,
      transmission: draft.transmission,
      delivery: delivery.id,
      document: delivery.document,
      detail: { message: delivery.message, acknowledgment: reconciliation.acknowledgment },
    });
  }
  for (const group of unmatched) draft.events.push(event(draft, 'unmatched', group));
}

/** A 997 for the interchange's groups; groups of acknowledgments are never acknowledged (X12 997). */
async function draftAcknowledgment(
  gateway: Gateway,
  draft: Settlement,
  agreement: Agreement,
  groups: TranslatedGroup[],
): Promise<void> {
  const verdicts = answerable(groups);
  if (!agreement.acknowledge || verdicts.length === 0) return;
  const { catalog, clock, store, ids } = gateway;
  const composed = await composeAcknowledgment({ catalog, clock, reserve: store.reserve }, agreement, verdicts);
  if (composed === undefined) return;
  const delivery = newDelivery(ids.next('dlv'), agreement.partner, composed, draft.at, {
    transmission: draft.transmission,
    document: null,
  });
  draft.deliveries.push(delivery);
  const verdict = verdicts.map((one) => one.verdict).join(' ');
  draft.events.push({
    at: draft.at,
    kind: 'answered',
    partner: agreement.partner,
    transmission: draft.transmission,
    delivery: delivery.id,
    detail: { message: composed.message, verdict },
  });
}

type Composed = NonNullable<Awaited<ReturnType<typeof composeAcknowledgment>>>;

/** Something to hand to a partner, waiting in its mailbox. Documents wait for its acknowledgment, acknowledgments do not. */
export function newDelivery(
  id: string,
  partner: string,
  composed: Composed,
  at: string,
  carries: { transmission: string | null; document: string | null },
): NewDelivery {
  const { text, message, interchangeControl, groupCode, groupControl, setControl } = composed;
  return {
    id,
    partner,
    ...carries,
    message,
    contentType: 'application/edi-x12',
    fileName: `${message.replace('/', '-')}-${interchangeControl}.edi`,
    content: text,
    state: 'ready',
    attempts: 0,
    createdAt: at,
    deliveredAt: null,
    acknowledgment: carries.document === null ? 'none' : 'waiting',
    acknowledgedAt: null,
    interchangeControl,
    groupCode,
    groupControl,
    setControl,
  };
}
