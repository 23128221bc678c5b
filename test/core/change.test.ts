// Order changes applied to orders: what each action makes of a line, every conflict, and nothing by halves.
import { describe, expect, it } from 'vitest';
import { applyChange, type Changed, type Standing } from '../../src/core/change.ts';
import { conflicts } from '../../src/core/conflict.ts';
import type { Order, OrderChange, OrderLine } from '../../src/core/documents.ts';
import { type Fulfilment, NOTHING_DONE } from '../../src/core/fulfilment.ts';
import { catalog } from '../http/gateway.ts';

const order: Order = {
  type: 'order',
  schemaVersion: '1',
  id: 'doc_1',
  number: '4711',
  purpose: 'original',
  kind: 'standAlone',
  issued: '2026-01-31',
  requestedDelivery: '2026-02-10',
  shipTo: { id: 'P4', idScheme: 'assignedByBuyer', name: 'PLANT 4', address: { city: 'LIMA' } },
  references: [
    { type: 'department', value: '0420' },
    { type: 'promotion', value: 'SPRING' },
  ],
  notes: [{ type: 'letterOrNote', text: ['RING THE BELL'] }],
  lines: [
    { number: '1', quantity: '10', unit: 'EA', price: '2.50', buyerItem: 'K-100', supplierItem: 'V-1' },
    { number: '2', quantity: '5', unit: 'XCS', price: '12', buyerItem: 'K-200' },
    { number: '3', quantity: '7', unit: 'EA', price: '1', gtin: '4006381333931', description: 'PEN' },
  ],
  totals: { lineCount: '3' },
};

const standing: Standing = { fulfilment: NOTHING_DONE, rejected: false, sequence: undefined };

const change = (fields: Partial<OrderChange>): OrderChange => ({
  type: 'order-change',
  schemaVersion: '1',
  orderNumber: '4711',
  purpose: 'change',
  ...fields,
});
const apply = (fields: Partial<OrderChange>, known: Partial<Standing> = {}): Changed =>
  applyChange(order, change(fields), { ...standing, ...known });
const line = (fields: OrderLine, known: Partial<Standing> = {}): Changed => apply({ lines: [fields] }, known);

/** What was done of the line at a position. */
const done = (index: number, shipped?: string, invoiced?: string, unit = 'EA'): Fulfilment => ({
  lines: new Map([
    [
      index,
      {
        shipped: new Map(shipped === undefined ? [] : [[unit, shipped]]),
        invoiced: new Map(invoiced === undefined ? [] : [[unit, invoiced]]),
      },
    ],
  ]),
  shipped: shipped !== undefined,
  invoiced: invoiced !== undefined,
});
const codes = ({ conflicts: found }: Changed): string[] => found.map(({ code }) => code);

