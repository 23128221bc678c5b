// Acknowledgments that are due: when, what becomes of those that do not come or come late, and an operator's review.
import { describe, expect, it } from 'vitest';
import type { Expectations } from '../../src/core/expectation.ts';
import { review } from '../../src/gateway/acknowledgments.ts';
import { retry } from '../../src/gateway/deliver.ts';
import { confirm } from '../../src/gateway/feed.ts';
import type { Acknowledgment, Event } from '../../src/gateway/ports.ts';
import { settle } from '../../src/gateway/settle.ts';
import { work } from '../../src/gateway/work.ts';
import { openGateway, type TestGateway, withBeta } from '../http/gateway.ts';
import { acknowledgment, interchange, order } from '../http/x12.ts';
import { arrive, settled } from './arrive.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** A gateway that has sent acme an order response at 12:00 UTC on Saturday, 31 January 2026. */
async function afterResponse(expected: Partial<Expectations> = {}): Promise<TestGateway> {
  const catalog = withBeta();
  const acme = catalog.partners.get('acme')!;
  catalog.partners.set('acme', { ...acme, expect: { ...acme.expect, ...expected } });
  const gateway = await openGateway({ catalog });
  await settled(gateway, interchange([order('4711')]));
  const [made] = await gateway.store.documents({ limit: 1 });
  expect(await confirm(gateway, 'generic', made!.id, { outcome: 'accepted' })).toMatchObject({ outcome: 'confirmed' });
  return gateway;
}

const file = (verdict: string): string =>
  interchange([acknowledgment({ group: 'PR', control: '2', set: verdict, verdict })], { control: '906', group: 'FA' });

async function only({ store }: TestGateway): Promise<Acknowledgment> {
  const found = await store.acknowledgments({ limit: 9 });
  expect(found).toHaveLength(1);
  return found[0]!;
}

const events = ({ store }: TestGateway, kind: string): Promise<Event[]> => store.events({ kind, limit: 9 });

describe('an acknowledgment', () => {
  it('is due after a day where nothing else is agreed', async () => {
    const gateway = await afterResponse();
    const found = await only(gateway);
    expect(found).toMatchObject({ state: 'waiting', due: '2026-02-01T12:00:00.000Z', review: 'none' });
    expect(await gateway.store.delivery(found.delivery!)).toMatchObject({
      acknowledgment: 'waiting',
      acknowledgmentDue: '2026-02-01T12:00:00.000Z',
    });
  });

  it('is due when that much of the partner’s working time has passed', async () => {
    const gateway = await afterResponse({ 'order-response': { within: '4h', calendar: 'office-us' } });
    // Monday, four hours after 08:00 in New York.
    expect(await only(gateway)).toMatchObject({ due: '2026-02-02T17:00:00.000Z' });
  });

  it('is not expected where that is agreed', async () => {
    const gateway = await afterResponse({ 'order-response': { within: undefined, calendar: 'always' } });
    expect(await gateway.store.acknowledgments({ limit: 9 })).toEqual([]);
    const [, response] = await gateway.store.deliveries({ limit: 9 });
    expect(response).toMatchObject({ message: 'x12/855', acknowledgment: 'none', acknowledgmentDue: null });
  });

  it('of our own acknowledgments is not expected', async () => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')]));
    expect(await gateway.store.deliveries({ limit: 9 })).toMatchObject([
      { message: 'x12/997', acknowledgment: 'none' },
    ]);
    expect(await gateway.store.acknowledgments({ limit: 9 })).toEqual([]);
  });

  it('that does not come is overdue from its time on, and that is said once', async () => {
    const gateway = await afterResponse();
    gateway.clock.pass(DAY - 1);
    expect(await work(gateway)).toBe(0);
    gateway.clock.pass(1);
    expect([await work(gateway), await work(gateway)]).toEqual([1, 0]);
    const found = await only(gateway);
    expect(found).toMatchObject({ state: 'overdue', verdict: null, late: false, review: 'open' });
    expect(await gateway.store.delivery(found.delivery!)).toMatchObject({ acknowledgment: 'overdue' });
    expect(await gateway.store.document(found.document!)).toMatchObject({ acknowledgment: 'overdue' });
    expect(await events(gateway, 'overdue')).toMatchObject([
      {
        at: '2026-02-01T12:00:00.000Z',
        partner: 'acme',
        delivery: found.delivery,
        document: found.document,
        detail: { message: 'x12/855', due: '2026-02-01T12:00:00.000Z' },
      },
    ]);
  });

  it('is said to be overdue once by two that work at the same time', async () => {
    const gateway = await afterResponse();
    gateway.clock.pass(DAY);
    await Promise.all([work(gateway), work(gateway)]);
    expect(await events(gateway, 'overdue')).toHaveLength(1);
  });

  it('that lies in what still waits to be read is not overdue', async () => {
    const gateway = await afterResponse();
    await arrive(gateway, file('A'));
    gateway.clock.pass(DAY);
    expect(await work(gateway)).toBe(1);
    expect(await only(gateway)).toMatchObject({ state: 'accepted', late: false });
    expect(await events(gateway, 'overdue')).toEqual([]);
  });

  it.each([
    ['A', 'accepted', 'none'],
    ['R', 'rejected', 'open'],
  ] as const)('that comes late (%s) counts, and stays late', async (code, state, looked) => {
    const gateway = await afterResponse();
    gateway.clock.pass(DAY);
    await work(gateway);
    gateway.clock.pass(HOUR);
    await settled(gateway, file(code));
    expect(await only(gateway)).toMatchObject({ state, verdict: state, late: true, review: looked });
    expect(await events(gateway, 'acknowledged')).toMatchObject([{ detail: { acknowledgment: state, late: true } }]);
  });

  it('is late by when it was received, whether anybody had noticed or not', async () => {
    const unnoticed = await afterResponse();
    unnoticed.clock.pass(DAY + 1);
    await settled(unnoticed, file('A'));
    expect(await only(unnoticed)).toMatchObject({ state: 'accepted', late: true });

    const waited = await afterResponse();
    waited.clock.pass(DAY);
    const received = await arrive(waited, file('A'));
    waited.clock.pass(5 * HOUR);
    await work({ ...waited, store: { ...waited.store, claim: async () => [] } });
    expect(await only(waited)).toMatchObject({ state: 'overdue' });
    await settle(waited, received, new TextEncoder().encode(file('A')));
    expect(await only(waited)).toMatchObject({
      state: 'accepted',
      late: false,
      answeredAt: '2026-02-01T12:00:00.000Z',
    });
  });
});

