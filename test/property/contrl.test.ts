// What must hold of every CONTRL, whatever was sent and whatever was agreed: what is in the store was acknowledged and
// all else rejected, by itself, with its group or with its interchange; it is right by its own dictionary; reading it
// back gives the errors that are stored; and no CONTRL is answered with one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agreement, Answering } from '../../src/core/agreement.ts';
import { heardContrl } from '../../src/core/edi/acknowledged.ts';
import type { TransactionSet } from '../../src/core/edi/envelope.ts';
import { entryOf, line, type Problem, syntaxErrorOf } from '../../src/core/problem.ts';
import { ALL_TOLD, rulesOf } from '../../src/core/rules.ts';
import { text } from '../../src/core/tree.ts';
import { translate } from '../../src/gateway/translate.ts';
import { agreementWith, catalogWith, problemsOf } from '../core/edi/reading.ts';
import { settled } from '../gateway/arrive.ts';
import { openGateway } from '../http/gateway.ts';

/** What may happen to an order on its way. */
const SPOILT: Record<string, (segments: string[]) => string[]> = {
  nothing: (segments) => segments,
  'a quantity that is none': (segments) => segments.map((one) => one.replace('QTY+21:10', 'QTY+21:ten')),
  'a date that is none': (segments) => segments.map((one) => one.replace('20240305', '20240230')),
  'a line number too long': (segments) => segments.map((one) => one.replace('LIN+1+', 'LIN+1234567+')),
  'a number without a whole part': (segments) => segments.map((one) => one.replace('QTY+21:10', 'QTY+21:.5')),
  'two things in one segment': (segments) => segments.map((one) => one.replace('QTY+21:10', 'QTY+21AB:ten')),
  'a segment nobody knows': (segments) => ['XYZ+1', ...segments],
  'a segment of another message': (segments) => [...segments.slice(0, 2), 'GID+1', ...segments.slice(2)],
  'no BGM': (segments) => segments.slice(1),
  'no UNS': (segments) => segments.slice(0, -1),
  'BGM twice': (segments) => [segments[0]!, ...segments],
  'elements too many': (segments) => segments.map((one) => (one.startsWith('BGM') ? `${one}+AB+X+Y` : one)),
  'components too many': (segments) => segments.map((one) => one.replace('QTY+21:10', 'QTY+21:10:PCE:X')),
  'separators at the end': (segments) => segments.map((one) => (one.startsWith('BGM') ? `${one}+` : one)),
  'no order number': (segments) => segments.map((one) => one.replace(/BGM\+220\+[^+]*/, 'BGM+220+')),
};

interface SentMessage {
  kind: 'ORDERS' | 'CONTRL';
  spoilt: string;
  /** How far UNT01 is off. */
  off: number;
}

interface SentGroup {
  messages: SentMessage[];
  /** How far UNE01 is off. */
  off: number;
}

interface Sent {
  syntax: 'UNOC:3' | 'UNOC:4';
  /** Whether messages stand in groups. */
  grouped: boolean;
  groups: SentGroup[];
  /** How far UNZ01 is off. */
  off: number;
  asked: boolean;
  agreement: Agreement;
}

let numbers = 0;

function messageText({ kind, spoilt, off }: SentMessage, reference: string): string[] {
  const body =
    kind === 'CONTRL'
      ? ['UCI+77+RECEIVER:ZZ+SENDER:ZZ+7']
      : SPOILT[spoilt]!([
          `BGM+220+N${++numbers}+9`,
          'DTM+137:20240305:102',
          'NAD+BY+4000001000002::9',
          'LIN+1++4000862141404:EN',
          'QTY+21:10',
          'UNS+S',
        ]);
  const type = kind === 'CONTRL' ? 'CONTRL:3:1:UN' : 'ORDERS:D:96A:UN';
  return [`UNH+${reference}+${type}`, ...body, `UNT+${body.length + 2 + off}+${reference}`];
}

const kindOf = ({ messages }: SentGroup): string =>
  messages.every(({ kind }) => kind === 'CONTRL') ? 'CONTRL' : 'ORDERS';

