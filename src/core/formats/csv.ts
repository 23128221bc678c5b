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
