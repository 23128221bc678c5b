/**
 * What a guide says of a message, place by place in the order of the dictionary: use, how often, elements with their
 * codes, rules, and the canonical field the mapping reads each element into. html.ts prints it.
 */

import { type Item, type LoopDefinition, type SetDefinition, trigger } from '../edi/definition.ts';
import { representation } from '../edi/element.ts';
import type { PlaceField } from '../mapping/fields.ts';
import type { Predicate } from '../mapping/path.ts';
import { boundsOf, nameOf } from './constraint.ts';
import { type ElementCheck, type Entry, type ReleaseGuide, segmentOf } from './guide.ts';

export interface PageRule {
  /** In words. */
  say: string;
  /** As the guide writes it. */
  expression: string;
}

export interface PageCode {
  code: string;
  /** What we call it, where the mapping has a word for it. */
  label: string;
}

export interface PageElement {
  /** `PO102`, `REF04-1`. */
  name: string;
  label: string;
  use: Use;
  /** `R 1/15`, `an..35`. */
  type: string;
  repeat: number;
  repeatMin: number;
  /** What its text looks like, as the guide draws it. */
  pattern: string;
  /** What it may be; undefined when the guide and the dictionary leave it open. */
  codes: PageCode[] | undefined;
  /** Whether the guide says anything of it. */
  guided: boolean;
  fields: string[];
  note: string;
}

export type Use = 'mandatory' | 'optional' | 'not used';

export interface PagePlace {
  /** `PO1/PID`, `N1[01=ST]`. */
  path: string;
  label: string;
  depth: number;
  isLoop: boolean;
  use: Use;
  /** `mandatory where BEG[02=RL] stands`, when another place decides. */
  dependence: string;
  max: number;
  note: string;
  guided: boolean;
  elements: PageElement[];
  /** Conditions of the dictionary: `P0304`. */
  conditions: string[];
  rules: PageRule[];
}

/** Every place of the set; those the guide names with a predicate stand behind the one without. */
export function placesOf(
  set: SetDefinition,
  guide: ReleaseGuide | undefined,
  fields: readonly PlaceField[],
): PagePlace[] {
  const byTags = new Map<string, PlaceField[]>();
  for (const field of fields) {
    const key = field.steps.map(({ tag }) => tag).join('/');
    byTags.set(key, [...(byTags.get(key) ?? []), field]);
  }
  const entries = new Map<string, Entry[]>();
  for (const entry of guide?.entries ?? []) {
    const key = entry.source.path.steps.map(({ tag }) => tag).join('/');
    entries.set(key, [...(entries.get(key) ?? []), entry]);
  }
  const places: PagePlace[] = [];
  look(set.body, []);
  return places;

  function look(loop: LoopDefinition, above: string[]): void {
    loop.items.forEach((item, i) => {
      if (i === 0 && above.length > 0) return;
      const tags = [...above, trigger(item)];
      const key = tags.join('/');
      const own = byTags.get(key) ?? [];
      const named = entries.get(key) ?? [];
      const plain = named.find(({ path }) => path === key);
      places.push(placeOf(item, key, above.length, own, plain));
      for (const entry of named)
        if (entry !== plain) places.push(placeOf(item, entry.path, above.length, own, entry, plain));
      if (item.kind === 'loop' && plain?.max !== 0) look(item, tags);
    });
  }
}

function placeOf(
  item: Item,
  path: string,
  depth: number,
  fields: PlaceField[],
  entry: Entry | undefined,
  common?: Entry,
): PagePlace {
  const segment = segmentOf(item);
  const said = entry === undefined ? [] : entry.source.path.steps.at(-1)!.predicates;
  const read = readHere(fields, said);
  const checks = [...(common?.elements ?? []), ...(entry?.elements ?? [])];
  const elements = segment.elements.flatMap((use, i): PageElement[] => {
    const name = nameOf(segment.tag, i + 1);
    const fixed = said.find(({ element, component }) => element === i + 1 && component === undefined);
    const whole = elementOf(name, i + 1, undefined, use, checks, read, fixed?.values);
    const parts = (use.components ?? []).map((part, c) =>
      elementOf(nameOf(segment.tag, i + 1, c + 1), i + 1, c + 1, part, checks, read, undefined),
    );
    return [whole, ...parts];
  });
  return {
    path,
    label: segment.label,
    depth,
    isLoop: item.kind === 'loop',
    use:
      entry?.max === 0
        ? 'not used'
        : (entry?.min ?? 0) > 0 || (item.required && said.length === 0)
          ? 'mandatory'
          : 'optional',
    dependence: dependenceIn(entry),
    max: Math.min(item.max, entry?.max ?? item.max),
    note: entry?.source.note ?? '',
    guided: entry !== undefined,
    elements,
    conditions: segment.conditions.map(({ note }) => note),
    rules: (entry?.rules ?? []).map(({ source }) => ({
      say: source.say,
      expression: source.when === undefined ? source.must.value : `if ${source.when.value} then ${source.must.value}`,
    })),
  };
}

