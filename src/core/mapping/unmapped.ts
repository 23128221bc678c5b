/** What of a message no rule has read, except what its mapping declares uninteresting. */

import { LEVELS } from '../edi/level.ts';
import type { Position } from '../problem.ts';
import type { Node } from '../tree.ts';
import type { Ignored, Plan } from './plan.ts';
import type { Fields, ReadOptions, Unmapped } from './read.ts';
import { matches, ownSegment } from './select.ts';

// Computed by the structure layer; no mapping reads them.
const STRUCTURAL: Ignored[] = [...LEVELS].flatMap(([tag, { id, parent, children }]) =>
  [id, parent, ...(children === undefined ? [] : [children])].map((element) => ({
    parent: undefined,
    tag,
    predicates: [],
    element,
    component: undefined,
    same: undefined,
  })),
);

/** Every value no rule read, except what the mapping declares uninteresting. */
export function unmapped(tree: Node, document: Fields, plan: Plan, locate: ReadOptions['locate']): Unmapped[] {
  const found: Unmapped[] = [];
  const ignored = ignoredOf(plan);
  walk(tree, '');
  return found;

  function walk(node: Node, above: string): void {
    const own = plan.named ? ownSegment(node) : undefined;
    for (const child of node.children) {
      // What an element holds itself stands where the element does.
      const parent = child === own ? above : node.name;
      if (plan.named && isIgnored(child, parent)) continue;
      if (child.kind === 'group') walk(child, node.name);
      else if (child.kind === 'segment')
        for (let i = 0; i < child.children.length; i++) leaves(child.children[i]!, child, parent, i + 1);
    }
  }

  /** Whether all that an element holds is ignored. */
  function isIgnored(node: Node, parent: string): boolean {
    for (const one of ignored.get(node.name) ?? NOTHING) if (coversWhole(one, node, parent)) return true;
    return false;
  }

  function leaves(element: Node, segment: Node, parent: string, number: number): void {
    const { children, repeats } = element;
    if (children.length === 0) look(element, segment, parent, number, undefined);
    for (let c = 0; c < children.length; c++) {
      // The first component may have been read as the element itself.
      if (c > 0 || element.claim === 0) look(children[c]!, segment, parent, number, c + 1);
    }
    if (repeats !== undefined) for (const repeat of repeats) leaves(repeat, segment, parent, number);
  }

  function look(part: Node, segment: Node, parent: string, element: number, component: number | undefined): void {
    // White space between elements that nobody defines.
    if (part.value === '' || part.claim !== 0 || (plan.named && part.value.trim() === '')) return;
    for (const one of ignored.get(plan.named ? part.name : segment.name) ?? NOTHING) {
      const isSame = one.same === undefined || document[one.same] === part.value;
      if (isSame && covers(one, segment, parent, element, component)) return;
    }
    const at = plan.named
      ? named(part, segment, locate)
      : { ...locate(segment), offset: part.offset, element, ...(component === undefined ? {} : { component }) };
    found.push({ at, value: part.value });
  }
}

const NOTHING: Ignored[] = [];

/** By the name that tells most: of an attribute, a text or a column where one is named, else of the segment or element. */
const byName = (ignored: Ignored[]): Map<string, Ignored[]> => Map.groupBy(ignored, ({ tag, leaf }) => leaf ?? tag);

const known = new WeakMap<Ignored[], Map<string, Ignored[]>>();

/** What a mapping declares uninteresting. Asked for every set, and grouped once. */
function ignoredOf({ named: isNamed, ignore }: Plan): Map<string, Ignored[]> {
  const grouped = known.get(ignore) ?? byName(isNamed ? ignore : [...ignore, ...STRUCTURAL]);
  known.set(ignore, grouped);
  return grouped;
}

/** Where a text, an attribute or a cell stands, by its name. */
export const named = (value: Node, segment: Node, locate: ReadOptions['locate']): Position => ({
  ...locate(segment, value),
  ...(value.name === '.' ? {} : { name: value.name }),
});

const coversWhole = (one: Ignored, node: Node, parent: string): boolean =>
  one.leaf === undefined &&
  one.tag === node.name &&
  (one.parent === undefined || one.parent === parent) &&
  matches(node, one.predicates);

const covers = (one: Ignored, segment: Node, parent: string, element: number, part: number | undefined): boolean =>
  one.named === true
    ? coversLeaf(one, segment, parent, segment.children[element - 1]!)
    : coversElement(one, segment, parent, element, part);

/** An attribute of this element or of any, or the column of a feed. */
const coversLeaf = (one: Ignored, segment: Node, parent: string, part: Node): boolean =>
  one.leaf === undefined
    ? one.tag === part.name
    : one.leaf === part.name &&
      (one.tag === '' || one.tag === segment.name) &&
      (one.parent === undefined || one.parent === parent) &&
      matches(segment, one.predicates);

const coversElement = (
  one: Ignored,
  segment: Node,
  parent: string,
  element: number,
  part: number | undefined,
): boolean =>
  one.tag === segment.name &&
  (one.parent === undefined || one.parent === parent) &&
  (one.element === undefined || one.element === element) &&
  (one.component === undefined || one.component === part) &&
  matches(segment, one.predicates);
