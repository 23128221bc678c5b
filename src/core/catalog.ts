/**
 * The catalog: partners, ERPs, mappings, tables and definitions, built from files and linted as a whole. What
 * is wrong with any file is a finding with `file:line:column`; `check` prints them and a server with findings
 * does not start.
 *
 * Files are given by their path from the project's root, so that a folder, a bundle and a test are the same.
 */

import { type Agreement, normalQualifier, type Party, partyText, readAgreement, sameParty } from './agreement.ts';
import { type Definition, readDefinition, type SetDefinition } from './edi/definition.ts';
import { formats } from './formats/index.ts';
import { readJson } from './json.ts';
import { checkMapping } from './mapping/check.ts';
import { hint } from './mapping/nearest.ts';
import { type MappingSource, overlay, parseMapping } from './mapping/parse.ts';
import type { Plan } from './mapping/plan.ts';
import type { Schemas } from './mapping/schema.ts';
import { parseTable, type Table } from './mapping/table.ts';
import { catalogue, entryOf, type ProblemCode } from './problem.ts';
import type { Validate } from './schema.ts';
import { type Finding, isMap, readYaml } from './yaml.ts';

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
  tables: Map<string, Table>;
  /** By format: its releases, oldest first. */
  definitions: Map<string, Definition[]>;
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
    tables: new Map(),
    definitions: new Map(),
    schemas: new Map(),
    validate,
  };
  const under = (folder: string, extension: string): Source[] =>
    [...files]
      .filter(([path]) => path.startsWith(folder) && path.endsWith(extension))
      .map(([path, text]): Source => [path, path.slice(folder.length, -extension.length), text])
      .sort(([a], [b]) => (a < b ? -1 : 1));

  for (const [path, name, text] of under('schemas/canonical/', '.json')) {
    const schema = json(path, text, findings);
    if (schema !== undefined) catalog.schemas.set(`${name}.json`, schema);
  }
  for (const format of Object.keys(formats))
    catalog.definitions.set(format, definitionsOf(format, under(`schemas/${format}/`, '.json'), validate, findings));
  for (const [path, name, text] of under('mappings/tables/', '.csv')) {
    const { table, findings: wrong } = parseTable(name, path, text);
    catalog.tables.set(name, table);
    findings.push(...wrong);
  }
  addErps(catalog, under('mappings/erps/', '/erp.yaml'), findings);
  addPartners(catalog, under('mappings/partners/', '/agreement.yaml'), findings);
  addMappings(
    catalog,
    under('mappings/', '.yaml').filter(([path]) => !/(^|\/)(agreement|erp)\.yaml$/.test(path)),
    findings,
  );
  lintAgreements(catalog, files, findings);
  return { catalog, findings };
}

function json(path: string, text: string, findings: Finding[]): Record<string, unknown> | undefined {
  const read = readJson(path, text);
  if ('value' in read) return read.value as Record<string, unknown>;
  findings.push(read.finding);
  return undefined;
}

/** A release's file is named after it; other files in the folder (code values) are no definitions. */
function definitionsOf(format: string, sources: Source[], validate: Validate, findings: Finding[]): Definition[] {
  return sources.flatMap(([path, name, text]) => {
    if (!formats[format]!.isRelease(name)) return [];
    const source = json(path, text, findings);
    if (source === undefined) return [];
    const place = (at: string, message: string): Finding => ({
      ...readYaml(path, text).at(at.split('/')),
      message: at === '' ? message : `${at}: ${message}`,
    });
    const misshapen = validate('config/dictionary.json', source);
    findings.push(...misshapen.map((wrong) => place(wrong.path, wrong.message)));
    if (misshapen.length > 0) return [];
    const { definition, findings: wrong } = readDefinition(source);
    findings.push(...wrong.map((one) => place(one.path, one.message)));
    return [definition];
  });
}

function addErps(catalog: Catalog, sources: Source[], findings: Finding[]): void {
  for (const [path, erp, text] of sources) {
    const source = settings(path, text, 'config/erp.json', catalog.validate, findings);
    if (source !== undefined) catalog.erps.set(erp, { erp, name: (source as { name?: string }).name ?? erp });
  }
}

function addPartners(catalog: Catalog, sources: Source[], findings: Finding[]): void {
  for (const [path, partner, text] of sources) {
    const source = settings(path, text, 'config/agreement.json', catalog.validate, findings);
    if (source !== undefined) catalog.partners.set(partner, readAgreement(partner, source));
  }
}

