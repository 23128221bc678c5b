// A mapping of a feed is checked against its columns as one of EDI is against its segments, and runs like one.
import { describe, expect, it } from 'vitest';
import { buildCatalog, feedsOf } from '../../../src/core/catalog.ts';
import { positionIn } from '../../../src/core/edi/envelope.ts';
import { feedDefinition } from '../../../src/core/feed/definition.ts';
import { feedOf } from '../../../src/core/feed/read.ts';
import { checkMapping } from '../../../src/core/mapping/check.ts';
import { parseMapping } from '../../../src/core/mapping/parse.ts';
import { read } from '../../../src/core/mapping/read.ts';
import { designator, line } from '../../../src/core/problem.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { PROJECT, readFiles } from '../../../src/node/files.ts';
import { catalog } from '../edi/reading.ts';
import { bytes, definitionOf, unitsOf } from './fixture.ts';

const mapping = (feed: string, map: string): string =>
  `document: order\nmessage: csv/test\nfeed: ${feed}\nmap:\n${map.replaceAll(/^/gm, '  ')}\n`;

const MAP = 'number: Order No\nlines:\n  each: row\n  quantity: Qty';

/** The plan of a mapping that declares its feed, or what is wrong with it. */
function checked(text: string) {
  const { mapping: source, findings } = parseMapping('test.yaml', text);
  const definition = source?.feed && feedDefinition('test', source.feed, source);
  if (definition === undefined) return { findings: findings.map(sentence) };
  const { schemas, tables } = catalog;
  const { plan, findings: wrong } = checkMapping('csv/test', source!, { schemas, tables, definitions: [definition] });
  return { definition, plan, findings: [...findings, ...wrong].map(sentence) };
}

function readAs(feed: string, map: string, file: string) {
  const { definition, plan, findings } = checked(mapping(feed, map));
  if (plan === undefined) throw new Error(findings.join('\n'));
  const found = unitsOf(definition, file).flatMap((one) => {
    if (one.unit !== 'set') return [];
    const { set } = one;
    return [{ set, ...read(plan, set.tree!, { locate: (node, value) => positionIn(set, node, value) }) }];
  });
  return {
    documents: found.map(({ document }) => document),
    problems: found.flatMap(({ set, problems }) => [...set.problems, ...problems].map(line)),
    unmapped: found.flatMap(({ unmapped }) =>
      unmapped.map(({ at, value }) => `line ${at.line}:${at.column} ${designator(at)} ${value}`),
    ),
  };
}

