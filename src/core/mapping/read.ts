/**
 * Reads a structured set into a canonical document by a plan: top to bottom, each rule taking what it claims.
 *
 * A value that cannot be converted is a problem at its position and names the mapping line; nothing is
 * guessed and nothing throws. What no rule claimed or read is listed as unmapped.
 */

import type { Position, Problem, ProblemCode } from '../problem.ts';
import { problem } from '../problem.ts';
import { component, type Node } from '../tree.ts';
import type { Note, Scalar } from './codec.ts';
import { firstLine } from './expression.ts';
import { place } from '../yaml.ts';
import type { BlockPlan, ComputedPlan, EitherPlan, GroupRange, Ignored, ListPlan, NestedPlan, Plan, Selector, Target, ValuePlan } from './plan.ts';
import type { Predicate, Qualifier } from './path.ts';

export type Fields = Record<string, unknown>;

export interface Unmapped {
  at: Position;
  value: string;
}

/** Where a field came from: the node read and the rule that read it. */
export interface Origin {
  at: Position;
  value: string;
  rule: string;
}

export interface Read {
  document: Fields;
  problems: Problem[];
  unmapped: Unmapped[];
}

export interface ReadOptions {
  /** Position of a node in the transmission. */
  locate(node: Node): Position;
  /** Takes the origin of every field, by its path in the document: lines/0/quantity. */
  trace?: (field: string, origin: Origin) => void;
}

/** What a block reads from: a loop or a segment; inside an element group, elements are shifted. */
interface Context {
  node: Node;
  /** The segment that starts the loop, or the segment itself. */
  own: Node | undefined;
  slots: (Node[] | undefined)[];
  range: GroupRange | undefined;
  shift: number;
}

const CLAIMED = 1;

export function read(plan: Plan, tree: Node, options: ReadOptions): Read {
  const { locate, trace } = options;
  const problems: Problem[] = [];
  const document: Fields = { type: plan.document, schemaVersion: '1' };
  runBlock(plan.root, enter(tree, undefined, plan.root), document, '', 0);
  return { document, problems, unmapped: unmapped(tree, plan.ignore, locate) };

  /** Runs the rules of a block; true when any field was set. */
  function runBlock(block: BlockPlan, context: Context, into: Fields, path: string, index: number): boolean {
    let any = false;
    for (const step of block.steps) {
      const value = step.kind === 'block' ? readBlock(step, context, path) : readOne(step, context, path);
      if (value === undefined) continue;
      // Two rules may fill one object, such as an address from two segments.
      into[step.field] = value;
      any = true;
    }
    for (const computed of block.reads) {
      if (into[computed.field!] !== undefined) continue;
      const value = compute(computed, into, index);
      if (value === undefined) continue;
      into[computed.field!] = value;
      any = true;
    }
    return any;
  }

  function readOne(step: ValuePlan | ListPlan | EitherPlan, context: Context, path: string): Scalar | Scalar[] | undefined {
    if (step.kind === 'value') return readValue(step, context, path);
    if (step.kind === 'list') return readList(step, context, path);
    for (const option of step.options) {
      const value = readOne(option, context, path);
      if (value !== undefined) return value;
    }
    return step.fallback;
  }

  function readValue(step: ValuePlan, context: Context, path: string): Scalar | undefined {
    const segment = find(step.target, context);
    const value = segment === undefined ? undefined : step.pair === undefined ? elementIn(segment, step, context) : pairIn(segment, step.pair);
    if (value === undefined) return step.fallback;
    return convert(value, segment!, step, step.field, path);
  }

  function convert(value: Node, segment: Node, step: Pick<ValuePlan, 'codec' | 'at' | 'element' | 'component' | 'definition'>, field: string, path: string): Scalar | undefined {
    value.claim = CLAIMED;
    if (trace !== undefined) trace(path + field, { at: positionOf(value, segment, step), value: value.value, rule: place(step.at) });
    const note: Note = (code, text, detail) => add(code, value, segment, step, text, detail);
    return step.codec.read(value.value, note);
  }

  function positionOf(value: Node, segment: Node, step: Pick<ValuePlan, 'component'>): Position {
    const element = segment.children.findIndex((one) => one === value || one.children.includes(value)) + 1;
    return {
      ...locate(segment),
      offset: value.offset,
      ...(element === 0 ? {} : { element }),
      ...(step.component === undefined ? {} : { component: step.component }),
    };
  }

  function add(code: ProblemCode, value: Node, segment: Node, step: Pick<ValuePlan, 'at' | 'component' | 'definition'>, text: string, detail: string): void {
    problems.push(problem(code, positionOf(value, segment, step), { value: text, detail, reference: step.definition.number, mapping: place(step.at) }));
  }

  function readList(step: ListPlan, context: Context, path: string): Scalar[] | undefined {
    const values: Scalar[] = [];
    for (const segment of findAll(step.target, context)) {
      for (const part of step.elements) {
        const value = elementIn(segment, part, context);
        const converted = value === undefined ? undefined : convert(value, segment, { ...part, at: step.at }, `${step.field}/${values.length}`, path);
        if (converted !== undefined) values.push(converted);
      }
    }
    return values.length === 0 ? undefined : values;
  }

  function readBlock(step: NestedPlan, context: Context, path: string): Fields | Fields[] | undefined {
    const { bind, block, field } = step;
    if (bind === undefined) {
      const into: Fields = {};
      return runBlock(block, context, into, `${path}${field}/`, 0) ? into : undefined;
    }
    if (bind.kind === 'in') {
      const [bound] = bound1(bind.target, context);
      if (bound === undefined) return undefined;
      const into: Fields = {};
      return runBlock(block, enter(bound, undefined, block), into, `${path}${field}/`, 0) ? into : undefined;
    }
    const items: Fields[] = [];
    const take = (inner: Context): void => {
      const into: Fields = {};
      if (runBlock(block, inner, into, `${path}${field}/${items.length}/`, items.length)) items.push(into);
    };
    if (bind.range === undefined) {
      for (const node of bound(bind.target, context)) take(enter(node, undefined, block));
    } else {
      for (const segment of bound(bind.target, context)) eachGroup(segment, bind.range, block, take);
    }
    return items.length === 0 ? undefined : items;
  }

  /** Every group of elements that no rule has read yet and that holds something. */
  function eachGroup(node: Node, range: GroupRange, block: BlockPlan, take: (context: Context) => void): void {
    const segment = ownSegment(node)!;
    for (let from = range.from; from <= range.to; from += range.size) {
      const members = segment.children.slice(from - 1, from - 1 + range.size);
      if (members.some((element) => element.value !== '' && element.claim === 0)) {
        take({ ...enter(segment, range, block), shift: from - range.from });
      }
    }
  }

  function compute({ run, constant, at }: ComputedPlan, into: Fields, index: number): unknown {
    if (run === undefined) return constant;
    try {
      const value = run({ ...document, doc: document, this: into, index: BigInt(index) });
      return value === null || value === '' ? undefined : value;
    } catch (error) {
      problems.push(problem('EXPRESSION_FAILED', locate(tree), { detail: firstLine(error), mapping: place(at) }));
      return undefined;
    }
  }
}

