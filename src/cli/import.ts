/**
 * Standards as they are offered, written as the files the gateway reads.
 *
 * `dragoman import edifact d97a.zip`: a UNECE directory, as what differs from the nearest older one beside it. Directories
 * that build on one of its name are written anew, so that they go on saying what they said.
 * `dragoman import xsd FILE…`, `dragoman import dtd FILE…`: the schemas of an XML vocabulary, as one file.
 * `dragoman import xml FILE…`: the same of example documents, where there is no schema.
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
import { type ImportOptions, xmlText } from '../core/xml/import/assemble.ts';
import { importDtd } from '../core/xml/import/dtd.ts';
import { readElements } from '../core/xml/import/elements.ts';
import { importExamples, readExample } from '../core/xml/import/example.ts';
import { importXsd } from '../core/xml/import/xsd.ts';
import type { XmlSource } from '../core/xml/schema.ts';
import { unzip } from '../node/zip.ts';
import { fileOf, parse, plural, readInput, Usage } from './command.ts';

const PARTS = [
  ['sets', 'message'],
  ['segments', 'segment'],
  ['composites', 'composite'],
  ['elements', 'element'],
  ['codes', 'code list'],
] as const;

export async function run([from, ...args]: string[]): Promise<number> {
  if (from === 'edifact') return edifact(args);
  if (from === 'xsd' || from === 'dtd') return xml(from, args);
  if (from === 'xml') return examples(args);
  throw new Usage('what is imported is edifact, xsd, dtd or xml');
}

function edifact(args: string[]): number {
  const { values, positionals } = parse(args, { out: { type: 'string' } });
  const file = fileOf(positionals);
  const unzipped = unzip(readInput(file), isDirectoryText);
  const imported = 'wrong' in unzipped ? unzipped : importDirectory(unzipped.files);
  if ('wrong' in imported) throw invalid(`${file} is no UNECE directory: ${imported.wrong}`);
  const { directory, warnings } = imported;
  for (const { file: inside, line, message } of warnings) console.warn(`${inside}:${line}: ${message}`);

  const name = directory.release.toLowerCase();
  const path = values.out ?? fileFor('edifact', name);
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

const fileFor = (folder: string, name: string): string =>
  join(process.env.DRAGOMAN_ROOT ?? '.', 'schemas', folder, `${name}.json`);

const NAME = /^[a-z][a-z0-9-]*$/;

function xml(from: 'xsd' | 'dtd', args: string[]): number {
  const many = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values, positionals } = parse(args, {
    name: { type: 'string' },
    release: { type: 'string', default: '1.0' },
    alike: many,
    root: many,
    message: many,
    without: many,
    out: { type: 'string' },
  });
  const { name = '', release, alike, root: roots, without } = values;
  checkGiven(positionals, name);
  if (roots.length === 0) throw new Usage('--root ELEMENT: which elements may a document start with?');
  const messages = Object.fromEntries(values.message.map(messageOf));
  const source = imported(from, positionals, { release, alike, roots, messages, without });
  return place(name, Object.keys(messages).length || roots.length, source, values.out);
}

function examples(args: string[]): number {
  const { values, positionals } = parse(args, {
    name: { type: 'string' },
    release: { type: 'string', default: '1.0' },
    out: { type: 'string' },
  });
  const { name = '', release, out } = values;
  checkGiven(positionals, name);
  const documents = positionals.map((file) => {
    const read = readExample(readInput(file));
    if ('wrong' in read) throw invalid(`${file}:${read.wrong}`);
    return read.root;
  });
  const read = importExamples(documents, { release });
  if ('wrong' in read) throw invalid(read.wrong);
  return place(name, Object.keys(read.source.roots).length, read.source, out);
}

function checkGiven(files: string[], name: string): void {
  if (files.length === 0) throw new Usage('which files?');
  if (!NAME.test(name)) throw new Usage('--name NAME: the vocabulary needs one, of small letters, digits and hyphens');
}

/** Writes a vocabulary to its file, and says what it holds. */
function place(name: string, messages: number, source: XmlSource, out: string | undefined): number {
  const path = out ?? fileFor('xml', name);
  mkdirSync(dirname(path), { recursive: true });
  const types = plural(Object.keys(source.types).length, 'type');
  console.log(`${name} ${source.release}: ${plural(messages, 'message')}, ${types}`);
  console.log(`${write(path, xmlText(source))} ${path}`);
  return 0;
}

function messageOf(text: string): [message: string, path: string] {
  const [, message, path] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
  if (message === undefined || path === undefined)
    throw new Usage(`--message ${text}: say NAME=PATH, as in OrderRequest=cXML/Request/OrderRequest`);
  return [message, path];
}

function imported(from: 'xsd' | 'dtd', files: string[], options: ImportOptions): XmlSource {
  const read = from === 'xsd' ? importXsd(schemasOf(files), options) : importDtd(textsOf(files), options);
  if ('wrong' in read) throw invalid(read.wrong);
  for (const warning of read.warnings) console.warn(warning);
  return read.source;
}

const textsOf = (files: string[]): Map<string, string> =>
  new Map(files.map((file) => [file, new TextDecoder().decode(readInput(file))]));

const schemasOf = (files: string[]): Parameters<typeof importXsd>[0] =>
  new Map(
    files.map((file) => {
      const read = readElements(readInput(file));
      if ('wrong' in read) throw invalid(`${file}:${read.wrong}`);
      return [file, read.root];
    }),
  );

const invalid = (message: string, cause?: unknown): Fault =>
  new Fault('IMPORT_INVALID', 'permanent', message, { cause });

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
