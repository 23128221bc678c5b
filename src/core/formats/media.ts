/** A text as bytes, in the character set its media type names; UTF-8 where it names none. */

import { createEncoder } from '../feed/encoding.ts';

const CHARSET = /charset=([\w-]+)$/;

export function bytesOf({ content, contentType }: { content: string; contentType: string }): Uint8Array<ArrayBuffer> {
  const [, charset = 'utf-8'] = CHARSET.exec(contentType) ?? [];
  // What the web calls by this name is another (windows-1252).
  if (charset === 'iso-8859-1') return Uint8Array.from(content, (character) => character.charCodeAt(0));
  return new Uint8Array(createEncoder(charset).encode(content));
}
