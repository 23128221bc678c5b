/**
 * X12 (X12.5, X12.6): detects it, reads the ISA and the separators it alone declares, and names the tags and
 * positions of its envelopes. Bytes in, units out; the rest of reading is shared with other EDI syntaxes.
 *
 * Real ISAs are trimmed, padded with no-break spaces or broken over lines, so the header is read by counting
 * its sixteen elements; each such oddity leaves a warning.
 */

import { isDate6, isDate8, isTime } from '../edi/element.ts';
import {
  createReader,
  elementIn,
  type Group,
  type Header,
  type Interchange,
  isGroupCode,
  positionInGroup,
  type Reader,
  type ReaderOptions,
  type SetHeader,
  type Syntax,
} from '../edi/envelope.ts';
import { bytesOf, type Charset, type Separators, startOf, value } from '../edi/scan.ts';
import { type Position, type ProblemCode, problem } from '../problem.ts';
import { leaf, type Node, segmentNode, text } from '../tree.ts';

const ELEMENTS = 16;
// Sixteen elements of their full width, wrapped and padded with two-byte spaces, stay well below this.
const LONGEST = 400;
const WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const UNUSABLE = /[A-Za-z0-9 ]/;

/** Positions of the sixteen element separators, 'more' when the window ends first, undefined when it is no ISA. */
function separatorsAt(window: string, at: number, ended: boolean): number[] | 'more' | undefined {
  if (!'ISA'.startsWith(window.slice(at, at + 3))) return undefined;
  if (at + 4 > window.length) return ended ? undefined : 'more';
  const separator = window.charAt(at + 3);
  if (UNUSABLE.test(separator) || separator === '\r' || separator === '\n') return undefined;
  const found: number[] = [];
  for (let from = at + 3; found.length < ELEMENTS; ) {
    const position = window.indexOf(separator, from);
    if (position < 0 || position - at > LONGEST) {
      return position < 0 && !ended && window.length - at <= LONGEST ? 'more' : undefined;
    }
    found.push(position);
    from = position + 1;
  }
  // The terminator stands two behind the last separator, and may be a two-byte character.
  return found[ELEMENTS - 1]! + 3 >= window.length && !ended ? 'more' : found;
}

/** The terminator behind ISA16: one character, or the two bytes of a UTF-8 character. */
function terminatorAt(window: string, at: number): string {
  const two = window.slice(at, at + 2);
  if (two.length < 2 || two.charCodeAt(0) < 0x80) return two.slice(0, 1);
  const [lead = 0, follow = 0] = bytesOf(two);
  return lead >= 0xc2 && lead <= 0xdf && follow >= 0x80 && follow <= 0xbf ? two : two.slice(0, 1);
}

const oddSpaces = /\u00c2?\u00a0|\t/g;
const lineEnds = /[\r\n]/g;

function isaNode(window: string, at: number, base: number, marks: number[], charset: Charset): Node {
  const isa = segmentNode('ISA', base + at, 0);
  marks.forEach((mark, i) => {
    const raw = i + 1 < ELEMENTS ? window.slice(mark + 1, marks[i + 1]) : window.charAt(mark + 1);
    const clean = i + 1 < ELEMENTS ? raw.replace(lineEnds, '').replace(oddSpaces, ' ') : raw;
    isa.children.push(leaf(value(clean, charset), base + mark + 1, 0));
  });
  return isa;
}

/** What cannot be used to separate anything, as problems; none means the interchange can be read. */
function unusable(separators: Separators, at: Position, isa: Node): ReturnType<typeof problem>[] {
  const { element, component, terminator } = separators;
  const wrong: [ProblemCode, Position, string][] = [];
  const last = elementIn(at, isa, ELEMENTS);
  if (terminator === '' || UNUSABLE.test(terminator) || terminator === element || terminator === component) {
    wrong.push(['INTERCHANGE_TERMINATOR_INVALID', { ...at, offset: last.offset + component.length }, terminator]);
  }
  if (component === '' || UNUSABLE.test(component) || component === element) {
    wrong.push(['INTERCHANGE_COMPONENT_SEPARATOR_INVALID', last, component]);
  }
  return wrong.map(([code, place, found]) => problem(code, place, { value: found }));
}

/** ISA11 separates repetitions from version 00402 on, unless it is a letter, digit or space. */
function repetitionOf(isa: Node, taken: string[]): { repetition: string; clash: boolean } {
  const candidate = text(isa, 11);
  if (text(isa, 12) < '00402' || candidate.length !== 1 || UNUSABLE.test(candidate))
    return { repetition: '', clash: false };
  return taken.includes(candidate) ? { repetition: '', clash: true } : { repetition: candidate, clash: false };
}

