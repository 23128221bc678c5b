/** Validators written beforehand, for Workers, find exactly what those made at start find, word for word. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { validatorModule } from '../../src/build/validators.ts';
import { createValidate } from '../../src/core/schema.ts';
import { type Check, type Validate, validateBy } from '../../src/core/violation.ts';
import { PROJECT, readFiles, schemasIn } from '../../src/node/files.ts';

const schemas = schemasIn(readFiles(PROJECT));
const made = createValidate(schemas);
let written: Validate;
let text = '';

const PAIRS = join(PROJECT, 'mappings/x12');
const documents = (readdirSync(PAIRS, { recursive: true }) as string[])
  .filter((path) => path.endsWith('.json'))
  .sort()
  .map((path): [string, { type: string }] => [path, JSON.parse(readFileSync(join(PAIRS, path), 'utf8'))]);

beforeAll(async () => {
  text = await validatorModule(schemas);
  // A module of this kind can import nothing: it must stand alone.
  const url = `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
  const { validators } = (await import(/* @vite-ignore */ url)) as { validators: Record<string, Check> };
  written = validateBy((schema) => validators[schema]);
});

/** The value with one thing in it changed for the worse, at every place in turn. */
function* spoiled(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const worse of spoiled(item)) yield value.with(i, worse);
    yield {};
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, surprise: 1 };
    for (const [name, item] of Object.entries(value)) {
      const { [name]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const worse of spoiled(item)) yield { ...rest, [name]: worse };
    }
  } else {
    yield '';
    yield 7;
    yield '\u0000?';
  }
}

describe('validators written beforehand', () => {
  it.each(documents)('judge mappings/x12/%s, whole and spoiled, like those made at start', (_, document) => {
    const schema = `canonical/${document.type}.json`;
    const complete = { schemaVersion: '1', id: 'doc_1', ...document };
    expect(written(schema, complete)).toEqual(made(schema, complete));
    let wrong = 0;
    for (const worse of spoiled(complete)) {
      const found = made(schema, worse);
      if (found.length > 0) wrong++;
      expect(written(schema, worse)).toEqual(found);
    }
    expect(wrong).toBeGreaterThan(20);
  });

  it('know every schema, and say so of a name that is none', () => {
    for (const { $id } of schemas) expect(written(String($id), 0)).toEqual(made(String($id), 0));
    expect(written('canonical/nothing.json', {})).toEqual(made('canonical/nothing.json', {}));
    expect(written('canonical/nothing.json', {})).toEqual([
      { path: '', message: 'there is no schema canonical/nothing.json' },
    ]);
  });

  it('make no code from strings', () => {
    expect(text.match(/\bnew Function\(|[^.\w]eval\(/g)).toBeNull();
  });
});
