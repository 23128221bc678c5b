// Broken X12 files of other projects: what each project expects of its file, what we find in it and where, what our
// acknowledgment would say of each group, and why that differs, where it does. None is ever accepted.
//
// They are read under an agreement that checks code lists; sets and releases we ship no dictionary of are refused as
// such after their envelopes were checked, which all of these projects do not do.
import { describe, expect, it } from 'vitest';
import { designator, type Problem } from '../../src/core/problem.ts';
import { translate } from '../../src/gateway/translate.ts';
import { catalogWith, problemsOf } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, onCorpus, rowsOf } from '../shared.ts';

interface Row {
  /** What its project expects, in our words. */
  expects: string;
  /** Errors, and all that is odd about the headers, each with its place, each once. */
  finds: string[];
  /** AK901 of each group, with AK501 of its sets. */
  verdicts: string;
  /** Why ours differs from what is expected, or says more. */
  differs?: string;
}

const NO_SET = 'the set, of health care, is none we ship: refused as such besides';
const NO_MAPPING = 'the set is checked, but no mapping reads it: refused as not supported besides';
const TRIMMED = 'a trimmed or wrapped ISA is read by counting its elements, and told; profile strict refuses it';
const RELEASE = `${TRIMMED}; the release is older than all we ship, so the group is refused with AK905 2`;

