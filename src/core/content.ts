/** What a canonical document says and goes by, whoever carried it. */

import type { CanonicalDocument } from './documents.ts';

/** What it says as one text, equal for documents that say the same: id and source aside, members in one order. */
export function contentOf({ id: _id, source: _source, ...content }: CanonicalDocument): string {
  return JSON.stringify(sorted(content));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}

/** The number people know a document by: an order response goes by its order's. */
export const numberOf = (document: CanonicalDocument): string =>
  ('number' in document ? document.number : undefined) ??
  ('orderNumber' in document ? document.orderNumber : undefined) ??
  '';
