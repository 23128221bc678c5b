/**
 * Assembles segments into interchanges, functional groups and transaction sets, checks the envelopes, and
 * hands each set on as soon as its trailer is read: memory does not grow with the interchange.
 *
 * What is wrong with an envelope is a Problem on the unit it belongs to, and reading goes on at the next unit
 * that can be found, so that one broken set never costs its siblings. Sources: X12.5 and X12.6 (ISA to IEA), ISO
 * 9735 parts 1 and 2 (UNB to UNZ). What differs between them, tags, positions and headers, is a Syntax.
 */

import type { FeedDefinition } from '../feed/definition.ts';
import { type Position, type Problem, type ProblemCode, problem } from '../problem.ts';
import { type Node, text } from '../tree.ts';
import type { XmlDefinition } from '../xml/definition.ts';
import type { BusinessUnit } from './business-unit.ts';
import type { Definition } from './definition.ts';
import {
  type Charset,
  createScanner,
  gather,
  isBinary,
  isReleased,
  next,
  push,
  readSegment,
  type Scanner,
  type Separators,
  separate,
  tagOf,
} from './scan.ts';
import { usedNumbers } from './used-numbers.ts';
import { encode } from './write.ts';

export interface Interchange {
  kind: 'interchange';
  syntax: string;
  header: Node;
  separators: Separators;
  /** The decimal mark it says its numbers have; undefined when it says none. */
  decimalMark?: string;
  control: string;
  sender: { qualifier: string; id: string };
  receiver: { qualifier: string; id: string };
  /** ISA12; in EDIFACT syntax identifier and version (`UNOC:3`). */
  version: string;
  /** T test, P production, I information. */
  usage: string;
  /** A document with no envelope: its parties are those of the trade, and a channel that knows its sender knows better. */
  bare?: boolean;
  /** What a document came in, to be answered in kind (`sbdh`). */
  envelope?: string | undefined;
  /** The sender asks for an acknowledgment of the interchange (ISA14, UNB09). */
  acknowledgmentRequested: boolean;
  /** Interchange acknowledgments (TA1) it carries for what we sent. */
  acknowledgments: Node[];
  groups: number;
  /** Sets that stand in no group, in a syntax where they may. */
  ungrouped: number;
  problems: Problem[];
  /** Those of the header alone: known before any group, whatever the trailer will say. */
  readonly headerProblems: readonly Problem[];
  offset: number;
  closed: boolean;
}

export interface Group {
  kind: 'group';
  interchange: Interchange;
  header: Node;
  /** Functional identifier code (GS01). */
  code: string;
  sender: string;
  receiver: string;
  control: string;
  /** GS08 as sent: release and implementation convention. */
  version: string;
  sets: number;
  /** GE01, the number of sets its sender counted. */
  declaredSets: string | undefined;
  /** True when its sets stood outside any group: in X12 nothing can be acknowledged then, in EDIFACT it is usual. */
  implied: boolean;
  problems: Problem[];
  closed: boolean;
}

export interface TransactionSet {
  kind: 'set';
  group: Group;
  header: Node;
  /** Transaction set identifier (ST01), message type (UNH02-1). */
  type: string;
  control: string;
  /** Release or directory: `004010`, `D96A`. */
  release: string;
  /** Implementation convention (ST03, from release 005010 on), association assigned code (UNH02-5). */
  convention: string;
  /** What an EDIFACT message says it is, component by component (UNH02, S009), for its answer to repeat. */
  identifier?: string[] | undefined;
  /** All segments from header to trailer; segments[0] is the header. */
  segments: Node[];
  /** What it was read by, where its format has no dictionary for all: a feed. */
  definition?: Definition | undefined;
  /** The set as a tree, where its format says the structure itself: `segments` holds nothing then but a header. */
  tree?: Node | undefined;
  /** Line and character of a byte, where the format is read by line. */
  locate?: ((offset: number) => { line: number; column: number }) | undefined;
  /** A set that is a canonical document already, and where a member of it stands, by its path (`lines/0/quantity`). */
  document?: Record<string, unknown> | undefined;
  placeOf?: ((path: string) => Spot) | undefined;
  /** Whether its trailer was read: then it is the last of its segments. */
  closed: boolean;
  problems: Problem[];
  offset: number;
  /** Offset behind the last byte. */
  end: number;
  /** What it is about, once that is looked up. */
  unit?: BusinessUnit | undefined;
}

