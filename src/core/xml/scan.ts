/**
 * Cuts an XML document, in chunks cut anywhere, into tags and text: XML 1.0 (fifth edition) and Namespaces in XML 1.0,
 * strictly and without a document type. The first thing that is wrong is a Problem with its byte, line and column, and
 * ends the reading; nothing throws.
 *
 * A document type declaration is skipped when it only names an external subset, which nobody fetches; so there are the
 * five predefined entities and no other. Depth, attributes and lengths are bounded; the size is bounded by who pushes.
 *
 * A tag, a comment, a run of text is looked at as a whole. Where one is not complete, it is looked at again from its
 * start, but not before twice as much is there: time is linear in the input however it is cut.
 */

import { type Problem, problem } from '../problem.ts';
import {
  CLASSES,
  IRREGULAR,
  isCharacter,
  NAME,
  NAME_START,
  named,
  SPACE,
  TEXT_STOP,
  VALUE_STOP,
} from './characters.ts';
import { type Decoded, type Decoder, decoderFor, joined, MAX_DECLARATION } from './decode.ts';
import { createPlaces, locate, moveOn, offsetAt, type Place, type Places } from './place.ts';

export interface XmlName {
  /** Empty for none. */
  readonly namespace: string;
  readonly prefix: string;
  readonly local: string;
}

export interface XmlAttribute {
  readonly name: XmlName;
  readonly value: string;
  /** The first byte of the value. */
  readonly offset: number;
}

/** What is called as the document is read, in its order. Offsets are bytes of the transmission. */
export interface XmlEvents {
  /** A start tag, or an empty element's; without the attributes that declare namespaces. */
  open(name: XmlName, attributes: readonly XmlAttribute[], offset: number): void;
  /** Text as XML means it: line ends are LF, references and CDATA are resolved. It may come in several parts. */
  text(text: string, offset: number): void;
  close(): void;
}

export interface XmlBounds {
  /** Elements in elements. */
  depth: number;
  /** Attributes of one element, declarations of namespaces too. */
  attributes: number;
  /** Characters of a name. */
  name: number;
  /** Characters of an attribute's value. */
  value: number;
  /** Characters of a run of text. */
  text: number;
}

export const XML_BOUNDS: XmlBounds = {
  depth: 100,
  attributes: 100,
  name: 1000,
  value: 100_000,
  text: 32 * 1024 * 1024,
};

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

export interface XmlScanner {
  push(chunk: Uint8Array): void;
  /** No further chunks come. */
  end(): void;
  /** Nothing further is wanted: what follows is not looked at. */
  stop(): void;
  /** What is wrong, if anything is. */
  readonly problem: Problem | undefined;
  /** Namespaces by prefix, where the reading stands. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** Line and column of a byte that an event gave. */
  locate(offset: number): Place;
}

/** What may come next. */
type Phase = 'start' | 'prolog' | 'type read' | 'root' | 'end';

interface State {
  readonly events: XmlEvents;
  readonly bounds: XmlBounds;
  /** Bytes that do not tell the encoding yet. */
  head: Uint8Array;
  decoder: Decoder | undefined;
  places: Places;
  /** The window, and how far it is used up. */
  text: string;
  at: number;
  /** What has arrived and is not in the window; how long both are; how long they must be to be worth a look. */
  waiting: string[];
  arrived: number;
  needed: number;
  phase: Phase;
  ended: boolean;
  stopped: boolean;
  problem: Problem | undefined;
  /** Elements that are open: their names as written, and where they start. */
  readonly open: string[];
  readonly openAt: number[];
  readonly namespaces: Map<string, string>;
  /** What namespaces were before elements declared them. */
  readonly before: { depth: number; prefix: string; namespace: string | undefined }[];
  /** Names of elements and attributes as written, with the namespaces as they are now. */
  readonly elementNames: Map<string, XmlName>;
  readonly attributeNames: Map<string, XmlName>;
  /** The attributes of the tag that is read: names, values, and where these start. */
  readonly names: string[];
  readonly nameAt: number[];
  readonly values: string[];
  readonly valueAt: number[];
  count: number;
  /** The value or reference read last. */
  value: string;
}

/** Instead of an index: there is not enough yet, or something is wrong. */
const MORE = -1;
const FAULT = -2;

const AMPERSAND = 38;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const SEMICOLON = 59;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;
const BANG = 33;
const HASH = 35;
const BRACKET = 91;
const LF = 10;
const CR = 13;

