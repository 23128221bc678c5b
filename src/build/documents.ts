// Writes src/core/documents.ts, the TypeScript types of the canonical documents, from schemas/canonical (JSON Schema 2020-12).
// `node src/build/documents.ts` writes it; with --check it writes nothing and exits 1 when the file is not what it would write.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const target = new URL('src/core/documents.ts', root);
const files = ['common', 'order', 'order-change', 'order-response', 'ship-notice', 'receipt-advice', 'invoice'];
const width = 120;
const prefixed = `\`\${string}:\${string}\``;

/** The parts of JSON Schema that schemas/canonical uses; anything else stops the build rather than becoming `unknown`. */
type Schema = {
  $ref?: string;
  title?: string;
  description?: string;
  const?: string;
  enum?: string[];
  anyOf?: Schema[];
  type?: string;
  pattern?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, unknown>;
  required?: string[];
  $defs?: Record<string, Schema>;
};

function typesOf(read: (file: string) => string): string {
  const parts = [
    '// The canonical documents as types: generated from schemas/canonical by src/build/documents.ts; do not edit.',
  ];
  const documents: string[] = [];
  for (const file of files) {
    const schema = JSON.parse(read(file)) as Schema;
    if (file !== 'common') {
      if (schema.title === undefined) throw new Error(`schemas/canonical/${file}.json has no title`);
      documents.push(schema.title);
      parts.push(declaration(schema.title, schema));
    }
    for (const [name, def] of Object.entries(schema.$defs ?? {})) parts.push(declaration(typeName(name), def));
  }
  parts.push(
    `/** Any canonical document; \`type\` tells which. */\n${union('export type CanonicalDocument =', documents)}`,
    `/** The kinds of canonical documents. */\nexport const DOCUMENT_TYPES = [\n${files
      .slice(1)
      .map((file) => `  ${quoted(file)},\n`)
      .join('')}] as const;`,
  );
  return `${parts.join('\n\n')}\n`;
}

function declaration(name: string, schema: Schema): string {
  const comment = docComment(schema.description, '');
  if (schema.properties === undefined) return `${comment}${union(`export type ${name} =`, alternatives(schema))}`;
  const required = new Set(schema.required ?? []);
  const members = Object.entries(schema.properties).map(([field, value]) => {
    return `${docComment(value.description, '  ')}  ${field}${required.has(field) ? '' : '?'}: ${reference(value)};`;
  });
  return `${comment}export interface ${name} {\n${members.join('\n')}\n}`;
}

/** The types a schema without properties stands for: one, or the members of a union. */
function alternatives(schema: Schema): string[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(alternatives);
  if (schema.enum !== undefined) return schema.enum.map(quoted);
  if (schema.patternProperties !== undefined) return [`{ [name: ${prefixed}]: unknown }`];
  // A pattern beside an enum is always the form `prefix:value`; a pattern alone is a plain string.
  if (schema.pattern !== undefined && schema.type === undefined) return [prefixed];
  return [reference(schema)];
}

function reference(schema: Schema): string {
  if (schema.$ref !== undefined) return typeName(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
  if (schema.const !== undefined) return quoted(schema.const);
  if (schema.type === 'array' && schema.items !== undefined) return `${reference(schema.items)}[]`;
  if (schema.type === 'string') return 'string';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'integer') return 'number';
  throw new Error(`no type for ${JSON.stringify(schema)}`);
}

function typeName(name: string): string {
  const upper = name.charAt(0).toUpperCase() + name.slice(1);
  // The one def whose name a global type already has.
  return upper === 'Date' ? 'CalendarDate' : upper;
}

function quoted(value: string): string {
  return `'${value}'`;
}

function docComment(description: string | undefined, indent: string): string {
  if (description === undefined) return '';
  const sentence = /^.*?\.(?= [A-Z]|$)/.exec(description)?.[0] ?? description;
  return `${indent}/** ${sentence} */\n`;
}

/** A union the way the formatter writes it: on one line when it fits, otherwise one member a line. */
function union(head: string, members: string[]): string {
  const line = `${head} ${members.join(' | ')};`;
  return line.length <= width ? line : `${head}\n${members.map((member) => `  | ${member}`).join('\n')};`;
}

const wanted = typesOf((file) => readFileSync(new URL(`schemas/canonical/${file}.json`, root), 'utf8'));
if (!process.argv.includes('--check')) {
  writeFileSync(target, wanted);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== wanted) {
  console.error('src/core/documents.ts is not what schemas/canonical says: run `npm run generate`');
  process.exitCode = 1;
}
