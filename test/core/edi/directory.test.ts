// Directories that build on one another: made whole along their chain, reduced to what differs, set among others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byAge,
  codeList,
  type Directory,
  type DirectoryFile,
  expandDirectory,
  nearestDirectory,
  olderThan,
  placeDirectory,
  reduceDirectory,
  withService,
} from '../../../src/core/edi/directory.ts';

const none = { sets: {}, segments: {}, composites: {}, elements: {}, codes: {} };

const oldest: DirectoryFile = {
  ...none,
  release: 'D93A',
  sets: {
    ORDERS: { label: 'Order', group: 'ORDERS', body: ['BGM M 1'] },
    INVOIC: { label: 'Invoice', group: 'INVOIC', body: ['BGM M 1'] },
  },
  segments: { BGM: { label: 'Beginning', elements: ['1001 M'] } },
  elements: { 1001: 'an..3 Name', 1225: 'an..3 Function' },
  codes: { 1001: '9 220 380', 1225: '4 9' },
};

const later: DirectoryFile = {
  ...none,
  release: 'D96A',
  base: 'd93a',
  sets: { INVOIC: null, ORDERS: { label: 'Order', group: 'ORDERS', body: ['BGM M 1', ['SG1 O 9', 'DTM M 1']] } },
  segments: { DTM: { label: 'Date', elements: ['2380 M'] } },
  elements: { 2380: 'an..35 Date' },
  codes: { 1001: '-9 +10', 1225: null, 2005: '+4 +137' },
};

const files = new Map([
  ['d93a', oldest],
  ['d96a', later],
]);

function expanded(of: ReadonlyMap<string, DirectoryFile>, name: string): Directory {
  const found = expandDirectory(of, name);
  if ('wrong' in found) throw new Error(found.wrong);
  return found.directory;
}

describe('a directory', () => {
  it('without a base is what its file says', () => {
    expect(expanded(files, 'd93a')).toEqual(oldest);
  });

  it('with a base has what is new and what stayed, and not what went', () => {
    const { release, sets, segments, elements, codes } = expanded(files, 'd96a');
    expect(release).toBe('D96A');
    expect(Object.keys(sets)).toEqual(['ORDERS']);
    expect(sets.ORDERS!.body).toHaveLength(2);
    expect(Object.keys(segments).sort()).toEqual(['BGM', 'DTM']);
    expect(elements).toMatchObject({ 1001: 'an..3 Name', 2380: 'an..35 Date' });
    expect(codes).toEqual({ 1001: '10 220 380', 2005: '4 137' });
  });

  it('says nothing of its base to others: a base is not changed by what builds on it', () => {
    expanded(files, 'd96a');
    expect(oldest.codes[1001]).toBe('9 220 380');
    expect(Object.keys(oldest.sets)).toEqual(['ORDERS', 'INVOIC']);
  });

  it.each([
    ['d97a', 'there is no directory d97a'],
    ['d98a', 'there is no directory d98z'],
    ['d99a', 'the base of d99a leads back to d99a'],
  ])('%s cannot be made whole: %s', (name, wrong) => {
    const broken = new Map([
      ...files,
      ['d98a', { ...later, base: 'd98z' }],
      ['d99a', { ...later, base: 'd99b' }],
      ['d99b', { ...later, base: 'd99a' }],
    ]);
    expect(expandDirectory(broken, name)).toEqual({ wrong });
  });

  it('gets the service segments of a syntax version, and CONTRL', () => {
    const service = {
      release: '3',
      sets: { CONTRL: { label: 'Report', group: 'CONTRL', body: ['UCI M 1'] } },
      segments: { UCI: { label: 'Response', elements: ['0083 M'] } },
      composites: {},
      elements: { '0083': 'an..3 Action' },
      codes: { '0083': '4 7 8' },
    };
    const whole = withService(expanded(files, 'd96a'), service);
    expect(whole.release).toBe('D96A');
    expect(Object.keys(whole.sets)).toEqual(['ORDERS', 'CONTRL']);
    expect(Object.keys(whole.segments)).toContain('UCI');
    expect(whole.codes).toMatchObject({ '0083': '4 7 8', 2005: '4 137' });
  });
});

