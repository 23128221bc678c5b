/**
 * `arrange: [delivered]`: an order response that says by a code what becomes of a line, and how much of it comes and when
 * as an order does (UBL OrderResponse). The canonical line has both in its first outcome: its own quantity is what was
 * ordered, which such a message does not repeat. What comes in place of the item is a line of its own below it.
 */

import type { Arranged } from './arrange.ts';
import { follow, hasOnly, itemsOf, listed, type Moves, only, shifted, without } from './moves.ts';
import { PROMISED, PROMISES, reasonIn } from './outcomes.ts';
import type { Fields } from './read.ts';

export const delivered = { read, write };

const ITEM = ['buyerItem', 'supplierItem', 'gtin', 'items'] as const;
/** What of an outcome its line says. */
const SAID_BY_LINE = ['quantity', 'unit', 'date', 'dateType', 'dates', 'reason', 'reasonText', ...ITEM];

function read(document: Fields): Arranged {
  const moves: Moves = new Map();
  const lines = itemsOf(document, 'lines').map((line, i) => readLine(line, `lines/${i}/`, moves));
  return { document: { ...document, ...listed('lines', lines) }, moved: (path) => follow(moves, path) };
}

function readLine(line: Fields, path: string, moves: Moves): Fields {
  const [first, ...others] = itemsOf(line, 'outcomes');
  if (first === undefined) return line;
  const dates = itemsOf(line, 'dates');
  const promised = dates.find((one) => one.type === PROMISED && hasOnly(one, 'type', 'date'));
  const rest = dates.filter((one) => one !== promised);
  moves.set(`${path}quantity`, `${path}outcomes/0/quantity`);
  if (promised !== undefined) moves.set(`${path}dates/${dates.indexOf(promised)}`, `${path}outcomes/0`);
  shifted('dates', dates, rest, path, moves);
  const outcome = {
    ...first,
    ...(line.quantity === undefined ? {} : only(line, 'quantity', 'unit')),
    ...(promised === undefined ? {} : { dateType: PROMISED, date: promised.date }),
  };
  return { ...without(line, 'quantity', 'dates'), ...listed('dates', rest), outcomes: [outcome, ...others] };
}

function write(document: Fields): Fields {
  return { ...document, ...listed('lines', itemsOf(document, 'lines').map(written)) };
}

function written(line: Fields): Fields {
  const [first, ...others] = itemsOf(line, 'outcomes');
  if (first === undefined) return line;
  const { date, dateType } = first;
  const promised = date === undefined ? [] : [{ type: PROMISES.has(dateType) ? PROMISED : dateType, date }];
  const coming =
    first.quantity === undefined ? only(line, 'quantity', 'unit') : only({ ...line, ...first }, 'quantity', 'unit');
  return {
    ...without(line, 'quantity', 'unit'),
    // A unit says nothing without its quantity.
    ...(coming.quantity === undefined ? {} : coming),
    ...listed('dates', [...promised, ...itemsOf(first, 'dates'), ...itemsOf(line, 'dates')]),
    ...listed('notes', [...itemsOf(line, 'notes'), ...reasonIn(first)]),
    ...listed('subLines', [...substitutesIn(line, first), ...itemsOf(line, 'subLines')]),
    outcomes: [without(first, ...SAID_BY_LINE), ...others],
  };
}

/** An item that is not the line's own: an ERP may repeat that one. */
function substitutesIn(line: Fields, outcome: Fields): Fields[] {
  const isOther = ITEM.some((name) => outcome[name] !== undefined && outcome[name] !== line[name]);
  if (!isOther) return [];
  const { number = '1' } = line;
  return [
    { number: `${String(number)}.1`, ...only({ ...line, ...outcome }, 'quantity', 'unit'), ...only(outcome, ...ITEM) },
  ];
}
