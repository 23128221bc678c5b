/**
 * Code tables (mappings/tables/NAME.csv): the first column is the canonical vocabulary, every other column one
 * of the wire's. The first row with a value wins, in each direction.
 */

import { parseCsv } from '../formats/csv.ts';
import type { Finding } from '../yaml.ts';

export interface Table {
  name: string;
  file: string;
  /** Column name → wire value → canonical value. */
  read: Map<string, Map<string, string>>;
  /** Column name → canonical value → wire value. */
  write: Map<string, Map<string, string>>;
}

/** A column for people; it is no vocabulary. */
const LABEL = 'label';

export function parseTable(name: string, file: string, text: string): { table: Table; findings: Finding[] } {
  const { rows, errors } = parseCsv(text);
  const findings: Finding[] = errors.map(({ row, message }) => ({ file, line: row, column: 1, message }));
  const table: Table = { name, file, read: new Map(), write: new Map() };
  const [header = [], ...body] = rows;
  if (header.length < 2)
    findings.push({
      file,
      line: 1,
      column: 1,
      message: 'a table has a header: the canonical vocabulary, then one column for each format',
    });
  header.forEach((column, i) => {
    if (i === 0 || column === LABEL) return;
    const read = new Map<string, string>();
    const write = new Map<string, string>();
    for (const row of body) {
      const canonical = row[0] ?? '';
      const wire = row[i] ?? '';
      if (canonical === '' || wire === '') continue;
      if (!read.has(wire)) read.set(wire, canonical);
      if (!write.has(canonical)) write.set(canonical, wire);
    }
    table.read.set(column, read);
    table.write.set(column, write);
  });
  body.forEach((row, i) => {
    if (row.length !== header.length) {
      findings.push({
        file,
        line: i + 2,
        column: 1,
        message: `${row.length} cells where the header has ${header.length}`,
      });
    } else if (row[0] === '')
      findings.push({ file, line: i + 2, column: 1, message: `the ${header[0]} column is empty` });
  });
  return { table, findings };
}
