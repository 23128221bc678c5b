// Samples made from dictionary, guide and mapping are accepted by our own reader; and for each thing a guide asks for,
// what breaks it is refused with the code it should be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Catalog, definitionsIn } from '../../src/core/catalog.ts';
import { entryOf, type ProblemCode } from '../../src/core/problem.ts';
import {
  attemptedSample,
  messagesOf,
  type SampleKind,
  sampleInterchange,
  sampleKind,
  wrongInterchanges,
} from '../../src/gateway/sample.ts';
import { loadCatalog } from '../../src/node/files.ts';
import { catalogWith, edifactWith, GRASPING, guided, guideText, kindOf, PARTNER } from '../core/guide/fixture.ts';

const { catalog } = loadCatalog();
const X12 = ['004010', '005010'];
const EDIFACT = ['D96A', 'D01B'];
const RUNS = { numRuns: 15 };
const seeds = fc.integer({ min: 1, max: 999_999 });

/** Every kind of thing a guide can ask for. */
const FULL = guided(`
  BEG:
    elements:
      02: { codes: [SA, NE] }
      03: { min: 4, max: 10 }
      06: { use: mandatory, pattern: "'CA'-9(3-5)X" }
      07: { use: forbidden }
  CUR: { use: mandatory, max: 1 }
  REF: { max: 5, elements: { 01: { remove: [ZZ] }, 02: { max: 40 } } }
  REF[01=DP]: { min: 2, max: 2 }
  REF[01=CO]: { elements: { 04: { use: mandatory }, 04-1: { codes: [PD] }, 04-4: { use: forbidden } } }
  REF[01=VR]: { use: forbidden }
  FOB: { use: forbidden }
  SAC: { max: 2, rules: [{ if: SAC01 == "C", then: SAC05 != "" && SAC15 != "", say: A charge has its amount and reason. }] }
  DTM[01=010]: { use: mandatory }
  N1[01=BY]: { use: mandatory, if: 'BEG[02=NE]' }
  ITD: { use: forbidden, if: 'SAC[01=C]' }
  PO1/PO4: { use: mandatory, if: 'PO1[03=CA]' }
  PO1/MEA: { use: forbidden, if: PO1/PO4 }
  N1[01=ST]/N4: { use: mandatory, elements: { 03: { use: mandatory, min: 5, max: 5 } } }
  PO1:
    min: 2
    max: 4
    elements:
      03: { use: mandatory, codes: [EA, CA, Q?], add: [Q?] }
      04: { use: mandatory }
    rules:
      - { then: double(PO104) < 500.0, say: A price is below 500. }
      - { if: PO103 == "CA", then: PO105 == "", say: A case has no price basis. }
  PO1/PID: { use: mandatory }
  CTT: { use: mandatory }
`);
function edifact(segments: string, message = 'edifact/ORDERS'): Catalog {
  const { catalog: made, findings } = edifactWith(segments, 'releases: [D96A, D01B]\n', message);
  expect(findings).toEqual([]);
  return made;
}

/** The same of an EDIFACT message: composites, qualifiers in them, sections. */
const ORDERS = edifact(`
  BGM:
    elements:
      01: { use: mandatory }
      01-1: { use: mandatory, codes: ['220'] }
      03: { use: forbidden }
  DTM[01-1=137]: { use: mandatory, max: 1 }
  DTM[01-1=2]: { use: mandatory, elements: { 01-2: { use: mandatory }, 01-3: { use: mandatory, codes: ['203'] } } }
  PAI: { use: forbidden }
  IMD: { max: 3, elements: { 03: { use: mandatory }, 03-4: { use: mandatory, min: 4, max: 20 } } }
  CUX: { use: mandatory, if: 'NAD[01=SU]' }
  NAD[01=BY]: { use: mandatory, max: 1, elements: { 02: { use: mandatory }, 02-1: { pattern: 9(13) } } }
  NAD[01=BY]/CTA: { use: mandatory }
  LIN:
    min: 2
    max: 4
    elements:
      03: { use: mandatory }
      03-1: { use: mandatory }
    rules:
      - { if: LIN03_2 == "EN", then: size(LIN03_1) == 13, say: A number of EAN has 13 digits. }
  LIN/QTY[01-1=21]: { use: mandatory, max: 1 }
  LIN/PIA: { use: forbidden, if: 'LIN[03-2=EN]' }
  UNS/CNT: { use: mandatory, max: 1, elements: { 01-1: { codes: ['2'] } } }
`);
const DESADV = edifact(
  "  CPS[03=1]: { use: mandatory }\n  CPS[03=3]: { use: mandatory }\n  CPS[03=3]/LIN: { use: mandatory }\n  CPS[03=3]/LIN/QTY: { elements: { 01-1: { codes: ['12'] } } }",
  'edifact/DESADV',
);
const NOTICE = guided(
  '  BSN: { elements: { 05: { codes: ["0001"] } } }\n  HL[03=S]: { max: 1 }\n  HL[03=P]: { use: mandatory }\n  HL[03=P]/MAN: { use: mandatory, elements: { 01: { codes: [GM] } } }\n  HL[03=I]/SN1: { use: mandatory, elements: { 03: { codes: [EA] } } }',
  'x12/856',
);

