// What is written reads back as what was meant: values with separators in them, references, dates, test indicators; what
// the syntax's repertoire does not hold is replaced, or is a problem.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Separators } from '../../../src/core/edi/scan.ts';
import { type Outgoing, segmentOf, type WrittenInterchange } from '../../../src/core/edi/write.ts';
import { repertoireOf, writeEdifact } from '../../../src/core/edi/write-edifact.ts';
import { charsetOf } from '../../../src/core/formats/edifact.ts';
import type { Node } from '../../../src/core/tree.ts';
import { readEdifact } from './edifact-fixture.ts';
import { bytesOf, utf8 } from './fixture.ts';
import { problemCodes, type Read, valuesOf } from './reading.ts';

const PLAIN: Separators = { element: '+', component: ':', repetition: '', terminator: "'", release: '?' };

type Given = Partial<Omit<Outgoing, 'groups'>> & { segments?: Node[] };

function written({ segments = [], ...given }: Given): WrittenInterchange {
  return writeEdifact({
    separators: PLAIN,
    suffix: '',
    sender: { qualifier: '14', id: '4399901234561' },
    receiver: { qualifier: '14', id: '4012345000009' },
    version: 'UNOC:3',
    control: 42,
    usage: 'P',
    acknowledgmentRequested: false,
    at: '2026-01-31T12:05:00.000Z',
    ...given,
    groups: [
      {
        code: 'ORDRSP',
        sender: '',
        receiver: '',
        control: '',
        version: 'D96A',
        sets: [{ type: 'ORDRSP', control: '0001', convention: 'EAN008', segments }],
      },
    ],
  });
}

/** Read again, in the character set the syntax names. */
function again({ text }: WrittenInterchange, version = 'UNOC:3'): Read {
  const latin1 = charsetOf(version) === 'iso-8859-1';
  return readEdifact(latin1 ? bytesOf(text) : utf8(text));
}

const valueAgain = (given: Given): string =>
  again(written(given), given.version).sets[0]!.segments[1]!.children[0]!.value;

describe('an interchange', () => {
  it('has a UNA, counts and references, and reads back without a problem', () => {
    const out = written({ segments: [segmentOf('BGM', '231', 'SO-1', '29')], suffix: '\r\n' });
    expect(out.problems).toEqual([]);
    expect(out.text.split('\r\n')).toEqual([
      "UNA:+.? '",
      "UNB+UNOC:3+4399901234561:14+4012345000009:14+260131:1205+42'",
      "UNH+0001+ORDRSP:D:96A:UN:EAN008'",
      "BGM+231+SO-1+29'",
      "UNT+3+0001'",
      "UNZ+1+42'",
      '',
    ]);
    expect(problemCodes(again(out))).toEqual([]);
  });

  it('says that it is a test, and that an answer is wanted', () => {
    const test = written({ usage: 'T', acknowledgmentRequested: true });
    expect(test.text).toContain("+42++++1++1'");
    expect(again(test).interchanges[0]).toMatchObject({ usage: 'T', acknowledgmentRequested: true });
    expect(again(written({})).interchanges[0]).toMatchObject({ usage: 'P', acknowledgmentRequested: false });
  });

  it('has a date with a century in syntax 4, and a separator of repetitions', () => {
    const segment = segmentOf('RFF', ['ON', '1']);
    segment.children[0]!.repeats = segmentOf('RFF', ['ON', '2*3']).children;
    const out = written({ version: 'UNOC:4', separators: { ...PLAIN, repetition: '*' }, segments: [segment] });
    expect(out.text).toContain("UNA:+.?*'UNB+UNOC:4+");
    expect(out.text).toContain("+20260131:1205+42'");
    expect(out.text).toContain("RFF+ON:1*ON:2?*3'");
    const read = again(out);
    expect(problemCodes(read)).toEqual([]);
    expect(valuesOf(read.sets)).toMatchObject([
      [
        {},
        [
          'RFF',
          [
            {
              repeated: [
                ['ON', '1'],
                ['ON', '2*3'],
              ],
            },
          ],
        ],
        {},
      ],
    ]);
  });

  it('may have other separators, and none that releases', () => {
    const separators = { element: '\u001d', component: '\u001f', repetition: '', terminator: '\u001c' };
    const out = written({ separators, segments: [segmentOf('FTX', "it's 1+1:2?")] });
    expect(out.problems).toEqual([]);
    expect(out.text.slice(0, 9)).toBe('UNA\u001f\u001d.  \u001c');
    expect(valuesOf(again(out).sets)).toMatchObject([[{}, ['FTX', ["it's 1+1:2?"]], {}]]);
  });

  it('without a character that releases cannot hold a separator in a value', () => {
    const { release: _, ...separators } = PLAIN;
    const held = { separators, segments: [segmentOf('FTX', 'AAI', '1+1')] };
    expect(written(held).problems).toMatchObject([
      { code: 'VALUE_NOT_WRITABLE', at: { segment: 2, tag: 'FTX', element: 2 }, value: '1+1' },
    ]);
    const replaced = written({ ...held, replacement: ' ' });
    expect(replaced.problems).toEqual([]);
    expect(replaced.text).toContain("FTX+AAI+1 1'");
  });
});

