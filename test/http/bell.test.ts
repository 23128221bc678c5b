import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBell } from '../../src/http/bell.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a wait is over. */
function watched(wait: Promise<boolean>): { over: boolean; goOn?: boolean } {
  const state: { over: boolean; goOn?: boolean } = { over: false };
  void wait.then((goOn) => {
    state.over = true;
    state.goOn = goOn;
  });
  return state;
}

it('wakes everyone who waits, and nobody who comes later', async () => {
  const bell = createBell();
  const [first, second] = [watched(bell.wait(30)), watched(bell.wait(30))];
  bell.ring();
  const late = watched(bell.wait(30));
  await vi.advanceTimersByTimeAsync(0);
  expect([first.over, second.over, late.over]).toEqual([true, true, false]);
  expect(vi.getTimerCount()).toBe(1);
});

it('keeps nobody waiting once it is taken down', async () => {
  const bell = createBell();
  const one = watched(bell.wait(30));
  bell.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(one).toEqual({ over: true, goOn: false });
  expect(await bell.wait(30)).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

it('lets who waits too long go on', async () => {
  const bell = createBell();
  const one = watched(bell.wait(2));
  await vi.advanceTimersByTimeAsync(1999);
  expect(one.over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(one.over).toBe(true);
  // Ringing for nobody is fine.
  bell.ring();
  expect(vi.getTimerCount()).toBe(0);
});
