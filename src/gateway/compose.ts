/**
 * Composes what goes out: a canonical document becomes the partner's message under its own control numbers,
 * and is read again by our own reader before it leaves. What would not be accepted here is not sent.
 */

import type { Agreement } from '../core/agreement.ts';
import { definitionFor, mappingFor } from '../core/catalog.ts';
import { acknowledge, type GroupVerdict } from '../core/edi/acknowledge.ts';
import type { Separators } from '../core/edi/scan.ts';
import { structure } from '../core/edi/structure.ts';
import { type OutgoingGroup, writeInterchange } from '../core/edi/write.ts';
import { formats } from '../core/formats/index.ts';
import type { Fields } from '../core/mapping/read.ts';
import { write } from '../core/mapping/write.ts';
import { type Problem, problem } from '../core/problem.ts';
import type { Gateway } from './gateway.ts';

export interface Composed {
  text: string;
  message: string;
  interchangeControl: string;
  groupCode: string;
  groupControl: string;
  setControl: string;
}

export type Composition = { composed: Composed; problems: Problem[] } | { composed: undefined; problems: Problem[] };

const MAX_CONTROL = 999_999_999;
// One set in every interchange we send, so that each is acknowledged for itself.
const SET_CONTROL = '0001';

type Deps = Pick<Gateway, 'catalog' | 'clock'> & { reserve(sequence: string, max: number): Promise<number> };

/** ISA12 for a release: 004010 travels under 00401. */
const interchangeVersion = (release: string): string => release.slice(0, 5);

/** The message of a canonical document for a partner. Problems with severity error mean nothing was composed. */
export async function compose(
  deps: Deps,
  agreement: Agreement,
  document: Fields,
  message: string,
): Promise<Composition> {
  const { catalog } = deps;
  const plan = message.startsWith('partners/')
    ? catalog.mappings.get(message)
    : mappingFor(catalog, agreement.partner, message);
  const found =
    plan === undefined ? undefined : definitionFor(catalog, plan.format, agreement.send.release.slice(0, 6));
  const set = found?.definition.sets.get(plan!.message);
  if (plan === undefined || found === undefined || set === undefined) {
    return { composed: undefined, problems: [problem('MAPPING_MISSING', { offset: -1 }, { value: message })] };
  }
  const { format, message: type } = plan;
  const { segments, problems } = write(plan, document, set, found.definition.release);
  if (problems.some(({ severity }) => severity === 'error')) return { composed: undefined, problems };
  const group = { code: set.group, version: agreement.send.release, sets: [{ type, control: SET_CONTROL, segments }] };
  const out = await envelope(deps, agreement, [group]);
  const wrong = [...problems, ...out.problems];
  // What could not be written shifts what stands behind it: reading that again would only confuse.
  if (!wrong.some(({ severity }) => severity === 'error')) wrong.push(...reread(deps, out.text, format));
  if (wrong.some(({ severity }) => severity === 'error')) return { composed: undefined, problems: wrong };
  return {
    composed: {
      ...out.controls,
      text: out.text,
      message: `${format}/${type}`,
      groupCode: set.group,
      setControl: SET_CONTROL,
    },
    problems: wrong,
  };
}

/** The functional acknowledgments of an interchange's groups, each in its group's release; undefined when none can be formed. */
export async function composeAcknowledgment(
  deps: Deps,
  agreement: Agreement,
  verdicts: GroupVerdict[],
): Promise<Composed | undefined> {
  const { separators } = agreement.send;
  const groups: Unaddressed[] = [];
  for (const verdict of verdicts) {
    const segments = acknowledge(verdict, separators);
    if (segments === undefined) continue;
    const version = releaseOf(verdict.group.version);
    let group = groups.find((one) => one.version === version);
    if (group === undefined) {
      group = { code: 'FA', version, sets: [] };
      groups.push(group);
    }
    group.sets.push({ type: '997', control: String(group.sets.length + 1).padStart(4, '0'), segments });
  }
  if (groups.length === 0) return undefined;
  const { text, controls } = await envelope(deps, agreement, groups);
  return { ...controls, text, message: 'x12/997', groupCode: 'FA', setControl: SET_CONTROL };
}

/** The group's own release, without the implementation convention. */
const releaseOf = (version: string): string => (/^00\d{4}/.test(version) ? version.slice(0, 6) : '004010');

type Unaddressed = Omit<OutgoingGroup, 'sender' | 'receiver' | 'control'>;

/** Puts groups into one interchange to the partner. The first group's control number is the interchange's own. */
async function envelope({ clock, reserve }: Deps, agreement: Agreement, unaddressed: Unaddressed[]) {
  const { us, send, identifiers, partner } = agreement;
  const receiver = identifiers[0]!;
  const release = unaddressed
    .map(({ version }) => version)
    .sort()
    .at(-1)!;
  const control = await reserve(`${partner}|interchange`, MAX_CONTROL);
  const groups: OutgoingGroup[] = [];
  for (const group of unaddressed) {
    const number = groups.length === 0 ? control : await reserve(`${partner}|interchange`, MAX_CONTROL);
    groups.push({
      ...group,
      sender: send.groupSender ?? us.id,
      receiver: send.groupReceiver ?? receiver.id,
      control: String(number),
    });
  }
  const { text, problems } = writeInterchange({
    separators: separatorsFor(agreement, release),
    suffix: send.lineEnd,
    sender: us,
    receiver,
    version: interchangeVersion(release),
    control,
    usage: send.usage,
    acknowledgmentRequested: false,
    at: clock.now(),
    groups,
  });
  return {
    text,
    problems,
    controls: { interchangeControl: String(control).padStart(9, '0'), groupControl: String(control) },
  };
}

/** ISA11 separates repetitions from release 00402 on and says U before it (X12.5). */
function separatorsFor({ send }: Agreement, release: string): Separators {
  if (release < '004020') return { ...send.separators, repetition: '' };
  return send.separators.repetition === '' ? { ...send.separators, repetition: '^' } : send.separators;
}

/** Everything our own reader finds in what we wrote. */
function reread({ catalog }: Deps, text: string, format: string): Problem[] {
  const reader = formats[format]!.reader();
  const units = [...reader.push(new TextEncoder().encode(text)), ...reader.end()];
  return units.flatMap((unit) => {
    if (unit.unit === 'interchangeEnd') return unit.interchange.problems;
    if (unit.unit === 'groupEnd') return unit.group.problems;
    if (unit.unit !== 'set') return [];
    const found = definitionFor(catalog, format, unit.set.group.version.slice(0, 6))!;
    return [
      ...unit.set.problems,
      ...structure(unit.set, found.definition, found.definition.sets.get(unit.set.type)!).problems,
    ];
  });
}
