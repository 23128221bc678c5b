// The Store on SQLite: the contract, a query plan for every query, and what holds when the process is killed or the
// disk is full.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { CompiledQuery } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/gateway/ports.ts';
import type { Sql } from '../../src/store/sql.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';
import { callEverything, event, recording, storeContract, transmission, upTo } from './store.ts';

storeContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-store-'));
  return {
    connect: () => openSqlite(join(folder, 'gateway.db')),
    remove: () => rmSync(folder, { recursive: true }),
  };
});

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'gateway.db');
}

async function all<Row>(sql: Sql, text: string): Promise<Row[]> {
  return (await sql.rows(CompiledQuery.raw(text))) as Row[];
}

describe('the plans of SQLite', () => {
  /** Tables that stay small: an operator makes their rows, or they have one a state, a version. */
  const small = ['apiKey', 'tally', 'migration'];
  const growing = /^(?:SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/;

  async function plans(): Promise<{ sql: string; steps: string[] }[]> {
    const connection = openSqlite(':memory:');
    onTestFinished(() => connection.close());
    const { sql, seen } = recording(connection);
    const store = createStore(sql);
    await store.open();
    const called = new Set<string>();
    await callEverything(
      new Proxy(store, {
        get: (target, name: keyof Store & string) => {
          called.add(name);
          return target[name];
        },
      }),
    );
    expect(Object.keys(store).filter((name) => !called.has(name))).toEqual(['open', 'close']);
    const queries = [...seen.values()].filter(({ sql }) => !sql.startsWith('create '));
    return Promise.all(
      queries.map(async (query) => {
        const explained = { ...query, sql: `explain query plan ${query.sql}` } as CompiledQuery<{ detail: string }>;
        return { sql: query.sql, steps: (await connection.rows(explained)).map(({ detail }) => detail) };
      }),
    );
  }

  it('read no growing table from end to end', async () => {
    const found = await plans();
    expect(found.length).toBeGreaterThan(150);
    const scans = found.flatMap(({ sql, steps }) =>
      steps
        .filter((step) => step.startsWith('SCAN') && !small.includes(growing.exec(step)?.[1] ?? ''))
        .map((step) => ({ step, sql })),
    );
    expect(scans).toEqual([]);
  });

  it('sort nothing but keys and the events of one line', async () => {
    const sorting = (await plans())
      .filter(({ steps }) => steps.includes('USE TEMP B-TREE FOR ORDER BY'))
      .map(({ sql }) => sql)
      .filter((sql) => !sql.includes('from "apiKey"') && !sql.includes('union'));
    expect(sorting).toEqual([]);
  });

  it('walk along the numbers only where there is no filter', async () => {
    const walking = (await plans())
      .filter(({ steps }) => steps.some((step) => step.endsWith('USING INTEGER PRIMARY KEY (rowid>?)')))
      .map(({ sql }) => sql);
    expect(walking.filter((sql) => sql.includes('= ?'))).toEqual([]);
  });

  it('use every index there is', async () => {
    const used = new Set((await plans()).flatMap(({ steps }) => steps.map((step) => growing.exec(step)?.[2])));
    const sql = openSqlite(':memory:');
    await createStore(sql).open();
    const indexes = await all<{ name: string }>(
      sql,
      `select name from sqlite_schema where type = 'index' and sql is not null`,
    );
    expect(indexes.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
    await sql.close();
  });

  it.each([
    ['documentInFeed', /"erp" = \? and "direction" = \? and "delivery" = \?/],
    [
      'documentByName',
      /where "partner" = \? and "number" = \? and "erp" = \? and "type" = \? and "direction" = \? (?:and "sequence" > \?|order by)/,
    ],
    ['amendmentByOrder', /"amendment"."order" = \?/],
    ['deliveryInMailbox', /from "delivery" where \(?"partner" = \? and "state" = \?/],
    ['acknowledgmentDue', /from "acknowledgment" where "state" = \? and "due" <= \?/],
    ['deliveryByGroup', /"groupControl" = \?/],
    ['transmissionByState', /"claimedUntil" <= \?/],
  ])('use %s for the query it was made for', async (index, query) => {
    const made = (await plans())
      .filter(({ sql }) => sql.startsWith('select') || sql.startsWith('update'))
      .filter(({ sql }) => query.test(sql));
    expect(made.length).toBeGreaterThan(0);
    for (const { steps } of made) expect(steps.some((step) => step.includes(`INDEX ${index} `))).toBe(true);
  });
});

describe('the SQLite driver', () => {
  it('writes ahead, syncs every commit and keeps references whole', async () => {
    const sql = openSqlite(temporary());
    expect(await all(sql, 'pragma journal_mode')).toMatchObject([{ journal_mode: 'wal' }]);
    expect(await all(sql, 'pragma synchronous')).toMatchObject([{ synchronous: 2 }]);
    expect(await all(sql, 'pragma foreign_keys')).toMatchObject([{ foreign_keys: 1 }]);
    expect(await all(sql, 'pragma busy_timeout')).toMatchObject([{ timeout: 5000 }]);
    await sql.close();
    await sql.close();
  });

  it('has strict tables only', async () => {
    const sql = openSqlite(':memory:');
    await createStore(sql).open();
    const tables = await all<{ name: string; strict: number }>(sql, `pragma table_list`);
    const ours = tables.filter(({ name }) => !name.startsWith('sqlite_'));
    expect(ours.length).toBeGreaterThan(8);
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
    await sql.close();
  });

  it('cannot open a path that is no file', () => {
    expect(() => openSqlite(join(temporary(), 'not', 'there.db'))).toThrow(
      expect.objectContaining({ code: 'STORE_PATH' }),
    );
  });

  it('tells every waiting caller when another process holds the database, and goes on afterwards', async () => {
    const path = temporary();
    const sql = openSqlite(path);
    const store = createStore(sql);
    await store.open();
    await all(sql, 'pragma busy_timeout = 1');
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    const outcomes = await Promise.allSettled([store.reserve('a', upTo(9)), store.record([event('fetched')])]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORE_BUSY', retry: 'transient' } });
    }
    other.exec('rollback');
    other.close();
    expect(await store.reserve('a', upTo(9))).toBe(1);
    expect(await store.events({ limit: 10 })).toEqual([]);
    await store.close();
  });

  it('refuses what does not fit on a full disk, keeps what is there, and goes on when there is room', async () => {
    const sql = openSqlite(temporary());
    const store = createStore(sql);
    await store.open();
    const [pages] = await all<{ page_count: number }>(sql, 'pragma page_count');
    await all(sql, `pragma max_page_count = ${pages?.page_count}`);
    const body = new Uint8Array(3 * 1024 * 1024);
    const [big, number] = await Promise.allSettled([
      store.receive(transmission('tx_1'), body, event('received')),
      store.reserve('a', upTo(9)),
    ]);
    expect(big).toMatchObject({ status: 'rejected', reason: { code: 'STORE_FULL', retry: 'transient' } });
    expect(await store.transmission('tx_1')).toBeUndefined();
    expect(await store.counts()).toEqual([]);
    await all(sql, 'pragma max_page_count = 1000000');
    expect(await store.reserve('a', upTo(9))).toBe(number.status === 'fulfilled' ? number.value! + 1 : 1);
    await store.receive(transmission('tx_1'), body, event('received'));
    expect((await store.body('tx_1'))?.length).toBe(body.length);
    await store.close();
  });
});

describe('a process that is killed', () => {
  const source = (file: string) =>
    JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src/store', file)).href);
  const program = `
    import { writeSync } from 'node:fs';
    const { openSqlite } = await import(${source('sqlite.ts')});
    const { createStore } = await import(${source('store.ts')});
    const store = createStore(openSqlite(process.argv[1]));
    await store.open();
    const at = '2026-01-31T12:00:00.000Z';
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (;;) {
        const number = await store.reserve('acme|interchange', { from: 1, to: 999999999, rollover: true });
        const id = 'tx_' + number;
        const row = { id, receivedAt: at, channel: 'http', partner: 'acme', fileName: null, digest: id, size: 1000 };
        await store.receive(row, new Uint8Array(1000), { at, kind: 'received', transmission: id });
        writeSync(1, number + '\\n');
      }
    }));`;

  /** The numbers of the transmissions it said were safe. */
  function runAndKill(path: string, after: number): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program, path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
        if (said.split('\n').length > after) child.kill('SIGKILL');
      });
      child.on('error', reject);
      child.on('close', () => resolve(said.slice(0, said.lastIndexOf('\n')).split('\n').map(Number)));
    });
  }

  it('has lost nothing it said was safe, and gives no number again', async () => {
    const path = temporary();
    const first = await runAndKill(path, 100);
    const second = await runAndKill(path, 100);
    const said = [...first, ...second];
    expect(said.length).toBeGreaterThanOrEqual(200);
    expect(new Set(said).size).toBe(said.length);
    const sql = openSqlite(path);
    const store = createStore(sql);
    await store.open();
    for (const number of said) expect((await store.body(`tx_${number}`))?.length).toBe(1000);
    expect(await store.reserve('acme|interchange', upTo(999999999))).toBeGreaterThan(Math.max(...said));
    const whole = await all<{ n: number }>(
      sql,
      `select count(*) as n from "transmission" join "body" on "body"."transmission" = "id"`,
    );
    const events = await all<{ n: number }>(sql, `select count(*) as n from "event"`);
    expect(events[0]?.n).toBe(whole[0]?.n);
    expect((await store.counts())[0]?.count).toBe(whole[0]?.n);
    await store.close();
  }, 30_000);
});
