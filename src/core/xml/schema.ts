/**
 * An XML vocabulary's file (schemas/xml/NAME.json) made ready for use. Nothing of it is made before it is asked for:
 * a vocabulary has thousands of elements, a message of it uses a few dozen, and types may hold themselves.
 *
 * The format is described in schemas/xml/README.md. What is wrong with a file is found by `lintXml`.
 */

import type {
  DefinitionFinding,
  ElementUse,
  Item,
  Lookup,
  LoopDefinition,
  SegmentDefinition,
  SegmentUse,
  SetDefinition,
} from '../edi/definition.ts';
import { type ElementDefinition, XML_TYPES, type XmlType } from '../edi/element.ts';
import type { XmlDefinition } from './definition.ts';
import { XML_NAMESPACE } from './scan.ts';

/** A vocabulary as it is written. */
export interface XmlSource {
  release: string;
  /** Other releases whose documents are read by this one. */
  alike?: string[];
  /** Type of every text and attribute that names none. */
  text?: XmlType;
  /** Prefix to namespace; elements without a prefix are in the namespace of the root. */
  namespaces: Record<string, string>;
  /** Namespaces that documents are seen with, each with the one that is meant. */
  aliases?: Record<string, string>;
  /** Elements of other namespaces are often sent without their prefix: they are found by their names alone. */
  loose?: true;
  /** Elements a document may start with, each with its namespace. */
  roots: Record<string, string>;
  /** Message to the path of its element, `cXML/Request/OrderRequest`; every root where this is left out. */
  messages?: Record<string, string>;
  /** Element to its type, where that is not named like the element. */
  elements?: Record<string, string>;
  /** Rows of texts, attributes and elements: `. decimal`, `@currencyID`, `cbc:Note* Text`. */
  types: Record<string, string[]>;
}

/** Whether a file has the members of one; what is in them is for `check` to say. */
export function isXmlSource(read: unknown): read is XmlSource {
  if (typeof read !== 'object' || read === null) return false;
  const file = read as Record<string, unknown>;
  const isMap = (member: unknown): boolean => typeof member === 'object' && member !== null;
  return typeof file.release === 'string' && ['namespaces', 'roots', 'types'].every((name) => isMap(file[name]));
}

/** One row of a type. */
interface Row {
  /** `.`, `@currencyID`, `cbc:Note`. */
  name: string;
  min: number;
  max: number;
  /** Whether the element may stand before the one above it, too. */
  free: boolean;
  /** What stands behind the name, or ''. */
  type: string;
}

/** Elements and attributes that nobody defines may stand there too. */
const OPEN = '*';
const ROW = /^(\|)?(\.|@?[^\s@.?*+{}|][^\s@?*+{}|]*)(?:([?*+])|\{(\d+),(\d*)\})?(?: (\S.*))?$/;
const TEXT = new RegExp(`^(${XML_TYPES.join('|')})(?:\\.\\.(\\d+))?$`);
const CODES = /^\((.+)\)$/;
const UNBOUNDED = Number.POSITIVE_INFINITY;

export function readRow(row: string): Row | undefined {
  if (row === OPEN) return OPEN_ROW;
  const [, bar, name, sign, least, most, type = ''] = ROW.exec(row) ?? [];
  if (name === undefined) return undefined;
  const free = bar !== undefined;
  if (least !== undefined) return { name, min: Number(least), max: most === '' ? UNBOUNDED : Number(most), free, type };
  const [min, max] = [sign === '?' || sign === '*' ? 0 : 1, sign === '*' || sign === '+' ? UNBOUNDED : 1];
  return { name, min, max, free, type };
}

export const OPEN_ROW = { name: OPEN, min: 0, max: UNBOUNDED, free: false, type: '' };

/** The opposite of `readRow`. */
export function rowText({ name, min, max, free, type }: Row): string {
  if (name === OPEN) return OPEN;
  const sign = ['', '?', '+', '*'][(min === 0 ? 1 : 0) + (max === UNBOUNDED ? 2 : 0)]!;
  const plain = min <= 1 && (max === 1 || max === UNBOUNDED);
  const often = plain ? sign : `{${min},${max === UNBOUNDED ? '' : max}}`;
  return `${free ? '|' : ''}${name}${often}${type === '' ? '' : ` ${type}`}`;
}

/** Of a row that stands for an element, and not for a text, an attribute or anything. */
export const isElement = ({ name }: Pick<Row, 'name'>): boolean => !/^[.@*]/.test(name);

