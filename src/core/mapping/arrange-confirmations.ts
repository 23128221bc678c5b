/**
 * `arrange: [confirmations]`: an order response that has no words for yes and no (openTRANS ORDERRESPONSE). It repeats the
 * order as the supplier will deliver it: of a line, how much and when, in parts where it comes in parts, and nothing of it
 * where the quantity is 0. The canonical answer says so in `outcomes`, and for the whole order in `outcome`.
 *
 * Writing takes the quantities and dates of what is accepted, 0 where all of a line is refused; why it is becomes a note.
 * What is delayed or open has no words there; `unsaid` tells it.
 */

import { add, compare } from '../decimal.ts';
import type { Arranged } from './arrange.ts';
import { follow, itemsOf, listed, type Moves, only, without } from './moves.ts';
import { PROMISED, reasonIn } from './outcomes.ts';
import type { Fields } from './read.ts';

export const confirmations = { read, write, unsaid };

/** Outcomes that a quantity and a date alone can say. */
const CONFIRMED: ReadonlySet<unknown> = new Set([
  'accepted',
  'acceptedWithChanges',
  'acceptedAndShipped',
  'acceptedAndReleased',
  'quantityChanged',
  'priceChanged',
  'dateRescheduled',
  'substituted',
  'added',
  'unchanged',
]);

/** And those that its absence says. */
const REFUSED: ReadonlySet<unknown> = new Set([
  'rejected',
  'rejectedNotContractItem',
  'rejectedInvalidItem',
  'rejectedInvalidUnit',
  'rejectedContractItemUnavailable',
  'deleted',
  'notFound',
  'noDelivery',
]);

/** Outcomes of a whole order that its lines say. */
const ACCEPTED: ReadonlySet<unknown> = new Set([
  undefined,
  'accepted',
  'acceptedWithChanges',
  'acceptedWithoutDetail',
  'acknowledged',
]);
const REJECTED: ReadonlySet<unknown> = new Set([
  'rejected',
  'rejectedWithoutDetail',
  'rejectedExceptions',
  'rejectedNotAsAgreed',
  'rejectedCounterOffer',
  'rejectedIndustryPractice',
]);

const FROM = 'promisedDeliveryFrom';

/** When a part comes, as a schedule says it, and as a line does that comes as a whole. */
const OF_SCHEDULE = { date: 'date', time: 'time', endDate: 'endDate', endTime: 'endTime' };
const OF_LINE = {
  date: 'deliverNotBefore',
  time: 'deliverNotBeforeTime',
  endDate: 'requestedDelivery',
  endTime: 'requestedDeliveryTime',
};
type Names = typeof OF_LINE;

const isNothing = (quantity: unknown): boolean => typeof quantity === 'string' && compare(quantity, '0') === 0;

function read(document: Fields): Arranged {
  const moves: Moves = new Map();
  const given = itemsOf(document, 'lines');
  const refused = given.filter(({ quantity }) => isNothing(quantity)).length;
  const some = refused === 0 ? 'accepted' : 'acceptedWithChanges';
  const outcome = refused > 0 && refused === given.length ? 'rejected' : some;
  const lines = given.map((line, i) => confirmed(line, `lines/${i}/`, moves));
  return { document: { ...document, outcome, ...listed('lines', lines) }, moved: (path) => follow(moves, path) };
}

function confirmed(line: Fields, path: string, moves: Moves): Fields {
  if (isNothing(line.quantity)) {
    moves.set(`${path}quantity`, `${path}outcomes/0/outcome`);
    return { ...without(line, 'quantity'), outcomes: [{ outcome: 'rejected' }] };
  }
  const parts = itemsOf(line, 'schedules');
  if (parts.length === 0) {
    moves.set(`${path}quantity`, `${path}outcomes/0/quantity`);
    moves.set(`${path}requestedDelivery`, `${path}outcomes/0/date`);
    const whole = outcomeOf(line, OF_LINE, line.unit);
    return { ...without(line, 'quantity', ...Object.values(OF_LINE)), outcomes: [whole] };
  }
  parts.forEach((_, i) => {
    moves.set(`${path}schedules/${i}/quantity`, `${path}outcomes/${i}/quantity`);
    moves.set(`${path}schedules/${i}/endDate`, `${path}outcomes/${i}/date`);
  });
  // The sum of its parts goes without saying.
  const outcomes = parts.map((part) => outcomeOf(part, OF_SCHEDULE, line.unit));
  return { ...without(line, 'schedules', 'quantity'), outcomes };
}

function outcomeOf(from: Fields, { date, time, endDate, endTime }: Names, unit: unknown): Fields {
  // A period of one day is a day.
  const day = from[date] === from[endDate] && (from[time] === undefined || from[time] === from[endTime]);
  const began = day || from[date] === undefined;
  const first = began ? [] : [{ type: FROM, date: from[date], ...present({ time: from[time] }) }];
  const last = from[endTime] === undefined ? [] : [{ type: PROMISED, time: from[endTime] }];
  return {
    outcome: 'accepted',
    ...only(from, 'quantity'),
    ...present({ unit }),
    ...(from[endDate] === undefined ? {} : { dateType: PROMISED, date: from[endDate] }),
    ...listed('dates', [...first, ...last]),
  };
}

const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function write(document: Fields): Fields {
  return { ...without(document, 'outcome'), ...listed('lines', itemsOf(document, 'lines').map(written)) };
}

function written(line: Fields): Fields {
  const outcomes = itemsOf(line, 'outcomes');
  const notes = [...itemsOf(line, 'notes'), ...outcomes.flatMap(reasonIn)];
  const rest = { ...without(line, 'outcomes'), ...listed('notes', notes) };
  const parts = outcomes.filter(({ outcome }) => CONFIRMED.has(outcome));
  const [first, ...others] = parts;
  if (first === undefined) return outcomes.length > 0 ? { ...without(rest, 'schedules'), quantity: '0' } : rest;
  // A substitute is what will be delivered.
  const whole = { ...without(rest, 'schedules'), ...only(first, 'unit', 'supplierItem', 'buyerItem', 'gtin') };
  if (others.length === 0) return { ...whole, ...only(first, 'quantity'), ...partOf(first, OF_LINE) };
  const quantity = parts.reduce((total, part) => add(total, String(part.quantity ?? '0')), '0');
  const schedules = parts.map((part) => ({ ...only(part, 'quantity'), ...partOf(part, OF_SCHEDULE) }));
  return { ...whole, quantity, schedules };
}

function partOf(part: Fields, { date, time, endDate, endTime }: Names): Fields {
  const dates = itemsOf(part, 'dates');
  const from = dates.find(({ type }) => type === FROM);
  const until = dates.find(({ type }) => type === PROMISED);
  return present({ [date]: from?.date, [time]: from?.time, [endDate]: part.date, [endTime]: until?.time });
}

/** What cannot be said, by its path: what is neither confirmed nor refused, and a refusal that its lines do not say. */
function unsaid(document: Fields): [path: string, value: string][] {
  const { outcome } = document;
  const given = itemsOf(document, 'lines');
  const lines = given.flatMap((line, i) =>
    itemsOf(line, 'outcomes').flatMap((one, n): [string, string][] =>
      CONFIRMED.has(one.outcome) || REFUSED.has(one.outcome)
        ? []
        : [[`lines/${i}/outcomes/${n}/outcome`, String(one.outcome)]],
    ),
  );
  const allRefused = given.length > 0 && given.every((line) => isNothing(written(line).quantity));
  const said = ACCEPTED.has(outcome) || (REJECTED.has(outcome) && allRefused);
  return said ? lines : [['outcome', String(outcome)], ...lines];
}
