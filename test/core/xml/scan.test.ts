// What is well-formed is read, and what is not is refused with its place and a sentence: a case for every rule.

import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/problem.ts';
import { createXmlScanner, type XmlBounds, type XmlScanner } from '../../../src/core/xml/scan.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const write = (text: string): string => JSON.stringify(text).slice(1, -1);

/** What is read of a document, on one line: `<a x="1">`, `text`, `</>`. */
function scanned(document: string, bounds?: XmlBounds): { events: string; scanner: XmlScanner } {
  const parts: string[] = [];
  const scanner = createXmlScanner(
    {
      open: ({ namespace, local }, attributes) => {
        const named = (space: string, name: string): string => (space === '' ? name : `{${space}}${name}`);
        const all = attributes.map(({ name, value }) => ` ${named(name.namespace, name.local)}="${write(value)}"`);
        parts.push(`<${named(namespace, local)}${all.join('')}>`);
      },
      text: (text) => parts.push(write(text)),
      close: () => parts.push('</>'),
    },
    bounds,
  );
  scanner.push(bytes(document));
  scanner.end();
  return { events: parts.join(''), scanner };
}

const told = (problem: Problem | undefined): string =>
  problem === undefined ? 'well-formed' : `${problem.at.line}:${problem.at.column} ${problem.message}`;

const WELL_FORMED: [document: string, events: string][] = [
  ['<a/>', '<a></>'],
  ['<a></a>', '<a></>'],
  ['<a ></a\n>', '<a></>'],
  ['<?xml version="1.0"?><a/>', '<a></>'],
  ["<?xml version='1.0' encoding='UTF-8' standalone=\"yes\" ?>\n<a/>\n", '<a></>'],
  ['<?xml version="1.1"?><a/>', '<a></>'],
  ['\n<a/>', '<a></>'],
  ['\ufeff<a/>', '<a></>'],
  ['<a>text</a>', '<a>text</>'],
  ['<a>1<b>2</b>3</a>', '<a>1<b>2</>3</>'],
  ['<a b="1" c=\'2\'/>', '<a b="1" c="2"></>'],
  ['<a b = "1"\n/>', '<a b="1"></>'],
  ['<a b="it\'s" c=\'"\'/>', '<a b="it\'s" c="\\""></>'],
  ['<a b=">"/>', '<a b=">"></>'],
  ['<a>></a>', '<a>></>'],
  ['<a>]]</a>', '<a>]]</>'],
  ['<élan ünder="1"/>', '<élan ünder="1"></>'],
  ['<𐐀/>', '<𐐀></>'],
  ['<_-.1/>', '<_-.1></>'],
  // References: the five, and characters.
  ['<a>&lt;&gt;&amp;&quot;&apos;</a>', `<a><>&\\"'</>`],
  ['<a>&#65;&#x42;&#x1F600;</a>', '<a>AB😀</>'],
  ['<a b="&lt;&#38;"/>', '<a b="<&"></>'],
  ['<a>&amp;lt;</a>', '<a>&lt;</>'],
  ['<a>&#13;</a>', '<a>\\r</>'],
  ['<a>&#00000000000000000065;</a>', '<a>A</>'],
  // Line ends are LF (2.11), any white space in an attribute is spaces (3.3.3), but for what is referred to.
  ['<a>1\r\n2\r3\n4</a>', '<a>1\\n2\\n3\\n4</>'],
  ['<a b="1\r\n2\r3\n4\t5"/>', '<a b="1 2 3 4 5"></>'],
  ['<a b="&#13;&#10;&#9;"/>', '<a b="\\r\\n\\t"></>'],
  ['<a b=" 1  2 "/>', '<a b=" 1  2 "></>'],
  ['<a><![CDATA[1\r\n2]]></a>', '<a>1\\n2</>'],
  // CDATA, comments, instructions.
  ['<a><![CDATA[<b>&amp;]]]]></a>', '<a><b>&amp;]]</>'],
  ['<a><![CDATA[]]></a>', '<a></>'],
  ['<!-- 1 --><a><!-- <b> & - --></a><!----><?x?>', '<a></>'],
  ['<?x y?><a>1<?xml-stylesheet href="z"??>2</a>', '<a>12</>'],
  // The document type is skipped when it declares nothing itself.
  ['<!DOCTYPE a><a/>', '<a></>'],
  ['<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd"><cXML/>', '<cXML></>'],
  ['<?xml version="1.0"?>\n<!DOCTYPE a PUBLIC "-//A//B" \'b>"[\' >\n<a/>', '<a></>'],
  // Namespaces.
  ['<a xmlns="urn:1" b="2"/>', '<{urn:1}a b="2"></>'],
  ['<p:a xmlns:p="urn:1" p:b="2"/>', '<{urn:1}a {urn:1}b="2"></>'],
  ['<a xmlns="urn:1"><b xmlns=""/><c/></a>', '<{urn:1}a><b></><{urn:1}c></></>'],
  ['<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"/><p:c/></p:a>', '<{urn:1}a><{urn:2}b></><{urn:1}c></></>'],
  ['<a xml:lang="de"/>', '<a {http://www.w3.org/XML/1998/namespace}lang="de"></>'],
  ['<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>', '<a></>'],
  ['<a xmlns:p="urn:1" b="1" p:b="2"/>', '<a b="1" {urn:1}b="2"></>'],
  ['<xmlish/>', '<xmlish></>'],
];

