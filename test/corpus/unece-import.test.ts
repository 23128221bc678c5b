// The original zips of four UNECE directories, one of each layout and the youngest, are imported without a warning and
// are what ships.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DirectoryFile, expandDirectory, isDirectoryName } from '../../src/core/edi/directory.ts';
import { importDirectory, isDirectoryText } from '../../src/core/edi/unece/import.ts';
import { unzip } from '../../src/node/zip.ts';
import { SHARED } from '../shared.ts';

const zips = join(SHARED, 'standards/unece');
const hasZips = existsSync(join(zips, 'd96a.zip'));
const schemas = join(import.meta.dirname, '../../schemas/edifact');
const shipped = new Map(
  readdirSync(schemas)
    .map((name) => name.replace(/\.json$/, ''))
    .filter(isDirectoryName)
    .map((name) => [name, JSON.parse(readFileSync(join(schemas, `${name}.json`), 'utf8')) as DirectoryFile]),
);

const reason = hasZips ? '' : ' (skipped: no zips at ../shared/standards/unece or DRAGOMAN_SHARED)';

describe.skipIf(!hasZips)(`the zips of UNECE${reason}`, () => {
  it.each(['d93a', 'd96a', 'd01b', 'd21b'])('%s is imported as it ships', (name) => {
    const unzipped = unzip(readFileSync(join(zips, `${name}.zip`)), isDirectoryText);
    if ('wrong' in unzipped) throw new Error(unzipped.wrong);
    const imported = importDirectory(unzipped.files);
    if ('wrong' in imported) throw new Error(imported.wrong);
    expect(imported.warnings).toEqual([]);
    expect({ directory: imported.directory }).toEqual(expandDirectory(shipped, name));
  });
});
