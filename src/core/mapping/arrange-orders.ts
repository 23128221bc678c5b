/**
 * `arrange: [orders]`: a message whose lines name their order (EDIFACT DESADV), as the canonical ship notice that stands
 * by order. A line stands below the order it names; a package below the order of all its lines; in a package of several
 * orders, each stands below the package. An order that the message names once for all (RFF+ON of the header) has every
 * line that names none, when it is the only one.
 *
 * Writing is the other way round: lines name their orders. The header names the orders too where the lines alone would
 * not give the same back: the only order of a shipment, and orders without lines.
 */

import type { Arranged } from './arrange.ts';
import { follow, itemsOf, listed, type Moves, only, without } from './moves.ts';
import { type Fields, isFields } from './read.ts';

export const orders = { read, write: (document: Fields): Fields => written(document, true) };

/** `arrange: [lineOrders]`: the same of a message whose header names no order, so that every line does. */
export const lineOrders = {
  read,
  write: (document: Fields): Fields => written(document, false),
  unsaid: withoutLines,
};

function read(document: Fields): Arranged {
  const { shipment } = document;
  if (!isFields(shipment)) return { document, moved: (path) => path };
  const moves: Moves = new Map();
  const named = itemsOf(shipment, 'orders');
  const arranged = byOrder(shipment, named, named.length === 1 ? named[0] : undefined, 'shipment/', 'shipment/', moves);
  return { document: { ...document, shipment: arranged }, moved: (path) => follow(moves, path) };
}

/** An order with what goes below it. */
interface Group {
  order: Fields;
  lines: Part[];
  packages: Part[];
}

/** A line or package and where it was read. */
interface Part {
  fields: Fields;
  path: string;
}

/**
 * A shipment or package with its lines and packages below their orders. `named` are the orders it names itself, `sole`
 * is the order of lines that name none; `from` and `to` are where it was and is.
 */
function byOrder(
  level: Fields,
  named: readonly Fields[],
  sole: Fields | undefined,
  from: string,
  to: string,
  moves: Moves,
): Fields {
  const groups: Group[] = named.map((order) => ({ order, lines: [], packages: [] }));
  const rest: Pick<Group, 'lines' | 'packages'> = { lines: [], packages: [] };
  itemsOf(level, 'lines').forEach((fields, i) => {
    groupOf(groups, orderOf(fields, sole), rest).lines.push({ fields, path: `${from}lines/${i}` });
  });
  itemsOf(level, 'packages').forEach((fields, i) => {
    groupOf(groups, orderOfAll(fields, sole), rest).packages.push({ fields, path: `${from}packages/${i}` });
  });
  const placed = groups.map(({ order, lines, packages }, i) => {
    const at = `${to}orders/${i}/`;
    return {
      ...order,
      ...listed('lines', placedLines(lines, at, moves)),
      ...listed(
        'packages',
        packages.map((one, n) => unnamed(one, `${at}packages/${n}`, at, moves)),
      ),
    };
  });
  const mixed = rest.packages.map(({ fields, path }, i) => {
    const at = `${to}packages/${i}`;
    moves.set(path, at);
    return byOrder(fields, [], sole, `${path}/`, `${at}/`, moves);
  });
  return {
    ...without(level, 'orders', 'lines', 'packages'),
    ...listed('orders', placed),
    ...listed(
      'lines',
      rest.lines.map(({ fields, path }, i) => moved(fields, path, `${to}lines/${i}`, moves)),
    ),
    ...listed('packages', mixed),
  };
}

function moved(fields: Fields, from: string, to: string, moves: Moves): Fields {
  moves.set(from, to);
  return fields;
}

/** Lines below the order at `order`: what they say of it is the order's. */
function placedLines(lines: readonly Part[], order: string, moves: Moves): Fields[] {
  return lines.map(({ fields, path }, i) => {
    moves.set(path, `${order}lines/${i}`);
    moves.set(`${path}/orderNumber`, `${order}number`);
    moves.set(`${path}/orderIssued`, `${order}issued`);
    return without(fields, 'orderNumber', 'orderIssued');
  });
}

/** A package of one order, at any depth without that order's name in its lines. */
function unnamed({ fields, path }: Part, to: string, order: string, moves: Moves): Fields {
  moves.set(path, to);
  const lines = itemsOf(fields, 'lines').map((line, i) => {
    moves.set(`${path}/lines/${i}/orderNumber`, `${order}number`);
    moves.set(`${path}/lines/${i}/orderIssued`, `${order}issued`);
    return without(line, 'orderNumber', 'orderIssued');
  });
  const packages = itemsOf(fields, 'packages').map((one, i) =>
    unnamed({ fields: one, path: `${path}/packages/${i}` }, `${to}/packages/${i}`, order, moves),
  );
  return { ...fields, ...listed('lines', lines), ...listed('packages', packages) };
}

