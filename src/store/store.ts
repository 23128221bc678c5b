/**
 * The Store of gateway/ports.ts on any database that has a Sql driver: every method that changes something is one
 * list of statements, committed together or not at all.
 */

import { CompiledQuery } from 'kysely';
import { Fault } from '../core/fault.ts';
import type {
  Confirmation,
  Delivery,
  Event,
  NewDocument,
  NewEvent,
  NewTransmission,
  Settlement,
  SettleResult,
  Store,
  StoredDocument,
  Transmission,
} from '../gateway/ports.ts';
import { createQueries, type Queries } from './queries.ts';
import { type DocumentRow, type EventRow, migrations, migrationTable, type TransmissionRow } from './schema.ts';
import type { Sql, Statement } from './sql.ts';

/** Bytes of a body in one row. */
const PART = 1024 * 1024;

export function createStore(sql: Sql): Store {
  const queries = createQueries(sql.dialect.kysely);
  return {
    open: () => open(sql, queries),
    recover: async () => {
      await sql.atomic([{ query: queries.release() }]);
    },
    close: () => sql.close(),
    ...transmissionMethods(sql, queries),
    ...documentMethods(sql, queries),
    ...deliveryMethods(sql, queries),
    ...eventMethods(sql, queries),
    ...keyMethods(sql, queries),
  };
}

async function open(sql: Sql, queries: Queries): Promise<void> {
  await sql.atomic([{ query: text(migrationTable(sql.dialect)) }]);
  const versions = migrations(sql.dialect);
  const current = (await first(sql, queries.migrated()))?.version ?? 0;
  if (current > versions.length) {
    throw new Fault(
      'STORE_NEWER',
      'permanent',
      `the database has version ${current}; this program knows up to version ${versions.length}`,
    );
  }
  for (const [index, statements] of versions.entries()) {
    if (index < current) continue;
    // Refused when another process was first; then there is nothing left to do.
    await sql.atomic([
      { query: queries.beginMigration(index + 1), expect: 1 },
      ...statements.map((statement) => ({ query: text(statement) })),
    ]);
  }
}

type TransmissionMethods = Pick<
  Store,
  'receive' | 'transmission' | 'body' | 'transmissions' | 'sameContent' | 'interchange' | 'claim' | 'settle' | 'restart'
>;

function transmissionMethods(sql: Sql, queries: Queries): TransmissionMethods {
  return {
    async receive(transmission, body, event, claimUntil) {
      await sql.atomic(arrival(queries, transmission, body, event, claimUntil));
      // The row has token 1 either way: 0 is nobody's, and settles nothing.
      return claimUntil === undefined ? 0 : 1;
    },
    async transmission(id) {
      return optional(await first(sql, queries.transmission({ id })), transmissionOf);
    },
    async body(id) {
      const parts = await sql.rows(queries.parts({ id }));
      return parts.length === 0 ? undefined : joined(parts.map(({ bytes }) => bytes));
    },
    async transmissions(filter) {
      return (await sql.rows(queries.transmissions(filter))).map(transmissionOf);
    },
    async sameContent(digest, partner, before) {
      const at = await first(sql, queries.sequenceOf({ id: before }));
      if (at === undefined) throw new Fault('TRANSMISSION_UNKNOWN', 'permanent', `there is no transmission ${before}`);
      return optional(await first(sql, queries.sameContent(digest, partner, at.sequence)), transmissionOf);
    },
    async interchange(key) {
      return (await first(sql, queries.interchange({ key })))?.transmission;
    },
    async claim(now, until, limit) {
      const rows = await returned(sql, queries.claim({ now, until, limit }));
      rows.sort((one, other) => one.sequence - other.sequence);
      return rows.map(({ sequence, token, ...row }) => ({ transmission: transmissionOf(row), token }));
    },
    settle: (settlement) => settle(sql, queries, settlement),
    restart: (id, event) => holds(sql, [{ query: queries.restart(id), expect: 1 }, ...recorded(queries, [event])]),
  };
}

