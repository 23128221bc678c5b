import { describe, expect, it } from 'vitest';
import { definitionFor } from '../../../src/core/catalog.ts';
import { applicationError, isRefusedForContent } from '../../../src/core/edi/aperak.ts';
import type { Interchange } from '../../../src/core/edi/envelope.ts';
import { judgeSet } from '../../../src/core/edi/judge.ts';
import { nameLines } from '../../../src/core/edi/line-item.ts';
import { segmentOf } from '../../../src/core/edi/write.ts';
import { type Problem, type ProblemCode, problem } from '../../../src/core/problem.ts';
import { component, type Node, segmentNode } from '../../../src/core/tree.ts';
import { catalog } from '../../http/gateway.ts';

const identity = { type: 'ORDERS', control: 'M1', release: 'D96A', convention: '' };
const judged = (problems: Problem[]) => judgeSet(identity, problems);
const interchange = { control: '77' } as Interchange;

function written(problems: Problem[], release = 'D96A', syntax = 'UNOC:3'): Node[] {
  const { definition } = definitionFor(catalog, 'edifact', release)!;
  return applicationError(interchange, judged(problems), { definition, syntax, at: '2026-01-31T12:00:00.000Z' });
}

const named = (segments: Node[], tag: string): Node[] => segments.filter(({ name }) => name === tag);
const parts = ({ children }: Node, element: number): string[] =>
  [1, 2, 3, 4, 5].flatMap((number) => component(children[element - 1]!, number)?.value ?? []);

describe('the application errors of a message', () => {
  it('name the line item they are in', () => {
    const numbered = ['UNH', 'BGM', 'LIN', 'QTY', 'LIN', 'DTM', 'UNS', 'MOA'].map((tag, i) => {
      const node = segmentNode(tag, 0, i + 1);
      return tag === 'LIN' ? { ...node, children: segmentOf('LIN', String(i * 10)).children } : node;
    });
    const problems = [2, 4, 6, 8].map((segment) => problem('VALUE_NOT_DATE', { offset: 0, segment }, {}));
    nameLines(problems, numbered);
    expect(problems.map(({ at }) => at.lineItem)).toEqual([undefined, '20', '40', undefined]);
    const references = named(written(problems), 'RFF').map((one) => parts(one, 1));
    expect(references).toEqual([
      ['LI', '20'],
      ['LI', '40'],
    ]);
  });

  it('are told in words on five lines at most, of 70 characters each', () => {
    const detail = `${'word '.repeat(30)}${'x'.repeat(100)} ${'more '.repeat(60)}`;
    const [text] = named(written([problem('DOCUMENT_INVALID', { offset: 0 }, { detail })]), 'FTX');
    const lines = parts(text!, 4);
    expect(lines).toHaveLength(5);
    expect(lines.every((line) => line.length <= 70 && line.trim() === line && line !== '')).toBe(true);
    expect(lines[3]).toBe('x'.repeat(70));
  });

  it('are no more than D.96A has room for', () => {
    const many = Array.from({ length: 1500 }, () => problem('DOCUMENT_INVALID', { offset: 0 }, { detail: 'no' }));
    expect(named(written(many), 'ERC')).toHaveLength(999);
  });

  it('are of the kind 313, or named where the directory’s list lacks it', () => {
    const kind = (release: string): string[] => parts(written([], release)[0]!, 1);
    expect(kind('D96A')).toEqual(['', '', '', 'APPLICATION ERROR']);
    expect(kind('D01B')).toEqual(['313']);
  });
});

describe('a message is refused for its content', () => {
  it.each<[ProblemCode, boolean]>([
    ['DOCUMENT_INVALID', true],
    ['VALUE_NOT_DECIMAL', true],
    ['GUIDE_CODE', true],
    ['ELEMENT_TOO_LONG', false],
    ['MAPPING_MISSING', false],
  ])('by %s: %s', (code, expected) => {
    expect(isRefusedForContent(judged([problem(code, { offset: 0 }, {})]))).toBe(expected);
  });

  it('but not when its syntax is broken too, nor by what is only told', () => {
    const both = (['DOCUMENT_INVALID', 'ELEMENT_TOO_LONG'] as const).map((code) => problem(code, { offset: 0 }, {}));
    expect(isRefusedForContent(judged(both))).toBe(false);
    expect(isRefusedForContent(judged([problem('TOTAL_DIFFERS', { offset: 0 }, {})]))).toBe(false);
  });
});
