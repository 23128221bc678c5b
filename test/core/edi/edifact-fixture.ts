/** EDIFACT interchanges for tests, written by hand and small, so that a test can break exactly one thing in them. */

import { reader } from '../../../src/core/formats/edifact.ts';
import type { Read } from './reading.ts';
import { readChunks } from './reading.ts';

/** A tag and its elements; an array is a composite. */
export type Segment = (string | string[])[];

export interface Message {
  type?: string;
  control?: string;
  /** Version, release, agency and association assigned code: the rest of S009. */
  directory?: string[];
  /** Segments between UNH and UNT. */
  body: Segment[];
}

export interface MessageGroup {
  type?: string;
  control: string;
  messages: Message[];
}

export interface Header {
  control?: string;
  /** `UNOC:3`. */
  syntax?: string;
  /** Elements 6 to 11: password, application reference, priority, acknowledgment request, agreement, test indicator. */
  more?: string[];
}

/** A purchase order of D96A with one line. */
export const ORDER: Segment[] = [
  ['BGM', '220', '4711', '9'],
  ['DTM', ['137', '20240305', '102']],
  ['NAD', 'BY', ['4012345000009', '', '9']],
  ['LIN', '1', '', ['4006381333931', 'EN']],
  ['QTY', ['21', '10']],
  ['UNS', 'S'],
];

const messageOf = ({ type = 'ORDERS', control = '1', directory = ['D', '96A', 'UN'], body }: Message): Segment[] => [
  ['UNH', control, [type, ...directory]],
  ...body,
  ['UNT', String(body.length + 2), control],
];

const groupOf = ({ type = 'ORDERS', control, messages }: MessageGroup): Segment[] => [
  ['UNG', type, ['SENDER', '14'], ['RECEIVER', '14'], ['240305', '0930'], control, 'UN', ['D', '96A']],
  ...messages.flatMap(messageOf),
  ['UNE', String(messages.length), control],
];

/** All segments of an interchange whose counts and references are right. */
export function interchangeOf(
  content: (Message | MessageGroup)[],
  { control = '1', syntax = 'UNOC:3', more = [] }: Header = {},
): Segment[] {
  return [
    ['UNB', syntax.split(':'), ['SENDER', '14'], ['RECEIVER', '14'], ['240305', '0930'], control, ...more],
    ...content.flatMap((one) => ('messages' in one ? groupOf(one) : messageOf(one))),
    ['UNZ', String(content.length), control],
  ];
}

export interface Dress {
  element?: string;
  component?: string;
  terminator?: string;
  /** A space for none. */
  release?: string;
  mark?: string;
  repetition?: string;
  /** Whether a UNA says so. */
  una?: boolean;
  /** Written behind every terminator, that of the UNA too. */
  lineEnd?: string;
  before?: string;
}

/** Segments as a transmission, one character a byte. */
export function dressed(segments: Segment[], dress: Dress = {}): string {
  const { element = '+', component = ':', terminator = "'", release = '?', mark = '.', repetition = ' ' } = dress;
  const { una = true, lineEnd = '', before = '' } = dress;
  const special = [element, component, terminator, ...(release === ' ' ? [] : [release])];
  const value = (text: string): string => [...text].map((c) => (special.includes(c) ? release + c : c)).join('');
  const part = (one: string | string[]): string => (Array.isArray(one) ? one.map(value).join(component) : value(one));
  const advice = una ? `UNA${component}${element}${mark}${release}${repetition}${terminator}${lineEnd}` : '';
  return before + advice + segments.map((one) => one.map(part).join(element) + terminator + lineEnd).join('');
}

export const interchangeText = (
  content: (Message | MessageGroup)[],
  header?: Header,
  dress: Dress = { una: false },
): string => dressed(interchangeOf(content, header), dress);

/** One message of these segments, as they are written. */
export const oneMessage = (body: string[], { syntax = 'UNOC:3', una = '' } = {}): string =>
  `${una}UNB+${syntax}+SENDER:14+RECEIVER:14+240305:0930+1'UNH+1+ORDERS:D:96A:UN'${body.map((one) => `${one}'`).join('')}UNT+${body.length + 2}+1'UNZ+1+1'`;

/** Three orders outside of groups, 1 to 3. */
export const THREE_ORDERS = interchangeText(['1', '2', '3'].map((control) => ({ control, body: ORDER })));

/** Two groups and three orders: 1 and 2 in group 7, 3 in group 8. */
export const TWO_GROUPS = interchangeText([
  {
    control: '7',
    messages: [
      { control: '1', body: ORDER },
      { control: '2', body: ORDER },
    ],
  },
  { control: '8', messages: [{ control: '3', body: ORDER }] },
]);

/** All units of EDIFACT bytes, pushed in chunks of one size. */
export function readEdifact(
  bytes: Uint8Array,
  size = bytes.length || 1,
  charset?: Parameters<typeof readChunks>[1],
): Read {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return readChunks(chunks, charset, reader);
}
