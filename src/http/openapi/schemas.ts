/** Schemas of what the gateway answers besides canonical documents, by their names under components. */

import { conflicts } from '../../core/conflict.ts';
import { DOCUMENT_TYPES } from '../../core/documents.ts';
import { ACKNOWLEDGMENT_STATES } from '../../gateway/acknowledgments.ts';
import { ACKNOWLEDGED, TRANSMISSION_STATES } from '../../gateway/ports.ts';

export type Json = Record<string, unknown>;

/** Where a schema of ours, or an embedded one, stands in the description. */
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

const text = (description?: string): Json =>
  description === undefined ? { type: 'string' } : { type: 'string', description };
const maybe = (description: string): Json => ({ type: ['string', 'null'], description });
const whole = (description: string): Json => ({ type: 'integer', minimum: 0, description });
const time = (description: string): Json => ({ type: 'string', format: 'date-time', description });
const maybeTime = (description: string): Json => ({ type: ['string', 'null'], format: 'date-time', description });
const list = (items: Json, description?: string): Json =>
  description === undefined ? { type: 'array', items } : { type: 'array', items, description };

/** An object that has all of these fields, those named optional excepted, and no others. */
function object(properties: Json, optional: string[] = [], description?: string): Json {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties,
    required,
    additionalProperties: false,
  };
}

const pageOf = (items: Json): Json =>
  object({
    items: list(items),
    next: text('Give this as `after` to go on. It is there also when nothing came.'),
    hasMore: { type: 'boolean', description: 'Whether there may be more right now.' },
  });

const TRANSMISSION_STATE = {
  enum: [...TRANSMISSION_STATES],
  description:
    'received: the bytes are safe, nothing is decided. translated: read, and answered where the agreement says so. duplicate: the same content came before. held: its control number or an order number was used with other content; an operator must decide. refused: by agreement, since its control number was used with other content or it is between others than the agreement names. unassigned: no agreement names sender and receiver. failed: the gateway could not work on it; an operator can restart it.',
};
const ACKNOWLEDGMENT = {
  enum: [...ACKNOWLEDGED],
  description:
    'What the partner’s acknowledgment said of it. none: nothing need be said. overdue: it should have come by now.',
};
const VERDICT = { enum: ['accepted', 'acceptedWithErrors', 'partiallyAccepted', 'rejected', null] };
const BUSINESS = {
  enum: ['open', 'accepted', 'changed', 'rejected'],
  description: 'The ERP’s answer; open until it confirms.',
};
const DIRECTION = { enum: ['inbound', 'outbound'] };
const TYPE = { enum: [...DOCUMENT_TYPES] };

const position: Json = object(
  {
    offset: { type: 'integer', description: 'Byte of the transmission, from 0; -1 where nothing was received.' },
    segment: whole('Number of the segment in its set; the set header is 1.'),
    tag: text('Segment tag, or the name of an XML element.'),
    element: whole('Element of the segment, from 1.'),
    component: whole('Component of the element, from 1.'),
    repetition: whole('Repetition of the element, from 1.'),
    loop: text('Identifier (LS01) of the bounded loop the segment stands in.'),
    lineItem: text('Number (EDIFACT LIN01) of the line item the segment stands in.'),
    line: whole('Line of the text, from 1, in formats people read by line.'),
    column: whole('Character in the line, from 1.'),
    name: text('What is named at the place: an attribute, the column of a feed, the member of a JSON object.'),
    interchange: text('Control number of the interchange.'),
    group: text('Control number of the group.'),
    set: text('Control number of the set.'),
  },
  [
    'segment',
    'tag',
    'element',
    'component',
    'repetition',
    'loop',
    'lineItem',
    'line',
    'column',
    'name',
    'interchange',
    'group',
    'set',
  ],
);

const documentProblem: Json = object(
  {
    code: text('Stable, for programs.'),
    severity: { enum: ['error', 'warning'] },
    message: text('For people.'),
    at: ref('Position'),
    value: text('The value found.'),
    reference: text('Element number or canonical field.'),
    mapping: text('The rule of the mapping file that cared: file:line:column.'),
    because: {
      ...ref('Position'),
      description: 'The element that asks for what is missing, or forbids what is there.',
    },
  },
  ['value', 'reference', 'mapping', 'because'],
);

