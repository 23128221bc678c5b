/**
 * The server: configuration, catalog, store, listener and the timer that works off what waits. It does not
 * start on a catalog with findings; it says them in the words `check` uses.
 */

import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import { serve } from '@hono/node-server';
import { Fault } from '../core/fault.ts';
import { sentence } from '../core/yaml.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { compileValidators } from '../gateway/translate.ts';
import { work } from '../gateway/work.ts';
import { createApp } from '../http/app.ts';
import { createBell } from '../http/bell.ts';
import { openSqlite } from '../store/sqlite.ts';
import { createStore } from '../store/store.ts';
import type { Config } from './config.ts';
import { docs } from './docs.ts';
import { loadCatalog } from './files.ts';
import { createMetrics } from './metrics.ts';
import { clock, createLog, ids } from './ports.ts';

export interface Server {
  url: string;
  gateway: Gateway;
  close(): Promise<void>;
}

const WORK_EVERY_MS = 500;
/** Requests still under way when the server is stopped get this long; a sender that is cut off sends again. */
const FINISH_WITHIN_MS = 5_000;
const DATABASE = 'dragoman.sqlite';

/** The store under a data folder, opened; the folder is made where it is missing. */
export async function openStore(data: string): Promise<Gateway['store']> {
  const file = join(data, DATABASE);
  try {
    // Orders and keys are nobody else's to read.
    mkdirSync(data, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unusable('DATA_FOLDER', `the data folder ${data} cannot be made`, cause);
  }
  try {
    const store = createStore(openSqlite(file));
    await store.open();
    return store;
  } catch (cause) {
    throw unusable('DATABASE', `the database ${file} cannot be used`, cause);
  }
}

const unusable = (code: string, what: string, cause: unknown): Fault =>
  new Fault(code, 'permanent', `${what}: ${reasonOf(cause)}; DRAGOMAN_DATA names the folder`, { cause });

/** What went wrong, without the name of the call that failed. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ('errno' in cause && typeof cause.errno === 'number') return getSystemErrorMessage(cause.errno) ?? cause.message;
  return cause.message.replace(/^database: /, '');
}

export async function startServer(config: Config): Promise<Server> {
  const { catalog, findings, schemas } = loadCatalog(config.root);
  if (findings.length > 0) throw new Fault('CATALOG_INVALID', 'permanent', findings.map(sentence).join('\n'));

  compileValidators(catalog);
  const log = createLog(config.logLevel);
  const store = await openStore(config.data);
  await store.recover();
  const gateway: Gateway = { catalog, store, clock, ids, log };
  const bell = createBell();
  const metrics = createMetrics(store);
  const app = createApp({
    catalog,
    clock,
    log,
    limits: config.limits,
    schemas,
    gateway: { gateway, bell },
    metrics: metrics.page,
    docs,
  });

  let stopping = false;
  const timed = async (request: Request, ...rest: unknown[]): Promise<Response> => {
    const start = performance.now();
    const response = await (app.fetch as (request: Request, ...rest: unknown[]) => Response | Promise<Response>)(
      request,
      ...rest,
    );
    metrics.observe(request.method, response.status, (performance.now() - start) / 1000);
    // A client that goes on asking on its connection would keep a stopping server for ever.
    if (stopping) response.headers.set('Connection', 'close');
    return response;
  };
  const listener = await listen(timed as typeof app.fetch, config).catch(async (fault: Fault) => {
    await store.close();
    throw fault;
  });
  const worker = startWork(gateway, bell.ring);
  const { port } = listener.address() as AddressInfo;
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  log.info('listening', { url, partners: catalog.partners.size, mappings: catalog.mappings.size });
  return {
    url,
    gateway,
    async close() {
      stopping = true;
      const closed = closeListener(listener);
      bell.close();
      await worker.stop();
      await closed;
      await store.close();
    },
  };
}

type Listener = ReturnType<typeof serve>;

async function listen(fetch: Parameters<typeof serve>[0]['fetch'], { host, port }: Config): Promise<Listener> {
  const listener = serve({ fetch, hostname: host, port });
  try {
    await new Promise<void>((resolve, reject) => {
      listener.once('listening', resolve);
      listener.once('error', reject);
    });
    return listener;
  } catch (cause) {
    if ((cause as { code?: string }).code === 'EADDRINUSE') {
      throw new Fault(
        'PORT_TAKEN',
        'permanent',
        `port ${port} of ${host} is taken; set DRAGOMAN_PORT to another one, or to 0 for any that is free`,
        { cause },
      );
    }
    throw new Fault(
      'LISTEN',
      'permanent',
      `cannot listen on port ${port} of ${host}: ${reasonOf(cause)}; see DRAGOMAN_HOST and DRAGOMAN_PORT`,
      { cause },
    );
  }
}

/** Takes no new connections and lets requests under way finish, for a while. */
function closeListener(listener: Listener): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => 'closeAllConnections' in listener && listener.closeAllConnections(), FINISH_WITHIN_MS);
    listener.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if ('closeIdleConnections' in listener) listener.closeIdleConnections();
  });
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
