/**
 * The catalog: partners, ERPs, mappings, tables and definitions, built from files and linted as a whole. What
 * is wrong with any file is a finding with `file:line:column`; `check` prints them and a server with findings
 * does not start.
 *
 * Files are given by their path from the project's root, so that a folder, a bundle and a test are the same.
 */

import {
  type Agreement,
  type Identity,
  normalQualifier,
  type Party,
  partyText,
  readAgreement,
  sameParty,
  sendingIn,
} from './agreement.ts';
import { ALWAYS, type Calendar, type CalendarSource, readCalendar } from './calendar.ts';
import { contradictions } from './contradiction.ts';
import { CONTRL } from './edi/contrl.ts';
import {
  closedCodes,
  type Definition,
  type DictionarySource,
  readDefinition,
  type SetDefinition,
} from './edi/definition.ts';
import { type DirectoryFile, isDirectoryFile } from './edi/directory.ts';
import type { TransactionSet } from './edi/envelope.ts';
import {
  edifactReleases,
  type FoundDefinition,
  lintDirectory,
  NO_RELEASES,
  type Releases,
  type Services,
  x12Releases,
  xmlReleases,
} from './edi/releases.ts';
import { unknownCalendars } from './expectation.ts';
import { type FeedDefinition, feedDefinition } from './feed/definition.ts';
import { formats } from './formats/index.ts';
import { createGuide } from './guide/check.ts';
import type { Guide } from './guide/guide.ts';
import { type GuideSource, parseGuide } from './guide/parse.ts';
import { readJson } from './json.ts';
import { checkMapping } from './mapping/check.ts';
import { hint } from './mapping/nearest.ts';
import { type MappingSource, overlay, parseMapping } from './mapping/parse.ts';
import { onDemand, type Plan } from './mapping/plan.ts';
import type { Schemas } from './mapping/schema.ts';
import { parseTable, type Table } from './mapping/table.ts';
import type { Validate } from './schema.ts';
import { isEdi, type Layer, layerOf } from './settings.ts';
import type { XmlDefinition } from './xml/definition.ts';
import { isXmlSource, lintXml, openXml, type XmlSource } from './xml/schema.ts';
import { SBDH } from './xml/vocabulary/sbdh.ts';
import { type Finding, isMap, readYaml, sentence, type Yaml } from './yaml.ts';

export interface Erp {
  /** Name of its folder under mappings/erps. */
  erp: string;
  name: string;
}

export interface Catalog {
  partners: Map<string, Agreement>;
  erps: Map<string, Erp>;
  /** By name: `x12/850`, `partners/acme/850`. */
  mappings: Map<string, Plan>;
  /** By partner and message: `bolt|x12/850`. */
  guides: Map<string, Guide>;
  tables: Map<string, Table>;
  calendars: Map<string, Calendar>;
  /** By format: its releases and their definitions. */
  releases: Map<string, Releases>;
  /** XML vocabularies by name: `ubl`. Each is a format too, of one release. */
  vocabularies: Map<string, XmlDefinition>;
  /** Feeds by the name of the mapping that declares them: `csv/orders`. */
  feeds: Map<string, FeedDefinition>;
  schemas: Schemas;
  validate: Validate;
}

/** Path from the project's root → text. */
export type Files = Map<string, string>;

type Source = [path: string, name: string, text: string];

