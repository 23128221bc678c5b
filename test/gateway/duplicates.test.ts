// What came before is told apart by content: the same bytes, the same control number, the same order number.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { noticeOf } from '../../src/gateway/notice.ts';
import { release } from '../../src/gateway/work.ts';
import { catalog, openGateway, type TestGateway } from '../http/gateway.ts';
import { interchange, order } from '../http/x12.ts';
import { records, settled } from './arrive.ts';

type Changed = Partial<Pick<Agreement, 'duplicates' | 'acknowledge' | 'test' | 'suspend'>>;

/** A gateway whose partner acme agreed otherwise. */
function under(changed: Changed): Promise<TestGateway> {
  const acme: Agreement = { ...catalog.partners.get('acme')!, ...changed };
  return openGateway({ catalog: { ...catalog, partners: new Map([['acme', acme]]) } });
}

const { duplicates, acknowledge } = catalog.partners.get('acme')!;
const codes = ({ problems }: { problems: { code: string }[] }): string[] => problems.map(({ code }) => code);
const DAY = 24 * 60 * 60;

describe('the same bytes again', () => {
  it('get the stored acknowledgment and make nothing, however long ago it was', async () => {
    const gateway = await openGateway();
    const file = interchange([order('4711')]);
    const first = await settled(gateway, file);
    gateway.clock.pass(400 * DAY);
    const again = await settled(gateway, file);
    expect(again.state).toBe('duplicate');
    expect(again.acknowledgments[0]!.content).toBe(first.acknowledgments[0]!.content);
    expect((await records(gateway.store)).orders).toEqual(['4711']);
  });
});

describe('a control number with other content', () => {
  const other = interchange([order('4712')]);

  it('is held, and answers nothing', async () => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')]));
    const held = await settled(gateway, other);
    expect([held.state, held.acknowledgments, codes(held)]).toEqual(['held', [], ['DUPLICATE_CONTROL_NUMBER']]);
    expect((await records(gateway.store)).events.at(-1)).toBe('held');
  });

  it('that is held is translated once an operator lets it pass, for a reason that stays', async () => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')]));
    await settled(gateway, other);
    const [held] = await gateway.store.transmissions({ state: 'held', limit: 1 });
    expect(await release(gateway, held!.id, 'they sent a corrected file')).toBe(true);
    expect(await gateway.store.transmission(held!.id)).toMatchObject({
      state: 'translated',
      documents: 1,
      released: 'they sent a corrected file',
    });
    expect(await records(gateway.store)).toMatchObject({
      orders: ['4711', '4712'],
      messages: ['x12/997', 'x12/997'],
    });
    expect(await release(gateway, held!.id, 'again')).toBe(false);
    const [event] = await gateway.store.events({ kind: 'released', limit: 10 });
    expect(event).toMatchObject({ partner: 'acme', detail: { reason: 'they sent a corrected file' } });
    // From now on the number is the released one's.
    expect((await settled(gateway, other)).state).toBe('duplicate');
    expect((await settled(gateway, interchange([order('4713')]))).state).toBe('held');
  });

  it('is refused with TA1 025 where that is agreed, whether one was asked for or not', async () => {
    const gateway = await under({ duplicates: { ...duplicates, interchange: 'refuse' } });
    await settled(gateway, interchange([order('4711')]));
    const refused = await settled(gateway, other);
    expect([refused.state, refused.documents, refused.rejected]).toEqual(['refused', 0, 1]);
    const [answer] = refused.acknowledgments;
    expect(answer!.content.split('~\n').filter((one) => /^(TA1|AK)/.test(one))).toEqual([
      'TA1*000000905*260131*1200*R*025',
    ]);
    expect(await records(gateway.store)).toMatchObject({ orders: ['4711'], messages: ['x12/997', 'x12/TA1'] });
  });

  it('beside a good interchange in one file is refused alone', async () => {
    const gateway = await under({ duplicates: { ...duplicates, interchange: 'refuse' } });
    await settled(gateway, interchange([order('4711')]));
    const both = await settled(gateway, other + interchange([order('4713')], { control: '906' }));
    expect([both.state, both.documents, both.rejected]).toEqual(['translated', 1, 1]);
    expect((await records(gateway.store)).orders).toEqual(['4711', '4713']);
  });

  it('is taken where that is agreed', async () => {
    const gateway = await under({ duplicates: { ...duplicates, interchange: 'accept' } });
    await settled(gateway, interchange([order('4711')]));
    expect((await settled(gateway, other)).state).toBe('translated');
    expect((await records(gateway.store)).orders).toEqual(['4711', '4712']);
  });

  it('is taken when it was used longer ago than agreed, and held again for as long', async () => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')]));
    gateway.clock.pass(30 * DAY);
    expect((await settled(gateway, other)).state).toBe('held');
    gateway.clock.pass(1);
    expect((await settled(gateway, interchange([order('4713')]))).state).toBe('translated');
    gateway.clock.pass(DAY);
    expect((await settled(gateway, interchange([order('4714')]))).state).toBe('held');
  });

  it('is held for ever where that is agreed', async () => {
    const gateway = await under({ duplicates: { ...duplicates, days: undefined } });
    await settled(gateway, interchange([order('4711')]));
    gateway.clock.pass(4000 * DAY);
    expect((await settled(gateway, other)).state).toBe('held');
  });

  it('twice in one file is held, and nothing of the file is made', async () => {
    const gateway = await openGateway();
    const held = await settled(gateway, interchange([order('4711')]) + other);
    expect([held.state, codes(held)]).toEqual(['held', ['DUPLICATE_CONTROL_NUMBER']]);
    expect((await records(gateway.store)).orders).toEqual([]);
  });
});

