// A ship notice where lines stand in packages, as one that lists the lines of each order.
import { expect, it } from 'vitest';
import { unpacked } from '../../../src/core/mapping/arrange-unpacked.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const write = (shipment: Fields): unknown => unpacked.write({ type: 'ship-notice', shipment }).shipment;

const CARTON = {
  sscc: '340123450000000025',
  packaging: [{ packageType: 'CT' }],
  measurements: [{ type: 'gross', value: '9' }],
};
const PALLET = { sscc: '340123450000000018' };

it('is written as it was read where lines stand below their orders', () => {
  const shipment = {
    orders: [
      { number: 'A', lines: [{ number: '1', quantity: '2', packages: [CARTON] }] },
      { number: 'B', issued: '2026-03-01' },
    ],
  };
  expect(unpacked.read({ shipment }).document).toEqual({ shipment });
  expect(write(shipment)).toEqual(shipment);
});

it('lists lines in packages of an order with all packages around them, the innermost with how much is in it', () => {
  const inside = {
    ...CARTON,
    level: 'pack',
    lines: [
      { number: '1', quantity: '2', unit: 'EA' },
      { number: '2', quantity: '3' },
    ],
  };
  const orders = [
    { number: 'A', lines: [{ number: '3' }], packages: [{ ...PALLET, level: 'tare', packages: [inside] }] },
  ];
  expect(write({ orders })).toEqual({
    orders: [
      {
        number: 'A',
        lines: [
          { number: '3' },
          { number: '1', quantity: '2', unit: 'EA', packages: [PALLET, { ...CARTON, quantity: '2', unit: 'EA' }] },
          // What a package weighs is said once.
          { number: '2', quantity: '3', packages: [PALLET, { sscc: CARTON.sscc, quantity: '3' }] },
        ],
      },
    ],
  });
});

it('lists orders that stand in packages of the shipment, each once', () => {
  const line = (number: string): Fields => ({ number, quantity: '1' });
  const packed = (number: string): Fields => ({ ...line(number), packages: [{ ...PALLET, quantity: '1' }] });
  const packages = [
    {
      ...PALLET,
      orders: [
        { number: 'A', lines: [line('1')] },
        { number: 'B', packages: [{ lines: [line('2')] }] },
      ],
    },
  ];
  expect(write({ orders: [{ number: 'A', issued: '2026-03-01', lines: [line('3')] }], packages })).toEqual({
    orders: [
      { number: 'A', issued: '2026-03-01', lines: [line('3'), packed('1')] },
      { number: 'B', lines: [{ ...line('2'), packages: [PALLET, { quantity: '1' }] }] },
    ],
  });
});

it('gives lines of no order to the only one, and to none of several', () => {
  const loose = { packages: [{ ...PALLET, lines: [{ number: '1', quantity: '1' }] }] };
  const line = { number: '1', quantity: '1', packages: [{ ...PALLET, quantity: '1' }] };
  expect(write({ orders: [{ number: 'A' }], ...loose })).toEqual({ orders: [{ number: 'A', lines: [line] }] });
  expect(write({ orders: [{ number: 'A' }, { number: 'B' }], ...loose })).toEqual({
    orders: [{ number: 'A' }, { number: 'B' }],
    lines: [line],
  });
  expect(write({ lines: [{ number: '1' }] })).toEqual({ lines: [{ number: '1' }] });
});

it('leaves a document without a shipment alone', () => {
  expect(unpacked.write({ type: 'ship-notice' })).toEqual({ type: 'ship-notice' });
});