export function buildCatalog(files: Files, validate: Validate): { catalog: Catalog; findings: Finding[] } {
  const findings: Finding[] = [];
  const catalog: Catalog = {
    partners: new Map(),
    erps: new Map(),
    mappings: new Map(),
    guides: new Map(),
    tables: new Map(),
    calendars: new Map([['always', ALWAYS]]),
    releases: new Map(),
    vocabularies: new Map(),
    feeds: new Map(),
    schemas: new Map(),
    validate,
  };
  const under = (folder: string, extension: string): Source[] => sourcesUnder(files, folder, extension);

  for (const [path, name, text] of under('schemas/canonical/', '.json')) {
    const schema = json(path, text, findings);
    if (schema !== undefined) catalog.schemas.set(`${name}.json`, schema);
  }
  catalog.releases.set('x12', x12Releases(definitionsOf('x12', under('schemas/x12/', '.json'), validate, findings)));
  const directories = directoriesIn(under(EDIFACT, '.json'), validate, findings);
  catalog.releases.set(
    'edifact',
    directories === undefined ? NO_RELEASES : edifactReleases(directories.files, directories.services),
  );
  for (const [name, source] of vocabulariesIn(under(XML, '.json'), findings)) {
    const definition = openXml(name, source);
    catalog.vocabularies.set(name, definition);
    catalog.releases.set(name, xmlReleases(definition, source.alike));
  }
  for (const [path, name, text] of under('mappings/tables/', '.csv')) {
    const { table, findings: wrong } = parseTable(name, path, text);
    catalog.tables.set(name, table);
    findings.push(...wrong);
  }
  addErps(catalog, under('mappings/erps/', '/erp.yaml'), findings);
  addCalendars(catalog, under(CALENDARS, '.yaml'), findings);
  const shared = sharedSettings(files, formatsIn(catalog.vocabularies), validate, findings);
  addPartners(catalog, shared, under('mappings/partners/', '/agreement.yaml'), findings);
  addMappings(
    catalog,
    under('mappings/', '.yaml').filter(
      ([path]) => !/(^|\/)(agreement|erp)\.yaml$|\.guide\.yaml$/.test(path) && !path.startsWith(CALENDARS),
    ),
    findings,
  );
  addGuides(catalog, under('mappings/', '.guide.yaml'), findings);
  lintAgreements(catalog, files, findings);
  // Mappings were checked against more directories than partners may ever use.
  for (const releases of catalog.releases.values()) releases.forget();
  return { catalog, findings };
}

const EDIFACT = 'schemas/edifact/';
const XML = 'schemas/xml/';

const sourcesUnder = (files: Files, folder: string, extension: string): Source[] =>
  [...files]
    .filter(([path]) => path.startsWith(folder) && path.endsWith(extension))
    .map(([path, text]): Source => [path, path.slice(folder.length, -extension.length), text])
    .sort(([a], [b]) => (a < b ? -1 : 1));

function json(path: string, text: string, findings: Finding[]): Record<string, unknown> | undefined {
  const read = readJson(path, text);
  if ('value' in read) return read.value as Record<string, unknown>;
  findings.push(read.finding);
  return undefined;
}

/** A file in a format's folder that fits its schema; each violation at its line. */
function sourceOf(source: Source, schema: string, validate: Validate, findings: Finding[]): unknown {
  const [path, , text] = source;
  const read = json(path, text, findings);
  const misshapen = read === undefined ? [] : validate(schema, read);
  findings.push(...misshapen.map((wrong) => placed(source, wrong)));
  return misshapen.length > 0 ? undefined : read;
}

const placed = ([path, , text]: Source, { path: at, message }: { path: string; message: string }): Finding => ({
  ...readYaml(path, text).at(at.split('/')),
  message: at === '' ? message : `${at}: ${message}`,
});

const DICTIONARY = 'config/dictionary.json';

/** A release's file is named after it; `codes` holds code values for all of them, and may be left out. */
function definitionsOf(format: string, sources: Source[], validate: Validate, findings: Finding[]): Definition[] {
  const file = sources.find(([, name]) => name === 'codes');
  const values = file === undefined ? undefined : sourceOf(file, 'config/codes.json', validate, findings);
  const codes = values === undefined ? undefined : closedCodes(values);
  return sources.flatMap((source) => {
    if (!formats[format]!.isRelease(source[1])) return [];
    const read = sourceOf(source, DICTIONARY, validate, findings);
    if (read === undefined) return [];
    const { definition, findings: wrong } = readDefinition(read, codes);
    findings.push(...wrong.map((one) => placed(source, one)));
    return [definition];
  });
}

/** Directories are files named after them, beside the service segments of the syntax versions. */
interface Directories {
  files: Map<string, DirectoryFile>;
  services: Services;
}

