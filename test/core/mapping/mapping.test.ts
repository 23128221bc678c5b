// What a mapping reads and writes: who claims what, element groups, lists, overlays, levels, expressions, what is
// left over, and what is said, with its position, of values that cannot be converted or have no place.
import { describe, expect, it } from 'vitest';
import { order, planOf, readBy, writtenBy } from './fixture.ts';

/** Reads and writes: the segments give the document, the document gives the segments. */
function bothWays(mapping: string | string[], segments: string, document: unknown, release = '004010'): void {
  const plan = planOf(...[mapping].flat());
  const lines = segments
    .trim()
    .split('\n')
    .map((segment) => segment.trim())
    .join('\n');
  const { document: found, problems, unmapped } = readBy(plan, lines, release);
  expect({ document: found, problems, unmapped }).toEqual({ document, problems: [], unmapped: [] });
  expect(writtenBy(plan, found, release)).toEqual({ segments: lines, problems: [] });
}

describe('claims', () => {
  const references = 'references:\n  each: REF\n  type: REF01\n  value: REF02';

  it('go to the first rule that fits, and each takes the rest', () => {
    bothWays(order(`contract: REF[01=CT]02\n${references}`), 'REF*CT*1\nREF*CT*2\nREF*DP*3', {
      contract: '1',
      references: [
        { type: 'CT', value: '2' },
        { type: 'DP', value: '3' },
      ],
    });
  });

  it('leave nothing to a rule below each', () => {
    const { document } = readBy(planOf(order(`${references}\ncontract: REF[01=CT]02`)), 'REF*CT*1');
    expect(document).toEqual({ references: [{ type: 'CT', value: '1' }] });
  });

  it('are shared by rules with the same selector', () => {
    bothWays(order('requestedDelivery: DTM[01=002]02\nrequestedDeliveryTime: DTM[01=002]03'), 'DTM*002*20240305*0930', {
      requestedDelivery: '2024-03-05',
      requestedDeliveryTime: '09:30',
    });
  });

  it('take the first loop for in, and the others for each', () => {
    bothWays(
      order(
        'buyer:\n  in: N1[01=BY]\n  name: N102\nparties:\n  each: N1\n  role: N101 | code party-role\n  name: N102',
      ),
      'N1*BY*A\nN1*BY*B\nN1*ST*C',
      {
        buyer: { name: 'A' },
        parties: [
          { role: 'buyer', name: 'B' },
          { role: 'shipTo', name: 'C' },
        ],
      },
    );
  });

  it('hold for every alternative of a predicate, and the first is written where no rule says which', () => {
    const plan = planOf(order('supplier:\n  in: N1[01=SU|VN]\n  name: N102'));
    expect(readBy(plan, 'N1*VN*MILL').document).toEqual({ supplier: { name: 'MILL' } });
    expect(writtenBy(plan, { supplier: { name: 'MILL' } }).segments).toBe('N1*SU*MILL');
  });

  it('need every predicate', () => {
    bothWays(
      order(
        'contract: REF[01=CT][03=MAIN]02\nreferences:\n  each: REF\n  value: REF02\n  description: REF03\n  type: REF01',
      ),
      'REF*CT*1*MAIN\nREF*CT*2*SIDE',
      {
        contract: '1',
        references: [{ value: '2', description: 'SIDE', type: 'CT' }],
      },
    );
  });

  it('can be by a component, and by an empty element', () => {
    bothWays(
      order(
        'contract: REF[04-1=AB]02\nnotes:\n  each: N9\n  reference: N902\n  type: N901\n  text: ["MTX[01=]02"]\n  messages:\n    each: MTX\n    type: MTX01\n    text: MTX02',
      ),
      'REF**7**AB\nN9*L1*X\nMTX**PLAIN\nMTX*GEN*TYPED',
      {
        contract: '7',
        notes: [{ reference: 'X', type: 'L1', text: ['PLAIN'], messages: [{ type: 'GEN', text: 'TYPED' }] }],
      },
      '005010',
    );
  });

  it('reach into a loop through /', () => {
    bothWays(
      order(
        'totals:\n  lineCount: CTT01\n  amount: CTT/AMT[01=TT]02\n  amounts:\n    each: CTT/AMT\n    type: AMT01\n    amount: AMT02',
      ),
      'CTT*3\nAMT*TT*9.5\nAMT*1*9',
      {
        totals: { lineCount: '3', amount: '9.5', amounts: [{ type: '1', amount: '9' }] },
      },
    );
  });
});

