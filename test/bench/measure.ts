/**
 * One measurement in a process of its own, so that none warms or spoils another, printed as one JSON line:
 * `node measure.ts FORMAT READER ORDERS ROUNDS`, `node measure.ts memory MEGABYTES SETS-PER-GROUP KEPT`
 * or `node measure.ts edifact-memory MEGABYTES`.
 */

import '../../src/node/engine.ts';
import { Readable } from 'node:stream';
import { acknowledge } from '../../src/core/edi/acknowledge.ts';
import { createScanner, next, push, type Separators, separate } from '../../src/core/edi/scan.ts';
import { rulesOf } from '../../src/core/rules.ts';
import { composeAcknowledgments } from '../../src/gateway/answer.ts';
import { compileValidators, type TranslatedGroup, translate, translation } from '../../src/gateway/translate.ts';
import { loadCatalog } from '../../src/node/files.ts';
import { edifactBytes, edifactInterchange } from './edifact-orders.ts';
import { chunks, interchangeBytes } from './orders.ts';

const MB = 1e6;
const CHUNK = 64 * 1024;
// A server runs for days: what is timed is code the engine has compiled already. No collection is forced between rounds:
// a forced one throws compiled code away, which no server does.
const WARM_MS = 2000;

const best = (values: number[]): number => Math.max(...values);
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function rateOf(
  bytes: Uint8Array,
  rounds: number,
  run: () => unknown,
): Promise<{ best: number; median: number }> {
  const rates: number[] = [];
  for (const end = performance.now() + WARM_MS; performance.now() < end; ) await run();
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run();
    rates.push(bytes.length / MB / ((performance.now() - start) / 1000));
  }
  return { best: best(rates), median: median(rates) };
}

const X12: Separators = { element: '*', component: '>', repetition: '', terminator: '~' };
const EDIFACT: Separators = { element: '+', component: ':', repetition: '', terminator: "'", release: '?' };

/** Bytes to segments, every delimiter found. */
function scan(bytes: Uint8Array, separators: Separators): number {
  const scanner = createScanner();
  separate(scanner, separators);
  let segments = 0;
  for (let at = 0; at < bytes.length; at += CHUNK) {
    push(scanner, bytes.subarray(at, at + CHUNK));
    while (next(scanner)) segments++;
  }
  return segments;
}

const { catalog: usual } = loadCatalog();
/** All there is to check: code lists too. */
const rules = rulesOf('strict', {}, 'report', [], []);
const strict = { ...usual, partners: new Map([...usual.partners].map(([name, one]) => [name, { ...one, rules }])) };
// Made in the midst of the first set, they would have the engine take all segments for long-lived from then on.
compileValidators(usual);
const clock = { now: () => '2024-03-01T09:30:00.000Z' };

