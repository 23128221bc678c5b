/**
 * A set as the tree that mappings read, and what is wrong with its structure: segments are put in loops by the definition;
 * what came as a tree stands as it is, and one of XML is checked against its vocabulary. Where its nodes are is said in
 * the way its format is read, by segment or by line.
 */

import type { Definition, SetDefinition } from './edi/definition.ts';
import { positionIn, type TransactionSet } from './edi/envelope.ts';
import { structure } from './edi/structure.ts';
import type { Position, Problem } from './problem.ts';
import type { Rules } from './rules.ts';
import type { Node } from './tree.ts';
import { conform } from './xml/conform.ts';
import { isXmlDefinition } from './xml/definition.ts';

export function structured(
  set: TransactionSet,
  definition: Definition,
  of: SetDefinition,
  rules?: Rules,
): { tree: Node; problems: Problem[] } {
  const { tree } = set;
  if (tree === undefined) return structure(set, definition, of, rules);
  return { tree, problems: isXmlDefinition(definition) ? conform(tree, of.body, locateIn(set)) : [] };
}

/** Where a node of a set stands, and a value in it; a loop of segments is the whole set's. */
export const locateIn =
  (set: TransactionSet) =>
  (node: Node, value: Node | undefined = node): Position =>
    node.kind === 'segment' || set.tree !== undefined ? positionIn(set, node, value) : positionIn(set);
