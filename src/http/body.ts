/** Request bodies, bounded before they are read: a declared length over the limit is refused unread. */

import type { Context } from 'hono';
import { refuse } from './answer.ts';

const tooLarge = (c: Context, limit: number): Response =>
  refuse(c, {
    status: 413,
    code: 'BODY_TOO_LARGE',
    title: `the body is larger than ${limit} bytes`,
    detail: 'split the transmission, or ask the operator to raise the limit',
  });

export async function readBody(c: Context, limit: number): Promise<Uint8Array | Response> {
  const declared = c.req.header('content-length');
  if (declared !== undefined && Number(declared) > limit) return tooLarge(c, limit);
  const stream = c.req.raw.body;
  if (stream === null) return refuse(c, { status: 400, code: 'BODY_EMPTY', title: 'the request has no body' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as ReadableStream<Uint8Array>) {
    size += chunk.length;
    // Without a declared length the stream is watched while it comes.
    if (size > limit) return tooLarge(c, limit);
    chunks.push(chunk);
  }
  if (size === 0) return refuse(c, { status: 400, code: 'BODY_EMPTY', title: 'the request has no body' });
  return chunks.length === 1 ? chunks[0]! : concat(chunks, size);
}

function concat(chunks: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** A JSON object from the body. */
export async function readJson(c: Context, limit: number): Promise<Record<string, unknown> | Response> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    return refuse(c, {
      status: 415,
      code: 'NOT_JSON',
      title: 'the body must be JSON',
      detail: 'send Content-Type: application/json',
    });
  }
  const bytes = await readBody(c, limit);
  if (bytes instanceof Response) return bytes;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    return refuse(c, {
      status: 400,
      code: 'NOT_JSON',
      title: 'the body is not JSON',
      detail: (error as Error).message,
    });
  }
  return refuse(c, { status: 400, code: 'NOT_JSON', title: 'the body must be a JSON object' });
}

/** What an operator must say in one member of the body, and how it is asked for where it is missing. */
export interface Asked {
  member: string;
  code: string;
  title: string;
  detail: string;
}

// What a person writes; no file.
const LARGEST_TEXT = 10_000;

/** The text of that member. */
export async function readText(c: Context, limit: number, { member, ...missing }: Asked): Promise<string | Response> {
  const body = await readJson(c, Math.min(limit, LARGEST_TEXT));
  if (body instanceof Response) return body;
  const text = body[member];
  return typeof text === 'string' && text.trim() !== '' ? text : refuse(c, { status: 422, ...missing });
}
