/**
 * Makes sets that are valid by dictionary and guide, from a seed: the same seed makes the same set. Where a mapping is
 * given, what it reads is what the sets hold.
 *
 * A segment is only put where our structure check would put it too: sets are read in order without looking
 * ahead, and what an open inner loop has room for would be taken by it.
 */

import {
  type Definition,
  type Item,
  type LoopDefinition,
  SECTION,
  type SetDefinition,
  trigger,
} from '../edi/definition.ts';
import * as level from '../edi/level.ts';
import type { PlaceField } from '../mapping/fields.ts';
import type { Predicate } from '../mapping/path.ts';
import { leaf, type Node, text } from '../tree.ts';
import { type Chance, chance } from './chance.ts';
import {
  type Choice,
  type Entry,
  fits,
  isSamePlace,
  type ReleaseGuide,
  type Rule,
  type Scope,
  segmentOf,
} from './guide.ts';
import { makeSegment, type Wanted } from './segment.ts';

export interface SampleRequest {
  definition: Definition;
  set: SetDefinition;
  guide: ReleaseGuide | undefined;
  /** What the mapping reads (mapping/fields.ts); undefined when there is none. */
  fields: readonly PlaceField[] | undefined;
  seed: number;
  /** How much of what is optional is used; 1 unless given. */
  density?: number;
  /** These places are to stand in the set, even where they are forbidden. */
  wanted?: readonly Entry[];
  /** A rule that is to be broken, of a place that is wanted. */
  breaks?: { entry: Entry; rule: Rule } | undefined;
}

export interface Sample {
  /** Without header and trailer. */
  segments: Node[];
  /** Where each entry of the guide stands: its segments, from and to, behind `to` nothing of it. */
  stands: Map<Entry, Range[]>;
}

interface Range {
  from: number;
  to: number;
}

interface Frame {
  loop: LoopDefinition;
  at: number;
  count: number;
}

/** Segments that hold what only their sender's program understands. */
const BINARY = 'B';
const BOUNDED = new Set(['LS', 'LE']);
/** Levels of HL, by HL03, from the outermost in; CPS has one level in another. */
const LEVELS = ['S', 'E', 'O', 'T', 'P', 'I'];
const USUAL_LEVELS: ReadonlyMap<string, string[]> = new Map([['HL', ['S', 'O', 'I']]]);
const KIND = 3;
const X12_LINES = ['PO1', 'IT1', 'POC'];
const LINES = new Set([...X12_LINES, 'LIN']);
const TOTALS = new Set(['CTT', 'CNT']);
/** Of element 6069. */
const LINE_COUNT = '2';
/** Segments that most senders use. */
const USUAL = new Set([
  'REF',
  'DTM',
  'N1',
  'N3',
  'N4',
  'PER',
  'PID',
  'TD5',
  'SAC',
  'ITD',
  'LIN',
  'SN1',
  'PRF',
  'MAN',
  'ACK',
  'RFF',
  'NAD',
  'IMD',
  'PIA',
  'QTY',
  'PRI',
  'CUX',
  'FTX',
  'CTA',
  'COM',
  'TAX',
]);

// What stands at one place is chosen without regard to another that depends on it: it is chosen again until they agree.
const CHOICES = 60;
const STRIDE = 1_000_003;

/** A set, or undefined when this seed makes none; another may. */
export function sampleSet(request: SampleRequest): Sample | undefined {
  for (let choice = 0; choice < CHOICES; choice++) {
    const made = chosenSet({ ...request, seed: request.seed + choice * STRIDE });
    if (made !== 'unagreed') return made;
  }
  return undefined;
}

