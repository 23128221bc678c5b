// Schedule lines that say how much of a line comes and when, and outcomes of a quantity or a day.
import { expect, it } from 'vitest';
import { promised } from '../../../src/core/mapping/arrange-promised.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const of = (...outcomes: Fields[]): Fields => ({ lines: [{ number: '1', unit: 'H87', outcomes }] });
const DAY = { dateType: 'promisedDelivery', date: '2026-03-18' };

it('a quantity is in the unit of its line, and a day is promised', () => {
  const canonical = of({ outcome: 'accepted', quantity: '18', unit: 'H87', ...DAY });
  const message = of({ outcome: 'accepted', quantity: '18', ...DAY });
  expect(promised.read(message).document).toEqual(canonical);
  expect(promised.write(canonical)).toEqual(message);
});

it('a quantity has a schedule line though no day is promised, and reads back without one', () => {
  const canonical = of({ outcome: 'quantityChanged', quantity: '18', unit: 'H87' });
  const message = of({ outcome: 'quantityChanged', quantity: '18', dateType: 'promisedDelivery' });
  expect(promised.write(canonical)).toEqual(message);
  expect(promised.read(message).document).toEqual(canonical);
});

it('a day by another word of the supplier is promised, and one it ships on is not', () => {
  const { date } = DAY;
  expect(promised.write(of({ outcome: 'accepted', date }))).toEqual(of({ outcome: 'accepted', ...DAY }));
  const shipped = of({ outcome: 'accepted', dateType: 'promisedShip', date });
  expect(promised.write(shipped)).toEqual(shipped);
});

it('another unit than the line’s stays, and so does an outcome of neither', () => {
  const other = of({ outcome: 'accepted', quantity: '2', unit: 'CT', ...DAY });
  expect(promised.write(other)).toEqual(other);
  // One that came in a schedule line goes back into one.
  for (const plain of [of({ outcome: 'rejected' }), of({ outcome: 'rejected', dateType: 'promisedDelivery' })]) {
    expect(promised.write(plain)).toEqual(plain);
    expect(promised.read(plain).document).toEqual(plain);
  }
});
