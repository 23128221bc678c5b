/**
 * Tells whether interchanges are between the parties of an agreement. One that is not is nobody's and waits for an
 * operator; unless we know all the same whose it is, by the key it came with or by its sender, and that partner's
 * agreement has it refused (`unassigned`): then a TA1 or CONTRL tells the partner which of them is not as agreed.
 */

import { type Agreement, normalQualifier, type Party, partyText, sameParty } from '../core/agreement.ts';
import { elementIn, type Interchange } from '../core/edi/envelope.ts';
import { type Position, type Problem, problem } from '../core/problem.ts';
import type { Outcome } from './translate.ts';

export interface Assigned {
  /** The outcome, each interchange with the agreement it falls under or is refused by. */
  outcome: Outcome;
  /** Interchanges that are refused for their parties, and why. */
  refused: Map<Interchange, Problem>;
  /** Why an operator must assign the transmission. */
  unassigned: Problem | undefined;
}

/** Assigns every interchange to a partner; `sentBy` is the one whose key the transmission came with. */
export function assign(partners: ReadonlyMap<string, Agreement>, outcome: Outcome, sentBy: string | null): Assigned {
  const refused = new Map<Interchange, Problem>();
  let unassigned: Problem | undefined;
  if (outcome.interchanges.length === 0)
    unassigned = problem('FORMAT_UNKNOWN', { offset: 0 }, { value: outcome.problems[0]?.value ?? '' });
  const interchanges = outcome.interchanges.map(({ interchange, agreement }) => {
    if (agreement !== undefined && (sentBy === null || agreement.partner === sentBy)) return { interchange, agreement };
    const likely = sentBy === null ? onlyOneNaming(partners, interchange.sender) : partners.get(sentBy);
    const refuses = likely?.unassigned === 'refuse' && isAnswerable(interchange);
    const found = refuses ? disagreement(likely, interchange) : undefined;
    if (found === undefined) unassigned ??= stranger(partners, interchange, agreement, sentBy);
    else refused.set(interchange, found);
    return { interchange, agreement: likely };
  });
  return { outcome: { ...outcome, interchanges }, refused, unassigned };
}

/** Whether an answer can be formed: a CONTRL has to repeat both parties, a TA1 neither. */
const isAnswerable = ({ syntax, sender, receiver }: Interchange): boolean =>
  syntax === 'x12' || (syntax === 'edifact' && sender.id !== '' && receiver.id !== '');

/** The agreement that names the sender, unless there are several: whose it is cannot be told then. */
function onlyOneNaming(partners: ReadonlyMap<string, Agreement>, sender: Party): Agreement | undefined {
  const [one, ...more] = naming(partners, sender);
  return more.length === 0 ? one : undefined;
}

const naming = (partners: ReadonlyMap<string, Agreement>, sender: Party): Agreement[] =>
  [...partners.values()].filter(({ identifiers }) => identifiers.some((one) => sameParty(one, sender)));

/**
 * The first of sender and receiver, and their qualifiers, that is not as agreed. One that could be in no agreement was told with the header; the
 * rest are well-formed and only not this partner's, or not ours.
 */
function disagreement({ partner, identifiers, us }: Agreement, interchange: Interchange): Problem | undefined {
  const { sender, receiver, problems } = interchange;
  const wrong = [
    {
      place: 'senderQualifier',
      agreed: identifiers.some((one) => sameQualifier(one, sender)),
      value: sender.qualifier,
      invalid: 'INTERCHANGE_SENDER_QUALIFIER_INVALID',
      unknown: 'SENDER_QUALIFIER_UNKNOWN',
    } as const,
    {
      place: 'sender',
      agreed: identifiers.some((one) => sameParty(one, sender)),
      value: partyText(sender),
      invalid: 'INTERCHANGE_SENDER_INVALID',
      unknown: 'SENDER_UNKNOWN',
    } as const,
    {
      place: 'receiverQualifier',
      agreed: sameQualifier(us, receiver),
      value: receiver.qualifier,
      invalid: 'INTERCHANGE_RECEIVER_QUALIFIER_INVALID',
      unknown: 'RECEIVER_QUALIFIER_UNKNOWN',
    } as const,
    {
      place: 'receiver',
      agreed: sameParty(us, receiver),
      value: partyText(receiver),
      invalid: 'INTERCHANGE_RECEIVER_INVALID',
      unknown: 'RECEIVER_UNKNOWN',
    } as const,
  ].find(({ agreed }) => !agreed);
  if (wrong === undefined) return undefined;
  const { place, value, invalid, unknown } = wrong;
  return (
    problems.find(({ code }) => code === invalid) ??
    problem(unknown, placeIn(interchange, place), { value, detail: partner })
  );
}

const sameQualifier = (left: Party, right: Party): boolean =>
  normalQualifier(left.qualifier) === normalQualifier(right.qualifier);

/** Why nobody can be given the interchange. */
function stranger(
  partners: ReadonlyMap<string, Agreement>,
  interchange: Interchange,
  agreement: Agreement | undefined,
  sentBy: string | null,
): Problem {
  const { sender, receiver } = interchange;
  const names = `${partyText(sender)} to ${partyText(receiver)}`;
  if (agreement !== undefined)
    return problem('PARTNER_UNKNOWN', positionOf(interchange), { value: `${names}, sent with the key of ${sentBy}` });
  const [known] = naming(partners, sender);
  return known === undefined
    ? problem('PARTNER_UNKNOWN', placeIn(interchange, 'sender'), { value: names })
    : problem('RECEIVER_UNKNOWN', placeIn(interchange, 'receiver'), {
        value: partyText(receiver),
        detail: known.partner,
      });
}

/** Where a header names the parties: ISA05 to ISA08; the composites of UNB02 and UNB03. */
const PLACES = {
  ISA: { senderQualifier: [5], sender: [6], receiverQualifier: [7], receiver: [8] },
  UNB: { senderQualifier: [2, 2], sender: [2, 1], receiverQualifier: [3, 2], receiver: [3, 1] },
} as const;

function placeIn(interchange: Interchange, place: keyof (typeof PLACES)['ISA']): Position {
  const { header } = interchange;
  if (header.name !== 'UNB' && header.name !== 'ISA') return positionOf(interchange);
  const [element, component] = PLACES[header.name][place];
  return {
    ...elementIn(positionOf(interchange), header, element),
    ...(component === undefined ? {} : { component }),
  };
}

const positionOf = ({ offset, control, header }: Interchange): Position => ({
  offset,
  ...(header.name === '' ? {} : { tag: header.name }),
  ...(control === '' ? {} : { interchange: control }),
});