function directoriesIn(sources: Source[], validate: Validate, findings: Finding[]): Directories | undefined {
  const service = (name: string): DictionarySource | undefined => {
    const source = sources.find(([, one]) => one === name);
    return source === undefined ? undefined : (sourceOf(source, DICTIONARY, validate, findings) as DictionarySource);
  };
  const before4 = service('service-3');
  const from4 = service('service-4');
  if (before4 === undefined || from4 === undefined) return undefined;
  const files = new Map<string, DirectoryFile>();
  for (const [path, name, text] of sources.filter(([, one]) => formats.edifact!.isRelease(one))) {
    const read = json(path, text, findings);
    if (isDirectoryFile(read)) files.set(name, read);
    else if (read !== undefined)
      findings.push({
        ...readYaml(path, text).at([]),
        message: 'is no directory: its members are those of the others',
      });
  }
  return { files, services: { before4, from4 } };
}

/** XML vocabularies by name; what is in them is for `check` to say. */
function vocabulariesIn(sources: Source[], findings: Finding[]): Map<string, XmlSource> {
  const found = new Map<string, XmlSource>();
  for (const [path, name, text] of sources) {
    const read = json(path, text, findings);
    if (isXmlSource(read)) found.set(name, read);
    else if (read !== undefined)
      findings.push({
        ...readYaml(path, text).at([]),
        message: 'is no XML vocabulary: its members are those of the others',
      });
  }
  return found;
}

/**
 * What is wrong inside the EDIFACT directories and XML vocabularies. There are thousands of entries in them, so that a
 * start does not look at each; `check` does, and what is imported was right.
 */
export const lintImported = (files: Files, validate: Validate): Finding[] => [
  ...lintDirectories(files, validate),
  ...lintVocabularies(files, validate),
];

function lintVocabularies(files: Files, validate: Validate): Finding[] {
  const findings: Finding[] = [];
  for (const source of sourcesUnder(files, XML, '.json')) {
    const read = sourceOf(source, 'config/xml.json', validate, findings);
    if (read !== undefined) findings.push(...lintXml(read as XmlSource).map((one) => placed(source, one)));
  }
  return findings;
}

function lintDirectories(files: Files, validate: Validate): Finding[] {
  const findings: Finding[] = [];
  const sources = sourcesUnder(files, EDIFACT, '.json');
  const found = directoriesIn(sources, validate, []);
  if (found === undefined) return [];
  for (const source of sources.filter(([, name]) => found.files.has(name))) {
    if (sourceOf(source, 'config/directory.json', validate, findings) === undefined) continue;
    findings.push(...lintDirectory(found.files, source[1], found.services).map((one) => placed(source, one)));
  }
  return findings;
}

function addErps(catalog: Catalog, sources: Source[], findings: Finding[]): void {
  for (const [path, erp, text] of sources) {
    const source = settings(path, text, 'config/erp.json', catalog.validate, findings)?.plain;
    if (source !== undefined) catalog.erps.set(erp, { erp, name: (source as { name?: string }).name ?? erp });
  }
}

const CALENDARS = 'mappings/calendars/';

function addCalendars({ calendars, validate }: Catalog, sources: Source[], findings: Finding[]): void {
  for (const [path, name, text] of sources) {
    const source = settings(path, text, 'config/calendar.json', validate, findings);
    if (source === undefined) continue;
    const { calendar, wrong } = readCalendar(source.plain as CalendarSource);
    findings.push(...wrong.map((one) => ({ ...source.yaml.at(one.path), message: one.message })));
    if (calendars.has(name)) findings.push({ ...source.yaml.at([]), message: `the calendar ${name} is built in` });
    else calendars.set(name, calendar);
  }
}

const SHARED = 'mappings/agreement.yaml';

/** What holds for every partner: under `all`, under its format (`x12`) and under a message (`x12/850`). */
interface Shared {
  all: Layer[];
  formats: Map<string, Layer>;
  messages: Map<string, Layer>;
}

