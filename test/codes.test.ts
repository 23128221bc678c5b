// The tables of test/README.md, the catalogue of problems and the cases say the same: every code an acknowledgment can
// carry has a row, every row names the problems that give the code, and the cases it names answer with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IDENTIFIERS } from '../src/core/edi/business-unit.ts';
import { catalogue, entryOf, type ProblemCode, syntaxErrorsOf } from '../src/core/problem.ts';
import { cases } from './case.ts';

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => `${from + i}`);
const REPORT = [...numbers(1, 13), ...numbers(15, 19), ...numbers(23, 27)];

const units = Object.values(IDENTIFIERS).map(({ name }) => name);

/**
 * Where each code stands, and every code its list has (X12 elements I17, I18, 620, 621, 715 to 718, 720 and 723; 0083 and
 * 0085 of EDIFACT).
 */
const LISTS: Record<string, { at: Record<string, number[]>; codes: string[] }> = {
  TA104: { at: { TA1: [4] }, codes: ['A', 'E', 'R'] },
  TA105: { at: { TA1: [5] }, codes: numbers(0, 32).map((code) => code.padStart(3, '0')) },
  AK304: { at: { AK3: [4] }, codes: numbers(1, 8) },
  IK304: { at: { IK3: [4] }, codes: [...numbers(1, 8), 'I4', 'I6', 'I7', 'I8', 'I9'] },
  AK403: { at: { AK4: [3] }, codes: [...numbers(1, 10), '12', '13'] },
  IK403: { at: { IK4: [3] }, codes: [...numbers(1, 10), '12', '13', 'I6', 'I9', 'I10', 'I11', 'I12', 'I13'] },
  CTX01: { at: { CTX: [1] }, codes: ['SITUATIONAL TRIGGER', ...units] },
  AK501: { at: { AK5: [1] }, codes: ['A', 'E', 'M', 'R', 'W', 'X'] },
  IK501: { at: { IK5: [1] }, codes: ['A', 'E', 'M', 'R', 'W', 'X'] },
  AK502: { at: { AK5: [2, 3, 4, 5, 6] }, codes: REPORT },
  IK502: { at: { IK5: [2, 3, 4, 5, 6] }, codes: [...REPORT, 'I5', 'I6'] },
  AK901: { at: { AK9: [1] }, codes: ['A', 'E', 'M', 'P', 'R', 'W', 'X'] },
  AK905: { at: { AK9: [5, 6, 7, 8, 9] }, codes: [...numbers(1, 19), ...numbers(23, 26)] },
  '0083': { at: { UCI: [4], UCF: [4], UCM: [3] }, codes: numbers(1, 8) },
  '0085': { at: { UCI: [5], UCF: [5], UCM: [4], UCS: [2], UCD: [1] }, codes: numbers(1, 48) },
};

interface Row {
  list: string;
  code: string;
  problems: string[];
  /** How it comes, or why it does not. */
  text: string;
  cases: string[];
  causes: boolean;
}

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const linksIn = (text: string): string[] => [...text.matchAll(/\]\(cases\/([^)]+)\)/g)].map(([, name]) => name!);
const namesIn = (text: string): string[] => [...text.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name!);

/** The lines of a section, and of those below it. */
function section(title: string): string[] {
  const [, level, body] = new RegExp(`^(#+) ${title}\\n([^]*?)(?=^#{1,2} |(?![^]))`, 'm').exec(readme) ?? [];
  if (level === undefined) throw new Error(`test/README.md has no section ${title}`);
  return body!.split('\n');
}

function rowsOf(lines: string[]): Row[] {
  let lists: string[] = [];
  return lines.flatMap((line) => {
    if (!line.startsWith('|') || line.startsWith('|-')) return [];
    const [code = '', , problems = '', ...cells] = cellsOf(line);
    if (code === 'Code') {
      lists = cells;
      return [];
    }
    const row = { problems: namesIn(problems) };
    return code.split(', ').flatMap((one) =>
      cells.flatMap((text, i) => {
        const causes = !text.startsWith('none: ');
        return text === '-' ? [] : [{ ...row, list: lists[i]!, code: one, text, cases: linksIn(text), causes }];
      }),
    );
  });
}

const rows = rowsOf(section('Codes'));
const rowOf = (list: string, code: string): Row | undefined =>
  rows.find((row) => row.list === list && row.code === code);

/** The codes of a list that a case's acknowledgments carry. */
function codesIn(segments: string[], list: string): string[] {
  const { at } = LISTS[list]!;
  return segments
    .map((segment) => (segment.endsWith('~') ? segment.slice(0, -1).split('*') : segment.slice(0, -1).split('+')))
    .flatMap((parts) => (at[parts[0]!] ?? []).map((element) => (parts[element] ?? '').split('>')[0]!))
    .filter((code) => code !== '');
}

const segmentsOf = new Map(cases.map((one) => [one.name, one.block('ack')]));
const problemsOf = new Map(
  cases.map((one) => [
    one.name,
    one.block('problems').flatMap((line) => /\[([A-Z0-9_]+)\]$/.exec(line)?.[1] ?? 'a line without a code'),
  ]),
);

