// Makes documents that a mapping can express, from its plan. They are in the form reading gives: what a specific rule
// claims stands in that rule's field, and not in the list of a rule below that takes the rest.
import type { Codec } from '../../src/core/mapping/codec.ts';
import type { Predicate } from '../../src/core/mapping/path.ts';
import type {
  BlockPlan,
  ListPlan,
  NestedPlan,
  Plan,
  SeveralPlan,
  StepPlan,
  Target,
  ValuePlan,
} from '../../src/core/mapping/plan.ts';
import type { Fields } from '../../src/core/mapping/read.ts';
import { catalog } from '../core/mapping/fixture.ts';

export type Random = () => number;
type Valued = Pick<ValuePlan, 'codec' | 'definition'>;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Paths of all values a plan reads, without positions in lists; of what stands in several places, each: `dates#1/date`. */
export function leavesOf(plan: Plan): string[] {
  const found = new Set<string>();
  const walk = (block: BlockPlan, path: string): void => {
    for (const step of block.steps) {
      if (step.kind === 'block') walk(step.block, `${path}${step.field}/`);
      else if (step.kind === 'several')
        for (const [i, place] of step.places.entries())
          walk(freshOf(step, i, place.block), `${path}${step.field}#${i}/`);
      else found.add(path + step.field);
    }
  };
  walk(plan.root, '');
  return [...found];
}

/** A place's rules; of an object in several places, a field is the first's that has it. */
function freshOf({ places, list }: SeveralPlan, index: number, block: BlockPlan): BlockPlan {
  const known = new Set(
    list ? [] : places.slice(0, index).flatMap((place) => place.block.steps.map(({ field }) => field)),
  );
  return { ...block, steps: block.steps.filter(({ field }) => !known.has(field)) };
}

const WIRE = [...catalog.tables.values()].flatMap((table) => [...(table.read.get('x12')?.keys() ?? [])]);
const pools = new Map<Codec, string[]>();

/** Whether a codec reads a text without complaint. */
function reads(codec: Codec, text: string): boolean {
  let noted = false;
  codec.read(text, () => {
    noted = true;
  });
  return !noted;
}

/** Wire codes of the codec's table that the element has room for; none for a codec without one. */
function poolOf({ codec, definition }: Valued): string[] {
  if (!pools.has(codec))
    pools.set(codec, reads(codec, 'no code') ? [] : [...new Set(WIRE)].filter((code) => reads(codec, code)));
  return pools.get(codec)!.filter(({ length }) => length >= definition.min && length <= definition.max);
}

const LETTERS = 'ABCDEFGHKLMNPQRSTUVWXYZ';
const DIGITS = '0123456789';

function wireText({ codec, definition }: Valued, random: Random): string {
  const { type, min, max } = definition;
  const whole = (below: number): number => Math.floor(random() * below);
  // Short texts are codes of letters only, such as currencies.
  const characters = max <= 3 ? LETTERS : LETTERS + DIGITS;
  const word = (length: number): string => Array.from({ length }, () => characters[whole(characters.length)]).join('');
  if (type === 'DT') return `20${10 + whole(80)}0${1 + whole(9)}${10 + whole(18)}`.slice(max === 6 ? 2 : 0);
  if (type === 'TM') return `1${whole(10)}${10 + whole(50)}`;
  if (type === 'R') return whole(2) === 0 ? String(1 + whole(99)) : `${whole(10)}.${1 + whole(9)}`;
  if (/^N/.test(type)) return String(1 + whole(9)).padEnd(Math.max(min, 1), '0');
  const pool = type === 'ID' ? poolOf({ codec, definition }) : [];
  if (pool.length > 0 && random() < 0.9) return pool[whole(pool.length)]!;
  return word(Math.max(min, Math.min(max, 1 + whole(12))));
}

/** A canonical value that the codec reads from some text without complaint, but for unknown codes. */
function madeFor(of: Valued, random: Random): unknown {
  const attempts = [
    wireText(of, random),
    wireText(of, random),
    String(1 + Math.floor(random() * 9)),
    '20240305',
    '0930',
    'Y',
  ];
  for (const text of attempts) {
    let refused = false;
    const value = of.codec.read(text, (code) => {
      refused = code !== 'CODE_NOT_IN_TABLE';
    });
    if (!refused && value !== undefined) return value;
  }
  return undefined;
}

