/** Bodies shown in the API's description: answers the gateway gave in its own tests, which hold them to it. */

const refusal = <Status extends number>(
  status: Status,
  code: string,
  title: string,
  rest: Record<string, unknown> = {},
) => ({
  type: `urn:dragoman:problem:${code}`,
  title,
  status,
  code,
  ...rest,
});

const notFound = (what: string) => refusal(404, 'NOT_FOUND', `there is no ${what}`);

/** Every way a request is refused. */
export const problems = {
  bodyEmpty: refusal(400, 'BODY_EMPTY', 'the request has no body'),
  queryInvalid: refusal(400, 'QUERY_INVALID', 'limit must be a whole number from 1 to 500', { detail: 'it is "all"' }),
  notJson: refusal(400, 'NOT_JSON', 'the body must be a JSON object'),
  keyMissing: refusal(401, 'KEY_MISSING', 'a valid API key is needed', {
    detail: 'send Authorization: Bearer KEY; an operator makes one with `dragoman key create`',
  }),
  keyNotAllowed: refusal(403, 'KEY_NOT_ALLOWED', 'a key for operator is needed; this one is for partner'),
  pageUnknown: notFound('page of this name'),
  transmissionUnknown: notFound('transmission with this id'),
  mailUnknown: notFound('delivery with this id in your mailbox'),
  deliveryUnknown: notFound('delivery with this id'),
  documentUnknown: notFound('document with this id'),
  acknowledgmentUnknown: notFound('acknowledgment with this id'),
  orderNotHere: notFound('order or order change with this id'),
  notRead: notFound('document with this id that was read from a transmission'),
  erpUnknown: notFound('ERP books'),
  confirmedAlready: refusal(409, 'CONFIRMED_ALREADY', 'the document was confirmed as changed before', {
    detail: 'post an order response to change what was answered',
  }),
  numberUsed: refusal(409, 'NUMBER_USED', 'another invoice with this number was sent for this order', {
    detail: 'give a corrected document a number of its own',
    document: 'doc_f6fe0383d317769ae75db99722',
  }),
  orderAmbiguous: refusal(409, 'ORDER_AMBIGUOUS', 'several orders have this number', {
    detail: 'say which with ?order=ID',
    orders: ['doc_01m808bcxp5t0by3h5r2d244nk', 'doc_01m808bcy8ra27vn7yb6svg4dj'],
  }),
  notHeld: refusal(409, 'NOT_HELD', 'the transmission is not held', {
    detail: 'only one that is held for its numbers can be released',
  }),
  notRestartable: refusal(
    409,
    'NOT_RESTARTABLE',
    'the transmission made documents, was refused, or is being worked on',
    {
      detail: 'what was made is not made twice, and what was refused stays so; what is missing can be sent by itself',
    },
  ),
  nothingToReview: refusal(409, 'NOTHING_TO_REVIEW', 'nobody needs to look at this acknowledgment, or somebody has', {
    detail: 'what is to be looked at is listed by GET /v1/acknowledgments?review=open',
  }),
  bodyTooLarge: refusal(413, 'BODY_TOO_LARGE', 'the body is larger than 20000 bytes', {
    detail: 'split the transmission, or ask the operator to raise the limit',
  }),
  typeNotJson: refusal(415, 'NOT_JSON', 'the body must be JSON', { detail: 'send Content-Type: application/json' }),
  partnerUnknown: refusal(422, 'PARTNER_UNKNOWN', 'there is no partner nobody'),
  documentInvalid: refusal(422, 'DOCUMENT_INVALID', 'the invoice is not valid', {
    problems: [{ code: 'DOCUMENT_INVALID', message: 'lines/0/quantity: must be string', path: 'lines/0/quantity' }],
  }),
  confirmationInvalid: refusal(422, 'DOCUMENT_INVALID', 'the confirmation is not valid', {
    problems: [
      { code: 'DOCUMENT_INVALID', message: 'outcome: must be one of accepted, changed, rejected', path: 'outcome' },
    ],
  }),
  lineUnknown: refusal(422, 'LINE_UNKNOWN', 'the order has no line 9'),
  notSendable: refusal(422, 'NOT_SENDABLE', "the document cannot be written in the partner's message", {
    problems: [
      {
        code: 'VALUE_NOT_WRITABLE',
        severity: 'error',
        message: '"INV*9" cannot be written: it holds "*", which separates the partner\'s segments',
        at: { offset: -1, segment: 2, tag: 'BIG', element: 2, set: '0001' },
        value: 'INV*9',
      },
    ],
  }),
  orderUnknown: refusal(422, 'ORDER_UNKNOWN', 'no order 4799 was received for this ERP', {
    detail: 'name it in orderNumber (shipment.orders for shipments), or as ?order=ID',
  }),
  notAgreed: refusal(422, 'NOT_AGREED', 'the agreement with acme sends no invoice'),
  commentMissing: refusal(422, 'COMMENT_MISSING', 'a comment is needed', {
    detail: 'send {"comment": "what was done about it"}; it is kept with the acknowledgment',
  }),
  reasonMissing: refusal(422, 'REASON_MISSING', 'a reason is needed', {
    detail: 'send {"reason": "why"}; it is kept with the event',
  }),
  internal: refusal(500, 'INTERNAL', 'the gateway failed on this request', {
    detail: 'nothing that was accepted before is lost; try again, or tell the operator the time of this request',
  }),
  storeUnreachable: refusal(503, 'STORE_UNREACHABLE', 'the store cannot be reached'),
} as const;

