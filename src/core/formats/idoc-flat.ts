/**
 * IDocs as a file port of SAP writes them: lines of fixed width, a control record (EDI_DC40, 524 characters) and the data
 * records of one IDoc behind it (63 characters that say which segment it is, then up to 1000 of fields), then the next
 * IDoc. Blanks at the end of a line may be left out. The tree is the one the same IDoc has as XML, so the same mappings
 * serve both; widths and order of the fields are those of the vocabulary.
 *
 * Widths count characters, in UTF-8 or ISO-8859-1. Nothing ends an IDoc but the next one or the end of the file.
 */

import type { Item, LoopDefinition } from '../edi/definition.ts';
import { MAX_SET_BYTES, type Reader, type ReaderOptions, type Spot, type Unit } from '../edi/envelope.ts';
import type { WrittenInterchange } from '../edi/write.ts';
import { type Position, type Problem, type ProblemCode, problem } from '../problem.ts';
import { group, leaf, type Node, segmentNode } from '../tree.ts';
import type { XmlDefinition } from '../xml/definition.ts';
import { below, textAt } from '../xml/vocabulary/envelope.ts';
import { basicTypeOf, CONTROL, envelopeOf, IDOC } from '../xml/vocabulary/idoc.ts';
import {
  bomIn,
  bytesOf,
  CONTROL_WIDTH,
  createLines,
  DATA_WIDTH,
  type Line,
  type Placed,
  placeAt,
  spotIn,
} from './idoc-lines.ts';
import { closed, groupOf, interchangeOf, opened, setOf } from './tree-units.ts';

/** The vocabulary, and what its flat form is called where we record in what a document came. */
const VOCABULARY = 'idoc';
export const FLAT = 'flat';

/** The width of a control record's first field. */
const TABNAM = 10;

/** What a data record says of its segment, before its fields. */
const ADMINISTRATION = [
  ['SEGNAM', 30],
  ['MANDT', 3],
  ['DOCNUM', 16],
  ['SEGNUM', 6],
  ['PSGNUM', 6],
  ['HLEVEL', 2],
] as const;
const ADMINISTRATION_WIDTH = 63;

export const detect = (head: Uint8Array): boolean =>
  String.fromCharCode(...head.subarray(bomIn(head), bomIn(head) + CONTROL.length)) === CONTROL;

/** A segment that may hold others. */
interface Open {
  node: Node;
  definition: LoopDefinition | undefined;
  above: Open | undefined;
  level: number;
}

/** An IDoc that is being read. */
interface Idoc {
  body: Open;
  /** Of its control record. */
  number: string;
  basicType: string;
  last: Open;
  byNumber: Map<number, Open>;
  lines: Placed[];
  problems: Problem[];
  end: number;
  tooLarge: boolean;
}

const NONE: ReadonlyMap<string, XmlDefinition> = new Map();

export function reader({ vocabularies = NONE, maxSetBytes = MAX_SET_BYTES }: ReaderOptions = {}): Reader {
  const definition = vocabularies.get(VOCABULARY);
  const problems: Problem[] = [];
  const lines = createLines();
  let idoc: Idoc | undefined;
  let stray = false;

  function take(line: Line): Unit[] {
    if (line.text.startsWith(CONTROL)) {
      const before = finish();
      idoc = open(line, definition);
      if (line.cut && line.text.length < CONTROL_WIDTH) add(idoc, 'IDOC_RECORD_CUT', line, line.text.length);
      return before;
    }
    if (idoc !== undefined) addSegment(idoc, line, maxSetBytes);
    else if (!stray) {
      stray = true;
      problems.push(problem('IDOC_CONTROL_MISSING', spotIn(line, 0), { value: line.text.slice(0, 30).trim() }));
    }
    return [];
  }

  function finish(): Unit[] {
    const units = idoc === undefined || definition === undefined ? [] : unitsOf(idoc, definition);
    idoc = undefined;
    return units;
  }

  return {
    problems,
    push: (chunk) => lines.push(chunk).flatMap(take),
    end() {
      const units = [...lines.end().flatMap(take), ...finish()];
      if (definition === undefined) problems.push(problem('XML_ROOT_UNKNOWN', { offset: 0 }, { value: CONTROL }));
      return units;
    },
  };
}