/** A name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The type of an element: what its row says, or what is said of all of its name, or the type of that name. */
const typeOf = ({ elements = {} }: Pick<XmlSource, 'elements'>, { name, type }: Pick<Row, 'name' | 'type'>): string =>
  type || (Object.hasOwn(elements, name) ? elements[name]! : localName(name));

/** Texts that do not say themselves that they must be there: a string may be empty, a number may not. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['string', 'normalized', 'token', 'trimmed']);

/** What a text may be: `decimal`, `string..35`, `(a|b)`. */
interface Text {
  type: XmlType;
  max: number;
  codes: ReadonlySet<string> | undefined;
}

const STRING: Text = { type: 'string', max: Number.MAX_SAFE_INTEGER, codes: undefined };

/** Undefined for what is the name of a type. */
export function readText(text: string): Text | undefined {
  const [, type, max] = TEXT.exec(text) ?? [];
  if (type !== undefined)
    return { type: type as XmlType, max: max === undefined ? Number.MAX_SAFE_INTEGER : Number(max), codes: undefined };
  const [, codes] = CODES.exec(text) ?? [];
  return codes === undefined
    ? undefined
    : { type: 'token', max: Number.MAX_SAFE_INTEGER, codes: new Set(codes.split('|')) };
}

/** A type made ready: its own text and attributes, and the elements below it. */
interface Shape {
  uses: ElementUse[];
  children: Row[];
  open: boolean;
}

/** A vocabulary that is known to be right; `name` is that of its file. */
export function openXml(name: string, source: XmlSource): XmlDefinition {
  const { release, namespaces, roots, types } = source;
  const plain = source.text ?? 'string';
  const aliases = new Map(Object.entries(source.aliases ?? {}));
  const prefixes = new Map([
    [XML_NAMESPACE, 'xml:'],
    ...Object.entries(namespaces).map(([prefix, uri]): [string, string] => [uri, `${prefix}:`]),
  ]);

  /** What a row says of its text: itself, or by the name of a type whose text is meant. */
  const textOf = (type: string): Text =>
    readText(type || plain) ?? readText(rowsOf(source, type).find((row) => row.name === '.')?.type || plain) ?? STRING;

  function elementUse({ name: number, min, type }: Row): ElementUse {
    const text = textOf(type);
    const definition: ElementDefinition = {
      number,
      type: text.type,
      min: 0,
      max: text.max,
      label: '',
      codes: text.codes,
    };
    const required = min > 0 && (number !== '.' || !MAY_BE_EMPTY.has(text.type));
    return { definition, components: undefined, number, required, repeat: 1 };
  }

  const shapeOf = memo((type: string): Shape => {
    const rows = rowsOf(source, type);
    const attributes = rows.filter((row) => row.name.startsWith('@'));
    const text = rows.find((row) => row.name === '.') ?? NO_TEXT;
    return {
      uses: [text, ...attributes].map(elementUse),
      children: rows.filter(isElement),
      open: rows.includes(OPEN_ROW),
    };
  });

  const segmentOf = memo((row: string): SegmentDefinition => {
    const { name: tag, type } = readRow(row)!;
    const { uses, open } = shapeOf(type);
    return { tag, label: '', elements: uses, conditions: [], groups: [], ...(open ? { open } : {}) };
  });

  const itemOf = memo((row: string): Item => {
    const { name: tag, min, max, type } = readRow(row)!;
    const bounds = { required: min > 0, max };
    if (shapeOf(type).children.length > 0) return loop(tag, type, bounds);
    return { kind: 'segment', name: tag, segment: segmentOf(`${tag} ${type}`), ...bounds };
  });

  function loop(tag: string, type: string, bounds: Pick<LoopDefinition, 'required' | 'max'>): LoopDefinition {
    const items = once((): Item[] => {
      const own: SegmentUse = {
        kind: 'segment',
        name: tag,
        segment: segmentOf(`${tag} ${type}`),
        required: true,
        max: 1,
      };
      return [
        own,
        ...shapeOf(type).children.map((row) => itemOf(rowText({ ...row, free: false, type: typeOf(source, row) }))),
      ];
    });
    const starts = once(() => startsOf(items()));
    return {
      kind: 'loop',
      name: tag,
      ...bounds,
      get items() {
        return items();
      },
      get starts() {
        return starts();
      },
      ranks: ranksOf(shapeOf(type).children),
    };
  }

  const rootOf = memo((local: string): LoopDefinition => loop(local, typeOf(source, { name: local, type: '' }), ONCE));
  const paths = messagePaths(source);

  const setOf = (message: string): SetDefinition | undefined => {
    const path = paths.get(message);
    const found = path === undefined ? undefined : elementAt(source, path);
    if (path === undefined || found === undefined) return undefined;
    const at = itemAt(rootOf(path[0]!), path.slice(1));
    // A message that holds nothing but text is a loop nevertheless.
    const body = at?.kind === 'loop' ? at : loop(path.at(-1)!, found, ONCE);
    const tags = once(() => namesBelow(source, found));
    return {
      type: message,
      label: message,
      group: message,
      body,
      get tags() {
        return tags();
      },
    };
  };

  /** Of elements that have different types in different places, the first. */
  const typeByName = once(() => {
    const found = new Map<string, string>();
    for (const local of Object.keys(roots)) found.set(local, typeOf(source, { name: local, type: '' }));
    for (const type of Object.keys(types))
      for (const row of rowsOf(source, type).filter(isElement))
        if (!found.has(row.name)) found.set(row.name, typeOf(source, row));
    return found;
  });
  const segmentNamed = (tag: string): SegmentDefinition | undefined => {
    const type = typeByName().get(tag);
    return type === undefined ? undefined : segmentOf(`${tag} ${type}`);
  };

  const meant = (namespace: string): string => aliases.get(namespace) ?? namespace;
  const plainName = (namespace: string, local: string): string => (prefixes.get(meant(namespace)) ?? '') + local;
  /** Names without their prefix, those that no element has as they are. */
  const loosely = once(() => {
    const names = [...typeByName().keys()].filter((one) => one.includes(':') && !typeByName().has(localName(one)));
    return new Map(names.map((one) => [localName(one), one]));
  });
  const nameOf = (namespace: string, local: string): string => {
    const plain = plainName(namespace, local);
    return source.loose === true && plain === local ? (loosely().get(local) ?? local) : plain;
  };
  /** A root without a prefix, in a namespace, makes that the default one. */
  const defaultOf = (root: string): Record<string, string> =>
    root.includes(':') || (roots[root] ?? '') === '' ? {} : { '': roots[root]! };
  return {
    name,
    release,
    sets: lookup(() => paths.keys(), memo(setOf)),
    segments: lookup(() => typeByName().keys(), segmentNamed),
    elements: new Map(),
    paths,
    root(namespace, local) {
      const root = plainName(namespace, local);
      return Object.hasOwn(roots, root) && roots[root] === meant(namespace) ? rootOf(root) : undefined;
    },
    nameOf,
    typeOf: (element) => typeByName().get(element),
    namespaces: (root) => new Map(Object.entries({ ...defaultOf(root), ...namespaces })),
  };
}

