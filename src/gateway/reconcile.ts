/**
 * Ties what a partner acknowledges to what was sent. A 997 or 999 names a group of ours and, in it, our set; a TA1 or
 * CONTRL names our interchange, and one that rejects it rejects all it carried; an APERAK names a document of ours by its
 * number, a StatusUpdateRequest by its payloadID. The first verdict is in force; a later one is kept beside it, and one of what was never sent is kept too. An
 * operator must look at what was not accepted.
 *
 * This leg is kept apart from delivery: that the bytes arrived is another question.
 */

import {
  type Heard,
  heard,
  heardAperak,
  heardContrl,
  heardOfInterchange,
  type InterchangeSaid,
  RECEIVED,
  type SetSaid,
  type Verdict,
  verdictOf,
  verdictOfAction,
} from '../core/edi/acknowledged.ts';
import { CONTRL } from '../core/edi/contrl.ts';
import type { TransactionSet } from '../core/edi/envelope.ts';
import type { Node } from '../core/tree.ts';
import { type Acknowledged, acknowledgedBy, controlIn, STATUS_UPDATE } from '../core/xml/vocabulary/cxml.ts';
import type { Gateway } from './gateway.ts';
import {
  type Acknowledgment,
  type Delivery,
  type NewAcknowledgment,
  type Said,
  type Settlement,
  UNANSWERED,
} from './ports.ts';

/** Where an acknowledgment came in, and the settlement it goes into. */
export interface Arrival {
  gateway: Pick<Gateway, 'store' | 'ids'>;
  draft: Settlement;
  partner: string;
  /** Byte of the transmission it stands at. */
  at: number;
}

/** Of one acknowledgment, sets that are none of ours are kept up to this many. */
const STRAY = 100;

/** What one acknowledgment comes to. One that is broken decides nothing. */
export function reconcile(arrival: Arrival, set: TransactionSet): Promise<void> {
  if (set.type === CONTRL) return reconcileContrl(arrival, set);
  if (set.type === STATUS_UPDATE) return reconcileStatus(arrival, set);
  return set.type === 'APERAK' ? reconcileContent(arrival, set) : reconcileGroup(arrival, set);
}

/** Of the references of an APERAK so many are looked up, and so many documents of one number. */
const LOOKED_UP = 9;
const OF_ONE_NUMBER = 100;

/** An APERAK names a document of ours by its number: the newest one sent under it is meant. */
async function reconcileContent(arrival: Arrival, set: TransactionSet): Promise<void> {
  const said = heardAperak(set);
  if (said === undefined) return;
  const { gateway, partner } = arrival;
  const told: Told = { verdict: said.verdict, saidBy: 'edifact/APERAK', said: { set: said.set } };
  for (const number of said.references.slice(0, LOOKED_UP)) {
    const sent = await gateway.store.documents({ partner, number, direction: 'outbound', limit: OF_ONE_NUMBER });
    const document = sent.at(-1)?.id;
    const [delivery] = document === undefined ? [] : await gateway.store.deliveries({ document, limit: 1 });
    if (delivery !== undefined) return settleOrKeep(arrival, delivery, told);
  }
  await keepUnmatched(arrival, told, { setControl: set.control });
}

/** A StatusUpdateRequest names our document by its payloadID. That it is on its way (201, 28x) is no verdict yet. */
async function reconcileStatus(arrival: Arrival, set: TransactionSet): Promise<void> {
  if (set.tree === undefined) return;
  const said = acknowledgedBy(set.tree);
  const { code, text, detail } = said;
  const control = controlIn(said.payloadID);
  const note = [text, detail].filter((one) => one !== '').join(': ');
  const verdict = verdictOfStatus(said);
  const told: Told = {
    verdict,
    saidBy: `cxml/${STATUS_UPDATE}`,
    said: { interchange: { control, date: '', time: '', verdict: code, note } },
  };
  const [delivery] = await arrival.gateway.store.sentIn(arrival.partner, plain(control));
  if (delivery === undefined) return keepUnmatched(arrival, told, { interchangeControl: control });
  if (verdict === 'accepted' && code !== DONE) tellReceipt(arrival, delivery, { verdict, note });
  else await settleOrKeep(arrival, delivery, told);
}

const DONE = '200';

const verdictOfStatus = ({ code, invoice }: Acknowledged): Verdict =>
  code.startsWith('2') && invoice !== 'rejected' ? 'accepted' : 'rejected';

