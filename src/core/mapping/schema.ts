/** Walks a canonical JSON Schema by field name, so that a mapping's left side can be checked and typed. */

import type { Kind } from './codec.ts';

type Json = Record<string, unknown>;

/** Canonical schemas by file name: `order.json`, `common.json`. */
export type Schemas = Map<string, Json>;

export interface Field {
  kind: Kind | 'object' | 'list' | 'open';
  /** For objects: the schema; for lists: the items' schema. */
  schema: SchemaView;
}

export interface SchemaView {
  file: string;
  node: Json;
}

const KINDS: Record<string, Kind> = { decimal: 'decimal', date: 'date', time: 'time' };

const SCALAR_KINDS: Record<string, Kind> = { integer: 'integer', boolean: 'boolean' };

/** Follows $ref until something else; the last reference's name is the field's type name. */
function resolve(schemas: Schemas, view: SchemaView): { view: SchemaView; name: string } {
  let { file, node } = view;
  let name = '';
  for (let ref = node.$ref; typeof ref === 'string'; ref = node.$ref) {
    const [target = '', pointer = ''] = ref.split('#');
    file = target === '' ? file : target;
    node = schemas.get(file) ?? {};
    for (const part of pointer.split('/').slice(1)) node = (node[part] ?? {}) as Json;
    name = pointer.split('/').at(-1) ?? '';
  }
  return { view: { file, node }, name };
}

/** The canonical documents there are. */
export const documentNames = (schemas: Schemas): string[] =>
  [...schemas.keys()].map((file) => file.replace(/\.json$/, '')).filter((name) => name !== 'common');

export function documentSchema(schemas: Schemas, document: string): SchemaView | undefined {
  const node = schemas.get(`${document}.json`);
  return node === undefined ? undefined : { file: `${document}.json`, node };
}

/** The names an object may hold; undefined when it is open to any. */
export function fieldNames(schemas: Schemas, view: SchemaView): string[] | undefined {
  const { node } = resolve(schemas, view).view;
  return node.properties === undefined ? undefined : Object.keys(node.properties as Json);
}

export function fieldOf(schemas: Schemas, view: SchemaView, name: string): Field | undefined {
  const parent = resolve(schemas, view).view;
  const properties = parent.node.properties as Json | undefined;
  if (properties === undefined) return { kind: 'open', schema: { file: parent.file, node: {} } };
  const property = properties[name] as Json | undefined;
  if (property === undefined) return undefined;
  return typed(schemas, { file: parent.file, node: property });
}

function typed(schemas: Schemas, property: SchemaView): Field {
  const { view, name } = resolve(schemas, property);
  const { node, file } = view;
  if (node.type === 'array') return { kind: 'list', schema: { file, node: (node.items ?? {}) as Json } };
  if (node.type === 'object') return { kind: node.properties === undefined ? 'open' : 'object', schema: view };
  return { kind: KINDS[name] ?? SCALAR_KINDS[String(node.type)] ?? 'text', schema: view };
}

/** The kind of a list's items. */
export const itemField = (schemas: Schemas, list: SchemaView): Field => typed(schemas, list);
