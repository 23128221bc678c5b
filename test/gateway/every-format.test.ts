// What an ERP says to a partner comes through in every format: of an order how much of each line, when, at what price and
// why; of a shipment which goods are in which package; of an invoice what each line and all of it comes to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Invoice, Order, OrderChange, OrderResponse, ShipNotice } from '../../src/core/documents.ts';
import { bytesOf } from '../../src/core/formats/media.ts';
import { compose } from '../../src/gateway/compose.ts';
import { type Confirmation, isAnswered, respond, respondToChange } from '../../src/gateway/respond.ts';
import { translate } from '../../src/gateway/translate.ts';
import { PROJECT } from '../../src/node/files.ts';
import { byStandards, hasStandards, isChecked, validate } from '../corpus/validity.ts';
import { catalog, nordwindFor } from '../http/gateway.ts';

const order = JSON.parse(readFileSync(join(PROJECT, 'test/formats/one-order/order.json'), 'utf8')) as Order;
const [first, second] = order.lines as [Order['lines'][number], Order['lines'][number]];
const deps = { catalog, clock: { now: () => '2026-03-03T09:30:00.000Z' }, reserve: async () => 1 };

const RESPONSES = [
  'x12/855',
  'edifact/ORDRSP',
  'ubl/OrderResponse',
  'cxml/ConfirmationRequest',
  'idoc/ORDRSP',
  'opentrans/ORDERRESPONSE',
  'csv/order-responses',
];

const CHANGED: Confirmation = {
  outcome: 'changed',
  number: 'SO-1',
  issued: '2026-03-03',
  notes: ['Thank you'],
  lines: [
    { number: first.number!, quantity: '18', deliveryDate: '2026-04-02', price: '9.99', reason: 'Out of stock' },
    { number: second.number!, quantity: '0', reason: 'No longer made' },
  ],
};

interface Sent<T> {
  text: string;
  /** Fields that the message does not say. */
  unsaid: unknown[];
  /** What is read in it. */
  read: T;
}

