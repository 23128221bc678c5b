// Real openTRANS documents: everything is mapped, what was read is written and read again, and what we write is valid by
// the published schema where what came was.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { designator } from '../../src/core/problem.ts';
import type { TranslatedSet } from '../../src/gateway/translate.ts';
import { catalog } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf, SHARED } from '../shared.ts';
import { again, fieldsOf, readIn } from './again.ts';
import { byStandards, hasStandards, validate } from './validity.ts';

const paths = rowsOf('INDEX.tsv')
  .map(([path = '']) => path)
  .filter((path) => /\/openTRANS-/.test(path) && isHere(path));

describe.skipIf(!hasCorpus)(onCorpus('openTRANS'), () => {
  const sets: { path: string; one: TranslatedSet }[] = [];
  beforeAll(() => {
    for (const path of paths) sets.push(...readIn(catalog, corpusFile(path)).map((one) => ({ path, one })));
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
      const back = again(catalog, one);
      expect(back.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(back.document).toEqual(fieldsOf(one));
    }
  });
});

describe.skipIf(!hasCorpus || !hasStandards)(byStandards(onCorpus('openTRANS that is valid')), () => {
  it.each(paths)('%s is valid as we write it', async (path) => {
    const sent = await validate(new TextDecoder().decode(corpusFile(path)), 'opentrans');
    for (const one of readIn(catalog, corpusFile(path))) {
      const written = await validate(again(catalog, one).text, 'opentrans');
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
