/**
 * The recipe, read top to bottom: a transmission's bytes become canonical documents and the acknowledgment
 * of every group. Nothing is stored here and no clock is read: the same bytes under the same catalog give the
 * same outcome, in a server, on the command line and in a Worker.
 *
 * One group is held at a time, so that a group whose trailer does not add up leaves no documents behind;
 * finished groups are handed on at once.
 */

import type { Agreement } from '../core/agreement.ts';
import { partyText, rulesFor } from '../core/agreement.ts';
import { join } from '../core/bytes.ts';
import {
  agreementFor,
  type Catalog,
  definitionFor,
  definitionOf,
  feedsOf,
  guideFor,
  mappingFor,
} from '../core/catalog.ts';
import type { CanonicalDocument } from '../core/documents.ts';
import { APERAK } from '../core/edi/aperak.ts';
import { nameLoops } from '../core/edi/bounded.ts';
import { businessUnit } from '../core/edi/business-unit.ts';
import { CONTRL } from '../core/edi/contrl.ts';
import {
  elementIn,
  type Group,
  type Interchange,
  positionIn,
  positionInGroup,
  type Reader,
  type TransactionSet,
  type Unit,
} from '../core/edi/envelope.ts';
import { type GroupVerdict, isError, judgeGroup, judgeSet, refused, type SetVerdict } from '../core/edi/judge.ts';
import { nameLines } from '../core/edi/line-item.ts';
import type { Charset } from '../core/edi/scan.ts';
import { openReader } from '../core/formats/index.ts';
import { applyGuide } from '../core/guide/apply.ts';
import { type Fields, type Origin, read, type Unmapped } from '../core/mapping/read.ts';
import { documentNames } from '../core/mapping/schema.ts';
import { designator, type Position, type Problem, problem } from '../core/problem.ts';
import { type Rules, STANDARD, settle } from '../core/rules.ts';
import { isEdi } from '../core/settings.ts';
import { locateIn, structured } from '../core/structured.ts';
import { checkTotals } from '../core/totals.ts';
import type { Node } from '../core/tree.ts';
import { STATUS_UPDATE } from '../core/xml/vocabulary/cxml.ts';

export interface TranslatedSet extends SetVerdict {
  set: TransactionSet;
  /** Present when the set was read into a document that is valid; only of use when the verdict is not R. */
  document: CanonicalDocument | undefined;
  unmapped: Unmapped[];
  /** Set in traced runs: where every field came from. */
  origins: Map<string, Origin>;
  tree: Node | undefined;
}

/** One group, judged. */
export interface TranslatedGroup {
  agreement: Agreement | undefined;
  verdict: GroupVerdict;
  /** Empty where `onSet` took them. */
  sets: TranslatedSet[];
}

export interface Outcome {
  format: string | undefined;
  interchanges: { interchange: Interchange; agreement: Agreement | undefined }[];
  groups: TranslatedGroup[];
  /** Problems outside any interchange. */
  problems: Problem[];
}

export interface TranslateOptions {
  /** Treat every interchange as this partner's, whoever its header names. */
  partner?: string;
  /** The partner it came from, for what has no envelope to say so. */
  sentBy?: string | undefined;
  trace?: boolean;
  /**
   * Takes each set as soon as its trailer is read; its document is not kept, nor its verdict where no answer can name it.
   * Only its group's verdict makes it count.
   */
  onSet?: (set: TranslatedSet) => void;
  /** Takes each group as soon as it is judged, instead of keeping it in the outcome. */
  onGroup?: (group: TranslatedGroup) => void;
}

/** Sets that acknowledge something: they are reconciled, never mapped and never acknowledged. */
export const ACKNOWLEDGMENTS = new Set(['997', '999', CONTRL, APERAK, STATUS_UPDATE]);

/** Whether a group carries acknowledgments. */
export const acknowledges = ({ group, sets }: GroupVerdict): boolean =>
  group.code === 'FA' || sets.some(({ set }) => ACKNOWLEDGMENTS.has(set.type));

/** The groups an acknowledgment answers: those of acknowledgments are never acknowledged (X12 997). */
export const answerable = (groups: TranslatedGroup[]): GroupVerdict[] =>
  groups.map(({ verdict }) => verdict).filter((verdict) => !acknowledges(verdict));

