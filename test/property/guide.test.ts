// Samples made from dictionary, guide and mapping are accepted by our own reader; and for each thing a guide asks for,
// what breaks it is refused with the code it should be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf, type ProblemCode } from '../../src/core/problem.ts';
import {
  attemptedSample,
  messagesOf,
  sampleInterchange,
  sampleKind,
  wrongInterchanges,
} from '../../src/gateway/sample.ts';
import { loadCatalog } from '../../src/node/files.ts';
import { catalogWith, GRASPING, guided, guideText, kindOf, PARTNER } from '../core/guide/fixture.ts';

const { catalog } = loadCatalog();
const RELEASES = ['004010', '005010'];
const RUNS = { numRuns: 15 };
const seeds = fc.integer({ min: 1, max: 999_999 });

/** Every kind of thing a guide can ask for. */
const FULL = guided(`
  BEG:
    elements:
      02: { codes: [SA, NE] }
      03: { min: 4, max: 10 }
      06: { use: mandatory }
      07: { use: forbidden }
  CUR: { use: mandatory, max: 1 }
  REF: { max: 5, elements: { 01: { remove: [ZZ] }, 02: { max: 40 } } }
  REF[01=DP]: { min: 2, max: 2 }
  REF[01=CO]: { elements: { 04: { use: mandatory }, 04-1: { codes: [PD] }, 04-4: { use: forbidden } } }
  REF[01=VR]: { use: forbidden }
  FOB: { use: forbidden }
  SAC: { max: 2, rules: [{ if: SAC01 == "C", then: SAC05 != "" && SAC15 != "", say: A charge has its amount and reason. }] }
  DTM[01=010]: { use: mandatory }
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
const NOTICE = guided(
  '  BSN: { elements: { 05: { codes: ["0001"] } } }\n  HL[03=S]: { max: 1 }\n  HL[03=P]: { use: mandatory }\n  HL[03=P]/MAN: { use: mandatory, elements: { 01: { codes: [GM] } } }\n  HL[03=I]/SN1: { use: mandatory, elements: { 03: { codes: [EA] } } }',
  'x12/856',
);

describe.each(RELEASES)('in release %s', (release) => {
  const kinds = [
    ...['850', '855', '856', '810'].map((type) => ({
      name: `${type} without a guide`,
      from: catalog,
      kind: sampleKind(catalog, catalog.partners.get('acme')!, `x12/${type}`, release)!,
    })),
    ...[...catalog.guides.values()].map(({ partner, message, file }) => ({
      name: file,
      from: catalog,
      kind: sampleKind(catalog, catalog.partners.get(partner)!, message, release)!,
    })),
    { name: '850 with a guide that asks for everything', from: FULL, kind: kindOf(FULL, 'x12/850', release) },
    { name: '856 with a guide of its levels', from: NOTICE, kind: kindOf(NOTICE, 'x12/856', release) },
  ];

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
  for (const { release, sets } of catalog.definitions.get('x12')!) {
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
  const all = RELEASES.flatMap((release) => wrongInterchanges(FULL, kindOf(FULL, 'x12/850', release), 7));
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

it('the same seed makes the same sample, another seed another', () => {
  const kind = kindOf(FULL, 'x12/850', '004010');
  const text = (seed: number): string => sampleInterchange(FULL, kind, seed)!.text;
  expect(text(4)).toBe(text(4));
  expect(text(4)).not.toBe(text(5));
});

it('a partner exchanges what it sends and what it is answered with', () => {
  expect(messagesOf(catalog, catalog.partners.get('acme')!)).toEqual(
    expect.arrayContaining(['x12/810', 'x12/850', 'x12/855', 'x12/856']),
  );
  expect(FULL.guides.has(`${PARTNER}|x12/850`)).toBe(true);
});
