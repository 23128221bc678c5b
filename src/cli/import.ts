/**
 * `dragoman import edifact d97a.zip`: a UNECE directory as it is offered, written as the dictionary file the gateway
 * reads: what differs from the nearest older directory beside it. Directories that build on one of its name are written
 * anew, so that they go on saying what they said.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { dictionaryText } from '../core/edi/dictionary.ts';
import {
  type Directory,
  type DirectoryFile,
  type DirectoryFiles,
  isDirectoryName,
  placeDirectory,
} from '../core/edi/directory.ts';
import { importDirectory, isDirectoryText } from '../core/edi/unece/import.ts';
import { Fault } from '../core/fault.ts';
import { unzip } from '../node/zip.ts';
import { fileOf, parse, plural, readInput, Usage } from './command.ts';

const PARTS = [
  ['sets', 'message'],
  ['segments', 'segment'],
  ['composites', 'composite'],
  ['elements', 'element'],
  ['codes', 'code list'],
] as const;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { out: { type: 'string' } });
  const [format, ...rest] = positionals;
  if (format !== 'edifact') throw new Usage('import edifact FILE.zip: there is no other format to import');
  const file = fileOf(rest);
  const unzipped = unzip(readInput(file), isDirectoryText);
  const imported = 'wrong' in unzipped ? unzipped : importDirectory(unzipped.files);
  if ('wrong' in imported) throw invalid(`${file} is no UNECE directory: ${imported.wrong}`);
  const { directory, warnings } = imported;
  for (const { file: inside, line, message } of warnings) console.warn(`${inside}:${line}: ${message}`);

  const name = directory.release.toLowerCase();
  const path = values.out ?? join(process.env.DRAGOMAN_ROOT ?? '.', 'schemas', 'edifact', `${name}.json`);
  const placed = placeDirectory(directoriesIn(dirname(path)), directory);
  if ('wrong' in placed) throw invalid(`beside ${path}: ${placed.wrong}`);
  mkdirSync(dirname(path), { recursive: true });
  console.log(`${directory.release}: ${contents(directory)}`);
  for (const [one, file] of placed) {
    const to = one === name ? path : join(dirname(path), `${one}.json`);
    console.log(`${write(to, dictionaryText(file))} ${to}, ${buildsOn(file)}`);
  }
  if (Object.keys(directory.codes).length === 0)
    console.log('It came without code lists (UNCL): codes are not checked.');
  return 0;
}

const invalid = (message: string, cause?: unknown): Fault =>
  new Fault('DIRECTORY_INVALID', 'permanent', message, { cause });

/** A file that says so already stays as it is. */
function write(path: string, text: string): 'wrote' | 'kept' {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return 'kept';
  writeFileSync(path, text);
  return 'wrote';
}

/** The directories of a folder, by name; the file that is to be written may be one of them. */
function directoriesIn(folder: string): DirectoryFiles {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Map(
    names
      .map((name) => basename(name, '.json'))
      .filter(isDirectoryName)
      .map((name) => [name, readJson(join(folder, `${name}.json`))]),
  );
}

function readJson(path: string): DirectoryFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as DirectoryFile;
  } catch (cause) {
    throw invalid(`${path} is not JSON: ${(cause as Error).message}`, cause);
  }
}

const contents = (directory: Directory): string =>
  PARTS.map(([part, noun]) => plural(Object.keys(directory[part]).length, noun)).join(', ');

/** `on d95b: 40 messages, 2 segments new or changed; 1 element gone`. */
function buildsOn(file: DirectoryFile): string {
  if (file.base === undefined) return 'whole';
  const counted = (gone: boolean): string =>
    PARTS.flatMap(([part, noun]) => {
      const count = Object.values(file[part]).filter((entry) => (entry === null) === gone).length;
      return count === 0 ? [] : [plural(count, noun)];
    }).join(', ');
  const [changed, gone] = [counted(false), counted(true)];
  const told = [changed && `${changed} new or changed`, gone && `${gone} gone`].filter((text) => text !== '');
  return `on ${file.base}: ${told.join('; ') || 'nothing differs'}`;
}
