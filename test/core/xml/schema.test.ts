// A vocabulary's file made ready: names, types, occurrences, and what is said of a file that is wrong.
import { describe, expect, it } from 'vitest';
import type { Item, LoopDefinition } from '../../../src/core/edi/definition.ts';
import { lintXml, openXml, readRow, rowText, type XmlSource } from '../../../src/core/xml/schema.ts';

const ORDER = 'urn:order';

const source: XmlSource = {
  release: '2.1',
  text: 'token',
  namespaces: { c: 'urn:common' },
  aliases: { 'urn:draft': 'urn:common' },
  roots: { Order: ORDER },
  elements: { 'c:Note': 'string..35', 'c:Buyer': 'Party' },
  types: {
    Order: ['@version (2.1|2.2)', '@xml:lang?', 'c:ID', 'c:Note*', 'c:Buyer?', 'c:Line{2,9}'],
    ID: ['.', '@scheme? Scheme'],
    Scheme: ['. normalized..3'],
    Party: ['c:ID', '|c:Party*', '|c:Phone{0,2} Text', 'c:Since? date'],
    Text: ['. string', 'c:Part*', '*'],
    Part: ['*'],
    Line: ['@id', 'c:Quantity'],
    Quantity: ['. decimal', '@unit'],
  },
};
const opened = openXml('orders', source);

function at(path: string): Item {
  let item: Item = opened.root(ORDER, 'Order')!;
  for (const name of path.split('/').filter((step) => step !== ''))
    item = (item as LoopDefinition).items.slice(1).find((one) => one.name === name)!;
  return item;
}
const loop = (path: string): LoopDefinition => at(path) as LoopDefinition;
const own = (path: string) => {
  const item = at(path);
  const first = item.kind === 'loop' ? item.items[0]! : item;
  if (first.kind !== 'segment') throw new Error(`${path} has no segment`);
  return first.segment;
};
const uses = (path: string): string[] =>
  own(path).elements.map(({ number, required, definition: { type, max } }) =>
    [number, type, ...(max < 1000 ? [max] : []), ...(required ? ['required'] : [])].join(' '),
  );

describe('an element that holds elements', () => {
  it('is a loop: its own segment, then its elements in their order', () => {
    expect(loop('').items.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'segment Order',
      'segment c:ID',
      'segment c:Note',
      'loop c:Buyer',
      'loop c:Line',
    ]);
    expect([...loop('').starts]).toEqual([
      ['Order', [0]],
      ['c:ID', [1]],
      ['c:Note', [2]],
      ['c:Buyer', [3]],
      ['c:Line', [4]],
    ]);
  });

  it('may hold itself, as deep as anybody asks', () => {
    expect(at('c:Buyer/c:Party/c:Party/c:Party/c:ID').kind).toBe('segment');
    expect(at('c:Buyer/c:Party/c:Party')).toBe(at('c:Buyer/c:Party'));
  });

  it('has no text, and always a place for one', () => {
    expect(uses('')).toEqual(['. string', '@version token required', '@xml:lang token']);
  });

  it('says which of its elements stand in any order', () => {
    expect(loop('c:Buyer').ranks).toEqual([0, 1, 1, 1, 2]);
    expect(loop('').ranks).toBeUndefined();
  });
});

describe('an element of text', () => {
  it('is a segment: the text is element 01, attributes follow', () => {
    expect(uses('c:ID')).toEqual(['. token', '@scheme normalized 3']);
    expect(uses('c:Note')).toEqual(['. string 35']);
    expect(uses('c:Buyer/c:Since')).toEqual(['. date required']);
    expect(uses('c:Line/c:Quantity')).toEqual(['. decimal required', '@unit token required']);
  });

  it('knows the values of a list', () => {
    expect(own('').elements[1]?.definition.codes).toEqual(new Set(['2.1', '2.2']));
  });

  it('may hold elements too', () => {
    expect(uses('c:Buyer/c:Phone')).toEqual(['. string']);
    expect(at('c:Buyer/c:Phone/c:Part').kind).toBe('segment');
  });
});

it.each([
  ['c:ID', true, 1],
  ['c:Note', false, Number.POSITIVE_INFINITY],
  ['c:Buyer', false, 1],
  ['c:Line', true, 9],
  ['c:Buyer/c:Phone', false, 2],
])('%s: required %s, at most %s', (path, required, max) => {
  expect(at(path)).toMatchObject({ required, max });
});

it('anything may stand where the type says so', () => {
  expect([own('c:Buyer/c:Phone').open, own('c:Buyer/c:Phone/c:Part').open, own('c:ID').open]).toEqual([
    true,
    true,
    undefined,
  ]);
});

