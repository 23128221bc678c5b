// Each element type takes what X12.6 or ISO 9735 says it does and nothing else; lengths do not count sign and mark.
import { describe, expect, it } from 'vitest';
import { checkElement, type ElementType, isDate6, isDate8, isTime } from '../../../src/core/edi/element.ts';

describe('dates', () => {
  it.each(['20240229', '20000229', '20231231', '00010101', '99991231'])('%s is one', (text) =>
    expect(isDate8(text)).toBe(true),
  );
  it.each([
    '20230229',
    '19000229',
    '20240230',
    '20241301',
    '20240001',
    '20240100',
    '20240431',
    '2024030',
    '202403051',
    '2024030A',
    '2024-3-5',
    '',
  ])('%s is none', (text) => expect(isDate8(text)).toBe(false));
  it.each(['240229', '000229', '991231'])('%s is one of two-digit year', (text) => expect(isDate6(text)).toBe(true));
  it.each(['230229', '241301', '240431', '2403', '24030A'])('%s is none of two-digit year', (text) =>
    expect(isDate6(text)).toBe(false),
  );
});

describe('times', () => {
  it.each(['0000', '2359', '235959', '2359591', '23595912'])('%s is one', (text) => expect(isTime(text)).toBe(true));
  it.each(['2400', '0060', '000060', '12345', '123', '235959123', '12:3', ''])('%s is none', (text) =>
    expect(isTime(text)).toBe(false),
  );
});

describe('values', () => {
  const cases: [type: ElementType, min: number, max: number, text: string, code: string | undefined][] = [
    ['R', 1, 5, '12345', undefined],
    ['R', 1, 5, '-123.45', undefined],
    ['R', 1, 5, '.5', undefined],
    ['R', 1, 5, '5.', undefined],
    ['R', 1, 5, '123456', 'ELEMENT_TOO_LONG'],
    ['R', 1, 5, '123.456', 'ELEMENT_TOO_LONG'],
    ['R', 3, 5, '-1.2', 'ELEMENT_TOO_SHORT'],
    ['R', 1, 5, '1.2.3', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, '1,5', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, '+1', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, '-', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, '.', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, '1-', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, '1E3', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, ' 1', 'ELEMENT_NOT_NUMBER'],
    ['R', 1, 5, '١', 'ELEMENT_NOT_NUMBER'],
    ['N0', 1, 3, '123', undefined],
    ['N0', 1, 3, '-123', undefined],
    ['N0', 1, 3, '1234', 'ELEMENT_TOO_LONG'],
    ['N0', 1, 3, '1.5', 'ELEMENT_NOT_NUMBER'],
    ['N2', 1, 15, '255438', undefined],
    ['N2', 1, 15, '2554.38', 'ELEMENT_NOT_NUMBER'],
    ['AN', 2, 4, 'ab', undefined],
    ['AN', 2, 4, 'äöü!', undefined],
    ['AN', 2, 4, 'a', 'ELEMENT_TOO_SHORT'],
    ['AN', 2, 4, 'abcde', 'ELEMENT_TOO_LONG'],
    ['AN', 2, 4, '😀😀😀😀', undefined],
    ['AN', 2, 4, 'a\tb', 'ELEMENT_CHARACTER'],
    ['AN', 2, 4, 'a\u007f', 'ELEMENT_CHARACTER'],
    ['AN', 2, 4, '\u0000ab', 'ELEMENT_CHARACTER'],
    ['ID', 2, 2, 'EA', undefined],
    ['ID', 2, 2, 'E', 'ELEMENT_TOO_SHORT'],
    ['ID', 2, 2, 'EAA', 'ELEMENT_TOO_LONG'],
    ['DT', 8, 8, '20240305', undefined],
    ['DT', 6, 8, '240305', undefined],
    ['DT', 8, 8, '240305', 'ELEMENT_TOO_SHORT'],
    ['DT', 8, 8, '202403055', 'ELEMENT_TOO_LONG'],
    ['DT', 6, 8, '2024035', 'ELEMENT_DATE'],
    ['DT', 8, 8, '20240332', 'ELEMENT_DATE'],
    ['TM', 4, 8, '0930', undefined],
    ['TM', 4, 8, '930', 'ELEMENT_TOO_SHORT'],
    ['TM', 4, 8, '9930', 'ELEMENT_TIME'],
    ['B', 1, 4, 'a\u0000~*', undefined],
    ['B', 1, 4, 'abcde', 'ELEMENT_TOO_LONG'],
  ];
  it.each(cases)('%s %i/%i "%s": %s', (type, min, max, text, code) => {
    expect(checkElement({ number: '1', type, min, max, label: '' }, text)?.code).toBe(code);
  });
});

describe('EDIFACT values', () => {
  const cases: [
    type: ElementType,
    min: number,
    max: number,
    text: string,
    mark: string | undefined,
    code: string | undefined,
  ][] = [
    ['n', 1, 3, '123', '.', undefined],
    ['n', 1, 3, '-12.5', '.', undefined],
    ['n', 1, 3, '-12,5', ',', undefined],
    ['n', 1, 3, '-12,5', undefined, undefined],
    ['n', 1, 3, '-12,5', '.', 'ELEMENT_DECIMAL_MARK'],
    ['n', 1, 3, '12.5', ',', 'ELEMENT_DECIMAL_MARK'],
    ['n', 1, 3, '123.4', '.', 'ELEMENT_TOO_LONG'],
    ['n', 3, 3, '1.2', '.', 'ELEMENT_TOO_SHORT'],
    ['n', 1, 3, '.5', '.', 'ELEMENT_DECIMAL_START'],
    ['n', 1, 3, '-.5', '.', 'ELEMENT_DECIMAL_START'],
    ['n', 1, 3, '5.', '.', 'ELEMENT_NOT_NUMBER'],
    ['n', 1, 5, '1.2.3', '.', 'ELEMENT_NOT_NUMBER'],
    ['n', 1, 3, '+1', '.', 'ELEMENT_NOT_NUMBER'],
    ['n', 1, 3, '-', '.', 'ELEMENT_NOT_NUMBER'],
    ['n', 1, 9, '1E3', '.', 'ELEMENT_NOT_NUMBER'],
    ['n', 1, 9, '2 500', '.', 'ELEMENT_NOT_NUMBER'],
    ['n', 1, 9, '2.500,00', ',', 'ELEMENT_NOT_NUMBER'],
    ['a', 3, 3, 'ABC', '.', undefined],
    ['a', 1, 9, 'St. Gall', '.', undefined],
    ['a', 3, 3, 'AB', '.', 'ELEMENT_TOO_SHORT'],
    ['a', 1, 3, 'ABCD', '.', 'ELEMENT_TOO_LONG'],
    ['a', 1, 3, 'A1', '.', 'ELEMENT_NOT_LETTERS'],
    ['a', 1, 3, 'A\t', '.', 'ELEMENT_CHARACTER'],
    ['an', 1, 4, 'A1-ß', '.', undefined],
    ['an', 1, 4, 'A\u0000', '.', 'ELEMENT_CHARACTER'],
    ['an', 1, 4, 'ABCDE', '.', 'ELEMENT_TOO_LONG'],
    ['an', 1, 4, '😀😀😀😀', '.', undefined],
  ];
  it.each(cases)('%s %i..%i "%s" with the mark %s: %s', (type, min, max, text, mark, code) => {
    expect(checkElement({ number: '1', type, min, max, label: '' }, text, mark)?.code).toBe(code);
  });
});
