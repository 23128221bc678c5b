/**
 * Checks a guide against the dictionaries of all releases and makes it ready to run. Every name in it that no release
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
import type { Step } from '../mapping/path.ts';
import { type Finding, type Place, place } from '../yaml.ts';
import { elementCheck, nameOf, ruleOf } from './constraint.ts';
import { type Entry, type Guide, type ReleaseGuide, type Scope, segmentOf } from './guide.ts';
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
    const set = definition.sets.get(type);
    if (set !== undefined) releases.set(definition.release, { definition, set, entries: [], root: newScope(set.body) });
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
    for (const { release, made } of read) if (made !== undefined) add(release, made);
    findings.push(...agreed(read));
  }
  for (const [i, one] of places.entries())
    if (places.indexOf(one) < i) findings.push({ ...source.entries[i]!.at, message: `${one} is there already` });
  if (findings.length > 0) return { guide: undefined, findings };
  return { guide: { partner, file, message: message.value, about, releases }, findings };
}

interface Reading {
  made: Entry | undefined;
  findings: Finding[];
}

/** A guide serves all releases: wrong is what is wrong in each of those that have the place. */
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

/** Puts an entry where walking the set finds it. */
function add(release: ReleaseGuide, entry: Entry): void {
  release.entries.push(entry);
  let scope = release.root;
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
  if (entry.min > 0 || entry.max < Number.POSITIVE_INFINITY) scope.counted.push(entry);
}

/** What an entry means in one release; its findings leave out what they are about. */
function readEntry(source: EntrySource, set: SetDefinition, guide: GuideSource): Reading {
  const findings: Finding[] = [];
  const { path } = source;
  const wrong = (at: Place, message: string): void => {
    findings.push({ file: at.file, line: at.line, column: at.column, message });
  };
  let parent = set.body;
  let index = -1;
  let column = source.at.column;
  for (const [i, step] of path.steps.entries()) {
    const stepAt = { ...source.at, column };
    column += step.selector.length + 1;
    if (i > 0) {
      const above = parent.items[index]!;
      if (above.kind === 'segment') {
        wrong(stepAt, `${trigger(above)} is a segment: nothing stands below it${elsewhere(set, step.tag)}`);
        return { made: undefined, findings };
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
      return { made: undefined, findings };
    }
    checkPredicates(step, segmentOf(parent.items[index]!), stepAt, guide, wrong);
  }
  const item = parent.items[index]!;
  const segment = segmentOf(item);
  const min = Math.max(source.min?.value ?? 0, source.use?.value === 'mandatory' ? 1 : 0);
  const max = source.use?.value === 'forbidden' ? 0 : (source.max?.value ?? Number.POSITIVE_INFINITY);
  const alone = path.steps.at(-1)!.predicates.length === 0;
  if (max === 0 && item.required && alone)
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
    elements: source.elements.map((one) => elementCheck(one, segment, wrong)).filter((one) => one !== undefined),
    rules: source.rules.map((one) => ruleOf(one, segment, wrong)).filter((one) => one !== undefined),
    at: place(source.at),
  };
  return { made, findings };
}

function checkPredicates(
  { tag, predicates }: Step,
  { elements }: SegmentDefinition,
  at: Place,
  guide: GuideSource,
  wrong: (at: Place, message: string) => void,
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
