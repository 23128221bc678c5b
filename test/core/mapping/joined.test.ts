// Names of elements: a text that stands in several of them, an element that several rules write, what is ignored.
import { expect, it } from 'vitest';
import { definitionsIn } from '../../../src/core/catalog.ts';
import { checkMapping } from '../../../src/core/mapping/check.ts';
import { parseMapping } from '../../../src/core/mapping/parse.ts';
import type { Plan } from '../../../src/core/mapping/plan.ts';
import { type Fields, read } from '../../../src/core/mapping/read.ts';
import { write } from '../../../src/core/mapping/write.ts';
import { designator } from '../../../src/core/problem.ts';
import type { Node } from '../../../src/core/tree.ts';
import { below, element, textAt } from '../../../src/core/xml/vocabulary/envelope.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { catalog } from './fixture.ts';

const definition = catalog.vocabularies.get('cxml')!;

function planOf(rules: string): Plan {
  const text = `document: order\nmessage: cxml/OrderRequest\nmap:\n${rules}`;
  const { mapping, findings } = parseMapping('m.yaml', text);
  const { schemas, tables } = catalog;
  const checked = checkMapping('m', mapping!, { schemas, tables, definitions: definitionsIn(catalog, 'cxml') });
  expect([...findings, ...checked.findings].map(sentence)).toEqual([]);
  return checked.plan!;
}

const readBy = (plan: Plan, tree: Node): { document: Fields; unmapped: string[] } => {
  const { document, unmapped } = read(plan, tree, { locate: ({ name, offset }) => ({ offset, tag: name }) });
  const { type: _type, schemaVersion: _version, ...fields } = document;
  return { document: fields, unmapped: unmapped.map(({ at, value }) => `${designator(at)} ${value}`) };
};

const writtenBy = (plan: Plan, document: Fields): Node =>
  write(plan, document, definition.sets.get('OrderRequest')!, '1.2').segments[0]!;

const order = (...children: Node[]): Node =>
  element('OrderRequest', {}, [element('OrderRequestHeader', { orderID: '1' }, children)]);

const phone = (parts: Record<string, string>): Node =>
  element('Contact', {}, [
    element('Phone', {}, [
      element(
        'TelephoneNumber',
        {},
        Object.entries(parts).map(([name, text]) => element(name, {}, text)),
      ),
    ]),
  ]);

const PHONE = `
  parties:
    each: OrderRequestHeader/Contact
    name: Phone/TelephoneNumber/CountryCode + AreaOrCityCode + Number
ignore: ['OrderRequestHeader/@orderID']`;

it.each([
  [{ CountryCode: '49', AreaOrCityCode: '451', Number: '880012' }, '49 451 880012'],
  [{ AreaOrCityCode: ' 451 ', Number: '880012' }, '451 880012'],
  [{ CountryCode: '49' }, '49'],
])('a text in several elements, %j, is read as %s', (parts, name) => {
  expect(readBy(planOf(PHONE), order(phone(parts)))).toEqual({ document: { parties: [{ name }] }, unmapped: [] });
});

it('a text in several elements is written to the last of them', () => {
  const [number] = below(writtenBy(planOf(PHONE), { parties: [{ name: '49 451 880012' }] }), [
    'OrderRequestHeader',
    'Contact',
    'Phone',
    'TelephoneNumber',
  ]);
  expect(number!.children.slice(1).map(({ name }) => name)).toEqual(['Number']);
  expect(textAt(number!, 'Number')).toBe('49 451 880012');
});

it('an element that stands once is the same for every rule that writes it', () => {
  const plan = planOf(`
  totals:
    amount: OrderRequestHeader/Total/Money
  currency: OrderRequestHeader/Total/Money/@currency
  shipTo:
    in: OrderRequestHeader/ShipTo
    name: Address/Name
    write:
      Address/Name/@xml:lang: en
  carrier:
    id: OrderRequestHeader/ShipTo/CarrierIdentifier`);
  const written = writtenBy(plan, {
    currency: 'EUR',
    totals: { amount: '1' },
    shipTo: { name: 'A' },
    carrier: { id: 'C' },
  });
  const [header] = below(written, ['OrderRequestHeader']);
  expect(header!.children.slice(1).map(({ name }) => name)).toEqual(['Total', 'ShipTo']);
  expect(textAt(written, 'OrderRequestHeader/ShipTo/Address/Name/@xml:lang')).toBe('en');
  expect(textAt(written, 'OrderRequestHeader/ShipTo/CarrierIdentifier')).toBe('C');
});

it('an attribute of an element with others in it is ignored where that element stands', () => {
  const plan = planOf(`
  number: OrderRequestHeader/@orderID
ignore: [BillTo/Address/@addressID]`);
  const address = (id: string): Node => element('Address', { addressID: id }, [element('Name', {}, 'A')]);
  const tree = order(element('ShipTo', {}, [address('1')]), element('BillTo', {}, [address('2')]));
  expect(readBy(plan, tree).unmapped).toEqual(['Address/@addressID 1', 'Name A', 'Name A']);
});
