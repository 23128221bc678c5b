/**
 * An XML document as a tree of nodes, by the definition its root chooses or without one (see definition.ts for the
 * shapes). White space between elements is nothing; text is as it stands in the document, and is trimmed by nobody here.
 *
 * Attributes an element is not known to have stand behind those it has, under their names (`@unitCode`). What XML and
 * XSD use themselves is left out: declarations of namespaces, and xsi:nil, type and schemaLocation.
 */

import { type Item, type LoopDefinition, type SegmentDefinition, segmentOf } from '../edi/definition.ts';
import type { Problem } from '../problem.ts';
import { group, leaf, type Node, segmentNode } from '../tree.ts';
import type { XmlDefinition } from './definition.ts';
import type { Place } from './place.ts';
import {
  createXmlScanner,
  XML_BOUNDS,
  XML_NAMESPACE,
  type XmlAttribute,
  type XmlBounds,
  type XmlName,
  XSI_NAMESPACE,
} from './scan.ts';

/** A document that was read to its end. */
export interface XmlDocument {
  root: Node;
  /** The root's name as XML has it. */
  name: XmlName;
  /** What the tree follows; undefined when nothing defines its root. */
  definition: XmlDefinition | undefined;
  /** The first element below the root that the root's vocabulary does not have and another has as a root. */
  inner: { node: Node; definition: XmlDefinition } | undefined;
  /** Prefixes that the root declares, for values that are names with a prefix themselves. */
  namespaces: ReadonlyMap<string, string>;
  /** Line and column of a node. */
  locate(offset: number): Place;
  /** Offset behind the last byte. */
  end: number;
}

export type Choose = (namespace: string, local: string) => XmlDefinition | undefined;

export interface XmlReader {
  push(chunk: Uint8Array): void;
  /** The document, or what is wrong with it. */
  end(): XmlDocument | Problem;
  /** What is wrong, as soon as it is known: nothing that follows is read. */
  readonly problem: Problem | undefined;
}

/** An element that is open. */
interface Frame {
  /** Its own segment. */
  own: Node;
  /** The loop it is, once it is known to hold elements. */
  loop: Node | undefined;
  /** What it may hold; undefined where nothing defines it. */
  definition: LoopDefinition | undefined;
  /** Its attributes; undefined where nothing defines them. */
  segment: SegmentDefinition | undefined;
  /** By which it is named, and the elements in it. */
  namer: Namer;
  /** xsi:nil: it has no text whatever stands in it. */
  nil: boolean;
  /** Text between two tags, and where it starts. */
  run: string;
  runAt: number;
  /** Its text so far. */
  text: string;
  textAt: number;
}

export function createXmlReader(choose: Choose, bounds: XmlBounds = XML_BOUNDS): XmlReader {
  const frames: Frame[] = [];
  let root: { frame: Frame; name: XmlName; namespaces: ReadonlyMap<string, string> } | undefined;
  let inner: Frame | undefined;
  let size = 0;

  /** The frame of an element that may be the root of a vocabulary. */
  const asRoot = (name: XmlName, offset: number): Frame => {
    const definition = choose(name.namespace, name.local);
    const namer = createNamer(definition);
    return frameOf(namer, nameOf(namer, name), definition?.root(name.namespace, name.local), offset);
  };

  const openedIn = (above: Frame, name: XmlName, offset: number): Frame => {
    const { namer } = above;
    const called = nameOf(namer, name);
    const item = itemOf(above, called);
    if (item === undefined && inner === undefined && above === root?.frame) {
      const frame = asRoot(name, offset);
      if (frame.definition !== undefined) {
        inner = frame;
        return frame;
      }
    }
    return frameOf(namer, called, item, offset);
  };

  const scanner = createXmlScanner(
    {
      open(name, attributes, offset) {
        const above = frames.at(-1);
        const frame = above === undefined ? asRoot(name, offset) : openedIn(above, name, offset);
        addAttributes(frame, attributes);
        if (above === undefined) root = { frame, name, namespaces: new Map(scanner.namespaces) };
        else {
          endRun(above);
          const loop = above.loop ?? becomeLoop(above, frames.at(-2));
          loop.children.push(nodeOf(frame));
        }
        frames.push(frame);
      },
      text(text, offset) {
        const frame = frames.at(-1)!;
        if (frame.run === '') frame.runAt = offset;
        frame.run += text;
      },
      close() {
        finish(frames.pop()!);
      },
    },
    bounds,
  );
  return {
    push(chunk) {
      size += chunk.length;
      scanner.push(chunk);
    },
    end() {
      scanner.end();
      if (scanner.problem !== undefined) return scanner.problem;
      // Without a root there is a problem.
      const { frame, name, namespaces } = root!;
      const { definition } = frame.namer;
      return {
        root: nodeOf(frame),
        name,
        definition,
        inner: inner === undefined ? undefined : { node: nodeOf(inner), definition: inner.namer.definition! },
        namespaces,
        locate: scanner.locate,
        end: size,
      };
    },
    get problem() {
      return scanner.problem;
    },
  };
}

