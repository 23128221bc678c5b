// The Standard Business Document Header around a document: who sends it to whom, what is wrong with it by its schema and
// by Peppol, and what we send in one.
import { expect, it } from 'vitest';
import { writeDocument } from '../../../../src/core/formats/documents.ts';
import { openReader } from '../../../../src/core/formats/index.ts';
import { element } from '../../../../src/core/xml/vocabulary/envelope.ts';
import { catalog } from '../../mapping/fixture.ts';

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:Order-2';

const SCOPES = [
  ['DOCUMENTID', `${NAMESPACE}::Order##urn:order::2.1`, 'busdox-docid-qns'],
  ['PROCESSID', 'urn:ordering', 'cenbii-procid-ubl'],
  ['COUNTRY_C1', 'DE', ''],
];

const scopeOf = ([type, instance, list]: string[]): string =>
  `<Scope><Type>${type}</Type><InstanceIdentifier>${instance}</InstanceIdentifier>${list === '' ? '' : `<Identifier>${list}</Identifier>`}</Scope>`;

const partner = (role: string, id: string, authority = 'iso6523-actorid-upis'): string =>
  `<${role}><Identifier Authority="${authority}">${id}</Identifier></${role}>`;

const GOOD = `<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
  <StandardBusinessDocumentHeader>
    <HeaderVersion>1.0</HeaderVersion>
    ${partner('Sender', '0088:4012345000108')}
    ${partner('Receiver', '0088:4012345000207')}
    <DocumentIdentification>
      <Standard>${NAMESPACE}</Standard>
      <TypeVersion>2.1</TypeVersion>
      <InstanceIdentifier>7c1f</InstanceIdentifier>
      <Type>Order</Type>
      <CreationDateAndTime>2026-03-09T08:15:00Z</CreationDateAndTime>
    </DocumentIdentification>
    <BusinessScope>${SCOPES.map(scopeOf).join('')}</BusinessScope>
  </StandardBusinessDocumentHeader>
  <Order xmlns="${NAMESPACE}"/>
</StandardBusinessDocument>`;

/** Parties, number and what is wrong with the envelope of a document. */
function opened(text: string) {
  const bytes = new TextEncoder().encode(text);
  const { reader } = openReader(bytes, { charset: 'utf-8', vocabularies: catalog.vocabularies });
  const units = [...reader.push(bytes), ...reader.end()];
  const interchange = units.flatMap((unit) => (unit.unit === 'interchange' ? [unit.interchange] : []))[0]!;
  const { sender, receiver, control, envelope, headerProblems } = interchange;
  const wrong = headerProblems.map(({ code, at, value }) => `${code} ${at.line} ${value ?? ''}`.trim());
  return { sender, receiver, control, envelope, wrong };
}

const SENDER = { qualifier: '0088', id: '4012345000108' };
const RECEIVER = { qualifier: '0088', id: '4012345000207' };

it('says who sends to whom, and under which number', () => {
  expect(opened(GOOD)).toEqual({
    sender: SENDER,
    receiver: RECEIVER,
    control: '7c1f',
    envelope: 'sbdh',
    wrong: [],
  });
});

it.each([
  [
    'no sender',
    partner('Sender', '0088:4012345000108'),
    '',
    ['INTERCHANGE_SENDER_INVALID 2', 'XML_ELEMENT_MISSING 2 Sender'],
  ],
  [
    'two receivers',
    partner('Receiver', '0088:4012345000207'),
    partner('Receiver', '0088:4012345000207') + partner('Receiver', '0088:4012345000306'),
    ['XML_ELEMENT_REPEATED 5 Receiver'],
  ],
  ['another document', `>${NAMESPACE}<`, '>urn:other<', ['XML_ENVELOPE_DIFFERS 6 urn:other']],
  ['another type', '<Type>Order<', '<Type>Invoice<', ['XML_ENVELOPE_DIFFERS 6 Invoice']],
  ['no country', scopeOf(SCOPES[2]!), '', ['XML_SCOPE_MISSING 2 COUNTRY_C1']],
  [
    'no scopes',
    `<BusinessScope>${SCOPES.map(scopeOf).join('')}</BusinessScope>`,
    '',
    ['XML_SCOPE_MISSING 2 DOCUMENTID', 'XML_SCOPE_MISSING 2 PROCESSID', 'XML_SCOPE_MISSING 2 COUNTRY_C1'],
  ],
  [
    'a status address without a list',
    '</BusinessScope>',
    `${scopeOf(['MLS_TO', '9915:test', ''])}</BusinessScope>`,
    ['XML_ELEMENT_MISSING 13 Identifier'],
  ],
  [
    'a scope that says nothing',
    '</BusinessScope>',
    '<Scope><Type>MLS_TYPE</Type></Scope></BusinessScope>',
    ['XML_ELEMENT_MISSING 13 InstanceIdentifier'],
  ],
])('of Peppol, %s is wrong', (_, from, to, wrong) => {
  expect(GOOD).toContain(from);
  expect(opened(GOOD.replace(from, to)).wrong).toEqual(wrong);
});

it('no more is asked of another network', () => {
  const other = GOOD.replaceAll('iso6523-actorid-upis', 'GS1').replace(/<BusinessScope>.*<\/BusinessScope>/, '');
  expect(opened(other)).toMatchObject({ sender: { qualifier: '0088', id: '4012345000108' }, wrong: [] });
});

it('a document without its header is one of nobody', () => {
  const bare = GOOD.replace(/<StandardBusinessDocumentHeader>[\s\S]*<\/StandardBusinessDocumentHeader>/, '');
  expect(opened(bare)).toMatchObject({
    sender: { id: '' },
    wrong: ['XML_ELEMENT_MISSING 1 StandardBusinessDocumentHeader'],
  });
});

it('what we send in one says all that Peppol asks for', () => {
  const party = (name: string, country: string) =>
    element(name, {}, [
      element('cac:Party', {}, [
        element('cac:PostalAddress', {}, [
          element('cac:Country', {}, [element('cbc:IdentificationCode', {}, country)]),
        ]),
      ]),
    ]);
  const body = element('Order', {}, [
    element('cbc:CustomizationID', {}, 'urn:order'),
    element('cbc:ProfileID', {}, 'urn:ordering'),
    element('cbc:ID', {}, 'PO-1'),
    party('cac:BuyerCustomerParty', 'DE'),
    party('cac:SellerSupplierParty', 'SE'),
  ]);
  const { text, problems } = writeDocument(catalog.vocabularies.get('ubl')!, {
    type: 'Order',
    body,
    sender: SENDER,
    receiver: RECEIVER,
    control: '17',
    usage: 'P',
    at: '2026-03-09T08:15:00Z',
    envelope: catalog.vocabularies.get('sbdh')!,
  });
  expect(problems).toEqual([]);
  expect(opened(text)).toEqual({
    sender: SENDER,
    receiver: RECEIVER,
    control: '17@4012345000108',
    envelope: 'sbdh',
    wrong: [],
  });
  expect(text).toContain('<InstanceIdentifier>DE</InstanceIdentifier>');
});
