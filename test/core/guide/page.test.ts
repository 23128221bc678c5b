// What a guide looks like: every place in order, what the guide says beside what the dictionary says, the canonical
// field, and nothing in the file that came from outside unescaped.
import { describe, expect, it } from 'vitest';
import { type GuidePage, guideHtml } from '../../../src/core/guide/html.ts';
import { type PagePlace, placesOf } from '../../../src/core/guide/page.ts';
import { edifactWith, guided, kindOf } from './fixture.ts';

const catalog = guided(`
  BEG:
    note: One <order> each.
    elements:
      02: { codes: [SA, NE], note: Never a "release" & never a contract. }
      04: { use: forbidden }
    rules:
      - { if: BEG02 == "NE", then: BEG06 != "", say: A new order names its contract. }
  REF[01=DP]: { use: mandatory, max: 1 }
  CUR: { use: forbidden }
  PO1: { max: 9, elements: { 03: { add: [Q?] } } }
  PO1/PID: { max: 2 }
  DTM[01=002]: { use: mandatory, if: 'BEG[02=SA]' }
  N9: { elements: { 02: { pattern: A<9(3) } } }
`);
const kind = kindOf(catalog, 'x12/850', '004010');
const places = placesOf(kind.set, kind.request.guide, kind.request.fields ?? []);
const placeOf = (path: string): PagePlace => places.find((one) => one.path === path)!;

const page = (change: Partial<GuidePage> = {}): string =>
  guideHtml({
    partner: 'Tested & Sons <b>',
    message: 'x12/850',
    set: kind.set,
    release: '004010',
    about: 'Orders "as agreed".',
    from: 'them',
    to: 'us',
    conventions: ['005010<X>'],
    guided: true,
    places,
    samples: ['ST*850*0001~\nBEG*00*SA*<4711>**20240305~\nREF*DP*022~\n'],
    separators: { element: '*', component: '>', repetition: '', terminator: '~' },
    ...change,
  });

describe('the places of a guide', () => {
  it('stand in the order of the dictionary, qualified ones behind their own', () => {
    const paths = places.map(({ path }) => path);
    expect(paths.slice(0, 4)).toEqual(['BEG', 'CUR', 'REF', 'REF[01=DP]']);
    expect(paths.indexOf('PO1/PID')).toBeGreaterThan(paths.indexOf('PO1'));
    expect(placeOf('PO1/PID').depth).toBe(1);
  });

  it('have the use and the number of times of both', () => {
    expect(placeOf('BEG')).toMatchObject({ use: 'mandatory', max: 1, guided: true });
    expect(placeOf('CUR')).toMatchObject({ use: 'not used', max: 0 });
    expect(placeOf('REF')).toMatchObject({ use: 'optional', max: Number.POSITIVE_INFINITY, guided: false });
    expect(placeOf('REF[01=DP]')).toMatchObject({ use: 'mandatory', max: 1 });
    expect(placeOf('PO1')).toMatchObject({ use: 'mandatory', max: 9, isLoop: true });
  });

  it('say what they depend on, and what their texts look like', () => {
    expect(placeOf('DTM[01=002]')).toMatchObject({ use: 'optional', dependence: 'mandatory where BEG[02=SA] stands' });
    expect(placeOf('N9').elements[1]).toMatchObject({ pattern: 'A<9(3)', repeatMin: 1 });
    expect(page()).toContain('<td class="">mandatory where BEG[02=SA] stands</td>');
    expect(page()).toContain('like <code>A&lt;9(3)</code>');
  });

  it('are for the conventions the guide names', () => {
    expect(page()).toContain('<tr><th>Convention</th><td>005010&lt;X&gt;</td></tr>');
    expect(page({ conventions: [] })).not.toContain('Convention');
  });

  it('list codes with our words for them, and the canonical field', () => {
    const [, kindElement, number, release] = placeOf('BEG').elements;
    expect(kindElement).toMatchObject({
      codes: [
        { code: 'SA', label: 'standAlone' },
        { code: 'NE', label: 'newOrder' },
      ],
      fields: ['kind'],
      guided: true,
    });
    expect(number).toMatchObject({
      name: 'BEG03',
      type: 'AN 1/22',
      use: 'mandatory',
      fields: ['number'],
      guided: false,
    });
    expect(release).toMatchObject({ use: 'not used' });
    expect(placeOf('PO1').elements[2]!.codes).toContainEqual({ code: 'Q?', label: '' });
    expect(placeOf('REF[01=DP]').elements[0]!.codes).toEqual([{ code: 'DP', label: 'department' }]);
  });

  it('tell which rule reads a qualified value', () => {
    expect(placeOf('PO1').elements[6]!.fields).toContain('lines[].buyerItem (BP)');
  });
});

