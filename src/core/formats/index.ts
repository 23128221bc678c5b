/** The one registry of formats: a new format is its file and one line here. */

import type { Reader, ReaderOptions } from '../edi/envelope.ts';
import type { Outgoing, WrittenInterchange } from '../edi/write.ts';
import * as edifact from './edifact.ts';
import * as x12 from './x12.ts';

export interface Format {
  /** Whether a transmission that starts with these bytes is of this format. */
  detect(head: Uint8Array): boolean;
  reader(options?: ReaderOptions): Reader;
  write(outgoing: Outgoing): WrittenInterchange;
  /** Whether a file of this name under schemas/FORMAT is a release's definition. */
  isRelease(name: string): boolean;
}

export const formats: Record<string, Format> = { x12, edifact };

/** The format of a transmission by its first bytes; undefined when none recognises them. */
export const detect = (head: Uint8Array): string | undefined =>
  Object.keys(formats).find((name) => formats[name]!.detect(head));