/** Envelope, validation, mapping, canonical schema, and the 997 or CONTRL. */
async function translateAll(
  pieces: Iterable<Uint8Array>,
  catalog = usual,
): Promise<{ accepted: number; acknowledgment: string }> {
  let accepted = 0;
  const groups: TranslatedGroup[] = [];
  const run = translation(catalog, {
    onSet: ({ verdict, document }) => {
      if (verdict !== 'R' && document !== undefined) accepted++;
    },
    onGroup: (group) => groups.push(group),
  });
  for (const piece of pieces) run.push(piece);
  const { interchange, agreement } = run.end().interchanges[0]!;
  const deps = { catalog, clock, reserve: async () => 1 };
  const [composed] = await composeAcknowledgments(deps, agreement!, { interchange, groups });
  return { accepted, acknowledgment: composed?.text ?? '' };
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

// Peers are loaded where they are timed, so that they take no memory where ours is measured.
async function withNodeX12(bytes: Uint8Array): Promise<unknown> {
  const { X12Parser } = await import('node-x12');
  return new X12Parser(true).parse(new TextDecoder().decode(bytes));
}

async function withX12Parser(bytes: Uint8Array): Promise<number> {
  const { X12parser } = await import('x12-parser');
  let segments = 0;
  for await (const _ of Readable.from(slices(bytes)).pipe(new X12parser())) segments++;
  return segments;
}

async function withEdifact(bytes: Uint8Array): Promise<number> {
  const { default: Edifact } = await import('edifact');
  const parser = new Edifact.Parser();
  parser.encoding('UNOC');
  const segments: { name: string; elements: string[][] }[] = [];
  parser.onopensegment = (name) => void segments.push({ name, elements: [] });
  parser.onelement = () => void segments.at(-1)!.elements.push([]);
  parser.oncomponent = (text) => void segments.at(-1)!.elements.at(-1)!.push(text);
  parser.write(new TextDecoder('latin1').decode(bytes));
  parser.end();
  return segments.length;
}

function allAccepted({ accepted, acknowledgment }: Awaited<ReturnType<typeof translateAll>>, orders: number): void {
  if (!acknowledgment.includes(`AK9*A*${orders}*`) && !/^UCI\+1\+.*\+7'$/m.test(acknowledgment))
    throw new Error('the acknowledgment does not accept all');
  if (accepted !== orders) throw new Error(`${accepted} of ${orders} orders were accepted`);
}

/** What can be timed, by name: a reader of all the bytes, which hold so many orders. */
const readers: Record<string, (bytes: Uint8Array, orders: number, separators: Separators) => unknown> = {
  scan: (bytes, _orders, separators) => scan(bytes, separators),
  full: async (bytes, orders) => allAccepted(await translateAll(slices(bytes)), orders),
  strict: async (bytes, orders) => allAccepted(await translateAll(slices(bytes), strict), orders),
  kept: (bytes) => translate(usual, bytes),
  'node-x12': withNodeX12,
  'x12-parser': withX12Parser,
  edifact: withEdifact,
};

async function speed(format: string, reader: string, orders: number, rounds: number): Promise<unknown> {
  const isX12 = format === 'x12';
  const bytes = isX12 ? interchangeBytes({ orders, perGroup: orders }) : edifactBytes({ orders });
  const separators = isX12 ? X12 : EDIFACT;
  const rate = await rateOf(bytes, rounds, () => readers[reader]!(bytes, orders, separators));
  return { ...rate, bytes: bytes.length, segments: scan(bytes, separators) };
}

/**
 * Peak resident memory while a stream is translated and each group acknowledged as it ends. Documents are handed
 * on set by set, or kept until their group ends.
 */
async function memory(megabytes: number, perGroup: number, kept: boolean): Promise<unknown> {
  const perOrder = interchangeBytes({ orders: 200, perGroup: 200 }).length / 200;
  const orders = Math.ceil((megabytes * MB) / perOrder);
  const start = process.memoryUsage.rss();
  let accepted = 0;
  let acknowledged = 0;
  const run = translation(usual, {
    ...(kept ? {} : { onSet: () => {} }),
    onGroup: ({ verdict, agreement }) => {
      accepted += verdict.sets.filter((set) => set.verdict === 'A').length;
      acknowledged += acknowledge(verdict, agreement!.send.separators)?.length ?? 0;
    },
  });
  for (const chunk of chunks({ orders, perGroup }, CHUNK)) run.push(chunk);
  run.end();
  if (accepted !== orders || acknowledged < orders) throw new Error(`${accepted} of ${orders} orders were accepted`);
  return { orders, start, peak: process.resourceUsage().maxRSS * 1024 };
}

/** The same of an EDIFACT interchange, which is one group: its messages are handed on, its CONTRL waits for the UNZ. */
async function edifactMemory(megabytes: number): Promise<unknown> {
  const orders = Math.ceil((megabytes * MB) / (edifactBytes({ orders: 200 }).length / 200));
  const start = process.memoryUsage.rss();
  let accepted = 0;
  let groups = 0;
  const run = translation(usual, {
    onSet: ({ verdict }) => {
      if (verdict === 'A') accepted++;
    },
    onGroup: () => void groups++,
  });
  let pending: string[] = [];
  const feed = (): void => {
    run.push(Buffer.from(pending.join(''), 'latin1'));
    pending = [];
  };
  for (const piece of edifactInterchange({ orders })) {
    pending.push(piece);
    if (pending.length === 32) feed();
  }
  feed();
  run.end();
  if (accepted !== orders || groups !== 1) throw new Error(`${accepted} of ${orders} orders were accepted`);
  return { orders, start, peak: process.resourceUsage().maxRSS * 1024 };
}

const [what = '', ...given] = process.argv.slice(2);
const [a = 0, b = 0, c = 0] = given.map(Number);
const measured: Record<string, () => Promise<unknown>> = {
  memory: () => memory(a, b, c === 1),
  'edifact-memory': () => edifactMemory(a),
};
console.log(JSON.stringify(await (measured[what] ?? (() => speed(what, given[0] ?? '', b, c)))()));
