import { describe, expect, it } from 'vitest';
import type { Expectations } from '../../src/core/expectation.ts';
import { confirm } from '../../src/gateway/feed.ts';
import type { Acknowledgment } from '../../src/gateway/ports.ts';
import { settle } from '../../src/gateway/settle.ts';
import { restart } from '../../src/gateway/work.ts';
import { openGateway, type TestGateway, withBeta } from '../http/gateway.ts';
import { acknowledgment, interchange, order } from '../http/x12.ts';
import { arrive, over, settled } from './arrive.ts';

/** A gateway that has sent acme an order response: group PR, control number 2. */
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

async function said(gateway: TestGateway): Promise<{ delivery: string; document: string; unmatched: unknown[] }> {
  const [delivery] = await gateway.store.deliveries({ state: 'ready', limit: 1, after: 1 });
  const document = await gateway.store.document(delivery!.document!);
  const unmatched = await gateway.store.events({ kind: 'unmatched', limit: 9 });
  return {
    delivery: delivery!.acknowledgment,
    document: document!.acknowledgment,
    unmatched: unmatched.map(({ detail }) => [detail.groupCode, detail.groupControl]),
  };
}

const kept = (gateway: TestGateway, state: Acknowledgment['state']): Promise<Acknowledgment[]> =>
  gateway.store.acknowledgments({ state, limit: 9 });

const latest = async (gateway: TestGateway): Promise<string> =>
  (await gateway.store.transmissions({ limit: 99 })).at(-1)!.id;

async function only(gateway: TestGateway): Promise<Acknowledgment> {
  const found = await gateway.store.acknowledgments({ limit: 9 });
  expect(found).toHaveLength(1);
  return found[0]!;
}

const send = (gateway: TestGateway, sets: string[], more: { sender?: string; control?: string } = {}) =>
  settled(
    gateway,
    interchange(sets, { control: '906', group: 'FA', ...more }),
    more.sender === 'BETASHOP' ? 'beta' : 'acme',
  );

