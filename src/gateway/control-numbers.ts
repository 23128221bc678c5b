/**
 * Tells control numbers that were used before: of an interchange (ISA13, UNB05) between the same two parties and, for
 * partners that count on through all they send, of a group (GS06, UNG05) and a set (ST02, UNH01) between the same two
 * applications.
 *
 * Such a number under other content is one used twice, or a corrected file: the agreement holds it for an operator,
 * refuses it, or takes it. Only what is accepted uses up its number, so that what was
 * refused may come again under it.
 */

import { type Agreement, type ControlNumberAgain, partyText } from '../core/agreement.ts';
import { elementIn, type Group, type Interchange, positionIn, positionInGroup } from '../core/edi/envelope.ts';
import { type Position, type Problem, type ProblemCode, problem } from '../core/problem.ts';
import type { Node } from '../core/tree.ts';
import type { ControlKey, Store, Transmission } from './ports.ts';
import {
  acknowledges,
  judgedAnew,
  type Outcome,
  type TranslatedGroup,
  type TranslatedSet,
  together,
} from './translate.ts';

/** A transmission as far as telling its numbers needs it. */
export type Arrived = Pick<Transmission, 'id' | 'digest' | 'receivedAt'> & { released?: string | null };

export interface Numbers {
  /** The outcome, its groups and sets judged by their numbers too. */
  outcome: Outcome;
  /** What is recorded for ever with what was accepted. */
  keys: ControlKey[];
  /** The earlier transmission with the same bytes. */
  repeats: Transmission | undefined;
  /** Why an operator must decide. */
  held: Problem[];
  /** Interchanges that are refused for their parties or their number, and why. */
  refused: Map<Interchange, Problem>;
}

/** Looks up the numbers of interchanges of which something was accepted: one that was wholly refused may come again. */
export async function lookUpNumbers(
  store: Store,
  arrived: Arrived,
  { outcome, refused }: Pick<Numbers, 'outcome' | 'refused'>,
): Promise<Numbers> {
  const found: Numbers = {
    outcome: { ...outcome, groups: [] },
    keys: [],
    repeats: undefined,
    held: [],
    refused: new Map(refused),
  };
  const ledger: Ledger = { store, arrived, kept: new Map() };
  for (const { interchange, agreement } of outcome.interchanges) {
    const groups = outcome.groups.filter(({ verdict }) => verdict.group.interchange === interchange);
    const key =
      // A document may have no number of its own: what tells it then is what it says.
      agreement !== undefined && interchange.control !== '' && !refused.has(interchange) && groups.some(isAccepted)
        ? await lookUpInterchange(ledger, found, interchange, agreement)
        : undefined;
    if (agreement === undefined || key === undefined) {
      found.outcome.groups.push(...groups);
      continue;
    }
    const checked = await lookUpGroups(ledger, found, interchange, agreement, groups);
    found.outcome.groups.push(...checked.groups);
    if (!checked.groups.some(isAccepted)) continue;
    for (const one of [key, ...checked.keys]) ledger.kept.set(one.key, one);
  }
  found.keys = [...ledger.kept.values()];
  return found;
}

const isAccepted = ({ verdict }: TranslatedGroup): boolean => verdict.verdict !== 'R';

/** The key of an interchange that may use its number; otherwise what is found of it is told. */
async function lookUpInterchange(
  ledger: Ledger,
  found: Numbers,
  interchange: Interchange,
  agreement: Agreement,
): Promise<ControlKey | undefined> {
  const control = controlOfInterchange(interchange, agreement);
  const { key, clash } = await lookUp(ledger, control);
  const { store, arrived } = ledger;
  const earlier = key.replaces === undefined ? undefined : await store.transmission(key.replaces);
  // Who sent it may not have been known when it came, so that equal bytes did not tell yet.
  if (earlier?.digest === arrived.digest) found.repeats = earlier;
  if (clash === undefined) return key;
  if (control.again === 'refuse') found.refused.set(interchange, clash);
  else found.held.push(clash);
  return undefined;
}

/** The groups of an interchange with those refused whose numbers were used in an earlier one, and the keys of the rest. */
async function lookUpGroups(
  ledger: Ledger,
  { held }: Numbers,
  interchange: Interchange,
  agreement: Agreement,
  groups: TranslatedGroup[],
): Promise<{ groups: TranslatedGroup[]; keys: ControlKey[] }> {
  const { duplicates, suspend } = agreement;
  if (duplicates.group === 'accept' && duplicates.set === 'accept') return { groups, keys: [] };
  const keys = new Map<string, ControlKey>();
  /** What refuses it. */
  const check = async (control: Control): Promise<Problem[]> => {
    if (control.again === 'accept') return [];
    const { key, clash } = await lookUp(ledger, control);
    keys.set(key.key, key);
    if (clash === undefined) return [];
    if (control.again === 'refuse') return [clash];
    held.push(clash);
    return [];
  };
  const checked: TranslatedGroup[] = [];
  for (const group of groups) checked.push(await checkGroup(group, agreement, check));
  const judged = suspend === 'interchange' ? together(checked, interchange) : checked;
  return {
    groups: judged,
    keys: judged.flatMap((group) => controlsIn(group, agreement)).flatMap(({ key }) => keys.get(key) ?? []),
  };
}

