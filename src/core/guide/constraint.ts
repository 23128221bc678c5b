/**
 * What a guide asks of one element, and its rules, against a segment of the dictionary: names resolved, codes and
 * lengths checked to be possible. X12.6 conditions stay the dictionary's; a guide's own are CEL expressions.
 */

import type { ElementUse, SegmentDefinition } from '../edi/definition.ts';
import { checkElement, type ElementDefinition, representation } from '../edi/element.ts';
import { parseExpression } from '../mapping/expression.ts';
import { hint } from '../mapping/nearest.ts';
import { designator } from '../problem.ts';
import { type Place, place } from '../yaml.ts';
import type { ElementCheck, Rule, Variable } from './guide.ts';
import type { ElementSource, Located, RuleSource } from './parse.ts';
import { matches, type Pattern, parsePattern } from './pattern.ts';

type Report = (at: Place, message: string) => void;

/** `PO102`, `REF04-1`. */
export const nameOf = (tag: string, element: number, component?: number): string =>
  designator({ offset: 0, tag, element, ...(component === undefined ? {} : { component }) });

/** Undefined when the segment has no such element; everything else that is wrong is only reported. */
export function elementCheck(
  source: ElementSource,
  segment: SegmentDefinition,
  wrong: Report,
): ElementCheck | undefined {
  const { tag, elements } = segment;
  const { element, component } = source;
  const name = nameOf(tag, element, component);
  const whole = elements[element - 1];
  if (whole === undefined) {
    wrong(source.at, `${tag} has ${elements.length} elements; there is no ${name}`);
    return undefined;
  }
  const use = component === undefined ? whole : whole.components?.[component - 1];
  if (use === undefined) {
    wrong(
      source.at,
      whole.components === undefined
        ? `${nameOf(tag, element)} has no components`
        : `${nameOf(tag, element)} has ${whole.components.length} components; there is no ${name}`,
    );
    return undefined;
  }
  const { definition } = use;
  const at = place(source.at);
  const check: ElementCheck = {
    source,
    element,
    component,
    use,
    definition,
    required: source.use?.value === 'mandatory',
    forbidden: source.use?.value === 'forbidden',
    min: source.min?.value,
    max: source.max?.value,
    repeat: source.repeat?.value,
    repeatMin: (source.repeatMin?.value ?? 0) > whole.repeat ? undefined : source.repeatMin?.value,
    pattern: patternOf(source.pattern, wrong),
    codes: codesOf(source),
    add: new Set(source.add.map(({ value }) => value)),
    remove: new Set(source.remove.map(({ value }) => value)),
    at,
  };
  if (check.forbidden && use.required)
    wrong(source.use!.at, `${name} is mandatory by the dictionary; it cannot be forbidden`);
  if (source.repeat !== undefined && source.repeat.value > whole.repeat)
    wrong(
      source.repeat.at,
      `${name} stands at most ${times(whole.repeat)} by the dictionary; a guide can only lower that`,
    );
  if (source.repeatMin !== undefined && source.repeatMin.value > whole.repeat)
    wrong(source.repeatMin.at, `${name} stands at most ${times(whole.repeat)} by the dictionary`);
  else if (source.repeatMin !== undefined && source.repeatMin.value > (source.repeat?.value ?? whole.repeat))
    wrong(
      source.repeatMin.at,
      `at least ${times(source.repeatMin.value)} and at most ${times(source.repeat!.value)} cannot both be`,
    );
  if (use.components !== undefined && asksOfValue(source))
    wrong(source.at, `${name} is a composite: say it of a component, such as ${nameOf(tag, element, 1)}`);
  else checkValues(source, check, name, wrong);
  return check;
}

export const isText = ({ type }: ElementDefinition): boolean => ['AN', 'ID', 'an', 'a'].includes(type);

export const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const asksOfValue = ({ min, max, pattern, codes, add, remove }: ElementSource): boolean =>
  [min, max, pattern, codes].some((one) => one !== undefined) || add.length > 0 || remove.length > 0;

function patternOf(source: Located<string> | undefined, wrong: Report): Pattern | undefined {
  const parsed = source === undefined ? undefined : parsePattern(source.value);
  if (parsed === undefined || !('error' in parsed)) return parsed;
  wrong(source!.at, parsed.error);
  return undefined;
}

function codesOf({ codes, add, remove }: ElementSource): ReadonlySet<string> | undefined {
  if (codes === undefined) return undefined;
  const allowed = new Set([...codes, ...add].map(({ value }) => value));
  for (const { value } of remove) allowed.delete(value);
  return allowed;
}