describe('an order number under a new control number', () => {
  const first = interchange([order('4711')], { control: '1' });
  const same = interchange([order('4711')], { control: '2' });
  const changed = interchange([order('4711', '20')], { control: '2' });

  it('that says the same is accepted and not made again', async () => {
    const gateway = await openGateway();
    await settled(gateway, first);
    const again = await settled(gateway, same);
    expect([again.state, again.documents, codes(again)]).toEqual(['translated', 0, ['ORDER_REPEATED']]);
    expect(again.acknowledgments[0]!.content).toContain('AK9*A*1*1*1');
    const [order1] = await gateway.store.documents({ limit: 10 });
    const [event] = await gateway.store.events({ kind: 'repeated', limit: 10 });
    expect(event).toMatchObject({ document: order1!.id, detail: { number: '4711', earlier: order1!.id } });
    expect((await records(gateway.store)).orders).toEqual(['4711']);
  });

  it('that says something else goes on, tied to the earlier one and marked', async () => {
    const gateway = await openGateway();
    await settled(gateway, first);
    expect(codes(await settled(gateway, changed))).toEqual(['ORDER_NUMBER_REUSED']);
    const [one, other] = await gateway.store.documents({ type: 'order', limit: 10 });
    expect(other).toMatchObject({ parent: one!.id, root: one!.id, validation: 'warned', delivery: 'offered' });
    const [event] = await gateway.store.events({ kind: 'possibleChange', limit: 10 });
    expect(event).toMatchObject({ document: other!.id, detail: { earlier: one!.id } });
  });

  it('that says something else is held where that is agreed, unanswered until an operator lets it pass', async () => {
    const gateway = await under({ duplicates: { ...duplicates, order: 'hold' } });
    await settled(gateway, first);
    const held = await settled(gateway, changed);
    expect([held.state, held.acknowledgments, codes(held)]).toEqual(['held', [], ['ORDER_NUMBER_REUSED']]);
    const [transmission] = await gateway.store.transmissions({ state: 'held', limit: 1 });
    expect(await release(gateway, transmission!.id, 'agreed by phone')).toBe(true);
    expect((await records(gateway.store)).orders).toEqual(['4711', '4711']);
  });

  it('is nothing to speak of where that is agreed', async () => {
    const gateway = await under({ duplicates: { ...duplicates, order: 'accept' } });
    await settled(gateway, first);
    expect(codes(await settled(gateway, same))).toEqual([]);
    expect((await records(gateway.store)).orders).toEqual(['4711', '4711']);
  });

  it('twice in one group is made once', async () => {
    const gateway = await openGateway();
    expect(codes(await settled(gateway, interchange([order('4711'), order('4711')])))).toEqual(['ORDER_REPEATED']);
    expect((await records(gateway.store)).orders).toEqual(['4711']);
  });
});

