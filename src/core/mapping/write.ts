/**
 * Writes a canonical document as a set's segments by the same plan that reads it. Segments come out in the
 * order of the definition, repetitions in the order of the document; levels (HL, CPS) are numbered, and constants of
 * predicates filled in. A value that has no place in this release is a problem, never dropped.
 */

import type { ElementUse, Item, LoopDefinition, SegmentDefinition, SetDefinition } from '../edi/definition.ts';
import { isLevel, LEVELS } from '../edi/level.ts';
import { type Problem, type ProblemCode, problem } from '../problem.ts';
import { leaf, type Node, segmentNode } from '../tree.ts';
import { type Place, place } from '../yaml.ts';
import { disarrange } from './arrange.ts';
import type { Note } from './codec.ts';
import { firstLine } from './expression.ts';
import type { Predicate } from './path.ts';
import type {
  BlockPlan,
  ComputedPlan,
  EitherPlan,
  GroupRange,
  ListPlan,
  NestedPlan,
  Plan,
  Selector,
  Target,
  ValuePlan,
} from './plan.ts';
import { type Fields, isFields } from './read.ts';

interface OutSegment {
  kind: 'segment';
  definition: SegmentDefinition;
  /** Elements; a composite is its components. */
  values: (string | string[])[];
  /** What the selector says the segment holds where no rule wrote anything. */
  constants: Predicate[];
}

interface OutLoop {
  kind: 'loop';
  loop: LoopDefinition;
  /** By position in the definition. */
  items: (OutSegment | OutLoop)[][];
  /** Levels (HL, CPS) below this one. */
  levels: OutLoop[];
  /** What selectors without `each` have made here. */
  instances: Map<number, OutSegment | OutLoop>;
}

interface Context {
  /** Undefined when the block is bound to a single segment. */
  loop: OutLoop | undefined;
  own: OutSegment | undefined;
  range: GroupRange | undefined;
}

export interface Written {
  /** The set's segments without header and trailer. */
  segments: Node[];
  problems: Problem[];
}

