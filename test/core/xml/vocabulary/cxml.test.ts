// The envelope of cXML: who sends what to whom, under which number; the document around what goes out; what answers it.
import { describe, expect, it } from 'vitest';
import { writeDocument } from '../../../../src/core/formats/documents.ts';
import { writeXml } from '../../../../src/core/formats/xml.ts';
import type { Node } from '../../../../src/core/tree.ts';
import { readXml, type XmlDocument } from '../../../../src/core/xml/read.ts';
import {
  acknowledgedBy,
  credentialsOf,
  cxml,
  requestOf,
  responseOf,
} from '../../../../src/core/xml/vocabulary/cxml.ts';
import { below, type Envelope, element, textAt } from '../../../../src/core/xml/vocabulary/envelope.ts';
import { catalog } from '../../edi/reading.ts';

const definition = catalog.vocabularies.get('cxml')!;

function rootOf(text: string): Node {
  const read = readXml(new TextEncoder().encode(text), (namespace, local) =>
    definition.root(namespace, local) === undefined ? undefined : definition,
  );
  return (read as XmlDocument).root;
}

const open = (text: string): Envelope => cxml.open(rootOf(text), definition);

const credential = (domain: string, identity: string, more = ''): string =>
  `<Credential domain="${domain}"><Identity>${identity}</Identity>${more}</Credential>`;

const header = (from: string, to = credential('DUNS', '2'), sender = credential('DUNS', '1')): string =>
  `<Header><From>${from}</From><To>${to}</To><Sender>${sender}<UserAgent>X</UserAgent></Sender></Header>`;

const document = (head: string, request: string, attributes = ''): string =>
  `<cXML payloadID="7@x" timestamp="2024-03-05T14:30:00Z"${attributes}>${head}${request}</cXML>`;

const order = (type: string): string =>
  `<Request><OrderRequest><OrderRequestHeader orderID="1"${type}/></OrderRequest></Request>`;

