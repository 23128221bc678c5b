// `dragoman acks`: what it prints of a store for people and for programs, and how it ends.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { review } from '../../src/gateway/acknowledgments.ts';
import { confirm } from '../../src/gateway/feed.ts';
import { work } from '../../src/gateway/work.ts';
import { openStore } from '../../src/node/server.ts';
import { settled } from '../gateway/arrive.ts';
import { catalog, openGateway } from '../http/gateway.ts';
import { interchange, order } from '../http/x12.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
const data = mkdtempSync(join(tmpdir(), 'dragoman-acks-'));

const acks = (...args: string[]) => acksOf(data, ...args);

function acksOf(store: string, ...args: string[]): { status: number | null; out: string; error: string } {
  const env = { ...process.env, DRAGOMAN_DATA: store };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'acks', ...args], { encoding: 'utf8', env });
  return { status, out: stdout, error: stderr };
}

// Two orders answered: of the first answer the partner says something, then another; of the second nothing.
beforeAll(async () => {
  const store = await openStore(data);
  const gateway = await openGateway({ store });
  await settled(gateway, interchange([order('1'), order('2')]));
  for (const { id } of await store.documents({ limit: 2 }))
    await confirm(gateway, 'generic', id, { outcome: 'accepted' });
  const say = (control: string, segments: string) =>
    settled(gateway, interchange([`997\n${segments}`], { control, group: 'FA' }));
  await say('906', 'AK1*PR*2\nAK2*855*0001\nAK3*PO1*3**8\nAK4*2*330*6*ten\nAK5*R*5\nAK9*R*1*1*0');
  await say('907', 'AK1*PR*2\nAK2*855*0001\nAK5*A\nAK9*A*1*1*1');
  await say('908', 'AK1*IN*77\nAK9*A*1*1*1');
  gateway.clock.pass(25 * 3600);
  await work(gateway);
  const [unmatched] = await store.acknowledgments({ state: 'unmatched', limit: 1 });
  await review(gateway, unmatched!, 'sent by mistake');
  await store.close();
});
afterAll(() => rmSync(data, { recursive: true }));

describe('dragoman acks', () => {
  it('prints a line for each, what is wrong by the partner, and what was said of it', () => {
    const { status, out } = acks();
    expect(status).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/\s+\S+_\w+$/, '').replace(/ {2,}/g, ' | '))).toEqual([
      'state | partner | message | named | due | answered | by | id',
      'rejected, to review | acme | x12/855 | PR 2 0001 | 2026-02-01 12:00Z | 2026-01-31 12:00Z | x12/997',
      ' | AK9 R; AK5 R 5; segment 3 PO1 8: element 2 6 "ten"',
      'overdue, to review | acme | x12/855 | PR 3 0001 | 2026-02-01 12:00Z | - | -',
      'duplicate, accepted, contradicts, to review | acme | x12/855 | PR 2 0001 | - | 2026-01-31 12:00Z | x12/997',
      'unmatched, accepted | acme | - | IN 77 | - | 2026-01-31 12:00Z | x12/997',
      ' | reviewed: sent by mistake',
      '',
      '4 acknowledgments',
    ]);
    // Columns stand under each other.
    const partners = lines.filter((line) => /^(state|\w.* acme)/.test(line)).map((line) => line.search(/partner|acme/));
    expect(new Set(partners).size).toBe(1);
  });

  it.each([
    [['--state', 'overdue'], ['overdue']],
    [['--open'], ['rejected', 'overdue', 'duplicate']],
    [['--partner', 'acme', '--state', 'rejected'], ['rejected']],
    [['--partner', 'nobody'], []],
    [['--late'], []],
  ])('%j chooses', (args, states) => {
    const { status, out } = acks(...args, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out).map(({ state }: { state: string }) => state)).toEqual(states);
  });

  it('prints what a CONTRL says in its own words, and the interchange that tells one message from another', async () => {
    const own = mkdtempSync(join(tmpdir(), 'dragoman-acks-edifact-'));
    const store = await openStore(own);
    const known = catalog.partners.get('nordwind')!;
    const nordwind = { ...known, respond: { ...known.respond, 'order-response': 'edifact/ORDRSP' } };
    const gateway = await openGateway({
      store,
      catalog: { ...catalog, partners: new Map([['nordwind', nordwind]]) },
    });
    const say = (control: string, type: string, ...segments: string[]) => {
      const message = [`UNH+1+${type}`, ...segments, `UNT+${segments.length + 2}+1`];
      const all = [
        `UNB+UNOC:3+4012345000009:14+4399901234561:14+260131:1200+${control}`,
        ...message,
        `UNZ+1+${control}`,
      ];
      return settled(gateway, all.map((segment) => `${segment}'`).join(''), 'nordwind');
    };
    const body = 'BGM+220+4711+9/DTM+137:20260131:102/DTM+2:20260202:102/NAD+BY+4012345000009::9/LIN+1/QTY+21:1/UNS+S';
    await say('1', 'ORDERS:D:96A:UN', ...body.split('/'));
    const [order] = await store.documents({ limit: 1 });
    await confirm(gateway, 'generic', order!.id, { outcome: 'accepted' });
    const [delivery] = await store.acknowledgments({ partner: 'nordwind', limit: 1 });
    const uci = (control: string, action: string) => `UCI+${control}+4399901234561:14+4012345000009:14+${action}`;
    const { interchangeControl, setControl } = delivery!;
    const ucm = `UCM+${setControl}+ORDRSP:D:96A:UN+4`;
    await say('2', 'CONTRL:3:1:UN', uci(interchangeControl, '7'), ucm, 'UCS+3+15', 'UCD+12+2:1');
    await say('3', 'CONTRL:3:1:UN', uci('4711', '4+23'));
    await store.close();
    const { out } = acksOf(own);
    rmSync(own, { recursive: true });
    expect(out.replace(/ {2,}/g, ' | ').split('\n').slice(1, 5)).toEqual([
      expect.stringContaining(
        `rejected, to review | nordwind | edifact/ORDRSP | interchange ${interchangeControl} ORDRSP ${setControl} |`,
      ),
      ' | UCM 4; segment 3 15: element 1-1 12',
      expect.stringContaining('unmatched, rejected, to review | nordwind | - | interchange 4711 |'),
      ' | UCI 4 23',
    ]);
  });

  it('says so where there is none', () => {
    expect(acks('--state', 'accepted')).toMatchObject({ status: 0, out: 'none\n' });
  });

  it.each([
    [['--state', 'lost'], 'there is no state lost'],
    [['x'], 'x means nothing here'],
    [['--wrong'], '--wrong'],
  ])('ends with 2 on %j', (args, error) => {
    const found = acks(...args);
    expect(found.status).toBe(2);
    expect(found.error).toContain(error);
    expect(found.error).toContain('Usage: dragoman acks [--partner P]');
  });
});
