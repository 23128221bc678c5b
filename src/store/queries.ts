/**
 * Every query of the store, compiled for its engine; what they mean together is in store.ts.
 *
 * Those that every order runs are compiled once. Lists are compiled for the filters they are given.
 */

import { type CompiledQuery, type ExpressionBuilder, Kysely, type Dialect as KyselyDialect } from 'kysely';
import type {
  Confirmation,
  InterchangeKey,
  NewDelivery,
  Page,
  Reconciliation,
  Settlement,
  Store,
} from '../gateway/ports.ts';
import { compileOnce, type Placeholders } from './compiled.ts';
import {
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
type Filter<List extends 'transmissions' | 'documents' | 'feed' | 'deliveries' | 'events'> = Extract<
  Parameters<Store[List]>[List extends 'feed' ? 1 : 0],
  Page
>;

/** What a settlement changes in its transmission. */
type SettledRow = Omit<Settlement, 'problems' | 'documents'> & Pick<TransmissionRow, 'problems' | 'documents'>;

export type Queries = ReturnType<typeof createQueries>;

export function createQueries(dialect: KyselyDialect) {
  const db: Database = new Kysely<Schema>({ dialect });
  return {
    ...migrationQueries(db),
    ...transmissionQueries(db),
    ...claimQueries(db),
    ...documentQueries(db),
    ...deliveryQueries(db),
    ...eventQueries(db),
    ...keyQueries(db),
    reserve: reserve(db),
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
    /** Touches no row when another transmission has the key. One that was restarted may find its own. */
    keepInterchange: compileOnce<InterchangeKey & { transmission: string }, unknown>((value) =>
      db
        .insertInto('interchange')
        .values(columns(['key', 'control', 'transmission'], value))
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet((row) => ({ control: row.ref('excluded.control') }))
            .whereRef('interchange.transmission', '=', 'excluded.transmission'),
        ),
    ),
    interchange: compileOnce((value: Placeholders<{ key: string }>) =>
      db.selectFrom('interchange').select('transmission').where('key', '=', value('key')),
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
    acknowledgeDocument: compileOnce<{ document: string } & Pick<Reconciliation, 'acknowledgment'>, unknown>((value) =>
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
    acknowledgeDelivery: compileOnce<Reconciliation & { at: string }, unknown>((value) =>
      db
        .updateTable('delivery')
        .set({ acknowledgment: value('acknowledgment'), acknowledgedAt: value('at') })
        .where('id', '=', value('delivery')),
    ),
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

/** One statement, so that two callers can never be given the same number. */
function reserve(db: Database): (values: { name: string; max: number }) => CompiledQuery<{ value: number }> {
  return compileOnce((value) =>
    db
      .insertInto('counter')
      .values({ name: value('name'), value: 1 })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((row) => ({
          value: row
            .case()
            .when('counter.value', '>=', value('max'))
            .then(1)
            .else(row('counter.value', '+', 1))
            .end(),
        })),
      )
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
