/**
 * A release's dictionary (schemas/x12/RELEASE.json) made ready for use: sets with their loops, segments with
 * their elements, conditions and element groups. What is wrong with the file is returned, each finding with
 * its path in the file, so that `check` and a starting server say the same.
 *
 * The format is described in schemas/x12/README.md.
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

export interface Definition {
  release: string;
  sets: Map<string, SetDefinition>;
  segments: Map<string, SegmentDefinition>;
  elements: Map<string, ElementDefinition>;
}

export interface DefinitionFinding {
  /** Path in the file: `segments/PO1/elements/3`. */
  path: string;
  message: string;
}

type SourceItem = string | SourceItem[];

interface Source {
  release: string;
  sets: Record<string, { label: string; group: string; body: SourceItem[] }>;
  segments: Record<string, { label: string; elements: string[]; syntax?: string[]; groups?: string[] }>;
  composites: Record<string, { label: string; elements: string[]; syntax?: string[] }>;
  elements: Record<string, string>;
}

const ELEMENT = /^(AN|ID|R|N[0-6]?|DT|TM|B) (\d+)\/(\d+) (.+)$/;
const USE = /^(\S+) ([MOX])(?: (\d+))?$/;
const ITEM = /^(\S+) ([MO]) (\d+|>1)$/;
const NOTE = /^([PRECL])((?:\d\d){2,})$/;
const GROUP = /^(\d\d)-(\d\d)\/(\d+)$/;

/** By element number, the values of its closed code list: one set, shared by all releases. */
export type CodeLists = ReadonlyMap<string, ReadonlySet<string>>;

/** The closed lists of a file of code values (schemas/x12/codes.json), checked against config/codes.json before. */
export function closedCodes(source: unknown): CodeLists {
  const { closed } = source as { closed: Record<string, string> };
  return new Map(Object.entries(closed).map(([number, values]) => [number, new Set(values.split(' '))]));
}

/** Reads a dictionary. The definition is usable when there are no findings. */
export function readDefinition(
  source: unknown,
  codes: CodeLists = new Map(),
): { definition: Definition; findings: DefinitionFinding[] } {
  const findings: DefinitionFinding[] = [];
  const wrong = (path: string, message: string): void => {
    findings.push({ path, message });
  };
  const { release, sets, segments, composites, elements } = source as Source;
  const definition: Definition = { release, sets: new Map(), segments: new Map(), elements: new Map() };

  for (const [number, row] of Object.entries(elements ?? {})) {
    const [, type, min, max, label] = ELEMENT.exec(row) ?? [];
    if (type === undefined) wrong(`elements/${number}`, `"${row}" is not TYPE MIN/MAX Label`);
    else
      definition.elements.set(number, {
        number,
        type: type as ElementType,
        min: Number(min),
        max: Number(max),
        label: label!,
        codes: codes.get(number),
      });
  }

  const notes = (syntax: string[], length: number, path: string): Condition[] =>
    syntax
      .map((note, i) => readCondition(note, length, `${path}/syntax/${i}`, wrong))
      .filter((condition) => condition !== undefined);

  // Once a composite, however many segments use it: a finding is then said once.
  const compositeConditions = new Map(
    Object.entries(composites ?? {}).map(([number, { elements: parts, syntax = [] }]) => [
      number,
      notes(syntax, parts.length, `composites/${number}`),
    ]),
  );

  function elementUse(row: string, path: string): ElementUse | undefined {
    const [, number, usage, repeat] = USE.exec(row) ?? [];
    if (number === undefined) {
      wrong(path, `"${row}" is not ELEMENT M|O|X`);
      return undefined;
    }
    const parts = composites?.[number]?.elements.map((part, i) =>
      elementUse(part, `composites/${number}/elements/${i}`),
    );
    const components = parts?.filter((part) => part !== undefined);
    const simple = components?.[0]?.definition ?? definition.elements.get(number);
    if (simple === undefined) {
      wrong(path, `${number} is neither an element nor a composite`);
      return undefined;
    }
    const conditions = compositeConditions.get(number);
    return { definition: simple, components, conditions, number, required: usage === 'M', repeat: Number(repeat ?? 1) };
  }

  for (const [tag, { label, elements: rows, syntax = [], groups = [] }] of Object.entries(segments ?? {})) {
    const path = `segments/${tag}`;
    const uses = rows.map((row, i) => elementUse(row, `${path}/elements/${i}`)).filter((use) => use !== undefined);
    const ranges = groups.map((range, i) => readGroup(range, uses.length, `${path}/groups/${i}`, wrong));
    definition.segments.set(tag, {
      tag,
      label,
      elements: uses,
      conditions: notes(syntax, uses.length, path),
      groups: ranges.filter((range) => range !== undefined),
    });
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
    if (loop) return { kind: 'loop', name, ...bounds, ...body(row.slice(1), path, tags) };
    tags.add(name);
    const segment = definition.segments.get(name);
    if (segment === undefined) {
      wrong(path, `segment ${name} is not defined`);
      return undefined;
    }
    return { kind: 'segment', name, segment, ...bounds };
  }

  function body(rows: SourceItem[], path: string, tags: Set<string>): Pick<LoopDefinition, 'items' | 'starts'> {
    const items = rows.map((row, i) => item(row, `${path}/${i}`, tags)).filter((one) => one !== undefined);
    const starts = new Map<string, number[]>();
    items.forEach((one, i) => {
      const tag = trigger(one);
      const at = starts.get(tag);
      if (at === undefined) starts.set(tag, [i]);
      else at.push(i);
    });
    return { items, starts };
  }

  for (const [type, { label, group, body: rows }] of Object.entries(sets ?? {})) {
    const tags = new Set<string>();
    const root: LoopDefinition = {
      kind: 'loop',
      name: type,
      required: true,
      max: 1,
      ...body(rows, `sets/${type}/body`, tags),
    };
    definition.sets.set(type, { type, label, group, body: root, tags });
  }
  return { definition, findings };
}

/** The tag whose appearance starts an item: a loop starts with its first segment. */
export function trigger(item: Item): string {
  let first: Item | undefined = item;
  while (first?.kind === 'loop') first = first.items[0];
  return first?.name ?? item.name;
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
