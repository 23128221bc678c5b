/**
 * Makes sets that are valid by dictionary and guide, from a seed: the same seed makes the same set. Where a mapping is
 * given, what it reads is what the sets hold.
 *
 * A segment is only put where our structure check would put it too: X12 sets are read in order without looking
 * ahead, and what an open inner loop has room for would be taken by it.
 */

import { type Definition, type Item, type LoopDefinition, type SetDefinition, trigger } from '../edi/definition.ts';
import type { PlaceField } from '../mapping/fields.ts';
import type { Predicate } from '../mapping/path.ts';
import { leaf, type Node, text } from '../tree.ts';
import { type Chance, chance } from './chance.ts';
import { type Choice, type Entry, fits, LEVEL, type ReleaseGuide, type Rule, type Scope, segmentOf } from './guide.ts';
import { makeSegment } from './segment.ts';

export interface SampleRequest {
  definition: Definition;
  set: SetDefinition;
  guide: ReleaseGuide | undefined;
  /** What the mapping reads (mapping/fields.ts); undefined when there is none. */
  fields: readonly PlaceField[] | undefined;
  seed: number;
  /** How much of what is optional is used; 1 unless given. */
  density?: number;
  /** This place is to stand in the set, even where it is forbidden. */
  wanted?: Entry | undefined;
  /** A rule of it that is to be broken. */
  breaks?: Rule | undefined;
}

export interface Sample {
  /** Without header and trailer. */
  segments: Node[];
  /** Where each entry of the guide stands: its segments, from and to, behind `to` nothing of it. */
  stands: Map<Entry, { from: number; to: number }[]>;
}

interface Frame {
  loop: LoopDefinition;
  at: number;
  count: number;
}

/** Segments that hold what only their sender's program understands. */
const BINARY = 'B';
const BOUNDED = new Set(['LS', 'LE']);
const LEVELS = ['S', 'E', 'O', 'T', 'P', 'I'];
const USUAL_LEVELS = ['S', 'O', 'I'];
const LINES = new Set(['PO1', 'IT1', 'POC']);
const TOTALS = 'CTT';
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
]);

