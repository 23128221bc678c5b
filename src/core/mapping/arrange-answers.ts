/**
 * An order response as EDIFACT says it (ORDRSP). BGM tells by one code (1225) either what becomes of the order or what
 * the message is for, by another (4343) how it is answered; the canonical answer has an outcome and a purpose. LIN says
 * what becomes of a line, QTY, DTM and PIA of how much of it, when and by what; the canonical line has them in `outcomes`.
 *
 * Where the codes of BGM differ, the less favourable counts. An order is never accepted without amendment when a line is
 * not, nor a line of which a part is delayed or refused.
 */

import type { Arranged } from './arrange.ts';
import { follow, hasOnly, itemsOf, listed, type Moves, only, shifted, without } from './moves.ts';
import { type Fields, isFields } from './read.ts';

/** What becomes of the order, by the words that 1225 reads to (mappings/tables/purpose.csv). */
const BY_PURPOSE: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  acceptedWithoutReserves: 'accepted',
  change: 'acceptedWithChanges',
  acceptedWithChanges: 'acceptedWithChanges',
  acceptedWithHeaderChange: 'acceptedWithChanges',
  acceptedWithLineChange: 'acceptedWithChanges',
  acceptedWithReserves: 'acceptedWithReserves',
  onHold: 'onHold',
  rejection: 'rejected',
  notProcessed: 'rejected',
};

/** And by those that 4343 reads to (acknowledgment-type.csv). */
const BY_ACKNOWLEDGMENT: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  detailNoChange: 'accepted',
  detailWithChange: 'acceptedWithChanges',
  exceptionsOnly: 'acceptedWithChanges',
  conditionallyAccepted: 'acceptedWithChanges',
  holdStatus: 'onHold',
  rejected: 'rejected',
  rejectWithDetail: 'rejected',
  messageReceipt: 'acknowledged',
  noDetail: 'acknowledged',
  none: 'noneNeeded',
};

/** The more favourable an outcome, the further down; what is not here says nothing of acceptance. */
const WORST_FIRST = ['rejected', 'onHold', 'acceptedWithChanges', 'acceptedWithReserves', 'accepted'];

/** The word of 1225 for each outcome that has one, and that of 4343. Those of X12 alone go by the nearest. */
const WRITTEN: Readonly<Record<string, { purpose?: string; acknowledgment: string }>> = {
  accepted: { purpose: 'accepted', acknowledgment: 'accepted' },
  acceptedWithoutDetail: { purpose: 'accepted', acknowledgment: 'accepted' },
  acceptedWithChanges: { purpose: 'change', acknowledgment: 'detailWithChange' },
  exceptions: { purpose: 'change', acknowledgment: 'detailWithChange' },
  acceptedWithReserves: { purpose: 'acceptedWithReserves', acknowledgment: 'conditionallyAccepted' },
  onHold: { purpose: 'onHold', acknowledgment: 'holdStatus' },
  rejected: { purpose: 'rejection', acknowledgment: 'rejected' },
  rejectedWithoutDetail: { purpose: 'rejection', acknowledgment: 'rejected' },
  rejectedExceptions: { purpose: 'rejection', acknowledgment: 'rejected' },
  rejectedNotAsAgreed: { purpose: 'rejection', acknowledgment: 'rejected' },
  rejectedCounterOffer: { purpose: 'rejection', acknowledgment: 'rejected' },
  rejectedIndustryPractice: { purpose: 'rejection', acknowledgment: 'rejected' },
  acknowledged: { acknowledgment: 'messageReceipt' },
  noneNeeded: { acknowledgment: 'none' },
};

const ORIGINAL = 'original';

/** 1001: what the message is unless BGM says otherwise. */
const ORDER_RESPONSE = '231';

/** Quantities of a line that say how much of it becomes what. The first is of the line's own outcome. */
const DELIVERED = 'toDeliver';
const PARTS: Readonly<Record<string, string>> = {
  backordered: 'backordered',
  rejected: 'rejected',
  cancelled: 'deleted',
};

/** When the supplier will deliver. */
const PROMISES = new Set([
  'promisedDelivery',
  'scheduledDelivery',
  'estimatedDelivery',
  'promisedShip',
  'scheduledShip',
]);

/** PIA01: what stands in place of the item. */
const SUBSTITUTE = '3';

export const answers = { read, write };

function read(document: Fields): Arranged {
  const moves: Moves = new Map();
  const lines = itemsOf(document, 'lines').map((line, i) => readLine(line, `lines/${i}/`, moves));
  const answered = {
    ...without(document, 'transactionType'),
    ...headerRead(document, lines),
    ...listed('lines', lines),
  };
  return { document: answered, moved: (path) => follow(moves, path) };
}

