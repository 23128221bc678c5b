/**
 * One measurement in a process of its own, so that none warms or spoils another, printed as one JSON line:
 * `node measure.ts FORMAT READER ORDERS ROUNDS`, `node measure.ts memory MEGABYTES SETS-PER-GROUP KEPT`
 * or `node measure.ts edifact-memory MEGABYTES`, `ubl-memory`, `csv-memory`.
 */

import '../../src/node/engine.ts';
import { Readable } from 'node:stream';
import { acknowledge } from '../../src/core/edi/acknowledge.ts';
import { createScanner, next, push, type Separators, separate } from '../../src/core/edi/scan.ts';
import { createRowReader } from '../../src/core/feed/rows.ts';
import { ALL_TOLD, rulesOf } from '../../src/core/rules.ts';
import { createXmlScanner } from '../../src/core/xml/scan.ts';
import { composeAcknowledgments } from '../../src/gateway/answer.ts';
import { compileValidators, type TranslatedGroup, translate, translation } from '../../src/gateway/translate.ts';
import { loadCatalog } from '../../src/node/files.ts';
import { csvBytes, csvOrders } from './csv-orders.ts';
import { edifactBytes, edifactInterchange } from './edifact-orders.ts';
import { chunks, interchangeBytes } from './orders.ts';
import { ublDocuments, ublOrder } from './ubl-orders.ts';

const MB = 1e6;
const CHUNK = 64 * 1024;
// A server runs for days: what is timed is code the engine has compiled already. No collection is forced between rounds:
// a forced one throws compiled code away, which no server does.
const WARM_MS = 2000;

const best = (values: number[]): number => Math.max(...values);
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function rateOf(bytes: number, rounds: number, run: () => unknown): Promise<{ best: number; median: number }> {
  const rates: number[] = [];
  for (const end = performance.now() + WARM_MS; performance.now() < end; ) await run();
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run();
    rates.push(bytes / MB / ((performance.now() - start) / 1000));
  }
  return { best: best(rates), median: median(rates) };
}

const X12: Separators = { element: '*', component: '>', repetition: '', terminator: '~' };
const EDIFACT: Separators = { element: '+', component: ':', repetition: '', terminator: "'", release: '?' };

/** Bytes to segments, every delimiter found. */
function segments(bytes: Uint8Array, separators: Separators): number {
  const scanner = createScanner();
  separate(scanner, separators);
  let found = 0;
  for (const piece of slices(bytes)) {
    push(scanner, piece);
    while (next(scanner)) found++;
  }
  return found;
}

/** Bytes to elements, every attribute and text found. */
function elements(bytes: Uint8Array): number {
  let found = 0;
  const scanner = createXmlScanner({ open: () => void found++, text() {}, close() {} });
  for (const piece of slices(bytes)) scanner.push(piece);
  scanner.end();
  if (scanner.problem !== undefined) throw new Error(scanner.problem.message);
  return found;
}

/** Bytes to rows, every cell found. */
function rows(bytes: Uint8Array): number {
  const reader = createRowReader(feed, () => 1);
  let found = 0;
  for (const piece of slices(bytes)) found += reader.push(piece).length;
  return found + reader.end().length;
}

const { catalog: usual } = loadCatalog();
/** All there is to check: code lists too. */
const rules = rulesOf('strict', {}, ALL_TOLD, [], []);
const strict = { ...usual, partners: new Map([...usual.partners].map(([name, one]) => [name, { ...one, rules }])) };
// Made in the midst of the first set, they would have the engine take all segments for long-lived from then on.
compileValidators(usual);
const clock = { now: () => '2024-03-01T09:30:00.000Z' };
const { feed } = usual.feeds.get('csv/orders')!;

/** Envelope, validation, mapping, canonical schema, and the 997 or CONTRL where the format has one. */
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
  if (agreement === undefined) return { accepted, acknowledgment: '' };
  const deps = { catalog, clock, reserve: async () => 1 };
  const [composed] = await composeAcknowledgments(deps, agreement, { interchange, groups });
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

async function withPapaparse(bytes: Uint8Array): Promise<number> {
  const { default: Papa } = await import('papaparse');
  return Papa.parse<string[]>(new TextDecoder().decode(bytes)).data.length;
}

/** Values as the texts they are. */
const TEXTS = { ignoreAttributes: false, parseTagValue: false, parseAttributeValue: false };

async function withFastXmlParser(bytes: Uint8Array): Promise<unknown> {
  const { XMLParser } = await import('fast-xml-parser');
  return new XMLParser(TEXTS).parse(new TextDecoder().decode(bytes));
}

interface Sample {
  /** So many orders, in one transmission or in one each. */
  made(orders: number): Uint8Array[];
  /** Bytes to segments, elements or rows: how many. */
  scan(bytes: Uint8Array): number;
  /** What the acknowledgment of so many accepted orders says; nothing where there is none. */
  accepts?: (orders: number) => RegExp;
}

