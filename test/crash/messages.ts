/**
 * What a partner and an ERP write in the crash test: 850 interchanges, shipments and invoices for their orders, and
 * 997s for what comes back. Written by hand and not by our own writer: the other side is somebody else's program.
 */

export interface Trader {
  /** Its folder under mappings/partners. */
  partner: string;
  qualifier: string;
  id: string;
  /** Qualifier of its own item numbers in PO1 (element 235). */
  item: string;
}

const pad = (text: string, length: number): string => text.padEnd(length);
const digits = (value: number, length: number): string => String(value).padStart(length, '0');

function interchange({ qualifier, id }: Trader, control: number, code: string, sets: string[]): string {
  return [
    `ISA*00*${pad('', 10)}*00*${pad('', 10)}*${qualifier}*${pad(id, 15)}*ZZ*${pad('DRAGOMAN', 15)}*240402*0815*U*00401*${digits(control, 9)}*0*P*>~`,
    `GS*${code}*${id}*DRAGOMAN*20240402*0815*${control}*X*004010~`,
    ...sets,
    `GE*${sets.length}*${control}~`,
    `IEA*1*${digits(control, 9)}~`,
    '',
  ].join('\n');
}

function set(type: string, index: number, segments: string[]): string {
  const control = digits(index + 1, 4);
  return [`ST*${type}*${control}`, ...segments, `SE*${segments.length + 2}*${control}`]
    .map((segment) => `${segment}~`)
    .join('\n');
}

const FILLER = Array.from({ length: 240 }, (_, i) => 'ABCDEFGHIJ KLMNOPQRS TUVWXYZ'[i % 28]).join('');

/** An interchange with one order for each number, each with so many lines of free text. */
export function ordersText(trader: Trader, control: number, numbers: string[], notes: number): string {
  const sets = numbers.map((number, i) =>
    set('850', i, [
      `BEG*00*SA*${number}**20240402`,
      'REF*DP*TOOLS',
      ...(notes === 0
        ? []
        : ['N9*L1*NOTES', ...Array.from({ length: notes }, (_, line) => `MSG*${number} ${line} ${FILLER}`)]),
      'N1*ST*STORE 12*92*0012',
      `PO1*1*48*EA*7.25**${trader.item}*300417*VN*NM-100`,
      `PO1*2*6*CA*31.5**${trader.item}*300522*VN*NM-101`,
      'CTT*2',
    ]),
  );
  return interchange(trader, control, 'PO', sets);
}

export const confirmationOf = (number: string) => ({
  outcome: 'changed',
  number: `SO-${number}`,
  lines: [{ number: '2', quantity: '4', reason: '2 are out of stock' }],
});

export const shipmentOf = (number: string) => ({
  number: `SHP-${number}`,
  issued: '2024-04-15',
  issuedTime: '16:05',
  purpose: 'original',
  shipment: {
    shipped: '2024-04-15',
    shipTo: { name: 'STORE 12', id: '0012', idScheme: 'assignedByBuyer' },
    orders: [
      { number, issued: '2024-04-02', lines: [{ number: '1', quantity: '48', unit: 'EA', supplierItem: 'NM-100' }] },
    ],
  },
});

export const invoiceOf = (number: string) => ({
  kind: 'invoice',
  number: `INV-${number}`,
  issued: '2024-04-16',
  orderNumber: number,
  lines: [{ number: '1', quantity: '48', unit: 'EA', price: '7.25', supplierItem: 'NM-100' }],
  totals: { amount: '348.00', lineCount: '1' },
});

/** Segments of what the gateway sends, as elements; it writes `*` and `~`. */
export const segmentsOf = (text: string): string[][] =>
  text
    .split('~')
    .map((segment) => segment.trim().split('*'))
    .filter(([tag]) => tag !== '');

/** An element of the first segment with a tag. */
export const element = (segments: string[][], tag: string, position: number): string =>
  segments.find(([name]) => name === tag)?.[position] ?? '';

/** The order a message is about: BAK03, PRF01, BIG04. */
export function orderNumberIn(segments: string[][]): string {
  return element(segments, 'BAK', 3) || element(segments, 'PRF', 1) || element(segments, 'BIG', 4);
}

/** A 997 that accepts everything in an interchange the gateway sent. */
export function acceptanceOf(trader: Trader, segments: string[][], control: number): string {
  const sets = segments.filter(([tag]) => tag === 'ST');
  const count = sets.length;
  const lines = [
    `AK1*${element(segments, 'GS', 1)}*${element(segments, 'GS', 6)}`,
    ...sets.flatMap(([, type, number]) => [`AK2*${type}*${number}`, 'AK5*A']),
    `AK9*A*${count}*${count}*${count}`,
  ];
  return interchange(trader, control, 'FA', [set('997', 0, lines)]);
}
