/**
 * Which canonical field each element of a message is read into, found from the plan alone: for people who read a
 * guide, and for whoever must choose values that a mapping can read.
 */

import type { Codec } from './codec.ts';
import type { Predicate } from './path.ts';
import type { BlockPlan, GroupRange, Plan, Selector, StepPlan, Target } from './plan.ts';

export interface PlaceStep {
  tag: string;
  predicates: Predicate[];
}

export interface PlaceField {
  /** Loops from the set down to the segment. HL levels stand alone: they are one loop, however they nest. */
  steps: PlaceStep[];
  element: number;
  component: number | undefined;
  /** Where the element stands in a group that repeats in its segment. */
  range: GroupRange | undefined;
  /** The value stands behind one of these qualifiers of the group. */
  qualifiers: string[];
  /** `lines[].quantity`. */
  field: string;
  codec: Codec;
}

const LEVEL = 'HL';

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
          element: step.pair === undefined ? step.element : step.pair.range.from + 1,
          component: step.component,
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
            element,
            component,
            range: undefined,
            qualifiers: [],
            field: `${field}[]`,
            codec,
          });
        return;
      case 'either':
        for (const option of step.options) take(option, steps, prefix, range);
        return;
      default: {
        const { bind, block } = step;
        const name = bind?.kind === 'each' ? `${field}[].` : `${field}.`;
        walk(block, bind === undefined ? steps : below(steps, bind.target), name, bind?.range ?? range);
      }
    }
  }
}

const inRange = (element: number, range: GroupRange | undefined): GroupRange | undefined =>
  range !== undefined && element >= range.from && element <= range.to ? range : undefined;

/** The steps of a target seen from where its block stands; a selector of the context itself only adds its predicates. */
function below(steps: PlaceStep[], { first, rest }: Target): PlaceStep[] {
  const all = [...steps];
  for (const { tag, slot, predicates } of [first, ...rest] as Selector[]) {
    const last = all.at(-1);
    if (slot === -1 && last !== undefined)
      all[all.length - 1] = { tag: last.tag, predicates: [...last.predicates, ...predicates] };
    else if (tag === LEVEL && last?.tag === LEVEL) all[all.length - 1] = { tag, predicates };
    else all.push({ tag, predicates });
  }
  return all;
}
