// Document type definitions to a vocabulary: what each declaration becomes, several at once, and what cannot be read.
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../../../src/core/xml/import/assemble.ts';
import { importDtd } from '../../../../src/core/xml/import/dtd.ts';
import { lintXml, type XmlSource } from '../../../../src/core/xml/schema.ts';

const OPTIONS: ImportOptions = { release: '1', alike: [], roots: ['R'], messages: {}, without: [] };

const importing = (options: Partial<ImportOptions>, ...texts: string[]): ReturnType<typeof importDtd> =>
  importDtd(new Map(texts.map((text, i) => [`${i}.dtd`, text])), { ...OPTIONS, ...options });

function imported(options: Partial<ImportOptions>, ...texts: string[]): XmlSource {
  const read = importing(options, ...texts);
  if ('wrong' in read) throw new Error(read.wrong);
  expect(read.warnings).toEqual([]);
  expect(lintXml(read.source)).toEqual([]);
  return read.source;
}

const LEAVES = '<!ELEMENT A (#PCDATA)><!ELEMENT B (#PCDATA)><!ELEMENT C (#PCDATA)>';
const rowsOf = (text: string): string[] | undefined => imported({}, text + LEAVES).types.R;

describe('content', () => {
  it.each<[content: string, rows: string[]]>([
    ['(A, B?, C*)', ['A', 'B?', 'C*']],
    ['(A+)', ['A+']],
    ['( A | B )', ['A?', 'B?']],
    ['(A | B)*', ['A*', '|B*']],
    ['((A, B) | C)', ['A?', 'B?', 'C?']],
    ['(A, (B | C)?)', ['A', 'B?', 'C?']],
    ['((A | B), C)', ['A?', 'B?', 'C']],
    ['(A, B, A)', ['A{2,2}', '|B']],
    ['((A, B) | (B, A))', ['A', '|B']],
    ['(#PCDATA | A)*', ['.', 'A*']],
    ['(#PCDATA)', ['.']],
    ['EMPTY', []],
    ['ANY', ['.', '*']],
  ])('%s', (content, rows) => {
    expect(rowsOf(`<!ELEMENT R ${content}><!ATTLIST R a CDATA #IMPLIED>`)?.filter((row) => row !== '@a?')).toEqual(
      rows,
    );
  });

  it('an element of text alone needs no type', () => {
    const source = imported({}, `<!ELEMENT R (A)>${LEAVES}`);
    expect(source).toMatchObject({ elements: { A: 'trimmed' }, types: { R: ['A'] } });
  });
});

describe('attributes', () => {
  it.each<[declared: string, row: string]>([
    ['a CDATA #REQUIRED', '@a'],
    ['a CDATA #IMPLIED', '@a?'],
    ['a CDATA "x > y"', '@a?'],
    ['a CDATA #FIXED "1"', '@a?'],
    ["a ( yes | no ) 'no'", '@a? (yes|no)'],
    ['a NMTOKEN #IMPLIED', '@a? token'],
    ['xml:lang CDATA #REQUIRED', '@xml:lang'],
  ])('%s', (declared, row) => {
    expect(rowsOf(`<!ELEMENT R (#PCDATA)><!ATTLIST R ${declared}>`)).toEqual(['.', row]);
  });

  it('of several lists are joined, and the first of a name counts', () => {
    expect(
      rowsOf('<!ELEMENT R EMPTY><!ATTLIST R a CDATA #REQUIRED><!ATTLIST R a CDATA #IMPLIED b CDATA #IMPLIED>'),
    ).toEqual(['@a', '@b?']);
  });

  it('that declare a namespace give its prefix', () => {
    const source = imported(
      {},
      '<!ELEMENT R (d:A)><!ELEMENT d:A (#PCDATA)><!ATTLIST d:A xmlns:d CDATA #FIXED "urn:d" x CDATA #IMPLIED>',
    );
    expect(source).toMatchObject({ namespaces: { d: 'urn:d' }, types: { R: ['d:A'], A: ['.', '@x?'] } });
  });
});

