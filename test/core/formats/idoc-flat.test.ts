// Flat IDocs: lines of fixed width are the tree that the same IDoc has as XML, whatever its sender leaves out, and what is
// wrong with a line is told at its place.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TransactionSet, Unit } from '../../../src/core/edi/envelope.ts';
import { writeDocument } from '../../../src/core/formats/documents.ts';
import { detect, reader, writeFlat } from '../../../src/core/formats/idoc-flat.ts';
import { openReader } from '../../../src/core/formats/index.ts';
import { type Problem, problem } from '../../../src/core/problem.ts';
import type { Node } from '../../../src/core/tree.ts';
import { conform } from '../../../src/core/xml/conform.ts';
import { readXml, type XmlDocument } from '../../../src/core/xml/read.ts';
import { openXml, type XmlSource } from '../../../src/core/xml/schema.ts';
import { PROJECT } from '../../../src/node/files.ts';

const definition = openXml(
  'idoc',
  JSON.parse(readFileSync(join(PROJECT, 'schemas/xml/idoc.json'), 'utf8')) as XmlSource,
);
const vocabularies = new Map([['idoc', definition]]);
const folder = join(PROJECT, 'mappings/idoc');
const fixtures = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.xml'));

const document = (path: string): XmlDocument =>
  readXml(readFileSync(join(folder, path)), () => definition) as XmlDocument;
const flatOf = (path: string): string => writeFlat(document(path).root, definition).text;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

interface Result {
  units: Unit[];
  sets: TransactionSet[];
  problems: Problem[];
}

function read(bytes: Uint8Array, size = bytes.length): Result {
  const one = reader({ vocabularies });
  const units: Unit[] = [];
  for (let at = 0; at < bytes.length; at += size) units.push(...one.push(bytes.subarray(at, at + size)));
  units.push(...one.end());
  const sets = units.flatMap((unit) => (unit.unit === 'set' ? [unit.set] : []));
  return { units, sets, problems: [...one.problems, ...sets.flatMap((set) => set.problems)] };
}

/** Names and values of a tree, without what holds nothing and without places. */
const shape = ({ name, kind, value, children }: Node): unknown =>
  kind === 'value'
    ? [name, value]
    : [name, ...children.filter((child) => child.kind !== 'value' || child.value !== '').map(shape)];

const control = (type = 'ORDERS05', message = 'ORDERS', number = '1'): string =>
  `EDI_DC40  ${'100'}${number.padStart(16, '0')}${' '.repeat(10)}${type.padEnd(30)}${' '.repeat(30)}${message.padEnd(30)}`;
const data = (segment: string, fields = '', { number = '', above = '', level = '', idoc = '1' } = {}): string =>
  segment.padEnd(33) + idoc.padStart(16, '0') + number.padEnd(6) + above.padEnd(6) + level.padEnd(2) + fields;
const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join('');
const told = ({ code, message, at: { line, column, tag } }: Problem): string =>
  `${line}:${column} ${tag === undefined ? '' : `${tag} `}${code} ${message}`;
const firstTree = (text: string): unknown => shape(read(utf8(text)).sets[0]!.tree!);

