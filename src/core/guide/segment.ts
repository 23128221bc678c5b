/**
 * Makes one segment that keeps the dictionary's conditions, the guide's entries that fit it and, where a mapping is
 * given, holds values the mapping understands and nothing it does not read.
 */

import type { ElementUse, SegmentDefinition } from '../edi/definition.ts';
import type { PlaceField } from '../mapping/fields.ts';
import type { Predicate } from '../mapping/path.ts';
import { leaf, type Node, segmentNode, text } from '../tree.ts';
import { wrongIn } from './apply.ts';
import type { Chance } from './chance.ts';
import { settled } from './conditions.ts';
import { boundsOf } from './constraint.ts';
import { type Choice, type ElementCheck, type Entry, fits, type Rule } from './guide.ts';
import { isUsual, valueFor } from './value.ts';

export interface Wanted {
  definition: SegmentDefinition;
  /** What the segment must say of itself. */
  fixed: Predicate[];
  /** The guide's choices for its tag here. */
  choices: Choice[];
  /** The mapping's places in this segment; undefined when no mapping is given. */
  fields: PlaceField[] | undefined;
  /** How often an entry may still stand here. */
  room(entry: Entry): boolean;
  /** A rule the segment is to break, and this entry's only. */
  breaks?: { entry: Entry; rule: Rule } | undefined;
}

const ATTEMPTS = 150;

/** A segment, or undefined when none was found. */
export function makeSegment(wanted: Wanted, draw: Chance): Node | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Understanding is better, not needed: a code no table knows passes.
    const node = attempted(wanted, draw);
    if (node !== undefined && serves(wanted, node) && (attempt > ATTEMPTS / 2 || understood(wanted, node))) return node;
  }
  return undefined;
}

function attempted(wanted: Wanted, draw: Chance): Node | undefined {
  const { definition, fixed, choices } = wanted;
  const { tag, elements, conditions } = definition;
  const alike = choices.filter(({ step }) => step.predicates.every((one) => agrees(one, fixed)));
  const checks = alike.flatMap(({ entry }) => entry?.elements ?? []);
  const asked = new Set(
    alike
      .flatMap(({ entry }) => entry?.rules ?? [])
      .flatMap(({ variables }) => variables.map(({ element }) => element)),
  );
  const of = (position: number): ElementCheck[] => checks.filter(({ element }) => element === position);
  const isFixed = (position: number): boolean => fixed.some(({ element }) => element === position);
  const isNeeded = (position: number): boolean =>
    elements[position - 1]!.required ||
    isFixed(position) ||
    of(position).some((one) => one.required && one.component === undefined);
  const isBarred = (position: number): boolean =>
    of(position).some((one) => one.forbidden && one.component === undefined) ||
    fixed.some(({ element, values }) => element === position && values[0] === '');
  const share = (position: number): number => {
    if (asked.has(position)) return 0.6;
    if (of(position).length > 0) return 0.7;
    const deep = position > 12 ? 0.15 : 1;
    const often = isUsual(elements[position - 1]!.number) ? 0.75 : 0.25;
    return wanted.fields === undefined || wanted.fields.some((one) => reads(one, position)) ? often * deep : 0;
  };
  const positions = elements.map((_, i) => i + 1);
  const drawn = new Set(positions.filter((one) => !isBarred(one) && (isNeeded(one) || draw.happens(share(one)))));
  // Groups are filled from the first on.
  for (const { from, to, size } of definition.groups)
    for (let one = from + size; one <= to; one++) if (!drawn.has(one - size) && !isNeeded(one)) drawn.delete(one);
  const filled = settled(drawn, conditions, {
    fill: (one) => !isBarred(one),
    empty: (one) => !isNeeded(one),
  });
  if (filled === undefined || filled.size === 0) return undefined;
  const node = segmentNode(tag, -1, 0);
  const rules = alike.flatMap(({ entry }) => entry?.rules ?? []);
  for (let position = 1; position <= Math.max(0, ...filled); position++) {
    const element = filled.has(position) ? elementFor(wanted, position, of(position), rules, draw) : leaf('', -1, 0);
    if (element === undefined) return undefined;
    node.children.push(element);
  }
  return node;
}

/** Whether what a choice asks for can be true beside what is fixed. */
const agrees = ({ element, component, values }: Predicate, fixed: Predicate[]): boolean => {
  const same = fixed.find((one) => one.element === element && one.component === component);
  return same === undefined || same.values.some((value) => values.includes(value));
};

const reads = ({ element, range }: PlaceField, position: number): boolean =>
  element === position ||
  (range !== undefined &&
    position >= range.from &&
    position <= range.to &&
    (position - range.from) % range.size === (element - range.from) % range.size);

