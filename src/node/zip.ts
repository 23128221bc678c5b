/**
 * The files of a zip, and of zips in it, in memory: the only file that imports fflate. Sizes are bounded, and names are
 * only names: nothing is written, so no path in an archive can lead anywhere.
 */

import { unzipSync } from 'fflate';
import { Fault } from '../core/fault.ts';

export interface ZippedFile {
  /** Without folders. */
  name: string;
  bytes: Uint8Array;
}

/** Far above any UNECE directory (12 MB in 250 files); what an archive claims to need is refused before it is unpacked. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 5000;
// A directory is a zip of zips.
const MAX_DEPTH = 2;

const ZIP = /\.zip$/i;

/** What one archive may still cost, with those in it. */
interface Budget {
  bytes: number;
  files: number;
}

const refused = (message: string): Fault => new Fault('ZIP_REFUSED', 'permanent', message);

/** Every file whose name is wanted, or why the bytes cannot be unpacked. */
export function unzip(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): { files: ZippedFile[] } | { wrong: string } {
  try {
    return { files: unpack(bytes, wanted, { bytes: MAX_BYTES, files: MAX_FILES }, 1) };
  } catch (error) {
    const { message } = error as Error;
    return { wrong: error instanceof Fault ? message : `no zip, or a broken one (${message})` };
  }
}

function unpack(bytes: Uint8Array, wanted: (name: string) => boolean, left: Budget, depth: number): ZippedFile[] {
  const entries = unzipSync(bytes, {
    filter: ({ name, size, originalSize }) => {
      left.files--;
      if (left.files < 0) throw refused(`more than ${MAX_FILES} files in it`);
      if (!wanted(bare(name)) && (!ZIP.test(name) || depth === MAX_DEPTH)) return false;
      // Either may be a lie: a stored file takes its size, a packed one what it says it expands to.
      left.bytes -= Math.max(size, originalSize);
      if (left.bytes < 0) throw refused(`it expands to more than ${MAX_BYTES / 1024 / 1024} MB`);
      return true;
    },
  });
  return Object.entries(entries).flatMap(([name, inside]) =>
    ZIP.test(name) ? unpack(inside, wanted, left, depth + 1) : [{ name: bare(name), bytes: inside }],
  );
}

const bare = (name: string): string => name.split(/[/\\]/).at(-1) ?? '';
