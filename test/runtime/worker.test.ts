/** The Worker in real workerd: the stateless interface as anywhere, and of every file exactly what Node makes. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { report } from '../../src/gateway/report.ts';
import { translate } from '../../src/gateway/translate.ts';
import { loadCatalog, PROJECT } from '../../src/node/files.ts';
import { httpSuite, type Subject } from '../http/suite.ts';
import { startWorkerd } from './workerd.ts';

const PAIRS = join(PROJECT, 'mappings/x12');
const pairs = (readdirSync(PAIRS, { recursive: true }) as string[]).filter((path) => path.endsWith('.edi')).sort();

const segments = (...lines: string[]): string => `${lines.join('~\n')}~\n`;
const ISA = 'ISA*00*          *00*          *ZZ*ACMERETAIL     *ZZ*DRAGOMAN       *260302*0815*U*00401*000000417*0*P*>';
const GS = 'GS*PO*ACMERETAIL*DRAGOMAN*20260302*0815*417*X*004010';
const order = (control: string, quantity: string): string[] => [
  `ST*850*${control}`,
  'BEG*00*SA*PO-2088**20260302',
  'CUR*BY*USD',
  'REF*DP*017',
  'DTM*002*20260320',
  'N1*ST*Northgate Store*92*0042',
  'N3*18 Quay Street',
  'N4*Baltimore*MD*21201*US',
  `PO1*1*${quantity}*EA*12.5**BP*A-100*VN*77-310`,
  'PID*F****Copper kettle, 2 l',
  'PO1*2*6*CA*40.25**BP*A-200',
  'CTT*2',
  `SE*13*${control}`,
];
const good = segments(ISA, GS, ...order('0001', '24'), 'GE*1*417', 'IEA*1*000000417');
const broken = segments(ISA, GS, ...order('0001', 'ten'), ...order('0002', '24'), 'GE*2*417', 'IEA*1*000000417');

interface Answer {
  documents: { number: string }[];
  acknowledgments: string[];
  problems: { code: string; severity: string; at: { segment?: number; tag?: string } }[];
}

let workerd: Subject | undefined;
const { catalog } = loadCatalog();

beforeAll(async () => {
  workerd = await startWorkerd();
}, 60_000);
afterAll(async () => workerd?.close());

// Started and stopped here, once for all.
httpSuite('workerd', async () => ({ ...workerd!, close: async () => {} }));

const post = (body: BodyInit, path = '/v1/translate'): Promise<Response> =>
  workerd!.fetch(path, { method: 'POST', body });

/** What Node makes of the bytes; dated as the Worker dated its answer, so that nothing need be left out. */
async function onNode(bytes: Uint8Array, { acknowledgments }: Answer, partner?: string): Promise<unknown> {
  const [, year, month, day, hour, minute] =
    /(?:GS\W)(?:[^*]*\*){3}(\d{4})(\d\d)(\d\d)\*(\d\d)(\d\d)/.exec(acknowledgments[0] ?? '') ?? [];
  const now = `${year}-${month}-${day}T${hour}:${minute}:00.000Z`;
  const outcome = translate(catalog, bytes, partner === undefined ? {} : { partner });
  return JSON.parse(JSON.stringify(await report(catalog, { now: () => now }, outcome)));
}

describe('the Worker in workerd', () => {
  it('translates an 850 exactly as Node does', async () => {
    const answer = await post(good);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    const made = (await answer.json()) as Answer;
    expect(made.documents.map(({ number }) => number)).toEqual(['PO-2088']);
    expect(made.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(made.acknowledgments[0]).toContain('AK9*A*1*1*1');
    expect(made).toEqual(await onNode(new TextEncoder().encode(good), made));
  });

  it.each(pairs)('translates mappings/x12/%s exactly as Node does', async (path) => {
    const bytes = readFileSync(join(PAIRS, path));
    for (const partner of [undefined, 'acme']) {
      const made = (await (
        await post(bytes, partner === undefined ? '/v1/translate' : `/v1/translate?partner=${partner}`)
      ).json()) as Answer;
      expect(made).toEqual(await onNode(bytes, made, partner));
    }
  });

  it('dates its acknowledgment by the present time', async () => {
    const before = Date.now();
    const { acknowledgments } = (await (await post(good)).json()) as Answer;
    const [, year, month, day, hour, minute] =
      /\*(\d{4})(\d\d)(\d\d)\*(\d\d)(\d\d)\*/.exec(acknowledgments[0] ?? '') ?? [];
    const dated = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:59.999Z`);
    expect(dated).toBeGreaterThanOrEqual(before);
    expect(dated - 60_000).toBeLessThan(Date.now());
  });

  it('gives problems with their place for a broken set, and the documents of its siblings', async () => {
    const answer = await post(broken);
    expect(answer.status).toBe(200);
    const made = (await answer.json()) as Answer;
    expect(made.documents).toHaveLength(1);
    expect(made.problems.find(({ severity }) => severity === 'error')).toMatchObject({
      at: { segment: 9, tag: 'PO1', element: 2, set: '0001' },
      value: 'ten',
    });
    expect(made.acknowledgments[0]).toMatch(/AK9\*P\*2\*2\*1/);
    expect(made).toEqual(await onNode(new TextEncoder().encode(broken), made));
  });

  it.each([
    ['text of no format', 'Dear Sir, please find our order attached.'],
    ['an interchange that is cut off', good.slice(0, 300)],
    ['bytes of no meaning', new Uint8Array(2000).map((_, i) => (i * 151) % 256)],
  ])('gives problems for %s', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(200);
    const made = (await answer.json()) as Answer;
    expect(made.documents).toEqual([]);
    expect(made.problems.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it.skipIf(!existsSync('/proc/self/stat'))('leaves no process behind when it is stopped', async () => {
    expect(children().some((command) => command.includes('workerd'))).toBe(true);
    await workerd!.close();
    workerd = undefined;
    // The bundler's service stays for the next build and ends with the process that asked for it.
    expect(children().filter((command) => !command.includes('esbuild'))).toEqual([]);
  });
});

/** The command lines of this process's children. */
function children(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      // After the name, which may hold anything, come the state and the parent.
      const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return Number(parent) === process.pid ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}