/** Reads a document that is here as a whole. */
export function readXml(bytes: Uint8Array, choose: Choose, bounds?: XmlBounds): XmlDocument | Problem {
  const reader = createXmlReader(choose, bounds);
  reader.push(bytes);
  return reader.end();
}

/** The name of the root that these first bytes of a document show; undefined when they show none. */
export function rootOf(head: Uint8Array): XmlName | undefined {
  let found: XmlName | undefined;
  const scanner = createXmlScanner({
    open(name) {
      found ??= name;
      scanner.stop();
    },
    text() {},
    close() {},
  });
  scanner.push(head);
  return found;
}

// --- Names

/** Names by the vocabulary, found once each. */
interface Namer {
  readonly definition: XmlDefinition | undefined;
  readonly elements: Map<XmlName, string>;
  readonly attributes: Map<XmlName, string>;
  /** Where a segment has its attributes. */
  readonly positions: Map<SegmentDefinition, ReadonlyMap<string, number>>;
  readonly texts: Texts;
}

const createNamer = (definition: XmlDefinition | undefined): Namer => ({
  definition,
  elements: new Map(),
  attributes: new Map(),
  positions: new Map(),
  texts: new Map(),
});

function nameOf({ definition, elements }: Namer, name: XmlName): string {
  const known = elements.get(name);
  if (known !== undefined) return known;
  const called = definition?.nameOf(name.namespace, name.local) ?? name.local;
  elements.set(name, called);
  return called;
}

function attributeNameOf({ definition, attributes }: Namer, name: XmlName): string {
  const known = attributes.get(name);
  if (known !== undefined) return known;
  const { namespace, local } = name;
  const inVocabulary = namespace === '' ? local : (definition?.nameOf(namespace, local) ?? local);
  const called = namespace === XML_NAMESPACE ? `@xml:${local}` : `@${inVocabulary}`;
  attributes.set(name, called);
  return called;
}

function positionsOf({ positions }: Namer, segment: SegmentDefinition): ReadonlyMap<string, number> {
  const known = positions.get(segment);
  if (known !== undefined) return known;
  const made = new Map(segment.elements.map(({ number }, i) => [number, i] as const));
  positions.set(segment, made);
  return made;
}

// --- Nodes

/** What the definition of an element says of one that stands in it. */
function itemOf({ definition }: Frame, called: string): Item | undefined {
  const at = definition?.starts.get(called)?.[0];
  return at === undefined ? undefined : definition?.items[at];
}

function frameOf(namer: Namer, called: string, item: Item | undefined, offset: number): Frame {
  const own = segmentNode(called, offset, 0);
  const definition = item?.kind === 'loop' ? item : undefined;
  const loop = definition === undefined ? undefined : loopAround(own);
  const segment = item && segmentOf(item);
  return { own, loop, definition, segment, namer, nil: false, run: '', runAt: offset, text: '', textAt: offset };
}