const TABLE: Record<string, Row> = {
  '000-staedi-nonnumeric_BIN01.edi': {
    expects: 'an exception where the binary length is read',
    finds: ['GROUP_TYPE_UNSUPPORTED GS01', 'BINARY_LENGTH_WRONG BIN01', 'SET_UNSUPPORTED ST01'],
    verdicts: 'R(R)',
    differs: `told at BIN01, and reading goes on; ${NO_SET}`,
  },
  '275-staedi-sample275_with_HL7_invalid_BIN01.edi': {
    expects: 'an exception behind the binary element',
    finds: ['GROUP_TYPE_UNSUPPORTED GS01', 'BINARY_LENGTH_WRONG BIN01', 'SET_UNSUPPORTED ST01'],
    verdicts: 'R(R)',
    differs: `told at BIN01, and reading goes on; ${NO_SET}`,
  },
  '214-edi-x12-toolkit-214-broken.edi': {
    expects: 'one finding for each number that is wrong: SE01, GE01, IEA02',
    finds: [
      'INTERCHANGE_CONTROL_MISMATCH IEA02',
      'GROUP_COUNT_WRONG GE01',
      'SET_COUNT_WRONG SE01',
      'MAPPING_MISSING ST01',
    ],
    verdicts: 'R(R)',
    differs: NO_MAPPING,
  },
  '270-badx12-error_validation.edi': {
    expects: 'a list of errors that is not empty: GS01, dates, missing elements',
    finds: [
      'INTERCHANGE_CONTROL_MISMATCH IEA02',
      'INTERCHANGE_COUNT_WRONG IEA01',
      'GROUP_HEADER_INVALID GS01',
      'GROUP_DATE_INVALID GS04',
      'GROUP_CONTROL_MISMATCH GE02',
      'GROUP_COUNT_WRONG GE01',
      'GROUP_TYPE_UNSUPPORTED GS01',
      'SET_CONTROL_MISMATCH SE02',
      'SET_COUNT_WRONG SE01',
      'SET_UNSUPPORTED ST01',
    ],
    verdicts: 'R(R)',
    differs: `${NO_SET}, so its elements are not looked at`,
  },
  '830-stupidedi-002001-PO830-fail-1.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_NOT_106 ISA', 'GROUP_RELEASE_UNSUPPORTED GS08'],
    verdicts: 'R(R)',
    differs: RELEASE,
  },
  '850-stupidedi-003010-PO850-fail-1.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_NOT_106 ISA', 'GROUP_RELEASE_UNSUPPORTED GS08', 'SET_COUNT_WRONG SE01'],
    verdicts: 'R(R)',
    differs: RELEASE,
  },
  '850-stupidedi-003050-PO850-fail-1.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_WRAPPED ISA', 'ISA_NOT_106 ISA', 'GROUP_RELEASE_UNSUPPORTED GS08'],
    verdicts: 'R(R)',
    differs: RELEASE,
  },
  '856-stupidedi-002001-SH856-fail-1.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_NOT_106 ISA', 'GROUP_RELEASE_UNSUPPORTED GS08'],
    verdicts: 'R(RR)',
    differs: RELEASE,
  },
  '860-stupidedi-003010-PC860-fail-1.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_NOT_106 ISA', 'GROUP_RELEASE_UNSUPPORTED GS08'],
    verdicts: 'R(R)',
    differs: RELEASE,
  },
  '862-stupidedi-004010-SS862-fail-1.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_WRAPPED ISA', 'ISA_NOT_106 ISA', 'MAPPING_MISSING ST01'],
    verdicts: 'R(R)',
    differs: `${TRIMMED}; ${NO_MAPPING}`,
  },
  '832-stupidedi-004010-SC832-fail-1.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_WRAPPED ISA', 'ISA_NOT_106 ISA', 'SET_COUNT_WRONG SE01', 'MAPPING_MISSING ST01'],
    verdicts: 'R(R)',
    differs: `${TRIMMED}; ${NO_MAPPING}`,
  },
  '832-stupidedi-004010-SC832-fail-2.edi': {
    expects: 'not to be parsed: the kind of group, the name of a segment, units in numbers',
    finds: [
      'ISA_NOT_106 ISA',
      'SET_NOT_IN_GROUP ST01',
      'SEGMENT_UNKNOWN BTC',
      'SEGMENT_MISSING REF',
      'ELEMENT_NOT_NUMBER PO402',
      'ELEMENT_CONDITION PO402',
      'ELEMENT_NOT_NUMBER PO401',
      'MAPPING_MISSING ST01',
    ],
    verdicts: 'R(R)',
    differs: `${TRIMMED}; ${NO_MAPPING}`,
  },
  '855-stupidedi-004010-PR855-fail-2.edi': {
    expects: 'not to be parsed',
    finds: ['ISA_WRAPPED ISA', 'ISA_NOT_106 ISA', 'ELEMENT_TOO_LONG PO103', 'ELEMENT_TOO_LONG SCH02'],
    verdicts: 'R(R)',
    differs: `${TRIMMED}; what is refused is its unit of three letters`,
  },
  '856-stupidedi-004010-SH856-fail-2.edi': {
    expects: 'not to be parsed: the terminator changes half way',
    finds: [
      'INTERCHANGE_SECURITY_INVALID ISA04',
      'SET_COUNT_WRONG SE01',
      'ELEMENT_CHARACTER N104',
      'ELEMENT_CHARACTER N105',
      'ELEMENT_TOO_LONG N106',
      'ELEMENT_TOO_MANY N107',
      'SEGMENT_OUT_OF_SEQUENCE PRF',
      'HL_PARENT_UNKNOWN HL02',
    ],
    verdicts: 'R(R)',
    differs: 'read as far as it goes: what stands before the other terminator runs into one segment, and is told there',
  },
  '835-tastypackets-multi-line-not-delimited.edi': {
    expects: 'line ends to be taken for the terminator',
    finds: ['GROUP_TYPE_UNSUPPORTED GS01', 'SET_UNSUPPORTED ST01'],
    verdicts: 'R(R)',
    differs: `they are; ${NO_SET}`,
  },
  '837-vscode-edi-x12-support-bad-header.edi': {
    expects: 'nothing by a test; its headers are short',
    finds: [
      'ISA_NOT_106 ISA',
      'INTERCHANGE_DATE_INVALID ISA09',
      'INTERCHANGE_CONTROL_INVALID ISA13',
      'GROUP_DATE_INVALID GS04',
      'GROUP_CONTROL_INVALID GS06',
      'GROUP_TYPE_UNSUPPORTED GS01',
      'SET_CONTROL_INVALID ST02',
      'SET_COUNT_WRONG SE01',
      'SET_UNSUPPORTED ST01',
    ],
    verdicts: 'R(R)',
    differs: NO_SET,
  },
  '940-ediengine-940.W05.Only.edi': {
    expects: 'the mandatory detail loop to be missed',
    finds: ['MAPPING_MISSING ST01'],
    verdicts: 'R(R)',
    differs: `in our dictionary that loop is optional; ${NO_MAPPING}`,
  },
  '940-ediengine-940_Failed_SE01.edi': {
    expects: 'an error at SE01, and the set refused',
    finds: [
      'SET_COUNT_WRONG SE01',
      'ELEMENT_TOO_LONG W6608',
      'ELEMENT_NOT_NUMBER W6609',
      'ELEMENT_MISSING W0101',
      'ELEMENT_TOO_SHORT W0102',
      'ELEMENT_TOO_SHORT W0103',
      'MAPPING_MISSING ST01',
    ],
    verdicts: 'R(R)',
    differs: `its elements are wrong by our dictionary too; ${NO_MAPPING}`,
  },
  '940-ediengine-ControlNumbersMismatch.edi': {
    expects: 'three errors of control numbers',
    finds: [
      'INTERCHANGE_CONTROL_MISMATCH IEA02',
      'GROUP_CONTROL_MISMATCH GE02',
      'SET_CONTROL_MISMATCH SE02',
      'MAPPING_MISSING ST01',
    ],
    verdicts: 'R(R)',
    differs: NO_MAPPING,
  },
  '940-ediengine-WrongGroupsAndTranCount.edi': {
    expects: 'errors of both counts',
    finds: [
      'INTERCHANGE_CONTROL_MISMATCH IEA02',
      'INTERCHANGE_COUNT_WRONG IEA01',
      'GROUP_COUNT_WRONG GE01',
      'MAPPING_MISSING ST01',
    ],
    verdicts: 'R(R)',
    differs: `IEA02 lacks the zeros of ISA13, which is told too; ${NO_MAPPING}`,
  },
  '997-staedi-extraDelimiter997.edi': {
    expects: 'repetitions and components too many, characters, lengths, and a code in no list',
    finds: [
      'ELEMENT_NOT_NUMBER AK302',
      'ELEMENT_REPEATED AK302(2)',
      'ELEMENT_NOT_NUMBER AK302(2)',
      'COMPONENT_TOO_MANY AK302-2(3)',
      'ELEMENT_NOT_NUMBER AK302(3)',
      'ELEMENT_TOO_LONG AK304',
      'ELEMENT_REPEATED AK304(2)',
      'ELEMENT_TOO_LONG AK304(2)',
      'ELEMENT_TOO_LONG AK304(3)',
      'COMPONENT_TOO_MANY AK404-2',
      'ELEMENT_REPEATED AK404(2)',
      'COMPONENT_TOO_MANY AK404-2(2)',
    ],
    verdicts: 'R(R)',
    differs: 'each value is told once: one that is too long for its list is not looked up in it',
  },
  '997-staedi-invalid997.edi': {
    expects: 'AK402 to be too long and to have bad characters',
    finds: ['ELEMENT_TOO_LONG AK101', 'ELEMENT_NOT_NUMBER AK402'],
    verdicts: 'R(R)',
    differs: 'each value is told once: what is no number has no length that could be wrong',
  },
  '997-staedi-invalid997_min.edi': {
    expects: 'five errors, the last at GE02',
    finds: [
      'GROUP_DATE_INVALID GS04',
      'GROUP_TIME_INVALID GS05',
      'GROUP_CONTROL_MISMATCH GE02',
      'ELEMENT_TOO_LONG AK101',
    ],
    verdicts: 'R(R)',
    differs: 'four places, each told once: GS04, GS05, AK101, GE02',
  },
  '999-staedi-invalid999.edi': {
    expects: 'IK5 not expected as the fourth segment, AK101 too long, AK204 too many',
    finds: [
      'SET_COUNT_WRONG SE01',
      'SEGMENT_UNEXPECTED IK5',
      'ELEMENT_TOO_LONG AK101',
      'ELEMENT_TOO_MANY AK204',
      'ELEMENT_CODE IK501',
      'SEGMENT_OVER_MAX IK5',
      'ELEMENT_NOT_NUMBER CTX06-1',
    ],
    verdicts: 'R(R)',
    differs:
      'segments count from ST, so that IK5 is the second; the count of SE01 and more of its content are told too',
  },
  'AAA+BBB+YYZ-gozer-x12.base.no.line.breaks.empty.line.txt': {
    expects: 'to be accepted in spite of the blanks at its end',
    finds: ['GROUP_COUNT_WRONG GE01', 'SET_COUNT_WRONG SE01', 'SET_UNSUPPORTED ST01'],
    verdicts: 'R(RRR) R(R)',
    differs: 'the blanks are no problem; its sets are made up and its counts wrong, which that project does not check',
  },
  'AAA+BBB+YYZ-gozer-x12.base.no.line.breaks.odd.char.txt': {
    expects: 'to be accepted in spite of its terminator, a letter with an umlaut',
    finds: ['GROUP_COUNT_WRONG GE01', 'SET_COUNT_WRONG SE01', 'SET_UNSUPPORTED ST01'],
    verdicts: 'R(RRR) R(R)',
    differs:
      'the terminator is no problem; its sets are made up and its counts wrong, which that project does not check',
  },
  'AAA+BBB-gozer-x12.missing.ISA.txt': {
    expects: 'an exception: no ISA',
    finds: ['INTERCHANGE_MISSING'],
    verdicts: '',
  },
  'AAA+BBB-gozer-x12.wrong.GS.txt': {
    expects: 'an exception: another segment where GS should stand',
    finds: [
      'SEGMENT_OUTSIDE_SET XX',
      'GROUP_TRAILER_UNEXPECTED GE',
      'INTERCHANGE_COUNT_WRONG IEA01',
      'GROUP_HEADER_MISSING ST',
      'SET_COUNT_WRONG SE01',
      'SET_UNSUPPORTED ST01',
    ],
    verdicts: 'R(RR) R(R)',
    differs: 'told, and reading goes on: the second group is judged for itself',
  },
  'ISA-only-badx12-segment_terminator.edi': {
    expects: 'no terminator to be found',
    finds: ['INTERCHANGE_TRAILER_MISSING ISA'],
    verdicts: '',
    differs: 'the line end behind ISA16 is taken for the terminator; then nothing follows',
  },
  'ISA-only-gozer-x12.no.line.break.no.delim.txt': {
    expects: 'an exception: no ISA to be found',
    finds: ['BYTES_BETWEEN_INTERCHANGES', 'INTERCHANGE_TERMINATOR_INVALID ISA'],
    verdicts: '',
    differs: 'the ISA is found; it is the terminator behind it that is missing',
  },
  'garbage-badx12-bad_file.edi': {
    expects: 'not to be taken for EDI',
    finds: ['INTERCHANGE_MISSING'],
    verdicts: '',
  },
  'garbage-ediengine-NonEdi.edi': {
    expects: 'not to be taken for EDI, though it holds the letters ISA',
    finds: ['INTERCHANGE_MISSING'],
    verdicts: '',
  },
};

