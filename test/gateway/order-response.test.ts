// The order response that an ERP's confirmation amounts to, as ORDRSP: it says what the 855 says, and accepts no more.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import type { CanonicalDocument, Order, OrderChange, OrderResponse } from '../../src/core/documents.ts';
import { compose } from '../../src/gateway/compose.ts';
import { type Confirmation, respond, respondToChange } from '../../src/gateway/respond.ts';
import { translate } from '../../src/gateway/translate.ts';
import { catalog, openGateway } from '../http/gateway.ts';

const nordwind = catalog.partners.get('nordwind')!;
const acme = catalog.partners.get('acme')!;

const order = {
  type: 'order',
  schemaVersion: '1',
  number: 'B-4711',
  issued: '2026-01-30',
  currency: 'EUR',
  buyer: { id: '4012345000009', idScheme: '0088', name: 'NORDWIND WARENHAUS' },
  supplier: { role: 'supplier', id: '4399901234561', idScheme: '0088' },
  lines: [
    { number: '1', quantity: '48', unit: 'H87', price: '1.15', gtin: '4006381333931', supplierItem: 'M-100' },
    { number: '2', quantity: '100', unit: 'H87', price: '0.98', gtin: '4006381333948', buyerItem: '77-2' },
  ],
} as Order;

const change = {
  ...order,
  type: 'order-change',
  number: undefined,
  orderNumber: 'B-4711',
  orderIssued: '2026-01-30',
  kind: 'changeToOrder',
  purpose: 'change',
  sequence: '2',
  issued: '2026-02-03',
  lines: [
    { ...order.lines[0], action: 'quantityIncreased', quantity: '96', quantityLeft: '96' },
    { ...order.lines[1], action: 'deleted' },
  ],
} as unknown as OrderChange;

/** The document as message of the partner, and as the partner reads it; `unsaid` are fields the message has no place for. */
async function sent(
  document: CanonicalDocument,
  agreement: Agreement = nordwind,
  message = 'edifact/ORDRSP',
  unsaid: string[] = [],
) {
  const { clock, store } = await openGateway();
  const deps = { catalog, clock, reserve: store.reserve };
  const { composed, problems } = await compose(deps, agreement, document as never, message);
  expect(problems.map(({ code, reference }) => `${code} ${reference}`)).toEqual(
    unsaid.map((field) => `DATA_UNWRITTEN ${field}`),
  );
  const [group] = translate(catalog, new TextEncoder().encode(composed!.text), { partner: agreement.partner }).groups;
  const { document: read, unmapped, problems: found } = group!.sets[0]!;
  expect(unmapped).toEqual([]);
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  const segments = composed!.text.split("'").map((one) => one.trim());
  return { segments, read: read as OrderResponse };
}

const today = '2026-02-02';
/** What ORDRSP does not repeat of the change it answers. */
const OF_CHANGE = ['kind', 'lines/0/action', 'lines/0/quantityLeft'];
const answered = (confirmation: Confirmation) => sent(respond(order, confirmation, today));

