// Elements by their names: what a rule without `each` means, an object and a list that stand in several elements, and an
// attribute of all that is written.
import { expect, it } from 'vitest';
import { definitionsIn } from '../../../src/core/catalog.ts';
import { checkMapping } from '../../../src/core/mapping/check.ts';
import { overlay, parseMapping } from '../../../src/core/mapping/parse.ts';
import type { Plan } from '../../../src/core/mapping/plan.ts';
import { type Fields, read } from '../../../src/core/mapping/read.ts';
import { write } from '../../../src/core/mapping/write.ts';
import { designator } from '../../../src/core/problem.ts';
import type { Node } from '../../../src/core/tree.ts';
import { element } from '../../../src/core/xml/vocabulary/envelope.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { catalog } from './fixture.ts';

const definition = catalog.vocabularies.get('ubl')!;

function checked(rules: string, rest = '') {
  const text = `document: order\nmessage: ubl/Order\nmap:\n${rules}\n${rest}`;
  const { mapping, findings } = parseMapping('m.yaml', text);
  const { schemas, tables } = catalog;
  const { plan, findings: wrong } = checkMapping('m', mapping!, {
    schemas,
    tables,
    definitions: definitionsIn(catalog, 'ubl'),
  });
  return { plan, findings: [...findings, ...wrong].map(sentence) };
}

function planOf(rules: string, rest = ''): Plan {
  const { plan, findings } = checked(rules, rest);
  expect(findings).toEqual([]);
  return plan!;
}

function readBy(plan: Plan, ...children: Node[]) {
  const tree = element('Order', {}, children);
  const { document, unmapped } = read(plan, tree, { locate: ({ name, offset }) => ({ offset, tag: name }) });
  const { type: _type, schemaVersion: _version, ...fields } = document;
  return { document: fields, unmapped: unmapped.map(({ at, value }) => `${designator(at)} ${value}`) };
}

/** What is written below the root: `A/B@c=1 text`, one value a line, an element by its place among all. */
function writtenBy(plan: Plan, document: Fields): string[] {
  const { segments, problems } = write(plan, document, definition.sets.get('Order')!, '2.1');
  expect(problems).toEqual([]);
  return told(segments[0]!, '');
}

function told(node: Node, path: string): string[] {
  const [own, ...children] = node.kind === 'group' ? node.children : [node];
  const values = own!.children.filter(({ value }) => value !== '');
  return [
    ...values.map(({ name, value }) => `${path}${name === '.' ? '' : name}=${value}`),
    ...children.flatMap((child, i) =>
      told(child, `${path}${path === '' ? '' : '/'}${child.name.replace(/^\w+:/, '')}${i}`),
    ),
  ];
}

const texts = (...of: [name: string, text: string][]): Node[] => of.map(([name, text]) => element(name, {}, text));

const delivery = (...children: Node[]): Node => element('cac:Delivery', {}, children);
const within = (name: string, ...children: Node[]): Node => element(name, {}, children);

const SHIP_TO = `
  shipTo:
    - in: cac:Delivery/cac:DeliveryLocation
      id: cbc:ID
    - in: cac:Delivery/cac:DeliveryParty
      id: cac:PartyIdentification/cbc:ID
      name: cac:PartyName/cbc:Name
  requestedShip: cac:Delivery/cac:Despatch/cbc:RequestedDespatchDate
`;

const party = (id: string): Node =>
  within(
    'cac:DeliveryParty',
    within('cac:PartyIdentification', ...texts(['cbc:ID', id])),
    within('cac:PartyName', ...texts(['cbc:Name', 'Mill 4'])),
  );

it('an object has the fields of all its places', () => {
  const location = within('cac:DeliveryLocation', ...texts(['cbc:ID', 'L-1']));
  expect(readBy(planOf(SHIP_TO), delivery(location, party('')))).toEqual({
    document: { shipTo: { id: 'L-1', name: 'Mill 4' } },
    unmapped: [],
  });
});

it('of a field in two places the first counts, and the other is not lost from sight', () => {
  const location = within('cac:DeliveryLocation', ...texts(['cbc:ID', 'L-1']));
  expect(readBy(planOf(SHIP_TO), delivery(location, party('P-1')))).toEqual({
    document: { shipTo: { id: 'L-1', name: 'Mill 4' } },
    unmapped: ['cbc:ID P-1'],
  });
  expect(readBy(planOf(SHIP_TO), delivery(party('P-1'))).document).toEqual({ shipTo: { id: 'P-1', name: 'Mill 4' } });
});

it('an object is written field by field to the first place that has it, all in one element by the same name', () => {
  const document = { shipTo: { id: 'L-1', name: 'Mill 4' }, requestedShip: '2026-03-23' };
  expect(writtenBy(planOf(SHIP_TO), document)).toEqual([
    'Delivery0/DeliveryLocation0/ID0=L-1',
    'Delivery0/DeliveryParty1/PartyName0/Name0=Mill 4',
    'Delivery0/Despatch2/RequestedDespatchDate0=2026-03-23',
  ]);
});

