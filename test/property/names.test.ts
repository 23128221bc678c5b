// read(write(x)) is x for every document that the mappings of names (XML, feeds) can express: each mapped field by itself,
// and random combinations of fields.
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/core/mapping/read.ts';
import { catalog } from '../core/mapping/fixture.ts';
import { leavesOf, randomOf } from './documents.ts';
import { namedDocumentOf } from './named-documents.ts';
import { wireOf } from './named-wire.ts';

const COMBINATIONS = 15;

const NUMBERED: Fields = { number: 'N1' };
const ANSWER: Fields = { orderNumber: 'N1', outcome: 'accepted' };
const CHANGE: Fields = { orderNumber: 'N1' };

/** What no document is without: what its canonical schema asks for, and the message. */
const BASES: Record<string, Fields> = {
  order: NUMBERED,
  'order-change': CHANGE,
  'order-response': ANSWER,
  'ship-notice': NUMBERED,
  'receipt-advice': NUMBERED,
  invoice: NUMBERED,
  'ubl/OrderCancellation': { ...CHANGE, notes: [{ type: 'cancellation', text: ['WHY'] }] },
};

const TAX_CURRENCIES = ['taxTotals/currency', 'lines/taxTotals/currency', 'lines/subLines/taxTotals/currency'];

/** What a message must have, so that writing says it where the document does not: in a place that is also a field. */
const ALSO_WRITTEN: Record<string, string[]> = {
  // xml:lang of a text is mandatory.
  'cxml/OrderRequest': ['lines/descriptionLanguage'],
  'cxml/OrderRequest.update': ['lines/descriptionLanguage'],
  'cxml/OrderRequest.delete': ['lines/descriptionLanguage'],
  // A line has one status at least, with a quantity; its order is named by the message it came in.
  'cxml/ConfirmationRequest': ['lines/outcomes/quantity', 'lines/outcomes/unit', 'lines/notes/text'],
  'cxml/ShipNoticeRequest': ['shipment/orders/number'],
  'cxml/InvoiceDetailRequest': ['supplier/role', 'lines/orderNumber'],
  // Items and handling units are numbered.
  'idoc/DESADV': [
    'shipment/lines/number',
    'shipment/orders/lines/number',
    'shipment/packages/lines/number',
    'shipment/packages/marks/value',
  ],
  // The net amount is the line's amount.
  'idoc/INVOIC': ['lines/amount'],
  // An amount has its currency, and a line of a despatched order its number in that.
  'ubl/Order': TAX_CURRENCIES,
  'ubl/OrderChange': TAX_CURRENCIES,
  'ubl/OrderResponse': TAX_CURRENCIES,
  'ubl/Invoice': TAX_CURRENCIES,
  'ubl/CreditNote': TAX_CURRENCIES,
  'ubl/DespatchAdvice': ['shipment/orders/lines/orderLine'],
  // Who gets the invoice, where nobody says so, is the buyer.
  'opentrans/INVOICE': ['billTo/id', 'billTo/otherIds/value', 'billTo/otherIds/scheme'],
};

/** Fields that come back only with others, by the start of their path. */
const TOGETHER: Record<string, Record<string, string[]>> = {
  // The first is the order's message: mandatory.
  'cxml/ConfirmationRequest': {
    references: ['references#0/value'],
    currency: ['totals/amount'],
    'lines/currency': ['lines/price'],
  },
  // What an amount is in another currency is said beside it.
  'cxml/InvoiceDetailRequest': {
    'lines#0/amounts#1': ['lines#0/amounts#0/amount'],
    'lines#2/amounts#1': ['lines#2/amounts#0/amount'],
  },
  // A cancellation says why.
  'ubl/OrderCancellation': { 'notes#1': ['notes#0/text'] },
  // An order is said with what is shipped of it.
  'opentrans/DISPATCHNOTIFICATION': { 'shipment/lines/orderNumber': ['shipment/lines/quantity'] },
  'idoc/DESADV': { 'shipment/lines/orderNumber': ['shipment/lines/quantity'] },
};

