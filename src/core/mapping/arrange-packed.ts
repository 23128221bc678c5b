/**
 * `arrange: [packed]`: a ship notice that lists its lines, each with the packages it is in, and beside them how the
 * packages stand in one another (openTRANS DISPATCHNOTIFICATION), as the canonical one, where a line stands in its
 * package. A line that is in one package, known by its SSCC, is put there; one that is in several keeps its list.
 */

import type { Arranged } from './arrange.ts';
import { follow, itemsOf, listed, type Moves, only, without } from './moves.ts';
import { type Fields, isFields } from './read.ts';

export const packed = { read, write };

function read(document: Fields): Arranged {
  const { shipment } = document;
  if (!isFields(shipment)) return { document, moved: (path) => path };
  const moves: Moves = new Map();
  const packages = itemsOf(shipment, 'packages');
  const known = new Set(packages.flatMap(numbersIn));
  const inside = new Map<unknown, { line: Fields; from: string }[]>();
  const outside: Fields[] = [];
  itemsOf(shipment, 'lines').forEach((line, i) => {
    const from = `shipment/lines/${i}`;
    const sscc = packageOf(line);
    if (sscc === undefined || !known.has(sscc)) {
      moves.set(from, `shipment/lines/${outside.length}`);
      outside.push(line);
      return;
    }
    inside.set(sscc, [...(inside.get(sscc) ?? []), { line: without(line, 'packages'), from }]);
  });
  const place = (one: Fields, path: string): Fields => {
    const lines = inside.get(one.sscc) ?? [];
    inside.delete(one.sscc);
    lines.forEach(({ from }, i) => {
      moves.set(`${from}/packages/0/sscc`, `${path}/sscc`);
      moves.set(from, `${path}/lines/${i}`);
    });
    const within = itemsOf(one, 'packages').map((inner, i) => place(inner, `${path}/packages/${i}`));
    return {
      ...without(one, 'packages', 'lines'),
      ...listed(
        'lines',
        lines.map(({ line }) => line),
      ),
      ...listed('packages', within),
    };
  };
  const placed = packages.map((one, i) => place(one, `shipment/packages/${i}`));
  const arranged = {
    ...without(shipment, 'lines', 'packages'),
    ...listed('lines', outside),
    ...listed('packages', placed),
  };
  return { document: { ...document, shipment: arranged }, moved: (path) => follow(moves, path) };
}

const numbersIn = (one: Fields): unknown[] => [
  ...(one.sscc === undefined ? [] : [one.sscc]),
  ...itemsOf(one, 'packages').flatMap(numbersIn),
];

/** The one package a line is in whole, of which nothing else is said there. */
function packageOf(line: Fields): unknown {
  const [one, second] = itemsOf(line, 'packages');
  if (one === undefined || second !== undefined) return undefined;
  const whole = Object.keys(one).every((name) => name === 'sscc' || name === 'quantity');
  return whole && (one.quantity === undefined || one.quantity === line.quantity) ? one.sscc : undefined;
}

/** Every line of a package names it, with how much of it is there: a package without a number keeps what else it has. */
function write(document: Fields): Fields {
  const { shipment } = document;
  if (!isFields(shipment)) return document;
  const taken = itemsOf(shipment, 'packages').flatMap(linesIn);
  const packages = itemsOf(shipment, 'packages').map(emptied);
  const lines = [...itemsOf(shipment, 'lines'), ...taken];
  const arranged = {
    ...without(shipment, 'lines', 'packages'),
    ...listed('lines', lines),
    ...listed('packages', packages),
  };
  return { ...document, shipment: arranged };
}

const linesIn = (one: Fields): Fields[] => [
  ...itemsOf(one, 'lines').map((line) => ({ ...line, ...listed('packages', [around(one, line)]) })),
  ...itemsOf(one, 'packages').flatMap(linesIn),
];

const around = (one: Fields, line: Fields): Fields => ({
  ...(one.sscc === undefined ? without(one, 'lines', 'packages', 'quantity') : only(one, 'sscc')),
  ...only(line, 'quantity'),
});

const emptied = (one: Fields): Fields => ({
  ...without(one, 'lines', 'packages'),
  ...listed('packages', itemsOf(one, 'packages').map(emptied)),
});
