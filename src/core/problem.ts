/**
 * The catalogue of what can be wrong with a document: each code once, with its sentence, its default
 * severity and the codes X12 acknowledgments carry for it.
 *
 * A Problem is data: it is returned, never thrown. What to do about one is decided once, by the agreement
 * (see `settle` in agreement.ts). X12 codes: element 720 (AK304), 723 (AK403), 718 (AK502), 716 (AK905) and
 * I18 (TA105), as tabled by the X12 997 and TA1.
 */

export type Severity = 'error' | 'warning';

/** Which part of an acknowledgment reports the problem, and so which code list `x12` comes from. */
export type Level = 'interchange' | 'group' | 'set' | 'segment' | 'element' | 'document';

/** Where a problem is. Offsets count bytes of the transmission from 0; everything else counts from 1. */
export interface Position {
  offset: number;
  /** Number of the segment in its set; the set header is 1. */
  segment?: number;
  tag?: string;
  element?: number;
  component?: number;
  repetition?: number;
  /** The bounded loop the segment stands in, by its identifier (LS01). */
  loop?: string;
  /** The line item the segment stands in, by its number (EDIFACT LIN01). */
  lineItem?: string;
  /** Line of the text and character in it, in formats people read by line. In a feed the line is that of the row. */
  line?: number;
  column?: number;
  /** What is named at the place: an attribute (`@unitCode`), the column of a feed, the member of a JSON object. */
  name?: string;
  /** Control numbers of the enclosing interchange, group and set, where known. */
  interchange?: string;
  group?: string;
  set?: string;
}

export interface Problem {
  code: ProblemCode;
  severity: Severity;
  message: string;
  at: Position;
  /** The value found, cut at 99 characters as AK404 is. */
  value?: string;
  /** Element number or field the problem concerns: the AK402 reference number, or a canonical field path. */
  reference?: string;
  /** `file:line:column` of the mapping rule that cared. */
  mapping?: string;
  /** The element whose presence or value asks for what is missing or forbids what is there. */
  because?: Position;
}

interface Entry {
  level: Level;
  severity: Severity;
  /** The X12 code at this level; none when the acknowledgment has no word for it. */
  x12?: string;
  /** The code from release 005010 on, where it has a better one. */
  from005010?: string;
  /** The code of a 999, where it has a better one still. */
  in999?: string;
  /** The sentence; `{value}` and `{detail}` are filled in. */
  say: string;
}

const interchange = (x12: string | undefined, say: string, severity: Severity = 'error'): Entry =>
  x12 === undefined ? { level: 'interchange', severity, say } : { level: 'interchange', severity, x12, say };
const group = (x12: string, say: string): Entry => ({ level: 'group', severity: 'error', x12, say });
const set = (x12: string, say: string): Entry => ({ level: 'set', severity: 'error', x12, say });
const segment = (x12: string, say: string): Entry => ({ level: 'segment', severity: 'error', x12, say });
const element = (x12: string, say: string): Entry => ({ level: 'element', severity: 'error', x12, say });
const document = (say: string, severity: Severity = 'error'): Entry => ({ level: 'document', severity, say });
const untidy = (say: string): Entry => ({ level: 'interchange', severity: 'warning', say });

