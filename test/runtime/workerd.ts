/** The Worker, built from the sources as they are and served by real workerd on this machine, without a network. */

import { join } from 'node:path';
import { createTestHarness } from 'wrangler';

export interface Workerd {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export async function startWorkerd(): Promise<Workerd> {
  // Without these the harness asks the network where it is, and reports that it was used.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
  process.env.WRANGLER_SEND_METRICS = 'false';
  const root = join(import.meta.dirname, '../..');
  const harness = createTestHarness({ root, workers: [{ configPath: 'wrangler.toml' }] });
  await harness.listen();
  return {
    // The harness has a fetch of its own, typed apart from the global one.
    fetch: harness.fetch as unknown as Workerd['fetch'],
    close: () => harness.close(),
  };
}
