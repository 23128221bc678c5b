/**
 * Example documents to a vocabulary's file, for an XML feed that nobody has a schema of: which elements and attributes
 * stand where, how often and in which order, and what kind of text they hold.
 *
 * Examples show what may be, and little of what must be. So an element is one that must stand there when each of several
 * has it; a text is a date or a decimal when all of them are. Whole numbers stay text: they may be identifiers, and a
 * mapping reads a quantity from text as well.
 */

import type { XmlType } from '../../edi/element.ts';
import { createXmlScanner, XML_NAMESPACE, type XmlName, XSI_NAMESPACE as XSI } from '../scan.ts';
import { localName } from '../schema.ts';
import { assemble, type Imported, type ModelRow, type TypeModel } from './assemble.ts';

/** An element as it stands in a document. */
export interface Example {
  name: XmlName;
  attributes: { name: XmlName; value: string }[];
  children: Example[];
  text: string;
}

/** The root of a document, or why and where it cannot be read. */
export function readExample(bytes: Uint8Array): { root: Example } | { wrong: string } {
  const open: Example[] = [];
  let root: Example | undefined;
  const scanner = createXmlScanner({
    open(name, attributes) {
      const example: Example = {
        name,
        attributes: attributes
          .filter((one) => one.name.namespace !== XSI)
          .map((one) => ({ name: one.name, value: one.value })),
        children: [],
        text: '',
      };
      open.at(-1)?.children.push(example);
      root ??= example;
      open.push(example);
    },
    text(text) {
      open.at(-1)!.text += text;
    },
    close() {
      open.pop();
    },
  });
  scanner.push(bytes);
  scanner.end();
  const { problem } = scanner;
  if (root !== undefined && problem === undefined) return { root };
  const { line = 1, column = 1 } = problem?.at ?? {};
  return { wrong: `${line}:${column}: ${problem?.message ?? 'there is no element'}` };
}

/** What is known of the elements at one place; those of the same name below them are of the same type. */
interface Seen {
  model: TypeModel;
  instances: Example[];
  /** Children in their order, each by its name. */
  children: Map<string, Seen>;
}

/** Every root is a message. */
export function importExamples(documents: readonly Example[], { release }: { release: string }): Imported {
  const prefixes = new Map([[XML_NAMESPACE, 'xml']]);
  const namespaces = new Map<string, string>();
  for (const { name } of documents) {
    const known = namespaces.get(name.local);
    if (known !== undefined && known !== name.namespace)
      return { wrong: `${name.local} is a root in two namespaces: ${known || 'none'} and ${name.namespace || 'none'}` };
    namespaces.set(name.local, name.namespace);
  }
  const own = new Set(namespaces.values());

  /** The name in rows: elements of the roots' namespace, and attributes of none, have no prefix. */
  function nameOf({ namespace, local, prefix }: XmlName, isAttribute: boolean): string {
    if (isAttribute ? namespace === '' : namespace === '' || own.has(namespace)) return local;
    const known = prefixes.get(namespace);
    if (known !== undefined) return `${known}:${local}`;
    const taken = new Set(prefixes.values());
    const made = prefix !== '' && !taken.has(prefix) ? prefix : `ns${prefixes.size}`;
    prefixes.set(namespace, made);
    return `${made}:${local}`;
  }

  function seenAs(name: string, owner: Seen | undefined): Seen {
    const seen: Seen = {
      model: { name: localName(name), owner: owner?.model, rows: () => rowsOf(seen, nameOf) },
      instances: [],
      children: new Map(),
    };
    return seen;
  }

  function look(example: Example, seen: Seen, above: ReadonlyMap<string, Seen>): void {
    seen.instances.push(example);
    let before: string | undefined;
    for (const child of example.children) {
      const name = nameOf(child.name, false);
      const below = seen.children.get(name) ?? above.get(name) ?? seenAs(name, seen);
      if (!seen.children.has(name)) seen.children = inserted(seen.children, name, below, before);
      look(child, below, new Map([...above, [name, below]]));
      before = name;
    }
  }

  const roots = new Map<string, Seen>();
  for (const document of documents) {
    const { local } = document.name;
    const seen = roots.get(local) ?? seenAs(local, undefined);
    roots.set(local, seen);
    look(document, seen, new Map([[local, seen]]));
  }
  const source = assemble({
    release,
    alike: [],
    messages: {},
    namespaces: () => Object.fromEntries([...prefixes].map(([uri, prefix]) => [prefix, uri])),
    roots: [...roots].map(([name, { model }]) => ({ name, namespace: namespaces.get(name)!, type: model })),
  });
  return { source, warnings: [] };
}

