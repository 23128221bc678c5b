/** Who may import whom, which package lives where, and that no file takes time or chance from the air. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../src');
const files = (readdirSync(ROOT, { recursive: true }) as string[]).filter((file) => /\.(ts|js)$/.test(file));
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const importsOf = (file: string): string[] =>
  [
    ...textOf(file).matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3])!);
const local = (file: string): string[] =>
  importsOf(file)
    .filter((path) => path.startsWith('.'))
    .map((path) => relative(ROOT, join(ROOT, dirname(file), path)))
    // What a build writes is nobody's source.
    .filter((path) => !path.startsWith('../dist/'));
const room = (file: string): string => file.split('/')[0]!;

/** What each folder may import besides itself. Everything points at core. */
const MAY_IMPORT: Record<string, string[]> = {
  core: [],
  gateway: ['core'],
  store: ['core', 'gateway/ports.ts'],
  channels: ['core', 'gateway/ports.ts'],
  erps: ['core', 'gateway/ports.ts'],
  http: ['core', 'gateway'],
  node: ['core', 'gateway', 'http', 'store', 'channels', 'erps'],
  worker: ['core', 'gateway', 'http', 'store', 'channels', 'erps'],
  cli: ['core', 'gateway', 'http', 'store', 'channels', 'erps', 'node'],
  build: ['core', 'node'],
};

it('imports point one way: towards the core', () => {
  const wrong = files.flatMap((file) =>
    local(file)
      .filter(
        (target) =>
          room(target) !== room(file) &&
          !MAY_IMPORT[room(file)]?.some((allowed) => target === allowed || target.startsWith(`${allowed}/`)),
      )
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

/** One package, one home. */
const HOMES: Record<string, RegExp> = {
  ajv: /^core\/schema\.ts$/,
  'temporal-polyfill': /^core\/calendar\.ts$/,
  yaml: /^core\/yaml\.ts$/,
  papaparse: /^core\/formats\/csv\.ts$/,
  'fast-xml-parser': /^core\/formats\/xml\.ts$/,
  '@marcbachmann/cel-js': /^core\/mapping\/expression\.ts$/,
  fflate: /^node\/zip\.ts$/,
  kysely: /^store\//,
  'node:sqlite': /^store\/sqlite\.ts$/,
  hono: /^http\//,
  '@hono/node-server': /^node\/server\.ts$/,
  pino: /^node\/ports\.ts$/,
  'prom-client': /^node\/metrics\.ts$/,
  esbuild: /^build\//,
};
const packageOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');

it('every package has one home', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => !path.startsWith('.'))
      .map((path) => (path.startsWith('node:') ? path : packageOf(path)))
      .filter((name) =>
        name.startsWith('node:') && name !== 'node:sqlite' ? false : !(HOMES[name]?.test(file) ?? false),
      )
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

it('core, gateway and http know no runtime', () => {
  const wrong = files.filter(
    (file) =>
      ['core', 'gateway', 'http'].includes(room(file)) &&
      (importsOf(file).some((path) => path.startsWith('node:')) ||
        /\bprocess\.|\bBuffer\b|\brequire\(/.test(textOf(file))),
  );
  expect(wrong).toEqual([]);
});

it('time and chance come from ports', () => {
  const wrong = files.filter(
    (file) =>
      ['core', 'gateway', 'store', 'http'].includes(room(file)) &&
      /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID|performance\.now\(/.test(textOf(file)),
  );
  expect(wrong).toEqual([]);
});

it('classes are Fault, Usage and drivers that hold a connection; no enums, no default exports', () => {
  const wrong = files.filter(
    (file) =>
      /^\s*(?:export\s+)?(?:abstract\s+)?class\s+(?!Fault\b|Usage\b)/m.test(textOf(file)) ||
      /^\s*(?:export\s+)?enum\s/m.test(textOf(file)) ||
      (/^export default/m.test(textOf(file)) && room(file) !== 'worker'),
  );
  expect(wrong).toEqual([]);
});

it('a name says what is done: no utils, helpers, common, process, handle or manage', () => {
  const wrong = files.filter(
    (file) =>
      /(^|\/)(utils?|helpers?|common|misc|manager|handler)\b/i.test(file) ||
      /\bfunction (process|handle|manage)[A-Z(]/.test(textOf(file)),
  );
  expect(wrong).toEqual([]);
});

it('every source file opens with a sentence on what a caller can rely on', () => {
  const wrong = files.filter((file) => file !== 'core/documents.ts' && !/^(#!.*\n)?\/(\*\*|\/)/.test(textOf(file)));
  expect(wrong).toEqual([]);
});
