// What the mapping tests share: the real catalog, mappings given as text, and sets given as segments.
import { join } from 'node:path';
import { definitionFor, definitionsIn } from '../../../src/core/catalog.ts';
import { positionIn, type TransactionSet } from '../../../src/core/edi/envelope.ts';
import { structure } from '../../../src/core/edi/structure.ts';
import { encode } from '../../../src/core/edi/write.ts';
import { checkMapping } from '../../../src/core/mapping/check.ts';
import { type MappingSource, overlay, parseMapping } from '../../../src/core/mapping/parse.ts';
import type { Plan } from '../../../src/core/mapping/plan.ts';
import { oneSet } from '../../../src/core/mapping/prove.ts';
import { type Fields, type Origin, read } from '../../../src/core/mapping/read.ts';
import { write } from '../../../src/core/mapping/write.ts';
import { designator, type Problem } from '../../../src/core/problem.ts';
import { type Finding, sentence } from '../../../src/core/yaml.ts';
import { loadCatalog } from '../../../src/node/files.ts';

export const root = join(import.meta.dirname, '..', '..', '..');
export const { catalog } = loadCatalog(root);

export interface Checked {
  plan: Plan | undefined;
  findings: string[];
}

/** Parses and checks a mapping; overlays are laid over the texts before them. */
export function checked(...texts: string[]): Checked {
  const findings: Finding[] = [];
  let source: MappingSource | undefined;
  for (const text of texts) {
    const { mapping, findings: wrong } = parseMapping('m.yaml', text);
    findings.push(...wrong);
    if (mapping === undefined) return { plan: undefined, findings: findings.map(sentence) };
    source = source === undefined ? mapping : overlay(source, mapping);
  }
  if (findings.length > 0) return { plan: undefined, findings: findings.map(sentence) };
  const vocabulary = { schemas: catalog.schemas, tables: catalog.tables, definitions: definitionsIn(catalog, 'x12') };
  const { plan, findings: wrong } = checkMapping('m', source!, vocabulary);
  return { plan, findings: wrong.map(sentence) };
}

/** The plan of a mapping that must have no findings. */
export function planOf(...texts: string[]): Plan {
  const { plan, findings } = checked(...texts);
  if (plan === undefined) throw new Error(findings.join('\n'));
  return plan;
}

/** An 850 mapping of these rules, given without indentation. */
export const order = (rules: string, rest = ''): string => {
  const indented = rules.trim().replaceAll(/^/gm, '  ');
  return `document: order\nmessage: x12/850\nmap:\n${indented}\n${rest}`;
};

const GROUPS: Record<string, string> = { '850': 'PO', '855': 'PR', '856': 'SH', '810': 'IN' };

/** Segments, one a line and without terminators, as a set in an interchange. */
export function setOf(type: string, segments: string, release = '004010'): TransactionSet {
  const body = segments
    .trim()
    .split('\n')
    .map((segment) => segment.trim());
  const version = release === '004010' ? 'U*00401' : '^*00501';
  const lines = [
    `ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *240305*0930*${version}*000000001*0*T*>`,
    `GS*${GROUPS[type]}*SENDER*RECEIVER*20240305*0930*1*X*${release}`,
    `ST*${type}*0001`,
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*1',
    'IEA*1*000000001',
  ];
  return oneSet('x12', lines.map((segment) => `${segment}~\n`).join(''))!;
}

export interface ReadBack {
  document: Fields;
  /** `segment 3 PO102 VALUE_NOT_DECIMAL "ten" m.yaml:8:15`. */
  problems: string[];
  /** `REF02 value` for what no rule reads. */
  unmapped: string[];
  origins: Map<string, Origin>;
}

/** Reads segments by a plan. `type` and `schemaVersion` of the document are left out. */
export function readBy(plan: Plan, segments: string, release = '004010'): ReadBack {
  const set = setOf(plan.message, segments, release);
  const { definition } = definitionFor(catalog, 'x12', release)!;
  const { tree } = structure(set, definition, definition.sets.get(plan.message)!);
  const origins = new Map<string, Origin>();
  const found = read(plan, tree, {
    locate: (node) => (node.kind === 'segment' ? positionIn(set, node) : positionIn(set)),
    trace: (field, origin) => void origins.set(field, origin),
  });
  const { type: _, schemaVersion: __, ...document } = found.document;
  const unmapped = found.unmapped.map(({ at, value }) => `${designator(at)} ${value}`);
  return { document, problems: found.problems.map(told), unmapped, origins };
}

/** A problem's place, code, value and mapping line; its sentence may change. */
const told = ({ at, code, value, mapping }: Problem): string =>
  [
    at.segment === undefined ? '' : `segment ${at.segment}`,
    designator(at),
    code,
    value === undefined ? '' : `"${value}"`,
    mapping ?? '',
  ]
    .filter((part) => part !== '')
    .join(' ');

/** Writes a document by a plan: its segments, one a line. */
export function writtenBy(plan: Plan, document: Fields, release = '004010'): { segments: string; problems: string[] } {
  const { definition } = definitionFor(catalog, 'x12', release)!;
  const { segments, problems } = write(plan, document, definition.sets.get(plan.message)!, release);
  const separators = { element: '*', component: '>', repetition: '', terminator: '~' };
  return {
    segments: segments.map((segment) => encode(segment, separators)).join('\n'),
    problems: problems.map(told),
  };
}
