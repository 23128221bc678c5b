// Dates, times and periods of EDIFACT (C507): every format that holds a date or a time is read, what has the wrong digits
// is told, and writing puts the halves of a date and time together in whatever order they come.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATED, type Dated, date, type Period, time } from '../../../src/core/mapping/period.ts';

/** What is read, or what was noted. */
function reading(half: Dated, text: string, format: string): unknown {
  const notes: string[] = [];
  const value = half.read({ text, format }, (code, found) => notes.push(`${code} ${found}`));
  return notes.length === 0 ? value : [value, ...notes];
}

function writing(half: Dated, value: string, present: Period): unknown {
  const notes: string[] = [];
  const period = half.write(value, present, (code, found, detail) => notes.push(`${code} ${found}: ${detail}`));
  return notes.length === 0 ? period : [period, ...notes];
}

const NOTHING: Period = { text: '', format: '' };

describe('every format that holds a date or a time', () => {
  it.each([
    ['102', '20240305', '2024-03-05', undefined],
    ['101', '240305', '2024-03-05', undefined],
    ['203', '202403050930', '2024-03-05', '09:30'],
    ['204', '20240305093015', '2024-03-05', '09:30:15'],
    ['201', '2403050930', '2024-03-05', '09:30'],
    ['202', '240305093015', '2024-03-05', '09:30:15'],
    ['2', '050324', '2024-03-05', undefined],
    ['3', '030524', '2024-03-05', undefined],
    ['4', '05032024', '2024-03-05', undefined],
    ['401', '0930', undefined, '09:30'],
    ['402', '093015', undefined, '09:30:15'],
  ])('%s: %s is %s and %s', (format, text, day, hour) => {
    expect(reading(date, text, format)).toBe(day);
    expect(reading(time, text, format)).toBe(hour);
    expect(DATED).toContain(format);
  });

  it.each([
    ['20240305', '2024-03-05', undefined],
    ['240305', '2024-03-05', undefined],
    ['2403050930', '2024-03-05', '09:30'],
    ['202403050930', '2024-03-05', '09:30'],
    ['20240305093015', '2024-03-05', '09:30:15'],
  ])('without a format the length tells: %s', (text, day, hour) => {
    expect(reading(date, text, '')).toBe(day);
    expect(reading(time, text, '')).toBe(hour);
  });

  it('two digits of a year are of 1950 to 2049', () => {
    expect(['490101', '500101', '000229'].map((text) => reading(date, text, '101'))).toEqual([
      '2049-01-01',
      '1950-01-01',
      '2000-02-29',
    ]);
  });

  it('the usual one is the first, and none is the last', () => {
    expect([DATED[0], DATED.at(-1), new Set(DATED).size]).toEqual(['102', '', 12]);
  });
});

describe('what has the wrong digits is told and never guessed', () => {
  it.each([
    ['102', '20241305'],
    ['102', '20230229'],
    ['102', '240305'],
    ['102', '202403050930'],
    ['102', ''],
    ['102', '2024-3-5'],
    ['2', '320124'],
    ['3', '130124'],
    ['203', '20240305'],
    ['', '2024'],
    ['718', '20240305-20240306'],
    ['616', '202410'],
  ])('format %s and the date "%s"', (format, text) => {
    expect(reading(date, text, format)).toEqual([undefined, `VALUE_NOT_DATE ${text}`]);
  });

  it.each([
    ['203', '202403052930'],
    ['203', '20240305'],
    ['401', '9:30'],
    ['401', '093015'],
    ['402', '0930'],
    ['402', '093060'],
  ])('format %s and the time "%s"', (format, text) => {
    expect(reading(time, text, format)).toEqual([undefined, `VALUE_NOT_TIME ${text}`]);
  });
});

describe('writing', () => {
  it.each([
    [date, '2024-03-05', NOTHING, { text: '20240305', format: '102' }],
    [time, '09:30', NOTHING, { text: '0930', format: '401' }],
    [time, '09:30:15', NOTHING, { text: '093015', format: '402' }],
    [time, '09:30', { text: '20240305', format: '102' }, { text: '202403050930', format: '203' }],
    [time, '09:30:15', { text: '20240305', format: '102' }, { text: '20240305093015', format: '204' }],
    [date, '2024-03-05', { text: '0930', format: '401' }, { text: '202403050930', format: '203' }],
    [date, '2024-03-05', { text: '093015', format: '402' }, { text: '20240305093015', format: '204' }],
    [date, '2024-03-05', { text: 'soon', format: '718' }, { text: '20240305', format: '102' }],
  ])('%#: one half beside the other', (half, value, present, expected) => {
    expect(writing(half, value, present)).toEqual(expected);
  });

  it.each(['9:30', '09:30:15.5', 'noon', ''])('the time "%s" has no EDIFACT form', (value) => {
    expect(writing(time, value, NOTHING)).toEqual([
      undefined,
      `VALUE_NOT_WRITABLE ${value}: EDIFACT times are hours, minutes and seconds`,
    ]);
  });

  it('a date and a time in either order are read back', () => {
    const two = (max: number): fc.Arbitrary<string> =>
      fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
    const days = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
      .map((one) => one.toISOString().slice(0, 10));
    const hours = fc
      .tuple(two(23), two(59), fc.option(two(59), { nil: undefined }))
      .map((parts) => parts.filter((part) => part !== undefined).join(':'));
    fc.assert(
      fc.property(days, hours, fc.boolean(), (day, hour, dateFirst) => {
        const none = (): void => expect.unreachable();
        const [first, second] = dateFirst ? [date, time] : [time, date];
        const [one, other] = dateFirst ? [day, hour] : [hour, day];
        const whole = second.write(other, first.write(one, NOTHING, none)!, none)!;
        expect([date.read(whole, none), time.read(whole, none)]).toEqual([day, hour]);
      }),
    );
  });
});
