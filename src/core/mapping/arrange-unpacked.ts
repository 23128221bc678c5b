/**
 * `arrange: [unpacked]`: a ship notice that lists the lines of each order, each with the packages it is in (cXML
 * ShipNoticeRequest). Read, it stands as it is; written, lines that stand in packages, of an order or of the shipment, are
 * listed below their order. What a package is and weighs is said with its first line, and its number with every one.
 */

import type { Arranged } from './arrange.ts';
import { itemsOf, listed, only, without } from './moves.ts';
import { type Fields, isFields } from './read.ts';

export const unpacked = { read, write };

/** A line with its order, and the packages around it, the outermost first. */
interface Placed {
  order: Fields | undefined;
  line: Fields;
  around: Fields[];
}

function read(document: Fields): Arranged {
  return { document, moved: (path) => path };
}

function write(document: Fields): Fields {
  const { shipment } = document;
  if (!isFields(shipment)) return document;
  const placed = placedIn(shipment, undefined, []);
  const orders = new Map<unknown, Fields>();
  for (const order of [...itemsOf(shipment, 'orders'), ...placed.map((one) => one.order)])
    if (order !== undefined && !orders.has(keyOf(order))) orders.set(keyOf(order), order);
  // Lines of no order are the only order's; of several, nobody knows whose they are.
  const alone = orders.size === 1 ? [...orders.keys()][0] : undefined;
  const lines = Map.groupBy(placed, ({ order }) => (order === undefined ? alone : keyOf(order)));
  const seen = new Set<Fields>();
  const linesOf = (key: unknown): Fields[] => (lines.get(key) ?? []).map((one) => lineWith(one, seen));
  const arranged = {
    ...without(shipment, 'lines', 'orders', 'packages'),
    ...listed(
      'orders',
      [...orders].map(([key, order]) => ({ ...without(order, 'lines', 'packages'), ...listed('lines', linesOf(key)) })),
    ),
    ...listed('lines', linesOf(undefined)),
  };
  return { ...document, shipment: arranged };
}

function placedIn(holder: Fields, order: Fields | undefined, around: Fields[]): Placed[] {
  return [
    ...itemsOf(holder, 'lines').map((line) => ({ order, line, around })),
    ...itemsOf(holder, 'orders').flatMap((inner) => placedIn(inner, inner, around)),
    ...itemsOf(holder, 'packages').flatMap((pack) => placedIn(pack, order, [...around, pack])),
  ];
}

/** An order is known by its number. */
const keyOf = (order: Fields): unknown => order.number ?? order;

function lineWith({ line, around }: Placed, seen: Set<Fields>): Fields {
  const packages = around.flatMap((pack, i) => {
    const said = seen.has(pack) ? only(pack, 'sscc') : without(pack, 'lines', 'orders', 'packages', 'level');
    seen.add(pack);
    const whole = i === around.length - 1 ? { ...said, ...only(line, 'quantity', 'unit') } : said;
    return Object.keys(whole).length === 0 ? [] : [whole];
  });
  return { ...line, ...listed('packages', [...packages, ...itemsOf(line, 'packages')]) };
}
