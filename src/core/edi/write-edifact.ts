/**
 * Writes EDIFACT interchanges (ISO 9735, syntax versions 1 to 4): UNA, UNB to UNZ and messages between, no groups.
 * Counts and control references of trailers are computed here; a separator in a value is released.
 */

import type { Problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import { clean, encode, type FullLength, type Outgoing, segmentOf, type WrittenInterchange } from './write.ts';

/** Repertoires of the syntax identifiers we write (ISO 9735-1 annex A): levels A and B, and ISO 8859-1. */
const REPERTOIRE: Record<string, RegExp> = {
  UNOA: /^[A-Z0-9 .,\-()/=!"%&*;<>'+:?]$/,
  UNOB: /^[\x20-\x7e]$/,
  UNOC: /^[\x20-\x7e\xa0-\xff]$/,
};
const ANY = /^[^\u0000-\u001f\u007f]$/u;

/** The characters a syntax (`UNOA:3`) may hold, each by itself. */
export const repertoireOf = (syntax: string): RegExp => REPERTOIRE[syntax.slice(0, 4)] ?? ANY;

/** `D96A` as UNH says it: version, release, and the agency of the United Nations; `31` of a CONTRL is 3 and 1. */
const directoryOf = (release: string): string[] => [release.slice(0, 1), release.slice(1), 'UN'];

export function writeEdifact(outgoing: Outgoing): WrittenInterchange {
  const { separators, suffix, sender, receiver, groups, version } = outgoing;
  const [syntax = '', syntaxVersion = ''] = version.split(':');
  const allowed = REPERTOIRE[syntax] ?? ANY;
  const named = allowed === ANY ? undefined : syntax;
  const writing = { separators, allowed, named, replacement: outgoing.replacement };
  const end = separators.terminator + suffix;
  const century = outgoing.at.slice(0, 10).replaceAll('-', '');
  const date = syntaxVersion === '4' ? century : century.slice(2);
  const time = outgoing.at.slice(11, 16).replace(':', '');
  const control = String(outgoing.control);
  const problems: Problem[] = [];
  const parts: string[] = [];
  const emit = (segment: Node, full?: FullLength): void => {
    parts.push(encode(segment, separators, full?.get(segment.name)), end);
  };
  const { component, element, release = ' ', repetition, terminator } = separators;
  parts.push(`UNA${component}${element}.${release}${repetition === '' ? ' ' : repetition}${terminator}${suffix}`);
  emit(
    segmentOf(
      'UNB',
      [syntax, syntaxVersion],
      [sender.id, sender.qualifier],
      [receiver.id, receiver.qualifier],
      [date, time],
      control,
      '',
      '',
      '',
      outgoing.acknowledgmentRequested ? '1' : '',
      '',
      outgoing.usage === 'T' ? '1' : '',
    ),
  );
  let messages = 0;
  for (const { sets, version: directory, full } of groups) {
    for (const set of sets) {
      messages++;
      const association = set.convention === undefined || set.convention === '' ? [] : [set.convention];
      emit(segmentOf('UNH', set.control, [set.type, ...directoryOf(directory), ...association]));
      set.segments.forEach((segment, i) => {
        problems.push(...clean(segment, i + 2, set.control, writing));
        emit(segment, full);
      });
      emit(segmentOf('UNT', String(set.segments.length + 2), set.control));
    }
  }
  emit(segmentOf('UNZ', String(messages), control));
  return { text: parts.join(''), problems };
}