interface Claim {
  tags: string;
  id: number;
  predicates: Predicate[];
}

/** What one context (the set, a loop or a segment) has used up. */
interface Scope {
  bound: NestedPlan | undefined;
  claims: Claim[];
  /** Qualifier and value pairs with a field of their own, by the segment they are in. */
  pairs: { tags: string; pair: NonNullable<ValuePlan['pair']> }[];
  /** Element groups taken, by the segment they are of. */
  groups: Map<string, number>;
}

const lastOf = ({ first, rest }: Target): Target['first'] => rest.at(-1) ?? first;
const tagsOf = ({ first, rest }: Target): string =>
  [first.slot < 0 ? '.' : first.tag, ...rest.map(({ tag }) => tag)].join('/');
const claimOf = (target: Target): Claim => ({
  tags: tagsOf(target),
  id: lastOf(target).id,
  predicates: lastOf(target).predicates,
});
const isOwn = ({ first, rest }: Target): boolean => first.slot < 0 && rest.length === 0;

const scopeOf = (bound: NestedPlan | undefined): Scope => ({ bound, claims: [], pairs: [], groups: new Map() });

/** Rules of the block that write single elements, objects without a binding included. */
function elementSteps(block: BlockPlan): { step: ValuePlan; within: string[] }[] {
  return block.steps.flatMap((step) => {
    if (step.kind === 'value') return [{ step, within: [] }];
    if (step.kind === 'block' && step.bind === undefined)
      return elementSteps(step.block).map((one) => ({ ...one, within: [step.field, ...one.within] }));
    return [];
  });
}

/** What an item would have at an element of the segment it is bound to. */
function ownText({ bind, block }: NestedPlan, item: Fields, { element, component }: Predicate): string {
  for (const { step, within } of elementSteps(block)) {
    if (!isOwn(step.target) || step.pair !== undefined || step.element !== element || step.component !== component)
      continue;
    const holder = within.reduce<unknown>((value, field) => (value as Fields | undefined)?.[field], item) as
      | Fields
      | undefined;
    const value = holder?.[step.field];
    if (value !== undefined) return step.codec.write(value, () => {}, undefined) ?? '';
  }
  return (
    lastOf(bind!.target).predicates.find((one) => one.element === element && one.component === component)?.values[0] ??
    ''
  );
}