/** A place in a text people read by line. */
export interface Spot {
  offset: number;
  line: number;
  column: number;
}

/** What the reader hands on, in the order of the transmission. `…End` units carry the finished problems. */
export type Unit =
  | { unit: 'interchange'; interchange: Interchange }
  | { unit: 'group'; group: Group }
  | { unit: 'set'; set: TransactionSet }
  | { unit: 'groupEnd'; group: Group }
  | { unit: 'interchangeEnd'; interchange: Interchange };

/** An interchange header that was found: what it says, and where its body starts in the window. */
export interface Header {
  interchange: Interchange;
  bodyAt: number;
  readable: boolean;
}

/** The tags and positions of one syntax. */
export interface Syntax {
  /** What every header starts with, a service string advice in front of it too. */
  start: string;
  header: string;
  /** What may stand in front of a header as a part of it (UNA). */
  advice?: RegExp;
  /** No header behind the first byte of a segment ends before so many bytes of it. */
  shortest: number;
  trailer: string;
  /** `control` is the element of the header that holds the control number. */
  group: { header: string; trailer: string; control: number };
  set: { header: string; trailer: string; control: number };
  /** Whether sets must stand in groups. */
  grouped: boolean;
  /** Segments the interchange may carry outside groups (TA1). */
  service: string[];
  /** Reads the header at `at`; 'more' when it may go on in the next chunk; undefined when none stands there. */
  readHeader(window: string, at: number, base: number, ended: boolean, charset: Charset): Header | 'more' | undefined;
  readGroup(interchange: Interchange, header: Node): Group;
  /** What the set's header says. */
  readSet(group: Group, header: Node): SetHeader;
}

/** What a set's header says, and what is wrong with it. */
export interface SetHeader extends Pick<TransactionSet, 'type' | 'control' | 'release' | 'convention' | 'identifier'> {
  problems: { code: ProblemCode; element: number; component?: number; value: string; detail?: string }[];
}

export interface ReaderOptions {
  /** XML vocabularies that are known, by name. */
  vocabularies?: ReadonlyMap<string, XmlDefinition>;
  /** Feeds it may be of, those of its sender first. */
  feeds?: readonly FeedDefinition[];
  /** Character set of the values. Default auto. */
  charset?: Charset;
  /** Where it depends on who sends: the character set by the interchange's header. */
  charsetOf?: (interchange: Interchange) => Charset;
  /** A set may not be larger; it is held in memory as a whole. */
  maxSetBytes?: number;
}

export interface Reader {
  push(chunk: Uint8Array): Unit[];
  end(): Unit[];
  /** Problems outside any interchange. */
  problems: Problem[];
}

export const MAX_SET_BYTES = 64 * 1024 * 1024;
const MAX_SEGMENT = 1024 * 1024;
const SHOWN_OF_SKIPPED = 40;

/** Where something is, with the control numbers around it; `value` stands in the node. */
export function positionIn(set: TransactionSet, node?: Node, value: Node | undefined = node): Position {
  if (set.locate !== undefined) return positionInText(set, set.locate, node, value);
  return {
    offset: node?.offset ?? set.offset,
    ...(node === undefined ? {} : { segment: node.segment, tag: node.name }),
    interchange: set.group.interchange.control,
    group: set.group.control,
    set: set.control,
  };
}

function positionInText(
  { offset: start, group: { interchange }, control }: TransactionSet,
  locate: NonNullable<TransactionSet['locate']>,
  node: Node | undefined,
  value: Node | undefined,
): Position {
  const offset = value?.offset ?? start;
  return {
    offset,
    ...locate(offset),
    ...(node === undefined ? {} : { tag: node.name }),
    ...(interchange.control === '' ? {} : { interchange: interchange.control }),
    ...(control === '' ? {} : { set: control }),
  };
}

