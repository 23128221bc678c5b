/** CSV rows as text, RFC 4180: the only file that imports papaparse. */

import Papa from 'papaparse';

export interface CsvError {
  /** Row in the file, the header being 1. */
  row: number;
  message: string;
}

/** All rows, cells trimmed; quotes that do not close and the like are errors with their row. */
export function parseCsv(text: string): { rows: string[][]; errors: CsvError[] } {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter: ',', skipEmptyLines: true });
  return {
    rows: data.map((row) => row.map((cell) => cell.trim())),
    errors: errors.map(({ row, message }) => ({ row: (row ?? 0) + 1, message })),
  };
}

/** Rows as text, quoted where they have to be; every row ends with CRLF. */
export const csvText = (rows: string[][], delimiter = ','): string =>
  `${Papa.unparse(rows, { delimiter, newline: '\r\n' })}\r\n`;

export interface Dialect {
  /** One character. */
  delimiter: string;
  /** One character, or '' where a quote is a character like any other. */
  quote: string;
  /** A line feed takes a carriage return before it with it. */
  newline: '\n' | '\r';
  /** Whether a blank line is a row; else it is none. */
  blanks?: boolean;
}

/** A row that was cut out of a text. Places count characters of all the text there was. */
export interface CsvRow {
  cells: string[];
  /** The row as it stands, without its line end. */
  raw: string;
  at: number;
  /** Behind its line end. */
  end: number;
  /** The line of the text it starts on, from 1; a cell may run over several. */
  line: number;
  /** Its quotes do not close, or something stands behind one that does: `cells` is a guess then. */
  broken: boolean;
}

export interface CsvParser {
  push(text: string): CsvRow[];
  end(): CsvRow[];
  /** Where it was given up, once so much is wrong that the rest is left unread: no row ends, or too many are broken. */
  readonly stopped: { at: number; line: number } | undefined;
}

/** No row is longer: a quote that does not close would otherwise take all that follows. */
export const MAX_ROW = 1024 * 1024;
/** After each broken row the text behind it is looked at again; so there is a limit to them. */
const MAX_BROKEN = 100;

interface Step {
  data: string[][];
  errors: unknown[];
  meta: { cursor: number };
}

/**
 * Cuts rows out of a text that comes in pieces. Where a quote is wrong, the line it starts on is handed over as a broken
 * row, and the next line is a row again.
 */
export function createCsvParser({ delimiter, quote, newline, blanks = false }: Dialect): CsvParser {
  let window = '';
  let base = 0;
  let line = 1;
  let broken = 0;
  let stopped = false;
  /** A row that is not complete is not tried again before there is twice as much of it. */
  let enough = 0;

  function push(text: string): CsvRow[] {
    if (stopped) return [];
    window += text;
    return window.length < enough ? [] : cut(window.lastIndexOf(newline) + 1, false);
  }

  function end(): CsvRow[] {
    if (stopped || window === '') return [];
    // A line end behind the last row too, so that a closing quote is never the last of the text.
    if (!window.endsWith(newline)) window += newline;
    return cut(window.length, true);
  }

  /** Takes the rows of the window up to `length`, where a line ends. */
  function cut(length: number, last: boolean): CsvRow[] {
    const ready = window.slice(0, length);
    const rows: CsvRow[] = [];
    let from = 0;
    while (from < ready.length && !stopped) {
      const { rows: whole, wrong, to } = rowsIn(ready, from, last);
      for (const row of whole) if (blanks || !isBlank(row.cells)) rows.push(row);
      from = to;
      const long = window.length - from > MAX_ROW;
      if (!wrong && !long) break;
      const after = ready.indexOf(newline, from) + 1;
      if (after === 0) break;
      stopped = ++broken > MAX_BROKEN;
      rows.push(rowOf(ready.slice(from, after), [], from, true));
      from = after;
    }
    window = window.slice(from);
    base += from;
    stopped ||= window.length > MAX_ROW;
    enough = from > 0 ? 0 : window.length * 2;
    return rows;
  }

  /** The rows from `from` to the first that is broken, not complete or too long, and where they end. */
  function rowsIn(ready: string, from: number, last: boolean): { rows: CsvRow[]; wrong: boolean; to: number } {
    const text = ready.slice(from);
    const rows: CsvRow[] = [];
    let taken = 0;
    let wrong = false;
    const parser = new Papa.Parser({
      delimiter,
      newline,
      ...(quote === '' ? { fastMode: true } : { quoteChar: quote }),
      step(result: unknown) {
        const { data, errors, meta } = result as Step;
        wrong = errors.length > 0 || meta.cursor - taken > MAX_ROW;
        if (wrong) return parser.abort();
        // Behind the last line end the parser finds one more row, which is empty.
        if (meta.cursor > taken) rows.push(rowOf(text.slice(taken, meta.cursor), data[0] ?? [], from + taken, false));
        taken = meta.cursor;
      },
    });
    const { errors } = parser.parse(text, 0, !last) as Step;
    return { rows, wrong: wrong || errors.length > 0, to: from + taken };
  }

  function rowOf(text: string, cells: string[], at: number, isBroken: boolean): CsvRow {
    const raw = text.slice(0, text.length - (text.endsWith(newline) ? 1 : 0)).replace(/\r$/, '');
    const row = {
      cells: isBroken ? raw.split(delimiter) : cells,
      raw,
      at: base + at,
      end: base + at + text.length,
      line,
      broken: isBroken,
    };
    line += count(text, newline);
    const final = cells.at(-1);
    // What a quoted cell ends in is its own.
    if (final?.endsWith('\r') === true && raw.endsWith(final.slice(0, -1)))
      cells[cells.length - 1] = final.slice(0, -1);
    return row;
  }

  return {
    push,
    end,
    get stopped() {
      return stopped ? { at: base, line } : undefined;
    },
  };
}

/** Whether nothing stands in any cell. */
export const isBlank = (cells: string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Where each cell's value starts in its row, behind the quote of a quoted one. */
export function cellStarts({ cells, raw }: Pick<CsvRow, 'cells' | 'raw'>, { delimiter, quote }: Dialect): number[] {
  let at = 0;
  return cells.map((cell) => {
    const start = at;
    if (quote === '' || !raw.startsWith(quote, at)) {
      at += cell.length + 1;
      return start;
    }
    at = raw.indexOf(delimiter, start + 2 + cell.length + count(cell, quote)) + 1;
    return start + 1;
  });
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++;
  return found;
}

/** A row as text, without a line end: quoted is what would be read as something else. */
export function csvRow(cells: string[], { delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>): string {
  const row = cells.map((cell) => quoted(cell, delimiter, quote)).join(delimiter);
  // A row of one empty cell would be a blank line.
  return row === '' && quote !== '' ? quote + quote : row;
}

const quoted = (cell: string, delimiter: string, quote: string): string =>
  quote !== '' && (cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell))
    ? quote + cell.replaceAll(quote, quote + quote) + quote
    : cell;
