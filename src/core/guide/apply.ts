/**
 * Applies a partner's guide to a set behind the structure check: adds what the guide asks for beyond the
 * dictionary, each problem with its position and the guide's line, and takes back what the dictionary said of
 * values that the guide allows. Nothing is done for segments the guide does not name.
 */

import type { Definition } from '../edi/definition.ts';
import type { ElementDefinition } from '../edi/element.ts';
import { elementIn, positionIn, type TransactionSet } from '../edi/envelope.ts';
import { firstLine } from '../mapping/expression.ts';
import { type Particulars, type Position, type Problem, type ProblemCode, problem } from '../problem.ts';
import { component, type Node, present } from '../tree.ts';
import { times } from './constraint.ts';
import { type ElementCheck, type Entry, fits, type Guide, header, LEVEL, type Rule, type Scope } from './guide.ts';

/** The set's problems under the guide, by the dictionary its structure was checked with. */
export function applyGuide(
  guide: Guide,
  { release }: Definition,
  set: TransactionSet,
  tree: Node,
  problems: Problem[],
): Problem[] {
  const given = guide.releases.get(release);
  if (given === undefined) return problems;
  const run: Run = {
    set,
    tree,
    disputed: problems.some(({ code }) => LIFTED.has(code)),
    found: [],
    lifted: new Set(),
    root: given.root,
    levels: zeros(given.root),
  };
  walk(run, given.root, tree, run.levels);
  const { lifted, found } = run;
  if (found.length === 0 && lifted.size === 0) return problems;
  return [...(lifted.size === 0 ? problems : problems.filter((one) => !lifted.has(keyOf(one.code, one.at)))), ...found];
}

/** What the dictionary says of a value and a guide may know better. */
const LIFTED: ReadonlySet<ProblemCode> = new Set(['ELEMENT_TOO_LONG', 'ELEMENT_TOO_SHORT', 'ELEMENT_CODE']);

interface Run {
  set: TransactionSet;
  tree: Node;
  /** Whether there is anything to take back. */
  disputed: boolean;
  found: Problem[];
  /** Problems of the dictionary that the guide takes back, by code and place. */
  lifted: Set<string>;
  root: Scope;
  /** How often the entries of the root stand: HL levels count there wherever they nest. */
  levels: number[];
}

const zeros = ({ counted }: Scope): number[] => counted.map(() => 0);

const keyOf = (code: ProblemCode, { segment, element, component: part, repetition }: Position): string =>
  `${code}/${segment}/${element}/${part ?? 0}/${repetition ?? 1}`;

const isLevel = (node: Node): boolean => node.kind === 'group' && node.name === LEVEL;

function walk(run: Run, scope: Scope, node: Node, counts: number[]): void {
  for (const child of node.children) if (!isLevel(child) || node === run.tree) visit(run, scope, child, counts);
  scope.counted.forEach((entry, i) => {
    if (counts[i]! < entry.min) missing(run, entry, node);
  });
}

function visit(run: Run, scope: Scope, node: Node, counts: number[]): void {
  const choices = scope.choices.get(node.name);
  if (choices !== undefined) {
    const segment = header(node);
    for (const { step, entry, below } of choices) {
      if (!fits(segment, step.predicates)) continue;
      if (entry !== undefined) {
        count(run, scope, entry, segment, counts);
        checkSegment(run, entry, segment);
      }
      if (below !== undefined && node.kind === 'group') walk(run, below, node, zeros(below));
    }
  }
  if (isLevel(node)) for (const child of node.children) if (isLevel(child)) visit(run, run.root, child, run.levels);
}

function count(run: Run, { counted }: Scope, entry: Entry, segment: Node, counts: number[]): void {
  const at = counted.indexOf(entry);
  if (at < 0) return;
  counts[at]!++;
  const loop = entry.item.kind === 'loop';
  const { max, path, tag } = entry;
  if (counts[at]! <= max) return;
  if (max === 0) report(run, 'GUIDE_SEGMENT_FORBIDDEN', positionIn(run.set, segment), entry.at, { value: tag });
  else
    report(run, loop ? 'GUIDE_LOOP_OVER_MAX' : 'GUIDE_SEGMENT_OVER_MAX', positionIn(run.set, segment), entry.at, {
      value: tag,
      detail: `${path} stands more often than ${times(max)}`,
    });
}

/** Reported where it is missed: before the first thing that stands behind it, in its loop or behind that. */
function missing(run: Run, { item, parent, index, tag, path, min, at }: Entry, node: Node): void {
  const { segments } = run.set;
  const next = node.children.find(
    (child) => (isLevel(child) && node !== run.tree) || (parent.starts.get(child.name)?.[0] ?? -1) > index,
  );
  const before = next === undefined ? (segments[lastOf(node).segment] ?? segments.at(-1)!) : header(next);
  report(run, item.kind === 'loop' ? 'GUIDE_LOOP_MISSING' : 'GUIDE_SEGMENT_MISSING', positionIn(run.set, before), at, {
    value: tag,
    detail: min === 1 ? path : `${path} (${times(min)} at least)`,
  });
}

function lastOf(node: Node): Node {
  let last = node;
  while (last.kind === 'group' && last.children.length > 0) last = last.children.at(-1)!;
  return last;
}

function report(run: Run, code: ProblemCode, at: Position, mapping: string, particulars: Particulars): void {
  run.found.push(problem(code, at, { ...particulars, mapping }));
}

function checkSegment(run: Run, { elements, rules }: Entry, segment: Node): void {
  for (const check of elements) checkOne(run, check, segment);
  for (const rule of rules) checkRule(run, rule, segment);
}

