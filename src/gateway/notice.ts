/**
 * A plain-text notice to a sender whom no acknowledgment can reach: the interchange header cannot be read, or names
 * nobody we know. An operator sends it by other means; it says what came, when, and what is wrong with it.
 */

import { line } from '../core/problem.ts';
import type { Transmission } from './ports.ts';

/** As many problems as a person reads. */
const MOST = 50;

export function noticeOf({ id, receivedAt, channel, fileName, size, digest, state, problems }: Transmission): string {
  const told = problems.slice(0, MOST).map((found) => `  ${line(found)}`);
  const rest = problems.length - told.length;
  return [
    `Your transmission of ${receivedAt} was not processed.`,
    '',
    `  received over  ${channel}`,
    ...(fileName === null ? [] : [`  file           ${fileName}`]),
    `  size           ${size} bytes`,
    `  SHA-256        ${digest}`,
    `  our reference  ${id}`,
    '',
    REASONS[state] ?? 'It is kept as it came.',
    '',
    'What is wrong with it:',
    ...(told.length === 0 ? ['  nothing that can be named'] : told),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    '',
    'Nothing was made of it. Please correct it and send it again.',
    '',
  ].join('\n');
}

const REASONS: Partial<Record<Transmission['state'], string>> = {
  unassigned: 'It could not be assigned to a trading partner, so no acknowledgment could be formed.',
  held: 'It is held: its numbers were used before with other content.',
  refused: 'It was refused, as the agreement between us has it.',
  failed: 'We could not work on it. That is no fault of yours.',
};
