/**
 * The tables of the store: what is in a row, and the migrations that bring any earlier database to them.
 *
 * Migrations only go forward and are never edited once released: a change is a new version at the end. Columns are
 * named as the fields in gateway/ports.ts, so that a row is the object but for the JSON columns.
 */

import type { Generated } from 'kysely';
import type {
  Acknowledgment,
  ApiKey,
  ControlHolder,
  ControlKey,
  Event,
  NewAcknowledgment,
  NewAmendment,
  NewDelivery,
  NewDocument,
  StoredDocument,
  Transmission,
} from '../gateway/ports.ts';
import type { Dialect } from './sql.ts';

/** A row of which some fields are kept as JSON text. */
type Row<Fields, Json extends keyof Fields> = Omit<Fields, Json> & Record<Json, string>;
interface Numbered {
  /** Ascends in the order of commits. */
  sequence: Generated<number>;
}

export type TransmissionRow = Row<Transmission, 'problems'>;
export type DocumentRow = Omit<Row<NewDocument, 'body'>, 'batch'> & { batch: string | null };
export type AmendmentRow = Omit<Row<NewAmendment, 'changes' | 'conflicts'>, 'body'> & { body: string | null };
export type AcknowledgmentRow = Omit<Row<NewAcknowledgment, 'said'>, 'said' | 'late' | 'contradicts'> & {
  said: string | null;
  /** 0 or 1. */
  late: number;
  contradicts: number;
};
export type EventRow = Row<Omit<Event, 'sequence'>, 'detail'>;

export interface Claim {
  /** The fencing token: raised by every claim and every restart, so that an earlier holder can settle nothing. */
  token: number;
  /** Until when the holder of the token has it to itself; null when nobody has. */
  claimedUntil: string | null;
}

export interface Schema {
  migration: { version: number };
  transmission: TransmissionRow & Claim & Numbered;
  /** The bytes as received, cut into parts, so that a big one is no single value of hundreds of megabytes. */
  body: { transmission: string; part: number; bytes: Uint8Array };
  controlNumber: Pick<ControlKey, 'key'> & ControlHolder;
  document: DocumentRow & Numbered;
  amendment: AmendmentRow & Numbered;
  delivery: NewDelivery & Numbered;
  acknowledgment: AcknowledgmentRow & Numbered;
  event: EventRow & Numbered;
  /** The last number each sequence gave. */
  counter: { name: string; value: number };
  apiKey: ApiKey;
  tally: { what: 'transmission' | 'document' | 'delivery' | 'acknowledgment'; state: string; count: number };
}

export const transmissionColumns = [
  'id',
  'receivedAt',
  'channel',
  'partner',
  'fileName',
  'digest',
  'size',
  'format',
  'state',
  'duplicateOf',
  'problems',
  'documents',
  'rejected',
  'attempts',
  'released',
  'settledAt',
] as const satisfies (keyof Transmission)[];

export const documentColumns = [
  'id',
  'type',
  'number',
  'direction',
  'partner',
  'erp',
  'transmission',
  'batch',
  'parent',
  'root',
  'body',
  'validation',
  'delivery',
  'acknowledgment',
  'business',
  'erpNumber',
  'createdAt',
  'confirmedAt',
] as const satisfies (keyof StoredDocument)[];

export const amendmentColumns = [
  'change',
  'order',
  'changeSequence',
  'version',
  'base',
  'changes',
  'conflicts',
  'body',
] as const satisfies (keyof NewAmendment)[];

export const deliveryColumns = [
  'id',
  'partner',
  'document',
  'transmission',
  'message',
  'contentType',
  'fileName',
  'content',
  'state',
  'attempts',
  'createdAt',
  'deliveredAt',
  'acknowledgment',
  'acknowledgmentDue',
  'acknowledgedAt',
  'interchangeControl',
  'groupCode',
  'groupControl',
  'setControl',
] as const satisfies (keyof NewDelivery)[];

export const acknowledgmentColumns = [
  'id',
  'partner',
  'message',
  'delivery',
  'document',
  'state',
  'verdict',
  'late',
  'contradicts',
  'createdAt',
  'due',
  'answeredAt',
  'saidBy',
  'transmission',
  'interchangeControl',
  'groupCode',
  'groupControl',
  'setControl',
  'said',
  'review',
  'reviewedAt',
  'comment',
] as const satisfies (keyof Acknowledgment)[];