/** The statements that keep what arrived. An empty body has one empty part, which tells it from none. */
function arrival(
  queries: Queries,
  transmission: NewTransmission,
  body: Uint8Array,
  event: NewEvent,
  claimUntil: string | undefined,
): Statement[] {
  const row = {
    ...transmission,
    format: null,
    state: 'received',
    duplicateOf: null,
    problems: '[]',
    documents: 0,
    rejected: 0,
    attempts: claimUntil === undefined ? 0 : 1,
    settledAt: null,
    token: 1,
    claimedUntil: claimUntil ?? null,
  } as const;
  const parts = Array.from({ length: Math.max(1, Math.ceil(body.length / PART)) }, (_, part) => ({
    query: queries.insertPart({
      transmission: transmission.id,
      part,
      bytes: body.subarray(part * PART, (part + 1) * PART),
    }),
  }));
  return [{ query: queries.insertTransmission(row) }, ...parts, ...recorded(queries, [event])];
}

async function settle(sql: Sql, queries: Queries, settlement: Settlement): Promise<SettleResult> {
  const { transmission, interchanges, documents, deliveries, reconciliations, events, at } = settlement;
  const row = { ...settlement, problems: JSON.stringify(settlement.problems), documents: documents.length };
  const outcome = await sql.atomic([
    { query: queries.settle(row), expect: 1 },
    ...interchanges.map((key) => ({ query: queries.keepInterchange({ ...key, transmission }), expect: 1 })),
    ...documents.map((document) => ({ query: queries.insertDocument(documentRow(document)) })),
    ...deliveries.map((delivery) => ({ query: queries.insertDelivery(delivery) })),
    ...reconciliations.flatMap(({ delivery, document, acknowledgment }) => [
      { query: queries.acknowledgeDelivery({ delivery, document, acknowledgment, at }) },
      ...(document === null ? [] : [{ query: queries.acknowledgeDocument({ document, acknowledgment }) }]),
    ]),
    ...recorded(queries, events),
  ]);
  if (outcome.done) return { done: true };
  // Guard 0 is the transmission's own; guard n is the nth interchange.
  const taken = interchanges[outcome.failed - 1];
  if (taken === undefined) return { done: false, reason: 'stale' };
  const holder = await first(sql, queries.interchange({ key: taken.key }));
  if (holder === undefined) throw new Fault('STORE_CHANGED', 'transient', `interchange ${taken.key} was let go of`);
  return { done: false, reason: 'duplicate', transmission: holder.transmission };
}

type DocumentMethods = Pick<Store, 'document' | 'documents' | 'feed' | 'confirm' | 'send'>;

function documentMethods(sql: Sql, queries: Queries): DocumentMethods {
  return {
    async document(id) {
      return optional(await first(sql, queries.document({ id })), documentOf);
    },
    async documents(filter) {
      return (await sql.rows(queries.documents(filter))).map(documentOf);
    },
    async feed(erp, filter) {
      return (await sql.rows(queries.feed(erp, filter))).map(documentOf);
    },
    confirm(confirmation: Confirmation) {
      const { response } = confirmation;
      return holds(sql, [
        { query: queries.confirm(confirmation), expect: 1 },
        ...(response === undefined
          ? []
          : [
              { query: queries.insertDocument(documentRow(response.document)) },
              { query: queries.insertDelivery(response.delivery) },
            ]),
        ...recorded(queries, confirmation.events),
      ]);
    },
    send: ({ document, delivery, events }) =>
      holds(sql, [
        { query: queries.insertDocumentOnce(documentRow(document)), expect: 1 },
        { query: queries.insertDelivery(delivery) },
        ...recorded(queries, events),
      ]),
  };
}

type DeliveryMethods = Pick<Store, 'delivery' | 'deliveries' | 'mailbox' | 'collected' | 'retry' | 'sentUnder'>;