describe('a test interchange', () => {
  const test = (number: string, control: string): string =>
    interchange([order(number)], { control }).replace('*0*P*>', '*0*T*>');

  it('never reaches the live ERP, and is answered as a test', async () => {
    const gateway = await openGateway();
    const { acknowledgments } = await settled(gateway, test('4711', '1'));
    expect(acknowledgments[0]!.content.slice(0, 105)).toMatch(/\*0\*T\*>$/);
    expect(await gateway.store.feed('generic', { limit: 10 })).toEqual([]);
    expect((await records(gateway.store)).events).toContain('kept');
  });

  it('reaches the ERP for tests where there is one, and hinders no live order', async () => {
    const gateway = await under({ test: 'sandbox' });
    await settled(gateway, test('4711', '1'));
    await settled(gateway, interchange([order('4711')], { control: '2' }));
    expect((await gateway.store.feed('sandbox', { limit: 10 })).map(({ number }) => number)).toEqual(['4711']);
    expect((await gateway.store.feed('generic', { limit: 10 })).map(({ number }) => number)).toEqual(['4711']);
  });
});

describe('an interchange that is taken as a whole', () => {
  it('is refused as a whole when one set in it is wrong', async () => {
    const gateway = await under({ suspend: 'interchange' });
    const { rejected, documents, acknowledgments } = await settled(
      gateway,
      interchange([order('1'), order('2', 'ten')]),
    );
    expect([rejected, documents]).toEqual([2, 0]);
    expect(acknowledgments[0]!.content.match(/AK5\*.*|AK9\*[^~]*/g)).toEqual(['AK5*R~', 'AK5*R*5~', 'AK9*R*2*2*0']);
  });

  it('is taken when nothing in it is wrong', async () => {
    const gateway = await under({ suspend: 'interchange' });
    expect(await settled(gateway, interchange([order('1'), order('2')]))).toMatchObject({ rejected: 0, documents: 2 });
  });
});

describe('a notice', () => {
  it('tells a sender nobody knows what came and what is wrong with it', async () => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')], { sender: 'STRANGER' }), null);
    const [one] = await gateway.store.transmissions({ state: 'unassigned', limit: 1 });
    const text = noticeOf(one!);
    expect(text).toContain('so no acknowledgment could be formed');
    expect(text).toContain(one!.digest);
    expect(text).toContain('no agreement names the sender ZZ:STRANGER to ZZ:DRAGOMAN [PARTNER_UNKNOWN]');
  });

  it('tells a sender we know that we are not whom the file names', async () => {
    const gateway = await openGateway();
    await settled(gateway, interchange([order('4711')], { receiver: 'SOMEBODY' }), null);
    const [one] = await gateway.store.transmissions({ state: 'unassigned', limit: 1 });
    expect(codes(one!)).toEqual(['RECEIVER_UNKNOWN']);
  });
});

describe('control numbers of ours', () => {
  it('come from the agreed range, and nothing is sent when they are used up', async () => {
    const numbers = { ...catalog.partners.get('acme')!.numbers, from: 700, to: 701, rollover: false };
    const acme: Agreement = { ...catalog.partners.get('acme')!, numbers, acknowledge };
    const gateway = await openGateway({ catalog: { ...catalog, partners: new Map([['acme', acme]]) } });
    const sent = [];
    for (const control of ['1', '2'])
      sent.push(...(await settled(gateway, interchange([order(control)], { control }))).acknowledgments);
    expect(sent.map(({ content }) => content.split('*')[13])).toEqual(['000000700', '000000701']);
    await expect(settled(gateway, interchange([order('3')], { control: '3' }))).rejects.toThrow(/700 to 701.*used up/);
  });

  it('are counted apart for acknowledgments and groups where that is agreed', async () => {
    const numbers = { from: 5, to: 99, rollover: true, group: 'own', acknowledgments: 'own' } as const;
    const acme: Agreement = { ...catalog.partners.get('acme')!, numbers };
    const gateway = await openGateway({ catalog: { ...catalog, partners: new Map([['acme', acme]]) } });
    await gateway.store.reserve('acme|group', { from: 40, to: 99, rollover: true });
    const { acknowledgments } = await settled(gateway, interchange([order('1')]));
    const [answer] = acknowledgments;
    expect(answer!.content).toMatch(/\*000000005\*/);
    expect(answer!.content).toMatch(/GS\*FA\*DRAGOMAN\*ACMERETAIL\*\d+\*\d+\*41\*/);
  });
});