const UNSAID = list(
  ref('DocumentProblem'),
  'What the partner’s message does not say of it, or says otherwise, by its field; left out where there is nothing.',
);

const transmission: Json = {
  id: text(),
  receivedAt: time('When its bytes were safe.'),
  channel: text('How it came: http.'),
  partner: maybe('Whose key it came with, or whom its interchange names; null while nobody is known.'),
  fileName: maybe('The name its sender gave it.'),
  digest: text('SHA-256 of the bytes, hex.'),
  size: whole('Bytes.'),
  format: maybe('x12 or edifact, or null when it was not recognised.'),
  state: TRANSMISSION_STATE,
  duplicateOf: maybe('The transmission it repeats.'),
  problems: list(ref('DocumentProblem')),
  documents: whole('Documents made of it.'),
  rejected: whole('Sets refused.'),
  attempts: whole('How often translation was begun.'),
  released: maybe('Why an operator let it pass though its numbers were used before.'),
  settledAt: maybeTime('When its state was decided.'),
};

const delivery: Json = {
  id: text(),
  sequence: whole('Its place in lists.'),
  partner: text(),
  document: maybe('The document it carries; null for an acknowledgment.'),
  transmission: maybe('The transmission it acknowledges; null for a document.'),
  message: text('x12/855, x12/997, edifact/ORDRSP, edifact/CONTRL.'),
  contentType: text(),
  fileName: text(),
  state: {
    enum: ['ready', 'delivered', 'failed'],
    description: 'ready: waits to be collected. delivered: the partner has it. failed: an operator must look.',
  },
  attempts: whole('How often it was handed over.'),
  createdAt: time('When it was made.'),
  deliveredAt: maybeTime('When the partner said it has it.'),
  acknowledgment: ACKNOWLEDGMENT,
  acknowledgmentDue: maybeTime('When the partner must have acknowledged it; null where nothing is expected.'),
  acknowledgedAt: maybeTime('When the partner’s acknowledgment came.'),
  interchangeControl: text('ISA13 or UNB05.'),
  groupCode: text('GS01; in EDIFACT the type of the message.'),
  groupControl: text('GS06; in EDIFACT empty.'),
  setControl: text('ST02 or UNH01.'),
};

const codes = list(text(), 'Error codes of the standard.');

const said: Json = object(
  {
    interchange: object(
      {
        control: text('TA101 or UCI01.'),
        date: text('TA102; empty in EDIFACT.'),
        time: text('TA103; empty in EDIFACT.'),
        verdict: text('TA104 or UCI04.'),
        note: text('TA105 or UCI05.'),
      },
      [],
      'What a TA1 or a CONTRL said of the interchange.',
    ),
    group: object(
      {
        verdict: text('AK901.'),
        codes,
        declared: text('AK902.'),
        received: text('AK903.'),
        accepted: text('AK904.'),
      },
      [],
      'What a 997 or 999 said of the group.',
    ),
    set: object(
      {
        type: text('AK201 or UCM02-1.'),
        control: text('AK202 or UCM01.'),
        verdict: text('AK501, IK501 or UCM03; of an APERAK BGM03.'),
        codes,
        segments: list(
          object({
            tag: text('AK301; empty in EDIFACT.'),
            position: text('AK302 or UCS01: the set header is 1.'),
            code: text('AK304 or UCS02.'),
            elements: list(
              object({
                position: text('AK401 or UCD02: element, component, repetition.'),
                code: text('AK403 or UCD01.'),
                value: text('AK404; empty in EDIFACT.'),
              }),
            ),
          }),
          'The first hundred segments in error.',
        ),
      },
      [],
      'What it said of the set.',
    ),
  },
  ['interchange', 'group', 'set'],
  'In the codes of the standard.',
);