describe('a change of a line', () => {
  it.each<[string, OrderLine, Changed['changes']]>([
    [
      'takes another quantity, and says what differs',
      { number: '1', action: 'quantityIncreased', quantity: '12', quantityLeft: '12', unit: 'EA', price: '2.5' },
      [{ path: 'lines/0/quantity', line: '1', from: '10', to: '12' }],
    ],
    [
      'takes a lower quantity',
      { number: '2', action: 'quantityDecreased', quantity: '4' },
      [{ path: 'lines/1/quantity', line: '2', from: '5', to: '4' }],
    ],
    [
      'takes another price',
      { number: '1', action: 'priceChanged', price: '2.40', quantity: '10.0' },
      [{ path: 'lines/0/price', line: '1', from: '2.50', to: '2.40' }],
    ],
    [
      'takes another day',
      { number: '1', action: 'rescheduled', requestedDelivery: '2026-03-01' },
      [{ path: 'lines/0/requestedDelivery', line: '1', to: '2026-03-01' }],
    ],
    [
      'takes everything that is given at once',
      { number: '1', action: 'changed', quantity: '11', price: '3' },
      [
        { path: 'lines/0/quantity', line: '1', from: '10', to: '11' },
        { path: 'lines/0/price', line: '1', from: '2.50', to: '3' },
      ],
    ],
    ['changes nothing where it says so', { number: '1', action: 'unchanged', quantity: '10', price: '2.5' }, []],
    [
      'finds its line by the item where it has no number',
      { action: 'quantityChanged', quantity: '6', buyerItem: 'K-200' },
      [{ path: 'lines/1/quantity', line: '2', from: '5', to: '6' }],
    ],
    [
      'finds it by a GTIN of another length',
      { action: 'quantityChanged', quantity: '6', gtin: '04006381333931' },
      [
        { path: 'lines/2/quantity', line: '3', from: '7', to: '6' },
        { path: 'lines/2/gtin', line: '3', from: '4006381333931', to: '04006381333931' },
      ],
    ],
    [
      'needs no action to be one',
      { number: '3', quantity: '8' },
      [{ path: 'lines/2/quantity', line: '3', from: '7', to: '8' }],
    ],
  ])('%s', (_, given, changes) => {
    const result = line(given);
    expect(result.conflicts).toEqual([]);
    expect(result.changes.filter(({ path }) => path !== 'totals')).toEqual(changes);
  });

  it('cancels a line by leaving it with no quantity, so that its number stays taken', () => {
    const { order: after, changes } = line({ number: '2', action: 'deleted' });
    expect(after.lines.map(({ number, action, quantity }) => [number, action, quantity])).toEqual([
      ['1', undefined, '10'],
      ['2', 'deleted', '0'],
      ['3', undefined, '7'],
    ]);
    expect(changes).toContainEqual({ path: 'lines/1/quantity', line: '2', from: '5', to: '0' });
  });

  it('adds a line under its own number, or under the next where it has none', () => {
    const { order: after, changes } = apply({
      lines: [
        { number: '9', action: 'added', quantity: '1', quantityLeft: '1', unit: 'EA', buyerItem: 'K-9' },
        { action: 'added', quantity: '2', unit: 'EA', buyerItem: 'K-100' },
      ],
    });
    expect(after.lines.slice(3)).toEqual([
      { number: '9', quantity: '1', unit: 'EA', buyerItem: 'K-9' },
      { number: '10', quantity: '2', unit: 'EA', buyerItem: 'K-100' },
    ]);
    expect(changes.map(({ path }) => path)).toEqual(['lines/3', 'lines/4', 'totals']);
  });

  it('replaces the item with another, which inherits nothing of what the first was', () => {
    const { order: after } = line({ number: '3', action: 'replaced', supplierItem: 'PEN-2', quantity: '7' });
    expect(after.lines[2]).toEqual({ number: '3', quantity: '7', unit: 'EA', price: '1', supplierItem: 'PEN-2' });
  });

  it('makes an order that is valid, without totals nobody gave', () => {
    const { order: after } = apply({
      lines: [
        { number: '1', action: 'deleted' },
        { number: '4', action: 'added', quantity: '1' },
      ],
    });
    expect(after.totals).toBeUndefined();
    expect(catalog.validate('canonical/order.json', after)).toEqual([]);
  });

  it('leaves the order it was given as it is', () => {
    const before = structuredClone(order);
    line({ number: '1', action: 'changed', quantity: '11', items: [{ scheme: 'lot', value: 'L' }] as never });
    expect(order).toEqual(before);
  });
});