export const eventColumns = [
  'at',
  'kind',
  'partner',
  'erp',
  'transmission',
  'document',
  'delivery',
  'detail',
] as const satisfies (keyof Event)[];

export const keyColumns = ['id', 'hash', 'role', 'name', 'createdAt', 'revokedAt'] as const satisfies (keyof ApiKey)[];

/** The table of the versions a database has; made before anything else. */
export function migrationTable({ tableEnd }: Dialect): string {
  return `create table if not exists "migration" ("version" integer primary key) ${tableEnd}`;
}

/** The statements of every version, the first being version 1. */
export function migrations(dialect: Dialect): string[][] {
  const fixed = ['event', 'amendment'].flatMap((table) => dialect.neverChanged(table));
  return [[...tables(dialect), ...indexes, ...fixed, ...dialect.tally(counted)]];
}

const counted = [
  { table: 'transmission', column: 'state' },
  { table: 'document', column: 'delivery' },
  { table: 'delivery', column: 'state' },
  { table: 'acknowledgment', column: 'state' },
];

// References are declared where a row is a part of another. A control number outlives its transmission, and what a
// duplicate repeats, a document answers or an event is about may be deleted before it when its retention ends.
function tables({ sequence, bytes, tableEnd }: Dialect): string[] {
  return [
    `create table "transmission" (
       "sequence" ${sequence}, "id" text not null unique, "receivedAt" text not null, "channel" text not null,
       "partner" text, "fileName" text, "digest" text not null, "size" integer not null, "format" text,
       "state" text not null, "duplicateOf" text, "problems" text not null, "documents" integer not null,
       "rejected" integer not null, "attempts" integer not null, "released" text, "settledAt" text,
       "token" integer not null, "claimedUntil" text
     ) ${tableEnd}`,
    `create table "body" (
       "transmission" text not null references "transmission" ("id"), "part" integer not null,
       "bytes" ${bytes} not null,
       primary key ("transmission", "part")
     ) ${tableEnd}`,
    `create table "controlNumber" (
       "key" text not null primary key, "transmission" text not null, "usedAt" text not null
     ) ${tableEnd}`,
    `create table "document" (
       "sequence" ${sequence}, "id" text not null unique, "type" text not null, "number" text not null,
       "direction" text not null, "partner" text not null, "erp" text not null,
       "transmission" text references "transmission" ("id"), "batch" text, "parent" text, "root" text not null,
       "body" text not null, "validation" text not null, "delivery" text not null, "acknowledgment" text not null, "business" text not null,
       "erpNumber" text, "createdAt" text not null, "confirmedAt" text
     ) ${tableEnd}`,
    // A version of an order is made once.
    `create table "amendment" (
       "sequence" ${sequence}, "change" text not null unique references "document" ("id"), "order" text,
       "changeSequence" text, "version" integer, "base" integer, "changes" text not null, "conflicts" text not null,
       "body" text, unique ("order", "version")
     ) ${tableEnd}`,
    `create table "delivery" (
       "sequence" ${sequence}, "id" text not null unique, "partner" text not null,
       "document" text references "document" ("id"), "transmission" text references "transmission" ("id"),
       "message" text not null, "contentType" text not null, "fileName" text not null, "content" text not null,
       "state" text not null, "attempts" integer not null, "createdAt" text not null, "deliveredAt" text,
       "acknowledgment" text not null, "acknowledgmentDue" text, "acknowledgedAt" text,
       "interchangeControl" text not null, "groupCode" text not null, "groupControl" text not null,
       "setControl" text not null
     ) ${tableEnd}`,
    `create table "acknowledgment" (
       "sequence" ${sequence}, "id" text not null unique, "partner" text not null, "message" text,
       "delivery" text references "delivery" ("id"), "document" text, "state" text not null, "verdict" text,
       "late" integer not null, "contradicts" integer not null, "createdAt" text not null, "due" text,
       "answeredAt" text, "saidBy" text, "transmission" text, "interchangeControl" text not null,
       "groupCode" text not null, "groupControl" text not null, "setControl" text not null, "said" text,
       "review" text not null, "reviewedAt" text, "comment" text
     ) ${tableEnd}`,
    `create table "event" (
       "sequence" ${sequence}, "at" text not null, "kind" text not null, "partner" text, "erp" text,
       "transmission" text, "document" text, "delivery" text, "detail" text not null
     ) ${tableEnd}`,
    `create table "counter" ("name" text not null primary key, "value" integer not null) ${tableEnd}`,
    `create table "apiKey" (
       "id" text not null primary key, "hash" text not null, "role" text not null, "name" text not null,
       "createdAt" text not null, "revokedAt" text
     ) ${tableEnd}`,
  ];
}