/** A CONTRL names our interchange and, where it says more of them, the messages in it. */
async function reconcileContrl(arrival: Arrival, set: TransactionSet): Promise<void> {
  const said = heardContrl(set);
  if (said === undefined) return;
  const saidBy = 'edifact/CONTRL';
  const { control, verdict: action, note, messages } = said;
  const interchange: InterchangeSaid = { control, date: '', time: '', verdict: action, note };
  const [delivery] = await arrival.gateway.store.sentIn(arrival.partner, plain(control));
  if (delivery === undefined) {
    const [only] = messages;
    const verdict = verdictOfAction(only?.verdict ?? action);
    const told: Said = only === undefined ? { interchange } : { interchange, set: only };
    return keepUnmatched(arrival, { verdict, saidBy, said: told }, { interchangeControl: control });
  }
  const isOurs = ({ control: named }: SetSaid): boolean => plain(named) === plain(delivery.setControl);
  const ours = messages.filter(isOurs);
  // Named twice, the refusal counts.
  const own = ours.find(({ verdict }) => verdictOfAction(verdict) === 'rejected') ?? ours[0];
  if (own === undefined && action === RECEIVED) {
    tellReceipt(arrival, delivery, { verdict: 'accepted', note });
    return;
  }
  const whole = verdictOfAction(action);
  // One message went in the interchange: what is said of it, unless all of it is rejected.
  const verdict = whole === 'rejected' || own === undefined ? whole : verdictOfAction(own.verdict);
  const told: Said = own === undefined ? { interchange } : { interchange, set: own };
  await settleOrKeep(arrival, delivery, { verdict, saidBy, said: told });
  for (const stray of messages.filter((one) => !isOurs(one)).slice(0, STRAY)) {
    const named = { interchangeControl: control, setControl: stray.control };
    const said = { interchange, set: stray };
    await keepUnmatched(arrival, { verdict: verdictOfAction(stray.verdict), saidBy, said }, named);
  }
}

/** What one 997 or 999 comes to. */
async function reconcileGroup(arrival: Arrival, set: TransactionSet): Promise<void> {
  const said = heard(set);
  if (said === undefined) return;
  const saidBy = `x12/${set.type}`;
  const { code: groupCode, control: groupControl, group } = said;
  const delivery = await arrival.gateway.store.sentUnder(arrival.partner, groupCode, plain(groupControl));
  if (delivery === undefined) {
    const [only, ...more] = said.sets;
    const named = only !== undefined && more.length === 0 ? { setControl: only.control } : {};
    const told: Said = 'setControl' in named ? { group, set: only! } : { group };
    const verdict = verdictOf(group.verdict);
    return keepUnmatched(arrival, { verdict, saidBy, said: told }, { groupCode, groupControl, ...named });
  }
  const isOurs = ({ control }: SetSaid): boolean => plain(control) === plain(delivery.setControl);
  const ours = said.sets.filter(isOurs);
  // Named twice, the refusal counts.
  const own = ours.find(({ verdict }) => verdictOf(verdict) === 'rejected') ?? ours[0];
  const told: Said = own === undefined ? { group } : { group, set: own };
  await settleOrKeep(arrival, delivery, { verdict: verdictFor(said, own?.verdict), saidBy, said: told });
  for (const stray of said.sets.filter((one) => !isOurs(one)).slice(0, STRAY)) {
    const named = { groupCode, groupControl, setControl: stray.control };
    const verdict = verdictOf(stray.verdict);
    await keepUnmatched(arrival, { verdict, saidBy, said: { group, set: stray } }, named);
  }
}

/** A group that is refused refuses its sets, whatever is said of them; otherwise the set's verdict counts before the group's. */
const verdictFor = ({ group }: Heard, set: string | undefined): Verdict =>
  verdictOf(group.verdict) === 'rejected' ? 'rejected' : verdictOf(set ?? group.verdict);

/** What a TA1 comes to. One that accepts the interchange says nothing yet of what is in it. */
export async function reconcileInterchange(arrival: Arrival, segment: Node): Promise<void> {
  const { gateway, draft, partner } = arrival;
  const interchange = heardOfInterchange(segment);
  const verdict = verdictOf(interchange.verdict);
  const saidBy = 'x12/TA1';
  const told: Told = { verdict, saidBy, said: { interchange } };
  const sent = await gateway.store.sentIn(partner, plain(interchange.control).padStart(9, '0'));
  const delivery = sent.find((one) => isDated(one, interchange)) ?? sent[0];
  if (delivery === undefined) return keepUnmatched(arrival, told, { interchangeControl: interchange.control });
  const known = draftedFor(draft, delivery.id) ?? (await gateway.store.acknowledgment(delivery.id));
  if (verdict === 'rejected' || known?.saidBy === saidBy) return settleOrKeep(arrival, delivery, told);
  tellReceipt(arrival, delivery, { verdict, note: interchange.note });
}

