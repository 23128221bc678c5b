// Real CSV exports are read, mapped and written again, and what other readers of CSV and fixed width make of their own
// examples, ours makes too; where they guess, we tell.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { feedFor, mappingFor } from '../../src/core/catalog.ts';
import { writeFeed } from '../../src/core/feed/write.ts';
import { write } from '../../src/core/mapping/write.ts';
import { line } from '../../src/core/problem.ts';
import type { Node } from '../../src/core/tree.ts';
import { translate } from '../../src/gateway/translate.ts';
import { catalog } from '../core/edi/reading.ts';
import { definitionOf, readFile, unitsOf } from '../core/feed/fixture.ts';
import { CORPUS, corpusFile, hasCorpus, onCorpus } from '../shared.ts';

/** Documents and problems of a file, whichever shipped feed it is of. */
function translated(bytes: Uint8Array) {
  const outcome = translate(catalog, bytes, { trace: true });
  const sets = outcome.groups.flatMap((group) => group.sets);
  return {
    messages: [...new Set(sets.map(({ set }) => set.type))],
    documents: sets.map(({ document }) => {
      const { source: _, ...fields } = document as unknown as Record<string, unknown>;
      return fields;
    }),
    problems: [
      ...outcome.groups.flatMap(({ verdict }) => verdict.problems),
      ...sets.flatMap(({ problems }) => problems),
    ].map(line),
    unmapped: sets.flatMap(({ unmapped }) => unmapped),
  };
}

describe.skipIf(!hasCorpus)(onCorpus('exports of shops'), () => {
  it.each([
    ['csv/shopify-orders-ltv-cohort-kit-shopify_orders.csv', 'shopify', 8],
    ['csv/shopify-orders-ltv-cohort-kit-shopify_orders_sample.csv', 'shopify', 127],
    ['csv/store-orders-azure-logicapps-Online-Store-Orders-Sample.csv', 'store-orders', 19],
    ['csv/store-orders-azure-logicapps-Online-Store-Orders.csv', 'store-orders', 1200],
  ])('%s is read as %s, nothing is left unmapped, and what is written reads back', (path, message, documents) => {
    const read = translated(corpusFile(path));
    expect({ ...read, documents: read.documents.length }).toEqual({
      messages: [message],
      documents,
      problems: [],
      unmapped: [],
    });

    const plan = mappingFor(catalog, undefined, `csv/${message}`)!;
    const definition = catalog.feeds.get(plan.name)!;
    const set = feedFor(catalog, plan)!.definition.sets.get(message)!;
    const trees = read.documents.map((document) => {
      const { segments, problems } = write(plan, document, set, '');
      expect(problems).toEqual([]);
      return segments[0]!;
    });
    const { bytes, problems } = writeFeed(definition, trees);
    expect(problems).toEqual([]);
    expect(translated(bytes).documents).toEqual(read.documents);
  });
});

/** Rows as objects, as many readers give them. */
function objects(feed: string, bytes: Uint8Array): Record<string, string>[] {
  const rows: Node[] = unitsOf(definitionOf(feed), bytes).flatMap((one) =>
    one.unit === 'set' ? one.set.tree!.children.slice(1) : [],
  );
  return rows.map((row) => Object.fromEntries(row.children.map(({ name, value }) => [name, value])));
}

const example = (pair: string, half: string): Buffer => {
  const folder = join('conformance', pair);
  const name = readdirSync(join(CORPUS, folder)).find((file) => file.startsWith(half))!;
  return corpusFile(join(folder, name));
};

describe.skipIf(!hasCorpus)(onCorpus('csv-spectrum'), () => {
  // What is expected of location_coordinates is of another input.
  const pairs = ['comma_in_quotes', 'empty', 'empty_crlf', 'escaped_quotes', 'json', 'newlines', 'newlines_crlf']
    .concat('quotes_and_newlines', 'simple', 'simple_crlf', 'utf8')
    .map((name) => `csv-spectrum-${name}`);

  it.each(pairs)('%s', (pair) => {
    const expected = JSON.parse(example(pair, 'expected').toString()) as Record<string, string>[];
    expect(objects(`columns: [${Object.keys(expected[0]!).join(', ')}]`, example(pair, 'input'))).toEqual(expected);
  });

  it('quotes inside a cell that has none around it are the cell’s', () => {
    const [row] = objects('columns: [Location Coordinates]', example('csv-spectrum-location_coordinates', 'input'));
    expect(row!['Location Coordinates']).toBe('37\ufffd36\'37.8"N 121\ufffd2\'17.9"W');
  });
});

