/**
 * The characters of a feed: bytes in chunks become a window of text that rows are cut from, and what is cut out becomes
 * the text its sender meant.
 *
 * The window has one character a byte, so that a place in it is a byte; in UTF-16 it is two. An encoding that nobody
 * told is UTF-16 or UTF-8 by its byte order mark; without one, what the first row that is not ASCII is valid in: UTF-8,
 * or else Windows-1252. A row decides, not a chunk, so that the same bytes are read alike however they arrive.
 */

import { join } from '../bytes.ts';
import { bytesOf, decode } from '../edi/scan.ts';

/** Encodings a feed may name; all but the first three have one byte a character. */
export const ENCODING =
  /^(utf-8|utf-16le|utf-16be|windows-125[0-8]|iso-8859-([1-8]|1[03456])|koi8-[ru]|macintosh|ibm866)$/;

export interface Decoder {
  push(chunk: Uint8Array): string;
  end(): string;
  /** The byte of the transmission at a place of the window, counted from the window's first. */
  byteAt(place: number): number;
  /** Takes note of a row before its cells are read; true when they stand in the window as they are. */
  row(raw: string): boolean;
  /** What a slice of the window says; undefined when it is not valid in the encoding. */
  text(slice: string): string | undefined;
  /** How many bytes a text has in the encoding. */
  bytesIn(text: string): number;
}

const MARKS: [string, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
const LONGEST_MARK = 3;
/** What is not ASCII. */
export const HIGH = /[^\u0000-\u007f]/;

export function createDecoder(declared: string | undefined): Decoder {
  let encoding = declared;
  let start = new Uint8Array(0);
  let started = false;
  let skipped = 0;
  let wide: TextDecoder | undefined;
  let narrow: TextDecoder | undefined;

  function begin(): string {
    started = true;
    const [marked, mark = []] = MARKS.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte)) ?? [];
    encoding = marked ?? encoding;
    skipped = mark.length;
    if (encoding?.startsWith('utf-16') === true) wide = new TextDecoder(encoding, { ignoreBOM: true });
    else if (encoding !== undefined) narrow = decoderOf(encoding);
    return windowOf(start.subarray(skipped));
  }

  const windowOf = (chunk: Uint8Array): string =>
    wide === undefined ? decode(chunk).text : wide.decode(chunk, { stream: true });

  return {
    push(chunk) {
      if (started) return windowOf(chunk);
      start = join(start, chunk);
      return start.length < LONGEST_MARK ? '' : begin();
    },
    end: () => (started ? '' : begin()) + (wide?.decode() ?? ''),
    byteAt: (place) => skipped + place * (wide === undefined ? 1 : 2),
    row(raw) {
      if (!HIGH.test(raw)) return true;
      if (encoding === undefined) {
        encoding = valid(decoderOf('utf-8'), raw) === undefined ? 'windows-1252' : 'utf-8';
        narrow = decoderOf(encoding);
      }
      return false;
    },
    text(slice) {
      if (wide !== undefined) return slice.isWellFormed() ? slice : undefined;
      return HIGH.test(slice) ? valid(narrow ?? decoderOf('utf-8'), slice) : slice;
    },
    bytesIn(text) {
      if (wide !== undefined) return text.length * 2;
      return encoding === 'utf-8' && HIGH.test(text) ? new TextEncoder().encode(text).length : text.length;
    },
  };
}

const decoderOf = (encoding: string): TextDecoder => new TextDecoder(encoding, { fatal: true, ignoreBOM: true });

function valid(decoder: TextDecoder, slice: string): string | undefined {
  try {
    return decoder.decode(bytesOf(slice));
  } catch {
    return undefined;
  }
}

export interface Encoder {
  /** The first character of a text that the encoding has not. */
  cannot(text: string): string | undefined;
  encode(text: string): Uint8Array;
}

/** Writes text in an encoding; UTF-8 where none is told. */
export function createEncoder(encoding = 'utf-8'): Encoder {
  if (encoding === 'utf-8') {
    return { cannot: () => undefined, encode: (text) => new TextEncoder().encode(text) };
  }
  if (encoding.startsWith('utf-16')) return { cannot: () => undefined, encode: (text) => wideBytes(text, encoding) };
  const table = bytesByCharacter(encoding);
  return {
    cannot: (text) => [...text].find((character) => !table.has(character)),
    encode: (text) => Uint8Array.from(text, (character) => table.get(character) ?? UNKNOWN),
  };
}

/** A question mark. */
const UNKNOWN = 0x3f;

/** The characters of an encoding of one byte each, with their bytes. */
function bytesByCharacter(encoding: string): Map<string, number> {
  const decoder = new TextDecoder(encoding);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}

/** With a byte order mark, as readers expect it. */
function wideBytes(text: string, encoding: string): Uint8Array {
  const marked = `\uFEFF${text}`;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < marked.length; i++) view.setUint16(i * 2, marked.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}
