// A document becomes a tree in the shapes of its definition; without one, in those it has in fact.

import { describe, expect, it } from 'vitest';
import type { Node } from '../../../src/core/tree.ts';
import type { XmlDefinition } from '../../../src/core/xml/definition.ts';
import { createXmlReader, readXml, rootOf, type XmlDocument } from '../../../src/core/xml/read.ts';
import { openXml } from '../../../src/core/xml/schema.ts';
import { bytesOf } from './documents.ts';

const shop = openXml('shop', {
  release: '1',
  namespaces: { b: 'urn:basic' },
  roots: { Order: 'urn:order' },
  types: {
    Order: ['@version?', 'b:ID? Code', 'Line* Line', 'Party? Party'],
    Line: ['@no?', 'b:Quantity Quantity', 'b:Note* string'],
    Party: ['.?', '@role?', '@xml:lang?', 'Party? Party', 'b:Name? string'],
    Quantity: ['. decimal', '@unit?', '@b:scale?', '@list?'],
    Code: ['. string', '@scheme?'],
  },
});
const parcel = openXml('parcel', {
  release: '1',
  namespaces: {},
  roots: { Parcel: 'urn:parcel' },
  types: { Parcel: ['Content*', '*'], Content: ['.'] },
});
const choose = (namespace: string, local: string): XmlDefinition | undefined =>
  [shop, parcel].find((one) => one.root(namespace, local) !== undefined);

function read(text: string): XmlDocument {
  const document = readXml(bytesOf(text), choose);
  if ('code' in document) throw new Error(document.message);
  return document;
}

/** `Name[.=text @attribute=value](children)`, with the byte of each when asked for. */
function shape(node: Node, places = false): string {
  const at = ({ offset }: Node): string => (places ? `${offset}:` : '');
  const own = node.kind === 'group' ? node.children[0]! : node;
  const below = node.kind === 'group' ? node.children.slice(1) : [];
  const leaves = own.children.map((leaf) => `${at(leaf)}${leaf.name}=${leaf.value}`);
  const children = node.kind === 'group' ? `(${below.map((child) => shape(child, places)).join(' ')})` : '';
  return `${at(node)}${node.name}[${leaves.join(' ')}]${children}`;
}

const order = (content: string): string => `<Order xmlns="urn:order" xmlns:b="urn:basic">${content}</Order>`;
const inOrder = (content: string): string => {
  const { root } = read(order(content));
  return root.children
    .slice(1)
    .map((child) => shape(child))
    .join(' ');
};

