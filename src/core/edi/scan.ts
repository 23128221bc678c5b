/**
 * Cuts bytes, in chunks cut anywhere, into segments and their parts: one pass, nothing copied per element.
 *
 * Each chunk is decoded once to a string with one character a byte (ASCII, or windows-1252 as the one-byte
 * stand-in), so that an index in `text` is a byte offset and values are slices of it. Values with bytes over
 * 0x7F are decoded properly when they are read (`value`). The caller says what the separators are; X12
 * (X12.5, X12.6) learns them from the ISA, EDIFACT (ISO 9735) from UNA or by default.
 *
 * Take care: `marks` is reused for every segment, and positions are in `text`, which moves: read a segment
 * (`readSegment`) before asking for the next.
 */

import { leaf, type Node, segmentNode } from '../tree.ts';

export interface Separators {
  element: string;
  component: string;
  /** Empty when the syntax in use has none. */
  repetition: string;
  /** One character, or two when the sender's terminator is a two-byte UTF-8 character. */
  terminator: string;
  /** Takes from the character behind it any meaning it has as a separator; X12 has none. */
  release?: string;
  /** Whether components may follow a tag, which say how segments nest (ISO 9735 7.4). */
  nested?: true;
}

/** How bytes become text: `auto` is UTF-8 where it is valid and ISO 8859-1 elsewhere. */
export type Charset = 'auto' | 'utf-8' | `iso-8859-${number}`;

const ELEMENT = 1;
const COMPONENT = 2;
const REPETITION = 3;
const TERMINATOR = 4;
const RELEASE = 5;

export interface Scanner {
  /** The window: what has arrived and is not yet used up. */
  text: string;
  /** The transmission's offset of text[0]. */
  base: number;
  /** Where the next segment is looked for. */
  position: number;
  /** Start and end (before the terminator) of the segment found last. */
  start: number;
  end: number;
  /** Delimiters inside the segment found last: positions, kinds, and how many. */
  marks: Int32Array;
  kinds: Uint8Array;
  count: number;
  /** True when all of the window is ASCII, so that values need no decoding. */
  ascii: boolean;
  charset: Charset;
  separators: Separators;
  classes: Uint8Array;
  /** How far an unfinished segment has been looked through. */
  resume: number;
  /** Whether the segment being looked at holds a release character. */
  released: boolean;
  /** Set when a BIN or BDS says a length that does not lead to a terminator. */
  binaryLength: string | undefined;
  ended: boolean;
  /** While long binary data arrives: the window length it needs, and the chunks not yet joined to the window. */
  needed: number;
  waiting: string[];
  /** Length of the window with all that is waiting. */
  arrived: number;
}

const UNSET: Separators = { element: '', component: '', repetition: '', terminator: '' };
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const oneByte = new TextDecoder('windows-1252');

export const createScanner = (charset: Charset = 'auto'): Scanner => ({
  text: '',
  base: 0,
  position: 0,
  start: 0,
  end: 0,
  marks: new Int32Array(128),
  kinds: new Uint8Array(128),
  count: 0,
  ascii: true,
  charset,
  separators: UNSET,
  classes: new Uint8Array(65536),
  resume: -1,
  released: false,
  binaryLength: undefined,
  ended: false,
  needed: 0,
  waiting: [],
  arrived: 0,
});

/** One character a byte; and whether every byte was ASCII. */
export function decode(chunk: Uint8Array): { text: string; ascii: boolean } {
  try {
    const text = strict.decode(chunk);
    if (text.length === chunk.length) return { text, ascii: true };
  } catch {
    // Not UTF-8, or a character cut by the chunk: values are decoded one by one.
  }
  return { text: oneByte.decode(chunk), ascii: false };
}

/** Adds a chunk. What was used up before is let go. */
export function push(scanner: Scanner, chunk: Uint8Array): void {
  // Where one chunk was not ASCII, the next is not worth the attempt.
  const { text, ascii } = scanner.ascii ? decode(chunk) : { text: oneByte.decode(chunk), ascii: false };
  scanner.ascii &&= ascii;
  if (scanner.needed > 0) {
    scanner.waiting.push(text);
    scanner.arrived += text.length;
    return;
  }
  const used = scanner.resume >= 0 ? scanner.start : scanner.position;
  scanner.text = used === scanner.text.length ? text : scanner.text.slice(used) + text;
  scanner.base += used;
  scanner.position -= used;
  if (scanner.resume >= 0) {
    scanner.start -= used;
    scanner.resume -= used;
    for (let i = 0; i < scanner.count; i++) scanner.marks[i]! -= used;
  }
  scanner.arrived = scanner.text.length;
}

