/** What the stateless part of the HTTP interface keeps to on every runtime: one suite, run on Node and in workerd. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenOrder, interchange, order } from './x12.ts';

export interface Subject {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
  /** Largest body it takes, bytes. */
  bodyLimit: number;
}

type Json = Record<string, unknown>;

export function httpSuite(name: string, start: () => Promise<Subject>): void {
  describe(`the stateless interface on ${name}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(() => subject.close());

    const get = (path: string): Promise<Response> => subject.fetch(path);
    const translate = (body: RequestInit['body'], query = ''): Promise<Response> =>
      subject.fetch(`/v1/translate${query}`, { method: 'POST', body: body as string });

    async function problem(response: Response, status: number, code: string): Promise<Json> {
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const body = (await response.json()) as Json;
      expect(body).toMatchObject({ type: `urn:dragoman:problem:${code}`, status, code, title: expect.any(String) });
      expect(response.status).toBe(status);
      return body;
    }

    it('is healthy and ready', async () => {
      expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
      expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
    });

    it('lets nobody guess content types or keep answers', async () => {
      const { headers } = await get('/healthz');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    });

    it('describes just what it serves', async () => {
      const response = await get('/openapi.json');
      expect(response.headers.get('content-type')).toBe('application/json');
      const { openapi, paths } = (await response.json()) as { openapi: string; paths: Json };
      expect(openapi).toBe('3.1.0');
      expect(Object.keys(paths).sort()).toEqual(['/healthz', '/openapi.json', '/readyz', '/v1/translate']);
    });

    it('translates an order and shows the acknowledgment it would get', async () => {
      const response = await translate(interchange([order('4711')]));
      expect(response.status).toBe(200);
      const report = (await response.json()) as {
        interchanges: Json[];
        documents: Json[];
        acknowledgments: string[];
        problems: Json[];
      };
      expect(report.problems).toEqual([]);
      expect(report.interchanges).toMatchObject([
        { control: '000000905', partner: 'acme', groups: [{ verdict: 'A' }] },
      ]);
      expect(report.documents).toMatchObject([
        { type: 'order', number: '4711', lines: [{ quantity: '10', unit: 'EA' }, { unit: 'XCS' }] },
      ]);
      expect(report.acknowledgments).toHaveLength(1);
      expect(report.acknowledgments[0]).toContain('AK1*PO*905~\nAK2*850*0001~\nAK5*A~\nAK9*A*1*1*1~\n');
    });

    it('numbers a dry run the same however often it is asked', async () => {
      const [first, second] = await Promise.all(
        [1, 2].map(
          async () =>
            ((await (await translate(interchange([order('4711')]))).json()) as { acknowledgments: string[] })
              .acknowledgments[0]!,
        ),
      );
      // The time is the clock's; everything else is the same.
      expect(first!.slice(160)).toBe(second!.slice(160));
      expect(first).toContain('*000000001*0*P*>~');
    });

    it('answers a file that is wrong with what is wrong, not with an error of its own', async () => {
      const response = await translate(interchange([brokenOrder('4711'), order('4712')]));
      expect(response.status).toBe(200);
      const report = (await response.json()) as { documents: Json[]; acknowledgments: string[]; problems: Json[] };
      expect(report.documents).toMatchObject([{ number: '4712' }]);
      expect(report.problems).toContainEqual(
        expect.objectContaining({
          severity: 'error',
          at: expect.objectContaining({ segment: 3, tag: 'PO1', element: 2, set: '0001' }),
          value: 'ten',
        }),
      );
      expect(report.acknowledgments[0]).toContain('AK9*P*2*2*1~');
    });

    it('answers what is no X12 at all with problems', async () => {
      for (const body of [
        'hello',
        '<Order/>',
        '\u0000\u0001\u0002',
        'ISA',
        interchange([order('4711')]).slice(0, 200),
      ]) {
        const response = await translate(body);
        expect(response.status).toBe(200);
        expect(((await response.json()) as { problems: Json[] }).problems.length).toBeGreaterThan(0);
      }
    });

    it('reads a file as the partner named, whoever its header names', async () => {
      const stranger = interchange([order('4711')], { sender: 'SOMEBODY' });
      const unknown = (await (await translate(stranger)).json()) as { interchanges: Json[] };
      expect(unknown.interchanges).toMatchObject([{ sender: 'ZZ:SOMEBODY', partner: null }]);
      const known = (await (await translate(stranger, '?partner=acme')).json()) as { interchanges: Json[] };
      expect(known.interchanges).toMatchObject([{ sender: 'ZZ:SOMEBODY', partner: 'acme' }]);
    });

    it('refuses a partner there is not', async () => {
      await problem(await translate(interchange([order('4711')]), '?partner=nobody'), 422, 'PARTNER_UNKNOWN');
    });

    it('refuses a request without a body', async () => {
      await problem(await subject.fetch('/v1/translate', { method: 'POST' }), 400, 'BODY_EMPTY');
      await problem(await translate(''), 400, 'BODY_EMPTY');
    });

    it('refuses a body over the limit by its declared length', async () => {
      await problem(await translate('x'.repeat(subject.bodyLimit + 1)), 413, 'BODY_TOO_LARGE');
      expect((await translate('x'.repeat(subject.bodyLimit))).status).toBe(200);
    });

    it('refuses a body over the limit that declares no length', async () => {
      const part = new Uint8Array(Math.ceil(subject.bodyLimit / 10)).fill(120);
      let parts = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (parts++ < 20) controller.enqueue(part);
          else controller.close();
        },
      });
      const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
      await problem(await subject.fetch('/v1/translate', init), 413, 'BODY_TOO_LARGE');
    });

    it('says what a path takes when the method is wrong', async () => {
      const response = await get('/v1/translate');
      expect(response.headers.get('allow')).toBe('POST');
      await problem(response, 405, 'METHOD_NOT_ALLOWED');
      await problem(await subject.fetch('/healthz', { method: 'DELETE' }), 405, 'METHOD_NOT_ALLOWED');
    });

    it('has nothing of what needs a store', async () => {
      for (const path of [
        '/v1/transmissions',
        '/v1/mailbox',
        '/v1/erps/generic/documents',
        '/v1/events',
        '/metrics',
        '/docs',
        '/nothing',
      ]) {
        await problem(await get(path), 404, 'NOT_FOUND');
      }
    });
  });
}