function unitsOf({ body: { node }, basicType, lines, problems, end }: Idoc, definition: XmlDefinition): Unit[] {
  const envelope = envelopeOf(node, basicType, definition);
  const interchange = interchangeOf({ ...envelope, syntax: VOCABULARY, envelope: FLAT, problems: [] });
  const sets = groupOf(interchange);
  const locate = (offset: number): Pick<Spot, 'line' | 'column'> => placeAt(lines, offset);
  const units = envelope.messages.map(({ type, control }): Unit => {
    const message = { type, control, tree: node, problems, offset: node.offset, end };
    return { unit: 'set', set: setOf(sets, message, locate) };
  });
  return [...opened(interchange, sets), ...units, ...closed(interchange, sets)];
}

// --- Records

interface Field {
  name: string;
  width: number;
}

const layouts = new WeakMap<LoopDefinition, Field[]>();

/** The fields of a segment. Asked for every record, and found once. */
function fieldsOf(definition: LoopDefinition | undefined): Field[] {
  if (definition === undefined) return [];
  const known = layouts.get(definition);
  if (known !== undefined) return known;
  const fields = definition.items
    .slice(1)
    .flatMap((item) =>
      item.kind === 'segment' ? [{ name: item.name, width: item.segment.elements[0]?.definition.max ?? 0 }] : [],
    );
  layouts.set(definition, fields);
  return fields;
}

function itemOf(definition: LoopDefinition | undefined, name: string): Item | undefined {
  const at = definition?.starts.get(name)?.find((index) => index > 0);
  return at === undefined ? undefined : definition?.items[at];
}

const loopOf = (item: Item | undefined): LoopDefinition | undefined => (item?.kind === 'loop' ? item : undefined);

/** What an IDoc of a basic type holds. */
const bodyOf = (definition: XmlDefinition | undefined, basicType: string): LoopDefinition | undefined =>
  loopOf(itemOf(definition?.root('', basicType), IDOC));

function open(line: Line, definition: XmlDefinition | undefined): Idoc {
  const node = element(IDOC, line.offset, '@BEGIN');
  // The control record is the same in all of them.
  const [[known] = []] = definition?.paths.values() ?? [];
  const layout = loopOf(itemOf(bodyOf(definition, known ?? ''), CONTROL));
  const control = element(CONTROL, line.offset, '@SEGMENT');
  addFields(control, line, 0, layout);
  node.children.push(control);
  const said = textAt(control, 'IDOCTYP');
  const usual = definition === undefined ? undefined : basicTypeOf(textAt(control, 'MESTYP'), definition);
  const found = bodyOf(definition, said);
  const body: Open = { node, definition: found ?? bodyOf(definition, usual ?? ''), above: undefined, level: 0 };
  const idoc: Idoc = {
    body,
    number: textAt(control, 'DOCNUM'),
    basicType: said || (usual ?? ''),
    last: body,
    byNumber: new Map(),
    lines: [],
    problems: [],
    end: 0,
    tooLarge: false,
  };
  arrived(idoc, line);
  if (found === undefined) add(idoc, 'XML_ROOT_UNKNOWN', line, 0, { value: said });
  return idoc;
}

/** An element that says, as XML does, that it is an IDoc or a segment. */
function element(name: string, offset: number, mark: string): Node {
  const own = segmentNode(name, offset, 0);
  own.children = [leaf('', offset, 0, '.'), leaf('1', offset, 0, mark)];
  const node = group(name, offset, 0);
  node.children = [own];
  return node;
}

/** Fields in their places. What stands behind the last that is known is kept as the segment's text. */
function addFields(node: Node, line: Line, from: number, definition: LoopDefinition | undefined): void {
  let at = from;
  for (const { name, width } of fieldsOf(definition)) {
    const value = line.text.slice(at, at + width).trimEnd();
    if (value !== '') {
      const { offset } = spotIn(line, at);
      const field = segmentNode(name, offset, 0);
      field.children = [leaf(value, offset, 0, '.')];
      node.children.push(field);
    }
    at += width;
  }
  const rest = line.text.slice(at).trimEnd();
  const [own] = node.children;
  if (rest.trim() !== '' && own !== undefined) own.children[0] = leaf(rest, spotIn(line, at).offset, 0, '.');
}

function arrived(idoc: Idoc, { text, offset, line, column, wide }: Line): void {
  // Only where characters are wider than bytes is the text asked for again.
  idoc.lines.push({ text: wide ? text : '', offset, line, column, wide });
  idoc.end = offset + (wide ? bytesOf(text) : text.length);
}