function sharedSettings(files: Files, known: string[], validate: Validate, findings: Finding[]): Shared {
  const shared: Shared = { all: [], formats: new Map(), messages: new Map() };
  const text = files.get(SHARED);
  const source = text === undefined ? undefined : settings(SHARED, text, 'config/agreements.json', validate, findings);
  if (source === undefined) return shared;
  const { yaml, plain } = source;
  for (const [name, section] of Object.entries(plain as Record<string, unknown>)) {
    const layer = layerOf(yaml, section, [name]);
    if (name.includes('/')) shared.messages.set(name, layer);
    else if (name === 'all') shared.all.push(layer);
    else if (known.includes(name)) shared.formats.set(name, layer);
    else findings.push({ ...yaml.at([name]), message: `there is no format ${name}${hint(name, known)}` });
  }
  return shared;
}

function addPartners(catalog: Catalog, shared: Shared, sources: Source[], findings: Finding[]): void {
  for (const [path, partner, text] of sources) {
    const source = settings(path, text, 'config/agreement.json', catalog.validate, findings);
    if (source === undefined) continue;
    const { yaml, plain } = source;
    const { messages: given, ...rest } = plain as Identity & { messages?: Record<string, unknown> };
    const own = layerOf(yaml, rest);
    const ofFormat = shared.formats.get(rest.format ?? 'x12');
    const general = [...shared.all, ...(ofFormat === undefined ? [] : [ofFormat])];
    const messages = new Map<string, Layer[]>();
    for (const message of new Set([...shared.messages.keys(), ...Object.keys(given ?? {})])) {
      const common = shared.messages.get(message);
      const last = layerOf(yaml, given?.[message] ?? {}, ['messages', message]);
      messages.set(message, [...general, ...(common === undefined ? [] : [common]), own, last]);
    }
    catalog.partners.set(partner, readAgreement(partner, rest, { general: [...general, own], messages }));
  }
}

/** A settings file that is valid by its schema; each violation at its line. */
function settings(
  path: string,
  text: string,
  schema: string,
  validate: Validate,
  findings: Finding[],
): { yaml: Yaml; plain: unknown } | undefined {
  const yaml = readYaml(path, text);
  if (yaml.findings.length > 0) findings.push(...yaml.findings);
  if (yaml.findings.length > 0) return undefined;
  const plain = isMap(yaml.root) ? yaml.plain() : {};
  const wrong = validate(schema, plain);
  findings.push(
    ...wrong.map(({ path: at, message }) => ({
      ...yaml.at(at.split('/')),
      message: at === '' ? message : `${at.replaceAll('/', '.')}: ${message}`,
    })),
  );
  return wrong.length > 0 ? undefined : { yaml, plain };
}

function addGuides(catalog: Catalog, sources: Source[], findings: Finding[]): void {
  for (const [path, name, text] of sources) {
    const [folder, partner = '', ...rest] = name.split('/');
    const found = settings(path, text, 'config/guide.json', catalog.validate, findings);
    if (found === undefined) continue;
    const { source, findings: misread } = parseGuide(path, found.yaml);
    const wrong = [...misread];
    const { guide, findings: unmet } = createGuide(partner, source, definitionsFor(catalog, partner, source, wrong));
    wrong.push(...unmet);
    const key = `${partner}|${source.message.value}`;
    if (folder !== 'partners' || rest.length !== 1 || !catalog.partners.has(partner))
      wrong.push({ ...source.message.at, message: 'a guide stands beside the agreement of its partner' });
    else if (catalog.guides.has(key))
      wrong.push({ ...source.message.at, message: `${catalog.guides.get(key)!.file} is a guide of it already` });
    findings.push(...wrong);
    if (guide !== undefined && wrong.length === 0) catalog.guides.set(key, guide);
  }
}

