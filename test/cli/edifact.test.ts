// The commands on an EDIFACT partner: what they print of its messages and its agreement, run as a user runs them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sentEdifact } from '../core/guide/fixture.ts';
import { dragoman } from './dragoman.ts';

const folder = mkdtempSync(join(tmpdir(), 'dragoman-edifact-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ORDER = `
  BGM+220+4711+9
  DTM+137:20260305:102
  DTM+2:20260318:102
  FTX+AAI+++RING AT 6?:30
  NAD+BY+4012345000009::9
  LIN+1++4006381333931:EN
  QTY+21:10:PCE
  UNS+S
  CNT+2:1`;
const order = (sender = '4012345000009:14', body = ORDER): string =>
  sentEdifact(body, 'ORDERS:D:96A:UN:EAN008').replace('SENDER:14+RECEIVER:14', `${sender}+4399901234561:14`);

describe('dragoman translate', () => {
  it('names messages by their directory, without a group that is not there', () => {
    const { status, out } = dragoman(['translate', '-'], order());
    expect(status).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'interchange 1 from 14:4012345000009 to 14:4399901234561 (nordwind)',
      '  message 1 ORDERS D96A: accepted',
    ]);
    expect(out).toContain('UCI+1+4012345000009:14+4399901234561:14+7');
    expect(out).not.toContain('group');
  });

  it('names a group that is there', () => {
    const grouped = order()
      .replace('UNH+', "UNG+ORDERS+A:14+B:14+240305:0930+7+UN+D:96A'\nUNH+")
      .replace('UNZ+1+1', "UNE+1+7'\nUNZ+1+1");
    const { out } = dragoman(['translate', '-'], grouped);
    expect(out.split('\n').slice(1, 3)).toEqual(['  group 7 ORDERS D96A: accepted', '    set 1 ORDERS: accepted']);
  });

  it('tells programs that there is no group, and the directory', () => {
    const { interchanges } = JSON.parse(dragoman(['translate', '-', '--json'], order()).out);
    expect(interchanges).toMatchObject([
      {
        version: 'UNOC:3',
        partner: 'nordwind',
        groups: [
          { code: null, control: null, version: null, verdict: 'A', sets: [{ type: 'ORDERS', release: 'D96A' }] },
        ],
      },
    ]);
  });

  it('answers a stranger with a CONTRL, by the separators it came with', () => {
    const wrong = order('4012345000077:14', ORDER.replace('21:10', '21:TEN'));
    const { status, out } = dragoman(['translate', '-'], `UNA:+,! '\n${wrong}`);
    expect(status).toBe(1);
    expect(out).toContain("UNA:+.! '");
    expect(out).toContain('UNB+UNOC:3+4399901234561:14+4012345000077:14+');
    expect(out).toContain("UCD+37+2:2'");
  });
});

it('dragoman try shows the separators, the release character and the decimal mark', () => {
  const { status, out } = dragoman(['try', '-'], `UNA:+,? '\n${order()}`);
  expect(status).toBe(0);
  expect(out).toContain('element "+", component ":", repetition none, terminator "\'", release "?", decimal mark ","');
  expect(out).toContain('Set 1: ORDERS D96A EAN008, 11 segments, accepted');
  expect(out).toContain('FTX+AAI+++RING AT 6?:30');
  expect(out).toMatch(/^ {2}lines\.0\.quantity +10 +QTY01-2 segment 8 byte \d+ +mappings\/edifact\/ORDERS\.yaml/m);
  expect(out).not.toContain('Group');
});

it('dragoman write makes the message of the document that was read', () => {
  const [document] = JSON.parse(dragoman(['translate', '-', '--json'], order()).out).documents;
  const file = join(folder, 'order.json');
  writeFileSync(file, JSON.stringify(document));
  const { status, out } = dragoman([
    'write',
    file,
    '--as',
    'edifact/ORDERS',
    '--partner',
    'nordwind',
    '--control',
    '7',
  ]);
  expect(status).toBe(0);
  const segments = out.split("'\n");
  expect(segments[0]).toBe('UNA:+.? ');
  expect(segments[1]).toMatch(/^UNB\+UNOC:3\+4399901234561:14\+4012345000009:14\+\d{6}:\d{4}\+7$/);
  expect(segments[2]).toMatch(/^UNH\+\d+\+ORDERS:D:96A:UN:EAN008$/);
  expect(segments.slice(3, -3)).toEqual(ORDER.trim().split(/\n */));
});

it('dragoman agreement explain shows the defaults of the format', () => {
  const { out } = dragoman(['agreement', 'explain', 'nordwind']);
  expect(out).toMatch(/^send\.release +D96A +default /m);
  expect(out).toMatch(/^send\.element +\+ +default /m);
  expect(out).toMatch(/^acknowledge\.functional +contrl +default /m);
  expect(out).toMatch(/^acknowledge\.interchange +always +mappings\/partners\/nordwind\/agreement\.yaml:\d+:\d+ /m);
});

it('dragoman partner match says whose an EDIFACT interchange is and why', () => {
  const known = dragoman(['partner', 'match', '-'], order());
  expect(known).toMatchObject({ status: 0 });
  expect(known.out).toContain('interchange 1 from 14:4012345000009 to 14:4399901234561: nordwind');
  const other = dragoman(['partner', 'match', '-'], order('4012345000009:ZZ'));
  expect(other).toMatchObject({ status: 1 });
  expect(other.out).toContain('sender id 4012345000009 is its own, but under qualifier 14, not ZZ');
});