/** The group of sets that stand in none. */
export const impliedGroup = (interchange: Interchange, header: Node): Group => ({
  kind: 'group',
  interchange,
  header,
  code: '',
  sender: '',
  receiver: '',
  control: '',
  version: '',
  sets: 0,
  declaredSets: undefined,
  implied: true,
  problems: [],
  closed: false,
});

export const positionInGroup = (group: Group, node: Node): Position => ({
  offset: node.offset,
  tag: node.name,
  interchange: group.interchange.control,
  group: group.control,
});

/** An element of the segment a position names. */
export const elementIn = (at: Position, segment: Node, element: number): Position => ({
  ...at,
  offset: segment.children[element - 1]?.offset ?? segment.offset,
  element,
});

/**
 * Count and control number of a group's or interchange's trailer. Whatever else stands in it is taken for a part of
 * them: nothing may, so that a segment it has swallowed makes a number that differs.
 */
function trailerOf(trailer: Node, separators: Separators): { count: string; control: string } {
  // A separator in a control number was released there, and is in the header's without its release character.
  const { release: _, ...plain } = separators;
  const [, count = '', ...rest] = encode(trailer, plain).split(separators.element);
  return { count, control: rest.join(separators.element) };
}

/** A UTF-8 byte order mark, one character a byte. */
const BOM = '\u00ef\u00bb\u00bf';

/** Whether bytes, one character each, are the start of a header in UTF-16: a zero stands between its letters. */
export const isUtf16 = (bytes: string, start: string): boolean =>
  bytes.replace(/^(?:\u00fe\u00ff|\u00ff\u00fe)?\u0000?/, '').startsWith([...start].join('\u0000'));

/** Whether GS01 is one an acknowledgment can name. */
export const isGroupCode = (code: string): boolean => /^[A-Z0-9]{2}$/.test(code);

const isBlank = (c: number): boolean => c === 32 || c === 9 || c === 0xa0 || c === 0xc2;
const isLineEnd = (c: number): boolean => c === 10 || c === 13 || c === 0 || c === 26;

