// Rows of a file become documents, whatever way its bytes arrive; what is wrong names its row, column and value, and
// never costs more than the documents it may belong to.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedReader } from '../../../src/core/feed/read.ts';
import { entryOf, line } from '../../../src/core/problem.ts';
import { bytes, definitionOf, readFile, shown, unitsOf } from './fixture.ts';

const orders = definitionOf('group: Order No');
const single = definitionOf('{}');

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const RECORDS = `records:
  F: {file: header, columns: [Type, Date]}
  H: [Type, Order No]
  D: {columns: [Type, Item, Qty]}
  S: {below: D, columns: [Type, Due]}
  T: {columns: [Type, Count], count: D}
  Z: {file: footer, columns: [Type, Orders], count: H}`;
const BY_RECORD = 'number: Order No\nlines:\n  each: D\n  quantity: Qty';
const records = definitionOf(RECORDS, BY_RECORD);

const FIXED = `records:
  H: {Type: 1, Order No: 2-11, Order Date: 12-19}
  D: {Type: 1, Item: 2-6, Qty: 8-10}`;
const fixed = definitionOf(FIXED, BY_RECORD);

describe('rows of one kind', () => {
  it('with the same value in the grouping column are one document, whose own segment is its first row', () => {
    const file = 'Order No,Order Date,Qty\n1001,2024-03-05,2\n1001,,3\n1002,2024-03-06,4\n';
    expect(readFile(orders, file)).toEqual({
      documents: [
        '[orders{Order No=1001, Qty=2} row{Order No=1001, Qty=2, Order Date=2024-03-05} row{Order No=1001, Qty=3}]',
        '[orders{Order No=1002, Qty=4} row{Order No=1002, Qty=4, Order Date=2024-03-06}]',
      ],
      problems: [],
    });
  });

  it('are each a document where nothing groups them', () => {
    expect(readFile(single, 'Order No,Qty\n1,2\n1,3\n').documents).toEqual([
      '[orders{Order No=1, Qty=2} row{Order No=1, Qty=2}]',
      '[orders{Order No=1, Qty=3} row{Order No=1, Qty=3}]',
    ]);
  });

  it('are read by position where there is no header', () => {
    const plain = definitionOf('header: no\ncolumns: [Order No, Order Date, Qty]');
    expect(readFile(plain, '1,2024-03-05,2\n').documents).toEqual([
      '[orders{Order No=1, Order Date=2024-03-05, Qty=2} row{Order No=1, Order Date=2024-03-05, Qty=2}]',
    ]);
  });

  it('are blank where all their cells are, and then they are no rows', () => {
    expect(readFile(orders, 'Order No,Qty\n1,2\n , \n\n"",\n1,3\n').documents).toEqual([
      '[orders{Order No=1, Qty=2} row{Order No=1, Qty=2} row{Order No=1, Qty=3}]',
    ]);
  });

  it.each([
    ['commas', 'Order No,Qty\n1,2\n'],
    ['semicolons', 'Order No;Qty\r\n1;2\r\n'],
    ['tabs', 'Order No\tQty\n1\t2'],
    ['bars, and old line ends', 'Order No|Qty\r1|2\r'],
    ['a byte order mark', '\uFEFF"Order No","Qty"\n"1","2"\n'],
  ])('are read with %s without being told', (_, file) => {
    expect(readFile(orders, file)).toEqual({
      documents: ['[orders{Order No=1, Qty=2} row{Order No=1, Qty=2}]'],
      problems: [],
    });
  });

  it('keep delimiters, quotes and line ends inside quotes', () => {
    expect(readFile(orders, 'Order No,Qty\n"1,0","2 ""big""\r\nones"\n').documents).toEqual([
      '[orders{Order No=1,0, Qty=2 "big"\r\nones} row{Order No=1,0, Qty=2 "big"\r\nones}]',
    ]);
  });

  it('may have quotes that are no quotes', () => {
    const inches = definitionOf('quote: none');
    expect(readFile(inches, 'Order No,Qty\n"5,"2\n').documents).toEqual([
      '[orders{Order No="5, Qty="2} row{Order No="5, Qty="2}]',
    ]);
  });

  it('may stand in other columns than those the mapping reads; their cells are there to be told of', () => {
    expect(readFile(single, 'Note,Qty,Order No\nsoon,2,1\n').documents).toEqual([
      '[orders{Order No=1, Qty=2} row{Order No=1, Qty=2, Note=soon}]',
    ]);
  });
});

