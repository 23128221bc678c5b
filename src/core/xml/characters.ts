/** What each character may be in XML: white space, part of a name, or none at all (XML 1.0, fifth edition, 2.2 and 2.3). */

/** Starts a name, a colon too. */
export const NAME_START = 1;
export const NAME = 2;
export const SPACE = 4;
/** Ends a run of text that can be taken as it stands. */
export const TEXT_STOP = 8;
/** Ends a run of an attribute's value that can be taken as it stands. */
export const VALUE_STOP = 16;
/** Is no character, or half of one. */
export const IRREGULAR = 32;

// The upper halves of U+10000 to U+EFFFF start names, and the lower halves are parts of them: pairs are seen to apart.
const STARTS =
  'AZaz\u00c0\u00d6\u00d8\u00f6\u00f8\u02ff\u0370\u037d\u037f\u1fff\u200c\u200d\u2070\u218f\u2c00\u2fef\u3001\ud7ff\uf900\ufdcf\ufdf0\ufffd\ud800\udb7f';
const FURTHER = '09\u00b7\u00b7\u0300\u036f\u203f\u2040\udc00\udfff';

/** By UTF-16 unit, what it is. */
export const CLASSES: Uint8Array = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(65536);
  const put = (from: number, to: number, what: number): void => {
    for (let unit = from; unit <= to; unit++) table[unit]! |= what;
  };
  const each = (characters: string, what: number): void => {
    for (const character of characters) put(character.charCodeAt(0), character.charCodeAt(0), what);
  };
  const ranges = (ends: string, what: number): void => {
    for (let i = 0; i < ends.length; i += 2) put(ends.charCodeAt(i), ends.charCodeAt(i + 1), what);
  };
  each(':_', NAME_START | NAME);
  ranges(STARTS, NAME_START | NAME);
  each('-.', NAME);
  ranges(FURTHER, NAME);
  each(' \t\n\r', SPACE);
  each('<&]\r', TEXT_STOP);
  each('<&"\'\t\n\r', VALUE_STOP);
  for (const [from, to] of [
    [0x00, 0x08],
    [0x0b, 0x0c],
    [0x0e, 0x1f],
    [0xd800, 0xdfff],
    [0xfffe, 0xffff],
  ] as const) {
    put(from, to, IRREGULAR | TEXT_STOP | VALUE_STOP);
  }
  return table;
}

/** Whether a number is that of a character of XML. */
export const isCharacter = (code: number): boolean =>
  code <= 0xffff ? (CLASSES[code]! & IRREGULAR) === 0 : code <= 0x10ffff;

/** A character as a message may show it. */
export function named(code: number): string {
  if (code === 0x22) return `'"'`;
  const visible = (code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0xd800);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return visible ? `"${String.fromCodePoint(code)}"` : number;
}
