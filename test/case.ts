/**
 * A case of test/cases: an X12 or EDIFACT interchange, what the agreement and the partner's guide say, and what we
 * answer. It is played through a whole gateway with an empty store, so that what is compared is what the partner gets.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, definitionsIn } from '../src/core/catalog.ts';
import { createGuide } from '../src/core/guide/check.ts';
import type { Guide } from '../src/core/guide/guide.ts';
import { parseGuide } from '../src/core/guide/parse.ts';
import { entryOf, line, type Problem } from '../src/core/problem.ts';
import { type Format, layerOf } from '../src/core/settings.ts';
import { place, readYaml } from '../src/core/yaml.ts';
import type { Gateway } from '../src/gateway/gateway.ts';
import { ids } from '../src/node/ports.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { createStore } from '../src/store/store.ts';
import { catalog, catalogWith, type Given } from './core/edi/reading.ts';
import { settled } from './gateway/arrive.ts';

export interface Case {
  name: string;
  title: string;
  /** The lines of a fenced block; none when there is no such block. */
  block(name: string): string[];
}

/** What became of an interchange. */
export interface Answer {
  state: string;
  /** What the partner gets, whole. */
  texts: string[];
  /** The segments of TA1, 997 and 999, or CONTRL, without their envelopes. */
  segments: string[];
  /** One line each, without those of the mapping. */
  problems: string[];
}

const folder = join(import.meta.dirname, 'cases');

export const cases: Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readCase(name, readFileSync(join(folder, name), 'utf8')));

export function readCase(name: string, text: string): Case {
  const block = (language: string): string[] => {
    const [, body = ''] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(text) ?? [];
    return body.split('\n').filter((one) => one !== '');
  };
  return { name, title: text.split('\n')[0]!.replace(/^# /, ''), block };
}

/** Sends what a case sends, before and then, and tells what the gateway answers to the second. */
export async function play(one: Case): Promise<Answer> {
  const gateway = await openGateway(catalogOf(one));
  const [key = null] = one.block('key');
  const before = one.block('before').join('\n');
  if (before !== '') await settled(gateway, before, key);
  const { state, acknowledgments, problems } = await settled(gateway, one.block('edi').join('\n'), key);
  return {
    state,
    texts: acknowledgments.map(({ content }) => content),
    segments: acknowledgments.flatMap(({ content }) => content.split('\n')).filter((segment) => !isEnvelope(segment)),
    problems: problems.filter((found) => !isOfMapping(found)).map(withoutRule),
  };
}

/** With a store of its own, always at the same time of the same day. */
async function openGateway(from: Catalog): Promise<Gateway> {
  const store = createStore(openSqlite(':memory:'));
  await store.open();
  const quiet = (): void => {};
  const clock = { now: () => '2026-01-31T12:00:00.000Z' };
  return { catalog: from, store, clock, ids, log: { info: quiet, warn: quiet, error: quiet } };
}

const isEnvelope = (segment: string): boolean =>
  segment === '' || /^((ISA|GS|ST|SE|GE|IEA)\*|UNA|UN[BHTZ]\+)/.test(segment);

const isOfMapping = ({ code }: Problem): boolean => entryOf(code).level === 'document';

const withoutRule = (found: Problem): string => {
  const { mapping: _, ...rest } = found;
  return line(rest);
};

function catalogOf(one: Case): Catalog {
  const yaml = readYaml('agreement', one.block('agreement').join('\n'));
  const said = { ...IDENTITY, ...(yaml.plain() as { format?: Format } | null) };
  check(one, 'config/agreement.json', said);
  const given: Given = Object.fromEntries([...layerOf(yaml, yaml.plain())].map(([name, { value }]) => [name, value]));
  const guide = guideOf(one);
  return {
    ...catalogWith(given, {}, said.format),
    guides: new Map(guide === undefined ? [] : [[`tested|${guide.message}`, guide]]),
  };
}

const IDENTITY: { identifiers: string[]; us: string; format?: Format; erp: string } = {
  identifiers: ['ZZ:SENDER'],
  us: 'ZZ:RECEIVER',
  erp: 'generic',
};

/** A block must be what a file of that kind may be. */
function check(one: Case, schema: string, plain: unknown): void {
  const wrong = catalog.validate(schema, plain).map(({ path, message }) => `${path} ${message}`);
  if (wrong.length > 0) throw new Error(`${one.name}: ${wrong.join('; ')}`);
}

function guideOf(one: Case): Guide | undefined {
  const lines = one.block('guide');
  if (lines.length === 0) return undefined;
  const yaml = readYaml('guide', lines.join('\n'));
  check(one, 'config/guide.json', yaml.plain());
  const { source, findings } = parseGuide('guide', yaml);
  const made = createGuide('tested', source, definitionsIn(catalog, source.message.value.split('/')[0]!));
  const wrong = [...findings, ...made.findings].map((found) => `${place(found)} ${found.message}`);
  if (made.guide === undefined || wrong.length > 0) throw new Error(`${one.name}: ${wrong.join('; ')}`);
  return made.guide;
}
