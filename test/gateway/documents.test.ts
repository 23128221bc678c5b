// Messages that are documents, an XML vocabulary of a partner's own, a feed and JSON: received, answered by a report, and
// sent, with no rule about them outside their mappings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCatalog, type Catalog } from '../../src/core/catalog.ts';
import { compose } from '../../src/gateway/compose.ts';
import { confirm } from '../../src/gateway/feed.ts';
import { translate } from '../../src/gateway/translate.ts';
import { loadCatalog, PROJECT, readFiles } from '../../src/node/files.ts';

import { openGateway, type TestGateway } from '../http/gateway.ts';
import { records, settled } from './arrive.ts';

const VOCABULARY = {
  release: '1',
  namespaces: {},
  roots: { Purchase: 'urn:example:shop', Answer: 'urn:example:shop' },
  types: {
    Purchase: ['@id', 'Date? date', 'Note* string', 'Row+'],
    Row: ['@no', 'Item', 'Count decimal', 'Price? Price'],
    Price: ['. decimal', '@currency?'],
    Answer: ['@id', '@number', '@outcome', 'Date? date'],
  },
};

const PURCHASE = `document: order
message: shop/Purchase
map:
  number: '@id'
  issued: Date
  notes:
    each: Note
    text: [.]
  lines:
    each: Row
    number: '@no'
    supplierItem: Item
    quantity: Count
    price: Price
    currency: Price/@currency
`;

const ANSWER = `document: order-response
message: shop/Answer
map:
  orderNumber: '@id'
  number: '@number'
  outcome: '@outcome'
  issued: Date
`;

const FEED = `document: order
message: csv/shop
feed:
  group: Order
  columns: [Order, Placed, Article, Pieces, Each]
  dates: DD.MM.YYYY
  decimal: ","
map:
  number: Order
  issued: Placed
  lines:
    each: row
    supplierItem: Article
    quantity: Pieces
    price: Each
`;

const agreement = (name: string, format: string, more = ''): string => `name: ${name}
format: ${format}
identifiers: [':${name}']
us: ':US'
erp: generic
${more}`;

const files = new Map([
  ...readFiles(PROJECT),
  ['schemas/xml/shop.json', JSON.stringify(VOCABULARY)],
  ['mappings/shop/Purchase.yaml', PURCHASE],
  ['mappings/shop/Answer.yaml', ANSWER],
  ['mappings/csv/shop.yaml', FEED],
  [
    'mappings/partners/xmlshop/agreement.yaml',
    agreement('xmlshop', 'shop', 'respond:\n  order-response: shop/Answer\n'),
  ],
  ['mappings/partners/csvshop/agreement.yaml', agreement('csvshop', 'csv', 'acknowledge:\n  functional: report-csv\n')],
  ['mappings/partners/jsonshop/agreement.yaml', agreement('jsonshop', 'json')],
  [
    'mappings/partners/peppol/agreement.yaml',
    agreement('peppol', 'ubl').replace(':peppol', '0088:4099200000019').replace(':US', '0088:4099200000026'),
  ],
]);
const loaded = loadCatalog().catalog;
const built = buildCatalog(files, loaded.validate);
const catalog: Catalog = built.catalog;
const opened = (): Promise<TestGateway> => openGateway({ catalog });

const XML = `<?xml version="1.0"?>
<p:Purchase xmlns:p="urn:example:shop" id="00471">
  <p:Date>2026-01-31</p:Date>
  <p:Note>ring &amp; wait</p:Note>
  <p:Row no="1"><p:Item>007</p:Item><p:Count>10.50</p:Count><p:Price currency="EUR">1.20</p:Price></p:Row>
  <p:Row no="2"><p:Item>1e5</p:Item><p:Count>3</p:Count></p:Row>
</p:Purchase>`;

const CSV =
  'Order;Placed;Article;Pieces;Each\r\n4711;31.01.2026;A-1;10;2,50\r\n4711;;A-2;5;1,00\r\n4712;01.02.2026;A-1;1;2,50\r\n';

it('the catalog has nothing against them', () => {
  expect(built.findings).toEqual([]);
});

