// Makes documents that a mapping of names (XML, feeds) can express, from its plan and the message's definition. They are
// in the form reading gives: what an earlier rule claims stands in that rule's field.
import { compare, isDecimal } from '../../src/core/decimal.ts';
import type { Item, LoopDefinition } from '../../src/core/edi/definition.ts';
import { arrange } from '../../src/core/mapping/arrange.ts';
import type { Codec } from '../../src/core/mapping/codec.ts';
import type { Predicate } from '../../src/core/mapping/path.ts';
import type {
  BlockPlan,
  ListPlan,
  NestedPlan,
  Plan,
  Selector,
  SeveralPlan,
  StepPlan,
  Target,
  ValuePlan,
} from '../../src/core/mapping/plan.ts';
import { type Fields, isFields } from '../../src/core/mapping/read.ts';
import { merged, type Random, randomOf } from './documents.ts';

type Valued = Pick<ValuePlan, 'codec' | 'definition'>;

/** What a block stands in, and what was asked of it there. */
interface Here {
  item: Item | undefined;
  asked: readonly Predicate[];
  /** Values made for places that several rules read: the unit of a net and a gross weight. */
  made: Map<string, unknown>;
}

/** Selectors on the way, the element a block stands in aside. */
const wayOf = ({ first, rest }: Target): Selector[] => [first, ...rest].filter(({ slot }) => slot >= 0);
const tagsOf = (way: readonly Selector[]): string => way.map(({ tag }) => tag).join('/');
const placeOf = ({ target, element }: Pick<ValuePlan, 'target' | 'element'>): string =>
  `${tagsOf(wayOf(target))}:${element}`;
const askedPlace = ({ below = [], element }: Predicate): string => `${below.join('/')}:${element}`;
const selectorsOf = (way: readonly Selector[]): string => way.map(({ id }) => id).join('/');

/** The ways of a block's rules, and of those before one. */
interface Rules {
  before: Selector[][];
  all: Selector[][];
}

const LETTERS = 'ABCDEFGHKLMNPQRSTUVWXYZ';
const whole = (below: number, random: Random): number => Math.floor(random() * below);
const pick = <T>(all: readonly T[], random: Random): T | undefined => all[whole(all.length, random)];

function word(most: number, random: Random): string {
  const length = Math.min(most, 3 + whole(8, random));
  return Array.from({ length }, () => LETTERS[whole(LETTERS.length, random)]).join('');
}

/** Candidates by the type of the element first, so that a text in a date's place is a date. */
function candidates({ type, max, codes }: ValuePlan['definition'], random: Random): unknown[] {
  const date = `20${10 + whole(80, random)}-0${1 + whole(9, random)}-${10 + whole(18, random)}`;
  const time = `1${whole(10, random)}:${10 + whole(50, random)}`;
  const integer = 1 + whole(9, random);
  const decimal = max < 3 ? String(integer) : `${integer}.${1 + whole(9, random)}`;
  const text = codes === undefined ? word(max, random) : pick([...codes], random);
  const all = [text, decimal, String(integer), date, `${time}:${10 + whole(50, random)}`, time, true, integer, 'true'];
  const first: Record<string, unknown[]> = {
    decimal: [decimal],
    integer: [String(integer)],
    date: [date],
    dateTime: [`${date}T${time}:00`, date],
    time: [`${time}:00`],
    boolean: ['true'],
  };
  return [...(codes === undefined ? (first[type] ?? []) : []), ...all];
}

/** What comes back of a value that a codec writes; undefined where it is another value, or there was a complaint. */
function broughtBack({ codec, definition }: Valued, value: unknown): unknown {
  let noted = false;
  const note = (): void => {
    noted = true;
  };
  let text: string | undefined;
  try {
    text = codec.write(value, note, definition);
  } catch {
    // Of another kind than its canonical schema lets it be.
    return undefined;
  }
  const back = text === undefined || text === '' ? undefined : codec.read(text, note);
  const same = back === value || (isNumber(back) && isNumber(value) && compare(back, value) === 0);
  return noted || !same ? undefined : back;
}

const isNumber = (value: unknown): value is string => typeof value === 'string' && isDecimal(value);
const comesBack = (step: Valued, value: unknown): boolean => broughtBack(step, value) !== undefined;

