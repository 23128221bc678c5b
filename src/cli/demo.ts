/**
 * `dragoman demo`: the main job, end to end, on the real server with a real database in a folder of its own.
 * A partner sends an 850 and gets a 997; the ERP polls, confirms, ships and invoices; the partner collects
 * 855, 856 and 810 and acknowledges them; the order's timeline says when everything happened. Another partner does the
 * same in EDIFACT, and the ERP sees no difference.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Order } from '../core/documents.ts';
import { readConfig } from '../node/config.ts';
import { clock, ids } from '../node/ports.ts';
import { type Server, startServer } from '../node/server.ts';
import { noArguments } from './command.ts';
import { acknowledgmentOf, invoiceFor, shipmentFor } from './demo/answers.ts';

/** A partner who orders, in its own language. */
interface Trade {
  partner: string;
  name: string;
  order: URL;
  contentType: string;
  /** What its messages are called. */
  ordered: string;
  acknowledged: string;
  answers: string;
}

const ACME: Trade = {
  partner: 'acme',
  name: 'Acme',
  order: new URL('./demo/order.edi', import.meta.url),
  contentType: 'application/edi-x12',
  ordered: 'X12 850',
  acknowledged: '997',
  answers: '997, 855, 856 and 810',
};

const NORDWIND: Trade = {
  partner: 'nordwind',
  name: 'Nordwind',
  order: new URL('./demo/orders.edi', import.meta.url),
  contentType: 'application/edifact',
  ordered: 'EDIFACT ORDERS',
  acknowledged: 'CONTRL',
  answers: 'CONTRL, ORDRSP, DESADV and INVOIC',
};

interface Party {
  get(path: string): Promise<Response>;
  post(path: string, body: string | object, headers?: Record<string, string>): Promise<Response>;
}

interface Listed<T> {
  items: T[];
  next: string;
}

interface Offered {
  id: string;
  number: string;
  document: Order;
}

interface Waiting {
  id: string;
  message: string;
  href: string;
}

