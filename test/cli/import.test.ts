// `dragoman import edifact`: what it writes and says, run as a user runs it, with zips made here.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type DirectoryFile, expandDirectory } from '../../src/core/edi/directory.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
const all = mkdtempSync(join(tmpdir(), 'dragoman-import-'));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(all, 'project-'));
});
afterAll(() => rmSync(all, { recursive: true, force: true }));

function importing(...args: string[]): { status: number | null; out: string; error: string } {
  const env = { ...process.env, DRAGOMAN_ROOT: undefined };
  const run = spawnSync(process.execPath, [MAIN, 'import', ...args], { cwd: folder, env, encoding: 'utf8' });
  return { status: run.status, out: run.stdout, error: run.stderr };
}

const RULE = '-'.repeat(70);

/** The texts of a directory of one message; `more` is another code. */
const texts = (release: string, more = ''): Zippable => ({
  [`SAMPLE_D.${release}`]: strToU8(`4.3.1 Segment table\n\n00010   UNH Header    M   1\n00020   AAA Name      M   1\n`),
  [`EDSD.${release}`]: strToU8(`${RULE}\n       AAA  NAME\n\n010    C001 KIND OF NAME     M    1\n`),
  [`EDCD.${release}`]: strToU8(`${RULE}\n       C001 KIND OF NAME\n\n010    1001  Kind           M      an..3\n`),
  [`EDED.${release}`]: strToU8(`${RULE}\n     1001  Kind\n\n     Repr: an..3\n`),
  [`UNCL.${release}`]: strToU8(`${RULE}\n     1001  Kind\n\n     Repr: an..3\n\n     1     First\n${more}`),
});

const zip = (name: string, entries: Zippable): string => {
  const path = join(folder, name);
  writeFileSync(path, zipSync(entries));
  return path;
};

const schemas = (): string => join(folder, 'schemas/edifact');
const read = (name: string): DirectoryFile =>
  JSON.parse(readFileSync(join(schemas(), `${name}.json`), 'utf8')) as DirectoryFile;
const codesOf = (name: string): unknown => {
  const files = new Map(readdirSync(schemas()).map((file) => [file.slice(0, -5), read(file.slice(0, -5))]));
  const expanded = expandDirectory(files, name);
  return 'wrong' in expanded ? expanded : expanded.directory.codes;
};

