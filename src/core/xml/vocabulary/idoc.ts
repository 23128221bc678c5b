/**
 * SAP IDocs as XML: the root is the basic type (ORDERS05), below it one or more IDOC elements, each with a control record
 * of its own (EDI_DC40) that says what message it is (MESTYP), under which number (DOCNUM) and between whom. So each IDoc
 * is an interchange, as it is in SAP, whatever else stands in the same file.
 *
 * A partner is a type (KU, LI, LS: SNDPRT) and a number (SNDPRN); the qualifier and identifier of an agreement.
 */

import type { Node } from '../../tree.ts';
import type { XmlDefinition } from '../definition.ts';
import { below, type Envelope, element, leafOf, NOBODY, type Outgoing, textAt, type Vocabulary } from './envelope.ts';

/** The control record, and what every IDoc is called. */
export const CONTROL = 'EDI_DC40';
export const IDOC = 'IDOC';

/** A partner that names no type is a system. */
const SYSTEM = 'LS';
/** Into SAP. */
const INBOUND = '2';
const TEST = 'X';

export const idoc: Vocabulary = {
  open(root, definition) {
    const [first, ...further] = below(root, [IDOC]).map((one) => envelopeOf(one, root.name, definition));
    return first === undefined ? nothing(root.name) : { ...first, further };
  },
  close,
};

const nothing = (release: string): Envelope => ({
  control: '',
  sender: NOBODY,
  receiver: NOBODY,
  release,
  usage: 'P',
  bare: false,
  messages: [],
});

/** What the control record of one IDoc says. */
export function envelopeOf(body: Node, basicType: string, definition: XmlDefinition): Envelope {
  const said = (field: string): string => textAt(body, `${CONTROL}/${field}`);
  const control = said('DOCNUM');
  return {
    control,
    sender: { qualifier: said('SNDPRT'), id: said('SNDPRN') },
    receiver: { qualifier: said('RCVPRT'), id: said('RCVPRN') },
    release: basicType,
    usage: said('TEST') === '' ? 'P' : 'T',
    bare: false,
    messages: [{ type: said('MESTYP') || usualMessage(basicType, definition), control, body }],
  };
}

/** What a basic type is mostly for, where the control record does not say it. */
function usualMessage(basicType: string, { paths }: XmlDefinition): string {
  const [message] = [...paths].find(([, [root]]) => root === basicType) ?? [];
  return message ?? basicType;
}

/** The basic type that a message is written in. */
export const basicTypeOf = (message: string, { paths }: XmlDefinition): string | undefined => paths.get(message)?.[0];

function close(out: Outgoing): Node {
  const { type, body, definition } = out;
  const basicType = basicTypeOf(type, definition) ?? type;
  const segments = body.children.slice(1).map(marked);
  return element(basicType, {}, [element(IDOC, { BEGIN: '1' }, [marked(controlRecord(out, basicType)), ...segments])]);
}

function controlRecord({ type, sender, receiver, control, usage, at }: Outgoing, basicType: string): Node {
  const digits = at.replace(/\D/g, '').slice(0, 14);
  const fields: [string, string][] = [
    ['TABNAM', CONTROL],
    ['DOCNUM', control.padStart(16, '0')],
    ['DIRECT', INBOUND],
    ['TEST', usage === 'T' ? TEST : ''],
    ['IDOCTYP', basicType],
    ['MESTYP', type],
    // The port is named like the partner unless SAP is told another (WE20, WE21).
    ['SNDPOR', sender.id],
    ['SNDPRT', sender.qualifier || SYSTEM],
    ['SNDPRN', sender.id],
    ['RCVPOR', receiver.id],
    ['RCVPRT', receiver.qualifier || SYSTEM],
    ['RCVPRN', receiver.id],
    ['CREDAT', digits.slice(0, 8)],
    ['CRETIM', digits.slice(8)],
    ['SERIAL', digits],
  ];
  return element(
    CONTROL,
    {},
    fields.flatMap(([name, value]) => (value === '' ? [] : [element(name, {}, value)])),
  );
}

/** Every segment says that it is one; fields do not. */
function marked(node: Node): Node {
  if (node.kind !== 'group') return node;
  const [own, ...children] = node.children;
  if (own === undefined || leafOf(node, '@SEGMENT')?.value) return node;
  const { children: values } = element(node.name, { SEGMENT: '1' }, '');
  return { ...node, children: [{ ...own, children: values }, ...children.map(marked)] };
}
