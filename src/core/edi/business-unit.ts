/**
 * What a set is about and by which element it is known: a 999 repeats that behind each segment in error (the business
 * unit of CTX01), so that people find the order without the interchange. Which element it is, is our choice.
 */

import { type Node, text } from '../tree.ts';

export interface BusinessUnit {
  /** `BEG03`. */
  name: string;
  value: string;
  /** Number of the segment that names it: what stands before that is not about it yet. */
  segment: number;
}

interface Identifier {
  tag: string;
  element: number;
  name: string;
}

/** By transaction set: the number of the order, of the notice, of the invoice. */
export const IDENTIFIERS: Readonly<Record<string, Identifier>> = {
  '810': { tag: 'BIG', element: 2, name: 'BIG02' },
  '850': { tag: 'BEG', element: 3, name: 'BEG03' },
  '855': { tag: 'BAK', element: 3, name: 'BAK03' },
  '856': { tag: 'BSN', element: 2, name: 'BSN02' },
  '860': { tag: 'BCH', element: 3, name: 'BCH03' },
  '865': { tag: 'BCA', element: 3, name: 'BCA03' },
};

/** Of an EDIFACT message that begins as messages do: the number of the document. */
const DOCUMENT: Identifier = { tag: 'BGM', element: 2, name: 'BGM02' };

/** Undefined where no element is agreed, or it is not there. */
export function businessUnit(type: string, segments: readonly Node[]): BusinessUnit | undefined {
  const identifier = IDENTIFIERS[type] ?? (segments[1]?.name === DOCUMENT.tag ? DOCUMENT : undefined);
  const node = identifier === undefined ? undefined : segments.find(({ name }) => name === identifier.tag);
  if (identifier === undefined || node === undefined) return undefined;
  const value = text(node, identifier.element);
  return value === '' ? undefined : { name: identifier.name, value, segment: node.segment };
}
