/** Reads mappings/ and schemas/ of a project folder into the catalog, with the findings `check` prints. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCatalog, type Catalog, type Files, lintImported } from '../core/catalog.ts';
import { Fault } from '../core/fault.ts';
import { pairsIn } from '../core/mapping/prove.ts';
import { type Finding, sentence } from '../core/yaml.ts';
import { lintSchemas } from './schemas.ts';

/** The project this program belongs to: where its mappings and schemas are. */
export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const READ = /\.(yaml|json|csv)$/;
// Test pairs beside a mapping are data for tests, not configuration.
const TESTS = /\.test\//;

/** All catalog files below a project's root, by path from it. */
export function readFiles(root: string): Files {
  return walk(root, ['mappings', 'schemas'], (path) => READ.test(path) && !TESTS.test(path));
}

/** The test pairs beside the mappings, and files that lack their other half. */
export function readPairs(root: string): ReturnType<typeof pairsIn> {
  return pairsIn(walk(root, ['mappings'], (path) => TESTS.test(path)));
}

function walk(root: string, folders: string[], wanted: (path: string) => boolean): Files {
  const files: Files = new Map();
  for (const folder of folders) {
    // An empty catalog would be sound, and know no partner.
    if (!existsSync(join(root, folder)))
      throw new Fault(
        'ROOT_INVALID',
        'permanent',
        `there is no folder ${join(root, folder)}; DRAGOMAN_ROOT names the folder that holds mappings and schemas`,
      );
    try {
      for (const name of readdirSync(join(root, folder), { recursive: true }) as string[]) {
        const path = `${folder}/${name.split(sep).join('/')}`;
        if (wanted(path) && statSync(join(root, path)).isFile())
          files.set(path, readFileSync(join(root, path), 'utf8'));
      }
    } catch (cause) {
      throw new Fault(
        'ROOT_INVALID',
        'permanent',
        `${join(root, folder)} cannot be read: ${(cause as Error).message}`,
        { cause },
      );
    }
  }
  return files;
}

const SCHEMA = /^schemas\/(canonical|config|api)\/[^/]+\.json$/;

/** The JSON Schemas among the files; one that is not JSON is left for `loadCatalog` to report. */
export function schemasIn(files: Files): Record<string, unknown>[] {
  return [...files].flatMap(([path, text]) => {
    if (!SCHEMA.test(path)) return [];
    try {
      return [JSON.parse(text) as Record<string, unknown>];
    } catch {
      return [];
    }
  });
}

export interface Loaded {
  catalog: Catalog;
  findings: Finding[];
  /** The JSON Schemas, for the API's description. */
  schemas: Record<string, unknown>[];
}

/** `thorough` looks at every entry of every EDIFACT directory and XML vocabulary too, as only `check` does. */
export function loadCatalog(root: string = PROJECT, thorough = false): Loaded {
  const files = readFiles(root);
  const { sound, validate, findings } = lintSchemas([...files].filter(([path]) => SCHEMA.test(path)));
  const built = buildCatalog(files, validate);
  // A mapping is read again under every overlay that extends it; what is wrong with it is said once.
  const inside = thorough ? lintImported(files, validate) : [];
  const said = new Map([...findings, ...built.findings, ...inside].map((finding) => [sentence(finding), finding]));
  return { catalog: built.catalog, findings: [...said.values()], schemas: sound };
}
