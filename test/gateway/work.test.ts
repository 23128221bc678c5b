import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import type { Store } from '../../src/gateway/ports.ts';
import { receive } from '../../src/gateway/receive.ts';
import { work } from '../../src/gateway/work.ts';
import { openGateway, type TestGateway } from '../http/gateway.ts';
import { interchange, order } from '../http/x12.ts';
import { arrive, over, records } from './arrive.ts';

const refuses = (error: Error) => (): Promise<never> => Promise.reject(error);
const DISK = new Fault('STORE_DISK', 'transient', 'no disk');

/** Works again and again, each time when every claim has run out. */
async function workTimes(gateway: TestGateway, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    gateway.clock.pass(301);
    await work(gateway);
  }
}

const only = async (store: Store) => (await store.transmissions({ limit: 1 }))[0]!;

describe('work', () => {
  it('reads what a crash left behind, once its receiver cannot be at it any more', async () => {
    const gateway = await openGateway();
    await arrive(gateway, interchange([order('4711')]));
    gateway.clock.pass(59);
    expect(await work(gateway)).toBe(0);
    gateway.clock.pass(1);
    expect(await work(gateway)).toBe(1);
    expect(await records(gateway.store)).toEqual({
      transmissions: ['translated'],
      orders: ['4711'],
      messages: ['x12/997'],
      events: ['received', 'translated', 'offered', 'answered'],
    });
    expect(await only(gateway.store)).toMatchObject({ attempts: 2 });
  });

  it('reads what was left to it at once, a batch at a time, oldest first', async () => {
    const gateway = await openGateway();
    for (let i = 1; i <= 12; i++) {
      const bytes = new TextEncoder().encode(interchange([order(String(i))], { control: String(i) }));
      expect((await receive(gateway, { bytes, channel: 'folder', partner: 'acme', fileName: null }, false)).token).toBe(
        0,
      );
    }
    expect([await work(gateway), await work(gateway), await work(gateway)]).toEqual([10, 2, 0]);
    expect((await records(gateway.store)).orders).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)));
  });

  it('done by two at once reads everything once', async () => {
    const gateway = await openGateway();
    for (let i = 1; i <= 6; i++) await arrive(gateway, interchange([order(String(i))], { control: String(i) }));
    gateway.clock.pass(61);
    const counts = await Promise.all([work(gateway), work(gateway)]);
    expect(counts[0]! + counts[1]!).toBe(6);
    expect((await records(gateway.store)).orders).toHaveLength(6);
    expect((await records(gateway.store)).messages).toHaveLength(6);
  });

  it('sets aside what fails again and again, for an operator to restart', async () => {
    const gateway = await openGateway();
    await arrive(gateway, interchange([order('4711')]));
    const broken = over(gateway, { reserve: refuses(DISK) });
    await workTimes(broken, 3);
    expect(await only(gateway.store)).toMatchObject({ state: 'received', attempts: 4 });
    await workTimes(broken, 1);
    expect(await only(gateway.store)).toMatchObject({ state: 'failed', attempts: 5, partner: 'acme' });
    expect(await gateway.store.events({ kind: 'failed', limit: 9 })).toMatchObject([
      { transmission: 'tx_0001', detail: { reason: 'no disk' } },
    ]);
    await workTimes(gateway, 1);
    expect(await only(gateway.store)).toMatchObject({ state: 'failed' });

    const restarted = {
      at: gateway.clock.now(),
      kind: 'restarted',
      transmission: 'tx_0001',
      detail: { reason: 'a new disk' },
    };
    expect(await gateway.store.restart('tx_0001', restarted)).toBe(true);
    expect(await work(gateway)).toBe(1);
    expect(await records(gateway.store)).toEqual({
      transmissions: ['translated'],
      orders: ['4711'],
      messages: ['x12/997'],
      events: ['received', 'failed', 'restarted', 'translated', 'offered', 'answered'],
    });
  });

  it('sets aside at once what cannot get better', async () => {
    const gateway = await openGateway();
    await arrive(gateway, interchange([order('4711')]));
    await workTimes(over(gateway, { body: async () => undefined }), 1);
    expect(await only(gateway.store)).toMatchObject({ state: 'failed', attempts: 2 });
    expect(gateway.errors[0]).toContain('the bytes of tx_0001 are gone');
  });

  it('goes on with the others when one cannot even be set aside, and comes back to it', async () => {
    const gateway = await openGateway();
    await arrive(gateway, interchange([order('1')], { control: '1' }));
    await arrive(gateway, interchange([order('2')], { control: '2' }));
    const permanent = new Fault('STORE_CONSTRAINT', 'permanent', 'refused');
    const broken = over(gateway, {
      settle: (settlement) =>
        settlement.transmission === 'tx_0001' ? Promise.reject(permanent) : gateway.store.settle(settlement),
    });
    await workTimes(broken, 1);
    expect(await records(gateway.store)).toMatchObject({ transmissions: ['received', 'translated'], orders: ['2'] });
    await workTimes(gateway, 1);
    expect(await records(gateway.store)).toMatchObject({
      transmissions: ['translated', 'translated'],
      orders: ['2', '1'],
    });
  });
});
