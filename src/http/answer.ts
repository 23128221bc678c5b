/** Answers: JSON, and problems as application/problem+json (RFC 9457) with the same codes everywhere. */

import type { Context } from 'hono';
import type { Problem } from '../core/problem.ts';

export type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500 | 503;

export interface Refusal {
  status: Status;
  /** Stable, for programs. */
  code: string;
  /** What is wrong. */
  title: string;
  /** What to do about it. */
  detail?: string;
  /** What was wrong with the document, where one was sent. */
  problems?: Pick<Problem, 'code' | 'message'>[];
  [more: string]: unknown;
}

export function refuse(c: Context, { status, code, title, ...rest }: Refusal): Response {
  return c.body(JSON.stringify({ type: `urn:dragoman:problem:${code}`, title, status, code, ...rest }), status, {
    'Content-Type': 'application/problem+json',
  });
}

export const notFound = (c: Context, what: string): Response =>
  refuse(c, { status: 404, code: 'NOT_FOUND', title: `there is no ${what}` });

/** A whole number from the query, or what is wrong with it. */
export function integer(c: Context, name: string, fallback: number, min: number, max: number): number | Response {
  const text = c.req.query(name);
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
  return refuse(c, {
    status: 400,
    code: 'QUERY_INVALID',
    title: `${name} must be a whole number from ${min} to ${max}`,
    detail: `it is "${text.slice(0, 40)}"`,
  });
}

export const PAGE = { fallback: 100, max: 500 };

/** `after` and `limit` of a list. */
export function page(c: Context): { after: number; limit: number } | Response {
  const after = integer(c, 'after', 0, 0, Number.MAX_SAFE_INTEGER);
  if (typeof after !== 'number') return after;
  const limit = integer(c, 'limit', PAGE.fallback, 1, PAGE.max);
  return typeof limit === 'number' ? { after, limit } : limit;
}

/** A list and where to go on: `next` is always given, so that a poller keeps it even when nothing came. */
export const listed = <T extends { sequence: number }>(
  items: T[],
  { after, limit }: { after: number; limit: number },
  hasMore = items.length === limit,
): { items: T[]; next: string; hasMore: boolean } => ({
  items,
  next: String(items.at(-1)?.sequence ?? after),
  hasMore,
});

/** A value of the query that must be one of a list. */
export function oneOf<T extends string>(c: Context, name: string, allowed: readonly T[]): T | undefined | Response {
  const value = c.req.query(name);
  if (value === undefined || value === '') return undefined;
  const found = allowed.find((one) => one === value);
  return (
    found ?? refuse(c, { status: 400, code: 'QUERY_INVALID', title: `${name} must be one of ${allowed.join(', ')}` })
  );
}

/** The query's values that are there and not empty, under their names. */
export const filters = <Name extends string>(c: Context, ...names: Name[]): { [name in Name]?: string } =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = c.req.query(name);
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  ) as { [name in Name]?: string };
