// Real openTRANS documents: everything is mapped, what was read is written and read again, and what we write is valid by
// the published schema where what came was.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { definitionOf, mappingFor, setFor } from '../../src/core/catalog.ts';
import { writtenAndRead } from '../../src/core/mapping/prove.ts';
import type { Fields } from '../../src/core/mapping/read.ts';
import { designator } from '../../src/core/problem.ts';
import { type TranslatedSet, translate } from '../../src/gateway/translate.ts';
import { catalog } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf, SHARED } from '../shared.ts';
import { byStandards, hasStandards, validate } from './validity.ts';

const paths = rowsOf('INDEX.tsv')
  .map(([path = '']) => path)
  .filter((path) => /\/openTRANS-/.test(path) && isHere(path));

const readIn = (bytes: Uint8Array): TranslatedSet[] =>
  translate(catalog, bytes, { trace: true }).groups.flatMap(({ sets }) => sets);

const fieldsOf = ({ document }: TranslatedSet): Fields => {
  const { source: _, ...fields } = document as unknown as Fields;
  return fields;
};

/** The document as openTRANS once more, and what is read of that. */
function again(one: TranslatedSet): ReturnType<typeof writtenAndRead> {
  const found = definitionOf(catalog, one.set)!;
  const plan = mappingFor(catalog, undefined, `opentrans/${one.set.type}`)!;
  const given = { release: found.definition.release, definition: found.definition, set: setFor(found, one.set.type)! };
  return writtenAndRead(plan, fieldsOf(one), given, one.set, catalog);
}

describe.skipIf(!hasCorpus)(onCorpus('openTRANS'), () => {
  const sets: { path: string; one: TranslatedSet }[] = [];
  beforeAll(() => {
    for (const path of paths) sets.push(...readIn(corpusFile(path)).map((one) => ({ path, one })));
  });

  it('every document is read without an error, and no value is left unmapped', () => {
    const left = sets.flatMap(({ path, one }) =>
      one.unmapped.map(({ at, value }) => `${path} ${designator(at)} ${value}`),
    );
    const wrong = sets.flatMap(({ path, one }) =>
      one.problems
        .filter(({ severity }) => severity === 'error')
        .map(({ code, at }) => `${path} ${code} ${designator(at)}`),
    );
    console.log(`corpus: ${sets.length} openTRANS documents, ${left.length} values unmapped`);
    expect(paths).toHaveLength(11);
    expect(sets).toHaveLength(paths.length);
    expect(sets.map(({ one }) => one.verdict)).toEqual(paths.map(() => 'A'));
    expect({ left, wrong }).toEqual({ left: [], wrong: [] });
  });

  it.each(paths)('%s is written and read again, the same', (path) => {
    for (const { one } of sets.filter((each) => each.path === path)) {
      const back = again(one);
      expect(back.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(back.document).toEqual(fieldsOf(one));
    }
  });
});

describe.skipIf(!hasCorpus || !hasStandards)(byStandards(onCorpus('openTRANS that is valid')), () => {
  it.each(paths)('%s is valid as we write it', async (path) => {
    const sent = await validate(new TextDecoder().decode(corpusFile(path)), 'opentrans');
    for (const one of readIn(corpusFile(path))) {
      const written = await validate(again(one).text, 'opentrans');
      expect({ sent, written }).toEqual({ sent, written: sent.length === 0 ? [] : written });
    }
  });
});

describe.skipIf(!hasStandards)(byStandards('units of openTRANS'), () => {
  it('are those of its schema, all of them and no other', () => {
    const schema = readFileSync(join(SHARED, 'standards', 'opentrans', 'bmecat_2005.xsd'), 'utf8');
    const [, list = ''] = /<xsd:simpleType name="dtPUNIT">(.*?)<\/xsd:simpleType>/s.exec(schema) ?? [];
    const published = [...list.matchAll(/enumeration value="([^"]+)"/g)].map(([, code = '']) => code);
    const { read, write } = catalog.tables.get('bmecat-unit')!;
    expect(published.length).toBeGreaterThan(1000);
    expect([...read.get('opentrans')!.keys()].sort()).toEqual(published.sort());
    // A code that Recommendation 20 has too means the same in both.
    for (const [canonical, code] of write.get('opentrans')!)
      if (published.includes(canonical)) expect([canonical, code]).toEqual([canonical, canonical]);
  });
});
