/**
 * Canonical documents as JSON, one or a list of them: what portals, OCR and people who type send. Nothing is mapped; the
 * canonical schema says what is wrong, and each problem points at its member by line and character.
 */

import type { Reader, Spot, Unit } from '../edi/envelope.ts';
import { readJson } from '../json.ts';
import { isFields } from '../mapping/read.ts';
import { type Problem, problem } from '../problem.ts';
import { group } from '../tree.ts';
import { readYaml } from '../yaml.ts';
import { closed, groupOf, interchangeOf, opened, setOf } from './tree-units.ts';

const START = /^\uFEFF?\s*[[{]/;

export const detect = (head: Uint8Array): boolean => START.test(new TextDecoder().decode(head));

export function reader(): Reader {
  const chunks: Uint8Array[] = [];
  const problems: Problem[] = [];
  return {
    problems,
    push(chunk) {
      chunks.push(chunk.slice());
      return [];
    },
    end: () => read(chunks, problems),
  };
}

function read(chunks: Uint8Array[], problems: Problem[]): Unit[] {
  const text = decode(chunks, problems);
  const parsed = text === undefined ? undefined : readJson('', text);
  if (text === undefined || parsed === undefined) return [];
  if ('finding' in parsed) {
    const { line, column, message } = parsed.finding;
    problems.push(
      problem('JSON_MALFORMED', { offset: offsetsIn(text)(line, column), line, column }, { detail: message }),
    );
    return [];
  }
  const list = Array.isArray(parsed.value);
  const documents = list ? (parsed.value as unknown[]) : [parsed.value];
  const interchange = interchangeOf({
    syntax: 'json',
    control: '',
    sender: { qualifier: '', id: '' },
    receiver: { qualifier: '', id: '' },
    release: '',
    usage: 'P',
    bare: true,
    problems: [],
  });
  const sets = groupOf(interchange);
  const units: Unit[] = opened(interchange, sets);
  const placeOf = placesIn(text);
  documents.forEach((document, i) => {
    const within = list ? [String(i)] : [];
    const at = placeOf(within);
    const set = setOf(
      sets,
      {
        type: typeOf(document),
        control: '',
        tree: group('', at.offset, 0),
        problems: [],
        offset: at.offset,
        end: text.length,
      },
      () => at,
    );
    set.document = isFields(document) ? document : {};
    set.placeOf = (path) => placeOf([...within, ...path.split('/').filter((part) => part !== '')]);
    units.push({ unit: 'set', set });
  });
  return [...units, ...closed(interchange, sets)];
}

/** What kind of document it says it is. */
const typeOf = (document: unknown): string =>
  isFields(document) && typeof document.type === 'string' ? document.type : '';

/** JSON between systems is UTF-8 (RFC 8259, 8.1). */
function decode(chunks: Uint8Array[], problems: Problem[]): string | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
  } catch {
    problems.push(problem('JSON_MALFORMED', { offset: 0 }, { detail: 'it is not UTF-8' }));
    return undefined;
  }
}

const encoder = new TextEncoder();

/** The byte of a place. Places mostly come in their order, so that each goes on from the one before. */
function offsetsIn(text: string): (line: number, column: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  let [index, offset] = [0, 0];
  return (line, column) => {
    const to = (starts[line - 1] ?? text.length) + column - 1;
    if (to < index) [index, offset] = [0, 0];
    offset += encoder.encode(text.slice(index, to)).length;
    index = to;
    return offset;
  };
}

/** Where a member stands. The text is only read again, for its places, for a list, and once something is wrong. */
function placesIn(text: string): (path: string[]) => Spot {
  let yaml: ReturnType<typeof readYaml> | undefined;
  let offsetOf: ReturnType<typeof offsetsIn> | undefined;
  return (path) => {
    if (path.length === 0) return { offset: 0, line: 1, column: 1 };
    yaml ??= readYaml('', text);
    offsetOf ??= offsetsIn(text);
    const { line, column } = yaml.at(path);
    return { offset: offsetOf(line, column), line, column };
  };
}
