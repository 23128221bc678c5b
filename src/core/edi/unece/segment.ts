/**
 * Segments (EDSD, TRSD) and composites (EDCD, TRCD) of a UNECE directory: blocks between rules, each with a head, prose
 * and rows. Rows that a segment shows of its composites are left out: the composites say them.
 */

import type { CompositeSource, SegmentSource } from '../definition.ts';
import { blocksOf, type Line, sentenceCase, usageOf, type Warn } from './text.ts';

// Change marks, then the tag: `X     API  ADDITIONAL PRICE INFORMATION`.
const HEAD = /^[\s+*#|X-]*\b([A-Z][A-Z0-9]{2}|[CSE]\d{3})\s+(\S.*)$/;
const PROSE = /^\s*(Function|Desc|Note)s?:/i;
// A row begins with its position or, up to D93A, with two blanks; prose stands further in.
const START = /^(\d{3})?[\s+*#|X-]{0,6}\b([CSE]\d{3}|\d{4})(\s+)\S/;
const ROW = /\s([MC])(?:\s+(\d+))?(?:\s+(?:an?|n)(?:\.\.)?\d+)?$/;

interface Row {
  /** Whether it begins with a position (010). */
  placed: boolean;
  id: string;
  /** How far the name stands from the number: up to D93A, a component's is further in. */
  gap: number;
  use: string;
}

export function readSegments(lines: Line[], warn: Warn): Record<string, SegmentSource> {
  return read(lines, warn, (rows) => {
    const placed = rows.some((row) => row.placed);
    return rows.filter((row) => (placed ? row.placed : row.gap === 1));
  });
}

export const readComposites = (lines: Line[], warn: Warn): Record<string, CompositeSource> =>
  read(lines, warn, (rows) => rows);

/** Each block that begins with a tag, with those of its rows that are its own. */
function read(lines: Line[], warn: Warn, own: (rows: Row[]) => Row[]): Record<string, CompositeSource> {
  const all = new Map<string, CompositeSource>();
  for (const block of blocksOf(lines, HEAD)) {
    const [, tag, name] = HEAD.exec(block[0]!.text) ?? [];
    if (tag === undefined || name === undefined) warn(block[0]!, `no tag: ${block[0]!.text.trim()}`);
    else {
      const label = sentenceCase([name, ...wrappedName(block)].join(' '));
      all.set(tag, { label, elements: own(readRows(block, warn)).map(({ use }) => use) });
    }
  }
  return Object.fromEntries(all);
}

/** The lines a name goes on in, up to the blank line or the prose behind it. */
function wrappedName(block: Line[]): string[] {
  const end = block.findIndex(({ text }, i) => i > 0 && (text === '' || PROSE.test(text) || START.test(text)));
  return block.slice(1, end < 0 ? undefined : end).map(({ text }) => text.trim());
}

function readRows(block: Line[], warn: Warn): Row[] {
  const rows: Row[] = [];
  for (let i = 1; i < block.length; i++) {
    const [, position, id, gap] = START.exec(block[i]!.text) ?? [];
    if (id === undefined) continue;
    const line = block[i]!;
    // A long name goes on in the next lines, and the status stands in the last of them.
    while (!ROW.test(block[i]!.text) && i + 1 < block.length && block[i + 1]!.text !== '') i++;
    const [, status, repeat] = ROW.exec(block[i]!.text) ?? [];
    if (status === undefined) warn(line, `no status: ${line.text.trim()}`);
    else {
      const times = Number(repeat ?? 1);
      const use = `${id} ${usageOf(status)}${times > 1 ? ` ${times}` : ''}`;
      rows.push({ placed: position !== undefined, id, gap: gap!.length, use });
    }
  }
  return rows;
}
