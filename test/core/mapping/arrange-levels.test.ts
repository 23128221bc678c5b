// What CPS, PAC and PCI become: the shipment, its packages and lots; and what stays where it was read.
import { describe, expect, it } from 'vitest';
import { levels } from '../../../src/core/mapping/arrange-levels.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';

const SSCC = '340123450000000014';
const line = { number: '1', quantity: '5' };

const notice = (packages: Fields[]): Fields => ({ type: 'ship-notice', shipment: { packages } });
const shipment = (packages: Fields[]): unknown => levels.read(notice(packages)).document.shipment;

/** The package that one PAC with one marking becomes. */
const withMarking = (marking: Fields): unknown =>
  (shipment([{ level: 'tare', packaging: [{ count: '1', markings: [marking] }] }]) as { packages: Fields[] })
    .packages[0];

describe('the level of the whole consignment', () => {
  it('is the shipment itself', () => {
    const packages = [{ level: 'tare', lines: [line] }];
    const whole = { packaging: [{ count: '2' }], lines: [line], packages };
    expect(shipment([whole])).toEqual(whole);
    expect(shipment([{ ...whole, level: 'shipment' }])).toEqual(whole);
  });

  it('takes the levels beside it as packages, too', () => {
    const beside = { level: 'pack', lines: [line] };
    const { document, moved } = levels.read(notice([{ packages: [{ lines: [line] }] }, beside]));
    expect(document.shipment).toEqual({ packages: [{ lines: [line] }, beside] });
    expect(moved('shipment/packages/0/packages/0/lines/0/number')).toBe('shipment/packages/0/lines/0/number');
    expect(moved('shipment/packages/1/lines/0/number')).toBe('shipment/packages/1/lines/0/number');
  });

  it.each([
    ['is a package', [{ level: 'tare', lines: [line] }]],
    ['is marked', [{ packaging: [{ markings: [{ text: ['FRAGILE'] }] }], lines: [line] }]],
    ['stands beside others and above none', [{ lines: [line] }, { lines: [line] }]],
  ])('is none where it %s', (_, packages) => {
    expect(shipment(packages)).toEqual({ packages });
  });

  it('stands above all on writing', () => {
    const packages = [{ level: 'tare', lines: [line] }];
    const document = { type: 'ship-notice', shipment: { shipped: '2024-03-18', packages } };
    const written = levels.write(document);
    expect(written.shipment).toEqual({ shipped: '2024-03-18', packages: [{ packages }] });
    expect(levels.read(written).document).toEqual(document);
  });

  it('is the document where that has no shipment', () => {
    const document = { type: 'receipt-advice', notes: [{ text: ['LATE'] }], lines: [line] };
    const written = levels.write(document);
    expect(written).toEqual({ type: 'receipt-advice', notes: [{ text: ['LATE'] }], packages: [{ lines: [line] }] });
    expect(levels.read(written).document).toEqual(document);
  });
});

describe('a package', () => {
  it('has its SSCC, further marks, dates, references and measurements itself', () => {
    const numbers = [
      { type: 'sscc', value: SSCC },
      { type: 'serialNumber', value: '7' },
    ];
    const marking = { type: 'sscc', marks: numbers, dates: [{ type: 'bestBefore', date: '2025-01-31' }] };
    const packaging = [{ count: '1', measurements: [{ value: '260' }], markings: [marking, { text: ['TOP'] }] }];
    const read = { level: 'tare', packaging };
    const pack = {
      level: 'tare',
      sscc: SSCC,
      marks: [{ type: 'serialNumber', value: '7' }],
      dates: [{ type: 'bestBefore', date: '2025-01-31' }],
      measurements: [{ value: '260' }],
      packaging: [{ count: '1', markings: [{ text: ['TOP'] }] }],
    };
    const { document, moved } = levels.read(notice([read]));
    expect(document).toEqual(notice([pack]));
    expect(levels.write(document)).toEqual(notice([{ packages: [read] }]));
    const at = 'shipment/packages/0';
    const before = `${at}/packaging/0`;
    expect(moved(`${before}/markings/0/marks/0/value`)).toBe(`${at}/sscc`);
    expect(moved(`${before}/markings/0/marks/1/value`)).toBe(`${at}/marks/0/value`);
    expect(moved(`${before}/markings/0/type`)).toBeUndefined();
    expect(moved(`${before}/markings/1/text/0`)).toBe(`${before}/markings/0/text/0`);
    expect(moved(`${before}/measurements/0/value`)).toBe(`${at}/measurements/0/value`);
    expect(moved(`${before}/count`)).toBe(`${before}/count`);
  });

  it('is tracked by its only reference, when that is the carrier’s', () => {
    const references = [{ type: 'carrierReference', value: 'T1' }];
    const marks = [{ type: 'sscc', value: SSCC }];
    expect(withMarking({ type: 'sscc', marks, references })).toMatchObject({ sscc: SSCC, trackingNumber: 'T1' });
    expect(withMarking({ type: 'sscc', marks, references: [...references, ...references] })).toMatchObject({
      references: [...references, ...references],
    });
  });

  it.each([
    ['its number is no SSCC', { type: 'sscc', marks: [{ type: 'sscc', value: 'PALLET-1' }] }],
    ['it names a range', { type: 'sscc', marks: [{ type: 'sscc', value: SSCC, to: SSCC }] }],
    ['it is made for something else', { type: 'batch', marks: [{ type: 'sscc', value: SSCC }] }],
    ['more is on it', { type: 'sscc', text: ['KEEP DRY'], marks: [{ type: 'sscc', value: SSCC }] }],
  ])('keeps a marking as it is when %s', (_, marking) => {
    expect(withMarking(marking)).toEqual({ level: 'tare', packaging: [{ count: '1', markings: [marking] }] });
  });

  it('of several kinds keeps them apart', () => {
    const marking = { type: 'sscc', marks: [{ type: 'sscc', value: SSCC }] };
    const pack = { level: 'tare', packaging: [{ count: '1', markings: [marking] }, { count: '4' }] };
    expect(shipment([pack])).toEqual({ packages: [pack] });
  });

  it('counts one on writing where nothing tells how many', () => {
    const written = levels.write(notice([{ level: 'pack', sscc: SSCC }]));
    const marking = { type: 'sscc', marks: [{ type: 'sscc', value: SSCC }] };
    expect(written).toEqual(
      notice([{ packages: [{ level: 'pack', packaging: [{ count: '1', markings: [marking] }] }] }]),
    );
  });
});