interface Case {
  name: string;
  from: Catalog;
  kind: SampleKind;
}

/** Messages without a guide, and all guides there are, of one format. */
const shipped = (partner: string, messages: string[], release: string): Case[] => [
  ...messages.map((message) => ({
    name: `${message} without a guide`,
    from: catalog,
    kind: sampleKind(catalog, catalog.partners.get(partner)!, message, release)!,
  })),
  ...[...catalog.guides.values()]
    .filter(({ message }) => message.split('/')[0] === messages[0]!.split('/')[0])
    .map(({ partner: owner, message, file }) => ({
      name: file,
      from: catalog,
      kind: sampleKind(catalog, catalog.partners.get(owner)!, message, release)!,
    })),
];

const CASES: [release: string, cases: Case[]][] = [
  ...X12.map((release): [string, Case[]] => [
    release,
    [
      ...shipped('acme', ['x12/850', 'x12/855', 'x12/856', 'x12/810'], release),
      { name: '850 with a guide that asks for everything', from: FULL, kind: kindOf(FULL, 'x12/850', release) },
      { name: '856 with a guide of its levels', from: NOTICE, kind: kindOf(NOTICE, 'x12/856', release) },
    ],
  ]),
  ...EDIFACT.map((release): [string, Case[]] => [
    release,
    [
      ...shipped('nordwind', ['edifact/ORDCHG', 'edifact/ORDRSP', 'edifact/DESADV', 'edifact/INVOIC'], release),
      { name: 'ORDERS with a guide of everything', from: ORDERS, kind: kindOf(ORDERS, 'edifact/ORDERS', release) },
      { name: 'DESADV with a guide of its levels', from: DESADV, kind: kindOf(DESADV, 'edifact/DESADV', release) },
    ],
  ]),
];

describe.each(CASES)('in release %s', (_release, kinds) => {
  it.each(kinds)('samples are accepted without a problem: $name', ({ from, kind }) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        // Made under its own agreement: what its reader says is part of the sample.
        expect(sampleInterchange(from, kind, seed)?.problems).toEqual([]);
      }),
      RUNS,
    );
  });

  it.each(kinds)('whatever a seed makes fits dictionary and guide: $name', ({ from, kind }) => {
    let made = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const one = attemptedSample(from, kind, { ...kind.request, seed });
        if (one === undefined) return;
        made++;
        // What the canonical document asks beyond them is not promised by every seed.
        expect(one.problems.filter(({ code }) => entryOf(code).level !== 'document')).toEqual([]);
      }),
      RUNS,
    );
    expect(made).toBeGreaterThan(RUNS.numRuns / 2);
  });

  it.each(kinds.filter(({ kind }) => kind.request.guide !== undefined))(
    'what breaks one thing of it is refused with that code: $name',
    ({ from, kind }) => {
      const made = wrongInterchanges(from, kind, 1);
      expect(made.length).toBeGreaterThan(3);
      expect(made.filter(({ wrong }) => wrong === undefined).map(({ constraint }) => constraint.name)).toEqual([]);
      for (const { wrong } of made) expect(wrong!.found.severity).toBe('error');
    },
  );
});

it('samples can be made of every set of every release, and fit it', () => {
  const acme = catalog.partners.get('acme')!;
  for (const { release, sets } of definitionsIn(catalog, 'x12')) {
    for (const type of sets.keys()) {
      if (type === '997' || type === '999') continue;
      const kind = sampleKind(catalog, acme, `x12/${type}`, release)!;
      const made = [1, 2, 3, 4, 5, 6].flatMap(
        (seed) => attemptedSample(catalog, kind, { ...kind.request, seed }) ?? [],
      );
      expect(made.length, `${release} ${type}`).toBeGreaterThan(2);
      const wrong = made.flatMap(({ problems }) => problems.filter(({ code }) => entryOf(code).level !== 'document'));
      expect(wrong, `${release} ${type}`).toEqual([]);
    }
  }
});