const NOWHERE = { group: { interchange: {} }, offset: 0 } as unknown as TransactionSet;
const NO_SCOPE: Scope = { loop: {} as Scope['loop'], choices: new Map(), counted: [] };

/** What an entry finds wrong in one segment that stands in no set. */
export function wrongIn(entry: Entry, segment: Node): Problem[] {
  const run: Run = {
    set: NOWHERE,
    tree: segment,
    disputed: false,
    found: [],
    lifted: new Set(),
    root: NO_SCOPE,
    levels: [],
  };
  checkSegment(run, entry, segment);
  return run.found;
}

/** Position of an element, component and repetition, with the byte it starts at. */
function where({ set }: Run, node: Node, element: number, part?: number, repetition?: number): Position {
  const at = elementIn(positionIn(set, node), node, element);
  const first = node.children[element - 1];
  const repeated = repetition === undefined ? first : first?.repeats?.[repetition - 2];
  at.offset = (part === undefined ? repeated : repeated?.children[part - 1])?.offset ?? repeated?.offset ?? at.offset;
  return {
    ...at,
    ...(part === undefined ? {} : { component: part }),
    ...(repetition === undefined ? {} : { repetition }),
  };
}

function checkOne(run: Run, check: ElementCheck, node: Node): void {
  const { element, component: part, use, at } = check;
  const first = node.children[element - 1];
  const reference = use.number;
  if (first === undefined || !present(first)) {
    if (check.required && part === undefined)
      report(run, 'GUIDE_ELEMENT_MISSING', where(run, node, element), at, { detail: use.definition.label, reference });
    return;
  }
  const { repeats } = first;
  if (check.repeat !== undefined && repeats !== undefined && repeats.length >= check.repeat)
    report(run, 'GUIDE_REPEATED', where(run, node, element, undefined, check.repeat + 1), at, {
      value: repeats[check.repeat - 1]!.value,
      detail: times(check.repeat),
      reference,
    });
  checkRepetition(run, check, node, first, undefined);
  repeats?.forEach((one, i) => {
    checkRepetition(run, check, node, one, i + 2);
  });
}

function checkRepetition(run: Run, check: ElementCheck, node: Node, one: Node, repetition: number | undefined): void {
  const { element, component: part, definition, use, min, max, codes, add, remove } = check;
  const value = part === undefined ? one.value : (component(one, part)?.value ?? '');
  const told = (code: ProblemCode, detail = ''): void =>
    report(run, code, where(run, node, element, part, repetition), check.at, { value, detail, reference: use.number });
  const lift = (code: ProblemCode): void => {
    if (run.disputed) run.lifted.add(keyOf(code, where(run, node, element, part, repetition)));
  };
  if (check.forbidden) {
    if (part === undefined ? present(one) : value !== '') told('GUIDE_ELEMENT_FORBIDDEN');
    return;
  }
  if (value === '') {
    if (part !== undefined && check.required && present(one)) told('GUIDE_ELEMENT_MISSING', use.definition.label);
    return;
  }
  if (max !== undefined) {
    lift('ELEMENT_TOO_LONG');
    if (value.length > max && lengthOf(definition, value) > max) told('GUIDE_TOO_LONG', `${max} ${unitOf(definition)}`);
  }
  if (min !== undefined) {
    lift('ELEMENT_TOO_SHORT');
    const length = lengthOf(definition, value);
    if (length >= 0 && length < min) told('GUIDE_TOO_SHORT', `${min} ${unitOf(definition)}`);
  }
  if (codes !== undefined || add.has(value)) lift('ELEMENT_CODE');
  if (codes?.has(value) === false || remove.has(value)) told('GUIDE_CODE');
}

const isText = ({ type }: ElementDefinition): boolean => type === 'AN' || type === 'ID';

const unitOf = (definition: ElementDefinition): string =>
  isText(definition) ? 'characters' : definition.type === 'B' ? 'bytes' : 'digits';

/** As X12.6 counts: a sign and a decimal point do not. -1 when it is no number and length means nothing. */
function lengthOf(definition: ElementDefinition, value: string): number {
  if (isText(definition)) return [...value].length;
  if (['DT', 'TM', 'B'].includes(definition.type)) return value.length;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(value) ? value.replace(/[-.]/g, '').length : -1;
}

function checkRule(run: Run, { when, must, variables, target, because, source, at }: Rule, node: Node): void {
  const values: Record<string, string> = {};
  for (const { name, element, component: part } of variables) {
    const found = node.children[element - 1];
    values[name] = (found === undefined ? undefined : component(found, part ?? 1)?.value) ?? '';
  }
  let detail = source.say;
  try {
    if (when !== undefined && when(values) !== true) return;
    if (must(values) === true) return;
  } catch (error) {
    detail += ` (the rule cannot be computed: ${firstLine(error)})`;
  }
  const value = values[target.name]!;
  const code =
    value === ''
      ? 'GUIDE_RULE_MISSING'
      : holds(must, { ...values, [target.name]: '' })
        ? 'GUIDE_RULE_EXCLUDED'
        : 'GUIDE_RULE_VALUE';
  report(run, code, where(run, node, target.element, target.component), at, {
    value,
    detail,
    reference: target.number,
    ...(because === undefined ? {} : { because: where(run, node, because.element, because.component) }),
  });
}

function holds(condition: Rule['must'], values: Record<string, string>): boolean {
  try {
    return condition(values) === true;
  } catch {
    return false;
  }
}
