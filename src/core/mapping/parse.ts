/**
 * Reads a mapping file (YAML, failsafe: everything is text, `01` and `NO` stay what they are) into rules that
 * know their line and column. What cannot be read is a finding at its place; an overlay is laid over what it
 * extends field by field.
 */

import { type Feed, readFeed } from '../feed/declare.ts';
import { isEdi } from '../settings.ts';
import {
  type Finding,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type Place,
  readYaml,
  type YAMLMap,
  type Yaml,
  type YamlNode,
} from '../yaml.ts';
import { parseNames } from './names.ts';
import { type Path, type PathError, parsePath } from './path.ts';

export interface Codec {
  name: string;
  argument: string;
  at: Place;
}

export interface Located<T> {
  value: T;
  at: Place;
}

/** `MSG01 or MTX02`: paths in order of preference. */
export type Alternatives = [Located<Path>, ...Located<Path>[]];

/** `= expression` in CEL, or a constant. */
export interface Computed {
  target: string;
  expression: string | undefined;
  constant: string | undefined;
  at: Place;
}

export type Rule =
  | { kind: 'value'; field: string; path: Alternatives; codecs: Codec[]; at: Place }
  | { kind: 'list'; field: string; paths: Alternatives[]; at: Place }
  | { kind: 'block'; field: string; block: Block; at: Place }
  | { kind: 'several'; field: string; blocks: Block[]; at: Place }
  | { kind: 'remove'; field: string; at: Place };

export interface Block {
  bind: { kind: 'in' | 'each'; path: Path; at: Place } | undefined;
  rules: Rule[];
  reads: Computed[];
  writes: Computed[];
  at: Place;
}

/** A place nobody wants to hear of; with `same`, only while it says what that field of the document says. */
export interface IgnoredPlace extends Located<Path> {
  same: string | undefined;
}

export interface MappingSource {
  file: string;
  /** Name of the canonical schema. */
  document: string;
  /** `x12/850`: format and message. */
  message: string;
  /** What its message is, where that is a feed. */
  feed: Feed | undefined;
  extends: string | undefined;
  /** The releases it is checked against, the usual one first; all of its format where none are named. */
  releases: string[];
  /** Arrangements its document goes through, by name (arrange.ts). */
  arrange: Located<string>[];
  map: Block;
  ignore: IgnoredPlace[];
  at: Place;
  /** Where document and message are named. */
  namedAt: { document: Place; message: Place };
}

interface Context {
  yaml: Yaml;
  findings: Finding[];
  /** What was read, by where it is written: what has an anchor is read once, and is the same wherever an alias stands. */
  blocks: Map<YamlNode, Block>;
  rules: Map<YamlNode, Rule | undefined>;
  /** How the mapping's format writes paths. */
  paths: (source: string) => Path | PathError;
}

// An overlay of a partner's mapping says its message where that is not EDI.
const UNSAID = ['partners', ''];

/** Reads the paths of a format: designators of segments and elements in EDI, names elsewhere. */
export const pathsOf = (format: string): ((source: string) => Path | PathError) =>
  isEdi(format) || UNSAID.includes(format) ? parsePath : parseNames;

/** The format of a mapping, by the message it is of or the mapping it extends. */
function formatOf(map: YAMLMap): string {
  for (const key of ['message', 'extends']) {
    const value = map.get(key);
    if (typeof value === 'string' && value.includes('/')) return value.split('/')[0]!;
  }
  return '';
}

const KEYS = ['document', 'message', 'feed', 'releases', 'extends', 'arrange', 'map', 'read', 'write', 'ignore'];