describe('encodings', () => {
  it('is what the first row that is not ASCII is valid in', () => {
    expect(readFile(orders, latin('Order No,Qty\n1,caf\xe9 \x80\n1,\xc3\xa9\n')).documents).toEqual([
      '[orders{Order No=1, Qty=café €} row{Order No=1, Qty=café €} row{Order No=1, Qty=Ã©}]',
    ]);
    expect(readFile(orders, 'Order No,Qty\n1,café\n').documents).toEqual([
      '[orders{Order No=1, Qty=café} row{Order No=1, Qty=café}]',
    ]);
  });

  it('is UTF-16 where a byte order mark says so', () => {
    const utf16 = Uint8Array.from(Buffer.from('\uFEFFOrder No\tQty\r\n1\tcafé\r\n', 'utf16le'));
    const [, , set] = unitsOf(orders, utf16);
    if (set?.unit !== 'set') throw new Error('no set');
    const [, quantity] = set.set.tree!.children[1]!.children;
    expect(quantity).toMatchObject({ value: 'café', offset: utf16.length - 2 * 'café\r\n'.length });
  });

  it('is the one the feed names', () => {
    const eastern = definitionOf('encoding: iso-8859-2');
    expect(readFile(eastern, latin('Order No,Qty\n1,\xb1\n')).documents).toEqual([
      '[orders{Order No=1, Qty=ą} row{Order No=1, Qty=ą}]',
    ]);
  });

  it('makes a cell that is not valid in it a problem', () => {
    expect(readFile(orders, latin('Order No,Qty\n1,\xc3\xa9\n1,\xe9\n')).problems).toEqual([
      '1 line 3:2 row/Qty: "é" is not valid in the encoding of the feed [FEED_ENCODING]',
    ]);
  });
});

describe('a header', () => {
  it('lacks a column: nothing of the file is read', () => {
    expect(readFile(orders, 'Order Nr,Qty\n1,2\n')).toEqual({
      documents: [],
      problems: ['line 1: the header has no column Order No; did you mean Order Nr? [FEED_COLUMN_MISSING]'],
    });
  });

  it('has a column twice', () => {
    expect(readFile(orders, 'Order No,Qty,Qty\n1,2,3\n')).toEqual({
      documents: [],
      problems: ['line 1:3 Qty: the header has column Qty more than once [FEED_COLUMN_REPEATED]'],
    });
  });

  it('has a column that the feed has not, which is a warning', () => {
    const listed = definitionOf('columns: [Order No, Qty]');
    expect(readFile(listed, 'Order No,Qty,Notes\n1,2,x\n')).toEqual({
      documents: ['[orders{Order No=1, Qty=2} row{Order No=1, Qty=2, Notes=x}]'],
      problems: ['line 1:3 Notes: the header has column Notes, which the feed has not [FEED_COLUMN_UNKNOWN]'],
    });
    expect(entryOf('FEED_COLUMN_UNKNOWN').severity).toBe('warning');
  });

  it('may lack what the feed does not need', () => {
    const lenient = definitionOf('needs: [Order No]');
    expect(readFile(lenient, 'Order No\n1\n')).toEqual({
      documents: ['[orders{Order No=1} row{Order No=1}]'],
      problems: [],
    });
  });

  it('alone is a file without documents, which is no error as an empty file is', () => {
    const severities = (file: string) =>
      unitsOf(orders, file).flatMap((one) =>
        one.unit === 'interchangeEnd'
          ? one.interchange.problems.map(({ code, severity }) => `${code} ${severity}`)
          : [],
      );
    expect(severities('Order No,Qty\n')).toEqual(['INTERCHANGE_EMPTY warning']);
    expect(severities('')).toEqual(['INTERCHANGE_EMPTY error']);
  });
});

