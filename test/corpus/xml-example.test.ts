// An XML feed that nobody has a schema of: its vocabulary comes from example documents, a few lines map it, and documents
// are read, written and read again.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCatalog, type Catalog } from '../../src/core/catalog.ts';
import { writeXml } from '../../src/core/formats/xml.ts';
import { createValidate } from '../../src/core/schema.ts';
import type { Node } from '../../src/core/tree.ts';
import { conform } from '../../src/core/xml/conform.ts';
import { xmlText } from '../../src/core/xml/import/assemble.ts';
import { importExamples, readExample } from '../../src/core/xml/import/example.ts';
import { readXml } from '../../src/core/xml/read.ts';
import { openXml } from '../../src/core/xml/schema.ts';
import { sentence } from '../../src/core/yaml.ts';
import { readFiles, schemasIn } from '../../src/node/files.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf } from '../shared.ts';
import { again, fieldsOf, readIn } from './again.ts';

const named = (pattern: RegExp): string[] =>
  rowsOf('INDEX.tsv')
    .map(([path = '']) => path)
    .filter((path) => pattern.test(path) && isHere(path));

/** What ships, with the vocabulary these files are examples of and a mapping of it. */
function catalogOf(examples: readonly string[], mapping: string): Catalog {
  const roots = examples.flatMap((path) => {
    const read = readExample(corpusFile(path));
    return 'root' in read ? [read.root] : [];
  });
  const imported = importExamples(roots, { release: '1.0' });
  if ('wrong' in imported) throw new Error(imported.wrong);
  const files = readFiles(join(import.meta.dirname, '..', '..'));
  files.set('schemas/xml/shop.json', xmlText(imported.source));
  const [, message = ''] = /^message: (.*)$/m.exec(mapping)!;
  files.set(`mappings/${message}.yaml`, mapping);
  const { catalog, findings } = buildCatalog(files, createValidate(schemasIn(files)));
  expect(findings.map(sentence)).toEqual([]);
  return catalog;
}

const WITH_HEADER = `
document: order
message: shop/order
map:
  buyer:
    id: header/customer/@number
    name: header/customer
  extensions:
    shop:date: header/date
  lines:
    each: order-items/order-item
    supplierItem: product
    quantity: quantity
    price: price
read:
  number: web
`;

const NUMBERED = `
document: order
message: shop/order
map:
  number: ordernumber
  extensions:
    shop:date: date
  buyer:
    id: customer
  lines:
    each: order-items/order-item
    supplierItem: product
    quantity: quantity
`;

const POSITIONED = `
document: order
message: shop/Order
map:
  number: header/order-id
  totals:
    amount: header/total-amount
    taxAmount: header/tax
    lineAmount: header/net-amount
  buyer:
    id: customer-details/username
    contacts:
      each: customer-details/name
      firstName: firstname
      lastName: lastname
    address:
      region: customer-details/state
  extensions:
    shop:date: header/date
    shop:status: header/status-code
  lines:
    each: order-item
    number: position
    quantity: quantity
    supplierItem: product-id
    description: title
    price: price
`;

const CHECKED = `
document: order
message: shop/Order
map:
  number: header/orderId
  buyer:
    id: header/username
    email: header/email
    contacts:
      each: header/name
      firstName: firstname
      lastName: lastname
    address:
      region: header/state
  lines:
    each: order-item
    quantity: quantity
    supplierItem: productId
    description: title
    price: price
`;

describe.skipIf(!hasCorpus)(onCorpus('documents that are no orders'), () => {
  const read = (file: string): Uint8Array => corpusFile(`conformance/${file}`);

  it.each([
    'omniparser-xml-1_datetime_parse_and_format/input--1_datetime_parse_and_format.input.xml',
    'omniparser-xml-2_multiple_objects/input--2_multiple_objects.input.xml',
  ])('%s is imported, read by what was imported, written and read again the same', (file) => {
    const example = readExample(read(file));
    if (!('root' in example)) throw new Error(`${file} is no XML`);
    const imported = importExamples([example.root], { release: '1.0' });
    if ('wrong' in imported) throw new Error(imported.wrong);
    const vocabulary = openXml('shop', imported.source);
    const first = readXml(read(file), () => vocabulary);
    if ('code' in first) throw new Error(first.message);
    expect(
      conform(first.root, vocabulary.root(first.name.namespace, first.name.local)!, ({ offset }) => ({ offset })),
    ).toEqual([]);
    const { text } = writeXml(first.root, vocabulary.namespaces(first.root.name));
    const second = readXml(new TextEncoder().encode(text), () => vocabulary);
    if ('code' in second) throw new Error(second.message);
    const plain = ({ name, value, children }: Node): unknown => [name, value, children.map(plain)];
    expect(plain(second.root)).toEqual(plain(first.root));
  });
});

describe.skipIf(!hasCorpus)(onCorpus("an order of one's own, from examples"), () => {
  const namespaced = named(/order-smooks-examples-v1-message\.xml$/);
  const positioned = named(/Order-smooks-examples-xslt-groovy-input-message\.xml$/);
  const checked = named(/Order-smooks-examples-validation-basic-input-message\.xml$/);
  const headed = named(/order-smooks-examples-(xml-to-java|java-to-xml)-input-message\.xml$/);
  const numbered = named(/order-smooks-examples-input-message-(dao|jpa|mybatis)\.xml$/);

  it('is mapped in a few lines, with nothing left over', () => {
    expect([headed.length, numbered.length]).toEqual([2, 3]);
    const [one] = readIn(catalogOf(headed, WITH_HEADER), corpusFile(headed[0]!));
    expect({ verdict: one?.verdict, unmapped: one?.unmapped, problems: one?.problems }).toEqual({
      verdict: 'A',
      unmapped: [],
      problems: [],
    });
    expect(fieldsOf(one!)).toMatchObject({
      number: 'web',
      buyer: { id: '123123', name: 'Joe' },
      lines: [
        { supplierItem: '111', quantity: '2', price: '8.90' },
        { supplierItem: '222', quantity: '7', price: '5.20' },
      ],
    });
  });

  it.each([
    ['headed', headed, WITH_HEADER],
    ['numbered', numbered, NUMBERED],
    ['in a namespace', namespaced, WITH_HEADER],
    ['with positions', positioned, POSITIONED],
    ['with an e-mail address', checked, CHECKED],
  ])('%s: every example is read, written as it was and read again', (_, paths, mapping) => {
    const catalog = catalogOf(paths, mapping);
    // A prefix is the sender's to choose.
    const squeezed = (xml: string): string =>
      xml.replace(/<\?.*?\?>|\s+(?=<)|(?<=<\/?|xmlns):?ord(?=[:=]):?/g, '').trim();
    for (const path of paths) {
      const sets = readIn(catalog, corpusFile(path));
      expect(sets.map(({ set }) => set.type.toLowerCase())).toEqual(['order']);
      const back = again(catalog, sets[0]!);
      expect(back.problems).toEqual([]);
      expect(back.document).toEqual(fieldsOf(sets[0]!));
      expect(squeezed(back.text)).toBe(squeezed(new TextDecoder().decode(corpusFile(path))));
    }
  });
});
