/**
 * Values as XML writes them (XML Schema 1.0 part 2): decimals without exponents, dates and times with or without a zone,
 * true and false. A canonical date or time may stand in one value with the other (dateTime): each is a half of it.
 *
 * White space is what the type says; a value that is no string has none around it.
 */

import { isDecimal, normal } from '../decimal.ts';
import { type ElementDefinition, isDate8, isTime, XML_TYPES } from '../edi/element.ts';
import type { Codec, Kind } from './codec.ts';
import { fittedText, reject } from './reject.ts';

const TYPES: ReadonlySet<string> = new Set(XML_TYPES);

export const isXml = ({ type }: Pick<ElementDefinition, 'type'>): boolean => TYPES.has(type);

/** The text as its type has it (4.3.6, whiteSpace). */
function textOf(value: string, type: string): string {
  switch (type) {
    case 'string':
      return value;
    case 'normalized':
      // The type would keep outer space, which is how the document was laid out: codes and numbers have none.
      return value.replace(/[\t\n\r]/g, ' ').trim();
    case 'trimmed':
      return value.trim();
    default:
      return value.replace(/[\t\n\r ]+/g, ' ').trim();
  }
}

const texts = new Map<string, Codec>();

function textCodec(type: string): Codec {
  const known = texts.get(type);
  if (known !== undefined) return known;
  const codec: Codec = {
    // Spaces alone say nothing.
    read: (value) => (value.trim() === '' ? undefined : textOf(value, type)),
    write: (value, note, element) => fittedText(String(value), note, element),
  };
  texts.set(type, codec);
  return codec;
}

// Some systems write the minus behind the digits.
const DECIMAL = /^([-+]?)(\d+\.?\d*|\.\d+)(-?)$/;

const decimal: Codec = {
  read(value, note) {
    const plain = value.trim();
    if (plain === '') return undefined;
    if (isDecimal(plain)) return plain;
    const [, sign = '', digits = '', behind = ''] = DECIMAL.exec(plain) ?? [];
    if (digits === '' || (sign !== '' && behind !== '')) return reject(note, 'VALUE_NOT_DECIMAL', value, '');
    return normal(`${sign === '-' || behind === '-' ? '-' : ''}${digits}`);
  },
  write: (value, note, element) => fittedText(String(value), note, element),
};

const integer: Codec = {
  read(value, note) {
    const plain = value.trim();
    if (plain === '') return undefined;
    return /^\+?\d{1,15}$/.test(plain) ? Number(plain) : reject(note, 'VALUE_NOT_INTEGER', value, '');
  },
  write: (value) => String(value),
};

const TRUE = new Set(['true', '1', 'yes', 'y', 'x']);
const FALSE = new Set(['false', '0', 'no', 'n']);

const boolean: Codec = {
  read(value, note) {
    // BMEcat has any letter case.
    const plain = value.trim().toLowerCase();
    if (plain === '') return undefined;
    if (TRUE.has(plain)) return true;
    return FALSE.has(plain) ? false : reject(note, 'VALUE_NOT_BOOLEAN', value, '');
  },
  write(value, _note, element) {
    const words = element?.codes?.has('yes') === true ? ['yes', 'no'] : ['true', 'false'];
    return value === true ? words[0] : words[1];
  },
};

const MOMENT = /^(\d{4}-\d\d-\d\d)?(?:T?(\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:\d\d)?$/;
// Stands for no time of day where a type asks for one.
const MIDNIGHT = '00:00:00';

interface Moment {
  date: string;
  time: string;
  zone: string;
}

function momentOf(value: string): Moment | undefined {
  const [whole, date = '', time = '', zone = ''] = MOMENT.exec(value.trim()) ?? [];
  if (whole === undefined || (date === '' && time === '')) return undefined;
  if (date !== '' && !isDate8(date.replaceAll('-', ''))) return undefined;
  if (time !== '' && !isTime(time.slice(0, 8).replaceAll(':', ''))) return undefined;
  return { date, time, zone };
}

const written = ({ date, time, zone }: Moment): string =>
  `${date}${date !== '' && time !== '' ? 'T' : ''}${time}${zone}`;

const date: Codec = {
  read(value, note) {
    if (value.trim() === '') return undefined;
    const moment = momentOf(value);
    if (moment === undefined || moment.date === '') return reject(note, 'VALUE_NOT_DATE', value, 'YYYY-MM-DD');
    if (moment.time === '' && moment.zone !== '') note('DATE_ZONE_DROPPED', value, moment.zone);
    return moment.date;
  },
  write: (value, _note, element) => (element?.type === 'dateTime' ? `${String(value)}T${MIDNIGHT}` : String(value)),
  join: (present, text) => {
    const [there, added] = [momentOf(present), momentOf(text)];
    return there === undefined || added === undefined || there.date !== ''
      ? undefined
      : written({ ...there, date: added.date });
  },
};

const time: Codec = {
  read(value, note) {
    if (value.trim() === '') return undefined;
    const moment = momentOf(value);
    if (moment === undefined) return reject(note, 'VALUE_NOT_TIME', value, 'hh:mm:ss');
    const alone = moment.date === '';
    if (moment.time === '' || (!alone && moment.time === MIDNIGHT && moment.zone === '')) return undefined;
    return moment.time + moment.zone;
  },
  write(value, _note, element) {
    const moment = momentOf(String(value));
    // Seconds are asked for wherever a time has a type.
    const whole =
      moment !== undefined && moment.time.length === 5 && (element?.type === 'time' || element?.type === 'dateTime');
    return whole ? `${moment.time}:00${moment.zone}` : String(value);
  },
  join: (present, text) => {
    const [there, added] = [momentOf(present), momentOf(text)];
    if (there === undefined || added === undefined || !['', MIDNIGHT].includes(there.time)) return undefined;
    return written({ ...added, date: there.date });
  },
};

/** The codec between a value of an XML document and a canonical kind. */
export function xmlCodec({ type }: Pick<ElementDefinition, 'type'>, kind: Kind): Codec {
  switch (kind) {
    case 'decimal':
      return decimal;
    case 'integer':
      return integer;
    case 'boolean':
      return boolean;
    case 'date':
      return date;
    case 'time':
      return time;
    default:
      return textCodec(type);
  }
}
