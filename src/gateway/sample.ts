/**
 * Test data: whole interchanges between us and a partner that our own reader accepts, made from dictionary, guide and
 * mapping. A seed gives the same interchange every time; no clock is read.
 */

import { type Agreement, type Sending, sendingIn } from '../core/agreement.ts';
import { type Catalog, definitionFor, guideFor, mappingFor } from '../core/catalog.ts';
import type { Definition, SetDefinition } from '../core/edi/definition.ts';
import type { Separators } from '../core/edi/scan.ts';
import { formats } from '../core/formats/index.ts';
import { type Constraint, constraintsOf, counterExample } from '../core/guide/counterexample.ts';
import { type Sample, type SampleRequest, sampleSet } from '../core/guide/sample.ts';
import { fieldsOf, type PlaceField } from '../core/mapping/fields.ts';
import type { Plan } from '../core/mapping/plan.ts';
import type { Problem, ProblemCode } from '../core/problem.ts';
import type { Format } from '../core/settings.ts';
import type { Node } from '../core/tree.ts';
import { translate } from './translate.ts';

/** What samples of one message are made of. */
export interface SampleKind {
  agreement: Agreement;
  message: string;
  format: Format;
  /** How interchanges of this format are written. */
  sending: Sending;
  release: string;
  definition: Definition;
  set: SetDefinition;
  /** Whether the partner gets it from us. */
  outgoing: boolean;
  /** The implementation convention the sets name: the first the guide has of this release, else the agreed one. */
  convention: string | undefined;
  request: Omit<SampleRequest, 'seed'>;
}

/** What the mapping reads, with the fields its document must have. */
function neededFields({ schemas }: Catalog, plan: Plan): PlaceField[] {
  const required = schemas.get(`${plan.document}.json`)?.required ?? [];
  return fieldsOf(plan).map((one) => ((required as string[]).includes(one.field) ? { ...one, needed: true } : one));
}

const isFormat = (name: string): name is Format => name in formats;

/** Undefined when no dictionary of the release has the message. */
export function sampleKind(
  catalog: Catalog,
  agreement: Agreement,
  message: string,
  release: string,
): SampleKind | undefined {
  const [format = '', type = ''] = message.split('/');
  if (!isFormat(format)) return undefined;
  const sending = sendingIn(agreement, format);
  const definition = definitionFor(catalog, format, release, sending.syntax)?.definition;
  const set = definition?.sets.get(type);
  if (definition === undefined || set === undefined) return undefined;
  const plan = mappingFor(catalog, agreement.partner, message);
  const fields = plan === undefined ? undefined : neededFields(catalog, plan);
  const whole = guideFor(catalog, agreement.partner, message);
  const guide = whole?.in(definition);
  const outgoing = Object.values(agreement.respond).includes(message);
  const named = whole?.conventions?.names.find((name) => format !== 'x12' || name.startsWith(definition.release));
  return {
    agreement,
    message,
    format,
    sending,
    release: definition.release,
    definition,
    set,
    outgoing,
    convention: named ?? (outgoing && sending.association !== '' ? sending.association : undefined),
    request: { definition, set, guide, fields },
  };
}

export interface SampleInterchange {
  /** The seed that made it. */
  seed: number;
  text: string;
  sample: Sample;
  /** What our reader says of it. */
  problems: Problem[];
}

// A seed in a few makes a set that its canonical schema accepts; more than this says that the guide cannot be met.
const ATTEMPTS = 300;
const STRIDE = 1000;

/** The first interchange from `seed` on that is accepted without a problem; undefined when the guide allows none. */
export function sampleInterchange(catalog: Catalog, kind: SampleKind, seed: number): SampleInterchange | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const made = attemptedSample(catalog, kind, { ...kind.request, seed: seed * STRIDE + attempt });
    if (made !== undefined && made.problems.length === 0) return { ...made, seed };
  }
  return undefined;
}

/** One interchange, right or wrong, and what our reader says of it. */
export function attemptedSample(
  catalog: Catalog,
  kind: SampleKind,
  request: SampleRequest,
): SampleInterchange | undefined {
  const sample = sampleSet(request);
  if (sample === undefined) return undefined;
  const text = interchangeOf(kind, sample.segments, request.seed);
  return { seed: request.seed, text, sample, problems: problemsOf(catalog, kind, text) };
}

/** What our reader says of an interchange under the partner's agreement and guide. */
export function problemsOf(catalog: Catalog, kind: SampleKind, text: string): Problem[] {
  const { agreement, message } = kind;
  const outcome = translate(catalog, new TextEncoder().encode(text), { partner: agreement.partner });
  const found = [
    ...outcome.problems,
    ...outcome.interchanges.flatMap(({ interchange }) => interchange.problems),
    ...outcome.groups.flatMap(({ verdict }) => [
      ...verdict.problems,
      ...verdict.sets.flatMap(({ problems }) => problems),
    ]),
  ];
  const passed = new Set<ProblemCode>();
  // Only mapped messages are translated; without a mapping, structure and guide are all there is to keep.
  if (mappingFor(catalog, agreement.partner, message) === undefined) passed.add('MAPPING_MISSING');
  if (endsInSeparators(kind)) passed.add('TRAILING_SEPARATOR');
  return found.filter(({ code }) => !passed.has(code));
}

