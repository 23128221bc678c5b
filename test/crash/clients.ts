/**
 * The other sides of the gateway: partners that hand in orders, collect what waits for them and acknowledge it, an
 * ERP that polls, confirms, ships and invoices, and an operator that follows the events. Each goes on by itself, all
 * at once, and writes down what it was told.
 */

import { setTimeout as pause } from 'node:timers/promises';
import type { Event } from '../../src/gateway/ports.ts';
import {
  acceptanceOf,
  confirmationOf,
  element,
  invoiceOf,
  orderNumberIn,
  ordersText,
  segmentsOf,
  shipmentOf,
  type Trader,
} from './messages.ts';
import type { Mortal, Request, Step } from './mortal.ts';

/** An interchange as it was posted, as often as that took. */
export interface Posted {
  trader: Trader;
  control: number;
  numbers: string[];
  text: string;
  /** The different 997s it was answered with; there must be one. */
  acknowledgments: Set<string>;
}

/** What the other sides know. */
export interface Book {
  posted: Posted[];
  /** Every transmission that got an answer, 997s too. */
  transmissions: Set<string>;
  /** By order: the messages that came back for it and were acknowledged. */
  done: Map<string, string[]>;
  /** By delivery: what was collected, and from whom. */
  collected: Map<string, { partner: string; text: string }>;
  events: Event[];
}

export interface Keys {
  partners: Map<Trader, string>;
  erp: string;
  operator: string;
}

const ANSWERS = 3;
/** Orders under way at which partners wait before they order more. */
const MOST_OPEN = 16;
const LARGE = { orders: 12, notes: 380 };
const BATCH = 20;

export interface World {
  server: Mortal;
  keys: Keys;
  book: Book;
  /** Set when nothing is to be begun any more. */
  over: boolean;
  controls: number;
  largeUnderway: boolean;
}

export const newWorld = (server: Mortal, keys: Keys): World => ({
  server,
  keys,
  book: { posted: [], transmissions: new Set(), done: new Map(), collected: new Map(), events: [] },
  over: false,
  controls: 0,
  largeUnderway: false,
});

/** Everybody at once, until every kill has happened and every order has gone through the whole loop. */
export async function live(world: World): Promise<void> {
  const traders = [...world.keys.partners.keys()];
  const others = [...traders.map((trader) => collecting(world, trader)), answering(world), following(world)];
  // A client that fails ends the test at once, not when the partners are through.
  await Promise.race([
    Promise.all(traders.flatMap((trader) => [ordering(world, trader), ordering(world, trader)])),
    failureOf(others),
  ]);
  await Promise.race([finished(world), failureOf(others)]);
  world.over = true;
  await Promise.all(others);
}

const failureOf = (others: Promise<void>[]): Promise<never> =>
  new Promise((_, reject) => others.forEach((other) => void other.catch(reject)));

const openOrders = ({ book }: World): number =>
  book.posted.reduce(
    (sum, { numbers }) => sum + numbers.filter((number) => (book.done.get(number)?.length ?? 0) < ANSWERS).length,
    0,
  );

async function finished(world: World): Promise<void> {
  while (!world.over) {
    if (openOrders(world) === 0 && (await waitingFor(world)) === 0) return;
    await pause(20);
  }
}

/** Mailboxes and transmissions that still have something to come. */
async function waitingFor({ server, keys }: World): Promise<number> {
  const received = await server.call('tail', { key: keys.operator, path: '/v1/transmissions?state=received&limit=1' });
  const mailboxes = await Promise.all(
    [...keys.partners.values()].map((key) => server.call('tail', { key, path: '/v1/mailbox?limit=1' })),
  );
  return [received, ...mailboxes].reduce((sum, { text }) => sum + itemsOf(text).length, 0);
}

const itemsOf = <T>(text: string): T[] => (JSON.parse(text) as { items: T[] }).items;

/** A partner that orders: now one, now several in an interchange, and a large one where a kill waits for it. */
async function ordering(world: World, trader: Trader): Promise<void> {
  while (!world.over) {
    const moment = world.server.next();
    if (moment === undefined) return;
    if (moment.step === 'large' && !world.largeUnderway) {
      world.largeUnderway = true;
      await handIn(world, 'large', write(world, trader, LARGE.orders, LARGE.notes));
      world.largeUnderway = false;
    } else if (openOrders(world) < MOST_OPEN) {
      const posted = write(world, trader, 1 + (world.controls % 3), 0);
      // Every fourth is sent by two programs of the partner at once.
      await Promise.all(twiceIf(posted.control % 4 === 0, () => handIn(world, 'small', posted)));
    } else await pause(10);
  }
}

function write(world: World, trader: Trader, orders: number, notes: number): Posted {
  const control = ++world.controls;
  const numbers = Array.from({ length: orders }, (_, i) => `${trader.partner.toUpperCase()}-${control}-${i + 1}`);
  const posted = {
    trader,
    control,
    numbers,
    text: ordersText(trader, control, numbers, notes),
    acknowledgments: new Set<string>(),
  };
  world.book.posted.push(posted);
  return posted;
}

