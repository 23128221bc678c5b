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
  /** The elements or the behaviour it decides. */
  controls: string;
  /** Whether it may differ from message to message. */
  perMessage?: true;
}

const verdict = (controls: string): Setting => ({ default: 'profile', controls, perMessage: true });

/** What is left to `expect.acknowledgment` where nothing else is said. */
const asElse = (controls: string): Setting => ({ default: 'acknowledgment', controls });

export const SETTINGS = {
  charset: { default: 'auto', controls: 'how the bytes received become text' },
  'validate.profile': {
    default: 'standard',
    controls: 'what of a set is checked: envelope, syntax, standard or strict',
    perMessage: true,
  },
  'validate.missing': verdict('mandatory segments, loops and elements (AK304 3, AK403 1)'),
  'validate.length': verdict('minimum and maximum length (AK403 4, 5)'),
  'validate.characters': verdict('characters that are not allowed (AK403 6)'),
  'validate.types': verdict('numbers, dates and times (AK403 6, 8, 9)'),
  'validate.repetitions': verdict('elements that repeat too often (AK403 3, from 005010 12)'),
  'validate.excess': verdict('elements and components too many (AK403 3, from 005010 13)'),
  'validate.unknownSegments': verdict('segments in no dictionary (AK304 1)'),
  'validate.unusedSegments': verdict('segments that are not in the set (AK304 2, 6)'),
  'validate.sequence': verdict('segments out of sequence (AK304 7)'),
  'validate.maxUse': verdict('segments and loops over their maximum (AK304 4, 5)'),
  'validate.conditions': verdict('conditions between elements (AK403 2, 10)'),
  'validate.codes': verdict('code lists (AK403 7)'),
  'validate.guide': verdict("what the partner's own guide asks for"),
  'validate.trailingSeparators': verdict('separators that end a segment'),
  'validate.tidiness': verdict('how the ISA is padded, spaces between segments'),
  unmapped: { default: 'report', controls: 'data no mapping rule reads', perMessage: true },
  tolerate: {
    default: [],
    controls: 'problems, each everywhere or at one place, that refuse nothing',
    perMessage: true,
  },
  refuse: { default: [], controls: 'problems that refuse a set though they are only warnings', perMessage: true },
  suspend: { default: 'set', controls: 'what is refused with a set that is wrong: the set, or its whole interchange' },
  'acknowledge.functional': { default: '997', controls: 'AK1 to AK9 for each functional group: 997, 999 or none' },
  'acknowledge.interchange': { default: 'asked', controls: 'TA1: asked (ISA14 is 1), always, errors or never' },
  'acknowledge.level': { default: 'element', controls: 'how deep an acknowledgment goes: AK9, AK5, AK3 or AK4' },
  'acknowledge.accepted': { default: 'yes', controls: 'AK2 and AK5 of sets that are accepted' },
  'acknowledge.batch': {
    default: 'interchange',
    controls: 'acknowledgments of one interchange together, or each group by itself',
  },
  'duplicates.interchange': {
    default: 'hold',
    controls: 'ISA13 used before with other content: hold, refuse (TA105 025) or accept',
  },
  'duplicates.days': { default: '30', controls: 'how long ISA13 may not be used again; 0 is for ever' },
  'duplicates.order': {
    default: 'flag',
    controls: 'an order number (BEG03) used before with other content: flag, hold or accept',
  },
  test: { default: 'none', controls: 'the ERP that gets documents sent as test (ISA15 T); none gives them to nobody' },
  'respond.order-response': { default: 'x12/855', controls: 'the message that carries an order response' },
  'respond.change-response': { default: 'x12/865', controls: 'the message that carries the answer to an order change' },
  'respond.ship-notice': { default: 'x12/856', controls: 'the message that carries a ship notice' },
  'respond.invoice': { default: 'x12/810', controls: 'the message that carries an invoice' },
  'send.release': { default: '004010', controls: 'GS08, and ISA12 with it' },
  'send.usage': { default: 'P', controls: 'ISA15' },
  'send.element': { default: '*', controls: 'the element separator, behind ISA' },
  'send.component': { default: '>', controls: 'ISA16' },
  'send.repetition': { default: 'release', controls: 'ISA11 from release 00402 on: by default ^ there, none before' },
  'send.terminator': { default: '~', controls: 'the segment terminator, behind ISA16' },
  'send.lineEnd': { default: 'lf', controls: 'what is written behind every terminator' },
  'send.characters': { default: 'any', controls: 'the characters we write: basic, extended (X12.6) or any' },
  'send.replacement': { default: 'none', controls: 'what stands for a character that cannot be written' },
  'send.groupSender': { default: 'us', controls: 'GS02' },
  'send.groupReceiver': { default: 'identifier', controls: 'GS03' },
  'numbers.from': { default: '1', controls: 'the first of our control numbers (ISA13, GS06)' },
  'numbers.to': { default: '999999999', controls: 'the last of our control numbers' },
  'numbers.rollover': { default: 'yes', controls: 'whether they start again behind the last one' },
  'numbers.group': { default: 'interchange', controls: 'GS06: counted with ISA13, or by itself (own)' },
  'numbers.acknowledgments': { default: 'shared', controls: 'ISA13 of acknowledgments: counted with the rest, or own' },
  'expect.acknowledgment.within': {
    default: '24h',
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

/** The value of every setting: the last layer that has it decides. */
export function settle(layers: readonly Layer[]): Settings {
  return Object.fromEntries(
    settingNames.map((name): [string, Effective] => {
      const last = layers.findLast((layer) => layer.has(name))?.get(name);
      return [
        name,
        last === undefined
          ? { value: SETTINGS[name].default, from: 'default' }
          : { value: last.value, from: place(last.at) },
      ];
    }),
  ) as Settings;
}
