/**
 * Exact decimal arithmetic on strings: what a partner wrote is what is added, multiplied and compared.
 *
 * A decimal is `-?digits(.digits)?`, the canonical pattern. Small numbers are computed as safe integers,
 * larger ones as BigInt; floating point never touches a quantity or an amount.
 */

const PATTERN = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

export const isDecimal = (value: string): boolean => PATTERN.test(value);

/** The digits without their point: a safe integer where that holds them, a BigInt beyond. */
type Digits = number | bigint;

interface Scaled {
  digits: Digits;
  scale: number;
}

// Fifteen digits and a sign are always a safe integer.
const SHORT = 15;

function scaled(value: string): Scaled {
  const point = value.indexOf('.');
  const digits = point < 0 ? value : value.slice(0, point) + value.slice(point + 1);
  return {
    digits: digits.length <= SHORT ? Number(digits) : BigInt(digits),
    scale: point < 0 ? 0 : value.length - point - 1,
  };
}

/** Computes on safe integers, and again on BigInts when the result is none. */
function exactly(
  a: Digits,
  b: Digits,
  small: (a: number, b: number) => number,
  large: (a: bigint, b: bigint) => bigint,
): Digits {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = small(a, b);
    if (Number.isSafeInteger(result)) return result;
  }
  return large(BigInt(a), BigInt(b));
}

const sum = (a: Digits, b: Digits): Digits =>
  exactly(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
const product = (a: Digits, b: Digits): Digits =>
  exactly(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  );

function unscaled(digits: Digits, scale: number): string {
  const negative = digits < 0;
  const plain = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = plain.slice(0, plain.length - scale);
  const fraction = plain.slice(plain.length - scale);
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

const tenTo = (power: number): Digits => (power < SHORT ? 10 ** power : 10n ** BigInt(power));

const align = (value: Scaled, scale: number): Digits =>
  value.scale === scale ? value.digits : product(value.digits, tenTo(scale - value.scale));

/** The exact sum; its scale is the larger of the two. */
export function add(left: string, right: string): string {
  const a = scaled(left);
  const b = scaled(right);
  const scale = Math.max(a.scale, b.scale);
  return unscaled(sum(align(a, scale), align(b, scale)), scale);
}

/** The exact sum of products; undefined when one of the factors is missing. */
export function sumOfProducts(
  pairs: Iterable<readonly [left: string | undefined, right: string | undefined]>,
): string | undefined {
  let total: Scaled = { digits: 0, scale: 0 };
  for (const [left, right] of pairs) {
    if (left === undefined || right === undefined) return undefined;
    const a = scaled(left);
    const b = scaled(right);
    const one: Scaled = { digits: product(a.digits, b.digits), scale: a.scale + b.scale };
    const scale = Math.max(total.scale, one.scale);
    total = { digits: sum(align(total, scale), align(one, scale)), scale };
  }
  return unscaled(total.digits, total.scale);
}

/** The exact product; its scale is the sum of the two. */
export function multiply(left: string, right: string): string {
  const a = scaled(left);
  const b = scaled(right);
  return unscaled(product(a.digits, b.digits), a.scale + b.scale);
}

/** -1, 0 or 1, as numbers compare: 1.50 equals 1.5. */
export function compare(left: string, right: string): number {
  const a = scaled(left);
  const b = scaled(right);
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [align(a, scale), align(b, scale)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Rounds half away from zero to `places` decimals, as invoices do. */
export function round(value: string, places: number): string {
  const { digits, scale } = scaled(value);
  if (scale <= places) return unscaled(align({ digits, scale }, places), places);
  const unit = 10n ** BigInt(scale - places);
  const whole = BigInt(digits);
  return unscaled((whole + (whole < 0n ? -unit / 2n : unit / 2n)) / unit, places);
}

/** Moves the decimal point: shift('255438', -2) is 2554.38, the reading of an implied decimal (N2). */
export function shift(value: string, places: number): string {
  const { digits, scale } = scaled(value);
  const target = scale - places;
  return target >= 0 ? unscaled(digits, target) : unscaled(product(digits, tenTo(-target)), 0);
}

/** The same number without zeros that carry nothing: 007.50 is 7.5, .5 is 0.5, 5. is 5. */
export function normal(value: string): string {
  const negative = value.startsWith('-');
  const [whole = '', fraction = ''] = value.replace(/^[-+]/, '').split('.');
  const integer = whole.replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  const plain = decimals === '' ? integer : `${integer}.${decimals}`;
  return negative && plain !== '0' ? `-${plain}` : plain;
}
