/**
 * The Store of gateway/ports.ts on any database that has a Sql driver: every method that changes something is one
 * list of statements, committed together or not at all.
 */

import { CompiledQuery } from 'kysely';
import { Fault } from '../core/fault.ts';
import type {
  Acknowledgment,
  Amendment,
  Confirmation,
  Delivery,
  Event,
  NewAcknowledgment,
  NewAmendment,
  NewDelivery,
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
import {
  type AcknowledgmentRow,
  type AmendmentRow,
  type DocumentRow,
  type EventRow,
  migrations,
  migrationTable,
  type TransmissionRow,
} from './schema.ts';
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
    ...acknowledgmentMethods(sql, queries),
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
  | 'receive'
  | 'transmission'
  | 'body'
  | 'transmissions'
  | 'sameContent'
  | 'holderOf'
  | 'claim'
  | 'settle'
  | 'restart'
  | 'release'
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
    async holderOf(key) {
      return optional(await first(sql, queries.holderOf({ key })), (row) => ({ ...row }));
    },
    async claim(now, until, limit) {
      const rows = await returned(sql, queries.claim({ now, until, limit }));
      rows.sort((one, other) => one.sequence - other.sequence);
      return rows.map(({ sequence, token, ...row }) => ({ transmission: transmissionOf(row), token }));
    },
    settle: (settlement) => settle(sql, queries, settlement),
    restart: (id, event) => holds(sql, [{ query: queries.restart(id), expect: 1 }, ...recorded(queries, [event])]),
    release: (id, reason, event) =>
      holds(sql, [{ query: queries.letPass(id, reason), expect: 1 }, ...recorded(queries, [event])]),
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
    released: null,
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
  const { transmission, controls, newest, documents, amendments, deliveries, reconciliations, events } = settlement;
  const row = { ...settlement, problems: JSON.stringify(settlement.problems), documents: documents.length };
  const outcome = await sql.atomic([
    { query: queries.settle(row), expect: 1 },
    ...controls.map((key) => ({
      query: queries.keepControl({ replaces: transmission, ...key, transmission, usedAt: settlement.receivedAt }),
      expect: 1,
    })),
    ...newest.map((seen) => ({ query: queries.newerOrders(seen), expect: 0 })),
    ...documents.map((document) => ({ query: queries.insertDocument(documentRow(document)) })),
    ...amendments.map((amendment) => ({ query: queries.insertAmendment(amendmentRow(amendment)), expect: 1 })),
    ...deliveries.flatMap((delivery) => handedOver(queries, delivery)),
    ...reconciliations.flatMap((acknowledgment) => reconciled(queries, acknowledgment)),
    ...recorded(queries, events),
  ]);
  if (outcome.done) return { done: true };
  // Guard 0 is the transmission's own; guard n is the nth control number; behind them stand the orders that were looked
  // for, documents, which have no guard, amendments and acknowledgments.
  if (outcome.failed === 0) return { done: false, reason: 'stale' };
  const taken = controls[outcome.failed - 1];
  if (taken === undefined) {
    const ordered = 1 + controls.length + newest.length;
    const amended = ordered + documents.length + amendments.length;
    const reason = outcome.failed < ordered ? 'ordered' : outcome.failed < amended ? 'amended' : 'acknowledged';
    return { done: false, reason };
  }
  const holder = await first(sql, queries.holderOf({ key: taken.key }));
  if (holder === undefined) throw new Fault('STORE_CHANGED', 'transient', `control number ${taken.key} was let go of`);
  return { done: false, reason: 'duplicate', transmission: holder.transmission };
}

type DocumentMethods = Pick<
  Store,
  'document' | 'documents' | 'ordersNamed' | 'amendments' | 'amendment' | 'feed' | 'confirm' | 'send'
>;

function documentMethods(sql: Sql, queries: Queries): DocumentMethods {
  return {
    async document(id) {
      return optional(await first(sql, queries.document({ id })), documentOf);
    },
    async documents(filter) {
      return (await sql.rows(queries.documents(filter))).map(documentOf);
    },
    async ordersNamed({ partner, erp, number }, limit) {
      return (await sql.rows(queries.ordersNamed({ partner, erp, number, limit }))).map(documentOf);
    },
    async amendments(order) {
      return (await sql.rows(queries.amendments({ order }))).map(amendmentOf);
    },
    async amendment(change) {
      return optional(await first(sql, queries.amendment({ change })), amendmentOf);
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
              ...handedOver(queries, response.delivery),
            ]),
        ...recorded(queries, confirmation.events),
      ]);
    },
    send: ({ document, delivery, events }) =>
      holds(sql, [
        { query: queries.insertDocumentOnce(documentRow(document)), expect: 1 },
        ...handedOver(queries, delivery),
        ...recorded(queries, events),
      ]),
  };
}

type DeliveryMethods = Pick<
  Store,
  'delivery' | 'deliveries' | 'mailbox' | 'collected' | 'retry' | 'sentUnder' | 'sentIn'
>;

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
    retry: (id, due, event) =>
      holds(sql, [
        { query: queries.retry(id), expect: 1 },
        { query: queries.deliverDocument(id, 'offered') },
        { query: queries.reopenAcknowledgment(id, due) },
        { query: queries.reopenDocument(id, due) },
        { query: queries.reopenDelivery(id, due) },
        ...recorded(queries, [event]),
      ]),
    async sentUnder(partner, groupCode, groupControl) {
      return optional(await first(sql, queries.sentUnder(partner, groupCode, groupControl)), deliveryOf);
    },
    async sentIn(partner, interchangeControl) {
      return (await sql.rows(queries.sentIn(partner, interchangeControl))).map(deliveryOf);
    },
  };
}

