// What must hold of every acknowledgment, whatever was sent and whatever was agreed: it says accepted only of what is in
// the store, its counts are those of the store, it is in the release of its group, it answers no acknowledgment, reading
// it back gives the problems that are stored, and every group has exactly one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agreement, Answering } from '../../src/core/agreement.ts';
import { definitionFor, setFor } from '../../src/core/catalog.ts';
import { heard } from '../../src/core/edi/acknowledged.ts';
import type { TransactionSet } from '../../src/core/edi/envelope.ts';
import { structure } from '../../src/core/edi/structure.ts';
import { reader } from '../../src/core/formats/x12.ts';
import { entryOf, type Problem } from '../../src/core/problem.ts';
import { ALL_TOLD, rulesOf } from '../../src/core/rules.ts';
import { settled } from '../gateway/arrive.ts';
import { catalog, openGateway } from '../http/gateway.ts';

const acme = catalog.partners.get('acme')!;

/** What may happen to an order on its way: its segments, and whether they are still all right. */
const SPOILT: Record<string, (segments: string[]) => string[]> = {
  nothing: (segments) => segments,
  'a quantity that is none': (segments) => segments.map((one) => one.replace('*10*EA', '*ten*EA')),
  'a date that is none': (segments) => segments.map((one) => one.replace('20240305', '20240230')),
  'a code too long': (segments) => segments.map((one) => one.replace('*EA*', '*EACH*')),
  'a segment nobody knows': (segments) => [...segments.slice(0, 2), 'XYZ*1', ...segments.slice(2)],
  'a segment of another set': (segments) => [...segments.slice(0, 2), 'BIG*20240305*1', ...segments.slice(2)],
  'no BEG': (segments) => segments.filter((one) => !one.startsWith('BEG')),
  'a qualifier alone': (segments) => segments.map((one) => one.replace('*BP*K-100', '*BP')),
  'elements too many': (segments) => segments.map((one) => (one.startsWith('CTT') ? `${one}*2*3*4*EA*6*7*8` : one)),
  'CTT first': (segments) => [segments[0]!, segments.at(-1)!, ...segments.slice(1, -1)],
};
const spoilings = Object.keys(SPOILT);

interface SentSet {
  spoilt: string;
  /** How far SE01 is off. */
  off: number;
}

interface SentGroup {
  release: '004010' | '005010';
  kind: 'PO' | 'FA';
  sets: SentSet[];
  /** How far GE01 is off. */
  off: number;
}

let numbers = 0;

function setText({ spoilt, off }: SentSet, kind: SentGroup['kind'], index: number): string {
  const control = String(index + 1).padStart(4, '0');
  const body =
    kind === 'FA'
      ? ['AK1*PR*77', 'AK9*A*1*1*1']
      : SPOILT[spoilt]!([
          `BEG*00*SA*N${++numbers}**20240305`,
          'REF*DP*1',
          'PO1*1*10*EA*2.50**BP*K-100',
          'PID*F****WIDGET',
          'CTT*1',
        ]);
  return [`ST*${kind === 'FA' ? '997' : '850'}*${control}`, ...body, `SE*${body.length + 2 + off}*${control}`].join(
    '~',
  );
}

function interchangeText(groups: SentGroup[], control: number, asked: boolean): string {
  const number = String(control).padStart(9, '0');
  return [
    `ISA*00*          *00*          *ZZ*ACMERETAIL     *ZZ*DRAGOMAN       *240305*0930*^*00501*${number}*${asked ? 1 : 0}*P*>`,
    ...groups.flatMap(({ release, kind, sets, off }, i) => [
      `GS*${kind}*ACMERETAIL*DRAGOMAN*20240305*0930*${i + 1}*X*${release}`,
      ...sets.map((one, s) => setText(one, kind, s)),
      `GE*${sets.length + off}*${i + 1}`,
    ]),
    `IEA*${groups.length}*${number}~`,
  ].join('~');
}

const off = fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1, 7) });
const anySet: fc.Arbitrary<SentSet> = fc.record({
  spoilt: fc.oneof(fc.constant('nothing'), fc.constantFrom(...spoilings)),
  off,
});
const anyGroup: fc.Arbitrary<SentGroup> = fc.record({
  release: fc.constantFrom('004010', '005010'),
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant('PO' as const) },
    { weight: 1, arbitrary: fc.constant('FA' as const) },
  ),
  sets: fc.array(anySet, { minLength: 1, maxLength: 4 }),
  off,
});
const anyAgreement: fc.Arbitrary<Agreement> = fc
  .record({
    functional: fc.constantFrom<Answering['functional']>('997', '999'),
    interchange: fc.constantFrom<Answering['interchange']>('asked', 'always', 'errors', 'never'),
    batch: fc.constantFrom<Answering['batch']>('interchange', 'group'),
    accepted: fc.boolean(),
    profile: fc.constantFrom('envelope', 'syntax', 'standard', 'strict'),
    suspend: fc.constantFrom('set', 'interchange'),
  })
  .map(({ profile, suspend, ...answering }) => ({
    ...acme,
    suspend,
    rules: rulesOf(profile, {}, ALL_TOLD, [], []),
    acknowledge: { level: 'element', content: 'none', ...answering },
  }));

interface Sent {
  groups: SentGroup[];
  asked: boolean;
  agreement: Agreement;
}

