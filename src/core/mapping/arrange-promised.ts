/**
 * `arrange: [promised]`: an order response whose schedule lines say how much of a line comes and when, in the unit of the
 * line (IDoc ORDRSP). An outcome of a quantity has one though nobody promises a day, and its unit is the line's.
 */

import type { Arranged } from './arrange.ts';
import { itemsOf, listed, without } from './moves.ts';
import { PROMISED, PROMISES } from './outcomes.ts';
import type { Fields } from './read.ts';

export const promised = { read, write };

function read(document: Fields): Arranged {
  const readOutcome = (one: Fields, unit: unknown): Fields =>
    one.quantity === undefined
      ? one
      : { ...(one.date === undefined ? without(one, 'dateType') : one), ...(unit === undefined ? {} : { unit }) };
  return { document: eachOutcome(document, readOutcome), moved: (path) => path };
}

function write(document: Fields): Fields {
  return eachOutcome(document, (one, unit) => {
    if (one.quantity === undefined && one.date === undefined) return one;
    const dated = PROMISES.has(one.dateType) ? { ...one, dateType: PROMISED } : one;
    return one.unit === unit ? without(dated, 'unit') : dated;
  });
}

/** Every outcome of every line made anew, with the line's unit. */
function eachOutcome(document: Fields, made: (outcome: Fields, unit: unknown) => Fields): Fields {
  const lines = itemsOf(document, 'lines').map((line) => ({
    ...line,
    ...listed(
      'outcomes',
      itemsOf(line, 'outcomes').map((one) => made(one, line.unit)),
    ),
  }));
  return { ...document, ...listed('lines', lines) };
}
