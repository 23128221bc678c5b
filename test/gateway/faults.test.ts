/** The store fails at every call there is, before it did anything and after: nothing is ever half done, and all is done in the end. */

import { describe, expect, it } from 'vitest';
import type { CanonicalDocument } from '../../src/core/documents.ts';
import { Fault } from '../../src/core/fault.ts';
import { confirm } from '../../src/gateway/feed.ts';
import type { Store } from '../../src/gateway/ports.ts';
import { send } from '../../src/gateway/send.ts';
import { settle } from '../../src/gateway/settle.ts';
import { work } from '../../src/gateway/work.ts';
import { openGateway, type TestGateway } from '../http/gateway.ts';
import { acknowledgment, interchange, order } from '../http/x12.ts';
import { arrive, over, records, settled } from './arrive.ts';

type When = 'before' | 'after';
type Method = (...values: unknown[]) => Promise<unknown>;

const FAULT = new Fault('STORE_DISK', 'transient', 'no disk');

/** The store with its nth call failing, and the names of the calls made. */
function failing(store: Store, nth: number, when: When): { methods: Partial<Store>; calls: string[] } {
  const calls: string[] = [];
  const methods = Object.fromEntries(
    Object.entries(store as unknown as Record<string, Method>).map(([name, method]) => [
      name,
      async (...values: unknown[]) => {
        const fails = calls.push(name) === nth;
        if (fails && when === 'before') throw FAULT;
        const result = await method(...values);
        if (fails) throw FAULT;
        return result;
      },
    ]),
  );
  return { methods: methods as Partial<Store>, calls };
}

/** What is settled in each case, after what came before it. */
const CASES: Record<string, { prepare(gateway: TestGateway): Promise<unknown>; file: string; calls: string[] }> = {
  'a new order': {
    prepare: async () => {},
    file: interchange([order('4711')]),
    calls: ['sameContent', 'holderOf', 'ordersNamed', 'reserve', 'settle'],
  },
  'a repetition': {
    prepare: (gateway) => settled(gateway, interchange([order('4711')])),
    file: interchange([order('4711')]),
    calls: ['sameContent', 'settle', 'transmission', 'deliveries'],
  },
  'a clash': {
    prepare: (gateway) => settled(gateway, interchange([order('4710')])),
    file: interchange([order('4711')]),
    calls: ['sameContent', 'holderOf', 'transmission', 'settle'],
  },
  'a stranger': {
    prepare: async () => {},
    file: interchange([order('4711')], { sender: 'SOMEBODY' }),
    calls: ['sameContent', 'settle'],
  },
  'an acknowledgment': {
    prepare: answeredOrder,
    file: interchange([acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' })], {
      control: '906',
      group: 'FA',
    }),
    calls: ['sameContent', 'holderOf', 'sentUnder', 'acknowledgment', 'settle'],
  },
};

async function answeredOrder(gateway: TestGateway): Promise<void> {
  await settled(gateway, interchange([order('4711')]));
  const [made] = await gateway.store.documents({ limit: 1 });
  expect(await confirm(gateway, 'generic', made!.id, { outcome: 'accepted' })).toMatchObject({ outcome: 'confirmed' });
}

const points = Object.entries(CASES).flatMap(([name, { calls }]) =>
  calls.flatMap((call, i) => (['before', 'after'] as const).map((when) => ({ name, nth: i + 1, call, when }))),
);

/** All that is on record, without how often it was tried. */
const outcome = async ({ store }: TestGateway): Promise<unknown> => ({
  ...(await records(store)),
  acknowledged: (await store.deliveries({ limit: 100 })).map(({ acknowledgment: said }) => said),
});

