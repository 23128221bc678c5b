/**
 * Keeps the documents of an interchange together for their ERP, where the agreement says so (`offer: preserve`): each
 * says its place among them, and no page of a feed ends between them.
 */

import type { NewDocument, StoredDocument } from './ports.ts';

/** The documents made of one interchange, as one batch. */
export function batched(
  documents: readonly NewDocument[],
  { interchange, transmission }: { interchange: string; transmission: string },
): NewDocument[] {
  const of = documents.length;
  return documents.map((document, i) => ({
    ...document,
    batch: { id: documents[0]!.id, interchange, transmission, position: i + 1, of },
  }));
}

type Offered = Pick<StoredDocument, 'batch'>;

/**
 * The first `limit` documents of a feed, or fewer, so that the last batch is whole; none where the first batch is
 * larger. Whether the last one is whole shows only where one document more is given.
 */
export function wholeBatches<Document extends Offered>(found: readonly Document[], limit: number): Document[] {
  const last = found[limit - 1]?.batch?.id;
  const cut = last !== undefined && found[limit]?.batch?.id === last;
  return found.slice(0, cut ? found.findIndex(({ batch }) => batch?.id === last) : limit);
}