/** EDIFACT and XML have tests of their own, or will; everything else in the list is, or is taken for, X12. */
const isX12 = (path: string): boolean => {
  if (/\.xml$/i.test(path) || path.startsWith('hostile/SBDH-')) return false;
  return !/^\s*(UNA|UNB|<)/.test(corpusFile(path).subarray(0, 100).toString('latin1'));
};

const isTold = ({ code, severity }: Problem): boolean =>
  severity === 'error' || /^(ISA_|INTERCHANGE_|GROUP_)/.test(code);

const placed = ({ code, at }: Problem): string => `${code} ${designator(at)}`.trim();

describe.skipIf(!hasCorpus)(onCorpus('broken files'), () => {
  const listed = rowsOf('HOSTILE.tsv').map(([path = '']) => path);

  it('every X12 file of the list is in the table, and no other', () => {
    const names = listed.filter(isX12).map((path) => path.slice('hostile/'.length));
    expect(Object.keys(TABLE).sort()).toEqual(names.sort());
  });

  it('where a row says no reason to differ, no more is found than the one thing that is wrong', () => {
    const unexplained = Object.values(TABLE).filter(({ differs }) => differs === undefined);
    expect(unexplained.filter(({ finds }) => finds.length !== 1)).toEqual([]);
  });

  it.each(Object.entries(TABLE))('%s', (name, { expects, finds, verdicts, differs = 'the same' }) => {
    const agreed = catalogWith({ 'validate.codes': 'refuse' });
    const outcome = translate(agreed, corpusFile(`hostile/${name}`), { partner: 'tested' });
    const found = [...new Set(problemsOf(outcome).filter(isTold).map(placed))];
    expect(found, `expected: ${expects}; ours: ${differs}`).toEqual(finds);
    const said = outcome.groups.map(
      ({ verdict, sets }) => `${verdict.verdict}(${sets.map((set) => set.verdict).join('')})`,
    );
    expect(said.join(' ')).toBe(verdicts);
    expect(verdicts).not.toMatch(/[AEP]/);
  });
});
