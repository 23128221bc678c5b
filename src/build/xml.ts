/**
 * Writes the vocabularies of schemas/xml that are imported, as `dragoman import` does, with what the schemas at hand lack:
 * cXML's invoice (cxml-facts.ts).
 * Usage: node src/build/xml.ts ../shared/standards
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Imported, xmlText } from '../core/xml/import/assemble.ts';
import { importDtd } from '../core/xml/import/dtd.ts';
import { readElements } from '../core/xml/import/elements.ts';
import { importXsd } from '../core/xml/import/xsd.ts';
import { readRow, type XmlSource } from '../core/xml/schema.ts';
import { INVOICE } from './cxml-facts.ts';

const UBL = [
  'Order',
  'OrderChange',
  'OrderCancellation',
  'OrderResponse',
  'OrderResponseSimple',
  'DespatchAdvice',
  'ReceiptAdvice',
  'Invoice',
  'CreditNote',
  'ApplicationResponse',
];
const UBL_COMMON = [
  'CCTS_CCT_SchemaModule',
  'UBL-CommonAggregateComponents',
  'UBL-CommonBasicComponents',
  'UBL-CommonExtensionComponents',
  'UBL-ExtensionContentDataType',
  'UBL-QualifiedDataTypes',
  'UBL-UnqualifiedDataTypes',
];
const REQUESTS = [
  'OrderRequest',
  'ConfirmationRequest',
  'ShipNoticeRequest',
  'InvoiceDetailRequest',
  'StatusUpdateRequest',
];
const OPENTRANS = [
  'ORDER',
  'ORDERCHANGE',
  'ORDERRESPONSE',
  'DISPATCHNOTIFICATION',
  'INVOICE',
  'RECEIPTACKNOWLEDGEMENT',
];

/** The vocabularies by name, imported from a folder of standards. */
export function vocabularies(folder: string): Record<string, XmlSource> {
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const schemas = (...paths: string[]) =>
    new Map(
      paths.map((path) => {
        const read = readElements(readFileSync(join(folder, path)));
        if ('wrong' in read) throw new Error(`${path}:${read.wrong}`);
        return [path, read.root];
      }),
    );
  const ubl = importXsd(
    schemas(
      ...UBL.map((root) => `ubl-2.1/maindoc/UBL-${root}-2.1.xsd`),
      ...UBL_COMMON.map((name) => `ubl-2.1/common/${name}-2.1.xsd`),
    ),
    { release: '2.1', alike: ['2.0', '2.2', '2.3', '2.4'], roots: UBL, messages: {}, without: [] },
  );
  const cxml = importDtd(
    new Map([
      ...['cXML', 'Fulfill'].map((name) => [name, text(`cxml/${name}-1.2.063.dtd`)] as const),
      ['InvoiceDetail', declarations(INVOICE)],
    ]),
    {
      release: '1.2',
      alike: [],
      roots: ['cXML'],
      messages: {
        ...Object.fromEntries(REQUESTS.map((request) => [request, `cXML/Request/${request}`])),
        // What an order's header says of it makes three messages (core/xml/cxml.ts).
        'OrderRequest.update': 'cXML/Request/OrderRequest',
        'OrderRequest.delete': 'cXML/Request/OrderRequest',
        Response: 'cXML/Response',
      },
      without: [],
    },
  );
  const opentrans = importXsd(
    schemas(
      ...['opentrans_2_1', 'bmecat_2005', 'xmlmime', 'xmldsig-core-schema'].map((name) => `opentrans/${name}.xsd`),
    ),
    { release: '2.1', alike: ['1.0', '2.0fd', '2.0', '2.1fd'], roots: OPENTRANS, messages: {}, without: [] },
  );
  return {
    ubl: sourceOf(ubl),
    cxml: sourceOf(cxml),
    opentrans: {
      ...withUserFields(sourceOf(opentrans)),
      loose: true,
      // Those of older versions and drafts are still in use, and none is.
      aliases: {
        '': 'http://www.opentrans.org/XMLSchema/2.1',
        'http://www.opentrans.org/XMLSchema/1.0': 'http://www.opentrans.org/XMLSchema/2.1',
        'http://www.opentrans.org/XMLSchema/2.0fd': 'http://www.opentrans.org/XMLSchema/2.1',
        'http://www.opentrans.org/XMLSchema/2.0': 'http://www.opentrans.org/XMLSchema/2.1',
        'http://www.opentrans.org/XMLSchema/2.1fd': 'http://www.opentrans.org/XMLSchema/2.1',
        'http://www.bmecat.org/bmecat/2005fd': 'http://www.bmecat.org/bmecat/2005',
      },
    },
  };
}

/** Elements that partners define, as core/xml/opentrans.ts makes them of one name. */
const withUserFields = (source: XmlSource): XmlSource => ({
  ...source,
  types: { ...source.types, udxHEADER: ['UDX*', '*'], UDX: ['.', '@name'] },
});

function sourceOf(imported: Imported): XmlSource {
  if ('wrong' in imported) throw new Error(imported.wrong);
  if (imported.warnings.length > 0) throw new Error(imported.warnings.join('\n'));
  return imported.source;
}

/** Rows as the declarations of a document type. */
function declarations(elements: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(elements)
    .map(([name, rows]) => {
      const read = rows.map((row) => ({ ...readRow(row)!, row: row.replace('@', '').split(' ')[0]! }));
      const attributes = read.filter((row) => row.name.startsWith('@'));
      const children = read.filter((row) => !attributes.includes(row)).map(({ row }) => row);
      const list = attributes.map(
        ({ name: attribute, min, type }) =>
          `${attribute.slice(1)} ${type === '' ? 'CDATA' : type} ${min === 0 ? '#IMPLIED' : '#REQUIRED'}`,
      );
      const content = children.length === 0 ? 'EMPTY' : `(${children.join(',')})`;
      return `<!ELEMENT ${name} ${content}>\n<!ATTLIST ${name} ${list.join('\n')}>`;
    })
    .join('\n');
}

if (import.meta.main) {
  const output = join(import.meta.dirname, '../../schemas/xml');
  for (const [name, source] of Object.entries(vocabularies(process.argv[2] ?? '../shared/standards'))) {
    const path = join(output, `${name}.json`);
    writeFileSync(path, xmlText(source));
    console.log(`${basename(path)}: ${Object.keys(source.types).length} types`);
  }
}