describe('dragoman import edifact', () => {
  it('writes a directory from a zip of zips, and says what is in it', () => {
    const inner = zipSync(texts('96A'));
    const run = importing('edifact', zip('d96a.zip', { 'd96a/ALL.ZIP': inner, 'README.TXT': strToU8('no') }));
    expect(run).toEqual({
      status: 0,
      out: `D96A: 1 message, 1 segment, 1 composite, 1 element, 1 code list\nwrote schemas/edifact/d96a.json, whole\n`,
      error: '',
    });
    expect(read('d96a')).toEqual({
      release: 'D96A',
      sets: { SAMPLE: { label: 'SAMPLE', group: 'SAMPLE', body: ['AAA M 1'] } },
      segments: { AAA: { label: 'Name', elements: ['C001 M'] } },
      composites: { C001: { label: 'Kind of name', elements: ['1001 M'] } },
      elements: { 1001: 'an..3 Kind' },
      codes: { 1001: '1' },
    });
  });

  it('builds on the nearest older directory, and keeps what builds on another of its name', () => {
    importing('edifact', zip('d93a.zip', texts('93A')));
    expect(importing('edifact', zip('d01b.zip', texts('01B', '     2     Second\n'))).out).toContain(
      'wrote schemas/edifact/d01b.json, on d93a: 1 code list new or changed\n',
    );
    expect(importing('edifact', zip('d96a.zip', texts('96A', '     3     Third\n'))).out).toContain(
      'd96a.json, on d93a',
    );
    expect(read('d01b').base).toBe('d93a');

    const again = importing('edifact', zip('d93a.zip', texts('93A', '     9     Ninth\n')));
    expect(again.out).toMatch(
      /^wrote .*d93a\.json, whole\nwrote .*d01b\.json, on d93a.*\nwrote .*d96a\.json, on d93a/m,
    );
    expect(['d93a', 'd96a', 'd01b'].map(codesOf)).toEqual([{ 1001: '1 9' }, { 1001: '1 3' }, { 1001: '1 2' }]);
  });

  it('leaves a file as it is that says so already', () => {
    const file = zip('d96a.zip', texts('96A'));
    importing('edifact', file);
    expect(importing('edifact', file).out).toContain('kept schemas/edifact/d96a.json, whole\n');
  });

  it('writes where it is told to, and says when there are no code lists', () => {
    const { 'UNCL.93A': _, ...rest } = texts('93A');
    const run = importing('edifact', zip('d93a.zip', rest), '--out', 'other/mine.json');
    expect(run.out).toContain(
      'wrote other/mine.json, whole\nIt came without code lists (UNCL): codes are not checked.\n',
    );
    expect(readdirSync(join(folder, 'other'))).toEqual(['mine.json']);
  });

  it('warns of what it cannot read, with file and line', () => {
    const entries = { ...texts('96A'), 'OTHER1_D.96A': strToU8('x'), 'OTHERS_D.96A': strToU8('nothing\n') };
    const run = importing('edifact', zip('d96a.zip', entries));
    expect(run).toMatchObject({ status: 0, error: 'OTHERS_D.96A:1: has no segment table\n' });
  });

  it('writes nothing outside its folder, whatever names an archive holds', () => {
    const entries = { ...texts('96A'), '../../../evil_D.96A': strToU8('x'), '/etc/EVILLY_D.96A': strToU8('x') };
    importing('edifact', zip('d96a.zip', entries));
    expect(readdirSync(folder).sort()).toEqual(['d96a.zip', 'schemas']);
    expect(readdirSync(schemas())).toEqual(['d96a.json']);
  });

  it('refuses what is no zip of a directory', () => {
    writeFileSync(join(folder, 'text.zip'), 'not a zip');
    expect(importing('edifact', 'text.zip')).toMatchObject({
      status: 1,
      error: 'text.zip is no UNECE directory: no zip, or a broken one (invalid zip data)\n',
    });
    const empty = zip('empty.zip', { 'README.TXT': strToU8('nothing') });
    expect(importing('edifact', empty)).toMatchObject({
      status: 1,
      error: `${empty} is no UNECE directory: no files of a directory in it, such as ORDERS_D.96A and EDSD.96A\n`,
    });
    expect(readdirSync(folder).sort()).toEqual(['empty.zip', 'text.zip']);
  });

  it('refuses a zip that expands to more than memory should hold, in itself or in one inside it', () => {
    const large = { 'SAMPLE_D.96A': new Uint8Array(65 * 1024 * 1024) };
    const bomb = zip('bomb.zip', large);
    const nested = zip('nested.zip', { 'a.zip': zipSync(large) });
    for (const file of [bomb, nested]) {
      expect(importing('edifact', file)).toMatchObject({
        status: 1,
        error: `${file} is no UNECE directory: it expands to more than 64 MB\n`,
      });
    }
  });

  it('refuses a neighbour it cannot read', () => {
    mkdirSync(schemas(), { recursive: true });
    writeFileSync(join(schemas(), 'd93a.json'), '{');
    const run = importing('edifact', zip('d96a.zip', texts('96A')));
    expect(run.status).toBe(1);
    expect(run.error).toMatch(/^schemas\/edifact\/d93a\.json is not JSON: /);
  });

  it.each([
    [['x12', 'a.zip'], 'there is no other format to import'],
    [['edifact'], 'which file?'],
    [['edifact', 'none.zip'], 'there is no file none.zip'],
  ])('is told how it is used: %j', (args, said) => {
    const run = importing(...args);
    expect(run.status).toBe(2);
    expect(run.error).toContain(said);
    expect(run.error).toContain('Usage: dragoman import edifact FILE.zip [--out FILE]');
  });
});
