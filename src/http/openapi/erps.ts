/** What ERP systems use. */

import { DOCUMENT_TYPES } from '../../core/documents.ts';
import { examples } from './examples.ts';
import { header, json, jsonBody, operation, paging, path, query } from './operation.ts';
import type { Json } from './schemas.ts';

const erp = path('erp', 'The ERP: a folder of mappings/erps.');
const keys = ['ERPs', 'operators'] as const;

/** Posting one kind of document to the partner whose order it names. */
function posting(
  id: string,
  type: keyof typeof examples.posted,
  summary: string,
  order: string,
  example: unknown,
): Json {
  return operation({
    id,
    tag: 'ERPs',
    summary,
    description: `It is written in the partner’s message and put in its mailbox. ${order} The same number for the same order is the same document: posting it again changes nothing. \`type\` and \`schemaVersion\` may be left out.`,
    keys: [...keys],
    parameters: [erp, query('order', 'The id of the order it belongs to, where numbers do not decide.')],
    body: jsonBody(`canonical.${type}`, example),
    answers: {
      200: json('It was posted before.', 'Posted', { ...examples.posted[type], repeated: true }),
      201: json('It waits in the partner’s mailbox.', 'Posted', examples.posted[type], {
        Location: header('The document.'),
      }),
    },
    refuses: [
      'bodyEmpty',
      'notJson',
      'erpUnknown',
      'numberUsed',
      'orderAmbiguous',
      'bodyTooLarge',
      'typeNotJson',
      'documentInvalid',
      'notSendable',
      'orderUnknown',
      'notAgreed',
    ],
  });
}

export const erps: Json = {
  '/v1/erps/{erp}/documents': {
    get: operation({
      id: 'pollDocuments',
      tag: 'ERPs',
      summary: 'What waits to be confirmed',
      description:
        'Oldest first, again and again until it is confirmed. Where the agreement with a partner says `offer: preserve`, the documents of an interchange are a batch, and no page cuts one: a page ends before a batch that does not fit, and a batch larger than `limit` comes alone and whole. `type`, or an `after` inside a batch, leaves the rest of it.',
      keys: [...keys],
      parameters: [
        erp,
        query('type', 'Only documents of this kind.', {
          enum: [...DOCUMENT_TYPES],
        }),
        query('wait', 'Seconds to wait where there is nothing.', {
          type: 'integer',
          minimum: 0,
          maximum: 30,
          default: 0,
        }),
        ...paging,
      ],
      answers: { 200: json('Canonical documents.', 'OfferedPage', examples.feed) },
      refuses: ['queryInvalid', 'erpUnknown'],
    }),
  },
  '/v1/erps/{erp}/documents/{id}': {
    get: operation({
      id: 'getOfferedDocument',
      tag: 'ERPs',
      summary: 'One document of this ERP',
      description:
        'Received or sent, confirmed or not. With an order come its versions, with an order change what it made of its order, or the conflicts that kept it from being applied.',
      keys: [...keys],
      parameters: [erp, path('id', 'The document.')],
      answers: { 200: json('The document.', 'OfferedWithVersions', examples.offeredWithVersions) },
      refuses: ['documentUnknown', 'erpUnknown'],
    }),
  },
  '/v1/erps/{erp}/documents/{id}/confirm': {
    post: operation({
      id: 'confirmDocument',
      tag: 'ERPs',
      summary: 'Answer a document',
      description:
        'It leaves the feed. For an order or an order change the partner gets an order response, where its agreement sends one. Confirming again with the same outcome changes nothing.',
      keys: [...keys],
      parameters: [erp, path('id', 'The document.')],
      body: jsonBody('api.confirmation', examples.confirmation),
      answers: { 200: json('Confirmed, now or before.', 'Confirmed', examples.confirmed) },
      refuses: [
        'bodyEmpty',
        'notJson',
        'documentUnknown',
        'erpUnknown',
        'confirmedAlready',
        'bodyTooLarge',
        'typeNotJson',
        'confirmationInvalid',
        'lineUnknown',
        'notSendable',
      ],
    }),
  },
  '/v1/erps/{erp}/responses': {
    post: posting(
      'postResponse',
      'order-response',
      'Send an order response',
      'It names its order in `orderNumber`; one that answers a change names that as `order`.',
      examples.orderResponse,
    ),
  },
  '/v1/erps/{erp}/shipments': {
    post: posting(
      'postShipment',
      'ship-notice',
      'Send a ship notice',
      'It names its order in `shipment.orders`.',
      examples.shipment,
    ),
  },
  '/v1/erps/{erp}/invoices': {
    post: posting(
      'postInvoice',
      'invoice',
      'Send an invoice',
      'It names its order in `orderNumber`.',
      examples.invoice,
    ),
  },
};
