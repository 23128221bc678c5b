// The canonical field of each place, told from the plan alone: what reading then does.
import { expect, it } from 'vitest';
import { fieldsOf, type PlaceField } from '../../../src/core/mapping/fields.ts';
import { order, planOf } from './fixture.ts';

const told = ({ steps, element, component, qualifiers, field }: PlaceField): string => {
  const path = steps.map(
    ({ tag, predicates }) => tag + predicates.map((one) => `[${one.element}=${one.values.join('|')}]`).join(''),
  );
  const part = component === undefined ? '' : `-${component}`;
  return `${path.join('/')} ${element}${part}${qualifiers.length === 0 ? '' : `(${qualifiers.join('|')})`} ${field}`;
};

it('every rule tells where it reads what', () => {
  const plan = planOf(
    order(`
number: BEG03
requestedDelivery: DTM[01=002]02
shipTo:
  in: N1[01=ST]
  name: N102
  address:
    lines: [N301, N302]
lines:
  each: PO1
  number: PO101
  buyerItem: PO1(BP)
  description: PID[01=F]05
  remarks: ['MSG01 or MTX[01=]02']
  items:
    each: PO1(06,07)
    scheme: PO106 | code item-scheme
    value: PO107
`),
  );
  expect(fieldsOf(plan).map(told)).toEqual([
    'BEG 3 number',
    'DTM[1=002] 2 requestedDelivery',
    'N1[1=ST] 2 shipTo.name',
    'N1[1=ST]/N3 1 shipTo.address.lines[]',
    'N1[1=ST]/N3 2 shipTo.address.lines[]',
    'PO1 1 lines[].number',
    'PO1 7(BP) lines[].buyerItem',
    'PO1/PID[1=F] 5 lines[].description',
    'PO1/MSG 1 lines[].remarks[]',
    'PO1/MTX[1=] 2 lines[].remarks[]',
    'PO1 6 lines[].items[].scheme',
    'PO1 7 lines[].items[].value',
  ]);
});

it('levels stand alone, however they nest', () => {
  const plan = planOf(`document: ship-notice
message: x12/856
map:
  shipment:
    in: HL[03=S]
    billOfLading: REF[01=BM]02
    orders:
      each: HL[03=O]
      number: PRF01
`);
  expect(fieldsOf(plan).map(told)).toEqual([
    'HL[3=S]/REF[1=BM] 2 shipment.billOfLading',
    'HL[3=O]/PRF 1 shipment.orders[].number',
  ]);
});
