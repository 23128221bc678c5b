/** A second, plain reading of EDIFACT segments, for the reader to be compared with: slow, and too simple to be wrong. */

import type { Separators } from '../../../src/core/edi/scan.ts';
import type { Node } from '../../../src/core/tree.ts';

/** A segment: its tag, then elements, of these repetitions, of these components. */
export type Values = [tag: string, elements: string[][][]];

/** Segments by the simplest means there is: one character after the other. What is behind the last terminator is not one. */
export function parsed(text: string, { element, component, repetition, terminator, release }: Separators): Values[] {
  const segments: string[][][][] = [];
  let segment = [[['']]];
  const add = (character: string): void => {
    const components = segment.at(-1)!.at(-1)!;
    components[components.length - 1] += character;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === release) add(text.charAt(++at));
    else if (character === component) segment.at(-1)!.at(-1)!.push('');
    else if (character === repetition) segment.at(-1)!.push(['']);
    else if (character === element) segment.push([['']]);
    else if (character === terminator) {
      segments.push(segment);
      segment = [[['']]];
    } else add(character);
  }
  return segments.map(([tag, ...elements]) => [tag![0]![0]!.replace(/^[\s\u0000\u001a\u00a0\u00c2]+/, ''), elements]);
}

const componentsOf = (node: Node): string[] =>
  node.children.length === 0 ? [node.value] : node.children.map(({ value }) => value);

/** The same of a segment that was read. */
export const valuesIn = ({ name, children }: Node): Values => [
  name,
  children.map((element) => [element, ...(element.repeats ?? [])].map(componentsOf)),
];
