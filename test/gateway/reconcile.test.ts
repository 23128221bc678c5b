import { describe, expect, it } from 'vitest';
import { confirm } from '../../src/gateway/feed.ts';
import { openGateway, type TestGateway, withBeta } from '../http/gateway.ts';
import { acknowledgment, interchange, order } from '../http/x12.ts';
import { settled } from './arrive.ts';

/** A gateway that has sent acme an order response: group PR, control number 2. */
async function afterResponse(): Promise<TestGateway> {
  const gateway = await openGateway({ catalog: withBeta() });
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
    unmatched: unmatched.map(({ detail }) => detail),
  };
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
      unmatched: [{ groupCode: group.group, groupControl: group.control }],
    });
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

  it('later may say something else, and the last word counts', async () => {
    const gateway = await afterResponse();
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: 'R', verdict: 'R' })]);
    await send(gateway, [acknowledgment({ group: 'PR', control: '2', set: 'A', verdict: 'A' })], { control: '907' });
    expect(await said(gateway)).toMatchObject({ delivery: 'accepted', document: 'accepted' });
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