/** The group of an order, which may be new; `rest` for what has none. A line may leave out what the order says. */
function groupOf<T>(groups: Group[], order: Fields | undefined, rest: T): Group | T {
  if (order === undefined) return rest;
  const found = groups.find(({ order: { number, issued } }) => {
    return number === order.number && (order.issued === undefined || order.issued === issued);
  });
  if (found !== undefined) return found;
  const made: Group = { order, lines: [], packages: [] };
  groups.push(made);
  return made;
}

function orderOf({ orderNumber, orderIssued }: Fields, sole: Fields | undefined): Fields | undefined {
  if (orderNumber === undefined) return sole;
  return { number: orderNumber, ...(orderIssued === undefined ? {} : { issued: orderIssued }) };
}

/** The order of all lines in a package, when there is one. */
function orderOfAll(pack: Fields, sole: Fields | undefined): Fields | undefined {
  const groups: Group[] = [];
  const named = linesIn(pack).map((line) => groupOf(groups, orderOf(line, sole), undefined));
  return groups.length === 1 && !named.includes(undefined) ? groups[0]!.order : undefined;
}

const linesIn = (pack: Fields): Fields[] => [...itemsOf(pack, 'lines'), ...itemsOf(pack, 'packages').flatMap(linesIn)];

/** Lines with the names of their orders; `header`: where the message names orders once for all too. */
function written(document: Fields, header: boolean): Fields {
  const { shipment } = document;
  if (!isFields(shipment)) return document;
  const given = itemsOf(shipment, 'orders');
  const alone = given.length === 1 && shipment.lines === undefined && shipment.packages === undefined;
  const flat = byLine(shipment, header && alone);
  // What else an order says holds for the whole shipment when there is no other.
  const lifted = alone ? without(given[0]!, ...OF_ORDER) : {};
  const isNamed = header && given.length > 0 && (alone || !comesBack(given, flat));
  const named = isNamed ? given.map((order) => only(order, ...SHORT)) : [];
  return { ...document, shipment: { ...lifted, ...flat, ...listed('orders', named) } };
}

/** Orders that no line stands below. */
function withoutLines({ shipment }: Fields): [path: string, value: string][] {
  const given = isFields(shipment) ? itemsOf(shipment, 'orders') : [];
  return given.flatMap((order, i): [string, string][] =>
    linesIn(order).length > 0 ? [] : [[`shipment/orders/${i}`, String(order.number ?? '')]],
  );
}

/** What the header can say of an order, and what no shipment has a field for. */
const SHORT = ['number', 'issued'];
const OF_ORDER = [
  ...SHORT,
  'release',
  'changeSequence',
  'lineNumber',
  'contract',
  'kind',
  'invoiceNumber',
  'lines',
  'packages',
  'extensions',
];

/** Whether lines alone give the same orders in the same order. */
function comesBack(given: readonly Fields[], flat: Fields): boolean {
  const back = itemsOf(byOrder(flat, [], undefined, '', '', new Map()), 'orders');
  return (
    back.length === given.length &&
    back.every(({ number, issued }, i) => number === given[i]!.number && issued === given[i]!.issued)
  );
}

/** A shipment or package whose lines name their orders; `quiet` leaves out a name that the header says. */
function byLine(level: Fields, quiet: boolean): Fields {
  const given = itemsOf(level, 'orders');
  const lines = given.flatMap((order) => itemsOf(order, 'lines').map((line) => naming(line, order, quiet)));
  const packages = given.flatMap((order) =>
    itemsOf(order, 'packages').map((one) => namingAll(byLine(one, quiet), order, quiet)),
  );
  return {
    ...without(level, 'orders'),
    ...listed('lines', [...lines, ...itemsOf(level, 'lines')]),
    ...listed('packages', [...packages, ...itemsOf(level, 'packages').map((one) => byLine(one, quiet))]),
  };
}

function namingAll(pack: Fields, order: Fields, quiet: boolean): Fields {
  return {
    ...pack,
    ...listed(
      'lines',
      itemsOf(pack, 'lines').map((line) => naming(line, order, quiet)),
    ),
    ...listed(
      'packages',
      itemsOf(pack, 'packages').map((one) => namingAll(one, order, quiet)),
    ),
  };
}

/** What an order is called in its lines. */
const NAMES = {
  number: 'orderNumber',
  issued: 'orderIssued',
  release: 'orderRelease',
  changeSequence: 'orderChangeSequence',
  contract: 'orderContract',
  kind: 'orderKind',
};

function naming(line: Fields, order: Fields, quiet: boolean): Fields {
  const names = Object.entries(NAMES).flatMap(([name, inLine]) => {
    const said = quiet && (name === 'issued' || (name === 'number' && line.orderLine === undefined));
    return said || order[name] === undefined ? [] : [[inLine, order[name]]];
  });
  // A line may name another order than the one it stands below.
  return line.orderNumber === undefined ? { ...line, ...Object.fromEntries(names) } : line;
}
