/** Conditions for whoever chooses which elements of a segment to fill. */

import { breach } from '../edi/condition.ts';
import type { Condition } from '../edi/definition.ts';

/** The first condition that a choice of filled positions breaks. */
const brokenBy = (filled: ReadonlySet<number>, conditions: readonly Condition[]): Condition | undefined =>
  conditions.find((one) => breach(one, (position) => filled.has(position)) !== undefined);

const ROUNDS = 40;

/** Fills or empties what may be until all conditions are kept; undefined when that does not succeed. */
export function settled(
  filled: ReadonlySet<number>,
  conditions: readonly Condition[],
  may: { fill(position: number): boolean; empty(position: number): boolean },
): Set<number> | undefined {
  const now = new Set(filled);
  for (let round = 0; round < ROUNDS; round++) {
    const broken = brokenBy(now, conditions);
    if (broken === undefined) return now;
    const { kind, positions } = broken;
    const there = positions.filter((position) => now.has(position));
    const missing = positions.filter((position) => !now.has(position));
    const wanted = kind === 'R' || kind === 'L' ? missing.filter(may.fill).slice(0, 1) : missing;
    const fillable = kind !== 'E' && wanted.length > 0 && wanted.every(may.fill);
    if (fillable) for (const position of wanted) now.add(position);
    else {
      const removable = (kind === 'P' ? there : kind === 'E' ? there.slice(1) : there.slice(0, 1)).filter(may.empty);
      if (removable.length === 0 && kind === 'E' && may.empty(there[0]!)) now.delete(there[0]!);
      else if (removable.length === 0) return undefined;
      for (const position of removable) now.delete(position);
    }
  }
  return undefined;
}
