/**
 * Exact decimal arithmetic on strings: what a partner wrote is what is added, multiplied and compared.
 *
 * A decimal is `-?digits(.digits)?`, the canonical pattern. Small numbers are computed as safe integers,
 * larger ones as BigInt; floating point never touches a quantity or an amount.
 */

const PATTERN = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

export const isDecimal = (value: string): boolean => PATTERN.test(value);

interface Scaled {
  digits: bigint;
  scale: number;
}

function scaled(value: string): Scaled {
  const point = value.indexOf('.');
  if (point < 0) return { digits: BigInt(value), scale: 0 };
  return { digits: BigInt(value.slice(0, point) + value.slice(point + 1)), scale: value.length - point - 1 };
}

function unscaled(digits: bigint, scale: number): string {
  const negative = digits < 0n;
  const plain = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = plain.slice(0, plain.length - scale);
  const fraction = plain.slice(plain.length - scale);
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

const align = (value: Scaled, scale: number): bigint => value.digits * 10n ** BigInt(scale - value.scale);

/** The exact sum; its scale is the larger of the two. */
export function add(left: string, right: string): string {
  const a = scaled(left);
  const b = scaled(right);
  const scale = Math.max(a.scale, b.scale);
  return unscaled(align(a, scale) + align(b, scale), scale);
}

/** The exact product; its scale is the sum of the two. */
export function multiply(left: string, right: string): string {
  const a = scaled(left);
  const b = scaled(right);
  return unscaled(a.digits * b.digits, a.scale + b.scale);
}

/** -1, 0 or 1, as numbers compare: 1.50 equals 1.5. */
export function compare(left: string, right: string): number {
  const a = scaled(left);
  const b = scaled(right);
  const scale = Math.max(a.scale, b.scale);
  const difference = align(a, scale) - align(b, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Rounds half away from zero to `places` decimals, as invoices do. */
export function round(value: string, places: number): string {
  const { digits, scale } = scaled(value);
  if (scale <= places) return unscaled(digits * 10n ** BigInt(places - scale), places);
  const unit = 10n ** BigInt(scale - places);
  const half = digits < 0n ? -unit / 2n : unit / 2n;
  return unscaled((digits + half) / unit, places);
}

/** Moves the decimal point: shift('255438', -2) is 2554.38, the reading of an implied decimal (N2). */
export function shift(value: string, places: number): string {
  const { digits, scale } = scaled(value);
  const target = scale - places;
  return target >= 0 ? unscaled(digits, target) : unscaled(digits * 10n ** BigInt(-target), 0);
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
