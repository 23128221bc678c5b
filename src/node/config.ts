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

function whole(env: NodeJS.ProcessEnv, name: string, fallback: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Fault('CONFIG_INVALID', 'permanent', `${name} must be a whole number up to ${max}; it is "${text}"`);
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    host: env.DRAGOMAN_HOST ?? '127.0.0.1',
    port: whole(env, 'DRAGOMAN_PORT', 8480, 65_535),
    data: env.DRAGOMAN_DATA ?? join(process.cwd(), 'data'),
    root: env.DRAGOMAN_ROOT ?? PROJECT,
    logLevel: env.DRAGOMAN_LOG ?? 'info',
    limits: { body: whole(env, 'DRAGOMAN_MAX_BODY', 50 * MIB, 1024 * MIB), atOnce: MIB },
  };
}