/** The element as the guide has it: its own lengths in place of the dictionary's. */
export const boundsOf = ({ definition, min, max }: ElementCheck): ElementDefinition => ({
  ...definition,
  min: min ?? Math.min(definition.min, max ?? definition.min),
  max: max ?? Math.max(definition.max, min ?? definition.max),
});

function checkValues(source: ElementSource, check: ElementCheck, name: string, wrong: Report): void {
  const bounds = boundsOf(check);
  const { min, max, codes: known } = bounds;
  if (min > max) wrong(source.min!.at, `at least ${min} and at most ${max} cannot both be`);
  const { pattern } = check;
  if (pattern !== undefined && !isText(bounds))
    wrong(source.pattern!.at, `a pattern is for text; ${name} is ${representation(bounds)}`);
  else if (pattern !== undefined && (pattern.min > max || pattern.max < min))
    wrong(source.pattern!.at, `${pattern.source} does not fit ${name}, which is ${representation(bounds)}`);
  for (const { value, at } of pattern === undefined ? [] : [...source.add, ...(source.codes ?? [])])
    if (!matches(pattern!, value)) wrong(at, `${value} is not like ${pattern!.source}`);
  const unfit = ({ value, at }: Located<string>): boolean => {
    if (checkElement(bounds, value) === undefined) return false;
    wrong(at, `${value} does not fit ${name}, which is ${representation(bounds)}`);
    return true;
  };
  const listed = (value: string): boolean => known === undefined || known.has(value) || check.add.has(value);
  for (const code of source.add) unfit(code);
  for (const code of source.codes ?? [])
    if (!unfit(code) && !listed(code.value))
      wrong(code.at, `${code.value} is not in the code list of ${name}${hint(code.value, known!)}; \`add\` adds it`);
  for (const code of source.remove)
    if (!listed(code.value))
      wrong(code.at, `${code.value} is not in the code list of ${name}${hint(code.value, known!)}`);
  const left = check.codes ?? (known === undefined ? undefined : new Set([...known, ...check.add]));
  if (left !== undefined && [...left].every((value) => check.remove.has(value)))
    wrong(source.at, `no code of ${name} is left`);
}

const VARIABLE = /^([A-Z][A-Z0-9]{1,2})(\d\d)(?:_(\d+))?$/;

/** A rule ready to run; undefined when it is none. */
export function ruleOf(source: RuleSource, segment: SegmentDefinition, wrong: Report): Rule | undefined {
  const when = source.when === undefined ? undefined : condition(source.when, segment, wrong);
  const must = condition(source.must, segment, wrong);
  if (must === undefined || (source.when !== undefined && when === undefined)) return undefined;
  const [target] = must.variables;
  if (target === undefined) {
    wrong(source.must.at, `names no element of ${segment.tag}`);
    return undefined;
  }
  const all = [...(when?.variables ?? []), ...must.variables];
  return {
    source,
    when: when?.run,
    must: must.run,
    variables: all.filter((one, i) => all.findIndex(({ name }) => name === one.name) === i),
    target,
    because: when?.variables.find(({ name }) => name !== target.name),
    texts: [...(when?.texts ?? []), ...must.texts],
    at: place(source.must.at),
  };
}

function condition({ value, at }: Located<string>, segment: SegmentDefinition, wrong: Report) {
  const parsed = parseExpression(value);
  if ('error' in parsed) {
    wrong(at, `not an expression: ${parsed.error}`);
    return undefined;
  }
  if (parsed.type !== 'bool') {
    wrong(at, `a condition must be true or false, such as ${nameOf(segment.tag, 1)} == "CA"`);
    return undefined;
  }
  const variables = parsed.names.map((name) => variableOf(name, segment));
  parsed.names.forEach((name, i) => {
    if (variables[i] === undefined)
      wrong(at, `${segment.tag} has no element ${name}${hint(name, variablesOf(segment))}`);
  });
  const known = variables.filter((one) => one !== undefined);
  return known.length < variables.length ? undefined : { run: parsed.run, texts: parsed.texts, variables: known };
}

function variableOf(name: string, { tag, elements }: SegmentDefinition): Variable | undefined {
  const [, named, digits, last] = VARIABLE.exec(name) ?? [];
  const use: ElementUse | undefined = named === tag ? elements[Number(digits) - 1] : undefined;
  const component = last === undefined ? undefined : Number(last);
  const part = component === undefined ? use : use?.components?.[component - 1];
  return part === undefined ? undefined : { name, element: Number(digits), component, number: part.number };
}

/** All that a rule of this segment may name. */
const variablesOf = ({ tag, elements }: SegmentDefinition): string[] =>
  elements.flatMap(({ components }, i) => [
    nameOf(tag, i + 1),
    ...(components ?? []).map((_, c) => nameOf(tag, i + 1, c + 1).replace('-', '_')),
  ]);
