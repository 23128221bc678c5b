/**
 * Proves a mapping by a pair of files, a message and the canonical document it means: read, the message must
 * give exactly the document; written and read again, the document must come back. Nothing may be left unmapped
 * and what is written must fit its definition. Every way in which that fails is a difference people can read.
 */

import { rulesFor } from '../agreement.ts';
import { type Catalog, definitionOf, setFor } from '../catalog.ts';
import type { Definition, SetDefinition } from '../edi/definition.ts';
import type { TransactionSet } from '../edi/envelope.ts';
import type { WrittenInterchange } from '../edi/write.ts';
import { writeDocument } from '../formats/documents.ts';
import { formats, openReader } from '../formats/index.ts';
import { designator, line, type Problem, problem } from '../problem.ts';
import { STANDARD, settle } from '../rules.ts';
import { locateIn, structured } from '../structured.ts';
import type { Node } from '../tree.ts';
import { compared, type Difference, lostInWriting, NOTHING } from './differ.ts';
import {
  type BlockPlan,
  type NestedPlan,
  type Plan,
  type SeveralPlan,
  type StepPlan,
  sameTarget,
  type ValuePlan,
} from './plan.ts';
import { type Fields, read } from './read.ts';
import { write } from './write.ts';

/** A test pair beside a mapping: `mappings/x12/850.test/plain.edi` and `plain.json`. */
export interface Pair {
  /** Name of the mapping: `x12/850`. */
  mapping: string;
  /** Name of the pair: `plain`. */
  name: string;
  /** Path of the message's file. */
  file: string;
  /** The message: one set in one interchange. */
  wire: string;
  /** The canonical document, as JSON text, without its source. */
  document: string;
}

/** What is known beside EDI. */
type Known = Pick<Catalog, 'vocabularies' | 'feeds'>;

const NOTHING_ELSE: Known = { vocabularies: new Map(), feeds: new Map() };

const PAIR = /^mappings\/(.+)\.test\/([^/]+)\.([a-z0-9]+)$/;

/** The pairs among files given by their path from the project's root, and the files that have no other half. */
export function pairsIn(files: Iterable<[path: string, text: string]>): { pairs: Pair[]; alone: string[] } {
  const halves = new Map<string, { wire?: [string, string]; document?: [string, string] }>();
  for (const [path, text] of files) {
    const [, mapping, name, extension] = PAIR.exec(path) ?? [];
    if (mapping === undefined) continue;
    const key = `${mapping}\n${name}`;
    const half = halves.get(key) ?? {};
    half[extension === 'json' ? 'document' : 'wire'] = [path, text];
    halves.set(key, half);
  }
  const pairs: Pair[] = [];
  const alone: string[] = [];
  for (const [key, { wire, document }] of halves) {
    const [mapping = '', name = ''] = key.split('\n');
    if (wire !== undefined && document !== undefined)
      pairs.push({ mapping, name, file: wire[0], wire: wire[1], document: document[1] });
    else alone.push((wire ?? document)![0]);
  }
  return { pairs, alone };
}

