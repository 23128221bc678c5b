/** The Worker, built from the sources as they are and served by real workerd on this machine, without a network. */

import { join } from 'node:path';
import { createTestHarness } from 'wrangler';
import type { Subject } from '../http/suite.ts';

export async function startWorkerd(): Promise<Subject> {
  // Without these the harness asks the network where it is, reports that it was used, and logs in the home folder.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
  process.env.WRANGLER_SEND_METRICS = 'false';
  process.env.WRANGLER_WRITE_LOGS = 'false';
  const root = join(import.meta.dirname, '../..');
  const harness = createTestHarness({ root, workers: [{ configPath: 'wrangler.toml' }] });
  await harness.listen();
  return {
    // The harness has a fetch of its own, typed apart from the global one.
    fetch: harness.fetch as unknown as Subject['fetch'],
    close: () => harness.close(),
    // As src/worker/main.ts sets it.
    bodyLimit: 1024 * 1024,
  };
}