export function write(plan: Plan, given: Fields, set: SetDefinition, release: string): Written {
  const document = disarrange(plan.arrangements, given);
  const problems: Problem[] = [];
  const body = newLoop(set.body);
  writeBlock(plan.root, document, { loop: body, own: undefined, range: undefined }, '', 0);
  return { segments: serialize(body), problems };

  function add(code: ProblemCode, value: string, detail: string, reference: string, at: Place): void {
    problems.push(problem(code, { offset: -1 }, { value, detail, reference, mapping: place(at) }));
  }

  /** True when anything was written. */
  function writeBlock(block: BlockPlan, from: Fields, context: Context, path: string, index: number): boolean {
    let any = false;
    for (const step of block.steps) {
      const value = from[step.field];
      const field = path + step.field;
      if (step.kind !== 'block') any = writeOne(step, value, context, field) || any;
      else if (value !== undefined && value !== null) any = writeNested(step, value, context, field) || any;
    }
    if (any || path === '') for (const computed of block.writes) writeComputed(computed, from, context, path, index);
    return any;
  }

  function writeOne(step: ValuePlan | ListPlan | EitherPlan, given: unknown, context: Context, field: string): boolean {
    if (step.kind === 'value') return writeValue(step, given, context, field);
    if (step.kind === 'list') return given !== undefined && given !== null && writeList(step, given, context, field);
    const option = step.options.find((one) => hasPlace(one, context)) ?? step.options[0]!;
    return writeOne(option, given ?? step.fallback, context, field);
  }

  function writeValue(step: ValuePlan, given: unknown, context: Context, field: string): boolean {
    const value = given ?? step.fallback;
    if (value === undefined || typeof value === 'object') return false;
    const segment = segmentFor(step.target, context, String(value), field, step.at);
    if (segment === undefined) return false;
    if (step.pair !== undefined) {
      const full = step.target.first.slot >= 0 && freeGroup(segment, step.pair.range) === undefined;
      const next = full ? attachNew(step.target, context, String(value), field, step.at) : segment;
      return next !== undefined && writePair(next, step, value, field);
    }
    return put(segment, step, value, field, step.at);
  }

  type Part = Pick<ValuePlan, 'element' | 'component' | 'codec' | 'dated' | 'through'>;

  function put(
    segment: OutSegment,
    { element, component, codec, dated, through }: Part,
    value: unknown,
    field: string,
    at: Place,
  ): boolean {
    const use = segment.definition.elements[element - 1];
    // A release may have a plain element where another has a composite that starts with it.
    const plain = component === undefined || (component === 1 && use?.components === undefined);
    const definition = plain ? use?.definition : use?.components?.[component - 1]?.definition;
    if (definition === undefined) {
      add(
        'VALUE_NOT_WRITABLE',
        String(value),
        `release ${release} has no ${designator(segment, element, component)}`,
        field,
        at,
      );
      return false;
    }
    const note: Note = (code, text, detail) => add(code, text, detail, field, at);
    if (dated !== undefined) return putDated(segment, element, component!, dated, String(value), note);
    const text = codec.write(value, note, definition);
    if (text === undefined || text === '') return false;
    if (through === undefined) return store(segment, element, component, text, field, at);
    const pieces = piecesOf(text, use?.components?.slice(component! - 1, through) ?? []);
    return pieces.every((piece, i) => store(segment, element, component! + i, piece, field, at));
  }

  /** A date or a time beside what is there of the other, and the format of both. */
  function putDated(
    { values }: OutSegment,
    element: number,
    component: number,
    { half, format }: NonNullable<ValuePlan['dated']>,
    value: string,
    note: Note,
  ): boolean {
    while (values.length < element) values.push('');
    const present = values[element - 1]!;
    const parts = Array.isArray(present) ? present : [];
    while (parts.length < Math.max(component, format)) parts.push('');
    const period = half.write(value, { text: parts[component - 1]!, format: parts[format - 1]! }, note);
    if (period === undefined) return false;
    parts[component - 1] = period.text;
    parts[format - 1] = period.format;
    values[element - 1] = parts;
    return true;
  }

  function store(
    segment: OutSegment,
    element: number,
    component: number | undefined,
    text: string,
    field: string,
    at: Place,
  ): boolean {
    const { values } = segment;
    while (values.length < element) values.push('');
    const present = values[element - 1]!;
    if (component === undefined || segment.definition.elements[element - 1]?.components === undefined) {
      if (present !== '' && present !== text) {
        add('VALUE_PLACE_TAKEN', text, designator(segment, element, undefined), field, at);
        return false;
      }
      values[element - 1] = text;
      return true;
    }
    const parts = Array.isArray(present) ? present : [];
    while (parts.length < component) parts.push('');
    parts[component - 1] = text;
    values[element - 1] = parts;
    return true;
  }

  function writePair(segment: OutSegment, step: ValuePlan, value: unknown, field: string): boolean {
    const { range, qualifiers } = step.pair!;
    const at = freeGroup(segment, range);
    if (at === undefined) {
      add('VALUE_PLACE_TAKEN', String(value), `every element group of ${segment.definition.tag}`, field, step.at);
      return false;
    }
    const fitting = qualifiers.filter(({ length }) => length === undefined || length === String(value).length);
    const codes = segment.definition.elements[at - 1]?.components?.[1]?.definition.codes;
    // Of qualifiers that mean the same, one that the release has.
    const qualifier = fitting.find(({ code }) => codes?.has(code) === true) ?? fitting[0];
    if (qualifier === undefined) {
      add(
        'VALUE_NOT_WRITABLE',
        String(value),
        `no qualifier of ${step.field} is for ${String(value).length} characters`,
        field,
        step.at,
      );
      return false;
    }
    if (range.size === 1) {
      // A composite holds both.
      if (!put(segment, { ...step, element: at, component: 1 }, value, field, step.at)) return false;
      return store(segment, at, 2, qualifier.code, field, step.at);
    }
    if (!put(segment, { ...step, element: at + 1 }, value, field, step.at)) return false;
    return store(segment, at, undefined, qualifier.code, field, step.at);
  }

  function writeList(step: ListPlan, value: unknown, context: Context, field: string): boolean {
    const items = Array.isArray(value) ? value : [value];
    const width = step.elements.length;
    let any = false;
    for (let from = 0; from < items.length; from += width) {
      const fresh = from > 0 && step.target.first.slot >= 0;
      const segment = fresh
        ? attachNew(step.target, context, String(items[from]), field, step.at)
        : segmentFor(step.target, context, String(items[from]), field, step.at);
      if (segment === undefined) return any;
      items.slice(from, from + width).forEach((item, i) => {
        any = put(segment, step.elements[i]!, item, field, step.at) || any;
      });
    }
    return any;
  }

  function attachNew(
    target: Target,
    context: Context,
    value: string,
    field: string,
    at: Place,
  ): OutSegment | undefined {
    const made = create(target, context, value, field, at);
    if (made === undefined) return undefined;
    made.attach();
    return ownOf(made.node);
  }

  function writeNested(step: NestedPlan, value: unknown, context: Context, field: string): boolean {
    const { bind, block } = step;
    if (bind === undefined) return isFields(value) && writeBlock(block, value, context, `${field}/`, 0);
    if (bind.kind === 'in' && bind.range === undefined)
      return isFields(value) && writeBound(step, bind.target, value, context, `${field}/`, 0, true);
    let any = false;
    (Array.isArray(value) ? value : [value]).forEach((item, index) => {
      if (!isFields(item)) return;
      const path = bind.kind === 'in' ? `${field}/` : `${field}/${index}/`;
      const wrote =
        bind.range === undefined
          ? writeBound(step, bind.target, item, context, path, index, false)
          : writeGroup(step, bind.range, item, context, path, index);
      any = wrote || any;
    });
    return any;
  }

  function writeBound(
    step: NestedPlan,
    target: Target,
    value: Fields,
    context: Context,
    path: string,
    index: number,
    shared: boolean,
  ): boolean {
    if (target.first.slot < 0 && target.rest.length === 0)
      return writeBlock(step.block, value, { ...context, range: undefined }, path, index);
    const made = create(target, context, path, path, step.at);
    if (made === undefined) return false;
    const inner: Context =
      made.node.kind === 'loop'
        ? { loop: made.node, own: ownOf(made.node), range: undefined }
        : { loop: undefined, own: made.node, range: undefined };
    if (!writeBlock(step.block, value, inner, path, index)) return false;
    made.attach();
    if (shared && target.rest.length === 0) context.loop?.instances.set(target.first.id, made.node);
    return true;
  }

  /** One group of elements: into the context's own segment, or packed with others that share its fixed elements. */
  function writeGroup(
    step: NestedPlan,
    range: GroupRange,
    value: Fields,
    context: Context,
    path: string,
    index: number,
  ): boolean {
    const { target } = step.bind!;
    const own = target.first.slot < 0 && target.rest.length === 0;
    const made = own ? undefined : create(target, context, path, path, step.at);
    const definition = own ? context.own?.definition : made === undefined ? undefined : ownOf(made.node).definition;
    if (definition === undefined) return false;
    const scratch: OutSegment = { kind: 'segment', definition, values: [], constants: [] };
    if (!writeBlock(step.block, value, { loop: undefined, own: scratch, range }, path, index)) return false;
    const members = scratch.values.slice(range.from - 1, range.from - 1 + range.size);
    const fixed = scratch.values.map((one, i) => (within(range, i + 1) ? '' : one));
    const outside = step.block.steps.flatMap((one) =>
      one.kind === 'value' && !within(range, one.element) ? [one.element] : [],
    );
    const into = own ? context.own! : (shareable(target, context, fixed, outside, range) ?? adopt(made!, fixed));
    const at = freeGroup(into, range);
    if (at === undefined) {
      add(
        'VALUE_PLACE_TAKEN',
        String(members.find((one) => one !== '') ?? ''),
        `every element group of ${definition.tag}`,
        path,
        step.at,
      );
      return false;
    }
    while (into.values.length < at - 1 + range.size) into.values.push('');
    members.forEach((member, i) => {
      into.values[at - 1 + i] = member;
    });
    return true;
  }

  function adopt(made: Made, fixed: OutSegment['values']): OutSegment {
    made.attach();
    const segment = ownOf(made.node);
    segment.values = [...fixed];
    return segment;
  }

  /** The last segment of the target when it has room and the same in the elements this block writes outside the group. */
  function shareable(
    target: Target,
    context: Context,
    fixed: OutSegment['values'],
    outside: number[],
    range: GroupRange,
  ): OutSegment | undefined {
    const children = target.rest.length === 0 ? childrenAt(context.loop, target.first.tag) : undefined;
    const last = children?.at(-1);
    if (last === undefined) return undefined;
    const segment = ownOf(last);
    const asked = target.first.predicates;
    const same =
      segment.constants.length === asked.length &&
      segment.constants.every((one, i) => one === asked[i]) &&
      outside.every((element) => String(segment.values[element - 1] ?? '') === String(fixed[element - 1] ?? ''));
    return same && freeGroup(segment, range) !== undefined ? segment : undefined;
  }

  function writeComputed(computed: ComputedPlan, from: Fields, context: Context, path: string, index: number): void {
    let value: unknown = computed.constant;
    if (computed.run !== undefined) {
      try {
        value = computed.run({ ...document, doc: document, this: from, index: BigInt(index) });
      } catch (error) {
        add('EXPRESSION_FAILED', '', firstLine(error), path, computed.at);
        return;
      }
    }
    if (value === undefined || value === null || value === '') return;
    const segment = segmentFor(computed.target!, context, String(value), path, computed.at);
    if (segment === undefined || partOf(segment, computed) !== '') return;
    store(segment, computed.element, computed.component, String(value), path, computed.at);
  }

  /** The segment a value goes to, made when it is not there yet. */
  function segmentFor(
    target: Target,
    context: Context,
    value: string,
    field: string,
    at: Place,
  ): OutSegment | undefined {
    const { first, rest } = target;
    let node: OutSegment | OutLoop | undefined =
      first.slot < 0
        ? rest.length === 0
          ? context.own
          : context.loop
        : instance(first, context.loop, value, field, at);
    for (const selector of rest) {
      if (node === undefined) return undefined;
      if (node.kind === 'loop') node = selector.slot < 0 ? ownOf(node) : instance(selector, node, value, field, at);
    }
    if (node === undefined) return undefined;
    const segment = ownOf(node);
    // What is asked of the segment the block is bound to is written too.
    if (first.slot < 0 && rest.length === 0) segment.constants = [...segment.constants, ...first.predicates];
    return segment;
  }

  function instance(
    selector: Selector,
    loop: OutLoop | undefined,
    value: string,
    field: string,
    at: Place,
  ): OutSegment | OutLoop | undefined {
    const known = loop?.instances.get(selector.id);
    if (known !== undefined || loop === undefined) return known;
    const made = child(selector, loop, value, field, at);
    made?.attach();
    if (made !== undefined) loop.instances.set(selector.id, made.node);
    return made?.node;
  }

  interface Made {
    node: OutSegment | OutLoop;
    attach(): void;
  }

  function create(target: Target, context: Context, value: string, field: string, at: Place): Made | undefined {
    const { first, rest } = target;
    if (rest.length === 0) return context.loop === undefined ? undefined : child(first, context.loop, value, field, at);
    let node = first.slot < 0 ? context.loop : instance(first, context.loop, value, field, at);
    for (const selector of rest.slice(0, -1)) {
      if (node?.kind === 'loop') node = instance(selector, node, value, field, at);
    }
    return node?.kind === 'loop' ? child(rest.at(-1)!, node, value, field, at) : undefined;
  }

  /** A new segment or loop below `loop`, put in its place by attach(). */
  function child(selector: Selector, loop: OutLoop, value: string, field: string, at: Place): Made | undefined {
    if (isLevel(selector.tag) && loop.loop.name === selector.tag) {
      const node = newLoop(loop.loop);
      ownOf(node).constants = selector.predicates;
      return { node, attach: () => loop.levels.push(node) };
    }
    const position = positionOf(loop.loop, selector.tag);
    const item = position < 0 ? undefined : loop.loop.items[position]!;
    if (item === undefined) {
      add('VALUE_NOT_WRITABLE', value, `release ${release} has no ${selector.tag} here`, field, at);
      return undefined;
    }
    const node = item.kind === 'loop' ? newLoop(item) : newSegment(item.segment);
    ownOf(node).constants = selector.predicates;
    return {
      node,
      attach: () => {
        loop.items[position] ??= [];
        loop.items[position].push(node);
      },
    };
  }
}

