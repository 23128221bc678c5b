// Codecs are pairs: what was written reads back as the same value, decimals as the same number; what cannot be
// converted is noted and never guessed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/core/decimal.ts';
import type { ElementDefinition, ElementType } from '../../../src/core/edi/element.ts';
import { checkElement } from '../../../src/core/edi/element.ts';
import { type Codec, codeCodec, codecFor, dateCodec, type Kind, timeCodec } from '../../../src/core/mapping/codec.ts';
import { parseTable } from '../../../src/core/mapping/table.ts';

const element = (type: ElementType, max = 80, min = 1): ElementDefinition => ({
  number: '0',
  type,
  min,
  max,
  label: '',
});

/** The value read, or what was noted. */
function reading(codec: Codec, text: string): unknown {
  const notes: string[] = [];
  const value = codec.read(text, (code, found) => notes.push(`${code} ${found}`));
  return notes.length === 0 ? value : [value, ...notes];
}

function writing(codec: Codec, value: unknown, of?: ElementDefinition): unknown {
  const notes: string[] = [];
  const text = codec.write(value, (code, found, detail) => notes.push(`${code} ${found}: ${detail}`), of);
  return notes.length === 0 ? text : [text, ...notes];
}

const digits = (count: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: 10 ** count - 1 }).map(String);
const two = (value: number): string => String(value).padStart(2, '0');

