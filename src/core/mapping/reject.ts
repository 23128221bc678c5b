/** What a codec notes of a value that it cannot convert. */

import type { ElementDefinition } from '../edi/element.ts';
import type { ProblemCode } from '../problem.ts';
import type { Note } from './codec.ts';

export function reject(note: Note, code: ProblemCode, value: string, detail: string): undefined {
  note(code, value, detail);
  return undefined;
}

/** A text no longer than its element, or its place in a row of fixed width. */
export function fittedText(value: string, note: Note, element: ElementDefinition | undefined): string | undefined {
  if (element === undefined || value.length <= element.max || [...value].length <= element.max) return value;
  return reject(note, 'VALUE_NOT_WRITABLE', value, `longer than ${element.max} characters`);
}
