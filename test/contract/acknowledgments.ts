/** What every Store keeps to of acknowledgments: one a delivery, settled once, and what is kept beside them. */

import { describe, expect, it } from 'vitest';
import type { Acknowledgment, NewAcknowledgment, Store } from '../../src/gateway/ports.ts';
import { delivery, event, response, settlement, transmission } from './store.ts';

const at = '2026-01-31T12:00:00.000Z';
const due = '2026-01-31T14:00:00.000Z';
const answered = '2026-01-31T13:00:00.000Z';
const overdueAt = '2026-01-31T14:00:00.001Z';
const page = { limit: 100 };

/** What settles the acknowledgment of a delivery, or another one beside it. */
export function answer(id: string, changes: Partial<NewAcknowledgment> = {}): NewAcknowledgment {
  return {
    id,
    partner: 'acme',
    message: 'x12/855',
    delivery: id,
    document: id.replace('dlv', 'doc'),
    state: 'accepted',
    verdict: 'accepted',
    late: false,
    contradicts: false,
    createdAt: at,
    due,
    answeredAt: answered,
    saidBy: 'x12/997',
    transmission: null,
    interchangeControl: '000000001',
    groupCode: 'PR',
    groupControl: '1',
    setControl: '0001',
    said: { group: { verdict: 'A', codes: [], declared: '1', received: '1', accepted: '1' } },
    review: 'none',
    reviewedAt: null,
    comment: null,
    ...changes,
  };
}