/** Sorts a context's children into the slots its block looks for. */
function enter(node: Node, range: GroupRange | undefined, block: BlockPlan): Context {
  const own = node.kind === 'group' ? ownSegment(node) : node;
  const slots: (Node[] | undefined)[] = [];
  if (node.kind === 'group' && block.slots.size > 0) {
    for (const child of node.children) {
      const slot = child === own ? undefined : block.slots.get(child.name);
      if (slot === undefined) continue;
      const list = slots[slot];
      if (list === undefined) slots[slot] = [child];
      else list.push(child);
    }
  }
  return { node, own, slots, range, shift: 0 };
}

/** The segment that starts a loop; a segment is its own; the set's body has none. */
function ownSegment(node: Node): Node | undefined {
  if (node.kind !== 'group') return node;
  const [first] = node.children;
  return first?.kind === 'segment' && first.name === node.name ? first : undefined;
}

function matches(segment: Node, predicates: Predicate[]): boolean {
  for (const predicate of predicates) {
    const value = predicateNode(segment, predicate)?.value ?? '';
    if (!predicate.values.includes(value)) return false;
  }
  return true;
}

function predicateNode(segment: Node, { element, component: part }: Predicate): Node | undefined {
  const node = segment.children[element - 1];
  return node === undefined || part === undefined ? node : component(node, part);
}

function claim(segment: Node, { id, predicates }: Selector): boolean {
  if (segment.claim === id) return true;
  if (segment.claim !== 0 || !matches(segment, predicates)) return false;
  segment.claim = id;
  for (const predicate of predicates) {
    const node = predicateNode(segment, predicate);
    if (node !== undefined) node.claim = CLAIMED;
  }
  return true;
}

const NONE: Node[] = [];

/** Children a selector may take: segments, and loops by the segment that starts them. */
function candidates(selector: Selector, context: Context): Node[] {
  return context.slots[selector.slot] ?? NONE;
}

function childrenNamed(node: Node, tag: string): Node[] {
  return node.kind === 'group' ? node.children.filter((child) => child.name === tag) : NONE;
}

