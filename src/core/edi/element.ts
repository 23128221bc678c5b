/**
 * Checks one element's text against its type and length (X12.6: N, R, ID, AN, DT, TM, B; ISO 9735: a, an, n).
 *
 * Lengths count characters of the value; a sign and a decimal mark do not count (X12.6 3.5.1, ISO 9735 10).
 */

import type { ProblemCode } from '../problem.ts';

/**
 * X12's types, EDIFACT's, and those of XML, by what a text may be (XSD 1.0 part 2): `string` keeps its white space, in
 * `normalized` every one is a space, in `token` several are one; `trimmed` is the text of a DTD, which says nothing of it.
 * `feed` is a cell whose feed says how values are written.
 */
export type ElementType =
  | ('AN' | 'ID' | 'R' | 'N' | 'N0' | 'N1' | 'N2' | 'N3' | 'N4' | 'N5' | 'N6' | 'DT' | 'TM' | 'B')
  | ('a' | 'an' | 'n')
  | XmlType
  | 'feed';

export const XML_TYPES = [
  'string',
  'normalized',
  'token',
  'trimmed',
  'decimal',
  'integer',
  'date',
  'time',
  'dateTime',
  'boolean',
] as const;
export type XmlType = (typeof XML_TYPES)[number];

export interface ElementDefinition {
  /** Data element number, as AK402 names it. */
  number: string;
  type: ElementType;
  min: number;
  max: number;
  label: string;
  /** Every value it may have, where its code list is closed and known. */
  codes?: ReadonlySet<string> | undefined;
}

export const isEdifact = ({ type }: Pick<ElementDefinition, 'type'>): boolean =>
  type === 'an' || type === 'a' || type === 'n';

/** Type and lengths as the standard prints them: `AN 1/30`, `an..35`, `n13`; `an5..10` where a guide asks for five. */
export function representation({ type, min, max }: Pick<ElementDefinition, 'type' | 'min' | 'max'>): string {
  if (!isEdifact({ type })) return `${type} ${min}/${max}`;
  if (min === max) return `${type}${max}`;
  return min <= 1 ? `${type}..${max}` : `${type}${min}..${max}`;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const digitsOnly = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  return text.length > 0;
};

const number = (text: string, from: number, to: number): number => {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
};

function isMonthDay(text: string, at: number, leap: boolean): boolean {
  const month = number(text, at, at + 2);
  const day = number(text, at + 2, at + 4);
  return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]! && (leap || month !== 2 || day < 29);
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** CCYYMMDD. */
export const isDate8 = (text: string): boolean =>
  text.length === 8 && digitsOnly(text) && isMonthDay(text, 4, isLeap(number(text, 0, 4)));

/** YYMMDD; 29 February is allowed in every year divisible by 4. */
export const isDate6 = (text: string): boolean =>
  text.length === 6 && digitsOnly(text) && isMonthDay(text, 2, number(text, 0, 2) % 4 === 0);

/** HHMM, HHMMSS, HHMMSSd or HHMMSSdd. */
export function isTime(text: string): boolean {
  if (text.length < 4 || text.length > 8 || text.length === 5 || !digitsOnly(text)) return false;
  return number(text, 0, 2) < 24 && number(text, 2, 4) < 60 && (text.length === 4 || number(text, 4, 6) < 60);
}

/** The digits of a number of type N or R, or -1 when it is none: an optional sign, digits, for R one point. */
function digitsOf(text: string, point: boolean): number {
  let digits = 0;
  let points = 0;
  for (let i = text.charCodeAt(0) === 45 ? 1 : 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) digits++;
    else if (c === 46 && point) points++;
    else return -1;
  }
  return digits === 0 || points > 1 ? -1 : digits;
}

const NUMERIC = /^-?(\d*)(?:([.,])(\d+))?$/;

/**
 * An EDIFACT number: an optional minus, digits, and digits behind a point or a comma (ISO 9735-1 10.1). A mark that is not
 * the one the sender advised, or has no digit before it, is understood and told.
 */
function checkNumeric(definition: ElementDefinition, text: string, advised: string | undefined): Finding | undefined {
  const [, whole = '', mark, decimals = ''] = NUMERIC.exec(text) ?? [];
  const wrong = digitCount(whole === '' && decimals === '' ? -1 : whole.length + decimals.length, definition);
  if (wrong !== undefined || mark === undefined) return wrong;
  if (whole === '') return { code: 'ELEMENT_DECIMAL_START', detail: mark };
  return advised === undefined || advised === mark ? undefined : { code: 'ELEMENT_DECIMAL_MARK', detail: advised };
}

const DIGIT = /\d/;

/** The first control character, or -1: neither X12.6's character sets nor ISO 9735's have one. */
function controlCharacter(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 32 || c === 127) return i;
  }
  return -1;
}

export interface Finding {
  code: ProblemCode;
  detail: string;
}

const length = (code: ProblemCode, bound: number, unit: string): Finding => ({ code, detail: `${bound} ${unit}` });

/** A character outside the basic plane has length 2, and counts as one. */
const textLength = (text: string, { min, max }: ElementDefinition): Finding | undefined => {
  if (text.length < min) return length('ELEMENT_TOO_SHORT', min, 'characters');
  return text.length > max && [...text].length > max ? length('ELEMENT_TOO_LONG', max, 'characters') : undefined;
};

const digitCount = (digits: number, { type, min, max }: ElementDefinition): Finding | undefined => {
  if (digits < 0) return { code: 'ELEMENT_NOT_NUMBER', detail: type };
  if (digits < min) return length('ELEMENT_TOO_SHORT', min, 'digits');
  return digits > max ? length('ELEMENT_TOO_LONG', max, 'digits') : undefined;
};

/** What is wrong with a value that is there, or undefined. `mark` is the decimal mark an EDIFACT sender advised in UNA. */
export function checkElement(definition: ElementDefinition, text: string, mark?: string): Finding | undefined {
  const { type, min, max } = definition;
  switch (type) {
    case 'AN':
    case 'ID':
    case 'an':
    case 'a': {
      const control = controlCharacter(text);
      if (control >= 0) return { code: 'ELEMENT_CHARACTER', detail: `code ${text.charCodeAt(control)}` };
      if (type === 'a' && DIGIT.test(text)) return { code: 'ELEMENT_NOT_LETTERS', detail: type };
      return textLength(text, definition);
    }
    case 'DT':
      if (text.length < min) return length('ELEMENT_TOO_SHORT', min, 'digits');
      if (text.length > max) return length('ELEMENT_TOO_LONG', max, 'digits');
      return isDate8(text) || isDate6(text) ? undefined : { code: 'ELEMENT_DATE', detail: type };
    case 'TM':
      if (text.length < min) return length('ELEMENT_TOO_SHORT', min, 'digits');
      if (text.length > max) return length('ELEMENT_TOO_LONG', max, 'digits');
      return isTime(text) ? undefined : { code: 'ELEMENT_TIME', detail: type };
    case 'B':
      return text.length > max ? length('ELEMENT_TOO_LONG', max, 'bytes') : undefined;
    case 'n':
      return checkNumeric(definition, text, mark);
    default:
      return digitCount(digitsOf(text, type === 'R'), definition);
  }
}

/** Two-digit years are of the century from 1950 to 2049; no clock decides. */
export const centuryOf = (year: string): string => (Number(year) < 50 ? '20' : '19');
