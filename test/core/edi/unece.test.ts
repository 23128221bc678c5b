// The texts of UNECE directories in their three layouts: D93A; D94A to D97B and the next, drawn in code page 437; later
// ones in ASCII. The texts here are made up, with the marks, wrapped names and misprints of real ones.
import { describe, expect, it } from 'vitest';
import { importDirectory, isDirectoryText, type TextFile } from '../../../src/core/edi/unece/import.ts';

const RULE = '-'.repeat(70);
// What the box drawing of code page 437 is typed as here.
const BOX: Record<string, number> = { '─': 0xc4, '┐': 0xbf, '│': 0xb3, '┘': 0xd9, '┴': 0xc1 };

const file = (name: string, text: string): TextFile => ({
  name,
  bytes: Uint8Array.from([...text.replaceAll('\n', '\r\n')].map((char) => BOX[char] ?? char.charCodeAt(0))),
});

const d93a = [
  file(
    'SAMPLE_D.93A',
    `                         UN/EDIFACT
                    DRAFT RECOMMENDATION

                       SAMPLE MESSAGE

                                     Message Type  :SAMPLE
         4.2.2  Segment Table

4.2.2 Segment Table

  TAG  NAME                                 S   REPT   S   GROUP

  UNH  Message header                       M      1
  AAA  Name of a segment                    M      1
+ BBB  Date                                 C     35

  --- Segment Group 1 ------------------------------- C      9 ------+
  AAA  Name                                 M      1                 |
                                                                     |
  --- Segment Group 2 ------------------------------- M     99 -----+|
  BBB  Date                                 M      1                ||
  CCC  Count                                C      2 ---------------++

  UNS  Section control                      M      1
  UNT  Message trailer                      M      1
`,
  ),
  file(
    'edsd.93a',
    `${RULE}

  AAA  NAME

  Function: To name a thing, as 1131
            3055 names things.

  C001 TYPE OF NAME                                           M
  1001   Type of name, coded                                  M an..3
  1131   Code list qualifier                                  C an..3

  1002 NAME                                                   C an..35
  C002 SECOND NAME                                            C
  1002   Name                                                 C an..35

${RULE}

X BBB  DATE

  Function: To date a thing.

  1003 DATE                                                   M n8

  1003 DATE                                                   C n8

${RULE}

  CCC  COUNT

  1004 COUNT                                                  M n..15
`,
  ),
  file(
    'EDCD.93A',
    `${RULE}

  C001  TYPE OF NAME

  Desc: Type.

  1001  Type of name, coded                                   M an..3
  1131  Code list qualifier                                   C an..3

${RULE}

  C002  SECOND NAME

  Desc: Name.

  1002  Name                                                  C an..35
`,
  ),
  file(
    'EDED.93A',
    `${RULE}

  1001  Type of name, coded

  Desc: Type.

  Repr: an..3

${RULE}

  1002  Name of something that has a very long
        name

  Desc: Name.

  Repr: an..35

${RULE}

  1003  Date

  Repr: n8

${RULE}

  1004  Count

  Repr: n..15

${RULE}

  1131  Code list qualifier

  Repr: an..3
`,
  ),
];

