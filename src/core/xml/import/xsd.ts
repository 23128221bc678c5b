/**
 * XML Schema (XSD 1.0) to a vocabulary's file: what of it says which elements and attributes may stand where, and what
 * kind of text they hold. Substitution groups are not followed.
 */

import type { XmlType } from '../../edi/element.ts';
import { XML_NAMESPACE as XML } from '../scan.ts';
import { isElement, OPEN_ROW } from '../schema.ts';
import { assemble, type Imported, type ImportOptions, type ModelRow, type TypeModel } from './assemble.ts';
import { type Child, childrenIn, type Particle } from './content.ts';
import type { PlainElement } from './elements.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema';

/** A schema's top-level declaration, and what holds in its file. */
interface Declared {
  element: PlainElement;
  schema: PlainElement;
}

type Kind = 'element' | 'complexType' | 'simpleType' | 'group' | 'attributeGroup' | 'attribute';

/** What a simple type allows. */
interface Simple {
  kind: XmlType;
  max: number | undefined;
  codes: string[] | undefined;
}

const STRING: Simple = { kind: 'string', max: undefined, codes: undefined };

const BUILT_IN: Readonly<Record<string, XmlType>> = {
  string: 'string',
  anySimpleType: 'string',
  anyType: 'string',
  normalizedString: 'normalized',
  decimal: 'decimal',
  float: 'decimal',
  double: 'decimal',
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  boolean: 'boolean',
};
const INTEGER =
  /^(integer|(non)?(Positive|Negative)Integer|(positive|negative)Integer|(unsigned)?(Long|Int|Short|Byte)|long|int|short|byte)$/;
/** Longer lists are the business of code tables. */
const CODES_MAX = 120;

const attr = (element: PlainElement, name: string): string | undefined => element.attributes.get(name);

const isXsd = (element: PlainElement, ...names: string[]): boolean =>
  element.namespace === XSD && names.includes(element.local);

const named = (element: PlainElement, ...names: string[]): PlainElement[] =>
  element.children.filter((child) => isXsd(child, ...names));

