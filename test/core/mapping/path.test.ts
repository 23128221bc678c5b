// Places of the mapping language: what each reads as, and what is said, at which character, of what is none.
import { describe, expect, it } from 'vitest';
import { type Path, parsePath } from '../../../src/core/mapping/path.ts';

/** A path's parts: `N1 01=ST|BS / N4 | element 3`. */
function parts({ steps, element, component, through, qualifiers, positions }: Path): string {
  const written = steps.map(({ tag, predicates }) =>
    [
      tag,
      ...predicates.map(
        ({ element: at, component: part, not, values }) =>
          `${at}${part === undefined ? '' : `-${part}`}${not === true ? '!' : ''}=${values.join('|')}`,
      ),
    ].join(' '),
  );
  const end = [
    element === undefined ? '' : `element ${element}`,
    component === undefined ? '' : `component ${component}`,
    through === undefined ? '' : `to ${through}`,
    qualifiers === undefined
      ? ''
      : `behind ${qualifiers.map(({ code, length }) => `${code}${length === undefined ? '' : ` of ${length}`}`).join(', ')}`,
    positions === undefined ? '' : `groups ${positions.join(',')}`,
  ];
  return [written.join(' / '), ...end.filter((part) => part !== '')].join(', ');
}

const right: [string, string][] = [
  ['BEG03', 'BEG, element 3'],
  ['REF04-1', 'REF, element 4, component 1'],
  ['DTM[01=002]02', 'DTM 1=002, element 2'],
  ['REF[01=CT][03=MAIN]02', 'REF 1=CT 3=MAIN, element 2'],
  ['REF[04-1=AB]02', 'REF 4-1=AB, element 2'],
  ['N1[01=ST|BS]', 'N1 1=ST|BS'],
  ['MTX[01=]02', 'MTX 1=, element 2'],
  ['PAT[03-3!=D|CD]03-4', 'PAT 3-3!=D|CD, element 3, component 4'],
  ['IMD03-4..5', 'IMD, element 3, component 4, to 5'],
  ['SAC[01=C]/TXI02', 'SAC 1=C / TXI, element 2'],
  ['FA1/FA201', 'FA1 / FA2, element 1'],
  ['PO1(BP)', 'PO1, behind BP'],
  ['PO1(UP:12|EN:13)', 'PO1, behind UP of 12, EN of 13'],
  ['PO1(BP|IN)', 'PO1, behind BP, IN'],
  ['SDQ(03,04)', 'SDQ, groups 3,4'],
  ['N1', 'N1'],
  ['N102', 'N1, element 2'],
  ['L11', 'L11'],
  ['L1101', 'L11, element 1'],
  ['G6201', 'G62, element 1'],
  ['B2A01', 'B2A, element 1'],
  ['SE', 'SE'],
];

it.each(right)('%s reads as %s', (source, expected) => {
  const path = parsePath(source);
  expect('steps' in path ? parts(path) : path.message).toBe(expected);
});

const SEGMENT = 'expected a segment such as BEG03 or N1[01=ST], found';
const PREDICATE = 'a predicate is [ELEMENT=VALUE], such as [01=ST]';
const GROUP = 'an element group is (QUALIFIER) or positions such as (03,04)';

const wrong: [string, number, string][] = [
  ['', 0, `${SEGMENT} ""`],
  ['beg03', 0, `${SEGMENT} "beg03"`],
  ['BEG3', 0, `${SEGMENT} "BEG3"`],
  ['BEGIN', 0, `${SEGMENT} "BEGIN"`],
  ['/N1', 0, `${SEGMENT} "/N1"`],
  ['SAC/', 4, `${SEGMENT} ""`],
  ['SAC/txi', 4, `${SEGMENT} "txi"`],
  ['BEG03x', 5, '"x" does not belong to a path'],
  ['BEG 03', 3, '" 03" does not belong to a path'],
  ['REF04-', 5, '"-" does not belong to a path'],
  ['PO1(BP)03', 7, '"03" does not belong to a path'],
  ['N1[01=ST]]02', 9, '"]02" does not belong to a path'],
  ['DTM[01=002', 3, PREDICATE],
  ['DTM[1=002]02', 3, PREDICATE],
  ['DTM[01]02', 3, PREDICATE],
  ['DTM[01=002][2]02', 11, PREDICATE],
  ['PO1()', 3, GROUP],
  ['PO1(bp)', 3, GROUP],
  ['PO1(UP:)', 3, GROUP],
  ['SDQ(3,4)', 3, GROUP],
  ['SDQ(03,)', 3, GROUP],
];

describe('what is no place', () => {
  it.each(wrong)('%j is wrong at character %i: %s', (source, at, message) => {
    expect(parsePath(source)).toEqual({ at, message });
  });
});