const d96a = [
  file(
    'SAMPLE_D.96A',
    `                              UN/EDIFACT

                UNITED NATIONS STANDARD MESSAGE (UNSM)

                        Sample message of
                          two lines

                                           Message Type : SAMPLE
           4.3.1 Segment table
4.3.1  Segment table

Pos    Tag Name                                     S   R

           HEADER SECTION

0010   UNH Message header                            M   1
0020 * AAA Name                                      M   1

0030       ───── Segment group 1  ────────────────── C   9───────────┐
0040   AAA Name                                      M   1           │
                                                                     │
0050 +     ───── Segment group 2  ────────────────── C   99─────────┐│
0060   BBB Date                                      M   1          ││
0070   CCC Count                                     C   2──────────┘│
                                                                     │
0080       ───── Segment group 3  ────────────────── C   99─────────┐│
0090   CCC Count with a name that does not fit in
           its line                                  M   1──────────┴┘

0100   UNT Message trailer                           M   1
`,
  ),
  file(
    'TRSD.96A',
    `2.   Segment specifications

     Change indicators

     a X sign (X)       for marked for deletion

${'─'.repeat(70)}

      AAA    NAME

      Function: To name a thing.

010   C001  TYPE OF NAME                                   M
      1001   Type of name that is long and goes on         M  an..3
             in the next line
      1131   Code list qualifier                           C  an..3

020   1002  NAME                                           C  an..35

${'─'.repeat(70)}

+     BBB    DATE

010   1003  DATE                                           M  n8

${'─'.repeat(70)}

*     CCC    COUNT

010 + 1004  COUNT                                          M  n..15
`,
  ),
  file(
    'TRCD.96A',
    `${'─'.repeat(70)}

      C001  TYPE OF NAME

      Desc: Type.

010   1001   Type of name that is long and goes on         M  an..3
             in the next line
020   1131   Code list qualifier                           C  an..3
`,
  ),
  file('TRED.96A', new TextDecoder('latin1').decode(d93a[3]!.bytes).replaceAll('\r\n', '\n')),
  file(
    'UNCL-1.96A',
    `1.   Code lists

${'─'.repeat(70)}

* 1001  Type of name, coded

  Desc: Type.

  Repr: an..3

        1 First
             1 is the first.
       10 Tenth
             Self explanatory.
+      11 Eleventh
X      XX Marked
   AAA    Letters
   ZZZ    Mutually defined
             Self explanatory.
`,
  ),
  file(
    'UNCL-2.96A',
    `  1131  Code list qualifier

  Repr: an..3

       12 Telephone
   X1Y    Of an X

${'─'.repeat(70)}

  0065  Message type

  Repr: an..6

   SAMPLE Sample message
`,
  ),
  file('README.TXT', 'nothing to be read'),
];

const d21b = [
  file(
    'SAMPLE_D.21B',
    `                              UN/EDIFACT

                UNITED NATIONS STANDARD MESSAGE (UNSM)

                        Sample message

4.3.1  Segment table

Pos     Tag Name                                     S   R

00010   UNH Message header                           M   1
00020   AAA Name                                     M   1

00030       ---- Segment group 1  ------------------ C   9----------------+
00040 + AAA Name                                     M   1                |
                                                                          |
00050 X     ---- Segment group 2  ------------------ C   99--------------+|
00060   BBB Date                                     M   1               ||
00070   CCC Count                                    C   2---------------++

00080   UNT Message trailer                          M   1
`,
  ),
  file(
    'EDSD.21B',
    `${RULE}

       AAA  NAME

       Function: To name a thing.

010    C001 TYPE OF NAME                               M    1
       1001  Type of name code                         M      an..3

020    1002 NAME                                       C    5 an..35

${RULE}

       BBB  DATE

010    1003 DATE                                       M    1 n8

       Note:
            The date 1003 is a date.

${RULE}

       CCC  COUNT

010    1004 COUNT                                      M    1 n..15
`,
  ),
  file(
    'EDCD.21B',
    `${RULE}

       C001 TYPE OF NAME

       Desc: Type.

010    1001  Type of name
             code                                      M      an..3
020    1131  Code list identification code             C      an..17

${RULE}

       C002 SECOND NAME

010    1002  Name                                      C      an..35
`,
  ),
  file(
    'EDED.21B',
    `${RULE}

|    1001  Type of name code                                       [C]

     Desc: Type.

     Repr: an..3

${RULE}

     1002  Name                                                    [B]

     Repr: an..35

${RULE}

     1003  Date                                                    [B]

     Repr: n8

${RULE}

     1004  Count                                                   [B]

     Repr: n..15

${RULE}

     1131  Code list identification code                           [C]

     Repr: an..17
`,
  ),
  file(
    'UNCL.21B',
    `${RULE}

*    1001  Type of name code                                       [C]

     Desc: Type.

     Repr: an..3

     1     First
              1 is the first.

+    XX    New
              Marked.

#|   ABCDEF Long
              Self explanatory.
`,
  ),
];