const dependenceIn = (entry: Entry | undefined): string => {
  if (entry?.dependence === undefined) return '';
  const { use, on } = entry.dependence;
  return `${use === 'forbidden' ? 'not used' : use} where ${on.path} stands`;
};

/** The fields a segment that says this of itself may be read into: the first rule that surely fits takes it. */
function readHere(fields: PlaceField[], said: Predicate[]): PlaceField[] {
  const own = ({ steps }: PlaceField): Predicate[] => steps.at(-1)!.predicates;
  const same = (one: Predicate): Predicate | undefined =>
    said.find(({ element, component }) => element === one.element && component === one.component);
  const possible = fields.filter((field) =>
    own(field).every((one) => same(one)?.values.some((value) => one.values.includes(value)) ?? true),
  );
  if (said.length === 0) return possible;
  const sure = possible.findIndex((field) =>
    own(field).every((one) => same(one)?.values.every((value) => one.values.includes(value)) ?? false),
  );
  const last = possible[sure];
  return last === undefined
    ? possible
    : possible.filter((field, i) => i < sure || String(selectorOf(own(field))) === String(selectorOf(own(last))));
}

const selectorOf = (predicates: Predicate[]): string[] =>
  predicates.map(({ element, component, values }) => `${element}-${component}=${values.join('|')}`);

function elementOf(
  name: string,
  position: number,
  component: number | undefined,
  use: {
    definition: ElementCheck['definition'];
    required: boolean;
    repeat: number;
    components?: unknown;
    number: string;
  },
  all: ElementCheck[],
  fields: PlaceField[],
  fixed: readonly string[] | undefined,
): PageElement {
  const checks = all.filter((one) => one.element === position && one.component === component);
  let bounds = use.definition;
  let codes = bounds.codes === undefined ? undefined : [...bounds.codes];
  for (const check of checks) {
    bounds = boundsOf({ ...check, definition: bounds });
    codes?.push(...check.add);
    if (check.codes !== undefined) codes = [...check.codes];
    codes = codes?.filter((code) => !check.remove.has(code));
  }
  const own = fields.filter((field) => isAt(field, position) && field.component === component);
  const repeat = Math.min(use.repeat, ...checks.map((check) => check.repeat ?? use.repeat));
  return {
    name,
    label: use.components === undefined ? bounds.label : `${bounds.label} …`,
    use: checks.some((check) => check.forbidden)
      ? 'not used'
      : use.required || fixed !== undefined || checks.some((check) => check.required)
        ? 'mandatory'
        : 'optional',
    type: use.components === undefined ? representation(bounds) : use.number,
    repeat,
    repeatMin: Math.max(1, ...checks.map((check) => check.repeatMin ?? 1)),
    pattern: checks.flatMap((check) => check.pattern?.source ?? []).join(', '),
    codes: (fixed ?? (use.components === undefined ? codes : undefined))?.map((code) => ({
      code,
      label: labelOf(code, own, fields, position),
    })),
    guided: checks.length > 0,
    fields: [
      ...new Set(
        own.map((field) =>
          field.qualifiers.length === 0 ? field.field : `${field.field} (${field.qualifiers.join(', ')})`,
        ),
      ),
    ],
    note: checks.flatMap((check) => check.source.note ?? []).join(' '),
  };
}

/** Whether a field is read from this position: in a group that repeats, from every one like it. */
const isAt = ({ element, range }: PlaceField, position: number): boolean =>
  element === position ||
  (range !== undefined &&
    position >= range.from &&
    position <= range.to &&
    (position - range.from) % range.size === (element - range.from) % range.size);

/** Our word for a code: of the table it is read by, or the field of the rule that looks for it. */
function labelOf(code: string, own: PlaceField[], fields: PlaceField[], position: number): string {
  for (const { codec } of own) {
    const word = codec.known?.get(code);
    if (word !== undefined) return word === code ? '' : word;
  }
  const bound = fields.find(({ steps }) =>
    steps.at(-1)!.predicates.some(({ element, values }) => element === position && values.includes(code)),
  );
  return bound === undefined ? '' : bound.field.split('.')[0]!.replace('[]', '');
}
