/**
 * The Sql driver for SQLite in this process (node:sqlite): what `atomic` resolved is on disk and survives a crash of
 * the program and of the machine.
 *
 * WAL with synchronous=FULL syncs the log at every commit (https://www.sqlite.org/pragma.html#pragma_synchronous).
 * A sync is far dearer than the statements before it, so lists that wait at the same time share a transaction and
 * its one sync, each in a savepoint of its own.
 */

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { Fault, type Retry } from '../core/fault.ts';
import { sqliteDialect } from './dialect.ts';
import type { Outcome, Result, Sql, Statement } from './sql.ts';

/** How long to wait for another process that is writing. */
const BUSY_MS = 5_000;
/** Statements kept prepared; the store has fewer different ones than this. */
const PREPARED = 500;

interface Waiting {
  statements: readonly Statement[];
  resolve(outcome: Outcome): void;
  reject(fault: Fault): void;
}

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

/** Opens or creates the database at `path`; `:memory:` is one that is gone when it is closed. */
export function openSqlite(path: string): Sql {
  const database = connect(path);
  const run = preparedRunner(database);
  let group: Waiting[] = [];
  let closed = false;

  const commitGroup = (): void => {
    const now = group;
    group = [];
    if (now.length > 0) commit(database, run, now);
  };

  return {
    dialect: sqliteDialect,
    // Writing happens in one go, without giving way to anything else: whenever this runs, no transaction is open.
    async rows<Row>(query: CompiledQuery<Row>) {
      try {
        return run(query).rows as Row[];
      } catch (cause) {
        throw faultOf(cause);
      }
    },
    atomic: (statements) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Fault('STORE_CLOSED', 'permanent', 'the database is closed'));
        // All requests read from the network in this turn of the event loop get here before setImmediate runs.
        if (group.push({ statements, resolve, reject }) === 1) setImmediate(commitGroup);
      }),
    async close() {
      if (closed) return;
      closed = true;
      commitGroup();
      database.close();
    },
  };
}

function connect(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
    database.exec('pragma journal_mode = wal; pragma synchronous = full;');
    return database;
  } catch (cause) {
    throw faultOf(cause);
  }
}

type Run = (query: Pick<CompiledQuery, 'sql' | 'parameters'>) => Result;

function preparedRunner(database: DatabaseSync): Run {
  const prepared = new Map<string, Prepared>();
  const prepare = (text: string): Prepared => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    const fresh = { statement, returnsRows: statement.columns().length > 0 };
    if (prepared.size >= PREPARED) prepared.clear();
    prepared.set(text, fresh);
    return fresh;
  };
  return ({ sql, parameters }) => {
    const { statement, returnsRows } = prepare(sql);
    const values = parameters as SQLInputValue[];
    if (!returnsRows) return { rows: [], affected: Number(statement.run(...values).changes) };
    const rows = statement.all(...values);
    return { rows, affected: rows.length };
  };
}

const command = (sql: string) => ({ sql, parameters: [] });
const begin = command('begin immediate');
const end = command('commit');
const rollback = command('rollback');
const savepoint = command('savepoint list');
const release = command('release list');
const undo = command('rollback to list');

/**
 * Nobody is told anything before COMMIT: also a refusal may rest on what another list in the group wrote. When the
 * group is lost, all of it is.
 */
function commit(database: DatabaseSync, run: Run, group: readonly Waiting[]): void {
  let ambiguous = false;
  try {
    run(begin);
    const answers = group.map((waiting) => attempt(database, run, waiting));
    // A commit that fails in the middle of writing may still be found after a crash.
    ambiguous = true;
    run(end);
    for (const answer of answers) answer();
  } catch (cause) {
    if (database.isTransaction) run(rollback);
    for (const waiting of group) waiting.reject(faultOf(cause, ambiguous));
  }
}

/** Runs one list; returns how to answer its caller once the group is on disk. */
function attempt(database: DatabaseSync, run: Run, { statements, resolve, reject }: Waiting): () => void {
  run(savepoint);
  try {
    const results: Result[] = [];
    for (const { query, expect } of statements) {
      const result = run(query);
      if (expect !== undefined && result.affected !== expect) {
        run(undo);
        run(release);
        const failed = results.length;
        return () => resolve({ done: false, failed });
      }
      results.push(result);
    }
    run(release);
    return () => resolve({ done: true, results });
  } catch (cause) {
    // A full or failing disk ends the whole transaction, not only this list.
    if (!database.isTransaction) throw cause;
    run(undo);
    run(release);
    return () => reject(faultOf(cause));
  }
}

// Result codes: https://www.sqlite.org/rescode.html. Extended ones carry the primary one in their low byte.
const CODES: Record<number, { code: string; retry: Retry }> = {
  5: { code: 'STORE_BUSY', retry: 'transient' },
  6: { code: 'STORE_BUSY', retry: 'transient' },
  10: { code: 'STORE_DISK', retry: 'transient' },
  13: { code: 'STORE_FULL', retry: 'transient' },
  14: { code: 'STORE_PATH', retry: 'permanent' },
  19: { code: 'STORE_CONSTRAINT', retry: 'permanent' },
};

function faultOf(cause: unknown, ambiguous = false): Fault {
  if (cause instanceof Fault) return cause;
  const number = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : undefined;
  const known = number === undefined ? undefined : CODES[number];
  const { code, retry } = known ?? { code: 'STORE_FAILED', retry: 'permanent' };
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Fault(code, ambiguous ? 'ambiguous' : retry, `database: ${message}`, { cause });
}