const acknowledgment: Json = object({
  id: text('The delivery’s id; one of its own where it settles none.'),
  sequence: whole('Its place in lists.'),
  partner: text(),
  message: maybe('The message it is about: x12/855, edifact/ORDRSP. Null where it names nothing that was sent.'),
  delivery: maybe('The delivery it is about.'),
  document: maybe('The document that delivery carries.'),
  state: {
    enum: [...ACKNOWLEDGMENT_STATES],
    description:
      'The delivery’s: see there. unmatched: it names nothing that was sent. duplicate: the delivery was acknowledged before, and that stays in force.',
  },
  verdict: { ...VERDICT, description: 'What it says; null until it comes.' },
  late: { type: 'boolean', description: 'It came after it was due.' },
  contradicts: { type: 'boolean', description: 'A duplicate that says something else than the first.' },
  createdAt: time('When it began to be expected, or was recorded.'),
  due: maybeTime('When it must have come.'),
  answeredAt: maybeTime('When it came.'),
  saidBy: maybe('x12/997, x12/999, x12/TA1, edifact/CONTRL or edifact/APERAK.'),
  transmission: maybe('The transmission it came in.'),
  interchangeControl: text('ISA13 or UNB05 of what it is about, or empty.'),
  groupCode: text('GS01, or empty.'),
  groupControl: text('GS06, or empty.'),
  setControl: text('ST02 or UNH01, or empty.'),
  said: { oneOf: [{ type: 'null' }, said] },
  review: {
    enum: ['none', 'open', 'done'],
    description:
      'open: an operator must look at it: it is overdue, rejected, only partially accepted, contradictory or unmatched. done: one has.',
  },
  reviewedAt: maybeTime('When an operator had looked at it.'),
  comment: maybe('What the operator said of it.'),
});

const batch: Json = object(
  {
    id: text('The same for all documents of the batch, and for no others.'),
    interchange: text('Control number of the interchange.'),
    transmission: text('The transmission the interchange came in.'),
    position: { type: 'integer', minimum: 1, description: 'Its place in the batch, in the order of the feed.' },
    of: { type: 'integer', minimum: 1, description: 'How many documents were offered in the batch.' },
  },
  [],
  'Its place among the documents of an interchange that are offered together, by agreement (`offer: preserve`).',
);

const offered: Json = {
  id: text(),
  sequence: whole('Its place in feeds and lists.'),
  type: TYPE,
  number: text('The number people know it by.'),
  direction: DIRECTION,
  partner: text(),
  business: BUSINESS,
  acknowledgment: ACKNOWLEDGMENT,
  erpNumber: maybe('The ERP’s own number for it.'),
  parent: maybe('The document it answers or changes.'),
  root: text('The first document of its line: the order.'),
  batch: { oneOf: [{ type: 'null' }, ref('Batch')], description: 'Null where it is offered by itself.' },
  createdAt: time('When it was made.'),
  confirmedAt: maybeTime('When the ERP confirmed it.'),
};

const stored: Json = {
  ...offered,
  erp: text(),
  transmission: maybe('The transmission it was read from.'),
  body: ref('CanonicalDocument'),
  validation: { enum: ['valid', 'warned'], description: 'warned: something was tolerated, or is not in its message.' },
  delivery: { enum: ['offered', 'taken'], description: 'Whether the ERP confirmed it, or the partner collected it.' },
};

const version: Json = object({
  version: {
    type: ['integer', 'null'],
    minimum: 1,
    description: 'The order as received is version 1; null for a change that conflicts, which makes none.',
  },
  base: { type: ['integer', 'null'], minimum: 1, description: 'The version the change was applied to.' },
  change: maybe('The order change; null for the order as received.'),
  changeSequence: maybe('The number the change gives itself.'),
  at: time('When it came.'),
  business: BUSINESS,
  changes: list(
    object(
      {
        path: text('The field: lines/0/quantity.'),
        line: text('The number of its line.'),
        from: { description: 'Its value before; none where the field is new.' },
        to: { description: 'Its value now; none where the field is gone.' },
      },
      ['line', 'from', 'to'],
    ),
    'What the change makes different; with conflicts, what it would without them.',
  ),
  conflicts: list(
    object(
      { code: { enum: Object.keys(conflicts) }, message: text('For people.'), line: text('The line it is about.') },
      ['line'],
    ),
    'Why the change was not applied. With one of them nothing of it is.',
  ),
  order: {
    anyOf: [ref('canonical.order'), { type: 'null' }],
    description: 'The order in this version; null where there are conflicts.',
  },
});

