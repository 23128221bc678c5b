/**
 * Whether a document is valid by what its standard publishes: the XML schemas of UBL 2.1 and openTRANS, the DTDs of
 * cXML. libxml2 decides, not we: it is an oracle for what we write. The files are in ../shared/standards.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DtdValidator, XmlDocument, XmlDtd, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { SHARED } from '../shared.ts';

const STANDARDS = join(SHARED, 'standards');

export const hasStandards = existsSync(join(STANDARDS, 'ubl-2.1'));

/** The name of a test that needs them; it says why it is skipped when they are not there. */
export const byStandards = (name: string): string =>
  hasStandards ? name : `${name} (skipped: no standards at ../shared/standards or DRAGOMAN_SHARED)`;

type Validator = Pick<DtdValidator | XsdValidator, 'dispose'> & { validate(document: XmlDocument): void };

// Schemas import each other by the places of their files.
xmlRegisterFsInputProviders();

const made = new Map<string, Validator>();

/** A validator by its file, made once: the schemas of UBL take a second. */
function validatorFor(path: string): Validator {
  const validator = made.get(path) ?? (path.endsWith('.dtd') ? ofDtd(path) : ofSchema(path));
  made.set(path, validator);
  return validator;
}

const ofDtd = (path: string): Validator => new DtdValidator(XmlDtd.fromBuffer(readFileSync(path)));

function ofSchema(path: string): Validator {
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: path });
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
}

/** The local name of a document's root. */
const rootOf = (xml: string): string => /<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]/.exec(xml)?.[1] ?? '';

/** The published file a document of the vocabulary is valid by; undefined where there is none. */
function fileFor(xml: string, vocabulary: string): string | undefined {
  switch (vocabulary) {
    case 'ubl': {
      const path = join(STANDARDS, 'ubl-2.1', 'maindoc', `UBL-${rootOf(xml)}-2.1.xsd`);
      return existsSync(path) ? path : undefined;
    }
    case 'opentrans':
      return join(STANDARDS, 'opentrans', 'opentrans_2_1.xsd');
    case 'cxml':
      return dtdFor(xml);
    default:
      return undefined;
  }
}

/** cXML has a DTD for orders and one for what fulfils them; a request is of the one that has it in Request. */
function dtdFor(xml: string): string | undefined {
  const [, request = 'Response'] = /<(?:Request|Message)\b[^>]*>\s*<([\w.]+)/.exec(xml) ?? [];
  const holds = new RegExp(`<!ENTITY\\s+%\\s+cxml\\.requests\\s+"[^"]*\\b${request}\\b`);
  const defines = request === 'Response' ? /<!ELEMENT\s+Response\s/ : holds;
  const folder = join(STANDARDS, 'cxml');
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .find((path) => defines.test(readFileSync(path, 'utf8')));
}

/** Whether there is anything a document can be checked by. */
export const isChecked = (xml: string, vocabulary: string): boolean => fileFor(xml, vocabulary) !== undefined;

/** What is wrong with a document by its standard; nothing where it is valid. */
export async function validate(xml: string, vocabulary: string): Promise<string[]> {
  const path = fileFor(xml, vocabulary);
  if (path === undefined) throw new Error(`nothing is published by which a ${rootOf(xml)} of ${vocabulary} is checked`);
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(xml);
    validatorFor(path).validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map(({ line, message }) => `${line}: ${message.trim()}`);
  } finally {
    document?.dispose();
  }
}