export async function run(args: string[]): Promise<number> {
  noArguments(args);
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-demo-'));
  const server = await startServer({ ...readConfig({}), port: 0, data: folder, logLevel: 'warn' });
  try {
    const started = performance.now();
    say(`Dragoman runs on ${server.url}, with SQLite in a folder of its own.`);
    const first = await trade(server, ACME);
    const second = await trade(server, NORDWIND);
    step('To the ERP both orders are alike');
    for (const line of alike(first, second)) say(`  ${line}`);
    say(
      `\nAll of it took ${((performance.now() - started) / 1000).toFixed(1)} s. The server, the database and the messages are the real ones; partners and ERP were played over HTTP.`,
    );
    return 0;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One order from its first byte to its last acknowledgment; what the ERP was offered. */
async function trade(server: Server, { partner, name, contentType, ...of }: Trade): Promise<Order> {
  const sender = await party(server, 'partner', partner);
  const erp = await party(server, 'erp', 'generic');
  const operator = await party(server, 'operator', '');

  step(`${name} posts a purchase order (${of.ordered})`);
  const order = readFileSync(of.order, 'utf8');
  show(order, 12);
  const answered = await ok(
    sender.post('/v1/transmissions', order, { 'Content-Type': contentType, Prefer: 'wait=10' }),
  );
  say(
    `POST /v1/transmissions: ${answered.status}. The bytes were on disk before this answer, its acknowledgment (${of.acknowledged}):`,
  );
  show(await answered.text());

  step('The ERP polls, and finds it as a canonical order');
  const { items } = await json<Listed<Offered>>(erp.get('/v1/erps/generic/documents?type=order&wait=5'));
  const offered = items[0]!;
  say(`GET /v1/erps/generic/documents: ${items.length} waiting`);
  const { number, issued, requestedDelivery, currency, shipTo, lines } = offered.document;
  say(
    `  order ${number} of ${issued}, wanted ${requestedDelivery}, ${currency}, to ${shipTo?.name}, ${shipTo?.address?.city}`,
  );
  for (const line of lines) {
    const split = line.destinations?.map(({ id, quantity }) => `store ${id}: ${quantity}`).join(', ');
    say(
      `  line ${line.number}: ${line.quantity} ${line.unit} of ${line.buyerItem} (${line.description}) at ${line.price}${split === undefined ? '' : `; ${split}`}`,
    );
  }

  step('The ERP confirms: 18 cartons of line 2 instead of 24');
  const confirmation = {
    outcome: 'changed',
    number: 'SO-10021',
    lines: [{ number: '2', quantity: '18', deliveryDate: '2026-03-18', reason: '6 cartons are out of stock' }],
  };
  sent('…/confirm', await json<Sent>(erp.post(`/v1/erps/generic/documents/${offered.id}/confirm`, confirmation)));

  step('The ERP posts its shipment and its invoice');
  for (const [collection, body] of [
    ['shipments', shipmentFor(offered.document)],
    ['invoices', invoiceFor(offered.document)],
  ] as const) {
    const path = `/v1/erps/generic/${collection}`;
    sent(path, await json<Sent>(erp.post(path, body)));
  }

  step(`${name} collects its mailbox: ${of.answers}, in its own language`);
  const mailbox = await json<Listed<Waiting>>(sender.get('/v1/mailbox'));
  const documents: string[] = [];
  for (const { id, message, href } of mailbox.items) {
    const content = await (await ok(sender.get(href))).text();
    if (!message.endsWith(`/${of.acknowledged}`)) {
      documents.push(content);
      say(`${message}:`);
      show(content);
    }
    await ok(sender.post(`/v1/mailbox/${id}/received`, ''));
  }
  say(`${mailbox.items.length} deliveries collected and marked as received.`);

  step(`${name} acknowledges all three (${of.acknowledged})`);
  for (const [i, document] of documents.entries()) {
    const acknowledgment = acknowledgmentOf(document, 906 + i);
    await ok(sender.post('/v1/transmissions', acknowledgment, { 'Content-Type': contentType }));
  }
  const answers = await json<Listed<Waiting & { acknowledgment: string }>>(
    operator.get(`/v1/deliveries?partner=${partner}&acknowledgment=accepted`),
  );
  say(answers.items.map(({ message, acknowledgment }) => `  ${message}: ${acknowledgment}`).join('\n'));

  step(`The timeline of order ${offered.number}`);
  await timeline(operator, offered.id);
  return offered.document;
}

interface Sent {
  problems?: { message: string; reference?: string }[];
}

/** What became of a document, and what of it its message does not say. */
function sent(path: string, { problems = [], ...made }: Sent): void {
  say(`POST ${path}: ${JSON.stringify(made)}`);
  for (const { message, reference } of problems) say(`  warning: ${reference}: ${message}`);
}

/** What an ERP finds in both orders under the same names, and what only one of the partners said. */
function alike(one: Order, other: Order): string[] {
  const fields = (order: Order): Map<string, string> => {
    const { id: _id, source: _source, ...said } = order;
    return new Map(leaves(said));
  };
  const [left, right] = [fields(one), fields(other)];
  const both = [...left.keys()].filter((path) => right.has(path));
  const same = both.filter((path) => left.get(path) === right.get(path));
  const only = (of: Map<string, string>, beside: Map<string, string>): string => {
    const names = [...of.keys()].filter((path) => !beside.has(path)).map((path) => path.replaceAll(/\.\d+/g, '[]'));
    return [...new Set(names)].join(', ');
  };
  return [
    `${both.length} fields stand in both under the same name, ${same.length} of them with the same value:`,
    ...both.filter((path) => path.startsWith('lines.0.')).map((path) => `  ${path}: ${left.get(path)}`),
    `only Acme said: ${only(left, right)}`,
    `only Nordwind said: ${only(right, left)}`,
  ];
}

/** Every value of a document with its path. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

interface Happened {
  at: string;
  kind: string;
  detail: Record<string, unknown>;
}

async function timeline(operator: Party, order: string): Promise<void> {
  const { items } = await json<Listed<Happened>>(operator.get(`/v1/documents/${order}/events?limit=500`));
  const first = Date.parse(items[0]?.at ?? '');
  for (const { at, kind, detail } of items) {
    const after = `+${Date.parse(at) - first} ms`;
    const what = Object.entries(detail)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
    say(`  ${at}  ${after.padStart(9)}  ${kind.padEnd(12)} ${what}`);
  }
}

/** A caller with a key of its own. */
async function party({ gateway, url }: Server, role: 'partner' | 'erp' | 'operator', name: string): Promise<Party> {
  const secret = ids.secret();
  const id = ids.next('key');
  await gateway.store.createKey({
    id,
    hash: ids.digest(secret),
    role,
    name,
    createdAt: clock.now(),
    revokedAt: null,
  });
  const authorization = `Bearer ${id}.${secret}`;
  return {
    get: (path) => fetch(url + path, { headers: { authorization } }),
    post: (path, body, headers) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return fetch(url + path, {
        method: 'POST',
        body: text,
        headers: { authorization, 'Content-Type': 'application/json', ...headers },
      });
    },
  };
}

/** The demo shows what works: any other answer ends it. */
async function ok(response: Promise<Response>): Promise<Response> {
  const answer = await response;
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

const json = async <T>(response: Promise<Response>): Promise<T> => (await (await ok(response)).json()) as T;

let steps = 0;
const say = (text: string): void => console.log(text);
const step = (title: string): void => say(`\n${++steps}. ${title}`);

/** Segments indented, the first few of a long message. */
function show(text: string, most = 60): void {
  const segments = text.trimEnd().split('\n');
  say(
    segments
      .slice(0, most)
      .map((segment) => `    ${segment}`)
      .join('\n'),
  );
  if (segments.length > most) say(`    … ${segments.length - most} more segments`);
}
