// Paths of names: what they say, and what is wrong with them at which character.
import { describe, expect, it } from 'vitest';
import { parseNames } from '../../../src/core/mapping/names.ts';

/** Steps with their predicates, and the leaf: `cbc:ID[@schemeID=0160|GTIN] .`. */
function told(source: string): string {
  const path = parseNames(source);
  if (!('steps' in path)) return `${path.at}: ${path.message}`;
  const steps = path.steps.map(({ tag, predicates }) =>
    [
      tag,
      ...predicates.map(
        ({ below = [], leaf, values, not }) =>
          `[${[...below, ...(leaf === undefined ? [] : [leaf])].join('>')}${not === true ? '!' : ''}=${values.join('|')}]`,
      ),
    ].join(''),
  );
  return [steps.join(' > '), ...(path.leaf === undefined ? [] : [path.leaf])].filter((part) => part !== '').join(' > ');
}

describe('a path of names', () => {
  it.each([
    ['cbc:ID', 'cbc:ID'],
    ['cac:OrderLine/cac:LineItem', 'cac:OrderLine > cac:LineItem'],
    ['cbc:Quantity/@unitCode', 'cbc:Quantity > @unitCode'],
    ['@orderID', '@orderID'],
    ['.', '.'],
    ['cbc:Note/.', 'cbc:Note > .'],
    ['Order No', 'Order No'],
    ['Lineitem quantity', 'Lineitem quantity'],
    ['"Price/Unit"', 'Price/Unit'],
    ['row/"Price/Unit"', 'row > Price/Unit'],
    ['Size 5" screen', 'Size 5" screen'],
    ['cbc:ID[@schemeID=0160|GTIN]', 'cbc:ID[@schemeID=0160|GTIN]'],
    [
      'cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:Amount',
      'cac:AllowanceCharge[cbc:ChargeIndicator=true] > cbc:Amount',
    ],
    [
      'cac:Party[cac:PartyIdentification/cbc:ID/@schemeID=GLN]',
      'cac:Party[cac:PartyIdentification>cbc:ID>@schemeID=GLN]',
    ],
    ['row[Type!=D]', 'row[Type!=D]'],
    ['A[@x=1][@y=]', 'A[@x=1][@y=]'],
    ['note[.=]', 'note[.=]'],
    ['row["Price [EUR]"=1]', 'row[Price [EUR]=1]'],
  ])('%s', (source, said) => expect(told(source)).toBe(said));

  it.each([
    ['', '0: expected a name such as cbc:ID or a column, found ""'],
    ['a//b', '2: expected a name such as cbc:ID or a column, found "/b"'],
    ['a/', '2: expected a name such as cbc:ID or a column, found ""'],
    ['@a/b', '2: nothing stands behind @a: it has a value and nothing inside'],
    ['@a[@b=1]', '8: nothing stands behind @a: it has a value and nothing inside'],
    ['./a', '1: nothing stands behind .: it has a value and nothing inside'],
    ['a[b]', '1: a predicate is [NAME=VALUE], such as [@schemeID=0088]'],
    ['a[=1]', '1: a predicate is [NAME=VALUE], such as [@schemeID=0088]'],
    ['a[b/=1]', '1: expected a name such as cbc:ID or a column, found "b/"'],
    ['"a', '0: expected a name such as cbc:ID or a column, found ""a"'],
    ['a]', '1: "]" does not belong to a path'],
  ])('%s is told to be wrong', (source, said) => expect(told(source)).toBe(said));
});