export interface Translation {
  push(chunk: Uint8Array): void;
  end(): Outcome;
}

// The header of a feed may be long.
const HEAD = 4 * 1024;
// Units of a chunk are in memory together, so large chunks are read in slices.
const SLICE = 8 * 1024;

/** A translation of one transmission: push its bytes in any chunks, then end. */
export function translation(catalog: Catalog, options: TranslateOptions = {}): Translation {
  const outcome: Outcome = { format: undefined, interchanges: [], groups: [], problems: [] };
  let reader: Reader | undefined;
  let head = new Uint8Array(0);
  let agreement: Agreement | undefined;
  let sets: TranslatedSet[] = [];
  let verdicts: SetVerdict[] = [];
  let unnamed = 0;
  /** Groups of an interchange that is taken or refused as a whole. */
  let held: TranslatedGroup[] = [];

  return {
    push(chunk) {
      if (reader === undefined) {
        head = join(head, chunk);
        if (head.length < HEAD) return;
        start();
        return;
      }
      feed(chunk);
    },
    end() {
      if (reader === undefined) start();
      for (const unit of reader!.end()) take(unit);
      outcome.problems.push(...reader!.problems);
      return outcome;
    },
  };

  function start(): void {
    const charsetOf = (interchange: Interchange): Charset =>
      agreementOf(catalog, interchange, options)?.charset ?? 'auto';
    const feeds = feedsOf(catalog, options.partner ?? options.sentBy);
    const opened = openReader(head, { charsetOf, vocabularies: catalog.vocabularies, feeds });
    outcome.format = opened.format;
    reader = opened.reader;
    feed(head);
    head = new Uint8Array(0);
  }

  function feed(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += SLICE) {
      for (const unit of reader!.push(chunk.subarray(at, at + SLICE))) take(unit);
    }
  }

  /** Until its group is judged, no more is kept of a set than its acknowledgment needs, unless nobody took it. */
  function keep(translated: TranslatedSet): void {
    const { set, problems, verdict } = translated;
    nameLoops(problems, set.segments);
    nameLines(problems, set.segments);
    if (problems.length > 0) set.unit = businessUnit(set.type, set.segments);
    if (options.onSet !== undefined && isUnnamed(translated, agreement)) unnamed++;
    else {
      const { type, control, release, convention, identifier, unit } = set;
      verdicts.push({ set: { type, control, release, convention, identifier, unit }, problems, verdict });
    }
    options.onSet?.(translated);
    if (options.onSet === undefined) sets.push(translated);
    if (options.trace === true || ACKNOWLEDGMENTS.has(set.type)) return;
    // Emptied, not only let go of: a list that has lived through a collection holds what is in it until a full one.
    set.segments.length = 0;
    set.tree = undefined;
    translated.tree = undefined;
  }

  function take(unit: Unit): void {
    switch (unit.unit) {
      case 'interchange':
        agreement = agreementOf(catalog, unit.interchange, options);
        outcome.interchanges.push({ interchange: unit.interchange, agreement });
        outcome.format ??= unit.interchange.syntax;
        return;
      case 'group':
        checkGroup(catalog, unit.group);
        return;
      case 'set':
        keep(translateSet(catalog, unit.set, agreement, options));
        return;
      case 'groupEnd': {
        const group = closeGroup(unit.group, verdicts, unnamed, sets, agreement);
        if (agreement?.suspend === 'interchange' || isWhole(group)) held.push(group);
        else handOn(group);
        sets = [];
        verdicts = [];
        unnamed = 0;
        return;
      }
      default:
        unit.interchange.problems = settle(unit.interchange.problems, agreement?.rules ?? STANDARD);
        for (const group of withInterchange(held, unit.interchange, agreement)) handOn(group);
        held = [];
    }
  }

  function handOn(group: TranslatedGroup): void {
    if (options.onGroup === undefined) outcome.groups.push(group);
    else options.onGroup(group);
  }
}

/** Makes the validators that the first documents would otherwise wait for: for servers, when they start. */
export function compileValidators({ mappings, validate }: Catalog): void {
  for (const { document } of mappings.values()) validate(`canonical/${document}.json`, {});
}