/** A settings file that is valid by its schema; each violation at its line. */
function settings(path: string, text: string, schema: string, validate: Validate, findings: Finding[]): unknown {
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
  return wrong.length > 0 ? undefined : plain;
}

function addMappings(catalog: Catalog, sources: Source[], findings: Finding[]): void {
  const parsed = new Map<string, MappingSource>();
  for (const [path, name, text] of sources) {
    const { mapping, findings: wrong } = parseMapping(path, text);
    findings.push(...wrong);
    if (mapping !== undefined && wrong.length === 0) parsed.set(name, mapping);
  }
  const laid = new Map<string, MappingSource | undefined>();

  function lay(name: string, above: string[]): MappingSource | undefined {
    if (laid.has(name)) return laid.get(name);
    const source = parsed.get(name);
    if (source?.extends === undefined) return source;
    const base = parsed.get(source.extends);
    let result: MappingSource | undefined;
    if (base === undefined)
      findings.push({
        ...source.at,
        message: `extends: there is no mapping ${source.extends}${hint(source.extends, parsed.keys())}`,
      });
    else if (above.includes(source.extends))
      findings.push({
        ...source.at,
        message: `extends: ${[...above, name, source.extends].join(' → ')} goes in a circle`,
      });
    else {
      const under = lay(source.extends, [...above, name]);
      if (under !== undefined) result = overlay(under, source);
    }
    laid.set(name, result);
    return result;
  }

  for (const name of parsed.keys()) {
    const source = lay(name, []);
    if (source === undefined) continue;
    const [format = ''] = source.message.split('/');
    const vocabulary = {
      schemas: catalog.schemas,
      tables: catalog.tables,
      definitions: catalog.definitions.get(format) ?? [],
    };
    const { plan, findings: wrong } = checkMapping(name, source, vocabulary);
    findings.push(...wrong);
    if (plan !== undefined) catalog.mappings.set(name, plan);
  }
}

/** What an agreement names must exist, and no two partners may be recognised by the same identifier. */
function lintAgreements({ partners, erps, mappings }: Catalog, files: Files, findings: Finding[]): void {
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
      if (message !== 'none' && !mappings.has(message))
        wrong(['respond', document], `there is no mapping ${message}${hint(message, mappings.keys())}`);
    }
    for (const list of ['tolerate', 'refuse'] as const) {
      agreement[list].forEach((code, i) => {
        if (!isProblemCode(code))
          wrong([list, String(i)], `there is no problem ${code}${hint(code, Object.keys(catalogue))}`);
        else if (list === 'tolerate' && NEVER.has(entryOf(code).level))
          wrong([list, String(i)], `${code} cannot be tolerated: what it is wrong with cannot be read safely`);
      });
    }
    const { element, component, repetition, terminator } = agreement.send.separators;
    const used = [element, component, repetition, terminator].filter((one) => one !== '');
    if (new Set(used).size !== used.length) wrong(['send'], 'the separators must differ from each other');
  }
}

// An envelope that does not add up may have lost orders; no agreement makes that acceptable.
const NEVER = new Set<string>(['interchange', 'group', 'set']);

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
  const [format = '', type = ''] = message.split('/');
  if (partner !== undefined) {
    for (const plan of mappings.values()) {
      if (plan.name.startsWith(`partners/${partner}/`) && plan.format === format && plan.message === type) return plan;
    }
  }
  return mappings.get(message);
}

export interface FoundDefinition {
  definition: Definition;
  /** False when another release had to stand in. */
  exact: boolean;
}

/** The dictionary of a release, or the nearest older one. */
export function definitionFor({ definitions }: Catalog, format: string, release: string): FoundDefinition | undefined {
  const releases = definitions.get(format) ?? [];
  const exact = releases.find((one) => one.release === release);
  if (exact !== undefined) return { definition: exact, exact: true };
  const older = releases.filter((one) => one.release < release).at(-1);
  return older === undefined ? undefined : { definition: older, exact: false };
}

export const setFor = ({ definition }: FoundDefinition, type: string): SetDefinition | undefined =>
  definition.sets.get(type);

export const isProblemCode = (code: string): code is ProblemCode => code in catalogue;