export function acknowledgmentContract(opened: () => Store): void {
  const send = (name: string, changes: Parameters<typeof delivery>[1] = {}) =>
    opened().send({
      document: response(`doc_${name}`),
      delivery: delivery(`dlv_${name}`, { document: `doc_${name}`, acknowledgmentDue: due, ...changes }),
      events: [],
    });

  /** Settles a transmission that holds these acknowledgments. */
  async function settleWith(id: string, reconciliations: NewAcknowledgment[]) {
    const store = opened();
    const token = await store.receive(transmission(id), new Uint8Array(1), event('received'), due);
    return store.settle(settlement(id, token, { reconciliations }));
  }

  const states = async (filter: Parameters<Store['acknowledgments']>[0] = page) =>
    (await opened().acknowledgments(filter)).map(({ id, state }) => `${id} ${state}`);

  /** What is said of a delivery where it is said: with it, with its document, and by itself. */
  async function said(name: string): Promise<unknown[]> {
    const store = opened();
    const found = await store.delivery(`dlv_${name}`);
    return [
      found?.acknowledgment,
      found?.acknowledgedAt ?? null,
      (await store.document(`doc_${name}`))?.acknowledgment,
      (await store.acknowledgment(`dlv_${name}`))?.state,
    ];
  }

  describe('acknowledgments', () => {
    it('are expected of a delivery from the moment it is there', async () => {
      await send('1');
      expect(await opened().acknowledgment('dlv_1')).toEqual({
        ...answer('dlv_1', { state: 'waiting', verdict: null, answeredAt: null, saidBy: null, said: null }),
        sequence: expect.any(Number),
      });
      expect(await opened().delivery('dlv_1')).toMatchObject({ acknowledgmentDue: due });
    });

    it('are counted by state', async () => {
      await send('1');
      await send('2');
      await settleWith('tx_1', [answer('dlv_1')]);
      const counts = (await opened().counts()).filter(({ what }) => what === 'acknowledgment');
      expect(counts.map(({ state, count }) => [state, count]).sort()).toEqual([
        ['accepted', 1],
        ['waiting', 1],
      ]);
    });

    it('are not expected where none is due', async () => {
      await send('1', { acknowledgment: 'none', acknowledgmentDue: null });
      expect(await states()).toEqual([]);
    });

    it('settle the delivery, its document and themselves together, and are given back as they were given', async () => {
      await send('1');
      await send('2');
      const given = answer('dlv_1', { late: true, transmission: 'tx_1' });
      expect(await settleWith('tx_1', [given])).toEqual({ done: true });
      expect(await said('1')).toEqual(['accepted', answered, 'accepted', 'accepted']);
      expect(await opened().acknowledgment('dlv_1')).toEqual({ ...given, sequence: expect.any(Number) });
      expect(await said('2')).toEqual(['waiting', null, 'waiting', 'waiting']);
    });

    it('settle a delivery of which none was expected', async () => {
      await send('1', { acknowledgment: 'none', acknowledgmentDue: null });
      await settleWith('tx_1', [answer('dlv_1', { state: 'rejected', verdict: 'rejected', due: null })]);
      expect(await said('1')).toEqual(['rejected', answered, 'rejected', 'rejected']);
    });

    it('that come second settle nothing: the whole settlement is refused', async () => {
      await send('1');
      await settleWith('tx_1', [answer('dlv_1')]);
      const second = answer('dlv_1', { state: 'rejected', verdict: 'rejected' });
      expect(await settleWith('tx_2', [second])).toEqual({ done: false, reason: 'acknowledged' });
      expect(await said('1')).toEqual(['accepted', answered, 'accepted', 'accepted']);
      expect((await opened().transmission('tx_2'))?.state).toBe('received');
    });

    it('that come at once settle it once', async () => {
      await send('1');
      const both = [answer('dlv_1'), answer('dlv_1', { state: 'rejected', verdict: 'rejected' })];
      const results = await Promise.all(both.map((one, i) => settleWith(`tx_${i}`, [one])));
      expect(results.map(({ done }) => done).sort()).toEqual([false, true]);
    });

    it('of which nothing is known, and those that come again, are kept beside it', async () => {
      await send('1');
      await settleWith('tx_1', [
        answer('dlv_1'),
        answer('ack_1', { delivery: 'dlv_1', document: null, state: 'duplicate', contradicts: true, review: 'open' }),
        answer('ack_2', { delivery: null, document: null, message: null, state: 'unmatched', review: 'open' }),
      ]);
      expect(await states()).toEqual(['dlv_1 accepted', 'ack_1 duplicate', 'ack_2 unmatched']);
      expect(await said('1')).toEqual(['accepted', answered, 'accepted', 'accepted']);
      expect(await opened().acknowledgment('ack_1')).toMatchObject({ contradicts: true, late: false });
    });

    it('are listed by every filter and page', async () => {
      await send('1');
      await send('2', { message: 'x12/810' });
      await settleWith('tx_1', [answer('dlv_1', { late: true, state: 'rejected', review: 'open' })]);
      await settleWith('tx_2', [
        answer('ack_1', { partner: 'zeta', message: null, delivery: null, document: null, state: 'unmatched' }),
      ]);
      expect(await states({ partner: 'acme', ...page })).toEqual(['dlv_1 rejected', 'dlv_2 waiting']);
      expect(await states({ state: 'unmatched', ...page })).toEqual(['ack_1 unmatched']);
      expect(await states({ late: true, ...page })).toEqual(['dlv_1 rejected']);
      expect(await states({ late: false, ...page })).toEqual(['dlv_2 waiting', 'ack_1 unmatched']);
      expect(await states({ message: 'x12/810', ...page })).toEqual(['dlv_2 waiting']);
      expect(await states({ delivery: 'dlv_1', ...page })).toEqual(['dlv_1 rejected']);
      expect(await states({ review: 'open', ...page })).toEqual(['dlv_1 rejected']);
      const [first] = await opened().acknowledgments({ limit: 1 });
      expect(await states({ after: first!.sequence, limit: 1 })).toEqual(['dlv_2 waiting']);
    });
  });

  describe('an acknowledgment that does not come', () => {
    const mark = (name: string, now = overdueAt) => opened().overdue(`dlv_${name}`, event('overdue', { at: now }));

    it('is due from its time on, the longest first', async () => {
      await send('1');
      await send('2', { acknowledgmentDue: '2026-01-31T13:00:00.000Z' });
      await send('3', { acknowledgmentDue: '2026-01-31T15:00:00.000Z' });
      await send('4', { acknowledgment: 'none', acknowledgmentDue: null });
      const found = async (now: string, limit = 9) => (await opened().due(now, limit)).map(({ id }) => id);
      expect(await found('2026-01-31T12:59:59.999Z')).toEqual([]);
      expect(await found(due)).toEqual(['dlv_2', 'dlv_1']);
      expect(await found(due, 1)).toEqual(['dlv_2']);
    });

    it('is overdue once, with an event, for an operator to look at', async () => {
      await send('1');
      expect(await mark('1', '2026-01-31T13:59:59.999Z')).toBe(false);
      expect(await Promise.all([mark('1'), mark('1')])).toEqual([true, false]);
      expect(await said('1')).toEqual(['overdue', null, 'overdue', 'overdue']);
      expect(await opened().due(overdueAt, 9)).toEqual([]);
      expect(await opened().events({ kind: 'overdue', ...page })).toHaveLength(1);
      expect(await states({ review: 'open', ...page })).toEqual(['dlv_1 overdue']);
    });

    it('is not overdue when it came', async () => {
      await send('1');
      await settleWith('tx_1', [answer('dlv_1')]);
      expect(await mark('1')).toBe(false);
      expect(await mark('0')).toBe(false);
      expect(await said('1')).toEqual(['accepted', answered, 'accepted', 'accepted']);
      expect(await opened().events({ kind: 'overdue', ...page })).toEqual([]);
    });

    it('settles it all the same when it comes late, and is nothing to look at any more', async () => {
      await send('1');
      await mark('1');
      await settleWith('tx_1', [answer('dlv_1', { late: true })]);
      expect(await opened().acknowledgment('dlv_1')).toMatchObject({ state: 'accepted', late: true, review: 'none' });
    });
  });

  describe('a review', () => {
    const look = (id: string, comment: string) => opened().review(id, comment, event('reviewed', { at: answered }));
    const seen = async (id: string): Promise<Partial<Acknowledgment>> => {
      const { review, reviewedAt, comment } = (await opened().acknowledgment(id))!;
      return { review, reviewedAt, comment };
    };

    it('takes what is open out of the list, once, with its comment and event', async () => {
      await settleWith('tx_1', [
        answer('ack_1', { delivery: null, document: null, state: 'unmatched', review: 'open' }),
      ]);
      expect(await look('ack_1', 'not ours')).toBe(true);
      expect(await look('ack_1', 'again')).toBe(false);
      expect(await seen('ack_1')).toEqual({ review: 'done', reviewedAt: answered, comment: 'not ours' });
      expect(await states({ review: 'open', ...page })).toEqual([]);
      expect(await opened().events({ kind: 'reviewed', ...page })).toHaveLength(1);
    });

    it('is nothing for what nobody need look at', async () => {
      await send('1');
      expect(await look('dlv_1', 'why')).toBe(false);
      expect(await look('dlv_0', 'why')).toBe(false);
      expect(await opened().events({ kind: 'reviewed', ...page })).toEqual([]);
    });

    it.each([
      ['stays where what comes late is accepted', 'none', 'done'],
      ['is wanted again where what comes late is rejected', 'open', 'open'],
    ] as const)('%s', async (_what, asked, review) => {
      await send('1');
      await opened().overdue('dlv_1', event('overdue', { at: overdueAt }));
      await look('dlv_1', 'the partner was called');
      await settleWith('tx_1', [answer('dlv_1', { late: true, review: asked })]);
      expect(await seen('dlv_1')).toMatchObject({ review, comment: 'the partner was called' });
    });
  });

  describe('a delivery that is offered again', () => {
    const again = '2026-02-01T14:00:00.000Z';
    const retry = (name: string, until: string | null) => opened().retry(`dlv_${name}`, until, event('retried'));

    it.each(['rejected', 'partiallyAccepted'] as const)('is to be acknowledged anew where it was %s', async (state) => {
      await send('1');
      await settleWith('tx_1', [answer('dlv_1', { state, verdict: state, late: true, review: 'open' })]);
      await retry('1', again);
      expect(await said('1')).toEqual(['waiting', null, 'waiting', 'waiting']);
      expect(await opened().acknowledgment('dlv_1')).toMatchObject({
        due: again,
        verdict: null,
        said: null,
        answeredAt: null,
        late: true,
        review: 'none',
      });
      expect((await opened().delivery('dlv_1'))?.acknowledgmentDue).toBe(again);
      expect(await settleWith('tx_2', [answer('dlv_1')])).toEqual({ done: true });
      expect(await said('1')).toEqual(['accepted', answered, 'accepted', 'accepted']);
    });

    it('waits anew where its acknowledgment was overdue', async () => {
      await send('1');
      await opened().overdue('dlv_1', event('overdue', { at: overdueAt }));
      await retry('1', again);
      expect(await said('1')).toEqual(['waiting', null, 'waiting', 'waiting']);
      expect(await opened().due(overdueAt, 9)).toEqual([]);
    });

    it('waits for nothing where nothing is expected any more', async () => {
      await send('1');
      await settleWith('tx_1', [answer('dlv_1', { state: 'rejected', verdict: 'rejected' })]);
      await retry('1', null);
      expect(await said('1')).toEqual(['none', null, 'none', 'none']);
    });

    it('stays as acknowledged where it was accepted', async () => {
      await send('1');
      await settleWith('tx_1', [answer('dlv_1')]);
      await retry('1', again);
      expect(await said('1')).toEqual(['accepted', answered, 'accepted', 'accepted']);
      expect((await opened().delivery('dlv_1'))?.acknowledgmentDue).toBe(due);
    });
  });

  describe('deliveries of an interchange', () => {
    it('are found by its number, the newest first, and only the partner’s', async () => {
      await send('1');
      await send('2');
      await send('3', { interchangeControl: '000000002' });
      const found = async (partner: string, control: string) =>
        (await opened().sentIn(partner, control)).map(({ id }) => id);
      expect(await found('acme', '000000001')).toEqual(['dlv_2', 'dlv_1']);
      expect(await found('acme', '000000009')).toEqual([]);
      expect(await found('zeta', '000000001')).toEqual([]);
    });
  });
}
