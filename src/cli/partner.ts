/** `dragoman partner match FILE`: why each interchange of a file falls under a partner's agreement, or under none. */

import { partyText } from '../core/agreement.ts';
import { matchPartners } from '../core/match.ts';
import { line } from '../core/problem.ts';
import { translate } from '../gateway/translate.ts';
import { fileOf, parse, readInput, soundCatalog, Usage } from './command.ts';

export async function run([verb, ...args]: string[]): Promise<number> {
  if (verb !== 'match') throw new Usage(verb === undefined ? 'match what?' : `there is no partner ${verb}`);
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  const catalog = soundCatalog();
  const outcome = translate(catalog, readInput(fileOf(positionals)));
  const found = outcome.interchanges.map(({ interchange, agreement }) => {
    const { sender, receiver, control } = interchange;
    return {
      control,
      sender: partyText(sender),
      receiver: partyText(receiver),
      partner: agreement?.partner ?? null,
      considered: matchPartners(catalog.partners.values(), sender, receiver),
    };
  });
  if (values.json === true) console.log(JSON.stringify(found, null, 2));
  else {
    for (const { control, sender, receiver, partner, considered } of found) {
      console.log(`interchange ${control} from ${sender} to ${receiver}: ${partner ?? 'no partner'}`);
      for (const { partner: name, matches, reasons } of considered)
        console.log(
          [`  ${matches ? 'yes' : 'no '} ${name}`, ...reasons.map((reason) => `        ${reason}`)].join('\n'),
        );
    }
    if (found.length === 0) for (const problem of outcome.problems) console.log(line(problem));
  }
  return found.length > 0 && found.every(({ partner }) => partner !== null) ? 0 : 1;
}