const SAMPLES: Record<string, Sample> = {
  x12: {
    made: (orders) => [interchangeBytes({ orders, perGroup: orders })],
    scan: (bytes) => segments(bytes, X12),
    accepts: (orders) => new RegExp(`AK9\\*A\\*${orders}\\*`),
  },
  edifact: {
    made: (orders) => [edifactBytes({ orders })],
    scan: (bytes) => segments(bytes, EDIFACT),
    accepts: () => /^UCI\+1\+.*\+7'$/m,
  },
  ubl: { made: ublDocuments, scan: elements },
  csv: { made: (orders) => [csvBytes(orders)], scan: rows },
};

/** All of a sample, in full: every order is accepted, or the measurement is of something else. */
async function full({ accepts }: Sample, sent: Uint8Array[], orders: number, catalog = usual): Promise<void> {
  let taken = 0;
  for (const bytes of sent) {
    const { accepted, acknowledgment } = await translateAll(slices(bytes), catalog);
    taken += accepted;
    if (accepts?.(orders).test(acknowledgment) === false) throw new Error('the acknowledgment does not accept all');
  }
  if (taken !== orders) throw new Error(`${taken} of ${orders} orders were accepted`);
}

/** What can be timed, by name: a reader of all the bytes, which hold so many orders. */
const readers: Record<string, (sent: Uint8Array[], sample: Sample, orders: number) => unknown> = {
  scan: (sent, { scan }) => sent.forEach(scan),
  full: (sent, sample, orders) => full(sample, sent, orders),
  strict: (sent, sample, orders) => full(sample, sent, orders, strict),
  kept: (sent) => sent.forEach((bytes) => void translate(usual, bytes)),
  'node-x12': ([bytes]) => withNodeX12(bytes!),
  'x12-parser': ([bytes]) => withX12Parser(bytes!),
  edifact: ([bytes]) => withEdifact(bytes!),
  papaparse: ([bytes]) => withPapaparse(bytes!),
  'fast-xml-parser': async (sent) => {
    for (const bytes of sent) await withFastXmlParser(bytes);
  },
};

async function speed(format: string, reader: string, orders: number, rounds: number): Promise<unknown> {
  const sample = SAMPLES[format]!;
  const sent = sample.made(orders);
  const bytes = sent.reduce((sum, { length }) => sum + length, 0);
  const rate = await rateOf(bytes, rounds, () => readers[reader]!(sent, sample, orders));
  return { ...rate, bytes, pieces: sent.reduce((sum, one) => sum + sample.scan(one), 0) };
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

/** Texts as bytes, some at a time: what is sent is never there as a whole. */
function* pieces(texts: Iterable<string>, encoding: BufferEncoding): Generator<Uint8Array> {
  let pending: string[] = [];
  let length = 0;
  for (const text of texts) {
    pending.push(text);
    length += text.length;
    if (length < CHUNK) continue;
    yield Buffer.from(pending.join(''), encoding);
    pending = [];
    length = 0;
  }
  yield Buffer.from(pending.join(''), encoding);
}

/** The same of a transmission that is one group: its documents are handed on, its verdict waits for the end. */
async function oneGroup(sent: Iterable<Uint8Array>, orders: number): Promise<unknown> {
  const start = process.memoryUsage.rss();
  let accepted = 0;
  let groups = 0;
  const run = translation(usual, {
    onSet: ({ verdict, document }) => {
      if (verdict === 'A' && document !== undefined) accepted++;
    },
    onGroup: () => void groups++,
  });
  for (const piece of sent) run.push(piece);
  run.end();
  if (accepted !== orders || groups !== 1) throw new Error(`${accepted} of ${orders} orders were accepted`);
  return { orders, start, peak: process.resourceUsage().maxRSS * 1024 };
}

/** How many orders, or lines of one, make so many megabytes; a sample of 200 tells. */
const filling = (megabytes: number, { length }: Uint8Array): number => Math.ceil((megabytes * MB) / (length / 200));

async function edifactMemory(megabytes: number): Promise<unknown> {
  const orders = filling(megabytes, edifactBytes({ orders: 200 }));
  return oneGroup(pieces(edifactInterchange({ orders }), 'latin1'), orders);
}

/** One document. */
async function ublMemory(megabytes: number): Promise<unknown> {
  const sample = Buffer.from([...ublOrder({ number: 1, lines: 200 })].join(''));
  return oneGroup(pieces(ublOrder({ number: 1, lines: filling(megabytes, sample) }), 'utf8'), 1);
}

async function csvMemory(megabytes: number): Promise<unknown> {
  const orders = filling(megabytes, csvBytes(200));
  return oneGroup(pieces(csvOrders(orders), 'utf8'), orders);
}

const [what = '', ...given] = process.argv.slice(2);
const [a = 0, b = 0, c = 0] = given.map(Number);
const measured: Record<string, () => Promise<unknown>> = {
  memory: () => memory(a, b, c === 1),
  'edifact-memory': () => edifactMemory(a),
  'ubl-memory': () => ublMemory(a),
  'csv-memory': () => csvMemory(a),
};
console.log(JSON.stringify(await (measured[what] ?? (() => speed(what, given[0] ?? '', b, c)))()));
