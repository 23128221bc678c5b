/**
 * Writes CONTRL, the answer to an EDIFACT interchange (ISO 9735, syntax and service report message): UCI says what
 * becomes of the interchange, UCF of a group, UCM of a message, UCS and UCD where in a message something is wrong.
 *
 * CONTRL knows no "accepted with errors": what was taken is acknowledged (0083: 7), what was not is rejected (4), and
 * whatever is rejected is named with a reason (0085, core/problem.ts). Errors of UNB to UNZ stand in UCI, of UNG and UNE
 * in UCF, of UNH and UNT in UCM, one in each. UCS counts the UNH as segment 1, and of a missing segment names the one
 * before; UCD and S011 count a segment's tag as its first data element.
 */

import { entryOf, type Position, type Problem, type ProblemCode, syntaxErrorOf } from '../problem.ts';
import { components, type Node } from '../tree.ts';
import type { Depth } from './acknowledge.ts';
import type { Group, Interchange } from './envelope.ts';
import { type GroupVerdict, isError, type SetIdentity, type SetVerdict } from './judge.ts';
import { segmentOf } from './write.ts';

/** The message type. */
export const CONTRL = 'CONTRL';

/** Element 0083: this level and all below it rejected; acknowledged, as is all below that is not rejected. */
const REJECTED = '4';
const ACKNOWLEDGED = '7';

/** Element 0085: there is an error, and this does not say which. */
const UNSPECIFIED = '18';

// Elements 0096 and 0098, and how often UCS and UCD may stand (syntax 3 and 4).
const MAX_SEGMENT = 999_999;
const MAX_ELEMENT = 999;
const MAX_SEGMENTS = 999;
const MAX_ELEMENTS = 99;

export interface ContrlDepth extends Pick<Depth, 'level' | 'accepted'> {
  /** What CONTRL is written in, `UNOC:3`: version 4 has codes and places of its own. */
  syntax: string;
}

/** The segments between UNH and UNT. `problems` are those of the interchange itself, settled. */
export function acknowledgeEdifact(
  interchange: Interchange,
  problems: Problem[],
  groups: GroupVerdict[],
  depth: ContrlDepth,
): Node[] {
  // Messages outside of groups are what the interchange itself holds, and so is what stands among them.
  const among = groups.flatMap((one) => (one.group.implied ? one.problems : []));
  const refusal = [...problems, ...among].find(isError);
  const uci = segmentOf(
    'UCI',
    referenceOf(interchange.control),
    partyOf(interchange.header, 2, depth),
    partyOf(interchange.header, 3, depth),
    ...actionOn(refusal, depth),
  );
  // Of an interchange that is rejected as a whole nothing more is said.
  return refusal === undefined ? [uci, ...groups.flatMap((group) => acknowledgeGroup(group, depth))] : [uci];
}

function acknowledgeGroup({ group, sets, problems }: GroupVerdict, depth: ContrlDepth): Node[] {
  const refusal = problems.find(isError);
  const named = sets.filter(({ verdict }) => verdict === 'R' || (depth.accepted && depth.level !== 'group'));
  const messages = (): Node[] => named.flatMap((set) => acknowledgeMessage(set, depth));
  if (group.implied) return messages();
  if (refusal === undefined && named.length === 0 && !depth.accepted) return [];
  return [ucfOf(group, refusal, depth), ...(refusal === undefined ? messages() : [])];
}

const ucfOf = (group: Group, refusal: Problem | undefined, depth: ContrlDepth): Node =>
  segmentOf(
    'UCF',
    referenceOf(group.control),
    applicationOf(group, 2, depth),
    applicationOf(group, 3, depth),
    ...actionOn(refusal, depth),
  );

