// What is written as a feed reads back as the same documents, and what could not is a problem.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedDefinition } from '../../../src/core/feed/definition.ts';
import { cellNode } from '../../../src/core/feed/draft.ts';
import { writeFeed } from '../../../src/core/feed/write.ts';
import { line } from '../../../src/core/problem.ts';
import { group, type Node, segmentNode } from '../../../src/core/tree.ts';
import { definitionOf, readFile, shown, unitsOf } from './fixture.ts';

const orders = definitionOf('group: Order No');

const segment = (name: string, cells: Record<string, string>): Node => {
  const node = segmentNode(name, -1, 0);
  node.children = Object.entries(cells).map(([column, value]) => cellNode(column, value, -1, false));
  return node;
};

const tree = (...children: Node[]): Node => {
  const node = group('orders', -1, 0);
  node.children = children;
  return node;
};

const order = (own: Record<string, string>, ...rows: Record<string, string>[]): Node =>
  tree(segment('orders', own), ...rows.map((row) => segment('row', row)));

function written(definition: FeedDefinition, ...documents: Node[]): { text: string; problems: string[] } {
  const { bytes, problems } = writeFeed(definition, documents);
  return { text: Buffer.from(bytes).toString('latin1'), problems: problems.map(line) };
}

describe('rows', () => {
  it('each say what the document says', () => {
    const document = order({ 'Order No': '1' }, { Qty: '2' }, { Qty: '3' });
    expect(written(orders, document, order({ 'Order No': '2' }))).toEqual({
      text: 'Order No,Qty\r\n1,2\r\n1,3\r\n2,\r\n',
      problems: [],
    });
  });

  it('are quoted where they would be read as something else, and only there', () => {
    const semicolons = definitionOf('group: Order No\ndelimiter: ";"');
    const document = order({ 'Order No': '1;0' }, { Qty: 'a "b"' }, { Qty: 'x\ny' }, { Qty: '=1+1, no' });
    expect(written(semicolons, document).text).toBe(
      'Order No;Qty\r\n"1;0";"a ""b"""\r\n"1;0";"x\ny"\r\n"1;0";=1+1, no\r\n',
    );
  });

  it('have no header where the feed has none', () => {
    const plain = definitionOf('header: no\ncolumns: [Qty, Order No]');
    expect(written(plain, order({ 'Order No': '1' }, { Qty: '2' })).text).toBe('2,1\r\n');
  });

  it('are in the encoding of the feed', () => {
    const document = order({ 'Order No': '1' }, { Qty: 'café €' });
    expect(written(orders, document).text).toContain('caf\u00c3\u00a9');
    expect(written(definitionOf('encoding: windows-1252'), document).text).toContain('caf\u00e9 \u0080');
    expect(
      readFile(definitionOf('encoding: utf-16le'), writeFeed(definitionOf('encoding: utf-16le'), [document]).bytes),
    ).toEqual({
      documents: ['[orders{Order No=1, Qty=café €} row{Order No=1, Qty=café €}]'],
      problems: [],
    });
  });

  it.each([
    [
      'a character the encoding has not',
      'encoding: iso-8859-15',
      { Qty: 'Ω' },
      'Qty: "Ω" cannot be written: the encoding has no Ω [VALUE_NOT_WRITABLE]',
    ],
    [
      'a delimiter without quotes',
      'quote: none',
      { Qty: '1,5' },
      'Qty: "1,5" cannot be written: it would end the cell [VALUE_NOT_WRITABLE]',
    ],
    [
      'what is wider than its place',
      'columns: {Order No: 1-4, Qty: 5-6}',
      { Qty: '100' },
      'Qty: "100" cannot be written: longer than 2 characters [VALUE_NOT_WRITABLE]',
    ],
    [
      'a line end in a row of fixed width',
      'columns: {Order No: 1-4, Qty: 5-9}',
      { Qty: '1\n2' },
      'Qty: "1\\x0a2" cannot be written: it would end the cell [VALUE_NOT_WRITABLE]',
    ],
    [
      'a column that is the document’s and says something else in its row',
      '{}',
      { 'Order No': '2' },
      'Order No: Order No already holds a value; "1" has no place [VALUE_PLACE_TAKEN]',
    ],
  ])('%s is a problem', (_, feed, row, said) => {
    expect(written(definitionOf(feed), order({ 'Order No': '1' }, row)).problems).toEqual([said]);
  });

  it('of several lines need a column that groups them, and a value in it', () => {
    expect(written(definitionOf('{}'), order({ 'Order No': '1' }, { Qty: '2' }, { Qty: '3' })).problems).toEqual([
      '"2 rows" cannot be written: the feed has one row for each document [VALUE_NOT_WRITABLE]',
    ]);
    expect(written(orders, order({}, { Qty: '2' })).problems).toEqual([
      'Order No: "" cannot be written: every row says which document it belongs to [VALUE_NOT_WRITABLE]',
    ]);
  });

  it('read back as they were, whatever is in their cells', () => {
    const cell = fc
      .string({
        unit: fc.constantFrom('a', '1', ',', ';', '"', "'", '\n', '\r', '\t', '|', ' ', 'é', '€', '='),
        maxLength: 6,
      })
      .filter((text) => text.trim() === text && !text.includes('\r'));
    const key = cell.filter((text) => text !== '');
    const feeds = [
      'group: Order No',
      'group: Order No\ndelimiter: ";"\nquote: "\'"',
      'group: Order No\nheader: no\ncolumns: [Order No, Qty]',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...feeds.map((feed) => definitionOf(feed))),
        fc.uniqueArray(fc.tuple(key, fc.array(cell, { minLength: 1, maxLength: 3 })), {
          selector: ([no]) => no,
          minLength: 1,
          maxLength: 3,
        }),
        (definition, given) => {
          const rows = ([no, quantities]: [string, string[]]) => quantities.map((Qty) => ({ 'Order No': no, Qty }));
          const { bytes, problems } = writeFeed(
            definition,
            given.map((one) => order({ 'Order No': one[0] }, ...rows(one))),
          );
          expect(problems).toEqual([]);
          const documents = given.map((one) => shown(order(rows(one)[0]!, ...rows(one))));
          expect(readFile(definition, bytes)).toEqual({ documents, problems: [] });
        },
      ),
    );
  });
});

