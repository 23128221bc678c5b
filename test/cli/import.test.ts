// `dragoman import`: what it writes and says, run as a user runs it, with zips and schemas made here.
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
    [['x12', 'a.zip'], 'what is imported is edifact, xsd, dtd or xml'],
    [[], 'what is imported is edifact, xsd, dtd or xml'],
    [['edifact'], 'which file?'],
    [['edifact', 'none.zip'], 'there is no file none.zip'],
  ])('is told how it is used: %j', (args, said) => {
    const run = importing(...args);
    expect(run.status).toBe(2);
    expect(run.error).toContain(said);
    expect(run.error).toContain('Usage: dragoman import edifact FILE.zip [--out FILE]');
  });
});

describe('dragoman import xml', () => {
  const example = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };

  it('writes the vocabulary that example documents are of', () => {
    const first = example('a.xml', '<order no="007"><line><qty>2</qty></line><line><qty>1.5</qty></line></order>');
    const second = example('b.xml', '<order no="008"><line><qty>4</qty></line></order>');
    expect(importing('xml', first, second, '--name', 'shop')).toEqual({
      status: 0,
      out: 'shop 1.0: 1 message, 2 types\nwrote schemas/xml/shop.json\n',
      error: '',
    });
    expect(JSON.parse(readFileSync(join(folder, 'schemas/xml/shop.json'), 'utf8'))).toMatchObject({
      roots: { order: '' },
      types: { order: ['@no', 'line+'], line: ['qty'] },
    });
    expect(importing('xml', second, first, '--name', 'shop', '--out', 'x.json').out).toContain('wrote x.json');
  });

  it.each([
    [['xml', '--name', 'shop'], 2, 'which files?'],
    [['xml', 'a.xml'], 2, '--name NAME: the vocabulary needs one'],
    [['xml', 'none.xml', '--name', 'shop'], 2, 'there is no file none.xml'],
  ])('is told how it is used: %j', (args, status, said) => {
    const run = importing(...args);
    expect(run.status).toBe(status);
    expect(run.error).toContain(said);
  });

  it('refuses what is no XML, and roots of one name in two namespaces', () => {
    const broken = importing('xml', example('broken.xml', '<a><b></a>'), '--name', 'shop');
    expect(broken).toMatchObject({ status: 1, error: expect.stringMatching(/broken\.xml:1:\d+: /) });
    const two = importing('xml', example('c.xml', '<a/>'), example('d.xml', '<a xmlns="urn:a"/>'), '--name', 'shop');
    expect(two).toMatchObject({ status: 1, error: expect.stringContaining('a is a root in two namespaces') });
  });
});

describe('dragoman import xsd and dtd', () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const xsd = (body: string): string =>
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="urn:c" xmlns="urn:r" targetNamespace="urn:r" elementFormDefault="qualified">${body}</xs:schema>`;
  const vocabulary = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

  it('write a vocabulary from several schemas, and say what is in it', () => {
    const order = file(
      'order.xsd',
      xsd(
        '<xs:element name="Order"><xs:complexType><xs:sequence><xs:element ref="c:ID"/></xs:sequence></xs:complexType></xs:element>',
      ),
    );
    const common = file(
      'common.xsd',
      xsd('<xs:element name="ID" type="xs:token"/>').replace('targetNamespace="urn:r"', 'targetNamespace="urn:c"'),
    );
    const args = ['xsd', order, common, '--name', 'own', '--root', 'Order', '--release', '2', '--alike', '1'];
    expect(importing(...args)).toEqual({
      status: 0,
      out: 'own 2: 1 message, 1 type\nwrote schemas/xml/own.json\n',
      error: '',
    });
    expect(vocabulary('schemas/xml/own.json')).toEqual({
      release: '2',
      alike: ['1'],
      namespaces: { c: 'urn:c' },
      roots: { Order: 'urn:r' },
      elements: { 'c:ID': 'token' },
      types: { Order: ['c:ID'] },
    });
    expect(importing(...args).out).toContain('kept schemas/xml/own.json');
  });

  it('write one from definitions, with messages inside a root', () => {
    const one = file(
      'one.dtd',
      '<!ELEMENT R (H, (A | B | X))><!ELEMENT H (#PCDATA)><!ELEMENT A (H)><!ELEMENT B (H, S?)><!ELEMENT S (H)>',
    );
    const run = importing(
      'dtd',
      one,
      '--name',
      'own',
      '--root',
      'R',
      '--message',
      'A=R/A',
      '--message',
      'B=R/B',
      '--without',
      'S',
      '--out',
      'x/y.json',
    );
    expect(run).toEqual({ status: 0, out: 'own 1.0: 2 messages, 3 types\nwrote x/y.json\n', error: '' });
    expect(vocabulary('x/y.json')).toMatchObject({
      messages: { A: 'R/A', B: 'R/B' },
      types: { R: ['H', 'A?', 'B?'], A: ['H'], B: ['H'] },
    });
  });

  it('warn of what a definition names and does not declare', () => {
    const run = importing('dtd', file('a.dtd', '<!ELEMENT R (H)>'), '--name', 'own', '--root', 'R');
    expect(run).toMatchObject({ status: 0, error: 'no element H is declared; it is left out\n' });
  });

  it.each([
    ['xsd', '<xs:schema', /^a: ?1:\d+: /],
    ['xsd', xsd('<xs:element name="S"/>'), /^no element R is declared\n$/],
    ['dtd', '<!ELEMENT R', /^a: > is missing\n$/],
  ])('refuse %s %s', (from, text, said) => {
    const run = importing(from, file('a', text), '--name', 'own', '--root', 'R');
    expect(run.status).toBe(1);
    expect(run.error).toMatch(said);
  });

  it.each([
    [['xsd'], 'which files?'],
    [['xsd', 'none.xsd', '--name', 'own', '--root', 'R'], 'there is no file none.xsd'],
    [['xsd', 'a.xsd', '--root', 'R'], '--name NAME: the vocabulary needs one'],
    [['xsd', 'a.xsd', '--name', 'My Own', '--root', 'R'], '--name NAME: the vocabulary needs one'],
    [['dtd', 'a.dtd', '--name', 'own'], '--root ELEMENT: which elements may a document start with?'],
    [['dtd', 'a.dtd', '--name', 'own', '--root', 'R', '--message', 'R'], '--message R: say NAME=PATH'],
  ])('are told how they are used: %j', (args, said) => {
    const run = importing(...args);
    expect(run.status).toBe(2);
    expect(run.error).toContain(said);
  });
});