function acknowledgeMessage({ set, problems, verdict }: SetVerdict, depth: ContrlDepth): Node[] {
  const { level, syntax } = depth;
  const ucm = (...action: (string | string[])[]): Node =>
    segmentOf('UCM', referenceOf(set.control), identifierOf(set, syntax), ...action);
  if (verdict !== 'R') return [ucm(ACKNOWLEDGED)];
  const wrong = problems.filter(isError);
  const [inService] = wrong.filter((one) => !standsInSegment(one)).toSorted(bySegment);
  const detailed = level === 'segment' || level === 'element';
  const segments = detailed ? acknowledgeSegments(wrong.filter(standsInSegment), depth) : [];
  if (inService !== undefined) return [ucm(...actionOn(inService, depth)), ...segments];
  // Where no segment tells why, it is at least told that there is a reason: also of what is refused with its siblings.
  return [ucm(REJECTED, ...(segments.length === 0 ? [UNSPECIFIED] : [])), ...segments];
}

/** In the order of the message; what stands nowhere in it comes last. */
const bySegment = ({ at: { segment: a = Infinity } }: Problem, { at: { segment: b = Infinity } }: Problem): number =>
  a === b ? 0 : a - b;

/** What UCS and UCD can place: all that is wrong with a message, but for its UNH and UNT. */
function standsInSegment({ code, at }: Problem): boolean {
  if (at.segment === undefined) return false;
  const { level } = entryOf(code);
  if (level === 'segment') return true;
  const placed = level === 'element' || level === 'document' || code === 'TRAILING_SEPARATOR';
  return placed && at.tag !== 'UNH' && at.tag !== 'UNT';
}

const isMissing = ({ code }: Problem): boolean => /^(GUIDE_)?(SEGMENT|LOOP|DEPENDENT)_MISSING$/.test(code);

/** The loops of UCS, in the order of the message, as many as there may be. */
function acknowledgeSegments(problems: Problem[], depth: ContrlDepth): Node[] {
  const found = new Map<number, Problem[]>();
  for (const one of problems) {
    const number = isMissing(one) ? one.at.segment! - 1 : one.at.segment!;
    found.set(number, [...(found.get(number) ?? []), one]);
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, all]) => acknowledgeSegment(number, all, depth))
    .slice(0, MAX_SEGMENTS)
    .flat();
}

/** One loop for each error of the segment itself, and one for those of its elements. */
function acknowledgeSegment(number: number, problems: Problem[], { level, syntax }: ContrlDepth): Node[][] {
  const place = String(Math.min(number, MAX_SEGMENT));
  const inElements = problems.filter(standsInElement);
  const own = problems.filter((one) => !standsInElement(one)).map((one) => syntaxErrorOf(one, syntax));
  const loops = [...new Set(own)].map((code) => [segmentOf('UCS', place, code)]);
  if (inElements.length === 0) return loops;
  // The code of an element would be read as one of the segment.
  if (level === 'segment') return [...loops, [segmentOf('UCS', place, UNSPECIFIED)]];
  return [...loops, [segmentOf('UCS', place), ...acknowledgeElements(inElements, syntax)]];
}

/** An element too many has no place in its segment's definition to be named by: the segment has too many. */
const standsInElement = ({ code, at }: Problem): boolean => at.element !== undefined && code !== 'ELEMENT_TOO_MANY';

/** A UCD for each place and error, in the order of the segment. */
function acknowledgeElements(problems: Problem[], syntax: string): Node[] {
  const ordered = problems.toSorted(
    ({ at: a }, { at: b }) =>
      a.element! - b.element! || (a.repetition ?? 1) - (b.repetition ?? 1) || (a.component ?? 0) - (b.component ?? 0),
  );
  const said = new Map<string, Node>();
  for (const one of ordered) {
    const code = syntaxErrorOf(one, syntax);
    // And a component too many makes the composite one that has too many.
    const place = placeOf(one.code === 'COMPONENT_TOO_MANY' ? { ...one.at, component: undefined } : one.at, syntax);
    said.set([code, ...place].join('/'), segmentOf('UCD', code, place));
  }
  return [...said.values()].slice(0, MAX_ELEMENTS);
}

type Place = { [P in 'element' | 'component' | 'repetition']?: Position[P] | undefined };

