import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { type Described, operation } from '../../src/http/openapi/operation.ts';
import { openapi } from '../../src/http/openapi.ts';
import { contractOf, type Description } from './contract.ts';
import { catalog, LIMITS, openApp, openGateway, schemas } from './gateway.ts';

type Json = Record<string, unknown>;

const FULL = { store: true, docs: true, metrics: true };
const STATELESS = { store: false, docs: false, metrics: false };
const described = (served: typeof FULL): Description => openapi(schemas, served) as unknown as Description;

/** Every object in a value, with the path to it. */
function* objects(value: unknown, path = ''): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Json];
  for (const [key, one] of Object.entries(value)) yield* objects(one, `${path}/${key}`);
}

/** What stands at a `#/…` reference. */
function at(document: unknown, reference: string): unknown {
  const steps = reference
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((value, step) => (value as Json | undefined)?.[step], document);
}

const routesOf = ({ routes }: { routes: { method: string; path: string }[] }): string[] =>
  [
    ...new Set(
      routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
    ),
  ].sort();
const pathsOf = (description: Description): string[] =>
  contractOf(description)
    .operations.map(({ method, path }) => `${method} ${path}`)
    .sort();

describe.each([
  ['with a store', FULL],
  ['without one', STATELESS],
])('the description %s', (_what, served) => {
  const description = described(served);

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(description) as never);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  it('refers only to what is in it', () => {
    const references = [...objects(description)].flatMap(([path, { $ref }]) =>
      typeof $ref === 'string' ? [[path, $ref] as const] : [],
    );
    expect(references.length).toBeGreaterThan(20);
    const broken = references.filter(
      ([, reference]) => !reference.startsWith('#/') || at(description, reference) === undefined,
    );
    expect(broken).toEqual([]);
    // An $id would give the references below it another base.
    expect([...objects(description.components.schemas)].filter(([, one]) => typeof one.$id === 'string')).toEqual([]);
  });

  it('holds no schema that nothing refers to', () => {
    const used = new Set(
      [...objects(description)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref.split('/')[3]] : [])),
    );
    expect(Object.keys(description.components.schemas).filter((name) => !used.has(name))).toEqual([]);
  });

  it('shows only bodies that are valid by their schemas', () => {
    const { operations, violations } = contractOf(description);
    for (const { method, path, operation } of operations) {
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        for (const media of Object.values(content)) {
          const shown = [
            ...(media.example === undefined ? [] : [media.example]),
            ...Object.values(media.examples ?? {}).map(({ value }) => value),
          ];
          for (const value of shown) expect(violations(media, value), `${method} ${path} ${status}`).toEqual([]);
        }
      }
    }
  });

  it('shows a body for every answer that has one', () => {
    const silent = contractOf(description).operations.flatMap(({ method, path, operation }) =>
      Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
        Object.values(content)
          .filter(({ example, examples }) => example === undefined && examples === undefined)
          .map(() => `${method} ${path} ${status}`),
      ),
    );
    // This description itself, the files of its page, and bytes that may be anything.
    const allowed = ['GET /openapi.json 200', 'GET /docs/{name} 200', 'GET /v1/transmissions/{id}/body 200'];
    expect(silent.filter((one) => !allowed.includes(one))).toEqual([]);
  });

  it('names every operation once, under a tag it explains', () => {
    const { operations } = contractOf(description);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = (description as unknown as { tags: { name: string }[] }).tags.map(({ name }) => name);
    expect(new Set(operations.flatMap(({ operation }) => operation.tags))).toEqual(new Set(tags));
  });

  it('names every part of a path as a parameter', () => {
    for (const { path, operation } of contractOf(description).operations) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const named = (operation.parameters ?? []).flatMap((one) => (one.in === 'path' ? [one.name] : [])).sort();
      expect(named, path).toEqual(wanted);
    }
  });
});

describe('the description', () => {
  it('has every route of the app, and the app every path of it', async () => {
    const { app } = await openApp();
    expect(pathsOf(described(FULL))).toEqual(routesOf(app));
  });

  it('has every route of the stateless app, and that app every path of it', async () => {
    const { clock, log } = await openGateway();
    const app = createApp({ catalog, clock, log, limits: LIMITS, schemas });
    expect(pathsOf(described(STATELESS))).toEqual(routesOf(app));
    expect(JSON.stringify(described(STATELESS))).not.toContain('securitySchemes');
  });

  it('embeds schemas/ as they are, but for where references lead', async () => {
    const { components } = described(FULL);
    for (const name of ['order', 'order-change', 'order-response', 'ship-notice', 'invoice', 'common']) {
      const { $id, $schema, ...file } = JSON.parse(
        await readFile(new URL(`../../schemas/canonical/${name}.json`, import.meta.url), 'utf8'),
      ) as Json;
      expect($id).toBe(`canonical/${name}.json`);
      expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
      const back = JSON.stringify(components.schemas[`canonical.${name}`]).replaceAll(
        /"#\/components\/schemas\/canonical\.([\w-]+)\//g,
        (_, other) => (other === name ? '"#/' : `"${other}.json#/`),
      );
      expect(JSON.parse(back)).toEqual(file);
    }
    expect(components.schemas['api.confirmation']!.properties).toMatchObject({
      issued: { $ref: '#/components/schemas/canonical.common/$defs/date' },
    });
  });

  it('takes example bodies that the ERP may really send', () => {
    const bodies = contractOf(described(FULL)).operations.flatMap(({ path, operation }) => {
      const media = operation.requestBody?.content['application/json'];
      return media === undefined ? [] : [{ path, media }];
    });
    expect(bodies).toHaveLength(8);
    const { violations } = contractOf(described(FULL));
    for (const { path, media } of bodies) {
      // What the gateway fills in where it is left out.
      const kinds: Record<string, string> = {
        responses: 'order-response',
        shipments: 'ship-notice',
        invoices: 'invoice',
      };
      const type = kinds[path.split('/').at(-1)!];
      const filled = { ...(media.example as Json), ...(type === undefined ? {} : { type, schemaVersion: '1' }) };
      expect(violations(media, filled), path).toEqual([]);
    }
  });

  it('says of every operation that takes a key what a missing one gets', () => {
    for (const { path, operation: one } of contractOf(described(FULL)).operations) {
      expect(Object.keys(one.responses).includes('401'), path).toBe(one.security.length > 0);
      expect(Object.keys(one.responses), path).toContain('500');
    }
  });

  it('adds to an operation only what it is told', () => {
    const open: Described = { id: 'x', tag: 'everyone', summary: 'X', answers: { 200: { description: 'Fine.' } } };
    expect(operation(open)).toMatchObject({ operationId: 'x', tags: ['everyone'], security: [] });
    expect(Object.keys(operation(open).responses as Json)).toEqual(['200', '500']);
    expect(operation(open)).not.toHaveProperty('description');
    expect(
      Object.keys(operation({ ...open, keys: ['partners'], refuses: ['notJson', 'bodyEmpty'] }).responses as Json),
    ).toEqual(['200', '400', '401', '403', '500']);
  });
});
