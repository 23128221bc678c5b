/**
 * API keys: `Authorization: Bearer KEY-ID.SECRET`. A key is for one partner, one ERP or an operator, and each
 * sees only its own. Secrets are stored hashed and compared in constant time. In cXML the key is the SharedSecret.
 */

import type { Context, MiddlewareHandler } from 'hono';
import type { Gateway } from '../gateway/gateway.ts';
import type { ApiKey } from '../gateway/ports.ts';
import { refuse } from './answer.ts';

export type Role = ApiKey['role'];

export interface Caller {
  role: Role;
  /** The partner or ERP; empty for an operator. */
  name: string;
}

export interface Variables {
  Variables: { caller: Caller };
}

// The scheme's name may be written in any case (RFC 9110 §11.1).
const BEARER = /^bearer +(\S+)$/i;
// Compared when there is no such key, so that an unknown id takes as long as a wrong secret.
const NOBODY = '0'.repeat(64);

/** Equal without saying, by its time, where the difference is. */
function sameText(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let i = 0; i < left.length; i++) difference |= left.charCodeAt(i) ^ right.charCodeAt(i % right.length);
  return difference === 0;
}

/** What looking up a key takes. */
type Keys = Pick<Gateway, 'store' | 'ids'>;

const callerOf = async (keys: Keys, header: string | undefined): Promise<Caller | undefined> =>
  callerWith(keys, BEARER.exec(header ?? '')?.[1] ?? '');

const KEY = /^([a-z0-9_]+)\.([a-z0-9_-]+)$/i;

/** Whose key it is. */
export async function callerWith({ store, ids }: Keys, given: string): Promise<Caller | undefined> {
  const [, id, secret] = KEY.exec(given) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const key = await store.key(id);
  const matches = sameText(ids.digest(secret), key?.hash ?? NOBODY);
  return matches && key !== undefined && key.revokedAt === null ? { role: key.role, name: key.name } : undefined;
}

/** Lets in the roles named; everybody else gets 401 or 403. */
export function allow(keys: Keys, ...roles: Role[]): MiddlewareHandler<Variables> {
  return async (c, next) => {
    const caller = await callerOf(keys, c.req.header('authorization'));
    if (caller === undefined) {
      c.header('WWW-Authenticate', 'Bearer realm="dragoman"');
      return refuse(c, {
        status: 401,
        code: 'KEY_MISSING',
        title: 'a valid API key is needed',
        detail: 'send Authorization: Bearer KEY; an operator makes one with `dragoman key create`',
      });
    }
    if (!roles.includes(caller.role))
      return forbidden(c, `a key for ${roles.join(' or ')} is needed; this one is for ${caller.role}`);
    c.set('caller', caller);
    return next();
  };
}

export const forbidden = (c: Context, title: string): Response =>
  refuse(c, { status: 403, code: 'KEY_NOT_ALLOWED', title });
