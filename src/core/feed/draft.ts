/** A document of a feed while its rows come, and the set it becomes. */

import type { Group, TransactionSet } from '../edi/envelope.ts';
import { setOf } from '../formats/tree-units.ts';
import { type Position, type Problem, type ProblemCode, problem } from '../problem.ts';
import { group, type Node, segmentNode } from '../tree.ts';
import type { Column } from './declare.ts';
import { gapsIn, type Row } from './rows.ts';

export interface Draft {
  /** Its number in the file, from 1. */
  control: string;
  tree: Node;
  problems: Problem[];
  rows: Row[];
  /** Rows of the file that it may read. */
  ofFile: readonly Row[];
  /** Behind its last row; its rows may be let go of. */
  end: number;
}

/** What takes the rows of a feed, one after the other, and makes documents of them. */
export interface Assembly {
  row(row: Row): void;
  end(): void;
}

/** What an assembly hands on: documents, and what is wrong with the file and no document of it. */
export interface Output {
  next(own: Node): Draft;
  close(draft: Draft): void;
  report(found: Problem): void;
}

export interface Particulars {
  value?: string;
  detail?: string;
}

// A file with more in it is of no use to anybody, and its problems would fill the memory.
const MOST_PROBLEMS = 1000;

/** What is wrong with a row. */
export type Wrong = Particulars & { code: ProblemCode };

/** Adds a problem, unless there are a great many. */
export function note(problems: Problem[], found: Problem): void {
  if (problems.length < MOST_PROBLEMS) problems.push(found);
}

const CLAIMED = 1;
// Nothing is ever added to a cell.
const NONE: Node[] = [];

/** A cell in a tree; `read` where no mapping needs to. */
export const cellNode = (name: string, value: string, offset: number, read: boolean): Node => ({
  kind: 'value',
  name,
  value,
  children: NONE,
  offset,
  segment: 0,
  claim: read ? CLAIMED : 0,
});

/** The cells of a row whose columns stand in order; what stands in none of them is there too, unless it is blank. */
export const cellNodes = (
  row: Row,
  columns: readonly Column[],
  isRead: (column: string, i: number) => boolean,
): Node[] => [
  ...columns.map(({ name }, i) => {
    return cellNode(name, row.cells[i] ?? '', row.starts[i] ?? row.offset, isRead(name, i));
  }),
  ...gapsIn(columns).flatMap(({ name }, i) => {
    const at = columns.length + i;
    const value = row.cells[at] ?? '';
    return value === '' ? [] : [cellNode(name, value, row.starts[at]!, false)];
  }),
];

export function rowNode(name: string, row: Row, cells: Node[]): Node {
  const node = segmentNode(name, row.offset, 0);
  node.children = cells;
  return node;
}

export function newDraft(type: string, control: string, own: Node): Draft {
  const tree = group(type, own.offset, 0);
  tree.children.push(own);
  return { control, tree, problems: [], rows: [], ofFile: [], end: own.offset };
}

/** Adds a row; false when the document is larger than may be held, and its rows are no longer kept. */
export function addRow(draft: Draft, row: Row, most: number): boolean {
  const [first = row] = draft.rows;
  draft.end = row.end;
  if (row.end - first.offset <= most) {
    draft.rows.push(row);
    return true;
  }
  if (draft.tree.children.length > 1) {
    draft.tree.children.length = 1;
    draft.problems.push(problem('SET_TOO_LARGE', placeOf(row, draft), { detail: `${most} bytes` }));
  }
  return false;
}

/** Where a row or a cell of it is. */
export function placeOf(row: Row, draft: Draft | undefined, tag?: string, cell?: number, name?: string): Position {
  const start = cell === undefined ? undefined : row.starts[cell];
  return {
    offset: start ?? row.offset,
    line: row.line,
    ...(cell === undefined || start === undefined ? {} : { column: columnOf(row, cell) }),
    ...(tag === undefined ? {} : { tag }),
    ...(name === undefined ? {} : { name }),
    ...(draft === undefined ? {} : { set: draft.control }),
  };
}

/** Where people find a cell: its number, or its first character in a row of fixed width. */
const columnOf = ({ places }: Row, cell: number): number => places?.[cell] ?? cell + 1;

/** Cells that are no text in the feed's encoding. */
export function undecodable(row: Row, draft: Draft | undefined, tag: string, nameOf: (i: number) => string): Problem[] {
  return row.undecodable.map((cell) =>
    problem('FEED_ENCODING', placeOf(row, draft, tag, cell, nameOf(cell)), { value: row.cells[cell]! }),
  );
}

/** What is wrong with a row as such: its quotes, or how many cells it has. What is too much and blank is nothing. */
export function rowWrong(
  { broken, cells, text }: Row,
  columns: readonly Column[],
  expected = columns.length,
): Wrong | undefined {
  if (broken) return { code: 'ROW_BROKEN' };
  if (columns.some(({ width }) => width !== undefined)) {
    const rest = text.slice(Math.max(...columns.map(({ width }) => width?.to ?? 0))).trim();
    return rest === '' ? undefined : { code: 'ROW_OVERLONG', value: rest };
  }
  const isOver = cells.slice(expected).some((cell) => cell.trim() !== '');
  return cells.length < expected || isOver
    ? { code: 'ROW_CELLS', value: String(cells.length), detail: String(expected) }
    : undefined;
}

export function setOfDraft(draft: Draft, within: Group, type: string): TransactionSet {
  const { control, tree, problems, rows, ofFile, end } = draft;
  const all = [...ofFile, ...rows];
  return setOf(within, { type, control, tree, problems, offset: tree.offset, end }, (offset) => spotIn(all, offset));
}

/** Line and column of a byte. */
function spotIn(rows: readonly Row[], offset: number): { line: number; column: number } {
  const row = lastBefore(rows, offset);
  const cell = row?.starts.indexOf(offset) ?? -1;
  return { line: row?.line ?? 1, column: row === undefined || cell < 0 ? 1 : columnOf(row, cell) };
}

/** The last row that starts at the offset or before. */
function lastBefore(list: readonly Row[], offset: number): Row | undefined {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (list[middle]!.offset <= offset) from = middle + 1;
    else to = middle;
  }
  return list[from - 1];
}
