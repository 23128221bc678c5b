/** `dragoman write`: a canonical document as the partner gets it, on standard output; the reverse of translate. */

import type { Fields } from '../core/mapping/read.ts';
import { line } from '../core/problem.ts';
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
  if (values.as === undefined) throw new Usage('--as which message? For example --as x12/855 or --as edifact/ORDRSP');
  if (values.partner === undefined) throw new Usage('--partner for whom?');
  if (values.control !== undefined && !/^[1-9]\d{0,8}$/.test(values.control))
    throw new Usage('--control is a number of 1 to 9 digits');
  const catalog = soundCatalog();
  knownPartner(catalog, values.partner);
  if (!catalog.mappings.has(values.as))
    throw new Usage(`there is no mapping ${values.as}; known: ${[...catalog.mappings.keys()].join(', ')}`);
  const agreement = catalog.partners.get(values.partner)!;
  const document = jsonOf(file);

  const wrong = catalog.validate(`canonical/${catalog.mappings.get(values.as)!.document}.json`, document);
  if (wrong.length > 0) {
    console.error(wrong.map(({ path, message }) => `${file}: ${path === '' ? '' : `${path}: `}${message}`).join('\n'));
    return 1;
  }
  let control = Number(values.control ?? 1);
  const { composed, problems } = await compose(
    { catalog, clock, reserve: async () => control++ },
    agreement,
    document,
    values.as,
  );
  for (const found of problems)
    console.error(`${found.severity}: ${found.reference === undefined ? '' : `${found.reference}: `}${line(found)}`);
  if (composed === undefined) return 1;
  process.stdout.write(composed.text);
  return 0;
}

function jsonOf(file: string): Fields {
  try {
    return JSON.parse(new TextDecoder().decode(readInput(file))) as Fields;
  } catch (error) {
    if (error instanceof Usage) throw error;
    throw new Usage(`${file} is not JSON: ${(error as Error).message}`);
  }
}