export type ProblemName = keyof typeof problems;

/** An interchange as a partner posts it. */
export const interchange = `ISA*00*          *00*          *ZZ*ACMERETAIL     *ZZ*DRAGOMAN       *260131*1200*U*00401*000000905*0*P*>~
GS*PO*ACMERETAIL*DRAGOMAN*20260131*1200*905*X*004010~
ST*850*0001~
BEG*00*SA*4711**20260131~
PO1*1*10*EA*2.50**BP*K-100*VN*V-1~
CTT*1~
SE*5*0001~
GE*1*905~
IEA*1*000000905~
`;

/** What answers it. */
export const acknowledgment = `ISA*00*          *00*          *ZZ*DRAGOMAN       *ZZ*ACMERETAIL     *260131*1200*U*00401*000000001*0*P*>~
GS*FA*DRAGOMAN*ACMERETAIL*20260131*1200*1*X*004010~
ST*997*0001~
AK1*PO*905~
AK2*850*0001~
AK5*A~
AK9*A*1*1*1~
SE*6*0001~
GE*1*1~
IEA*1*000000001~
`;

/** What answers an EDIFACT interchange. */
export const contrl = `UNA:+.? '
UNB+UNOC:3+4399901234561:14+4012345000009:14+260131:1200+1'
UNH+1+CONTRL:3:1:UN'
UCI+1+4012345000009:14+4399901234561:14+7'
UNT+3+1'
UNZ+1+1'
`;

/** What answers documents: one that was refused. */
export const report = {
  format: 'ubl',
  outcome: 'refused',
  documents: [
    {
      message: 'ubl/Order',
      number: '4711',
      line: 2,
      outcome: 'refused',
      problems: [
        {
          line: 31,
          column: 34,
          place: 'cbc:Quantity',
          code: 'ELEMENT_NOT_NUMBER',
          severity: 'error',
          value: 'ten',
          message: '"ten" is not a number of type decimal',
        },
      ],
    },
  ],
  problems: [],
};

export const reportCsv = `document,outcome,line,column,place,value,severity,code,message
4711,refused,2,,,,,,
4711,,31,34,cbc:Quantity,ten,error,ELEMENT_NOT_NUMBER,"""ten"" is not a number of type decimal"
`;

export const orderResponse = `<?xml version="1.0" encoding="UTF-8"?>
<OrderResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2">…</OrderResponse>
`;

