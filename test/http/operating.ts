/** What operators do and see, and what everyone may look at. */

import { describe, expect, it } from 'vitest';
import { type Answer, as } from './client.ts';
import { catalog, openApp } from './gateway.ts';
import { placeOrder } from './loop.ts';
import { brokenOrder, interchange, order } from './x12.ts';

const PATH = '/v1/transmissions';
const REASON = { reason: 'the mapping was mended' };

export function operating(): void {
  describe('an operator', () => {
    it('sees what was wrong, with its transmission', async () => {
      const { app } = await openApp();
      await as(app, 'acme').post(PATH, interchange([brokenOrder('4711')]), 202);
      await as(app, 'acme').post(PATH, interchange([order('4712')], { control: '906' }), 202);
      const { items, next, hasMore } = await as(app, 'operator').get('/v1/problems');
      expect(items[0]).toMatchObject({
        transmission: 'tx_0001',
        partner: 'acme',
        at: { segment: 3, tag: 'PO1', element: 2 },
        value: 'ten',
      });
      expect({ next, hasMore }).toEqual({ next: '2', hasMore: false });
      expect(await as(app, 'operator').get('/v1/problems?partner=beta')).toMatchObject({ items: [] });
    });

    it('gets the bytes back exactly as they came', async () => {
      const { app } = await openApp();
      const bytes = new Uint8Array([...new TextEncoder().encode(interchange([order('4711')])), 0, 0xff, 0x85]);
      const receipt = (await (await as(app, 'acme').request('POST', PATH, bytes)).json()) as Answer;
      const back = await as(app, 'operator').request('GET', `${PATH}/${receipt.id}/body`);
      expect(back.headers.get('content-type')).toBe('application/octet-stream');
      expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
    });

    it('lists transmissions, documents, deliveries and events by what they are about', async () => {
      const test = await openApp();
      const operator = as(test.app, 'operator');
      const { id } = await placeOrder(test, '4711', '1');
      await placeOrder(test, '4712', '2');
      const numbers = async (query: string): Promise<string[]> =>
        (await operator.get(`/v1/documents?${query}`)).items.map((one: Answer) => one.number);
      expect(await numbers('')).toEqual(['4711', '4712']);
      expect(await numbers('number=4711')).toEqual(['4711']);
      expect(await numbers('type=order&erp=generic&partner=acme&direction=inbound&limit=1')).toEqual(['4711']);
      expect(await numbers('type=invoice')).toEqual([]);
      expect(await numbers(`root=${id}`)).toEqual(['4711']);
      expect((await operator.get(`${PATH}?state=translated&limit=1&after=1`)).items).toMatchObject([
        { id: expect.stringMatching(/^tx_/), sequence: 2 },
      ]);
      expect((await operator.get('/v1/deliveries?state=ready&acknowledgment=none')).items).toHaveLength(2);
      expect((await operator.get('/v1/deliveries?partner=beta')).items).toEqual([]);
      expect((await operator.get('/v1/events?kind=offered')).items).toHaveLength(2);
      const document = await operator.get(`/v1/documents/${id}`);
      expect(document).toMatchObject({
        id,
        erp: 'generic',
        validation: 'valid',
        delivery: 'offered',
        body: { number: '4711' },
      });
      expect(await operator.get(`/v1/documents?transmission=${document.transmission}`)).toMatchObject({
        items: [{ id }],
      });
    });

    it('sees where every field came from', async () => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      const { document, transmission, fields } = await as(test.app, 'operator').get(`/v1/documents/${id}/origins`);
      expect([document, transmission]).toEqual([id, 'tx_0001']);
      expect(fields['lines/0/quantity']).toMatchObject({
        value: '10',
        at: { segment: 3, tag: 'PO1', element: 2, set: '0001' },
        rule: expect.stringMatching(/^mappings\/x12\/850\.yaml:\d+:\d+$/),
      });
      const { at } = fields['lines/1/unit'];
      const bytes = await (await as(test.app, 'operator').request('GET', `${PATH}/tx_0001/body`)).text();
      expect(bytes.slice(at.offset, at.offset + 2)).toBe('CA');
    });

    it('restarts only what made no documents, with a reason', async () => {
      const { app } = await openApp();
      const operator = as(app, 'operator');
      await as(app, 'acme').post(PATH, interchange([order('4711')]), 202);
      expect(await operator.post(`${PATH}/tx_0001/restart`, REASON, 409)).toMatchObject({ code: 'NOT_RESTARTABLE' });
      const { id } = await as(app, 'acme').post(PATH, interchange([brokenOrder('4712')], { control: '906' }), 202);
      expect(await operator.post(`${PATH}/${id}/restart`, { reason: ' ' }, 422)).toMatchObject({
        code: 'REASON_MISSING',
      });
      expect(await operator.post(`${PATH}/${id}/restart`, REASON)).toMatchObject({
        id,
        state: 'translated',
        rejected: 1,
        attempts: 2,
      });
    });

    it('lets a held transmission pass, with a reason, and only a held one', async () => {
      const { app } = await openApp();
      const [acme, operator] = [as(app, 'acme'), as(app, 'operator')];
      await acme.post(PATH, interchange([order('4711')]), 202);
      const { id, state } = await acme.post(PATH, interchange([order('4712')]), 202);
      expect(state).toBe('held');
      expect(await operator.post(`${PATH}/${id}/release`, {}, 422)).toMatchObject({ code: 'REASON_MISSING' });
      await as(app, 'acme').post(`${PATH}/${id}/release`, REASON, 403);
      expect(await operator.post(`${PATH}/${id}/release`, REASON)).toMatchObject({
        id,
        state: 'translated',
        documents: 1,
        released: REASON.reason,
      });
      expect(await operator.post(`${PATH}/${id}/release`, REASON, 409)).toMatchObject({ code: 'NOT_HELD' });
      await operator.post(`${PATH}/tx_9999/release`, REASON, 404);
    });

    it('reads a notice to send to whom no acknowledgment can be formed', async () => {
      const { app } = await openApp();
      const operator = as(app, 'operator');
      const { id, state } = await as(app, 'acme').post(PATH, 'ISA*00*', 202);
      expect(state).toBe('unassigned');
      const notice = await operator.request('GET', `${PATH}/${id}/notice`);
      expect(notice.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await notice.text()).toContain('no acknowledgment could be formed');
      await operator.get(`${PATH}/tx_9999/notice`, 404);
    });

    it('may restart a file that holds only acknowledgments: it does not clash with itself', async () => {
      const { app } = await openApp();
      const said = interchange(['997\nAK1*PR*77\nAK9*A*1*1*1'], { group: 'FA' });
      const { id } = await as(app, 'acme').post(PATH, said, 202);
      expect(await as(app, 'operator').post(`${PATH}/${id}/restart`, REASON)).toMatchObject({
        state: 'translated',
        problems: [],
      });
      const { items } = await as(app, 'operator').get('/v1/events?kind=unmatched');
      expect(items.map((one: Answer) => one.detail)).toEqual([
        { acknowledgment: 'accepted', by: 'x12/997', groupCode: 'PR', groupControl: '77' },
      ]);
    });

    it('offers a delivery again', async () => {
      const { app } = await openApp();
      const acme = as(app, 'acme');
      await acme.post(PATH, interchange([order('4711')]), 202);
      const [{ id, href }] = (await acme.get('/v1/mailbox')).items;
      await acme.request('POST', `${href}/received`);
      expect((await acme.get('/v1/mailbox')).items).toEqual([]);
      const operator = as(app, 'operator');
      expect(await operator.post(`/v1/deliveries/${id}/retry`, { reason: 7 }, 422)).toMatchObject({
        code: 'REASON_MISSING',
      });
      expect(await operator.post(`/v1/deliveries/${id}/retry`, { reason: 'they lost it' })).toMatchObject({
        id,
        state: 'ready',
        deliveredAt: null,
      });
      expect((await acme.get('/v1/mailbox')).items).toMatchObject([{ id, attempts: 1 }]);
      expect((await operator.get('/v1/events?kind=retried')).items).toMatchObject([
        { delivery: id, detail: { reason: 'they lost it' } },
      ]);
      expect((await operator.get(`/v1/deliveries/${id}`)).content).toMatch(/^ISA\*/);
    });

    it('reads the metrics', async () => {
      const { app } = await openApp();
      expect(await as(app, 'operator').get('/metrics')).toBe('dragoman_records 0\n');
    });
  });

  describe('everyone', () => {
    it('may ask for health, the description and its page, without a key', async () => {
      const { app } = await openApp();
      const anyone = as(app, undefined);
      expect(await anyone.get('/healthz')).toEqual({ status: 'ok' });
      expect(await anyone.get('/readyz')).toEqual({ status: 'ready' });
      expect((await anyone.get('/openapi.json')).openapi).toBe('3.1.0');
      const page = await anyone.request('GET', '/docs');
      expect([page.status, page.headers.get('location')]).toEqual([302, '/docs/index.html']);
      expect(await anyone.get('/docs/index.html')).toContain('swagger-ui-bundle.js');
      expect(await anyone.get('/docs/swagger-ui-bundle.js')).toContain('SwaggerUIBundle');
    });

    it.each([
      'package.json',
      '..%2Fpackage.json',
      '%2e%2e%2f%2e%2e%2fpackage.json',
      '..%5cpackage.json',
      '%2Fetc%2Fpasswd',
      'index.html%00',
      'INDEX.HTML',
    ])('gets no file of the documentation page but its own: %s', async (name) => {
      const { app } = await openApp();
      expect(await as(app, undefined).get(`/docs/${name}`, 404)).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('learns that the store cannot be reached', async () => {
      const { app, gateway } = await openApp();
      gateway.store.counts = () => Promise.reject(new Error('no disk'));
      expect(await as(app, undefined).get('/readyz', 503)).toMatchObject({ code: 'STORE_UNREACHABLE' });
      expect(gateway.errors).toHaveLength(1);
    });

    it('with a key may try a file; a partner’s is read as its own', async () => {
      const { app } = await openApp();
      const stranger = interchange([order('4711')], { sender: 'SOMEBODY' });
      expect(await as(app, 'acme').post('/v1/translate?partner=nobody', stranger)).toMatchObject({
        interchanges: [{ partner: 'acme' }],
      });
      expect(await as(app, 'generic').post('/v1/translate', stranger)).toMatchObject({
        interchanges: [{ partner: null }],
      });
      expect(await as(app, 'operator').post('/v1/translate?partner=acme', stranger)).toMatchObject({
        documents: [{ number: '4711' }],
      });
      await as(app, 'beta').post('/v1/translate', stranger, 422);
      await as(app, 'operator').post('/v1/translate?partner=nobody', stranger, 422);
      expect(await as(app, 'operator').get('/v1/events')).toMatchObject({ items: [] });
      expect(catalog.partners.has('beta')).toBe(false);
    });
  });
}