const NO_TEXT: Row = { name: '.', min: 0, max: 1, free: false, type: 'string' };
const ONCE = { required: true, max: 1 };

/** Behind the element's own segment; undefined when all stand in their order. */
function ranksOf(children: readonly Row[]): number[] | undefined {
  if (!children.some(({ free }) => free)) return undefined;
  let rank = 0;
  return [0, ...children.map(({ free }) => (free ? rank : ++rank))];
}

/** The item a path leads to, from a loop. */
function itemAt(from: Item, path: readonly string[]): Item | undefined {
  let at: Item | undefined = from;
  for (const name of path) at = at?.kind === 'loop' ? at.items.slice(1).find((item) => item.name === name) : undefined;
  return at;
}

function startsOf(items: readonly Item[]): Map<string, number[]> {
  const starts = new Map<string, number[]>();
  items.forEach(({ name }, i) => {
    starts.set(name, [...(starts.get(name) ?? []), i]);
  });
  return starts;
}

function messagePaths({ roots, messages }: XmlSource): Map<string, readonly string[]> {
  if (messages === undefined) return new Map(Object.keys(roots).map((root) => [localName(root), [root]]));
  return new Map(Object.entries(messages).map(([message, path]) => [message, path.split('/')]));
}

/** An element may be of a type, or of a kind of text and nothing else. */
function rowsOf({ types }: XmlSource, type: string): Row[] {
  if (readText(type) !== undefined) return [{ name: '.', min: 1, max: 1, free: false, type }];
  return (Object.hasOwn(types, type) ? types[type]! : []).map((row) => readRow(row)).filter((row) => row !== undefined);
}

