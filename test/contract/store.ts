/**
 * What every Store keeps to, whatever its database: one suite that each driver runs, beginning with the Sql port
 * the store stands on.
 */

import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalDocument } from '../../src/core/documents.ts';
import { Fault } from '../../src/core/fault.ts';
import type {
  Confirmation,
  NewAmendment,
  NewDelivery,
  NewDocument,
  NewEvent,
  NewTransmission,
  NumberRange,
  OrderName,
  Settlement,
  Store,
} from '../../src/gateway/ports.ts';
import type { Sql, Statement } from '../../src/store/sql.ts';
import { createStore } from '../../src/store/store.ts';
import { acknowledgmentContract, answer } from './acknowledgments.ts';

/** One database, empty at first. */
export interface Subject {
  /** Connects to it; again after a close, and it is as it was left. */
  connect(): Sql;
  remove(): void | Promise<void>;
}

/** Numbers from 1, rolling over. */
export const upTo = (to: number): NumberRange => ({ from: 1, to, rollover: true });

const at = '2026-01-31T12:00:00.000Z';
const later = '2026-01-31T12:05:00.000Z';
const tomorrow = '2026-02-01T12:00:00.000Z';
const page = { limit: 100 };
const bytes = new TextEncoder().encode('ISA*00*');

export function transmission(id: string, changes: Partial<NewTransmission> = {}): NewTransmission {
  return {
    id,
    receivedAt: at,
    channel: 'http',
    partner: 'acme',
    fileName: null,
    digest: `digest of ${id}`,
    size: bytes.length,
    ...changes,
  };
}

export function event(kind: string, changes: Partial<NewEvent> = {}): NewEvent {
  return { at, kind, ...changes };
}

export function order(id: string, changes: Partial<NewDocument> = {}): NewDocument {
  const body: CanonicalDocument = { type: 'order', schemaVersion: '1', number: `PO-${id}`, lines: [] } as never;
  return {
    id,
    type: 'order',
    number: `PO-${id}`,
    direction: 'inbound',
    partner: 'acme',
    erp: 'books',
    transmission: null,
    batch: null,
    parent: null,
    root: id,
    body,
    validation: 'valid',
    delivery: 'offered',
    acknowledgment: 'none',
    business: 'open',
    erpNumber: null,
    createdAt: at,
    confirmedAt: null,
    ...changes,
  };
}

export function response(id: string, changes: Partial<NewDocument> = {}): NewDocument {
  return order(id, { type: 'order-response', direction: 'outbound', acknowledgment: 'waiting', ...changes });
}

export function amendment(change: string, changes: Partial<NewAmendment> = {}): NewAmendment {
  return {
    change,
    order: 'doc_1',
    changeSequence: '1',
    version: 2,
    base: 1,
    changes: [{ path: 'lines/0/quantity', line: '1', from: '10', to: '12' }],
    conflicts: [],
    body: order('doc_1').body as never,
    ...changes,
  };
}

export function delivery(id: string, changes: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id,
    partner: 'acme',
    document: null,
    transmission: null,
    message: 'x12/855',
    contentType: 'application/edi-x12',
    fileName: `${id}.edi`,
    content: 'ISA*00*',
    state: 'ready',
    attempts: 0,
    createdAt: at,
    deliveredAt: null,
    acknowledgment: 'waiting',
    acknowledgmentDue: tomorrow,
    acknowledgedAt: null,
    interchangeControl: '000000001',
    groupCode: 'PR',
    groupControl: '1',
    setControl: '0001',
    ...changes,
  };
}

export function settlement(id: string, token: number, changes: Partial<Settlement> = {}): Settlement {
  return {
    transmission: id,
    receivedAt: at,
    token,
    state: 'translated',
    partner: 'acme',
    format: 'x12',
    duplicateOf: null,
    problems: [],
    rejected: 0,
    controls: [],
    newest: [],
    documents: [],
    amendments: [],
    deliveries: [],
    reconciliations: [],
    events: [],
    at: later,
    ...changes,
  };
}

export function confirmation(document: string, changes: Partial<Confirmation> = {}): Confirmation {
  return {
    document,
    erp: 'books',
    business: 'accepted',
    erpNumber: 'SO-1',
    at: later,
    response: undefined,
    events: [],
    ...changes,
  };
}

/** Receives and claims a transmission; its token. */
function arrive(store: Store, id: string, changes: Partial<NewTransmission> = {}): Promise<number> {
  return store.receive(transmission(id, changes), bytes, event('received', { transmission: id }), later);
}

/** The name of acme's order of this number. */
const books = (number: string): OrderName => ({ partner: 'acme', erp: 'books', number });

/** An order in the ERP's feed, with the transmission it came in and its acknowledgment. */
async function offer(store: Store, id: string): Promise<void> {
  const token = await arrive(store, `tx_${id}`);
  await store.settle(
    settlement(`tx_${id}`, token, {
      documents: [order(id, { transmission: `tx_${id}` })],
      deliveries: [delivery(`ack_${id}`, { transmission: `tx_${id}`, message: 'x12/997', acknowledgment: 'none' })],
      events: [event('translated', { transmission: `tx_${id}` }), event('offered', { document: id })],
    }),
  );
}

const kinds = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

