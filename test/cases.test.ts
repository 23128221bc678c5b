// Each file of test/cases tells in words what is wrong with an interchange, shows it, and what we answer: the segments of
// the acknowledgments (TA1, and those of the 997, 999 or CONTRL), and the problems on one line each (without those of the
// mapping, which have tests of their own). Blocks that may be left out: agreement and guide say what those files say,
// before is an interchange that came earlier, key names the partner whose key it came with, state what becomes of the
// transmission when it is not translated.
import { describe, expect, it } from 'vitest';
import { line, type Problem } from '../src/core/problem.ts';
import { translate } from '../src/gateway/translate.ts';
import { cases, play } from './case.ts';
import { catalogWith, problemsOf } from './core/edi/reading.ts';

const strict = catalogWith({ 'validate.profile': 'strict' });

/** All that is wrong with what we answer, by our own reader at its strictest. */
function wrongWith(text: string): string[] {
  const outcome = translate(strict, new TextEncoder().encode(text), { partner: 'tested' });
  return problemsOf(outcome)
    .filter((found) => !isRepeated(found))
    .map(line);
}

/** An answer repeats the release and the kind of the group it answers, whatever these are. */
const isRepeated = ({ at: { tag, element } }: Problem): boolean => tag === 'GS' || (tag === 'AK1' && element === 1);

describe('interchanges and what we answer', () => {
  it('there are enough of them', () => expect(cases.length).toBeGreaterThanOrEqual(290));

  it.each(cases.map((one) => [one.title, one] as const))('%s', async (_, one) => {
    const { state, texts, segments, problems } = await play(one);
    expect(segments).toEqual(one.block('ack'));
    expect(problems).toEqual(one.block('problems'));
    expect(state).toBe(one.block('state')[0] ?? 'translated');
    expect(texts.flatMap(wrongWith)).toEqual([]);
  });
});
