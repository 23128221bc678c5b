// What is no JSON is told with its line and column, whichever way the engine says it.
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/core/json.ts';

describe('JSON that people edit', () => {
  it('is read', () => expect(readJson('a.json', '{"a": [1]}')).toEqual({ value: { a: [1] } }));

  it.each([
    ['a bare word deep in the file', `{"first": 1,\n  "const": order,\n  "last": 2\n}`, 2, 12],
    ['a comma too many', '{"a": 1,\n "b": [1,2,}', 2, 12],
    ['a comma too few', '{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['text behind its end', '{"a":1} x', 1, 9],
    ['a word cut short', '{"a":\n tru}', 2, 5],
    ['a string without its end', '{"a": "x', 1, 9],
    ['nothing at all', '', 1, 1],
  ])('%s is told at its place', (_, text, line, column) => {
    expect(readJson('a.json', text)).toMatchObject({ finding: { file: 'a.json', line, column } });
  });

  it('is told in one line, without the text around', () => {
    const read = readJson('a.json', '{"first": 1,\n  "const": order\n}');
    expect(read).toMatchObject({ finding: { message: "not JSON: Unexpected token 'o'" } });
  });
});
