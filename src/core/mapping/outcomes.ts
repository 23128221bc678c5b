/** What arrangements of order responses share: words for when something comes, and why it does not. */

import type { Fields } from './read.ts';

/** The day a supplier will deliver on. */
export const PROMISED = 'promisedDelivery';

/** What else a supplier may call it. */
export const PROMISES: ReadonlySet<unknown> = new Set([undefined, PROMISED, 'scheduledDelivery', 'estimatedDelivery']);

/** Why an outcome is as it is, in words or by code, as a note. */
export function reasonIn({ reasonText, reason }: Fields): Fields[] {
  const text = reasonText ?? reason;
  return text === undefined ? [] : [{ type: 'reason', text: [text] }];
}
