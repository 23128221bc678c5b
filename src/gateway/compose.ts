/**
 * Composes what goes out: a canonical document becomes the partner's message under its own control numbers,
 * and is read again by our own reader before it leaves. What would not be accepted here is not sent.
 */

import { type Agreement, rulesFor, type Sending, sendingIn } from '../core/agreement.ts';
import { definitionFor, definitionOf, feedFor, guideFor, mappingFor } from '../core/catalog.ts';
import type { Unit } from '../core/edi/envelope.ts';
import { isError } from '../core/edi/judge.ts';
import { formats, openReader } from '../core/formats/index.ts';
import { bytesOf } from '../core/formats/media.ts';
import { applyGuide } from '../core/guide/apply.ts';
import type { Plan } from '../core/mapping/plan.ts';
import { type Fields, read } from '../core/mapping/read.ts';
import { unwritten } from '../core/mapping/unwritten.ts';
import { write } from '../core/mapping/write.ts';
import { fieldOf, type Problem, problem } from '../core/problem.ts';
import { settle } from '../core/rules.ts';
import { locateIn, structured } from '../core/structured.ts';
import type { Node } from '../core/tree.ts';
import { type Composed, type Deps, enclose, encloseDocument, numbered, SET_CONTROL } from './enclose.ts';

export type Composition = { composed: Composed; problems: Problem[] } | { composed: undefined; problems: Problem[] };

/**
 * The message of a canonical document for a partner; `envelope` is what it goes out in where its order came in one, and
 * the document's `source` that of its order, for messages that name what they answer. What the message does not say is told
 * of the fields that `concerns` names.
 * Problems with severity error mean nothing was composed.
 */
export async function compose(
  deps: Deps,
  agreement: Agreement,
  document: Fields,
  message: string,
  envelope?: string,
  concerns: (field: string) => boolean = () => true,
): Promise<Composition> {
  const { catalog } = deps;
  if (message.startsWith('json/')) return composeJson(deps, agreement, document, message);
  const plan = message.startsWith('partners/')
    ? catalog.mappings.get(message)
    : mappingFor(catalog, agreement.partner, message);
  const sending = plan === undefined ? undefined : sendingIn(agreement, plan.format);
  const found =
    plan === undefined || sending === undefined
      ? undefined
      : (feedFor(catalog, plan) ?? definitionFor(catalog, plan.format, sending.release.slice(0, 6), sending.syntax));
  const set = found?.definition.sets.get(plan!.message);
  if (plan === undefined || sending === undefined || found === undefined || set === undefined) {
    return { composed: undefined, problems: [problem('MAPPING_MISSING', { offset: -1 }, { value: message })] };
  }
  const { segments, problems } = write(plan, document, set, found.definition.release);
  if (problems.some(isError)) return { composed: undefined, problems };
  const out = plan.named
    ? await inDocument(deps, agreement, `${plan.format}/${plan.message}`, {
        type: plan.message,
        definition: found.definition,
        body: segments[0]!,
        envelope,
      })
    : await inInterchange(deps, agreement, sending, plan, set.group, segments);
  const wrong = [...problems, ...out.problems];
  // What could not be written shifts what stands behind it: reading that again would only confuse.
  if (!wrong.some(isError)) wrong.push(...reread(deps, out.composed, plan, agreement, document, concerns));
  if (wrong.some(isError)) return { composed: undefined, problems: wrong };
  return { composed: out.composed, problems: wrong };
}

interface Enclosed {
  composed: Composed;
  problems: Problem[];
}

async function inInterchange(
  deps: Deps,
  agreement: Agreement,
  { release: version, association: convention }: Sending,
  { format, message }: Plan,
  code: string,
  segments: Node[],
): Promise<Enclosed> {
  const group = { code, version, sets: [{ type: message, control: SET_CONTROL, convention, segments }] };
  const { text, problems, controls } = await enclose(deps, agreement, {
    format,
    groups: [group],
    service: [],
    sequence: 'interchange',
    usage: agreement.send.usage,
  });
  const composed = { ...controls, text, message: `${format}/${message}`, groupCode: code, setControl: SET_CONTROL };
  return { composed, problems };
}

async function inDocument(
  deps: Deps,
  agreement: Agreement,
  message: string,
  document: Parameters<typeof encloseDocument>[2],
): Promise<Enclosed> {
  const { text, problems, controls } = await encloseDocument(deps, agreement, document);
  return { composed: { ...controls, text, message, groupCode: '', setControl: '' }, problems };
}

/** A document as it is: what its schema says was checked before. */
async function composeJson(deps: Deps, agreement: Agreement, document: Fields, message: string): Promise<Composition> {
  const { controls } = await numbered(deps, agreement);
  const { source: _, ...said } = document;
  const text = `${JSON.stringify(said, undefined, 2)}\n`;
  const contentType = 'application/json';
  return { composed: { ...controls, contentType, text, message, groupCode: '', setControl: '' }, problems: [] };
}

/** Everything our own reader finds in what we wrote, and does not find. */
function reread(
  { catalog }: Deps,
  { text, contentType }: Composed,
  plan: Plan,
  agreement: Agreement,
  document: Fields,
  concerns: (field: string) => boolean,
): Problem[] {
  const { format, name } = plan;
  const { vocabularies } = catalog;
  const bytes = bytesOf({ content: text, contentType });
  const feed = catalog.feeds.get(name);
  const feeds = feed === undefined ? [] : [feed];
  const reader = formats[format]?.reader() ?? openReader(bytes, { vocabularies, feeds }).reader;
  const units = [...reader.push(bytes), ...reader.end()];
  return [...reader.problems, ...units.flatMap((unit) => problemsIn(unit))];

  function unsaidBy(said: Fields): Problem[] {
    const all = unwritten(plan, [...catalog.tables.values()], document, said);
    return all.filter(({ reference = '' }) => concerns(fieldOf(reference)));
  }

  function problemsIn(unit: Unit): Problem[] {
    if (unit.unit === 'interchangeEnd') return unit.interchange.problems;
    if (unit.unit === 'groupEnd') return unit.group.problems;
    if (unit.unit !== 'set') return [];
    const { set } = unit;
    const { definition } = definitionOf(catalog, set)!;
    const { tree, problems } = structured(set, definition, definition.sets.get(set.type)!);
    // What the partner says of what it takes binds us too.
    const guide = guideFor(catalog, agreement.partner, `${format}/${set.type}`);
    const said = read(plan, tree, { locate: locateIn(set) }).document;
    const found = [
      ...settle(unsaidBy(said), rulesFor(agreement, `${format}/${set.type}`)),
      ...set.problems,
      ...(guide === undefined ? problems : applyGuide(guide, definition, set, tree, problems)),
    ];
    // Separators this partner asks for are not untidy.
    return agreement.send.trailingSeparators ? found.filter(({ code }) => code !== 'TRAILING_SEPARATOR') : found;
  }
}
