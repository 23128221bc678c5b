/**
 * Values that fit an element: of its code list where it has one, else a usual value of our own choice, else one made
 * from its label. Every value passes `checkElement` for the bounds it was made for.
 */

import { checkElement, type ElementDefinition, isEdifact } from '../edi/element.ts';
import { inFormat } from '../mapping/period.ts';
import type { Chance } from './chance.ts';
import type { Kind, Pattern } from './pattern.ts';

/** Usual values by element number; ours, for people to read. */
const X12: Record<string, string[]> = {
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

const EDIFACT: Record<string, string[]> = {
  '0081': ['S'],
  '1001': ['220', '380', '351'],
  '1004': ['4500017', '4500018'],
  '1082': ['1', '2', '3'],
  '1153': ['ON', 'CT'],
  '1154': ['70031', '70032'],
  '2005': ['137', '2', '64'],
  '2379': ['102'],
  '2380': ['20260105'],
  '3035': ['BY', 'SU', 'DP'],
  '3036': ['ACME MARKT 12', 'NORDLAGER', 'HAFENDEPOT'],
  '3039': ['4012345000016', '4012345000023'],
  '3042': ['KANALSTRASSE 12', 'TOR 2'],
  '3139': ['OC', 'IC'],
  '3148': ['+49 40 555 0100'],
  '3155': ['TE'],
  '3164': ['HAMBURG', 'LEEDS', 'UTRECHT'],
  '3207': ['DE', 'GB', 'NL'],
  '3251': ['20457', '1011'],
  '3412': ['A WEBER'],
  '4347': ['5', '1'],
  '4440': ['RING THE BELL', 'CALL AHEAD'],
  '4451': ['DEL', 'AAI'],
  '5118': ['7.50', '12', '0.99'],
  '5125': ['AAA', 'AAB'],
  '6060': ['12', '4', '100'],
  '6063': ['21', '12'],
  '6066': ['1'],
  '6069': ['2'],
  '6343': ['9', '4'],
  '6345': ['EUR', 'GBP'],
  '6347': ['2'],
  '6411': ['PCE', 'KGM'],
  '7008': ['HINGE 40 MM', 'BOLT M8', 'PAINT WHITE'],
  '7077': ['F'],
  '7140': ['4000001000012', '4000001000029', 'NM-100'],
  '7143': ['SA', 'IN', 'EN'],
};

const usualOf = (definition: ElementDefinition): string[] | undefined =>
  (isEdifact(definition) ? EDIFACT : X12)[definition.number];

/** Elements that most senders fill. */
export const isUsual = (definition: ElementDefinition): boolean => usualOf(definition) !== undefined;

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Values as a set or as what a table reads. */
type Values = ReadonlySet<string> | ReadonlyMap<string, string>;

// Code lists are long, and are drawn from again and again.
const lists = new WeakMap<Values, string[]>();

function listOf(values: Values): string[] {
  const list = lists.get(values) ?? [...values.keys()];
  lists.set(values, list);
  return list;
}

const TRIES = 10;

/** One of the values that may be; undefined when none of them may. */
function pickOpen(values: readonly string[], isOpen: (value: string) => boolean, draw: Chance): string | undefined {
  for (let tries = 0; tries < TRIES && values.length > 0; tries++) {
    const value = draw.pick(values);
    if (isOpen(value)) return value;
  }
  const open = values.filter(isOpen);
  return open.length === 0 ? undefined : draw.pick(open);
}

/** One value; `allowed` are all it may be, `known` those that are understood and so better. */
export function valueFor(
  definition: ElementDefinition,
  draw: Chance,
  allowed: ReadonlySet<string> | undefined,
  known: readonly Values[],
): string | undefined {
  const isOpen = (value: string): boolean =>
    allowed?.has(value) !== false && checkElement(definition, value) === undefined;
  const usual = (usualOf(definition) ?? []).filter(isOpen);
  const best = usual.filter((value) => known.length === 0 || known.some((one) => one.has(value)));
  if (best.length > 0 && draw.happens(0.7)) return draw.pick(best);
  const understood = known.length === 0 ? undefined : pickOpen(listOf(draw.pick(known)), isOpen, draw);
  if (understood !== undefined) return understood;
  if (usual.length > 0 && allowed === undefined) return draw.pick(usual);
  return allowed === undefined ? made(definition, draw) : pickOpen(listOf(allowed), isOpen, draw);
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
    case 'a':
      return Array.from({ length: within(2) }, () => LETTERS[draw.below(LETTERS.length)]).join('');
    case 'AN':
    case 'an':
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

/** What element 2380 holds, by its format 2379; of formats we do not know a number of two digits. */
export function timeIn(format: string, draw: Chance): string {
  const day = `2026${two(1 + draw.below(12))}${two(1 + draw.below(28))}`;
  const clock = `${two(draw.below(24))}${two(draw.below(60))}00`;
  const periods: Record<string, string> = {
    '': day,
    '602': day.slice(0, 4),
    '610': day.slice(0, 6),
    '616': `2026${two(1 + draw.below(52))}`,
    '718': `${day}-20261231`,
  };
  return inFormat(format, day, clock) ?? periods[format] ?? String(10 + draw.below(90));
}

/** A value like a pattern, no longer than the element where that can be. */
export function drawn({ pieces, min }: Pattern, bounds: ElementDefinition, draw: Chance): string {
  let spare = Math.max(0, bounds.max - min);
  return pieces
    .map((piece) => {
      const more = draw.below(Math.min(piece.max - piece.min, spare) + 1);
      spare -= more;
      return Array.from({ length: piece.min + more }, () => characterOf(piece.kind, draw)).join('');
    })
    .join('');
}

function characterOf(kind: Kind, draw: Chance): string {
  if ('text' in kind) return kind.text;
  return kind.class === '9' ? String(draw.below(10)) : LETTERS[draw.below(LETTERS.length)]!;
}

const two = (value: number): string => String(value).padStart(2, '0');
