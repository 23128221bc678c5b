// Which control numbers were used is known exactly, however they are numbered.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usedNumbers } from '../../../src/core/edi/used-numbers.ts';

/** Which of the numbers came before, each asked and then added. */
function again(numbers: string[]): string[] {
  const used = usedNumbers();
  return numbers.filter((number) => {
    const came = used.has(number);
    used.add(number);
    return came;
  });
}

describe('the numbers that were used', () => {
  it.each([
    ['counted up', ['1', '2', '3', '2'], ['2']],
    ['with more digits in the end', ['8', '9', '10', '11', '09', '9'], ['9']],
    ['with zeros in front', ['0009', '0010', '10', '9', '0010'], ['0010']],
    ['behind letters', ['M8', 'M9', 'M10', '9', 'N9', 'M9'], ['M9']],
    ['out of order', ['5', '7', '6', '7', '5', '6'], ['7', '5', '6']],
    ['begun anew', ['1', '2', '3', '1', '2', '3', '4'], ['1', '2', '3']],
    ['without digits', ['A', 'B', '', 'A', ''], ['A', '']],
    [
      'of many digits',
      ['99999999999999999998', '99999999999999999999', '99999999999999999998'],
      ['99999999999999999998'],
    ],
    ['that only look like numbers', ['1', '2', ' 1', '1e0', '0x1', '2.0', '2'], ['2']],
  ])('are told apart: %s', (_what, numbers, expected) => {
    expect(again(numbers)).toEqual(expected);
  });

  it('are those of a set', () => {
    const digits = fc.integer({ min: 0, max: 120 });
    const number = fc
      .tuple(fc.constantFrom('', '', 'M', '9', '1e'), digits, fc.integer({ min: 1, max: 4 }))
      .map(([prefix, value, width]) => prefix + String(value).padStart(width, '0'));
    const run = fc
      .tuple(fc.constantFrom('', 'M', '0'), digits, fc.integer({ min: 1, max: 30 }))
      .map(([prefix, first, length]) => Array.from({ length }, (_, i) => prefix + String(first + i)));
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            number.map((one) => [one]),
            run,
          ),
        ),
        (parts) => {
          const numbers = parts.flat();
          expect(again(numbers)).toEqual(numbers.filter((one, i) => numbers.indexOf(one) < i));
        },
      ),
    );
  });
});
