/**
 * `arrange: [levels]`: the levels of an EDIFACT consignment (CPS) and what its packages are marked with, as the canonical
 * ship notice and receipt advice hold them. The rules read every level as a package, its PAC as packaging and its PCI as
 * markings of that; here
 *
 * - the level that stands for the whole consignment gives its lines, packages and packaging to the shipment;
 * - a package of one kind (one PAC) has its measurements, and what it is marked with first: SSCC, marks, dates, references;
 * - a line of one batch has its lot and expiry date.
 *
 * What is more than that stays where it was read, so that nothing is lost.
 */

import type { Arranged } from './arrange.ts';
import { follow, hasOnly, itemsOf, listed, type Moves, only, without } from './moves.ts';
import { type Fields, isFields } from './read.ts';

export const levels = { read, write };

/** What the level of the whole consignment holds, in the document that has a shipment and in one that has none. */
const OF_SHIPMENT = ['notes', 'statuses', 'packaging', 'lines', 'packages'];
const OF_RECEIPT = ['packaging', 'lines', 'packages'];

const SSCC = /^(\d{18}|\d{20})$/;

function read(document: Fields): Arranged {
  const moves: Moves[] = [new Map(), new Map()];
  const [whole, inner] = moves as [Moves, Moves];
  const { shipment } = document;
  const arranged = isFields(shipment)
    ? { ...document, shipment: marked(dissolved(shipment, OF_SHIPMENT, 'shipment/', whole), 'shipment/', inner) }
    : marked(dissolved(document, OF_RECEIPT, '', whole), '', inner);
  const moved = (path: string): string | undefined => {
    const between = follow(whole, path);
    return between === undefined ? undefined : follow(inner, between);
  };
  return { document: arranged, moved };
}

function write(document: Fields): Fields {
  const { shipment } = document;
  if (!isFields(shipment)) return enclosed(unmarked(document), OF_RECEIPT);
  // X12 has dates of the notice and of the shipment; here they stand together.
  const dates = [...itemsOf(document, 'dates'), ...itemsOf(shipment, 'dates')];
  const written = enclosed(unmarked(packed(shipment)), OF_SHIPMENT);
  return { ...without(document, 'dates'), shipment: { ...written, ...listed('dates', dates) } };
}

/** What the level of the whole consignment holds, where such a level stands first. */
function dissolved(holder: Fields, names: readonly string[], path: string, moves: Moves): Fields {
  const [first, ...others] = itemsOf(holder, 'packages');
  if (first === undefined || !isWhole(first, others.length, names)) return holder;
  const inside = itemsOf(first, 'packages');
  moves.set(`${path}packages/0/level`, undefined);
  for (const name of names) moves.set(`${path}packages/0/${name}`, `${path}${name}`);
  for (const [i] of others.entries()) moves.set(`${path}packages/${i + 1}`, `${path}packages/${inside.length + i}`);
  return {
    ...without(holder, 'packages'),
    ...without(only(first, ...names), 'packages'),
    ...listed('packages', [...inside, ...others]),
  };
}

/** A level that says nothing of a package of its own. Beside others it must also be above some. */
function isWhole(level: Fields, others: number, names: readonly string[]): boolean {
  return (
    (level.level === undefined || level.level === 'shipment') &&
    hasOnly(level, 'level', ...names) &&
    itemsOf(level, 'packaging').every(({ markings }) => markings === undefined) &&
    (others === 0 || level.packages !== undefined)
  );
}

function enclosed(holder: Fields, names: readonly string[]): Fields {
  const level = only(holder, ...names);
  return Object.keys(level).length === 0 ? holder : { ...without(holder, ...names), packages: [level] };
}

/** What stands below a shipment or package, with the marks of packages and the lots of lines where they belong. */
function marked(holder: Fields, path: string, moves: Moves): Fields {
  const packages = itemsOf(holder, 'packages').map((one, i) => {
    const at = `${path}packages/${i}/`;
    return packageMarked(marked(one, at, moves), at, moves);
  });
  const lines = itemsOf(holder, 'lines').map((one, i) => lineMarked(one, `${path}lines/${i}/`, moves));
  return { ...holder, ...listed('packages', packages), ...listed('lines', lines) };
}

