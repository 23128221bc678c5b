// What was shipped and invoiced of an order, from ship notices and invoices as ERPs send them.
import { describe, expect, it } from 'vitest';
import type { CanonicalDocument, Order } from '../../src/core/documents.ts';
import { fulfilmentOf } from '../../src/core/fulfilment.ts';

const order = {
  type: 'order',
  schemaVersion: '1',
  number: '4711',
  lines: [
    { number: '10', quantity: '10', unit: 'EA', buyerItem: 'K-100' },
    { number: '20', quantity: '5', unit: 'XCS', buyerItem: 'K-200' },
  ],
} as Order;

const notice = (shipment: object, fields: object = {}): CanonicalDocument =>
  ({ type: 'ship-notice', schemaVersion: '1', shipment, ...fields }) as unknown as CanonicalDocument;
const invoice = (lines: object[], fields: object = {}): CanonicalDocument =>
  ({ type: 'invoice', schemaVersion: '1', number: 'I', orderNumber: '4711', lines, ...fields }) as CanonicalDocument;

/** Unit to quantity, line by line. */
function of(...documents: CanonicalDocument[]) {
  const { lines, shipped, invoiced } = fulfilmentOf(order, documents);
  const told = Object.fromEntries(
    [...lines].map(([index, one]) => [
      order.lines[index]!.number,
      { shipped: Object.fromEntries(one.shipped), invoiced: Object.fromEntries(one.invoiced) },
    ]),
  );
  return { told, shipped, invoiced };
}

describe('what was shipped', () => {
  it('is added up over notices, at whatever level the lines stand', () => {
    const inOrder = { orders: [{ number: '4711', lines: [{ number: '10', quantity: '2.5', unit: 'EA' }] }] };
    const inPackages = {
      orders: [
        { number: '4711', packages: [{ packages: [{ lines: [{ number: '10', quantity: '3', unit: 'EA' }] }] }] },
      ],
    };
    const alone = { lines: [{ number: '20', quantity: '1', unit: 'XCS' }] };
    expect(of(notice(inOrder), notice(inPackages), notice(alone))).toEqual({
      told: { 10: { shipped: { EA: '5.5' }, invoiced: {} }, 20: { shipped: { XCS: '1' }, invoiced: {} } },
      shipped: true,
      invoiced: false,
    });
  });

  it('leaves out lines of other orders, and shipments that are called off', () => {
    const other = { orders: [{ number: '4712', lines: [{ number: '10', quantity: '1', unit: 'EA' }] }] };
    const off = notice({ lines: [{ number: '10', quantity: '1', unit: 'EA' }] }, { purpose: 'cancellation' });
    expect(of(notice(other), off)).toEqual({ told: {}, shipped: false, invoiced: false });
  });

  it('goes by the item where the notice numbers its lines anew', () => {
    const lines = [
      { number: '1', quantity: '4', unit: 'XCS', buyerItem: 'K-200' },
      { number: '10', quantity: '1', unit: 'XCS', buyerItem: 'K-200' },
    ];
    expect(of(notice({ lines })).told).toEqual({ 20: { shipped: { XCS: '5' }, invoiced: {} } });
  });

  it('keeps units apart, and says where a quantity is missing', () => {
    const lines = [
      { number: '10', quantity: '1', unit: 'XCS' },
      { number: '10', unit: 'EA' },
    ];
    expect(of(notice({ lines })).told).toEqual({ 10: { shipped: { XCS: '1', EA: undefined }, invoiced: {} } });
  });

  it('counts as shipped what fits no line', () => {
    expect(of(notice({ lines: [{ buyerItem: 'K-300', quantity: '1' }] }))).toEqual({
      told: {},
      shipped: true,
      invoiced: false,
    });
  });
});

describe('what was invoiced', () => {
  it('goes by the line of the order where the invoice names it', () => {
    expect(of(invoice([{ number: '1', orderLine: '10', quantity: '2', unit: 'EA' }])).told).toEqual({
      10: { shipped: {}, invoiced: { EA: '2' } },
    });
  });

  it.each(['creditNote', 'duplicateInvoice', 'memorandum', 'prepaidInvoice'])('is nothing by a %s', (kind) => {
    expect(of(invoice([{ number: '10', quantity: '2', unit: 'EA' }], { kind })).invoiced).toBe(false);
  });

  it('leaves out lines of other orders', () => {
    expect(of(invoice([{ number: '10', orderNumber: '4712', quantity: '2' }])).invoiced).toBe(false);
  });
});