/** A new child stands behind the one before it, or first. */
function inserted(
  children: Map<string, Seen>,
  name: string,
  seen: Seen,
  before: string | undefined,
): Map<string, Seen> {
  const entries = [...children];
  const at = before === undefined ? 0 : entries.findIndex(([known]) => known === before) + 1;
  return new Map(entries.toSpliced(at, 0, [name, seen]));
}

type NameOf = (name: XmlName, isAttribute: boolean) => string;

function rowsOf({ instances, children }: Seen, nameOf: NameOf): ModelRow[] {
  const texts = instances.filter((one) => one.children.length === 0 || one.text.trim() !== '').map(({ text }) => text);
  const names = new Set(instances.flatMap(({ attributes }) => attributes.map(({ name }) => nameOf(name, true))));
  const attributes = [...names].map((name): ModelRow => {
    const values = instances.flatMap((one) =>
      one.attributes.filter((attribute) => nameOf(attribute.name, true) === name).map(({ value }) => value),
    );
    return { name: `@${name}`, min: isSure(values.length, instances) ? 1 : 0, max: 1, type: kindOf(values) };
  });
  const text: ModelRow[] =
    children.size > 0 && texts.length === 0 ? [] : [{ name: '.', min: 1, max: 1, type: kindOf(texts) }];
  return [...text, ...attributes, ...elementRows(instances, children, nameOf)];
}

function elementRows(instances: readonly Example[], children: Seen['children'], nameOf: NameOf): ModelRow[] {
  const order = [...children.keys()];
  const sequences = instances.map((one) => one.children.map(({ name }) => order.indexOf(nameOf(name, false))));
  const free = new Set(sequences.flatMap(turnedAround));
  return [...children].map(([name, seen], at): ModelRow => {
    const counts = sequences.map((sequence) => sequence.filter((one) => one === at).length);
    const most = Math.max(...counts);
    const min = isSure(counts.filter((count) => count > 0).length, instances) ? 1 : 0;
    return { name, min, max: most > 1 ? Number.POSITIVE_INFINITY : 1, free: free.has(at), type: typeOf(seen, nameOf) };
  });
}

/** Of an element that is a text and nothing else, the kind of text. */
function typeOf(seen: Seen, nameOf: NameOf): ModelRow['type'] {
  if (seen.children.size > 0) return seen.model;
  const [text, ...attributes] = rowsOf(seen, nameOf);
  return text === undefined || attributes.length > 0 ? seen.model : text.type;
}

/** Of several, every one has it. */
const isSure = (count: number, instances: readonly Example[]): boolean => count > 1 && count === instances.length;

/** Which elements stand before one they usually follow: those from behind the earlier place up to the later. */
function turnedAround(sequence: readonly number[]): number[] {
  const found: number[] = [];
  let last = -1;
  for (const at of sequence) {
    for (let between = at + 1; between <= last; between++) found.push(between);
    last = Math.max(last, at);
  }
  return found;
}

const ZONE = '(?:Z|[+-]\\d\\d:\\d\\d)?';
const DAY = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?';

const KINDS: readonly [XmlType, RegExp][] = [
  ['date', new RegExp(`^${DAY}${ZONE}$`)],
  ['dateTime', new RegExp(`^${DAY}T${CLOCK}${ZONE}$`)],
  ['time', new RegExp(`^${CLOCK}${ZONE}$`)],
  ['boolean', /^(?:true|false)$/],
  ['decimal', /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/],
];

/** The kind that all texts are of. Digits alone are no decimals: one of them must show a fraction. */
function kindOf(texts: readonly string[]): XmlType {
  const said = texts.map((text) => text.trim());
  const kind = KINDS.find(([, pattern]) => said.length > 0 && said.every((text) => pattern.test(text)))?.[0];
  const plain = kind === undefined || (kind === 'decimal' && !said.some((text) => text.includes('.')));
  return plain ? 'trimmed' : kind;
}