export const catalogue = {
  // The interchange: ISA, IEA (TA105 codes).
  INTERCHANGE_MISSING: interchange('022', 'no interchange header where one was expected; found {value}'),
  INTERCHANGE_UTF16: interchange('022', 'the transmission is in UTF-16, which is not read'),
  INTERCHANGE_HEADER_INVALID: interchange('022', 'the interchange header cannot be read: {detail}'),
  INTERCHANGE_TRAILER_MISSING: interchange('023', 'the interchange has no trailer'),
  INTERCHANGE_TRAILER_UNEXPECTED: interchange('022', 'an interchange trailer without a header'),
  INTERCHANGE_CONTROL_MISMATCH: interchange('001', "the trailer's control number is {value}; the header says {detail}"),
  INTERCHANGE_COUNT_WRONG: interchange('021', 'the trailer counts {value}; {detail} were read'),
  INTERCHANGE_CONTROL_INVALID: interchange('018', 'the interchange control number {value} is not {detail}'),
  INTERCHANGE_VERSION_UNKNOWN: interchange('003', 'interchange version {value} is not known', 'warning'),
  INTERCHANGE_VERSION_INVALID: interchange('017', 'ISA12 {value} is no interchange version', 'warning'),
  INTERCHANGE_STANDARD_UNKNOWN: interchange('002', 'ISA11 names standard {value}; only U is known', 'warning'),
  INTERCHANGE_STANDARD_INVALID: interchange('016', 'ISA11 {value} names no standard', 'warning'),
  INTERCHANGE_AUTHORIZATION_QUALIFIER_INVALID: interchange('010', 'ISA01 {value} is not 00 to 06', 'warning'),
  INTERCHANGE_AUTHORIZATION_INVALID: interchange('011', 'ISA02 {detail}', 'warning'),
  INTERCHANGE_SECURITY_QUALIFIER_INVALID: interchange('012', 'ISA03 {value} is not 00 or 01', 'warning'),
  INTERCHANGE_SECURITY_INVALID: interchange('013', 'ISA04 {detail}', 'warning'),
  INTERCHANGE_SENDER_QUALIFIER_INVALID: interchange('005', 'ISA05 {value} is no qualifier'),
  INTERCHANGE_SENDER_INVALID: interchange('006', 'no sender is named{detail}'),
  INTERCHANGE_RECEIVER_QUALIFIER_INVALID: interchange('007', 'ISA07 {value} is no qualifier'),
  INTERCHANGE_RECEIVER_INVALID: interchange('008', 'no receiver is named{detail}'),
  INTERCHANGE_ACKNOWLEDGMENT_REQUEST_INVALID: interchange(
    '019',
    'the acknowledgment request {value} is not {detail}',
    'warning',
  ),
  INTERCHANGE_USAGE_INVALID: interchange('020', 'ISA15 {value} is not P, T or I'),
  INTERCHANGE_DATE_INVALID: interchange('014', 'the interchange date {value} is not a date', 'warning'),
  INTERCHANGE_TIME_INVALID: interchange('015', 'the interchange time {value} is not a time', 'warning'),
  INTERCHANGE_COMPONENT_SEPARATOR_INVALID: interchange('027', 'the component separator {value} cannot be used'),
  INTERCHANGE_REPETITION_SEPARATOR_INVALID: interchange(
    '032',
    '{value} cannot separate repetitions; repetitions are not split',
    'warning',
  ),
  INTERCHANGE_TERMINATOR_INVALID: interchange('004', 'no usable segment terminator after ISA16; found {value}'),
  INTERCHANGE_SYNTAX_UNKNOWN: interchange(undefined, 'syntax {value} is not known: {detail}'),
  INTERCHANGE_TEST_INVALID: interchange(undefined, 'test indicator {value} is not 1 to 4', 'warning'),
  INTERCHANGE_EMPTY: interchange(undefined, 'the interchange holds no message'),
  GROUPS_AND_SETS: interchange(undefined, 'messages stand in groups and outside of them'),
  SEGMENT_OUTSIDE_SET: interchange('024', 'segment {value} stands outside any transaction set'),
  SEGMENT_UNTERMINATED: interchange('023', 'the last segment has no terminator'),
  SEGMENT_TOO_LONG: interchange('022', 'a segment runs over {detail} without a terminator; skipped to the next header'),

  // Untidy but readable: only an agreement turns these into a refusal.
  ISA_NOT_106: untidy('the ISA is not 106 characters ({detail}); it was read by counting its elements'),
  ISA_WRAPPED: untidy('the ISA is broken over lines; it was read without the line ends'),
  ISA_PADDED_ODDLY: untidy('the ISA is padded with no-break spaces or tabs; they were read as spaces'),
  SPACE_BEFORE_SEGMENT: untidy('spaces or tabs stand before segment {value}; they were skipped'),
  BYTES_BEFORE_INTERCHANGE: untidy('a byte order mark stands before the interchange; it was skipped'),
  BYTES_BETWEEN_INTERCHANGES: interchange(
    '022',
    '{detail} that are no interchange were skipped; they start with {value}',
  ),
  TRAILING_SEPARATOR: untidy('separators without a value end the segment; they were ignored'),

  // What is wrong with a group and a 997 has no code for, or no group to refer to, is told in the TA1.
  GROUP_HEADER_MISSING: interchange('024', 'transaction set without a group header (GS)'),
  GROUP_HEADER_INVALID: interchange('024', 'GS01 {value} is no functional identifier; no acknowledgment can name it'),
  GROUP_DATE_INVALID: interchange('024', 'the group date {value} is not a date', 'warning'),
  GROUP_TIME_INVALID: interchange('024', 'the group time {value} is not a time', 'warning'),

  // The group: GS, GE (AK905).
  GROUP_TYPE_UNSUPPORTED: group('1', 'functional group {value} is not supported'),
  GROUP_RELEASE_UNSUPPORTED: group('2', 'release {value} is not supported; shipped: {detail}'),
  RELEASE_NEAREST: {
    ...group('2', 'release {value} has no dictionary of its own; it was read with {detail}'),
    severity: 'warning',
  },
  GROUP_TRAILER_MISSING: group('3', 'the functional group has no trailer'),
  GROUP_TRAILER_UNEXPECTED: {
    level: 'interchange',
    severity: 'error',
    x12: '022',
    say: 'a group trailer without a header',
  },
  GROUP_CONTROL_MISMATCH: group('4', "the trailer's control number is {value}; the header says {detail}"),
  GROUP_COUNT_WRONG: group('5', 'the trailer counts {value} transaction sets; {detail} were read'),
  GROUP_CONTROL_INVALID: group('6', 'the group control number {value} is not {detail}'),
  GROUP_EMPTY: { level: 'group', severity: 'error', say: 'the group holds no message' },
  GROUP_CONTROL_DUPLICATE: group('19', 'the group control number {value} was used before, {detail}'),

  // The set: ST, SE (AK502).
  SET_UNSUPPORTED: set('1', 'transaction set {value} is not supported in release {detail}'),
  SET_TRAILER_MISSING: set('2', 'the transaction set has no trailer'),
  SET_CONTROL_MISMATCH: set('3', "the trailer's control number is {value}; the header says {detail}"),
  SET_COUNT_WRONG: set('4', 'the trailer counts {value} segments; {detail} were read'),
  SET_ID_INVALID: set('6', 'the transaction set identifier {value} is missing or invalid'),
  SET_CONTROL_INVALID: set('7', 'the transaction set control number {value} is missing or invalid'),
  SET_NOT_IN_GROUP: set('18', 'transaction set {value} does not belong in a functional group {detail}'),
  SET_CONVENTION_INVALID: set('19', 'ST03 names {value}, a convention of another release than that of GS08'),
  SET_CONTROL_DUPLICATE: set('23', 'the set control number {value} was used before, {detail}'),
  SET_TOO_LARGE: set('5', 'the transaction set is larger than {detail}; the rest of it was skipped'),
  MESSAGE_RELEASE_UNSUPPORTED: {
    level: 'set',
    severity: 'error',
    say: 'no directory of schemas/edifact, nor an older one, is {value}',
  },
  DIRECTORY_NEAREST: document('directory {value} is not here; the message was read with {detail}', 'warning'),
  SET_TRAILER_UNEXPECTED: {
    level: 'interchange',
    severity: 'error',
    x12: '024',
    say: 'a set trailer without a header',
  },

  // Segments and loops (AK304).
  SEGMENT_UNKNOWN: segment('1', 'segment {value} is in no dictionary of this release'),
  SEGMENT_UNEXPECTED: segment('2', 'segment {value} is not expected here'),
  SEGMENT_MISSING: segment('3', 'mandatory segment {value} is missing before here'),
  LOOP_MISSING: segment('3', 'mandatory loop {value} is missing before here'),
  LOOP_OVER_MAX: segment('4', 'loop {value} stands more often than {detail} times'),
  SEGMENT_OVER_MAX: segment('5', 'segment {value} stands more often than {detail} times'),
  SEGMENT_NOT_IN_SET: segment('6', 'segment {value} does not belong to this transaction set'),
  SEGMENT_OUT_OF_SEQUENCE: segment('7', 'segment {value} is out of sequence'),
  BINARY_LENGTH_WRONG: segment('8', 'the binary length {value} does not lead to the end of the segment'),
  HL_PARENT_UNKNOWN: segment('8', 'level {value} does not stand above'),

  // Elements and components (AK403).
  ELEMENT_MISSING: element('1', 'mandatory element is missing: {detail}'),
  ELEMENT_CONDITION: element('2', 'element is required by the condition {detail}'),
  ELEMENT_TOO_MANY: element('3', 'the segment has {detail} elements; this one is too many'),
  ELEMENT_TOO_SHORT: element('4', '"{value}" is shorter than {detail}'),
  ELEMENT_TOO_LONG: element('5', '"{value}" is longer than {detail}'),
  ELEMENT_CHARACTER: element('6', '"{value}" has a character that is not allowed: {detail}'),
  ELEMENT_NOT_NUMBER: element('6', '"{value}" is not a number of type {detail}'),
  ELEMENT_NOT_LETTERS: {
    level: 'element',
    severity: 'error',
    say: '"{value}" has a digit where only letters may be',
  },
  ELEMENT_DECIMAL_MARK: {
    level: 'element',
    severity: 'warning',
    say: '"{value}" has another decimal mark than the service string advice (UNA) says: {detail}',
  },
  ELEMENT_DECIMAL_START: {
    level: 'element',
    severity: 'warning',
    say: '"{value}" has no digit before its decimal mark',
  },
  ELEMENT_DATE: element('8', '"{value}" is not a date'),
  ELEMENT_TIME: element('9', '"{value}" is not a time'),
  ELEMENT_EXCLUDED: element('10', 'element is excluded by the condition {detail}'),
  ELEMENT_REPEATED: { ...element('3', 'the element stands more often than {detail}'), from005010: '12' },
  ELEMENT_CODE: element('7', '"{value}" is not in the code list of element {detail}'),
  COMPONENT_TOO_MANY: {
    ...element('3', 'the element has {detail} components; this one is too many'),
    from005010: '13',
  },

  // A partner's guide (core/guide): what it asks for beyond the dictionary. A 999 has words of its own for most.
  GUIDE_SEGMENT_FORBIDDEN: { ...segment('2', "segment {value} is not used in this partner's guide"), in999: 'I4' },
  GUIDE_SEGMENT_MISSING: { ...segment('3', "{detail} is missing before here, by the partner's guide"), in999: 'I8' },
  GUIDE_LOOP_MISSING: { ...segment('3', "loop {detail} is missing before here, by the partner's guide"), in999: 'I7' },
  GUIDE_DEPENDENT_MISSING: {
    ...segment('3', "{value} is missing before here: {detail}, by the partner's guide"),
    in999: 'I6',
  },
  GUIDE_DEPENDENT_FORBIDDEN: {
    ...segment('2', "{value} is not used here: {detail}, by the partner's guide"),
    in999: 'I9',
  },
  GUIDE_SEGMENT_OVER_MAX: segment('5', "{detail}, by the partner's guide"),
  GUIDE_LOOP_OVER_MAX: segment('4', "{detail}, by the partner's guide"),
  GUIDE_ELEMENT_MISSING: element('1', "element is missing, by the partner's guide: {detail}"),
  GUIDE_ELEMENT_FORBIDDEN: { ...element('10', "element is not used in this partner's guide"), in999: 'I10' },
  GUIDE_TOO_SHORT: element('4', '"{value}" is shorter than {detail}, by the partner\'s guide'),
  GUIDE_TOO_LONG: element('5', '"{value}" is longer than {detail}, by the partner\'s guide'),
  GUIDE_REPEATED: {
    ...element('3', "the element stands more often than {detail}, by the partner's guide"),
    from005010: '12',
  },
  GUIDE_CONVENTION: {
    ...set('1', "convention {value} is none of this partner's guide, which is for {detail}"),
    in999: 'I6',
  },
  GUIDE_REPEATED_TOO_LITTLE: {
    ...element('1', "the element stands less often than {detail}, by the partner's guide"),
    in999: 'I11',
  },
  GUIDE_PATTERN: { ...element('7', '"{value}" is not like {detail}, by the partner\'s guide'), in999: 'I12' },
  GUIDE_CODE: { ...element('7', '"{value}" is not a code of the partner\'s guide here'), in999: 'I6' },
  GUIDE_RULE_MISSING: { ...element('2', 'element is missing: {detail}'), in999: 'I9' },
  GUIDE_RULE_EXCLUDED: { ...element('10', '"{value}" does not belong here: {detail}'), in999: 'I13' },
  GUIDE_RULE_VALUE: { ...element('7', '"{value}" does not fit: {detail}'), in999: 'I6' },

  // The document: what mapping and the canonical schema found. X12 reports these as element or set errors.
  VALUE_NOT_DECIMAL: { level: 'element', severity: 'error', x12: '6', say: '"{value}" is not a decimal' },
  VALUE_NOT_DATE: { level: 'element', severity: 'error', x12: '8', say: '"{value}" is not a date like {detail}' },
  DATE_ZONE_DROPPED: document('the date {value} is kept without its zone {detail}', 'warning'),
  VALUE_NOT_TIME: { level: 'element', severity: 'error', x12: '9', say: '"{value}" is not a time' },
  VALUE_NOT_INTEGER: { level: 'element', severity: 'error', x12: '6', say: '"{value}" is not a whole number' },
  VALUE_NOT_BOOLEAN: { level: 'element', severity: 'error', x12: '7', say: '"{value}" is not Y or N' },
  VALUE_NOT_WRITABLE: document('"{value}" cannot be written: {detail}'),
  VALUE_PLACE_TAKEN: document('{detail} already holds a value; "{value}" has no place'),
  CODE_NOT_IN_TABLE: document('"{value}" is not in {detail}; it was passed on verbatim', 'warning'),
  EXPRESSION_FAILED: document('the expression failed: {detail}'),
  DOCUMENT_INVALID: document('{detail}'),
  TOTAL_DIFFERS: document('{detail}', 'warning'),
  DATA_UNMAPPED: document('no mapping rule reads {detail}', 'warning'),
  DATA_UNWRITTEN: document('"{value}" is not in the message{detail}', 'warning'),
  MAPPING_MISSING: set('1', 'no mapping reads {value} for this partner'),
  PARTNER_UNKNOWN: interchange('006', 'no agreement names the sender {value}'),
  SENDER_QUALIFIER_UNKNOWN: interchange('005', '{value} is the qualifier of no identifier of {detail}'),
  SENDER_UNKNOWN: interchange('006', '{value} is no identifier of {detail}'),
  RECEIVER_QUALIFIER_UNKNOWN: interchange('007', '{value} is not our qualifier to {detail}'),
  RECEIVER_UNKNOWN: interchange('009', '{value} is not who we are to {detail}'),
  DUPLICATE_CONTROL_NUMBER: interchange('025', 'control number {value} was used before with other content, {detail}'),
  ORDER_REPEATED: document('order {value} says what {detail} says; it is not made again', 'warning'),
  ORDER_NUMBER_REUSED: document('order {value} says something else than {detail}, of the same number', 'warning'),
  FORMAT_UNKNOWN: interchange(undefined, 'the format was not recognised; the transmission starts with {value}'),

  // Documents that say their structure themselves, against their definition.
  XML_ELEMENT_MISSING: document('element {value} is missing in {detail}'),
  XML_ELEMENT_REPEATED: document('element {value} stands more often than {detail} times'),
  XML_ELEMENT_ORDER: document('element {value} stands behind {detail}; it goes before', 'warning'),
  XML_ELEMENT_UNKNOWN: document('element {value} is not defined in {detail}', 'warning'),
  XML_ATTRIBUTE_MISSING: document('attribute {value} of {detail} is missing'),
  XML_ATTRIBUTE_UNKNOWN: document('attribute {value} is not defined for {detail}', 'warning'),
  XML_TEXT_MISSING: document('element {value} is empty'),
  XML_ENVELOPE_DIFFERS: document('the envelope says {value} of the document in it, which is {detail}'),
  XML_SCOPE_MISSING: document('the envelope has no scope {value}'),
  XML_ROOT_UNKNOWN: document('no vocabulary defines a document that starts with {value}'),
  XML_MESSAGE_MISSING: document('the document {value} holds no message that is known: {detail}'),

  // IDocs in lines of fixed width.
  IDOC_CONTROL_MISSING: document('a control record (EDI_DC40) comes first; found {value}'),
  IDOC_RECORD_INVALID: document('the record cannot be read: {detail}'),
  IDOC_RECORD_CUT: document('the file ends within this record'),
  IDOC_NUMBER_DIFFERS: document('the record is of IDoc {value}; the control record says {detail}'),
  IDOC_PARENT_WRONG: document(
    'segment {value} cannot stand below the segment {detail}; it was read where it may',
    'warning',
  ),

  JSON_MALFORMED: document('the JSON cannot be read: {detail}'),
  JSON_TYPE_UNKNOWN: document('"{value}" is no type of document; it is one of {detail}'),

  // Feeds: rows of CSV or of fixed width.
  FEED_COLUMN_MISSING: document('the header has no column {value}{detail}'),
  FEED_COLUMN_REPEATED: document('the header has column {value} more than once'),
  FEED_COLUMN_UNKNOWN: document('the header has column {value}, which the feed has not{detail}', 'warning'),
  FEED_ENCODING: document('"{value}" is not valid in the encoding of the feed'),
  FEED_UNREADABLE: document('rows cannot be told apart any more; what follows was left unread'),
  ROW_BROKEN: document('a quote does not close where a cell ends'),
  ROW_CELLS: document('the row has {value} cells where {detail} are expected'),
  ROW_OVERLONG: document('"{value}" stands behind the last column of the row'),
  ROW_WITHOUT_GROUP: document('{detail} is empty, so that nobody knows whose row it is'),
  ROW_DIFFERS: document('"{value}" differs from "{detail}" in the first row of the document'),
  GROUP_SCATTERED: document('rows of {value} stand further up already; rows of one document stand together'),
  RECORD_UNKNOWN: document('no record of the feed starts with "{value}"'),
  RECORD_UNEXPECTED: document('record {value} does not belong here: {detail}'),
  RECORD_MISSING: document('record {value} is missing'),
  RECORD_COUNT_WRONG: document('the record counts "{value}"; {detail} were read'),

  // XML that cannot be read at all, or will not be.
  XML_MALFORMED: document('the XML is not well-formed: {detail}'),
  XML_ENCODING: document('the XML cannot be decoded: {detail}'),
  XML_DOCTYPE: document('the document type holds declarations of its own, which are not accepted'),
  XML_BOUND: document('the XML goes beyond what is accepted: {detail}'),
} as const satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof catalogue;