const response = `ISA*00*          *00*          *ZZ*DRAGOMAN       *ZZ*ACMERETAIL     *260131*1200*U*00401*000000002*0*P*>~
GS*PR*DRAGOMAN*ACMERETAIL*20260131*1200*2*X*004010~
ST*855*0001~
BAK*00*AC*4711*20260131****SO-2001*20260131~
PO1*1*10*EA*2.50**BP*K-100*VN*V-1~
ACK*IQ*8*EA~
N9*L1*REASON~
MSG*two are left over~
CTT*1~
SE*8*0001~
GE*1*2~
IEA*1*000000002~
`;

const TRANSMISSION = 'tx_01m808bcdxgbcy38ynz67w8x42';
const ORDER = 'doc_01m808bcxp5t0by3h5r2d244nk';
const RESPONSE = 'doc_01m808bcyjnvvmye0n8ed0e4ey';
const ACKNOWLEDGING = 'dlv_01m808bcy3zpbtzjsf0vdxp42x';
const RESPONDING = 'dlv_01m808bd678yqjx875h3kgnwst';

const page = (...items: { sequence: number }[]) => ({ items, next: String(items.at(-1)!.sequence), hasMore: false });

const header = { interchange: '000000905', group: '905', set: '0001' };

const translated = {
  type: 'order',
  schemaVersion: '1',
  number: '4711',
  purpose: 'original',
  kind: 'standAlone',
  issued: '2026-01-31',
  lines: [{ number: '1', quantity: '10', unit: 'EA', price: '2.50', buyerItem: 'K-100', supplierItem: 'V-1' }],
  totals: { lineCount: '1' },
  source: {
    format: 'x12',
    ...header,
    release: '004010',
    sender: 'ZZ:ACMERETAIL',
    receiver: 'ZZ:DRAGOMAN',
    partner: 'acme',
    mapping: 'x12/850',
  },
};
const order = { ...translated, source: { ...translated.source, transmission: TRANSMISSION }, id: ORDER };

const received = {
  id: TRANSMISSION,
  receivedAt: '2026-01-31T12:00:01.000Z',
  channel: 'http',
  partner: 'acme',
  fileName: null,
  digest: 'be641a66817b404bbacf7b34b05146be17cd6e2c9d2691bb0627ffcba0831248',
  size: 280,
  format: 'x12',
  state: 'translated',
  duplicateOf: null,
  problems: [],
  documents: 1,
  rejected: 0,
  attempts: 1,
  released: null,
  settledAt: '2026-01-31T12:00:01.000Z',
};

const acknowledging = {
  id: ACKNOWLEDGING,
  partner: 'acme',
  document: null,
  transmission: TRANSMISSION,
  message: 'x12/997',
  contentType: 'application/edi-x12',
  fileName: 'x12-997-000000001.edi',
  state: 'ready',
  attempts: 0,
  createdAt: '2026-01-31T12:00:01.000Z',
  deliveredAt: null,
  acknowledgment: 'none',
  acknowledgmentDue: null,
  acknowledgedAt: null,
  interchangeControl: '000000001',
  groupCode: 'FA',
  groupControl: '1',
  setControl: '0001',
  sequence: 1,
  href: `/v1/mailbox/${ACKNOWLEDGING}`,
};

const responding = {
  ...acknowledging,
  id: RESPONDING,
  document: RESPONSE,
  transmission: null,
  message: 'x12/855',
  fileName: 'x12-855-000000002.edi',
  createdAt: '2026-01-31T12:00:05.000Z',
  acknowledgment: 'waiting',
  acknowledgmentDue: '2026-02-01T12:00:05.000Z',
  interchangeControl: '000000002',
  groupCode: 'PR',
  groupControl: '2',
  sequence: 2,
  href: `/v1/mailbox/${RESPONDING}`,
};

const offered = {
  id: ORDER,
  sequence: 1,
  type: 'order',
  number: '4711',
  direction: 'inbound',
  partner: 'acme',
  business: 'open',
  acknowledgment: 'none',
  erpNumber: null,
  parent: null,
  root: ORDER,
  batch: null,
  createdAt: '2026-01-31T12:00:01.000Z',
  confirmedAt: null,
  document: order,
};

