/**
 * What the X12 packs do not hold and the dictionaries need: the envelope segments (X12.5, X12.6), composite ids,
 * repeating elements and element groups, and functional identifiers.
 */

export type Release = '004010' | '005010';

/** GS01 of each transaction set (X12.22). */
export const functionalGroups: Record<string, string> = {
  '204': 'SM',
  '210': 'IM',
  '214': 'QM',
  '810': 'IN',
  '812': 'CD',
  '816': 'OR',
  '820': 'RA',
  '824': 'AG',
  '830': 'PS',
  '832': 'SC',
  '840': 'RQ',
  '843': 'RR',
  '844': 'CF',
  '846': 'IB',
  '850': 'PO',
  '852': 'PD',
  '855': 'PR',
  '856': 'SH',
  '857': 'BS',
  '860': 'PC',
  '861': 'RC',
  '862': 'SS',
  '864': 'TX',
  '865': 'CA',
  '867': 'PT',
  '869': 'RS',
  '870': 'RS',
  '875': 'OG',
  '876': 'OG',
  '880': 'GP',
  '940': 'OW',
  '943': 'AR',
  '944': 'RE',
  '945': 'SW',
  '947': 'AW',
  '990': 'GF',
  '997': 'FA',
  '999': 'FA',
};

/** The segments around transaction sets; ISA11 changed its meaning after 004010. All their elements are mandatory. */
export const envelope: Record<Release, Record<string, string>> = {
  '004010': {
    ISA: 'I01 I02 I03 I04 I05 I06 I05 I07 I08 I09 I10 I11 I12 I13 I14 I15',
    IEA: 'I16 I12',
    GS: '479 142 124 373 337 28 455 480',
    GE: '97 28',
    TA1: 'I12 I08 I09 I17 I18',
  },
  '005010': {
    ISA: 'I01 I02 I03 I04 I05 I06 I05 I07 I08 I09 I65 I11 I12 I13 I14 I15',
    IEA: 'I16 I12',
    GS: '479 142 124 373 337 28 455 480',
    GE: '97 28',
    TA1: 'I12 I08 I09 I17 I18',
  },
};

/** Elements the packs lack: those of the envelope and those that occur only inside composites. */
export const addedElements: Record<string, string> = {
  I01: 'ID 2/2',
  I02: 'AN 10/10',
  I03: 'ID 2/2',
  I04: 'AN 10/10',
  I05: 'ID 2/2',
  I06: 'AN 15/15',
  I07: 'AN 15/15',
  I08: 'DT 6/6',
  I09: 'TM 4/4',
  I10: 'ID 1/1',
  I11: 'ID 5/5',
  I12: 'N0 9/9',
  I13: 'ID 1/1',
  I14: 'ID 1/1',
  I15: 'AN 1/1',
  I16: 'N0 1/5',
  I17: 'ID 1/1',
  I18: 'ID 3/3',
  I65: 'AN 1/1',
  '28': 'N0 1/9',
  '97': 'N0 1/6',
  '124': 'AN 2/15',
  '142': 'AN 2/15',
  '455': 'ID 1/2',
  '479': 'ID 2/2',
  '480': 'AN 1/12',
  '704': 'ID 1/2',
  '722': 'N0 1/2',
  '1109': 'ID 1/1',
  '1528': 'N0 1/2',
  '1686': 'N0 1/4',
  '9998': 'AN 1/35',
  '9999': 'AN 1/35',
};

/** Elements the packs have wrong: 1018 is the exponent inside C001, a number. */
export const correctedElements: Record<string, string> = { '1018': 'R 1/15' };

/** Component element numbers of each composite; the packs give only lengths. */
export const composites: Record<string, string[]> = {
  C001: Array.from({ length: 5 }, () => ['355', '1018', '649']).flat(),
  C002: ['704', '704', '704', '704', '704'],
  C030: ['722', '1528', '1686'],
  C040: ['128', '127', '128', '127', '128', '127'],
  C056: ['1109', '1270', '1271'],
  C998: ['9999', '9998'],
  C999: ['725', '725'],
};

/** Runs of positions that repeat the same few elements inside a segment: from-to/size. */
export const elementGroups: Record<string, string[]> = {
  ACK: ['07-26/2'],
  CUR: ['07-21/3'],
  G17: ['05-08/2'],
  G55: ['01-04/2'],
  G68: ['05-08/2'],
  IT1: ['06-25/2'],
  IT8: ['08-27/2'],
  LAD: ['07-12/2'],
  LIN: ['02-31/2'],
  MAN: ['01-06/3'],
  PAM: ['07-12/3'],
  PER: ['03-08/2'],
  PO1: ['06-25/2'],
  POC: ['08-27/2'],
  RCD: ['06-20/3'],
  SCH: ['05-10/3'],
  SDP: ['01-08/2'],
  SDQ: ['03-22/2'],
  SI: ['02-21/2'],
  SLN: ['09-28/2'],
  TAX: ['02-11/2'],
  TXP: ['04-09/2'],
  W01: ['04-07/2'],
  W04: ['04-07/2'],
  W07: ['04-07/2'],
  W19: ['05-08/2'],
};

/**
 * Segments whose element numbers the packs have wrong: in PD they continue inside the composite of PD03. Requirements
 * and lengths in the packs are right.
 */
export const correctedSegments: Record<string, string> = { PD: '344 373 C001 380 93 352 1196 127 352 1401' };

/** How often an element may repeat, by segment and position, where that is more than once. */
export const repeats: Record<Release, Record<string, Record<number, number>>> = {
  '004010': {},
  '005010': { CTX: { 1: 10 }, DMG: { 5: 10 } },
};
