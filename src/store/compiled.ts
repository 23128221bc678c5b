/**
 * A query that is compiled once and run many times: compiling one anew costs more than SQLite takes to run it.
 */

import type { Compilable, CompiledQuery } from 'kysely';

/** Stands in the query for a value that is given each time it runs. */
export type Placeholders<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/** The query `build` describes, as a function of the values it asked for. Values not asked for are left alone. */
export function compileOnce<Values extends object, Row>(
  build: (value: Placeholders<Values>) => Compilable<Row>,
): (values: Values) => CompiledQuery<Row> {
  const names = new Map<unknown, keyof Values & string>();
  // Kysely takes any object it does not know for a parameter, and hands it back in `parameters` as it is.
  const compiled = build((name) => {
    const placeholder = Object.freeze({ placeholder: name });
    names.set(placeholder, name);
    return placeholder as never;
  }).compile();
  const order = compiled.parameters.map((parameter) => ({ name: names.get(parameter), constant: parameter }));
  return (values) => ({
    ...compiled,
    parameters: order.map(({ name, constant }) => (name === undefined ? constant : values[name])),
  });
}
