/**
 * Writes a canonical document as a set's segments by the same plan that reads it. Segments come out in the
 * order of the definition, repetitions in the order of the document; levels (HL, CPS) are numbered, and constants of
 * predicates filled in. A value that has no place in this release is a problem, never dropped.
 */

import { type ElementUse, type Item, type SetDefinition, segmentOf } from '../edi/definition.ts';
import { isLevel } from '../edi/level.ts';
import { type Problem, type ProblemCode, problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import { type Place, place } from '../yaml.ts';
import { disarrange } from './arrange.ts';
import type { Note } from './codec.ts';
import { firstLine } from './expression.ts';
import { without } from './moves.ts';
import {
  childrenAt,
  mayRepeat,
  newLoop,
  newSegment,
  type OutLoop,
  type OutSegment,
  ownOf,
  partOf,
  positionOf,
  serialize,
  treeOf,
} from './out.ts';
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
  SeveralPlan,
  Target,
  ValuePlan,
} from './plan.ts';
import { type Fields, isFields } from './read.ts';

interface Context {
  /** Undefined when the block is bound to a single segment. */
  loop: OutLoop | undefined;
  own: OutSegment | undefined;
  range: GroupRange | undefined;
}

export interface Written {
  /** The set's segments without header and trailer; of a message that is a tree, its root alone. */
  segments: Node[];
  problems: Problem[];
}

