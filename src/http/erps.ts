/** What ERP systems use: poll what waits for them, confirm it, and post responses, shipments and invoices. */

import { type Context, Hono } from 'hono';
import { type CanonicalDocument, DOCUMENT_TYPES } from '../core/documents.ts';
import type { Problem } from '../core/problem.ts';
import { confirm, type Polled, poll } from '../gateway/feed.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { StoredDocument } from '../gateway/ports.ts';
import type { Confirmation } from '../gateway/respond.ts';
import { send, told } from '../gateway/send.ts';
import { versionsOf } from '../gateway/versions.ts';
import { integer, listed, notFound, oneOf, page, refuse } from './answer.ts';
import { allow, forbidden, type Variables } from './auth.ts';
import type { Bell } from './bell.ts';
import { readJson } from './body.ts';
import type { Limits } from './partners.ts';

/** Which canonical document each collection takes. */
const POSTED = { responses: 'order-response', shipments: 'ship-notice', invoices: 'invoice' } as const;
const MAX_WAIT_SECONDS = 30;

export function erps(gateway: Gateway, limits: Limits, bell: Bell): Hono<Variables> {
  const app = new Hono<Variables>();
  const { store, catalog, clock } = gateway;

  app.use('/erps/:erp/*', allow(gateway, 'erp', 'operator'), async (c, next) => {
    const caller = c.get('caller');
    const erp = c.req.param('erp') ?? '';
    if (caller.role === 'erp' && caller.name !== erp) return forbidden(c, `this key is for the ERP ${caller.name}`);
    return catalog.erps.has(erp) ? next() : notFound(c, `ERP ${erp}`);
  });

  app.get('/erps/:erp/documents', async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    const wait = integer(c, 'wait', 0, 0, MAX_WAIT_SECONDS);
    if (wait instanceof Response) return wait;
    const type = oneOf(c, 'type', DOCUMENT_TYPES);
    if (type instanceof Response) return type;
    const find = (): Promise<Polled> =>
      poll(store, c.req.param('erp'), { ...where, ...(type === undefined ? {} : { type }) });
    let found = await find();
    const until = Date.parse(clock.now()) + wait * 1000;
    for (let left = wait; found.documents.length === 0 && left > 0; left = (until - Date.parse(clock.now())) / 1000) {
      // Whoever else writes to the same store cannot ring here, so it is looked at every second.
      if (!(await bell.wait(Math.min(left, 1)))) break;
      found = await find();
    }
    return c.json(listed(found.documents.map(offered), where, found.hasMore));
  });

  app.get('/erps/:erp/documents/:id', async (c) => {
    const found = await store.document(c.req.param('id'));
    if (found === undefined || found.erp !== c.req.param('erp')) return notFound(c, 'document with this id');
    const versions = await versionsOf(store, found);
    return c.json({ ...offered(found), ...(versions === undefined ? {} : { versions }) });
  });

  app.post('/erps/:erp/documents/:id/confirm', async (c) => {
    const body = await readJson(c, limits.body);
    if (body instanceof Response) return body;
    const wrong = catalog.validate('api/confirmation.json', body);
    if (wrong.length > 0) return invalid(c, 'the confirmation', wrong);
    const id = c.req.param('id');
    const confirmation = body as unknown as Confirmation;
    const result = await confirm(gateway, c.req.param('erp'), id, confirmation);
    bell.ring();
    switch (result.outcome) {
      case 'confirmed':
        return c.json({ id, business: confirmation.outcome, response: result.response, ...told(result.problems) });
      case 'repeated':
        // Saying the same twice is fine: an ERP may not have seen our first answer.
        if (result.business === confirmation.outcome) return c.json({ id, business: result.business, repeated: true });
        return refuse(c, {
          status: 409,
          code: 'CONFIRMED_ALREADY',
          title: `the document was confirmed as ${result.business} before`,
          detail: 'post an order response to change what was answered',
        });
      case 'unknown':
        return notFound(c, 'document with this id');
      case 'unknownLine':
        return refuse(c, { status: 422, code: 'LINE_UNKNOWN', title: `the order has no line ${result.line}` });
      default:
        return unsendable(c, result.problems);
    }
  });

  for (const [collection, type] of Object.entries(POSTED)) {
    app.post(`/erps/:erp/${collection}`, async (c) => {
      const posted = await readJson(c, limits.body);
      if (posted instanceof Response) return posted;
      const body = { ...posted, type: posted.type ?? type, schemaVersion: posted.schemaVersion ?? '1' };
      const wrong = catalog.validate(`canonical/${type}.json`, body);
      if (wrong.length > 0) return invalid(c, `the ${type}`, wrong);
      const result = await send(
        gateway,
        c.req.param('erp'),
        body as unknown as CanonicalDocument,
        c.req.query('order'),
      );
      bell.ring();
      switch (result.outcome) {
        case 'sent':
          c.header('Location', `/v1/erps/${c.req.param('erp')}/documents/${result.document}`);
          return c.json({ id: result.document, type, ...told(result.problems) }, 201);
        case 'repeated':
          return c.json({ id: result.document, type, repeated: true });
        case 'conflict':
          return refuse(c, {
            status: 409,
            code: 'NUMBER_USED',
            title: `another ${type} with this number was sent for this order`,
            detail: 'give a corrected document a number of its own',
            document: result.document,
          });
        case 'unknownOrder':
          return refuse(c, {
            status: 422,
            code: 'ORDER_UNKNOWN',
            title: `no order ${result.number} was received for this ERP`,
            detail: 'name it in orderNumber (shipment.orders for shipments), or as ?order=ID',
          });
        case 'ambiguousOrder':
          return refuse(c, {
            status: 409,
            code: 'ORDER_AMBIGUOUS',
            title: 'several orders have this number',
            detail: 'say which with ?order=ID',
            orders: result.orders,
          });
        case 'notAgreed':
          return refuse(c, {
            status: 422,
            code: 'NOT_AGREED',
            title: `the agreement with ${result.partner} sends no ${type}`,
          });
        default:
          return unsendable(c, result.problems);
      }
    });
  }

  return app;
}

/** A stored document as an ERP sees it. */
function offered({
  id,
  sequence,
  type,
  number,
  direction,
  partner,
  business,
  acknowledgment,
  erpNumber,
  parent,
  root,
  batch,
  createdAt,
  confirmedAt,
  body,
}: StoredDocument) {
  return {
    id,
    sequence,
    type,
    number,
    direction,
    partner,
    business,
    acknowledgment,
    erpNumber,
    parent,
    root,
    batch,
    createdAt,
    confirmedAt,
    document: body,
  };
}

const invalid = (c: Context, what: string, wrong: { path: string; message: string }[]): Response =>
  refuse(c, {
    status: 422,
    code: 'DOCUMENT_INVALID',
    title: `${what} is not valid`,
    problems: wrong.map(({ path, message }) => ({
      code: 'DOCUMENT_INVALID',
      message: path === '' ? message : `${path}: ${message}`,
      path,
    })),
  });

const unsendable = (c: Context, problems: Problem[]): Response =>
  refuse(c, {
    status: 422,
    code: 'NOT_SENDABLE',
    title: "the document cannot be written in the partner's message",
    problems: problems.filter(({ severity }) => severity === 'error'),
  });
