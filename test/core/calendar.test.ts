import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALWAYS,
  type Calendar,
  type CalendarSource,
  dueAfter,
  parseDuration,
  readCalendar,
  workingTimeBetween,
} from '../../src/core/calendar.ts';

const OFFICE = ['08:00-12:00', '13:00-17:00'];

function calendar(source: Partial<CalendarSource> = {}): Calendar {
  const hours = { monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: ['08:00-12:00'] };
  const read = readCalendar({ timeZone: 'America/New_York', hours, ...source });
  expect(read.wrong).toEqual([]);
  return read.calendar;
}

/** To the minute, as people write UTC. */
const utc = (time: string): string => `${time.replace(' ', 'T')}:00.000Z`;
const due = (on: Calendar, start: string, within: string): string =>
  dueAfter(on, utc(start), parseDuration(within)!).replace('T', ' ').replace(':00.000Z', '');
const hoursBetween = (on: Calendar, start: string, end: string): number =>
  workingTimeBetween(on, utc(start), utc(end)) / 3_600_000;

describe('a duration', () => {
  it.each([
    ['90m', { time: 5_400_000 }],
    ['24h', { time: 86_400_000 }],
    ['2d', { days: 2 }],
    ['9999h', { time: 35_996_400_000 }],
  ])('%s is read', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });

  it.each(['', '0h', '1', 'h', '1.5h', '-1h', '1h30m', '1 h', '10000h', '1H', 'none'])('%s is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('the calendar always', () => {
  it.each([
    ['2026-03-08 04:00', '24h', '2026-03-09 04:00'],
    ['2026-03-08 04:00', '2d', '2026-03-10 04:00'],
    ['2026-12-31 23:59', '90m', '2027-01-01 01:29'],
  ])('counts %s and %s as %s', (start, within, end) => {
    expect(due(ALWAYS, start, within)).toBe(end);
  });

  it('keeps milliseconds', () => {
    expect(dueAfter(ALWAYS, '2026-01-31T12:00:00.123Z', { time: 1 })).toBe('2026-01-31T12:00:00.124Z');
  });
});