/** What is decoded and looked at in one go: strings of values keep so much alive, and no more. */
const PIECE = 64 * 1024;

export function createXmlScanner(events: XmlEvents, bounds: XmlBounds = XML_BOUNDS): XmlScanner {
  const state: State = {
    events,
    bounds,
    head: new Uint8Array(0),
    decoder: undefined,
    places: createPlaces({ unit: 1, variable: false, start: 0 }),
    text: '',
    at: 0,
    waiting: [],
    arrived: 0,
    needed: 0,
    phase: 'start',
    ended: false,
    stopped: false,
    problem: undefined,
    open: [],
    openAt: [],
    namespaces: new Map([
      ['', ''],
      ['xml', XML_NAMESPACE],
    ]),
    before: [],
    elementNames: new Map(),
    attributeNames: new Map(),
    names: [],
    nameAt: [],
    values: [],
    valueAt: [],
    count: 0,
    value: '',
  };
  return {
    push(chunk) {
      for (let at = 0; at < chunk.length && isReading(state); at += PIECE) take(state, chunk.subarray(at, at + PIECE));
    },
    end() {
      if (!isReading(state)) return;
      state.ended = true;
      take(state, new Uint8Array(0));
      if (isReading(state)) finish(state);
    },
    stop() {
      state.stopped = true;
    },
    get problem() {
      return state.problem;
    },
    namespaces: state.namespaces,
    locate: (offset) => locate(state.places, offset),
  };
}

const isReading = (state: State): boolean => state.problem === undefined && !state.stopped;

// --- Bytes to the window

function take(state: State, bytes: Uint8Array): void {
  if (state.decoder !== undefined) return takeDecoded(state, state.decoder, bytes);
  state.head = joined(state.head, bytes);
  const found = decoderFor(state.head, state.ended);
  if (found === undefined) return;
  const { head } = state;
  state.head = bytes.subarray(0, 0);
  state.places = createPlaces(found);
  if ('text' in found) return takeText(state, found);
  state.decoder = found;
  takeDecoded(state, found, head.subarray(found.start));
}

function takeDecoded(state: State, decoder: Decoder, bytes: Uint8Array): void {
  takeText(state, decoder.decode(bytes, state.ended));
}

/** What is wrong behind the text counts when nothing is wrong in it. */
function takeText(state: State, { text, fault: wrongBehind }: Decoded): void {
  state.waiting.push(text);
  state.arrived += text.length;
  const last = state.ended && wrongBehind === undefined;
  if (state.arrived < state.needed && !last && wrongBehind === undefined) return;
  const window = state.text.slice(state.at) + state.waiting.join('');
  moveOn(state.places, state.at, window);
  state.text = window;
  state.at = 0;
  state.waiting = [];
  const { ended } = state;
  state.ended = last;
  scan(state);
  state.ended = ended;
  state.arrived = window.length - state.at;
  state.needed = 2 * state.arrived;
  if (wrongBehind !== undefined && isReading(state)) fault(state, window.length, wrongBehind, 'XML_ENCODING');
}

function scan(state: State): void {
  while (state.at < state.text.length && isReading(state)) {
    const next = read(state, state.at);
    if (next < 0) return;
    state.at = next;
  }
}

/** What must be there, and is not when all was read. */
function finish(state: State): void {
  if (state.open.length > 0) more(state, '');
  else if (state.phase !== 'end') fault(state, state.text.length, 'there is no root element');
}

// --- What is wrong

function fault(
  state: State,
  index: number,
  detail: string,
  code: 'XML_MALFORMED' | 'XML_ENCODING' | 'XML_DOCTYPE' | 'XML_BOUND' = 'XML_MALFORMED',
): number {
  const offset = offsetAt(state.places, index);
  state.problem = problem(code, { offset, ...locate(state.places, offset) }, { detail });
  return FAULT;
}

/** The window ends in the middle of something, which is wrong when no more comes. */
function more(state: State, inside: string): number {
  if (!state.ended) return MORE;
  const open = state.open.at(-1);
  const where = inside === '' && open !== undefined ? opened(state, open) : inside;
  return fault(state, state.text.length, `the document ends inside ${where}`);
}

const opened = ({ places, openAt }: State, name: string): string =>
  `<${name}>, which was opened in line ${locate(places, openAt.at(-1)!).line}`;