type AcknowledgmentMethods = Pick<Store, 'acknowledgment' | 'acknowledgments' | 'due' | 'overdue' | 'review'>;

function acknowledgmentMethods(sql: Sql, queries: Queries): AcknowledgmentMethods {
  return {
    async acknowledgment(id) {
      return optional(await first(sql, queries.acknowledgment({ id })), acknowledgmentOf);
    },
    async acknowledgments(filter) {
      return (await sql.rows(queries.acknowledgments(filter))).map(acknowledgmentOf);
    },
    async due(now, limit) {
      return (await sql.rows(queries.due({ now, limit }))).map(acknowledgmentOf);
    },
    async overdue(id, event) {
      const found = await first(sql, queries.acknowledgment({ id }));
      if (found === undefined) return false;
      return holds(sql, [
        { query: queries.overdue({ id, at: event.at }), expect: 1 },
        ...said(queries, { ...found, state: 'overdue' }),
        ...recorded(queries, [event]),
      ]);
    },
    review: (id, comment, event) =>
      holds(sql, [{ query: queries.review({ id, comment, at: event.at }), expect: 1 }, ...recorded(queries, [event])]),
  };
}

/** The statements that put a delivery in a mailbox, and begin to wait for its acknowledgment where one is expected. */
function handedOver(queries: Queries, delivery: NewDelivery): Statement[] {
  const inserted = { query: queries.insertDelivery(delivery) };
  if (delivery.acknowledgment !== 'waiting') return [inserted];
  const { id, partner, message, document, createdAt, acknowledgmentDue: due } = delivery;
  const { interchangeControl, groupCode, groupControl, setControl } = delivery;
  const expected: NewAcknowledgment = {
    id,
    partner,
    message,
    delivery: id,
    document,
    state: 'waiting',
    verdict: null,
    late: false,
    contradicts: false,
    createdAt,
    due,
    answeredAt: null,
    saidBy: null,
    transmission: null,
    interchangeControl,
    groupCode,
    groupControl,
    setControl,
    said: null,
    review: 'none',
    reviewedAt: null,
    comment: null,
  };
  return [inserted, { query: queries.insertAcknowledgment(acknowledgmentRow(expected)) }];
}

/** The statements that settle a delivery's acknowledgment, guarded against another one before it, or keep one beside it. */
function reconciled(queries: Queries, acknowledgment: NewAcknowledgment): Statement[] {
  const row = acknowledgmentRow(acknowledgment);
  return acknowledgment.state === 'unmatched' || acknowledgment.state === 'duplicate'
    ? [{ query: queries.insertAcknowledgment(row) }]
    : [{ query: queries.settleAcknowledgment(row), expect: 1 }, ...said(queries, row)];
}

/** What is said of a delivery is shown with it and with what it carries. */
function said(queries: Queries, { delivery, document, state, answeredAt }: AcknowledgmentRow): Statement[] {
  const acknowledgment = state as Delivery['acknowledgment'];
  return [
    ...(delivery === null ? [] : [{ query: queries.acknowledgeDelivery({ delivery, acknowledgment, answeredAt }) }]),
    ...(document === null ? [] : [{ query: queries.acknowledgeDocument({ document, acknowledgment }) }]),
  ];
}

type EventMethods = Pick<Store, 'reserve' | 'record' | 'events' | 'counts'>;

function eventMethods(sql: Sql, queries: Queries): EventMethods {
  return {
    async reserve(name, { from, to, rollover }) {
      const reserve = rollover ? queries.reserve : queries.reserveUpTo;
      const [row] = await returned(sql, reserve({ name, from, to }));
      return row?.value;
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
  return { ...row, body: JSON.parse(row.body), batch: row.batch === null ? null : JSON.parse(row.batch) };
}

function documentRow(document: NewDocument): DocumentRow {
  const { body, batch } = document;
  return { ...document, body: JSON.stringify(body), batch: batch === null ? null : JSON.stringify(batch) };
}

function amendmentOf(row: AmendmentRow & Pick<Amendment, 'at' | 'business'>): Amendment {
  const { changes, conflicts, body } = row;
  return {
    ...row,
    changes: JSON.parse(changes),
    conflicts: JSON.parse(conflicts),
    body: body === null ? null : JSON.parse(body),
  };
}

function amendmentRow(amendment: NewAmendment): AmendmentRow {
  const { changes, conflicts, body } = amendment;
  return {
    ...amendment,
    changes: JSON.stringify(changes),
    conflicts: JSON.stringify(conflicts),
    body: body === null ? null : JSON.stringify(body),
  };
}

function deliveryOf(row: Delivery): Delivery {
  return { ...row };
}

function acknowledgmentOf(row: AcknowledgmentRow & { sequence: number }): Acknowledgment {
  const said = row.said === null ? null : JSON.parse(row.said);
  return { ...row, said, late: row.late === 1, contradicts: row.contradicts === 1 };
}

function acknowledgmentRow(acknowledgment: NewAcknowledgment): AcknowledgmentRow {
  const { said, late, contradicts } = acknowledgment;
  return {
    ...acknowledgment,
    said: said === null ? null : JSON.stringify(said),
    late: Number(late),
    contradicts: Number(contradicts),
  };
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