/** A document as a message of a partner. */
async function carried<T>(message: string, document: object, concerns?: (field: string) => boolean): Promise<Sent<T>> {
  const partner = nordwindFor(message);
  const { composed, problems } = await compose(deps, partner, document as never, message, undefined, concerns);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const bytes = bytesOf({ content: composed!.text, contentType: composed!.contentType ?? '' });
  const { groups } = translate(catalog, bytes, { partner: partner.partner });
  const [set] = groups.flatMap(({ sets }) => sets);
  expect(set!.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { text: composed!.text, unsaid: problems.map(({ reference }) => reference), read: set!.document as T };
}

const sent = (message: string, confirmation: Confirmation): Promise<Sent<OrderResponse>> =>
  carried(message, respond(order, confirmation, '2026-03-03'), isAnswered);

/** What comes of each line and when, and all that is said in words. */
const coming = ({ lines = [] }: OrderResponse) =>
  lines.map(({ number, price, outcomes, notes }) => {
    const { outcome = '', quantity, date, dates } = outcomes![0]!;
    const refused = outcome.startsWith('rejected');
    return {
      number,
      quantity: refused ? '0' : Number(quantity).toString(),
      // A day may stand in either place.
      date: date ?? dates?.find(({ type }) => type === 'promisedDelivery')?.date,
      ...(refused ? {} : { price }),
      why: notes?.flatMap(({ text = [] }) => text),
    };
  });

describe.each(RESPONSES)('an answer as %s', (message) => {
  it('says what is changed and refused, when and why', async () => {
    const { unsaid, read } = await sent(message, CHANGED);
    expect(unsaid).toEqual([]);
    expect(coming(read)).toEqual([
      { number: first.number, quantity: '18', date: '2026-04-02', price: '9.99', why: ['Out of stock'] },
      { number: second.number, quantity: '0', date: undefined, why: ['No longer made'] },
    ]);
    expect(read.notes?.flatMap(({ text = [] }) => text)).toEqual(['Thank you']);
  });

  it('says how much of a line comes, though not when', async () => {
    const { unsaid, read } = await sent(message, {
      outcome: 'changed',
      number: 'SO-1',
      lines: [{ number: first.number!, quantity: '18' }],
    });
    expect(unsaid).toEqual([]);
    expect(coming(read)[0]).toMatchObject({ quantity: '18', price: first.price });
  });

  it.each(['accepted', 'rejected'] as const)('says that all is %s', async (outcome) => {
    const { unsaid, read } = await sent(message, { outcome, number: 'SO-1' });
    expect(unsaid).toEqual([]);
    expect(read.outcome).toBe(outcome);
  });

  it('says what comes in place of an item, or that it does not', async () => {
    const lines = [{ number: first.number!, supplierItem: 'NEW-1' }];
    const { unsaid, read } = await sent(message, { outcome: 'changed', number: 'SO-1', lines });
    if (message === 'idoc/ORDRSP') expect(unsaid).toEqual(['lines/0/outcomes/0/supplierItem']);
    else
      expect([unsaid, JSON.stringify(read.lines![0])]).toEqual([[], expect.stringContaining('"supplierItem":"NEW-1"')]);
  });
});

const CHANGE = {
  ...order,
  type: 'order-change',
  number: undefined,
  orderNumber: order.number,
  orderIssued: order.issued,
  purpose: 'change',
  sequence: '2',
  issued: '2026-03-03',
  lines: [
    { ...first, action: 'quantityIncreased', quantity: '96', quantityLeft: '96' },
    { ...second, action: 'deleted' },
  ],
} as unknown as OrderChange;

describe.each(['x12/865', ...RESPONSES.slice(1)])('an answer to a change as %s', (message) => {
  const change = { ...CHANGE, source: { format: message.split('/')[0] } } as OrderChange;
  const answered = (confirmation: Confirmation): Promise<Sent<OrderResponse>> =>
    carried(message, respondToChange(change, confirmation, '2026-03-04'), isAnswered);

  it('says how much of it comes, and when', async () => {
    const lines = [{ number: first.number!, quantity: '90', deliveryDate: '2026-04-02', reason: 'Only 90' }];
    const { unsaid, read } = await answered({ outcome: 'changed', number: 'SO-1', lines });
    expect(unsaid).toEqual([]);
    expect(coming(read)[0]).toMatchObject({ quantity: '90', date: '2026-04-02', why: ['Only 90'] });
    expect(read.lines![1]!.outcomes![0]!.outcome).toMatch(/^(deleted|rejected)$/);
  });

  it.each(['accepted', 'rejected'] as const)('says that it is %s', async (outcome) => {
    const { unsaid, read } = await answered({ outcome, number: 'SO-1' });
    expect(unsaid).toEqual([]);
    // Without words for it, a line that is taken out as asked for is one that does not come.
    const asked = message === 'opentrans/ORDERRESPONSE' && outcome === 'accepted' ? 'acceptedWithChanges' : outcome;
    expect(read.outcome).toBe(asked);
  });
});

const party = (name: string, id: string, taxId: string) => ({
  name,
  id,
  idScheme: '0088',
  taxId,
  address: { lines: ['Kai 1'], city: 'Bremen', postalCode: '28195', country: 'DE' },
});
const PARTIES = {
  supplier: party('Bolt BV', '4099200000026', 'NL123456789B01'),
  buyer: party('Nordwind', '4099200000019', 'DE811234567'),
  shipTo: party('Lager', '4099200000033', 'DE811234567'),
};
const [CARTON, PALLET] = ['340123450000000018', '340123450000000025'];
const bolts = (quantity: string) => ({ number: '1', quantity, unit: 'H87', supplierItem: 'S-1', description: 'Bolt' });
const WIRE = { number: '2', quantity: '2.5', unit: 'KGM', supplierItem: 'S-2', description: 'Wire' };

const SHIP_NOTICE = {
  type: 'ship-notice',
  schemaVersion: '1',
  number: 'SH-1',
  issued: '2026-03-17',
  issuedTime: '16:05',
  purpose: 'original',
  shipment: {
    ...PARTIES,
    shipped: '2026-03-17',
    estimatedDelivery: '2026-03-18',
    orders: [
      {
        number: 'PO-1',
        issued: '2026-03-02',
        packages: [
          { sscc: CARTON, lines: [bolts('12'), WIRE] },
          { sscc: PALLET, lines: [bolts('6')] },
        ],
      },
    ],
  },
};

interface Holder {
  number?: string;
  sscc?: string;
  orders?: Holder[];
  packages?: Holder[];
  lines?: (Holder & { quantity?: string; unit?: string })[];
}

/** Every line with its order and its package, wherever it stands. */
const goods = (holder: Holder, order = '', sscc = ''): string[] => [
  ...(holder.lines ?? []).map(({ number, quantity, unit, packages }) =>
    [order, packages?.[0]?.sscc ?? sscc, number, quantity, unit].join(' '),
  ),
  ...(holder.packages ?? []).flatMap((one) => goods(one, order, one.sscc ?? sscc)),
  ...(holder.orders ?? []).flatMap((one) => goods(one, one.number, sscc)),
];

describe('a shipment', () => {
  it.each<[string, RegExp]>([
    ['x12/856', /taxId$/],
    ['edifact/DESADV', /^$/],
    ['ubl/DespatchAdvice', /^purpose$/],
    ['cxml/ShipNoticeRequest', /taxId$/],
    ['idoc/DESADV', /^(issued|issuedTime|purpose)$|(taxId|idScheme)$/],
    ['opentrans/DISPATCHNOTIFICATION', /^(purpose|shipment\/shipped)$/],
  ])('as %s has its goods in their packages', async (message, lost) => {
    const { unsaid, read } = await carried<ShipNotice>(message, SHIP_NOTICE);
    expect(unsaid.filter((field) => !lost.test(String(field)))).toEqual([]);
    // openTRANS has no code of pieces; it counts one by one.
    const piece = message.startsWith('opentrans/') ? 'C62' : 'H87';
    expect(goods(read.shipment as Holder).sort()).toEqual([
      `PO-1 ${CARTON} 1 12 ${piece}`,
      `PO-1 ${CARTON} 2 2.5 KGM`,
      `PO-1 ${PALLET} 1 6 ${piece}`,
    ]);
  });
});

const VAT = { type: 'vat', category: 'S', percent: '19' };
const INVOICE = {
  type: 'invoice',
  schemaVersion: '1',
  kind: 'invoice',
  number: 'INV-1',
  issued: '2026-03-20',
  currency: 'EUR',
  orderNumber: 'PO-1',
  orderIssued: '2026-03-02',
  ...PARTIES,
  lines: [
    { ...bolts('12'), price: '2.50', amount: '30.00', taxes: [{ ...VAT, basisAmount: '30.00', amount: '5.70' }] },
    { ...WIRE, price: '7.00', amount: '17.50', taxes: [{ ...VAT, basisAmount: '17.50', amount: '3.33' }] },
  ],
  taxes: [{ ...VAT, basisAmount: '47.50', amount: '9.03' }],
  totals: { lineAmount: '47.50', taxAmount: '9.03', amount: '56.53' },
};

describe('an invoice', () => {
  it.each([
    'x12/810',
    'edifact/INVOIC',
    'ubl/Invoice',
    'cxml/InvoiceDetailRequest',
    'idoc/INVOIC',
    'opentrans/INVOICE',
    'csv/invoices',
  ])('as %s says what each line and all of it comes to', async (message) => {
    const { unsaid, read } = await carried<Invoice>(message, INVOICE);
    const wanted =
      /^(number|currency|orderNumber|lines\/\d+\/(number|quantity|unit|price)|totals\/amount|taxes\/\d+\/(amount|percent))$/;
    expect(unsaid.filter((field) => wanted.test(String(field)))).toEqual([]);
    expect([read.number, read.currency, read.totals?.amount, read.taxes?.[0]?.amount].map(String)).toEqual([
      'INV-1',
      'EUR',
      '56.53',
      '9.03',
    ]);
    expect(read.lines!.map(({ number, quantity, price }) => [number, Number(quantity), Number(price)])).toEqual([
      ['1', 12, 2.5],
      ['2', 2.5, 7],
    ]);
  });
});

/** Every kind of answer, to an order and to a change, and what else is sent. */
const SENT: [string, (message: string) => Promise<Sent<unknown>>, string[]][] = [
  ['an answer that changes', (message) => sent(message, CHANGED), RESPONSES],
  ['an answer that accepts', (message) => sent(message, { outcome: 'accepted', number: 'SO-1' }), RESPONSES],
  [
    'an answer with another item',
    (message) =>
      sent(message, { outcome: 'changed', number: 'SO-1', lines: [{ number: first.number!, supplierItem: 'NEW-1' }] }),
    RESPONSES,
  ],
  [
    'an answer to a change',
    (message) =>
      carried(message, respondToChange(CHANGE, { outcome: 'accepted', number: 'SO-1' }, '2026-03-04'), isAnswered),
    RESPONSES,
  ],
  [
    'a shipment',
    (message) => carried(message, SHIP_NOTICE),
    ['ubl/DespatchAdvice', 'cxml/ShipNoticeRequest', 'opentrans/DISPATCHNOTIFICATION'],
  ],
  [
    'an invoice',
    (message) => carried(message, INVOICE),
    ['ubl/Invoice', 'cxml/InvoiceDetailRequest', 'opentrans/INVOICE'],
  ],
];

describe.skipIf(!hasStandards)(byStandards('what is published of XML'), () => {
  it.each(SENT)('says that %s is valid in every format that has it', async (_, send, messages) => {
    const checked: string[] = [];
    for (const message of messages) {
      const [format = ''] = message.split('/');
      const { text } = await send(message);
      if (!isChecked(text, format)) continue;
      checked.push(message);
      expect([message, await validate(text, format)]).toEqual([message, []]);
    }
    expect(checked.length).toBeGreaterThanOrEqual(2);
  });
});