/** The character at an index, as a message shows it. */
const characterAt = ({ text }: State, index: number): string => named(text.codePointAt(index) ?? 0);

/** The index behind a character that is none, or half of one. */
function pair(state: State, index: number): number {
  const { text } = state;
  const unit = text.charCodeAt(index);
  if (unit >= 0xd800 && unit <= 0xdbff) {
    if (index + 1 === text.length) return more(state, 'a character');
    const low = text.charCodeAt(index + 1);
    if (low >= 0xdc00 && low <= 0xdfff) return index + 2;
  }
  return fault(state, index, `${named(unit)} is not a character of XML`);
}

// --- The parts of a document

/** Reads what stands at an index; the index behind it, or MORE, or FAULT. */
function read(state: State, at: number): number {
  const { text } = state;
  if (text.charCodeAt(at) !== LESS) return state.open.length > 0 ? characters(state, at) : between(state, at);
  if (at + 1 === text.length) return more(state, 'a tag');
  switch (text.charCodeAt(at + 1)) {
    case SLASH:
      return endTag(state, at);
    case QUESTION:
      return instruction(state, at);
    case BANG:
      return declaration(state, at);
    default:
      return startTag(state, at);
  }
}

function spaces(text: string, from: number): number {
  let i = from;
  while (i < text.length && (CLASSES[text.charCodeAt(i)]! & SPACE) !== 0) i++;
  return i;
}

/** White space outside the root: nothing else may stand there. */
function between(state: State, at: number): number {
  const { text } = state;
  const end = spaces(text, at);
  if (end === text.length) return state.ended ? end : MORE;
  if (text.charCodeAt(end) !== LESS) {
    const where = state.phase === 'end' ? 'behind' : 'before';
    return fault(state, end, `${characterAt(state, end)} stands ${where} the root element`);
  }
  if (state.phase === 'start') state.phase = 'prolog';
  return end;
}

/** The index behind a name. */
function name(state: State, from: number, what: string): number {
  const { text, bounds } = state;
  if (from >= text.length) return more(state, what);
  if ((CLASSES[text.charCodeAt(from)]! & NAME_START) === 0) {
    return fault(state, from, `${characterAt(state, from)} stands where the name of ${what} is expected`);
  }
  let all = 0;
  let i = from;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((CLASSES[unit]! & NAME) === 0) break;
    all |= unit;
  }
  if (i - from > bounds.name) return fault(state, from, `a name is longer than ${bounds.name} characters`, 'XML_BOUND');
  if (i === text.length) return more(state, what);
  if (all > 0x7f && !text.slice(from, i).isWellFormed())
    return fault(state, from, `the name of ${what} holds half a character`);
  return i;
}

/** The index of what ends a comment, section or instruction, all before it being characters. */
function ending(state: State, from: number, end: string, what: string): number {
  const { text } = state;
  const first = end.charCodeAt(0);
  for (let i = from; i < text.length; ) {
    const unit = text.charCodeAt(i);
    if (unit === first && text.startsWith(end, i)) return i;
    if ((CLASSES[unit]! & IRREGULAR) === 0) i++;
    else {
      i = pair(state, i);
      if (i < 0) return i;
    }
  }
  return more(state, what);
}

/** `<!`: a comment, a CDATA section or the document type. */
function declaration(state: State, at: number): number {
  const { text } = state;
  if (text.startsWith('<!--', at)) return comment(state, at);
  if (text.startsWith('<![CDATA[', at)) return section(state, at);
  if (text.startsWith('<!DOCTYPE', at)) return documentType(state, at);
  const start = text.slice(at, at + 9);
  if (['<!--', '<![CDATA[', '<!DOCTYPE'].some((whole) => whole.startsWith(start))) return more(state, 'a tag');
  return fault(state, at, '"<!" starts no comment, CDATA section or document type');
}

function comment(state: State, at: number): number {
  const { text } = state;
  const end = ending(state, at + 4, '--', 'a comment');
  if (end < 0) return end;
  if (end + 2 === text.length) return more(state, 'a comment');
  if (text.charCodeAt(end + 2) !== GREATER) return fault(state, end, '"--" stands inside a comment');
  return past(state, end + 3);
}

/** What may stand before the root and behind it was read. */
function past(state: State, end: number): number {
  if (state.phase === 'start') state.phase = 'prolog';
  return end;
}

