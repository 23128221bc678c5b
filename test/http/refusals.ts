/** What is refused, and how it is said: every route with bad bodies, bad queries and unknown ids. */

import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/gateway/ports.ts';
import { type Answer, as, type Client, contract, type Json } from './client.ts';
import { catalog, LIMITS, openApp } from './gateway.ts';
import { INVOICE, placeOrder, RESPONSE } from './loop.ts';
import { interchange, order } from './x12.ts';

const ERP = '/v1/erps/generic';
const named = (path: string, id: string): string => path.replace('{erp}', 'generic').replace('{id}', id);
const keyFor = (path: string) => (path.startsWith('/v1/mailbox') ? 'acme' : 'operator');

const withBody = contract.operations.filter(({ operation }) => operation.requestBody !== undefined);
const withJson = withBody.filter(({ operation }) => 'application/json' in operation.requestBody!.content);
const lists = contract.operations.filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'limit'));
const byId = contract.operations.filter(({ path }) => path.includes('{id}'));

/** An id that a route with a body gets past, so that its body is looked at. */
async function known(test: Awaited<ReturnType<typeof openApp>>, path: string): Promise<string> {
  const { id } = await placeOrder(test, '4711', '1');
  if (path.startsWith('/v1/transmissions')) return 'tx_0001';
  if (path.startsWith('/v1/acknowledgments')) {
    await as(test.app, 'generic').post(`${ERP}/documents/${id}/confirm`, { outcome: 'accepted' });
    return (await as(test.app, 'operator').get('/v1/acknowledgments')).items[0].id;
  }
  return path.startsWith('/v1/deliveries') ? (await as(test.app, 'acme').get('/v1/mailbox')).items[0].id : id;
}

