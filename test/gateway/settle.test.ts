import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import type { Store } from '../../src/gateway/ports.ts';
import type { Settled } from '../../src/gateway/settle.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';
import { as } from '../http/client.ts';
import { catalog, openApp, openGateway } from '../http/gateway.ts';
import { brokenOrder, interchange, order } from '../http/x12.ts';
import { over, records, settled } from './arrive.ts';

/** Lets nobody settle before this many have come so far: all of them have looked, none has written. */
function gathering(count: number): (store: Store) => Partial<Store> {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let arrived = 0;
  return (store) => ({
    async settle(settlement) {
      if (++arrived === count) open();
      await gate;
      return store.settle(settlement);
    },
  });
}

const together = (store: Store, count: number): Partial<Store> => gathering(count)(store);

describe('transmissions that come at once', () => {
  it('make one order when they are the same', async () => {
    const gateway = await openGateway();
    const raced = over(gateway, together(gateway.store, 2));
    const file = interchange([order('4711')]);
    const states = (await Promise.all([settled(raced, file), settled(raced, file)])).map(({ state }) => state);
    expect(states.sort()).toEqual(['duplicate', 'translated']);
    expect(await records(gateway.store)).toMatchObject({ orders: ['4711'], messages: ['x12/997'] });
  });

  it('make one order when they are the same but not known to be one partner’s', async () => {
    const gateway = await openGateway();
    const raced = over(gateway, together(gateway.store, 2));
    const file = interchange([order('4711')]);
    const both = await Promise.all([settled(raced, file), settled(raced, file, null)]);
    expect(both.map(({ state }) => state).sort()).toEqual(['duplicate', 'translated']);
    // The one that lost is answered with what the other got.
    expect(both[0]!.acknowledgments[0]!.content).toBe(both[1]!.acknowledgments[0]!.content);
    expect(await records(gateway.store)).toMatchObject({ orders: ['4711'], messages: ['x12/997'] });
  });

  it('are told apart when they differ under one control number: one is read, the other held', async () => {
    const gateway = await openGateway();
    const raced = over(gateway, together(gateway.store, 2));
    const [first, second] = await Promise.all([
      settled(raced, interchange([order('1')])),
      settled(raced, interchange([order('2')])),
    ]);
    expect([first!.state, second!.state].sort()).toEqual(['held', 'translated']);
    const held = [first!, second!].find(({ state }) => state === 'held')!;
    expect(held).toMatchObject({
      documents: 0,
      acknowledgments: [],
      problems: [{ code: 'DUPLICATE_CONTROL_NUMBER', at: { interchange: '000000905' } }],
    });
    expect((await records(gateway.store)).orders).toHaveLength(1);
    expect((await gateway.store.transmissions({ state: 'held', limit: 1 }))[0]).toMatchObject({
      format: 'x12',
      partner: 'acme',
    });
  });

  it('are all read when their control numbers differ, and each acknowledgment has its own', async () => {
    const gateway = await openGateway();
    const raced = over(gateway, together(gateway.store, 8));
    const files = Array.from({ length: 8 }, (_, i) => interchange([order(String(i))], { control: String(i + 1) }));
    const all = await Promise.all(files.map((file) => settled(raced, file)));
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['translated']));
    const controls = all.map(({ acknowledgments }) => acknowledgments[0]!.content.split('*')[13]);
    expect(new Set(controls).size).toBe(8);
  });
});

describe('an order that comes at once under several control numbers', () => {
  const files = Array.from({ length: 40 }, (_, i) => interchange([order('4711')], { control: String(i + 1) }));
  const codes = ({ problems }: Settled): string[] => problems.map(({ code }) => code);

  it('is made once, and the other is told as repeated', async () => {
    const gateway = await openGateway();
    const raced = over(gateway, together(gateway.store, 2));
    const both = await Promise.all(files.slice(0, 2).map((file) => settled(raced, file)));
    expect(both.map(({ state }) => state)).toEqual(['translated', 'translated']);
    expect(both.map(({ documents }) => documents).sort()).toEqual([0, 1]);
    expect(both.map(codes).sort()).toEqual([[], ['ORDER_REPEATED']]);
    expect(both.map(({ acknowledgments }) => acknowledgments[0]!.content.match(/AK9.*\d/)?.[0])).toEqual([
      'AK9*A*1*1*1',
      'AK9*A*1*1*1',
    ]);
    expect(await records(gateway.store)).toMatchObject({ orders: ['4711'], messages: ['x12/997', 'x12/997'] });
    const [made] = await gateway.store.documents({ limit: 1 });
    expect(await gateway.store.events({ kind: 'repeated', limit: 10 })).toMatchObject([{ document: made!.id }]);
  });

  it('with other content is marked as a possible change of the one that was first', async () => {
    const gateway = await openGateway();
    const raced = over(gateway, together(gateway.store, 2));
    const other = interchange([order('4711', '20')], { control: '2' });
    const both = await Promise.all([files[0]!, other].map((file) => settled(raced, file)));
    expect(both.map(codes).sort()).toEqual([[], ['ORDER_NUMBER_REUSED']]);
    const [first, second] = await gateway.store.documents({ type: 'order', limit: 10 });
    expect(first).toMatchObject({ parent: null, validation: 'valid' });
    expect(second).toMatchObject({ parent: first!.id, root: first!.id, validation: 'warned' });
  });

  it('with other content is held where that is agreed', async () => {
    const known = catalog.partners.get('acme')!;
    const acme: Agreement = { ...known, duplicates: { ...known.duplicates, order: 'hold' } };
    const gateway = await openGateway({ catalog: { ...catalog, partners: new Map([['acme', acme]]) } });
    const raced = over(gateway, together(gateway.store, 2));
    const other = interchange([order('4711', '20')], { control: '2' });
    const both = await Promise.all([files[0]!, other].map((file) => settled(raced, file)));
    expect(both.map(({ state }) => state).sort()).toEqual(['held', 'translated']);
    expect((await records(gateway.store)).orders).toEqual(['4711']);
  });

  it('is made once when two processes share the database', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'dragoman-settle-')), 'gateway.db');
    onTestFinished(() => rmSync(dirname(path), { recursive: true }));
    const stores = [createStore(openSqlite(path)), createStore(openSqlite(path))] as const;
    for (const store of stores) await store.open();
    const gateway = await openGateway({ store: stores[0] });
    const gate = gathering(2);
    const raced = stores.map((store) => ({ ...gateway, store: { ...store, ...gate(store) } }));
    const both = await Promise.all(raced.map((one, i) => settled(one, files[i]!)));
    expect(both.map(codes).sort()).toEqual([[], ['ORDER_REPEATED']]);
    for (const store of stores) {
      expect((await records(store)).orders).toEqual(['4711']);
      await store.close();
    }
  });

  it('is made once however many bring it', async () => {
    const gateway = await openGateway();
    const raced = over(gateway, together(gateway.store, files.length));
    const all = await Promise.all(files.map((file) => settled(raced, file)));
    expect(all.filter(({ documents }) => documents === 1)).toHaveLength(1);
    expect(all.filter((one) => codes(one).includes('ORDER_REPEATED'))).toHaveLength(files.length - 1);
    expect((await records(gateway.store)).orders).toEqual(['4711']);
  });

  it('is made once by the server that is sent it so often', async () => {
    const { app, gateway } = await openApp();
    const sent: { documents: number }[] = await Promise.all(
      files.map((file) => as(app, 'acme').post('/v1/transmissions', file, 202)),
    );
    expect(sent.filter(({ documents }) => documents === 1)).toHaveLength(1);
    expect((await records(gateway.store)).orders).toEqual(['4711']);
    expect((await records(gateway.store)).transmissions).toEqual(files.map(() => 'translated'));
  });
});

