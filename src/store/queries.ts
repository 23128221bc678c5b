/**
 * Every query of the store, compiled for its engine; what they mean together is in store.ts.
 *
 * Those that every order runs are compiled once. Lists are compiled for the filters they are given.
 */

import { type CompiledQuery, type ExpressionBuilder, Kysely, type Dialect as KyselyDialect } from 'kysely';
import {
  type AcknowledgmentState,
  type Confirmation,
  type ControlHolder,
  type ControlKey,
  type NewDelivery,
  type NewestOrder,
  type OrderName,
  type Page,
  type Settlement,
  type Store,
  UNANSWERED,
} from '../gateway/ports.ts';
import { compileOnce, type Placeholders } from './compiled.ts';
import {
  type AcknowledgmentRow,
  type AmendmentRow,
  acknowledgmentColumns,
  amendmentColumns,
  type DocumentRow,
  deliveryColumns,
  documentColumns,
  type EventRow,
  eventColumns,
  keyColumns,
  type Schema,
  type TransmissionRow,
  transmissionColumns,
} from './schema.ts';

type Database = Kysely<Schema>;
type Filter<List extends 'transmissions' | 'documents' | 'feed' | 'deliveries' | 'acknowledgments' | 'events'> =
  Extract<Parameters<Store[List]>[List extends 'feed' ? 1 : 0], Page>;

/** What a settlement changes in its transmission. */
type SettledRow = Omit<Settlement, 'problems' | 'documents' | 'amendments'> &
  Pick<TransmissionRow, 'problems' | 'documents'>;

export type Queries = ReturnType<typeof createQueries>;

export function createQueries(dialect: KyselyDialect) {
  const db: Database = new Kysely<Schema>({ dialect });
  return {
    ...migrationQueries(db),
    ...transmissionQueries(db),
    ...claimQueries(db),
    ...documentQueries(db),
    ...amendmentQueries(db),
    ...deliveryQueries(db),
    ...acknowledgmentQueries(db),
    ...eventQueries(db),
    ...keyQueries(db),
    reserve: reserve(db, true),
    reserveUpTo: reserve(db, false),
    counts: () => db.selectFrom('tally').selectAll().where('count', '>', 0).compile(),
  };
}

function migrationQueries(db: Database) {
  return {
    migrated: () => db.selectFrom('migration').select('version').orderBy('version', 'desc').limit(1).compile(),
    /** Inserts nothing when another process was first. */
    beginMigration: (version: number) =>
      db
        .insertInto('migration')
        .values({ version })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
  };
}

function transmissionQueries(db: Database) {
  return {
    insertTransmission: compileOnce<TransmissionRow & { token: number; claimedUntil: string | null }, unknown>(
      (value) =>
        db.insertInto('transmission').values({
          ...columns(transmissionColumns, value),
          token: value('token'),
          claimedUntil: value('claimedUntil'),
        }),
    ),
    insertPart: compileOnce<Schema['body'], unknown>((value) =>
      db.insertInto('body').values(columns(['transmission', 'part', 'bytes'], value)),
    ),
    transmission: compileOnce((value: Placeholders<{ id: string }>) =>
      db.selectFrom('transmission').select(transmissionColumns).where('id', '=', value('id')),
    ),
    parts: compileOnce((value: Placeholders<{ id: string }>) =>
      db.selectFrom('body').select('bytes').where('transmission', '=', value('id')).orderBy('part'),
    ),
    sequenceOf: compileOnce((value: Placeholders<{ id: string }>) =>
      db.selectFrom('transmission').select('sequence').where('id', '=', value('id')),
    ),
    sameContent: (digest: string, partner: string | null, before: number) =>
      db
        .selectFrom('transmission')
        .select(transmissionColumns)
        .where('digest', '=', digest)
        .where('state', '<>', 'refused')
        .where((row) => row('partner', partner === null ? 'is' : '=', partner))
        .where('sequence', '<', before)
        .orderBy('sequence')
        .limit(1)
        .compile(),
    transmissions: ({ state, partner, ...page }: Filter<'transmissions'>) =>
      db
        .selectFrom('transmission')
        .select([...transmissionColumns, 'sequence'])
        .where(equal({ state, partner }))
        .where('sequence', '>', page.after ?? 0)
        .orderBy('sequence')
        .limit(page.limit)
        .compile(),
    restart: (id: string) =>
      db
        .updateTable('transmission')
        .set({ state: 'received', duplicateOf: null, problems: '[]', rejected: 0, settledAt: null, claimedUntil: null })
        .set((row) => ({ token: row('token', '+', 1) }))
        .where('id', '=', id)
        .where('state', 'in', ['held', 'unassigned', 'failed', 'translated'])
        .where('documents', '=', 0)
        .compile(),
    letPass: (id: string, reason: string) =>
      db
        .updateTable('transmission')
        .set({ state: 'received', released: reason, problems: '[]', settledAt: null, claimedUntil: null })
        .set((row) => ({ token: row('token', '+', 1) }))
        .where('id', '=', id)
        .where('state', '=', 'held')
        .compile(),
  };
}