/** Where the catalogue puts a problem. */
const placesOf = (code: ProblemCode): string[] => [...placesInX12(code), ...placesInContrl(code)];

function placesInContrl(code: ProblemCode): string[] {
  const { code: usual, from4, blank } = syntaxErrorsOf(code) ?? {};
  return [usual, from4, blank].flatMap((one) => (one === undefined ? [] : [`0085 ${one}`]));
}

function placesInX12(code: ProblemCode): string[] {
  const { level, x12, from005010, in999 } = entryOf(code);
  if (x12 === undefined) return [];
  const later = [x12, ...(from005010 === undefined ? [] : [from005010])];
  switch (level) {
    case 'interchange':
      return [`TA105 ${x12}`];
    case 'group':
      return [`AK905 ${x12}`];
    case 'set':
      return [`AK502 ${x12}`, `IK502 ${in999 ?? x12}`];
    case 'segment':
      return [`AK304 ${x12}`, `IK304 ${in999 ?? x12}`];
    case 'element':
      return [...later.map((one) => `AK403 ${one}`), `IK403 ${in999 ?? from005010 ?? x12}`];
    default:
      return [];
  }
}

const inCatalogue = Object.keys(catalogue) as ProblemCode[];

describe('the tables of test/README.md', () => {
  it.each(Object.keys(LISTS))('%s: every code of the list has one row, and no other has', (list) => {
    const given = rows.filter((row) => row.list === list).map(({ code }) => code);
    expect([...given].sort()).toEqual([...LISTS[list]!.codes].sort());
  });

  it('every row says how the code comes about, or why it does not', () => {
    expect(rows.filter(({ text, causes }) => (causes ? linksIn(text).length === 0 : text.length < 12))).toEqual([]);
  });

  it('every row names the problems that give its code, as the catalogue has them', () => {
    const said = new Map<string, Set<string>>();
    for (const { list, code, problems } of rows)
      for (const name of problems) said.set(name, (said.get(name) ?? new Set()).add(`${list} ${code}`));
    const wrong = inCatalogue.flatMap((code) => {
      const places = placesOf(code);
      const missing = places.filter((at) => said.get(code)?.has(at) !== true).map((at) => `${code} belongs to ${at}`);
      const excess = [...(said.get(code) ?? [])].filter((at) => {
        // A row of X12 has the codes of both acknowledgments; a problem belongs to one of them at least.
        const [list, value] = at.split(' ');
        const inRow = list === '0085' ? [] : placesInX12(code);
        return !places.includes(at) && !inRow.some((place) => place.endsWith(` ${value}`));
      });
      return [...missing, ...excess.map((at) => `${code} does not belong to ${at}`)];
    });
    expect(wrong).toEqual([]);
    expect([...said.keys()].filter((name) => !(name in catalogue))).toEqual([]);
  });

  it('every case of a row is answered with its code', () => {
    const wrong = rows.flatMap(({ list, code, causes, cases: named }) =>
      named.flatMap((name) => {
        const segments = segmentsOf.get(name);
        if (segments === undefined) return [`${list} ${code}: there is no case ${name}`];
        if (codesIn(segments, list).includes(code) === causes) return [];
        return [`${list} ${code}: ${name} is ${causes ? 'not ' : ''}answered with it`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('every code of every answer has a row that says it can come', () => {
    const unsaid = Object.keys(LISTS).flatMap((list) =>
      [...segmentsOf].flatMap(([name, segments]) =>
        codesIn(segments, list)
          .filter((code) => rowOf(list, code)?.causes !== true)
          .map((code) => `${list} ${code} in ${name}`),
      ),
    );
    expect(unsaid).toEqual([]);
  });
});

describe('problems and cases', () => {
  it('every problem has a 0085, or the list says why no CONTRL tells it', () => {
    const listed = namesIn(section('Problems that no CONTRL tells').join('\n'));
    const untold = inCatalogue.filter((code) => syntaxErrorsOf(code) === undefined);
    expect([...listed].sort()).toEqual([...untold].sort());
  });

  it('every problem of the catalogue that is no mapping’s is shown by a case, or the list says why not', () => {
    const shown = new Set([...problemsOf.values()].flat());
    const listed = namesIn(section('Problems without a case').join('\n'));
    const unshown = inCatalogue.filter((code) => entryOf(code).level !== 'document' && !shown.has(code));
    expect([...listed].sort()).toEqual([...unshown].sort());
  });

  it('every case stands in a table or in the list of others, and what stands there is a case', () => {
    const linked = new Set(linksIn(readme));
    const names = cases.map(({ name }) => name);
    expect(names.filter((name) => !linked.has(name))).toEqual([]);
    expect([...linked].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('no case stands both in a table and in the list of others', () => {
    const inTables = new Set(rows.flatMap((row) => row.cases));
    expect(linksIn(section('Other cases').join('\n')).filter((name) => inTables.has(name))).toEqual([]);
  });
});