describe('an XML order', () => {
  it('is made, text as it stands, and a report says so', async () => {
    const gateway = await opened();
    const { state, acknowledgments, problems } = await settled(gateway, XML, 'xmlshop');
    expect([state, problems]).toEqual(['translated', []]);
    const [order] = await gateway.store.documents({ limit: 10 });
    expect(order!.body).toMatchObject({
      type: 'order',
      number: '00471',
      issued: '2026-01-31',
      notes: [{ text: ['ring & wait'] }],
      lines: [
        { number: '1', supplierItem: '007', quantity: '10.50', price: '1.20', currency: 'EUR' },
        { number: '2', supplierItem: '1e5', quantity: '3' },
      ],
      source: { format: 'shop', release: '1', partner: 'xmlshop', mapping: 'shop/Purchase' },
    });
    const [report] = acknowledgments;
    expect(report!.contentType).toBe('application/json');
    expect(JSON.parse(report!.content)).toEqual({
      format: 'shop',
      outcome: 'accepted',
      documents: [{ message: 'shop/Purchase', number: '00471', line: 2, outcome: 'accepted', problems: [] }],
      problems: [],
    });
  });

  it('is refused with line, character and value of what is wrong', async () => {
    const gateway = await opened();
    const wrong = XML.replace('10.50', 'ten').replace('<p:Item>007</p:Item>', '<p:Extra>x</p:Extra>');
    const { acknowledgments } = await settled(gateway, wrong, 'xmlshop');
    expect(await records(gateway.store)).toMatchObject({ orders: [] });
    const { outcome, documents } = JSON.parse(acknowledgments[0]!.content);
    expect(outcome).toBe('refused');
    expect(documents[0].problems).toEqual([
      {
        line: 5,
        column: 17,
        place: 'Extra',
        code: 'XML_ELEMENT_UNKNOWN',
        severity: 'warning',
        value: 'Extra',
        message: 'element Extra is not defined in Row',
      },
      {
        line: 5,
        column: 46,
        place: 'Count',
        code: 'ELEMENT_NOT_NUMBER',
        severity: 'error',
        value: 'ten',
        message: '"ten" is not a number of type decimal',
      },
      {
        line: 5,
        column: 3,
        place: 'Row',
        code: 'XML_ELEMENT_MISSING',
        severity: 'error',
        value: 'Item',
        message: 'element Item is missing in Row',
      },
      expect.objectContaining({ code: 'DATA_UNMAPPED', place: 'Extra', value: 'x' }),
    ]);
  });

  it('that is cut off makes nothing', async () => {
    const gateway = await opened();
    const { state, problems } = await settled(gateway, XML.slice(0, -20), 'xmlshop');
    expect(state).toBe('unassigned');
    expect(problems.map(({ code }) => code)).toContain('XML_MALFORMED');
    expect(await records(gateway.store)).toMatchObject({ orders: [] });
  });

  it('sent again is a duplicate, and changed under its number marked as a possible change', async () => {
    const gateway = await opened();
    await settled(gateway, XML, 'xmlshop');
    expect((await settled(gateway, XML, 'xmlshop')).state).toBe('duplicate');
    const { problems } = await settled(gateway, XML.replace('10.50', '11'), 'xmlshop');
    expect(problems.map(({ code }) => code)).toEqual(['ORDER_NUMBER_REUSED']);
  });

  it('of nobody we know waits for an operator', async () => {
    const gateway = await opened();
    const { state, problems } = await settled(gateway, XML, null);
    expect([state, problems.at(-1)!.code]).toEqual(['unassigned', 'PARTNER_UNKNOWN']);
  });

  it("is answered in the partner's own words when the ERP confirms it", async () => {
    const gateway = await opened();
    await settled(gateway, XML, 'xmlshop');
    const [order] = await gateway.store.documents({ limit: 10 });
    expect(await confirm(gateway, 'generic', order!.id, { outcome: 'accepted', number: 'SO-9' })).toMatchObject({
      outcome: 'confirmed',
    });
    const [response] = (await gateway.store.deliveries({ limit: 10 })).filter(
      ({ message }) => message === 'shop/Answer',
    );
    expect(response!.contentType).toBe('application/xml; charset=utf-8');
    expect(response!.content).toContain(
      '<Answer xmlns="urn:example:shop" id="00471" number="SO-9" outcome="accepted">',
    );
    expect(response!.acknowledgment).toBe('none');
  });
});

