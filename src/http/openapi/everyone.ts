/** What everyone may ask: health, this description, and a dry run. */

import { examples, interchange } from './examples.ts';
import { bytes, header, json, operation, path, query } from './operation.ts';
import type { Json } from './schemas.ts';

export const health: Json = {
  '/healthz': {
    get: operation({
      id: 'health',
      tag: 'everyone',
      summary: 'Whether the program runs',
      answers: { 200: json('It runs.', 'Health', examples.healthy) },
    }),
  },
  '/readyz': {
    get: operation({
      id: 'readiness',
      tag: 'everyone',
      summary: 'Whether it can do its work',
      answers: { 200: json('The store can be reached.', 'Health', examples.ready) },
      refuses: ['storeUnreachable'],
    }),
  },
  '/openapi.json': {
    get: operation({
      id: 'description',
      tag: 'everyone',
      summary: 'This description',
      answers: {
        200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    }),
  },
};

export const docs: Json = {
  '/docs': {
    get: operation({
      id: 'docs',
      tag: 'everyone',
      summary: 'This description, to read and try',
      answers: {
        302: { description: 'It is at /docs/index.html.', headers: { Location: header('/docs/index.html') } },
      },
    }),
  },
  '/docs/{name}': {
    get: operation({
      id: 'docsFile',
      tag: 'everyone',
      summary: 'A file of the documentation page',
      parameters: [path('name', 'index.html, or a file it names.')],
      answers: {
        200: { description: 'The file.', content: { 'text/html': {}, 'text/css': {}, 'text/javascript': {} } },
      },
      refuses: ['pageUnknown'],
    }),
  },
};

/** A dry run; where there is a store it takes a key, so that it is not open to the world. */
export function translation(withStore: boolean): Json {
  return {
    '/v1/translate': {
      post: operation({
        id: 'translate',
        tag: 'everyone',
        summary: 'What would become of a transmission',
        description:
          'A dry run: nothing is stored and no control number is used up. A file that is wrong is still answered with 200; what is wrong with it is in `problems`. With a partner’s key it is read as that partner’s.',
        ...(withStore ? { keys: ['partners', 'ERPs', 'operators'] } : {}),
        parameters: [query('partner', 'Read it as this partner’s, whoever its header names.')],
        body: {
          required: true,
          ...content('application/edi-x12'),
          description: 'A file as a partner sends it, X12 or EDIFACT. The content type is not looked at.',
        },
        answers: { 200: json('What was found.', 'Report', examples.report) },
        refuses: ['bodyEmpty', 'bodyTooLarge', 'partnerUnknown'],
      }),
    },
  };
}

const content = (type: string): Json => ({ content: { [type]: { schema: { type: 'string' }, example: interchange } } });

export const metrics: Json = {
  '/metrics': {
    get: operation({
      id: 'metrics',
      tag: 'operators',
      summary: 'Figures for Prometheus',
      keys: ['operators'],
      answers: { 200: bytes('Prometheus text format.', 'text/plain', examples.metrics) },
    }),
  },
};
