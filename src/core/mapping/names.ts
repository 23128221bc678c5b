/**
 * Reads the right-hand side of a mapping rule where a format has names and no designators: XML elements and attributes,
 * the columns of a feed. Syntax only; what the names mean is checked against the message's definition (check.ts).
 *
 *   cbc:ID   cac:OrderLine/cac:LineItem   cbc:Quantity/@unitCode   @orderID   .   Order No   "Price/Unit"
 *   cbc:ID[@schemeID=0160|GTIN]   cac:AllowanceCharge[cbc:ChargeIndicator=true]   row[Type!=D]
 *
 * `.` is the text of the element a block stands in.
 */

import type { Path, PathError, Predicate, Step } from './path.ts';

const NAME = /^(?:"([^"]+)"|((?:[^/[\]"]|(?<=[^/[\]"])")+))/;
const PREDICATE = /^\[((?:"[^"]+"|[^=!"\]])+?)(!?)=([^\]]*)\]/;

/** A text, or an attribute: what has a value and nothing inside. */
const isLeaf = (name: string): boolean => name === '.' || name.startsWith('@');

const EXPECTED = 'expected a name such as cbc:ID or a column';

export function parseNames(source: string): Path | PathError {
  const steps: Step[] = [];
  let leaf: string | undefined;
  let rest = source;
  const at = (): number => source.length - rest.length;
  for (;;) {
    const from = at();
    const name = nameAt(rest);
    if (name === undefined) return { at: at(), message: `${EXPECTED}, found "${rest}"` };
    const { tag } = name;
    rest = name.behind;
    const predicates: Predicate[] = [];
    for (let match = PREDICATE.exec(rest); match !== null; match = PREDICATE.exec(rest)) {
      const [all, path = '', not, values = ''] = match;
      const names = namesIn(path);
      if (names === undefined) return { at: at(), message: `${EXPECTED}, found "${path}"` };
      const last = names.at(-1)!;
      predicates.push({
        element: 0,
        component: undefined,
        below: isLeaf(last) ? names.slice(0, -1) : names,
        leaf: isLeaf(last) ? last : undefined,
        values: values.split('|'),
        ...(not === '!' ? { not: true } : {}),
      });
      rest = rest.slice(all.length);
    }
    if (rest.startsWith('[')) return { at: at(), message: 'a predicate is [NAME=VALUE], such as [@schemeID=0088]' };
    if (isLeaf(tag)) {
      if (rest !== '' || predicates.length > 0)
        return { at: at(), message: `nothing stands behind ${tag}: it has a value and nothing inside` };
      leaf = tag;
      break;
    }
    steps.push({ tag, predicates, selector: source.slice(from, at()).trim() });
    if (!rest.startsWith('/')) break;
    rest = rest.slice(1);
  }
  if (rest !== '') return { at: at(), message: `"${rest}" does not belong to a path` };
  return {
    steps,
    leaf,
    named: true,
    element: undefined,
    component: undefined,
    through: undefined,
    qualifiers: undefined,
    positions: undefined,
    source,
  };
}

/** The name a text starts with, and what stands behind it. */
function nameAt(text: string): { tag: string; behind: string } | undefined {
  const name = NAME.exec(text);
  const tag = name?.[1] ?? name?.[2]?.trim();
  return name === null || tag === undefined || tag === '' ? undefined : { tag, behind: text.slice(name[0].length) };
}

/** The names of a path without predicates. */
function namesIn(path: string): string[] | undefined {
  const names: string[] = [];
  let rest = path;
  for (;;) {
    const name = nameAt(rest);
    if (name === undefined) return undefined;
    names.push(name.tag);
    rest = name.behind;
    if (rest === '') return names;
    if (!rest.startsWith('/')) return undefined;
    rest = rest.slice(1);
  }
}