describe('names', () => {
  it.each([
    [ORDER, 'Order', 'Order'],
    ['urn:common', 'ID', 'c:ID'],
    ['urn:draft', 'ID', 'c:ID'],
    ['http://www.w3.org/XML/1998/namespace', 'lang', 'xml:lang'],
    ['', 'version', 'version'],
    ['urn:unknown', 'ID', 'ID'],
  ])('{%s}%s is %s', (namespace, local, name) => {
    expect(opened.nameOf(namespace, local)).toBe(name);
  });

  it('a root is known by its namespace', () => {
    expect(opened.root(ORDER, 'Order')?.name).toBe('Order');
    expect(opened.root('urn:other', 'Order')).toBeUndefined();
    expect(opened.root(ORDER, 'constructor')).toBeUndefined();
  });

  it('the namespace of the root is the default one where it is written', () => {
    expect([...opened.namespaces('Order')]).toEqual([
      ['', ORDER],
      ['c', 'urn:common'],
    ]);
  });

  it('a root may have a prefix, or no namespace', () => {
    const prefixed = openXml('p', { ...source, roots: { 'c:Order': 'urn:common' } });
    expect(prefixed.root('urn:common', 'Order')?.name).toBe('c:Order');
    expect([...prefixed.namespaces('c:Order')]).toEqual([['c', 'urn:common']]);
    expect([...prefixed.sets.keys()]).toEqual(['Order']);
    const bare = openXml('b', { ...source, namespaces: {}, roots: { Order: '' } });
    expect(bare.root('', 'Order')?.name).toBe('Order');
    expect([...bare.namespaces('Order')]).toEqual([]);
  });
});

describe('messages', () => {
  it('are the roots', () => {
    expect([...opened.sets.keys()]).toEqual(['Order']);
    expect(opened.sets.get('Order')?.body).toBe(opened.root(ORDER, 'Order'));
    expect([...opened.sets.get('Order')!.tags]).toEqual([
      'c:ID',
      'c:Note',
      'c:Buyer',
      'c:Line',
      'c:Party',
      'c:Phone',
      'c:Since',
      'c:Quantity',
      'c:Part',
    ]);
  });

  it('or what stands at a path below one', () => {
    const messages = { Buyer: 'Order/c:Buyer', ID: 'Order/c:ID', None: 'Order/c:Seller' };
    const inside = openXml('inside', { ...source, messages });
    const buyer = inside.sets.get('Buyer')?.body;
    expect(buyer).toBe(inside.root(ORDER, 'Order')?.items[3]);
    expect(inside.paths.get('Buyer')).toEqual(['Order', 'c:Buyer']);
    expect(inside.sets.get('ID')?.body).toMatchObject({ kind: 'loop', name: 'c:ID' });
    expect(inside.sets.get('None')).toBeUndefined();
    expect(inside.sets.get('Order')).toBeUndefined();
  });
});

it('every element has a segment by its name', () => {
  expect(opened.segments.get('c:Quantity')).toBe(own('c:Line/c:Quantity'));
  expect(opened.segments.get('Order')?.elements).toHaveLength(3);
  expect([opened.segments.has('c:Other'), opened.segments.get('c:Other')]).toEqual([false, undefined]);
});

it('nothing is made before it is asked for', () => {
  const asked: string[] = [];
  const types = new Proxy(source.types, {
    get(all, name: string) {
      asked.push(name);
      return all[name];
    },
  });
  const root = openXml('lazy', { ...source, types }).root(ORDER, 'Order')!;
  expect(new Set(asked)).toEqual(new Set(['Order']));
  expect(root.items).toHaveLength(5);
  expect(new Set(asked)).toEqual(new Set(['Order', 'ID', 'Scheme', 'Party', 'Line']));
});

it.each(['.', '@a', 'a', 'a?', '|a*', 'c:a+ (x|y z)', 'a{2,5} string..3', 'a{3,}', '*', 'UDX.a-b_c'])(
  'the row %s is read and written',
  (row) => {
    expect(rowText(readRow(row)!)).toBe(row);
  },
);

describe('what is wrong with a file', () => {
  const linted = (change: Partial<XmlSource>): string[] =>
    lintXml({ ...source, ...change }).map(({ path, message }) => `${path}: ${message}`);

  it('is nothing', () => {
    expect(lintXml(source)).toEqual([]);
  });

  it.each<[rows: string[], said: string]>([
    [['c:ID ?'], '0: there is no type ?'],
    [[' c:ID'], '0: " c:ID" is not NAME or NAME TYPE, with ?, *, + or {2,5} behind the name'],
    [['.', 'c:Size'], '1: there is no type Size'],
    [['c:ID Idd'], '0: there is no type Idd'],
    [['d:ID'], '0: d is the prefix of no namespace'],
    [['@d:id'], '0: d is the prefix of no namespace'],
    [['c:ID', 'c:ID?'], '1: c:ID stands there twice'],
    [['c:ID{3,2}'], '0: c:ID must stand 3 times and may 2 times'],
    [['@id*'], '0: @id cannot stand more than once'],
    [['@id number'], '0: number is neither a kind of text nor a type'],
    [['@id Line'], '0: Line says no kind of text'],
  ])('rows %j: %s', (Part, said) => {
    expect(linted({ types: { ...source.types, Part } })).toContain(`types/Part/${said}`);
  });

  it.each<[change: Partial<XmlSource>, said: string]>([
    [{ roots: { Invoice: ORDER } }, 'roots/Invoice: there is no type Invoice'],
    [{ messages: { Line: 'Order/Line' } }, 'messages/Line: nothing is at Order/Line'],
    [{ elements: { ...source.elements, 'c:X': 'Y' } }, 'elements/c:X: there is no type Y'],
    [{ aliases: { 'urn:draft': 'urn:other' } }, 'aliases/urn:draft: urn:other is no namespace of it'],
  ])('%j: %s', (change, said) => {
    expect(linted(change)).toContain(said);
  });
});
