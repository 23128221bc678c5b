/**
 * `arrange: [contents]`: a message that lists the lines of a delivery and beside them its handling units, which say by
 * line number how much of a line is in them and by number which unit is in which (IDoc DELVRY), as the canonical ship
 * notice, where a line stands in its package and a package in the one around it.
 *
 * What of a line is in no package stays below the shipment. What is said of the whole line, such as its weight, stays
 * with that rest, else with the first part. A number that is an SSCC is the package's; any other is one of its marks.
 */

import { add, compare, isDecimal } from '../decimal.ts';
import type { Arranged } from './arrange.ts';
import { follow, hasOnly, itemsOf, listed, type Moves, only, without } from './moves.ts';
import { type Fields, isFields } from './read.ts';

export const contents = { read, write };

const SSCC = /^(?:\d{18}|00\d{18})$/;
const HANDLING_UNIT = 'handlingUnit';

/** What every part of a line says. */
const SHARED = [
  'number',
  'parentLine',
  'buyerItem',
  'supplierItem',
  'gtin',
  'items',
  'description',
  'orderNumber',
  'orderIssued',
  'orderLine',
];
/** What a handling unit says of a line that is in it. */
const IN_UNIT = ['number', 'quantity', 'unit', 'buyerItem', 'supplierItem', 'lot'];

// --- Reading

function read(document: Fields): Arranged {
  const { shipment } = document;
  if (!isFields(shipment)) return { document, moved: (path) => path };
  const moves: Moves = new Map();
  const packed = nested(itemsOf(shipment, 'packages').map(identified), moves);
  const lines = itemsOf(shipment, 'lines');
  const parts = partsOf(packed, 'shipment/');
  const found = lines.map((line) =>
    parts.filter(({ line: { number } }) => number !== undefined && number === line.number),
  );
  const whole = lines.map((line, i) => lines.findIndex(({ number }) => number === line.number) === i);
  const filled = new Map<Fields, Fields>();
  const left: Fields[] = [];
  lines.forEach((line, i) => {
    const rest = whole[i] === true ? restOf(line, found[i]!) : undefined;
    if (rest === undefined) {
      moves.set(`shipment/lines/${i}`, `shipment/lines/${left.length}`);
      left.push(line);
      return;
    }
    found[i]!.forEach((part, at) => {
      const said = rest === 'nothing' && at === 0 ? without(line, 'quantity', 'unit') : only(line, ...SHARED);
      filled.set(part.line, { ...said, ...only(line, 'unit'), ...part.line });
    });
    moves.set(`shipment/lines/${i}`, rest === 'nothing' ? found[i]![0]!.path : `shipment/lines/${left.length}`);
    if (rest !== 'nothing') left.push({ ...line, quantity: rest });
  });
  return {
    document: {
      ...document,
      shipment: {
        ...without(shipment, 'lines', 'packages'),
        ...listed('lines', left),
        ...listed(
          'packages',
          packed.map((one) => filledIn(one, filled)),
        ),
      },
    },
    moved: (path) => follow(moves, path),
  };
}

/** A package with its number as SSCC, or as the mark of a handling unit. */
function identified(pack: Fields): Fields {
  const [mark, ...others] = itemsOf(pack, 'marks');
  const inside = itemsOf(pack, 'packages').map(identified);
  const of = { ...without(pack, 'marks', 'packages'), ...listed('packages', inside) };
  if (mark?.type !== 'sscc') return { ...of, ...listed('marks', itemsOf(pack, 'marks')) };
  if (SSCC.test(String(mark.value))) return { sscc: mark.value, ...of, ...listed('marks', others) };
  return { ...of, marks: [{ ...mark, type: HANDLING_UNIT }, ...others] };
}

const idOf = (pack: Fields): unknown =>
  pack.sscc ?? itemsOf(pack, 'marks').find(({ type }) => type === HANDLING_UNIT)?.value;

/** Packages in those that name them, each once. */
function nested(packages: readonly Fields[], moves: Moves): Fields[] {
  const named = packages.map((one) => itemsOf(one, 'packages').map(idOf));
  const placed = new Set<number>();
  const place = (i: number, path: string): Fields => {
    placed.add(i);
    moves.set(`shipment/packages/${i}`, path);
    const marks = itemsOf(packages[i]!, 'marks');
    if (marks[0]?.type !== HANDLING_UNIT) moves.set(`shipment/packages/${i}/marks/0/value`, `${path}/sscc`);
    const inside = itemsOf(packages[i]!, 'packages').map((stub, n) => {
      const at = packages.findIndex((one, k) => !placed.has(k) && idOf(one) !== undefined && idOf(one) === idOf(stub));
      moves.set(`shipment/packages/${i}/packages/${n}`, undefined);
      return at < 0 ? stub : place(at, `${path}/packages/${n}`);
    });
    return { ...without(packages[i]!, 'packages'), ...listed('packages', inside) };
  };
  const roots: Fields[] = [];
  const isInside = (one: Fields): boolean => idOf(one) !== undefined && named.some((ids) => ids.includes(idOf(one)));
  packages.forEach((one, i) => {
    if (!isInside(one)) roots.push(place(i, `shipment/packages/${roots.length}`));
  });
  // Units that are in each other have none around them.
  packages.forEach((_, i) => {
    if (!placed.has(i)) roots.push(place(i, `shipment/packages/${roots.length}`));
  });
  return roots;
}