/** An interchange of ours has arrived: nothing is said yet of what is in it. */
function tellReceipt(
  { draft, partner }: Arrival,
  { id, document, message }: Delivery,
  said: { verdict: Verdict; note: string },
): void {
  draft.events.push({
    at: draft.at,
    kind: 'interchangeAcknowledged',
    partner,
    transmission: draft.transmission,
    delivery: id,
    document,
    detail: { message, ...said },
  });
}

/** Whether the interchange has the date and time the TA1 repeats: numbers come again when they have rolled over. */
const isDated = ({ content }: Delivery, { date, time }: InterchangeSaid): boolean =>
  // ISA is the one segment of fixed length: ISA09 and ISA10 stand at bytes 70 and 77.
  content.slice(70, 76) === date && content.slice(77, 81) === time;

const draftedFor = ({ reconciliations }: Settlement, id: string): NewAcknowledgment | undefined =>
  reconciliations.find((one) => one.id === id);

/** A verdict and where it came from. */
interface Told {
  verdict: Verdict;
  saidBy: string;
  said: Said;
}

const isUnanswered = (state: Acknowledgment['state']): boolean =>
  (UNANSWERED as readonly Acknowledgment['state'][]).includes(state);

/** Settles what was waited for; what was settled before stays as it is, and this is kept beside it. */
async function settleOrKeep(arrival: Arrival, delivery: Delivery, told: Told): Promise<void> {
  const { gateway, draft, partner } = arrival;
  const { id, message, document } = delivery;
  const drafted = draftedFor(draft, id);
  const known = drafted ?? (await gateway.store.acknowledgment(id));
  // A transmission that is restarted says nothing new.
  if (drafted === undefined && known?.transmission === draft.transmission) return;
  const of = { message, delivery: id, document };
  if (known !== undefined && !isUnanswered(known.state)) {
    const contradicts = known.verdict !== told.verdict;
    const review = contradicts ? 'open' : 'none';
    const beside = { ...record(arrival, told, delivery), ...of, state: 'duplicate', contradicts, review } as const;
    return keep(arrival, beside, 'acknowledgedAgain', { message, contradicts });
  }
  const due = known?.due ?? null;
  const late = (known?.late ?? false) || (due !== null && draft.receivedAt > due);
  draft.reconciliations.push({
    ...record(arrival, told, delivery),
    ...of,
    id,
    state: told.verdict,
    late,
    createdAt: known?.createdAt ?? delivery.createdAt,
    due,
    review: told.verdict === 'rejected' || told.verdict === 'partiallyAccepted' ? 'open' : 'none',
  });
  draft.events.push({
    at: draft.at,
    kind: 'acknowledged',
    partner,
    transmission: draft.transmission,
    delivery: id,
    document,
    detail: { message, acknowledgment: told.verdict, by: told.saidBy, late },
  });
}

type Named = Partial<Pick<NewAcknowledgment, 'interchangeControl' | 'groupCode' | 'groupControl' | 'setControl'>>;

const keepUnmatched = (arrival: Arrival, told: Told, named: Named): Promise<void> =>
  keep(arrival, record(arrival, told, named), 'unmatched', named);

/** Keeps an acknowledgment that settles no delivery, and says so; once, however often its transmission is settled. */
async function keep(
  { gateway, draft, partner, at }: Arrival,
  one: Omit<NewAcknowledgment, 'id'>,
  kind: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const id = `ack_${gateway.ids.digest([draft.transmission, at, one.setControl].join('\n')).slice(0, 26)}`;
  if ((draftedFor(draft, id) ?? (await gateway.store.acknowledgment(id))) !== undefined) return;
  draft.reconciliations.push({ ...one, id });
  draft.events.push({
    at: draft.at,
    kind,
    partner,
    transmission: draft.transmission,
    delivery: one.delivery,
    document: one.document,
    detail: { acknowledgment: one.verdict, by: one.saidBy, ...detail },
  });
}

/** The record of an acknowledgment that came, as one of nothing we know. */
const record = (
  { draft, partner }: Arrival,
  { verdict, saidBy, said }: Told,
  { interchangeControl = '', groupCode = '', groupControl = '', setControl = '' }: Named,
): Omit<NewAcknowledgment, 'id'> => ({
  partner,
  message: null,
  delivery: null,
  document: null,
  state: 'unmatched',
  verdict,
  late: false,
  contradicts: false,
  createdAt: draft.at,
  due: null,
  answeredAt: draft.receivedAt,
  saidBy,
  transmission: draft.transmission,
  interchangeControl,
  groupCode,
  groupControl,
  setControl,
  said,
  review: 'open',
  reviewedAt: null,
  comment: null,
});

/** A control number without the zeros before it. */
const plain = (control: string): string => control.replace(/^0+(?=\d)/, '');
