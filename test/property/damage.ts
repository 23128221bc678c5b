/** Ways to damage an interchange, and what was read of it then; for every syntax. */

import fc from 'fast-check';
import type { Catalog } from '../../src/core/catalog.ts';
import { type TranslatedGroup, translation } from '../../src/gateway/translate.ts';
import { utf8 } from '../core/edi/fixture.ts';
import { catalog } from '../core/edi/reading.ts';

/** Translates with the sets' segments kept, in chunks. */
export function groupsOf(bytes: Uint8Array, size = bytes.length || 1, from: Catalog = catalog): TranslatedGroup[] {
  const run = translation(from, { trace: true });
  for (let at = 0; at < bytes.length; at += size) run.push(bytes.subarray(at, at + size));
  return run.end().groups;
}

export const verdictsOf = (groups: TranslatedGroup[]): string[] =>
  groups.flatMap(({ sets }) => sets.map(({ set, verdict }) => `${set.control} ${verdict}`));

/** One character a byte. */
export const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** What may stand between segments without meaning anything. */
export const BLANK = /^[\s\u0000\u001a\u00a0\u00c2]+/;

/** Any one byte changed to `by`. */
export function* changed(bytes: Uint8Array, by: number): Generator<{ at: number; bytes: Uint8Array }> {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === by) continue;
    const copy = bytes.slice();
    copy[at] = by;
    yield { at, bytes: copy };
  }
}

/** Any one byte left out, and one of some characters put in. */
export function* shiftedByOne(text: string, characters: string): Generator<Uint8Array> {
  for (let at = 0; at < text.length; at++) {
    yield utf8(text.slice(0, at) + text.slice(at + 1));
    yield utf8(text.slice(0, at) + characters[at % characters.length] + text.slice(at));
  }
}

/** Any one segment left out, doubled or exchanged with the next. */
export function* rearranged(text: string, terminator: string): Generator<Uint8Array> {
  const segments = text.split(terminator).slice(0, -1);
  const joined = (all: string[]): Uint8Array => utf8(all.map((one) => one + terminator).join(''));
  for (const [at, segment] of segments.entries()) {
    const [before, behind] = [segments.slice(0, at), segments.slice(at + 1)];
    yield joined([...before, ...behind]);
    yield joined([...before, segment, segment, ...behind]);
    const [next = '', ...rest] = behind;
    yield joined([...before, next, segment, ...rest]);
  }
}

/** Pieces of good interchanges in any order. */
export const pieces = (...texts: string[]): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(400)).map(([text, from, length]) => {
        const start = from % text.length;
        return text.slice(start, start + length);
      }),
      { maxLength: 8 },
    )
    .map((all) => utf8(all.join('')));
