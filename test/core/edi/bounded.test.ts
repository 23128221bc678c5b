// Which bounded loop a position is in: the innermost whose LS and LE are both there.
import { describe, expect, it } from 'vitest';
import { nameLoops } from '../../../src/core/edi/bounded.ts';
import { type Problem, problem } from '../../../src/core/problem.ts';
import { leaf, type Node, segmentNode } from '../../../src/core/tree.ts';

/** Segments such as `LS*A`, the header being the first. */
const set = (...texts: string[]): Node[] =>
  texts.map((text, i) => {
    const [tag = '', ...values] = text.split('*');
    const node = segmentNode(tag, 0, i + 1);
    node.children.push(...values.map((value) => leaf(value, 0, i + 1)));
    return node;
  });

/** The loop of each segment, by what is said of a problem there. */
function loopsOf(segments: Node[]): string[] {
  const problems: Problem[] = segments.map(({ segment }) =>
    problem('SEGMENT_UNEXPECTED', { offset: 0, segment }, { because: { offset: 0, segment } }),
  );
  nameLoops(problems, segments);
  expect(problems.map(({ because }) => because!.loop)).toEqual(problems.map(({ at }) => at.loop));
  return problems.map(({ at }) => at.loop ?? '');
}

describe('a bounded loop', () => {
  it.each<[string, string[], string[]]>([
    ['is behind its LS, up to its LE', ['ST', 'LS*A', 'LDT', 'LE*A', 'SE'], ['', '', 'A', 'A', '']],
    ['is the inner one of two', ['LS*A', 'LS*B', 'REF', 'LE*B', 'LE*A'], ['', 'A', 'B', 'B', 'A']],
    ['is another one behind it', ['LS*A', 'LE*A', 'LS*B', 'LE*B'], ['', 'A', '', 'B']],
    ['is none without its LE', ['LS*A', 'REF', 'SE'], ['', '', '']],
    ['is none without its LS', ['REF', 'LE*A', 'SE'], ['', '', '']],
    ['is none where its LE names another', ['LS*A', 'REF', 'LE*B'], ['', '', '']],
    ['ends what was not ended in it', ['LS*A', 'LS*B', 'REF', 'LE*A', 'REF'], ['', 'A', 'A', 'A', '']],
  ])('%s', (_, segments, loops) => expect(loopsOf(set(...segments))).toEqual(loops));

  it('is not said of what stands in no segment', () => {
    const outside = problem('GROUP_COUNT_WRONG', { offset: 0 });
    nameLoops([outside], set('LS*A', 'LE*A'));
    expect(outside.at).toEqual({ offset: 0 });
  });
});
