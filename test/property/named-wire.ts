// A document through the wire of a mapping of names, and all that is wrong with what comes back.
import { definitionsIn, feedFor } from '../../src/core/catalog.ts';
import type { LoopDefinition } from '../../src/core/edi/definition.ts';
import type { TransactionSet } from '../../src/core/edi/envelope.ts';
import { writeDocument } from '../../src/core/formats/documents.ts';
import { differenceLine, lostInWriting } from '../../src/core/mapping/differ.ts';
import type { Plan } from '../../src/core/mapping/plan.ts';
import { type Dictionary, oneSet, supplied, writtenAndRead } from '../../src/core/mapping/prove.ts';
import type { Fields } from '../../src/core/mapping/read.ts';
import { write } from '../../src/core/mapping/write.ts';
import { catalog } from '../core/mapping/fixture.ts';

// A document of a few fields lacks what its schema makes mandatory.
const INCOMPLETE = /^XML_(ELEMENT|ATTRIBUTE|TEXT)_MISSING$/;

/**
 * The body of a plan's message, and what becomes of its documents on the wire; `alsoWritten` are fields that may come back
 * although the document did not have them.
 */
export function wireOf(
  plan: Plan,
  base: Fields,
  alsoWritten: readonly string[],
): { body: LoopDefinition; wrongWith(document: Fields): string[] } {
  const definition = feedFor(catalog, plan)?.definition ?? definitionsIn(catalog, plan.format)[0]!;
  const set = definition.sets.get(plan.message)!;
  const given: Dictionary = { release: definition.release, definition, set };
  const like = bare(plan, given, base);
  const allowed = new Set([...supplied(plan), ...alsoWritten]);
  return {
    body: set.body,
    wrongWith(document) {
      const { document: back, problems, text } = writtenAndRead(plan, document, given, like, catalog);
      const unexpected = problems
        .filter(({ code }) => !INCOMPLETE.test(code))
        .map(({ code, message: said, mapping, value }) => `${code} ${said} ${value} ${mapping ?? ''}`);
      const { type: _, schemaVersion: __, ...rest } = back;
      const wrong = [...unexpected, ...lostInWriting(document, rest, allowed).map(differenceLine)];
      return wrong.length === 0 ? [] : [...wrong, JSON.stringify(document), text];
    },
  };
}

/** A message of the plan between parties of ours, with next to nothing in it. */
function bare(plan: Plan, { definition, set, release }: Dictionary, base: Fields): TransactionSet {
  const { text } = writeDocument(definition, {
    type: plan.message,
    body: write(plan, base, set, release).segments[0]!,
    sender: { qualifier: '', id: 'SENDER' },
    receiver: { qualifier: '', id: 'RECEIVER' },
    control: '1',
    usage: 'T',
    at: '2000-01-01T00:00:00Z',
  });
  const like = oneSet(plan.format, text, catalog, plan.name);
  if (like === undefined) throw new Error(`${plan.name}: no message was read of ${text}`);
  return like;
}
