/**
 * Where characters stand: from an index in the text to the byte of the transmission, and from a byte to line and
 * column. Lines end with LF, CR or both (XML 1.0, 2.11); columns count characters, from 1.
 *
 * Nothing is kept of a character: only where lines start, and how many bytes beyond one a character there were up to
 * the places that were asked for. So what is told of a byte is exact for those `offsetAt` has given.
 */

import type { Encoding } from './decode.ts';

export interface Place {
  line: number;
  column: number;
}

/** Numbers that come one by one, in four bytes each. */
interface Numbers {
  pages: Uint32Array[];
  count: number;
}

/** The text that is read now, and a cursor in it that only moves on. */
export interface Places extends Encoding {
  text: string;
  /** Every character of the text takes one unit, and every line ends with LF. */
  plain: boolean;
  index: number;
  /** The byte the cursor stands at. */
  offset: number;
  /** Units beyond one a character, up to the cursor. */
  extra: number;
  /** In plain text, where the next line end is; beyond the text when there is none. */
  lineEnd: number;
  /** The byte each line starts with. */
  starts: Numbers;
  /** Bytes, in order, and `extra` at them. */
  marks: Numbers;
  extras: Numbers;
}

const numbers = (): Numbers => ({ pages: [], count: 0 });

const PAGE = 1024;

function add(list: Numbers, value: number): void {
  const at = list.count++ % PAGE;
  if (at === 0) list.pages.push(new Uint32Array(PAGE));
  list.pages.at(-1)![at] = value;
}

const numberAt = ({ pages }: Numbers, index: number): number => pages[Math.trunc(index / PAGE)]![index % PAGE]!;

/** How many of them, which are in order, are not above a value. */
function notAbove(list: Numbers, value: number): number {
  let low = 0;
  let high = list.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numberAt(list, middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createPlaces({ unit, variable, start }: Encoding): Places {
  const starts = numbers();
  add(starts, start);
  return {
    unit,
    variable,
    start,
    text: '',
    plain: true,
    index: 0,
    offset: start,
    extra: 0,
    lineEnd: 0,
    starts,
    marks: numbers(),
    extras: numbers(),
  };
}

/** What takes more than one unit, or ends a line without being LF. */
const unplain = ({ unit, variable }: Encoding): RegExp =>
  variable ? /[^\u0000-\u000c\u000e-\u007f]/ : unit === 2 ? /[\r\ud800-\udfff]/ : /\r/;

/** Goes on with another text, whose first character stood at `used` in the text before. */
export function moveOn(places: Places, used: number, text: string): void {
  advance(places, used);
  places.index = 0;
  places.text = text;
  places.plain = !unplain(places).test(text);
  findLineEnd(places, 0);
}

function findLineEnd(places: Places, from: number): void {
  const at = places.plain ? places.text.indexOf('\n', from) : -1;
  places.lineEnd = at < 0 ? places.text.length : at;
}

/** The byte of a character, which must not stand before one that was asked for. */
export function offsetAt(places: Places, index: number): number {
  advance(places, index);
  return places.offset;
}

function advance(places: Places, to: number): void {
  if (to <= places.index) return;
  if (places.plain) {
    const base = places.offset - places.index * places.unit;
    while (places.lineEnd < to) {
      add(places.starts, base + (places.lineEnd + 1) * places.unit);
      findLineEnd(places, places.lineEnd + 1);
    }
    places.offset = base + to * places.unit;
  } else {
    pass(places, to);
    mark(places);
  }
  places.index = to;
}

const LF = 10;
const CR = 13;

/** Most characters take one unit and end no line: of these there is only a count. */
function pass(places: Places, to: number): void {
  const { text, unit } = places;
  let from = places.index;
  for (let i = from; i < to; i++) {
    const character = text.charCodeAt(i);
    if (character < 0x80 && character !== LF && character !== CR) continue;
    places.offset += (i - from) * unit;
    from = i + 1;
    if (character >= 0x80) passWide(places, character);
    else passEnd(places, character, text.charCodeAt(i + 1));
  }
  places.offset += (to - from) * unit;
}

/** CR and LF together end one line. */
function passEnd(places: Places, unit: number, next: number): void {
  places.offset += places.unit;
  if (unit === CR && next === LF) return;
  mark(places);
  add(places.starts, places.offset);
}

function passWide(places: Places, unit: number): void {
  const low = unit >= 0xdc00 && unit <= 0xdfff;
  const units = places.variable ? unitsOf(unit) : 1;
  places.offset += units * places.unit;
  places.extra += low ? units : units - 1;
}

/** Bytes UTF-8 has for a unit of UTF-16: a pair of surrogates is one character of four. */
function unitsOf(unit: number): number {
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}

function mark({ marks, extras, offset, extra }: Places): void {
  if (extra === (extras.count === 0 ? 0 : numberAt(extras, extras.count - 1))) return;
  add(marks, offset);
  add(extras, extra);
}

function extraAt({ marks, extras }: Places, offset: number): number {
  const known = notAbove(marks, offset);
  return known === 0 ? 0 : numberAt(extras, known - 1);
}

/** Line and column of a byte. */
export function locate(places: Places, offset: number): Place {
  const line = Math.max(notAbove(places.starts, offset), 1);
  const start = numberAt(places.starts, line - 1);
  const units = Math.max(Math.floor((offset - start) / places.unit), 0);
  return { line, column: units - extraAt(places, offset) + extraAt(places, start) + 1 };
}