describe('a value', () => {
  it.each(["it's", 'a+b', 'a:b', 'what?', '??', "?'", '+', ':+?', "'''", 'a*b', 'ä ö'])('%s reads back', (value) => {
    expect(valueAgain({ segments: [segmentOf('FTX', value)] })).toBe(value);
    expect(
      valueAgain({ version: 'UNOC:4', separators: { ...PLAIN, repetition: '*' }, segments: [segmentOf('FTX', value)] }),
    ).toBe(value);
  });

  it('of any characters of its repertoire reads back, whatever separates', () => {
    const separators = fc
      .uniqueArray(fc.constantFrom(..."+:'?*|^~\\!;#\u001c\u001d\u001f"), { minLength: 4, maxLength: 4 })
      .map(
        ([element, component, terminator, release]): Separators => ({
          element: element!,
          component: component!,
          repetition: '',
          terminator: terminator!,
          release: release!,
        }),
      );
    const character = fc.oneof(
      fc.constantFrom(..."+:'?*|^~\\!;# "),
      fc.integer({ min: 0xa1, max: 0xff }).map((c) => String.fromCharCode(c)),
    );
    // What stands alone in an element is found; blanks at its ends are kept.
    const text = fc.array(character, { minLength: 1, maxLength: 12 }).map((all) => `x${all.join('')}x`);
    fc.assert(
      fc.property(separators, text, fc.array(text, { minLength: 2, maxLength: 3 }), (given, one, parts) => {
        const out = written({ separators: given, segments: [segmentOf('FTX', one, parts)] });
        expect(out.problems).toEqual([]);
        const read = readEdifact(bytesOf(out.text), 9);
        expect(problemCodes(read)).toEqual([]);
        expect(valuesOf(read.sets)).toMatchObject([[{}, ['FTX', [one, parts]], {}]]);
      }),
    );
  });

  it('in sender, receiver and reference of a message is released too', () => {
    const out = written({ sender: { qualifier: '14', id: 'A+B:C' }, receiver: { qualifier: 'ZZ', id: "D'E?" } });
    expect(again(out).interchanges[0]).toMatchObject({ sender: { id: 'A+B:C' }, receiver: { id: "D'E?" } });
  });
});

describe('the repertoire of the syntax', () => {
  const held = (version: string, value: string): string[] =>
    written({ version, segments: [segmentOf('FTX', value)] }).problems.map(({ message }) => message);

  it.each([
    ['UNOA:3', "AZ 09 .,-()/=!%&*;<>'+:?", []],
    ['UNOA:3', 'a', ['"a" cannot be written: it holds "a", which is not in the UNOA character set']],
    ['UNOA:3', 'Ä', ['"Ä" cannot be written: it holds "Ä", which is not in the UNOA character set']],
    ['UNOB:3', 'az {|}~@#', []],
    ['UNOB:3', 'ä', ['"ä" cannot be written: it holds "ä", which is not in the UNOB character set']],
    ['UNOC:3', 'äßé¤', []],
    ['UNOC:3', '5 €', ['"5 €" cannot be written: it holds "€", which is not in the UNOC character set']],
    ['UNOC:3', 'ł', ['"ł" cannot be written: it holds "ł", which is not in the UNOC character set']],
    ['UNOW:4', 'ł€日本', []],
    ['UNOW:4', 'a\u0007', ['"a\\x07" cannot be written: it holds "\\u0007", a control character']],
  ])('%s and "%s"', (version, value, expected) => expect(held(version, value)).toEqual(expected));

  it('a replacement stands for what it does not hold, and nothing else', () => {
    const out = written({ replacement: '.', segments: [segmentOf('FTX', "5 € for it's", ['ł', 'l'])] });
    expect(out.problems).toEqual([]);
    expect(out.text).toContain("FTX+5 . for it?'s+.:l'");
  });

  it('is asked of one character at a time', () => {
    expect(['A', 'a', 'ä', '€'].map((c) => repertoireOf('UNOA:3').test(c))).toEqual([true, false, false, false]);
    expect(['A', 'a', 'ä', '€'].map((c) => repertoireOf('UNOC:3').test(c))).toEqual([true, true, true, false]);
    expect(['A', 'a', 'ä', '€', '\n'].map((c) => repertoireOf('UNOW:4').test(c))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});
