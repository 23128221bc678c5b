/**
 * Fits a set's segments to its definition: they become a tree of loops, and whatever does not fit is a
 * problem with its position and AK304/AK403 code (X12.6; acknowledgment codes of elements 720 and 723).
 *
 * A segment goes to the innermost open loop that still has room for it at or behind the place reached, as
 * X12 and EDIFACT read: in order, without looking ahead. One that fits nowhere is reported and kept in the loop it
 * was found in, so that an agreement may tolerate it and nothing disappears. Levels (HL, CPS) are nested.
 */

import { type Position, type Problem, type ProblemCode, problem } from '../problem.ts';
import { group, type Node, present, text } from '../tree.ts';
import { breach } from './condition.ts';
import {
  type Definition,
  type ElementUse,
  type Item,
  type LoopDefinition,
  type SegmentDefinition,
  type SetDefinition,
  trigger,
} from './definition.ts';
import { checkElement, type ElementDefinition } from './element.ts';
import { elementIn, positionIn, type TransactionSet } from './envelope.ts';
import { LEVELS, type LevelPlaces } from './level.ts';

interface Frame {
  loop: LoopDefinition;
  node: Node;
  /** The item reached, and how often it stood. */
  at: number;
  count: number;
}

export interface Structured {
  tree: Node;
  problems: Problem[];
}

/** What is checked besides structure, types and lengths. */
export interface Checks {
  conditions: boolean;
  codes: boolean;
}

const USUAL: Checks = { conditions: true, codes: false };

/** The set as a tree, with everything that is wrong with its structure and elements. */
export function structure(
  set: TransactionSet,
  definition: Definition,
  setDefinition: SetDefinition,
  checks: Checks = USUAL,
): Structured {
  const problems: Problem[] = [];
  const tree = group(set.type, set.offset, 1);
  const stack: Frame[] = [{ loop: setDefinition.body, node: tree, at: 0, count: 0 }];
  const report = (code: ProblemCode, at: Node, value: string, detail = ''): void => {
    problems.push(problem(code, positionIn(set, at), { value, detail }));
  };

  const { segments } = set;
  const last = set.closed ? segments.length - 1 : segments.length;
  for (let i = 1; i < last; i++) place(segments[i]!);
  while (stack.length > 0) closeFrame(segments[last] ?? segments[last - 1]!);
  const trailer = segments[last];
  if (trailer !== undefined) checkSegment(definition.segments.get(trailer.name), trailer, set, checks, problems);
  checkSegment(definition.segments.get(set.header.name), set.header, set, checks, problems);
  nestLevels(tree, set, problems);
  return { tree, problems };

  function place(node: Node): void {
    const tag = node.name;
    for (let depth = stack.length - 1; depth >= 0; depth--) {
      const at = roomFor(stack[depth]!, tag);
      if (at >= 0) return enter(depth, at, node);
    }
    for (let depth = stack.length - 1; depth >= 0; depth--) {
      const frame = stack[depth]!;
      const item = frame.loop.items[frame.at];
      if (item !== undefined && frame.count >= item.max && trigger(item) === tag && (depth === 0 || frame.at > 0)) {
        report(item.kind === 'loop' ? 'LOOP_OVER_MAX' : 'SEGMENT_OVER_MAX', node, tag, String(item.max));
        return enter(depth, frame.at, node);
      }
    }
    misplaced(node);
  }

  /** The item of this frame, at or behind the place reached, that has room for the tag; or -1. */
  function roomFor(frame: Frame, tag: string): number {
    const starts = frame.loop.starts.get(tag);
    if (starts === undefined) return -1;
    for (const at of starts) {
      if (at > frame.at || (at === frame.at && frame.count < frame.loop.items[at]!.max)) return at;
    }
    return -1;
  }

  function enter(depth: number, at: number, node: Node): void {
    while (stack.length > depth + 1) closeFrame(node);
    const frame = stack[depth]!;
    if (at > frame.at) {
      requirePassed(frame, at, node);
      frame.at = at;
      frame.count = 0;
    }
    frame.count++;
    open(frame, frame.loop.items[at]!, node);
  }

  /** Puts the segment into its place; a loop opens a node of its own, and loops that start with loops open both. */
  function open(frame: Frame, item: Item, node: Node): void {
    if (item.kind === 'segment') {
      frame.node.children.push(node);
      checkSegment(item.segment, node, set, checks, problems);
      return;
    }
    const child = group(item.name, node.offset, node.segment);
    frame.node.children.push(child);
    const inner: Frame = { loop: item, node: child, at: 0, count: 1 };
    stack.push(inner);
    open(inner, item.items[0]!, node);
  }

  function misplaced(node: Node): void {
    const tag = node.name;
    for (let depth = stack.length - 1; depth >= 0; depth--) {
      const frame = stack[depth]!;
      // The segment that starts an open loop starts another, it does not stand in it twice.
      const at = frame.loop.starts.get(tag)?.find((item) => item > 0 || depth === 0);
      if (at === undefined) continue;
      report('SEGMENT_OUT_OF_SEQUENCE', node, tag);
      const item = frame.loop.items[at]!;
      open(frame, item, node);
      return;
    }
    if (setDefinition.tags.has(tag)) report('SEGMENT_UNEXPECTED', node, tag);
    else report(definition.segments.has(tag) ? 'SEGMENT_NOT_IN_SET' : 'SEGMENT_UNKNOWN', node, tag);
    stack.at(-1)!.node.children.push(node);
  }

  function closeFrame(before: Node): void {
    const frame = stack.pop()!;
    requirePassed(frame, frame.loop.items.length, before);
  }

  /** Reports what is mandatory between the place reached and `to`. */
  function requirePassed(frame: Frame, to: number, before: Node): void {
    for (let i = frame.count > 0 ? frame.at + 1 : frame.at; i < to; i++) {
      const item = frame.loop.items[i]!;
      if (item.required) report(item.kind === 'loop' ? 'LOOP_MISSING' : 'SEGMENT_MISSING', before, trigger(item));
    }
  }
}

