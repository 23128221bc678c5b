/**
 * Applies a partner's guide to a set behind the structure check: adds what the guide asks for beyond the
 * dictionary, each problem with its position and the guide's line, and takes back what the dictionary said of
 * values that the guide allows. Nothing is done for segments the guide does not name.
 */

import type { Definition } from '../edi/definition.ts';
import type { ElementDefinition } from '../edi/element.ts';
import { elementIn, positionIn, positionInGroup, type TransactionSet } from '../edi/envelope.ts';
import * as level from '../edi/level.ts';
import { firstLine } from '../mapping/expression.ts';
import type { Step } from '../mapping/path.ts';
import { type Particulars, type Position, type Problem, type ProblemCode, problem } from '../problem.ts';
import { component, type Node, present } from '../tree.ts';
import { isText, times } from './constraint.ts';
import {
  type Dependence,
  type ElementCheck,
  type Entry,
  fits,
  type Guide,
  header,
  type Rule,
  type Scope,
} from './guide.ts';
import { matches } from './pattern.ts';

/** The set's problems under the guide, by the dictionary its structure was checked with. */
export function applyGuide(
  guide: Guide,
  definition: Definition,
  set: TransactionSet,
  tree: Node,
  problems: Problem[],
): Problem[] {
  const given = guide.in(definition);
  if (given === undefined) return [...problems, ...conventionProblems(guide, set)];
  const run: Run = {
    set,
    tree,
    disputed: problems.some(({ code }) => LIFTED.has(code)),
    found: conventionProblems(guide, set),
    lifted: new Set(),
    root: given.root,
    reasons: new Map(),
    levels: zeros(given.root),
  };
  walk(run, given.root, [tree], run.levels);
  const { lifted, found } = run;
  if (found.length === 0 && lifted.size === 0) return problems;
  return [...(lifted.size === 0 ? problems : problems.filter((one) => !lifted.has(keyOf(one.code, one.at)))), ...found];
}

/** A set that names an implementation convention the guide does not stand for. */
function conventionProblems({ conventions }: Guide, set: TransactionSet): Problem[] {
  const named = conventions === undefined ? undefined : conventionOf(set);
  if (conventions === undefined || named === undefined || conventions.names.includes(named.value)) return [];
  const { value, at } = named;
  const detail = conventions.names.join(', ');
  return [problem('GUIDE_CONVENTION', at, { value, detail, mapping: conventions.at })];
}

/** The convention a set is written by: of ST03, else of GS08 where that says more than the release; in UNH02-5. */
function conventionOf(set: TransactionSet): { value: string; at: Position } | undefined {
  const { group, header, control, convention: value } = set;
  const at = positionIn(set, header);
  const isX12 = group.interchange.syntax === 'x12';
  if (value !== '')
    return { value, at: isX12 ? elementIn(at, header, 3) : { ...elementIn(at, header, 2), component: 5 } };
  if (!isX12 || group.version === set.release) return undefined;
  const above = elementIn(positionInGroup(group, group.header), group.header, 8);
  return { value: group.version, at: { ...above, set: control } };
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
  /** For each dependence the loop that was last searched, and what was found. */
  reasons: Map<Dependence, { loop: Node; reason: Node | undefined }>;
  /** How often the entries of the root stand: levels (HL, CPS) count there wherever they nest. */
  levels: number[];
}

const zeros = ({ counted }: Scope): number[] => counted.map(() => 0);

const keyOf = (code: ProblemCode, { segment, element, component: part, repetition }: Position): string =>
  `${code}/${segment}/${element}/${part ?? 0}/${repetition ?? 1}`;

const isLevel = (node: Node): boolean => node.kind === 'group' && level.isLevel(node.name);

/** The loops from the set down to the one that is looked at. */
type Loops = readonly [Node, ...Node[]];

function walk(run: Run, scope: Scope, loops: Loops, counts: number[]): void {
  const node = loops.at(-1)!;
  for (const child of node.children) if (!isLevel(child) || node === run.tree) visit(run, scope, loops, child, counts);
  scope.counted.forEach((entry, i) => {
    const { min, dependence } = entry;
    if (counts[i]! < min) missing(run, entry, node);
    else if (dependence?.use === 'mandatory' && counts[i] === 0) depending(run, entry, dependence, loops);
  });
}

function visit(run: Run, scope: Scope, loops: Loops, node: Node, counts: number[]): void {
  const choices = scope.choices.get(node.name);
  if (choices !== undefined) {
    const segment = header(node);
    for (const { step, entry, below } of choices) {
      if (!fits(segment, step.predicates)) continue;
      if (entry !== undefined) {
        count(run, scope, entry, segment, counts);
        if (entry.dependence?.use === 'forbidden') depending(run, entry, entry.dependence, loops, segment);
        checkSegment(run, entry, segment);
      }
      if (below !== undefined && node.kind === 'group') walk(run, below, [...loops, node], zeros(below));
    }
  }
  if (isLevel(node))
    for (const child of node.children) if (isLevel(child)) visit(run, run.root, [run.tree], child, run.levels);
}

