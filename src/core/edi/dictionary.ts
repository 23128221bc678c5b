/**
 * A dictionary as the text of its file: one entry a line, so that a difference between two releases, or between two
 * versions of what wrote it, can be read. X12 releases and EDIFACT directories are laid out alike.
 */

import type { DictionarySource } from './definition.ts';
import type { DirectoryFile } from './directory.ts';

export function dictionaryText(dictionary: DictionarySource | DirectoryFile): string {
  const { release, sets, segments, composites, elements, codes } = dictionary;
  const members = [
    ` "release": ${JSON.stringify(release)}`,
    ...('base' in dictionary ? [` "base": ${JSON.stringify(dictionary.base)}`] : []),
    member('sets', Object.entries(sets).map(setLines)),
    member('segments', linesOf(segments)),
    member('composites', linesOf(composites)),
    member('elements', linesOf(elements)),
    ...(codes === undefined ? [] : [member('codes', linesOf(codes))]),
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}

/** Entries of an object, each on its line. */
export const linesOf = (entries: Record<string, unknown>): string[] =>
  Object.entries(entries).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);

export const member = (name: string, lines: string[]): string =>
  lines.length === 0 ? ` "${name}": {}` : ` "${name}": {\n${lines.join(',\n')}\n }`;

/** A set takes a line for each item of its body. */
function setLines([type, set]: [type: string, set: DictionarySource['sets'][string] | null]): string {
  if (set === null) return `  ${JSON.stringify(type)}: null`;
  const { label, group, body } = set;
  const items = body.map((item) => `   ${JSON.stringify(item)}`);
  const head = `{ "label": ${JSON.stringify(label)}, "group": ${JSON.stringify(group)}, "body": [`;
  return `  ${JSON.stringify(type)}: ${head}\n${items.join(',\n')}\n  ] }`;
}