/** Whether it is a message of ours to a partner who wants to see what is left out. */
const endsInSeparators = ({ sending, outgoing }: SampleKind): boolean => outgoing && sending.trailingSeparators;

const AT = '2026-01-05T09:30:00Z';

/** The set in an interchange of its own, as this partner writes or gets it. */
export function interchangeOf(kind: SampleKind, segments: Node[], number: number): string {
  const { agreement, format, sending, definition, set, release, outgoing, convention } = kind;
  const isX12 = format === 'x12';
  // In X12, before ST03 there was, GS08 named the convention.
  const isInSet = !isX12 || release >= '005010';
  const { us, identifiers } = agreement;
  const theirs = identifiers[0]!;
  const [sender, receiver] = outgoing ? [us, theirs] : [theirs, us];
  const control = 1 + (number % 999_999);
  return formats[format]!.write({
    separators: separatorsOf(kind),
    suffix: '\n',
    sender,
    receiver,
    version: isX12 ? release.slice(0, 5) : sending.syntax,
    control,
    usage: 'T',
    acknowledgmentRequested: false,
    at: AT,
    groups: [
      {
        code: set.group,
        sender: sender.id,
        receiver: receiver.id,
        control: String(control),
        version: isInSet ? release : (convention ?? release),
        sets: [
          { type: set.type, control: '0001', segments, ...(isInSet && convention !== undefined && { convention }) },
        ],
        full: endsInSeparators(kind) ? definition.segments : undefined,
      },
    ],
  }).text;
}

/** What separates repetitions goes by the release in X12, by the syntax version in EDIFACT. */
function separatorsOf({ format, sending, release }: SampleKind): Separators {
  const { separators, syntax } = sending;
  const repeats = format === 'x12' ? release >= '004020' : syntax.endsWith(':4');
  const usual = format === 'x12' ? '^' : '*';
  return { ...separators, repetition: repeats ? separators.repetition || usual : '' };
}

export interface WrongInterchange {
  text: string;
  /** Of all that our reader says, what the constraint is refused with. */
  found: Problem;
}

/** Something a guide asks for, and an interchange that breaks it; undefined where none could be made. */
export interface Broken {
  constraint: Asked;
  wrong: WrongInterchange | undefined;
}

type Asked = Pick<Constraint, 'name' | 'codes' | 'mapping'>;

/** For each thing the partner's guide asks for, an interchange that breaks it. */
export function wrongInterchanges(catalog: Catalog, kind: SampleKind, seed: number): Broken[] {
  const { guide } = kind.request;
  const conventions = guideFor(catalog, kind.agreement.partner, kind.message)?.conventions;
  const broken = (guide === undefined ? [] : constraintsOf(guide, separatorsOf(kind).repetition !== '')).map(
    (constraint) => breaking(catalog, kind, seed, constraint, (request) => counterExample(request, constraint)),
  );
  if (conventions === undefined) return broken;
  // UNH02-5 holds six characters.
  const other = kind.format === 'x12' ? `${kind.release}OTHER` : 'OTHER';
  const another: Asked = { name: 'convention', codes: ['GUIDE_CONVENTION'], mapping: conventions.at };
  return [breaking(catalog, { ...kind, convention: other }, seed, another, sampleSet), ...broken];
}

/** The first interchange from a seed on that is refused for what is asked. */
function breaking(
  catalog: Catalog,
  kind: SampleKind,
  seed: number,
  constraint: Asked,
  make: (request: SampleRequest) => Sample | undefined,
): Broken {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const sample = make({ ...kind.request, seed: seed * STRIDE + attempt });
    if (sample === undefined) continue;
    const text = interchangeOf(kind, sample.segments, seed);
    const found = problemsOf(catalog, kind, text).find(
      ({ code, mapping }) => constraint.codes.includes(code) && mapping === constraint.mapping,
    );
    if (found !== undefined) return { constraint, wrong: { text, found } };
  }
  return { constraint, wrong: undefined };
}

/** The messages a partner exchanges with us, in its format or by a guide or mapping of its own: what it sends, and what it gets in answer. */
export function messagesOf({ mappings, guides }: Catalog, { partner, format, respond }: Agreement): string[] {
  const answers = new Set<string>(Object.keys(respond));
  const own = `partners/${partner}/`;
  const received = [...mappings.values()]
    .filter(
      (plan) =>
        !answers.has(plan.document) &&
        (plan.name.startsWith('partners/') ? plan.name.startsWith(own) : plan.format === format),
    )
    .map((plan) => `${plan.format}/${plan.message}`);
  const guided = [...guides.values()].filter((guide) => guide.partner === partner).map(({ message }) => message);
  const sent = Object.values(respond).filter((message) => message !== 'none');
  return [...new Set([...received, ...guided, ...sent])].sort();
}