const entries: Record<ProblemCode, Entry> = catalogue;

/** The catalogue's entry: level, default severity, X12 code and sentence. */
export const entryOf = (code: ProblemCode): Entry => entries[code];

/** Element 0085 for a problem (UNSL of ISO 9735 syntax 3 and 4). */
export interface SyntaxErrors {
  code: string;
  /** From syntax version 4 on, which has a better one. */
  from4?: string;
  /** Where the value is not wrong, but not there. */
  blank?: string;
}

const UNSPECIFIED = '18';
const MISSING = '13';

/** Element 0085 of each problem that a CONTRL may have to tell; those of X12 alone have none. */
const SYNTAX_ERRORS: Partial<Record<ProblemCode, string | SyntaxErrors>> = {
  INTERCHANGE_SYNTAX_UNKNOWN: { code: '2', blank: MISSING },
  INTERCHANGE_DATE_INVALID: { code: '12', blank: MISSING },
  INTERCHANGE_TIME_INVALID: { code: '12', blank: MISSING },
  INTERCHANGE_CONTROL_INVALID: { code: '39', blank: MISSING },
  INTERCHANGE_ACKNOWLEDGMENT_REQUEST_INVALID: '12',
  INTERCHANGE_TEST_INVALID: '12',
  INTERCHANGE_TRAILER_MISSING: MISSING,
  INTERCHANGE_CONTROL_MISMATCH: '28',
  INTERCHANGE_COUNT_WRONG: '29',
  INTERCHANGE_EMPTY: '32',
  DUPLICATE_CONTROL_NUMBER: '26',
  SENDER_QUALIFIER_UNKNOWN: '23',
  SENDER_UNKNOWN: '23',
  RECEIVER_QUALIFIER_UNKNOWN: '7',
  RECEIVER_UNKNOWN: '7',
  INTERCHANGE_REPETITION_SEPARATOR_INVALID: '20',
  GROUPS_AND_SETS: '30',
  SEGMENT_OUTSIDE_SET: '33',
  SEGMENT_UNTERMINATED: MISSING,
  SEGMENT_TOO_LONG: UNSPECIFIED,
  SPACE_BEFORE_SEGMENT: UNSPECIFIED,
  TRAILING_SEPARATOR: { code: UNSPECIFIED, from4: '45' },
  GROUP_TRAILER_UNEXPECTED: '33',
  SET_TRAILER_UNEXPECTED: '33',
  GROUP_EMPTY: '32',
  GROUP_TRAILER_MISSING: MISSING,
  GROUP_CONTROL_MISMATCH: '28',
  GROUP_COUNT_WRONG: '29',
  GROUP_CONTROL_INVALID: { code: '39', blank: MISSING },
  GROUP_CONTROL_DUPLICATE: '26',
  SET_UNSUPPORTED: '14',
  MESSAGE_RELEASE_UNSUPPORTED: '14',
  DIRECTORY_NEAREST: '14',
  MAPPING_MISSING: '14',
  SET_TRAILER_MISSING: MISSING,
  SET_CONTROL_MISMATCH: '28',
  SET_COUNT_WRONG: '29',
  SET_ID_INVALID: { code: '12', blank: MISSING },
  SET_CONTROL_INVALID: { code: '39', blank: MISSING },
  SET_NOT_IN_GROUP: '31',
  SET_CONTROL_DUPLICATE: '26',
  SET_TOO_LARGE: UNSPECIFIED,
  SEGMENT_UNKNOWN: '15',
  SEGMENT_UNEXPECTED: '15',
  SEGMENT_NOT_IN_SET: '15',
  SEGMENT_OUT_OF_SEQUENCE: '15',
  SEGMENT_MISSING: MISSING,
  LOOP_MISSING: MISSING,
  LOOP_OVER_MAX: '36',
  SEGMENT_OVER_MAX: '35',
  HL_PARENT_UNKNOWN: '12',
  ELEMENT_MISSING: MISSING,
  ELEMENT_CONDITION: { code: MISSING, from4: '48' },
  ELEMENT_EXCLUDED: { code: '15', from4: '48' },
  ELEMENT_TOO_MANY: '16',
  COMPONENT_TOO_MANY: '16',
  ELEMENT_TOO_SHORT: '40',
  ELEMENT_TOO_LONG: '39',
  ELEMENT_CHARACTER: '21',
  ELEMENT_NOT_NUMBER: '37',
  ELEMENT_NOT_LETTERS: '37',
  ELEMENT_DECIMAL_MARK: '19',
  ELEMENT_DECIMAL_START: '38',
  ELEMENT_REPEATED: '35',
  ELEMENT_CODE: '12',
  VALUE_NOT_DECIMAL: '12',
  VALUE_NOT_DATE: '12',
  VALUE_NOT_TIME: '12',
  VALUE_NOT_INTEGER: '12',
  VALUE_NOT_BOOLEAN: '12',
  CODE_NOT_IN_TABLE: '14',
  DATA_UNMAPPED: '15',
  DOCUMENT_INVALID: UNSPECIFIED,
  EXPRESSION_FAILED: UNSPECIFIED,
  TOTAL_DIFFERS: UNSPECIFIED,
  GUIDE_CONVENTION: '14',
  GUIDE_SEGMENT_FORBIDDEN: '15',
  GUIDE_SEGMENT_MISSING: MISSING,
  GUIDE_LOOP_MISSING: MISSING,
  GUIDE_DEPENDENT_MISSING: MISSING,
  GUIDE_DEPENDENT_FORBIDDEN: '15',
  GUIDE_SEGMENT_OVER_MAX: '35',
  GUIDE_LOOP_OVER_MAX: '36',
  GUIDE_ELEMENT_MISSING: MISSING,
  GUIDE_ELEMENT_FORBIDDEN: '15',
  GUIDE_TOO_SHORT: '40',
  GUIDE_TOO_LONG: '39',
  GUIDE_REPEATED: '35',
  GUIDE_REPEATED_TOO_LITTLE: MISSING,
  GUIDE_PATTERN: '12',
  GUIDE_CODE: '12',
  GUIDE_RULE_MISSING: MISSING,
  GUIDE_RULE_EXCLUDED: '15',
  GUIDE_RULE_VALUE: '12',
};

