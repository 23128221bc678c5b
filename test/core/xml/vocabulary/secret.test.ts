// A cXML document is kept without its secret: no byte of it is left, and no other byte is changed.
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../../src/core/xml/vocabulary/secret.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const masked = (document: string): string => text(withoutSecrets(utf8(document)));

function wide(document: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const units = [...(mark ? '\ufeff' : ''), ...document].flatMap((one) => {
    const code = one.charCodeAt(0);
    return bigEndian ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8];
  });
  return Uint8Array.from(units);
}

describe('a shared secret', () => {
  it.each([
    ['<a><SharedSecret>abc</SharedSecret></a>', '<a><SharedSecret>***</SharedSecret></a>'],
    ['<a><SharedSecret >abc</SharedSecret ></a>', '<a><SharedSecret >***</SharedSecret ></a>'],
    ['<a><SharedSecret x=">">abc</SharedSecret></a>', '<a><SharedSecret x=">">***</SharedSecret></a>'],
    ['<SharedSecret\n>a&amp;b</SharedSecret>', '<SharedSecret\n>*******</SharedSecret>'],
    ['<SharedSecret><![CDATA[abc]]></SharedSecret>', '<SharedSecret>***************</SharedSecret>'],
    [
      '<SharedSecret>a</SharedSecret><SharedSecret>b</SharedSecret>',
      '<SharedSecret>*</SharedSecret><SharedSecret>*</SharedSecret>',
    ],
    ['\ufeff <SharedSecret>ü</SharedSecret>', '\ufeff <SharedSecret>**</SharedSecret>'],
    ['<a><SharedSecret>abc', '<a><SharedSecret>***'],
    ['<a><SharedSecret>abc<b/>', '<a><SharedSecret>*******'],
  ])('is masked in %j', (given, expected) => {
    expect(masked(given)).toBe(expected.startsWith('\ufeff') ? expected.slice(1) : expected);
    expect(withoutSecrets(utf8(given))).toHaveLength(utf8(given).length);
  });

  it.each([
    '<a><SharedSecret/>abc</a>',
    '<a><SharedSecret></SharedSecret>abc</a>',
    '<a><SharedSecretary>abc</SharedSecretary></a>',
    '<a>SharedSecret</a>',
    'ISA*00*<SharedSecret>abc</SharedSecret>~',
    '{"a":"<SharedSecret>abc</SharedSecret>"}',
    '',
  ])('is not seen in %j', (given) => {
    expect(masked(given)).toBe(given);
  });

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('is masked in UTF-16 (big endian %s, marked %s)', (bigEndian, mark) => {
    const [given, expected] = ['<a><SharedSecret>aüŁ</SharedSecret>Ł</a>', '<a><SharedSecret>***</SharedSecret>Ł</a>'];
    expect(withoutSecrets(wide(given, bigEndian, mark))).toEqual(wide(expected, bigEndian, mark));
  });

  it('is found in a large document in no time', () => {
    const bytes = utf8(`<a>${'<b>1</b>'.repeat(500_000)}<SharedSecret>abc</SharedSecret></a>`);
    const start = performance.now();
    expect(text(withoutSecrets(bytes).subarray(-28))).toBe('et>***</SharedSecret></a>'.padStart(28, 'ecr'));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('costs nothing where there is none', () => {
    const bytes = utf8('<a>1</a>');
    expect(withoutSecrets(bytes)).toBe(bytes);
  });
});
