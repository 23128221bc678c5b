/**
 * Reads a feed: bytes in chunks become documents, each a tree, handed on as soon as its last row is there: memory does
 * not grow with the file. What is wrong is told with the line of the row, the cell, its column and its value. A file
 * whose header does not fit is not read; one whose end is missing, or whose rows are scattered, is wrong as a whole.
 */

import {
  type Group,
  type Interchange,
  MAX_SET_BYTES,
  type Reader,
  type ReaderOptions,
  type Unit,
} from '../edi/envelope.ts';
import { isBlank } from '../formats/csv.ts';
import { closed, groupOf, interchangeOf, opened } from '../formats/tree-units.ts';
import { hint } from '../mapping/nearest.ts';
import { type Problem, problem } from '../problem.ts';
import { byRecord } from './by-record.ts';
import { byRow, type Layout } from './by-row.ts';
import { type Column, codedRecord, codeIn, documentRecord } from './declare.ts';
import type { FeedDefinition } from './definition.ts';
import { type Assembly, newDraft, note, type Output, placeOf, setOfDraft } from './draft.ts';
import { createRowReader, gapsIn, type Row } from './rows.ts';

/** The format of its messages: csv/orders. */
export const FEED_FORMAT = 'csv';

// The rows of a chunk are in memory together.
const SLICE = 64 * 1024;

export function feedReader(
  definition: FeedDefinition,
  { maxSetBytes = MAX_SET_BYTES, charset = 'auto' }: ReaderOptions = {},
): Reader {
  const { feed, name } = definition;
  // Who hands over the file may know better what its bytes are.
  const encoding = charset === 'auto' ? feed.encoding : charset;
  const rows = createRowReader({ ...feed, encoding }, (cells) => fitOf(definition, cells));
  let units: Unit[] = [];
  let began: { interchange: Interchange; group: Group; assembly: Assembly | undefined } | undefined;

  const output: Output = {
    next: (own) => newDraft(name, String(began!.group.sets + 1), own),
    close(draft) {
      const set = setOfDraft(draft, began!.group, name);
      set.definition = definition;
      units.push({ unit: 'set', set });
    },
    report: (found) => note(began!.group.problems, found),
  };

  /** Without a first row the file is empty. */
  function begin(first: Row | undefined): void {
    const { layout, problems } = layoutOf(definition, first);
    const interchange = interchangeOf({
      syntax: FEED_FORMAT,
      control: '',
      sender: { qualifier: '', id: '' },
      receiver: { qualifier: '', id: '' },
      release: definition.release,
      usage: 'P',
      bare: true,
      problems,
    });
    const group = groupOf(interchange);
    units.push(...opened(interchange, group));
    began = { interchange, group, assembly: layout === undefined ? undefined : assemblyOf(layout) };
  }

  const assemblyOf = (layout: Layout): Assembly =>
    feed.records.length > 0
      ? byRecord(definition, rows, maxSetBytes, output)
      : byRow(definition, layout, maxSetBytes, output);

  function take(row: Row): void {
    if (began === undefined) {
      if (isBlank(row.cells)) return;
      begin(row);
      if (feed.header) return;
    }
    const isFixedRow = feed.fixed && feed.records.length === 0;
    const { columns } = definition;
    began!.assembly?.row(isFixedRow ? rows.cut(row, [...columns, ...gapsIn(columns)]) : row);
  }

  function flush(): Unit[] {
    const ready = units;
    units = [];
    return ready;
  }

  return {
    problems: [],
    push(chunk) {
      for (let at = 0; at < chunk.length; at += SLICE)
        for (const row of rows.push(chunk.subarray(at, at + SLICE))) take(row);
      return flush();
    },
    end() {
      for (const row of rows.end()) take(row);
      const hasRows = began !== undefined;
      if (!hasRows) begin(undefined);
      const { interchange, group, assembly } = began!;
      if (rows.stopped !== undefined) output.report(problem('FEED_UNREADABLE', rows.stopped));
      assembly?.end();
      const empty = problem('INTERCHANGE_EMPTY', { offset: 0 });
      // An export of no orders is a header.
      if (group.sets === 0 && interchange.problems.length + group.problems.length === 0)
        interchange.problems.push(hasRows ? { ...empty, severity: 'warning' } : empty);
      units.push(...closed(interchange, group));
      return flush();
    },
  };
}

/** How many of the cells of a first row are what the feed says. */
function fitOf({ feed, columns, needs }: FeedDefinition, cells: string[]): number {
  const names = new Set(cells.map((cell) => cell.trim()));
  if (feed.header) return needs.filter((column) => names.has(column)).length;
  if (feed.records.length === 0) return cells.length === columns.length ? 1 : 0;
  const coded = codedRecord(feed, { text: '', cells });
  if (coded !== undefined) return coded.columns.length === cells.length ? 2 : 0;
  return feed.records.some(({ code, columns: own }) => code === undefined && own.length === cells.length) ? 1 : 0;
}