/** `schemas` are the documents by path; what they include is among them. */
export function importXsd(
  schemas: ReadonlyMap<string, PlainElement>,
  { release, alike, roots, messages, without }: ImportOptions,
): Imported {
  const targets = targetNamespaces(schemas);
  const targetOf = (schema: PlainElement): string => targets.get(schema) ?? '';
  const declared = new Map<string, Declared>();
  for (const schema of schemas.values())
    for (const element of schema.children) {
      const name = attr(element, 'name');
      if (name !== undefined) declared.set(`${element.local} {${targetOf(schema)}}${name}`, { element, schema });
    }
  const wrong = new Set<string>();
  const found = roots.flatMap((root) => {
    const all = [...declared].filter(([key]) => key.startsWith('element {') && key.endsWith(`}${root}`));
    if (all.length !== 1) wrong.add(`${all.length === 0 ? 'no' : 'more than one'} element ${root} is declared`);
    return all.map(([, one]) => ({ root, namespace: targetOf(one.schema), declared: one }));
  });
  if (wrong.size > 0) return { wrong: [...wrong].join('; ') };

  const prefixes = prefixesIn(schemas.values());
  const unqualified = new Set([...schemas.values()].filter(hasUnqualified).map(targetOf));
  /** Elements of these need no prefix: it is the default namespace. */
  const defaults = new Set(found.map(({ namespace }) => namespace).filter((namespace) => !unqualified.has(namespace)));

  function find(kind: Kind, element: PlainElement, reference: string): Declared | undefined {
    const { namespace, local } = nameIn(element, reference);
    const own = declared.get(`${kind} {${namespace}}${local}`);
    if (own !== undefined || namespace !== '') return own;
    // A schema without a namespace has that of the schema that includes it.
    return [...new Set(targets.values())]
      .map((target) => declared.get(`${kind} {${target}}${local}`))
      .find((one) => one !== undefined);
  }

  function lookup(kind: Kind, element: PlainElement, reference: string): Declared | undefined {
    const one = find(kind, element, reference);
    const { namespace, local } = nameIn(element, reference);
    if (one !== undefined || namespace === XSD || namespace === XML) return one;
    const isHere = [...targets.values()].includes(namespace);
    wrong.add(isHere ? `${local} of ${namespace || 'no namespace'} is not declared` : `no file declares ${namespace}`);
    return undefined;
  }

  const resolving = new Set<PlainElement>();

  /** What a declaration comes to; undefined while that is being found out: nothing can be defined by itself. */
  function resolved<T>(element: PlainElement, resolve: () => T): T | undefined {
    if (resolving.has(element)) {
      wrong.add(`${attr(element, 'name') ?? element.local} is defined by itself`);
      return undefined;
    }
    resolving.add(element);
    const result = resolve();
    resolving.delete(element);
    return result;
  }

  /** The name of an element or attribute in rows. */
  function prefixed(namespace: string, local: string, isAttribute: boolean): string {
    if (namespace === '' || (!isAttribute && defaults.has(namespace))) return local;
    return `${prefixes.get(namespace) ?? addPrefix(prefixes, namespace, 'ns')}:${local}`;
  }

  const models = new Map<PlainElement, TypeModel>();

  function complex(type: PlainElement, schema: PlainElement, wanted: string, owner: TypeModel | undefined): TypeModel {
    const before = models.get(type);
    if (before !== undefined) return before;
    const base = sameAs(type);
    if (base !== undefined) {
      models.set(type, base);
      return base;
    }
    let rows: ModelRow[] | undefined;
    const model: TypeModel = {
      name: wanted.replace(/(?<=.)Type$/, ''),
      owner,
      rows() {
        rows ??= resolved(type, () => rowsOf(type, schema, model)) ?? [];
        return rows;
      },
    };
    models.set(type, model);
    return model;
  }

  /** A type derived from another and adding nothing is that other. */
  function sameAs(type: PlainElement): TypeModel | undefined {
    const [content] = named(type, 'simpleContent', 'complexContent');
    const [derivation] = content === undefined ? [] : named(content, 'extension', 'restriction');
    if (derivation === undefined || derivation.children.some((child) => !isXsd(child, 'annotation'))) return undefined;
    if (isXsd(content!, 'complexContent') && derivation.local === 'restriction') return undefined;
    return resolved(type, () => complexNamed(derivation, attr(derivation, 'base') ?? ''));
  }

  function complexNamed(element: PlainElement, reference: string): TypeModel | undefined {
    const type = find('complexType', element, reference);
    return type === undefined
      ? undefined
      : complex(type.element, type.schema, nameIn(element, reference).local, undefined);
  }

  function rowsOf(type: PlainElement, schema: PlainElement, owner: TypeModel): ModelRow[] {
    const [simple] = named(type, 'simpleContent');
    const [content] = named(type, 'complexContent');
    const [derivation] = named(simple ?? content ?? type, 'extension', 'restriction');
    if (simple !== undefined && derivation !== undefined) return simpleContent(derivation, schema);
    const body = derivation ?? type;
    const base = derivation === undefined ? undefined : baseOf(derivation);
    const inherited = base === undefined ? [] : base.rows();
    const own = elementRows(body, schema, owner);
    const elements = derivation?.local === 'extension' ? merged([...inherited.filter(isElement), ...own]) : own;
    const isMixed =
      attr(content ?? type, 'mixed') === 'true' ||
      attr(type, 'mixed') === 'true' ||
      inherited.some(({ name }) => name === '.');
    return [
      ...(isMixed ? [{ name: '.', min: 1, max: 1, type: 'string' }] : []),
      ...attributeRows(body, schema, inherited),
      ...elements,
      ...(derivation?.local === 'extension' && isAnyType(derivation, attr(derivation, 'base') ?? '') ? [OPEN_ROW] : []),
    ];
  }

  function baseOf(derivation: PlainElement): TypeModel | undefined {
    const reference = attr(derivation, 'base') ?? '';
    lookup('complexType', derivation, reference);
    return complexNamed(derivation, reference);
  }

  function simpleContent(derivation: PlainElement, schema: PlainElement): ModelRow[] {
    const reference = attr(derivation, 'base') ?? '';
    const inherited = complexNamed(derivation, reference)?.rows() ?? [];
    const under = inherited.find(({ name }) => name === '.')?.type;
    const given = typeof under === 'string' ? readSimple(under) : simpleNamed(derivation, reference);
    const [inner] = named(derivation, 'simpleType');
    const kind =
      derivation.local === 'extension' ? given : facets(derivation, inner === undefined ? given : simpleOf(inner));
    return [{ name: '.', min: 1, max: 1, type: simpleText(kind) }, ...attributeRows(derivation, schema, inherited)];
  }

  function attributeRows(body: PlainElement, schema: PlainElement, inherited: readonly ModelRow[]): ModelRow[] {
    const rows = new Map(inherited.filter(({ name }) => name.startsWith('@')).map((row) => [row.name, row]));
    for (const child of body.children) {
      if (isXsd(child, 'attributeGroup')) {
        const group = lookup('attributeGroup', child, attr(child, 'ref') ?? '');
        const shared = group && resolved(group.element, () => attributeRows(group.element, group.schema, []));
        for (const row of shared ?? []) rows.set(row.name, row);
      }
      if (!isXsd(child, 'attribute')) continue;
      const name = `@${attributeName(child, schema)}`;
      if (attr(child, 'use') === 'prohibited') rows.delete(name);
      else
        rows.set(name, {
          name,
          min: attr(child, 'use') === 'required' ? 1 : 0,
          max: 1,
          type: simpleText(attributeType(child)),
        });
    }
    return [...rows.values()];
  }

  function attributeName(attribute: PlainElement, schema: PlainElement): string {
    const reference = attr(attribute, 'ref');
    if (reference !== undefined) {
      const { namespace, local } = nameIn(attribute, reference);
      return prefixed(namespace, local, true);
    }
    const form = attr(attribute, 'form') ?? attr(schema, 'attributeFormDefault');
    return prefixed(form === 'qualified' ? targetOf(schema) : '', attr(attribute, 'name') ?? '', true);
  }

  function attributeType(attribute: PlainElement): Simple {
    const reference = attr(attribute, 'ref');
    const target = reference === undefined ? attribute : lookup('attribute', attribute, reference)?.element;
    if (target === undefined) return { kind: 'token', max: undefined, codes: undefined };
    const [inner] = named(target, 'simpleType');
    if (inner !== undefined) return simpleOf(inner);
    return simpleNamed(target, attr(target, 'type') ?? '');
  }

  function elementRows(body: PlainElement, schema: PlainElement, owner: TypeModel): ModelRow[] {
    const parts = body.children.flatMap((child) => particle(child, schema) ?? []);
    return childrenIn({ kind: 'sequence', min: 1, max: 1, parts })
      .filter(({ max }) => max > 0)
      .map(({ name, min, max, free, declared: one }) =>
        name === OPEN_ROW.name ? OPEN_ROW : { name, min, max, free, type: elementType(one, owner) },
      );
  }

  function particle(element: PlainElement, schema: PlainElement): Particle<Declared> | undefined {
    const bounds = occurrence(element);
    if (isXsd(element, 'element')) return child(element, schema, bounds);
    if (isXsd(element, 'sequence', 'all', 'choice'))
      return {
        kind: element.local === 'sequence' ? 'sequence' : element.local === 'all' ? 'all' : 'choice',
        ...bounds,
        parts: element.children.flatMap((one) => particle(one, schema) ?? []),
      };
    if (isXsd(element, 'any'))
      return { kind: 'element', name: OPEN_ROW.name, ...bounds, free: false, declared: { element, schema } };
    if (!isXsd(element, 'group')) return undefined;
    const group = lookup('group', element, attr(element, 'ref') ?? '');
    const parts =
      group &&
      resolved(group.element, () => group.element.children.flatMap((one) => particle(one, group.schema) ?? []));
    return { kind: 'sequence', ...bounds, parts: parts ?? [] };
  }

  function child(
    element: PlainElement,
    schema: PlainElement,
    bounds: { min: number; max: number },
  ): Child<Declared> | undefined {
    const reference = attr(element, 'ref');
    const form = attr(element, 'form') ?? attr(schema, 'elementFormDefault');
    const { namespace, local } =
      reference === undefined
        ? { namespace: form === 'qualified' ? targetOf(schema) : '', local: attr(element, 'name') ?? '' }
        : nameIn(element, reference);
    const name = prefixed(namespace, local, false);
    if (without.includes(name)) return undefined;
    const one = reference === undefined ? { element, schema } : lookup('element', element, reference);
    return one === undefined ? undefined : { kind: 'element', name, ...bounds, free: false, declared: one };
  }

  function elementType({ element, schema }: Declared, owner: TypeModel | undefined): string | TypeModel {
    const [inner] = named(element, 'complexType');
    // A global element's own type is that element's, wherever it is used.
    const isGlobal = schema.children.includes(element);
    if (inner !== undefined) return complex(inner, schema, attr(element, 'name') ?? '', isGlobal ? undefined : owner);
    const [simple] = named(element, 'simpleType');
    if (simple !== undefined) return simpleText(simpleOf(simple));
    const reference = attr(element, 'type') ?? '';
    if (reference === '' || isAnyType(element, reference)) return ANYTHING;
    return complexNamed(element, reference) ?? simpleText(simpleNamed(element, reference));
  }

  function simpleNamed(element: PlainElement, reference: string): Simple {
    const { namespace, local } = nameIn(element, reference);
    if (reference === '') return STRING;
    if (namespace === XSD)
      return { kind: BUILT_IN[local] ?? (INTEGER.test(local) ? 'integer' : 'token'), max: undefined, codes: undefined };
    const type = lookup('simpleType', element, reference);
    return (type && resolved(type.element, () => simpleOf(type.element))) ?? STRING;
  }

  function simpleOf(type: PlainElement): Simple {
    const [restriction] = named(type, 'restriction');
    if (restriction !== undefined) {
      const [inner] = named(restriction, 'simpleType');
      return facets(
        restriction,
        inner === undefined ? simpleNamed(restriction, attr(restriction, 'base') ?? '') : simpleOf(inner),
      );
    }
    const [union] = named(type, 'union');
    if (union === undefined) return { kind: 'token', max: undefined, codes: undefined };
    const members = [
      ...(attr(union, 'memberTypes') ?? '')
        .split(/\s+/)
        .filter((one) => one !== '')
        .map((one) => simpleNamed(union, one)),
      ...named(union, 'simpleType').map(simpleOf),
    ];
    const kinds = new Set(members.map(({ kind }) => kind));
    return { kind: kinds.size === 1 ? members[0]!.kind : 'string', max: undefined, codes: undefined };
  }

  const types = found.map(({ root, namespace, declared: one }) => ({
    name: prefixed(namespace, root, false),
    namespace,
    type: elementType(one, undefined),
  }));
  const namespaces = (): Record<string, string> =>
    Object.fromEntries([...prefixes].filter(([uri]) => uri !== XML).map(([uri, prefix]) => [prefix, uri]));
  // Types are read as they are reached, and name their namespaces then.
  const source = assemble({ release, alike, namespaces, roots: types, messages });
  return wrong.size > 0 ? { wrong: [...wrong].join('; ') } : { source, warnings: [] };
}

