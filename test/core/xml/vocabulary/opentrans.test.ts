// openTRANS documents: who a document is from and for, which part each party plays, and what partners define themselves.
import { describe, expect, it } from 'vitest';
import type { Order } from '../../../../src/core/documents.ts';
import { writeDocument } from '../../../../src/core/formats/documents.ts';
import { type Fields, isFields } from '../../../../src/core/mapping/read.ts';
import { write } from '../../../../src/core/mapping/write.ts';
import { line } from '../../../../src/core/problem.ts';
import { type Confirmation, respond } from '../../../../src/gateway/respond.ts';
import { type TranslatedSet, translate } from '../../../../src/gateway/translate.ts';
import { catalog } from '../../edi/reading.ts';

const NAMESPACES = 'xmlns="http://www.opentrans.org/XMLSchema/2.1" xmlns:b="http://www.bmecat.org/bmecat/2005"';
const party = (id: string, ...roles: string[]): string =>
  `<PARTY>${id
    .split(' ')
    .map((one) => one.split(':'))
    .map(([type, value]) => `<b:PARTY_ID${value === undefined ? '' : ` type="${type}"`}>${value ?? type}</b:PARTY_ID>`)
    .join('')}${roles.map((role) => `<PARTY_ROLE>${role}</PARTY_ROLE>`).join('')}</PARTY>`;

const ITEM =
  '<LINE_ITEM_ID>1</LINE_ITEM_ID><PRODUCT_ID><b:SUPPLIER_PID>A</b:SUPPLIER_PID></PRODUCT_ID><QUANTITY>4</QUANTITY><b:ORDER_UNIT>C62</b:ORDER_UNIT>';

const order = (parties: string, references: string, more = '', item = ITEM): string =>
  `<ORDER ${NAMESPACES} version="2.1" type="standard"><ORDER_HEADER><ORDER_INFO><ORDER_ID>O-1</ORDER_ID><ORDER_DATE>2024-03-05</ORDER_DATE>${parties}<ORDER_PARTIES_REFERENCE>${references}</ORDER_PARTIES_REFERENCE>${more}</ORDER_INFO></ORDER_HEADER><ORDER_ITEM_LIST><ORDER_ITEM>${item}</ORDER_ITEM></ORDER_ITEM_LIST><ORDER_SUMMARY><TOTAL_ITEM_NUM>1</TOTAL_ITEM_NUM></ORDER_SUMMARY></ORDER>`;

const invoice = (parties: string, references: string): string =>
  `<INVOICE ${NAMESPACES} version="2.1"><INVOICE_HEADER><INVOICE_INFO><INVOICE_ID>R-1</INVOICE_ID><INVOICE_DATE>2024-03-05</INVOICE_DATE>${parties}${references}<b:CURRENCY>EUR</b:CURRENCY></INVOICE_INFO></INVOICE_HEADER></INVOICE>`;

function only(xml: string): TranslatedSet & { sender: string; receiver: string } {
  const { groups } = translate(catalog, new TextEncoder().encode(xml), {});
  const [set] = groups.flatMap(({ sets }) => sets);
  const { sender, receiver } = set!.set.group.interchange;
  return { ...set!, sender: `${sender.qualifier}:${sender.id}`, receiver: `${receiver.qualifier}:${receiver.id}` };
}

const PARTS = ['buyer', 'supplier', 'shipTo', 'billTo', 'payee', 'carrier'];

/** `buyer 1, supplier 2`: the parts that parties play, by their numbers. */
function partsIn({ document }: TranslatedSet): string {
  const fields = document as unknown as Fields;
  const named = PARTS.flatMap((part) => (isFields(fields[part]) ? [`${part} ${String(fields[part].id)}`] : []));
  const others = ((fields.parties ?? []) as Fields[]).map(({ role = 'nobody', id }) => `${String(role)} ${String(id)}`);
  return [...named, ...others].join(', ');
}

const BUYER = '<b:BUYER_IDREF>1</b:BUYER_IDREF>';
const SUPPLIER = '<b:SUPPLIER_IDREF>2</b:SUPPLIER_IDREF>';
const parties = (...each: string[]): string => `<PARTIES>${each.join('')}</PARTIES>`;

