/**
 * The trading partner agreement: how a partner is recognised, what is checked, answered and sent. A file states
 * only what differs from the defaults (settings.ts); schemas/config/agreement.json describes it.
 */

import type { Charset, Separators } from './edi/scan.ts';
import { type Expectations, expectationsIn } from './expectation.ts';
import {
  type Named,
  type Profile,
  parseNamed,
  type Rules,
  rulesOf,
  SWITCHES,
  type Switch,
  type Verdict,
} from './rules.ts';
import { type Format, type Layer, type SettingName, type Settings, settle, type Value } from './settings.ts';

export interface Party {
  /** ISA05 or ISA07, UNB02-2 or UNB03-2. */
  qualifier: string;
  id: string;
}

export interface Answering {
  functional: '997' | '999' | 'contrl' | 'report' | 'report-csv' | 'none';
  interchange: 'asked' | 'always' | 'errors' | 'never';
  level: 'group' | 'set' | 'segment' | 'element';
  /** Whether sets that are accepted are named. */
  accepted: boolean;
  /** What tells of messages refused for what they say. */
  content: 'aperak' | 'none';
  batch: 'interchange' | 'group';
}

export interface Sending {
  /** GS08, or the directory: D96A. */
  release: string;
  /** UNH02-5. */
  association: string;
  /** UNB01: `UNOC:3`. */
  syntax: string;
  /** ISA15, UNB11: T test, P production. */
  usage: string;
  separators: Separators;
  /** Written behind every terminator. */
  lineEnd: string;
  /** GS02 and GS03; the interchange ids where they are not given. */
  groupSender: string | undefined;
  groupReceiver: string | undefined;
  characters: 'basic' | 'extended' | 'any';
  /** Stands for a character that cannot be written; without one that is a problem. */
  replacement: string | undefined;
  /** Whether segments and composites end with separators for what they leave out. */
  trailingSeparators: boolean;
}

/** What a partner is sent, as far as it may travel in messages of its own. */
export type Carrier = 'order-response' | 'change-response' | 'ship-notice' | 'invoice' | 'credit-note';

/** Our control numbers to this partner. */
export interface Numbering {
  from: number;
  to: number;
  rollover: boolean;
  group: 'interchange' | 'own';
  acknowledgments: 'shared' | 'own';
}

/** What is done about a control number that was used before. */
export type ControlNumberAgain = 'hold' | 'refuse' | 'accept';

export interface Agreement {
  /** Name of its folder: the partner's id everywhere in the gateway. */
  partner: string;
  /** For people. */
  name: string;
  identifiers: Party[];
  /** Who we are to this partner. */
  us: Party;
  /** What it is sent where no message says otherwise; defaults go by it. */
  format: Format;
  erp: string;
  /** The ERP of test interchanges; without one their documents are offered to nobody. */
  test: string | undefined;
  charset: Charset;
  /** What is decided of problems, and of those in messages that have rules of their own. */
  rules: Rules;
  messages: ReadonlyMap<string, Rules>;
  /** What is refused with a set that is wrong. */
  suspend: 'set' | 'interchange';
  /** Whether its ERP is offered the documents of an interchange each by itself, or as a batch. */
  offer: 'split' | 'preserve';
  /** What is done with an interchange of its own between others than it and us. */
  unassigned: 'hold' | 'refuse';
  acknowledge: Answering;
  duplicates: {
    interchange: ControlNumberAgain;
    group: ControlNumberAgain;
    set: ControlNumberAgain;
    /** Undefined is for ever. */
    days: number | undefined;
    order: 'flag' | 'hold' | 'accept';
  };
  /** Which message carries which document to the partner; `none` sends nothing. */
  respond: Record<Carrier, string>;
  send: Sending;
  numbers: Numbering;
  /** How long the partner may take to acknowledge each kind of document. */
  expect: Expectations;
  /** Every setting with where it came from, for the partner and for each message that differs. */
  settings: Settings;
  messageSettings: ReadonlyMap<string, Settings>;
}

/** The rules of a message, `x12/850`. */
export const rulesFor = ({ rules, messages }: Pick<Agreement, 'rules' | 'messages'>, message: string): Rules =>
  messages.get(message) ?? rules;

/** `ZZ:ACME` as a party; one-digit qualifiers are written with their zero: 1 is 01. */
export function parseParty(text: string): Party {
  const colon = text.indexOf(':');
  const qualifier = text.slice(0, colon);
  return { qualifier: normalQualifier(qualifier), id: text.slice(colon + 1) };
}

export const normalQualifier = (qualifier: string): string => (/^\d$/.test(qualifier) ? `0${qualifier}` : qualifier);

export const partyText = ({ qualifier, id }: Party): string => `${qualifier}:${id}`;

export const sameParty = (left: Party, right: Party): boolean =>
  left.id === right.id && normalQualifier(left.qualifier) === normalQualifier(right.qualifier);

/** What only the partner's own file says. */
export interface Identity {
  name?: string;
  identifiers: string[];
  us: string;
  format?: Format;
  erp: string;
}

/** The layers below a partner's own, and its own, general and by message. */
export interface Layers {
  general: readonly Layer[];
  messages: ReadonlyMap<string, readonly Layer[]>;
}

const LINE_ENDS: Record<string, string> = { none: '', lf: '\n', crlf: '\r\n' };

