/**
 * Lints the JSON Schemas of a project (schemas/canonical, config and api), each finding at its line. A validator is
 * made when it is first used: a server that started on a broken schema would fail at the first document, not before.
 */

import { readJson } from '../core/json.ts';
import { createValidate, type Validate } from '../core/schema.ts';
import { type Finding, readYaml } from '../core/yaml.ts';

type Schema = Record<string, unknown>;

interface Source {
  path: string;
  text: string;
  schema: Schema;
}

export interface Linted {
  /** Those that can be used. */
  sound: Schema[];
  /** Validates by them. */
  validate: Validate;
  findings: Finding[];
}

export function lintSchemas(files: Iterable<[path: string, text: string]>): Linted {
  const findings: Finding[] = [];
  const read = [...files].flatMap(([path, text]) => parse(path, text, findings));
  const byId = new Map(read.map(({ schema }) => [schema.$id as string, schema]));
  for (const source of read) {
    for (const { at, message } of [...walk(source.schema, source.schema.$id as string, byId, [])])
      findings.push(placed(source, at, message));
  }
  try {
    const sound = read.map(({ schema }) => schema);
    return { sound, validate: createValidate(sound), findings };
  } catch {
    // One that is no schema spoils all: only then is it worth looking at each.
    const sound = read.filter((source) => isSchema(source, findings)).map(({ schema }) => schema);
    return { sound, validate: createValidate(sound), findings };
  }
}

const placed = ({ path, text }: Pick<Source, 'path' | 'text'>, at: string[], message: string): Finding => ({
  ...readYaml(path, text).at(at),
  message,
});

/** The schema in a file, if it is one. Canonical ones that are no JSON are the catalog's to report. */
function parse(path: string, text: string, findings: Finding[]): Source[] {
  const id = path.slice('schemas/'.length);
  const read = readJson(path, text);
  if ('finding' in read) {
    if (!path.startsWith('schemas/canonical/')) findings.push(read.finding);
    return [];
  }
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    findings.push({ file: path, line: 1, column: 1, message: 'a schema is a JSON object' });
  else if (!('$id' in value) || value.$id !== id)
    findings.push(placed({ path, text }, ['$id'], `$id must be ${id}, its place under schemas/`));
  else return [{ path, text, schema: value as Schema }];
  return [];
}

/** Whether it is a JSON Schema by the schema of schemas; its first violation is a finding. */
function isSchema(source: Source, findings: Finding[]): boolean {
  try {
    createValidate([source.schema]);
    return true;
  } catch (error) {
    // "schema is invalid: data/properties/id/type must be equal to one of the allowed values, data/…"
    const [first = ''] = (error as Error).message.replace(/^schema is invalid: /, '').split(', ');
    const [, path = '', message = first] = /^data\/?(\S*) (.*)$/.exec(first) ?? [];
    findings.push(placed(source, path.split('/'), `no JSON Schema: ${path === '' ? '' : `${path} `}${message}`));
    return false;
  }
}

// The keywords of JSON Schema 2020-12 whose values hold schemas; the others we use. A misspelt one constrains nothing.
const OF_SCHEMAS_BY_NAME = ['$defs', 'properties', 'patternProperties', 'dependentSchemas'];
const OF_SCHEMAS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const OF_A_SCHEMA = [
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
  'not',
  'if',
  'then',
  'else',
];
const OTHERS =
  '$schema $id $ref $comment title description default examples deprecated type enum const required dependentRequired minProperties maxProperties minItems maxItems uniqueItems minContains maxContains minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf';
const KEYWORDS = new Set([...OF_SCHEMAS_BY_NAME, ...OF_SCHEMAS, ...OF_A_SCHEMA, ...OTHERS.split(' ')]);

/** What would fail when the validator is made: keywords that are none, references to nowhere, broken patterns. */
function* walk(
  value: unknown,
  base: string,
  byId: Map<string, Schema>,
  at: string[],
): Generator<{ at: string[]; message: string }> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const schema = value as Schema;
  for (const [keyword, held] of Object.entries(schema)) {
    const here = [...at, keyword];
    if (!KEYWORDS.has(keyword)) yield { at: here, message: `there is no keyword ${keyword}` };
    if (keyword === '$ref' && !leadsSomewhere(String(held), base, byId))
      yield { at: here, message: `$ref leads nowhere: ${String(held)}` };
    if (keyword === 'pattern' && !isPattern(String(held)))
      yield { at: here, message: `no regular expression: ${String(held)}` };
    if (OF_A_SCHEMA.includes(keyword)) yield* walk(held, base, byId, here);
    else if (
      (OF_SCHEMAS_BY_NAME.includes(keyword) || OF_SCHEMAS.includes(keyword)) &&
      typeof held === 'object' &&
      held !== null
    ) {
      for (const [name, one] of Object.entries(held)) yield* walk(one, base, byId, [...here, name]);
    }
  }
}

/** `common.json#/$defs/version`, seen from the schema it stands in. */
function leadsSomewhere(reference: string, base: string, byId: Map<string, Schema>): boolean {
  const { pathname, hash } = new URL(reference, `schema://x/${base}`);
  let value: unknown = byId.get(pathname.slice(1));
  for (const step of decodeURIComponent(hash).split('/').slice(1)) value = (value as Schema | undefined)?.[step];
  return typeof value === 'object' && value !== null;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') !== undefined;
  } catch {
    return false;
  }
}
