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
import { arrange } from './arrange.ts';
import type { Note, Scalar } from './codec.ts';
import { firstLine } from './expression.ts';
import type { Qualifier } from './path.ts';
import {
  type BlockPlan,
  type ComputedPlan,
  type EitherPlan,
  type GroupRange,
  type ListPlan,
  type NestedPlan,
  type Plan,
  type Selector,
  type SeveralPlan,
  type StepPlan,
  sameTarget,
  type Target,
  type ValuePlan,
} from './plan.ts';
import { CLAIMED, claim, claimOwn, ownSegment } from './select.ts';
import { named, unmapped } from './unmapped.ts';

export type Fields = Record<string, unknown>;

/** Whether a value holds fields: an object and no list. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
  /** Position of a node in the transmission; of a value in it, where values have places of their own. */
  locate(node: Node, value?: Node): Position;
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
type ValuePart = ListPlan['elements'][number] & Pick<ValuePlan, 'dated' | 'through'>;

/** What says nothing by itself and may stand once for several values: the unit of a net and a gross weight. */
const BESIDE: ReadonlySet<string> = new Set(['unit', 'timeZone']);

export function read(plan: Plan, tree: Node, options: ReadOptions): Read {
  const { locate } = options;
  // Arrangements move fields, so origins wait for their last place.
  const origins: [string, Origin][] = [];
  const trace = options.trace === undefined ? undefined : (...one: [string, Origin]) => void origins.push(one);
  const problems: Problem[] = [];
  // What a codec notes; `convert` knows what value it was about.
  const notes: Parameters<Note>[] = [];
  const note: Note = (...one) => void notes.push(one);
  // Only a trace needs paths; building them costs as much as reading.
  const below = trace === undefined ? () => '' : (path: string, name: string | number) => `${path}${name}/`;
  const document: Fields = { type: plan.document, schemaVersion: '1' };
  runBlock(plan.root, enter(tree, plan.root), document, '', 0);
  const { document: arranged, moved } = arrange(plan.arrangements, document);
  const traced = new Set<string | undefined>();
  for (const [field, origin] of origins) {
    const at = moved(field);
    // Of several places that say the same, the first counts.
    if (at !== undefined && !traced.has(at)) options.trace?.(at, origin);
    traced.add(at);
  }
  return { document: arranged, problems, unmapped: unmapped(tree, document, plan, locate) };

  /** Runs the rules of a block; true when any field was set. */
  function runBlock(block: BlockPlan, context: Context, into: Fields, path: string, index: number): boolean {
    const any = runSteps(block, context, into, path);
    return runReads(block, into, index) || any;
  }

  function runSteps(block: BlockPlan, context: Context, into: Fields, path: string): boolean {
    let any = false;
    for (const step of stepsFor(block, context)) {
      const value = runStep(step, context, path);
      if (value === undefined) continue;
      into[step.field] = value;
      any = true;
    }
    return any;
  }

  /** The steps of a further place of an object: what it says already is not read again. */
  function runFurther(block: BlockPlan, context: Context, into: Fields, path: string): boolean {
    let any = false;
    const said: Target[] = [];
    for (const step of stepsFor(block, context)) {
      // Nor is what goes with that: the scheme of an id.
      if (step.kind === 'value' && step.target.rest.length > 0 && said.some((one) => sameTarget(one, step.target)))
        continue;
      if (step.field in into) {
        if (step.kind === 'value') said.push(step.target);
        continue;
      }
      const value = runStep(step, context, path);
      if (value === undefined) continue;
      into[step.field] = value;
      any = true;
    }
    return any;
  }

  function runStep(step: StepPlan, context: Context, path: string): unknown {
    if (step.kind === 'block') return readBlock(step, context, path);
    return step.kind === 'several' ? readSeveral(step, context, path) : readOne(step, context, path);
  }

  /** What is computed of fields that no rule has set. */
  function runReads(block: BlockPlan, into: Fields, index: number): boolean {
    let any = false;
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
    if (step.pair !== undefined) return readPair(step, step.pair, context, path);
    if (step.before !== undefined) return readJoined(step, step.before, context, path);
    const segment = find(step.target, context);
    const value = segment === undefined ? undefined : elementIn(segment, step, context);
    if (value === undefined) return step.fallback;
    trace?.(path + step.field, originOf(value, segment!, step, step.at));
    return convert(value, segment!, step, step.at);
  }

  /** A text in several elements, one behind the other. */
  function readJoined(
    step: ValuePlan,
    before: NonNullable<ValuePlan['before']>,
    context: Context,
    path: string,
  ): Scalar | undefined {
    const parts = [...before, step].flatMap(({ target, element }) => {
      const segment = find(target, context);
      const value = segment === undefined ? undefined : holding(segment.children[element - 1]);
      return segment === undefined || value === undefined ? [] : [{ segment, value }];
    });
    const [first] = parts;
    if (first === undefined) return step.fallback;
    for (const { value } of parts) value.claim = CLAIMED;
    trace?.(path + step.field, originOf(first.value, first.segment, step, step.at));
    const text = parts.map(({ value }) => value.value.trim()).join(' ');
    return convert({ ...first.value, value: text }, first.segment, step, step.at);
  }

  /** The first segment of the target that has one of the qualifiers. */
  function readPair(
    step: ValuePlan,
    pair: NonNullable<ValuePlan['pair']>,
    context: Context,
    path: string,
  ): Scalar | undefined {
    for (const node of bound(step.target, context, Number.POSITIVE_INFINITY)) {
      const segment = ownSegment(node) ?? node;
      const value = pairIn(segment, pair);
      if (value === undefined) continue;
      trace?.(path + step.field, originOf(value, segment, step, step.at));
      return convert(value, segment, step, step.at);
    }
    return step.fallback;
  }

  function convert(value: Node, segment: Node, part: ValuePart, at: Place): Scalar | undefined {
    value.claim = CLAIMED;
    const converted =
      part.dated === undefined
        ? part.codec.read(textOf(value, segment, part), note)
        : readDated(value, segment, part, part.dated);
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

  function readDated(
    { value: text }: Node,
    segment: Node,
    { element }: ValuePart,
    { half, format }: NonNullable<ValuePlan['dated']>,
  ): Scalar | undefined {
    const composite = segment.children[element - 1];
    const said = composite === undefined ? undefined : component(composite, format);
    if (said !== undefined) said.claim = CLAIMED;
    return half.read({ text, format: said?.value ?? '' }, note);
  }

  function originOf(value: Node, segment: Node, part: ValuePart, at: Place): Origin {
    return { at: positionOf(value, segment, part), value: value.value, rule: place(at) };
  }

  function positionOf(value: Node, segment: Node, { component: part }: ValuePart): Position {
    const holds = (one: Node): boolean => one === value || one.children.includes(value);
    if (plan.named) return named(value, segment, locate);
    const element = segment.children.findIndex((one) => holds(one) || one.repeats?.some(holds) === true) + 1;
    return {
      ...locate(segment),
      offset: value.offset,
      ...(element === 0 ? {} : { element }),
      ...(part === undefined ? {} : { component: part }),
    };
  }

  function readList(list: ListPlan, context: Context, path: string): Scalar[] | undefined {
    let values = readPart(list, context, path, undefined);
    for (const one of list.further ?? []) values = readPart(one, context, path, values);
    return values;
  }

  function readPart(
    { target, elements, field, lines, at }: ListPlan,
    context: Context,
    path: string,
    before: Scalar[] | undefined,
  ): Scalar[] | undefined {
    let values = before;
    for (const node of bound(target, context, Number.POSITIVE_INFINITY)) {
      const segment = ownSegment(node) ?? node;
      for (const part of elements) {
        const value = elementIn(segment, part, context);
        if (value === undefined) continue;
        const converted = convert(value, segment, part, at);
        const items = lines === true ? String(converted ?? '').split('\n') : [converted];
        for (const item of converted === undefined ? [] : items) {
          trace?.(`${path}${field}/${values?.length ?? 0}`, originOf(value, segment, part, at));
          values = append(values, item!);
        }
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
    if (kind === 'in') {
      if (nodes[0] === undefined) return undefined;
      const inner = range === undefined ? enter(nodes[0], block) : unreadGroups(nodes[0], range)[0];
      return inner === undefined ? undefined : readObject(block, inner, below(path, field), 0);
    }
    return readItems(undefined, nodes, block, range, below(path, field));
  }

  /** A list with what these nodes add to it. */
  function readItems(
    before: Fields[] | undefined,
    nodes: Node[],
    block: BlockPlan,
    range: GroupRange | undefined,
    list: string,
  ): Fields[] | undefined {
    let items = before;
    for (const node of nodes) {
      if (range === undefined) items = readItem(items, block, enter(node, block), list);
      else for (const group of unreadGroups(node, range)) items = readItem(items, block, group, list);
    }
    return items;
  }

  function readSeveral(step: SeveralPlan, context: Context, path: string): Fields | Fields[] | undefined {
    const { places, field } = step;
    if (!step.list) return readMerged(step, context, path);
    let items: Fields[] | undefined;
    const list = below(path, field);
    for (const { bind, block } of places) {
      if (bind === undefined) items = readHere(items, block, context, list);
      else {
        const nodes = bound(bind.target, context, bind.kind === 'in' ? 1 : Number.POSITIVE_INFINITY);
        items = readItems(items, nodes, block, bind.range, list);
      }
    }
    return items;
  }

  /** An object with the fields of all its places; of a field in two of them, the first counts. */
  function readMerged({ places, field }: SeveralPlan, context: Context, path: string): Fields | undefined {
    const into: Fields = {};
    let any = false;
    for (const { bind, block } of places) {
      const inner = bind === undefined ? context : entered(bound(bind.target, context, 1)[0], block);
      if (inner === undefined) continue;
      any = runFurther(block, inner, into, below(path, field)) || any;
      any = runReads(block, into, 0) || any;
    }
    return any ? into : undefined;
  }

  /** An item that stands where its list does: it is there when a rule of it finds something. */
  function readHere(
    items: Fields[] | undefined,
    block: BlockPlan,
    context: Context,
    list: string,
  ): Fields[] | undefined {
    const index = items?.length ?? 0;
    const item: Fields = {};
    if (!runSteps(block, context, item, below(list, index)) || Object.keys(item).every((name) => BESIDE.has(name)))
      return items;
    runReads(block, item, index);
    return append(items, item);
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

const entered = (node: Node | undefined, block: BlockPlan): Context | undefined =>
  node === undefined ? undefined : enter(node, block);

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
      return step.fallback !== undefined || [step, ...(step.before ?? [])].some(({ target }) => stands(target));
    case 'list':
      return stands(step.target) || (step.further?.some(({ target }) => stands(target)) ?? false);
    case 'either':
      return step.fallback !== undefined || step.options.some((option) => canRead(option, filled));
    case 'several':
      return step.places.some(({ bind, block }) =>
        bind === undefined ? block.steps.some((inner) => canRead(inner, filled)) : stands(bind.target),
      );
    default:
      if (step.bind !== undefined) return stands(step.bind.target);
      return step.block.reads.length > 0 || step.block.steps.some((inner) => canRead(inner, filled));
  }
}

/** Every group of elements that no rule has read yet and that holds something. */
function unreadGroups(node: Node, range: GroupRange): Context[] {
  const segment = ownSegment(node)!;
  const groups: Context[] = [];
  for (let shift = 0; range.from + shift <= range.to; shift += range.size) {
    for (const own of range.size === 1 ? repetitionsOf(segment, range.from + shift) : [segment]) {
      if (holdsUnread(own, range.from + shift, range.size))
        groups.push({ node: own, own, filled: '', held: [], range, shift });
    }
  }
  return groups;
}

/** The segment once for every repetition of an element, which stands in its place. */
function repetitionsOf(segment: Node, element: number): Node[] {
  const repeats = segment.children[element - 1]?.repeats;
  if (repeats === undefined) return [segment];
  const inPlace = (one: Node): Node => ({ ...segment, children: segment.children.with(element - 1, one) });
  return [segment, ...repeats.map(inPlace)];
}

function holdsUnread({ children }: Node, from: number, size: number): boolean {
  for (let i = from - 1; i < from - 1 + size; i++) {
    const element = children[i];
    if (element === undefined || element.claim !== 0) continue;
    const parts = element.children.length === 0 ? [element] : element.children;
    // Of a composite that was read in part, what is left says nothing by itself.
    if (parts.some(({ value }) => value !== '') && parts.every(({ claim }) => claim === 0)) return true;
  }
  return false;
}

const NONE: Node[] = [];

/** The children in a slot. */
function heldIn({ filled, held }: Context, slot: number): Node[] {
  const at = slotAt(filled, slot);
  return at < 0 ? NONE : held[at]!;
}

/** The nodes a target takes, loops as wholes: unclaimed matches, `most` at the most, claiming no more than those. */
function bound({ first, rest, firstOnly = false }: Target, context: Context, most: number): Node[] {
  if (first.slot < 0) {
    const { own, node } = context;
    if (own === undefined || !claimOwn(own, first)) return NONE;
    return rest.length === 0 ? [own] : inside(node, rest, 0, most, firstOnly, []);
  }
  const found: Node[] = [];
  for (const child of heldIn(context, first.slot)) {
    if (found.length === most) break;
    if (!claim(child, ownSegment(child) ?? child, first)) continue;
    if (rest.length === 0) found.push(child);
    else inside(child, rest, 0, most, firstOnly, found);
    if (firstOnly && most === 1) break;
  }
  return found;
}

/** Goes on from a node along `rest`, whose selectors look among all children. */
function inside(node: Node, rest: Selector[], at: number, most: number, firstOnly: boolean, found: Node[]): Node[] {
  const selector = rest[at]!;
  const own = ownSegment(node);
  const children =
    selector.slot < 0 ? (own === undefined ? NONE : [own]) : node.kind === 'group' ? node.children : NONE;
  for (const child of children) {
    if (found.length === most) break;
    if (selector.slot >= 0 && (child === own || child.name !== selector.tag)) continue;
    if (!claim(child, ownSegment(child) ?? child, selector)) continue;
    if (at + 1 === rest.length) found.push(child);
    else inside(child, rest, at + 1, most, firstOnly, found);
    if (firstOnly && most === 1) break;
  }
  return found;
}

/** The segment a value is read from. */
function find(target: Target, context: Context): Node | undefined {
  const { first, rest } = target;
  if (rest.length === 0 && first.slot < 0) {
    const { own } = context;
    return own !== undefined && claimOwn(own, first) ? own : undefined;
  }
  if (rest.length === 0) {
    for (const child of heldIn(context, first.slot)) {
      const segment = ownSegment(child) ?? child;
      if (claim(child, segment, first)) return segment;
    }
    return undefined;
  }
  const [node] = bound(target, context, 1);
  return node === undefined ? undefined : (ownSegment(node) ?? node);
}

function elementIn(
  segment: Node,
  { element, component: part, through = part }: Pick<ValuePart, 'element' | 'component' | 'through'>,
  { range, shift }: Context,
): Node | undefined {
  const shifted =
    range !== undefined && element >= range.from && element < range.from + range.size ? element + shift : element;
  const node = segment.children[shifted - 1];
  if (node === undefined || part === undefined || through === undefined) return holding(node);
  // Of a text in pieces, the first that is there.
  for (let at = part; at <= through; at++) {
    const value = holding(component(node, at));
    if (value !== undefined) return value;
  }
  return undefined;
}

const holding = (value: Node | undefined): Node | undefined => (value?.value === '' ? undefined : value);

/** What a value says: of a text in pieces, all of them. */
function textOf(value: Node, segment: Node, { element, component: first, through, definition }: ValuePart): string {
  const composite = through === undefined ? undefined : segment.children[element - 1];
  let text = value.value;
  if (through === undefined || first === undefined || composite === undefined) return text;
  let full = text.length >= definition.max;
  for (let part = first + 1; part <= through; part++) {
    const piece = component(composite, part);
    if (piece === undefined || piece.value === '' || piece === value) continue;
    piece.claim = CLAIMED;
    // A piece that has no room left goes on in the next; a shorter one ends with a word.
    text += (full ? '' : ' ') + piece.value;
    full = piece.value.length >= definition.max;
  }
  return text;
}

/** The value behind one of the qualifiers in a segment's element groups. */
function pairIn(
  segment: Node,
  { range, qualifiers }: { range: GroupRange; qualifiers: Qualifier[] },
): Node | undefined {
  for (let at = range.from; at <= range.to; at += range.size) {
    const element = segment.children[at - 1];
    if (element === undefined) return undefined;
    if (range.size > 1 && isPair(element, segment.children[at], qualifiers)) return segment.children[at];
    for (const one of range.size > 1 ? NONE : [element, ...(element.repeats ?? NONE)]) {
      const value = component(one, 1);
      if (isPair(component(one, 2), value, qualifiers)) return value;
    }
  }
  return undefined;
}

/** Whether a value that nobody has read stands behind one of the qualifiers, which is read with it. */
function isPair(key: Node | undefined, value: Node | undefined, qualifiers: Qualifier[]): boolean {
  if (key === undefined || value === undefined || value.value === '' || value.claim !== 0) return false;
  if (!names(qualifiers, key.value, value.value.length)) return false;
  key.claim = CLAIMED;
  return true;
}

function names(qualifiers: Qualifier[], code: string, length: number): boolean {
  for (const one of qualifiers)
    if (one.code === code && (one.length === undefined || one.length === length)) return true;
  return false;
}