/** What a guide is checked against: the releases it names, else those of the mapping, else those we send the partner. */
function definitionsFor(
  catalog: Catalog,
  partner: string,
  { message, releases }: GuideSource,
  findings: Finding[],
): Definition[] {
  const [format = ''] = message.value.split('/');
  const shipped = catalog.releases.get(format)?.names ?? [];
  for (const { value, at } of releases)
    if (!shipped.includes(value))
      findings.push({ ...at, message: `there is no dictionary of release ${value}${hint(value, shipped)}` });
  if (releases.length > 0)
    return definitionsIn(
      catalog,
      format,
      releases.map(({ value }) => value),
    );
  const agreement = catalog.partners.get(partner);
  const mapped = mappingFor(catalog, partner, message.value)?.releases ?? [];
  const sent = format === 'edifact' && agreement !== undefined ? [sendingIn(agreement, format).release] : [];
  return definitionsIn(catalog, format, mapped.length > 0 ? mapped : sent);
}

function addMappings(catalog: Catalog, sources: Source[], findings: Finding[]): void {
  const texts = new Map(sources.map(([path, name, text]) => [name, { path, text }]));
  const extended = new Set(sources.flatMap(([, , text]) => /^extends: *(\S+)/m.exec(text)?.[1] ?? []));
  const parsed = new Map<string, MappingSource | undefined>();
  const parse = (name: string): MappingSource | undefined => {
    const found = texts.get(name);
    if (found === undefined || parsed.has(name)) return parsed.get(name);
    const { mapping, findings: wrong } = parseMapping(found.path, found.text);
    findings.push(...wrong);
    parsed.set(name, wrong.length === 0 ? mapping : undefined);
    return parsed.get(name);
  };
  const circular = new Set<string>();
  let before: string | undefined;
  for (const name of texts.keys()) {
    const source = lay(name, parse, texts, { findings, circular });
    // What was parsed takes many times the room of its text, and so does what mappings are checked against.
    if (!extended.has(name)) parsed.delete(name);
    if (source === undefined) continue;
    const { plan, feed, findings: wrong } = planned(catalog, name, source);
    findings.push(...wrong);
    const [format = ''] = source.message.split('/');
    if (before !== undefined && before !== format) catalog.releases.get(before)?.forget();
    before = format;
    if (plan === undefined) continue;
    catalog.mappings.set(name, onDemand(plan, again(catalog, texts, name)));
    if (feed !== undefined) catalog.feeds.set(name, feed);
  }
}

type Texts = ReadonlyMap<string, { path: string; text: string }>;

/** Makes the plan of a mapping that is sound. What it is made from is let go of again. */
const again = (catalog: Catalog, texts: Texts, name: string) => (): Plan => {
  const parse = (one: string): MappingSource => parseMapping(texts.get(one)!.path, texts.get(one)!.text).mapping!;
  const { plan } = planned(catalog, name, lay(name, parse, texts, { findings: [], circular: new Set() })!);
  catalog.releases.get(plan!.format)?.forget();
  return plan!;
};

/** A mapping laid over what it extends; undefined where that cannot be. */
function lay(
  name: string,
  parse: (name: string) => MappingSource | undefined,
  texts: Texts,
  said: { findings: Finding[]; circular: Set<string> },
  above: string[] = [],
): MappingSource | undefined {
  const source = parse(name);
  if (said.circular.has(name)) return undefined;
  if (source?.extends === undefined) return source;
  const { extends: base, at } = source;
  const { findings, circular } = said;
  if (!texts.has(base)) {
    const message = `extends: there is no mapping ${base}${hint(base, texts.keys())}`;
    findings.push({ ...at, message });
    return undefined;
  }
  if (above.includes(base)) {
    findings.push({ ...at, message: `extends: ${[...above, name, base].join(' → ')} goes in a circle` });
    for (const one of [...above, name]) circular.add(one);
    return undefined;
  }
  const under = lay(base, parse, texts, said, [...above, name]);
  return under === undefined ? undefined : overlay(under, source);
}