describe('a row that is wrong', () => {
  const wrongIn = (file: string) => readFile(orders, `Order No,Qty,Note\n${file}`);

  it('in its number of cells belongs to the document it names', () => {
    expect(wrongIn('1,2,\n2\n2,4,\n').problems).toEqual([
      '2 line 3 row: the row has 1 cells where 3 are expected [ROW_CELLS]',
    ]);
    expect(wrongIn('1,2,\n1\n1,4,\n2,1,\n').problems).toEqual([
      '1 line 3 row: the row has 1 cells where 3 are expected [ROW_CELLS]',
    ]);
  });

  it('and may be of two documents spoils both', () => {
    expect(wrongIn('1,2,\nN/A\n2,4,\n3,5,\n').problems).toEqual([
      '1 line 3 row: the row has 1 cells where 3 are expected [ROW_CELLS]',
      '2 line 3 row: the row has 1 cells where 3 are expected [ROW_CELLS]',
    ]);
    expect(wrongIn('1,2,\n,4,\n2,5,\n').problems).toEqual([
      '1 line 3 row: Order No is empty, so that nobody knows whose row it is [ROW_WITHOUT_GROUP]',
      '2 line 3 row: Order No is empty, so that nobody knows whose row it is [ROW_WITHOUT_GROUP]',
    ]);
  });

  it('at the end of a file belongs to the last document, or to the file where it has none', () => {
    expect(wrongIn('1,2,\n,3,\n').problems).toHaveLength(1);
    expect(wrongIn('x\n')).toEqual({
      documents: [],
      problems: ['line 2 row: the row has 1 cells where 3 are expected [ROW_CELLS]'],
    });
  });

  it('may have more cells as long as they are blank', () => {
    expect(wrongIn('1,2,,,\n').problems).toEqual([]);
    expect(wrongIn('1,2,\n1,2,,,x\n').problems).toEqual([
      '1 line 3 row: the row has 5 cells where 3 are expected [ROW_CELLS]',
    ]);
  });

  it.each([
    ['does not close', '1,"3,\n'],
    ['closes too early', '1,"3"x,\n'],
  ])('in that a quote %s is that line; the next is read', (_, row) => {
    expect(wrongIn(`1,2,\n${row}2,4,\n2,5,"a\nb"\n`)).toEqual({
      documents: [
        '[orders{Order No=1, Qty=2} row{Order No=1, Qty=2}]',
        '[orders{Order No=2, Qty=4} row{Order No=2, Qty=4} row{Order No=2, Qty=5, Note=a\nb}]',
      ],
      problems: ['1 line 3 row: a quote does not close where a cell ends [ROW_BROKEN]'],
    });
  });

  it('differs from the first in what is read for the document', () => {
    const dated = definitionOf(
      'group: Order No',
      'number: Order No\nissued: Order Date\nlines:\n  each: row\n  quantity: Qty',
    );
    const file = 'Order No,Order Date,Qty\n1,2024-03-05,2\n1,2024-03-05,3\n1,,3\n1,2024-03-06,4\n';
    expect(readFile(dated, file).problems).toEqual([
      '1 line 5:2 row/Order Date: "2024-03-06" differs from "2024-03-05" in the first row of the document [ROW_DIFFERS]',
    ]);
  });

  it('comes back to a document that ended before: the whole file is wrong, not a second document', () => {
    const { problems } = readFile(orders, 'Order No,Qty\n1,2\n2,3\n1,4\n');
    const said = 'line 4:1 row/Order No: rows of 1 stand further up already; rows of one document stand together';
    expect(problems).toEqual([`3 ${said} [GROUP_SCATTERED]`, `3 ${said} [GROUP_SCATTERED]`]);
  });

  it('a hundred times and once more ends the reading', () => {
    const { documents, problems } = wrongIn(`1,2,\n${'1,"x"y,\n'.repeat(120)}2,3,\n`);
    expect(documents).toHaveLength(1);
    expect(problems.at(-1)).toBe(
      'line 104: rows cannot be told apart any more; what follows was left unread [FEED_UNREADABLE]',
    );
  });

  it('is one without an end: no more than a million characters are held', () => {
    const { problems } = wrongIn(`1,2,${'x'.repeat(3_000_000)}`);
    expect(problems).toEqual([
      'line 2: rows cannot be told apart any more; what follows was left unread [FEED_UNREADABLE]',
    ]);
  });
});

