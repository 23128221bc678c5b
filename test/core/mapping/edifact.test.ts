// What mappings say of EDIFACT: composites that hold a value and its qualifier, texts in pieces, dates with their
// format, and releases that have other codes or other room. And that one order is one document in either standard.
import { describe, expect, it } from 'vitest';
import { definitionsIn } from '../../../src/core/catalog.ts';
import { positionIn } from '../../../src/core/edi/envelope.ts';
import { structure } from '../../../src/core/edi/structure.ts';
import { checkMapping } from '../../../src/core/mapping/check.ts';
import { parseMapping } from '../../../src/core/mapping/parse.ts';
import type { Plan } from '../../../src/core/mapping/plan.ts';
import { oneSet } from '../../../src/core/mapping/prove.ts';
import { type Fields, read } from '../../../src/core/mapping/read.ts';
import { write } from '../../../src/core/mapping/write.ts';
import { designator } from '../../../src/core/problem.ts';
import type { Node } from '../../../src/core/tree.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { catalog, readBy } from './fixture.ts';

const RELEASES = ['D96A', 'D01B'];

/** A mapping of ORDERS with these rules. */
function planOf(rules: string): Plan {
  const text = `document: order\nmessage: edifact/ORDERS\nmap:\n${rules.trim().replaceAll(/^/gm, '  ')}\nwrite:\n  UNS01: S\n`;
  const { mapping } = parseMapping('m.yaml', text);
  const vocabulary = { ...catalog, definitions: definitionsIn(catalog, 'edifact', RELEASES) };
  const { plan, findings } = checkMapping('m', mapping!, vocabulary);
  if (plan === undefined) throw new Error(findings.map(sentence).join('\n'));
  return plan;
}

const definitionOf = (release: string) => definitionsIn(catalog, 'edifact', [release])[0]!;

/** Segments, one a line and without terminators, read by a plan as an ORDERS; UNS+S is added. */
function reading(plan: Plan, segments: string, release = 'D96A'): { document: Fields; unmapped: string[] } {
  const body = segments.includes('UNS+S') ? lines(segments) : [...lines(segments), 'UNS+S'];
  const wire = [
    'UNB+UNOC:3+A+B+240305:0930+1',
    `UNH+1+ORDERS:D:${release.slice(1)}:UN`,
    ...body,
    `UNT+${body.length + 2}+1`,
    'UNZ+1+1',
  ];
  const set = oneSet('edifact', wire.map((one) => `${one}'`).join('\n'))!;
  const definition = definitionOf(release);
  const { tree } = structure(set, definition, definition.sets.get('ORDERS')!);
  const found = read(plan, tree, { locate: (node) => positionIn(set, node.kind === 'segment' ? node : undefined) });
  const { type, schemaVersion, ...document } = found.document;
  return { document, unmapped: found.unmapped.map(({ at, value }) => `${designator(at)} ${value}`) };
}

const lines = (segments: string): string[] =>
  segments
    .trim()
    .split('\n')
    .map((one) => one.trim());

const shown = ({ name, children }: Node): string =>
  [
    name,
    ...children.map((one) => (one.children.length > 0 ? one.children : [one]).map(({ value }) => value).join(':')),
  ].join('+');

/** What a document is written as, and what is said of it; UNS is left out. */
function writing(plan: Plan, document: Fields, release = 'D96A'): { segments: string[]; problems: string[] } {
  const { segments, problems } = write(plan, document, definitionOf(release).sets.get('ORDERS')!, release);
  return {
    segments: segments.map(shown).filter((one) => !one.startsWith('UNS')),
    problems: problems.map(({ code, value }) => `${code} ${value}`),
  };
}

/** Reads and writes: the segments give the document, the document gives the segments. */
function bothWays(plan: Plan, segments: string, document: Fields, release = 'D96A'): void {
  expect(reading(plan, segments, release)).toEqual({ document, unmapped: [] });
  expect(writing(plan, document, release)).toEqual({ segments: lines(segments), problems: [] });
}

const line = (rules: string): Plan => planOf(`lines:\n  each: LIN\n  number: LIN01\n${rules.replaceAll(/^/gm, '  ')}`);