/** Reads one file. Undefined when it is too broken to go on; the findings say why. */
export function parseMapping(file: string, text: string): { mapping: MappingSource | undefined; findings: Finding[] } {
  const yaml = readYaml(file, text);
  const { root, findings } = yaml;
  if (findings.length > 0) return { mapping: undefined, findings };
  if (!isMap(root))
    return {
      mapping: undefined,
      findings: [{ file, line: 1, column: 1, message: 'a mapping is a YAML mapping with document, message and map' }],
    };
  const context: Context = { yaml, findings, blocks: new Map(), rules: new Map(), paths: pathsOf(formatOf(root)) };

  const start = yaml.locate(root);
  const mapping: MappingSource = {
    file,
    document: '',
    message: '',
    feed: undefined,
    extends: undefined,
    releases: [],
    arrange: [],
    map: { bind: undefined, rules: [], reads: [], writes: [], at: start },
    ignore: [],
    at: start,
    namedAt: { document: start, message: start },
  };
  const reads: Computed[] = [];
  const writes: Computed[] = [];
  for (const { key, value, at, valueAt } of entries(context, root)) {
    if (key === 'document' || key === 'message') {
      mapping[key] = scalar(context, value, valueAt);
      mapping.namedAt[key] = valueAt;
    } else if (key === 'feed') {
      const read = readFeed(yaml, value);
      mapping.feed = read.feed;
      findings.push(...read.findings);
    } else if (key === 'releases')
      mapping.releases = names(context, value, valueAt, 'releases: [D96A, D01B]').map((one) => one.value);
    else if (key === 'arrange') mapping.arrange = names(context, value, valueAt, 'arrangements: [levels, orders]');
    else if (key === 'extends') mapping.extends = scalar(context, value, valueAt);
    else if (key === 'map') mapping.map = block(context, value, valueAt);
    else if (key === 'read') reads.push(...computed(context, value, valueAt));
    else if (key === 'write') writes.push(...computed(context, value, valueAt));
    else if (key === 'ignore') mapping.ignore = ignoredPlaces(context, value, valueAt);
    else findings.push({ ...at, message: `"${key}" is not a part of a mapping; its parts are ${KEYS.join(', ')}` });
  }
  mapping.map.reads.push(...reads);
  mapping.map.writes.push(...writes);
  if (mapping.extends === undefined) {
    if (mapping.document === '')
      findings.push({ ...start, message: 'document: is missing; it names the canonical document, such as order' });
    if (mapping.message === '')
      findings.push({ ...start, message: 'message: is missing; it names the message, such as x12/850' });
    if (mapping.map.at === start) findings.push({ ...start, message: 'map: is missing; it holds the rules' });
  }
  return { mapping, findings };
}

interface Entry {
  key: string;
  /** The key as it is written. */
  node: YamlNode;
  value: YamlNode | null;
  at: Place;
  valueAt: Place;
}

/** A map's entries in order, those of `<<: *anchor` where it stands; the map's own keys win over merged ones. */
function entries(context: Context, map: YAMLMap): Entry[] {
  const pairs = map.items as Pair<YamlNode, YamlNode | null>[];
  const keyOf = ({ key }: Pair<YamlNode, YamlNode | null>): string => (isScalar(key) ? String(key.value) : '');
  const taken = new Set(pairs.map(keyOf));
  return pairs.flatMap((pair) => {
    const at = context.yaml.locate(pair.key);
    const value = context.yaml.resolve(pair.value);
    if (value === null && isAlias(pair.value)) {
      context.findings.push({
        ...context.yaml.locate(pair.value),
        message: `no anchor &${pair.value.source} stands above`,
      });
      return [];
    }
    const valueAt = pair.value === null ? at : context.yaml.locate(pair.value);
    if (keyOf(pair) !== '<<') return [{ key: keyOf(pair), node: pair.key, value, at, valueAt }];
    const free = merged(context, value, at).filter(({ key }) => !taken.has(key));
    for (const { key } of free) taken.add(key);
    return free;
  });
}

/** What `<<` brings: the entries of one map or of several, the first to have a key wins. */
function merged(context: Context, value: YamlNode | null, at: Place): Entry[] {
  const found = new Map<string, Entry>();
  for (const source of isSeq(value) ? (value.items as YamlNode[]) : [value]) {
    const from = context.yaml.resolve(source);
    if (!isMap(from)) context.findings.push({ ...at, message: '<< merges a mapping: write <<: *anchor' });
    else for (const entry of entries(context, from)) if (!found.has(entry.key)) found.set(entry.key, entry);
  }
  return [...found.values()];
}

function scalar(context: Context, node: YamlNode | null, at: Place): string {
  if (isScalar(node)) return String(node.value);
  context.findings.push({ ...at, message: 'expected a single value' });
  return '';
}

const isNothing = (node: YamlNode | null): boolean =>
  node === null || (isScalar(node) && (node.value === '~' || node.value === '') && node.type === 'PLAIN');