describe('what is read', () => {
  it('is marked so that only what no mapping reads is left to tell of', () => {
    const [, , set] = unitsOf(single, 'Order No,Qty,Note\n1,2,x\n');
    if (set?.unit !== 'set') throw new Error('no set');
    const claims = set.set.tree!.children.map((node) => node.children.map(({ name, claim }) => `${name} ${claim}`));
    expect(claims).toEqual([
      ['Order No 0', 'Qty 1'],
      ['Order No 1', 'Qty 0', 'Note 0'],
    ]);
  });

  it('knows its line, its cell and its byte', () => {
    const file = 'Order No,Qty\n"é\n1",2\n3,"4"\n';
    const sets = unitsOf(single, file).flatMap((one) => (one.unit === 'set' ? [one.set] : []));
    const places = sets.map(({ tree, locate }) =>
      tree!.children[1]!.children.map(({ offset }) => ({ offset, ...locate!(offset) })),
    );
    expect(places).toEqual([
      [
        { offset: 14, line: 2, column: 1 },
        { offset: 20, line: 2, column: 2 },
      ],
      [
        { offset: 22, line: 4, column: 1 },
        { offset: 25, line: 4, column: 2 },
      ],
    ]);
    expect(sets.map(({ offset, end, control }) => [offset, end, control])).toEqual([
      [13, 22, '1'],
      [22, 28, '2'],
    ]);
  });

  it('is the same however the bytes arrive', () => {
    const files = [
      '\uFEFFOrder No;Qty;Note\r\n1;2;"é;\r\n""x"""\r\n1;"3;y\r\n2;4;\r\n;5;\r\n3;6;',
      'Order No,Qty\r1,2\r1,3\r',
      'Order No,Qty\n"1","2"\r\n"1","3\r"\n2\n',
    ].map(bytes);
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.integer({ min: 1, max: 12 }), (file, size) => {
        expect(readFile(orders, file, size)).toEqual(readFile(orders, file));
      }),
    );
  });
});

