/**
 * What a feed is: the `feed:` of a mapping file, read with its findings at their places. It says how rows are cut into
 * cells, which rows are one document, and how values are written; what the cells mean is the mapping's.
 */

import { hint } from '../mapping/nearest.ts';
import { type Finding, isMap, isScalar, isSeq, type Pair, type Place, type Yaml, type YamlNode } from '../yaml.ts';
import { ENCODING } from './encoding.ts';
import { ambiguous, type Moment, parseMoment } from './moment.ts';

/** Where a column stands in a row of fixed width: its first and last character, from 1. */
export interface Width {
  from: number;
  to: number;
}

/** `N2` is a number whose last two digits are decimals (X12.6); any other value is as the feed says. */
export type ColumnType = 'feed' | 'N0' | 'N1' | 'N2' | 'N3' | 'N4' | 'N5' | 'N6';

export interface Column {
  name: string;
  type: ColumnType;
  width: Width | undefined;
}

/** A kind of row, told by its first column, by its place in a document, or by being none of the others. */
export interface RecordType {
  name: string;
  /** What its first column holds; undefined where no code tells it. */
  code: string | undefined;
  /** Which row of its document it is, from 1; undefined where the place says nothing. */
  row: number | undefined;
  columns: Column[];
  /** The record it belongs to; undefined for the one that starts a document, and for those of the file. */
  below: string | undefined;
  /** It stands once, before all documents or behind them. */
  file: 'header' | 'footer' | undefined;
  /** By column, the records its number is a count of: in its document, or in the file. */
  counts: Map<string, string[]>;
  /** Its document ends with it. */
  last: boolean;
}

export interface Feed {
  /** Rows with the same value here, next to each other, are one document; without one every row is. */
  group: string | undefined;
  /** The columns of a row; undefined where the header alone tells, and where there are record types. */
  columns: Column[] | undefined;
  /** Columns without which a file is not of this feed; undefined for all that are known. */
  needs: string[] | undefined;
  /** In the order they are declared; empty where every row is of one kind. */
  records: RecordType[];
  header: boolean;
  /** Whether columns have places, and no delimiter. */
  fixed: boolean;
  /** Undefined where it is to be found out. */
  delimiter: string | undefined;
  /** '' where there are no quotes. */
  quote: string;
  encoding: string | undefined;
  decimal: string;
  /** What stands between thousands; '' where nothing does. */
  thousands: string;
  /** How dates may be written; the first is how we write them. */
  dates: Moment[];
  /** Columns of implied decimals. */
  types: Map<string, ColumnType>;
}

/** The record that starts a document. */
export const documentRecord = ({ records }: Feed): RecordType | undefined =>
  records.find(({ below, file }) => below === undefined && file === undefined);

/** Whether a document, or the file, is not whole without it. */
export const isNeeded = ({ counts, last, row }: RecordType): boolean => counts.size > 0 || last || row !== undefined;

/** Whether documents are so many rows each, told by their places. */
export const hasPlaces = ({ records }: Feed): boolean => records.some(({ row }) => row !== undefined);

/** What a row, in cells or as it stands, says where records of this type have their code. */
export const codeIn = ({ text, cells: [cell] }: { text: string; cells: string[] }, { columns }: RecordType): string => {
  const width = columns[0]?.width;
  return (width === undefined ? (cell ?? '') : text.slice(width.from - 1, width.to)).trim();
};

/** The record whose code a row starts with. */
export const codedRecord = ({ records }: Feed, row: { text: string; cells: string[] }): RecordType | undefined =>
  records.find((record) => record.code !== undefined && codeIn(row, record) === record.code);

