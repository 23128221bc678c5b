// The parser and the checker say what is wrong with a mapping: exactly where, in words, with the nearest right name.
import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../../../src/core/catalog.ts';
import { createValidate } from '../../../src/core/schema.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { readFiles, schemasIn } from '../../../src/node/files.ts';
import { checked, order, root } from './fixture.ts';

/** Rules of an 850 start at line 4, column 3. */
const rules: [string, string, string[]][] = [
  ['an unknown field', 'nubmer: BEG03', ['4:3 order has no field nubmer here; did you mean number?']],
  ['an unknown field with no near name', 'zzzzzz: BEG03', ['4:3 order has no field zzzzzz here']],
  [
    'an unknown field of an object',
    'shipTo:\n  in: N1[01=ST]\n  nmae: N102',
    ['6:5 order has no field nmae here; did you mean name?'],
  ],
  ['an unknown segment', 'number: BGE03', ['4:11 BGE of BGE03 does not stand here in x12/850; did you mean BEG?']],
  ['a segment that stands elsewhere', 'number: SDQ03', ['4:11 SDQ of SDQ03 does not stand here in x12/850']],
  [
    'an unknown segment in a loop',
    'lines:\n  each: PO1\n  number: PO201',
    ['6:13 PO2 of PO201 does not stand here in x12/850; did you mean PO1?'],
  ],
  ['an element that is not there', 'number: BEG13', ['4:11 BEG has 12 elements; there is no BEG13']],
  ['element 0', 'number: BEG00', ['4:11 BEG has 12 elements; there is no BEG00']],
  ['a segment without an element', 'number: BEG', ['4:11 which element? BEG01 is the first of BEG']],
  ['a component that is not there', 'references:\n  each: REF\n  value: REF04-9', ['6:12 REF04 has no component 9']],
  ['a component of a simple element', 'references:\n  each: REF\n  value: REF02-2', ['6:12 REF02 has no component 2']],
  [
    'a composite without a component',
    'references:\n  each: REF\n  value: REF04',
    ['6:12 REF04 is a composite: name a component, REF04-1'],
  ],
  [
    'a predicate on an element that is not there',
    'contract: REF[09=CT]02',
    ['4:13 REF has no element 09 for REF[09=CT]'],
  ],
  [
    'a predicate on a component that is not there',
    'contract: REF[04-9=CT]02',
    ['4:13 REF has no element 04-9 for REF[04-9=CT]'],
  ],
  [
    'an unknown table',
    'kind: BEG02 | code order-knid',
    ['4:17 there is no table order-knid; did you mean order-kind?'],
  ],
  ['an unknown codec', 'kind: BEG02 | cdoe order-kind', ['4:17 there is no codec cdoe; did you mean code?']],
  [
    'an unknown second codec',
    'kind: BEG02 | code order-kind | defualt x',
    ['4:35 there is no codec defualt; did you mean default?'],
  ],
  ['a code of a date', 'issued: BEG05 | code purpose', ['4:19 issued is of type date; a code is text']],
  [
    'a date format that is none',
    'issued: BEG05 | date YYYY',
    ['4:19 "YYYY" is no date format; use YYYY or YY, MM and DD'],
  ],
  ['a date format for a text', 'number: BEG03 | date YYYYMMDD', ['4:19 number is no date']],
  ['a duplicate field', 'number: BEG03\nnumber: BEG04', ['5:3 Map keys must be unique']],
  ['each on what is no list', 'shipTo:\n  each: N1[01=ST]\n  name: N102', ['5:11 shipTo is no list: bind it with in']],
  ['in on a list', 'lines:\n  in: PO1\n  number: PO101', ['5:5 lines is a list: bind it with each']],
  ['a list without each', 'lines:\n  number: PO101', ['5:5 lines is a list: bind it with each']],
  ['a place for a whole object', 'shipTo: N102', ['4:11 shipTo holds fields: write them below it']],
  ['a place for a list of objects', 'lines: PO101', ['4:10 lines is a list of objects: use each']],
  [
    'a place for a list of texts',
    'shipTo:\n  in: N1[01=ST]\n  additionalNames: N201',
    ['6:22 additionalNames is a list: write [N201]'],
  ],
  ['a list for one value', 'number: [BEG03]', ['4:3 number is one value, not a list']],
  ['a list of places for a list of objects', 'lines: [PO101]', ['4:3 lines is a list of objects: use each']],
  [
    'a list over two segments',
    'shipTo:\n  in: N1[01=ST]\n  additionalNames: [N201, N301]',
    ['6:29 the paths of one list must be of the same segment'],
  ],
  ['an empty list', 'shipTo:\n  in: N1[01=ST]\n  additionalNames: []', ['6:5 the list is empty']],
  ['fields below a single value', 'number:\n  in: BEG\n  name: BEG03', ['4:3 number holds no fields']],
  ['in and each at once', 'lines:\n  in: PO1\n  each: PO1\n  number: PO101', ['6:5 a block binds once: in or each']],
  [
    'each on an element',
    'lines:\n  each: PO101\n  number: PO101',
    ['5:11 each binds to a segment, a loop or an element group, not to one element'],
  ],
  [
    'positions that start no group',
    'lines:\n  each: PO1(07,08)\n  number: PO101',
    ['5:11 PO1 has no element group at 7,8'],
  ],
  [
    'a qualifier in a segment without groups',
    'number: BEG(BP)',
    ['4:11 BEG has no element groups, so BEG(BP) finds nothing'],
  ],
  [
    'alternatives of unequal number',
    "lines:\n  each: PO1\n  remarks: ['MSG01 or MTX02', MSG02]",
    ['6:33 every path of a list has the same number of alternatives'],
  ],
  [
    'a wrong alternative',
    'contract: BEG06 or BGE04',
    ['4:22 BGE of BGE04 does not stand here in x12/850; did you mean BEG?'],
  ],
  [
    'an alternative that is no place',
    'contract: BEG06 or beg04',
    ['4:22 expected a segment such as BEG03 or N1[01=ST], found "beg04"'],
  ],
  ['a place in quotes', "lines:\n  each: PO1\n  remarks: ['MSG99']", ['6:16 MSG has 3 elements; there is no MSG99']],
  [
    'nothing to remove',
    'number: ~',
    ['4:3 ~ removes a rule of the mapping this one extends; here is nothing to remove'],
  ],
  ['an unknown anchor', 'buyer: *party', ['4:10 no anchor &party stands above']],
  [
    'a merge of what is no block',
    'buyer:\n  in: N1[01=BY]\n  <<: party',
    ['6:5 << merges a mapping: write <<: *anchor'],
  ],
];

