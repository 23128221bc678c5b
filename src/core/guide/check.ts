/**
 * Checks a guide against the dictionaries of its releases and makes it ready to run. Every name in it that none of them
 * has, and everything it asks for that cannot be met, is a finding with `file:line:column` and the nearest right name;
 * a guide with findings is not used.
 */

import {
  type Definition,
  type LoopDefinition,
  type SegmentDefinition,
  type SetDefinition,
  trigger,
} from '../edi/definition.ts';
import { hint } from '../mapping/nearest.ts';
import type { Path, Step } from '../mapping/path.ts';
import { type Finding, type Place, place } from '../yaml.ts';
import { elementCheck, nameOf, ruleOf, times } from './constraint.ts';
import { agrees, type Dependence, type Entry, type Guide, type ReleaseGuide, type Scope, segmentOf } from './guide.ts';
import type { EntrySource, GuideSource } from './parse.ts';

export function createGuide(
  partner: string,
  source: GuideSource,
  definitions: Definition[],
): { guide: Guide | undefined; findings: Finding[] } {
  const { file, message, about } = source;
  const [format = '', type = ''] = message.value.split('/');
  const findings: Finding[] = [];
  const releases = new Map<string, ReleaseGuide>();
  for (const definition of definitions) {
    const release = releaseGuide(definition, type);
    if (release !== undefined) releases.set(definition.release, release);
  }
  if (releases.size === 0) {
    const messages = definitions.flatMap(({ sets }) => [...sets.keys()].map((one) => `${format}/${one}`));
    findings.push({
      ...message.at,
      message: `guide: no dictionary defines ${message.value}${hint(message.value, messages)}`,
    });
  }
  const places = source.entries.map(({ path }) => path.source);
  for (const entry of source.entries) {
    const read = [...releases.values()].map((release) => ({ release, ...readEntry(entry, release.set, source) }));
    for (const { release, made } of read) if (made !== undefined) release.entries.push(made);
    findings.push(...agreed(read));
  }
  for (const [i, one] of places.entries())
    if (places.indexOf(one) < i) findings.push({ ...source.entries[i]!.at, message: `${one} is there already` });
  if (findings.length > 0) return { guide: undefined, findings };
  const conventions = conventionsOf(source);
  const names = [...releases.keys()];
  // A guide holds on to the whole dictionary it is laid over: it is laid over one when a message of that comes.
  const made = new WeakMap<Definition, ReleaseGuide | undefined>();
  const within = (definition: Definition): ReleaseGuide | undefined => {
    if (!made.has(definition)) made.set(definition, laidOver(definition, type, source));
    return made.get(definition);
  };
  const guide: Guide = { partner, file, message: message.value, about, conventions, releases: names, in: within };
  return { guide, findings };
}

function releaseGuide(definition: Definition, type: string): ReleaseGuide | undefined {
  const set = definition.sets.get(type);
  return set === undefined ? undefined : { definition, set, entries: [], root: newScope(set.body) };
}

/** A guide in a release; of one it was not checked against, places that this does not have ask nothing. */
function laidOver(definition: Definition, type: string, source: GuideSource): ReleaseGuide | undefined {
  const release = releaseGuide(definition, type);
  if (release === undefined) return undefined;
  release.entries.push(...source.entries.flatMap((entry) => readEntry(entry, release.set, source).made ?? []));
  build(release.root, release.entries);
  return release;
}

function conventionsOf({ conventions }: GuideSource): Guide['conventions'] {
  const [first] = conventions;
  if (first === undefined) return undefined;
  return { names: conventions.map(({ value }) => value), at: place(first.at) };
}

interface Reading {
  made: Entry | undefined;
  findings: Finding[];
}

/** A guide serves several releases: wrong is what is wrong in each of those that have the place. */
function agreed(readings: Reading[]): Finding[] {
  const having = readings.filter(({ made }) => made !== undefined);
  const counted = having.length > 0 ? having : readings;
  const [first, ...others] = counted;
  const key = ({ line, column }: Place): string => `${line}:${column}`;
  return (first?.findings ?? []).filter((one) =>
    others.every(({ findings }) => findings.some((other) => key(other) === key(one))),
  );
}