function block(context: Context, node: YamlNode | null, at: Place): Block {
  const made: Block = { bind: undefined, rules: [], reads: [], writes: [], at };
  if (!isMap(node)) {
    context.findings.push({ ...at, message: 'expected fields, one a line: `number: BEG03`' });
    return made;
  }
  const known = context.blocks.get(node);
  if (known !== undefined) return { ...known, at };
  for (const entry of entries(context, node)) {
    const { key, value, at: keyAt, valueAt } = entry;
    if (key === 'in' || key === 'each') {
      const textAt = inside(value, valueAt);
      const path = pathOf(context, scalar(context, value, valueAt), textAt);
      if (made.bind !== undefined) context.findings.push({ ...keyAt, message: 'a block binds once: in or each' });
      if (path !== undefined) made.bind = { kind: key, path, at: textAt };
    } else if (key === 'read') made.reads.push(...computed(context, value, valueAt));
    else if (key === 'write') made.writes.push(...computed(context, value, valueAt));
    else {
      const rule = ruleAt(context, entry);
      if (rule !== undefined) made.rules.push(rule);
    }
  }
  context.blocks.set(node, made);
  return made;
}

function ruleAt(context: Context, { key, node, value, at, valueAt }: Entry): Rule | undefined {
  if (!context.rules.has(node)) context.rules.set(node, ruleOf(context, key, value, at, valueAt));
  return context.rules.get(node);
}

function ruleOf(context: Context, field: string, node: YamlNode | null, at: Place, valueAt: Place): Rule | undefined {
  if (isNothing(node)) return { kind: 'remove', field, at };
  if (isMap(node)) return { kind: 'block', field, block: block(context, node, valueAt), at };
  if (isSeq(node) && node.items.some((item) => isMap(context.yaml.resolve(item as YamlNode)))) {
    const blocks = (node.items as YamlNode[]).map((item) =>
      block(context, context.yaml.resolve(item), context.yaml.locate(item)),
    );
    return { kind: 'several', field, blocks, at };
  }
  if (isSeq(node)) {
    const paths = texts(context, node.items as YamlNode[]).map((item) => alternatives(context, item.value, item.at));
    return paths.includes(undefined) ? undefined : { kind: 'list', field, paths: paths as Alternatives[], at };
  }
  const textAt = inside(node, valueAt);
  const [source = '', ...pipes] = String((node as { value: unknown }).value).split(' | ');
  const path = alternatives(context, source, textAt);
  if (path === undefined) return undefined;
  return { kind: 'value', field, path, codecs: codecs(source, pipes, textAt), at };
}

function codecs(source: string, pipes: string[], at: Place): Codec[] {
  let column = at.column + source.length + 3;
  return pipes.map((pipe) => {
    const [, name = '', argument = ''] = /^\s*(\S*)\s*(.*?)\s*$/.exec(pipe)!;
    const codec = { name, argument, at: { ...at, column } };
    column += pipe.length + 3;
    return codec;
  });
}

/** Where a scalar's text starts: behind the quote of a quoted one. */
const inside = (node: YamlNode | null, at: Place): Place =>
  isScalar(node) && node.type?.startsWith('QUOTE') === true ? { ...at, column: at.column + 1 } : at;

