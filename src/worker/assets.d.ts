// What src/build/worker.ts generates; the module itself exists only once a Worker has been built.

declare module '*/dist/worker-assets/index.js' {
  export const files: Map<string, string>;
  /** Those of the files that are JSON Schemas. */
  export const schemaPaths: string[];
  /** By the schema's $id. */
  export const validators: Record<string, import('../core/violation.ts').Check>;
}