/** Joins what was waiting for the end of binary data. */
export function gather(scanner: Scanner): void {
  if (scanner.waiting.length > 0) scanner.text += scanner.waiting.join('');
  scanner.waiting = [];
  scanner.needed = 0;
}

export function separate(scanner: Scanner, separators: Separators): void {
  const { classes } = scanner;
  classes.fill(0);
  if (separators.repetition !== '') classes[separators.repetition.charCodeAt(0)] = REPETITION;
  classes[separators.component.charCodeAt(0)] = COMPONENT;
  classes[separators.element.charCodeAt(0)] = ELEMENT;
  classes[separators.terminator.charCodeAt(0)] = TERMINATOR;
  if (separators.release !== undefined) classes[separators.release.charCodeAt(0)] = RELEASE;
  scanner.separators = separators;
}

function mark(scanner: Scanner, at: number, kind: number): void {
  if (scanner.count === scanner.marks.length) {
    const marks = new Int32Array(scanner.count * 2);
    marks.set(scanner.marks);
    scanner.marks = marks;
    const kinds = new Uint8Array(scanner.count * 2);
    kinds.set(scanner.kinds);
    scanner.kinds = kinds;
  }
  scanner.marks[scanner.count] = at;
  scanner.kinds[scanner.count] = kind;
  scanner.count++;
}

/** The position in `marks` after which binary data starts, or 0: BIN*length*data, BDS*filter*length*data. */
function binaryFields(text: string, start: number): number {
  if (text.charCodeAt(start) !== 66) return 0;
  const tag = text.slice(start, start + 3);
  return tag === 'BIN' ? 2 : tag === 'BDS' ? 3 : 0;
}

/**
 * Finds the next segment from `position`. True: start, end, marks hold it. False: it is not complete; push
 * more and call again (nothing is looked through twice), or, when the transmission has ended, it never will be.
 */
export function next(scanner: Scanner): boolean {
  if (scanner.needed > 0) {
    if (scanner.arrived < scanner.needed && !scanner.ended) return false;
    gather(scanner);
  }
  const { text, classes } = scanner;
  let at = scanner.resume;
  if (at < 0) {
    scanner.start = scanner.position;
    scanner.count = 0;
    scanner.released = false;
    scanner.binaryLength = undefined;
    at = scanner.position;
  }
  const binary = binaryFields(text, scanner.start);
  const second = scanner.separators.terminator.length === 2 ? scanner.separators.terminator.charCodeAt(1) : -1;
  for (const length = text.length; at < length; at++) {
    const kind = classes[text.charCodeAt(at)]!;
    if (kind === 0) continue;
    if (kind === TERMINATOR) {
      if (second >= 0) {
        if (at + 1 === length && !scanner.ended) break;
        if (text.charCodeAt(at + 1) !== second) continue;
      }
      scanner.end = at;
      scanner.position = at + (second >= 0 ? 2 : 1);
      scanner.resume = -1;
      return true;
    }
    if (kind === RELEASE) {
      if (at + 1 === length && !scanner.ended) break;
      scanner.released = true;
      at++;
      continue;
    }
    mark(scanner, at, kind);
    if (binary !== 0 && scanner.count === binary) {
      const skipTo = afterBinary(scanner, at + 1);
      if (skipTo < 0) {
        scanner.count--;
        break;
      }
      at = skipTo - 1;
    }
  }
  scanner.resume = at;
  return false;
}

/** Where to go on after binary data: at its end, at its start when the length is wrong, -1 when not all is here. */
function afterBinary(scanner: Scanner, data: number): number {
  const stated = scanner.text.slice(scanner.marks[scanner.count - 2]! + 1, data - 1);
  const end = /^\d{1,9}$/.test(stated) ? data + Number(stated) : -1;
  const terminated = end + scanner.separators.terminator.length;
  if (end >= 0 && terminated > scanner.text.length && !scanner.ended) {
    scanner.needed = terminated;
    return -1;
  }
  if (end >= 0 && scanner.text.startsWith(scanner.separators.terminator, end)) return end;
  scanner.binaryLength = stated;
  return data;
}

const HIGH = /[^\u0000-\u007f]/;
const HIGHS = /[^\u0000-\u007f]/g;
// The windows-1252 characters of the bytes 0x80 to 0x9F, to get the bytes back.
const STAND_INS = new Map(
  [...oneByte.decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i))].map((c, i) => [c, 0x80 + i]),
);

const toByte = (character: string): number => STAND_INS.get(character) ?? character.charCodeAt(0);

/** The bytes a slice of the window came from. What has its own code below 256 is that byte. */
export function bytesOf(slice: string): Uint8Array {
  const bytes = new Uint8Array(slice.length);
  for (let i = 0; i < slice.length; i++) {
    const unit = slice.charCodeAt(i);
    bytes[i] = unit < 0x100 ? unit : toByte(slice[i]!);
  }
  return bytes;
}