describe('element groups', () => {
  const line = (rules: string): string => order(`lines:\n  each: PO1\n${rules.replaceAll(/^/gm, '  ')}`);
  const items = 'items:\n  each: PO1(06,07)\n  scheme: PO106\n  value: PO107';

  it('give the value behind a qualifier, and every other pair to each', () => {
    bothWays(line(`buyerItem: PO1(BP)\n${items}`), 'PO1******BP*1*VN*2*SK*3', {
      lines: [
        {
          buyerItem: '1',
          items: [
            { scheme: 'VN', value: '2' },
            { scheme: 'SK', value: '3' },
          ],
        },
      ],
    });
  });

  it('take the first pair of a qualifier that stands twice', () => {
    bothWays(line(`buyerItem: PO1(BP)\n${items}`), 'PO1******BP*1*BP*2', {
      lines: [{ buyerItem: '1', items: [{ scheme: 'BP', value: '2' }] }],
    });
  });

  it.each([
    ['UP', '012345678905'],
    ['EN', '4006381333931'],
    ['UK', '10012345678902'],
  ])('tell qualifiers apart by length: %s', (qualifier, value) => {
    bothWays(line(`gtin: PO1(UP:12|EN:13|UK:14)\n${items}`), `PO1******${qualifier}*${value}`, {
      lines: [{ gtin: value }],
    });
  });

  it('leave a value of another length to the catch-all', () => {
    bothWays(line(`gtin: PO1(UP:12|EN:13|UK:14)\n${items}`), 'PO1******UP*47*EN*012345678905', {
      lines: [
        {
          items: [
            { scheme: 'UP', value: '47' },
            { scheme: 'EN', value: '012345678905' },
          ],
        },
      ],
    });
  });

  it('do not write a value no qualifier is for', () => {
    expect(writtenBy(planOf(line('gtin: PO1(UP:12|EN:13)')), { lines: [{ gtin: '12345670' }] }).problems).toEqual([
      'VALUE_NOT_WRITABLE "12345670" m.yaml:6:11',
    ]);
  });

  it('say when a segment is full', () => {
    const many = Array.from({ length: 11 }, (_, i) => ({ scheme: 'SK', value: String(i) }));
    expect(writtenBy(planOf(line(items)), { lines: [{ items: many }] }).problems).toEqual([
      'VALUE_PLACE_TAKEN "SK" m.yaml:6:5',
    ]);
  });

  it('share a segment when what stands outside is the same, and fill one before the next', () => {
    const rules = 'destinations:\n  each: SDQ(03,04)\n  unit: SDQ01\n  id: SDQ03\n  quantity: SDQ04';
    const ids = Array.from({ length: 11 }, (_, i) => ({ unit: 'EA', id: String(i), quantity: '1' }));
    const first = ids
      .slice(0, 10)
      .map(({ id }) => `${id}*1`)
      .join('*');
    bothWays(line(rules), `PO1\nSDQ*EA**${first}\nSDQ*EA**10*1\nSDQ*CA**11*2`, {
      lines: [{ destinations: [...ids, { unit: 'CA', id: '11', quantity: '2' }] }],
    });
  });
});

describe('lists', () => {
  it('pack several elements and go on in the next segment', () => {
    bothWays(order('shipTo:\n  in: N1[01=ST]\n  address:\n    lines: [N301, N302]'), 'N1*ST\nN3*A*B\nN3*C', {
      shipTo: { address: { lines: ['A', 'B', 'C'] } },
    });
  });

  it('of single elements take a segment each', () => {
    bothWays(order('lines:\n  each: PO1\n  number: PO101\n  remarks: [MSG01]'), 'PO1*1\nMSG*A\nMSG*B', {
      lines: [{ number: '1', remarks: ['A', 'B'] }],
    });
  });
});

