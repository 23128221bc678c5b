/**
 * Writes segments as bytes: separators between, nothing trailing, every value checked not to hold a separator
 * (X12 has no release character, so such a value cannot be sent and is a problem).
 *
 * X12.5, X12.6: fixed-width ISA, counts and control numbers of every trailer are computed here.
 */

import { type Problem, problem } from '../problem.ts';
import { leaf, type Node, segmentNode } from '../tree.ts';
import type { Separators } from './scan.ts';

export interface OutgoingSet {
  /** `855`. */
  type: string;
  control: string;
  /** ST03, from release 005010 on. */
  convention?: string;
  /** Segments between header and trailer. */
  segments: Node[];
}

export interface OutgoingGroup {
  /** Functional identifier code, GS01. */
  code: string;
  sender: string;
  receiver: string;
  control: string;
  /** GS08. */
  version: string;
  sets: OutgoingSet[];
}

export interface Outgoing {
  separators: Separators;
  /** Text after each terminator: '' or a line end. */
  suffix: string;
  sender: { qualifier: string; id: string };
  receiver: { qualifier: string; id: string };
  /** ISA12. */
  version: string;
  control: number;
  usage: string;
  acknowledgmentRequested: boolean;
  /** UTC, ISO 8601. */
  at: string;
  /** Segments before the first group: TA1. */
  service?: Node[];
  groups: OutgoingGroup[];
  /** The characters that may be written; any when not given. */
  characters?: CharacterSet;
  /** Stands for a character that may not be written; without one that is a problem. */
  replacement?: string | undefined;
}

export type CharacterSet = 'basic' | 'extended' | 'any';

// X12.6 3.3: the basic character set, and the extended one without national characters.
const CHARACTERS: Record<CharacterSet, RegExp> = {
  basic: /^[A-Z0-9 !"&'()*+,\-./:;?=]$/,
  extended: /^[\x20-\x5d_\x61-\x7e]$/,
  any: /^[^\u0000-\u001f\u007f]$/u,
};

export interface WrittenInterchange {
  text: string;
  problems: Problem[];
}

/** A segment from plain texts; an array is a composite. */
export function segmentOf(tag: string, ...values: (string | string[])[]): Node {
  const segment = segmentNode(tag, -1, 0);
  for (const value of values) {
    const element = leaf(Array.isArray(value) ? (value[0] ?? '') : value, -1, 0);
    if (Array.isArray(value) && value.length > 1) element.children = value.map((part) => leaf(part, -1, 0));
    segment.children.push(element);
  }
  return segment;
}

const trimmed = (values: string[]): string[] => {
  let length = values.length;
  while (length > 0 && values[length - 1] === '') length--;
  return length === values.length ? values : values.slice(0, length);
};

/** One segment without its terminator. */
export function encode(segment: Node, { element, component, repetition }: Separators): string {
  const one = (node: Node): string =>
    node.children.length === 0 ? node.value : trimmed(node.children.map((part) => part.value)).join(component);
  const values = segment.children.map((node) => [node, ...(node.repeats ?? [])].map(one).join(repetition));
  return [segment.name, ...trimmed(values)].join(element);
}

/** What may be written in a value, and what is done about the rest. */
interface Writing {
  separators: Separators;
  characters: CharacterSet;
  replacement: string | undefined;
}

/**
 * Replaces what may not be written in the values of a segment (a separator, a control character, a character outside
 * the set), which would be read as something else; each that has no replacement is a problem.
 */
function clean(segment: Node, number: number, set: string, writing: Writing): Problem[] {
  const { separators, characters, replacement } = writing;
  const { element, component, repetition, terminator } = separators;
  const separating = new Set([element, component, repetition, terminator]);
  const allowed = CHARACTERS[characters];
  const isBad = (c: string): boolean => separating.has(c) || !allowed.test(c);
  const found: Problem[] = [];
  segment.children.forEach((node, i) => {
    const parts = [node, ...(node.repeats ?? [])].flatMap((one) => (one.children.length === 0 ? [one] : one.children));
    for (const part of parts) {
      const bad = [...part.value].find(isBad);
      if (bad === undefined) continue;
      if (replacement !== undefined) {
        part.value = [...part.value].map((c) => (isBad(c) ? replacement : c)).join('');
        continue;
      }
      const why = separating.has(bad)
        ? "which separates the partner's segments"
        : characters === 'any'
          ? 'a control character'
          : `which is not in the ${characters} character set`;
      const at = { offset: -1, segment: number, tag: segment.name, element: i + 1, set };
      found.push(
        problem('VALUE_NOT_WRITABLE', at, { value: part.value, detail: `it holds ${JSON.stringify(bad)}, ${why}` }),
      );
    }
  });
  return found;
}

const pad = (value: string, width: number): string => value.slice(0, width).padEnd(width);
const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** The whole interchange. Times are written in UTC. */
export function writeInterchange(outgoing: Outgoing): WrittenInterchange {
  const { separators, suffix, sender, receiver, groups } = outgoing;
  const problems: Problem[] = [];
  const writing = { separators, characters: outgoing.characters ?? 'any', replacement: outgoing.replacement };
  const end = separators.terminator + suffix;
  const date = outgoing.at.slice(0, 10).replaceAll('-', '');
  const time = outgoing.at.slice(11, 16).replace(':', '');
  const parts: string[] = [];
  const emit = (segment: Node): void => {
    parts.push(encode(segment, separators), end);
  };
  const isa = [
    'ISA',
    '00',
    pad('', 10),
    '00',
    pad('', 10),
    pad(sender.qualifier, 2),
    pad(sender.id, 15),
    pad(receiver.qualifier, 2),
    pad(receiver.id, 15),
    date.slice(2),
    time,
    separators.repetition === '' ? 'U' : separators.repetition,
    outgoing.version,
    digits(outgoing.control, 9),
    outgoing.acknowledgmentRequested ? '1' : '0',
    outgoing.usage,
    separators.component,
  ];
  parts.push(isa.join(separators.element), end);
  for (const segment of outgoing.service ?? []) emit(segment);
  for (const group of groups) {
    emit(segmentOf('GS', group.code, group.sender, group.receiver, date, time, group.control, 'X', group.version));
    for (const set of group.sets) {
      emit(segmentOf('ST', set.type, set.control, set.convention ?? ''));
      set.segments.forEach((segment, i) => {
        problems.push(...clean(segment, i + 2, set.control, writing));
        emit(segment);
      });
      emit(segmentOf('SE', String(set.segments.length + 2), set.control));
    }
    emit(segmentOf('GE', String(group.sets.length), group.control));
  }
  emit(segmentOf('IEA', String(groups.length), digits(outgoing.control, 9)));
  return { text: parts.join(''), problems };
}
