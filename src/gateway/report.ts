/**
 * What a translation found, as one JSON object for programs: the command line's `translate --json` and
 * `POST /v1/translate` answer with it. Nothing is stored and no control number is used up: acknowledgments are
 * numbered from 1 and dated by the caller's clock.
 */

import { type Agreement, strangerAgreement } from '../core/agreement.ts';
import type { Catalog } from '../core/catalog.ts';
import type { CanonicalDocument } from '../core/documents.ts';
import type { Group, Interchange } from '../core/edi/envelope.ts';
import { isError } from '../core/edi/judge.ts';
import type { Unmapped } from '../core/mapping/read.ts';
import type { Problem } from '../core/problem.ts';
import { composeAcknowledgments } from './answer.ts';
import type { Clock } from './ports.ts';
import type { Outcome, TranslatedGroup } from './translate.ts';

export interface Report {
  interchanges: ReportedInterchange[];
  documents: CanonicalDocument[];
  /** Exact bytes of each acknowledgment interchange, as text. */
  acknowledgments: string[];
  problems: Problem[];
  unmapped: Unmapped[];
}

export interface ReportedInterchange {
  control: string;
  sender: string;
  receiver: string;
  version: string;
  usage: string;
  partner: string | null;
  offset: number;
  groups: {
    /** Null of EDIFACT messages that stand in no group. */
    code: string | null;
    control: string | null;
    version: string | null;
    verdict: string;
    sets: { type: string; control: string; release: string; verdict: string; offset: number }[];
  }[];
}

export async function report(catalog: Catalog, clock: Clock, outcome: Outcome): Promise<Report> {
  const sets = outcome.groups.flatMap((group) => group.sets);
  const made: Report = {
    interchanges: [],
    documents: sets.flatMap(({ verdict, document }) => (verdict === 'R' || document === undefined ? [] : [document])),
    acknowledgments: [],
    problems: problemsOf(outcome),
    unmapped: sets.flatMap(({ unmapped }) => unmapped),
  };
  for (const { interchange, agreement } of outcome.interchanges) {
    const groups = outcome.groups.filter(({ verdict }) => verdict.group.interchange === interchange);
    made.interchanges.push(reported(interchange, agreement, groups));
    let control = 0;
    const composed = await composeAcknowledgments(
      { catalog, clock, reserve: async () => ++control },
      agreement ?? strangerAgreement(interchange),
      { interchange, groups },
    );
    made.acknowledgments.push(...composed.map(({ text }) => text));
  }
  return made;
}

/** Everything found in a transmission, once: outside interchanges, in them, in their groups and sets. */
export const problemsOf = ({ problems, interchanges, groups }: Outcome): Problem[] => [
  ...problems,
  ...interchanges.flatMap(({ interchange }) => interchange.problems),
  ...groups.flatMap(({ verdict, sets }) => [
    // What is wrong with the interchange's header stands with each of its groups too.
    ...verdict.problems.filter((found) => !isOfHeader(found, verdict.group.interchange)),
    ...sets.flatMap((set) => set.problems),
  ]),
];

const isOfHeader = ({ at }: Problem, { headerProblems }: Interchange): boolean =>
  headerProblems.some((one) => one.at === at);

const NO_GROUP = { code: null, control: null, version: null };

const named = ({ code, control, version }: Group) => ({ code, control, version });

function reported(
  interchange: Interchange,
  agreement: Agreement | undefined,
  groups: TranslatedGroup[],
): ReportedInterchange {
  const { control, sender, receiver, version, usage, offset } = interchange;
  return {
    control,
    sender: `${sender.qualifier}:${sender.id}`,
    receiver: `${receiver.qualifier}:${receiver.id}`,
    version,
    usage,
    partner: agreement?.partner ?? null,
    offset,
    groups: groups.map(({ verdict, sets }) => ({
      ...(verdict.group.implied ? NO_GROUP : named(verdict.group)),
      verdict: verdict.verdict,
      sets: sets.map(({ set, verdict: judged }) => ({
        type: set.type,
        control: set.control,
        release: set.release,
        verdict: judged,
        offset: set.offset,
      })),
    })),
  };
}

/** Whether everything was accepted: no set, group or interchange with an error, and something was read at all. */
export function isClean({ interchanges, problems }: Report): boolean {
  const refused = interchanges.some(({ groups }) =>
    groups.some(({ verdict, sets }) => verdict === 'R' || verdict === 'P' || sets.some((set) => set.verdict === 'R')),
  );
  return interchanges.length > 0 && !refused && !problems.some(isError);
}
