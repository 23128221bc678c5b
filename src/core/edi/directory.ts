/**
 * EDIFACT directories (schemas/edifact). Each file but the oldest says only what differs from the one it names as its
 * base; here one is made whole again, a whole one is reduced to what differs, and the nearest older one is found.
 * Nothing is expanded before it is asked for: a directory costs its own chain of files and no other.
 *
 * The format is described in schemas/edifact/README.md.
 */

import type { DictionarySource } from './definition.ts';

/** By key, what is new or changed; null is what the base has and this one has not. */
type Changes<T> = Record<string, T | null>;

/** A directory as its file holds it: whole without `base`, else what differs from that one. */
export interface DirectoryFile {
  release: string;
  base?: string;
  sets: Changes<DictionarySource['sets'][string]>;
  segments: Changes<DictionarySource['segments'][string]>;
  composites: Changes<DictionarySource['composites'][string]>;
  elements: Changes<string>;
  /** Whole: the values. With a base: `+VALUE` is added to the base's list, `-VALUE` taken from it. */
  codes: Changes<string>;
}

const MEMBERS = ['sets', 'segments', 'composites', 'elements', 'codes'] as const;

/** Whether a file has the members of one; what is in them is for `check` to say. */
export function isDirectoryFile(read: unknown): read is DirectoryFile {
  if (typeof read !== 'object' || read === null) return false;
  const file = read as Record<string, unknown>;
  return (
    typeof file.release === 'string' && MEMBERS.every((name) => typeof file[name] === 'object' && file[name] !== null)
  );
}

/** A whole directory. */
export type Directory = DictionarySource & { codes: Record<string, string> };

/** Directories by name: D96A is in `d96a`. */
export type DirectoryFiles = ReadonlyMap<string, DirectoryFile>;

const NAME = /^d(\d\d)([a-z])$/i;

/** Orders directories by age, as the names do not: D93A, D99B, D00A. Undefined when it is no name of one. */
function ageOf(name: string): string | undefined {
  const [, year, part] = NAME.exec(name) ?? [];
  return year === undefined ? undefined : `${year < '90' ? '20' : '19'}${year}${part!.toLowerCase()}`;
}

export const isDirectoryName = (name: string): boolean => ageOf(name) !== undefined;

/** The names in order of age, oldest first; what is no name of a directory is left out. */
export function byAge(names: Iterable<string>): string[] {
  const aged = [...names].flatMap((name) => {
    const age = ageOf(name);
    return age === undefined ? [] : [{ name, age }];
  });
  return aged.sort((a, b) => (a.age < b.age ? -1 : 1)).map(({ name }) => name);
}

/** The youngest directory that is older than `release`. */
export function olderThan(names: Iterable<string>, release: string): string | undefined {
  const age = ageOf(release);
  return age === undefined ? undefined : byAge(names).findLast((name) => ageOf(name)! < age);
}

export interface NearestDirectory {
  name: string;
  /** False when an older one has to stand in. */
  exact: boolean;
}

/** The directory to read messages of `release` (D96A) with: itself, or the nearest older one. */
export function nearestDirectory(names: Iterable<string>, release: string): NearestDirectory | undefined {
  const all = [...names];
  const name = release.toLowerCase();
  if (all.includes(name)) return { name, exact: true };
  const older = olderThan(all, name);
  return older === undefined ? undefined : { name: older, exact: false };
}

/** The directory of that name made whole, or why it cannot be. */
export function expandDirectory(files: DirectoryFiles, name: string): { directory: Directory } | { wrong: string } {
  const chain: DirectoryFile[] = [];
  const names = new Set<string>();
  for (let next: string | undefined = name; next !== undefined; next = chain.at(-1)?.base) {
    const file = files.get(next);
    if (names.has(next)) return { wrong: `the base of ${next} leads back to ${next}` };
    if (file === undefined) return { wrong: `there is no directory ${next}` };
    names.add(next);
    chain.push(file);
  }
  return { directory: chain.reduceRight(onto, EMPTY) };
}

const EMPTY: Directory = { release: '', sets: {}, segments: {}, composites: {}, elements: {}, codes: {} };

/** What a file makes of its base, kept: several directories are asked for, and each builds on those before. */
const made = new WeakMap<DirectoryFile, { base: Directory; directory: Directory }>();