describe('a UBL order in an SBDH', () => {
  const sbdh = (order: string): string => `<sh:StandardBusinessDocument
    xmlns:sh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
  <sh:StandardBusinessDocumentHeader>
    <sh:HeaderVersion>1.0</sh:HeaderVersion>
    <sh:Sender><sh:Identifier Authority="iso6523-actorid-upis">0088:4099200000019</sh:Identifier></sh:Sender>
    <sh:Receiver><sh:Identifier Authority="iso6523-actorid-upis">0088:4099200000026</sh:Identifier></sh:Receiver>
    <sh:DocumentIdentification>
      <sh:Standard>urn:oasis:names:specification:ubl:schema:xsd:Order-2</sh:Standard>
      <sh:TypeVersion>2.1</sh:TypeVersion>
      <sh:InstanceIdentifier>8d8c1b5e-2f3a</sh:InstanceIdentifier>
      <sh:Type>Order</sh:Type>
      <sh:CreationDateAndTime>2026-03-02T09:30:00Z</sh:CreationDateAndTime>
    </sh:DocumentIdentification>
    <sh:BusinessScope>
      <sh:Scope><sh:Type>DOCUMENTID</sh:Type><sh:InstanceIdentifier>order</sh:InstanceIdentifier></sh:Scope>
      <sh:Scope><sh:Type>PROCESSID</sh:Type><sh:InstanceIdentifier>ordering</sh:InstanceIdentifier></sh:Scope>
      <sh:Scope><sh:Type>COUNTRY_C1</sh:Type><sh:InstanceIdentifier>DE</sh:InstanceIdentifier></sh:Scope>
    </sh:BusinessScope>
  </sh:StandardBusinessDocumentHeader>
  ${order}
</sh:StandardBusinessDocument>`;
  const ubl = readFileSync(join(PROJECT, 'test', 'formats', 'one-order', 'order.ubl.xml'), 'utf8').replace(
    /^<\?xml.*\?>/,
    '',
  );

  it('is unwrapped, its sender known without a key, and the response goes out in one', async () => {
    const gateway = await opened();
    const { state, problems } = await settled(gateway, sbdh(ubl), null);
    expect([state, problems]).toEqual(['translated', []]);
    const [order] = await gateway.store.documents({ limit: 10 });
    expect(order!.body).toMatchObject({
      number: '4500071203',
      source: {
        format: 'ubl',
        envelope: 'sbdh',
        interchange: '8d8c1b5e-2f3a',
        sender: '0088:4099200000019',
        partner: 'peppol',
      },
    });
    await confirm(gateway, 'generic', order!.id, { outcome: 'accepted', number: 'SO-9' });
    const sent = (await gateway.store.deliveries({ limit: 10 })).find(({ message }) => message === 'ubl/OrderResponse');
    const back = translate(catalog, new TextEncoder().encode(sent?.content ?? ''), { partner: 'peppol' });
    const { sender, receiver, envelope, problems: wrong } = back.interchanges[0]!.interchange;
    expect({ sender, receiver, envelope, wrong }).toEqual({
      sender: { qualifier: '0088', id: '4099200000026' },
      receiver: { qualifier: '0088', id: '4099200000019' },
      envelope: 'sbdh',
      wrong: [],
    });
    expect(back.groups[0]!.sets[0]!.document).toMatchObject({
      type: 'order-response',
      orderNumber: '4500071203',
      number: 'SO-9',
    });
  });

  it('is answered in one of Peppol where the answer names its specification, process and country', async () => {
    const { clock, store } = await opened();
    const party = { id: '4099200000026', idScheme: '0088', name: 'Bolt BV', address: { country: 'NL' } };
    const response = {
      type: 'order-response',
      schemaVersion: '1',
      orderNumber: '4711',
      number: 'SO-1',
      issued: '2026-03-02',
      outcome: 'accepted',
      specification: 'urn:fdc:peppol.eu:poacc:trns:order_response:3',
      businessProcess: 'urn:fdc:peppol.eu:poacc:bis:ordering:3',
      buyer: { name: 'Nordwind' },
      supplier: party,
    };
    const deps = { catalog, clock, reserve: store.reserve };
    const { composed, problems } = await compose(
      deps,
      catalog.partners.get('peppol')!,
      response,
      'ubl/OrderResponse',
      'sbdh',
    );
    expect(problems).toEqual([]);
    expect(composed!.text).toContain('<Identifier Authority="iso6523-actorid-upis">0088:4099200000019</Identifier>');
    expect(
      composed!.text.match(/<Type>\w+<\/Type>\s*<InstanceIdentifier>[^<]+/g)!.map((one) => one.replace(/\s+/g, '')),
    ).toEqual([
      '<Type>DOCUMENTID</Type><InstanceIdentifier>urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2::OrderResponse##urn:fdc:peppol.eu:poacc:trns:order_response:3::2.1',
      '<Type>PROCESSID</Type><InstanceIdentifier>urn:fdc:peppol.eu:poacc:bis:ordering:3',
      '<Type>COUNTRY_C1</Type><InstanceIdentifier>NL',
    ]);
  });

  it('from another than it says is not taken for the partner’s', async () => {
    const { state } = await settled(await opened(), sbdh(ubl), 'xmlshop');
    expect(state).toBe('unassigned');
  });

  it('that was sent before with other content waits for an operator', async () => {
    const gateway = await opened();
    await settled(gateway, sbdh(ubl), null);
    const { state, problems } = await settled(gateway, sbdh(ubl.replace('4500071203', '4500071204')), null);
    expect([state, problems.at(-1)!.code]).toEqual(['held', 'DUPLICATE_CONTROL_NUMBER']);
  });
});

