/**
 * What is said of a set and a group, from all that is wrong with them: accepted only what is, and nothing that
 * may have lost a set. Severities are settled before (rules.ts).
 */

import { entryOf, type Problem } from '../problem.ts';
import type { Group, TransactionSet } from './envelope.ts';

/** Elements 715 and 717: accepted, accepted with errors, partially accepted (groups only), rejected. */
export type Verdict = 'A' | 'E' | 'P' | 'R';

/** What an acknowledgment says of a set is about this much of it. */
export type SetIdentity = Pick<TransactionSet, 'type' | 'control' | 'release' | 'convention' | 'identifier' | 'unit'>;

export interface SetVerdict {
  set: SetIdentity;
  /** All that is wrong with it, severities settled. */
  problems: Problem[];
  verdict: Exclude<Verdict, 'P'>;
}

export interface GroupVerdict {
  group: Group;
  sets: SetVerdict[];
  /** How many more are accepted, have no problem and will be named by no answer: of those only the number is kept. */
  unnamed: number;
  /** Group-level problems; any error refuses every set in it. */
  problems: Problem[];
  verdict: Verdict;
}

export const isError = ({ severity }: Problem): boolean => severity === 'error';
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
export function judgeGroup(group: Group, sets: SetVerdict[], problems: Problem[], unnamed = 0): GroupVerdict {
  if (problems.some(isError)) return refused({ group, sets, unnamed, problems });
  const wrong = sets.filter(({ verdict }) => verdict === 'R').length;
  const noted = sets.some(({ verdict }) => verdict === 'E');
  const verdict = wrong === 0 ? (noted ? 'E' : 'A') : wrong === sets.length + unnamed ? 'R' : 'P';
  return { group, sets, unnamed, problems, verdict };
}

/** The group with every set in it refused, whatever each was by itself. */
export const refused = ({ group, sets, unnamed, problems }: Omit<GroupVerdict, 'verdict'>): GroupVerdict => ({
  group,
  sets: sets.map((one) => ({ ...one, verdict: 'R' })),
  unnamed,
  problems,
  verdict: 'R',
});
