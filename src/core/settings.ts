/**
 * Everything an agreement can set, each setting once: its default and what it controls. Values are text, as in
 * the files; agreement.ts gives them their types.
 *
 * Settings come in layers, each overriding the one before: the defaults here, then what mappings/agreement.yaml
 * says for all partners, for a format (`x12`) and for a message (`x12/850`), then the partner's agreement, then
 * what that says for the message. Every value knows where it came from.
 */

import { type Place, place, type Yaml } from './yaml.ts';

export type Value = string | readonly string[];

export interface Setting {
  default: Value;
  /** The default of partners whose agreement is in another format than X12; `document` is any that is no EDI. */
  in?: Readonly<Record<string, Value>>;
  /** The elements or the behaviour it decides. */
  controls: string;
  /** Whether it may differ from message to message. */
  perMessage?: true;
}

const verdict = (controls: string): Setting => ({ default: 'profile', controls, perMessage: true });

/** What is left to `expect.acknowledgment` where nothing else is said. */
const asElse = (controls: string): Setting => ({ default: 'acknowledgment', controls });

/** What carries an order response, to an order or to a change of it. */
const ORDER_RESPONSES = {
  edifact: 'edifact/ORDRSP',
  ubl: 'ubl/OrderResponse',
  cxml: 'cxml/ConfirmationRequest',
  idoc: 'idoc/ORDRSP',
  opentrans: 'opentrans/ORDERRESPONSE',
  csv: 'csv/order-responses',
  json: 'json/order-response',
  document: 'none',
};

