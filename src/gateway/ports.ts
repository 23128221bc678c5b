/**
 * All that an edge must provide to the gateway: a Store, a Clock, Ids and a Log. The gateway and the core
 * know nothing else of the world.
 *
 * Every Store method that changes something is one use case and one atomic commit: all of it is there after a
 * crash, or none. Times are UTC, ISO 8601 with milliseconds.
 */

import type { Conflict } from '../core/conflict.ts';
import type { CanonicalDocument, Order } from '../core/documents.ts';
import type { GroupSaid, InterchangeSaid, SetSaid, Verdict } from '../core/edi/acknowledged.ts';
import type { FieldChange } from '../core/merge.ts';
import type { Problem } from '../core/problem.ts';

export interface Clock {
  /** UTC, ISO 8601 with milliseconds: 2026-01-31T12:00:00.000Z. */
  now(): string;
}

export interface Ids {
  /** A new identifier, unique for ever and ordered by time: `tx_…`, `doc_…`, `dlv_…`. */
  next(prefix: 'tx' | 'doc' | 'dlv' | 'key'): string;
  /** Unguessable text for an API key's secret. */
  secret(): string;
  /** SHA-256, hex: how content is told apart and a secret is kept. */
  digest(content: Uint8Array | string): string;
}

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/**
 * received: the bytes are safe, nothing is decided. translated: read, and answered where the agreement says
 * so. duplicate: content-identical to an earlier one. held: an operator must decide. unassigned: no agreement
 * names sender and receiver. refused: by agreement, since its control number was used before or it is between others than
 * the agreement names. failed: we could not work on it (a Fault), it can be restarted.
 */
export const TRANSMISSION_STATES = [
  'received',
  'translated',
  'duplicate',
  'held',
  'refused',
  'unassigned',
  'failed',
] as const;

export type TransmissionState = (typeof TRANSMISSION_STATES)[number];

export interface Transmission {
  id: string;
  receivedAt: string;
  /** http, folder, sftp … */
  channel: string;
  /** Whose key it came with, or the partner its interchange named; null while nobody is known. */
  partner: string | null;
  fileName: string | null;
  /** SHA-256 of the bytes, hex. */
  digest: string;
  size: number;
  format: string | null;
  state: TransmissionState;
  /** The transmission this one repeats. */
  duplicateOf: string | null;
  /** What was wrong outside any document, and in rejected sets. */
  problems: Problem[];
  /** Number of documents made and sets rejected. */
  documents: number;
  rejected: number;
  /** How often translation was begun. */
  attempts: number;
  /** Why an operator let it pass though its numbers were used before. */
  released: string | null;
  settledAt: string | null;
}

/** What the partner said of something we sent; `none` when nothing need be said, overdue when it should have been. */
export const ACKNOWLEDGED = [
  'none',
  'waiting',
  'overdue',
  'accepted',
  'acceptedWithErrors',
  'partiallyAccepted',
  'rejected',
] as const satisfies readonly ('none' | 'waiting' | 'overdue' | Verdict)[];

export type AcknowledgmentState = (typeof ACKNOWLEDGED)[number];

/** offered: in the ERP's feed, or in the partner's mailbox by its delivery. taken: confirmed, or collected. */
export type DocumentDelivery = 'offered' | 'taken';

/** open: the ERP has not answered. The rest is the ERP's answer. */
export type BusinessState = 'open' | 'accepted' | 'changed' | 'rejected';

/** The place of a document among those of its interchange, where its ERP is offered them together. */
export interface Batch {
  /** Of this batch alone, as a control number is not: the id of its first document. */
  id: string;
  /** The control number. */
  interchange: string;
  transmission: string;
  /** From 1, in the order of the feed. */
  position: number;
  of: number;
}

export interface StoredDocument {
  id: string;
  /** Order in feeds: gap-free is not promised, never going back is. */
  sequence: number;
  type: CanonicalDocument['type'];
  number: string;
  direction: 'inbound' | 'outbound';
  partner: string;
  erp: string;
  /** The transmission it was read from (inbound). */
  transmission: string | null;
  /** Null where it is offered by itself, and of what goes out. */
  batch: Batch | null;
  /** The document it answers or changes: an order response's, shipment's or invoice's order, a change's order. */
  parent: string | null;
  /** The first document of its line: the order; its own id where there is none. */
  root: string;
  body: CanonicalDocument;
  validation: 'valid' | 'warned';
  delivery: DocumentDelivery;
  acknowledgment: AcknowledgmentState;
  business: BusinessState;
  /** The ERP's own number for it. */
  erpNumber: string | null;
  createdAt: string;
  confirmedAt: string | null;
}

