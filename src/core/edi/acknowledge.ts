/**
 * Writes the functional acknowledgment (997) of a group: what was received, what is accepted, and every
 * problem at its segment, element and component. It says accepted only of sets that are.
 *
 * X12 997: AK1 the group, AK2 to AK5 each set, AK3 a segment, AK4 an element, AK9 the verdict and counts.
 * AK302 counts the header as 1; AK401 is element, component; AK404 repeats bad data unless it is the bad
 * characters themselves. Codes are in core/problem.ts.
 */

import { entryOf, type Position, type Problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import type { Group, TransactionSet } from './envelope.ts';
import type { Separators } from './scan.ts';
import { segmentOf } from './write.ts';

export type Verdict = 'A' | 'E' | 'P' | 'R';

/** What an acknowledgment says of a set is about this much of it. */
export type SetIdentity = Pick<TransactionSet, 'type' | 'control'>;

export interface SetVerdict {
  set: SetIdentity;
  /** All that is wrong with it, severities settled. */
  problems: Problem[];
  verdict: Exclude<Verdict, 'P'>;
}

export interface GroupVerdict {
  group: Group;
  sets: SetVerdict[];
  /** Group-level problems; any error refuses every set in it. */
  problems: Problem[];
  verdict: Verdict;
}

const isError = ({ severity }: Problem): boolean => severity === 'error';
/** Tolerated, yet the acknowledgment has a code for it. */
const isNoted = ({ code }: Problem): boolean => ['set', 'segment', 'element'].includes(entryOf(code).level);

/** R with any error; E when something an acknowledgment can name was tolerated; otherwise A. */
export function judgeSet<S extends SetIdentity>(set: S, problems: Problem[]): SetVerdict & { set: S } {
  const verdict = problems.some(isError) ? 'R' : problems.some(isNoted) ? 'E' : 'A';
  return { set, problems, verdict };
}

/**
 * A group whose trailer is missing or does not add up may have lost sets: all of it is refused, so that sending
 * it again doubles nothing. Otherwise each set is judged for itself.
 */
export function judgeGroup(group: Group, sets: SetVerdict[], problems: Problem[]): GroupVerdict {
  if (problems.some(isError)) {
    return { group, sets: sets.map((one) => ({ ...one, verdict: 'R' })), problems, verdict: 'R' };
  }
  const refused = sets.filter(({ verdict }) => verdict === 'R').length;
  const noted = sets.some(({ verdict }) => verdict === 'E');
  const verdict = refused === 0 ? (noted ? 'E' : 'A') : refused === sets.length ? 'R' : 'P';
  return { group, sets, problems, verdict };
}

const MAX_SEGMENT = 999_999;
const MAX_ELEMENTS = 99;
// AK401 has two digits for an element's place and two for a component's.
const MAX_POSITION = 99;
const MAX_CODES = 5;

/** The segments of the 997 between ST and SE; undefined when the group header gives nothing to refer to. */
export function acknowledge(
  { group, sets, problems, verdict }: GroupVerdict,
  separators: Separators,
): Node[] | undefined {
  if (group.implied || !/^[A-Z0-9]{2}$/.test(group.code) || !/^\d{1,9}$/.test(group.control)) return undefined;
  // A group that could not be judged set by set is refused as a whole.
  const judged = !problems.some(
    ({ code }) => code === 'GROUP_RELEASE_UNSUPPORTED' || code === 'GROUP_TYPE_UNSUPPORTED',
  );
  const from005010 = group.version >= '005010';
  const loops = judged ? sets.flatMap((set) => acknowledgeSet(set, { from005010, separators })) : [];
  const accepted = verdict === 'R' ? 0 : sets.filter((set) => set.verdict !== 'R').length;
  const declared =
    group.declaredSets !== undefined && /^\d{1,6}$/.test(group.declaredSets)
      ? String(Number(group.declaredSets))
      : String(group.sets);
  const end = segmentOf('AK9', verdict, declared, String(group.sets), String(accepted), ...codesOf(problems, 'group'));
  return [segmentOf('AK1', group.code, group.control), ...loops, end];
}

/** Codes of one level, each once, at most five. */
function codesOf(problems: Problem[], level: string): string[] {
  const codes = problems.flatMap(({ code }) => {
    const entry = entryOf(code);
    return entry.level === level && entry.x12 !== undefined ? [entry.x12] : [];
  });
  return [...new Set(codes)].slice(0, MAX_CODES);
}

/** How the answer is written. */
interface Answer {
  /** The group is of release 005010 or later: AK4 has repetitions, and codes for too many of them. */
  from005010: boolean;
  separators: Separators;
}

function acknowledgeSet({ set, problems, verdict }: SetVerdict, answer: Answer): Node[] {
  const start = segmentOf(
    'AK2',
    shaped(set.type, /^[A-Z0-9]{3}$/, '000'),
    shaped(set.control, /^[A-Za-z0-9]{4,9}$/, '0000'),
  );
  const inSegments = problems.filter(({ code }) => ['segment', 'element'].includes(entryOf(code).level));
  const loops = bySegment(inSegments).flatMap((found) => acknowledgeSegment(found, answer));
  const codes = codesOf(problems, 'set');
  // "One or more segments in error" also stands for what only the mapping or the canonical schema found.
  const wrong = inSegments.length > 0 || problems.some((one) => isError(one) && entryOf(one.code).level === 'document');
  if (wrong && !codes.includes('5')) codes.push('5');
  return [start, ...loops, segmentOf('AK5', verdict, ...codes.slice(0, MAX_CODES))];
}

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
function acknowledgeSegment(problems: Problem[], answer: Answer): Node[] {
  const own = problems.flatMap((found) => {
    const { level, x12 } = entryOf(found.code);
    // A missing segment is named itself; every other problem names the segment it stands in.
    return level === 'segment' && x12 !== '8' ? [ak3(found.value ?? found.at.tag ?? '', found, x12!)] : [];
  });
  const elements = problems.filter(({ code }) => entryOf(code).level === 'element' || entryOf(code).x12 === '8');
  const [first] = elements;
  if (first === undefined) return own;
  const ordered = elements.filter(({ code, at }) => entryOf(code).level === 'element' && at.element !== undefined);
  ordered.sort((a, b) => a.at.element! - b.at.element! || (a.at.component ?? 0) - (b.at.component ?? 0));
  return [
    ...own,
    ak3(first.at.tag ?? '', first, '8'),
    ...ordered.slice(0, MAX_ELEMENTS).map((found) => ak4(found, answer)),
  ];
}

const ak3 = (tag: string, { at }: Problem, code: string): Node =>
  segmentOf(
    'AK3',
    shaped(tag, /^[A-Z][A-Z0-9]{1,2}$/, 'ZZZ'),
    String(Math.min(at.segment ?? 1, MAX_SEGMENT)),
    '',
    code,
  );

function ak4({ at, code, reference = '', value = '' }: Problem, { from005010, separators }: Answer): Node {
  const entry = entryOf(code);
  const reason = (from005010 ? entry.from005010 : undefined) ?? entry.x12!;
  const echoed = reason === '6' || !echoable(value, separators) ? '' : value;
  return segmentOf('AK4', positionOf(at, from005010), shaped(reference, /^\d{1,4}$/, ''), reason, echoed);
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
