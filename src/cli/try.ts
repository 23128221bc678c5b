/**
 * `dragoman try`: a file as people want to see it. The tree of loops and segments with their bytes, every
 * field of the canonical document with the place it came from and the rule that read it, what no rule read,
 * what is wrong, and the acknowledgment.
 */

import type { Interchange, TransactionSet } from '../core/edi/envelope.ts';
import { encode } from '../core/edi/write.ts';
import { designator, line, type Position, type Problem, shown } from '../core/problem.ts';
import { isEdi } from '../core/settings.ts';
import type { Node } from '../core/tree.ts';
import { isClean, report } from '../gateway/report.ts';
import { type TranslatedSet, translate } from '../gateway/translate.ts';
import { clock } from '../node/ports.ts';
import {
  fileOf,
  knownPartner,
  namesParties,
  parse,
  partiesText,
  plural,
  readInput,
  sendingText,
  soundCatalog,
} from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { partner: { type: 'string' } });
  const file = fileOf(positionals);
  const catalog = soundCatalog();
  const outcome = translate(catalog, readInput(file), { ...knownPartner(catalog, values.partner), trace: true });
  const found = await report(catalog, clock, outcome);

  for (const one of outcome.problems) print(`${one.severity}: ${line(one)}`);
  for (const { interchange, agreement } of outcome.interchanges) {
    const { version, syntax } = interchange;
    const name = sendingText(interchange);
    const parties = partiesText(interchange)
      .replace(/^from /, ': ')
      .replace(/^of /, ' of ');
    heading(`${name[0]!.toUpperCase()}${name.slice(1)}${parties}${version === '' ? '' : `, ${version}`}`);
    const unknown = namesParties(interchange) ? 'no agreement names the sender' : 'say which with --partner';
    print(`  partner     ${agreement?.partner ?? `none; ${unknown}, so the common mappings are used`}`);
    if (isEdi(syntax)) print(`  separators  ${separatorsIn(interchange)}`);
    problems(interchange.problems);
    for (const { verdict, sets } of outcome.groups.filter((group) => group.verdict.group.interchange === interchange)) {
      if (!verdict.group.implied)
        heading(`Group ${verdict.group.control}: ${verdict.group.code} ${verdict.group.version}`);
      problems(verdict.problems);
      for (const set of sets) showSet(set);
    }
  }
  if (found.acknowledgments.length > 0) {
    const isReport = outcome.interchanges.every(({ interchange }) => !isEdi(interchange.syntax));
    heading(isReport ? 'Report' : 'Acknowledgment');
    for (const text of found.acknowledgments) print(text.trimEnd());
  }
  return isClean(found) ? 0 : 1;
}

/** The characters that have a meaning in an interchange; what it has none for is none. */
function separatorsIn({ separators, decimalMark }: Interchange): string {
  const { element, component, repetition, terminator, release } = separators;
  const named: [string, string | undefined][] = [
    ['element', element],
    ['component', component],
    ['repetition', repetition === '' ? undefined : repetition],
    ['terminator', terminator],
  ];
  if (release !== undefined) named.push(['release', release]);
  if (decimalMark !== undefined) named.push(['decimal mark', decimalMark]);
  return named.map(([name, character]) => `${name} ${character === undefined ? 'none' : quoted(character)}`).join(', ');
}

function showSet(translated: TranslatedSet): void {
  const { set, tree } = translated;
  const { separators, syntax } = set.group.interchange;
  const type = syntax === 'x12' ? set.type : `${set.type} ${set.release} ${set.convention}`.trimEnd();
  if (!isEdi(syntax)) {
    heading(`Message ${type}: ${VERDICTS[translated.verdict]}`);
    if (tree !== undefined) showNamed(tree, set, 0);
    showFields(translated);
    return;
  }
  heading(`Set ${set.control}: ${type}, ${plural(set.segments.length, 'segment')}, ${VERDICTS[translated.verdict]}`);
  const show = (node: Node, depth: number): void => {
    const text = shown(encode(node, separators));
    print(`${String(node.segment).padStart(5)} ${String(node.offset).padStart(7)}  ${'  '.repeat(depth)}${text}`);
  };
  const walk = (node: Node, depth: number): void => {
    node.children.forEach((child, i) => {
      if (child.kind === 'segment') show(child, i === 0 || node === tree ? depth : depth + 1);
      else walk(child, node === tree ? depth : depth + 1);
    });
  };
  print('  seg.    byte');
  show(set.header, 0);
  walk(tree ?? { ...set.header, children: set.segments.slice(1, -1) }, 1);
  const trailer = set.segments.at(-1)!;
  if (set.closed) show(trailer, 0);
  showFields(translated);
}

/** A tree of names, each with its line, what it says and its attributes. */
function showNamed(node: Node, set: TransactionSet, depth: number): void {
  const [own, ...children] = node.kind === 'group' ? node.children : [node];
  const said = (own?.children ?? []).filter(({ value }) => value.trim() !== '');
  const text = said.map(({ name, value }) => (name === '.' ? shown(value) : `${name}=${quoted(value)}`)).join(' ');
  const { line: at = 0 } = set.locate?.(node.offset) ?? {};
  print(`${String(at).padStart(6)}  ${'  '.repeat(depth)}${node.name}${text === '' ? '' : `  ${text}`}`);
  for (const child of children) showNamed(child, set, depth + 1);
}

/** Where a value stands, for people. */
const placeText = ({ segment, offset, line: at, column }: Position): string =>
  at === undefined ? `segment ${segment} byte ${offset}` : `line ${at}:${column}`;

/** Every field of the document with where it came from, what no rule read, and what is wrong. */
function showFields(translated: TranslatedSet): void {
  const { document, origins, unmapped } = translated;
  // JSON is the document: nothing of it came from elsewhere.
  const isOwn = origins.size === 0 && translated.set.group.interchange.syntax === 'json';
  if (origins.size > 0 || (isOwn && document !== undefined)) {
    heading(`Document: ${document?.type ?? ''}`);
    const { source: _source, id: _id, ...fields } = document ?? { source: undefined, id: undefined };
    const all = [...leaves(fields)];
    const width = Math.min(44, Math.max(0, ...all.map(([path]) => path.length)));
    for (const [path, value] of all) {
      const origin = origins.get(path);
      const from = isOwn
        ? ''
        : origin === undefined
          ? 'computed'
          : `${designator(origin.at)} ${placeText(origin.at)}  ${origin.rule}`;
      print(`  ${path.replaceAll('/', '.').padEnd(width)}  ${shown(String(value)).padEnd(24)}  ${from}`.trimEnd());
    }
  }
  heading(unmapped.length === 0 ? 'Nothing is unmapped' : `Unmapped: ${plural(unmapped.length, 'value')}`);
  for (const { at, value } of unmapped) print(`  ${designator(at).padEnd(10)} ${shown(value)}  ${placeText(at)}`);
  problems(translated.problems.filter(({ code }) => code !== 'DATA_UNMAPPED'));
}

const VERDICTS: Record<string, string> = { A: 'accepted', E: 'accepted with errors', R: 'rejected' };

const print = (text: string): void => console.log(text);
const heading = (text: string): void => console.log(`\n${text}`);
const quoted = (text: string): string => `"${shown(text)}"`;

function problems(found: Problem[]): void {
  for (const one of found) print(`  ${one.severity}: ${line(one)}`);
}

/** Every scalar of a document with its path. */
function* leaves(value: unknown, path = ''): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) {
    yield [path, value];
    return;
  }
  for (const [key, child] of Object.entries(value)) yield* leaves(child, path === '' ? key : `${path}/${key}`);
}
