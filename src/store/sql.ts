/**
 * The little that a database must do for the store: read committed rows, and carry out a list of statements
 * all together or not at all.
 *
 * There is no interactive transaction, because Cloudflare D1 has none: the store reads first, computes, and then
 * commits one list in which every assumption is a guard (compare-and-set).
 */

import type { CompiledQuery, Dialect as KyselyDialect } from 'kysely';

/** How an engine's SQL is compiled, and its words for what the standard leaves open. */
export interface Dialect {
  /** Compiles queries; it connects to nothing. */
  kysely: KyselyDialect;
  /** The type of a primary key that counts up by itself and never gives a number twice. */
  sequence: string;
  /** The type of raw bytes. */
  bytes: string;
  /** What follows the closing bracket of every table. */
  tableEnd: string;
  /** Statements that make `tally (what, state, count)` say how many rows of a table are in each state. */
  tally(counted: readonly { table: string; column: string }[]): string[];
  /** Statements after which the rows of a table cannot be updated. */
  neverChanged(table: string): string[];
}

export interface Statement {
  query: CompiledQuery;
  /** The guard: how many rows it must insert, change or return. Any other number refuses the whole list. */
  expect?: number;
}

export interface Result {
  /** What RETURNING gave. */
  rows: unknown[];
  affected: number;
}

/** done: all of it is durable. Otherwise nothing was changed; `failed` is the index of the guard that did not hold. */
export type Outcome = { done: true; results: Result[] } | { done: false; failed: number };

export interface Sql {
  readonly dialect: Dialect;
  /** Runs a query that only reads. It sees what is committed and nothing else. */
  rows<Row>(query: CompiledQuery<Row>): Promise<Row[]>;
  /**
   * Runs the statements in order in one transaction, and resolves when that is on disk. A statement that fails
   * rejects with a Fault, and then too nothing was changed (unless the Fault says `ambiguous`).
   */
  atomic(statements: readonly Statement[]): Promise<Outcome>;
  /** Finishes what was begun and lets go of the database. */
  close(): Promise<void>;
}
