/** cXML as its senders speak it: the key in the document, a Response with a status code for whatever becomes of it. */

import { describe, expect, it } from 'vitest';
import { readAgreement } from '../../src/core/agreement.ts';
import { type Answer, as } from './client.ts';
import { catalog, LIMITS, openApp, type Parts, type TestApp } from './gateway.ts';

const PATH = '/v1/cxml';
const KEY = 'beta.a-secret';

/** The catalog with a partner that speaks cXML. */
function withBuyer(): Parts {
  const identity = { name: 'Beta', identifiers: ['NetworkId:AN01'], us: 'DUNS:315000554', erp: 'generic' };
  const buyer = readAgreement('beta', { ...identity, format: 'cxml' });
  return { catalog: { ...catalog, partners: new Map(catalog.partners).set('beta', buyer) } };
}

interface Sent {
  payloadID?: string;
  secret?: string;
  from?: string;
  to?: string;
  mode?: string;
  request?: string;
  order?: string;
  quantity?: string;
}

const orderRequest = ({ order = 'PO-1', quantity = '5' }: Sent): string => `
    <OrderRequest>
      <OrderRequestHeader orderID="${order}" orderDate="2026-01-30T09:00:00+01:00" type="new">
        <Total><Money currency="EUR">50</Money></Total>
        <BillTo><Address><Name xml:lang="en">Beta</Name></Address></BillTo>
      </OrderRequestHeader>
      <ItemOut quantity="${quantity}" lineNumber="1">
        <ItemID><SupplierPartID>KP-200</SupplierPartID></ItemID>
        <ItemDetail>
          <UnitPrice><Money currency="EUR">10</Money></UnitPrice>
          <Description xml:lang="en">Pump</Description>
          <UnitOfMeasure>H87</UnitOfMeasure>
          <Classification domain="UNSPSC">40151503</Classification>
        </ItemDetail>
      </ItemOut>
    </OrderRequest>`;

function document(sent: Sent = {}): string {
  const { payloadID = '1@beta.example', secret = KEY, from = 'AN01', to = '315000554', mode = 'production' } = sent;
  const shared = secret === '' ? '' : `<SharedSecret>${secret}</SharedSecret>`;
  return `<?xml version="1.0"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.063/cXML.dtd">
<cXML payloadID="${payloadID}" timestamp="2026-01-30T09:00:00+01:00">
  <Header>
    <From><Credential domain="NetworkID"><Identity>${from}</Identity></Credential></From>
    <To><Credential domain="duns"><Identity>${to}</Identity></Credential></To>
    <Sender>
      <Credential domain="NetworkID"><Identity>${from}</Identity>${shared}</Credential>
      <UserAgent>Test</UserAgent>
    </Sender>
  </Header>
  <Request deploymentMode="${mode}">${sent.request ?? orderRequest(sent)}
  </Request>
</cXML>
`;
}

interface Answered {
  code: string;
  text: string;
  detail: string;
  transmission: string | null;
}

async function post({ app }: TestApp, body: string): Promise<Answered> {
  const response = await as(app, undefined).request('POST', PATH, body);
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  const [, code = '', text = ''] = /<Status code="(\d+)" text="([^"]*)"/.exec(answer) ?? [];
  const [, detail = ''] = /<Status [^>]*>([^<]*)<\/Status>/.exec(answer) ?? [];
  return { code, text, detail, transmission: response.headers.get('dragoman-transmission') };
}

const orders = async ({ app }: TestApp): Promise<string[]> =>
  (await as(app, 'generic').get('/v1/erps/generic/documents')).items.map(({ number }: Answer) => number);

