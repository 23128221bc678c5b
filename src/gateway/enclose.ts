/** Puts what goes out into one interchange to the partner: who we are to it, its separators, our next control numbers. */

import { type Agreement, type Sending, sendingIn, usualRepetition } from '../core/agreement.ts';
import { definitionFor } from '../core/catalog.ts';
import type { Definition } from '../core/edi/definition.ts';
import type { Separators } from '../core/edi/scan.ts';
import type { FullLength, OutgoingGroup } from '../core/edi/write.ts';
import { Fault } from '../core/fault.ts';
import { writeDocument } from '../core/formats/documents.ts';
import { charsetOf } from '../core/formats/edifact.ts';
import { FLAT } from '../core/formats/idoc-flat.ts';
import { formats } from '../core/formats/index.ts';
import type { Format } from '../core/settings.ts';
import type { Node } from '../core/tree.ts';
import type { Gateway } from './gateway.ts';

export interface Composed {
  text: string;
  /** Media type (RFC 1767), and the character set its bytes are to be in. */
  contentType: string;
  message: string;
  interchangeControl: string;
  groupCode: string;
  groupControl: string;
  setControl: string;
}

// One set in every interchange we send, so that each is acknowledged for itself.
export const SET_CONTROL = '0001';

export type Deps = Pick<Gateway, 'catalog' | 'clock'> & { reserve: Gateway['store']['reserve'] };

/** ISA12 for a release: 004010 travels under 00401. */
const interchangeVersion = (release: string): string => release.slice(0, 5);

export type Unaddressed = Omit<OutgoingGroup, 'sender' | 'receiver' | 'control'>;

/** What goes into one interchange. */
export interface Body {
  /** TA1. */
  service: Node[];
  groups: Unaddressed[];
}

interface Outbound extends Body {
  format: Format;
  /** UNB01, where it must be another than the agreement's. */
  syntax?: string;
  /** Which of our sequences it is numbered in. */
  sequence: string;
  /** ISA15. */
  usage: string;
}

/** Puts groups into one interchange to the partner. By default the first group's control number is the interchange's own. */
export async function enclose(deps: Deps, agreement: Agreement, body: Outbound) {
  const { us, identifiers, numbers } = agreement;
  const send = sendingIn(agreement, body.format);
  const receiver = identifiers[0]!;
  const newest = body.groups
    .map(({ version }) => version)
    .sort()
    .at(-1);
  const release = newest ?? send.release;
  const control = await nextNumber(deps, agreement, body.sequence);
  const groups: OutgoingGroup[] = [];
  for (const group of body.groups) {
    const own = numbers.group === 'own' || groups.length > 0;
    const number = own ? await nextNumber(deps, agreement, numbers.group === 'own' ? 'group' : body.sequence) : control;
    groups.push({
      ...group,
      sender: send.groupSender ?? us.id,
      receiver: send.groupReceiver ?? receiver.id,
      control: String(number),
      full: send.trailingSeparators ? fullLengths(deps, body.format, group.version) : undefined,
    });
  }
  const isX12 = body.format === 'x12';
  const syntax = body.syntax ?? send.syntax;
  const { text, problems } = formats[body.format]!.write({
    separators: separatorsFor(send, body.format, release, syntax),
    suffix: send.lineEnd,
    sender: us,
    receiver,
    version: isX12 ? interchangeVersion(release) : syntax,
    control,
    usage: body.usage,
    acknowledgmentRequested: false,
    at: deps.clock.now(),
    service: body.service,
    groups,
    characters: send.characters,
    replacement: send.replacement,
  });
  const [first] = groups;
  return {
    text,
    problems,
    controls: {
      contentType: isX12 ? 'application/edi-x12' : `application/edifact; charset=${charsetOf(syntax)}`,
      interchangeControl: isX12 ? String(control).padStart(9, '0') : String(control),
      groupControl: first === undefined || !isX12 ? '' : first.control,
    },
  };
}

/** A message that is a document, before it has its number. */
interface OutboundDocument {
  type: string;
  body: Node;
  definition: Definition;
  /** What it goes out in beyond its own format. */
  envelope: string | undefined;
}

/** Puts a message that is a document into what its format, and the partner, has around it. */
export async function encloseDocument(
  deps: Deps,
  agreement: Agreement,
  { definition, type, body, envelope }: OutboundDocument,
) {
  const { control, controls } = await numbered(deps, agreement);
  const { contentType, ...written } = writeDocument(definition, {
    type,
    body,
    sender: agreement.us,
    receiver: agreement.identifiers[0] ?? { qualifier: '', id: '' },
    control: String(control),
    usage: agreement.send.usage,
    at: deps.clock.now(),
    envelope: envelope === undefined ? undefined : deps.catalog.vocabularies.get(envelope),
    // Who sends IDocs as lines gets them so.
    flat: envelope === FLAT,
  });
  return { ...written, controls: { ...controls, contentType } };
}

/** The sequence that what answers is numbered in. */
export const answerSequence = ({ numbers }: Agreement): 'acknowledgment' | 'interchange' =>
  numbers.acknowledgments === 'own' ? 'acknowledgment' : 'interchange';

/** The number a document is sent under. */
export async function numbered(deps: Deps, agreement: Agreement, sequence = 'interchange') {
  const control = await nextNumber(deps, agreement, sequence);
  return { control, controls: { interchangeControl: String(control), groupControl: '' } };
}

/** The next control number of a sequence to the partner, within the agreed range. */
async function nextNumber({ reserve }: Deps, { partner, numbers }: Agreement, sequence: string): Promise<number> {
  const { from, to, rollover } = numbers;
  const number = await reserve(`${partner}|${sequence}`, { from, to, rollover });
  if (number !== undefined) return number;
  throw new Fault(
    'NUMBERS_USED_UP',
    'permanent',
    `the control numbers ${from} to ${to} for ${partner} are used up; its agreement must name more, or let them roll over`,
  );
}

/** How long the segments of a release are, for partners who want to see what is left out. */
const fullLengths = ({ catalog }: Deps, format: Format, version: string): FullLength | undefined =>
  definitionFor(catalog, format, version.slice(0, 6))?.definition.segments;

/** Repetitions are separated only where the release or syntax of the interchange does, as agreed or as is usual there. */
function separatorsFor({ separators }: Sending, format: Format, release: string, syntax: string): Separators {
  const usual = usualRepetition(format, release, syntax);
  return { ...separators, repetition: usual === '' ? '' : separators.repetition || usual };
}
