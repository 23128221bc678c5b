/**
 * A feed as a definition, so that mappings are checked against it and run on it as on any message. Its one set is a loop
 * named like the message, whose own segment has the cells of the document's first row; below it stands a segment `row`
 * for each row. With record types the own segment is the record that starts a document, and the records below it are
 * segments, or loops where others are below them.
 */

import type {
  Definition,
  Item,
  LoopDefinition,
  SegmentDefinition,
  SegmentUse,
  SetDefinition,
} from '../edi/definition.ts';
import type { ElementDefinition } from '../edi/element.ts';
import { parseNames } from '../mapping/names.ts';
import type { Block, MappingSource, Rule } from '../mapping/parse.ts';
import type { Path } from '../mapping/path.ts';
import { type Column, documentRecord, type Feed, type RecordType } from './declare.ts';

/** A segment for every row, in feeds without record types. */
export const ROW = 'row';

export interface FeedDefinition extends Definition {
  feed: Feed;
  /** Of the message: `orders` in csv/orders. */
  name: string;
  /** The columns of a row, in the order of its segment; empty with record types. */
  columns: readonly Column[];
  /** Columns that every header of it has. */
  needs: readonly string[];
  /** Columns read for the document as a whole: its rows agree in them. */
  shared: ReadonlySet<string>;
}

/** The columns a mapping speaks of: of the document, and of its rows. */
interface Used {
  document: Set<string>;
  row: Set<string>;
}

export function feedDefinition(
  name: string,
  feed: Feed,
  mapping: Pick<MappingSource, 'map' | 'ignore'>,
): FeedDefinition {
  const used = columnsIn(mapping);
  const group = feed.group === undefined ? [] : [feed.group];
  const named = new Set([...used.document, ...used.row, ...group]);
  const columns =
    feed.records.length > 0
      ? []
      : (feed.columns ??
        [...new Set([...named, ...(feed.needs ?? [])])].map(
          (column): Column => ({ name: column, type: feed.types.get(column) ?? 'feed', width: undefined }),
        ));
  const body =
    feed.records.length > 0
      ? recordsBody(name, feed)
      : rowsBody(name, columns, group.length === 0 ? 1 : Number.POSITIVE_INFINITY);
  const segments = new Map(segmentsOf(body).map((segment) => [segment.tag, segment]));
  const set: SetDefinition = { type: name, label: name, group: '', body, tags: new Set(segments.keys()) };
  return {
    feed,
    name,
    columns,
    needs: [...new Set([...(feed.needs ?? columns.map((column) => column.name)), ...group])],
    shared: used.document,
    release: '',
    sets: new Map([[name, set]]),
    segments,
    elements: new Map(
      [...segments.values()].flatMap(({ elements }) => elements.map((use) => [use.number, use.definition])),
    ),
  };
}

/** Without a column that groups rows, every row is a document. */
const rowsBody = (name: string, columns: readonly Column[], rows: number): LoopDefinition =>
  loop(name, 1, columns, [segmentUse(ROW, columns, rows)]);

function recordsBody(name: string, feed: Feed): LoopDefinition {
  const first = documentRecord(feed);
  const headers = feed.records.filter(({ file }) => file === 'header');
  const below = (record: RecordType): Item[] => feed.records.filter((one) => one.below === record.name).map(itemOf);
  const itemOf = (record: RecordType): Item => {
    const inside = below(record);
    const max = record.row === undefined && !record.last ? Number.POSITIVE_INFINITY : 1;
    return inside.length === 0
      ? segmentUse(record.name, record.columns, max)
      : loop(record.name, max, record.columns, inside);
  };
  const start = first === undefined ? [] : below(first);
  return loop(name, 1, first?.columns ?? [], [...headers.map((one) => segmentUse(one.name, one.columns, 1)), ...start]);
}

function loop(name: string, max: number, columns: readonly Column[], below: Item[]): LoopDefinition {
  const items = [segmentUse(name, columns, 1), ...below];
  const starts = new Map(items.map((item, i) => [item.name, [i]]));
  // Records below one another stand in any order.
  return { kind: 'loop', name, required: true, max, items, starts, ranks: items.map(() => 0) };
}

const segmentUse = (name: string, columns: readonly Column[], max: number): SegmentUse => ({
  kind: 'segment',
  name,
  segment: segmentOf(name, columns),
  required: false,
  max,
});

const segmentOf = (tag: string, columns: readonly Column[]): SegmentDefinition => ({
  tag,
  label: tag,
  elements: columns.map((column) => ({
    definition: elementOf(column),
    components: undefined,
    number: column.name,
    required: false,
    repeat: 1,
  })),
  conditions: [],
  groups: [],
});

/** A cell has no length of its own, but in a row of fixed width. */
const elementOf = ({ name, type, width }: Column): ElementDefinition => ({
  number: name,
  type,
  min: 0,
  max: width === undefined ? Number.MAX_SAFE_INTEGER : width.to - width.from + 1,
  label: name,
});

const segmentsOf = (item: Item): SegmentDefinition[] =>
  item.kind === 'segment' ? [item.segment] : item.items.flatMap(segmentsOf);

function columnsIn({ map, ignore }: Pick<MappingSource, 'map' | 'ignore'>): Used {
  const used: Used = { document: new Set(), row: new Set() };
  block(map, used.document);
  // What is ignored or only written is known, and no document stands on it.
  for (const { value } of ignore) add(value, used.row);
  return used;

  function block({ bind, rules, writes }: Block, within: Set<string>): void {
    if (bind !== undefined) predicates(bind.path);
    const inside = bind?.path.steps[0]?.tag === ROW ? used.row : within;
    for (const one of rules) rule(one, inside);
    for (const { target } of writes) {
      const path = parseNames(target);
      if ('steps' in path) add(path, used.row);
    }
  }

  function rule(one: Rule, within: Set<string>): void {
    if (one.kind === 'block') block(one.block, within);
    else if (one.kind === 'several') for (const inner of one.blocks) block(inner, within);
    else if (one.kind === 'value') for (const { value } of one.path) add(value, within);
    else if (one.kind === 'list') for (const { value } of one.paths.flat()) add(value, within);
  }

  function add(path: Path, within: Set<string>): void {
    predicates(path);
    const [first, second] = path.steps;
    const [column, into] = first?.tag === ROW ? [second?.tag, used.row] : [first?.tag, within];
    if (column !== undefined) into.add(column);
  }

  function predicates({ steps }: Path): void {
    for (const { below } of steps.flatMap((step) => step.predicates))
      for (const name of below ?? []) used.row.add(name);
  }
}
