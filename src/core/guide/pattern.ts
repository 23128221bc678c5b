/**
 * Pictures of values, as a guide draws them: 9 is a digit, A a letter, X any character; each stands once, or as often as
 * (4) or (1-4) behind it says. Text in single quotes and every other character stand for themselves: `PO-9(6)`.
 *
 * There are no choices and nothing nests, so matching cannot run away, whatever a guide draws and a partner sends.
 */

export interface Pattern {
  /** As the guide draws it. */
  source: string;
  pieces: Piece[];
  /** Characters of the shortest and the longest value that fits. */
  min: number;
  max: number;
}

interface Piece {
  kind: Kind;
  min: number;
  max: number;
}

/** A class of characters, or the one character that may stand there. */
export type Kind = { class: '9' | 'A' | 'X' } | { text: string };

const CLASSES = { '9': /^\p{Nd}$/u, A: /^\p{L}$/u, X: /^.$/su };
const PIECE = /'([^']+)'|([9AX])(?:\((\d{1,3})(?:-(\d{1,3}))?\))?|([^'()])/uy;

/** The picture ready to run, or what is wrong with it. */
export function parsePattern(source: string): Pattern | { error: string } {
  const pieces: Piece[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < source.length) {
    const at = PIECE.lastIndex;
    const [, quoted, name, from, to = from, other] = PIECE.exec(source) ?? [];
    const text = quoted ?? other;
    if (text !== undefined) pieces.push(...[...text].map((one): Piece => ({ kind: { text: one }, min: 1, max: 1 })));
    else if (name === undefined)
      return { error: `"${source.slice(at)}" is no part of a pattern such as 'AB'-9(4)X(1-3)` };
    else {
      const piece = { kind: { class: name as '9' | 'A' | 'X' }, min: Number(from ?? 1), max: Number(to ?? 1) };
      if (piece.min > piece.max || piece.max === 0) return { error: `${name}(${from}-${to}) is no count` };
      pieces.push(piece);
    }
  }
  const sum = (bound: 'min' | 'max'): number => pieces.reduce((total, piece) => total + piece[bound], 0);
  return { source, pieces, min: sum('min'), max: sum('max') };
}

const fits = (kind: Kind, character: string): boolean =>
  'text' in kind ? kind.text === character : CLASSES[kind.class].test(character);

/** Whether a value is as drawn, from its first character to its last. */
export function matches({ pieces, min, max }: Pattern, value: string): boolean {
  if (value.length > 2 * max) return false;
  const characters = [...value];
  const { length } = characters;
  if (length < min || length > max) return false;
  // Where the pieces so far may end.
  let ends = new Set([0]);
  for (const piece of pieces) {
    const further = new Set<number>();
    for (const start of ends) {
      let end = start;
      while (end - start < piece.max && end < length && fits(piece.kind, characters[end]!)) end++;
      for (let at = start + piece.min; at <= end; at++) further.add(at);
    }
    ends = further;
  }
  return ends.has(length);
}
