// What came before is told apart by content: the same bytes, the same control number, the same order number.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { noticeOf } from '../../src/gateway/notice.ts';
import type { Settled } from '../../src/gateway/settle.ts';
import { release, restart } from '../../src/gateway/work.ts';
import { catalog, openGateway, type TestGateway } from '../http/gateway.ts';
import { acknowledgment, brokenOrder, interchange, order } from '../http/x12.ts';
import { records, settled } from './arrive.ts';

type Changed = Partial<Pick<Agreement, 'duplicates' | 'acknowledge' | 'test' | 'suspend'>>;

/** A gateway whose partner acme agreed otherwise. */
function under(changed: Changed): Promise<TestGateway> {
  const acme: Agreement = { ...catalog.partners.get('acme')!, ...changed };
  return openGateway({ catalog: { ...catalog, partners: new Map([['acme', acme]]) } });
}

const { duplicates, acknowledge } = catalog.partners.get('acme')!;
const codes = ({ problems }: { problems: { code: string }[] }): string[] => problems.map(({ code }) => code);
/** The segments of its acknowledgments that say something of a group. */
const said = ({ acknowledgments }: Settled): string[] =>
  acknowledgments.flatMap(({ content }) => [...content.matchAll(/^(AK[^~]*)~/gm)].map(([, segment]) => segment!));
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

