/**
 * What an importer read of a schema, written as a vocabulary's file: only types that can be reached, each under a short
 * name and said once, however many names the schema has for it.
 */

import { linesOf, member } from '../../edi/dictionary.ts';
import { XML_TYPES, type XmlType } from '../../edi/element.ts';
import { isElement, localName, readText, rowText, type XmlSource } from '../schema.ts';

export interface ImportOptions {
  release: string;
  /** Other releases that are read alike. */
  alike: readonly string[];
  roots: readonly string[];
  /** Message to the path of its element; empty when every root is one. */
  messages: Readonly<Record<string, string>>;
  /** Elements that are left out, with all that is below them. */
  without: readonly string[];
}

/** A vocabulary and what of its schema was passed over, or why there is none. */
export type Imported = { source: XmlSource; warnings: string[] } | { wrong: string };

/** A type as a schema has it. Types may hold themselves, so that the rows are asked for. */
export interface TypeModel {
  /** The name it should have; others may have it already. */
  name: string;
  /** The type it is declared in, when it has no name of its own. */
  owner: TypeModel | undefined;
  rows(): ModelRow[];
}

export interface ModelRow {
  /** `.`, `@currencyID`, `cbc:ID`. */
  name: string;
  min: number;
  max: number;
  /** Whether an element may stand before the one above it, too. */
  free?: boolean;
  /** A kind of text (`decimal`, `string..35`, `(a|b)`), or a type. */
  type: string | TypeModel;
}

export interface Vocabulary extends Pick<ImportOptions, 'release' | 'alike' | 'messages'> {
  /** Prefix to namespace, asked for when all types have been read. */
  namespaces(): Record<string, string>;
  roots: { name: string; namespace: string; type: string | TypeModel }[];
}

const isLeaf = (rows: readonly ModelRow[]): boolean => !rows.some(isElement);

export function assemble({ release, alike, namespaces, roots, messages }: Vocabulary): XmlSource {
  const one = uniform();
  const reached = reach(
    roots.map(({ type }) => type),
    one,
  );
  const names = named(reached);
  const text = commonText(reached);
  const nameOf = (type: string | TypeModel): string => (typeof type === 'string' ? type : names.get(one(type))!);
  const elements = elementTypes([...reached.values()].flat(), roots, nameOf);

  const row = ({ name, min, max, free = false, type }: ModelRow): string => {
    const usual = !isElement({ name }) ? text : (elements[name] ?? localName(name));
    const own = nameOf(type);
    return rowText({ name, min, max, free, type: own === usual ? '' : own });
  };
  const types = [...reached].map(([model, rows]): [string, string[]] => [names.get(model)!, rows.map(row)]);
  const used = new Set([...reached.values()].flat().flatMap(({ name }) => prefixOf(name)));
  for (const { name } of roots) used.add(prefixOf(name)[0] ?? '');
  return {
    release,
    ...(alike.length === 0 ? {} : { alike: [...alike] }),
    ...(text === 'string' ? {} : { text }),
    namespaces: Object.fromEntries(Object.entries(namespaces()).filter(([prefix]) => used.has(prefix))),
    roots: Object.fromEntries(roots.map((root) => [root.name, root.namespace])),
    ...(Object.keys(messages).length === 0 ? {} : { messages }),
    ...(Object.keys(elements).length === 0 ? {} : { elements }),
    types: Object.fromEntries(types),
  };
}

const prefixOf = (name: string): string[] =>
  name.includes(':') ? [name.slice(0, name.indexOf(':')).replace('@', '')] : [];

/** Types that say the same are one: texts always, elements without a type of their own when they have one name. */
function uniform(): (model: TypeModel) => TypeModel {
  const numbers = new Map<TypeModel, number>();
  const bySign = new Map<string, TypeModel>();
  const known = new Map<TypeModel, TypeModel>();
  const numberOf = (model: TypeModel): number => {
    if (!numbers.has(model)) numbers.set(model, numbers.size);
    return numbers.get(model)!;
  };
  const one = (model: TypeModel): TypeModel => {
    const before = known.get(model);
    if (before !== undefined) return before;
    // A named type may hold itself; what is told apart by its rows cannot.
    const rows = model.rows();
    const leaf = isLeaf(rows);
    if (model.owner === undefined && !leaf) known.set(model, model);
    else {
      const sign = rows.map((row) =>
        rowText({ free: false, ...row, type: typeof row.type === 'string' ? row.type : `#${numberOf(one(row.type))}` }),
      );
      const key = `${leaf ? '' : model.name}|${sign.join('|')}`;
      if (!bySign.has(key)) bySign.set(key, model);
      known.set(model, bySign.get(key)!);
    }
    return known.get(model)!;
  };
  return one;
}

