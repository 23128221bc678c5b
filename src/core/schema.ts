/**
 * JSON Schema 2020-12 validation: the only file that imports ajv. Its validators are made when the program
 * starts or, for runtimes where code may not be made from strings (Workers), written out as source beforehand;
 * the options are the same, so both find the same.
 */

import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { type Check, type Validate, validateBy } from './violation.ts';

export type { Validate, Violation } from './violation.ts';

type Json = Record<string, unknown>;

function ajvOf(schemas: Iterable<Json>, code: { source?: boolean; esm?: boolean } = {}): Ajv2020 {
  // What is referred to is compiled once, as a function of its own: a copy in each place is most of a start's time and memory.
  const options = { allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, inlineRefs: false };
  const ajv = new Ajv2020({ ...options, code });
  for (const schema of schemas) {
    ajv.addSchema(schema);
    // Without a key of its own, a definition would be compiled for every schema that refers to it.
    for (const [name, one] of Object.entries((schema.$defs ?? {}) as Record<string, Json>))
      ajv.addSchema(one, `${String(schema.$id)}#/$defs/${name}`);
  }
  return ajv;
}

/** Validators for schemas that name each other by $id. A schema that is none throws here, at start. */
export function createValidate(schemas: Iterable<Json>): Validate {
  const ajv = ajvOf(schemas);
  return validateBy((name) => ajv.getSchema(name) as Check | undefined);
}

/** An ES module that exports each schema's validator under the name given for its $id. It may still require parts of ajv. */
export function validatorSource(schemas: Iterable<Json>, names: Record<string, string>): string {
  return standalone.default(ajvOf(schemas, { source: true, esm: true }), names);
}
