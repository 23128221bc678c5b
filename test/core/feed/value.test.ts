// Values of a feed are read as it says they are written, or refused; what is written reads back as it was.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../src/core/feed/declare.ts';
import { type Moment, parseMoment } from '../../../src/core/feed/moment.ts';
import { feedCodec } from '../../../src/core/feed/value.ts';
import type { Kind, Note } from '../../../src/core/mapping/codec.ts';

type Style = Pick<Feed, 'decimal' | 'thousands' | 'dates'>;

function moment(source: string): Moment {
  const parsed = parseMoment(source);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

const style = (changes: Partial<{ decimal: string; thousands: string; dates: string }> = {}): Style => ({
  decimal: changes.decimal ?? '.',
  thousands: changes.thousands ?? '',
  dates: (changes.dates ?? 'YYYY-MM-DD').split('|').map(moment),
});

const GERMAN = style({ decimal: ',', thousands: '.', dates: 'DD.MM.YYYY' });
const SHOP = style({ dates: 'YYYY-MM-DD HH:mm:ss Z' });

/** What is read, or the code of the problem. */
function read(kind: Kind, text: string, given = style()): unknown {
  const noted: string[] = [];
  const value = feedCodec(kind, given).read(text, (code) => void noted.push(code));
  return noted[0] ?? value;
}

function write(kind: Kind, value: unknown, given = style()): string | undefined {
  const noted: string[] = [];
  return feedCodec(kind, given).write(value, (code) => void noted.push(code), undefined) ?? noted[0];
}

describe('decimals', () => {
  it.each([
    ['1234.50', style(), '1234.50'],
    [' 12 ', style(), '12'],
    ['+.5', style(), '0.5'],
    ['-3', style(), '-3'],
    ['1.234,50', GERMAN, '1234.50'],
    ['1234,50', GERMAN, '1234.50'],
    ['1.234.567', GERMAN, '1234567'],
    ["1'234.5", style({ thousands: "'" }), '1234.5'],
    ['', style(), undefined],
    ['  ', style(), undefined],
  ])('%s is read', (text, given, value) => expect(read('decimal', text, given)).toBe(value));

  it.each([
    ['1,234', style()],
    ['1,234', style({ decimal: ',', thousands: ' ' }), '1.234'],
    ['1.234', style({ decimal: ',' })],
    ['1.23', GERMAN],
    ['12.34,5', GERMAN],
    ['1.234.56', GERMAN],
    ['1e5', style()],
    ['€ 5', style()],
    ['5-', style()],
    ['.', style()],
  ])('%s is not guessed at', (text, given, value: string = 'VALUE_NOT_DECIMAL') =>
    expect(read('decimal', text, given)).toBe(value),
  );
});

describe('whole numbers and booleans', () => {
  it.each([
    ['12', style(), 12],
    ['1.200', GERMAN, 1200],
    ['', style(), undefined],
    ['12.0', style(), 'VALUE_NOT_INTEGER'],
    ['-1', style(), 'VALUE_NOT_INTEGER'],
  ])('%s', (text, given, value) => expect(read('integer', text, given)).toBe(value));

  it.each([
    ['yes', true],
    ['Y', true],
    ['TRUE', true],
    ['1', true],
    ['no', false],
    ['n', false],
    ['false', false],
    ['0', false],
    ['', undefined],
    ['maybe', 'VALUE_NOT_BOOLEAN'],
  ])('%s is %s', (text, value) => expect(read('boolean', text)).toBe(value));
});

describe('dates and times', () => {
  it.each([
    ['DD.MM.YYYY', '05.03.2024', '2024-03-05'],
    ['M/D/YYYY', '3/5/2024', '2024-03-05'],
    ['YYYYMMDD', '20240305', '2024-03-05'],
    ['DD-MMM-YY', '05-mar-24', '2024-03-05'],
    ['DD-MMM-YY', '05-Mar-99', '1999-03-05'],
    ['YYYY-MM-DD', '2024-02-29', '2024-02-29'],
    ['YYYY-MM-DD', '2023-02-29', 'VALUE_NOT_DATE'],
    ['DD.MM.YYYY', '5.3.2024', 'VALUE_NOT_DATE'],
    ['M/D/YYYY', '13/5/2024', 'VALUE_NOT_DATE'],
    ['DD-MMM-YYYY', '05-Foo-2024', 'VALUE_NOT_DATE'],
    ['YYYY-MM-DD', '2024-03-05T10:00', 'VALUE_NOT_DATE'],
    ['YYYY-MM-DD HH:mm:ss Z', '2023-11-04 10:12:13 -0400', '2023-11-04'],
    ['YYYY-MM-DD HH:mm', '10:12', 'VALUE_NOT_DATE'],
    ['YYYY-MM-DD|M/D/YYYY', '3/5/2024', '2024-03-05'],
    ['YYYY-MM-DD|M/D/YYYY', '5.3.2024', 'VALUE_NOT_DATE'],
  ])('in %s, %s as a date is %s', (dates, text, value) => expect(read('date', text, style({ dates }))).toBe(value));

  it.each([
    ['YYYY-MM-DD HH:mm:ss Z', '2023-11-04 10:12:13 -0400', '10:12:13-04:00'],
    ['YYYY-MM-DD HH:mm:ss Z', '2023-11-04 10:12:13 -04:00', '10:12:13-04:00'],
    ['YYYY-MM-DDTHH:mm:ssZ', '2023-11-04T10:12:13Z', '10:12:13Z'],
    ['YYYY-MM-DD HH:mm:ss Z', '2023-11-04', undefined],
    ['YYYY-MM-DD HH:mm', '2023-11-04 10:12', '10:12'],
    ['YYYY-MM-DD HH:mm', '2023-11-04 10:12 +0100', 'VALUE_NOT_TIME'],
    ['M/D/YYYY h:mm A', '11/4/2023 1:05 PM', '13:05'],
    ['M/D/YYYY h:mm A', '11/4/2023 12:05 am', '00:05'],
    ['M/D/YYYY h:mm A', '11/4/2023 13:05 PM', 'VALUE_NOT_TIME'],
    ['YYYY-MM-DD', '10:12:13', '10:12:13'],
    ['YYYY-MM-DD', '25:00', 'VALUE_NOT_TIME'],
    ['YYYY-MM-DD', '10:60', 'VALUE_NOT_TIME'],
    ['YYYY-MM-DD', 'noon', 'VALUE_NOT_TIME'],
  ])('in %s, %s as a time is %s', (dates, text, value) => expect(read('time', text, style({ dates }))).toBe(value));

  it('stand in one cell, in whichever order they are written', () => {
    const [date, time] = [feedCodec('date', SHOP), feedCodec('time', SHOP)];
    expect(time.join?.('2023-11-04', '10:12:13 -0400')).toBe('2023-11-04 10:12:13 -0400');
    expect(date.join?.('10:12:13 -0400', '2023-11-04')).toBe('2023-11-04 10:12:13 -0400');
    expect(date.join?.('2023-11-04', '2023-11-05')).toBeUndefined();
    expect(date.join?.('', '2023-11-04')).toBeUndefined();
    expect(feedCodec('time', GERMAN).join?.('04.11.2023', '10:12')).toBeUndefined();
  });

  it('are not written where the format has no place for all of it', () => {
    expect(write('time', '10:12:13', style({ dates: 'YYYY-MM-DD HH:mm' }))).toBe('VALUE_NOT_WRITABLE');
    expect(write('time', '10:12Z', style({ dates: 'YYYY-MM-DD HH:mm' }))).toBe('VALUE_NOT_WRITABLE');
    expect(write('date', '1924-03-05', style({ dates: 'DD.MM.YY' }))).toBe('VALUE_NOT_WRITABLE');
  });
});

describe('what is written', () => {
  it('has the marks of the feed', () => {
    expect(write('decimal', '-1234.50', GERMAN)).toBe('-1234,50');
    expect(write('date', '2024-03-05', GERMAN)).toBe('05.03.2024');
    expect(write('boolean', true)).toBe('Y');
    expect(write('text', ' K-1')).toBe(' K-1');
  });

  it('is no longer than its place', () => {
    const element = { number: 'Qty', type: 'feed', min: 0, max: 3, label: 'Qty' } as const;
    const noted: string[] = [];
    const note: Note = (code, value) => void noted.push(`${code} ${value}`);
    for (const [kind, value] of [
      ['text', 'ABCD'],
      ['decimal', '12.5'],
      ['integer', 1000],
      ['date', '2024-03-05'],
    ] as const)
      expect(feedCodec(kind, style()).write(value, note, element)).toBeUndefined();
    expect(noted).toEqual([
      'VALUE_NOT_WRITABLE ABCD',
      'VALUE_NOT_WRITABLE 12.5',
      'VALUE_NOT_WRITABLE 1000',
      'VALUE_NOT_WRITABLE 2024-03-05',
    ]);
  });

  const two = (number: number): string => String(number).padStart(2, '0');
  const date = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const clock = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59)).map((parts) => parts.map(two).join(':'));
  const zone = fc.constantFrom('', 'Z', '-04:00', '+05:30');
  const formats = ['DD.MM.YYYY', 'M/D/YY', 'YYYYMMDD', 'D MMM YYYY', 'YYYY-MM-DD HH:mm:ss Z', 'M/D/YYYY h:mm:ss A'];

  it('is read as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...formats), date, clock, zone, (dates, day, time, offset) => {
        const given = style({ dates });
        expect(read('date', write('date', day, given)!, given)).toBe(day);
        if (/HH|[D]$/.test(dates)) {
          const written = write('time', time + offset, given)!;
          expect(read('time', written, given)).toBe(time + offset);
        }
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(style(), GERMAN),
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.stringMatching(/^(\.\d{1,6})?$/),
        (given, whole, fraction) => {
          const value = `${whole}${fraction}`;
          expect(read('decimal', write('decimal', value, given)!, given)).toBe(value);
        },
      ),
    );
  });
});
