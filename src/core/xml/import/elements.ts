/** An XML document as plain elements, for what no vocabulary describes: schemas, which are read once, by hand. */

import { createXmlScanner } from '../scan.ts';

/** An element with the prefixes that hold where it stands: schemas use them in values. */
export interface PlainElement {
  namespace: string;
  local: string;
  /** By name as written. */
  attributes: ReadonlyMap<string, string>;
  children: readonly PlainElement[];
  scope: ReadonlyMap<string, string>;
}

interface Growing extends PlainElement {
  children: PlainElement[];
}

/** The root element, or why and where the document cannot be read. */
export function readElements(bytes: Uint8Array): { root: PlainElement } | { wrong: string } {
  const open: Growing[] = [];
  let root: PlainElement | undefined;
  const scanner = createXmlScanner({
    open({ namespace, local }, attributes) {
      const element: Growing = {
        namespace,
        local,
        attributes: new Map(
          attributes.map(({ name, value }) => [
            name.prefix === '' ? name.local : `${name.prefix}:${name.local}`,
            value,
          ]),
        ),
        children: [],
        scope: new Map(scanner.namespaces),
      };
      open.at(-1)?.children.push(element);
      root ??= element;
      open.push(element);
    },
    text() {},
    close() {
      open.pop();
    },
  });
  scanner.push(withoutSubset(bytes));
  scanner.end();
  const { problem } = scanner;
  if (root !== undefined && problem === undefined) return { root };
  const { line = 1, column = 1 } = problem?.at ?? {};
  return { wrong: `${line}:${column}: ${problem?.message ?? 'there is no element'}` };
}

const SUBSET = /^((?:\s|<\?.*?\?>|<!--.*?-->)*)(<!DOCTYPE[^[>]*\[[^\]]*\]\s*>)/s;

/**
 * A document type declaration with declarations of its own is refused by our reader, and the schema of XML Signature has
 * one, which says nothing we need. Blanks stand for it, so that places stay what they are.
 */
function withoutSubset(bytes: Uint8Array): Uint8Array {
  // One character a byte, whatever the encoding: only ASCII is looked for.
  const text = new TextDecoder('latin1').decode(bytes);
  const [, before = '', declaration] = SUBSET.exec(text) ?? [];
  if (declaration === undefined) return bytes;
  const blank = bytes.slice();
  for (let at = before.length; at < before.length + declaration.length; at++) if (blank[at] !== 10) blank[at] = 32;
  return blank;
}
