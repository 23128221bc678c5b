/** The API's description, OpenAPI 3.1. */

export function openapi(schemas: Record<string, unknown>[], _withStore: boolean): Record<string, unknown> {
  return { openapi: '3.1.0', info: { title: 'Dragoman', version: '1' }, paths: {}, components: { schemas: Object.fromEntries(schemas.map((schema) => [String(schema.$id), schema])) } };
}
