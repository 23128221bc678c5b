/**
 * Writes acknowledgments: the TA1 of an interchange, the 997 or 999 of a group. What was received, what is
 * accepted, and every problem at its segment, element, component and repetition; accepted only of what is.
 *
 * X12 997: AK1 the group, AK2 to AK5 each set, AK3 a segment, AK4 an element, AK9 the verdict and counts. The 999
 * (005010) says the same with IK3, IK4 and IK5, and with CTX which element asked for what is missing and which order
 * it is about. AK302 counts the header as 1; AK303 is the bounded loop; AK401 is element, component, repetition; AK404
 * repeats bad data unless it is the bad characters themselves. Codes are in core/problem.ts.
 */

import { entryOf, type Position, type Problem } from '../problem.ts';
import { type Node, text } from '../tree.ts';
import { type Interchange, isGroupCode } from './envelope.ts';
import { type GroupVerdict, isError, type SetIdentity, type SetVerdict, type Verdict } from './judge.ts';
import type { Separators } from './scan.ts';
import { segmentOf } from './write.ts';

export type Kind = '997' | '999';

/** How deep an acknowledgment goes. */
export interface Depth {
  kind: Kind;
  level: 'group' | 'set' | 'segment' | 'element';
  /** Whether sets that are accepted are named. */
  accepted: boolean;
}

export const FULL: Depth = { kind: '997', level: 'element', accepted: true };

const MAX_SEGMENT = 999_999;
const MAX_ELEMENTS = 99;
// AK401 has two digits for an element's place and two for a component's.
const MAX_POSITION = 99;
const MAX_CODES = 5;
// Element 9998.
const MAX_UNIT = 35;

/**
 * The segments of the acknowledgment between ST and SE; undefined when there is no group header, or its GS01 cannot be
 * repeated. A control number that cannot be is 0 in AK102, and AK905 6 tells why.
 */
export function acknowledge(
  { group, sets, unnamed, problems, verdict }: GroupVerdict,
  separators: Separators,
  depth: Depth = FULL,
): Node[] | undefined {
  if (group.implied || !isGroupCode(group.code)) return undefined;
  // A group that could not be judged set by set is refused as a whole.
  const judged = !problems.some(
    ({ code }) => code === 'GROUP_RELEASE_UNSUPPORTED' || code === 'GROUP_TYPE_UNSUPPORTED',
  );
  const answer: Answer = { ...depth, from005010: group.version >= '005010', separators };
  const named = depth.accepted ? sets : sets.filter((set) => set.verdict !== 'A');
  const loops = judged && depth.level !== 'group' ? named.flatMap((set) => acknowledgeSet(set, answer)) : [];
  const accepted = verdict === 'R' ? 0 : sets.filter((set) => set.verdict !== 'R').length + unnamed;
  const declared =
    group.declaredSets !== undefined && /^\d{1,6}$/.test(group.declaredSets)
      ? String(Number(group.declaredSets))
      : String(group.sets);
  const codes = codesOf(problems.filter(isError), 'group', answer).slice(0, MAX_CODES);
  const version = depth.kind === '999' ? [shaped(group.version, /^[A-Za-z0-9]{1,12}$/, '')] : [];
  return [
    segmentOf('AK1', group.code, shaped(group.control, /^\d{1,9}$/, '0'), ...version),
    ...loops,
    segmentOf('AK9', verdict, declared, String(group.sets), String(accepted), ...codes),
  ];
}

/** Codes of one level, each once. */
function codesOf(problems: Problem[], level: string, answer: Coding): string[] {
  const codes = problems.filter(({ code }) => entryOf(code).level === level).map((found) => codeIn(answer, found));
  return [...new Set(codes.filter((code) => code !== ''))];
}

/** What decides which code stands for a problem. */
interface Coding {
  kind?: Kind;
  /** The group is of release 005010 or later: AK4 has repetitions, and codes for too many of them. */
  from005010: boolean;
}

/** How the answer is written. */
interface Answer extends Depth, Coding {
  kind: Kind;
  separators: Separators;
}

/** Codes of a TA1 are those of the catalogue. */
const IN_TA1: Coding = { from005010: false };

