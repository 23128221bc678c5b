import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { createGuide } from '../../src/core/guide/check.ts';
import { parseGuide } from '../../src/core/guide/parse.ts';
import { readYaml } from '../../src/core/yaml.ts';
import { compose } from '../../src/gateway/compose.ts';
import { translate } from '../../src/gateway/translate.ts';
import { catalog, openGateway } from '../http/gateway.ts';

const response = {
  type: 'order-response',
  schemaVersion: '1',
  orderNumber: '4711',
  number: 'SO-1',
  orderIssued: '2026-01-31',
  issued: '2026-02-01',
  purpose: 'original',
  outcome: 'accepted',
};
const acme = catalog.partners.get('acme')!;
const writing = (
  separators: Partial<Agreement['send']['separators']>,
  more: Partial<Agreement['send']> = {},
): Agreement => ({
  ...acme,
  send: { ...acme.send, ...more, separators: { ...acme.send.separators, ...separators } },
});

async function composed(document: Record<string, unknown>, agreement: Agreement = acme, message = 'x12/855') {
  const { clock, store } = await openGateway();
  return compose({ catalog, clock, reserve: store.reserve }, agreement, document as never, message);
}

describe('composing', () => {
  it('writes what our own reader takes without a problem', async () => {
    const { composed: made, problems } = await composed(response);
    expect(problems).toEqual([]);
    expect(made).toMatchObject({
      message: 'x12/855',
      groupCode: 'PR',
      groupControl: '1',
      interchangeControl: '000000001',
      setControl: '0001',
    });
    const read = translate(catalog, new TextEncoder().encode(made!.text), { partner: 'acme' });
    expect(read.groups[0]!.sets[0]!.document).toMatchObject({
      type: 'order-response',
      orderNumber: '4711',
      number: 'SO-1',
    });
  });

  it.each([
    ['the element separator', 'SO*1', '*'],
    ['the terminator', 'SO~1', '~'],
    ['the component separator', 'SO>1', '>'],
    ['a line end', 'SO\n1', '\\x0a'],
  ])('refuses a value that holds %s, and says only that', async (_what, number, shown) => {
    const { composed: made, problems } = await composed({ ...response, number });
    expect(made).toBeUndefined();
    expect(problems).toMatchObject([
      { code: 'VALUE_NOT_WRITABLE', severity: 'error', at: { tag: 'BAK', element: 8 }, value: number },
    ]);
    expect(problems[0]!.message).toContain(shown);
  });

  it.each([
    ['*', { element: '|' }],
    ['~', { terminator: "'" }],
    ['>', { component: ':' }],
  ])('writes a %s where the partner’s separators are others', async (character, separators) => {
    const { composed: made, problems } = await composed(
      { ...response, number: `SO${character}1` },
      writing(separators),
    );
    expect(problems).toEqual([]);
    expect(made!.text).toContain(`SO${character}1`);
  });

  it.each([
    ['004010', 'U', '00401'],
    ['005010', '^', '00501'],
  ])('says in release %s what ISA11 is', async (release, eleventh, version) => {
    const { composed: made } = await composed(response, writing({}, { release }));
    const isa = made!.text.split('\n')[0]!.split('*');
    expect([isa[11], isa[12]]).toEqual([eleventh, version]);
    expect(made!.text).toContain(`*X*${release}~`);
  });

  it('refuses what a mandatory element is missing from', async () => {
    const { orderIssued: _issued, ...undated } = response;
    const { composed: made, problems } = await composed(undated);
    expect(made).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'ELEMENT_MISSING', at: { tag: 'BAK', element: 4 } }]);
  });

  it('refuses a message there is no mapping for', async () => {
    for (const message of ['x12/999', 'partners/acme/855', 'edifact/ORDRSP', '']) {
      expect(await composed(response, acme, message)).toMatchObject({
        composed: undefined,
        problems: [{ code: 'MAPPING_MISSING', value: message }],
      });
    }
  });

  it('never gives two interchanges the same control number', async () => {
    const { clock, store } = await openGateway();
    const all = await Promise.all(
      Array.from({ length: 5 }, () =>
        compose({ catalog, clock, reserve: store.reserve }, acme, response as never, 'x12/855'),
      ),
    );
    expect(new Set(all.map(({ composed: made }) => made!.interchangeControl)).size).toBe(5);
  });
});

describe('what goes out to a partner with a guide', () => {
  it('is held to that guide before it leaves', async () => {
    const text = 'guide: x12/855\nsegments:\n  BAK:\n    elements:\n      03: { max: 3 }\n';
    const { source } = parseGuide('855.guide.yaml', readYaml('855.guide.yaml', text));
    const { guide } = createGuide('acme', source, catalog.definitions.get('x12')!);
    const { clock, store } = await openGateway();
    const guided = { ...catalog, guides: new Map([...catalog.guides, ['acme|x12/855', guide!]]) };
    const found = await compose({ catalog: guided, clock, reserve: store.reserve }, acme, response as never, 'x12/855');
    expect(found.composed).toBeUndefined();
    expect(found.problems).toMatchObject([{ code: 'GUIDE_TOO_LONG', severity: 'error', value: '4711' }]);
  });
});
