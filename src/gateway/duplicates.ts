/**
 * Tells by content what came before, so that nothing is made twice and nothing new is lost.
 *
 * The same bytes again are a re-send: they get the stored answer and make nothing. A control number (ISA13
 * between the same two parties) that comes again with other content is a number used twice or a corrected file:
 * the agreement holds it for an operator, refuses it with TA1 025, or takes it. An order number that comes again
 * under a new control number is the same order sent once more, or a change nobody announced.
 */

import { type Agreement, partyText } from '../core/agreement.ts';
import { contentOf } from '../core/content.ts';
import { elementIn, type Interchange } from '../core/edi/envelope.ts';
import { type Problem, problem } from '../core/problem.ts';
import type { InterchangeKey, NewDocument, Store, Transmission } from './ports.ts';
import type { Outcome } from './translate.ts';

/** A transmission as far as telling duplicates needs it. */
export type Arrived = Pick<Transmission, 'id' | 'digest' | 'receivedAt'> & { released?: string | null };

export interface Numbers {
  /** What is recorded for ever with what was accepted. */
  keys: InterchangeKey[];
  /** The earlier transmission with the same bytes. */
  repeats: Transmission | undefined;
  /** Why an operator must decide. */
  held: Problem[];
  /** Interchanges that are refused for their number, and why. */
  refused: Map<Interchange, Problem>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Looks up the control numbers of interchanges of which something was accepted: one that was wholly refused may come again. */
export async function lookUpNumbers(store: Store, arrived: Arrived, outcome: Outcome): Promise<Numbers> {
  const found: Numbers = { keys: [], repeats: undefined, held: [], refused: new Map() };
  const accepted = new Set(
    outcome.groups.filter(({ verdict }) => verdict.verdict !== 'R').map(({ verdict }) => verdict.group.interchange),
  );
  const seen = new Set<string>();
  for (const { interchange, agreement } of outcome.interchanges) {
    if (agreement === undefined || !accepted.has(interchange)) continue;
    const key = keyOf(interchange, agreement);
    const { control } = interchange;
    const again = seen.has(key);
    seen.add(key);
    const holder = again ? arrived.id : await store.interchange(key);
    const earlier = holder === undefined || holder === arrived.id ? undefined : await store.transmission(holder);
    // Who sent it may not have been known when it came, so that equal bytes did not tell yet.
    if (earlier?.digest === arrived.digest) found.repeats = earlier;
    if (!again && earlier === undefined) found.keys.push({ key, control });
    else if (mayComeAgain(agreement, arrived, earlier)) {
      if (!again) found.keys.push({ key, control, replaces: earlier!.id });
    } else {
      const at = { offset: interchange.offset, tag: 'ISA', interchange: control };
      const clash = problem('DUPLICATE_CONTROL_NUMBER', elementIn(at, interchange.header, 13), {
        value: control,
        detail: earlier === undefined ? 'in this transmission' : `on ${earlier.receivedAt}`,
      });
      if (agreement.duplicates.interchange === 'refuse') found.refused.set(interchange, clash);
      else found.held.push(clash);
    }
  }
  return found;
}

const keyOf = ({ sender, receiver, control }: Interchange, { partner }: Agreement): string =>
  [partner, partyText(sender), partyText(receiver), control].join('|');

/** By agreement, because an operator said so, or because the number was used longer ago than agreed. */
function mayComeAgain({ duplicates }: Agreement, arrived: Arrived, earlier: Transmission | undefined): boolean {
  if (duplicates.interchange === 'accept' || (arrived.released ?? null) !== null) return true;
  if (earlier === undefined || duplicates.days === undefined) return false;
  return Date.parse(arrived.receivedAt) - Date.parse(earlier.receivedAt) > duplicates.days * DAY_MS;
}

/** An order of the same partner and number, and whether it says the same. */
export interface EarlierOrder {
  id: string;
  root: string;
  same: boolean;
}

const ENOUGH = 50;

/** The newest earlier order with this number: of those on record, or made by this transmission. */
export async function earlierOrder(
  store: Store,
  order: Pick<NewDocument, 'partner' | 'erp' | 'number' | 'type' | 'body'>,
  made: readonly NewDocument[],
): Promise<EarlierOrder | undefined> {
  const { partner, erp, number, type } = order;
  if (type !== 'order' || number === '') return undefined;
  const stored = await store.ordersNamed(partner, number, ENOUGH);
  const mine = made.filter((one) => one.type === type && one.number === number && one.partner === partner);
  // Oldest first. Orders of tests are with another ERP, or with none.
  const all = [...stored.reverse(), ...mine].filter((one) => one.erp === erp);
  const last = all.at(-1);
  if (last === undefined) return undefined;
  const content = contentOf(order.body);
  const same = all.findLast(({ body }) => contentOf(body) === content);
  const { id, root } = same ?? last;
  return { id, root, same: same !== undefined };
}
