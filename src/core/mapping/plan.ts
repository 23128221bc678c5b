/**
 * A checked mapping, ready to run in both directions: what check.ts makes and read.ts and write.ts follow.
 * Names are resolved, codecs chosen, every tag a block looks for has a slot.
 */

import type { ElementDefinition } from '../edi/element.ts';
import type { Place } from '../yaml.ts';
import type { Codec } from './codec.ts';
import type { Expression } from './expression.ts';
import type { Predicate, Qualifier } from './path.ts';

export interface Plan {
  name: string;
  file: string;
  document: string;
  /** `x12` and `850`. */
  format: string;
  message: string;
  root: BlockPlan;
  ignore: Ignored[];
}

export interface BlockPlan {
  /** Tags of child segments and loops the block looks for; a step's slot is an index into it. */
  slots: Map<string, number>;
  steps: StepPlan[];
  reads: ComputedPlan[];
  writes: ComputedPlan[];
  /** Steps that can find anything, by which slots are filled; reading fills it. */
  active: Map<string, StepPlan[]>;
}

/** One segment or loop looked for in a context. */
export interface Selector {
  /** Number of the selector among all of the mapping: the claim. */
  id: number;
  tag: string;
  /** Index into the block's slots; -1 for the segment that starts the context itself. */
  slot: number;
  predicates: Predicate[];
}

/** A selector, and loops to go through after it (SAC/TXI02). */
export interface Target {
  first: Selector;
  /** Loops' children; each looked for among all children of the one before. */
  rest: Selector[];
}

export interface GroupRange {
  from: number;
  to: number;
  size: number;
}

export interface ValuePlan {
  kind: 'value';
  field: string;
  target: Target;
  element: number;
  component: number | undefined;
  /** The value behind one of these qualifiers in the group. */
  pair: { range: GroupRange; qualifiers: Qualifier[] } | undefined;
  codec: Codec;
  fallback: string | undefined;
  definition: ElementDefinition;
  at: Place;
}

export interface ListPlan {
  kind: 'list';
  field: string;
  target: Target;
  elements: { element: number; component: number | undefined; codec: Codec; definition: ElementDefinition }[];
  at: Place;
}

/** Alternatives (`MSG01 or MTX02`): the first that finds something is read, the first the release has is written. */
export interface EitherPlan {
  kind: 'either';
  field: string;
  options: (ValuePlan | ListPlan)[];
  fallback: string | undefined;
  at: Place;
}

export interface NestedPlan {
  kind: 'block';
  field: string;
  /** Undefined for an object in the same context. */
  bind: { kind: 'in' | 'each'; target: Target; range: GroupRange | undefined } | undefined;
  block: BlockPlan;
  at: Place;
}

export type StepPlan = ValuePlan | ListPlan | EitherPlan | NestedPlan;

export interface ComputedPlan {
  /** Canonical field when reading; undefined when writing. */
  field: string | undefined;
  /** Wire path when writing. */
  target: Target | undefined;
  element: number;
  component: number | undefined;
  constant: string | undefined;
  run: Expression | undefined;
  at: Place;
}

export interface Ignored {
  parent: string | undefined;
  tag: string;
  element: number | undefined;
  component: number | undefined;
}
