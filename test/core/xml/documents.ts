/** XML for the tests of its reading: an order in UBL's manner, what a scanner makes of bytes, and what saxes makes. */

import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import type { Problem } from '../../../src/core/problem.ts';
import { createXmlScanner, type XmlBounds } from '../../../src/core/xml/scan.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All that a document may hold, in a few lines; one of them has no line end but CR. */
export const ORDER = `<?xml version="1.0" encoding="UTF-8"?>
<!-- an order --><?note to="be read"?>
<!DOCTYPE Order SYSTEM "order.dtd">
<Order xmlns="urn:order" xmlns:cbc='urn:basic'\r\n  xmlns:cac="urn:aggregate">
  <cbc:ID schemeID="é€😀&#10;">47&#49;1</cbc:ID>\r  <cbc:Note/>
  <cac:OrderLine>ü<cbc:Note xml:lang="de">Größe &lt; 12″ &amp; 𐍈</cbc:Note><!-- - -->
    <cbc:Quantity cbc:unitCode="EA"\t>1<![CDATA[<]>2]]></cbc:Quantity>
  </cac:OrderLine >
</Order>
<!-- end -->
`;

/** Everything a reader says of a document; texts that follow each other are one. */
export interface Said {
  events: string[];
  problem: Problem | undefined;
}

const named = (namespace: string, local: string): string => (namespace === '' ? local : `{${namespace}}${local}`);

/** What our scanner says of bytes that come in chunks. `places` are the lines and columns of what it names. */
export function scan(chunks: Iterable<Uint8Array>, bounds?: XmlBounds): Said & { places: string[] } {
  const events: string[] = [];
  const places: string[] = [];
  let text = '';
  const place = (offset: number): void => {
    const { line, column } = scanner.locate(offset);
    places.push(`${offset} ${line}:${column}`);
  };
  const flush = (): void => {
    if (text !== '') events.push(text);
    text = '';
  };
  const scanner = createXmlScanner(
    {
      open({ namespace, local }, attributes, offset) {
        flush();
        place(offset);
        events.push(`<${named(namespace, local)}`);
        for (const { name, value, offset: at } of attributes) {
          place(at);
          events.push(`${named(name.namespace, name.local)}=${value}`);
        }
      },
      text(part, offset) {
        place(offset);
        text += part;
      },
      close() {
        flush();
        events.push('</');
      },
    },
    bounds,
  );
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  flush();
  return { events, problem: scanner.problem, places };
}

/** What saxes says of a text, in the same words. */
export function scanWithSaxes(document: string): { events: string[]; error: Error | undefined } {
  const parser = new SaxesParser({ xmlns: true });
  const events: string[] = [];
  let text = '';
  let depth = 0;
  let error: Error | undefined;
  const add = (part: string): void => {
    if (depth > 0) text += part;
  };
  const flush = (): void => {
    if (text !== '') events.push(text);
    text = '';
  };
  parser.on('error', (found) => {
    error ??= found;
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({ uri, local, attributes }) => {
    flush();
    depth++;
    events.push(`<${named(uri, local)}`);
    for (const { uri: space, local: name, prefix, value } of Object.values(attributes) as SaxesAttributeNS[]) {
      const declares = prefix === 'xmlns' || (prefix === '' && name === 'xmlns');
      if (!declares) events.push(`${named(space, name)}=${value}`);
    }
  });
  parser.on('closetag', () => {
    flush();
    depth--;
    events.push('</');
  });
  try {
    parser.write(document).close();
  } catch (thrown) {
    // It goes on behind what is wrong, and may then fail itself.
    error ??= thrown as Error;
  }
  return { events, error };
}
