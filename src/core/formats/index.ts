/** The one registry of formats: a new format is its file and one line here. */

import type { Reader, ReaderOptions } from '../edi/envelope.ts';
import type { Outgoing, WrittenInterchange } from '../edi/write.ts';
import { FEED_FORMAT, feedOf, feedReader } from '../feed/read.ts';
import * as edifact from './edifact.ts';
import * as idocFlat from './idoc-flat.ts';
import * as json from './json.ts';
import * as x12 from './x12.ts';
import * as xml from './xml.ts';

export interface Format {
  /** Whether a transmission that starts with these bytes is of this format. */
  detect(head: Uint8Array): boolean;
  reader(options?: ReaderOptions): Reader;
  write(outgoing: Outgoing): WrittenInterchange;
  /** Whether a file of this name under schemas/FORMAT is a release's definition. */
  isRelease(name: string): boolean;
}

/** Formats of interchanges. */
export const formats: Record<string, Format> = { x12, edifact };

/** Formats of documents: what is in one says which messages it holds. */
const documents: Record<string, Pick<Format, 'detect' | 'reader'>> = { xml, json, 'idoc-flat': idocFlat };

const all = { ...formats, ...documents };

/** The format of a transmission by its first bytes; undefined when none recognises them. */
export const detect = (head: Uint8Array): string | undefined =>
  Object.keys(all).find((name) => all[name]!.detect(head));

/** The reader of a transmission with these first bytes. What no format recognises may have an interchange further on. */
export function openReader(head: Uint8Array, options: ReaderOptions): { format: string | undefined; reader: Reader } {
  const format = detect(head);
  const feed = format === undefined ? feedOf(options.feeds ?? [], head) : undefined;
  if (feed !== undefined) return { format: FEED_FORMAT, reader: feedReader(feed, options) };
  return { format, reader: (all[format ?? ''] ?? x12).reader(options) };
}
