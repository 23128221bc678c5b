/**
 * `dragoman guide`: a partner's messages as HTML for people, or as test data for programs: interchanges our reader
 * accepts, or for each thing the guide asks for one that breaks it.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Agreement, partyText, sendingIn } from '../core/agreement.ts';
import { type Catalog, definitionFor, guideFor } from '../core/catalog.ts';
import { guideHtml } from '../core/guide/html.ts';
import { placesOf } from '../core/guide/page.ts';
import { line } from '../core/problem.ts';
import { isEdi } from '../core/settings.ts';
import { messagesOf, type SampleKind, sampleInterchange, sampleKind, wrongInterchanges } from '../gateway/sample.ts';
import { knownPartner, parse, plural, soundCatalog, Usage } from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(counted(args), {
    message: { type: 'string' },
    release: { type: 'string' },
    sample: { type: 'string' },
    wrong: { type: 'boolean' },
    seed: { type: 'string' },
    out: { type: 'string' },
  });
  const [partner, ...more] = positionals;
  if (partner === undefined || more.length > 0) throw new Usage('which partner? One at a time');
  const count = numberOf(values.sample, '--sample');
  const seed = numberOf(values.seed, '--seed') ?? 1;
  if (count !== undefined && values.wrong === true) throw new Usage('--sample or --wrong?');
  const catalog = soundCatalog();
  knownPartner(catalog, partner);
  const kinds = kindsOf(catalog, catalog.partners.get(partner)!, values.message, values.release);
  if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
  if (values.wrong === true) return writeWrong(catalog, kinds, seed, values.out);
  if (count !== undefined) return writeSamples(catalog, kinds, seed, count, values.out);
  return writePages(catalog, kinds, seed, values.out);
}

/** `--sample` alone is one. */
const counted = (args: string[]): string[] =>
  args.flatMap((one, i) => (one === '--sample' && !/^\d+$/.test(args[i + 1] ?? '') ? ['--sample', '1'] : [one]));

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Usage(`${option} is a number from 1 to 999999`);
  return Number(text);
}

function kindsOf(
  catalog: Catalog,
  agreement: Agreement,
  message: string | undefined,
  given: string | undefined,
): SampleKind[] {
  const isGuided = (one: string): boolean => isEdi(one.split('/')[0] ?? '');
  if (message !== undefined && !isGuided(message))
    throw new Usage(`guides are for X12 and EDIFACT; \`dragoman try\` shows how ${message} is read`);
  const messages = message === undefined ? messagesOf(catalog, agreement).filter(isGuided) : [message];
  if (messages.length === 0)
    throw new Usage(`guides are for X12 and EDIFACT; ${agreement.partner} sends and gets ${agreement.format}`);
  return messages.map((one) => {
    const [format = ''] = one.split('/');
    const release = given ?? usualRelease(catalog, agreement, one);
    if (given !== undefined && definitionFor(catalog, format, given)?.exact !== true)
      throw new Usage(`there is no dictionary of release ${given}`);
    const kind = sampleKind(catalog, agreement, one, release);
    if (kind === undefined) throw new Usage(`no dictionary of release ${release} has ${one}`);
    return kind;
  });
}

/** The release a message comes in: that of its guide or mapping, where they name any, else the one we send. */
function usualRelease(catalog: Catalog, agreement: Agreement, message: string): string {
  const format = message.startsWith('edifact/') ? 'edifact' : 'x12';
  const sent = sendingIn(agreement, format).release.slice(0, 6);
  const known = guideFor(catalog, agreement.partner, message)?.releases ?? [];
  return known.includes(sent) ? sent : (known[0] ?? sent);
}

// A sample for people is short.
const SPARSE = 0.2;

const fileOf = ({ agreement, set }: SampleKind, rest: string): string => `${agreement.partner}-${set.type}${rest}`;

function writePages(catalog: Catalog, kinds: SampleKind[], seed: number, folder = '.'): number {
  for (const kind of kinds) {
    const { agreement, message, release, set, outgoing, request } = kind;
    const theirs = `${agreement.name} (${agreement.identifiers.map(partyText).join(', ')})`;
    const ours = `us (${partyText(agreement.us)})`;
    const sample = sampleInterchange(catalog, { ...kind, request: { ...request, density: SPARSE } }, seed);
    const guide = guideFor(catalog, agreement.partner, message);
    const path = join(folder, fileOf(kind, '.html'));
    writeFileSync(
      path,
      guideHtml({
        partner: agreement.name,
        message,
        set,
        release,
        about: guide?.about ?? '',
        from: outgoing ? ours : theirs,
        to: outgoing ? theirs : ours,
        conventions: guide?.conventions?.names ?? [],
        guided: guide !== undefined,
        places: placesOf(set, request.guide, request.fields ?? []),
        samples: sample === undefined ? [] : [sample.text],
        separators: kind.sending.separators,
      }),
    );
    console.log(`${path}: ${set.label}${guide === undefined ? ', without a guide' : `, by ${guide.file}`}`);
  }
  return 0;
}

function writeSamples(
  catalog: Catalog,
  kinds: SampleKind[],
  seed: number,
  count: number,
  folder: string | undefined,
): number {
  let missing = 0;
  for (const kind of kinds) {
    for (let i = 0; i < count; i++) {
      const made = sampleInterchange(catalog, kind, seed + i);
      if (made === undefined) {
        console.error(`${kind.message}: nothing that the guide accepts was found with seed ${seed + i}`);
        missing++;
      } else put(folder, fileOf(kind, `-${seed + i}.edi`), made.text);
    }
  }
  return missing === 0 ? 0 : 1;
}

function writeWrong(catalog: Catalog, kinds: SampleKind[], seed: number, folder: string | undefined): number {
  let missing = 0;
  for (const kind of kinds) {
    const all = wrongInterchanges(catalog, kind, seed);
    all.forEach(({ constraint, wrong }, i) => {
      const file = fileOf(kind, `-wrong-${i + 1}.edi`);
      if (wrong === undefined) {
        missing++;
        console.error(`${constraint.name}: nothing that breaks it was found`);
        return;
      }
      if (folder !== undefined) writeFileSync(join(folder, file), wrong.text);
      console.log(
        `${folder === undefined ? '' : `${join(folder, file)}: `}${constraint.name}\n    ${line(wrong.found)}`,
      );
    });
    console.log(`${kind.message}: ${all.length === 0 ? 'no guide' : `${plural(all.length, 'thing')} asked for`}`);
  }
  return missing === 0 ? 0 : 1;
}

function put(folder: string | undefined, file: string, text: string): void {
  if (folder === undefined) process.stdout.write(text);
  else {
    writeFileSync(join(folder, file), text);
    console.log(join(folder, file));
  }
}
