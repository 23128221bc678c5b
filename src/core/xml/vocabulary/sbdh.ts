/**
 * Standard Business Document Header (UN/CEFACT SBDH 1.3), the envelope of Peppol and GS1 XML: who sends what to whom, with
 * the document inside. What we send to a partner who sends in it goes out in it.
 */

import type { LoopDefinition } from '../../edi/definition.ts';
import type { ProblemCode } from '../../problem.ts';
import type { Node } from '../../tree.ts';
import { below, element, type Outgoing, type Party, textAt } from './envelope.ts';
import { senderCountry } from './ubl.ts';

/** The name of its vocabulary, and of the envelope in what we record. */
export const SBDH = 'sbdh';

export const HEADER = 'StandardBusinessDocumentHeader';

/** What Peppol calls the list of participants (ISO 6523), and those of documents and processes. */
const PARTICIPANTS = 'iso6523-actorid-upis';
const DOCUMENTS = 'busdox-docid-qns';
const PROCESSES = 'cenbii-procid-ubl';
/** Country of the one who sends. */
const COUNTRY = 'COUNTRY_C1';

/** The root of the document in the envelope. */
export interface Inner {
  namespace: string;
  local: string;
}

export interface Header {
  envelope: { control: string; sender: Party; receiver: Party };
  problems: { code: ProblemCode; at: Node; value: string; detail?: string }[];
}

/** `iso6523-actorid-upis` names the list; Peppol writes the scheme before the number: 0088:7315458756324. */
function partyAt(header: Node, role: 'Sender' | 'Receiver'): Party {
  const id = textAt(header, `${role}/Identifier`);
  const [, scheme, number] = /^(\d{4}):(.+)$/.exec(id) ?? [];
  if (scheme !== undefined && number !== undefined) return { qualifier: scheme, id: number };
  return { qualifier: textAt(header, `${role}/Identifier/@Authority`), id };
}

/** What a header has to say by its schema and, where its parties are of Peppol, by that network of the document in it. */
export function readHeader(root: Node, inner: Inner): Header {
  const [header] = below(root, [HEADER]);
  const problems: Header['problems'] = [];
  if (header === undefined) {
    problems.push({ code: 'XML_ELEMENT_MISSING', at: root, value: HEADER, detail: root.name });
    return {
      envelope: { control: '', sender: { qualifier: '', id: '' }, receiver: { qualifier: '', id: '' } },
      problems,
    };
  }
  const [sender, receiver] = [partyAt(header, 'Sender'), partyAt(header, 'Receiver')];
  if (sender.id === '') problems.push({ code: 'INTERCHANGE_SENDER_INVALID', at: header, value: '', detail: '' });
  if (receiver.id === '') problems.push({ code: 'INTERCHANGE_RECEIVER_INVALID', at: header, value: '', detail: '' });
  if (textAt(header, 'Sender/Identifier/@Authority') === PARTICIPANTS) problems.push(...ofPeppol(header, inner));
  return {
    envelope: { control: textAt(header, 'DocumentIdentification/InstanceIdentifier'), sender, receiver },
    problems,
  };
}

/** The definition of a header in that of the whole envelope. */
export function headerOf(envelope: LoopDefinition | undefined): LoopDefinition | undefined {
  const item = envelope?.items.find(({ name }) => name === HEADER);
  return item?.kind === 'loop' ? item : undefined;
}

/** Peppol Business Message Envelope: one sender and one receiver, the document as it is, and the scopes it is routed by. */
function ofPeppol(header: Node, { namespace, local }: Inner): Header['problems'] {
  const problems: Header['problems'] = [];
  for (const role of ['Sender', 'Receiver']) {
    const [, second] = below(header, [role]);
    if (second !== undefined) problems.push({ code: 'XML_ELEMENT_REPEATED', at: second, value: role, detail: '1' });
  }
  const [said = header] = below(header, ['DocumentIdentification']);
  for (const [name, is] of [
    ['Standard', namespace],
    ['Type', local],
  ] as const) {
    const value = textAt(said, name);
    if (value !== is) problems.push({ code: 'XML_ENVELOPE_DIFFERS', at: said, value, detail: is });
  }
  const scopes = below(header, ['BusinessScope', 'Scope']);
  const typed = (type: string): Node | undefined => scopes.find((one) => textAt(one, 'Type') === type);
  for (const value of ['DOCUMENTID', 'PROCESSID', COUNTRY])
    if (typed(value) === undefined) problems.push({ code: 'XML_SCOPE_MISSING', at: header, value });
  const status = typed('MLS_TO');
  if (status !== undefined && textAt(status, 'Identifier') === '')
    problems.push({ code: 'XML_ELEMENT_MISSING', at: status, value: 'Identifier', detail: 'Scope' });
  return problems;
}

const identifier = ({ qualifier, id }: Party, peppol: boolean): Node =>
  peppol
    ? element('Identifier', { Authority: PARTICIPANTS }, `${qualifier}:${id}`)
    : element('Identifier', qualifier === '' ? {} : { Authority: qualifier }, id);

const scope = (type: string, instance: string, list?: string): Node =>
  element('Scope', {}, [
    element('Type', {}, type),
    element('InstanceIdentifier', {}, instance),
    ...(list === undefined ? [] : [element('Identifier', {}, list)]),
  ]);

/**
 * The envelope around a document that goes out; it stands in it as it is. It is one of Peppol when the document names its
 * specification and process (cbc:CustomizationID, cbc:ProfileID) and the country of its sender; a plain one without.
 */
export function wrap(
  document: Node,
  { sender, receiver, control, at, definition }: Omit<Outgoing, 'body' | 'type'>,
): Node {
  const namespace = definition.namespaces(document.name).get('') ?? '';
  const { release } = definition;
  const [customization, process] = [textAt(document, 'cbc:CustomizationID'), textAt(document, 'cbc:ProfileID')];
  const country = senderCountry(document);
  const peppol = customization !== '' && process !== '' && country !== '';
  const kind = `${namespace}::${document.name}##${customization}::${release}`;
  const header = element(HEADER, {}, [
    element('HeaderVersion', {}, '1.0'),
    element('Sender', {}, [identifier(sender, peppol)]),
    element('Receiver', {}, [identifier(receiver, peppol)]),
    element('DocumentIdentification', {}, [
      element('Standard', {}, namespace),
      element('TypeVersion', {}, release),
      // Unique among all that we send.
      element('InstanceIdentifier', {}, `${control}@${sender.id}`),
      element('Type', {}, document.name),
      element('CreationDateAndTime', {}, at),
    ]),
    ...(peppol
      ? [
          element('BusinessScope', {}, [
            scope('DOCUMENTID', kind, DOCUMENTS),
            scope('PROCESSID', process, PROCESSES),
            scope(COUNTRY, country),
          ]),
        ]
      : []),
  ]);
  return element('StandardBusinessDocument', {}, [header, document]);
}
