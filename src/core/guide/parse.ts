/**
 * Reads a partner guide (mappings/partners/PARTNER/MESSAGE.guide.yaml) that is valid by schemas/config/guide.json
 * into entries that know their line and column. What the names in it mean is checked against the dictionaries
 * by check.ts.
 */

import { type Path, type PathError, parsePath } from '../mapping/path.ts';
import { type Finding, isMap, isScalar, isSeq, type Place, type Yaml, type YamlNode } from '../yaml.ts';

export interface Located<T> {
  value: T;
  at: Place;
}

export type Use = 'mandatory' | 'forbidden';

export interface ElementSource {
  element: number;
  component: number | undefined;
  at: Place;
  use: Located<Use> | undefined;
  min: Located<number> | undefined;
  max: Located<number> | undefined;
  repeat: Located<number> | undefined;
  repeatMin: Located<number> | undefined;
  pattern: Located<string> | undefined;
  codes: Located<string>[] | undefined;
  add: Located<string>[];
  remove: Located<string>[];
  note: string | undefined;
}

export interface RuleSource {
  /** `if`. */
  when: Located<string> | undefined;
  /** `then`. */
  must: Located<string>;
  say: string;
}

export interface EntrySource {
  path: Path;
  at: Place;
  use: Located<Use> | undefined;
  /** `if`: the place that must stand for `use` to hold. */
  when: Located<Path> | undefined;
  min: Located<number> | undefined;
  max: Located<number> | undefined;
  note: string | undefined;
  elements: ElementSource[];
  rules: RuleSource[];
}

export interface GuideSource {
  file: string;
  /** `x12/850`. */
  message: Located<string>;
  about: string | undefined;
  /** The releases it is written for, the usual one first; empty where it names none. */
  releases: Located<string>[];
  /** The implementation conventions it stands for. */
  conventions: Located<string>[];
  entries: EntrySource[];
}

/** A guide that its schema finds valid. */
export function parseGuide(file: string, yaml: Yaml): { source: GuideSource; findings: Finding[] } {
  const findings: Finding[] = [];
  const top = fieldsOf(yaml, yaml.root);
  const entries: EntrySource[] = [];
  for (const [key, { at, node }] of fieldsOf(yaml, top.get('segments')?.node)) {
    const path = segmentPath(key, at, findings);
    if (path !== undefined) entries.push(entryOf(yaml, path, at, node, findings));
  }
  return {
    source: {
      file,
      message: textOf(yaml, top.get('guide'))!,
      about: textOf(yaml, top.get('about'))?.value,
      releases: listOf(yaml, top.get('releases')) ?? [],
      conventions: listOf(yaml, top.get('conventions')) ?? [],
      entries,
    },
    findings,
  };
}

const isError = (path: Path | PathError): path is PathError => 'message' in path;

/** The place of a segment or loop; undefined when it is none, which is found. */
function segmentPath(text: string, at: Place, findings: Finding[]): Path | undefined {
  const path = parsePath(text);
  if (isError(path)) findings.push({ ...at, column: at.column + path.at, message: path.message });
  else if (path.element !== undefined || path.qualifiers !== undefined || path.positions !== undefined)
    findings.push({ ...at, message: `${text} is no segment` });
  else if (path.steps.some(({ predicates }) => predicates.some(({ not }) => not)))
    findings.push({ ...at, message: `${text}: a guide says what a segment holds; != is for mappings` });
  else return path;
  return undefined;
}

interface Member {
  /** Of the name. */
  at: Place;
  node: YamlNode | null;
}

function fieldsOf(yaml: Yaml, given: YamlNode | null | undefined): Map<string, Member> {
  const node = yaml.resolve(given);
  const fields = new Map<string, Member>();
  if (!isMap(node)) return fields;
  for (const { key, value } of node.items) {
    const name = key as YamlNode;
    if (isScalar(name))
      fields.set(String(name.value), { at: yaml.locate(name), node: yaml.resolve(value as YamlNode | null) });
  }
  return fields;
}

function textOf(yaml: Yaml, member: Member | undefined): Located<string> | undefined {
  return isScalar(member?.node) ? { value: String(member.node.value), at: yaml.locate(member.node) } : undefined;
}

function numberOf(yaml: Yaml, member: Member | undefined): Located<number> | undefined {
  const text = textOf(yaml, member);
  return text === undefined ? undefined : { value: Number(text.value), at: text.at };
}

function listOf(yaml: Yaml, member: Member | undefined): Located<string>[] | undefined {
  if (!isSeq(member?.node)) return undefined;
  return (member.node.items as YamlNode[]).map((item) => textOf(yaml, { at: yaml.locate(item), node: item })!);
}

function entryOf(yaml: Yaml, path: Path, at: Place, node: YamlNode | null, findings: Finding[]): EntrySource {
  const fields = fieldsOf(yaml, node);
  const condition = textOf(yaml, fields.get('if'));
  const when = condition === undefined ? undefined : segmentPath(condition.value, condition.at, findings);
  const rules = fields.get('rules')?.node;
  return {
    path,
    at,
    use: textOf(yaml, fields.get('use')) as Located<Use> | undefined,
    when: when === undefined ? undefined : { value: when, at: condition!.at },
    min: numberOf(yaml, fields.get('min')),
    max: numberOf(yaml, fields.get('max')),
    note: textOf(yaml, fields.get('note'))?.value,
    elements: [...fieldsOf(yaml, fields.get('elements')?.node)].map(([key, member]) => elementOf(yaml, key, member)),
    rules: isSeq(rules) ? (rules.items as YamlNode[]).map((item) => ruleOf(yaml, item)) : [],
  };
}

function elementOf(yaml: Yaml, key: string, { at, node }: Member): ElementSource {
  const fields = fieldsOf(yaml, node);
  const [element, component] = key.split('-');
  return {
    element: Number(element),
    component: component === undefined ? undefined : Number(component),
    at,
    use: textOf(yaml, fields.get('use')) as Located<Use> | undefined,
    min: numberOf(yaml, fields.get('min')),
    max: numberOf(yaml, fields.get('max')),
    repeat: numberOf(yaml, fields.get('repeat')),
    repeatMin: numberOf(yaml, fields.get('repeatMin')),
    pattern: textOf(yaml, fields.get('pattern')),
    codes: listOf(yaml, fields.get('codes')),
    add: listOf(yaml, fields.get('add')) ?? [],
    remove: listOf(yaml, fields.get('remove')) ?? [],
    note: textOf(yaml, fields.get('note'))?.value,
  };
}

function ruleOf(yaml: Yaml, node: YamlNode): RuleSource {
  const fields = fieldsOf(yaml, node);
  return {
    when: textOf(yaml, fields.get('if')),
    must: textOf(yaml, fields.get('then'))!,
    say: textOf(yaml, fields.get('say'))!.value,
  };
}