describe('a rule', () => {
  it.each(rules)('with %s is found', (_, text, findings) => {
    expect(checked(order(text)).findings).toEqual(findings.map((finding) => `m.yaml:${finding}`));
  });

  it('that is wrong in an anchored block is said once', () => {
    const text = 'buyer: &party\n  in: N1[01=BY]\n  nmae: N102\nshipTo:\n  <<: *party\n  in: N1[01=ST]';
    expect(checked(order(text)).findings).toEqual(['m.yaml:6:5 order has no field nmae here; did you mean name?']);
  });

  it('may name what only one release has', () => {
    expect(
      checked(order('lines:\n  each: PO1\n  messages:\n    each: MTX\n    text: MTX02\n  remarks: [MSG01]')).findings,
    ).toEqual([]);
  });
});

const files: [string, string, string[]][] = [
  ['nothing', '', ['1:1 a mapping is a YAML mapping with document, message and map']],
  ['a list', '- number\n', ['1:1 a mapping is a YAML mapping with document, message and map']],
  [
    'a part that is none',
    'document: order\nmessage: x12/850\nmap: {}\nmapp: {}\n',
    [
      '4:1 "mapp" is not a part of a mapping; its parts are document, message, feed, releases, extends, arrange, map, read, write, ignore',
    ],
  ],
  [
    'no document and no message',
    'map:\n  number: BEG03\n',
    [
      '1:1 document: is missing; it names the canonical document, such as order',
      '1:1 message: is missing; it names the message, such as x12/850',
    ],
  ],
  ['no map', 'document: order\nmessage: x12/850\n', ['1:1 map: is missing; it holds the rules']],
  [
    'an unknown document',
    'document: ordre\nmessage: x12/850\nmap: {}\n',
    ['1:11 document: there is no schemas/canonical/ordre.json; did you mean order?'],
  ],
  [
    'an unknown message',
    'document: order\nmessage: x12/580\nmap: {}\n',
    ['2:10 message: no dictionary defines x12/580; did you mean x12/850?'],
  ],
  [
    'a map that is a text',
    'document: order\nmessage: x12/850\nmap: BEG03\n',
    ['3:6 expected fields, one a line: `number: BEG03`'],
  ],
  [
    'a map that binds',
    'document: order\nmessage: x12/850\nmap:\n  each: PO1\n',
    ['4:9 each belongs to a field; map stands for the set itself'],
  ],
  [
    'a line out of its column',
    'document: order\nmessage: x12/850\nmap:\n   number: BEG03\n  kind: BEG02\n',
    ['5:1 All mapping items must start at the same column'],
  ],
  ['a tab', 'document: order\nmap:\n\tnumber: BEG03\n', ['3:1 Tabs are not allowed as indentation']],
  [
    'a read rule for an unknown field',
    order('number: BEG03', 'read:\n  knid: x\n'),
    ['6:3 order has no field knid here; did you mean kind?'],
  ],
  [
    'a write rule for an unknown segment',
    order('number: BEG03', 'write:\n  CTX01: x\n'),
    ['6:3 CTX of CTX01 does not stand here in x12/850; did you mean CTP?'],
  ],
  [
    'a write rule for an element that is not there',
    order('number: BEG03', 'write:\n  CTT09: x\n'),
    ['6:3 CTT has 7 elements; there is no CTT09'],
  ],
  [
    'a write rule without an element',
    order('number: BEG03', 'write:\n  CTT: x\n'),
    ['6:3 which element? CTT01 is the first of CTT'],
  ],
  [
    'an expression that ends early',
    order('number: BEG03', 'write:\n  CTT01: = size(\n'),
    ['6:10 Unexpected token: EOF'],
  ],
  [
    'an expression with an unknown function',
    order('number: BEG03', 'write:\n  CTT01: = foo(1)\n'),
    ["6:10 found no matching overload for 'foo(int)'"],
  ],
  [
    'an unknown segment to ignore',
    order('number: BEG03', 'ignore: [SE, BGE02]\n'),
    ['5:14 segment BGE is in no dictionary; did you mean BEG?'],
  ],
  [
    'an element to ignore that is not there',
    order('number: BEG03', 'ignore: [CTT08]\n'),
    ['5:10 CTT has 7 elements; there is no CTT08'],
  ],
  ['ignore without a list', order('number: BEG03', 'ignore: CTT02\n'), ['5:9 expected a list of paths: [SE, CTT02]']],
];

