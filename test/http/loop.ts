/** The whole loop over HTTP, as a partner, an ERP and an operator see it. */

import { describe, expect, it } from 'vitest';
import { translate } from '../../src/gateway/translate.ts';
import { work } from '../../src/gateway/work.ts';
import { type Answer, as, segments, WAIT } from './client.ts';
import { catalog, openApp, type TestApp } from './gateway.ts';
import { acknowledgment, brokenOrder, interchange, order } from './x12.ts';

const ERP = '/v1/erps/generic';

export const SHIPMENT = {
  number: 'SH-1',
  purpose: 'original',
  issued: '2026-02-01',
  issuedTime: '08:00',
  shipment: { orders: [{ number: '4711', lines: [{ number: '1', quantity: '8', unit: 'EA', buyerItem: 'K-100' }] }] },
};
export const INVOICE = {
  number: 'INV-1',
  issued: '2026-02-01',
  orderNumber: '4711',
  lines: [{ number: '1', quantity: '8', unit: 'EA', price: '2.50', buyerItem: 'K-100' }],
  totals: { amount: '20.00' },
};
export const RESPONSE = {
  orderNumber: '4711',
  number: 'SO-1',
  orderIssued: '2026-01-31',
  issued: '2026-02-01',
  purpose: 'original',
  outcome: 'accepted',
};

/** Posts an order as acme and answers its document as the ERP sees it. */
export async function placeOrder({ app }: TestApp, number: string, control: string): Promise<Answer> {
  await as(app, 'acme').post('/v1/transmissions', interchange([order(number)], { control }), 202);
  const { items } = await as(app, 'generic').get(`${ERP}/documents`);
  return items.find((one: Answer) => one.number === number);
}

