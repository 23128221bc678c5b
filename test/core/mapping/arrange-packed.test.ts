// Lines that list their packages, and a ship notice where a line stands in its package.
import { describe, expect, it } from 'vitest';
import { packed } from '../../../src/core/mapping/arrange-packed.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const of = (shipment: Fields): Fields => ({ type: 'ship-notice', shipment });
const read = (shipment: Fields): unknown => packed.read(of(shipment)).document.shipment;
const write = (shipment: Fields): unknown => packed.write(of(shipment)).shipment;

/** The message's shipment gives the canonical one, and that gives it back. */
function bothWays(message: Fields, canonical: Fields): void {
  expect(read(message)).toEqual(canonical);
  expect(write(canonical)).toEqual(message);
}

const CARTON = { sscc: '340123450000000025' };
const PALLET = { sscc: '340123450000000018' };

describe('a line', () => {
  it('stands in the package it is in, however deep that is', () => {
    bothWays(
      {
        lines: [{ number: '2' }, { number: '1', quantity: '4', packages: [{ ...CARTON, quantity: '4' }] }],
        packages: [{ ...PALLET, packages: [{ ...CARTON, quantity: '1' }] }],
      },
      {
        lines: [{ number: '2' }],
        packages: [{ ...PALLET, packages: [{ ...CARTON, quantity: '1', lines: [{ number: '1', quantity: '4' }] }] }],
      },
    );
  });

  it.each<[string, Fields]>([
    ['in several packages', { packages: [CARTON, PALLET] }],
    ['in a package nothing else is known of', { packages: [{ sscc: '000000000000000000' }] }],
    ['of which a part is in a package', { quantity: '4', packages: [{ ...CARTON, quantity: '3' }] }],
    ['whose package has more to say there', { packages: [{ ...CARTON, marks: [{ type: 'batch', value: 'B' }] }] }],
    ['in no package', {}],
  ])('%s keeps its list', (_, more) => {
    const shipment = { lines: [{ number: '1', ...more }], packages: [PALLET, CARTON] };
    bothWays(shipment, shipment);
  });

  it('of a package without a number keeps what that says', () => {
    const canonical = {
      packages: [{ level: 'pack', packaging: [{ packageType: 'CT' }], lines: [{ number: '1', quantity: '2' }] }],
    };
    expect(write(canonical)).toEqual({
      lines: [
        {
          number: '1',
          quantity: '2',
          packages: [{ level: 'pack', packaging: [{ packageType: 'CT' }], quantity: '2' }],
        },
      ],
      packages: [{ level: 'pack', packaging: [{ packageType: 'CT' }] }],
    });
  });

  it('is known where it is now', () => {
    const { moved } = packed.read(
      of({ lines: [{ number: '0' }, { number: '1', packages: [CARTON] }, { number: '2' }], packages: [CARTON] }),
    );
    expect(moved('shipment/lines/0/number')).toBe('shipment/lines/0/number');
    expect(moved('shipment/lines/1/number')).toBe('shipment/packages/0/lines/0/number');
    expect(moved('shipment/lines/1/packages/0/sscc')).toBe('shipment/packages/0/sscc');
    expect(moved('shipment/lines/2/number')).toBe('shipment/lines/1/number');
  });
});

it('a document without a shipment stays as it is', () => {
  expect(packed.read({ number: '1' }).document).toEqual({ number: '1' });
  expect(packed.write({ number: '1' })).toEqual({ number: '1' });
});
