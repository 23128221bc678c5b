/**
 * Bounded loops: the segments from an LS to the LE of the same loop identifier (X12.6). An acknowledgment names the
 * loop a segment in error stands in, and a set may be let go before it is written: so the positions say it.
 */

import type { Position, Problem } from '../problem.ts';
import { type Node, text } from '../tree.ts';

interface BoundedLoop {
  id: string;
  /** Numbers of its first segment behind LS, and of its LE: what is missed at the LE is missing in the loop. */
  from: number;
  to: number;
}

/** Writes into the positions of problems in which bounded loop they are: the innermost one. */
export function nameLoops(problems: readonly Problem[], segments: readonly Node[]): void {
  const loops = problems.length === 0 ? [] : boundedLoops(segments);
  if (loops.length === 0) return;
  for (const { at, because } of problems) {
    nameLoop(at, loops);
    if (because !== undefined) nameLoop(because, loops);
  }
}

function nameLoop(at: Position, loops: readonly BoundedLoop[]): void {
  const { segment } = at;
  const loop = segment === undefined ? undefined : loops.find(({ from, to }) => segment >= from && segment <= to);
  if (loop !== undefined) at.loop = loop.id;
}

/** Inner ones first. An LS whose LE is not found bounds nothing that is known. */
function boundedLoops(segments: readonly Node[]): BoundedLoop[] {
  const open: { id: string; from: number }[] = [];
  const loops: BoundedLoop[] = [];
  for (const node of segments) {
    if (node.name === 'LS') open.push({ id: text(node, 1), from: node.segment + 1 });
    if (node.name !== 'LE') continue;
    const at = open.findLastIndex(({ id }) => id === text(node, 1));
    const [started] = at < 0 ? [] : open.splice(at);
    if (started !== undefined) loops.push({ ...started, to: node.segment });
  }
  return loops;
}