function planned(
  catalog: Catalog,
  name: string,
  source: MappingSource,
): ReturnType<typeof checkMapping> & { feed: FeedDefinition | undefined } {
  const [format = '', message = ''] = source.message.split('/');
  const feed = source.feed === undefined ? undefined : feedDefinition(message, source.feed, source);
  const definitions = feed === undefined ? definitionsIn(catalog, format, source.releases) : [feed];
  const { schemas, tables } = catalog;
  return { ...checkMapping(name, source, { schemas, tables, definitions }), feed };
}

/** What answers a format. */
const ANSWERS: Record<string, readonly string[]> = {
  x12: ['997', '999'],
  edifact: ['contrl'],
  document: ['report', 'report-csv'],
};

/** Every format there is: EDI, the XML vocabularies, feeds and JSON. */
const formatsIn = (vocabularies: Catalog['vocabularies']): string[] => [
  ...Object.keys(formats),
  ...[...vocabularies.keys()].filter((name) => name !== SBDH),
  'csv',
  'json',
];

/** What an agreement names must exist, and no two partners may be recognised by the same identifier. */
function lintAgreements(
  { partners, erps, mappings, calendars, vocabularies, schemas }: Catalog,
  files: Files,
  findings: Finding[],
): void {
  const known = formatsIn(vocabularies);
  const owners = new Map<string, string>();
  for (const agreement of partners.values()) {
    const path = `mappings/partners/${agreement.partner}/agreement.yaml`;
    const yaml = readYaml(path, files.get(path) ?? '');
    const wrong = (at: string[], message: string): void => {
      findings.push({ ...yaml.at(at), message });
    };
    if (!erps.has(agreement.erp))
      wrong(['erp'], `there is no ERP ${agreement.erp} in mappings/erps${hint(agreement.erp, erps.keys())}`);
    agreement.identifiers.forEach((party, i) => {
      const key = `${normalQualifier(party.qualifier)}:${party.id} → ${partyText(agreement.us)}`;
      const owner = owners.get(key);
      if (owner !== undefined) wrong(['identifiers', String(i)], `${partyText(party)} is ${owner}'s already`);
      owners.set(key, agreement.partner);
    });
    for (const [document, message] of Object.entries(agreement.respond)) {
      const isJson = message.startsWith('json/') && schemas.has(`${message.slice('json/'.length)}.json`);
      if (message !== 'none' && !isJson && !mappings.has(message))
        wrong(['respond', document], `there is no mapping ${message}${hint(message, mappings.keys())}`);
    }
    if (!known.includes(agreement.format))
      wrong(['format'], `there is no format ${agreement.format}${hint(agreement.format, known)}`);
    const answers = agreement.acknowledge.functional;
    if (answers !== 'none' && !ANSWERS[isEdi(agreement.format) ? agreement.format : 'document']!.includes(answers))
      wrong(
        ['acknowledge', 'functional'],
        `a partner whose format is ${agreement.format} is not answered by ${answers}`,
      );
    if (agreement.acknowledge.content === 'aperak' && agreement.format !== 'edifact')
      wrong(['acknowledge', 'content'], `a partner whose format is ${agreement.format} gets no APERAK`);
    if (agreement.test === agreement.erp) wrong(['test'], `test documents would reach the live ERP ${agreement.erp}`);
    else if (agreement.test !== undefined && !erps.has(agreement.test))
      wrong(['test'], `there is no ERP ${agreement.test} in mappings/erps${hint(agreement.test, erps.keys())}`);
    const { element, component, repetition, terminator } = agreement.send.separators;
    const used = [element, component, repetition, terminator].filter((one) => one !== '');
    if (new Set(used).size !== used.length) wrong(['send'], 'the separators must differ from each other');
    if (agreement.send.replacement !== undefined && used.includes(agreement.send.replacement))
      wrong(['send', 'replacement'], `${agreement.send.replacement} is a separator; it cannot stand for a character`);
    if (agreement.numbers.from > agreement.numbers.to)
      wrong(['numbers'], `the control numbers from ${agreement.numbers.from} to ${agreement.numbers.to} are none`);
    const found = [agreement.settings, ...agreement.messageSettings.values()].flatMap(contradictions);
    found.push(...unknownCalendars(agreement.settings, calendars));
    // What the partner says for all messages is found again in each that says more.
    findings.push(...new Map(found.map((one) => [sentence(one), one])).values());
    for (const message of agreement.messageSettings.keys()) {
      if (!mappings.has(message) && !mappings.has(`partners/${agreement.partner}/${message.split('/')[1]}`))
        wrong(['messages', message], `there is no mapping ${message}${hint(message, mappings.keys())}`);
    }
  }
}

