/** Documents of the corpus, written again as the messages they came in. */

import { type Catalog, definitionOf, mappingFor, setFor } from '../../src/core/catalog.ts';
import type { Plan } from '../../src/core/mapping/plan.ts';
import { writtenAndRead } from '../../src/core/mapping/prove.ts';
import type { Fields } from '../../src/core/mapping/read.ts';
import { type TranslatedSet, translate } from '../../src/gateway/translate.ts';

export const readIn = (catalog: Catalog, bytes: Uint8Array): TranslatedSet[] =>
  translate(catalog, bytes, { trace: true }).groups.flatMap(({ sets }) => sets);

export function fieldsOf({ document }: Pick<TranslatedSet, 'document'>): Fields {
  const { source: _, ...fields } = document as unknown as Fields;
  return fields;
}

export const planFor = (catalog: Catalog, { set }: Pick<TranslatedSet, 'set'>): Plan =>
  mappingFor(catalog, undefined, `${set.group.interchange.syntax}/${set.type}`)!;

/** The document as its own message once more, and what is read of that. */
export function again(
  catalog: Catalog,
  one: Pick<TranslatedSet, 'set' | 'document'>,
): ReturnType<typeof writtenAndRead> {
  const found = definitionOf(catalog, one.set)!;
  const given = { release: found.definition.release, definition: found.definition, set: setFor(found, one.set.type)! };
  return writtenAndRead(planFor(catalog, one), fieldsOf(one), given, one.set, catalog);
}