describe('a text in pieces', () => {
  const plan = line('description: IMD[01=F]03-4..5');

  it('is one where the first piece is full', () => {
    bothWays(plan, 'LIN+1\nIMD+F++:::abcdefghijklmnopqrstuvwxyz012345678:9 end', {
      lines: [{ number: '1', description: 'abcdefghijklmnopqrstuvwxyz0123456789 end' }],
    });
  });

  it('keeps a space at the cut', () => {
    bothWays(plan, 'LIN+1\nIMD+F++:::abcdefghijklmnopqrstuvwxyz01234567 :9', {
      lines: [{ number: '1', description: 'abcdefghijklmnopqrstuvwxyz01234567 9' }],
    });
  });

  it('has a space between pieces that had room', () => {
    expect(reading(plan, 'LIN+1\nIMD+F++:::OAK TABLE:ROUND').document).toEqual({
      lines: [{ number: '1', description: 'OAK TABLE ROUND' }],
    });
  });

  it('is not cut where a release has room for it', () => {
    const description = 'abcdefghijklmnopqrstuvwxyz0123456789 end';
    const { segments } = writing(plan, { lines: [{ number: '1', description }] }, 'D01B');
    expect(segments).toEqual(['LIN+1', `IMD+F++:::${description}`]);
  });
});

describe('a predicate of what must not be', () => {
  const plan = planOf(
    'terms:\n  each: PAT\n  type: PAT01\n  netDays: PAT[03-3=D]03-4\n  periods: PAT[03-3!=D]03-4\n  periodType: PAT[03-3!=D]03-3',
  );

  it('takes every other value, and what it takes is written', () => {
    bothWays(plan, 'PAT+1++::D:30\nPAT+1++::M:2', {
      terms: [
        { type: '1', netDays: '30' },
        { type: '1', periods: '2', periodType: 'M' },
      ],
    });
  });
});

describe('a number and its qualifier', () => {
  const plan = line('gtin: LIN(SRV:13|EN:13)\nitem:\n  in: LIN(03)\n  value: LIN03-1\n  scheme: LIN03-2');

  it('are read by the length of the number, and what is left is found by the rule below', () => {
    expect(reading(plan, 'LIN+1++4099200010018:EN\nLIN+2++40992:EN\nLIN+3++X-1').document).toEqual({
      lines: [
        { number: '1', gtin: '4099200010018' },
        { number: '2', item: { value: '40992', scheme: 'EN' } },
        { number: '3', item: { value: 'X-1' } },
      ],
    });
  });

  it.each([
    ['D96A', 'EN'],
    ['D01B', 'SRV'],
  ])('are written in %s with %s, which its code list has', (release, qualifier) => {
    const document = { lines: [{ number: '1', gtin: '4099200010018' }] };
    bothWays(plan, `LIN+1++4099200010018:${qualifier}`, document, release);
  });

  it('go to another segment where one has no room left', () => {
    const contacts = 'contacts:\n    each: CTA\n    function: CTA01\n    phone: COM(TE)\n    email: COM(EM)';
    const buyer = planOf(`buyer:\n  in: NAD[01=BY]\n  ${contacts}`);
    const document = { buyer: { contacts: [{ function: 'OC', phone: '1', email: 'A@B' }] } };
    bothWays(buyer, 'NAD+BY\nCTA+OC\nCOM+1:TE\nCOM+A@B:EM', document);
    bothWays(buyer, 'NAD+BY\nCTA+OC\nCOM+1:TE+A@B:EM', document, 'D01B');
  });

  it('stand in a group with the same function only', () => {
    const items = 'each: PIA(02)\n    value: PIA02-1';
    const rules = `itemGroups:\n  each: PIA[01=3]\n  items:\n    ${items}\nitems:\n  each: PIA[01=5](02)\n  value: PIA02-1`;
    const { segments } = writing(line(rules), {
      lines: [{ number: '1', itemGroups: [{ items: [{ value: 'A' }] }], items: [{ value: 'B' }] }],
    });
    expect(segments).toEqual(['LIN+1', 'PIA+3+A', 'PIA+5+B']);
  });

  it('are read where only the qualifier is there', () => {
    const items = line('items:\n  each: PIA[01=5](02)\n  value: PIA02-1\n  scheme: PIA02-2');
    expect(reading(items, 'LIN+1\nPIA+5+:6')).toEqual({
      document: { lines: [{ number: '1', items: [{ scheme: '6' }] }] },
      unmapped: [],
    });
  });
});

