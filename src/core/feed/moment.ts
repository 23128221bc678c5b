/**
 * How a feed writes dates and times, such as `DD.MM.YYYY`, `M/D/YYYY h:mm A` or `YYYY-MM-DD HH:mm:ss Z`: the date first,
 * then the time of day, then the offset from UTC. Time and offset may be missing in a value, never in part.
 */

import { centuryOf, isDate8 } from '../edi/element.ts';

/** Tokens, and what stands between them as it is. */
type Part = { token: string } | { literal: string };

export interface Moment {
  source: string;
  /** What stands between two of them belongs to the later one. */
  date: Part[];
  time: Part[];
  zone: Part[];
}

/** A canonical date, time of day and offset, as far as they are there. */
export interface Instant {
  date: string;
  time: string;
  zone: string;
}

const TOKEN = /YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A|Z/y;
const DATE_TOKENS: ReadonlySet<string> = new Set(['YYYY', 'YY', 'MMM', 'MM', 'M', 'DD', 'D']);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a token is, as a group of a pattern. */
const PATTERNS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<year>\\d{2})',
  MMM: '(?<month>[A-Za-z]{3})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2}(?:\\.\\d+)?)',
  A: '(?<half>[AaPp][Mm])',
  Z: '(?<zone>Z|[+-]\\d{2}:?\\d{2})',
};

/** The format, or what is wrong with it. */
export function parseMoment(source: string): Moment | string {
  const moment: Moment = { source, date: [], time: [], zone: [] };
  let part = moment.date;
  let literal = '';
  const tokens: string[] = [];
  for (let at = 0; at < source.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source)?.[0];
    if (token === undefined) {
      literal += source[at];
      at++;
      continue;
    }
    const next = DATE_TOKENS.has(token) ? moment.date : token === 'Z' ? moment.zone : moment.time;
    const isBack = next !== part && next.length > 0;
    if (isBack || (next === moment.date && part !== next)) return `in "${source}" the date comes first, then the time`;
    part = next;
    if (literal !== '') part.push({ literal });
    part.push({ token });
    tokens.push(token);
    literal = '';
    at += token.length;
  }
  if (literal !== '') part.push({ literal });
  const count = (...of: string[]): number => tokens.filter((token) => of.includes(token)).length;
  if (count('YYYY', 'YY') !== 1 || count('MMM', 'MM', 'M') !== 1 || count('DD', 'D') !== 1)
    return `"${source}" has a year (YYYY), a month (MM) and a day (DD), each once`;
  const hours = count('HH', 'H') + count('hh', 'h');
  const isTime = hours === 1 && count('mm') === 1 && count('ss') <= 1 && count('A') === count('hh', 'h');
  if (moment.time.length > 0 && !isTime) return `the time of "${source}" is like HH:mm, HH:mm:ss or h:mm A`;
  return moment;
}

/** Where a format says nothing of times, or of their offset. */
const TIME: Part[] = [{ token: 'HH' }, { literal: ':' }, { token: 'mm' }, { literal: ':' }, { token: 'ss' }];
const ZONE: Part[] = [{ token: 'Z' }];

/** A text as a pattern that finds it. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

function patternOf(parts: Part[]): string {
  return parts
    .map((part, i) => {
      // Seconds may be left out, with what stands before them.
      if (isSeconds(part)) return `(?:${escaped(literalOf(parts[i - 1]))}${PATTERNS.ss})?`;
      if ('token' in part) return PATTERNS[part.token];
      return isSeconds(parts[i + 1]) ? '' : escaped(part.literal);
    })
    .join('');
}

const isSeconds = (part: Part | undefined): boolean => part !== undefined && 'token' in part && part.token === 'ss';
const literalOf = (part: Part | undefined): string => (part !== undefined && 'literal' in part ? part.literal : '');
const optional = (pattern: string): string => (pattern === '' ? '' : `(?:${pattern})?`);

/** Reads and writes values of a format. */
export interface MomentFormat {
  /** Undefined when the text is none. */
  read(text: string): Instant | undefined;
  /** Undefined when the format has no place for a part that is there. */
  write(instant: Instant): string | undefined;
}

/** Reads what is in any of the formats, and writes the first. */
export function momentFormat(moments: readonly Moment[]): MomentFormat {
  const formats = moments.map(formatOf);
  const read = (text: string): Instant | undefined => {
    for (const format of formats) {
      const instant = format.read(text);
      if (instant !== undefined) return instant;
    }
    return undefined;
  };
  return { read, write: (instant) => formats[0]?.write(instant) };
}