describe('a CSV file', () => {
  it('makes an order of every group of rows, and its report has a row for each', async () => {
    const gateway = await opened();
    const { acknowledgments } = await settled(gateway, CSV, 'csvshop');
    const orders = await gateway.store.documents({ limit: 10 });
    expect(orders.map(({ body }) => body)).toMatchObject([
      { number: '4711', issued: '2026-01-31', lines: [{ price: '2.50' }, { supplierItem: 'A-2', quantity: '5' }] },
      { number: '4712', issued: '2026-02-01', lines: [{ quantity: '1' }] },
    ]);
    expect(acknowledgments[0]!.contentType).toBe('text/csv; charset=utf-8');
    expect(acknowledgments[0]!.content.split('\r\n')).toEqual([
      'document,outcome,line,column,place,value,severity,code,message',
      '4711,accepted,2,,,,,,',
      '4712,accepted,4,,,,,,',
      '',
    ]);
  });

  it('loses the order with a bad row only, which is named with row, column, value and rule', async () => {
    const gateway = await opened();
    const { acknowledgments } = await settled(gateway, CSV.replace(';5;1,00', ';five;1,00'), 'csvshop');
    expect((await records(gateway.store)).orders).toEqual(['4712']);
    const [, refused, wrong] = acknowledgments[0]!.content.split('\r\n');
    expect(refused).toBe('4711,refused,2,,,,,,');
    expect(wrong).toMatch(/^4711,,3,4,row\/Pieces,five,error,VALUE_NOT_DECIMAL,/);
  });

  it('is refused as a whole where that is agreed', async () => {
    const partners = new Map(catalog.partners);
    partners.set('csvshop', { ...catalog.partners.get('csvshop')!, suspend: 'interchange' });
    const gateway = await openGateway({ catalog: { ...catalog, partners } });
    await settled(gateway, CSV.replace(';5;1,00', ';five;1,00'), 'csvshop');
    expect((await records(gateway.store)).orders).toEqual([]);
  });
});

