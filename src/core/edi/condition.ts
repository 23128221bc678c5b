/** The conditions between parts of a segment or composite (X12.6, syntax notes): P R E C L, each rule once. */

import type { Condition } from './definition.ts';

/** What breaks a condition: the part that is missing or too many, and the one that is the reason (0 is none). */
export interface Breach {
  code: 'ELEMENT_CONDITION' | 'ELEMENT_EXCLUDED';
  at: number;
  because: number;
}

/** How parts, a segment's elements or a composite's components, break a condition; undefined when they keep it. */
export function breach({ kind, positions }: Condition, holds: (position: number) => boolean): Breach | undefined {
  const first = positions[0]!;
  let there = 0;
  let missing = 0;
  let held = 0;
  let excess = 0;
  for (const position of positions) {
    if (!holds(position)) missing ||= position;
    else {
      held ||= position;
      if (++there === 2) excess = position;
    }
  }
  const missed = (at: number, because: number): Breach => ({ code: 'ELEMENT_CONDITION', at, because });
  switch (kind) {
    case 'P':
      return missing !== 0 && there > 0 ? missed(missing, held) : undefined;
    case 'R':
      return there === 0 ? missed(first, 0) : undefined;
    case 'E':
      return there > 1 ? { code: 'ELEMENT_EXCLUDED', at: excess, because: held } : undefined;
    case 'C':
      return missing !== 0 && holds(first) ? missed(missing, first) : undefined;
    default:
      return there === 1 && holds(first) ? missed(positions[1]!, first) : undefined;
  }
}