/** Runs one pair both ways. No differences: the mapping does what the pair says. */
export function provePair(catalog: Catalog, pair: Pair): Difference[] {
  const plan = catalog.mappings.get(pair.mapping);
  if (plan === undefined)
    return [{ way: 'read', path: '', expected: `a mapping ${pair.mapping} without findings`, found: NOTHING }];
  const expected = parse(pair.document);
  if (expected === undefined)
    return [{ way: 'read', path: '', expected: 'a canonical document', found: 'no JSON object' }];
  const invalid = catalog.validate(`canonical/${plan.document}.json`, expected);
  if (invalid.length > 0)
    return invalid.map(({ path, message }) => ({
      way: 'read',
      path,
      expected: `a valid ${plan.document}`,
      found: message,
    }));
  const set = oneSet(plan.format, pair.wire, catalog, plan.name);
  const given = set === undefined ? undefined : dictionary(catalog, plan, set);
  if (set === undefined || given === undefined)
    return [{ way: 'read', path: '', expected: `one ${plan.message} of a known release`, found: 'none, or several' }];
  const agreement = catalog.partners.get(/^partners\/([^/]+)\//.exec(plan.name)?.[1] ?? '');
  const rules = agreement === undefined ? STANDARD : rulesFor(agreement, `${plan.format}/${plan.message}`);
  const { document, problems } = readSet(plan, set, given);
  const wrong = settle(problems, rules).filter(
    ({ severity, code }) => severity === 'error' || code === 'DATA_UNMAPPED',
  );
  const differences = [...wrong.map((one) => problemFound('read', one)), ...compared('read', expected, document)];
  return [...differences, ...proveWriting(plan, expected, given, set, catalog)];
}

/** Writes the document as a message of the same release and separators and reads that. */
function proveWriting(
  plan: Plan,
  expected: Fields,
  given: Dictionary,
  like: TransactionSet,
  known: Known,
): Difference[] {
  const { document, problems } = writtenAndRead(plan, expected, given, like, known);
  return [...problems.map((one) => problemFound('write', one)), ...lostInWriting(expected, document, supplied(plan))];
}

export interface Dictionary {
  release: string;
  definition: Definition;
  set: SetDefinition;
}

/** The dictionary that a set of this mapping is read and written by. */
function dictionary(catalog: Catalog, plan: Plan, read: TransactionSet): Dictionary | undefined {
  const found = definitionOf(catalog, read);
  const set = found === undefined || read.type !== plan.message ? undefined : setFor(found, read.type);
  return found === undefined || set === undefined
    ? undefined
    : { release: found.definition.release, definition: found.definition, set };
}

/** A document through the wire and back: what was read of what was written, and everything wrong on the way. */
export function writtenAndRead(
  plan: Plan,
  document: Fields,
  given: Dictionary,
  like: TransactionSet,
  known: Known = NOTHING_ELSE,
): { text: string; document: Fields; problems: Problem[] } {
  const { segments, problems } = write(plan, document, given.set, given.release);
  const { text, problems: unsafe } = plan.named
    ? documentOf(given.definition, segments[0]!, like)
    : interchangeOf(segments, like);
  const set = oneSet(plan.format, text, known, plan.name);
  if (set === undefined) return { text, document: {}, problems: [...problems, ...unsafe] };
  const back = readSet(plan, set, given);
  // Codes that are in no table are written as they came, and warn again.
  const wrong = back.problems.filter(({ code }) => code !== 'CODE_NOT_IN_TABLE');
  return { text, document: back.document, problems: [...problems, ...unsafe, ...wrong] };
}

/** A message that is a document, between the parties of the one it is like. */
function documentOf(
  definition: Definition,
  body: Node,
  { group: { interchange }, type }: TransactionSet,
): WrittenInterchange {
  const { sender, receiver } = interchange;
  return writeDocument(definition, {
    type,
    body,
    sender,
    receiver,
    control: interchange.control === '' ? '1' : interchange.control,
    usage: 'T',
    at: '2000-01-01T00:00:00Z',
  });
}

function interchangeOf(
  segments: Node[],
  { group, type, control, release, convention }: TransactionSet,
): WrittenInterchange {
  const { interchange, code, sender, receiver } = group;
  const { syntax } = interchange;
  // EDIFACT says the release in each message.
  const version = syntax === 'x12' ? group.version : release;
  return formats[syntax]!.write({
    separators: interchange.separators,
    suffix: '\n',
    sender: interchange.sender,
    receiver: interchange.receiver,
    version: interchange.version,
    control: 1,
    usage: 'T',
    acknowledgmentRequested: false,
    at: '2000-01-01T00:00:00Z',
    groups: [{ code, sender, receiver, control: '1', version, sets: [{ type, control, convention, segments }] }],
  });
}

/** The only set of a transmission. */
export function oneSet(
  format: string,
  wire: string,
  { vocabularies, feeds }: Known = NOTHING_ELSE,
  mapping = '',
): TransactionSet | undefined {
  const bytes = new TextEncoder().encode(wire);
  const own = feeds.get(mapping);
  const options = { charset: 'utf-8', vocabularies, feeds: own === undefined ? [] : [own] } as const;
  const reader = formats[format]?.reader(options) ?? openReader(bytes, options).reader;
  const units = [...reader.push(bytes), ...reader.end()];
  const sets = units.flatMap((unit) => (unit.unit === 'set' ? [unit.set] : []));
  return sets.length === 1 ? sets[0] : undefined;
}

/** Structure and mapping; data without a rule is a problem like any other. */
function readSet(
  plan: Plan,
  set: TransactionSet,
  { definition, set: of }: Dictionary,
): { document: Fields; problems: Problem[] } {
  const { tree, problems } = structured(set, definition, of);
  const mapped = read(plan, tree, { locate: locateIn(set) });
  const unmapped = mapped.unmapped.map(({ at, value }) =>
    problem('DATA_UNMAPPED', at, { value, detail: designator(at) }),
  );
  return { document: mapped.document, problems: [...set.problems, ...problems, ...mapped.problems, ...unmapped] };
}

const problemFound = (way: Difference['way'], found: Problem): Difference => ({
  way,
  path: designator(found.at),
  expected: 'no problem',
  found: `${line(found)}${found.value === undefined ? '' : ` "${found.value}"`}`,
});

function parse(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const { source: _, ...document } = value as Fields;
    return document;
  } catch {
    return undefined;
  }
}

/**
 * The fields that may come back although the document did not have them, without their positions in lists:
 * what `write:` computes, what `default` supplies, and the constants of predicates that an inner rule reads.
 */
export function supplied(plan: Plan): Set<string> {
  const found = new Set<string>();
  inBlock(plan.root, '', undefined, []);
  return found;

  function inBlock(
    block: BlockPlan,
    path: string,
    bound: Pick<NestedPlan, 'bind'> | undefined,
    outer: BlockPlan['writes'],
  ): void {
    const writes = [...block.writes, ...outer];
    for (const { field } of block.reads) found.add(path + field!);
    for (const step of block.steps) {
      const field = path + step.field;
      const nested = step.kind === 'block' ? [step] : step.kind === 'several' ? step.places : [];
      for (const { block, bind } of nested)
        inBlock(block, `${field}/`, bind === undefined ? bound : { bind }, bind === undefined ? writes : []);
      if (step.kind === 'block' || step.kind === 'several') continue;
      if (isSupplied(step, bound, writes)) found.add(field);
    }
  }

  function isSupplied(
    step: Exclude<StepPlan, NestedPlan | SeveralPlan>,
    bound: Pick<NestedPlan, 'bind'> | undefined,
    writes: BlockPlan['writes'],
  ): boolean {
    if (step.kind === 'list') return false;
    if (step.fallback !== undefined) return true;
    if (step.kind === 'either') return false;
    return (
      writes.some((write) => write.element === step.element && sameTarget(write.target!, step.target)) ||
      isConstant(step, bound)
    );
  }
}

/** A rule of a bound segment's element that the binding's own predicate fills. */
function isConstant({ target, element }: ValuePlan, bound: Pick<NestedPlan, 'bind'> | undefined): boolean {
  if (target.first.slot >= 0 || bound?.bind === undefined) return false;
  const { first, rest } = bound.bind.target;
  return (rest.at(-1) ?? first).predicates.some((predicate) => predicate.element === element);
}
