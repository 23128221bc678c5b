// Example documents to a vocabulary: which elements and attributes, how often, in which order, of what kind.
import { describe, expect, it } from 'vitest';
import { importExamples, readExample } from '../../../../src/core/xml/import/example.ts';
import { lintXml, type XmlSource } from '../../../../src/core/xml/schema.ts';

const of = (...documents: string[]): XmlSource => {
  const roots = documents.map((document) => {
    const read = readExample(new TextEncoder().encode(document));
    if ('wrong' in read) throw new Error(read.wrong);
    return read.root;
  });
  const imported = importExamples(roots, { release: '1' });
  if ('wrong' in imported) throw new Error(imported.wrong);
  expect(lintXml(imported.source)).toEqual([]);
  return imported.source;
};

describe('a vocabulary from examples', () => {
  it('has the elements and attributes that were seen', () => {
    expect(of('<order id="A-1"><line><item>0017</item></line></order>')).toEqual({
      release: '1',
      text: 'trimmed',
      namespaces: {},
      roots: { order: '' },
      elements: { item: 'trimmed' },
      types: { order: ['@id?', 'line?'], line: ['item?'] },
    });
  });

  it('says that an element must be there when each of several has it, and that it repeats when it did', () => {
    const { types } = of(
      '<o><n>1</n><l no="1" x="a"><q>2</q></l><l no="2"><q>3</q><t>4</t></l></o>',
      '<o><n>2</n><l no="1"><q>5</q></l></o>',
    );
    expect(types).toEqual({ o: ['n', 'l+'], l: ['@no', '@x?', 'q', 't?'] });
  });

  it('puts an element behind the one it was seen behind', () => {
    expect(of('<o><a/><c/></o>', '<o><a/><b/><c/></o>').types.o).toEqual(['a', 'b?', 'c']);
    expect(of('<o><b/></o>', '<o><a/><b/></o>').types.o).toEqual(['a?', 'b']);
  });

  it('lets elements that were seen in both orders stand in any', () => {
    expect(of('<o><a/><b/><c/></o>', '<o><a/><c/><b/></o>').types.o).toEqual(['a', 'b', '|c']);
  });

  it.each([
    ['days', ['2024-03-05', '2024-12-31Z'], 'date'],
    ['moments', ['2024-03-05T08:00:00', '2024-03-05T08:00:00.5+01:00'], 'dateTime'],
    ['times of day', ['08:00:00', '23:59:59Z'], 'time'],
    ['true and false', ['true', 'false'], 'boolean'],
    ['amounts', ['12.50', '7', '-0.5'], 'decimal'],
    ['whole numbers, which may be identifiers', ['1', '2', '4711'], 'trimmed'],
    ['digits with zeros in front', ['0017', '12.5'], 'trimmed'],
    ['days there are not', ['2024-13-05'], 'trimmed'],
    ['days in another form', ['05.03.2024'], 'trimmed'],
    ['one that is no number', ['12.50', 'on request'], 'trimmed'],
    ['nothing at all', ['', ' '], 'trimmed'],
  ])('%s', (_, texts, kind) => {
    const { elements = {}, text } = of(...texts.map((one) => `<o><v>${one}</v><w>x</w><u>y</u></o>`));
    expect(elements.v ?? text).toBe(kind);
  });

  it('keeps the prefixes of further namespaces, and none for that of the root', () => {
    const { namespaces, roots, types } = of(
      '<s:o xmlns:s="urn:shop" xmlns:p="urn:pay"><p:card p:kind="x">1</p:card><s:n/></s:o>',
    );
    expect({ namespaces, roots, types }).toMatchObject({
      namespaces: { p: 'urn:pay' },
      roots: { o: 'urn:shop' },
      types: { o: ['p:card?', 'n?'] },
    });
  });

  it('tells apart elements of one name in different places, and knows those that hold themselves', () => {
    expect(of('<o><a><name><first>X</first></name></a><b><name>Y</name></b></o>').types).toMatchObject({
      a: ['name?'],
      name: ['first?'],
      b: ['name? trimmed'],
    });
    expect(of('<g><g><g><v>1</v></g></g></g>').types).toEqual({ g: ['v?', 'g?'] });
  });

  it('has a message for each root', () => {
    expect(Object.keys(of('<order><n>1</n></order>', '<invoice><n>1</n></invoice>').roots)).toEqual([
      'order',
      'invoice',
    ]);
  });

  it('is none of documents whose roots only look the same', () => {
    const roots = ['<o xmlns="urn:a"/>', '<o xmlns="urn:b"/>'].map((text) =>
      readExample(new TextEncoder().encode(text)),
    );
    const given = roots.flatMap((one) => ('root' in one ? [one.root] : []));
    expect(importExamples(given, { release: '1' })).toEqual({
      wrong: 'o is a root in two namespaces: urn:a and urn:b',
    });
  });

  it('is none of what is no XML', () => {
    expect(readExample(new TextEncoder().encode('<o>\n<p></o>'))).toEqual({ wrong: expect.stringMatching(/^2:\d+: /) });
  });
});
