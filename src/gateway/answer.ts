/**
 * What answers an interchange: its TA1, and the 997 or 999 of each of its groups, as the agreement has them. Validation
 * does not depend on what is answered; what is answered says only what was found.
 */

import type { Agreement } from '../core/agreement.ts';
import { acknowledge, acknowledgeInterchange, type Kind } from '../core/edi/acknowledge.ts';
import type { Interchange } from '../core/edi/envelope.ts';
import { type GroupVerdict, isError, type Verdict } from '../core/edi/judge.ts';
import { entryOf, type Problem } from '../core/problem.ts';
import type { Node } from '../core/tree.ts';
import { type Body, type Composed, type Deps, enclose, SET_CONTROL, type Unaddressed } from './enclose.ts';
import { answerable, type TranslatedGroup } from './translate.ts';

// The only implementation convention of the 999 there is.
const CONVENTION_999 = '005010X231A1';

/** What is said of an interchange: its groups, and all that is wrong with its envelope. */
export interface Answered {
  interchange: Interchange;
  groups: TranslatedGroup[];
}

/**
 * The acknowledgments of one interchange, as the agreement has them: the TA1 and each group's 997 or 999 in the group's
 * release, together or apart. None where nothing can be formed, and never for acknowledgments themselves (X12 997).
 */
export async function composeAcknowledgments(
  deps: Deps,
  agreement: Agreement,
  answered: Answered,
): Promise<Composed[]> {
  const { functional, batch } = agreement.acknowledge;
  // What answers a test is a test.
  const usage = answered.interchange.usage === 'T' ? 'T' : agreement.send.usage;
  const verdicts = answerable(answered.groups);
  const ta1 = interchangeAnswer(agreement, answered);
  const messages = functional === 'none' ? [] : functionalAnswers(agreement, functional, verdicts);
  const parts: Body[] =
    batch === 'interchange'
      ? [{ service: ta1, groups: byRelease(messages) }]
      : [{ service: ta1, groups: [] }, ...messages.map((one) => ({ service: [], groups: byRelease([one]) }))];
  const composed: Composed[] = [];
  for (const { service, groups } of parts) {
    const [first] = groups;
    if (first === undefined && service.length === 0) continue;
    const sequence = agreement.numbers.acknowledgments === 'own' ? 'acknowledgment' : 'interchange';
    const { text, controls } = await enclose(deps, agreement, { groups, service, sequence, usage });
    const message = first === undefined ? 'x12/TA1' : `x12/${first.sets[0]!.type}`;
    composed.push({
      ...controls,
      text,
      message,
      groupCode: first === undefined ? '' : 'FA',
      setControl: first === undefined ? '' : SET_CONTROL,
    });
  }
  return composed;
}

/** What the envelope of an interchange comes to: R when something is wrong with it and nothing in it was taken. */
function envelopeVerdict({ interchange, groups }: Answered): { verdict: Verdict; problems: Problem[] } {
  const inside = groups.flatMap(({ verdict }) => [...verdict.problems, ...verdict.sets.flatMap((set) => set.problems)]);
  const problems = [...new Set([...interchange.problems, ...inside])].filter(
    (one) =>
      entryOf(one.code).level === 'interchange' &&
      (entryOf(one.code).x12 !== undefined || (isError(one) && one.at.tag === 'ISA')),
  );
  const taken = groups.some(({ verdict }) => verdict.verdict !== 'R');
  return { verdict: problems.length === 0 ? 'A' : problems.some(isError) && !taken ? 'R' : 'E', problems };
}

/** The TA1, when the agreement has one sent. */
function interchangeAnswer(agreement: Agreement, answered: Answered): Node[] {
  const { interchange, groups } = answered;
  const onlyAcknowledgments =
    interchange.acknowledgments.length > 0 ? groups.length === 0 : groups.length > 0 && answerable(groups).length === 0;
  const { verdict, problems } = envelopeVerdict(answered);
  // Nothing else tells a sender that a number was used before.
  const asked = interchange.acknowledgmentRequested || problems.some(({ code }) => code === 'DUPLICATE_CONTROL_NUMBER');
  const wanted = {
    asked,
    always: true,
    errors: asked || verdict !== 'A',
    never: false,
  }[agreement.acknowledge.interchange];
  return wanted && !onlyAcknowledgments ? [acknowledgeInterchange(interchange, problems, verdict)] : [];
}

/** One acknowledgment for each group, in the group's own release; only groups from 005010 on can have a 999. */
function functionalAnswers(agreement: Agreement, functional: Kind, verdicts: GroupVerdict[]): Message[] {
  const { level, accepted } = agreement.acknowledge;
  return verdicts.flatMap((verdict): Message[] => {
    const release = releaseOf(verdict.group.version);
    const kind = release >= '005010' ? functional : '997';
    const segments = acknowledge(verdict, agreement.send.separators, { kind, level, accepted });
    if (segments === undefined) return [];
    return kind === '997'
      ? [{ version: release, type: kind, segments }]
      : [{ version: CONVENTION_999, type: kind, segments, convention: CONVENTION_999 }];
  });
}

/** One acknowledgment before it has its control number. */
interface Message {
  version: string;
  type: Kind;
  segments: Node[];
  convention?: string;
}

function byRelease(messages: Message[]): Unaddressed[] {
  const groups: Unaddressed[] = [];
  for (const { version, ...set } of messages) {
    let group = groups.find((one) => one.version === version);
    if (group === undefined) {
      group = { code: 'FA', version, sets: [] };
      groups.push(group);
    }
    group.sets.push({ ...set, control: String(group.sets.length + 1).padStart(4, '0') });
  }
  return groups;
}

/** The group's own release, without the implementation convention. */
const releaseOf = (version: string): string => (/^00\d{4}/.test(version) ? version.slice(0, 6) : '004010');