const childrenOf = (source: XmlSource, type: string): Row[] => rowsOf(source, type).filter(isElement);

/** The type of the element a path from the root leads to. */
function elementAt(source: XmlSource, [root = '', ...below]: readonly string[]): string | undefined {
  let type: string | undefined = Object.hasOwn(source.roots, root)
    ? typeOf(source, { name: root, type: '' })
    : undefined;
  for (const name of below) {
    if (type === undefined) return undefined;
    const child = childrenOf(source, type).find((row) => row.name === name);
    type = child === undefined ? undefined : typeOf(source, child);
  }
  return type;
}

/** Names of all elements that may stand below one of this type. */
function namesBelow(source: XmlSource, type: string): Set<string> {
  const names = new Set<string>();
  const seen = new Set([type]);
  // A set goes on being visited while it grows.
  for (const one of seen)
    for (const row of childrenOf(source, one)) {
      names.add(row.name);
      seen.add(typeOf(source, row));
    }
  return names;
}

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const memo = <T>(make: (key: string) => T): ((key: string) => T) => {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const one = make(key);
    made.set(key, one);
    return one;
  };
};

const lookup = <T>(keys: () => Iterable<string>, get: (key: string) => T | undefined): Lookup<T> => {
  const known = once(() => new Set(keys()));
  return {
    get: (key) => (known().has(key) ? get(key) : undefined),
    has: (key) => known().has(key),
    keys: () => known().keys(),
    values: () => [...known()].flatMap((key) => get(key) ?? []).values(),
  };
};

/** All that is wrong with a vocabulary's file, each with its path in it. */
export function lintXml(source: XmlSource): DefinitionFinding[] {
  const findings: DefinitionFinding[] = [];
  const { namespaces, aliases = {}, roots, messages = {}, elements = {}, types } = source;
  const wrong = (path: string, message: string): void => {
    findings.push({ path, message });
  };
  const prefixed = (name: string, path: string): void => {
    const at = name.indexOf(':');
    const prefix = name.slice(0, Math.max(at, 0)).replace('@', '');
    if (at > 0 && prefix !== 'xml' && !Object.hasOwn(namespaces, prefix))
      wrong(path, `${prefix} is the prefix of no namespace`);
  };
  const typed = (type: string, path: string): void => {
    if (!Object.hasOwn(types, type) && readText(type) === undefined) wrong(path, `there is no type ${type}`);
  };
  const lintText = (type: string, path: string): void => {
    if (type === '' || readText(type) !== undefined) return;
    const text = rowsOf(source, type).find((row) => row.name === '.');
    if (!Object.hasOwn(types, type)) wrong(path, `${type} is neither a kind of text nor a type`);
    else if (text === undefined || readText(text.type || 'string') === undefined)
      wrong(path, `${type} says no kind of text`);
  };
  for (const [alias, namespace] of Object.entries(aliases))
    if (![...Object.values(namespaces), ...Object.values(roots)].includes(namespace))
      wrong(`aliases/${alias}`, `${namespace} is no namespace of it`);
  for (const root of Object.keys(roots)) typed(typeOf(source, { name: root, type: '' }), `roots/${root}`);
  for (const [message, path] of Object.entries(messages))
    if (elementAt(source, path.split('/')) === undefined) wrong(`messages/${message}`, `nothing is at ${path}`);
  for (const [name, type] of Object.entries(elements)) typed(type, `elements/${name}`);
  for (const [name, rows] of Object.entries(types)) {
    const seen = new Set<string>();
    for (const [i, text] of rows.entries()) {
      const path = `types/${name}/${i}`;
      const row = readRow(text);
      if (row === undefined) {
        wrong(path, `"${text}" is not NAME or NAME TYPE, with ?, *, + or {2,5} behind the name`);
        continue;
      }
      prefixed(row.name, path);
      if (seen.has(row.name)) wrong(path, `${row.name} stands there twice`);
      seen.add(row.name);
      if (row.max < Math.max(row.min, 1))
        wrong(path, `${row.name} must stand ${row.min} times and may ${row.max} times`);
      if (isElement(row)) typed(typeOf(source, row), path);
      else if (row === OPEN_ROW) continue;
      else if (row.max !== 1) wrong(path, `${row.name} cannot stand more than once`);
      else lintText(row.type, path);
    }
  }
  return findings;
}