export const SETTINGS = {
  charset: { default: 'auto', controls: 'how the bytes received become text' },
  'validate.profile': {
    default: 'standard',
    controls: 'what of a set is checked: envelope, syntax, standard or strict',
    perMessage: true,
  },
  'validate.missing': verdict('mandatory segments, loops and elements (AK304 3, AK403 1; 0085 13)'),
  'validate.length': verdict('minimum and maximum length (AK403 4, 5; 0085 40, 39)'),
  'validate.characters': verdict('characters that are not allowed (AK403 6; 0085 21)'),
  'validate.types': verdict('numbers, dates and times (AK403 6, 8, 9; 0085 37, 38, 19)'),
  'validate.repetitions': verdict('elements that repeat too often (AK403 3, from 005010 12; 0085 35)'),
  'validate.excess': verdict('elements and components too many (AK403 3, from 005010 13; 0085 16)'),
  'validate.unknownSegments': verdict('segments in no dictionary (AK304 1; 0085 15)'),
  'validate.unusedSegments': verdict('segments that are not in the set (AK304 2, 6; 0085 15)'),
  'validate.sequence': verdict('segments out of sequence (AK304 7; 0085 15)'),
  'validate.maxUse': verdict('segments and loops over their maximum (AK304 4, 5; 0085 35, 36)'),
  'validate.conditions': verdict('conditions between elements (AK403 2, 10; 0085 48)'),
  'validate.codes': verdict('code lists (AK403 7; 0085 12)'),
  'validate.guide': verdict("what the partner's own guide asks for"),
  'validate.trailingSeparators': verdict('separators that end a segment'),
  'validate.tidiness': verdict('how the ISA is padded, spaces between segments (0085 18)'),
  unmapped: { default: 'report', controls: 'data no mapping rule reads', perMessage: true },
  unwritten: { default: 'report', controls: 'data of a document that its message does not say', perMessage: true },
  tolerate: {
    default: [],
    controls: 'problems, each everywhere or at one place, that refuse nothing',
    perMessage: true,
  },
  refuse: { default: [], controls: 'problems that refuse a set though they are only warnings', perMessage: true },
  suspend: { default: 'set', controls: 'what is refused with a set that is wrong: the set, or its whole interchange' },
  offer: {
    default: 'split',
    controls:
      'how its ERP is offered the documents of an interchange: each by itself (split), or as a batch (preserve)',
  },
  unassigned: {
    default: 'hold',
    controls:
      'its interchanges between others than it and us: hold for an operator, or refuse (TA105 005 to 009; 0085 23 and 7)',
  },
  'acknowledge.functional': {
    default: '997',
    in: { edifact: 'contrl', cxml: 'none', document: 'report' },
    controls:
      'what answers groups and messages: 997, 999 or contrl; of documents a report, or report-csv; none answers nothing',
  },
  'acknowledge.interchange': {
    default: 'asked',
    in: { edifact: 'errors' },
    controls: 'when a TA1 or CONTRL is sent: asked (ISA14 or UNB09 is 1), always, errors or never',
  },
  'acknowledge.level': {
    default: 'element',
    controls: 'how deep an acknowledgment goes: AK9, AK5, AK3 or AK4; UCF, UCM, UCS or UCD',
  },
  'acknowledge.accepted': {
    default: 'yes',
    in: { edifact: 'no' },
    controls: 'AK2 and AK5, or UCM, of sets that are accepted',
  },
  'acknowledge.content': {
    default: 'none',
    controls: 'what tells why the content of an EDIFACT message was refused, beside its CONTRL: aperak or none',
  },
  'acknowledge.batch': {
    default: 'interchange',
    controls: 'acknowledgments of one interchange together, or each group by itself',
  },
  'duplicates.interchange': {
    default: 'hold',
    controls: 'ISA13 or UNB05 used before with other content: hold, refuse (TA105 025, 0085 26) or accept',
  },
  'duplicates.group': {
    default: 'accept',
    controls: 'GS06 or UNG05 used in an earlier interchange: hold, refuse (AK905 19) or accept',
  },
  'duplicates.set': {
    default: 'accept',
    controls: 'ST02 or UNH01 used in an earlier interchange: hold, refuse (AK502 23) or accept',
  },
  'duplicates.days': { default: '30', controls: 'how long a control number may not be used again; 0 is for ever' },
  'duplicates.order': {
    default: 'flag',
    controls: 'an order number (BEG03, BGM02) used before with other content: flag, hold or accept',
  },
  test: {
    default: 'none',
    controls: 'the ERP that gets documents sent as test (ISA15 T, UNB11 1); none gives them to nobody',
  },
  'respond.order-response': {
    default: 'x12/855',
    in: ORDER_RESPONSES,
    controls: 'the message that carries an order response',
  },
  'respond.change-response': {
    default: 'x12/865',
    in: ORDER_RESPONSES,
    controls: 'the message that carries the answer to an order change',
  },
  'respond.ship-notice': {
    default: 'x12/856',
    in: {
      edifact: 'edifact/DESADV',
      ubl: 'ubl/DespatchAdvice',
      cxml: 'cxml/ShipNoticeRequest',
      idoc: 'idoc/DESADV',
      opentrans: 'opentrans/DISPATCHNOTIFICATION',
      csv: 'none',
      json: 'json/ship-notice',
      document: 'none',
    },
    controls: 'the message that carries a ship notice',
  },
  'respond.invoice': {
    default: 'x12/810',
    in: {
      edifact: 'edifact/INVOIC',
      ubl: 'ubl/Invoice',
      cxml: 'cxml/InvoiceDetailRequest',
      idoc: 'idoc/INVOIC',
      opentrans: 'opentrans/INVOICE',
      csv: 'csv/invoices',
      json: 'json/invoice',
      document: 'none',
    },
    controls: 'the message that carries an invoice',
  },
  'respond.credit-note': {
    default: 'invoice',
    in: { ubl: 'ubl/CreditNote' },
    controls: 'the message that carries a credit note, where that is not the one of an invoice',
  },
  'send.release': {
    default: '004010',
    in: { edifact: 'D96A' },
    controls: 'GS08, and ISA12 with it; UNH02-2 and UNH02-3',
  },
  'send.association': { default: 'none', controls: 'UNH02-5, such as EAN008' },
  'send.syntax': { default: 'UNOC:3', controls: 'UNB01, and the character set with it' },
  'send.usage': { default: 'P', controls: 'ISA15, UNB11' },
  'send.element': { default: '*', in: { edifact: '+' }, controls: 'the element separator, behind ISA or in UNA' },
  'send.component': { default: '>', in: { edifact: ':' }, controls: 'ISA16, or in UNA' },
  'send.repetition': {
    default: 'release',
    controls: 'ISA11 from release 00402 on, by default ^ there, none before; UNA in syntax 4, by default *',
  },
  'send.terminator': { default: '~', in: { edifact: "'" }, controls: 'the segment terminator, behind ISA16 or in UNA' },
  'send.lineEnd': { default: 'lf', controls: 'what is written behind every terminator' },
  'send.characters': { default: 'any', controls: 'the characters we write: basic, extended (X12.6) or any' },
  'send.replacement': { default: 'none', controls: 'what stands for a character that cannot be written' },
  'send.trailingSeparators': {
    default: 'no',
    controls: 'whether segments and composites end with separators for what they leave out',
  },
  'send.groupSender': { default: 'us', controls: 'GS02, of X12 only' },
  'send.groupReceiver': { default: 'identifier', controls: 'GS03, of X12 only' },
  'numbers.from': { default: '1', controls: 'the first of our control numbers (ISA13, GS06; UNB05)' },
  'numbers.to': { default: '999999999', controls: 'the last of our control numbers' },
  'numbers.rollover': { default: 'yes', controls: 'whether they start again behind the last one' },
  'numbers.group': { default: 'interchange', controls: 'GS06: counted with ISA13, or by itself (own)' },
  'numbers.acknowledgments': {
    default: 'shared',
    controls: 'ISA13 or UNB05 of acknowledgments: counted with the rest, or own',
  },
  'expect.acknowledgment.within': {
    default: '24h',
    in: { document: 'none' },
    controls: 'how long the partner has to acknowledge what it is sent (90m, 24h, 2d); none expects nothing',
  },
  'expect.acknowledgment.calendar': { default: 'always', controls: 'the calendar that time is counted on' },
  'expect.documents.order-response.within': asElse('how long for an order response'),
  'expect.documents.order-response.calendar': asElse('on which calendar for an order response'),
  'expect.documents.change-response.within': asElse('how long for the answer to an order change'),
  'expect.documents.change-response.calendar': asElse('on which calendar for the answer to an order change'),
  'expect.documents.ship-notice.within': asElse('how long for a ship notice'),
  'expect.documents.ship-notice.calendar': asElse('on which calendar for a ship notice'),
  'expect.documents.invoice.within': asElse('how long for an invoice'),
  'expect.documents.invoice.calendar': asElse('on which calendar for an invoice'),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

export const settingNames = Object.keys(SETTINGS) as SettingName[];

export const settingOf = (name: SettingName): Setting => SETTINGS[name];

/** What an agreement is in; it has defaults of its own: x12, edifact, ubl, csv. */
export type Format = string;

/** Whether a format has interchanges, segments and acknowledgments of its own; every other has documents. */
export const isEdi = (format: Format): boolean => format === 'x12' || format === 'edifact';

const defaultOf = (setting: Setting, format: Format): Value =>
  setting.in?.[format] ?? (isEdi(format) ? undefined : setting.in?.document) ?? setting.default;

/** What one place of a file says of some settings. */
export type Layer = Map<SettingName, { value: Value; at: Place }>;

/** A value in force, and the `file:line:column` it came from, or `default`. */
export interface Effective {
  value: Value;
  from: string;
}

export type Settings = Record<SettingName, Effective>;

/** The settings under a path of a file; what is no setting (names, identifiers) is passed over. */
export function layerOf(yaml: Yaml, source: unknown, path: string[] = []): Layer {
  const layer: Layer = new Map();
  const look = (node: unknown, name: string, at: string[]): void => {
    if (name in SETTINGS && (typeof node === 'string' || Array.isArray(node))) {
      layer.set(name as SettingName, { value: node as Value, at: yaml.at(at) });
    } else if (node !== null && typeof node === 'object' && !Array.isArray(node)) {
      for (const [key, inner] of Object.entries(node)) look(inner, name === '' ? key : `${name}.${key}`, [...at, key]);
    }
  };
  look(source, '', path);
  return layer;
}

/** The value of every setting: the last layer that has it decides; without one, the default of the format. */
export function settle(layers: readonly Layer[], format: Format = 'x12'): Settings {
  return Object.fromEntries(
    settingNames.map((name): [string, Effective] => {
      const last = layers.findLast((layer) => layer.has(name))?.get(name);
      return [
        name,
        last === undefined
          ? { value: defaultOf(SETTINGS[name], format), from: 'default' }
          : { value: last.value, from: place(last.at) },
      ];
    }),
  ) as Settings;
}