function interchangeText({ syntax, grouped, groups, off, asked }: Sent): string {
  const date = syntax.endsWith(':4') ? '20240305:0930' : '240305:0930';
  let reference = 0;
  const content = groups.flatMap((group, i) => {
    const messages = group.messages.flatMap((one) => messageText(one, `M${++reference}`));
    const header = `UNG+${kindOf(group)}+BUYING+SELLING+${date}+G${i + 1}+UN+D:96A`;
    return grouped ? [header, ...messages, `UNE+${group.messages.length + group.off}+G${i + 1}`] : messages;
  });
  const count = grouped ? groups.length : reference;
  return [
    `UNB+${syntax}+SENDER:ZZ+RECEIVER:ZZ+${date}+1${asked ? '++++1' : ''}`,
    ...content,
    `UNZ+${count + off}+1'`,
  ].join("'");
}

const off = fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1, 7) });
const anyMessage: fc.Arbitrary<SentMessage> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('ORDERS' as const) },
    { weight: 1, arbitrary: fc.constant('CONTRL' as const) },
  ),
  spoilt: fc.oneof(fc.constant('nothing'), fc.constantFrom(...Object.keys(SPOILT))),
  off,
});
const anyGroup: fc.Arbitrary<SentGroup> = fc.record({
  messages: fc.array(anyMessage, { minLength: 1, maxLength: 4 }),
  off,
});
const anyAgreement: fc.Arbitrary<Agreement> = fc
  .record({
    level: fc.constantFrom<Answering['level']>('group', 'set', 'segment', 'element'),
    interchange: fc.constantFrom<Answering['interchange']>('asked', 'always', 'errors', 'never'),
    accepted: fc.boolean(),
    profile: fc.constantFrom('envelope', 'syntax', 'standard', 'strict'),
    suspend: fc.constantFrom('set', 'interchange'),
  })
  .map(({ profile, suspend, ...answering }) => {
    const agreement = agreementWith({ 'acknowledge.content': 'none' }, {}, 'edifact');
    return {
      ...agreement,
      suspend,
      rules: rulesOf(profile, {}, ALL_TOLD, [], []),
      acknowledge: { ...agreement.acknowledge, ...answering },
    };
  });
const anySent: fc.Arbitrary<Sent> = fc.record({
  syntax: fc.constantFrom('UNOC:3', 'UNOC:4'),
  grouped: fc.boolean(),
  groups: fc.array(anyGroup, { minLength: 1, maxLength: 3 }),
  off,
  asked: fc.boolean(),
  agreement: anyAgreement,
});
const RUNS = { numRuns: 150 };

/** The same, answered as fully as can be. */
const inFull = (sent: Sent): Sent => {
  const acknowledge: Answering = {
    ...sent.agreement.acknowledge,
    interchange: 'always',
    level: 'element',
    accepted: true,
  };
  return { ...sent, agreement: { ...sent.agreement, acknowledge } };
};

const strict = catalogWith({ 'validate.profile': 'strict' });

/** Sends it through a real gateway; the CONTRL that answered, read with all that is wrong with it, and what the store says. */
async function answer(sent: Sent) {
  const gateway = await openGateway({ catalog: { ...strict, partners: new Map([['tested', sent.agreement]]) } });
  const { acknowledgments, problems, rejected } = await settled(gateway, interchangeText(sent), 'tested');
  const documents = await gateway.store.documents({ direction: 'inbound', limit: 100 });
  await gateway.store.close();
  const outcomes = acknowledgments.map(({ content }) =>
    translate(strict, new TextEncoder().encode(content), { partner: 'tested', trace: true }),
  );
  const sets = outcomes.flatMap(({ groups }) => groups.flatMap((group) => group.sets.map(({ set }) => set)));
  return { sets, wrong: outcomes.flatMap(problemsOf).map(line), problems, rejected, documents };
}

/** References of the messages that a CONTRL says 4 of, and of those it says 7 of; of groups, and of the interchange. */
function actions({ segments }: TransactionSet) {
  const said = (tag: string, place: number, action: string): string[] =>
    segments.filter(({ name }) => name === tag).flatMap((one) => (text(one, place) === action ? [text(one, 1)] : []));
  return {
    interchange: text(segments.find(({ name }) => name === 'UCI')!, 4),
    groupsRejected: said('UCF', 4, '4'),
    rejected: said('UCM', 3, '4'),
    acknowledged: said('UCM', 3, '7'),
  };
}

/** The orders sent, by their references, with their groups. */
const ordersIn = ({ groups, grouped }: Sent): { reference: string; group: string }[] =>
  groups
    .flatMap(({ messages }, i) => messages.map(({ kind }) => ({ kind, group: grouped ? `G${i + 1}` : '' })))
    .flatMap(({ kind, group }, i) => (kind === 'ORDERS' ? [{ reference: `M${i + 1}`, group }] : []));