describe('alternatives', () => {
  const plan = planOf(order("lines:\n  each: PO1\n  number: PO101\n  remarks: ['MSG01 or MTX02']"));
  const document = { lines: [{ number: '1', remarks: ['A'] }] };

  it('are written by the first place the release has', () => {
    expect(writtenBy(plan, document, '004010')).toEqual({ segments: 'PO1*1\nMSG*A', problems: [] });
    expect(writtenBy(plan, document, '005010')).toEqual({ segments: 'PO1*1\nMTX**A', problems: [] });
  });

  it('are read by the first that holds something', () => {
    const value = planOf(order('contract: BEG06 or REF[01=CT]02\nreferences:\n  each: REF\n  value: REF02'));
    expect(readBy(value, 'BEG*00*SA*1**20240305*C1\nREF*CT*C2').document).toEqual({
      contract: 'C1',
      references: [{ value: 'C2' }],
    });
    expect(readBy(value, 'BEG*00*SA*1**20240305\nREF*CT*C2').document).toEqual({ contract: 'C2' });
  });

  it('share a default, which the last resort is', () => {
    const value = planOf(order('contract: BEG06 or REF[01=CT]02 | default NONE'));
    expect(readBy(value, 'BEG*00*SA*1**20240305\nREF*CT*C2').document).toEqual({ contract: 'C2' });
    expect(readBy(value, 'BEG*00*SA*1**20240305').document).toEqual({ contract: 'NONE' });
    expect(writtenBy(value, {}).segments).toBe('BEG******NONE');
  });

  it('without any in the release are a problem', () => {
    expect(
      writtenBy(planOf(order('lines:\n  each: PO1\n  remarks: [MTX02]')), { lines: [{ remarks: ['A'] }] }).problems,
    ).toEqual(['VALUE_NOT_WRITABLE "A" m.yaml:6:15']);
  });
});

describe('an overlay', () => {
  const base = order(
    'contract: BEG06\nbuyer:\n  in: N1[01=BY]\n  name: N102\n  id: N104\nparties:\n  each: N1\n  role: N101\n  name: N102',
  );

  it('replaces one field of a block and leaves the others', () => {
    bothWays([base, 'extends: x\nmap:\n  buyer:\n    id: N103\n'], 'N1*BY*A*92', { buyer: { name: 'A', id: '92' } });
  });

  it('claims before what it extends', () => {
    bothWays([base, 'extends: x\nmap:\n  shipTo:\n    in: N1[01=BY|ST]\n    name: N102\n'], 'N1*BY*A', {
      shipTo: { name: 'A' },
    });
  });

  it('keeps a changed catch-all behind the specific rules', () => {
    bothWays([base, 'extends: x\nmap:\n  parties:\n    id: N104\n'], 'N1*BY*A\nN1*ST*B**7', {
      buyer: { name: 'A' },
      parties: [{ id: '7', role: 'ST', name: 'B' }],
    });
  });

  it('removes a rule with ~', () => {
    expect(readBy(planOf(base, 'extends: x\nmap:\n  contract: ~\n'), 'BEG*00*SA*1***C-1').unmapped).toContain(
      'BEG06 C-1',
    );
  });

  it('replaces computed places by name and adds to what is ignored', () => {
    const computed = order('number: BEG03', 'write:\n  BEG01: 00\n  BEG02: SA\nignore: [BEG01]\n');
    const plan = planOf(computed, 'extends: x\nwrite:\n  BEG02: NE\nignore: [CUR]\n');
    expect(writtenBy(plan, { number: '1' }).segments).toBe('BEG*00*NE*1');
    expect(readBy(plan, 'BEG*00*NE*1\nCUR*BY*EUR').unmapped).toEqual([]);
  });

  it('can be laid over an overlay', () => {
    bothWays([base, 'extends: x\nmap:\n  contract: BEG04\n', 'extends: y\nmap:\n  number: BEG03\n'], 'BEG***1*2', {
      number: '1',
      contract: '2',
    });
  });
});