describe('the envelope of cXML', () => {
  it('has payloadID as control number, and the parties of the business', () => {
    const { control, sender, receiver, bare } = open(document(header(credential('DUNS', '1')), order('')));
    expect({ control, bare }).toEqual({ control: '7@x', bare: false });
    expect(sender).toEqual({ qualifier: 'DUNS', id: '1' });
    expect(receiver).toEqual({ qualifier: 'DUNS', id: '2' });
  });

  it.each([
    ['duns', 'DUNS'],
    ['Duns', 'DUNS'],
    ['NetworkID', 'NetworkId'],
    ['networkid', 'NetworkId'],
    ['aribanetworkuserid', 'AribaNetworkUserId'],
    ['COUPA', 'COUPA'],
  ])('writes domain %s as %s', (given, expected) => {
    expect(open(document(header(credential(given, '1')), order(''))).sender.qualifier).toBe(expected);
  });

  it('goes by DUNS or NetworkId where there are several credentials, and else by the first', () => {
    const several = credential('systemID', 'a') + credential('networkid', 'AN1') + credential('DUNS', '1');
    expect(open(document(header(several), order(''))).sender).toEqual({ qualifier: 'NetworkId', id: 'AN1' });
    const other = credential('systemID', 'a') + credential('vendorID', 'b');
    expect(open(document(header(other), order(''))).sender).toEqual({ qualifier: 'systemID', id: 'a' });
  });

  it('knows all credentials, and the secret of the sender', () => {
    const secret = '<SharedSecret> s-1 </SharedSecret>';
    const root = rootOf(
      document(header(credential('a', '1') + credential('b', '2'), '', credential('c', '3', secret)), ''),
    );
    expect(credentialsOf(root, 'From').map(({ id }) => id)).toEqual(['1', '2']);
    expect(credentialsOf(root, 'Sender')).toEqual([{ qualifier: 'c', id: '3', sharedSecret: 's-1' }]);
  });

  it.each([
    ['', 'P'],
    [' deploymentMode="production"', 'P'],
    [' deploymentMode="test"', 'T'],
  ])('with Request%s is %s', (mode, usage) => {
    const request = order('').replace('<Request>', `<Request${mode}>`);
    expect(open(document(header(credential('DUNS', '1')), request)).usage).toBe(usage);
  });

  it.each([
    ['', '1.2'],
    [' version="1.2.014"', '1.2.014'],
    [' version="1.0"', '1.2'],
  ])('of a document that says%s has release %s', (attributes, release) => {
    expect(open(document(header(credential('DUNS', '1')), order(''), attributes)).release).toBe(release);
  });

  it.each([
    ['', 'OrderRequest'],
    [' type="new"', 'OrderRequest'],
    [' type="update"', 'OrderRequest.update'],
    [' type="delete"', 'OrderRequest.delete'],
    [' type="other"', 'OrderRequest'],
  ])('tells an order with%s to be %s', (type, expected) => {
    const { messages } = open(document(header(credential('DUNS', '1')), order(type)));
    expect(messages.map((message) => message.type)).toEqual([expected]);
  });

  it('knows what is asked for, also where nothing here reads it', () => {
    const text = document(
      header(credential('DUNS', '1')),
      '<Request><PunchOutSetupRequest operation="create"/></Request>',
    );
    expect(requestOf(rootOf(text))).toBe('PunchOutSetupRequest');
    expect(open(text).messages).toEqual([]);
    expect(requestOf(rootOf(document('', '<Request/>')))).toBe('');
  });

  it('is none in a Response, which says what became of a document', () => {
    const text = document('', '<Response><Status code="406" text="Not Acceptable">line 3</Status></Response>');
    const { bare, messages } = open(text);
    expect(bare).toBe(true);
    expect(messages.map(({ type, body }) => [type, acknowledgedBy(body)])).toEqual([
      ['Response', { payloadID: '', code: '406', text: 'Not Acceptable', detail: 'line 3', invoice: '' }],
    ]);
  });

  it('is that of any request in a StatusUpdateRequest, which names the document', () => {
    const status =
      '<DocumentReference payloadID="3@y"/><Status code="201" text="Accepted"/><InvoiceStatus type="paying"/>';
    const request = `<Request><StatusUpdateRequest>${status}</StatusUpdateRequest></Request>`;
    const { messages } = open(document(header(credential('DUNS', '1')), request));
    expect(messages.map(({ body }) => acknowledgedBy(body))).toEqual([
      { payloadID: '3@y', code: '201', text: 'Accepted', detail: '', invoice: 'paying' },
    ]);
  });
});

const item = (number: string): string => `<InvoiceDetailItem invoiceLineNumber="${number}" quantity="1"/>`;
const invoiced = (id: string, ...items: string[]): string =>
  `<InvoiceDetailOrder><InvoiceDetailOrderInfo><OrderReference orderID="${id}"/></InvoiceDetailOrderInfo>${items.join('')}</InvoiceDetailOrder>`;

describe('the lines of an invoice', () => {
  const text = document(
    header(credential('DUNS', '1')),
    `<Request><InvoiceDetailRequest>${invoiced('A', item('1'), item('2'))}${invoiced('B', item('3'))}</InvoiceDetailRequest></Request>`,
  );
  const [message] = open(text).messages;

  it('have their order with them, each its own', () => {
    const orders = below(message!.body, ['InvoiceDetailOrder']);
    expect(
      orders.map((one) => [
        textAt(one, 'InvoiceDetailOrderInfo/OrderReference/@orderID'),
        textAt(one, 'InvoiceDetailItem/@invoiceLineNumber'),
      ]),
    ).toEqual([
      ['A', '1'],
      ['A', '2'],
      ['B', '3'],
    ]);
    expect(orders[0]!.children[1]).not.toBe(orders[1]!.children[1]);
  });

  it('are written with their order again', () => {
    const { text: written } = writeDocument(definition, { ...OUT, type: 'InvoiceDetailRequest', body: message!.body });
    expect(written.match(/<InvoiceDetailOrder>/g)).toHaveLength(2);
    expect([...written.matchAll(/orderID="(.)"|invoiceLineNumber="(.)"/g)].map(([, id, line]) => id ?? line)).toEqual([
      'A',
      '1',
      '2',
      'B',
      '3',
    ]);
  });
});

