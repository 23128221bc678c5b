/**
 * The catalogue of what can stand between an order change and its order: each code once, with its sentence. A
 * conflict is data; whether the change is made all the same is the ERP's and its operator's to say.
 */

export const conflicts = {
  ORDER_UNKNOWN: 'no order {detail} was received from this partner',
  ORDER_CANCELLED: 'the order is cancelled',
  ORDER_REJECTED: 'the order was rejected',
  ORDER_SHIPPED: 'goods of the order were shipped',
  ORDER_INVOICED: 'the order was invoiced',
  CHANGE_OUT_OF_SEQUENCE: 'change {detail} was applied before',
  CHANGE_UNCLEAR: '{detail}',
  LINE_UNKNOWN: 'the order has no such line',
  LINE_AMBIGUOUS: 'several lines of the order fit',
  LINE_EXISTS: 'the order has this line already',
  LINE_CANCELLED: 'the line is cancelled',
  LINE_SHIPPED: '{detail} shipped',
  LINE_INVOICED: '{detail} invoiced',
  LINE_UNCLEAR: '{detail}',
  ITEM_DIFFERS: 'the line is for another item',
  QUANTITY_BELOW_SHIPPED: '{detail} shipped',
  QUANTITY_BELOW_INVOICED: '{detail} invoiced',
} as const;

export type ConflictCode = keyof typeof conflicts;

export interface Conflict {
  code: ConflictCode;
  /** For people. */
  message: string;
  /** The number the change gives the line. */
  line?: string;
}

/** A conflict of the catalogue, with what its sentence leaves open. */
export function conflict(code: ConflictCode, detail = '', line?: string): Conflict {
  const message = conflicts[code].replace('{detail}', () => detail);
  return { code, message, ...(line === undefined ? {} : { line }) };
}
