/**
 * A release's dictionary (schemas/x12/RELEASE.json, or an EDIFACT directory as directory.ts expands it) made ready for
 * use: sets with their loops, segments with their elements, conditions and element groups. What is wrong with the file
 * is returned, each finding with its path in the file, so that `check` and a starting server say the same.
 *
 * The format is described in schemas/x12/README.md; what EDIFACT adds, in schemas/edifact/README.md.
 */

import type { ElementDefinition, ElementType } from './element.ts';

export interface ElementUse {
  /** The simple element, or the first component's for a composite. */
  definition: ElementDefinition;
  /** Components, when this is a composite. */
  components: ElementUse[] | undefined;
  /** What its components ask of each other, by component, when this is a composite. */
  conditions?: Condition[] | undefined;
  /** Element or composite number. */
  number: string;
  required: boolean;
  repeat: number;
}

/** A syntax note such as P0304: any of P (paired), R (one at least), E (one at most), C, L (first implies). */
export interface Condition {
  kind: 'P' | 'R' | 'E' | 'C' | 'L';
  positions: number[];
  note: string;
  /** A segment with fewer elements than this cannot break it: most segments end before most conditions begin. */
  from: number;
}

/** Positions that repeat in one segment: PO1 06-25 in pairs of two. */
export interface ElementGroup {
  from: number;
  to: number;
  size: number;
}

export interface SegmentDefinition {
  tag: string;
  label: string;
  elements: ElementUse[];
  conditions: Condition[];
  groups: ElementGroup[];
  /** Whether an XML element may hold others, and attributes, that nobody defines. */
  open?: boolean | undefined;
}

export interface SegmentUse {
  kind: 'segment';
  name: string;
  segment: SegmentDefinition;
  required: boolean;
  max: number;
}

export interface LoopDefinition {
  kind: 'loop';
  name: string;
  required: boolean;
  max: number;
  items: Item[];
  /** For each tag, the items it starts, in order. */
  starts: Map<string, number[]>;
  /** By item, where it stands, when not all stand in their order: items of one rank stand in any. */
  ranks?: readonly number[] | undefined;
}

export type Item = SegmentUse | LoopDefinition;

export interface SetDefinition {
  type: string;
  label: string;
  /** Functional identifier code of the groups it travels in. */
  group: string;
  body: LoopDefinition;
  tags: Set<string>;
}

/** Entries by key. One is made when it is first asked for: few of a directory's thousands ever are. */
export type Lookup<T> = Pick<ReadonlyMap<string, T>, 'get' | 'has' | 'keys' | 'values'>;

export interface Definition {
  release: string;
  sets: Lookup<SetDefinition>;
  segments: Lookup<SegmentDefinition>;
  elements: Lookup<ElementDefinition>;
}

export interface DefinitionFinding {
  /** Path in the file: `segments/PO1/elements/3`. */
  path: string;
  message: string;
}

/** A segment, or a loop: its own row, then its items. */
export type SourceItem = string | SourceItem[];

export interface SetSource {
  label: string;
  group: string;
  body: SourceItem[];
}

export interface SegmentSource {
  label: string;
  elements: string[];
  syntax?: string[];
  groups?: string[];
}

export type CompositeSource = Omit<SegmentSource, 'groups'>;

/** A dictionary as it is written. */
export interface DictionarySource {
  release: string;
  sets: Record<string, SetSource>;
  segments: Record<string, SegmentSource>;
  composites: Record<string, CompositeSource>;
  elements: Record<string, string>;
  /** By element, the values of its code list with spaces between them. X12 has them in a file of their own. */
  codes?: Record<string, string>;
}

const ELEMENT = /^(AN|ID|R|N[0-6]?|DT|TM|B) (\d+)\/(\d+) (.+)$/;
/** EDIFACT: `an..35 Label` up to 35 characters, `a3 Label` just 3. */
const REPRESENTATION = /^(an|a|n)(\.\.)?(\d+) (.+)$/;
const USE = /^(\S+) ([MOX])(?: (\d+))?$/;
const ITEM = /^(\S+) ([MO]) (\d+|>1)$/;
const NUMBERED = /^SG\d+$/;
/** The segment that parts an EDIFACT message into sections. */
export const SECTION = 'UNS';
const NOTE = /^([PRECL])((?:\d\d){2,})$/;
const GROUP = /^(\d\d)-(\d\d)\/(\d+)$/;

/** By element number, the values of its closed code list: one set, shared by all releases. */
export type CodeLists = ReadonlyMap<string, ReadonlySet<string>>;

/** The closed lists of a file of code values (schemas/x12/codes.json), checked against config/codes.json before. */
export function closedCodes(source: unknown): CodeLists {
  const { closed } = source as { closed: Record<string, string> };
  return codeLists(closed);
}

const codeLists = (lists: Record<string, string>): CodeLists =>
  new Map(Object.entries(lists).map(([number, values]) => [number, new Set(values.split(' '))]));