const KEYS = [
  'group',
  'columns',
  'needs',
  'header',
  'records',
  'types',
  'dates',
  'decimal',
  'thousands',
  'delimiter',
  'quote',
  'encoding',
];
const RECORD_KEYS = ['columns', 'code', 'row', 'below', 'file', 'count', 'last'];
const TYPES: ReadonlySet<string> = new Set(['N0', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6']);
const DATES = 'YYYY-MM-DD';

interface Entry {
  key: string;
  value: YamlNode | null;
  at: Place;
}

/** Reads what stands below `feed:`. Undefined when it cannot be used; the findings say why. */
export function readFeed(yaml: Yaml, node: YamlNode | null): { feed: Feed | undefined; findings: Finding[] } {
  const findings: Finding[] = [];
  const wrong = (at: Place, message: string): undefined => {
    findings.push({ ...at, message });
    return undefined;
  };
  const start = yaml.locate(node);
  const parts = new Map<string, Entry>();
  for (const entry of entriesOf(node, 'feed: holds its parts, such as group: Order No')) {
    if (KEYS.includes(entry.key)) parts.set(entry.key, entry);
    else wrong(entry.at, `"${entry.key}" is not a part of a feed${hint(entry.key, KEYS)}`);
  }

  const types = readTypes(parts.get('types'));
  const columns = readColumns(parts.get('columns'));
  const records = readRecords(parts.get('records'));
  const feed: Feed = {
    group: text('group'),
    columns,
    needs: parts.has('needs') ? names(parts.get('needs')) : undefined,
    records,
    header: flag('header', records.length === 0 && !isFixed(columns)),
    fixed: isFixed(columns) || records.some((record) => isFixed(record.columns)),
    delimiter: character('delimiter', undefined),
    quote: character('quote', '"') ?? '',
    encoding: readEncoding(),
    decimal: character('decimal', '.') ?? '.',
    thousands: character('thousands', '') ?? '',
    dates: readDates(),
    types,
  };
  check();
  return { feed: findings.length === 0 ? feed : undefined, findings };

  function entriesOf(value: YamlNode | null | undefined, expected: string): Entry[] {
    const map = yaml.resolve(value);
    if (!isMap(map)) {
      wrong(value === undefined ? start : yaml.locate(value), expected);
      return [];
    }
    return (map.items as Pair<YamlNode, YamlNode | null>[]).map((pair) => ({
      key: isScalar(pair.key) ? String(pair.key.value) : '',
      value: yaml.resolve(pair.value),
      at: yaml.locate(pair.key),
    }));
  }

  function scalar({ key, value, at }: Entry): string {
    if (isScalar(value)) return String(value.value);
    wrong(at, `${key}: expected a single value`);
    return '';
  }

  function text(key: string): string | undefined {
    const entry = parts.get(key);
    return entry === undefined ? undefined : scalar(entry);
  }

  function flag(key: string, usual: boolean): boolean {
    const entry = parts.get(key);
    if (entry === undefined) return usual;
    const said = scalar(entry);
    if (said !== 'yes' && said !== 'no') wrong(entry.at, `${key}: is yes or no`);
    return said === 'yes';
  }

  /** One character; `tab` for a tab, `none` for none. */
  function character(key: string, usual: string | undefined): string | undefined {
    const entry = parts.get(key);
    if (entry === undefined) return usual;
    const said = scalar(entry);
    if (said === 'tab') return '\t';
    if (said === 'none' && key !== 'delimiter' && key !== 'decimal') return '';
    if (
      said.length !== 1 ||
      /[\r\n\uFEFF]/.test(said) ||
      (key === 'delimiter' && /[A-Za-z0-9\u0080-\uffff]/.test(said))
    )
      wrong(entry.at, `${key}: is one character${key === 'delimiter' ? ' of ASCII that is no letter or digit' : ''}`);
    return said;
  }

  function readEncoding(): string | undefined {
    const entry = parts.get('encoding');
    if (entry === undefined) return undefined;
    const said = scalar(entry).toLowerCase();
    if (!ENCODING.test(said))
      wrong(entry.at, `encoding: "${said}" is not read; utf-8, windows-1252 and iso-8859-15 are, among others`);
    return said;
  }

  function readDates(): Moment[] {
    const entry = parts.get('dates');
    const parsed = (entry === undefined ? [DATES] : names(entry)).map(parseMoment);
    for (const one of parsed) if (typeof one === 'string') wrong(entry?.at ?? start, `dates: ${one}`);
    const moments = parsed.filter((one) => typeof one !== 'string');
    const either = ambiguous(moments);
    if (either !== undefined) wrong(entry?.at ?? start, `dates: ${either} may be two dates by these formats`);
    return moments;
  }

  function names(entry: Entry | undefined): string[] {
    if (entry === undefined) return [];
    const { key, value, at } = entry;
    if (isSeq(value)) return (value.items as YamlNode[]).map((item) => scalar({ key, value: yaml.resolve(item), at }));
    if (isScalar(value)) return [String(value.value)];
    wrong(at, `${key}: expected a list of names: [Order No, Qty]`);
    return [];
  }

  function readTypes(entry: Entry | undefined): Map<string, ColumnType> {
    const found = new Map<string, ColumnType>();
    if (entry === undefined) return found;
    for (const one of entriesOf(entry.value, 'types: holds columns with their types: {Price: N2}')) {
      const type = scalar(one);
      if (!TYPES.has(type))
        wrong(one.at, `"${type}" is not a type; N2 is a number with two implied decimals, N0 to N6`);
      found.set(one.key, type as ColumnType);
    }
    return found;
  }

  function readColumns(entry: Entry | undefined): Column[] | undefined {
    if (entry === undefined) return undefined;
    const found = isMap(entry.value) ? placed(entry) : names(entry).map((name) => column(name, undefined));
    found.forEach(({ name }, i) => {
      if (name.trim() === '') wrong(entry.at, `${entry.key}: a column has no name`);
      if (found.findIndex((one) => one.name === name) < i) wrong(entry.at, `${entry.key}: ${name} is there twice`);
    });
    return found;
  }

  function column(name: string, width: Width | undefined): Column {
    return { name, type: types.get(name) ?? 'feed', width };
  }

  function placed(entry: Entry): Column[] {
    const taken: (Width & { name: string })[] = [];
    return entriesOf(entry.value, '').flatMap((one) => {
      const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(scalar(one)) ?? [];
      const [from, to] = [Number(first), Number(last)];
      if (first === undefined || from < 1 || to < from) {
        wrong(one.at, `${one.key}: a place is its first and last character, such as 2-11`);
        return [];
      }
      const other = taken.find((there) => from <= there.to && there.from <= to);
      if (other !== undefined) wrong(one.at, `${one.key} stands where ${other.name} does`);
      taken.push({ name: one.key, from, to });
      return [column(one.key, { from, to })];
    });
  }

  function readRecords(entry: Entry | undefined): RecordType[] {
    if (entry === undefined) return [];
    const given = entriesOf(entry.value, 'records: holds record types: {H: [Type, Order No]}');
    return given.map((one): RecordType => {
      const options = new Map<string, Entry>();
      const isDetailed = isMap(one.value) && one.value.has('columns');
      if (isDetailed)
        for (const option of entriesOf(one.value, '')) {
          if (RECORD_KEYS.includes(option.key)) options.set(option.key, option);
          else wrong(option.at, `"${option.key}" is not a part of a record${hint(option.key, RECORD_KEYS)}`);
        }
      const optional = (key: string): string | undefined => {
        const option = options.get(key);
        return option === undefined ? undefined : scalar(option);
      };
      const file = optional('file');
      if (file !== undefined && file !== 'header' && file !== 'footer')
        wrong(one.at, `${one.key}: file: is header or footer`);
      const columns = readColumns(isDetailed ? options.get('columns') : one) ?? [];
      const told = optional('row');
      if (told !== undefined && told !== 'any' && !/^[1-9]\d?$/.test(told))
        wrong(one.at, `${one.key}: row: is its number in its document, from 1 to 99, or any`);
      if (told !== undefined && options.has('code')) wrong(one.at, `${one.key}: is told by its code or by its row`);
      const last = optional('last') ?? 'no';
      if (last !== 'yes' && last !== 'no') wrong(one.at, `${one.key}: last: is yes or no`);
      return {
        name: one.key,
        code: told === undefined ? (optional('code') ?? one.key) : undefined,
        row: told === undefined || told === 'any' ? undefined : Number(told),
        columns,
        below: optional('below'),
        file: file === 'header' || file === 'footer' ? file : undefined,
        counts: readCounts(options.get('count'), one.key, columns, one.at),
        last: last === 'yes',
      };
    });
  }

  /** `count: D` of a record with one column besides its code; `count: {Lines: D, Records: [H, D]}`. */
  function readCounts(entry: Entry | undefined, record: string, columns: Column[], at: Place): Map<string, string[]> {
    if (entry === undefined) return new Map();
    if (isMap(entry.value)) return new Map(entriesOf(entry.value, '').map((one) => [one.key, names(one)]));
    const [, only, ...more] = columns;
    if (only !== undefined && more.length === 0) return new Map([[only.name, names(entry)]]);
    wrong(at, `${record}: count: names the column that holds it: {Lines: D}`);
    return new Map();
  }

  function check(): void {
    const at = (key: string): Place => parts.get(key)?.at ?? start;
    if (feed.records.length > 0) checkRecords(at('records'));
    if (feed.records.length > 0 && parts.has('columns')) wrong(at('columns'), 'columns: are those of each record type');
    if (feed.records.length > 0 && feed.group !== undefined) wrong(at('group'), 'group: the record types say it');
    if (feed.header && feed.records.length > 0) wrong(at('header'), 'header: a feed of record types has none');
    if (feed.header && feed.fixed) wrong(at('header'), 'header: a feed of fixed width has none');
    if (!feed.header && feed.records.length === 0 && columns === undefined)
      wrong(at('header'), 'columns: are missing; without a header they say what each cell is');
    if (feed.needs !== undefined && !feed.header) wrong(at('needs'), 'needs: names columns of a header');
    if (feed.fixed)
      for (const key of ['delimiter', 'quote']) if (parts.has(key)) wrong(at(key), `${key}: places have none`);
    if (feed.decimal === feed.thousands) wrong(at('thousands'), 'thousands: is not the decimal mark');
    if (feed.delimiter !== undefined && feed.delimiter === feed.quote)
      wrong(at('quote'), 'quote: is not the delimiter');
    const all = [...(columns ?? []), ...feed.records.flatMap((record) => record.columns)].map(({ name }) => name);
    if (all.length === 0) return;
    if (feed.group !== undefined) known(feed.group, all, 'group');
    for (const name of feed.needs ?? []) known(name, all, 'needs');
    for (const name of types.keys()) known(name, all, 'types');
  }

  function known(name: string, all: string[], key: string): void {
    if (!all.includes(name)) wrong(parts.get(key)?.at ?? start, `${key}: there is no column ${name}${hint(name, all)}`);
  }

  function checkRecords(at: Place): void {
    const all = feed.records.map(({ name }) => name);
    const first = documentRecord(feed);
    if (first === undefined) return wrong(at, 'records: the first of them that is not of the file starts a document');
    for (const record of feed.records) {
      const { name, below, file, columns: own, counts } = record;
      const here = yaml.at(['feed', 'records', name]);
      if (own.length === 0) wrong(here, `${name}: has no columns; the first holds its code`);
      if (own.length > 0 && isFixed(own) !== feed.fixed)
        wrong(here, `${name}: has no places where others have them, or the other way round`);
      if (record.code !== undefined && feed.records.some((one) => one !== record && one.code === record.code))
        wrong(here, `${name}: its code is another's`);
      if (record.code === undefined && file !== undefined) wrong(here, `${name}: a record of the file has a code`);
      if (record.last && (record === first || (below !== undefined && below !== first.name) || file !== undefined))
        wrong(here, `${name}: last: is one directly below ${first.name}`);
      if (below !== undefined && file !== undefined) wrong(here, `${name}: is of the file and below ${below}`);
      if (below !== undefined && !all.includes(below))
        wrong(here, `${name}: there is no record ${below}${hint(below, all)}`);
      for (const [column, counted] of counts) {
        if (!own.some((one) => one.name === column)) wrong(here, `${name}: count: has no column ${column}`);
        for (const one of counted)
          if (!all.includes(one)) wrong(here, `${name}: count: there is no record ${one}${hint(one, all)}`);
      }
      if (file === undefined && record !== first) record.below ??= first.name;
    }
    checkRows(first);
    const inDocument = feed.records.filter(({ below }) => below === first.name);
    for (const { name, last } of inDocument.slice(0, -1))
      if (last)
        wrong(yaml.at(['feed', 'records', name]), `${name}: last: is declared behind the others below ${first.name}`);
    for (const { name } of feed.records)
      if (isOwnAncestor(name)) wrong(yaml.at(['feed', 'records', name]), `${name}: is below itself`);
  }

  /** Places are those of all rows of a document; of rows that nothing tells there is one kind. */
  function checkRows(first: RecordType): void {
    const own = feed.records.filter(({ file }) => file === undefined);
    own.forEach(({ name, row, code, below, last }, i) => {
      const here = yaml.at(['feed', 'records', name]);
      if (hasPlaces(feed)) {
        if (row !== i + 1) wrong(here, `${name}: row: ${i + 1} is its place, as the others have theirs`);
        if (i > 0 && below !== first.name) wrong(here, `${name}: below: a place says it`);
        if (last) wrong(here, `${name}: last: a place says it`);
      } else if (code === undefined && own.findIndex((one) => one.code === undefined) < i)
        wrong(here, `${name}: row: any is another already`);
    });
  }

  function isOwnAncestor(name: string): boolean {
    let above = feed.records.find((one) => one.name === name)?.below;
    for (let i = 0; i < feed.records.length && above !== undefined; i++) {
      if (above === name) return true;
      above = feed.records.find((one) => one.name === above)?.below;
    }
    return false;
  }
}

const isFixed = (columns: Column[] | undefined): boolean => columns?.some(({ width }) => width !== undefined) ?? false;
