/** What operators see of the acknowledgments of what was sent, and how they say that they have looked at one. */

import { Hono } from 'hono';
import { ACKNOWLEDGMENT_STATES, review } from '../gateway/acknowledgments.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Acknowledgment } from '../gateway/ports.ts';
import { filters, listed, notFound, oneOf, page, refuse } from './answer.ts';
import { allow, type Variables } from './auth.ts';
import { readText } from './body.ts';
import type { Limits } from './partners.ts';

const REVIEWS: readonly Acknowledgment['review'][] = ['none', 'open', 'done'];
const YES_NO = ['yes', 'no'] as const;
const ID = 'acknowledgment with this id';
const COMMENT = {
  member: 'comment',
  code: 'COMMENT_MISSING',
  title: 'a comment is needed',
  detail: 'send {"comment": "what was done about it"}; it is kept with the acknowledgment',
};

export function acknowledgments(gateway: Gateway, limits: Limits): Hono<Variables> {
  const app = new Hono<Variables>();
  const { store } = gateway;
  const operator = allow(gateway, 'operator');

  app.get('/acknowledgments', operator, async (c) => {
    const where = page(c);
    if (where instanceof Response) return where;
    const state = oneOf(c, 'state', ACKNOWLEDGMENT_STATES);
    if (state instanceof Response) return state;
    const late = oneOf(c, 'late', YES_NO);
    if (late instanceof Response) return late;
    const looked = oneOf(c, 'review', REVIEWS);
    if (looked instanceof Response) return looked;
    const found = await store.acknowledgments({
      ...where,
      ...(state === undefined ? {} : { state }),
      ...(late === undefined ? {} : { late: late === 'yes' }),
      ...(looked === undefined ? {} : { review: looked }),
      ...filters(c, 'partner', 'message', 'delivery'),
    });
    return c.json(listed(found, where));
  });

  app.get('/acknowledgments/:id', operator, async (c) => {
    const found = await store.acknowledgment(c.req.param('id'));
    return found === undefined ? notFound(c, ID) : c.json(found);
  });

  app.post('/acknowledgments/:id/review', operator, async (c) => {
    const found = await store.acknowledgment(c.req.param('id'));
    if (found === undefined) return notFound(c, ID);
    const comment = await readText(c, limits.body, COMMENT);
    if (comment instanceof Response) return comment;
    if (!(await review(gateway, found, comment))) {
      return refuse(c, {
        status: 409,
        code: 'NOTHING_TO_REVIEW',
        title: 'nobody needs to look at this acknowledgment, or somebody has',
        detail: 'what is to be looked at is listed by GET /v1/acknowledgments?review=open',
      });
    }
    return c.json(await store.acknowledgment(found.id));
  });

  return app;
}