const newSegment = (definition: SegmentDefinition): OutSegment => ({
  kind: 'segment',
  definition,
  values: [],
  constants: [],
});

function newLoop(loop: LoopDefinition): OutLoop {
  const made: OutLoop = { kind: 'loop', loop, items: [], levels: [], instances: new Map() };
  const [first] = loop.items;
  if (first?.kind === 'segment' && first.name === loop.name) made.items[0] = [newSegment(first.segment)];
  return made;
}

/** The segment that starts a loop; a segment is its own. */
const ownOf = (node: OutSegment | OutLoop): OutSegment => (node.kind === 'segment' ? node : ownOf(node.items[0]![0]!));

/** Whether the release being written has the segment and the element a rule writes, and its predicates may be so. */
function hasPlace(step: ValuePlan | ListPlan, { loop, own }: Context): boolean {
  const { first, rest } = step.target;
  let item: Item | undefined = loop?.loop;
  let segment = own?.definition;
  for (const { slot, tag } of [first, ...rest]) {
    if (slot < 0) continue;
    const position: number = item?.kind === 'loop' ? positionOf(item, tag) : -1;
    item = item?.kind === 'loop' ? item.items[position] : undefined;
    if (item === undefined) return false;
    segment = segmentOf(item);
  }
  const { element } = step.kind === 'list' ? step.elements[0]! : step;
  if (segment?.elements[element - 1] === undefined) return false;
  return own === undefined || first.slot >= 0 || rest.length > 0 || first.predicates.every((one) => allows(own, one));
}