describe('records', () => {
  it('stand below the one that starts a document, and below each other; what is of the file stands in each', () => {
    const file = 'F,20240301\nH,1\nD,a,2\nS,20240310\nS,20240311\nD,b,3\nT,2\nH,2\nD,c,1\nT,1\nZ,2\n';
    expect(readFile(records, file)).toEqual({
      documents: [
        '[orders{Type=H, Order No=1} F{Type=F, Date=20240301} [D{Type=D, Item=a, Qty=2} S{Type=S, Due=20240310} S{Type=S, Due=20240311}] [D{Type=D, Item=b, Qty=3}] T{Type=T, Count=2}]',
        '[orders{Type=H, Order No=2} F{Type=F, Date=20240301} [D{Type=D, Item=c, Qty=1}] T{Type=T, Count=1}]',
      ],
      problems: [],
    });
  });

  it.each([
    [
      'a count that is wrong',
      'H,1\nD,a,2\nT,2\nZ,1\n',
      '1 line 3:2 T/Count: the record counts "2"; 1 were read [RECORD_COUNT_WRONG]',
    ],
    [
      'a count of the file',
      'H,1\nD,a,2\nT,1\nZ,2\n',
      'line 4:2 Z/Orders: the record counts "2"; 1 were read [RECORD_COUNT_WRONG]',
    ],
    ['a count that is missing', 'H,1\nD,a,2\nZ,1\n', '1 line 2: record T is missing [RECORD_MISSING]'],
    ['a file that is cut off', 'H,1\nD,a,2\nT,1\n', 'byte 0: record Z is missing [RECORD_MISSING]'],
    ['an unknown code', 'H,1\nX,1\nT,0\nZ,1\n', '1 line 2: no record of the feed starts with "X" [RECORD_UNKNOWN]'],
    ['cells too few', 'H,1\nD,a\nT,1\nZ,1\n', '1 line 2 D: the row has 2 cells where 3 are expected [ROW_CELLS]'],
    [
      'a record before any document',
      'D,a,1\nH,1\nT,0\nZ,1\n',
      'line 1 D: record D does not belong here: no H stands before it [RECORD_UNEXPECTED]',
    ],
    [
      'a record before the one it belongs to',
      'H,1\nS,20240301\nT,0\nZ,1\n',
      '1 line 2 S: record S does not belong here: no D stands before it [RECORD_UNEXPECTED]',
    ],
    [
      'a header of the file behind documents',
      'H,1\nT,0\nF,20240301\nZ,1\n',
      '1 line 3 F: record F does not belong here: it stands before all documents [RECORD_UNEXPECTED]',
    ],
    [
      'a second header of the file',
      'F,20240301\nF,20240302\nH,1\nT,0\nZ,1\n',
      'line 2 F: record F does not belong here: the file has one already [RECORD_UNEXPECTED]',
    ],
    [
      'a document behind the end of the file',
      'H,1\nT,0\nZ,1\nH,2\n',
      'line 4 H: record H does not belong here: the file has ended before [RECORD_UNEXPECTED]',
    ],
  ])('%s is a problem', (_, file, said) => expect(readFile(records, file).problems).toEqual([said]));

  it('lose what stood below the last of their kind when the next begins', () => {
    const nested = definitionOf(
      'records:\n  H: [Type, Order No]\n  D: [Type, Qty]\n  S: {below: D, columns: [Type, Due]}\n  Q: {below: S, columns: [Type, Qty]}',
      BY_RECORD,
    );
    expect(readFile(nested, 'H,1\nD,2\nS,x\nQ,1\nD,3\nQ,2\n').problems).toEqual([
      '1 line 6 Q: record Q does not belong here: no S stands before it [RECORD_UNEXPECTED]',
    ]);
  });

  it('of the file know their line in every document', () => {
    const sets = unitsOf(records, 'F,20240301\nH,1\nT,0\nH,2\nT,0\nZ,2\n').flatMap((one) =>
      one.unit === 'set' ? [one.set] : [],
    );
    const places = sets.map(({ tree, locate }) => locate!(tree!.children[1]!.children[1]!.offset));
    expect(places).toEqual([
      { line: 1, column: 2 },
      { line: 1, column: 2 },
    ]);
  });

  it('have a code that is not their name where one is told', () => {
    const coded = definitionOf(
      'records:\n  header: {code: "01", columns: [Type, Order No]}\n  line: {code: "02", columns: [Type, Qty]}',
      'number: Order No\nlines:\n  each: line\n  quantity: Qty',
    );
    expect(readFile(coded, '01,1\n02,2\n').documents).toEqual(['[orders{Type=01, Order No=1} line{Type=02, Qty=2}]']);
  });
});

