/**
 * EDIFACT (ISO 9735, syntax versions 1 to 4): detects it, reads UNA and UNB, and names the tags and positions of its
 * envelopes. Bytes in, units out; the rest of reading is shared with other EDI syntaxes.
 *
 * Separators come from the UNA; without one they are the defaults of the syntax, or the information separators of level
 * B where the UNB uses them. The character set is the one the syntax identifier names (UNOC is ISO 8859-1).
 */

import { isDate6, isDate8, isTime } from '../edi/element.ts';
import {
  createReader,
  elementIn,
  type Group,
  type Header,
  type Interchange,
  isUtf16,
  positionInGroup,
  type Reader,
  type ReaderOptions,
  type SetHeader,
  type Syntax,
} from '../edi/envelope.ts';
import { type Charset, firstSegment, isReleased, type Separators, startOf } from '../edi/scan.ts';
import { type Position, type Problem, type ProblemCode, problem } from '../problem.ts';
import { component, components, type Node, segmentNode } from '../tree.ts';

// UNA and six characters, of which the fifth may separate repetitions.
const ADVICE = 9;
const REPETITION_AT = 7;
// A UNB with every element at its full length, each character released, stays below this.
const LONGEST = 1024;
const UNUSABLE = /[A-Za-z0-9 \r\n]/;
// A segment may end with its line.
const UNUSABLE_TERMINATOR = /[A-Za-z0-9 ]/;

/** Character sets by syntax identifier (0001, ISO 9735-1 and its amendments). UNOX switches sets by escape sequences. */
const CHARSETS: Record<string, Charset> = {
  UNOA: 'auto',
  UNOB: 'auto',
  UNOC: 'iso-8859-1',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
  UNOK: 'iso-8859-9',
  UNOL: 'iso-8859-15',
  UNOW: 'utf-8',
  UNOX: 'auto',
  UNOY: 'utf-8',
  // Airlines.
  IATA: 'auto',
  IATB: 'auto',
};

// What no element of a UNB holds: the start of another, whatever separates that one.
const ANOTHER = new RegExp(`UNB[^A-Za-z0-9](?:${Object.keys(CHARSETS).join('|')})`);

const PLAIN: Separators = {
  element: '+',
  component: ':',
  repetition: '',
  terminator: "'",
  release: '?',
  nested: true,
};
// Information separators 3, 1 and 4, the defaults of level B (ISO 9735:1988 6.2); they need no release character.
const INFORMATION: Separators = {
  element: '\x1d',
  component: '\x1f',
  repetition: '',
  terminator: '\x1c',
  nested: true,
};

/** What the service string advice says, or the defaults; and where the UNB starts. */
interface Advice {
  separators: Separators;
  decimalMark: string | undefined;
  /** The fifth character: separates repetitions from syntax version 4 on. */
  repetition: string | undefined;
  unbAt: number;
}

/** The advice at `at`; 'more' when the window ends in it, undefined when neither UNA nor UNB stands there. */
function adviceAt(window: string, at: number, ended: boolean): Advice | 'more' | undefined {
  const start = window.slice(at, at + 4);
  if (start.length < 4 && ('UNA'.startsWith(start.slice(0, 3)) || 'UNB'.startsWith(start.slice(0, 3))))
    return ended ? undefined : 'more';
  if (start.startsWith('UNB')) {
    const separators = start.endsWith(INFORMATION.element) ? INFORMATION : PLAIN;
    return { separators, decimalMark: undefined, repetition: undefined, unbAt: at };
  }
  if (!start.startsWith('UNA')) return undefined;
  if (window.length < at + ADVICE) return ended ? undefined : 'more';
  const [component = '', element = '', decimalMark, release = '', repetition, terminator = ''] = window.slice(
    at + 3,
    at + ADVICE,
  );
  let unbAt = at + ADVICE;
  while (unbAt - at < LONGEST && /\s/.test(window.charAt(unbAt))) unbAt++;
  if (unbAt + 4 > window.length) return ended ? undefined : 'more';
  const separators: Separators = { element, component, repetition: '', terminator, nested: true };
  if (release !== ' ') separators.release = release;
  return window.startsWith('UNB', unbAt) ? { separators, decimalMark, repetition, unbAt } : undefined;
}