describe('a file', () => {
  it.each(files)('with %s is found', (_, text, findings) => {
    expect(checked(text).findings).toEqual(findings.map((finding) => `m.yaml:${finding}`));
  });

  it('may ignore segments, elements, whole composites and segments below a loop', () => {
    expect(checked(order('number: BEG03', 'ignore: [SE, CTT02, REF04, REF04-2, PO1/CUR]\n')).findings).toEqual([]);
  });

  it('keeps what looks like a number or a truth as text', () => {
    const { plan } = checked(order('kind: BEG02 | default NO', 'read:\n  purpose: 01\n'));
    expect(plan?.root.steps[0]).toMatchObject({ fallback: 'NO' });
    expect(plan?.root.reads[0]).toMatchObject({ constant: '01' });
  });
});

describe('an overlay', () => {
  it.each([
    [
      'an unknown field to remove',
      'extends: base\nmap:\n  nubmer: ~\n',
      ['3:3 order has no field nubmer here; did you mean number?'],
    ],
    [
      'a field to remove that is not inherited',
      'extends: base\nmap:\n  kind: ~\n',
      ['3:3 ~ removes a rule of the mapping this one extends; here is nothing to remove'],
    ],
    [
      'an unknown place',
      'extends: base\nmap:\n  kind: BGE02\n',
      ['3:9 BGE of BGE02 does not stand here in x12/850; did you mean BEG?'],
    ],
  ])('with %s is found', (_, text, findings) => {
    expect(checked(order('number: BEG03'), text).findings).toEqual(findings.map((finding) => `m.yaml:${finding}`));
  });
});

describe('the catalog', () => {
  const files = readFiles(root);
  const schemas = [...files].filter(([path]) => path.startsWith('schemas/'));
  const validate = createValidate(schemasIn(files));
  const lint = (more: Record<string, string>): string[] =>
    buildCatalog(new Map([...schemas, ...Object.entries(more)]), validate).findings.map(sentence);

  it('says what a mapping extends in vain', () => {
    expect(
      lint({ 'mappings/x12/850.yaml': order('number: BEG03'), 'mappings/partners/p/850.yaml': 'extends: x12/805\n' }),
    ).toEqual(['mappings/partners/p/850.yaml:1:1 extends: there is no mapping x12/805; did you mean x12/850?']);
  });

  it('says that overlays go in a circle', () => {
    expect(lint({ 'mappings/x12/a.yaml': 'extends: x12/b\n', 'mappings/x12/b.yaml': 'extends: x12/a\n' })).toEqual([
      'mappings/x12/b.yaml:1:1 extends: x12/a → x12/b → x12/a goes in a circle',
    ]);
  });

  it('says that a table has no column for the format', () => {
    const more = {
      'mappings/tables/kind.csv': 'kind,edifact\nnormal,220\n',
      'mappings/x12/850.yaml': order('kind: BEG02 | code kind'),
    };
    expect(lint(more)).toEqual(['mappings/x12/850.yaml:4:17 mappings/tables/kind.csv has no column x12']);
  });

  it('says what is wrong with a table', () => {
    expect(
      lint({ 'mappings/tables/kind.csv': 'kind,x12\nnormal\n,NE\n', 'mappings/tables/one.csv': 'kind\n' }),
    ).toEqual([
      'mappings/tables/kind.csv:2:1 1 cells where the header has 2',
      'mappings/tables/kind.csv:3:1 the kind column is empty',
      'mappings/tables/one.csv:1:1 a table has a header: the canonical vocabulary, then one column for each format',
    ]);
  });
});
