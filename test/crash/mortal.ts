/**
 * A server that is killed at moments laid down beforehand and started again on the same data, and requests to it
 * as real clients make them: what got no answer is asked again, unchanged, until it has one.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { type Ended, type Running, serve } from './child.ts';

/** What a request is for; a moment is counted by it. */
export type Step =
  | 'small'
  | 'large'
  | 'look'
  | 'poll'
  | 'confirm'
  | 'shipment'
  | 'invoice'
  | 'mailbox'
  | 'content'
  | 'received'
  | 'reply'
  | 'tail';

/** The server dies so many milliseconds after the nth request of a kind was sent or answered in its life, or after it started. */
export interface Moment {
  when: 'sent' | 'answered' | 'started';
  step?: Step;
  nth: number;
  delay: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Request {
  key: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

export interface Mortal {
  /** The answer, however often the server had to be asked. Anything but a 2xx, or a failure in its log, is the end of the test. */
  call(step: Step, request: Request): Promise<Answer>;
  /** What the next kill waits for; undefined when there is none left. */
  next(): Moment | undefined;
  kills(): number;
  /** Requests that got no answer. */
  unanswered(): number;
  stop(): Promise<Ended>;
}

const ANSWER_MS = 30_000;
const STOP_MS = 10_000;
const MOST_FAILURES = 100;

export function mortal(env: Record<string, string>, moments: readonly Moment[]): Mortal {
  let kills = 0;
  let count = 0;
  let armed = false;
  let unanswered = 0;
  let over = false;
  let life = live();

  function live(): Promise<Running> {
    const born = serve(env).then((running) => {
      note('started');
      return running;
    });
    // Whoever waits for it is told; nobody may be waiting yet.
    born.catch(() => {});
    return born;
  }

  function note(when: Moment['when'], step?: Step): void {
    const moment = moments[kills];
    if (over || armed || moment === undefined || moment.when !== when || moment.step !== step) return;
    count++;
    if (count < moment.nth) return;
    armed = true;
    setTimeout(strike, moment.delay);
  }

  function strike(): void {
    if (over) return;
    // Exchanged before anybody can miss the old one: who gets no answer now waits for the next life.
    life = life.then(async (running) => {
      await running.kill();
      kills++;
      count = 0;
      armed = false;
      return live();
    });
    life.catch(() => {});
  }

  async function once(step: Step, { key, path, body, headers }: Request, { url }: Running): Promise<Answer> {
    const asked = fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, ...headers },
      signal: AbortSignal.timeout(ANSWER_MS),
      ...(body === undefined ? {} : { body }),
    });
    note('sent', step);
    const response = await asked;
    const text = await response.text();
    note('answered', step);
    return { status: response.status, headers: response.headers, text };
  }

  return {
    async call(step, request) {
      for (let failures = 0; ; ) {
        const asked = life;
        const running = await asked;
        try {
          const answer = await once(step, request, running);
          const logged = running.logged();
          if (answer.status >= 200 && answer.status < 300 && logged === '') return answer;
          over = true;
          if (logged !== '') throw new Error(`the server logged ${logged}`);
          throw new Error(`${request.path} answered ${answer.status}: ${answer.text}`);
        } catch (error) {
          if (over) throw error;
          unanswered++;
          if (++failures > MOST_FAILURES) throw error;
          // Not killed: a connection was closed while it was idle.
          if (life === asked) await pause(10);
        }
      }
    },
    next: () => moments[kills],
    kills: () => kills,
    unanswered: () => unanswered,
    async stop() {
      over = true;
      const running = await life;
      const late = setTimeout(() => void running.kill(), STOP_MS);
      const ended = await running.stop();
      clearTimeout(late);
      return ended;
    },
  };
}
