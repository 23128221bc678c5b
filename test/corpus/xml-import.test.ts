// The schemas of UBL, cXML and openTRANS are imported as they ship, and real documents hold what the vocabularies define.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vocabularies } from '../../src/build/xml.ts';
import type { Item } from '../../src/core/edi/definition.ts';
import type { XmlDefinition } from '../../src/core/xml/definition.ts';
import { xmlText } from '../../src/core/xml/import/assemble.ts';
import { type PlainElement, readElements } from '../../src/core/xml/import/elements.ts';
import { openXml, type XmlSource } from '../../src/core/xml/schema.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf, SHARED } from '../shared.ts';

const standards = join(SHARED, 'standards');
const hasStandards = existsSync(join(standards, 'ubl-2.1'));
const reason = hasStandards ? '' : ' (skipped: no schemas at ../shared/standards or DRAGOMAN_SHARED)';
const shipped = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../schemas/xml/${name}.json`), 'utf8');

describe.skipIf(!hasStandards)(`the schemas of the standards${reason}`, () => {
  const imported = hasStandards ? vocabularies(standards) : {};

  it.each(['ubl', 'cxml', 'opentrans'])('%s is imported as it ships', (name) => {
    expect(xmlText(imported[name]!)).toBe(shipped(name));
  });
});

const definitions = ['ubl', 'cxml', 'opentrans', 'sbdh'].map((name) =>
  openXml(name, JSON.parse(shipped(name)) as XmlSource),
);

/** What a document has and its vocabulary does not define, or has in another order or number. */
function departures(root: PlainElement, vocabulary: XmlDefinition): string[] {
  const found: string[] = [];
  const walk = (element: PlainElement, item: Item): void => {
    const own = item.kind === 'loop' ? item.items[0] : item;
    if (own?.kind !== 'segment') return;
    const { elements, open } = own.segment;
    const known = new Set(elements.map(({ number }) => number));
    for (const name of element.attributes.keys())
      if (open !== true && !name.startsWith('xsi:') && !known.has(`@${name}`)) found.push(`${item.name}/@${name}`);
    for (const { number, required } of elements)
      if (required && number !== '.' && !element.attributes.has(number.slice(1)))
        found.push(`${item.name} without ${number}`);
    const counts = new Map<number, number>();
    let last = 0;
    for (const child of element.children) {
      const name = vocabulary.nameOf(child.namespace, child.local);
      const at = item.kind === 'loop' ? item.starts.get(name)?.find((index) => index > 0) : undefined;
      if (item.kind !== 'loop' || at === undefined) {
        if (open !== true) found.push(`${item.name}/${name}`);
        continue;
      }
      const rank = (index: number): number => item.ranks?.[index] ?? index;
      if (rank(at) < rank(last)) found.push(`${name} behind ${item.items[last]!.name}`);
      last = Math.max(last, at);
      counts.set(at, (counts.get(at) ?? 0) + 1);
      if (counts.get(at)! > item.items[at]!.max) found.push(`${item.name}/${name} too often`);
      walk(child, item.items[at]!);
    }
    if (item.kind !== 'loop') return;
    item.items.forEach(({ name, required }, at) => {
      if (at > 0 && required && !counts.has(at)) found.push(`${item.name} without ${name}`);
    });
  };
  walk(root, vocabulary.root(root.namespace, root.local)!);
  return [...new Set(found)];
}

/** Requests that no mapping is for, and two despatch advices that are not valid UBL. */
const KNOWN: Record<string, string[]> = {
  'CatalogUploadRequest-officeluv-cxml-envelope.xml': ['Sender without UserAgent', 'Request/CatalogUploadRequest'],
  'CopyRequest-officeluv-cxml-envelope2.xml': ['Request/CopyRequest'],
  'PunchOutSetupRequest-officeluv-cxml-punch_out_setup_request_doc.xml': ['Request/PunchOutSetupRequest'],
  'PunchOutSetupRequest-officeluv-cxml-punch_out_setup_request_doc_coupa.xml': ['Request/PunchOutSetupRequest'],
  'PunchOutSetupRequest-officeluv-cxml-punch_out_setup_request_doc_with_ship_to.xml': ['Request/PunchOutSetupRequest'],
  'DespatchAdvice-ph-ubl-GuiaRemision.xml': [
    'cbc:GrossWeightMeasure behind cbc:SplitConsignmentIndicator',
    'cbc:TotalTransportHandlingUnitQuantity behind cbc:SplitConsignmentIndicator',
    'cac:CarrierParty/cbc:RegistrationName',
    'cbc:DeliveredQuantity behind cac:OrderLineReference',
  ],
  'DespatchAdvice-ph-ubl-GuiaRemisionSimple.xml': [
    'cbc:ID behind cbc:SplitConsignmentIndicator',
    'cbc:GrossWeightMeasure behind cbc:SplitConsignmentIndicator',
    'cbc:TotalTransportHandlingUnitQuantity behind cbc:SplitConsignmentIndicator',
    'cac:Shipment/cbc:TransportModeCode',
    'cac:Shipment/cac:TransitPeriod',
    'cac:Shipment/cac:TransportMeans',
    'cac:Shipment/cac:DriverPerson',
    'cac:Shipment/cac:DeliveryAddress',
    'cac:DespatchLine without cac:OrderLineReference',
  ],
};

const paths = rowsOf('INDEX.tsv')
  .map(([path = '']) => path)
  .filter((path) => path.startsWith('xml-') && isHere(path));

describe.skipIf(!hasCorpus)(onCorpus('real documents'), () => {
  const read = paths.flatMap((path) => {
    const document = readElements(corpusFile(path));
    if ('wrong' in document) return [];
    const { root } = document;
    const vocabulary = definitions.find((one) => one.root(root.namespace, root.local) !== undefined);
    return vocabulary === undefined ? [] : [{ name: path.slice(path.indexOf('/') + 1), root, vocabulary }];
  });

  it('are of all vocabularies', () => {
    const counts = Object.groupBy(read, ({ vocabulary }) => vocabulary.name);
    expect(Object.fromEntries(Object.entries(counts).map(([name, all]) => [name, all!.length]))).toEqual({
      ubl: expect.toSatisfy((count: number) => count > 50),
      cxml: expect.toSatisfy((count: number) => count > 10),
      opentrans: expect.toSatisfy((count: number) => count >= 9),
      sbdh: expect.toSatisfy((count: number) => count >= 5),
    });
  });

  it('have what is defined, in its order and number', () => {
    const found = read.flatMap(({ name, root, vocabulary }) => {
      const wrong = departures(root, vocabulary);
      return wrong.length === 0 ? [] : [[name, wrong.sort()]];
    });
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(KNOWN).map(([name, wrong]) => [name, wrong.toSorted()])),
    );
  });
});
