/**
 * The HTTP interface, one Hono app for every runtime. With a gateway it serves partners, ERPs and operators;
 * without one (Workers, for now) the stateless part: health, the API's description and dry-run translation.
 */

import { type Context, Hono } from 'hono';
import type { Catalog } from '../core/catalog.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Clock, Log } from '../gateway/ports.ts';
import { report } from '../gateway/report.ts';
import { translate } from '../gateway/translate.ts';
import { acknowledgments } from './acknowledgments.ts';
import { notFound, refuse } from './answer.ts';
import { allow, type Variables } from './auth.ts';
import type { Bell } from './bell.ts';
import { readBody } from './body.ts';
import { cxml } from './cxml.ts';
import { erps } from './erps.ts';
import { openapi } from './openapi.ts';
import { operations } from './operations.ts';
import { type Limits, partners } from './partners.ts';

export interface Services {
  catalog: Catalog;
  clock: Clock;
  log: Log;
  limits: Limits;
  /** JSON Schemas by path, embedded in the API's description. */
  schemas: Record<string, unknown>[];
  gateway?: { gateway: Gateway; bell: Bell };
  /** The metrics page, where the runtime has one. */
  metrics?: () => Promise<{ contentType: string; text: string }>;
  /** Files of the documentation page, where the runtime can serve them. */
  docs?: (name: string) => Promise<{ contentType: string; body: Uint8Array } | undefined>;
}

export function createApp({ catalog, clock, log, limits, schemas, gateway, metrics, docs }: Services): Hono<Variables> {
  const app = new Hono<Variables>();
  app.use(async (c, next) => {
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cache-Control', 'no-store');
    await next();
  });

  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    try {
      await gateway?.gateway.store.counts();
      return c.json({ status: 'ready' });
    } catch (error) {
      log.error('store not reachable', { reason: error instanceof Error ? error.message : String(error) });
      return refuse(c, { status: 503, code: 'STORE_UNREACHABLE', title: 'the store cannot be reached' });
    }
  });
  const description = openapi(schemas, {
    store: gateway !== undefined,
    docs: docs !== undefined,
    metrics: metrics !== undefined && gateway !== undefined,
  });
  app.get('/openapi.json', (c) => c.json(description));
  if (docs !== undefined) {
    app.get('/docs', (c) => c.redirect('/docs/index.html'));
    app.get('/docs/:name', async (c) => {
      const file = await docs(c.req.param('name'));
      return file === undefined
        ? notFound(c, 'page of this name')
        : c.body(file.body as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': file.contentType });
    });
  }
  if (metrics !== undefined && gateway !== undefined) {
    app.get('/metrics', allow(gateway.gateway, 'operator'), async (c) => {
      const { contentType, text } = await metrics();
      return c.body(text, 200, { 'Content-Type': contentType });
    });
  }

  // Without a store there are no keys: a dry run stores nothing and shows its caller nothing but their own data.
  if (gateway !== undefined) app.use('/v1/translate', allow(gateway.gateway, 'partner', 'erp', 'operator'));
  app.post('/v1/translate', async (c) => {
    const bytes = await readBody(c, limits.body);
    if (bytes instanceof Response) return bytes;
    const caller = gateway === undefined ? undefined : c.get('caller');
    const partner = caller?.role === 'partner' ? caller.name : c.req.query('partner');
    if (partner !== undefined && !catalog.partners.has(partner))
      return refuse(c, { status: 422, code: 'PARTNER_UNKNOWN', title: `there is no partner ${partner}` });
    return c.json(await report(catalog, clock, translate(catalog, bytes, partner === undefined ? {} : { partner })));
  });

  if (gateway !== undefined) {
    app.route('/v1', cxml(gateway.gateway, limits, gateway.bell));
    app.route('/v1', partners(gateway.gateway, limits, gateway.bell));
    app.route('/v1', erps(gateway.gateway, limits, gateway.bell));
    app.route('/v1', operations(gateway.gateway, limits));
    app.route('/v1', acknowledgments(gateway.gateway, limits));
  }
  app.notFound((c) => {
    const allowed = methodsAt(app, c.req.path);
    return allowed.length === 0 ? notFound(c, `${c.req.method} ${c.req.path}`) : wrongMethod(c, allowed);
  });
  app.onError((error, c) => {
    log.error('request failed', { method: c.req.method, path: c.req.path, reason: error.message, stack: error.stack });
    return refuse(c, {
      status: 500,
      code: 'INTERNAL',
      title: 'the gateway failed on this request',
      detail: 'nothing that was accepted before is lost; try again, or tell the operator the time of this request',
    });
  });
  return app;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The methods that have a route at this path; middleware is registered for all of them and does not count. */
const methodsAt = (app: Hono<Variables>, path: string): string[] =>
  METHODS.filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method === method));

function wrongMethod(c: Context, allowed: string[]): Response {
  c.header('Allow', allowed.join(', '));
  return refuse(c, { status: 405, code: 'METHOD_NOT_ALLOWED', title: `${c.req.path} takes ${allowed.join(', ')}` });
}
