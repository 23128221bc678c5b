/**
 * Codecs turn a wire value into a canonical one and back. Each is a pair with the law read(write(x)) = x, for
 * decimals as numbers: an N2 that reads 10.00 was written 10. Types at both ends choose most of them; a rule
 * names the rest (`| code unit`, `| date YYYYMMDD`).
 *
 * X12.6: R is an explicit decimal, Nn implies n decimals, DT is CCYYMMDD or YYMMDD, TM is HHMM[SS[d[d]]].
 */

import { isDecimal, normal, shift } from '../decimal.ts';
import { centuryOf, type ElementDefinition, isDate6, isDate8, isEdifact, isTime } from '../edi/element.ts';
import type { ProblemCode } from '../problem.ts';
import { reject } from './reject.ts';
import type { Table } from './table.ts';
import { isXml, xmlCodec } from './xml-value.ts';

export type Kind = 'text' | 'decimal' | 'date' | 'time' | 'integer' | 'boolean';
export type Scalar = string | number | boolean;

/** Takes what is wrong with a value. */
export type Note = (code: ProblemCode, value: string, detail: string) => void;

/** Both directions return undefined after noting why a value cannot be converted. */
export interface Codec {
  /** Wire values it knows, where a table lists them. */
  known?: ReadonlyMap<string, string>;
  read(text: string, note: Note): Scalar | undefined;
  write(value: unknown, note: Note, element: ElementDefinition | undefined): string | undefined;
  /** What stands in one place with another value, such as a time beside its date; undefined where they cannot. */
  join?(present: string, text: string): string | undefined;
}

const text: Codec = {
  read: (value) => value.trimEnd() || undefined,
  write: (value) => String(value),
};

/** Explicit decimals, as sent where that is canonical: 7.50 stays 7.50, .5 becomes 0.5. */
const decimal: Codec = {
  read: readDecimal,
  write: (value, note, element) => fitted(String(value), note, element),
};

/** EDIFACT decimals have a point or a comma (ISO 9735-1, 10), never both: there is no mark between thousands. */
const marked: Codec = {
  read: (value, note) => readDecimal(value.replace(',', '.'), note),
  write: (value, note, element) => fitted(String(value), note, element),
};

function readDecimal(value: string, note: Note): string | undefined {
  const plain = value.trim();
  if (isDecimal(plain)) return plain;
  if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return normal(plain);
  return reject(note, 'VALUE_NOT_DECIMAL', value, '');
}

/** A decimal no longer than its element: zeros at the end of a fraction give way, digits never do. */
function fitted(value: string, note: Note, element: ElementDefinition | undefined): string | undefined {
  if (element === undefined || element.type.toUpperCase() === 'AN' || value.replace(/[-.]/g, '').length <= element.max)
    return value;
  const short = normal(value);
  if (short.replace(/[-.]/g, '').length <= element.max) return short;
  return reject(note, 'VALUE_NOT_WRITABLE', value, `longer than ${element.max} digits`);
}

/** Implied decimals: N2 reads 255438 as 2554.38, N0 is a whole number. */
const implied = (places: number): Codec => ({
  read(value, note) {
    const plain = value.trim();
    return /^-?\d+$/.test(plain) ? shift(plain, -places) : reject(note, 'VALUE_NOT_DECIMAL', value, '');
  },
  write(value, note, element) {
    const shifted = normal(shift(normal(String(value)), places));
    return shifted.includes('.')
      ? reject(note, 'VALUE_NOT_WRITABLE', String(value), `more than ${places} decimals`)
      : fitted(shifted, note, element);
  },
});

