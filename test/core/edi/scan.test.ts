// Bytes become the same segments and values whatever separates them and wherever the chunks are cut, and every value
// knows the byte it came from.
import { describe, expect, it } from 'vitest';
import type { TransactionSet } from '../../../src/core/edi/envelope.ts';
import type { Node } from '../../../src/core/tree.ts';
import { bytesOf, type Dress, dressed, interchangeText, isa, ORDER, oneSet, THREE_ORDERS, utf8 } from './fixture.ts';
import { everything, problemCodes, type Read, readBytes, readChunks, valuesOf } from './reading.ts';

const RICH = oneSet(['BEG*00*SA*4711**20240305', 'REF*DP*1*text*ZZ>a>ZZ>b', 'PO1*1*10*EA*2.50**BP*K-100', 'CTT*1']);
const EXPECTED = valuesOf(readBytes(utf8(RICH)).sets);

describe('separators come from the ISA alone', () => {
  const dresses: [string, Dress][] = [
    ['a tilde ends segments', {}],
    ['a tilde and a line feed', { lineEnd: '\n' }],
    ['a tilde and a carriage return', { lineEnd: '\r' }],
    ['a tilde and both', { lineEnd: '\r\n' }],
    ['a tilde and two empty lines', { lineEnd: '\n\n\n' }],
    ['an apostrophe ends segments', { terminator: "'" }],
    ['a line feed ends segments', { terminator: '\n' }],
    ['a carriage return ends segments', { terminator: '\r' }],
    ['carriage return and line feed end segments', { terminator: '\r', lineEnd: '\n' }],
    ['the control character 0x15 ends segments', { terminator: '\u0015' }],
    ['the byte 0x85 ends segments', { terminator: '\u0085' }],
    ['the byte 0xA7 ends segments', { terminator: '\u00a7' }],
    ['a two-byte UTF-8 character ends segments', { terminator: '\u00c3\u0096' }],
    ['a two-byte UTF-8 character and a line end', { terminator: '\u00c2\u00a7', lineEnd: '\r\n' }],
    ['a bar separates elements', { element: '|' }],
    ['a caret separates elements', { element: '^' }],
    ['a tabulator separates elements', { element: '\t' }],
    ['the byte 0x1D separates elements', { element: '\u001d', component: '\u001f', terminator: '\u001c' }],
    ['a byte over 0x7F separates elements', { element: '\u00a6', component: '\u00a4' }],
    ['a plus and a colon as EDIFACT has them', { element: '+', component: ':', terminator: "'" }],
    ['a backslash separates components', { component: '\\' }],
    ['a caret separates components', { component: '^' }],
    ['a full stop separates components where no number has one', { component: '@', element: ',' }],
    ['a byte order mark in front', { before: '\u00ef\u00bb\u00bf' }],
    ['white space in front', { before: ' \r\n\t \n' }],
    ['a byte order mark behind white space', { before: '\n \u00ef\u00bb\u00bf\n' }],
  ];
  it.each(dresses)('%s', (_, dress) => {
    const read = readBytes(bytesOf(dressed(RICH, dress)));
    expect(valuesOf(read.sets)).toEqual(EXPECTED);
    expect(problemCodes(read)).toEqual(dress.before?.includes('\u00ef') ? ['BYTES_BEFORE_INTERCHANGE'] : []);
    expect(valuesOf(readBytes(bytesOf(dressed(RICH, dress)), 1).sets)).toEqual(EXPECTED);
  });

  const unusable: [string, string, string][] = [
    ['a letter that would separate components', RICH.replaceAll('>', 'U'), 'INTERCHANGE_COMPONENT_SEPARATOR_INVALID'],
    [
      'a component separator that is the element separator',
      RICH.replaceAll('>', '*'),
      'INTERCHANGE_COMPONENT_SEPARATOR_INVALID',
    ],
    ['a digit as terminator', RICH.replaceAll('~', '7'), 'INTERCHANGE_TERMINATOR_INVALID'],
    ['a terminator that is the component separator', RICH.replaceAll('~', '>'), 'INTERCHANGE_TERMINATOR_INVALID'],
    ['a space as terminator', RICH.replaceAll('~', ' '), 'INTERCHANGE_TERMINATOR_INVALID'],
    ['a letter as element separator', RICH.replaceAll('*', 'X'), 'INTERCHANGE_MISSING'],
  ];
  it.each(unusable)('%s is refused', (_, text, code) => {
    const read = readBytes(utf8(text));
    expect(read.sets).toEqual([]);
    expect(problemCodes(read)).toContain(code);
  });
});

