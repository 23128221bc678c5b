/**
 * Document type definitions (XML 1.0) to a vocabulary's file. Several may be given, each whole in itself, as cXML's are:
 * an element that two of them declare otherwise may hold what either allows.
 */

import { localName, OPEN_ROW } from '../schema.ts';
import { assemble, type Imported, type ImportOptions, type ModelRow, type TypeModel } from './assemble.ts';
import { type Child, childrenIn } from './content.ts';
import { type DtdElement, type DtdElements, readDtd } from './declarations.ts';

/** `texts` are the definitions by path. */
export function importDtd(
  texts: ReadonlyMap<string, string>,
  { release, alike, roots, messages, without }: ImportOptions,
): Imported {
  const read: DtdElements[] = [];
  for (const [path, text] of texts) {
    const one = readDtd(text);
    if ('wrong' in one) return { wrong: `${path}: ${one.wrong}` };
    read.push(one.elements);
  }
  const elements = read.reduce(together, new Map());
  const unknown = roots.filter((root) => !elements.has(root));
  if (unknown.length > 0) return { wrong: `no element ${unknown.join(', ')} is declared` };

  const leads = new Map<string, Set<string>>();
  for (const path of Object.values(messages))
    path.split('/').forEach((name, i, all) => {
      const next = all[i + 1];
      if (next !== undefined) leads.set(name, (leads.get(name) ?? new Set()).add(next));
    });
  const warnings = new Set<string>();
  const models = new Map<string, TypeModel>();
  const modelOf = (name: string): TypeModel => {
    const before = models.get(name);
    if (before !== undefined) return before;
    let rows: ModelRow[] | undefined;
    const model = { name: localName(name), owner: undefined, rows: () => (rows ??= rowsOf(name)) };
    models.set(name, model);
    return model;
  };
  const childRow = ({ name, min, max, free }: Child<undefined>): ModelRow[] => {
    if (without.includes(name) || max === 0) return [];
    if (!elements.has(name)) warnings.add(`no element ${name} is declared; it is left out`);
    return elements.has(name) ? [{ name, min, max, free, type: elementType(name) }] : [];
  };
  function rowsOf(name: string): ModelRow[] {
    const { content, text, open, attributes } = elements.get(name)!;
    return [
      ...(text ? [{ name: '.', min: 1, max: 1, type: 'trimmed' }] : []),
      ...attributes
        .filter((one) => !one.name.startsWith('xmlns'))
        .map((one) => ({ name: `@${one.name}`, min: one.required ? 1 : 0, max: 1, type: attributeText(one.type) })),
      ...(content === undefined ? [] : childrenIn(content, leads.get(name)).flatMap(childRow)),
      ...(open ? [OPEN_ROW] : []),
    ];
  }
  /** An element that is text and nothing else needs no type. */
  const elementType = (name: string): string | TypeModel => {
    const { content, text, open, attributes } = elements.get(name)!;
    return text && !open && content === undefined && attributes.length === 0 ? 'trimmed' : modelOf(name);
  };

  const source = assemble({
    release,
    alike,
    namespaces: () => namespacesIn(elements),
    roots: roots.map((name) => ({ name, namespace: '', type: elementType(name) })),
    messages,
  });
  return { source, warnings: [...warnings] };
}

/** A definition knows no namespaces; it gives elements an attribute that declares their prefix. */
const namespacesIn = (elements: DtdElements): Record<string, string> =>
  Object.fromEntries(
    [...elements.values()]
      .flatMap(({ attributes }) => attributes)
      .filter(({ name, value }) => name.startsWith('xmlns:') && value !== '')
      .map(({ name, value }) => [name.slice('xmlns:'.length), value]),
  );

const CODES_MAX = 120;

/** A list of values is kept where it is short; the values are tokens in any case. */
function attributeText(type: string): string {
  if (type === 'CDATA') return 'trimmed';
  return type.startsWith('(') && type.length <= CODES_MAX ? type : 'token';
}

function together(one: DtdElements, other: DtdElements): DtdElements {
  const all: DtdElements = new Map(one);
  for (const [name, declared] of other) {
    const before = all.get(name);
    all.set(name, before === undefined ? declared : either(before, declared));
  }
  return all;
}

function either(one: DtdElement, other: DtdElement): DtdElement {
  const both = [one.content, other.content].filter((content) => content !== undefined);
  const attributes = new Map(one.attributes.map((attribute) => [attribute.name, attribute]));
  for (const attribute of other.attributes) {
    const before = attributes.get(attribute.name);
    const required = before?.required === true && attribute.required;
    const type = before === undefined || before.type === attribute.type ? attribute.type : 'NMTOKEN';
    attributes.set(attribute.name, { ...attribute, required, type });
  }
  const theirs = new Set(other.attributes.map(({ name }) => name));
  return {
    content: both.length === 0 ? undefined : { kind: 'choice', min: both.length - 1, max: 1, parts: both },
    text: one.text || other.text,
    open: one.open || other.open,
    attributes: [...attributes.values()].map((attribute) =>
      theirs.has(attribute.name) ? attribute : { ...attribute, required: false },
    ),
  };
}
