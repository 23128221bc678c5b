/** The core, the gateway and the HTTP interface need no runtime of their own: they bundle for none in particular. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { expect, it } from 'vitest';
import { PROJECT } from '../../src/node/files.ts';

/** Bundled for no platform: an import of node:* or of a bare built-in module does not resolve and fails here. */
async function bundle(entryPoints: string[]): Promise<{ text: string; inputs: Metafile['inputs'] }> {
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: PROJECT,
    entryPoints,
    outdir: 'nowhere',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    // papaparse asks for it when it is given a Node stream; it never is.
    external: ['stream'],
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  const asking = Object.entries(metafile.inputs).filter(([, { imports }]) => imports.some(({ external }) => external));
  expect(asking.map(([path]) => path).filter((path) => !path.startsWith('node_modules/papaparse/'))).toEqual([]);
  return { text: outputFiles.map(({ text }) => text).join('\n'), inputs: metafile.inputs };
}

it.each(['core', 'gateway', 'http'])('src/%s bundles without a runtime', async (room) => {
  const folder = join(PROJECT, 'src', room);
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
  const { text } = await bundle(files.map((file) => join(folder, file)));
  expect(text.match(/["']node:\w+/g)).toBeNull();
});

it('the HTTP interface makes no code from strings, and does not carry the validator that would', async () => {
  const { text, inputs } = await bundle(['src/http/app.ts']);
  expect(text.match(/\bnew Function\(|[^.\w]eval\(/g)).toBeNull();
  expect(Object.keys(inputs).filter((path) => /node_modules\/ajv\/|core\/schema\.ts/.test(path))).toEqual([]);
});
