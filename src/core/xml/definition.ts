/**
 * What an XML vocabulary defines (schemas/xml/NAME.json, made ready by schema.ts), in the shapes the rest of the core
 * already knows from EDI: an element that holds elements is a loop whose own segment stands first; one that holds text
 * only is a segment. A segment's element 01 is the text (`.`), its further elements are the attributes (`@unitCode`).
 *
 * Elements are named with the vocabulary's own prefixes (`cbc:ID`), whatever prefixes a sender chose.
 */

import type { Definition, LoopDefinition } from '../edi/definition.ts';

export interface XmlDefinition extends Definition {
  /** `ubl`, `cxml`: the name of its file, and the format of the messages it defines. */
  name: string;
  /** The element a document of it may start with; undefined when it defines no such root. */
  root(namespace: string, local: string): LoopDefinition | undefined;
  /** The name of an element or attribute by its namespace, or its local name alone in a namespace that is not known. */
  nameOf(namespace: string, local: string): string;
  /** Prefix to namespace, as a document of this root is written; the prefix '' is the default namespace. */
  namespaces(root: string): ReadonlyMap<string, string>;
  /** What an element's type is called; of one with several, the first. */
  typeOf(element: string): string | undefined;
  /** Message to the elements from the root to the one that is the message: `OrderRequest` to [cXML, Request, OrderRequest]. */
  paths: ReadonlyMap<string, readonly string[]>;
}

export const isXmlDefinition = (definition: Definition): definition is XmlDefinition => 'paths' in definition;
