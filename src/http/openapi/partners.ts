/** What trading partners use. */

import { acknowledgment, contrl, examples, interchange } from './examples.ts';
import { header, interchanges, json, operation, paging, path, requestHeader } from './operation.ts';
import type { Json } from './schemas.ts';

const named = {
  Location: header('Where to look what becomes of it.'),
  'Dragoman-Transmission': header('Its id.'),
};

export const partners: Json = {
  '/v1/transmissions': {
    post: operation({
      id: 'postTransmission',
      tag: 'partners',
      summary: 'Hand in a file',
      description:
        'Its bytes are on disk before the answer goes out. A small file is read at once, a large one afterwards. The same content again makes nothing new and gets the same acknowledgment.',
      keys: ['partners', 'operators'],
      parameters: [
        requestHeader(
          'Prefer',
          '`wait=10`: answer with the functional acknowledgment itself where there is one already.',
        ),
        requestHeader('Dragoman-File-Name', 'A name for people, up to 200 characters.'),
      ],
      body: {
        required: true,
        description: 'The file as it is, X12 or EDIFACT. The content type is not looked at.',
        content: { 'application/edi-x12': { schema: { type: 'string' }, example: interchange } },
      },
      answers: {
        200: interchanges(
          'With `Prefer: wait`: the acknowledgments, one for each interchange.',
          { x12: acknowledgment, edifact: contrl },
          {
            ...named,
            'Preference-Applied': header('wait.'),
            'Dragoman-State': header('What became of it: translated or duplicate.'),
          },
        ),
        202: json('It is safe; this is what became of it so far.', 'Receipt', examples.receipt, named),
      },
      refuses: ['bodyEmpty', 'bodyTooLarge'],
    }),
  },
  '/v1/transmissions/{id}': {
    get: operation({
      id: 'getTransmission',
      tag: 'partners',
      summary: 'What became of a file',
      description: 'A partner sees its own.',
      keys: ['partners', 'operators'],
      parameters: [path('id', 'The transmission.')],
      answers: {
        200: json('The transmission and what answers it.', 'AnsweredTransmission', examples.answeredTransmission),
      },
      refuses: ['transmissionUnknown'],
    }),
  },
  '/v1/mailbox': {
    get: operation({
      id: 'listMailbox',
      tag: 'partners',
      summary: 'What waits to be collected',
      description: 'Oldest first. What was reported as received is not listed again.',
      keys: ['partners'],
      parameters: paging,
      answers: {
        200: json('Acknowledgments, order responses, ship notices and invoices.', 'DeliveryPage', examples.mailbox),
      },
      refuses: ['queryInvalid'],
    }),
  },
  '/v1/mailbox/{id}': {
    get: operation({
      id: 'collect',
      tag: 'partners',
      summary: 'Collect one',
      description: 'As often as needed, also after it was reported as received.',
      keys: ['partners'],
      parameters: [path('id', 'The delivery.')],
      answers: {
        200: interchanges(
          'The file. EDIFACT is in the character set its media type names.',
          { x12: examples.response, edifact: contrl },
          { 'Content-Disposition': header('With a name for the file.') },
        ),
      },
      refuses: ['mailUnknown'],
    }),
  },
  '/v1/mailbox/{id}/received': {
    post: operation({
      id: 'reportReceived',
      tag: 'partners',
      summary: 'Say that you have it',
      description: 'It leaves the mailbox. Saying it again changes nothing.',
      keys: ['partners'],
      parameters: [path('id', 'The delivery.')],
      answers: { 204: { description: 'Noted.' } },
      refuses: ['mailUnknown'],
    }),
  },
};
