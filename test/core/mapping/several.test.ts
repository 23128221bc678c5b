// A list whose items stand in several places: read from all of them, each item written to the first place it fits.
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/core/mapping/fields.ts';
import { checked, order, planOf, readBy, writtenBy } from './fixture.ts';

const REFERENCES = order(`
references:
  - value: BEG06
    read: { type: contract }
  - each: REF[01=DP]
    value: REF02
    description: REF03
    read: { type: department }
  - each: REF
    type: REF01
    value: REF02
`);

const SEGMENTS = 'BEG*****\nREF*ZZ*1\nREF*DP*D-1*MEN\nREF*DP*D-2'.replace('BEG*****', 'BEG******C-7');

const DOCUMENT = {
  references: [
    { type: 'contract', value: 'C-7' },
    { type: 'department', value: 'D-1', description: 'MEN' },
    { type: 'department', value: 'D-2' },
    { type: 'ZZ', value: '1' },
  ],
};

describe('a list that stands in several places', () => {
  it('is read from all of them, place by place', () => {
    const { document, unmapped, problems } = readBy(planOf(REFERENCES), SEGMENTS);
    expect({ document, unmapped, problems }).toEqual({ document: DOCUMENT, unmapped: [], problems: [] });
  });

  it('is written item by item to the first place that an item fits', () => {
    const { segments, problems } = writtenBy(planOf(REFERENCES), DOCUMENT);
    expect(problems).toEqual([]);
    expect(segments.split('\n')).toEqual(['BEG******C-7', 'REF*DP*D-1*MEN', 'REF*DP*D-2', 'REF*ZZ*1']);
  });

  it('has no item for a place that holds nothing', () => {
    expect(readBy(planOf(REFERENCES), 'REF*ZZ*1').document).toEqual({ references: [{ type: 'ZZ', value: '1' }] });
  });

  it('has room for one item where the place has', () => {
    const two = {
      references: [
        { type: 'contract', value: 'A' },
        { type: 'contract', value: 'B' },
      ],
    };
    expect(writtenBy(planOf(REFERENCES), two).segments).toBe('BEG******A\nREF*contract*B');
  });

  it('loses no item that fits nowhere', () => {
    const plan = planOf(order('references:\n  - value: BEG06\n    read: { type: contract }'));
    const { segments, problems } = writtenBy(plan, { references: [{ type: 'lot', value: 'L-1' }] });
    expect(segments).toBe('');
    expect(problems).toEqual([expect.stringContaining('VALUE_NOT_WRITABLE')]);
  });

  it('is known by its fields', () => {
    expect(fieldsOf(planOf(REFERENCES)).map(({ field }) => field)).toEqual([
      'references[].value',
      'references[].value',
      'references[].description',
      'references[].type',
      'references[].value',
    ]);
  });

  it('is laid over as a whole', () => {
    const plan = planOf(REFERENCES, 'extends: x12/850\nmap:\n  references:\n    - each: REF\n      value: REF02');
    expect(readBy(plan, 'REF*ZZ*1').document).toEqual({ references: [{ value: '1' }] });
  });

  it('is a list', () => {
    expect(checked(order('number:\n  - value: BEG03')).findings).toEqual([
      expect.stringContaining('number is no list: it stands in one place'),
    ]);
  });
});
