/** Who may do what: every route under every kind of key, and nobody sees what is another's. */

import { describe, expect, it } from 'vitest';
import { type Answer, as, contract, type Json } from './client.ts';
import { bearer, type KeyId, openApp, withBeta } from './gateway.ts';
import { placeOrder } from './loop.ts';
import { interchange, order } from './x12.ts';

const ROLES = { partner: 'acme', erp: 'generic', operator: 'operator' } as const satisfies Record<string, KeyId>;
type Role = keyof typeof ROLES;

// cXML has its key in the body.
const OPEN = ['/healthz', '/readyz', '/openapi.json', '/docs', '/docs/{name}', '/v1/cxml'];

/** Which roles a route lets in, by design §8. */
function allowed(method: string, path: string): Role[] {
  if (path.startsWith('/v1/mailbox')) return ['partner'];
  if (path.startsWith('/v1/erps/')) return ['erp', 'operator'];
  if (path === '/v1/translate') return ['partner', 'erp', 'operator'];
  if (path === '/v1/transmissions/{id}' || (path === '/v1/transmissions' && method === 'POST'))
    return ['partner', 'operator'];
  return ['operator'];
}

const placed = (path: string): string =>
  path.replace('{erp}', 'generic').replace('{id}', 'nothing').replace('{name}', 'nothing');
const closed = contract.operations.filter(({ path }) => !OPEN.includes(path));
const KEYS_IN_WORDS: Record<Role, string> = { partner: 'partners', erp: 'ERPs', operator: 'operators' };

export function access(): void {
  describe('a route', () => {
    it.each(contract.operations.filter(({ path }) => OPEN.includes(path)))(
      '$method $path is open to everyone',
      async ({ method, path, operation }) => {
        const { app } = await openApp();
        expect((await app.request(placed(path), { method })).status).not.toBe(401);
        expect(operation.security).toEqual([]);
      },
    );

    it.each(closed)('$method $path needs a key', async ({ method, path, operation }) => {
      const { app, gateway } = await openApp();
      expect(operation.security).toEqual([{ key: [] }]);
      const wrong = [
        '',
        'Bearer',
        'Bearer nobody.a-secret',
        'Bearer acme.wrong',
        'Bearer operator.',
        'Basic b3BlcmF0b3I6YS1zZWNyZXQ=',
        'Bearer operator.a-secret x',
      ];
      for (const authorization of wrong) {
        const refused = await as(app, undefined).request(
          method,
          placed(path),
          undefined,
          authorization === '' ? {} : { authorization },
        );
        expect(refused.status).toBe(401);
        expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="dragoman"');
        expect(await refused.json()).toMatchObject({ code: 'KEY_MISSING' });
      }
      for (const role of allowed(method, path)) {
        await gateway.store.revokeKey(ROLES[role], gateway.clock.now());
        expect((await as(app, ROLES[role]).request(method, placed(path))).status).toBe(401);
      }
    });

    it.each(closed)('$method $path lets in only who it is for', async ({ method, path, operation }) => {
      const { app } = await openApp();
      const lets = allowed(method, path);
      for (const role of Object.keys(ROLES) as Role[]) {
        const { status } = await as(app, ROLES[role]).request(method, placed(path));
        if (lets.includes(role)) expect([401, 403], role).not.toContain(status);
        else expect(status, role).toBe(403);
      }
      const { description } = operation as unknown as { description: string };
      expect(description).toContain(`Takes keys of ${lets.map((role) => KEYS_IN_WORDS[role]).join(', ')}.`);
    });
  });

  describe('a key', () => {
    it('is taken whatever case the scheme is written in', async () => {
      const { app } = await openApp();
      const authorization = bearer('acme').Authorization.replace('Bearer', 'bearer');
      expect((await as(app, undefined).request('GET', '/v1/mailbox', undefined, { authorization })).status).toBe(200);
    });

    it('of a partner shows only its own transmissions and mail', async () => {
      const test = await openApp({ catalog: withBeta() });
      const [acme, beta] = [as(test.app, 'acme'), as(test.app, 'beta')];
      const { id, acknowledgments } = await acme.post('/v1/transmissions', interchange([order('4711')]), 202);
      await beta.get(`/v1/transmissions/${id}`, 404);
      expect((await beta.get('/v1/mailbox')).items).toEqual([]);
      await beta.get(acknowledgments[0].href, 404);
      await beta.post(`${acknowledgments[0].href}/received`, undefined, 404);
      expect((await acme.get('/v1/mailbox')).items).toHaveLength(1);
      // Equal bytes do not make the one's acknowledgment the other's.
      const copied = await beta.post('/v1/transmissions', interchange([order('4711')]), 202);
      expect(copied).toMatchObject({ state: 'unassigned', acknowledgments: [] });
    });

    it('of a partner shows only its own answers to a file of several partners', async () => {
      const test = await openApp({ catalog: withBeta() });
      const file = interchange([order('1')]) + interchange([order('2')], { sender: 'BETASHOP' });
      const { id, acknowledgments } = await as(test.app, 'operator').post('/v1/transmissions', file, 202);
      expect(acknowledgments).toHaveLength(2);
      const seen = await as(test.app, 'acme').get(`/v1/transmissions/${id}`);
      expect(seen.acknowledgments.map((one: Answer) => one.partner)).toEqual(['acme']);
      expect((await as(test.app, 'beta').get('/v1/mailbox')).items).toHaveLength(1);
    });

    it('of an ERP opens only its own feed and documents', async () => {
      const withBooks = withBeta();
      withBooks.erps = new Map([...withBooks.erps, ['books', { erp: 'books', name: 'Books' }]]);
      const test = await openApp({ catalog: withBooks });
      const { id } = await placeOrder(test, '4711', '1');
      const books = as(test.app, 'books');
      expect(await books.get('/v1/erps/generic/documents', 403)).toMatchObject({ code: 'KEY_NOT_ALLOWED' });
      await books.post(`/v1/erps/generic/documents/${id}/confirm`, { outcome: 'accepted' }, 403);
      expect((await books.get('/v1/erps/books/documents')).items).toEqual([]);
      await books.get(`/v1/erps/books/documents/${id}`, 404);
      await books.post(`/v1/erps/books/documents/${id}/confirm`, { outcome: 'accepted' }, 404);
      const invoice: Json = { number: 'INV-1', orderNumber: '4711' };
      expect(await books.post('/v1/erps/books/invoices', invoice, 422)).toMatchObject({ code: 'ORDER_UNKNOWN' });
      expect(await books.post(`/v1/erps/books/invoices?order=${id}`, invoice, 422)).toMatchObject({
        code: 'ORDER_UNKNOWN',
      });
      expect((await as(test.app, 'operator').get('/v1/erps/generic/documents')).items).toHaveLength(1);
    });
  });
}