/** S011: the data element, the component in it and, in syntax 4, the repetition; the tag is data element 1. */
function placeOf({ element = 0, component, repetition }: Place, syntax: string): string[] {
  const parts = [Math.min(element + 1, MAX_ELEMENT), component, isVersion4(syntax) ? repetition : undefined];
  return trimmed(parts.map((part) => (part === undefined ? '' : String(part))));
}

const SERVICE: ReadonlySet<string> = new Set(['UNB', 'UNZ', 'UNG', 'UNE', 'UNH', 'UNT']);

/** The service segments of errors that stand in none: what is missing, and the UNA, which is no segment. */
const NOT_THERE: Partial<Record<ProblemCode, string>> = {
  INTERCHANGE_TRAILER_MISSING: 'UNZ',
  INTERCHANGE_REPETITION_SEPARATOR_INVALID: 'UNA',
  GROUP_TRAILER_MISSING: 'UNE',
  SET_TRAILER_MISSING: 'UNT',
};

/** 0083; of what is rejected 0085, the service segment the error is in (0013, in syntax 4 0135), and where in that. */
function actionOn(refusal: Problem | undefined, { syntax }: ContrlDepth): (string | string[])[] {
  if (refusal === undefined) return [ACKNOWLEDGED];
  const { code, at } = refusal;
  const tag = NOT_THERE[code] ?? at.tag ?? '';
  const reason = [REJECTED, syntaxErrorOf(refusal, syntax)];
  if (code in NOT_THERE) return [...reason, tag];
  if (!SERVICE.has(tag)) return reason;
  return at.element === undefined ? [...reason, tag] : [...reason, tag, placeOf(at, syntax)];
}

/** A reference as sent; 0 where it cannot be repeated, and 0085 tells why. */
const referenceOf = (control: string): string => (/^[^\p{Cc}]{1,14}$/u.test(control) ? control : '0');

// Elements 0004 and 0010 with what follows them in S002 and S003, 0040 and 0044 in S006 and S007, and those of S009.
const PARTY = [35, 4, 14];
const PARTY_IN_4 = [35, 4, 35, 35];
const APPLICATION = [35, 4];
const IDENTIFIER = [6, 3, 3, 2, 6];
const IDENTIFIER_IN_4 = [6, 3, 3, 3, 6, 6, 6];

const partyOf = (header: Node, element: number, { syntax }: ContrlDepth): string[] =>
  repeated(components(header, element), isVersion4(syntax) ? PARTY_IN_4 : PARTY);

/** UNG may leave out who the application is; it is then whoever the interchange says. */
function applicationOf(group: Group, element: number, depth: ContrlDepth): string[] {
  const said = repeated(components(group.header, element), APPLICATION);
  return said[0] === '' ? partyOf(group.interchange.header, element, depth).slice(0, 2) : said;
}

/** S009 as UNH has it; what must be there and is not is 0. */
function identifierOf({ identifier = [] }: SetIdentity, syntax: string): string[] {
  const [type, version, release, agency, ...more] = identifier;
  const mandatory = [type, version, release, agency].map((one) => one?.trim() || '0');
  return repeated([...mandatory, ...more], isVersion4(syntax) ? IDENTIFIER_IN_4 : IDENTIFIER);
}

/** Components as sent, as far as there is room for them. */
const repeated = (values: string[], lengths: number[]): string[] =>
  trimmed(lengths.map((length, i) => (values[i] ?? '').replace(/\p{Cc}/gu, '').slice(0, length)));

/** Without what is empty at the end; the first stays. */
const trimmed = (values: string[]): string[] =>
  values.slice(
    0,
    1 +
      Math.max(
        0,
        values.findLastIndex((one) => one !== ''),
      ),
  );

const isVersion4 = (syntax: string): boolean => syntax.endsWith(':4');

/** The version CONTRL has in an interchange of this syntax (`UNOC:3`), as UNH names it: 2 and 2, 3 and 1, 4 and 1. */
export const contrlVersion = (syntax: string): string =>
  isVersion4(syntax) ? '41' : syntax.endsWith(':3') ? '31' : '22';
