/**
 * Takes the secret out of a cXML document before it is kept: every character of Header/Sender/Credential/SharedSecret
 * becomes an asterisk, byte for byte. All other bytes stay where they are, so that places told of the document hold, and
 * the same document sent again is the same, whichever secret it came with.
 *
 * It looks at bytes, for documents that cannot be read are kept too. Where the element does not end, nothing behind it is
 * kept as it was.
 */

const OPEN = codesOf('<SharedSecret');
const CLOSE = codesOf('</SharedSecret');
const [LESS, GREATER, SLASH, QUOTE, APOSTROPHE, ASTERISK] = ['<', '>', '/', '"', "'", '*'].map((character) =>
  character.charCodeAt(0),
) as [number, number, number, number, number, number];

function codesOf(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

/** The bytes, or a copy of them without the secrets in it. */
export function withoutSecrets(bytes: Uint8Array): Uint8Array {
  const width = widthOf(bytes);
  if (width === undefined) return bytes;
  const { size, low } = width;
  const units = Math.floor(bytes.length / size);
  /** A character of ASCII; -1 for any other. */
  const at = (unit: number): number => {
    const code = bytes[unit * size + low] ?? -1;
    return size === 1 || bytes[unit * size + 1 - low] === 0 ? code : -1;
  };
  const starts = (unit: number, text: readonly number[]): boolean => text.every((code, i) => at(unit + i) === code);
  let masked: Uint8Array | undefined;
  for (let unit = next(0); unit < units; unit = next(unit + 1)) {
    if (!starts(unit, OPEN) || isNamed(unit + OPEN.length)) continue;
    const from = endOfTag(unit + OPEN.length);
    if (at(from - 2) === SLASH) continue;
    let to = from;
    while (to < units && !starts(to, CLOSE)) to++;
    masked ??= bytes.slice();
    for (let i = from; i < to; i++) {
      masked[i * size + low] = ASTERISK;
      if (size === 2) masked[i * size + 1 - low] = 0;
    }
    unit = to - 1;
  }
  return masked ?? bytes;

  /** The next unit that may start a tag. */
  function next(from: number): number {
    const found = bytes.indexOf(LESS, from * size);
    return found < 0 ? units : Math.floor(found / size);
  }

  /** Whether the name goes on: SharedSecretary is another element. */
  function isNamed(unit: number): boolean {
    const code = at(unit);
    return !(code === GREATER || code === SLASH || (code >= 0 && code <= 0x20));
  }

  /** Behind the tag's end; what is between quotes does not end it. */
  function endOfTag(from: number): number {
    let quote = 0;
    for (let unit = from; unit < units; unit++) {
      const code = at(unit);
      if (quote !== 0) quote = code === quote ? 0 : quote;
      else if (code === QUOTE || code === APOSTROPHE) quote = code;
      else if (code === GREATER) return unit + 1;
    }
    return units;
  }
}

/** Bytes a character and which of them holds ASCII, of what may be XML; undefined of anything else. */
function widthOf(bytes: Uint8Array): { size: 1 | 2; low: 0 | 1 } | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === LESS)) return { size: 2, low: 1 };
  if ((first === 0xff && second === 0xfe) || (first === LESS && second === 0)) return { size: 2, low: 0 };
  const start = first === 0xef ? 3 : 0;
  const text = bytes.subarray(start).findIndex((code) => code > 0x20);
  return bytes[start + text] === LESS ? { size: 1, low: 0 } : undefined;
}