describe('entities', () => {
  it('stand for parts of declarations, and for declarations', () => {
    const text = `<!ENTITY % list "A | B"><!ENTITY % more "<!ATTLIST R %name; CDATA #IMPLIED>">
      <!ENTITY % name "n"><!ELEMENT R (%list;)><!ENTITY % late "<!ATTLIST R l CDATA #IMPLIED>">%late;`;
    expect(rowsOf(text)).toEqual(['@l?', 'A?', 'B?']);
  });

  it('of one name: the first counts', () => {
    expect(rowsOf('<!ENTITY % e "A"><!ENTITY % e "B"><!ELEMENT R (%e;)>')).toEqual(['A']);
  });

  it('decide which sections count', () => {
    const text = `<!ENTITY % yes "INCLUDE"><!ENTITY % no "IGNORE">
      <![%no;[<!ELEMENT R (A)><![INCLUDE[<!ELEMENT X (A)>]]>]]><![%yes;[<!ELEMENT R (B)>]]>`;
    expect(rowsOf(text)).toEqual(['B']);
  });

  it('that grow too large are refused', () => {
    const grow = Array.from({ length: 30 }, (_, i) => `<!ENTITY % e${i + 1} "%e${i};%e${i};">`).join('');
    expect(importing({}, `<!ENTITY % e0 "0123456789">${grow}`)).toEqual({ wrong: '0.dtd: entity e17 is too large' });
  });
});

it('comments and instructions say nothing', () => {
  expect(rowsOf('<?xml encoding="UTF-8"?><!-- <!ELEMENT R (B)> --><!ELEMENT R (A)><!NOTATION n SYSTEM "n">')).toEqual([
    'A',
  ]);
});

describe('several definitions', () => {
  it('each with entities of its own; an element may hold what either allows', () => {
    const shared = '<!ELEMENT R (%requests;)>';
    const source = imported(
      {},
      `<!ENTITY % requests "(A | B)">${shared}<!ATTLIST R a CDATA #REQUIRED b (x|y) #REQUIRED>${LEAVES}`,
      `<!ENTITY % requests "(B | C)">${shared}<!ATTLIST R b (x|z) #REQUIRED>${LEAVES}`,
    );
    expect(source.types).toEqual({ R: ['@a?', '@b token', 'A?', 'B?', 'C?'] });
  });
});

describe('messages', () => {
  const text = `<!ELEMENT R ((H, (M | Q)) | P)><!ELEMENT H EMPTY><!ATTLIST H a CDATA #IMPLIED><!ELEMENT M (A)>
    <!ELEMENT Q (A | B | C)><!ELEMENT P (A)>${LEAVES}`;

  it('leave out what stands instead of them', () => {
    const source = imported({ messages: { B: 'R/Q/B', P: 'R/P' } }, text);
    expect(source.types).toMatchObject({ R: ['H?', 'Q?', 'P?'], Q: ['B?'], P: ['A'] });
    expect(source.messages).toEqual({ B: 'R/Q/B', P: 'R/P' });
  });

  it('leave all in where there are none', () => {
    expect(imported({}, text).types).toMatchObject({ R: ['H?', 'M?', 'Q?', 'P?'], Q: ['A?', 'B?', 'C?'] });
  });
});

it('elements are left out with all that is below them', () => {
  expect(imported({ without: ['B'] }, `<!ELEMENT R (A, B)>${LEAVES}`).types).toEqual({ R: ['A'] });
});

it('an element that is not declared is left out, and told', () => {
  expect(importing({}, '<!ELEMENT R (X*)>')).toMatchObject({
    source: { types: { R: [] } },
    warnings: ['no element X is declared; it is left out'],
  });
});

it.each([
  ['<!ELEMENT S (A)>', 'no element R is declared'],
  ['<!ELEMENT R (A)', '0.dtd: > is missing'],
  ['<!-- ', '0.dtd: --> is missing'],
  ['<![IGNORE[', '0.dtd: ]]> is missing'],
  ['R (A)', '0.dtd: there is no declaration at "R (A)"'],
  ['<!ELEMENT R (A>', '0.dtd: element R: "(A" is no content'],
  ['<!ELEMENT R (A,)>', '0.dtd: element R: "(A,)" is no content'],
  ['<!ELEMENT R (A) B>', '0.dtd: element R: "(A) B" is no content'],
  ['<!ELEMENT R (A)><!ELEMENT R (B)>', '0.dtd: element R is declared twice'],
])('%s cannot be imported: %s', (text, wrong) => {
  expect(importing({}, text)).toEqual({ wrong });
});
