/**
 * openTRANS (BME/Fraunhofer IAO, 2.0 and 2.1): a document is a message and has no envelope of its own. Its parties stand
 * in one list, and references by their numbers say which part each plays; some name no part, others several. Here every
 * party gets the one part it plays, so that a mapping finds the buyer as such however the document says who that is.
 *
 * User-defined elements (`UDX.acme.colour`) become `UDX` elements with that name, and back.
 */

import type { Node } from '../../tree.ts';
import { below, copyOf, element, leafOf, messagesIn, NOBODY, type Party, textAt, type Vocabulary } from './envelope.ts';

/** Documents that the buyer sends; the others are the supplier's. */
const FROM_BUYER: ReadonlySet<string> = new Set(['ORDER', 'ORDERCHANGE', 'RECEIPTACKNOWLEDGEMENT']);

const SHIPMENT: [string, string][] = [
  ['SHIPMENT_PARTIES_REFERENCE/DELIVERY_IDREF', 'delivery'],
  ['SHIPMENT_PARTIES_REFERENCE/FINAL_DELIVERY_IDREF', 'final_delivery'],
  ['SHIPMENT_PARTIES_REFERENCE/DELIVERER_IDREF', 'deliverer'],
];

const TRADE: [string, string][] = [
  ['bmecat:BUYER_IDREF', 'buyer'],
  ['bmecat:SUPPLIER_IDREF', 'supplier'],
  ['INVOICE_ISSUER_IDREF', 'invoice_issuer'],
  ['INVOICE_RECIPIENT_IDREF', 'invoice_recipient'],
  ...SHIPMENT,
];

/** Where a header refers to parties, and as what. */
const REFERENCES: readonly [path: string, role: string][] = [
  ...TRADE.map(([path, role]): [string, string] => [`ORDER_PARTIES_REFERENCE/${path}`, role]),
  ...TRADE,
  ['DELIVERY_IDREF', 'delivery'],
  ['PAYER_IDREF', 'payer'],
  ['REMITTEE_IDREF', 'remittee'],
];

/** Parts that go without saying: who supplies is who invoices and is paid, unless another is named. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  invoice_issuer: ['supplier'],
  remittee: ['supplier', 'invoice_issuer'],
  payer: ['buyer', 'invoice_recipient'],
  final_delivery: ['delivery'],
};

/** An invoice must say who it is for, so that it says nothing of its own when that is the buyer. */
const RECIPIENT = 'INVOICE_RECIPIENT_IDREF';

/** Schemes of numbers that are known to everybody. */
const PUBLIC_SCHEMES = ['gln', 'iln', 'duns'];

/** Stands in every item, though nothing may be known of the product. */
const PRODUCT = 'PRODUCT_ID';

export const opentrans: Vocabulary = {
  open(root, definition) {
    const [info] = below(root, [`${root.name}_HEADER`, `${root.name}_INFO`]);
    if (info !== undefined) sayRoles(info);
    for (const fields of userFieldsIn(root)) fields.children = fields.children.map(withoutOwnName);
    const [from, to] = FROM_BUYER.has(root.name) ? [BUYERS, SUPPLIERS] : [SUPPLIERS, BUYERS];
    return {
      control: '',
      sender: partyNamed(info, 'DOCUMENT_ISSUER_IDREF') ?? partyAs(info, from),
      receiver: partyNamed(info, 'DOCUMENT_RECIPIENT_IDREF') ?? partyAs(info, to),
      release: textAt(root, '@version') || definition.release,
      usage: 'P',
      bare: true,
      messages: messagesIn(root, definition),
    };
  },
  close({ body, at }) {
    for (const fields of userFieldsIn(body)) fields.children = fields.children.map(withOwnName);
    for (const header of below(body, [`${body.name}_HEADER`])) sayWhen(header, at);
    for (const item of itemsIn(body)) sayProduct(item);
    return body;
  },
  empty: new Set([PRODUCT]),
};

const BUYERS = ['buyer', 'invoice_recipient'];
const SUPPLIERS = ['supplier', 'invoice_issuer'];

/** Items may be named after another document: those of an ORDERCHANGE are ORDER_ITEMs. */
const itemsIn = (root: Node): Node[] =>
  below(root, [`${root.name}_ITEM_LIST`])
    .flatMap(({ children }) => children.slice(1))
    .filter(({ kind }) => kind === 'group');

// --- Parties

const idsOf = (party: Node): Node[] => below(party, ['bmecat:PARTY_ID']);
const textOf = (node: Node): string => leafOf(node, '.')?.value.trim() ?? '';
const rolesOf = (party: Node): Node[] => below(party, ['PARTY_ROLE']);
const roleOf = (party: Node): string => rolesOf(party).map(textOf)[0] ?? '';
const isOf = (party: Node, id: string): boolean => idsOf(party).some((one) => textOf(one) === id);