async function checkGroup(
  group: TranslatedGroup,
  agreement: Agreement,
  check: (control: Control) => Promise<Problem[]>,
): Promise<TranslatedGroup> {
  // An acknowledgment is told by what it acknowledges.
  if (!isAccepted(group) || acknowledges(group.verdict)) return group;
  const wrong = group.verdict.group.implied ? [] : await check(controlOfGroup(group, agreement));
  if (wrong.length > 0) return judgedAnew(group, wrong, new Map());
  const inSets = new Map<TranslatedSet, Problem[]>();
  for (const set of group.sets) {
    if (set.verdict === 'R') continue;
    const found = await check(controlOfSet(set, agreement));
    if (found.length > 0) inSets.set(set, found);
  }
  return inSets.size === 0 ? group : judgedAnew(group, [], inSets);
}

/** The numbers that a group uses up. */
const controlsIn = (group: TranslatedGroup, agreement: Agreement): Control[] =>
  isAccepted(group)
    ? [
        controlOfGroup(group, agreement),
        ...group.sets.filter(({ verdict }) => verdict !== 'R').map((set) => controlOfSet(set, agreement)),
      ]
    : [];

/** The element of a header that is its control number. */
const CONTROL_ELEMENT: Record<string, number> = { ISA: 13, GS: 6, ST: 2, UNB: 5, UNG: 5, UNH: 1 };

function controlIn(at: Position, header: Node): Position {
  const element = CONTROL_ELEMENT[header.name];
  return element === undefined ? at : elementIn(at, header, element);
}

/** A control number where it stands, and what is agreed of it. */
interface Control {
  key: string;
  again: ControlNumberAgain;
  days: number | undefined;
  code: ProblemCode;
  at: Position;
  value: string;
}

function controlOfInterchange(interchange: Interchange, { partner, duplicates }: Agreement): Control {
  const { sender, receiver, control: value, offset, header } = interchange;
  return {
    key: [partner, partyText(sender), partyText(receiver), value].join('|'),
    again: duplicates.interchange,
    days: duplicates.days,
    code: 'DUPLICATE_CONTROL_NUMBER',
    at: controlIn({ offset, tag: header.name, interchange: value }, header),
    value,
  };
}

/** A kind of group is counted by itself, for each pair of applications. */
function controlOfGroup({ verdict: { group } }: TranslatedGroup, { partner, duplicates }: Agreement): Control {
  const { code, control: value, header } = group;
  return {
    key: [partner, 'group', ...applications(group), code, value].join('|'),
    again: duplicates.group,
    days: duplicates.days,
    code: 'GROUP_CONTROL_DUPLICATE',
    at: controlIn(positionInGroup(group, header), header),
    value,
  };
}

/** And so is a kind of set. */
function controlOfSet({ set }: TranslatedSet, { partner, duplicates }: Agreement): Control {
  const { type, control: value, header, group } = set;
  return {
    key: [partner, 'set', ...applications(group), type, value].join('|'),
    again: duplicates.set,
    days: duplicates.days,
    code: 'SET_CONTROL_DUPLICATE',
    at: controlIn(positionIn(set, header), header),
    value,
  };
}

/** Between whom a group is; EDIFACT may leave groups out. */
const applications = ({ implied, sender, receiver, interchange }: Group): string[] =>
  implied ? [partyText(interchange.sender), partyText(interchange.receiver)] : [sender, receiver];

/** What is known of numbers while one transmission is looked at. */
interface Ledger {
  store: Store;
  arrived: Arrived;
  /** Those that its interchanges so far use up. */
  kept: Map<string, ControlKey>;
}

/** The key of a number, and the clash with an earlier use of it. */
async function lookUp(
  { store, arrived, kept }: Ledger,
  { key, again, days, code, at, value }: Control,
): Promise<{ key: ControlKey; clash?: Problem }> {
  // By agreement, or because an operator said so.
  const free = again === 'accept' || (arrived.released ?? null) !== null;
  const clash = (detail: string): { clash?: Problem } => (free ? {} : { clash: problem(code, at, { value, detail }) });
  const mine = kept.get(key);
  if (mine !== undefined) return { key: mine, ...clash('in this transmission') };
  const holder = await store.holderOf(key);
  if (holder === undefined || holder.transmission === arrived.id) return { key: { key } };
  const taken = { key, replaces: holder.transmission };
  return isPast(holder.usedAt, days, arrived.receivedAt)
    ? { key: taken }
    : { key: taken, ...clash(`on ${holder.usedAt}`) };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether a number was used longer ago than agreed. */
const isPast = (usedAt: string, days: number | undefined, now: string): boolean =>
  days !== undefined && Date.parse(now) - Date.parse(usedAt) > days * DAY_MS;
