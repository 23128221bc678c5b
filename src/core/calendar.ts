/**
 * Business calendars: when a partner's people work, and when a time of theirs has run out. The only file that
 * imports a date library (Temporal, ECMA-262): no offset of a time zone is computed by hand.
 *
 * Hours are local. A time of day that the clocks skip is the moment they jump; one that they read twice is its
 * first reading. So a span that holds an hour read twice is an hour longer that day, and no minute counts double.
 */

import { Temporal } from 'temporal-polyfill';

/** A calendar file (schemas/config/calendar.json). */
export interface CalendarSource {
  timeZone: string;
  hours: Partial<Record<(typeof WEEK)[number], string[]>>;
  holidays?: Record<string, string>;
  extra?: Record<string, string[]>;
}

/** Minutes from midnight, the last one not included; 1440 is the midnight that ends the day. */
interface Span {
  from: number;
  to: number;
}

export interface Calendar {
  timeZone: string;
  /** The hours of Monday to Sunday. */
  week: readonly (readonly Span[])[];
  /** Dates that have hours of their own: none on a holiday. */
  dates: ReadonlyMap<string, readonly Span[]>;
}

/** Working time in milliseconds, or a number of working days. */
export type Duration = { time: number } | { days: number };

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const MINUTE = 60_000;
const DAY_END = 1440;

/** Every hour of every day, UTC. */
export const ALWAYS: Calendar = { timeZone: 'UTC', week: WEEK.map(() => [{ from: 0, to: DAY_END }]), dates: new Map() };

/** `90m`, `24h` (working time), `2d` (working days); undefined where it is none of these. */
export function parseDuration(text: string): Duration | undefined {
  const [, digits, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return unit === 'd' ? { days: Number(digits) } : { time: Number(digits) * (unit === 'h' ? 60 : 1) * MINUTE };
}

export interface Wrong {
  /** Where in the file: `['hours', 'monday', '1']`. */
  path: string[];
  message: string;
}

/** A calendar file that is valid by its schema; what is wrong with it beyond that. */
export function readCalendar(source: CalendarSource): { calendar: Calendar; wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  const { timeZone, hours, holidays = {}, extra = {} } = source;
  if (!isTimeZone(timeZone)) wrong.push({ path: ['timeZone'], message: `there is no time zone ${timeZone}` });
  const dates = new Map<string, Span[]>();
  for (const date of Object.keys(holidays)) dates.set(date, []);
  for (const [date, spans] of Object.entries(extra)) {
    if (dates.has(date)) wrong.push({ path: ['extra', date], message: `${date} is a holiday` });
    dates.set(date, readSpans(['extra', date], spans, wrong));
  }
  for (const [list, given] of Object.entries({ holidays, extra })) {
    for (const date of Object.keys(given))
      if (!isDate(date)) wrong.push({ path: [list, date], message: `there is no day ${date}` });
  }
  const week = WEEK.map((day) => readSpans(['hours', day], hours[day] ?? [], wrong));
  // Otherwise nothing would ever be due.
  if (week.every((spans) => spans.length === 0))
    wrong.push({ path: ['hours'], message: 'no day of the week has hours' });
  return { calendar: { timeZone, week, dates }, wrong };
}

function readSpans(path: string[], texts: string[], wrong: Wrong[]): Span[] {
  const spans = texts.map((text): Span => {
    const [from, to] = text.split('-').map(minutes);
    return { from: from!, to: to! };
  });
  spans.forEach(({ from, to }, i) => {
    const at = [...path, String(i)];
    if (from >= to) wrong.push({ path: at, message: `${texts[i]} ends before it starts; split a night at 24:00` });
    else if (i > 0 && from < spans[i - 1]!.to)
      wrong.push({ path: at, message: `${texts[i]} starts before ${texts[i - 1]} ends` });
  });
  return spans;
}

function minutes(text: string): number {
  const [hour, minute] = text.split(':').map(Number);
  return hour! * 60 + minute!;
}

function isTimeZone(timeZone: string): boolean {
  try {
    // An offset such as +01:00 has no daylight-saving time, and is hardly what is meant.
    return /^[A-Za-z]/.test(timeZone) && zoned(0, timeZone) !== undefined;
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** The first instant at which that much time of the calendar has passed since `start`; both UTC, ISO 8601 with milliseconds. */
export function dueAfter(calendar: Calendar, start: string, duration: Duration): string {
  return isoOf(
    'days' in duration ? afterDays(calendar, start, duration.days) : afterTime(calendar, start, duration.time),
  );
}

function afterTime(calendar: Calendar, start: string, time: number): number {
  let left = time;
  for (const { from, to } of openFrom(calendar, millisecondsOf(start))) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  throw new RangeError(`no end to ${time} ms of ${calendar.timeZone}`);
}

/**
 * So many working days later at the same time of day, counted from the next opening where it is closed. A day that is
 * shorter than that has the end of its hours, one that opens later its opening.
 */
function afterDays(calendar: Calendar, start: string, days: number): number {
  const { from } = openFrom(calendar, millisecondsOf(start)).next().value!;
  const local = zoned(from, calendar.timeZone);
  let date = local.toPlainDate();
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 });
    if (hoursOn(calendar, date).length > 0) left--;
  }
  const wanted = momentOf(date.toPlainDateTime(local.toPlainTime()), calendar.timeZone);
  const spans = spansOn(calendar, date);
  const last = spans.findLast((span) => span.from <= wanted);
  return last === undefined ? spans[0]!.from : Math.min(wanted, last.to);
}

/** The working time from one instant to another, milliseconds; 0 where the second is not later. */
export function workingTimeBetween(calendar: Calendar, start: string, end: string): number {
  const until = millisecondsOf(end);
  let sum = 0;
  for (const { from, to } of openFrom(calendar, millisecondsOf(start))) {
    if (from >= until) break;
    sum += Math.min(to, until) - from;
  }
  return sum;
}

/** The calendar's open spans from an instant on, as epoch milliseconds, one after the other without end. */
function* openFrom(calendar: Calendar, start: number): Generator<Span, never> {
  for (let date = zoned(start, calendar.timeZone).toPlainDate(); ; date = date.add({ days: 1 })) {
    for (const { from, to } of spansOn(calendar, date)) if (to > start) yield { from: Math.max(from, start), to };
  }
}

function spansOn(calendar: Calendar, date: Temporal.PlainDate): Span[] {
  const at = (minute: number): number =>
    minute === DAY_END
      ? date.add({ days: 1 }).toZonedDateTime(calendar.timeZone).epochMilliseconds
      : momentOf(date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 }), calendar.timeZone);
  return (
    hoursOn(calendar, date)
      .map(({ from, to }) => ({ from: at(from), to: at(to) }))
      // The clocks may have skipped all of it.
      .filter(({ from, to }) => to > from)
  );
}

const hoursOn = ({ week, dates }: Calendar, date: Temporal.PlainDate): readonly Span[] =>
  dates.get(date.toString()) ?? week[date.dayOfWeek - 1]!;

/** When the clocks of a place first read a local time, or jump over it. */
function momentOf(local: Temporal.PlainDateTime, timeZone: string): number {
  // Of a skipped time `earlier` is as long before the jump.
  const found = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(local)) return found.epochMilliseconds;
  return found.getTimeZoneTransition('next')!.epochMilliseconds;
}

const zoned = (milliseconds: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);

const millisecondsOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const isoOf = (milliseconds: number): string =>
  Temporal.Instant.fromEpochMilliseconds(milliseconds).toString({ smallestUnit: 'millisecond' });