/** Sends it through a real gateway; what answered, and what the store says. */
async function answer({ groups, asked, agreement }: Sent) {
  const gateway = await openGateway({ catalog: { ...catalog, partners: new Map([['acme', agreement]]) } });
  const { acknowledgments, problems, rejected } = await settled(gateway, interchangeText(groups, 1, asked));
  const documents = await gateway.store.documents({ direction: 'inbound', limit: 100 });
  const reading = reader({});
  const units = acknowledgments.flatMap(({ content }) => reading.push(new TextEncoder().encode(content)));
  units.push(...reading.end());
  await gateway.store.close();
  const sets = units.flatMap((unit) => (unit.unit === 'set' ? [unit.set] : []));
  const services = units.flatMap((unit) => (unit.unit === 'interchange' ? unit.interchange.acknowledgments : []));
  return { sets, services, problems, rejected, documents };
}

const bothSaid = (set: TransactionSet) => ({ set, said: heard(set)! });
const accepts = (code: string): boolean => code === 'A' || code === 'E';

const everySent = fc.record({
  groups: fc.array(anyGroup, { minLength: 1, maxLength: 3 }),
  asked: fc.boolean(),
  agreement: anyAgreement,
});
const RUNS = { numRuns: 120 };

/** `group/set segment element-component code`: what an acknowledgment says of an element or a segment. */
function places(problems: Problem[], at999: (group: string) => boolean, late: (group: string) => boolean): string[] {
  return problems.flatMap((found) => {
    const { level, x12, from005010, in999 } = entryOf(found.code);
    if (level !== 'element' || found.at.element === undefined) return [];
    const group = found.at.group!;
    const code = (at999(group) ? in999 : undefined) ?? (late(group) ? from005010 : undefined) ?? x12;
    const place = [found.at.element, found.at.component].filter((part) => part !== undefined).join('-');
    return [`${group}/${found.at.set} ${found.at.segment} ${place} ${code}`];
  });
}

describe('every acknowledgment', () => {
  it('says accepted of as many sets as there are documents, refuses the rest, and counts them so', () =>
    fc.assert(
      fc.asyncProperty(everySent, async (sent) => {
        const { sets, documents, rejected } = await answer(sent);
        const said = sets.map(bothSaid);
        const accepted = said.reduce((sum, one) => sum + Number(one.said.group.accepted), 0);
        expect(accepted).toBe(documents.length);
        const received = said.reduce((sum, one) => sum + Number(one.said.group.received), 0);
        expect(received).toBe(documents.length + rejected);
        for (const { said: one } of said) {
          const named = one.sets.filter(({ verdict }) => accepts(verdict)).length;
          if (sent.agreement.acknowledge.accepted) expect(named).toBe(Number(one.group.accepted));
          if (one.group.verdict === 'R') expect(one.group.accepted).toBe('0');
          if (Number(one.group.accepted) < Number(one.group.received)) expect(one.group.verdict).toMatch(/^[PR]$/);
        }
      }),
      RUNS,
    ));

  it('is one for each group of orders, in its release, and none for acknowledgments', () =>
    fc.assert(
      fc.asyncProperty(everySent, async (sent) => {
        const { sets, services } = await answer(sent);
        const orders = sent.groups.flatMap(({ kind, release }, i) => (kind === 'PO' ? [`PO ${i + 1} ${release}`] : []));
        const answered = sets.map(bothSaid).map(({ set, said }) => {
          const release = set.group.version.slice(0, 6);
          return `${said.code} ${said.control} ${release}`;
        });
        expect(answered.sort()).toEqual(orders.sort());
        for (const { type, group } of sets)
          expect(type).toBe(
            sent.agreement.acknowledge.functional === '999' && group.version >= '005010' ? '999' : '997',
          );
        expect(services.length).toBeLessThanOrEqual(orders.length === 0 ? 0 : 1);
      }),
      RUNS,
    ));

  it('is itself right in its release, in envelope, structure, conditions and codes', () =>
    fc.assert(
      fc.asyncProperty(everySent, async (sent) => {
        const { sets } = await answer(sent);
        for (const set of sets) {
          const found = definitionFor(catalog, 'x12', set.group.version.slice(0, 6))!;
          expect(found.exact).toBe(true);
          const definition = setFor(found, set.type)!;
          const { problems } = structure(set, found.definition, definition, { conditions: true, codes: true });
          expect([...set.problems, ...problems, ...set.group.problems, ...set.group.interchange.problems]).toEqual([]);
        }
      }),
      RUNS,
    ));

  it('read back says what is stored, place by place and code by code', () =>
    fc.assert(
      fc.asyncProperty(everySent, async (sent) => {
        const { sets, problems } = await answer(sent);
        const releases = new Map(sent.groups.map(({ release }, i) => [String(i + 1), release]));
        const late = (group: string): boolean => releases.get(group)! >= '005010';
        const at999 = (group: string): boolean => late(group) && sent.agreement.acknowledge.functional === '999';
        const told = sets.map(bothSaid).flatMap(({ said }) =>
          said.sets.flatMap((one) =>
            one.segments.flatMap(({ position, elements }) =>
              elements.map((element) => {
                const place = element.position.replace(/\D+/g, '-');
                return `${said.control}/${one.control} ${position} ${place} ${element.code}`;
              }),
            ),
          ),
        );
        const orders = problems.filter(({ at }) => sent.groups[Number(at.group) - 1]?.kind === 'PO');
        // The structure and the mapping may both say it of one place.
        expect(told.sort()).toEqual([...new Set(places(orders, at999, late))].sort());
      }),
      RUNS,
    ));
});
