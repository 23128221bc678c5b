/**
 * cXML (1.2): a document is an envelope with one request in it. Header/From and To are the parties, by credentials whose
 * domain is the qualifier; payloadID is the control number; Request/@deploymentMode tells a test. Who vouches for it is
 * Header/Sender, with a secret that both sides know.
 *
 * An OrderRequest is a new order, an update or a deletion of one: @type of its header makes three messages of it. An
 * invoice has its lines below their orders, where nothing else does: it is read as one order a line, and written with the
 * lines of an order together.
 */

import type { LoopDefinition } from '../../edi/definition.ts';
import { group, type Node, segmentNode } from '../../tree.ts';
import {
  below,
  copyOf,
  element,
  type Message,
  messagesIn,
  NOBODY,
  type Outgoing,
  type Party,
  textAt,
  type Vocabulary,
} from './envelope.ts';

/** Domains that are written in more than one way, as we write them; any other is as it was sent. */
const DOMAINS = new Map(['DUNS', 'NetworkId', 'AribaNetworkUserId'].map((name) => [name.toLowerCase(), name]));

/** Of several credentials, the first of these domains is the party; without one, the first of all. */
const PREFERRED: ReadonlySet<string> = new Set(['DUNS', 'NetworkId']);

const USER_AGENT = 'Dragoman';

/** A credential of Header/Sender. */
export interface Credential extends Party {
  /** '' where there is none. */
  sharedSecret: string;
}

const credentialOf = (node: Node): Credential => {
  const domain = textAt(node, '@domain');
  return {
    qualifier: DOMAINS.get(domain.toLowerCase()) ?? domain,
    id: textAt(node, 'Identity'),
    sharedSecret: textAt(node, 'SharedSecret'),
  };
};

/** The credentials that From, To or Sender has, the one it goes by first. */
export function credentialsOf(root: Node, role: 'From' | 'To' | 'Sender'): Credential[] {
  const all = below(root, ['Header', role, 'Credential']).map(credentialOf);
  const first = all.find(({ qualifier }) => PREFERRED.has(qualifier)) ?? all[0];
  return first === undefined ? [] : [first, ...all.filter((one) => one !== first)];
}

function partyOf(root: Node, role: 'From' | 'To'): Party {
  const [first] = credentialsOf(root, role);
  return first === undefined ? NOBODY : { qualifier: first.qualifier, id: first.id };
}

export const payloadOf = (root: Node): string => textAt(root, '@payloadID');

/** What is asked for: the name of the element in Request or Message; '' in a Response. */
export function requestOf(root: Node): string {
  const [request] = ['Request', 'Message'].flatMap((name) => below(root, [name]));
  return request?.kind === 'group' ? (request.children[1]?.name ?? '') : '';
}

const ORDER = 'OrderRequest';
/** What @type of an order's header says, and the message that makes; `new` where it says nothing. */
const ORDER_MESSAGES: Readonly<Record<string, string>> = { update: `${ORDER}.update`, delete: `${ORDER}.delete` };

/** Messages by their paths; of those at the path of an order, the one its header says. */
export function messagesOf(root: Node, definition: Parameters<typeof messagesIn>[1]): Message[] {
  const messages = messagesIn(root, definition).filter(({ type, body }) => {
    if (body.name !== ORDER) return true;
    return type === (ORDER_MESSAGES[textAt(body, 'OrderRequestHeader/@type')] ?? ORDER);
  });
  return messages.map((message) =>
    message.type === INVOICE ? { ...message, body: orderByLine(message.body) } : message,
  );
}

const INVOICE = 'InvoiceDetailRequest';
const INVOICED_ORDER = 'InvoiceDetailOrder';
const INVOICED: ReadonlySet<string> = new Set(['InvoiceDetailItem', 'InvoiceDetailServiceItem']);

const isLine = ({ name }: Node): boolean => INVOICED.has(name);

/** An invoice in which every line has an order of its own: a copy of the one it stands in. */
function orderByLine(body: Node): Node {
  const children = body.children.flatMap((order) => {
    const lines = order.name === INVOICED_ORDER ? order.children.filter(isLine) : [];
    if (lines.length < 2) return [order];
    const said = order.children.filter((one) => !isLine(one));
    return lines.map((line) => ({ ...order, children: [...said.map(copyOf), line] }));
  });
  return { ...body, children };
}

/** The opposite: lines that follow each other and are of the same order stand in it together. */
function linesByOrder(body: Node): Node {
  const children: Node[] = [];
  for (const child of body.children) {
    const before = children.at(-1);
    if (before !== undefined && isSameOrder(before, child))
      children.splice(-1, 1, { ...before, children: [...before.children, ...child.children.filter(isLine)] });
    else children.push(child);
  }
  return { ...body, children };
}

function isSameOrder(left: Node, right: Node): boolean {
  if (left.name !== INVOICED_ORDER || right.name !== INVOICED_ORDER) return false;
  const saidOf = ({ children }: Node): Node[] => children.filter((one) => !isLine(one));
  return sameAll(saidOf(left), saidOf(right));
}

const sameAll = (left: readonly Node[], right: readonly Node[]): boolean =>
  left.length === right.length && left.every((one, i) => sameNode(one, right[i]!));

const sameNode = (left: Node, right: Node): boolean =>
  left.name === right.name && left.value === right.value && sameAll(left.children, right.children);

