import { readdirSync, readFileSync } from 'node:fs';
import { loadCatalog } from '../src/node/files.ts';
import { sentence } from '../src/core/yaml.ts';
import { differenceLine, pairsIn, provePair } from '../src/core/mapping/prove.ts';
const { catalog, findings } = loadCatalog();
for (const f of findings.slice(0,40)) console.log(sentence(f));
const files = (readdirSync('mappings', { recursive: true }) as string[]).filter((p) => /\.test\//.test(p)).map((p): [string,string] => [`mappings/${p}`, readFileSync(`mappings/${p}`, 'utf8')]);
const { pairs, alone } = pairsIn(files);
console.log(alone);
for (const p of pairs) { const d = provePair(catalog, p); console.log(p.mapping, p.name, d.length); for (const x of d.slice(0,12)) console.log('   ', differenceLine(x)); }
