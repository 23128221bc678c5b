// However an XML document, an IDoc, a feed or a JSON document is cut, changed or made up: problems, never an exception, and
// what is accepted has none that are errors.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../core/edi/fixture.ts';
import { catalog, root } from '../core/mapping/fixture.ts';
import { changed, groupsOf, shiftedByOne, verdictsOf } from './damage.ts';
import { randomOf } from './documents.ts';

const plans = [...catalog.mappings.values()].filter(({ named, name }) => named && !name.startsWith('partners/'));

/** Messages of ours, one of each kind. */
const files = plans.flatMap(({ name, file }) => {
  const folder = join(root, file.replace(/\.yaml$/, '.test'));
  const all = readdirSync(folder).filter((one) => !one.endsWith('.json'));
  const endings = new Map(all.map((one) => [one.split('.').at(-1)!, one]));
  return [...endings.values()].map((one): [string, Uint8Array] => [`${name} ${one}`, readFileSync(join(folder, one))]);
});

// How much of each is tried: a whole translation takes some milliseconds, and there are many files.
const TRIES = 15;

/** Translates, and what must hold of any bytes at all. */
function confirm(bytes: Uint8Array): string[] {
  const groups = groupsOf(bytes, bytes.length || 1, catalog);
  for (const { sets } of groups)
    for (const { verdict, problems, document } of sets.filter((one) => one.verdict !== 'R')) {
      expect([verdict, problems.filter(({ severity }) => severity === 'error')]).toEqual([verdict, []]);
      expect(document).toBeDefined();
    }
  return verdictsOf(groups);
}

/** Some of many, the same every time. */
function* some<T>(all: Iterable<T>, share: number): Generator<T> {
  const random = randomOf(5);
  for (const one of all) if (random() < share) yield one;
}

describe.each(files)('%s', (name, bytes) => {
  const share = TRIES / bytes.length;

  it('is accepted as it is', () => {
    const verdicts = confirm(bytes);
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.filter((one) => one.endsWith(' R'))).toEqual([]);
  });

  it('cut anywhere', () => {
    const isXml = name.endsWith('.xml');
    const whole = new TextDecoder('latin1').decode(bytes).trimEnd().length;
    for (let end = 0; end < whole; end += Math.max(1, Math.floor(bytes.length / TRIES))) {
      const verdicts = confirm(bytes.subarray(0, end));
      // A document of XML is whole or nothing.
      if (isXml) expect([end, verdicts]).toEqual([end, []]);
    }
  });

  it('with any one byte changed, left out or put in', () => {
    for (const by of [...'<&"\',; \n0\u0000\u00ff'].map((one) => one.charCodeAt(0)))
      for (const { bytes: damaged } of some(changed(bytes, by), share / 6)) confirm(damaged);
    const text = new TextDecoder('latin1').decode(bytes);
    for (const damaged of some(shiftedByOne(text, '<>&"/,;\n 1'), share / 2)) confirm(damaged);
  });
});

describe('made up bytes', () => {
  const heads = files.map(([, bytes]) => new TextDecoder('latin1').decode(bytes));

  it('random bytes, alone and behind the start of a good document', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.oneof(
          fc.constantFrom('', '<', '<?xml version="1.0"?>', '\ufeff', '{', 'EDI_DC40'),
          fc.tuple(fc.constantFrom(...heads), fc.nat(2000)).map(([text, length]) => text.slice(0, length)),
        ),
        (bytes, start) => void confirm(Uint8Array.from([...utf8(start), ...bytes])),
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  it('pieces of good documents in any order', () => {
    const piece = fc
      .tuple(fc.constantFrom(...heads), fc.nat(), fc.nat(400))
      .map(([text, from, length]) => text.slice(from % text.length, (from % text.length) + length));
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.nat(1500),
        fc.array(piece, { maxLength: 6 }),
        (text, length, all) => void confirm(utf8(text.slice(0, length) + all.join(''))),
      ),
      { numRuns: 150, seed: 11 },
    );
  });

  it('rows of any cells below the headers of our feeds', () => {
    const headers = heads.filter((text) => !text.startsWith('<')).map((text) => text.split('\n')[0]!);
    const cell = fc.oneof(
      fc.constantFrom('', '1', '2026-03-05', '1,5', '"', '"a""b"', '"a\nb"', ';', '\u0000', 'A-1'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...headers),
        fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 8 }),
        (header, rows) => {
          confirm(utf8(`${header}\n${rows.map((row) => row.join(',')).join('\n')}`));
        },
      ),
      { numRuns: 300, seed: 13 },
    );
  });
});
