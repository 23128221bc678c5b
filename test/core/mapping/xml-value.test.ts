// Values as XML writes them, both ways; what is no value of its type is refused and never guessed at.
import { describe, expect, it } from 'vitest';
import type { ElementDefinition, XmlType } from '../../../src/core/edi/element.ts';
import type { Kind } from '../../../src/core/mapping/codec.ts';
import { xmlCodec } from '../../../src/core/mapping/xml-value.ts';

const element = (type: XmlType, more: Partial<ElementDefinition> = {}): ElementDefinition => ({
  number: '.',
  type,
  min: 0,
  max: 100,
  label: '',
  ...more,
});

function reading(kind: Kind, value: string, type: XmlType): unknown {
  const notes: string[] = [];
  const read = xmlCodec({ type }, kind).read(value, (code) => void notes.push(code));
  return notes.length === 0 ? read : [read, ...notes];
}

function writing(kind: Kind, value: unknown, definition: ElementDefinition): unknown {
  const notes: string[] = [];
  const written = xmlCodec(definition, kind).write(value, (code) => void notes.push(code), definition);
  return notes.length === 0 ? written : notes;
}

describe('reading', () => {
  it.each<[Kind, XmlType, string, unknown]>([
    ['text', 'string', ' a\n b ', ' a\n b '],
    ['text', 'normalized', ' a\n b ', 'a  b'],
    ['text', 'token', ' a\n b ', 'a b'],
    ['text', 'trimmed', ' a\n b ', 'a\n b'],
    ['text', 'token', '007', '007'],
    ['text', 'token', '1e5', '1e5'],
    ['text', 'string', ' \n ', undefined],
    ['decimal', 'decimal', '1.50', '1.50'],
    ['decimal', 'decimal', ' +0012.5 ', '12.5'],
    ['decimal', 'decimal', '.5', '0.5'],
    ['decimal', 'decimal', '12.50-', '-12.5'],
    ['decimal', 'decimal', '', undefined],
    ['decimal', 'decimal', '1e5', [undefined, 'VALUE_NOT_DECIMAL']],
    ['decimal', 'decimal', '1,5', [undefined, 'VALUE_NOT_DECIMAL']],
    ['decimal', 'decimal', '-1-', [undefined, 'VALUE_NOT_DECIMAL']],
    ['decimal', 'token', '0x1F', [undefined, 'VALUE_NOT_DECIMAL']],
    ['integer', 'integer', ' 12 ', 12],
    ['integer', 'integer', '1.0', [undefined, 'VALUE_NOT_INTEGER']],
    ['boolean', 'boolean', 'true', true],
    ['boolean', 'boolean', '0', false],
    ['boolean', 'token', 'yes', true],
    ['boolean', 'token', 'perhaps', [undefined, 'VALUE_NOT_BOOLEAN']],
    ['date', 'date', '2026-01-31', '2026-01-31'],
    ['date', 'date', '2026-01-31+01:00', ['2026-01-31', 'DATE_ZONE_DROPPED']],
    ['date', 'dateTime', '2026-01-31T10:00:00-07:00', '2026-01-31'],
    ['date', 'date', '2026-02-30', [undefined, 'VALUE_NOT_DATE']],
    ['date', 'date', '31.01.2026', [undefined, 'VALUE_NOT_DATE']],
    ['date', 'token', '10:00:00', [undefined, 'VALUE_NOT_DATE']],
    ['time', 'time', '10:00:00', '10:00:00'],
    ['time', 'time', '00:00:00', '00:00:00'],
    ['time', 'dateTime', '2026-01-31T10:00:00.5-07:00', '10:00:00.5-07:00'],
    ['time', 'dateTime', '2026-01-31T00:00:00', undefined],
    ['time', 'dateTime', '2026-01-31T00:00:00Z', '00:00:00Z'],
    ['time', 'trimmed', '2026-01-31', undefined],
    ['time', 'time', '25:00:00', [undefined, 'VALUE_NOT_TIME']],
    ['time', 'time', 'noon', [undefined, 'VALUE_NOT_TIME']],
  ])('a %s of type %s: "%s"', (kind, type, value, read) => expect(reading(kind, value, type)).toEqual(read));
});

describe('writing', () => {
  it.each<[Kind, unknown, ElementDefinition, unknown]>([
    ['text', '007', element('string'), '007'],
    ['text', 'x'.repeat(101), element('string'), ['VALUE_NOT_WRITABLE']],
    ['decimal', '1.50', element('decimal'), '1.50'],
    ['date', '2026-01-31', element('date'), '2026-01-31'],
    ['date', '2026-01-31', element('dateTime'), '2026-01-31T00:00:00'],
    ['date', '2026-01-31', element('trimmed'), '2026-01-31'],
    ['time', '10:00', element('time'), '10:00:00'],
    ['time', '10:00Z', element('dateTime'), '10:00:00Z'],
    ['time', '10:00', element('trimmed'), '10:00'],
    ['boolean', true, element('boolean'), 'true'],
    ['boolean', false, element('token', { codes: new Set(['yes', 'no']) }), 'no'],
  ])('a %s %s', (kind, value, definition, written) => expect(writing(kind, value, definition)).toEqual(written));
});

describe('a date and its time in one value', () => {
  const dateTime = element('dateTime');
  const note = (): void => {};
  const [date, time] = [xmlCodec(dateTime, 'date'), xmlCodec(dateTime, 'time')];

  it.each(['10:00:00', '10:00:00-07:00', '23:59:59.25Z'])('join to one and come apart again: %s', (clock) => {
    const [day, hour] = [date.write('2026-01-31', note, dateTime)!, time.write(clock, note, dateTime)!];
    const joined = time.join!(day, hour)!;
    expect(joined).toBe(`2026-01-31T${clock}`);
    expect(date.join!(hour, day.slice(0, 10))).toBe(joined);
    expect([date.read(joined, note), time.read(joined, note)]).toEqual(['2026-01-31', clock]);
  });

  it('do not join where the place is taken', () => {
    expect(time.join!('2026-01-31T09:00:00', '10:00:00')).toBeUndefined();
    expect(date.join!('2026-01-31', '2026-02-01')).toBeUndefined();
    expect(date.join!('soon', '2026-02-01')).toBeUndefined();
  });
});