describe('rules with the same place', () => {
  it('share a segment inside another', () => {
    const place = 'QTY[01-1=21]/DTM[01-1=2|10]';
    const plan = planOf(
      `schedules:\n  each: SCC\n  status: SCC01\n  quantity: QTY[01-1=21]01-2\n  dateType: ${place}01-1 | code date-type\n  date: ${place}01-2\n  time: ${place}01-2`,
    );
    bothWays(plan, 'SCC+1\nQTY+21:60\nDTM+10:202403180600:203', {
      schedules: [{ status: '1', quantity: '60', dateType: 'requestedShip', date: '2024-03-18', time: '06:00' }],
    });
  });
});

describe('an order in X12 and in EDIFACT', () => {
  const mapped = (name: string): Plan => catalog.mappings.get(name)!;
  const x12 = `
    BEG*00*SA*45001771**20240305*RV-7
    CUR*BY*EUR
    REF*PD*SPRING24
    FOB*PP
    DTM*002*20240318
    DTM*037*20240312
    N1*BY*NORDWIND*UL*4099200000019
    N2*EINKAUF
    N3*HAFENSTR. 4
    N4*BREMEN**28195*DE
    PER*BD*INES VOGT*TE*049421550017
    N1*SU*BOLT BV*92*K-4711
    N1*ST**UL*4099200000033
    N1*BT**UL*4099200000057
    PO1*1*48*PC*12.49*CT*EN*4099200010018*BP*B-7781*VN*NW-100
    PID*F****HANGING BASKET
    DTM*002*20240320
    REF*LI*7
    PO1*2*12*KG*8.9
    CTT*2
    AMT*TT*706.32`;
  const edifact = `
    BGM+220+45001771+9
    DTM+137:20240305:102
    DTM+2:20240318:102
    DTM+37:20240312:102
    RFF+PD:SPRING24
    RFF+CT:RV-7
    NAD+BY+4099200000019::9++NORDWIND:EINKAUF+HAFENSTR. 4+BREMEN++28195+DE
    CTA+PD+:INES VOGT
    COM+049421550017:TE
    NAD+SU+K-4711::92++BOLT BV
    NAD+DP+4099200000033::9
    NAD+IV+4099200000057::9
    CUX+2:EUR:9
    TOD++PP
    LIN+1++4099200010018:EN
    PIA+5+B-7781:IN+NW-100:SA
    IMD+F++:::HANGING BASKET
    QTY+21:48:PCE
    DTM+2:20240320:102
    PRI+AAA:12.49:CT
    RFF+LI:7
    LIN+2
    QTY+21:12:KGM
    PRI+AAA:8.9
    UNS+S
    MOA+86:706.32
    CNT+2:2`;

  it('is the same document but for what only one of them says', () => {
    const { document: fromX12 } = readBy(mapped('x12/850'), x12);
    const { document: fromEdifact, unmapped } = reading(mapped('edifact/ORDERS'), edifact);
    expect(unmapped).toEqual([]);
    // Only X12 says whose currency it is.
    const { currencyRole, ...both } = fromX12;
    expect(currencyRole).toBe('buyer');
    expect(fromEdifact).toEqual(both);
  });
});

describe('repetitions (syntax version 4)', () => {
  it('are read as the same composite in further places is, before it', () => {
    const plan = planOf(`
      buyer:
        in: NAD[01=BY]
        id: NAD02-1
        contacts:
          each: CTA
          function: CTA01
          phone: COM(TE)
          email: COM(EM)
          channels:
            each: COM(01)
            type: COM01-2
            value: COM01-1
    `);
    const set = oneSet(
      'edifact',
      `UNA:+.?*'UNB+UNOC:4+A+B+20240305:0930+1'UNH+1+ORDERS:D:01B:UN'NAD+BY+7'CTA+OC'COM+1:TE*2:FX*m@x:EM'UNS+S'UNT+6+1'UNZ+1+1'`,
    )!;
    const definition = catalog.releases.get('edifact')!.find('D01B', 'UNOC:4')!.definition;
    const { tree } = structure(set, definition, definition.sets.get('ORDERS')!);
    const { document, unmapped } = read(plan, tree, { locate: (node) => positionIn(set, node) });
    expect(document.buyer).toEqual({
      id: '7',
      contacts: [{ function: 'OC', phone: '1', email: 'm@x', channels: [{ type: 'FX', value: '2' }] }],
    });
    expect(unmapped).toEqual([]);
  });
});
