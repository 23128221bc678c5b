/**
 * A message of a UNECE directory (ORDERS_D.96A) as a set: the rows of its last "Segment table". How many bars stand at
 * the right of a row says how deep it is; the corners say the same a second time, and where they do not, a misprint
 * is told of. UNH and UNT are left out: they belong to the envelope.
 */

import type { SetSource, SourceItem } from '../definition.ts';
import { type Line, sentenceCase, usageOf, type Warn } from './text.ts';

const TABLE = /\bsegment table\b/i;
// Position, change marks, and at the end the box: `0250 +  ----- Segment group 6  ---- C   5-----+|`.
const GROUP = /^(?:\d{4,5})?[\s+*#|X-]*-{2,}\s*Segment group\s+(\d+)\s*[-\s]*([MC])\s+(\d+)[-\s]*([+|]+)$/i;
const SEGMENT = /^(?:\d{4,5})?[\s+*#|X-]*\b([A-Z][A-Z0-9]{2})\s(.*)\s([MC])\s+(\d+)[-\s]*([+|]*)$/;
// A row whose name goes on in the next line.
const WRAPPED = /^(?:\d{4,5})[\s+*#|X-]*\b[A-Z][A-Z0-9]{2}\s/;
const ENVELOPE = new Set(['UNH', 'UNT', 'UIH', 'UIT']);

interface Row {
  line: Line;
  /** `SG1 O 10` or `RFF M 1`. */
  text: string;
  group: boolean;
  /** How many groups it stands in, its own included when it begins one. */
  depth: number;
  /** How many of them end with it. */
  ends: number;
}

export function readMessage(type: string, lines: Line[], warn: Warn): SetSource | undefined {
  const at = lines.findLastIndex(({ text }) => TABLE.test(text));
  const body = at < 0 ? [] : nest(readRows(lines.slice(at + 1), warn), warn);
  if (body.length > 0) return { label: titleOf(lines.slice(0, at)) ?? type, group: type, body };
  warn(lines[0]!, 'has no segment table');
  return undefined;
}

function readRows(lines: Line[], warn: Warn): Row[] {
  const rows: Row[] = [];
  let wrapped: Line | undefined;
  for (const line of lines) {
    const joined = wrapped === undefined ? line : { ...wrapped, text: `${wrapped.text} ${line.text.trim()}` };
    const row = readRow(joined) ?? readRow(line);
    if (wrapped !== undefined && row === undefined) warn(wrapped, `no status and repetition: ${wrapped.text.trim()}`);
    wrapped = row === undefined && WRAPPED.test(line.text) ? line : undefined;
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

function readRow(line: Line): Row | undefined {
  const [, number, ...group] = GROUP.exec(line.text) ?? [];
  if (number !== undefined) return rowOf(line, `SG${number}`, group, true);
  const [, tag, , ...segment] = SEGMENT.exec(line.text) ?? [];
  return tag === undefined ? undefined : rowOf(line, tag, segment, false);
}

const rowOf = (line: Line, name: string, [status = '', max = '', box = '']: string[], group: boolean): Row => ({
  line,
  text: `${name} ${usageOf(status)} ${Number(max)}`,
  group,
  depth: box.length,
  ends: group ? 0 : box.split('+').length - 1,
});

function nest(rows: Row[], warn: Warn): SourceItem[] {
  const body: SourceItem[] = [];
  // The groups open at a row, the message itself first.
  const open: SourceItem[][] = [body];
  let expected = 0;
  for (const { line, text, group, depth, ends } of rows) {
    const outer = group ? depth - 1 : depth;
    if (outer !== expected) warn(line, `the box says ${text} is ${outer} deep, and the row before it ${expected}`);
    if (outer >= open.length) warn(line, `${text} is in a group that has not begun`);
    open.length = Math.min(open.length, outer + 1);
    const items = open.at(-1)!;
    if (group) {
      const loop = [text];
      items.push(loop);
      open.push(loop);
    } else if (!ENVELOPE.has(text.slice(0, 3))) items.push(text);
    expected = depth - ends;
  }
  return body;
}

const TITLE_AFTER = /UNITED NATIONS STANDARD MESSAGE|DRAFT RECOMMENDATION|UN\/EDIFACT/;

/** The message's title: the first lines that are not blank behind the kind of paper, on the first page. */
function titleOf(lines: Line[]): string | undefined {
  const start = lines.slice(0, 12).findLastIndex(({ text }) => TITLE_AFTER.test(text));
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const from = rest.findIndex(({ text }) => text !== '');
  const to = rest.findIndex(({ text }, i) => i > from && text === '');
  const title = rest.slice(from, to).map(({ text }) => text.trim());
  return from < 0 || to < 0 ? undefined : sentenceCase(title.join(' '));
}
