/**
 * UBL (OASIS, 2.0 to 2.4): a document is a message and has no envelope of its own. Who it is from and for are the parties
 * of the trade, by their electronic address (cbc:EndpointID) or their first identification.
 */

import type { Node } from '../../tree.ts';
import { below, element, messagesIn, NOBODY, type Party, textAt, type Vocabulary } from './envelope.ts';

/** Where the parties of a trade stand, whatever the document. */
const BUYER = [
  'cac:BuyerCustomerParty/cac:Party',
  'cac:AccountingCustomerParty/cac:Party',
  'cac:DeliveryCustomerParty/cac:Party',
  'cac:ReceiverParty',
];
const SELLER = [
  'cac:SellerSupplierParty/cac:Party',
  'cac:AccountingSupplierParty/cac:Party',
  'cac:DespatchSupplierParty/cac:Party',
  'cac:SenderParty',
];

/** Documents that the buyer sends; the others are the seller's. */
const FROM_BUYER: ReadonlySet<string> = new Set(['Order', 'OrderChange', 'OrderCancellation', 'ReceiptAdvice']);

/** What names a party, the best first: an electronic address is what documents are sent to. */
const IDENTIFIERS = ['cbc:EndpointID', 'cac:PartyIdentification/cbc:ID', 'cac:PartyLegalEntity/cbc:CompanyID'];

const partiesAt = (root: Node, places: readonly string[]): Node[] =>
  places.flatMap((place) => below(root, place.split('/')));

function partyAt(root: Node, places: readonly string[]): Party {
  for (const name of IDENTIFIERS) {
    for (const party of partiesAt(root, places)) {
      const id = textAt(party, name);
      if (id !== '') return { qualifier: textAt(party, `${name}/@schemeID`), id };
    }
  }
  return NOBODY;
}

/** The country of the party that sends a document; '' where nothing says so. */
export function senderCountry(root: Node): string {
  const parties = partiesAt(root, FROM_BUYER.has(root.name) ? BUYER : SELLER);
  const countries = parties.map((party) => textAt(party, 'cac:PostalAddress/cac:Country/cbc:IdentificationCode'));
  return countries.find((country) => country !== '') ?? '';
}

const LINE = 'cac:LineItem';
const ITEM = 'cac:Item';

/** Every line has an item, of which an answer to an order need not say anything. */
function withItems(node: Node): Node {
  if (node.kind !== 'group') return node;
  const children = node.children.map(withItems);
  const lacking = node.name === LINE && !children.some(({ name }) => name === ITEM);
  // What goes behind an item we do not write.
  return { ...node, children: lacking ? [...children, element(ITEM, {}, [])] : children };
}

export const ubl: Vocabulary = {
  open(root, definition) {
    const [from, to] = FROM_BUYER.has(root.name) ? [BUYER, SELLER] : [SELLER, BUYER];
    return {
      control: '',
      sender: partyAt(root, from),
      receiver: partyAt(root, to),
      release: textAt(root, 'cbc:UBLVersionID') || definition.release,
      usage: 'P',
      bare: true,
      messages: messagesIn(root, definition),
    };
  },
  close: ({ body }) => withItems(body),
  empty: new Set([ITEM]),
};