describe('levels', () => {
  const notice = `document: ship-notice
message: x12/856
map:
  number: BSN02
  shipment:
    in: HL[03=S]
    billOfLading: REF[01=BM]02
    orders:
      each: HL[03=O]
      number: PRF01
      packages: &packages
        each: HL[03=T|P]
        level: HL03 | code package-level
        sscc: MAN[01=GM]02
        packages:
          each: HL[03=P]
          sscc: MAN[01=GM]02
          lines: &lines
            each: HL[03=I]
            quantity: SN102
        lines: *lines
      lines: *lines
`;

  it('nest by HL02, and are numbered when written', () => {
    bothWays(
      notice,
      `BSN**1
      HL*1**S*1
      REF*BM*B
      HL*2*1*O*1
      PRF*PO-1
      HL*3*2*T*1
      MAN*GM*111
      HL*4*3*P*1
      MAN*GM*112
      HL*5*4*I*0
      SN1**4
      HL*6*2*I*0
      SN1**5
      HL*7*1*O*1
      PRF*PO-2
      HL*8*7*P*0
      MAN*GM*113`,
      {
        number: '1',
        shipment: {
          billOfLading: 'B',
          orders: [
            {
              number: 'PO-1',
              packages: [{ level: 'tare', sscc: '111', packages: [{ sscc: '112', lines: [{ quantity: '4' }] }] }],
              lines: [{ quantity: '5' }],
            },
            { number: 'PO-2', packages: [{ level: 'pack', sscc: '113' }] },
          ],
        },
      },
    );
  });

  it('may be numbered otherwise by the sender, in any order', () => {
    const { document, unmapped } = readBy(
      planOf(notice),
      'BSN**1\nHL*10**S\nHL*30*10*O\nPRF*A\nHL*20*10*O\nPRF*B\nHL*5*30*I\nSN1**1',
    );
    expect(document).toEqual({
      number: '1',
      shipment: { orders: [{ number: 'A', lines: [{ quantity: '1' }] }, { number: 'B' }] },
    });
    expect(unmapped).toEqual([]);
  });

  it('that no rule binds are unmapped', () => {
    expect(readBy(planOf(notice), 'BSN**1\nHL*1**S\nHL*2*1*I\nSN1**4').unmapped).toEqual(['HL03 I', 'SN102 4']);
  });
});

describe('read and write', () => {
  it('fill constants only where no rule has set anything', () => {
    const plan = planOf(
      order(
        'kind: BEG02 | code order-kind\nnumber: BEG03',
        'read:\n  kind: newOrder\nwrite:\n  BEG01: 00\n  BEG02: SA\n',
      ),
    );
    expect(readBy(plan, 'BEG*00**1').document).toEqual({ number: '1', kind: 'newOrder' });
    expect(readBy(plan, 'BEG*00*SA*1').document).toEqual({ number: '1', kind: 'standAlone' });
    expect(writtenBy(plan, { number: '1', kind: 'newOrder' }).segments).toBe('BEG*00*NE*1');
    expect(writtenBy(plan, { number: '1' }).segments).toBe('BEG*00*SA*1');
  });

  it('compute with this, doc, index and the fields', () => {
    const rules =
      'number: BEG03\nlines:\n  each: PO1\n  quantity: PO102\n  read:\n    number: = string(index + 1)\n    description: "= doc.number + \'/\' + this.quantity"\n  write:\n    PO101: = string(index + 1)';
    const plan = planOf(order(rules, "write:\n  CTT01: = size(lines)\n  CTT02: = sum(lines, 'quantity')\n"));
    expect(readBy(plan, 'BEG***A\nPO1**2\nPO1**3').document).toEqual({
      number: 'A',
      lines: [
        { quantity: '2', number: '1', description: 'A/2' },
        { quantity: '3', number: '2', description: 'A/3' },
      ],
    });
    expect(writtenBy(plan, { number: 'A', lines: [{ quantity: '2.50' }, { quantity: '0.1' }] }).segments).toBe(
      'BEG***A\nPO1*1*2.50\nPO1*2*0.1\nCTT*2*2.60',
    );
  });

  it('say why an expression failed, and where it stands', () => {
    const plan = planOf(order('number: BEG03', 'write:\n  CTT01: = size(lines)\n'));
    expect(writtenBy(plan, { number: '1' }).problems).toEqual(['EXPRESSION_FAILED "" m.yaml:6:10']);
  });
});

