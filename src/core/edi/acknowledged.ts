/**
 * Reads what a partner's acknowledgment says of what we sent: a 997 or 999 of a group, set by set, a TA1 of an
 * interchange. Codes stay the standard's (elements 715 to 718, 720, 723, I17, I18); `verdictOf` gives them meaning.
 */

import { component, type Node, text } from '../tree.ts';
import type { TransactionSet } from './envelope.ts';

/** What an acknowledgment amounts to. */
export type Verdict = 'accepted' | 'acceptedWithErrors' | 'partiallyAccepted' | 'rejected';

/** AK9: the group as a whole. */
export interface GroupSaid {
  verdict: string;
  /** Error codes, AK905 to AK909. */
  codes: string[];
  /** Sets the group declared, sets received, sets accepted: AK902 to AK904. */
  declared: string;
  received: string;
  accepted: string;
}

/** AK2 to AK5, or IK5: one set. */
export interface SetSaid {
  type: string;
  control: string;
  verdict: string;
  /** Error codes, AK502 to AK506. */
  codes: string[];
  /** The segments in error, as many as are kept. */
  segments: SegmentSaid[];
}

/** AK3, or IK3. */
export interface SegmentSaid {
  tag: string;
  /** AK302: the header is 1. */
  position: string;
  code: string;
  elements: ElementSaid[];
}

/** AK4, or IK4. */
export interface ElementSaid {
  /** AK401: element, component, repetition, as far as given: `2`, `2-1`. */
  position: string;
  code: string;
  /** The bad value, where it was repeated. */
  value: string;
}

/** What one 997 or 999 says: of one group, and of those of its sets that it names. */
export interface Heard {
  /** GS01 and GS06 of the group. */
  code: string;
  control: string;
  group: GroupSaid;
  sets: SetSaid[];
}

/** TA1: the interchange as a whole. */
export interface InterchangeSaid {
  control: string;
  /** ISA09 and ISA10 of the interchange. */
  date: string;
  time: string;
  verdict: string;
  note: string;
}

/** A record is no second copy of a file with thousands of errors; all of them are in its transmission. */
const KEPT = 100;

const VERDICTS: Record<string, Verdict> = { A: 'accepted', E: 'acceptedWithErrors', P: 'partiallyAccepted' };

/** Every other code of elements 715, 717 and I17 (R, M, W, X) refuses. */
export const verdictOf = (code: string): Verdict => VERDICTS[code] ?? 'rejected';

const codesFrom = (segment: Node, first: number): string[] =>
  segment.children.slice(first - 1).flatMap(({ value }) => (value === '' ? [] : [value]));

/** What a 997 or 999 says; undefined where it lacks the group or the group's verdict. */
export function heard({ segments }: TransactionSet): Heard | undefined {
  const named = segments.find(({ name }) => name === 'AK1');
  const whole = segments.find(({ name }) => name === 'AK9');
  if (named === undefined || whole === undefined) return undefined;
  const sets: SetSaid[] = [];
  for (const segment of segments) hear(segment, sets);
  return {
    code: text(named, 1),
    control: text(named, 2),
    group: {
      verdict: text(whole, 1),
      codes: codesFrom(whole, 5),
      declared: text(whole, 2),
      received: text(whole, 3),
      accepted: text(whole, 4),
    },
    // Without AK5 nothing is said of a set.
    sets: sets.filter(({ verdict }) => verdict !== ''),
  };
}

/** One segment of the loops AK2 to AK5. */
function hear(segment: Node, sets: SetSaid[]): void {
  const { name } = segment;
  const set = sets.at(-1);
  if (name === 'AK2')
    sets.push({ type: text(segment, 1), control: text(segment, 2), verdict: '', codes: [], segments: [] });
  else if (set === undefined) return;
  else if (name === 'AK5' || name === 'IK5') {
    const segments = set.segments.slice(0, KEPT);
    sets.splice(-1, 1, { ...set, verdict: text(segment, 1), codes: codesFrom(segment, 2), segments });
    // One more than is kept is read, so that its elements are not taken for those of the last that is.
  } else if (set.segments.length > KEPT) return;
  else if (name === 'AK3' || name === 'IK3')
    set.segments.push({ tag: text(segment, 1), position: text(segment, 2), code: text(segment, 4), elements: [] });
  else if (name === 'AK4' || name === 'IK4')
    set.segments.at(-1)?.elements.push({ position: placeOf(segment), code: text(segment, 3), value: text(segment, 4) });
}

function placeOf(segment: Node): string {
  const [place] = segment.children;
  if (place === undefined) return '';
  const parts = [1, 2, 3].map((number) => component(place, number)?.value ?? '');
  return parts.join('-').replace(/-+$/, '');
}

/** What a TA1 says. */
export const heardOfInterchange = (segment: Node): InterchangeSaid => ({
  control: text(segment, 1),
  date: text(segment, 2),
  time: text(segment, 3),
  verdict: text(segment, 4),
  note: text(segment, 5),
});