/** Two orders of an interchange of beta, whose agreement offers them together. */
const BATCH = ['doc_01m808be2r9ks6h8xv5c3ap7tw', 'doc_01m808be2s4wq0y1nd8gz6j5fb'];
const together = BATCH.map((id, i) => {
  const number = String(8001 + i);
  const transmission = 'tx_01m808be0e7mtb5q2zc9d4hx3v';
  const said = { transmission, interchange: '000000031' };
  const source = { ...order.source, ...said, set: `000${i + 1}`, sender: 'ZZ:BETASHOP', partner: 'beta' };
  return {
    ...offered,
    id,
    sequence: i + 2,
    number,
    partner: 'beta',
    root: id,
    batch: { id: BATCH[0], ...said, position: i + 1, of: BATCH.length },
    document: { ...order, id, number, source },
  };
});

const CHANGE = 'doc_01m808c7q2w0v3j8h5r9d1k4pz';
const versions = [
  {
    version: 1,
    base: null,
    change: null,
    changeSequence: null,
    at: offered.createdAt,
    business: 'open',
    changes: [],
    conflicts: [],
    order,
  },
  {
    version: null,
    base: 1,
    change: CHANGE,
    changeSequence: '1',
    at: '2026-01-31T12:00:09.000Z',
    business: 'open',
    changes: [],
    conflicts: [{ code: 'LINE_UNKNOWN', message: 'the order has no such line', line: '9' }],
    order: null,
  },
];

const { document: _document, ...listed } = offered;
const stored = {
  ...listed,
  erp: 'generic',
  transmission: TRANSMISSION,
  body: order,
  validation: 'valid',
  delivery: 'taken',
  business: 'changed',
  erpNumber: 'SO-2001',
  confirmedAt: '2026-01-31T12:00:05.000Z',
};

const problem = {
  code: 'ELEMENT_NOT_NUMBER',
  severity: 'error',
  message: '"ten" is not a number of type R',
  at: { offset: 201, segment: 3, tag: 'PO1', ...header, element: 2 },
  value: 'ten',
  reference: '330',
};

const about = { partner: 'acme', erp: null, transmission: null, document: null, delivery: null };
const event = {
  ...about,
  at: received.receivedAt,
  kind: 'received',
  transmission: TRANSMISSION,
  detail: { channel: 'http', bytes: 280 },
  sequence: 1,
};
const confirmed = {
  ...about,
  at: stored.confirmedAt,
  kind: 'confirmed',
  erp: 'generic',
  document: ORDER,
  detail: { outcome: 'changed', number: 'SO-2001' },
  sequence: 5,
};

const { href: _href, ...whole } = responding;

const waiting = {
  id: RESPONDING,
  sequence: 1,
  partner: 'acme',
  message: 'x12/855',
  delivery: RESPONDING,
  document: RESPONSE,
  state: 'waiting',
  verdict: null,
  late: false,
  contradicts: false,
  createdAt: responding.createdAt,
  due: responding.acknowledgmentDue,
  answeredAt: null,
  saidBy: null,
  transmission: null,
  interchangeControl: '000000002',
  groupCode: 'PR',
  groupControl: '2',
  setControl: '0001',
  said: null,
  review: 'none',
  reviewedAt: null,
  comment: null,
};
const rejected = {
  ...waiting,
  state: 'rejected',
  verdict: 'rejected',
  answeredAt: '2026-01-31T12:10:00.000Z',
  saidBy: 'x12/997',
  transmission: 'tx_01m808bd9qk3t0z4s2v6y8w1nr',
  said: {
    group: { verdict: 'R', codes: [], declared: '1', received: '1', accepted: '0' },
    set: {
      type: '855',
      control: '0001',
      verdict: 'R',
      codes: ['5'],
      segments: [{ tag: 'PO1', position: '3', code: '8', elements: [{ position: '6', code: '7', value: 'BP' }] }],
    },
  },
  review: 'open',
};
const reviewed = {
  ...rejected,
  review: 'done',
  reviewedAt: '2026-01-31T13:00:00.000Z',
  comment: 'acme reads no BP; its buyer was told',
};