describe('office hours', () => {
  // New York is five hours behind UTC in winter, four in summer.
  it.each([
    ['within the morning', '2026-02-02 14:00', '2h', '2026-02-02 16:00'],
    ['to the very end of the morning', '2026-02-02 13:00', '4h', '2026-02-02 17:00'],
    ['over lunch', '2026-02-02 16:00', '2h', '2026-02-02 19:00'],
    ['to the end of the day', '2026-02-02 13:00', '8h', '2026-02-02 22:00'],
    ['into the next day', '2026-02-02 21:00', '2h', '2026-02-03 14:00'],
    ['over the weekend, after a short Friday', '2026-02-06 16:00', '2h', '2026-02-09 14:00'],
    ['from before opening', '2026-02-02 05:00', '1h', '2026-02-02 14:00'],
    ['from the weekend', '2026-02-07 12:00', '90m', '2026-02-09 14:30'],
    ['over many weeks: 36 hours in each', '2026-02-02 13:00', '144h', '2026-02-27 17:00'],
  ])('count %s', (_what, start, within, end) => {
    expect(due(calendar(), start, within)).toBe(end);
  });

  it.each([
    ['the same time of the next working day', '2026-02-02 15:00', '1d', '2026-02-03 15:00'],
    ['over the weekend', '2026-02-05 15:00', '2d', '2026-02-09 15:00'],
    ['to the end of a day that is shorter', '2026-02-05 20:00', '1d', '2026-02-06 17:00'],
    ['to the end of the morning where the time falls into lunch', '2026-02-05 17:30', '2d', '2026-02-09 18:00'],
    ['from the next opening where it is closed', '2026-02-07 12:00', '1d', '2026-02-10 13:00'],
  ])('count days %s', (_what, start, within, end) => {
    expect(due(calendar(), start, within)).toBe(end);
  });

  it('count days to the opening of a day that opens later', () => {
    const late = calendar({ hours: { monday: ['08:00-12:00'], tuesday: ['10:00-12:00', '14:00-16:00'] } });
    expect(due(late, '2026-02-02 13:30', '1d')).toBe('2026-02-03 15:00');
    const lunch = calendar({ hours: { monday: ['08:00-17:00'], tuesday: ['08:00-12:00', '13:00-17:00'] } });
    expect(due(lunch, '2026-02-02 17:30', '1d')).toBe('2026-02-03 17:00');
  });

  it('leave out holidays, and take in days with hours of their own', () => {
    const on = calendar({
      holidays: { '2026-02-16': 'Washington’s Birthday' },
      extra: { '2026-02-14': ['09:00-10:00'], '2026-02-17': ['08:00-09:00'] },
    });
    // Friday's last hour, Saturday's only one, no Monday, one hour on Tuesday, and on to Wednesday.
    expect(due(on, '2026-02-13 16:00', '3h')).toBe('2026-02-17 14:00');
    expect(due(on, '2026-02-13 16:00', '4h')).toBe('2026-02-18 14:00');
    expect(due(on, '2026-02-13 15:00', '1d')).toBe('2026-02-14 15:00');
    expect(due(on, '2026-02-13 15:00', '2d')).toBe('2026-02-17 14:00');
    expect(hoursBetween(on, '2026-02-13 00:00', '2026-02-18 05:00')).toBe(4 + 1 + 0 + 1);
  });

  it('know a holiday by its local date', () => {
    const tokyo = calendar({ timeZone: 'Asia/Tokyo', hours: { friday: ['00:00-24:00'], saturday: ['00:00-24:00'] } });
    const on = { ...tokyo, dates: new Map([['2026-02-06', []]]) };
    // In Tokyo it is Saturday the 7th from Friday 15:00 UTC on.
    expect(hoursBetween(on, '2026-02-05 15:00', '2026-02-06 15:00')).toBe(0);
    expect(hoursBetween(on, '2026-02-06 15:00', '2026-02-07 15:00')).toBe(24);
  });

  it('have no time from a moment to an earlier one', () => {
    expect(hoursBetween(calendar(), '2026-02-02 15:00', '2026-02-02 14:00')).toBe(0);
  });
});

