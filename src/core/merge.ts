/**
 * Lays the fields a change gives over those of an order or of one of its lines. What the change does not give stays;
 * a value it gives takes the place of the one before; in a list, what is given takes the place of all that is of
 * the same kind (the references of one type, the parties of one role), and lists whose members have no kind (terms,
 * schedules) are taken whole. Texts are added to: an instruction ends only when the buyer says so in words.
 */

import { compare, isDecimal } from './decimal.ts';
import { type Fields, isFields } from './mapping/read.ts';

/** What tells the members of a list apart. */
const KINDS: Record<string, readonly string[]> = {
  allowancesCharges: ['indicator', 'code'],
  amounts: ['type'],
  attachments: ['type', 'id'],
  contacts: ['function'],
  dates: ['type'],
  descriptions: ['type', 'characteristic'],
  items: ['scheme'],
  measurements: ['scope', 'type'],
  parties: ['role'],
  percentages: ['type'],
  prices: ['class', 'type'],
  quantities: ['type'],
  references: ['type'],
  taxes: ['type', 'jurisdiction'],
};

const TEXTS: ReadonlySet<string> = new Set(['notes', 'remarks', 'messages']);
const NUMBERS: ReadonlySet<string> = new Set(['quantity', 'price']);

export function merged(before: Fields, given: Fields, left: ReadonlySet<string>): Fields {
  const result = { ...before };
  for (const [field, value] of Object.entries(given)) {
    if (value !== undefined && !left.has(field)) result[field] = mergedValue(field, before[field], value);
  }
  return result;
}

function mergedValue(field: string, before: unknown, given: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(given)) return mergedList(field, before, given);
  if (isFields(before) && isFields(given) && sameIdentity(before, given)) return { ...before, ...given };
  return NUMBERS.has(field) && sameNumber(before, given) ? before : given;
}

function mergedList(field: string, before: unknown[], given: unknown[]): unknown[] {
  if (TEXTS.has(field)) return [...before, ...given.filter((one) => !before.some((other) => same(one, other)))];
  const names = KINDS[field];
  if (names === undefined) return given;
  const kindOf = (one: unknown): string => JSON.stringify(names.map((name) => (one as Fields)[name] ?? null));
  const kinds = new Set(given.map(kindOf));
  const places = new Set(before.map(kindOf));
  // Kept in their places, so that what did not change does not move.
  const kept = before.flatMap((one, at) => {
    const kind = kindOf(one);
    if (!kinds.has(kind)) return [one];
    return before.findIndex((other) => kindOf(other) === kind) === at
      ? given.filter((two) => kindOf(two) === kind)
      : [];
  });
  return [...kept, ...given.filter((one) => !places.has(kindOf(one)))];
}

/** A party given again by its id alone keeps its address; another one brings its own. */
const sameIdentity = (before: Fields, given: Fields): boolean =>
  given.id !== undefined && before.id === given.id && before.idScheme === given.idScheme;

/** Whether both are decimals of the same value: 10 and 10.00. */
export const sameNumber = (left: unknown, right: unknown): boolean =>
  typeof left === 'string' &&
  typeof right === 'string' &&
  isDecimal(left) &&
  isDecimal(right) &&
  compare(left, right) === 0;

/** One field that is another than before, by its path in the document: lines/0/quantity. Lists of one field are one. */
export interface FieldChange {
  path: string;
  /** The line's number, where it is one's. */
  line?: string;
  from?: unknown;
  to?: unknown;
}

/** What differs between two versions of a document. */
export function differences(before: Fields, after: Fields): FieldChange[] {
  const found: FieldChange[] = [];
  const note = (path: string, line: string | undefined, from: unknown, to: unknown): void => {
    found.push({
      path,
      ...(line === undefined ? {} : { line }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
  };
  const look = (from: Fields, to: Fields, path: string, line: string | undefined): void => {
    for (const field of new Set([...Object.keys(from), ...Object.keys(to)])) {
      const [left, right] = [from[field], to[field]];
      if (same(left, right)) continue;
      const at = path === '' ? field : `${path}/${field}`;
      if (at === 'lines' && Array.isArray(left) && Array.isArray(right)) lookAtLines(left, right);
      else if (isFields(left) && isFields(right)) look(left, right, at, line);
      else note(at, line, left, right);
    }
  };
  const lookAtLines = (left: Fields[], right: Fields[]): void => {
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
      const [from, to] = [left[index], right[index]];
      const number = (to ?? from)?.number as string | undefined;
      if (from !== undefined && to !== undefined) look(from, to, `lines/${index}`, number);
      else note(`lines/${index}`, number, from, to);
    }
  };
  look(before, after, '', undefined);
  return found;
}

/** Whether two values are the same, in whatever order their keys stand. */
function same(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((one, at) => same(one, right[at]));
  if (!isFields(left) || !isFields(right)) return left === right;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => same(left[name], right[name]));
}