/** The segment being checked, and where to say what is wrong with it. */
interface Check {
  definition: SegmentDefinition;
  node: Node;
  set: TransactionSet;
  checks: Checks;
  problems: Problem[];
}

/** `present`, asked of every element: almost all are simple, and their text says it. */
const has = (element: Node | undefined): boolean =>
  element !== undefined &&
  (element.value !== '' || ((element.children.length > 0 || element.repeats !== undefined) && present(element)));

/** Whether elements or components, by their positions, hold anything. */
const holding =
  (parts: Node[]) =>
  (position: number): boolean =>
    has(parts[position - 1]);

/** Elements, components, repetitions and conditions of one segment. */
function checkSegment(
  definition: SegmentDefinition | undefined,
  node: Node,
  set: TransactionSet,
  checks: Checks,
  problems: Problem[],
): void {
  if (definition === undefined) return;
  const check: Check = { definition, node, set, checks, problems };
  const { elements, conditions } = definition;
  const { children } = node;
  for (let i = 0; i < elements.length; i++) {
    const use = elements[i]!;
    const element = children[i];
    if (element === undefined || !has(element)) {
      if (use.required) found(check, 'ELEMENT_MISSING', i + 1, '', use.definition.label);
      continue;
    }
    checkRepetition(check, i + 1, use, element, undefined);
    if (element.repeats !== undefined) checkRepeats(check, i + 1, use, element.repeats);
  }
  if (children.length > elements.length) {
    const extra = children.findIndex((element, i) => i >= elements.length && present(element));
    if (extra >= 0) found(check, 'ELEMENT_TOO_MANY', extra + 1, children[extra]!.value, String(elements.length));
  }
  const final = children.at(-1);
  if (final !== undefined && !has(final)) untidy(check, final);
  if (!checks.conditions) return;
  for (const condition of conditions) {
    const broken = condition.from <= children.length ? breach(condition, holding(children)) : undefined;
    if (broken === undefined) continue;
    const { code, at, because } = broken;
    found(check, code, at, children[at - 1]?.value ?? '', condition.note, { because: { element: because } });
  }
}

function checkRepeats(check: Check, element: number, use: ElementUse, repeats: Node[]): void {
  const { repeat } = use;
  if (repeats.length + 1 > repeat) {
    found(check, 'ELEMENT_REPEATED', element, repeats[repeat - 1]!.value, repeat === 1 ? 'once' : `${repeat} times`, {
      repetition: repeat + 1,
    });
  }
  repeats.forEach((part, r) => {
    checkRepetition(check, element, use, part, r + 2);
  });
}

function checkRepetition(
  check: Check,
  element: number,
  use: ElementUse,
  part: Node,
  repetition: number | undefined,
): void {
  if (use.components !== undefined) return checkComponents(check, element, use, part, repetition);
  if (part.children.length > 1) {
    const further = part.children.some(({ value }, c) => c > 0 && value !== '');
    if (further)
      found(check, 'COMPONENT_TOO_MANY', element, part.children[1]!.value, '1', { component: 2, repetition });
    else untidy(check, part);
  }
  checkValue(check, element, use.definition, part.value, undefined, repetition);
}

function checkComponents(
  check: Check,
  element: number,
  { components = [], conditions = [] }: ElementUse,
  part: Node,
  repetition: number | undefined,
): void {
  const parts = part.children.length === 0 ? [part] : part.children;
  const { length } = components;
  if (parts.length > length) {
    const extra = parts.find(({ value }, c) => c >= length && value !== '');
    if (extra === undefined) untidy(check, part);
    else
      found(check, 'COMPONENT_TOO_MANY', element, extra.value, String(length), { component: length + 1, repetition });
  }
  components.forEach(({ definition, required }, c) => {
    const value = parts[c]?.value ?? '';
    if (value === '' && required)
      found(check, 'ELEMENT_MISSING', element, '', definition.label, { component: c + 1, repetition });
    checkValue(
      check,
      element,
      definition,
      value,
      c + 1,
      repetition,
      check.checks.codes && isForeign(components, parts, c),
    );
  });
  if (!check.checks.conditions) return;
  for (const condition of conditions) {
    const broken = condition.from <= parts.length ? breach(condition, holding(parts)) : undefined;
    if (broken === undefined) continue;
    const { code, at, because } = broken;
    found(check, code, element, parts[at - 1]?.value ?? '', condition.note, {
      component: at,
      repetition,
      because: { element: because === 0 ? 0 : element, component: because },
    });
  }
}