// Besides these, the primary keys and unique ids serve every lookup by id, and listing without a filter.
const indexes = [
  // claim: what waits for translation, oldest first; transmissions({ state }); open: claims to let go of
  `create index "transmissionByState" on "transmission" ("state", "sequence")`,
  // transmissions({ partner })
  `create index "transmissionByPartner" on "transmission" ("partner", "sequence") where "partner" is not null`,
  // sameContent
  `create index "transmissionByDigest" on "transmission" ("digest", "sequence")`,

  // feed (a partial index would be smaller, but SQLite then prefers documentByErp and reads all that was taken)
  `create index "documentInFeed" on "document" ("erp", "direction", "delivery", "sequence")`,
  // documents({ erp })
  `create index "documentByErp" on "document" ("erp", "sequence")`,
  // documents({ partner })
  `create index "documentByPartner" on "document" ("partner", "sequence")`,
  // documents({ type })
  `create index "documentByType" on "document" ("type", "sequence")`,
  // documents({ direction })
  `create index "documentByDirection" on "document" ("direction", "sequence")`,
  // documents({ number })
  `create index "documentByNumber" on "document" ("number", "sequence")`,
  // documents({ root }), events({ root })
  `create index "documentByRoot" on "document" ("root", "sequence")`,
  // documents({ transmission })
  `create index "documentByTransmission" on "document" ("transmission", "sequence") where "transmission" is not null`,

  // ordersNamed, newerOrders
  `create index "documentByName" on "document" ("partner", "number", "erp", "type", "direction", "sequence")`,

  // amendments
  `create index "amendmentByOrder" on "amendment" ("order", "sequence") where "order" is not null`,

  // mailbox, deliveries({ partner, state })
  `create index "deliveryInMailbox" on "delivery" ("partner", "state", "sequence")`,
  // deliveries({ partner })
  `create index "deliveryByPartner" on "delivery" ("partner", "sequence")`,
  // deliveries({ state })
  `create index "deliveryByState" on "delivery" ("state", "sequence")`,
  // deliveries({ acknowledgment }): those overdue
  `create index "deliveryByAcknowledgment" on "delivery" ("acknowledgment", "sequence")`,
  // deliveries({ document }), events({ root })
  `create index "deliveryByDocument" on "delivery" ("document", "sequence") where "document" is not null`,
  // deliveries({ transmission }), events({ root })
  `create index "deliveryByTransmission" on "delivery" ("transmission", "sequence") where "transmission" is not null`,
  // sentUnder
  `create index "deliveryByGroup" on "delivery" ("partner", "groupControl", "groupCode", "sequence")`,
  // sentIn
  `create index "deliveryByInterchange" on "delivery" ("partner", "interchangeControl", "sequence")`,

  // acknowledgments({ partner })
  `create index "acknowledgmentByPartner" on "acknowledgment" ("partner", "sequence")`,
  // acknowledgments({ state })
  `create index "acknowledgmentByState" on "acknowledgment" ("state", "sequence")`,
  // acknowledgments({ late })
  `create index "acknowledgmentByLate" on "acknowledgment" ("late", "sequence")`,
  // acknowledgments({ message })
  `create index "acknowledgmentByMessage" on "acknowledgment" ("message", "sequence")`,
  // acknowledgments({ delivery })
  `create index "acknowledgmentByDelivery" on "acknowledgment" ("delivery", "sequence") where "delivery" is not null`,
  // acknowledgments({ review }): what an operator must look at
  `create index "acknowledgmentByReview" on "acknowledgment" ("review", "sequence")`,
  // due
  `create index "acknowledgmentDue" on "acknowledgment" ("state", "due")`,

  // events({ kind })
  `create index "eventByKind" on "event" ("kind", "sequence")`,
  // events({ partner })
  `create index "eventByPartner" on "event" ("partner", "sequence") where "partner" is not null`,
  // events({ transmission }), events({ root })
  `create index "eventByTransmission" on "event" ("transmission", "sequence") where "transmission" is not null`,
  // events({ document }), events({ root })
  `create index "eventByDocument" on "event" ("document", "sequence") where "document" is not null`,
  // events({ root })
  `create index "eventByDelivery" on "event" ("delivery", "sequence") where "delivery" is not null`,
];