/**
 * Reads a dictionary whole; `shared` are code lists of all releases. The definition is usable when there are no
 * findings.
 */
export function readDefinition(
  source: unknown,
  shared?: CodeLists,
): { definition: Definition; findings: DefinitionFinding[] } {
  const read = openDefinition(source, shared);
  const { elements, segments, sets } = read.definition;
  // Every entry is made, so that what is wrong with any is found.
  for (const all of [elements, segments, sets]) all.values();
  return read;
}

/** Reads a dictionary that is known to be right; its entries are made when they are asked for. */
export function openDefinition(
  source: unknown,
  shared: CodeLists = new Map(),
): { definition: Definition; findings: DefinitionFinding[] } {
  const findings: DefinitionFinding[] = [];
  const wrong = (path: string, message: string): void => {
    findings.push({ path, message });
  };
  const { release, sets, segments, composites, elements, codes } = source as DictionarySource;
  const own = lookup(codes ?? {}, (_, list) => new Set(list.split(' ')));
  const definition: Definition = {
    release,
    sets: lookup(sets ?? {}, makeSet),
    segments: lookup(segments ?? {}, makeSegment),
    elements: lookup(elements ?? {}, makeElement),
  };

  function makeElement(number: string, row: string): ElementDefinition | undefined {
    const bounds = readElement(row);
    if (bounds === undefined) {
      wrong(`elements/${number}`, `"${row}" is not TYPE MIN/MAX Label`);
      return undefined;
    }
    return { number, ...bounds, codes: own.get(number) ?? shared.get(number) };
  }

  const notes = (syntax: string[], length: number, path: string): Condition[] =>
    syntax
      .map((note, i) => readCondition(note, length, `${path}/syntax/${i}`, wrong))
      .filter((condition) => condition !== undefined);

  // Once a composite, however many segments use it: a finding is then said once.
  const composed = lookup(composites ?? {}, (number, { elements: parts, syntax = [] }) => ({
    components: parts
      .map((part, i) => elementUse(part, `composites/${number}/elements/${i}`))
      .filter((part) => part !== undefined),
    conditions: notes(syntax, parts.length, `composites/${number}`),
  }));

  function elementUse(row: string, path: string): ElementUse | undefined {
    const [, number, usage, repeat] = USE.exec(row) ?? [];
    if (number === undefined) {
      wrong(path, `"${row}" is not ELEMENT M|O|X`);
      return undefined;
    }
    const { components, conditions } = composed.get(number) ?? {};
    const simple = components?.[0]?.definition ?? definition.elements.get(number);
    if (simple === undefined) {
      wrong(path, `${number} is neither an element nor a composite`);
      return undefined;
    }
    return { definition: simple, components, conditions, number, required: usage === 'M', repeat: Number(repeat ?? 1) };
  }

  function makeSegment(tag: string, { label, elements: rows, syntax = [], groups = [] }: SegmentSource) {
    const path = `segments/${tag}`;
    const uses = rows.map((row, i) => elementUse(row, `${path}/elements/${i}`)).filter((use) => use !== undefined);
    const ranges = groups.map((range, i) => readGroup(range, uses.length, `${path}/groups/${i}`, wrong));
    return {
      tag,
      label,
      elements: uses,
      conditions: notes(syntax, uses.length, path),
      groups: [...ranges.filter((range) => range !== undefined), ...compositeGroups(uses)],
    };
  }

  function item(row: SourceItem, path: string, tags: Set<string>): Item | undefined {
    const loop = Array.isArray(row);
    const head = loop ? row[0] : row;
    const [, name, usage, max] = typeof head === 'string' ? (ITEM.exec(head) ?? []) : [];
    if (name === undefined) {
      wrong(path, `"${String(head)}" is not TAG M|O MAX`);
      return undefined;
    }
    const bounds = { required: usage === 'M', max: max === '>1' ? Number.POSITIVE_INFINITY : Number(max) };
    if (loop) {
      const inner = body(row.slice(1), path, tags);
      const [first] = inner.items;
      // EDIFACT numbers its segment groups; here, as in mappings, a loop goes by the segment that starts it.
      const tag = NUMBERED.test(name) && first !== undefined ? trigger(first) : name;
      return { kind: 'loop', name: tag, ...bounds, ...inner };
    }
    tags.add(name);
    const segment = definition.segments.get(name);
    if (segment === undefined) {
      wrong(path, `segment ${name} is not defined`);
      return undefined;
    }
    return { kind: 'segment', name, segment, ...bounds };
  }

  function body(rows: SourceItem[], path: string, tags: Set<string>): Pick<LoopDefinition, 'items' | 'starts'> {
    return loopOf(rows.map((row, i) => item(row, `${path}/${i}`, tags)).filter((one) => one !== undefined));
  }

  function makeSet(type: string, { label, group, body: rows }: SetSource): SetDefinition {
    const tags = new Set<string>();
    const root: LoopDefinition = {
      kind: 'loop',
      name: type,
      required: true,
      max: 1,
      ...loopOf(inSections(body(rows, `sets/${type}/body`, tags).items)),
    };
    return { type, label, group, body: root, tags };
  }
  return { definition, findings };
}

