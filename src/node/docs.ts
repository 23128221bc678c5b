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
<script src="start.js"></script>
</body>
</html>
`;

const START = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });\n";

/** A file of the page by its name; undefined for any other name, so that no path can lead out. */
export async function docs(name: string): Promise<{ contentType: string; body: Uint8Array } | undefined> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  if (name === 'index.html') return { contentType: 'text/html; charset=utf-8', body: encode(PAGE) };
  if (name === 'start.js') return { contentType: 'text/javascript; charset=utf-8', body: encode(START) };
  const contentType = FILES[name];
  if (contentType === undefined) return undefined;
  const folder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
  return { contentType, body: await readFile(join(folder, name)) };
}