describe('a partner’s 997', () => {
  it.each([
    ['A of the set', { set: 'A', verdict: 'A' }, 'accepted'],
    ['E of the set', { set: 'E', verdict: 'E' }, 'acceptedWithErrors'],
    ['R of the set', { set: 'R', verdict: 'R' }, 'rejected'],
    ['M of the set, its authentication failed', { set: 'M', verdict: 'R' }, 'rejected'],
    ['W of the set, its assurance failed', { set: 'W', verdict: 'R' }, 'rejected'],
    ['X of the set, it could not be decrypted', { set: 'X', verdict: 'R' }, 'rejected'],
    ['A of the group that names no set', { verdict: 'A' }, 'accepted'],
    ['E of the group that names no set', { verdict: 'E' }, 'acceptedWithErrors'],
    ['P of the group that names no set', { verdict: 'P' }, 'partiallyAccepted'],
    ['R of the group that names no set', { verdict: 'R' }, 'rejected'],
    ['A of the set in a group that is partially accepted', { set: 'A', verdict: 'P' }, 'accepted'],
    ['R of the set in a group that is partially accepted', { set: 'R', verdict: 'P' }, 'rejected'],
  ])('%s is what becomes of the delivery and its document', async (_what, verdict, state) => {
    const gateway = await afterResponse();
    const answer = await send(gateway, [acknowledgment({ group: 'PR', control: '2', ...verdict })]);
    expect(answer).toMatchObject({ state: 'translated', problems: [], acknowledgments: [] });
    expect(await said(gateway)).toEqual({ delivery: state, document: state, unmatched: [] });
    const [event] = await gateway.store.events({ kind: 'acknowledged', limit: 9 });
    expect(event).toMatchObject({ partner: 'acme', detail: { message: 'x12/855', acknowledgment: state } });
  });

  it('finds the group with zeros before its number', async () => {
    const gateway = await afterResponse();
    await send(gateway, [acknowledgment({ group: 'PR', control: '000000002', set: 'A', verdict: 'A' })]);
    expect(await said(gateway)).toMatchObject({ delivery: 'accepted', unmatched: [] });
  });

  it.each([
    ['that was never sent', { group: 'PR', control: '77' }, {}],
    ['of another kind', { group: 'IN', control: '2' }, {}],
    ['of another partner', { group: 'PR', control: '2' }, { sender: 'BETASHOP' }],
  ])('of a group %s changes nothing and is noted', async (_what, group, more) => {
    const gateway = await afterResponse();
    await send(gateway, [acknowledgment({ ...group, set: 'R', verdict: 'R' })], more);
    expect(await said(gateway)).toEqual({
      delivery: 'waiting',
      document: 'waiting',
      unmatched: [[group.group, group.control]],
    });
    expect(await kept(gateway, 'unmatched')).toMatchObject([
      {
        partner: 'sender' in more ? 'beta' : 'acme',
        message: null,
        delivery: null,
        document: null,
        verdict: 'rejected',
        saidBy: 'x12/997',
        transmission: await latest(gateway),
        groupCode: group.group,
        groupControl: group.control,
        setControl: '0001',
        said: { group: { verdict: 'R' }, set: { verdict: 'R' } },
        review: 'open',
      },
    ]);
  });

  it('that says nothing of our set counts by its group', async () => {
    const gateway = await afterResponse();
    await send(gateway, ['997\nAK1*PR*2\nAK2*855*0099\nAK5*R\nAK9*E*1*1*1']);
    expect(await said(gateway)).toMatchObject({ delivery: 'acceptedWithErrors' });
  });

  it('that is broken itself decides nothing', async () => {
    const gateway = await afterResponse();
    const answer = await send(gateway, ['997\nAK1*PR*2\nAK2*855*0001\nAK5*A']);
    expect(answer.problems).toMatchObject([{ code: 'SEGMENT_MISSING', value: 'AK9' }]);
    expect(await said(gateway)).toEqual({ delivery: 'waiting', document: 'waiting', unmatched: [] });
  });

  it('that refuses the group refuses its set, whatever it says of that', async () => {
    const gateway = await afterResponse();
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'R' })]);
    expect(await said(gateway)).toMatchObject({ delivery: 'rejected' });
  });

  it('that names our set twice refuses it if it refuses it once', async () => {
    const gateway = await afterResponse();
    await send(gateway, ['997\nAK1*PR*2\nAK2*855*0001\nAK5*A\nAK2*855*0001\nAK5*R\nAK9*P*1*1*1']);
    expect(await said(gateway)).toMatchObject({ delivery: 'rejected' });
    expect(await kept(gateway, 'unmatched')).toEqual([]);
  });

  it('keeps what it says of sets that were not in our group', async () => {
    const gateway = await afterResponse();
    await send(gateway, [
      '997\nAK1*PR*2\nAK2*855*0001\nAK5*A\nAK2*855*0002\nAK5*R*5\nAK2*855*0002\nAK5*R*5\nAK9*P*2*2*1',
    ]);
    expect(await said(gateway)).toMatchObject({ delivery: 'accepted' });
    expect(await kept(gateway, 'unmatched')).toMatchObject([
      { groupControl: '2', setControl: '0002', verdict: 'rejected', said: { set: { codes: ['5'] } } },
    ]);
  });

  it.each([
    ['accepts', 'A', 'none'],
    ['accepts with errors', 'E', 'none'],
    ['accepts in part', 'P', 'open'],
    ['refuses', 'R', 'open'],
  ])('that %s what was sent is for an operator to look at, or not', async (_what, verdict, review) => {
    const gateway = await afterResponse();
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', verdict })]);
    expect(await only(gateway)).toMatchObject({ review, late: false, contradicts: false });
  });

  it('is kept with what it says, level by level', async () => {
    const gateway = await afterResponse();
    await send(gateway, ['997\nAK1*PR*2\nAK2*855*0001\nAK3*PO1*3**8\nAK4*2*330*6*ten\nAK5*R*5\nAK9*R*1*1*0']);
    expect(await only(gateway)).toMatchObject({
      message: 'x12/855',
      state: 'rejected',
      verdict: 'rejected',
      saidBy: 'x12/997',
      transmission: await latest(gateway),
      answeredAt: '2026-01-31T12:00:00.000Z',
      interchangeControl: '000000002',
      groupControl: '2',
      setControl: '0001',
      said: {
        group: { verdict: 'R', declared: '1', received: '1', accepted: '0' },
        set: { verdict: 'R', codes: ['5'], segments: [{ tag: 'PO1', elements: [{ position: '2', value: 'ten' }] }] },
      },
    });
  });

  it('of a delivery of which none is expected is taken all the same', async () => {
    const gateway = await afterResponse({ 'order-response': { within: undefined, calendar: 'always' } });
    expect(await gateway.store.acknowledgments({ limit: 9 })).toEqual([]);
    expect(await said(gateway)).toMatchObject({ delivery: 'none', document: 'none' });
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: 'R', verdict: 'R' })]);
    expect(await said(gateway)).toMatchObject({ delivery: 'rejected', document: 'rejected' });
    expect(await only(gateway)).toMatchObject({ due: null, late: false, review: 'open' });
  });

  it('in a transmission that is restarted says nothing new', async () => {
    const gateway = await afterResponse();
    await send(gateway, [
      acknowledgment({ group: 'PR', control: '2', set: 'R', verdict: 'R' }),
      acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' }),
      acknowledgment({ group: 'PR', control: '77', set: 'A', verdict: 'A' }),
    ]);
    const before = await gateway.store.acknowledgments({ limit: 9 });
    expect(before.map(({ state }) => state)).toEqual(['rejected', 'duplicate', 'unmatched']);
    const id = await latest(gateway);
    expect(await restart(gateway, id, 'why not')).toBe(true);
    expect(await gateway.store.transmission(id)).toMatchObject({ state: 'translated', attempts: 2 });
    expect(await gateway.store.acknowledgments({ limit: 9 })).toEqual(before);
    expect(await gateway.store.events({ kind: 'acknowledged', limit: 9 })).toHaveLength(1);
  });

  it('beside an order in one file is no reason to leave the order unanswered', async () => {
    const gateway = await afterResponse();
    const both =
      interchange([acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' })], {
        control: '906',
        group: 'FA',
      }) + interchange([order('4712')], { control: '907' });
    const answer = await settled(gateway, both);
    expect(answer).toMatchObject({ state: 'translated', documents: 1 });
    expect(answer.acknowledgments).toHaveLength(1);
    expect(answer.acknowledgments[0]!.content).toContain('AK1*PO*907');
    expect(await said(gateway)).toMatchObject({ delivery: 'accepted' });
  });
});

