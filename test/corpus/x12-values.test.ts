// Real files against the closed code lists and the conditions of the dictionaries: what they hold that is in no list is
// a slip of theirs, each named here, and no condition is broken by files of several projects unless we know why.
import { describe, expect, it } from 'vitest';
import { definitionFor, setFor } from '../../src/core/catalog.ts';
import type { Definition, ElementUse } from '../../src/core/edi/definition.ts';
import type { TransactionSet } from '../../src/core/edi/envelope.ts';
import { structure } from '../../src/core/edi/structure.ts';
import { detect } from '../../src/core/formats/index.ts';
import type { Node } from '../../src/core/tree.ts';
import { catalog, readBytes } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf } from '../shared.ts';

interface Real {
  path: string;
  project: string;
  set: TransactionSet;
  definition: Definition;
}

/** Sets of releases we have a dictionary of, from files that are not meant to be broken. */
const sets: Real[] = rowsOf('INDEX.tsv')
  .map(([path = '', , , project = '']) => ({ path, project }))
  .filter(({ path }) => /^(x12|acks|conformance)\//.test(path) && !/\.(xml|json|csv)$/i.test(path) && isHere(path))
  .map((file) => ({ ...file, bytes: corpusFile(file.path) }))
  .filter(({ bytes }) => detect(bytes) === 'x12')
  .flatMap(({ path, project, bytes }) =>
    readBytes(bytes).sets.flatMap((set) => {
      const found = definitionFor(catalog, 'x12', set.group?.version.slice(0, 6) ?? '');
      return found?.exact === true ? [{ path, project, set, definition: found.definition }] : [];
    }),
  );

/** Every value of an element or its components that has a closed list. */
function* coded(node: Node, { definition, components }: ElementUse): Generator<{ value: string; known: boolean }> {
  for (const one of [node, ...(node.repeats ?? [])]) {
    if (components !== undefined && one.children.length > 0) {
      for (const [i, part] of one.children.entries())
        if (components[i] !== undefined) yield* coded(part, components[i]);
    } else if (definition.codes !== undefined && one.value !== '')
      yield { value: one.value, known: definition.codes.has(one.value) };
  }
}

/** Values the files have in places where no list of any release has them. */
const SLIPS = [
  'ACK07 20150205', // a date where a qualifier belongs
  'BHT01 DATA',
  'FST08 CUR',
  'N103 01', // 1
  'N711 S1',
  'N901 SFC',
  'NM108  ', // a blank
  'NM108 X', // XX
  'PO105 BP',
  'PO106 SKU-A', // the number itself
  'PO110 893647',
  'PO112 EXPI9301CTBLK',
  'PO114 999999999999',
  'REF01 ZZZ', // ZZ
  'AT701 LY',
  'V908 EQU',
  'W0115 \nPI', // a line end in the value
  'W1001 1', // 01
  'W6606 43.00',
];

describe.skipIf(!hasCorpus)(onCorpus('real values'), () => {
  it('are in the closed lists of their elements, but for slips', () => {
    const outside = new Set<string>();
    let checked = 0;
    for (const { set, definition } of sets) {
      for (const { name, children } of set.segments) {
        for (const [i, use] of definition.segments.get(name)?.elements.entries() ?? []) {
          for (const { value, known } of children[i] === undefined ? [] : coded(children[i], use)) {
            checked++;
            if (!known) outside.add(`${name}${String(i + 1).padStart(2, '0')} ${value}`);
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(6000);
    expect([...outside].sort()).toEqual([...SLIPS].sort());
  });

  it('break no condition in files of several projects but these', () => {
    const projects = new Map<string, Set<string>>();
    for (const { project, set, definition } of sets) {
      const found = setFor({ definition, exact: true }, set.type);
      if (found === undefined) continue;
      for (const { code, at, message } of structure(set, definition, found).problems) {
        if (code !== 'ELEMENT_CONDITION' && code !== 'ELEMENT_EXCLUDED') continue;
        const note = `${at.tag} ${/\b[PRECL](?:\d\d)+\b/.exec(message)?.[0]}`;
        projects.set(note, (projects.get(note) ?? new Set()).add(project));
      }
    }
    expect(projects.size).toBeGreaterThan(5);
    const several = [...projects].filter(([, by]) => by.size > 1).map(([note]) => note);
    // References without a number, parties without name or id: printed so in every guide of these segments.
    expect(several.sort()).toEqual(['L11 P0102', 'L11 R0103', 'N1 R0203']);
  });
});
