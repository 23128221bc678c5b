/** Where the shared files are (real interchanges, standards): DRAGOMAN_SHARED, or ../shared beside the project. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SHARED = process.env.DRAGOMAN_SHARED ?? join(import.meta.dirname, '..', '..', 'shared');

export const CORPUS = join(SHARED, 'corpus');

export const hasCorpus = existsSync(join(CORPUS, 'INDEX.tsv'));

/** The name of a test that needs the corpus; it says why it is skipped when the corpus is not there. */
export const onCorpus = (name: string): string =>
  hasCorpus ? name : `${name} (skipped: no corpus at ../shared/corpus or DRAGOMAN_SHARED)`;

/** Rows of a tab-separated index in the corpus, without its heading; none when the corpus is not there. */
export function rowsOf(name: string): string[][] {
  if (!hasCorpus) return [];
  const [, ...rows] = readFileSync(join(CORPUS, name), 'utf8').split('\n');
  return rows.filter((row) => row !== '').map((row) => row.split('\t'));
}

/** Whether a file an index names is here: some are held back. */
export const isHere = (path: string): boolean => existsSync(join(CORPUS, path));

export const corpusFile = (path: string): Buffer => readFileSync(join(CORPUS, path));
