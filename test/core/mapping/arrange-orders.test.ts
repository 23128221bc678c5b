// Lines that name their order, and a ship notice that stands by order.
import { describe, expect, it } from 'vitest';
import { lineOrders, orders } from '../../../src/core/mapping/arrange-orders.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const of = (shipment: Fields): Fields => ({ type: 'ship-notice', shipment });
const read = (shipment: Fields): unknown => orders.read(of(shipment)).document.shipment;
const write = (shipment: Fields): unknown => orders.write(of(shipment)).shipment;
const line = (number: string, order?: string): Fields => ({
  number,
  ...(order === undefined ? {} : { orderNumber: order }),
});

/** The message's shipment gives the canonical one, and that gives it back. */
function bothWays(message: Fields, canonical: Fields): void {
  expect(read(message)).toEqual(canonical);
  expect(write(canonical)).toEqual(message);
}

describe('lines', () => {
  it('stand below the order they name, in the order of their first', () => {
    bothWays(
      { lines: [line('1', 'B'), line('2', 'B'), line('3', 'A')] },
      {
        orders: [
          { number: 'B', lines: [line('1'), line('2')] },
          { number: 'A', lines: [line('3')] },
        ],
      },
    );
  });

  it('that name none stand beside the orders', () => {
    bothWays(
      { lines: [line('1', 'A'), line('2')] },
      { orders: [{ number: 'A', lines: [line('1')] }], lines: [line('2')] },
    );
  });

  it('tell orders of one number apart by their dates', () => {
    const dated = (number: string, orderIssued: string): Fields => ({ number, orderNumber: 'A', orderIssued });
    bothWays(
      { lines: [dated('1', '2024-01-01'), dated('2', '2024-02-01')] },
      {
        orders: [
          { number: 'A', issued: '2024-01-01', lines: [line('1')] },
          { number: 'A', issued: '2024-02-01', lines: [line('2')] },
        ],
      },
    );
  });
});

describe('packages', () => {
  it('stand below the order of all their lines, at any depth', () => {
    const inner = (order?: string): Fields => ({ packages: [{ sscc: '1', lines: [line('1', order)] }] });
    bothWays(
      { packages: [inner('A'), { lines: [line('2', 'B')] }] },
      {
        orders: [
          { number: 'A', packages: [inner()] },
          { number: 'B', packages: [{ lines: [line('2')] }] },
        ],
      },
    );
  });

  it('of several orders have those below them', () => {
    bothWays(
      { packages: [{ sscc: '1', lines: [line('1', 'A'), line('2', 'B')] }] },
      {
        packages: [
          {
            sscc: '1',
            orders: [
              { number: 'A', lines: [line('1')] },
              { number: 'B', lines: [line('2')] },
            ],
          },
        ],
      },
    );
  });

  it('without lines stay where they are', () => {
    bothWays({ packages: [{ sscc: '1' }] }, { packages: [{ sscc: '1' }] });
  });
});

describe('an order that the header names', () => {
  const header = { number: 'A', issued: '2024-03-11' };

  it('has every line and package that names none, when it is the only one', () => {
    bothWays(
      { orders: [header], lines: [line('1')], packages: [{ lines: [line('2')] }] },
      { orders: [{ ...header, lines: [line('1')], packages: [{ lines: [line('2')] }] }] },
    );
  });

  it('is named by its lines only for their line of the order', () => {
    const named = { ...line('1', 'A'), orderLine: '10' };
    bothWays(
      { orders: [header], lines: [named, line('2')] },
      { orders: [{ ...header, lines: [{ number: '1', orderLine: '10' }, line('2')] }] },
    );
  });

  it('is named again on writing when an order has no lines, or lines alone would give another sequence', () => {
    bothWays({ orders: [header, { number: 'B' }] }, { orders: [header, { number: 'B' }] });
    const canonical = {
      orders: [
        { number: 'A', packages: [{ lines: [line('1')] }] },
        { number: 'B', lines: [line('2')] },
      ],
    };
    expect(write(canonical)).toMatchObject({ orders: [{ number: 'A' }, { number: 'B' }] });
    expect(read(write(canonical) as Fields)).toEqual(canonical);
  });

  it('holds in a package of several orders, too', () => {
    const canonical = {
      orders: [{ number: 'A' }],
      packages: [
        {
          orders: [
            { number: 'A', lines: [line('1')] },
            { number: 'B', lines: [line('2')] },
          ],
        },
      ],
    };
    expect(read({ orders: [{ number: 'A' }], packages: [{ lines: [line('1'), line('2', 'B')] }] })).toEqual(canonical);
    expect(read(write(canonical) as Fields)).toEqual(canonical);
  });
});

describe('writing', () => {
  it('gives the shipment what its only order says of it', () => {
    const shipTo = { name: 'STORE 9' };
    expect(
      write({ shipped: '2024-03-18', orders: [{ number: 'A', contract: 'C', shipTo, lines: [line('1')] }] }),
    ).toEqual({
      shipped: '2024-03-18',
      shipTo,
      orders: [{ number: 'A' }],
      lines: [{ number: '1', orderContract: 'C' }],
    });
  });

  it('leaves an order to the line that names it itself', () => {
    const lines = [line('1', 'X'), line('2')];
    expect(write({ orders: [{ number: 'A', lines }] })).toEqual({ orders: [{ number: 'A' }], lines });
  });
});

it('says where each field is now', () => {
  const { moved } = orders.read(
    of({
      lines: [line('1', 'A')],
      packages: [{ lines: [line('2', 'A'), line('3', 'B')] }, { lines: [line('4', 'A')] }],
    }),
  );
  expect(moved('shipment/shipped')).toBe('shipment/shipped');
  expect(moved('shipment/lines/0/number')).toBe('shipment/orders/0/lines/0/number');
  expect(moved('shipment/lines/0/orderNumber')).toBe('shipment/orders/0/number');
  expect(moved('shipment/packages/0/lines/1/number')).toBe('shipment/packages/0/orders/1/lines/0/number');
  expect(moved('shipment/packages/1/sscc')).toBe('shipment/orders/0/packages/0/sscc');
  expect(moved('shipment/packages/1/lines/0/orderNumber')).toBe('shipment/orders/0/number');
});

it('leaves a notice without a shipment alone', () => {
  const document = { type: 'ship-notice', number: '1' };
  expect(orders.read(document).document).toBe(document);
  expect(orders.write(document)).toBe(document);
});

describe('lines of a message whose header names no order', () => {
  const only: Fields = { orders: [{ number: 'A', lines: [line('1')] }] };

  it('name the only order too', () => {
    expect(lineOrders.write(of(only)).shipment).toEqual({ lines: [line('1', 'A')] });
    expect(lineOrders.read(of({ lines: [line('1', 'A')] })).document.shipment).toEqual(only);
  });

  it('cannot name an order that has none of them', () => {
    expect(lineOrders.unsaid(of(only))).toEqual([]);
    expect(lineOrders.unsaid(of({ orders: [{ number: 'A' }] }))).toEqual([['shipment/orders/0', 'A']]);
  });
});