describe('a second acknowledgment', () => {
  const first = acknowledgment({ group: 'PR', control: '2', set: 'R', verdict: 'R' });

  it.each([
    ['that says the same is kept, and is nothing to look at', 'R', 'rejected', false, 'none'],
    ['that says something else is kept, and shown to contradict', 'A', 'accepted', true, 'open'],
  ] as const)('%s', async (_what, verdict, meaning, contradicts, review) => {
    const gateway = await afterResponse();
    await send(gateway, [first]);
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: verdict, verdict })], { control: '907' });
    expect(await said(gateway)).toMatchObject({ delivery: 'rejected', document: 'rejected' });
    const [second] = await kept(gateway, 'duplicate');
    expect(second).toMatchObject({
      message: 'x12/855',
      delivery: (await kept(gateway, 'rejected'))[0]!.id,
      verdict: meaning,
      contradicts,
      review,
      transmission: await latest(gateway),
      late: false,
    });
    expect(await gateway.store.events({ kind: 'acknowledgedAgain', limit: 9 })).toMatchObject([
      { delivery: second!.delivery, detail: { acknowledgment: meaning, contradicts, message: 'x12/855' } },
    ]);
  });

  it('in the same file is one too', async () => {
    const gateway = await afterResponse();
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' }), first]);
    expect(await said(gateway)).toMatchObject({ delivery: 'accepted' });
    expect(await kept(gateway, 'duplicate')).toMatchObject([{ verdict: 'rejected', contradicts: true }]);
  });

  it('that is settled at the same moment settles nothing: it is looked at anew', async () => {
    const gateway = await afterResponse();
    const files = ['A', 'R'].map((verdict, i) =>
      interchange([acknowledgment({ group: 'PR', control: '2', set: verdict, verdict })], {
        control: String(906 + i),
        group: 'FA',
      }),
    );
    const received = await Promise.all(files.map((file) => arrive(gateway, file)));
    // Both have looked before either settles.
    let looked = 0;
    let go = (): void => {};
    const both = new Promise<void>((resolve) => {
      go = resolve;
    });
    const slow = over(gateway, {
      settle: async (settlement) => {
        if (++looked === 2) go();
        if (looked <= 2) await both;
        return gateway.store.settle(settlement);
      },
    });
    const answers = await Promise.all(received.map((one, i) => settle(slow, one, new TextEncoder().encode(files[i]!))));
    expect(answers.map(({ state }) => state)).toEqual(['translated', 'translated']);
    expect(looked).toBe(3);
    const states = (await gateway.store.acknowledgments({ limit: 9 })).map(({ state }) => state);
    expect(states).toHaveLength(2);
    expect(states).toContain('duplicate');
  });
});

