/** Talks to an app as somebody with a key, and holds every answer to the API's description. */

import type { Hono } from 'hono';
import { expect } from 'vitest';
import type { Variables } from '../../src/http/auth.ts';
import { openapi } from '../../src/http/openapi.ts';
import { contractOf, type Description } from './contract.ts';
import { bearer, type KeyId, schemas } from './gateway.ts';

export type Json = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each looked at by its test and held to its schema
export type Answer = any;

export const description = openapi(schemas, { store: true, docs: true, metrics: true }) as unknown as Description;
export const contract = contractOf(description);

export interface Client {
  request(
    method: string,
    path: string,
    body?: RequestInit['body'] | Json,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** The JSON of an answer that must have this status. */
  get(path: string, status?: number): Promise<Answer>;
  post(path: string, body?: string | Json, status?: number, headers?: Record<string, string>): Promise<Answer>;
}

export function as(app: Hono<Variables>, key: KeyId | undefined): Client {
  const request: Client['request'] = async (method, path, body, headers = {}) => {
    const plain = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
    const init: RequestInit & { duplex: 'half' } = {
      method,
      duplex: 'half',
      headers: {
        ...(key === undefined ? {} : bearer(key)),
        ...(plain ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? JSON.stringify(body) : (body as string) }),
    };
    const response = await app.request(path, init);
    await contract.check(method, path, response);
    return response;
  };
  const answer = async (response: Response, status: number): Promise<Answer> => {
    const text = await response.text();
    expect(response.status, text).toBe(status);
    return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  };
  return {
    request,
    get: async (path, status = 200) => answer(await request('GET', path), status),
    post: async (path, body, status = 200, headers = {}) => answer(await request('POST', path, body, headers), status),
  };
}

export const WAIT = { Prefer: 'wait=10' };

/** Lines of an interchange that start with this tag. */
export const segments = (text: string, tag: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${tag}*`))
    .map((line) => line.replace(/~$/, ''));