describe('records told by their places', () => {
  const pairs = definitionOf(
    'records:\n  head: {row: 1, columns: [Order No, Due]}\n  ship: {row: 2, columns: [Name, City]}\n  line: {row: 3, columns: [Item, Qty]}',
    'number: Order No\nshipTo:\n  name: ship/Name',
  );

  it('are so many rows, one document after the other', () => {
    expect(readFile(pairs, '1,20240305\nMill,Köln\na,2\n2,20240306\nDock,Kiel\nb,3\n', 7)).toEqual({
      documents: [
        '[orders{Order No=1, Due=20240305} ship{Name=Mill, City=Köln} line{Item=a, Qty=2}]',
        '[orders{Order No=2, Due=20240306} ship{Name=Dock, City=Kiel} line{Item=b, Qty=3}]',
      ],
      problems: [],
    });
  });

  it('may be blank within a document, and between two a blank line is none', () => {
    expect(readFile(pairs, '\n1,x\n\na,2\n\n,\n2,y\n,\nb,3\n\n')).toEqual({
      documents: [
        '[orders{Order No=1, Due=x} line{Item=a, Qty=2}]',
        '[orders{Order No=2, Due=y} ship{} line{Item=b, Qty=3}]',
      ],
      problems: ['1 line 3 ship: the row has 1 cells where 2 are expected [ROW_CELLS]'],
    });
  });

  it('that are wrong refuse their own document, the first of them too', () => {
    const file = '1,x\nMill,Köln\na,2\n2\nDock,Kiel\nb,3\n3,z\n"Dock,Kiel\nc,4\n4,w\nDock,Kiel\nd,5\n';
    const { documents, problems } = readFile(pairs, file);
    expect(documents).toHaveLength(4);
    expect(documents[3]).toBe('[orders{Order No=4, Due=w} ship{Name=Dock, City=Kiel} line{Item=d, Qty=5}]');
    expect(problems).toEqual([
      '2 line 4 head: the row has 1 cells where 2 are expected [ROW_CELLS]',
      '3 line 8 ship: a quote does not close where a cell ends [ROW_BROKEN]',
    ]);
  });

  it('are missing at the end of a file that is cut off', () => {
    expect(readFile(pairs, '1,x\nMill,Köln\na,2\n2,y\n').problems).toEqual([
      '2 line 4: record ship is missing [RECORD_MISSING]',
      '2 line 4: record line is missing [RECORD_MISSING]',
    ]);
  });

  it('stand between records of the file that have codes', () => {
    const feed = `records:
  head: {row: 1, columns: {Order No: 1-6, Due: 7-14}}
  ship: {row: 2, columns: {Name: 1-10}}
  Z: {file: footer, columns: {Type: 1, Orders: 2-4}, count: {Orders: head}}`;
    const read = (file: string) => readFile(definitionOf(feed, 'number: Order No'), file);
    expect(read('100001202403\nMill\n100002\n\nZ  2\n')).toEqual({
      documents: ['[orders{Order No=100001, Due=202403} ship{Name=Mill}]', '[orders{Order No=100002} ship{}]'],
      problems: [],
    });
    expect(read('100001202403\nMill\n100002\nZ  2\n').problems).toEqual([
      '2 line 3: record ship is missing [RECORD_MISSING]',
    ]);
  });
});

describe('a record that no code tells', () => {
  const between = definitionOf(
    'records:\n  BEGIN: [Type, Order No]\n  item: {row: any, columns: [Item, Qty]}\n  END: {last: yes, columns: [Type]}',
    BY_RECORD,
  );

  it('is any row that has none', () => {
    expect(readFile(between, 'BEGIN,1\na,2\nb,3\nEND\nBEGIN,2\nc,4\nEND\n')).toEqual({
      documents: [
        '[orders{Type=BEGIN, Order No=1} item{Item=a, Qty=2} item{Item=b, Qty=3} END{Type=END}]',
        '[orders{Type=BEGIN, Order No=2} item{Item=c, Qty=4} END{Type=END}]',
      ],
      problems: [],
    });
  });

  it('is read in its first column too', () => {
    const [, , set] = unitsOf(between, 'BEGIN,1\na,2\nEND\n');
    if (set?.unit !== 'set') throw new Error('no set');
    const claims = set.set.tree!.children.map(({ children }) => children.map(({ claim }) => claim));
    expect(claims).toEqual([[1, 0], [0, 0], [1]]);
  });

  it.each([
    [
      'behind the record its document ends with',
      'BEGIN,1\nEND\na,2\n',
      'line 3 item: record item does not belong here: no BEGIN stands before it [RECORD_UNEXPECTED]',
    ],
    [
      'in a document that does not end',
      'BEGIN,1\na,2\nBEGIN,2\nEND\n',
      '1 line 2: record END is missing [RECORD_MISSING]',
    ],
    ['in a file that is cut off', 'BEGIN,1\na,2\n', '1 line 2: record END is missing [RECORD_MISSING]'],
    ['with too few cells', 'BEGIN,1\na\nEND\n', '1 line 2 item: the row has 1 cells where 2 are expected [ROW_CELLS]'],
    [
      'where the last has too many',
      'BEGIN,1\nEND,1\n',
      '1 line 2 END: the row has 2 cells where 1 are expected [ROW_CELLS]',
    ],
  ])('%s is a problem', (_, file, said) => expect(readFile(between, file).problems).toEqual([said]));

  it('may start a document', () => {
    const plain = definitionOf(
      'records:\n  order: {row: any, columns: [Order No, Item, Qty]}\n  T: {file: footer, columns: [Type, Orders], count: order}',
      BY_RECORD,
    );
    expect(readFile(plain, '1,a,2\n2,b,3\nT,2\n')).toEqual({
      documents: ['[orders{Order No=1, Item=a, Qty=2}]', '[orders{Order No=2, Item=b, Qty=3}]'],
      problems: [],
    });
  });
});

