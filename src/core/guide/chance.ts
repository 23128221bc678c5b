/** Chance from a seed: the same seed gives the same draws everywhere, so that test data can be made again. */

export interface Chance {
  /** A whole number from 0 below `limit`. */
  below(limit: number): number;
  /** True in this share of all draws. */
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are enough for sample data. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, happens: (share) => next() < share, pick: (list) => list[below(list.length)]! };
}