it('an object in several places is none without its fields', () => {
  expect(readBy(planOf(SHIP_TO), delivery()).document).toEqual({});
  expect(writtenBy(planOf(SHIP_TO), { shipTo: {} })).toEqual([]);
});

it('one value stands in one place', () => {
  expect(checked('  number:\n    - value: cbc:ID').findings).toEqual([expect.stringContaining('number is no list')]);
});

const CONTRACT = '  contract: cac:Contract/cbc:ID\n  contractIssued: cac:Contract/cbc:IssueDate';

it('without each the first element of each name is meant, whatever it lacks', () => {
  const first = within('cac:Contract', ...texts(['cbc:ID', 'C-1']));
  const second = within('cac:Contract', ...texts(['cbc:ID', 'C-2'], ['cbc:IssueDate', '2026-01-01']));
  expect(readBy(planOf(CONTRACT), first, second)).toEqual({
    document: { contract: 'C-1' },
    unmapped: ['cbc:ID C-2', 'cbc:IssueDate 2026-01-01'],
  });
});

const ADDRESS = `
  buyer:
    in: cac:BuyerCustomerParty/cac:Party
    address:
      in: cac:PostalAddress
      lines: [cbc:StreetName, cac:AddressLine/cbc:Line]
`;

it('an element that stands once has what holds it repeated for a list', () => {
  const document = { buyer: { address: { lines: ['1 Canal Road', 'Gate 2', 'Hall 5'] } } };
  const at = 'BuyerCustomerParty0/Party0/PostalAddress0';
  expect(writtenBy(planOf(ADDRESS), document)).toEqual([
    `${at}/StreetName0=1 Canal Road`,
    `${at}/AddressLine1/Line0=Gate 2`,
    `${at}/AddressLine2/Line0=Hall 5`,
  ]);
});

const AMOUNTS = `
  currency: cbc:DocumentCurrencyCode
  totals:
    lineAmount: cac:AnticipatedMonetaryTotal/cbc:LineExtensionAmount
    amount: cac:AnticipatedMonetaryTotal/cbc:PayableAmount
  taxTotals:
    each: cac:TaxTotal
    amount: cbc:TaxAmount
    currency: cbc:TaxAmount/@currencyID
`;
const CURRENCY = `write:\n  '@currencyID': "= has(doc.currency) ? doc.currency : ''"\nignore: ['@currencyID = currency']`;

it('an attribute of all stands with every text that has none of its own', () => {
  const document = {
    currency: 'EUR',
    totals: { lineAmount: '10', amount: '12' },
    taxTotals: [{ amount: '2' }, { amount: '3', currency: 'CHF' }],
  };
  expect(writtenBy(planOf(AMOUNTS, CURRENCY), document)).toEqual([
    'DocumentCurrencyCode0=EUR',
    'TaxTotal1/TaxAmount0=2',
    'TaxTotal1/TaxAmount0@currencyID=EUR',
    'TaxTotal2/TaxAmount0=3',
    'TaxTotal2/TaxAmount0@currencyID=CHF',
    'AnticipatedMonetaryTotal3/LineExtensionAmount0=10',
    'AnticipatedMonetaryTotal3/LineExtensionAmount0@currencyID=EUR',
    'AnticipatedMonetaryTotal3/PayableAmount1=12',
    'AnticipatedMonetaryTotal3/PayableAmount1@currencyID=EUR',
  ]);
  expect(writtenBy(planOf(AMOUNTS, CURRENCY), { totals: { amount: '12' } })).toEqual([
    'AnticipatedMonetaryTotal0/PayableAmount0=12',
  ]);
});

it('an attribute that no element has is a finding', () => {
  expect(checked(AMOUNTS, `write:\n  '@currencyId': EUR`).findings).toEqual([
    'm.yaml:15:3 no element of a rule has @currencyId; did you mean @currencyID?',
  ]);
});

it('white space between elements that nobody defines is nothing unmapped', () => {
  const strange = within('Strange', ...texts(['Inner', '\n  '], ['Other', 'x']));
  expect(readBy(planOf(CONTRACT), strange).unmapped).toEqual(['Other x']);
});

it('an overlay removes what is computed with ~', () => {
  const base = parseMapping(
    'base.yaml',
    'document: order\nmessage: ubl/Order\nmap:\n  number: cbc:ID\nwrite:\n  cbc:UBLVersionID: 2.1',
  );
  const over = parseMapping('over.yaml', 'extends: ubl/Order\nwrite:\n  cbc:UBLVersionID: ~');
  expect(overlay(base.mapping!, over.mapping!).map.writes).toEqual([]);
});
