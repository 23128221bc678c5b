/**
 * Values that fit an element: of its code list where it has one, else a usual value of our own choice, else one made
 * from its label. Every value passes `checkElement` for the bounds it was made for.
 */

import { checkElement, type ElementDefinition } from '../edi/element.ts';
import type { Chance } from './chance.ts';

/** Usual values by element number; ours, for people to read. */
const USUAL: Record<string, string[]> = {
  '2': ['ABCD'],
  '19': ['NEW YORK', 'DALLAS', 'TORONTO'],
  '26': ['US', 'CA'],
  '66': ['92', '91'],
  '67': ['0012', '4711'],
  '92': ['SA'],
  '93': ['ACME STORE 12', 'NORTH MILL', 'HARBOUR DEPOT'],
  '98': ['ST', 'BY', 'BT'],
  '100': ['USD', 'CAD'],
  '127': ['70031', '70032'],
  '116': ['10001', '75201'],
  '140': ['ABCD'],
  '156': ['NY', 'TX'],
  '166': ['12 CANAL ROAD', 'GATE 2'],
  '234': ['NM-100', 'NM-101', '300417'],
  '235': ['VN', 'BP', 'IN'],
  '309': ['DE'],
  '324': ['4711', '4712', '4713'],
  '349': ['F'],
  '350': ['1', '2', '3'],
  '352': ['HINGE 40 MM', 'BOLT M8', 'PAINT WHITE'],
  '353': ['00'],
  '355': ['EA', 'CA', 'DZ'],
  '364': ['555-0100'],
  '365': ['TE'],
  '374': ['002', '010', '106'],
  '735': ['S', 'O', 'I'],
  '819': ['EN'],
  '1005': ['0001'],
};

/** Elements that most senders fill. */
export const isUsual = (number: string): boolean => number in USUAL;

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** One value; `allowed` are all it may be, `known` those that are understood and so better. */
export function valueFor(
  definition: ElementDefinition,
  draw: Chance,
  allowed: readonly string[] | undefined,
  known: readonly string[],
): string | undefined {
  const fitting = (values: readonly string[]): string[] =>
    values.filter((value) => checkElement(definition, value) === undefined);
  const open = (values: readonly string[]): string[] =>
    fitting(allowed === undefined ? values : values.filter((value) => allowed.includes(value)));
  const usual = open(USUAL[definition.number] ?? []);
  const understood = open(known);
  const best = usual.filter((value) => known.length === 0 || known.includes(value));
  if (best.length > 0 && draw.happens(0.7)) return draw.pick(best);
  if (understood.length > 0) return draw.pick(understood);
  if (usual.length > 0 && allowed === undefined) return draw.pick(usual);
  if (allowed !== undefined) {
    const all = fitting(allowed);
    return all.length === 0 ? undefined : draw.pick(all);
  }
  return made(definition, draw);
}

/** A value of this very length, or of a usual one. */
export function made(definition: ElementDefinition, draw: Chance, length?: number): string {
  const { type, min, max, label } = definition;
  const within = (wanted: number): number => length ?? Math.min(Math.max(wanted, min), max);
  const digits = (count: number): string =>
    Array.from({ length: count }, (_, i) => String(i === 0 ? 1 + draw.below(9) : draw.below(10))).join('');
  switch (type) {
    case 'DT':
      return `2026${two(1 + draw.below(12))}${two(1 + draw.below(28))}`.slice(within(8) < 8 ? 2 : 0);
    case 'TM':
      return `${two(draw.below(24))}${two(draw.below(60))}${two(draw.below(60))}00`.slice(0, within(4));
    case 'ID':
      return Array.from({ length: within(2) }, () => LETTERS[draw.below(LETTERS.length)]).join('');
    case 'AN':
    case 'B': {
      const text = `${label
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, ' ')
        .trim()} ${1 + draw.below(99)}`;
      const size = length ?? within(text.length);
      return text.slice(0, size).trimEnd().padEnd(size, '7');
    }
    default:
      return digits(within(1 + draw.below(3)));
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
