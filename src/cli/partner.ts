/** `dragoman partner match FILE`: why each interchange of a file falls under a partner's agreement, or under none. */

import { partyText } from '../core/agreement.ts';
import { matchPartners } from '../core/match.ts';
import { line } from '../core/problem.ts';
import { translate } from '../gateway/translate.ts';
import { fileOf, namesParties, parse, partiesText, readInput, sendingText, soundCatalog, Usage } from './command.ts';

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
    for (const [i, { partner, considered }] of found.entries()) {
      const { interchange } = outcome.interchanges[i]!;
      console.log(`${sendingText(interchange)} ${partiesText(interchange)}: ${partner ?? 'no partner'}`);
      if (!namesParties(interchange)) console.log('  it is of the partner whose channel or API key it comes by');
      for (const { partner: name, matches, reasons } of namesParties(interchange) ? considered : [])
        console.log(
          [`  ${matches ? 'yes' : 'no '} ${name}`, ...reasons.map((reason) => `        ${reason}`)].join('\n'),
        );
    }
    if (found.length === 0) for (const problem of outcome.problems) console.log(line(problem));
  }
  return found.length > 0 && found.every(({ partner }) => partner !== null) ? 0 : 1;
}
