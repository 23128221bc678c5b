/**
 * Bytes of an XML document, in chunks cut anywhere, to text: the encoding is told by the byte order mark and the XML
 * declaration (XML 1.0, 4.3.3 and appendix F). Bytes that are no character of it are never replaced: decoding stops
 * in front of them and says why.
 *
 * Only UTF-8 is left to TextDecoder, which reads "iso-8859-1" as windows-1252 and fills the gaps of both.
 */

import { join } from '../bytes.ts';
/** How text stands in bytes, so that a place in the text can be told in bytes. */
export interface Encoding {
  /** Bytes of its smallest unit: what a character takes, but for those of several units. */
  unit: 1 | 2;
  /** Characters take one to four units: UTF-8. */
  variable: boolean;
  /** Length of the byte order mark. */
  start: number;
}

/** What some bytes say. */
export interface Decoded {
  text: string;
  /** What is wrong with the bytes right behind the text. */
  fault?: string;
}

/** Text that cannot be gone on with, in an encoding that is not known any better. */
export type Refusal = Encoding & Decoded;

export interface Decoder extends Encoding {
  /** `last` when no further bytes follow. */
  decode(bytes: Uint8Array, last: boolean): Decoded;
}

const NONE = new Uint8Array(0);

/** Both, one behind the other; the second itself where the first is empty. */
export const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => (a.length === 0 ? b : join(a, b));

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

// --- UTF-8

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const CUT = 'the document ends in the middle of a character';

/** How many bytes a character has by its first; 0 when none starts with it. */
function lengthBy(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** Whether a second byte may follow the first: what is left out would be overlong, a surrogate or beyond Unicode. */
function follows(first: number, second: number): boolean {
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return second >= least && second <= most;
}

/** Length of the valid characters that bytes start with; a character cut at their end is not one of them. */
function validUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at]!;
    const length = lengthBy(first);
    if (length === 0 || at + length > bytes.length) return at;
    if (length > 1 && !follows(first, bytes[at + 1]!)) return at;
    for (let i = 2; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return at;
    at += length;
  }
  return at;
}

/** Where the last character starts when it is cut at the end; the length otherwise. */
function wholeUtf8(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    return lengthBy(byte) > back ? length - back : length;
  }
  return length;
}

function utf8Decoder(start: number): Decoder {
  let rest = NONE;
  const decode = (chunk: Uint8Array, last: boolean): Decoded => {
    const bytes = joined(rest, chunk);
    const whole = bytes.subarray(0, wholeUtf8(bytes));
    rest = bytes.slice(whole.length);
    try {
      const text = utf8.decode(whole);
      return last && rest.length > 0 ? { text, fault: CUT } : { text };
    } catch {
      const valid = validUtf8(whole);
      const fault = `the byte ${hex(whole[valid]!)} is no part of a UTF-8 character here`;
      return { text: utf8.decode(whole.subarray(0, valid)), fault };
    }
  };
  return { unit: 1, variable: true, start, decode };
}

// --- Units of one size

/** More would be too many arguments of one call. */
const AT_ONCE = 8192;

function fromUnits(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += AT_ONCE) {
    text += String.fromCharCode.apply(null, units.subarray(at, at + AT_ONCE) as unknown as number[]);
  }
  return text;
}

/** Surrogates that are no pair are left to the scanner: they are characters XML does not have. */
function utf16Decoder(start: number, bigEndian: boolean): Decoder {
  let rest = NONE;
  const decode = (chunk: Uint8Array, last: boolean): Decoded => {
    const bytes = joined(rest, chunk);
    const units = new Uint16Array(bytes.length >> 1);
    for (let i = 0; i < units.length; i++) {
      const one = bytes[2 * i]!;
      const two = bytes[2 * i + 1]!;
      units[i] = bigEndian ? (one << 8) | two : (two << 8) | one;
    }
    rest = bytes.slice(units.length * 2);
    const text = fromUnits(units);
    return last && rest.length > 0 ? { text, fault: CUT } : { text };
  };
  return { unit: 2, variable: false, start, decode };
}