const event: Json = object({
  sequence: whole('Its place in lists.'),
  at: time('When it happened.'),
  kind: text(
    'received, translated, duplicate, held, unassigned, failed, restarted, offered, amended, conflict, answered, confirmed, sent, collected, retried, acknowledged, acknowledgedAgain, interchangeAcknowledged, unmatched, overdue, reviewed.',
  ),
  partner: maybe('Whom it concerns.'),
  erp: maybe('Which ERP it concerns.'),
  transmission: maybe('Which transmission it is about.'),
  document: maybe('Which document it is about.'),
  delivery: maybe('Which delivery it is about.'),
  detail: { type: 'object', description: 'What else there is to say of it.' },
});

const problem: Json = {
  type: 'object',
  description: 'What is wrong with a request (RFC 9457). `code` is stable; the texts are for people.',
  properties: {
    type: text('urn:dragoman:problem:CODE.'),
    title: text('What is wrong.'),
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { type: 'string', pattern: '^[A-Z_]+$', description: 'Stable, for programs.' },
    detail: text('What to do about it.'),
    problems: list(
      {
        type: 'object',
        properties: { code: text(), message: text(), path: text('The field: lines/0/quantity.') },
        required: ['code', 'message'],
      },
      'What is wrong with the document that was sent.',
    ),
    document: text('The document that is in the way.'),
    orders: list(text(), 'The orders that may be meant.'),
  },
  required: ['type', 'title', 'status', 'code'],
};

const verdict = {
  enum: ['A', 'E', 'P', 'R'],
  description: 'A accepted, E accepted with errors, P partially accepted, R rejected.',
};

const report: Json = object({
  interchanges: list(
    object({
      control: text('ISA13 or UNB05.'),
      sender: text('QUALIFIER:ID.'),
      receiver: text('QUALIFIER:ID.'),
      version: text('ISA12, or UNB01: UNOC:3.'),
      usage: text('ISA15, or T where UNB11 says that it is a test, else P.'),
      partner: maybe('The partner whose agreement applies.'),
      offset: whole('Byte it starts at.'),
      groups: list(
        object({
          code: maybe('GS01 or UNG01; null of EDIFACT messages that stand in no group.'),
          control: maybe('GS06 or UNG05.'),
          version: maybe('GS08, or UNG07: D96A.'),
          verdict,
          sets: list(
            object({
              type: text('ST01 or UNH02-1.'),
              control: text('ST02 or UNH01.'),
              release: text('GS08, or UNH02-2 and UNH02-3: D96A.'),
              verdict,
              offset: whole('Byte it starts at.'),
            }),
          ),
        }),
      ),
    }),
  ),
  documents: list(ref('CanonicalDocument')),
  acknowledgments: list(text(), 'Each acknowledgment interchange, exactly as it would be sent.'),
  problems: list(ref('DocumentProblem')),
  unmapped: list(object({ at: ref('Position'), value: text() }), 'Data no mapping rule reads.'),
});

/** A problem as it is told to who sent a document. */
const toldProblem: Json = object(
  {
    line: whole('Line of the file.'),
    column: whole('Character in the line; of a row the cell.'),
    place: text('Element, attribute, column of a feed, or member.'),
    code: text('Stable, for programs.'),
    severity: { enum: ['error', 'warning'] },
    value: text('The value found.'),
    message: text('For people.'),
  },
  ['line', 'column', 'place', 'value'],
);

const documentReport: Json = object(
  {
    format: text('ubl, csv, json …'),
    control: text('The number it was sent under, where its format has one.'),
    outcome: { enum: ['accepted', 'partlyAccepted', 'refused'] },
    documents: list(
      object(
        {
          message: text('ubl/Order'),
          number: text('The number of the document, where it could be read.'),
          line: whole('Line it starts on.'),
          outcome: { enum: ['accepted', 'refused'] },
          problems: list(toldProblem),
        },
        ['number', 'line'],
      ),
    ),
    problems: list(toldProblem, 'What concerns all of it.'),
  },
  ['control'],
  'What answers XML, feeds and JSON: document by document, with the place, value and rule of what is wrong.',
);

