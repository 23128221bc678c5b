// Real cXML: orders, confirmations and invoices are mapped, what was read is written and read again, other requests are
// told, and what we write is valid by the published DTDs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { designator, type Problem } from '../../src/core/problem.ts';
import type { Node } from '../../src/core/tree.ts';
import { translate } from '../../src/gateway/translate.ts';
import { PROJECT } from '../../src/node/files.ts';
import { catalog } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf } from '../shared.ts';
import { again, fieldsOf, readIn } from './again.ts';
import { byStandards, hasStandards, isChecked, validate } from './validity.ts';

const paths = rowsOf('INDEX.tsv')
  .map(([path = '']) => path)
  .filter((path) => path.startsWith('xml-cxml/') && isHere(path));

const MAPPED = /\/(OrderRequest|ConfirmationRequest|ShipNoticeRequest|InvoiceDetailRequest)-/;

/** Files that are really wrong, and why. */
const WRONG: Readonly<Record<string, string>> = {
  'xml-cxml/InvoiceDetailRequest-officeluv-cxml-invoice_taxes_at_line_multiple_taxes.xml':
    'VALUE_NOT_DATE InvoiceDetailRequestHeader/@invoiceDate, VALUE_NOT_TIME InvoiceDetailRequestHeader/@invoiceDate',
};

/** Files that lack what a document needs, so that we would not send them so. */
const INCOMPLETE: Readonly<Record<string, string>> = {
  'xml-cxml/InvoiceDetailRequest-officeluv-cxml-invoice_taxes_at_line.xml': 'XML_ELEMENT_MISSING InvoiceDetailSummary',
};

const valuesIn = ({ kind, children, value }: Node): number =>
  kind === 'value' ? (value === '' ? 0 : 1) : children.reduce((sum, child) => sum + valuesIn(child), 0);

const errorsIn = (problems: Problem[]): string =>
  problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, at }) => `${code} ${designator(at)}`)
    .join(', ');

describe.skipIf(!hasCorpus)(onCorpus('cXML'), () => {
  const mapped = paths.filter((path) => MAPPED.test(path));
  const sets = mapped.flatMap((path) => readIn(catalog, corpusFile(path)).map((one) => ({ path, one })));

  it('hardly anything is left unmapped, and what is left is listed', () => {
    const values = sets.reduce((sum, { one }) => sum + valuesIn(one.tree!), 0);
    const left = sets.flatMap(({ path, one }) =>
      one.unmapped.map(({ at, value }) => `${path} ${designator(at)} ${value}`),
    );
    console.log(
      `corpus: ${sets.length} cXML documents, ${left.length} of ${values} values unmapped\n${left.map((line) => `  ${line}`).join('\n')}`,
    );
    expect(sets).toHaveLength(mapped.length);
    expect(sets.length).toBeGreaterThan(6);
    expect(values).toBeGreaterThan(400);
    expect(left.length / values).toBeLessThan(0.01);
  });

  it.each(mapped)('%s has no error, or one that is its own', (path) => {
    const wrong = sets.filter((each) => each.path === path).map(({ one }) => errorsIn(one.problems));
    expect(wrong).toEqual([WRONG[path] ?? '']);
  });

  it.each(mapped.filter((path) => !(path in WRONG)))('%s is written and read again, the same', (path) => {
    for (const { one } of sets.filter((each) => each.path === path)) {
      const back = again(catalog, one);
      expect(back.document).toEqual(fieldsOf(one));
      expect(errorsIn(back.problems)).toBe(INCOMPLETE[path] ?? '');
    }
  });

  it.each(paths.filter((path) => !MAPPED.test(path) && !/Response-/.test(path)))(
    '%s is told to be none of ours',
    (path) => {
      const { interchanges, groups } = translate(catalog, corpusFile(path));
      expect(groups.flatMap((group) => group.sets)).toEqual([]);
      expect(interchanges.flatMap(({ interchange }) => interchange.problems.map(({ code }) => code))).toContain(
        'XML_MESSAGE_MISSING',
      );
    },
  );

  it('a root with an attribute nobody knows is read', () => {
    const path = 'hostile/Response-officeluv-cxml-document_node_with_unknown_attribute.xml';
    const { interchanges, problems } = translate(catalog, corpusFile(path));
    expect(problems).toEqual([]);
    expect(interchanges[0]!.interchange.control).not.toBe('');
  });
});

describe.skipIf(!hasStandards)(byStandards('cXML as we write it is valid by its DTD'), () => {
  const folder = join(PROJECT, 'mappings', 'cxml');
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.xml'))
    .map((path): [string, Uint8Array] => [path, readFileSync(join(folder, path))]);
  const real = paths
    .filter((path) => MAPPED.test(path) && !(path in WRONG))
    .map((path): [string, Uint8Array] => [path, corpusFile(path)]);
  const checked = [...own, ...real].filter(([, bytes]) => isChecked(new TextDecoder().decode(bytes), 'cxml'));

  it.each(checked)('%s', async (_path, bytes) => {
    for (const one of readIn(catalog, bytes)) expect(await validate(again(catalog, one).text, 'cxml')).toEqual([]);
  });
});
