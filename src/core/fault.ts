/**
 * A Fault is a failure while doing something (a disk, a network, a peer), as opposed to a Problem, which is
 * wrong with a document. It is thrown once, where it happened, and says whether trying again is safe.
 */

/** transient: retry; ambiguous: the outcome is unknown, look before you retry; permanent: do not retry. */
export type Retry = 'transient' | 'ambiguous' | 'permanent';

export class Fault extends Error {
  readonly code: string;
  readonly retry: Retry;

  constructor(code: string, retry: Retry, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
    this.retry = retry;
  }
}
