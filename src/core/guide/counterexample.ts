/**
 * For each thing a guide asks for, a set that is right but for that: what the guide must refuse, and with which code.
 */

import type { ProblemCode } from '../problem.ts';
import { component, leaf, type Node, segmentNode } from '../tree.ts';
import { type Chance, chance } from './chance.ts';
import { boundsOf, nameOf } from './constraint.ts';
import type { ElementCheck, Entry, ReleaseGuide, Rule } from './guide.ts';
import { matches } from './pattern.ts';
import { type Sample, type SampleRequest, sampleSet } from './sample.ts';
import { made } from './value.ts';

export interface Constraint {
  /** `BEG02 code`, `REF[01=DP] missing`. */
  name: string;
  /** Codes with which a set that breaks it is refused. */
  codes: ProblemCode[];
  /** Line of the guide a problem names: `file:line:column`. */
  mapping: string;
  entry: Entry;
  /** The place that must stand too. */
  beside?: Entry;
  rule: Rule | undefined;
  /** Breaks it in a set that holds the place; false when it cannot be broken there. */
  spoil(sample: Sample, draw: Chance): boolean;
}

/** All that a guide asks for in one release. Repetitions can only be broken where there is a separator for them. */
export function constraintsOf({ entries }: ReleaseGuide, repeats: boolean): Constraint[] {
  return entries.flatMap((entry) => [
    ...standing(entry),
    ...entry.elements.flatMap((check) => holding(entry, check, repeats)),
    ...entry.rules.map(
      (rule): Constraint => ({
        name: `${entry.path} rule: ${rule.source.say}`,
        codes: ['GUIDE_RULE_MISSING', 'GUIDE_RULE_EXCLUDED', 'GUIDE_RULE_VALUE'],
        mapping: rule.at,
        entry,
        rule,
        spoil: () => true,
      }),
    ),
  ]);
}

/** A set that breaks one constraint; undefined when this seed makes none. */
export function counterExample(request: SampleRequest, { entry, beside, rule, spoil }: Constraint): Sample | undefined {
  const wanted = beside === undefined ? [entry] : [entry, beside];
  const sample = sampleSet({ ...request, wanted, breaks: rule === undefined ? undefined : { entry, rule } });
  if (sample === undefined || !sample.stands.has(entry)) return undefined;
  return spoil(sample, chance(request.seed)) ? sample : undefined;
}

function standing(entry: Entry): Constraint[] {
  const { path, min, max, dependence, item, at: mapping } = entry;
  const isLoop = item.kind === 'loop';
  const found: Constraint[] = [];
  const add = (what: string, code: ProblemCode, spoil: Constraint['spoil']): void => {
    found.push({ name: `${path} ${what}`, codes: [code], mapping, entry, rule: undefined, spoil });
  };
  if (max === 0) add('forbidden', 'GUIDE_SEGMENT_FORBIDDEN', () => true);
  else if (max < Number.POSITIVE_INFINITY)
    add('too often', isLoop ? 'GUIDE_LOOP_OVER_MAX' : 'GUIDE_SEGMENT_OVER_MAX', (sample) => {
      const { from, to } = sample.stands.get(entry)!.at(-1)!;
      const copies = Array.from({ length: max }, () => sample.segments.slice(from, to).map(copyOf));
      sample.segments.splice(to, 0, ...copies.flat());
      return true;
    });
  if (min > 0)
    add('missing', isLoop ? 'GUIDE_LOOP_MISSING' : 'GUIDE_SEGMENT_MISSING', (sample) => remove(sample, entry));
  if (dependence !== undefined) {
    const { use, on } = dependence;
    const isMissing = use === 'mandatory';
    found.push({
      name: `${path} ${isMissing ? 'missing' : use} where ${on.path} stands`,
      codes: [isMissing ? 'GUIDE_DEPENDENT_MISSING' : 'GUIDE_DEPENDENT_FORBIDDEN'],
      mapping,
      entry,
      beside: on,
      rule: undefined,
      spoil: (sample) => !isMissing || remove(sample, entry),
    });
  }
  return found;
}

/** Takes all that stands of an entry out of a set. */
function remove({ segments, stands }: Sample, entry: Entry): true {
  for (const { from, to } of stands.get(entry)!.toReversed()) segments.splice(from, to - from);
  return true;
}