/** By schema: one that has none has that of a schema that includes it. */
function targetNamespaces(schemas: ReadonlyMap<string, PlainElement>): Map<PlainElement, string> {
  const targets = new Map([...schemas.values()].map((schema) => [schema, attr(schema, 'targetNamespace') ?? '']));
  const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  for (const [path, schema] of schemas) {
    const including = [...schemas.values()].find((one) =>
      named(one, 'include').some((include) => fileOf(attr(include, 'schemaLocation') ?? '') === fileOf(path)),
    );
    if (targets.get(schema) === '' && including !== undefined) targets.set(schema, targets.get(including) ?? '');
  }
  return targets;
}

/** By namespace, as the schemas call it; a prefix of two namespaces is numbered. */
function prefixesIn(schemas: Iterable<PlainElement>): Map<string, string> {
  const prefixes = new Map([[XML, 'xml']]);
  for (const { scope } of schemas)
    for (const [prefix, namespace] of scope)
      if (prefix !== '' && !prefixes.has(namespace)) addPrefix(prefixes, namespace, prefix);
  return prefixes;
}

function addPrefix(prefixes: Map<string, string>, namespace: string, wanted: string): string {
  const taken = new Set(prefixes.values());
  let free = wanted;
  for (let i = 2; taken.has(free); i++) free = `${wanted}${i}`;
  prefixes.set(namespace, free);
  return free;
}