/** A set, or undefined when this seed makes none; another may. */
export function sampleSet(request: SampleRequest): Sample | undefined {
  const { set, guide, fields, wanted, breaks } = request;
  const draw: Chance = chance(request.seed);
  const segments: Node[] = [];
  const stands = new Map<Entry, { from: number; to: number }[]>();
  const stack: Frame[] = [{ loop: set.body, at: 0, count: 0 }];
  const byPlace = fields === undefined ? undefined : index(fields);
  let levels = 0;

  const complete = body(set.body, 0, guide === undefined ? [] : [guide.root], []);
  if (!complete) return undefined;
  count(segments);
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
    if (tag === LEVEL && item.kind === 'loop') return hierarchy(choices);
    const asked: { fixed: Predicate[]; needed: boolean }[] = [];
    for (const { step, entry, below } of choices) {
      const least = Math.max(entry?.min ?? 0, leads(entry, below) ? 1 : 0);
      if (step.predicates.length > 0)
        for (let n = 0; n < least; n++) asked.push({ fixed: step.predicates, needed: true });
    }
    const plain = choices.find(({ step }) => step.predicates.length === 0);
    const least = Math.max(item.required ? 1 : 0, plain?.entry?.min ?? 0, leads(plain?.entry, plain?.below) ? 1 : 0);
    while (asked.length < least) asked.push({ fixed: [], needed: true });
    const most = Math.min(item.max, plain?.entry === wanted ? item.max : (plain?.entry?.max ?? item.max));
    let further = draw.happens(share(item, choices, chain)) ? 1 : 0;
    if (LINES.has(tag) && chain.length === 0) further = draw.below(3);
    for (let n = 0; n < further && asked.length < most; n++) asked.push({ fixed: [], needed: false });
    return asked;
  }

  /** One level of each kind, each below the one before. */
  function hierarchy(choices: Choice[]): { fixed: Predicate[]; needed: boolean }[] {
    const named = choices
      .filter(({ entry, below }) => (entry?.min ?? 0) > 0 || leads(entry, below))
      .flatMap(({ step }) => step.predicates.filter(({ element }) => element === 3).map(({ values }) => values[0]!));
    const barred = choices
      .filter(({ entry }) => entry?.max === 0 && entry !== wanted)
      .flatMap(({ step }) => step.predicates.flatMap(({ values }) => values));
    const kinds = [...new Set([...USUAL_LEVELS, ...named])].filter((kind) => !barred.includes(kind));
    const rank = (kind: string): number => (LEVELS.includes(kind) ? LEVELS.indexOf(kind) : LEVELS.length);
    return kinds
      .sort((a, b) => rank(a) - rank(b))
      .map((kind) => ({ fixed: [{ element: 3, component: undefined, values: [kind] }], needed: true }));
  }

  /** Whether the wanted entry stands here or below. */
  function leads(entry: Entry | undefined, below: Scope | undefined): boolean {
    if (wanted === undefined) return false;
    if (entry === wanted) return true;
    return [...(below?.choices.values() ?? [])].some((list) => list.some((one) => leads(one.entry, one.below)));
  }

  function share(item: Item, choices: Choice[], chain: Node[]): number {
    const segment = segmentOf(item);
    const isBinary = segment.elements.some(({ definition }) => definition.type === BINARY);
    if (isBinary || BOUNDED.has(segment.tag) || segment.tag === TOTALS) return segment.tag === TOTALS ? 0.5 : 0;
    if (choices.some(({ entry }) => entry !== undefined && entry.max > 0)) return 0.6;
    const isRead = byPlace === undefined || placesOf(segment.tag, chain) !== undefined;
    return isRead ? (request.density ?? 1) * (USUAL.has(segment.tag) ? 0.5 : 0.05) : 0;
  }

  /** What the mapping reads of a segment below these; undefined when that is nothing. */
  function placesOf(tag: string, chain: Node[]): PlaceField[] | undefined {
    const found = byPlace
      ?.get([...chain.map(({ name }) => name), tag].join('/'))
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
    const node = makeSegment(
      {
        definition,
        fixed,
        choices,
        fields: byPlace === undefined ? undefined : (placesOf(definition.tag, chain) ?? []),
        room: (entry) => entry === wanted || (stood.get(entry) ?? 0) < entry.max,
        breaks:
          breaks !== undefined && wanted !== undefined && choices.some(({ entry }) => entry === wanted)
            ? { entry: wanted, rule: breaks }
            : undefined,
      },
      draw,
    );
    if (node === undefined) return false;
    if (definition.tag === LEVEL && item.kind === 'loop') number(node);
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
    for (const { entry } of matching)
      if (entry !== undefined) stands.set(entry, [...(stands.get(entry) ?? []), { from, to: segments.length }]);
    return true;
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

  function number(node: Node): void {
    levels++;
    while (node.children.length < 2) node.children.push(leaf('', -1, 0));
    node.children[0] = leaf(String(levels), -1, 0);
    node.children[1] = leaf(levels === 1 ? '' : String(levels - 1), -1, 0);
    node.children.length = Math.min(node.children.length, 3);
  }
}

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

/** CTT01 counts the lines, or the levels of a set that has them. */
function count(segments: Node[]): void {
  const totals = segments.find(({ name }) => name === TOTALS);
  if (totals === undefined || text(totals, 1) === '') return;
  const lines = segments.filter(({ name }) => LINES.has(name) || name === LEVEL).length;
  totals.children[0] = leaf(String(lines || 1), -1, 0);
  // A hash total is for who knows what it sums.
  if (totals.children.length > 1) totals.children[1] = leaf('', -1, 0);
}
