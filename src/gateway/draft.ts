/**
 * Drafts what a translated transmission makes: documents for the ERP, what its acknowledgments say of ours, the answer
 * to each interchange, and the events that tell of it. Nothing is written here: `settle` commits the draft or drops it.
 */

import type { Agreement } from '../core/agreement.ts';
import { numberOf } from '../core/content.ts';
import type { CanonicalDocument } from '../core/documents.ts';
import { positionIn, type TransactionSet } from '../core/edi/envelope.ts';
import { isError } from '../core/edi/judge.ts';
import { problem } from '../core/problem.ts';
import { type Answered, composeAcknowledgments } from './answer.ts';
import { batched } from './batch.ts';
import type { Numbers } from './control-numbers.ts';
import { newDelivery } from './deliver.ts';
import { earlierOrder } from './duplicates.ts';
import type { Gateway } from './gateway.ts';
import type { NewDocument, NewEvent, NewTransmission, Settlement, Store } from './ports.ts';
import { reconcile, reconcileInterchange } from './reconcile.ts';
import { problemsOf } from './report.ts';
import { ACKNOWLEDGMENTS, type TranslatedGroup, type TranslatedSet } from './translate.ts';

/** A settlement that changes nothing yet. */
export function newDraft({ clock }: Gateway, { id, partner, receivedAt }: NewTransmission, token: number): Settlement {
  return {
    transmission: id,
    receivedAt,
    token,
    state: 'translated',
    partner,
    format: null,
    duplicateOf: null,
    problems: [],
    rejected: 0,
    controls: [],
    newest: [],
    documents: [],
    amendments: [],
    deliveries: [],
    reconciliations: [],
    events: [],
    at: clock.now(),
  };
}

/** An event of the transmission as a whole. */
export function event(
  { at, partner, transmission }: Settlement,
  kind: string,
  detail: Record<string, unknown>,
): NewEvent {
  return { at, kind, partner, transmission, detail };
}

/** Documents, acknowledgments and reconciliations of a transmission, as one settlement. */
export async function draftOutcome(
  gateway: Gateway,
  draft: Settlement,
  { outcome, keys, refused }: Numbers,
  released: boolean,
): Promise<void> {
  draft.controls = keys;
  draft.partner = outcome.interchanges[0]!.agreement!.partner;
  for (const [{ problems }, refusal] of refused) if (!problems.includes(refusal)) problems.push(refusal);
  draft.problems = problemsOf(outcome);
  const parts = outcome.interchanges.map(({ interchange, agreement }) => ({
    interchange,
    agreement: agreement!,
    groups: outcome.groups.filter(({ verdict }) => verdict.group.interchange === interchange),
  }));
  for (const { interchange, agreement, groups } of parts) {
    if (refused.has(interchange)) {
      draft.rejected += groups.reduce((sum, { sets }) => sum + sets.length, 0);
      continue;
    }
    if (!interchange.problems.some(isError)) {
      const { partner } = agreement;
      for (const segment of interchange.acknowledgments)
        await reconcileInterchange({ gateway, draft, partner, at: segment.offset }, segment);
    }
    const first = draft.documents.length;
    for (const group of groups) await draftGroup(gateway, draft, group, released);
    if (agreement.offer === 'preserve') keepTogether(draft, first, interchange.control);
  }
  if (draft.state === 'held') return;
  for (const { interchange, agreement, groups } of parts) {
    await draftAcknowledgments(gateway, draft, agreement, { interchange, groups, refusal: refused.get(interchange) });
  }
  if (refused.size === outcome.interchanges.length) draft.state = 'refused';
  draft.events.unshift(event(draft, draft.state, { documents: draft.documents.length, rejected: draft.rejected }));
}

async function draftGroup(
  gateway: Gateway,
  draft: Settlement,
  { agreement, sets, verdict }: TranslatedGroup,
  released: boolean,
): Promise<void> {
  for (const set of sets) {
    if (ACKNOWLEDGMENTS.has(set.set.type)) {
      if (verdict.verdict !== 'R' && set.verdict !== 'R')
        await reconcile({ gateway, draft, partner: agreement!.partner, at: set.set.offset }, set.set);
    } else if (set.verdict === 'R') draft.rejected++;
    else await draftDocument(gateway, draft, agreement!, set, released);
  }
}