/** Where the segment at `at` ends, its terminator not included; -1 when it is not all there. */
function endOf(window: string, at: number, { terminator, release }: Separators): number {
  let end = window.indexOf(terminator, at);
  while (end >= 0 && isReleased(window, end, release)) end = window.indexOf(terminator, end + 1);
  return end;
}

/** Whether the next interchange begins in a UNB: that was cut off, and what ends it is the terminator of the next. */
function isCut(window: string, unbAt: number, end: number, ended: boolean): boolean | 'more' {
  if (ANOTHER.test(window.slice(unbAt + 3, end))) return true;
  // Of a UNA with the same terminator that is all there is before its end.
  const advice = adviceAt(window, end + 1 - ADVICE, ended);
  return advice === 'more' ? 'more' : advice !== undefined && advice.unbAt > end;
}

/** Whether every character can separate what it is said to separate, and nothing else. */
function usable({ element, component, terminator, release, repetition }: Separators): boolean {
  const all = [element, component, terminator, release ?? '', repetition].filter((one) => one !== '');
  return (
    new Set(all).size === all.length &&
    !UNUSABLE_TERMINATOR.test(terminator) &&
    !all.some((one) => one !== terminator && UNUSABLE.test(one))
  );
}

const part = (segment: Node, element: number, number: number): string => {
  const found = segment.children[element - 1];
  return (found === undefined ? undefined : component(found, number))?.value.trim() ?? '';
};

function readHeader(
  window: string,
  at: number,
  base: number,
  ended: boolean,
  charset: Charset,
): Header | 'more' | undefined {
  const advice = adviceAt(window, at, ended);
  if (advice === undefined || advice === 'more') return advice;
  const { separators, unbAt, decimalMark } = advice;
  if (!usable(separators) || !window.startsWith(separators.element, unbAt + 3))
    return decimalMark === undefined ? undefined : misadvised(separators, base + at, unbAt + 3);
  const end = endOf(window, unbAt, separators);
  if (end < 0 || end - unbAt > LONGEST)
    return end < 0 && !ended && window.length - unbAt <= LONGEST ? 'more' : undefined;
  const cut = isCut(window, unbAt, end, ended);
  if (cut !== false) return cut === 'more' ? 'more' : undefined;
  const own = charset === 'auto' ? charsetNamed(window.slice(unbAt + 4, unbAt + 8)) : charset;
  const unb = firstSegment(window.slice(unbAt, end + 1), separators, base + unbAt, own);
  if (unb === undefined || !/^[A-Z]{4}$/.test(part(unb, 1, 1))) return undefined;
  const version = part(unb, 1, 2);
  const repetition = version === '4' ? (advice.repetition ?? '*').trim() : '';
  const control = part(unb, 5, 1);
  const problems = checkUnb(unb, { offset: base + unbAt, tag: 'UNB', interchange: control });
  const clash = !usable({ ...separators, repetition });
  if (clash) {
    const advised = { offset: base + at + REPETITION_AT, interchange: control };
    problems.push(problem('INTERCHANGE_REPETITION_SEPARATOR_INVALID', advised, { value: repetition }));
  }
  const full = { ...separators, repetition: clash ? '' : repetition };
  const interchange: Interchange = {
    ...unsaid(unb, full, base + at, problems),
    ...(decimalMark === undefined ? {} : { decimalMark }),
    control,
    sender: { qualifier: part(unb, 2, 2), id: part(unb, 2, 1) },
    receiver: { qualifier: part(unb, 3, 2), id: part(unb, 3, 1) },
    version: `${part(unb, 1, 1)}:${version}`,
    usage: /^[1-4]$/.test(part(unb, 11, 1)) ? 'T' : 'P',
    acknowledgmentRequested: /^[12]$/.test(part(unb, 9, 1)),
  };
  return { interchange, bodyAt: end + 1, readable: true };
}

