/**
 * EDIFACT dates, times and periods (composite C507): the text of 2380 is what its format 2379 says. A rule that reads
 * 2380 into a date or time takes the formats that hold one; every other format (periods, weeks, months) stays text.
 */

import { centuryOf, isDate6, isDate8, isTime } from '../edi/element.ts';
import { local, type Note } from './codec.ts';

/** Data elements: a date, time or period, and its format. */
export const PERIOD = '2380';
export const PERIOD_FORMAT = '2379';
/** And what it is the date, time or period of. */
export const PERIOD_MEANING = '2005';

/** How the digits of a format fall into date and time; a length of 0 means the format has none. */
interface Format {
  /** Order of year, month and day. */
  date: 'CCYYMMDD' | 'YYMMDD' | 'DDMMYY' | 'MMDDYY' | 'DDMMCCYY' | '';
  /** Digits of the time behind the date. */
  time: 0 | 4 | 6;
}

/** Values of 2379 that hold a date, a time of day, or both. */
const FORMATS: Record<string, Format> = {
  '102': { date: 'CCYYMMDD', time: 0 },
  '101': { date: 'YYMMDD', time: 0 },
  '203': { date: 'CCYYMMDD', time: 4 },
  '204': { date: 'CCYYMMDD', time: 6 },
  '201': { date: 'YYMMDD', time: 4 },
  '202': { date: 'YYMMDD', time: 6 },
  '2': { date: 'DDMMYY', time: 0 },
  '3': { date: 'MMDDYY', time: 0 },
  '4': { date: 'DDMMCCYY', time: 0 },
  '401': { date: '', time: 4 },
  '402': { date: '', time: 6 },
};

/** The formats a date or time can be read from; without one the length tells. The first is the usual one. */
export const DATED: readonly string[] = [...Object.keys(FORMATS).sort((a) => (a === '102' ? -1 : 1)), ''];

/** What a text without a format is taken for. */
const BY_LENGTH: Record<number, string> = { 6: '101', 8: '102', 10: '201', 12: '203', 14: '204' };

const formatOf = (text: string, format: string): Format | undefined =>
  FORMATS[format === '' ? (BY_LENGTH[text.length] ?? '') : format];

function dateOf(text: string, { date }: Format): string | undefined {
  const digits = text.slice(0, date.length);
  const [first, second, third] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
  const ordered = {
    CCYYMMDD: digits,
    YYMMDD: digits,
    DDMMYY: third + second + first,
    MMDDYY: third + first + second,
    DDMMCCYY: third + second + first,
    '': '',
  }[date];
  if (!isDate8(ordered) && !isDate6(ordered)) return undefined;
  const whole = ordered.length === 8 ? ordered : centuryOf(ordered.slice(0, 2)) + ordered;
  return `${whole.slice(0, 4)}-${whole.slice(4, 6)}-${whole.slice(6)}`;
}

/** What 2380 and 2379 hold, and hold after writing. */
export interface Period {
  text: string;
  format: string;
}

/** One half of a date and time: reading gives it, writing puts it beside what is there. */
export interface Dated {
  read(period: Period, note: Note): string | undefined;
  write(value: string, present: Period, note: Note): Period | undefined;
}

const length = ({ date, time }: Format): number => date.length + time;

export const date: Dated = {
  read({ text, format }, note) {
    const parts = formatOf(text, format);
    if (parts !== undefined && parts.date === '') return undefined;
    const read = parts === undefined || text.length !== length(parts) ? undefined : dateOf(text, parts);
    if (read === undefined) note('VALUE_NOT_DATE', text, parts?.date ?? 'its format says');
    return read;
  },
  write(value, { text, format }) {
    const time = FORMATS[format]?.date === '' ? text : '';
    return { text: value.replaceAll('-', '') + time, format: { 0: '102', 4: '203', 6: '204' }[time.length] ?? '102' };
  },
};

export const time: Dated = {
  read({ text, format }, note) {
    const parts = formatOf(text, format);
    if (parts === undefined || parts.time === 0) return undefined;
    const digits = text.slice(parts.date.length);
    if (!isTime(digits) || digits.length !== parts.time) {
      note('VALUE_NOT_TIME', text, '');
      return undefined;
    }
    return digits.match(/../g)!.join(':');
  },
  write(value, { text, format }, note) {
    const digits = local(value).replaceAll(':', '');
    if (!/^\d{4}(\d\d)?$/.test(digits)) {
      note('VALUE_NOT_WRITABLE', value, 'EDIFACT times are hours, minutes and seconds');
      return undefined;
    }
    const day = FORMATS[format]?.date === 'CCYYMMDD' ? text : '';
    const seconds = digits.length === 6;
    return { text: day + digits, format: day === '' ? (seconds ? '402' : '401') : seconds ? '204' : '203' };
  },
};

/** A day (CCYYMMDD) and a time of day (HHMMSS) in a format that holds either; undefined in others. */
export function inFormat(format: string, day: string, clock: string): string | undefined {
  const parts = FORMATS[format];
  if (parts === undefined) return undefined;
  const [year, short, month, date] = [day.slice(0, 4), day.slice(2, 4), day.slice(4, 6), day.slice(6)];
  const ordered = {
    CCYYMMDD: day,
    YYMMDD: short + month + date,
    DDMMYY: date + month + short,
    MMDDYY: month + date + short,
    DDMMCCYY: date + month + year,
    '': '',
  }[parts.date];
  return ordered + clock.slice(0, parts.time);
}