const MALFORMED: [document: string, told: string][] = [
  // One root.
  ['', '1:1 there is no root element'],
  [' \n ', '2:2 there is no root element'],
  ['<!-- -->', '1:9 there is no root element'],
  ['not xml', '1:1 "n" stands before the root element'],
  ['ISA*00*', '1:1 "I" stands before the root element'],
  ['\u0000', '1:1 U+0000 stands before the root element'],
  ['<a/>\nx', '2:1 "x" stands behind the root element'],
  ['<a/>&amp;', '1:5 "&" stands behind the root element'],
  ['<a/><b/>', '1:5 there is a second root element'],
  ['<a/></a>', '1:5 </a> closes nothing'],
  ['</a>', '1:1 </a> closes nothing'],
  ['<![CDATA[]]><a/>', '1:1 a CDATA section stands outside the root element'],
  ['<a/><![CDATA[x]]>', '1:5 a CDATA section stands outside the root element'],
  // Tags that match.
  ['<a><b></a>', '1:7 </a> does not close <b>, which was opened in line 1'],
  ['<a>\n<b>\n</B></a>', '3:1 </B> does not close <b>, which was opened in line 2'],
  ['<p:a xmlns:p="u" xmlns:q="u"></q:a>', '1:30 </q:a> does not close <p:a>, which was opened in line 1'],
  ['<a></ab>', '1:4 </ab> does not close <a>, which was opened in line 1'],
  ['<a></a b="1">', '1:8 "b" stands in an end tag'],
  ['<a></ a>', '1:6 U+0020 stands where the name of an end tag is expected'],
  // Truncated.
  ['<', '1:2 the document ends inside a tag'],
  ['<a', '1:3 the document ends inside a start tag'],
  ['<a b="1" ', '1:10 the document ends inside a start tag'],
  ['<a b', '1:5 the document ends inside an attribute'],
  ['<a b=', '1:6 the document ends inside an attribute'],
  ['<a b="1', '1:8 the document ends inside the value of b'],
  ['<a/', '1:4 the document ends inside a start tag'],
  ['<a>\n', '2:1 the document ends inside <a>, which was opened in line 1'],
  ['<a><b/>', '1:8 the document ends inside <a>, which was opened in line 1'],
  ['<a>&am', '1:7 the document ends inside an entity'],
  ['<a>&#6', '1:7 the document ends inside a character reference'],
  ['<a></a', '1:7 the document ends inside an end tag'],
  ['<a></a ', '1:8 the document ends inside an end tag'],
  ['<!-- a', '1:7 the document ends inside a comment'],
  ['<!-- a --', '1:10 the document ends inside a comment'],
  ['<!-', '1:4 the document ends inside a tag'],
  ['<?a b?', '1:7 the document ends inside a processing instruction'],
  ['<a><![CDATA[ ]]', '1:16 the document ends inside a CDATA section'],
  ['<!DOCTYPE a SYST', '1:17 the document ends inside a document type'],
  ['<!DOCTYPE a SYSTEM "b', '1:22 the document ends inside a document type'],
  // Attributes.
  ['<a b=1/>', '1:6 the value of b is not in quotes'],
  ['<a b/>', '1:5 the attribute b has no "="'],
  ['<a b="1"c="2"/>', '1:9 "c" stands where white space is expected'],
  ['<a b="1" b="2"/>', '1:10 the attribute b stands twice'],
  ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', '1:36 the attribute q:b stands twice'],
  ['<a xmlns="u" xmlns="u"/>', '1:14 the attribute xmlns stands twice'],
  [`<a ${'cdefghij'.replace(/./g, '$&="1" ')} b="1" b="2"/>`, '1:59 the attribute b stands twice'],
  ['<a b="<"/>', '1:7 "<" stands in the value of b'],
  ['<a b="&"/>', `1:8 '"' stands where the name of an entity is expected`],
  ['<a/ >', '1:4 U+0020 stands where ">" is expected'],
  ['<a =""/>', '1:4 "=" stands where the name of an attribute is expected'],
  // Characters.
  ['<a>\u0001</a>', '1:4 U+0001 is not a character of XML'],
  ['<a>\u0000</a>', '1:4 U+0000 is not a character of XML'],
  ['<a>😀\u000b</a>', '1:5 U+000B is not a character of XML'],
  ['<a>\ufffe</a>', '1:4 U+FFFE is not a character of XML'],
  ['<a b="\u001f"/>', '1:7 U+001F is not a character of XML'],
  ['<!-- \u0008 --><a/>', '1:6 U+0008 is not a character of XML'],
  ['<?x \u0008?><a/>', '1:5 U+0008 is not a character of XML'],
  ['<a><![CDATA[\uffff]]></a>', '1:13 U+FFFF is not a character of XML'],
  ['<a>]]></a>', '1:4 "]]>" stands in text'],
  ['<a>&#0;</a>', '1:4 "&#0;" is not a character of XML'],
  ['<a>&#x1F;</a>', '1:4 "&#x1F;" is not a character of XML'],
  ['<a>&#xD800;</a>', '1:4 "&#xD800;" is not a character of XML'],
  ['<a>&#xFFFE;</a>', '1:4 "&#xFFFE;" is not a character of XML'],
  ['<a>&#x110000;</a>', '1:4 "&#x110000;" is not a character of XML'],
  ['<a>&#99999999999999999999;</a>', '1:4 "&#999999999999999999;" is not a character of XML'],
  ['<a>&#;</a>', '1:4 a character reference has no number'],
  ['<a>&#xg;</a>', '1:4 a character reference has no number'],
  ['<a>&#X41;</a>', '1:4 a character reference has no number'],
  ['<a>&#65</a>', '1:4 a character reference has no semicolon'],
  // Entities.
  ['<a>&nbsp;</a>', '1:4 the entity "&nbsp;" is not defined'],
  ['<a b="&x;"/>', '1:7 the entity "&x;" is not defined'],
  ['<a>&AMP;</a>', '1:4 the entity "&AMP;" is not defined'],
  ['<a>&lt</a>', '1:4 the reference "&lt" has no semicolon'],
  ['<a>1 & 2</a>', '1:7 U+0020 stands where the name of an entity is expected'],
  // Names.
  ['<1/>', '1:2 "1" stands where the name of a start tag is expected'],
  ['<-a/>', '1:2 "-" stands where the name of a start tag is expected'],
  ['< a/>', '1:2 U+0020 stands where the name of a start tag is expected'],
  ['<a$/>', '1:3 "$" stands where white space is expected'],
  ['<a><<b/></a>', '1:5 "<" stands where the name of a start tag is expected'],
  ['<×/>', '1:2 "×" stands where the name of a start tag is expected'],
  // Comments and instructions.
  ['<!-- a -- b --><a/>', '1:8 "--" stands inside a comment'],
  ['<!-- a ---><a/>', '1:8 "--" stands inside a comment'],
  ['<!a><b/>', '1:1 "<!" starts no comment, CDATA section or document type'],
  ['<a><!ENTITY x "y"></a>', '1:4 "<!" starts no comment, CDATA section or document type'],
  ['<?XML version="1.0"?><a/>', '1:1 a processing instruction may not be called XML'],
  ['<a><?xMl ?></a>', '1:4 a processing instruction may not be called xMl'],
  ['<?a:b ?><a/>', '1:3 the name of a processing instruction holds a colon'],
  ['<? a?><a/>', '1:3 U+0020 stands where the name of a processing instruction is expected'],
  ['<?a$?><a/>', '1:4 "$" stands behind the name of a processing instruction'],
  ['<?a?b?><a/>', '1:4 "?" stands behind the name of a processing instruction'],
  // The declaration.
  [' <?xml version="1.0"?><a/>', '1:2 the XML declaration is not the first of the document'],
  ['<a/><?xml version="1.0"?>', '1:5 the XML declaration is not the first of the document'],
  ...[
    '<?xml?>',
    '<?xml version="2.0"?>',
    '<?xml version=1.0?>',
    '<?xml encoding="UTF-8"?>',
    '<?xml version="1.0" standalone="maybe"?>',
    '<?xml version="1.0" standalone="yes" encoding="UTF-8"?>',
    '<?xml version="1.0"encoding="UTF-8"?>',
    '<?xml version="1.0" other="1"?>',
  ].map((declaration): [string, string] => [
    `${declaration}<a/>`,
    '1:1 the XML declaration has not just a version, an encoding and standalone, each in quotes',
  ]),
  // The document type.
  ['<!DOCTYPE a><!DOCTYPE a><a/>', '1:13 there are two document types'],
  ['<a/><!DOCTYPE a>', '1:5 a document type stands behind the root element'],
  ['<a><!DOCTYPE a></a>', '1:4 a document type stands inside an element'],
  ['<!DOCTYPEa><a/>', '1:10 white space is missing behind "<!DOCTYPE"'],
  ['<!DOCTYPE><a/>', '1:10 white space is missing behind "<!DOCTYPE"'],
  ['<!DOCTYPE a SYSTEM><a/>', '1:19 ">" stands where white space and a quote are expected'],
  ['<!DOCTYPE a SYSTEM"b"><a/>', `1:19 '"' stands where white space and a quote are expected`],
  ['<!DOCTYPE a PUBLIC "b"><a/>', '1:23 ">" stands where white space and a quote are expected'],
  ['<!DOCTYPE a PUBLIC "{}" "b"><a/>', '1:20 a public identifier holds a character that it must not'],
  ['<!DOCTYPE a b><a/>', '1:13 "b" cannot stand in a document type'],
  // Namespaces.
  ['<p:a/>', '1:2 the prefix p is not declared'],
  ['<a p:b="1"/>', '1:4 the prefix p is not declared'],
  ['<a><p:b xmlns:p="u"/><p:c/></a>', '1:23 the prefix p is not declared'],
  ['<a:b:c xmlns:a="u"/>', '1:2 a:b:c is not a name with at most one prefix'],
  ['<:a/>', '1:2 :a is not a name with at most one prefix'],
  ['<a:/>', '1:2 a: is not a name with at most one prefix'],
  ['<a xmlns:b="u" b:1="2"/>', '1:16 b:1 is not a name with at most one prefix'],
  ['<a xmlns:="u"/>', '1:4 xmlns: declares no prefix'],
  ['<a xmlns:b=""/>', '1:4 the prefix b is declared for no namespace'],
  ['<a xmlns:xmlns="u"/>', '1:4 the prefix xmlns may not be declared'],
  ['<a xmlns:xml="u"/>', '1:4 the prefix xml and http://www.w3.org/XML/1998/namespace belong to each other alone'],
  [
    '<a xmlns:x="http://www.w3.org/XML/1998/namespace"/>',
    '1:4 the prefix xml and http://www.w3.org/XML/1998/namespace belong to each other alone',
  ],
  [
    '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
    '1:4 the prefix xml and http://www.w3.org/XML/1998/namespace belong to each other alone',
  ],
  ['<a xmlns="http://www.w3.org/2000/xmlns/"/>', '1:4 http://www.w3.org/2000/xmlns/ may not be declared'],
  ['<xmlns:a/>', '1:2 the prefix xmlns is not declared'],
];