describe('an order as JSON', () => {
  const order = { type: 'order', schemaVersion: '1', number: '4711', lines: [{ number: '1', quantity: '2' }] };

  it('is made as it is; what it says of its source is ours to say', async () => {
    const gateway = await opened();
    const text = JSON.stringify({ ...order, id: 'mine', source: { partner: 'someone' } });
    await settled(gateway, text, 'jsonshop');
    const [made] = await gateway.store.documents({ limit: 10 });
    expect(made!.body).toMatchObject({
      ...order,
      source: { format: 'json', partner: 'jsonshop', mapping: 'json/order' },
    });
    expect(made!.body.id).not.toBe('mine');
  });

  it('is refused with the member that is wrong', async () => {
    const gateway = await opened();
    const text = `[\n  ${JSON.stringify(order)},\n  {"type": "order", "schemaVersion": "1", "number": "4712",\n   "lines": [{"quantity": 2}]}\n]`;
    const { problems } = await settled(gateway, text, 'jsonshop');
    expect((await records(gateway.store)).orders).toEqual(['4711']);
    expect(problems.map(({ code, at, reference }) => [code, at.line, at.column, reference])).toEqual([
      ['DOCUMENT_INVALID', 4, 15, 'lines/0/quantity'],
    ]);
  });

  it('of no known type says which there are', async () => {
    const gateway = await opened();
    const { problems } = await settled(gateway, '{"type": "ordre"}', 'jsonshop');
    expect(problems[0]!.message).toMatch(/"ordre" is no type of document; it is one of invoice, order-change, /);
  });

  it('that is no JSON says where', async () => {
    const { problems } = await settled(await opened(), '{"type": "order",\n "number" 1}', 'jsonshop');
    expect(problems[0]).toMatchObject({ code: 'JSON_MALFORMED', at: { line: 2, column: 11 } });
  });
});

describe('the feed in the README', () => {
  const [yaml, rows, report] = blocksUnder('## Add a CSV feed') as [string, string, string];
  const all = new Map([...files, ['mappings/csv/shop.yaml', yaml]]);
  const { catalog: withFeed, findings } = buildCatalog(all, loaded.validate);

  it('is one file of under 20 lines', () => {
    expect(findings).toEqual([]);
    expect(yaml.trim().split('\n').length).toBeLessThan(20);
  });

  it('is answered as it says there', async () => {
    const gateway = await openGateway({ catalog: withFeed });
    const { acknowledgments } = await settled(gateway, rows, 'csvshop');
    expect(acknowledgments[0]!.content.replaceAll('\r', '')).toBe(report);
    expect((await records(gateway.store)).orders).toEqual([]);
  });

  it('makes the order once its rows are right', async () => {
    const gateway = await openGateway({ catalog: withFeed });
    await settled(gateway, rows.replace('five', '5'), 'csvshop');
    const [order] = await gateway.store.documents({ limit: 10 });
    expect(order!.body).toMatchObject({
      number: '4711',
      issued: '2026-03-02',
      shipTo: { id: '17' },
      lines: [
        { supplierItem: 'NW-100', quantity: '48', price: '12.49' },
        { supplierItem: 'NW-205', quantity: '5', price: '7.00' },
      ],
    });
  });
});

/** The code blocks of a section of the project's README. */
function blocksUnder(heading: string): string[] {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
  const section = readme.slice(readme.indexOf(heading)).split('\n## ')[0]!;
  return [...section.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, text = '']) => text);
}

it('a partner may be sent any format, whatever it sends itself', async () => {
  const { clock, store } = await opened();
  const response = {
    type: 'order-response',
    schemaVersion: '1',
    orderNumber: '00471',
    number: 'SO-1',
    outcome: 'accepted',
  };
  const deps = { catalog, clock, reserve: store.reserve };
  const texts = await Promise.all(
    ['shop/Answer', 'json/order-response'].map(async (message) => {
      const { composed, problems } = await compose(deps, catalog.partners.get('csvshop')!, response, message);
      return [composed?.contentType, problems];
    }),
  );
  expect(texts).toEqual([
    ['application/xml; charset=utf-8', []],
    ['application/json', []],
  ]);
});
