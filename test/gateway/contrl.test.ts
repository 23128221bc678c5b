// CONTRL: the envelope of what we answer an EDIFACT interchange with, and what a partner's says of what we sent.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { confirm } from '../../src/gateway/feed.ts';
import type { Acknowledgment } from '../../src/gateway/ports.ts';
import { catalog, openGateway, type TestGateway } from '../http/gateway.ts';
import { CORPUS, hasCorpus, onCorpus } from '../shared.ts';
import { settled } from './arrive.ts';

const nordwind = catalog.partners.get('nordwind')!;
const agreed: Agreement = {
  ...nordwind,
  respond: { ...nordwind.respond, 'order-response': 'edifact/ORDRSP' },
  acknowledge: { ...nordwind.acknowledge, interchange: 'errors' },
};

const opened = (): Promise<TestGateway> =>
  openGateway({ catalog: { ...catalog, partners: new Map([['nordwind', agreed]]), guides: new Map() } });

const US = '4399901234561:14';
const THEM = '4012345000009:14';
const message = (type: string, segments: string[]): string =>
  `UNH+M1+${type}:UN'${segments.map((one) => `${one}'`).join('')}UNT+${segments.length + 2}+M1'`;

interface Header {
  syntax?: string;
  control?: string;
  /** What follows UNB05. */
  more?: string;
}

const file = (content: string, { syntax = 'UNOC:3', control = '77', more = '' }: Header = {}): string =>
  `UNB+${syntax}+${THEM}+${US}+${syntax.endsWith(':4') ? '20' : ''}260131:1200+${control}${more}'${content}UNZ+1+${control}'`;

const ORDER = message('ORDERS:D:96A', [
  'BGM+220+4711+9',
  'DTM+137:20260131:102',
  'NAD+BY+4012345000009::9',
  'LIN+1++4006381333931:EN',
  'QTY+21:10',
  'UNS+S',
]);

const ASKED = '++++1';

async function answer(text: string): Promise<string[]> {
  const { acknowledgments } = await settled(await opened(), text, 'nordwind');
  expect(acknowledgments).toHaveLength(1);
  return acknowledgments[0]!.content.split('\n');
}

describe('the CONTRL of an interchange', () => {
  it.each([
    ['UNOA:1', 'CONTRL:2:2:UN'],
    ['UNOA:2', 'CONTRL:2:2:UN'],
    ['UNOC:3', 'CONTRL:3:1:UN'],
    ['UNOY:4', 'CONTRL:4:1:UN'],
  ])('is in its syntax: %s', async (syntax, version) => {
    const [, unb, unh] = await answer(file(ORDER, { syntax, more: ASKED }));
    expect(unb).toContain(`UNB+${syntax}+${US}+${THEM}+`);
    expect(unh).toBe(`UNH+1+${version}'`);
  });

  it('is in the agreed syntax where that is not known', async () => {
    const [, unb, unh] = await answer(file(ORDER, { syntax: 'UNOZ:4' }));
    expect(unb).toContain('UNB+UNOC:3+');
    expect(unh).toBe("UNH+1+CONTRL:3:1:UN'");
  });

  it('is a test when that is one', async () => {
    const [, test] = await answer(file(ORDER, { more: `${ASKED}++1` }));
    expect(test).toMatch(/\+1\++1'$/);
    const [, live] = await answer(file(ORDER, { more: ASKED }));
    expect(live).toMatch(/\+1'$/);
    expect(live!.split('+')).toHaveLength(6);
  });

  it('asks for no CONTRL itself', async () => {
    const [, unb] = await answer(file(ORDER, { more: `${ASKED}++1` }));
    expect(unb!.split('+')[9]).toBe('');
  });
});

/** A gateway that has sent an order response: interchange 1, message 0001. */
async function afterResponse(): Promise<TestGateway> {
  const gateway = await opened();
  expect(await settled(gateway, file(ORDER), 'nordwind')).toMatchObject({ problems: [], rejected: 0 });
  const [made] = await gateway.store.documents({ limit: 1 });
  const confirmed = await confirm(gateway, 'generic', made!.id, { outcome: 'accepted', number: 'SO-1' });
  expect(confirmed).toMatchObject({ outcome: 'confirmed' });
  return gateway;
}