export interface Delivery {
  id: string;
  sequence: number;
  partner: string;
  /** The document it carries, or null for an acknowledgment. */
  document: string | null;
  /** The transmission it acknowledges, or null for a document. */
  transmission: string | null;
  /** The message: `x12/855`, `x12/997`. */
  message: string;
  contentType: string;
  fileName: string;
  content: string;
  /** ready: waits to be collected or sent; delivered: the partner has it; failed: an operator must look. */
  state: 'ready' | 'delivered' | 'failed';
  attempts: number;
  createdAt: string;
  deliveredAt: string | null;
  acknowledgment: AcknowledgmentState;
  /** When the partner must have acknowledged it; null where nothing is expected. */
  acknowledgmentDue: string | null;
  acknowledgedAt: string | null;
  /** Control numbers it went out under; group code as GS01. */
  interchangeControl: string;
  groupCode: string;
  groupControl: string;
  setControl: string;
}

/** An event is written for every step and never changed: response times and rates come from these alone. */
export interface NewEvent {
  at: string;
  /** received, translated, duplicate, held, unassigned, failed, restarted, offered, amended, conflict, fetched, confirmed, sent, collected, retried, acknowledged, overdue … */
  kind: string;
  partner?: string | null;
  erp?: string | null;
  transmission?: string | null;
  document?: string | null;
  delivery?: string | null;
  detail?: Record<string, unknown>;
}

export interface Event extends Required<Omit<NewEvent, 'detail'>> {
  sequence: number;
  detail: Record<string, unknown>;
}

export type NewTransmission = Pick<
  Transmission,
  'id' | 'receivedAt' | 'channel' | 'partner' | 'fileName' | 'digest' | 'size'
>;
export type NewDocument = Omit<StoredDocument, 'sequence'>;
export type NewDelivery = Omit<Delivery, 'sequence'>;

/** A control number in use, for ever: who sent what to whom under it. */
export interface ControlKey {
  /** `partner|ZZ:SENDER|ZZ:RECEIVER|000000905` of an interchange; control-numbers.ts has those of groups and sets. */
  key: string;
  /** The transmission that had it, where the number may come again. */
  replaces?: string;
}

/** Who had a control number last. */
export interface ControlHolder {
  transmission: string;
  /** When that was received. */
  usedAt: string;
}

/** What an order goes by. */
export type OrderName = Pick<StoredDocument, 'partner' | 'erp' | 'number'>;

/** That no order of a name was newer than this when it was looked for. */
export interface NewestOrder extends OrderName {
  /** 0 where there was none. */
  sequence: number;
}

/**
 * The acknowledgment of a delivery, under the delivery's id, from the moment it is expected; or, under an id of its
 * own, an acknowledgment that settles none: a duplicate, or one of what was never sent.
 */
export interface Acknowledgment {
  id: string;
  sequence: number;
  partner: string;
  /** The message it is about, `x12/855`; null where it names nothing of ours. */
  message: string | null;
  delivery: string | null;
  document: string | null;
  state: AcknowledgmentState | 'unmatched' | 'duplicate';
  /** What it says, once it came; of a duplicate and an unmatched one too. */
  verdict: Verdict | null;
  /** It came after it was due; said for ever, whatever follows. */
  late: boolean;
  /** It says something else than the one before, which stays in force. */
  contradicts: boolean;
  createdAt: string;
  due: string | null;
  answeredAt: string | null;
  /** What it came as, `x12/997`, and in which transmission. */
  saidBy: string | null;
  transmission: string | null;
  /** What it names of ours, or was sent under; empty where it names none. */
  interchangeControl: string;
  groupCode: string;
  groupControl: string;
  setControl: string;
  said: Said | null;
  /** open: an operator must look. done: one has, and said why. */
  review: 'none' | 'open' | 'done';
  reviewedAt: string | null;
  comment: string | null;
}

