/**
 * The same trade in EDIFACT: an interchange of ORDERS (D.96A, as EANCOM has them), about ten lines an order, the same
 * bytes on every machine and in every run. Each order is valid and every value in it is mapped.
 */

import { COLORS, day, digits, ITEMS, money, sequence } from './orders.ts';

const UNITS = ['PCE', 'PCE', 'PCE', 'CT', 'DZN', 'PR'];
const CITIES = [
  ['KÖLN', '50667'],
  ['HAMBURG', '20095'],
  ['WIEN', '1010'],
  ['LYON', '69001'],
  ['GENT', '9000'],
] as const;
const STREETS = ['HAFENSTRASSE', 'AM GUETERBAHNHOF', 'RUE DU PORT', 'INDUSTRIEWEG', 'RINGSTRASSE'];

/** Thirteen digits, the last checking the others (GS1). */
export function ean(item: number): string {
  const body = `4006381${digits(item % 100_000, 5)}`;
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += Number(body[i]) * (i % 2 === 0 ? 1 : 3);
  return body + String((10 - (sum % 10)) % 10);
}

/** One message; `number` makes it unlike every other. */
export function ordersMessage(number: number, reference: string): string {
  const pick = sequence(number + 1);
  const one = <T>(of: readonly T[]): T => of[pick(of.length)]!;
  const ordered = pick(28);
  const segments = [
    `UNH+${reference}+ORDERS:D:96A:UN:EAN008`,
    `BGM+220+${digits(number, 10)}+9`,
    `DTM+137:${day(ordered)}:102`,
    `DTM+2:${day(ordered + 14)}:102`,
    `FTX+AAI+++PLEASE DELIVER BEFORE NOON:RING AT GATE ${pick(9)}`,
    `RFF+CT:${pick(900_000) + 100_000}`,
  ];
  for (const [role, name, id] of [
    ['BY', 'NORDWIND WARENHAUS', '4012345000009'],
    ['DP', `NORDWIND LAGER ${pick(60)}`, `40123450${digits(pick(10_000), 5)}`],
    ['SU', 'HAFEN STRICKWAREN', '4399901234561'],
  ]) {
    const [city, zip] = one(CITIES);
    segments.push(`NAD+${role}+${id}::9++${name}+${one(STREETS)} ${pick(200) + 1}+${city}++${zip}+DE`);
    if (role === 'BY') segments.push('CTA+OC+:MARGARETE HUEGEL', `COM+004922155${digits(pick(10_000), 4)}:TE`);
  }
  segments.push('CUX+2:EUR:9');
  const lines = 6 + pick(9);
  let amount = 0;
  for (let line = 1; line <= lines; line++) {
    const item = pick(100_000);
    const quantity = 1 + pick(240);
    const price = 125 + pick(9000);
    amount += quantity * price;
    segments.push(
      `LIN+${line}++${ean(item)}:EN`,
      `PIA+1+HK-${item}-${pick(10)}:SA+${digits(item, 6)}:IN`,
      `IMD+F++:::${one(ITEMS)}`,
    );
    if (pick(2) === 0) segments.push(`IMD+F+35+:::${one(COLORS)}`);
    segments.push(`QTY+21:${quantity}:${one(UNITS)}`);
    if (pick(3) === 0) segments.push(`DTM+2:${day(ordered + 10 + pick(10))}:102`);
    segments.push(`MOA+203:${money(quantity * price)}`, `PRI+AAA:${money(price)}`);
  }
  segments.push('UNS+S', `MOA+79:${money(amount)}`, `CNT+2:${lines}`);
  segments.push(`UNT+${segments.length + 1}+${reference}`);
  return `${segments.join("'\n")}'\n`;
}

export interface EdifactPlan {
  orders: number;
  /** UNB05; the numbers of the orders follow from it. */
  control?: number;
}

/** The interchange in pieces, a message at a time. */
export function* edifactInterchange({ orders, control = 1 }: EdifactPlan): Generator<string> {
  yield `UNA:+.? '\nUNB+UNOC:3+4012345000009:14+4399901234561:14+240301:0930+${control}'\n`;
  for (let i = 0; i < orders; i++) yield ordersMessage(control * 10_000 + i, String(i + 1));
  yield `UNZ+${orders}+${control}'\n`;
}

/** All of it, in the character set it says: ISO 8859-1. */
export const edifactBytes = (plan: EdifactPlan): Uint8Array =>
  Uint8Array.from(Buffer.from([...edifactInterchange(plan)].join(''), 'latin1'));
