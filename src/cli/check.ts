/** `dragoman check`: every finding in mappings/ and schemas/, one a line, in the words a server refuses to start with; and what is wrong inside the EDIFACT directories. */

import { sentence } from '../core/yaml.ts';
import { loadCatalog } from '../node/files.ts';
import { parse, plural, root } from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { values } = parse(args, { json: { type: 'boolean' } });
  const { catalog, findings } = loadCatalog(root(), true);
  if (values.json === true) console.log(JSON.stringify(findings, null, 2));
  else if (findings.length > 0)
    console.log(`${findings.map(sentence).join('\n')}\n\n${plural(findings.length, 'finding')}`);
  else {
    const { mappings, tables, partners, erps, calendars } = catalog;
    console.log(
      `fine: ${plural(mappings.size, 'mapping')}, ${plural(tables.size, 'table')}, ${plural(partners.size, 'partner')}, ${plural(erps.size, 'ERP')}, ${plural(calendars.size, 'calendar')}`,
    );
  }
  return findings.length === 0 ? 0 : 1;
}