/** What an order change made of its order: the next version of it, or the conflicts that kept it from one. */
export interface NewAmendment {
  /** The order change. */
  change: string;
  /** The order it names; null where none was found. */
  order: string | null;
  /** The change's own sequence number (BCH05). */
  changeSequence: string | null;
  /** The version it made; null when it conflicts. The order as received is version 1. */
  version: number | null;
  /** The version it was applied to. */
  base: number | null;
  changes: FieldChange[];
  conflicts: Conflict[];
  /** The order as the change leaves it; null where it made no version. */
  body: Order | null;
}

export interface Amendment extends NewAmendment {
  /** When the change was settled, and what the ERP said of it since. */
  at: string;
  business: BusinessState;
}

/** What the partner said, level by level, in the standard's codes. */
export interface Said {
  interchange?: InterchangeSaid;
  group?: GroupSaid;
  set?: SetSaid;
}

export type NewAcknowledgment = Omit<Acknowledgment, 'sequence'>;

/** The states in which the acknowledgment of a delivery has not come. */
export const UNANSWERED = ['none', 'waiting', 'overdue'] as const satisfies AcknowledgmentState[];

/** The outcome of translating one transmission: all of it is committed, or none. */
export interface Settlement {
  transmission: string;
  /** When its bytes were safe: what the partner says in it is late or not by this, however long it waited here. */
  receivedAt: string;
  /** The claim under which the work was done; a settlement under a lost claim is refused. */
  token: number;
  state: Exclude<TransmissionState, 'received'>;
  partner: string | null;
  format: string | null;
  duplicateOf: string | null;
  problems: Problem[];
  rejected: number;
  controls: ControlKey[];
  /** What it rests on: it is refused when one of these has a newer order by now. */
  newest: NewestOrder[];
  documents: NewDocument[];
  amendments: NewAmendment[];
  deliveries: NewDelivery[];
  /** What the partner's acknowledgments in it come to: each settles a delivery's, or is kept beside it. */
  reconciliations: NewAcknowledgment[];
  events: NewEvent[];
  at: string;
}

/**
 * stale: another worker has the transmission. acknowledged: a delivery was acknowledged in the meantime. amended: another
 * change made this version of the order. ordered: another order of a name it looked for was made. duplicate: one of the
 * control numbers is another transmission's.
 */
export type SettleResult =
  | { done: true }
  | { done: false; reason: 'stale' | 'acknowledged' | 'amended' | 'ordered' }
  | { done: false; reason: 'duplicate'; transmission: string };

export interface Page {
  after?: number;
  limit: number;
}

export interface ApiKey {
  id: string;
  /** SHA-256 of the secret, hex. */
  hash: string;
  role: 'partner' | 'erp' | 'operator';
  /** The partner or ERP it is for; empty for an operator. */
  name: string;
  createdAt: string;
  revokedAt: string | null;
}

/** The numbers a sequence gives: from the first to the last, and then from the first again if they roll over. */
export interface NumberRange {
  from: number;
  to: number;
  rollover: boolean;
}

export interface Store {
  /** Prepares the schema. Call once before anything else. */
  open(): Promise<void>;
  /** Lets go of claims a crashed process held; only for a process that alone works on the store, before it works. */
  recover(): Promise<void>;
  close(): Promise<void>;

  /** The bytes and their event, durably. With `claimUntil` the caller holds the transmission at once; its token is returned. */
  receive(transmission: NewTransmission, body: Uint8Array, event: NewEvent, claimUntil?: string): Promise<number>;
  transmission(id: string): Promise<Transmission | undefined>;
  body(id: string): Promise<Uint8Array | undefined>;
  transmissions(
    filter: { state?: TransmissionState; partner?: string } & Page,
  ): Promise<(Transmission & { sequence: number })[]>;
  /**
   * The earliest other transmission of the same partner with the same bytes, if it was received before this one and was
   * not refused, for what was refused may be sent again; `before` is the id of this one (its time would not do: two may
   * arrive in the same millisecond).
   */
  sameContent(digest: string, partner: string | null, before: string): Promise<Transmission | undefined>;
  /** Which transmission has a control number. */
  holderOf(key: string): Promise<ControlHolder | undefined>;
  /** Claims the oldest transmissions that wait for translation and that nobody holds, up to `limit`. */
  claim(now: string, until: string, limit: number): Promise<{ transmission: Transmission; token: number }[]>;
  settle(settlement: Settlement): Promise<SettleResult>;
  /** Puts a settled transmission back to `received`, so that it is translated again. False when it may not be: it made documents, or its sender was told that it is refused. */
  restart(id: string, event: NewEvent): Promise<boolean>;
  /** Lets a held transmission pass, for a reason: it is translated whatever its numbers. False when it is not held. */
  release(id: string, reason: string, event: NewEvent): Promise<boolean>;