function claimQueries(db: Database) {
  return {
    release: () =>
      db
        .updateTable('transmission')
        .set({ claimedUntil: null })
        .where('state', '=', 'received')
        .where('claimedUntil', 'is not', null)
        .compile(),
    claim: compileOnce((value: Placeholders<{ now: string; until: string; limit: number }>) =>
      db
        .updateTable('transmission')
        .set({ claimedUntil: value('until') })
        .set((row) => ({ token: row('token', '+', 1), attempts: row('attempts', '+', 1) }))
        .where('sequence', 'in', (waiting) =>
          waiting
            .selectFrom('transmission')
            .select('sequence')
            .where('state', '=', 'received')
            .where((row) => row.or([row('claimedUntil', 'is', null), row('claimedUntil', '<=', value('now'))]))
            .orderBy('sequence')
            .limit(value('limit')),
        )
        .returning([...transmissionColumns, 'sequence', 'token']),
    ),
    settle: compileOnce<SettledRow, unknown>((value) =>
      db
        .updateTable('transmission')
        .set({
          state: value('state'),
          partner: value('partner'),
          format: value('format'),
          duplicateOf: value('duplicateOf'),
          problems: value('problems'),
          documents: value('documents'),
          rejected: value('rejected'),
          settledAt: value('at'),
          claimedUntil: null,
        })
        .where('id', '=', value('transmission'))
        .where('state', '=', 'received')
        .where('token', '=', value('token')),
    ),
    /** Touches no row when another transmission than the one it replaces has the number. One that was restarted may find its own. */
    keepControl: compileOnce<Required<ControlKey> & ControlHolder, unknown>((value) =>
      db
        .insertInto('controlNumber')
        .values(columns(['key', 'transmission', 'usedAt'], value))
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet((row) => ({
              transmission: row.ref('excluded.transmission'),
              usedAt: row.ref('excluded.usedAt'),
            }))
            .where((row) =>
              row.or([
                row('controlNumber.transmission', '=', row.ref('excluded.transmission')),
                row('controlNumber.transmission', '=', value('replaces')),
              ]),
            ),
        ),
    ),
    holderOf: compileOnce((value: Placeholders<{ key: string }>) =>
      db.selectFrom('controlNumber').select(['transmission', 'usedAt']).where('key', '=', value('key')),
    ),
  };
}

function documentQueries(db: Database) {
  const insert = (value: Placeholders<DocumentRow>) =>
    db.insertInto('document').values(columns(documentColumns, value));
  return {
    insertDocument: compileOnce<DocumentRow, unknown>(insert),
    /** Inserts nothing when there is one with this id. */
    insertDocumentOnce: compileOnce<DocumentRow, unknown>((value) =>
      insert(value).onConflict((conflict) => conflict.column('id').doNothing()),
    ),
    document: compileOnce((value: Placeholders<{ id: string }>) =>
      db
        .selectFrom('document')
        .select([...documentColumns, 'sequence'])
        .where('id', '=', value('id')),
    ),
    documents: ({ partner, erp, number, root, transmission, direction, type, after, limit }: Filter<'documents'>) =>
      db
        .selectFrom('document')
        .select([...documentColumns, 'sequence'])
        .where(equal({ partner, erp, number, root, transmission, direction, type }))
        .where('sequence', '>', after ?? 0)
        .orderBy('sequence')
        .limit(limit)
        .compile(),
    feed: (erp: string, { after, limit, type }: Filter<'feed'>) =>
      db
        .selectFrom('document')
        .select([...documentColumns, 'sequence'])
        .where('erp', '=', erp)
        .where('direction', '=', 'inbound')
        .where('delivery', '=', 'offered')
        .where(equal({ type }))
        .where('sequence', '>', after ?? 0)
        .orderBy('sequence')
        .limit(limit)
        .compile(),
    confirm: compileOnce<Confirmation, unknown>((value) =>
      db
        .updateTable('document')
        .set({
          business: value('business'),
          erpNumber: value('erpNumber'),
          confirmedAt: value('at'),
          delivery: 'taken',
        })
        .where('id', '=', value('document'))
        .where('erp', '=', value('erp'))
        .where('direction', '=', 'inbound')
        .where('confirmedAt', 'is', null),
    ),
    acknowledgeDocument: compileOnce<{ document: string; acknowledgment: AcknowledgmentState }, unknown>((value) =>
      db
        .updateTable('document')
        .set({ acknowledgment: value('acknowledgment') })
        .where('id', '=', value('document')),
    ),
    /** What a delivery carries is where the delivery is. */
    deliverDocument: (delivery: string, state: DocumentRow['delivery']) =>
      db
        .updateTable('document')
        .set({ delivery: state })
        .where('id', '=', (row) => row.selectFrom('delivery').select('delivery.document').where('id', '=', delivery))
        .compile(),
  };
}