/** All types from these, each with its rows, in the order they are met. */
function reach(
  from: readonly (string | TypeModel)[],
  one: (model: TypeModel) => TypeModel,
): Map<TypeModel, ModelRow[]> {
  const reached = new Map<TypeModel, ModelRow[]>();
  const models = new Set<TypeModel>();
  const meet = (type: string | TypeModel): void => {
    if (typeof type !== 'string') models.add(one(type));
  };
  from.forEach(meet);
  for (const model of models) {
    const rows = model.rows();
    reached.set(model, rows);
    for (const { type } of rows) meet(type);
  }
  return reached;
}

/** Short names, none twice, and none that is a kind of text. */
function named(reached: ReadonlyMap<TypeModel, unknown>): Map<TypeModel, string> {
  const names = new Map<TypeModel, string>();
  const taken = new Set<string>(XML_TYPES);
  const give = (model: TypeModel): void => {
    const { name, owner } = model;
    const candidates = [name, ...(owner === undefined ? [] : [`${names.get(owner) ?? owner.name}.${name}`])];
    let free = candidates.find((candidate) => !taken.has(candidate));
    for (let i = 2; free === undefined; i++) if (!taken.has(`${name}.${i}`)) free = `${name}.${i}`;
    taken.add(free);
    names.set(model, free);
  };
  // Types that have a name in their schema keep it.
  const [own, anonymous] = [
    [...reached.keys()].filter(({ owner }) => owner === undefined),
    [...reached.keys()].filter(({ owner }) => owner !== undefined),
  ];
  for (const model of [...own, ...anonymous]) give(model);
  return names;
}

/** The kind of text most texts and attributes are of. */
function commonText(reached: ReadonlyMap<TypeModel, readonly ModelRow[]>): XmlType {
  const counts = new Map<XmlType, number>();
  for (const { type } of [...reached.values()].flat().filter((row) => !isElement(row))) {
    const kind = XML_TYPES.find((one) => one === type);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return most(counts) ?? 'string';
}

const most = <T>(counts: ReadonlyMap<T, number>): T | undefined => [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];

/** For each element the type it mostly has, where that is not named like it. */
function elementTypes(
  rows: readonly ModelRow[],
  roots: Vocabulary['roots'],
  nameOf: (type: string | TypeModel) => string,
): Record<string, string> {
  const byName = new Map<string, Map<string, number>>();
  for (const { name, type } of [...rows, ...roots].filter(isElement)) {
    const counts = byName.get(name) ?? new Map<string, number>();
    counts.set(nameOf(type), (counts.get(nameOf(type)) ?? 0) + 1);
    byName.set(name, counts);
  }
  const usual = [...byName].map(([name, counts]): [string, string] => [name, most(counts)!]);
  return Object.fromEntries(
    usual
      .filter(([name, type]) => type !== localName(name) || readText(type) !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A vocabulary as the text of its file: one entry a line, as in the dictionaries. */
export function xmlText({
  release,
  alike,
  text,
  namespaces,
  aliases,
  loose,
  roots,
  messages,
  elements,
  types,
}: XmlSource): string {
  const members = [
    ` "release": ${JSON.stringify(release)}`,
    ...(alike === undefined ? [] : [` "alike": ${JSON.stringify(alike)}`]),
    ...(text === undefined ? [] : [` "text": ${JSON.stringify(text)}`]),
    member('namespaces', linesOf(namespaces)),
    ...(aliases === undefined ? [] : [member('aliases', linesOf(aliases))]),
    ...(loose === undefined ? [] : [` "loose": ${JSON.stringify(loose)}`]),
    member('roots', linesOf(roots)),
    ...(messages === undefined ? [] : [member('messages', linesOf(messages))]),
    ...(elements === undefined ? [] : [member('elements', linesOf(elements))]),
    member('types', linesOf(types)),
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}