describe('repetitions', () => {
  const repeated = (version: string, repetition: string): unknown => {
    const text = interchangeText([{ sets: [{ body: ['REF*A^B>C^D*2'] }] }], { version, repetition });
    const read = readBytes(utf8(text));
    const [[, [, [reference]]]] = valuesOf(read.sets) as [[unknown, [string, unknown[]]]];
    return reference;
  };
  it.each([
    ['00401', '^', ['A^B', 'C^D']],
    ['00402', '^', { repeated: ['A', ['B', 'C'], 'D'] }],
    ['00501', '^', { repeated: ['A', ['B', 'C'], 'D'] }],
    ['00501', 'U', ['A^B', 'C^D']],
    ['00501', ' ', ['A^B', 'C^D']],
    ['00501', '4', ['A^B', 'C^D']],
  ])('version %s with "%s" in ISA11 reads %j', (version, repetition, expected) => {
    expect(repeated(version, repetition)).toEqual(expected);
  });

  it('a repetition separator that separates something else already is not used, and said', () => {
    const text = interchangeText([{ sets: [{ body: ORDER }] }], { version: '00501', repetition: '>' });
    expect(problemCodes(readBytes(utf8(text)))).toEqual(['INTERCHANGE_REPETITION_SEPARATOR_INVALID']);
  });
});

describe('several interchanges', () => {
  const second = dressed(interchangeText([{ sets: [{ control: '0009', body: ORDER }] }], { control: '000000002' }), {
    element: '|',
    component: ':',
    terminator: '\r',
    lineEnd: '\n',
  });

  it('each has its own separators', () => {
    const { interchanges, sets } = readBytes(utf8(`${THREE_ORDERS}\r\n${second}`));
    expect(interchanges.map(({ control, separators }) => [control, separators.element, separators.terminator])).toEqual(
      [
        ['000000001', '*', '~'],
        ['000000002', '|', '\r'],
      ],
    );
    expect(sets.map(({ control }) => control)).toEqual(['0001', '0002', '0003', '0009']);
  });

  it('groups keep their release, and an interchange acknowledgment before them is found', () => {
    const ta1 = 'TA1*000000905*240304*0900*A*000~';
    const text = interchangeText([
      { release: '004010', sets: [{ body: ORDER }] },
      { control: '2', release: '005010', sets: [{ body: ORDER }] },
    ]);
    const read = readBytes(utf8(text.replace('>~', `>~${ta1}`)));
    expect(read.units.flatMap((unit) => (unit.unit === 'group' ? [unit.group.version] : []))).toEqual([
      '004010',
      '005010',
    ]);
    expect(read.interchanges[0]!.acknowledgments.map((node) => node.children.map(({ value }) => value))).toEqual([
      ['000000905', '240304', '0900', 'A', '000'],
    ]);
    expect(problemCodes(read)).toEqual([]);
  });

  it('a set is handed on as soon as its trailer is there', () => {
    const bytes = utf8(THREE_ORDERS);
    const cut = THREE_ORDERS.indexOf('SE*5*0001~') + 'SE*5*0001~'.length;
    const { units } = readChunks([bytes.subarray(0, cut)]);
    expect(units.map(({ unit }) => unit)).toEqual(['interchange', 'group', 'set', 'groupEnd', 'interchangeEnd']);
  });
});

