// Proving a pair says, field by field, how a mapping fails it, in either direction, and says nothing when it does not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog } from '../../../src/core/catalog.ts';
import { differenceLine } from '../../../src/core/mapping/differ.ts';
import { type Pair, pairsIn, provePair } from '../../../src/core/mapping/prove.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';
import { catalog, order, planOf, root } from './fixture.ts';

const folder = join(root, 'mappings', 'x12', '850.test');
const wire = readFileSync(join(folder, 'minimal.edi'), 'utf8');
const document = readFileSync(join(folder, 'minimal.json'), 'utf8');
const minimal: Pair = {
  mapping: 'x12/850',
  name: 'minimal',
  file: 'mappings/x12/850.test/minimal.edi',
  wire,
  document,
};

const lines = (pair: Partial<Pair>, by: Catalog = catalog): string[] =>
  provePair(by, { ...minimal, ...pair }).map(differenceLine);
const changed = (change: (fields: Fields) => void): string => {
  const fields = JSON.parse(document) as Fields;
  change(fields);
  return JSON.stringify(fields);
};

it('a pair that holds has no differences', () => {
  expect(lines({})).toEqual([]);
});

it('the source of the document does not count', () => {
  expect(
    lines({
      document: changed((fields) => {
        fields.source = { format: 'x12' };
      }),
    }),
  ).toEqual([]);
});

it('a field that differs is named with both values', () => {
  const found = lines({
    document: changed((fields) => {
      fields.number = 'OTHER';
    }),
  });
  expect(found).toEqual([expect.stringMatching(/^read number: expected "OTHER", found ".+"$/)]);
});

it('a field too many and a field too few are named', () => {
  const found = lines({
    document: changed((fields) => {
      delete fields.number;
      fields.number = 'X';
      fields.release = '7';
      delete fields.totals;
    }),
  });
  expect(found).toContain('read release: expected "7", found nothing');
  expect(found).toContain('read totals/lineCount: expected nothing, found "1"');
});

it('a document that is not valid is said before anything is run', () => {
  const found = lines({
    document: changed((fields) => {
      delete fields.lines;
    }),
  });
  expect(found).toEqual(['read: expected a valid order, found lines is missing']);
});

it('data no rule reads is named with its value', () => {
  const found = lines({ wire: wire.replace(/SE\*(\d+)/, (_, count: string) => `ADV*CM~\nSE*${Number(count) + 1}`) });
  expect(found.some((said) => said.startsWith('read ADV01: expected no problem, found ') && said.includes('CM'))).toBe(
    true,
  );
});

it('what a mapping reads but does not write back is named', () => {
  const plan = planOf(
    order(
      'number: BEG03\npurpose: BEG01 | code purpose\nkind: BEG02 | code order-kind\nissued: BEG05\nlines:\n  each: PO1\n  number: PO101\n  read:\n    description: made up',
    ),
  );
  const by = { ...catalog, mappings: new Map([['x12/850', plan]]) };
  const text = wire
    .replace(/PO1[^~]*~/g, 'PO1*1~')
    .replace(/CTT[^~]*~\n?/, '')
    .replace(/N[134]\*[^~]*~\n?/g, '');
  const expected = changed((fields) => {
    delete fields.totals;
    delete fields.shipTo;
    fields.lines = [{ number: '1', description: 'other' }];
  });
  const found = lines({ wire: text, document: expected }, by);
  expect(found).toContain('write lines/0/description: expected "other", found "made up"');
});

it.each([
  ['no mapping', { mapping: 'x12/999' }, 'read: expected a mapping x12/999 without findings, found nothing'],
  ['no JSON', { document: '[' }, 'read: expected a canonical document, found no JSON object'],
  ['no object', { document: '[]' }, 'read: expected a canonical document, found no JSON object'],
  ['no set', { wire: 'nothing' }, 'read: expected one 850 of a known release, found none, or several'],
  [
    'two sets',
    { wire: wire.replace(/(ST\*[\s\S]*SE\*[^~]*~\n)/, '$1$1') },
    'read: expected one 850 of a known release, found none, or several',
  ],
  [
    'another set',
    { wire: wire.replaceAll('ST*850', 'ST*855') },
    'read: expected one 850 of a known release, found none, or several',
  ],
])('%s is said', (_, pair, said) => {
  expect(lines(pair)).toEqual([said]);
});

it('pairs are found by their paths, and halves without the other are named', () => {
  const { pairs, alone } = pairsIn([
    ['mappings/x12/850.test/a.edi', 'A'],
    ['mappings/x12/850.test/a.json', '{}'],
    ['mappings/partners/p/850.test/b.json', '{}'],
    ['mappings/x12/850.test/c.edi', 'C'],
    ['mappings/x12/850.yaml', ''],
  ]);
  expect(pairs).toEqual([
    { mapping: 'x12/850', name: 'a', file: 'mappings/x12/850.test/a.edi', wire: 'A', document: '{}' },
  ]);
  expect(alone).toEqual(['mappings/partners/p/850.test/b.json', 'mappings/x12/850.test/c.edi']);
});