/** An interchange of which nothing is known yet that its UNB says. */
const unsaid = (header: Node, separators: Separators, offset: number, problems: Problem[]): Interchange => ({
  kind: 'interchange',
  syntax: 'edifact',
  header,
  separators,
  control: '',
  sender: { qualifier: '', id: '' },
  receiver: { qualifier: '', id: '' },
  version: '',
  usage: 'P',
  acknowledgmentRequested: false,
  acknowledgments: [],
  groups: 0,
  ungrouped: 0,
  problems,
  headerProblems: [...problems],
  offset,
  closed: false,
});

/** An interchange whose UNA cannot be followed: what separates it is not known, so that nothing of it is read. */
function misadvised(separators: Separators, offset: number, bodyAt: number): Header {
  const found = problem(
    'INTERCHANGE_HEADER_INVALID',
    { offset },
    { detail: 'its UNA names separators it cannot have' },
  );
  const interchange = unsaid(segmentNode('UNB', offset, 0), separators, offset, [found]);
  return { interchange, bodyAt, readable: false };
}

// Elements 0020, 0048 and 0062.
const REFERENCE = /^.{1,14}$/;
const REFERENCE_SHAPE = '1 to 14 characters';

function componentIn(at: Position, segment: Node, element: number, number: number): Position {
  const place = elementIn(at, segment, element);
  const found = segment.children[element - 1];
  const part = found === undefined ? undefined : component(found, number);
  return { ...place, offset: part?.offset ?? place.offset, component: number };
}

/** What is wrong with the UNB by itself (ISO 9735-1, UNB). A password is never repeated. */
function checkUnb(unb: Node, at: Position): Problem[] {
  const found: Problem[] = [];
  const wrong = (code: ProblemCode, element: number, component: number | undefined, detail?: string): void => {
    const value = part(unb, element, component ?? 1);
    const place = component === undefined ? elementIn(at, unb, element) : componentIn(at, unb, element, component);
    found.push(problem(code, place, { value, ...(detail === undefined ? {} : { detail }) }));
  };
  if (!(part(unb, 1, 1) in CHARSETS))
    wrong('INTERCHANGE_SYNTAX_UNKNOWN', 1, 1, `known are ${Object.keys(CHARSETS).join(', ')}`);
  else if (!/^[1-4]$/.test(part(unb, 1, 2))) wrong('INTERCHANGE_SYNTAX_UNKNOWN', 1, 2, 'known are versions 1 to 4');
  if (part(unb, 2, 1) === '') wrong('INTERCHANGE_SENDER_INVALID', 2, 1);
  if (part(unb, 3, 1) === '') wrong('INTERCHANGE_RECEIVER_INVALID', 3, 1);
  if (!isDate6(part(unb, 4, 1)) && !isDate8(part(unb, 4, 1))) wrong('INTERCHANGE_DATE_INVALID', 4, 1);
  if (!isTime(part(unb, 4, 2))) wrong('INTERCHANGE_TIME_INVALID', 4, 2);
  if (!REFERENCE.test(part(unb, 5, 1))) wrong('INTERCHANGE_CONTROL_INVALID', 5, undefined, REFERENCE_SHAPE);
  if (!/^[0-2]?$/.test(part(unb, 9, 1))) wrong('INTERCHANGE_ACKNOWLEDGMENT_REQUEST_INVALID', 9, undefined, '0 to 2');
  if (!/^[0-4]?$/.test(part(unb, 11, 1))) wrong('INTERCHANGE_TEST_INVALID', 11, undefined);
  return found;
}

/** UNG: type, sender, receiver, date and time, reference, agency, version (S008). */
function readGroup(interchange: Interchange, header: Node): Group {
  const control = part(header, 5, 1);
  const group: Group = {
    kind: 'group',
    interchange,
    header,
    code: part(header, 1, 1),
    sender: part(header, 2, 1),
    receiver: part(header, 3, 1),
    control,
    version: part(header, 7, 1) + part(header, 7, 2),
    sets: 0,
    declaredSets: undefined,
    implied: false,
    problems: [],
    closed: false,
  };
  if (!REFERENCE.test(control)) {
    const at = elementIn(positionInGroup(group, header), header, 5);
    group.problems.push(problem('GROUP_CONTROL_INVALID', at, { value: control, detail: REFERENCE_SHAPE }));
  }
  group.problems.push(...checkUng(group));
  return group;
}

