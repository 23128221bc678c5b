/**
 * Purchase orders to measure with: X12 850 interchanges as a retailer sends them, about ten lines an order,
 * the same bytes on every machine and in every run. Each order is valid and every value in it is mapped.
 */

export interface Plan {
  orders: number;
  /** Sets in one functional group. */
  perGroup: number;
  /** ISA13, GS06; the numbers of the orders follow from it. */
  control?: number;
  sender?: string;
  receiver?: string;
}

export const ITEMS = [
  'CREW SWEATER',
  'WOOL SCARF',
  'KNIT CAP',
  'RAIN JACKET',
  'CANVAS TOTE',
  'LEATHER BELT',
  'RUNNING SHOE',
  'DENIM SHIRT',
  'TRAVEL MUG',
  'BED SHEET SET',
  'CAST IRON PAN',
  'DESK LAMP',
];
export const COLORS = ['NAVY', 'BLACK', 'OATMEAL', 'FOREST GREEN', 'RUST', 'WHITE', 'CHARCOAL'];
const UNITS = ['EA', 'EA', 'EA', 'CA', 'DZ', 'PR'];
const CITIES = [
  ['MINNEAPOLIS', 'MN', '55403'],
  ['FRIDLEY', 'MN', '55432'],
  ['LONG BEACH', 'CA', '90802'],
  ['ALBANY', 'NY', '12207'],
  ['EL PASO', 'TX', '79901'],
  ['SALT LAKE CITY', 'UT', '84101'],
] as const;
const STREETS = ['NICOLLET MALL', 'DISTRIBUTION WAY', 'HARBOR BLVD', 'INDUSTRIAL PKWY', 'STATE ST'];
const CARRIERS = ['ABFS', 'UPSN', 'FDEG', 'ODFL'];

/** A sequence that looks random and is not: xorshift (Marsaglia 2003). */
export function sequence(seed: number): (below: number) => number {
  let state = (seed * 2654435761) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export const digits = (value: number, width: number): string => String(value).padStart(width, '0');
export const money = (cents: number): string => `${Math.trunc(cents / 100)}.${digits(cents % 100, 2)}`;
export const day = (offset: number): string =>
  `2024${digits(3 + Math.trunc(offset / 28), 2)}${digits((offset % 28) + 1, 2)}`;

/** Twelve digits, the last checking the others (GS1). */
function upc(item: number): string {
  const body = `614141${digits(item % 100_000, 5)}`;
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += Number(body[i]) * (i % 2 === 0 ? 3 : 1);
  return body + String((10 - (sum % 10)) % 10);
}

/** One transaction set; `number` makes it unlike every other. */
export function orderSet(number: number, control: string): string {
  const pick = sequence(number + 1);
  const one = <T>(of: readonly T[]): T => of[pick(of.length)]!;
  const ordered = pick(28);
  const segments = [
    `ST*850*${control}`,
    `BEG*00*SA*${digits(number, 10)}**${day(ordered)}`,
    'CUR*BY*USD',
    `REF*DP*${digits(pick(900) + 100, 4)}`,
    `REF*IA*${digits(pick(900_000) + 100_000, 6)}`,
    `PER*BD*MARGARET HILL*TE*612555${digits(pick(10_000), 4)}*EM*BUYER${pick(50)}@NORTHWIND.EXAMPLE`,
  ];
  if (pick(3) === 0) segments.push(`SAC*A*C310***${5000 + pick(5000)}*******02***VOLUME DISCOUNT`);
  segments.push(
    'ITD*08*2*2**30**60',
    `DTM*010*${day(ordered + 7)}`,
    `DTM*002*${day(ordered + 14)}`,
    `TD5**2*${one(CARRIERS)}*M*SEE ROUTING GUIDE`,
  );
  for (const [role, name, scheme, id] of [
    ['BY', 'NORTHWIND STORES', 'UL', '0614141000012'],
    ['ST', `NORTHWIND DC ${pick(60)}`, '92', digits(pick(10_000), 4)],
    ['VN', 'HARBOR KNITWEAR', '92', '778812'],
  ]) {
    const [city, state, zip] = one(CITIES);
    segments.push(
      `N1*${role}*${name}*${scheme}*${id}`,
      `N3*${pick(9000) + 100} ${one(STREETS)}`,
      `N4*${city}*${state}*${zip}*US`,
    );
  }
  const lines = 6 + pick(9);
  let quantity = 0;
  let amount = 0;
  for (let line = 1; line <= lines; line++) {
    const item = pick(100_000);
    const ordered1 = 1 + pick(240);
    const price = 125 + pick(9000);
    quantity += ordered1;
    amount += ordered1 * price;
    segments.push(
      `PO1*${digits(line, 3)}*${ordered1}*${one(UNITS)}*${money(price)}**UP*${upc(item)}*VN*HK-${item}-${pick(10)}*IN*${digits(item, 6)}`,
      `PID*F*08***${one(ITEMS)}`,
    );
    if (pick(2) === 0) segments.push(`PID*F*73***${one(COLORS)}`);
    if (pick(4) === 0) segments.push(`PO4*${1 + pick(24)}*1*EA*CTN25*G*${1 + pick(40)}.5*LB`);
    if (pick(5) === 0) segments.push(`SAC*C*D240***${100 + pick(900)}*******06***FREIGHT`);
    if (pick(3) === 0) segments.push(`DTM*002*${day(ordered + 10 + pick(10))}`);
  }
  segments.push(`CTT*${lines}*${quantity}`, `AMT*TT*${money(amount)}`);
  segments.push(`SE*${segments.length + 1}*${control}`);
  return `${segments.join('~\n')}~\n`;
}

/** The interchange in pieces, a set at a time, so that one larger than memory can be fed to a reader. */
export function* interchange({
  orders,
  perGroup,
  control = 1,
  sender = 'ACMERETAIL',
  receiver = 'DRAGOMAN',
}: Plan): Generator<string> {
  const number = digits(control, 9);
  yield `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*${receiver.padEnd(15)}*240301*0930*U*00401*${number}*0*P*>~\n`;
  let groups = 0;
  for (let from = 0; from < orders; from += perGroup) {
    const sets = Math.min(perGroup, orders - from);
    groups++;
    yield `GS*PO*${sender}*${receiver}*20240301*0930*${groups}*X*004010~\n`;
    for (let i = 0; i < sets; i++) yield orderSet(control * 10_000 + from + i, digits(i + 1, 4));
    yield `GE*${sets}*${groups}~\n`;
  }
  yield `IEA*${groups}*${number}~\n`;
}

/** All of it, as bytes. */
export const interchangeBytes = (plan: Plan): Uint8Array => new TextEncoder().encode([...interchange(plan)].join(''));

/** The interchange in chunks of one size, as a socket or a file gives them. */
export function* chunks(plan: Plan, size: number): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let pending = '';
  for (const piece of interchange(plan)) {
    pending += piece;
    while (pending.length >= size) {
      yield encoder.encode(pending.slice(0, size));
      pending = pending.slice(size);
    }
  }
  yield encoder.encode(pending);
}
