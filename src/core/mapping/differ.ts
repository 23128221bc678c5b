/** Where two canonical documents differ, field by field. */

import { compare, isDecimal } from '../decimal.ts';
import type { Fields } from './read.ts';

export interface Difference {
  /** The way it was found: reading the message, or writing the document and reading that again. */
  way: 'read' | 'write';
  /** Path in the document, `lines/0/quantity`, or the designator of a wire position. */
  path: string;
  expected: string;
  found: string;
}

export const NOTHING = 'nothing';

/** `write lines/0/quantity: expected "10", found nothing`. */
export const differenceLine = ({ way, path, expected, found }: Difference): string =>
  `${way}${path === '' ? '' : ` ${path}`}: expected ${expected}, found ${found}`;

/** Where a document differs from what came back of it, what writing supplies aside. */
export function lostInWriting(expected: Fields, found: Fields, allowed: Set<string>): Difference[] {
  const fieldOf = (path: string): string => path.replaceAll(/\/\d+(?=\/)/g, '');
  return compared('write', expected, found).filter(
    (one) => one.expected !== NOTHING || !allowed.has(fieldOf(one.path)),
  );
}

/** Where two documents differ; decimals are compared as numbers when writing, since N2 writes 10.00 as 10. */
export function compared(way: Difference['way'], expected: unknown, found: unknown, path = ''): Difference[] {
  if (expected === found) return [];
  // What is missing altogether differs field by field.
  const [left, right] = [expected ?? {}, found ?? {}];
  if (isFields(left) && isFields(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => compared(way, left[key], right[key], path === '' ? key : `${path}/${key}`));
  }
  if (way === 'write' && sameNumber(expected, found)) return [];
  return [{ way, path, expected: shown(expected), found: shown(found) }];
}

/** Objects and lists: both have fields by name. */
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const sameNumber = (left: unknown, right: unknown): boolean =>
  typeof left === 'string' &&
  typeof right === 'string' &&
  isDecimal(left) &&
  isDecimal(right) &&
  compare(left, right) === 0;

const shown = (value: unknown): string => (value === undefined ? NOTHING : JSON.stringify(value));
