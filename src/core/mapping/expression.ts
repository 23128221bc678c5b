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

/** The expression ready to run, or what is wrong with it. */
export function parseExpression(source: string): { run: Expression } | { error: string } {
  try {
    const run = environment.parse(source);
    const check = run.check();
    if (!check.valid) return { error: firstLine(check.error) };
    return { run: (variables) => plain(run(variables)) };
  } catch (error) {
    return { error: firstLine(error) };
  }
}

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

/** CEL's integers as text, everything else as it is. */
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