/** Warnings about how the ISA is written, judged by its raw text. */
function untidiness(raw: string, isa: Node, at: Position): ReturnType<typeof problem>[] {
  const found = [];
  const wrapped = /[\r\n]/.test(raw);
  const odd = /[\u00a0\t]/.test(raw.replaceAll(raw.charAt(3), ''));
  if (wrapped) found.push(problem('ISA_WRAPPED', at));
  if (odd) found.push(problem('ISA_PADDED_ODDLY', at));
  const widths = isa.children.every((element, i) => element.value.length === WIDTHS[i]);
  if (!widths) found.push(problem('ISA_NOT_106', at, { detail: `${raw.length + 1} read` }));
  return found;
}

// Versions that were published (X12.5, element I11).
const VERSION = /^00(20[0-4]|30[0-7]|40[0-6]|50[0-5]|60[0-5]|70[0-6]|80[0-3])$/;
const QUALIFIER = /^[A-Z0-9]{1,2}$/;
const IDENTIFIER = /^[\x20-\x7e]{1,15}$/;

/** What is wrong with the sixteen elements by themselves (X12.5, ISA). What ISA02 and ISA04 hold is never repeated. */
function checkIsa(isa: Node, at: Position): ReturnType<typeof problem>[] {
  const found: ReturnType<typeof problem>[] = [];
  const value = (number: number): string => text(isa, number).trim();
  const wrong = (code: ProblemCode, number: number, particulars: Parameters<typeof problem>[2] = {}): void => {
    found.push(
      problem(
        code,
        { ...at, offset: isa.children[number - 1]!.offset, element: number },
        { value: value(number), ...particulars },
      ),
    );
  };
  const secret = (code: ProblemCode, number: number, none: string): void => {
    const qualifier = value(number - 1);
    if ((value(number) === '') === (qualifier === none)) return;
    const detail = qualifier === none ? `is given though ISA0${number - 1} says there is none` : 'is empty';
    wrong(code, number, { value: '', detail });
  };
  const party = (code: ProblemCode, number: number): void => {
    if (value(number) === '') wrong(code, number);
    else if (!IDENTIFIER.test(value(number)))
      wrong(code, number, { detail: `: ISA0${number} is not 1 to 15 printable characters` });
  };
  if (!/^0[0-6]$/.test(value(1))) wrong('INTERCHANGE_AUTHORIZATION_QUALIFIER_INVALID', 1);
  else secret('INTERCHANGE_AUTHORIZATION_INVALID', 2, '00');
  if (!/^0[01]$/.test(value(3))) wrong('INTERCHANGE_SECURITY_QUALIFIER_INVALID', 3);
  else secret('INTERCHANGE_SECURITY_INVALID', 4, '00');
  if (!QUALIFIER.test(value(5))) wrong('INTERCHANGE_SENDER_QUALIFIER_INVALID', 5);
  party('INTERCHANGE_SENDER_INVALID', 6);
  if (!QUALIFIER.test(value(7))) wrong('INTERCHANGE_RECEIVER_QUALIFIER_INVALID', 7);
  party('INTERCHANGE_RECEIVER_INVALID', 8);
  if (!isDate6(text(isa, 9))) wrong('INTERCHANGE_DATE_INVALID', 9);
  if (!isTime(text(isa, 10))) wrong('INTERCHANGE_TIME_INVALID', 10);
  // From version 00402 on ISA11 separates repetitions; senders who repeat nothing go on saying U.
  if (value(11) !== 'U' && (value(12) < '00402' || /[A-Za-z]/.test(value(11))))
    wrong(/^[A-Z]$/.test(value(11)) ? 'INTERCHANGE_STANDARD_UNKNOWN' : 'INTERCHANGE_STANDARD_INVALID', 11);
  if (!/^00\d{3}$/.test(value(12))) wrong('INTERCHANGE_VERSION_INVALID', 12);
  else if (!VERSION.test(value(12))) wrong('INTERCHANGE_VERSION_UNKNOWN', 12);
  if (!/^\d{1,9}$/.test(value(13))) wrong('INTERCHANGE_CONTROL_INVALID', 13, { detail: '1 to 9 digits' });
  if (!/^[01]$/.test(value(14))) wrong('INTERCHANGE_ACKNOWLEDGMENT_REQUEST_INVALID', 14, { detail: '0 or 1' });
  if (!/^[PTI]$/.test(value(15))) wrong('INTERCHANGE_USAGE_INVALID', 15);
  return found;
}

