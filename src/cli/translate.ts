/** `dragoman translate`: a file's documents, acknowledgments, problems and unmapped data; nothing is stored. */

import { line } from '../core/problem.ts';
import { isClean, type Report, report } from '../gateway/report.ts';
import { translate } from '../gateway/translate.ts';
import { clock } from '../node/ports.ts';
import { fileOf, knownPartner, parse, plural, readInput, soundCatalog } from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' }, partner: { type: 'string' } });
  const file = fileOf(positionals);
  const catalog = soundCatalog();
  const found = await report(
    catalog,
    clock,
    translate(catalog, readInput(file), knownPartner(catalog, values.partner)),
  );
  console.log(values.json === true ? JSON.stringify(found, null, 2) : summary(found));
  return isClean(found) ? 0 : 1;
}

const VERDICTS: Record<string, string> = {
  A: 'accepted',
  E: 'accepted with errors',
  P: 'partially accepted',
  R: 'rejected',
};

/** For people: what became of every set, and what is wrong. */
function summary({ interchanges, problems, unmapped, acknowledgments }: Report): string {
  const lines = interchanges.flatMap(({ control, sender, receiver, partner, groups }) => [
    `interchange ${control} from ${sender} to ${receiver}${partner === null ? ' (no agreement)' : ` (${partner})`}`,
    ...groups.flatMap((group) =>
      group.control === null
        ? group.sets.map((set) => `  message ${set.control} ${set.type} ${set.release}: ${VERDICTS[set.verdict]}`)
        : [
            `  group ${group.control} ${group.code} ${group.version}: ${VERDICTS[group.verdict]}`,
            ...group.sets.map((set) => `    set ${set.control} ${set.type}: ${VERDICTS[set.verdict]}`),
          ],
    ),
  ]);
  const shown = problems.filter(({ code }) => code !== 'DATA_UNMAPPED');
  if (shown.length > 0) lines.push('', ...shown.map((found) => `${found.severity}: ${line(found)}`));
  if (unmapped.length > 0) lines.push('', `${plural(unmapped.length, 'value')} unmapped; \`dragoman try\` lists them`);
  if (acknowledgments.length > 0) lines.push('', ...acknowledgments);
  return lines.join('\n').trimEnd();
}
