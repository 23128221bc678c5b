/**
 * `dragoman try`: a file as people want to see it. The tree of loops and segments with their bytes, every
 * field of the canonical document with the place it came from and the rule that read it, what no rule read,
 * what is wrong, and the acknowledgment.
 */

import type { Interchange } from '../core/edi/envelope.ts';
import { encode } from '../core/edi/write.ts';
import { designator, line, type Problem, shown } from '../core/problem.ts';
import type { Node } from '../core/tree.ts';
import { isClean, report } from '../gateway/report.ts';
import { type TranslatedSet, translate } from '../gateway/translate.ts';
import { clock } from '../node/ports.ts';
import { fileOf, knownPartner, parse, plural, readInput, soundCatalog } from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { partner: { type: 'string' } });
  const file = fileOf(positionals);
  const catalog = soundCatalog();
  const outcome = translate(catalog, readInput(file), { ...knownPartner(catalog, values.partner), trace: true });
  const found = await report(catalog, clock, outcome);

  for (const one of outcome.problems) print(`${one.severity}: ${line(one)}`);
  for (const { interchange, agreement } of outcome.interchanges) {
    const { control, sender, receiver, version } = interchange;
    heading(
      `Interchange ${control}: ${sender.qualifier}:${sender.id} to ${receiver.qualifier}:${receiver.id}, ${version}`,
    );
    print(
      `  partner     ${agreement?.partner ?? 'none; no agreement names the sender, so the common mappings are used'}`,
    );
    print(`  separators  ${separatorsIn(interchange)}`);
    problems(interchange.problems);
    for (const { verdict, sets } of outcome.groups.filter((group) => group.verdict.group.interchange === interchange)) {
      if (!verdict.group.implied)
        heading(`Group ${verdict.group.control}: ${verdict.group.code} ${verdict.group.version}`);
      problems(verdict.problems);
      for (const set of sets) showSet(set);
    }
  }
  if (found.acknowledgments.length > 0) {
    heading('Acknowledgment');
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
  const { set, tree, document, origins, unmapped } = translated;
  const type =
    set.group.interchange.syntax === 'x12' ? set.type : `${set.type} ${set.release} ${set.convention}`.trimEnd();
  heading(`Set ${set.control}: ${type}, ${plural(set.segments.length, 'segment')}, ${VERDICTS[translated.verdict]}`);
  const { separators } = set.group.interchange;
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

  if (origins.size > 0) {
    heading(`Document: ${document?.type ?? ''}`);
    const width = Math.min(44, Math.max(...[...origins.keys()].map(({ length }) => length)));
    const { source: _source, id: _id, ...fields } = document ?? { source: undefined, id: undefined };
    for (const [path, value] of leaves(fields)) {
      const origin = origins.get(path);
      const from =
        origin === undefined
          ? 'computed'
          : `${designator(origin.at)} segment ${origin.at.segment} byte ${origin.at.offset}  ${origin.rule}`;
      print(`  ${path.replaceAll('/', '.').padEnd(width)}  ${shown(String(value)).padEnd(24)}  ${from}`);
    }
  }
  heading(unmapped.length === 0 ? 'Nothing is unmapped' : `Unmapped: ${plural(unmapped.length, 'value')}`);
  for (const { at, value } of unmapped)
    print(`  ${designator(at).padEnd(10)} ${shown(value)}  segment ${at.segment} byte ${at.offset}`);
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
