/**
 * An XML document as the units every format is read into. Its root chooses the vocabulary; what the vocabulary says
 * around its messages is the interchange, each message a set. An SBDH envelope is unwrapped: it says who sends to whom.
 *
 * A document is whole or nothing: of one that is not well-formed no message is taken.
 */

import type { Reader, ReaderOptions, Unit } from '../edi/envelope.ts';
import { closed, groupOf, interchangeOf, opened, setOf } from '../formats/tree-units.ts';
import { type Position, type Problem, problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import { conform } from './conform.ts';
import type { XmlDefinition } from './definition.ts';
import { createXmlReader, type XmlDocument } from './read.ts';
import { vocabularyOf } from './vocabulary/all.ts';
import { below } from './vocabulary/envelope.ts';
import { HEADER, headerOf, readHeader, SBDH } from './vocabulary/sbdh.ts';

const NONE: ReadonlyMap<string, XmlDefinition> = new Map();

/** The vocabulary that has this root: one that says this namespace before one that reads it as another. */
function chosen(defined: readonly XmlDefinition[], namespace: string, local: string): XmlDefinition | undefined {
  const having = defined.filter((one) => one.root(namespace, local) !== undefined);
  return having.find((one) => (one.namespaces(local).get('') ?? '') === namespace) ?? having[0];
}

export function reader({ vocabularies = NONE }: ReaderOptions = {}): Reader {
  const problems: Problem[] = [];
  const defined = [...vocabularies.values()];
  const xml = createXmlReader((namespace, local) => chosen(defined, namespace, local));
  return {
    problems,
    push(chunk) {
      xml.push(chunk);
      return [];
    },
    end() {
      const read = xml.end();
      if (!('code' in read)) return unitsOf(read, problems);
      problems.push(read);
      return [];
    },
  };
}

/** Who sends a document in an envelope to whom, and what is wrong with the envelope. */
function headerIn({ root, name, definition, locate }: XmlDocument, inner: { node: Node; definition: XmlDefinition }) {
  const at = ({ offset }: Node): Position => ({ offset, ...locate(offset) });
  const local = inner.node.name;
  const namespace = inner.definition.namespaces(local).get('') ?? '';
  const { envelope, problems } = readHeader(root, { namespace, local });
  const header = below(root, [HEADER])[0];
  const loop = headerOf(definition?.root(name.namespace, name.local));
  const wrong = problems.map((one) => problem(one.code, at(one.at), one));
  if (header !== undefined && loop !== undefined)
    wrong.push(...conform(header, loop, (node, value) => ({ ...at(value ?? node), tag: node.name })));
  return { parties: envelope, wrong };
}

function unitsOf(document: XmlDocument, problems: Problem[]): Unit[] {
  const { root, name, locate, end } = document;
  const whole = { node: root, definition: document.definition };
  const { node, definition } = document.definition?.name === SBDH ? (document.inner ?? whole) : whole;
  if (definition === undefined || definition.name === SBDH) {
    const { node: unknown = root } = document.inner ?? {};
    const value = definition === undefined ? name.local : unknown.name;
    problems.push(problem('XML_ROOT_UNKNOWN', { offset: root.offset, ...locate(root.offset) }, { value }));
    return [];
  }
  const envelope = vocabularyOf(definition).open(node, definition);
  const header = node === root ? undefined : headerIn(document, { node, definition });
  const wrong = header?.wrong ?? [];
  if (envelope.messages.length === 0) {
    const detail = [...definition.paths.keys()].join(', ');
    wrong.push(
      problem('XML_MESSAGE_MISSING', { offset: node.offset, ...locate(node.offset) }, { value: node.name, detail }),
    );
  }
  return [envelope, ...(envelope.further ?? [])].flatMap((one, i) => {
    const interchange = interchangeOf({
      ...one,
      ...(header === undefined ? {} : { ...header.parties, bare: false, envelope: SBDH }),
      syntax: definition.name,
      problems: i === 0 ? wrong : [],
    });
    const group = groupOf(interchange);
    const sets = one.messages.map(({ type, control, body }): Unit => {
      const message = { type, control, tree: body, problems: [], offset: body.offset, end };
      return { unit: 'set', set: setOf(group, message, locate) };
    });
    return [...opened(interchange, group), ...sets, ...closed(interchange, group)];
  });
}
