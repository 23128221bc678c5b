/** A gateway for tests: the real catalog and store, a clock that goes only when told, ids in the order they are made. */

import type { Hono } from 'hono';
import type { Agreement } from '../../src/core/agreement.ts';
import type { Catalog } from '../../src/core/catalog.ts';
import type { Gateway } from '../../src/gateway/gateway.ts';
import type { ApiKey, Store } from '../../src/gateway/ports.ts';
import { createApp } from '../../src/http/app.ts';
import type { Variables } from '../../src/http/auth.ts';
import type { Bell } from '../../src/http/bell.ts';
import type { Limits } from '../../src/http/partners.ts';
import { docs } from '../../src/node/docs.ts';
import { loadCatalog, PROJECT, readFiles, schemasIn } from '../../src/node/files.ts';
import { ids as nodeIds } from '../../src/node/ports.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';

export const { catalog } = loadCatalog();
export const schemas = schemasIn(readFiles(PROJECT));

export interface TestGateway extends Gateway {
  clock: Gateway['clock'] & { pass(seconds: number): void };
  /** What was logged as an error. */
  errors: string[];
}

const START = Date.parse('2026-01-31T12:00:00.000Z');

export interface Parts {
  catalog?: Catalog;
  store?: Store;
}

export async function openGateway(parts: Parts = {}): Promise<TestGateway> {
  const store = parts.store ?? createStore(openSqlite(':memory:'));
  if (parts.store === undefined) await store.open();
  let now = START;
  let made = 0;
  const errors: string[] = [];
  const quiet = (): void => {};
  return {
    catalog: parts.catalog ?? catalog,
    store,
    clock: {
      now: () => new Date(now).toISOString(),
      pass(seconds) {
        now += seconds * 1000;
      },
    },
    ids: {
      next: (prefix) => `${prefix}_${String(++made).padStart(4, '0')}`,
      secret: () => `secret${++made}`,
      digest: nodeIds.digest,
    },
    log: {
      info: quiet,
      warn: quiet,
      error: (message, fields) => void errors.push(`${message} ${JSON.stringify(fields ?? {})}`),
    },
    errors,
  };
}

/** The catalog without a partner: what it was before somebody wrote its agreement. */
export function without(partner: string): Catalog {
  return { ...catalog, partners: new Map([...catalog.partners].filter(([name]) => name !== partner)) };
}

/** nordwind, as the partner a message is sent to: names of SAP systems are short. */
export function nordwindFor(message: string): Agreement {
  const nordwind = catalog.partners.get('nordwind')!;
  if (!message.startsWith('idoc/')) return nordwind;
  return { ...nordwind, us: { qualifier: 'LS', id: 'BOLT' }, identifiers: [{ qualifier: 'LS', id: 'NORDWIND' }] };
}

/** The catalog with a second partner: like acme, but BETASHOP. */
export function withBeta(): Catalog {
  const acme = catalog.partners.get('acme')!;
  const beta = { ...acme, partner: 'beta', name: 'Beta Shop', identifiers: [{ qualifier: 'ZZ', id: 'BETASHOP' }] };
  return { ...catalog, partners: new Map([...catalog.partners, ['beta', beta]]) };
}

export const LIMITS: Limits = { body: 20_000, atOnce: 5_000 };

/** The bell of tests: whoever waits is told at once, after what `whileWaiting` does. */
export interface TestBell extends Bell {
  rung: number;
  whileWaiting(seconds: number): void | Promise<void>;
  closed: boolean;
}

export function testBell(gateway: TestGateway): TestBell {
  return {
    rung: 0,
    closed: false,
    ring() {
      this.rung++;
    },
    async wait(seconds) {
      gateway.clock.pass(seconds);
      await this.whileWaiting(seconds);
      return !this.closed;
    },
    whileWaiting() {},
  };
}

export interface TestApp {
  app: Hono<Variables>;
  gateway: TestGateway;
  bell: TestBell;
}

export async function openApp(parts: Parts = {}): Promise<TestApp> {
  const gateway = await openGateway(parts);
  const bell = testBell(gateway);
  if (parts.store === undefined) for (const key of KEYS) await addKey(gateway, key.id, key.role, key.name);
  const app = createApp({
    catalog: gateway.catalog,
    clock: gateway.clock,
    log: gateway.log,
    limits: LIMITS,
    schemas,
    gateway: { gateway, bell },
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'dragoman_records 0\n' }),
    docs,
  });
  return { app, gateway, bell };
}

const KEYS = [
  { id: 'acme', role: 'partner', name: 'acme' },
  { id: 'beta', role: 'partner', name: 'beta' },
  { id: 'nordwind', role: 'partner', name: 'nordwind' },
  { id: 'generic', role: 'erp', name: 'generic' },
  { id: 'books', role: 'erp', name: 'books' },
  { id: 'operator', role: 'operator', name: '' },
] as const;

export type KeyId = (typeof KEYS)[number]['id'];

const SECRET = 'a-secret';

export async function addKey(
  { store, clock, ids }: Gateway,
  id: string,
  role: ApiKey['role'],
  name: string,
): Promise<void> {
  await store.createKey({ id, hash: ids.digest(SECRET), role, name, createdAt: clock.now(), revokedAt: null });
}

export const bearer = (id: string): { Authorization: string } => ({ Authorization: `Bearer ${id}.${SECRET}` });
