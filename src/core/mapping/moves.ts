/** What arrangements share: a document's objects and lists, and the paths of what they move. */

import { type Fields, isFields } from './read.ts';

/** The objects of a list; none where there is no list. */
export function itemsOf(from: Fields, field: string): Fields[] {
  const list = from[field];
  return Array.isArray(list) ? list.filter(isFields) : [];
}

/** An object without some of its fields. */
export const without = (from: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));

/** Some fields of an object, those that are there. */
export const only = (from: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));

/** A list as a field; an empty one is none. */
export const listed = (field: string, items: readonly unknown[]): Fields =>
  items.length === 0 ? {} : { [field]: items };

/** Whether an object has no other fields than these. */
export const hasOnly = (from: Fields, ...names: readonly string[]): boolean =>
  Object.keys(from).every((name) => names.includes(name));

/** Paths that have moved, each with all that is below it; undefined where the field is gone. */
export type Moves = Map<string, string | undefined>;

/** Where a path is now: the longest that has moved counts. */
export function follow(moves: Moves, path: string): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const start = path.slice(0, end);
    if (!moves.has(start)) continue;
    const to = moves.get(start);
    return to === undefined ? undefined : to + path.slice(end);
  }
  return path;
}

/** Where the items that stay in a list have moved to. */
export function shifted(field: string, all: Fields[], rest: Fields[], path: string, moves: Moves): void {
  rest.forEach((one, i) => {
    moves.set(`${path}${field}/${all.indexOf(one)}`, `${path}${field}/${i}`);
  });
}