export function storeContract(name: string, subject: () => Subject | Promise<Subject>): void {
  describe(`the store on ${name}`, () => {
    let place: Subject;
    let sql: Sql;
    let store: Store;

    const connect = async () => {
      sql = place.connect();
      store = createStore(sql);
      await store.open();
    };

    beforeEach(async () => {
      place = await subject();
      await connect();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    const reopen = async () => {
      await store.close();
      await connect();
    };

    describe('a list of statements', () => {
      const add = (name: string): Statement => ({
        query: CompiledQuery.raw(`insert into "counter" ("name", "value") values ('${name}', 1)`),
      });
      const raise = (name: string, expected: number): Statement => ({
        query: CompiledQuery.raw(`update "counter" set "value" = "value" + 1 where "name" = '${name}'`),
        expect: expected,
      });
      const names = async () =>
        (
          await sql.rows(
            CompiledQuery.raw('select "name" from "counter" order by "name"') as CompiledQuery<{ name: string }>,
          )
        ).map((row) => row.name);

      it('is carried out in order and says what each statement did', async () => {
        const outcome = await sql.atomic([
          add('a'),
          raise('a', 1),
          { query: CompiledQuery.raw(`update "counter" set "value" = 7 where "name" = 'a' returning "value"`) },
        ]);
        expect(outcome.done && outcome.results.map(({ affected }) => affected)).toEqual([1, 1, 1]);
        expect(outcome.done && { ...(outcome.results[2]?.rows[0] as object) }).toEqual({ value: 7 });
      });

      it('changes nothing when a guard does not hold, and says which guard', async () => {
        expect(await sql.atomic([add('a'), raise('nobody', 1), add('b')])).toEqual({ done: false, failed: 1 });
        expect(await names()).toEqual([]);
      });

      it('changes nothing when a statement in its middle fails', async () => {
        await sql.atomic([add('a')]);
        const fault = await sql.atomic([add('b'), add('a'), add('c')]).catch((error: unknown) => error);
        expect(fault).toBeInstanceOf(Fault);
        expect(fault).toMatchObject({ code: 'STORE_CONSTRAINT', retry: 'permanent' });
        expect(await names()).toEqual(['a']);
      });

      it('is not disturbed by others committed with it that fail', async () => {
        const outcomes = await Promise.allSettled([
          sql.atomic([add('a')]),
          sql.atomic([add('b'), add('a')]),
          sql.atomic([add('c'), raise('nobody', 1)]),
          sql.atomic([add('d'), raise('a', 1)]),
        ]);
        expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.done : 'fault'))).toEqual([
          true,
          'fault',
          false,
          true,
        ]);
        expect(await names()).toEqual(['a', 'd']);
      });

      it('cannot be seen before it is committed', async () => {
        const adding = sql.atomic([add('a')]);
        const [before] = await Promise.all([names(), adding]);
        expect([[], ['a']]).toContainEqual(before);
        expect(await names()).toEqual(['a']);
      });

      it('that was begun before a close is finished, and none is taken after it', async () => {
        const adding = sql.atomic([add('a')]);
        await store.close();
        expect(await adding).toMatchObject({ done: true });
        await expect(sql.atomic([add('b')])).rejects.toMatchObject({ code: 'STORE_CLOSED' });
        await connect();
        expect(await names()).toEqual(['a']);
      });
    });

    describe('the schema', () => {
      it('is prepared from nothing once, and opening again changes nothing', async () => {
        const versions = () => sql.rows(CompiledQuery.raw('select "version" from "migration" order by "version"'));
        const first = await versions();
        expect(first.length).toBeGreaterThan(0);
        await offer(store, 'doc_1');
        await store.open();
        await reopen();
        expect(await versions()).toEqual(first);
        expect(await store.document('doc_1')).toBeDefined();
      });

      it('may be prepared by several at the same time', async () => {
        await Promise.all([store.open(), createStore(sql).open()]);
        expect(await store.counts()).toEqual([]);
      });

      it('of a later program is refused', async () => {
        await sql.atomic([{ query: CompiledQuery.raw('insert into "migration" ("version") values (9999)') }]);
        await expect(store.open()).rejects.toMatchObject({ code: 'STORE_NEWER', retry: 'permanent' });
      });
    });

    describe('receive', () => {
      it('keeps the bytes, the transmission and the event', async () => {
        await store.receive(
          transmission('tx_1', { fileName: 'po.edi' }),
          bytes,
          event('received', { transmission: 'tx_1' }),
        );
        expect(await store.transmission('tx_1')).toEqual({
          ...transmission('tx_1', { fileName: 'po.edi' }),
          format: null,
          state: 'received',
          duplicateOf: null,
          problems: [],
          documents: 0,
          rejected: 0,
          attempts: 0,
          released: null,
          settledAt: null,
        });
        expect(await store.body('tx_1')).toEqual(bytes);
        expect(await store.events({ transmission: 'tx_1', ...page })).toEqual([
          {
            sequence: expect.any(Number),
            at,
            kind: 'received',
            partner: null,
            erp: null,
            transmission: 'tx_1',
            document: null,
            delivery: null,
            detail: {},
          },
        ]);
      });

      it('keeps them when the store is closed and opened again', async () => {
        await arrive(store, 'tx_1');
        await reopen();
        expect(await store.body('tx_1')).toEqual(bytes);
        expect((await store.transmission('tx_1'))?.state).toBe('received');
      });

      it.each([
        ['empty', 0],
        ['of exactly one part', 1024 * 1024],
        ['of several parts', 2.5 * 1024 * 1024 + 1],
      ])('gives a body %s back as it was', async (_, size) => {
        const body = Uint8Array.from({ length: Math.floor(size) }, (_, index) => (index * 31 + (index >> 12)) & 0xff);
        await store.receive(transmission('tx_1', { size: body.length }), body, event('received'));
        const kept = await store.body('tx_1');
        expect(kept?.length).toBe(body.length);
        expect(Buffer.compare(kept ?? new Uint8Array(1), body)).toBe(0);
      });

      it('knows nothing of what was never received', async () => {
        expect(await store.transmission('tx_0')).toBeUndefined();
        expect(await store.body('tx_0')).toBeUndefined();
      });

      it('refuses a second transmission with the same id and keeps the first', async () => {
        await arrive(store, 'tx_1');
        await expect(
          store.receive(transmission('tx_1'), new Uint8Array([1]), event('received')),
        ).rejects.toBeInstanceOf(Fault);
        expect(await store.body('tx_1')).toEqual(bytes);
        expect(await store.events(page)).toHaveLength(1);
      });

      it('with a claim keeps others from claiming it until the claim runs out', async () => {
        const token = await arrive(store, 'tx_1');
        expect((await store.transmission('tx_1'))?.attempts).toBe(1);
        expect(await store.claim(at, later, 10)).toEqual([]);
        const [claimed] = await store.claim(later, '2026-01-31T12:10:00.000Z', 10);
        expect(claimed?.transmission.id).toBe('tx_1');
        expect(claimed?.token).toBeGreaterThan(token);
      });

      it('without a claim gives no token that settles', async () => {
        const token = await store.receive(transmission('tx_1'), bytes, event('received'));
        expect(await store.settle(settlement('tx_1', token))).toEqual({ done: false, reason: 'stale' });
      });
    });

    describe('transmissions', () => {
      it('are listed in the order they were received, by page, state and partner', async () => {
        for (const id of ['tx_3', 'tx_1', 'tx_2'])
          await arrive(store, id, { partner: id === 'tx_1' ? 'zeta' : 'acme' });
        await store.settle(settlement('tx_3', 1, { state: 'held' }));
        const all = await store.transmissions(page);
        expect(ids(all)).toEqual(['tx_3', 'tx_1', 'tx_2']);
        expect(ids(await store.transmissions({ after: all[0]?.sequence ?? 0, limit: 1 }))).toEqual(['tx_1']);
        expect(ids(await store.transmissions({ state: 'received', ...page }))).toEqual(['tx_1', 'tx_2']);
        expect(ids(await store.transmissions({ partner: 'acme', ...page }))).toEqual(['tx_3', 'tx_2']);
        expect(ids(await store.transmissions({ partner: 'acme', state: 'held', ...page }))).toEqual(['tx_3']);
      });

      it('never take a number again', async () => {
        await arrive(store, 'tx_1');
        const [first] = await store.transmissions(page);
        for (const table of ['body', 'transmission']) {
          await sql.atomic([{ query: CompiledQuery.raw(`delete from "${table}"`) }]);
        }
        await arrive(store, 'tx_2');
        const [second] = await store.transmissions(page);
        expect(second?.sequence).toBeGreaterThan(first?.sequence ?? 0);
      });

      it('of the same content are found as the earliest one before', async () => {
        for (const id of ['tx_9', 'tx_8', 'tx_7']) await arrive(store, id, { digest: 'same' });
        await arrive(store, 'tx_6', { digest: 'same', partner: 'zeta' });
        await arrive(store, 'tx_5', { digest: 'other' });
        expect((await store.sameContent('same', 'acme', 'tx_7'))?.id).toBe('tx_9');
        expect((await store.sameContent('same', 'acme', 'tx_8'))?.id).toBe('tx_9');
        expect(await store.sameContent('same', 'acme', 'tx_9')).toBeUndefined();
        expect(await store.sameContent('same', 'zeta', 'tx_6')).toBeUndefined();
        expect(await store.sameContent('other', 'acme', 'tx_5')).toBeUndefined();
      });

      it('of the same content from nobody known are found among those from nobody known', async () => {
        await arrive(store, 'tx_1', { digest: 'same' });
        await arrive(store, 'tx_2', { digest: 'same', partner: null });
        await arrive(store, 'tx_3', { digest: 'same', partner: null });
        expect((await store.sameContent('same', null, 'tx_3'))?.id).toBe('tx_2');
      });

      it('of the same content are found unless they were refused', async () => {
        const token = await arrive(store, 'tx_1', { digest: 'same' });
        await store.settle(settlement('tx_1', token, { state: 'refused' }));
        await arrive(store, 'tx_2', { digest: 'same' });
        await arrive(store, 'tx_3', { digest: 'same' });
        expect(await store.sameContent('same', 'acme', 'tx_2')).toBeUndefined();
        expect((await store.sameContent('same', 'acme', 'tx_3'))?.id).toBe('tx_2');
      });

      it('are not compared with one that does not exist', async () => {
        await expect(store.sameContent('same', 'acme', at)).rejects.toMatchObject({ code: 'TRANSMISSION_UNKNOWN' });
      });
    });

    describe('claim', () => {
      it('takes the oldest that wait, each once', async () => {
        for (const id of ['tx_2', 'tx_1', 'tx_3']) await store.receive(transmission(id), bytes, event('received'));
        const claimed = await store.claim(at, later, 2);
        expect(claimed.map((each) => each.transmission.id)).toEqual(['tx_2', 'tx_1']);
        expect(claimed[0]?.transmission).toMatchObject({ state: 'received', attempts: 1 });
        expect((await store.claim(at, later, 10)).map((each) => each.transmission.id)).toEqual(['tx_3']);
        expect(await store.claim(at, later, 10)).toEqual([]);
      });

      it('gives no transmission to two workers that ask together', async () => {
        for (let n = 0; n < 20; n++) await store.receive(transmission(`tx_${n}`), bytes, event('received'));
        const claims = (await Promise.all(Array.from({ length: 8 }, () => store.claim(at, later, 5)))).flat();
        expect(claims).toHaveLength(20);
        expect(new Set(claims.map((each) => each.transmission.id)).size).toBe(20);
      });

      it('does not take what is settled', async () => {
        const token = await arrive(store, 'tx_1');
        await store.settle(settlement('tx_1', token, { state: 'held' }));
        expect(await store.claim('2027-01-01T00:00:00.000Z', '2027-01-01T00:01:00.000Z', 10)).toEqual([]);
      });

      it('of a process that crashed is kept when another opens the store, and let go of when it recovers', async () => {
        await arrive(store, 'tx_1');
        await reopen();
        expect(await store.claim(at, later, 10)).toEqual([]);
        await store.recover();
        expect((await store.claim(at, later, 10)).map((each) => each.transmission.id)).toEqual(['tx_1']);
      });
    });

    describe('settle', () => {
      const problem = {
        code: 'SEGMENT_OUTSIDE_SET',
        severity: 'error',
        message: 'segment BEG stands outside any transaction set',
        at: { offset: 120, segment: 3, tag: 'BEG' },
      } as const;

      it('commits documents, acknowledgment, events and state', async () => {
        const token = await arrive(store, 'tx_1', { partner: null });
        const acknowledgment = delivery('dlv_1', { transmission: 'tx_1', message: 'x12/997' });
        const result = await store.settle(
          settlement('tx_1', token, {
            problems: [problem],
            rejected: 2,
            controls: [{ key: 'acme|ZZ:A|ZZ:B|000000905' }],
            documents: [order('doc_1', { transmission: 'tx_1' }), order('doc_2', { transmission: 'tx_1' })],
            deliveries: [acknowledgment],
            events: [event('translated', { transmission: 'tx_1', detail: { sets: 4 } })],
          }),
        );
        expect(result).toEqual({ done: true });
        expect(await store.transmission('tx_1')).toMatchObject({
          partner: 'acme',
          format: 'x12',
          state: 'translated',
          problems: [problem],
          documents: 2,
          rejected: 2,
          settledAt: later,
        });
        expect(await store.holderOf('acme|ZZ:A|ZZ:B|000000905')).toEqual({ transmission: 'tx_1', usedAt: at });
        expect(await store.document('doc_1')).toEqual({
          ...order('doc_1', { transmission: 'tx_1' }),
          sequence: expect.any(Number),
        });
        expect(await store.delivery('dlv_1')).toEqual({ ...acknowledgment, sequence: expect.any(Number) });
        const events = await store.events({ transmission: 'tx_1', ...page });
        expect(kinds(events)).toEqual(['received', 'translated']);
        expect(events[1]?.detail).toEqual({ sets: 4 });
      });

      it('is all still there when the store is closed and opened again', async () => {
        await offer(store, 'doc_1');
        await reopen();
        expect(ids(await store.feed('books', page))).toEqual(['doc_1']);
        expect(ids(await store.mailbox('acme', page))).toEqual(['ack_doc_1']);
        expect(kinds(await store.events(page))).toEqual(['received', 'translated', 'offered']);
      });

      it('is refused under a claim that another worker has taken over', async () => {
        const old = await arrive(store, 'tx_1');
        const [claimed] = await store.claim(later, '2026-01-31T12:10:00.000Z', 1);
        const stale = settlement('tx_1', old, { documents: [order('doc_1')], events: [event('translated')] });
        expect(await store.settle(stale)).toEqual({ done: false, reason: 'stale' });
        expect(await store.document('doc_1')).toBeUndefined();
        expect(kinds(await store.events(page))).toEqual(['received']);
        expect(await store.settle({ ...stale, token: claimed?.token ?? 0 })).toEqual({ done: true });
      });

      it('is refused for what is settled, and for what was never received', async () => {
        const token = await arrive(store, 'tx_1');
        const done = settlement('tx_1', token, { documents: [order('doc_1')], events: [event('translated')] });
        expect(await store.settle(done)).toEqual({ done: true });
        expect(await store.settle(done)).toEqual({ done: false, reason: 'stale' });
        expect(await store.settle(settlement('tx_0', 1))).toEqual({ done: false, reason: 'stale' });
        expect(await store.documents(page)).toHaveLength(1);
        expect(kinds(await store.events(page))).toEqual(['received', 'translated']);
      });

      it('is done once when many try together', async () => {
        const token = await arrive(store, 'tx_1');
        const results = await Promise.all(
          Array.from({ length: 16 }, (_, n) =>
            store.settle(settlement('tx_1', token, { documents: [order(`doc_${n}`)], events: [event('translated')] })),
          ),
        );
        expect(results.filter(({ done }) => done)).toHaveLength(1);
        expect(await store.documents(page)).toHaveLength(1);
        expect(kinds(await store.events(page))).toEqual(['received', 'translated']);
      });

      it('names the transmission that has a control number already, and changes nothing', async () => {
        const key = { key: 'acme|ZZ:A|ZZ:B|000000905' };
        const other = { key: 'acme|ZZ:A|ZZ:B|000000906' };
        const [first, second] = [await arrive(store, 'tx_1'), await arrive(store, 'tx_2')];
        await store.settle(settlement('tx_1', first, { controls: [key] }));
        const repeated = settlement('tx_2', second, { controls: [other, key], documents: [order('doc_2')] });
        expect(await store.settle(repeated)).toEqual({ done: false, reason: 'duplicate', transmission: 'tx_1' });
        expect((await store.transmission('tx_2'))?.state).toBe('received');
        expect(await store.holderOf(other.key)).toBeUndefined();
        expect(await store.document('doc_2')).toBeUndefined();
        const duplicate = settlement('tx_2', second, { state: 'duplicate', duplicateOf: 'tx_1' });
        expect(await store.settle(duplicate)).toEqual({ done: true });
        expect(await store.transmission('tx_2')).toMatchObject({ state: 'duplicate', duplicateOf: 'tx_1' });
      });

      it('lets one of many transmissions with the same control number through', async () => {
        const controls = [{ key: 'acme|ZZ:A|ZZ:B|1' }];
        const numbers = Array.from({ length: 12 }, (_, n) => n);
        const tokens = await Promise.all(numbers.map((n) => arrive(store, `tx_${n}`)));
        const results = await Promise.all(
          numbers.map((n) =>
            store.settle(settlement(`tx_${n}`, tokens[n] ?? 0, { controls, documents: [order(`doc_${n}`)] })),
          ),
        );
        const holder = await store.holderOf('acme|ZZ:A|ZZ:B|1');
        expect(results.filter(({ done }) => done)).toHaveLength(1);
        for (const result of results) {
          if (!result.done)
            expect(result).toEqual({ done: false, reason: 'duplicate', transmission: holder?.transmission });
        }
        expect(await store.documents(page)).toHaveLength(1);
      });

      it('takes a control number that stands twice in one transmission', async () => {
        const token = await arrive(store, 'tx_1');
        const key = { key: 'acme|ZZ:A|ZZ:B|1' };
        expect(await store.settle(settlement('tx_1', token, { controls: [key, key] }))).toEqual({ done: true });
      });

      it('is refused when there is a newer order of a name it looked for, and leaves no trace', async () => {
        await offer(store, 'doc_1');
        const [first] = await store.ordersNamed(books('PO-doc_1'), 1);
        const rest = async (id: string, seen: number, changes: Partial<OrderName> = {}) =>
          store.settle(
            settlement(`tx_${id}`, await arrive(store, `tx_${id}`), {
              newest: [
                { ...books('PO-none'), sequence: 0 },
                { ...books('PO-doc_1'), ...changes, sequence: seen },
              ],
              documents: [order(id, { number: 'PO-doc_1' })],
              events: [event('offered', { document: id })],
            }),
          );
        expect(await rest('doc_2', 0)).toEqual({ done: false, reason: 'ordered' });
        expect(await store.document('doc_2')).toBeUndefined();
        expect(await store.transmission('tx_doc_2')).toMatchObject({ state: 'received' });
        expect(await store.events({ document: 'doc_2', ...page })).toEqual([]);
        expect(await rest('doc_3', first!.sequence)).toEqual({ done: true });
        expect(await rest('doc_4', first!.sequence)).toEqual({ done: false, reason: 'ordered' });
        // What another partner or ERP has under this number is another order.
        expect(await rest('doc_5', 0, { partner: 'zeta' })).toEqual({ done: true });
        expect(await rest('doc_6', 0, { erp: 'ledger' })).toEqual({ done: true });
      });

      it('lets one of many that looked for the same order through', async () => {
        const numbers = Array.from({ length: 12 }, (_, n) => n);
        const tokens = await Promise.all(numbers.map((n) => arrive(store, `tx_${n}`)));
        const results = await Promise.all(
          numbers.map((n) =>
            store.settle(
              settlement(`tx_${n}`, tokens[n] ?? 0, {
                controls: [{ key: `acme|ZZ:A|ZZ:B|${n}` }],
                newest: [{ ...books('PO-1'), sequence: 0 }],
                documents: [order(`doc_${n}`, { number: 'PO-1' })],
              }),
            ),
          ),
        );
        expect(results.filter(({ done }) => done)).toHaveLength(1);
        expect(results.filter(({ done }) => !done)).toEqual(Array(11).fill({ done: false, reason: 'ordered' }));
        expect(await store.documents(page)).toHaveLength(1);
      });

      it('tells a taken control number, a newer order and another version apart, in this order', async () => {
        const key = { key: 'acme|ZZ:A|ZZ:B|1' };
        const name = books('PO-doc_1');
        await offer(store, 'doc_1');
        await store.settle(
          settlement('tx_1', await arrive(store, 'tx_1'), {
            controls: [key],
            documents: [order('doc_2', { type: 'order-change' })],
            amendments: [amendment('doc_2')],
          }),
        );
        const token = await arrive(store, 'tx_2');
        const all = settlement('tx_2', token, {
          controls: [{ key: 'free' }, key],
          newest: [{ ...name, sequence: 0 }],
          documents: [order('doc_3', { type: 'order-change' })],
          amendments: [amendment('doc_3')],
        });
        expect(await store.settle(all)).toMatchObject({ reason: 'duplicate' });
        expect(await store.settle({ ...all, controls: [] })).toMatchObject({ reason: 'ordered' });
        expect(await store.settle({ ...all, controls: [], newest: [] })).toMatchObject({ reason: 'amended' });
      });

      it('changes nothing when a document in its list cannot be inserted', async () => {
        await offer(store, 'doc_1');
        const token = await arrive(store, 'tx_2');
        const doubled = settlement('tx_2', token, {
          controls: [{ key: 'k' }],
          documents: [order('doc_2'), order('doc_1')],
          events: [event('translated', { transmission: 'tx_2' })],
        });
        await expect(store.settle(doubled)).rejects.toBeInstanceOf(Fault);
        expect((await store.transmission('tx_2'))?.state).toBe('received');
        expect(await store.document('doc_2')).toBeUndefined();
        expect(await store.holderOf('k')).toBeUndefined();
        expect(kinds(await store.events({ transmission: 'tx_2', ...page }))).toEqual(['received']);
        expect(await store.settle({ ...doubled, documents: [order('doc_2')] })).toEqual({ done: true });
      });
    });

    acknowledgmentContract(() => store);

    describe('restart', () => {
      it.each(['held', 'unassigned', 'failed', 'translated'] as const)(
        'puts back what is %s without documents',
        async (state) => {
          const token = await arrive(store, 'tx_1');
          const controls = [{ key: 'k' }];
          await store.settle(settlement('tx_1', token, { state, rejected: 3, controls }));
          expect(await store.restart('tx_1', event('restarted', { transmission: 'tx_1' }))).toBe(true);
          expect(await store.transmission('tx_1')).toMatchObject({ state: 'received', rejected: 0, settledAt: null });
          const [claimed] = await store.claim(at, later, 1);
          expect(claimed?.transmission).toMatchObject({ id: 'tx_1', attempts: 2 });
          const again = settlement('tx_1', claimed?.token ?? 0, { controls, documents: [order('doc_1')] });
          expect(await store.settle(again)).toEqual({ done: true });
          expect(kinds(await store.events({ transmission: 'tx_1', ...page }))).toEqual(['received', 'restarted']);
        },
      );

      it('is refused for what was refused: its sender was told so', async () => {
        const token = await arrive(store, 'tx_1');
        await store.settle(settlement('tx_1', token, { state: 'refused' }));
        expect(await store.restart('tx_1', event('restarted'))).toBe(false);
        expect((await store.transmission('tx_1'))?.state).toBe('refused');
        expect(kinds(await store.events(page))).not.toContain('restarted');
      });

      it('is refused when documents were made, so that none is made twice', async () => {
        await offer(store, 'doc_1');
        expect(await store.restart('tx_doc_1', event('restarted', { transmission: 'tx_doc_1' }))).toBe(false);
        expect((await store.transmission('tx_doc_1'))?.state).toBe('translated');
        expect(kinds(await store.events(page))).not.toContain('restarted');
      });

      it('is refused for a duplicate, for what waits already, and for what is not there', async () => {
        const token = await arrive(store, 'tx_1');
        expect(await store.restart('tx_1', event('restarted'))).toBe(false);
        await store.settle(settlement('tx_1', token, { state: 'duplicate', duplicateOf: 'tx_0' }));
        expect(await store.restart('tx_1', event('restarted'))).toBe(false);
        expect(await store.restart('tx_0', event('restarted'))).toBe(false);
        expect(kinds(await store.events(page))).toEqual(['received']);
      });

      it('takes the right to settle from whoever had it before', async () => {
        const token = await arrive(store, 'tx_1');
        await store.settle(settlement('tx_1', token, { state: 'failed' }));
        await store.restart('tx_1', event('restarted'));
        expect(await store.settle(settlement('tx_1', token))).toEqual({ done: false, reason: 'stale' });
      });

      it('lets a held transmission pass for a reason that stays, once, and no other', async () => {
        const token = await arrive(store, 'tx_1');
        expect(await store.release('tx_1', 'why', event('released'))).toBe(false);
        await store.settle(settlement('tx_1', token, { state: 'held' }));
        expect(await store.release('tx_1', 'why', event('released', { transmission: 'tx_1' }))).toBe(true);
        expect(await store.transmission('tx_1')).toMatchObject({ state: 'received', released: 'why', settledAt: null });
        expect(await store.release('tx_1', 'why', event('released'))).toBe(false);
        const [claimed] = await store.claim(later, '2027-01-01T00:00:00.000Z', 9);
        expect(claimed).toMatchObject({ transmission: { id: 'tx_1', released: 'why' } });
        expect((await store.events({ kind: 'released', ...page })).length).toBe(1);
      });

      it('gives a control number to the transmission that may replace its holder, and to no other', async () => {
        const key = { key: 'acme|1' };
        const settle = async (id: string, replaces?: string) =>
          store.settle(
            settlement(id, await arrive(store, id), {
              receivedAt: id === 'tx_3' ? later : at,
              controls: [{ ...key, ...(replaces === undefined ? {} : { replaces }) }],
            }),
          );
        expect(await settle('tx_1')).toEqual({ done: true });
        expect(await settle('tx_2', 'tx_9')).toEqual({ done: false, reason: 'duplicate', transmission: 'tx_1' });
        expect(await settle('tx_3', 'tx_1')).toEqual({ done: true });
        expect(await store.holderOf(key.key)).toEqual({ transmission: 'tx_3', usedAt: later });
      });

      it('is done once when two ask together', async () => {
        const token = await arrive(store, 'tx_1');
        await store.settle(settlement('tx_1', token, { state: 'failed' }));
        const asked = [store.restart('tx_1', event('restarted')), store.restart('tx_1', event('restarted'))];
        expect((await Promise.all(asked)).sort()).toEqual([false, true]);
      });
    });

    describe('reserve', () => {
      it('counts from 1, each sequence by itself', async () => {
        expect(await store.reserve('acme|interchange', upTo(999))).toBe(1);
        expect(await store.reserve('acme|interchange', upTo(999))).toBe(2);
        expect(await store.reserve('zeta|interchange', upTo(999))).toBe(1);
      });

      it('gives the greatest number and then 1 again', async () => {
        const given = [];
        for (let n = 0; n < 5; n++) given.push(await store.reserve('acme|group', upTo(3)));
        expect(given).toEqual([1, 2, 3, 1, 2]);
      });

      it('gives the numbers of a range, over and over or once', async () => {
        const give = async (name: string, rollover: boolean): Promise<(number | undefined)[]> => {
          const given = [];
          for (let n = 0; n < 4; n++) given.push(await store.reserve(name, { from: 500, to: 501, rollover }));
          return given;
        };
        expect(await give('acme|over', true)).toEqual([500, 501, 500, 501]);
        expect(await give('acme|once', false)).toEqual([500, 501, undefined, undefined]);
      });

      it('goes on from the first number of a range that was moved', async () => {
        await store.reserve('acme|group', upTo(9));
        expect(await store.reserve('acme|group', { from: 500, to: 999, rollover: false })).toBe(500);
        expect(await store.reserve('acme|group', { from: 1, to: 9, rollover: true })).toBe(1);
      });

      it('never gives a number twice to callers that ask together', async () => {
        const given = await Promise.all(
          Array.from({ length: 200 }, () => store.reserve('acme|interchange', upTo(999999999))),
        );
        expect(new Set(given).size).toBe(200);
        expect(Math.max(...given.map(Number))).toBe(200);
      });

      it('goes on where it was when the store is opened again', async () => {
        await store.reserve('acme|interchange', upTo(999));
        await reopen();
        expect(await store.reserve('acme|interchange', upTo(999))).toBe(2);
      });
    });

    describe('documents', () => {
      it('are listed in the order they were committed, by every filter and page', async () => {
        await offer(store, 'doc_9');
        await offer(store, 'doc_1');
        await store.send({
          document: response('doc_5', {
            number: 'PO-doc_1',
            root: 'doc_1',
            parent: 'doc_1',
            erp: 'ledger',
            partner: 'zeta',
          }),
          delivery: delivery('dlv_1', { document: 'doc_5' }),
          events: [],
        });
        const all = await store.documents(page);
        expect(ids(all)).toEqual(['doc_9', 'doc_1', 'doc_5']);
        const found = async (filter: Parameters<Store['documents']>[0]) => ids(await store.documents(filter));
        expect(await found({ after: all[0]?.sequence ?? 0, limit: 1 })).toEqual(['doc_1']);
        expect(await found({ type: 'order-response', ...page })).toEqual(['doc_5']);
        expect(await found({ partner: 'acme', ...page })).toEqual(['doc_9', 'doc_1']);
        expect(await found({ erp: 'ledger', ...page })).toEqual(['doc_5']);
        expect(await found({ number: 'PO-doc_1', ...page })).toEqual(['doc_1', 'doc_5']);
        expect(await found({ root: 'doc_1', ...page })).toEqual(['doc_1', 'doc_5']);
        expect(await found({ transmission: 'tx_doc_9', ...page })).toEqual(['doc_9']);
        expect(await found({ direction: 'outbound', ...page })).toEqual(['doc_5']);
        expect(await found({ number: 'PO-doc_1', type: 'order', partner: 'acme', ...page })).toEqual(['doc_1']);
        expect(await store.document('doc_0')).toBeUndefined();
      });

      it('keep text of every script, and numbers as they were written', async () => {
        const body = { ...order('doc_1').body, number: 'Bestellung Ä 中 \u{1F4E6} \u0000', price: '0.10' } as never;
        await store.send({ document: response('doc_1', { body }), delivery: delivery('dlv_1'), events: [] });
        expect((await store.document('doc_1'))?.body).toEqual(body);
      });
    });

    describe('amendments', () => {
      const change = (id: string) => order(id, { type: 'order-change', parent: 'doc_1', root: 'doc_1' });
      /** Settles a change and what it made of its order. */
      const amend = async (id: string, changes: Partial<NewAmendment> = {}) =>
        store.settle(
          settlement(`tx_${id}`, await arrive(store, `tx_${id}`), {
            documents: [change(id)],
            amendments: [amendment(id, changes)],
            events: [event('amended', { document: id })],
          }),
        );

      it('are kept with their change, in the order they came, and tell what the ERP says of it', async () => {
        await offer(store, 'doc_1');
        const conflicts = [{ code: 'LINE_UNKNOWN', message: 'the order has no such line', line: '9' }] as const;
        expect(await amend('doc_9')).toEqual({ done: true });
        expect(await amend('doc_2', { version: null, conflicts: [...conflicts], changes: [], body: null })).toEqual({
          done: true,
        });
        expect(await amend('doc_3', { order: null, base: null, version: null, body: null })).toEqual({ done: true });
        await store.confirm(confirmation('doc_2', { business: 'rejected' }));
        await reopen();
        const found = await store.amendments('doc_1');
        expect(found).toEqual([
          { ...amendment('doc_9'), at, business: 'open' },
          {
            ...amendment('doc_2', { version: null, conflicts: [...conflicts], changes: [], body: null }),
            at,
            business: 'rejected',
          },
        ]);
        expect(await store.amendment('doc_2')).toEqual(found[1]);
        expect(await store.amendment('doc_3')).toMatchObject({ order: null, body: null });
        expect(await store.amendment('doc_1')).toBeUndefined();
        expect(await store.amendments('doc_9')).toEqual([]);
      });

      it('make every version of an order once: the second leaves no trace', async () => {
        await offer(store, 'doc_1');
        const results = await Promise.all(['doc_2', 'doc_3', 'doc_4'].map((id) => amend(id)));
        expect(results.filter(({ done }) => done)).toHaveLength(1);
        expect(results.filter(({ done }) => !done)).toEqual(Array(2).fill({ done: false, reason: 'amended' }));
        expect(await store.amendments('doc_1')).toHaveLength(1);
        expect(await store.documents({ type: 'order-change', ...page })).toHaveLength(1);
        expect(await store.events({ kind: 'amended', ...page })).toHaveLength(1);
        expect(await amend('doc_5', { version: 3, base: 2 })).toEqual({ done: true });
      });

      it('that make no version stand in nobody’s way', async () => {
        const none = { version: null, body: null };
        for (const id of ['doc_2', 'doc_3']) expect(await amend(id, none)).toEqual({ done: true });
        expect(await store.amendments('doc_1')).toHaveLength(2);
      });

      it('do not hide that a control number was used before', async () => {
        const key = { key: 'acme|ZZ:A|ZZ:B|000000905' };
        await store.settle(settlement('tx_1', await arrive(store, 'tx_1'), { controls: [key] }));
        const again = settlement('tx_2', await arrive(store, 'tx_2'), {
          controls: [key],
          documents: [change('doc_2')],
          amendments: [amendment('doc_2')],
        });
        expect(await store.settle(again)).toEqual({ done: false, reason: 'duplicate', transmission: 'tx_1' });
        expect(await store.amendment('doc_2')).toBeUndefined();
      });

      it('are never changed', async () => {
        await amend('doc_2');
        const update = { query: CompiledQuery.raw(`update "amendment" set "version" = 9`) };
        await expect(sql.atomic([update])).rejects.toBeInstanceOf(Fault);
      });
    });

    describe('orders by their number', () => {
      it('are those received from the partner for the ERP, the newest first', async () => {
        for (const id of ['doc_1', 'doc_2', 'doc_3']) {
          const token = await arrive(store, `tx_${id}`);
          const partner = id === 'doc_2' ? 'zeta' : 'acme';
          await store.settle(
            settlement(`tx_${id}`, token, {
              documents: [
                order(id, { number: 'PO-1', partner }),
                order(`${id}_change`, { number: 'PO-1', partner, type: 'order-change' }),
                order(`${id}_other`, { number: 'PO-2', partner }),
                order(`${id}_test`, { number: 'PO-1', partner, erp: '' }),
                order(`${id}_sent`, { number: 'PO-1', partner, direction: 'outbound' }),
              ],
            }),
          );
        }
        expect(ids(await store.ordersNamed(books('PO-1'), 10))).toEqual(['doc_3', 'doc_1']);
        expect(ids(await store.ordersNamed(books('PO-1'), 1))).toEqual(['doc_3']);
        expect(ids(await store.ordersNamed({ ...books('PO-1'), erp: '' }, 1))).toEqual(['doc_3_test']);
        expect(await store.ordersNamed(books('PO-9'), 10)).toEqual([]);
      });
    });

    describe('the feed of an ERP', () => {
      it('holds what it has not confirmed, oldest first', async () => {
        for (const id of ['doc_3', 'doc_1', 'doc_2']) await offer(store, id);
        const token = await arrive(store, 'tx_1');
        await store.settle(settlement('tx_1', token, { documents: [order('doc_4', { erp: 'ledger' })] }));
        await store.send({ document: response('doc_5'), delivery: delivery('dlv_1'), events: [] });
        const feed = await store.feed('books', page);
        expect(ids(feed)).toEqual(['doc_3', 'doc_1', 'doc_2']);
        expect(ids(await store.feed('books', { after: feed[0]?.sequence ?? 0, limit: 1 }))).toEqual(['doc_1']);
        expect(await store.feed('books', { type: 'invoice', ...page })).toEqual([]);
        await store.confirm(confirmation('doc_1'));
        expect(ids(await store.feed('books', { type: 'order', ...page }))).toEqual(['doc_3', 'doc_2']);
      });

      it('says the place of each document in its batch', async () => {
        const token = await arrive(store, 'tx_1');
        const place = (position: number) => ({
          id: 'doc_2',
          interchange: '000000905',
          transmission: 'tx_1',
          position,
          of: 2,
        });
        const documents = [
          order('doc_3'),
          order('doc_2', { transmission: 'tx_1', batch: place(1) }),
          order('doc_1', { transmission: 'tx_1', batch: place(2) }),
        ];
        await store.settle(settlement('tx_1', token, { documents }));
        await store.confirm(confirmation('doc_2'));
        expect((await store.feed('books', page)).map(({ batch }) => batch)).toEqual([null, place(2)]);
        expect((await store.document('doc_2'))?.batch).toEqual(place(1));
      });
    });

    describe('confirm', () => {
      it('writes the answer and commits the response it makes with it', async () => {
        await offer(store, 'doc_1');
        const confirmed = await store.confirm(
          confirmation('doc_1', {
            business: 'changed',
            response: {
              document: response('doc_2', { parent: 'doc_1', root: 'doc_1' }),
              delivery: delivery('dlv_1', { document: 'doc_2' }),
            },
            events: [event('confirmed', { document: 'doc_1' }), event('sent', { delivery: 'dlv_1' })],
          }),
        );
        expect(confirmed).toBe(true);
        expect(await store.document('doc_1')).toMatchObject({
          business: 'changed',
          erpNumber: 'SO-1',
          confirmedAt: later,
          delivery: 'taken',
        });
        expect(await store.document('doc_2')).toMatchObject({ root: 'doc_1', type: 'order-response' });
        expect(ids(await store.deliveries({ document: 'doc_2', ...page }))).toEqual(['dlv_1']);
      });

      it('is done once, and the second answer leaves no trace', async () => {
        await offer(store, 'doc_1');
        const answer = (n: number) =>
          confirmation('doc_1', {
            erpNumber: `SO-${n}`,
            response: { document: response(`doc_r${n}`), delivery: delivery(`dlv_${n}`, { document: `doc_r${n}` }) },
            events: [event('confirmed', { document: 'doc_1' })],
          });
        const results = await Promise.all(Array.from({ length: 10 }, (_, n) => store.confirm(answer(n))));
        expect(results.filter(Boolean)).toHaveLength(1);
        expect(await store.confirm(answer(11))).toBe(false);
        expect(await store.documents({ type: 'order-response', ...page })).toHaveLength(1);
        expect(await store.events({ kind: 'confirmed', ...page })).toHaveLength(1);
        expect((await store.document('doc_1'))?.erpNumber).toBe(`SO-${results.indexOf(true)}`);
      });

      it('is refused to another ERP, for what goes out, and for what is not there', async () => {
        await offer(store, 'doc_1');
        await store.send({ document: response('doc_2'), delivery: delivery('dlv_1'), events: [] });
        expect(await store.confirm(confirmation('doc_1', { erp: 'ledger' }))).toBe(false);
        expect(await store.confirm(confirmation('doc_2'))).toBe(false);
        expect(await store.confirm(confirmation('doc_0'))).toBe(false);
        expect(ids(await store.feed('books', page))).toEqual(['doc_1']);
      });
    });

    describe('send', () => {
      it('commits the document, its delivery and the events, once', async () => {
        const outbound = {
          document: response('doc_1'),
          delivery: delivery('dlv_1', { document: 'doc_1' }),
          events: [event('sent', { document: 'doc_1', delivery: 'dlv_1' })],
        };
        expect(await store.send(outbound)).toBe(true);
        expect(await store.send(outbound)).toBe(false);
        expect(await store.send({ ...outbound, delivery: delivery('dlv_2', { document: 'doc_1' }) })).toBe(false);
        expect(ids(await store.deliveries(page))).toEqual(['dlv_1']);
        expect(kinds(await store.events(page))).toEqual(['sent']);
      });
    });

    describe('deliveries', () => {
      it('are listed in the order they were committed, by every filter and page', async () => {
        await offer(store, 'doc_1');
        await store.send({
          document: response('doc_2', { partner: 'zeta' }),
          delivery: delivery('dlv_1', { document: 'doc_2', partner: 'zeta' }),
          events: [],
        });
        await store.collected('dlv_1', 'zeta', event('collected'));
        const all = await store.deliveries(page);
        expect(ids(all)).toEqual(['ack_doc_1', 'dlv_1']);
        const found = async (filter: Parameters<Store['deliveries']>[0]) => ids(await store.deliveries(filter));
        expect(await found({ after: all[0]?.sequence ?? 0, limit: 5 })).toEqual(['dlv_1']);
        expect(await found({ partner: 'zeta', ...page })).toEqual(['dlv_1']);
        expect(await found({ document: 'doc_2', ...page })).toEqual(['dlv_1']);
        expect(await found({ transmission: 'tx_doc_1', ...page })).toEqual(['ack_doc_1']);
        expect(await found({ state: 'ready', ...page })).toEqual(['ack_doc_1']);
        expect(await found({ acknowledgment: 'waiting', ...page })).toEqual(['dlv_1']);
        expect(await store.delivery('dlv_0')).toBeUndefined();
      });

      it('wait in the mailbox of their partner, oldest first, until they are collected', async () => {
        await offer(store, 'doc_1');
        await store.send({
          document: response('doc_2'),
          delivery: delivery('dlv_1', { document: 'doc_2' }),
          events: [],
        });
        const mailbox = await store.mailbox('acme', page);
        expect(ids(mailbox)).toEqual(['ack_doc_1', 'dlv_1']);
        expect(ids(await store.mailbox('acme', { after: mailbox[0]?.sequence ?? 0, limit: 1 }))).toEqual(['dlv_1']);
        expect(await store.mailbox('zeta', page)).toEqual([]);
        const collected = event('collected', { at: later, delivery: 'dlv_1' });
        expect(await store.collected('dlv_1', 'zeta', collected)).toBe(false);
        const results = await Promise.all([1, 2, 3].map(() => store.collected('dlv_1', 'acme', collected)));
        expect(results.filter(Boolean)).toHaveLength(1);
        expect(await store.delivery('dlv_1')).toMatchObject({
          state: 'delivered',
          deliveredAt: later,
          attempts: 1,
          acknowledgment: 'waiting',
        });
        expect((await store.document('doc_2'))?.delivery).toBe('taken');
        expect(ids(await store.mailbox('acme', page))).toEqual(['ack_doc_1']);
        expect(await store.events({ kind: 'collected', ...page })).toHaveLength(1);
      });

      it('are offered again by a retry', async () => {
        await store.send({
          document: response('doc_1'),
          delivery: delivery('dlv_1', { document: 'doc_1' }),
          events: [],
        });
        await store.collected('dlv_1', 'acme', event('collected'));
        expect(await store.retry('dlv_1', null, event('retried', { delivery: 'dlv_1' }))).toBe(true);
        expect(await store.delivery('dlv_1')).toMatchObject({ state: 'ready', deliveredAt: null });
        expect((await store.document('doc_1'))?.delivery).toBe('offered');
        expect(ids(await store.mailbox('acme', page))).toEqual(['dlv_1']);
        expect(await store.collected('dlv_1', 'acme', event('collected'))).toBe(true);
        expect((await store.delivery('dlv_1'))?.attempts).toBe(2);
        expect(await store.retry('dlv_0', null, event('retried'))).toBe(false);
      });

      it('are found by the group they went out in, the newest where numbers came round again', async () => {
        for (const [n, groupCode] of ['PR', 'IN', 'PR'].entries()) {
          const document = response(`doc_${n}`);
          await store.send({
            document,
            delivery: delivery(`dlv_${n}`, { document: document.id, groupCode }),
            events: [],
          });
        }
        expect((await store.sentUnder('acme', 'PR', '1'))?.id).toBe('dlv_2');
        expect((await store.sentUnder('acme', 'IN', '1'))?.id).toBe('dlv_1');
        expect(await store.sentUnder('acme', 'PR', '2')).toBeUndefined();
        expect(await store.sentUnder('zeta', 'PR', '1')).toBeUndefined();
      });
    });

    describe('events', () => {
      it('are listed in the order they were committed, by every filter and page', async () => {
        await store.record([]);
        await store.record([event('fetched', { erp: 'books', document: 'doc_1', partner: 'acme' }), event('retried')]);
        await store.record([event('fetched', { transmission: 'tx_1' })]);
        const all = await store.events(page);
        expect(kinds(all)).toEqual(['fetched', 'retried', 'fetched']);
        expect(all.map(({ sequence }) => sequence)).toEqual(all.map(({ sequence }) => sequence).sort((a, b) => a - b));
        expect(kinds(await store.events({ after: all[0]?.sequence ?? 0, limit: 1 }))).toEqual(['retried']);
        expect(await store.events({ kind: 'fetched', ...page })).toHaveLength(2);
        expect(await store.events({ document: 'doc_1', ...page })).toEqual([all[0]]);
        expect(await store.events({ partner: 'acme', kind: 'fetched', ...page })).toEqual([all[0]]);
        expect(await store.events({ transmission: 'tx_1', ...page })).toEqual([all[2]]);
      });

      it('are numbered in the order of commits when many write together', async () => {
        await Promise.all(Array.from({ length: 50 }, (_, n) => store.record([event(`a${n}`), event(`b${n}`)])));
        const all = await store.events({ limit: 1000 });
        expect(all).toHaveLength(100);
        for (let n = 0; n < 100; n += 2) expect(all[n]?.kind.slice(1)).toBe(all[n + 1]?.kind.slice(1));
      });

      it('are never changed', async () => {
        await store.record([event('fetched')]);
        const change = { query: CompiledQuery.raw(`update "event" set "kind" = 'confirmed'`) };
        await expect(sql.atomic([change])).rejects.toBeInstanceOf(Fault);
        expect(kinds(await store.events(page))).toEqual(['fetched']);
      });

      it('of an order tell its whole line and nothing of its neighbours', async () => {
        const token = await arrive(store, 'tx_1');
        await store.settle(
          settlement('tx_1', token, {
            documents: [order('doc_1', { transmission: 'tx_1' }), order('doc_2', { transmission: 'tx_1' })],
            deliveries: [delivery('dlv_ack', { transmission: 'tx_1', message: 'x12/997' })],
            events: [
              event('translated', { transmission: 'tx_1' }),
              event('offered', { transmission: 'tx_1', document: 'doc_1' }),
              event('offered', { transmission: 'tx_1', document: 'doc_2', detail: { of: 'a neighbour' } }),
            ],
          }),
        );
        await store.collected('dlv_ack', 'acme', event('collected', { delivery: 'dlv_ack' }));
        await arrive(store, 'tx_2');
        for (const n of [1, 2]) {
          await store.confirm(
            confirmation(`doc_${n}`, {
              response: {
                document: response(`doc_r${n}`, { parent: `doc_${n}`, root: `doc_${n}` }),
                delivery: delivery(`dlv_${n}`, { document: `doc_r${n}` }),
              },
              events: [
                event(`confirmed ${n}`, { document: `doc_${n}` }),
                event(`sent ${n}`, { document: `doc_r${n}` }),
              ],
            }),
          );
        }
        await store.collected('dlv_2', 'acme', event('collected 2', { delivery: 'dlv_2' }));
        await store.collected('dlv_1', 'acme', event('collected 1', { delivery: 'dlv_1' }));
        const line = await store.events({ root: 'doc_1', ...page });
        expect(kinds(line)).toEqual([
          'received',
          'translated',
          'offered',
          'collected',
          'confirmed 1',
          'sent 1',
          'collected 1',
        ]);
        expect(kinds(await store.events({ root: 'doc_1', after: line[4]?.sequence ?? 0, limit: 1 }))).toEqual([
          'sent 1',
        ]);
        expect(kinds(await store.events({ root: 'doc_1', kind: 'offered', ...page }))).toEqual(['offered']);
        expect(await store.events({ root: 'doc_0', ...page })).toEqual([]);
      });
    });

    describe('counts', () => {
      it('say how many are in each state', async () => {
        expect(await store.counts()).toEqual([]);
        await offer(store, 'doc_1');
        await offer(store, 'doc_2');
        await arrive(store, 'tx_1');
        const token = await arrive(store, 'tx_2');
        await store.settle(settlement('tx_2', token, { state: 'held' }));
        await store.restart('tx_2', event('restarted'));
        await store.confirm(confirmation('doc_1'));
        await store.collected('ack_doc_1', 'acme', event('collected'));
        const counts = await store.counts();
        expect(Object.fromEntries(counts.map(({ what, state, count }) => [`${what} ${state}`, count]))).toEqual({
          'transmission translated': 2,
          'transmission received': 2,
          'document taken': 1,
          'document offered': 1,
          'delivery delivered': 1,
          'delivery ready': 1,
        });
      });
    });

    describe('keys', () => {
      it('are kept, listed and revoked once', async () => {
        const key = { id: 'key_1', hash: 'ab', role: 'partner', name: 'acme', createdAt: at, revokedAt: null } as const;
        await store.createKey(key);
        await store.createKey({ ...key, id: 'key_2', role: 'operator', name: '' });
        await reopen();
        expect(await store.key('key_1')).toEqual(key);
        expect(await store.key('key_0')).toBeUndefined();
        expect(ids(await store.keys())).toEqual(['key_1', 'key_2']);
        expect(await store.revokeKey('key_1', later)).toBe(true);
        expect(await store.revokeKey('key_1', later)).toBe(false);
        expect(await store.revokeKey('key_0', later)).toBe(false);
        expect((await store.key('key_1'))?.revokedAt).toBe(later);
        await expect(store.createKey(key)).rejects.toBeInstanceOf(Fault);
      });
    });
  });
}

