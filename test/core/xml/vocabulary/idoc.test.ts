// The envelope of IDocs as XML: each has a control record of its own, which says what it is, and which we write.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Interchange, TransactionSet } from '../../../../src/core/edi/envelope.ts';
import { reader as flatReader, writeFlat } from '../../../../src/core/formats/idoc-flat.ts';
import { writeXml } from '../../../../src/core/formats/xml.ts';
import type { Node } from '../../../../src/core/tree.ts';
import { conform } from '../../../../src/core/xml/conform.ts';
import { readElements } from '../../../../src/core/xml/import/elements.ts';
import { importXsd } from '../../../../src/core/xml/import/xsd.ts';
import { readXml, type XmlDocument } from '../../../../src/core/xml/read.ts';
import { lintXml, openXml, type XmlSource } from '../../../../src/core/xml/schema.ts';
import { reader } from '../../../../src/core/xml/units.ts';
import { textAt } from '../../../../src/core/xml/vocabulary/envelope.ts';
import { idoc } from '../../../../src/core/xml/vocabulary/idoc.ts';
import { PROJECT } from '../../../../src/node/files.ts';

const source = JSON.parse(readFileSync(join(PROJECT, 'schemas/xml/idoc.json'), 'utf8')) as XmlSource;
const definition = openXml('idoc', source);

const record = (fields: Record<string, string>): string =>
  `<EDI_DC40 SEGMENT="1">${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</EDI_DC40>`;
const wrapped = (...idocs: string[]): string =>
  `<ORDERS05>${idocs.map((one) => `<IDOC BEGIN="1">${one}<E1EDK01 SEGMENT="1"/></IDOC>`).join('')}</ORDERS05>`;

function read(xml: string): { interchanges: Interchange[]; sets: TransactionSet[] } {
  const one = reader({ vocabularies: new Map([['idoc', definition]]) });
  one.push(new TextEncoder().encode(xml));
  const units = one.end();
  expect(one.problems).toEqual([]);
  return {
    interchanges: units.flatMap((unit) => (unit.unit === 'interchange' ? [unit.interchange] : [])),
    sets: units.flatMap((unit) => (unit.unit === 'set' ? [unit.set] : [])),
  };
}

it('the vocabulary has nothing wrong in it', () => {
  expect(lintXml(source)).toEqual([]);
  // A control record is 524 characters, the fields of a data record at most 1000.
  const widths = Object.entries(source.types).map(([type, rows]): [string, number] => [
    type,
    rows.reduce((sum, row) => sum + Number(/\.\.(\d+)$/.exec(row)?.[1] ?? 0), 0),
  ]);
  expect(widths.find(([type]) => type === 'EDI_DC40')).toEqual(['EDI_DC40', 524]);
  expect(widths.filter(([, width]) => width > 1000 && width !== 524)).toEqual(
    widths
      .filter(([type]) => type.startsWith('E2EDKA1') || type.startsWith('E2EDPA1') || type.startsWith('E2ADRM1'))
      .filter(([, width]) => width > 1000),
  );
});