/** Elements of UNG. Its reference is checked by itself, and its password may be left out. */
const IN_UNG = [
  { element: 1, label: 'message type' },
  { element: 2, label: 'sender' },
  { element: 3, label: 'recipient' },
  { element: 4, label: 'date and time' },
  { element: 6, label: 'agency' },
  { element: 7, label: 'version' },
];
/** Syntax version 4 asks for all of these or none, and for no other. */
const TOGETHER = [1, 6, 7];

/** What UNG lacks (ISO 9735-1, UNG). */
function checkUng(group: Group): Problem[] {
  const { header, interchange } = group;
  const lacking = IN_UNG.filter(({ element }) => part(header, element, 1) === '');
  const lacks = (code: ProblemCode, element: number, detail: string): Problem =>
    problem(code, elementIn(positionInGroup(group, header), header, element), { value: '', detail });
  if (!interchange.version.endsWith(':4'))
    return lacking.map(({ element, label }) => lacks('ELEMENT_MISSING', element, label));
  const apart = lacking.filter(({ element }) => TOGETHER.includes(element));
  if (apart.length === TOGETHER.length) return [];
  return apart.map(({ element }) => lacks('ELEMENT_CONDITION', element, 'P010607'));
}

/** UNH: reference, then S009: type, version, release, agency, association. D and 96A are directory D96A. */
function readSet(_group: Group, header: Node): SetHeader {
  const control = part(header, 1, 1);
  const type = part(header, 2, 1);
  const problems: SetHeader['problems'] = [];
  if (!REFERENCE.test(control)) problems.push({ code: 'SET_CONTROL_INVALID', element: 1, value: control });
  if (!/^[A-Z0-9]{1,6}$/.test(type)) problems.push({ code: 'SET_ID_INVALID', element: 2, component: 1, value: type });
  const release = part(header, 2, 2) + part(header, 2, 3);
  return { type, control, release, convention: part(header, 2, 5), identifier: components(header, 2), problems };
}

export const syntax: Syntax = {
  start: 'UN',
  header: 'UNB',
  advice: /^UNA.{6}\s*/s,
  shortest: ADVICE,
  trailer: 'UNZ',
  group: { header: 'UNG', trailer: 'UNE', control: 5 },
  set: { header: 'UNH', trailer: 'UNT', control: 1 },
  grouped: false,
  service: [],
  readHeader,
  readGroup,
  readSet,
};

/** Whether a transmission that starts with these bytes is EDIFACT: UNA or UNB behind a byte order mark or white space. */
export function detect(head: Uint8Array): boolean {
  const start = startOf(head);
  return /^UN[AB][^A-Za-z0-9\s]/.test(start) || isUtf16(start, syntax.start);
}

const charsetNamed = (syntax: string): Charset => CHARSETS[syntax.slice(0, 4)] ?? 'auto';

/** The character set of a syntax identifier and version, `UNOC:3`, for those who write it: plain text is UTF-8 too. */
export function charsetOf(syntax: string): Exclude<Charset, 'auto'> {
  const charset = charsetNamed(syntax);
  return charset === 'auto' ? 'utf-8' : charset;
}

/** An agreed character set goes before the one the interchange names. */
export const reader = (options: ReaderOptions = {}): Reader =>
  createReader(syntax, {
    ...options,
    charsetOf(interchange) {
      const agreed = options.charsetOf?.(interchange) ?? options.charset ?? 'auto';
      return agreed === 'auto' ? charsetNamed(interchange.version) : agreed;
    },
  });

/** A directory's file: `d96a`, `d01b`. */
export const isRelease = (name: string): boolean => /^d\d\d[a-z]$/.test(name);

export { writeEdifact as write } from '../edi/write-edifact.ts';