function packageMarked(pack: Fields, path: string, moves: Moves): Fields {
  const [packaging, ...more] = itemsOf(pack, 'packaging');
  if (packaging === undefined || more.length > 0) return pack;
  const from = `${path}packaging/0/`;
  const [marking, ...markings] = itemsOf(packaging, 'markings');
  const marks = marking === undefined ? undefined : marksOf(marking, `${from}markings/0/`, path, moves);
  moves.set(`${from}measurements`, `${path}measurements`);
  if (marks !== undefined)
    for (const [i] of markings.entries()) moves.set(`${from}markings/${i + 1}`, `${from}markings/${i}`);
  const rest = marks === undefined ? packaging : { ...without(packaging, 'markings'), ...listed('markings', markings) };
  return { ...pack, ...marks, ...only(packaging, 'measurements'), packaging: [without(rest, 'measurements')] };
}

/** What a marking says of its package: undefined where it says more than that. */
function marksOf(marking: Fields, from: string, to: string, moves: Moves): Fields | undefined {
  if (!hasOnly(marking, 'type', 'marks', 'references', 'dates')) return undefined;
  const numbers = itemsOf(marking, 'marks');
  const sscc = numbers[0] === undefined ? undefined : ssccOf(numbers[0]);
  if (marking.type !== (sscc === undefined ? undefined : 'sscc')) return undefined;
  if (sscc !== undefined) {
    moves.set(`${from}type`, undefined);
    moves.set(`${from}marks/0/type`, undefined);
    moves.set(`${from}marks/0/value`, `${to}sscc`);
  }
  const marks = sscc === undefined ? numbers : numbers.slice(1);
  for (const [i, one] of marks.entries()) moves.set(`${from}marks/${numbers.indexOf(one)}`, `${to}marks/${i}`);
  moves.set(`${from}dates`, `${to}dates`);
  return {
    ...(sscc === undefined ? {} : { sscc }),
    ...listed('marks', marks),
    ...tracked(marking, from, to, moves),
    ...only(marking, 'dates'),
  };
}

const ssccOf = ({ type, value, to }: Fields): string | undefined =>
  type === 'sscc' && to === undefined && typeof value === 'string' && SSCC.test(value) ? value : undefined;

/** A marking's references; its only one may be the carrier's number of the package. */
function tracked(marking: Fields, from: string, to: string, moves: Moves): Fields {
  const references = itemsOf(marking, 'references');
  const [first] = references;
  if (references.length === 1 && first?.type === 'carrierReference' && hasOnly(first, 'type', 'value')) {
    moves.set(`${from}references/0/type`, undefined);
    moves.set(`${from}references/0/value`, `${to}trackingNumber`);
    return { trackingNumber: first.value };
  }
  moves.set(`${from}references`, `${to}references`);
  return listed('references', references);
}

/**
 * What X12 says in another way: cargo (TD1) tells how many packages there are, as PAC does, and goods of a line may be packed
 * below the line (856 with packs below items), which is one line in each of these packages.
 */
function packed(holder: Fields): Fields {
  const lines = itemsOf(holder, 'lines');
  const loose = lines.filter((line) => !isSplit(line));
  const packages = [
    ...itemsOf(holder, 'packages').map(packed),
    ...lines.filter(isSplit).flatMap((line) => itemsOf(line, 'packages').map((one) => packageOf(packed(one), line))),
  ];
  const placed = {
    ...without(holder, 'lines', 'packages'),
    ...listed('lines', loose),
    ...listed('packages', packages),
  };
  if (holder.packaging !== undefined) return placed;
  const cargo = itemsOf(holder, 'cargo');
  const packaging = cargo.map(packagingOf).filter(holdsAny);
  const left = cargo.map((one) => without(one, ...OF_PACKAGING)).filter(holdsAny);
  return { ...without(placed, 'cargo'), ...listed('packaging', packaging), ...listed('cargo', left) };
}

const holdsAny = (one: Fields): boolean => Object.keys(one).length > 0;

/** What of cargo packaging says. */
const OF_PACKAGING = ['packageType', 'description', 'packageCount', 'weight', 'weightType', 'weightUnit'];

/** Whether it is known how much of a line is in each of its packages. */
function isSplit(line: Fields): boolean {
  const packages = itemsOf(line, 'packages');
  return packages.length === 1 || (packages.length > 1 && packages.every(({ quantity }) => quantity !== undefined));
}

const packageOf = (pack: Fields, line: Fields): Fields => ({
  ...without(pack, 'quantity', 'unit'),
  lines: [{ ...without(line, 'packages'), ...only(pack, 'quantity', 'unit') }],
});

