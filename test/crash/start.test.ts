/**
 * A server starts only on what is sound, and says in one line an operator understands why it does not; the words
 * for a catalog with findings are those of `dragoman check`. It stops when it is told to.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sentence } from '../../src/core/yaml.ts';
import { readConfig } from '../../src/node/config.ts';
import { loadCatalog, PROJECT } from '../../src/node/files.ts';
import { run, serve } from './child.ts';

const TIME_MS = 60_000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dragoman-start-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Where a text stands in a file of the copy, before it is replaced: `line:column`. */
function breakFile(path: string, right: string, wrong: string, at: string = right): string {
  const file = join(folder, path);
  const text = readFileSync(file, 'utf8');
  const found = text.indexOf(right);
  if (found < 0) throw new Error(`${path} has no ${right}`);
  writeFileSync(
    file,
    text.replace(right, () => wrong),
  );
  const before = text.slice(0, found + right.indexOf(at)).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

interface Break {
  what: string;
  path: string;
  right: string;
  wrong: string;
  /** The part of `right` the finding is at; all of it where this is not given. */
  at?: string;
  says: string;
}

const BREAKS: Break[] = [
  {
    what: 'mapping',
    path: 'mappings/x12/855.yaml',
    right: 'orderNumber: BAK03',
    wrong: 'orderNumbr: BAK03',
    says: 'orderNumber',
  },
  {
    what: 'overlay',
    path: 'mappings/partners/bolt/850.yaml',
    right: 'extends: x12/850',
    wrong: 'extends: x12/805',
    says: 'there is no mapping x12/805; did you mean x12/850?',
  },
  {
    what: 'table',
    path: 'mappings/tables/unit.csv',
    right: 'ZZ,ZZ,',
    wrong: 'ZZ,',
    says: 'cells where the header has',
  },
  {
    what: 'agreement',
    path: 'mappings/partners/acme/agreement.yaml',
    right: 'erp: generic',
    wrong: 'erp: generc',
    says: 'there is no ERP generc in mappings/erps; did you mean generic?',
  },
  {
    what: 'dictionary',
    path: 'schemas/x12/004010.json',
    right: '"353": "ID',
    wrong: '"353": "IDD',
    says: 'is not TYPE MIN/MAX Label',
  },
  {
    what: 'dictionary that is not JSON',
    path: 'schemas/x12/005010.json',
    right: '"segments": {',
    wrong: '"segments" {',
    at: ' {',
    says: 'not JSON',
  },
  {
    what: 'canonical schema',
    path: 'schemas/canonical/order.json',
    right: '"type": "string"',
    wrong: '"type": "strng"',
    says: 'must be equal to one of the allowed values',
  },
  {
    what: 'reference in a canonical schema',
    path: 'schemas/canonical/invoice.json',
    right: '"$ref": "common.json#/$defs/version"',
    wrong: '"$ref": "common.json#/$defs/versoin"',
    says: '$ref leads nowhere',
  },
  {
    what: 'keyword in a schema of the API',
    path: 'schemas/api/confirmation.json',
    right: '"required": ["outcome"]',
    wrong: '"requird": ["outcome"]',
    says: 'there is no keyword requird',
  },
];

describe('a catalog with findings', () => {
  test.each(BREAKS)(
    'a broken $what is refused at start as check says it, with its place',
    async ({ path, right, wrong, at, says }) => {
      for (const part of ['mappings', 'schemas']) cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
      const place = breakFile(path, right, wrong, at);
      const env = { DRAGOMAN_ROOT: folder, DRAGOMAN_DATA: join(folder, 'data') };
      const findings = loadCatalog(folder).findings.map(sentence);
      expect(findings.find((line) => line.startsWith(`${path}:${place} `))).toContain(says);
      expect(await run(['serve'], env)).toEqual({ code: 1, out: '', err: `${findings.join('\n')}\n` });
      // Once by the command itself: it prints the same list.
      if (path === BREAKS[0]!.path)
        expect(await run(['check'], env)).toMatchObject({
          code: 1,
          err: '',
          out: expect.stringContaining(`${findings.join('\n')}\n\n`),
        });
    },
    TIME_MS,
  );
});

/** The one line a server that does not start leaves. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { code, out, err } = await run(['serve'], { DRAGOMAN_DATA: join(folder, 'data'), DRAGOMAN_PORT: '0', ...env });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^[^\n]+\n$/);
  return err.trimEnd();
}

describe('surroundings that will not do', () => {
  test(
    'a port that is taken',
    async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      expect(await refusal({ DRAGOMAN_PORT: String(port) })).toBe(
        `port ${port} of 127.0.0.1 is taken; set DRAGOMAN_PORT to another one, or to 0 for any that is free`,
      );
      await new Promise((resolve) => other.close(resolve));
    },
    TIME_MS,
  );

  test(
    'an address that is not this machine',
    async () => {
      expect(await refusal({ DRAGOMAN_HOST: '192.0.2.1' })).toBe(
        'cannot listen on port 0 of 192.0.2.1: address not available; see DRAGOMAN_HOST and DRAGOMAN_PORT',
      );
    },
    TIME_MS,
  );

  test(
    'a port that is no number',
    async () => {
      expect(await refusal({ DRAGOMAN_PORT: 'abc' })).toBe(
        'DRAGOMAN_PORT must be a whole number up to 65535; it is "abc"',
      );
      for (const port of ['-1', '80.5', '70000', '1e3', ' '])
        expect(() => readConfig({ DRAGOMAN_PORT: port })).toThrow(`it is "${port}"`);
      for (const port of ['', '0', '8480'])
        expect(readConfig({ DRAGOMAN_PORT: port }).port).toBe(Number(port === '' ? 8480 : port));
    },
    TIME_MS,
  );

  test(
    'a data folder that cannot be made',
    async () => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      expect(await refusal({ DRAGOMAN_DATA: join(file, 'data') })).toBe(
        `the data folder ${file}/data cannot be made: not a directory; DRAGOMAN_DATA names the folder`,
      );
    },
    TIME_MS,
  );

  test(
    'a database that is none',
    async () => {
      const database = join(folder, 'dragoman.sqlite');
      writeFileSync(database, 'this is a letter to a friend, and a long one, so that nobody takes it for a database');
      expect(await refusal({ DRAGOMAN_DATA: folder })).toBe(
        `the database ${database} cannot be used: file is not a database; DRAGOMAN_DATA names the folder`,
      );
      expect(readFileSync(database, 'utf8')).toContain('letter to a friend');
    },
    TIME_MS,
  );

  test(
    'a root without mappings',
    async () => {
      expect(await refusal({ DRAGOMAN_ROOT: folder })).toBe(
        `there is no folder ${folder}/mappings; DRAGOMAN_ROOT names the folder that holds mappings and schemas`,
      );
    },
    TIME_MS,
  );

  test('a log level there is not', () => {
    expect(() => readConfig({ DRAGOMAN_LOG: 'loud' })).toThrow(
      'DRAGOMAN_LOG must be one of fatal, error, warn, info, debug, trace, silent; it is "loud"',
    );
  });
});

describe('a server that is told to stop', () => {
  test(
    'ends with 0 though a client goes on asking on its connection',
    async () => {
      const server = await serve({ DRAGOMAN_DATA: join(folder, 'data') });
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ask = (): Promise<boolean> =>
        new Promise((resolve) => {
          get(`${server.url}/healthz`, { agent }, (answer) => answer.resume().once('end', () => resolve(true))).once(
            'error',
            () => resolve(false),
          );
        });
      await ask();
      const asking = (async () => {
        while (await ask());
      })();
      expect(await server.stop()).toMatchObject({ code: 0, err: '' });
      await asking;
      agent.destroy();
    },
    TIME_MS,
  );
});
