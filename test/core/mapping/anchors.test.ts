// What stands under an anchor is planned once for all the places it is used in alike, and read and written in each.
import { describe, expect, it } from 'vitest';
import type { BlockPlan, Plan } from '../../../src/core/mapping/plan.ts';
import { order, planOf, readBy, writtenBy } from './fixture.ts';

const PARTIES = order(`
buyer:
  in: N1[01=BY]
  <<: &party
    name: N102
    contacts: &contacts
      each: PER
      name: PER02
shipTo:
  in: N1[01=ST]
  <<: *party
billTo:
  in: N1[01=BT]
  id: N104
  contacts: *contacts
contacts: *contacts
`);

function blockOf({ root }: Plan, ...fields: string[]): BlockPlan {
  let block = root;
  for (const field of fields) {
    const step = block.steps.find((one) => one.field === field);
    if (step?.kind !== 'block') throw new Error(`${field} is no block`);
    block = step.block;
  }
  return block;
}

describe('an anchor', () => {
  const plan = planOf(PARTIES);

  it('has one plan where the same rules stand in the same loop', () => {
    expect(blockOf(plan, 'shipTo')).toBe(blockOf(plan, 'buyer'));
    expect(blockOf(plan, 'billTo')).not.toBe(blockOf(plan, 'buyer'));
    expect(blockOf(plan, 'billTo', 'contacts')).toBe(blockOf(plan, 'buyer', 'contacts'));
  });

  it('has another where they stand in another loop', () => {
    const parties = planOf(
      order(`
parties: &parties
  each: N1
  name: N102
  contacts:
    each: PER
    name: PER02
lines:
  each: PO1
  number: PO101
  parties: *parties
`),
    );
    const [header, line] = [blockOf(parties, 'parties'), blockOf(parties, 'lines', 'parties')];
    expect(line).not.toBe(header);
    expect(line.steps.map(({ field }) => field)).toEqual(header.steps.map(({ field }) => field));
  });

  it('that an overlay changes in one place stays as it was in the others', () => {
    const laid = planOf(PARTIES, 'extends: x12/850\nmap:\n  shipTo:\n    in: N1[01=ST]\n    name: N103\n');
    const [buyer, shipTo] = [blockOf(laid, 'buyer'), blockOf(laid, 'shipTo')];
    expect(shipTo.steps.map((step) => step.kind === 'value' && step.element)).toEqual([3, false]);
    expect(buyer.steps.map((step) => step.kind === 'value' && step.element)).toEqual([2, false]);
    expect(blockOf(laid, 'shipTo', 'contacts')).toBe(blockOf(laid, 'buyer', 'contacts'));
  });

  it('is read and written wherever it is used', () => {
    const segments = [
      'PER*OC*ANN',
      'N1*BY*BUYER',
      'PER*OC*BEN',
      'PER*OC*CAT',
      'N1*ST*STORE',
      'PER*DC*DAN',
      'N1*BT***77',
      'PER*BD*EVE',
    ].join('\n');
    const document = {
      contacts: [{ name: 'ANN' }],
      buyer: { name: 'BUYER', contacts: [{ name: 'BEN' }, { name: 'CAT' }] },
      shipTo: { name: 'STORE', contacts: [{ name: 'DAN' }] },
      billTo: { id: '77', contacts: [{ name: 'EVE' }] },
    };
    expect(readBy(plan, segments).document).toEqual(document);
    expect(writtenBy(plan, document)).toEqual({
      problems: [],
      segments: segments.replace(/PER\*\w+/g, 'PER*'),
    });
  });
});
