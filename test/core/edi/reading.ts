/** Reads bytes as the gateway does and tells in one line each what was found, for tests to compare. */

import { type Agreement, readAgreement } from '../../../src/core/agreement.ts';
import type { Catalog } from '../../../src/core/catalog.ts';
import { acknowledge } from '../../../src/core/edi/acknowledge.ts';
import type { Interchange, TransactionSet, Unit } from '../../../src/core/edi/envelope.ts';
import type { Charset, Separators } from '../../../src/core/edi/scan.ts';
import { encode, writeInterchange } from '../../../src/core/edi/write.ts';
import { detect } from '../../../src/core/formats/index.ts';
import { reader } from '../../../src/core/formats/x12.ts';
import { designator, type Problem } from '../../../src/core/problem.ts';
import type { Format, Layer, SettingName, Value } from '../../../src/core/settings.ts';
import type { Node } from '../../../src/core/tree.ts';
import { ACKNOWLEDGMENTS, type Outcome, type TranslatedGroup, translate } from '../../../src/gateway/translate.ts';
import { loadCatalog } from '../../../src/node/files.ts';

export const { catalog } = loadCatalog();

export type Given = Partial<Record<SettingName, Value>>;

/** What an agreement file would say, as a layer. */
export const layer = (given: Given, file = 'agreement.yaml'): Layer =>
  new Map(
    Object.entries(given).map(([name, value], i) => [
      name as SettingName,
      { value, at: { file, line: i + 1, column: 1 } },
    ]),
  );

/** An agreement between ZZ:SENDER and us, ZZ:RECEIVER, that says what is given. */
export const agreementWith = (
  given: Given = {},
  messages: Record<string, Given> = {},
  format: Format = 'x12',
): Agreement =>
  readAgreement(
    'tested',
    { identifiers: ['ZZ:SENDER'], us: 'ZZ:RECEIVER', format, erp: 'generic' },
    {
      general: [layer(given)],
      messages: new Map(Object.entries(messages).map(([name, own]) => [name, [layer(given), layer(own)]])),
    },
  );

/** The project's catalog with that agreement alone. */
export const catalogWith = (
  given: Given = {},
  messages: Record<string, Given> = {},
  format: Format = 'x12',
): Catalog => ({
  ...catalog,
  partners: new Map([['tested', agreementWith(given, messages, format)]]),
});

export interface Read {
  units: Unit[];
  problems: Problem[];
  interchanges: Interchange[];
  sets: TransactionSet[];
}

/** All units of the bytes, pushed in chunks of one size. */
export function readBytes(bytes: Uint8Array, size = bytes.length || 1, charset: Charset = 'auto'): Read {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return readChunks(chunks, charset);
}

export function readChunks(chunks: Uint8Array[], charset: Charset = 'auto', open: typeof reader = reader): Read {
  const run = open({ charset });
  const units = [...chunks.flatMap((chunk) => run.push(chunk)), ...run.end()];
  return {
    units,
    problems: run.problems,
    interchanges: units.flatMap((unit) => (unit.unit === 'interchange' ? [unit.interchange] : [])),
    sets: units.flatMap((unit) => (unit.unit === 'set' ? [unit.set] : [])),
  };
}

/** Everything that was read, as text that is equal only when all of it is. */
export const everything = ({ units, problems }: Read): string => JSON.stringify({ units, problems });

const values = (node: Node): unknown => {
  const own = node.children.length === 0 ? node.value : node.children.map(values);
  return node.repeats === undefined ? own : { repeated: [own, ...node.repeats.map(values)] };
};

/** Tags and values of each set, without positions. */
export const valuesOf = (sets: TransactionSet[]): unknown =>
  sets.map(({ segments }) => segments.map((node) => [node.name, values(node)]));

/** The codes of all problems of reading, those outside interchanges first. */
export const problemCodes = ({ units, problems }: Read): string[] => [
  ...problems.map(({ code }) => code),
  ...units.flatMap((unit) => {
    if (unit.unit === 'interchangeEnd') return unit.interchange.problems.map(({ code }) => code);
    if (unit.unit === 'groupEnd') return unit.group.problems.map(({ code }) => code);
    return unit.unit === 'set' ? unit.set.problems.map(({ code }) => code) : [];
  }),
];

/** All problems of a translation: outside, interchanges, groups, sets. */
export function problemsOf(outcome: Outcome): Problem[] {
  const all = [
    ...outcome.problems,
    ...outcome.interchanges.flatMap(({ interchange }) => interchange.problems),
    ...outcome.groups.flatMap(({ verdict }) => verdict.problems),
    ...outcome.groups.flatMap(({ sets }) => sets.flatMap(({ problems }) => problems)),
  ];
  // Those of an interchange's header stand with each of its groups too.
  return [...new Set(all)];
}

/**
 * A problem as `CODE segment designator @text`, where the text is what stands at its byte offset, up to the next
 * separator: so that a wrong offset shows.
 */
export function told({ code, at }: Problem, bytes: Uint8Array): string {
  const separators = detect(bytes) === 'edifact' ? /[+:'\n]/ : /[*>~^|\n]/;
  const there = String.fromCharCode(...bytes.subarray(at.offset, at.offset + 20)).split(separators)[0]!;
  return [code, at.segment, designator(at), `@${there}`].filter((part) => part !== undefined && part !== '').join(' ');
}

export interface Judged {
  outcome: Outcome;
  told: string[];
  /** `0001 A, 0002 R`. */
  verdicts: string;
  /** The acknowledgment's segments between ST and SE, one group after the other. */
  acknowledged: string[];
}

/** Translates and judges bytes. */
export function judge(input: string | Uint8Array, from: Catalog = catalog): Judged {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const outcome = translate(from, bytes);
  const sets = outcome.groups.flatMap((group) => group.sets);
  return {
    outcome,
    told: problemsOf(outcome).map((found) => told(found, bytes)),
    verdicts: sets.map(({ set, verdict }) => `${set.control} ${verdict}`).join(', '),
    acknowledged: outcome.groups.flatMap((group) => acknowledgmentOf(group)),
  };
}

const OURS: Separators = { element: '*', component: '>', repetition: '', terminator: '~' };

/** Whether a group is one a 997 answers: not when it carries acknowledgments itself. */
export const isAnswered = ({ sets }: TranslatedGroup): boolean =>
  !sets.some(({ set }) => ACKNOWLEDGMENTS.has(set.type));

export function acknowledgmentOf(group: TranslatedGroup): string[] {
  if (!isAnswered(group)) return [];
  return (acknowledge(group.verdict, OURS) ?? []).map((segment) => encode(segment, OURS));
}

/** The 997 of a group as a whole interchange in the group's own release, as it would be sent. */
export function acknowledgmentInterchange(group: TranslatedGroup): string | undefined {
  const segments = isAnswered(group) ? acknowledge(group.verdict, OURS) : undefined;
  if (segments === undefined) return undefined;
  const version = group.verdict.group.version.slice(0, 6);
  const { text, problems } = writeInterchange({
    separators: OURS,
    suffix: '',
    sender: { qualifier: 'ZZ', id: 'RECEIVER' },
    receiver: { qualifier: 'ZZ', id: 'SENDER' },
    version: '00401',
    control: 1,
    usage: 'T',
    acknowledgmentRequested: false,
    at: '2024-03-05T09:30:00Z',
    groups: [
      {
        code: 'FA',
        sender: 'RECEIVER',
        receiver: 'SENDER',
        control: '1',
        version,
        sets: [{ type: '997', control: '0001', segments }],
      },
    ],
  });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return text;
}