describe('the page', () => {
  it('is one file without scripts or anything to load', () => {
    expect(page()).toMatch(/^<!doctype html>/);
    expect(page()).not.toMatch(/<script|<link|<img|https?:|url\(/);
  });

  it('escapes what partners and guides say', () => {
    const text = page();
    expect(text).toContain('Tested &amp; Sons &lt;b&gt;');
    expect(text).toContain('One &lt;order&gt; each.');
    expect(text).toContain('&lt;4711&gt;');
    expect(text).toContain('Never a &quot;release&quot; &amp; never a contract.');
    expect(text).not.toContain('<order>');
  });

  it('opens and closes every element', () => {
    const open: string[] = [];
    for (const [, close, name] of page().matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (['meta', 'br'].includes(name!)) continue;
      if (close === '') open.push(name!);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  it('leads from every linked segment to its elements', () => {
    const text = page();
    const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(targets).toContain('REF-01-DP');
    expect(targets.filter((id) => !text.includes(`id="${id}"`))).toEqual([]);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says rules in words and as written, and marks the segments of the sample that the guide names', () => {
    const text = page();
    expect(text).toContain('<strong>A new order names its contract.</strong>');
    expect(text).toContain('if BEG02 == &quot;NE&quot; then BEG06 != &quot;&quot;');
    expect(text).toContain('<span class="asked"><b>BEG</b>');
    expect(text).not.toContain('<span class="asked"><b>ST</b>');
    expect(text).toContain('title="BEG03 Order number"');
  });

  it('describes every segment of the dictionary once where there is no guide', () => {
    const plain = placesOf(kind.set, undefined, []);
    const text = page({ guided: false, places: plain });
    const tags = new Set(plain.map(({ path }) => path.split('/').at(-1)));
    expect([...text.matchAll(/<h3 /g)]).toHaveLength(tags.size);
    expect(text).toContain('no guide of its own');
  });
});

describe('the page of an EDIFACT message', () => {
  const { catalog: from } = edifactWith(`
  BGM: { elements: { 01-1: { codes: ['220'] } } }
  LIN: { elements: { 03-1: { use: mandatory, max: 14 } } }
  UNS/CNT: { use: mandatory }`);
  const order = kindOf(from, 'edifact/ORDERS', 'D96A');
  const all = placesOf(order.set, order.request.guide, order.request.fields ?? []);
  const text = page({
    message: 'edifact/ORDERS',
    set: order.set,
    release: 'D96A',
    places: all,
    samples: ["UNA:+.? '\nUNH+1+ORDERS:D:96A:UN'\nBGM+220+4711'\nFTX+AAI+++6?'30? PM?+?:1:TWO'\nUNT+4+1'\n"],
    separators: { element: '+', component: ':', repetition: '', terminator: "'", release: '?' },
  });

  it('has components with their types, codes and fields', () => {
    const number = all.find(({ path }) => path === 'BGM')!.elements;
    expect(number.slice(0, 2)).toMatchObject([
      { name: 'BGM01', type: 'C002', guided: false },
      { name: 'BGM01-1', type: 'an..3', codes: [{ code: '220' }], fields: ['kind'], guided: true },
    ]);
    const [, , item, article] = all.find(({ path }) => path === 'LIN')!.elements;
    expect(item).toMatchObject({ name: 'LIN03', type: 'C212' });
    expect(article).toMatchObject({ name: 'LIN03-1', type: 'an..14', use: 'mandatory' });
  });

  it('names the directory and no functional group', () => {
    expect(text).toContain('<tr><th>Directory</th><td>D96A</td></tr>');
    expect(text).not.toContain('functional group');
  });

  it('has what stands behind UNS below it', () => {
    expect(all.find(({ path }) => path === 'UNS/CNT')).toMatchObject({ depth: 1, use: 'mandatory' });
    expect(text).toContain('href="#UNS-CNT"');
  });

  it('shows a sample by its own separators, one that is released not among them', () => {
    const plain = text
      .slice(text.indexOf('<pre>'), text.indexOf('</pre>'))
      .replace(/<[^>]*>/g, '')
      .replaceAll('&#39;', "'");
    expect(plain.split('\n')).toEqual([
      "UNA:+.? '",
      "UNH+1+ORDERS:D:96A:UN'",
      "BGM+220+4711'",
      "FTX+AAI+++6?'30? PM?+?:1:TWO'",
      "UNT+4+1'",
    ]);
    expect(text).toContain('<span title="FTX04-1 Free text">6?&#39;30? PM?+?:1</span><span class="sep">:</span>');
    expect(text).toContain('<span title="BGM02 Document/message number">4711</span>');
  });
});
