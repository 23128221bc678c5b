/**
 * What of a canonical document the message it was written as does not say, or says otherwise: found by reading the
 * message again, so that nothing is left out without a word, whatever the reason.
 *
 * Said is also what a code table takes for the same, what an arrangement has other words for, and what the message has
 * in another place.
 */

import { fieldOf, type Problem, problem } from '../problem.ts';
import { arrange, disarrange } from './arrange.ts';
import { compared, type Difference, NOTHING } from './differ.ts';
import type { Plan } from './plan.ts';
import type { Fields } from './read.ts';
import type { Table } from './table.ts';

/** Each field once, at its first place: of a thousand lines all lack what the message has no place for. */
export function unwritten(
  { arrangements, format }: Pick<Plan, 'arrangements' | 'format'>,
  tables: Iterable<Table>,
  document: Fields,
  said: Fields,
): Problem[] {
  const { source: _, ...given } = document;
  const meant = arrange(arrangements, disarrange(arrangements, given)).document;
  const differences = compared('write', meant, said);
  /** How often each value comes back where the document has none. */
  const elsewhere = new Map<string, number>();
  for (const { expected, found } of differences)
    if (expected === NOTHING) elsewhere.set(found, (elsewhere.get(found) ?? 0) + 1);
  const lost = differences.filter(({ expected, found }) => {
    if (expected === NOTHING) return false;
    if (found !== NOTHING) return !isSame(tables, format, expected, found);
    const others = elsewhere.get(expected) ?? 0;
    elsewhere.set(expected, others - 1);
    return others <= 0;
  });
  return [...Map.groupBy(lost, ({ path }) => fieldOf(path)).values()].map(told);
}

/** Whether both words are one code of the format. */
function isSame(tables: Iterable<Table>, format: string, expected: string, found: string): boolean {
  const [one, other] = [JSON.parse(expected), JSON.parse(found)];
  for (const { read, write } of tables)
    if (read.get(format)?.get(write.get(format)?.get(one) ?? '') === other) return true;
  return false;
}

function told(all: Difference[]): Problem {
  const [{ path, expected, found }] = all as [Difference];
  const instead = found === NOTHING ? '' : `, which has ${found}`;
  const others = all.length === 1 ? '' : `; ${all.length - 1} more like it`;
  const value = expected.startsWith('"') ? (JSON.parse(expected) as string) : expected;
  return problem('DATA_UNWRITTEN', { offset: -1 }, { value, detail: instead + others, reference: path });
}
