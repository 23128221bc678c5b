/** What operators use to follow the acknowledgments of what was sent. */

import { ACKNOWLEDGMENT_STATES } from '../../gateway/acknowledgments.ts';
import { examples } from './examples.ts';
import { type Described, json, jsonBody, operation, paging, path, query } from './operation.ts';
import type { Json } from './schemas.ts';

const acknowledgment = path('id', 'The acknowledgment: the id of its delivery, or one of its own.');
const operators: Pick<Described, 'tag' | 'keys'> = { tag: 'operators', keys: ['operators'] };

export const acknowledgments: Json = {
  '/v1/acknowledgments': {
    get: operation({
      ...operators,
      id: 'listAcknowledgments',
      summary: 'What partners said of what they were sent',
      description:
        'One for every delivery that is to be acknowledged, from the moment it is sent; and one for every acknowledgment that came a second time or of something never sent. Oldest first.',
      parameters: [
        query('state', 'Only in this state.', {
          enum: [...ACKNOWLEDGMENT_STATES],
        }),
        query('late', 'Only those that came late, or only the others.', { enum: ['yes', 'no'] }),
        query('review', 'open: only what an operator must look at.', { enum: ['none', 'open', 'done'] }),
        query('partner', 'Only of this partner.'),
        query('message', 'Only of this message: x12/855.'),
        query('delivery', 'Only of this delivery.'),
        ...paging,
      ],
      answers: { 200: json('Acknowledgments.', 'AcknowledgmentPage', examples.acknowledgments) },
      refuses: ['queryInvalid'],
    }),
  },
  '/v1/acknowledgments/{id}': {
    get: operation({
      ...operators,
      id: 'getAcknowledgment',
      summary: 'One acknowledgment, with what was said',
      parameters: [acknowledgment],
      answers: { 200: json('The acknowledgment.', 'Acknowledgment', examples.rejectedAcknowledgment) },
      refuses: ['acknowledgmentUnknown'],
    }),
  },
  '/v1/acknowledgments/{id}/review': {
    post: operation({
      ...operators,
      id: 'reviewAcknowledgment',
      summary: 'Say that it was looked at',
      description: 'It leaves the list of those with review open. What the partner said stays as it is.',
      parameters: [acknowledgment],
      body: jsonBody('Comment', examples.comment),
      answers: { 200: json('The acknowledgment.', 'Acknowledgment', examples.reviewedAcknowledgment) },
      refuses: [
        'bodyEmpty',
        'notJson',
        'acknowledgmentUnknown',
        'nothingToReview',
        'bodyTooLarge',
        'typeNotJson',
        'commentMissing',
      ],
    }),
  },
};
