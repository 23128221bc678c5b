/**
 * The API's description, OpenAPI 3.1, written by hand: every route that is served, every status it gives with
 * a body it really gave, and schemas/ embedded so that every $ref resolves inside the document.
 */

import { acknowledgments } from './openapi/acknowledgments.ts';
import { embed, referred } from './openapi/embed.ts';
import { erps } from './openapi/erps.ts';
import { docs, health, metrics, translation } from './openapi/everyone.ts';
import { operators, transmissionList } from './openapi/operators.ts';
import { partners } from './openapi/partners.ts';
import { answers, type Json } from './openapi/schemas.ts';

/** What there is besides the stateless part. */
export interface Served {
  store: boolean;
  docs: boolean;
  metrics: boolean;
}

const TAGS = [
  { name: 'everyone', description: 'Health, this description, and a dry run.' },
  { name: 'partners', description: 'Trading partners hand in files and collect what waits for them.' },
  { name: 'ERPs', description: 'ERP systems poll canonical documents, confirm them, and post what answers them.' },
  { name: 'operators', description: 'Operators see all that is on record, restart and retry.' },
];

const ABOUT =
  'X12 and EDIFACT in, canonical documents out, honest acknowledgments back. Lists give `next`, to be sent as `after`. Every refusal is an application/problem+json with a stable `code`; a method a path does not take gets 405.';

export function openapi(schemas: Json[], served: Served): Json {
  const paths = pathsOf(served);
  const tags = served.store ? TAGS : TAGS.slice(0, 1);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dragoman',
      version: '1',
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags,
    paths,
    components: {
      ...(served.store ? { securitySchemes: { key: KEY } } : {}),
      schemas: referred(paths, { ...answers, ...embed(schemas) }),
    },
  };
}

const KEY = {
  type: 'http',
  scheme: 'bearer',
  description: 'A key of a partner, an ERP or an operator, made with `dragoman key create`. Each sees only its own.',
};

function pathsOf({ store, ...served }: Served): Json {
  const open = { ...health, ...(served.docs ? docs : {}), ...(served.metrics ? metrics : {}), ...translation(store) };
  if (!store) return open;
  const shared = { '/v1/transmissions': { ...(partners['/v1/transmissions'] as Json), get: transmissionList } };
  return { ...open, ...partners, ...shared, ...erps, ...operators, ...acknowledgments };
}