export const answers: Record<string, Json> = {
  Problem: problem,
  DocumentReport: documentReport,
  Health: object({ status: { enum: ['ok', 'ready'] } }),
  Position: position,
  DocumentProblem: documentProblem,
  // In the order of TYPE; each document says its kind in `type`.
  CanonicalDocument: {
    oneOf: DOCUMENT_TYPES.map((name) => ref(`canonical.${name}`)),
  },
  Report: report,
  Receipt: object(
    {
      id: text('The transmission.'),
      state: TRANSMISSION_STATE,
      documents: whole('Documents made of it.'),
      rejected: whole('Sets refused.'),
      acknowledgments: list(object({ id: text(), href: text('Where the partner collects it.') })),
      problems: list(ref('DocumentProblem')),
    },
    ['documents', 'rejected', 'acknowledgments', 'problems'],
    'What became of a transmission. One too large to be read at once has only its id and state.',
  ),
  Transmission: object(transmission),
  AnsweredTransmission: object({
    ...transmission,
    acknowledgments: list(ref('DeliverySummary'), 'What answers it, or the one it repeats.'),
  }),
  TransmissionPage: pageOf(object({ ...transmission, sequence: whole('Its place in lists.') })),
  ProblemPage: pageOf({
    type: 'object',
    properties: {
      ...(documentProblem.properties as Json),
      transmission: text(),
      partner: maybe('Whose transmission it is.'),
      receivedAt: time('When the transmission came.'),
    },
    required: ['transmission', 'partner', 'receivedAt', 'code', 'severity', 'message', 'at'],
    additionalProperties: false,
  }),
  DeliverySummary: object({ ...delivery, href: text('Where its partner collects it.') }),
  Delivery: object({
    ...delivery,
    content: text('What is sent, exactly.'),
    acknowledgments: list(ref('Acknowledgment'), 'What is expected of it and all that was said of it.'),
  }),
  Acknowledgment: acknowledgment,
  AcknowledgmentPage: pageOf(ref('Acknowledgment')),
  DeliveryPage: pageOf(ref('DeliverySummary')),
  Batch: batch,
  OfferedDocument: object({ ...offered, document: ref('CanonicalDocument') }),
  OrderVersion: version,
  OrderVersions: object({ items: list(ref('OrderVersion')) }),
  OfferedWithVersions: object(
    {
      ...offered,
      document: ref('CanonicalDocument'),
      versions: list(
        ref('OrderVersion'),
        'Of an order, every version of it; of an order change, what it made of its order. Other documents have none.',
      ),
    },
    ['versions'],
  ),
  OfferedPage: pageOf(ref('OfferedDocument')),
  StoredDocument: object(stored),
  DocumentPage: pageOf(ref('StoredDocument')),
  EventPage: pageOf(event),
  Origins: object({
    document: text(),
    transmission: text(),
    fields: {
      type: 'object',
      description: 'By field: lines/0/quantity.',
      additionalProperties: object({
        at: ref('Position'),
        value: text('As it was received.'),
        rule: text('The rule that read it: file:line:column.'),
      }),
    },
  }),
  Confirmed: object(
    {
      id: text('The document.'),
      business: BUSINESS,
      response: maybe('The order response this made; null when the agreement sends none.'),
      repeated: { const: true, description: 'It was confirmed like this before.' },
      problems: UNSAID,
    },
    ['response', 'repeated', 'problems'],
  ),
  Posted: object(
    {
      id: text('The document.'),
      type: TYPE,
      repeated: { const: true, description: 'It was posted before; nothing was sent again.' },
      problems: UNSAID,
    },
    ['repeated', 'problems'],
  ),
  Comment: object({ comment: { type: 'string', minLength: 1, description: 'What was done about it.' } }),
  Reason: object({ reason: { type: 'string', minLength: 1, description: 'Why; it is kept with the event.' } }),
};
