// Bytes become text by byte order mark and declaration; what cannot be decoded is refused at its byte, never replaced.

import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/problem.ts';
import { readXml } from '../../../src/core/xml/read.ts';
import { bytesOf, scan } from './documents.ts';

/** A byte a character. */
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Two bytes a unit. */
const wide = (text: string, bigEndian: boolean): Uint8Array =>
  Uint8Array.from({ length: text.length * 2 }, (_, i) => {
    const unit = text.charCodeAt(i >> 1);
    return (i % 2 === 0) === bigEndian ? unit >> 8 : unit & 0xff;
  });

const declared = (encoding: string, content: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>\n<a>${content}</a>`;

const textOf = (document: Uint8Array): string => {
  const read = readXml(document, () => undefined);
  if ('code' in read) throw new Error(read.message);
  return read.root.children[0]!.value;
};

const told = (problem: Problem | undefined): string =>
  problem === undefined
    ? 'fine'
    : `${problem.code} ${problem.at.offset} ${problem.at.line}:${problem.at.column} ${problem.message.replace(/^.*?: /, '')}`;

const BOM = '\ufeff';
const SAMPLE = 'Größe 12″ — 𐍈';

describe('an encoding that is read', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8 by default', bytesOf(`<a>${SAMPLE}</a>`), SAMPLE],
    ['UTF-8 by its mark', bytesOf(`${BOM}<a>${SAMPLE}</a>`), SAMPLE],
    ['UTF-8 by declaration', bytesOf(declared('utf-8', SAMPLE)), SAMPLE],
    ['UTF-8 by both', bytesOf(BOM + declared('UTF-8', SAMPLE)), SAMPLE],
    ['UTF-16, big-endian, by its mark', wide(`${BOM}<a>${SAMPLE}</a>`, true), SAMPLE],
    ['UTF-16, little-endian, by its mark', wide(`${BOM}<a>${SAMPLE}</a>`, false), SAMPLE],
    ['UTF-16 by both', wide(BOM + declared('UTF-16', SAMPLE), false), SAMPLE],
    ['UTF-16BE by both', wide(BOM + declared('UTF-16BE', SAMPLE), true), SAMPLE],
    ['UTF-16LE without a mark', wide(declared('UTF-16LE', SAMPLE), false), SAMPLE],
    ['UTF-16 without a mark', wide(declared('UTF-16', SAMPLE), true), SAMPLE],
    ['ISO-8859-1', bytes(declared('ISO-8859-1', '\xa4 \x85 \xfc')), '¤ \u0085 ü'],
    ['ISO-8859-15', bytes(declared('iso-8859-15', '\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe \xfc')), '€ŠšŽžŒœŸ ü'],
    ['Windows-1252', bytes(declared('Windows-1252', '\x80 \x85 \x9f \xfc')), '€ … Ÿ ü'],
    ['US-ASCII', bytes(declared('us-ascii', 'a~')), 'a~'],
  ])('%s', (_, document, text) => {
    expect(textOf(document)).toBe(text);
    const whole = scan([document]);
    expect(scan(Array.from(document, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('is Windows-1252 as its table has it', () => {
    const unassigned = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    const all = Array.from({ length: 128 }, (_, i) => 0x80 + i).filter((byte) => !unassigned.includes(byte));
    const expected = [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].concat(all.slice(27).map((byte) => String.fromCharCode(byte)));
    expect(textOf(bytes(declared('windows-1252', String.fromCharCode(...all))))).toBe(expected.join(''));
  });
});

describe('an encoding that is refused', () => {
  it.each<[string, Uint8Array, string]>([
    ['unknown', bytes(declared('x-mac', '')), 'XML_ENCODING 30 1:31 the encoding "x-mac" is not known'],
    ['UTF-7', bytes(declared('UTF-7', '')), 'XML_ENCODING 30 1:31 the encoding "UTF-7" is not known'],
    [
      'UTF-32',
      bytes('\xff\xfe\x00\x00<\x00\x00\x00'),
      'XML_ENCODING 0 1:1 its first bytes are those of UTF-32, which is not read',
    ],
    ['EBCDIC', bytes('\x4c\x6f\xa7\x94'), 'XML_ENCODING 0 1:1 its first bytes are those of EBCDIC, which is not read'],
    [
      'declared as UTF-16, and of one byte',
      bytes(declared('UTF-16', '')),
      'XML_ENCODING 30 1:31 the declaration says UTF-16, but its characters are not of two bytes',
    ],
    [
      'declared as UTF-8, and of two bytes',
      wide(declared('UTF-8', ''), true),
      'XML_ENCODING 60 1:31 the declaration says UTF-8, but its characters are of two bytes, big-endian',
    ],
    [
      'marked as UTF-8, and declared as another',
      bytesOf(BOM + declared('ISO-8859-1', '')),
      'XML_ENCODING 33 1:31 the declaration says ISO-8859-1, but the byte order mark says UTF-8',
    ],
    [
      'marked as UTF-16, and declared as UTF-8',
      wide(BOM + declared('UTF-8', ''), false),
      'XML_ENCODING 62 1:31 the declaration says UTF-8, but the byte order mark says UTF-16, little-endian',
    ],
    [
      'marked as little-endian, and declared as big-endian',
      wide(BOM + declared('UTF-16BE', ''), false),
      'XML_ENCODING 62 1:31 the declaration says UTF-16BE, but the byte order mark says UTF-16, little-endian',
    ],
  ])('%s', (_, document, expected) => {
    expect(told(scan([document]).problem)).toBe(expected);
  });
});

describe('bytes that are no character', () => {
  const wrong = (byte: string): string => `the byte ${byte} is no part of a UTF-8 character here`;
  it.each<[string, string, string]>([
    ['a byte of ISO-8859-1', '<a>\n\xfc</a>', `4 2:1 ${wrong('0xFC')}`],
    ['a continuation alone', '<a>\x80</a>', `3 1:4 ${wrong('0x80')}`],
    ['an overlong slash', '<a>\xc0\xaf</a>', `3 1:4 ${wrong('0xC0')}`],
    ['an overlong form of three bytes', '<a>\xe0\x80\xaf</a>', `3 1:4 ${wrong('0xE0')}`],
    ['an overlong form of four bytes', '<a>\xf0\x80\x80\xaf</a>', `3 1:4 ${wrong('0xF0')}`],
    ['half a pair', '<a>\xed\xa0\x80</a>', `3 1:4 ${wrong('0xED')}`],
    ['beyond Unicode', '<a>\xf4\x90\x80\x80</a>', `3 1:4 ${wrong('0xF4')}`],
    ['a character cut short', '<a>\xc3\xbc\xe2\x82</a>', `5 1:5 ${wrong('0xE2')}`],
    ['a character cut at the end', '<a>\xc3\xbc\xe2\x82', '5 1:5 the document ends in the middle of a character'],
  ])('are refused in UTF-8: %s', (_, document, expected) => {
    const { problem } = scan([bytes(document)]);
    expect(told(problem)).toBe(`XML_ENCODING ${expected}`);
    expect(scan(Array.from(bytes(document), (byte) => Uint8Array.of(byte))).problem).toEqual(problem);
  });

  it.each<[string, Uint8Array, string]>([
    ['US-ASCII', bytes(declared('US-ASCII', '\xe9')), 'XML_ENCODING 45 2:4 the byte 0xE9 is no character of US-ASCII'],
    [
      'windows-1252',
      bytes(declared('windows-1252', '\x80\x81')),
      'XML_ENCODING 50 2:5 the byte 0x81 is no character of windows-1252',
    ],
    [
      'UTF-16',
      Uint8Array.of(...wide(`${BOM}<a>`, true), 0),
      'XML_ENCODING 8 1:4 the document ends in the middle of a character',
    ],
    ['UTF-16, half a pair', wide(`${BOM}<a>\ud800</a>`, true), 'XML_MALFORMED 8 1:4 U+D800 is not a character of XML'],
    [
      'UTF-16, the other half',
      wide(`${BOM}<a>\udc00</a>`, true),
      'XML_MALFORMED 8 1:4 U+DC00 is not a character of XML',
    ],
  ])('are refused in %s', (_, document, expected) => {
    expect(told(scan([document]).problem)).toBe(expected);
  });

  it('do not matter behind what is wrong before them', () => {
    expect(told(scan([bytes('<a></b>\xff')]).problem)).toBe(
      'XML_MALFORMED 3 1:4 </b> does not close <a>, which was opened in line 1',
    );
  });
});

describe('the places of characters', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['UTF-8', bytesOf(`${BOM}<a>é\r\n<b>€</b>\r𐍈<c/></a>`), ['3 1:1', '6 1:4', '10 2:1', '13 2:4', '20 2:9', '25 3:2']],
    [
      'UTF-16',
      wide(`${BOM}<a>é\r\n<b>€</b>\r𐍈<c/></a>`, true),
      ['2 1:1', '8 1:4', '14 2:1', '20 2:4', '30 2:9', '36 3:2'],
    ],
    [
      'ISO-8859-1',
      bytes(declared('ISO-8859-1', 'é\r\n<b>ü</b>\rö<c/>')),
      ['44 2:1', '47 2:4', '50 3:1', '53 3:4', '58 3:9', '60 4:2'],
    ],
  ])('are told in bytes, lines and columns: %s', (_, document, expected) => {
    expect(scan([document]).places).toEqual(expected);
  });
});