describe('when the clocks change', () => {
  const all = ['00:00-24:00'];
  const week = { monday: all, tuesday: all, wednesday: all, thursday: all, friday: all, saturday: all, sunday: all };
  const newYork = calendar({ hours: week });
  const berlin = calendar({ timeZone: 'Europe/Berlin', hours: week });
  const only = (span: string[], timeZone = 'America/New_York') => calendar({ timeZone, hours: { sunday: span } });

  it.each([
    ['New York springs forward', newYork, '2026-03-08 05:00', '2026-03-09 04:00', 23],
    ['New York falls back', newYork, '2026-11-01 04:00', '2026-11-02 05:00', 25],
    ['Berlin springs forward', berlin, '2026-03-28 23:00', '2026-03-29 22:00', 23],
    ['Berlin falls back', berlin, '2026-10-24 22:00', '2026-10-25 23:00', 25],
  ])('%s, a day is as long as it is', (_what, on, start, end, hours) => {
    expect(hoursBetween(on, start, end)).toBe(hours);
    expect(due(on, start, `${hours}h`)).toBe(end);
    // The same time of the next day, however many hours that is.
    expect(due(on, start, '1d')).toBe(end);
  });

  it.each([
    ['New York springs forward', '2026-03-06 22:00', '2026-03-09 21:00', 'America/New_York'],
    ['New York falls back', '2026-10-30 21:00', '2026-11-02 22:00', 'America/New_York'],
    ['Berlin springs forward', '2026-03-27 16:00', '2026-03-30 15:00', 'Europe/Berlin'],
    ['Berlin falls back', '2026-10-23 15:00', '2026-10-26 16:00', 'Europe/Berlin'],
  ])('%s over a weekend, offices open by their own clocks', (_what, end, next, timeZone) => {
    const hours = { monday: ['08:00-17:00'], friday: ['08:00-17:00'] };
    const on = calendar({ timeZone, hours });
    expect(due(on, end, '9h')).toBe(next);
    expect(hoursBetween(on, end, next)).toBe(9);
  });

  it.each([
    ['a span that holds the skipped hour is shorter', ['01:00-04:00'], 2],
    ['a span inside the skipped hour is none', ['02:15-02:45'], 0],
    ['a span that ends inside it ends at the jump', ['01:00-02:30'], 1],
    ['a span that begins inside it begins at the jump', ['02:30-04:00'], 1],
    ['spans that meet inside it count no minute twice', ['01:00-02:30', '02:30-04:00'], 2],
    ['spans on both sides of it lose nothing', ['01:00-02:00', '03:00-04:00'], 2],
  ])('in spring, %s', (_what, span, hours) => {
    expect(hoursBetween(only(span), '2026-03-08 05:00', '2026-03-09 04:00')).toBe(hours);
  });

  it.each([
    ['a span that holds the hour read twice is longer', ['00:00-03:00'], 4],
    ['spans that meet inside it count no minute twice', ['00:00-01:30', '01:30-03:00'], 4],
    ['a span inside it is its first reading', ['01:15-01:45'], 0.5],
  ])('in autumn, %s', (_what, span, hours) => {
    expect(hoursBetween(only(span), '2026-11-01 04:00', '2026-11-02 05:00')).toBe(hours);
  });

  it('a deadline inside the hour read twice is in its second reading when that much time has passed', () => {
    expect(due(only(all), '2026-11-01 04:00', '150m')).toBe('2026-11-01 06:30');
    expect(due(only(all), '2026-11-01 04:00', '90m')).toBe('2026-11-01 05:30');
  });

  it('a midnight that is skipped is when the day begins', () => {
    // In Santiago the clocks jump from 24:00 on Saturday, 5 September 2026, to 01:00.
    const santiago = calendar({ timeZone: 'America/Santiago', hours: { saturday: all, sunday: ['00:00-02:00'] } });
    expect(hoursBetween(santiago, '2026-09-05 04:00', '2026-09-07 03:00')).toBe(24 + 1);
  });
});

