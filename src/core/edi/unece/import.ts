/**
 * The text files of a UNECE directory made one directory: which file holds what is told by its name, in any case:
 * `ORDERS_D.96A`, `EDSD.01B`, `TRCD.96A`, `UNCL-1.96A`. Files of interactive messages (IDMD, IDSD, IDCD) are read too.
 */

import type { Directory } from '../directory.ts';
import { readCodes, readElements } from './element.ts';
import { readMessage } from './message.ts';
import { readComposites, readSegments } from './segment.ts';
import { type Line, linesOf, type Warn, type Warning } from './text.ts';

export interface TextFile {
  /** Without folders. */
  name: string;
  bytes: Uint8Array;
}

export interface Imported {
  directory: Directory;
  warnings: Warning[];
}

const MESSAGE = /^([A-Z]{6})_D\.(\d\d[A-Z])$/i;
const PART = /^(?:ED|TR|ID)([SCE])D\.(\d\d[A-Z])$/i;
const CODES = /^UNCL(?:-\d)?\.(\d\d[A-Z])$/i;

/** Whether a file of this name is read at all; there are indexes, introductions and licences beside the others. */
export const isDirectoryText = (name: string): boolean => MESSAGE.test(name) || PART.test(name) || CODES.test(name);

/** The directory the files are of, or why they are none. */
export function importDirectory(files: TextFile[]): Imported | { wrong: string } {
  const warnings: Warning[] = [];
  const releases = new Set<string>();
  const parts: Parts = { sets: {}, segments: {}, composites: {}, elements: {}, codes: {} };
  for (const { name, bytes } of files) {
    const warn: Warn = (line, message) => {
      warnings.push({ file: name, line: line.number, message });
    };
    const release = readFile(name, () => linesOf(bytes), parts, warn);
    if (release !== undefined) releases.add(`D${release.toUpperCase()}`);
  }
  const [release, another] = releases;
  if (release === undefined) return { wrong: 'no files of a directory in it, such as ORDERS_D.96A and EDSD.96A' };
  if (another !== undefined) return { wrong: `files of two directories in it: ${release} and ${another}` };
  const missing = NEEDED.filter(([part]) => Object.keys(parts[part]).length === 0).map(([, files]) => files);
  if (missing.length > 0) return { wrong: `no ${missing.join(', no ')} in it` };
  return { directory: tidied(release, parts), warnings };
}

type Parts = Omit<Directory, 'release'>;

// Code lists may be missing: D93A came without.
const NEEDED: [part: keyof Parts, files: string][] = [
  ['sets', 'messages (such as ORDERS_D.96A)'],
  ['segments', 'segments (EDSD or TRSD)'],
  ['composites', 'composites (EDCD or TRCD)'],
  ['elements', 'elements (EDED or TRED)'],
];

/** Reads a file into the part it belongs to; the release its name says, if it is one of a directory. */
function readFile(name: string, lines: () => Line[], parts: Parts, warn: Warn): string | undefined {
  const [, type, release] = MESSAGE.exec(name) ?? [];
  if (type !== undefined) {
    const set = readMessage(type.toUpperCase(), lines(), warn);
    if (set !== undefined) parts.sets[type.toUpperCase()] = set;
    return release;
  }
  const [, part, ofPart] = PART.exec(name) ?? [];
  if (part !== undefined) {
    if (/s/i.test(part)) Object.assign(parts.segments, readSegments(lines(), warn));
    else if (/c/i.test(part)) Object.assign(parts.composites, readComposites(lines(), warn));
    else Object.assign(parts.elements, readElements(lines(), warn));
    return ofPart;
  }
  const [, ofCodes] = CODES.exec(name) ?? [];
  if (ofCodes !== undefined) Object.assign(parts.codes, readCodes(lines()));
  return ofCodes;
}

/** In the order of names; code lists of elements the directory has not (service elements have their own) left out. */
const tidied = (release: string, { sets, segments, composites, elements, codes }: Parts): Directory => ({
  release,
  sets: inOrder(sets),
  segments: inOrder(segments),
  composites: inOrder(composites),
  elements: inOrder(elements),
  codes: inOrder(Object.fromEntries(Object.entries(codes).filter(([element]) => element in elements))),
});

const inOrder = <T>(entries: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
