// An independent reader (node-x12) and ours agree on well-formed interchanges: how many of what, under which control
// numbers, and the text of every element.
import fc from 'fast-check';
import { X12Parser } from 'node-x12';
import { describe, expect, it } from 'vitest';
import type { TransactionSet } from '../../src/core/edi/envelope.ts';
import { detect } from '../../src/core/formats/index.ts';
import type { Node } from '../../src/core/tree.ts';
import { interchangeText, utf8 } from '../core/edi/fixture.ts';
import { type Read, readBytes } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf } from '../shared.ts';

interface TheirSegment {
  tag: string;
  elements: { value: string }[];
}
interface TheirInterchange {
  header: TheirSegment;
  functionalGroups: {
    header: TheirSegment;
    transactions: { header: TheirSegment; trailer: TheirSegment; segments: TheirSegment[] }[];
  }[];
}

/** `[ISA13, [GS06, [ST02, [tag, element, …], …], …], …]` for each interchange. */
type Summary = unknown[];

const plain = ({ tag, elements }: TheirSegment): string[] => [tag, ...elements.map(({ value }) => value)];

function theirs(text: string): Summary {
  const parsed = new X12Parser(true).parse(text) as unknown as TheirInterchange | { interchanges: TheirInterchange[] };
  // Its list of interchanges is an array of its own kind, which cannot be mapped.
  const interchanges = 'interchanges' in parsed ? [...parsed.interchanges] : [parsed];
  return interchanges.map(({ header, functionalGroups }) => [
    // It drops the leading zeros.
    header.elements[12]!.value.padStart(9, '0'),
    functionalGroups.map((group) => [
      group.header.elements[5]!.value,
      group.transactions.map((set) => [
        set.header.elements[1]!.value,
        [set.header, ...set.segments, set.trailer].map(plain),
      ]),
    ]),
  ]);
}

function ours({ units }: Read): Summary {
  const summary: [string, [string, [string, string[][]][]][]][] = [];
  for (const unit of units) {
    if (unit.unit === 'interchange') summary.push([unit.interchange.control.padStart(9, '0'), []]);
    if (unit.unit === 'group') summary.at(-1)![1].push([unit.group.control, []]);
    if (unit.unit === 'set')
      summary
        .at(-1)![1]
        .at(-1)![1]
        .push([unit.set.control, segmentsOf(unit.set)]);
  }
  return summary;
}

function segmentsOf({ segments, group }: TransactionSet): string[][] {
  const { component, repetition } = group.interchange.separators;
  const one = (node: Node): string =>
    node.children.length === 0 ? node.value : node.children.map(({ value }) => value).join(component);
  return segments.map(({ name, children }) => [
    name,
    ...children.map((node) => [node, ...(node.repeats ?? [])].map(one).join(repetition)),
  ]);
}

/** No problem at all, in any envelope. */
const isWellFormed = ({ units, problems, sets }: Read): boolean =>
  problems.length === 0 &&
  sets.length > 0 &&
  units.every((unit) => {
    if (unit.unit === 'interchangeEnd') return unit.interchange.problems.length === 0;
    if (unit.unit === 'groupEnd') return unit.group.problems.length === 0;
    return unit.unit !== 'set' || unit.set.problems.length === 0;
  });

describe.skipIf(!hasCorpus)(onCorpus('node-x12 and we agree'), () => {
  it('on every well-formed file of the corpus', () => {
    let compared = 0;
    for (const [path = ''] of rowsOf('INDEX.tsv')) {
      if (!/^(x12|acks|hostile|conformance)\//.test(path) || !isHere(path)) continue;
      const bytes = corpusFile(path);
      const read = detect(bytes) === 'x12' ? readBytes(bytes) : undefined;
      if (read === undefined || !isWellFormed(read)) continue;
      compared++;
      expect(ours(read), path).toEqual(theirs(bytes.toString('utf8')));
    }
    expect(compared).toBeGreaterThan(60);
  });
});

describe('node-x12 and we agree', () => {
  const value = fc.stringMatching(/^[A-Za-z0-9 .,;:!?()=+$#@&%_-]{0,20}$/);
  const element = fc.oneof(
    value,
    value,
    fc.array(value, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('>')),
  );
  const tag = fc.constantFrom('BEG', 'PO1', 'REF', 'N1', 'N3', 'DTM', 'PID', 'CTT');
  const segment = fc
    .tuple(tag, fc.array(element, { minLength: 1, maxLength: 12 }), value)
    .map(([name, values, last]) => [name, ...values, `${last}Z`].join('*'));
  const sets = fc.array(fc.array(segment, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });
  const groups = fc.array(sets, { minLength: 1, maxLength: 3 });

  it('on generated interchanges, one or several in a transmission', () => {
    fc.assert(
      fc.property(
        fc.array(groups, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '\n', '\r\n'),
        (interchanges, lineEnd) => {
          const text = interchanges
            .map((some, i) =>
              interchangeText(
                some.map((bodies, g) => ({
                  control: String(g + 1),
                  sets: bodies.map((body, s) => ({ control: String(s + 1).padStart(4, '0'), body })),
                })),
                { control: String(i + 1).padStart(9, '0') },
              ),
            )
            .join('')
            .replaceAll('~', `~${lineEnd}`);
          const read = readBytes(utf8(text), 50);
          expect(isWellFormed(read)).toBe(true);
          expect(ours(read)).toEqual(theirs(text));
        },
      ),
      { numRuns: 150 },
    );
  });
});
