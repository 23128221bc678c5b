/**
 * The SQL of every engine that is SQLite inside: node:sqlite here, Cloudflare D1 on Workers
 * (https://www.sqlite.org/lang.html).
 */

import { DummyDriver, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Dialect } from './sql.ts';

export const sqliteDialect: Dialect = {
  kysely: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  // AUTOINCREMENT: without it a number comes back after the newest row was deleted, and readers of a feed miss it.
  sequence: 'integer primary key autoincrement',
  bytes: 'blob',
  tableEnd: 'strict',
  tally,
  neverChanged: (table) => [
    `create trigger "${table}NeverChanged" before update on "${table}" begin
       select raise(abort, 'rows of ${table} are never changed');
     end`,
  ],
};

/**
 * A table kept by triggers. Counting the rows anew at every reading of the metrics would stop the only writer for
 * longer and longer. (Where many processes write at once, PostgreSQL, a tally would be a row they all wait for:
 * there it should be a view with GROUP BY.)
 */
function tally(counted: readonly { table: string; column: string }[]): string[] {
  return [
    `create table "tally" (
       "what" text not null, "state" text not null, "count" integer not null, primary key ("what", "state")
     ) strict, without rowid`,
    ...counted.flatMap(({ table, column }) => {
      const more = `insert into "tally" values ('${table}', new."${column}", 1)
         on conflict ("what", "state") do update set "count" = "count" + 1;`;
      const less = `update "tally" set "count" = "count" - 1 where "what" = '${table}' and "state" = old."${column}";`;
      return [
        `create trigger "${table}Enters" after insert on "${table}" begin ${more} end`,
        `create trigger "${table}Moves" after update of "${column}" on "${table}"
           when old."${column}" <> new."${column}" begin ${less} ${more} end`,
        `create trigger "${table}Leaves" after delete on "${table}" begin ${less} end`,
      ];
    }),
  ];
}