/** Whether the first row of a file is one that this feed starts with. */
function fits(definition: FeedDefinition, row: Row): boolean {
  const { feed, columns, needs } = definition;
  if (row.broken) return false;
  const cells = row.cells.map((cell) => cell.trim());
  if (feed.header) return needs.length > 0 && needs.every((column) => cells.includes(column));
  const isLike = (own: readonly Column[]): boolean => (feed.fixed ? isAsWide(row, own) : cells.length === own.length);
  if (feed.records.length === 0) return isLike(columns);
  return feed.records
    .filter((record) => record.file === 'header' || record === documentRecord(feed))
    .some((record) => (record.code === undefined ? isLike(record.columns) : codeIn(row, record) === record.code));
}

/** Spaces at the end of a row may be missing. */
function isAsWide({ text }: Row, columns: readonly Column[]): boolean {
  const ends = columns.map(({ width }) => width?.to ?? 0);
  return text.trimEnd().length <= Math.max(...ends) && text.trimEnd().length >= Math.min(...ends);
}

/**
 * The feed of a file that starts with these bytes; a whole first row should be among them. Where no feed fits, it is the
 * one that has most of the header's columns, whose reader then says what is missing.
 */
export function feedOf(feeds: readonly FeedDefinition[], head: Uint8Array): FeedDefinition | undefined {
  if (head.includes(0) && !startsWide(head)) return undefined;
  let nearest: { feed: FeedDefinition; share: number } | undefined;
  // How many cells a row has says least.
  const telling = ({ feed }: FeedDefinition): number =>
    feed.header || documentRecord(feed)?.code !== undefined ? 0 : 1;
  for (const definition of feeds.toSorted((one, other) => telling(one) - telling(other))) {
    const first = firstRowOf(definition, head);
    if (first === undefined) continue;
    if (fits(definition, first)) return definition;
    const share = definition.feed.header ? fitOf(definition, first.cells) / definition.needs.length : 0;
    if (share >= ENOUGH && share > (nearest?.share ?? 0)) nearest = { feed: definition, share };
  }
  return nearest?.feed;
}

const ENOUGH = 0.5;

function firstRowOf(definition: FeedDefinition, head: Uint8Array): Row | undefined {
  const rows = createRowReader(definition.feed, (cells) => fitOf(definition, cells));
  const isRow = ({ cells }: Row): boolean => !isBlank(cells);
  return rows.push(head).find(isRow) ?? rows.end().find(isRow);
}

const startsWide = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Where the columns stand in this file, by its header; no layout where that cannot be told. */
function layoutOf(
  definition: FeedDefinition,
  first: Row | undefined,
): { layout: Layout | undefined; problems: Problem[] } {
  const { feed, columns } = definition;
  if (feed.header && first !== undefined) return headerLayout(definition, first);
  const order = columns.map((_, i) => i);
  const others = feed.fixed ? gapsIn(columns).map(({ name }, i) => ({ name, index: columns.length + i })) : [];
  return { layout: { order, others, cells: columns.length }, problems: [] };
}

function headerLayout({ feed, columns, needs }: FeedDefinition, header: Row): ReturnType<typeof layoutOf> {
  const names = header.cells.map((cell) => cell.trim());
  const known = columns.map(({ name }) => name);
  const problems: Problem[] = [];
  const at = (index: number) => placeOf(header, undefined, undefined, index, names[index]);
  if (header.broken) problems.push(problem('ROW_BROKEN', placeOf(header, undefined)));
  for (const name of needs) {
    if (names.includes(name)) continue;
    problems.push(
      problem('FEED_COLUMN_MISSING', placeOf(header, undefined), { value: name, detail: hint(name, unknown()) }),
    );
  }
  names.forEach((name, index) => {
    if (known.includes(name) && names.indexOf(name) < index)
      problems.push(problem('FEED_COLUMN_REPEATED', at(index), { value: name }));
    if (feed.columns !== undefined && name !== '' && !known.includes(name))
      problems.push(problem('FEED_COLUMN_UNKNOWN', at(index), { value: name, detail: hint(name, missing()) }));
  });
  const isWrong = problems.some(({ severity }) => severity === 'error');
  const others = names.flatMap((name, index) => (known.includes(name) ? [] : [{ name, index }]));
  // Columns without a name that stand last are none.
  const cells = names.findLastIndex((name) => name !== '') + 1;
  const order = known.map((name) => names.indexOf(name));
  return { layout: isWrong ? undefined : { order, others, cells }, problems };

  function unknown(): string[] {
    return names.filter((name) => name !== '' && !known.includes(name));
  }
  function missing(): string[] {
    return known.filter((name) => !names.includes(name));
  }
}
