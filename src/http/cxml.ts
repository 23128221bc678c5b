/**
 * cXML as its senders speak it: a document is posted, and what became of it is a cXML Response with a status code of the
 * cXML User's Guide. The answer is HTTP 200 whatever the code, as that guide has it.
 *
 * Who sends it is told by the document: Header/Sender has a partner's API key as its SharedSecret, and Header/From is
 * that partner. The secret is compared like any key and not kept (core/xml/vocabulary/secret.ts).
 */

import { type Context, Hono } from 'hono';
import { sameParty } from '../core/agreement.ts';
import { type Catalog, mappingFor } from '../core/catalog.ts';
import { isError } from '../core/edi/judge.ts';
import { Fault } from '../core/fault.ts';
import { writeXml } from '../core/formats/xml.ts';
import { line, type Problem, type ProblemCode } from '../core/problem.ts';
import type { Node } from '../core/tree.ts';
import { readXml } from '../core/xml/read.ts';
import {
  credentialsOf,
  messagesOf,
  payloadOf,
  requestOf,
  responseOf,
  cxml as vocabulary,
} from '../core/xml/vocabulary/cxml.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { answerOf, type Settled } from '../gateway/settle.ts';
import { ACKNOWLEDGMENTS } from '../gateway/translate.ts';
import { callerWith, type Variables } from './auth.ts';
import type { Bell } from './bell.ts';
import { readBody } from './body.ts';
import { type Limits, takeIn } from './partners.ts';

const CXML = 'cxml';

// It is read before its sender is known, so it may not be of any size; larger ones go to /v1/transmissions, with a key.
const LARGEST = 8 * 1024 * 1024;

/** What the codes are called. */
const TEXTS = {
  200: 'OK',
  201: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  406: 'Not Acceptable',
  409: 'Conflict',
  450: 'Not Implemented',
  500: 'Internal Server Error',
  560: 'Temporary server error',
} as const;

interface Status {
  code: keyof typeof TEXTS;
  /** For people: what is wrong, or what happens next. */
  detail: string;
}

export function cxml(gateway: Gateway, limits: Limits, bell: Bell): Hono<Variables> {
  const app = new Hono<Variables>();
  app.post('/cxml', async (c) => {
    const bytes = await readBody(c, Math.min(limits.body, LARGEST));
    if (bytes instanceof Response) return bytes;
    try {
      return answer(c, gateway, await taken(c, gateway, limits, bell, bytes));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      gateway.log.error('cXML document not taken', { reason });
      const again = error instanceof Fault && error.retry !== 'permanent';
      return answer(c, gateway, { code: again ? 560 : 500, detail: 'The document was not taken. Send it again.' });
    }
  });
  return app;
}

/** What becomes of a document. One that is refused for its sender or form is not kept. */
async function taken(c: Context, gateway: Gateway, limits: Limits, bell: Bell, bytes: Uint8Array): Promise<Status> {
  const { catalog } = gateway;
  const root = rootOf(catalog, bytes);
  if ('code' in root) return { code: 400, detail: root.message };
  if (payloadOf(root) === '') return { code: 400, detail: 'The document has no payloadID.' };
  const partner = await partnerOf(gateway, root);
  if (partner === undefined)
    return { code: 401, detail: 'The SharedSecret of Header/Sender is no key of the partner that Header/From names.' };
  const unknown = notImplemented(catalog, partner, root);
  if (unknown !== undefined) return unknown;
  const { id, settled } = await takeIn(c, gateway, limits, bell, { bytes, channel: 'http', partner, fileName: null });
  return settled === undefined ? WAITS : statusOf(gateway, id, settled);
}

/** The root of a cXML document, or what is wrong with it. */
function rootOf({ vocabularies }: Catalog, bytes: Uint8Array): Node | Pick<Problem, 'code' | 'message'> {
  const definition = vocabularies.get(CXML);
  const read = readXml(bytes, (namespace, local) =>
    definition?.root(namespace, local) === undefined ? undefined : definition,
  );
  if ('code' in read) return { code: read.code, message: told(read) };
  if (read.definition !== undefined) return read.root;
  return { code: 'XML_ROOT_UNKNOWN', message: `The document starts with ${read.name.local} and not with cXML.` };
}

/** The partner whose key the document has, when it is from that partner. */
async function partnerOf(gateway: Gateway, root: Node): Promise<string | undefined> {
  const [{ sharedSecret = '' } = {}] = credentialsOf(root, 'Sender').filter((one) => one.sharedSecret !== '');
  const caller = await callerWith(gateway, sharedSecret);
  const agreement = caller?.role === 'partner' ? gateway.catalog.partners.get(caller.name) : undefined;
  const isFrom = credentialsOf(root, 'From').some((from) =>
    agreement?.identifiers.some((identifier) => sameParty(identifier, from)),
  );
  return isFrom ? agreement?.partner : undefined;
}

/** What is not done here: catalogs, sessions in a shop, and whatever this installation has no mapping for. */
function notImplemented(catalog: Catalog, partner: string, root: Node): Status | undefined {
  const request = requestOf(root);
  if (request === '') return { code: 400, detail: 'The document has no request.' };
  const types = messagesOf(root, catalog.vocabularies.get(CXML)!).map(({ type }) => type);
  const read = types.length > 0 && types.every((type) => isRead(catalog, partner, type));
  return read ? undefined : { code: 450, detail: `${request} is not implemented.` };
}

const isRead = (catalog: Catalog, partner: string, type: string): boolean =>
  ACKNOWLEDGMENTS.has(type) || mappingFor(catalog, partner, `${CXML}/${type}`) !== undefined;

const WAITS: Status = { code: 201, detail: 'The document is safe and waits for its turn.' };
const DECIDED: Status = { code: 201, detail: 'The document is safe and waits for a decision.' };

const USED: ReadonlySet<ProblemCode> = new Set(['DUPLICATE_CONTROL_NUMBER']);

/** A problem as its sender can use it: our mappings are nothing to them. */
const told = ({ mapping: _, ...found }: Problem): string => line(found);

/** The code of what became of a transmission. */
async function statusOf(gateway: Gateway, id: string, settled: Settled): Promise<Status> {
  const { state, problems, rejected } = settled;
  const wrong = problems.filter(isError);
  const used = problems.find(({ code }) => USED.has(code));
  if (used !== undefined) return { code: 409, detail: told(used) };
  switch (state) {
    case 'translated':
      if (rejected > 0) return { code: 406, detail: wrong.map(told).join('\n') };
      return { code: 200, detail: problems.map(told).join('\n') };
    case 'refused':
      return { code: 406, detail: wrong.map(told).join('\n') };
    case 'duplicate': {
      // It is answered as it was the first time.
      const first = (await gateway.store.transmission(id))?.duplicateOf ?? id;
      return first === id ? { code: 200, detail: '' } : statusOf(gateway, first, await answerOf(gateway, first));
    }
    case 'failed':
      return { code: 500, detail: 'The document is safe; the operator of this gateway was told.' };
    case 'received':
      return WAITS;
    default:
      return DECIDED;
  }
}

function answer(c: Context, { clock, ids }: Gateway, { code, detail }: Status): Response {
  const at = clock.now();
  const payloadID = `${at.replace(/\D/g, '')}.${ids.next('dlv')}@dragoman`;
  const response = responseOf({ payloadID, at, code, text: TEXTS[code], detail });
  const { text } = writeXml(response, new Map(), { system: vocabulary.system?.('Response') });
  return c.body(text, 200, { 'Content-Type': 'text/xml; charset=utf-8' });
}