describe('a party of an order plays the part', () => {
  it.each([
    ['it names', parties(party('1', 'buyer'), party('2', 'supplier')), BUYER + SUPPLIER, 'buyer 1, supplier 2'],
    ['a reference gives it', parties(party('1'), party('2')), BUYER + SUPPLIER, 'buyer 1, supplier 2'],
    [
      'that one of its numbers is referred to for',
      parties(party('gln:4012345000009 supplier_specific:1'), party('2')),
      BUYER + SUPPLIER,
      'buyer 4012345000009, supplier 2',
    ],
    [
      'of each it names',
      parties(party('1', 'buyer', 'invoice_recipient'), party('2', 'supplier')),
      BUYER + SUPPLIER,
      'buyer 1, supplier 2, billTo 1',
    ],
    [
      'of each it is referred to for',
      parties(party('1'), party('2')),
      `${BUYER}${SUPPLIER}<INVOICE_RECIPIENT_IDREF>1</INVOICE_RECIPIENT_IDREF><SHIPMENT_PARTIES_REFERENCE><DELIVERY_IDREF>1</DELIVERY_IDREF></SHIPMENT_PARTIES_REFERENCE>`,
      'buyer 1, supplier 2, shipTo 1, billTo 1',
    ],
    [
      'though it is in no list',
      parties(party('1'), party('2')),
      `${BUYER}${SUPPLIER}<SHIPMENT_PARTIES_REFERENCE><DELIVERY_IDREF>9</DELIVERY_IDREF></SHIPMENT_PARTIES_REFERENCE>`,
      'buyer 1, supplier 2, shipTo 9',
    ],
    ['though there is no list', '', BUYER + SUPPLIER, 'buyer 1, supplier 2'],
    [
      'of none, when nobody says one',
      parties(party('1'), party('2'), party('3')),
      BUYER + SUPPLIER,
      'buyer 1, supplier 2, nobody 3',
    ],
  ])('%s', (_, list, references, parts) => {
    expect(partsIn(only(order(list, references)))).toBe(parts);
  });
});

describe('who supplies', () => {
  const issuer = '<INVOICE_ISSUER_IDREF>2</INVOICE_ISSUER_IDREF>';
  const recipient = '<INVOICE_RECIPIENT_IDREF>1</INVOICE_RECIPIENT_IDREF>';

  it('issues the invoice and is paid, unless another is named', () => {
    const both = parties(party('1'), party('2'));
    expect(partsIn(only(invoice(both, issuer + recipient)))).toBe('supplier 2, billTo 1');
    expect(partsIn(only(invoice(both, `${issuer}${recipient}<REMITTEE_IDREF>2</REMITTEE_IDREF>`)))).toBe(
      'supplier 2, billTo 1',
    );
    expect(partsIn(only(invoice(both, `${issuer}${recipient}<REMITTEE_IDREF>5</REMITTEE_IDREF>`)))).toBe(
      'supplier 2, billTo 1, payee 5',
    );
    const factor = parties(party('1'), party('2', 'supplier'), party('3'));
    expect(partsIn(only(invoice(factor, `${issuer.replace('2', '3')}${recipient}`)))).toBe(
      'supplier 2, billTo 1, invoiceIssuer 3',
    );
  });
});

describe('a document is', () => {
  it('from the buyer to the supplier, by the numbers everybody knows', () => {
    const list = parties(party('buyer_specific:9 gln:4012345000009', 'buyer'), party('V-1', 'supplier'));
    expect(only(order(list, ''))).toMatchObject({ sender: 'gln:4012345000009', receiver: ':V-1' });
  });

  it('from the supplier when it is an invoice', () => {
    const list = parties(party('duns:1', 'buyer'), party('gln:2', 'supplier'));
    expect(only(invoice(list, ''))).toMatchObject({ sender: 'gln:2', receiver: 'duns:1' });
  });

  it('between others where it says so', () => {
    const list = parties(party('1', 'buyer'), party('2', 'supplier'));
    const exchange =
      '<DOCEXCHANGE_PARTIES_REFERENCE><DOCUMENT_ISSUER_IDREF type="gln">7</DOCUMENT_ISSUER_IDREF><DOCUMENT_RECIPIENT_IDREF>8</DOCUMENT_RECIPIENT_IDREF></DOCEXCHANGE_PARTIES_REFERENCE>';
    expect(only(order(list, '', exchange))).toMatchObject({ sender: 'gln:7', receiver: ':8' });
  });

  it('between nobody where it names nobody', () => {
    expect(only(order('', ''))).toMatchObject({ sender: ':', receiver: ':' });
  });
});

