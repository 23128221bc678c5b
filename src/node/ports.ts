/** Time, ids and logs as Node gives them. */

import { hash, randomBytes, randomUUID } from 'node:crypto';
import pino from 'pino';
import type { Clock, Ids, Log } from '../gateway/ports.ts';

export const clock: Clock = { now: () => new Date().toISOString() };

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Base 32 without letters that look like others. */
function base32(value: bigint, length: number): string {
  let text = '';
  let rest = value;
  for (let i = 0; i < length; i++) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
}

/** 80 random bits: the ends of a random UUID, of which Node makes many at once. Its middle has fixed bits (RFC 9562 §5.4). */
function randomBits(): bigint {
  const uuid = randomUUID();
  return BigInt(`0x${uuid.slice(0, 8)}${uuid.slice(24)}`);
}

/** Milliseconds and 80 random bits: ordered by time, never the same. */
export const ids: Ids = {
  next: (prefix) => `${prefix}_${base32(BigInt(Date.now()), 10)}${base32(randomBits(), 16)}`,
  secret: () => randomBytes(24).toString('base64url'),
  digest: (content) => hash('sha256', content),
};

/** JSON lines on standard error, so that standard output stays the program's own. */
export function createLog(level: string = 'info'): Log {
  const logger = pino({ level, timestamp: pino.stdTimeFunctions.isoTime, base: null }, pino.destination(2));
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