describe('a transmission', () => {
  it('settled under a claim that was lost changes nothing and answers what is on record', async () => {
    const gateway = await openGateway();
    const slow = over(gateway, {
      async settle(settlement) {
        // Meanwhile its claim ran out, and another worker was faster.
        gateway.clock.pass(61);
        const [claimed] = await gateway.store.claim(gateway.clock.now(), '2027-01-01T00:00:00.000Z', 1);
        await gateway.store.settle({ ...settlement, token: claimed!.token });
        return gateway.store.settle(settlement);
      },
    });
    const { state, acknowledgments } = await settled(slow, interchange([order('4711')]));
    expect([state, acknowledgments.length]).toEqual(['translated', 1]);
    expect(await records(gateway.store)).toMatchObject({
      orders: ['4711'],
      messages: ['x12/997'],
      events: ['received', 'translated', 'offered', 'answered'],
    });
  });

  it('without any set that was accepted does not use up its control number', async () => {
    const gateway = await openGateway();
    expect(await settled(gateway, interchange([brokenOrder('1')]))).toMatchObject({ state: 'translated', rejected: 1 });
    expect(await settled(gateway, interchange([brokenOrder('2')]))).toMatchObject({ state: 'translated', rejected: 1 });
    expect(await settled(gateway, interchange([order('3')]))).toMatchObject({ state: 'translated', documents: 1 });
    expect(await settled(gateway, interchange([order('4')]))).toMatchObject({ state: 'held' });
  });

  it('of a partner that wants no acknowledgment gets none', async () => {
    const gateway = await openGateway();
    const known = gateway.catalog.partners.get('acme')!;
    const acme: Agreement = { ...known, acknowledge: { ...known.acknowledge, functional: 'none' } };
    const silent = { ...gateway, catalog: { ...gateway.catalog, partners: new Map([['acme', acme]]) } };
    expect(await settled(silent, interchange([order('1')]))).toMatchObject({
      state: 'translated',
      documents: 1,
      acknowledgments: [],
    });
    expect((await records(gateway.store)).events).toEqual(['received', 'translated', 'offered']);
  });

  it('is checked as deeply whether or not it is acknowledged', async () => {
    const gateway = await openGateway();
    const known = gateway.catalog.partners.get('acme')!;
    const acme: Agreement = {
      ...known,
      acknowledge: { ...known.acknowledge, functional: 'none', interchange: 'never' },
    };
    const silent = { ...gateway, catalog: { ...gateway.catalog, partners: new Map([['acme', acme]]) } };
    const { problems } = await settled(gateway, interchange([brokenOrder('1')]));
    const untold = await settled(silent, interchange([brokenOrder('2')], { control: '906' }));
    expect(untold).toMatchObject({ rejected: 1, documents: 0, acknowledgments: [] });
    expect(untold.problems.map(({ code }) => code)).toEqual(problems.map(({ code }) => code));
  });

  it('is numbered, dated and traced in the documents it makes', async () => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')]));
    const [made] = await gateway.store.documents({ limit: 1 });
    expect(made).toMatchObject({
      erp: 'generic',
      partner: 'acme',
      transmission: 'tx_0001',
      parent: null,
      root: made!.id,
      validation: 'valid',
      createdAt: gateway.clock.now(),
    });
    expect(made!.body).toMatchObject({
      id: made!.id,
      source: { transmission: 'tx_0001', interchange: '000000905', group: '905', set: '0001' },
    });
  });
});
