/** The HTTP interface over a real store in memory. Every answer in here is held to the API's description. */

import { describe, expect, it } from 'vitest';
import { problems } from '../../src/http/openapi/examples.ts';
import { access } from './access.ts';
import { acknowledging } from './acknowledging.ts';
import { amending } from './amending.ts';
import { contract } from './client.ts';
import { cxml } from './cxml.ts';
import { edifact } from './edifact.ts';
import { loop } from './loop.ts';
import { operating } from './operating.ts';
import { refusals } from './refusals.ts';
import { sorting } from './sorting.ts';

loop();
sorting();
operating();
amending();
acknowledging();
edifact();
cxml();
access();
refusals();

// Last, when all of the above has been seen.
describe('the API’s description', () => {
  it('says no status that no route gave', () => {
    const described = contract.operations.flatMap(({ method, path, operation }) =>
      Object.keys(operation.responses).map((status) => `${method} ${path} ${status}`),
    );
    const never = described.filter((one) => !contract.seen.has(one) && !one.endsWith(' 500'));
    expect(never).toEqual([]);
  });

  it.each(Object.entries(problems))('shows a refusal that was given: %s', (_name, example) => {
    // Which documents are named differs from run to run.
    const { document: _document, orders: _orders, ...same } = example as Record<string, unknown>;
    const alike = contract.refusals.filter(({ code, title }) => code === example.code && title === example.title);
    expect(alike.slice(-20)).toContainEqual(expect.objectContaining(same));
  });
});