function imported(files: TextFile[]) {
  const read = importDirectory(files);
  if ('wrong' in read) throw new Error(read.wrong);
  return read;
}

const replaced = (files: TextFile[], name: string, from: string, to: string): TextFile[] =>
  files.map((one) => {
    if (one.name !== name) return one;
    const text = new TextDecoder('latin1').decode(one.bytes);
    if (!text.includes(from)) throw new Error(`${name} does not have ${from}`);
    return { name, bytes: Uint8Array.from([...text.replace(from, to)].map((char) => char.charCodeAt(0))) };
  });

describe('the layout of D93A', () => {
  const { directory, warnings } = imported(d93a);

  it('has messages without positions, and titles in capitals', () => {
    expect(warnings).toEqual([]);
    expect(directory.release).toBe('D93A');
    expect(directory.sets).toEqual({
      SAMPLE: {
        label: 'Sample message',
        group: 'SAMPLE',
        body: ['AAA M 1', 'BBB O 35', ['SG1 O 9', 'AAA M 1', ['SG2 M 99', 'BBB M 1', 'CCC O 2']], 'UNS M 1'],
      },
    });
  });

  it('tells components from elements by how far in their names stand', () => {
    expect(directory.segments).toEqual({
      AAA: { label: 'Name', elements: ['C001 M', '1002 O', 'C002 O'] },
      BBB: { label: 'Date', elements: ['1003 M', '1003 O'] },
      CCC: { label: 'Count', elements: ['1004 M'] },
    });
    expect(directory.composites).toEqual({
      C001: { label: 'Type of name', elements: ['1001 M', '1131 O'] },
      C002: { label: 'Second name', elements: ['1002 O'] },
    });
  });

  it('has elements with names over two lines, and no code lists', () => {
    expect(directory.elements).toMatchObject({
      1002: 'an..35 Name of something that has a very long name',
      1003: 'n8 Date',
    });
    expect(directory.codes).toEqual({});
  });
});

describe('the layout of D94A to D97B', () => {
  const { directory, warnings } = imported(d96a);

  it('has messages drawn in code page 437', () => {
    expect(warnings).toEqual([]);
    expect(directory.sets.SAMPLE).toEqual({
      label: 'Sample message of two lines',
      group: 'SAMPLE',
      body: ['AAA M 1', ['SG1 O 9', 'AAA M 1', ['SG2 O 99', 'BBB M 1', 'CCC O 2'], ['SG3 O 99', 'CCC M 1']]],
    });
  });

  it('has rows with positions, and names that go on behind their status', () => {
    expect(directory.segments.AAA).toEqual({ label: 'Name', elements: ['C001 M', '1002 O'] });
    expect(directory.segments.CCC).toEqual({ label: 'Count', elements: ['1004 M'] });
    expect(directory.composites.C001).toEqual({ label: 'Type of name', elements: ['1001 M', '1131 O'] });
  });

  it('has codes to the left or the right of their columns, with change marks, some beginning with X', () => {
    expect(directory.codes[1001]).toBe('1 10 11 XX AAA ZZZ');
  });

  it('has code lists in two files, the second beginning where the first ends; those of service elements are left out', () => {
    expect(directory.codes[1131]).toBe('12 X1Y');
    expect(Object.keys(directory.codes)).toEqual(['1001', '1131']);
  });
});