describe('settling', () => {
  it.each(Object.entries(CASES))(
    '%s calls the store as these tests think it does',
    async (_name, { prepare, file, calls }) => {
      const gateway = await openGateway();
      await prepare(gateway);
      const received = await arrive(gateway, file);
      const watched = failing(gateway.store, 0, 'before');
      await settle(over(gateway, watched.methods), received, new TextEncoder().encode(file));
      expect(watched.calls).toEqual(calls);
    },
  );

  it.each(points)(
    '$name when the store fails $when $call ($nth) is all or nothing, and done in the end',
    async ({ name, nth, when, call }) => {
      const { prepare, file } = CASES[name]!;
      const wanted = await openGateway();
      await prepare(wanted);
      await settled(wanted, file);

      const gateway = await openGateway();
      await prepare(gateway);
      const received = await arrive(gateway, file);
      const untouched = await outcome(gateway);
      const broken = failing(gateway.store, nth, when);
      await expect(settle(over(gateway, broken.methods), received, new TextEncoder().encode(file))).rejects.toThrow(
        FAULT,
      );

      const committed = CASES[name]!.calls.indexOf('settle') + 1;
      const done = nth > committed || (nth === committed && when === 'after');
      expect(await outcome(gateway)).toEqual(done ? await outcome(wanted) : untouched);
      // While the failed one's claim lasts nobody else takes it.
      expect(await work(gateway)).toBe(0);
      gateway.clock.pass(61);
      expect(await work(gateway)).toBe(done ? 0 : 1);
      expect(await outcome(gateway)).toEqual(await outcome(wanted));
      expect(await work(gateway)).toBe(0);
      expect(call).toBe(CASES[name]!.calls[nth - 1]);
    },
  );

  it.each(
    ['claim', 'body', 'sameContent', 'holderOf', 'reserve', 'settle'].flatMap((call, i) => [
      { call, nth: i + 1, when: 'before' as const },
      { call, nth: i + 1, when: 'after' as const },
    ]),
  )('by work when the store fails $when $call is all or nothing, and done in the end', async ({ nth, when }) => {
    const gateway = await openGateway();
    await arrive(gateway, interchange([order('4711')]));
    gateway.clock.pass(61);
    const broken = failing(gateway.store, nth, when);
    await work(over(gateway, broken.methods)).catch((error: unknown) => expect([error, nth]).toEqual([FAULT, 1]));
    gateway.clock.pass(301);
    await work(gateway);
    expect(await records(gateway.store)).toEqual({
      transmissions: ['translated'],
      orders: ['4711'],
      messages: ['x12/997'],
      events: ['received', 'translated', 'offered', 'answered'],
    });
  });
});

describe('receiving', () => {
  it.each(['before', 'after'] as const)(
    'when the store fails %s it has the bytes is answered with the failure, and what is kept is read',
    async (when) => {
      const gateway = await openGateway();
      const file = interchange([order('4711')]);
      await expect(arrive(over(gateway, failing(gateway.store, 1, when).methods), file)).rejects.toThrow(FAULT);
      expect((await records(gateway.store)).transmissions).toEqual(when === 'before' ? [] : ['received']);
      // The partner was told it failed, and sends it again.
      await settled(gateway, file);
      gateway.clock.pass(61);
      await work(gateway);
      expect(await records(gateway.store)).toMatchObject({ orders: ['4711'], messages: ['x12/997'] });
    },
  );
});

describe('an ERP’s answer', () => {
  const invoice = {
    type: 'invoice',
    schemaVersion: '1',
    number: 'INV-1',
    issued: '2026-02-01',
    orderNumber: '4711',
    lines: [{ number: '1', quantity: '8', unit: 'EA', price: '2.50', buyerItem: 'K-100' }],
    totals: { amount: '20.00' },
  } as unknown as CanonicalDocument;

  it.each(
    [1, 2, 3].flatMap((nth) => [
      { nth, when: 'before' as const },
      { nth, when: 'after' as const },
    ]),
  )('confirmed again after the store failed $when call $nth makes one order response', async ({ nth, when }) => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')]));
    const [made] = await gateway.store.documents({ limit: 1 });
    const answer = { outcome: 'accepted', number: 'SO-1' } as const;
    const broken = failing(gateway.store, nth, when);
    await expect(confirm(over(gateway, broken.methods), 'generic', made!.id, answer)).rejects.toThrow(FAULT);
    expect(broken.calls).toEqual(['document', 'reserve', 'confirm'].slice(0, nth));
    const again = await confirm(gateway, 'generic', made!.id, answer);
    expect(again.outcome).toBe(nth === 3 && when === 'after' ? 'repeated' : 'confirmed');
    expect(await records(gateway.store)).toMatchObject({
      messages: ['x12/997', 'x12/855'],
      events: ['received', 'translated', 'offered', 'answered', 'confirmed', 'sent'],
    });
  });

  it.each(
    [1, 2, 3, 4].flatMap((nth) => [
      { nth, when: 'before' as const },
      { nth, when: 'after' as const },
    ]),
  )('posted again after the store failed $when call $nth is sent once', async ({ nth, when }) => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')]));
    const broken = failing(gateway.store, nth, when);
    await expect(send(over(gateway, broken.methods), 'generic', invoice, undefined)).rejects.toThrow(FAULT);
    expect(broken.calls).toEqual(['documents', 'document', 'reserve', 'send'].slice(0, nth));
    const again = await send(gateway, 'generic', invoice, undefined);
    expect(again.outcome).toBe(nth === 4 && when === 'after' ? 'repeated' : 'sent');
    expect(await records(gateway.store)).toMatchObject({ messages: ['x12/997', 'x12/810'] });
  });
});
