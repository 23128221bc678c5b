/**
 * Writes schemas/x12/004010.json, 005010.json and codes.json from fact packs (set structure, segments, element types,
 * syntax notes, code values), joined with x12-facts.ts, x12-notes.ts, x12-codes.ts and the names of x12-labels.ts.
 * Usage: node src/build/x12.ts ../shared/standards/x12
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DictionarySource, SourceItem } from '../core/edi/definition.ts';
import { dictionaryText, linesOf, member } from '../core/edi/dictionary.ts';
import { addedCodes, closedLists } from './x12-codes.ts';
import {
  addedElements,
  composites,
  correctedElements,
  correctedSegments,
  elementGroups,
  envelope,
  functionalGroups,
  type Release,
  repeats,
} from './x12-facts.ts';
import { compositeLabels, elementLabels, segmentLabels, setLabels } from './x12-labels.ts';
import { addedNotes, compositeNotes } from './x12-notes.ts';

type PackRow = [tag: string, min: number, max: number, children?: PackRow[]];
type PackComponent = [required: number, min: number, max: number, type: string];
type PackElement = [id: string, required: number, components?: PackComponent[]];
interface Pack {
  sets: Record<string, PackRow[]>;
  segments: Record<string, PackElement[]>;
  elements: Record<string, [type: string, min: number, max: number]>;
  syntax: Record<string, string[]>;
}
interface Segment {
  label: string;
  elements: string[];
  syntax?: string[];
  groups?: string[];
}

const releases: Release[] = ['004010', '005010'];
const others: Record<Release, Release> = { '004010': '005010', '005010': '004010' };
const output = join(import.meta.dirname, '../../schemas/x12');
const folder = process.argv[2] ?? '../shared/standards/x12';
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const packs: Record<Release, Pack> = { '004010': read('004010.json'), '005010': read('005010.json') };

const label = (labels: Record<string, string>, key: string): string => {
  const text = labels[key];
  if (text === undefined) missing.push(key);
  return text ?? key;
};
const missing: string[] = [];

/** Packs write "no limit" as 99999 or 999999; a limit the standard really sets (10000, 200000) stays. */
const repeat = (max: number): string => (max === 99999 || max === 999999 ? '>1' : String(max));
const usage = (min: number): 'M' | 'O' => (min > 0 ? 'M' : 'O');

/** SE is dropped: like ST it belongs to the envelope. A row with children is a loop, its own segment comes first. */
const body = (rows: PackRow[]): SourceItem[] =>
  rows
    .filter(([tag]) => tag !== 'SE')
    .map(([tag, min, max, children]) => {
      const head = `${tag} ${usage(min)} ${repeat(max)}`;
      return children ? [head, `${tag} M 1`, ...body(children)] : head;
    });

const positions = (note: string): number[] => (note.slice(1).match(/../g) ?? []).map(Number);

/** Composites are told apart by the shape of their components: the packs name only some of them. */
const compositeId = (where: string, components: PackComponent[]): string => {
  const shape = components.map(([, min, max, type]) => `${type}${min}/${max}`);
  const starts = shape.slice(0, 2).join(' ');
  if (starts === 'AN2/2 R1/15' && shape.length === 15) return 'C001';
  if (starts === 'AN1/2 AN1/2' && shape.length === 5) return 'C002';
  if (starts === 'R1/2 R1/2') return 'C030';
  if (starts.startsWith('AN2/3 AN1/') && shape.length === 6) return 'C040';
  if (starts === 'AN1/1 AN1/3' && shape.length === 3) return 'C056';
  if (starts === 'AN1/35 AN1/35') return 'C998';
  if (starts === 'R1/4 R1/4') return 'C999';
  throw new Error(`${where}: no known composite has the components ${shape.join(' ')}`);
};

/** A quantity ordered (330) became a plain quantity (380) in 005010; notes about its position are the same. */
const sameElement = ([id, , components]: PackElement): string =>
  components ? compositeId(id, components) : id === '330' ? '380' : id;

const carriesOver = (note: string, from: PackElement[], to: PackElement[]): boolean => {
  const last = Math.max(...positions(note));
  const ids = (elements: PackElement[]) => elements.slice(0, last).map(sameElement);
  return from.length >= last && ids(from).join(' ') === ids(to).join(' ');
};

/**
 * Notes of a segment: those its release's pack has; if it has none, those of the other release whose positions hold
 * the same elements up to the last one noted; and those of x12-notes.ts. Packs name a few positions that their
 * release does not have yet (MEA12 in 004010); such notes are dropped.
 */
const notesOf = (tag: string, release: Release): string[] => {
  const pack = packs[release];
  const other = packs[others[release]];
  const elements = pack.segments[tag] ?? [];
  const theirs = (other.syntax[tag] ?? []).filter((n) => carriesOver(n, other.segments[tag] ?? [], elements));
  const added = addedNotes[release][tag]?.split(' ') ?? [];
  const notes = new Set([...(pack.syntax[tag] ?? theirs), ...added]);
  return [...notes].filter((note) => positions(note).every((p) => p <= elements.length)).sort();
};