const UCI = `UCI+1+${US}+${THEM}`;
const OURS = 'UCM+0001+ORDRSP:D:96A:UN';
let numbers = 100;

const say = (gateway: TestGateway, segments: string[], version = '3:1') =>
  settled(gateway, file(message(`CONTRL:${version}`, segments), { control: String(++numbers) }), 'nordwind');

async function becomes(gateway: TestGateway): Promise<string[]> {
  const [document] = await gateway.store.documents({ direction: 'outbound', limit: 9 });
  const [delivery] = await gateway.store.deliveries({ document: document!.id, limit: 1 });
  return [delivery!.acknowledgment, document!.acknowledgment];
}

const kept = (gateway: TestGateway, state: Acknowledgment['state']): Promise<Acknowledgment[]> =>
  gateway.store.acknowledgments({ state, limit: 9 });

describe('a partner’s CONTRL', () => {
  it.each([
    ['7 of the interchange', [`${UCI}+7`], 'accepted'],
    ['4 of the interchange', [`${UCI}+4+29+UNZ+2`], 'rejected'],
    ['7, and 7 of the message', [`${UCI}+7`, `${OURS}+7`], 'accepted'],
    ['7, and 4 of the message', [`${UCI}+7`, `${OURS}+4+29+UNT+2`], 'rejected'],
    ['8, and 7 of the message', [`${UCI}+8`, `${OURS}+7`], 'accepted'],
    ['1, of older versions', [`${UCI}+1`], 'accepted'],
    ['2, of older versions', [`${UCI}+2`], 'acceptedWithErrors'],
    ['3, of older versions', [`${UCI}+3`], 'partiallyAccepted'],
    ['3, and 1 of the message', [`${UCI}+3`, `${OURS}+1`], 'accepted'],
    ['6, of older versions', [`${UCI}+6`], 'rejected'],
    ['4, whatever it says of the message', [`${UCI}+4`, `${OURS}+7`], 'rejected'],
    ['the message twice, once with 4', [`${UCI}+7`, `${OURS}+7`, `${OURS}+4`], 'rejected'],
    ['the message without the zeros of its reference', [`${UCI}+7`, 'UCM+1+ORDRSP:D:96A:UN+4'], 'rejected'],
  ])('that says %s: so it becomes', async (_what, segments, state) => {
    const gateway = await afterResponse();
    const { problems, acknowledgments } = await say(gateway, segments);
    expect({ problems, acknowledgments }).toEqual({ problems: [], acknowledgments: [] });
    expect(await becomes(gateway)).toEqual([state, state]);
    expect(await kept(gateway, 'unmatched')).toEqual([]);
  });

  it.each(['D:3', '2:2', '4:1'])('is read whatever version it says it is: %s', async (version) => {
    const gateway = await afterResponse();
    expect((await say(gateway, [`${UCI}+7`], version)).problems).toEqual([]);
    expect(await becomes(gateway)).toEqual(['accepted', 'accepted']);
  });

  it('says where in the message something is wrong, counted as everywhere else', async () => {
    const gateway = await afterResponse();
    await say(gateway, [`${UCI}+7`, `${OURS}+4`, 'UCS+2+15', 'UCS+5', 'UCD+39+4:2', 'UCD+12+2']);
    const [{ said }] = (await kept(gateway, 'rejected')) as [Acknowledgment];
    expect(said).toMatchObject({
      interchange: { control: '1', verdict: '7' },
      set: {
        type: 'ORDRSP',
        control: '0001',
        verdict: '4',
        segments: [
          { position: '2', code: '15', elements: [] },
          {
            position: '5',
            code: '',
            elements: [
              { position: '3-2', code: '39' },
              { position: '1', code: '12' },
            ],
          },
        ],
      },
    });
  });

  it('that only says that the interchange was received leaves the rest to the next', async () => {
    const gateway = await afterResponse();
    await say(gateway, [`${UCI}+8`]);
    expect(await becomes(gateway)).toEqual(['waiting', 'waiting']);
    expect(await gateway.store.events({ kind: 'interchangeAcknowledged', limit: 9 })).toMatchObject([
      { partner: 'nordwind', detail: { message: 'edifact/ORDRSP', verdict: 'accepted' } },
    ]);
    await say(gateway, [`${UCI}+4+12+UNH+3:1`]);
    expect(await becomes(gateway)).toEqual(['rejected', 'rejected']);
    expect(await kept(gateway, 'duplicate')).toEqual([]);
  });

  it('of an interchange that was never sent is kept for an operator', async () => {
    const gateway = await afterResponse();
    await say(gateway, [UCI.replace('+1+', '+77+').concat('+4'), `${OURS}+4`]);
    expect(await becomes(gateway)).toEqual(['waiting', 'waiting']);
    expect(await kept(gateway, 'unmatched')).toMatchObject([
      { interchangeControl: '77', verdict: 'rejected', saidBy: 'edifact/CONTRL', review: 'open' },
    ]);
  });

  it('of a message that was not in our interchange is kept for an operator', async () => {
    const gateway = await afterResponse();
    await say(gateway, [`${UCI}+7`, 'UCM+0002+INVOIC:D:96A:UN+4']);
    expect(await becomes(gateway)).toEqual(['accepted', 'accepted']);
    expect(await kept(gateway, 'unmatched')).toMatchObject([
      { interchangeControl: '1', setControl: '0002', verdict: 'rejected', review: 'open' },
    ]);
  });

  it.each([
    ['the same', '7', false, 'none'],
    ['something else', '4', true, 'open'],
  ])('that comes again and says %s is kept beside the first', async (_what, action, contradicts, review) => {
    const gateway = await afterResponse();
    await say(gateway, [`${UCI}+7`]);
    await say(gateway, [`${UCI}+${action}`]);
    expect(await becomes(gateway)).toEqual(['accepted', 'accepted']);
    expect(await kept(gateway, 'duplicate')).toMatchObject([{ contradicts, review, saidBy: 'edifact/CONTRL' }]);
  });

  it('that comes late says so', async () => {
    const gateway = await afterResponse();
    const [waiting] = await kept(gateway, 'waiting');
    expect(waiting!.due).not.toBeNull();
    gateway.clock.pass((Date.parse(waiting!.due!) - Date.parse(gateway.clock.now())) / 1000 + 1);
    await say(gateway, [`${UCI}+7`]);
    expect(await kept(gateway, 'accepted')).toMatchObject([{ late: true, message: 'edifact/ORDRSP' }]);
  });

  it('that is broken itself decides nothing', async () => {
    const gateway = await afterResponse();
    const { problems, acknowledgments } = await say(gateway, [UCI]);
    expect(problems).toMatchObject([{ code: 'ELEMENT_MISSING' }]);
    expect(acknowledgments).toEqual([]);
    expect(await becomes(gateway)).toEqual(['waiting', 'waiting']);
  });

  it.skipIf(!hasCorpus)(onCorpus('from the corpus, of an interchange we never sent, is kept'), async () => {
    const gateway = await afterResponse();
    const content = readFileSync(`${CORPUS}/acks/CONTRL-edifact_mapper-contrl.edi`, 'utf8')
      .replace('1234567890128:500+9876543210987:500', `${THEM}+${US}`)
      // It names places that are no numbers.
      .replaceAll('X:X', '2:1')
      .replaceAll('UCS+X', 'UCS+2');
    expect(
      (await settled(gateway, content, 'nordwind')).problems.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
    expect(await kept(gateway, 'unmatched')).toMatchObject([
      { interchangeControl: 'GENERATED00001', verdict: 'rejected', saidBy: 'edifact/CONTRL' },
    ]);
  });
});