function section(state: State, at: number): number {
  const { text, bounds } = state;
  if (state.open.length === 0) return fault(state, at, 'a CDATA section stands outside the root element');
  const from = at + 9;
  const end = ending(state, from, ']]>', 'a CDATA section');
  if (end === FAULT) return end;
  if ((end === MORE ? text.length : end) - from > bounds.text) return tooLong(state, from);
  if (end === MORE) return end;
  if (end > from) state.events.text(text.slice(from, end).replace(/\r\n?/g, '\n'), offsetAt(state.places, from));
  return end + 3;
}

const tooLong = (state: State, from: number): number =>
  fault(state, from, `a text is longer than ${state.bounds.text} characters`, 'XML_BOUND');

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.\d+\1([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[A-Za-z][\w.-]*\3)?([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\5)?[ \t\r\n]*$/;

/** A processing instruction, which means nothing to us, or the XML declaration. */
function instruction(state: State, at: number): number {
  const { text } = state;
  const what = 'a processing instruction';
  const target = name(state, at + 2, what);
  if (target < 0) return target;
  const called = text.slice(at + 2, target);
  if (called.includes(':')) return fault(state, at + 2, `the name of ${what} holds a colon`);
  if (called.toLowerCase() === 'xml') {
    if (called !== 'xml') return fault(state, at, `a processing instruction may not be called ${called}`);
    if (state.phase !== 'start') return fault(state, at, 'the XML declaration is not the first of the document');
  }
  const blank = spaces(text, target);
  if (blank === target && text.charCodeAt(target) !== QUESTION) {
    return fault(state, target, `${characterAt(state, target)} stands behind the name of ${what}`);
  }
  const end = ending(state, blank, '?>', what);
  if (end < 0) return end;
  if (blank === target && end !== target) return fault(state, target, `"?" stands behind the name of ${what}`);
  if (called === 'xml' && end - at > MAX_DECLARATION) {
    return fault(state, at, `the XML declaration is longer than ${MAX_DECLARATION} characters`, 'XML_BOUND');
  }
  if (called === 'xml' && !DECLARATION.test(text.slice(at, end))) {
    return fault(state, at, 'the XML declaration has not just a version, an encoding and standalone, each in quotes');
  }
  return past(state, end + 2);
}

/** `<!DOCTYPE cXML SYSTEM "...">` is skipped. */
function documentType(state: State, at: number): number {
  const { text } = state;
  const what = 'a document type';
  if (state.phase === 'type read') return fault(state, at, 'there are two document types');
  if (state.phase === 'end') return fault(state, at, 'a document type stands behind the root element');
  if (state.open.length > 0) return fault(state, at, 'a document type stands inside an element');
  let i = spaces(text, at + 9);
  if (i === at + 9 && i < text.length) return fault(state, i, 'white space is missing behind "<!DOCTYPE"');
  i = name(state, i, what);
  if (i < 0) return i;
  i = spaces(text, i);
  const id = ['SYSTEM', 'PUBLIC'].find((one) => text.startsWith(one, i));
  if (id !== undefined) {
    i += id.length;
    for (let literals = id === 'PUBLIC' ? 2 : 1; literals > 0; literals--) {
      i = literal(state, i, what, literals === 2);
      if (i < 0) return i;
    }
    i = spaces(text, i);
  }
  const unit = text.charCodeAt(i);
  if (unit === BRACKET) return fault(state, i, '', 'XML_DOCTYPE');
  if (unit === GREATER) {
    state.phase = 'type read';
    return i + 1;
  }
  const rest = text.slice(i, i + 6);
  if (id === undefined && ['SYSTEM', 'PUBLIC'].some((one) => one.startsWith(rest))) return more(state, what);
  if (i === text.length) return more(state, what);
  return fault(state, i, `${characterAt(state, i)} cannot stand in ${what}`);
}

const PUBLIC = /^[- \r\na-zA-Z0-9'()+,./:=?;!*#@$_%]*$/;

/** White space and a literal in quotes; the index behind it. */
function literal(state: State, from: number, what: string, isPublic: boolean): number {
  const { text } = state;
  const at = spaces(text, from);
  if (at === text.length) return more(state, what);
  const quote = text.charCodeAt(at);
  if (at === from || (quote !== QUOTE && quote !== APOSTROPHE)) {
    return fault(state, at, `${characterAt(state, at)} stands where white space and a quote are expected`);
  }
  const end = ending(state, at + 1, text.charAt(at), what);
  if (end < 0) return end;
  if (isPublic && !PUBLIC.test(text.slice(at + 1, end))) {
    return fault(state, at, 'a public identifier holds a character that it must not');
  }
  return end + 1;
}

// --- Text

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The index behind a reference; `state.value` is the character it stands for. */
function reference(state: State, at: number): number {
  const { text } = state;
  if (text.charCodeAt(at + 1) === HASH) return characterReference(state, at);
  const end = name(state, at + 1, 'an entity');
  if (end < 0) return end;
  const called = text.slice(at + 1, end);
  if (text.charCodeAt(end) !== SEMICOLON) return fault(state, at, `the reference "&${called}" has no semicolon`);
  const character = PREDEFINED.get(called);
  if (character === undefined) return fault(state, at, `the entity "&${called};" is not defined`);
  state.value = character;
  return end + 1;
}

function characterReference(state: State, at: number): number {
  const { text } = state;
  const isHex = text.charCodeAt(at + 2) === 120;
  const from = at + (isHex ? 3 : 2);
  let i = from;
  let code = 0;
  for (; i < text.length; i++) {
    const digit = digitOf(text.charCodeAt(i));
    if (digit >= (isHex ? 16 : 10)) break;
    code = Math.min(code * (isHex ? 16 : 10) + digit, 0x110000);
  }
  if (i === text.length) return more(state, 'a character reference');
  if (i === from) return fault(state, at, 'a character reference has no number');
  if (text.charCodeAt(i) !== SEMICOLON) return fault(state, at, 'a character reference has no semicolon');
  if (!isCharacter(code))
    return fault(state, at, `"${text.slice(at, Math.min(i, at + 20))};" is not a character of XML`);
  state.value = String.fromCodePoint(code);
  return i + 1;
}

function digitOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter = unit | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : 16;
}

/** Text up to the next tag. */
function characters(state: State, at: number): number {
  const { text, bounds } = state;
  const { length } = text;
  let value = '';
  let from = at;
  let i = at;
  for (;;) {
    while (i < length && (CLASSES[text.charCodeAt(i)]! & TEXT_STOP) === 0) i++;
    if (i - at > bounds.text) return tooLong(state, at);
    if (i === length) return more(state, '');
    const unit = text.charCodeAt(i);
    if (unit === LESS) break;
    if (unit === AMPERSAND) {
      const end = reference(state, i);
      if (end < 0) return end;
      value += text.slice(from, i) + state.value;
      from = end;
      i = end;
    } else if (unit === CR) {
      value += `${text.slice(from, i)}\n`;
      i += text.charCodeAt(i + 1) === LF ? 2 : 1;
      from = i;
    } else if ((CLASSES[unit]! & IRREGULAR) !== 0) {
      i = pair(state, i);
      if (i < 0) return i;
    } else {
      if (text.startsWith(']]>', i)) return fault(state, i, '"]]>" stands in text');
      i++;
    }
  }
  const rest = text.slice(from, i);
  state.events.text(value === '' ? rest : value + rest, offsetAt(state.places, at));
  return i;
}

// --- Tags

function startTag(state: State, at: number): number {
  const { text, bounds } = state;
  if (state.phase === 'end') return fault(state, at, 'there is a second root element');
  const what = 'a start tag';
  const end = name(state, at + 1, what);
  if (end < 0) return end;
  state.count = 0;
  let isEmpty = false;
  let i = end;
  for (;;) {
    const behind = i;
    i = spaces(text, i);
    if (i === text.length) return more(state, what);
    const unit = text.charCodeAt(i);
    if (unit === GREATER) break;
    if (unit === SLASH) {
      if (++i === text.length) return more(state, what);
      if (text.charCodeAt(i) !== GREATER)
        return fault(state, i, `${characterAt(state, i)} stands where ">" is expected`);
      isEmpty = true;
      break;
    }
    if (i === behind) return fault(state, i, `${characterAt(state, i)} stands where white space is expected`);
    if (state.count === bounds.attributes) {
      return fault(state, i, `an element has more than ${bounds.attributes} attributes`, 'XML_BOUND');
    }
    i = attribute(state, i);
    if (i < 0) return i;
  }
  if (state.open.length === bounds.depth) {
    return fault(state, at, `elements stand deeper than ${bounds.depth} in each other`, 'XML_BOUND');
  }
  return element(state, at, text.slice(at + 1, end), isEmpty) ? i + 1 : FAULT;
}

function attribute(state: State, at: number): number {
  const { text } = state;
  const what = 'an attribute';
  const end = name(state, at, what);
  if (end < 0) return end;
  let i = spaces(text, end);
  if (i === text.length) return more(state, what);
  const called = text.slice(at, end);
  if (text.charCodeAt(i) !== EQUALS) return fault(state, i, `the attribute ${called} has no "="`);
  i = spaces(text, i + 1);
  if (i === text.length) return more(state, what);
  const quote = text.charCodeAt(i);
  if (quote !== QUOTE && quote !== APOSTROPHE) return fault(state, i, `the value of ${called} is not in quotes`);
  const from = i + 1;
  i = attributeValue(state, from, quote, called);
  if (i < 0) return i;
  const { count } = state;
  state.names[count] = called;
  state.nameAt[count] = at;
  state.values[count] = state.value;
  state.valueAt[count] = from;
  state.count++;
  return i;
}

/** The index behind a value's quote; `state.value` is the value, any white space in it being spaces (3.3.3). */
function attributeValue(state: State, at: number, quote: number, called: string): number {
  const { text, bounds } = state;
  const { length } = text;
  let value = '';
  let from = at;
  let i = at;
  for (;;) {
    while (i < length && (CLASSES[text.charCodeAt(i)]! & VALUE_STOP) === 0) i++;
    if (i - at > bounds.value) {
      return fault(state, at, `the value of ${called} is longer than ${bounds.value} characters`, 'XML_BOUND');
    }
    if (i === length) return more(state, `the value of ${called}`);
    const unit = text.charCodeAt(i);
    if (unit === quote) break;
    if (unit === LESS) return fault(state, i, `"<" stands in the value of ${called}`);
    if (unit === AMPERSAND) {
      const end = reference(state, i);
      if (end < 0) return end;
      value += text.slice(from, i) + state.value;
      from = end;
      i = end;
    } else if ((CLASSES[unit]! & SPACE) !== 0) {
      if (unit === CR && i + 1 === length) return more(state, `the value of ${called}`);
      value += `${text.slice(from, i)} `;
      i += unit === CR && text.charCodeAt(i + 1) === LF ? 2 : 1;
      from = i;
    } else if ((CLASSES[unit]! & IRREGULAR) !== 0) {
      i = pair(state, i);
      if (i < 0) return i;
    } else i++;
  }
  const rest = text.slice(from, i);
  state.value = value === '' ? rest : value + rest;
  return i + 1;
}

/** Opens an element whose tag was read, and closes it when it is empty; false when something is wrong with a name. */
function element(state: State, at: number, called: string, isEmpty: boolean): boolean {
  const offset = offsetAt(state.places, at);
  if (!declareNamespaces(state)) return false;
  const resolved = resolve(state, called, at + 1, state.elementNames);
  if (resolved === undefined) return false;
  const attributes = attributesOf(state);
  if (attributes === undefined) return false;
  state.phase = 'root';
  state.open.push(called);
  state.openAt.push(offset);
  state.events.open(resolved, attributes, offset);
  if (isEmpty) close(state);
  return true;
}

const isDeclaration = (called: string): boolean => called === 'xmlns' || called.startsWith('xmlns:');

/** Binds the prefixes a tag declares. */
function declareNamespaces(state: State): boolean {
  // Nearly every tag declares none.
  let declared: Set<string> | undefined;
  for (let i = 0; i < state.count; i++) {
    const called = state.names[i]!;
    if (!isDeclaration(called)) continue;
    declared ??= new Set();
    const prefix = called.slice(6);
    const namespace = state.values[i]!;
    const wrong = declared.has(called) ? `the attribute ${called} stands twice` : wrongWith(called, prefix, namespace);
    if (wrong !== undefined) {
      fault(state, state.nameAt[i]!, wrong);
      return false;
    }
    declared.add(called);
    state.before.push({ depth: state.open.length + 1, prefix, namespace: state.namespaces.get(prefix) });
    state.namespaces.set(prefix, namespace);
  }
  if (declared !== undefined) forgetNames(state);
  return true;
}

/** What Namespaces in XML reserves or forbids. */
function wrongWith(called: string, prefix: string, namespace: string): string | undefined {
  if (called !== 'xmlns' && (prefix === '' || prefix.includes(':') || !startsName(prefix))) {
    return `${called} declares no prefix`;
  }
  if (prefix === 'xmlns') return 'the prefix xmlns may not be declared';
  if ((prefix === 'xml') !== (namespace === XML_NAMESPACE)) {
    return `the prefix xml and ${XML_NAMESPACE} belong to each other alone`;
  }
  if (namespace === XMLNS_NAMESPACE) return `${XMLNS_NAMESPACE} may not be declared`;
  if (prefix !== '' && namespace === '') return `the prefix ${prefix} is declared for no namespace`;
  return undefined;
}

const startsName = (text: string): boolean => (CLASSES[text.charCodeAt(0)]! & NAME_START) !== 0;

function forgetNames({ elementNames, attributeNames }: State): void {
  elementNames.clear();
  attributeNames.clear();
}

/** The name as written, in its namespace. */
function resolve(state: State, called: string, at: number, known: Map<string, XmlName>): XmlName | undefined {
  const found = known.get(called);
  if (found !== undefined) return found;
  const colon = called.indexOf(':');
  const prefix = colon < 0 ? '' : called.slice(0, colon);
  const local = called.slice(colon + 1);
  if (colon === 0 || local.includes(':') || !startsName(local)) {
    fault(state, at, `${called} is not a name with at most one prefix`);
    return undefined;
  }
  // An attribute without a prefix is in no namespace, whatever the default is.
  const namespace = prefix === '' && known === state.attributeNames ? '' : state.namespaces.get(prefix);
  if (namespace === undefined) {
    fault(state, at, `the prefix ${prefix} is not declared`);
    return undefined;
  }
  const resolved = { namespace, prefix, local };
  known.set(called, resolved);
  return resolved;
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

/** The attributes of a tag that declare no namespace; undefined when something is wrong with one. */
function attributesOf(state: State): readonly XmlAttribute[] | undefined {
  if (state.count === 0) return NO_ATTRIBUTES;
  const attributes: XmlAttribute[] = [];
  const seen = state.count > FEW ? new Set<string>() : undefined;
  for (let i = 0; i < state.count; i++) {
    const called = state.names[i]!;
    if (isDeclaration(called)) continue;
    const resolved = resolve(state, called, state.nameAt[i]!, state.attributeNames);
    if (resolved === undefined) return undefined;
    if (isRepeated(resolved, attributes, seen)) {
      fault(state, state.nameAt[i]!, `the attribute ${called} stands twice`);
      return undefined;
    }
    attributes.push({ name: resolved, value: state.values[i]!, offset: offsetAt(state.places, state.valueAt[i]!) });
  }
  return attributes;
}

/** Up to so many attributes are compared one by one; with more that would take too long. */
const FEW = 8;

function isRepeated({ local, namespace }: XmlName, before: readonly XmlAttribute[], seen?: Set<string>): boolean {
  if (seen === undefined) return before.some(({ name: one }) => one.local === local && one.namespace === namespace);
  const { size } = seen;
  return seen.add(`${local} ${namespace}`).size === size;
}

function endTag(state: State, at: number): number {
  const { text } = state;
  const open = state.open.at(-1);
  // As nearly all are written; any other is looked at more closely.
  if (open !== undefined && text.startsWith(open, at + 2) && text.charCodeAt(at + 2 + open.length) === GREATER) {
    close(state);
    return at + 3 + open.length;
  }
  const end = name(state, at + 2, 'an end tag');
  if (end < 0) return end;
  const called = text.slice(at + 2, end);
  if (open === undefined) return fault(state, at, `</${called}> closes nothing`);
  if (called !== open) return fault(state, at, `</${called}> does not close ${opened(state, open)}`);
  const i = spaces(text, end);
  if (i === text.length) return more(state, 'an end tag');
  if (text.charCodeAt(i) !== GREATER) return fault(state, i, `${characterAt(state, i)} stands in an end tag`);
  close(state);
  return i + 1;
}

function close(state: State): void {
  const { open, openAt, before, namespaces } = state;
  if (before.length > 0 && before.at(-1)!.depth === open.length) {
    while (before.length > 0 && before.at(-1)!.depth === open.length) {
      const { prefix, namespace } = before.pop()!;
      if (namespace === undefined) namespaces.delete(prefix);
      else namespaces.set(prefix, namespace);
    }
    forgetNames(state);
  }
  open.pop();
  openAt.pop();
  if (open.length === 0) state.phase = 'end';
  state.events.close();
}
