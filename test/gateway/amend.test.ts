// Which order a change is tied to, and what becomes of changes that come at the same time.
import { describe, expect, it } from 'vitest';
import type { Settlement } from '../../src/gateway/ports.ts';
import { settle } from '../../src/gateway/settle.ts';
import { change } from '../http/amending.ts';
import { openGateway, type TestGateway, withBeta } from '../http/gateway.ts';
import { interchange, order } from '../http/x12.ts';
import { arrive, over, settled } from './arrive.ts';

const ALL = { limit: 100 };
const MORE = 'POC*1*QI*12*12*EA';
const LESS = 'POC*1*QD*8*8*EA';

const changes = (control: string, ...sets: string[]): string => interchange(sets, { control, group: 'PC' });
const orders = (control: string, ...sets: string[]): string => interchange(sets, { control });

const versions = async ({ store }: TestGateway, id: string) =>
  (await store.amendments(id)).map(({ version, base, conflicts }) => [
    version,
    base,
    conflicts.map(({ code }) => code),
  ]);
const parents = async ({ store }: TestGateway) =>
  (await store.documents({ type: 'order-change', ...ALL })).map(({ parent }) => parent);
const ids = async ({ store }: TestGateway) => (await store.documents({ type: 'order', ...ALL })).map(({ id }) => id);

describe('an order change', () => {
  it('is tied to the newest order of its number', async () => {
    const gateway = await openGateway();
    await settled(gateway, orders('1', order('4711')));
    await settled(gateway, orders('2', order('4711', '11')));
    await settled(gateway, changes('3', change('4711', '1', MORE)));
    const [, newest] = await ids(gateway);
    expect(await parents(gateway)).toEqual([newest]);
  });

  it('is tied to the release it names', async () => {
    const gateway = await openGateway();
    const release = (number: string) => order('4711').replace('BEG*00*SA*4711**', `BEG*00*RL*4711*${number}*`);
    await settled(gateway, orders('1', release('0001'), release('0002')));
    const named = (number: string) => change('4711', '1', MORE).replace('*4711**', `*4711*${number}*`);
    await settled(gateway, changes('2', named('0001'), named('0003')));
    const [first] = await ids(gateway);
    expect(await parents(gateway)).toEqual([first, null]);
    const { store } = gateway;
    const [, unknown] = await store.documents({ type: 'order-change', ...ALL });
    expect((await store.amendment(unknown!.id))?.conflicts).toEqual([
      { code: 'ORDER_UNKNOWN', message: 'no order 4711, release 0003 was received from this partner' },
    ]);
  });

  it('is not tied to an order of another partner or ERP', async () => {
    const catalog = withBeta();
    const gateway = await openGateway({ catalog });
    await settled(gateway, interchange([order('4711')], { sender: 'BETASHOP' }), 'beta');
    await settled(gateway, orders('2', order('4712')));
    const acme = { ...catalog.partners.get('acme')!, erp: 'books' };
    const moved = { ...gateway, catalog: { ...catalog, partners: new Map([...catalog.partners, ['acme', acme]]) } };
    await settled(moved, changes('3', change('4711', '1', MORE), change('4712', '1', MORE)));
    expect(await parents(gateway)).toEqual([null, null]);
  });

  it('conflicts with an order the ERP rejected', async () => {
    const gateway = await openGateway();
    await settled(gateway, orders('1', order('4711')));
    const [id = ''] = await ids(gateway);
    const said = { document: id, erp: 'generic', business: 'rejected', erpNumber: null, response: undefined } as const;
    await gateway.store.confirm({ ...said, at: gateway.clock.now(), events: [] });
    await settled(gateway, changes('2', change('4711', '1', MORE)));
    expect(await versions(gateway, id)).toEqual([[null, 1, ['ORDER_REJECTED']]]);
  });

  it('that comes again under its own sequence number conflicts', async () => {
    const gateway = await openGateway();
    await settled(gateway, orders('1', order('4711')));
    await settled(gateway, changes('2', change('4711', '1', MORE), change('4711', '1', LESS)));
    const [id = ''] = await ids(gateway);
    expect(await versions(gateway, id)).toEqual([
      [2, 1, []],
      [null, 2, ['CHANGE_OUT_OF_SEQUENCE']],
    ]);
  });

  it('that is older than one in force conflicts, also where the last one has no number', async () => {
    const gateway = await openGateway();
    await settled(gateway, orders('1', order('4711')));
    await settled(
      gateway,
      changes('2', change('4711', '2', MORE), change('4711', '', LESS), change('4711', '1', MORE)),
    );
    const [id = ''] = await ids(gateway);
    expect(await versions(gateway, id)).toEqual([
      [2, 1, []],
      [3, 2, []],
      [null, 3, ['CHANGE_OUT_OF_SEQUENCE']],
    ]);
  });

  it('is worked out anew when another made a version of the order meanwhile, and answered once', async () => {
    const gateway = await openGateway();
    await settled(gateway, orders('1', order('4711')));
    const slow = changes('2', change('4711', '2', LESS));
    const received = await arrive(gateway, slow);
    const tried: Settlement[] = [];
    const behind = over(gateway, {
      settle: async (settlement) => {
        // Between its reading of the order and its commit.
        if (tried.push(settlement) === 1) await settled(gateway, changes('3', change('4711', '1', MORE)));
        return gateway.store.settle(settlement);
      },
    });
    const result = await settle(behind, received, new TextEncoder().encode(slow));
    expect(result).toMatchObject({ state: 'translated', documents: 1 });
    expect(tried.map(({ amendments }) => amendments[0]?.version)).toEqual([2, 3]);
    const [id = ''] = await ids(gateway);
    expect(await versions(gateway, id)).toEqual([
      [2, 1, []],
      [3, 2, []],
    ]);
    const amendments = await gateway.store.amendments(id);
    expect(amendments[1]?.changes[0]).toEqual({ path: 'lines/0/quantity', line: '1', from: '12', to: '8' });
    expect((await gateway.store.deliveries(ALL)).map(({ message }) => message)).toEqual(Array(3).fill('x12/997'));
    expect(await gateway.store.events({ kind: 'amended', ...ALL })).toHaveLength(2);
  });
});
