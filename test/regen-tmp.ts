import { readFileSync, writeFileSync } from 'node:fs';
import { loadCatalog } from '../src/node/files.ts';
import { sentence } from '../src/core/yaml.ts';
import { translate } from '../src/gateway/translate.ts';
const { catalog, findings } = loadCatalog();
for (const f of findings) console.log(sentence(f));
for (const file of process.argv.slice(2)) {
  const out = translate(catalog, readFileSync(file), { anyone: true, ...(file.includes('partners/') ? { partner: file.split('/')[2]! } : {}) });
  const set = out.groups[0]!.sets[0]!;
  for (const p of set.problems) console.log(p.message, p.at);
  const { source: _, ...doc } = set.document as any;
  writeFileSync(file.replace(/\.edi$/, '.json'), JSON.stringify(doc, null, 2) + '\n');
}