const nodeOf = ({ own, loop }: Frame): Node => loop ?? own;

function loopAround(own: Node): Node {
  const loop = group(own.name, own.offset, 0);
  loop.children = [own];
  return loop;
}

/** An element that was taken for one with text only holds elements in fact. */
function becomeLoop(frame: Frame, above: Frame | undefined): Node {
  const loop = loopAround(frame.own);
  frame.loop = loop;
  if (above?.loop !== undefined) above.loop.children[above.loop.children.length - 1] = loop;
  return loop;
}

const TEXT = '.';

/** Sets the leaves behind the text: attributes at their places, then those the definition does not have. */
function addAttributes(frame: Frame, attributes: readonly XmlAttribute[]): void {
  if (attributes.length === 0) return;
  const { own, segment, namer } = frame;
  const positions = segment === undefined ? undefined : positionsOf(namer, segment);
  const leaves: Node[] = [leaf('', own.offset, 0, TEXT)];
  const further: Node[] = [];
  for (const { name, value, offset } of attributes) {
    if (name.namespace === XSI_NAMESPACE) {
      if (name.local === 'nil' && /^\s*(?:true|1)\s*$/.test(value)) frame.nil = true;
      continue;
    }
    const called = attributeNameOf(namer, name);
    const position = positions?.get(called);
    const made = leaf(kept(namer.texts, value), offset, 0, called);
    if (position === undefined) further.push(made);
    else {
      fill(leaves, position, frame);
      leaves[position] = made;
    }
  }
  if (further.length > 0) fill(leaves, segment?.elements.length ?? 1, frame);
  own.children = [...leaves, ...further];
}

/** Leaves for what is absent, up to a position. */
function fill(leaves: Node[], length: number, { own, segment }: Frame): void {
  for (let i = leaves.length; i < length; i++) leaves.push(leaf('', own.offset, 0, segment?.elements[i]?.number));
}

const BLANK = /^[ \t\n\r]*$/;

/** A tag ends what stood before it: white space beside elements is nothing. */
function endRun(frame: Frame): void {
  if (frame.run === '') return;
  if (!BLANK.test(frame.run)) keepRun(frame);
  frame.run = '';
}

function keepRun(frame: Frame): void {
  if (frame.text === '') frame.textAt = frame.runAt;
  frame.text += frame.run;
}

/** Texts that came before, to be kept once. */
type Texts = Map<string, string>;

// Units, currencies, codes, days: most texts of a large document come again, and soon.
const TEXTS = 1000;
const LONGEST = 40;

/**
 * A copy of its own, one of all alike: a slice, as texts are, keeps all of the text around it alive, which is mostly
 * tags. Engines copy short slices anyway.
 */
function kept(texts: Texts, text: string): string {
  if (text === '') return text;
  if (text.length > LONGEST) return copied(text);
  const known = texts.get(text);
  if (known !== undefined) return known;
  const copy = copied(text);
  if (texts.size === TEXTS) texts.clear();
  texts.set(copy, copy);
  return copy;
}

const copied = (text: string): string => (text.length < 13 ? text : [text.slice(0, 1), text.slice(1)].join(''));

const NO_LEAVES: Node[] = [];

function finish(frame: Frame): void {
  const { own, loop, namer } = frame;
  if (loop === undefined) keepRun(frame);
  else {
    endRun(frame);
    // A copy has just the room it needs, which of many small loops is most.
    loop.children = loop.children.slice();
  }
  // Most loops have neither text nor attributes: a leaf that says so in each would be a seventh of the tree.
  if (loop !== undefined && frame.text === '' && own.children.length === 0) {
    own.children = NO_LEAVES;
    return;
  }
  const text = frame.nil ? leaf('', own.offset, 0, '.') : leaf(kept(namer.texts, frame.text), frame.textAt, 0, '.');
  if (own.children.length === 0) own.children = [text];
  else own.children[0] = text;
}