/** An agreement whose files are valid by their schemas, completed with the defaults. */
export function readAgreement(partner: string, identity: Identity, layers: Layers = NO_LAYERS): Agreement {
  const { format = 'x12' } = identity;
  const settings = settle(layers.general, format);
  const messageSettings = new Map([...layers.messages].map(([message, own]) => [message, settle(own, format)]));
  const us = parseParty(identity.us);
  const text = (name: SettingName): string => String(settings[name].value);
  const unless = (name: SettingName, word: string): string | undefined =>
    text(name) === word ? undefined : text(name);
  const days = Number(text('duplicates.days'));
  const release = text('send.release');
  return {
    partner,
    name: identity.name ?? partner,
    identifiers: identity.identifiers.map(parseParty),
    us,
    format,
    erp: identity.erp,
    test: unless('test', 'none'),
    charset: text('charset') as Charset,
    rules: rulesIn(settings),
    messages: new Map([...messageSettings].map(([message, own]) => [message, rulesIn(own)])),
    suspend: text('suspend') as Agreement['suspend'],
    offer: text('offer') as Agreement['offer'],
    unassigned: text('unassigned') as Agreement['unassigned'],
    acknowledge: {
      functional: text('acknowledge.functional') as Answering['functional'],
      interchange: text('acknowledge.interchange') as Answering['interchange'],
      level: text('acknowledge.level') as Answering['level'],
      accepted: text('acknowledge.accepted') === 'yes',
      content: text('acknowledge.content') as Answering['content'],
      batch: text('acknowledge.batch') as Answering['batch'],
    },
    duplicates: {
      interchange: text('duplicates.interchange') as ControlNumberAgain,
      group: text('duplicates.group') as ControlNumberAgain,
      set: text('duplicates.set') as ControlNumberAgain,
      days: days === 0 ? undefined : days,
      order: text('duplicates.order') as Agreement['duplicates']['order'],
    },
    respond: {
      'order-response': text('respond.order-response'),
      'change-response': text('respond.change-response'),
      'ship-notice': text('respond.ship-notice'),
      invoice: text('respond.invoice'),
      'credit-note': unless('respond.credit-note', 'invoice') ?? text('respond.invoice'),
    },
    send: {
      release,
      association: unless('send.association', 'none') ?? '',
      syntax: text('send.syntax'),
      usage: text('send.usage'),
      separators: {
        element: text('send.element'),
        component: text('send.component'),
        repetition: unless('send.repetition', 'release') ?? usualRepetition(format, release, text('send.syntax')),
        terminator: text('send.terminator'),
        ...(format === 'edifact' ? { release: '?' } : {}),
      },
      lineEnd: LINE_ENDS[text('send.lineEnd')]!,
      groupSender: unless('send.groupSender', 'us'),
      groupReceiver: unless('send.groupReceiver', 'identifier'),
      characters: text('send.characters') as Sending['characters'],
      replacement: unless('send.replacement', 'none'),
      trailingSeparators: text('send.trailingSeparators') === 'yes',
    },
    numbers: {
      from: Number(text('numbers.from')),
      to: Number(text('numbers.to')),
      rollover: text('numbers.rollover') === 'yes',
      group: text('numbers.group') as Numbering['group'],
      acknowledgments: text('numbers.acknowledgments') as Numbering['acknowledgments'],
    },
    expect: expectationsIn(settings),
    settings,
    messageSettings,
  };
}

/** ISA11 separates repetitions from release 00402 on (X12.5), the fifth character of UNA from syntax 4 on. */
export function usualRepetition(format: Format, release: string, syntax: string): string {
  if (format === 'edifact') return syntax.endsWith(':4') ? '*' : '';
  return release >= '004020' ? '^' : '';
}

const NO_LAYERS: Layers = { general: [], messages: new Map() };

/** All defaults of a format, between nobody and nobody. */
export const defaultsFor = (format: Format): Agreement =>
  readAgreement('', { identifiers: [], us: '', erp: '', format });

/** How a partner is sent a format: as agreed where it is the agreement's own, else by the defaults of that format. */
export function sendingIn({ format: agreed, send }: Agreement, format: Format): Sending {
  if (agreed === format) return send;
  return { ...defaultsFor(format).send, usage: send.usage };
}

/** The rules that settings make; names that are no problems are the lint's to find. */
function rulesIn(settings: Settings): Rules {
  const named = (value: Value): Named[] => [value].flat().flatMap((one) => parseNamed(one as string) ?? []);
  const switched = (Object.keys(SWITCHES) as Switch[]).flatMap((name) => {
    const { value } = settings[`validate.${name}`];
    return value === 'profile' ? [] : [[name, value as Verdict] as const];
  });
  return rulesOf(
    settings['validate.profile'].value as Profile,
    Object.fromEntries(switched),
    { unmapped: settings.unmapped.value as Verdict, unwritten: settings.unwritten.value as Verdict },
    named(settings.tolerate.value),
    named(settings.refuse.value),
  );
}

/** What of an interchange says how its sender is to be answered. */
export interface Stranger {
  sender: Party;
  receiver: Party;
  syntax: string;
  /** ISA12; UNB01: `UNOC:3`. */
  version: string;
  separators: Separators;
  usage: string;
}

/** The agreement with somebody we have none with: all defaults of the format, answered the way the interchange came. */
export function strangerAgreement({ sender, receiver, syntax, version, separators, usage }: Stranger): Agreement {
  const agreement = defaultsFor(syntax);
  return {
    ...agreement,
    identifiers: [sender],
    us: receiver,
    send: {
      ...agreement.send,
      separators: { ...separators, terminator: separators.terminator.slice(0, 1) },
      usage: usage === 'T' ? 'T' : 'P',
      ...(syntax === 'edifact' && { syntax: version }),
    },
  };
}
