/** A server's settings: environment variables, each with a default that works on a fresh machine. */

import { join } from 'node:path';
import { Fault } from '../core/fault.ts';
import type { Limits } from '../http/partners.ts';
import { PROJECT } from './files.ts';

export interface Config {
  host: string;
  port: number;
  /** Folder of the database. */
  data: string;
  /** Where mappings/ and schemas/ are. */
  root: string;
  logLevel: string;
  limits: Limits;
}

const MIB = 1024 * 1024;

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** A variable that is set to something. */
const given = (env: NodeJS.ProcessEnv, name: string): string | undefined => (env[name] === '' ? undefined : env[name]);

function whole(env: NodeJS.ProcessEnv, name: string, fallback: number, max: number): number {
  const text = given(env, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Fault('CONFIG_INVALID', 'permanent', `${name} must be a whole number up to ${max}; it is "${text}"`);
}

function oneOf(env: NodeJS.ProcessEnv, name: string, fallback: string, known: string[]): string {
  const text = given(env, name) ?? fallback;
  if (known.includes(text)) return text;
  throw new Fault('CONFIG_INVALID', 'permanent', `${name} must be one of ${known.join(', ')}; it is "${text}"`);
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    host: given(env, 'DRAGOMAN_HOST') ?? '127.0.0.1',
    port: whole(env, 'DRAGOMAN_PORT', 8480, 65_535),
    data: given(env, 'DRAGOMAN_DATA') ?? join(process.cwd(), 'data'),
    root: given(env, 'DRAGOMAN_ROOT') ?? PROJECT,
    logLevel: oneOf(env, 'DRAGOMAN_LOG', 'info', LEVELS),
    limits: { body: whole(env, 'DRAGOMAN_MAX_BODY', 50 * MIB, 1024 * MIB), atOnce: MIB },
  };
}