describe('binary data', () => {
  const withBinary = (segment: string): Read => readBytes(utf8(oneSet(['BEG*00*SA*4711**20240305', segment, 'CTT*1'])));
  const cases: [string, string, string[], string[]][] = [
    ['BIN of the right length may hold every separator', 'BIN*9*a*b>c~d~e', ['9', 'a*b>c~d~e'], []],
    ['BIN of length 0 is empty', 'BIN*0*', ['0', ''], []],
    ['BDS has its length second', 'BDS*ASC*5*a~b*c', ['ASC', '5', 'a~b*c'], []],
    [
      'BIN that is a whole interchange is not opened',
      `BIN*${THREE_ORDERS.length}*${THREE_ORDERS}`,
      [String(THREE_ORDERS.length), THREE_ORDERS],
      [],
    ],
    [
      'a length that leads nowhere is a problem and the data ends at the terminator',
      'BIN*8*abc',
      ['8', 'abc'],
      ['BINARY_LENGTH_WRONG'],
    ],
    ['a length that is no number too', 'BIN*x*abc', ['x', 'abc'], ['BINARY_LENGTH_WRONG']],
    ['a negative length too', 'BIN*-1*abc', ['-1', 'abc'], ['BINARY_LENGTH_WRONG']],
    [
      'a length beyond the end of the transmission too',
      'BIN*999999999*abc',
      ['999999999', 'abc'],
      ['BINARY_LENGTH_WRONG'],
    ],
    ['BIN without data is an ordinary segment', 'BIN*3', ['3'], []],
  ];
  it.each(cases)('%s', (_, segment, values, problems) => {
    const read = withBinary(segment);
    const [set] = read.sets;
    expect(set!.segments[2]!.children.map(({ value }) => value)).toEqual(values);
    expect(problemCodes(read)).toEqual(problems);
    expect(set!.segments.at(-1)!.name).toBe('SE');
  });

  it('megabytes of it in small chunks take no longer than they should', () => {
    const bytes = utf8(oneSet([`BIN*8000000*${'x'.repeat(8_000_000)}`, 'CTT*1']));
    const start = process.cpuUsage();
    const [set] = readBytes(bytes, 4096).sets;
    expect([set!.segments[1]!.children[1]!.value.length, set!.problems.length]).toEqual([8_000_000, 0]);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });

  it('lengths count bytes, not characters', () => {
    const bytes = utf8(oneSet(['BIN*6*äöü', 'CTT*1']));
    expect(readBytes(bytes).sets[0]!.segments[1]!.children[1]!.value).toBe('äöü');
  });
});

// One of everything that is read specially, tidy or not.
const MESSY = [
  '\u00ef\u00bb\u00bf\r\n',
  interchangeText([
    {
      sets: [
        {
          body: [
            'BEG*00*SA*4711**20240305',
            'BIN*9*a*b>c~d~e',
            'BIN*4*x',
            'REF*ZZ*\u00c3\u00a4\u00e4**a>b>>c',
            'CTT*1',
          ],
        },
      ],
    },
  ]).replace('>~GS', '>~TA1*000000905*240304*0900*A*000~  \t\n GS'),
  '\nnothing an interchange would say\n  ',
  dressed(
    interchangeText([{ release: '005010', sets: [{ body: ['REF*A^B>C^D*2', 'BIN*3*abc', 'CTT*1'] }] }], {
      control: '000000002',
      version: '00501',
      repetition: '^',
    }),
    {
      element: '|',
      component: ':',
      terminator: '\u00c3\u0096',
      lineEnd: '\r\n',
    },
  ),
  'IEA*1*1~',
  isa({ control: '000000003' }).replace('SENDER   ', 'SENDER\n\u00a0'),
  'GS*PO*A*B*20240305*0930*3*X*004010~ST*850*0003~BEG*00*SA*cut he',
  dressed(interchangeText([{ sets: [{ body: ORDER }] }], { control: '000000004' }), { element: '!', lineEnd: '\n  ' }),
  'ISA*00*',
].join('');