/** What another place asks of an entry, when that stands: the entry is missing from the loop, or is there. */
function depending(run: Run, entry: Entry, dependence: Dependence, loops: Loops, there?: Node): void {
  const because = reasonOf(run, dependence, loops);
  if (because === undefined) return;
  const { path, tag, at } = entry;
  const { on, use } = dependence;
  const [predicate] = on.source.path.steps.at(-1)!.predicates;
  report(
    run,
    use === 'mandatory' ? 'GUIDE_DEPENDENT_MISSING' : 'GUIDE_DEPENDENT_FORBIDDEN',
    positionIn(run.set, there ?? missedBefore(run, entry, loops.at(-1)!)),
    at,
    {
      value: tag,
      detail: `${path} is ${use} where ${on.path} stands`,
      because:
        predicate === undefined
          ? positionIn(run.set, because)
          : where(run, because, predicate.element, predicate.component),
    },
  );
}

/** The segment an entry depends on: in the loops they share, else anywhere in the set; undefined when it is not there. */
function reasonOf({ reasons }: Run, dependence: Dependence, loops: Loops): Node | undefined {
  const { on, shared } = dependence;
  const loop = loops[shared]!;
  const known = reasons.get(dependence);
  // Every line may ask the same of the whole set: it is searched once.
  if (known?.loop === loop) return known.reason;
  const { steps } = on.source.path;
  const fitting = steps.slice(0, shared).every(({ predicates }, i) => fits(header(loops[i + 1]!), predicates));
  const reason = fitting ? standing(loop, steps.slice(shared)) : undefined;
  reasons.set(dependence, { loop, reason });
  return reason;
}

/** The first segment that stands at a place below a loop; without steps the loop's own. */
function standing(node: Node, [step, ...further]: readonly Step[]): Node | undefined {
  if (step === undefined) return header(node);
  for (const child of node.children) {
    const found =
      child.name === step.tag && fits(header(child), step.predicates) ? standing(child, further) : undefined;
    if (found !== undefined) return found;
    const nested = isLevel(child) && step.tag === child.name ? standing(child, [step, ...further]) : undefined;
    if (nested !== undefined) return nested;
  }
  return undefined;
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

function missing(run: Run, entry: Entry, node: Node): void {
  const { item, tag, path, min, at } = entry;
  const before = missedBefore(run, entry, node);
  report(run, item.kind === 'loop' ? 'GUIDE_LOOP_MISSING' : 'GUIDE_SEGMENT_MISSING', positionIn(run.set, before), at, {
    value: tag,
    detail: min === 1 ? path : `${path} (${times(min)} at least)`,
  });
}

/** Where something is missed: before the first thing that stands behind it, in its loop or behind that. */
function missedBefore({ set: { segments }, tree }: Run, { parent, index }: Entry, node: Node): Node {
  const next = node.children.find(
    (child) => (isLevel(child) && node !== tree) || (parent.starts.get(child.name)?.[0] ?? -1) > index,
  );
  return next === undefined ? (segments[lastOf(node).segment] ?? segments.at(-1)!) : header(next);
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
    reasons: new Map(),
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
  if (check.repeatMin !== undefined && 1 + (repeats?.length ?? 0) < check.repeatMin)
    report(run, 'GUIDE_REPEATED_TOO_LITTLE', where(run, node, element), at, {
      detail: times(check.repeatMin),
      reference,
    });
  checkRepetition(run, check, node, first, undefined);
  repeats?.forEach((one, i) => {
    checkRepetition(run, check, node, one, i + 2);
  });
}

function checkRepetition(run: Run, check: ElementCheck, node: Node, one: Node, repetition: number | undefined): void {
  const { element, component: part, definition, use, min, max, pattern, codes, add, remove } = check;
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
  if (pattern !== undefined && !matches(pattern, value)) told('GUIDE_PATTERN', pattern.source);
  if (codes !== undefined || add.has(value)) lift('ELEMENT_CODE');
  if (codes?.has(value) === false || remove.has(value)) told('GUIDE_CODE');
}

const unitOf = (definition: ElementDefinition): string =>
  isText(definition) ? 'characters' : definition.type === 'B' ? 'bytes' : 'digits';

/** As X12.6 and ISO 9735 count: a sign and a decimal mark do not. -1 when it is no number and length means nothing. */
function lengthOf(definition: ElementDefinition, value: string): number {
  if (isText(definition)) return [...value].length;
  if (['DT', 'TM', 'B'].includes(definition.type)) return value.length;
  return /^-?(\d+[.,]?\d*|[.,]\d+)$/.test(value) ? value.replace(/[-.,]/g, '').length : -1;
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