function readHeader(
  window: string,
  at: number,
  base: number,
  ended: boolean,
  charset: Charset,
): Header | 'more' | undefined {
  const marks = separatorsAt(window, at, ended);
  if (marks === undefined || marks === 'more') return marks;
  const last = marks[ELEMENTS - 1]!;
  const isa = isaNode(window, at, base, marks, charset);
  // Sixteen separators may be found by running on into the next segment: a control number tells.
  const control = text(isa, 13).trim();
  if (!/^[0-9]{5}$/.test(text(isa, 12).trim()) || control.length > 12 || text(isa, 1).length > 4) return undefined;
  const element = window.charAt(at + 3);
  const component = window.charAt(last + 1);
  const terminator = terminatorAt(window, last + 2);
  const { repetition, clash } = repetitionOf(isa, [element, component, terminator]);
  const separators: Separators = { element, component, repetition, terminator };
  const position: Position = { offset: base + at, tag: 'ISA', interchange: control };
  const wrong = unusable(separators, position, isa);
  const problems = [...wrong, ...untidiness(window.slice(at, last + 2), isa, position), ...checkIsa(isa, position)];
  if (clash) {
    const at = elementIn(position, isa, 11);
    problems.push(problem('INTERCHANGE_REPETITION_SEPARATOR_INVALID', at, { value: text(isa, 11) }));
  }
  const interchange: Interchange = {
    kind: 'interchange',
    syntax: 'x12',
    header: isa,
    separators,
    control,
    sender: { qualifier: text(isa, 5).trim(), id: text(isa, 6).trim() },
    receiver: { qualifier: text(isa, 7).trim(), id: text(isa, 8).trim() },
    version: text(isa, 12),
    usage: text(isa, 15),
    acknowledgmentRequested: text(isa, 14) === '1',
    acknowledgments: [],
    groups: 0,
    ungrouped: 0,
    problems,
    headerProblems: [...problems],
    offset: base + at,
    closed: false,
  };
  return { interchange, bodyAt: last + 2 + terminator.length, readable: wrong.length === 0 };
}

function readGroup(interchange: Interchange, header: Node): Group {
  const control = text(header, 6);
  const group: Group = {
    kind: 'group',
    interchange,
    header,
    code: text(header, 1),
    sender: text(header, 2).trim(),
    receiver: text(header, 3).trim(),
    control,
    version: text(header, 8).trim(),
    sets: 0,
    declaredSets: undefined,
    implied: false,
    problems: [],
    closed: false,
  };
  const at = positionInGroup(group, header);
  const wrong = (code: ProblemCode, element: number, detail = ''): void => {
    group.problems.push(problem(code, elementIn(at, header, element), { value: text(header, element), detail }));
  };
  if (!isGroupCode(group.code)) wrong('GROUP_HEADER_INVALID', 1);
  if (!isDate8(text(header, 4)) && !isDate6(text(header, 4))) wrong('GROUP_DATE_INVALID', 4);
  if (!isTime(text(header, 5))) wrong('GROUP_TIME_INVALID', 5);
  if (!/^\d{1,9}$/.test(control)) wrong('GROUP_CONTROL_INVALID', 6, '1 to 9 digits');
  return group;
}

function readSet(group: Group, header: Node): SetHeader {
  const type = text(header, 1);
  const control = text(header, 2);
  const problems: SetHeader['problems'] = [];
  if (!/^[A-Z0-9]{3,6}$/.test(type)) problems.push({ code: 'SET_ID_INVALID', element: 1, value: type });
  if (!/^[A-Za-z0-9]{4,14}$/.test(control)) problems.push({ code: 'SET_CONTROL_INVALID', element: 2, value: control });
  const release = group.version.slice(0, 6);
  const convention = text(header, 3);
  // A convention is its release and more; a name of two partners' own may be anything.
  if (/^\d{6}/.test(convention) && /^\d{6}/.test(release) && !convention.startsWith(release))
    problems.push({ code: 'SET_CONVENTION_INVALID', element: 3, value: convention });
  return { type, control, release, convention, problems };
}

export const syntax: Syntax = {
  start: 'ISA',
  header: 'ISA',
  shortest: 100,
  trailer: 'IEA',
  group: { header: 'GS', trailer: 'GE', control: 6 },
  set: { header: 'ST', trailer: 'SE', control: 2 },
  grouped: true,
  service: ['TA1'],
  readHeader,
  readGroup,
  readSet,
};

/** Whether a transmission that starts with these bytes is X12: an ISA behind a byte order mark or white space. */
export const detect = (head: Uint8Array): boolean => /^ISA[^A-Za-z0-9\s]/.test(startOf(head));

export const reader = (options?: ReaderOptions): Reader => createReader(syntax, options);

export const isRelease = (name: string): boolean => /^\d{6}$/.test(name);

export { writeInterchange as write } from '../edi/write.ts';
