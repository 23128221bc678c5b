/** What an operator sees of the acknowledgments of what was sent, and what it says of them. */

import { describe, expect, it } from 'vitest';
import { work } from '../../src/gateway/work.ts';
import { type Answer, as } from './client.ts';
import { openApp, type TestApp } from './gateway.ts';
import { INVOICE, placeOrder } from './loop.ts';
import { acknowledgment, interchange } from './x12.ts';

const PATH = '/v1/acknowledgments';
const ERP = '/v1/erps/generic';

/** An order that was answered (855) and invoiced (810); the partner rejects the one and has still to say of the other. */
async function rejectedResponse(): Promise<TestApp & { operator: ReturnType<typeof as> }> {
  const test = await openApp();
  const { id } = await placeOrder(test, '4711', '1');
  const erp = as(test.app, 'generic');
  await erp.post(`${ERP}/documents/${id}/confirm`, { outcome: 'accepted' });
  await erp.post(`${ERP}/invoices`, INVOICE, 201);
  const { items } = await as(test.app, 'acme').get('/v1/mailbox');
  const { groupCode: group, groupControl: control } = items[1];
  const said = [
    acknowledgment({ group, control, set: 'R', verdict: 'R' }),
    acknowledgment({ group: 'IN', control: '77', verdict: 'A' }),
  ];
  await as(test.app, 'acme').post('/v1/transmissions', interchange(said, { control: '906', group: 'FA' }), 202);
  return { ...test, operator: as(test.app, 'operator') };
}

export function acknowledging(): void {
  describe('an operator, of acknowledgments,', () => {
    it('lists them by what they are about and by their state', async () => {
      const { operator } = await rejectedResponse();
      const listed = async (query: string): Promise<string[]> =>
        (await operator.get(`${PATH}?${query}`)).items.map(({ message, state }: Answer) => `${message} ${state}`);
      expect(await listed('')).toEqual(['x12/855 rejected', 'x12/810 waiting', 'null unmatched']);
      expect(await listed('state=waiting')).toEqual(['x12/810 waiting']);
      expect(await listed('review=open')).toEqual(['x12/855 rejected', 'null unmatched']);
      expect(await listed('message=x12/855&partner=acme&late=no')).toEqual(['x12/855 rejected']);
      expect(await listed('partner=beta')).toEqual([]);
      expect(await listed('late=yes')).toEqual([]);
      const first = await operator.get(`${PATH}?limit=1`);
      expect(first).toMatchObject({ hasMore: true, items: [{ state: 'rejected' }] });
      expect(await listed(`after=${first.next}&limit=1`)).toEqual(['x12/810 waiting']);
    });

    it('reads one with what the partner said, and finds it with its delivery', async () => {
      const { operator } = await rejectedResponse();
      const [{ id, delivery }] = (await operator.get(`${PATH}?state=rejected`)).items;
      const one = await operator.get(`${PATH}/${id}`);
      expect(one).toMatchObject({ said: { group: { verdict: 'R' }, set: { type: '855', verdict: 'R' } } });
      const sent = await operator.get(`/v1/deliveries/${delivery}`);
      expect(sent.acknowledgments).toEqual([one]);
      expect(sent).toMatchObject({ acknowledgment: 'rejected', acknowledgmentDue: one.due });
      expect((await operator.get(`${PATH}?delivery=${delivery}`)).items).toEqual([one]);
    });

    it('sees what is overdue, and what came late', async () => {
      const test = await rejectedResponse();
      test.gateway.clock.pass(24 * 3600);
      await work(test.gateway);
      const [overdue] = (await test.operator.get(`${PATH}?state=overdue&review=open`)).items;
      expect(overdue).toMatchObject({ message: 'x12/810', due: '2026-02-01T12:00:00.000Z' });
      expect((await test.operator.get('/v1/deliveries?acknowledgment=overdue')).items).toMatchObject([
        { id: overdue.delivery },
      ]);
      test.gateway.clock.pass(60);
      const { groupCode: group, groupControl: control } = overdue;
      const said = acknowledgment({ group, control, set: 'A', verdict: 'A', type: '810' });
      const acme = as(test.app, 'acme');
      await acme.post('/v1/transmissions', interchange([said], { control: '907', group: 'FA' }), 202);
      expect((await test.operator.get(`${PATH}?late=yes`)).items).toMatchObject([
        { id: overdue.id, state: 'accepted' },
      ]);
    });

    it('says once, with a comment, that one was looked at', async () => {
      const { operator } = await rejectedResponse();
      const [{ id }, { id: unmatched }] = (await operator.get(`${PATH}?review=open`)).items;
      for (const body of [{}, { comment: ' ' }, { comment: 7 }, { reason: 'why' }])
        expect(await operator.post(`${PATH}/${id}/review`, body, 422)).toMatchObject({ code: 'COMMENT_MISSING' });
      const comment = 'acme was told to read item 6';
      expect(await operator.post(`${PATH}/${id}/review`, { comment })).toMatchObject({
        id,
        state: 'rejected',
        review: 'done',
        comment,
      });
      expect((await operator.get(`${PATH}?review=open`)).items).toMatchObject([{ id: unmatched }]);
      expect((await operator.get('/v1/events?kind=reviewed')).items).toMatchObject([{ detail: { comment } }]);
      expect(await operator.post(`${PATH}/${id}/review`, { comment }, 409)).toMatchObject({
        code: 'NOTHING_TO_REVIEW',
      });
    });

    it('has them to itself', async () => {
      const { app, operator } = await rejectedResponse();
      const [{ id }] = (await operator.get(PATH)).items;
      for (const key of ['acme', 'generic'] as const) {
        await as(app, key).get(PATH, 403);
        await as(app, key).get(`${PATH}/${id}`, 403);
        await as(app, key).post(`${PATH}/${id}/review`, { comment: 'mine' }, 403);
      }
    });
  });
}
