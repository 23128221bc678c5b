/**
 * Test data: whole interchanges between us and a partner that our own reader accepts, made from dictionary, guide and
 * mapping. A seed gives the same interchange every time; no clock is read.
 */

import type { Agreement } from '../core/agreement.ts';
import { type Catalog, definitionFor, guideFor, mappingFor } from '../core/catalog.ts';
import type { Definition, SetDefinition } from '../core/edi/definition.ts';
import { writeInterchange } from '../core/edi/write.ts';
import { type Constraint, constraintsOf, counterExample } from '../core/guide/counterexample.ts';
import { type Sample, type SampleRequest, sampleSet } from '../core/guide/sample.ts';
import { fieldsOf, type PlaceField } from '../core/mapping/fields.ts';
import type { Problem } from '../core/problem.ts';
import type { Node } from '../core/tree.ts';
import { translate } from './translate.ts';

/** What samples of one message are made of. */
export interface SampleKind {
  agreement: Agreement;
  message: string;
  release: string;
  definition: Definition;
  set: SetDefinition;
  /** Whether the partner gets it from us. */
  outgoing: boolean;
  request: Omit<SampleRequest, 'seed'>;
}

/** Undefined when no dictionary of the release has the message. */
export function sampleKind(
  catalog: Catalog,
  agreement: Agreement,
  message: string,
  release: string,
): SampleKind | undefined {
  const [format = '', type = ''] = message.split('/');
  const definition = definitionFor(catalog, format, release)?.definition;
  const set = definition?.sets.get(type);
  if (definition === undefined || set === undefined) return undefined;
  const plan = mappingFor(catalog, agreement.partner, message);
  let fields: PlaceField[] | undefined;
  if (plan !== undefined) fields = fieldsOf(plan);
  const guide = guideFor(catalog, agreement.partner, message)?.releases.get(definition.release);
  return {
    agreement,
    message,
    release: definition.release,
    definition,
    set,
    outgoing: Object.values(agreement.respond).includes(message),
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
export function problemsOf(catalog: Catalog, { agreement, message }: SampleKind, text: string): Problem[] {
  const outcome = translate(catalog, new TextEncoder().encode(text), { partner: agreement.partner });
  const found = [
    ...outcome.problems,
    ...outcome.interchanges.flatMap(({ interchange }) => interchange.problems),
    ...outcome.groups.flatMap(({ verdict }) => [
      ...verdict.problems,
      ...verdict.sets.flatMap(({ problems }) => problems),
    ]),
  ];
  // Only mapped messages are translated; without a mapping, structure and guide are all there is to keep.
  if (mappingFor(catalog, agreement.partner, message) === undefined)
    return found.filter(({ code }) => code !== 'MAPPING_MISSING');
  return found;
}

const AT = '2026-01-05T09:30:00Z';

/** The set in an interchange of its own, as this partner writes or gets it. */
export function interchangeOf(
  { agreement, set, release, outgoing }: SampleKind,
  segments: Node[],
  number: number,
): string {
  const { us, identifiers, send } = agreement;
  const theirs = identifiers[0]!;
  const [sender, receiver] = outgoing ? [us, theirs] : [theirs, us];
  const control = 1 + (number % 999_999);
  const repetition = release < '004020' ? '' : send.separators.repetition || '^';
  return writeInterchange({
    separators: { ...send.separators, repetition },
    suffix: '\n',
    sender,
    receiver,
    version: release.slice(0, 5),
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
        version: release,
        sets: [{ type: set.type, control: '0001', segments }],
      },
    ],
  }).text;
}

export interface WrongInterchange {
  constraint: Constraint;
  text: string;
  /** Of all that our reader says, what the constraint is refused with. */
  found: Problem;
}

/** For each thing the partner's guide asks for, an interchange that breaks it; undefined where none could be made. */
export function wrongInterchanges(
  catalog: Catalog,
  kind: SampleKind,
  seed: number,
): { constraint: Constraint; wrong: WrongInterchange | undefined }[] {
  const { guide } = kind.request;
  return (guide === undefined ? [] : constraintsOf(guide)).map((constraint) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const sample = counterExample({ ...kind.request, seed: seed * STRIDE + attempt }, constraint);
      if (sample === undefined) continue;
      const text = interchangeOf(kind, sample.segments, seed);
      const found = problemsOf(catalog, kind, text).find(
        ({ code, mapping }) => constraint.codes.includes(code) && mapping === constraint.mapping,
      );
      if (found !== undefined) return { constraint, wrong: { constraint, text, found } };
    }
    return { constraint, wrong: undefined };
  });
}

/** The messages a partner exchanges with us: what it sends, and what it gets in answer. */
export function messagesOf({ mappings }: Catalog, { partner, respond }: Agreement): string[] {
  const answers = new Set<string>(Object.keys(respond));
  const received = [...mappings.values()]
    .filter(
      ({ name, document }) =>
        !answers.has(document) && (!name.startsWith('partners/') || name.startsWith(`partners/${partner}/`)),
    )
    .map(({ format, message }) => `${format}/${message}`);
  const sent = Object.values(respond).filter((message) => message !== 'none');
  return [...new Set([...received, ...sent])].sort();
}
