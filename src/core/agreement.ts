/**
 * The trading partner agreement: how a partner is recognised, what is mapped how, what is answered and how it
 * is sent. A file states only what differs from DEFAULTS; schemas/config/agreement.json describes it.
 *
 * A check reports; the agreement decides, once, in `settle`.
 */

import type { Charset, Separators } from './edi/scan.ts';
import type { Problem, ProblemCode } from './problem.ts';

export interface Party {
  /** ISA05 or ISA07. */
  qualifier: string;
  id: string;
}

/** What is done about data no mapping rule reads. */
export type UnmappedPolicy = 'ignore' | 'report' | 'refuse';

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
  charset: Charset;
  /** Whether a 997 answers what the partner sends. */
  acknowledge: boolean;
  unmapped: UnmappedPolicy;
  /** Problems that do not refuse a set here. */
  tolerate: ProblemCode[];
  /** Warnings that refuse a set here. */
  refuse: ProblemCode[];
  /** Which message carries which document to the partner; `none` sends nothing. */
  respond: { 'order-response': string; 'ship-notice': string; invoice: string };
  send: Sending;
}

export const DEFAULTS: Omit<Agreement, 'partner' | 'name' | 'identifiers' | 'us' | 'erp'> = {
  charset: 'auto',
  acknowledge: true,
  unmapped: 'report',
  tolerate: [],
  refuse: [],
  respond: { 'order-response': 'x12/855', 'ship-notice': 'x12/856', invoice: 'x12/810' },
  send: {
    release: '004010',
    usage: 'P',
    separators: { element: '*', component: '>', repetition: '', terminator: '~' },
    lineEnd: '\n',
    groupSender: undefined,
    groupReceiver: undefined,
  },
};

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

type Source = {
  name?: string;
  identifiers: string[];
  us: string;
  erp: string;
  charset?: Charset;
  acknowledge?: 'yes' | 'no';
  unmapped?: UnmappedPolicy;
  tolerate?: ProblemCode[];
  refuse?: ProblemCode[];
  respond?: Partial<Agreement['respond']>;
  send?: {
    release?: string;
    usage?: string;
    element?: string;
    component?: string;
    repetition?: string;
    terminator?: string;
    lineEnd?: 'none' | 'lf' | 'crlf';
    groupSender?: string;
    groupReceiver?: string;
  };
};

const LINE_ENDS = { none: '', lf: '\n', crlf: '\r\n' };

/** An agreement file that is valid by its schema, completed with the defaults. */
export function readAgreement(partner: string, source: unknown): Agreement {
  const given = source as Source;
  const send = given.send ?? {};
  const { separators } = DEFAULTS.send;
  const release = send.release ?? DEFAULTS.send.release;
  return {
    partner,
    name: given.name ?? partner,
    identifiers: given.identifiers.map(parseParty),
    us: parseParty(given.us),
    erp: given.erp,
    charset: given.charset ?? DEFAULTS.charset,
    acknowledge: given.acknowledge === undefined ? DEFAULTS.acknowledge : given.acknowledge === 'yes',
    unmapped: given.unmapped ?? DEFAULTS.unmapped,
    tolerate: given.tolerate ?? DEFAULTS.tolerate,
    refuse: given.refuse ?? DEFAULTS.refuse,
    respond: { ...DEFAULTS.respond, ...given.respond },
    send: {
      release,
      usage: send.usage ?? DEFAULTS.send.usage,
      separators: {
        element: send.element ?? separators.element,
        component: send.component ?? separators.component,
        // From release 00402 on ISA11 is the repetition separator (X12.5).
        repetition: send.repetition ?? (release >= '004020' ? '^' : separators.repetition),
        terminator: send.terminator ?? separators.terminator,
      },
      lineEnd: send.lineEnd === undefined ? DEFAULTS.send.lineEnd : LINE_ENDS[send.lineEnd],
      groupSender: send.groupSender,
      groupReceiver: send.groupReceiver,
    },
  };
}

/** Gives every problem the severity the agreement wants it to have. */
export function settle(problems: Problem[], agreement: Pick<Agreement, 'tolerate' | 'refuse' | 'unmapped'>): Problem[] {
  const { tolerate, refuse, unmapped } = agreement;
  if (tolerate.length === 0 && refuse.length === 0 && unmapped === 'report') return problems;
  return problems
    .filter(({ code }) => unmapped !== 'ignore' || code !== 'DATA_UNMAPPED')
    .map((found) => {
      if (refuse.includes(found.code) || (unmapped === 'refuse' && found.code === 'DATA_UNMAPPED'))
        return { ...found, severity: 'error' };
      return tolerate.includes(found.code) ? { ...found, severity: 'warning' } : found;
    });
}
