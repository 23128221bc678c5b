// A transmission whose sets are handed on one by one is answered like one whose sets are kept, and less is held of it.
import { describe, expect, it } from 'vitest';
import { composeAcknowledgments } from '../../src/gateway/answer.ts';
import { type TranslatedGroup, type TranslateOptions, translation } from '../../src/gateway/translate.ts';
import { catalogWith, type Given } from '../core/edi/reading.ts';

type Format = 'edifact' | 'x12';

const ordersMessage = (reference: string, function_: string): string =>
  [
    `UNH+${reference}+ORDERS:D:96A:UN`,
    `BGM+220+${reference}+${function_}`,
    'DTM+137:20260131:102',
    'NAD+BY+4012345000009::9',
    'LIN+1++4006381333931:EN',
    'QTY+21:10',
    'UNS+S',
    `UNT+8+${reference}`,
  ].join("'");
const sound = (reference: string): string => ordersMessage(reference, '9');
// Element 1225 has three characters.
const broken = (reference: string): string => ordersMessage(reference, '9999');
const contrl = (reference: string): string =>
  `UNH+${reference}+CONTRL:3:1:UN'UCI+5+RECEIVER:ZZ+SENDER:ZZ+7'UNT+3+${reference}`;

const interchange = (messages: string[], count = messages.length): string =>
  ['UNB+UNOC:3+SENDER:ZZ+RECEIVER:ZZ+260131:1200+77', ...messages, `UNZ+${count}+77`, ''].join("'");

const grouped = (messages: string[], count = messages.length): string =>
  interchange([['UNG+ORDERS+A+B+260131:1200+5+UN+D:96A', ...messages, `UNE+${count}+5`].join("'")], 1);

const order = (control: string): string =>
  [`ST*850*${control}`, `BEG*00*SA*${control}**20260131`, 'PO1*1*10*EA*1', 'CTT*1', `SE*5*${control}`].join('~');
const group850 = (sets: string[], count = sets.length): string =>
  [
    'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260131*1200*U*00401*000000077*0*P*>',
    'GS*PO*SENDER*RECEIVER*20260131*1200*5*X*004010',
    ...sets,
    `GE*${count}*5`,
    'IEA*1*000000077',
    '',
  ].join('~');

interface Told {
  answer: string[];
  groups: TranslatedGroup[];
}

async function told(text: string, format: Format, given: Given, options: TranslateOptions): Promise<Told> {
  const catalog = catalogWith({ 'acknowledge.interchange': 'always', ...given }, {}, format);
  const groups: TranslatedGroup[] = [];
  const run = translation(catalog, { ...options, onGroup: (group) => void groups.push(group) });
  run.push(new TextEncoder().encode(text));
  const { interchanges } = run.end();
  const deps = { catalog, clock: { now: () => '2026-01-31T12:00:00.000Z' }, reserve: async () => 1 };
  const [only] = interchanges;
  const composed = await composeAcknowledgments(deps, only!.agreement!, { interchange: only!.interchange, groups });
  return { answer: composed.map(({ text: one }) => one), groups };
}

/** What is sent, what is agreed, the action of UCI or AK9, and the sets that are held until their group is handed on. */
const cases: [what: string, text: string, format: Format, given: Given, verdict: RegExp, held: string[]][] = [
  ['accepted messages', interchange([sound('1'), sound('2')]), 'edifact', {}, /^UCI.*\+7'$/m, []],
  ['one that is refused', interchange([sound('1'), broken('2'), sound('3')]), 'edifact', {}, /^UCM\+2\+/m, ['2']],
  ['all of them refused', interchange([broken('1'), broken('2')]), 'edifact', {}, /^UCM\+2\+/m, ['1', '2']],
  ['messages of a group', grouped([sound('1'), broken('2')]), 'edifact', {}, /^UCF\+5\+/m, ['2']],
  ['a group that lost a message', grouped([sound('1')], 2), 'edifact', {}, /^UCF\+5\+.*\+4\+29\+/m, []],
  ['an interchange that lost one', interchange([sound('1')], 2), 'edifact', {}, /^UCI.*\+4\+29\+UNZ/m, []],
  ['a CONTRL among them', interchange([sound('1'), contrl('2')]), 'edifact', {}, /^UCI.*\+7'$/m, ['2']],
  [
    'accepted messages that are to be named',
    interchange([sound('1'), sound('2')]),
    'edifact',
    { 'acknowledge.accepted': 'yes' },
    /^UCM\+2\+.*\+7'$/m,
    ['1', '2'],
  ],
  [
    'all or nothing',
    interchange([sound('1'), broken('2')]),
    'edifact',
    { suspend: 'interchange' },
    /^UCM\+1\+.*\+4\+18'$/m,
    ['1', '2'],
  ],
  ['sets of X12', group850([order('0001'), order('0002')]), 'x12', {}, /^AK9\*A\*2\*2\*2~$/m, ['0001', '0002']],
  [
    'a group of X12 that lost a set',
    group850([order('0001')], 2),
    'x12',
    { 'acknowledge.accepted': 'no' },
    /^AK2\*850\*0001~\nAK5\*R/m,
    ['0001'],
  ],
];

describe('sets that are handed on', () => {
  it.each(cases)('are answered like those that are kept: %s', async (_what, text, format, given, verdict, held) => {
    const kept = await told(text, format, given, {});
    const passed: string[] = [];
    const streamed = await told(text, format, given, { onSet: ({ set }) => void passed.push(set.control) });
    expect(streamed.answer).toEqual(kept.answer);
    expect(streamed.answer.join('')).toMatch(verdict);
    expect(passed).toEqual(kept.groups.flatMap(({ sets }) => sets.map(({ set }) => set.control)));
    expect(streamed.groups.map((one) => one.verdict.verdict)).toEqual(kept.groups.map((one) => one.verdict.verdict));
    expect(streamed.groups.flatMap((one) => one.verdict.sets.map(({ set }) => set.control))).toEqual(held);
    expect(streamed.groups.map((one) => one.verdict.sets.length + one.verdict.unnamed)).toEqual(
      kept.groups.map(({ sets }) => sets.length),
    );
  });
});