const newScope = (loop: LoopDefinition): Scope => ({ loop, choices: new Map(), counted: [] });

/** Puts entries where walking the set finds them, and with them the places that others depend on. */
function build(root: Scope, entries: Entry[]): void {
  const placed = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { dependence } of entries) {
    if (dependence === undefined) continue;
    const { path } = dependence.on;
    const known = placed.get(path);
    if (known === undefined) placed.set(path, dependence.on);
    else dependence.on = known;
  }
  for (const entry of placed.values()) put(root, entry);
}

function put(root: Scope, entry: Entry): void {
  let scope = root;
  const { steps } = entry.source.path;
  steps.forEach((step, i) => {
    const choices = scope.choices.get(step.tag) ?? [];
    scope.choices.set(step.tag, choices);
    let choice = choices.find((one) => one.step.selector === step.selector);
    if (choice === undefined) {
      choice = { step, entry: undefined, below: undefined };
      choices.push(choice);
    }
    if (i === steps.length - 1) choice.entry = entry;
    else {
      const item = scope.loop.items.find((one) => trigger(one) === step.tag) as LoopDefinition;
      choice.below ??= newScope(item);
      scope = choice.below;
    }
  });
  if (entry.min > 0 || entry.max < Number.POSITIVE_INFINITY || entry.dependence !== undefined)
    scope.counted.push(entry);
}

type Report = (at: Place, message: string) => void;

/** The loop a place stands in, and which of its items it is. */
interface Standing {
  parent: LoopDefinition;
  index: number;
}

/** Where a place stands in one release; undefined when it has no such place, which is found. */
function locate(path: Path, at: Place, set: SetDefinition, guide: GuideSource, wrong: Report): Standing | undefined {
  let parent = set.body;
  let index = -1;
  let { column } = at;
  for (const [i, step] of path.steps.entries()) {
    const stepAt = { ...at, column };
    column += step.selector.length + 1;
    if (i > 0) {
      const above = parent.items[index]!;
      if (above.kind === 'segment') {
        wrong(stepAt, `${trigger(above)} is a segment: nothing stands below it${elsewhere(set, step.tag)}`);
        return undefined;
      }
      parent = above;
    }
    index = parent.items.findIndex((item, at) => trigger(item) === step.tag && !(at === 0 && i > 0));
    if (index < 0) {
      const here = parent.items.map(trigger);
      wrong(
        stepAt,
        `${step.tag} does not stand ${i === 0 ? 'at the top' : `in ${path.steps[i - 1]!.selector}`} of ${guide.message.value}${
          elsewhere(set, step.tag) || hint(step.tag, here)
        }`,
      );
      return undefined;
    }
    checkPredicates(step, segmentOf(parent.items[index]!), stepAt, guide, wrong);
  }
  return { parent, index };
}

/** What an entry means in one release; its findings leave out what they are about. */
function readEntry(source: EntrySource, set: SetDefinition, guide: GuideSource): Reading {
  const findings: Finding[] = [];
  const { path } = source;
  const wrong: Report = ({ file, line, column }, message) => {
    findings.push({ file, line, column, message });
  };
  const standing = locate(path, source.at, set, guide, wrong);
  if (standing === undefined) return { made: undefined, findings };
  const { parent, index } = standing;
  const item = parent.items[index]!;
  const segment = segmentOf(item);
  const use = source.when === undefined ? source.use?.value : undefined;
  const min = Math.max(source.min?.value ?? 0, use === 'mandatory' ? 1 : 0);
  const max = use === 'forbidden' ? 0 : (source.max?.value ?? Number.POSITIVE_INFINITY);
  const alone = path.steps.at(-1)!.predicates.length === 0;
  if (source.use?.value === 'forbidden' && item.required && alone)
    wrong(source.use!.at, `${segment.tag} is mandatory here by the dictionary; it cannot be forbidden`);
  else if (min > max) wrong((source.min ?? source.use)!.at, `at least ${min} and at most ${max} cannot both be`);
  if (source.max !== undefined && source.max.value > item.max)
    wrong(
      source.max.at,
      `${segment.tag} stands at most ${item.max} times by the dictionary; a guide can only lower that`,
    );
  else if (min > item.max) wrong(source.min!.at, `${segment.tag} stands at most ${item.max} times by the dictionary`);
  const made: Entry = {
    source,
    path: path.source,
    tag: segment.tag,
    parent,
    index,
    item,
    segment,
    min,
    max,
    dependence: dependenceOf(source, set, guide, wrong),
    elements: source.elements.map((one) => elementCheck(one, segment, wrong)).filter((one) => one !== undefined),
    rules: source.rules.map((one) => ruleOf(one, segment, wrong)).filter((one) => one !== undefined),
    at: place(source.at),
  };
  return { made, findings };
}