/** The nodes a target takes, loops as wholes: all unclaimed matches. */
function* bound(target: Target, context: Context): Generator<Node> {
  const { first, rest } = target;
  if (first.slot < 0) {
    if (context.own === undefined || !matches(context.own, first.predicates)) return;
    context.own.claim ||= first.id;
    if (rest.length === 0) yield context.own;
    else yield* inside(context.node, rest);
    return;
  }
  for (const child of candidates(first, context)) {
    const segment = ownSegment(child) ?? child;
    if (!claim(segment, first)) continue;
    if (rest.length === 0) yield child;
    else yield* inside(child, rest);
  }
}

function* inside(node: Node, [selector, ...rest]: Selector[]): Generator<Node> {
  if (selector === undefined) return;
  const own = ownSegment(node);
  for (const child of selector.slot < 0 ? (own === undefined ? NONE : [own]) : childrenNamed(node, selector.tag)) {
    if (selector.slot >= 0 && child === own) continue;
    if (!claim(ownSegment(child) ?? child, selector)) continue;
    if (rest.length === 0) yield child;
    else yield* inside(child, rest);
  }
}

/** The first node a target takes, claiming no more than that. */
function bound1(target: Target, context: Context): Node[] {
  for (const node of bound(target, context)) return [node];
  return NONE;
}

/** The segment a value is read from. */
function find(target: Target, context: Context): Node | undefined {
  const { first, rest } = target;
  if (rest.length === 0 && first.slot < 0) {
    const { own } = context;
    if (own === undefined || !matches(own, first.predicates)) return undefined;
    own.claim ||= first.id;
    return own;
  }
  if (rest.length === 0) {
    for (const child of candidates(first, context)) {
      const segment = ownSegment(child) ?? child;
      if (claim(segment, first)) return segment;
    }
    return undefined;
  }
  const [node] = bound1(target, context);
  return node === undefined ? undefined : (ownSegment(node) ?? node);
}

function findAll(target: Target, context: Context): Node[] {
  return [...bound(target, context)].map((node) => ownSegment(node) ?? node);
}

function elementIn(segment: Node, { element, component: part }: { element: number; component: number | undefined }, { range, shift }: Context): Node | undefined {
  const shifted = range !== undefined && element >= range.from && element < range.from + range.size ? element + shift : element;
  const node = segment.children[shifted - 1];
  const value = node === undefined || part === undefined ? node : component(node, part);
  return value === undefined || value.value === '' ? undefined : value;
}

/** The value behind one of the qualifiers in a segment's element groups. */
function pairIn(segment: Node, { range, qualifiers }: { range: GroupRange; qualifiers: Qualifier[] }): Node | undefined {
  for (let at = range.from; at < range.to; at += range.size) {
    const key = segment.children[at - 1];
    const value = segment.children[at];
    if (key === undefined || value === undefined || value.value === '' || value.claim !== 0) continue;
    const { length } = value.value;
    if (!qualifiers.some((one) => one.code === key.value && (one.length === undefined || one.length === length))) continue;
    key.claim = CLAIMED;
    return value;
  }
  return undefined;
}

// Computed by the structure layer; no mapping reads them.
const STRUCTURAL: Ignored[] = [1, 2, 4].map((element) => ({ parent: undefined, tag: 'HL', element, component: undefined }));

/** Every value no rule read, except what the mapping declares uninteresting. */
function unmapped(tree: Node, ignore: Ignored[], locate: (node: Node) => Position): Unmapped[] {
  const found: Unmapped[] = [];
  const ignored = [...ignore, ...STRUCTURAL];
  walk(tree);
  return found;

  function walk(node: Node): void {
    for (const child of node.children) {
      if (child.kind === 'group') walk(child);
      else if (child.kind === 'segment') child.children.forEach((element, i) => leaves(element, child, node.name, i + 1));
    }
  }

  function leaves(element: Node, segment: Node, parent: string, number: number): void {
    const parts = element.children.length === 0 ? [element] : element.children;
    parts.forEach((part, c) => {
      // A simple element read by value, or the first component read as the element itself.
      if (part.value === '' || part.claim !== 0 || (c === 0 && element.claim !== 0)) return;
      const position = c === 0 && element.children.length === 0 ? undefined : c + 1;
      if (ignored.some((one) => covers(one, segment.name, parent, number, position))) return;
      found.push({ at: { ...locate(segment), offset: part.offset, element: number, ...(position === undefined ? {} : { component: position }) }, value: part.value });
    });
    element.repeats?.forEach((repeat) => {
      leaves(repeat, segment, parent, number);
    });
  }
}

const covers = (one: Ignored, tag: string, parent: string, element: number, part: number | undefined): boolean =>
  one.tag === tag &&
  (one.parent === undefined || one.parent === parent) &&
  (one.element === undefined || one.element === element) &&
  (one.component === undefined || one.component === part);