/** Translates bytes that are all there. */
export function translate(catalog: Catalog, bytes: Uint8Array, options: TranslateOptions = {}): Outcome {
  const run = translation(catalog, options);
  run.push(bytes);
  return run.end();
}

const TURN = 256 * 1024;

/** The same for large bytes, letting others have their turn: a server answers while it works. */
export async function translateInTurns(
  catalog: Catalog,
  bytes: Uint8Array,
  options: TranslateOptions = {},
): Promise<Outcome> {
  const run = translation(catalog, options);
  for (let at = 0; at < bytes.length; at += TURN) {
    run.push(bytes.subarray(at, at + TURN));
    if (at + TURN < bytes.length) await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return run.end();
}

function agreementOf(
  catalog: Catalog,
  { sender, receiver, bare }: Interchange,
  { partner, sentBy }: TranslateOptions,
): Agreement | undefined {
  const known = partner ?? (bare === true ? sentBy : undefined);
  return known === undefined ? agreementFor(catalog, sender, receiver) : catalog.partners.get(known);
}

/** Release and kind of group, before any of its sets is read. In EDIFACT each message says its own. */
function checkGroup(catalog: Catalog, group: Group): void {
  if (group.implied || group.interchange.syntax !== 'x12') return;
  const { header } = group;
  const at = positionInGroup(group, header);
  const release = elementIn(at, header, 8);
  const { syntax } = group.interchange;
  const found = definitionFor(catalog, syntax, group.version.slice(0, 6));
  if (found === undefined) {
    const shipped = catalog.releases.get(syntax)?.names.join(', ') ?? '';
    group.problems.push(problem('GROUP_RELEASE_UNSUPPORTED', release, { value: group.version, detail: shipped }));
    return;
  }
  if (!found.exact) {
    group.problems.push(
      problem('RELEASE_NEAREST', release, { value: group.version, detail: found.definition.release }),
    );
  }
  const kinds = new Set([...found.definition.sets.values()].map((set) => set.group));
  if (!kinds.has(group.code))
    group.problems.push(problem('GROUP_TYPE_UNSUPPORTED', elementIn(at, header, 1), { value: group.code }));
}

const NO_ORIGINS = new Map<string, Origin>();

function translateSet(
  catalog: Catalog,
  set: TransactionSet,
  agreement: Agreement | undefined,
  options: TranslateOptions,
): TranslatedSet {
  const empty = { document: undefined, unmapped: [], origins: NO_ORIGINS, tree: undefined };
  const message = `${set.group.interchange.syntax}/${set.type}`;
  const rules = agreement === undefined ? STANDARD : rulesFor(agreement, message);
  const refuse = (found: Problem[]): TranslatedSet => ({
    ...judgeSet(set, settle(found, rules)),
    ...empty,
  });
  const { group } = set;
  if (set.document !== undefined) return { ...empty, ...translateDocument(catalog, set, set.document, agreement) };
  const isX12 = group.interchange.syntax === 'x12';
  const found = definitionOf(catalog, set);
  const header = positionIn(set, set.header);
  const at = set.tree === undefined ? elementIn(header, set.header, isX12 ? 1 : 2) : header;
  const typeAt = isX12 || set.tree !== undefined ? at : { ...at, component: 1 };
  if (group.problems.some(({ code }) => code === 'GROUP_HEADER_MISSING')) return refuse(set.problems);
  if (found === undefined) {
    // Of an X12 group it is said once.
    const unsupported = problem('MESSAGE_RELEASE_UNSUPPORTED', at, { value: set.release });
    return refuse(isX12 ? set.problems : [...set.problems, unsupported]);
  }
  if (!found.exact && !isX12 && set.tree === undefined)
    set.problems.push(problem('DIRECTORY_NEAREST', at, { value: set.release, detail: found.definition.release }));
  const definition = found.definition.sets.get(set.type);
  if (definition === undefined) {
    return refuse([
      ...set.problems,
      problem('SET_UNSUPPORTED', typeAt, { value: set.type, detail: found.definition.release }),
    ]);
  }
  if (isX12 ? definition.group !== group.code : group.code !== '' && set.type !== group.code)
    set.problems.push(problem('SET_NOT_IN_GROUP', typeAt, { value: set.type, detail: group.code }));

  const { tree, problems: structural } = structured(set, found.definition, definition, rules);
  const guide = guideFor(catalog, agreement?.partner, message);
  const guided = guide === undefined ? structural : applyGuide(guide, found.definition, set, tree, structural);
  const problems = settle([...set.problems, ...guided], rules);
  if (ACKNOWLEDGMENTS.has(set.type)) return { ...judgeSet(set, problems), ...empty, tree };

  const plan = mappingFor(catalog, agreement?.partner, message);
  if (plan === undefined) return refuse([...problems, problem('MAPPING_MISSING', typeAt, { value: message })]);
  const origins = options.trace === true ? new Map<string, Origin>() : NO_ORIGINS;
  const mapped = read(plan, tree, {
    locate: locateIn(set),
    ...(options.trace === true ? { trace: (field, origin) => void origins.set(field, origin) } : {}),
  });
  const unread = mapped.unmapped.map(({ at: where, value }) =>
    problem('DATA_UNMAPPED', where, { value, detail: designator(where) }),
  );
  const settled = [...problems, ...settle([...untold(problems, mapped.problems), ...unread], rules)];
  const document = withSource(mapped.document, set, agreement, plan.name);
  // A set that is wrong already is not made clearer by what its half-read document lacks.
  const sound = !settled.some(isError);
  const verdict = judgeSet(
    set,
    sound ? [...settled, ...checkDocument(catalog, document, plan.document, set, rules)] : settled,
  );
  return { ...verdict, document: document as unknown as CanonicalDocument, unmapped: mapped.unmapped, origins, tree };
}

/** A document that came as one: nothing is mapped, and what it says of its source is not for it to say. */
function translateDocument(
  catalog: Catalog,
  set: TransactionSet,
  { source: _, id: __, ...given }: Fields,
  agreement: Agreement | undefined,
): SetVerdict & Pick<TranslatedSet, 'set' | 'document'> {
  const rules = agreement === undefined ? STANDARD : rulesFor(agreement, `json/${set.type}`);
  const types = documentNames(catalog.schemas);
  if (!types.includes(set.type)) {
    const at = { ...positionIn(set), ...set.placeOf?.('type') };
    const unknown = problem('JSON_TYPE_UNKNOWN', at, { value: set.type, detail: types.join(', ') });
    return { ...judgeSet(set, settle([unknown], rules)), document: undefined };
  }
  const document = withSource({ ...given }, set, agreement, `json/${set.type}`);
  const verdict = judgeSet(set, checkDocument(catalog, document, set.type, set, rules));
  return { ...verdict, document: document as unknown as CanonicalDocument };
}

/**
 * What the mapping found and the structure did not refuse already: a value that is wrong by its type is told once,
 * and what was said of it gets the mapping line.
 */
function untold(problems: Problem[], mapped: Problem[]): Problem[] {
  if (mapped.length === 0) return mapped;
  const place = ({ offset, element, component }: Position): string => `${offset}/${element}/${component}`;
  const isOfValue = ({ at: { element, line } }: Problem): boolean => element !== undefined || line !== undefined;
  const told = new Map(problems.filter((one) => isError(one) && isOfValue(one)).map((one) => [place(one.at), one]));
  return mapped.filter((found) => {
    const same = isError(found) && isOfValue(found) ? told.get(place(found.at)) : undefined;
    if (same !== undefined && found.mapping !== undefined) same.mapping ??= found.mapping;
    return same === undefined;
  });
}

/** The canonical schema, and totals that were given against totals that can be computed. */
function checkDocument(catalog: Catalog, document: Fields, name: string, set: TransactionSet, rules: Rules): Problem[] {
  const invalid = catalog.validate(`canonical/${name}.json`, document).map(({ path, message }) =>
    problem(
      'DOCUMENT_INVALID',
      { ...positionIn(set), ...set.placeOf?.(path) },
      {
        detail: `${name}: ${path === '' ? '' : `${path} `}${message}`,
        reference: path,
      },
    ),
  );
  const totals =
    invalid.length > 0
      ? []
      : checkTotals(document).map((detail) => problem('TOTAL_DIFFERS', positionIn(set), { detail }));
  return settle([...invalid, ...totals], rules);
}

/** Where the document came from, written into it. */
function withSource(document: Fields, set: TransactionSet, agreement: Agreement | undefined, mapping: string): Fields {
  const { group } = set;
  const { syntax, envelope = '', control, sender, receiver } = group.interchange;
  const source: Record<string, string> = { format: syntax };
  const say = (name: string, value: string): void => {
    if (value !== '') source[name] = value;
  };
  say('envelope', envelope);
  say('interchange', control);
  say('group', group.implied ? '' : group.control);
  say('set', set.control);
  say('release', syntax === 'x12' ? group.version : set.release);
  say('sender', sender.id === '' ? '' : partyText(sender));
  say('receiver', receiver.id === '' ? '' : partyText(receiver));
  say('partner', agreement?.partner ?? '');
  source.mapping = mapping;
  document.source = source;
  return document;
}

/** Whether nothing of a group may be taken before its interchange is read: EDIFACT answers for the whole of it (CONTRL, UCI). */
const isWhole = ({ verdict }: TranslatedGroup): boolean => verdict.group.interchange.syntax === 'edifact';

/**
 * Whether no answer will name a set that was taken from here, whatever is still to come. A 997 names every set of a group
 * that is refused for its trailer; a CONTRL names none below what it rejects, and only by agreement what is accepted. What
 * is not EDI is answered by its documents, which who took them has.
 */
function isUnnamed({ set, verdict, problems }: TranslatedSet, agreement: Agreement | undefined): boolean {
  if (verdict !== 'A' || problems.length > 0) return false;
  const { syntax } = set.group.interchange;
  if (!isEdi(syntax)) return true;
  return (
    syntax === 'edifact' &&
    !ACKNOWLEDGMENTS.has(set.type) &&
    agreement?.acknowledge.accepted === false &&
    agreement.suspend === 'set'
  );
}

/** What the end of an interchange makes of the groups that waited for it. */
function withInterchange(
  groups: TranslatedGroup[],
  interchange: Interchange,
  agreement: Agreement | undefined,
): TranslatedGroup[] {
  if (agreement?.suspend === 'interchange') return together(groups, interchange);
  return interchange.problems.some(isError) ? groups.map(allRefused) : groups;
}

const allRefused = ({ agreement, verdict, sets }: TranslatedGroup): TranslatedGroup => ({
  agreement,
  verdict: refused(verdict),
  sets: sets.map((set) => ({ ...set, verdict: 'R' })),
});

/** The groups of an interchange that is refused as a whole when anything in it is. */
export function together(groups: TranslatedGroup[], { problems }: Interchange): TranslatedGroup[] {
  const sound = groups.every(({ verdict }) => verdict.verdict === 'A' || verdict.verdict === 'E');
  if (sound && !problems.some(isError)) return groups;
  return groups.map(allRefused);
}

function closeGroup(
  group: Group,
  verdicts: SetVerdict[],
  unnamed: number,
  sets: TranslatedSet[],
  agreement: Agreement | undefined,
): TranslatedGroup {
  // What is wrong with the interchange's header refuses all that stands under it.
  const rules = agreement?.rules ?? STANDARD;
  const header = settle([...group.interchange.headerProblems], rules).filter(isError);
  const problems = [...settle(group.problems, rules), ...header];
  return judged(agreement, judgeGroup(group, verdicts, problems, unnamed), sets);
}

/** A group of which more is wrong than its bytes tell, in itself or in some of its sets. */
export function judgedAnew(
  { agreement, verdict, sets }: TranslatedGroup,
  found: Problem[],
  inSets: ReadonlyMap<TranslatedSet, Problem[]>,
): TranslatedGroup {
  const all = sets.map((one) => {
    const more = inSets.get(one);
    return more === undefined ? one : { ...one, ...judgeSet(one.set, [...one.problems, ...more]) };
  });
  return judged(agreement, judgeGroup(verdict.group, all, [...verdict.problems, ...found]), all);
}

/** Each set has the verdict that its group leaves it. */
const judged = (agreement: Agreement | undefined, verdict: GroupVerdict, sets: TranslatedSet[]): TranslatedGroup => ({
  agreement,
  verdict,
  sets: sets.map((one, i) => ({ ...one, verdict: verdict.sets[i]!.verdict })),
});
