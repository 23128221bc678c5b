// Documents made to hurt: entities, depth, numbers and lengths cost no more time or memory than their bytes.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../../src/core/xml/read.ts';
import { XML_BOUNDS, type XmlBounds } from '../../../src/core/xml/scan.ts';
import { bytesOf, scan } from './documents.ts';

const UNBOUNDED: XmlBounds = { depth: 1e9, attributes: 1e9, name: 1e9, value: 1e9, text: 1e9 };

/** Milliseconds of work; other processes do not count. */
function timeOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** What is said, and how long that took. */
function timed(document: string, bounds?: XmlBounds): { message: string; ms: number } {
  const bytes = bytesOf(document);
  let message = '';
  const ms = timeOf(() => {
    message = scan([bytes], bounds).problem?.message ?? 'well-formed';
  });
  return { message, ms };
}

const DECLARES = 'the document type holds declarations of its own, which are not accepted';

describe('entities', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  it.each([
    ['billion laughs', `<!DOCTYPE a [<!ENTITY l0 "lol">${laughs}]><a>&l9;</a>`],
    ['quadratic blowup', `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(100_000)}">]><a>${'&x;'.repeat(100_000)}</a>`],
    ['a file of ours', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd">%x;]><a/>'],
    ['an external subset and an internal one', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd" []><a/>'],
  ])('are not declared: %s', (_, document) => {
    expect(timed(document).message).toBe(DECLARES);
  });

  it('of an external subset are fetched by nobody, and so are not defined', () => {
    expect(timed('<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a>&x;</a>').message).toBe(
      'the XML is not well-formed: the entity "&x;" is not defined',
    );
  });
});

/** What is not linear takes minutes here; these take a tenth of it. */
const SLOW = 5000;

describe('time', () => {
  const many = 100_000;
  const names = (count: number, make: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => make(i)).join('');
  it.each<[string, string, string]>([
    ['depth', '<a>'.repeat(many), `goes beyond what is accepted: elements stand deeper than ${XML_BOUNDS.depth}`],
    ['depth with namespaces', '<a xmlns="u">'.repeat(many), 'elements stand deeper than'],
    ['attributes', `<a ${names(many, (i) => `b${i}="" `)}/>`, `more than ${XML_BOUNDS.attributes} attributes`],
    ['a name', `<${'a'.repeat(1e6)}/>`, 'a name is longer than'],
    ['a value', `<a b="${'b'.repeat(1e6)}"/>`, 'the value of b is longer than'],
  ])('is bounded with: %s', (_, document, message) => {
    const found = timed(document);
    expect(found.message).toContain(message);
    expect(found.ms).toBeLessThan(500);
  });

  it.each<[string, string]>([
    ['depth', '<a>'.repeat(many) + '</a>'.repeat(many)],
    ['depth with namespaces', '<a xmlns:p="u">'.repeat(many) + '</a>'.repeat(many)],
    ['attributes', `<a ${names(many, (i) => `b${i}="" `)}/>`],
    ['prefixes', `<a ${names(many, (i) => `xmlns:b${i}="u" b${i}:c${i}="" `)}/>`],
    ['references', `<a b="${'&lt;'.repeat(many)}">${'&#65;'.repeat(many)}</a>`],
    ['comments', `<a>${'<!---->x'.repeat(many)}</a>`],
    ['CDATA', `<a>${'<![CDATA[]]]>'.repeat(many)}</a>`],
    ['brackets', `<a>${']] '.repeat(many)}</a>`],
    ['line ends', `<a>${'\r'.repeat(many)}</a>`],
    ['short names', `<a>${names(many, (i) => `<b${i}/>`)}</a>`],
    ['a long name', `<${'a'.repeat(2e6)}/>`],
    ['a long comment', `<a><!--${' - '.repeat(7e5)}--></a>`],
    ['a long text in many lines', `<a>${'é\n'.repeat(5e5)}</a>`],
  ])('is linear without bounds: %s', (_, document) => {
    expect(timed(document, UNBOUNDED)).toEqual({ message: 'well-formed', ms: expect.toSatisfy((ms) => ms < SLOW) });
  });

  it.each([
    ['a comment', '<a><!--', ' ', '--></a>'],
    ['a text', '<a>', 'x', '</a>'],
    ['a value', '<a b="', 'x', '"/>'],
    ['a tag', '<a', ' ', '/>'],
  ])('is linear however small the chunks are: %s', (_, start, filling, end) => {
    const bytes = bytesOf(start + filling.repeat(99_000) + end);
    const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(timeOf(() => expect(scan(chunks).problem).toBeUndefined())).toBeLessThan(SLOW);
  });

  it('is linear where white space goes on and on before the encoding is told', () => {
    const found = timed(`<?xml version="1.0"${' '.repeat(1e6)}encoding="UTF-8"?><a/>`);
    expect(found.message).toContain('the XML declaration is longer than');
    expect(found.ms).toBeLessThan(500);
  });
});

it('elements nest as deep as is agreed in the tree, too', () => {
  const depth = 5000;
  const document = readXml(bytesOf('<a>'.repeat(depth) + '</a>'.repeat(depth)), () => undefined, UNBOUNDED);
  expect(document).toMatchObject({ root: { name: 'a' } });
});

describe('memory', () => {
  it('a document of 20 MB is a tree in less than 300 MB, all of the process counted', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--max-semi-space-size=8', join(import.meta.dirname, 'large.ts'), '20'],
      { timeout: 60_000 },
    );
    const { megabytes, lines, resident } = JSON.parse(stdout) as Record<string, number>;
    expect(megabytes).toBeGreaterThanOrEqual(20);
    expect(lines).toBeGreaterThan(30_000);
    expect(resident).toBeLessThan(300);
  });
});