describe('what no rule reads', () => {
  const plan = planOf(
    order(
      'number: BEG03\nlines:\n  each: PO1\n  number: PO101\n  references:\n    each: REF\n    value: REF02',
      'ignore: [BEG01, CTT02, PO1/CUR, PID]\nwrite:\n  CTT01: = size(lines)\n',
    ),
  );
  const unmapped = (segments: string): string[] => readBy(plan, segments).unmapped;

  it('is listed element by element, with its value', () => {
    expect(unmapped('BEG*00*SA*1\nPO1*1*4*EA\nREF*CT*7\nPER*BD*JO')).toEqual([
      'BEG02 SA',
      'PO102 4',
      'PO103 EA',
      'REF01 CT',
      'PER01 BD',
      'PER02 JO',
    ]);
  });

  it('is listed by component', () => {
    expect(unmapped('PO1*1\nREF**7**AB>9')).toEqual(['REF04-1 AB', 'REF04-2 9']);
  });

  it('is not listed where it is ignored or computed', () => {
    expect(unmapped('BEG*00**1\nPO1*1\nCUR*BY*EUR\nPID*F****TEXT\nCTT*1*4')).toEqual([]);
    expect(unmapped('BEG***1\nCUR*BY*EUR')).toEqual(['CUR01 BY', 'CUR02 EUR']);
  });
});

describe('a value that cannot be converted', () => {
  const plan = planOf(
    order(
      'issued: BEG05\nrequestedDeliveryTime: DTM[01=002]03\nlines:\n  each: PO1\n  quantity: PO102\n  unit: PO103 | code unit\n  measurements:\n    each: MEA\n    unit: MEA04-1 | code unit',
    ),
  );

  it('is a problem at its position and names the rule', () => {
    const { document, problems } = readBy(plan, 'BEG*****20241305\nDTM*002**2500\nPO1*1*ten*EA');
    expect(document).toEqual({ lines: [{ unit: 'EA' }] });
    expect(problems).toEqual([
      'segment 2 BEG05 VALUE_NOT_DATE "20241305" m.yaml:4:11',
      'segment 3 DTM03 VALUE_NOT_TIME "2500" m.yaml:5:26',
      'segment 4 PO102 VALUE_NOT_DECIMAL "ten" m.yaml:8:15',
    ]);
  });

  it('names the component', () => {
    expect(readBy(plan, 'PO1*1\nMEA****7X').problems).toEqual([
      'segment 3 MEA04-1 CODE_NOT_IN_TABLE "7X" m.yaml:12:13',
    ]);
  });

  it('is not listed as unmapped as well', () => {
    expect(readBy(plan, 'BEG*****20241305').unmapped).toEqual([]);
  });

  it('is named when it has no place in what is written', () => {
    const taken = planOf(order('number: BEG03\ncontract: BEG03'));
    expect(writtenBy(taken, { number: '1', contract: '2' }).problems).toEqual(['VALUE_PLACE_TAKEN "2" m.yaml:5:13']);
    expect(writtenBy(plan, { lines: [{ unit: 'gross' }] }).problems).toEqual([
      'VALUE_NOT_WRITABLE "gross" m.yaml:9:11',
    ]);
  });
});

it('a traced reading names the origin of every field', () => {
  const { origins } = readBy(
    planOf(order('number: BEG03\nlines:\n  each: PO1\n  quantity: PO102')),
    'BEG***7\nPO1**1\nPO1**2',
  );
  expect(
    [...origins].map(([field, { value, rule, at }]) => `${field} ${value} ${rule} ${at.segment}/${at.element}`),
  ).toEqual(['number 7 m.yaml:4:11 2/3', 'lines/0/quantity 1 m.yaml:7:15 3/2', 'lines/1/quantity 2 m.yaml:7:15 4/2']);
});
