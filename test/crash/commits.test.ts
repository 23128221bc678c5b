/**
 * A crash between any two commits: the whole loop is run again and again in one process, each time with the end of
 * the gateway after another commit, before anybody hears of it. What kill.test.ts does to a real server at some
 * moments is done here at every one that matters, for only commits survive.
 */

import type { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Gateway } from '../../src/gateway/gateway.ts';
import type { ApiKey, Store } from '../../src/gateway/ports.ts';
import { work } from '../../src/gateway/work.ts';
import { createApp } from '../../src/http/app.ts';
import type { Variables } from '../../src/http/auth.ts';
import { createBell } from '../../src/http/bell.ts';
import { loadCatalog } from '../../src/node/files.ts';
import { clock, ids } from '../../src/node/ports.ts';
import type { Sql } from '../../src/store/sql.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';
import {
  acceptanceOf,
  confirmationOf,
  invoiceOf,
  ordersText,
  segmentsOf,
  shipmentOf,
  type Trader,
} from './messages.ts';

const ACME: Trader = { partner: 'acme', qualifier: 'ZZ', id: 'ACMERETAIL', item: 'BP' };
const NUMBERS = ['A-1', 'A-2'];
const { catalog } = loadCatalog();

interface Life {
  gateway: Gateway;
  app: Hono<Variables>;
  /** Resolves when it is over. */
  died: Promise<'died'>;
}

/** A database whose user is gone after so many commits: it hears of none of them, and asks for nothing more. */
function mortalSql(sql: Sql, last: number, die: () => void): Sql {
  const never = new Promise<never>(() => {});
  let commits = 0;
  return {
    dialect: sql.dialect,
    close: () => sql.close(),
    rows: (query) => (commits >= last ? never : sql.rows(query)),
    async atomic(statements) {
      if (commits >= last) return never;
      const outcome = await sql.atomic(statements);
      commits++;
      if (commits < last) return outcome;
      die();
      return never;
    },
  };
}

function begin(sql: Sql, atOnce: number, last: number): Life {
  let die = (): void => {};
  const died = new Promise<'died'>((resolve) => {
    die = () => resolve('died');
  });
  const store = createStore(mortalSql(sql, last, die));
  const quiet = (): void => {};
  const log = {
    info: quiet,
    warn: quiet,
    error: (message: string, fields?: object) => expect.unreachable(`${message} ${JSON.stringify(fields)}`),
  };
  const gateway: Gateway = { catalog, store, clock, ids, log };
  const app = createApp({
    catalog,
    clock,
    log,
    limits: { body: 1_000_000, atOnce },
    schemas: [],
    gateway: { gateway, bell: createBell() },
  });
  return { gateway, app, died };
}

interface Run {
  store: Store;
  crashed: boolean;
}