/** Creates a reader: push chunks, take units; then end. */
export function createReader(syntax: Syntax, options: ReaderOptions = {}): Reader {
  const scanner: Scanner = createScanner(options.charset);
  const maxSetBytes = options.maxSetBytes ?? MAX_SET_BYTES;
  /** A header is read before it is known what is agreed with its sender, and owes nothing to the one before it. */
  const headerCharset = options.charset ?? 'auto';
  const problems: Problem[] = [];
  let units: Unit[] = [];
  let seeking = true;
  let skipped: { offset: number; length: number; start: string } | undefined;
  let interchange: Interchange | undefined;
  let group: Group | undefined;
  let set: TransactionSet | undefined;
  let overlong = false;
  /** Where spaces or tabs stand before the segment that comes next. */
  let blanksAt = -1;
  /** Up to here the segment that is arriving has been searched for a header. */
  let searchedTo = -1;
  let seenGroups = usedNumbers();
  let seenSets = usedNumbers();
  let seen = 0;

  const here = (node: Node): Position => ({
    offset: node.offset,
    tag: node.name,
    ...(interchange === undefined ? {} : { interchange: interchange.control }),
    ...(group === undefined ? {} : { group: group.control }),
  });
  /** A byte that belongs to no segment, with the control numbers around it. */
  const around = (offset: number): Position => ({
    offset,
    interchange: interchange!.control,
    ...(group === undefined ? {} : { group: group.control }),
    ...(set === undefined ? {} : { set: set.control }),
  });
  const add = (to: Problem[], code: ProblemCode, at: Position, value?: string, detail?: string): void => {
    to.push(
      problem(code, at, { ...(value === undefined ? {} : { value }), ...(detail === undefined ? {} : { detail }) }),
    );
  };

  function skip(length: number): void {
    skipped ??= { offset: scanner.base + scanner.position, length: 0, start: '' };
    const shown = Math.min(length, SHOWN_OF_SKIPPED - skipped.start.length);
    skipped.start += scanner.text.slice(scanner.position, scanner.position + shown);
    skipped.length += length;
    scanner.position += length;
  }

  function reportSkipped(): void {
    if (skipped === undefined) return;
    const { offset, length } = skipped;
    const start = syntax.advice === undefined ? skipped.start : skipped.start.replace(syntax.advice, '');
    const startsWith = (tag: string): boolean =>
      start.startsWith(tag) && /^[^A-Za-z0-9\s]/.test(start.slice(tag.length));
    if (startsWith(syntax.header))
      add(problems, 'INTERCHANGE_HEADER_INVALID', { offset }, start, 'it ends early or is garbled');
    else if (startsWith(syntax.trailer)) add(problems, 'INTERCHANGE_TRAILER_UNEXPECTED', { offset });
    else if (isUtf16(start, syntax.start)) add(problems, 'INTERCHANGE_UTF16', { offset }, skipped.start);
    else if (seen === 0) add(problems, 'INTERCHANGE_MISSING', { offset }, skipped.start);
    else add(problems, 'BYTES_BETWEEN_INTERCHANGES', { offset }, skipped.start, `${length} bytes`);
    skipped = undefined;
  }

  /** Skips what may stand between interchanges without meaning anything. */
  function skipBlank(): void {
    const { text } = scanner;
    let at = scanner.position;
    for (;;) {
      while (at < text.length && (isBlank(text.charCodeAt(at)) || isLineEnd(text.charCodeAt(at)))) at++;
      if (skipped !== undefined || !text.startsWith(BOM, at)) break;
      add(problems, 'BYTES_BEFORE_INTERCHANGE', { offset: scanner.base + at });
      at += BOM.length;
    }
    if (skipped === undefined) scanner.position = at;
    else skip(at - scanner.position);
  }

  /** Looks for the next interchange header. False when more bytes are needed. */
  function seek(): boolean {
    for (;;) {
      skipBlank();
      const { text } = scanner;
      const header = syntax.readHeader(text, scanner.position, scanner.base, scanner.ended, headerCharset);
      if (header === 'more') return false;
      if (header !== undefined) {
        open(header);
        return true;
      }
      const candidate = text.indexOf(syntax.start, scanner.position + 1);
      if (candidate < 0) {
        // Keep what may be the start of a header, or of a byte order mark, cut by the chunk.
        const keep = scanner.ended ? 0 : BOM.length - 1;
        const length = text.length - scanner.position - keep;
        if (length > 0) skip(length);
        return false;
      }
      skip(candidate - scanner.position);
    }
  }

  function open(header: Header): void {
    reportSkipped();
    seen++;
    interchange = header.interchange;
    if (options.charsetOf !== undefined) scanner.charset = options.charsetOf(interchange);
    units.push({ unit: 'interchange', interchange });
    scanner.position = header.bodyAt;
    blanksAt = -1;
    seenGroups = usedNumbers();
    if (!header.readable) {
      closeInterchange(undefined);
      return;
    }
    separate(scanner, interchange.separators);
    seeking = false;
  }

  /** Skips line ends and blanks before a segment; blanks are worth a warning once the segment is here. */
  function tidy(): boolean {
    const { text } = scanner;
    let at = scanner.position;
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (isBlank(c)) {
        if (blanksAt < 0) blanksAt = scanner.base + at;
      } else if (!isLineEnd(c)) break;
    }
    scanner.position = at;
    return at < text.length;
  }

  /** One warning a unit: where its first blanks are. */
  function reportBlanks(tag: string): void {
    const owner = set ?? group ?? interchange!;
    if (!owner.problems.some(({ code }) => code === 'SPACE_BEFORE_SEGMENT')) {
      owner.problems.push(problem('SPACE_BEFORE_SEGMENT', around(blanksAt), { value: tag }));
    }
    blanksAt = -1;
  }

  function closeSet(trailer: Node | undefined): void {
    if (set === undefined || group === undefined) return;
    if (trailer === undefined) add(set.problems, 'SET_TRAILER_MISSING', positionIn(set, set.segments.at(-1)));
    else checkSetTrailer(set, trailer);
    if (trailer !== undefined) set.end = scanner.base + scanner.position;
    units.push({ unit: 'set', set });
    set = undefined;
    overlong = false;
  }

  function closeGroup(trailer: Node | undefined): void {
    closeSet(undefined);
    if (group === undefined) return;
    if (!syntax.grouped && group.sets === 0) add(group.problems, 'GROUP_EMPTY', positionInGroup(group, group.header));
    if (trailer !== undefined) checkGroupTrailer(group, trailer);
    else if (!group.implied) add(group.problems, 'GROUP_TRAILER_MISSING', positionInGroup(group, group.header));
    group.closed = trailer !== undefined;
    units.push({ unit: 'groupEnd', group });
    group = undefined;
  }

  function closeInterchange(trailer: Node | undefined): void {
    closeGroup(undefined);
    if (interchange === undefined) return;
    if (!syntax.grouped && !seeking && interchange.groups + interchange.ungrouped === 0)
      add(interchange.problems, 'INTERCHANGE_EMPTY', here(interchange.header));
    if (trailer !== undefined) checkInterchangeTrailer(interchange, trailer);
    else if (!seeking) add(interchange.problems, 'INTERCHANGE_TRAILER_MISSING', here(interchange.header));
    interchange.closed = trailer !== undefined;
    units.push({ unit: 'interchangeEnd', interchange });
    interchange = undefined;
    seeking = true;
  }

  function checkSetTrailer(of: TransactionSet, trailer: Node): void {
    const at = positionIn(of, trailer);
    const control = text(trailer, 2);
    if (control !== of.control)
      add(of.problems, 'SET_CONTROL_MISMATCH', elementIn(at, trailer, 2), control, of.control);
    const count = text(trailer, 1);
    const read = trailer.segment;
    if (!/^\d{1,10}$/.test(count) || Number(count) !== read) {
      add(of.problems, 'SET_COUNT_WRONG', elementIn(at, trailer, 1), count, String(read));
    }
  }

  function checkGroupTrailer(of: Group, trailer: Node): void {
    const at = positionInGroup(of, trailer);
    const { count, control } = trailerOf(trailer, of.interchange.separators);
    of.declaredSets = count;
    if (control !== of.control)
      add(of.problems, 'GROUP_CONTROL_MISMATCH', elementIn(at, trailer, 2), control, of.control);
    if (!/^\d{1,6}$/.test(of.declaredSets) || Number(of.declaredSets) !== of.sets) {
      add(of.problems, 'GROUP_COUNT_WRONG', elementIn(at, trailer, 1), of.declaredSets, String(of.sets));
    }
  }

  function checkInterchangeTrailer(of: Interchange, trailer: Node): void {
    const at = here(trailer);
    const { count, control: padded } = trailerOf(trailer, of.separators);
    const control = padded.trim();
    if (control !== of.control)
      add(of.problems, 'INTERCHANGE_CONTROL_MISMATCH', elementIn(at, trailer, 2), control, of.control);
    const read = of.groups === 0 ? of.ungrouped : of.groups;
    if (!/^\d{1,6}$/.test(count) || Number(count) !== read) {
      add(of.problems, 'INTERCHANGE_COUNT_WRONG', elementIn(at, trailer, 1), count, String(read));
    }
  }

  function openGroup(header: Node): void {
    closeGroup(undefined);
    const opened = syntax.readGroup(interchange!, header);
    group = opened;
    interchange!.groups++;
    if (interchange!.ungrouped > 0) add(interchange!.problems, 'GROUPS_AND_SETS', here(header));
    seenSets = usedNumbers();
    if (seenGroups.has(opened.control)) {
      add(
        opened.problems,
        'GROUP_CONTROL_DUPLICATE',
        elementIn(positionInGroup(opened, header), header, syntax.group.control),
        opened.control,
        'in this interchange',
      );
    }
    seenGroups.add(opened.control);
    units.push({ unit: 'group', group: opened });
  }

  function implyGroup(header: Node): Group {
    const implied = impliedGroup(interchange!, header);
    if (syntax.grouped) add(implied.problems, 'GROUP_HEADER_MISSING', here(header));
    else if (interchange!.groups > 0) add(interchange!.problems, 'GROUPS_AND_SETS', here(header));
    seenSets = usedNumbers();
    units.push({ unit: 'group', group: implied });
    return implied;
  }

  function openSet(header: Node): void {
    closeSet(undefined);
    group ??= implyGroup(header);
    group.sets++;
    if (group.implied && !syntax.grouped) interchange!.ungrouped++;
    const { problems: wrong, ...said } = syntax.readSet(group, header);
    const opened: TransactionSet = {
      kind: 'set',
      group,
      header,
      ...said,
      segments: [header],
      closed: false,
      problems: [],
      offset: header.offset,
      end: scanner.base + scanner.position,
    };
    set = opened;
    const at = positionIn(opened, header);
    const { control } = opened;
    for (const { code, element, component, value, detail } of wrong) {
      const place = elementIn(at, header, element);
      add(opened.problems, code, component === undefined ? place : { ...place, component }, value, detail);
    }
    if (seenSets.has(control) && !wrong.some(({ code }) => code === 'SET_CONTROL_INVALID'))
      add(
        opened.problems,
        'SET_CONTROL_DUPLICATE',
        elementIn(at, header, syntax.set.control),
        control,
        'in this group',
      );
    seenSets.add(control);
  }

  function keep(node: Node): void {
    if (set === undefined) {
      const stray = ['GROUP_TRAILER_UNEXPECTED', 'SET_TRAILER_UNEXPECTED'] as const;
      if (node.name === syntax.group.trailer) add(interchange!.problems, stray[0], here(node));
      else if (node.name === syntax.set.trailer) add((group ?? interchange!).problems, stray[1], here(node));
      else add((group ?? interchange!).problems, 'SEGMENT_OUTSIDE_SET', here(node), node.name);
      return;
    }
    if (scanner.binaryLength !== undefined) {
      const at = elementIn(positionIn(set, node), node, node.name === 'BDS' ? 2 : 1);
      add(set.problems, 'BINARY_LENGTH_WRONG', at, scanner.binaryLength);
    }
    if (overlong) return;
    set.segments.push(node);
    set.end = scanner.base + scanner.position;
    if (set.end - set.offset > maxSetBytes) {
      overlong = true;
      set.segments.length = 1;
      add(set.problems, 'SET_TOO_LARGE', positionIn(set, node), undefined, `${maxSetBytes} bytes`);
    }
  }

  let segmentNumber = 0;

  function take(): void {
    segmentNumber++;
    const tag = tagOf(scanner);
    if (blanksAt >= 0) reportBlanks(tag);
    if (tag === syntax.set.header) segmentNumber = 1;
    const node = readSegment(scanner, segmentNumber, tag);
    switch (tag) {
      case syntax.set.header:
        return openSet(node);
      case syntax.set.trailer:
        if (set === undefined) return keep(node);
        if (!overlong) set.segments.push(node);
        set.closed = !overlong;
        return closeSet(node);
      case syntax.group.header:
        return openGroup(node);
      case syntax.group.trailer:
        if (group === undefined || group.implied) return keep(node);
        return closeGroup(node);
      case syntax.trailer:
        return closeInterchange(node);
      default:
        if (set === undefined && syntax.service.includes(tag)) interchange!.acknowledgments.push(node);
        else keep(node);
    }
  }

  /**
   * A header inside a segment: the interchange before it was cut off in the middle of that segment. 'more' when
   * what arrives next decides.
   */
  function embeddedHeader(from: number, to: number): number | 'more' | undefined {
    if (to - from < syntax.shortest || isBinary(scanner)) return undefined;
    const start = Math.max(from + 1, searchedTo - scanner.base);
    const within = scanner.text.slice(start, to);
    for (let at = within.indexOf(syntax.start); at >= 0; at = within.indexOf(syntax.start, at + 1)) {
      searchedTo = scanner.base + start + at;
      const header = syntax.readHeader(scanner.text, start + at, scanner.base, scanner.ended, headerCharset);
      if (header === 'more') return 'more';
      if (header?.readable === true) return start + at;
    }
    searchedTo = scanner.base + Math.max(start, to - syntax.start.length + 1);
    return undefined;
  }

  /** Whether a header stands at `position`, or its first letters do and the rest has not arrived. */
  function mayBeHeader(): boolean {
    const { text, position, ended } = scanner;
    if (text.startsWith(syntax.start, position)) return true;
    return !ended && text.length - position < syntax.start.length && syntax.start.startsWith(text.slice(position));
  }

  function restartAt(at: number): void {
    cutOff(scanner.base + scanner.start);
    closeInterchange(undefined);
    scanner.position = at;
    scanner.resume = -1;
    seeking = true;
  }

  function cutOff(offset: number): void {
    add((set ?? group ?? interchange!).problems, 'SEGMENT_UNTERMINATED', around(offset));
  }

  function readOn(): void {
    for (;;) {
      if (seeking) {
        if (!seek()) return;
        continue;
      }
      if (scanner.resume < 0 && !tidy()) return;
      // An interchange may begin where the trailer of the last one is missing; it has separators of its own.
      if (scanner.resume < 0 && mayBeHeader()) {
        const header = syntax.readHeader(scanner.text, scanner.position, scanner.base, scanner.ended, headerCharset);
        if (header === 'more') return;
        if (header !== undefined) {
          closeInterchange(undefined);
          open(header);
          continue;
        }
      }
      if (!next(scanner)) {
        const cut = embeddedHeader(scanner.start, scanner.text.length);
        if (typeof cut === 'number') restartAt(cut);
        else if (isTooLong(scanner.arrived)) tooLong();
        else return;
        continue;
      }
      const cut = embeddedHeader(scanner.start, scanner.end);
      if (cut === 'more') {
        scanner.position = scanner.start;
        return;
      }
      if (typeof cut === 'number') restartAt(cut);
      else if (isTooLong(scanner.end)) tooLong();
      else take();
    }
  }

  /** Binary data may be as long as a set, all else no longer than a segment sensibly is. */
  const sensible = Math.min(MAX_SEGMENT, maxSetBytes);
  const longest = (): number => (isBinary(scanner) ? maxSetBytes : sensible);
  const isTooLong = (to: number): boolean => to - scanner.start > sensible && to - scanner.start > longest();

  function tooLong(): void {
    const at = around(scanner.base + scanner.start);
    add((set ?? group ?? interchange!).problems, 'SEGMENT_TOO_LONG', at, undefined, `${longest()} bytes`);
    closeInterchange(undefined);
    gather(scanner);
    scanner.position = scanner.start;
    scanner.resume = -1;
    seeking = true;
  }

  /** What stands behind the last terminator: a trailer that only lacks its terminator is taken, all else is cut off. */
  function takeRest(): void {
    if (seeking || scanner.resume < 0) return;
    scanner.end = scanner.text.length;
    while (scanner.end > scanner.start && isLineEnd(scanner.text.charCodeAt(scanner.end - 1))) scanner.end--;
    scanner.position = scanner.text.length;
    scanner.resume = -1;
    const rest = scanner.text.slice(scanner.start, scanner.end);
    if (rest === '') return;
    const offset = scanner.base + scanner.start;
    const { element, release } = scanner.separators;
    if (rest.startsWith(syntax.trailer + element) && !isReleased(rest, rest.length, release)) {
      interchange!.problems.push({
        ...problem('SEGMENT_UNTERMINATED', { offset, interchange: interchange!.control }),
        severity: 'warning',
      });
      take();
    } else cutOff(offset);
  }

  function flush(): Unit[] {
    const ready = units;
    units = [];
    return ready;
  }

  return {
    problems,
    push(chunk) {
      push(scanner, chunk);
      readOn();
      return flush();
    },
    end() {
      scanner.ended = true;
      readOn();
      takeRest();
      closeInterchange(undefined);
      reportSkipped();
      if (seen === 0 && problems.every(({ severity }) => severity !== 'error')) {
        add(problems, 'INTERCHANGE_MISSING', { offset: 0 }, '');
      }
      return flush();
    },
  };
}