/** The driver, and beside it every query that goes through it. */
export function recording(sql: Sql): { sql: Sql; seen: Map<string, CompiledQuery> } {
  const seen = new Map<string, CompiledQuery>();
  return {
    seen,
    sql: {
      ...sql,
      rows: (query) => {
        seen.set(query.sql, query);
        return sql.rows(query);
      },
      atomic: (statements) => {
        for (const { query } of statements) seen.set(query.sql, query);
        return sql.atomic(statements);
      },
    },
  };
}

/** Calls every method of a store, each list with every combination of its filters. */
export async function callEverything(store: Store): Promise<void> {
  await offer(store, 'doc_1');
  await store.settle(
    settlement('tx_doc_1', 1, {
      controls: [{ key: 'k' }],
      newest: [{ ...books('PO-1'), sequence: 0 }],
      amendments: [amendment('doc_1')],
      reconciliations: [
        answer('ack_doc_1', { document: 'doc_1' }),
        answer('ack_1', { delivery: null, document: null, state: 'unmatched' }),
      ],
    }),
  );
  await store.recover();
  await store.claim(at, later, 1);
  await store.restart('tx_doc_1', event('restarted'));
  await store.release('tx_doc_1', 'looked at', event('released'));
  await store.reserve('acme|interchange', upTo(9));
  await store.confirm(confirmation('doc_1'));
  await store.send({ document: response('doc_2'), delivery: delivery('dlv_1', { document: 'doc_2' }), events: [] });
  await store.collected('dlv_1', 'acme', event('collected'));
  await store.retry('dlv_1', later, event('retried'));
  await store.overdue('dlv_1', event('overdue', { at: tomorrow }));
  await store.review('dlv_1', 'why', event('reviewed'));
  await Promise.all([store.sentIn('acme', '000000001'), store.due(later, 1), store.acknowledgment('dlv_1')]);
  await store.record([event('fetched')]);
  await store.createKey({ id: 'key_1', hash: '', role: 'erp', name: 'books', createdAt: at, revokedAt: null });
  await store.revokeKey('key_1', later);
  await Promise.all([store.transmission('tx_1'), store.body('tx_1'), store.holderOf('k'), store.document('doc_1')]);
  await Promise.all([store.delivery('dlv_1'), store.sentUnder('acme', 'PR', '1'), store.mailbox('acme', page)]);
  await Promise.all([store.sameContent('d', 'acme', 'tx_doc_1'), store.sameContent('d', null, 'tx_doc_1')]);
  await Promise.all([store.counts(), store.key('key_1'), store.keys()]);
  await Promise.all([store.ordersNamed(books('PO-1'), 9), store.amendments('doc_1'), store.amendment('doc_1')]);
  const partner = 'acme';
  const document = 'doc_1';
  const root = 'doc_1';
  const transmission = 'tx_doc_1';
  for (const some of subsets({ state: 'held', partner } as const)) await store.transmissions({ ...some, ...page });
  for (const some of subsets({ type: 'order' })) await store.feed('books', { ...some, ...page });
  const ofDocuments = {
    type: 'order',
    partner,
    erp: 'books',
    number: '1',
    root,
    transmission,
    direction: 'inbound',
  } as const;
  for (const some of subsets(ofDocuments)) await store.documents({ ...some, ...page });
  const ofDeliveries = { partner, document, transmission, state: 'ready', acknowledgment: 'waiting' } as const;
  for (const some of subsets(ofDeliveries)) await store.deliveries({ ...some, ...page });
  const ofAcknowledgments = {
    partner,
    state: 'waiting',
    late: true,
    message: 'x12/855',
    delivery: 'dlv_1',
    review: 'open',
  } as const;
  for (const some of subsets(ofAcknowledgments)) await store.acknowledgments({ ...some, ...page });
  const ofEvents = { transmission, document, root, partner, kind: 'received' };
  for (const some of subsets(ofEvents)) await store.events({ ...some, ...page });
}

function subsets<Fields extends object>(fields: Fields): Partial<Fields>[] {
  return Object.entries(fields).reduce<Partial<Fields>[]>(
    (chosen, [name, value]) => chosen.flatMap((some) => [some, { ...some, [name]: value }]),
    [{}],
  );
}
