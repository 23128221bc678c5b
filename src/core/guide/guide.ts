/**
 * A partner's guide laid over the dictionaries of all releases, ready to run: what check.ts makes of a file, and what
 * apply.ts, sample.ts and page.ts follow. Places are relative to the set, as in a mapping; HL levels are named by HL03
 * wherever they nest.
 */

import type {
  Definition,
  ElementUse,
  Item,
  LoopDefinition,
  SegmentDefinition,
  SetDefinition,
} from '../edi/definition.ts';
import type { ElementDefinition } from '../edi/element.ts';
import type { Expression } from '../mapping/expression.ts';
import type { Predicate, Step } from '../mapping/path.ts';
import { component, type Node } from '../tree.ts';
import type { ElementSource, EntrySource, RuleSource } from './parse.ts';

export interface Guide {
  partner: string;
  file: string;
  /** `x12/850`. */
  message: string;
  about: string | undefined;
  /** By release: what of the guide that release has. */
  releases: Map<string, ReleaseGuide>;
}

export interface ReleaseGuide {
  definition: Definition;
  set: SetDefinition;
  entries: Entry[];
  root: Scope;
}

/** What the guide says of the set's body, or of a loop. */
export interface Scope {
  loop: LoopDefinition;
  /** By tag of the segment or loop that stands here. */
  choices: Map<string, Choice[]>;
  /** Entries here that bound how often they stand. */
  counted: Entry[];
}

export interface Choice {
  step: Step;
  entry: Entry | undefined;
  below: Scope | undefined;
}

/** One place of the guide in one release. */
export interface Entry {
  source: EntrySource;
  /** As the guide writes it. */
  path: string;
  tag: string;
  /** The loop it stands in, and which of its items it is. */
  parent: LoopDefinition;
  index: number;
  item: Item;
  /** The segment, or the one that starts the loop. */
  segment: SegmentDefinition;
  min: number;
  /** 0 when it is forbidden. */
  max: number;
  elements: ElementCheck[];
  rules: Rule[];
  /** `file:line:column`. */
  at: string;
}

export interface ElementCheck {
  source: ElementSource;
  element: number;
  component: number | undefined;
  use: ElementUse;
  definition: ElementDefinition;
  required: boolean;
  forbidden: boolean;
  min: number | undefined;
  max: number | undefined;
  repeat: number | undefined;
  /** All that is allowed, where the guide lists it. */
  codes: ReadonlySet<string> | undefined;
  add: ReadonlySet<string>;
  remove: ReadonlySet<string>;
  at: string;
}

/** An element a rule names. */
export interface Variable {
  name: string;
  element: number;
  component: number | undefined;
  /** Element number, as AK402 names it. */
  number: string;
}

export interface Rule {
  source: RuleSource;
  when: Expression | undefined;
  must: Expression;
  variables: Variable[];
  /** Where a broken rule is reported. */
  target: Variable;
  /** The first element its condition names. */
  because: Variable | undefined;
  /** Texts in its expressions: values that are worth trying. */
  texts: string[];
  at: string;
}

export const LEVEL = 'HL';

/** The segment itself, or the one that starts the loop. */
export function segmentOf(item: Item): SegmentDefinition {
  let first = item;
  while (first.kind === 'loop') first = first.items[0]!;
  return first.segment;
}

/** Whether a segment is what a step asks for. */
export function fits(segment: Node, predicates: Predicate[]): boolean {
  return predicates.every(({ element, component: part, values }) => {
    const node = segment.children[element - 1];
    const value = node === undefined ? '' : (component(node, part ?? 1)?.value ?? '');
    return values.includes(value);
  });
}

/** The segment that starts a loop; a segment itself. */
export function header(node: Node): Node {
  let first = node;
  while (first.kind === 'group' && first.children.length > 0) first = first.children[0]!;
  return first;
}