const notice = `Your transmission of 2026-01-31T12:00:01.000Z was not processed.

  received over  http
  size           280 bytes
  SHA-256        be641a66817b404bbacf7b34b05146be17cd6e2c9d2691bb0627ffcba0831248
  our reference  ${TRANSMISSION}

It could not be assigned to a trading partner, so no acknowledgment could be formed.

What is wrong with it:
  000000905 byte 35 ISA06: no agreement names the sender ZZ:NOBODY to ZZ:DRAGOMAN [PARTNER_UNKNOWN]

Nothing was made of it. Please correct it and send it again.
`;

export const examples = {
  notice,
  healthy: { status: 'ok' },
  ready: { status: 'ready' },
  report: {
    interchanges: [
      {
        control: '000000905',
        sender: 'ZZ:ACMERETAIL',
        receiver: 'ZZ:DRAGOMAN',
        version: '00401',
        usage: 'P',
        partner: 'acme',
        offset: 0,
        groups: [
          {
            code: 'PO',
            control: '905',
            version: '004010',
            verdict: 'A',
            sets: [{ type: '850', control: '0001', release: '004010', verdict: 'A', offset: 161 }],
          },
        ],
      },
    ],
    documents: [translated],
    acknowledgments: [acknowledgment],
    problems: [],
    unmapped: [],
  },
  receipt: {
    id: TRANSMISSION,
    state: 'translated',
    documents: 1,
    rejected: 0,
    acknowledgments: [{ id: ACKNOWLEDGING, href: acknowledging.href }],
    problems: [],
  },
  transmission: received,
  answeredTransmission: { ...received, acknowledgments: [acknowledging] },
  transmissions: page({ ...received, sequence: 1 }),
  problems: {
    items: [{ transmission: TRANSMISSION, partner: 'acme', receivedAt: received.receivedAt, ...problem }],
    next: '1',
    hasMore: false,
  },
  mailbox: page(acknowledging, responding),
  deliverySummary: responding,
  delivery: { ...whole, content: response, acknowledgments: [waiting] },
  acknowledgments: page(waiting),
  rejectedAcknowledgment: rejected,
  reviewedAcknowledgment: reviewed,
  comment: { comment: reviewed.comment },
  response,
  offered,
  offeredWithVersions: { ...offered, versions },
  versions: { items: versions },
  feed: page(offered, ...together),
  confirmation: {
    outcome: 'changed',
    number: 'SO-2001',
    lines: [{ number: '1', quantity: '8', reason: 'two are left over' }],
  },
  confirmed: { id: ORDER, business: 'changed', response: RESPONSE },
  orderResponse: {
    orderNumber: '4711',
    number: 'SO-2001',
    orderIssued: '2026-01-31',
    issued: '2026-02-01',
    purpose: 'original',
    outcome: 'accepted',
  },
  shipment: {
    number: 'SH-1',
    purpose: 'original',
    issued: '2026-02-01',
    issuedTime: '08:00',
    shipment: { orders: [{ number: '4711', lines: [{ number: '1', quantity: '8', unit: 'EA', buyerItem: 'K-100' }] }] },
  },
  invoice: {
    number: 'INV-1',
    issued: '2026-02-01',
    orderNumber: '4711',
    lines: [{ number: '1', quantity: '8', unit: 'EA', price: '2.50', buyerItem: 'K-100' }],
    totals: { amount: '20.00' },
  },
  posted: {
    'order-response': { id: 'doc_1fd7c0e5b5b5ad4c0c0f9f1f3a', type: 'order-response' },
    'ship-notice': { id: 'doc_f6fe0383d317769ae75db99722', type: 'ship-notice' },
    invoice: { id: 'doc_6b1d1bd2bb1a5f0be7e9b2f0a1', type: 'invoice' },
  },
  document: stored,
  documents: page(stored),
  events: page(event, confirmed),
  origins: {
    document: ORDER,
    transmission: TRANSMISSION,
    fields: {
      'lines/0/quantity': {
        at: { offset: 206, segment: 3, tag: 'PO1', ...header, element: 2 },
        value: '10',
        rule: 'mappings/x12/850.yaml:472:15',
      },
    },
  },
  reason: { reason: 'the agreement names them now' },
  metrics:
    '# HELP dragoman_records Transmissions, documents, deliveries and acknowledgments by state.\n# TYPE dragoman_records gauge\ndragoman_records{what="transmission",state="translated"} 1\n',
};