describe('a mapping of a feed', () => {
  it('knows the columns it reads, those of the document and those of its rows', () => {
    const definition = definitionOf(
      'group: Order No',
      'number: Order No\nnotes:\n  - text: [Note]\nshipTo:\n  name: Ship To or Deliver To\nlines:\n  each: row[Type!=X]\n  quantity: Qty\n  write:\n    Kind: line',
    );
    expect(definition.columns.map(({ name }) => name)).toEqual([
      'Order No',
      'Note',
      'Ship To',
      'Deliver To',
      'Type',
      'Qty',
      'Kind',
    ]);
    expect([...definition.shared]).toEqual(['Order No', 'Note', 'Ship To', 'Deliver To']);
    expect(definition.needs).toEqual(definition.columns.map(({ name }) => name));
    expect(definitionOf('group: Order No\nneeds: [Qty]').needs).toEqual(['Qty', 'Order No']);
  });

  it('names a column that there is not, with the nearest right one', () => {
    const { findings } = checked(mapping('{columns: [Order No, Qty]}', MAP.replace('Qty', 'Quty')));
    expect(findings).toEqual(['test.yaml:8:15 Quty does not stand here in csv/test; did you mean Qty?']);
  });

  it('is told of what is wrong with its feed', () => {
    const { findings } = checked(mapping('{groop: Order No}', MAP));
    expect(findings[0]).toBe('test.yaml:3:8 "groop" is not a part of a feed; did you mean group?');
  });

  it('reads values as the feed writes them, and names line, cell, value and rule of one that is not', () => {
    const feed = '{decimal: ",", thousands: ".", dates: DD.MM.YYYY, types: {Pieces: N2}}';
    const map = `issued: Date\n${MAP}\n  price: Price\n  quantities:\n    - quantity: Pieces\n      read: {type: ordered}`;
    const header = 'Order No;Date;Qty;Price;Pieces\n';
    const { documents } = readAs(feed, map, `${header}1;05.03.2024;1.200;7,5;1250\n`);
    expect(documents).toMatchObject([
      { issued: '2024-03-05', lines: [{ quantity: '1200', price: '7.5', quantities: [{ quantity: '12.50' }] }] },
    ]);
    expect(readAs(feed, map, `${header}1;2024-03-05;1,200,0;7.5;1\n`).problems).toEqual([
      '1 line 2:2 test/Date: "2024-03-05" is not a date like DD.MM.YYYY [VALUE_NOT_DATE] test.yaml:5:11',
      '1 line 2:3 row/Qty: "1,200,0" is not a decimal [VALUE_NOT_DECIMAL] test.yaml:9:15',
      '1 line 2:4 row/Price: "7.5" is not a decimal [VALUE_NOT_DECIMAL] test.yaml:10:12',
    ]);
  });

  it('tells of a column it does not read, once a row and only where there is something', () => {
    const { problems, unmapped } = readAs('{}', MAP, 'Order No,Qty,Colour\n1,2,red\n2,3,\n');
    expect(problems).toEqual([]);
    expect(unmapped).toEqual(['line 2:3 row/Colour red']);
  });

  it('has records in any order below the one they belong to', () => {
    const feed = '{records: {H: [Type, Order No], N: [Type, Text], D: [Type, Qty]}}';
    const map = 'number: Order No\nnotes:\n  each: N\n  text: [Text]\nlines:\n  each: D\n  quantity: Qty';
    const { documents, problems } = readAs(feed, map, 'H,1\nD,2\nN,soon\nD,3\n');
    expect(problems).toEqual([]);
    expect(documents).toMatchObject([{ notes: [{ text: ['soon'] }], lines: [{ quantity: '2' }, { quantity: '3' }] }]);
  });

  it('may be a partner’s, with a feed of its own', () => {
    const path = 'mappings/partners/bolt/orders.yaml';
    const text = 'extends: csv/orders\nfeed:\n  group: Order No\n  needs: [Order No, Qty]\n  decimal: ","\n';
    const built = buildCatalog(new Map([...readFiles(PROJECT), [path, text]]), catalog.validate);
    expect(built.findings.filter(({ file }) => file === path)).toEqual([]);
    const marks = (partner: string) => feedsOf(built.catalog, partner).map(({ feed }) => feed.decimal);
    expect(marks('bolt')[0]).toBe(',');
    expect(marks('acme')).not.toContain(',');
  });
});

describe('a file is of a feed', () => {
  const delimited = definitionOf('needs: [Order No]');
  const plain = definitionOf('header: no\ncolumns: [Order No, Date, Qty]');
  const records = definitionOf('records: {F: {file: header, columns: [Type]}, H: [Type, Order No], D: [Type, Qty]}');
  const fixed = definitionOf('records: {HDR: {Type: 1-3, Order No: 4-9}, LIN: {Type: 1-3, Qty: 4-9}}');
  const places = definitionOf('columns: {Order No: 1-10, Qty: 11-18}');

  it.each([
    ['its header has the columns it needs', delimited, '\uFEFF"Qty";"Order No"\n1;2\n', true],
    ['its header lacks one', delimited, 'Qty,Order\n1,2\n', false],
    ['its rows have as many cells', plain, '1,2024-03-05,3\n', true],
    ['its rows have more', plain, '1,2024-03-05,3,4\n', false],
    ['it starts with the record of a document', records, 'H,1\n', true],
    ['it starts with one of the file', records, 'F\nH,1\n', true],
    ['it starts with another', records, 'D,1\n', false],
    ['it starts with the code in its place', fixed, 'HDR1\n', true],
    ['it starts with another code', fixed, 'LIN1\n', false],
    ['its rows are as wide', places, '4711      12\n', true],
    ['its rows are wider', places, '4711      12       late\n', false],
    ['it is binary', delimited, 'Order No\u0000\n', false],
    ['it is empty', delimited, '', false],
  ])('where %s', (_, definition, head, isOne) => expect(feedOf([definition], bytes(head)) === definition).toBe(isOne));

  it('or the nearest to it, which says what is missing', () => {
    const wide = definitionOf('needs: [Order No, Order Date, Qty]');
    expect(feedOf([delimited, wide], bytes('Order Date,Qty,Order\n2024-03-05,1,2\n'))).toBe(wide);
    expect(feedOf([plain, wide], bytes('Order No,Order Date,Qty\n1,2024-03-05,2\n'))).toBe(wide);
    expect(feedOf([wide], bytes('Qty,Order\n1,2\n'))).toBeUndefined();
  });
});