export function write(plan: Plan, given: Fields, set: SetDefinition, release: string): Written {
  const document = disarrange(plan.arrangements, given);
  const problems: Problem[] = [];
  for (const [field, value] of plan.arrangements.flatMap(({ unsaid }) => unsaid?.(given) ?? []))
    add('VALUE_NOT_WRITABLE', value, `${plan.format}/${plan.message} has no words for it`, field, {
      file: plan.file,
      line: 1,
      column: 1,
    });
  const body = newLoop(set.body);
  writeBlock(plan.root, document, { loop: body, own: plan.named ? ownOf(body) : undefined, range: undefined }, '', 0);
  return { segments: plan.named ? [treeOf(body, attributes())] : serialize(body), problems };

  /** Attributes that all elements with a text have, and their values. */
  function attributes(): Map<string, string> {
    const computed = plan.everywhere.map((one): [string, string] => [one.name, computedText(one, document, '', 0)]);
    return new Map(computed.filter(([, value]) => value !== ''));
  }

  function add(code: ProblemCode, value: string, detail: string, reference: string, at: Place): void {
    problems.push(problem(code, { offset: -1 }, { value, detail, reference, mapping: place(at) }));
  }

  /** True when anything was written. */
  function writeBlock(block: BlockPlan, from: Fields, context: Context, path: string, index: number): boolean {
    let any = false;
    for (const step of block.steps) {
      const value = from[step.field];
      const field = path + step.field;
      if (step.kind !== 'block' && step.kind !== 'several') any = writeOne(step, value, context, field) || any;
      else if (value === undefined || value === null) continue;
      else if (step.kind === 'block') any = writeNested(step, value, context, field) || any;
      else any = writeSeveral(step, value, context, field) || any;
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
    const joined = codec.join?.(segment.values[element - 1]?.toString() ?? '', text);
    if (joined !== undefined) {
      segment.values[element - 1] = joined;
      return true;
    }
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
    const given: unknown[] = Array.isArray(value) ? value : [value];
    const items = step.lines === true ? [given.join('\n')] : given;
    const places = [step, ...(step.further ?? [])];
    let from = 0;
    return places
      .map((place, i) => {
        const width = i === places.length - 1 ? items.length : place.elements.length;
        const taken = items.slice(from, from + width);
        from += width;
        return writePart(place, taken, context, field);
      })
      .includes(true);
  }

  function writePart(step: ListPlan, items: unknown[], context: Context, field: string): boolean {
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

  /**
   * Every item to the first place it fits. A place that holds one item is full with it. Of an item that no place is
   * made for by a constant, places behind the first take what that one has no rule for.
   */
  function writeSeveral({ places, list, at }: SeveralPlan, value: unknown, context: Context, field: string): boolean {
    let any = false;
    if (!list) return isFields(value) && writeParts(places, value, context, `${field}/`);
    const full = new Set<NestedPlan>();
    (Array.isArray(value) ? value : [value]).filter(isFields).forEach((item, index) => {
      const path = `${field}/${index}/`;
      let left: Fields = item;
      let taken = false;
      for (const step of places) {
        const constants = constantsOf(step);
        if (full.has(step) || !fits(step, constants, left)) continue;
        if (taken && constants.length > 0) continue;
        if (step.bind?.kind !== 'each') full.add(step);
        any = writeItem(step, left, context, path, index) || any;
        taken = true;
        left = without(left, ...step.block.steps.map((one) => one.field));
        if (constants.length > 0) break;
      }
      if (!taken) add('VALUE_NOT_WRITABLE', shortText(item), 'none of its places takes it', path, at);
    });
    return any;
  }

  /** Every field of an object to the first of its places that has a rule for it. */
  function writeParts(places: readonly NestedPlan[], value: Fields, context: Context, path: string): boolean {
    let any = false;
    const rest = { ...value };
    for (const place of places) {
      any = writeItem(place, rest, context, path, 0) || any;
      for (const { field } of place.block.steps) delete rest[field];
    }
    return any;
  }

  function writeItem(step: NestedPlan, item: Fields, context: Context, path: string, index: number): boolean {
    const { bind, block } = step;
    if (bind === undefined) return writeBlock(block, item, context, path, index);
    if (bind.range !== undefined) return writeGroup(step, bind.range, item, context, path, index);
    return writeBound(step, bind.target, item, context, path, index, bind.kind === 'in', saysAll(step));
  }

  function writeBound(
    step: NestedPlan,
    target: Target,
    value: Fields,
    context: Context,
    path: string,
    index: number,
    shared: boolean,
    said = false,
  ): boolean {
    if (target.first.slot < 0 && target.rest.length === 0)
      return writeBlock(step.block, value, { ...context, range: undefined }, path, index);
    const known = shared ? written(target, context) : undefined;
    if (known !== undefined) return writeBlock(step.block, value, contextOf(known), path, index);
    const made = create(target, context, path, path, step.at);
    if (made === undefined) return false;
    if (!writeBlock(step.block, value, contextOf(made.node), path, index) && !said) return false;
    made.attach();
    const { id } = target.rest.at(-1) ?? target.first;
    const { instances } = made.loop;
    // Of elements by the same name, rules without `each` mean the first.
    if (shared || (plan.named && !instances.has(id))) instances.set(id, made.node);
    return true;
  }

  /** What rules without `each` have made of a target already. */
  function written({ first, rest }: Target, { loop }: Context): OutSegment | OutLoop | undefined {
    let node: OutSegment | OutLoop | undefined = loop;
    for (const { slot, id } of [first, ...rest]) {
      if (slot >= 0) node = node?.kind === 'loop' ? node.instances.get(id) : undefined;
    }
    return node === loop ? undefined : node;
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
    const text = computedText(computed, from, path, index);
    if (text === '') return;
    const segment = segmentFor(computed.target!, context, text, path, computed.at);
    if (segment === undefined || partOf(segment, computed) !== '') return;
    store(segment, computed.element, computed.component, text, path, computed.at);
  }

  type Expressed = Pick<ComputedPlan, 'constant' | 'run' | 'at'>;

  /** The constant or what the expression says; '' where that is nothing. */
  function computedText({ constant, run, at }: Expressed, from: Fields, path: string, index: number): string {
    if (run === undefined) return constant ?? '';
    try {
      const value = run({ ...document, doc: document, this: from, index: BigInt(index) });
      return value === null ? '' : String(value ?? '');
    } catch (error) {
      add('EXPRESSION_FAILED', '', firstLine(error), path, at);
      return '';
    }
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
    const only = plan.named ? onlyOne(loop, selector) : undefined;
    if (only !== undefined) {
      loop.instances.set(selector.id, only);
      return only;
    }
    const made = child(selector, loop, value, field, at);
    made?.attach();
    if (made !== undefined) loop.instances.set(selector.id, made.node);
    return made?.node;
  }

  /** An element that stands once is the same for all rules. */
  function onlyOne({ loop, items }: OutLoop, { tag }: Selector): OutSegment | OutLoop | undefined {
    const position = positionOf(loop, tag);
    return loop.items[position]?.max === 1 ? items[position]?.[0] : undefined;
  }

  interface Made {
    node: OutSegment | OutLoop;
    /** What it is made in. */
    loop: OutLoop;
    attach(): void;
  }

  function create(target: Target, context: Context, value: string, field: string, at: Place): Made | undefined {
    const { first, rest } = target;
    if (rest.length === 0) return context.loop === undefined ? undefined : child(first, context.loop, value, field, at);
    const way = first.slot < 0 ? rest : [first, ...rest];
    let loop = context.loop;
    for (const [i, selector] of way.slice(0, -1).entries()) {
      if (loop === undefined) return undefined;
      if (plan.named && isFull(loop, way.slice(i))) return createAnew(loop, way.slice(i), value, field, at);
      const node = instance(selector, loop, value, field, at);
      loop = node?.kind === 'loop' ? node : undefined;
    }
    return loop === undefined ? undefined : child(way.at(-1)!, loop, value, field, at);
  }

  /** Everything on a way anew: what stands at its end already may stand there only once. */
  function createAnew(
    loop: OutLoop,
    [first, ...rest]: Selector[],
    value: string,
    field: string,
    at: Place,
  ): Made | undefined {
    const made = child(first!, loop, value, field, at);
    if (made === undefined || rest.length === 0) return made;
    const inner = made.node.kind === 'loop' ? createAnew(made.node, rest, value, field, at) : undefined;
    if (inner === undefined) return undefined;
    const attach = (): void => {
      made.attach();
      inner.attach();
    };
    return { ...inner, attach };
  }

  /** A new segment or loop below `loop`, put in its place by attach(). */
  function child(selector: Selector, loop: OutLoop, value: string, field: string, at: Place): Made | undefined {
    if (isLevel(selector.tag) && loop.loop.name === selector.tag) {
      const node = newLoop(loop.loop);
      ownOf(node).constants = selector.predicates;
      return { node, loop, attach: () => loop.levels.push(node) };
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
      loop,
      attach: () => {
        loop.items[position] ??= [];
        loop.items[position].push(node);
      },
    };
  }
}

const contextOf = (node: OutSegment | OutLoop): Context =>
  node.kind === 'loop'
    ? { loop: node, own: ownOf(node), range: undefined }
    : { loop: undefined, own: node, range: undefined };

/** What reading says of every item of a place, where no rule there reads it. */
const constantsOf = ({ block }: NestedPlan): ComputedPlan[] =>
  block.reads.filter(
    ({ field, constant }) => constant !== undefined && !block.steps.some((step) => step.field === field),
  );

/** Whether an item is of the kind a place holds, or has anything a place without a kind has a rule for. */
const fits = ({ block }: NestedPlan, constants: ComputedPlan[], item: Fields): boolean =>
  constants.length > 0
    ? constants.every(({ field, constant }) => item[field!] === constant)
    : block.steps.some(({ field }) => item[field] !== undefined);

/** Whether an item of a place may have nothing but its constants, since what the place is bound to says them. */
function saysAll(step: NestedPlan): boolean {
  const { first, rest } = step.bind!.target;
  const { predicates } = rest.at(-1) ?? first;
  return constantsOf(step).length > 0 && predicates.some(({ not, values }) => not !== true && (values[0] ?? '') !== '');
}

const SHORT = 80;

/** An object for people to recognise it by. */
const shortText = (item: Fields): string => JSON.stringify(item).slice(0, SHORT);

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

/**
 * Whether all that a way leads through is made already and has no room for another but at the first step. What is made
 * anew there and lacks what it must hold is refused when it is read again.
 */
function isFull(loop: OutLoop, [first, ...rest]: Selector[]): boolean {
  const known = loop.instances.get(first!.id);
  if (known?.kind !== 'loop' || !mayRepeat(loop, first!)) return false;
  let node: OutLoop = known;
  for (const [i, { tag, id }] of rest.entries()) {
    if (mayRepeat(node, { tag }) || childrenAt(node, tag) === undefined) return false;
    const below = node.instances.get(id);
    if (below?.kind === 'loop') node = below;
    else if (i < rest.length - 1) return false;
  }
  return true;
}

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

const designator = ({ definition }: OutSegment, element: number, component: number | undefined): string =>
  `${definition.tag}${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`;
