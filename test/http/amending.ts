/** Order changes over HTTP: what they make of their order, what stands against them, and how they are answered. */

import { describe, expect, it } from 'vitest';
import { type Answer, as, type Json, segments } from './client.ts';
import { catalog, openApp, type TestApp } from './gateway.ts';
import { INVOICE, placeOrder, RESPONSE, SHIPMENT } from './loop.ts';
import { interchange, order } from './x12.ts';

const ERP = '/v1/erps/generic';

/** An 860 of these lines. */
export const change = (number: string, sequence: string, ...lines: string[]): string =>
  ['860', `BCH*04*SA*${number}**${sequence}*20260131*****20260202`, ...lines, `CTT*${lines.length}`].join('\n');

const MORE = 'POC*1*QI*12*12*EA*2.50**BP*K-100';
const LESS = 'POC*2*QD*4*4*CA*12**BP*K-200';
const UNKNOWN = 'POC*9*CA*1*1*EA*2.50**BP*K-900';

/** Posts changes as acme and answers the last one's document as the ERP sees it, with its versions. */
async function placeChange({ app }: TestApp, control: string, ...changes: string[]): Promise<Answer> {
  await as(app, 'acme').post('/v1/transmissions', interchange(changes, { control, group: 'PC' }), 202);
  const { items } = await as(app, 'generic').get(`${ERP}/documents?type=order-change`);
  return as(app, 'generic').get(`${ERP}/documents/${items.at(-1).id}`);
}

/** What the partner gets for a document, as segments. */
async function answered({ app }: TestApp, message: string): Promise<(tag: string) => string[]> {
  const { items } = await as(app, 'acme').get('/v1/mailbox');
  const found = items.filter((one: Answer) => one.message === message).at(-1);
  const text = await as(app, 'acme').get(found.href);
  return (tag) => segments(text, tag);
}

const told = ({ version, base, change: by, conflicts }: Answer): unknown[] => [
  version,
  base,
  by,
  conflicts.map(({ code, line }: Answer) => (line === undefined ? code : `${code} ${line}`)).join(' '),
];