function readDate(value: string, note: Note): string | undefined {
  if (isDate8(value)) return `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;
  if (!isDate6(value)) return reject(note, 'VALUE_NOT_DATE', value, 'CCYYMMDD or YYMMDD');
  const year = value.slice(0, 2);
  return `${centuryOf(year)}${year}-${value.slice(2, 4)}-${value.slice(4)}`;
}

const date: Codec = {
  read: readDate,
  write(value, _note, element) {
    const digits = String(value).replaceAll('-', '');
    return element?.type === 'DT' && element.max === 6 ? digits.slice(2) : digits;
  },
};

// Neither X12 nor EDIFACT has a place for it beside every time.
const OFFSET = /(Z|[+-]\d\d:\d\d)$/;

/** A canonical time without its offset from UTC. */
export const local = (time: string): string => time.replace(OFFSET, '');

const time: Codec = {
  read(value, note) {
    if (!isTime(value)) return reject(note, 'VALUE_NOT_TIME', value, '');
    const seconds = value.length > 4 ? `:${value.slice(4, 6)}` : '';
    return `${value.slice(0, 2)}:${value.slice(2, 4)}${seconds}${value.length > 6 ? `.${value.slice(6)}` : ''}`;
  },
  write(value, note) {
    const digits = local(String(value)).replace(/[:.]/g, '');
    return digits.length <= 8
      ? digits
      : reject(note, 'VALUE_NOT_WRITABLE', String(value), 'more than hundredths of a second');
  },
};

/** A factor as the percentage it is: 0.19 ⇄ 19. */
export const percent: Codec = {
  read(value, note) {
    const factor = value.trim() === '' ? undefined : readDecimal(value, note);
    return factor === undefined ? undefined : normal(shift(factor, 2));
  },
  write: (value, note, element) => fitted(normal(shift(normal(String(value)), -2)), note, element),
};

const integer: Codec = {
  read: (value, note) =>
    /^\d{1,15}$/.test(value.trim()) ? Number(value) : reject(note, 'VALUE_NOT_INTEGER', value, ''),
  write: (value) => String(value),
};

const boolean: Codec = {
  read: (value, note) => (value === 'Y' ? true : value === 'N' ? false : reject(note, 'VALUE_NOT_BOOLEAN', value, '')),
  write: (value) => (value === true ? 'Y' : 'N'),
};

/** The codec between a wire element and a canonical kind, by their types alone. */
export function codecFor(element: ElementDefinition, kind: Kind): Codec {
  if (isXml(element)) return xmlCodec(element, kind);
  const places = element.type === 'N' ? '0' : /^N([0-6])$/.exec(element.type)?.[1];
  switch (kind) {
    case 'decimal':
      if (isEdifact(element)) return marked;
      return places === undefined ? decimal : implied(Number(places));
    case 'date':
      return date;
    case 'time':
      return time;
    case 'integer':
      return integer;
    case 'boolean':
      return boolean;
    default:
      return text;
  }
}

/**
 * `code TABLE`. What the table cannot say passes verbatim as `x12:VALUE` with a warning; a canonical value of
 * that form writes VALUE.
 */
export function codeCodec(table: Table, column: string): Codec {
  const reads = table.read.get(column) ?? new Map<string, string>();
  const writes = table.write.get(column) ?? new Map<string, string>();
  const prefix = `${column}:`;
  return {
    known: reads,
    read(value, note) {
      const plain = value.trim();
      const canonical = reads.get(plain);
      if (canonical !== undefined) return canonical;
      note('CODE_NOT_IN_TABLE', plain, table.file);
      return prefix + plain;
    },
    write(value, note) {
      const canonical = String(value);
      if (canonical.startsWith(prefix)) return canonical.slice(prefix.length);
      return (
        writes.get(canonical) ?? reject(note, 'VALUE_NOT_WRITABLE', canonical, `not in ${table.file}, column ${column}`)
      );
    },
  };
}

const PARTS = /YYYY|YY|MM|DD/g;

// What some systems write where there is no date or no time: 00000000, 000000.
const NOTHING = /^[0\s./:-]*$/;

/** `date FORMAT`, for dates in text elements: YYYYMMDD, MMDDYY …; undefined when the format is none. */
export function dateCodec(format: string): Codec | undefined {
  const parts = format.match(PARTS) ?? [];
  if (parts.length !== 3 || new Set(parts.map((part) => part[0])).size !== 3) return undefined;
  return {
    read(value, note) {
      if (NOTHING.test(value)) return undefined;
      const found = partsIn(value, format, PARTS);
      const digits = found === undefined ? '' : `${found.Y}${found.M}${found.D}`;
      return isDate8(digits) || isDate6(digits)
        ? readDate(digits, note)
        : reject(note, 'VALUE_NOT_DATE', value, format);
    },
    write(value) {
      const [year = '', month = '', day = ''] = String(value).split('-');
      return format.replace(PARTS, (part) =>
        part === 'YYYY' ? year : part === 'YY' ? year.slice(2) : part === 'MM' ? month : day,
      );
    },
  };
}

const TIME_PARTS = /HH|MM|SS/g;

/** `time FORMAT`, for times of day in text elements: HHMMSS, HH:MM …; undefined when the format is none. */
export function timeCodec(format: string): Codec | undefined {
  const parts = (format.match(TIME_PARTS) ?? []).join('');
  if (parts !== 'HHMMSS' && parts !== 'HHMM') return undefined;
  return {
    read(value, note) {
      if (NOTHING.test(value)) return undefined;
      const { H = '', M = '', S } = partsIn(value, format, TIME_PARTS) ?? {};
      return isTime(H + M + (S ?? ''))
        ? [H, M, ...(S === undefined ? [] : [S])].join(':')
        : reject(note, 'VALUE_NOT_TIME', value, format);
    },
    write(value, note) {
      const [hours = '', minutes = '', seconds = '00'] = local(String(value)).split(':');
      const whole = parts === 'HHMM' ? '00' : seconds.slice(0, 2);
      if (Number(seconds) !== Number(whole))
        return reject(note, 'VALUE_NOT_WRITABLE', String(value), `more than ${format} can say`);
      return format.replace(TIME_PARTS, (part) => (part === 'HH' ? hours : part === 'MM' ? minutes : whole));
    },
  };
}

/** The parts of a value by their first letter; undefined where it is not like the format. */
function partsIn(value: string, format: string, parts: RegExp): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  let at = 0;
  for (const match of format.matchAll(parts)) {
    if (format.slice(at, match.index) !== value.slice(at, match.index)) return undefined;
    at = match.index + match[0].length;
    found[match[0][0]!] = value.slice(match.index, at);
  }
  return value.length === format.length && format.slice(at) === value.slice(at) ? found : undefined;
}