/** The set of this very seed. */
function chosenSet(request: SampleRequest): Sample | 'unagreed' | undefined {
  const { set, guide, fields, wanted = [], breaks } = request;
  const draw: Chance = chance(request.seed);
  const segments: Node[] = [];
  const stands = new Map<Entry, Range[]>();
  /** Where each loop stands that the guide says something of. */
  const loops = new Map<Scope, Range[]>();
  const stack: Frame[] = [{ loop: set.body, at: 0, count: 0 }];
  const isWanted = (entry: Entry | undefined): boolean => entry !== undefined && wanted.includes(entry);
  const byPlace = fields === undefined ? undefined : index(fields);
  const needed = index((fields ?? []).filter((one) => one.needed === true));
  let levels = 0;

  const complete = body(set.body, 0, guide === undefined ? [] : [guide.root], []);
  if (!complete) return undefined;
  if (guide !== undefined && !dependencesKept(guide)) return 'unagreed';
  count(segments);
  part(segments);
  return { segments, stands };

  /** The items of a loop behind its first segment; false when something needed cannot be made. */
  function body(loop: LoopDefinition, depth: number, scopes: Scope[], chain: Node[]): boolean {
    const stood = new Map<Entry, number>();
    return loop.items.every((item, i) => {
      if (depth > 0 && i === 0) return true;
      const choices = scopes.flatMap((scope) => scope.choices.get(trigger(item)) ?? []);
      const asked = instances(item, choices, chain);
      return asked.every(({ fixed, needed }) => put(item, i, depth, fixed, choices, chain, stood) || !needed);
    });
  }

  /** What is to stand of an item: what is needed first, each with what it must say of itself. */
  function instances(item: Item, choices: Choice[], chain: Node[]): { fixed: Predicate[]; needed: boolean }[] {
    const tag = trigger(item);
    if (level.isLevel(tag) && item.kind === 'loop') return hierarchy(tag, choices);
    const asked: { fixed: Predicate[]; needed: boolean }[] = [];
    for (const { step, entry, below } of choices) {
      const least = Math.max(entry?.min ?? 0, leads(entry, below) ? 1 : 0);
      if (step.predicates.length > 0)
        for (let n = 0; n < least; n++) asked.push({ fixed: step.predicates, needed: true });
    }
    const plain = choices.find(({ step }) => step.predicates.length === 0);
    const least = Math.max(item.required ? 1 : 0, plain?.entry?.min ?? 0, leads(plain?.entry, plain?.below) ? 1 : 0);
    while (asked.length < least) asked.push({ fixed: [], needed: true });
    for (const said of neededIn(tag, chain))
      if (
        asked.length < item.max &&
        !asked.some(({ fixed }) => said.every((one) => fixed.some((other) => isSamePlace(one, other))))
      )
        asked.push({ fixed: said, needed: false });
    // What stands for others may be bound to be right.
    if (breaks !== undefined && breaks.entry === plain?.entry && asked.length < item.max && asked.length >= least)
      asked.push({ fixed: [], needed: true });
    const most = Math.min(item.max, isWanted(plain?.entry) ? item.max : (plain?.entry?.max ?? item.max));
    let further = draw.happens(share(item, choices, chain)) ? 1 : 0;
    if (LINES.has(tag) && chain.length === 0) further = draw.below(3) + (asked.length === 0 ? 1 : 0);
    for (let n = 0; n < further && asked.length < most; n++) asked.push({ fixed: [], needed: false });
    return asked;
  }

  /** One level of each kind, each below the one before. */
  function hierarchy(tag: string, choices: Choice[]): { fixed: Predicate[]; needed: boolean }[] {
    const named = choices
      .filter(({ entry, below }) => (entry?.min ?? 0) > 0 || leads(entry, below))
      .flatMap(({ step }) => step.predicates.filter(({ element }) => element === KIND).map(({ values }) => values[0]!));
    const barred = choices
      .filter(({ entry }) => entry?.max === 0 && !isWanted(entry))
      .flatMap(({ step }) => step.predicates.flatMap(({ values }) => values));
    const kinds = [...new Set([...(USUAL_LEVELS.get(tag) ?? []), ...named])].filter((kind) => !barred.includes(kind));
    const rank = (kind: string): number => (LEVELS.includes(kind) ? LEVELS.indexOf(kind) : LEVELS.length);
    const ordered = kinds
      .sort((a, b) => rank(a) - rank(b))
      .map((kind) => ({ fixed: [{ element: KIND, component: undefined, values: [kind] }], needed: true }));
    return ordered.length > 0 ? ordered : [{ fixed: [], needed: true }];
  }

  /** Whether what is wanted stands here or below. */
  function leads(entry: Entry | undefined, below: Scope | undefined): boolean {
    if (wanted.length === 0) return false;
    if (isWanted(entry)) return true;
    return [...(below?.choices.values() ?? [])].some((list) => list.some((one) => leads(one.entry, one.below)));
  }

  function share(item: Item, choices: Choice[], chain: Node[]): number {
    const segment = segmentOf(item);
    const isBinary = segment.elements.some(({ definition }) => definition.type === BINARY);
    if (isBinary || BOUNDED.has(segment.tag)) return 0;
    if (TOTALS.has(segment.tag)) return 0.5;
    if (choices.some(({ entry }) => entry !== undefined && entry.max > 0)) return 0.6;
    const isRead = byPlace === undefined || placesOf(segment.tag, chain) !== undefined;
    return isRead ? (request.density ?? 1) * (USUAL.has(segment.tag) ? 0.5 : 0.05) : 0;
  }

  /** What segments of a tag must say to hold a field that no document can do without. */
  function neededIn(tag: string, chain: Node[]): Predicate[][] {
    const there = needed.get(keyOf(tag, chain)) ?? [];
    const fitting = there.filter(({ steps }) => chain.every((node, i) => fits(node, steps[i]!.predicates)));
    return fitting.map(({ steps }) => steps.at(-1)!.predicates.filter(({ not }) => not !== true));
  }

  /** What the mapping reads of a segment below these; undefined when that is nothing. */
  function placesOf(tag: string, chain: Node[]): PlaceField[] | undefined {
    const found = byPlace
      ?.get(keyOf(tag, chain))
      ?.filter(({ steps }) => chain.every((node, i) => fits(node, steps[i]!.predicates)));
    return found?.length === 0 ? undefined : found;
  }

  /** Makes an item and puts it where it is read as meant; false when that fails. */
  function put(
    item: Item,
    at: number,
    depth: number,
    fixed: Predicate[],
    choices: Choice[],
    chain: Node[],
    stood: Map<Entry, number>,
  ): boolean {
    const definition = segmentOf(item);
    if (!landsIn(definition.tag, depth, at)) return false;
    const asked: Wanted = {
      definition,
      fixed,
      choices,
      fields: byPlace === undefined ? undefined : (placesOf(definition.tag, chain) ?? []),
      room: (entry) => isWanted(entry) || (stood.get(entry) ?? 0) < entry.max,
    };
    const broken = choices.some(({ entry }) => entry === breaks?.entry)
      ? makeSegment({ ...asked, breaks }, draw)
      : undefined;
    const node = broken ?? makeSegment(asked, draw);
    if (node === undefined) return false;
    if (item.kind === 'loop') number(node);
    const from = segments.length;
    segments.push(node);
    stack.length = depth + 1;
    const frame = stack[depth]!;
    if (at > frame.at) Object.assign(frame, { at, count: 0 });
    frame.count++;
    const matching = choices.filter(({ step }) => fits(node, step.predicates));
    for (const { entry } of matching) if (entry !== undefined) stood.set(entry, (stood.get(entry) ?? 0) + 1);
    if (
      item.kind === 'loop' &&
      !inside(
        item,
        depth + 1,
        matching.flatMap(({ below }) => below ?? []),
        [...chain, node],
      )
    )
      return false;
    const range = { from, to: segments.length };
    for (const { entry, below } of matching) {
      if (entry !== undefined) stands.set(entry, [...(stands.get(entry) ?? []), range]);
      if (below !== undefined) loops.set(below, [...(loops.get(below) ?? []), range]);
    }
    return true;
  }

  /** Whether what stands or does not is what other places ask for; not asked of what is wanted. */
  function dependencesKept({ root, entries }: ReleaseGuide): boolean {
    loops.set(root, [{ from: 0, to: segments.length }]);
    return entries.every((entry) => {
      const { dependence } = entry;
      if (dependence === undefined || isWanted(entry)) return true;
      const { use, on, shared } = dependence;
      const scopes = scopesOf(root, entry);
      const inside = (one: Entry, { from, to }: Range): boolean =>
        stands.get(one)?.some((range) => range.from >= from && range.to <= to) ?? false;
      const common = loops.get(scopes[shared]!) ?? [];
      return (loops.get(scopes.at(-1)!) ?? []).every((loop) => {
        const around = common.find(({ from, to }) => from <= loop.from && to >= loop.to)!;
        return !inside(on, around) || inside(entry, loop) === (use === 'mandatory');
      });
    });
  }

  /** A loop whose first segment stands already; one that starts with a loop opens both. */
  function inside(loop: LoopDefinition, depth: number, scopes: Scope[], chain: Node[]): boolean {
    stack.push({ loop, at: 0, count: 1 });
    const [first] = loop.items;
    if (first?.kind === 'loop' && !inside(first, depth + 1, scopes, chain)) return false;
    return body(loop, depth, scopes, chain);
  }

  /** Whether the reader puts this tag into this loop and item: the innermost open loop with room takes it. */
  function landsIn(tag: string, depth: number, at: number): boolean {
    for (let level = stack.length - 1; level >= 0; level--) {
      const frame = stack[level]!;
      const here = frame.loop.starts
        .get(tag)
        ?.find((one) => one > frame.at || (one === frame.at && frame.count < frame.loop.items[one]!.max));
      if (here !== undefined) return level === depth && here === at;
    }
    return false;
  }

  /** Each level stands below the one before; whether more stand below it is left open. */
  function number(node: Node): void {
    const places = level.LEVELS.get(node.name);
    if (places === undefined) return;
    levels++;
    const last = Math.max(places.id, places.parent);
    while (node.children.length < last) node.children.push(leaf('', -1, 0));
    node.children[places.id - 1] = leaf(String(levels), -1, 0);
    node.children[places.parent - 1] = leaf(levels === 1 ? '' : String(levels - 1), -1, 0);
    if (places.children !== undefined) node.children.splice(places.children - 1);
  }
}

