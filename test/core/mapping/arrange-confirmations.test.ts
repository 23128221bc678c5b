// An order response that says by quantities and dates alone what becomes of an order.
import { describe, expect, it } from 'vitest';
import { confirmations } from '../../../src/core/mapping/arrange-confirmations.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const read = (...lines: Fields[]): Fields => confirmations.read({ lines }).document;
const write = (document: Fields): Fields => confirmations.write(document);
const line = (...outcomes: Fields[]): Fields => ({ lines: [{ number: '1', outcomes }] });

/** What the message's lines say, and that writing says it again. */
function bothWays(lines: Fields[], document: Fields): void {
  expect(read(...lines)).toEqual(document);
  expect(write(document)).toEqual({ lines });
  expect(confirmations.unsaid(document)).toEqual([]);
}

describe('a line', () => {
  it('is accepted with its quantity, and when it comes', () => {
    bothWays(
      [
        { number: '1', quantity: '4', unit: 'C62' },
        {
          number: '2',
          quantity: '2.5',
          unit: 'KGM',
          deliverNotBefore: '2024-03-20',
          deliverNotBeforeTime: '06:00',
          requestedDelivery: '2024-03-22',
          requestedDeliveryTime: '18:00',
        },
      ],
      {
        outcome: 'accepted',
        lines: [
          { number: '1', unit: 'C62', outcomes: [{ outcome: 'accepted', quantity: '4', unit: 'C62' }] },
          {
            number: '2',
            unit: 'KGM',
            outcomes: [
              {
                outcome: 'accepted',
                quantity: '2.5',
                unit: 'KGM',
                dateType: 'promisedDelivery',
                date: '2024-03-22',
                dates: [
                  { type: 'promisedDeliveryFrom', date: '2024-03-20', time: '06:00' },
                  { type: 'promisedDelivery', time: '18:00' },
                ],
              },
            ],
          },
        ],
      },
    );
  });

  it('in parts has an outcome for each', () => {
    const schedules = [
      { quantity: '1', endDate: '2024-03-18' },
      { quantity: '3', date: '2024-04-08', endDate: '2024-04-12' },
    ];
    bothWays([{ number: '1', quantity: '4', unit: 'EA', schedules }], {
      outcome: 'accepted',
      lines: [
        {
          number: '1',
          unit: 'EA',
          outcomes: [
            { outcome: 'accepted', quantity: '1', unit: 'EA', dateType: 'promisedDelivery', date: '2024-03-18' },
            {
              outcome: 'accepted',
              quantity: '3',
              unit: 'EA',
              dateType: 'promisedDelivery',
              date: '2024-04-12',
              dates: [{ type: 'promisedDeliveryFrom', date: '2024-04-08' }],
            },
          ],
        },
      ],
    });
  });

  it('of nothing is refused, and so is an order of such lines', () => {
    bothWays([{ number: '1', quantity: '0' }], { outcome: 'rejected', ...line({ outcome: 'rejected' }) });
    expect(read({ quantity: '0.00' }, { quantity: '1' })).toMatchObject({ outcome: 'acceptedWithChanges' });
  });
});

describe('writing', () => {
  it('takes what is confirmed, and the item that will be delivered', () => {
    const document = line(
      { outcome: 'substituted', quantity: '5', unit: 'EA', supplierItem: 'B-2' },
      { outcome: 'rejected', quantity: '5', reasonText: 'sold out' },
    );
    expect(write({ outcome: 'acceptedWithChanges', ...document })).toEqual({
      lines: [
        {
          number: '1',
          unit: 'EA',
          quantity: '5',
          supplierItem: 'B-2',
          notes: [{ type: 'reason', text: ['sold out'] }],
        },
      ],
    });
  });

  it('has 0 for a line that is refused, and the line itself where nothing is said of it', () => {
    expect(write(line({ outcome: 'deleted' }))).toEqual({ lines: [{ number: '1', quantity: '0' }] });
    expect(write({ lines: [{ number: '1', quantity: '3' }] })).toEqual({ lines: [{ number: '1', quantity: '3' }] });
  });

  it.each<[string, Fields, [string, string][]]>([
    ['an order on hold', { outcome: 'onHold' }, [['outcome', 'onHold']]],
    [
      'a refusal whose lines do not say so',
      { outcome: 'rejected', lines: [{ quantity: '1' }] },
      [['outcome', 'rejected']],
    ],
    ['a refusal without lines', { outcome: 'rejected' }, [['outcome', 'rejected']]],
    [
      'what is delayed',
      line({ outcome: 'accepted' }, { outcome: 'backordered' }),
      [['lines/0/outcomes/1/outcome', 'backordered']],
    ],
    ['a refusal', { outcome: 'rejected', ...line({ outcome: 'rejectedInvalidItem' }) }, []],
    ['an acceptance', { outcome: 'acknowledged', ...line({ outcome: 'priceChanged' }) }, []],
  ])('%s', (_, document, unsaid) => {
    expect(confirmations.unsaid(document)).toEqual(unsaid);
  });
});

it('fields are known where they are now', () => {
  const { moved } = confirmations.read({
    lines: [{ quantity: '1' }, { schedules: [{ quantity: '1' }] }, { quantity: '0' }],
  });
  expect(moved('lines/0/quantity')).toBe('lines/0/outcomes/0/quantity');
  expect(moved('lines/1/schedules/0/quantity')).toBe('lines/1/outcomes/0/quantity');
  expect(moved('lines/2/quantity')).toBe('lines/2/outcomes/0/outcome');
  expect(moved('lines/0/price')).toBe('lines/0/price');
});

it('a period of one day is a day', () => {
  const day = { deliverNotBefore: '2024-03-21', requestedDelivery: '2024-03-21' };
  expect(read({ quantity: '2', ...day, requestedDeliveryTime: '18:00' })).toEqual({
    outcome: 'accepted',
    lines: [
      {
        outcomes: [
          {
            outcome: 'accepted',
            quantity: '2',
            dateType: 'promisedDelivery',
            date: '2024-03-21',
            dates: [{ type: 'promisedDelivery', time: '18:00' }],
          },
        ],
      },
    ],
  });
});
