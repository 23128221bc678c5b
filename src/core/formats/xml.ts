/**
 * XML as a format: what it looks like, how it is read, and a tree of nodes as text. The only file that imports
 * fast-xml-parser, which lays out elements. What is in them is escaped here: the builder leaves white space in
 * attributes and carriage returns to be lost when they are read, and writes characters XML does not have.
 *
 * An element that holds nothing is not written, unless its vocabulary says so, nor is an empty attribute; a declared
 * namespace that nothing uses isn't either.
 */

import { XMLBuilder } from 'fast-xml-parser';
import type { WrittenInterchange } from '../edi/write.ts';
import { ownSegment } from '../mapping/select.ts';
import { type Problem, problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import { named } from '../xml/characters.ts';

export { reader } from '../xml/units.ts';

/** A byte order mark, white space, and a tag, in one or two bytes a character. */
const START = /^(?:\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)?[\s\u0000]*<\u0000?[A-Za-z_:?!\u0080-\u00ff]/;

export const detect = (head: Uint8Array): boolean => START.test(String.fromCharCode(...head.subarray(0, 1024)));

/** As the builder wants them: an element is an object with one member of its name, and `:@` for its attributes. */
type Attributes = Record<`@${string}`, string>;
type Built = { [name: string]: Built[] | Attributes | string };

const TEXT = '#text';
const ATTRIBUTES = ':@';

const LAYOUT = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: TEXT,
  // Done here, see above.
  processEntities: false,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
  indentBy: '  ',
  // A tree that is written is as deep as its definition.
  maxNestedTags: 0,
};
const indented = new XMLBuilder({ ...LAYOUT, format: true });
const inLine = new XMLBuilder({ ...LAYOUT, format: false });

export interface XmlLayout {
  /** Where the document type is, for a vocabulary that names it. */
  system?: string | undefined;
  /** Elements that stand even when they hold nothing, as a vocabulary may ask. */
  empty?: ReadonlySet<string> | undefined;
  /** An element of another vocabulary in the document, which declares its own namespaces. */
  inner?: { node: Node; namespaces: ReadonlyMap<string, string> };
}

/** What is gathered on the way through a tree. */
interface Writing {
  inner: XmlLayout['inner'];
  empty: ReadonlySet<string>;
  problems: Problem[];
  /** Prefixes that are used, to be declared. */
  prefixes: Set<string>;
}

/** A document. `namespaces` are by prefix; '' is the default. */
export function writeXml(
  root: Node,
  namespaces: ReadonlyMap<string, string>,
  { system, inner, empty = new Set() }: XmlLayout = {},
): WrittenInterchange {
  const writing: Writing = { inner, empty, problems: [], prefixes: new Set() };
  const built = rootOf(writing, root, namespaces);
  const type = system === undefined ? '' : `<!DOCTYPE ${root.name} SYSTEM "${system}">\n`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${type}${indented.build([built]).trim()}\n`;
  return { text, problems: writing.problems };
}

/** An element with the namespaces that it and those in it use. */
function rootOf(around: Writing, node: Node, namespaces: ReadonlyMap<string, string>): Built {
  const writing: Writing = { ...around, prefixes: new Set() };
  const { attributes, content } = contentOf(writing, node);
  notePrefix(writing, node.name);
  for (const prefix of writing.prefixes) {
    if (prefix !== '' && !namespaces.has(prefix)) notWritable(writing, node, prefix, 'the prefix has no namespace');
  }
  const declared = [...namespaces]
    .filter(([prefix]) => writing.prefixes.has(prefix))
    .map(([prefix, namespace]) => [prefix === '' ? '@xmlns' : `@xmlns:${prefix}`, inAttribute(namespace)] as const);
  return { [node.name]: content, [ATTRIBUTES]: { ...Object.fromEntries(declared), ...attributes } };
}

interface Content {
  attributes: Attributes;
  content: Built[];
}

/** Nothing when it holds nothing and need not stand. */
function elementOf(writing: Writing, node: Node): Built[] {
  if (node === writing.inner?.node) return [rootOf(writing, node, writing.inner.namespaces)];
  const { attributes, content } = contentOf(writing, node);
  const isBare = Object.keys(attributes).length === 0;
  if (isBare && content.length === 0 && !writing.empty.has(node.name)) return [];
  notePrefix(writing, node.name);
  return [isBare ? { [node.name]: content } : { [node.name]: content, [ATTRIBUTES]: attributes }];
}

function contentOf(writing: Writing, node: Node): Content {
  const [own, elements] = partsOf(node);
  const [text, ...further] = own?.children ?? [];
  const attributes: Attributes = {};
  for (const leaf of further) {
    if (leaf.value === '' || !isWritable(writing, node, leaf)) continue;
    const name = leaf.name.slice(1);
    if (name === '') notWritable(writing, node, leaf.value, 'it stands where no attribute is defined');
    else attributes[`@${name}`] = inAttribute(leaf.value);
    if (name.includes(':')) notePrefix(writing, name);
  }
  const content = elements.flatMap((element) => elementOf(writing, element));
  if (text === undefined || text.value === '' || !isWritable(writing, node, text)) return { attributes, content };
  if (content.length === 0) return { attributes, content: [{ [TEXT]: inText(text.value) }] };
  // White space among elements is nothing. Other text would be no longer what it was with line ends around it.
  if (text.value.trim() === '') return { attributes, content };
  return { attributes, content: [{ [TEXT]: inText(text.value) + inLine.build(content) }] };
}

/** An element's own segment, and the elements in it. */
function partsOf(node: Node): [own: Node | undefined, elements: Node[]] {
  const own = ownSegment(node);
  if (node.kind !== 'group') return [own, []];
  return [own, own === undefined ? node.children : node.children.slice(1)];
}

function notePrefix({ prefixes }: Writing, name: string): void {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(colon, 0));
  // The prefix xml needs no declaration.
  if (prefix !== 'xml') prefixes.add(prefix);
}

const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

function isWritable(writing: Writing, element: Node, leaf: Node): boolean {
  const [character] = NO_CHARACTER.exec(leaf.value) ?? [];
  if (character === undefined) return true;
  notWritable(writing, element, leaf.value, `${named(character.codePointAt(0)!)} is not a character of XML`, leaf.name);
  return false;
}

function notWritable(writing: Writing, { name: tag, offset }: Node, value: string, detail: string, name = '.'): void {
  const at = name === '.' ? { offset, tag } : { offset, tag, name };
  writing.problems.push(problem('VALUE_NOT_WRITABLE', at, { value, detail }));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Line ends and tabs stay as they are in text; in an attribute they would be read as spaces. */
const inText = (text: string): string => text.replace(/[&<>\r]/g, (character) => ESCAPES[character]!);
const inAttribute = (text: string): string => text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character]!);
