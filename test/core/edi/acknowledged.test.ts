// What a partner's 997, 999 and TA1 say, as it is read.
import { describe, expect, it } from 'vitest';
import { type Heard, heard, heardOfInterchange, verdictOf } from '../../../src/core/edi/acknowledged.ts';
import { interchange } from '../../http/x12.ts';
import { readBytes } from './reading.ts';

/** What a set of these segments says. */
function said(segments: string): Heard | undefined {
  const { sets } = readBytes(new TextEncoder().encode(interchange([segments], { group: 'FA' })));
  expect(sets).toHaveLength(1);
  return heard(sets[0]!);
}

describe('a verdict', () => {
  it.each([
    ['A', 'accepted'],
    ['E', 'acceptedWithErrors'],
    ['P', 'partiallyAccepted'],
    ['R', 'rejected'],
    ['M', 'rejected'],
    ['W', 'rejected'],
    ['X', 'rejected'],
    ['?', 'rejected'],
    ['', 'rejected'],
  ])('%s is %s', (code, verdict) => {
    expect(verdictOf(code)).toBe(verdict);
  });
});

describe('a 997', () => {
  it('says of the group what AK9 says, and of each set what stands between AK2 and AK5', () => {
    expect(
      said(
        [
          '997',
          'AK1*PR*2',
          'AK2*855*0001',
          'AK3*PO1*3*PO1*8',
          'AK4*2>1>2*330*6*ten',
          'AK4*6**7',
          'AK3*CTT*9**3',
          'AK5*R*5*4',
          'AK2*855*0002',
          'AK5*A',
          'AK9*P*2*2*1*5',
        ].join('\n'),
      ),
    ).toEqual({
      code: 'PR',
      control: '2',
      group: { verdict: 'P', codes: ['5'], declared: '2', received: '2', accepted: '1' },
      sets: [
        {
          type: '855',
          control: '0001',
          verdict: 'R',
          codes: ['5', '4'],
          segments: [
            {
              tag: 'PO1',
              position: '3',
              code: '8',
              elements: [
                { position: '2-1-2', code: '6', value: 'ten' },
                { position: '6', code: '7', value: '' },
              ],
            },
            { tag: 'CTT', position: '9', code: '3', elements: [] },
          ],
        },
        { type: '855', control: '0002', verdict: 'A', codes: [], segments: [] },
      ],
    });
  });

  it.each([
    ['names no group', '997\nAK9*A*1*1*1'],
    ['says nothing of the group', '997\nAK1*PR*2\nAK2*855*0001\nAK5*A'],
  ])('that %s says nothing', (_what, segments) => {
    expect(said(segments)).toBeUndefined();
  });

  it('says nothing of a set without AK5, and of what stands outside sets', () => {
    expect(said('997\nAK1*PR*2\nAK3*PO1*3**8\nAK5*R\nAK2*855*0001\nAK9*E*1*1*1')!.sets).toEqual([]);
  });

  it('with very many errors is kept in part, and with its verdict', () => {
    const errors = Array.from({ length: 300 }, (_, i) => `AK3*PO1*${i}**8\nAK4*2**6`).join('\n');
    const [set] = said(`997\nAK1*PR*2\nAK2*855*0001\n${errors}\nAK5*R*5\nAK9*R*1*1*0`)!.sets;
    expect(set!.verdict).toBe('R');
    expect(set!.segments).toHaveLength(100);
    expect(set!.segments.every(({ elements }) => elements.length === 1)).toBe(true);
  });
});

describe('a 999', () => {
  it('says it with IK3, IK4 and IK5', () => {
    expect(
      said('999\nAK1*PR*2*005010\nAK2*855*0001\nIK3*PO1*3**8\nCTX*SITUATIONAL*PO1*3\nIK4*2**I9\nIK5*E*I5\nAK9*E*1*1*1')!
        .sets,
    ).toEqual([
      {
        type: '855',
        control: '0001',
        verdict: 'E',
        codes: ['I5'],
        segments: [{ tag: 'PO1', position: '3', code: '8', elements: [{ position: '2', code: 'I9', value: '' }] }],
      },
    ]);
  });
});

describe('a TA1', () => {
  it('says which interchange, and what of it', () => {
    const text = interchange([]).replace('GS*', 'TA1*000000002*260131*1200*R*025~\nGS*');
    const [found] = readBytes(new TextEncoder().encode(text)).interchanges;
    expect(found!.acknowledgments.map(heardOfInterchange)).toEqual([
      { control: '000000002', date: '260131', time: '1200', verdict: 'R', note: '025' },
    ]);
  });
});