function onto(base: Directory, file: DirectoryFile): Directory {
  const known = made.get(file);
  if (known?.base === base) return known.directory;
  const directory = apply(base, file);
  made.set(file, { base, directory });
  return directory;
}

const apply = (base: Directory, file: DirectoryFile): Directory => ({
  release: file.release,
  sets: change(base.sets, file.sets),
  segments: change(base.segments, file.segments),
  composites: change(base.composites, file.composites),
  elements: change(base.elements, file.elements),
  codes: file.base === undefined ? change({}, file.codes) : changeCodes(base.codes, file.codes),
});

function change<T>(base: Record<string, T>, changes: Changes<T>): Record<string, T> {
  const changed = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) changed.delete(key);
    else changed.set(key, value);
  }
  return Object.fromEntries(changed);
}

function changeCodes(base: Record<string, string>, changes: Changes<string>): Record<string, string> {
  const changed = Object.entries(changes).map(([element, words]): [string, string | null] => {
    if (words === null) return [element, null];
    const values = new Set(valuesOf(base[element]));
    for (const word of words.split(' ')) {
      if (word.startsWith('-')) values.delete(word.slice(1));
      else values.add(word.slice(1));
    }
    return [element, codeList(values)];
  });
  return change(base, Object.fromEntries(changed));
}

const valuesOf = (list: string | undefined): string[] => list?.split(' ') ?? [];

/** A code list as files hold it: short values first, so that numbers are in order. */
export const codeList = (values: Iterable<string>): string =>
  [...new Set(values)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).join(' ');

/** What a directory's file says when it builds on another: only what differs. */
export function reduceDirectory(directory: Directory, base: { name: string; directory: Directory }): DirectoryFile {
  const { sets, segments, composites, elements, codes } = base.directory;
  return {
    release: directory.release,
    base: base.name,
    sets: changesOf(sets, directory.sets),
    segments: changesOf(segments, directory.segments),
    composites: changesOf(composites, directory.composites),
    elements: changesOf(elements, directory.elements),
    codes: codeChangesOf(codes, directory.codes),
  };
}

/**
 * The files to write for a directory to stand among others: its own, on the nearest older one or whole when there is
 * none, and those that build on a directory of its name so far, which go on saying what they said.
 */
export function placeDirectory(
  files: DirectoryFiles,
  directory: Directory,
): Map<string, DirectoryFile> | { wrong: string } {
  const name = directory.release.toLowerCase();
  const older = olderThan(files.keys(), name);
  const base = older === undefined ? undefined : expandDirectory(files, older);
  if (base !== undefined && 'wrong' in base) return base;
  const own = base === undefined ? directory : reduceDirectory(directory, { name: older!, directory: base.directory });
  const placed = new Map<string, DirectoryFile>([[name, own]]);
  for (const [other, file] of files) {
    if (file.base !== name || other === name) continue;
    const expanded = expandDirectory(files, other);
    // One that said nothing, for want of its base, has nothing to keep.
    if ('directory' in expanded) placed.set(other, reduceDirectory(expanded.directory, { name, directory }));
  }
  return placed;
}

function changesOf<T>(base: Record<string, T>, whole: Record<string, T>): Changes<T> {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(whole)])].sort();
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(base[key]) !== JSON.stringify(whole[key]))
      .map((key) => [key, whole[key] ?? null]),
  );
}

function codeChangesOf(base: Record<string, string>, whole: Record<string, string>): Changes<string> {
  const changed = Object.entries(changesOf(base, whole)).map(([element, list]): [string, string | null] => {
    if (list === null) return [element, null];
    const before = new Set(valuesOf(base[element]));
    const after = new Set(valuesOf(list));
    const gone = [...before].filter((value) => !after.has(value));
    const added = [...after].filter((value) => !before.has(value));
    return [element, [...gone.map((value) => `-${value}`), ...added.map((value) => `+${value}`)].join(' ')];
  });
  return Object.fromEntries(changed);
}

/**
 * A directory with what every interchange of a syntax version has: service segments, their composites and elements, and
 * the message CONTRL (schemas/edifact/service-3.json for syntax 1 to 3, service-4.json).
 */
export const withService = (directory: Directory, service: DictionarySource): Directory => ({
  release: directory.release,
  sets: { ...directory.sets, ...service.sets },
  segments: { ...directory.segments, ...service.segments },
  composites: { ...directory.composites, ...service.composites },
  elements: { ...directory.elements, ...service.elements },
  codes: { ...directory.codes, ...service.codes },
});
