// Each file of test/cases tells in words what is wrong with an interchange, shows it, and what we answer: the segments of
// the acknowledgments (TA1, and those of the 997 or 999), and the problems on one line each (without those of the
// mapping, which have tests of their own). Blocks that may be left out: agreement and guide say what those files say,
// before is an interchange that came earlier, state what becomes of the transmission when it is not translated.
import { describe, expect, it } from 'vitest';
import { cases, play } from './case.ts';

describe('interchanges and what we answer', () => {
  it('there are enough of them', () => expect(cases.length).toBeGreaterThanOrEqual(183));

  it.each(cases.map((one) => [one.title, one] as const))('%s', async (_, one) => {
    const { state, segments, problems } = await play(one);
    expect(segments).toEqual(one.block('ack'));
    expect(problems).toEqual(one.block('problems'));
    expect(state).toBe(one.block('state')[0] ?? 'translated');
  });
});