/** Whether what is written so far leaves room for what a predicate asks. */
function allows(segment: OutSegment, { element, component, values, not }: Predicate): boolean {
  const present = partOf(segment, { element, component });
  return present === '' || values.includes(present) !== (not ?? false);
}

/** The segment an item is or starts with. */
const segmentOf = (item: Item): SegmentDefinition | undefined =>
  item.kind === 'segment' ? item.segment : item.items[0] && segmentOf(item.items[0]);

/** Where a tag stands among a loop's items, the loop's own start aside. */
function positionOf(loop: LoopDefinition, tag: string): number {
  const own = loop.items[0]?.kind === 'segment' && loop.items[0].name === loop.name;
  return loop.items.findIndex((item, i) => item.name === tag && !(own && i === 0));
}

const childrenAt = (loop: OutLoop | undefined, tag: string): (OutSegment | OutLoop)[] | undefined =>
  loop === undefined ? undefined : loop.items[positionOf(loop.loop, tag)];

/** Whether an element is one of the first group's, as rules inside a group name them. */
const within = ({ from, size }: GroupRange, element: number): boolean => element >= from && element < from + size;

/** The first position of an element group that holds nothing yet; a release may have fewer than another. */
function freeGroup(segment: OutSegment, { from, to, size }: GroupRange): number | undefined {
  for (let at = from; at <= Math.min(to, segment.definition.elements.length); at += size) {
    if (segment.values.slice(at - 1, at - 1 + size).every((value) => value === '')) return at;
  }
  return undefined;
}

