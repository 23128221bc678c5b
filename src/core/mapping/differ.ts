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

/** Where two documents differ; when writing, 10.00 is 10, as N2 writes it, and 16:05 is 16:05:00. */
export function compared(way: Difference['way'], expected: unknown, found: unknown, path = ''): Difference[] {
  if (expected === found) return [];
  // What is missing altogether differs field by field.
  const [left, right] = [expected ?? {}, found ?? {}];
  if (isFields(left) && isFields(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => compared(way, left[key], right[key], path === '' ? key : `${path}/${key}`));
  }
  if (way === 'write' && isSame(expected, found)) return [];
  return [{ way, path, expected: shown(expected), found: shown(found) }];
}

/** Objects and lists: both have fields by name. */
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  if (isDecimal(left) && isDecimal(right)) return compare(left, right) === 0;
  return MINUTE.test(left) !== MINUTE.test(right) && left.replace(MINUTE, '$&:00') === right.replace(MINUTE, '$&:00');
}

/** A time of day without its seconds. */
const MINUTE = /^\d\d:\d\d$/;

const shown = (value: unknown): string => (value === undefined ? NOTHING : JSON.stringify(value));
