import { describe, expect, it } from 'vitest';
import type { Order, OrderResponse } from '../../src/core/documents.ts';
import { type Confirmation, respond } from '../../src/gateway/respond.ts';
import { catalog } from '../http/gateway.ts';

const order = {
  type: 'order',
  schemaVersion: '1',
  number: '4711',
  issued: '2026-01-31',
  currency: 'USD',
  lines: [
    { number: '1', quantity: '10', unit: 'EA', price: '2.50', buyerItem: 'K-100', supplierItem: 'V-1' },
    { number: '2', quantity: '5', unit: 'XCS', price: '12', buyerItem: 'K-200' },
  ],
} as unknown as Order;

const responded = (confirmation: Confirmation): OrderResponse =>
  respond(order, confirmation, '2026-02-01') as OrderResponse;
/** What is said of the first line. */
const first = (
  line: Omit<NonNullable<Confirmation['lines']>[number], 'number'>,
  outcome: Confirmation['outcome'] = 'changed',
) => responded({ outcome, lines: [{ number: '1', ...line }] }).lines![0]!;

describe('an order response', () => {
  it.each([
    ['accepted', 'accepted'],
    ['changed', 'acceptedWithChanges'],
    ['rejected', 'rejected'],
  ] as const)('to an order that is %s says %s, and is valid', (outcome, said) => {
    const response = responded({ outcome, number: 'SO-1', notes: ['by hand'] });
    expect(response).toMatchObject({
      type: 'order-response',
      orderNumber: '4711',
      orderIssued: '2026-01-31',
      number: 'SO-1',
      outcome: said,
      issued: '2026-02-01',
      currency: 'USD',
    });
    expect(response.lines).toHaveLength(2);
    expect(catalog.validate('canonical/order-response.json', response)).toEqual([]);
  });

  it('is dated as the ERP says', () => {
    expect(responded({ outcome: 'accepted', issued: '2026-01-15' }).issued).toBe('2026-01-15');
  });

  it.each([
    ['nothing of it', {}, 'accepted'],
    ['another quantity', { quantity: '8' }, 'quantityChanged'],
    ['the quantity written otherwise', { quantity: '10.0' }, 'accepted'],
    ['no quantity left', { quantity: '0' }, 'rejected'],
    ['no quantity left, written otherwise', { quantity: '0.00' }, 'rejected'],
    ['another price', { price: '2.40' }, 'priceChanged'],
    ['the price written otherwise', { price: '2.5' }, 'accepted'],
    ['another quantity and price', { quantity: '8', price: '2.40' }, 'quantityChanged'],
    ['a date', { deliveryDate: '2026-02-10' }, 'dateRescheduled'],
    ['another item', { supplierItem: 'V-9' }, 'substituted'],
    ['the item that was ordered', { supplierItem: 'V-1' }, 'accepted'],
    ['its outcome itself', { outcome: 'backordered', quantity: '8' }, 'backordered'],
  ])('whose line says %s gives the line’s outcome', (_what, change, outcome) => {
    expect(first(change).outcomes).toMatchObject([{ outcome }]);
  });

  it('repeats what was ordered beside what will be delivered', () => {
    const line = first({ quantity: '8', price: '2.40', deliveryDate: '2026-02-10', reason: 'two are left over' });
    expect(line).toMatchObject({
      number: '1',
      quantity: '10',
      unit: 'EA',
      price: '2.40',
      buyerItem: 'K-100',
      supplierItem: 'V-1',
    });
    expect(line.outcomes).toEqual([
      { outcome: 'quantityChanged', quantity: '8', unit: 'EA', dateType: 'promisedDelivery', date: '2026-02-10' },
    ]);
    expect(JSON.stringify(line.notes)).toContain('two are left over');
  });

  it('takes lines that are not named as accepted, and all as rejected when the order is', () => {
    const outcomes = (confirmation: Confirmation) => responded(confirmation).lines!.map((line) => line.outcomes);
    expect(outcomes({ outcome: 'changed', lines: [{ number: '2', quantity: '4' }] })).toEqual([
      [{ outcome: 'accepted', quantity: '10', unit: 'EA' }],
      [{ outcome: 'quantityChanged', quantity: '4', unit: 'XCS' }],
    ]);
    expect(outcomes({ outcome: 'rejected' })).toEqual([[{ outcome: 'rejected' }], [{ outcome: 'rejected' }]]);
  });
});