describe('the tree of a flat IDoc', () => {
  it.each(fixtures)('is that of the same IDoc as XML: %s', (path) => {
    const { sets, problems } = read(utf8(flatOf(path)));
    expect(problems).toEqual([]);
    expect(sets.map(({ tree }) => shape(tree!))).toEqual(document(path).root.children.slice(1).map(shape));
  });

  it('is the same in chunks of any size, with other line ends, and without blanks at the end of lines', () => {
    const text = flatOf('ORDERS.test/full.xml');
    const expected = firstTree(text);
    for (const size of [1, 2, 7, 524, 1063, 4096])
      expect(shape(read(utf8(text), size).sets[0]!.tree!)).toEqual(expected);
    expect(firstTree(text.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(firstTree(text.replace(/ +$/gm, ''))).toEqual(expected);
    expect(firstTree(text.replaceAll('\n', ''))).toEqual(expected);
    expect(firstTree(`\uFEFF${text}`)).toEqual(expected);
  });

  it('is the same in ISO-8859-1 and UTF-8: widths count characters', () => {
    const text = flatOf('ORDERS.test/full.xml');
    expect(text).toMatch(/[äöüß]/);
    const [one, other] = [read(utf8(text)), read(latin(text))];
    expect(other.problems).toEqual([]);
    expect(shape(other.sets[0]!.tree!)).toEqual(shape(one.sets[0]!.tree!));
    // A line whose last character is the first byte of what could be one in UTF-8.
    const end = lines(control(), data('E2EDK01', 'x\u00e4'.padEnd(3)).trimEnd());
    expect(JSON.stringify(shape(read(latin(end)).sets[0]!.tree!))).toContain('x\u00e4');
  });

  it('has the fields where the definition has them, and what stands behind them as the text of the segment', () => {
    const long = `${'B'.padStart(4)}${' '.repeat(5)}`;
    const text = lines(control(), data('E2EDK03', '00220260320120000more'), data('Z2CUSTOM000', long));
    expect(firstTree(text)).toEqual([
      'IDOC',
      ['IDOC', ['@BEGIN', '1']],
      expect.arrayContaining(['EDI_DC40']),
      [
        'E1EDK03',
        ['E1EDK03', ['.', 'more'], ['@SEGMENT', '1']],
        ['IDDAT', ['.', '002']],
        ['DATUM', ['.', '20260320']],
        ['UZEIT', ['.', '120000']],
      ],
      ['Z1CUSTOM', ['Z1CUSTOM', ['.', '   B'], ['@SEGMENT', '1']]],
    ]);
  });

  it.each(['E2EDK02', 'E2EDK02000', 'E2EDK02001', 'E1EDK02'])('reads %s as E1EDK02', (segment) => {
    expect(firstTree(lines(control(), data(segment, '001PO-1')))).toContainEqual([
      'E1EDK02',
      ['E1EDK02', ['@SEGMENT', '1']],
      ['QUALF', ['.', '001']],
      ['BELNR', ['.', 'PO-1']],
    ]);
  });
});

describe('what stands below what', () => {
  const names = (node: Node): unknown[] =>
    node.children.flatMap((child) =>
      child.kind === 'group' && child.name !== 'EDI_DC40' ? [[child.name, ...names(child)]] : [],
    );
  const tree = (...records: string[]): unknown[] => names(read(utf8(lines(control(), ...records))).sets[0]!.tree!);
  const expected = [
    ['E1EDK01'],
    ['E1EDP01', ['E1EDPT1', ['E1EDPT2']], ['E1EDP19']],
    ['E1EDP01', ['E1EDP19']],
    ['E1EDS01'],
  ];

  it('is said by the numbers of the segments', () => {
    expect(
      tree(
        data('E2EDK01005', '', { number: '000001', above: '000000', level: '01' }),
        data('E2EDP01008', '', { number: '000002', above: '000000', level: '01' }),
        data('E2EDPT1001', '', { number: '000003', above: '000002', level: '02' }),
        data('E2EDPT2001', '', { number: '000004', above: '000003', level: '03' }),
        data('E2EDP19001', '', { number: '000005', above: '000002', level: '02' }),
        data('E2EDP01008', '', { number: '000006', above: '000000', level: '01' }),
        data('E2EDP19001', '', { number: '000007', above: '000006', level: '02' }),
        data('E2EDS01', '', { number: '000008', above: '000000', level: '01' }),
      ),
    ).toEqual(expected);
  });

  it('is known by the definition where they are left out', () => {
    const segments = [
      'E2EDK01005',
      'E2EDP01008',
      'E2EDPT1001',
      'E2EDPT2001',
      'E2EDP19001',
      'E2EDP01008',
      'E2EDP19001',
      'E2EDS01',
    ];
    expect(tree(...segments.map((segment) => data(segment)))).toEqual(expected);
  });

  it("is said by the numbers and levels for a customer's own segments", () => {
    expect(
      tree(
        data('E2EDP01008', '', { number: '1', level: '01' }),
        data('Z2LINE', '', { number: '2', above: '1', level: '02' }),
        data('Z2PART', '', { number: '3', level: '03' }),
        data('Z2OTHER', '', { number: '4', level: '02' }),
        data('Z2WHOLE', '', { number: '5', level: '01' }),
      ),
    ).toEqual([['E1EDP01', ['Z1LINE', ['Z1PART']], ['Z1OTHER']], ['Z1WHOLE']]);
  });

  it('is the definition where a number is wrong, which is told', () => {
    const text = lines(
      control(),
      data('E2EDK01005', '', { number: '1' }),
      data('E2EDP01008', '', { number: '2' }),
      data('E2EDP19001', '', { number: '3', above: '1' }),
      data('E2EDP19001', '', { number: '4', above: '9' }),
    );
    const { sets, problems } = read(utf8(text));
    expect(names(sets[0]!.tree!)).toEqual([['E1EDK01'], ['E1EDP01', ['E1EDP19'], ['E1EDP19']]]);
    expect(problems.map(told)).toEqual([
      '4:56 E1EDP19 IDOC_PARENT_WRONG segment E1EDP19 cannot stand below the segment E1EDK01; it was read where it may',
      '5:56 E1EDP19 IDOC_PARENT_WRONG segment E1EDP19 cannot stand below the segment of number 9, which is not above; it was read where it may',
    ]);
  });
});

describe('the IDocs of a file', () => {
  it('are interchanges of their own: each has its number and its partners', () => {
    const [orders, invoice] = ['ORDERS.test/plain.xml', 'INVOIC.test/full.xml'].map(flatOf);
    const { units } = read(utf8(orders! + invoice!));
    expect(units.map(({ unit }) => unit)).toEqual(
      Array.from({ length: 2 }, () => ['interchange', 'group', 'set', 'groupEnd', 'interchangeEnd']).flat(),
    );
    expect(
      units
        .flatMap((one) => (one.unit === 'interchange' ? [one.interchange] : []))
        .map(({ control: number, sender, receiver, usage, envelope }) => [
          number,
          sender.id,
          receiver.id,
          usage,
          envelope,
        ]),
    ).toEqual([
      ['0000000000000042', '17100001', 'EDIGW', 'T', 'flat'],
      ['0000000000955001', 'HALBROC100', '104711', 'P', 'flat'],
    ]);
  });

  it('come one by one, as soon as the next begins', () => {
    const one = reader({ vocabularies });
    expect(one.push(utf8(lines(control(), data('E2EDK01'))))).toEqual([]);
    expect(one.push(utf8(lines(control()))).map(({ unit }) => unit)).toContain('set');
  });

  it('are detected by the name of the control record', () => {
    expect(detect(utf8('EDI_DC40  100'))).toBe(true);
    expect(detect(utf8('\uFEFFEDI_DC40'))).toBe(true);
    expect(detect(utf8('EDI_DC4'))).toBe(false);
    expect(openReader(utf8(control()), { vocabularies }).format).toBe('idoc-flat');
  });
});

describe('places', () => {
  it('are the bytes of a field, its line and its character', () => {
    const text = lines(
      control(),
      data('E2EDKA1003', `AG ${'1'.padEnd(17)}${' '.repeat(17)}${'Stra\u00dfenbau \u00c4'.padEnd(35)}Zweigstelle`),
    );
    const place = (bytes: Uint8Array, name: string): unknown => {
      const { tree, locate } = read(bytes).sets[0]!;
      const found = tree!.children.at(-1)!.children.find((one) => one.name === name)!;
      return [found.offset, locate!(found.offset)];
    };
    const line = control().length + 1;
    expect(place(latin(text), 'NAME2')).toEqual([line + 63 + 72, { line: 2, column: 64 + 72 }]);
    expect(place(utf8(text), 'NAME2')).toEqual([line + 63 + 72 + 2, { line: 2, column: 64 + 72 }]);
  });

  const wrong: [what: string, text: string, problems: string[]][] = [
    [
      'a data record before any control record',
      lines(data('E2EDK01'), data('E2EDK14')),
      ['1:1 IDOC_CONTROL_MISSING a control record (EDI_DC40) comes first; found E2EDK01'],
    ],
    [
      'a record of another IDoc',
      lines(control(), data('E2EDK01', '', { idoc: '2' })),
      [
        '2:34 E2EDK01 IDOC_NUMBER_DIFFERS the record is of IDoc 0000000000000002; the control record says 0000000000000001',
      ],
    ],
    [
      'a record without a segment',
      lines(control(), `${' '.repeat(33)}1`),
      ['2:1 IDOC_RECORD_INVALID the record cannot be read: it names no segment'],
    ],
    [
      'a name that is none',
      lines(control(), data('E2EDK 01')),
      ['2:1 IDOC_RECORD_INVALID the record cannot be read: "E2EDK 01" is no name of a segment'],
    ],
    [
      'a number that is none',
      lines(control(), data('E2EDK01', '', { number: '00x' })),
      ['2:50 IDOC_RECORD_INVALID the record cannot be read: SEGNUM "00x" is no number'],
    ],
    [
      'a record that is too short',
      lines(control(), 'E2EDK01'),
      ['2:8 IDOC_RECORD_INVALID the record cannot be read: it is too short'],
    ],
    [
      'a file that ends within a record',
      lines(control()) + data('E2EDK02', '001PO', { number: '1' }),
      ['2:69 IDOC_RECORD_CUT the file ends within this record'],
    ],
    ['a file that ends within a control record', control(), ['1:130 IDOC_RECORD_CUT the file ends within this record']],
    [
      'a basic type nobody knows',
      lines(control('ZORDERS9')),
      ['1:1 XML_ROOT_UNKNOWN no vocabulary defines a document that starts with ZORDERS9'],
    ],
  ];
  it.each(wrong)('%s is told where it is', (_, text, problems) => {
    const found = read(utf8(text)).problems;
    expect(found.map(told)).toEqual(problems);
  });

  it('a line in another encoding than those before it is told', () => {
    const before = utf8(lines(control(), data('E2EDK02', '001\u00c4')));
    const bytes = new Uint8Array([...before, ...latin(lines(data('E2EDK02', '002\u00c4')))]);
    const { problems } = read(bytes);
    expect(problems.map(told)).toEqual([
      '3:1 IDOC_RECORD_INVALID the record cannot be read: it is not UTF-8, as what stands before it is',
    ]);
  });

  it('an IDoc that is too large is told once', () => {
    const one = reader({ vocabularies, maxSetBytes: 300 });
    const units = [
      ...one.push(utf8(lines(control(), ...Array.from({ length: 9 }, () => data('E2EDK02', '001X'))))),
      ...one.end(),
    ];
    const found = units.flatMap((unit) => (unit.unit === 'set' ? unit.set.problems : []));
    expect(found.map(({ code }) => code)).toEqual(['SET_TOO_LARGE']);
  });

  it('without the vocabulary nothing is read, which is told', () => {
    const one = reader();
    expect([...one.push(utf8(lines(control()))), ...one.end()]).toEqual([]);
    expect(one.problems.map(({ code }) => code)).toEqual(['XML_ROOT_UNKNOWN']);
  });
});

describe('any part of a file', () => {
  const bytes = readFileSync(join(folder, 'ORDERS.test/flat.idoc'));

  it('is told to be one, unless it ends where a line does', () => {
    const silent: number[] = [];
    for (let length = 0; length < bytes.length; length++) {
      const part = bytes.subarray(0, length);
      const one = openReader(part, { vocabularies }).reader;
      const units = [...one.push(part), ...one.end()];
      const found = [...one.problems, ...units.flatMap((unit) => (unit.unit === 'set' ? wrongIn(unit.set) : []))];
      if (found.length === 0) silent.push(length);
    }
    expect(silent.filter((length) => bytes[length - 1] !== 10)).toEqual([]);
    // An IDoc does not say how many records it has.
    expect(silent.length).toBeGreaterThan(0);
  }, 60_000);

  const wrongIn = (set: TransactionSet): Problem[] => [
    ...set.problems,
    ...conform(
      set.tree!,
      definition.sets.get('ORDERS')!.body,
      ({ offset }) => problem('IDOC_RECORD_CUT', { offset }).at,
    ),
  ];

  it('and any bytes at all are read without an exception', () => {
    const text = bytes.toString('latin1');
    for (let at = 0; at < text.length; at += 13) {
      const broken = latin(`${text.slice(0, at)}\n\u00ff ${text.slice(at + (at % 97))}`);
      expect(() => read(broken, 100)).not.toThrow();
    }
  });
});

describe('writing', () => {
  const { root } = document('ORDERS.test/full.xml');
  const message = {
    type: 'ORDERS',
    body: root.children[1]!,
    sender: { qualifier: '', id: 'EDIGW' },
    receiver: { qualifier: 'KU', id: 'SHOP' },
    control: '77',
    usage: 'T',
    at: '2026-03-05T08:15:02Z',
  };

  it('has lines of full width, numbered, with the names of released segments', () => {
    const all = flatOf('ORDERS.test/full.xml').split('\n');
    expect(all.pop()).toBe('');
    expect(new Set(all.map(({ length }) => length))).toEqual(new Set([524, 1063]));
    expect(all.slice(1, 3).map((line) => line.slice(0, 63).replace(/ +/g, ' '))).toEqual([
      'E2EDK01005 000000000081771100000100000001',
      'E2EDK14 000000000081771100000200000001',
    ]);
  });

  it('is the form that the partner sends in', () => {
    const asLines = writeDocument(definition, { ...message, body: bodyWithout(message.body), flat: true });
    expect(asLines.problems).toEqual([]);
    expect(asLines.text.slice(0, 524).trimEnd()).toMatch(/^EDI_DC40 {5}0000000000000077.*ORDERS05.*EDIGW/);
    expect(writeDocument(definition, message).text).toContain('<ORDERS05>');
  });

  it('refuses what a line has no room for', () => {
    const field = (name: string, value: string): Node => ({
      ...leafless(name),
      children: [{ ...leafless('.'), kind: 'value', value }],
    });
    const segment = root.children[1]!.children.find(({ name }) => name === 'E1EDK14')!;
    const idoc = {
      ...root.children[1]!,
      children: [
        root.children[1]!.children[0]!,
        {
          ...segment,
          children: [segment.children[0]!, field('QUALF', '0065'), field('ORGID', 'a\nb'), field('NAME', 'x')],
        },
      ],
    };
    const { problems, text } = writeFlat({ ...root, children: [root.children[0]!, idoc] }, definition);
    expect(problems.map(({ message: said }) => said)).toEqual([
      '"x" cannot be written: E1EDK14 has no field NAME',
      '"0065" cannot be written: longer than 3 characters',
      '"a\\x0ab" cannot be written: a line of a flat IDoc cannot hold a line end',
    ]);
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });

  const leafless = (name: string): Node => ({
    kind: 'segment',
    name,
    value: '',
    children: [],
    offset: -1,
    segment: 0,
    claim: 0,
  });
  /** The body as a mapping writes it: without a control record. */
  const bodyWithout = (body: Node): Node => ({
    ...body,
    children: body.children.filter(({ name }) => name !== 'EDI_DC40'),
  });
});

it('an IDoc of many records is read in time that grows with them', () => {
  const records = Array.from({ length: 40_000 }, () => data('E2EDP01', '000010'));
  const start = performance.now();
  const { sets, problems } = read(utf8(lines(control(), ...records)), 64 * 1024);
  expect(sets[0]!.tree!.children.filter(({ name }) => name === 'E1EDP01')).toHaveLength(40_000);
  expect(problems).toEqual([]);
  // Where each record looked through those before it, it took nine seconds.
  expect(performance.now() - start).toBeLessThan(4000);
});