/** Whether it declares elements of types that stand in no namespace. */
function hasUnqualified(schema: PlainElement): boolean {
  const byDefault = attr(schema, 'elementFormDefault') ?? 'unqualified';
  const below = ({ children }: PlainElement): boolean =>
    children.some(
      (child) =>
        (isXsd(child, 'element') &&
          attr(child, 'name') !== undefined &&
          (attr(child, 'form') ?? byDefault) !== 'qualified') ||
        below(child),
    );
  return schema.children.some(below);
}

/** An element that a base and its extension both name stands once. */
function merged(rows: readonly ModelRow[]): ModelRow[] {
  const parts = rows.map(
    (row): Child<ModelRow['type']> => ({ kind: 'element', free: false, ...row, declared: row.type }),
  );
  return childrenIn({ kind: 'sequence', min: 1, max: 1, parts }).map(({ name, min, max, free, declared: type }) => ({
    free,
    name,
    min,
    max,
    type,
  }));
}

function isAnyType(element: PlainElement, reference: string): boolean {
  const { namespace, local } = nameIn(element, reference);
  return namespace === XSD && local === 'anyType';
}

/** What an element holds that names no type. */
const ANYTHING: TypeModel = {
  name: 'anything',
  owner: undefined,
  rows: () => [{ name: '.', min: 1, max: 1, type: 'string' }, OPEN_ROW],
};

