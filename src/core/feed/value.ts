/**
 * Values as a feed writes them: its decimal mark, the mark between its thousands, its dates and times. A value that is
 * not written so is refused, never guessed at: `1,234` may be either. Blank is absent, and white space around a value
 * is no part of it.
 */

import { isDecimal, normal } from '../decimal.ts';
import type { Codec, Kind } from '../mapping/codec.ts';
import { fittedText, reject } from '../mapping/reject.ts';
import type { Feed } from './declare.ts';
import { escaped, type Instant, type MomentFormat, momentFormat } from './moment.ts';

type Style = Pick<Feed, 'decimal' | 'thousands' | 'dates'>;

/** The codec between a cell and a canonical kind: read(write(x)) is x. */
export function feedCodec(kind: Kind, style: Style): Codec {
  switch (kind) {
    case 'decimal':
      return decimalCodec(style);
    case 'integer':
      return integerCodec(style);
    case 'date':
    case 'time':
      return halfCodec(kind, style.dates.map(({ source }) => source).join(' or '), momentFormat(style.dates));
    case 'boolean':
      return boolean;
    default:
      return text;
  }
}

const text: Codec = {
  read: (value) => value.trim() || undefined,
  write: (value, note, element) => fittedText(String(value), note, element),
};

/** Digits, marked by thousands throughout or not at all. */
const wholePattern = ({ thousands }: Style): string =>
  thousands === '' ? '\\d+' : `(?:\\d+|\\d{1,3}(?:${escaped(thousands)}\\d{3})+)`;

function decimalCodec(style: Style): Codec {
  const { decimal, thousands } = style;
  const pattern = new RegExp(`^[-+]?(?:${wholePattern(style)}(?:${escaped(decimal)}\\d*)?|${escaped(decimal)}\\d+)$`);
  return {
    read(value, note) {
      const given = value.trim();
      if (given === '') return undefined;
      if (!pattern.test(given)) return reject(note, 'VALUE_NOT_DECIMAL', value, '');
      const bare = thousands === '' ? given : given.replaceAll(thousands, '');
      const plain = bare.replace(decimal, '.');
      return isDecimal(plain) ? plain : normal(plain);
    },
    write: (value, note, element) => fittedText(String(value).replace('.', decimal), note, element),
  };
}

function integerCodec(style: Style): Codec {
  const pattern = new RegExp(`^${wholePattern(style)}$`);
  return {
    read(value, note) {
      const given = value.trim();
      if (given === '') return undefined;
      const plain = style.thousands === '' ? given : given.replaceAll(style.thousands, '');
      return pattern.test(given) && plain.length <= 15 ? Number(plain) : reject(note, 'VALUE_NOT_INTEGER', value, '');
    },
    write: (value, note, element) => fittedText(String(value), note, element),
  };
}

const TRUE: ReadonlySet<string> = new Set(['yes', 'y', 'true', '1']);
const FALSE: ReadonlySet<string> = new Set(['no', 'n', 'false', '0']);

const boolean: Codec = {
  read(value, note) {
    const given = value.trim().toLowerCase();
    if (given === '') return undefined;
    if (TRUE.has(given)) return true;
    return FALSE.has(given) ? false : reject(note, 'VALUE_NOT_BOOLEAN', value, '');
  },
  write: (value, note, element) => fittedText(value === true ? 'Y' : 'N', note, element),
};

const ZONE = /(?:Z|[+-]\d\d:\d\d)$/;

/** What a canonical date or time alone says. */
function instantOf(half: 'date' | 'time', value: string): Instant {
  if (half === 'date') return { date: value, time: '', zone: '' };
  const zone = ZONE.exec(value)?.[0] ?? '';
  return { date: '', time: value.slice(0, value.length - zone.length), zone };
}

/** A cell may hold a date and a time: each canonical field is a half of it. */
function halfCodec(half: 'date' | 'time', source: string, format: MomentFormat): Codec {
  return {
    read(value, note) {
      const given = value.trim();
      if (given === '') return undefined;
      const instant = format.read(given);
      if (half === 'date')
        return instant === undefined || instant.date === ''
          ? reject(note, 'VALUE_NOT_DATE', value, source)
          : instant.date;
      if (instant === undefined) return reject(note, 'VALUE_NOT_TIME', value, '');
      return instant.time === '' ? undefined : instant.time + instant.zone;
    },
    write(value, note, element) {
      const written = format.write(instantOf(half, String(value)));
      return written === undefined
        ? reject(note, 'VALUE_NOT_WRITABLE', String(value), `there is no place for all of it in ${source}`)
        : fittedText(written, note, element);
    },
    join(present, added) {
      const [there, here] = [format.read(present), format.read(added)];
      if (there === undefined || here === undefined || there[half] !== '') return undefined;
      return format.write(half === 'date' ? { ...there, date: here.date } : { ...here, date: there.date });
    },
  };
}