export function amending(): void {
  describe('an order change', () => {
    it('is offered with the order as it leaves it, and the order has a version of every change', async () => {
      const test = await openApp();
      const [erp, operator] = [as(test.app, 'generic'), as(test.app, 'operator')];
      const { id } = await placeOrder(test, '4711', '1');
      const first = await placeChange(test, '2', change('4711', '1', MORE, 'POC*3*AI*7*7*EA*1**BP*K-300'));
      expect(first).toMatchObject({ type: 'order-change', number: '4711', parent: id, root: id, business: 'open' });
      expect(first.versions).toHaveLength(1);
      expect(first.versions[0]).toMatchObject({
        version: 2,
        base: 1,
        change: first.id,
        changeSequence: '1',
        conflicts: [],
        order: { type: 'order', number: '4711', lines: [{ quantity: '12' }, { quantity: '5' }, { number: '3' }] },
      });
      expect(first.versions[0].changes.slice(0, 1)).toEqual([
        { path: 'lines/0/quantity', line: '1', from: '10', to: '12' },
      ]);

      const second = await placeChange(test, '3', change('4711', '2', 'POC*3*DI*****'), change('4711', '3', LESS));
      const third = second.id;
      const shown = await erp.get(`${ERP}/documents/${id}`);
      expect(shown.document.lines).toHaveLength(2);
      const [original, , deleted] = shown.versions;
      expect(shown.versions.map(told)).toEqual([
        [1, null, null, ''],
        [2, 1, first.id, ''],
        [3, 2, deleted.change, ''],
        [4, 3, third, ''],
      ]);
      expect(original.order).toEqual(shown.document);
      expect(shown.versions[3].order.lines.map((line: Answer) => [line.number, line.quantity, line.action])).toEqual([
        ['1', '12', undefined],
        ['2', '4', undefined],
        ['3', '0', 'deleted'],
      ]);
      expect((await operator.get(`/v1/documents/${id}/versions`)).items).toEqual(shown.versions);
      expect((await operator.get(`/v1/documents/${third}/versions`)).items).toEqual(second.versions);
      const { items: events } = await operator.get(`/v1/documents/${id}/events`);
      expect(events.filter((one: Answer) => one.kind === 'amended').map((one: Answer) => one.detail)).toEqual([
        { order: id, version: 2 },
        { order: id, version: 3 },
        { order: id, version: 4 },
      ]);
    });

    it('finds its order in its own transmission', async () => {
      const test = await openApp();
      const both = [order('4711'), change('4711', '1', MORE)].map((set) => interchange([set], { group: 'PO' }));
      const file = both[0]! + both[1]!.replaceAll('GS*PO', 'GS*PC').replaceAll('905', '906');
      await as(test.app, 'acme').post('/v1/transmissions', file, 202);
      const { items } = await as(test.app, 'generic').get(`${ERP}/documents`);
      expect(items.map((one: Answer) => one.type)).toEqual(['order', 'order-change']);
      const { versions } = await as(test.app, 'generic').get(`${ERP}/documents/${items[0].id}`);
      expect(versions.map(told)).toEqual([
        [1, null, null, ''],
        [2, 1, items[1].id, ''],
      ]);
    });

    it('of an order nobody knows is offered all the same, with that conflict', async () => {
      const test = await openApp();
      const found = await placeChange(test, '1', change('4799', '1', MORE));
      expect(found).toMatchObject({ parent: null, root: found.id, number: '4799' });
      expect(found.versions).toMatchObject([
        {
          version: null,
          base: null,
          conflicts: [{ code: 'ORDER_UNKNOWN', message: 'no order 4799 was received from this partner' }],
          order: null,
        },
      ]);
      const { items } = await as(test.app, 'operator').get('/v1/events?kind=conflict');
      expect(items).toMatchObject([
        { document: found.id, partner: 'acme', detail: { order: null, conflicts: [{ code: 'ORDER_UNKNOWN' }] } },
      ]);
      await as(test.app, 'generic').post(`${ERP}/documents/${found.id}/confirm`, { outcome: 'rejected' });
      expect((await answered(test, 'x12/865'))('BCA')[0]).toMatch(/^BCA\*00\*RD\*4799\*\*1\*20260131/);
    });

    it('that conflicts makes no version, and the next is built on the one before', async () => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      const wrong = await placeChange(test, '2', change('4711', '1', MORE, UNKNOWN));
      expect(wrong.versions.map(told)).toEqual([[null, 1, wrong.id, 'LINE_UNKNOWN 9']]);
      expect(wrong.versions[0].changes[0]).toMatchObject({ path: 'lines/0/quantity', to: '12' });
      const right = await placeChange(test, '3', change('4711', '2', LESS));
      const { versions } = await as(test.app, 'generic').get(`${ERP}/documents/${id}`);
      expect(versions.map(told)).toEqual([
        [1, null, null, ''],
        [null, 1, wrong.id, 'LINE_UNKNOWN 9'],
        [2, 1, right.id, ''],
      ]);
      expect(versions[2].order.lines.map((line: Answer) => line.quantity)).toEqual(['10', '4']);
    });

    it('that the ERP rejects keeps its version, but the next is not built on it', async () => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      const first = await placeChange(test, '2', change('4711', '1', MORE));
      await as(test.app, 'generic').post(`${ERP}/documents/${first.id}/confirm`, { outcome: 'rejected' });
      await placeChange(test, '3', change('4711', '1', LESS));
      const { versions } = await as(test.app, 'generic').get(`${ERP}/documents/${id}`);
      expect(versions.map((one: Answer) => [one.version, one.base, one.business])).toEqual([
        [1, null, 'open'],
        [2, 1, 'rejected'],
        [3, 1, 'open'],
      ]);
      expect(versions[2].order.lines.map((line: Answer) => line.quantity)).toEqual(['10', '4']);
    });

    it.each<[string, string, Json, string]>([
      ['shipped', 'shipments', SHIPMENT, 'QUANTITY_BELOW_SHIPPED 1'],
      ['invoiced', 'invoices', INVOICE, 'QUANTITY_BELOW_INVOICED 1'],
    ])('below what was %s conflicts', async (_, kind, body, conflict) => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      await as(test.app, 'generic').post(`${ERP}/${kind}`, body, 201);
      await placeChange(test, '2', change('4711', '1', 'POC*1*QD*7*0*EA'));
      await placeChange(test, '3', change('4711', '2', 'POC*1*QD*8*0*EA'));
      await placeChange(test, '4', change('4711', '3', 'POC*1*DI'));
      const { versions } = await as(test.app, 'generic').get(`${ERP}/documents/${id}`);
      expect(versions.slice(1).map((one: Answer) => told(one).at(-1))).toEqual([
        conflict,
        '',
        `LINE_${conflict.match(/SHIPPED|INVOICED/)![0]} 1`,
      ]);
    });

    it('that cancels the order ends it', async () => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      await placeChange(test, '2', '860\nBCH*01*SA*4711**1*20260131*****20260202');
      const late = await placeChange(test, '3', change('4711', '2', MORE));
      expect(late.versions.map(told)).toEqual([[null, 2, late.id, 'ORDER_CANCELLED']]);
      const { versions } = await as(test.app, 'generic').get(`${ERP}/documents/${id}`);
      expect(versions[1].order).toMatchObject({ purpose: 'cancellation', lines: [{ quantity: '0' }, {}] });
    });

    it('has its versions nowhere else', async () => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      const { id } = await as(test.app, 'generic').post(`${ERP}/invoices`, INVOICE, 201);
      expect(await as(test.app, 'generic').get(`${ERP}/documents/${id}`)).not.toHaveProperty('versions');
      expect(await as(test.app, 'operator').get(`/v1/documents/${id}/versions`, 404)).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect((await as(test.app, 'operator').request('GET', '/v1/documents/doc_9/versions')).status).toBe(404);
    });
  });

  describe('the answer to an order change', () => {
    it.each([
      ['accepted', {}, 'AD', ['ACK*IA*12*EA', 'ACK*ID']],
      [
        'changed',
        { lines: [{ number: '1', quantity: '11', deliveryDate: '2026-02-20' }] },
        'AC',
        ['ACK*IQ*11*EA*069*20260220', 'ACK*ID'],
      ],
      ['rejected', { notes: ['too late'] }, 'RD', ['ACK*IR', 'ACK*IR']],
    ])('%s goes out as an 865 that says so', async (outcome, more, type, acks) => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      const { id: changeId } = await placeChange(test, '2', change('4711', '1', MORE, 'POC*2*DI'));
      const confirmed = await as(test.app, 'generic').post(`${ERP}/documents/${changeId}/confirm`, {
        outcome,
        number: 'SO-1',
        ...more,
      });
      expect(confirmed).toMatchObject({ id: changeId, business: outcome, response: expect.stringMatching(/^doc_/) });
      const said = await answered(test, 'x12/865');
      expect(said('GS')[0]).toMatch(/^GS\*CA\*/);
      expect(said('BCA')).toEqual([`BCA*00*${type}*4711**1*20260131***SO-1*20260131*20260202**SA`]);
      expect(said('POC').map((segment) => segment.split('*').slice(0, 4).join('*'))).toEqual([
        'POC*1*QI*12',
        'POC*2*DI',
      ]);
      expect(said('ACK')).toEqual(acks);
      expect(await as(test.app, 'generic').get(`${ERP}/documents/${confirmed.response}`)).toMatchObject({
        type: 'order-response',
        parent: changeId,
        root: id,
      });
    });

    it('names a line the change does not have in vain', async () => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      const { id } = await placeChange(test, '2', change('4711', '1', MORE));
      const answer = { outcome: 'changed', lines: [{ number: '2', quantity: '1' }] };
      expect(await as(test.app, 'generic').post(`${ERP}/documents/${id}/confirm`, answer, 422)).toMatchObject({
        code: 'LINE_UNKNOWN',
      });
    });

    it('is not sent to a partner who does not want it', async () => {
      const acme = catalog.partners.get('acme')!;
      const silent = { ...acme, respond: { ...acme.respond, 'change-response': 'none' } };
      const test = await openApp({ catalog: { ...catalog, partners: new Map([['acme', silent]]) } });
      await placeOrder(test, '4711', '1');
      const { id } = await placeChange(test, '2', change('4711', '1', MORE));
      const confirmed = await as(test.app, 'generic').post(`${ERP}/documents/${id}/confirm`, { outcome: 'accepted' });
      expect(confirmed).toEqual({ id, business: 'accepted', response: null });
    });

    it('can be an order response of its own, beside that to the order', async () => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      const erp = as(test.app, 'generic');
      await erp.post(`${ERP}/responses`, RESPONSE, 201);
      const { id } = await placeChange(test, '2', change('4711', '1', MORE));
      const { id: own } = await erp.post(`${ERP}/responses?order=${id}`, { ...RESPONSE, changeSequence: '1' }, 201);
      expect(await erp.get(`${ERP}/documents/${own}`)).toMatchObject({ parent: id });
      expect((await answered(test, 'x12/865'))('BCA')).toEqual(['BCA*00*AD*4711**1*20260131***SO-1*20260201']);
      expect(await erp.post(`${ERP}/invoices?order=${id}`, INVOICE, 422)).toMatchObject({ code: 'ORDER_UNKNOWN' });
    });

    it('can change the order unasked', async () => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      const unasked = { ...RESPONSE, purpose: 'sellerChange', outcome: 'acceptedWithChanges' };
      await as(test.app, 'generic').post(`${ERP}/responses`, unasked, 201);
      expect((await answered(test, 'x12/865'))('BCA')[0]).toMatch(/^BCA\*19\*AC\*4711/);
    });
  });
}
