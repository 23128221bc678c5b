/**
 * What answers an interchange, as the agreement has it: in X12 its TA1, and the 997 or 999 of each of its groups; in
 * EDIFACT its CONTRL, and an APERAK of each message refused for its content; of documents a report. Validation does not depend on what is
 * answered; what is answered says only what was found.
 */

import { type Agreement, sendingIn } from '../core/agreement.ts';
import { definitionFor } from '../core/catalog.ts';
import { acknowledge, acknowledgeInterchange, type Kind } from '../core/edi/acknowledge.ts';
import { APERAK, applicationError, isRefusedForContent } from '../core/edi/aperak.ts';
import { acknowledgeEdifact, CONTRL, contrlVersion } from '../core/edi/contrl.ts';
import type { Interchange } from '../core/edi/envelope.ts';
import { type GroupVerdict, isError, type Verdict } from '../core/edi/judge.ts';
import { entryOf, type Problem } from '../core/problem.ts';
import { isEdi } from '../core/settings.ts';
import type { Node } from '../core/tree.ts';
import { composeReport } from './document-report.ts';
import {
  answerSequence,
  type Body,
  type Composed,
  type Deps,
  enclose,
  SET_CONTROL,
  type Unaddressed,
} from './enclose.ts';
import { ACKNOWLEDGMENTS, answerable, type TranslatedGroup } from './translate.ts';

// The only implementation convention of the 999 there is.
const CONVENTION_999 = '005010X231A1';

/** What is said of an interchange: its groups, and all that is wrong with its envelope. */
export interface Answered {
  interchange: Interchange;
  groups: TranslatedGroup[];
  /** Why nothing of it was taken, whatever is in it: then only a TA1 answers it. */
  refusal?: Problem | undefined;
}

/** The acknowledgments of one interchange. None where nothing can be formed, and never for acknowledgments themselves. */
export async function composeAcknowledgments(
  deps: Deps,
  agreement: Agreement,
  answered: Answered,
): Promise<Composed[]> {
  const { syntax } = answered.interchange;
  if (!isEdi(syntax)) return composeReport(deps, agreement, answered);
  if (syntax === 'x12') return composeX12(deps, agreement, answered);
  const contrl = await composeContrl(deps, agreement, answered);
  return [...contrl, ...(await composeApplicationErrors(deps, agreement, answered))];
}

/** One CONTRL in the syntax of the interchange, when the agreement has one sent and something other than CONTRL came. */
async function composeContrl(deps: Deps, agreement: Agreement, answered: Answered): Promise<Composed[]> {
  const { interchange, refusal } = answered;
  const { functional, interchange: when, level, accepted } = agreement.acknowledge;
  const groups = answered.groups.flatMap(({ verdict }) => {
    const sets = verdict.sets.filter(({ set }) => set.type !== CONTRL);
    return sets.length === 0 && verdict.unnamed === 0 && verdict.sets.length > 0 ? [] : [{ ...verdict, sets }];
  });
  const onlyAcknowledgments = groups.length === 0 && answered.groups.length > 0;
  const problems = refusal === undefined ? interchange.problems : [refusal];
  const refused =
    problems.some(isError) ||
    groups.some(({ verdict, sets }) => verdict === 'R' || sets.some((set) => set.verdict === 'R'));
  // Nothing else tells a sender that it was refused.
  const asked = interchange.acknowledgmentRequested || refusal !== undefined;
  const wanted = { asked, always: true, errors: asked || refused, never: false }[when];
  if (!wanted || functional === 'none' || onlyAcknowledgments) return [];
  const syntax = writableSyntax(agreement, interchange);
  const depth = { level, accepted, syntax };
  const segments = acknowledgeEdifact(interchange, problems, refusal === undefined ? groups : [], depth);
  const version = contrlVersion(syntax);
  return [await encloseReport(deps, agreement, interchange, { type: CONTRL, version, segments })];
}

interface Report {
  type: string;
  version: string;
  segments: Node[];
}

