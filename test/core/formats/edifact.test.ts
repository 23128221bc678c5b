// EDIFACT bytes become the same segments and values whatever separates them, whatever character set they are in and
// wherever the chunks are cut; what the UNA and the UNB say wrong is told with its place.
import { describe, expect, it } from 'vitest';
import type { Charset } from '../../../src/core/edi/scan.ts';
import { charsetOf, isRelease, reader } from '../../../src/core/formats/edifact.ts';
import { detect } from '../../../src/core/formats/index.ts';
import type { Node } from '../../../src/core/tree.ts';
import {
  type Dress,
  dressed,
  interchangeOf,
  interchangeText,
  ORDER,
  oneMessage,
  readEdifact,
  THREE_ORDERS,
} from '../edi/edifact-fixture.ts';
import { bytesOf, utf8 } from '../edi/fixture.ts';
import { everything, judge, problemCodes, readChunks, told, valuesOf } from '../edi/reading.ts';

const UNB = "UNB+UNOC:3+SENDER:14+RECEIVER:14+240305:0930+1'";
const BOM = '\u00ef\u00bb\u00bf';

/** One byte a character and a zero with it, in the order of the machine that wrote it. */
const utf16 = (text: string, bigEndian: boolean): string =>
  [...text].map((c) => (bigEndian ? `\u0000${c}` : `${c}\u0000`)).join('');

describe('detection', () => {
  it.each([
    ['a UNB', UNB],
    ['a UNA', `UNA:+.? '${UNB}`],
    ['a UNB with the separators of level B', 'UNB\u001dUNOB\u001f1\u001d'],
    ['a UNA with a bar', "UNA|-,!_'UNB-"],
    ['a byte order mark', `${BOM}UNA:+.? '`],
    ['white space in front', ` \r\n\t${UNB}`],
    ['a byte order mark and white space', `${BOM}\n${UNB}`],
    ['the start of a UNA', 'UNA:'],
    ['UTF-16 with a mark, big-endian', `\u00fe\u00ff${utf16(UNB, true)}`],
    ['UTF-16 with a mark, little-endian', `\u00ff\u00fe${utf16(UNB, false)}`],
    ['UTF-16 without a mark, big-endian', utf16(UNB, true)],
    ['UTF-16 without a mark, little-endian', utf16(UNB, false)],
  ])('%s is EDIFACT', (_, text) => expect(detect(bytesOf(text))).toBe('edifact'));

  it.each([
    ['nothing', ''],
    ['a word that starts like it', 'UNBELIEVABLE+1'],
    ['a message without an interchange', "UNH+1+ORDERS:D:96A:UN'"],
    ['a UNB far behind other text', `hello ${UNB}`],
    ['the letters alone', 'UNB'],
    ['XML in UTF-16', `\u00ff\u00fe${utf16('<Order/>', false)}`],
  ])('%s is not', (_, text) => expect(detect(bytesOf(text))).not.toBe('edifact'));
});

it('a directory is d, a year and a letter', () => {
  expect(['d96a', 'd01b', 'service-3', 'D96A', 'd96'].map(isRelease)).toEqual([true, true, false, false, false]);
});

const RICH = interchangeOf([
  {
    body: [
      ['BGM', '220', '47+11', '9'],
      ['FTX', 'AAI', '', '', ["what's it?", 'a:b', '+', '?']],
      ['LIN', '1', '', ['4006381333931', 'EN']],
      ['QTY', ['21', '2.5', 'KGM']],
      ['UNS', 'S'],
    ],
  },
]);
const EXPECTED = valuesOf(readEdifact(utf8(dressed(RICH))).sets);

