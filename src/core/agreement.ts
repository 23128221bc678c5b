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
import { type Layer, type SettingName, type Settings, settle, type Value } from './settings.ts';

export interface Party {
  /** ISA05 or ISA07. */
  qualifier: string;
  id: string;
}

export interface Answering {
  functional: '997' | '999' | 'none';
  interchange: 'asked' | 'always' | 'errors' | 'never';
  level: 'group' | 'set' | 'segment' | 'element';
  /** Whether sets that are accepted are named. */
  accepted: boolean;
  batch: 'interchange' | 'group';
}

export interface Sending {
  /** GS08. */
  release: string;
  /** ISA15: T test, P production. */
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
}

/** Our control numbers to this partner. */
export interface Numbering {
  from: number;
  to: number;
  rollover: boolean;
  group: 'interchange' | 'own';
  acknowledgments: 'shared' | 'own';
}

export interface Agreement {
  /** Name of its folder: the partner's id everywhere in the gateway. */
  partner: string;
  /** For people. */
  name: string;
  identifiers: Party[];
  /** Who we are to this partner. */
  us: Party;
  erp: string;
  /** The ERP of test interchanges; without one their documents are offered to nobody. */
  test: string | undefined;
  charset: Charset;
  /** What is decided of problems, and of those in messages that have rules of their own. */
  rules: Rules;
  messages: ReadonlyMap<string, Rules>;
  /** What is refused with a set that is wrong. */
  suspend: 'set' | 'interchange';
  acknowledge: Answering;
  duplicates: {
    interchange: 'hold' | 'refuse' | 'accept';
    /** Undefined is for ever. */
    days: number | undefined;
    order: 'flag' | 'hold' | 'accept';
  };
  /** Which message carries which document to the partner; `none` sends nothing. */
  respond: { 'order-response': string; 'change-response': string; 'ship-notice': string; invoice: string };
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
  const settings = settle(layers.general);
  const messageSettings = new Map([...layers.messages].map(([message, own]) => [message, settle(own)]));
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
    erp: identity.erp,
    test: unless('test', 'none'),
    charset: text('charset') as Charset,
    rules: rulesIn(settings),
    messages: new Map([...messageSettings].map(([message, own]) => [message, rulesIn(own)])),
    suspend: text('suspend') as Agreement['suspend'],
    acknowledge: {
      functional: text('acknowledge.functional') as Answering['functional'],
      interchange: text('acknowledge.interchange') as Answering['interchange'],
      level: text('acknowledge.level') as Answering['level'],
      accepted: text('acknowledge.accepted') === 'yes',
      batch: text('acknowledge.batch') as Answering['batch'],
    },
    duplicates: {
      interchange: text('duplicates.interchange') as Agreement['duplicates']['interchange'],
      days: days === 0 ? undefined : days,
      order: text('duplicates.order') as Agreement['duplicates']['order'],
    },
    respond: {
      'order-response': text('respond.order-response'),
      'change-response': text('respond.change-response'),
      'ship-notice': text('respond.ship-notice'),
      invoice: text('respond.invoice'),
    },
    send: {
      release,
      usage: text('send.usage'),
      separators: {
        element: text('send.element'),
        component: text('send.component'),
        // From release 00402 on ISA11 is the repetition separator (X12.5).
        repetition: unless('send.repetition', 'release') ?? (release >= '004020' ? '^' : ''),
        terminator: text('send.terminator'),
      },
      lineEnd: LINE_ENDS[text('send.lineEnd')]!,
      groupSender: unless('send.groupSender', 'us'),
      groupReceiver: unless('send.groupReceiver', 'identifier'),
      characters: text('send.characters') as Sending['characters'],
      replacement: unless('send.replacement', 'none'),
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

const NO_LAYERS: Layers = { general: [], messages: new Map() };

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
    settings.unmapped.value as Verdict,
    named(settings.tolerate.value),
    named(settings.refuse.value),
  );
}

/** The agreement with somebody we have none with: all defaults, answered the way the interchange came. */
export const strangerAgreement = (sender: Party, receiver: Party, separators: Separators, usage: string): Agreement => {
  const agreement = readAgreement('', { identifiers: [], us: '', erp: '' });
  return {
    ...agreement,
    identifiers: [sender],
    us: receiver,
    send: {
      ...agreement.send,
      separators: { ...separators, terminator: separators.terminator.slice(0, 1) },
      usage: usage === 'T' ? 'T' : 'P',
    },
  };
};
