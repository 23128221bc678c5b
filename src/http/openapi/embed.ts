/**
 * Puts JSON Schemas that name each other by $id into one document, so that every $ref resolves inside it: a schema
 * `canonical/order.json` becomes the component `canonical.order`, and what it refers to is named by the place it
 * stands at. Nothing else in it changes.
 *
 * An embedded $id would keep the files' own references valid (JSON Schema 2020-12 §9.3), but most tools that read
 * OpenAPI do not look for it and would ask the server for `common.json`.
 */

import type { Json } from './schemas.ts';

/** `canonical/order.json` as a component is named. */
const nameOf = (id: string): string => id.replace(/\.json$/, '').replaceAll('/', '.');

/** Where a reference inside the schema `id` leads, as a place in the document. */
function placeOf(reference: string, id: string): string {
  const [file = '', fragment = ''] = reference.split('#');
  const target = file === '' ? id : new URL(file, `schemas:/${id}`).pathname.slice(1);
  return `#/components/schemas/${nameOf(target)}${fragment}`;
}

function moved(value: unknown, id: string): unknown {
  if (Array.isArray(value)) return value.map((one) => moved(one, id));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === '$ref' && typeof one === 'string' ? placeOf(one, id) : moved(one, id),
    ]),
  );
}

export function embed(schemas: Json[]): Record<string, Json> {
  return Object.fromEntries(
    schemas.map(({ $id, $schema: _dialect, ...schema }) => [nameOf(String($id)), moved(schema, String($id)) as Json]),
  );
}

const PLACE = /^#\/components\/schemas\/([^/]+)/;

/** The components a part of the document refers to, and those they refer to. */
export function referred(part: unknown, components: Record<string, Json>): Record<string, Json> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, one] of Object.entries(value)) {
      const name = key === '$ref' && typeof one === 'string' ? PLACE.exec(one)?.[1] : undefined;
      if (name === undefined) look(one);
      else if (!found.has(name)) {
        found.add(name);
        look(components[name]);
      }
    }
  };
  look(part);
  return Object.fromEntries(Object.entries(components).filter(([name]) => found.has(name)));
}