/** The loop with a crash after the nth commit; what got no answer is asked again after a restart. */
async function runWithCrash(last: number, atOnce: number): Promise<Run> {
  const sql = openSqlite(':memory:');
  const store = createStore(sql);
  await store.open();
  const key = async (role: ApiKey['role'], name: string): Promise<string> => {
    const [id, secret] = [ids.next('key'), ids.secret()];
    await store.createKey({ id, hash: ids.digest(secret), role, name, createdAt: clock.now(), revokedAt: null });
    return `Bearer ${id}.${secret}`;
  };
  const [acme, erp] = [await key('partner', 'acme'), await key('erp', 'generic')];
  let life = begin(sql, atOnce, last);
  let crashed = false;

  async function answered<T>(ask: (life: Life) => T | Promise<T>): Promise<T> {
    const answer = await Promise.race([ask(life), life.died]);
    if (answer !== 'died') return answer as T;
    crashed = true;
    life = begin(sql, atOnce, Number.POSITIVE_INFINITY);
    await life.gateway.store.recover();
    // As a server does when it starts.
    while ((await work(life.gateway)) > 0);
    return answered(ask);
  }
  async function call(authorization: string, path: string, body?: string | object): Promise<Response> {
    const sent = typeof body === 'object' ? JSON.stringify(body) : body;
    const init = sent === undefined ? {} : { method: 'POST', body: sent };
    const type = typeof body === 'object' ? 'application/json' : 'application/edi-x12';
    const response = await answered(({ app }) =>
      app.request(path, { headers: { authorization, 'Content-Type': type, Prefer: 'wait=1' }, ...init }),
    );
    expect(response.status, `${path} after commit ${last}`).toBeLessThan(300);
    return response;
  }
  const items = async <T>(authorization: string, path: string): Promise<T[]> =>
    ((await (await call(authorization, path)).json()) as { items: T[] }).items;
  const worked = (): Promise<number> => answered(({ gateway }) => work(gateway));

  await call(acme, '/v1/transmissions', ordersText(ACME, 1, NUMBERS, 0));
  await worked();
  for (const { id, number } of await items<{ id: string; number: string }>(
    erp,
    '/v1/erps/generic/documents?type=order',
  )) {
    await call(erp, `/v1/erps/generic/documents/${id}/confirm`, confirmationOf(number));
    await call(erp, '/v1/erps/generic/shipments', shipmentOf(number));
    await call(erp, '/v1/erps/generic/invoices', invoiceOf(number));
  }
  let control = 1;
  for (const { id, href, message } of await items<{ id: string; href: string; message: string }>(acme, '/v1/mailbox')) {
    const text = await (await call(acme, href)).text();
    await call(acme, `/v1/mailbox/${id}/received`, 'x');
    if (message !== 'x12/997') await call(acme, '/v1/transmissions', acceptanceOf(ACME, segmentsOf(text), ++control));
    await worked();
  }
  return { store, crashed };
}

/** Everything is there once, however it came about. */
async function expectOnce(store: Store, after: string): Promise<void> {
  const all = { limit: 1000 };
  const documents = await store.documents(all);
  expect(documents.map(({ type, number }) => `${type} ${number}`).toSorted(), after).toEqual(
    NUMBERS.flatMap((number) => [
      `invoice INV-${number}`,
      `order ${number}`,
      `order-response SO-${number}`,
      `ship-notice SHP-${number}`,
    ]).toSorted(),
  );
  const deliveries = await store.deliveries(all);
  expect(
    deliveries.map(({ message, state, acknowledgment }) => `${message} ${state} ${acknowledgment}`).toSorted(),
    after,
  ).toEqual(
    [
      'x12/997 delivered none',
      ...NUMBERS.flatMap(() => ['x12/810', 'x12/855', 'x12/856'].map((message) => `${message} delivered accepted`)),
    ].toSorted(),
  );
  expect(new Set(deliveries.map(({ interchangeControl }) => interchangeControl)).size, after).toBe(deliveries.length);
  const transmissions = await store.transmissions(all);
  expect(transmissions.filter(({ state }) => state === 'translated').length, after).toBe(1 + 3 * NUMBERS.length);
  expect(
    transmissions.filter(({ state }) => state !== 'translated' && state !== 'duplicate'),
    after,
  ).toEqual([]);
  for (const order of documents.filter(({ type }) => type === 'order')) {
    const kinds = (await store.events({ ...all, root: order.id })).map(({ kind }) => kind);
    const once = ['received', 'translated', 'offered', 'answered', 'confirmed'];
    expect(kinds.toSorted(), after).toEqual(
      [...once, ...Array(3).fill('sent'), ...Array(4).fill('collected'), ...Array(3).fill('acknowledged')].toSorted(),
    );
  }
}

describe('a crash after any commit of the loop', () => {
  test.each([
    { what: 'translated at once', atOnce: 1_000_000 },
    { what: 'left to work', atOnce: 0 },
  ])(
    'loses and doubles nothing when transmissions are $what',
    async ({ atOnce }) => {
      let commits = 0;
      for (let crashed = true; crashed; ) {
        const run = await runWithCrash(commits + 1, atOnce);
        crashed = run.crashed;
        if (crashed) commits++;
        await expectOnce(run.store, crashed ? `crash after commit ${commits}` : 'no crash');
        await run.store.close();
      }
      // An order has at least: received, settled; confirmed, shipped, invoiced; three collected, three acknowledged.
      expect(commits).toBeGreaterThan(2 + NUMBERS.length * 12);
      console.log(`the loop of ${NUMBERS.length} orders, ended after each of its ${commits} commits`);
    },
    60_000,
  );
});
