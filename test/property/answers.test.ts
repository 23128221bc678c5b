// Any order response that an ORDRSP can be read to comes back from what is written, and accepts no more than its lines do.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answers } from '../../src/core/mapping/arrange-answers.ts';
import type { Fields } from '../../src/core/mapping/read.ts';

const optional = { requiredKeys: [] };
const item = fc.record({
  scheme: fc.constantFrom('supplierItem', 'buyerItem', 'gtin', 'modelNumber'),
  value: fc.constantFrom('A', 'B'),
});
const line = fc.record(
  {
    quantity: fc.constant('4'),
    supplierItem: fc.constantFrom('A', 'B'),
    outcomes: fc.array(
      fc.record({ outcome: fc.constantFrom('accepted', 'acceptedWithChanges', 'rejected', 'deleted', 'unchanged') }),
      { minLength: 1, maxLength: 1 },
    ),
    quantities: fc.array(
      fc.record(
        {
          type: fc.constantFrom('toDeliver', 'backordered', 'rejected', 'cancelled', 'freeGoods'),
          quantity: fc.constantFrom('0', '2'),
          unit: fc.constant('H87'),
        },
        { requiredKeys: ['type', 'quantity'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    dates: fc.array(
      fc.record(
        {
          type: fc.constantFrom('promisedDelivery', 'scheduledDelivery', 'requestedDelivery'),
          date: fc.constantFrom('2026-01-01', '2026-01-02'),
          time: fc.constant('10:00'),
        },
        { requiredKeys: ['type', 'date'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    itemGroups: fc.array(
      fc.record({ function: fc.constantFrom('1', '3'), items: fc.array(item, { minLength: 1, maxLength: 4 }) }),
      { minLength: 1, maxLength: 3 },
    ),
  },
  optional,
);
const purposes = ['accepted', 'rejection', 'change', 'original', 'duplicate', 'onHold', 'edifact:99'];
const acknowledgments = ['accepted', 'rejected', 'messageReceipt', 'none', 'detailWithChange', 'debitAdvice'];
const document = fc.record(
  {
    purpose: fc.constantFrom(...purposes),
    outcome: fc.constantFrom(...acknowledgments),
    changeSequence: fc.constant('1'),
    transactionType: fc.constantFrom('231', '320'),
    responseNumber: fc.constant('R-1'),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['responseNumber'] },
);

const linesOf = ({ lines }: Fields): Fields[] => (lines ?? []) as Fields[];
const outcomesOf = ({ outcomes }: Fields): string[] =>
  ((outcomes ?? []) as Fields[]).map(({ outcome }) => String(outcome));

it('what is read of an answer is read again from what is written', () => {
  fc.assert(
    fc.property(document, (raw) => {
      const read = answers.read(raw).document;
      expect(answers.read(answers.write(read)).document).toEqual(read);
    }),
  );
});

it('an order is accepted only when no line says otherwise, and a line when no part of it does', () => {
  fc.assert(
    fc.property(document, (raw) => {
      const read = answers.read(raw).document;
      const said = linesOf(read).map(outcomesOf);
      for (const [first, ...others] of said) if (others.length > 0) expect(first).not.toBe('accepted');
      if (read.outcome === 'accepted') expect(said.flat()).not.toContain('rejected');
      if (raw.outcome === 'rejected' || raw.purpose === 'rejection') expect(read.outcome).toBe('rejected');
    }),
  );
});
