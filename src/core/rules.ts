/**
 * What an agreement decides of problems: a check reports, this gives each problem the severity it has for a
 * partner and a message. A profile says how deep a set is checked, switches say otherwise for a kind of
 * problem, and `tolerate` and `refuse` for a single one, everywhere or at one place.
 *
 * What is wrong with an envelope is never tolerated: sets may be lost, and no agreement makes that acceptable.
 */

import { catalogue, designator, entryOf, fieldOf, type Problem, type ProblemCode } from './problem.ts';

/** refuse: an error. report: told, and acknowledged as accepted with errors. ignore: not told. */
export type Verdict = 'refuse' | 'report' | 'ignore';

/** Kinds of problems that are switched together. */
export const SWITCHES = {
  missing: [
    'SEGMENT_MISSING',
    'LOOP_MISSING',
    'ELEMENT_MISSING',
    'XML_ELEMENT_MISSING',
    'XML_ATTRIBUTE_MISSING',
    'XML_TEXT_MISSING',
  ],
  length: ['ELEMENT_TOO_SHORT', 'ELEMENT_TOO_LONG'],
  characters: ['ELEMENT_CHARACTER'],
  types: ['ELEMENT_NOT_NUMBER', 'ELEMENT_NOT_LETTERS', 'ELEMENT_DATE', 'ELEMENT_TIME'],
  repetitions: ['ELEMENT_REPEATED'],
  excess: ['ELEMENT_TOO_MANY', 'COMPONENT_TOO_MANY'],
  unknownSegments: ['SEGMENT_UNKNOWN'],
  unusedSegments: ['SEGMENT_NOT_IN_SET', 'SEGMENT_UNEXPECTED'],
  sequence: ['SEGMENT_OUT_OF_SEQUENCE'],
  maxUse: ['SEGMENT_OVER_MAX', 'LOOP_OVER_MAX', 'XML_ELEMENT_REPEATED'],
  conditions: ['ELEMENT_CONDITION', 'ELEMENT_EXCLUDED'],
  codes: ['ELEMENT_CODE'],
  guide: [
    'GUIDE_CONVENTION',
    'GUIDE_SEGMENT_FORBIDDEN',
    'GUIDE_SEGMENT_MISSING',
    'GUIDE_LOOP_MISSING',
    'GUIDE_DEPENDENT_MISSING',
    'GUIDE_DEPENDENT_FORBIDDEN',
    'GUIDE_SEGMENT_OVER_MAX',
    'GUIDE_LOOP_OVER_MAX',
    'GUIDE_ELEMENT_MISSING',
    'GUIDE_ELEMENT_FORBIDDEN',
    'GUIDE_TOO_SHORT',
    'GUIDE_TOO_LONG',
    'GUIDE_REPEATED',
    'GUIDE_REPEATED_TOO_LITTLE',
    'GUIDE_PATTERN',
    'GUIDE_CODE',
    'GUIDE_RULE_MISSING',
    'GUIDE_RULE_EXCLUDED',
    'GUIDE_RULE_VALUE',
  ],
  trailingSeparators: ['TRAILING_SEPARATOR'],
  tidiness: [
    'ISA_NOT_106',
    'ISA_WRAPPED',
    'ISA_PADDED_ODDLY',
    'SPACE_BEFORE_SEGMENT',
    'BYTES_BEFORE_INTERCHANGE',
    'RELEASE_NEAREST',
    'DIRECTORY_NEAREST',
    'ELEMENT_DECIMAL_MARK',
    'ELEMENT_DECIMAL_START',
    'XML_ELEMENT_ORDER',
    'XML_ELEMENT_UNKNOWN',
    'XML_ATTRIBUTE_UNKNOWN',
  ],
} as const satisfies Record<string, readonly ProblemCode[]>;

export type Switch = keyof typeof SWITCHES;

const switches = Object.keys(SWITCHES) as Switch[];

const all = (verdict: Verdict, but: Partial<Record<Switch, Verdict>> = {}): Record<Switch, Verdict> =>
  Object.fromEntries(switches.map((one) => [one, but[one] ?? verdict])) as Record<Switch, Verdict>;

/** Each profile asks for all that the one before asks for. */
export const PROFILES = {
  envelope: all('report', { codes: 'ignore' }),
  syntax: all('refuse', { conditions: 'report', codes: 'ignore', trailingSeparators: 'report', tidiness: 'report' }),
  standard: all('refuse', { codes: 'ignore', trailingSeparators: 'report', tidiness: 'report' }),
  strict: all('refuse'),
} as const;

