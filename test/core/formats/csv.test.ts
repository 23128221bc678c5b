// Rows are cut out of a text that comes in pieces, with their places; what is written is quoted only where it must be.
import { describe, expect, it } from 'vitest';
import { cellStarts, createCsvParser, csvRow, type Dialect, MAX_ROW } from '../../../src/core/formats/csv.ts';

const COMMAS: Dialect = { delimiter: ',', quote: '"', newline: '\n' };

/** Rows of a text in pieces of this size, and whether it was given up. */
function rowsOf(text: string, dialect = COMMAS, size = text.length) {
  const parser = createCsvParser(dialect);
  const rows = [];
  for (let at = 0; at < text.length; at += size) rows.push(...parser.push(text.slice(at, at + size)));
  return { rows: [...rows, ...parser.end()], stopped: parser.stopped };
}

const cellsOf = (text: string, dialect = COMMAS, size?: number): string[][] =>
  rowsOf(text, dialect, size).rows.map(({ cells }) => cells);

describe('rows', () => {
  it('know where they start and end, and on which line', () => {
    const { rows } = rowsOf('a,b\r\n\r\n"x\r\ny",1\nlast,2');
    expect(rows.map(({ cells, raw, at, end, line }) => ({ cells, raw, at, end, line }))).toEqual([
      { cells: ['a', 'b'], raw: 'a,b', at: 0, end: 5, line: 1 },
      { cells: ['x\r\ny', '1'], raw: '"x\r\ny",1', at: 7, end: 16, line: 3 },
      { cells: ['last', '2'], raw: 'last,2', at: 16, end: 23, line: 5 },
    ]);
  });

  it.each([
    [
      'a carriage return before the line end',
      'a,b\r\nc,"d"\r\n',
      COMMAS,
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['one inside a last cell in quotes', 'a,"b\r"\r\n', COMMAS, [['a', 'b\r']]],
    ['a quote in a cell that has none around it', '5" pipe,6"\r\n', COMMAS, [['5" pipe', '6"']]],
    [
      'carriage returns alone',
      'a,b\rc,d\r',
      { ...COMMAS, newline: '\r' },
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['no quotes at all', '"a,b"\n', { ...COMMAS, quote: '' }, [['"a', 'b"']]],
    ['other quotes', "'a,''b',c\n", { ...COMMAS, quote: "'" }, [["a,'b", 'c']]],
    ['spaces behind a quote', '"a" ,b\n', COMMAS, [['a', 'b']]],
  ] as [string, string, Dialect, string[][]][])('with %s', (_, text, dialect, cells) => {
    expect(cellsOf(text, dialect)).toEqual(cells);
    expect(cellsOf(text, dialect, 1)).toEqual(cells);
  });

  it('have cells that start where their values do', () => {
    const [row] = rowsOf('a,"b ""c""" ,,"",d\n').rows;
    expect(cellStarts(row!, COMMAS)).toEqual([0, 3, 13, 15, 17]);
  });

  it('are broken where a quote is wrong, and only there', () => {
    const { rows } = rowsOf('a,"b\nc,"d"e\n"f",g\n');
    expect(rows.map(({ broken, line, cells }) => ({ broken, line, cells }))).toEqual([
      { broken: true, line: 1, cells: ['a', '"b'] },
      { broken: true, line: 2, cells: ['c', '"d"e'] },
      { broken: false, line: 3, cells: ['f', 'g'] },
    ]);
  });

  it('are broken where they are longer than any row is, whatever the pieces', () => {
    const text = `a,b\n"${'x'.repeat(100)}\n${'y'.repeat(MAX_ROW)}",z\nc,d\n`;
    const firsts = (size?: number) => rowsOf(text, COMMAS, size).rows.map(({ line, broken }) => ({ line, broken }));
    expect(firsts().slice(0, 2)).toEqual([
      { line: 1, broken: false },
      { line: 2, broken: true },
    ]);
    expect(firsts(10_000)).toEqual(firsts());
  });

  it('that never end are given up', () => {
    const { rows, stopped } = rowsOf(`a,b\n${'x'.repeat(MAX_ROW * 2)}`, COMMAS, 100_000);
    expect(rows).toHaveLength(1);
    expect(stopped).toEqual({ at: 4, line: 2 });
  });
});

describe('a row that is written', () => {
  it.each([
    [['a', 'b c', '=1+1'], 'a,b c,=1+1'],
    [['a,b', 'c"d', 'e\nf', 'g\rh'], '"a,b","c""d","e\nf","g\rh"'],
    [['', ''], ','],
    [[''], '""'],
  ])('%j', (cells, text) => {
    expect(csvRow(cells, COMMAS)).toBe(text);
    if (cells.some((cell) => cell !== '')) expect(cellsOf(`${text}\n`)).toEqual([cells]);
  });
});
