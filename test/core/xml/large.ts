/**
 * `node large.ts MEGABYTES`: reads an order of that size, as it is made, into a tree that is held, and prints how large
 * it was, how many lines it has, and the most memory the process had, in megabytes.
 */

import '../../../src/node/engine.ts';
import { createXmlReader } from '../../../src/core/xml/read.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const line = (number: number): string => `  <cac:OrderLine>
    <cbc:Note>Zeile ${number} — grün</cbc:Note>
    <cac:LineItem>
      <cbc:ID>${number}</cbc:ID>
      <cbc:Quantity unitCode="EA">${number % 100}</cbc:Quantity>
      <cbc:LineExtensionAmount currencyID="EUR">${number}.50</cbc:LineExtensionAmount>
      <cac:Price>
        <cbc:PriceAmount currencyID="EUR">1.50</cbc:PriceAmount>
      </cac:Price>
      <cac:Item>
        <cbc:Description>Item number ${number} &amp; more</cbc:Description>
        <cac:StandardItemIdentification>
          <cbc:ID schemeID="0160">0401234500000${number % 10}</cbc:ID>
        </cac:StandardItemIdentification>
      </cac:Item>
    </cac:LineItem>
  </cac:OrderLine>
`;

function read(megabytes: number): void {
  const reader = createXmlReader(() => undefined);
  let bytes = 0;
  const push = (text: string): void => {
    const chunk = bytesOf(text);
    bytes += chunk.length;
    reader.push(chunk);
  };
  push('<Order xmlns="urn:order" xmlns:cac="urn:aggregate" xmlns:cbc="urn:basic">\n');
  for (let number = 1; bytes < megabytes * 1e6; ) {
    let chunk = '';
    while (chunk.length < 65_536) chunk += line(number++);
    push(chunk);
  }
  push('</Order>\n');
  const document = reader.end();
  if ('code' in document) throw new Error(document.message);
  const resident = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ megabytes: bytes / 1e6, lines: document.root.children.length - 1, resident }));
}

read(Number(process.argv[2]));