describe('a document with a definition', () => {
  it('is named by the vocabulary, whatever prefixes its sender has', () => {
    const mine = read('<o:Order xmlns:o="urn:order" xmlns="urn:basic"><ID>1</ID><o:Line/></o:Order>');
    expect(mine.definition).toBe(shop);
    expect(mine.name).toEqual({ namespace: 'urn:order', prefix: 'o', local: 'Order' });
    expect(shape(mine.root)).toBe('Order[](b:ID[.=1] Line[]())');
  });

  it('has a loop for every element that may hold elements, and its own segment first', () => {
    const { root } = read(order('<Line><b:Quantity>1</b:Quantity></Line>'));
    const [own, line] = root.children;
    expect(own).toMatchObject({ kind: 'segment', name: 'Order', offset: 0 });
    expect(line).toMatchObject({ kind: 'group', name: 'Line' });
    expect(line!.children.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['segment Line', 'segment b:Quantity']);
    expect(inOrder('<Line/>')).toBe('Line[]()');
  });

  it('has attributes at their places, and those nobody defined behind them', () => {
    expect(inOrder('<Line><b:Quantity unit="EA">1</b:Quantity></Line>')).toBe('Line[](b:Quantity[.=1 @unit=EA])');
    expect(inOrder('<Line><b:Quantity list="L" b:scale="2">1</b:Quantity></Line>')).toBe(
      'Line[](b:Quantity[.=1 @unit= @b:scale=2 @list=L])',
    );
    expect(inOrder('<Line><b:Quantity x="9" scale="8" unit="EA"/></Line>')).toBe(
      'Line[](b:Quantity[.= @unit=EA @b:scale= @list= @x=9 @scale=8])',
    );
    expect(inOrder('<Party xml:lang="de" xmlns:z="urn:z" z:y="1"/>')).toBe('Party[.= @role= @xml:lang=de @y=1]()');
  });

  it('follows types that hold themselves', () => {
    expect(inOrder('<Party><Party role="a"><b:Name>n</b:Name></Party></Party>')).toBe(
      'Party[](Party[.= @role=a](b:Name[.=n]))',
    );
  });

  it('takes text as it stands, and white space between elements for nothing', () => {
    expect(inOrder('\n <b:ID>\n 1 <!-- 2 --> 3<![CDATA[ 4 ]]></b:ID>\n')).toBe('b:ID[.=\n 1  3 4 ]');
    expect(inOrder('<b:ID> </b:ID>')).toBe('b:ID[.= ]');
    expect(inOrder('<Line>\n</Line>')).toBe('Line[]()');
    expect(inOrder('<Party> here <b:Name/>\n and <b:Name/> there</Party>')).toBe(
      'Party[.= here \n and  there](b:Name[.=] b:Name[.=])',
    );
  });

  it('is a loop in fact where the definition has text only', () => {
    expect(inOrder('<b:ID scheme="s">1<x/></b:ID><b:ID/>')).toBe('b:ID[.=1 @scheme=s](x[.=]) b:ID[.=]');
  });

  it('leaves out what XSD uses itself: a nil element has no text', () => {
    const xsi = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
    expect(inOrder(`<b:ID ${xsi} i:nil="true" scheme="s"> </b:ID>`)).toBe('b:ID[.= @scheme=s]');
    expect(inOrder(`<b:ID ${xsi} i:nil="1">x</b:ID><b:ID ${xsi} i:nil="false" i:type="b">x</b:ID>`)).toBe(
      'b:ID[.=] b:ID[.=x]',
    );
  });

  it('says of everything where it stands', () => {
    const { root, locate, end } = read(
      '<Order xmlns="urn:order"\n version="7">\n <Line no=\'é\' z="1">ü<x/></Line></Order>',
    );
    expect(shape(root, true)).toBe('0:Order[0:.= 35:@version=7](40:Line[60:.=ü 50:@no=é 57:@z=1](62:x[62:.=]))');
    expect([0, 35, 40, 50, 57, 60, 62].map((offset) => Object.values(locate(offset)).join(':'))).toEqual([
      '1:1',
      '2:11',
      '3:2',
      '3:12',
      '3:18',
      '3:21',
      '3:22',
    ]);
    expect(end).toBe(81);
  });
});

describe('a document without a definition', () => {
  it('has names without prefixes, and loops where elements are', () => {
    const document = read('<p:a xmlns:p="urn:1" p:x="1"><p:b y="2">t</p:b><c><d/></c></p:a>');
    expect(document.definition).toBeUndefined();
    expect(document.namespaces.get('p')).toBe('urn:1');
    expect(shape(document.root)).toBe('a[.= @x=1](b[.=t @y=2] c[](d[.=]))');
    expect(document.root.children[1]).toMatchObject({ kind: 'segment' });
  });

  it('is a segment alone when its root holds text only', () => {
    expect(read('<a>1</a>').root).toMatchObject({ kind: 'segment', name: 'a' });
  });

  it('may have a document of a known vocabulary in it', () => {
    const { root, inner } = read(
      `<Parcel xmlns="urn:parcel"><Content>1</Content>${order('<b:ID>7</b:ID>')}<x/></Parcel>`,
    );
    expect(inner?.definition).toBe(shop);
    expect(shape(inner!.node)).toBe('Order[](b:ID[.=7])');
    expect(shape(root)).toBe('Parcel[](Content[.=1] Order[](b:ID[.=7]) x[.=])');
    expect(read('<Parcel xmlns="urn:parcel"><x/></Parcel>').inner).toBeUndefined();
  });
});

describe('reading', () => {
  it('tells what is wrong as soon as it is known, and reads no further', () => {
    const reader = createXmlReader(choose);
    reader.push(bytesOf('<a><b></a>'));
    expect(reader.problem?.code).toBe('XML_MALFORMED');
    reader.push(bytesOf('<c>'));
    expect(reader.end()).toBe(reader.problem);
  });

  it.each([
    ['<?xml version="1.0"?><!-- a --><o:Order xmlns:o="urn:order"><not read', 'urn:order Order'],
    ['<Order><', ' Order'],
    ['<Order xmlns="urn:or', undefined],
    ['<?xml version="1.0"', undefined],
    ['not xml', undefined],
    ['', undefined],
  ])('the root alone needs no more than the first bytes: %j', (head, expected) => {
    const root = rootOf(bytesOf(head));
    expect(root === undefined ? undefined : `${root.namespace} ${root.local}`).toBe(expected);
  });
});
