/** Feeds for tests: a declaration, a file, and what was read of it in few words. */

import type { Unit } from '../../../src/core/edi/envelope.ts';
import { readFeed } from '../../../src/core/feed/declare.ts';
import { type FeedDefinition, feedDefinition } from '../../../src/core/feed/definition.ts';
import { feedReader } from '../../../src/core/feed/read.ts';
import { parseMapping } from '../../../src/core/mapping/parse.ts';
import { line, type Problem } from '../../../src/core/problem.ts';
import type { Node } from '../../../src/core/tree.ts';
import { isMap, readYaml } from '../../../src/core/yaml.ts';

/** What `feed:` of a mapping file says, with the findings as `LINE:COLUMN message`. */
export function declared(feed: string): { feed: ReturnType<typeof readFeed>['feed']; findings: string[] } {
  const yaml = readYaml('orders.yaml', `feed:\n${indented(feed)}`);
  const node = isMap(yaml.root) ? yaml.resolve(yaml.root.items[0]?.value as never) : null;
  const read = readFeed(yaml, node);
  return { feed: read.feed, findings: read.findings.map((one) => `${one.line}:${one.column} ${one.message}`) };
}

const indented = (text: string): string => text.replace(/^/gm, '  ');

/** The definition of csv/orders, from its feed and its map. */
export function definitionOf(
  feed: string,
  map = 'number: Order No\nlines:\n  each: row\n  quantity: Qty',
): FeedDefinition {
  const read = declared(feed);
  if (read.feed === undefined) throw new Error(read.findings.join('\n'));
  const { mapping, findings } = parseMapping(
    'orders.yaml',
    `document: order\nmessage: csv/orders\nmap:\n${indented(map)}`,
  );
  if (mapping === undefined || findings.length > 0) throw new Error(JSON.stringify(findings));
  return feedDefinition('orders', read.feed, mapping);
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All units of a file that arrives in pieces of this size. */
export function unitsOf(definition: FeedDefinition, file: string | Uint8Array, size = 1e6): Unit[] {
  const reader = feedReader(definition);
  const all = typeof file === 'string' ? bytes(file) : file;
  const units: Unit[] = [];
  for (let at = 0; at < all.length; at += size) units.push(...reader.push(all.subarray(at, at + size)));
  return [...units, ...reader.end()];
}

export interface ReadFile {
  /** Each document as its segments: `orders{Order No=1, Qty=2} row{...}`, blank cells left out. */
  documents: string[];
  /** Those of each document, then those of the file, as people read them. */
  problems: string[];
}

export function readFile(definition: FeedDefinition, file: string | Uint8Array, size?: number): ReadFile {
  const read: ReadFile = { documents: [], problems: [] };
  const say = (problems: Problem[]) => void read.problems.push(...problems.map(line));
  for (const unit of unitsOf(definition, file, size)) {
    if (unit.unit === 'set') {
      read.documents.push(shown(unit.set.tree!));
      say(unit.set.problems);
    }
    if (unit.unit === 'groupEnd') say(unit.group.problems);
    if (unit.unit === 'interchangeEnd') say(unit.interchange.problems);
  }
  return read;
}

/** A tree on one line: segments with their cells, loops in brackets. */
export const shown = (node: Node): string =>
  node.kind === 'group'
    ? `[${node.children.map(shown).join(' ')}]`
    : `${node.name}{${node.children
        .filter(({ value }) => value !== '')
        .map(({ name, value }) => `${name}=${value}`)
        .join(', ')}}`;