function formatOf({ date, time, zone }: Moment): MomentFormat {
  const hasTime = time.length > 0;
  const [behind, offset] = hasTime ? [time, zone] : [TIME, ZONE];
  /** The time without what parts it from the date. */
  const bare = literalOf(behind[0]) === '' ? behind : behind.slice(1);
  const tail = hasTime ? optional(patternOf(behind) + optional(patternOf(offset))) : '';
  const whole = new RegExp(`^${patternOf(date)}${tail}$`);
  const alone = new RegExp(`^${patternOf(bare)}${optional(patternOf(offset))}$`);

  function read(text: string): Instant | undefined {
    const found = (whole.exec(text) ?? alone.exec(text))?.groups;
    return found && instantOf(found);
  }

  return {
    read,
    write(instant) {
      const day = instant.date === '' ? '' : render(date, instant);
      const clock = instant.time === '' ? '' : render(day === '' ? bare : behind, instant);
      const text = day + clock + (instant.zone === '' ? '' : render(offset, instant));
      const again = read(text);
      const isSame = again?.date === instant.date && again.time === instant.time && again.zone === instant.zone;
      return isSame ? text : undefined;
    },
  };
}

/** Years whose days tell formats apart, of two digits too. */
const YEARS = [2011, 2024];

/** A date that one of the formats reads as another than it was written by another; undefined where that cannot be. */
export function ambiguous(moments: readonly Moment[]): string | undefined {
  if (moments.length < 2) return undefined;
  const formats = moments.map(formatOf);
  for (const year of YEARS)
    for (let month = 1; month <= 12; month++)
      for (let day = 1; day <= 28; day++) {
        const date = `${year}-${two(month)}-${two(day)}`;
        const texts = formats.map((format) => format.write({ date, time: '', zone: '' }) ?? '');
        const odd = texts.find((text) => formats.some((format) => (format.read(text)?.date ?? date) !== date));
        if (odd !== undefined) return odd;
      }
  return undefined;
}

function instantOf(found: Record<string, string | undefined>): Instant | undefined {
  const { year, month = '', day = '', hour, minute = '', second, half, zone = '' } = found;
  let date = '';
  if (year !== undefined) {
    const number =
      month.length === 3 ? MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase()) + 1 : Number(month);
    const century = year.length === 4 ? '' : centuryOf(year);
    const digits = `${century}${year}${two(number)}${day.padStart(2, '0')}`;
    if (!isDate8(digits)) return undefined;
    date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  }
  if (hour === undefined) return { date, time: '', zone: '' };
  const hours = hourOf(Number(hour), half);
  if (hours === undefined || Number(minute) > 59 || Number(second ?? 0) >= 60) return undefined;
  return { date, time: `${two(hours)}:${minute}${second === undefined ? '' : `:${second}`}`, zone: zoneOf(zone) };
}

const two = (value: number): string => String(value).padStart(2, '0');

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

/** `-0400` is `-04:00`. */
const zoneOf = (zone: string): string => (zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone);

function render(parts: Part[], { date, time, zone }: Instant): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const [hour = '', minute = '', second] = time.split(':');
  const twelve = String(Number(hour) % 12 || 12);
  const values: Record<string, string> = {
    YYYY: year,
    YY: year.slice(2),
    MMM: MONTHS[Number(month) - 1] ?? '',
    MM: month,
    M: String(Number(month)),
    DD: day,
    D: String(Number(day)),
    HH: hour,
    H: String(Number(hour)),
    hh: twelve.padStart(2, '0'),
    h: twelve,
    mm: minute,
    ss: second ?? '',
    A: Number(hour) < 12 ? 'AM' : 'PM',
    // Without a colon, as those who write such formats mostly do; both are read.
    Z: zone.replace(':', ''),
  };
  return parts
    .filter((part, i) => second !== undefined || !isOfSeconds(part, parts[i + 1]))
    .map((part) => ('token' in part ? values[part.token] : part.literal))
    .join('');
}

/** The seconds, or what stands before them. */
const isOfSeconds = (part: Part, next: Part | undefined): boolean =>
  isSeconds(part) || ('literal' in part && isSeconds(next));
