// What must hold of every order change, whatever it asks for: an order that stays as it was or a valid one, and never
// fewer goods than were shipped.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyChange } from '../../src/core/change.ts';
import { compare } from '../../src/core/decimal.ts';
import type { Order, OrderChange, OrderLine } from '../../src/core/documents.ts';
import { type Fulfilment, fulfilmentOf } from '../../src/core/fulfilment.ts';
import { catalog } from '../http/gateway.ts';

const ACTIONS = [...catalog.tables.get('line-action')!.read.get('x12')!.values(), 'x12:QQ'] as OrderLine['action'][];
const PURPOSES = ['original', 'change', 'replace', 'cancellation', 'cancelToReissue', 'confirmation'] as const;

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const quantity = fc.constantFrom('0', '1', '4', '4.5', '10', '10.00', '99999999999999999999');
const unit = fc.constantFrom('EA', 'XCS');
const item = fc.constantFrom('K-1', 'K-2', 'K-3');

/** An object without what is undefined, as JSON has it. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const changedLine = fc.record({
  number: maybe(fc.constantFrom('1', '2', '3', '01')),
  action: maybe(fc.constantFrom(...ACTIONS)),
  quantity: maybe(quantity),
  unit: maybe(unit),
  price: maybe(fc.constantFrom('1', '2.50', '2.5')),
  buyerItem: maybe(item),
  remarks: maybe(fc.constant(['NEW'])),
}) as fc.Arbitrary<OrderLine>;
const change = fc.record({
  type: fc.constant('order-change' as const),
  schemaVersion: fc.constant('1' as const),
  orderNumber: fc.constant('4711'),
  sequence: maybe(fc.constantFrom('1', '2', '3')),
  purpose: maybe(fc.constantFrom(...PURPOSES)),
  requestedDelivery: maybe(fc.constant('2026-03-01')),
  lines: maybe(fc.array(changedLine, { maxLength: 4 })),
}) as fc.Arbitrary<OrderChange>;
const shippedLine = fc.record({ number: fc.constantFrom('1', '2'), quantity: fc.constantFrom('1', '4'), unit });

const order: Order = {
  type: 'order',
  schemaVersion: '1',
  number: '4711',
  lines: [
    { number: '1', quantity: '10', unit: 'EA', price: '2.50', buyerItem: 'K-1' },
    { number: '2', quantity: '5', unit: 'XCS', buyerItem: 'K-2' },
  ],
  totals: { lineCount: '2' },
};

/** Lines that are ordered less than what was shipped of them, in the line's own unit. */
const short = ({ lines }: Order, done: Fulfilment): OrderLine[] =>
  lines.filter((line, index) => {
    const shipped = done.lines.get(index)?.shipped.get(line.unit ?? '');
    return shipped !== undefined && compare(line.quantity ?? '0', shipped) < 0;
  });

it('a change, and the next one on top of it, leave the order as it was or make a valid one', () => {
  let applied = 0;
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.array(shippedLine, { maxLength: 2 }),
      (asked, shipped) => {
        const notice = { type: 'ship-notice', schemaVersion: '1', shipment: { lines: shipped } } as never;
        let before = order;
        let sequence: string | undefined;
        for (const given of plain(asked)) {
          const fulfilment = fulfilmentOf(before, [notice]);
          const wasShort = short(before, fulfilment).length;
          const untouched = structuredClone(before);
          const {
            order: after,
            changes,
            conflicts,
          } = applyChange(before, given, { fulfilment, rejected: false, sequence });
          expect(before).toEqual(untouched);
          if (conflicts.length > 0) expect(after).toBe(before);
          else {
            applied++;
            expect(catalog.validate('canonical/order.json', plain(after))).toEqual([]);
            expect(short(after, fulfilmentOf(after, [notice])).length).toBeLessThanOrEqual(wasShort);
            expect(changes.length === 0).toBe(JSON.stringify(after) === JSON.stringify(before));
            sequence = given.sequence ?? sequence;
          }
          // No line ever vanishes, and no number is given twice.
          expect(after.lines.length).toBeGreaterThanOrEqual(before.lines.length);
          expect(new Set(after.lines.map(({ number }) => number)).size).toBe(after.lines.length);
          before = after;
        }
      },
    ),
    { numRuns: 3000, seed: 860 },
  );
  // Otherwise nothing of the above was tried.
  expect(applied).toBeGreaterThan(500);
});
