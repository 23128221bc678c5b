/** The documentation page's files, served from the package on disk: nothing is fetched from elsewhere. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dragoman API</title>
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="swagger-ui-bundle.js"></script>
<script type="module" src="start.js"></script>
</body>
</html>
`;

// The page resolves every reference of every operation; what canonical documents hold below their first level is
// left out of it, or an order would take it minutes. /openapi.json has all of it.
const START = `const brief = (value) =>
  Array.isArray(value) ? value.map(brief)
  : value === null || typeof value !== 'object' ? value
  : '$ref' in value ? { description: value.description ?? value.$ref.split('/').at(-1) }
  : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, brief(one)]));
const spec = await (await fetch('/openapi.json')).json();
const { schemas } = spec.components;
for (const name of Object.keys(schemas)) if (name.startsWith('canonical.')) schemas[name] = brief(schemas[name]);
SwaggerUIBundle({ spec, dom_id: '#api', deepLinking: true, validatorUrl: null });
`;

/** A file of the page by its name; undefined for any other name, so that no path can lead out. */
export async function docs(name: string): Promise<{ contentType: string; body: Uint8Array } | undefined> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  if (name === 'index.html') return { contentType: 'text/html; charset=utf-8', body: encode(PAGE) };
  if (name === 'start.js') return { contentType: 'text/javascript; charset=utf-8', body: encode(START) };
  if (!Object.hasOwn(FILES, name)) return undefined;
  const contentType = FILES[name]!;
  const folder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
  return { contentType, body: await readFile(join(folder, name)) };
}
