/** What the commands share: arguments, files, and a catalog that must be sound. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { partyText } from '../core/agreement.ts';
import type { Catalog } from '../core/catalog.ts';
import type { Interchange } from '../core/edi/envelope.ts';
import { Fault } from '../core/fault.ts';
import { isEdi } from '../core/settings.ts';
import { sentence } from '../core/yaml.ts';
import { loadCatalog, PROJECT } from '../node/files.ts';

/** The command was called wrongly. */
export class Usage extends Error {}

export function parse<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Usage((error as Error).message);
  }
}

/** The one file a command is for. */
export function fileOf(positionals: string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined) throw new Usage('which file?');
  if (more.length > 0) throw new Usage(`one file at a time; ${more[0]} is too many`);
  return file;
}

export function readInput(file: string): Uint8Array {
  if (file === '-') return readFileSync(0);
  if (!existsSync(file)) throw new Usage(`there is no file ${file}`);
  if (!statSync(file).isFile()) throw new Usage(`${file} is not a file`);
  return readFileSync(file);
}

export const root = (): string => process.env.DRAGOMAN_ROOT ?? PROJECT;

/** The catalog, or the findings that make it unusable. */
export function soundCatalog(): Catalog {
  const { catalog, findings } = loadCatalog(root());
  if (findings.length > 0) throw new Fault('CATALOG_INVALID', 'permanent', findings.map(sentence).join('\n'));
  return catalog;
}

export function knownPartner(catalog: Catalog, partner: string | undefined): { partner?: string } {
  if (partner === undefined) return {};
  if (!catalog.partners.has(partner))
    throw new Usage(`there is no partner ${partner}; known: ${[...catalog.partners.keys()].join(', ')}`);
  return { partner };
}

/** `interchange 905`, `document cxml 20240306.311@here`, `document csv`. */
export const sendingText = ({ syntax, control }: Interchange): string =>
  isEdi(syntax) ? `interchange ${control}` : `document ${syntax} ${control}`.trimEnd();

/** Whether a document says who sends it, or who it is for. */
export const namesParties = ({ sender, receiver }: Interchange): boolean => sender.id !== '' || receiver.id !== '';

/** Who sends it to whom. */
export const partiesText = (interchange: Interchange): string =>
  namesParties(interchange)
    ? `from ${partyText(interchange.sender)} to ${partyText(interchange.receiver)}`
    : 'of nobody it names';

/** `1 set`, `2 sets`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** For commands that take none: settings of the server are environment variables. */
export function noArguments([first]: string[]): void {
  if (first !== undefined)
    throw new Usage(`${first} means nothing here; the server's settings are DRAGOMAN_… variables`);
}