const pools = new Map<Codec, Map<ValuePlan['definition'], unknown[]>>();

/** What a codec's table says of codes the element may have. */
function poolOf(step: Valued): unknown[] {
  const { codec, definition } = step;
  const byElement = pools.get(codec) ?? new Map<ValuePlan['definition'], unknown[]>();
  pools.set(codec, byElement);
  const known = byElement.get(definition);
  if (known !== undefined) return known;
  const fits = (code: string): boolean => code.length <= definition.max && definition.codes?.has(code) !== false;
  const pool = [...(codec.known ?? [])].flatMap(([code, value]) =>
    fits(code) && fits(codec.write(value, () => {}, definition) ?? '') && comesBack(step, value) ? [value] : [],
  );
  byElement.set(definition, pool);
  return pool;
}

function valueFor(step: Valued, random: Random): unknown {
  const pool = poolOf(step);
  if (pool.length > 0) return pick(pool, random);
  for (const value of candidates(step.definition, random)) {
    const back = broughtBack(step, value);
    if (back !== undefined) return back;
  }
  return undefined;
}

const itemIn = (item: Item | undefined, tag: string): Item | undefined =>
  item?.kind === 'loop' ? below(item).find(({ name }) => name === tag) : undefined;

/** What stands in an element, its own text and attributes aside. */
function below({ name, items }: LoopDefinition): Item[] {
  const [first] = items;
  return first?.kind === 'segment' && first.name === name ? items.slice(1) : items;
}

const endOf = (way: readonly Selector[], here: Here): Item | undefined =>
  way.reduce((item, { tag }) => itemIn(item, tag), here.item);

/** Whether what stands at the end of a way may stand more than once, or something that holds nothing else. */
function repeats(way: readonly Selector[], here: Here, others: Selector[][]): boolean {
  const tags = tagsOf(way);
  return way.some((_, i) => {
    const upTo = way.slice(0, i + 1);
    const start = `${tagsOf(upTo)}/`;
    const item = endOf(upTo, here);
    const shared = others.some((other) => tagsOf(other) !== tags && `${tagsOf(other)}/`.startsWith(start));
    return item !== undefined && item.max > 1 && (i === way.length - 1 || !shared);
  });
}

/** A rule and the objects without a place of their own it stands in. */
interface Ruled {
  path: string;
  step: Exclude<StepPlan, NestedPlan> | NestedPlan;
}

/** The values of a place that is where its object is. */
const valuesHere = ({ bind, block }: NestedPlan): (ValuePlan | ListPlan)[] =>
  bind === undefined ? ruled(block).flatMap(({ step }) => valuesOf(step).slice(0, 1)) : [];

const rulesOf = new WeakMap<BlockPlan, readonly Ruled[]>();

/** Rules of a block, those of objects in the same place included. */
function ruled(block: BlockPlan): readonly Ruled[] {
  const known = rulesOf.get(block);
  if (known !== undefined) return known;
  const found = block.steps.flatMap((step): Ruled[] =>
    step.kind === 'block' && step.bind === undefined
      ? ruled(step.block).map((one) => ({ ...one, path: `${step.field}/${one.path}` }))
      : [{ path: step.field, step }],
  );
  rulesOf.set(block, found);
  return found;
}

const at = (fields: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), fields);

/** The places of values that a rule reads: of alternatives, the one that is written first. */
const valuesOf = (step: StepPlan): (ValuePlan | ListPlan)[] =>
  step.kind === 'either' ? step.options : step.kind === 'value' || step.kind === 'list' ? [step] : [];

/** Ways that rules claim, by the field of the rule. */
function claimsOf({ path, step }: Ruled): { path: string; way: Selector[]; only: boolean }[] {
  if (step.kind === 'block') return [{ path, way: wayOf(step.bind!.target), only: step.bind!.kind === 'in' }];
  if (step.kind === 'several')
    return step.places.flatMap((place, i) => claimsOfPlace(place).map((one) => ({ ...one, path: `${path}#${i}` })));
  return valuesOf(step).map((one) => ({ path, way: wayOf(one.target), only: one.kind === 'value' }));
}

const ways = new WeakMap<Ruled, Selector[][]>();

