/**
 * What a JSON Schema finds wrong with a value, in words for people; the same whether the validator was made when
 * the program started (core/schema.ts) or beforehand (src/build/validators.ts).
 */

export interface Violation {
  /** Path in the value: `lines/0/quantity`; empty for the value itself. */
  path: string;
  message: string;
}

/** Validates a value against a schema by its $id: `canonical/order.json`. No violations: it is valid. */
export type Validate = (schema: string, value: unknown) => Violation[];

interface AjvError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
}

/** A validator as ajv makes it: it leaves what it found on itself. */
export interface Check {
  (value: unknown): unknown;
  errors?: AjvError[] | null;
}

/** What an ajv error says. */
function violation({ instancePath, keyword, message = '', params }: AjvError): Violation {
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

function violations(errors: AjvError[] | null | undefined): Violation[] {
  const telling = (errors ?? []).filter(({ keyword }) => !SUMMARIES.has(keyword));
  const seen = new Set<string>();
  return telling.map(violation).filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** Validation by the validators `find` knows. */
export function validateBy(find: (schema: string) => Check | undefined): Validate {
  return (schema, value) => {
    const check = find(schema);
    if (check === undefined) return [{ path: '', message: `there is no schema ${schema}` }];
    return check(value) === true ? [] : violations(check.errors);
  };
}