// EDIFACT data elements: the code list a code is from, and the agency that maintains it.
const CODE_LIST = '1131';
const AGENCY = '3055';
const UNITED_NATIONS = '6';

/** Whether a code of a composite is from another list than the directory's: what stands behind it in there says so. */
function isForeign(components: ElementUse[], parts: Node[], at: number): boolean {
  for (let i = at + 1; i < components.length; i++) {
    const { number } = components[i]!;
    const value = parts[i]?.value ?? '';
    if (number === CODE_LIST && value !== '') return true;
    if (number === AGENCY) return value !== '' && value !== UNITED_NATIONS;
  }
  return false;
}

function checkValue(
  check: Check,
  element: number,
  definition: ElementDefinition,
  value: string,
  component: number | undefined,
  repetition: number | undefined,
  foreign = false,
): void {
  if (value === '') return;
  const wrong = checkElement(definition, value, check.set.group.interchange.decimalMark);
  if (wrong !== undefined) found(check, wrong.code, element, value, wrong.detail, { component, repetition });
  else if (check.checks.codes && !foreign && definition.codes?.has(value) === false)
    found(check, 'ELEMENT_CODE', element, value, definition.number, { component, repetition });
}

/** Where in an element it is, and which other element is the reason; 0 is none. */
interface Within {
  component?: number | undefined;
  repetition?: number | undefined;
  because?: { element: number; component?: number };
}

function found(
  { definition: { elements }, node, set, problems }: Check,
  code: ProblemCode,
  element: number,
  value: string,
  detail: string,
  { component, repetition, because }: Within = {},
): void {
  const segment = positionIn(set, node);
  const at = elementIn(segment, node, element);
  const first = node.children[element - 1];
  const part = repetition === undefined ? first : first?.repeats?.[repetition - 2];
  at.offset = (component === undefined ? part : part?.children[component - 1])?.offset ?? part?.offset ?? at.offset;
  if (component !== undefined) at.component = component;
  if (repetition !== undefined) at.repetition = repetition;
  const use = elements[element - 1];
  const reference = use?.components?.[(component ?? 1) - 1]?.number ?? use?.number;
  problems.push(
    problem(code, at, {
      value,
      detail,
      ...(reference === undefined ? {} : { reference }),
      ...(because === undefined || because.element === 0 ? {} : { because: reasonIn(segment, node, because) }),
    }),
  );
}

function reasonIn(segment: Position, node: Node, { element, component }: Required<Within>['because']): Position {
  const at = elementIn(segment, node, element);
  if (component === undefined) return at;
  return { ...at, offset: node.children[element - 1]?.children[component - 1]?.offset ?? at.offset, component };
}

function untidy({ node, set, problems }: Check, part: Node): void {
  problems.push(problem('TRAILING_SEPARATOR', { ...positionIn(set, node), offset: part.offset }));
}

// Goods are packed a handful of levels deep; whoever walks the tree may recurse.
const MAX_DEPTH = 100;

const placesOf = ({ kind, name }: Node): LevelPlaces | undefined => (kind === 'group' ? LEVELS.get(name) : undefined);

/** Moves each level under the one it names (HL02, CPS02), which must stand above it. */
function nestLevels(tree: Node, set: TransactionSet, problems: Problem[]): void {
  if (!tree.children.some((child) => placesOf(child) !== undefined)) return;
  const levels = new Map<string, { node: Node; depth: number }>();
  tree.children = tree.children.filter((child) => {
    const places = placesOf(child);
    if (places === undefined) return true;
    const header = child.children[0]!;
    const parentId = text(header, places.parent);
    const parent = levels.get(parentId);
    const depth = (parent?.depth ?? 0) + 1;
    levels.set(text(header, places.id), { node: child, depth: Math.min(depth, MAX_DEPTH) });
    if (parent !== undefined && depth <= MAX_DEPTH) {
      parent.node.children.push(child);
      return false;
    }
    if (parent !== undefined) {
      problems.push(
        problem('LOOP_OVER_MAX', positionIn(set, header), {
          value: child.name,
          detail: `${MAX_DEPTH} (one in the other)`,
        }),
      );
    } else if (parentId !== '') {
      const at = elementIn(positionIn(set, header), header, places.parent);
      problems.push(problem('HL_PARENT_UNKNOWN', at, { value: parentId, reference: places.reference }));
    }
    return true;
  });
}
