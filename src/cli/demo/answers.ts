/** What the demo's ERP and partner answer: a shipment and an invoice for the order, and acknowledgments of what we sent. */

import type { Invoice, Order, ShipNotice } from '../../core/documents.ts';
import { acknowledge } from '../../core/edi/acknowledge.ts';
import { acknowledgeEdifact, CONTRL, contrlVersion } from '../../core/edi/contrl.ts';
import type { Group } from '../../core/edi/envelope.ts';
import { judgeGroup, judgeSet } from '../../core/edi/judge.ts';
import * as edifact from '../../core/formats/edifact.ts';
import * as x12 from '../../core/formats/x12.ts';

type Line = Order['lines'][number];

/** Line 2 was confirmed with 18. */
const shippedQuantity = ({ number, quantity }: Line): string => (number === '2' ? '18' : (quantity ?? '0'));

/** Two cartons and one loose line, each carton under its SSCC. */
export function shipmentFor(order: Order): ShipNotice {
  const [first, second, third] = order.lines as [Line, Line, Line];
  const shipped = (line: Line) => ({
    ...only(line, 'number', 'buyerItem', 'supplierItem', 'gtin', 'description'),
    quantity: shippedQuantity(line),
    ...only(line, 'unit'),
  });
  return {
    type: 'ship-notice',
    schemaVersion: '1',
    purpose: 'original',
    number: 'SHP-20260317-01',
    issued: '2026-03-17',
    issuedTime: '16:05',
    shipment: {
      shipped: '2026-03-17',
      estimatedDelivery: '2026-03-18',
      billOfLading: '01600123456789016',
      ...only(order, 'shipTo'),
      shipFrom: { name: 'NORTH MILL SUPPLY', id: '0614141000999', idScheme: '0088' },
      cargo: [{ packageType: 'CTN25', packageCount: '2', weightType: 'gross', weight: '212.5', weightUnit: 'LBR' }],
      transport: [{ carrierIdScheme: 'scac', carrierId: 'UPSN', mode: 'parcelService', routing: 'UPS GROUND' }],
      orders: [
        {
          number: order.number,
          ...only(order, 'issued'),
          packages: [
            { level: 'pack', sscc: '00006141410000000012', lines: [shipped(first), shipped(third)] },
            { level: 'pack', sscc: '00006141410000000029', lines: [shipped(second)] },
          ],
        },
      ],
    },
  };
}

export function invoiceFor(order: Order): Invoice {
  const lines = order.lines.map((line) => ({
    ...only(line, 'number', 'unit', 'price', 'buyerItem', 'supplierItem', 'description'),
    quantity: shippedQuantity(line),
  }));
  return {
    type: 'invoice',
    schemaVersion: '1',
    kind: 'invoice',
    number: 'INV-88213',
    issued: '2026-03-17',
    orderNumber: order.number,
    supplierOrderNumber: 'SO-10021',
    ...(order.issued === undefined ? {} : { orderIssued: order.issued }),
    ...only(order, 'currency', 'billTo', 'shipTo', 'terms', 'allowancesCharges'),
    lines,
    totals: { amount: '1152.00', lineCount: String(lines.length) },
  };
}

/** Some fields of an object, those that are there. */
function only<T extends object, K extends keyof T>(from: T, ...names: K[]): Pick<T, K> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]))) as Pick<
    T,
    K
  >;
}

/** What the partner's own translator would answer: a 997 or CONTRL that accepts the interchange we sent it. */
export const acknowledgmentOf = (text: string, control: number): string =>
  text.startsWith('UNA') ? contrlOf(text, control) : functionalOf(text, control);

/** What an interchange of ours goes into, turned round. */
const turned = ({ interchange }: Group, control: number) => ({
  separators: interchange.separators,
  suffix: '\n',
  sender: interchange.receiver,
  receiver: interchange.sender,
  version: interchange.version,
  control,
  usage: 'P',
  acknowledgmentRequested: false,
  at: '2026-03-18T07:00:00.000Z',
});

function contrlOf(text: string, control: number): string {
  const read = edifact.reader();
  const units = [...read.push(new TextEncoder().encode(text)), ...read.end()];
  const { group } = units.flatMap((unit) => (unit.unit === 'set' ? [unit.set] : []))[0]!;
  const syntax = group.interchange.version;
  const segments = acknowledgeEdifact(group.interchange, [], [], { level: 'element', accepted: false, syntax });
  const version = contrlVersion(syntax);
  const sets = [{ type: CONTRL, control: '1', segments }];
  return edifact.write({
    ...turned(group, control),
    groups: [{ code: '', sender: '', receiver: '', control: '', version, sets }],
  }).text;
}

function functionalOf(text: string, control: number): string {
  const read = x12.reader();
  const units = [...read.push(new TextEncoder().encode(text)), ...read.end()];
  const sets = units.flatMap((unit) => (unit.unit === 'set' ? [unit.set] : []));
  const { group } = sets[0]!;
  const verdict = judgeGroup(
    group,
    sets.map((set) => judgeSet(set, [])),
    [],
  );
  const segments = acknowledge(verdict, group.interchange.separators)!;
  const { text: answer } = x12.write({
    ...turned(group, control),
    groups: [
      {
        code: 'FA',
        sender: group.receiver,
        receiver: group.sender,
        control: String(control),
        version: group.version,
        sets: [{ type: '997', control: '0001', segments }],
      },
    ],
  });
  return answer;
}