describe('a group control number', () => {
  /** An interchange of its own number whose group has number 7. */
  const numbered = (control: string, number: string, { group = 'PO', sets = [order(number)] } = {}): string =>
    interchange(sets, { control, group })
      .replace(/(\*1200)\*\d+\*X/, '$1*7*X')
      .replace(/GE\*(\d+)\*\d+/, 'GE*$1*7');
  const refusing: Changed = { duplicates: { ...duplicates, group: 'refuse' } };

  it('of an earlier interchange is nothing to speak of by default, and is not kept', async () => {
    const gateway = await openGateway();
    expect(codes(await settled(gateway, numbered('1', '4711')))).toEqual([]);
    expect(codes(await settled(gateway, numbered('2', '4712')))).toEqual([]);
    expect(await gateway.store.holderOf('acme|group|ACMERETAIL|DRAGOMAN|PO|7')).toBeUndefined();
    expect((await records(gateway.store)).orders).toEqual(['4711', '4712']);
  });

  it('of an earlier interchange is refused with AK905 19 where that is agreed, and makes nothing', async () => {
    const gateway = await under(refusing);
    await settled(gateway, numbered('1', '4711'));
    const again = await settled(gateway, numbered('2', '4712'));
    expect(again).toMatchObject({ state: 'translated', documents: 0, rejected: 1 });
    expect(again.problems).toMatchObject([
      {
        code: 'GROUP_CONTROL_DUPLICATE',
        message: 'the group control number 7 was used before, on 2026-01-31T12:00:00.000Z',
        at: { tag: 'GS', element: 6, interchange: '000000002', group: '7' },
      },
    ]);
    expect(said(again)).toEqual(['AK1*PO*7', 'AK2*850*0001', 'AK5*R', 'AK9*R*1*1*0*19']);
    expect((await records(gateway.store)).orders).toEqual(['4711']);
  });

  it('is counted by itself for each kind of group', async () => {
    const gateway = await under(refusing);
    await settled(gateway, numbered('1', '4711'));
    const change = '860\nBCH*04*SA*4711***20260131\nPOC*1*QD*10*4*EA*2.50**BP*K-100';
    expect(codes(await settled(gateway, numbered('2', '', { group: 'PC', sets: [change] })))).toEqual([]);
  });

  it('may come again when its group was refused, and its interchange then under its own number too', async () => {
    const gateway = await under(refusing);
    expect(await settled(gateway, numbered('1', '', { sets: [brokenOrder('1')] }))).toMatchObject({ documents: 0 });
    expect(await settled(gateway, numbered('2', '4711'))).toMatchObject({ documents: 1 });
    expect(await settled(gateway, numbered('3', '4712'))).toMatchObject({ documents: 0 });
    // Nothing of the third was taken: its number is free.
    expect(await settled(gateway, interchange([order('4713')], { control: '3' }))).toMatchObject({ documents: 1 });
  });

  it('may come again when it was used longer ago than agreed', async () => {
    const gateway = await under(refusing);
    await settled(gateway, numbered('1', '4711'));
    gateway.clock.pass(30 * DAY + 1);
    expect(await settled(gateway, numbered('2', '4712'))).toMatchObject({ documents: 1 });
    gateway.clock.pass(DAY);
    expect(await settled(gateway, numbered('3', '4713'))).toMatchObject({ documents: 0 });
  });

  it('of two interchanges in one file is taken once', async () => {
    const gateway = await under(refusing);
    const both = await settled(gateway, numbered('1', '4711') + numbered('2', '4712'));
    expect(both).toMatchObject({ documents: 1, rejected: 1 });
    expect(both.problems[0]!.message).toBe('the group control number 7 was used before, in this transmission');
  });

  it('does not keep a re-send from its stored answer, even by somebody who was not known at first', async () => {
    const gateway = await under(refusing);
    const first = await settled(gateway, numbered('1', '4711'), null);
    const again = await settled(gateway, numbered('1', '4711'));
    expect(again.state).toBe('duplicate');
    expect(again.acknowledgments[0]!.content).toBe(first.acknowledgments[0]!.content);
  });

  it('is held where that is agreed, and passes when an operator lets it', async () => {
    const gateway = await under({ duplicates: { ...duplicates, group: 'hold' } });
    await settled(gateway, numbered('1', '4711'));
    const held = await settled(gateway, numbered('2', '4712'));
    expect([held.state, held.acknowledgments, codes(held)]).toEqual(['held', [], ['GROUP_CONTROL_DUPLICATE']]);
    const [transmission] = await gateway.store.transmissions({ state: 'held', limit: 1 });
    expect(await release(gateway, transmission!.id, 'they began again at 7')).toBe(true);
    expect((await records(gateway.store)).orders).toEqual(['4711', '4712']);
  });

  it('refuses its whole interchange where one is taken as a whole', async () => {
    const gateway = await under({ ...refusing, suspend: 'interchange' });
    await settled(gateway, numbered('1', '4711'));
    const [, ...eighth] = numbered('2', '4713')
      .replace(/\*7(?=[*~])/g, '*8')
      .split('\n')
      .slice(0, -2);
    const two = numbered('2', '4712').replace('IEA*1', `${eighth.join('\n')}\nIEA*2`);
    const again = await settled(gateway, two);
    expect(again).toMatchObject({ documents: 0, rejected: 2 });
    expect(said(again).filter((one) => one.startsWith('AK9'))).toEqual(['AK9*R*1*1*0*19', 'AK9*R*1*1*0']);
  });

  it('does not stand in the way of its own transmission when that is translated again', async () => {
    const gateway = await under(refusing);
    await settled(gateway, numbered('1', '4711'));
    const repeated = interchange([order('4711')], { control: '2' });
    expect(codes(await settled(gateway, repeated))).toEqual(['ORDER_REPEATED']);
    const [, second] = await gateway.store.transmissions({ limit: 2 });
    expect(await restart(gateway, second!.id, 'looked at again')).toBe(true);
    expect(codes((await gateway.store.transmission(second!.id))!)).toEqual(['ORDER_REPEATED']);
  });

  it('that comes twice at once is taken once', async () => {
    const gateway = await under(refusing);
    const files = [numbered('1', '4711'), numbered('2', '4712'), numbered('3', '4713')];
    const all = await Promise.all(files.map((file) => settled(gateway, file)));
    expect(all.map(({ documents }) => documents).sort()).toEqual([0, 0, 1]);
  });

  it('of acknowledgments is not looked at: these are told by what they acknowledge', async () => {
    const gateway = await under(refusing);
    const sets = [acknowledgment({ group: 'PR', control: '99', verdict: 'A' })];
    for (const control of ['1', '2'])
      expect(codes(await settled(gateway, numbered(control, '', { group: 'FA', sets })))).not.toContain(
        'GROUP_CONTROL_DUPLICATE',
      );
  });
});

