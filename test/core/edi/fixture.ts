/** Interchanges for tests, written by hand and small, so that a test can break exactly one thing in them. */

export interface FixtureSet {
  type?: string;
  control?: string;
  /** Segments between header and trailer, without terminators. */
  body: string[];
}

export interface FixtureGroup {
  code?: string;
  control?: string;
  release?: string;
  sets: FixtureSet[];
}

export interface FixtureHeader {
  control?: string;
  version?: string;
  repetition?: string;
  sender?: string;
}

/** A header of full width, separated by `*`, components by `>`, segments by `~`. */
export const isa = ({
  control = '000000001',
  version = '00401',
  repetition = 'U',
  sender = 'SENDER',
}: FixtureHeader = {}): string =>
  `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*RECEIVER       *240305*0930*${repetition}*${version}*${control}*0*T*>~`;

export const ORDER = ['BEG*00*SA*4711**20240305', 'PO1*1*10*EA*2.50**BP*K-100', 'CTT*1'];

/** A set with its header and a trailer that counts right. */
export const setText = ({ type = '850', control = '0001', body }: FixtureSet): string =>
  [`ST*${type}*${control}`, ...body, `SE*${body.length + 2}*${control}`].map((segment) => `${segment}~`).join('');

export const groupText = ({ code = 'PO', control = '1', release = '004010', sets }: FixtureGroup): string =>
  `GS*${code}*SENDER*RECEIVER*20240305*0930*${control}*X*${release}~${sets.map(setText).join('')}GE*${sets.length}*${control}~`;

/** A whole interchange whose counts and control numbers are right. */
export const interchangeText = (groups: FixtureGroup[], header: FixtureHeader = {}): string =>
  `${isa(header)}${groups.map(groupText).join('')}IEA*${groups.length}*${header.control ?? '000000001'}~`;

/** One purchase order, or another set, in an interchange of its own. */
export const oneSet = (body: string[], { type = '850', code = 'PO', release = '004010' } = {}): string =>
  interchangeText(
    [{ code, release, sets: [{ type, body }] }],
    release < '004020' ? {} : { version: '00501', repetition: '^' },
  );

/** Two groups and three purchase orders: 0001 and 0002 in group 1, 0003 in group 2. */
export const THREE_ORDERS = interchangeText([
  {
    control: '1',
    sets: [
      { control: '0001', body: ORDER },
      { control: '0002', body: ORDER },
    ],
  },
  { control: '2', sets: [{ control: '0003', body: ORDER }] },
]);

export interface Dress {
  element?: string;
  component?: string;
  repetition?: string;
  terminator?: string;
  /** Written behind every terminator. */
  lineEnd?: string;
  before?: string;
}

/** The same interchange in other separators; one character a byte. */
export function dressed(
  text: string,
  { element = '*', component = '>', repetition = '^', terminator = '~', lineEnd = '', before = '' }: Dress,
): string {
  const other: Record<string, string> = { '*': element, '>': component, '^': repetition, '~': terminator + lineEnd };
  return before + text.replace(/[*>^~]/g, (separator) => other[separator]!);
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One byte a character: what is written as \u00e4 is the byte 0xE4. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
