// What of a document its message does not say is told, each field once.
import { describe, expect, it } from 'vitest';
import { parseTable } from '../../../src/core/mapping/table.ts';
import { unwritten } from '../../../src/core/mapping/unwritten.ts';
import { line } from '../../../src/core/problem.ts';

const order = { type: 'order', number: '4711', currency: 'EUR', lines: [{ quantity: '10.00', unit: 'EA' }] };

const { table: actions } = parseTable('action', 'action.csv', 'action,x12\nchanged,CA\nquantityChanged,CA\nadded,AI\n');

const told = (document: Record<string, unknown>, said: Record<string, unknown>): string[] =>
  unwritten({ arrangements: [], format: 'x12' }, [actions], document, said).map(
    (one) => `${one.reference}: ${line(one)}`,
  );

describe('what a message does not say', () => {
  it('is nothing where all of the document comes back, numbers as numbers', () => {
    expect(told(order, { ...order, lines: [{ quantity: '10', unit: 'EA' }] })).toEqual([]);
  });

  it('is a value that does not come back, or comes back as another', () => {
    const said = { ...order, currency: 'USD', lines: [{ quantity: '10' }] };
    expect(told(order, said)).toEqual([
      'currency: "EUR" is not in the message, which has "USD" [DATA_UNWRITTEN]',
      'lines/0/unit: "EA" is not in the message [DATA_UNWRITTEN]',
    ]);
  });

  it('is told as it stands where it is no text', () => {
    expect(told({ ...order, ship: { to: 'x' } }, { ...order, ship: 'y' })).toEqual([
      'ship: "{"to":"x"}" is not in the message, which has "y" [DATA_UNWRITTEN]',
    ]);
  });

  it('is told once for all lines, and with all values of an object that is missing', () => {
    const price = { price: '2.50', priceBasis: 'each' };
    const lines = [{ unit: 'EA', ...price }, { unit: 'EA' }, { unit: 'EA', ...price }];
    expect(told({ ...order, lines }, { ...order, lines: [{ unit: 'EA' }] })).toEqual([
      'lines/0/price: "2.50" is not in the message; 1 more like it [DATA_UNWRITTEN]',
      'lines/0/priceBasis: "each" is not in the message; 1 more like it [DATA_UNWRITTEN]',
      'lines/1/unit: "EA" is not in the message; 1 more like it [DATA_UNWRITTEN]',
    ]);
  });

  it('is not a word that a table takes for the same as the one that comes back', () => {
    const said = { ...order, lines: [{ ...order.lines[0], action: 'changed' }] };
    const asked = (action: string) => told({ ...order, lines: [{ ...order.lines[0], action }] }, said);
    expect(asked('quantityChanged')).toEqual([]);
    expect(asked('added')).toEqual([
      'lines/0/action: "added" is not in the message, which has "changed" [DATA_UNWRITTEN]',
    ]);
  });

  it('is not what comes back in another place, as often as it does', () => {
    const weighed = { ...order, cargo: [{ weight: '212.5' }, { weight: '212.5' }] };
    expect(told(weighed, { ...order, measurements: [{ value: '212.5' }] })).toEqual([
      'cargo/1/weight: "212.5" is not in the message [DATA_UNWRITTEN]',
    ]);
  });

  it('has nothing to do with what the message says in addition, nor with where the document came from', () => {
    expect(told({ ...order, source: { mapping: 'x12/850' } }, { ...order, currencyRole: 'buyer' })).toEqual([]);
  });
});
