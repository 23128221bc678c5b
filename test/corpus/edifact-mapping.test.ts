// Real EDIFACT messages of order to cash: nearly everything is mapped, what is not is listed, and what was read can be
// written and read again.
import { describe, expect, it } from 'vitest';
import { definitionOf, mappingFor, setFor } from '../../src/core/catalog.ts';
import { detect, formats } from '../../src/core/formats/index.ts';
import { write } from '../../src/core/mapping/write.ts';
import { designator, entryOf } from '../../src/core/problem.ts';
import { type TranslatedSet, translate } from '../../src/gateway/translate.ts';
import { catalog } from '../core/edi/reading.ts';
import { corpusFile, hasCorpus, isHere, onCorpus, rowsOf } from '../shared.ts';

const MAPPED = new Set(['ORDERS', 'ORDCHG', 'ORDRSP', 'DESADV', 'INVOIC', 'RECADV']);

/** A message that travels without its envelope gets one. */
function enveloped(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const [, advice = '', message] = /^\s*(UNA.{6})?\s*(UNH\+[\s\S]*)$/.exec(text) ?? [];
  if (message === undefined) return bytes;
  const whole = `${advice}UNB+UNOC:3+SENDER+RECEIVER+240305:0930+1'${message.trimEnd()}UNZ+1+1'`;
  return Uint8Array.from(whole, (character) => character.charCodeAt(0));
}

interface Read extends TranslatedSet {
  path: string;
}

const sets: Read[] = rowsOf('INDEX.tsv')
  .map(([path = '']) => path)
  .filter((path) => /^(edifact|conformance)\//.test(path) && !/\.(xml|json|csv)$/i.test(path) && isHere(path))
  .map((path) => ({ path, bytes: enveloped(corpusFile(path)) }))
  .filter(({ bytes }) => detect(bytes) === 'edifact')
  .flatMap(({ path, bytes }) =>
    translate(catalog, bytes, { trace: true }).groups.flatMap((group) => group.sets.map((set) => ({ path, ...set }))),
  )
  .filter(({ set, document }) => MAPPED.has(set.type) && document !== undefined);

const valuesIn = ({ set }: Read): number =>
  set.segments
    .slice(1, -1)
    .flatMap(({ children }) => children.flatMap((one) => (one.children.length === 0 ? [one] : one.children)))
    .filter(({ value }) => value !== '').length;

describe.skipIf(!hasCorpus)(onCorpus('ORDERS, ORDCHG, ORDRSP, DESADV, INVOIC and RECADV'), () => {
  it('hardly anything is left unmapped, and what is left is listed', () => {
    const values = sets.reduce((sum, one) => sum + valuesIn(one), 0);
    const left = sets.flatMap(({ path, set, unmapped }) =>
      unmapped.map(({ at, value }) => `${path} ${set.type} ${set.release} ${designator(at)} ${value}`),
    );
    console.log(
      `corpus: ${sets.length} messages, ${left.length} of ${values} values unmapped (${((100 * left.length) / values).toFixed(2)} %)\n${left.map((line) => `  ${line}`).join('\n')}`,
    );
    expect(sets.length).toBeGreaterThan(40);
    expect(values).toBeGreaterThan(3000);
    expect(left.length / values).toBeLessThan(0.02);
  });

  /** The document written as a message and read again. */
  function again(catalogued: Read): Read {
    const { set, document, path } = catalogued;
    const found = definitionOf(catalog, set)!;
    const { source: _, ...fields } = document as unknown as Record<string, never>;
    const plan = mappingFor(catalog, undefined, `edifact/${set.type}`)!;
    const { release, definition } = { release: found.definition.release, definition: setFor(found, set.type)! };
    const { segments, problems } = write(plan, fields, definition, release);
    expect(problems, path).toEqual([]);
    const { text, problems: unsafe } = formats.edifact!.write({
      separators: { element: '+', component: ':', repetition: '', terminator: "'", release: '?' },
      suffix: '\n',
      sender: { qualifier: '14', id: 'SENDER' },
      receiver: { qualifier: '14', id: 'RECEIVER' },
      version: 'UNOW:3',
      control: 1,
      usage: 'P',
      acknowledgmentRequested: false,
      at: '2024-03-05T09:30:00Z',
      groups: [
        {
          code: '',
          sender: '',
          receiver: '',
          control: '',
          version: release,
          sets: [{ type: set.type, control: '1', convention: set.convention, segments }],
        },
      ],
    });
    expect(unsafe, path).toEqual([]);
    const [group] = translate(catalog, new TextEncoder().encode(text), { trace: true }).groups;
    return { path, ...group!.sets[0]! };
  }

  const fieldsOf = ({ document }: Read): Record<string, unknown> => ({
    ...(document as unknown as Record<string, unknown>),
    source: undefined,
  });

  it('what was read is written and read again, with what writing computes besides', () => {
    // A wrong count or reference refuses a message; its content is none the worse.
    const inEnvelope = ['interchange', 'group', 'set'];
    const good = sets.filter(({ problems }) =>
      problems.every(({ code, severity }) => severity !== 'error' || inEnvelope.includes(entryOf(code).level)),
    );
    expect(good.length).toBeGreaterThan(15);
    for (const one of good) {
      const second = again(one);
      expect([one.path, second.verdict, second.problems.filter(({ severity }) => severity === 'error')]).toEqual([
        one.path,
        'A',
        [],
      ]);
      expect(fieldsOf(second), one.path).toMatchObject(fieldsOf(one));
      expect(fieldsOf(again(second)), one.path).toEqual(fieldsOf(second));
    }
  });
});
