// Validators for JSON Schemas as one self-contained ES module, for runtimes where code may not be made from strings.
// The module exports `validators`: each schema's validator under its $id.
import { build } from 'esbuild';
import { validatorSource } from '../core/schema.ts';

export async function validatorModule(schemas: Record<string, unknown>[]): Promise<string> {
  const ids = schemas.map(({ $id }) => String($id));
  const names = Object.fromEntries(ids.map((id, i) => [`validate${i}_`, id]));
  const entries = Object.entries(names).map(([name, id]) => `${JSON.stringify(id)}: ${name}`);
  const source = validatorSource(schemas, names);
  // ajv's source still requires a few of its own functions; bundled once, the module stands alone everywhere.
  const { outputFiles } = await build({
    stdin: {
      contents: `${source}\nexport const validators = { ${entries.join(', ')} };`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    // Half the size, and a Worker reads it all before it answers for the first time.
    minify: true,
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}