describe('a partner’s TA1', () => {
  /** A TA1 of our interchange in one of its own, with a 997 behind it or not. */
  const ta1 = (
    gateway: TestGateway,
    verdict: string,
    more: { control?: string; dated?: string; sets?: string[] } = {},
  ) => {
    const { control = '000000002', dated = '260131*1200', sets = [] } = more;
    const number = String(910 + sent++);
    const text = interchange(sets, { control: number, group: 'FA' });
    const header = `TA1*${control}*${dated}*${verdict}*${verdict === 'A' ? '000' : '025'}~\n`;
    const alone = sets.length === 0 ? text.replace(/GS\*.*\nGE.*\n/, '').replace('IEA*1', 'IEA*0') : text;
    return settled(gateway, alone.replace(/(?<=^ISA.*\n)/, header));
  };
  let sent = 0;

  it('that rejects our interchange rejects what was in it', async () => {
    const gateway = await afterResponse();
    expect(await ta1(gateway, 'R')).toMatchObject({ state: 'translated', problems: [], acknowledgments: [] });
    expect(await said(gateway)).toMatchObject({ delivery: 'rejected', document: 'rejected' });
    expect(await only(gateway)).toMatchObject({
      saidBy: 'x12/TA1',
      said: { interchange: { verdict: 'R', note: '025' } },
      review: 'open',
    });
  });

  it.each(['A', 'E'])('that says %s of it says nothing yet of what is in it', async (verdict) => {
    const gateway = await afterResponse();
    await ta1(gateway, verdict);
    expect(await only(gateway)).toMatchObject({ state: 'waiting', verdict: null });
    expect(await gateway.store.events({ kind: 'interchangeAcknowledged', limit: 9 })).toMatchObject([
      { partner: 'acme', delivery: (await only(gateway)).id, detail: { message: 'x12/855' } },
    ]);
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' })]);
    expect(await said(gateway)).toMatchObject({ delivery: 'accepted' });
  });

  it('that rejects our acknowledgment is for an operator to look at', async () => {
    const gateway = await afterResponse();
    await ta1(gateway, 'R', { control: '000000001' });
    const [found] = await kept(gateway, 'rejected');
    expect(found).toMatchObject({ message: 'x12/997', document: null, due: null, review: 'open' });
    expect(await gateway.store.delivery(found!.delivery!)).toMatchObject({ acknowledgment: 'rejected' });
  });

  it('that rejects what a 997 accepted contradicts it, and so does one that accepts what one rejected', async () => {
    const gateway = await afterResponse();
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' })]);
    await ta1(gateway, 'R');
    expect(await kept(gateway, 'duplicate')).toMatchObject([{ verdict: 'rejected', contradicts: true }]);
    const other = await afterResponse();
    await ta1(other, 'R');
    await ta1(other, 'A');
    expect(await kept(other, 'duplicate')).toMatchObject([{ verdict: 'accepted', contradicts: true }]);
    expect(await said(other)).toMatchObject({ delivery: 'rejected' });
  });

  it('comes before the 997 in its interchange', async () => {
    const gateway = await afterResponse();
    await ta1(gateway, 'R', { sets: [acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' })] });
    expect(await said(gateway)).toMatchObject({ delivery: 'rejected' });
    expect(await kept(gateway, 'duplicate')).toMatchObject([{ saidBy: 'x12/997', verdict: 'accepted' }]);
  });

  it('of an interchange that was never sent is kept', async () => {
    const gateway = await afterResponse();
    await ta1(gateway, 'R', { control: '000000077' });
    expect(await kept(gateway, 'unmatched')).toMatchObject([
      { interchangeControl: '000000077', groupCode: '', verdict: 'rejected', saidBy: 'x12/TA1' },
    ]);
    expect(await said(gateway)).toMatchObject({ delivery: 'waiting' });
  });

  it('names the interchange by its date and time where its number was used again', async () => {
    const gateway = await afterResponse();
    const [, older] = await gateway.store.deliveries({ limit: 9 });
    const found = { ...older!, id: 'dlv_newer', content: older!.content.replace('*260131*1200*', '*260201*0900*') };
    const two = over(gateway, { sentIn: async () => [found, older!] });
    await ta1(two, 'R', { dated: '260131*1200' });
    expect(await kept(gateway, 'rejected')).toMatchObject([{ id: older!.id }]);
  });

  it('in an interchange that is broken itself decides nothing', async () => {
    const gateway = await afterResponse();
    const text = interchange([], { control: '950', group: 'FA' });
    const broken = text.replace(/(?<=^ISA.*\n)/, 'TA1*000000002*260131*1200*R*025~\n').replace('IEA*1', 'IEA*7');
    await settled(gateway, broken);
    expect(await said(gateway)).toMatchObject({ delivery: 'waiting' });
  });
});