function amendmentQueries(db: Database) {
  const list = () =>
    db
      .selectFrom('amendment')
      .innerJoin('document', 'document.id', 'amendment.change')
      .select(amendmentColumns.map((name) => `amendment.${name}` as const))
      .select(['document.createdAt as at', 'document.business']);
  /** The orders a partner sent to an ERP under one number. */
  const named = (value: Placeholders<OrderName>) =>
    db
      .selectFrom('document')
      .where('partner', '=', value('partner'))
      .where('number', '=', value('number'))
      .where('erp', '=', value('erp'))
      .where('type', '=', 'order')
      .where('direction', '=', 'inbound');
  return {
    /** Inserts nothing when the order has this version already. */
    insertAmendment: compileOnce<AmendmentRow, unknown>((value) =>
      db
        .insertInto('amendment')
        .values(columns(amendmentColumns, value))
        .onConflict((conflict) => conflict.doNothing()),
    ),
    amendments: compileOnce((value: Placeholders<{ order: string }>) =>
      list().where('amendment.order', '=', value('order')).orderBy('amendment.sequence'),
    ),
    amendment: compileOnce((value: Placeholders<{ change: string }>) =>
      list().where('amendment.change', '=', value('change')),
    ),
    ordersNamed: compileOnce((value: Placeholders<OrderName & { limit: number }>) =>
      named(value)
        .select([...documentColumns, 'sequence'])
        .orderBy('sequence', 'desc')
        .limit(value('limit')),
    ),
    /** One row when there is any. */
    newerOrders: compileOnce((value: Placeholders<NewestOrder>) =>
      named(value).select('sequence').where('sequence', '>', value('sequence')).limit(1),
    ),
  };
}

