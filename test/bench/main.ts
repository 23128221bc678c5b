/**
 * `npm run bench`: what the README says of speed and memory, measured here and now, beside node-x12, x12-parser,
 * edifact, fast-xml-parser and papaparse on the same bytes. A slow machine is no failure: the exit code says only that everything ran.
 */

import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const quick = process.argv.includes('--quick');
const run = promisify(execFile);
const here = (file: string): string => join(import.meta.dirname, file);

interface Speed {
  /** MB/s. */
  best: number;
  median: number;
  bytes: number;
  /** Segments, elements or rows. */
  pieces: number;
}

// As src/cli/bin.js starts the program: what was compiled once needs no compiler in memory.
const COMPILED = join(tmpdir(), 'node-compile-cache');

async function measure<T>(flags: string[], ...args: (string | number)[]): Promise<T> {
  const { stdout } = await run(process.execPath, [...flags, here('measure.ts'), ...args.map(String)], {
    maxBuffer: 1e8,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  return JSON.parse(stdout) as T;
}

const say = (text = ''): void => console.log(text);
const number = (value: number, places = 1): string => value.toFixed(places);
const row = (what: string, found: string, target: string, met: boolean): void =>
  say(`  ${what.padEnd(46)} ${found.padStart(22)}   ${target.padEnd(18)} ${met ? 'met' : 'NOT MET'}`);

type Reader = 'scan' | 'full' | 'strict' | 'kept' | Peer;

const speedOf = (format: Pick<Format, 'name'>, reader: Reader, orders: number, rounds: number): Promise<Speed> =>
  measure([], format.name, reader, orders, rounds);

type Peer = 'node-x12' | 'x12-parser' | 'edifact' | 'fast-xml-parser' | 'papaparse';

interface Format {
  name: string;
  /** What is sent: `an interchange of 10 850s`. */
  sent: (orders: number) => string;
  orders: number;
  /** What bytes are cut into. */
  pieces: string;
  /** Undefined where nothing is acknowledged. */
  acknowledgment?: string;
  /** Packages that read it, timed on the same bytes. */
  peers: Peer[];
}

const FORMATS: Format[] = [
  {
    name: 'x12',
    sent: (orders) => `an interchange of ${orders} 850s`,
    orders: 10_000,
    pieces: 'segments',
    acknowledgment: '997',
    peers: ['node-x12', 'x12-parser'],
  },
  {
    name: 'edifact',
    sent: (orders) => `an interchange of ${orders} ORDERS`,
    orders: 10_000,
    pieces: 'segments',
    acknowledgment: 'CONTRL',
    peers: ['edifact'],
  },
  {
    name: 'ubl',
    sent: (orders) => `${orders} UBL orders of about 50 lines, a document each`,
    orders: 200,
    pieces: 'elements',
    peers: ['fast-xml-parser'],
  },
  {
    name: 'csv',
    sent: (orders) => `a CSV file of ${orders} orders`,
    orders: 10_000,
    pieces: 'rows',
    peers: ['papaparse'],
  },
];

async function speed(format: Format): Promise<void> {
  const { pieces, acknowledgment } = format;
  const orders = quick ? format.orders / 10 : format.orders;
  const rounds = quick ? 3 : 7;
  const scan = await speedOf(format, 'scan', orders, rounds);
  const full = await speedOf(format, 'full', orders, rounds);
  const size = `${number(scan.bytes / 1e6)} MB, ${scan.pieces} ${pieces}`;
  say(`Speed on one core, best of ${rounds} rounds (median): ${format.sent(orders)}, ${size}`);
  const shown = ({ best, median }: Speed): string => `${number(best)} MB/s (${number(median)})`;
  const plain = (what: string, found: string): void => say(`  ${what.padEnd(46)} ${found.padStart(22)}`);
  if (acknowledgment === undefined) {
    plain(`scan to ${pieces}`, shown(scan));
    plain('full translation', shown(full));
  } else {
    row(`scan to ${pieces}`, shown(scan), 'target 100 MB/s', scan.best >= 100);
    row(`full translation, with the ${acknowledgment}`, shown(full), 'target 15 MB/s', full.best >= 15);
    const strict = await speedOf(format, 'strict', orders, rounds);
    row('the same, code lists too (profile strict)', shown(strict), 'target 15 MB/s', strict.best >= 15);
    plain('the same, all documents kept to the end', shown(await speedOf(format, 'kept', orders, rounds)));
  }
  plain('orders translated', `${number((orders * full.best) / (full.bytes / 1e6), 0)} a second`);
  say();
}

/** The peers only cut bytes into pieces; fewer of these are enough to tell how fast. */
async function peers({ name, pieces, ...format }: Format): Promise<void> {
  const orders = Math.round(format.orders * (quick ? 0.03 : 0.3));
  const rounds = quick ? 3 : 7;
  const scan = await speedOf({ name }, 'scan', orders, rounds);
  const full = await speedOf({ name }, 'full', orders, rounds);
  say(`Beside the peers: ${format.sent(orders)}, ${number(scan.bytes / 1e6)} MB, best of ${rounds} rounds`);
  say(`  ours             ${number(scan.best)} MB/s to ${pieces}, ${number(full.best)} MB/s full translation`);
  for (const peer of format.peers) {
    const { best } = await speedOf({ name }, peer, orders, rounds);
    const times = `ours is ${number(scan.best / best)} times that; ours in full ${number(full.best / best)} times`;
    say(`  ${peer.padEnd(15)}  ${number(best)} MB/s to ${pieces} only: ${times}`);
  }
  say();
}

// As `npm start` runs: src/node/engine.ts, which measure.ts imports, does the rest.
const SERVING = ['--max-semi-space-size=8'];

interface Memory {
  orders: number;
  start: number;
  peak: number;
}

async function memory(): Promise<void> {
  say(
    `Memory: peak resident while a stream is translated in chunks of 64 KiB (node ${SERVING.join(' ')}, as npm start)`,
  );
  const shown = ({ start, peak }: Memory): string => `${number(peak / 1e6, 0)} MB (from ${number(start / 1e6, 0)})`;
  const streamed = async (what: string, megabytes: number, perGroup: number, kept: boolean): Promise<void> => {
    const found = await measure<Memory>(SERVING, 'memory', megabytes, perGroup, kept ? 1 : 0);
    row(what, shown(found), 'target < 200 MB', found.peak < 200e6);
  };
  for (const megabytes of quick ? [20] : [20, 200]) {
    await streamed(`${megabytes} MB, groups of 500`, megabytes, 500, false);
  }
  for (const megabytes of quick ? [20] : [20, 200]) {
    const found = await measure<Memory>(SERVING, 'edifact-memory', megabytes);
    row(`${megabytes} MB of EDIFACT, one interchange`, shown(found), 'target < 200 MB', found.peak < 200e6);
  }
  for (const megabytes of quick ? [20] : [20, 200]) {
    const found = await measure<Memory>(SERVING, 'csv-memory', megabytes);
    row(`${megabytes} MB of CSV`, shown(found), 'target < 200 MB', found.peak < 200e6);
  }
  const document = await measure<Memory>(SERVING, 'ubl-memory', 20);
  row('20 MB of UBL, one document', shown(document), 'target < 300 MB', document.peak < 300e6);
  await streamed('20 MB in one group', 20, 999_999, false);
  await streamed('20 MB, groups of 500, documents kept to GE', 20, 500, true);
  const kept = await measure<Memory>(SERVING, 'memory', 20, 999_999, 1);
  say(
    `  ${'20 MB in one group, documents kept to its GE'.padEnd(46)} ${shown(kept).padStart(22)}   grows with the group`,
  );
  say();
}

async function http(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-bench-'));
  const server = spawn(process.execPath, [...SERVING, here('http.ts'), 'serve', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: server.stdout! })[Symbol.asyncIterator]();
    const nextLine = async <T>(): Promise<T> => JSON.parse((await lines.next()).value as string) as T;
    const { url, key } = await nextLine<{ url: string; key: string }>();
    const orders = quick ? 3000 : 10_000;
    await run(process.execPath, [here('http.ts'), 'load', url, key, '0', '1']);
    const { stdout } = await run(process.execPath, [here('http.ts'), 'load', url, key, String(orders), '32']);
    const { seconds, p50, p95, p99 } = JSON.parse(stdout) as { seconds: number; p50: number; p95: number; p99: number };
    const stopped = nextLine<{ stored: number }>();
    server.kill('SIGTERM');
    const { stored } = await stopped;
    if (stored !== orders) throw new Error(`${orders} orders were answered, ${stored} are stored`);
    say(
      `HTTP: ${orders} orders on 32 connections, each on disk (synchronous=FULL) and answered with its 997; load beside it`,
    );
    row('durable orders', `${number(orders / seconds, 0)} a second`, 'target 500', orders / seconds >= 500);
    say(
      `  answered in ${number(p50)} ms (p50), ${number(p95)} ms (p95), ${number(p99)} ms (p99); all ${stored} are in the store`,
    );
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

say(`Dragoman, node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})\n`);
for (const format of FORMATS) {
  await speed(format);
  await peers(format);
}
await memory();
await http();
