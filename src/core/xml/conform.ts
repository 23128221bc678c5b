/**
 * Checks the tree of a message against its definition: elements that are missing, stand too often, in another order or
 * are not defined, attributes likewise, and texts against their types (XML Schema 1.0; a DTD says less and is checked
 * for what it says). Each problem is at the line and character of what is wrong.
 *
 * What a later version of a vocabulary adds is not defined in an earlier one: that is told and refuses nothing.
 */

import {
  type ElementUse,
  type Item,
  type LoopDefinition,
  type SegmentDefinition,
  segmentOf,
} from '../edi/definition.ts';
import { type ElementDefinition, isDate8, isTime } from '../edi/element.ts';
import { type Position, type Problem, problem } from '../problem.ts';
import type { Node } from '../tree.ts';

/** Position of a node; of a text or attribute of it. */
type Locate = (node: Node, value?: Node) => Position;

export function conform(tree: Node, definition: LoopDefinition, locate: Locate): Problem[] {
  const problems: Problem[] = [];
  checkElement(tree, definition);
  return problems;

  function checkElement(node: Node, item: Item): void {
    const own = node.kind === 'group' ? node.children[0] : node;
    const segment = segmentOf(item);
    if (own !== undefined && segment !== undefined) checkValues(own, segment);
    if (item.kind === 'loop') checkChildren(node, item);
    else if (segment?.open !== true) for (let i = 1; i < elementsEnd(node); i++) undefinedHere(node.children[i]!, node);
  }

  function checkChildren(node: Node, loop: LoopDefinition): void {
    const { items, starts, ranks } = loop;
    const counts = new Array<number>(items.length).fill(0);
    let last = 0;
    let ordered = true;
    const open = segmentOf(loop)?.open === true;
    for (let i = 1; i < elementsEnd(node); i++) {
      const child = node.children[i]!;
      const index = starts.get(child.name)?.find(isBelow);
      const item = index === undefined ? undefined : items[index];
      if (index === undefined || item === undefined) {
        if (!open) undefinedHere(child, node);
        continue;
      }
      if ((ranks?.[index] ?? index) < (ranks?.[last] ?? last) && ordered) {
        problems.push(problem('XML_ELEMENT_ORDER', locate(child), { value: child.name, detail: items[last]!.name }));
        ordered = false;
      }
      last = Math.max(last, index);
      const count = ++counts[index]!;
      if (count === item.max + 1)
        problems.push(problem('XML_ELEMENT_REPEATED', locate(child), { value: child.name, detail: String(item.max) }));
      checkElement(child, item);
    }
    for (const index of requiredIn(loop)) {
      if (counts[index] === 0)
        problems.push(problem('XML_ELEMENT_MISSING', locate(node), { value: items[index]!.name, detail: node.name }));
    }
  }

  function undefinedHere(child: Node, parent: Node): void {
    problems.push(problem('XML_ELEMENT_UNKNOWN', locate(child), { value: child.name, detail: parent.name }));
  }

  function checkValues(own: Node, { elements, open }: SegmentDefinition): void {
    const { children } = own;
    for (let i = 0; i < children.length; i++) {
      const value = children[i]!;
      const use = elements[i];
      if (use === undefined) {
        if (open !== true)
          problems.push(problem('XML_ATTRIBUTE_UNKNOWN', at(own, value), { value: value.name, detail: own.name }));
        continue;
      }
      const text = value.value.trim();
      const found = text === '' ? undefined : wrongValue(use.definition, text);
      if (found !== undefined)
        problems.push(problem(found.code, at(own, value), { value: value.value, detail: found.detail }));
    }
    for (let i = 0; i < elements.length; i++) {
      const use = elements[i]!;
      if (use.required && (children[i]?.value ?? '').trim() === '') missing(own, use);
    }
  }

  function missing(own: Node, { definition: { number } }: ElementUse): void {
    problems.push(
      number === '.'
        ? problem('XML_TEXT_MISSING', locate(own), { value: own.name })
        : problem('XML_ATTRIBUTE_MISSING', locate(own), { value: number, detail: own.name }),
    );
  }

  function at(own: Node, value: Node): Position {
    return { ...locate(own, value), ...(value.name === '.' ? {} : { name: value.name }) };
  }
}

/** Behind the last of the elements in a node, which stand behind its own segment; a segment has none. */
const elementsEnd = ({ kind, children }: Node): number => (kind === 'group' ? children.length : 0);

/** An element of a loop's name in it is no other than the loop's own. */
const isBelow = (index: number): boolean => index > 0;

const required = new WeakMap<LoopDefinition, number[]>();

/** Which of a loop's items must stand in it: of many, few. */
function requiredIn(loop: LoopDefinition): number[] {
  const known = required.get(loop);
  if (known !== undefined) return known;
  const found = loop.items.flatMap((item, i) => (i > 0 && item.required ? [i] : []));
  required.set(loop, found);
  return found;
}

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)$/;
const INTEGER = /^[-+]?\d+$/;
const ZONE = '(?:Z|[+-]\\d\\d:\\d\\d)?';
const DATE = new RegExp(`^(\\d{4}-\\d\\d-\\d\\d)${ZONE}$`);
const TIME = new RegExp(`^(\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?${ZONE}$`);
const MOMENT = new RegExp(`^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?${ZONE}$`);

const isDay = (text: string): boolean => isDate8(text.replaceAll('-', ''));
const isClock = (text: string): boolean => isTime(text.replaceAll(':', ''));

type Wrong = {
  code: 'ELEMENT_NOT_NUMBER' | 'ELEMENT_DATE' | 'ELEMENT_TIME' | 'ELEMENT_TOO_LONG' | 'ELEMENT_CODE';
  detail: string;
};

function wrongValue({ type, max, codes, number }: ElementDefinition, text: string): Wrong | undefined {
  if (codes !== undefined && !codes.has(text)) return { code: 'ELEMENT_CODE', detail: number };
  switch (type) {
    case 'decimal':
    case 'integer':
      return (type === 'decimal' ? DECIMAL : INTEGER).test(text)
        ? undefined
        : { code: 'ELEMENT_NOT_NUMBER', detail: type };
    case 'date': {
      const [, day = ''] = DATE.exec(text) ?? [];
      return isDay(day) ? undefined : { code: 'ELEMENT_DATE', detail: type };
    }
    case 'time': {
      const [, clock = ''] = TIME.exec(text) ?? [];
      return isClock(clock) ? undefined : { code: 'ELEMENT_TIME', detail: type };
    }
    case 'dateTime': {
      const [, day = '', clock = ''] = MOMENT.exec(text) ?? [];
      return isDay(day) && isClock(clock) ? undefined : { code: 'ELEMENT_DATE', detail: type };
    }
    default:
      return text.length > max && [...text].length > max
        ? { code: 'ELEMENT_TOO_LONG', detail: `${max} characters` }
        : undefined;
  }
}