/** Canonical decimals with at most `places` decimals. */
const decimals = (places: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.boolean(), digits(7), fc.integer({ min: 0, max: places }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([negative, whole, scale, fraction]) => {
      const plain = scale === 0 ? whole : `${whole}.${String(fraction).padStart(places, '0').slice(0, scale)}`;
      return negative && /[1-9]/.test(plain) ? `-${plain}` : plain;
    });

const dates = fc
  .date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('2049-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

const times = fc
  .tuple(
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.option(fc.tuple(fc.integer({ min: 0, max: 59 }), fc.option(fc.integer({ min: 0, max: 99 })))),
  )
  .map(([hour, minute, rest]) => {
    const second = rest === null ? '' : `:${two(rest[0])}`;
    return `${two(hour)}:${two(minute)}${second}${rest === null || rest[1] === null ? '' : `.${two(rest[1])}`}`;
  });

/** Printable text that does not end in spaces, which X12 does not carry. */
const texts = fc
  .string({ unit: fc.constantFrom(...'ABCxyz019 -/.&\u00e9'), minLength: 1, maxLength: 60 })
  .filter((text) => text.trimEnd() === text);

// Zeros are no time.
const secondsOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 1, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

const laws: [string, Codec, ElementDefinition, fc.Arbitrary<unknown>][] = [
  ['text', codecFor(element('AN'), 'text'), element('AN'), texts],
  ['decimal in R', codecFor(element('R'), 'decimal'), element('R', 20), decimals(5)],
  ['decimal in AN', codecFor(element('AN'), 'decimal'), element('AN'), decimals(5)],
  ['decimal in N2', codecFor(element('N2'), 'decimal'), element('N2', 20), decimals(2)],
  ['decimal in N4', codecFor(element('N4'), 'decimal'), element('N4', 20), decimals(4)],
  ['decimal in N0', codecFor(element('N0'), 'decimal'), element('N0', 20), decimals(0)],
  ['date in DT 8', codecFor(element('DT', 8, 8), 'date'), element('DT', 8, 8), dates],
  ['date in DT 6', codecFor(element('DT', 6, 6), 'date'), element('DT', 6, 6), dates],
  ['date in AN', codecFor(element('AN'), 'date'), element('AN'), dates],
  ['date YYYYMMDD', dateCodec('YYYYMMDD')!, element('AN'), dates],
  ['date MMDDYY', dateCodec('MMDDYY')!, element('AN'), dates],
  ['date DD.MM.YYYY', dateCodec('DD.MM.YYYY')!, element('AN'), dates],
  ['time HHMMSS', timeCodec('HHMMSS')!, element('AN'), secondsOfDay],
  [
    'time HH:MM',
    timeCodec('HH:MM')!,
    element('AN'),
    secondsOfDay.map((time) => time.slice(0, 5)).filter((time) => time !== '00:00'),
  ],
  ['time in TM', codecFor(element('TM', 8, 4), 'time'), element('TM', 8, 4), times],
  ['integer', codecFor(element('N0'), 'integer'), element('N0', 15), fc.integer({ min: 0, max: 10 ** 15 - 1 })],
  ['boolean', codecFor(element('ID'), 'boolean'), element('ID', 1), fc.boolean()],
];

describe('read(write(x)) is x', () => {
  it.each(laws)('for %s', (_, codec, of, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const text = writing(codec, value, of) as string;
        expect(checkElement(of, text)).toBeUndefined();
        const back = reading(codec, text);
        if (/^-?\d+(\.\d+)?$/.test(String(value)) && typeof value === 'string')
          expect(compare(String(back), value)).toBe(0);
        else expect(back).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  const table = parseTable('t', 't.csv', 'word,x12,label\none,01,first\ntwo,02,second\none,1,again\n').table;
  const code = codeCodec(table, 'x12');

  it('for codes, in the table or not', () => {
    const values = fc.oneof(
      fc.constantFrom('one', 'two'),
      fc.string({ unit: fc.constantFrom(...'ABZ89'), minLength: 1, maxLength: 3 }).map((text) => `x12:${text}`),
    );
    fc.assert(
      fc.property(values, (value) => {
        expect([reading(code, writing(code, value) as string)].flat()[0]).toBe(value);
      }),
    );
  });

  it('reads every row, and writes the first', () => {
    expect(['01', '1', '02'].map((text) => reading(code, text))).toEqual(['one', 'one', 'two']);
    expect(['one', 'two'].map((word) => writing(code, word))).toEqual(['01', '02']);
  });

  it('keeps a code that is in no row, with a warning', () => {
    expect(reading(code, 'ZZ')).toEqual(['x12:ZZ', 'CODE_NOT_IN_TABLE ZZ']);
  });

  it('does not write a word that is in no row', () => {
    expect(writing(code, 'three')).toEqual([undefined, 'VALUE_NOT_WRITABLE three: not in t.csv, column x12']);
    expect(writing(code, 'edifact:9')).toEqual([undefined, 'VALUE_NOT_WRITABLE edifact:9: not in t.csv, column x12']);
  });
});

const reads: [string, Kind, ElementType, unknown][] = [
  ['7.50', 'decimal', 'R', '7.50'],
  ['.5', 'decimal', 'R', '0.5'],
  ['5.', 'decimal', 'R', '5'],
  ['007', 'decimal', 'R', '7'],
  ['-0.10', 'decimal', 'R', '-0.10'],
  ['255438', 'decimal', 'N2', '2554.38'],
  ['5', 'decimal', 'N2', '0.05'],
  ['-5', 'decimal', 'N2', '-0.05'],
  ['003', 'decimal', 'N0', '3'],
  ['20240229', 'date', 'DT', '2024-02-29'],
  ['490101', 'date', 'DT', '2049-01-01'],
  ['500101', 'date', 'DT', '1950-01-01'],
  ['0930', 'time', 'TM', '09:30'],
  ['093015', 'time', 'TM', '09:30:15'],
  ['0930155', 'time', 'TM', '09:30:15.5'],
  ['42 ', 'text', 'AN', '42'],
  ['0042', 'text', 'AN', '0042'],
  ['042', 'integer', 'N0', 42],
  ['N', 'boolean', 'ID', false],
  ['ten', 'decimal', 'R', [undefined, 'VALUE_NOT_DECIMAL ten']],
  ['1,5', 'decimal', 'R', [undefined, 'VALUE_NOT_DECIMAL 1,5']],
  ['1E3', 'decimal', 'R', [undefined, 'VALUE_NOT_DECIMAL 1E3']],
  ['1.5', 'decimal', 'N2', [undefined, 'VALUE_NOT_DECIMAL 1.5']],
  ['1.5', 'decimal', 'N0', [undefined, 'VALUE_NOT_DECIMAL 1.5']],
  ['20230229', 'date', 'DT', [undefined, 'VALUE_NOT_DATE 20230229']],
  ['2024', 'date', 'DT', [undefined, 'VALUE_NOT_DATE 2024']],
  ['2460', 'time', 'TM', [undefined, 'VALUE_NOT_TIME 2460']],
  ['1.5', 'integer', 'N0', [undefined, 'VALUE_NOT_INTEGER 1.5']],
  ['1', 'boolean', 'ID', [undefined, 'VALUE_NOT_BOOLEAN 1']],
];

it.each(reads)('%j as %s in %s reads as %j', (text, kind, type, expected) => {
  expect(reading(codecFor(element(type), kind), text)).toEqual(expected);
});

const writes: [unknown, Kind, ElementDefinition, unknown][] = [
  ['1.25', 'decimal', element('N2'), '125'],
  ['1.2', 'decimal', element('N2'), '120'],
  ['10.00', 'decimal', element('R', 3), '10'],
  ['2024-03-05', 'date', element('DT', 6, 6), '240305'],
  ['09:30:15', 'time', element('TM'), '093015'],
  ['1.255', 'decimal', element('N2'), [undefined, 'VALUE_NOT_WRITABLE 1.255: more than 2 decimals']],
  ['1.5', 'decimal', element('N0'), [undefined, 'VALUE_NOT_WRITABLE 1.5: more than 0 decimals']],
  ['1234', 'decimal', element('R', 3), [undefined, 'VALUE_NOT_WRITABLE 1234: longer than 3 digits']],
  ['12345.00', 'decimal', element('N2', 6), [undefined, 'VALUE_NOT_WRITABLE 1234500: longer than 6 digits']],
  [
    '09:30:15.123',
    'time',
    element('TM'),
    [undefined, 'VALUE_NOT_WRITABLE 09:30:15.123: more than hundredths of a second'],
  ],
];

it.each(writes)('%j as %s writes into %o as %j', (value, kind, of, expected) => {
  expect(writing(codecFor(of, kind), value, of)).toEqual(expected);
});

it.each(['', 'YYYY', 'YYYYMM', 'MMDD', 'YYYYMMMM', 'ymd'])('%j is no date format', (format) => {
  expect(dateCodec(format)).toBeUndefined();
});

it.each([
  ['DD.MM.YYYY', '05.03.2024', '2024-03-05'],
  ['MMDDYY', '030524', '2024-03-05'],
  ['DD.MM.YYYY', '05-03-2024', [undefined, 'VALUE_NOT_DATE 05-03-2024']],
  ['DD.MM.YYYY', '05.03.20241', [undefined, 'VALUE_NOT_DATE 05.03.20241']],
  ['YYYYMMDD', '20241301', [undefined, 'VALUE_NOT_DATE 20241301']],
  ['YYYYMMDD', '00000000', undefined],
  ['DD.MM.YYYY', '00.00.0000', undefined],
])('in the format %s, %s reads as %j', (format, text, expected) => {
  expect(reading(dateCodec(format)!, text)).toEqual(expected);
});

it.each(['', 'HH', 'MMHH', 'HHMMSSSS', 'hhmm'])('%j is no time format', (format) => {
  expect(timeCodec(format)).toBeUndefined();
});

it.each([
  ['HHMMSS', '093015', '09:30:15'],
  ['HH:MM', '09:30', '09:30'],
  ['HHMMSS', '000000', undefined],
  ['HHMMSS', '250000', [undefined, 'VALUE_NOT_TIME 250000']],
  ['HHMMSS', '0930', [undefined, 'VALUE_NOT_TIME 0930']],
  ['HH:MM', '09-30', [undefined, 'VALUE_NOT_TIME 09-30']],
])('in the time format %s, %s reads as %j', (format, text, expected) => {
  expect(reading(timeCodec(format)!, text)).toEqual(expected);
});

it.each([
  ['HHMMSS', '09:30', '093000'],
  ['HHMMSS', '09:30:15+01:00', '093015'],
  ['HH:MM', '09:30:00', '09:30'],
  ['HH:MM', '09:30:15', [undefined, 'VALUE_NOT_WRITABLE 09:30:15: more than HH:MM can say']],
  ['HHMMSS', '09:30:15.5', [undefined, 'VALUE_NOT_WRITABLE 09:30:15.5: more than HHMMSS can say']],
])('in the time format %s, %s is written as %j', (format, value, expected) => {
  expect(writing(timeCodec(format)!, value, element('AN'))).toEqual(expected);
});