describe('fixed width', () => {
  it('cuts records at their places, without the spaces that fill them; what stands between places is told of', () => {
    expect(readFile(fixed, 'H1001      20240305\r\nDK-1   12\r\nDK-2  X 3\r\n')).toEqual({
      documents: [
        '[orders{Type=H, Order No=1001, Order Date=20240305} D{Type=D, Item=K-1, Qty=12} D{Type=D, Item=K-2, Qty=3, 7=X}]',
      ],
      problems: [],
    });
  });

  it('counts characters, and knows the bytes', () => {
    const [, , set] = unitsOf(fixed, 'H1\nDé-1   12\n');
    if (set?.unit !== 'set') throw new Error('no set');
    const [, , quantity] = set.set.tree!.children[1]!.children;
    expect(quantity).toMatchObject({ value: '12', offset: 11 });
    expect(set.set.locate!(quantity!.offset)).toEqual({ line: 2, column: 8 });
  });

  it('groups rows of one kind', () => {
    const rows = definitionOf('group: Order No\ncolumns: {Order No: 1-4, Qty: 5-8}');
    expect(readFile(rows, '1001   2\n1001   3\n1002   4')).toEqual({
      documents: [
        '[orders{Order No=1001, Qty=2} row{Order No=1001, Qty=2} row{Order No=1001, Qty=3}]',
        '[orders{Order No=1002, Qty=4} row{Order No=1002, Qty=4}]',
      ],
      problems: [],
    });
  });

  it('has nothing behind its last column', () => {
    expect(readFile(fixed, 'H1001      20240305 late\n').problems).toEqual([
      '1 line 1 H: "late" stands behind the last column of the row [ROW_OVERLONG]',
    ]);
  });
});

describe('a character set that is agreed', () => {
  it('counts for more than what the feed says', () => {
    const western = definitionOf('encoding: windows-1252');
    const reader = feedReader(western, { charset: 'utf-8' });
    const units = [...reader.push(bytes('Order No,Qty\n1,é\n')), ...reader.end()];
    const [tree] = units.flatMap((one) => (one.unit === 'set' ? [one.set.tree] : []));
    expect(shown(tree!)).toBe('[orders{Order No=1, Qty=é} row{Order No=1, Qty=é}]');
  });
});

describe('a document', () => {
  it('larger than may be held is told of, and the next is read', () => {
    const reader = feedReader(orders, { maxSetBytes: 20 });
    const file = `Order No,Qty\n${'1,1\n'.repeat(10)}2,1\n`;
    const sets = [...reader.push(bytes(file)), ...reader.end()].flatMap((one) => (one.unit === 'set' ? [one.set] : []));
    expect(sets.map(({ problems }) => problems.map(line))).toEqual([
      ['1 line 7: the transaction set is larger than 20 bytes; the rest of it was skipped [SET_TOO_LARGE]'],
      [],
    ]);
  });
});
