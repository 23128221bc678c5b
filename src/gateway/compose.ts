/**
 * Composes what goes out: a canonical document becomes the partner's message under its own control numbers,
 * and is read again by our own reader before it leaves. What would not be accepted here is not sent.
 */

import { type Agreement, sendingIn } from '../core/agreement.ts';
import { definitionFor, definitionOf, guideFor, mappingFor } from '../core/catalog.ts';
import { isError } from '../core/edi/judge.ts';
import { structure } from '../core/edi/structure.ts';
import { formats } from '../core/formats/index.ts';
import { applyGuide } from '../core/guide/apply.ts';
import type { Fields } from '../core/mapping/read.ts';
import { write } from '../core/mapping/write.ts';
import { type Problem, problem } from '../core/problem.ts';
import type { Format } from '../core/settings.ts';
import { type Composed, type Deps, enclose, SET_CONTROL } from './enclose.ts';

export type Composition = { composed: Composed; problems: Problem[] } | { composed: undefined; problems: Problem[] };

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
  const sending = plan === undefined ? undefined : sendingIn(agreement, plan.format as Format);
  const found =
    plan === undefined || sending === undefined
      ? undefined
      : definitionFor(catalog, plan.format, sending.release.slice(0, 6), sending.syntax);
  const set = found?.definition.sets.get(plan!.message);
  if (plan === undefined || sending === undefined || found === undefined || set === undefined) {
    return { composed: undefined, problems: [problem('MAPPING_MISSING', { offset: -1 }, { value: message })] };
  }
  const { format, message: type } = plan;
  const { segments, problems } = write(plan, document, set, found.definition.release);
  if (problems.some(isError)) return { composed: undefined, problems };
  const { release: version, association: convention } = sending;
  const group = { code: set.group, version, sets: [{ type, control: SET_CONTROL, convention, segments }] };
  const out = await enclose(deps, agreement, {
    format: plan.format as Format,
    groups: [group],
    service: [],
    sequence: 'interchange',
    usage: agreement.send.usage,
  });
  const wrong = [...problems, ...out.problems];
  // What could not be written shifts what stands behind it: reading that again would only confuse.
  if (!wrong.some(isError)) wrong.push(...reread(deps, out.text, format, agreement));
  if (wrong.some(isError)) return { composed: undefined, problems: wrong };
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

/** Everything our own reader finds in what we wrote. */
function reread({ catalog }: Deps, text: string, format: string, { partner, send }: Agreement): Problem[] {
  const reader = formats[format]!.reader();
  const units = [...reader.push(new TextEncoder().encode(text)), ...reader.end()];
  return units.flatMap((unit) => {
    if (unit.unit === 'interchangeEnd') return unit.interchange.problems;
    if (unit.unit === 'groupEnd') return unit.group.problems;
    if (unit.unit !== 'set') return [];
    const { set } = unit;
    const { definition } = definitionOf(catalog, set)!;
    const { tree, problems } = structure(set, definition, definition.sets.get(set.type)!);
    // What the partner says of what it takes binds us too.
    const guide = guideFor(catalog, partner, `${format}/${set.type}`);
    const found = [
      ...set.problems,
      ...(guide === undefined ? problems : applyGuide(guide, definition, set, tree, problems)),
    ];
    // Separators this partner asks for are not untidy.
    return send.trailingSeparators ? found.filter(({ code }) => code !== 'TRAILING_SEPARATOR') : found;
  });
}
