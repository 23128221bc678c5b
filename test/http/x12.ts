/** X12 as a partner of these tests sends it: interchanges of one group, in the separators most use. */

export interface Sent {
  control?: string;
  group?: string;
  sender?: string;
  receiver?: string;
  /** What stands in GE01, where it is not the true count. */
  declared?: string;
}

export function interchange(
  sets: string[],
  { control = '905', group = 'PO', sender = 'ACMERETAIL', receiver = 'DRAGOMAN', declared }: Sent = {},
): string {
  const number = control.padStart(9, '0');
  const lines = [
    `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*${receiver.padEnd(15)}*260131*1200*U*00401*${number}*0*P*>`,
    `GS*${group}*${sender}*${receiver}*20260131*1200*${control}*X*004010`,
    ...sets.flatMap((segments, i) => numbered(segments.split('\n'), i)),
    `GE*${declared ?? sets.length}*${control}`,
    `IEA*1*${number}`,
  ];
  return lines.map((segment) => `${segment}~\n`).join('');
}

/** A set's segments, the first being its type, between ST and SE. */
function numbered([type, ...segments]: string[], index: number): string[] {
  const control = String(index + 1).padStart(4, '0');
  return [`ST*${type}*${control}`, ...segments, `SE*${segments.length + 2}*${control}`];
}

/** An 850 of two lines. */
export const order = (number: string, quantity = '10'): string =>
  `850
BEG*00*SA*${number}**20260131
PO1*1*${quantity}*EA*2.50**BP*K-100*VN*V-1
PO1*2*5*CA*12**BP*K-200*VN*V-2
CTT*2`;

/** An 850 whose first line has no quantity that could be read. */
export const brokenOrder = (number: string): string => order(number, 'ten');

export interface Acknowledged {
  group: string;
  control: string;
  /** AK5, where the set is named at all. */
  set?: string;
  verdict: string;
  type?: string;
}

/** What a partner says of a group of ours. */
export const acknowledgment = ({ group, control, set, verdict, type = '855' }: Acknowledged): string =>
  [
    '997',
    `AK1*${group}*${control}`,
    ...(set === undefined ? [] : [`AK2*${type}*0001`, `AK5*${set}`]),
    `AK9*${verdict}*1*1*${verdict === 'R' ? 0 : 1}`,
  ].join('\n');
