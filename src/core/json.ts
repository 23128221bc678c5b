/** JSON that people edit, with the place of what is wrong with it. */

import type { Finding } from './yaml.ts';

/** The value of a file's text, or where it stops being JSON. */
export function readJson(file: string, text: string): { value: unknown } | { finding: Finding } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const { message } = error as Error;
    const before = text.slice(0, faultAt(text, message)).split('\n');
    const reason = message.replace(/(, (?:\.\.\.)?".*$)|(?: in JSON)? at position.*$/s, '');
    return {
      finding: { file, line: before.length, column: before.at(-1)!.length + 1, message: `not JSON: ${reason}` },
    };
  }
}

// The engine shows up to ten characters before the one it did not expect.
const CONTEXT = 10;

/** Where the engine stopped: it says the position, or shows the text around an unexpected character. */
function faultAt(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const [, token = '', cut, around] =
    /Unexpected token '(.*?)', (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message) ?? [];
  if (around === undefined) return message.includes('end of JSON') ? text.length : 0;
  const start = text.indexOf(around);
  return start < 0 ? 0 : start + (cut === undefined ? Math.max(0, around.indexOf(token)) : CONTEXT);
}