function deliveryQueries(db: Database) {
  const list = () => db.selectFrom('delivery').select([...deliveryColumns, 'sequence']);
  return {
    insertDelivery: compileOnce<NewDelivery, unknown>((value) =>
      db.insertInto('delivery').values(columns(deliveryColumns, value)),
    ),
    delivery: compileOnce((value: Placeholders<{ id: string }>) => list().where('id', '=', value('id'))),
    deliveries: ({ partner, document, transmission, state, acknowledgment, after, limit }: Filter<'deliveries'>) =>
      list()
        .where(equal({ partner, document, transmission, state, acknowledgment }))
        .where('sequence', '>', after ?? 0)
        .orderBy('sequence')
        .limit(limit)
        .compile(),
    mailbox: (partner: string, { after, limit }: Page) =>
      list()
        .where('partner', '=', partner)
        .where('state', '=', 'ready')
        .where('sequence', '>', after ?? 0)
        .orderBy('sequence')
        .limit(limit)
        .compile(),
    sentUnder: (partner: string, groupCode: string, groupControl: string) =>
      list()
        .where('partner', '=', partner)
        .where('groupCode', '=', groupCode)
        .where('groupControl', '=', groupControl)
        .orderBy('sequence', 'desc')
        .limit(1)
        .compile(),
    collect: (id: string, partner: string, at: string) =>
      db
        .updateTable('delivery')
        .set({ state: 'delivered', deliveredAt: at })
        .set((row) => ({ attempts: row('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('partner', '=', partner)
        .where('state', '<>', 'delivered')
        .compile(),
    retry: (id: string) =>
      db.updateTable('delivery').set({ state: 'ready', deliveredAt: null }).where('id', '=', id).compile(),
    sentIn: (partner: string, interchangeControl: string) =>
      list()
        .where('partner', '=', partner)
        .where('interchangeControl', '=', interchangeControl)
        .orderBy('sequence', 'desc')
        .limit(REUSED)
        .compile(),
    acknowledgeDelivery: compileOnce<
      { delivery: string; acknowledgment: AcknowledgmentState; answeredAt: string | null },
      unknown
    >((value) =>
      db
        .updateTable('delivery')
        .set({ acknowledgment: value('acknowledgment'), acknowledgedAt: value('answeredAt') })
        .where('id', '=', value('delivery')),
    ),
  };
}

/** How many deliveries of one control number are looked at: it is used again when the numbers have rolled over. */
const REUSED = 10;
/** A delivery that is offered again is to be acknowledged anew, unless it was accepted. */
const REOPENED = ['rejected', 'partiallyAccepted', 'overdue'] as const satisfies AcknowledgmentState[];

function acknowledgmentQueries(db: Database) {
  const list = () => db.selectFrom('acknowledgment').select([...acknowledgmentColumns, 'sequence']);
  const insert = (value: Placeholders<AcknowledgmentRow>) =>
    db.insertInto('acknowledgment').values(columns(acknowledgmentColumns, value));
  const expected = (due: string | null) => (due === null ? 'none' : 'waiting');
  return {
    insertAcknowledgment: compileOnce<AcknowledgmentRow, unknown>(insert),
    /** Touches no row when an acknowledgment came before. A review stands where the answer asks for no other. */
    settleAcknowledgment: compileOnce<AcknowledgmentRow, unknown>((value) =>
      insert(value).onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((row) => ({
            state: row.ref('excluded.state'),
            verdict: row.ref('excluded.verdict'),
            late: row.ref('excluded.late'),
            answeredAt: row.ref('excluded.answeredAt'),
            saidBy: row.ref('excluded.saidBy'),
            transmission: row.ref('excluded.transmission'),
            said: row.ref('excluded.said'),
            review: row
              .case()
              .when(row.and([row('excluded.review', '=', 'none'), row('acknowledgment.review', '=', 'done')]))
              .then(row.ref('acknowledgment.review'))
              .else(row.ref('excluded.review'))
              .end(),
          }))
          .where('acknowledgment.state', 'in', [...UNANSWERED]),
      ),
    ),
    acknowledgment: compileOnce((value: Placeholders<{ id: string }>) => list().where('id', '=', value('id'))),
    acknowledgments: ({ partner, state, late, message, delivery, review, ...page }: Filter<'acknowledgments'>) =>
      list()
        .where(
          equal({ partner, state, late: late === undefined ? undefined : Number(late), message, delivery, review }),
        )
        .where('sequence', '>', page.after ?? 0)
        .orderBy('sequence')
        .limit(page.limit)
        .compile(),
    due: compileOnce((value: Placeholders<{ now: string; limit: number }>) =>
      list().where('state', '=', 'waiting').where('due', '<=', value('now')).orderBy('due').limit(value('limit')),
    ),
    overdue: compileOnce((value: Placeholders<{ id: string; at: string }>) =>
      db
        .updateTable('acknowledgment')
        .set({ state: 'overdue', review: 'open' })
        .where('id', '=', value('id'))
        .where('state', '=', 'waiting')
        .where('due', '<=', value('at')),
    ),
    review: compileOnce((value: Placeholders<{ id: string; comment: string; at: string }>) =>
      db
        .updateTable('acknowledgment')
        .set({ review: 'done', comment: value('comment'), reviewedAt: value('at') })
        .where('id', '=', value('id'))
        .where('review', '=', 'open'),
    ),
    reopenAcknowledgment: (id: string, due: string | null) =>
      db
        .updateTable('acknowledgment')
        .set({
          state: expected(due),
          due,
          verdict: null,
          answeredAt: null,
          saidBy: null,
          transmission: null,
          said: null,
        })
        .set((row) => ({
          review: row
            .case()
            .when('review', '=', 'open')
            .then('none' as const)
            .else(row.ref('review'))
            .end(),
        }))
        .where('id', '=', id)
        .where('state', 'in', [...REOPENED])
        .compile(),
    reopenDocument: (delivery: string, due: string | null) =>
      db
        .updateTable('document')
        .set({ acknowledgment: expected(due) })
        .where('id', '=', (row) => row.selectFrom('delivery').select('delivery.document').where('id', '=', delivery))
        .where('acknowledgment', 'in', [...REOPENED])
        .compile(),
    reopenDelivery: (id: string, due: string | null) =>
      db
        .updateTable('delivery')
        .set({ acknowledgment: expected(due), acknowledgmentDue: due, acknowledgedAt: null })
        .where('id', '=', id)
        .where('acknowledgment', 'in', [...REOPENED])
        .compile(),
  };
}

function eventQueries(db: Database) {
  return {
    insertEvent: compileOnce<EventRow, unknown>((value) => db.insertInto('event').values(columns(eventColumns, value))),
    events: ({ transmission, document, partner, kind, root, after, limit }: Filter<'events'>) => {
      const chosen = db
        .selectFrom('event')
        .select([...eventColumns, 'sequence'])
        .where(equal({ transmission, document, partner, kind }));
      return (root === undefined ? chosen : chosen.where('sequence', 'in', eventsOfLine(db, root)))
        .where('sequence', '>', after ?? 0)
        .orderBy('sequence')
        .limit(limit)
        .compile();
    },
  };
}

/**
 * The events of an order's line: of its documents, of the deliveries that carry them, of the transmissions they were
 * read from and of the acknowledgments of those. A transmission carries many orders, so of its events only those
 * that are about none of them in particular.
 */
function eventsOfLine(db: Database, root: string) {
  const documents = db.selectFrom('document').where('root', '=', root);
  const transmissions = documents.select('transmission').where('transmission', 'is not', null);
  const deliveries = db.selectFrom('delivery').select('id');
  const events = db.selectFrom('event').select('sequence');
  return events
    .where('document', 'in', documents.select('id'))
    .union(events.where('delivery', 'in', deliveries.where('document', 'in', documents.select('id'))))
    .union(events.where('delivery', 'in', deliveries.where('transmission', 'in', transmissions)))
    .union(
      events.where('transmission', 'in', transmissions).where('document', 'is', null).where('delivery', 'is', null),
    );
}

function keyQueries(db: Database) {
  return {
    insertKey: (key: Schema['apiKey']) => db.insertInto('apiKey').values(key).compile(),
    key: compileOnce((value: Placeholders<{ id: string }>) =>
      db.selectFrom('apiKey').select(keyColumns).where('id', '=', value('id')),
    ),
    keys: () => db.selectFrom('apiKey').select(keyColumns).orderBy('createdAt').orderBy('id').compile(),
    revokeKey: (id: string, at: string) =>
      db.updateTable('apiKey').set({ revokedAt: at }).where('id', '=', id).where('revokedAt', 'is', null).compile(),
  };
}

interface Sequence {
  name: string;
  from: number;
  to: number;
}

/** One statement, so that two callers can never be given the same number; no row when the last one is given. */
function reserve(db: Database, rollover: boolean): (values: Sequence) => CompiledQuery<{ value: number }> {
  return compileOnce((value) =>
    db
      .insertInto('counter')
      .values({ name: value('name'), value: value('from') })
      .onConflict((conflict) => {
        const next = conflict.column('name').doUpdateSet((row) => ({
          value: row
            .case()
            .when(row.and([row('counter.value', '>=', value('from')), row('counter.value', '<', value('to'))]))
            .then(row('counter.value', '+', 1))
            .else(value('from'))
            .end(),
        }));
        return rollover ? next : next.where('counter.value', '<', value('to'));
      })
      .returning('value'),
  );
}

/** The columns of a row, each to be given later. */
function columns<Values, Name extends keyof Values & string>(
  names: readonly Name[],
  value: Placeholders<Values>,
): Pick<Values, Name> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Pick<Values, Name>;
}

/**
 * The condition that every field which is given has its value. The fields are listed by name wherever this is used,
 * so that nothing from a request becomes the name of a column.
 */
function equal<Table extends keyof Schema, Fields extends Partial<Record<keyof Schema[Table] & string, unknown>>>(
  fields: Fields,
) {
  return (row: ExpressionBuilder<Schema, Table>) =>
    row.and(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never);
}
