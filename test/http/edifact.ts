/** The same over EDIFACT, as a partner sees it who sends ORDERS and is answered with CONTRL. */

import { describe, expect, it } from 'vitest';
import { contrl as shown } from '../../src/http/openapi/examples.ts';
import { type Header, interchangeText, type Message, ORDER, type Segment } from '../core/edi/edifact-fixture.ts';
import { bytesOf } from '../core/edi/fixture.ts';
import { type Answer, as, WAIT } from './client.ts';
import { catalog, openApp, type Parts, type TestApp } from './gateway.ts';

const PATH = '/v1/transmissions';
const DOCUMENTS = '/v1/erps/generic/documents';

/** An interchange of nordwind's, one character a byte. */
function orders(messages: Message[], header: Header = {}): string {
  return interchangeText(messages, header, { lineEnd: '\n' })
    .replace('SENDER:14', '4012345000009:14')
    .replace('RECEIVER:14', '4399901234561:14');
}

/** An order as nordwind's guide has it. */
const order = (number: string, buyer: Segment = ORDER[2]!): Message => ({
  directory: ['D', '96A', 'UN', 'EAN008'],
  body: [['BGM', '220', number, '9'], ORDER[1]!, ['DTM', ['2', '20240312', '102']], buyer, ...ORDER.slice(3)],
});

const answered = (contrl: string, tag: string): string[] =>
  contrl.split('\n').filter((line) => line.startsWith(`${tag}+`));

/** Posts bytes as nordwind and takes the CONTRL that answers them. */
async function post(
  { app }: TestApp,
  text: string,
): Promise<{ state: string | null; contrl: string; response: Response }> {
  const response = await as(app, 'nordwind').request('POST', PATH, bytesOf(text), WAIT);
  const contrl = Buffer.from(await response.clone().arrayBuffer()).toString('latin1');
  return { state: response.headers.get('dragoman-state'), contrl, response };
}

const offered = async ({ app }: TestApp): Promise<string[]> =>
  (await as(app, 'generic').get(DOCUMENTS)).items.map(({ number }: Answer) => number);

/** The gateway with an agreement by which order responses go back to nordwind. */
function responding(): Parts {
  const nordwind = catalog.partners.get('nordwind')!;
  const respond = { ...nordwind.respond, 'order-response': 'edifact/ORDRSP' };
  return { catalog: { ...catalog, partners: new Map(catalog.partners).set('nordwind', { ...nordwind, respond }) } };
}

