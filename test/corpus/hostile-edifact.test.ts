// Broken EDIFACT files of other projects: what each project expects of its file, what we find in it and where, and why
// that differs, where it does. What is said here is of reading and of the directory, not of a mapping.
import { describe, expect, it } from 'vitest';
import { designator, entryOf, type Problem } from '../../src/core/problem.ts';
import { translate } from '../../src/gateway/translate.ts';
import { catalogWith, problemsOf } from '../core/edi/reading.ts';
import { hasCorpus, onCorpus, rowsOf } from '../shared.ts';
import { enclosed, files } from './edifact-files.ts';

interface Row {
  /** What its project expects, in our words. */
  expects: string;
  /** Errors, each with its place, each once. */
  finds: string[];
  /** Why ours differs from what is expected, or says more. */
  differs?: string;
}

const NO_INTERCHANGE = 'a message without an interchange, read in one made for it';
const BGM_FIRST = ['SEGMENT_OUTSIDE_SET BGM', 'SET_COUNT_WRONG UNT01', 'SEGMENT_MISSING DTM', 'LOOP_MISSING UNT'];

const TABLE: Record<string, Row> = {
  'CUSTOM-staedi-other_dialect_term_segments.edi': {
    expects: 'segments named like the trailers of other syntaxes not to end anything',
    finds: ['SET_UNSUPPORTED UNH02-1'],
    differs: 'they do not; the message itself is made up, and refused as such',
  },
  'INVOIC-edifact-rs-d01b_invoic_malformed.edi': {
    expects: 'the missing BGM to be told',
    finds: ['SEGMENT_MISSING DTM', 'LOOP_MISSING UNT'],
    differs: `${NO_INTERCHANGE}; told at the segment behind it, with the lines and totals that are missing too`,
  },
  'INVOIC-edifact-rs-d96a_invoic_malformed.edi': {
    expects: 'the missing BGM to be told',
    finds: ['SEGMENT_MISSING DTM', 'LOOP_MISSING UNT'],
    differs: `${NO_INTERCHANGE}; told at the segment behind it, with the lines and totals that are missing too`,
  },
  'INVOIC-pydifact-invoice_with_colon_at_end.edi': {
    expects: 'to be read, with an empty component at the end of a segment',
    finds: [],
  },
  'INVOIC-staedi-invoic_d97b_bad.edi': {
    expects: 'nothing by a test; a code is too long, two numbers are none, and UNS stands twice',
    finds: [
      'ELEMENT_TOO_LONG NAD01',
      'ELEMENT_NOT_NUMBER QTY01-2',
      'ELEMENT_NOT_NUMBER PRI01-2',
      'LOOP_OVER_MAX UNS',
      'LOOP_MISSING UNS',
    ],
  },
  'ORDERS-edifact-rs-d01b_orders_malformed.edi': {
    expects: 'problems to be reported: BGM stands before UNH',
    finds: BGM_FIRST,
    differs: NO_INTERCHANGE,
  },
  'ORDERS-edifact-rs-d11a_malformed.edi': {
    expects: 'problems to be reported: BGM stands before UNH',
    finds: BGM_FIRST,
    differs: NO_INTERCHANGE,
  },
  'ORDERS-edifact-rs-d11a_malformed_component.edi': {
    expects: 'the format of a date to be missed',
    finds: ['LOOP_MISSING UNT'],
    differs: 'in the directory the format is conditional, and a date of eight digits can be told; the lines are missed',
  },
  'ORDERS-edifact-rs-d96a_orders_malformed.edi': {
    expects: 'problems to be reported: BGM stands before UNH',
    finds: BGM_FIRST,
    differs: NO_INTERCHANGE,
  },
  'ORDERS-pydifact-huge_file2.edi': {
    expects: 'to be read in reasonable time and memory',
    finds: ['INTERCHANGE_TRAILER_MISSING UNB', 'SET_COUNT_WRONG UNT01', 'SEGMENT_OUT_OF_SEQUENCE BGM'],
    differs: 'it is; its one message is a body written many times over without an end',
  },
  'PARTIN-edifactconverter-PARTIN_01B_UNA_ERROR.edi': {
    expects: 'to be read, with a UNA directly before the UNB',
    finds: [],
  },
  'PARTIN-edifactconverter-PARTIN_01B_UNA_ERROR_2.edi': {
    expects: 'to be read, with a UNA directly before the UNB',
    finds: [],
  },
  'PNRGOV-staedi-null-pointer-example.edi': {
    expects: 'no exception where a composite at the end of a segment is empty',
    finds: ['MESSAGE_RELEASE_UNSUPPORTED UNH02'],
    differs: 'there is none; the message is of the airlines, whose directories we do not ship',
  },
};

const hostile = files
  .filter(({ path }) => path.startsWith('hostile/'))
  .map(({ path, bytes }) => ({ name: path.slice('hostile/'.length), bytes: enclosed(bytes) }));

/** What a mapping finds depends on the mapping. */
const isOfReading = ({ code, severity }: Problem): boolean =>
  severity === 'error' && entryOf(code).level !== 'document' && !/^(VALUE_|MAPPING_)/.test(code);

const placed = ({ code, at }: Problem): string => `${code} ${designator(at)}`.trim();

describe.skipIf(!hasCorpus)(onCorpus('broken EDIFACT files'), () => {
  it('every EDIFACT file of the list is in the table, and no other', () => {
    const listed = new Set(rowsOf('HOSTILE.tsv').map(([path = '']) => path));
    const names = hostile.map(({ name }) => name).filter((name) => listed.has(`hostile/${name}`));
    expect(Object.keys(TABLE).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(TABLE))('%s', (name, { expects, finds, differs = 'the same' }) => {
    const { bytes } = hostile.find((one) => one.name === name)!;
    const outcome = translate(catalogWith({ 'validate.codes': 'refuse' }), bytes, { partner: 'tested' });
    const found = [...new Set(problemsOf(outcome).filter(isOfReading).map(placed))];
    expect(found, `expected: ${expects}; ours: ${differs}`).toEqual(finds);
    const accepted = outcome.groups.flatMap(({ sets }) => sets).filter(({ verdict }) => verdict !== 'R');
    expect(accepted.length > 0 && finds.length > 0).toBe(false);
  });
});