describe('chunks cut anywhere', () => {
  const bytes = bytesOf(MESSY);
  const whole = everything(readBytes(bytes));

  /** Where what was read differs first, in a form short enough to print. */
  function difference(read: string): string | undefined {
    if (read === whole) return undefined;
    const at = [...read].findIndex((character, i) => character !== whole[i]);
    return `${read.slice(at - 60, at + 60)} instead of ${whole.slice(at - 60, at + 60)}`;
  }

  it('the messy example holds what it should', () => {
    const read = readBytes(bytes);
    expect(read.interchanges.map(({ control }) => control)).toEqual([
      '000000001',
      '000000002',
      '000000003',
      '000000004',
    ]);
    expect(problemCodes(read)).toEqual([
      'BYTES_BEFORE_INTERCHANGE',
      'BYTES_BETWEEN_INTERCHANGES',
      'INTERCHANGE_TRAILER_UNEXPECTED',
      'INTERCHANGE_HEADER_INVALID',
      'BINARY_LENGTH_WRONG',
      'SPACE_BEFORE_SEGMENT',
      'SEGMENT_UNTERMINATED',
      'SET_TRAILER_MISSING',
      'GROUP_TRAILER_MISSING',
      'ISA_WRAPPED',
      'ISA_PADDED_ODDLY',
      'ISA_NOT_106',
      'INTERCHANGE_TRAILER_MISSING',
      'SPACE_BEFORE_SEGMENT',
      'SPACE_BEFORE_SEGMENT',
      'SPACE_BEFORE_SEGMENT',
    ]);
  });

  it('two chunks cut at every place give the same units', () => {
    for (let cut = 1; cut < bytes.length; cut++) {
      const read = everything(readChunks([bytes.subarray(0, cut), bytes.subarray(cut)]));
      expect([cut, difference(read)]).toEqual([cut, undefined]);
    }
  });

  it.each([1, 2, 3, 7, 64])('chunks of %i bytes give the same units', (size) => {
    expect(difference(everything(readBytes(bytes, size)))).toBeUndefined();
  });
});

describe('offsets', () => {
  const decoders = { 'utf-8': new TextDecoder('utf-8', { fatal: true }), 'iso-8859-1': new TextDecoder('latin1') };

  /** Every value must be found again at its offset; returns how many were looked at. */
  function confirm(bytes: Uint8Array, sets: TransactionSet[], charset: keyof typeof decoders): number {
    let count = 0;
    const there = (node: Node, text: string): void => {
      const size = charset === 'utf-8' ? new TextEncoder().encode(text).length : text.length;
      expect(decoders[charset].decode(bytes.subarray(node.offset, node.offset + size))).toBe(text);
      count++;
    };
    const confirmParts = (node: Node): void => {
      there(node, node.value);
      node.children.forEach(confirmParts);
      node.repeats?.forEach(confirmParts);
    };
    for (const { segments, offset, end } of sets) {
      for (const segment of segments) {
        there(segment, segment.name);
        segment.children.forEach(confirmParts);
      }
      expect(decoders[charset].decode(bytes.subarray(offset, offset + 3))).toBe('ST*');
      expect(decoders[charset].decode(bytes.subarray(end - 1, end))).toBe('~');
    }
    return count;
  }

  const text = interchangeText(
    [
      {
        release: '005010',
        sets: [
          { control: '0001', body: ['N1*ST*Größe & Söhne', 'REF*ZZ*ä>ö^ü>é*ñ'] },
          { control: '0002', body: ['N1*BY*Åre', 'CTT*1'] },
        ],
      },
    ],
    { version: '00501', repetition: '^' },
  ).replaceAll('~', '~\r\n');

  it.each([
    ['utf-8' as const, utf8(text)],
    ['iso-8859-1' as const, bytesOf(text)],
  ])('each value stands at its offset in %s', (charset, bytes) => {
    for (const size of [bytes.length, 1, 13]) {
      const { sets } = readBytes(bytes, size);
      expect(sets[0]!.segments[1]!.children[1]!.value).toBe('Größe & Söhne');
      expect(confirm(bytes, sets, charset)).toBeGreaterThan(25);
    }
  });

  it('the agreement may say that bytes are ISO 8859-1 though they would be valid UTF-8', () => {
    const { sets } = readBytes(utf8(oneSet(['N1*ST*Ä'])), 50, 'iso-8859-1');
    expect(sets[0]!.segments[1]!.children[1]!.value).toBe('Ã\u0084');
  });

  it('segments are numbered in their set, the header being 1', () => {
    const { sets } = readBytes(utf8(THREE_ORDERS));
    expect(sets.map(({ segments }) => segments.map(({ name, segment }) => `${segment} ${name}`).join(' '))).toEqual(
      new Array(3).fill('1 ST 2 BEG 3 PO1 4 CTT 5 SE'),
    );
  });
});