/** What another place decides of an entry; undefined also where the release has no such place. */
function dependenceOf(
  { path, when, use, min }: EntrySource,
  set: SetDefinition,
  guide: GuideSource,
  wrong: Report,
): Dependence | undefined {
  if (when === undefined) return undefined;
  const { value: other, at } = when;
  const standing = locate(other, at, set, guide, wrong);
  if (use === undefined) wrong(at, '`if` says where `use` holds; there is none');
  else if (min !== undefined)
    wrong(min.at, `it must stand ${times(min.value)} at least anyway; \`if\` asks nothing more`);
  else if (other.source === path.source || other.source.startsWith(`${path.source}/`))
    wrong(at, `${path.source} cannot depend on itself`);
  else if (standing !== undefined)
    return { use: use.value, on: mere(other, at, standing), shared: sharedLoops(path, other) };
  return undefined;
}

/** A place of which nothing is asked. */
const mere = (path: Path, at: Place, { parent, index }: Standing): Entry => {
  const item = parent.items[index]!;
  const segment = segmentOf(item);
  const nothing = { use: undefined, when: undefined, min: undefined, max: undefined, note: undefined };
  return {
    source: { path, at, ...nothing, elements: [], rules: [] },
    path: path.source,
    tag: segment.tag,
    parent,
    index,
    item,
    segment,
    min: 0,
    max: Number.POSITIVE_INFINITY,
    dependence: undefined,
    elements: [],
    rules: [],
    at: place(at),
  };
};

/** How many loops two places have in common: those that may be the same one by all that is said of them. */
function sharedLoops({ steps }: Path, { steps: others }: Path): number {
  const above = steps.slice(0, -1);
  const parted = above.findIndex(({ tag, predicates }, i) => {
    const other = others[i];
    return other?.tag !== tag || !other.predicates.every((one) => agrees(one, predicates));
  });
  return parted < 0 ? above.length : parted;
}

function checkPredicates(
  { tag, predicates }: Step,
  { elements }: SegmentDefinition,
  at: Place,
  guide: GuideSource,
  wrong: Report,
): void {
  for (const { element, component: part, values } of predicates) {
    const use = elements[element - 1];
    const found = part === undefined ? use : use?.components?.[part - 1];
    const name = nameOf(tag, element, part);
    if (found === undefined) {
      wrong(at, `${tag} has ${elements.length} elements; there is no ${name}`);
      continue;
    }
    const { codes } = found.definition;
    if (codes === undefined) continue;
    const added = guide.entries
      .filter(({ path }) => path.steps.at(-1)!.tag === tag)
      .flatMap((entry) => entry.elements.filter((one) => one.element === element && one.component === part))
      .flatMap((one) => one.add.map(({ value }) => value));
    for (const value of values)
      if (value !== '' && !codes.has(value) && !added.includes(value))
        wrong(at, `${value} is not in the code list of ${name}${hint(value, codes)}; \`add\` adds it`);
  }
}

/** `; did you mean PO1/SDQ?` where a segment stands elsewhere in the set. */
function elsewhere(set: SetDefinition, tag: string): string {
  const paths: string[] = [];
  const look = (loop: LoopDefinition, above: string): void => {
    loop.items.forEach((item, i) => {
      if (i === 0 && above !== '') return;
      const path = above + trigger(item);
      if (trigger(item) === tag) paths.push(path);
      if (item.kind === 'loop') look(item, `${path}/`);
    });
  };
  look(set.body, '');
  const [best] = paths.sort((a, b) => a.length - b.length);
  return best === undefined ? '' : `; did you mean ${best}?`;
}
