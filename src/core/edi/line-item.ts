/**
 * Line items of an EDIFACT message: from a LIN to the next, or to UNS. An application error names the line it is about,
 * and a message may be let go before it is written: so the positions of problems say it.
 */

import type { Problem } from '../problem.ts';
import { type Node, text } from '../tree.ts';

/** Writes into the positions of problems in which line item they are, as LIN01 numbers it. */
export function nameLines(problems: readonly Problem[], segments: readonly Node[]): void {
  if (problems.length === 0) return;
  const lines: string[] = [];
  let line = '';
  for (const one of segments) {
    if (one.name === 'LIN') line = text(one, 1);
    else if (one.name === 'UNS') line = '';
    lines[one.segment] = line;
  }
  for (const { at } of problems) {
    const within = at.segment === undefined ? '' : (lines[at.segment] ?? '');
    if (within !== '') at.lineItem = within;
  }
}