function add(
  { problems }: Idoc,
  code: ProblemCode,
  line: Line,
  at: number,
  said: { value?: string; detail?: string } = {},
  tag?: string,
): void {
  const position: Position = { ...spotIn(line, at), ...(tag === undefined ? {} : { tag }) };
  problems.push(problem(code, position, said));
}

function addSegment(idoc: Idoc, line: Line, maxBytes: number): void {
  arrived(idoc, line);
  const said = administration(line.text);
  const { tooLarge, body, number: control } = idoc;
  idoc.tooLarge = idoc.end - body.node.offset > maxBytes;
  if (idoc.tooLarge) {
    if (!tooLarge) add(idoc, 'SET_TOO_LARGE', line, 0, { detail: `${maxBytes} bytes` });
    return;
  }
  const unreadable = wrongRecord(line, said);
  if (line.mixed) add(idoc, 'IDOC_RECORD_INVALID', line, 0, { detail: 'it is not UTF-8, as what stands before it is' });
  if (unreadable !== undefined) add(idoc, 'IDOC_RECORD_INVALID', line, unreadable.at, { detail: unreadable.detail });
  if (line.cut && line.text.length < DATA_WIDTH) add(idoc, 'IDOC_RECORD_CUT', line, line.text.length);
  if (said.SEGNAM === '') return;
  if (plain(said.DOCNUM) !== plain(control) && plain(said.DOCNUM) !== '' && plain(control) !== '')
    add(idoc, 'IDOC_NUMBER_DIFFERS', line, 33, { value: said.DOCNUM, detail: control }, said.SEGNAM);
  const { above, name } = placeOf(idoc, said, line);
  const definition = loopOf(itemOf(above.definition, name));
  const node = element(name, line.offset, '@SEGMENT');
  addFields(node, line, ADMINISTRATION_WIDTH, definition);
  above.node.children.push(node);
  idoc.last = { node, definition, above, level: Number(said.HLEVEL) || above.level + 1 };
  const number = Number(said.SEGNUM);
  if (number > 0) idoc.byNumber.set(number, idoc.last);
}

type Administration = Record<(typeof ADMINISTRATION)[number][0], string>;

function administration(text: string): Administration {
  const found: Administration = { SEGNAM: '', MANDT: '', DOCNUM: '', SEGNUM: '', PSGNUM: '', HLEVEL: '' };
  let at = 0;
  for (const [name, width] of ADMINISTRATION) {
    found[name] = text.slice(at, at + width).trim();
    at += width;
  }
  return found;
}

function wrongRecord({ text }: Line, said: Administration): { at: number; detail: string } | undefined {
  if (said.SEGNAM === '') return { at: 0, detail: 'it names no segment' };
  if (/\s/.test(said.SEGNAM)) return { at: 0, detail: `"${said.SEGNAM}" is no name of a segment` };
  for (const [name, at] of [
    ['SEGNUM', 49],
    ['PSGNUM', 55],
    ['HLEVEL', 61],
  ] as const)
    if (!/^\d*$/.test(said[name])) return { at, detail: `${name} "${said[name]}" is no number` };
  if (text.length < ADMINISTRATION_WIDTH && said.SEGNUM === '') return { at: text.length, detail: 'it is too short' };
  return undefined;
}

const plain = (number: string): string => number.replace(/^0+/, '');

/**
 * Where a segment goes and what it is called. Its number of the segment above counts, unless the definition knows better;
 * some systems leave it out. Then it goes to the last segment that may hold it, or that stands a level above it.
 */
function placeOf(idoc: Idoc, said: Administration, line: Line): { above: Open; name: string } {
  const names = segmentNames(said.SEGNAM);
  const open = chainOf(idoc.last);
  const nameIn = ({ definition }: Open): string | undefined =>
    names.find((name) => itemOf(definition, name) !== undefined);
  const number = Number(said.PSGNUM);
  const stated = number > 0 ? idoc.byNumber.get(number) : undefined;
  const usual = names.at(-1)!;
  if (stated !== undefined && nameIn(stated) !== undefined) return { above: stated, name: nameIn(stated)! };
  const defined = open.find((one) => nameIn(one) !== undefined);
  if (number > 0 && (stated === undefined || defined !== undefined)) {
    const detail = stated === undefined ? `of number ${said.PSGNUM}, which is not above` : stated.node.name;
    add(idoc, 'IDOC_PARENT_WRONG', line, 55, { value: usual, detail }, usual);
  }
  if (defined !== undefined) return { above: defined, name: nameIn(defined)! };
  const level = Number(said.HLEVEL);
  const higher = level > 0 ? open.find((one) => one.level < level) : undefined;
  return { above: stated ?? higher ?? idoc.body, name: usual };
}