describe('elements that partners define', () => {
  const given = parties(party('1', 'buyer'), party('2', 'supplier'));

  it('are kept with their names', () => {
    const udx = '<HEADER_UDX><UDX.acme.colour>red</UDX.acme.colour></HEADER_UDX>';
    const { document, unmapped } = only(order(given, '', udx));
    expect(document).toMatchObject({
      extensions: { 'opentrans:userFields': [{ name: 'UDX.acme.colour', value: 'red' }] },
    });
    expect(unmapped).toEqual([]);
  });

  it('are told where they hold more than a text', () => {
    const udx = '<HEADER_UDX><UDX.a><x>1</x></UDX.a><UDX.b unit="m">2</UDX.b></HEADER_UDX>';
    expect(only(order(given, '', udx)).unmapped.map(({ value }) => value)).toEqual(['1', '2', 'm']);
  });
});

describe('what an ERP answers to an order', () => {
  const definition = catalog.vocabularies.get('opentrans')!;

  it.each<[string, Confirmation, RegExp]>([
    ['accepted', { outcome: 'accepted', number: 'SO-1' }, /<QUANTITY>4<[\s\S]*<TOTAL_ITEM_NUM>1</],
    [
      'changed',
      { outcome: 'changed', number: 'SO-1', lines: [{ number: '1', quantity: '3', deliveryDate: '2024-04-02' }] },
      /<QUANTITY>3<[\s\S]*<DELIVERY_START_DATE>2024-04-02<[\s\S]*<DELIVERY_END_DATE>2024-04-02</,
    ],
    ['rejected', { outcome: 'rejected' }, /<QUANTITY>0</],
  ])('%s can be sent', (_, confirmation, expected) => {
    const asked = only(order(parties(party('1', 'buyer'), party('2', 'supplier')), BUYER + SUPPLIER));
    const answer = respond(asked.document as unknown as Order, confirmation, '2024-03-06') as unknown as Fields;
    const set = definition.sets.get('ORDERRESPONSE')!;
    const { segments, problems } = write(catalog.mappings.get('opentrans/ORDERRESPONSE')!, answer, set, '2.1');
    expect(problems.map(line)).toEqual([]);
    const { text } = writeDocument(definition, {
      type: 'ORDERRESPONSE',
      body: segments[0]!,
      sender: { qualifier: '', id: '2' },
      receiver: { qualifier: '', id: '1' },
      control: '1',
      usage: 'P',
      at: '2024-03-06T10:00:00Z',
    });
    expect(text).toMatch(expected);
    expect(text).toContain('<GENERATION_DATE>2024-03-06T10:00:00Z</GENERATION_DATE>');
    const back = only(text);
    expect(back.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(back.document).toMatchObject({
      orderNumber: 'O-1',
      outcome: confirmation.outcome === 'rejected' ? 'rejected' : 'accepted',
    });
  });
});

describe('names are known', () => {
  const given = parties(party('1', 'buyer'), party('2', 'supplier'));
  const plain = order(given, BUYER + SUPPLIER)
    .replaceAll('<b:', '<')
    .replaceAll('</b:', '</');

  it.each([
    ['without the prefix of the catalogue', plain],
    ['without any namespace', plain.replace(NAMESPACES, '')],
    [
      'of an older version',
      plain.replace(NAMESPACES, 'xmlns="http://www.opentrans.org/XMLSchema/1.0"').replace('"2.1"', '"1.0"'),
    ],
    [
      'of a draft',
      order(given, BUYER + SUPPLIER)
        .replace('/2.1"', '/2.0fd"')
        .replace('"2.1"', '"2.0fd"'),
    ],
  ])('%s', (_, xml) => {
    const { document, unmapped, problems } = only(xml.replace('bmecat/2005"', 'bmecat/2005fd"'));
    expect(document).toMatchObject({
      number: 'O-1',
      buyer: { id: '1' },
      supplier: { id: '2' },
      lines: [{ number: '1', supplierItem: 'A', quantity: '4', unit: 'C62' }],
    });
    expect({ unmapped, errors: problems.filter(({ code }) => code !== 'ELEMENT_CODE').map(line) }).toEqual({
      unmapped: [],
      errors: [],
    });
  });
});
