/**
 * The same trade in UBL 2.1: orders as Peppol has them, about 50 lines each or as many as asked for, the same bytes on
 * every machine and in every run. Each order is valid and every value in it is mapped.
 */

import { ean } from './edifact-orders.ts';
import { COLORS, digits, ITEMS, money, sequence } from './orders.ts';

const UNITS = ['C62', 'C62', 'C62', 'CT', 'DZN', 'PR'];
export const CITIES = [
  ['Köln', '50667'],
  ['Hamburg', '20095'],
  ['Bremen', '28195'],
  ['Lübeck', '23552'],
  ['Kiel', '24103'],
] as const;
const STREETS = ['Hafenstraße', 'Am Güterbahnhof', 'Kaiweg', 'Industrieweg', 'Ringstraße'];

const NAMESPACES = [
  'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"',
  'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"',
  'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"',
].join(' ');

export const date = (offset: number): string =>
  `2024-${digits(3 + Math.trunc(offset / 28), 2)}-${digits((offset % 28) + 1, 2)}`;

export interface UblPlan {
  /** Makes the order unlike every other. */
  number: number;
  /** About 50 when not told. */
  lines?: number;
}

/** The order in pieces: what stands before its lines, each line, what stands behind them. */
export function* ublOrder({ number, lines }: UblPlan): Generator<string> {
  const pick = sequence(number + 1);
  const one = <T>(of: readonly T[]): T => of[pick(of.length)]!;
  const ordered = pick(28);
  const count = lines ?? 40 + pick(21);
  const address = (): string => {
    const [city, zip] = one(CITIES);
    return `
          <cbc:StreetName>${one(STREETS)} ${pick(200) + 1}</cbc:StreetName>
          <cbc:CityName>${city}</cbc:CityName>
          <cbc:PostalZone>${zip}</cbc:PostalZone>
          <cac:Country>
            <cbc:IdentificationCode>DE</cbc:IdentificationCode>
          </cac:Country>`;
  };
  const party = (name: string, id: string, contact: string): string => `
    <cac:Party>
      <cbc:EndpointID schemeID="0088">${id}</cbc:EndpointID>
      <cac:PartyIdentification>
        <cbc:ID schemeID="0088">${id}</cbc:ID>
      </cac:PartyIdentification>
      <cac:PartyName>
        <cbc:Name>${name}</cbc:Name>
      </cac:PartyName>
      <cac:PostalAddress>${address()}
      </cac:PostalAddress>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>${name} GmbH</cbc:RegistrationName>
      </cac:PartyLegalEntity>${contact}
    </cac:Party>`;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<Order ${NAMESPACES}>
  <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:ordering:3</cbc:ProfileID>
  <cbc:ID>${digits(number, 10)}</cbc:ID>
  <cbc:IssueDate>${date(ordered)}</cbc:IssueDate>
  <cbc:OrderTypeCode>220</cbc:OrderTypeCode>
  <cbc:Note>Please deliver before noon &amp; ring at gate ${pick(9)}</cbc:Note>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:BuyerCustomerParty>${party(
    'Nordwind Warenhaus',
    '4012345000009',
    `
      <cac:Contact>
        <cbc:Name>Margarete Hügel</cbc:Name>
        <cbc:Telephone>+49 221 55${digits(pick(10_000), 4)}</cbc:Telephone>
        <cbc:ElectronicMail>einkauf${pick(50)}@nordwind.example</cbc:ElectronicMail>
      </cac:Contact>`,
  )}
  </cac:BuyerCustomerParty>
  <cac:SellerSupplierParty>${party('Hafen Strickwaren', '4399901234561', '')}
  </cac:SellerSupplierParty>
  <cac:Delivery>
    <cac:DeliveryLocation>
      <cbc:ID schemeID="0088">40123450${digits(pick(10_000), 5)}</cbc:ID>
      <cac:Address>${address()}
      </cac:Address>
    </cac:DeliveryLocation>
    <cac:RequestedDeliveryPeriod>
      <cbc:EndDate>${date(ordered + 14)}</cbc:EndDate>
    </cac:RequestedDeliveryPeriod>
  </cac:Delivery>
  <cac:PaymentTerms>
    <cbc:Note>30 days net</cbc:Note>
  </cac:PaymentTerms>`;
  const parts = amounts(number, count);
  yield `
  <cac:AnticipatedMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">${money(parts)}</cbc:LineExtensionAmount>
    <cbc:PayableAmount currencyID="EUR">${money(parts)}</cbc:PayableAmount>
  </cac:AnticipatedMonetaryTotal>`;
  for (let line = 1; line <= count; line++) {
    const { item, quantity, price } = ordering(number, line);
    const unit = one(UNITS);
    const color =
      pick(2) === 0
        ? `
        <cac:AdditionalItemProperty>
          <cbc:Name>Color</cbc:Name>
          <cbc:Value>${one(COLORS)}</cbc:Value>
        </cac:AdditionalItemProperty>`
        : '';
    const delivery =
      pick(3) === 0
        ? `
      <cac:Delivery>
        <cac:RequestedDeliveryPeriod>
          <cbc:EndDate>${date(ordered + 10 + pick(10))}</cbc:EndDate>
        </cac:RequestedDeliveryPeriod>
      </cac:Delivery>`
        : '';
    yield `
  <cac:OrderLine>
    <cac:LineItem>
      <cbc:ID>${line}</cbc:ID>
      <cbc:Quantity unitCode="${unit}">${quantity}</cbc:Quantity>
      <cbc:LineExtensionAmount currencyID="EUR">${money(quantity * price)}</cbc:LineExtensionAmount>${delivery}
      <cac:Price>
        <cbc:PriceAmount currencyID="EUR">${money(price)}</cbc:PriceAmount>
        <cbc:BaseQuantity unitCode="${unit}">1</cbc:BaseQuantity>
      </cac:Price>
      <cac:Item>
        <cbc:Name>${one(ITEMS)}</cbc:Name>
        <cac:BuyersItemIdentification>
          <cbc:ID>${digits(item, 6)}</cbc:ID>
        </cac:BuyersItemIdentification>
        <cac:SellersItemIdentification>
          <cbc:ID>HK-${item}-${pick(10)}</cbc:ID>
        </cac:SellersItemIdentification>
        <cac:StandardItemIdentification>
          <cbc:ID schemeID="0160">${ean(item)}</cbc:ID>
        </cac:StandardItemIdentification>
        <cac:ClassifiedTaxCategory>
          <cbc:ID>S</cbc:ID>
          <cbc:Percent>19</cbc:Percent>
          <cac:TaxScheme>
            <cbc:ID>VAT</cbc:ID>
          </cac:TaxScheme>
        </cac:ClassifiedTaxCategory>${color}
      </cac:Item>
    </cac:LineItem>
  </cac:OrderLine>`;
  }
  yield '\n</Order>\n';
}

/** What is ordered in a line, and at what price in cents. */
function ordering(number: number, line: number): { item: number; quantity: number; price: number } {
  const pick = sequence(number * 1_000_003 + line);
  return { item: pick(100_000), quantity: 1 + pick(240), price: 125 + pick(9000) };
}

/** What the lines come to; it stands before them. */
function amounts(number: number, lines: number): number {
  let sum = 0;
  for (let line = 1; line <= lines; line++) {
    const { quantity, price } = ordering(number, line);
    sum += quantity * price;
  }
  return sum;
}

/** Orders of about 50 lines, a document each. */
export const ublDocuments = (orders: number): Uint8Array[] =>
  Array.from({ length: orders }, (_, i) => new TextEncoder().encode([...ublOrder({ number: i + 1 })].join('')));
