// The documents of an interchange, offered each by itself or as a batch that no page of the feed cuts.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { wholeBatches } from '../../src/gateway/batch.ts';
import { poll } from '../../src/gateway/feed.ts';
import type { Batch } from '../../src/gateway/ports.ts';
import { release, restart, work } from '../../src/gateway/work.ts';
import { change } from '../http/amending.ts';
import { catalog, openGateway, type TestGateway } from '../http/gateway.ts';
import { brokenOrder, interchange, order } from '../http/x12.ts';
import { arrive, over, settled } from './arrive.ts';

const acme = catalog.partners.get('acme')!;

/** A gateway whose partner acme agreed otherwise. */
function under(changed: Partial<Agreement>): Promise<TestGateway> {
  return openGateway({ catalog: { ...catalog, partners: new Map([['acme', { ...acme, ...changed }]]) } });
}

const preserving = (changed: Partial<Agreement> = {}): Promise<TestGateway> => under({ offer: 'preserve', ...changed });

const orders = (control: string, ...numbers: string[]): string =>
  interchange(
    numbers.map((number) => order(number)),
    { control },
  );

/** The numbers in a feed, each with its place in its batch. */
const feed = async ({ store }: TestGateway, erp = 'generic'): Promise<string[]> =>
  (await store.feed(erp, { limit: 100 })).map(({ number, batch }) => `${number} ${told(batch)}`);
const told = (batch: Batch | null): string =>
  batch === null ? 'alone' : `${batch.position}/${batch.of} of ${batch.interchange}`;

/** The numbers of a page; a + says that there is more. */
async function paged({ store }: TestGateway, limit: number, more: { after?: number; type?: string } = {}) {
  const { documents, hasMore } = await poll(store, 'generic', { ...more, limit });
  return documents.map(({ number }) => number).join(' ') + (hasMore ? ' +' : '');
}

const confirmation = (document: string) => ({
  document,
  erp: 'generic',
  business: 'accepted' as const,
  erpNumber: null,
  at: '2026-01-31T12:00:00.000Z',
  response: undefined,
  events: [],
});

describe('an interchange of three orders, the second wrong,', () => {
  const three = interchange([order('1'), brokenOrder('2'), order('3')]);

  it.each([
    ['split', 'set', ['1 alone', '3 alone']],
    ['split', 'interchange', []],
    ['preserve', 'set', ['1 1/2 of 000000905', '3 2/2 of 000000905']],
    ['preserve', 'interchange', []],
  ] as const)('offered by %s and suspended by %s', async (offer, suspend, expected) => {
    const gateway = await under({ offer, suspend });
    expect(await settled(gateway, three)).toMatchObject({ documents: expected.length, rejected: 3 - expected.length });
    expect(await feed(gateway)).toEqual(expected);
  });

  it.each([
    ['split', ['1 alone', '2 alone', '3 alone']],
    ['preserve', ['1 1/3 of 000000905', '2 2/3 of 000000905', '3 3/3 of 000000905']],
  ] as const)('is offered by %s once it is corrected', async (offer, expected) => {
    const gateway = await under({ offer, suspend: 'interchange' });
    await settled(gateway, three);
    await settled(gateway, orders('905', '1', '2', '3'));
    expect(await feed(gateway)).toEqual(expected);
  });
});

describe('a batch', () => {
  it('is of one interchange of a transmission', async () => {
    const gateway = await preserving();
    const both = await arrive(gateway, orders('1', '11', '12') + orders('2', '21'));
    gateway.clock.pass(61);
    await work(gateway);
    const found = await gateway.store.feed('generic', { limit: 9 });
    const [first, , third] = found.map(({ id }) => id);
    const { id: transmission } = both.transmission;
    expect(found.map(({ batch }) => batch)).toEqual([
      { id: first, interchange: '000000001', transmission, position: 1, of: 2 },
      { id: first, interchange: '000000001', transmission, position: 2, of: 2 },
      { id: third, interchange: '000000002', transmission, position: 1, of: 1 },
    ]);
  });

  it('is told from another of its control number in the same transmission', async () => {
    const gateway = await preserving({ duplicates: { ...acme.duplicates, interchange: 'accept' } });
    await settled(gateway, orders('1', '11', '12') + orders('1', '13', '14'));
    const found = await gateway.store.feed('generic', { limit: 9 });
    expect(new Set(found.map(({ batch }) => batch!.id)).size).toBe(2);
    expect(await paged(gateway, 3)).toBe('11 12 +');
  });

  it('goes over the groups of its interchange', async () => {
    const gateway = await preserving();
    await settled(gateway, twoGroups());
    expect(await feed(gateway)).toEqual(['11 1/2 of 000000001', '11 2/2 of 000000001']);
  });

  it('counts no order that is there already', async () => {
    const gateway = await preserving();
    await settled(gateway, orders('1', '11'));
    await settled(gateway, orders('2', '11', '12', '13'));
    expect(await feed(gateway)).toEqual(['11 1/1 of 000000001', '12 1/2 of 000000002', '13 2/2 of 000000002']);
  });

  it('of a test is for the ERP of tests, and there is none where nobody is offered it', async () => {
    const test = orders('1', '11', '12').replace('*0*P*>', '*0*T*>');
    const sandboxed = await preserving({ test: 'sandbox' });
    await settled(sandboxed, test);
    expect(await feed(sandboxed, 'sandbox')).toEqual(['11 1/2 of 000000001', '12 2/2 of 000000001']);
    const kept = await preserving();
    await settled(kept, test);
    expect((await kept.store.documents({ limit: 9 })).map(({ batch }) => batch)).toEqual([null, null]);
  });

  it('is the same when its transmission is held and released', async () => {
    const gateway = await preserving();
    await settled(gateway, orders('1', '11'));
    expect((await settled(gateway, orders('1', '12', '13'))).state).toBe('held');
    const [held] = await gateway.store.transmissions({ state: 'held', limit: 1 });
    await release(gateway, held!.id, 'they sent a corrected file');
    expect(await feed(gateway)).toEqual(['11 1/1 of 000000001', '12 1/2 of 000000001', '13 2/2 of 000000001']);
  });

  it('is the same when its transmission failed and is restarted', async () => {
    const gateway = await preserving();
    const { transmission } = await arrive(gateway, orders('1', '11', '12'));
    gateway.clock.pass(61);
    await work(over(gateway, { body: async () => undefined }));
    expect(await feed(gateway)).toEqual([]);
    expect(await restart(gateway, transmission.id, 'its bytes are back')).toBe(true);
    expect(await feed(gateway)).toEqual(['11 1/2 of 000000001', '12 2/2 of 000000001']);
  });
});

