/**
 * What a selector takes of a tree: a node that its predicates fit and that nobody has claimed. What a predicate asks for is
 * read with what it selects.
 */

import { component, type Node } from '../tree.ts';
import type { Predicate } from './path.ts';
import type { Selector } from './plan.ts';

/** The claim of a value that was read, and of a segment whose rule does not matter. */
export const CLAIMED = 1;

/** The segment that starts a loop; a segment is its own; the set's body has none. */
export function ownSegment(node: Node): Node | undefined {
  if (node.kind !== 'group') return node;
  const [first] = node.children;
  return first?.kind === 'segment' && first.name === node.name ? first : undefined;
}

/** `node` is a segment or the loop it starts. */
export function matches(node: Node, predicates: Predicate[]): boolean {
  for (const predicate of predicates) {
    if (holdsAsked(node, predicate) === (predicate.not ?? false)) return false;
  }
  return true;
}

function holdsAsked(node: Node, predicate: Predicate): boolean {
  const { values } = predicate;
  if (predicate.below === undefined) return values.includes(elementAsked(node, predicate)?.value ?? '');
  const found = leavesAsked(node, predicate);
  return found.length === 0 ? values.includes('') : found.some(({ value }) => values.includes(value));
}

function elementAsked(node: Node, { element, component: part }: Predicate): Node | undefined {
  const value = (ownSegment(node) ?? node).children[element - 1];
  return value === undefined || part === undefined ? value : component(value, part);
}

const leavesAsked = (node: Node, { below = NO_NAMES, leaf = '.' }: Predicate): Node[] =>
  leavesBelow(node, below, 0, leaf, []);

const NO_NAMES: readonly string[] = [];

/** Adds the leaves that names lead to; a predicate that is not checked may name one in place of an element. */
function leavesBelow(node: Node, names: readonly string[], at: number, leaf: string, found: Node[]): Node[] {
  const own = ownSegment(node);
  const name = names[at] ?? leaf;
  let isElement = false;
  if (at < names.length && node.kind === 'group') {
    for (const child of node.children) {
      if (child === own || child.name !== name) continue;
      isElement = true;
      leavesBelow(child, names, at + 1, leaf, found);
    }
  }
  if (!isElement) for (const one of (own ?? node).children) if (one.name === name) found.push(one);
  return found;
}

/** `node` is a segment or the loop it starts; its segment is what is claimed. */
export function claim(node: Node, segment: Node, { id, predicates }: Selector): boolean {
  if (segment.claim === id) return true;
  if (segment.claim !== 0 || !matches(node, predicates)) return false;
  segment.claim = id;
  readPredicates(node, predicates);
  return true;
}

/** What a predicate asks for is read with what it selects. */
function readPredicates(node: Node, predicates: Predicate[]): void {
  for (const predicate of predicates) {
    if (predicate.not === true) continue;
    if (predicate.below !== undefined) {
      for (const one of leavesAsked(node, predicate)) if (predicate.values.includes(one.value)) one.claim = CLAIMED;
      continue;
    }
    const one = elementAsked(node, predicate);
    if (one !== undefined) one.claim = CLAIMED;
  }
}

/** The segment of the context itself may be selected by many rules. */
export function claimOwn(own: Node, { id, predicates }: Selector): boolean {
  if (!matches(own, predicates)) return false;
  own.claim ||= id;
  readPredicates(own, predicates);
  return true;
}
