/**
 * JSON Schema 2020-12 validation: the only file that imports ajv. Where code may not be made from strings
 * (Workers) the same validators come ready-made from src/build/validators.ts instead.
 */

import { Ajv2020 } from 'ajv/dist/2020.js';

export interface Violation {
  /** Path in the value: `lines/0/quantity`; empty for the value itself. */
  path: string;
  message: string;
}

/** Validates a value against a schema by its $id: `canonical/order.json`. No violations: it is valid. */
export type Validate = (schema: string, value: unknown) => Violation[];

type Json = Record<string, unknown>;

interface AjvError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
}

/** What an ajv error says, in words for people. */
export function violation({ instancePath, keyword, message = '', params }: AjvError): Violation {
  const path = instancePath.slice(1);
  if (keyword === 'required') return { path, message: `${String(params.missingProperty)} is missing` };
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    return { path: path === '' ? name : `${path}/${name}`, message: `there is no field ${name} here` };
  }
  if (keyword === 'enum') return { path, message: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` };
  if (keyword === 'const') return { path, message: `must be ${String(params.allowedValue)}` };
  return { path, message };
}

// Where alternatives fail, ajv adds an error for each branch and a summary; the first says enough.
const SUMMARIES = new Set(['anyOf', 'oneOf', 'if', 'allOf']);

export function violations(errors: AjvError[] | null | undefined): Violation[] {
  const telling = (errors ?? []).filter(({ keyword }) => !SUMMARIES.has(keyword));
  const seen = new Set<string>();
  return telling.map(violation).filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** Validators for schemas that name each other by $id. A schema that is none throws here, at start. */
export function createValidate(schemas: Iterable<Json>): Validate {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  for (const schema of schemas) ajv.addSchema(schema);
  return (name, value) => {
    const check = ajv.getSchema(name);
    if (check === undefined) return [{ path: '', message: `there is no schema ${name}` }];
    return check(value) === true ? [] : violations(check.errors as AjvError[]);
  };
}