describe('the layout of later directories', () => {
  const { directory, warnings } = imported(d21b);

  it('has messages drawn in ASCII', () => {
    expect(warnings).toEqual([]);
    expect(directory.sets.SAMPLE!.body).toEqual([
      'AAA M 1',
      ['SG1 O 9', 'AAA M 1', ['SG2 O 99', 'BBB M 1', 'CCC O 2']],
    ]);
  });

  it('says how often an element may stand', () => {
    expect(directory.segments.AAA).toEqual({ label: 'Name', elements: ['C001 M', '1002 O 5'] });
    expect(directory.segments.BBB).toEqual({ label: 'Date', elements: ['1003 M'] });
  });

  it('has names that go on before their status', () => {
    expect(directory.composites.C001!.elements).toEqual(['1001 M', '1131 O']);
  });

  it('says of elements in which messages they are used, which is not part of their names', () => {
    expect(directory.elements[1001]).toBe('an..3 Type of name code');
  });

  it('has codes from the sixth column on', () => {
    expect(directory.codes).toEqual({ 1001: '1 XX ABCDEF' });
  });
});

describe('a misprint', () => {
  it('in the corners of a box is told, and the bars are believed', () => {
    // The first group is closed, and the one in it says that it is not.
    const files = replaced(d21b, 'SAMPLE_D.21B', 'M   1                |\r', 'M   1----------------+\r');
    const { directory, warnings } = imported(files);
    expect(directory.sets.SAMPLE).toEqual(imported(d21b).directory.sets.SAMPLE);
    expect(warnings).toEqual([
      {
        file: 'SAMPLE_D.21B',
        line: 17,
        message: 'the box says SG2 O 99 is 1 deep, and the row before it 0',
      },
    ]);
  });

  it('that puts a segment in a group that has not begun is told', () => {
    const files = replaced(d21b, 'SAMPLE_D.21B', 'M   1\r\n\r\n00030', 'M   1        ||\r\n\r\n00030');
    expect(imported(files).warnings).toContainEqual({
      file: 'SAMPLE_D.21B',
      line: 12,
      message: 'AAA M 1 is in a group that has not begun',
    });
  });

  it.each([
    ['SAMPLE_D.21B', '4.3.1  Segment table', '4.3.1  Segments', 1, 'has no segment table'],
    [
      'SAMPLE_D.21B',
      '00020   AAA Name                                     M   1',
      '00020   AAA Name',
      12,
      'no status and repetition: 00020   AAA Name',
    ],
    [
      'EDSD.21B',
      '010    1004 COUNT                                      M    1 n..15',
      '010    1004 COUNT',
      25,
      'no status: 010    1004 COUNT',
    ],
    ['EDCD.21B', '       C001 TYPE OF NAME', '       C1 TYPE OF NAME', 3, 'no tag: C1 TYPE OF NAME'],
    [
      'EDED.21B',
      '     1003  Date',
      '     Date',
      17,
      'no number: Date                                                    [B]',
    ],
    ['EDED.21B', 'Repr: n8', 'Repr: 8', 17, '1003 has no representation'],
  ])('in %s is told with its line: %s', (name, from, to, line, message) => {
    const read = importDirectory(
      replaced([...d21b, ...d21b.slice(0, 1).map((one) => ({ ...one, name: 'ANOTHR_D.21B' }))], name, from, to),
    );
    expect(read).toMatchObject({ warnings: [{ file: name, line, message }] });
  });
});

describe('files that are no directory', () => {
  it.each([
    [[], 'no files of a directory in it, such as ORDERS_D.96A and EDSD.96A'],
    [[...d96a, ...d93a.slice(1, 2)], 'files of two directories in it: D96A and D93A'],
    [d93a.slice(1), 'no messages (such as ORDERS_D.96A) in it'],
    [d93a.slice(0, 1), 'no segments (EDSD or TRSD), no composites (EDCD or TRCD), no elements (EDED or TRED) in it'],
  ])('are refused: case %#', (files, wrong) => {
    expect(importDirectory(files)).toEqual({ wrong });
  });

  it('are known by their names', () => {
    const names = ['ORDERS_D.96A', 'iftmin_d.01b', 'TRSD.96A', 'idcd.21b', 'UNCL.01B', 'UNCL-2.96A'];
    expect(names.filter(isDirectoryText)).toEqual(names);
    expect(['EDSDI1.01B', 'UNSL.96A', 'D100.TXT', 'LICENAGR.TXT', 'PKUNZIP.EXE'].filter(isDirectoryText)).toEqual([]);
  });
});
