// Whatever comes, and however it is cut: nothing throws, the same is said, and saxes agrees on what is well-formed.

import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../../src/core/xml/read.ts';
import { CORPUS, corpusFile, hasCorpus, onCorpus } from '../../shared.ts';
import { bytesOf, ORDER, scan, scanWithSaxes } from './documents.ts';

const whole = scan([bytesOf(ORDER)]);

const oneByOne = (bytes: Uint8Array): Uint8Array[] => Array.from(bytes, (byte) => Uint8Array.of(byte));

describe('a document', () => {
  it('is read as saxes reads it', () => {
    expect(whole.problem).toBeUndefined();
    expect(scanWithSaxes(ORDER)).toEqual({ events: whole.events, error: undefined });
  });

  it('is read alike wherever its chunks are cut', () => {
    const bytes = bytesOf(ORDER);
    for (let at = 0; at <= bytes.length; at++) {
      expect(scan([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
    }
    expect(scan(oneByOne(bytes))).toEqual(whole);
  });

  it('tells every place as counting from the start does', () => {
    const bytes = bytesOf(ORDER);
    const counted = whole.places.map((place) => {
      const offset = Number(place.split(' ')[0]);
      const lines = new TextDecoder().decode(bytes.subarray(0, offset)).split(/\r\n?|\n/);
      return `${offset} ${lines.length}:${[...lines.at(-1)!].length + 1}`;
    });
    expect(whole.places).toEqual(counted);
  });

  it('ends too early wherever it is cut off, but behind its root', () => {
    const bytes = bytesOf(ORDER);
    const behindRoot = bytesOf(ORDER.slice(0, ORDER.indexOf('</Order>') + 8)).length;
    const endings = ['\n', '<!-- end -->', '\n'].map((_, i, all) => bytesOf(all.slice(0, i + 1).join('')).length);
    const complete = [0, ...endings].map((length) => behindRoot + length);
    for (let length = 0; length <= bytes.length; length++) {
      const { problem } = scan([bytes.subarray(0, length)]);
      expect(problem?.message ?? 'well-formed', String(length)).toMatch(
        complete.includes(length) ? /^well-formed$/ : /ends inside|no root|middle of a character/,
      );
    }
  });
});

/** What tends to matter where it does not belong. */
const BITS = [
  ...['<', '>', '&', ';', '"', "'", ']]>', '--', '<!--', '?', '/', ':', '=', ' ', '\r', '\n', '\t', '[', '!', '-', '1'],
  ...['</', '/>', '<![CDATA[', '<?xml ', '<!DOCTYPE a>', 'xmlns', 'xmlns:p="u" ', '&#1;', '&#65;', '&lt;', 'a', 'é'],
  ...['\u0001', '\ufffe', '\u{10000}', '\u037e'],
];

/** Documents with one to three things added, left out or moved. */
const damaged = fc
  .tuple(
    fc.constantFrom(
      ORDER,
      ORDER.replace(/<!DOCTYPE.*\n/, ''),
      `<?xml version="1.0"?><a xmlns:p="u" p:b='1'><b c="2">x</b><!-- c --><?d e?></a>`,
    ),
    fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.constantFrom(...BITS)), { minLength: 1, maxLength: 3 }),
  )
  .map(([document, changes]) =>
    changes.reduce<string>((text, [place, left, bit]) => {
      const at = place % (text.length + 1);
      return left === 4 ? text.slice(0, at) + bit + text.slice(at) : text.slice(0, at) + text.slice(at + left);
    }, document),
  )
  .filter((text) => text.isWellFormed());

/** Where saxes is not strict: `<?a?b?>`, and what a name with a prefix has behind it. */
const LENIENT = /behind the name of a processing instruction|not a name with at most one prefix/;

/** It trims the names of namespaces. */
const trimmed = (events: string[]): string[] => events.map((event) => event.replace(/\{\s*(.*?)\s*\}/, '{$1}'));

describe('any input', () => {
  it('is well-formed when saxes says so, and then says the same', () => {
    fc.assert(
      fc.property(damaged, (document) => {
        // It looks into no document type, and knows no encodings.
        const untyped = document.replace(/<!DOCTYPE/g, '');
        const ours = scan([bytesOf(untyped)]);
        if (ours.problem?.code === 'XML_ENCODING') return;
        if (LENIENT.test(ours.problem?.message ?? '')) return;
        const theirs = scanWithSaxes(untyped);
        expect(ours.problem === undefined, ours.problem?.message).toBe(theirs.error === undefined);
        if (ours.problem === undefined) expect(trimmed(ours.events)).toEqual(theirs.events);
      }),
      { numRuns: 2000 },
    );
  });

  it('is said the same of however it is cut', () => {
    fc.assert(
      fc.property(damaged, fc.nat(), (document, at) => {
        const bytes = bytesOf(document);
        const expected = scan([bytes]);
        const cut = at % (bytes.length + 1);
        expect(scan([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(expected);
        expect(scan(oneByOne(bytes))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and what is no document is refused with its place', () => {
    const heads = ['', '<', '<a>', '<?xml version="1.0" encoding="', '\ufeff', '<!DOCTYPE a', '<a b="', '<![CDATA['];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, bytes) => {
        const all = new Uint8Array([...bytesOf(head), ...bytes]);
        const read = readXml(all, () => undefined);
        if ('root' in read) return;
        expect(read.at.offset).toBeLessThanOrEqual(all.length);
        expect(read.at.line).toBeGreaterThanOrEqual(1);
        expect(read.at.column).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 3000 },
    );
  });
});

/** Every file of the corpus that is XML by its name. */
const files = hasCorpus
  ? (readdirSync(CORPUS, { recursive: true }) as string[]).filter((path) => /\.xml$/i.test(path))
  : [];

/** The text of a file for saxes, which decodes nothing. */
function textOf(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const [, declared = 'utf-8'] = /^[^>]* encoding="([^"]+)"/.exec(head) ?? [];
  const encoding = head.startsWith('\u00fe\u00ff')
    ? 'utf-16be'
    : head.startsWith('\u00ff\u00fe')
      ? 'utf-16le'
      : declared;
  return new TextDecoder(encoding).decode(bytes);
}

describe('real files', () => {
  it.skipIf(!hasCorpus)(onCorpus('are read without an exception, and as saxes reads them'), () => {
    expect(files.length).toBeGreaterThan(200);
    const refused = files.filter((path) => {
      const bytes = corpusFile(path);
      const { problem, events } = scan([bytes]);
      const theirs = scanWithSaxes(textOf(bytes));
      if (problem === undefined) expect(theirs, path).toEqual({ events, error: undefined });
      return problem !== undefined;
    });
    expect(refused).toEqual([]);
  });
});
