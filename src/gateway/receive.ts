/**
 * A transmission's life starts here: its bytes and their event are on disk in one commit before anybody is
 * answered. Nothing is parsed; only a secret that a cXML document has in it is not kept. From here nothing can be lost:
 * what is not settled is found again by `work`.
 */

import { withoutSecrets } from '../core/xml/vocabulary/secret.ts';
import type { Gateway } from './gateway.ts';
import type { NewTransmission } from './ports.ts';

export interface Arrival {
  bytes: Uint8Array;
  /** http, folder, sftp … */
  channel: string;
  /** The partner whose key or folder it came with; null when nobody is known. */
  partner: string | null;
  /** A name the sender gave, for people; never used as a path. */
  fileName: string | null;
}

export interface Received {
  transmission: NewTransmission;
  /** The claim under which the caller may translate it now; 0 when it is left to `work`. */
  token: number;
}

// How long the receiver holds what it means to translate at once; after a crash `work` takes it over.
const HOLD_SECONDS = 60;

export async function receive(
  { store, clock, ids }: Gateway,
  arrival: Arrival,
  translateNow: boolean,
): Promise<Received> {
  const at = clock.now();
  const bytes = withoutSecrets(arrival.bytes);
  const transmission: NewTransmission = {
    id: ids.next('tx'),
    receivedAt: at,
    channel: arrival.channel,
    partner: arrival.partner,
    fileName: arrival.fileName,
    digest: ids.digest(bytes),
    size: bytes.length,
  };
  const event = {
    at,
    kind: 'received',
    partner: arrival.partner,
    transmission: transmission.id,
    detail: { channel: arrival.channel, bytes: transmission.size },
  };
  const token = await store.receive(transmission, bytes, event, translateNow ? later(at, HOLD_SECONDS) : undefined);
  return { transmission, token };
}

/** A time some seconds after another. */
export const later = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();
