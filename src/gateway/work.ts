/**
 * Works off what waits: transmissions too large to translate while their sender waits, and those a crash left
 * behind. Each is claimed under a token for a while, so that several processes never do the same one twice.
 */

import { Fault } from '../core/fault.ts';
import { tellOverdue } from './acknowledgments.ts';
import { newDraft } from './draft.ts';
import type { Gateway } from './gateway.ts';
import type { NewTransmission, Settlement } from './ports.ts';
import { later } from './receive.ts';
import { settle } from './settle.ts';

// A claim outlives the largest transmission by far; a crashed worker's is free again after it.
const CLAIM_SECONDS = 300;
const BATCH = 10;
/** A transmission that failed this often is set aside for an operator. */
const MAX_ATTEMPTS = 5;
/** One that was begun this often without an end may be what ends the process; it is set aside untried. */
const MAX_BEGUN = 20;

/** Settles up to a batch of what waits, and says up to a batch of what is overdue; the number of both. */
export async function work(gateway: Gateway): Promise<number> {
  const { store, clock } = gateway;
  const now = clock.now();
  const claimed = await store.claim(now, later(now, CLAIM_SECONDS), BATCH);
  for (const { transmission, token } of claimed)
    await settleSafely(gateway, transmission, token, transmission.attempts);
  // An acknowledgment that is waited for may be in what still waits itself.
  if (claimed.length === BATCH) return BATCH;
  return claimed.length + (await tellOverdue(gateway, BATCH));
}

/** Settles one, or sets it aside as failed: a failure of ours is never the end of a transmission. */
export async function settleSafely(
  gateway: Gateway,
  transmission: NewTransmission,
  token: number,
  attempts: number,
): Promise<boolean> {
  const { store, log } = gateway;
  if (attempts > MAX_BEGUN) {
    await setAside(gateway, transmission, token, `begun ${attempts} times without an end`);
    return false;
  }
  try {
    const bytes = await store.body(transmission.id);
    if (bytes === undefined) throw new Fault('BODY_MISSING', 'permanent', `the bytes of ${transmission.id} are gone`);
    await settle(gateway, { transmission, token }, bytes);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error('transmission not settled', { transmission: transmission.id, attempts, reason });
    if (attempts >= MAX_ATTEMPTS || (error instanceof Fault && error.retry === 'permanent'))
      await setAside(gateway, transmission, token, reason);
    return false;
  }
}

/** Where even that fails it stays claimed, and is tried again when the claim has run out. */
async function setAside(gateway: Gateway, transmission: NewTransmission, token: number, reason: string): Promise<void> {
  const { store, log } = gateway;
  const { id, partner } = transmission;
  const draft = newDraft(gateway, transmission, token);
  const event = { at: draft.at, kind: 'failed', partner, transmission: id, detail: { reason } };
  const failed: Settlement = { ...draft, state: 'failed', events: [event] };
  try {
    await store.settle(failed);
  } catch (error) {
    log.error('transmission not set aside', {
      transmission: id,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Lets a held transmission pass, for a reason, and translates it. False when it is not held. */
export async function release(gateway: Gateway, id: string, reason: string): Promise<boolean> {
  const { store, clock } = gateway;
  const found = await store.transmission(id);
  const released = await store.release(id, reason, {
    at: clock.now(),
    kind: 'released',
    partner: found?.partner ?? null,
    transmission: id,
    detail: { reason },
  });
  if (released) await work(gateway);
  return released;
}

/** Translates a settled transmission again, for a reason. False where that would double documents it made. */
export async function restart(gateway: Gateway, id: string, reason: string): Promise<boolean> {
  const { store, clock } = gateway;
  const restarted = await store.restart(id, {
    at: clock.now(),
    kind: 'restarted',
    transmission: id,
    detail: { reason },
  });
  if (restarted) await work(gateway);
  return restarted;
}