/** `M1 6 2-2 37`: what is stored of a segment or an element, as UCS and UCD count and code it. */
function placesOf(problems: Problem[], syntax: string): string[] {
  return problems.flatMap((one) => {
    const { at, code, severity } = one;
    const { level } = entryOf(code);
    const isOfContent = level === 'segment' || level === 'element' || code === 'TRAILING_SEPARATOR';
    const isOfEnvelope = level !== 'segment' && /^UN[GHT]$/.test(at.tag ?? '');
    if (severity !== 'error' || !isOfContent || isOfEnvelope) return [];
    const segment = code.endsWith('_MISSING') && level === 'segment' ? at.segment! - 1 : at.segment!;
    const element = code === 'ELEMENT_TOO_MANY' ? undefined : at.element;
    const component = code === 'COMPONENT_TOO_MANY' ? undefined : at.component;
    const place = element === undefined ? '' : [element, ...(component === undefined ? [] : [component])].join('-');
    return [`${at.set} ${segment} ${place} ${syntaxErrorOf(one, syntax)}`];
  });
}

describe('every CONTRL', () => {
  it('acknowledges what is in the store and rejects all else', () =>
    fc.assert(
      fc.asyncProperty(anySent.map(inFull), async (sent) => {
        const { sets, documents, rejected } = await answer(sent);
        const orders = ordersIn(sent);
        expect(sets).toHaveLength(orders.length === 0 ? 0 : 1);
        for (const set of sets) {
          const said = actions(set);
          const whole = said.interchange === '4';
          const isRejected = ({ reference, group }: { reference: string; group: string }): boolean =>
            whole || said.groupsRejected.includes(group) || said.rejected.includes(reference);
          expect(orders.filter(isRejected)).toHaveLength(orders.length - documents.length);
          expect(rejected).toBe(orders.length - documents.length);
          expect(said.acknowledged).toEqual(orders.filter((one) => !isRejected(one)).map(({ reference }) => reference));
        }
      }),
      RUNS,
    ));

  it('names whatever is rejected, however little is agreed to be told', () =>
    fc.assert(
      fc.asyncProperty(anySent, async (sent) => {
        const { sets, rejected } = await answer(sent);
        for (const set of sets) {
          const said = actions(set);
          const named = said.interchange === '4' || [...said.groupsRejected, ...said.rejected].length > 0;
          expect(named).toBe(rejected > 0);
        }
        const { interchange } = sent.agreement.acknowledge;
        const wanted = { asked: sent.asked, always: true, errors: sent.asked || rejected > 0, never: false }[
          interchange
        ];
        expect(sets).toHaveLength(wanted && ordersIn(sent).length > 0 ? 1 : 0);
      }),
      RUNS,
    ));

  it('is itself right, to a strict reader', () =>
    fc.assert(
      fc.asyncProperty(anySent, async (sent) => {
        expect((await answer(sent)).wrong).toEqual([]);
      }),
      RUNS,
    ));

  it('read back says what is stored, place by place and code by code', () =>
    fc.assert(
      fc.asyncProperty(anySent.map(inFull), async (sent) => {
        const { sets, problems } = await answer(sent);
        for (const set of sets) {
          const { groupsRejected, interchange } = actions(set);
          const told = heardContrl(set)!.messages.flatMap(({ control, segments }) =>
            segments.flatMap(({ position, code, elements }) => [
              ...(code === '' ? [] : [`${control} ${position}  ${code}`]),
              ...elements.map((one) => `${control} ${position} ${one.position} ${one.code}`),
            ]),
          );
          // Of what is rejected as a whole nothing more is said; a CONTRL that is wrong is not answered.
          const orders = ordersIn(sent).filter(({ group }) => interchange === '7' && !groupsRejected.includes(group));
          const references = new Set(orders.map(({ reference }) => reference));
          const stored = problems.filter(({ at }) => references.has(at.set ?? ''));
          expect(told.sort()).toEqual([...new Set(placesOf(stored, sent.syntax))].sort());
        }
      }),
      RUNS,
    ));

  it('is given to no CONTRL', () =>
    fc.assert(
      fc.asyncProperty(anySent, async (sent) => {
        const groups = sent.groups.map((group) => ({
          ...group,
          messages: group.messages.map((one): SentMessage => ({ ...one, kind: 'CONTRL' })),
        }));
        expect((await answer({ ...sent, groups })).sets).toEqual([]);
      }),
      RUNS,
    ));
});
