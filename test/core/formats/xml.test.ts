// A tree becomes XML that is read as that tree again; what XML cannot hold is a problem and is never dropped unsaid.

import { XMLBuilder } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { detect, writeXml } from '../../../src/core/formats/xml.ts';
import { leaf, type Node, segmentNode } from '../../../src/core/tree.ts';
import { readXml } from '../../../src/core/xml/read.ts';
import { element } from '../../../src/core/xml/vocabulary/envelope.ts';
import { bytesOf, scan } from '../xml/documents.ts';

const NONE = new Map<string, string>();

const written = (root: Node, namespaces: ReadonlyMap<string, string> = NONE): string => {
  const { text, problems } = writeXml(root, namespaces);
  expect(problems).toEqual([]);
  return text;
};

function read(text: string): Node {
  const document = readXml(bytesOf(text), () => undefined);
  if ('code' in document) throw new Error(document.message);
  return document.root;
}

describe('XML that is written', () => {
  it('is declared as UTF-8 and indented by two, attributes in their order', () => {
    const lines = [element('b:Quantity', { unit: 'EA', list: 'L' }, '1'), element('b:Note', {}, 'ü')];
    const root = element('Order', { version: '1' }, [element('b:ID', {}, '4711'), element('Line', {}, lines)]);
    const namespaces = new Map([
      ['', 'urn:order'],
      ['b', 'urn:basic'],
      ['unused', 'urn:unused'],
    ]);
    expect(written(root, namespaces)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Order xmlns="urn:order" xmlns:b="urn:basic" version="1">',
        '  <b:ID>4711</b:ID>',
        '  <Line>',
        '    <b:Quantity unit="EA" list="L">1</b:Quantity>',
        '    <b:Note>ü</b:Note>',
        '  </Line>',
        '</Order>',
        '',
      ].join('\n'),
    );
  });

  it('may name its document type', () => {
    expect(writeXml(element('cXML', {}, ''), NONE, { system: 'http://example.com/cXML.dtd' }).text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cXML SYSTEM "http://example.com/cXML.dtd">\n<cXML/>\n',
    );
  });

  it('may hold a document of another vocabulary, which declares its own namespaces', () => {
    const node = element('Order', {}, [element('b:ID', {}, '1')]);
    const root = element('Parcel', {}, [element('b:Content', {}, '2'), node]);
    const parcels = new Map([
      ['', 'urn:parcel'],
      ['b', 'urn:parcel-basic'],
    ]);
    const orders = new Map([
      ['', 'urn:order'],
      ['b', 'urn:basic'],
    ]);
    const { text, problems } = writeXml(root, parcels, { inner: { node, namespaces: orders } });
    expect(problems).toEqual([]);
    expect(scan([bytesOf(text)]).events.filter((event) => event.startsWith('<{'))).toEqual([
      '<{urn:parcel}Parcel',
      '<{urn:parcel-basic}Content',
      '<{urn:order}Order',
      '<{urn:basic}ID',
    ]);
  });

  it('leaves out what is empty, and what holds nothing but that', () => {
    const nothing = element('a', {}, [element('b', { c: '' }, ''), element('d', {}, [element('e', {}, '')])]);
    const root = element('root', {}, [nothing, element('f', { g: '0' }, ''), element('h', {}, ' ')]);
    expect(written(root)).toContain('<root>\n  <f g="0"/>\n  <h> </h>\n</root>');
    expect(written(nothing)).toContain('\n<a/>\n');
  });

  it('keeps what must stand even when it holds nothing', () => {
    const root = element('root', {}, [element('a', {}, [element('b', {}, '')]), element('c', {}, '')]);
    expect(writeXml(root, NONE, { empty: new Set(['b']) }).text).toContain('<root>\n  <a>\n    <b/>\n  </a>\n</root>');
  });

  it.each([
    'a & b < c > d " e \' f ]]> g',
    ' white  space ',
    '\n\t',
    'lines\nand\ttabs',
    'carriage\r\nreturn\r',
    '&amp; &#10; <![CDATA[ <!-- -->',
    '𐍈 é \u0085 \u2028 \ufeff',
    '/>',
    '</a>',
    '>',
  ])('is read again as it was: %j', (text) => {
    const root = element('a', { b: text }, [element('c', { d: text }, text), element('e', {}, 'f')]);
    const again = read(written(root));
    expect(again.children[0]!.children[1]!.value).toBe(text);
    expect(again.children[1]!.children.map(({ value }) => value)).toEqual([text, text]);
  });

  it.each(['text', ' text \n', '>', 'a\n  '])('keeps text among elements as it was: %j', (text) => {
    const root = element('a', {}, [element('b', {}, [element('c', { d: 'e' }, 'f'), element('g', {}, 'h')])]);
    root.children[1]!.children[0]!.children[0]!.value = text;
    const [, mixed] = read(written(root)).children;
    expect(mixed!.children[0]!.children[0]!.value).toBe(text);
    expect(mixed!.children.slice(1).map(({ name, children }) => `${name} ${children[0]!.value}`)).toEqual([
      'c f',
      'g h',
    ]);
  });

  it.each([
    ['\u0000', 'U+0000'],
    ['a\u001fb', 'U+001F'],
    ['\ufffe', 'U+FFFE'],
    ['a\ud800', 'U+D800'],
    ['\udc00\ud800', 'U+DC00'],
  ])('is refused where XML has no such character: %j', (value, name) => {
    const root = element('a', {}, [element('b', { c: value }, value)]);
    const { text, problems } = writeXml(root, NONE);
    expect(read(text).name).toBe('a');
    expect(problems.map(({ code, at }) => [code, at])).toEqual([
      ['VALUE_NOT_WRITABLE', { offset: -1, tag: 'b', name: '@c' }],
      ['VALUE_NOT_WRITABLE', { offset: -1, tag: 'b' }],
    ]);
    expect(problems[0]!.message).toContain(`cannot be written: ${name} is not a character of XML`);
  });

  it('is refused where a name cannot be written', () => {
    const nameless = segmentNode('a', -1, 0);
    nameless.children = [leaf('1', -1, 0, '.'), leaf('2', -1, 0)];
    expect(writeXml(nameless, NONE).problems.map(({ message }) => message)).toEqual([
      '"2" cannot be written: it stands where no attribute is defined',
    ]);
    expect(writeXml(element('p:a', {}, '1'), NONE).problems.map(({ message }) => message)).toEqual([
      '"p" cannot be written: the prefix has no namespace',
    ]);
  });
});

