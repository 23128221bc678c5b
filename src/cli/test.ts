/** `dragoman test`: every test pair beside the mappings, both ways; what differs, by its path in the document. */

import { differenceLine } from '../core/mapping/differ.ts';
import { provePair } from '../core/mapping/prove.ts';
import { readPairs } from '../node/files.ts';
import { parse, plural, root, soundCatalog, Usage } from './command.ts';

export async function run(args: string[]): Promise<number> {
  const { positionals } = parse(args, {});
  const catalog = soundCatalog();
  const unknown = positionals.find((name) => !catalog.mappings.has(name));
  if (unknown !== undefined)
    throw new Usage(`there is no mapping ${unknown}; known: ${[...catalog.mappings.keys()].join(', ')}`);
  const { pairs, alone } = readPairs(root());
  let failed = alone.length;
  for (const path of alone) console.log(`✗ ${path} has no other half`);
  const chosen = pairs.filter(({ mapping }) => positionals.length === 0 || positionals.includes(mapping));
  for (const pair of chosen) {
    const differences = provePair(catalog, pair);
    console.log(`${differences.length === 0 ? '✓' : '✗'} ${pair.mapping}: ${pair.name}`);
    for (const difference of differences) console.log(`    ${differenceLine(difference)}`);
    if (differences.length > 0) failed++;
  }
  console.log(`\n${plural(chosen.length, 'pair')}, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
