/**
 * What a vocabulary says around its messages: who sends a document to whom, under which number, and which of its elements
 * are the messages. vocabularies.ts knows them all.
 */

import { group, leaf, type Node, segmentNode } from '../../tree.ts';
import type { XmlDefinition } from '../definition.ts';

export interface Party {
  qualifier: string;
  id: string;
}

export const NOBODY: Party = { qualifier: '', id: '' };

/** A message in a document, and the element that is its root. */
export interface Message {
  type: string;
  /** Its own number where the vocabulary has one; '' otherwise. */
  control: string;
  body: Node;
}

/** What a document says of itself. */
export interface Envelope {
  /** Under which number it was sent; '' where nothing says so. */
  control: string;
  sender: Party;
  receiver: Party;
  release: string;
  /** T test, P production. */
  usage: 'T' | 'P';
  /** The parties are those of the business, not of a sending: a channel that knows its sender knows better. */
  bare: boolean;
  messages: Message[];
  /** Messages in the same document that were sent under other numbers, or between others. */
  further?: Envelope[];
}

/** A message that goes out. */
export interface Outgoing {
  type: string;
  body: Node;
  definition: XmlDefinition;
  sender: Party;
  receiver: Party;
  control: string;
  usage: string;
  /** UTC, ISO 8601. */
  at: string;
  /** The vocabulary of what it goes out in beyond its own: sbdh. */
  envelope?: XmlDefinition | undefined;
  /** In lines of fixed width, in a vocabulary that has such a form. */
  flat?: boolean | undefined;
  /** What proves to the partner that it is from us, where its documents have a place for that. */
  secret?: string;
}

export interface Vocabulary {
  open(root: Node, definition: XmlDefinition): Envelope;
  /** The document a message goes out in. */
  close(out: Outgoing): Node;
  /** Where the document type of a message is. */
  system?(type: string): string;
  /** Elements that are written though nothing is in them. */
  empty?: ReadonlySet<string>;
}

/** The messages of a document, by the paths its vocabulary names. */
export function messagesIn(root: Node, { paths }: XmlDefinition): Message[] {
  return [...paths].flatMap(([type, [first, ...further]]) =>
    first === root.name ? below(root, further).map((body) => ({ type, control: '', body })) : [],
  );
}

/** The elements that names lead to from a node. */
export function below(node: Node, names: readonly string[]): Node[] {
  return names.reduce(
    (found, name) =>
      found.flatMap(({ kind, children }) =>
        kind === 'group' ? children.slice(1).filter((one) => one.name === name) : [],
      ),
    [node],
  );
}

/** The text, or attribute (`@name`), of the first element that names lead to; '' where it is not. */
export function textAt(node: Node, path: string): string {
  const names = path.split('/').filter((name) => name !== '');
  const value = names.at(-1)?.startsWith('@') === true ? names.pop()! : '.';
  for (const found of below(node, names)) {
    const text = leafOf(found, value)?.value.trim() ?? '';
    if (text !== '') return text;
  }
  return '';
}

export const leafOf = (node: Node, name: string): Node | undefined =>
  (node.kind === 'group' ? node.children[0] : node)?.children.find((one) => one.name === name);

/** An element with a text, or with elements, for a document that goes out. */
export function element(name: string, attributes: Record<string, string>, content: string | Node[]): Node {
  const own = segmentNode(name, -1, 0);
  own.children = [
    leaf(typeof content === 'string' ? content : '', -1, 0, '.'),
    ...Object.entries(attributes).map(([as, text]) => leaf(text, -1, 0, `@${as}`)),
  ];
  if (typeof content === 'string') return own;
  return { ...group(name, -1, 0), children: [own, ...content] };
}

/** What reads it claims it for itself. */
export const copyOf = (node: Node): Node => ({ ...node, children: node.children.map(copyOf) });