describe('records', () => {
  const feed = `records:
  F: {file: header, columns: [Type, Date]}
  H: [Type, Order No]
  D: {columns: [Type, Qty]}
  S: {below: D, columns: [Type, Due]}
  T: {columns: [Type, Count], count: D}
  Z: {file: footer, columns: [Type, Orders, All], count: {Orders: H, All: [H, D, S, T]}}`;
  const definition = definitionOf(feed, 'number: Order No\nlines:\n  each: D\n  quantity: Qty');

  const withSchedules = (quantity: string, ...due: string[]): Node => {
    const node = group('D', -1, 0);
    node.children = [segment('D', { Qty: quantity }), ...due.map((Due) => segment('S', { Due }))];
    return node;
  };

  it('have their codes and counts, which no mapping says', () => {
    const documents = [
      tree(
        segment('orders', { 'Order No': '1' }),
        segment('F', { Date: '20240301' }),
        withSchedules('2', '20240310', '20240311'),
        withSchedules('3'),
      ),
      tree(segment('orders', { 'Order No': '2' }), segment('F', { Date: '20240301' })),
    ];
    const { text, problems } = written(definition, ...documents);
    expect(problems).toEqual([]);
    expect(text.split('\r\n')).toEqual([
      'F,20240301',
      'H,1',
      'D,2',
      'S,20240310',
      'S,20240311',
      'D,3',
      'T,2',
      'H,2',
      'T,0',
      'Z,2,8',
      '',
    ]);
    expect(readFile(definition, text).problems).toEqual([]);
  });

  it('told by their places are all there, once', () => {
    const placed = definitionOf(
      'records:\n  head: {row: 1, columns: [Order No, Due]}\n  ship: {row: 2, columns: [Name, City]}\n  line: {row: 3, columns: [Qty]}',
      'number: Order No\nlines:\n  each: line\n  quantity: Qty',
    );
    const head = segment('orders', { 'Order No': '1' });
    const { text, problems } = written(placed, tree(head, segment('line', { Qty: '2' })), tree(head));
    expect({ text, problems }).toEqual({ text: '1,\r\n,\r\n2\r\n1,\r\n,\r\n""\r\n', problems: [] });
    expect(readFile(placed, text)).toEqual({
      documents: ['[orders{Order No=1} ship{} line{Qty=2}]', '[orders{Order No=1} ship{} line{}]'],
      problems: [],
    });
    const twice = tree(head, segment('line', { Qty: '2' }), segment('line', { Qty: '3' }));
    expect(written(placed, twice).problems).toEqual([
      '"2 of line" cannot be written: a document of this feed has one [VALUE_NOT_WRITABLE]',
    ]);
    expect(written(placed, tree(segment('orders', {}))).problems).toEqual([
      '"" cannot be written: head is a blank row [VALUE_NOT_WRITABLE]',
    ]);
  });

  it('that no code tells start with no other’s code; the last is there', () => {
    const between = definitionOf(
      'records:\n  BEGIN: [Type, Order No]\n  item: {row: any, columns: [Item, Qty]}\n  END: {last: yes, columns: [Type]}',
      'number: Order No\nlines:\n  each: item\n  item: Item',
    );
    const item = (Item: string): Node => tree(segment('orders', { 'Order No': '1' }), segment('item', { Item }));
    expect(written(between, item('a'))).toEqual({ text: 'BEGIN,1\r\na,\r\nEND\r\n', problems: [] });
    expect(written(between, item(' END')).problems).toEqual([
      'Item: " END" cannot be written: a row that starts so is END [VALUE_NOT_WRITABLE]',
    ]);
    expect(written(between, item(' ')).problems).toEqual([
      '"" cannot be written: item is a blank row [VALUE_NOT_WRITABLE]',
    ]);
    const fixed = definitionOf(
      'records:\n  H: {Type: 1-2, Order No: 3-6}\n  item: {row: any, columns: {Qty: 1-4, Item: 5-8}}',
      'number: Order No\nlines:\n  each: item\n  item: Item',
    );
    const one = (Qty: string): Node =>
      tree(segment('orders', { 'Order No': '1' }), segment('item', { Qty, Item: 'a' }));
    expect(written(fixed, one('1'))).toEqual({ text: 'H 1   \r\n1   a   \r\n', problems: [] });
    expect(written(fixed, one('H')).problems).toEqual([
      'Qty: "H" cannot be written: a row that starts so is H [VALUE_NOT_WRITABLE]',
    ]);
  });

  it('read back as they were, or are refused, whatever is in their cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('H', 'E', '1', ',', '"', '\n', ' '), maxLength: 3 });
    const feeds = [
      'records:\n  H: [Type, Order No]\n  item: {row: any, columns: [Item, Qty]}\n  E: {last: yes, columns: [Type]}',
      'records:\n  H: {row: 1, columns: [Order No, Due]}\n  item: {row: 2, columns: [Item, Qty]}\n  E: {file: footer, columns: [Type]}',
      'records:\n  H: {row: 1, columns: [Order No]}\n  item: {row: 2, columns: [Item]}',
    ].map((one) => definitionOf(one, 'number: Order No\nlines:\n  each: item\n  item: Item'));
    fc.assert(
      fc.property(
        fc.constantFrom(...feeds),
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 3 }),
        (definition, given) => {
          const trees = given.map(([no, item]) =>
            tree(segment('orders', { 'Order No': no }), segment('item', { Item: item })),
          );
          const { bytes, problems } = writeFeed(definition, trees);
          if (problems.length > 0) return;
          const read = readFile(definition, bytes);
          expect(read.problems).toEqual([]);
          const said = given.map(([no, item]) => [no, item]);
          const found = unitsOf(definition, bytes).flatMap((unit) => {
            if (unit.unit !== 'set') return [];
            const [own, line] = unit.set.tree!.children;
            const at = (node: Node, column: string) => node.children.find(({ name }) => name === column)!.value;
            return [[at(own!, 'Order No'), at(line!, 'Item')]];
          });
          expect(found).toEqual(said);
        },
      ),
    );
  });

  it('of fixed width fill their places', () => {
    const fixed = definitionOf(
      'records:\n  H: {Type: 1, Order No: 2-6}\n  D: {Type: 1, Qty: 4-6}',
      'number: Order No\nlines:\n  each: D\n  quantity: Qty',
    );
    const document = tree(segment('orders', { 'Order No': '1001' }), segment('D', { Qty: '12' }));
    expect(written(fixed, document)).toEqual({ text: 'H1001 \r\nD  12 \r\n', problems: [] });
  });
});
