/**
 * Holds an app to its description: every answer must have a status, a content type and a body the description
 * says, and every refusal must be a problem with a code. It keeps what was seen, so that a test can ask what never was.
 */

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

type Json = Record<string, unknown>;

export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
}

export interface Operation {
  operationId: string;
  tags: string[];
  security: Json[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

interface Media {
  schema?: { $ref?: string };
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface Contract {
  operations: { method: string; path: string; operation: Operation }[];
  /** Checks an answer to this request. */
  check(method: string, path: string, response: Response): Promise<void>;
  /** What is wrong with a value by the schema it is said to have. */
  violations(media: Media, value: unknown): unknown[];
  /** `GET /v1/mailbox 200`, of every answer that was checked. */
  seen: Set<string>;
  /** Every refusal that was checked. */
  refusals: Json[];
}

export function contractOf(description: Description): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api.json', components: description.components });
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const seen = new Set<string>();
  const refusals: Json[] = [];

  function violations({ schema }: Media, value: unknown): unknown[] {
    const place = schema?.$ref;
    const check = place === undefined ? ajv.compile(schema ?? {}) : ajv.getSchema(`api.json${place}`);
    if (check === undefined) return [`there is no ${place}`];
    return check(value) === true ? [] : (check.errors ?? []);
  }

  return {
    operations,
    seen,
    refusals,
    violations,
    async check(method, path, response) {
      const type = response.headers.get('content-type')?.split(';')[0] ?? '';
      const text = await response.clone().text();
      if (response.status >= 400) {
        expect(type, `${method} ${path} ${response.status}`).toBe('application/problem+json');
        const body = JSON.parse(text) as Json;
        expect(body).toMatchObject({
          status: response.status,
          code: expect.stringMatching(/^[A-Z_]+$/),
          title: expect.any(String),
        });
        expect(body.type).toBe(`urn:dragoman:problem:${body.code}`);
        refusals.push(body);
      }
      const found = operations.find((one) => one.method === method && matches(one.path, path));
      // What no route takes is no part of the description.
      if (found === undefined) return expect([404, 405]).toContain(response.status);
      const what = `${method} ${found.path} ${response.status}`;
      const described = found.operation.responses[String(response.status)];
      expect(described, `${what} is not described`).toBeDefined();
      seen.add(what);
      if (described!.content === undefined) return expect(text, what).toBe('');
      expect(Object.keys(described!.content), what).toContain(type);
      if (type.endsWith('json')) expect(violations(described!.content[type]!, JSON.parse(text)), what).toEqual([]);
    },
  };
}

/** `/v1/mailbox/{id}` takes `/v1/mailbox/dlv_1?x`. A path without places is met before one with them. */
const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0]!);