describe('whatever the calendar', () => {
  const MINUTE = 60_000;
  const instant = fc
    .integer({ min: Date.parse('2025-01-01'), max: Date.parse('2028-12-31') })
    .map((milliseconds) => new Date(milliseconds).toISOString());
  const day = fc.uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 0, maxLength: 6 }).map((ends) => {
    const sorted = ends.toSorted((a, b) => a - b).map((half) => `${pad(half / 2)}:${half % 2 === 0 ? '00' : '30'}`);
    return sorted.flatMap((end, i) => (i % 2 === 1 ? [`${sorted[i - 1]}-${end}`] : []));
  });
  const anyCalendar = fc
    .record({
      timeZone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'),
      hours: fc.record({ monday: fc.constant<string[]>(['09:00-17:00']), thursday: day, saturday: day, sunday: day }),
      holidays: fc.dictionary(fc.constantFrom('2026-03-09', '2026-10-26', '2027-01-04'), fc.constant('a holiday')),
      extra: fc.dictionary(
        fc.constantFrom('2026-03-10', '2026-11-03'),
        day.filter((spans) => spans.length > 0),
      ),
    })
    .map((source) => calendar(source));
  const time = fc.integer({ min: 1, max: 400 * 60 * MINUTE });
  const pad = (hour: number): string => String(Math.floor(hour)).padStart(2, '0');

  it('exactly that much time passes until it is due, and not a moment earlier', () => {
    fc.assert(
      fc.property(anyCalendar, instant, time, (on, start, length) => {
        const end = dueAfter(on, start, { time: length });
        expect(workingTimeBetween(on, start, end)).toBe(length);
        const before = new Date(Date.parse(end) - 1).toISOString();
        expect(workingTimeBetween(on, start, before)).toBe(length - 1);
      }),
      { numRuns: 150 },
    );
  });

  it('times add up', () => {
    fc.assert(
      fc.property(anyCalendar, instant, time, time, (on, start, first, second) => {
        const between = dueAfter(on, start, { time: first });
        expect(dueAfter(on, between, { time: second })).toBe(dueAfter(on, start, { time: first + second }));
      }),
      { numRuns: 150 },
    );
  });

  it('times between moments add up', () => {
    fc.assert(
      fc.property(anyCalendar, fc.tuple(instant, instant, instant), (on, moments) => {
        const [a, b, c] = moments.toSorted() as [string, string, string];
        expect(workingTimeBetween(on, a, b) + workingTimeBetween(on, b, c)).toBe(workingTimeBetween(on, a, c));
      }),
      { numRuns: 40 },
    );
  });

  it('what starts later, or takes longer, is not due earlier', () => {
    fc.assert(
      fc.property(anyCalendar, fc.tuple(instant, instant), time, time, (on, [a, b], one, other) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const [short, long] = one < other ? [one, other] : [other, one];
        expect(dueAfter(on, early, { time: short }) <= dueAfter(on, late, { time: short })).toBe(true);
        expect(dueAfter(on, early, { time: short }) <= dueAfter(on, early, { time: long })).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('days are due later the later they start and the more they are', () => {
    const days = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(anyCalendar, fc.tuple(instant, instant), days, (on, [a, b], count) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(dueAfter(on, early, { days: count }) <= dueAfter(on, late, { days: count })).toBe(true);
        expect(dueAfter(on, early, { days: count }) < dueAfter(on, early, { days: count + 1 })).toBe(true);
        expect(dueAfter(on, early, { days: count }) > early).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a calendar file', () => {
  const wrong = (source: Partial<CalendarSource>): string[] =>
    readCalendar({ timeZone: 'UTC', hours: { monday: ['08:00-17:00'] }, ...source }).wrong.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  it.each<[Partial<CalendarSource>, string[]]>([
    [{}, []],
    [{ timeZone: 'America/Nowhere' }, ['timeZone: there is no time zone America/Nowhere']],
    [{ timeZone: '+01:00' }, ['timeZone: there is no time zone +01:00']],
    [{ hours: {} }, ['hours: no day of the week has hours']],
    [
      { hours: { monday: ['17:00-08:00'] } },
      ['hours.monday.0: 17:00-08:00 ends before it starts; split a night at 24:00'],
    ],
    [
      { hours: { monday: ['08:00-08:00'] } },
      ['hours.monday.0: 08:00-08:00 ends before it starts; split a night at 24:00'],
    ],
    [
      { hours: { monday: ['08:00-12:00', '11:00-13:00'] } },
      ['hours.monday.1: 11:00-13:00 starts before 08:00-12:00 ends'],
    ],
    [{ hours: { monday: ['08:00-12:00', '12:00-13:00'], sunday: ['22:00-24:00'] } }, []],
    [{ holidays: { '2026-02-30': 'x' } }, ['holidays.2026-02-30: there is no day 2026-02-30']],
    [{ extra: { '2026-13-01': ['08:00-09:00'] } }, ['extra.2026-13-01: there is no day 2026-13-01']],
    [
      { holidays: { '2026-02-16': 'x' }, extra: { '2026-02-16': ['08:00-09:00'] } },
      ['extra.2026-02-16: 2026-02-16 is a holiday'],
    ],
  ])('%j', (source, findings) => {
    expect(wrong(source)).toEqual(findings);
  });
});
