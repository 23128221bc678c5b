/**
 * The rows of a feed, cut out of its bytes: cells that are decoded, each with the byte it starts at. What a row is
 * about is not known here.
 */

import { type CsvParser, type CsvRow, cellStarts, createCsvParser, type Dialect } from '../formats/csv.ts';
import { type Column, type Feed, hasPlaces } from './declare.ts';
import { createDecoder, type Decoder, HIGH } from './encoding.ts';

export interface Row {
  cells: string[];
  /** The byte each cell's value starts at. */
  starts: number[];
  /** Of fixed width: the character each cell starts at. Elsewhere people count cells. */
  places: number[] | undefined;
  /** Cells whose bytes are no characters in the feed's encoding; they have one character a byte. */
  undecodable: readonly number[];
  line: number;
  /** First byte, and the one behind its line end. */
  offset: number;
  end: number;
  /** Its quotes are wrong: the cells are a guess. */
  broken: boolean;
  /** Of fixed width: the row as it stands. */
  text: string;
}

export interface RowReader {
  push(chunk: Uint8Array): Row[];
  end(): Row[];
  /** Where it was given up: so much is wrong that the rest is left unread. */
  readonly stopped: { offset: number; line: number } | undefined;
  /** A row of fixed width with the cells of these columns. */
  cut(row: Row, columns: readonly Column[]): Row;
}

const NONE: readonly number[] = [];

/** How much of a feed decides its delimiter and its line ends. */
const HEAD = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];

/** `expected` says how well the cells of the first row fit the feed; of delimiters that are not told the best one is taken. */
export function createRowReader(feed: Feed, expected: (cells: string[]) => number): RowReader {
  const decoder = createDecoder(feed.encoding);
  let head = '';
  let parser: CsvParser | undefined;
  let dialect: Dialect | undefined;

  function start(): CsvRow[] {
    const newline = newlineOf(head);
    const quote = feed.fixed ? '' : feed.quote;
    // A row of fixed width is taken as it stands, whatever it would be cut into.
    const usual = feed.fixed ? ',' : feed.delimiter;
    const delimiter = usual ?? detect(head, { quote, newline }, decoder, expected);
    dialect = { delimiter, quote, newline, blanks: hasPlaces(feed) };
    parser = createCsvParser(dialect);
    const rows = parser.push(head);
    head = '';
    return rows;
  }

  function take(text: string): CsvRow[] {
    if (parser !== undefined) return parser.push(text);
    head += text;
    return head.length < HEAD ? [] : start();
  }

  function rowOf(row: CsvRow): Row {
    const isPlain = decoder.row(row.raw);
    const { at, end, line, broken } = row;
    const place = { line, offset: decoder.byteAt(at), end: decoder.byteAt(end), broken, places: undefined };
    if (feed.fixed) {
      const { cells, undecodable } = isPlain ? { cells: [row.raw], undecodable: NONE } : decoded([row.raw]);
      return { ...place, cells, undecodable, starts: [place.offset], text: cells[0] ?? '' };
    }
    const starts = cellStarts(row, dialect!);
    for (let i = 0; i < starts.length; i++) starts[i] = decoder.byteAt(at + starts[i]!);
    const { cells, undecodable } = isPlain ? { cells: row.cells, undecodable: NONE } : decoded(row.cells);
    return { ...place, cells, undecodable, starts, text: '' };
  }

  function decoded(slices: string[]): Pick<Row, 'cells' | 'undecodable'> {
    const texts = slices.map((slice) => decoder.text(slice));
    const undecodable = texts.flatMap((text, i) => (text === undefined ? [i] : []));
    return { cells: slices.map((slice, i) => texts[i] ?? slice), undecodable };
  }

  return {
    push: (chunk) => take(decoder.push(chunk)).map(rowOf),
    end() {
      const rows = [...take(decoder.end()), ...(parser === undefined ? start() : [])];
      return [...rows, ...(parser?.end() ?? [])].map(rowOf);
    },
    get stopped() {
      const stopped = parser?.stopped;
      return stopped && { offset: decoder.byteAt(stopped.at), line: stopped.line };
    },
    cut(row, columns) {
      const { text, offset, undecodable } = row;
      const cut: Row = { ...row, cells: [], starts: [], places: [], undecodable: [] };
      const wrong: number[] = [];
      columns.forEach(({ width }, i) => {
        const { from, to } = width ?? { from: 1, to: text.length };
        const raw = text.slice(from - 1, to);
        const value = raw.trim();
        const before = from - 1 + (value === '' ? 0 : raw.length - raw.trimStart().length);
        cut.cells.push(value);
        cut.starts.push(offset + decoder.bytesIn(text.slice(0, before)));
        cut.places?.push(from);
        if (undecodable.length > 0 && HIGH.test(value)) wrong.push(i);
      });
      return { ...cut, undecodable: wrong };
    },
  };
}

const gapsKnown = new WeakMap<readonly Column[], readonly Column[]>();

/** What stands between the places of columns, named after them: `11-19`. Asked for every row, and found once. */
export function gapsIn(columns: readonly Column[]): readonly Column[] {
  const known = gapsKnown.get(columns);
  if (known !== undefined) return known;
  const gaps: Column[] = [];
  let at = 1;
  for (const { width } of columns.toSorted((a, b) => (a.width?.from ?? 0) - (b.width?.from ?? 0))) {
    if (width === undefined) continue;
    const to = width.from - 1;
    if (to >= at) gaps.push({ name: to === at ? `${at}` : `${at}-${to}`, type: 'feed', width: { from: at, to } });
    at = width.to + 1;
  }
  gapsKnown.set(columns, gaps);
  return gaps;
}

/** A file whose first line ends in a carriage return alone has all its lines end so. */
function newlineOf(head: string): '\n' | '\r' {
  const at = head.search(/[\r\n]/);
  return at >= 0 && head[at] === '\r' && at + 1 < head.length && head[at + 1] !== '\n' ? '\r' : '\n';
}

/** The delimiter by which the first row fits best, of those that fit alike the one that makes most cells. */
function detect(
  head: string,
  { quote, newline }: Omit<Dialect, 'delimiter'>,
  decoder: Decoder,
  expected: (cells: string[]) => number,
): string {
  let best = { delimiter: ',', fit: 0, cells: 0 };
  for (const delimiter of DELIMITERS) {
    const first = firstRow(head, { delimiter, quote, newline });
    const cells = first.map((cell) => decoder.text(cell) ?? cell);
    const fit = expected(cells);
    if (fit > best.fit || (fit === best.fit && cells.length > best.cells))
      best = { delimiter, fit, cells: cells.length };
  }
  return best.delimiter;
}

/** The cells of the first row of a text; of one that is cut off, those that are there. */
function firstRow(text: string, dialect: Dialect): string[] {
  const parser = createCsvParser(dialect);
  const [first = parser.end()[0]] = parser.push(text);
  return first?.cells ?? [];
}
