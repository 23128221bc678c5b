// A transmission is taken for X12 by its first bytes, and a definition file by its name.
import { describe, expect, it } from 'vitest';
import { detect } from '../../../src/core/formats/index.ts';
import { isRelease } from '../../../src/core/formats/x12.ts';
import { bytesOf, isa } from '../edi/fixture.ts';

describe('detection', () => {
  it.each([
    ['an ISA', isa()],
    ['an ISA with a bar', isa().replaceAll('*', '|')],
    ['a byte order mark', `\u00ef\u00bb\u00bf${isa()}`],
    ['white space in front', ` \r\n\t${isa()}`],
    ['no-break spaces in front', `\u00c2\u00a0\u00a0${isa()}`],
    ['the start of an ISA', 'ISA*00'],
  ])('%s is X12', (_, text) => expect(detect(bytesOf(text))).toBe('x12'));

  it.each([
    ['nothing', ''],
    ['XML', '<?xml version="1.0"?><Order/>'],
    ['JSON', '{"number":"4711"}'],
    ['a word that starts like it', 'ISABELLA*1'],
    ['a group without an interchange', 'GS*PO*A*B~'],
    ['an ISA far behind other text', `hello ${isa()}`],
  ])('%s is not', (_, text) => expect(detect(bytesOf(text))).not.toBe('x12'));
});

it('a release is six digits', () => {
  expect(['004010', '005010', 'codes', '4010', '0040100'].map(isRelease)).toEqual([true, true, false, false, false]);
});
