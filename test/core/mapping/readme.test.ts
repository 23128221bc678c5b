// Every example of mappings/README.md does what it says: mappings read and write what stands below them, and the
// checker says of wrong ones what is printed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../../../src/core/catalog.ts';
import type { Plan } from '../../../src/core/mapping/plan.ts';
import { provePair } from '../../../src/core/mapping/prove.ts';
import type { Fields } from '../../../src/core/mapping/read.ts';
import { sentence } from '../../../src/core/yaml.ts';
import { PROJECT, readFiles } from '../../../src/node/files.ts';
import { catalog, checked, planOf, readBy, root, writtenBy } from './fixture.ts';

interface Fence {
  /** The words behind the backticks: `yaml mapping`, `edi 005010`. */
  kind: string;
  text: string;
  line: number;
}

const source = readFileSync(join(root, 'mappings', 'README.md'), 'utf8');
const fences: Fence[] = [...source.matchAll(/^```(\w.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
  kind: match[1]!,
  text: match[2]!,
  line: source.slice(0, match.index).split('\n').length,
}));

interface Example {
  line: number;
  mappings: string[];
  messages: { release: string; segments: string }[];
  document: Fields;
}

/** A mapping, the overlays and messages below it, and the document that ends the example. */
function examplesOf(list: Fence[]): Example[] {
  const examples: Example[] = [];
  let open: Example | undefined;
  for (const { kind, text, line } of list) {
    if (kind === 'yaml mapping') open = { line, mappings: [text], messages: [], document: {} };
    else if (open === undefined) continue;
    else if (kind === 'yaml overlay') open.mappings.push(text);
    else if (kind.startsWith('edi')) open.messages.push({ release: kind.slice(4) || '004010', segments: text.trim() });
    else if (kind === 'json') {
      examples.push({ ...open, document: JSON.parse(text) as Fields });
      open = undefined;
    }
  }
  return examples;
}

const examples = examplesOf(fences);
/** Mappings of names, of a feed they declare or of XML, each with a file and what is read of it. */
const feeds = fences.flatMap(({ kind, text, line }, i) =>
  kind === 'yaml feed' || kind === 'yaml xml'
    ? [{ line, mapping: text, wire: fences[i + 1]!.text, document: fences[i + 2]!.text }]
    : [],
);
const known =
  /^(yaml (mapping|feed|xml|overlay|wrong|agreement|shared|contradiction|guide|wrong guide)|edi( 00[45]010| guide)?|csv|xml|json|text)$/;

it('every example is of a kind that is run', () => {
  expect(fences.filter(({ kind }) => !known.test(kind)).map(({ kind, line }) => `${line}: ${kind}`)).toEqual([]);
  expect(fences.filter(({ kind }) => kind === 'json')).toHaveLength(examples.length + feeds.length);
  expect(examples.length).toBeGreaterThan(5);
});

describe.each(examples)('the example at line $line', ({ mappings, messages, document }) => {
  const plan: Plan = planOf(...mappings);

  it.each(messages)('reads ($release)', ({ segments, release }) => {
    const found = readBy(plan, segments, release);
    expect(found.document).toEqual(document);
    expect(found.unmapped).toEqual([]);
    expect(found.problems.filter((text) => !text.includes('CODE_NOT_IN_TABLE'))).toEqual([]);
  });

  it.each(messages)('writes ($release)', ({ segments, release }) => {
    expect(writtenBy(plan, document, release)).toEqual({ segments, problems: [] });
  });
});

it.each(feeds)('the file at line $line is read and written', ({ mapping, wire, document }) => {
  const [, name = ''] = /^message: (.*)$/m.exec(mapping)!;
  const file = `mappings/${name}.yaml`;
  const built = buildCatalog(new Map([...readFiles(PROJECT), [file, mapping]]), catalog.validate);
  expect(built.findings.filter((one) => one.file === file).map(sentence)).toEqual([]);
  const whole = JSON.stringify({ type: 'order', schemaVersion: '1', ...(JSON.parse(document) as Fields) });
  expect(provePair(built.catalog, { mapping: name, name: 'readme', file, wire, document: whole })).toEqual([]);
});

const wrong = fences.flatMap(({ kind, text, line }, i) => {
  const next = fences[i + 1];
  return kind === 'yaml wrong' ? [{ line, text, said: next?.kind === 'text' ? next.text.trim() : '' }] : [];
});

it.each(wrong)('the checker says of the wrong mapping at line $line what is printed', ({ text, said }) => {
  expect(checked(text).findings.join('\n')).toBe(said);
});

describe('the agreements', () => {
  const files = readFiles(PROJECT);
  const textOf = (kind: string): string => fences.find((one) => one.kind === kind)!.text;
  const said = (changed: Record<string, string>): string[] =>
    buildCatalog(new Map([...files, ...Object.entries(changed)]), catalog.validate).findings.map(sentence);

  it('are ones the gateway takes', () => {
    expect(
      said({
        ...Object.fromEntries(
          fences
            .filter(({ kind }) => kind === 'yaml agreement')
            .map(({ text }, i) => [`mappings/partners/${i === 0 ? 'bolt' : `partner${i}`}/agreement.yaml`, text]),
        ),
        'mappings/agreement.yaml': textOf('yaml shared'),
      }),
    ).toEqual([]);
  });

  it('that contradict themselves are told as they are here', () => {
    const at = fences.findIndex((one) => one.kind === 'yaml contradiction');
    const path = 'mappings/partners/shop/agreement.yaml';
    expect(said({ [path]: fences[at]!.text }).map((one) => one.replace(path, 'agreement.yaml'))).toEqual(
      fences[at + 1]!.text.trim().split('\n'),
    );
  });
});