export function refusals(): void {
  describe('a body', () => {
    it.each(withBody)('must be there: $method $path', async ({ path }) => {
      const test = await openApp();
      const at = named(path, await known(test, path));
      const json = { 'Content-Type': 'application/json' };
      expect(await as(test.app, 'operator').post(at, undefined, 400, json)).toMatchObject({ code: 'BODY_EMPTY' });
      expect(await as(test.app, 'operator').post(at, '', 400, json)).toMatchObject({ code: 'BODY_EMPTY' });
    });

    it.each(withBody)('must not be larger than the limit: $method $path', async ({ path }) => {
      const test = await openApp();
      const at = named(path, await known(test, path));
      const json = { 'Content-Type': 'application/json' };
      const large = 'x'.repeat(LIMITS.body + 1);
      expect(await as(test.app, 'operator').post(at, large, 413, json)).toMatchObject({ code: 'BODY_TOO_LARGE' });
      // Declared, it is refused before a byte of it is read.
      const declared = { ...json, 'Content-Length': String(LIMITS.body + 1) };
      const unread = parts(1);
      expect((await as(test.app, 'operator').request('POST', at, unread.body, declared)).status).toBe(413);
      expect(unread.read()).toBeLessThanOrEqual(1);
      // Not declared, it is refused as soon as it is too large.
      const endless = parts(1000);
      expect((await as(test.app, 'operator').request('POST', at, endless.body, json)).status).toBe(413);
      expect(endless.read()).toBeLessThan(20);
    });

    it.each(withJson)('must be JSON: $method $path', async ({ path }) => {
      const test = await openApp();
      const at = named(path, await known(test, path));
      const operator = as(test.app, 'operator');
      for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonp']) {
        expect(await operator.post(at, '{}', 415, { 'Content-Type': type })).toMatchObject({ code: 'NOT_JSON' });
      }
      const wrong = [
        '{',
        '[]',
        '"text"',
        'null',
        '12',
        '{"a":1}}',
        new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      ];
      for (const body of wrong) {
        const refused = await operator.request('POST', at, body as string, {
          'Content-Type': 'application/json; charset=utf-8',
        });
        expect([refused.status, ((await refused.json()) as Json).code]).toEqual([400, 'NOT_JSON']);
      }
    });

    it('of any type is taken where files are', async () => {
      const { app } = await openApp();
      for (const [i, type] of ['text/plain', 'application/json', 'application/EDI-X12', 'x'].entries()) {
        const file = interchange([order(String(i))], { control: String(i + 1) });
        expect(await as(app, 'acme').post('/v1/transmissions', file, 202, { 'Content-Type': type })).toMatchObject({
          state: 'translated',
        });
      }
    });
  });

  describe('a query', () => {
    it.each(lists)('must page by whole numbers in bounds: $method $path', async ({ path }) => {
      const test = await openApp();
      const client = as(test.app, keyFor(path));
      const at = named(path, await known(test, path));
      for (const query of [
        'limit=0',
        'limit=501',
        'limit=all',
        'limit=1.5',
        'limit=-1',
        'limit=1e2',
        'limit=%20',
        'after=-1',
        'after=x',
        'after=9999999999999999',
      ]) {
        expect(await client.get(`${at}?${query}`, 400)).toMatchObject({
          code: 'QUERY_INVALID',
          title: expect.stringMatching(/^(limit|after) must be a whole number from \d+ to \d+$/),
        });
      }
      await client.get(`${at}?limit=500&after=`);
    });

    it.each([
      ['/v1/transmissions', 'state'],
      ['/v1/documents', 'direction'],
      ['/v1/documents', 'type'],
      ['/v1/deliveries', 'state'],
      ['/v1/deliveries', 'acknowledgment'],
      ['/v1/acknowledgments', 'state'],
      ['/v1/acknowledgments', 'late'],
      ['/v1/acknowledgments', 'review'],
      [`${ERP}/documents`, 'type'],
    ])('must be of the list: %s?%s', async (path, name) => {
      const { app } = await openApp();
      expect(await as(app, 'operator').get(`${path}?${name}=constructor`, 400)).toMatchObject({
        code: 'QUERY_INVALID',
        title: expect.stringMatching(new RegExp(`^${name} must be one of `)),
      });
    });

    it('must not make the feed wait for ever', async () => {
      const { app } = await openApp();
      for (const wait of ['31', '-1', 'x']) await as(app, 'generic').get(`${ERP}/documents?wait=${wait}`, 400);
    });
  });

  describe('an id', () => {
    it.each(byId)('must be known: $method $path', async ({ method, path, operation }) => {
      const { app } = await openApp();
      const body = operation.requestBody === undefined ? undefined : { reason: 'why', outcome: 'accepted' };
      for (const id of ['nothing', '%E0%A4%A', '..%2F..', 'constructor', "'%20or%201=1", 'x'.repeat(2000)]) {
        const sent = path.endsWith('/confirm') ? { outcome: 'accepted' } : body;
        const refused = await as(app, keyFor(path)).request(method, named(path, id), sent);
        expect([refused.status, ((await refused.json()) as Json).code], id).toEqual([404, 'NOT_FOUND']);
      }
    });

    it('of an ERP must be in the catalog', async () => {
      const { app } = await openApp();
      const operator = as(app, 'operator');
      await operator.get('/v1/erps/books/documents', 404);
      await operator.get('/v1/erps/books/documents/nothing', 404);
      await operator.post('/v1/erps/books/documents/nothing/confirm', { outcome: 'accepted' }, 404);
      for (const kind of ['responses', 'shipments', 'invoices']) await operator.post(`/v1/erps/books/${kind}`, {}, 404);
      expect(await as(app, 'books').get('/v1/erps/books/documents', 404)).toMatchObject({
        title: 'there is no ERP books',
      });
    });

    it('of what the ERP did not receive cannot be confirmed', async () => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      const { id } = await as(test.app, 'generic').post(`${ERP}/invoices`, INVOICE, 201);
      await as(test.app, 'generic').post(`${ERP}/documents/${id}/confirm`, { outcome: 'accepted' }, 404);
      expect(await as(test.app, 'operator').get(`/v1/documents/${id}/origins`, 404)).toMatchObject({
        title: 'there is no document with this id that was read from a transmission',
      });
    });
  });

  describe('a method', () => {
    it('that a path does not take is told from a path there is not', async () => {
      const { app } = await openApp();
      const operator = as(app, 'operator');
      const wrong = await operator.request('PUT', '/v1/transmissions', {});
      expect([wrong.status, wrong.headers.get('allow'), ((await wrong.json()) as Json).code]).toEqual([
        405,
        'GET, POST',
        'METHOD_NOT_ALLOWED',
      ]);
      expect((await operator.request('DELETE', `${ERP}/documents/x`)).headers.get('allow')).toBe('GET');
      expect((await operator.request('GET', `${ERP}/invoices`)).headers.get('allow')).toBe('POST');
      for (const path of [
        '/',
        '/v1',
        '/v1/',
        '/v2/transmissions',
        '/v1/transmissions/',
        `${ERP}/orders`,
        '/v1/erps/generic',
      ]) {
        expect((await operator.request('GET', path)).status, path).toBe(404);
      }
    });
  });

  describe('a confirmation', () => {
    async function confirming(confirmation: Json, status: number): Promise<Answer> {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      const refused = await as(test.app, 'generic').post(`${ERP}/documents/${id}/confirm`, confirmation, status);
      // Nothing came of it: the order still waits.
      expect((await as(test.app, 'generic').get(`${ERP}/documents`)).items).toHaveLength(1);
      expect((await as(test.app, 'acme').get('/v1/mailbox')).items).toHaveLength(1);
      return refused;
    }

    it.each([
      [{}, 'outcome'],
      [{ outcome: 'maybe' }, 'outcome'],
      [{ outcome: 'accepted', extra: 1 }, 'extra'],
      [{ outcome: 'changed', lines: [{ quantity: '4' }] }, 'lines/0'],
      [{ outcome: 'changed', lines: [{ number: '1', quantity: 4 }] }, 'lines/0/quantity'],
      [{ outcome: 'changed', lines: [{ number: '1', quantity: '4,5' }] }, 'lines/0/quantity'],
      [{ outcome: 'changed', lines: [{ number: '1', deliveryDate: 'soon' }] }, 'lines/0/deliveryDate'],
    ])('%j is not valid, and it says where', async (confirmation, path) => {
      const { code, problems } = await confirming(confirmation, 422);
      expect(code).toBe('DOCUMENT_INVALID');
      expect(problems).toEqual([
        {
          code: 'DOCUMENT_INVALID',
          message: expect.stringContaining(path === 'lines/0' ? 'number' : path),
          path: 'outcome' in confirmation ? path : '',
        },
      ]);
    });

    it('must name lines the order has', async () => {
      expect(await confirming({ outcome: 'changed', lines: [{ number: '9', quantity: '1' }] }, 422)).toMatchObject({
        code: 'LINE_UNKNOWN',
        title: 'the order has no line 9',
      });
    });

    it('must be writable in the partner’s message', async () => {
      const { code, problems } = await confirming({ outcome: 'accepted', number: 'SO*1' }, 422);
      expect(code).toBe('NOT_SENDABLE');
      expect(problems).toMatchObject([{ code: 'VALUE_NOT_WRITABLE', value: 'SO*1' }]);
    });
  });

  describe('a posted document', () => {
    const posting = async (client: Client, kind: string, body: Json, status: number, query = ''): Promise<Answer> =>
      client.post(`${ERP}/${kind}${query}`, body, status);

    it.each([
      ['invoices', { ...INVOICE, lines: [{ quantity: 10 }] }, 'lines/0/quantity'],
      ['invoices', { ...INVOICE, type: 'order' }, 'type'],
      ['invoices', { ...INVOICE, colour: 'red' }, 'colour'],
      ['invoices', { orderNumber: '4711' }, ''],
      ['shipments', { number: 'SH-1', shipment: [] }, 'shipment'],
      ['responses', { ...RESPONSE, outcome: 'yes' }, 'outcome'],
    ])('must be valid (%s), and it says where it is not', async (kind, body, path) => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      const { code, problems } = await posting(as(test.app, 'generic'), kind, body, 422);
      expect(code).toBe('DOCUMENT_INVALID');
      expect(problems.map((one: Answer) => one.path)).toContain(path);
    });

    it.each(['responses', 'invoices'])('must name an order that was received (%s)', async (kind) => {
      const test = await openApp();
      const erp = as(test.app, 'generic');
      const body = kind === 'invoices' ? INVOICE : RESPONSE;
      expect(await posting(erp, kind, { ...body, orderNumber: '4799' }, 422)).toMatchObject({
        code: 'ORDER_UNKNOWN',
        title: 'no order 4799 was received for this ERP',
      });
      expect(await posting(erp, kind, body, 422, '?order=doc_x')).toMatchObject({
        code: 'ORDER_UNKNOWN',
        title: 'no order doc_x was received for this ERP',
      });
    });

    it('must name an order at all', async () => {
      const { app } = await openApp();
      expect(await posting(as(app, 'generic'), 'shipments', { number: 'SH-1' }, 422)).toMatchObject({
        code: 'ORDER_UNKNOWN',
      });
      expect(await posting(as(app, 'generic'), 'invoices', { number: 'INV-1' }, 422)).toMatchObject({
        code: 'ORDER_UNKNOWN',
      });
    });

    it.each(['responses', 'shipments', 'invoices'])(
      'must say which, when several orders have the number (%s)',
      async (kind) => {
        const test = await openApp();
        const erp = as(test.app, 'generic');
        const ids = [(await placeOrder(test, '4711', '1')).id];
        await as(test.app, 'acme').post('/v1/transmissions', interchange([order('4711', '20')], { control: '2' }), 202);
        ids.push((await erp.get(`${ERP}/documents`)).items[1].id);
        const shipment = {
          number: 'SH-1',
          purpose: 'original',
          issued: '2026-02-01',
          issuedTime: '08:00',
          shipment: {
            orders: [{ number: '4711', lines: [{ number: '1', quantity: '8', unit: 'EA', buyerItem: 'K-100' }] }],
          },
        };
        const body = { responses: RESPONSE, shipments: shipment, invoices: INVOICE }[kind]!;
        expect(await posting(erp, kind, body, 409)).toMatchObject({ code: 'ORDER_AMBIGUOUS', orders: ids });
        const { id } = await posting(erp, kind, body, 201, `?order=${ids[1]}`);
        expect(await erp.get(`${ERP}/documents/${id}`)).toMatchObject({ parent: ids[1] });
        expect(await posting(erp, kind, body, 200, `?order=${ids[1]}`)).toMatchObject({ id, repeated: true });
        expect(await posting(erp, kind, { ...body, issued: '2026-02-02' }, 409, `?order=${ids[1]}`)).toMatchObject({
          code: 'NUMBER_USED',
        });
      },
    );

    it.each([
      ['responses', 'order-response', RESPONSE],
      ['invoices', 'invoice', INVOICE],
    ])('is not sent to a partner who does not want it (%s)', async (kind, type, body) => {
      const acme = catalog.partners.get('acme')!;
      const silent = {
        ...acme,
        respond: { ...acme.respond, 'order-response': 'none', 'ship-notice': 'none', invoice: 'none' },
      };
      const test = await openApp({ catalog: { ...catalog, partners: new Map([['acme', silent]]) } });
      const { id } = await placeOrder(test, '4711', '1');
      expect(await posting(as(test.app, 'generic'), kind, body, 422)).toMatchObject({
        code: 'NOT_AGREED',
        title: `the agreement with acme sends no ${type}`,
      });
      expect(await as(test.app, 'generic').post(`${ERP}/documents/${id}/confirm`, { outcome: 'accepted' })).toEqual({
        id,
        business: 'accepted',
        response: null,
      });
    });

    it('must be writable in the partner’s message, and nothing is stored when it is not', async () => {
      const test = await openApp();
      const erp = as(test.app, 'generic');
      await placeOrder(test, '4711', '1');
      const unsendable = { ...INVOICE, number: 'INV*9' };
      expect(await posting(erp, 'invoices', unsendable, 422)).toMatchObject({
        code: 'NOT_SENDABLE',
        problems: [{ code: 'VALUE_NOT_WRITABLE', value: 'INV*9' }],
      });
      expect((await as(test.app, 'operator').get('/v1/documents?type=invoice')).items).toEqual([]);
      expect((await as(test.app, 'acme').get('/v1/mailbox')).items).toHaveLength(1);
      // Mended, it goes out.
      await posting(erp, 'invoices', INVOICE, 201);
    });
  });

  describe('a failure of ours', () => {
    /** A store of which only keys can be read. */
    function breakStore(store: Store): void {
      for (const name of Object.keys(store) as (keyof Store)[]) {
        if (name !== 'key' && name !== 'close')
          (store as unknown as Json)[name] = () => Promise.reject(new Error('no disk'));
      }
    }

    it('is a problem too, says nothing of the inside and is logged', async () => {
      const { app, gateway } = await openApp();
      breakStore(gateway.store);
      const operator = as(app, 'operator');
      for (const path of ['/v1/transmissions', '/v1/documents', '/v1/deliveries', '/v1/events', `${ERP}/documents`]) {
        const refused = await operator.get(path, 500);
        expect(refused.code).toBe('INTERNAL');
        expect(JSON.stringify(refused)).not.toContain('no disk');
      }
      expect((await operator.request('POST', '/v1/transmissions', interchange([order('4711')]))).status).toBe(500);
      expect(gateway.errors).toHaveLength(6);
      expect(gateway.errors[0]).toContain('no disk');
    });

    it('after the bytes are safe does not lose them: they are taken, and read later', async () => {
      const { app, gateway } = await openApp();
      const { reserve } = gateway.store;
      gateway.store.reserve = () => Promise.reject(new Error('no disk'));
      const receipt = await as(app, 'acme').post('/v1/transmissions', interchange([order('4711')]), 202);
      expect(receipt).toMatchObject({ state: 'received', documents: 0, acknowledgments: [] });
      gateway.store.reserve = reserve;
      gateway.clock.pass(61);
      const { work } = await import('../../src/gateway/work.ts');
      expect(await work(gateway)).toBe(1);
      expect(await as(app, 'acme').get('/v1/transmissions/tx_0001')).toMatchObject({
        state: 'translated',
        documents: 1,
        attempts: 2,
      });
    });
  });
}

/** A body of parts that add up to more than the limit from the eleventh on, and how many were read. */
function parts(count: number): { body: ReadableStream<Uint8Array>; read(): number } {
  let read = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (read++ < count) controller.enqueue(new Uint8Array(LIMITS.body / 10).fill(32));
      else controller.close();
    },
  });
  return { body, read: () => read };
}