describe('the builder alone', () => {
  const build = (attribute: string, text: string): string =>
    new XMLBuilder({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '@' }).build([
      { a: [{ '#text': text }], ':@': { '@b': attribute } },
    ]);

  it('would lose line ends in attributes, and carriage returns', () => {
    const again = read(build('1\n2', '3\r\n4'));
    expect(again.children.map(({ value }) => value)).toEqual(['3\n4', '1 2']);
  });

  it('would write what no reader takes', () => {
    expect(readXml(bytesOf(build('', '\u0001')), () => undefined)).toMatchObject({ code: 'XML_MALFORMED' });
  });
});

describe('XML', () => {
  it.each([
    ['<?xml version="1.0"?>', true],
    ['\ufeff<a/>', true],
    ['\n  <a/>', true],
    ['<!-- a -->', true],
    ['<!DOCTYPE a>', true],
    ['ISA*00*', false],
    ["UNB+UNOC:3'", false],
    ['{"a": "<b>"}', false],
    ['Name,<b>', false],
    ['<', false],
    ['< 5', false],
    ['', false],
  ])('is known by its first character: %j', (head, expected) => {
    expect(detect(bytesOf(head))).toBe(expected);
  });

  it('is known in two bytes a character', () => {
    expect(detect(Uint8Array.of(0xff, 0xfe, 0x3c, 0x00, 0x61, 0x00))).toBe(true);
    expect(detect(Uint8Array.of(0xfe, 0xff, 0x00, 0x3c, 0x00, 0x61))).toBe(true);
    expect(detect(Uint8Array.of(0x00, 0x3c, 0x00, 0x3f))).toBe(true);
  });
});