describe('a line', () => {
  const batch = { type: 'batch', marks: [{ type: 'batch', value: 'L1' }] };
  const read = (fields: Fields): unknown => shipment([{ lines: [fields] }]);

  it('of one batch has its lot and expiry itself', () => {
    const dates = [
      { type: 'produced', date: '2024-01-01' },
      { type: 'expiration', date: '2025-02-28' },
    ];
    const delivered = { type: 'delivered', date: '2024-03-01' };
    const fields = { ...line, dates: [delivered], markings: [{ ...batch, dates }] };
    const { document, moved } = levels.read(notice([{ lines: [fields] }]));
    expect(document.shipment).toEqual({
      lines: [{ ...line, lot: 'L1', expires: '2025-02-28', dates: [delivered, dates[0]] }],
    });
    const from = 'shipment/packages/0/lines/0/markings/0';
    expect(moved(`${from}/marks/0/value`)).toBe('shipment/lines/0/lot');
    expect(moved(`${from}/dates/1/date`)).toBe('shipment/lines/0/expires');
    expect(moved(`${from}/dates/0/date`)).toBe('shipment/lines/0/dates/1/date');
  });

  it.each([
    ['of several batches', { ...line, markings: [batch, batch] }],
    ['with a quantity of the batch', { ...line, markings: [{ ...batch, quantities: [{ quantity: '5' }] }] }],
    ['with a lot beside', { ...line, lot: 'L2', markings: [batch] }],
    ['marked with something else', { ...line, markings: [{ type: 'sscc', marks: batch.marks }] }],
  ])('%s keeps its markings', (_, fields) => {
    expect(read(fields)).toEqual({ lines: [fields] });
  });
});

describe('what X12 says in another way is written as', () => {
  it('packaging, where cargo counts the packages', () => {
    const cargo = [{ packageType: 'CTN', packageCount: '3', weightType: 'gross', weight: '41.5', weightUnit: 'LBR' }];
    const { shipment: written } = levels.write({ type: 'ship-notice', shipment: { cargo, lines: [line] } }) as {
      shipment: { packages: Fields[] };
    };
    const measurements = [{ scope: 'weights', type: 'gross', value: '41.5', unit: 'LBR' }];
    expect(written.packages[0]).toEqual({
      packaging: [{ packageType: 'CTN', count: '3', measurements }],
      lines: [line],
    });
  });

  it('a line in each package that stands below it', () => {
    const packed = (packages: Fields[]): unknown =>
      (levels.write({ type: 'ship-notice', shipment: { lines: [{ ...line, packages }] } }).shipment as Fields).packages;
    expect(packed([{ level: 'pack' }])).toEqual([{ packages: [{ level: 'pack', lines: [line] }] }]);
    expect(
      packed([
        { quantity: '2', unit: 'EA' },
        { quantity: '3', unit: 'EA' },
      ]),
    ).toEqual([
      {
        packages: [
          { lines: [{ number: '1', quantity: '2', unit: 'EA' }] },
          { lines: [{ number: '1', quantity: '3', unit: 'EA' }] },
        ],
      },
    ]);
    // How much of it is where is not known.
    expect(packed([{ level: 'pack' }, { level: 'pack' }])).toEqual([
      { lines: [{ ...line, packages: [{ level: 'pack' }, { level: 'pack' }] }] },
    ]);
  });

  it('a date of the shipment, where it is one of the notice', () => {
    const [first, second] = [
      { type: 'scheduledDelivery', date: '2024-03-18' },
      { type: 'created', date: '2024-03-01' },
    ];
    expect(levels.write({ type: 'ship-notice', dates: [first], shipment: { dates: [second] } })).toEqual({
      type: 'ship-notice',
      shipment: { dates: [first, second] },
    });
  });
});
