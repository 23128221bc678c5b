// The X12 dictionaries are closed (nothing refers to what is not there), named, and equal to the packs they come from.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addedCodes, closedLists } from '../../src/build/x12-codes.ts';
import { compositeLabels, elementLabels, segmentLabels, setLabels } from '../../src/build/x12-labels.ts';
import { addedNotes, compositeNotes } from '../../src/build/x12-notes.ts';

type Body = (string | Body)[];
interface Definition {
  label: string;
  elements: string[];
  syntax?: string[];
  groups?: string[];
}
interface Dictionary {
  release: string;
  sets: Record<string, { label: string; group: string; body: Body }>;
  segments: Record<string, Definition>;
  composites: Record<string, Definition>;
  elements: Record<string, string>;
}
type PackRow = [string, number, number, PackRow[]?];
interface Pack {
  sets: Record<string, PackRow[]>;
  segments: Record<string, [string, number, unknown?][]>;
  elements: Record<string, [string, number, number]>;
  syntax: Record<string, string[]>;
}

const root = join(import.meta.dirname, '../..');
const packFolder = join(process.env.DRAGOMAN_SHARED ?? join(root, '../shared'), 'standards/x12');
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

const releases = ['004010', '005010'];
const dictionaries = new Map(releases.map((r) => [r, readJson<Dictionary>(join(root, `schemas/x12/${r}.json`))]));
const of = (release: string): Dictionary => dictionaries.get(release) as Dictionary;
const first = (text: string): string => text.split(' ')[0] ?? '';
const rowsIn = (body: Body): string[] => body.flatMap((item) => (typeof item === 'string' ? [item] : rowsIn(item)));
const loopsIn = (body: Body): Body[] =>
  body.flatMap((item) => (typeof item === 'string' ? [] : [item, ...loopsIn(item)]));
const positions = (note: string): number[] => (note.slice(1).match(/../g) ?? []).map(Number);