/** Every 0085 a problem may be told with; undefined where no CONTRL tells it. */
export function syntaxErrorsOf(code: ProblemCode): SyntaxErrors | undefined {
  const found = SYNTAX_ERRORS[code];
  return typeof found === 'string' ? { code: found } : found;
}

/** Element 0085 for a problem in an interchange of this syntax, `UNOC:3`; "unspecified" where there is none of its own. */
export function syntaxErrorOf({ code, value }: Pick<Problem, 'code' | 'value'>, syntax: string): string {
  const { code: usual, from4, blank } = syntaxErrorsOf(code) ?? { code: UNSPECIFIED };
  return (value === '' ? blank : undefined) ?? (syntax.endsWith(':4') ? from4 : undefined) ?? usual;
}

const SHOWN = 60;
const ECHOED = 99;

/** A value as a message may show it: control characters visible, long ones cut. */
export function shown(value: string): string {
  const visible = value.replace(
    /[\u0000-\u001f\u007f-\u009f]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return visible.length > SHOWN ? `${visible.slice(0, SHOWN)}…` : visible;
}

export interface Particulars {
  value?: string;
  detail?: string;
  reference?: string;
  mapping?: string;
  because?: Position;
}

/** Makes a problem from its code, its position and the particulars its sentence names. */
export function problem(code: ProblemCode, at: Position, particulars: Particulars = {}): Problem {
  const { severity, say } = entries[code];
  const value = particulars.value === undefined ? undefined : shown(particulars.value);
  // A function, since what a partner wrote may hold $& or {detail} itself.
  const message = say.replace(
    /\{(value|detail)\}/g,
    (_, name) => (name === 'value' ? value : particulars.detail) ?? '',
  );
  const made: Problem = { code, severity, message, at };
  if (particulars.value !== undefined) made.value = particulars.value.slice(0, ECHOED);
  if (particulars.reference !== undefined) made.reference = particulars.reference;
  if (particulars.mapping !== undefined) made.mapping = particulars.mapping;
  if (particulars.because !== undefined) made.because = particulars.because;
  return made;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `PO102`, `REF04-2`, `cbc:Quantity/@unitCode`, a column's name, or the tag alone: the reference designator of a position. */
export function designator(at: Position): string {
  if (at.name !== undefined) return at.tag === undefined ? at.name : `${at.tag}/${at.name}`;
  if (at.tag === undefined) return '';
  const component = at.component === undefined ? '' : `-${at.component}`;
  const repetition = at.repetition === undefined || at.repetition === 1 ? '' : `(${at.repetition})`;
  return at.element === undefined ? at.tag : `${at.tag}${two(at.element)}${component}${repetition}`;
}

/** The field a path leads to, without its places in lists: `lines/unit` of `lines/0/unit`. */
export const fieldOf = (path: string): string => path.replaceAll(/\/\d+(?=\/|$)/g, '');

/** '' for what is nowhere yet: a value that could not be written. */
function placeIn({ offset, segment, line, column }: Position): string {
  if (offset < 0) return '';
  if (line !== undefined) return `line ${line}${column === undefined ? '' : `:${column}`}`;
  return segment === undefined ? `byte ${offset}` : `segment ${segment}`;
}

/** One line for people: `000000905/1/0001 segment 4 PO102: "ten" is not a decimal [CODE] file:line:column`. */
export function line(found: Problem): string {
  const { at } = found;
  const numbers = [at.interchange, at.group, at.set].filter((part) => part !== undefined);
  // A document may have no number, and its message the same.
  const controls = (at.line === undefined ? numbers : [...new Set(numbers)].filter((part) => part !== '')).join('/');
  const where = placeIn(at);
  const place = [controls, where, designator(at)].filter((part) => part !== '').join(' ');
  return `${place === '' ? '' : `${place}: `}${found.message} [${found.code}]${found.mapping === undefined ? '' : ` ${found.mapping}`}`;
}
