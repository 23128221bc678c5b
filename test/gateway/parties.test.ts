// Interchanges between others than an agreement names: held for an operator, or refused with a TA1 where that is agreed.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import type { Catalog } from '../../src/core/catalog.ts';
import { noticeOf } from '../../src/gateway/notice.ts';
import type { Settled } from '../../src/gateway/settle.ts';
import { restart } from '../../src/gateway/work.ts';
import { catalog, openGateway, type TestGateway } from '../http/gateway.ts';
import { acknowledgment, interchange, order } from '../http/x12.ts';
import { records, settled } from './arrive.ts';

const acme: Agreement = { ...catalog.partners.get('acme')!, unassigned: 'refuse' };
const beta: Agreement = { ...acme, partner: 'beta', identifiers: [{ qualifier: 'ZZ', id: 'BETASHOP' }] };

/** The catalog with these agreements alone. */
const agreed = (...agreements: Agreement[]): Catalog => ({
  ...catalog,
  partners: new Map(agreements.map((one) => [one.partner, one])),
});
const under = (...agreements: Agreement[]): Promise<TestGateway> => openGateway({ catalog: agreed(...agreements) });
/** The same store after somebody changed agreements. */
const mended = (gateway: TestGateway, ...agreements: Agreement[]): TestGateway => ({
  ...gateway,
  catalog: agreed(...agreements),
});

const segmentsOf = ({ acknowledgments }: Settled, tag: string): string[] =>
  acknowledgments.flatMap(({ content }) => content.split('~\n')).filter((one) => one.startsWith(`${tag}*`));
const codes = ({ problems }: Settled): string[] => problems.map(({ code }) => code);
const UNKNOWN = 'TA1*000000905*260131*1200*R*009';

const elsewhere = interchange([order('4711')], { receiver: 'OTHERS' });

describe('an interchange of a partner to somebody else', () => {
  it('is refused where that is agreed: a TA1 tells the partner, nothing is made', async () => {
    const gateway = await under(acme);
    const refused = await settled(gateway, elsewhere, null);
    expect([refused.state, refused.documents, refused.rejected]).toEqual(['refused', 0, 1]);
    expect(codes(refused)).toEqual(['RECEIVER_UNKNOWN']);
    expect(segmentsOf(refused, 'TA1')).toEqual([UNKNOWN]);
    expect(refused.acknowledgments[0]!.content).toMatch(/^ISA\*.*\*ZZ\*DRAGOMAN {7}\*ZZ\*ACMERETAIL {5}\*/);
    expect(await records(gateway.store)).toMatchObject({
      orders: [],
      messages: ['x12/TA1'],
      events: ['received', 'refused', 'answered'],
    });
    const [one] = await gateway.store.transmissions({ state: 'refused', limit: 1 });
    expect(one!.partner).toBe('acme');
    expect(noticeOf(one!)).toContain('It was refused');
  });

  it('is held for an operator by default, whosever key it came with', async () => {
    const gateway = await openGateway();
    for (const key of ['acme', null])
      expect(await settled(gateway, elsewhere, key)).toMatchObject({ state: 'unassigned', acknowledgments: [] });
  });

  it('does not use up its control number', async () => {
    const gateway = await under(acme);
    await settled(gateway, elsewhere);
    expect(await settled(gateway, interchange([order('4711')]))).toMatchObject({ state: 'translated', documents: 1 });
  });

  it('gets no TA1 where none is ever sent', async () => {
    const never: Agreement['acknowledge'] = { ...acme.acknowledge, interchange: 'never' };
    const refused = await settled(await under({ ...acme, acknowledge: never }), elsewhere);
    expect([refused.state, refused.acknowledgments]).toEqual(['refused', []]);
  });

  it('is told why it was refused, whatever else is wrong with its envelope', async () => {
    const spoilt = elsewhere.replace('*0*P*>', '*0*X*>').replace('IEA*1*', 'IEA*7*');
    const refused = await settled(await under(acme), spoilt);
    expect(codes(refused)).toContain('INTERCHANGE_USAGE_INVALID');
    expect(segmentsOf(refused, 'TA1')).toEqual([UNKNOWN]);
  });
});

