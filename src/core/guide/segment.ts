/**
 * Makes one segment that keeps the dictionary's conditions, the guide's entries that fit it and, where a mapping is
 * given, holds values the mapping understands and nothing it does not read.
 */

import type { ElementUse, SegmentDefinition } from '../edi/definition.ts';
import { isEdifact } from '../edi/element.ts';
import type { PlaceField } from '../mapping/fields.ts';
import type { Predicate } from '../mapping/path.ts';
import { PERIOD, PERIOD_FORMAT } from '../mapping/period.ts';
import { component, leaf, type Node, segmentNode } from '../tree.ts';
import { wrongIn } from './apply.ts';
import type { Chance } from './chance.ts';
import { settled } from './conditions.ts';
import { boundsOf } from './constraint.ts';
import { agrees, type Choice, type ElementCheck, type Entry, fits, isSamePlace, type Rule } from './guide.ts';
import { drawn, isUsual, timeIn, valueFor } from './value.ts';

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

function attempted(asked: Wanted, draw: Chance): Node | undefined {
  const wanted = { ...asked, fixed: [...asked.fixed, ...wished(asked, draw)] };
  const { definition, fixed, choices } = wanted;
  const { tag, elements, conditions } = definition;
  const alike = choices.filter(({ step }) => step.predicates.every((one) => agrees(one, fixed)));
  const checks = alike.flatMap(({ entry }) => entry?.elements ?? []);
  const ruled = new Set(
    alike
      .flatMap(({ entry }) => entry?.rules ?? [])
      .flatMap(({ variables }) => variables.map(({ element }) => element)),
  );
  const of = (position: number): ElementCheck[] => checks.filter(({ element }) => element === position);
  const isFixed = (position: number): boolean =>
    fixed.some(({ element, values }) => element === position && values[0] !== '');
  const isNeeded = (position: number): boolean =>
    elements[position - 1]!.required ||
    isFixed(position) ||
    of(position).some((one) => one.required && one.component === undefined);
  const isBarred = (position: number): boolean =>
    of(position).some((one) => one.forbidden && one.component === undefined) ||
    fixed.some(({ element, component, values }) => element === position && component === undefined && values[0] === '');
  const share = (position: number): number => {
    if (ruled.has(position)) return 0.6;
    if (wanted.fields?.some((one) => one.needed === true && reads(one, position)) === true) return 1;
    if (of(position).length > 0) return 0.7;
    const deep = position > 12 ? 0.15 : 1;
    const often = isOften(elements[position - 1]!) ? 0.75 : 0.25;
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

/** What the guide or a rule of the mapping looks for, mostly: a segment that neither takes tells nobody anything. */
function wished({ fields = [], fixed, choices }: Wanted, draw: Chance): Predicate[] {
  const named = choices.filter(({ step, entry }) => step.predicates.length > 0 && entry?.max !== 0);
  const predicates =
    named.length > 0 && draw.happens(0.5)
      ? draw.pick(named).step.predicates
      : fields.length > 0 && draw.happens(0.7)
        ? predicatesOf(draw.pick(fields))
        : [];
  return predicates.filter((one) => !one.not && !fixed.some((given) => isSamePlace(given, one)));
}

/** Whether most senders fill an element, or a component of it. */
const isOften = ({ definition, components }: ElementUse): boolean =>
  isUsual(definition) || (components ?? []).some((part) => isUsual(part.definition));

/** Whether a field is read from an element: where a component is given, from that. */
const reads = (field: PlaceField, position: number, part?: number): boolean =>
  readsElement(field, position) &&
  (part === undefined || (part >= (field.component ?? 1) && part <= (field.through ?? field.component ?? 1)));

const readsElement = ({ element, range }: PlaceField, position: number): boolean =>
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
  const least = Math.max(1, ...checks.map(({ repeatMin = 1 }) => repeatMin));
  const all = Array.from({ length: least }, () => repetitionFor(wanted, position, checks, rules, draw));
  const [first, ...repeats] = all.filter((one) => one !== undefined);
  if (first === undefined || repeats.length < least - 1) return undefined;
  if (repeats.length > 0) first.repeats = repeats;
  return first;
}

function repetitionFor(
  wanted: Wanted,
  position: number,
  checks: ElementCheck[],
  rules: Rule[],
  draw: Chance,
): Node | undefined {
  const { definition, fixed } = wanted;
  const use = definition.elements[position - 1]!;
  const one = (part: ElementUse, component: number | undefined): string | undefined => {
    const given = fixed.find((predicate) => isSamePlace(predicate, { element: position, component }));
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
  const filled = componentsFor(wanted, position, use.components, checks, rules, draw);
  if (filled === undefined) return undefined;
  const parts = use.components.map((part, i) => (filled.has(i + 1) ? one(part, i + 1) : ''));
  if (parts.includes(undefined)) return undefined;
  const isDrawn = (component: number): boolean =>
    checks.some((check) => check.component === component && (check.pattern ?? check.codes) !== undefined);
  timed(use.components, parts, isDrawn, draw);
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const element = leaf(parts[0]!, -1, 0);
  if (parts.length > 1) element.children = parts.map((part) => leaf(part!, -1, 0));
  return element;
}

/** Which components of a composite are filled; undefined when there is no right choice. */
function componentsFor(
  { definition, fixed, fields }: Wanted,
  position: number,
  components: ElementUse[],
  checks: ElementCheck[],
  rules: Rule[],
  draw: Chance,
): Set<number> | undefined {
  const at = (component: number) => ({ element: position, component });
  const given = (component: number) => fixed.find((one) => isSamePlace(one, at(component)));
  const isNeeded = (component: number): boolean =>
    components[component - 1]!.required ||
    checks.some((check) => check.component === component && check.required) ||
    (given(component)?.values[0] ?? '') !== '';
  const isBarred = (component: number): boolean =>
    checks.some((check) => check.component === component && check.forbidden) || given(component)?.values[0] === '';
  const share = (component: number): number => {
    if (rules.some(({ variables }) => variables.some((one) => isSamePlace(one, at(component))))) return 0.6;
    if (fields?.some((one) => one.needed === true && reads(one, position, component)) === true) return 1;
    if (checks.some((check) => check.component === component)) return 0.7;
    if (fields !== undefined && !fields.some((one) => reads(one, position, component))) return 0;
    const { number, definition: part } = components[component - 1]!;
    // X12's composites are short, and what is behind their first component stands in pairs.
    if (!isEdifact(part)) return component === 1 ? 1 : 0;
    // A name of five lines is rare.
    const again = components.findIndex((one) => one.number === number) < component - 1;
    return isUsual(part) ? (again ? 0.1 : 0.9) : 0.1;
  };
  const all = components.map((_, i) => i + 1);
  const drawn = new Set(all.filter((one) => !isBarred(one) && (isNeeded(one) || draw.happens(share(one)))));
  // A composite that stands holds something: what is read, else the first.
  if (drawn.size === 0) {
    const likely = all.find((one) => !isBarred(one) && share(one) > 0) ?? all.find((one) => !isBarred(one));
    if (likely !== undefined) drawn.add(likely);
  }
  const { conditions = [] } = definition.elements[position - 1]!;
  return settled(drawn, conditions, { fill: (one) => !isBarred(one), empty: (one) => !isNeeded(one) });
}

/** EDIFACT: a date, time or period is of the format that stands beside it, unless the guide says how it looks. */
function timed(
  components: ElementUse[],
  parts: (string | undefined)[],
  isDrawn: (component: number) => boolean,
  draw: Chance,
): void {
  const text = components.findIndex(({ number }) => number === PERIOD);
  const format = components.findIndex(({ number }) => number === PERIOD_FORMAT);
  if (text < 0 || format < 0 || (parts[text] ?? '') === '' || isDrawn(text + 1)) return;
  parts[text] = timeIn(parts[format] ?? '', draw);
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
  let allowed = bounds.codes;
  for (const check of checks) {
    bounds = boundsOf({ ...check, definition: bounds });
    allowed = allowedBy(check, allowed);
  }
  const pattern = checks.find((check) => check.pattern !== undefined)?.pattern;
  if (texts.length > 0 && draw.happens(0.4)) {
    const text = draw.pick(texts);
    if (allowed === undefined) {
      // A rule may ask how a value starts.
      const tail = draw.happens(0.2) ? '' : String(10000 + draw.below(90000));
      if (text.length + tail.length <= bounds.max && text.length + tail.length >= bounds.min) return text + tail;
    } else if (allowed.has(text)) return text;
  }
  if (pattern !== undefined && allowed === undefined) return drawn(pattern, bounds, draw);
  const known = fields.flatMap((field) => (reads(field, position, component ?? 1) ? (field.codec.known ?? []) : []));
  return valueFor(bounds, draw, allowed, known);
}

/** The values that are left of those allowed before. */
function allowedBy(
  { codes, add, remove }: ElementCheck,
  before: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (codes === undefined && add.size === 0 && remove.size === 0) return before;
  const open = before === undefined ? undefined : new Set([...before, ...add]);
  const named = codes === undefined ? open : new Set([...codes].filter((code) => open?.has(code) !== false));
  return named === undefined ? undefined : new Set([...named].filter((code) => !remove.has(code)));
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
  const claiming = fields.find(({ claim }) => fits(node, claim));
  const own = fields.filter(
    (one) => claiming !== undefined && isSame(one.claim, claiming.claim) && fits(node, predicatesOf(one)),
  );
  const said = [...fixed, ...own.flatMap(predicatesOf)].filter(({ not }) => !not);
  return definition.elements.every(({ components }, i) => {
    const element = node.children[i];
    if (element === undefined) return true;
    return (components ?? [undefined]).every((_, c) => {
      const place = { element: i + 1, component: c + 1 };
      const value = component(element, c + 1)?.value ?? '';
      if (value === '' || said.some((one) => isSamePlace(one, place))) return true;
      return own.some(
        (field) => field.qualifiers.length === 0 && reads(field, i + 1, c + 1) && readsWell(field, element, value),
      );
    });
  });
}

/** Whether a field takes a value without a word. */
function readsWell({ codec, dated }: PlaceField, element: Node, value: string): boolean {
  let noted = false;
  const note = (): void => {
    noted = true;
  };
  if (dated === undefined) codec.read(value, note);
  else dated.half.read({ text: value, format: component(element, dated.format)?.value ?? '' }, note);
  return !noted;
}

const predicatesOf = ({ steps }: PlaceField): Predicate[] => steps.at(-1)!.predicates;

const isSame = (left: Predicate[], right: Predicate[]): boolean =>
  left === right ||
  (left.length === right.length &&
    left.every(
      (one, i) =>
        isSamePlace(one, right[i]!) && one.not === right[i]!.not && one.values.join('|') === right[i]!.values.join('|'),
    ));
