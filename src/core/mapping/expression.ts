/**
 * Expressions in CEL, for what a correspondence cannot say: typed, total and bounded (no loops, limited size).
 * Decimals are strings here too; `sum` adds them exactly.
 */

import { Environment } from '@marcbachmann/cel-js';
import { add, isDecimal } from '../decimal.ts';

export type Expression = (variables: Record<string, unknown>) => unknown;

type Item = Record<string, unknown>;

/** The exact sum of a field over a list; items without it count 0. */
function sum(list: Item[], field: string): string {
  let total = '0';
  for (const item of list) {
    const value = item[field];
    if (typeof value === 'string' && isDecimal(value)) total = add(total, value);
  }
  return total;
}

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 500, maxDepth: 50 },
}).registerFunction('sum(list, string): string', sum);

export interface Parsed {
  run: Expression;
  /** Variables it uses, each once, in order. */
  names: string[];
  /** Texts it holds. */
  texts: string[];
  /** The type of its result as CEL names it; `dyn` where only running tells. */
  type: string;
}

/** The expression ready to run, or what is wrong with it. */
export function parseExpression(source: string): Parsed | { error: string } {
  try {
    const run = environment.parse(source);
    const check = run.check();
    if (!check.valid) return { error: firstLine(check.error) };
    const names = new Set<string>();
    const texts = new Set<string>();
    collect(run.ast, new Set(), names, texts);
    return {
      run: (variables) => plain(run(variables)),
      names: [...names],
      texts: [...texts],
      type: String(check.type ?? 'dyn'),
    };
  } catch (error) {
    return { error: firstLine(error) };
  }
}

const MACROS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** Variables and texts below a node of the syntax tree; what a macro binds (`list.exists(one, …)`) is no variable. */
function collect(node: unknown, bound: ReadonlySet<string>, names: Set<string>, texts: Set<string>): void {
  if (Array.isArray(node)) for (const one of node) collect(one, bound, names, texts);
  if (typeof node !== 'object' || node === null || !('op' in node && 'args' in node)) return;
  const { op, args } = node;
  if (op === 'id') {
    if (!bound.has(String(args))) names.add(String(args));
  } else if (op === 'value') {
    if (typeof args === 'string') texts.add(args);
  } else if (op === 'rcall' && Array.isArray(args) && MACROS.has(String(args[0]))) {
    const [, receiver, given] = args as [string, unknown, unknown[]];
    collect(receiver, bound, names, texts);
    const variable = given[0] as { args?: unknown } | undefined;
    collect(given.slice(1), new Set([...bound, String(variable?.args)]), names, texts);
  } else collect(args, bound, names, texts);
}

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

/** CEL's integers as text, everything else as it is. */
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
