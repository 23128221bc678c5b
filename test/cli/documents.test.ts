// The commands on messages that are documents (XML, IDocs, feeds, JSON): what they print for people, run as a user runs them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dragoman } from './dragoman.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dragoman-documents-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (text: string, from: number, to: number): string[] => text.split('\n').slice(from, to);

const UBL = `<?xml version="1.0" encoding="UTF-8"?>
<o:Order xmlns:o="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
  <cbc:ID>4711</cbc:ID>
  <cbc:IssueDate>2026-03-05</cbc:IssueDate>
  <cac:BuyerCustomerParty><cac:Party>
    <cac:PartyIdentification><cbc:ID schemeID="0088">4012345000009</cbc:ID></cac:PartyIdentification>
  </cac:Party></cac:BuyerCustomerParty>
  <cac:SellerSupplierParty><cac:Party>
    <cac:PartyIdentification><cbc:ID schemeID="0088">4399901234561</cbc:ID></cac:PartyIdentification>
  </cac:Party></cac:SellerSupplierParty>
  <cac:OrderLine><cac:LineItem>
    <cbc:ID>1</cbc:ID>
    <cbc:Quantity unitCode="H87">10</cbc:Quantity>
    <cac:Item><cbc:Name>Pump</cbc:Name></cac:Item>
  </cac:LineItem></cac:OrderLine>
</o:Order>
`;
const CSV = 'Order No,Qty,Item\nA-1,3,100-7\nA-1,1,100-9\nA-2,5,100-7\n';
const ORDER = {
  type: 'order',
  schemaVersion: '1',
  number: '4711',
  issued: '2026-03-05',
  buyer: { id: '4012345000009', idScheme: '0088' },
  supplier: { id: '4399901234561', idScheme: '0088' },
  lines: [{ number: '1', quantity: '10', unit: 'H87', description: 'Pump' }],
};
const JSON_ORDER = join(folder, 'order.json');
writeFileSync(JSON_ORDER, JSON.stringify(ORDER));

describe('dragoman try', () => {
  it('shows an XML document by its lines, with the vocabulary’s own prefixes', () => {
    const { status, out } = dragoman(['try', '-'], UBL);
    expect(status).toBe(0);
    expect(linesOf(out, 1, 10)).toEqual([
      'Document ubl: 0088:4012345000009 to 0088:4399901234561, 2.1',
      '  partner     none; no agreement names the sender, so the common mappings are used',
      '',
      'Message Order 2.1: accepted',
      '     2  Order',
      '     5    cbc:ID  4711',
      '     6    cbc:IssueDate  2026-03-05',
      '     7    cac:BuyerCustomerParty',
      '     7      cac:Party',
    ]);
    expect(out).toMatch(/^ {2}lines\.0\.unit +H87 +cbc:Quantity\/@unitCode line 15:29 {2}mappings\/ubl\/Order\.yaml:/m);
    expect(out).toContain('Nothing is unmapped');
  });

  it('shows a feed by its rows, and what is wrong with a cell', () => {
    const { status, out } = dragoman(['try', '-'], CSV.replace(',3,', ',three,'));
    expect(status).toBe(1);
    expect(linesOf(out, 1, 8)).toEqual([
      'Document csv of nobody it names',
      '  partner     none; say which with --partner, so the common mappings are used',
      '',
      'Message orders: rejected',
      '     2  orders  Order No="A-1" Qty="three" Item="100-7"',
      '     2    row  Order No="A-1" Qty="three" Item="100-7"',
      '     3    row  Order No="A-1" Qty="1" Item="100-9"',
    ]);
    expect(out).toContain(
      '  error: 1 line 2:2 row/Qty: "three" is not a decimal [VALUE_NOT_DECIMAL] mappings/csv/orders.yaml:',
    );
  });

  it('shows a document that came as JSON as it is', () => {
    const { status, out } = dragoman(['try', JSON_ORDER]);
    expect(status).toBe(0);
    expect(linesOf(out, 4, 9)).toEqual([
      'Message order: accepted',
      '',
      'Document: order',
      '  type                 order',
      '  schemaVersion        1',
    ]);
  });
});

describe('dragoman translate', () => {
  it.each([
    [
      'ubl/Order.test/plain.xml',
      /^document ubl from 0088:\d+ to 0088:\d+ \(no agreement\)\n {2}message Order 2\.1: accepted\n/,
    ],
    [
      'cxml/OrderRequest.test/pumps.xml',
      /^document cxml \S+ from \S+ to \S+ \(no agreement\)\n {2}message OrderRequest [\d.]+: accepted/,
    ],
    [
      'idoc/ORDERS.test/plain.xml',
      /^document idoc \d+ from \S+ to \S+ \(no agreement\)\n {2}message ORDERS ORDERS05: accepted\n/,
    ],
    [
      'idoc/ORDERS.test/flat.idoc',
      /^document idoc \d+ from \S+ to \S+ \(no agreement\)\n {2}message ORDERS ORDERS05: accepted\n/,
    ],
    ['opentrans/ORDER.test/by-reference.xml', /^document opentrans .*\n {2}message ORDER \S+: accepted\n/],
  ])('names what is in %s', (file, expected) => {
    const { status, out } = dragoman(['translate', join(ROOT, 'mappings', file)]);
    expect(status).toBe(0);
    expect(out).toMatch(expected);
  });

  it('names the orders of a feed by their place in it', () => {
    const { status, out } = dragoman(['translate', '-'], CSV);
    expect(status).toBe(0);
    expect(linesOf(out, 0, 3)).toEqual([
      'document csv of nobody it names (no agreement)',
      '  message 1 orders: accepted',
      '  message 2 orders: accepted',
    ]);
  });

  it('tells programs the same in JSON', () => {
    const { interchanges, documents } = JSON.parse(dragoman(['translate', '-', '--json'], UBL).out);
    expect(interchanges).toMatchObject([
      {
        sender: '0088:4012345000009',
        partner: null,
        groups: [{ control: null, sets: [{ type: 'Order', verdict: 'A' }] }],
      },
    ]);
    expect(documents).toMatchObject([ORDER]);
  });
});