const twiceIf = <T>(twice: boolean, act: () => Promise<T>): Promise<T>[] => (twice ? [act(), act()] : [act()]);

async function handIn(world: World, step: Step, { trader, control, text, acknowledgments }: Posted): Promise<void> {
  const key = world.keys.partners.get(trader)!;
  const prefer: Record<string, string> = control % 2 === 0 ? { Prefer: 'wait=10' } : {};
  const answer = await world.server.call(step, {
    key,
    path: '/v1/transmissions',
    body: text,
    headers: { 'Content-Type': 'application/edi-x12', ...prefer },
  });
  const id = answer.headers.get('dragoman-transmission')!;
  world.book.transmissions.add(id);
  if (answer.headers.get('content-type')?.startsWith('application/edi-x12')) {
    acknowledgments.add(answer.text);
    return;
  }
  for (const href of await settledAnswers(world, key, id))
    acknowledgments.add((await world.server.call('content', { key, path: href })).text);
}

/** Asks what became of a transmission until it is known. */
async function settledAnswers(world: World, key: string, id: string): Promise<string[]> {
  while (!world.over) {
    const { state, acknowledgments } = JSON.parse(
      (await world.server.call('look', { key, path: `/v1/transmissions/${id}` })).text,
    ) as { state: string; acknowledgments: { href: string }[] };
    if (!['received', 'translated', 'duplicate'].includes(state)) throw new Error(`transmission ${id} is ${state}`);
    if (acknowledgments.length > 0) return acknowledgments.map(({ href }) => href);
    await pause(20);
  }
  throw new Error(`transmission ${id} was not settled`);
}

/** The ERP: what it finds, it confirms, ships and invoices. */
async function answering(world: World): Promise<void> {
  const { server, keys } = world;
  while (!world.over) {
    const found = await server.call('poll', {
      key: keys.erp,
      path: `/v1/erps/generic/documents?type=order&wait=1&limit=${BATCH}`,
    });
    await Promise.all(
      itemsOf<{ id: string; number: string }>(found.text).map((order, i) => answerOrder(world, order, i % 5 === 0)),
    );
  }
}

async function answerOrder(
  { server, keys }: World,
  { id, number }: { id: string; number: string },
  twice: boolean,
): Promise<void> {
  const post = (step: Step, path: string, body: object): Promise<unknown> => {
    const request: Request = {
      key: keys.erp,
      path: `/v1/erps/generic/${path}`,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    };
    return Promise.all(twiceIf(twice, () => server.call(step, request)));
  };
  await post('confirm', `documents/${id}/confirm`, confirmationOf(number));
  await post('shipment', 'shipments', shipmentOf(number));
  await post('invoice', 'invoices', invoiceOf(number));
}

interface Waiting {
  id: string;
  href: string;
  message: string;
}

/** A partner that collects its mailbox, and acknowledges what is no acknowledgment. */
async function collecting(world: World, trader: Trader): Promise<void> {
  const key = world.keys.partners.get(trader)!;
  while (!world.over) {
    const items = itemsOf<Waiting>(
      (await world.server.call('mailbox', { key, path: `/v1/mailbox?limit=${BATCH}` })).text,
    );
    await Promise.all(items.map((item, i) => collect(world, trader, item, i % 5 === 0)));
    if (items.length === 0) await pause(25);
  }
}

async function collect(world: World, trader: Trader, { id, href, message }: Waiting, twice: boolean): Promise<void> {
  const { server, book, keys } = world;
  const key = keys.partners.get(trader)!;
  const { text } = await server.call('content', { key, path: href });
  const before = book.collected.get(id);
  if (before !== undefined) throw new Error(`${message} ${id} was offered again after it was received`);
  await Promise.all(
    twiceIf(twice, () => server.call('received', { key, path: `/v1/mailbox/${id}/received`, body: '' })),
  );
  book.collected.set(id, { partner: trader.partner, text });
  const segments = segmentsOf(text);
  if (message === 'x12/997') {
    const group = Number(element(segments, 'AK1', 2));
    book.posted.find((one) => one.trader === trader && one.control === group)!.acknowledgments.add(text);
    return;
  }
  const reply = acceptanceOf(trader, segments, ++world.controls);
  const sent = await Promise.all(
    twiceIf(twice, () =>
      server.call('reply', {
        key,
        path: '/v1/transmissions',
        body: reply,
        headers: { 'Content-Type': 'application/edi-x12' },
      }),
    ),
  );
  for (const { headers } of sent) book.transmissions.add(headers.get('dragoman-transmission')!);
  const number = orderNumberIn(segments);
  book.done.set(number, [...(book.done.get(number) ?? []), message]);
}

/** An operator's program that follows the events: none may come before one it has seen, or be gone afterwards. */
async function following(world: World): Promise<void> {
  const { server, keys, book } = world;
  for (let last = false; ; ) {
    const after = book.events.at(-1)?.sequence ?? 0;
    const found = itemsOf<Event>(
      (await server.call('tail', { key: keys.operator, path: `/v1/events?after=${after}&limit=500` })).text,
    );
    book.events.push(...found);
    if (found.length < 500) {
      if (last) return;
      last = world.over;
      if (!last) await pause(100);
    }
  }
}