function nameIn(element: PlainElement, reference: string): { namespace: string; local: string } {
  const [prefix = '', local] = reference.includes(':') ? reference.split(':') : ['', reference];
  return { namespace: element.scope.get(prefix) ?? '', local: local ?? '' };
}

function occurrence(element: PlainElement): { min: number; max: number } {
  const max = attr(element, 'maxOccurs') ?? '1';
  return {
    min: Number(attr(element, 'minOccurs') ?? 1),
    max: max === 'unbounded' ? Number.POSITIVE_INFINITY : Number(max),
  };
}

function facets(restriction: PlainElement, base: Simple): Simple {
  const value = (name: string): string | undefined => {
    const [facet] = named(restriction, name);
    return facet === undefined ? undefined : attr(facet, 'value');
  };
  const space = value('whiteSpace');
  const kind =
    base.kind === 'string' || base.kind === 'normalized' ? (WHITE_SPACE[space ?? ''] ?? base.kind) : base.kind;
  const length = value('maxLength') ?? value('length');
  const codes = named(restriction, 'enumeration').map((one) => attr(one, 'value') ?? '');
  return {
    kind,
    max: length === undefined ? base.max : Number(length),
    codes: codes.length === 0 ? base.codes : codes,
  };
}

const WHITE_SPACE: Readonly<Record<string, XmlType>> = { replace: 'normalized', collapse: 'token' };

const isWord = (code: string): boolean => code !== '' && !/[|()]/.test(code) && code.trim() === code;

function simpleText({ kind, max, codes }: Simple): string {
  const list = codes?.join('|') ?? '';
  const isText = kind === 'string' || kind === 'normalized' || kind === 'token';
  if (isText && codes !== undefined && list.length <= CODES_MAX && codes.every(isWord)) return `(${list})`;
  return isText && max !== undefined && codes === undefined ? `${kind}..${max}` : kind;
}

function readSimple(text: string): Simple {
  const [, kind = 'token', max] = /^([a-zA-Z]+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  return { kind: kind as XmlType, max: max === undefined ? undefined : Number(max), codes: undefined };
}
