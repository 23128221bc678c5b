// A feed is a few lines of YAML; what is wrong in them is told at its line and column.
import { describe, expect, it } from 'vitest';
import { declared } from './fixture.ts';

describe('a feed', () => {
  it('is read with what usually holds where it says nothing', () => {
    expect(declared('group: Order No').feed).toMatchObject({
      group: 'Order No',
      columns: undefined,
      needs: undefined,
      records: [],
      header: true,
      fixed: false,
      delimiter: undefined,
      quote: '"',
      encoding: undefined,
      decimal: '.',
      thousands: '',
      dates: [{ source: 'YYYY-MM-DD' }],
    });
  });

  it('says how rows and values are written', () => {
    const { feed, findings } = declared(
      'columns: [Order No, Price]\nheader: no\ndelimiter: tab\nquote: none\nencoding: Windows-1252\ndecimal: ","\nthousands: "."\ndates: DD.MM.YYYY\ntypes: {Price: N2}',
    );
    expect(findings).toEqual([]);
    expect(feed).toMatchObject({
      columns: [
        { name: 'Order No', type: 'feed', width: undefined },
        { name: 'Price', type: 'N2', width: undefined },
      ],
      header: false,
      delimiter: '\t',
      quote: '',
      encoding: 'windows-1252',
      decimal: ',',
      thousands: '.',
    });
  });

  it('may have dates written in several ways, as long as none is another in another way', () => {
    const { feed, findings } = declared('dates: [YYYY-MM-DD, M/D/YYYY, DD.MM.YY, YYYYMMDD]');
    expect(findings).toEqual([]);
    expect(feed?.dates.map(({ source }) => source)).toEqual(['YYYY-MM-DD', 'M/D/YYYY', 'DD.MM.YY', 'YYYYMMDD']);
  });

  it('has record types, below the first of them where they do not say', () => {
    const { feed, findings } = declared(
      'records:\n  F: {file: header, columns: [Type, Date]}\n  H: [Type, Order No]\n  D: {code: "02", columns: [Type, Qty]}\n  S: {below: D, columns: [Type, Due]}\n  T: {columns: [Type, Lines, All], count: {Lines: D, All: [H, D, S]}}',
    );
    expect(findings).toEqual([]);
    expect(feed?.header).toBe(false);
    expect(feed?.records.map(({ name, code, below, file }) => ({ name, code, below, file }))).toEqual([
      { name: 'F', code: 'F', below: undefined, file: 'header' },
      { name: 'H', code: 'H', below: undefined, file: undefined },
      { name: 'D', code: '02', below: 'H', file: undefined },
      { name: 'S', code: 'S', below: 'D', file: undefined },
      { name: 'T', code: 'T', below: 'H', file: undefined },
    ]);
    expect(feed?.records.at(-1)?.counts).toEqual(
      new Map([
        ['Lines', ['D']],
        ['All', ['H', 'D', 'S']],
      ]),
    );
  });

  it('has records that no code tells: by their places, or as any other row', () => {
    const told = (feed: string) =>
      declared(feed).feed?.records.map(({ name, code, row, below, last }) => ({ name, code, row, below, last }));
    expect(told('records: {A: {row: 1, columns: [No]}, B: {row: 2, columns: [Qty]}}')).toEqual([
      { name: 'A', code: undefined, row: 1, below: undefined, last: false },
      { name: 'B', code: undefined, row: 2, below: 'A', last: false },
    ]);
    expect(told('records: {H: [Type], D: {row: any, columns: [Qty]}, E: {last: yes, columns: [Type]}}')).toEqual([
      { name: 'H', code: 'H', row: undefined, below: undefined, last: false },
      { name: 'D', code: undefined, row: undefined, below: 'H', last: false },
      { name: 'E', code: 'E', row: undefined, below: 'H', last: true },
    ]);
  });

  it('has places where it is of fixed width', () => {
    const { feed } = declared('columns: {Type: 1, Order No: 2-11}');
    expect(feed).toMatchObject({
      fixed: true,
      header: false,
      columns: [
        { name: 'Type', width: { from: 1, to: 1 } },
        { name: 'Order No', width: { from: 2, to: 11 } },
      ],
    });
  });

  it.each([
    ['heeder: no', '2:3 "heeder" is not a part of a feed; did you mean header?'],
    ['header: maybe', '2:3 header: is yes or no'],
    ['delimiter: ab', '2:3 delimiter: is one character of ASCII that is no letter or digit'],
    ['delimiter: x', '2:3 delimiter: is one character of ASCII that is no letter or digit'],
    ['quote: ab', '2:3 quote: is one character'],
    ['delimiter: "\'"\nquote: "\'"', '3:3 quote: is not the delimiter'],
    ['decimal: ","\nthousands: ","', '3:3 thousands: is not the decimal mark'],
    ['encoding: utf-7', '2:3 encoding: "utf-7" is not read; utf-8, windows-1252 and iso-8859-15 are, among others'],
    ['dates: YYYY-MM', '2:3 dates: "YYYY-MM" has a year (YYYY), a month (MM) and a day (DD), each once'],
    ['dates: HH:mm DD.MM.YYYY', '2:3 dates: in "HH:mm DD.MM.YYYY" the date comes first, then the time'],
    ['dates: DD.MM.YYYY HH', '2:3 dates: the time of "DD.MM.YYYY HH" is like HH:mm, HH:mm:ss or h:mm A'],
    ['dates: [DD/MM/YYYY, MM/DD/YYYY]', '2:3 dates: 02/01/2011 may be two dates by these formats'],
    ['dates: [YYMMDD, DDMMYY]', '2:3 dates: 110101 may be two dates by these formats'],
    ['columns: [Order No, Qty, Qty]', '2:3 columns: Qty is there twice'],
    ['columns: [Order No, ""]', '2:3 columns: a column has no name'],
    ['group: Order Nr\ncolumns: [Order No]', '2:3 group: there is no column Order Nr; did you mean Order No?'],
    ['needs: [Oty]\ncolumns: [Order No, Qty]', '2:3 needs: there is no column Oty; did you mean Qty?'],
    ['types: {Qtt: N2}\ncolumns: [Qty]', '2:3 types: there is no column Qtt; did you mean Qty?'],
    ['types: {Qty: text}', '2:11 "text" is not a type; N2 is a number with two implied decimals, N0 to N6'],
    ['header: no', '2:3 columns: are missing; without a header they say what each cell is'],
    ['header: no\ncolumns: [Qty]\nneeds: [Qty]', '4:3 needs: names columns of a header'],
    ['columns: {Order No: 1-10, Qty: 9-12}', '2:29 Qty stands where Order No does'],
    ['columns: {Order No: 10-1}', '2:13 Order No: a place is its first and last character, such as 2-11'],
    ['columns: {Qty: 1-2}\nheader: yes', '3:3 header: a feed of fixed width has none'],
    ['columns: {Qty: 1-2}\ndelimiter: ";"', '3:3 delimiter: places have none'],
    ['records: {H: [Type, No]}\nheader: yes', '3:3 header: a feed of record types has none'],
    ['records: {H: [Type, No]}\ngroup: No', '3:3 group: the record types say it'],
    ['records: {H: [Type, No]}\ncolumns: [No]', '3:3 columns: are those of each record type'],
    [
      'records: {F: {file: header, columns: [Type]}}',
      '2:3 records: the first of them that is not of the file starts a document',
    ],
    ['records: {H: [Type], D: {below: X, columns: [Type]}}', '2:24 D: there is no record X; did you mean H?'],
    [
      'records: {H: [Type], D: {belov: H, columns: [Type]}}',
      '2:28 "belov" is not a part of a record; did you mean below?',
    ],
    ['records: {H: [Type], D: {file: top, columns: [Type]}}', '2:24 D: file: is header or footer'],
    ['records: {H: [Type], D: {file: footer, below: H, columns: [Type]}}', '2:24 D: is of the file and below H'],
    ['records: {H: [Type], D: {code: H, columns: [Type]}}', "2:13 H: its code is another's"],
    [
      'records: {H: [Type], D: {columns: [Type, A, B], count: H}}',
      '2:24 D: count: names the column that holds it: {Lines: D}',
    ],
    ['records: {H: [Type], D: {columns: [Type, A], count: {B: H}}}', '2:24 D: count: has no column B'],
    ['records: {H: [Type], D: {columns: [Type, A], count: X}}', '2:24 D: count: there is no record X; did you mean H?'],
    ['records: {H: [Type], D: {Type: 1}}', '2:13 H: has no places where others have them, or the other way round'],
    ['records: {H: [Type], D: {below: S, columns: [Type]}, S: {below: D, columns: [Type]}}', '2:24 D: is below itself'],
    [
      'records: {H: [Type], D: {row: 0, columns: [Qty]}}',
      '2:24 D: row: is its number in its document, from 1 to 99, or any',
    ],
    ['records: {H: [Type], D: {row: any, code: D, columns: [Qty]}}', '2:24 D: is told by its code or by its row'],
    ['records: {H: [Type], D: {row: any, file: footer, columns: [Qty]}}', '2:24 D: a record of the file has a code'],
    [
      'records: {H: [Type], D: {row: any, columns: [Qty]}, X: {row: any, columns: [Due]}}',
      '2:55 X: row: any is another already',
    ],
    ['records: {H: [Type], D: {row: 2, columns: [Qty]}}', '2:13 H: row: 1 is its place, as the others have theirs'],
    [
      'records: {A: {row: 1, columns: [No]}, B: {row: 3, columns: [Qty]}}',
      '2:41 B: row: 2 is its place, as the others have theirs',
    ],
    [
      'records: {A: {row: 1, columns: [No]}, B: {row: 2, columns: [Qty]}, C: {row: 3, below: B, columns: [Qty]}}',
      '2:70 C: below: a place says it',
    ],
    ['records: {A: {row: 1, columns: [No]}, B: {row: 2, last: yes, columns: [Qty]}}', '2:41 B: last: a place says it'],
    ['records: {H: [Type], E: {last: maybe, columns: [Type]}}', '2:24 E: last: is yes or no'],
    ['records: {H: {last: yes, columns: [Type]}}', '2:13 H: last: is one directly below H'],
    [
      'records: {H: [Type], D: [Type], E: {below: D, last: yes, columns: [Type]}}',
      '2:35 E: last: is one directly below H',
    ],
    [
      'records: {H: [Type], E: {last: yes, columns: [Type]}, D: [Type]}',
      '2:24 E: last: is declared behind the others below H',
    ],
    ['[Order No]', '2:3 feed: holds its parts, such as group: Order No'],
  ])('%s is told of', (feed, finding) => expect(declared(feed).findings).toContain(finding));
});