/** What no character of Unicode is, for bytes that stand for none. */
const NO_CHARACTER = 0xffff;

/** A character for each of the 256 bytes. */
type Bytes = () => Uint16Array;

const latin1: Bytes = () => Uint16Array.from({ length: 256 }, (_, byte) => byte);

const latin9: Bytes = () => {
  const units = latin1();
  units[0xa4] = 0x20ac;
  units[0xa6] = 0x0160;
  units[0xa8] = 0x0161;
  units[0xb4] = 0x017d;
  units[0xb8] = 0x017e;
  units[0xbc] = 0x0152;
  units[0xbd] = 0x0153;
  units[0xbe] = 0x0178;
  return units;
};

const ascii: Bytes = () => latin1().fill(NO_CHARACTER, 0x80);

/** 0x80 to 0x9F; a space where there is no character. */
const WINDOWS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

const windows1252: Bytes = () => {
  const units = latin1();
  for (let i = 0; i < WINDOWS.length; i++) {
    units[0x80 + i] = WINDOWS[i] === ' ' ? NO_CHARACTER : WINDOWS.charCodeAt(i);
  }
  return units;
};

function byteDecoder(name: string, table: Bytes): Decoder {
  const characters = table();
  const decode = (bytes: Uint8Array): Decoded => {
    const units = new Uint16Array(bytes.length);
    for (let i = 0; i < units.length; i++) {
      const unit = characters[bytes[i]!]!;
      if (unit === NO_CHARACTER) {
        const fault = `the byte ${hex(bytes[i]!)} is no character of ${name}`;
        return { text: fromUnits(units.subarray(0, i)), fault };
      }
      units[i] = unit;
    }
    return { text: fromUnits(units) };
  };
  return { unit: 1, variable: false, start: 0, decode };
}

// --- Which encoding

const UTF8 = ['utf-8', 'utf8'];
const UTF16LE = 'utf-16le';
const UTF16BE = 'utf-16be';

/** Encodings of one byte a character, by the names they go by. */
const TABLES: ReadonlyMap<string, readonly [string, Bytes]> = new Map(
  (
    [
      ['US-ASCII', ascii, ['us-ascii', 'ascii', 'iso646-us', 'ansi_x3.4-1968']],
      ['ISO-8859-1', latin1, ['iso-8859-1', 'iso_8859-1', 'iso8859-1', 'latin1', 'l1']],
      ['ISO-8859-15', latin9, ['iso-8859-15', 'iso_8859-15', 'iso8859-15', 'latin-9']],
      ['windows-1252', windows1252, ['windows-1252', 'cp1252']],
    ] as const
  ).flatMap(([name, table, names]) => names.map((one) => [one, [name, table]] as const)),
);

/** What the first bytes tell: a mark, or how the "<?" of a declaration looks. */
interface Family {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'unknown' | 'ascii';
  start: number;
  /** What it goes by in a sentence. */
  says: string;
}

const FAMILIES: readonly [number[], Family][] = [
  [[0x00, 0x00, 0xfe, 0xff], { encoding: 'unknown', start: 0, says: 'UTF-32' }],
  [[0xff, 0xfe, 0x00, 0x00], { encoding: 'unknown', start: 0, says: 'UTF-32' }],
  [[0x00, 0x00, 0x00, 0x3c], { encoding: 'unknown', start: 0, says: 'UTF-32' }],
  [[0x3c, 0x00, 0x00, 0x00], { encoding: 'unknown', start: 0, says: 'UTF-32' }],
  [[0x4c, 0x6f, 0xa7, 0x94], { encoding: 'unknown', start: 0, says: 'EBCDIC' }],
  [[0xef, 0xbb, 0xbf], { encoding: 'utf-8', start: 3, says: 'the byte order mark says UTF-8' }],
  [[0xfe, 0xff], { encoding: UTF16BE, start: 2, says: 'the byte order mark says UTF-16, big-endian' }],
  [[0xff, 0xfe], { encoding: UTF16LE, start: 2, says: 'the byte order mark says UTF-16, little-endian' }],
  [[0x00, 0x3c, 0x00, 0x3f], { encoding: UTF16BE, start: 0, says: 'its characters are of two bytes, big-endian' }],
  [[0x3c, 0x00, 0x3f, 0x00], { encoding: UTF16LE, start: 0, says: 'its characters are of two bytes, little-endian' }],
];
const BYTES: Family = { encoding: 'ascii', start: 0, says: 'its characters are not of two bytes' };

