// Application error messages: what is said of an EDIFACT message refused for its content, and what partners say of ours.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { confirm } from '../../src/gateway/feed.ts';
import { translate } from '../../src/gateway/translate.ts';
import { catalogWith } from '../core/edi/reading.ts';
import { catalog, openGateway, type TestGateway } from '../http/gateway.ts';
import { settled } from './arrive.ts';

const known = catalog.partners.get('nordwind')!;
const agreed = (content: Agreement['acknowledge']['content'], send: Partial<Agreement['send']> = {}): Agreement => ({
  ...known,
  acknowledge: { ...known.acknowledge, content },
  respond: { ...known.respond, 'order-response': 'edifact/ORDRSP' },
  send: { ...known.send, ...send },
});

const opened = (agreement: Agreement): Promise<TestGateway> =>
  openGateway({ catalog: { ...catalog, partners: new Map([['nordwind', agreement]]) } });

const US = '4399901234561:14';
const THEM = '4012345000009:14';
const message = (type: string, segments: string[]): string =>
  `UNH+M1+${type}:D:96A:UN'${segments.map((one) => `${one}'`).join('')}UNT+${segments.length + 2}+M1'`;
const file = (content: string, syntax = 'UNOC:3', control = '77'): string =>
  `UNB+${syntax}+${THEM}+${US}+260131:1200+${control}'${content}UNZ+1+${control}'`;

const order = (delivery: string): string =>
  message('ORDERS', [
    'BGM+220+4711+9',
    'DTM+137:20260131:102',
    `DTM+2:${delivery}:102`,
    'NAD+BY+4012345000009::9',
    'LIN+1++4006381333931:EN',
    'QTY+21:10',
    'UNS+S',
  ]);
const REFUSED = order('20261399');

async function answers(gateway: TestGateway, text: string): Promise<string[]> {
  const { acknowledgments } = await settled(gateway, text, 'nordwind');
  return acknowledgments.map(({ content }) => content);
}

/** The segments of the message in an interchange, on one line each. */
const inside = (text: string): string[] =>
  text
    .split("'")
    .map((one) => one.trim())
    .filter((one) => one !== '' && !/^UN[ABZ]/.test(one));

describe('a message refused for its content', () => {
  it('is told by an APERAK behind the CONTRL', async () => {
    const [contrl, aperak, ...more] = await answers(await opened(agreed('aperak')), file(REFUSED));
    expect(inside(contrl!)[2]).toBe('UCM+M1+ORDERS:D:96A:UN+4');
    expect(inside(aperak!)).toEqual([
      'UNH+1+APERAK:D:96A:UN',
      'BGM+:::APPLICATION ERROR+77-M1+27',
      'DTM+137:202601311200:203',
      'RFF+ACW:4711',
      'ERC+12::ZZZ',
      'FTX+AAO+++segment 4 DTM, VALUE_NOT_DATE?: "20261399" is not a date like CCYYMMDD',
      'UNT+7+1',
    ]);
    expect(more).toEqual([]);
  });

  it.each(['D96A', 'D01B', 'D93A'])('is told so that a strict reader of %s takes it', async (release) => {
    const [, aperak] = await answers(await opened(agreed('aperak', { release })), file(REFUSED));
    const strict = catalogWith({ 'validate.profile': 'strict' });
    const { groups, problems, interchanges } = translate(strict, new TextEncoder().encode(aperak!), {
      partner: 'tested',
    });
    expect(problems).toEqual([]);
    expect(interchanges[0]!.interchange.problems).toEqual([]);
    expect(groups[0]!.sets).toMatchObject([{ set: { type: 'APERAK' }, verdict: 'A', problems: [] }]);
  });

  it('is told in the characters of its own syntax', async () => {
    const [, aperak] = await answers(await opened(agreed('aperak')), file(REFUSED, 'UNOA:2'));
    expect(inside(aperak!)[5]).toBe('FTX+AAO+++SEGMENT 4 DTM, VALUE NOT DATE?: "20261399" IS NOT A DATE LIKE CCYYMMDD');
  });

  it('is told by CONTRL alone unless APERAK is agreed', async () => {
    expect(await answers(await opened(agreed('none')), file(REFUSED))).toHaveLength(1);
  });

  it('gets no APERAK when the message, or its interchange, breaks the syntax', async () => {
    const gateway = await opened(agreed('aperak'));
    const broken = REFUSED.replace('NAD+BY', 'NAD+BUYER');
    expect(await answers(gateway, file(broken))).toHaveLength(1);
    expect(await answers(gateway, file(REFUSED).replace('UNZ+1', 'UNZ+2'))).toHaveLength(1);
  });

  it('gets none either when nothing is wrong with it', async () => {
    expect(await answers(await opened(agreed('aperak')), file(order('20260202')))).toHaveLength(1);
  });
});

/** A gateway that has sent an order response, numbered SO-1. */
async function afterResponse(): Promise<TestGateway> {
  const gateway = await opened(agreed('none'));
  await settled(gateway, file(order('20260202')), 'nordwind');
  const [made] = await gateway.store.documents({ limit: 1 });
  const confirmed = await confirm(gateway, 'generic', made!.id, { outcome: 'accepted', number: 'SO-1' });
  expect(confirmed).toMatchObject({ outcome: 'confirmed' });
  return gateway;
}

const aperak = (heading: string, reference: string, ...errors: string[]): string =>
  file(message('APERAK', [heading, 'DTM+137:20260201:102', `RFF+${reference}`, ...errors]), 'UNOC:3', '78');

describe('a partner’s APERAK', () => {
  it.each([
    ['that does not accept the content', 'BGM+313+A-1+27', ['ERC+12', 'FTX+AAO+++PRICE UNKNOWN'], 'rejected'],
    ['that names an error', 'BGM++A-1', ['ERC+12'], 'rejected'],
    ['that accepts the content', 'BGM++A-1+29', [], 'accepted'],
    ['that accepts by its response type, whatever it names', 'BGM++A-1+9+AP', ['ERC+1'], 'accepted'],
    ['that only confirms', 'BGM++A-1', [], 'accepted'],
  ])('%s is what becomes of the document it names', async (_, heading, errors, state) => {
    const gateway = await afterResponse();
    const answer = await settled(gateway, aperak(heading, 'ACW:SO-1', ...errors), 'nordwind');
    expect(answer).toMatchObject({ state: 'translated', problems: [], documents: 0, rejected: 0 });
    // It is a message like others to CONTRL, and none of our own comes back.
    expect(answer.acknowledgments.map(({ content }) => inside(content)[1])).toEqual([`UCI+78+${THEM}+${US}+7`]);
    const [response] = await gateway.store.documents({ direction: 'outbound', limit: 9 });
    expect(response).toMatchObject({ number: 'SO-1', acknowledgment: state });
    const kept = await gateway.store.acknowledgments({ limit: 9 });
    expect(kept).toMatchObject([{ saidBy: 'edifact/APERAK', state, document: response!.id }]);
  });

  it('of a document that was never sent is kept for an operator', async () => {
    const gateway = await afterResponse();
    await settled(gateway, aperak('BGM++A-1+27', 'ACW:SO-2', 'ERC+12'), 'nordwind');
    expect(await gateway.store.acknowledgments({ state: 'unmatched', limit: 9 })).toMatchObject([
      { saidBy: 'edifact/APERAK', verdict: 'rejected', review: 'open', said: { set: { codes: ['12'] } } },
    ]);
  });
});