/** A document of a set, for the ERP; unless it is an order that is there already, or may change one. */
async function draftDocument(
  { ids, store }: Gateway,
  draft: Settlement,
  agreement: Agreement,
  { set, document: read, problems }: TranslatedSet,
  released: boolean,
): Promise<void> {
  const document = read!;
  const id = ids.next('doc');
  // A test never reaches the live ERP.
  const erp = set.group.interchange.usage === 'T' ? (agreement.test ?? NOBODY) : agreement.erp;
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
    erp,
    transmission: draft.transmission,
    batch: null,
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
  if (!released && (await comesAgain(store, draft, agreement, made, set))) return;
  draft.documents.push(made);
  draft.events.push({
    at: draft.at,
    kind: erp === NOBODY ? 'kept' : 'offered',
    partner: agreement.partner,
    erp,
    transmission: draft.transmission,
    document: id,
    detail: { type: made.type, number: made.number },
  });
}

/** The ERP of documents that are offered to none. */
const NOBODY = '';

/** The documents of an interchange, from the first of them on, are one batch; unless they are offered to nobody. */
function keepTogether(draft: Settlement, first: number, interchange: string): void {
  const { documents, transmission } = draft;
  if (documents[first]?.erp === NOBODY) return;
  draft.documents = [...documents.slice(0, first), ...batched(documents.slice(first), { interchange, transmission })];
}

/**
 * Whether an order is no new one: it says what an earlier one of its number says, or an operator must decide. One that
 * says something else is tied to the earlier one and marked as a possible change.
 */
async function comesAgain(
  store: Store,
  draft: Settlement,
  { duplicates, partner }: Agreement,
  made: NewDocument,
  set: TransactionSet,
): Promise<boolean> {
  const found = duplicates.order === 'accept' ? undefined : await earlierOrder(store, made, draft.documents);
  if (found === undefined) return false;
  const { earlier, newest } = found;
  draft.newest.push(newest);
  if (earlier === undefined) return false;
  const code = earlier.same ? 'ORDER_REPEATED' : 'ORDER_NUMBER_REUSED';
  const told = problem(code, positionIn(set, set.header), { value: made.number, detail: earlier.id });
  const held = !earlier.same && duplicates.order === 'hold';
  draft.problems.push(held ? { ...told, severity: 'error' } : told);
  if (held) {
    draft.state = 'held';
    return true;
  }
  const kind = earlier.same ? 'repeated' : 'possibleChange';
  const document = earlier.same ? earlier.id : made.id;
  draft.events.push({ ...event(draft, kind, { number: made.number, earlier: earlier.id }), partner, document });
  if (earlier.same) return true;
  made.parent = earlier.id;
  made.root = earlier.root;
  made.validation = 'warned';
  return false;
}

/** What answers an interchange: TA1 and functional acknowledgments, as the agreement has them. */
async function draftAcknowledgments(
  gateway: Gateway,
  draft: Settlement,
  agreement: Agreement,
  answered: Answered,
): Promise<void> {
  const { catalog, clock, store, ids } = gateway;
  const { groups, refusal } = answered;
  const verdict = refusal === undefined ? groups.map((group) => group.verdict.verdict).join(' ') : 'R';
  for (const composed of await composeAcknowledgments(
    { catalog, clock, reserve: store.reserve },
    agreement,
    answered,
  )) {
    const delivery = newDelivery(ids.next('dlv'), agreement.partner, composed, draft.at, {
      transmission: draft.transmission,
      document: null,
      due: null,
    });
    draft.deliveries.push(delivery);
    draft.events.push({
      at: draft.at,
      kind: 'answered',
      partner: agreement.partner,
      transmission: draft.transmission,
      delivery: delivery.id,
      // What was checked is part of what was said.
      detail: { message: composed.message, verdict, profile: agreement.rules.profile },
    });
  }
}
