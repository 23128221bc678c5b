// SAP IDocs between partners: what comes as lines is answered in lines, what comes as XML in XML, and each IDoc of a file
// is taken or refused by itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/core/mapping/read.ts';
import { compose } from '../../src/gateway/compose.ts';
import { translate } from '../../src/gateway/translate.ts';
import { PROJECT } from '../../src/node/files.ts';
import { catalog } from '../http/gateway.ts';

const pair = (name: string): string => readFileSync(join(PROJECT, 'mappings/idoc', name), 'utf8');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const partner = {
  ...catalog.partners.get('nordwind')!,
  us: { qualifier: 'LS', id: 'HALBRO' },
  identifiers: [{ qualifier: 'LS', id: 'KEROCLNT10' }],
};
const deps = { catalog, clock: { now: () => '2026-03-06T09:30:00.000Z' }, reserve: async () => 77 };
const response = JSON.parse(pair('ORDRSP.test/changed.json')) as Fields;

interface Taken {
  type: unknown;
  envelope: unknown;
  errors: string[];
}

const taken = (text: string): Taken[] =>
  translate(catalog, bytes(text), {}).groups.flatMap(({ sets }) =>
    sets.map(({ document, problems }) => ({
      type: document?.type,
      envelope: document?.source?.envelope,
      errors: problems
        .filter(({ severity }) => severity === 'error')
        .map(({ code, at }) => `${code} ${at.line} ${at.tag}`),
    })),
  );

describe('an answer', () => {
  it('goes out in lines to who sends lines', async () => {
    const [order] = taken(pair('ORDERS.test/flat.idoc'));
    expect(order).toEqual({ type: 'order', envelope: 'flat', errors: [] });
    const { composed, problems } = await compose(deps, partner, response, 'idoc/ORDRSP', String(order!.envelope));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(composed).toMatchObject({
      contentType: 'text/plain; charset=utf-8',
      message: 'idoc/ORDRSP',
      interchangeControl: '77',
    });
    expect(composed!.text.split('\n').map((line) => line.length)).toEqual([
      524,
      ...Array(composed!.text.split('\n').length - 2).fill(1063),
      0,
    ]);
    expect(taken(composed!.text)).toEqual([{ type: 'order-response', envelope: 'flat', errors: [] }]);
  });

  it('goes out as XML to who sends XML', async () => {
    const [order] = taken(pair('ORDERS.test/full.xml'));
    expect(order).toEqual({ type: 'order', envelope: undefined, errors: [] });
    const { composed } = await compose(deps, partner, response, 'idoc/ORDRSP', undefined);
    expect(composed!.text).toContain('<ORDERS05>');
    expect(taken(composed!.text)).toEqual([{ type: 'order-response', envelope: undefined, errors: [] }]);
  });
});

describe('the IDocs of a file', () => {
  const flat = pair('ORDERS.test/flat.idoc');

  it('are taken or refused each by itself, in both forms', () => {
    const xml = pair('ORDERS.test/gln.xml');
    const idoc = /<IDOC[\s\S]*<\/IDOC>/.exec(xml)![0];
    const wrong = idoc.replace('<MENGE>1<', '<MENGE>one<');
    const three = xml.replace(idoc, idoc + wrong + idoc);
    const line = three.slice(0, three.indexOf('<MENGE>one')).split('\n').length;
    expect(taken(three).map(({ errors }) => errors)).toEqual([[], [`VALUE_NOT_DECIMAL ${line} MENGE`], []]);
    expect(taken(flat + flat.replace('01220260305', '01220261305') + flat).map(({ errors }) => errors)).toEqual([
      [],
      [expect.stringMatching(/^VALUE_NOT_DATE \d+ DATUM$/)],
      [],
    ]);
  });

  it('are refused where the message is none we know', () => {
    expect(taken(flat.replace('ORDERS '.padEnd(30), 'SHPCON '.padEnd(30)))[0]!.errors[0]).toMatch(/^SET_UNSUPPORTED/);
  });
});