interface Part {
  line: Fields;
  path: string;
}

const partsOf = (packages: readonly Fields[], path: string): Part[] =>
  packages.flatMap((one, i) => [
    ...itemsOf(one, 'lines').map((line, n) => ({ line, path: `${path}packages/${i}/lines/${n}` })),
    ...partsOf(itemsOf(one, 'packages'), `${path}packages/${i}/`),
  ]);

/** What of a line is in no package; undefined where its parts do not add up to it, and it stays as it is. */
function restOf(line: Fields, parts: readonly Part[]): string | 'nothing' | undefined {
  if (parts.length === 0) return undefined;
  const { quantity, unit } = line;
  if (parts.some((part) => part.line.unit !== undefined && part.line.unit !== unit)) return undefined;
  if (quantity === undefined)
    return parts.length === 1 && parts[0]!.line.quantity === undefined ? 'nothing' : undefined;
  const amounts = parts.map((part) => String(part.line.quantity));
  if (![quantity, ...amounts].every((one) => isDecimal(String(one)))) return undefined;
  const rest = amounts.reduce((sum, one) => add(sum, negative(one)), String(quantity));
  const sign = compare(rest, '0');
  return sign < 0 ? undefined : sign === 0 ? 'nothing' : rest;
}

const negative = (value: string): string => (value.startsWith('-') ? value.slice(1) : `-${value}`);

const filledIn = (pack: Fields, filled: ReadonlyMap<Fields, Fields>): Fields => ({
  ...without(pack, 'lines', 'packages'),
  ...listed(
    'lines',
    itemsOf(pack, 'lines').map((line) => filled.get(line) ?? line),
  ),
  ...listed(
    'packages',
    itemsOf(pack, 'packages').map((one) => filledIn(one, filled)),
  ),
});

// --- Writing

function write(document: Fields): Fields {
  const { shipment } = document;
  if (!isFields(shipment)) return document;
  const given = itemsOf(shipment, 'packages');
  const written: Written = { lines: [], packages: [], loose: looseIn(partsOf(given, '').map(({ line }) => line)) };
  for (const line of itemsOf(shipment, 'lines')) enter(line, written, false);
  for (const one of given) flatten(one, written);
  return {
    ...document,
    shipment: {
      ...without(shipment, 'lines', 'packages'),
      ...listed('lines', written.lines),
      ...listed('packages', written.packages),
    },
  };
}

interface Written {
  lines: Fields[];
  packages: Fields[];
  /** What stands in packages and is part of no line. */
  loose: ReadonlySet<Fields>;
}

/** Parts that say no more than a handling unit does, and do not add up with the others of their number. */
const looseIn = (parts: readonly Fields[]): ReadonlySet<Fields> =>
  new Set(
    parts.filter(
      (part) =>
        part.number !== undefined &&
        hasOnly(part, ...IN_UNIT) &&
        parts.some((other) => other.number === part.number && other !== part && !isPartOf(part, other)),
    ),
  );

/** Adds a line, or what stands in a package to the line it is of. Returns the line's number. */
function enter(line: Fields, { lines, loose }: Written, inPackage: boolean): unknown {
  if (loose.has(line)) return line.number;
  const same = lines.findIndex((one) => one.number !== undefined && one.number === line.number);
  if (inPackage && same >= 0 && isPartOf(line, lines[same]!)) {
    const { quantity } = lines[same]!;
    const sum = isDecimal(String(quantity)) ? { quantity: add(String(quantity), String(line.quantity)) } : {};
    lines[same] = { ...without(line, 'lot'), ...lines[same], ...sum };
    return line.number;
  }
  // What does not add up to its line was left as it came, and is written so.
  if (inPackage && same >= 0 && hasOnly(line, ...IN_UNIT)) return line.number;
  const number = line.number === undefined || same >= 0 ? freeNumber(lines) : line.number;
  lines.push({ ...line, number });
  return number;
}

const isPartOf = (part: Fields, line: Fields): boolean =>
  isDecimal(String(part.quantity)) &&
  isDecimal(String(line.quantity)) &&
  part.unit === line.unit &&
  JSON.stringify(only(part, ...SHARED)) === JSON.stringify(only(line, ...SHARED));

/** SAP counts in tens. */
function freeNumber(lines: readonly Fields[]): string {
  const taken = new Set(lines.map(({ number }) => Number(number)));
  let number = 10;
  while (taken.has(number)) number += 10;
  return String(number);
}

/** A package and those in it, one behind the other; returns what it is called. */
function flatten(pack: Fields, written: Written): Fields {
  const { packages } = written;
  const at = packages.length;
  const id = idOf(pack) ?? (pack.packages === undefined ? undefined : String(at + 1));
  const named = id === undefined ? [] : [{ type: 'sscc', value: id }];
  const marks = itemsOf(pack, 'marks').filter(({ type, value }) => type !== HANDLING_UNIT || value !== id);
  packages.push({});
  const inside = itemsOf(pack, 'lines').map((line) => ({
    ...only(line, ...IN_UNIT),
    number: enter(line, written, true),
  }));
  const stubs = itemsOf(pack, 'packages').map((one) => flatten(one, written));
  packages[at] = {
    ...without(pack, 'sscc', 'marks', 'lines', 'packages'),
    ...listed('marks', [...named, ...marks]),
    ...listed('packages', stubs),
    ...listed('lines', inside),
  };
  return { marks: named };
}