describe('what the control record says', () => {
  it('is the number, the partners, the message and whether it is a test', () => {
    const { interchanges, sets } = read(
      wrapped(
        record({
          DOCNUM: '0000000000000042',
          TEST: 'X',
          IDOCTYP: 'ORDERS05',
          MESTYP: 'ORDCHG',
          SNDPRT: 'KU',
          SNDPRN: '17100001',
          RCVPRT: 'LS',
          RCVPRN: 'EDIGW',
        }),
      ),
    );
    expect(interchanges).toMatchObject([
      {
        syntax: 'idoc',
        control: '0000000000000042',
        sender: { qualifier: 'KU', id: '17100001' },
        receiver: { qualifier: 'LS', id: 'EDIGW' },
        usage: 'T',
        version: 'ORDERS05',
        bare: false,
      },
    ]);
    expect(sets).toMatchObject([{ type: 'ORDCHG', control: '0000000000000042', release: 'ORDERS05' }]);
  });

  it('is of one IDoc: several in a document have their own', () => {
    const { interchanges, sets } = read(
      wrapped(
        record({ DOCNUM: '1', MESTYP: 'ORDERS', SNDPRN: 'A' }),
        record({ DOCNUM: '2', MESTYP: 'ORDRSP', SNDPRN: 'B', TEST: 'X' }),
      ),
    );
    expect(interchanges.map(({ control, sender, usage }) => [control, sender.id, usage])).toEqual([
      ['1', 'A', 'P'],
      ['2', 'B', 'T'],
    ]);
    expect(sets.map(({ type, group }) => [type, group.interchange.control])).toEqual([
      ['ORDERS', '1'],
      ['ORDRSP', '2'],
    ]);
  });

  it('may leave the message out: then it is what the basic type is mostly for', () => {
    expect(read(wrapped(record({ DOCNUM: '1' }))).sets.map(({ type }) => type)).toEqual(['ORDERS']);
  });

  it('is missed where there is no IDoc', () => {
    expect(read('<ORDERS05></ORDERS05>').interchanges[0]!.problems.map(({ code }) => code)).toEqual([
      'XML_MESSAGE_MISSING',
    ]);
  });
});

describe('an IDoc that goes out', () => {
  const given = readXml(
    new TextEncoder().encode(
      '<ORDERS05><IDOC><E1EDK01><CURCY>EUR</CURCY></E1EDK01><E1EDP01><E1EDP19><QUALF>001</QUALF></E1EDP19></E1EDP01></IDOC></ORDERS05>',
    ),
    () => definition,
  ) as XmlDocument;
  const out = (usage: string, qualifier: string): Node =>
    idoc.close({
      type: 'ORDRSP',
      body: given.root.children[1]!,
      definition,
      sender: { qualifier, id: 'EDIGW' },
      receiver: { qualifier: 'KU', id: '17100001' },
      control: '77',
      usage,
      at: '2026-03-05T08:15:02Z',
    });

  it('has its control record and says of every segment that it is one', () => {
    const { text, problems } = writeXml(out('P', ''), new Map());
    expect(problems).toEqual([]);
    expect(text.replace(/\n\s*/g, '')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><ORDERS05><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1"><TABNAM>EDI_DC40</TABNAM>' +
        '<DOCNUM>0000000000000077</DOCNUM><DIRECT>2</DIRECT><IDOCTYP>ORDERS05</IDOCTYP><MESTYP>ORDRSP</MESTYP>' +
        '<SNDPOR>EDIGW</SNDPOR><SNDPRT>LS</SNDPRT><SNDPRN>EDIGW</SNDPRN><RCVPOR>17100001</RCVPOR><RCVPRT>KU</RCVPRT>' +
        '<RCVPRN>17100001</RCVPRN><CREDAT>20260305</CREDAT><CRETIM>081502</CRETIM><SERIAL>20260305081502</SERIAL></EDI_DC40>' +
        '<E1EDK01 SEGMENT="1"><CURCY>EUR</CURCY></E1EDK01><E1EDP01 SEGMENT="1"><E1EDP19 SEGMENT="1"><QUALF>001</QUALF></E1EDP19></E1EDP01>' +
        '</IDOC></ORDERS05>',
    );
  });

  it('is read as what it was written for', () => {
    const { interchanges, sets } = read(writeXml(out('T', 'LS'), new Map()).text);
    expect(interchanges).toMatchObject([{ control: '0000000000000077', usage: 'T', sender: { id: 'EDIGW' } }]);
    const { tree } = sets[0]!;
    expect(textAt(tree!, 'E1EDK01/CURCY')).toBe('EUR');
    expect(conform(tree!, definition.sets.get('ORDRSP')!.body, ({ offset }) => ({ offset }))).toEqual([]);
  });
});

