/**
 * The Workers entry: the part of the HTTP interface that needs no store, from a bundle of the catalog's files.
 * It holds no secret and keeps nothing between requests but the catalog.
 */

import { files, schemaPaths, validators } from '../../dist/worker-assets/index.js';
import { buildCatalog } from '../core/catalog.ts';
import { Fault } from '../core/fault.ts';
import { validateBy } from '../core/violation.ts';
import { sentence } from '../core/yaml.ts';
import type { Log } from '../gateway/ports.ts';
import { createApp } from '../http/app.ts';

const MIB = 1024 * 1024;

const log: Log = {
  info: (message, fields) => console.log(JSON.stringify({ level: 'info', ...fields, message })),
  warn: (message, fields) => console.warn(JSON.stringify({ level: 'warn', ...fields, message })),
  error: (message, fields) => console.error(JSON.stringify({ level: 'error', ...fields, message })),
};

function start(): ReturnType<typeof createApp> {
  const { catalog, findings } = buildCatalog(
    files,
    validateBy((schema) => (Object.hasOwn(validators, schema) ? validators[schema] : undefined)),
  );
  // The build refuses such a catalog; this is for a bundle that was not made by it.
  if (findings.length > 0) throw new Fault('CATALOG_INVALID', 'permanent', findings.map(sentence).join('\n'));
  return createApp({
    catalog,
    clock: { now: () => new Date().toISOString() },
    log,
    // An isolate has 128 MB, and a translation is held whole until it is answered.
    limits: { body: MIB, atOnce: MIB },
    schemas: schemaPaths.map((path) => JSON.parse(files.get(path) ?? '') as Record<string, unknown>),
  });
}

let app: ReturnType<typeof createApp> | undefined;

export default {
  fetch(request: Request): Response | Promise<Response> {
    // Building the catalog takes a few tenths of a second; Workers bound what happens before the first request.
    app ??= start();
    return app.fetch(request);
  },
};
