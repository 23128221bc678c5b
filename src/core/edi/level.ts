/**
 * Loops that say below which other of their kind they stand, so that they nest though the set has them in a row: HL in
 * X12 (HL01 its number, HL02 that of the level above), CPS in EDIFACT (7164 and 7166).
 */

export interface LevelPlaces {
  /** The element that holds the level's number. */
  id: number;
  parent: number;
  /** The element that says whether levels stand below (HL04). */
  children: number | undefined;
  /** Number of the data element at `parent`. */
  reference: string;
}

export const LEVELS: ReadonlyMap<string, LevelPlaces> = new Map([
  ['HL', { id: 1, parent: 2, children: 4, reference: '734' }],
  ['CPS', { id: 1, parent: 2, children: undefined, reference: '7166' }],
]);

/** Whether a loop of this name nests. */
export const isLevel = (tag: string): boolean => LEVELS.has(tag);
