import { describe, expect, it } from 'vitest';
import { answers } from '../../../src/core/mapping/arrange-answers.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const header = (fields: Fields): Fields => answers.read(fields).document;
const line = (fields: Fields): Fields => (answers.read({ lines: [fields] }).document.lines as Fields[])[0]!;
const lineBack = (fields: Fields): Fields => (answers.write({ lines: [fields] }).lines as Fields[])[0]!;

describe('what becomes of an order, from the codes of BGM', () => {
  it.each([
    ['29', { purpose: 'accepted' }, 'accepted', 'original'],
    ['27', { purpose: 'rejection' }, 'rejected', 'original'],
    ['4', { purpose: 'change' }, 'acceptedWithChanges', 'original'],
    ['9', { purpose: 'original' }, 'acknowledged', 'original'],
    ['9 and AP', { purpose: 'original', outcome: 'accepted' }, 'accepted', 'original'],
    ['7 and AC', { purpose: 'duplicate', outcome: 'detailWithChange' }, 'acceptedWithChanges', 'duplicate'],
    ['nothing', {}, 'acknowledged', 'original'],
    ['29, but RE', { purpose: 'accepted', outcome: 'rejected' }, 'rejected', 'original'],
    ['27, but AP', { purpose: 'rejection', outcome: 'accepted' }, 'rejected', 'original'],
    [
      '29 and AB, which only says that it came',
      { purpose: 'accepted', outcome: 'messageReceipt' },
      'accepted',
      'original',
    ],
    ['a code no table knows', { purpose: 'original', outcome: 'edifact:X1' }, 'edifact:X1', 'original'],
  ])('%s', (_, read, outcome, purpose) => {
    const document = header(read);
    expect(document).toEqual({ outcome, purpose });
    expect(header(answers.write(document))).toEqual(document);
  });

  it.each([
    ['an outcome of the order', { outcome: 'acceptedWithChanges', purpose: 'original' }, { purpose: 'change' }],
    ['without a purpose', { outcome: 'accepted' }, { purpose: 'accepted' }],
    [
      'beside another purpose',
      { outcome: 'rejected', purpose: 'duplicate' },
      { purpose: 'duplicate', outcome: 'rejected' },
    ],
    ['no need to answer', { outcome: 'noneNeeded' }, { purpose: 'original', outcome: 'none' }],
    ['exceptions, which X12 alone tells', { outcome: 'exceptions' }, { purpose: 'change' }],
    ['what EDIFACT has no code for', { outcome: 'replenishment' }, { purpose: 'original', outcome: 'replenishment' }],
  ])('is written: %s', (_, document, written) =>
    expect(answers.write(document)).toEqual({ ...written, transactionType: '231' }),
  );
});

describe('an order of which a line is not as asked for', () => {
  const lines = (...outcomes: string[]): Fields => ({
    lines: outcomes.map((outcome) => ({ outcomes: [{ outcome }] })),
  });

  it.each([
    ['all lines accepted', lines('accepted', 'unchanged'), 'accepted', 'accepted'],
    ['one rejected', lines('accepted', 'rejected'), 'acceptedWithChanges', 'change'],
    ['one taken out', lines('deleted'), 'acceptedWithChanges', 'change'],
    [
      'one taken out, as the change to the order asks',
      { ...lines('deleted'), changeSequence: '2' },
      'accepted',
      'accepted',
    ],
  ])('is not accepted without amendment: %s', (_, document, outcome, purpose) => {
    expect(header({ ...document, purpose: 'accepted' })).toMatchObject({ outcome, purpose: 'original' });
    expect(answers.write({ ...document, outcome: 'accepted' })).toMatchObject({ purpose });
  });
});

describe('an answer without a number of its own', () => {
  it('is written with the supplier’s number of the order, or else the buyer’s', () => {
    const numbered = (fields: Fields): unknown => answers.write({ outcome: 'accepted', ...fields }).responseNumber;
    expect(numbered({ orderNumber: 'PO-1', number: 'SO-1', responseNumber: 'R-1' })).toBe('R-1');
    expect(numbered({ orderNumber: 'PO-1', number: 'SO-1' })).toBe('SO-1');
    expect(numbered({ orderNumber: 'PO-1' })).toBe('PO-1');
  });
});

describe('the kind of an answer', () => {
  it('is told only when it is no plain order response', () => {
    expect(header({ transactionType: '231' }).transactionType).toBeUndefined();
    expect(header({ transactionType: '320' }).transactionType).toBe('320');
  });
});

