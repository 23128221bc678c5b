// What the language has for EDIFACT messages in sections: places behind UNS, what a bound segment asks of itself, which of
// two places is written, and values that only repeat what the document says.
import { describe, expect, it } from 'vitest';
import { definitionFor, definitionsIn } from '../../../src/core/catalog.ts';
import { structure } from '../../../src/core/edi/structure.ts';
import { checkMapping } from '../../../src/core/mapping/check.ts';
import { parseMapping } from '../../../src/core/mapping/parse.ts';
import type { Plan } from '../../../src/core/mapping/plan.ts';
import { oneSet, writtenAndRead } from '../../../src/core/mapping/prove.ts';
import { type Fields, read as readTree } from '../../../src/core/mapping/read.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { catalog } from './fixture.ts';

const { definition } = definitionFor(catalog, 'edifact', 'D96A')!;

/** An INVOIC mapping of these rules, given without indentation. */
function checked(rules: string, rest = ''): { plan: Plan | undefined; findings: string[] } {
  const text = `document: invoice\nmessage: edifact/INVOIC\nmap:\n${rules.trim().replaceAll(/^/gm, '  ')}\n${rest}`;
  const { mapping, findings } = parseMapping('m.yaml', text);
  if (mapping === undefined || findings.length > 0) return { plan: undefined, findings: findings.map(sentence) };
  const { schemas, tables } = catalog;
  const vocabulary = { schemas, tables, definitions: definitionsIn(catalog, 'edifact', ['D96A']) };
  const found = checkMapping('m', mapping, vocabulary);
  return { plan: found.plan, findings: found.findings.map(sentence) };
}

/** A document written by the rules: its segments, and what comes back. */
function written(plan: Plan | undefined, document: Fields): { segments: string[]; back: Fields } {
  const like = oneSet('edifact', "UNB+UNOC:3+A+B+240402:0815+1'UNH+1+INVOIC:D:96A:UN'UNT+2+1'UNZ+1+1'")!;
  const set = definition.sets.get('INVOIC')!;
  const given = { release: 'D96A', definition, set };
  const { text, document: back } = writtenAndRead(plan!, document, given, like);
  const { type: _, schemaVersion: __, ...fields } = back;
  const segments = text.split(/'\s*/).filter((one) => one !== '' && !/^UN[ABHTZ]/.test(one));
  return { segments, back: fields };
}

describe('sections', () => {
  const rules = `
defaultTaxes:
  each: TAX
  percent: TAX05-4
taxes:
  each: UNS/TAX
  percent: TAX05-4
  amount: MOA[01-1=124]01-2
totals:
  amount: UNS/MOA[01-1=77]01-2`;
  const taxed = {
    defaultTaxes: [{ percent: '19' }],
    taxes: [
      { percent: '19', amount: '1.90' },
      { percent: '7', amount: '0.70' },
    ],
    totals: { amount: '12.60' },
  };

  it('keep segments of the same tag apart', () => {
    const { segments, back } = written(checked(rules, 'write:\n  UNS01: S\n').plan, taxed);
    expect(segments).toEqual([
      'TAX+++++:::19',
      'UNS+S',
      'MOA+77:12.60',
      'TAX+++++:::19',
      'MOA+124:1.90',
      'TAX+++++:::7',
      'MOA+124:0.70',
    ]);
    expect(back).toEqual(taxed);
  });

  it('are named where a place without them is looked for', () => {
    expect(checked('totals:\n  lineCount: CNT[01-1=2]01-2').findings).toEqual([
      'm.yaml:5:16 CNT of CNT[01-1=2]01-2 does not stand here in edifact/INVOIC; did you mean UNS/CNT?',
    ]);
  });
});

describe('the segment a block is bound to', () => {
  const { plan } = checked(`
terms:
  each: PAT
  type: PAT01
  discountDays: PAT[01=22]03-4 or DTM[01-1=12][01-3=804]01-2
  netDays: PAT[01!=22]03-4`);

  it('gets what a predicate asks of it', () => {
    expect(written(plan, { terms: [{ discountDays: '10' }] }).segments).toEqual(['PAT+22++:::10']);
  });

  it('is passed over for the next place where it says something else', () => {
    const terms = [{ type: '1', discountDays: '10', netDays: '30' }];
    const { segments, back } = written(plan, { terms });
    expect(segments).toEqual(['PAT+1++:::30', 'DTM+12:10:804']);
    expect(back).toEqual({ terms });
  });
});

describe('what is ignored', () => {
  const rules = 'currency: CUX01-2\nlines:\n  each: LIN\n  amount: MOA01-2';
  const read = (ignore: string): string[] => {
    const { plan, findings } = checked(rules, `write:\n  CUX01-1: '2'\nignore:\n${ignore}\n`);
    expect(findings).toEqual([]);
    const wire =
      "UNB+UNOC:3+A+B+240402:0815+1'UNH+1+INVOIC:D:96A:UN'CUX+2:EUR'LIN+1'MOA+203:5:EUR'LIN+2'MOA+203:6:USD'UNT+7+1'UNZ+1+1'";
    const set = oneSet('edifact', wire)!;
    const { tree } = structure(set, definition, definition.sets.get('INVOIC')!);
    return readTree(plan!, tree, { locate: () => ({ offset: 0 }) }).unmapped.map(({ value }) => value);
  };

  it('may be what says the same as a field of the document, and only that', () => {
    expect(read('  - LIN01\n  - MOA01-1\n  - MOA01-3 = currency')).toEqual(['USD']);
  });

  it('may be of segments that a predicate tells', () => {
    expect(read('  - LIN[01=2]01\n  - MOA01-1\n  - MOA01-3')).toEqual(['1']);
  });

  it('names a field that the document has', () => {
    expect(checked(rules, 'ignore:\n  - MOA01-3 = curency\n').findings).toEqual([
      'm.yaml:9:5 invoice has no field curency here; did you mean currency?',
    ]);
  });
});