/** An order as its buyer sends it, and the answer. */
export const cxmlOrder = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.063/cXML.dtd">
<cXML payloadID="20260131120000.77@buyer.example" timestamp="2026-01-31T12:00:00+01:00">
  <Header>
    <From><Credential domain="NetworkId"><Identity>AN01000012345</Identity></Credential></From>
    <To><Credential domain="DUNS"><Identity>315000554</Identity></Credential></To>
    <Sender>
      <Credential domain="NetworkId">
        <Identity>AN01000012345</Identity>
        <SharedSecret>key_01m808bcxp.c2VjcmV0</SharedSecret>
      </Credential>
      <UserAgent>Buyer 1.0</UserAgent>
    </Sender>
  </Header>
  <Request deploymentMode="production">
    <OrderRequest>
      <OrderRequestHeader orderID="4711" orderDate="2026-01-31T12:00:00+01:00" type="new">
        <Total><Money currency="EUR">50.00</Money></Total>
        <BillTo><Address><Name xml:lang="en">Buyer Ltd</Name></Address></BillTo>
      </OrderRequestHeader>
      <ItemOut quantity="5" lineNumber="1">
        <ItemID><SupplierPartID>KP-200</SupplierPartID></ItemID>
        <ItemDetail>
          <UnitPrice><Money currency="EUR">10.00</Money></UnitPrice>
          <Description xml:lang="en">Centrifugal pump</Description>
          <UnitOfMeasure>H87</UnitOfMeasure>
          <Classification domain="UNSPSC">40151503</Classification>
        </ItemDetail>
      </ItemOut>
    </OrderRequest>
  </Request>
</cXML>
`;

export const cxmlResponse = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.063/cXML.dtd">
<cXML payloadID="20260131120000000.dlv_0003@dragoman" timestamp="2026-01-31T12:00:00.000Z" xml:lang="en-US">
  <Response>
    <Status code="200" text="OK" xml:lang="en-US"/>
  </Response>
</cXML>
`;

/** The order response it is sent later. */
export const cxmlConfirmation = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.063/Fulfill.dtd">
<cXML payloadID="20260131120000000.1@315000554" timestamp="2026-01-31T12:00:00.000Z">
  <Header>
    <From>
      <Credential domain="DUNS">
        <Identity>315000554</Identity>
      </Credential>
    </From>
    <To>
      <Credential domain="NetworkId">
        <Identity>AN01000012345</Identity>
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
      <ConfirmationHeader operation="new" type="accept" noticeDate="2026-01-31"/>
      <OrderReference orderID="4711" orderDate="2026-01-31">
        <DocumentReference payloadID="4711"/>
      </OrderReference>
      <ConfirmationItem quantity="5" lineNumber="1">
        <UnitOfMeasure>H87</UnitOfMeasure>
        <ConfirmationStatus quantity="5" type="accept" deliveryDate="2026-02-03">
          <UnitOfMeasure>H87</UnitOfMeasure>
          <UnitPrice>
            <Money currency="EUR">10.00</Money>
          </UnitPrice>
          <Extrinsic name="SupplierPartID">KP-200</Extrinsic>
        </ConfirmationStatus>
      </ConfirmationItem>
    </ConfirmationRequest>
  </Request>
</cXML>
`;