/** The open segments, the innermost first. */
function chainOf(last: Open): Open[] {
  const chain: Open[] = [];
  for (let one: Open | undefined = last; one !== undefined; one = one.above) chain.push(one);
  return chain;
}

const RELEASED = /^(\D)2(.+?)(?:\d{3})?$/;

/** What a released segment (E2EDK01005) may be called in the definition: E1EDK01005, E1EDK01. */
function segmentNames(released: string): string[] {
  const [, letter, name] = RELEASED.exec(released) ?? [];
  if (letter === undefined || name === undefined) return [released];
  return [`${letter}1${released.slice(2)}`, `${letter}1${name}`];
}

/** What a segment is called in its latest release: that is its type, where a vocabulary names its types so. */
function releasedName(name: string, definition: XmlDefinition): string {
  const released = name.replace(/^(\D)1/, '$12');
  const type = definition.typeOf(name) ?? '';
  return type.startsWith(released) ? type : released;
}

// --- Writing

/** The document around IDocs (idoc.ts) in the flat form. */
export function writeFlat(root: Node, definition: XmlDefinition): WrittenInterchange {
  const problems: Problem[] = [];
  const text = below(root, [IDOC]).map((idoc) => writeIdoc(idoc, definition, bodyOf(definition, root.name), problems));
  return { text: text.join(''), problems };
}

function writeIdoc(
  idoc: Node,
  definition: XmlDefinition,
  body: LoopDefinition | undefined,
  problems: Problem[],
): string {
  const number = textAt(idoc, `${CONTROL}/DOCNUM`);
  const lines: string[] = [];
  let count = 0;
  for (const child of idoc.children.slice(1)) {
    const loop = loopOf(itemOf(body, child.name));
    // TABNAM is what tells a control record from others, whether or not the document says it.
    if (child.name === CONTROL)
      lines.push((CONTROL.padEnd(TABNAM) + fieldsText(child, loop, problems).slice(TABNAM)).padEnd(CONTROL_WIDTH));
    else segment(child, loop, 0, 1);
  }
  return lines.map((one) => `${one}\n`).join('');

  function segment(node: Node, loop: LoopDefinition | undefined, above: number, level: number): void {
    count++;
    const own = count;
    const said: Administration = {
      SEGNAM: releasedName(node.name, definition),
      MANDT: '',
      DOCNUM: number,
      SEGNUM: String(own).padStart(6, '0'),
      PSGNUM: String(above).padStart(6, '0'),
      HLEVEL: String(level).padStart(2, '0'),
    };
    const start = ADMINISTRATION.map(([name, width]) => said[name].padEnd(width)).join('');
    lines.push((start + fieldsText(node, loop, problems)).padEnd(DATA_WIDTH));
    for (const child of node.children.slice(1)) {
      if (child.kind === 'group') segment(child, loopOf(itemOf(loop, child.name)), own, level + 1);
    }
  }
}

function fieldsText(node: Node, definition: LoopDefinition | undefined, problems: Problem[]): string {
  const refuse = (value: string, detail: string): void => {
    problems.push(problem('VALUE_NOT_WRITABLE', { offset: -1, tag: node.name }, { value, detail }));
  };
  const fields = fieldsOf(definition);
  const values = new Map(
    node.children.slice(1).flatMap((one) => (one.kind === 'segment' ? [[one.name, one.children[0]?.value ?? '']] : [])),
  );
  for (const [name, value] of values)
    if (!fields.some((one) => one.name === name)) refuse(value, `${node.name} has no field ${name}`);
  return fields
    .map(({ name, width }) => {
      const value = values.get(name) ?? '';
      if (value.length > width) refuse(value, `longer than ${width} characters`);
      else if (/[\r\n]/.test(value)) refuse(value, 'a line of a flat IDoc cannot hold a line end');
      else return value.padEnd(width);
      return ''.padEnd(width);
    })
    .join('');
}
