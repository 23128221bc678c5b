/** `dragoman` as a process of its own, as an operator starts it, so that it can be killed and its words be read. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const START_MS = 30_000;

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface Running {
  url: string;
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, as a service manager stops it. */
  stop(): Promise<Ended>;
  /** What it has logged so far, as a server at level warn logs only what should not be. */
  logged(): string;
  /** Resolves when the process is gone, for whatever reason. */
  ended: Promise<Ended>;
}

// Nothing is left running when the tests are ended from outside.
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

function start(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text.out += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    text.err += piece;
  });
  running.add(child);
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(child);
    return { code: code as number | null, ...text };
  });
  return { child, ended, text };
}

/** Runs a command that is expected to end by itself. */
export async function run(args: string[], env: Record<string, string>): Promise<Ended> {
  const { child, ended } = start(args, env);
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  const result = await ended;
  clearTimeout(timer);
  return result;
}

/** Starts the server on a free port; it is up when it says where it listens. */
export async function serve(env: Record<string, string>): Promise<Running> {
  const { child, ended, text } = start(['serve'], { DRAGOMAN_PORT: '0', DRAGOMAN_LOG: 'warn', ...env });
  const url = await addressOf(child, ended, text);
  return {
    url,
    ended,
    logged: () => text.err,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function addressOf(child: ChildProcess, ended: Promise<Ended>, text: { out: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    child.stdout!.on('data', () => {
      const [, url] = /listens on (\S+),/.exec(text.out) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    ended.then(({ code, err }) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code} instead of starting: ${err}`));
    });
  });
}