function holding(entry: Entry, check: ElementCheck, repeats: boolean): Constraint[] {
  const { definition, min, max, pattern, codes, remove, repeat, repeatMin, at: mapping } = check;
  const found: Constraint[] = [];
  const name = nameOf(entry.tag, check.element, check.component);
  const add = (what: string, code: ProblemCode, value: (draw: Chance) => string | undefined): void => {
    found.push({
      name: `${entry.path} ${name} ${what}`,
      codes: [code],
      mapping,
      entry,
      rule: undefined,
      spoil: (sample, draw) => {
        const text = value(draw);
        if (text !== undefined) replace(sample.segments[sample.stands.get(entry)![0]!.from]!, check, text);
        return text !== undefined;
      },
    });
  };
  if (check.required) add('missing', 'GUIDE_ELEMENT_MISSING', () => '');
  if (check.forbidden) add('forbidden', 'GUIDE_ELEMENT_FORBIDDEN', (draw) => made(definition, draw));
  if (max !== undefined) add('too long', 'GUIDE_TOO_LONG', (draw) => made(definition, draw, max + 1));
  if (min !== undefined && min > 1) add('too short', 'GUIDE_TOO_SHORT', (draw) => made(definition, draw, min - 1));
  if (codes !== undefined || remove.size > 0)
    add('code', 'GUIDE_CODE', (draw) => {
      const others = [
        ...remove,
        ...(codes === undefined ? [] : [...(definition.codes ?? [])].filter((code) => !codes.has(code))),
      ];
      const value = others.length > 0 ? draw.pick(others) : made(boundsOf(check), draw);
      return codes?.has(value) === true ? undefined : value;
    });
  if (pattern !== undefined)
    add('pattern', 'GUIDE_PATTERN', (draw) => {
      const { min: shortest, max: longest } = boundsOf(check);
      const length = shortest + draw.below(Math.min(longest, pattern.max) - shortest + 1);
      return ['A', '9', '-'].map((one) => one.repeat(length)).find((value) => !matches(pattern, value));
    });
  /** The element that stands this often more. */
  const repeated = (what: string, code: ProblemCode, further: number): void => {
    found.push({
      name: `${entry.path} ${name} ${what}`,
      codes: [code],
      mapping,
      entry,
      rule: undefined,
      spoil: ({ segments, stands }) => {
        const element = segments[stands.get(entry)![0]!.from]!.children[check.element - 1];
        if (element === undefined || element.value === '') return false;
        element.repeats = Array.from({ length: further }, () => copyOf({ ...element, repeats: undefined }));
        return true;
      },
    });
  };
  if (repeat !== undefined && repeats) repeated('repeated', 'GUIDE_REPEATED', repeat);
  if (repeatMin !== undefined && repeatMin > 1)
    repeated('repeated too little', 'GUIDE_REPEATED_TOO_LITTLE', repeatMin - 2);
  return found;
}

function copyOf(node: Node): Node {
  const copy = node.kind === 'segment' ? segmentNode(node.name, -1, 0) : leaf(node.value, -1, 0);
  if (node.children.length > 0) copy.children = node.children.map(copyOf);
  if (node.repeats !== undefined) copy.repeats = node.repeats.map(copyOf);
  return copy;
}

/** Puts a value into a segment, beside the other components where it is one. */
function replace(segment: Node, { element, component: part, use }: ElementCheck, value: string): void {
  while (segment.children.length < element) segment.children.push(leaf('', -1, 0));
  if (part === undefined) {
    segment.children[element - 1] = leaf(value, -1, 0);
    return;
  }
  const before = segment.children[element - 1]!;
  const parts: string[] = Array.from(
    { length: Math.max(part, 2, before.children.length) },
    (_, i) => component(before, i + 1)?.value ?? '',
  );
  parts[part - 1] = value;
  // A composite without anything in it is no composite.
  if (!parts.some((one) => one !== '')) parts[part === 1 ? 1 : 0] = 'X'.repeat(use.definition.min);
  const composite = leaf(parts[0]!, -1, 0);
  composite.children = parts.map((one) => leaf(one, -1, 0));
  segment.children[element - 1] = composite;
}
