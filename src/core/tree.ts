/**
 * Node, the one shape every format reads into and writes from. Each node knows the byte it came from.
 *
 * EDI: a set or loop is a `group` whose children are segments and loops in their order; a segment's children
 * are its elements, children[0] being element 01; a composite's children are its components; further
 * repetitions of an element hang on the first one's `repeats`. Other formats use groups and values only.
 */

export type NodeKind = 'group' | 'segment' | 'value';

export interface Node {
  readonly kind: NodeKind;
  /** Set or loop name, segment tag, XML name, attribute (`@unitCode`), text (`.`), column; empty for a segment's elements. */
  readonly name: string;
  /** A leaf's text; for a composite the text of its first component; empty when absent. */
  value: string;
  children: Node[];
  /** Further repetitions of an element; hardly any has them, so none has room for them. */
  repeats?: Node[] | undefined;
  /** First byte in the transmission; -1 in a tree that is being written. */
  readonly offset: number;
  /** Number of the segment in its set, the header being 1; 0 where that has no meaning. */
  readonly segment: number;
  /** Which mapping rule claimed the segment or read the value; 0 while nobody has. */
  claim: number;
}

const NONE: Node[] = [];

export const group = (name: string, offset: number, segment: number): Node => ({
  kind: 'group',
  name,
  value: '',
  children: [],
  offset,
  segment,
  claim: 0,
});

export const segmentNode = (name: string, offset: number, segment: number): Node => ({
  kind: 'segment',
  name,
  value: '',
  children: [],
  offset,
  segment,
  claim: 0,
});

/** `name` is that of an attribute, of a text (`.`) or of a feed's column; elements of a segment have a place and no name. */
export const leaf = (value: string, offset: number, segment: number, name = ''): Node => ({
  kind: 'value',
  name,
  value,
  children: NONE,
  offset,
  segment,
  claim: 0,
});

/** Component `number` (from 1) of an element: a simple element is its own first component. */
export const component = (element: Node, number: number): Node | undefined =>
  element.children.length === 0 ? (number === 1 ? element : undefined) : element.children[number - 1];

/** The text of element `number` (from 1) of a segment, or '' when it is absent. */
export const text = (segment: Node, number: number): string => segment.children[number - 1]?.value ?? '';

/** The texts of an element's components; a simple element has one, an absent one none. */
export function components(segment: Node, number: number): string[] {
  const element = segment.children[number - 1];
  if (element === undefined) return [];
  return element.children.length === 0 ? [element.value] : element.children.map(({ value }) => value);
}

/** Whether an element holds anything, in its components or repetitions too. */
export const present = (element: Node | undefined): boolean =>
  element !== undefined &&
  (element.value !== '' ||
    element.children.some((part) => part.value !== '') ||
    (element.repeats?.some(present) ?? false));
