/** What is told apart when a file comes in: repetitions, clashes, strangers, and sets that are wrong. */

import { describe, expect, it } from 'vitest';
import { type Answer, as, segments, WAIT } from './client.ts';
import { openApp, type TestApp, withBeta, without } from './gateway.ts';
import { brokenOrder, interchange, order } from './x12.ts';

const PATH = '/v1/transmissions';

/** How many documents and deliveries there are. */
async function made({ app }: TestApp): Promise<{ documents: number; deliveries: number }> {
  const operator = as(app, 'operator');
  const [documents, deliveries] = [await operator.get('/v1/documents'), await operator.get('/v1/deliveries')];
  return { documents: documents.items.length, deliveries: deliveries.items.length };
}

export function sorting(): void {
  describe('a file that came before', () => {
    it('gets the stored acknowledgment again and makes nothing', async () => {
      const test = await openApp();
      const acme = as(test.app, 'acme');
      const first = await acme.post(PATH, interchange([order('4711')]), 200, WAIT);
      test.gateway.clock.pass(3600);
      const again = await acme.request('POST', PATH, interchange([order('4711')]), WAIT);
      expect(await again.text()).toBe(first);
      expect(again.headers.get('dragoman-state')).toBe('duplicate');
      const receipt = await acme.post(PATH, interchange([order('4711')]), 202);
      expect(receipt).toMatchObject({
        state: 'duplicate',
        documents: 0,
        acknowledgments: [{ id: expect.stringMatching(/^dlv_/) }],
      });
      expect(await acme.get(`${PATH}/${receipt.id}`)).toMatchObject({
        duplicateOf: 'tx_0001',
        acknowledgments: [{ message: 'x12/997' }],
      });
      expect(await made(test)).toEqual({ documents: 1, deliveries: 1 });
    });

    it('is known again by its content also when nobody said whose it is', async () => {
      const test = await openApp();
      const operator = as(test.app, 'operator');
      const first = await operator.post(PATH, interchange([order('4711')]), 200, WAIT);
      const again = await operator.request('POST', PATH, interchange([order('4711')]), WAIT);
      expect(await again.text()).toBe(first);
      expect((await as(test.app, 'acme').post(PATH, interchange([order('4711')]), 202)).state).toBe('duplicate');
      expect(await made(test)).toEqual({ documents: 1, deliveries: 1 });
      expect((await operator.get(`${PATH}?partner=acme`)).items.map((one: Answer) => one.state)).toEqual([
        'translated',
        'duplicate',
        'duplicate',
      ]);
    });

    it('is held when its control number carries other content, and answered with nothing', async () => {
      const test = await openApp();
      const acme = as(test.app, 'acme');
      await acme.post(PATH, interchange([order('4711')]), 202);
      const held = await acme.post(PATH, interchange([order('4712')]), 202, WAIT);
      expect(held).toMatchObject({
        state: 'held',
        documents: 0,
        acknowledgments: [],
        problems: [{ code: 'DUPLICATE_CONTROL_NUMBER', value: '000000905' }],
      });
      expect((await as(test.app, 'operator').get(`${PATH}?state=held`)).items).toMatchObject([
        { id: held.id, partner: 'acme' },
      ]);
      expect(await made(test)).toEqual({ documents: 1, deliveries: 1 });
    });

    it('is held when one file has the same interchange number twice', async () => {
      const test = await openApp();
      const receipt = await as(test.app, 'acme').post(PATH, interchange([order('1')]) + interchange([order('2')]), 202);
      expect(receipt.state).toBe('held');
      expect(await made(test)).toEqual({ documents: 0, deliveries: 0 });
    });

    it('may come again corrected under its number when all of it was refused', async () => {
      const test = await openApp();
      const acme = as(test.app, 'acme');
      const refused = await acme.post(PATH, interchange([brokenOrder('4711')]), 200, WAIT);
      expect(segments(refused, 'AK9')).toEqual(['AK9*R*1*1*0']);
      expect((await acme.post(PATH, interchange([order('4711')]), 202)).state).toBe('translated');
      expect((await acme.post(PATH, interchange([order('4711')]), 202)).state).toBe('duplicate');
      expect((await made(test)).documents).toBe(1);
    });
  });

  describe('a file of a stranger', () => {
    it('is kept until an agreement names its sender, and is read then', async () => {
      const before = await openApp({ catalog: without('acme') });
      const file = interchange([order('4711')]);
      const receipt = await as(before.app, 'operator').post(PATH, file, 202, WAIT);
      expect(receipt).toMatchObject({
        state: 'unassigned',
        acknowledgments: [],
        problems: [{ code: 'PARTNER_UNKNOWN', value: 'ZZ:ACMERETAIL to ZZ:DRAGOMAN' }],
      });
      const operator = as(before.app, 'operator');
      expect((await operator.get(`${PATH}?state=unassigned`)).items).toMatchObject([{ id: receipt.id, partner: null }]);
      expect(await operator.post(`${PATH}/${receipt.id}/restart`, { reason: 'perhaps now' })).toMatchObject({
        state: 'unassigned',
        attempts: 2,
      });

      const after = await openApp({ store: before.gateway.store });
      // Ids go on where the first gateway stopped.
      after.gateway.ids.next = (prefix) => `${prefix}_after${Math.random()}`;
      expect(
        await as(after.app, 'operator').post(`${PATH}/${receipt.id}/restart`, { reason: 'acme has an agreement' }),
      ).toMatchObject({
        state: 'translated',
        partner: 'acme',
        documents: 1,
        problems: [],
      });
      expect((await as(after.app, 'generic').get('/v1/erps/generic/documents')).items).toMatchObject([
        { number: '4711' },
      ]);
      const { items } = await as(after.app, 'operator').get(`/v1/events?transmission=${receipt.id}`);
      expect(items.map((one: Answer) => one.kind)).toEqual([
        ...['received', 'unassigned', 'restarted', 'unassigned', 'restarted', 'translated', 'offered', 'answered'],
      ]);
      expect(items[4].detail).toEqual({ reason: 'acme has an agreement' });
      expect((await as(after.app, 'acme').post(PATH, file, 202)).state).toBe('duplicate');
    });

    it('sent with the key of somebody else is kept, and its namesake never sees it', async () => {
      const test = await openApp({ catalog: withBeta() });
      const receipt = await as(test.app, 'beta').post(PATH, interchange([order('4711')]), 202, WAIT);
      expect(receipt).toMatchObject({ state: 'unassigned', acknowledgments: [], documents: 0 });
      expect(receipt.problems.at(-1).value).toBe('ZZ:ACMERETAIL to ZZ:DRAGOMAN, sent with the key of beta');
      await as(test.app, 'acme').get(`${PATH}/${receipt.id}`, 404);
      expect(await made(test)).toEqual({ documents: 0, deliveries: 0 });
      // And it takes nothing away from acme: neither its content nor its control number is used up.
      expect((await as(test.app, 'acme').post(PATH, interchange([order('4711')]), 202)).state).toBe('translated');
    });

    it('is kept when it is nothing we know', async () => {
      const test = await openApp();
      const receipt = await as(test.app, 'acme').post(PATH, 'Dear supplier, please send ten', 202, WAIT);
      expect(receipt).toMatchObject({ state: 'unassigned', acknowledgments: [] });
      expect(receipt.problems.map((one: Answer) => one.code)).toContain('FORMAT_UNKNOWN');
    });
  });

  describe('a set that is wrong', () => {
    it('is refused in the acknowledgment and makes no document', async () => {
      const test = await openApp();
      const refused = await as(test.app, 'acme').post(PATH, interchange([brokenOrder('4711')]), 200, WAIT);
      expect(segments(refused, 'AK5')).toEqual(['AK5*R*5']);
      expect(segments(refused, 'AK3')).toEqual(['AK3*PO1*3**8']);
      expect(await as(test.app, 'acme').get(`${PATH}/tx_0001`)).toMatchObject({
        state: 'translated',
        documents: 0,
        rejected: 1,
      });
      expect((await made(test)).documents).toBe(0);
    });

    it('does not cost its siblings', async () => {
      const test = await openApp();
      const answered = await as(test.app, 'acme').post(
        PATH,
        interchange([order('1'), brokenOrder('2'), order('3')]),
        200,
        WAIT,
      );
      expect(segments(answered, 'AK5')).toEqual(['AK5*A', 'AK5*R*5', 'AK5*A']);
      expect(segments(answered, 'AK9')).toEqual(['AK9*P*3*3*2']);
      expect(
        (await as(test.app, 'generic').get('/v1/erps/generic/documents')).items.map((one: Answer) => one.number),
      ).toEqual(['1', '3']);
    });

    it('refuses its group when the trailer does not add up', async () => {
      const test = await openApp();
      const answered = await as(test.app, 'acme').post(PATH, interchange([order('1')], { declared: '2' }), 200, WAIT);
      expect(segments(answered, 'AK9')).toEqual(['AK9*R*2*1*0*5']);
      expect((await made(test)).documents).toBe(0);
    });
  });
}
