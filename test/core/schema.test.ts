// What several schemas share by $ref is compiled once, and finds what it would find in each.
import { describe, expect, it } from 'vitest';
import { createValidate, validatorSource } from '../../src/core/schema.ts';

const REFERRING = ['order', 'invoice', 'notice'];

const common = {
  $id: 'canonical/common.json',
  $defs: {
    party: {
      type: 'object',
      properties: { id: { $ref: '#/$defs/id' }, contact: { $ref: '#/$defs/contact' } },
      additionalProperties: false,
    },
    contact: { type: 'object', properties: { id: { $ref: '#/$defs/id' } }, additionalProperties: false },
    id: { type: 'string', pattern: '^once$' },
  },
};

const schemas = [
  ...REFERRING.map((name) => ({
    $id: `canonical/${name}.json`,
    type: 'object',
    properties: {
      party: { $ref: 'common.json#/$defs/party' },
      ids: { type: 'array', items: { $ref: 'common.json#/$defs/id' } },
      own: { $ref: '#/$defs/own' },
    },
    $defs: { own: { type: 'object', properties: { id: { $ref: 'common.json#/$defs/id' } }, required: ['id'] } },
  })),
  common,
];

describe('definitions that schemas share', () => {
  it('are compiled once', () => {
    const names = Object.fromEntries(REFERRING.map((name) => [name, `canonical/${name}.json`]));
    const source = validatorSource(schemas, names);
    const places = (text: string): number => source.split(text).length - 1;
    // Each copy of the check would say it.
    expect(places('must match pattern')).toBe(1);
  });

  it.each(REFERRING)('find what is wrong wherever they are used: %s', (name) => {
    const validate = createValidate(schemas);
    const wrong = { party: { id: 'twice', contact: { id: 'thrice', x: 1 } }, ids: ['once', 'more'], own: {} };
    expect(validate(`canonical/${name}.json`, wrong)).toEqual([
      { path: 'party/id', message: 'must match pattern "^once$"' },
      { path: 'party/contact/x', message: 'there is no field x here' },
      { path: 'party/contact/id', message: 'must match pattern "^once$"' },
      { path: 'ids/1', message: 'must match pattern "^once$"' },
      { path: 'own', message: 'id is missing' },
    ]);
    expect(validate(`canonical/${name}.json`, { party: { id: 'once' }, own: { id: 'once' } })).toEqual([]);
  });
});