/** Fields that do not come back by themselves, by the start of their path, and why. */
const EXCEPT: Record<string, string[]> = {
  // A scheme without a value is said by the place before, which needs the value.
  'cxml/OrderRequest': ['lines/items#2/scheme'],
  'cxml/OrderRequest.update': ['lines/items#2/scheme'],
  'cxml/OrderRequest.delete': ['lines/items#2/scheme'],
  'idoc/DESADV': ['shipment/lines/references#4/type'],
  'idoc/INVOIC': ['lines/amounts#3/type', 'lines/items#1/scheme', 'totals/amounts/type'],
  'idoc/ORDERS': ['lines/items#1/scheme'],
  'idoc/ORDCHG': ['lines/items#1/scheme'],
  'idoc/ORDRSP': ['lines/items#1/scheme'],
  // What a line's status says of its item is read with the outcome.
  'cxml/ConfirmationRequest': ['lines/description', 'lines/outcomes#1/reasonText'],
  // A delivery promised for a day is written as a period of that day.
  'opentrans/ORDERRESPONSE': ['lines/requestedDelivery', 'lines/deliverNotBefore', 'lines/schedules'],
  // The first instruction's is the invoice's.
  'ubl/Invoice': ['paymentInstructions/due'],
};

/** Fields whose place another field may have: they come back by themselves, and together only one of them does. */
const ALONE: Record<string, RegExp> = {
  // An item has one number that is a standard's, and one of the manufacturer's.
  ubl: /(^|\/)lines\/(.+\/)?items#\d\//,
  opentrans: /^(shipment\/lines\/(packages|orderNumber)|billTo)/,
};

const plans = [...catalog.mappings.values()].filter(({ named, name }) => named && !name.startsWith('partners/'));

describe.each(plans.map((plan) => [plan.name, plan] as const))('%s', (name, plan) => {
  const base = BASES[name] ?? BASES[plan.document]!;
  const { body, wrongWith } = wireOf(plan, base, ALSO_WRITTEN[name] ?? []);
  const except = EXCEPT[name] ?? [];
  const leaves = leavesOf(plan).filter((leaf) => !except.some((start) => leaf.startsWith(start)));
  const together = Object.entries(TOGETHER[name] ?? {});
  const documentOf = (wanted: readonly string[], seed: number, over = base): Fields => {
    const also = together.flatMap(([start, others]) => (wanted.some((one) => one.startsWith(start)) ? others : []));
    return namedDocumentOf(plan, body, [...wanted, ...also], seed, over);
  };

  it('has a document for every mapped field', () => {
    for (const start of except) expect(leavesOf(plan).filter((leaf) => leaf.startsWith(start))).not.toEqual([]);
    const none = (leaf: string, seed: number): boolean => Object.keys(documentOf([leaf], seed, {})).length === 0;
    expect(leaves.filter((leaf, i) => [i, i + 1, i + 2, i + 3].every((seed) => none(leaf, seed)))).toEqual([]);
  });

  it('brings mapped fields back, each by itself', () => {
    const failed = spread(leaves).flatMap(([leaf, i]) => {
      const wrong = wrongWith(documentOf([leaf], i));
      return wrong.length === 0 ? [] : [[leaf, ...wrong]];
    });
    expect(failed.slice(0, 5)).toEqual([]);
  });

  it('brings combinations of fields back', () => {
    const many = leaves.filter((leaf) => ALONE[plan.format]?.test(leaf) !== true);
    const failed = Array.from({ length: COMBINATIONS }, (_, i) => {
      const random = randomOf(i);
      // Mostly a few fields, sometimes many.
      const share = 0.01 + 0.5 * (i / COMBINATIONS) ** 4;
      return {
        seed: i,
        wrong: wrongWith(
          documentOf(
            many.filter(() => random() < share),
            i,
          ),
        ),
      };
    }).filter(({ wrong }) => wrong.length > 0);
    expect(failed.slice(0, 2)).toEqual([]);
  });
});

/** Every leaf with its number; of what stands in many places alike (a party's address), a part in each. */
function spread(leaves: readonly string[]): [leaf: string, index: number][] {
  const places = new Map<string, number>();
  return leaves
    .map((leaf, i): [string, number] => [leaf, i])
    .filter(([leaf, i]) => {
      const tail = leaf.split('/').slice(-2).join('/');
      const known = places.get(tail) ?? 0;
      places.set(tail, known + 1);
      return known < 3 || i % 5 === 0;
    });
}
