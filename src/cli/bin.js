#!/usr/bin/env node
// Starts the command line under the Node that came with `npm ci` where the one at hand is too old for TypeScript.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const own = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const [major] = process.versions.node.split('.').map(Number);

if (major >= 24) {
  // What was compiled once starts sooner the next time, without the memory the compiler takes.
  enableCompileCache();
  await import('./main.ts');
} else if (existsSync(own)) {
  const { status } = spawnSync(own, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  console.error(`dragoman needs Node 24; this is ${process.versions.node}. Run \`npm ci\` in the project, which brings it.`);
  process.exitCode = 2;
}
