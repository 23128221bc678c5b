// `dragoman guide`: the files it writes and what it prints, run as a user runs it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dragoman } from './dragoman.ts';

const folder = mkdtempSync(join(tmpdir(), 'dragoman-guide-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('dragoman guide', () => {
  it('writes every message of a partner as HTML, by its guide where there is one', () => {
    const out = join(folder, 'pages');
    const run = dragoman(['guide', 'bolt', '--out', out]);
    expect(run).toMatchObject({ status: 0, error: '' });
    expect(readdirSync(out)).toEqual(
      expect.arrayContaining(['bolt-810.html', 'bolt-850.html', 'bolt-855.html', 'bolt-856.html']),
    );
    expect(run.out).toMatch(/bolt-850\.html: Purchase order, by mappings\/partners\/bolt\/850\.guide\.yaml$/m);
    expect(run.out).toMatch(/bolt-855\.html: Order response, without a guide$/m);
    expect(readFileSync(join(out, 'bolt-850.html'), 'utf8')).toContain('REF[01=DP]');
  });

  it('writes samples that translate without a word, the same for the same seed', () => {
    const args = ['guide', 'bolt', '--message', 'x12/850', '--sample', '--seed', '7'];
    const { status, out } = dragoman(args);
    expect(status).toBe(0);
    expect(out).toMatch(/^ISA\*.*01\*048765432 .*\*T\*>~/);
    expect(dragoman(args).out).toBe(out);
    const read = dragoman(['translate', '-'], out);
    expect(read.status).toBe(0);
    expect(read.out).toContain('850: accepted\n');
  });

  it('writes as many as asked, each into a file', () => {
    const out = join(folder, 'samples');
    const args = ['guide', 'acme', '--message', 'x12/856', '--release', '005010', '--sample', '3', '--out', out];
    expect(dragoman(args).status).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(['acme-856-1.edi', 'acme-856-2.edi', 'acme-856-3.edi']);
    expect(readFileSync(join(out, 'acme-856-2.edi'), 'utf8')).toMatch(/^GS\*SH\*.*\*005010~$/m);
  });

  it('writes what is wrong in one thing each, and with what it is refused', () => {
    const out = join(folder, 'wrong');
    const { status, out: said } = dragoman(['guide', 'bolt', '--message', 'x12/850', '--wrong', '--out', out]);
    expect(status).toBe(0);
    expect(said).toMatch(
      /REF\[01=DP\] missing\n.*\[GUIDE_SEGMENT_MISSING\] mappings\/partners\/bolt\/850\.guide\.yaml/,
    );
    const [first = ''] = readdirSync(out);
    expect(dragoman(['translate', join(out, first)]).status).toBe(1);
  });

  it('writes the messages of an EDIFACT partner, of its directory and no other format', () => {
    const out = join(folder, 'edifact');
    const run = dragoman(['guide', 'nordwind', '--out', out]);
    expect(run).toMatchObject({ status: 0, error: '' });
    expect(run.out).toMatch(
      /nordwind-ORDERS\.html: Purchase order message, by mappings\/partners\/nordwind\/ORDERS\.guide\.yaml$/m,
    );
    expect(readdirSync(out).filter((file) => !/^nordwind-[A-Z]{6}\.html$/.test(file))).toEqual([]);
    const page = readFileSync(join(out, 'nordwind-ORDERS.html'), 'utf8');
    expect(page).toContain('<tr><th>Directory</th><td>D96A</td></tr>');
    expect(page).toContain('<b>UNA</b>');
  });

  it('writes EDIFACT samples that translate without a word', () => {
    const args = ['guide', 'nordwind', '--message', 'edifact/ORDERS', '--sample', '--seed', '3'];
    const { status, out } = dragoman(args);
    expect(status).toBe(0);
    expect(out).toMatch(/^UNA:\+\.\? '\nUNB\+UNOC:3\+4012345000009:14\+4399901234561:14\+/);
    const read = dragoman(['translate', '-'], out);
    expect(read.status).toBe(0);
    expect(read.out).toContain('message 0001 ORDERS D96A: accepted\n');
    expect(read.out).not.toMatch(/warning|error|unmapped/);
  });

  it('writes what is wrong in one thing each of an EDIFACT message, which its CONTRL refuses', () => {
    const out = join(folder, 'edifact-wrong');
    const { status, out: said } = dragoman([
      'guide',
      'nordwind',
      '--message',
      'edifact/ORDERS',
      '--wrong',
      '--out',
      out,
    ]);
    expect(status).toBe(0);
    const [file] = /\S+\.edi(?=: NAD\[01=BY\] missing)/.exec(said)!;
    expect(dragoman(['translate', file]).out).toMatch(/^UCM\+0001\+ORDERS:D:96A:UN:EAN008\+4/m);
    expect(said).toMatch(/convention\n.*UNH02-5.*\[GUIDE_CONVENTION\]/);
  });

  it('says what it does not know, and ends with 2', () => {
    expect(dragoman(['guide', 'nobody'])).toMatchObject({ status: 2 });
    expect(dragoman(['guide']).error).toContain('which partner?');
    expect(dragoman(['guide', 'bolt', '--release', '003050']).error).toContain('no dictionary of release 003050');
    expect(dragoman(['guide', 'bolt', '--message', 'x12/999']).error).toContain('no dictionary of release 004010 has');
    expect(dragoman(['guide', 'bolt', '--sample', '2', '--wrong']).error).toContain('--sample or --wrong?');
  });
});
