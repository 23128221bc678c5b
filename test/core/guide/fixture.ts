// What the guide tests share: the project's catalog with one partner more, who has the guide under test.
import { join } from 'node:path';
import { buildCatalog, type Catalog, definitionFor } from '../../../src/core/catalog.ts';
import { designator, type Problem } from '../../../src/core/problem.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { type SampleKind, sampleKind } from '../../../src/gateway/sample.ts';
import { translate } from '../../../src/gateway/translate.ts';
import { loadCatalog, readFiles } from '../../../src/node/files.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const files = readFiles(root);
const { catalog: base } = loadCatalog(root);
// What a guide is checked against; the mappings need not be read again for every guide.
const dictionaries: [string, string][] = [...files].filter(([path]) => path.startsWith('schemas/'));

export const PARTNER = 'tested';

const AGREEMENT = `name: Tested & Sons
identifiers: ['ZZ:SENDER']
us: ZZ:RECEIVER
erp: generic
`;

/** A partner who speaks EDIFACT; its guides are for D96A. */
const EDIFACT_AGREEMENT = `name: Tested & Sons
format: edifact
identifiers: ['14:SENDER']
us: '14:RECEIVER'
erp: generic
`;

/** The catalog with guides by their file name, `850.guide.yaml`, and what is wrong with them. */
export function catalogWith(
  guides: Record<string, string>,
  settings = '',
  given = dictionaries,
  agreement = AGREEMENT,
): { catalog: Catalog; findings: string[] } {
  const folder = `mappings/partners/${PARTNER}/`;
  const all = new Map([
    ...given,
    [`${folder}agreement.yaml`, agreement + settings] as [string, string],
    ...Object.entries(guides).map(([name, text]): [string, string] => [folder + name, text]),
  ]);
  const { catalog, findings } = buildCatalog(all, base.validate);
  return {
    catalog: { ...base, partners: catalog.partners, guides: catalog.guides, releases: catalog.releases },
    findings: findings.map(sentence).flatMap((one) => (one.includes('.guide.yaml') ? [one.replace(folder, '')] : [])),
  };
}

/** Dictionaries whose REF04 may repeat three times: those that ship have none in an order. */
export const REPEATING = dictionaries.map(([path, text]): [string, string] => [
  path,
  path.includes('/x12/') ? text.replace(/("REF": \{[^}]*?)"C040 O"/, '$1"C040 O 3"') : text,
]);

/** Dictionaries whose 850 starts with a loop that takes the REF behind it, when it is open. */
export const GRASPING = dictionaries.map(([path, text]): [string, string] => [
  path,
  path.includes('/x12/') ? text.replace('"BEG M 1",', '"BEG M 1",["N9 O 9","N9 M 1","REF O 9"],') : text,
]);

/** A guide of the 850 with these segments, indented as in a file. */
export const guideText = (segments: string, message = 'x12/850'): string =>
  `guide: ${message}\nsegments:\n${segments.replace(/^\n/, '').replace(/\s+$/, '')}\n`;

/** The catalog with one guide, which must have no findings. */
export function guided(segments: string, message = 'x12/850', settings = ''): Catalog {
  const { catalog, findings } = catalogWith({ 'm.guide.yaml': guideText(segments, message) }, settings);
  if (findings.length > 0) throw new Error(findings.join('\n'));
  return catalog;
}

/** The catalog with one guide of an EDIFACT message, and what is wrong with it; `beside` are files beside it. */
export const edifactWith = (
  segments: string,
  top = 'releases: [D96A]\n',
  message = 'edifact/ORDERS',
  beside: Record<string, string> = {},
) =>
  catalogWith(
    { ...beside, 'm.guide.yaml': guideText(segments, message).replace('segments:', `${top}segments:`) },
    '',
    dictionaries,
    EDIFACT_AGREEMENT,
  );

/** Segments, one a line and without terminators, as the partner sends them in an EDIFACT message. */
export function sentEdifact(segments: string, type = 'ORDERS:D:96A:UN'): string {
  const body = segments
    .trim()
    .split('\n')
    .map((segment) => segment.trim());
  return [
    'UNB+UNOC:3+SENDER:14+RECEIVER:14+240305:0930+1',
    `UNH+1+${type}`,
    ...body,
    `UNT+${body.length + 2}+1`,
    'UNZ+1+1',
  ]
    .map((segment) => `${segment}'`)
    .join('\n');
}

const GROUPS: Record<string, string> = { '850': 'PO', '855': 'PR', '856': 'SH', '810': 'IN' };

/** Segments, one a line and without terminators, as this partner sends them. */
export function sent(segments: string, type = '850', release = '004010'): string {
  const body = segments
    .trim()
    .split('\n')
    .map((segment) => segment.trim());
  const version = release === '004010' ? 'U*00401' : '^*00501';
  return [
    `ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *240305*0930*${version}*000000001*0*T*>`,
    `GS*${GROUPS[type]}*SENDER*RECEIVER*20240305*0930*1*X*${release}`,
    `ST*${type}*0001`,
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*1',
    'IEA*1*000000001',
  ]
    .map((segment) => `${segment}~`)
    .join('\n');
}

export interface Read {
  verdict: string;
  problems: Problem[];
  /** `CODE segment designator`, for each problem that has a word in an acknowledgment. */
  told: string[];
}

export const readBy = (catalog: Catalog, segments: string, type = '850', release = '004010'): Read =>
  readFrom(catalog, sent(segments, type, release));

/** What is said of the first set of an interchange. */
export function readFrom(catalog: Catalog, interchange: string): Read {
  const { groups } = translate(catalog, new TextEncoder().encode(interchange));
  const [set] = groups[0]!.verdict.sets;
  const problems = set!.problems.filter(({ code }) => code !== 'DATA_UNMAPPED' && code !== 'CODE_NOT_IN_TABLE');
  return {
    verdict: set!.verdict,
    problems,
    told: problems.map(({ code, at }) => `${code} ${at.segment} ${designator(at)}`),
  };
}

/** What samples of a message are made of, for this or another partner. */
export function kindOf(catalog: Catalog, message: string, release: string, partner = PARTNER): SampleKind {
  const [format = ''] = message.split('/');
  if (!definitionFor(catalog, format, release)?.exact) throw new Error(`no dictionary of ${release}`);
  return sampleKind(catalog, catalog.partners.get(partner)!, message, release)!;
}
