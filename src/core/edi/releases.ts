/**
 * The releases of a format that ship, and the definition a set is read by. A definition is made when it is first asked
 * for and kept: a gateway that sees two EDIFACT directories pays for two of them.
 */

import { type Definition, type DictionarySource, openDefinition, readDefinition } from './definition.ts';
import { byAge, type DirectoryFiles, expandDirectory, nearestDirectory, withService } from './directory.ts';

export interface FoundDefinition {
  definition: Definition;
  /** False when another release had to stand in. */
  exact: boolean;
}

export interface Releases {
  /** Oldest first. */
  names: readonly string[];
  /**
   * The dictionary of a release, or the nearest older one. `syntax` is the interchange's version (`UNOC:4`), by which
   * EDIFACT has other service segments.
   */
  find(release: string, syntax?: string): FoundDefinition | undefined;
  /** Lets go of what was made so far; what is asked for again is made again. */
  forget(): void;
}

export const NO_RELEASES: Releases = { names: [], find: () => undefined, forget: () => {} };

/** X12: every release is a file of its own, and names are in order of age. */
export function x12Releases(definitions: readonly Definition[]): Releases {
  return {
    names: definitions.map(({ release }) => release),
    find(release) {
      const exact = definitions.find((one) => one.release === release);
      const definition = exact ?? definitions.findLast((one) => one.release < release);
      return definition === undefined ? undefined : { definition, exact: exact !== undefined };
    },
    // They are what was read.
    forget: () => {},
  };
}

/** Service segments by syntax version: those of version 4, and those of the versions before. */
export interface Services {
  before4: DictionarySource;
  from4: DictionarySource;
}

const REPEATED = /^(\S+) ([MO]) (\d+)$/;

/** Before syntax version 4 nothing separates repetitions: an element that may stand five times has five places. */
function inPlaces(dictionary: DictionarySource): DictionarySource {
  const places = (row: string): string[] => {
    const [, element, usage, times] = REPEATED.exec(row) ?? [];
    if (element === undefined) return [row];
    return Array.from({ length: Number(times) }, (_, i) => `${element} ${i === 0 ? usage : 'O'}`);
  };
  const segments = Object.entries(dictionary.segments).map(([tag, segment]) => [
    tag,
    { ...segment, elements: segment.elements.flatMap(places) },
  ]);
  return { ...dictionary, segments: Object.fromEntries(segments) };
}

/** EDIFACT: directories build on one another, and on the service segments of the interchange's syntax. */
export function edifactReleases(files: DirectoryFiles, services: Services): Releases {
  const made = new Map<string, Definition | undefined>();
  const make = (name: string, service: DictionarySource): Definition | undefined => {
    const expanded = expandDirectory(files, name);
    if ('wrong' in expanded) return undefined;
    const whole = { ...withService(expanded.directory, service), release: name.toUpperCase() };
    return openDefinition(service === services.from4 ? whole : inPlaces(whole)).definition;
  };
  return {
    names: byAge(files.keys()).map((name) => name.toUpperCase()),
    find(release, syntax = '') {
      // S93A and the like are the standard messages of the directory of that name.
      const nearest = nearestDirectory(files.keys(), release.replace(/^S/, 'D'));
      if (nearest === undefined) return undefined;
      const service = syntax.endsWith(':4') ? services.from4 : services.before4;
      const key = `${nearest.name}|${service.release}`;
      if (!made.has(key)) made.set(key, make(nearest.name, service));
      const definition = made.get(key);
      return definition === undefined ? undefined : { definition, exact: nearest.exact };
    },
    forget: () => made.clear(),
  };
}

/**
 * An XML vocabulary has one release. Those it is `alike` to, and finer ones of its own (1.2.014 of 1.2), are read by it as
 * they are; any other by what it has in common with them.
 */
export function xmlReleases(definition: Definition, alike: readonly string[] = []): Releases {
  const known = [definition.release, ...alike];
  return {
    names: [definition.release],
    find: (release) => ({
      definition,
      exact: known.some((one) => release === one || release.startsWith(`${one}.`)),
    }),
    // Nothing of it was made that was not asked for.
    forget: () => {},
  };
}

/** What a directory's file says wrong: a base that is not there, entries that cannot be read. */
export function lintDirectory(
  files: DirectoryFiles,
  name: string,
  services: Services,
): { path: string; message: string }[] {
  const expanded = expandDirectory(files, name);
  if ('wrong' in expanded) return [{ path: 'base', message: expanded.wrong }];
  return readDefinition(withService(expanded.directory, services.before4)).findings;
}