function deliveryMethods(sql: Sql, queries: Queries): DeliveryMethods {
  return {
    async delivery(id) {
      return optional(await first(sql, queries.delivery({ id })), deliveryOf);
    },
    async deliveries(filter) {
      return (await sql.rows(queries.deliveries(filter))).map(deliveryOf);
    },
    async mailbox(partner, page) {
      return (await sql.rows(queries.mailbox(partner, page))).map(deliveryOf);
    },
    collected: (id, partner, event) =>
      holds(sql, [
        { query: queries.collect(id, partner, event.at), expect: 1 },
        { query: queries.deliverDocument(id, 'taken') },
        ...recorded(queries, [event]),
      ]),
    retry: (id, event) =>
      holds(sql, [
        { query: queries.retry(id), expect: 1 },
        { query: queries.deliverDocument(id, 'offered') },
        ...recorded(queries, [event]),
      ]),
    async sentUnder(partner, groupCode, groupControl) {
      return optional(await first(sql, queries.sentUnder(partner, groupCode, groupControl)), deliveryOf);
    },
  };
}

type EventMethods = Pick<Store, 'reserve' | 'record' | 'events' | 'counts'>;

function eventMethods(sql: Sql, queries: Queries): EventMethods {
  return {
    async reserve(sequence, max) {
      const [row] = await returned(sql, queries.reserve({ name: sequence, max }));
      if (row === undefined) throw new Fault('STORE_CHANGED', 'permanent', `no number was given for ${sequence}`);
      return row.value;
    },
    async record(events) {
      if (events.length > 0) await sql.atomic(recorded(queries, events));
    },
    async events(filter) {
      return (await sql.rows(queries.events(filter))).map(eventOf);
    },
    async counts() {
      return (await sql.rows(queries.counts())).map((row) => ({ ...row }));
    },
  };
}

type KeyMethods = Pick<Store, 'createKey' | 'key' | 'keys' | 'revokeKey'>;

function keyMethods(sql: Sql, queries: Queries): KeyMethods {
  return {
    async createKey(key) {
      await sql.atomic([{ query: queries.insertKey(key) }]);
    },
    async key(id) {
      return optional(await first(sql, queries.key({ id })), (row) => ({ ...row }));
    },
    async keys() {
      return (await sql.rows(queries.keys())).map((row) => ({ ...row }));
    },
    revokeKey: (id, at) => holds(sql, [{ query: queries.revokeKey(id, at), expect: 1 }]),
  };
}

// Rows to objects and back.

function transmissionOf<Row extends TransmissionRow>(row: Row): Omit<Row, 'problems'> & Pick<Transmission, 'problems'> {
  return { ...row, problems: JSON.parse(row.problems) };
}

function documentOf(row: DocumentRow & { sequence: number }): StoredDocument {
  return { ...row, body: JSON.parse(row.body) };
}

function documentRow(document: NewDocument): DocumentRow {
  return { ...document, body: JSON.stringify(document.body) };
}

function deliveryOf(row: Delivery): Delivery {
  return { ...row };
}

function eventOf(row: EventRow & { sequence: number }): Event {
  return { ...row, detail: JSON.parse(row.detail) };
}

function recorded(queries: Queries, events: readonly NewEvent[]): Statement[] {
  return events.map((event) => ({
    query: queries.insertEvent({
      at: event.at,
      kind: event.kind,
      partner: event.partner ?? null,
      erp: event.erp ?? null,
      transmission: event.transmission ?? null,
      document: event.document ?? null,
      delivery: event.delivery ?? null,
      detail: JSON.stringify(event.detail ?? {}),
    }),
  }));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// What a list of statements came to.

function text(statement: string): CompiledQuery {
  return CompiledQuery.raw(statement);
}

async function first<Row>(sql: Sql, query: CompiledQuery<Row>): Promise<Row | undefined> {
  return (await sql.rows(query))[0];
}

/** The rows a single statement returns. */
async function returned<Row>(sql: Sql, query: CompiledQuery<Row>): Promise<Row[]> {
  const outcome = await sql.atomic([{ query }]);
  return outcome.done ? ((outcome.results[0]?.rows ?? []) as Row[]) : [];
}

/** Whether the guards held, and so whether it was done. */
async function holds(sql: Sql, statements: Statement[]): Promise<boolean> {
  return (await sql.atomic(statements)).done;
}

function optional<Row, Value>(row: Row | undefined, convert: (row: Row) => Value): Value | undefined {
  return row === undefined ? undefined : convert(row);
}
