/** What operators use: all that is on record, and the verbs restart and retry. */

import { DOCUMENT_TYPES } from '../../core/documents.ts';
import { ACKNOWLEDGED, TRANSMISSION_STATES } from '../../gateway/ports.ts';
import { examples } from './examples.ts';
import { bytes, type Described, json, jsonBody, operation, paging, path, query } from './operation.ts';
import type { Json } from './schemas.ts';

type Read = Pick<Described, 'id' | 'summary' | 'description' | 'parameters' | 'answers' | 'refuses'>;

const reading = (read: Read): Json => operation({ ...read, tag: 'operators', keys: ['operators'] });
const listing = ({ parameters = [], refuses = [], ...read }: Read): Json =>
  reading({ ...read, parameters: [...parameters, ...paging], refuses: ['queryInvalid', ...refuses] });

const oneOf = (...values: string[]): Json => ({ enum: values });

/** A verb that wants a reason. */
const deciding = ({ refuses = [], ...read }: Read): Json =>
  operation({
    ...read,
    tag: 'operators',
    keys: ['operators'],
    body: jsonBody('Reason', examples.reason),
    refuses: ['bodyEmpty', 'notJson', ...refuses, 'bodyTooLarge', 'typeNotJson', 'reasonMissing'],
  });

const transmission = path('id', 'The transmission.');
const document = path('id', 'The document.');
const delivery = path('id', 'The delivery.');
const byPartner = query('partner', 'Only of this partner.');

/** Beside what partners use at the same path. */
export const transmissionList: Json = listing({
  id: 'listTransmissions',
  summary: 'All transmissions',
  description: 'Oldest first.',
  parameters: [query('state', 'Only in this state.', oneOf(...TRANSMISSION_STATES)), byPartner],
  answers: { 200: json('Transmissions.', 'TransmissionPage', examples.transmissions) },
});

export const operators: Json = {
  '/v1/transmissions/{id}/body': {
    get: reading({
      id: 'getBody',
      summary: 'The bytes of a transmission, as received',
      parameters: [transmission],
      answers: { 200: bytes('The bytes.', 'application/octet-stream') },
      refuses: ['transmissionUnknown'],
    }),
  },
  '/v1/transmissions/{id}/notice': {
    get: reading({
      id: 'readNotice',
      summary: 'A notice to its sender',
      description: 'Plain text to send by other means, where no acknowledgment could be formed.',
      parameters: [transmission],
      answers: { 200: bytes('The notice.', 'text/plain', examples.notice) },
      refuses: ['transmissionUnknown'],
    }),
  },
  '/v1/transmissions/{id}/release': {
    post: deciding({
      id: 'releaseTransmission',
      summary: 'Let it pass',
      description:
        'For one that is held because its control number or an order number was used before: it is translated whatever its numbers.',
      parameters: [transmission],
      answers: { 200: json('What became of it.', 'Transmission', examples.transmission) },
      refuses: ['transmissionUnknown', 'notHeld'],
    }),
  },
  '/v1/transmissions/{id}/restart': {
    post: deciding({
      id: 'restartTransmission',
      summary: 'Read it again',
      description:
        'For one that made no documents and was not refused: after its partner, mapping or cause of failure was mended.',
      parameters: [transmission],
      answers: { 200: json('What became of it.', 'Transmission', examples.transmission) },
      refuses: ['transmissionUnknown', 'notRestartable'],
    }),
  },
  '/v1/problems': {
    get: listing({
      id: 'listProblems',
      summary: 'What was wrong with transmissions',
      description: 'A page covers `limit` transmissions; it may be empty while `hasMore` is true.',
      parameters: [byPartner],
      answers: { 200: json('Problems.', 'ProblemPage', examples.problems) },
    }),
  },
  '/v1/documents': {
    get: listing({
      id: 'listDocuments',
      summary: 'All documents',
      description: 'Oldest first.',
      parameters: [
        query('type', 'Only of this kind.', oneOf(...DOCUMENT_TYPES)),
        query('direction', 'Only received or only sent.', oneOf('inbound', 'outbound')),
        byPartner,
        query('erp', 'Only of this ERP.'),
        query('number', 'Only with this number.'),
        query('root', 'Only of this order’s line.'),
        query('transmission', 'Only read from this transmission.'),
      ],
      answers: { 200: json('Documents.', 'DocumentPage', examples.documents) },
    }),
  },
  '/v1/documents/{id}': {
    get: reading({
      id: 'getDocument',
      summary: 'One document',
      parameters: [document],
      answers: { 200: json('The document.', 'StoredDocument', examples.document) },
      refuses: ['documentUnknown'],
    }),
  },
  '/v1/documents/{id}/events': {
    get: listing({
      id: 'listDocumentEvents',
      summary: 'The timeline of its order',
      description: 'All that happened to the order and to everything that answers it.',
      parameters: [document],
      answers: { 200: json('Events, in their order.', 'EventPage', examples.events) },
      refuses: ['documentUnknown'],
    }),
  },
  '/v1/documents/{id}/versions': {
    get: reading({
      id: 'listVersions',
      summary: 'The versions of an order',
      description:
        'Every version with the change that made it, and every change that made none with its conflicts. Of an order change, only what it made.',
      parameters: [document],
      answers: { 200: json('In the order the changes came.', 'OrderVersions', examples.versions) },
      refuses: ['orderNotHere'],
    }),
  },
  '/v1/documents/{id}/origins': {
    get: reading({
      id: 'getOrigins',
      summary: 'Where every field came from',
      description: 'Segment, byte and mapping rule of each field of a received document.',
      parameters: [document],
      answers: { 200: json('By field.', 'Origins', examples.origins) },
      refuses: ['notRead'],
    }),
  },
  '/v1/deliveries': {
    get: listing({
      id: 'listDeliveries',
      summary: 'All that was made for partners',
      description: 'Oldest first.',
      parameters: [
        query('state', 'Only in this state.', oneOf('ready', 'delivered', 'failed')),
        query('acknowledgment', 'Only where the partner said this.', oneOf(...ACKNOWLEDGED)),
        byPartner,
        query('document', 'Only with this document.'),
        query('transmission', 'Only what acknowledges this transmission.'),
      ],
      answers: { 200: json('Deliveries, without their content.', 'DeliveryPage', examples.mailbox) },
    }),
  },
  '/v1/deliveries/{id}': {
    get: reading({
      id: 'getDelivery',
      summary: 'One delivery, with its content',
      parameters: [delivery],
      answers: { 200: json('The delivery.', 'Delivery', examples.delivery) },
      refuses: ['deliveryUnknown'],
    }),
  },
  '/v1/deliveries/{id}/retry': {
    post: deciding({
      id: 'retryDelivery',
      summary: 'Offer it again',
      description:
        'It is in the partner’s mailbox again, unchanged. Unless it was accepted, its acknowledgment is expected anew.',
      parameters: [delivery],
      answers: { 200: json('The delivery.', 'DeliverySummary', examples.deliverySummary) },
      refuses: ['deliveryUnknown'],
    }),
  },
  '/v1/events': {
    get: listing({
      id: 'listEvents',
      summary: 'All that happened',
      parameters: [
        query('kind', 'Only of this kind.'),
        byPartner,
        query('transmission', 'Only about this transmission.'),
        query('document', 'Only about this document.'),
        query('root', 'Only about this order’s line.'),
      ],
      answers: { 200: json('Events, in their order.', 'EventPage', examples.events) },
    }),
  },
};
