/**
 * `dragoman write`: a canonical document as the partner gets it, on standard output; the reverse of translate. Documents
 * that are not sent in an interchange (XML, feeds, JSON) can be written for nobody in particular.
 */

import { type Agreement, defaultsFor } from '../core/agreement.ts';
import type { Catalog } from '../core/catalog.ts';
import { type Fields, isFields } from '../core/mapping/read.ts';
import { line } from '../core/problem.ts';
import { isEdi } from '../core/settings.ts';
import { compose } from '../gateway/compose.ts';
import { clock } from '../node/ports.ts';
import { fileOf, knownPartner, parse, readInput, soundCatalog, Usage } from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    as: { type: 'string' },
    partner: { type: 'string' },
    control: { type: 'string' },
  });
  const file = fileOf(positionals);
  if (values.as === undefined)
    throw new Usage('--as which message? For example --as x12/855, --as edifact/ORDRSP or --as ubl/Order');
  if (values.control !== undefined && !/^[1-9]\d{0,8}$/.test(values.control))
    throw new Usage('--control is a number of 1 to 9 digits');
  const catalog = soundCatalog();
  knownPartner(catalog, values.partner);
  const { message, kind } = messageNamed(catalog, values.as);
  const [format = ''] = message.split('/');
  if (values.partner === undefined && (isEdi(format) || format === 'partners'))
    throw new Usage(`--partner for whom? What ${message} is sent in names both parties`);
  const document = jsonOf(file);

  const wrong = catalog.validate(`canonical/${kind}.json`, document);
  if (wrong.length > 0) {
    console.error(wrong.map(({ path, message }) => `${file}: ${path === '' ? '' : `${path}: `}${message}`).join('\n'));
    return 1;
  }
  const agreement = values.partner === undefined ? unagreed(format, document) : catalog.partners.get(values.partner)!;
  let control = Number(values.control ?? 1);
  const { composed, problems } = await compose(
    { catalog, clock, reserve: async () => control++ },
    agreement,
    document,
    message,
  );
  for (const found of problems)
    console.error(`${found.severity}: ${found.reference === undefined ? '' : `${found.reference}: `}${line(found)}`);
  if (composed === undefined) return 1;
  process.stdout.write(composed.text);
  return 0;
}

/** A message by its mapping's name, in any letter case where that is the name of one only; what kind of document it is. */
function messageNamed({ mappings, schemas }: Catalog, given: string): { message: string; kind: string } {
  const json = /^json\/(.+)$/i.exec(given)?.[1]?.toLowerCase();
  if (json !== undefined && schemas.has(`${json}.json`)) return { message: `json/${json}`, kind: json };
  const alike = [...mappings.keys()].filter((name) => name.toLowerCase() === given.toLowerCase());
  const message = mappings.has(given) ? given : alike.length === 1 ? alike[0]! : undefined;
  if (message === undefined) throw new Usage(`there is no mapping ${given}; known: ${[...mappings.keys()].join(', ')}`);
  return { message, kind: mappings.get(message)!.document };
}

// Who sends these is the buyer.
const FROM_BUYER: ReadonlySet<unknown> = new Set(['order', 'order-change', 'receipt-advice']);

/** What holds without an agreement: the defaults, between the parties that the document names. */
function unagreed(format: string, document: Fields): Agreement {
  const { type, shipment } = document;
  const ids = (FROM_BUYER.has(type) ? ['buyer', 'supplier'] : ['supplier', 'buyer']).map((role) => {
    const party = document[role] ?? (isFields(shipment) ? shipment[role] : undefined);
    const id = isFields(party) && typeof party.id === 'string' ? party.id : '';
    // IDocs go between systems, which no document names.
    return { qualifier: '', id: format === 'idoc' ? '' : id };
  });
  const defaults = defaultsFor(format);
  return { ...defaults, us: ids[0]!, identifiers: [ids[1]!] };
}

function jsonOf(file: string): Fields {
  try {
    return JSON.parse(new TextDecoder().decode(readInput(file))) as Fields;
  } catch (error) {
    if (error instanceof Usage) throw error;
    throw new Usage(`${file} is not JSON: ${(error as Error).message}`);
  }
}
