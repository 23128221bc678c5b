// The EDIFACT directories that ship: each can be read with the service segments of either syntax, says no more than what
// differs from its base, and holds the facts of the packs it comes from, but for what edifact-facts.ts corrects.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cutShort } from '../../src/build/edifact-facts.ts';
import { type DictionarySource, readDefinition, type SourceItem } from '../../src/core/edi/definition.ts';
import { dictionaryText } from '../../src/core/edi/dictionary.ts';
import {
  byAge,
  codeList,
  type Directory,
  type DirectoryFile,
  expandDirectory,
  reduceDirectory,
  withService,
} from '../../src/core/edi/directory.ts';
import { createValidate } from '../../src/core/schema.ts';
import { readFiles, schemasIn } from '../../src/node/files.ts';
import { SHARED } from '../shared.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'schemas/edifact');
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as T;
const jsonFiles = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
const names = byAge(jsonFiles);
const files = new Map(names.map((name) => [name, read<DirectoryFile>(name)]));
const services = ['service-3', 'service-4'].map((name) => read<DictionarySource>(name));

function whole(name: string): Directory {
  const expanded = expandDirectory(files, name);
  if ('wrong' in expanded) throw new Error(expanded.wrong);
  return expanded.directory;
}

describe('the EDIFACT directories', () => {
  it('are 29, from D93A to D21B, and with the service segments take less than 1.5 MB', () => {
    expect(names).toHaveLength(29);
    expect([names[0], names.at(-1)]).toEqual(['d93a', 'd21b']);
    const size = jsonFiles.reduce((sum, name) => sum + statSync(join(folder, `${name}.json`)).size, 0);
    expect(size).toBeLessThan(1_500_000);
  });

  it('are as config/directory.json and config/dictionary.json describe them', () => {
    const validate = createValidate(schemasIn(readFiles(root)));
    const wrong = jsonFiles.flatMap((name) =>
      validate(names.includes(name) ? 'config/directory.json' : 'config/dictionary.json', read(name)),
    );
    expect(wrong).toEqual([]);
  });

  it('are laid out an entry a line', () => {
    const wrong = jsonFiles.filter(
      (name) => dictionaryText(read(name)) !== readFileSync(join(folder, `${name}.json`), 'utf8'),
    );
    expect(wrong).toEqual([]);
  });

  it.each(names)('%s can be read with the service segments of either syntax', (name) => {
    for (const service of services) {
      const { definition, findings } = readDefinition(withService(whole(name), service));
      expect(findings).toEqual([]);
      expect(definition.release).toBe(name.toUpperCase());
      expect(definition.sets.get('ORDERS')!.tags).toContain('LIN');
      expect(definition.sets.has('CONTRL')).toBe(true);
      expect(definition.segments.has('UNB')).toBe(true);
    }
  });

  it.each(names.slice(1))('%s says only what differs from the one before', (name) => {
    const before = names[names.indexOf(name) - 1]!;
    expect(files.get(name)).toEqual(reduceDirectory(whole(name), { name: before, directory: whole(before) }));
  });

  it('ORDERS of D96A is what it is known to be', () => {
    const { sets, segments, elements } = whole('d96a');
    const { body } = sets.ORDERS!;
    expect(body.slice(0, 3)).toEqual(['BGM M 1', 'DTM M 35', 'PAI O 1']);
    const lines = body.find((row) => row[0] === 'SG25 O 200000');
    expect(lines?.slice(1, 5)).toEqual(['LIN M 1', 'PIA O 25', 'IMD O 99', 'MEA O 5']);
    expect(body).toContain('UNS M 1');
    expect(segments.LIN!.elements).toEqual(['1082 O', '1229 O', 'C212 O', 'C829 O', '1222 O', '7083 O']);
    expect(elements[7140]).toBe('an..35 Item number');
  });

  it('have numbers for their segment groups, in order', () => {
    const numbersIn = (body: SourceItem[]): number[] =>
      body.flatMap((item) =>
        typeof item === 'string' ? [] : [Number(/^SG(\d+) /.exec(String(item[0]))?.[1]), ...numbersIn(item)],
      );
    const wrong = names.flatMap((name) =>
      Object.entries(whole(name).sets).flatMap(([type, { body }]) => {
        const numbers = numbersIn(body);
        return numbers.every((number, i) => number === i + 1) ? [] : [`${name} ${type}: ${numbers}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the service segments', () => {
  it('have in version 4 at least the elements of version 3, but for the tag of a service segment', () => {
    const [before4, from4] = services;
    const wrong = Object.entries(before4!.segments).flatMap(([tag, { elements }]) =>
      elements.flatMap((use, i) => {
        const now = from4!.segments[tag]?.elements[i]?.slice(0, 4);
        const expected = use.slice(0, 4) === '0013' ? '0135' : use.slice(0, 4);
        return now === expected ? [] : [`${tag} ${use}: ${now}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    [
      3,
      'UNB',
      ['S001 M', 'S002 M', 'S003 M', 'S004 M', '0020 M', 'S005 O', '0026 O', '0029 O', '0031 O', '0032 O', '0035 O'],
    ],
    [3, 'UNH', ['0062 M', 'S009 M', '0068 O', 'S010 O']],
    [3, 'UCI', ['0020 M', 'S002 M', 'S003 M', '0083 M', '0085 O', '0013 O', 'S011 O']],
    [4, 'UNG', ['0038 X', 'S006 O', 'S007 O', 'S004 O', '0048 M', '0051 X', 'S008 X', '0058 O']],
    [4, 'UCD', ['0085 M', 'S011 M']],
  ])('of version %i have %s as ISO 9735 has it', (version, tag, elements) => {
    expect(services.find(({ release }) => release === String(version))?.segments[tag]?.elements).toEqual(elements);
  });
});

type PackUse = [id: string, min: number, repeat?: number];
type PackRow = [tag: string, min: number, max: number] | [group: number, min: number, max: number, rows: PackRow[]];
interface Pack {
  messages: Record<string, PackRow[]>;
  segments: Record<string, [label: string, ...uses: PackUse[]]>;
  composites: Record<string, [label: string, ...uses: PackUse[]]>;
  elements: Record<string, [representation: string, label: string]>;
  codes: Record<string, Record<string, string>>;
}

const packs = join(SHARED, 'standards/edifact');
const hasPacks = existsSync(join(packs, 'd96a.json'));
const envelope = ['UNH', 'UNT', 'UIH', 'UIT'];

const bodyOf = (rows: PackRow[]): SourceItem[] =>
  rows
    .filter(([tag]) => !envelope.includes(String(tag)))
    .map((row) => {
      const bounds = `${row[1] === 0 ? 'O' : 'M'} ${row[2]}`;
      return row.length === 4 ? [`SG${row[0]} ${bounds}`, ...bodyOf(row[3])] : `${row[0]} ${bounds}`;
    });

const usesOf = ([, ...uses]: [string, ...PackUse[]]): string[] =>
  uses.map(([id, min, repeat = 1]) => `${id} ${min === 0 ? 'O' : 'M'}${repeat > 1 ? ` ${repeat}` : ''}`);

/** What is known to differ, by directory. */
const DIFFERENT: Record<string, string[]> = {
  // The pack has C956 inside C955: a blank line is missing before it in the text.
  d93a: ['ATT', 'C532', 'C955', 'C956'],
  d94b: ['DOCINF', 'IFTSTA'],
  d96a: ['C203', 'C532', 'C818'],
  d99b: ['BOPBNK'],
  d01a: ['SLSRPT'],
  // A composite no segment uses.
  d01b: ['C292'],
};

describe.skipIf(!hasPacks)(`the packs${hasPacks ? '' : ' (skipped: none at ../shared/standards/edifact)'}`, () => {
  it.each(names)('%s holds the same facts, but for what is known to be wrong in them', (name) => {
    const pack = JSON.parse(readFileSync(join(packs, `${name}.json`), 'utf8')) as Pack;
    const { sets, segments, composites, elements, codes } = whole(name);
    const differing = (ours: Record<string, unknown>, theirs: Record<string, unknown>): string[] =>
      [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
        (key) => JSON.stringify(ours[key]) !== JSON.stringify(theirs[key]),
      );
    const mapped = <T>(of: Record<string, T>, to: (one: T) => unknown): Record<string, unknown> =>
      Object.fromEntries(Object.entries(of).map(([key, one]) => [key, to(one)]));
    const lists = Object.entries(pack.codes).filter(([element]) => element in pack.elements);
    const found = [
      ...differing(
        mapped(sets, ({ body }) => body),
        mapped(pack.messages, bodyOf),
      ),
      ...differing(
        mapped(segments, ({ elements: uses }) => uses),
        mapped(pack.segments, usesOf),
      ),
      ...differing(
        mapped(composites, ({ elements: uses }) => uses),
        mapped(pack.composites, usesOf),
      ),
      ...differing(
        mapped(elements, (row) => row.split(' ')[0]),
        mapped(pack.elements, ([representation]) => representation),
      ),
      ...differing(
        codes,
        mapped(Object.fromEntries(lists), (values) => codeList(Object.keys(values))),
      ),
    ];
    const restored = cutShort.flatMap((cut) => (cut.directories.includes(name) ? cut.composites : []));
    const known = new Set([...(DIFFERENT[name] ?? []), ...restored.filter((id) => id in composites)]);
    expect(new Set(found)).toEqual(known);
  });
});
