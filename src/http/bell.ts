/** Wakes those who wait for something new; whoever waits too long goes on by itself. */

export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or after so many seconds; false when there is nothing to wait for any more. */
  wait(seconds: number): Promise<boolean>;
}

/** A bell that can be taken down: when the program ends, nobody is kept waiting. */
export interface ClosableBell extends Bell {
  close(): void;
}

export function createBell(): ClosableBell {
  const waiting = new Set<() => void>();
  let closed = false;
  const ring = (): void => {
    for (const wake of waiting) wake();
  };
  return {
    ring,
    close() {
      closed = true;
      ring();
    },
    async wait(seconds) {
      if (closed) return false;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, seconds * 1000);
        waiting.add(wake);
      });
      return !closed;
    },
  };
}