describe('the XML scanner', () => {
  it.each(WELL_FORMED)('reads %j', (document, events) => {
    const read = scanned(document);
    expect(told(read.scanner.problem)).toBe('well-formed');
    expect(read.events).toBe(events);
  });

  it.each(MALFORMED)('refuses %j', (document, expected) => {
    const { problem } = scanned(document).scanner;
    const [place, ...detail] = expected.split(' ');
    expect(told(problem)).toBe(`${place} the XML is not well-formed: ${detail.join(' ')}`);
    expect(problem?.code).toBe('XML_MALFORMED');
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '1:13'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', '1:13'],
    ['<!DOCTYPE a SYSTEM "a.dtd"\n[]><a/>', '2:1'],
    ['<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>', '1:13'],
  ])('declares nothing: %j', (document, place) => {
    const { problem } = scanned(document).scanner;
    expect(problem?.code).toBe('XML_DOCTYPE');
    expect(told(problem)).toBe(`${place} the document type holds declarations of its own, which are not accepted`);
  });

  const bounds: XmlBounds = { depth: 3, attributes: 2, name: 7, value: 4, text: 6 };
  it.each([
    ['<a><b><c/></b></a>', undefined],
    ['<a><b><c><d/></c></b></a>', '1:10 elements stand deeper than 3 in each other'],
    ['<a b="1" c="2"/>', undefined],
    ['<a b="1" xmlns:c="2" d="3"/>', '1:22 an element has more than 2 attributes'],
    ['<abcdefg/>', undefined],
    ['<abcdefgh/>', '1:2 a name is longer than 7 characters'],
    ['<a abcdefgh="1"/>', '1:4 a name is longer than 7 characters'],
    ['<a b="1234"/>', undefined],
    ['<a b="12345"/>', '1:7 the value of b is longer than 4 characters'],
    ['<a>123456</a>', undefined],
    ['<a>\n1234567</a>', '1:4 a text is longer than 6 characters'],
    ['<a><![CDATA[1234567]]></a>', '1:13 a text is longer than 6 characters'],
  ])('keeps its bounds: %j', (document, expected) => {
    const { problem } = scanned(document, bounds).scanner;
    expect(told(problem)).toBe(expected?.replace(' ', ' the XML goes beyond what is accepted: ') ?? 'well-formed');
    expect(problem?.code).toBe(expected === undefined ? undefined : 'XML_BOUND');
  });

  it('tells the byte beside line and column', () => {
    const { problem } = scanned('<a>é€😀<b></c></a>').scanner;
    expect(problem?.at).toEqual({ offset: 15, line: 1, column: 10 });
  });

  it('reads no more than it is asked for', () => {
    let opened = 0;
    const scanner = createXmlScanner({
      open() {
        opened++;
        scanner.stop();
      },
      text() {},
      close() {},
    });
    scanner.push(bytes('<a><b/><'));
    scanner.push(bytes('not read'));
    scanner.end();
    expect(opened).toBe(1);
    expect(scanner.problem).toBeUndefined();
  });
});
