/**
 * Reads a structured set into a canonical document by a plan: top to bottom, each rule taking what it claims.
 *
 * A value that cannot be converted is a problem at its position and names the mapping line; nothing is
 * guessed and nothing throws. What no rule claimed or read is listed as unmapped.
 */

import type { Position, Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import { component, type Node } from '../tree.ts';
import { type Place, place } from '../yaml.ts';
import type { Note, Scalar } from './codec.ts';
import { firstLine } from './expression.ts';
import type { Predicate, Qualifier } from './path.ts';
import type {
  BlockPlan,
  ComputedPlan,
  EitherPlan,
  GroupRange,
  Ignored,
  ListPlan,
  NestedPlan,
  Plan,
  Selector,
  StepPlan,
  Target,
  ValuePlan,
} from './plan.ts';

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
  /** The slots that hold anything, one character each: contexts alike run the same steps. */
  filled: string;
  /** What they hold, in the same order. */
  held: Node[][];
  range: GroupRange | undefined;
  shift: number;
}

/** One value a rule reads: an element, and how it is converted. */
type ValuePart = ListPlan['elements'][number];

const CLAIMED = 1;

export function read(plan: Plan, tree: Node, options: ReadOptions): Read {
  const { locate, trace } = options;
  const problems: Problem[] = [];
  // What a codec notes; `convert` knows what value it was about.
  const notes: Parameters<Note>[] = [];
  const note: Note = (...one) => void notes.push(one);
  // Only a trace needs paths; building them costs as much as reading.
  const below = trace === undefined ? () => '' : (path: string, name: string | number) => `${path}${name}/`;
  const document: Fields = { type: plan.document, schemaVersion: '1' };
  runBlock(plan.root, enter(tree, plan.root), document, '', 0);
  return { document, problems, unmapped: unmapped(tree, plan.ignore, locate) };

  /** Runs the rules of a block; true when any field was set. */
  function runBlock(block: BlockPlan, context: Context, into: Fields, path: string, index: number): boolean {
    let any = false;
    for (const step of stepsFor(block, context)) {
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

  function readOne(
    step: ValuePlan | ListPlan | EitherPlan,
    context: Context,
    path: string,
  ): Scalar | Scalar[] | undefined {
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
    const value =
      segment === undefined
        ? undefined
        : step.pair === undefined
          ? elementIn(segment, step, context)
          : pairIn(segment, step.pair);
    if (value === undefined) return step.fallback;
    trace?.(path + step.field, originOf(value, segment!, step, step.at));
    return convert(value, segment!, step, step.at);
  }

  function convert(value: Node, segment: Node, part: ValuePart, at: Place): Scalar | undefined {
    value.claim = CLAIMED;
    const converted = part.codec.read(value.value, note);
    if (notes.length > 0)
      for (const [code, text, detail] of notes.splice(0)) {
        problems.push(
          problem(code, positionOf(value, segment, part), {
            value: text,
            detail,
            reference: part.definition.number,
            mapping: place(at),
          }),
        );
      }
    return converted;
  }

  function originOf(value: Node, segment: Node, part: ValuePart, at: Place): Origin {
    return { at: positionOf(value, segment, part), value: value.value, rule: place(at) };
  }

  function positionOf(value: Node, segment: Node, { component: part }: ValuePart): Position {
    const element = segment.children.findIndex((one) => one === value || one.children.includes(value)) + 1;
    return {
      ...locate(segment),
      offset: value.offset,
      ...(element === 0 ? {} : { element }),
      ...(part === undefined ? {} : { component: part }),
    };
  }

  function readList({ target, elements, field, at }: ListPlan, context: Context, path: string): Scalar[] | undefined {
    let values: Scalar[] | undefined;
    for (const node of bound(target, context, Number.POSITIVE_INFINITY)) {
      const segment = ownSegment(node) ?? node;
      for (const part of elements) {
        const value = elementIn(segment, part, context);
        if (value === undefined) continue;
        trace?.(`${path}${field}/${values?.length ?? 0}`, originOf(value, segment, part, at));
        const converted = convert(value, segment, part, at);
        if (converted !== undefined) values = append(values, converted);
      }
    }
    return values;
  }

  function readBlock(
    { bind, block, field }: NestedPlan,
    context: Context,
    path: string,
  ): Fields | Fields[] | undefined {
    if (bind === undefined) return readObject(block, context, below(path, field), 0);
    const { target, range, kind } = bind;
    const nodes = bound(target, context, kind === 'in' ? 1 : Number.POSITIVE_INFINITY);
    if (kind === 'in')
      return nodes[0] === undefined ? undefined : readObject(block, enter(nodes[0], block), below(path, field), 0);
    let items: Fields[] | undefined;
    const list = below(path, field);
    for (const node of nodes) {
      if (range === undefined) items = readItem(items, block, enter(node, block), list);
      else items = readGroups(items, block, ownSegment(node)!, range, list);
    }
    return items;
  }

  /** Every group of elements that no rule has read yet and that holds something. */
  function readGroups(
    items: Fields[] | undefined,
    block: BlockPlan,
    segment: Node,
    range: GroupRange,
    list: string,
  ): Fields[] | undefined {
    let read = items;
    for (let shift = 0; range.from + shift <= range.to; shift += range.size) {
      if (!holdsUnread(segment, range.from + shift, range.size)) continue;
      read = readItem(read, block, { node: segment, own: segment, filled: '', held: [], range, shift }, list);
    }
    return read;
  }

  function readItem(
    items: Fields[] | undefined,
    block: BlockPlan,
    context: Context,
    list: string,
  ): Fields[] | undefined {
    const index = items?.length ?? 0;
    const item = readObject(block, context, below(list, index), index);
    return item === undefined ? items : append(items, item);
  }

  function readObject(block: BlockPlan, context: Context, path: string, index: number): Fields | undefined {
    const into: Fields = {};
    return runBlock(block, context, into, path, index) ? into : undefined;
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

/** Adds to a list that may not exist yet. Most hold one item, and a list that begins with it takes no more room than that. */
function append<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}

/** Sorts a context's children into the slots its block looks for. */
function enter(node: Node, block: BlockPlan): Context {
  const own = ownSegment(node);
  const held: Node[][] = [];
  let filled = '';
  if (node.kind === 'group' && block.slots.size > 0) {
    for (const child of node.children) {
      const slot = child === own ? undefined : block.slots.get(child.name);
      if (slot === undefined) continue;
      const at = slotAt(filled, slot);
      if (at >= 0) held[at]!.push(child);
      else {
        filled += String.fromCharCode(slot);
        held.push([child]);
      }
    }
  }
  return { node, own, filled, held, range: undefined, shift: 0 };
}

/** Where a slot is among the filled ones, or -1. They are few. */
function slotAt(filled: string, slot: number): number {
  for (let i = 0; i < filled.length; i++) if (filled.charCodeAt(i) === slot) return i;
  return -1;
}

// Enough for all that partners really send; a sender of ever new combinations fills no memory.
const MOST_COMBINATIONS = 500;

/** The steps that can find anything: most of what a mapping could read is not in a given set. */
function stepsFor(block: BlockPlan, { filled }: Context): StepPlan[] {
  const known = block.active.get(filled);
  if (known !== undefined) return known;
  const steps = block.steps.filter((step) => canRead(step, filled));
  if (block.active.size < MOST_COMBINATIONS) block.active.set(filled, steps);
  return steps;
}

function canRead(step: StepPlan, filled: string): boolean {
  const stands = ({ first }: Target): boolean => first.slot < 0 || slotAt(filled, first.slot) >= 0;
  switch (step.kind) {
    case 'value':
      return step.fallback !== undefined || stands(step.target);
    case 'list':
      return stands(step.target);
    case 'either':
      return step.fallback !== undefined || step.options.some((option) => canRead(option, filled));
    default:
      if (step.bind !== undefined) return stands(step.bind.target);
      return step.block.reads.length > 0 || step.block.steps.some((inner) => canRead(inner, filled));
  }
}

function holdsUnread({ children }: Node, from: number, size: number): boolean {
  for (let i = from - 1; i < from - 1 + size; i++) {
    const element = children[i];
    if (element !== undefined && element.value !== '' && element.claim === 0) return true;
  }
  return false;
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

/** The children in a slot. */
function heldIn({ filled, held }: Context, slot: number): Node[] {
  const at = slotAt(filled, slot);
  return at < 0 ? NONE : held[at]!;
}

/** The nodes a target takes, loops as wholes: unclaimed matches, `most` at the most, claiming no more than those. */
function bound({ first, rest }: Target, context: Context, most: number): Node[] {
  if (first.slot < 0) {
    const { own, node } = context;
    if (own === undefined || !matches(own, first.predicates)) return NONE;
    own.claim ||= first.id;
    return rest.length === 0 ? [own] : inside(node, rest, 0, most, []);
  }
  const found: Node[] = [];
  for (const child of heldIn(context, first.slot)) {
    if (found.length === most) break;
    if (!claim(ownSegment(child) ?? child, first)) continue;
    if (rest.length === 0) found.push(child);
    else inside(child, rest, 0, most, found);
  }
  return found;
}

/** Goes on from a node along `rest`, whose selectors look among all children. */
function inside(node: Node, rest: Selector[], at: number, most: number, found: Node[]): Node[] {
  const selector = rest[at]!;
  const own = ownSegment(node);
  const children =
    selector.slot < 0 ? (own === undefined ? NONE : [own]) : node.kind === 'group' ? node.children : NONE;
  for (const child of children) {
    if (found.length === most) break;
    if (selector.slot >= 0 && (child === own || child.name !== selector.tag)) continue;
    if (!claim(ownSegment(child) ?? child, selector)) continue;
    if (at + 1 === rest.length) found.push(child);
    else inside(child, rest, at + 1, most, found);
  }
  return found;
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
    for (const child of heldIn(context, first.slot)) {
      const segment = ownSegment(child) ?? child;
      if (claim(segment, first)) return segment;
    }
    return undefined;
  }
  const [node] = bound(target, context, 1);
  return node === undefined ? undefined : (ownSegment(node) ?? node);
}

function elementIn(
  segment: Node,
  { element, component: part }: { element: number; component: number | undefined },
  { range, shift }: Context,
): Node | undefined {
  const shifted =
    range !== undefined && element >= range.from && element < range.from + range.size ? element + shift : element;
  const node = segment.children[shifted - 1];
  const value = node === undefined || part === undefined ? node : component(node, part);
  return value === undefined || value.value === '' ? undefined : value;
}

/** The value behind one of the qualifiers in a segment's element groups. */
function pairIn(
  segment: Node,
  { range, qualifiers }: { range: GroupRange; qualifiers: Qualifier[] },
): Node | undefined {
  for (let at = range.from; at < range.to; at += range.size) {
    const key = segment.children[at - 1];
    const value = segment.children[at];
    if (key === undefined || value === undefined || value.value === '' || value.claim !== 0) continue;
    if (!names(qualifiers, key.value, value.value.length)) continue;
    key.claim = CLAIMED;
    return value;
  }
  return undefined;
}

function names(qualifiers: Qualifier[], code: string, length: number): boolean {
  for (const one of qualifiers)
    if (one.code === code && (one.length === undefined || one.length === length)) return true;
  return false;
}

// Computed by the structure layer; no mapping reads them.
const STRUCTURAL: Ignored[] = [1, 2, 4].map((element) => ({
  parent: undefined,
  tag: 'HL',
  element,
  component: undefined,
}));

/** Every value no rule read, except what the mapping declares uninteresting. */
function unmapped(tree: Node, ignore: Ignored[], locate: (node: Node) => Position): Unmapped[] {
  const found: Unmapped[] = [];
  const ignored = [...ignore, ...STRUCTURAL];
  walk(tree);
  return found;

  function walk(node: Node): void {
    for (const child of node.children) {
      if (child.kind === 'group') walk(child);
      else if (child.kind === 'segment')
        for (let i = 0; i < child.children.length; i++) leaves(child.children[i]!, child, node.name, i + 1);
    }
  }

  function leaves(element: Node, segment: Node, parent: string, number: number): void {
    const { children, repeats } = element;
    if (children.length === 0) look(element, segment, parent, number, undefined);
    for (let c = 0; c < children.length; c++) {
      // The first component may have been read as the element itself.
      if (c > 0 || element.claim === 0) look(children[c]!, segment, parent, number, c + 1);
    }
    if (repeats !== undefined) for (const repeat of repeats) leaves(repeat, segment, parent, number);
  }

  function look(part: Node, segment: Node, parent: string, element: number, component: number | undefined): void {
    if (part.value === '' || part.claim !== 0) return;
    if (ignored.some((one) => covers(one, segment.name, parent, element, component))) return;
    found.push({
      at: { ...locate(segment), offset: part.offset, element, ...(component === undefined ? {} : { component }) },
      value: part.value,
    });
  }
}

const covers = (one: Ignored, tag: string, parent: string, element: number, part: number | undefined): boolean =>
  one.tag === tag &&
  (one.parent === undefined || one.parent === parent) &&
  (one.element === undefined || one.element === element) &&
  (one.component === undefined || one.component === part);