describe("a customer's own schema, as SAP exports it", () => {
  const field = (name: string, length: number): string =>
    `<xsd:element name="${name}" minOccurs="0"><xsd:simpleType><xsd:restriction base="xsd:string"><xsd:maxLength value="${length}"/></xsd:restriction></xsd:simpleType></xsd:element>`;
  const segment = (name: string, content: string): string =>
    `<xsd:complexType name="ORDERS05.${name}"><xsd:sequence>${content}</xsd:sequence><xsd:attribute name="SEGMENT" use="required"><xsd:simpleType><xsd:restriction base="xsd:string"><xsd:enumeration value="1"/></xsd:restriction></xsd:simpleType></xsd:attribute></xsd:complexType>`;
  const control = source.types.EDI_DC40!.slice(1).map((row) => /^(\w+)\? trimmed\.\.(\d+)$/.exec(row)!);
  const schema = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <xsd:element name="ORDERS05"><xsd:complexType><xsd:sequence><xsd:element name="IDOC" type="ORDERS05.IDOC" maxOccurs="unbounded"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:complexType name="ORDERS05.IDOC"><xsd:sequence>
      <xsd:element name="EDI_DC40" type="ORDERS05.EDI_DC40"/><xsd:element name="E1EDK01" type="ORDERS05.E1EDK01"/>
    </xsd:sequence><xsd:attribute name="BEGIN" type="xsd:string" use="required"/></xsd:complexType>
    ${segment('EDI_DC40', control.map(([, name, length]) => field(name!, Number(length))).join(''))}
    ${segment('E1EDK01', `${field('ACTION', 3)}${field('CURCY', 5)}<xsd:element name="Z1OWN" type="ORDERS05.Z1OWN" minOccurs="0"/>`)}
    ${segment('Z1OWN', field('ZZKEY', 4))}
  </xsd:schema>`;

  it('takes the place of ours, with its widths and its own segments, in the flat form too', () => {
    const parsed = readElements(new TextEncoder().encode(schema));
    if ('wrong' in parsed) throw new Error(parsed.wrong);
    const imported = importXsd(new Map([['ORDERS05.xsd', parsed.root]]), {
      release: '40',
      alike: [],
      roots: ['ORDERS05'],
      messages: { ORDERS: 'ORDERS05/IDOC' },
      without: [],
    });
    if ('wrong' in imported) throw new Error(imported.wrong);
    const own = openXml('idoc', imported.source);
    const xml = `<ORDERS05><IDOC BEGIN="1">${record({ DOCNUM: '0000000000000007', IDOCTYP: 'ORDERS05', MESTYP: 'ORDERS' })}<E1EDK01 SEGMENT="1"><CURCY>EUR</CURCY><Z1OWN SEGMENT="1"><ZZKEY>K</ZZKEY></Z1OWN></E1EDK01></IDOC></ORDERS05>`;
    const { root } = readXml(new TextEncoder().encode(xml), () => own) as XmlDocument;
    const { text, problems } = writeFlat(root, own);
    expect(problems).toEqual([]);
    expect(
      text
        .split('\n')
        .slice(1, 3)
        .map((line) => line.replace(/ +/g, ' ')),
    ).toEqual(['E2EDK01 000000000000000700000100000001 EUR ', 'Z2OWN 000000000000000700000200000102K ']);
    const flat = flatReader({ vocabularies: new Map([['idoc', own]]) });
    const sets = [...flat.push(new TextEncoder().encode(text)), ...flat.end()].flatMap((unit) =>
      unit.unit === 'set' ? [unit.set] : [],
    );
    expect(textAt(sets[0]!.tree!, 'E1EDK01/CURCY')).toBe('EUR');
    expect(textAt(sets[0]!.tree!, 'E1EDK01/Z1OWN/ZZKEY')).toBe('K');
    expect(sets[0]!.problems).toEqual([]);
  });
});
