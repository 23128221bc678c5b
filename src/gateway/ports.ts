/**
 * All that an edge must provide to the gateway: a Store, a Clock, Ids and a Log. The gateway and the core
 * know nothing else of the world.
 *
 * Every Store method that changes something is one use case and one atomic commit: all of it is there after a
 * crash, or none. Times are UTC, ISO 8601 with milliseconds.
 */

import type { CanonicalDocument } from '../core/documents.ts';
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
 * names the sender. failed: we could not work on it (a Fault), it can be restarted.
 */
export type TransmissionState = 'received' | 'translated' | 'duplicate' | 'held' | 'unassigned' | 'failed';

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
  settledAt: string | null;
}

/** What the partner said of something we sent; `none` when nothing is to be said. */
export type AcknowledgmentState =
  | 'none'
  | 'waiting'
  | 'accepted'
  | 'acceptedWithErrors'
  | 'partiallyAccepted'
  | 'rejected';

/** offered: in the ERP's feed, or in the partner's mailbox by its delivery. taken: confirmed, or collected. */
export type DocumentDelivery = 'offered' | 'taken';

/** open: the ERP has not answered. The rest is the ERP's answer. */
export type BusinessState = 'open' | 'accepted' | 'changed' | 'rejected';

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
  /** The document it answers: an order response's, shipment's or invoice's order. */
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
  /** received, translated, duplicate, held, unassigned, failed, restarted, offered, fetched, confirmed, sent, collected, retried, acknowledged … */
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

/** Identifies an interchange for ever: who sent it to whom under which control number. */
export interface InterchangeKey {
  /** `partner|ZZ:SENDER|ZZ:RECEIVER|000000905`. */
  key: string;
  control: string;
}

/** What the partner said of a delivery, found in an inbound acknowledgment. */
export interface Reconciliation {
  delivery: string;
  document: string | null;
  acknowledgment: AcknowledgmentState;
}

/** The outcome of translating one transmission: all of it is committed, or none. */
export interface Settlement {
  transmission: string;
  /** The claim under which the work was done; a settlement under a lost claim is refused. */
  token: number;
  state: Exclude<TransmissionState, 'received'>;
  partner: string | null;
  format: string | null;
  duplicateOf: string | null;
  problems: Problem[];
  rejected: number;
  interchanges: InterchangeKey[];
  documents: NewDocument[];
  deliveries: NewDelivery[];
  reconciliations: Reconciliation[];
  events: NewEvent[];
  at: string;
}

/** stale: another worker has the transmission. duplicate: one of the interchanges was settled before. */
export type SettleResult =
  | { done: true }
  | { done: false; reason: 'stale' }
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
   * The earliest other transmission of the same partner with the same bytes, if it was received before this one;
   * `before` is the id of this one (its time would not do: two may arrive in the same millisecond).
   */
  sameContent(digest: string, partner: string | null, before: string): Promise<Transmission | undefined>;
  /** Which transmission first carried one of these interchanges. */
  interchange(key: string): Promise<string | undefined>;
  /** Claims the oldest transmissions that wait for translation and that nobody holds, up to `limit`. */
  claim(now: string, until: string, limit: number): Promise<{ transmission: Transmission; token: number }[]>;
  settle(settlement: Settlement): Promise<SettleResult>;
  /** Puts a settled transmission back to `received`, so that it is translated again. False when it may not be: it made documents. */
  restart(id: string, event: NewEvent): Promise<boolean>;

  /** The next number of a sequence, never given twice: `acme|interchange`. Numbers go from 1 to `max`, then from 1 again. */
  reserve(sequence: string, max: number): Promise<number>;

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
  /** Offers a delivery again. False when there is none. */
  retry(id: string, event: NewEvent): Promise<boolean>;
  /** What went out to a partner under this group control number, newest first. */
  sentUnder(partner: string, groupCode: string, groupControl: string): Promise<Delivery | undefined>;

  record(events: NewEvent[]): Promise<void>;
  events(
    filter: { transmission?: string; document?: string; root?: string; partner?: string; kind?: string } & Page,
  ): Promise<Event[]>;
  /** How many transmissions, documents and deliveries are in each state, for metrics. */
  counts(): Promise<{ what: 'transmission' | 'document' | 'delivery'; state: string; count: number }[]>;

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
