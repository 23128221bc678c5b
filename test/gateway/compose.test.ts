import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { definitionsIn } from '../../src/core/catalog.ts';
import { encode, segmentOf } from '../../src/core/edi/write.ts';
import { createGuide } from '../../src/core/guide/check.ts';
import { parseGuide } from '../../src/core/guide/parse.ts';
import { readYaml } from '../../src/core/yaml.ts';
import { composeAcknowledgments } from '../../src/gateway/answer.ts';
import { compose } from '../../src/gateway/compose.ts';
import { sampleInterchange, sampleKind } from '../../src/gateway/sample.ts';
import { translate } from '../../src/gateway/translate.ts';
import { agreementWith } from '../core/edi/reading.ts';
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

  describe('what the message does not say', () => {
    const spoken = { ...response, buyer: { name: 'Acme', taxId: 'DE1' } };
    it('is told with its field, and sent all the same', async () => {
      const { composed: made, problems } = await composed(spoken);
      expect(made).toBeDefined();
      expect(problems).toMatchObject([
        { code: 'DATA_UNWRITTEN', severity: 'warning', value: 'DE1', reference: 'buyer/taxId' },
      ]);
    });

    it('is nothing where the agreement says so', async () => {
      expect(await composed(spoken, agreementWith({ unwritten: 'ignore' }))).toMatchObject({ problems: [] });
    });

    it('is refused where the agreement says so, for all messages or one, but for what is tolerated', async () => {
      const refused = { composed: undefined, problems: [{ code: 'DATA_UNWRITTEN', severity: 'error' }] };
      expect(await composed(spoken, agreementWith({ unwritten: 'refuse' }))).toMatchObject(refused);
      expect(await composed(spoken, agreementWith({}, { 'x12/855': { unwritten: 'refuse' } }))).toMatchObject(refused);
      const tolerant = agreementWith({ unwritten: 'refuse', tolerate: ['DATA_UNWRITTEN buyer/taxId'] });
      expect((await composed(spoken, tolerant)).composed).toBeDefined();
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
    for (const message of ['x12/999', 'partners/acme/855', 'edifact/APERAK', '']) {
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

describe('separators for what is left out', () => {
  const padded = (release: string): Agreement => writing({}, { release, trailingSeparators: true });
  const addressed = { ...response, shipTo: { name: 'MILL 4', idScheme: 'assignedByBuyer', id: '0012' } };

  it.each(['004010', '005010'])('are written in release %s to the length each segment has', async (release) => {
    const { composed: made, problems } = await composed(addressed, padded(release));
    expect(problems).toEqual([]);
    const { segments } = definitionsIn(catalog, 'x12').find((one) => one.release === release)!;
    const written = made!.text
      .trim()
      .split('\n')
      .map((segment) => segment.replace(/~$/, '').split('*'));
    expect(written.map(([tag]) => tag)).toEqual(expect.arrayContaining(['ST', 'BAK', 'N1', 'SE']));
    for (const [tag, ...elements] of written)
      expect([tag, elements.length]).toEqual([tag, segments.get(tag!)!.elements.length]);
  });

  it('are not written without being asked for', async () => {
    const { composed: made } = await composed(addressed);
    expect(made!.text).not.toMatch(/\*~|>~(?!\nGS)/);
  });

  it.each(['004010', '005010'])('say in release %s nothing else than what is said without them', async (release) => {
    const read = (text: string) =>
      translate(catalog, new TextEncoder().encode(text), { partner: 'acme' }).groups[0]!.sets[0]!;
    const [plain, full] = await Promise.all(
      [writing({}, { release }), padded(release)].map(async (agreement) =>
        read((await composed(addressed, agreement)).composed!.text),
      ),
    );
    expect(full!.document).toEqual(plain!.document);
    expect(plain!.problems).toEqual([]);
    expect(new Set(full!.problems.map(({ code, severity }) => `${code} ${severity}`))).toEqual(
      new Set(['TRAILING_SEPARATOR warning']),
    );
  });

  it.each(['997', '999'] as const)('are written in the %s and the TA1 that answer', async (functional) => {
    const { clock, store } = await openGateway();
    const order = sampleOf('x12/850').replace('BEG*00', 'BEG*ZZZ');
    const outcome = translate(catalog, new TextEncoder().encode(order), { partner: 'acme' });
    const agreement = {
      ...padded('005010'),
      acknowledge: { ...acme.acknowledge, functional, interchange: 'always' as const },
    };
    const [answer] = await composeAcknowledgments({ catalog, clock, reserve: store.reserve }, agreement, {
      interchange: outcome.interchanges[0]!.interchange,
      groups: outcome.groups,
    });
    const { segments } = definitionsIn(catalog, 'x12').find(({ release }) => release === '005010')!;
    const written = answer!.text
      .trim()
      .split('\n')
      .map((segment) => segment.replace(/~$/, '').split('*'));
    for (const [tag, ...elements] of written)
      expect([tag, elements.length]).toEqual([tag, segments.get(tag!)!.elements.length]);
    const again = translate(catalog, new TextEncoder().encode(answer!.text), { partner: 'acme' });
    expect(again.groups[0]!.verdict.sets[0]!.verdict).toBe('A');
  });

  it('are in the samples of what the partner gets, not of what it sends', () => {
    const [sent, got] = ['x12/850', 'x12/855'].map((message) => sampleOf(message, padded('005010')));
    expect(sent).not.toMatch(/\*~/);
    expect(got).toMatch(/\*~/);
  });

  it('stand for what a composite leaves out, and not for a composite left out', () => {
    const { segments } = definitionsIn(catalog, 'x12').find(({ release }) => release === '005010')!;
    const separators = { element: '*', component: '>', repetition: '^', terminator: '~' };
    const full = segments.get('REF')!;
    expect(encode(segmentOf('REF', 'DP', '022', '', ['PD', 'X']), separators, full)).toBe('REF*DP*022**PD>X>>>>');
    expect(encode(segmentOf('REF', 'DP', '022'), separators, full)).toBe('REF*DP*022**');
    expect(encode(segmentOf('REF', 'DP', '022', '', ''), separators)).toBe('REF*DP*022');
  });

  const sampleOf = (message: string, agreement: Agreement = acme): string => {
    const kind = sampleKind({ ...catalog, partners: new Map([['acme', agreement]]) }, agreement, message, '005010')!;
    return sampleInterchange({ ...catalog, partners: new Map([['acme', agreement]]) }, kind, 1)!.text;
  };
});

describe('what goes out to a partner with a guide', () => {
  it('is held to that guide before it leaves', async () => {
    const text = 'guide: x12/855\nsegments:\n  BAK:\n    elements:\n      03: { max: 3 }\n';
    const { source } = parseGuide('855.guide.yaml', readYaml('855.guide.yaml', text));
    const { guide } = createGuide('acme', source, definitionsIn(catalog, 'x12'));
    const { clock, store } = await openGateway();
    const guided = { ...catalog, guides: new Map([...catalog.guides, ['acme|x12/855', guide!]]) };
    const found = await compose({ catalog: guided, clock, reserve: store.reserve }, acme, response as never, 'x12/855');
    expect(found.composed).toBeUndefined();
    expect(found.problems).toMatchObject([{ code: 'GUIDE_TOO_LONG', severity: 'error', value: '4711' }]);
  });
});
