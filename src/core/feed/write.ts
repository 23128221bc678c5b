/**
 * Writes documents as a feed: the header, then each document's rows, or its records with their codes and counts. What
 * is written reads back as it was; what could not, is a problem and is not written. Formulas are data like any other.
 */

import { csvRow, isBlank } from '../formats/csv.ts';
import { type Problem, problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import { type Column, codedRecord, documentRecord, isNeeded, type RecordType } from './declare.ts';
import type { FeedDefinition } from './definition.ts';
import { createEncoder } from './encoding.ts';

export interface WrittenFeed {
  bytes: Uint8Array;
  problems: Problem[];
}

const LINE_END = '\r\n';

export function writeFeed(definition: FeedDefinition, documents: readonly Node[]): WrittenFeed {
  const { feed } = definition;
  const problems: Problem[] = [];
  const encoder = createEncoder(feed.encoding);
  const dialect = { delimiter: feed.delimiter ?? ',', quote: feed.quote };
  const lines = feed.records.length > 0 ? records() : rows();
  return { bytes: encoder.encode(lines.map((line) => line + LINE_END).join('')), problems };

  function rows(): string[] {
    const { columns } = definition;
    const header = feed.header
      ? [
          csvRow(
            columns.map(({ name }) => name),
            dialect,
          ),
        ]
      : [];
    return [...header, ...documents.flatMap((tree) => rowsOf(tree, columns))];
  }

  function rowsOf({ children: [own, ...further] }: Node, columns: readonly Column[]): string[] {
    if (feed.group === undefined && further.length > 1)
      refuse(`${further.length} rows`, 'the feed has one row for each document');
    if (feed.group !== undefined && cellOf(own, feed.group) === '')
      refuse('', 'every row says which document it belongs to', feed.group);
    return (further.length === 0 ? [undefined] : further).map((row) =>
      lineOf(
        columns,
        columns.map(({ name }) => together(cellOf(own, name), cellOf(row, name), name)),
      ),
    );
  }

  /** What the document says, and its row. */
  function together(whole: string, row: string, column: string): string {
    if (whole === '' || row === '' || whole === row) return row === '' ? whole : row;
    problems.push(problem('VALUE_PLACE_TAKEN', { offset: -1, name: column }, { value: whole, detail: column }));
    return row;
  }

  function records(): string[] {
    const first = documentRecord(feed);
    const inFile = new Map<string, number>();
    const headers = feed.records.filter(({ file }) => file === 'header');
    const footers = feed.records.filter(({ file }) => file === 'footer');
    return [
      ...headers.flatMap((record) => {
        const node = documents[0]?.children.find(({ name }) => name === record.name);
        return node === undefined ? [] : [recordOf(record, node, [inFile], inFile)];
      }),
      ...documents.flatMap((tree) => {
        const inDocument = new Map<string, number>();
        return first === undefined ? [] : below(first, tree, [inDocument, inFile], inDocument);
      }),
      ...footers.map((record) => recordOf(record, undefined, [inFile], inFile)),
    ];
  }

  /** A record and all that stands below it; what counts is written whether a mapping knows it or not. */
  function below(record: RecordType, node: Node, tallies: Tally[], scope: Tally): string[] {
    const [own = node, ...children] = node.kind === 'group' ? node.children : [node];
    return [
      recordOf(record, own, tallies, scope),
      ...feed.records
        .filter((one) => one.below === record.name)
        .flatMap((one) => {
          const found = children.filter(({ name }) => name === one.name);
          if (found.length === 0 && isNeeded(one)) return [recordOf(one, undefined, tallies, scope)];
          if (found.length > 1 && (one.last || one.row !== undefined))
            refuse(`${found.length} of ${one.name}`, 'a document of this feed has one');
          return found.flatMap((child) => below(one, child, tallies, scope));
        }),
    ];
  }

  function recordOf(record: RecordType, node: Node | undefined, tallies: Tally[], scope: Tally): string {
    const { name, code, columns, counts } = record;
    for (const tally of tallies) tally.set(name, (tally.get(name) ?? 0) + 1);
    const cells = columns.map((column, i) => {
      const counted = counts.get(column.name);
      if (counted !== undefined) return String(counted.reduce((sum, one) => sum + (scope.get(one) ?? 0), 0));
      return i === 0 && code !== undefined ? code : cellOf(node, column.name);
    });
    const text = lineOf(columns, cells);
    if (code === undefined) checkUncoded(record, text, cells);
    return text;
  }

  /** A row that no code tells must not be taken for one with a code, or for none at all. */
  function checkUncoded({ name, columns, row }: RecordType, text: string, cells: string[]): void {
    const other = codedRecord(feed, { text, cells });
    if (other !== undefined) refuse(cells[0]!, `a row that starts so is ${other.name}`, columns[0]!.name);
    if ((row ?? 1) === 1 && isBlank(cells)) refuse('', `${name} is a blank row`);
  }

  function lineOf(columns: readonly Column[], cells: string[]): string {
    const safe = cells.map((cell, i) => writable(cell, columns[i]!));
    if (!feed.fixed) return csvRow(safe, dialect);
    const width = Math.max(...columns.map((column) => column.width?.to ?? 0));
    const places = new Array<string>(width).fill(' ');
    columns.forEach(
      (column, i) => void places.splice((column.width?.from ?? 1) - 1, safe[i]!.length, ...safe[i]!.split('')),
    );
    return places.join('');
  }

  function writable(cell: string, { name, width }: Column): string {
    const strange = encoder.cannot(cell);
    if (strange !== undefined) return refuse(cell, `the encoding has no ${strange}`, name);
    if (width !== undefined && cell.length > width.to - width.from + 1)
      return refuse(cell, `longer than ${width.to - width.from + 1} characters`, name);
    return endsCell(cell) ? refuse(cell, 'it would end the cell', name) : cell;
  }

  function endsCell(cell: string): boolean {
    if (!feed.fixed && feed.quote !== '') return false;
    return /[\r\n]/.test(cell) || (!feed.fixed && cell.includes(dialect.delimiter));
  }

  function refuse(value: string, detail: string, name?: string): string {
    const at = { offset: -1, ...(name === undefined ? {} : { name }) };
    problems.push(problem('VALUE_NOT_WRITABLE', at, { value, detail }));
    return '';
  }
}

/** How often each record stands. */
type Tally = Map<string, number>;

const cellOf = (node: Node | undefined, column: string): string =>
  node?.children.find(({ name }) => name === column)?.value ?? '';
