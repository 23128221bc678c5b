// Envelopes of Peppol that others test theirs with: the good ones are opened, of the broken ones each says what is wrong.
import { expect, it } from 'vitest';
import { designator } from '../../src/core/problem.ts';
import { translate } from '../../src/gateway/translate.ts';
import { catalog } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf } from '../shared.ts';

const paths = [...rowsOf('INDEX.tsv'), ...rowsOf('HOSTILE.tsv')]
  .map(([path = '']) => path)
  .filter((path, i, all) => /\/SBDH-/.test(path) && all.indexOf(path) === i && isHere(path));

const told = (path: string): string[] => {
  const { problems, interchanges } = translate(catalog, corpusFile(path));
  return [...problems, ...interchanges.flatMap(({ interchange }) => interchange.headerProblems)].map(
    ({ code, at, value }) =>
      [code, designator(at), value?.slice(0, 40)].filter((part) => part !== undefined && part !== '').join(' '),
  );
};

const BAD: Readonly<Record<string, RegExp>> = {
  'invalid-standard': /^XML_ENVELOPE_DIFFERS .*Error$/,
  'invalid-type': /^XML_ENVELOPE_DIFFERS .*Error$/,
  'mls-to-empty': /^XML_ELEMENT_MISSING .*InstanceIdentifier$/,
  'mls-to-no-scheme': /^XML_ELEMENT_MISSING .*Identifier$/,
  'mls-to-no-value': /^XML_ELEMENT_MISSING .*InstanceIdentifier$/,
  'mls-type-empty': /^XML_ELEMENT_MISSING .*InstanceIdentifier$/,
  'no-business-scope': /^XML_SCOPE_MISSING .*DOCUMENTID$/,
  'no-country-c1': /^XML_SCOPE_MISSING .*COUNTRY_C1$/,
  'no-sbdh': /^XML_ELEMENT_MISSING .*StandardBusinessDocumentHeader$/,
  'no-xml': /^INTERCHANGE_MISSING/,
  'too-few-receivers': /^INTERCHANGE_RECEIVER_INVALID/,
  'too-few-scopes': /^XML_SCOPE_MISSING/,
  'too-few-senders': /^INTERCHANGE_SENDER_INVALID/,
  'too-many-senders': /^XML_ELEMENT_REPEATED .*Sender$/,
};

it.skipIf(!hasCorpus)(onCorpus('good envelopes have nothing wrong'), () => {
  const good = paths.filter((path) => path.includes('-good'));
  expect(good.length).toBeGreaterThan(4);
  expect(good.map((path) => [path, told(path)])).toEqual(good.map((path) => [path, []]));
});

it.skipIf(!hasCorpus)(onCorpus('of broken envelopes it is said what is wrong'), () => {
  const bad = paths.filter((path) => path.includes('-bad-'));
  const names = bad.map((path) => /-bad-(.+)\.\w+$/.exec(path)![1]!);
  expect([...names].sort()).toEqual(Object.keys(BAD).sort());
  for (const [i, path] of bad.entries()) {
    const lines = told(path);
    expect([path, lines.some((line) => BAD[names[i]!]!.test(line)), lines]).toEqual([path, true, lines]);
  }
});