export function loop(): void {
  describe('the whole loop', () => {
    it('carries an order to the ERP and every answer back to the partner', async () => {
      const test = await openApp();
      const { app, gateway } = test;
      const [acme, erp, operator] = [as(app, 'acme'), as(app, 'generic'), as(app, 'operator')];

      const posted = await acme.request('POST', '/v1/transmissions', interchange([order('4711')]), {
        ...WAIT,
        'Dragoman-File-Name': 'po-4711.edi',
      });
      expect(posted.status).toBe(200);
      expect(Object.fromEntries(posted.headers)).toMatchObject({
        'content-type': 'application/edi-x12',
        'preference-applied': 'wait',
        'dragoman-state': 'translated',
        'dragoman-transmission': 'tx_0001',
        location: '/v1/transmissions/tx_0001',
      });
      expect(segments(await posted.text(), 'AK5')).toEqual(['AK5*A']);
      expect(await acme.get('/v1/transmissions/tx_0001')).toMatchObject({
        state: 'translated',
        partner: 'acme',
        fileName: 'po-4711.edi',
        documents: 1,
        acknowledgments: [{ message: 'x12/997', state: 'ready' }],
      });

      gateway.clock.pass(60);
      const offer = await erp.get(`${ERP}/documents?type=order`);
      expect(offer).toMatchObject({
        items: [{ type: 'order', number: '4711', business: 'open', document: { number: '4711' } }],
        hasMore: false,
      });
      const { id } = offer.items[0];
      const { versions, ...alone } = await erp.get(`${ERP}/documents/${id}`);
      expect(alone).toEqual(offer.items[0]);
      expect(versions).toMatchObject([{ version: 1, change: null, order: offer.items[0].document }]);

      gateway.clock.pass(60);
      const changes = [{ number: '2', quantity: '4', reason: 'one is left over' }];
      const confirmed = await erp.post(`${ERP}/documents/${id}/confirm`, {
        outcome: 'changed',
        number: 'SO-1',
        lines: changes,
      });
      expect(confirmed).toEqual({ id, business: 'changed', response: expect.stringMatching(/^doc_/) });
      expect(await erp.get(`${ERP}/documents`)).toEqual({ items: [], next: '0', hasMore: false });

      gateway.clock.pass(60);
      const shipment = await erp.request('POST', `${ERP}/shipments`, SHIPMENT);
      expect(shipment.status).toBe(201);
      const { id: shipmentId } = (await shipment.json()) as Answer;
      expect(shipment.headers.get('location')).toBe(`${ERP}/documents/${shipmentId}`);
      expect(await erp.get(`${ERP}/documents/${shipmentId}`)).toMatchObject({
        direction: 'outbound',
        parent: id,
        root: id,
        document: SHIPMENT,
      });
      const { id: invoiceId } = await erp.post(`${ERP}/invoices`, INVOICE, 201);

      gateway.clock.pass(60);
      const mail = await acme.get('/v1/mailbox');
      expect(mail.items.map((one: Answer) => one.message)).toEqual(['x12/997', 'x12/855', 'x12/856', 'x12/810']);
      const files: string[] = [];
      for (const { href, fileName } of mail.items) {
        const file = await acme.request('GET', href);
        expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
        files.push(await file.text());
        expect((await acme.request('POST', `${href}/received`)).status).toBe(204);
      }
      expect(files.map((file) => segments(file, 'GS')[0]!.split('*')[1])).toEqual(['FA', 'PR', 'SH', 'IN']);
      expect(new Set(files.map((file) => segments(file, 'ISA')[0]!.split('*')[13])).size).toBe(4);
      for (const file of files) {
        expect(segments(file, 'ISA')[0]).toContain('*ZZ*DRAGOMAN       *ZZ*ACMERETAIL     *');
        const read = translate(catalog, new TextEncoder().encode(file), { partner: 'acme' });
        expect(
          read.groups.flatMap((group) => [...group.verdict.problems, ...group.sets.flatMap((set) => set.problems)]),
        ).toEqual([]);
      }
      expect(segments(files[1]!, 'ACK')).toEqual(['ACK*IA*10*EA', 'ACK*IQ*4*CA']);
      expect(await acme.get('/v1/mailbox')).toMatchObject({ items: [] });
      expect((await acme.request('POST', `${mail.items[0].href}/received`)).status).toBe(204);
      expect(await acme.get(mail.items[1].href)).toBe(files[1]);

      gateway.clock.pass(60);
      const groups = mail.items
        .slice(1)
        .map(({ groupCode, groupControl }: Answer) => ({ group: groupCode, control: groupControl }));
      const said = [
        acknowledgment({ ...groups[0], set: 'A', verdict: 'A' }),
        acknowledgment({ ...groups[1], set: 'E', verdict: 'E', type: '856' }),
        acknowledgment({ ...groups[2], set: 'R', verdict: 'R', type: '810' }),
      ];
      // Nothing answers an acknowledgment, however long one waits for it.
      const reconciled = await acme.post(
        '/v1/transmissions',
        interchange(said, { control: '906', group: 'FA' }),
        202,
        WAIT,
      );
      expect(reconciled).toMatchObject({ state: 'translated', documents: 0, acknowledgments: [], problems: [] });

      const line = await operator.get(`/v1/documents?root=${id}`);
      expect(line.items.map((one: Answer) => [one.type, one.parent, one.acknowledgment, one.delivery])).toEqual([
        ['order', null, 'none', 'taken'],
        ['order-response', id, 'accepted', 'taken'],
        ['ship-notice', id, 'acceptedWithErrors', 'taken'],
        ['invoice', id, 'rejected', 'taken'],
      ]);
      expect(line.items[3].id).toBe(invoiceId);
      expect((await operator.get('/v1/deliveries?acknowledgment=rejected')).items).toMatchObject([
        { message: 'x12/810', document: invoiceId },
      ]);

      const { items: events } = await operator.get(`/v1/documents/${invoiceId}/events`);
      expect(events.map((one: Answer) => one.kind)).toEqual([
        ...['received', 'translated', 'offered', 'answered', 'confirmed', 'sent', 'sent', 'sent'],
        ...['collected', 'collected', 'collected', 'collected', 'acknowledged', 'acknowledged', 'acknowledged'],
      ]);
      const times = events.map((one: Answer) => one.at);
      expect(times).toEqual([...times].sort());
      expect(new Set(times).size).toBe(5);
      expect(gateway.errors).toEqual([]);
    });

    it('tells the ERP what of its document the message to the partner does not say', async () => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      const [erp, operator] = [as(test.app, 'generic'), as(test.app, 'operator')];
      const posted = await erp.post(`${ERP}/invoices`, { ...INVOICE, buyer: { name: 'Acme', taxId: 'DE1' } }, 201);
      expect(posted).toMatchObject({
        type: 'invoice',
        problems: [{ code: 'DATA_UNWRITTEN', severity: 'warning', value: 'DE1', reference: 'buyer/taxId' }],
      });
      expect(await operator.get(`/v1/documents/${posted.id}`)).toMatchObject({ validation: 'warned', parent: id });
      const { items } = await operator.get(`/v1/documents/${posted.id}/events?limit=500`);
      expect(items.find(({ kind }: Answer) => kind === 'sent').detail.warnings).toEqual(['DATA_UNWRITTEN buyer/taxId']);
    });

    it('tells a partner who does not wait where the acknowledgment is', async () => {
      const { app } = await openApp();
      const receipt = await as(app, 'acme').post('/v1/transmissions', interchange([order('4711')]), 202);
      expect(receipt).toMatchObject({ id: 'tx_0001', state: 'translated', documents: 1, rejected: 0, problems: [] });
      expect(segments(await as(app, 'acme').get(receipt.acknowledgments[0].href), 'AK9')).toEqual(['AK9*A*1*1*1']);
    });

    it('answers every interchange of a file, one acknowledgment behind the other', async () => {
      const { app } = await openApp();
      const file = interchange([order('1')]) + interchange([order('2')], { control: '906' });
      const answered = await as(app, 'acme').post('/v1/transmissions', file, 200, { Prefer: 'respond-async, Wait=5' });
      expect(segments(answered, 'AK1')).toEqual(['AK1*PO*905', 'AK1*PO*906']);
    });

    it('keeps a large file first and reads it afterwards', async () => {
      const { app, gateway, bell } = await openApp();
      const sets = Array.from({ length: 60 }, (_, i) => order(String(i)));
      const receipt = await as(app, 'acme').post('/v1/transmissions', interchange(sets), 202, WAIT);
      expect(receipt).toEqual({ id: 'tx_0001', state: 'received' });
      expect(bell.rung).toBe(1);
      expect(await work(gateway)).toBe(1);
      expect(await as(app, 'acme').get('/v1/transmissions/tx_0001')).toMatchObject({
        state: 'translated',
        documents: 60,
      });
    });
  });

  describe('the feed', () => {
    it('waits for something new and gives it at once', async () => {
      const test = await openApp();
      let waits = 0;
      test.bell.whileWaiting = async () => {
        if (++waits === 3) await as(test.app, 'acme').post('/v1/transmissions', interchange([order('4711')]), 202);
      };
      const { items } = await as(test.app, 'generic').get(`${ERP}/documents?wait=30`);
      expect(items).toMatchObject([{ number: '4711' }]);
      expect(waits).toBe(3);
      expect(test.bell.rung).toBe(1);
    });

    it('gives up when the time is over, and says where to go on', async () => {
      const test = await openApp();
      let waited = 0;
      test.bell.whileWaiting = (seconds) => {
        waited += seconds;
      };
      expect(await as(test.app, 'generic').get(`${ERP}/documents?wait=7&after=12`)).toEqual({
        items: [],
        next: '12',
        hasMore: false,
      });
      expect(waited).toBe(7);
    });

    it('keeps nobody waiting when the program ends', async () => {
      const test = await openApp();
      let waits = 0;
      test.bell.whileWaiting = () => {
        test.bell.closed = ++waits === 2;
      };
      expect(await as(test.app, 'generic').get(`${ERP}/documents?wait=30`)).toMatchObject({ items: [] });
      expect(waits).toBe(2);
    });

    it('offers the oldest first, page by page, again until it is confirmed', async () => {
      const test = await openApp();
      const erp = as(test.app, 'generic');
      for (const n of ['1', '2', '3']) await placeOrder(test, n, n);
      const first = await erp.get(`${ERP}/documents?limit=2`);
      expect(first).toMatchObject({ items: [{ number: '1' }, { number: '2' }], hasMore: true });
      const rest = await erp.get(`${ERP}/documents?limit=2&after=${first.next}`);
      expect(rest).toMatchObject({ items: [{ number: '3' }], hasMore: false });
      expect(await erp.get(`${ERP}/documents?after=${rest.next}`)).toEqual({
        items: [],
        next: rest.next,
        hasMore: false,
      });
      await erp.post(`${ERP}/documents/${first.items[1].id}/confirm`, { outcome: 'accepted' });
      expect((await erp.get(`${ERP}/documents`)).items.map((one: Answer) => one.number)).toEqual(['1', '3']);
      expect(await erp.get(`${ERP}/documents?type=invoice`)).toMatchObject({ items: [] });
    });

    it('offers the orders of an interchange as a batch where that is agreed, whole in one page', async () => {
      const acme = { ...catalog.partners.get('acme')!, offer: 'preserve' as const };
      const test = await openApp({ catalog: { ...catalog, partners: new Map([['acme', acme]]) } });
      const [erp, operator] = [as(test.app, 'generic'), as(test.app, 'operator')];
      const { id } = await placeOrder(test, '1', '1');
      const three = interchange([order('2'), brokenOrder('3'), order('4')], { control: '2' });
      const { id: transmission } = await as(test.app, 'acme').post('/v1/transmissions', three, 202);
      const first = await erp.get(`${ERP}/documents?limit=2`);
      const batch = { id, interchange: '000000001', transmission: 'tx_0001', position: 1, of: 1 };
      expect(first).toMatchObject({ items: [{ number: '1', batch }], hasMore: true });
      const { items, hasMore } = await erp.get(`${ERP}/documents?limit=1&after=${first.next}`);
      const second = { id: items[0].id, interchange: '000000002', transmission, of: 2 };
      expect(items).toMatchObject([
        { number: '2', batch: { ...second, position: 1 } },
        { number: '4', batch: { ...second, position: 2 } },
      ]);
      expect(hasMore).toBe(false);
      for (const { id: one, batch: place } of items) {
        expect((await erp.get(`${ERP}/documents/${one}`)).batch).toEqual(place);
        expect((await operator.get(`/v1/documents/${one}`)).batch).toEqual(place);
      }
    });
  });

  describe('an ERP’s answer', () => {
    it.each([
      ['accepted', {}, 'AD', ['ACK*IA*10*EA', 'ACK*IA*5*CA']],
      ['changed', { lines: [{ number: '1', price: '2.40' }] }, 'AC', ['ACK*IP*10*EA', 'ACK*IA*5*CA']],
      ['rejected', { notes: ['not our item'] }, 'RD', ['ACK*IR', 'ACK*IR']],
    ])('%s becomes an order response that says so', async (outcome, more, type, acks) => {
      const test = await openApp();
      const { id } = await placeOrder(test, '4711', '1');
      await as(test.app, 'generic').post(`${ERP}/documents/${id}/confirm`, { outcome, ...more });
      const { items } = await as(test.app, 'acme').get('/v1/mailbox');
      const response = await as(test.app, 'acme').get(items[1].href);
      expect(segments(response, 'BAK')[0]!.split('*').slice(0, 4)).toEqual(['BAK', '00', type, '4711']);
      expect(segments(response, 'ACK')).toEqual(acks);
    });

    it('can be an order response of its own', async () => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      await as(test.app, 'generic').post(`${ERP}/responses`, RESPONSE, 201);
      const { items } = await as(test.app, 'acme').get('/v1/mailbox');
      expect(items.map((one: Answer) => one.message)).toEqual(['x12/997', 'x12/855']);
    });

    it('repeated is the same answer, another one is refused', async () => {
      const test = await openApp();
      const erp = as(test.app, 'generic');
      const { id } = await placeOrder(test, '4711', '1');
      await erp.post(`${ERP}/documents/${id}/confirm`, { outcome: 'changed' });
      expect(await erp.post(`${ERP}/documents/${id}/confirm`, { outcome: 'changed' })).toEqual({
        id,
        business: 'changed',
        repeated: true,
      });
      expect(await erp.post(`${ERP}/documents/${id}/confirm`, { outcome: 'accepted' }, 409)).toMatchObject({
        code: 'CONFIRMED_ALREADY',
      });
      expect((await as(test.app, 'acme').get('/v1/mailbox')).items).toHaveLength(2);
    });

    it('given twice at once makes one order response', async () => {
      const test = await openApp();
      const erp = as(test.app, 'generic');
      const { id } = await placeOrder(test, '4711', '1');
      const answers = await Promise.all(
        [1, 2].map(() => erp.post(`${ERP}/documents/${id}/confirm`, { outcome: 'accepted' })),
      );
      expect(answers.filter((one) => one.repeated === true)).toHaveLength(1);
      expect((await as(test.app, 'acme').get('/v1/mailbox')).items).toHaveLength(2);
    });

    it('posted again is not sent again; with other content it is refused', async () => {
      const test = await openApp();
      const erp = as(test.app, 'generic');
      await placeOrder(test, '4711', '1');
      const first = await erp.post(`${ERP}/invoices`, INVOICE, 201);
      expect(await erp.post(`${ERP}/invoices`, { ...INVOICE, type: 'invoice', schemaVersion: '1' })).toEqual({
        ...first,
        repeated: true,
      });
      const changed = { ...INVOICE, totals: { amount: '21.00' } };
      expect(await erp.post(`${ERP}/invoices`, changed, 409)).toMatchObject({
        code: 'NUMBER_USED',
        document: first.id,
      });
      expect((await as(test.app, 'acme').get('/v1/mailbox')).items).toHaveLength(2);
    });

    it('posted twice at once is sent once, and other content at once is refused', async () => {
      const test = await openApp();
      await placeOrder(test, '4711', '1');
      const post = async (body: typeof INVOICE): Promise<number> =>
        (await as(test.app, 'generic').request('POST', `${ERP}/invoices`, body)).status;
      expect((await Promise.all([post(INVOICE), post(INVOICE)])).sort()).toEqual([200, 201]);
      const other = { ...INVOICE, number: 'INV-2' };
      expect((await Promise.all([post(other), post({ ...other, totals: { amount: '21.00' } })])).sort()).toEqual([
        201, 409,
      ]);
      expect((await as(test.app, 'acme').get('/v1/mailbox')).items).toHaveLength(3);
    });
  });
}
