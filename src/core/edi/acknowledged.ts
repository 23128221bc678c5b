/**
 * Reads what a partner's acknowledgment says of what we sent: a 997 or 999 of a group, set by set, a TA1 of an
 * interchange. Codes stay the standard's (elements 715 to 718, 720, 723, I17, I18); `verdictOf` gives them meaning.
 */

import { component, components, type Node, text } from '../tree.ts';
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

/** What a CONTRL says: of one interchange of ours, and of the messages it names. */
export interface ContrlHeard {
  control: string;
  /** 0083, and 0085 where it gives a reason. */
  verdict: string;
  note: string;
  messages: SetSaid[];
}

/** Element 0083: the interchange was received. Whether it is accepted is said later. */
export const RECEIVED = '8';

/** Element 0083: 1, 5 and 7 accept, 2 with errors; 3 rejects something below, 4 all of it. */
const ACTIONS: Record<string, Verdict> = {
  '1': 'accepted',
  '2': 'acceptedWithErrors',
  '3': 'partiallyAccepted',
  '5': 'accepted',
  '7': 'accepted',
  [RECEIVED]: 'accepted',
};

/** Every other action (4, 6) refuses. */
export const verdictOfAction = (action: string): Verdict => ACTIONS[action] ?? 'rejected';

/** What a CONTRL says; undefined where it names no interchange. */
export function heardContrl({ segments }: TransactionSet): ContrlHeard | undefined {
  const uci = segments.find(({ name }) => name === 'UCI');
  if (uci === undefined || text(uci, 1) === '') return undefined;
  const messages: SetSaid[] = [];
  for (const segment of segments) hearMessage(segment, messages);
  const kept = messages.map((one) => ({ ...one, segments: one.segments.slice(0, KEPT) }));
  return { control: text(uci, 1), verdict: text(uci, 4), note: text(uci, 5), messages: kept };
}

function hearMessage(segment: Node, messages: SetSaid[]): void {
  const message = messages.at(-1);
  if (segment.name === 'UCM') {
    const type = text(segment, 2);
    const codes = text(segment, 4) === '' ? [] : [text(segment, 4)];
    messages.push({ type, control: text(segment, 1), verdict: text(segment, 3), codes, segments: [] });
  } else if (message === undefined || message.segments.length > KEPT) return;
  else if (segment.name === 'UCS')
    message.segments.push({ tag: '', position: text(segment, 1), code: text(segment, 2), elements: [] });
  else if (segment.name === 'UCD') message.segments.at(-1)?.elements.push(elementSaid(segment));
}

/** UCD: the error and where it is. Its data elements count the tag; here they are counted as everywhere else. */
function elementSaid(segment: Node): ElementSaid {
  const [element = '', ...parts] = components(segment, 2);
  const number = /^\d+$/.test(element) ? String(Math.max(Number(element) - 1, 0)) : '';
  return { position: [number, ...parts].join('-').replace(/-+$/, ''), code: text(segment, 1), value: '' };
}

/** What an APERAK says of the content of a message of ours, and by which numbers it names that. */
export interface AperakHeard {
  verdict: Verdict;
  set: SetSaid;
  /** What RFF refers to, in its order. */
  references: string[];
}

/** Elements 1225 and 4343 where they tell how it ends; otherwise an error that is named (ERC) refuses. */
const ANSWERS: Record<string, Verdict> = {
  '12': 'rejected',
  '27': 'rejected',
  '28': 'acceptedWithErrors',
  '29': 'accepted',
  '34': 'acceptedWithErrors',
  '44': 'accepted',
  '45': 'acceptedWithErrors',
  AP: 'accepted',
  CA: 'acceptedWithErrors',
  RE: 'rejected',
};

/** What an APERAK says; undefined where it does not begin as one. */
export function heardAperak({ type, control, segments }: TransactionSet): AperakHeard | undefined {
  const beginning = segments.find(({ name }) => name === 'BGM');
  if (beginning === undefined) return undefined;
  const codes = segments.flatMap((one) => (one.name === 'ERC' ? [text(one, 1)] : []));
  const answers = [text(beginning, 4), text(beginning, 3)].map((code) => ANSWERS[code]);
  const verdict = answers.find((one) => one !== undefined) ?? (codes.length > 0 ? 'rejected' : 'accepted');
  const references = segments
    .filter(({ name }) => name === 'RFF')
    .map(({ children }) => (children[0] === undefined ? '' : (component(children[0], 2)?.value ?? '')));
  return {
    verdict,
    set: { type, control, verdict: text(beginning, 3), codes: codes.slice(0, KEPT), segments: [] },
    references: [...new Set(references)].filter((one) => one !== ''),
  };
}
