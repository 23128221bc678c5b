/**
 * A message while it is written: loops and segments in the order of the definition, filled in any order; in the end
 * segments one behind the other, or the tree that XML and feeds are.
 */

import type { Item, LoopDefinition, SegmentDefinition } from '../edi/definition.ts';
import { LEVELS } from '../edi/level.ts';
import { group, leaf, type Node, segmentNode } from '../tree.ts';
import type { Predicate } from './path.ts';
import type { ComputedPlan, Selector } from './plan.ts';

export interface OutSegment {
  kind: 'segment';
  definition: SegmentDefinition;
  /** Elements; a composite is its components. */
  values: (string | string[])[];
  /** What the selector says the segment holds where no rule wrote anything. */
  constants: Predicate[];
}

export interface OutLoop {
  kind: 'loop';
  loop: LoopDefinition;
  /** By position in the definition. */
  items: (OutSegment | OutLoop)[][];
  /** Levels (HL, CPS) below this one. */
  levels: OutLoop[];
  /** What selectors without `each` have made here. */
  instances: Map<number, OutSegment | OutLoop>;
}

export const newSegment = (definition: SegmentDefinition): OutSegment => ({
  kind: 'segment',
  definition,
  values: [],
  constants: [],
});

export function newLoop(loop: LoopDefinition): OutLoop {
  const made: OutLoop = { kind: 'loop', loop, items: [], levels: [], instances: new Map() };
  const [first] = loop.items;
  if (first?.kind === 'segment' && first.name === loop.name) made.items[0] = [newSegment(first.segment)];
  return made;
}

/** The segment that starts a loop; a segment is its own. */
export const ownOf = (node: OutSegment | OutLoop): OutSegment =>
  node.kind === 'segment' ? node : ownOf(node.items[0]![0]!);

export function mayRepeat({ loop }: OutLoop, { tag }: Pick<Selector, 'tag'>): boolean {
  const item = loop.items[positionOf(loop, tag)];
  return item !== undefined && item.max > 1;
}

/** Where a tag stands among a loop's items, the loop's own start aside. */
export function positionOf(loop: LoopDefinition, tag: string): number {
  const own = loop.items[0]?.kind === 'segment' && loop.items[0].name === loop.name;
  return loop.items.findIndex((item, i) => item.name === tag && !(own && i === 0));
}

export const childrenAt = (loop: OutLoop | undefined, tag: string): (OutSegment | OutLoop)[] | undefined =>
  loop === undefined ? undefined : loop.items[positionOf(loop.loop, tag)];

/** What stands at an element, or at a component of it. */
export function partOf(
  { values }: OutSegment,
  { element, component }: Pick<ComputedPlan, 'element' | 'component'>,
): string {
  const value = values[element - 1] ?? '';
  const parts = Array.isArray(value) ? value : [value];
  return parts[(component ?? 1) - 1] ?? '';
}

/** A loop as segments in their order; the numbers of levels (HL01, HL02, HL04) are counted here. */
export function serialize(body: OutLoop): Node[] {
  const out: Node[] = [];
  let levels = 0;
  emit(body, '');
  return out;

  function emit(node: OutSegment | OutLoop, parent: string): void {
    if (node.kind === 'segment') {
      out.push(toNode(node));
      return;
    }
    let id = parent;
    const places = LEVELS.get(node.loop.name);
    if (places !== undefined) {
      id = String(++levels);
      const { values } = ownOf(node);
      values[places.id - 1] = id;
      values[places.parent - 1] = parent;
      if (places.children !== undefined) values[places.children - 1] = node.levels.length > 0 ? '1' : '0';
    }
    for (const item of node.items)
      item?.forEach((one) => {
        emit(one, '');
      });
    for (const level of node.levels) emit(level, id);
  }
}

/** A loop with all that stands in it, in the order of its definition. */
export function treeOf(loop: OutLoop, attributes: ReadonlyMap<string, string>): Node {
  for (const constant of ownOf(loop).constants) fillBelow(loop, constant);
  const node = group(loop.loop.name, -1, 0);
  for (const item of loop.items) {
    for (const one of item ?? [])
      node.children.push(one.kind === 'loop' ? treeOf(one, attributes) : named(one, attributes));
  }
  return node;
}

/** Puts what a predicate asks for where its names lead to, unless something stands there. */
function fillBelow(loop: OutLoop, { below = [], element, values, not }: Predicate): void {
  const [value = ''] = values;
  if (value === '' || not === true) return;
  let node: OutLoop | OutSegment = loop;
  for (const name of below) {
    if (node.kind === 'segment') return;
    const position = positionOf(node.loop, name);
    const item: Item | undefined = node.loop.items[position];
    if (item === undefined) return;
    node.items[position] ??= [item.kind === 'loop' ? newLoop(item) : newSegment(item.segment)];
    node = node.items[position][0]!;
  }
  const own = ownOf(node);
  while (own.values.length < element) own.values.push('');
  if (own.values[element - 1] === '') own.values[element - 1] = value;
}

/** A segment whose values have the names of their elements, and the attributes that all with a text have. */
function named(segment: OutSegment, attributes: ReadonlyMap<string, string>): Node {
  const { definition, values } = segment;
  for (const [name, value] of (values[0] ?? '') === '' ? [] : attributes) {
    const at = definition.elements.findIndex((one) => one.definition.number === name);
    while (values.length <= at) values.push('');
    if (values[at] === '') values[at] = value;
  }
  return toNode(segment, true);
}

/** `isNamed`: its values have the names of their elements. */
function toNode({ definition, values, constants }: OutSegment, isNamed = false): Node {
  for (const { element, component, values: allowed, not, below } of constants) {
    const first = allowed[0] ?? '';
    if (first === '' || not === true || (below !== undefined && below.length > 0)) continue;
    while (values.length < element) values.push('');
    const composite = component !== undefined && definition.elements[element - 1]?.components !== undefined;
    const present = values[element - 1] ?? '';
    if (!composite) {
      if (present === '') values[element - 1] = first;
      continue;
    }
    const parts = Array.isArray(present) ? present : [present];
    while (parts.length < component) parts.push('');
    if ((parts[component - 1] ?? '') === '') parts[component - 1] = first;
    values[element - 1] = parts;
  }
  const node = segmentNode(definition.tag, -1, 0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? '';
    const name = isNamed ? definition.elements[i]?.definition.number : undefined;
    const element = leaf(Array.isArray(value) ? (value[0] ?? '') : value, -1, 0, name);
    if (Array.isArray(value) && value.length > 1) element.children = value.map((part) => leaf(part ?? '', -1, 0));
    node.children.push(element);
  }
  return node;
}
