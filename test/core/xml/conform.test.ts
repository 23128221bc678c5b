// A message's tree against its definition: what is told, where, and how it counts.
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/problem.ts';
import { conform } from '../../../src/core/xml/conform.ts';
import { readXml } from '../../../src/core/xml/read.ts';
import { openXml } from '../../../src/core/xml/schema.ts';

const shop = openXml('shop', {
  release: '1',
  namespaces: {},
  roots: { Order: '' },
  types: {
    Order: ['@id', '@kind? (new|old)', 'Date? date', 'At? dateTime', 'Clock? time', 'Note? string..5', 'Own?', 'Row+'],
    Row: ['@no? integer', 'Item', 'Count decimal', 'Size?', '|Color?', 'Part* Row'],
    Own: ['*'],
  },
});

function problemsOf(xml: string): Problem[] {
  const read = readXml(new TextEncoder().encode(xml), () => shop);
  if ('code' in read) throw new Error(read.message);
  return conform(read.root, shop.sets.get('Order')!.body, (node, value = node) => ({
    offset: value.offset,
    ...read.locate(value.offset),
    tag: node.name,
  }));
}

const told = (xml: string): string[] =>
  problemsOf(xml).map(
    ({ code, at, value, severity }) => `${at.column} ${code} ${value}${severity === 'error' ? '' : ' (warning)'}`,
  );

const ROW = '<Row><Item>a</Item><Count>1</Count></Row>';

describe('a message', () => {
  it.each<[string, string, string[]]>([
    ['is right', `<Order id="1">${ROW}</Order>`, []],
    ['may have every part', `<Order id="1" kind="new"><Date>2026-01-31</Date>${ROW}${ROW}</Order>`, []],
    ['lacks an element', '<Order id="1"/>', ['1 XML_ELEMENT_MISSING Row']],
    ['lacks one further down', '<Order id="1"><Row><Item>a</Item></Row></Order>', ['15 XML_ELEMENT_MISSING Count']],
    ['lacks an attribute', `<Order>${ROW}</Order>`, ['1 XML_ATTRIBUTE_MISSING @id']],
    ['has an empty attribute', `<Order id=" ">${ROW}</Order>`, ['1 XML_ATTRIBUTE_MISSING @id']],
    ['has an empty number', '<Order id="1"><Row><Item>a</Item><Count/></Row></Order>', ['34 XML_TEXT_MISSING Count']],
    [
      'repeats what stands once',
      `<Order id="1"><Note>a</Note><Note>b</Note><Note>c</Note>${ROW}</Order>`,
      ['29 XML_ELEMENT_REPEATED Note'],
    ],
    [
      'has another order',
      `<Order id="1">${ROW}<Note>a</Note><Date>2026-01-31</Date></Order>`,
      ['56 XML_ELEMENT_ORDER Note (warning)'],
    ],
    [
      'has what stands in any order',
      '<Order id="1"><Row><Item>a</Item><Count>1</Count><Color>b</Color><Size>c</Size></Row></Order>',
      [],
    ],
    ['has anything where anything may stand', `<Order id="1"><Own a="1"><b c="2"/></Own>${ROW}</Order>`, []],
    ['has an element more', `<Order id="1"><New>a</New>${ROW}</Order>`, ['15 XML_ELEMENT_UNKNOWN New (warning)']],
    [
      'has an element in a text',
      `<Order id="1"><Note><b/></Note>${ROW}</Order>`,
      ['21 XML_ELEMENT_UNKNOWN b (warning)'],
    ],
    ['has an attribute more', `<Order id="1" x="2">${ROW}</Order>`, ['18 XML_ATTRIBUTE_UNKNOWN @x (warning)']],
    ['has a date that is none', `<Order id="1"><Date>31.1.</Date>${ROW}</Order>`, ['21 ELEMENT_DATE 31.1.']],
    ['has a moment that is none', `<Order id="1"><At>2026-01-31</At>${ROW}</Order>`, ['19 ELEMENT_DATE 2026-01-31']],
    ['has a time that is none', `<Order id="1"><Clock>24:61:00</Clock>${ROW}</Order>`, ['22 ELEMENT_TIME 24:61:00']],
    [
      'has a number that is none',
      '<Order id="1"><Row no="1.5"><Item>a</Item><Count>1e5</Count></Row></Order>',
      ['24 ELEMENT_NOT_NUMBER 1.5', '50 ELEMENT_NOT_NUMBER 1e5'],
    ],
    ['has a long text', `<Order id="1"><Note>abcdef</Note>${ROW}</Order>`, ['21 ELEMENT_TOO_LONG abcdef']],
    ['has a code that is in no list', `<Order id="1" kind="odd">${ROW}</Order>`, ['21 ELEMENT_CODE odd']],
    [
      'holds itself, and is wrong inside',
      `<Order id="1"><Row><Item>a</Item><Count>1</Count><Part><Item>b</Item></Part></Row></Order>`,
      ['50 XML_ELEMENT_MISSING Count'],
    ],
  ])('%s', (_, xml, problems) => expect(told(xml)).toEqual(problems));

  it('names the attribute, and the line it stands on', () => {
    const [wrong] = problemsOf(`<Order id="1">\n  <Row\n    no="x"><Item>a</Item><Count>1</Count></Row></Order>`);
    expect(wrong!.at).toMatchObject({ line: 3, column: 9, tag: 'Row', name: '@no' });
  });
});