describe('whose an interchange is', () => {
  it('is said by the key it came with, and its namesake loses nothing', async () => {
    const gateway = await under(acme, beta);
    const file = interchange([order('4711')]);
    const refused = await settled(gateway, file, 'beta');
    expect([refused.state, codes(refused)]).toEqual(['refused', ['SENDER_UNKNOWN']]);
    expect(segmentsOf(refused, 'TA1')).toEqual(['TA1*000000905*260131*1200*R*006']);
    expect((await gateway.store.deliveries({ limit: 9 })).map(({ partner }) => partner)).toEqual(['beta']);
    expect(await settled(gateway, file, 'acme')).toMatchObject({ state: 'translated', documents: 1 });
  });

  it('is not known when nobody names the sender and there is no key, or one of a partner that is gone', async () => {
    const gateway = await under(acme);
    const file = interchange([order('4711')], { sender: 'STRANGER' });
    for (const key of [null, 'zeta'])
      expect(await settled(gateway, file, key)).toMatchObject({ state: 'unassigned', acknowledgments: [] });
  });

  it('is not known when several agreements name the sender', async () => {
    const abroad: Agreement = { ...acme, partner: 'abroad', us: { qualifier: 'ZZ', id: 'ABROAD' } };
    const gateway = await under(acme, abroad);
    expect(await settled(gateway, elsewhere, null)).toMatchObject({ state: 'unassigned', acknowledgments: [] });
    const keyed = await settled(gateway, elsewhere, 'abroad');
    expect([keyed.state, codes(keyed)]).toEqual(['refused', ['RECEIVER_UNKNOWN']]);
  });

  it('is known with one digit for a qualifier as with two', async () => {
    const known: Agreement = { ...acme, us: { qualifier: '01', id: 'DRAGOMAN' } };
    const file = interchange([order('4711')]).replace('*ZZ*DRAGOMAN ', '*1 *DRAGOMAN ');
    expect(await settled(await under(known), file)).toMatchObject({ state: 'translated' });
    const other = await settled(await under(known), file.replace('*DRAGOMAN  ', '*DRAGOMANS '));
    expect(codes(other).filter((code) => code !== 'ISA_NOT_106')).toEqual(['RECEIVER_UNKNOWN']);
  });
});

describe('of several interchanges in one file', () => {
  const good = interchange([order('1')], { control: '1' });
  const bad = interchange([order('2')], { control: '2', receiver: 'OTHERS' });

  it.each([
    ['last', good + bad],
    ['first', bad + good],
  ])('one that is refused is refused alone, and the good one goes on: %s', async (_, file) => {
    const gateway = await under(acme);
    const both = await settled(gateway, file);
    expect([both.state, both.documents, both.rejected]).toEqual(['translated', 1, 1]);
    expect(segmentsOf(both, 'TA1')).toEqual(['TA1*000000002*260131*1200*R*009']);
    expect(segmentsOf(both, 'AK9')).toEqual(['AK9*A*1*1*1']);
    expect((await records(gateway.store)).orders).toEqual(['1']);
  });

  it('each is judged for itself', async () => {
    const strange = interchange([order('3')], { control: '3', sender: 'STRANGER' });
    const both = await settled(await under(acme), bad + strange);
    expect([both.state, both.rejected]).toEqual(['refused', 2]);
    expect(segmentsOf(both, 'TA1')).toEqual(['TA1*000000002*260131*1200*R*009', 'TA1*000000003*260131*1200*R*006']);
  });

  it('one that an operator must assign holds the whole file, and nobody is answered yet', async () => {
    const gateway = await under(acme);
    const strange = interchange([order('3')], { control: '3', sender: 'STRANGER' });
    const all = await settled(gateway, good + bad + strange, null);
    expect(all).toMatchObject({ state: 'unassigned', documents: 0, acknowledgments: [] });
    expect(codes(all).at(-1)).toBe('PARTNER_UNKNOWN');
    expect(await records(gateway.store)).toMatchObject({ orders: [], messages: [] });
  });
});

describe('acknowledgments in an interchange that is refused', () => {
  const heard = acknowledgment({ group: 'PR', control: '1', verdict: 'A' });

  it('say nothing, and are not answered', async () => {
    const gateway = await under(acme);
    const refused = await settled(gateway, interchange([heard], { group: 'FA', receiver: 'OTHERS' }));
    expect([refused.state, refused.acknowledgments]).toEqual(['refused', []]);
    expect((await records(gateway.store)).events).toEqual(['received', 'refused']);
  });

  it('do not keep the orders beside them from being answered', async () => {
    const mixed = elsewhere.replace('GS*PO', 'TA1*000000001*260131*1200*A*000~\nGS*PO');
    const refused = await settled(await under(acme), mixed);
    expect(segmentsOf(refused, 'TA1')).toEqual([UNKNOWN]);
  });
});

describe('a refusal that was told', () => {
  const others: Agreement = { ...acme, us: { qualifier: 'ZZ', id: 'OTHERS' } };

  it('is not taken back by a restart, though the agreement would take the interchange by now', async () => {
    const gateway = await under(acme);
    await settled(gateway, elsewhere);
    const [one] = await gateway.store.transmissions({ state: 'refused', limit: 1 });
    expect(await restart(mended(gateway, others), one!.id, 'they are right')).toBe(false);
    expect(await records(gateway.store)).toMatchObject({ transmissions: ['refused'], messages: ['x12/TA1'] });
  });

  it('is told again of the same bytes, and they are taken once the agreement is mended', async () => {
    const gateway = await under(acme);
    await settled(gateway, elsewhere);
    const again = await settled(gateway, elsewhere);
    expect([again.state, segmentsOf(again, 'TA1')]).toEqual(['refused', [UNKNOWN]]);
    const taken = await settled(mended(gateway, others), elsewhere);
    expect([taken.state, taken.documents, segmentsOf(taken, 'AK9')]).toEqual(['translated', 1, ['AK9*A*1*1*1']]);
    expect((await settled(mended(gateway, others), elsewhere)).state).toBe('duplicate');
  });
});
