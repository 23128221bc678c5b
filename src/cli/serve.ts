/** `dragoman serve`: the gateway, until it is told to stop. */

import { readConfig } from '../node/config.ts';
import { startServer } from '../node/server.ts';
import { noArguments } from './command.ts';

export async function run(args: string[]): Promise<number> {
  noArguments(args);
  const config = readConfig(process.env);
  const server = await startServer(config);
  console.log(`Dragoman listens on ${server.url}, data in ${config.data}. API: ${server.url}/docs`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.close();
  return 0;
}