/** Segments that differ in the 999 are named IK there. */
const tagIn = ({ kind }: Answer, number: 3 | 4 | 5): string => `${kind === '999' ? 'IK' : 'AK'}${number}`;

/** The code of a problem in this answer; empty when it has none. */
function codeIn({ kind, from005010 }: Coding, problem: Problem): string {
  const { x12 = '', from005010: later, in999 } = entryOf(problem.code);
  return (kind === '999' ? in999 : undefined) ?? (from005010 ? later : undefined) ?? x12;
}

function acknowledgeSet({ set, problems, verdict }: SetVerdict, answer: Answer): Node[] {
  const start = segmentOf(
    'AK2',
    shaped(set.type, /^[A-Z0-9]{3}$/, '000'),
    shaped(set.control, /^[A-Za-z0-9]{4,9}$/, '0000'),
    ...(answer.kind === '999' ? [shaped(set.convention, /^[\x21-\x7e]{1,35}$/, '')] : []),
  );
  const inSegments = problems.filter(standsInSegment);
  const loops =
    answer.level === 'set' ? [] : bySegment(inSegments).flatMap((found) => acknowledgeSegment(found, set, answer));
  const codes = codesOf(problems, 'set', answer);
  // "One or more segments in error" also stands for what is refused and has no code of its own. The 999 tells what
  // only the partner's guide asks for apart from what the standard does.
  const byGuide = inSegments.filter((one) => codeIn(answer, one).startsWith('I'));
  const wrong = inSegments.length > byGuide.length || problems.some((one) => isError(one) && isUncoded(one));
  if (wrong && !codes.includes('5')) codes.push('5');
  if (byGuide.length > 0) codes.push('I5');
  return [start, ...loops, segmentOf(tagIn(answer, 5), verdict, ...codes.slice(0, MAX_CODES))];
}

/** What an agreement or the mapping refuses and no AK3, AK4 or AK5 has a word for. */
const isUncoded = ({ code }: Problem): boolean => ['document', 'interchange'].includes(entryOf(code).level);

/** Of a segment or an element; what is refused without a code of its own is at least told where it stands. */
const standsInSegment = (found: Problem): boolean =>
  ['segment', 'element'].includes(entryOf(found.code).level) ||
  (isError(found) && isUncoded(found) && found.at.segment !== undefined);

/** An identifier as sent where it has the shape the acknowledgment allows. */
const shaped = (value: string, shape: RegExp, otherwise: string): string => (shape.test(value) ? value : otherwise);