export function cxml(): void {
  describe('a cXML document', () => {
    it('is taken with the key it has in it, and answered with 200', async () => {
      const open = await openApp(withBuyer());
      expect(await post(open, document())).toMatchObject({ code: '200', text: 'OK', detail: '' });
      expect(await orders(open)).toEqual(['PO-1']);
    });

    it('is kept without its secret, and is the same with another one', async () => {
      const open = await openApp(withBuyer());
      const { transmission } = await post(open, document());
      const kept = new TextDecoder().decode(await open.gateway.store.body(transmission!));
      expect(kept).toBe(document({ secret: '*'.repeat(KEY.length) }));
      expect(await post(open, document())).toMatchObject({ code: '200' });
      expect(await orders(open)).toEqual(['PO-1']);
    });

    it('is kept without its secret whatever way it comes', async () => {
      const open = await openApp(withBuyer());
      const { id } = await as(open.app, 'beta').post('/v1/transmissions', document({ secret: 'of-another' }), 202);
      expect(new TextDecoder().decode(await open.gateway.store.body(id))).not.toContain('of-another');
    });

    it.each([
      ['no secret', { secret: '' }],
      ['a secret that is no key', { secret: 'not-a-key' }],
      ['a wrong secret', { secret: 'beta.wrong' }],
      ['the key of another partner', { secret: 'acme.a-secret' }],
      ['the key of an ERP', { secret: 'generic.a-secret' }],
      ['the key of its partner, from somebody else', { from: 'AN02' }],
    ])('is refused with 401 for %s, and not kept', async (_what, sent) => {
      const open = await openApp(withBuyer());
      expect(await post(open, document(sent))).toMatchObject({ code: '401', text: 'Unauthorized', transmission: null });
      expect((await as(open.app, 'operator').get('/v1/transmissions')).items).toEqual([]);
      expect(open.gateway.errors).toEqual([]);
    });

    it.each([
      ['no XML', 'ISA*00*', 'not well-formed'],
      ['XML that ends too early', document().slice(0, 400), 'not well-formed'],
      ['another document', '<Order/>', 'starts with Order'],
      ['no payloadID', document({ payloadID: '' }), 'no payloadID'],
      ['no request', document({ request: '' }), 'no request'],
    ])('is refused with 400 for %s', async (_what, body, detail) => {
      const answered = await post(await openApp(withBuyer()), body);
      expect(answered).toMatchObject({ code: '400', text: 'Bad Request' });
      expect(answered.detail).toContain(detail);
    });

    it('is refused with 450 when nothing here does what it asks for', async () => {
      const answered = await post(await openApp(withBuyer()), document({ request: '<PunchOutSetupRequest/>' }));
      expect(answered).toMatchObject({ code: '450', detail: 'PunchOutSetupRequest is not implemented.' });
    });

    it('is refused with 406 for what it says, and told where', async () => {
      const open = await openApp(withBuyer());
      const answered = await post(open, document({ quantity: 'five' }));
      expect(answered).toMatchObject({ code: '406', text: 'Not Acceptable' });
      expect(answered.detail).toBe(
        '1@beta.example line 18:26 ItemOut/@quantity: "five" is not a decimal [VALUE_NOT_DECIMAL]',
      );
      expect(await post(open, document({ quantity: 'five' }))).toEqual({
        ...answered,
        transmission: expect.any(String),
      });
      expect(await orders(open)).toEqual([]);
    });

    it('is answered with 409 when its payloadID was used for another', async () => {
      const open = await openApp(withBuyer());
      await post(open, document());
      expect(await post(open, document({ order: 'PO-2' }))).toMatchObject({ code: '409', text: 'Conflict' });
      expect(await orders(open)).toEqual(['PO-1']);
    });

    it('is answered with 201 when somebody has to decide', async () => {
      const open = await openApp(withBuyer());
      expect(await post(open, document({ to: '1' }))).toMatchObject({ code: '201', text: 'Accepted' });
    });

    it('is answered with 201 when it is too large to be read at once', async () => {
      const open = await openApp(withBuyer());
      const large = document().replace('</cXML>', `${' '.repeat(LIMITS.atOnce)}</cXML>`);
      expect(await post(open, large)).toMatchObject({ code: '201', text: 'Accepted' });
      expect(open.bell.rung).toBe(1);
    });

    it('reaches no live ERP when it is a test', async () => {
      const open = await openApp(withBuyer());
      expect(await post(open, document({ mode: 'test' }))).toMatchObject({ code: '200' });
      expect(await orders(open)).toEqual([]);
    });

    it('is answered with 560 when the store fails, and can be sent again', async () => {
      const open = await openApp(withBuyer());
      const { receive } = open.gateway.store;
      open.gateway.store.receive = () => Promise.reject(new Error('disk full'));
      expect(await post(open, document())).toMatchObject({ code: '500', text: 'Internal Server Error' });
      open.gateway.store.receive = receive;
      expect(await post(open, document())).toMatchObject({ code: '200' });
      expect(JSON.stringify(open.gateway.errors)).not.toContain(KEY);
    });

    it('that is too large is not read', async () => {
      const { app } = await openApp(withBuyer());
      await as(app, undefined).post(PATH, 'x'.repeat(LIMITS.body + 1), 413);
    });

    it('needs a body', async () => {
      const { app } = await openApp(withBuyer());
      await as(app, undefined).post(PATH, undefined, 400);
    });

    describe('that answers ours', () => {
      const status = (payloadID: string, code: string, more = ''): string =>
        `<StatusUpdateRequest><DocumentReference payloadID="${payloadID}"/><Status code="${code}" text="said">because</Status>${more}</StatusUpdateRequest>`;

      /** The order response the buyer was sent. */
      async function answered(open: TestApp): Promise<{ id: string; payloadID: string; text: string }> {
        await post(open, document());
        const [{ id }] = (await as(open.app, 'generic').get('/v1/erps/generic/documents')).items;
        await as(open.app, 'generic').post(`/v1/erps/generic/documents/${id}/confirm`, { outcome: 'accepted' });
        const [mail] = (await as(open.app, 'beta').get('/v1/mailbox')).items;
        const text = await as(open.app, 'beta').get(`/v1/mailbox/${mail.id}`);
        return { id: mail.id, payloadID: /payloadID="([^"]+)"/.exec(text)?.[1] ?? '', text };
      }

      it('names what it answers by its payloadID', async () => {
        const open = await openApp(withBuyer());
        const { payloadID, text } = await answered(open);
        expect(text).toContain('<ConfirmationHeader operation="new" type="accept"');
        expect(text).toContain('orderID="PO-1"');
        expect(text).toContain('<DocumentReference payloadID="1@beta.example"/>');
        const request = status(payloadID, '200');
        expect(await post(open, document({ payloadID: '2@beta.example', request }))).toMatchObject({ code: '200' });
        expect((await as(open.app, 'operator').get('/v1/acknowledgments')).items).toMatchObject([
          { verdict: 'accepted', saidBy: 'cxml/StatusUpdateRequest' },
        ]);
      });

      it.each([
        ['400', ''],
        ['200', '<InvoiceStatus type="rejected"/>'],
      ])('with code %s%s rejects it', async (code, more) => {
        const open = await openApp(withBuyer());
        const { payloadID } = await answered(open);
        await post(open, document({ payloadID: '2@beta.example', request: status(payloadID, code, more) }));
        const [said] = (await as(open.app, 'operator').get('/v1/acknowledgments')).items;
        expect(said).toMatchObject({
          verdict: 'rejected',
          said: { interchange: { verdict: code, note: 'said: because' } },
        });
      });

      it('with code 201 says no more than that it has arrived', async () => {
        const open = await openApp(withBuyer());
        const { payloadID } = await answered(open);
        await post(open, document({ payloadID: '2@beta.example', request: status(payloadID, '201') }));
        expect((await as(open.app, 'operator').get('/v1/acknowledgments')).items).toEqual([]);
      });

      it('is kept when it answers nothing of ours', async () => {
        const open = await openApp(withBuyer());
        const request = status('5@elsewhere', '200');
        expect(await post(open, document({ request }))).toMatchObject({ code: '200' });
        expect((await as(open.app, 'operator').get('/v1/acknowledgments')).items).toMatchObject([
          { delivery: null, saidBy: 'cxml/StatusUpdateRequest' },
        ]);
      });
    });
  });
}