it('a guide that asks for everything is broken in every way there is', () => {
  const all = X12.flatMap((release) => wrongInterchanges(FULL, kindOf(FULL, 'x12/850', release), 7));
  const levels = wrongInterchanges(NOTICE, kindOf(NOTICE, 'x12/856', '004010'), 7);
  const codes = new Set([...all, ...levels].map(({ wrong }) => wrong?.found.code));
  const asked: ProblemCode[] = [
    'GUIDE_SEGMENT_FORBIDDEN',
    'GUIDE_SEGMENT_MISSING',
    'GUIDE_LOOP_MISSING',
    'GUIDE_SEGMENT_OVER_MAX',
    'GUIDE_LOOP_OVER_MAX',
    'GUIDE_ELEMENT_MISSING',
    'GUIDE_ELEMENT_FORBIDDEN',
    'GUIDE_TOO_SHORT',
    'GUIDE_TOO_LONG',
    'GUIDE_CODE',
    'GUIDE_RULE_MISSING',
    'GUIDE_RULE_EXCLUDED',
    'GUIDE_RULE_VALUE',
  ];
  expect(asked.filter((code) => !codes.has(code))).toEqual([]);
});

it('a segment is never put where an open loop would take it', () => {
  const text = guideText('  N9: { max: 3 }\n  REF: { use: mandatory }');
  const { catalog: from } = catalogWith({ 'm.guide.yaml': text }, '', GRASPING);
  const kind = kindOf(from, 'x12/850', '004010');
  const made = Array.from({ length: 40 }, (_, i) => attemptedSample(from, kind, { ...kind.request, seed: i })).filter(
    (one) => one !== undefined,
  );
  expect(made.length).toBeGreaterThan(5);
  expect(made.some(({ sample }) => sample.segments.some(({ name }) => name === 'N9'))).toBe(true);
  expect(made.flatMap(({ problems }) => problems.filter(({ code }) => code.startsWith('GUIDE')))).toEqual([]);
});

it('a sample of an EDIFACT message counts its lines and names its convention', () => {
  const kind = sampleKind(catalog, catalog.partners.get('nordwind')!, 'edifact/ORDERS', 'D96A')!;
  let counted = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const { text } = sampleInterchange(catalog, kind, seed)!;
    expect(text).toMatch(
      /^UNA:\+\.\? '\nUNB\+UNOC:3\+4012345000009:14\+4399901234561:14\+[^']*\+1'\nUNH\+0001\+ORDERS:D:96A:UN:EAN008'/,
    );
    const [, count] = /^CNT\+2:(\d+)/m.exec(text) ?? [];
    if (count === undefined) continue;
    counted++;
    expect(Number(count)).toBe(text.match(/^LIN\+/gm)!.length);
  }
  expect(counted).toBeGreaterThan(0);
});

it('repetitions are broken where there is a separator for them, and only there', () => {
  const { catalog: from } = edifactWith('  FTX: { elements: { 01: { repeat: 1 } } }');
  const kind = kindOf(from, 'edifact/ORDERS', 'D96A');
  const asked = (syntax: string): string[] =>
    wrongInterchanges(from, { ...kind, sending: { ...kind.sending, syntax } }, 1).map(
      ({ constraint }) => constraint.name,
    );
  expect(asked('UNOC:3')).toEqual([]);
  expect(asked('UNOC:4')).toEqual(['FTX FTX01 repeated']);
});

it('the same seed makes the same sample, another seed another', () => {
  const kind = kindOf(FULL, 'x12/850', '004010');
  const text = (seed: number): string => sampleInterchange(FULL, kind, seed)!.text;
  expect(text(4)).toBe(text(4));
  expect(text(4)).not.toBe(text(5));
});

it('a partner exchanges what it sends and what it is answered with, in its format', () => {
  const acme = messagesOf(catalog, catalog.partners.get('acme')!);
  expect(acme).toEqual(expect.arrayContaining(['x12/810', 'x12/850', 'x12/855', 'x12/856']));
  expect(acme.filter((message) => !message.startsWith('x12/'))).toEqual([]);
  const nordwind = messagesOf(catalog, catalog.partners.get('nordwind')!);
  expect(nordwind).toContain('edifact/ORDERS');
  expect(nordwind.filter((message) => !message.startsWith('edifact/'))).toEqual([]);
  expect(FULL.guides.has(`${PARTNER}|x12/850`)).toBe(true);
});