describe('a delivery that is offered again', () => {
  it('is to be acknowledged anew, by the agreement as it is then', async () => {
    const gateway = await afterResponse();
    await settled(gateway, file('R'));
    gateway.clock.pass(2 * DAY);
    const { delivery } = await only(gateway);
    const again = await retry(gateway, (await gateway.store.delivery(delivery!))!, 'they lost it');
    expect(again).toMatchObject({ acknowledgment: 'waiting', acknowledgmentDue: '2026-02-03T12:00:00.000Z' });
    expect(await only(gateway)).toMatchObject({ state: 'waiting', due: '2026-02-03T12:00:00.000Z', review: 'none' });
    await settled(gateway, file('A').replaceAll('906', '907'));
    expect(await only(gateway)).toMatchObject({ state: 'accepted', late: false });
  });

  it('stays late where it was late before', async () => {
    const gateway = await afterResponse();
    gateway.clock.pass(2 * DAY);
    await settled(gateway, file('R'));
    const { delivery } = await only(gateway);
    await retry(gateway, (await gateway.store.delivery(delivery!))!, 'they lost it');
    await settled(gateway, file('A').replaceAll('906', '907'));
    expect(await only(gateway)).toMatchObject({ state: 'accepted', late: true });
  });

  it('is an acknowledgment of ours: none is expected of it then either', async () => {
    const gateway = await afterResponse();
    const [answer] = await gateway.store.deliveries({ limit: 1 });
    expect(await retry(gateway, answer!, 'they lost it')).toMatchObject({
      acknowledgment: 'none',
      acknowledgmentDue: null,
    });
  });
});

describe('a review', () => {
  it('takes an overdue acknowledgment from what is to be looked at, and is an event', async () => {
    const gateway = await afterResponse();
    gateway.clock.pass(DAY);
    await work(gateway);
    gateway.clock.pass(60);
    expect(await review(gateway, await only(gateway), 'acme was called')).toBe(true);
    const found = await only(gateway);
    expect(found).toMatchObject({
      state: 'overdue',
      review: 'done',
      comment: 'acme was called',
      reviewedAt: '2026-02-01T12:01:00.000Z',
    });
    expect(await events(gateway, 'reviewed')).toMatchObject([
      {
        partner: 'acme',
        delivery: found.delivery,
        document: found.document,
        detail: { acknowledgment: found.id, state: 'overdue', comment: 'acme was called' },
      },
    ]);
    expect(await review(gateway, found, 'again')).toBe(false);
  });
});