/** What cannot be made is not there; it is tried once. */
function lookup<S, T>(sources: Record<string, S>, make: (key: string, source: S) => T | undefined): Lookup<T> {
  const bySource = new Map(Object.entries(sources));
  const made = new Map<string, T | undefined>();
  const get = (key: string): T | undefined => {
    if (made.has(key)) return made.get(key);
    const source = bySource.get(key);
    if (source === undefined) return undefined;
    const one = make(key, source);
    made.set(key, one);
    return one;
  };
  return {
    get,
    has: (key) => bySource.has(key),
    keys: () => bySource.keys(),
    values: () => [...bySource.keys()].flatMap((key) => get(key) ?? []).values(),
  };
}

function readElement(row: string): Pick<ElementDefinition, 'type' | 'min' | 'max' | 'label'> | undefined {
  const [, type, min, max, label] = ELEMENT.exec(row) ?? [];
  if (type !== undefined) return { type: type as ElementType, min: Number(min), max: Number(max), label: label! };
  const [, kind, upTo, length, name] = REPRESENTATION.exec(row) ?? [];
  if (kind === undefined) return undefined;
  return {
    type: kind as ElementType,
    min: upTo === undefined ? Number(length) : 1,
    max: Number(length),
    label: name!,
  };
}

/** Items of a loop or set, and which of them each tag starts. */
function loopOf(items: Item[]): Pick<LoopDefinition, 'items' | 'starts'> {
  const starts = new Map<string, number[]>();
  items.forEach((one, i) => {
    const tag = trigger(one);
    const at = starts.get(tag);
    if (at === undefined) starts.set(tag, [i]);
    else at.push(i);
  });
  return { items, starts };
}

/**
 * EDIFACT's section control (UNS) parts a message into sections that may have segments of the same tag: TAX of an
 * invoice's header and of its summary. So what stands behind a UNS, to the next, is a loop that starts with it.
 */
function inSections(items: Item[]): Item[] {
  const sections: Item[][] = [[]];
  for (const one of items) {
    if (one.kind === 'segment' && one.name === SECTION) sections.push([one]);
    else sections.at(-1)!.push(one);
  }
  const [header = [], ...further] = sections;
  return [
    ...header,
    ...further.map((section): Item => ({ kind: 'loop', name: SECTION, required: true, max: 1, ...loopOf(section) })),
  ];
}

/** The segment an item is or starts with. */
export const segmentOf = (item: Item): SegmentDefinition | undefined =>
  item.kind === 'segment' ? item.segment : item.items[0] && segmentOf(item.items[0]);

/** The tag whose appearance starts an item: a loop starts with its first segment. */
export function trigger(item: Item): string {
  let first: Item | undefined = item;
  while (first?.kind === 'loop') first = first.items[0];
  return first?.name ?? item.name;
}

/** EDIFACT lists a composite as often as it may stand (PIA: C212 five times, LIN: once): such a run repeats one element. */
function compositeGroups(uses: ElementUse[]): ElementGroup[] {
  const groups: ElementGroup[] = [];
  uses.forEach(({ number, components }, i) => {
    const last = groups.at(-1);
    if (components === undefined || !/^[a-z]/.test(components[0]?.definition.type ?? '')) return;
    if (uses[i - 1]?.number !== number) groups.push({ from: i + 1, to: i + 1, size: 1 });
    else if (last !== undefined) last.to = i + 1;
  });
  return groups;
}

type Report = (path: string, message: string) => void;

function readCondition(note: string, elements: number, path: string, wrong: Report): Condition | undefined {
  const [, kind, digits = ''] = NOTE.exec(note) ?? [];
  const positions = (digits.match(/../g) ?? []).map(Number);
  if (kind === undefined) wrong(path, `"${note}" is not a syntax note such as P0304`);
  else if (positions.some((position) => position < 1 || position > elements))
    wrong(path, `${note} names an element the segment has not`);
  else return { kind: kind as Condition['kind'], positions, note, from: kind === 'R' ? 0 : Math.min(...positions) };
  return undefined;
}

function readGroup(range: string, elements: number, path: string, wrong: Report): ElementGroup | undefined {
  const [, from, to, size] = (GROUP.exec(range) ?? []).map(Number);
  if (from === undefined || to === undefined || size === undefined) wrong(path, `"${range}" is not FROM-TO/SIZE`);
  else if (to > elements || (to - from + 1) % size !== 0)
    wrong(path, `${range} does not fit the segment's ${elements} elements`);
  else return { from, to, size };
  return undefined;
}