describe('the age of directories', () => {
  it('follows years, not names; what is no directory is left out', () => {
    expect(byAge(['d00a', 'service-3', 'd99b', 'd21b', 'd93a', 'd99a'])).toEqual([
      'd93a',
      'd99a',
      'd99b',
      'd00a',
      'd21b',
    ]);
  });

  it('finds the one asked for, else the nearest older one, else none', () => {
    const names = ['d93a', 'd96a', 'd01b'];
    expect(nearestDirectory(names, 'D96A')).toEqual({ name: 'd96a', exact: true });
    expect(nearestDirectory(names, 'D00B')).toEqual({ name: 'd96a', exact: false });
    expect(nearestDirectory(names, 'D25A')).toEqual({ name: 'd01b', exact: false });
    expect(nearestDirectory(names, 'D92A')).toBeUndefined();
    expect(nearestDirectory(names, 'nonsense')).toBeUndefined();
    expect(olderThan(names, 'd93a')).toBeUndefined();
  });
});

const label = fc.constantFrom('One', 'Two');
const keyed = <T>(value: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom('1001', '1225', '2005', '2380'), value);
const directories: fc.Arbitrary<Directory> = fc.record({
  release: fc.constant('D96A'),
  sets: fc.dictionary(
    fc.constantFrom('ORDERS', 'INVOIC'),
    fc.record({
      label,
      group: fc.constant('ORDERS'),
      body: fc.constantFrom(['BGM M 1'], ['BGM M 1', ['SG1 O 9', 'DTM M 1']]),
    }),
  ),
  segments: keyed(fc.record({ label, elements: fc.constantFrom(['1001 M'], ['1001 M', '1225 O']) })),
  composites: keyed(fc.record({ label, elements: fc.constantFrom(['1001 M'], ['1225 O']) })),
  elements: keyed(fc.constantFrom('an..3 One', 'n..3 One')),
  codes: keyed(fc.array(fc.constantFrom('1', '2', '10', 'A', 'XX'), { minLength: 1 }).map(codeList)),
});

describe('what a file says of a directory', () => {
  it('is enough to make it whole again, whatever the base', () => {
    fc.assert(
      fc.property(directories, directories, (base, directory) => {
        const reduced = reduceDirectory(directory, { name: 'd93a', directory: base });
        expect(
          expanded(
            new Map([
              ['d93a', base],
              ['d96a', reduced],
            ] as [string, DirectoryFile][]),
            'd96a',
          ),
        ).toEqual(directory);
      }),
    );
  });

  it('is only what differs', () => {
    const base = expanded(files, 'd93a');
    const directory = {
      ...base,
      release: 'D96A',
      elements: { ...base.elements, 2380: 'an..35 Date' },
      codes: { 1001: '9 10 380' },
    };
    expect(reduceDirectory(directory, { name: 'd93a', directory: base })).toEqual({
      ...none,
      release: 'D96A',
      base: 'd93a',
      elements: { 2380: 'an..35 Date' },
      codes: { 1001: '-220 +10', 1225: null },
    });
  });
});

describe('a directory set among others', () => {
  const between: Directory = { ...expanded(files, 'd93a'), release: 'D95B', elements: { 1001: 'an..9 Name' } };

  it('builds on the nearest older one, and those behind it are not touched', () => {
    const placed = placeDirectory(files, between);
    expect(placed).toEqual(new Map([['d95b', expect.objectContaining({ base: 'd93a' })]]));
  });

  it('is whole when there is none before it', () => {
    const first = { ...between, release: 'D92A' };
    expect(placeDirectory(files, first)).toEqual(new Map([['d92a', first]]));
  });

  it('may take the place of one that others build on: they go on saying what they said', () => {
    const other = { ...expanded(files, 'd93a'), elements: { 1001: 'an..9 Name' }, codes: { 1001: '9', 3035: 'BY' } };
    const placed = placeDirectory(files, other);
    if ('wrong' in placed) throw new Error(placed.wrong);
    expect([...placed.keys()]).toEqual(['d93a', 'd96a']);
    expect(expanded(placed, 'd93a')).toEqual(other);
    expect(expanded(placed, 'd96a')).toEqual(expanded(files, 'd96a'));
  });

  it('may be the base that another one waits for', () => {
    const waiting = new Map([['d96a', later]]);
    expect(placeDirectory(waiting, expanded(files, 'd93a'))).toEqual(new Map([['d93a', oldest]]));
  });

  it('is refused when the one before it cannot be made whole', () => {
    const broken = new Map([['d94a', { ...later, base: 'd93z' }]]);
    expect(placeDirectory(broken, between)).toEqual({ wrong: 'there is no directory d93z' });
  });
});
