/** Says an operation of the API in few words: what every one has in common is added here. */

import { type ProblemName, problems } from './examples.ts';
import { type Json, ref } from './schemas.ts';

export type Tag = 'everyone' | 'partners' | 'ERPs' | 'operators';

export interface Described {
  id: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** Which keys it takes; none: it is open to everyone. */
  keys?: Tag[];
  parameters?: Json[];
  body?: Json;
  /** By status. */
  answers: Record<string, Json>;
  /** What it refuses besides a missing or wrong key. */
  refuses?: ProblemName[];
}

/** Every kind of key there is: an operation that takes them all has nobody to turn away. */
const KEYS = 3;

export function operation({
  id,
  tag,
  summary,
  description,
  keys = [],
  parameters = [],
  body,
  answers,
  refuses = [],
}: Described): Json {
  const names: ProblemName[] = [...refuses];
  if (keys.length > 0) names.push('keyMissing');
  if (keys.length > 0 && keys.length < KEYS) names.push('keyNotAllowed');
  const takes = keys.length === 0 ? undefined : `Takes keys of ${keys.join(', ')}.`;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined && takes === undefined
      ? {}
      : { description: [description, takes].filter((one) => one !== undefined).join(' ') }),
    security: keys.length === 0 ? [] : [{ key: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...answers, ...refusals([...names, 'internal']) },
  };
}

/** One response a status, with an example for each thing that gives it. */
function refusals(names: ProblemName[]): Json {
  const responses: Record<string, Json> = {};
  for (const status of [...new Set(names.map((name) => problems[name].status))].sort()) {
    const told = names.filter((name) => problems[name].status === status);
    responses[String(status)] = {
      description: [...new Set(told.map((name) => problems[name].title))].join('; or '),
      content: {
        'application/problem+json': {
          schema: ref('Problem'),
          examples: Object.fromEntries(told.map((name) => [name, { value: problems[name] }])),
        },
      },
    };
  }
  return responses;
}

/** A JSON answer. */
export const json = (description: string, schema: string, example: unknown, headers?: Json): Json => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: { 'application/json': { schema: ref(schema), example } },
});

/** An answer, or a body, that is no JSON. */
export const bytes = (description: string, contentType: string, example?: string, headers?: Json): Json => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: { [contentType]: { schema: { type: 'string' }, ...(example === undefined ? {} : { example }) } },
});

const shownText = (example: string): Json => ({ schema: { type: 'string' }, example });

/** What partners are sent, under its media type: interchanges (RFC 1767), documents and reports. */
export const outgoing = (
  description: string,
  shown: { x12: string; edifact: string; xml?: string; cxml?: string; report: unknown; csv: string },
  headers?: Json,
): Json => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: {
    'application/edi-x12': shownText(shown.x12),
    'application/edifact': shownText(shown.edifact),
    ...(shown.xml === undefined ? {} : { 'application/xml': shownText(shown.xml) }),
    ...(shown.cxml === undefined ? {} : { 'text/xml': shownText(shown.cxml) }),
    'application/json': { schema: ref('DocumentReport'), example: shown.report },
    'text/csv': shownText(shown.csv),
  },
});

export const jsonBody = (schema: string, example: unknown): Json => ({
  required: true,
  content: { 'application/json': { schema: ref(schema), example } },
});

export const header = (description: string): Json => ({ description, schema: { type: 'string' } });

const parameter = (place: string, name: string, description: string, schema: Json): Json => ({
  name,
  in: place,
  required: place === 'path',
  description,
  schema,
});

export const path = (name: string, description: string): Json =>
  parameter('path', name, description, { type: 'string' });
export const query = (name: string, description: string, schema: Json = { type: 'string' }): Json =>
  parameter('query', name, description, schema);
export const requestHeader = (name: string, description: string): Json =>
  parameter('header', name, description, { type: 'string' });

/** `after` and `limit` of every list. */
export const paging: Json[] = [
  query('after', '`next` of the page before.', { type: 'integer', minimum: 0, default: 0 }),
  query('limit', 'Most items wanted.', { type: 'integer', minimum: 1, maximum: 500, default: 100 }),
];
