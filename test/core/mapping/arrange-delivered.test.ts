// An order response whose lines are as they will be delivered, with a code, and the canonical one.
import { describe, expect, it } from 'vitest';
import { delivered } from '../../../src/core/mapping/arrange-delivered.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const of = (line: Fields): Fields => ({ type: 'order-response', outcome: 'acceptedWithChanges', lines: [line] });
const only = (document: Fields): Fields => (document.lines as [Fields])[0];
const read = (line: Fields): Fields => only(delivered.read(of(line)).document);
const write = (line: Fields): Fields => only(delivered.write(of(line)));

const CHANGED = { outcome: 'acceptedWithChanges' };
const DAY = { dateType: 'promisedDelivery', date: '2026-03-18' };

describe('what will be delivered of a line', () => {
  it('is its outcome, both ways', () => {
    const other = { type: 'processed', date: '2026-03-03' };
    const message = {
      number: '1',
      unit: 'H87',
      quantity: '18',
      dates: [{ type: 'promisedDelivery', date: '2026-03-18' }, other],
      outcomes: [CHANGED],
    };
    const canonical = {
      number: '1',
      unit: 'H87',
      dates: [other],
      outcomes: [{ ...CHANGED, quantity: '18', unit: 'H87', ...DAY }],
    };
    expect(read(message)).toEqual(canonical);
    expect(write(canonical)).toEqual(message);
  });

  it('is told of that, whatever was ordered', () => {
    const line = { number: '1', quantity: '48', unit: 'H87', outcomes: [{ ...CHANGED, quantity: '18', unit: 'C62' }] };
    expect(write(line)).toEqual({ number: '1', quantity: '18', unit: 'C62', outcomes: [CHANGED] });
  });

  it('is what was ordered where the outcome does not say', () => {
    const line = { number: '1', quantity: '48', unit: 'H87', outcomes: [{ outcome: 'rejected' }] };
    expect(write(line)).toEqual(line);
  });

  it('is nothing to measure where there is no quantity', () => {
    const line = { number: '1', unit: 'H87', outcomes: [{ outcome: 'deleted' }] };
    expect(write(line)).toEqual({ number: '1', outcomes: [{ outcome: 'deleted' }] });
  });

  it.each(['scheduledDelivery', 'estimatedDelivery', undefined])(
    'is promised for a day by whatever word (%s)',
    (dateType) => {
      expect(write({ outcomes: [{ ...CHANGED, dateType, date: '2026-03-18' }] }).dates).toEqual([
        { type: 'promisedDelivery', date: '2026-03-18' },
      ]);
    },
  );

  it('may leave on a day, which is another word', () => {
    expect(write({ outcomes: [{ ...CHANGED, dateType: 'promisedShip', date: '2026-03-18' }] }).dates).toEqual([
      { type: 'promisedShip', date: '2026-03-18' },
    ]);
  });

  it('may be another item, which is a line below', () => {
    const line = {
      number: '2',
      quantity: '5',
      unit: 'H87',
      supplierItem: 'A-1',
      outcomes: [{ ...CHANGED, supplierItem: 'A-2' }],
    };
    expect(write(line)).toEqual({
      ...line,
      outcomes: [CHANGED],
      subLines: [{ number: '2.1', quantity: '5', unit: 'H87', supplierItem: 'A-2' }],
    });
    expect(write({ ...line, outcomes: [{ ...CHANGED, supplierItem: 'A-1' }] })).toEqual({
      ...line,
      outcomes: [CHANGED],
    });
  });

  it('has its reason in words, or by code', () => {
    const reason = { type: 'reason', text: ['Out of stock'] };
    expect(write({ outcomes: [{ ...CHANGED, reason: '05', reasonText: 'Out of stock' }] }).notes).toEqual([reason]);
    expect(write({ outcomes: [{ ...CHANGED, reason: '05' }] }).notes).toEqual([{ type: 'reason', text: ['05'] }]);
  });
});

it('a line without an outcome, and further outcomes, stay as they are', () => {
  const plain = { number: '1', quantity: '18', unit: 'H87' };
  expect([read(plain), write(plain)]).toEqual([plain, plain]);
  const parts = { number: '1', outcomes: [CHANGED, { outcome: 'backordered', quantity: '3' }] };
  expect(write(parts)).toEqual(parts);
});

it('what moved is known where it is now', () => {
  const { moved } = delivered.read(
    of({
      quantity: '18',
      dates: [{ type: 'promisedDelivery', date: '2026-03-18' }, { type: 'processed' }],
      outcomes: [CHANGED],
    }),
  );
  expect(moved('lines/0/quantity')).toBe('lines/0/outcomes/0/quantity');
  expect(moved('lines/0/dates/0/date')).toBe('lines/0/outcomes/0/date');
  expect(moved('lines/0/dates/1/type')).toBe('lines/0/dates/0/type');
  expect(moved('lines/0/price')).toBe('lines/0/price');
});
