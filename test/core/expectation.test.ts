// By when a partner must have acknowledged what it is sent: settings, the calendars they name, and what `check` says.
import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../../src/core/catalog.ts';
import { dueFor } from '../../src/core/expectation.ts';
import { sentence } from '../../src/core/yaml.ts';
import { loadCatalog, PROJECT, readFiles } from '../../src/node/files.ts';
import { agreementWith } from './edi/reading.ts';

const files = readFiles(PROJECT);
const { catalog } = loadCatalog();
const ACME = 'mappings/partners/acme/agreement.yaml';
const OFFICE = 'mappings/calendars/office.yaml';
const acme = (more: string): string => `identifiers: [ZZ:ACMERETAIL]\nus: ZZ:DRAGOMAN\nerp: generic\n${more}`;
const office = 'timeZone: Europe/Berlin\nhours:\n  monday: [08:00-17:00]\n';

const build = (changed: Record<string, string>) =>
  buildCatalog(new Map([...files, ...Object.entries(changed)]), catalog.validate);
const lint = (changed: Record<string, string>): string[] => build(changed).findings.map(sentence);

describe('an agreement', () => {
  it('that says nothing expects everything within 24 hours of every day', () => {
    const { expect: expected } = agreementWith();
    expect(Object.keys(expected)).toEqual(expect.arrayContaining(['order-response', 'ship-notice', 'invoice']));
    for (const one of Object.values(expected)) expect(one).toEqual({ within: '24h', calendar: 'always' });
  });

  it('says for one kind of document what differs from the rest', () => {
    const { expect: expected } = agreementWith({
      'expect.acknowledgment.within': '8h',
      'expect.acknowledgment.calendar': 'office-us',
      'expect.documents.invoice.within': '2d',
      'expect.documents.ship-notice.calendar': 'always',
      'expect.documents.order-response.within': 'none',
    });
    expect(expected).toMatchObject({
      'order-response': { within: undefined, calendar: 'office-us' },
      'ship-notice': { within: '8h', calendar: 'always' },
      invoice: { within: '2d', calendar: 'office-us' },
    });
  });

  it('reads them from its file, and from what holds for all partners', () => {
    const { catalog: built, findings } = build({
      [OFFICE]: office,
      'mappings/agreement.yaml': 'all:\n  expect: { acknowledgment: { within: 4h, calendar: office } }\n',
      [ACME]: acme('expect:\n  documents:\n    invoice: { within: 90m }\n'),
    });
    expect(findings.map(sentence)).toEqual([]);
    const { settings, expect: expected } = built.partners.get('acme')!;
    expect(expected.invoice).toEqual({ within: '90m', calendar: 'office' });
    expect(expected['ship-notice']).toEqual({ within: '4h', calendar: 'office' });
    expect(settings['expect.documents.invoice.within'].from).toBe(`${ACME}:6:16`);
  });

  it('is not wrong about calendars there are', () => {
    expect(lint({ [OFFICE]: office, [ACME]: acme('expect: { acknowledgment: { calendar: office } }\n') })).toEqual([]);
  });

  it.each([
    [
      'a calendar there is not',
      'expect: { acknowledgment: { calendar: offise-us } }',
      '4:29 expect.acknowledgment.calendar: there is no calendar offise-us; did you mean office-us?',
    ],
    [
      'one for a document that there is not',
      'expect:\n  documents:\n    invoice: { calendar: nowhere }',
      '6:16 expect.documents.invoice.calendar: there is no calendar nowhere',
    ],
    ['itself', 'expect: { acknowledgment: { within: acknowledgment } }', '4:29 expect.acknowledgment.within:'],
    ['a duration that is none', 'expect: { acknowledgment: { within: 1 day } }', '4:29 expect.acknowledgment.within:'],
    ['a document that is not sent', 'expect: { documents: { order: { within: 1d } } }', '4:24 expect.documents.order:'],
  ])('names %s and is told where', (_what, more, finding) => {
    const found = lint({ [ACME]: acme(`${more}\n`) });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${ACME}:${finding.replace(/[.?]/g, '\\$&')}`));
  });
});

describe('a calendar’s file', () => {
  it.each([
    ['a time zone there is not', office.replace('Berlin', 'Berlino'), '1:1 there is no time zone Europe/Berlino'],
    ['a span that is none', office.replace('17:00', '25:00'), '3:12 hours.monday.0:'],
    ['a span that ends early', office.replace('17:00', '07:00'), '3:12 08:00-07:00 ends before it starts'],
    ['a day that is none', office.replace('monday', 'mon'), '3:3 hours.mon:'],
    ['a holiday there is not', `${office}holidays:\n  2026-02-30: never\n`, '5:3 there is no day 2026-02-30'],
    ['a holiday without a year', `${office}holidays:\n  02-28: never\n`, '5:3 holidays.02-28'],
    ['no hours', 'timeZone: UTC\nhours: {}\n', '2:1 no day of the week has hours'],
    ['no time zone', 'hours:\n  monday: [08:00-17:00]\n', '1:1 '],
  ])('with %s is told where', (_what, text, finding) => {
    const found = lint({ [OFFICE]: text });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${OFFICE}:${finding}`);
  });

  it('cannot change the calendar that is built in', () => {
    expect(lint({ 'mappings/calendars/always.yaml': office })).toEqual([
      'mappings/calendars/always.yaml:1:1 the calendar always is built in',
    ]);
  });
});

describe('what is sent', () => {
  const { calendars } = catalog;
  // A Friday, 16:00 in New York.
  const friday = '2026-02-06T21:00:00.000Z';

  it.each([
    [{ within: '24h', calendar: 'always' }, '2026-02-07T21:00:00.000Z'],
    [{ within: '2h', calendar: 'office-us' }, '2026-02-09T14:00:00.000Z'],
    [{ within: '1d', calendar: 'office-us' }, '2026-02-09T21:00:00.000Z'],
    [{ within: undefined, calendar: 'office-us' }, null],
  ])('is due by %j', (expectation, due) => {
    expect(dueFor(calendars, expectation, friday)).toBe(due);
  });
});
