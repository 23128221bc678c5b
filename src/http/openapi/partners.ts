/** What trading partners use. */

import {
  acknowledgment,
  contrl,
  cxmlConfirmation,
  cxmlOrder,
  cxmlResponse,
  examples,
  interchange,
  orderResponse,
  report,
  reportCsv,
} from './examples.ts';
import { bytes, header, json, operation, outgoing, paging, path, requestHeader } from './operation.ts';
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
        description:
          'The file as it is: X12, EDIFACT, XML, JSON, or a feed. What it is is found out; the content type is not looked at.',
        content: { 'application/edi-x12': { schema: { type: 'string' }, example: interchange } },
      },
      answers: {
        200: outgoing(
          'With `Prefer: wait`: the acknowledgments, one for each interchange; of XML, feeds and JSON a report.',
          { x12: acknowledgment, edifact: contrl, report, csv: reportCsv },
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
  '/v1/cxml': {
    post: operation({
      id: 'postCxml',
      tag: 'partners',
      summary: 'Hand in a cXML document',
      description:
        'Takes no key in a header: the partner’s key is the SharedSecret of Header/Sender, and Header/From names that partner. It is compared like any key and not kept. Whatever becomes of the document is told by the code of a cXML Response, with HTTP 200: 200 it was translated; 201 it is safe and waits; 400 it is no cXML request; 401 the secret is wrong or not the sender’s; 406 its content is refused, and the text says where; 409 its payloadID was used for another document; 450 its request is not implemented; 500 and 560 send it again. The same document again makes nothing new and gets the same code.',
      body: {
        required: true,
        description: 'A cXML document with an OrderRequest, or another request there is a mapping for.',
        content: { 'text/xml': { schema: { type: 'string' }, example: cxmlOrder } },
      },
      answers: {
        200: bytes('The cXML Response.', 'text/xml', cxmlResponse, {
          'Dragoman-Transmission': header('Its id, when it was taken.'),
        }),
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
        200: outgoing(
          'The file. EDIFACT is in the character set its media type names.',
          {
            x12: examples.response,
            edifact: contrl,
            xml: orderResponse,
            cxml: cxmlConfirmation,
            report,
            csv: reportCsv,
          },
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