describe('a set control number', () => {
  const refusing: Changed = { duplicates: { ...duplicates, set: 'refuse' } };
  const from = (control: string, first: number, numbers: string[]): string =>
    interchange(
      numbers.map((number) => order(number)),
      { control },
    ).replace(
      /(ST\*850\*|SE\*\d+\*)(\d{4})/g,
      (_, head, number) => head + String(Number(number) + first - 1).padStart(4, '0'),
    );

  it('of an earlier interchange is nothing to speak of by default', async () => {
    const gateway = await openGateway();
    await settled(gateway, from('1', 1, ['4711']));
    expect(codes(await settled(gateway, from('2', 1, ['4712'])))).toEqual([]);
  });

  it('of an earlier interchange is refused with AK502 23 where that is agreed, and its siblings are taken', async () => {
    const gateway = await under(refusing);
    await settled(gateway, from('1', 1, ['4711', '4712']));
    const next = await settled(gateway, from('2', 2, ['4713', '4714']));
    expect(next).toMatchObject({ documents: 1, rejected: 1 });
    expect(next.problems).toMatchObject([
      {
        code: 'SET_CONTROL_DUPLICATE',
        message: 'the set control number 0002 was used before, on 2026-01-31T12:00:00.000Z',
        at: { tag: 'ST', element: 2, segment: 1, set: '0002' },
      },
    ]);
    expect(said(next)).toEqual(['AK1*PO*2', 'AK2*850*0002', 'AK5*R*23', 'AK2*850*0003', 'AK5*A', 'AK9*P*2*2*1']);
    expect((await records(gateway.store)).orders).toEqual(['4711', '4712', '4714']);
    // What was refused had used up no number.
    expect(await settled(gateway, from('3', 4, ['4713']))).toMatchObject({ documents: 1 });
  });

  it('of a set that is wrong is not looked at: it may be sent again corrected', async () => {
    const gateway = await under(refusing);
    await settled(gateway, from('1', 1, ['4711']));
    const partly = await settled(gateway, from('2', 1, ['4712', '4713']).replace('PO1*1*10*', 'PO1*1*ten*'));
    expect(partly).toMatchObject({ documents: 1, rejected: 1 });
    expect(codes(partly)).not.toContain('SET_CONTROL_DUPLICATE');
  });

  it('that was refused is counted from its first use', async () => {
    const gateway = await under(refusing);
    await settled(gateway, from('1', 1, ['4711', '4712']));
    gateway.clock.pass(20 * DAY);
    expect(await settled(gateway, from('2', 2, ['4713', '4714']))).toMatchObject({ documents: 1, rejected: 1 });
    gateway.clock.pass(10 * DAY + 1);
    expect(await settled(gateway, from('3', 2, ['4713']))).toMatchObject({ documents: 1, rejected: 0 });
    expect(await settled(gateway, from('4', 3, ['4715']))).toMatchObject({ documents: 0, rejected: 1 });
  });

  it('is held where that is agreed', async () => {
    const gateway = await under({ duplicates: { ...duplicates, set: 'hold' } });
    await settled(gateway, from('1', 1, ['4711']));
    expect(codes(await settled(gateway, from('2', 1, ['4712'])))).toEqual(['SET_CONTROL_DUPLICATE']);
    expect((await records(gateway.store)).transmissions).toEqual(['translated', 'held']);
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

  it('is told from however many tests of the same number came since', async () => {
    const gateway = await openGateway();
    await settled(gateway, first);
    for (let n = 0; n < 60; n++)
      await settled(gateway, interchange([order('4711', String(n))], { control: `9${n}` }).replace('*0*P*>', '*0*T*>'));
    expect(codes(await settled(gateway, same))).toEqual(['ORDER_REPEATED']);
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
