/** What operators use: everything that is on record, and the verbs restart (map again) and retry (send again). */

import { Hono } from 'hono';
import { DOCUMENT_TYPES } from '../core/documents.ts';
import { retry } from '../gateway/deliver.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { noticeOf } from '../gateway/notice.ts';
import { ACKNOWLEDGED, type Delivery, TRANSMISSION_STATES } from '../gateway/ports.ts';
import { translate } from '../gateway/translate.ts';
import { versionsOf } from '../gateway/versions.ts';
import { release, restart } from '../gateway/work.ts';
import { filters, listed, notFound, oneOf, page, refuse } from './answer.ts';
import { allow, type Variables } from './auth.ts';
import { readText } from './body.ts';
import { type Limits, summary } from './partners.ts';

const DELIVERIES: readonly Delivery['state'][] = ['ready', 'delivered', 'failed'];
const REASON = {
  member: 'reason',
  code: 'REASON_MISSING',
  title: 'a reason is needed',
  detail: 'send {"reason": "why"}; it is kept with the event',
};
const DIRECTIONS = ['inbound', 'outbound'] as const;

export function operations(gateway: Gateway, limits: Limits): Hono<Variables> {
  const app = new Hono<Variables>();
  const { store, catalog } = gateway;
  const operator = allow(gateway, 'operator');

  app.get('/transmissions', operator, async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    const state = oneOf(c, 'state', TRANSMISSION_STATES);
    if (state instanceof Response) return state;
    const found = await store.transmissions({
      ...where,
      ...filters(c, 'partner'),
      ...(state === undefined ? {} : { state }),
    });
    return c.json(listed(found, where));
  });

  app.get('/problems', operator, async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    const found = await store.transmissions({ ...where, ...filters(c, 'partner') });
    const { next, hasMore } = listed(found, where);
    const items = found.flatMap(({ id, partner, receivedAt, problems }) =>
      problems.map((problem) => ({ transmission: id, partner, receivedAt, ...problem })),
    );
    return c.json({ items, next, hasMore });
  });

  app.get('/transmissions/:id/body', operator, async (c) => {
    const bytes = await store.body(c.req.param('id'));
    if (bytes === undefined) return notFound(c, 'transmission with this id');
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': 'application/octet-stream' });
  });

  app.get('/transmissions/:id/notice', operator, async (c) => {
    const found = await store.transmission(c.req.param('id'));
    return found === undefined ? notFound(c, 'transmission with this id') : c.text(noticeOf(found));
  });

  app.post('/transmissions/:id/release', operator, async (c) => {
    const id = c.req.param('id');
    if ((await store.transmission(id)) === undefined) return notFound(c, 'transmission with this id');
    const reason = await readText(c, limits.body, REASON);
    if (reason instanceof Response) return reason;
    if (!(await release(gateway, id, reason))) {
      return refuse(c, {
        status: 409,
        code: 'NOT_HELD',
        title: 'the transmission is not held',
        detail: 'only one that is held for its numbers can be released',
      });
    }
    return c.json(await store.transmission(id));
  });

  app.post('/transmissions/:id/restart', operator, async (c) => {
    const id = c.req.param('id');
    if ((await store.transmission(id)) === undefined) return notFound(c, 'transmission with this id');
    const reason = await readText(c, limits.body, REASON);
    if (reason instanceof Response) return reason;
    if (!(await restart(gateway, id, reason))) {
      return refuse(c, {
        status: 409,
        code: 'NOT_RESTARTABLE',
        title: 'the transmission made documents, was refused, or is being worked on',
        detail: 'what was made is not made twice, and what was refused stays so; what is missing can be sent by itself',
      });
    }
    return c.json(await store.transmission(id));
  });

  app.get('/documents', operator, async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    const direction = oneOf(c, 'direction', DIRECTIONS);
    if (direction instanceof Response) return direction;
    const type = oneOf(c, 'type', DOCUMENT_TYPES);
    if (type instanceof Response) return type;
    const chosen = { ...(direction === undefined ? {} : { direction }), ...(type === undefined ? {} : { type }) };
    const found = await store.documents({
      ...where,
      ...filters(c, 'partner', 'erp', 'number', 'root', 'transmission'),
      ...chosen,
    });
    return c.json(listed(found, where));
  });

  app.get('/documents/:id', operator, async (c) => {
    const found = await store.document(c.req.param('id'));
    return found === undefined ? notFound(c, 'document with this id') : c.json(found);
  });

  app.get('/documents/:id/events', operator, async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    const found = await store.document(c.req.param('id'));
    return found === undefined
      ? notFound(c, 'document with this id')
      : c.json(listed(await store.events({ ...where, root: found.root }), where));
  });

  app.get('/documents/:id/versions', operator, async (c) => {
    const found = await store.document(c.req.param('id'));
    const items = found === undefined ? undefined : await versionsOf(store, found);
    return items === undefined ? notFound(c, 'order or order change with this id') : c.json({ items });
  });

  app.get('/documents/:id/origins', operator, async (c) => {
    const found = await store.document(c.req.param('id'));
    const bytes = found?.transmission == null ? undefined : await store.body(found.transmission);
    if (found === undefined || bytes === undefined)
      return notFound(c, 'document with this id that was read from a transmission');
    const { source } = found.body;
    const outcome = translate(catalog, bytes, { trace: true });
    const sets = outcome.groups.flatMap((group) => group.sets);
    const set = sets.find(
      ({ document }) =>
        document?.source?.interchange === source?.interchange &&
        document?.source?.group === source?.group &&
        document?.source?.set === source?.set,
    );
    return c.json({
      document: found.id,
      transmission: found.transmission,
      fields: Object.fromEntries(set?.origins ?? []),
    });
  });

  app.get('/deliveries', operator, async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    const state = oneOf(c, 'state', DELIVERIES);
    if (state instanceof Response) return state;
    const acknowledgment = oneOf(c, 'acknowledgment', ACKNOWLEDGED);
    if (acknowledgment instanceof Response) return acknowledgment;
    const chosen = {
      ...(state === undefined ? {} : { state }),
      ...(acknowledgment === undefined ? {} : { acknowledgment }),
    };
    const found = await store.deliveries({
      ...where,
      ...filters(c, 'partner', 'document', 'transmission'),
      ...chosen,
    });
    return c.json(listed(found.map(summary), where));
  });

  app.get('/deliveries/:id', operator, async (c) => {
    const found = await store.delivery(c.req.param('id'));
    if (found === undefined) return notFound(c, 'delivery with this id');
    return c.json({ ...found, acknowledgments: await store.acknowledgments({ delivery: found.id, limit: 100 }) });
  });

  app.post('/deliveries/:id/retry', operator, async (c) => {
    const found = await store.delivery(c.req.param('id'));
    if (found === undefined) return notFound(c, 'delivery with this id');
    const reason = await readText(c, limits.body, REASON);
    if (reason instanceof Response) return reason;
    return c.json(summary(await retry(gateway, found, reason)));
  });

  app.get('/events', operator, async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    return c.json(
      listed(
        await store.events({
          ...where,
          ...filters(c, 'transmission', 'document', 'root', 'partner', 'kind'),
        }),
        where,
      ),
    );
  });

  return app;
}
