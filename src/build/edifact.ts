/**
 * Writes schemas/edifact/DIRECTORY.json: the oldest whole, each later one as what differs from the one before. Where the
 * original texts of a directory are at hand (unece/*.zip) they are imported, as `dragoman import edifact` does; the
 * others come from packs of them (edifact/*.json), joined with edifact-facts.ts.
 * Usage: node src/build/edifact.ts ../shared/standards
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceItem } from '../core/edi/definition.ts';
import { dictionaryText } from '../core/edi/dictionary.ts';
import { byAge, codeList, type Directory, reduceDirectory } from '../core/edi/directory.ts';
import { importDirectory, isDirectoryText } from '../core/edi/unece/import.ts';
import { sentenceCase, usageOf } from '../core/edi/unece/text.ts';
import { unzip } from '../node/zip.ts';
import { cutShort } from './edifact-facts.ts';

type PackSegment = [tag: string, min: number, max: number];
type PackGroup = [number: number, min: number, max: number, rows: PackRow[]];
type PackRow = PackSegment | PackGroup;
type PackUse = [id: string, min: number, repeat?: number];
export interface Pack {
  directory: string;
  messages: Record<string, PackRow[]>;
  segments: Record<string, [label: string, ...uses: PackUse[]]>;
  composites: Record<string, [label: string, ...uses: PackUse[]]>;
  elements: Record<string, [representation: string, label: string]>;
  codes: Record<string, Record<string, string>>;
}

const folder = process.argv[2] ?? '../shared/standards';
const output = join(import.meta.dirname, '../../schemas/edifact');

const namesIn = (of: string, ending: string): string[] =>
  readdirSync(join(folder, of)).flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []));

const originals = new Map(
  byAge(namesIn('unece', '.zip')).map((name) => {
    const unzipped = unzip(readFileSync(join(folder, 'unece', `${name}.zip`)), isDirectoryText);
    const imported = 'wrong' in unzipped ? unzipped : importDirectory(unzipped.files);
    if ('wrong' in imported) throw new Error(`${name}: ${imported.wrong}`);
    for (const { file, line, message } of imported.warnings) console.warn(`${name}: ${file}:${line}: ${message}`);
    return [name, imported.directory] as const;
  }),
);

const isGroup = (row: PackRow): row is PackGroup => row.length === 4;
const status = (min: number): 'M' | 'O' => usageOf(min > 0 ? 'M' : 'C');
const ENVELOPE = new Set(['UNH', 'UNT', 'UIH', 'UIT']);

/** Groups are numbered anew where a pack counts from 1 again in the middle (IFTSTA in D94B). */
function bodyOf(rows: PackRow[]): SourceItem[] {
  let number = 0;
  const items = (of: PackRow[]): SourceItem[] =>
    of
      .filter((row) => isGroup(row) || !ENVELOPE.has(row[0]))
      .map((row) => {
        if (!isGroup(row)) return `${row[0]} ${status(row[1])} ${row[2]}`;
        number++;
        return [`SG${number} ${status(row[1])} ${row[2]}`, ...items(row[3])];
      });
  return items(rows);
}

/** Messages whose texts are misprinted, which the packs follow. */
function corrected(name: string, type: string, rows: PackRow[]): PackRow[] {
  const at = (tag: string | number): number => rows.findIndex((row) => row[0] === tag);
  // Its table begins twice.
  if (name === 'd94b' && type === 'DOCINF') return rows.slice(rows.findLastIndex(([tag]) => tag === 'UNH'));
  // The box of one group ends too early: the group behind it stands in it, before and after this directory.
  const [outer, inner] =
    name === 'd99b' && type === 'BOPBNK' ? [3, 4] : name === 'd01a' && type === 'SLSRPT' ? [2, 4] : [];
  if (outer === undefined || inner === undefined) return rows;
  const [group, nested] = [rows[at(outer)], rows[at(inner)]];
  if (group === undefined || nested === undefined || !isGroup(group)) throw new Error(`${name} ${type} has changed`);
  const [number, min, max, own] = group;
  return rows.with(at(outer), [number, min, max, [...own, nested]]).toSpliced(at(inner), 1);
}

/** The title of a message in the nearest original text: an older one, or else a younger. */
function titleOf(type: string, name: string): string {
  const known = [...originals].flatMap(([of, { sets }]) => (sets[type] === undefined ? [] : [[of, sets[type].label]]));
  const names = known.map(([of]) => of!);
  const older = byAge([...names, name]).indexOf(name) - 1;
  const title = known.find(([of]) => of === byAge(names)[Math.max(older, 0)])?.[1];
  if (title === undefined) untitled.add(type);
  return title ?? type;
}
const untitled = new Set<string>();

const inOrder = <T>(entries: Record<string, T>): [string, T][] =>
  Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
const mapped = <T, U>(entries: Record<string, T>, to: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(inOrder(entries).map(([key, value]) => [key, to(value, key)]));

const composed = ([label, ...uses]: [string, ...PackUse[]]): { label: string; elements: string[] } => ({
  label: sentenceCase(label),
  elements: uses.map(([id, min, repeat = 1]) => `${id} ${status(min)}${repeat > 1 ? ` ${repeat}` : ''}`),
});

/** The pack's composites, and whole those it cuts short. */
function compositesOf(name: string, pack: Pack): Directory['composites'] {
  const composites = mapped(pack.composites, composed);
  for (const { composites: cut, directories, whole } of cutShort) {
    const from = whole === name || !directories.includes(name) ? undefined : wholeOf(whole).composites;
    for (const id of cut) {
      const [own, full] = [composites[id], from?.[id]];
      if (own === undefined || full === undefined) continue;
      const rest = full.elements.slice(own.elements.length).filter((use) => use.slice(0, 4) in pack.elements);
      composites[id] = { ...own, elements: [...own.elements, ...rest] };
    }
  }
  return composites;
}

function packed(name: string): Directory {
  const pack = JSON.parse(readFileSync(join(folder, 'edifact', `${name}.json`), 'utf8')) as Pack;
  const lists = inOrder(pack.codes).filter(([element]) => element in pack.elements);
  return {
    release: name.toUpperCase(),
    sets: mapped(pack.messages, (rows, type) => ({
      label: titleOf(type, name),
      group: type,
      body: bodyOf(corrected(name, type, rows)),
    })),
    segments: mapped(pack.segments, composed),
    composites: compositesOf(name, pack),
    elements: mapped(pack.elements, ([representation, label]) => `${representation} ${label}`),
    codes: Object.fromEntries(lists.map(([element, values]) => [element, codeList(Object.keys(values))])),
  };
}

const wholeOf = (name: string): Directory => originals.get(name) ?? packed(name);

let base: { name: string; directory: Directory } | undefined;
for (const name of byAge(new Set([...namesIn('edifact', '.json'), ...originals.keys()]))) {
  const directory = wholeOf(name);
  const text = dictionaryText(base === undefined ? directory : reduceDirectory(directory, base));
  writeFileSync(join(output, `${name}.json`), text);
  base = { name, directory };
}
if (untitled.size > 0) {
  console.error(`without a title: ${[...untitled].sort().join(' ')}`);
  process.exitCode = 1;
}
