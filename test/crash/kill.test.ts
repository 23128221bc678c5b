/**
 * Whatever moment the server is killed at, with kill -9: after a restart on the same data no order is lost, none is
 * doubled, and no partner is answered twice or otherwise than before.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiKey, Delivery, Event, Store, StoredDocument, Transmission } from '../../src/gateway/ports.ts';
import { clock, ids } from '../../src/node/ports.ts';
import { openStore } from '../../src/node/server.ts';
import { live, newWorld, type Posted, type World } from './clients.ts';
import { element, segmentsOf, type Trader } from './messages.ts';
import { type Moment, mortal, type Step } from './mortal.ts';

const ACME: Trader = { partner: 'acme', qualifier: 'ZZ', id: 'ACMERETAIL', item: 'BP' };
const BOLT: Trader = { partner: 'bolt', qualifier: '01', id: '048765432', item: 'IN' };

const sent = (step: Step, nth: number, delay: number): Moment => ({ when: 'sent', step, nth, delay });
const answered = (step: Step, nth: number, delay: number): Moment => ({ when: 'answered', step, nth, delay });
const started = (delay: number): Moment => ({ when: 'started', nth: 1, delay });

const MOMENTS: Moment[] = [
  sent('small', 2, 0),
  sent('small', 9, 6),
  answered('small', 7, 0),
  // Larger than 1 MiB: while it is taken in, once it is safe, and while `work` translates it.
  sent('large', 1, 4),
  sent('large', 1, 30),
  answered('large', 1, 0),
  started(0),
  started(40),
  sent('look', 1, 2),
  answered('large', 1, 60),
  answered('large', 1, 150),
  sent('poll', 4, 3),
  sent('confirm', 25, 8),
  answered('confirm', 12, 0),
  sent('shipment', 24, 12),
  sent('invoice', 14, 4),
  answered('invoice', 9, 0),
  sent('mailbox', 6, 2),
  sent('received', 38, 5),
  sent('reply', 2, 0),
  sent('reply', 33, 7),
  answered('reply', 20, 0),
];

const LIMIT_MS = 120_000;

/** All there is in the store when everything is over. */
interface Found {
  transmissions: Transmission[];
  documents: StoredDocument[];
  deliveries: Delivery[];
  events: Event[];
  /** By order: its document and the events of its line. */
  lines: { order: StoredDocument; events: Event[] }[];
}

