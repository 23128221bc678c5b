/** Reads mappings/ and schemas/ of a project folder into the catalog, with the findings `check` prints. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCatalog, type Catalog, type Files } from '../core/catalog.ts';
import { pairsIn } from '../core/mapping/prove.ts';
import { createValidate } from '../core/schema.ts';
import type { Finding } from '../core/yaml.ts';

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
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder), { recursive: true }) as string[]) {
      const path = `${folder}/${name.split(sep).join('/')}`;
      if (wanted(path) && statSync(join(root, path)).isFile()) files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  }
  return files;
}

const SCHEMA = /^schemas\/(canonical|config|api)\/[^/]+\.json$/;

/** The JSON Schemas among the files; one that is not JSON is left for the catalog to report. */
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

export function loadCatalog(root: string = PROJECT): { catalog: Catalog; findings: Finding[] } {
  const files = readFiles(root);
  return buildCatalog(files, createValidate(schemasIn(files)));
}