function elementFor(
  wanted: Wanted,
  position: number,
  checks: ElementCheck[],
  rules: Rule[],
  draw: Chance,
): Node | undefined {
  const use = wanted.definition.elements[position - 1]!;
  const one = (part: ElementUse, component: number | undefined): string | undefined => {
    const given = wanted.fixed.find((predicate) => predicate.element === position && predicate.component === component);
    if (given !== undefined) return given.values[0];
    const own = checks.filter((check) => check.component === component);
    const texts = rules
      .filter(({ variables }) => variables.some((name) => name.element === position && name.component === component))
      .flatMap((rule) => rule.texts.filter((text) => text !== ''));
    return textFor(wanted, part, position, component, own, texts, draw);
  };
  if (use.components === undefined) {
    const value = one(use, undefined);
    return value === undefined ? undefined : leaf(value, -1, 0);
  }
  const parts = use.components.map((part, i) => {
    const isNeeded =
      i === 0 ||
      part.required ||
      checks.some((check) => check.component === i + 1 && check.required) ||
      wanted.fixed.some((predicate) => predicate.element === position && predicate.component === i + 1);
    return isNeeded ? one(part, i + 1) : '';
  });
  if (parts.includes(undefined)) return undefined;
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const element = leaf(parts[0]!, -1, 0);
  if (parts.length > 1) element.children = parts.map((part) => leaf(part!, -1, 0));
  return element;
}

function textFor(
  { fields = [] }: Wanted,
  use: ElementUse,
  position: number,
  component: number | undefined,
  checks: ElementCheck[],
  texts: string[],
  draw: Chance,
): string | undefined {
  let bounds = use.definition;
  let allowed = bounds.codes === undefined ? undefined : [...bounds.codes];
  for (const check of checks) {
    bounds = boundsOf({ ...check, definition: bounds });
    if (allowed !== undefined) allowed.push(...check.add);
    if (check.codes !== undefined) allowed = [...check.codes].filter((code) => allowed?.includes(code) ?? true);
    allowed = allowed?.filter((code) => !check.remove.has(code));
  }
  if (texts.length > 0 && draw.happens(0.4)) {
    const text = draw.pick(texts);
    if (allowed === undefined) {
      // A rule may ask how a value starts.
      const tail = draw.happens(0.2) ? '' : String(10000 + draw.below(90000));
      if (text.length + tail.length <= bounds.max && text.length + tail.length >= bounds.min) return text + tail;
    } else if (allowed.includes(text)) return text;
  }
  const known = new Set<string>();
  for (const field of fields)
    if (reads(field, position) && field.component === component)
      for (const value of field.codec.known?.keys() ?? []) known.add(value);
  return valueFor(bounds, draw, allowed, [...known]);
}

/** Whether the guide is content with a segment, but for the rule it is to break. */
function serves({ choices, room, breaks, fixed }: Wanted, node: Node): boolean {
  if (!fits(node, fixed)) return false;
  const own = breaks === undefined ? undefined : choices.find(({ entry }) => entry === breaks.entry);
  let broken = own === undefined || !fits(node, own.step.predicates);
  for (const { step, entry } of choices) {
    if (entry === undefined || !fits(node, step.predicates)) continue;
    if (!room(entry)) return false;
    const wrong = wrongIn(entry, node);
    const told = wrong.filter(({ mapping }) => breaks !== undefined && mapping === breaks.rule.at);
    if (wrong.length > told.length) return false;
    if (told.length > 0) broken = true;
  }
  return broken;
}

/** Whether the mapping reads every value without a word: the first rule that fits a segment takes it all. */
function understood({ fields, definition, fixed }: Wanted, node: Node): boolean {
  if (fields === undefined) return true;
  const claiming = fields.find((one) => fits(node, predicatesOf(one)));
  const predicates = claiming === undefined ? [] : predicatesOf(claiming);
  const own = fields.filter((one) => isSame(predicatesOf(one), predicates));
  return definition.elements.every((_, i) => {
    const position = i + 1;
    const value = text(node, position);
    if (value === '' || [...fixed, ...predicates].some(({ element }) => element === position)) return true;
    const field = own.find((one) => reads(one, position) && one.qualifiers.length === 0);
    let noted = field === undefined;
    field?.codec.read(value, () => {
      noted = true;
    });
    return !noted;
  });
}

const predicatesOf = ({ steps }: PlaceField): Predicate[] => steps.at(-1)!.predicates;

const isSame = (left: Predicate[], right: Predicate[]): boolean =>
  left === right ||
  (left.length === right.length &&
    left.every((one, i) => one.element === right[i]!.element && one.values.join('|') === right[i]!.values.join('|')));