/** An interchange of an order and, in a group of its own, a change of it. */
function twoGroups(): string {
  const parts = (text: string): string[] => text.split(/^(?=GS|IEA)/m);
  const [header, ordered, trailer] = parts(orders('1', '11'));
  const [, changed] = parts(interchange([change('11', '1', 'POC*1*QI*12*12*EA')], { control: '2', group: 'PC' }));
  return [header, ordered, changed, trailer!.replace('IEA*1', 'IEA*2')].join('');
}

describe('a page of a feed', () => {
  const document = (id: string | null) => ({ batch: id === null ? null : ({ id } as Batch) });

  it.each<[string, (string | null)[], number, number]>([
    ['holds what there is', ['a', 'a'], 3, 2],
    ['holds as many as are wanted', [null, null, null], 2, 2],
    ['ends behind a batch that just fits', ['a', 'a', 'b'], 2, 2],
    ['ends before a batch that does not fit', [null, 'a', 'a'], 2, 1],
    ['ends behind a batch where another begins', ['a', 'b', 'b'], 2, 1],
    ['may be all the rest of a batch', ['a', 'a', 'a'], 3, 3],
    ['cannot hold part of its first batch', ['a', 'a', 'a'], 2, 0],
    ['is empty where nothing is', [], 1, 0],
  ])('%s', (_, found, limit, length) => {
    const given = found.map(document);
    expect(wholeBatches(given, limit)).toEqual(given.slice(0, length));
  });

  async function offering(): Promise<TestGateway> {
    const gateway = await preserving();
    await settled(gateway, orders('1', '11'));
    await settled(gateway, orders('2', '21', '22', '23'));
    await settled(gateway, orders('3', '31', '32'));
    return gateway;
  }

  it('never cuts a batch, and a batch larger than the page comes alone and whole', async () => {
    const gateway = await offering();
    const pages: string[] = [];
    for (let after = 0, more = true; more; ) {
      const { documents, hasMore } = await poll(gateway.store, 'generic', { after, limit: 2 });
      pages.push(documents.map(({ number }) => number).join(' '));
      after = documents.at(-1)!.sequence;
      more = hasMore;
    }
    expect(pages).toEqual(['11', '21 22 23', '31 32']);
    expect(await paged(gateway, 5)).toBe('11 21 22 23 +');
    expect(await paged(gateway, 6)).toBe('11 21 22 23 31 32');
  });

  it('cuts nothing but batches', async () => {
    const gateway = await openGateway();
    await settled(gateway, orders('1', '11', '12', '13'));
    expect(await paged(gateway, 2)).toBe('11 12 +');
    expect(await paged(gateway, 3)).toBe('11 12 13');
  });

  it('goes on from inside a batch with the rest of it', async () => {
    const gateway = await offering();
    const [, first] = await gateway.store.feed('generic', { limit: 2 });
    expect(await paged(gateway, 1, { after: first!.sequence })).toBe('22 23 +');
    expect(await paged(gateway, 3, { after: first!.sequence })).toBe('22 23 +');
    expect(await paged(gateway, 4, { after: first!.sequence })).toBe('22 23 31 32');
  });

  it('holds what is left of a batch when some of it is confirmed, at the same place in it', async () => {
    const gateway = await offering();
    const found = await gateway.store.feed('generic', { limit: 9 });
    for (const number of ['11', '22']) {
      const { id } = found.find((one) => one.number === number)!;
      expect(await gateway.store.confirm(confirmation(id))).toBe(true);
    }
    expect(await paged(gateway, 1)).toBe('21 23 +');
    expect((await feed(gateway)).slice(0, 2)).toEqual(['21 1/3 of 000000002', '23 3/3 of 000000002']);
  });

  it('of one kind of document holds those of a batch', async () => {
    const gateway = await preserving();
    await settled(gateway, twoGroups());
    expect(await paged(gateway, 1, { type: 'order-change' })).toBe('11');
    expect(await paged(gateway, 1)).toBe('11 11');
  });
});