describe('a change of the header', () => {
  it('takes what is given and keeps the rest, kind by kind', () => {
    const { order: after, changes } = apply({
      requestedDelivery: '2026-02-20',
      references: [
        { type: 'promotion', value: 'SUMMER' },
        { type: 'contract', value: 'C-1' },
      ],
      shipTo: { id: 'P4', idScheme: 'assignedByBuyer', name: 'PLANT FOUR' },
      notes: [
        { text: ['RING THE BELL'], type: 'letterOrNote' },
        { type: 'letterOrNote', text: ['GATE 2'] },
      ],
      kind: 'changeToOrder',
      issued: '2026-02-01',
      sequence: '1',
    });
    expect(after).toEqual({
      ...order,
      requestedDelivery: '2026-02-20',
      references: [
        { type: 'department', value: '0420' },
        { type: 'promotion', value: 'SUMMER' },
        { type: 'contract', value: 'C-1' },
      ],
      shipTo: { ...order.shipTo, name: 'PLANT FOUR' },
      notes: [...order.notes!, { type: 'letterOrNote', text: ['GATE 2'] }],
    });
    expect(changes.map(({ path }) => path)).toEqual(['requestedDelivery', 'shipTo/name', 'references', 'notes']);
  });

  it('gives another place of delivery whole', () => {
    const { order: after } = apply({ shipTo: { id: 'P5', idScheme: 'assignedByBuyer' } });
    expect(after.shipTo).toEqual({ id: 'P5', idScheme: 'assignedByBuyer' });
  });
});

describe('a cancellation', () => {
  it('cancels the order and all its lines', () => {
    const { order: after, conflicts: found } = apply({ purpose: 'cancellation' });
    expect(found).toEqual([]);
    expect(after.purpose).toBe('cancellation');
    expect(after.lines.map(({ action, quantity }) => `${action} ${quantity}`)).toEqual(Array(3).fill('deleted 0'));
  });

  it('may name the lines, if it names all', () => {
    const named = (...numbers: string[]) =>
      codes(
        apply({ purpose: 'cancellation', lines: numbers.map((number) => ({ number, action: 'deleted' as const })) }),
      );
    expect(named('1', '2', '3')).toEqual([]);
    expect(named('1', '2')).toEqual(['CHANGE_UNCLEAR']);
    expect(named('1', '2', '3', '4')).toEqual(['CHANGE_UNCLEAR']);
    expect(named('9')).toEqual(['CHANGE_UNCLEAR']);
  });
});

describe('a replacement', () => {
  const whole = (lines: OrderLine[], known: Partial<Standing> = {}) =>
    apply({ purpose: 'replace', lines, totals: { lineCount: '2' } }, known);

  it('is the order from then on: what it does not name ends', () => {
    const { order: after, conflicts: found } = whole([
      { number: '1', action: 'changed', quantity: '9', unit: 'EA', buyerItem: 'K-101' },
      { number: '4', action: 'changed', quantity: '1', unit: 'EA' },
    ]);
    expect(found).toEqual([]);
    expect(after).toEqual({
      type: 'order',
      schemaVersion: '1',
      id: 'doc_1',
      number: '4711',
      purpose: 'original',
      kind: 'standAlone',
      issued: '2026-01-31',
      lines: [
        { number: '1', quantity: '9', unit: 'EA', buyerItem: 'K-101' },
        { ...order.lines[1], action: 'deleted', quantity: '0' },
        { ...order.lines[2], action: 'deleted', quantity: '0' },
        { number: '4', quantity: '1', unit: 'EA' },
      ],
      totals: { lineCount: '2' },
    });
  });

  it('does not end a line that was shipped', () => {
    const result = whole([{ number: '1', quantity: '9' }], { fulfilment: done(2, '1') });
    expect(result.conflicts).toEqual([{ code: 'LINE_SHIPPED', line: '3', message: '1 of 7 were shipped' }]);
  });
});