function waysOf(one: Ruled): Selector[][] {
  const known = ways.get(one) ?? claimsOf(one).map(({ way }) => way);
  ways.set(one, known);
  return known;
}

function claimsOfPlace(place: NestedPlan): { path: string; way: Selector[]; only: boolean }[] {
  if (place.bind !== undefined) return [{ path: '', way: wayOf(place.bind.target), only: place.bind.kind === 'in' }];
  return ruled(place.block).flatMap(claimsOf);
}

/** What reading says of every item of a place. */
const constantsOf = ({ block }: NestedPlan): Fields =>
  Object.fromEntries(
    block.reads.flatMap(({ field, constant }) =>
      constant === undefined || block.steps.some((one) => one.field === field) ? [] : [[field!, constant]],
    ),
  );

/** Whether an item says of itself that it is a place's. */
function isOf(item: Fields, place: NestedPlan): boolean {
  const constants = Object.entries(constantsOf(place));
  return constants.length > 0 && constants.every(([field, value]) => item[field] === value);
}

// Alone they make no item.
const BESIDE = new Set(['unit', 'timeZone']);

/** A document with these fields (leavesOf), over a base. */
export function namedDocumentOf(
  plan: Plan,
  body: LoopDefinition,
  wanted: readonly string[],
  seed: number,
  base: Fields,
): Fields {
  const random = randomOf(seed);
  const above = new Set(
    wanted.flatMap((path) =>
      path.split('/').flatMap((_, i, parts) => {
        const upTo = parts.slice(0, i + 1).join('/');
        return [upTo, upTo.replace(/#\d+$/, '')];
      }),
    ),
  );
  const made = object(plan.root, '', { item: body, asked: [], made: new Map() }, new Set());
  return arrange(plan.arrangements, merged(made, base)).document;

  /** `needed`: rules of this block that must give a value though nobody wanted them, by path in the block. */
  function object(block: BlockPlan, path: string, here: Here, needed: ReadonlySet<string>): Fields {
    const all = ruled(block);
    const wants = new Set(all.filter((one) => above.has(path + one.path)).map((one) => one.path));
    for (const one of all) if (needed.has(one.path)) wants.add(one.path);
    for (let before = -1; before !== wants.size; ) {
      before = wants.size;
      for (const one of all) if (wants.has(one.path)) for (const also of company(one, all, path)) wants.add(also);
    }
    return inBlock(block, path, '', here, wants, all);
  }

  function inBlock(
    block: BlockPlan,
    path: string,
    within: string,
    here: Here,
    wants: Set<string>,
    all: readonly Ruled[],
  ): Fields {
    const into: Fields = {};
    for (const step of block.steps) {
      const inner = within + step.field;
      if (step.kind === 'block' && step.bind === undefined) {
        const value = inBlock(step.block, path, `${inner}/`, here, wants, all);
        if (Object.keys(value).length > 0) into[step.field] = value;
        continue;
      }
      if (!wants.has(inner)) continue;
      const value = oneOf(step, path + inner, here, { before: rivalsOf(inner, all), all: all.flatMap(waysOf) });
      if (value !== undefined) into[step.field] = value;
    }
    return into;
  }

  /** What must be there as well, for a rule's value to come back. */
  function company(one: Ruled, all: readonly Ruled[], path: string): string[] {
    const places = placesOf(one, path);
    const values = valuesOf(one.step).slice(0, 1);
    const lists = [
      ...places.flatMap(({ bind }) => (bind?.kind === 'each' ? [wayOf(bind.target)] : [])),
      ...values.flatMap((value) => (value.kind === 'list' ? [wayOf(value.target)] : [])),
    ];
    return [
      ...[...values, ...places.flatMap(valuesHere)].flatMap((value) => alike(value, one, all)),
      ...lists.flatMap((way) => way.flatMap((_, i) => firstClaimers(way.slice(0, i + 1), all, one.path).slice(0, 1))),
    ];
  }

  /** The places of a rule that a document is to fill. */
  function placesOf({ path: field, step }: Ruled, path: string): NestedPlan[] {
    if (step.kind === 'block') return [step];
    return step.kind === 'several' ? step.places.filter((_, i) => above.has(`${path}${field}#${i}`)) : [];
  }

  /** Other fields that are read of the same place: the date of a time, and what reads it where its own place is empty. */
  function alike(value: ValuePlan | ListPlan, of: Ruled, all: readonly Ruled[]): string[] {
    if (value.kind !== 'value') return [];
    return all.flatMap(({ path, step }) => {
      const at =
        path === of.path
          ? -1
          : valuesOf(step).findIndex((one) => one.kind === 'value' && placeOf(one) === placeOf(value));
      const first = at === 0 && of.step.kind !== 'several' && !(isTime(value) && isDate(valuesOf(step)[0]!));
      return at < 0 || first ? [] : [path];
    });
  }

  /** Rules before a list's that take the first of its elements, whatever that holds. */
  function firstClaimers(way: Selector[], all: readonly Ruled[], field: string): string[] {
    const behind = all.findIndex((one) => one.path === field);
    return all.slice(0, behind).flatMap((one) =>
      claimsOf(one)
        .filter(
          (claim) =>
            claim.only &&
            claim.way.length >= way.length &&
            tagsOf(claim.way.slice(0, way.length)) === tagsOf(way) &&
            selectorsOf(claim.way.slice(0, way.length)) !== selectorsOf(way) &&
            claim.way.slice(0, way.length).every(({ predicates }) => predicates.every(({ not }) => not === true)),
        )
        .map(({ path }) => path.replace(/#\d+$/, '')),
    );
  }

  /** What rules before a list's ask of the elements they take. */
  function rivalsOf(field: string, all: readonly Ruled[]): Selector[][] {
    const behind = all.findIndex((one) => one.path === field);
    return all.slice(0, behind).flatMap(waysOf);
  }

  function oneOf(step: StepPlan, path: string, here: Here, rules: Rules): unknown {
    switch (step.kind) {
      case 'block':
        return nested(step, path, here, rules);
      case 'several':
        return several(step, path, here, rules);
      case 'either':
        return oneOf(step.options[0]!, path, here, rules);
      case 'list':
        return texts(step, here, rules);
      default:
        return value(step, here);
    }
  }

  function value(step: ValuePlan, here: Here): unknown {
    const asked = here.asked.find((one) => askedPlace(one) === placeOf(step));
    if (asked === undefined) {
      const key = `${placeOf(step)} ${step.field}`;
      if (!here.made.has(key)) here.made.set(key, valueFor(step, random));
      return here.made.get(key);
    }
    if (asked.not !== true) return step.codec.read(pick(asked.values, random) ?? '', () => {});
    for (let attempt = 0; attempt < 20; attempt++) {
      const made = valueFor(step, random);
      if (!asked.values.includes(step.codec.write(made, () => {}, step.definition) ?? '')) return made;
    }
    return undefined;
  }

  function texts(step: ListPlan, here: Here, rules: Rules): unknown[] {
    const places = [step, ...(step.further ?? [])];
    const last = places.at(-1)!;
    const more =
      step.lines === true
        ? last.elements[0]!.definition.type === 'string'
        : repeats(wayOf(last.target), here, rules.all);
    const most = places.reduce((sum, { elements }) => sum + elements.length, more ? 1 : 0);
    const all = places.flatMap(({ elements }) => elements);
    return Array.from({ length: 1 + whole(most, random) }, (_, i) =>
      valueFor(all[Math.min(i, all.length - 1)]!, random),
    ).filter((one) => one !== undefined);
  }

  function nested(step: NestedPlan, path: string, here: Here, rules: Rules): unknown {
    const { bind } = step;
    if (bind === undefined) return item(step, path, here, rules);
    const count = bind.kind === 'each' && repeats(wayOf(bind.target), here, rules.all) ? 1 + whole(2, random) : 1;
    const items = Array.from({ length: count }, () => item(step, path, here, rules)).filter((one) => one !== undefined);
    return bind.kind === 'in' ? items[0] : items.length === 0 ? undefined : items;
  }

  function several({ places, list }: SeveralPlan, path: string, here: Here, rules: Rules): unknown {
    const wantedPlaces = places.map((place, i) => ({ place, i })).filter(({ i }) => above.has(`${path}#${i}`));
    if (!list) {
      const parts: Fields = {};
      for (const { place, i } of wantedPlaces) Object.assign(parts, item(place, `${path}#${i}`, here, rules));
      return Object.keys(parts).length === 0 ? undefined : parts;
    }
    const shared = new Set<string>();
    for (const { place, i } of wantedPlaces)
      for (const one of valuesHere(place))
        if (above.has(`${path}#${i}/${one.field}`) && one.kind === 'value') shared.add(`${placeOf(one)} ${one.field}`);
    const items = wantedPlaces.flatMap(({ place, i }) => {
      for (const one of valuesHere(place))
        if (one.kind === 'value' && shared.has(`${placeOf(one)} ${one.field}`)) above.add(`${path}#${i}/${one.field}`);
      const value = nested(place, `${path}#${i}`, here, rules);
      const made = value === undefined ? [] : Array.isArray(value) ? (value as Fields[]) : [value as Fields];
      const own = constantsOf(place);
      return made.filter((one) => Object.keys(own).length > 0 || !places.slice(0, i).some((other) => isOf(one, other)));
    });
    return items.length === 0 ? undefined : items;
  }

  /** An item that no rule above would take. */
  function item(step: NestedPlan, path: string, here: Here, rules: Rules): Fields | undefined {
    const { bind, block } = step;
    const way = bind === undefined ? [] : wayOf(bind.target);
    const asked = bind === undefined ? here.asked : (way.at(-1)?.predicates ?? []);
    const inside: Here = bind === undefined ? here : { item: endOf(way, here), asked, made: new Map() };
    const constants = constantsOf(step);
    const needs = new Set(
      ruled(block)
        .filter(({ step: one }) => {
          const [first] = valuesOf(one);
          if (first?.kind !== 'value') return false;
          const ask =
            bind === undefined ? undefined : asked.find((predicate) => askedPlace(predicate) === placeOf(first));
          return ask?.not === true && ask.values.includes('');
        })
        .map((one) => one.path),
    );
    const against = rules.before.filter(
      (rival) =>
        bind?.kind === 'each' &&
        rival.length >= way.length &&
        tagsOf(rival.slice(0, way.length)) === tagsOf(way) &&
        rival[way.length - 1]!.id !== way.at(-1)?.id &&
        rival[way.length - 1]!.predicates.some(({ not }) => not !== true),
    );
    for (let attempt = 0; attempt < 20; attempt++) {
      const made = object(block, `${path}/`, inside, needs);
      if (Object.keys(made).length > 0 && Object.keys(made).every((field) => BESIDE.has(field))) {
        const first = ruled(block).find(({ path: one }) => !BESIDE.has(one));
        if (first !== undefined && !needs.has(first.path)) {
          needs.add(first.path);
          continue;
        }
      }
      const taken = against.find((rival) =>
        rival[way.length - 1]!.predicates.every(
          (one) => one.values.includes(textAt(block, made, asked, one)) !== (one.not ?? false),
        ),
      );
      if (taken === undefined) return Object.keys(made).length === 0 ? undefined : { ...made, ...constants };
      for (const predicate of taken[way.length - 1]!.predicates)
        for (const one of ruled(block)) {
          const [first] = valuesOf(one.step);
          if (first?.kind === 'value' && placeOf(first) === askedPlace(predicate)) needs.add(one.path);
        }
    }
    return undefined;
  }
}

/** What an item would have in the place a predicate asks for. */
function textAt(block: BlockPlan, made: Fields, asked: readonly Predicate[], predicate: Predicate): string {
  for (const { path, step } of ruled(block)) {
    const [first] = valuesOf(step);
    if (first?.kind !== 'value' || placeOf(first) !== askedPlace(predicate)) continue;
    const value = at(made, path);
    if (value !== undefined) return first.codec.write(value, () => {}, first.definition) ?? '';
  }
  const constant = asked.find((one) => askedPlace(one) === askedPlace(predicate) && one.not !== true);
  return constant?.values[0] ?? '';
}

const isKind = (step: ValuePlan | ListPlan, value: string): boolean =>
  step.kind === 'value' && step.codec.known === undefined && !comesBack(step, 'ABC') && comesBack(step, value);
const isTime = (step: ValuePlan | ListPlan): boolean => isKind(step, '10:12:13') || isKind(step, '10:12');
const isDate = (step: ValuePlan | ListPlan): boolean => isKind(step, '2024-03-05');