describe('separators come from the UNA, or are the defaults', () => {
  it('the rich example holds what was written', () => {
    expect(EXPECTED).toEqual([
      [
        ['UNH', ['1', ['ORDERS', 'D', '96A', 'UN']]],
        ['BGM', ['220', '47+11', '9']],
        ['FTX', ['AAI', '', '', ["what's it?", 'a:b', '+', '?']]],
        ['LIN', ['1', '', ['4006381333931', 'EN']]],
        ['QTY', [['21', '2.5', 'KGM']]],
        ['UNS', ['S']],
        ['UNT', ['7', '1']],
      ],
    ]);
  });

  const level = { element: '\u001d', component: '\u001f', terminator: '\u001c', release: ' ' };
  const dresses: [string, Dress][] = [
    ['a UNA with the defaults', {}],
    ['no UNA', { una: false }],
    ['a line feed behind every segment', { lineEnd: '\n' }],
    ['a carriage return', { lineEnd: '\r' }],
    ['both', { lineEnd: '\r\n' }],
    ['both, without a UNA', { una: false, lineEnd: '\r\n' }],
    ['empty lines', { lineEnd: '\n\n\n' }],
    ['a line feed ends segments', { terminator: '\n' }],
    ['a carriage return ends segments', { terminator: '\r' }],
    ['carriage return and line feed end segments', { terminator: '\r', lineEnd: '\n' }],
    ['the information separators of level B, without a UNA', { ...level, una: false }],
    ['the information separators of level B in a UNA', level],
    ['the information separators and a release character', { ...level, release: '?' }],
    ['a backslash releases', { release: '\\' }],
    ['a caret releases', { release: '^' }],
    ['an exclamation mark releases', { release: '!' }],
    ['nothing releases, and nothing needs to', { element: '|', component: '^', terminator: '~', release: ' ' }],
    ['the separators of X12', { element: '*', component: '>', terminator: '~' }],
    ['a tabulator separates elements', { element: '\t' }],
    ['a backslash separates components', { component: '\\' }],
    ['the byte 0x85 ends segments', { terminator: '\u0085' }],
    ['the byte 0xA7 separates elements', { element: '\u00a7' }],
    ['a comma is the decimal mark', { mark: ',' }],
    ['a star separates repetitions, which syntax 3 does not know', { repetition: '*' }],
    ['a byte order mark in front', { before: BOM }],
    ['a byte order mark in front, without a UNA', { before: BOM, una: false }],
    ['white space in front', { before: ' \r\n\t \n' }],
  ];
  it.each(dresses)('%s', (_, dress) => {
    const bytes = bytesOf(dressed(RICH, dress));
    const read = readEdifact(bytes);
    expect(valuesOf(read.sets)).toEqual(EXPECTED);
    expect(problemCodes(read)).toEqual(dress.before === BOM ? ['BYTES_BEFORE_INTERCHANGE'] : []);
    expect(everything(readEdifact(bytes, 1))).toBe(everything(read));
  });

  it('what is said of decimal marks is kept, and nothing where nothing is said', () => {
    const marks = [{}, { mark: ',' }, { una: false }].map(
      (dress) => readEdifact(utf8(dressed(RICH, dress))).interchanges[0]!.decimalMark,
    );
    expect(marks).toEqual(['.', ',', undefined]);
  });

  const advised = (una: string): string => `${una}${THREE_ORDERS}`;
  it.each([
    ['a letter that would release', "UNA:+.X '"],
    ['a digit that would separate components', "UNA1+.? '"],
    ['a space that would separate elements', "UNA: .? '"],
    ['a line end that would separate components', "UNA\n+.? '"],
    ['the same character for two', "UNA++.? '"],
    ['a release character that is the terminator', "UNA:+.' '"],
    ['separators the UNB does not use', "UNA:|.? '"],
  ])('%s cannot be followed: nothing is read, and it is told', (_, una) => {
    for (const size of [1, 1000]) {
      const read = readEdifact(utf8(advised(una)), size);
      expect(read.sets).toEqual([]);
      expect(problemCodes(read)).toEqual(['BYTES_BETWEEN_INTERCHANGES', 'INTERCHANGE_HEADER_INVALID']);
      expect(read.interchanges[0]!.problems[0]).toMatchObject({ at: { offset: 0 } });
    }
  });

  it('a UNA without an interchange is told as that', () => {
    const read = readEdifact(utf8("UNA:+.? '\nUNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'"));
    expect(read.problems).toMatchObject([{ code: 'INTERCHANGE_MISSING', at: { offset: 0 } }]);
    expect(read.interchanges).toEqual([]);
  });

  it('a UNA and more blanks than anyone writes is no header, and takes no time', () => {
    const bytes = utf8(`UNA:+.? '${' '.repeat(4_000_000)}`);
    const start = process.cpuUsage();
    expect(problemCodes(readEdifact(bytes, 1024))).toEqual(['INTERCHANGE_MISSING']);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});

describe('the release character', () => {
  /** The elements of the one segment between UNH and UNT, each value with the text at its offset. */
  function elements(segment: string, size?: number): unknown {
    const bytes = utf8(oneMessage([segment]));
    const read = readEdifact(bytes, size);
    expect(problemCodes(read)).toEqual([]);
    const own = (node: Node): unknown => {
      if (node.children.length > 0) return node.children.map(own);
      const there = new TextDecoder().decode(bytes.subarray(node.offset, node.offset + node.value.length * 2));
      expect(there.replaceAll(/\?(.)/gs, '$1').startsWith(node.value)).toBe(true);
      return node.value;
    };
    return read.sets[0]!.segments[1]!.children.map(own);
  }
  const cases: [string, string, unknown[]][] = [
    ['before an element separator', 'FTX+a?+b+c', ['a+b', 'c']],
    ['before a component separator', 'FTX+a?:b:c', [['a:b', 'c']]],
    ['before a terminator', "FTX+a?'b+c", ["a'b", 'c']],
    ['before itself', 'FTX+a??b+c', ['a?b', 'c']],
    ['before itself before a separator', 'FTX+a??+c', ['a?', 'c']],
    ['three times before a separator', 'FTX+a???+b', ['a?+b']],
    ['four times before a separator', 'FTX+a????+b', ['a??', 'b']],
    ['before a letter, which it leaves as it is', 'FTX+a?b+c', ['ab', 'c']],
    ['before a space', 'FTX+a? b', ['a b']],
    ['at the start of an element', 'FTX+?+a', ['+a']],
    ['at the end of an element', 'FTX+a?++b', ['a+', 'b']],
    ['as all there is of an element', 'FTX+?++??+?:', ['+', '?', ':']],
    ['at the end of a segment', "FTX+a?'", ["a'"]],
    ['itself at the end of a segment', 'FTX+a??', ['a?']],
    ['at the start and end of a component', 'FTX+?:a:b?:', [[':a', 'b:']]],
    ['before every character', 'FTX+?a?+?:?b', ['a+:b']],
    ['before a character of two bytes', 'FTX+?\u00e4b', ['\u00e4b']],
  ];
  it.each(cases)('%s', (_, segment, expected) => {
    if (segment.includes('\u00e4')) {
      const [set] = readEdifact(bytesOf(oneMessage([segment]))).sets;
      expect(valuesOf([set!])).toEqual([[expect.anything(), ['FTX', expected], expect.anything()]]);
      return;
    }
    expect(elements(segment)).toEqual(expected);
    expect(elements(segment, 1)).toEqual(expected);
  });

  it('in sender, reference and trailers means the same as in any value', () => {
    const segments = interchangeOf([{ control: "1'?", body: ORDER }], { control: 'A+1:2' });
    segments[0]![2] = ['SEND+ER?', '14'];
    const read = readEdifact(utf8(dressed(segments)));
    expect(problemCodes(read)).toEqual([]);
    expect(read.interchanges[0]).toMatchObject({ control: 'A+1:2', sender: { id: 'SEND+ER?', qualifier: '14' } });
    expect(read.sets[0]).toMatchObject({ control: "1'?" });
  });

  it('in the reference of a group means the same too', () => {
    const text = interchangeText([{ control: '7+8', messages: [{ body: ORDER }] }]);
    expect(text).toContain('UNE+1+7?+8');
    expect(problemCodes(readEdifact(utf8(text)))).toEqual([]);
  });

  it('at the end of the transmission releases nothing, and the segment is not whole', () => {
    const read = readEdifact(utf8("UNB+UNOC:3+S+R+240305:0930+1'UNH+1+ORDERS:D:96A:UN'FTX+a?"));
    expect(problemCodes(read)).toEqual(['SEGMENT_UNTERMINATED', 'SET_TRAILER_MISSING', 'INTERCHANGE_TRAILER_MISSING']);
  });

  it('is an ordinary character where the UNA names another', () => {
    const read = readEdifact(utf8(oneMessage(['FTX+a?', 'FTX+b!+c'], { una: "UNA:+.! '" })));
    expect(valuesOf(read.sets)).toMatchObject([[{}, ['FTX', ['a?']], ['FTX', ['b+c']], {}]]);
  });
});

describe('repetitions', () => {
  const reference = (syntax: string, una: string): [unknown, string[]] => {
    const read = readEdifact(utf8(oneMessage(['RFF+A*B:C*D+2'], { syntax, una })));
    const [[, [, [first]]]] = valuesOf(read.sets) as [[unknown, [string, unknown[]]]];
    return [first, problemCodes(read)];
  };
  const split = { repeated: ['A', ['B', 'C'], 'D'] };
  const whole = ['A*B', 'C*D'];
  it.each([
    ['UNOC:4', '', split],
    ['UNOC:4', "UNA:+.?*'", split],
    ['UNOC:4', "UNA:+.? '", whole],
    ['UNOC:4', "UNA:+.?^'", whole],
    ['UNOC:3', '', whole],
    ['UNOC:3', "UNA:+.?*'", whole],
    ['UNOA:2', "UNA:+.?*'", whole],
    ['UNOA:1', "UNA:+.?*'", whole],
  ])('syntax %s and "%s" read %j', (syntax, una, expected) => {
    expect(reference(syntax, una)).toEqual([expected, []]);
  });

  it.each(["UNA:+.?+'", "UNA:+.?X'", "UNA:+.??'"])('%s has none that can be used, which is said', (una) => {
    expect(reference('UNOC:4', una)).toEqual([whole, ['INTERCHANGE_REPETITION_SEPARATOR_INVALID']]);
  });

  it('a released repetition separator is a character', () => {
    const { sets } = readEdifact(utf8(oneMessage(['RFF+A?*B*C'], { syntax: 'UNOC:4' })));
    expect(valuesOf(sets)).toMatchObject([[{}, ['RFF', [{ repeated: ['A*B', 'C'] }]], {}]]);
  });
});

describe('the character set is the one the syntax identifier names', () => {
  const valueIn = (syntax: string, bytes: string, charset?: Charset): string => {
    const text = oneMessage([`FTX+AAI+++${bytes}`], { syntax });
    return readEdifact(bytesOf(text), 10, charset).sets[0]!.segments[1]!.children[3]!.value;
  };
  it.each([
    ['UNOC:3', '\u00e4\u00a4', 'ä¤'],
    ['UNOD:3', '\u00b3\u00b1', 'łą'],
    ['UNOE:3', '\u00b4\u00d0', 'Да'],
    ['UNOF:3', '\u00c1\u00e1', 'Αα'],
    ['UNOG:3', '\u00a9\u00b9', 'İı'],
    ['UNOH:3', '\u00e0\u00a2', 'āĸ'],
    ['UNOI:3', '\u00c7\u00c8', 'اب'],
    ['UNOJ:3', '\u00e0\u00e1', 'אב'],
    ['UNOK:3', '\u00fe\u00f0', 'şğ'],
    ['UNOL:3', '\u00a4\u00e4', '€ä'],
    ['UNOW:4', '\u00c3\u00a4\u00e2\u0082\u00ac', 'ä€'],
    ['UNOY:4', '\u00c3\u00a4', 'ä'],
    ['UNOX:3', '\u00c3\u00a4', 'ä'],
    ['UNOA:3', '\u00c3\u00a4', 'ä'],
    ['UNOA:3', '\u00e4', 'ä'],
    ['UNOB:3', '\u00e4', 'ä'],
  ])('%s', (syntax, bytes, expected) => expect(valueIn(syntax, bytes)).toBe(expected));

  it('UNOC is ISO 8859-1 though the bytes would be valid UTF-8', () => {
    expect(valueIn('UNOC:3', '\u00c3\u00a4')).toBe('\u00c3\u00a4');
  });

  it('unless the agreement says another', () => {
    expect(valueIn('UNOC:3', '\u00c3\u00a4', 'utf-8')).toBe('ä');
    expect(valueIn('UNOW:4', '\u00e4', 'iso-8859-1')).toBe('ä');
  });

  it('the UNB itself is read in it, and a second interchange in its own', () => {
    const named = (syntax: string, name: string): string =>
      `UNB+${syntax}+${name}:14+R:14+240305:0930+1'UNH+1+ORDERS:D:96A:UN'FTX+${name}'UNT+3+1'UNZ+1+1'`;
    const bytes = bytesOf(named('UNOD:3', '\u00b3') + named('UNOW:4', '\u00c5\u0082') + named('UNOC:3', '\u00b3'));
    for (const size of [1, 1000]) {
      const { interchanges, sets } = readEdifact(bytes, size);
      expect(interchanges.map(({ sender }) => sender.id)).toEqual(['ł', 'ł', '³']);
      expect(sets.map(({ segments }) => segments[1]!.children[0]!.value)).toEqual(['ł', 'ł', '³']);
    }
  });

  it('those who write plain text write UTF-8', () => {
    expect(['UNOA:3', 'UNOC:3', 'UNOD:3', 'UNOW:4', 'NONE:1'].map(charsetOf)).toEqual([
      'utf-8',
      'iso-8859-1',
      'iso-8859-2',
      'utf-8',
      'utf-8',
    ]);
  });
});

describe('an interchange in UTF-16', () => {
  it.each([
    ['big-endian', `\u00fe\u00ff${utf16(THREE_ORDERS, true)}`],
    ['little-endian', `\u00ff\u00fe${utf16(THREE_ORDERS, false)}`],
    ['big-endian without a mark', utf16(`UNA:+.? '${THREE_ORDERS}`, true)],
    ['little-endian without a mark', utf16(`UNA:+.? '${THREE_ORDERS}`, false)],
  ])('%s is told as that and nothing else', (_, text) => {
    for (const size of [1, 7, 100_000]) {
      const read = readEdifact(bytesOf(text), size);
      expect(problemCodes(read)).toEqual(['INTERCHANGE_UTF16']);
      expect(read.interchanges).toEqual([]);
    }
    expect(judge(bytesOf(text)).outcome).toMatchObject({
      format: 'edifact',
      problems: [{ code: 'INTERCHANGE_UTF16' }],
    });
  });

  it('behind one that can be read is told too', () => {
    const read = readEdifact(bytesOf(`${THREE_ORDERS}\u00ff\u00fe${utf16(THREE_ORDERS, false)}`));
    expect(read.problems).toMatchObject([{ code: 'INTERCHANGE_UTF16', at: { offset: THREE_ORDERS.length } }]);
  });
});

describe('the UNB', () => {
  const full =
    "UNB+UNOC:3+SENDER:14:INTERNAL+RECEIVER:ZZ+240305:0930+REF1+PASSWORD+ORDERS+A+1+EANCOM+1'UNH+1+ORDERS:D:96A:UN:EAN008'UNS+S'UNT+3+1'UNZ+1+REF1'";

  it('names its parties, its reference, whether it is a test and whether an answer is wanted', () => {
    expect(readEdifact(utf8(full)).interchanges[0]).toMatchObject({
      syntax: 'edifact',
      version: 'UNOC:3',
      control: 'REF1',
      sender: { qualifier: '14', id: 'SENDER' },
      receiver: { qualifier: 'ZZ', id: 'RECEIVER' },
      usage: 'T',
      acknowledgmentRequested: true,
      problems: [],
    });
  });

  it('of the least there must be is read too', () => {
    const [interchange] = readEdifact(utf8(THREE_ORDERS)).interchanges;
    expect(interchange).toMatchObject({ usage: 'P', acknowledgmentRequested: false, closed: true, problems: [] });
  });

  it.each([
    ['+1+EANCOM+1', '++EANCOM+0', 'P', false],
    ['+1+EANCOM+1', '+2+EANCOM+2', 'T', true],
    ['+1+EANCOM+1', '+0+EANCOM+4', 'T', false],
    ['+1+EANCOM+1', '', 'P', false],
  ])('%s replaced by "%s" means %s, and that an answer is wanted: %s', (what, by, usage, requested) => {
    const [interchange] = readEdifact(utf8(full.replace(what, by))).interchanges;
    expect(interchange).toMatchObject({ usage, acknowledgmentRequested: requested, problems: [] });
  });

  it.each([
    ['UNOC:3', 'XXXA:3', 'INTERCHANGE_SYNTAX_UNKNOWN UNB01-1 @XXXA', 'error'],
    ['UNOC:3', 'UNOC:5', 'INTERCHANGE_SYNTAX_UNKNOWN UNB01-2 @5', 'error'],
    ['UNOC:3', 'UNOC', 'INTERCHANGE_SYNTAX_UNKNOWN UNB01-2 @UNOC', 'error'],
    ['SENDER:14:INTERNAL', ':14', 'INTERCHANGE_SENDER_INVALID UNB02-1 @', 'error'],
    ['RECEIVER:ZZ', '', 'INTERCHANGE_RECEIVER_INVALID UNB03-1 @', 'error'],
    ['240305:0930', '241305:0930', 'INTERCHANGE_DATE_INVALID UNB04-1 @241305', 'warning'],
    ['240305:0930', '240305:2930', 'INTERCHANGE_TIME_INVALID UNB04-2 @2930', 'warning'],
    ['+1+EANCOM+1', '+Y+EANCOM+1', 'INTERCHANGE_ACKNOWLEDGMENT_REQUEST_INVALID UNB09 @Y', 'warning'],
    ['+1+EANCOM+1', '+1+EANCOM+5', 'INTERCHANGE_TEST_INVALID UNB11 @5', 'warning'],
  ])('with %s replaced by %s is told', (what, by, expected, severity) => {
    const bytes = utf8(full.replace(what, by));
    const read = readEdifact(bytes);
    const { problems } = read.interchanges[0]!;
    expect(problems.map((one) => told(one, bytes))).toEqual([expected]);
    expect(problems[0]!.severity).toBe(severity);
    expect(read.sets).toHaveLength(1);
  });

  it('with a reference that is missing or too long is told', () => {
    for (const reference of ['', 'X'.repeat(15)]) {
      const read = readEdifact(utf8(full.replaceAll('REF1', reference)));
      expect(problemCodes(read)).toEqual(['INTERCHANGE_CONTROL_INVALID']);
    }
  });

  it('may say its date with a century, as syntax 4 does', () => {
    const text = full.replace('UNOC:3', 'UNOC:4').replace('240305', '20240305');
    expect(problemCodes(readEdifact(utf8(text)))).toEqual([]);
  });

  it.each([
    ['has no terminator', 'UNB+UNOC:3+SENDER:14+RECEIVER:14+240305:0930+1\nUNH+1+ORDERS:D:96A:UN\nUNT+2+1\nUNZ+1+1\n'],
    ['ends early', 'UNB+UNOC:3+SENDER:14+REC'],
    ['ends early behind a UNA', "UNA:+.? 'UNB+UNOC:3+SENDER:14+REC"],
    ['names no syntax', "UNB++SENDER:14+RECEIVER:14+240305:0930+1'"],
  ])('that %s cannot be read, and is told', (_, text) => {
    for (const size of [1, 1000]) {
      const read = readEdifact(utf8(text), size);
      expect(read.problems[0]).toMatchObject({ code: 'INTERCHANGE_HEADER_INVALID', at: { offset: 0 } });
      expect(read.interchanges).toEqual([]);
    }
  });
});

describe('messages', () => {
  it('say their type, directory and association code', () => {
    const text = interchangeText([
      { control: 'A1', directory: ['D', '96A', 'UN', 'EAN008'], body: ORDER },
      { control: 'A2', type: 'INVOIC', directory: ['D', '01B', 'UN'], body: ORDER },
    ]);
    expect(readEdifact(utf8(text)).sets).toMatchObject([
      { type: 'ORDERS', control: 'A1', release: 'D96A', convention: 'EAN008', closed: true },
      { type: 'INVOIC', control: 'A2', release: 'D01B', convention: '', closed: true },
    ]);
  });

  it('number their segments from UNH', () => {
    const [set] = readEdifact(utf8(interchangeText([{ body: ORDER }]))).sets;
    expect(set!.segments.map(({ segment, name }) => `${segment} ${name}`).join(' ')).toBe(
      '1 UNH 2 BGM 3 DTM 4 NAD 5 LIN 6 QTY 7 UNS 8 UNT',
    );
  });

  it('know the byte every value starts at, and where they end', () => {
    const text = `\r\n${dressed(RICH, { lineEnd: '\r\n' })}`;
    const [set] = readEdifact(utf8(text), 5).sets;
    const at = (node: Node): string => text.slice(node.offset, node.offset + 4);
    expect(set!.segments.map(at)).toEqual(['UNH+', 'BGM+', 'FTX+', 'LIN+', 'QTY+', 'UNS+', 'UNT+']);
    expect(set!.segments[4]!.children[0]!.children.map(at)).toEqual(['21:2', '2.5:', "KGM'"]);
    expect(text.slice(set!.offset, set!.offset + 4)).toBe('UNH+');
    expect(text.slice(set!.end - 8, set!.end)).toBe("UNT+7+1'");
  });

  it('may say how segments nest, with a release character or without one', () => {
    for (const release of ['?', ' ']) {
      const text = interchangeText([{ body: ORDER }], {}, { release })
        .replace('LIN+', 'LIN:1:1+')
        .replace('QTY+', 'QTY:1:1:1+');
      const read = readEdifact(utf8(text));
      expect(read.sets[0]!.segments.slice(4, 6)).toMatchObject([
        { name: 'LIN', children: [{ value: '1' }, { value: '' }, { value: '4006381333931' }] },
        { name: 'QTY', children: [{ children: [{ value: '21' }, { value: '10' }] }] },
      ]);
      expect(judge(text).told).toEqual([]);
    }
  });

  it('with separators at the end of a segment are accepted, and it is told', () => {
    const text = interchangeText([{ body: ORDER }]).replace('QTY+21:10', 'QTY+21:10:+');
    expect(judge(text)).toMatchObject({ told: ['TRAILING_SEPARATOR 6 QTY @'], verdicts: '1 A' });
  });

  it('with the decimal mark the UNA does not name are read, and it is told', () => {
    const comma = interchangeText([{ body: ORDER }], {}, { mark: '.' }).replace('21:10', '21:10,5');
    expect(judge(comma).told).toEqual(['ELEMENT_DECIMAL_MARK 6 QTY01-2 @10,5']);
    expect(judge(comma.replace("UNA:+.? '", "UNA:+,? '")).told).toEqual([]);
    expect(judge(comma.replace("UNA:+.? '", '')).told).toEqual([]);
  });
});

describe('chunks cut anywhere', () => {
  // One of everything that is read specially, tidy or not.
  const MESSY = [
    `${BOM}\r\n`,
    dressed(interchangeOf([{ control: 'A', messages: [{ body: RICH.slice(2, 7) }] }]), { lineEnd: '\r\n' }),
    '\nnothing an interchange would say\n  ',
    dressed(
      interchangeOf(
        [
          {
            body: [
              ['FTX', 'a|b^c~'],
              ['RFF', 'x'],
            ],
          },
        ],
        { control: '2', syntax: 'UNOW:4' },
      ),
      {
        element: '|',
        component: '^',
        terminator: '~',
        release: '\\',
        repetition: '*',
      },
    ).replace('|x~', '|x*\\*y*z~'),
    "UNZ+1+1'",
    "UNB+UNOD:3+SENDER+RECEIVER+240305:0930+3'UNH+1+ORDERS:D:96A:UN'FTX+\u00b3 cut ??'\t FTX+he?",
    dressed(interchangeOf([{ body: ORDER }], { control: '4' }), {
      element: '\u001d',
      component: '\u001f',
      terminator: '\u001c',
      release: ' ',
      una: false,
    }),
    "UNA:+.? '\r\n",
    "UNB+UNOC:3+S+R+240305:0930+5'UNH+1+ORDERS:D:96A:UN'QTY+21:1",
    interchangeText([{ body: ORDER }], { control: '6' }, { component: '!' }),
    'UNB+UNOC',
  ].join('');
  const bytes = bytesOf(MESSY);
  const whole = everything(readEdifact(bytes));

  it('the messy example holds what it should', () => {
    const read = readEdifact(bytes);
    expect(read.interchanges.map(({ control }) => control)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(problemCodes(read)).toEqual([
      'BYTES_BEFORE_INTERCHANGE',
      'BYTES_BETWEEN_INTERCHANGES',
      'INTERCHANGE_TRAILER_UNEXPECTED',
      'INTERCHANGE_HEADER_INVALID',
      'SEGMENT_UNTERMINATED',
      'SET_TRAILER_MISSING',
      'INTERCHANGE_TRAILER_MISSING',
      'SEGMENT_UNTERMINATED',
      'SET_TRAILER_MISSING',
      'INTERCHANGE_TRAILER_MISSING',
    ]);
  });

  it('two chunks cut at every place give the same units', () => {
    for (let cut = 1; cut < bytes.length; cut++) {
      const read = readChunks([bytes.subarray(0, cut), bytes.subarray(cut)], 'auto', reader);
      expect([cut, everything(read) === whole]).toEqual([cut, true]);
    }
  });

  it.each([1, 2, 3, 7, 64])('chunks of %i bytes give the same units', (size) => {
    expect(everything(readEdifact(bytes, size)) === whole).toBe(true);
  });
});