function write(document: Fields): Fields {
  return {
    ...without(document, 'outcome', 'purpose'),
    ...headerWritten(document),
    ...listed('notes', notesWritten(document)),
    ...listed('lines', itemsOf(document, 'lines').map(lineWritten)),
  };
}

function headerRead(document: Fields, lines: Fields[]): Fields {
  const { purpose, outcome, transactionType } = document;
  const said = BY_PURPOSE[String(purpose)];
  const typed = outcome === undefined ? undefined : (BY_ACKNOWLEDGMENT[String(outcome)] ?? String(outcome));
  const worst = WORST_FIRST.find((one) => one === said || one === typed);
  return {
    outcome: amended(worst ?? typed ?? 'acknowledged', document, lines),
    purpose: said === undefined ? (purpose ?? ORIGINAL) : ORIGINAL,
    ...(transactionType === undefined || transactionType === ORDER_RESPONSE ? {} : { transactionType }),
  };
}

/** Outcomes of lines that are as they were ordered. */
const AS_ORDERED = new Set(['accepted', 'acceptedAndShipped', 'acceptedAndReleased', 'unchanged']);
/** And as a change to the order asks for. */
const AS_CHANGED = new Set([...AS_ORDERED, 'added', 'deleted']);

/** The outcome of an order that is accepted, though some of its lines are not as they were asked for. */
function amended(outcome: unknown, { changeSequence, changeIssued }: Fields, lines: Fields[]): unknown {
  const asked = changeSequence === undefined && changeIssued === undefined ? AS_ORDERED : AS_CHANGED;
  const differs = lines.some((line) => itemsOf(line, 'outcomes').some((one) => !asked.has(String(one.outcome))));
  return outcome === 'accepted' && differs ? 'acceptedWithChanges' : outcome;
}

/** What BGM says. An answer without a number of its own goes by that of the order. */
function headerWritten(document: Fields): Fields {
  const { responseNumber, number, orderNumber, transactionType = ORDER_RESPONSE } = document;
  return { ...codesWritten(document), responseNumber: responseNumber ?? number ?? orderNumber, transactionType };
}

function codesWritten(document: Fields): Fields {
  const { purpose = ORIGINAL } = document;
  const outcome = amended(document.outcome, document, itemsOf(document, 'lines'));
  const words = WRITTEN[String(outcome)];
  if (words === undefined) return { purpose, outcome };
  if (purpose === ORIGINAL && words.purpose !== undefined) return { purpose: words.purpose };
  return { purpose, outcome: words.acknowledgment };
}

/** A line with what LIN, QTY, DTM and PIA say of it in its outcomes; without a word of LIN it stays as it is. */
function readLine(line: Fields, path: string, moves: Moves): Fields {
  const [first] = itemsOf(line, 'outcomes');
  if (first === undefined) return line;
  const quantities = itemsOf(line, 'quantities');
  const delivered = quantities.findIndex((one) => one.type === DELIVERED && isPlain(one));
  const parts = quantities.filter((one) => String(one.type) in PARTS && isPlain(one) && !isZero(one));
  const dates = itemsOf(line, 'dates');
  const promised = dates.findIndex((one) => PROMISES.has(String(one.type)) && isBare(one));
  const groups = itemsOf(line, 'itemGroups');
  const substitute = groups.findIndex((one) => one.function === SUBSTITUTE && !isOwn(itemsBy(one), line));

  const rest = {
    quantities: quantities.filter((one, i) => i !== delivered && !parts.includes(one)),
    dates: dates.filter((_, i) => i !== promised),
    itemGroups: groups.filter((_, i) => i !== substitute),
  };
  shifted('quantities', quantities, rest.quantities, path, moves);
  shifted('dates', dates, rest.dates, path, moves);
  shifted('itemGroups', groups, rest.itemGroups, path, moves);
  moves.set(`${path}quantities/${delivered}`, `${path}outcomes/0`);
  moves.set(`${path}dates/${promised}/type`, `${path}outcomes/0/dateType`);
  moves.set(`${path}dates/${promised}`, `${path}outcomes/0`);
  moves.set(`${path}itemGroups/${substitute}`, `${path}outcomes/0`);
  parts.forEach((part, i) => {
    moves.set(`${path}quantities/${quantities.indexOf(part)}`, `${path}outcomes/${i + 1}`);
  });

  const own = {
    outcome: lineOutcome(first.outcome, parts),
    ...only(quantities[delivered] ?? {}, 'quantity', 'unit'),
    ...datedBy(dates[promised]),
    ...itemsBy(groups[substitute]),
  };
  const others = parts.map((part) => ({ outcome: PARTS[String(part.type)], ...only(part, 'quantity', 'unit') }));
  return {
    ...without(line, 'quantities', 'dates', 'itemGroups'),
    ...listed('quantities', rest.quantities),
    ...listed('dates', rest.dates),
    ...listed('itemGroups', rest.itemGroups),
    outcomes: [own, ...others],
  };
}