let folder: string;
let world: World;
let found: Found;
let stopped: { code: number | null; err: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dragoman-crash-'));
  const begun = performance.now();
  const keys = await keysIn(folder);
  world = newWorld(mortal({ DRAGOMAN_DATA: folder }, MOMENTS), keys);
  try {
    await inTime(live(world));
  } finally {
    world.over = true;
    stopped = await world.server.stop();
  }
  const store = await openStore(folder);
  found = await everythingIn(store);
  await store.close();
  const orders = world.book.posted.flatMap(({ numbers }) => numbers).length;
  console.log(
    `${world.server.kills()} kills, ${world.server.unanswered()} requests without an answer, ${orders} orders in ${world.book.posted.length} interchanges, ${found.events.length} events, ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
}, LIMIT_MS + 30_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inTime(running: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Error(
            `not through after ${LIMIT_MS} ms, ${world.server.kills()} kills; next: ${JSON.stringify(world.server.next())}`,
          ),
        ),
      LIMIT_MS,
    );
  });
  return Promise.race([running, late]).finally(() => clearTimeout(timer));
}

async function keysIn(data: string) {
  const store = await openStore(data);
  const make = async (role: ApiKey['role'], name: string): Promise<string> => {
    const [id, secret] = [ids.next('key'), ids.secret()];
    await store.createKey({ id, hash: ids.digest(secret), role, name, createdAt: clock.now(), revokedAt: null });
    return `${id}.${secret}`;
  };
  const partners = new Map([
    [ACME, await make('partner', ACME.partner)],
    [BOLT, await make('partner', BOLT.partner)],
  ]);
  const keys = { partners, erp: await make('erp', 'generic'), operator: await make('operator', '') };
  await store.close();
  return keys;
}

async function everythingIn(store: Store): Promise<Found> {
  const all = { limit: 1_000_000 };
  const documents = await store.documents(all);
  const orders = documents.filter(({ type }) => type === 'order');
  return {
    transmissions: await store.transmissions(all),
    documents,
    deliveries: await store.deliveries(all),
    events: await store.events(all),
    lines: await Promise.all(
      orders.map(async (order) => ({ order, events: await store.events({ ...all, root: order.id }) })),
    ),
  };
}

const count = <T>(items: T[], is: (item: T) => boolean): number => items.filter(is).length;
const originalsOf = async ({ text }: Posted): Promise<Transmission[]> => {
  const digest = ids.digest(text);
  return found.transmissions.filter((one) => one.digest === digest && one.state !== 'duplicate');
};

describe('after a server was killed at every step of the loop', () => {
  test('it was killed at least twenty times, and requests were lost by it', () => {
    expect(world.server.kills()).toBe(MOMENTS.length);
    expect(world.server.kills()).toBeGreaterThanOrEqual(20);
    expect(world.server.unanswered()).toBeGreaterThan(0);
  });

  test('it stops when it is told to, and its last life logged no failure', () => {
    expect(stopped).toMatchObject({ code: 0, err: '' });
  });

  test('every order that was handed in is there once, and no other', () => {
    const orders = found.documents.filter(({ type }) => type === 'order').map(({ number }) => number);
    expect(orders.toSorted()).toEqual(world.book.posted.flatMap(({ numbers }) => numbers).toSorted());
  });

  test('every order has one response, one ship notice and one invoice, each delivered once and accepted', () => {
    for (const { order } of found.lines) {
      const answers = found.documents.filter(({ root, id }) => root === order.id && id !== order.id);
      expect(answers.map(({ type }) => type).toSorted(), order.number).toEqual([
        'invoice',
        'order-response',
        'ship-notice',
      ]);
      for (const answer of answers) {
        const carried = found.deliveries.filter(({ document }) => document === answer.id);
        expect(carried, order.number).toMatchObject([{ state: 'delivered', attempts: 1, acknowledgment: 'accepted' }]);
        expect(answer).toMatchObject({
          delivery: 'taken',
          acknowledgment: 'accepted',
          erpNumber: `SO-${order.number}`,
        });
      }
      expect(order).toMatchObject({ delivery: 'taken', business: 'changed', erpNumber: `SO-${order.number}` });
    }
  });

  test('every transmission is settled, each content once, and none that was answered is gone', async () => {
    expect(found.transmissions.filter(({ state }) => state !== 'translated' && state !== 'duplicate')).toEqual([]);
    const settled = new Set(found.transmissions.map(({ id }) => id));
    expect([...world.book.transmissions].filter((id) => !settled.has(id))).toEqual([]);
    for (const posted of world.book.posted) {
      const originals = await originalsOf(posted);
      expect(originals, `interchange ${posted.control}`).toMatchObject([
        { documents: posted.numbers.length, rejected: 0, problems: [] },
      ]);
    }
  });

  test('every interchange got one acknowledgment, the same to every repetition, and it accepts every set', async () => {
    for (const posted of world.book.posted) {
      const [original] = await originalsOf(posted);
      const stored = found.deliveries.filter(({ transmission }) => transmission === original!.id);
      expect([...posted.acknowledgments], `interchange ${posted.control}`).toEqual(
        stored.map(({ content }) => content),
      );
      expect(stored).toMatchObject([{ state: 'delivered', attempts: 1 }]);
      const segments = segmentsOf(stored[0]!.content);
      const sets = posted.numbers.length;
      expect(element(segments, 'AK9', 1)).toBe('A');
      expect(
        segments
          .find(([tag]) => tag === 'AK9')!
          .slice(2)
          .map(Number),
      ).toEqual([sets, sets, sets]);
      expect(segments.filter(([tag]) => tag === 'AK5')).toEqual(Array.from({ length: sets }, () => ['AK5', 'A']));
    }
    const originals = new Set((await Promise.all(world.book.posted.map(originalsOf))).flat().map(({ id }) => id));
    expect(
      found.deliveries.filter(({ transmission }) => transmission !== null && !originals.has(transmission)),
    ).toEqual([]);
  });

  test('no control number was used twice for a partner, in the store or in what was collected', () => {
    for (const { partner } of [ACME, BOLT]) {
      const stored = found.deliveries.filter((one) => one.partner === partner);
      const collected = [...world.book.collected].filter(([, one]) => one.partner === partner);
      expect(new Set(stored.map(({ interchangeControl }) => interchangeControl)).size).toBe(stored.length);
      expect(new Map(collected.map(([id, { text }]) => [id, text]))).toEqual(
        new Map(stored.map(({ id, content }) => [id, content])),
      );
      expect(new Set(collected.map(([, { text }]) => element(segmentsOf(text), 'ISA', 13))).size).toBe(stored.length);
    }
  });

  test('the events are what a follower saw while it happened: in order, none late, none gone', () => {
    const sequences = found.events.map(({ sequence }) => sequence);
    expect(sequences.every((sequence, i) => i === 0 || sequence > sequences[i - 1]!)).toBe(true);
    expect(world.book.events).toEqual(found.events);
  });

  test('the events of every order are complete, in their order, and no step is doubled', () => {
    for (const { order, events } of found.lines) {
      const kinds = events.map(({ kind }) => kind);
      const once = ['received', 'translated', 'offered', 'answered', 'confirmed'];
      expect(kinds.toSorted(), order.number).toEqual(
        [...once, ...Array(3).fill('sent'), ...Array(4).fill('collected'), ...Array(3).fill('acknowledged')].toSorted(),
      );
      expect(kinds.filter((kind) => kind !== 'collected' && kind !== 'acknowledged').slice(0, 6)).toEqual([
        'received',
        'translated',
        'offered',
        'answered',
        'confirmed',
        'sent',
      ]);
      for (const message of ['x12/855', 'x12/856', 'x12/810']) {
        const steps = events.filter(({ detail }) => detail.message === message).map(({ kind }) => kind);
        expect(steps, `${order.number} ${message}`).toEqual(['sent', 'collected', 'acknowledged']);
      }
      expect(count(events, ({ detail }) => detail.message === 'x12/997')).toBe(2);
    }
  });
});
