// XML Schema to a vocabulary: what each construct becomes, and schemas that cannot be imported.
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../../../src/core/xml/import/assemble.ts';
import { readElements } from '../../../../src/core/xml/import/elements.ts';
import { importXsd } from '../../../../src/core/xml/import/xsd.ts';
import { lintXml, type XmlSource } from '../../../../src/core/xml/schema.ts';

const OPTIONS: ImportOptions = { release: '1', alike: [], roots: ['R'], messages: {}, without: [] };
const QUALIFIED = 'targetNamespace="urn:r" xmlns:r="urn:r" elementFormDefault="qualified"';

const schema = (body: string, attributes = QUALIFIED): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>${body}</xs:schema>`;

function importing(options: Partial<ImportOptions>, ...texts: string[]): ReturnType<typeof importXsd> {
  const schemas = texts.map((text, i) => {
    const read = readElements(new TextEncoder().encode(text));
    if ('wrong' in read) throw new Error(read.wrong);
    return [`${i}.xsd`, read.root] as const;
  });
  return importXsd(new Map(schemas), { ...OPTIONS, ...options });
}

function imported(options: Partial<ImportOptions>, ...texts: string[]): XmlSource {
  const read = importing(options, ...texts);
  if ('wrong' in read) throw new Error(read.wrong);
  expect(lintXml(read.source)).toEqual([]);
  return read.source;
}

/** The rows of an element R whose type is this. */
const rowsOf = (type: string, more = ''): string[] | undefined => {
  const { types, elements, text } = imported({}, schema(`<xs:element name="R">${type}</xs:element>${more}`));
  return types.R?.map((row) => {
    const name = row.replace(/^\||[?*+{ ].*$/g, '');
    if (row.includes(' ')) return row;
    const kind = name === '.' || name.startsWith('@') ? (text ?? 'string') : elements?.[name];
    return kind === undefined ? row : `${row} ${kind}`;
  });
};
const inSequence = (parts: string): string => `<xs:complexType><xs:sequence>${parts}</xs:sequence></xs:complexType>`;
const A = '<xs:element name="A" type="xs:string"/>';
const B = '<xs:element name="B" type="xs:date"/>';

describe('the order of elements', () => {
  it.each<[what: string, type: string, rows: string[]]>([
    ['a sequence', inSequence(A + B), ['A string', 'B date']],
    [
      'occurrences',
      inSequence(
        '<xs:element name="A" type="xs:string" minOccurs="0" maxOccurs="unbounded"/><xs:element name="B" type="xs:date" maxOccurs="3"/>',
      ),
      ['A* string', 'B{1,3} date'],
    ],
    [
      'an element that may not stand',
      inSequence(`${A}<xs:element name="B" type="xs:date" minOccurs="0" maxOccurs="0"/>`),
      ['A string'],
    ],
    ['a choice', inSequence(`<xs:choice>${A}${B}</xs:choice>`), ['A? string', 'B? date']],
    [
      'a choice that repeats',
      inSequence(`<xs:choice maxOccurs="unbounded">${A}${B}</xs:choice>`),
      ['A* string', '|B* date'],
    ],
    [
      'a choice between sequences with a common element',
      inSequence(`<xs:choice><xs:sequence>${A}${B}</xs:sequence>${A}</xs:choice>`),
      ['A string', 'B? date'],
    ],
    [
      'a choice between two orders',
      inSequence(`<xs:choice><xs:sequence>${A}${B}</xs:sequence><xs:sequence>${B}${A}</xs:sequence></xs:choice>`),
      ['A string', '|B date'],
    ],
    ['an optional sequence', inSequence(`<xs:sequence minOccurs="0">${A}${B}</xs:sequence>`), ['A? string', 'B? date']],
    ['an element before and behind another', inSequence(A + B + A), ['A{2,2} string', '|B date']],
    ['all, in any order', `<xs:complexType><xs:all>${A}${B}</xs:all></xs:complexType>`, ['A string', '|B date']],
    ['anything', inSequence(`${A}<xs:any minOccurs="0"/>`), ['A string', '*']],
    [
      'mixed content',
      `<xs:complexType mixed="true"><xs:sequence>${A}</xs:sequence></xs:complexType>`,
      ['. string', 'A string'],
    ],
  ])('%s', (_, type, rows) => {
    expect(rowsOf(type)).toEqual(rows);
  });

  it('groups stand where they are named', () => {
    const group = `<xs:group name="G"><xs:sequence>${A}${B}</xs:sequence></xs:group>`;
    expect(rowsOf(inSequence('<xs:group ref="r:G" minOccurs="0"/>'), group)).toEqual(['A? string', 'B? date']);
  });

  it('an extension has the elements of its base first; a restriction its own', () => {
    const base = `<xs:complexType name="Base"><xs:sequence>${A}</xs:sequence><xs:attribute name="a"/></xs:complexType>`;
    const derived = (how: string, attribute: string): string =>
      `<xs:complexType><xs:complexContent><xs:${how} base="r:Base"><xs:sequence>${B}</xs:sequence>${attribute}</xs:${how}></xs:complexContent></xs:complexType>`;
    expect(rowsOf(derived('extension', '<xs:attribute name="b" use="required"/>'), base)).toEqual([
      '@a? string',
      '@b string',
      'A string',
      'B date',
    ]);
    expect(rowsOf(derived('restriction', '<xs:attribute name="a" use="prohibited"/>'), base)).toEqual(['B date']);
  });

  it('an element without a type, or of any, may hold anything', () => {
    const source = imported({}, schema(`<xs:element name="R">${inSequence('<xs:element name="A"/>')}</xs:element>`));
    expect(source).toMatchObject({ elements: { A: 'anything' }, types: { R: ['A'], anything: ['.', '*'] } });
  });
});

describe('texts and attributes', () => {
  const simple = (facets: string, base = 'xs:string'): string =>
    `<xs:simpleType><xs:restriction base="${base}">${facets}</xs:restriction></xs:simpleType>`;
  const text = (type: string): string[] | undefined => rowsOf(inSequence(`<xs:element name="A">${type}</xs:element>`));

  it.each<[what: string, type: string, row: string]>([
    ['a string', simple(''), 'A string'],
    ['a length', simple('<xs:maxLength value="35"/>'), 'A string..35'],
    ['an exact length', simple('<xs:length value="3"/>', 'xs:token'), 'A token..3'],
    ['values', simple('<xs:enumeration value="a"/><xs:enumeration value="b c"/>'), 'A (a|b c)'],
    ['values that cannot be told apart', simple('<xs:enumeration value="a|b"/>'), 'A string'],
    ['white space', simple('<xs:whiteSpace value="collapse"/>'), 'A token'],
    ['a number', simple('<xs:maxInclusive value="9"/>', 'xs:decimal'), 'A decimal'],
    ['a whole number', simple('', 'xs:nonNegativeInteger'), 'A integer'],
    ['a name', simple('', 'xs:NMTOKEN'), 'A token'],
    ['a list', '<xs:simpleType><xs:list itemType="xs:string"/></xs:simpleType>', 'A token'],
    ['a union of one kind', '<xs:simpleType><xs:union memberTypes="xs:date xs:date"/></xs:simpleType>', 'A date'],
    ['a union of several', '<xs:simpleType><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>', 'A string'],
  ])('%s', (_, type, row) => {
    expect(text(type)).toEqual([row]);
  });

  it('a text with attributes, and one derived from it', () => {
    const amount =
      '<xs:complexType name="AmountType"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currencyID" use="required" type="xs:token"/><xs:attribute name="x"/></xs:extension></xs:simpleContent></xs:complexType>';
    const derived =
      '<xs:complexType><xs:simpleContent><xs:restriction base="r:AmountType"><xs:attribute name="x" use="prohibited"/></xs:restriction></xs:simpleContent></xs:complexType>';
    expect(rowsOf(derived, amount)).toEqual(['. decimal', '@currencyID token']);
  });

  it('attributes of a group, of another namespace, and of xml', () => {
    const group = '<xs:attributeGroup name="G"><xs:attribute name="g" type="xs:boolean"/></xs:attributeGroup>';
    const type =
      '<xs:complexType><xs:attributeGroup ref="r:G"/><xs:attribute ref="xml:lang"/><xs:attribute name="q" form="qualified" type="xs:token"/></xs:complexType>';
    expect(rowsOf(type, group)).toEqual(['@g? boolean', '@xml:lang? token', '@r:q? token']);
  });
});

describe('types', () => {
  it('are named once, however many names the schema has for the same text', () => {
    const texts = ['ID', 'Name', 'Note'].map(
      (name) =>
        `<xs:element name="${name}" type="r:${name}Type"/><xs:complexType name="${name}Type"><xs:simpleContent><xs:extension base="r:TextType"/></xs:simpleContent></xs:complexType>`,
    );
    const text =
      '<xs:complexType name="TextType"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="lang"/></xs:extension></xs:simpleContent></xs:complexType>';
    const root = `<xs:element name="R">${inSequence('<xs:element ref="r:ID"/><xs:element ref="r:Name"/><xs:element ref="r:Note"/>')}</xs:element>`;
    expect(imported({}, schema(root + text + texts.join('')))).toEqual({
      release: '1',
      namespaces: {},
      roots: { R: 'urn:r' },
      elements: { ID: 'Text', Name: 'Text', Note: 'Text' },
      types: { R: ['ID', 'Name', 'Note'], Text: ['.', '@lang?'] },
    });
  });

  it('may hold themselves', () => {
    const party = `<xs:complexType name="PartyType"><xs:sequence>${A}<xs:element name="Agent" type="r:PartyType" minOccurs="0"/></xs:sequence></xs:complexType>`;
    const source = imported({}, schema(`<xs:element name="R" type="r:PartyType"/>${party}`));
    expect(source.types).toEqual({ Party: ['A', 'Agent?'] });
    expect(source.elements).toEqual({ A: 'string', Agent: 'Party', R: 'Party' });
  });

  it('of one name in different places stay apart; a kind of text is no name for one', () => {
    const inner = (child: string): string => `<xs:element name="date">${inSequence(child)}</xs:element>`;
    const outer = (name: string, child: string): string =>
      `<xs:element name="${name}">${inSequence(inner(child))}</xs:element>`;
    const source = imported(
      {},
      schema(`<xs:element name="R">${inSequence(outer('X', A) + outer('Y', B) + outer('Z', A))}</xs:element>`),
    );
    expect(source.types).toEqual({
      R: ['X', 'Y', 'Z'],
      X: ['date'],
      Y: ['date Y.date'],
      Z: ['date'],
      'X.date': ['A'],
      'Y.date': ['B'],
    });
  });

  it('that nothing leads to are left out', () => {
    const source = imported(
      {},
      schema(`<xs:element name="R">${inSequence(A)}</xs:element><xs:element name="S">${inSequence(B)}</xs:element>`),
    );
    expect(Object.keys(source.types)).toEqual(['R']);
  });
});

describe('namespaces', () => {
  const other = schema(A.replace('<xs:element', '<xs:element id="a"'), 'targetNamespace="urn:o"');

  it('have the prefixes of the schemas', () => {
    const source = imported(
      {},
      schema(
        `<xs:import namespace="urn:o"/><xs:element name="R">${inSequence('<xs:element ref="o:A"/>')}</xs:element>`,
        `${QUALIFIED} xmlns:o="urn:o"`,
      ),
      other,
    );
    expect(source.namespaces).toEqual({ o: 'urn:o' });
    expect(source.types).toEqual({ R: ['o:A'] });
  });

  it('that have one prefix in two schemas get two', () => {
    const second = schema(
      `<xs:element name="B">${inSequence('<xs:element ref="o:C"/>')}</xs:element>`,
      'targetNamespace="urn:p" xmlns:o="urn:q"',
    );
    const third = schema('<xs:element name="C" type="xs:string"/>', 'targetNamespace="urn:q"');
    const first = schema(
      `<xs:element name="R">${inSequence('<xs:element ref="o:A"/><xs:element ref="p:B"/>')}</xs:element>`,
      `${QUALIFIED} xmlns:o="urn:o" xmlns:p="urn:p"`,
    );
    const source = imported({}, first, second, third, other);
    expect(source.namespaces).toEqual({ o: 'urn:o', p: 'urn:p', o2: 'urn:q' });
    expect(source.types).toEqual({ R: ['o:A', 'p:B'], B: ['o2:C'] });
  });

  it('of a root whose elements are in none has a prefix', () => {
    const source = imported(
      {},
      schema(`<xs:element name="R">${inSequence(A)}</xs:element>`, 'targetNamespace="urn:r" xmlns:r="urn:r"'),
    );
    expect(source).toMatchObject({ namespaces: { r: 'urn:r' }, roots: { 'r:R': 'urn:r' }, types: { R: ['A'] } });
  });

  it('may be none at all', () => {
    const source = imported({}, schema(`<xs:element name="R">${inSequence(A)}</xs:element>`, ''));
    expect(source).toMatchObject({ namespaces: {}, roots: { R: '' }, types: { R: ['A'] } });
  });

  it('are those of the schema that includes another without one', () => {
    const included = schema(
      `<xs:complexType name="T"><xs:sequence><xs:element ref="A"/></xs:sequence></xs:complexType>${A}`,
      'elementFormDefault="qualified"',
    );
    const source = imported(
      {},
      schema('<xs:include schemaLocation="folder/1.xsd"/><xs:element name="R" type="r:T"/>'),
      included,
    );
    expect(source).toMatchObject({ roots: { R: 'urn:r' }, types: { T: ['A'] } });
  });
});

it('elements are left out with all that is below them', () => {
  const signed = schema(
    `<xs:element name="R">${inSequence(`${A}<xs:element ref="s:Signature"/>`)}</xs:element>`,
    `${QUALIFIED} xmlns:s="urn:s"`,
  );
  expect(imported({ without: ['s:Signature'] }, signed).types).toEqual({ R: ['A'] });
});

describe('a schema that cannot be imported', () => {
  it.each<[body: string, said: string]>([
    ['<xs:element name="S"/>', 'no element R is declared'],
    [`<xs:element name="R" type="r:T"/>`, 'T of urn:r is not declared'],
    [
      `<xs:element name="R">${inSequence('<xs:element xmlns:o="urn:o" ref="o:A"/>')}</xs:element>`,
      'no file declares urn:o',
    ],
    [
      '<xs:element name="R" type="r:T"/><xs:complexType name="T"><xs:complexContent><xs:extension base="r:T"/></xs:complexContent></xs:complexType>',
      'T is defined by itself',
    ],
    [
      `<xs:element name="R">${inSequence('<xs:group ref="r:G"/>')}</xs:element><xs:group name="G"><xs:sequence><xs:group ref="r:G"/></xs:sequence></xs:group>`,
      'G is defined by itself',
    ],
    [
      '<xs:element name="R" type="r:T"/><xs:simpleType name="T"><xs:restriction base="r:T"/></xs:simpleType>',
      'T is defined by itself',
    ],
    [
      '<xs:element name="R"><xs:complexType><xs:attributeGroup ref="r:G"/></xs:complexType></xs:element><xs:attributeGroup name="G"><xs:attributeGroup ref="r:G"/></xs:attributeGroup>',
      'G is defined by itself',
    ],
  ])('%s: %s', (body, said) => {
    expect(importing({}, schema(body))).toEqual({ wrong: said });
  });

  it('is XML, and says where it is not', () => {
    expect(readElements(new TextEncoder().encode('<a>\n <b></a>'))).toEqual({ wrong: expect.stringMatching(/^2:5: /) });
    expect(readElements(new Uint8Array(0))).toHaveProperty('wrong');
  });

  it('may have a document type with declarations, as the schema of XML Signature has', () => {
    const text = '<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE s PUBLIC "p" "s" [\n <!ENTITY e "x">\n]>\n<s>\n <b></s>';
    expect(readElements(new TextEncoder().encode(text))).toEqual({ wrong: expect.stringMatching(/^7:5: /) });
    expect(readElements(new TextEncoder().encode(text.replace('<b>', '')))).toMatchObject({ root: { local: 's' } });
  });
});
