/**
 * What answers documents that have no acknowledgment of their own, XML, feeds and JSON: for each document whether it was
 * taken, and for each problem its place, the value found and the rule. As JSON, or as CSV with a row for each of these.
 */

import type { Agreement } from '../core/agreement.ts';
import { numberOf } from '../core/content.ts';
import { isError } from '../core/edi/judge.ts';
import { csvText } from '../core/formats/csv.ts';
import { designator, type Problem } from '../core/problem.ts';
import type { Answered } from './answer.ts';
import { answerSequence, type Composed, type Deps, numbered } from './enclose.ts';

interface ToldProblem {
  line?: number;
  column?: number;
  /** Element, attribute, column of a feed or member. */
  place?: string;
  code: string;
  severity: string;
  value?: string;
  message: string;
}

interface ToldDocument {
  message: string;
  /** The number it has, an order's number; left out where that could not be read. */
  number?: string;
  line?: number;
  outcome: 'accepted' | 'refused';
  problems: ToldProblem[];
}

interface DocumentReport {
  format: string;
  /** The number it was sent under, where its format has one. */
  control?: string;
  outcome: 'accepted' | 'partlyAccepted' | 'refused';
  documents: ToldDocument[];
  /** What concerns all of it. */
  problems: ToldProblem[];
}

const told = ({ code, severity, value, message, at }: Problem): ToldProblem => {
  const place = designator(at);
  return {
    ...(at.line === undefined ? {} : { line: at.line }),
    ...(at.column === undefined ? {} : { column: at.column }),
    ...(place === '' ? {} : { place }),
    code,
    severity,
    ...(value === undefined ? {} : { value }),
    message,
  };
};

function documentReport({ interchange, groups, refusal }: Answered): DocumentReport {
  const documents = groups.flatMap(({ sets }) =>
    sets.map(({ set, document, verdict, problems }): ToldDocument => {
      const number = document === undefined ? undefined : numberOf(document);
      return {
        message: `${interchange.syntax}/${set.type}`,
        ...(number === undefined || number === '' ? {} : { number }),
        ...(set.locate === undefined ? {} : { line: set.locate(set.offset).line }),
        outcome: refusal === undefined && verdict !== 'R' ? 'accepted' : 'refused',
        problems: problems.map(told),
      };
    }),
  );
  const problems = [...interchange.problems, ...(refusal === undefined ? [] : [refusal])];
  const taken = documents.filter(({ outcome }) => outcome === 'accepted').length;
  const whole = taken === documents.length && taken > 0 && !problems.some(isError);
  return {
    format: interchange.syntax,
    ...(interchange.control === '' ? {} : { control: interchange.control }),
    outcome: whole ? 'accepted' : taken > 0 ? 'partlyAccepted' : 'refused',
    documents,
    problems: [...new Set(problems)].map(told),
  };
}

const COLUMNS = ['document', 'outcome', 'line', 'column', 'place', 'value', 'severity', 'code', 'message'];

/** A row for each document, and one for each problem of it behind that. */
function reportCsv({ documents, problems }: DocumentReport): string {
  const row = (
    number: string,
    { line, column, place, value, severity, code, message }: Partial<ToldProblem>,
    outcome = '',
  ) => [number, outcome, line, column, place, value, severity, code, message].map((cell) => String(cell ?? ''));
  return csvText([
    COLUMNS,
    ...problems.map((one) => row('', one)),
    ...documents.flatMap(({ number = '', outcome, line, problems: own }) => [
      row(number, line === undefined ? {} : { line }, outcome),
      ...own.map((one) => row(number, one)),
    ]),
  ]);
}

/** The report as a delivery, when the agreement has one sent. */
export async function composeReport(deps: Deps, agreement: Agreement, answered: Answered): Promise<Composed[]> {
  const { functional } = agreement.acknowledge;
  if (functional !== 'report' && functional !== 'report-csv') return [];
  const found = documentReport(answered);
  const csv = functional === 'report-csv';
  const { controls } = await numbered(deps, agreement, answerSequence(agreement));
  return [
    {
      ...controls,
      text: csv ? reportCsv(found) : `${JSON.stringify(found, undefined, 2)}\n`,
      contentType: csv ? 'text/csv; charset=utf-8' : 'application/json',
      message: `${answered.interchange.syntax}/report`,
      groupCode: '',
      setControl: '',
    },
  ];
}
