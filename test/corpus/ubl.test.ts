// Real UBL documents of order to cash, and those that break a rule of Peppol: all are read, nearly everything is mapped,
// what is left is listed, and what was read is written, valid by the schemas of OASIS, and read again.
import { describe, expect, it } from 'vitest';
import { lostInWriting } from '../../src/core/mapping/differ.ts';
import { supplied } from '../../src/core/mapping/prove.ts';
import { designator } from '../../src/core/problem.ts';
import type { Node } from '../../src/core/tree.ts';
import { type TranslatedSet, translate } from '../../src/gateway/translate.ts';
import { catalog } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf } from '../shared.ts';
import { again, fieldsOf, planFor } from './again.ts';
import { byStandards, hasStandards, validate } from './validity.ts';

const MAPPED =
  /^(Order|OrderChange|OrderCancellation|OrderResponse|OrderResponseSimple|DespatchAdvice|ReceiptAdvice|Invoice|CreditNote)-/;

/** Files that are wrong in themselves, and how. */
const WRONG: Readonly<Record<string, string[]>> = {
  // Its number is an empty element.
  'xml-ubl/Order-ph-ubl-CENBII-Order-minimal.xml': ['DOCUMENT_INVALID'],
  // A GTIN of fifteen digits.
  'xml-ubl/DespatchAdvice-peppol-commons-UBL-DespatchAdvice-2.1BII2_openPEPPOL_BIS_UseCase3.xml': ['DOCUMENT_INVALID'],
  // A line that names no line of an order.
  'xml-ubl/DespatchAdvice-ph-ubl-GuiaRemisionSimple.xml': ['XML_ELEMENT_MISSING'],
  // A reference without a number, an order without a date, an order without a number.
  'hostile/Order-peppol-commons-TC01.10.TS1.xml': ['XML_ELEMENT_MISSING'],
  'hostile/Order-peppol-commons-TC01.4.TS1.xml': ['XML_ELEMENT_MISSING'],
  'hostile/Order-peppol-commons-TC01.5.TS1.xml': ['XML_ELEMENT_MISSING'],
};

interface Read extends TranslatedSet {
  path: string;
}

const paths = [...rowsOf('INDEX.tsv'), ...rowsOf('HOSTILE.tsv')]
  .map(([path = '']) => path)
  .filter((path, i, all) => /^(xml-ubl|hostile)\//.test(path) && all.indexOf(path) === i)
  .filter((path) => /\.xml$/i.test(path) && MAPPED.test(path.split('/')[1]!) && isHere(path));

const sets: Read[] = paths.flatMap((path) =>
  translate(catalog, corpusFile(path), { trace: true }).groups.flatMap((group) =>
    group.sets.map((set) => ({ path, ...set })),
  ),
);

const errorsOf = ({ problems }: Read): string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);

function valuesIn({ kind, children, value }: Node): number {
  if (kind === 'group' || kind === 'segment') return children.reduce((sum, one) => sum + valuesIn(one), 0);
  return value.trim() === '' ? 0 : 1;
}

/** A document written as a message and read again. */
const rewritten = (one: Read) => ({
  path: one.path,
  fields: fieldsOf(one),
  plan: planFor(catalog, one),
  ...again(catalog, one),
});

describe.skipIf(!hasCorpus)(onCorpus('UBL of order to cash'), () => {
  it('every document is read, by its own message', () => {
    expect(paths.length).toBeGreaterThan(100);
    expect(sets.map(({ path, set }) => [path, set.type])).toEqual(
      paths.map((path) => [path, MAPPED.exec(path.split('/')[1]!)![1]]),
    );
    expect(sets.filter(({ document }) => document === undefined).map(({ path }) => path)).toEqual([]);
  });

  it('none has an error but those that are wrong in themselves', () => {
    const wrong = sets.map((one) => [one.path, errorsOf(one)] as const).filter(([, errors]) => errors.length > 0);
    expect(Object.fromEntries(wrong)).toEqual(WRONG);
  });

  it('hardly anything is left unmapped, and what is left is listed', () => {
    const values = sets.reduce((sum, { tree }) => sum + valuesIn(tree!), 0);
    const left = sets.flatMap(({ path, unmapped }) => unmapped.map(({ at }) => `${path} ${designator(at)}`));
    const places = Map.groupBy(left, (line) => line);
    console.log(
      `corpus: ${sets.length} UBL documents, ${left.length} of ${values} values unmapped (${((100 * left.length) / values).toFixed(2)} %)\n${[...places].map(([line, { length }]) => `  ${line} ${length}`).join('\n')}`,
    );
    expect(values).toBeGreaterThan(15_000);
    expect(left.length / values).toBeLessThan(0.02);
  });

  it('what was read is written and read again, with what writing supplies besides', () => {
    for (const one of sets.filter(({ path }) => WRONG[path] === undefined)) {
      const { path, fields, plan, document, problems } = rewritten(one);
      expect([path, problems, lostInWriting(fields, document, supplied(plan))]).toEqual([path, [], []]);
    }
  });
});

describe.skipIf(!hasCorpus || !hasStandards)(byStandards('UBL as OASIS publishes it'), () => {
  it('what we write of a real document is valid by its schema', async () => {
    for (const one of sets.filter(({ path }) => WRONG[path] === undefined)) {
      const { path, text } = rewritten(one);
      expect([path, await validate(text, 'ubl')]).toEqual([path, []]);
    }
  });
});