/** A document with these leaves, over a base. */
export function documentOf(plan: Plan, wanted: string[], seed: number, base: Fields): Fields {
  const random = randomOf(seed);
  const above = new Set(
    wanted.flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))),
  );
  const made = object(plan.root, '', scopeOf(undefined), new Set());
  return merged(made, base);

  function object(block: BlockPlan, path: string, scope: Scope, forced: Set<number>): Fields {
    const into: Fields = {};
    for (const step of block.steps) {
      // No mapping of segments has a list in several places.
      if (step.kind === 'several') continue;
      const at = path + step.field;
      const value = above.has(at) || isForced(step, forced) ? oneOf(step, at, scope, forced) : undefined;
      if (value !== undefined) into[step.field] = value;
      if (step.kind === 'value' && step.pair !== undefined)
        scope.pairs.push({ tags: tagsOf(step.target), pair: step.pair });
      if (step.kind === 'either') scope.claims.push(...step.options.map(({ target }) => claimOf(target)));
      else if (step.kind !== 'block') scope.claims.push(claimOf(step.target));
      else if (step.bind !== undefined) scope.claims.push(claimOf(step.bind.target));
    }
    return into;
  }

  function isForced(step: StepPlan, forced: Set<number>): boolean {
    return (
      step.kind === 'value' &&
      isOwn(step.target) &&
      step.pair === undefined &&
      forced.has(step.element) &&
      (step.component ?? 1) === 1
    );
  }

  function oneOf(step: Exclude<StepPlan, SeveralPlan>, path: string, scope: Scope, forced: Set<number>): unknown {
    if (step.kind === 'block') return nested(step, path, scope, forced);
    if (step.kind === 'either') return oneOf(step.options[0]!, path, scope, forced);
    if (step.kind === 'list') return texts(step);
    if (step.pair !== undefined) return behindQualifier(step, scope);
    const constant = isOwn(step.target) ? scope.bound?.bind?.target : undefined;
    const predicate =
      constant === undefined
        ? undefined
        : lastOf(constant).predicates.find((one) => one.element === step.element && one.component === step.component);
    if (predicate === undefined) return madeFor(step, random);
    return step.codec.read(predicate.values[Math.floor(random() * predicate.values.length)]!, () => {});
  }

  function texts(step: ListPlan): unknown[] {
    const most = step.target.first.slot < 0 ? step.elements.length : step.elements.length + 1;
    return Array.from({ length: 1 + Math.floor(random() * most) }, (_, i) =>
      madeFor(step.elements[i % step.elements.length]!, random),
    );
  }

  function room(target: Target, { from, to, size }: { from: number; to: number; size: number }, scope: Scope): boolean {
    const key = `${tagsOf(target)} ${from}`;
    const taken = scope.groups.get(key) ?? 0;
    if (taken >= (to - from + 1) / size) return false;
    scope.groups.set(key, taken + 1);
    return true;
  }

  function behindQualifier(step: ValuePlan, scope: Scope): unknown {
    if (!room(step.target, step.pair!.range, scope)) return undefined;
    const { qualifiers } = step.pair!;
    const { length } = qualifiers[Math.floor(random() * qualifiers.length)]!;
    return length === undefined
      ? madeFor(step, random)
      : Array.from({ length }, () => Math.floor(random() * 10)).join('');
  }

  function nested(step: NestedPlan, path: string, scope: Scope, forced: Set<number>): unknown {
    const { bind, block } = step;
    if (bind === undefined) return nonEmpty(object(block, `${path}/`, scope, forced));
    const count = bind.kind === 'in' ? 1 : 1 + Math.floor(random() * 2);
    const items = Array.from({ length: count }, () => item(step, path, scope)).filter((one) => one !== undefined);
    return bind.kind === 'in' ? items[0] : items.length === 0 ? undefined : items;
  }

  /** An item that no rule above would claim. */
  function item(step: NestedPlan, path: string, scope: Scope): Fields | undefined {
    const { target, range } = step.bind!;
    // Groups of the bound segment itself cannot go on in another.
    if (range !== undefined && isOwn(target) && !room(target, range, scope)) return undefined;
    const rivals =
      range !== undefined
        ? []
        : scope.claims.filter((one) => one.tags === tagsOf(target) && one.id !== lastOf(target).id);
    // A group is one item only when it holds something.
    const forced = new Set(range === undefined ? [] : Array.from({ length: range.size }, (_, i) => range.from + i));
    for (let attempt = 0; attempt < 30; attempt++) {
      const made = object(step.block, `${path}/`, scopeOf(step), forced);
      const claimed = rivals.some(({ predicates }) =>
        predicates.every((one) => one.values.includes(ownText(step, made, one))),
      );
      if (!claimed && !takenByQualifier(step, made, scope)) return nonEmpty(made);
      for (const { predicates } of rivals) for (const { element } of predicates) forced.add(element);
    }
    return undefined;
  }

  /** Whether a rule for a qualifier of the same segment would take the item's pair. */
  function takenByQualifier({ block, bind }: NestedPlan, made: Fields, { pairs }: Scope): boolean {
    const { range, target } = bind!;
    if (range === undefined) return false;
    const { from } = range;
    const member = (element: number): string => {
      const found = elementSteps(block).find(({ step }) => step.element === element)?.step;
      return found === undefined || made[found.field] === undefined
        ? ''
        : (found.codec.write(made[found.field], () => {}, undefined) ?? '');
    };
    const qualifiers = pairs
      .filter(({ tags, pair }) => tags === tagsOf(target) && pair.range.from === from)
      .flatMap(({ pair }) => pair.qualifiers);
    return qualifiers.some(
      ({ code, length }) => code === member(from) && (length === undefined || length === member(from + 1).length),
    );
  }
}

const nonEmpty = (made: Fields): Fields | undefined => (Object.keys(made).length === 0 ? undefined : made);

export function merged(made: Fields, base: Fields): Fields {
  const both = { ...base, ...made };
  for (const [field, value] of Object.entries(base)) {
    if (typeof value === 'object' && !Array.isArray(value) && made[field] !== undefined)
      both[field] = { ...value, ...(made[field] as Fields) };
  }
  return both;
}