/** How a transmission starts, one character a byte, behind a byte order mark and white space. */
export const startOf = (head: Uint8Array): string =>
  oneByte.decode(head.subarray(0, 1024)).replace(/^(?:\u00ef\u00bb\u00bf)?[\s\u0000\u001a\u00a0\u00c2]*/, '');

/** Decoders of the parts of ISO 8859 but the first, made when they are needed. */
const decoders = new Map<Charset, TextDecoder>();

function decoderOf(charset: Charset): TextDecoder {
  const known = decoders.get(charset) ?? new TextDecoder(charset);
  decoders.set(charset, known);
  return known;
}

/** A slice as the text its sender meant: UTF-8 where it is valid, otherwise ISO 8859-1, or as agreed. */
export function value(slice: string, charset: Charset): string {
  if (!HIGH.test(slice)) return slice;
  if (charset === 'auto' || charset === 'utf-8') {
    try {
      return strict.decode(bytesOf(slice));
    } catch {
      // Not UTF-8.
    }
  } else if (charset !== 'iso-8859-1') return decoderOf(charset).decode(bytesOf(slice));
  return slice.replace(HIGHS, (character) => String.fromCharCode(toByte(character)));
}

/** Whether the segment being looked at is one that holds binary data. */
export const isBinary = (scanner: Scanner): boolean => binaryFields(scanner.text, scanner.start) !== 0;

/** Index in `marks` of the first element separator; `count` when there is none. */
function firstElement({ kinds, count }: Scanner): number {
  let first = 0;
  while (first < count && kinds[first] !== ELEMENT) first++;
  return first;
}

/**
 * The tag of the segment found last: all that stands before its first element. What says how segments nest is no part of
 * it; the place of a segment says so too.
 */
export function tagOf(scanner: Scanner): string {
  const first = scanner.separators.nested === true ? 0 : firstElement(scanner);
  return scanner.text.slice(scanner.start, first === scanner.count ? scanner.end : scanner.marks[first]);
}

/** How many elements it has: an array of that size is not grown as they come. */
function elementCount({ kinds, count }: Scanner, first: number): number {
  let elements = 0;
  for (let i = first; i < count; i++) if (kinds[i] === ELEMENT) elements++;
  return elements;
}

/** Whether a release character takes its meaning from what stands at `at`. */
export function isReleased(text: string, at: number, release: string | undefined): boolean {
  let before = 0;
  while (before < at && text.charAt(at - 1 - before) === release) before++;
  return before % 2 === 1;
}

/** A value without the release characters in it; what each releases is kept as it is. */
function unreleased(slice: string, release: string): string {
  let plain = '';
  let from = 0;
  for (let at = slice.indexOf(release); at >= 0; at = slice.indexOf(release, at + 2)) {
    plain += slice.slice(from, at);
    from = at + 1;
  }
  return plain + slice.slice(from);
}

/** The segment found last, as a node; `number` is its number in the set. */
export function readSegment(scanner: Scanner, number: number, tag = tagOf(scanner)): Node {
  const { text, marks, kinds, count, base, ascii, charset } = scanner;
  const first = firstElement(scanner);
  const segment = segmentNode(tag, base + scanner.start, number);
  const release = scanner.released ? scanner.separators.release : undefined;
  const cut = (from: number, to: number): Node => {
    const slice = release === undefined ? text.slice(from, to) : unreleased(text.slice(from, to), release);
    return leaf(ascii ? slice : value(slice, charset), base + from, number);
  };
  let element: Node | undefined;
  let repetition: Node | undefined;
  let kind = ELEMENT;
  let at = 0;
  segment.children = new Array(elementCount(scanner, first));
  for (let i = first; i < count; i++) {
    const from = marks[i]! + 1;
    kind = kinds[i]!;
    const part = cut(from, i + 1 < count ? marks[i + 1]! : scanner.end);
    if (kind === ELEMENT) {
      element = part;
      repetition = part;
      segment.children[at++] = part;
    } else if (kind === REPETITION && element !== undefined) {
      element.repeats ??= [];
      element.repeats.push(part);
      repetition = part;
    } else if (repetition !== undefined) {
      if (repetition.children.length === 0) {
        repetition.children = [leaf(repetition.value, repetition.offset, number)];
      }
      repetition.children.push(part);
    }
  }
  return segment;
}

/** The first segment of a text that holds one character a byte; undefined when it is not terminated. */
export function firstSegment(text: string, separators: Separators, base: number, charset: Charset): Node | undefined {
  const scanner = createScanner(charset);
  separate(scanner, separators);
  scanner.text = text;
  scanner.base = base;
  scanner.ascii = false;
  return next(scanner) ? readSegment(scanner, 0) : undefined;
}
