// Control numbers of EDIFACT, which may leave groups out, told as those of X12 are (duplicates.test.ts).
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../src/core/agreement.ts';
import { judgeGroup, judgeSet } from '../../src/core/edi/judge.ts';
import { reader } from '../../src/core/formats/edifact.ts';
import { lookUpNumbers, type Numbers } from '../../src/gateway/control-numbers.ts';
import { newDraft } from '../../src/gateway/draft.ts';
import type { Outcome, TranslatedGroup } from '../../src/gateway/translate.ts';
import { catalog, openGateway, type TestGateway } from '../http/gateway.ts';
import { arrive } from './arrive.ts';

const known = catalog.partners.get('acme')!;
const agreement: Agreement = {
  ...known,
  duplicates: { interchange: 'hold', group: 'hold', set: 'hold', days: 30, order: 'flag' },
};

const message = (control: string): string => `UNH+${control}+ORDERS:D:96A:UN'BGM+220+4711'UNT+3+${control}'`;
const grouped = (control: string, sets: string): string =>
  `UNG+ORDERS+ACME+US+260131:1200+${control}+UN+D:96A'${sets}UNE+1+${control}'`;
const file = (control: string, body: string): string =>
  `UNB+UNOC:3+ACMERETAIL:ZZ+DRAGOMAN:ZZ+260131:1200+${control}'${body}UNZ+1+${control}'`;

/** All of it accepted. */
function accepted(text: string): Outcome {
  const outcome: Outcome = { format: 'edifact', interchanges: [], groups: [], problems: [] };
  const run = reader();
  const empty = { document: undefined, unmapped: [], origins: new Map<string, never>(), tree: undefined };
  let sets: TranslatedGroup['sets'] = [];
  for (const unit of [...run.push(new TextEncoder().encode(text)), ...run.end()]) {
    if (unit.unit === 'interchange') outcome.interchanges.push({ interchange: unit.interchange, agreement });
    if (unit.unit === 'set') sets.push({ ...judgeSet(unit.set, []), ...empty });
    if (unit.unit === 'groupEnd') {
      outcome.groups.push({ agreement, verdict: judgeGroup(unit.group, sets, []), sets });
      sets = [];
    }
  }
  return outcome;
}

async function lookedUp(gateway: TestGateway, text: string): Promise<Numbers> {
  const { transmission, token } = await arrive(gateway, text);
  const numbers = await lookUpNumbers(gateway.store, transmission, { outcome: accepted(text), refused: new Map() });
  if (numbers.held.length === 0)
    await gateway.store.settle({ ...newDraft(gateway, transmission, token), controls: numbers.keys });
  return numbers;
}

const told = ({ held }: Numbers): string[] =>
  held.map(({ code, at, value }) => `${code} ${at.tag}${at.element} ${value}`);

describe('a control number of EDIFACT that was used before', () => {
  it.each([
    ['an interchange', '1', grouped('8', message('M8')), 'DUPLICATE_CONTROL_NUMBER UNB5 1'],
    ['a group', '2', grouped('7', message('M8')), 'GROUP_CONTROL_DUPLICATE UNG5 7'],
    ['a message', '2', grouped('8', message('M7')), 'SET_CONTROL_DUPLICATE UNH1 M7'],
  ])('is told where it stands: of %s', async (_, control, body, expected) => {
    const gateway = await openGateway();
    expect(told(await lookedUp(gateway, file('1', grouped('7', message('M7')))))).toEqual([]);
    expect(told(await lookedUp(gateway, file(control, body)))).toEqual([expected]);
    expect(told(await lookedUp(gateway, file('3', grouped('9', message('M9')))))).toEqual([]);
  });

  it('is told of a message that stands in no group, and no group is spoken of', async () => {
    const gateway = await openGateway();
    const { keys } = await lookedUp(gateway, file('1', message('M7')));
    expect(keys.map(({ key }) => key)).toEqual([
      'acme|ZZ:ACMERETAIL|ZZ:DRAGOMAN|1',
      'acme|set|ZZ:ACMERETAIL|ZZ:DRAGOMAN|ORDERS|M7',
    ]);
    expect(told(await lookedUp(gateway, file('2', message('M7'))))).toEqual(['SET_CONTROL_DUPLICATE UNH1 M7']);
    expect(told(await lookedUp(gateway, file('2', message('M8'))))).toEqual([]);
  });
});
