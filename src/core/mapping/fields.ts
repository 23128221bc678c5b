/**
 * Which canonical field each element of a message is read into, found from the plan alone: for people who read a
 * guide, and for whoever must choose values that a mapping can read.
 */

import { isLevel } from '../edi/level.ts';
import type { Codec } from './codec.ts';
import type { Predicate } from './path.ts';
import type { BlockPlan, GroupRange, NestedPlan, Plan, Selector, StepPlan, Target, ValuePlan } from './plan.ts';

export interface PlaceStep {
  tag: string;
  predicates: Predicate[];
}

export interface PlaceField {
  /** Loops from the set down to the segment. Levels (HL, CPS) stand alone: they are one loop, however they nest. */
  steps: PlaceStep[];
  /** What a segment must say for the rule, or the block it stands in, to take it; `steps` may say more. */
  claim: Predicate[];
  element: number;
  component: number | undefined;
  /** Of a text in pieces: the last of its components. */
  through?: number | undefined;
  /** Of a date or time in a composite that says its format. */
  dated?: ValuePlan['dated'];
  /** Where the element stands in a group that repeats in its segment. */
  range: GroupRange | undefined;
  /** The value stands behind one of these qualifiers of the group. */
  qualifiers: string[];
  /** `lines[].quantity`. */
  field: string;
  codec: Codec;
  /** Whether a document is not one without it. */
  needed?: boolean;
}

/** Every place the mapping reads, in the order of its rules: the first that fits a value is the one that reads it. */
export function fieldsOf(plan: Plan): PlaceField[] {
  const found: PlaceField[] = [];
  walk(plan.root, [], '', undefined);
  return found;

  function walk(block: BlockPlan, steps: PlaceStep[], prefix: string, range: GroupRange | undefined): void {
    for (const step of block.steps) take(step, steps, prefix, range);
  }

  function take(step: StepPlan, steps: PlaceStep[], prefix: string, range: GroupRange | undefined): void {
    const field = prefix + step.field;
    switch (step.kind) {
      case 'value':
        found.push({
          steps: below(steps, step.target),
          claim: claimOf(steps, step.target),
          ...(step.pair === undefined
            ? { element: step.element, component: step.component }
            : pairedIn(step.pair.range)),
          through: step.through,
          dated: step.dated,
          range: step.pair?.range ?? inRange(step.element, range),
          qualifiers: step.pair?.qualifiers.map(({ code }) => code) ?? [],
          field,
          codec: step.codec,
        });
        return;
      case 'list':
        for (const { element, component, codec } of step.elements)
          found.push({
            steps: below(steps, step.target),
            claim: claimOf(steps, step.target),
            element,
            component,
            range: undefined,
            qualifiers: [],
            field: `${field}[]`,
            codec,
          });
        for (const one of step.further ?? []) take(one, steps, prefix, range);
        return;
      case 'either':
        for (const option of step.options) take(option, steps, prefix, range);
        return;
      case 'several':
        for (const place of step.places) nested(place, step.list ? `${field}[].` : `${field}.`, steps, range);
        return;
      default:
        nested(step, step.bind?.kind === 'each' ? `${field}[].` : `${field}.`, steps, range);
    }
  }

  function nested({ bind, block }: NestedPlan, name: string, steps: PlaceStep[], range: GroupRange | undefined): void {
    walk(block, bind === undefined ? steps : below(steps, bind.target), name, bind?.range ?? range);
  }
}

/** The value of a qualified group: behind the qualifier, or in a composite (PIA: C212) before it. */
const pairedIn = ({ from, size }: GroupRange): Pick<PlaceField, 'element' | 'component'> =>
  size === 1 ? { element: from, component: 1 } : { element: from + 1, component: undefined };

const inRange = (element: number, range: GroupRange | undefined): GroupRange | undefined =>
  range !== undefined && element >= range.from && element <= range.to ? range : undefined;

/** The steps of a target seen from where its block stands; a selector of the context itself only adds its predicates. */
function below(steps: PlaceStep[], { first, rest }: Target): PlaceStep[] {
  const all = [...steps];
  for (const { tag, slot, predicates } of [first, ...rest] as Selector[]) {
    const last = all.at(-1);
    if (slot === -1 && last !== undefined)
      all[all.length - 1] = { tag: last.tag, predicates: [...last.predicates, ...predicates] };
    else if (isLevel(tag) && last?.tag === tag) all[all.length - 1] = { tag, predicates };
    else all.push({ tag, predicates });
  }
  return all;
}

/** A segment of its own is taken by its selector; the one that starts the context was taken with that. */
function claimOf(steps: PlaceStep[], { first, rest }: Target): Predicate[] {
  const last = rest.at(-1) ?? first;
  return last.slot === -1 ? (steps.at(-1)?.predicates ?? []) : last.predicates;
}
