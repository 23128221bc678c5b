// read(write(x)) is x for every document the X12 mappings can express: each mapped field by itself (in one of the
// releases that have it), and random combinations of fields in every release.
import { describe, expect, it } from 'vitest';
import { definitionFor } from '../../src/core/catalog.ts';
import { differenceLine, lostInWriting } from '../../src/core/mapping/differ.ts';
import { type Dictionary, supplied, writtenAndRead } from '../../src/core/mapping/prove.ts';
import type { Fields } from '../../src/core/mapping/read.ts';
import type { Problem } from '../../src/core/problem.ts';
import { catalog, setOf } from '../core/mapping/fixture.ts';
import { documentOf, leavesOf, randomOf } from './documents.ts';

const RELEASES = ['004010', '005010'];
const MESSAGES = ['x12/850', 'x12/855', 'x12/856', 'x12/810'];
const COMBINATIONS = 20;

// A document of a few fields lacks mandatory segments and elements; what it does hold must still come back.
const INCOMPLETE = /^(ELEMENT_|SEGMENT_MISSING|LOOP_MISSING|SEGMENT_OVER_MAX|LOOP_OVER_MAX)/;

/** What no document is without: an 850 counts its lines, and TDS parts the lines of an 810 from its summary. */
const BASES: Record<string, Fields> = {
  'x12/850': { lines: [{ quantity: '1' }] },
  'x12/810': { totals: { amount: '1.00' } },
};

describe.each(MESSAGES)('%s', (message) => {
  const plan = catalog.mappings.get(message)!;
  const base = BASES[message] ?? {};
  const leaves = leavesOf(plan);
  const allowed = supplied(plan);

  const releases = RELEASES.map((release) => {
    const { definition } = definitionFor(catalog, 'x12', release)!;
    const dictionary: Dictionary = { release, definition, set: definition.sets.get(plan.message)! };
    const like = setOf(plan.message, 'BEG', release);
    const there = (document: Fields): ReturnType<typeof writtenAndRead> =>
      writtenAndRead(plan, document, dictionary, like);
    const absent = absentIn(there(documentOf(plan, leaves, 1, base)).problems, release);
    return {
      release,
      there,
      has: (leaf: string) => !absent.some((place) => leaf === place || leaf.startsWith(`${place}/`)),
    };
  });
  type InRelease = (typeof releases)[number];

  /** Everything wrong with a document's way through the wire; nothing when it came back. */
  function wrongWith(document: Fields, { there }: InRelease): string[] {
    const { document: found, problems, text } = there(document);
    const unexpected = problems
      .filter(({ code }) => !INCOMPLETE.test(code))
      .map(({ code, message: said, mapping }) => `${code} ${said} ${mapping ?? ''}`);
    const { type: _, schemaVersion: __, ...back } = found;
    const wrong = [...unexpected, ...lostInWriting(document, back, allowed).map(differenceLine)];
    return wrong.length === 0 ? [] : [...wrong, text];
  }

  it('has a place in some release for every mapped field', () => {
    expect(leaves.length).toBeGreaterThan(500);
    expect(leaves.filter((leaf) => !releases.some(({ has }) => has(leaf)))).toEqual([]);
  });

  it('is given documents that its schema allows, though they lack much', () => {
    const invalid = leaves
      .filter((_, i) => i % 10 === 0)
      .flatMap((leaf, i) => {
        const document = { type: plan.document, schemaVersion: '1', ...documentOf(plan, [leaf], i, base) };
        return catalog
          .validate(`canonical/${plan.document}.json`, document)
          .filter(({ message: said }) => !said.endsWith('is missing'));
      });
    expect(invalid).toEqual([]);
  });

  it('brings every mapped field back by itself', () => {
    const failed = leaves.flatMap((leaf, i) => {
      const release = [releases[i % 2]!, ...releases].find(({ has }) => has(leaf))!;
      const document = documentOf(plan, [leaf], i, base);
      const wrong = wrongWith(document, release);
      return wrong.length === 0 ? [] : [[release.release, leaf, ...wrong]];
    });
    expect(failed.slice(0, 5)).toEqual([]);
  });

  it.each(releases)('brings combinations of fields back in $release', (release) => {
    const failed = Array.from({ length: COMBINATIONS }, (_, i) => {
      const random = randomOf(i);
      // Mostly a few fields, sometimes most of them.
      const share = 0.01 + 0.6 * (i / COMBINATIONS) ** 4;
      const wanted = leaves.filter((leaf) => release.has(leaf) && random() < share);
      return { seed: i, wrong: wrongWith(documentOf(plan, wanted, i, base), release) };
    }).filter(({ wrong }) => wrong.length > 0);
    expect(failed.slice(0, 2)).toEqual([]);
  });
});

/** Fields whose place the release does not have, as writing a document with all of them says. */
function absentIn(problems: Problem[], release: string): string[] {
  const absent = problems.filter(
    ({ code, message }) => code === 'VALUE_NOT_WRITABLE' && message.includes(`release ${release} has no`),
  );
  return [
    ...new Set(
      absent.map(({ reference = '' }) =>
        reference
          .split('/')
          .filter((part) => !/^\d*$/.test(part))
          .join('/'),
      ),
    ),
  ];
}