/** The agreement an interchange falls under, by who sends it to whom. */
export function agreementFor({ partners }: Catalog, sender: Party, receiver: Party): Agreement | undefined {
  for (const agreement of partners.values()) {
    if (agreement.identifiers.some((party) => sameParty(party, sender)) && sameParty(agreement.us, receiver))
      return agreement;
  }
  return undefined;
}

/** The mapping of a message for a partner: its own where it has one, otherwise the common one. */
export function mappingFor({ mappings }: Catalog, partner: string | undefined, message: string): Plan | undefined {
  return (
    (partner === undefined ? undefined : ownMappings(mappings).get(`${partner}|${message}`)) ?? mappings.get(message)
  );
}

const OWN = new WeakMap<Catalog['mappings'], { size: number; plans: Map<string, Plan> }>();

/** Partners' own mappings, by partner and message: every set asks for one. */
function ownMappings(mappings: Catalog['mappings']): Map<string, Plan> {
  const known = OWN.get(mappings);
  if (known?.size === mappings.size) return known.plans;
  const plans = new Map<string, Plan>();
  for (const plan of mappings.values()) {
    const [folder, partner = ''] = plan.name.split('/');
    const key = `${partner}|${plan.format}/${plan.message}`;
    if (folder === 'partners' && !plans.has(key)) plans.set(key, plan);
  }
  OWN.set(mappings, { size: mappings.size, plans });
  return plans;
}

/** The definition of a mapping's own feed, where it declares one. */
export function feedFor({ feeds }: Catalog, { name }: Plan): FoundDefinition | undefined {
  const definition = feeds.get(name);
  return definition === undefined ? undefined : { definition, exact: true };
}

/** The feeds a file of a partner's may be of: its own, then those of all. */
export function feedsOf({ feeds }: Catalog, partner: string | undefined): FeedDefinition[] {
  const all = [...feeds];
  const own = all.filter(([name]) => name.startsWith(`partners/${partner}/`));
  return [...own, ...all.filter(([name]) => !name.startsWith('partners/'))].map(([, feed]) => feed);
}

/** The guide of a message for a partner. */
export const guideFor = ({ guides }: Catalog, partner: string | undefined, message: string): Guide | undefined =>
  partner === undefined ? undefined : guides.get(`${partner}|${message}`);

/** The dictionary of a release, or the nearest older one; `syntax` as the interchange names it. */
export const definitionFor = (
  { releases }: Catalog,
  format: string,
  release: string,
  syntax?: string,
): FoundDefinition | undefined => releases.get(format)?.find(release, syntax);

/** The dictionary of a set that was read. CONTRL comes with the syntax of its interchange: every directory has it. */
export function definitionOf(
  catalog: Catalog,
  { type, release, definition, group: { interchange } }: TransactionSet,
): FoundDefinition | undefined {
  if (definition !== undefined) return { definition, exact: true };
  const { syntax, version } = interchange;
  const [any = release] = catalog.releases.get(syntax)?.names ?? [];
  return definitionFor(catalog, syntax, syntax === 'edifact' && type === CONTRL ? any : release, version);
}

/** The definitions of these releases, of all when none are named. */
export function definitionsIn({ releases }: Catalog, format: string, names: readonly string[] = []): Definition[] {
  const all = releases.get(format) ?? NO_RELEASES;
  return (names.length === 0 ? all.names : names).flatMap((name) => {
    const found = all.find(name);
    return found?.exact === true ? [found.definition] : [];
  });
}

export const setFor = ({ definition }: FoundDefinition, type: string): SetDefinition | undefined =>
  definition.sets.get(type);
