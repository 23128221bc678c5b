/**
 * A checked mapping, ready to run in both directions: what check.ts makes and read.ts and write.ts follow.
 * Names are resolved, codecs chosen, every tag a block looks for has a slot.
 */

import type { ElementDefinition } from '../edi/element.ts';
import type { Place } from '../yaml.ts';
import type { Arrangement } from './arrange.ts';
import type { Codec } from './codec.ts';
import type { Expression } from './expression.ts';
import type { Predicate, Qualifier } from './path.ts';
import type { Dated } from './period.ts';

export interface Plan {
  name: string;
  file: string;
  document: string;
  /** `x12` and `850`. */
  format: string;
  message: string;
  /** The releases it names, the usual one first; empty where it is for all. */
  releases: readonly string[];
  /** Whether its paths are names: its messages are trees as they stand, and have no segments to put in order. */
  named: boolean;
  root: BlockPlan;
  /** Attributes of all that is written, where no rule says otherwise. */
  everywhere: EverywherePlan[];
  ignore: Ignored[];
  arrangements: Arrangement[];
}

/**
 * A plan that was checked, made again when a message of it comes: a gateway that sees three messages has room for three,
 * and large ones are many times the size of their files.
 */
export function onDemand({ name, file, document, format, message, releases, named }: Plan, make: () => Plan): Plan {
  let made: Plan | undefined;
  const whole = (): Plan => {
    made ??= make();
    return made;
  };
  return {
    name,
    file,
    document,
    format,
    message,
    releases,
    named,
    get everywhere() {
      return whole().everywhere;
    },
    get root() {
      return whole().root;
    },
    get ignore() {
      return whole().ignore;
    },
    get arrangements() {
      return whole().arrangements;
    },
  };
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
  /** Of names: a rule without `each` means the first element of each name, whatever is missing in it. */
  firstOnly?: boolean;
}

/** Whether two targets lead to the same segment; selectors are made once for each way. */
export const sameTarget = (left: Target, right: Target): boolean =>
  left.first === right.first &&
  left.rest.length === right.rest.length &&
  left.rest.every((selector, i) => selector === right.rest[i]);

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
  /**
   * The value behind one of these qualifiers in the group. In a group of composites (PIA: C212) it is the first
   * component, and the qualifier the second; elsewhere the qualifier stands in the element before it.
   */
  pair: { range: GroupRange; qualifiers: Qualifier[] } | undefined;
  /** Of a text in pieces: the last of the components that hold it; `component` is the first. */
  through?: number | undefined;
  /** Elements whose texts are read before its own. All is written to its own. */
  before?: { target: Target; element: number }[] | undefined;
  /** Of a date or time in a composite that says its format: the component that says it. Goes before the codec. */
  dated?: { half: Dated; format: number } | undefined;
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
  /** The items are the lines of one text, that of the element the block stands in. */
  lines?: true;
  /** Where the list goes on in other elements: each place takes one item when writing, the last one the rest. */
  further?: ListPlan[];
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

/**
 * A list whose items stand in several places: read from all of them, one behind the other. An item is written to the
 * first place it fits. Or an object that does: it has the fields of all of them.
 */
export interface SeveralPlan {
  kind: 'several';
  field: string;
  list: boolean;
  places: NestedPlan[];
  at: Place;
}

export type StepPlan = ValuePlan | ListPlan | EitherPlan | NestedPlan | SeveralPlan;

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

/** `@currencyID: = currency`: what every element with a text has in this attribute when writing. */
export interface EverywherePlan extends Pick<ComputedPlan, 'constant' | 'run' | 'at'> {
  name: string;
}

export interface Ignored {
  parent: string | undefined;
  tag: string;
  /** What the segment holds. */
  predicates: Predicate[];
  element: number | undefined;
  component: number | undefined;
  /** Only what says the same as this field of the document. */
  same: string | undefined;
  /** Of a place given by names: its attribute or `.`; without one, all that the element holds. An empty `tag` is any element. */
  named?: true;
  leaf?: string | undefined;
}
