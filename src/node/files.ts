/** Reads mappings/ and schemas/ of a project folder into the catalog, with the findings `check` prints. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCatalog, type Catalog, type Files } from '../core/catalog.ts';
import { createValidate } from '../core/schema.ts';
import type { Finding } from '../core/yaml.ts';

/** The project this program belongs to: where its mappings and schemas are. */
export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const READ = /\.(yaml|json|csv)$/;
// Test pairs beside a mapping are data for tests, not configuration.
const TESTS = /\.test$/;

/** All catalog files below a project's root, by path from it. */
export function readFiles(root: string): Files {
  const files: Files = new Map();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !TESTS.test(entry.name)) walk(path);
      else if (entry.isFile() && READ.test(entry.name)) files.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  };
  for (const folder of ['mappings', 'schemas']) if (existsSync(join(root, folder))) walk(join(root, folder));
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