  /** The next number of a sequence, never given twice: `acme|interchange`. Undefined when they are used up. */
  reserve(sequence: string, range: NumberRange): Promise<number | undefined>;

  document(id: string): Promise<StoredDocument | undefined>;
  documents(
    filter: {
      type?: string;
      partner?: string;
      erp?: string;
      number?: string;
      root?: string;
      transmission?: string;
      direction?: 'inbound' | 'outbound';
    } & Page,
  ): Promise<StoredDocument[]>;
  /** The orders a partner sent to an ERP under this number, newest first. */
  ordersNamed(name: OrderName, limit: number): Promise<StoredDocument[]>;
  /** What changes made of an order, in the order they came. */
  amendments(order: string): Promise<Amendment[]>;
  /** What this order change made. */
  amendment(change: string): Promise<Amendment | undefined>;
  /** What an ERP has not confirmed yet, oldest first. */
  feed(erp: string, filter: { type?: string } & Page): Promise<StoredDocument[]>;
  /** The ERP's answer to a document it was offered, and what that makes. False when it was answered before. */
  confirm(confirmation: Confirmation): Promise<boolean>;
  /** A document for a partner with its delivery and events. False when one with this id is there already. */
  send(outbound: { document: NewDocument; delivery: NewDelivery; events: NewEvent[] }): Promise<boolean>;

  delivery(id: string): Promise<Delivery | undefined>;
  deliveries(
    filter: {
      partner?: string;
      document?: string;
      transmission?: string;
      state?: Delivery['state'];
      acknowledgment?: AcknowledgmentState;
    } & Page,
  ): Promise<Delivery[]>;
  /** What waits in a partner's mailbox, oldest first. */
  mailbox(partner: string, page: Page): Promise<Delivery[]>;
  /** The partner has it. False when it had it before. */
  collected(id: string, partner: string, event: NewEvent): Promise<boolean>;
  /** Offers a delivery again; unless it was accepted, its acknowledgment is expected anew. False when there is none. */
  retry(id: string, due: string | null, event: NewEvent): Promise<boolean>;
  /** What went out to a partner under this group control number, newest first. */
  sentUnder(partner: string, groupCode: string, groupControl: string): Promise<Delivery | undefined>;
  /** What went out to a partner in interchanges of this control number, newest first. */
  sentIn(partner: string, interchangeControl: string): Promise<Delivery[]>;

  acknowledgment(id: string): Promise<Acknowledgment | undefined>;
  acknowledgments(
    filter: {
      partner?: string;
      state?: Acknowledgment['state'];
      late?: boolean;
      message?: string;
      delivery?: string;
      review?: Acknowledgment['review'];
    } & Page,
  ): Promise<Acknowledgment[]>;
  /** Acknowledgments that wait though they were due, the longest overdue first. */
  due(now: string, limit: number): Promise<Acknowledgment[]>;
  /** It should have come: an operator must look. False when it came in the meantime. */
  overdue(id: string, event: NewEvent): Promise<boolean>;
  /** An operator has looked at it. False when nobody need. */
  review(id: string, comment: string, event: NewEvent): Promise<boolean>;

  record(events: NewEvent[]): Promise<void>;
  events(
    filter: { transmission?: string; document?: string; root?: string; partner?: string; kind?: string } & Page,
  ): Promise<Event[]>;
  /** How many transmissions, documents, deliveries and acknowledgments are in each state, for metrics. */
  counts(): Promise<
    { what: 'transmission' | 'document' | 'delivery' | 'acknowledgment'; state: string; count: number }[]
  >;

  createKey(key: ApiKey): Promise<void>;
  key(id: string): Promise<ApiKey | undefined>;
  keys(): Promise<ApiKey[]>;
  revokeKey(id: string, at: string): Promise<boolean>;
}

export interface Confirmation {
  document: string;
  erp: string;
  business: Exclude<BusinessState, 'open'>;
  erpNumber: string | null;
  at: string;
  /** The order response it makes, when the agreement wants one. */
  response: { document: NewDocument; delivery: NewDelivery } | undefined;
  events: NewEvent[];
}
