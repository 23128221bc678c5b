/** What trading partners use: hand in a transmission, look what became of it, collect what waits for them. */

import { type Context, Hono } from 'hono';
import { bytesOf } from '../core/formats/media.ts';
import { collect, mailed } from '../gateway/deliver.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Delivery, Transmission } from '../gateway/ports.ts';
import { receive } from '../gateway/receive.ts';
import { answerOf, type Settled, settle } from '../gateway/settle.ts';
import { listed, notFound, page } from './answer.ts';
import { allow, type Variables } from './auth.ts';
import type { Bell } from './bell.ts';
import { readBody } from './body.ts';

export interface Limits {
  /** Largest body taken, bytes. */
  body: number;
  /** Up to this size a transmission is translated before its sender is answered. */
  atOnce: number;
}

export function partners(gateway: Gateway, limits: Limits, bell: Bell): Hono<Variables> {
  const app = new Hono<Variables>();
  const { store } = gateway;

  app.post('/transmissions', allow(gateway, 'partner', 'operator'), async (c) => {
    const bytes = await readBody(c, limits.body);
    if (bytes instanceof Response) return bytes;
    const caller = c.get('caller');
    const partner = caller.role === 'partner' ? caller.name : null;
    const fileName = c.req.header('dragoman-file-name')?.slice(0, 200) ?? null;
    const { id, settled } = await takeIn(c, gateway, limits, bell, { bytes, channel: 'http', partner, fileName });
    c.header('Location', `/v1/transmissions/${id}`);
    return settled === undefined ? c.json({ id, state: 'received' }, 202) : answer(c, id, settled);
  });

  app.get('/transmissions/:id', allow(gateway, 'partner', 'operator'), async (c) => {
    const found = await ownTransmission(c, gateway);
    if (found === undefined) return notFound(c, 'transmission with this id');
    const caller = c.get('caller');
    // A file may hold interchanges of several partners; each sees only what answers its own.
    const own = caller.role === 'partner' ? { partner: caller.name } : {};
    const deliveries = await store.deliveries({ transmission: found.duplicateOf ?? found.id, ...own, limit: 100 });
    return c.json({ ...found, acknowledgments: deliveries.map(summary) });
  });

  app.get('/mailbox', allow(gateway, 'partner'), async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    return c.json(listed((await store.mailbox(c.get('caller').name, where)).map(summary), where));
  });

  app.get('/mailbox/:id', allow(gateway, 'partner'), async (c) => {
    const found = await mailed(gateway, c.get('caller').name, c.req.param('id'));
    if (found === undefined) return notFound(c, 'delivery with this id in your mailbox');
    return c.body(bytesOf(found), 200, {
      'Content-Type': found.contentType,
      'Content-Disposition': `attachment; filename="${found.fileName}"`,
    });
  });

  app.post('/mailbox/:id/received', allow(gateway, 'partner'), async (c) => {
    const found = await mailed(gateway, c.get('caller').name, c.req.param('id'));
    if (found === undefined) return notFound(c, 'delivery with this id in your mailbox');
    await collect(gateway, found);
    return c.body(null, 204);
  });

  return app;
}

/** Keeps what arrived, and settles it at once where it is small; `settled` is undefined where it waits. */
export async function takeIn(
  c: Context,
  gateway: Gateway,
  limits: Limits,
  bell: Bell,
  arrival: Parameters<typeof receive>[1],
): Promise<{ id: string; settled: Settled | undefined }> {
  const now = arrival.bytes.length <= limits.atOnce;
  const { transmission, token } = await receive(gateway, arrival, now);
  c.header('Dragoman-Transmission', transmission.id);
  const settled = now ? await settleNow(gateway, transmission, token, arrival.bytes) : undefined;
  bell.ring();
  return { id: transmission.id, settled };
}

/** A failure while translating loses nothing: the bytes are safe and `work` tries again. */
async function settleNow(
  gateway: Gateway,
  transmission: Parameters<typeof settle>[1]['transmission'],
  token: number,
  bytes: Uint8Array,
): Promise<Settled> {
  try {
    return await settle(gateway, { transmission, token }, bytes);
  } catch (error) {
    gateway.log.error('transmission not settled at once', {
      transmission: transmission.id,
      reason: error instanceof Error ? error.message : String(error),
    });
    return answerOf(gateway, transmission.id);
  }
}

/** `Prefer: wait` gets the acknowledgment itself when there is one (RFC 7240); everybody else its state. */
function answer(c: Context, id: string, { state, acknowledgments, problems, documents, rejected }: Settled): Response {
  const [first] = acknowledgments;
  if (/(?:^|[,\s])wait=\d+/i.test(c.req.header('prefer') ?? '') && first !== undefined) {
    c.header('Preference-Applied', 'wait');
    c.header('Dragoman-State', state);
    // One answer for each interchange that was sent, one behind the other as in a file.
    const content = acknowledgments.map((one) => one.content).join('');
    return c.body(bytesOf({ ...first, content }), 200, { 'Content-Type': first.contentType });
  }
  return c.json(
    {
      id,
      state,
      documents,
      rejected,
      acknowledgments: acknowledgments.map(({ id: delivery }) => ({ id: delivery, href: `/v1/mailbox/${delivery}` })),
      problems,
    },
    202,
  );
}

async function ownTransmission(c: Context<Variables>, { store }: Gateway): Promise<Transmission | undefined> {
  const found = await store.transmission(c.req.param('id') ?? '');
  const caller = c.get('caller');
  return caller.role === 'operator' || found?.partner === caller.name ? found : undefined;
}

/** A delivery without its content. */
export function summary(delivery: Delivery): Omit<Delivery, 'content'> & { href: string } {
  const { content: _content, ...rest } = delivery;
  return { ...rest, href: `/v1/mailbox/${delivery.id}` };
}