// Neither in a predicate nor in a quoted name.
const OR = / or (?![^[]*\])(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** One path or several, `MSG01 or MTX02`; undefined when any of them is wrong. */
function alternatives(context: Context, source: string, at: Place): Alternatives | undefined {
  let { column } = at;
  const found = source.split(OR).map((part) => {
    const partAt = { ...at, column: column + part.length - part.trimStart().length };
    column += part.length + ' or '.length;
    const value = pathOf(context, part.trim(), partAt);
    return value === undefined ? undefined : { value, at: partAt };
  });
  return found.includes(undefined) ? undefined : (found as Alternatives);
}

function pathOf(context: Context, source: string, at: Place): Path | undefined {
  if (context.paths === parseNames && PLUS.test(source)) return joined(context, source, at);
  const path = context.paths(source);
  if ('steps' in path) return path;
  context.findings.push({ ...at, column: at.column + path.at, message: path.message });
  return undefined;
}

const PLUS = / \+ (?![^[]*\])(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** `Phone/CountryCode + Number`: one text in elements beside each other. */
function joined(context: Context, source: string, at: Place): Path | undefined {
  const [first = '', ...beside] = source.split(PLUS).map((part) => part.trim());
  const beneath = first.slice(0, first.lastIndexOf('/') + 1);
  const paths = [first, ...beside.map((name) => beneath + name)].map((one) => pathOf(context, one, at));
  const last = paths.pop();
  const before = paths.filter((path) => path !== undefined);
  return last === undefined || before.length < paths.length ? undefined : { ...last, before };
}

/** The texts of a list, each with the place it starts at. */
function texts(context: Context, items: YamlNode[]): Located<string>[] {
  return items.map((item) => {
    const node = context.yaml.resolve(item);
    const at = inside(node, context.yaml.locate(item));
    return { value: scalar(context, node, at), at };
  });
}

const SAME = /^(.+) = (\S+)$/;

/** `CTT02`, or `MOA01-3 = currency`. */
function ignoredPlaces(context: Context, node: YamlNode | null, at: Place): IgnoredPlace[] {
  if (!isSeq(node)) {
    context.findings.push({ ...at, message: 'expected a list of paths: [SE, CTT02]' });
    return [];
  }
  return texts(context, node.items as YamlNode[]).flatMap((item) => {
    const [, place = item.value, same] = SAME.exec(item.value) ?? [];
    const value = pathOf(context, place, item.at);
    return value === undefined ? [] : [{ value, same, at: item.at }];
  });
}

/** A list of plain names. */
function names(context: Context, node: YamlNode | null, at: Place, like: string): Located<string>[] {
  if (isSeq(node)) return texts(context, node.items as YamlNode[]);
  context.findings.push({ ...at, message: `expected a list of ${like}` });
  return [];
}

function computed(context: Context, node: YamlNode | null, at: Place): Computed[] {
  if (!isMap(node)) {
    context.findings.push({ ...at, message: 'expected targets with a constant or `= expression`' });
    return [];
  }
  return entries(context, node).map(({ key, value, at: keyAt, valueAt }) => {
    const text = scalar(context, value, valueAt);
    const expression = text.startsWith('=') ? text.slice(1).trim() : undefined;
    return {
      target: key,
      expression,
      constant: expression === undefined ? text : undefined,
      at: expression === undefined ? keyAt : valueAt,
    };
  });
}

/** Lays an overlay over what it extends: its own rules stand first, so that they claim first. */
export function overlay(base: MappingSource, over: MappingSource): MappingSource {
  return {
    ...over,
    document: over.document === '' ? base.document : over.document,
    message: over.message === '' ? base.message : over.message,
    feed: over.feed ?? base.feed,
    releases: over.releases.length === 0 ? base.releases : over.releases,
    arrange: over.arrange.length === 0 ? base.arrange : over.arrange,
    namedAt: {
      document: over.document === '' ? base.namedAt.document : over.namedAt.document,
      message: over.message === '' ? base.namedAt.message : over.namedAt.message,
    },
    map: overlayBlock(base.map, over.map),
    ignore: [...over.ignore, ...base.ignore],
  };
}

function overlayBlock(base: Block, over: Block): Block {
  const inherited = new Map(base.rules.map((rule) => [rule.field, rule]));
  const own = over.rules.flatMap((rule): Rule[] => {
    const below = inherited.get(rule.field);
    // With nothing to remove, the checker says so.
    if (rule.kind === 'remove') return inherited.delete(rule.field) ? [] : [rule];
    if (rule.kind !== 'block' || below?.kind !== 'block') {
      inherited.delete(rule.field);
      return [rule];
    }
    const laid = { ...rule, block: overlayBlock(below.block, rule.block) };
    // What binds to the same place claims in its old order: a changed catch-all stays behind the specific rules.
    inherited.set(rule.field, laid);
    if (rule.block.bind === undefined) return [];
    inherited.delete(rule.field);
    return [laid];
  });
  const replaced = (computed: Computed[], by: Computed[]): Computed[] => [
    ...by.filter(({ constant }) => constant !== '~'),
    ...computed.filter(({ target }) => by.every((one) => one.target !== target)),
  ];
  return {
    bind: over.bind ?? base.bind,
    rules: [...own, ...base.rules.flatMap(({ field }) => inherited.get(field) ?? [])],
    reads: replaced(base.reads, over.reads),
    writes: replaced(base.writes, over.writes),
    at: over.at,
  };
}
