/**
 * The lines of a flat IDoc file: bytes, in chunks cut anywhere, to records of text with their places. A file may also be
 * without line ends; then each record is as wide as its kind is.
 */

import { join } from '../bytes.ts';
import type { Spot } from '../edi/envelope.ts';
import { CONTROL } from '../xml/vocabulary/idoc.ts';

export const CONTROL_WIDTH = 524;
export const DATA_WIDTH = 1063;

const BOM = [0xef, 0xbb, 0xbf];
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** One line, or what stands for one in a file without line ends. */
export interface Line {
  text: string;
  /** Its first byte, and the number of its first character in the line of the file. */
  offset: number;
  line: number;
  column: number;
  /** Whether characters of it take more than a byte. */
  wide: boolean;
  /** Whether it is in another encoding than what stands before it. */
  mixed: boolean;
  /** Whether the file ends in it. */
  cut: boolean;
}

/** What is kept of a line to tell where something stands. */
export type Placed = Pick<Line, 'text' | 'offset' | 'line' | 'column' | 'wide'>;

/** Where a byte order mark ends. */
export const bomIn = (head: Uint8Array): number => (BOM.every((byte, i) => head[i] === byte) ? BOM.length : 0);

export interface Lines {
  push(chunk: Uint8Array): Line[];
  end(): Line[];
}

export function createLines(): Lines {
  let rest: Uint8Array = new Uint8Array();
  let offset = 0;
  let line = 1;
  let column = 1;
  let atStart = true;
  let encoding: 'utf-8' | 'iso-8859-1' | undefined;

  /** The first text that is not ASCII decides for all of the file. `open`: its last character may be cut. */
  function decode(bytes: Uint8Array, open: boolean): Pick<Line, 'text' | 'wide' | 'mixed'> {
    if (bytes.every((byte) => byte < 0x80)) return { text: latin(bytes), wide: false, mixed: false };
    const text = encoding === 'iso-8859-1' ? undefined : utf8(bytes, open);
    encoding ??= text === undefined ? 'iso-8859-1' : 'utf-8';
    if (text !== undefined) return { text, wide: true, mixed: false };
    return { text: latin(bytes), wide: false, mixed: encoding === 'utf-8' };
  }

  /** The bytes as lines, `rest` kept of what may go on; a line longer than a record is several. */
  function cut(ended: boolean): Line[] {
    const found: Line[] = [];
    let from = 0;
    if (atStart && (rest.length >= BOM.length || ended)) {
      atStart = false;
      from = bomIn(rest);
    }
    while (!atStart && from < rest.length) {
      const feed = rest.indexOf(LINE_FEED, from);
      // A character has up to four bytes.
      if (feed < 0 && !ended && rest.length - from <= 4 * DATA_WIDTH) break;
      const stop = feed >= 0 ? feed : rest.length;
      from = records(from, stop, feed >= 0, ended, found);
      if (feed < 0) break;
      from = feed + 1;
      line++;
      column = 1;
    }
    offset += from;
    rest = rest.slice(from);
    return found;
  }

  /** The records of a line; returns how far they went. */
  function records(from: number, stop: number, whole: boolean, ended: boolean, found: Line[]): number {
    const till = whole && rest[stop - 1] === CARRIAGE_RETURN ? stop - 1 : stop;
    let at = from;
    while (at < till) {
      const bytes = rest.subarray(at, till);
      const width = String.fromCharCode(...bytes.subarray(0, CONTROL.length)) === CONTROL ? CONTROL_WIDTH : DATA_WIDTH;
      const window = bytes.subarray(0, 4 * DATA_WIDTH);
      const { text: all, wide, mixed } = decode(window, !whole || window.length < bytes.length);
      if (!whole && !ended && all.length <= width) return at;
      const text = all.slice(0, width);
      // What is no character at the end of a file is part of its last record.
      const length =
        text.length < width && window.length === bytes.length ? till - at : wide ? bytesOf(text) : text.length;
      const cut = !whole && ended && at + length >= till;
      if (text.trim() !== '') found.push({ text, offset: offset + at, line, column, wide, mixed, cut });
      at += length;
      column += text.length;
    }
    return at;
  }

  return {
    push(chunk) {
      rest = join(rest, chunk);
      return cut(false);
    },
    end: () => cut(true),
  };
}

/** Of no more bytes than a record has. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Undefined where it is none; `open`: of a character that the end has cut, nothing is said. */
function utf8(bytes: Uint8Array, open: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: open });
  } catch {
    return undefined;
  }
}

const encoder = new TextEncoder();
export const bytesOf = (text: string): number => encoder.encode(text).length;

/** Where a character of a line stands. */
export const spotIn = ({ text, offset, line, column, wide }: Placed, at: number): Spot => ({
  offset: offset + (wide ? bytesOf(text.slice(0, at)) : at),
  line,
  column: column + at,
});

/** The line and character of a byte. */
export function placeAt(lines: readonly Placed[], offset: number): Pick<Spot, 'line' | 'column'> {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (lines[middle]!.offset <= offset) low = middle;
    else high = middle - 1;
  }
  const { offset: start, line, column, wide, text } = lines[low]!;
  let characters = offset - start;
  if (wide) characters = new TextDecoder().decode(encoder.encode(text).subarray(0, characters)).length;
  return { line, column: column + characters };
}