/** What a Response or StatusUpdateRequest says became of a document of ours. */
export interface Acknowledged {
  /** The payloadID it is about; '' in a Response, which answers what was sent on its connection. */
  payloadID: string;
  /** 200 and its like are good, 4xx refuse, 5xx may be tried again. */
  code: string;
  text: string;
  detail: string;
  /** What is said of an invoice, such as `paid` or `rejected`. */
  invoice: string;
}

export const acknowledgedBy = (body: Node): Acknowledged => ({
  payloadID: textAt(body, 'DocumentReference/@payloadID'),
  code: textAt(body, 'Status/@code'),
  text: textAt(body, 'Status/@text'),
  detail: textAt(body, 'Status'),
  invoice: textAt(body, 'InvoiceStatus/@type'),
});

/** The message that tells what became of an earlier one. */
export const STATUS_UPDATE = 'StatusUpdateRequest';

/** What answers a request on its connection. */
export interface Answer {
  /** That of the answer itself. */
  payloadID: string;
  at: string;
  code: number;
  text: string;
  detail: string;
}

export const responseOf = ({ payloadID, at, code, text, detail }: Answer): Node =>
  element('cXML', { payloadID, timestamp: at, 'xml:lang': 'en-US' }, [
    element('Response', {}, [element('Status', { code: String(code), text, 'xml:lang': 'en-US' }, detail)]),
  ]);

const credential = ({ qualifier, id }: Party, secret = ''): Node =>
  element('Credential', { domain: qualifier }, [
    element('Identity', {}, id),
    ...(secret === '' ? [] : [element('SharedSecret', {}, secret)]),
  ]);

/** Unique for ever, as cXML asks: a number of ours alone is not. */
const payloadFor = ({ control, at, sender }: Outgoing): string =>
  control.includes('@') ? control : `${at.replace(/\D/g, '')}.${control}@${sender.id}`;

/** The number of ours that a payloadID was made with; of one that is not ours, itself. */
export const controlIn = (payloadID: string): string => /^\d+\.(\d+)@/.exec(payloadID)?.[1] ?? payloadID;

/**
 * Elements that a document must have though there may be nothing in them: flags that are all down, and names and numbers
 * that nobody gave.
 */
const EMPTY: ReadonlySet<string> = new Set([
  'InvoiceDetailHeaderIndicator',
  'InvoiceDetailLineIndicator',
  'SupplierPartID',
  'Name',
  'Street',
  'City',
  'AreaOrCityCode',
  'Number',
  'UserAgent',
]);

/**
 * An element with those of EMPTY that its definition asks for and that it does not have, in their order, and without sums
 * of which only the currency is known.
 */
function completed(node: Node, { items }: LoopDefinition): Node {
  const [own, ...children] = node.children;
  if (node.kind !== 'group' || own === undefined) return node;
  const found = items.slice(1).flatMap((item): Node[] => {
    const present = children.filter((child) => child.name === item.name && (item.required || !isAmountless(child)));
    if (present.length === 0 && item.required && EMPTY.has(item.name)) return [emptyOf(item.name, item.kind)];
    return item.kind === 'loop' ? present.map((child) => completed(child, item)) : present;
  });
  return { ...node, children: [own, ...found] };
}

function isAmountless({ kind, children }: Node): boolean {
  const [, money, ...more] = kind === 'group' ? children : [];
  return money?.name === 'Money' && more.length === 0 && textAt(money, '') === '';
}

function emptyOf(name: string, kind: 'loop' | 'segment'): Node {
  const own = segmentNode(name, -1, 0);
  return kind === 'segment' ? own : { ...group(name, -1, 0), children: [own] };
}

const DTDS = 'http://xml.cxml.org/schemas/cXML/1.2.063';
const FULFILL: ReadonlySet<string> = new Set(['ConfirmationRequest', 'ShipNoticeRequest']);

export const cxml: Vocabulary = {
  open(root, definition) {
    const messages = messagesOf(root, definition);
    const version = textAt(root, '@version');
    return {
      control: payloadOf(root),
      sender: partyOf(root, 'From'),
      receiver: partyOf(root, 'To'),
      // Some write 1.0, which no cXML is, or nothing: the document type said it once.
      release: version.startsWith(`${definition.release}.`) ? version : definition.release,
      usage: textAt(root, 'Request/@deploymentMode') === 'test' ? 'T' : 'P',
      bare: below(root, ['Header']).length === 0,
      messages,
    };
  },
  close(out) {
    const { body, definition, sender, receiver, usage, secret } = out;
    const from = credential(sender);
    const set = definition.sets.get(out.type);
    const together = out.type === INVOICE ? linesByOrder(body) : body;
    const whole = set === undefined ? together : completed(together, set.body);
    return element('cXML', { payloadID: payloadFor(out), timestamp: out.at }, [
      element('Header', {}, [
        element('From', {}, [from]),
        element('To', {}, [credential(receiver)]),
        element('Sender', {}, [credential(sender, secret), element('UserAgent', {}, USER_AGENT)]),
      ]),
      element('Request', { deploymentMode: usage === 'T' ? 'test' : 'production' }, [whole]),
    ]);
  },
  system: (type) =>
    `${DTDS}/${FULFILL.has(type) ? 'Fulfill' : type.startsWith('Invoice') ? 'InvoiceDetail' : 'cXML'}.dtd`,
  empty: EMPTY,
};