describe.skipIf(!hasCorpus)(onCorpus('smooks'), () => {
  it('a pipeline starts from orders of one line each', () => {
    const definition = definitionOf('group: PO_NUMBER', 'number: PO_NUMBER\nlines:\n  each: row\n  quantity: QUANTITY');
    const { documents, problems } = readFile(definition, example('smooks-ex-pipelines', 'input'));
    expect(problems).toEqual([]);
    expect(documents[0]).toContain('row{PO_NUMBER=128576, QUANTITY=48, LINE_NUMBER=1, UPC_NUMBER=4000862141404');
  });
});

/** What another reader cut out of a record, by its own names. */
const recordsOf = (pair: string): Record<string, unknown>[] =>
  (JSON.parse(example(pair, 'expected').toString()) as { RawRecord: string }[]).map(
    ({ RawRecord }) => JSON.parse(RawRecord) as Record<string, unknown>,
  );

describe.skipIf(!hasCorpus)(onCorpus('omniparser'), () => {
  it('rows that it repairs or passes over are told of; the others are read as it reads them', () => {
    const columns = 'columns: [DATE, HIGH TEMP C, LOW TEMP F, WIND DIR, WIND SPEED KMH, NOTE, LAT, LONG, UV INDEX]';
    const input = example('omniparser-csv2-1_single_row', 'input');
    const renamed = objects(columns, input).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replaceAll(' ', '_'), value])),
    );
    const expected = recordsOf('omniparser-csv2-1_single_row');
    expect([renamed[0], renamed.at(-1)]).toEqual([expected[0], expected.at(-1)]);
    expect(readFile(definitionOf(columns), input).problems).toEqual([
      '2 line 3 row: the row has 1 cells where 9 are expected [ROW_CELLS]',
      '3 line 4 row: a quote does not close where a cell ends [ROW_BROKEN]',
    ]);
    const unquoted = objects(`${columns}\nquote: none`, example('omniparser-csv-1_weather_data_csv', 'input'));
    expect(unquoted[2]!.NOTE).toBe('" note with bad quotes');
  });

  const cells = (node: Node, names: string[]) =>
    Object.fromEntries(
      node.children.filter(({ name }) => names.includes(name)).map(({ name, value }) => [name, value]),
    );
  const treesOf = (feed: string, input: Buffer): Node[] =>
    unitsOf(definitionOf(feed), input).flatMap((one) => {
      if (one.unit !== 'set') return [];
      expect(one.set.problems).toEqual([]);
      return [one.set.tree!];
    });

  it('two rows that are one record, by their places', () => {
    const feed = 'records:\n  one: {row: 1, columns: [A, B, COL1, COL2]}\n  two: {row: 2, columns: [COL3, COL4, C, D]}';
    const read = treesOf(feed, example('omniparser-csv2-2_fixed_multi_row', 'input')).map(
      ({ children: [one, two] }) => ({
        ...cells(one!, ['COL1', 'COL2']),
        ...cells(two!, ['COL3', 'COL4']),
      }),
    );
    expect(read).toEqual(recordsOf('omniparser-csv2-2_fixed_multi_row'));
  });

  it('rows without a code between two that have one', () => {
    const columns = ['COL1', 'COL2', 'COL3', 'COL4'];
    const feed = `records:\n  B: [Type]\n  item: {row: any, columns: [${columns}]}\n  E: {last: yes, columns: [Type]}`;
    const trees = treesOf(feed, example('omniparser-csv2-3_multi_row_headerfooter', 'input'));
    expect(trees.map(({ children: [, item] }) => cells(item!, columns))).toEqual(
      recordsOf('omniparser-csv2-3_multi_row_headerfooter'),
    );
    expect(trees.map(({ children }) => children.map(({ name }) => name).join(' '))).toEqual([
      'orders item item E',
      'orders item E',
    ]);
  });

  it('nested records of CSV', () => {
    const feed =
      'records:\n  H: [Type, WIRE_NUM, DATE, TIME]\n  D: [Type, Wire, ITEM_ID, Empty, DESTINATION, EVENT_LOCATION, EVENT_CODE]';
    const read = treesOf(feed, example('omniparser-csv2-4_nested', 'input')).map(({ children: [own, ...items] }) => {
      const D = items.map((item) => cells(item, ['ITEM_ID', 'DESTINATION', 'EVENT_LOCATION', 'EVENT_CODE']));
      return { ...cells(own!, ['WIRE_NUM', 'DATE', 'TIME']), D };
    });
    expect(read).toEqual(recordsOf('omniparser-csv2-4_nested'));
  });

  it('rows of fixed width; one that is none is told of', () => {
    const definition = definitionOf(
      'columns: {DATE: 1-24, HIGH_TEMP_C: 26-29, LOW_TEMP_F: 31-34, WIND_DIR: 36-37, WIND: 38-40, LAT: 42-49, LONG: 51-58}',
    );
    const { documents, problems } = readFile(definition, example('omniparser-fixedlength2-1_single_row', 'input'));
    expect(problems).toEqual([]);
    expect(documents[2]).toContain('row{DATE=2020/07/31T01:23:45-0500, HIGH_TEMP_C=39, LOW_TEMP_F=95, WIND_DIR=SE');
  });

  it('records of fixed width between those of the file', () => {
    const lines = example('omniparser-fixedlength2-3_header_footer', 'input').toString().split(/\r?\n/);
    const codes = [...new Set(lines.map((text) => text.slice(0, 4)).filter((code) => code !== ''))];
    const file: Record<string, string> = { A: 'file: header, ', Z: 'file: footer, ' };
    const records = codes.map((code) => `  ${code}: {${file[code[0]!] ?? ''}columns: {Type: 1-4, Value: 6-80}}`);
    const { documents, problems } = readFile(definitionOf(`records:\n${records.join('\n')}`), lines.join('\n'));
    expect(problems).toEqual([]);
    expect(documents.length).toBe(recordsOf('omniparser-fixedlength2-3_header_footer').length);
    expect(documents[0]).toContain('V020{Type=V020, Value=3SDMNN0129791}');
  });

  it('a record of fixed width with others below it', () => {
    const feed = `records:
  H001: {Type: 1-4, Country: 5-24, Tracking: 25-43, Rest: 44-4000}
  H002: {below: H001, columns: {Type: 1-4, Tracking: 5-23, Qualifier: 24-26, Number: 27-4000}}`;
    const input = example('omniparser-fixedlength2-2_multi_rows', 'input');
    const { documents, problems } = readFile(definitionOf(feed), input);
    expect(problems).toEqual([]);
    expect(documents).toHaveLength(recordsOf('omniparser-fixedlength2-2_multi_rows').length);
    expect(documents[0]).toContain('H002{Type=H002, Tracking=0689311345, Qualifier=PO, Number=7029083C}');
    const rows = input
      .toString()
      .split(/\r?\n/)
      .filter((row) => row.startsWith('H002'));
    expect(documents.join('').match(/H002\{/g)).toHaveLength(rows.length);
  });

  it('records of fixed width below each other', () => {
    const feed = `records:
  HDR: {file: header, columns: {Type: 1-3, Rest: 4-200}}
  GRH: {file: header, columns: {Type: 1-3, Rest: 4-200}}
  NWR: {Type: 1-3, Number: 4-19, Title: 20-79, Rest: 80-400}
  SPU: {below: NWR, columns: {Type: 1-3, Number: 4-30, Name: 31-75, Rest: 76-400}}
  SPT: {below: SPU, columns: {Type: 1-3, Number: 4-50, Territory: 51-54, Rest: 55-400}}
  SWR: {below: NWR, columns: {Type: 1-3, Number: 4-19, Writer: 20-28, Rest: 29-400}}
  SWT: {below: SWR, columns: {Type: 1-3, Number: 4-44, Territory: 45-48, Rest: 49-400}}
  GRT: {file: footer, columns: {Type: 1-3, Rest: 4-200}}
  TRL: {file: footer, columns: {Type: 1-3, Rest: 4-200}}`;
    const { documents, problems } = readFile(definitionOf(feed), example('omniparser-fixedlength2-4_nested', 'input'));
    expect(problems).toEqual([]);
    const titles = documents.map((document) => /Title=(.*?), Rest/.exec(document)![1]);
    expect(titles).toEqual(recordsOf('omniparser-fixedlength2-4_nested').map(({ title }) => String(title).trim()));
    expect(documents[1]!.match(/\[SPU\{/g)).toHaveLength(2);
  });
});