const OUT = {
  sender: { qualifier: 'DUNS', id: '315000554' },
  receiver: { qualifier: 'NetworkId', id: 'AN1' },
  control: '12',
  usage: 'P',
  at: '2024-03-05T14:30:00.000Z',
};

describe('a document that goes out', () => {
  const body = element('ConfirmationRequest', {}, [element('ConfirmationHeader', { confirmID: '1' }, '')]);
  const written = (more: object = {}): string =>
    writeDocument(definition, { ...OUT, type: 'ConfirmationRequest', body, ...more }).text;

  it('names its DTD, both parties, and itself for ever', () => {
    expect(written()).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.063/Fulfill.dtd">
<cXML payloadID="20240305143000000.12@315000554" timestamp="2024-03-05T14:30:00.000Z">
  <Header>
    <From>
      <Credential domain="DUNS">
        <Identity>315000554</Identity>
      </Credential>
    </From>
    <To>
      <Credential domain="NetworkId">
        <Identity>AN1</Identity>
      </Credential>
    </To>
    <Sender>
      <Credential domain="DUNS">
        <Identity>315000554</Identity>
      </Credential>
      <UserAgent>Dragoman</UserAgent>
    </Sender>
  </Header>
  <Request deploymentMode="production">
    <ConfirmationRequest>
      <ConfirmationHeader confirmID="1"/>
    </ConfirmationRequest>
  </Request>
</cXML>
`);
  });

  it('is a test, has the secret agreed on, and a payloadID that was given', () => {
    const text = written({ usage: 'T', secret: 's & 1', control: '5@us' });
    expect(text).toContain('<Request deploymentMode="test">');
    expect(text).toContain('<SharedSecret>s &amp; 1</SharedSecret>');
    expect(text).toContain('payloadID="5@us"');
  });

  it.each([
    ['OrderRequest.update', 'cXML.dtd'],
    ['ShipNoticeRequest', 'Fulfill.dtd'],
    ['InvoiceDetailRequest', 'InvoiceDetail.dtd'],
  ])('of type %s is of %s', (type, dtd) => {
    expect(cxml.system?.(type)).toMatch(new RegExp(`/${dtd}$`));
  });

  it('has no sum of which only the currency is known', () => {
    const sum = (text: string): Node => element('Total', {}, [element('Money', { currency: 'EUR' }, text)]);
    const confirmed = (total: Node): string => {
      const request = element('ConfirmationRequest', {}, [element('ConfirmationHeader', { confirmID: '1' }, [total])]);
      return written({ body: request });
    };
    expect(confirmed(sum('5'))).toContain('<Money currency="EUR">5</Money>');
    expect(confirmed(sum(''))).not.toContain('Total');
  });

  it('has the elements that must be there though nobody said anything', () => {
    const address = element('Address', {}, [
      element('PostalAddress', {}, [element('Country', { isoCountryCode: 'DE' }, '')]),
    ]);
    const request = element('OrderRequest', {}, [
      element('OrderRequestHeader', { orderID: '1' }, [element('BillTo', {}, [address])]),
    ]);
    expect(writeDocument(definition, { ...OUT, type: 'OrderRequest', body: request }).text).toContain(`
            <Name/>
            <PostalAddress>
              <Street/>
              <City/>
              <Country isoCountryCode="DE"/>
            </PostalAddress>`);
  });
});

it('a Response has a status, its name, and what there is to say', () => {
  const response = {
    payloadID: '1@us',
    at: '2024-03-05T14:30:00Z',
    code: 406,
    text: 'Not Acceptable',
    detail: 'a < b',
  };
  expect(writeXml(responseOf(response), new Map()).text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<cXML payloadID="1@us" timestamp="2024-03-05T14:30:00Z" xml:lang="en-US">
  <Response>
    <Status code="406" text="Not Acceptable" xml:lang="en-US">a &lt; b</Status>
  </Response>
</cXML>
`);
});