/** The syntax of an interchange, for what answers it; one that is not known is answered in the agreed one. */
const writableSyntax = (agreement: Agreement, { version, headerProblems }: Interchange): string =>
  headerProblems.some(({ code }) => code === 'INTERCHANGE_SYNTAX_UNKNOWN')
    ? sendingIn(agreement, 'edifact').syntax
    : version;

/** A message about an EDIFACT interchange, in the syntax of that and as much a test as that. */
async function encloseReport(
  deps: Deps,
  agreement: Agreement,
  interchange: Interchange,
  { type, version, segments }: Report,
): Promise<Composed> {
  const { text, controls } = await enclose(deps, agreement, {
    format: 'edifact',
    syntax: writableSyntax(agreement, interchange),
    groups: [{ code: '', version, sets: [{ type, control: '1', segments }] }],
    service: [],
    sequence: answerSequence(agreement),
    usage: interchange.usage === 'T' ? 'T' : agreement.send.usage,
  });
  return { ...controls, text, message: `edifact/${type}`, groupCode: '', setControl: '1' };
}

/** Directory of what we say of the content of messages, where that the partner is sent has no APERAK. */
const APERAK_SINCE = 'D96A';

/**
 * An APERAK of each message that was refused for its content, where the agreement has them sent; each in an interchange
 * of its own, as all that we send. What is refused with its interchange or for its syntax is told by CONTRL alone.
 */
async function composeApplicationErrors(deps: Deps, agreement: Agreement, answered: Answered): Promise<Composed[]> {
  const { interchange, groups, refusal } = answered;
  const told = [...interchange.problems, ...(refusal === undefined ? [] : [refusal])];
  if (agreement.acknowledge.content === 'none' || told.some(isError)) return [];
  const sets = groups.flatMap(({ verdict }) => (verdict.problems.some(isError) ? [] : verdict.sets));
  const refused = sets.filter((one) => !ACKNOWLEDGMENTS.has(one.set.type) && isRefusedForContent(one));
  const { release } = sendingIn(agreement, 'edifact');
  const found = [release, APERAK_SINCE]
    .map((version) => ({ version, definition: definitionFor(deps.catalog, 'edifact', version)?.definition }))
    .find(({ definition }) => definition?.sets.has(APERAK));
  if (found?.definition === undefined) return [];
  const { version, definition } = found;
  const composed: Composed[] = [];
  for (const one of refused) {
    const written = { definition, at: deps.clock.now(), syntax: writableSyntax(agreement, interchange) };
    const segments = applicationError(interchange, one, written);
    composed.push(await encloseReport(deps, agreement, interchange, { type: APERAK, version, segments }));
  }
  return composed;
}

/** The TA1 and each group's 997 or 999 in the group's release, together or apart. */
async function composeX12(deps: Deps, agreement: Agreement, answered: Answered): Promise<Composed[]> {
  const { functional, batch } = agreement.acknowledge;
  // What answers a test is a test.
  const usage = answered.interchange.usage === 'T' ? 'T' : agreement.send.usage;
  const verdicts = answered.refusal === undefined ? answerable(answered.groups) : [];
  const ta1 = interchangeAnswer(agreement, answered);
  const messages =
    functional === '997' || functional === '999' ? functionalAnswers(agreement, functional, verdicts) : [];
  const parts: Body[] =
    batch === 'interchange'
      ? [{ service: ta1, groups: byRelease(messages) }]
      : [{ service: ta1, groups: [] }, ...messages.map((one) => ({ service: [], groups: byRelease([one]) }))];
  const composed: Composed[] = [];
  for (const { service, groups } of parts) {
    const [first] = groups;
    if (first === undefined && service.length === 0) continue;
    const sequence = answerSequence(agreement);
    const { text, controls } = await enclose(deps, agreement, { format: 'x12', groups, service, sequence, usage });
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
function envelopeVerdict({ interchange, groups, refusal }: Answered): { verdict: Verdict; problems: Problem[] } {
  // It has room for one code: why it was refused.
  if (refusal !== undefined) return { verdict: 'R', problems: [refusal] };
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
  // Nothing else tells a sender that it was refused.
  const asked = interchange.acknowledgmentRequested || answered.refusal !== undefined;
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
