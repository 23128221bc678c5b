/**
 * Data elements (EDED, TRED) of a UNECE directory with their representation, and the values of their code lists (UNCL)
 * without what they mean.
 */

import { codeList } from '../directory.ts';
import { blocksOf, type Line, type Warn } from './text.ts';

// Change marks, the number, the name, and from D97A in which messages it is used: `* 1001  Document name code   [C]`.
const HEAD = /^[\s+*#|X-]*\b(\d{4})\s+(\S.*?)(?:\s+\[[BIC]\])?$/;
const REPRESENTATION = /^\s*Repr:\s*(an?|n)\s*(\.\.)?\s*(\d+)/i;
const PROSE = /^\s*(Desc|Repr|Note)s?:/i;

/** `1004: an..35 Document number`. */
export function readElements(lines: Line[], warn: Warn): Record<string, string> {
  const elements = new Map<string, string>();
  for (const block of blocksOf(lines, HEAD)) {
    const [, number, name] = HEAD.exec(block[0]!.text) ?? [];
    if (number === undefined) {
      warn(block[0]!, `no number: ${block[0]!.text.trim()}`);
      continue;
    }
    const [, type, upTo = '', length] = block.map(({ text }) => REPRESENTATION.exec(text)).find((one) => one) ?? [];
    if (type === undefined) warn(block[0]!, `${number} has no representation`);
    else {
      const end = block.findIndex(({ text }, i) => i > 0 && (text === '' || PROSE.test(text)));
      const label = [name, ...block.slice(1, end).map(({ text }) => text.trim())].join(' ');
      elements.set(number, `${type.toLowerCase()}${upTo}${length} ${label.replace(/\s+/g, ' ')}`);
    }
  }
  return Object.fromEntries(elements);
}

export function readCodes(lines: Line[]): Record<string, string> {
  const lists = new Map<string, string>();
  for (const block of blocksOf(lines, HEAD)) {
    const [, number] = HEAD.exec(block[0]!.text) ?? [];
    const start = block.findIndex(({ text }) => REPRESENTATION.test(text));
    if (number === undefined || start < 0) continue;
    const code = block[0]!.text.indexOf(number) < NEW_COLUMN ? OLD : NEW;
    const values = block.slice(start + 1).flatMap(({ text }) => code.exec(text)?.[1] ?? []);
    if (values.length > 0) lists.set(number, codeList(values));
  }
  return Object.fromEntries(lists);
}

// Numbers of elements stand in the third column up to D97B, later in the sixth, and codes accordingly: in the fourth to
// ninth, to the left or to the right of them, later from the sixth on. Before them are change marks (a code may itself
// begin with X, which is one), and meanings stand further in.
const NEW_COLUMN = 5;
const OLD = /^(?=.{3} {0,5}\S+ {1,6}\S)[\s+*#|X-]{3} *(\S{1,6}) /;
const NEW = /^[\s+*#|X-]{5}(\S+)\s/;