describe('dragoman write', () => {
  it('writes for nobody in particular, by the name of a mapping in any letter case, what reads as it was', () => {
    for (const as of ['ubl/order', 'csv/orders', 'json/order']) {
      const { status, out, error } = dragoman(['write', JSON_ORDER, '--as', as]);
      expect([as, status, error]).toEqual([as, 0, '']);
      const { documents } = JSON.parse(dragoman(['translate', '-', '--json'], out).out);
      expect([as, documents]).toMatchObject([as, [{ number: '4711', lines: [{ quantity: '10' }] }]]);
    }
  });

  it('is between the parties the document names', () => {
    const file = join(folder, 'pumps.json');
    const pumps = readFileSync(join(ROOT, 'mappings/cxml/OrderRequest.test/pumps.json'), 'utf8');
    const { buyer, supplier } = ORDER;
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(pumps) as object), buyer, supplier }));
    const { out, error } = dragoman(['write', file, '--as', 'cxml/OrderRequest', '--control', '7']);
    const identities = [...out.matchAll(/<(From|To)>\s*<Credential[^>]*>\s*<Identity>([^<]*)</g)];
    expect([error, identities.map(([, role, id]) => [role, id])]).toEqual([
      '',
      [
        ['From', buyer.id],
        ['To', supplier.id],
      ],
    ]);
  });

  it('asks for the partner where both parties are addressed', () => {
    const { status, error } = dragoman(['write', JSON_ORDER, '--as', 'x12/850']);
    expect(status).toBe(2);
    expect(linesOf(error, 0, 1)).toEqual([
      'dragoman write: --partner for whom? What x12/850 is sent in names both parties',
    ]);
  });

  it('says what the message has no place for, and writes it', () => {
    const file = join(folder, 'version.json');
    writeFileSync(file, JSON.stringify({ ...ORDER, issuedTime: '09:30:00' }));
    const { status, out, error } = dragoman(['write', file, '--as', 'csv/orders']);
    expect([status, linesOf(out, 0, 1)]).toEqual([0, [expect.stringMatching(/^Order No/)]]);
    expect(error).toContain('warning: issuedTime: "09:30:00" is not in the message [DATA_UNWRITTEN]\n');
  });

  it('says which field cannot be written, and why', () => {
    const odd = join(folder, 'odd.json');
    writeFileSync(odd, JSON.stringify({ ...ORDER, lines: [{ quantity: '10', action: 'x12:QQ' }] }));
    const { status, error } = dragoman(['write', odd, '--as', 'ubl/Order']);
    expect(status).toBe(1);
    expect(error).toMatch(
      /^error: lines\/0\/action: "x12:QQ" cannot be written: not in mappings\/tables\/line-action\.csv, column ubl \[VALUE_NOT_WRITABLE\] mappings\/ubl\/Order\.yaml:/,
    );
  });
});

describe('dragoman partner match', () => {
  it('says that a document without parties is known by the way it comes', () => {
    const { status, out } = dragoman(['partner', 'match', '-'], CSV);
    expect(status).toBe(1);
    expect(out).toBe(
      'document csv of nobody it names: no partner\n  it is of the partner whose channel or API key it comes by\n',
    );
  });

  it('says why a document is no partner’s', () => {
    const { out } = dragoman(['partner', 'match', '-'], UBL);
    expect(linesOf(out, 0, 3)).toEqual([
      'document ubl from 0088:4012345000009 to 0088:4399901234561: no partner',
      '  no  nordwind',
      '        sender id 4012345000009 is its own, but under qualifier 14, not 0088',
    ]);
  });
});

it('dragoman guide says that guides are for X12 and EDIFACT', () => {
  const { status, error } = dragoman(['guide', 'acme', '--message', 'ubl/Order']);
  expect(status).toBe(2);
  expect(linesOf(error, 0, 1)).toEqual([
    'dragoman guide: guides are for X12 and EDIFACT; `dragoman try` shows how ubl/Order is read',
  ]);
});

it('dragoman test runs the pairs of one mapping', () => {
  const { status, out } = dragoman(['test', 'csv/orders']);
  expect(status).toBe(0);
  expect(out).toContain('✓ csv/orders: plain');
});