/** What becomes of a line of which parts become something else. */
const lineOutcome = (outcome: unknown, parts: readonly unknown[]): unknown =>
  outcome === 'accepted' && parts.length > 0 ? 'acceptedWithChanges' : outcome;

const isZero = ({ quantity }: Fields): boolean => /^-?0(\.0+)?$/.test(String(quantity));
const isPlain = (quantity: Fields): boolean => hasOnly(quantity, 'type', 'quantity', 'unit');
const isBare = (date: Fields): boolean => date.date !== undefined && hasOnly(date, 'type', 'date');

const datedBy = (date: Fields | undefined): Fields =>
  date === undefined ? {} : { dateType: date.type, date: date.date };

/** Item numbers of a group as fields of their own, the first of each kind. */
function itemsBy(group: Fields | undefined): Fields {
  const items = group === undefined ? [] : itemsOf(group, 'items');
  const own = items.filter((one, i) => OWN.has(String(one.scheme)) && items.findIndex(sameAs(one)) === i);
  const others = items.filter((one) => !own.includes(one));
  return {
    ...Object.fromEntries(own.map(({ scheme, value }) => [String(scheme), value])),
    ...listed('items', others),
  };
}

const OWN = new Set(['buyerItem', 'supplierItem', 'gtin']);
const sameAs =
  (one: Fields) =>
  ({ scheme }: Fields): boolean =>
    scheme === one.scheme;

/** What X12 calls a letter or note is a reason or a remark; ORDRSP has no numbers of notes. */
const notesWritten = (document: Fields): Fields[] =>
  itemsOf(document, 'notes').map((note) =>
    note.type === 'letterOrNote'
      ? { ...without(note, 'reference'), type: note.reference === 'REASON' ? 'reason' : 'general' }
      : note,
  );

function lineWritten(line: Fields): Fields {
  const noted = { ...line, ...listed('notes', notesWritten(line)) };
  const [first, ...others] = itemsOf(line, 'outcomes');
  if (first === undefined) return noted;
  const type = first.outcome === 'backordered' ? 'backordered' : DELIVERED;
  const amounts = [quantityOf(first, type), ...others.map((one) => partOf(one))];
  // What LIN cannot say of a part of a line is no code of its list: writing tells that.
  const unsaid = others
    .filter((one) => partOf(one) === undefined)
    .map(({ outcome }) => ({ outcome: `${String(outcome)} for a part` }));
  // An ERP may repeat the number the line has.
  const substitutes = substituteOf(isOwn(first, line) ? without(first, 'supplierItem') : first);
  return {
    // A unit says nothing without its quantity.
    ...(line.quantity === undefined ? without(noted, 'unit') : noted),
    outcomes: [{ outcome: lineOutcome(first.outcome, others) }, ...unsaid],
    ...listed('quantities', [...amounts.filter(isFields), ...itemsOf(line, 'quantities')]),
    ...listed('dates', [
      ...(first.date === undefined ? [] : [{ type: first.dateType, date: first.date }]),
      ...itemsOf(line, 'dates'),
    ]),
    ...listed('itemGroups', [
      ...(substitutes.length === 0 ? [] : [{ function: SUBSTITUTE, items: substitutes }]),
      ...itemsOf(line, 'itemGroups'),
    ]),
  };
}

const isOwn = ({ supplierItem }: Fields, line: Fields): boolean =>
  supplierItem !== undefined && supplierItem === line.supplierItem;

const quantityOf = (outcome: Fields, type: string): Fields | undefined =>
  outcome.quantity === undefined ? undefined : { type, ...only(outcome, 'quantity', 'unit') };

/** A further outcome as a quantity of the line, when it says no more than that. */
function partOf(outcome: Fields): Fields | undefined {
  const said = String(outcome.outcome);
  const found = Object.entries(PARTS).find(
    ([, word]) => word === said || (word === 'rejected' && said.startsWith(word)),
  );
  return found === undefined || !hasOnly(outcome, 'outcome', 'quantity', 'unit')
    ? undefined
    : quantityOf(outcome, found[0]);
}

/** The item numbers of an outcome, each with its scheme. */
const substituteOf = (outcome: Fields): Fields[] => [
  ...[...OWN].flatMap((scheme) => (outcome[scheme] === undefined ? [] : [{ scheme, value: outcome[scheme] }])),
  ...itemsOf(outcome, 'items'),
];
