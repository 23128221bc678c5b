// One order in every format there is: written, the files beside this test, and read again it is the same order, but for
// what a format cannot say. The table of that is written by this test: one-order/README.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../src/core/formats/media.ts';
import type { Fields } from '../../src/core/mapping/read.ts';
import { line, type Problem } from '../../src/core/problem.ts';
import { compose } from '../../src/gateway/compose.ts';
import { translate } from '../../src/gateway/translate.ts';
import { PROJECT } from '../../src/node/files.ts';
import { byStandards, hasStandards, validate } from '../corpus/validity.ts';
import { catalog, nordwindFor } from '../http/gateway.ts';

const FOLDER = join(PROJECT, 'test', 'formats', 'one-order');

/** Message and file of each format. */
const FORMATS = {
  'x12/850': 'order.x12',
  'edifact/ORDERS': 'order.edi',
  'ubl/Order': 'order.ubl.xml',
  'cxml/OrderRequest': 'order.cxml.xml',
  'idoc/ORDERS': 'order.idoc.xml',
  'opentrans/ORDER': 'order.opentrans.xml',
  'csv/orders': 'order.csv',
  'json/order': 'order.again.json',
} as const;

const order = JSON.parse(readFileSync(join(FOLDER, 'order.json'), 'utf8')) as Fields;
const clock = { now: () => '2026-03-02T09:30:00.000Z' };

interface Carried {
  message: string;
  text: string;
  problems: Problem[];
  document: Fields;
}

async function carried(message: string): Promise<Carried> {
  const partner = nordwindFor(message);
  const deps = { catalog, clock, reserve: async () => 1 };
  const whole = await compose(deps, partner, order, message);
  // A value that has no place is refused with its field. The order without it is what the format can say.
  const refused = whole.problems
    .filter(({ code }) => code === 'VALUE_NOT_WRITABLE')
    .map(({ reference = '' }) => reference);
  const sayable = refused.reduce(without, order);
  const { composed, problems } = refused.length === 0 ? whole : await compose(deps, partner, sayable, message);
  const text = composed?.text ?? '';
  const bytes = bytesOf({ content: text, contentType: composed?.contentType ?? '' });
  const { groups } = translate(catalog, bytes, { partner: partner.partner });
  const [set] = groups.flatMap(({ sets }) => sets);
  return {
    message,
    text,
    problems: [...problems, ...(set?.problems ?? [])],
    document: (set?.document ?? {}) as Fields,
  };
}

/** A document without what stands at a path. */
function without(document: Fields, path: string): Fields {
  const [first = '', ...further] = path.split('/').filter((part) => part !== '');
  if (Array.isArray(document)) {
    const at = Number(first);
    const rest = further.length === 0 ? [] : [without(document[at] as Fields, further.join('/'))];
    return [...document.slice(0, at), ...rest, ...document.slice(at + 1)] as unknown as Fields;
  }
  const { [first]: inner, ...others } = document;
  return further.length === 0 ? others : { ...others, [first]: without(inner as Fields, further.join('/')) };
}

/** Every value of a document by its path, what says where it came from aside. */
function valuesIn(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]]);
  return new Map(
    Object.entries(value)
      .filter(([key]) => path !== '' || key !== 'source')
      .flatMap(([key, inner]) => [...valuesIn(inner, path === '' ? key : `${path}/${key}`)]),
  );
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
const same = (left: string, right: string | undefined): boolean =>
  left === right ||
  (right !== undefined && isNumber(left) && isNumber(right) && !/^0\d/.test(left) && Number(left) === Number(right));

/** What became of each value that did not come back: another value, or nothing. What came in addition has its path too. */
function differences({ document }: Carried): Map<string, string> {
  const [given, back] = [valuesIn(order), valuesIn(document)];
  const lost = [...given].flatMap(([path, value]): [string, string][] =>
    same(value, back.get(path)) ? [] : [[path, back.get(path) ?? '–']],
  );
  const added = [...back].flatMap(([path, value]): [string, string][] =>
    given.has(path) ? [] : [[path, `+ ${value}`]],
  );
  return new Map([...lost, ...added]);
}

const all = await Promise.all(Object.keys(FORMATS).map(carried));

describe.each(all)('$message', ({ message, text, problems }) => {
  it('is written as the file beside this test', async () => {
    await expect(text).toMatchFileSnapshot(join(FOLDER, FORMATS[message as keyof typeof FORMATS]));
  });

  const [format = ''] = message.split('/');
  if (['ubl', 'cxml', 'opentrans'].includes(format))
    it.skipIf(!hasStandards)(byStandards('is valid by what is published of it'), async () =>
      expect(await validate(text, format)).toEqual([]),
    );

  it('is read without an error', () => {
    expect(problems.filter(({ severity }) => severity === 'error').map(line)).toEqual([]);
    expect(text).not.toBe('');
  });
});

it('what did not come back is in the table, and as JSON everything does', async () => {
  const columns = all.map((one) => ({ message: one.message, found: differences(one) }));
  const paths = [...new Set(columns.flatMap(({ found }) => [...found.keys()]))].sort();
  const rows = paths.map((path) => [path, ...columns.map(({ found }) => found.get(path) ?? '')]);
  const header = ['field', ...columns.map(({ message }) => message)];
  const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    '# One order in every format',
    '',
    'Written by `test/formats/one-order.test.ts` from `order.json`: what did not come back when the order was written in a',
    'format and read again. Blank is the same, – is nothing, + is what the format adds.',
    '',
    row(header),
    row(header.map(() => '---')),
    ...rows.map(row),
    '',
  ].join('\n');
  await expect(table).toMatchFileSnapshot(join(FOLDER, 'README.md'));
  expect(columns.find(({ message }) => message === 'json/order')!.found).toEqual(new Map());
});