describe('a conflict', () => {
  const cases: [code: keyof typeof conflicts, what: string, result: () => Changed][] = [
    [
      'ORDER_CANCELLED',
      'with an order that is cancelled',
      () => {
        const cancelled: Order = { ...order, purpose: 'cancellation' };
        return applyChange(cancelled, change({ lines: [{ number: '1', quantity: '1' }] }), standing);
      },
    ],
    [
      'ORDER_REJECTED',
      'with an order the ERP rejected',
      () => line({ number: '1', quantity: '1' }, { rejected: true }),
    ],
    [
      'ORDER_SHIPPED',
      'of a cancellation with what was shipped',
      () => apply({ purpose: 'cancellation' }, { fulfilment: done(0, '1') }),
    ],
    [
      'ORDER_INVOICED',
      'of a cancellation with what was invoiced',
      () => apply({ purpose: 'cancellation' }, { fulfilment: done(0, undefined, '1') }),
    ],
    [
      'CHANGE_OUT_OF_SEQUENCE',
      'with a later change that was applied',
      () => apply({ sequence: '2' }, { sequence: '3' }),
    ],
    ['CHANGE_OUT_OF_SEQUENCE', 'with itself, sent again', () => apply({ sequence: '03' }, { sequence: '3' })],
    ['CHANGE_UNCLEAR', 'of a purpose that asks for nothing', () => apply({ purpose: 'confirmation' })],
    [
      'LINE_UNKNOWN',
      'with a number the order does not have',
      () => line({ number: '01', action: 'changed', quantity: '1', buyerItem: 'K-100' }),
    ],
    [
      'LINE_UNKNOWN',
      'with an item the order does not have',
      () => line({ action: 'changed', quantity: '1', buyerItem: 'K-300' }),
    ],
    ['LINE_UNKNOWN', 'with a line that is to end and is not there', () => line({ number: '8', action: 'deleted' })],
    ['LINE_EXISTS', 'with a line that is there already', () => line({ number: '1', action: 'added', quantity: '1' })],
    [
      'LINE_SHIPPED',
      'with a line of which all was shipped',
      () => line({ number: '1', action: 'priceChanged', price: '3' }, { fulfilment: done(0, '10') }),
    ],
    [
      'LINE_SHIPPED',
      'of an end with what was shipped',
      () => line({ number: '1', action: 'deleted' }, { fulfilment: done(0, '1') }),
    ],
    [
      'LINE_SHIPPED',
      'of another unit with what was shipped',
      () => line({ number: '1', action: 'changed', unit: 'XCS' }, { fulfilment: done(0, '1') }),
    ],
    [
      'LINE_SHIPPED',
      'of another item with what was shipped',
      () => line({ number: '1', action: 'replaced', buyerItem: 'K-7' }, { fulfilment: done(0, '1') }),
    ],
    [
      'LINE_SHIPPED',
      'with what was shipped in another unit',
      () => line({ number: '1', action: 'changed', quantity: '9' }, { fulfilment: done(0, '1', undefined, 'XCS') }),
    ],
    [
      'LINE_INVOICED',
      'with a line of which all was invoiced',
      () => line({ number: '1', action: 'changed', quantity: '11' }, { fulfilment: done(0, undefined, '10') }),
    ],
    [
      'QUANTITY_BELOW_SHIPPED',
      'of a quantity with what was shipped',
      () => line({ number: '1', action: 'quantityDecreased', quantity: '3' }, { fulfilment: done(0, '4') }),
    ],
    [
      'QUANTITY_BELOW_INVOICED',
      'of a quantity with what was invoiced',
      () => line({ number: '1', action: 'quantityDecreased', quantity: '3' }, { fulfilment: done(0, '2', '4') }),
    ],
    [
      'ITEM_DIFFERS',
      'of a number with its item',
      () => line({ number: '1', action: 'changed', quantity: '1', buyerItem: 'K-200' }),
    ],
    ['ITEM_DIFFERS', 'of an end with its item', () => line({ number: '1', action: 'deleted', buyerItem: 'K-200' })],
    [
      'LINE_UNCLEAR',
      'of an increase with a lower quantity',
      () => line({ number: '1', action: 'quantityIncreased', quantity: '2' }),
    ],
    [
      'LINE_UNCLEAR',
      'of a decrease with a higher quantity',
      () => line({ number: '1', action: 'quantityDecreased', quantity: '12' }),
    ],
    ['LINE_UNCLEAR', 'of a new price with none', () => line({ number: '1', action: 'priceChanged' })],
    [
      'LINE_UNCLEAR',
      'of a new day with another quantity',
      () => line({ number: '1', action: 'dateChanged', quantity: '12' }),
    ],
    [
      'LINE_UNCLEAR',
      'of no change with another price',
      () => line({ number: '1', action: 'unchanged', price: '2.51' }),
    ],
    ['LINE_UNCLEAR', 'of an action that is none of a line', () => line({ number: '1', action: 'orderCancelled' })],
    ['LINE_UNCLEAR', 'of an action from no list', () => line({ number: '1', action: 'x12:QQ', quantity: '1' })],
    [
      'LINE_UNCLEAR',
      'of two changes of one line',
      () =>
        apply({
          lines: [
            { number: '1', quantity: '1' },
            { number: '1', quantity: '2' },
          ],
        }),
    ],
  ];

  it.each(cases)('%s is one %s, and the order stays as it was', (code, _, result) => {
    const found = result();
    expect(codes(found)).toEqual([code]);
    expect(found.conflicts[0]!.message).not.toMatch(/\{|undefined/);
    if (code !== 'ORDER_CANCELLED') expect(found.order).toBe(order);
  });

  it('is one with a line that was cancelled, and the number of that line is not free', () => {
    const { order: without } = line({ number: '2', action: 'deleted' });
    const again = (fields: OrderLine) => codes(applyChange(without, change({ lines: [fields] }), standing));
    expect(again({ number: '2', action: 'changed', quantity: '5' })).toEqual(['LINE_CANCELLED']);
    expect(again({ number: '2', action: 'deleted' })).toEqual(['LINE_CANCELLED']);
    expect(again({ number: '2', action: 'added', quantity: '5' })).toEqual(['LINE_EXISTS']);
  });

  it('is one where several lines fit', () => {
    const twice: Order = { ...order, lines: [...order.lines, { number: '4', quantity: '1', buyerItem: 'K-100' }] };
    const given = change({ lines: [{ action: 'changed', quantity: '1', buyerItem: 'K-100' }] });
    expect(codes(applyChange(twice, given, standing))).toEqual(['LINE_AMBIGUOUS']);
  });

  it('keeps the whole change from being applied, and tells what the rest would have changed', () => {
    const result = apply(
      {
        requestedDelivery: '2026-02-20',
        lines: [
          { number: '1', action: 'quantityIncreased', quantity: '12' },
          { number: '8', action: 'changed', quantity: '1' },
          { number: '2', action: 'deleted' },
        ],
      },
      { fulfilment: done(1, '1', undefined, 'XCS') },
    );
    expect(result.order).toBe(order);
    expect(result.conflicts).toEqual([
      { code: 'LINE_UNKNOWN', message: 'the order has no such line', line: '8' },
      { code: 'LINE_SHIPPED', message: '1 of 5 were shipped', line: '2' },
    ]);
    expect(result.changes.map(({ path }) => path)).toEqual(['requestedDelivery', 'lines/0/quantity', 'totals']);
  });

  it('is none with what is left of a line that was shipped in part', () => {
    const known = { fulfilment: done(0, '4', '2') };
    expect(codes(line({ number: '1', action: 'quantityDecreased', quantity: '4' }, known))).toEqual([]);
    expect(codes(line({ number: '1', action: 'priceChanged', price: '3' }, known))).toEqual([]);
  });

  it('of every kind is shown here, but for the order that is not known', () => {
    const shown = new Set<string>([...cases.map(([code]) => code), 'LINE_CANCELLED', 'LINE_AMBIGUOUS']);
    expect(Object.keys(conflicts).filter((code) => !shown.has(code))).toEqual(['ORDER_UNKNOWN']);
  });
});
