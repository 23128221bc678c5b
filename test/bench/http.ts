/**
 * Durable orders over HTTP: `node http.ts serve FOLDER` runs the real server and says its address and a key;
 * `node http.ts load URL KEY ORDERS CONNECTIONS` posts that many orders, each an interchange of its own that
 * nobody sent before, and waits for each 997.
 */

import '../../src/node/engine.ts';
import { Agent, request } from 'node:http';
import { readConfig } from '../../src/node/config.ts';
import { clock, ids } from '../../src/node/ports.ts';
import { startServer } from '../../src/node/server.ts';
import { interchangeBytes } from './orders.ts';

async function serve(folder: string): Promise<void> {
  const server = await startServer({ ...readConfig({}), port: 0, data: folder, logLevel: 'error' });
  const secret = ids.secret();
  const id = ids.next('key');
  await server.gateway.store.createKey({
    id,
    hash: ids.digest(secret),
    role: 'partner',
    name: 'acme',
    createdAt: clock.now(),
    revokedAt: null,
  });
  console.log(JSON.stringify({ url: server.url, key: `${id}.${secret}` }));
  process.once('SIGTERM', async () => {
    const stored = (await server.gateway.store.counts()).find(
      ({ what, state }) => what === 'document' && state === 'offered',
    );
    console.log(JSON.stringify({ stored: stored?.count ?? 0 }));
    await server.close();
  });
}

async function load(url: string, key: string, orders: number, connections: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/edi-x12', prefer: 'wait=10' };
  const bodies = Array.from({ length: orders }, (_, i) => interchangeBytes({ orders: 1, perGroup: 1, control: i + 1 }));
  const times: number[] = [];
  let sent = 0;
  const post = (body: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const call = request(
        `${url}/v1/transmissions`,
        { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } },
        (answer) => {
          if (answer.statusCode !== 200) reject(new Error(`answered ${answer.statusCode}`));
          answer.resume().on('end', () => {
            times.push(performance.now() - start);
            resolve();
          });
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  const client = async (): Promise<void> => {
    while (sent < bodies.length) await post(bodies[sent++]!);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  const bytes = bodies.reduce((total, body) => total + body.length, 0);
  console.log(JSON.stringify({ orders, seconds, bytes, p50: at(0.5), p95: at(0.95), p99: at(0.99) }));
}

const [what, ...args] = process.argv.slice(2);
if (what === 'serve') await serve(args[0]!);
else await load(args[0]!, args[1]!, Number(args[2]), Number(args[3]));
