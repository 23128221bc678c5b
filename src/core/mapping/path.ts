/**
 * Reads the right-hand side of a mapping rule: an X12 or EDIFACT reference designator as implementation
 * guides print it, with predicates, element groups and steps into loops. Syntax only; what the names mean is
 * checked against the message's definition (check.ts).
 *
 *   BEG03   REF04-1   DTM[01=002]02   N1[01=ST|BS]   SAC[01=C]/TXI02   PO1(BP)   PO1(UP:12|EN:13)   SDQ(03,04)
 *   BGM02   DTM[01-1=137]01-2   NAD[01=BY]02-1   PIA[01=5](SA)   PIA(02)   PAT[03-3!=D]03-4   IMD03-4..5
 *
 * `A or B` is read by parse.ts: two paths.
 */

export interface Predicate {
  /** Where names stand for elements, known once the path is checked. */
  element: number;
  component: number | undefined;
  /** Names to go down to what is asked (names.ts); the value is one of those that are found. */
  below?: readonly string[];
  /** The attribute asked for, or `.`; undefined where `below` leads to a text. */
  leaf?: string | undefined;
  /** Accepted values; the first is the one written. */
  values: readonly string[];
  /** Any value but these (`[03!=D]`), and none is written. */
  not?: true;
}

export interface Step {
  tag: string;
  predicates: Predicate[];
  /** The step as written, tag and predicates: rules with the same selector share what it claims. */
  selector: string;
}

export interface Path {
  /** Loops on the way, then the segment or loop itself. */
  steps: Step[];
  /** Of a path of names (names.ts): the attribute it ends in, or `.`. */
  leaf?: string | undefined;
  named?: true;
  /** `CountryCode + Number`: the paths before the last, whose texts stand before its own. */
  before?: Path[];
  element: number | undefined;
  component: number | undefined;
  /** `03-4..5`: the last of the components that hold a text in pieces. */
  through: number | undefined;
  /** `(BP)` or `(UP:12|EN:13)`: the value behind one of these qualifiers in the segment's element group. */
  qualifiers: Qualifier[] | undefined;
  /** `(03,04)`: the element positions that repeat. */
  positions: number[] | undefined;
  source: string;
}

/** A qualifier, and the length its values have where that tells qualifiers apart. */
export interface Qualifier {
  code: string;
  length: number | undefined;
}

export interface PathError {
  /** Characters from the start of the path. */
  at: number;
  message: string;
}

const TAG = /^[A-Z][A-Z0-9]{1,2}/;
const PREDICATE = /^\[(\d\d)(?:-(\d+))?(!?)=([^\]]*)\]/;
const ELEMENT = /^(\d\d)(?:-(\d+)(?:\.\.(\d+))?)?/;
const QUALIFIERS = /^[A-Z0-9]+(:\d+)?(\|[A-Z0-9]+(:\d+)?)*$/;
const ARGUMENTS = /^\(([^)]*)\)/;

/** The tag at the start of `rest`: in `N102` it is N1, in `L11` all of it. */
function tagOf(rest: string): string | undefined {
  const longest = TAG.exec(rest)?.[0];
  if (longest === undefined) return undefined;
  const run = /^[A-Z0-9]+/.exec(rest)![0];
  // A designator is a tag and two digits; the tag is what is left of a run that ends in them.
  if (run.length >= 4 && /\d\d$/.test(run) && run.length - 2 <= 3) return run.slice(0, -2);
  return run.length <= 3 ? run : undefined;
}

export function parsePath(source: string): Path | PathError {
  const path: Path = {
    steps: [],
    element: undefined,
    component: undefined,
    through: undefined,
    qualifiers: undefined,
    positions: undefined,
    source,
  };
  let rest = source;
  const at = (): number => source.length - rest.length;
  for (;;) {
    const tag = tagOf(rest);
    if (tag === undefined)
      return { at: at(), message: `expected a segment such as BEG03 or N1[01=ST], found "${rest}"` };
    const from = at();
    rest = rest.slice(tag.length);
    const predicates: Predicate[] = [];
    for (let match = PREDICATE.exec(rest); match !== null; match = PREDICATE.exec(rest)) {
      const [all, element = '', component, not, values = ''] = match;
      predicates.push({
        element: Number(element),
        component: component === undefined ? undefined : Number(component),
        values: values.split('|'),
        ...(not === '!' ? { not: true } : {}),
      });
      rest = rest.slice(all.length);
    }
    if (rest.startsWith('[')) return { at: at(), message: 'a predicate is [ELEMENT=VALUE], such as [01=ST]' };
    path.steps.push({ tag, predicates, selector: source.slice(from, at()) });
    if (!rest.startsWith('/')) break;
    rest = rest.slice(1);
  }
  const element = ELEMENT.exec(rest);
  const args = ARGUMENTS.exec(rest);
  if (element !== null) {
    path.element = Number(element[1]);
    if (element[2] !== undefined) path.component = Number(element[2]);
    if (element[3] !== undefined) path.through = Number(element[3]);
    rest = rest.slice(element[0].length);
  } else if (args !== null) {
    const list = args[1]!.split(',').map((part) => part.trim());
    const [first = ''] = list;
    if (list.length === 1 && QUALIFIERS.test(first)) {
      path.qualifiers = first.split('|').map((one) => {
        const [code = '', length] = one.split(':');
        return { code, length: length === undefined ? undefined : Number(length) };
      });
    } else if (list.every((part) => /^\d\d$/.test(part))) path.positions = list.map(Number);
    else return { at: at(), message: 'an element group is (QUALIFIER) or positions such as (03,04)' };
    rest = rest.slice(args[0].length);
  }
  return rest === '' ? path : { at: at(), message: `"${rest}" does not belong to a path` };
}
