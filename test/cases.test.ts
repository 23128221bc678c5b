// Each file of test/cases tells in words what is wrong with an interchange, shows it, and what we answer: the segments of
// the acknowledgment, and the problems on one line each (without those of the mapping, which have tests of their own).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isProblemCode } from '../src/core/catalog.ts';
import { entryOf, line, type Problem } from '../src/core/problem.ts';
import { catalogWith, judge, problemsOf } from './core/edi/reading.ts';

const folder = join(import.meta.dirname, 'cases');
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** The lines of a fenced block, or none. */
function block(text: string, name: string): string[] {
  const [, body = ''] = new RegExp(`^\`\`\`${name}\\n([^]*?)^\`\`\`$`, 'm').exec(text) ?? [];
  return body.split('\n').filter((one) => one !== '');
}

/** Codes that prose says the agreement tolerates: `tolerate: [CODE, CODE]`. */
const toleratedIn = (text: string): string[] => (/tolerate: \[([^\]]*)\]/.exec(text)?.[1] ?? '').split(', ');

const isOfMapping = ({ code }: Problem): boolean => entryOf(code).level === 'document';

const withoutRule = (found: Problem): string => {
  const { mapping: _, ...rest } = found;
  return line(rest);
};

describe('interchanges and what we answer', () => {
  it('there are enough of them', () => expect(files.length).toBeGreaterThanOrEqual(25));

  it.each(files.map((name) => [readFileSync(join(folder, name), 'utf8').split('\n')[0]!.slice(2), name]))(
    '%s',
    (_, name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const { outcome, acknowledged } = judge(
        block(text, 'edi').join('\n'),
        catalogWith({ tolerate: toleratedIn(text).filter(isProblemCode) }),
      );
      expect(acknowledged.map((segment) => `${segment}~`)).toEqual(block(text, 'ack'));
      expect(
        problemsOf(outcome)
          .filter((found) => !isOfMapping(found))
          .map(withoutRule),
      ).toEqual(block(text, 'problems'));
    },
  );
});