/** The scopes from the set down to the one an entry stands in. */
function scopesOf(root: Scope, { source }: Entry): Scope[] {
  const scopes = [root];
  for (const { tag, selector } of source.path.steps.slice(0, -1))
    scopes.push(
      scopes
        .at(-1)!
        .choices.get(tag)!
        .find(({ step }) => step.selector === selector)!.below!,
    );
  return scopes;
}

const keyOf = (tag: string, chain: Node[]): string => [...chain.map(({ name }) => name), tag].join('/');

/** By the tags on the way: `PO1/PID`. */
function index(fields: readonly PlaceField[]): Map<string, PlaceField[]> {
  const found = new Map<string, PlaceField[]>();
  for (const field of fields) {
    const key = field.steps.map(({ tag }) => tag).join('/');
    const list = found.get(key);
    if (list === undefined) found.set(key, [field]);
    else list.push(field);
  }
  return found;
}

/** CTT01 counts the lines, or the levels of a set that has them; CNT with qualifier 2 the lines. */
function count(segments: Node[]): void {
  const total = segments.find(({ name }) => TOTALS.has(name));
  if (total === undefined) return;
  const lines = (tags: readonly string[]): number => segments.filter(({ name }) => tags.includes(name)).length;
  if (total.name === 'CNT') countIn(segments, lines(['LIN']));
  else if (text(total, 1) !== '') {
    total.children[0] = leaf(String(lines([...X12_LINES, 'HL']) || 1), -1, 0);
    // A hash total is for who knows what it sums.
    if (total.children.length > 1) total.children[1] = leaf('', -1, 0);
  }
}

/** Every CNT but the one that counts lines is left as it is: what it counts is for who knows the rest of the set. */
function countIn(segments: Node[], lines: number): void {
  for (const { name, children } of segments) {
    const [control] = children;
    if (name === 'CNT' && control?.value === LINE_COUNT && control.children.length > 1)
      control.children[1] = leaf(String(lines), -1, 0);
  }
}

/** The last section is the summary, those before it hold details. */
function part(segments: Node[]): void {
  const sections = segments.filter(({ name }) => name === SECTION);
  sections.forEach(({ children }, i) => {
    children[0] = leaf(i === sections.length - 1 ? 'S' : 'D', -1, 0);
  });
}
