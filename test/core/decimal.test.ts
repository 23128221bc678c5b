// Decimals are exact at any size, never floating point.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, isDecimal, multiply, normal, round, shift, sumOfProducts } from '../../src/core/decimal.ts';

describe('decimals', () => {
  it.each(['0', '-0', '1', '-1', '10', '0.1', '-0.10', '12345678901234567890.123456789'])('%s is one', (text) =>
    expect(isDecimal(text)).toBe(true),
  );
  it.each(['', '-', '.', '.5', '5.', '01', '+1', '1e3', '1,5', ' 1', '0x1', 'NaN', '1.2.3', '--1'])(
    '"%s" is none',
    (text) => expect(isDecimal(text)).toBe(false),
  );

  it.each([
    ['0.1', '0.2', '0.3'],
    ['1.50', '-1.5', '0.00'],
    ['-0.5', '0.25', '-0.25'],
    ['99999999999999999999', '0.01', '99999999999999999999.01'],
  ])('%s + %s = %s', (a, b, sum) => expect(add(a, b)).toBe(sum));

  it.each([
    ['0.1', '0.2', '0.02'],
    ['-1.5', '2', '-3.0'],
    ['-0.1', '-0.1', '0.01'],
    ['12345678901234567890', '10', '123456789012345678900'],
  ])('%s x %s = %s', (a, b, product) => expect(multiply(a, b)).toBe(product));

  it('a sum of products is the sum of the products, or nothing when a factor is missing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(decimal, decimal)), (pairs) => {
        const slowly = pairs.reduce((total, [a, b]) => add(total, multiply(a, b)), '0');
        return compare(sumOfProducts(pairs)!, slowly) === 0;
      }),
    );
    expect(
      sumOfProducts([
        ['2', '1.25'],
        ['3', '.5'.padStart(3, '0')],
      ]),
    ).toBe('4.00');
    expect(sumOfProducts([['2', undefined]])).toBeUndefined();
  });

  it.each([
    ['1.5', '1.50', 0],
    ['-1', '1', -1],
    ['0.1', '0.09', 1],
    ['-0', '0', 0],
  ])('%s against %s is %i', (a, b, order) => expect(compare(a, b)).toBe(order));

  it.each([
    ['2.345', 2, '2.35'],
    ['2.344', 2, '2.34'],
    ['-2.345', 2, '-2.35'],
    ['2', 2, '2.00'],
    ['0.5', 0, '1'],
    ['-0.5', 0, '-1'],
    ['-0.4', 0, '0'],
  ])('%s rounded to %i places is %s', (value, places, rounded) => expect(round(value, places)).toBe(rounded));

  it.each([
    ['255438', -2, '2554.38'],
    ['5', -2, '0.05'],
    ['-5', -2, '-0.05'],
    ['2554.38', 2, '255438'],
    ['2.5', 2, '250'],
  ])('%s shifted by %i is %s', (value, places, shifted) => expect(shift(value, places)).toBe(shifted));

  it.each([
    ['007.50', '7.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.00', '0'],
    ['-.50', '-0.5'],
    ['000', '0'],
    ['10', '10'],
  ])('%s is normally written %s', (value, written) => expect(normal(value)).toBe(written));

  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 10 }))
    .map(([digits, places]) => shift(String(digits), -places));

  it('the laws of arithmetic hold', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(isDecimal(a) && isDecimal(add(a, b)) && isDecimal(multiply(a, b))).toBe(true);
        expect(compare(add(a, b), add(b, a))).toBe(0);
        expect(compare(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(0);
        expect(compare(normal(a), a)).toBe(0);
        expect(compare(shift(shift(a, 3), -3), a)).toBe(0);
      }),
    );
  });
});
