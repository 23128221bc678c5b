/** The conditions of X12.6 (P R E C L) for whoever chooses which elements of a segment to fill. */

import type { Condition } from '../edi/definition.ts';

/** What a choice of filled positions breaks; undefined when it keeps them all. */
export const brokenBy = (filled: ReadonlySet<number>, conditions: readonly Condition[]): Condition | undefined =>
  conditions.find((one) => !keeps(filled, one));

function keeps(filled: ReadonlySet<number>, { kind, positions }: Condition): boolean {
  const [first = 0, ...others] = positions;
  const there = positions.filter((position) => filled.has(position)).length;
  switch (kind) {
    case 'P':
      return there === 0 || there === positions.length;
    case 'R':
      return there > 0;
    case 'E':
      return there < 2;
    case 'C':
      return !filled.has(first) || there === positions.length;
    default:
      return !filled.has(first) || others.some((position) => filled.has(position));
  }
}

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
