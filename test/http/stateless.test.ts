import { createApp } from '../../src/http/app.ts';
import { catalog, LIMITS, openGateway, schemas } from './gateway.ts';
import { httpSuite } from './suite.ts';

httpSuite('Node', async () => {
  const { clock, log } = await openGateway();
  const app = createApp({ catalog, clock, log, limits: LIMITS, schemas });
  return { fetch: async (path, init) => app.request(path, init), close: async () => {}, bodyLimit: LIMITS.body };
});
