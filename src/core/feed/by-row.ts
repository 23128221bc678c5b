/**
 * Documents of a feed whose rows are all of one kind: those with the same value in the grouping column, next to each
 * other, or each for itself. What the mapping reads for the document as a whole is taken from its first row; the other
 * rows say the same there, or nothing.
 */

import { type Problem, problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import { type FeedDefinition, ROW } from './definition.ts';
import {
  type Assembly,
  addRow,
  cellNode,
  type Draft,
  note,
  type Output,
  placeOf,
  rowNode,
  rowWrong,
  undecodable,
  type Wrong,
} from './draft.ts';
import type { Row } from './rows.ts';
import { createSeen } from './seen.ts';

/** Where the columns of the definition stand in a row of this file. */
export interface Layout {
  /** For each column, the index of its cell; -1 where the file has none. */
  order: number[];
  /** Cells of the file that are of no column. */
  others: { name: string; index: number }[];
  /** How many cells a row has. */
  cells: number;
}

interface Open {
  draft: Draft;
  key: string;
  /** What the first row says, column by column. */
  first: string[];
}

/** A row that cannot be read, and what it says its group is. */
interface Stray {
  key: string;
  problem: Problem;
}

const MOST_STRAYS = 1000;

export function byRow(
  { feed, name, columns, shared }: FeedDefinition,
  layout: Layout,
  most: number,
  output: Output,
): Assembly {
  const names = columns.map((column) => column.name);
  const isShared = names.map((column) => shared.has(column));
  const sharedAt = names.flatMap((column, i) => (shared.has(column) ? [i] : []));
  const keyAt = feed.group === undefined ? undefined : layout.order[names.indexOf(feed.group)];
  const seen = createSeen();
  let open: Open | undefined;
  let strays: Stray[] = [];

  const valueIn = (row: Row, column: number): string => row.cells[layout.order[column]!] ?? '';
  const nameAt = (index: number): string =>
    names[layout.order.indexOf(index)] ?? layout.others.find((other) => other.index === index)?.name ?? '';

  function cells(row: Row, isRead: (column: number) => boolean, others: boolean): Node[] {
    const found = names.map((column, i) => {
      return cellNode(column, valueIn(row, i), row.starts[layout.order[i]!] ?? row.offset, isRead(i));
    });
    for (const { name: other, index } of others ? layout.others : []) {
      const value = row.cells[index] ?? '';
      if (value.trim() !== '') found.push(cellNode(other, value, row.starts[index]!, false));
    }
    return found;
  }

  function start(row: Row, key: string): Open {
    if (open !== undefined) output.close(open.draft);
    // What only rows are read for is told of there.
    const own = cells(row, (column) => isShared[column] === false, false);
    const draft = output.next(rowNode(name, row, own));
    open = { draft, key, first: own.map(({ value }) => value.trim()) };
    return open;
  }

  function add({ draft, first }: Open, row: Row): void {
    if (!addRow(draft, row, most)) return;
    draft.tree.children.push(
      rowNode(
        ROW,
        row,
        cells(row, (column) => isShared[column] === true, true),
      ),
    );
    const wrong = [
      ...undecodable(row, draft, ROW, nameAt),
      ...(draft.rows.length > 1 ? differences(row, draft, first) : []),
    ];
    for (const one of wrong) note(draft.problems, one);
  }

  function differences(row: Row, draft: Draft, first: string[]): Problem[] {
    const found: Problem[] = [];
    for (const i of sharedAt) {
      const value = valueIn(row, i).trim();
      if (value === '' || value === first[i]) continue;
      found.push(
        problem('ROW_DIFFERS', placeOf(row, draft, ROW, layout.order[i], names[i]), { value, detail: first[i] ?? '' }),
      );
    }
    return found;
  }

  function wrongWith(row: Row, key: string): Wrong | undefined {
    const wrong = rowWrong(row, columns, layout.cells);
    if (wrong !== undefined || keyAt === undefined || key !== '') return wrong;
    return { code: 'ROW_WITHOUT_GROUP', detail: feed.group! };
  }

  /** A row that may belong to the document before it and to the one behind it spoils both, so that none lacks it. */
  function share(key?: string): Stray[] {
    const before = open;
    const after = before?.key === key ? [] : strays.filter((stray) => stray.key !== before?.key);
    before?.draft.problems.push(
      ...strays.filter((stray) => stray.key !== key || before.key === key).map(inDocument(before.draft)),
    );
    strays = [];
    return after;
  }

  const inDocument =
    (draft: Draft) =>
    ({ problem: stray }: Stray): Problem => ({ ...stray, at: { ...stray.at, set: draft.control } });

  function alone(row: Row): void {
    const wrong = wrongWith(row, '');
    const started = start(row, '');
    if (wrong !== undefined) {
      const { code, ...particulars } = wrong;
      started.draft.problems.push(problem(code, placeOf(row, started.draft, ROW), particulars));
    }
    add(started, row);
  }

  return {
    row(row) {
      if (keyAt === undefined) return alone(row);
      const key = row.cells[keyAt]?.trim() ?? '';
      const wrong = wrongWith(row, key);
      if (wrong !== undefined) {
        const { code, ...particulars } = wrong;
        if (strays.length < MOST_STRAYS)
          strays.push({ key, problem: problem(code, placeOf(row, undefined, ROW), particulars) });
        return;
      }
      const carried = share(key);
      if (open?.key !== key) {
        const { draft } = start(row, key);
        draft.problems.push(...carried.map(inDocument(draft)));
        if (!seen.add(key)) {
          const again = problem('GROUP_SCATTERED', placeOf(row, draft, ROW, keyAt, feed.group), {
            value: key,
          });
          draft.problems.push(again);
          // The document that was handed on before lacks these rows: the whole file is wrong.
          output.report(again);
        }
      }
      add(open!, row);
    },
    end() {
      if (open === undefined) for (const stray of strays) output.report(stray.problem);
      share();
      if (open !== undefined) output.close(open.draft);
    },
  };
}