const familyOf = (head: Uint8Array): Family =>
  FAMILIES.find(([bytes]) => bytes.every((byte, i) => head[i] === byte))?.[1] ?? BYTES;

const DECLARATION = '<?xml';
/** Longer ones are not looked through for the encoding. */
export const MAX_DECLARATION = 1024;
const DECLARED = /^(<\?xml\s[^>]*?\sencoding\s*=\s*["'])([^"'>]*)["']/;

/** The decoder, or the text before the encoding that is not known or cannot be meant; undefined while more is needed. */
export function decoderFor(head: Uint8Array, ended: boolean): Decoder | Refusal | undefined {
  if (head.length < 4 && !ended) return undefined;
  const family = familyOf(head);
  const { start } = family;
  const unit = family.encoding === UTF16BE || family.encoding === UTF16LE ? 2 : 1;
  const refused = (text: string, fault: string): Refusal => ({ unit, variable: false, start, text, fault });
  if (family.encoding === 'unknown')
    return refused('', `its first bytes are those of ${family.says}, which is not read`);
  const text = inAscii(head.subarray(start), unit, family.encoding === UTF16BE);
  const sofar = text.slice(0, DECLARATION.length + 1);
  const mayDeclare = sofar.length <= DECLARATION.length ? DECLARATION.startsWith(sofar) : /^<\?xml\s/.test(sofar);
  if (mayDeclare && !text.includes('>') && text.length < MAX_DECLARATION && !ended) return undefined;
  const [, before = '', declared] = DECLARED.exec(text) ?? [];
  const found = choose(family, declared);
  return typeof found === 'string' ? refused(before, found) : found;
}

/** As much as a declaration may have, which is ASCII; what is not becomes something no declaration has. */
function inAscii(bytes: Uint8Array, unit: number, bigEndian: boolean): string {
  const units = Uint16Array.from({ length: Math.min(Math.floor(bytes.length / unit), MAX_DECLARATION) }, (_, i) => {
    const low = bytes[i * unit + (bigEndian ? 1 : 0)]!;
    const high = unit === 1 ? 0 : bytes[i * unit + (bigEndian ? 0 : 1)]!;
    return (high << 8) | low;
  });
  return fromUnits(units);
}

/** The decoder of what the bytes and the declaration say; what is wrong when they do not agree. */
function choose({ encoding, start, says }: Family, declared: string | undefined): Decoder | string {
  const name = declared?.toLowerCase();
  const table = name === undefined ? undefined : TABLES.get(name);
  const contradiction = `the declaration says ${declared}, but ${says}`;
  const isUtf8 = name === undefined || UTF8.includes(name);
  if (!isUtf8 && table === undefined && ![UTF16LE, UTF16BE, 'utf-16'].includes(name)) {
    return `the encoding "${declared?.slice(0, 40)}" is not known`;
  }
  switch (encoding) {
    case 'utf-8':
      return isUtf8 ? utf8Decoder(start) : contradiction;
    case UTF16LE:
    case UTF16BE:
      return name === undefined || name === 'utf-16' || name === encoding
        ? utf16Decoder(start, encoding === UTF16BE)
        : contradiction;
    default:
      if (table !== undefined) return byteDecoder(...table);
      return isUtf8 ? utf8Decoder(start) : contradiction;
  }
}