describe.each(releases)('the X12 dictionary %s', (release) => {
  const { sets, segments, composites, elements } = of(release);

  it('has in every set only rows it can read, of segments it defines', () => {
    const wrong = Object.entries(sets).flatMap(([id, { body }]) =>
      rowsIn(body)
        .filter((row) => !/^[A-Z][A-Z0-9]{1,2} [MO] (\d+|>1)$/.test(row) || !segments[first(row)])
        .map((row) => `${id}: ${row}`),
    );
    expect(wrong).toEqual([]);
  });

  it('begins every loop with its trigger segment, once and mandatory', () => {
    const loops = Object.values(sets).flatMap(({ body }) => loopsIn(body));
    expect(loops.length).toBeGreaterThan(300);
    expect(loops.filter(([head, trigger]) => trigger !== `${first(String(head))} M 1`)).toEqual([]);
  });

  it('leaves ST and SE to the envelope, but defines all envelope segments', () => {
    const tags = Object.values(sets).flatMap(({ body }) => rowsIn(body).map(first));
    expect(tags.filter((tag) => ['ST', 'SE', 'GS', 'ISA'].includes(tag))).toEqual([]);
    const lengths = ['ISA', 'IEA', 'GS', 'GE', 'TA1', 'SE'].map((tag) => segments[tag]?.elements.length);
    expect(lengths).toEqual([16, 2, 8, 2, 5, 2]);
  });

  it('gives every set a two-letter functional identifier', () => {
    expect(Object.values(sets).filter(({ group }) => !/^[A-Z]{2}$/.test(group))).toEqual([]);
  });

  it('has in segments and composites only elements it defines', () => {
    const wrong = [...Object.entries(segments), ...Object.entries(composites)].flatMap(([id, definition]) =>
      definition.elements
        .filter((e) => !/^[A-Z]?\d+ [MOX]( \d+)?$/.test(e) || !(elements[first(e)] ?? composites[first(e)]))
        .map((e) => `${id}: ${e}`),
    );
    expect(wrong).toEqual([]);
    expect(
      Object.values(composites)
        .flatMap((c) => c.elements)
        .filter((e) => composites[first(e)]),
    ).toEqual([]);
  });

  it('says which elements may repeat: none before releases could', () => {
    const repeated = Object.entries(segments).flatMap(([tag, definition]) =>
      definition.elements.flatMap((e, i) => (/ \d+$/.test(e) ? [`${tag}${String(i + 1).padStart(2, '0')} ${e}`] : [])),
    );
    expect(repeated).toEqual(release === '004010' ? [] : ['CTX01 C998 M 10', 'DMG05 C056 X 10']);
  });

  it('describes every element with a type, a length and a name', () => {
    const form = /^(R|N|N[0-6]|ID|AN|DT|TM|B) (\d+)\/(\d+) \S.*$/;
    const wrong = Object.entries(elements).filter(([, text]) => {
      const [, , min, max] = form.exec(text) ?? [];
      return !min || Number(min) > Number(max);
    });
    expect(wrong).toEqual([]);
  });

  it('has syntax notes only about positions that exist, and marks those positions', () => {
    const wrong = [...Object.entries(segments), ...Object.entries(composites)].flatMap(
      ([tag, { elements: list, syntax = [] }]) => [
        ...syntax.filter((n) => !/^[PRECL](\d\d){2,}$/.test(n) || positions(n).some((p) => p < 1 || p > list.length)),
        ...list
          .filter((e, i) => e.endsWith(syntax.some((n) => positions(n).includes(i + 1)) ? ' O' : ' X'))
          .map(() => tag),
      ],
    );
    expect(wrong).toEqual([]);
  });

  it('repeats in an element group the same elements every time', () => {
    const wrong = Object.entries(segments).flatMap(([tag, { elements: list, groups = [] }]) =>
      groups.filter((group) => {
        const [from = 0, to = 0, size = 0] = (/^(\d\d)-(\d\d)\/(\d)$/.exec(group) ?? []).slice(1).map(Number);
        const run = list.slice(from - 1, to).map(first);
        const whole = size > 0 && run.length === to - from + 1 && run.length % size === 0 && run.length > size;
        return !whole || run.some((id, i) => id !== run[i % size]) ? [`${tag}: ${group}`] : false;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('names everything in at most 40 characters', () => {
    const labelled = [...Object.values(sets), ...Object.values(segments), ...Object.values(composites)];
    const names = [
      ...labelled.map(({ label }) => label),
      ...Object.values(elements).map((e) => e.replace(/^\S+ \S+ /, '')),
    ];
    expect(names.filter((name) => name.trim() === '' || name.length > 40)).toEqual([]);
  });
});

describe('the names and codes', () => {
  it('belong to something in one of the dictionaries', () => {
    const unused = (labels: Record<string, string>, part: 'sets' | 'segments' | 'composites' | 'elements') =>
      Object.keys(labels).filter((key) => !releases.some((r) => key in of(r)[part]));
    expect(unused(setLabels, 'sets')).toEqual([]);
    expect(unused(segmentLabels, 'segments')).toEqual([]);
    expect(unused(compositeLabels, 'composites')).toEqual([]);
    expect(unused(elementLabels, 'elements')).toEqual([]);
  });

  it('of notes, composites and lists are of something in one of the dictionaries', () => {
    const segments = Object.values(addedNotes).flatMap((notes) => Object.keys(notes));
    expect(segments.filter((tag) => !releases.some((r) => tag in of(r).segments))).toEqual([]);
    expect(Object.keys(compositeNotes).filter((id) => !releases.some((r) => id in of(r).composites))).toEqual([]);
    const lists = [...closedLists, ...Object.keys(addedCodes)];
    expect(lists.filter((id) => !releases.some((r) => id in of(r).elements))).toEqual([]);
  });

  const codesPath = join(root, 'schemas/x12/codes.json');
  describe.runIf(existsSync(codesPath))('code values', () => {
    const { closed, open } = readJson<Record<'closed' | 'open', Record<string, string>>>(codesPath);
    const lists = Object.entries({ ...closed, ...open });

    it('are of elements there are, each list once and each value once', () => {
      expect(lists.filter(([id]) => !releases.some((r) => id in of(r).elements))).toEqual([]);
      expect(Object.keys(closed).filter((id) => id in open)).toEqual([]);
      expect(lists.filter(([, list]) => new Set(list.split(' ')).size !== list.split(' ').length)).toEqual([]);
    });

    it('that are closed are of elements of type ID, and fit their length in one of the releases', () => {
      const fits = (id: string, value: string): boolean =>
        releases.some((r) => {
          const [, min, max] = /^ID (\d+)\/(\d+)/.exec(of(r).elements[id] ?? '') ?? [];
          return value.length >= Number(min) && value.length <= Number(max);
        });
      expect(
        Object.entries(closed).flatMap(([id, list]) =>
          list
            .split(' ')
            .filter((value) => !fits(id, value))
            .map((value) => `${id} ${value}`),
        ),
      ).toEqual([]);
    });

    it('are closed where the list is known to be complete, and nowhere else', () => {
      expect(new Set(Object.keys(closed))).toEqual(closedLists);
    });

    it('hold what 004010 has and later releases dropped', () => {
      expect(closed['66']?.split(' ')).toEqual(expect.arrayContaining(['5', '8', '14', '18', '92', 'UL']));
      expect(closed['98']?.split(' ')).toEqual(expect.arrayContaining(['OK', 'RE', 'BT', 'ST', 'TN']));
      expect(closed['235']?.split(' ')).toEqual(expect.arrayContaining(['UA', 'UI', 'UD', 'UN', 'UP', 'VN']));
    });
  });
});

const packsAreHere = existsSync(packFolder);
const why = packsAreHere ? '' : ' (skipped: the packs are not beside this repository; set DRAGOMAN_SHARED)';

describe.each(releases)('compared with the pack %s', (release) => {
  const pack = (): Pack => readJson<Pack>(join(packFolder, `${release}.json`));
  /** The dictionary's body back in the pack's form: triggers implied, 99999 for no limit. */
  const packed = (body: Body): unknown[] =>
    body.map((item) => {
      const [tag, usage, max] = String(typeof item === 'string' ? item : item[0]).split(' ');
      const row = [tag, usage === 'M' ? 1 : 0, max === '>1' ? 99999 : Number(max)];
      return typeof item === 'string' ? row : [...row, packed(item.slice(2))];
    });
  const limited = (rows: PackRow[]): unknown[] =>
    rows.map(([tag, min, max, children]) => {
      const row = [tag, min > 0 ? 1 : 0, max === 999999 ? 99999 : max];
      return children ? [...row, limited(children)] : row;
    });
  const count = (rows: unknown[]): number =>
    rows.reduce((n: number, row) => n + 1 + count(((row as unknown[])[3] as unknown[] | undefined) ?? []), 0);

  it.skipIf(!packsAreHere)(`every set has the same rows${why}`, () => {
    const theirs = pack().sets;
    const ours = of(release).sets;
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    let compared = 0;
    for (const [id, rows] of Object.entries(theirs)) {
      const mine = packed(ours[id]?.body ?? []);
      expect(mine, id).toEqual(limited(rows.filter(([tag]) => tag !== 'SE')));
      compared += count(mine);
    }
    expect(compared).toBeGreaterThan(2300);
  });

  it.skipIf(!packsAreHere)(`every segment has the same elements, in number, order and requirement${why}`, () => {
    const { segments } = of(release);
    const flat = ([id, required]: [string, number, unknown?]) => `${id} ${required ? 'M' : '-'}`;
    for (const [tag, list] of Object.entries(pack().segments)) {
      const mine = segments[tag]?.elements.map((e) => e.replace(/ \d+$/, '').replace(/ [OX]$/, ' -')) ?? [];
      // The pack's numbers in PD are those of the composite's components; see correctedSegments.
      const theirs = list.map((e, i) =>
        e[0] === 'C?' || tag === 'PD' ? `${first(mine[i] ?? '')} ${flat(e).slice(-1)}` : flat(e),
      );
      expect(mine, tag).toEqual(theirs);
    }
  });

  it.skipIf(!packsAreHere)(`every element has the same type and length, every note is kept${why}`, () => {
    const { elements, segments } = of(release);
    const { elements: types, syntax } = pack();
    const differ = Object.entries(types).filter(
      ([id, [type, min, max]]) => elements[id] && !elements[id].startsWith(`${type} ${min}/${max} `),
    );
    expect(differ.map(([id]) => id)).toEqual(['1018']); // an exponent is a number; see correctedElements
    const lost = Object.entries(syntax).flatMap(([tag, notes]) =>
      notes
        .filter((n) => positions(n).every((p) => p <= (segments[tag]?.elements.length ?? 0)))
        .filter((n) => !segments[tag]?.syntax?.includes(n))
        .map((n) => `${tag} ${n}`),
    );
    expect(lost).toEqual([]);
  });
});