const segmentOf = (tag: string, release: Release, found: Map<string, PackComponent[]>): Segment => {
  const notes = notesOf(tag, release);
  const conditional = new Set(notes.flatMap(positions));
  const corrected = correctedSegments[tag]?.split(' ');
  const elements = (packs[release].segments[tag] ?? []).map(([id, required, components], index) => {
    const name = components ? compositeId(`${tag}${index + 1}`, components) : (corrected?.[index] ?? id);
    if (components) found.set(name, components);
    const repeat = repeats[release][tag]?.[index + 1];
    const use = `${name} ${required ? 'M' : conditional.has(index + 1) ? 'X' : 'O'}`;
    return repeat === undefined ? use : `${use} ${repeat}`;
  });
  const groups = elementGroups[tag];
  return {
    label: label(segmentLabels, tag),
    elements,
    ...(notes.length > 0 && { syntax: notes }),
    ...(groups && { groups }),
  };
};

const compositeOf = (id: string, components: PackComponent[]): { label: string; elements: string[] } => {
  const known = composites[id];
  if (!known) throw new Error(`${id}: its element numbers are not in x12-facts.ts`);
  const notes = compositeNotes[id]?.split(' ') ?? [];
  const conditional = new Set(notes.flatMap(positions));
  const elements = components.map(
    ([required], index) => `${known[index]} ${required ? 'M' : conditional.has(index + 1) ? 'X' : 'O'}`,
  );
  return { label: label(compositeLabels, id), elements, ...(notes.length > 0 && { syntax: notes }) };
};

const elementOf = (id: string, pack: Pack): string => {
  const own = pack.elements[id];
  const type = correctedElements[id] ?? (own ? `${own[0]} ${own[1]}/${own[2]}` : addedElements[id]);
  if (!type) throw new Error(`element ${id} has no type`);
  return `${type} ${label(elementLabels, id)}`;
};

const bySort = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
const inOrder = <T>(entries: (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => bySort(a, b)));
const idsIn = (entries: Iterable<{ elements: string[] }>): string[] =>
  [...entries].flatMap(({ elements }) => elements.map((e) => e.split(' ')[0] ?? ''));

const setOf = (id: string, rows: PackRow[]): DictionarySource['sets'][string] => {
  const group = functionalGroups[id];
  if (!group) throw new Error(`set ${id} has no functional identifier`);
  return { label: label(setLabels, id), group, body: body(rows) };
};

const dictionary = (release: Release): { text: string; elements: string[] } => {
  const pack = packs[release];
  const found = new Map<string, PackComponent[]>();
  const segments = new Map<string, Segment>();
  for (const tag of Object.keys(pack.segments)) segments.set(tag, segmentOf(tag, release, found));
  for (const [tag, ids] of Object.entries(envelope[release])) {
    segments.set(tag, { label: label(segmentLabels, tag), elements: ids.split(' ').map((id) => `${id} M`) });
  }
  const composed = [...found].map(([id, components]) => [id, compositeOf(id, components)] as const);
  const used = new Set([...idsIn(segments.values()), ...idsIn(composed.map(([, c]) => c))]);
  const elements = [...used].filter((id) => !found.has(id)).sort(bySort);
  const text = dictionaryText({
    release,
    sets: inOrder(Object.keys(pack.sets).map((id) => [id, setOf(id, pack.sets[id] ?? [])])),
    segments: inOrder([...segments]),
    composites: inOrder(composed),
    elements: Object.fromEntries(elements.map((id) => [id, elementOf(id, pack)])),
  });
  return { text, elements };
};

const occurring = new Set<string>();
for (const release of releases) {
  const { text, elements } = dictionary(release);
  for (const id of elements) occurring.add(id);
  writeFileSync(join(output, `${release}.json`), text);
}
/** Every list of an element that occurs, with the values the pack lacks; `closed` ones hold every value there is. */
const lists = Object.entries({ ...addedCodes, ...read<Record<string, string>>('code-values.json') })
  .filter(([id]) => occurring.has(id))
  .sort(([a], [b]) => bySort(a, b))
  .map(([id, values]): [string, string] => [
    id,
    [...new Set([...values.split(' '), ...(addedCodes[id]?.split(' ') ?? [])])].join(' '),
  ]);
const listsThat = (closed: boolean): string[] =>
  linesOf(Object.fromEntries(lists.filter(([id]) => closedLists.has(id) === closed)));
writeFileSync(
  join(output, 'codes.json'),
  `{\n${member('closed', listsThat(true))},\n${member('open', listsThat(false))}\n}\n`,
);
const without = [...closedLists].filter((id) => !lists.some(([list]) => list === id));
if (without.length > 0) throw new Error(`closed, but without a list: ${without.join(' ')}`);
if (missing.length > 0) {
  console.error(`without a label: ${[...new Set(missing)].sort(bySort).join(' ')}`);
  process.exitCode = 1;
}
