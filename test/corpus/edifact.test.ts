// Real EDIFACT files, tidy and broken: read the same in any chunks and as a second reader reads them, never an exception,
// never a broken message accepted, and what is no interchange is told. Bare messages stand in an interchange made for them.
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../src/core/problem.ts';
import { readEdifact } from '../core/edi/edifact-fixture.ts';
import { parsed, valuesIn } from '../core/edi/parsed.ts';
import { everything, judge, problemCodes } from '../core/edi/reading.ts';
import { hasCorpus, onCorpus } from '../shared.ts';
import { enclosed, files } from './edifact-files.ts';

const all = files.map(({ path, bytes }) => ({ path, bytes: enclosed(bytes) }));

/** Files in which no message is found, and why. */
const WITHOUT: Record<string, string> = {
  'conformance/ballerina-ignore_segments/input--message.edi': 'segments of its own between UNA and UNZ',
  'edifact/UNB-only-apfelfrisch-custom-una.txt': 'a UNA alone',
  'edifact/UNB-only-edi.net-edifact.D01B.IFCSUM.NewLines.EDI': 'lines instead of terminators, which no UNA says',
  'edifact/UNB-only-edifactconverter-UTILMD_NL.edi':
    'a backslash and letters where line ends were meant, before each tag',
  'edifact/UNB-only-pydifact-hl7.lab': 'a UNB before something else',
};

describe.skipIf(!hasCorpus)(onCorpus('every EDIFACT file'), () => {
  it('there are many, and messages are found in all but a few', () => {
    expect(all.length).toBeGreaterThan(110);
    const none = all.filter(({ bytes }) => readEdifact(bytes).sets.length === 0).map(({ path }) => path);
    expect(none).toEqual(Object.keys(WITHOUT));
  });

  it('is read the same whole and in chunks of 7 bytes, in bounded time', () => {
    for (const { path, bytes } of all) {
      const start = process.cpuUsage();
      const same = everything(readEdifact(bytes, 7)) === everything(readEdifact(bytes));
      expect([path, same]).toEqual([path, true]);
      expect(process.cpuUsage(start).user / 1000, path).toBeLessThan(6000);
    }
  });

  it('has in its messages what a second reader finds there', () => {
    let messages = 0;
    for (const { path, bytes } of all) {
      const text = Buffer.from(bytes).toString('latin1');
      for (const { group, segments, closed, offset, end } of readEdifact(bytes, 4096, 'iso-8859-1').sets) {
        const there = parsed(text.slice(offset, end), group.interchange.separators);
        expect(segments.map(valuesIn), path).toEqual(there);
        messages += closed ? 1 : 0;
      }
    }
    expect(messages).toBeGreaterThan(100);
  });

  it('is told what is wrong with it where it is no interchange', () => {
    for (const { path, bytes } of all) {
      const read = readEdifact(bytes);
      if (read.interchanges.length > 0) continue;
      expect([path, ...problemCodes(read)]).toEqual([path, expect.stringMatching(/^INTERCHANGE_/)]);
    }
  });

  it('is judged honestly and in bounded time: nothing is accepted that something is wrong with', () => {
    for (const { path, bytes } of all) {
      const start = process.cpuUsage();
      const { outcome } = judge(bytes);
      expect(process.cpuUsage(start).user / 1000, path).toBeLessThan(6000);
      for (const { verdict, sets } of outcome.groups) {
        const { interchange } = verdict.group;
        const around = [...verdict.problems, ...interchange.problems];
        for (const { set, problems, verdict: said } of sets) {
          const wrong =
            around.some(({ severity }) => severity === 'error') ||
            problems.some(
              ({ code, severity }) =>
                severity === 'error' || ['set', 'segment', 'element'].includes(entryOf(code).level),
            );
          expect([path, set.control, wrong && said === 'A']).toEqual([path, set.control, false]);
          expect([path, said !== 'R' && !interchange.closed]).toEqual([path, false]);
        }
      }
    }
  });
});
