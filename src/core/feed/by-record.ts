/**
 * Documents of a feed whose rows are records of several types, told by a code in their first column, or by their places:
 * one starts a document, others stand below it or below each other, and some belong to the file as a whole. A record
 * that counts others, ends its document or has a place must be there, so that a file that was cut off is never taken for
 * a whole one.
 */

import { isBlank } from '../formats/csv.ts';
import { type Position, type ProblemCode, problem } from '../problem.ts';
import { group, type Node } from '../tree.ts';
import { codedRecord, codeIn, documentRecord, isNeeded, type RecordType } from './declare.ts';
import type { FeedDefinition } from './definition.ts';
import {
  type Assembly,
  addRow,
  cellNodes,
  type Draft,
  note,
  type Output,
  type Particulars,
  placeOf,
  rowNode,
  rowWrong,
  undecodable,
  type Wrong,
} from './draft.ts';
import { gapsIn, type Row, type RowReader } from './rows.ts';

export function byRecord(
  { feed, name }: FeedDefinition,
  rows: Pick<RowReader, 'cut'>,
  most: number,
  output: Output,
): Assembly {
  const first = documentRecord(feed);
  const parents = new Set(feed.records.map(({ below }) => below));
  const needed = (file: boolean): RecordType[] =>
    feed.records.filter((record) => isNeeded(record) && (record.file !== undefined) === file);
  const places = feed.records.filter(({ row }) => row !== undefined);
  const other = feed.records.find(({ code, row }) => code === undefined && row === undefined);
  /** How many rows of the document stand before this one, where places tell. */
  let passed = 0;
  let draft: Draft | undefined;
  /** The loops that a record below may be added to, by the record that started each. */
  const open = new Map<string, Node>();
  /** How often each record stood, in the document and in the file. */
  let inDocument = new Map<string, number>();
  const inFile = new Map<string, number>();
  /** Records of the file that every document may read. */
  const headers: { record: RecordType; row: Row }[] = [];

  const typeOf = (row: Row): RecordType | undefined => codedRecord(feed, row) ?? places[passed] ?? other;

  /** Something is wrong with a row of the document, or of the file where there is none. */
  function report(code: ProblemCode, at: Position, particulars: Particulars = {}): void {
    const found = problem(code, at, particulars);
    if (draft === undefined) output.report(found);
    else note(draft.problems, found);
  }

  const unexpected = (row: Row, record: RecordType, detail: string): void =>
    report('RECORD_UNEXPECTED', placeOf(row, draft, record.name), { value: record.name, detail });

  function nodeOf(row: Row, { name: type, code, counts, columns }: RecordType, tag: string): Node {
    const own = rowNode(
      tag,
      row,
      // Codes and counts are the structure's: no mapping reads them.
      cellNodes(row, columns, (column, i) => (i === 0 && code !== undefined) || counts.has(column)),
    );
    if (!parents.has(type) || tag === name) return own;
    const loop = group(tag, row.offset, 0);
    loop.children.push(own);
    return loop;
  }

  function startDocument(row: Row, record: RecordType): void {
    endDocument();
    draft = output.next(nodeOf(row, record, name));
    draft.ofFile = headers.map((header) => header.row);
    for (const header of headers) draft.tree.children.push(nodeOf(header.row, header.record, header.record.name));
    open.set(record.name, draft.tree);
  }

  function endDocument(): void {
    if (draft === undefined) return;
    for (const { name: type } of needed(false)) {
      if ((inDocument.get(type) ?? 0) === 0)
        report('RECORD_MISSING', placeOf(draft.rows.at(-1)!, draft), { value: type });
    }
    output.close(draft);
    draft = undefined;
    open.clear();
    inDocument = new Map();
    passed = 0;
  }

  /** Closes the loops that end where another record of this type begins. */
  function closeBelow(type: string): void {
    for (const { name: child, below } of feed.records) {
      if (below !== type || !open.delete(child)) continue;
      closeBelow(child);
    }
  }

  function addBelow(row: Row, record: RecordType, parent: Node): void {
    const node = nodeOf(row, record, record.name);
    parent.children.push(node);
    if (node.kind !== 'group') return;
    closeBelow(record.name);
    open.set(record.name, node);
  }

  function raise({ name: type }: RecordType): void {
    for (const tally of [inDocument, inFile]) tally.set(type, (tally.get(type) ?? 0) + 1);
  }

  function count(row: Row, record: RecordType): void {
    raise(record);
    for (const [column, counted] of record.counts) {
      const among = record.file === undefined ? inDocument : inFile;
      const read = counted.reduce((sum, one) => sum + (among.get(one) ?? 0), 0);
      const cell = record.columns.findIndex((one) => one.name === column);
      const value = row.cells[cell]?.trim() ?? '';
      if (/^\d{1,15}$/.test(value) && Number(value) === read) continue;
      report('RECORD_COUNT_WRONG', placeOf(row, draft, record.name, cell, column), { value, detail: String(read) });
    }
  }

  function ofFile(row: Row, record: RecordType): void {
    if (record.file === 'footer') endDocument();
    const isLate = record.file === 'header' && (draft !== undefined || (first !== undefined && inFile.has(first.name)));
    if (isLate) unexpected(row, record, 'it stands before all documents');
    else if (inFile.has(record.name)) unexpected(row, record, 'the file has one already');
    else if (record.file === 'header') headers.push({ record, row });
    count(row, record);
  }

  const footed = (): boolean => feed.records.some(({ name: type, file }) => file === 'footer' && inFile.has(type));

  function known(row: Row, record: RecordType): void {
    if (record.file !== undefined) return ofFile(row, record);
    if (footed()) return unexpected(row, record, 'the file has ended before');
    if (record === first) startDocument(row, record);
    const parent = open.get(record.below ?? '');
    if (draft === undefined || (record !== first && parent === undefined))
      return unexpected(row, record, `no ${record.below ?? ''} stands before it`);
    const isKept = addRow(draft, row, most);
    if (isKept && parent !== undefined) addBelow(row, record, parent);
    for (const one of undecodable(row, draft, record.name, (i) => record.columns[i]?.name ?? ''))
      note(draft.problems, one);
    count(row, record);
    if (record.last) endDocument();
  }

  /** A row that cannot be read: the document it starts, or is of, is refused, and no other. */
  function spoiled(row: Row, record: RecordType, { code, ...particulars }: Wrong): void {
    if (record === first && !footed()) {
      startDocument(row, record);
      addRow(draft!, row, most);
    }
    report(code, placeOf(row, draft, record.name), particulars);
    if (draft === undefined || record.file !== undefined) return;
    raise(record);
    if (record.last) endDocument();
  }

  return {
    row(given) {
      // Within a document whose rows have places a blank one is a row like the others.
      if (passed === 0 && isBlank(given.cells)) return;
      const record = typeOf(given);
      if (record === undefined)
        return report('RECORD_UNKNOWN', placeOf(given, draft), { value: codeIn(given, feed.records[0]!) });
      const row = feed.fixed ? rows.cut(given, [...record.columns, ...gapsIn(record.columns)]) : given;
      const wrong = rowWrong(row, record.columns);
      if (wrong === undefined) known(row, record);
      else spoiled(row, record, wrong);
      if (record.row !== undefined) passed = record.row % places.length;
    },
    end() {
      endDocument();
      for (const { name: type } of needed(true))
        if (!inFile.has(type)) output.report(problem('RECORD_MISSING', { offset: 0 }, { value: type }));
    },
  };
}
