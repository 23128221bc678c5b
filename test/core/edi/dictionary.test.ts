// A dictionary as text: an entry a line, the items of a set's body a line each.
import { expect, it } from 'vitest';
import { dictionaryText } from '../../../src/core/edi/dictionary.ts';

it('takes a line for each entry, and reads back as what it was', () => {
  const file = {
    release: 'D96A',
    base: 'd93a',
    sets: { INVOIC: null, ORDERS: { label: 'Order', group: 'ORDERS', body: ['BGM M 1', ['SG1 O 9', 'DTM M 1']] } },
    segments: { DTM: { label: 'Date', elements: ['2380 M', '2005 O 5'] } },
    composites: {},
    elements: { 1001: null, 2380: 'an..35 Date' },
    codes: { 1225: '-9 +10' },
  };
  const text = dictionaryText(file);
  expect(text).toBe(`{
 "release": "D96A",
 "base": "d93a",
 "sets": {
  "INVOIC": null,
  "ORDERS": { "label": "Order", "group": "ORDERS", "body": [
   "BGM M 1",
   ["SG1 O 9","DTM M 1"]
  ] }
 },
 "segments": {
  "DTM": {"label":"Date","elements":["2380 M","2005 O 5"]}
 },
 "composites": {},
 "elements": {
  "1001": null,
  "2380": "an..35 Date"
 },
 "codes": {
  "1225": "-9 +10"
 }
}
`);
  expect(JSON.parse(text)).toEqual(file);
});

it('has no codes and no base where there are none', () => {
  const text = dictionaryText({ release: '004010', sets: {}, segments: {}, composites: {}, elements: {} });
  expect(JSON.parse(text)).toEqual({ release: '004010', sets: {}, segments: {}, composites: {}, elements: {} });
});