describe('what becomes of a line', () => {
  const split = {
    quantity: '10',
    outcomes: [{ outcome: 'acceptedWithChanges' }],
    quantities: [
      { type: 'backordered', quantity: '4', unit: 'H87' },
      { type: 'toDeliver', quantity: '6', unit: 'H87' },
      { type: 'freeGoods', quantity: '1' },
    ],
    dates: [
      { type: 'requestedDelivery', date: '2026-03-01' },
      { type: 'promisedDelivery', date: '2026-03-05' },
      { type: 'promisedDelivery', date: '2026-03-06', time: '08:00' },
    ],
    itemGroups: [
      { function: '1', items: [{ scheme: 'batch', value: 'L1' }] },
      {
        function: '3',
        items: [
          { scheme: 'supplierItem', value: 'B-2' },
          { scheme: 'modelNumber', value: 'M' },
        ],
      },
    ],
  };
  const answered = {
    quantity: '10',
    outcomes: [
      {
        outcome: 'acceptedWithChanges',
        quantity: '6',
        unit: 'H87',
        dateType: 'promisedDelivery',
        date: '2026-03-05',
        supplierItem: 'B-2',
        items: [{ scheme: 'modelNumber', value: 'M' }],
      },
      { outcome: 'backordered', quantity: '4', unit: 'H87' },
    ],
    quantities: [{ type: 'freeGoods', quantity: '1' }],
    dates: [split.dates[0], split.dates[2]],
    itemGroups: [split.itemGroups[0]],
  };

  it('is what LIN says, with the quantities, the date and the substitute beside it', () => {
    expect(line(split)).toEqual(answered);
    expect(line(lineBack(line(split)))).toEqual(answered);
  });

  it('is no acceptance where a part is backordered, whatever LIN says, unless that part is nothing', () => {
    const backordered = (quantity: string): Fields =>
      line({ outcomes: [{ outcome: 'accepted' }], quantities: [{ type: 'backordered', quantity }] });
    expect(backordered('4').outcomes).toEqual([
      { outcome: 'acceptedWithChanges' },
      { outcome: 'backordered', quantity: '4' },
    ]);
    expect(backordered('0').outcomes).toEqual([{ outcome: 'accepted' }]);
  });

  it('stays where it was when LIN says nothing', () => {
    const silent = { ...split, outcomes: undefined };
    expect(line(silent)).toEqual(silent);
  });

  it('is found again by the paths of the fields', () => {
    const { moved } = answers.read({ lines: [split] });
    expect(moved('lines/0/quantities/1/quantity')).toBe('lines/0/outcomes/0/quantity');
    expect(moved('lines/0/quantities/0/unit')).toBe('lines/0/outcomes/1/unit');
    expect(moved('lines/0/quantities/2/quantity')).toBe('lines/0/quantities/0/quantity');
    expect(moved('lines/0/dates/1/type')).toBe('lines/0/outcomes/0/dateType');
    expect(moved('lines/0/dates/1/date')).toBe('lines/0/outcomes/0/date');
    expect(moved('lines/0/itemGroups/0/function')).toBe('lines/0/itemGroups/0/function');
    expect(moved('lines/0/quantity')).toBe('lines/0/quantity');
  });

  it('is never written as accepted when a part of it is not', () => {
    const part = (outcome: string): Fields =>
      lineBack({
        outcomes: [
          { outcome: 'accepted', quantity: '6' },
          { outcome, quantity: '4' },
        ],
      });
    expect(part('backordered')).toEqual({
      outcomes: [{ outcome: 'acceptedWithChanges' }],
      quantities: [
        { type: 'toDeliver', quantity: '6' },
        { type: 'backordered', quantity: '4' },
      ],
    });
    expect(part('rejectedInvalidItem').quantities).toContainEqual({ type: 'rejected', quantity: '4' });
    // Nothing says this of a part of a line: it stays, and writing tells that it has no place.
    expect(part('substituted').outcomes).toEqual([
      { outcome: 'acceptedWithChanges' },
      { outcome: 'substituted for a part' },
    ]);
  });

  it('names another item as its substitute, and not the item itself', () => {
    const item = (supplierItem: string): Fields =>
      lineBack({ supplierItem: 'B-1', outcomes: [{ outcome: 'accepted', supplierItem }] });
    expect(item('B-1')).toEqual({ supplierItem: 'B-1', outcomes: [{ outcome: 'accepted' }] });
    const itemGroups = [{ function: '3', items: [{ scheme: 'supplierItem', value: 'B-2' }] }];
    expect(item('B-2')).toMatchObject({ supplierItem: 'B-1', itemGroups });
    const itself = { ...item('B-2'), supplierItem: 'B-2' };
    expect(line(itself)).toEqual(itself);
  });
});

describe('a letter or note of X12', () => {
  it('is a reason or a remark', () => {
    const note = (reference: string): Fields => ({ type: 'letterOrNote', reference, text: ['SOLD OUT'] });
    const notes = [note('REASON'), note('NOTE'), { type: 'delivery', reference: 'A', text: ['GATE 2'] }];
    const written = [
      { type: 'reason', text: ['SOLD OUT'] },
      { type: 'general', text: ['SOLD OUT'] },
      { type: 'delivery', reference: 'A', text: ['GATE 2'] },
    ];
    expect(answers.write({ outcome: 'accepted', notes }).notes).toEqual(written);
    expect(lineBack({ notes }).notes).toEqual(written);
  });
});
