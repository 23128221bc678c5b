/**
 * Checks a mapping against both ends, its canonical schema and its message's definition in every release that
 * ships, and makes the plan that reading and writing follow. Every unknown name is a finding with
 * `file:line:column` and the nearest right name; a mapping with findings has no plan.
 */

import { type Definition, type LoopDefinition, SECTION, type SegmentDefinition } from '../edi/definition.ts';
import type { ElementDefinition } from '../edi/element.ts';
import { isLevel } from '../edi/level.ts';
import { feedCodec } from '../feed/value.ts';
import type { Finding, Place } from '../yaml.ts';
import { ARRANGEMENTS } from './arrange.ts';
import { type Codec, codeCodec, codecFor, dateCodec, type Kind, percent, timeCodec } from './codec.ts';
import { parseExpression } from './expression.ts';
import { parseNames } from './names.ts';
import { hint } from './nearest.ts';
import {
  type Alternatives,
  type Block,
  type Codec as CodecSource,
  type Computed,
  type IgnoredPlace,
  type Located,
  type MappingSource,
  pathsOf,
  type Rule,
} from './parse.ts';
import type { Path, Predicate, Step } from './path.ts';
import * as period from './period.ts';
import {
  type BlockPlan,
  type ComputedPlan,
  type EitherPlan,
  type EverywherePlan,
  type GroupRange,
  type Ignored,
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
import {
  documentNames,
  documentSchema,
  type Field,
  fieldNames,
  fieldOf,
  itemField,
  type Schemas,
  type SchemaView,
} from './schema.ts';
import type { Table } from './table.ts';

export interface Vocabulary {
  schemas: Schemas;
  tables: Map<string, Table>;
  /** The releases of the mapping's format, the preferred one first. */
  definitions: Definition[];
}

/** What a block stands in, in one release: a loop (or the set's body), or one segment. */
type Scope = { loop: LoopDefinition; segment?: undefined } | { loop?: undefined; segment: SegmentDefinition };

/** Of an element's own text a list is the lines. */
const linesOf = ({ named, leaf, steps }: Path): Pick<ListPlan, 'lines'> =>
  named === true && leaf === '.' && steps.length === 0 ? { lines: true } : {};

const blocksOf = (rule: Rule): Block[] =>
  rule.kind === 'block' ? [rule.block] : rule.kind === 'several' ? rule.blocks : [];

/** What is computed when writing, in a block and in those below it. */
const writesOf = ({ writes, rules }: Block): Computed[] => [...writes, ...rules.flatMap(blocksOf).flatMap(writesOf)];

/** The scopes in the releases that have them. */
type Scopes = Scope[];

/** A block that was planned, and where it stands. */
interface Planned {
  block: Block;
  within: Scopes;
  view: SchemaView;
  plan: BlockPlan;
}

const sameItems = <T>(left: readonly T[], right: readonly T[]): boolean =>
  left.length === right.length && left.every((one, i) => one === right[i]);

const sameScopes = (left: Scopes, right: Scopes): boolean =>
  left.length === right.length &&
  left.every(({ loop, segment }, i) => loop === right[i]!.loop && segment === right[i]!.segment);

/** Whether what was planned is the same rules in the same place: those of an anchor are, wherever its aliases stand. */
const isPlanOf = (planned: Planned, { rules, reads, writes }: Block, within: Scopes, view: SchemaView): boolean =>
  sameItems(planned.block.rules, rules) &&
  sameItems(planned.block.reads, reads) &&
  sameItems(planned.block.writes, writes) &&
  sameScopes(planned.within, within) &&
  planned.view.node === view.node;

export function checkMapping(
  name: string,
  source: MappingSource,
  vocabulary: Vocabulary,
): { plan: Plan | undefined; findings: Finding[] } {
  const findings: Finding[] = [];
  const { schemas, tables, definitions } = vocabulary;
  const [format = '', message = ''] = source.message.split('/');
  const parsePath = pathsOf(format);
  let claims = 0;
  const planned: Planned[] = [];
  const codeCodecs = new Map<string, Codec>();
  const feedCodecs = new Map<Kind, Codec>();
  /** Attributes of the elements that rules read and write. */
  const attributes = new Set<string>();

  const said = new Set<string>();
  // A block with an anchor is checked wherever it is used; what is wrong in it is said once.
  const wrong = ({ file, line, column }: Place, message: string): undefined => {
    const key = `${line}:${column} ${message}`;
    if (!said.has(key)) findings.push({ file, line, column, message });
    said.add(key);
    return undefined;
  };

  const schema = documentSchema(schemas, source.document);
  const scopes: Scopes = definitions.flatMap((definition) => {
    const set = definition.sets.get(message);
    return set === undefined ? [] : [{ loop: set.body }];
  });
  if (schema === undefined) {
    const names = documentNames(schemas);
    wrong(
      source.namedAt.document,
      `document: there is no schemas/canonical/${source.document}.json${hint(source.document, names)}`,
    );
  }
  if (scopes.length === 0) {
    const messages = definitions.flatMap((definition) =>
      [...definition.sets.keys()].map((type) => `${format}/${type}`),
    );
    wrong(source.namedAt.message, `message: no dictionary defines ${source.message}${hint(source.message, messages)}`);
  }
  if (schema === undefined || scopes.length === 0) return { plan: undefined, findings };

  if (source.map.bind !== undefined)
    wrong(source.map.bind.at, `${source.map.bind.kind} belongs to a field; map stands for the set itself`);
  const map = { ...source.map, writes: source.map.writes.filter((write) => attributeOf(write) === undefined) };
  const root = blockPlan(map, scopes, schema);
  const everywhere = source.map.writes.flatMap(everywherePlan);
  const ignore = [...source.ignore.map((place) => ignored(place, schema)), ...writesOf(map).flatMap(computedOnWire)];
  const arrangements = source.arrange.flatMap(({ value, at }) => {
    const found = ARRANGEMENTS.get(value);
    if (found === undefined) wrong(at, `arrange: there is no arrangement ${value}${hint(value, ARRANGEMENTS.keys())}`);
    return found ?? [];
  });
  if (findings.length > 0) return { plan: undefined, findings };
  const { file, document, releases } = source;
  const named = parsePath === parseNames;
  return {
    plan: { name, file, document, format, message, releases, named, root, everywhere, ignore, arrangements },
    findings,
  };

  /** The attribute of a computed place that is an attribute and nothing else, which the message's own element has not. */
  function attributeOf({ target }: Computed): string | undefined {
    const path = parsePath(target);
    if (!('steps' in path) || path.steps.length > 0 || path.leaf?.startsWith('@') !== true) return undefined;
    const { leaf } = path;
    return scopes.some((scope) => elementNamed(triggerOf(scope), leaf) !== undefined) ? undefined : leaf;
  }

  function everywherePlan(write: Computed): EverywherePlan[] {
    const name = attributeOf(write);
    if (name === undefined) return [];
    // An overlay may have left no element that has it.
    if (!attributes.has(name) && source.extends === undefined)
      wrong(write.at, `no element of a rule has ${name}${hint(name, attributes)}`);
    const expression = expressionOf(write);
    return expression === undefined ? [] : [{ name, ...expression, at: write.at }];
  }

  function blockPlan(block: Block, within: Scopes, view: SchemaView): BlockPlan {
    return fill(
      block,
      within,
      view,
      { slots: new Map(), steps: [], reads: [], writes: [], active: new Map() },
      new Map(),
    );
  }

  /** The plan of a block that is bound to segments or loops: one for all the places it stands in alike. */
  function boundPlan(block: Block, within: Scopes, view: SchemaView): BlockPlan {
    const known = planned.find((one) => isPlanOf(one, block, within, view));
    if (known !== undefined) return known.plan;
    const plan = blockPlan(block, within, view);
    planned.push({ block, within, view, plan });
    return plan;
  }

  function fill(
    block: Block,
    within: Scopes,
    view: SchemaView,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
  ): BlockPlan {
    for (const rule of block.rules) {
      const field = fieldFor(rule, view);
      const step = field === undefined ? undefined : stepPlan(rule, field, within, plan, selectors);
      if (step !== undefined) plan.steps.push(step);
    }
    plan.reads = block.reads.map((read) => readPlan(read, view)).filter((one) => one !== undefined);
    plan.writes = block.writes
      .map((write) => writePlan(write, within, plan, selectors))
      .filter((one) => one !== undefined);
    return plan;
  }

  function fieldFor(rule: { field: string; at: Place }, view: SchemaView): Field | undefined {
    const field = fieldOf(schemas, view, rule.field);
    if (field !== undefined) return field;
    return wrong(
      rule.at,
      `${source.document} has no field ${rule.field} here${hint(rule.field, fieldNames(schemas, view) ?? [])}`,
    );
  }

  function stepPlan(
    rule: Rule,
    field: Field,
    within: Scopes,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
  ): StepPlan | undefined {
    switch (rule.kind) {
      case 'remove':
        return wrong(rule.at, '~ removes a rule of the mapping this one extends; here is nothing to remove');
      case 'value':
        return either(
          rule,
          rule.path.map((path) => valuePlan(rule, path, field, within, plan, selectors)),
        );
      case 'list':
        return either(
          rule,
          alternativesOf(rule)?.map((paths) => listPlan(rule, paths, field, within, plan, selectors)),
        );
      case 'several':
        return severalPlan(rule, field, within, plan, selectors);
      default:
        return nestedPlan(rule, field, within, plan, selectors);
    }
  }

  /** Every place of a list or object that stands in several. */
  function severalPlan(
    { field: name, blocks, at }: Rule & { kind: 'several' },
    field: Field,
    within: Scopes,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
  ): SeveralPlan | undefined {
    const list = field.kind === 'list';
    const item = list ? itemField(schemas, field.schema) : field;
    if (item.kind !== 'object' && item.kind !== 'open') return wrong(at, `${name} is no list: it stands in one place`);
    const places = blocks.flatMap(
      (block) =>
        nestedPlan({ kind: 'block', field: name, block, at: block.at }, item, within, plan, selectors, list) ?? [],
    );
    return places.length < blocks.length ? undefined : { kind: 'several', field: name, list, places, at };
  }

  /** One plan, or the choice between several; undefined when any of them is wrong. */
  function either(
    rule: Rule,
    options: (ValuePlan | ListPlan | undefined)[] | undefined,
  ): ValuePlan | ListPlan | EitherPlan | undefined {
    const plans = options?.filter((option) => option !== undefined) ?? [];
    const [first] = plans;
    if (first === undefined || plans.length !== options?.length) return undefined;
    if (plans.length === 1) return first;
    const fallback = first.kind === 'value' ? first.fallback : undefined;
    for (const option of plans) if (option.kind === 'value') option.fallback = undefined;
    return { kind: 'either', field: rule.field, options: plans, fallback, at: first.at };
  }

  /** The paths of a list, alternative by alternative. */
  function alternativesOf({ paths, at }: Rule & { kind: 'list' }): Located<Path>[][] | undefined {
    const [first] = paths;
    if (first === undefined) return wrong(at, 'the list is empty');
    const odd = paths.find((path) => path.length !== first.length);
    if (odd !== undefined) return wrong(odd[0].at, 'every path of a list has the same number of alternatives');
    return first.map((_, i) => paths.map((path: Alternatives) => path[i]!));
  }

  function valuePlan(
    rule: Rule & { kind: 'value' },
    { value: given, at }: Located<Path>,
    field: Field,
    within: Scopes,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
  ): ValuePlan | undefined {
    if (field.kind === 'object') return wrong(at, `${rule.field} holds fields: write them below it`);
    if (field.kind === 'list') {
      const ofObjects = itemField(schemas, field.schema).kind === 'object';
      return wrong(
        at,
        ofObjects ? `${rule.field} is a list of objects: use each` : `${rule.field} is a list: write [${given.source}]`,
      );
    }
    const kind: Kind = field.kind === 'open' ? 'text' : field.kind;
    const found = resolve(given, at, within, plan, selectors, true, kind);
    if (found === undefined) return undefined;
    const { target, scopes: ends, path } = found;
    let pair: ValuePlan['pair'];
    let element = path.element;
    if (path.qualifiers !== undefined) {
      const range = groupOf(ends, undefined);
      if (range === undefined)
        return wrong(at, `${path.steps.at(-1)!.tag} has no element groups, so ${path.source} finds nothing`);
      pair = { range, qualifiers: path.qualifiers };
      element = range.size === 1 ? range.from : range.from + 1;
    }
    if (element === undefined) return wrong(at, `which element? ${path.source}01 is the first of ${path.source}`);
    const definition = elementOf(ends, element, path.component, at, path);
    if (definition === undefined) return undefined;
    const { codec, fallback } = codecsOf(rule.codecs, definition, kind, rule.field);
    const before = given.before?.flatMap((one) => {
      const beside = resolve(one, at, within, plan, selectors, true, kind);
      return beside?.path.element === undefined ? [] : [{ target: beside.target, element: beside.path.element }];
    });
    return {
      kind: 'value',
      field: rule.field,
      target,
      before,
      element,
      component: path.component,
      through: path.through,
      pair,
      dated: datedPart(path, ends, kind),
      codec,
      fallback,
      definition,
      at,
    };
  }

  /** Of a date or time in a composite that says its format (C507): which half it is, and where the format stands. */
  function datedPart(path: Path, ends: Scopes, kind: Kind): ValuePlan['dated'] {
    const found = kind === 'date' || kind === 'time' ? periodAt(path, ends) : undefined;
    if (found?.number !== period.PERIOD) return undefined;
    return { half: kind === 'date' ? period.date : period.time, format: found.format };
  }

  function listPlan(
    rule: Rule & { kind: 'list' },
    paths: Located<Path>[],
    field: Field,
    within: Scopes,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
  ): ListPlan | undefined {
    if (field.kind !== 'list') return wrong(rule.at, `${rule.field} is one value, not a list`);
    const item = itemField(schemas, field.schema);
    if (item.kind === 'object' || item.kind === 'list')
      return wrong(rule.at, `${rule.field} is a list of objects: use each`);
    const kind: Kind = item.kind === 'open' ? 'text' : item.kind;
    const lists: ListPlan[] = [];
    for (const { value: given, at } of paths) {
      const found = resolve(given, at, within, plan, selectors, true);
      if (found === undefined) return undefined;
      const { path, target } = found;
      const last = lists.at(-1);
      const same = last !== undefined && sameTarget(last.target, target);
      if (last !== undefined && !same && path.named !== true)
        return wrong(at, 'the paths of one list must be of the same segment');
      if (path.element === undefined)
        return wrong(at, `which element? ${path.source}01 is the first of ${path.source}`);
      const definition = elementOf(found.scopes, path.element, path.component, at, path);
      if (definition === undefined) return undefined;
      const { element, component } = path;
      const value = { element, component, codec: plainCodec(definition, kind), definition };
      if (same) last.elements.push(value);
      else lists.push({ kind: 'list', field: rule.field, target, elements: [value], ...linesOf(path), at });
    }
    const [first, ...further] = lists;
    return first === undefined || further.length === 0 ? first : { ...first, further };
  }

  function nestedPlan(
    rule: Rule & { kind: 'block' },
    field: Field,
    within: Scopes,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
    ofSeveral = false,
  ): NestedPlan | undefined {
    const { block } = rule;
    const each = block.bind?.kind === 'each';
    const inner = field.kind === 'list' ? itemField(schemas, field.schema) : field;
    if (field.kind === 'list' && !each) return wrong(block.at, `${rule.field} is a list: bind it with each`);
    if (field.kind !== 'list' && each && field.kind !== 'open' && !ofSeveral)
      return wrong(block.bind!.at, `${rule.field} is no list: bind it with in`);
    if (inner.kind !== 'object' && inner.kind !== 'open') return wrong(rule.at, `${rule.field} holds no fields`);
    if (block.bind === undefined) {
      // An object without in or each shares the enclosing block's context, and with it slots and claims.
      const shared: BlockPlan = { slots: plan.slots, steps: [], reads: [], writes: [], active: new Map() };
      return {
        kind: 'block',
        field: rule.field,
        bind: undefined,
        block: fill(block, within, inner.schema, shared, selectors),
        at: rule.at,
      };
    }
    const { path, kind, at } = block.bind;
    const positions = path.positions ?? positionIn(path);
    if (path.element !== undefined || (path.qualifiers !== undefined && positions === undefined))
      return wrong(at, `${kind} binds to a segment, a loop or an element group, not to one element`);
    if (path.leaf !== undefined)
      return wrong(at, `${kind} binds to what holds something; ${path.leaf} has a value only`);
    const found = resolve(path, at, within, plan, selectors, false);
    if (found === undefined) return undefined;
    let range: GroupRange | undefined;
    if (positions !== undefined) {
      range = groupOf(found.scopes, positions);
      if (range === undefined)
        return wrong(at, `${path.steps.at(-1)!.tag} has no element group at ${positions.join(',')}`);
    }
    return {
      kind: 'block',
      field: rule.field,
      bind: { kind, target: found.target, range },
      block: boundPlan(block, found.scopes, inner.schema),
      at: rule.at,
    };
  }

  /** `(02)`, which by itself could be a qualifier, where only a position makes sense. */
  function positionIn({ qualifiers }: Path): number[] | undefined {
    const [one, ...more] = qualifiers ?? [];
    return one !== undefined && more.length === 0 && /^\d\d$/.test(one.code) ? [Number(one.code)] : undefined;
  }

  /**
   * Finds what a path names, in the releases that have it. `value`: a segment is meant, not a whole loop; `kind` is what
   * is read there.
   */
  function resolve(
    given: Path,
    at: Place,
    within: Scopes,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
    value: boolean,
    kind?: Kind,
  ): { target: Target; scopes: Scopes; path: Path } | undefined {
    const path = given.named === true && value ? landing(given, within) : given;
    if (path.steps.length === 0) return ownLeaf(path, at, within, selectors);
    const made: Selector[] = [];
    let way = '';
    let inside = within;
    let ends: Scopes = [];
    for (const [i, step] of path.steps.entries()) {
      const last = i === path.steps.length - 1;
      const found = stepInto(step, inside, path, at, value && last);
      if (found === undefined) return undefined;
      const timely = last && kind !== undefined ? timelyOnly(path, found, kind) : [];
      way += `${i > 0 ? '/' : found.own ? '.' : ''}${step.selector}${marksOf(timely)}`;
      let selector = selectors.get(way);
      if (selector === undefined) {
        selector = {
          id: ++claims,
          tag: step.tag,
          // Only what a block looks for among its own children has a slot there.
          slot: found.own ? -1 : i > 0 ? 0 : slot(plan, step.tag),
          predicates: [...predicatesOf(step, found, at), ...timely],
        };
        selectors.set(way, selector);
      }
      made.push(selector);
      ({ scopes: inside, ends } = found);
    }
    const [first, ...rest] = made as [Selector, ...Selector[]];
    if (path.named === true) noteAttributes(ends);
    const landed = path.leaf === undefined ? path : withElement(path, ends, at);
    const target: Target = { first, rest, ...(path.named === true ? { firstOnly: true } : {}) };
    return landed && { target, scopes: value ? ends : inside, path: landed };
  }

  function noteAttributes(ends: Scopes): void {
    for (const { segment } of ends)
      for (const { definition } of segment?.elements ?? [])
        if (definition.number.startsWith('@')) attributes.add(definition.number);
  }

  /** A path of names by what is defined: its last name may be a column of the segment it reaches, or an element with a text. */
  function landing(path: Path, within: Scopes): Path {
    const last = path.steps.at(-1);
    if (path.leaf !== undefined || last === undefined) return path;
    const before = path.steps.slice(0, -1);
    const reached = before.reduce((scopes, { tag }) => scopes.flatMap((scope) => childrenOf(scope, tag)), within);
    const isColumn =
      last.predicates.length === 0 && reached.some((scope) => elementNamed(triggerOf(scope), last.tag) !== undefined);
    return isColumn ? { ...path, steps: before, leaf: last.tag } : { ...path, leaf: '.' };
  }

  /** The element, from 1, that a name stands for. */
  function elementNamed(segment: SegmentDefinition | undefined, name: string): number | undefined {
    const index = segment?.elements.findIndex(({ definition }) => definition.number === name) ?? -1;
    return index < 0 ? undefined : index + 1;
  }

  function withElement(path: Path, ends: Scopes, at: Place): Path | undefined {
    const element = ends.map(({ segment }) => elementNamed(segment, path.leaf!)).find((one) => one !== undefined);
    if (element !== undefined) return { ...path, element };
    const names = ends.flatMap(({ segment }) => segment?.elements.map(({ definition }) => definition.number) ?? []);
    return wrong(at, `there is no ${path.leaf} at ${path.source} in ${source.message}${hint(path.leaf!, names)}`);
  }

  /** What the element or row that a block stands in holds itself: a text, an attribute, a cell. */
  function ownLeaf(
    path: Path,
    at: Place,
    within: Scopes,
    selectors: Map<string, Selector>,
  ): { target: Target; scopes: Scopes; path: Path } | undefined {
    const ends = ownsOf(within);
    const landed = withElement(path, ends, at);
    if (landed === undefined) return undefined;
    let first = selectors.get('.');
    if (first === undefined) {
      first = { id: ++claims, tag: ends[0]!.segment.tag, slot: -1, predicates: [] };
      selectors.set('.', first);
    }
    return { target: { first, rest: [] }, scopes: ends, path: landed };
  }

  /** The predicates of a step, each known to ask for something that is defined. */
  function predicatesOf(step: Step, { ends, scopes }: { ends: Scopes; scopes: Scopes }, at: Place): Predicate[] {
    if (step.predicates.some(({ below }) => below !== undefined))
      return step.predicates.map((predicate) => predicateBelow(predicate, step, scopes, at));
    checkPredicates(step, ends, at);
    return step.predicates;
  }

  function predicateBelow(predicate: Predicate, step: Step, scopes: Scopes, at: Place): Predicate {
    const { below = [], leaf } = predicate;
    const go = (names: readonly string[]): Scopes =>
      names.reduce((reached, name) => reached.flatMap((scope) => childrenOf(scope, name)), scopes);
    const find = (names: readonly string[], name: string): number | undefined =>
      go(names)
        .map((scope) => elementNamed(triggerOf(scope), name))
        .find((one) => one !== undefined);
    const last = below.at(-1);
    const column = leaf === undefined && last !== undefined ? find(below.slice(0, -1), last) : undefined;
    if (column !== undefined) return { ...predicate, below: below.slice(0, -1), leaf: last, element: column };
    const element = find(below, leaf ?? '.');
    if (element !== undefined) return { ...predicate, leaf: leaf ?? '.', element };
    wrong(at, `${step.selector}: ${source.message} has no ${[...below, leaf ?? []].flat().join('/')} there`);
    return predicate;
  }

  /** Tells apart the selectors of one step that ask for a date or time, or for none. */
  function marksOf(timely: Predicate[]): string {
    return timely.map(({ not }) => (not === true ? '!' : '?')).join('');
  }

  /**
   * A rule that reads a date or time takes only segments whose format has one, and a rule that reads the same place as
   * text those that have none: so a period finds the rule that keeps it as it is. What a date is of is read with it.
   */
  function timelyOnly(path: Path, { ends, own }: { ends: Scopes; own: boolean }, kind: Kind): Predicate[] {
    const found = periodAt(path, ends);
    if (found === undefined) return [];
    const meaning = found.number === period.PERIOD_MEANING;
    if (meaning && own) return [];
    const dated = kind === 'date' || kind === 'time' || meaning;
    if (!dated && kind !== 'text') return [];
    if (dated && found.number === period.PERIOD_FORMAT) return [];
    const at = { element: path.element!, component: found.format, values: period.DATED };
    return [dated ? at : { ...at, not: true }];
  }

  /** The composite a path reads from, when that holds a date, time or period and its format. */
  function periodAt({ element, component }: Path, ends: Scopes): { number: string; format: number } | undefined {
    if (element === undefined || component === undefined) return undefined;
    const parts = ends
      .map(({ segment }) => segment?.elements[element - 1]?.components)
      .find((one) => one !== undefined);
    const number = parts?.[component - 1]?.number;
    const format = parts?.findIndex((part) => part.number === period.PERIOD_FORMAT) ?? -1;
    if (
      format < 0 ||
      number === undefined ||
      ![period.PERIOD, period.PERIOD_FORMAT, period.PERIOD_MEANING].includes(number)
    )
      return undefined;
    return { number, format: format + 1 };
  }

  function slot(plan: BlockPlan, tag: string): number {
    const known = plan.slots.get(tag);
    if (known !== undefined) return known;
    plan.slots.set(tag, plan.slots.size);
    return plan.slots.size - 1;
  }

  /**
   * `own`: the tag is the segment that starts the context itself. `scopes` is what a block bound here stands
   * in (the loop where there is one), `ends` the segments its elements are of.
   */
  function stepInto(
    step: Step,
    within: Scopes,
    path: Path,
    at: Place,
    value: boolean,
  ): { own: boolean; scopes: Scopes; ends: Scopes } | undefined {
    const own = within.flatMap((scope) => {
      // Names go down from where a block stands; what it is itself is `.`.
      const segment = path.named === true ? undefined : triggerOf(scope);
      return segment?.tag === step.tag ? [{ segment }] : [];
    });
    // A bound HL inside an HL is the level below; HL03 without predicates is the level's own. So is CPS.
    const child = isLevel(step.tag) && (!value || step.predicates.length > 0);
    if (own.length > 0 && !child && (value || !within.some((scope) => childLoop(scope, step.tag))))
      return { own: true, scopes: own, ends: own };
    const inside = within.flatMap((scope) => childrenOf(scope, step.tag));
    if (inside.length === 0) {
      const names = new Set(
        within.flatMap((scope) => [
          ...(scope.loop === undefined ? [scope.segment.tag] : scope.loop.starts.keys()),
          ...(path.named === true ? (triggerOf(scope)?.elements ?? []).map(({ number }) => number) : []),
        ]),
      );
      const of = step.tag === path.source ? '' : ` of ${path.source}`;
      return wrong(
        at,
        `${step.tag}${of} does not stand here in ${source.message}${sectionHint(step.tag, within) ?? hint(step.tag, names)}`,
      );
    }
    const ends = ownsOf(inside);
    return { own: false, scopes: inside, ends };
  }

  /** A segment behind a section control is below that: UNS/CNT. */
  function sectionHint(tag: string, within: Scopes): string | undefined {
    const sections = within.flatMap((scope) => childrenOf(scope, SECTION));
    return sections.some((section) => childrenOf(section, tag).length > 0)
      ? `; did you mean ${SECTION}/${tag}?`
      : undefined;
  }

  /** The segments that scopes are or start with. */
  function ownsOf(scopes: Scopes): { segment: SegmentDefinition }[] {
    return scopes.flatMap((scope) => {
      const segment = triggerOf(scope);
      return segment === undefined ? [] : [{ segment }];
    });
  }

  function triggerOf(scope: Scope): SegmentDefinition | undefined {
    if (scope.loop === undefined) return scope.segment;
    const [first] = scope.loop.items;
    return first?.kind === 'segment' && scope.loop.name === first.name ? first.segment : undefined;
  }

  function childLoop(scope: Scope, tag: string): boolean {
    return scope.loop?.items.some((item) => item.kind === 'loop' && item.name === tag) ?? false;
  }

  function childrenOf(scope: Scope, tag: string): Scopes {
    if (scope.loop === undefined) return [];
    if (isLevel(tag) && scope.loop.name === tag) return [{ loop: scope.loop }];
    const own = triggerOf(scope) === undefined ? -1 : 0;
    return scope.loop.items.flatMap((item, i): Scopes => {
      if (item.name !== tag || i === own) return [];
      return [item.kind === 'loop' ? { loop: item } : { segment: item.segment }];
    });
  }

  function checkPredicates(step: Step, ends: Scopes, at: Place): void {
    for (const { element, component } of step.predicates) {
      const known = ends.some(({ segment }) => {
        const use = segment?.elements[element - 1];
        return use !== undefined && (component === undefined || use.components?.[component - 1] !== undefined);
      });
      if (!known) wrong(at, `${step.tag} has no element ${designate(element, component)} for ${step.selector}`);
    }
  }

  function designate(element: number, component: number | undefined): string {
    return `${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`;
  }

  function elementOf(
    ends: Scopes,
    element: number,
    component: number | undefined,
    at: Place,
    path: Path,
  ): ElementDefinition | undefined {
    const uses = ends.flatMap(({ segment }) => segment?.elements[element - 1] ?? []);
    const tag = path.steps.at(-1)?.tag ?? path.source;
    const [use] = uses;
    if (use === undefined) {
      const count = Math.max(0, ...ends.map(({ segment }) => segment?.elements.length ?? 0));
      return wrong(at, `${tag} has ${count} elements; there is no ${tag}${designate(element, undefined)}`);
    }
    if (component === undefined) {
      if (use.components !== undefined && path.qualifiers === undefined)
        return wrong(
          at,
          `${tag}${designate(element, undefined)} is a composite: name a component, ${tag}${designate(element, 1)}`,
        );
      return use.definition;
    }
    const part = uses.map((one) => one.components?.[component - 1]).find((one) => one !== undefined);
    return part?.definition ?? wrong(at, `${tag}${designate(element, undefined)} has no component ${component}`);
  }

  function groupOf(ends: Scopes, positions: number[] | undefined): GroupRange | undefined {
    const groups = ends.flatMap((scope) => triggerOf(scope)?.groups ?? []);
    // A release may have more of a group than another.
    const longest = [...groups].sort((a, b) => b.to - b.from - (a.to - a.from));
    if (positions === undefined)
      return groups.find(({ size }) => size === 2) ?? longest.find(({ from, to }) => to > from) ?? groups[0];
    return longest.find(
      ({ from, size }) =>
        from === positions[0] && size === positions.length && positions.every((position, i) => position === from + i),
    );
  }

  /** The codec of a value that names none: by its types, in a feed by how that writes values. */
  function plainCodec(definition: ElementDefinition, kind: Kind): Codec {
    const { feed } = source;
    if (feed === undefined || definition.type !== 'feed') return codecFor(definition, kind);
    const known = feedCodecs.get(kind) ?? feedCodec(kind, feed);
    feedCodecs.set(kind, known);
    return known;
  }

  function codecsOf(
    list: CodecSource[],
    definition: ElementDefinition,
    kind: Kind,
    field: string,
  ): { codec: Codec; fallback: string | undefined } {
    let codec = plainCodec(definition, kind);
    let fallback: string | undefined;
    for (const { name: codecName, argument, at } of list) {
      if (codecName === 'default') fallback = argument;
      else if (codecName === 'code') codec = tableCodec(argument, kind, field, at) ?? codec;
      else if (codecName === 'percent') {
        if (kind !== 'decimal') wrong(at, `${field} is no number`);
        codec = percent;
      } else if (codecName === 'date') {
        const dated = dateCodec(argument);
        if (dated === undefined) wrong(at, `"${argument}" is no date format; use YYYY or YY, MM and DD`);
        else if (kind !== 'date') wrong(at, `${field} is no date`);
        else codec = dated;
      } else if (codecName === 'time') {
        const timed = timeCodec(argument);
        if (timed === undefined) wrong(at, `"${argument}" is no time format; use HH, MM and SS`);
        else if (kind !== 'time') wrong(at, `${field} is no time of day`);
        else codec = timed;
      } else
        wrong(at, `there is no codec ${codecName}${hint(codecName, ['code', 'default', 'date', 'percent', 'time'])}`);
    }
    return { codec, fallback };
  }

  function tableCodec(argument: string, kind: Kind, field: string, at: Place): Codec | undefined {
    const table = tables.get(argument);
    if (table === undefined) return wrong(at, `there is no table ${argument}${hint(argument, tables.keys())}`);
    if (!table.read.has(format)) return wrong(at, `${table.file} has no column ${format}`);
    if (kind !== 'text') return wrong(at, `${field} is of type ${kind}; a code is text`);
    const known = codeCodecs.get(argument) ?? codeCodec(table, format);
    codeCodecs.set(argument, known);
    return known;
  }

  function readPlan(read: Computed, view: SchemaView): ComputedPlan | undefined {
    if (fieldFor({ field: read.target, at: read.at }, view) === undefined) return undefined;
    const expression = expressionOf(read);
    return expression === undefined
      ? undefined
      : { field: read.target, target: undefined, element: 0, component: undefined, ...expression, at: read.at };
  }

  function writePlan(
    write: Computed,
    within: Scopes,
    plan: BlockPlan,
    selectors: Map<string, Selector>,
  ): ComputedPlan | undefined {
    const parsed = parsePath(write.target);
    if (!('steps' in parsed)) return wrong(write.at, parsed.message);
    const found = resolve(parsed, write.at, within, plan, selectors, true);
    if (found === undefined) return undefined;
    const { path } = found;
    if (path.element === undefined)
      return wrong(write.at, `which element? ${path.source}01 is the first of ${path.source}`);
    if (elementOf(found.scopes, path.element, path.component, write.at, path) === undefined) return undefined;
    const expression = expressionOf(write);
    return expression === undefined
      ? undefined
      : {
          field: undefined,
          target: found.target,
          element: path.element,
          component: path.component,
          ...expression,
          at: write.at,
        };
  }

  /** What is computed when writing needs no rule to read it. */
  function computedOnWire({ target }: Computed): Ignored[] {
    const path = parsePath(target);
    return 'steps' in path ? [covered(path, undefined)] : [];
  }

  function expressionOf({ expression, constant, at }: Computed): Pick<ComputedPlan, 'constant' | 'run'> | undefined {
    if (expression === undefined) return { constant, run: undefined };
    const parsed = parseExpression(expression);
    return 'error' in parsed ? wrong(at, parsed.error) : { constant: undefined, run: parsed.run };
  }

  function ignored({ value: path, same, at }: IgnoredPlace, view: SchemaView): Ignored {
    if (same !== undefined) fieldFor({ field: same, at }, view);
    if (path.named === true) return covered(path, same);
    const { tag } = path.steps.at(-1)!;
    const known = definitions.flatMap(({ segments }) => segments.get(tag) ?? []);
    const names = definitions.flatMap(({ segments }) => [...segments.keys()]);
    if (known.length === 0) wrong(at, `segment ${tag} is in no dictionary${hint(tag, names)}`);
    else if (path.element !== undefined) {
      const composite = known.some(({ elements }) => elements[path.element! - 1]?.components !== undefined);
      elementOf(
        known.map((segment) => ({ segment })),
        path.element,
        path.component ?? (composite ? 1 : undefined),
        at,
        path,
      );
    }
    return covered(path, same);
  }

  function covered({ steps, element, component, leaf, named }: Path, same: string | undefined): Ignored {
    const { tag, predicates } = steps.at(-1) ?? { tag: '', predicates: [] };
    const place = { parent: steps.at(-2)?.tag, tag, predicates, element, component, same };
    return named === true ? { ...place, named, leaf } : place;
  }
}
