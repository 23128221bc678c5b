/**
 * The server: configuration, catalog, store, listener and the timer that works off what waits. It does not
 * start on a catalog with findings; it says them in the words `check` uses.
 */

import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { buildCatalog } from '../core/catalog.ts';
import { Fault } from '../core/fault.ts';
import { createValidate } from '../core/schema.ts';
import { sentence } from '../core/yaml.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { work } from '../gateway/work.ts';
import { createApp } from '../http/app.ts';
import { createBell } from '../http/bell.ts';
import { openSqlite } from '../store/sqlite.ts';
import { createStore } from '../store/store.ts';
import type { Config } from './config.ts';
import { docs } from './docs.ts';
import { readFiles, schemasIn } from './files.ts';
import { createMetrics } from './metrics.ts';
import { clock, createLog, ids } from './ports.ts';

export interface Server {
  url: string;
  gateway: Gateway;
  close(): Promise<void>;
}

const WORK_EVERY_MS = 500;
const DATABASE = 'dragoman.sqlite';

/** The store under a data folder, opened. */
export async function openStore(data: string): Promise<Gateway['store']> {
  // Orders and keys are nobody else's to read.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = createStore(openSqlite(join(data, DATABASE)));
  await store.open();
  return store;
}

export async function startServer(config: Config): Promise<Server> {
  const files = readFiles(config.root);
  const schemas = schemasIn(files);
  const { catalog, findings } = buildCatalog(files, createValidate(schemas));
  if (findings.length > 0) throw new Fault('CATALOG_INVALID', 'permanent', findings.map(sentence).join('\n'));

  const log = createLog(config.logLevel);
  const store = await openStore(config.data);
  await store.recover();
  const gateway: Gateway = { catalog, store, clock, ids, log };
  const bell = createBell();
  const metrics = createMetrics(store);
  const app = createApp({ catalog, clock, log, limits: config.limits, schemas, gateway: { gateway, bell }, metrics: metrics.page, docs });

  const timed = async (request: Request, ...rest: unknown[]): Promise<Response> => {
    const start = performance.now();
    const response = await (app.fetch as (request: Request, ...rest: unknown[]) => Response | Promise<Response>)(request, ...rest);
    metrics.observe(request.method, response.status, (performance.now() - start) / 1000);
    return response;
  };
  const listener = serve({ fetch: timed as typeof app.fetch, hostname: config.host, port: config.port });
  await new Promise<void>((resolve, reject) => {
    listener.once('listening', resolve);
    listener.once('error', reject);
  });
  const worker = startWork(gateway, bell.ring);
  const { port } = listener.address() as AddressInfo;
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  log.info('listening', { url, partners: catalog.partners.size, mappings: catalog.mappings.size });
  return {
    url,
    gateway,
    async close() {
      await worker.stop();
      bell.ring();
      await new Promise<void>((resolve) => {
        listener.close(() => resolve());
        if ('closeIdleConnections' in listener) listener.closeIdleConnections();
      });
      await store.close();
    },
  };
}

/** Works off what waits: at once on start (a crash may have left something), then again and again. */
function startWork(gateway: Gateway, ring: () => void): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      while (!stopped && (await work(gateway)) > 0) ring();
    } catch (error) {
      gateway.log.error('work failed', { reason: error instanceof Error ? error.message : String(error) });
    }
    if (!stopped) timer = setTimeout(start, WORK_EVERY_MS);
  };
  const start = (): void => {
    running = turn();
  };
  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