describe('a confirmation as ORDRSP of D.96A', () => {
  it('that accepts', async () => {
    const { segments } = await answered({ outcome: 'accepted', number: 'SO-1', notes: ['THANK YOU'] });
    expect(segments).toEqual(
      expect.arrayContaining(['BGM+231+SO-1+29', 'FTX+AAI+++THANK YOU', 'RFF+ON:B-4711', 'RFF+VN:SO-1', 'CNT+2:2']),
    );
    expect(segments.filter((one) => /^(LIN|QTY)/.test(one))).toEqual([
      'LIN+1+5+4006381333931:EN',
      'QTY+21:48:PCE',
      'QTY+113:48:PCE',
      'LIN+2+5+4006381333948:EN',
      'QTY+21:100:PCE',
      'QTY+113:100:PCE',
    ]);
  });

  it('that changes quantity, date, price and item, and refuses a line', async () => {
    const lines: Confirmation['lines'] = [
      { number: '1', quantity: '40', deliveryDate: '2026-02-12', price: '1.20', supplierItem: 'M-101' },
      { number: '2', quantity: '0', reason: 'NO LONGER MADE' },
    ];
    const { segments, read } = await answered({ outcome: 'changed', lines });
    expect(segments[3]).toBe('BGM+231+B-4711+4');
    expect(segments.filter((one) => /^(LIN|PIA|QTY|DTM.69|PRI|FTX)/.test(one))).toEqual([
      'LIN+1+6+4006381333931:EN',
      'PIA+5+M-100:SA',
      'PIA+3+M-101:SA',
      'QTY+21:48:PCE',
      'QTY+113:40:PCE',
      'DTM+69:20260212:102',
      'PRI+AAA:1.20',
      'LIN+2+7+4006381333948:EN',
      'PIA+5+77-2:IN',
      'QTY+21:100:PCE',
      'QTY+113:0:PCE',
      'FTX+ACD+++NO LONGER MADE',
      'PRI+AAA:0.98',
    ]);
    expect(read.lines![0]!.outcomes).toEqual([
      {
        outcome: 'acceptedWithChanges',
        quantity: '40',
        unit: 'H87',
        dateType: 'promisedDelivery',
        date: '2026-02-12',
        supplierItem: 'M-101',
      },
    ]);
  });

  it('that refuses', async () => {
    const { segments, read } = await answered({ outcome: 'rejected' });
    expect(segments[3]).toBe('BGM+231+B-4711+27');
    expect(read.lines!.map(({ outcomes }) => outcomes)).toEqual([[{ outcome: 'rejected' }], [{ outcome: 'rejected' }]]);
  });

  it('of a change, which it names', async () => {
    const document = respondToChange(change, { outcome: 'rejected', notes: ['ON ITS WAY'] }, today);
    const { segments, read } = await sent(document, nordwind, 'edifact/ORDRSP', OF_CHANGE);
    expect(segments).toEqual(expect.arrayContaining(['BGM+231+B-4711+27', 'RFF+ON:B-4711', 'RFF+PP:2']));
    expect(read).toMatchObject({
      outcome: 'rejected',
      orderNumber: 'B-4711',
      changeSequence: '2',
      changeIssued: '2026-02-03',
    });
  });

  it('of a change that is accepted: a line taken out is deleted, not refused', async () => {
    const document = respondToChange(change, { outcome: 'accepted' }, today);
    const { segments } = await sent(document, nordwind, 'edifact/ORDRSP', OF_CHANGE);
    expect(segments.filter((one) => one.startsWith('LIN'))).toEqual([
      'LIN+1+5+4006381333931:EN',
      'LIN+2+2+4006381333948:EN',
    ]);
  });
});

describe('the same answer as ORDRSP and as 855', () => {
  it.each<[string, Confirmation]>([
    ['accepted', { outcome: 'accepted', number: 'SO-1' }],
    ['refused', { outcome: 'rejected', number: 'SO-1' }],
    [
      'accepted with changes',
      { outcome: 'changed', number: 'SO-1', lines: [{ number: '1', quantity: '40', deliveryDate: '2026-02-12' }] },
    ],
  ])('is read to the same fields: %s', async (_, confirmation) => {
    const document = respond(order, confirmation, today);
    const { read: edifact } = await sent(document);
    const { read: x12 } = await sent(document, acme, 'x12/855');
    // Only EDIFACT numbers the answer itself; X12 tells more kinds of change of a line apart.
    const common = ({ source: _source, ...fields }: OrderResponse): object => ({
      ...fields,
      responseNumber: undefined,
      currencyRole: undefined,
      lines: fields.lines!.map((line) => ({
        ...line,
        outcomes: line.outcomes!.map(({ outcome, ...more }) => ({
          ...more,
          outcome: /Changed$|Rescheduled$/.test(outcome) ? 'acceptedWithChanges' : outcome,
        })),
      })),
    });
    expect(common(edifact)).toEqual(common(x12));
  });
});

describe('an answer that EDIFACT has no words for', () => {
  it.each([
    ['to the order', { outcome: 'replenishment' }],
    [
      'to a line',
      { lines: [{ number: '1', outcomes: [{ outcome: 'accepted' }, { outcome: 'substituted', supplierItem: 'B' }] }] },
    ],
  ])('%s is not sent', async (_, said) => {
    const { clock, store } = await openGateway();
    const document = { ...respond(order, { outcome: 'accepted' }, today), ...said };
    const deps = { catalog, clock, reserve: store.reserve };
    const { composed, problems } = await compose(deps, nordwind, document as never, 'edifact/ORDRSP');
    expect(composed).toBeUndefined();
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
  });
});
