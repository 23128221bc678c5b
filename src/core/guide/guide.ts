/**
 * A partner's guide laid over the dictionaries of its releases, ready to run: what check.ts makes of a file, and what
 * apply.ts, sample.ts and page.ts follow. Places are relative to the set, as in a mapping; levels are named by HL03 or
 * CPS03 wherever they nest.
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
import type { ElementSource, EntrySource, RuleSource, Use } from './parse.ts';
import type { Pattern } from './pattern.ts';

export interface Guide {
  partner: string;
  file: string;
  /** `x12/850`. */
  message: string;
  about: string | undefined;
  /** The implementation conventions it stands for, and the line that names them; sets that name another are not taken. */
  conventions: { names: readonly string[]; at: string } | undefined;
  /** The releases it was checked against, the usual one first. */
  releases: readonly string[];
  /** What of the guide a release has, also one it was not checked against; undefined when that lacks the message. */
  in(definition: Definition): ReleaseGuide | undefined;
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
  /** What another place decides of it. */
  dependence: Dependence | undefined;
  elements: ElementCheck[];
  rules: Rule[];
  /** `file:line:column`. */
  at: string;
}

/** A place that is mandatory or forbidden where another one stands. */
export interface Dependence {
  use: Use;
  /** The other place; one the guide only names here asks nothing itself. */
  on: Entry;
  /** How many loops, from the set down, are the same for both: there both stand in the same one. */
  shared: number;
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
  /** Undefined also where the release has not so much room. */
  repeatMin: number | undefined;
  pattern: Pattern | undefined;
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
  /** Element number, as AK402 and UCD name it. */
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

/** The segment itself, or the one that starts the loop. */
export function segmentOf(item: Item): SegmentDefinition {
  let first = item;
  while (first.kind === 'loop') first = first.items[0]!;
  return first.segment;
}

/** Whether a segment is what a step asks for. */
export function fits(segment: Node, predicates: Predicate[]): boolean {
  return predicates.every((predicate) => {
    const node = segment.children[predicate.element - 1];
    const value = node === undefined ? '' : (component(node, partOf(predicate))?.value ?? '');
    return takes(predicate, value);
  });
}

/** The component a predicate is about: of a simple element the first. */
const partOf = ({ component: part }: Pick<Predicate, 'component'>): number => part ?? 1;

/** Whether two predicates, or a predicate and a place, are about the same component. */
export const isSamePlace = (
  one: Pick<Predicate, 'element' | 'component'>,
  other: Pick<Predicate, 'element' | 'component'>,
): boolean => one.element === other.element && partOf(one) === partOf(other);

/** Whether a predicate takes a value. */
export const takes = ({ values, not }: Predicate, value: string): boolean => values.includes(value) !== (not ?? false);

/** Whether what a step asks for can be true beside what others do. */
export const agrees = (predicate: Predicate, others: Predicate[]): boolean => {
  const same = others.find((one) => isSamePlace(one, predicate));
  if (same === undefined || (same.not && predicate.not)) return true;
  return same.not
    ? predicate.values.some((value) => takes(same, value))
    : same.values.some((value) => takes(predicate, value));
};

/** The segment that starts a loop; a segment itself. */
export function header(node: Node): Node {
  let first = node;
  while (first.kind === 'group' && first.children.length > 0) first = first.children[0]!;
  return first;
}