/** Gives every party of a header one part: those with several stand once for each, those referred to are given theirs. */
function sayRoles(info: Node): void {
  const list = below(info, ['PARTIES'])[0];
  const parties = below(info, ['PARTIES', 'PARTY']).flatMap(oncePerRole);
  for (const [path, role] of REFERENCES) {
    for (const reference of below(info, path.split('/'))) {
      const id = textOf(reference);
      if (id !== '') refer(parties, id, path === RECIPIENT ? [role, 'buyer'] : [role], reference);
    }
  }
  if (list !== undefined) list.children = [...list.children.filter(({ name }) => name !== 'PARTY'), ...parties];
  else if (parties.length > 0) info.children.push(placed(element('PARTIES', {}, parties), info.offset));
}

function oncePerRole(party: Node): Node[] {
  const roles = rolesOf(party);
  return roles.length < 2 ? [party] : roles.map((role) => withRole(copyOf(party), role));
}

/** Sees to it that the party of a number is known to play the first of these parts; another of them is enough. */
function refer(parties: Node[], id: string, [role = '', ...enough]: readonly string[], reference: Node): void {
  const part = role === 'invoice_issuer' && !parties.some((one) => roleOf(one) === 'supplier') ? 'supplier' : role;
  const named = parties.filter((party) => isOf(party, id));
  if (named.some((party) => [part, ...enough, ...(IMPLIED[part] ?? [])].includes(roleOf(party)))) return;
  const said = placed(element('PARTY_ROLE', {}, part), reference.offset);
  const idle = named.find((party) => roleOf(party) === '');
  if (idle !== undefined) idle.children = withRole(idle, said).children;
  else if (named[0] !== undefined) parties.push(withRole(copyOf(named[0]), said));
  else
    parties.push(
      placed(element('PARTY', {}, [element('bmecat:PARTY_ID', typeOf(reference), id), said]), reference.offset),
    );
}

function typeOf(reference: Node): Record<string, string> {
  const type = leafOf(reference, '@type')?.value ?? '';
  return type === '' ? {} : { type };
}

/** A party with one part, which stands behind its numbers. */
function withRole(party: Node, role: Node): Node {
  const children = party.children.filter(({ name }) => name !== 'PARTY_ROLE');
  const behind = children.findLastIndex(({ name }) => name === 'bmecat:PARTY_ID') + 1;
  return { ...party, children: children.toSpliced(Math.max(behind, 1), 0, role) };
}

/** What stands for something in the document has its place. */
const placed = (node: Node, offset: number): Node => ({
  ...node,
  offset,
  children: node.children.map((child) => placed(child, offset)),
});

/** The party that a document says it is from or for. */
function partyNamed(info: Node | undefined, name: string): Party | undefined {
  const [reference] = info === undefined ? [] : below(info, ['DOCEXCHANGE_PARTIES_REFERENCE', name]);
  return reference === undefined || textOf(reference) === '' ? undefined : identified(reference);
}

function partyAs(info: Node | undefined, roles: readonly string[]): Party {
  const parties = info === undefined ? [] : below(info, ['PARTIES', 'PARTY']);
  const [party] = roles.flatMap((role) => parties.filter((one) => roleOf(one) === role));
  const ids = party === undefined ? [] : idsOf(party).filter((id) => textOf(id) !== '');
  const id = ids.find((one) => PUBLIC_SCHEMES.includes(typeOf(one).type ?? '')) ?? ids[0];
  return id === undefined ? NOBODY : identified(id);
}

const identified = (id: Node): Party => ({ qualifier: typeOf(id).type ?? '', id: textOf(id) });

// --- What a document says of itself

/** When it was made, as CONTROL_INFO says it. */
function sayWhen(header: Node, at: string): void {
  const made = element('GENERATION_DATE', {}, at);
  const control = header.children.find(({ name, kind }) => name === 'CONTROL_INFO' && kind === 'group');
  if (control === undefined) header.children.splice(1, 0, element('CONTROL_INFO', {}, [made]));
  else control.children.push(made);
}

function sayProduct(item: Node): void {
  if (below(item, [PRODUCT]).length > 0) return;
  const behind = item.children.findLastIndex(({ name }) => name === 'LINE_ITEM_ID') + 1;
  item.children.splice(Math.max(behind, 1), 0, element(PRODUCT, {}, []));
}

// --- User-defined elements

const USER_DEFINED = /^UDX\.[\w.-]+$/;

function userFieldsIn(root: Node): Node[] {
  return [
    ...below(root, [`${root.name}_HEADER`, `${root.name}_INFO`, 'HEADER_UDX']),
    ...itemsIn(root).flatMap((item) => below(item, ['ITEM_UDX'])),
  ].filter(({ kind }) => kind === 'group');
}

/** One that has a text and nothing else; any other stays as it is. */
function withoutOwnName(node: Node): Node {
  const plain = node.kind === 'segment' && node.children.slice(1).every(({ value }) => value === '');
  if (!plain || !USER_DEFINED.test(node.name)) return node;
  return placed(element('UDX', { name: node.name }, leafOf(node, '.')?.value ?? ''), node.offset);
}

function withOwnName(node: Node): Node {
  const name = leafOf(node, '@name')?.value ?? '';
  return node.name === 'UDX' && USER_DEFINED.test(name) ? element(name, {}, leafOf(node, '.')?.value ?? '') : node;
}