/** Problems of one segment together, in the order of the set. */
function bySegment(problems: Problem[]): Problem[][] {
  const groups = new Map<number, Problem[]>();
  for (const found of problems) {
    const number = found.at.segment ?? 1;
    const group = groups.get(number);
    if (group === undefined) groups.set(number, [found]);
    else group.push(found);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** One AK3 for each error of the segment itself, and one with code 8 for those of its elements. */
function acknowledgeSegment(problems: Problem[], set: SetIdentity, answer: Answer): Node[] {
  const about = unitOf(problems, set, answer);
  const own = problems.flatMap((found) => {
    const { level, x12 } = entryOf(found.code);
    // A missing segment is named itself; every other problem names the segment it stands in.
    if (level !== 'segment' || x12 === '8') return [];
    return [
      ak3(found.value ?? found.at.tag ?? '', found, codeIn(answer, found), answer),
      ...contextOf(found, answer),
      ...about,
    ];
  });
  const elements = problems.filter(({ code }) => entryOf(code).level !== 'segment' || entryOf(code).x12 === '8');
  const [first] = elements;
  if (first === undefined) return own;
  const head = [ak3(first.at.tag ?? '', first, '8', answer), ...about];
  if (answer.level === 'segment') return [...own, ...head];
  const ordered = elements.filter(({ code, at }) => entryOf(code).level === 'element' && at.element !== undefined);
  ordered.sort((a, b) => a.at.element! - b.at.element! || (a.at.component ?? 0) - (b.at.component ?? 0));
  const loops = saidOnce(ordered, answer).slice(0, MAX_ELEMENTS);
  return [...own, ...head, ...loops.flatMap((found) => [ak4(found, answer), ...contextOf(found, answer)])];
}

/** What two checks found at one place is said once; in the 999, once for each reason. */
function saidOnce(problems: Problem[], answer: Answer): Problem[] {
  const said = new Set<string>();
  return problems.filter((found) => {
    const { at, because } = found;
    const reason = answer.kind === '999' ? because?.element : undefined;
    const saying = [at.element, at.component, at.repetition, codeIn(answer, found), reason].join('/');
    return !said.has(saying) && said.add(saying);
  });
}

const segmentPlace = ({ segment = 1 }: Position): string => String(Math.min(segment, MAX_SEGMENT));

const ak3 = (tag: string, { at }: Problem, code: string, answer: Answer): Node =>
  segmentOf(tagIn(answer, 3), shaped(tag, /^[A-Z][A-Z0-9]{1,2}$/, 'ZZZ'), segmentPlace(at), loopOf(at, answer), code);

/** AK303: the bounded loop a segment stands in, where its identifier can be repeated. */
const loopOf = ({ loop = '' }: Position, { separators }: Pick<Answer, 'separators'>): string =>
  echoable(loop, separators) ? shaped(loop, /^.{1,4}$/, '') : '';

function ak4(found: Problem, answer: Answer): Node {
  const { at, reference = '', value = '' } = found;
  const reason = codeIn(answer, found);
  const echoed = reason === '6' || !echoable(value, answer.separators) ? '' : value;
  return segmentOf(
    tagIn(answer, 4),
    positionOf(at, answer.from005010),
    shaped(reference, /^\d{1,4}$/, ''),
    reason,
    echoed,
  );
}

/** CTX, 999 only: the element that asks for what is missing, or forbids what is there. */
function contextOf({ because }: Problem, answer: Answer): Node[] {
  if (answer.kind !== '999' || because?.tag === undefined) return [];
  const place = because.element === undefined ? [''] : positionOf(because, answer.from005010);
  const loop = loopOf(because, answer);
  return [segmentOf('CTX', 'SITUATIONAL TRIGGER', because.tag, segmentPlace(because), loop, place)];
}

/** CTX, 999 only: what a segment in error is about, where that was named before and can be repeated. */
function unitOf([first]: Problem[], { unit }: SetIdentity, { kind, separators }: Answer): Node[] {
  if (kind !== '999' || unit === undefined || (first?.at.segment ?? 1) < unit.segment) return [];
  return echoable(unit.value, separators) ? [segmentOf('CTX', [unit.name, unit.value.slice(0, MAX_UNIT)])] : [];
}

/** AK401: element, component and, from 005010 on, repetition, as far as they say anything. */
function positionOf({ element = 0, component, repetition }: Position, from005010: boolean): string[] {
  const parts = [element, component, from005010 ? repetition : undefined].map((part) =>
    part === undefined ? '' : String(Math.min(part, MAX_POSITION)),
  );
  return parts.slice(0, 1 + parts.findLastIndex((part) => part !== ''));
}

/** Whether bad data can be repeated in our own separators and character set without doing harm. */
function echoable(value: string, { element, component, repetition, terminator }: Separators): boolean {
  const separating = [element, component, repetition, terminator].filter((one) => one !== '');
  return !separating.some((one) => value.includes(one)) && /^[\x20-\x7e]*$/.test(value);
}

/**
 * The TA1 of an interchange: A, E when something is wrong with its envelope and yet it was taken, R when nothing
 * of it was. `problems` are all of it, settled, its groups' too.
 */
export function acknowledgeInterchange({ header }: Interchange, problems: Problem[], verdict: Verdict): Node {
  const wrong = problems.filter(({ code }) => entryOf(code).level === 'interchange');
  // What an agreement refuses of how the ISA is written has no code of its own.
  const [code = verdict === 'A' ? '000' : '022'] = codesOf([...wrong.filter(isError), ...wrong], 'interchange', IN_TA1);
  const digits = (element: number, width: number): string =>
    shaped(text(header, element).trim(), new RegExp(`^\\d{1,${width}}$`), '').padStart(width, '0');
  return segmentOf('TA1', digits(13, 9), digits(9, 6), digits(10, 4), verdict, code);
}
