/** `dragoman translate`: a file's documents, acknowledgments, problems and unmapped data; nothing is stored. */

import type { Interchange } from '../core/edi/envelope.ts';
import { line } from '../core/problem.ts';
import { isEdi } from '../core/settings.ts';
import { isClean, type Report, report } from '../gateway/report.ts';
import { type Outcome, translate } from '../gateway/translate.ts';
import { clock } from '../node/ports.ts';
import { fileOf, knownPartner, parse, partiesText, plural, readInput, sendingText, soundCatalog } from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' }, partner: { type: 'string' } });
  const file = fileOf(positionals);
  const catalog = soundCatalog();
  const outcome = translate(catalog, readInput(file), knownPartner(catalog, values.partner));
  const found = await report(catalog, clock, outcome);
  console.log(values.json === true ? JSON.stringify(found, null, 2) : summary(found, outcome.interchanges));
  return isClean(found) ? 0 : 1;
}

type Message = Report['interchanges'][number]['groups'][number]['sets'][number];

/** A message by its number, unless that is its document's, its type and its release. */
const messageText = ({ control, type, release }: Message, { syntax, control: document }: Interchange): string =>
  [isEdi(syntax) || control !== document ? control : '', type, release].filter((part) => part !== '').join(' ');

const VERDICTS: Record<string, string> = {
  A: 'accepted',
  E: 'accepted with errors',
  P: 'partially accepted',
  R: 'rejected',
};

/** For people: what became of every set, and what is wrong. */
function summary({ interchanges, problems, unmapped, acknowledgments }: Report, read: Outcome['interchanges']): string {
  const lines = interchanges.flatMap(({ partner, groups }, i) => [
    `${sendingText(read[i]!.interchange)} ${partiesText(read[i]!.interchange)}${partner === null ? ' (no agreement)' : ` (${partner})`}`,
    ...groups.flatMap((group) =>
      group.control === null
        ? group.sets.map((set) => `  message ${messageText(set, read[i]!.interchange)}: ${VERDICTS[set.verdict]}`)
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