export function edifact(): void {
  describe('an EDIFACT interchange', () => {
    it('is answered with a CONTRL, and its orders are offered', async () => {
      const test = await openApp();
      const { state, contrl, response } = await post(test, orders([order('4711'), { ...order('4712'), control: '2' }]));
      expect([response.status, state]).toEqual([200, 'translated']);
      expect(response.headers.get('content-type')).toBe('application/edifact; charset=iso-8859-1');
      expect(contrl).toBe(shown);
      expect(await offered(test)).toEqual(['4711', '4712']);
      const { items } = await as(test.app, 'generic').get(DOCUMENTS);
      expect(items[0].document).toMatchObject({
        number: '4711',
        issued: '2024-03-05',
        buyer: { id: '4012345000009' },
        lines: [{ number: '1', gtin: '4006381333931', quantity: '10' }],
        source: { format: 'edifact', interchange: '1', set: '1', release: 'D96A', partner: 'nordwind' },
      });
    });

    it('of which one message is wrong is taken without it', async () => {
      const test = await openApp();
      const wrong: Message = { control: '2', body: order('4712').body.slice(1) };
      const { contrl } = await post(test, orders([order('4711'), wrong]));
      expect(answered(contrl, 'UCI')[0]).toMatch(/\+7'$/);
      expect(answered(contrl, 'UCM').map((line) => line.split('+').slice(0, 2).join('+'))).toEqual(['UCM+2']);
      expect(await offered(test)).toEqual(['4711']);
    });

    it('that is cut off is refused as a whole', async () => {
      const test = await openApp();
      const whole = orders([order('4711'), { ...order('4712'), control: '2' }]);
      const { contrl } = await post(test, whole.slice(0, whole.indexOf('UNZ')));
      expect(answered(contrl, 'UCI')[0]).toMatch(/\+4\+\d+/);
      expect(await offered(test)).toEqual([]);
    });

    it('that comes again gets the same CONTRL, and makes nothing', async () => {
      const test = await openApp();
      const first = await post(test, orders([order('4711')]));
      const again = await post(test, orders([order('4711')]));
      expect(again.contrl).toBe(first.contrl);
      expect([first.state, again.state]).toEqual(['translated', 'duplicate']);
      expect(await offered(test)).toEqual(['4711']);
      expect((await as(test.app, 'nordwind').get('/v1/mailbox')).items).toHaveLength(1);
    });

    it('of a reference used before, with other content, is held', async () => {
      const test = await openApp();
      await post(test, orders([order('4711')]));
      const held = await as(test.app, 'nordwind').post(PATH, orders([order('4712')]), 202, WAIT);
      expect(held).toMatchObject({
        state: 'held',
        documents: 0,
        acknowledgments: [],
        problems: [{ code: 'DUPLICATE_CONTROL_NUMBER', at: { tag: 'UNB', element: 5, interchange: '1' } }],
      });
      expect((await post(test, orders([order('4712')], { control: '2' }))).state).toBe('translated');
      expect(await offered(test)).toEqual(['4711', '4712']);
    });

    it('that is a test is answered as one, and never reaches the live ERP', async () => {
      const test = await openApp();
      const { state, contrl } = await post(test, orders([order('4711')], { more: ['', '', '', '', '', '1'] }));
      expect(state).toBe('translated');
      expect(answered(contrl, 'UNB')[0]).toMatch(/\+\+\+\+\+\+1'$/);
      expect(await offered(test)).toEqual([]);
    });

    it('in the character set of its syntax is read so, and answered so', async () => {
      const test = await openApp(responding());
      const buyer = ['NAD', 'BY', ['4012345000009', '', '9'], '', 'M\u00fcller & S\u00f6hne'];
      const named = order('47\u00e411', buyer);
      const { contrl } = await post(test, orders([named], { control: 'REF\u00dc1' }));
      // The reference is repeated, and every byte of it is one of ISO 8859-1.
      expect(answered(contrl, 'UCI')[0]).toMatch(/^UCI\+REF\u00dc1\+/);
      const { items } = await as(test.app, 'generic').get(DOCUMENTS);
      expect(items[0].document).toMatchObject({ number: '47ä11', buyer: { name: 'Müller & Söhne' } });

      await as(test.app, 'generic').post(`${DOCUMENTS}/${items[0].id}/confirm`, {
        outcome: 'accepted',
        number: 'SO-Ä1',
      });
      const mail = await as(test.app, 'nordwind').get('/v1/mailbox');
      expect(mail.items.map(({ message }: Answer) => message)).toEqual(['edifact/CONTRL', 'edifact/ORDRSP']);
      const file = await as(test.app, 'nordwind').request('GET', mail.items[1].href);
      expect(file.headers.get('content-type')).toBe('application/edifact; charset=iso-8859-1');
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(bytes.toString('latin1')).toContain('47\u00e411');
      expect(bytes.toString('latin1')).toContain('SO-\u00c41');
      expect(bytes.includes(0xc3)).toBe(false);
    });

    it('in UTF-16 is told that it is, and waits for an operator', async () => {
      const { app } = await openApp();
      const text = [...orders([order('4711')])].map((c) => `${c}\u0000`).join('');
      const response = await as(app, 'nordwind').request('POST', PATH, bytesOf(`\u00ff\u00fe${text}`));
      expect(await response.json()).toMatchObject({
        state: 'unassigned',
        problems: [{ code: 'INTERCHANGE_UTF16', message: 'the transmission is in UTF-16, which is not read' }, {}],
      });
    });
  });
}
