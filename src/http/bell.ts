/** Wakes those who wait for something new; whoever waits too long goes on by itself. */

export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or after so many seconds. */
  wait(seconds: number): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  return {
    ring() {
      for (const wake of waiting) wake();
    },
    wait: (seconds) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, seconds * 1000);
        waiting.add(wake);
      }),
  };
}
