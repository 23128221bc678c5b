/**
 * Writes APERAK, the application error message: what CONTRL has no words for, why the content of a message was refused.
 * Its segments are of D.96A and stand in every later directory too.
 *
 * ERC carries the code a CONTRL would (0085), FTX our own code and sentence. A message that breaks the syntax is told by
 * CONTRL alone, which says where.
 */

import { entryOf, type Problem, syntaxErrorOf } from '../problem.ts';
import type { Node } from '../tree.ts';
import type { Definition } from './definition.ts';
import type { Interchange } from './envelope.ts';
import { isError, type SetVerdict } from './judge.ts';
import { segmentOf } from './write.ts';
import { repertoireOf } from './write-edifact.ts';

export const APERAK = 'APERAK';

// 1001: application error message. In directories whose list lacks it, its name (1000).
const APPLICATION_ERROR = '313';
const NAME = 'APPLICATION ERROR';
/** 3055: the code is from a list that the partners know. */
const MUTUALLY_DEFINED = 'ZZZ';
/** 1225: not accepted. */
const NOT_ACCEPTED = '27';

// Room in D.96A: SG3, and 4440 in C108.
const MAX_ERRORS = 999;
const TEXT_LENGTH = 70;
const TEXTS = 5;

/** Found by the mapping, by the schema of the document or by the partner's guide. */
const isOfContent = ({ code }: Problem): boolean => entryOf(code).level === 'document' || /^(GUIDE|VALUE)_/.test(code);

/** Whether a message was refused, and for nothing but what it says. */
export function isRefusedForContent({ verdict, problems }: Pick<SetVerdict, 'verdict' | 'problems'>): boolean {
  const wrong = problems.filter(isError);
  return verdict === 'R' && wrong.length > 0 && wrong.every(isOfContent);
}

export interface ApplicationErrorOptions {
  /** The directory it is written in. */
  definition: Definition;
  /** Time of writing, as ISO 8601 in UTC. */
  at: string;
  /** Of the interchange it goes in: `UNOC:3`. */
  syntax: string;
}

/** The segments between UNH and UNT that say why a message was refused. */
export function applicationError(
  { control }: Interchange,
  { set, problems }: SetVerdict,
  { definition, at, syntax }: ApplicationErrorOptions,
): Node[] {
  const listed = definition.elements.get('1001')?.codes?.has(APPLICATION_ERROR) ?? true;
  const minute = at.slice(0, 16).replace(/\D/g, '');
  return [
    // Its number names the message it answers.
    segmentOf('BGM', listed ? APPLICATION_ERROR : ['', '', '', NAME], `${control}-${set.control}`, NOT_ACCEPTED),
    segmentOf('DTM', ['137', minute, '203']),
    ...(set.unit === undefined ? [] : [segmentOf('RFF', ['ACW', set.unit.value])]),
    ...problems
      .filter(isError)
      .slice(0, MAX_ERRORS)
      .flatMap((one) => errorSegments(one, syntax)),
  ];
}

function errorSegments(one: Problem, syntax: string): Node[] {
  const { code, message, at } = one;
  const place = at.segment === undefined ? '' : `segment ${at.segment}${at.tag === undefined ? '' : ` ${at.tag}`}, `;
  const texts = wrapped(legible(`${place}${code}: ${message}`, syntax));
  return [
    segmentOf('ERC', [syntaxErrorOf(one, syntax), '', MUTUALLY_DEFINED]),
    segmentOf('FTX', 'AAO', '', '', texts),
    ...(at.lineItem === undefined ? [] : [segmentOf('RFF', ['LI', at.lineItem])]),
  ];
}

/** A text in the characters of a syntax: small letters become capitals where it has none, what it lacks a space. */
function legible(said: string, syntax: string): string {
  const allowed = repertoireOf(syntax);
  return [...said].map((c) => [c, c.toUpperCase()].find((one) => allowed.test(one)) ?? ' ').join('');
}

/** The words of a text on as many lines as there is room for; a word too long for a line is cut. */
function wrapped(said: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of said.match(new RegExp(`\\S{1,${TEXT_LENGTH}}`, 'g')) ?? []) {
    if (line !== '' && line.length + 1 + word.length > TEXT_LENGTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].slice(0, TEXTS);
}
