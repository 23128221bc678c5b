/**
 * Writes segments as text: separators between, nothing trailing unless that is asked for, every value checked not to
 * hold a separator that cannot be released (X12 has no release character: such a value cannot be sent, and is a problem).
 *
 * X12.5, X12.6: fixed-width ISA, counts and control numbers of every trailer are computed here. write-edifact.ts does
 * the same for EDIFACT.
 */

import { type Problem, problem } from '../problem.ts';
import { leaf, type Node, segmentNode } from '../tree.ts';
import type { ElementUse, SegmentDefinition } from './definition.ts';
import type { Separators } from './scan.ts';

export interface OutgoingSet {
  /** `855`. */
  type: string;
  control: string;
  /** ST03, from release 005010 on; UNH02-5. */
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
  /** GS08; the directory (`D96A`), of service messages their version (`31`). */
  version: string;
  sets: OutgoingSet[];
  /** Segments written to their full length, with separators for what they leave out; the others end where their values do. */
  full?: FullLength | undefined;
}

/** By tag, the segments whose length is known. */
export type FullLength = Pick<ReadonlyMap<string, Pick<SegmentDefinition, 'elements'>>, 'get'>;

export interface Outgoing {
  separators: Separators;
  /** Text after each terminator: '' or a line end. */
  suffix: string;
  sender: { qualifier: string; id: string };
  receiver: { qualifier: string; id: string };
  /** ISA12; UNB01 (`UNOC:3`). */
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

/** As many values as a definition has, empty where they are left out. */
const filled = (values: string[], length: number): string[] =>
  values.length >= length ? values : [...values, ...Array<string>(length - values.length).fill('')];

const asIs = (value: string): string => value;

/** Puts the release character before every separator in a value, in syntaxes that have one. */
function releasing({ element, component, repetition, terminator, release }: Separators): (value: string) => string {
  if (release === undefined) return asIs;
  const released = new Set([element, component, repetition, terminator, release]);
  return (value) => {
    for (const character of value)
      if (released.has(character)) return [...value].map((one) => (released.has(one) ? release + one : one)).join('');
    return value;
  };
}

/** One segment without its terminator; with its definition, to its full length. */
export function encode(segment: Node, separators: Separators, full?: Pick<SegmentDefinition, 'elements'>): string {
  const { element, component, repetition } = separators;
  const text = releasing(separators);
  const one = (node: Node, use: ElementUse | undefined): string => {
    const length = use?.components?.length ?? 0;
    if (node.children.length === 0 && (length === 0 || node.value === '')) return text(node.value);
    const parts = trimmed((node.children.length === 0 ? [node] : node.children).map((part) => text(part.value)));
    // A composite that is not there is an element left out: it has no component separators.
    return (parts.length === 0 ? parts : filled(parts, length)).join(component);
  };
  const values = trimmed(
    segment.children.map((node, i) =>
      [node, ...(node.repeats ?? [])].map((part) => one(part, full?.elements[i])).join(repetition),
    ),
  );
  return [segment.name, ...filled(values, full?.elements.length ?? 0)].join(element);
}

/** What may be written in a value, and what is done about the rest. */
export interface Writing {
  separators: Separators;
  /** Matches a character that may be written. */
  allowed: RegExp;
  /** Of the set it is in, `basic`; undefined when only control characters may not be written. */
  named: string | undefined;
  replacement: string | undefined;
}

/**
 * Replaces what may not be written in the values of a segment (a separator, a control character, a character outside
 * the set), which would be read as something else; each that has no replacement is a problem. A separator that can be
 * released may be written.
 */
export function clean(segment: Node, number: number, set: string, writing: Writing): Problem[] {
  const { separators, allowed, named, replacement } = writing;
  const { element, component, repetition, terminator, release } = separators;
  const separating = new Set(release === undefined ? [element, component, repetition, terminator] : []);
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
        : named === undefined
          ? 'a control character'
          : `which is not in the ${named} character set`;
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
  const { characters = 'any', replacement } = outgoing;
  const named = characters === 'any' ? undefined : characters;
  const writing = { separators, allowed: CHARACTERS[characters], named, replacement };
  const end = separators.terminator + suffix;
  const date = outgoing.at.slice(0, 10).replaceAll('-', '');
  const time = outgoing.at.slice(11, 16).replace(':', '');
  const parts: string[] = [];
  const emit = (segment: Node, full?: FullLength): void => {
    parts.push(encode(segment, separators, full?.get(segment.name)), end);
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
    const { full } = group;
    for (const set of group.sets) {
      emit(segmentOf('ST', set.type, set.control, set.convention ?? ''), full);
      set.segments.forEach((segment, i) => {
        problems.push(...clean(segment, i + 2, set.control, writing));
        emit(segment, full);
      });
      emit(segmentOf('SE', String(set.segments.length + 2), set.control));
    }
    emit(segmentOf('GE', String(group.sets.length), group.control));
  }
  emit(segmentOf('IEA', String(groups.length), digits(outgoing.control, 9)));
  return { text: parts.join(''), problems };
}
