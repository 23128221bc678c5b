/**
 * The texts of a UNECE directory as lines: their bytes decoded, split where they are ruled, and what could not be read.
 *
 * The texts are of DOS: box drawing in code page 437 up to D01B or so, ASCII later, a few letters in Windows-1252 in
 * the prose, which is not read.
 */

/** A line and where it stands. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
}

/** What a text says that could not be understood. */
export interface Warning {
  file: string;
  line: number;
  message: string;
}

export type Warn = (line: Line, message: string) => void;

// What a box is drawn with in code page 437, as the later texts draw it.
const BOX: Record<number, string> = {
  179: '|',
  180: '+',
  191: '+',
  192: '+',
  193: '+',
  194: '+',
  195: '+',
  196: '-',
  197: '+',
  217: '+',
  218: '+',
};

/** Box drawing becomes ASCII; other bytes are taken as ISO 8859-1. */
export function linesOf(bytes: Uint8Array): Line[] {
  let text = '';
  for (const byte of bytes) text += BOX[byte] ?? String.fromCharCode(byte);
  return text.split(/\r?\n/).map((line, i) => ({ number: i + 1, text: line.replaceAll('\x1a', '').trimEnd() }));
}

const RULE = /^-{50,}$/;

/**
 * What stands between rules, each from its first line that is not blank. What stands before the first rule is one only
 * when it begins like the others: a preface does not, the second half of a file cut in two does.
 */
export function blocksOf(lines: Line[], head: RegExp): Line[][] {
  const blocks: Line[][] = [[]];
  for (const line of lines) {
    if (RULE.test(line.text)) blocks.push([]);
    else if (line.text !== '' || blocks.at(-1)!.length > 0) blocks.at(-1)!.push(line);
  }
  return blocks.filter(([first], i) => first !== undefined && (i > 0 || head.test(first.text)));
}

/** `PURCHASE ORDER MESSAGE` as `Purchase order message`; what is not all capitals stays. */
export function sentenceCase(text: string): string {
  const label = text.replace(/\s+/g, ' ').trim();
  return /[a-z]/.test(label) ? label : label.charAt(0) + label.slice(1).toLowerCase();
}

/** A status of a directory as a dictionary says it: C, conditional, is O. */
export const usageOf = (status: string): 'M' | 'O' => (status === 'M' ? 'M' : 'O');