export type Profile = keyof typeof PROFILES;

/** A problem that an agreement names: `SEGMENT_OVER_MAX`, or at one place, `SEGMENT_OVER_MAX REF`, `ELEMENT_TOO_LONG PO107`. */
export interface Named {
  code: ProblemCode;
  /** A segment's tag or a reference designator; everywhere when it is not given. */
  at: string | undefined;
}

export interface Rules {
  profile: Profile;
  /** Whether code lists and conditions are worth checking at all. */
  codes: boolean;
  conditions: boolean;
  /** Where it differs from the severity of the catalogue. */
  verdicts: ReadonlyMap<ProblemCode, Verdict>;
  tolerate: readonly Named[];
  refuse: readonly Named[];
}

// REF, PO107 or REF04-2; cbc:ID/@schemeID, the column Order No, the field lines/unit.
const NAMED = /^([A-Z0-9_]+)(?: ([A-Z][A-Z0-9]{1,2}(?:\d\d(?:-\d+)?)?|.*[A-Z:/@_].*))?$/;

/** A problem as an agreement writes it, or undefined when it is none. */
export function parseNamed(text: string): Named | undefined {
  const [, code = '', at] = NAMED.exec(text) ?? [];
  return code in catalogue ? { code: code as ProblemCode, at } : undefined;
}

// Envelopes that do not add up may have lost orders.
const NEVER: ReadonlySet<string> = new Set(['interchange', 'group', 'set']);

/** Whether an agreement may tolerate it at all. */
export const isTolerable = (code: ProblemCode): boolean =>
  !NEVER.has(entryOf(code).level) || entryOf(code).severity === 'warning';

/** The rules that a profile, its switches and the two lists make. */
export function rulesOf(
  profile: Profile,
  switched: Partial<Record<Switch, Verdict>>,
  lost: { unmapped: Verdict; unwritten: Verdict },
  tolerate: readonly Named[],
  refuse: readonly Named[],
): Rules {
  const verdicts = new Map<ProblemCode, Verdict>();
  const add = (code: ProblemCode, verdict: Verdict): void => {
    const usual: Verdict = entryOf(code).severity === 'error' ? 'refuse' : 'report';
    if (verdict !== usual) verdicts.set(code, verdict);
  };
  const effective = { ...PROFILES[profile], ...switched };
  for (const one of switches) for (const code of SWITCHES[one]) add(code, effective[one]);
  add('DATA_UNMAPPED', lost.unmapped);
  add('DATA_UNWRITTEN', lost.unwritten);
  return {
    profile,
    codes: effective.codes !== 'ignore' || refuse.some(({ code }) => code === 'ELEMENT_CODE'),
    conditions: effective.conditions !== 'ignore',
    verdicts,
    tolerate: tolerate.filter(({ code }) => isTolerable(code)),
    refuse,
  };
}

/** Nothing is lost without a word, read or written. */
export const ALL_TOLD = { unmapped: 'report', unwritten: 'report' } as const;

export const STANDARD: Rules = rulesOf('standard', {}, ALL_TOLD, [], []);

/** Gives every problem the severity these rules want it to have; those that are ignored go. */
export function settle(problems: Problem[], { verdicts, tolerate, refuse }: Rules): Problem[] {
  if (problems.length === 0) return problems;
  const settled: Problem[] = [];
  for (const found of problems) {
    const verdict = verdicts.get(found.code);
    let { severity } = found;
    if (verdict !== undefined) severity = verdict === 'refuse' ? 'error' : 'warning';
    if (tolerate.length > 0 && names(tolerate, found)) severity = 'warning';
    const refused = refuse.length > 0 && names(refuse, found);
    if (refused) severity = 'error';
    if (verdict === 'ignore' && !refused) continue;
    settled.push(severity === found.severity ? found : { ...found, severity });
  }
  return settled;
}

function names(list: readonly Named[], { code, at, value, reference }: Problem): boolean {
  return list.some((one) => {
    if (one.code !== code) return false;
    if (one.at === undefined || [at.tag, at.name, value, fieldOf(reference ?? '')].includes(one.at)) return true;
    const place = designator(at).replace(/\(.*$/, '');
    return place === one.at || place.startsWith(`${one.at}-`);
  });
}