function packagingOf({ packageCount, weight, weightType = 'weight', weightUnit, ...cargo }: Fields): Fields {
  return {
    ...only(cargo, 'packageType', 'description'),
    ...only({ count: packageCount }, 'count'),
    ...listed(
      'measurements',
      weight === undefined
        ? []
        : [
            only(
              { scope: 'weights', type: weightType, value: weight, unit: weightUnit },
              'scope',
              'type',
              'value',
              'unit',
            ),
          ],
    ),
  };
}

function unmarked(holder: Fields): Fields {
  const packages = itemsOf(holder, 'packages').map((one) => packageUnmarked(unmarked(one)));
  return { ...holder, ...listed('packages', packages) };
}

/** What a package is marked with. */
const MARKED = ['sscc', 'trackingNumber', 'marks', 'references', 'dates'];

function packageUnmarked(pack: Fields): Fields {
  const said = only(pack, ...MARKED);
  const measurements = itemsOf(pack, 'measurements');
  if (Object.keys(said).length === 0 && measurements.length === 0) return pack;
  // The package itself: where nothing else tells how many there are, it is one.
  const [packaging = { count: '1' }, ...more] = itemsOf(pack, 'packaging');
  const markings = [...(Object.keys(said).length === 0 ? [] : [markingOf(said)]), ...itemsOf(packaging, 'markings')];
  const first = {
    ...packaging,
    ...listed('measurements', [...itemsOf(packaging, 'measurements'), ...measurements]),
    ...listed('markings', markings),
  };
  return { ...without(pack, ...MARKED, 'measurements'), packaging: [first, ...more] };
}

function markingOf(said: Fields): Fields {
  const { sscc, trackingNumber } = said;
  const type = 'sscc';
  const tracking = trackingNumber === undefined ? [] : [{ type: 'carrierReference', value: trackingNumber }];
  return {
    ...(sscc === undefined ? {} : { type }),
    ...listed('marks', [
      ...(sscc === undefined ? [] : [{ type, value: sscc }]),
      ...itemsOf(said, 'marks').flatMap(singleMarks),
    ]),
    ...listed('references', [...itemsOf(said, 'references'), ...tracking]),
    ...only(said, 'dates'),
  };
}

/** A mark of X12 may name two things. */
function singleMarks(mark: Fields): Fields[] {
  const second = { type: mark.secondType, value: mark.secondValue, to: mark.secondTo };
  return [
    only(mark, 'type', 'value', 'to'),
    ...(second.value === undefined ? [] : [only(second, 'type', 'value', 'to')]),
  ];
}

/** A line whose only marking is that of a batch: lot, expiry and other dates are the line's. */
function lineMarked(line: Fields, path: string, moves: Moves): Fields {
  const [marking, ...more] = itemsOf(line, 'markings');
  const lot = marking === undefined || more.length > 0 || line.lot !== undefined ? undefined : lotOf(marking);
  if (marking === undefined || lot === undefined) return line;
  const from = `${path}markings/0/`;
  const [dates, later] = [itemsOf(line, 'dates'), itemsOf(marking, 'dates')];
  const expiry = line.expires === undefined ? later.findIndex(isExpiry) : -1;
  const others = later.filter((_, i) => i !== expiry);
  moves.set(`${from}type`, undefined);
  moves.set(`${from}marks/0/type`, undefined);
  moves.set(`${from}marks/0/value`, `${path}lot`);
  for (const [i, one] of later.entries())
    moves.set(`${from}dates/${i}`, `${path}dates/${dates.length + others.indexOf(one)}`);
  if (expiry >= 0) {
    moves.set(`${from}dates/${expiry}/type`, undefined);
    moves.set(`${from}dates/${expiry}/date`, `${path}expires`);
  }
  return {
    ...without(line, 'markings'),
    lot,
    ...(expiry < 0 ? {} : { expires: later[expiry]!.date }),
    ...listed('dates', [...dates, ...others]),
  };
}

function lotOf(marking: Fields): unknown {
  const marks = itemsOf(marking, 'marks');
  const [batch] = marks;
  if (marking.type !== 'batch' || !hasOnly(marking, 'type', 'marks', 'dates')) return undefined;
  if (marks.length !== 1 || batch?.type !== 'batch' || !hasOnly(batch, 'type', 'value')) return undefined;
  return batch.value;
}

const isExpiry = (date: Fields): boolean => date.type === 'expiration' && hasOnly(date, 'type', 'date');
