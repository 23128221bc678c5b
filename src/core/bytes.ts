/** Bytes that come in chunks. */

/** Both, one behind the other, in an array of their own: who hands over a chunk may use it again. */
export function join(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