/** A text cut to what each component holds; what is left over stays in the last. */
function piecesOf(text: string, components: ElementUse[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const [i, { definition }] of components.entries()) {
    if (rest === '') break;
    const piece = i === components.length - 1 ? rest : rest.slice(0, definition.max);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces;
}

/** What stands at an element, or at a component of it. */
function partOf({ values }: OutSegment, { element, component }: Pick<ComputedPlan, 'element' | 'component'>): string {
  const value = values[element - 1] ?? '';
  const parts = Array.isArray(value) ? value : [value];
  return parts[(component ?? 1) - 1] ?? '';
}

const designator = ({ definition }: OutSegment, element: number, component: number | undefined): string =>
  `${definition.tag}${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`;

/** A loop as segments in their order; the numbers of levels (HL01, HL02, HL04) are counted here. */
function serialize(body: OutLoop): Node[] {
  const out: Node[] = [];
  let levels = 0;
  emit(body, '');
  return out;

  function emit(node: OutSegment | OutLoop, parent: string): void {
    if (node.kind === 'segment') {
      out.push(toNode(node));
      return;
    }
    let id = parent;
    const places = LEVELS.get(node.loop.name);
    if (places !== undefined) {
      id = String(++levels);
      const { values } = ownOf(node);
      values[places.id - 1] = id;
      values[places.parent - 1] = parent;
      if (places.children !== undefined) values[places.children - 1] = node.levels.length > 0 ? '1' : '0';
    }
    for (const item of node.items)
      item?.forEach((one) => {
        emit(one, '');
      });
    for (const level of node.levels) emit(level, id);
  }
}

function toNode({ definition, values, constants }: OutSegment): Node {
  for (const { element, component, values: allowed, not } of constants) {
    const first = allowed[0] ?? '';
    if (first === '' || not === true) continue;
    while (values.length < element) values.push('');
    const composite = component !== undefined && definition.elements[element - 1]?.components !== undefined;
    const present = values[element - 1] ?? '';
    if (!composite) {
      if (present === '') values[element - 1] = first;
      continue;
    }
    const parts = Array.isArray(present) ? present : [present];
    while (parts.length < component) parts.push('');
    if ((parts[component - 1] ?? '') === '') parts[component - 1] = first;
    values[element - 1] = parts;
  }
  const node = segmentNode(definition.tag, -1, 0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? '';
    const element = leaf(Array.isArray(value) ? (value[0] ?? '') : value, -1, 0);
    if (Array.isArray(value) && value.length > 1) element.children = value.map((part) => leaf(part ?? '', -1, 0));
    node.children.push(element);
  }
  return node;
}
