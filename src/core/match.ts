/** Why an interchange falls under a partner's agreement, or under none: every agreement and what it says of it. */

import { type Agreement, normalQualifier, type Party, partyText } from './agreement.ts';

export interface Match {
  partner: string;
  matches: boolean;
  /** What fits and what does not, in the order it was looked at. */
  reasons: string[];
}

/** All agreements, those that come nearest first. */
export function matchPartners(partners: Iterable<Agreement>, sender: Party, receiver: Party): Match[] {
  return [...partners]
    .map((agreement) => matchPartner(agreement, sender, receiver))
    .sort((one, other) => other.nearness - one.nearness)
    .map(({ partner, matches, reasons }) => ({ partner, matches, reasons }));
}

interface Judged extends Match {
  /** How much of it fits: who sends it counts more than to whom. */
  nearness: number;
}

function matchPartner({ partner, identifiers, us }: Agreement, sender: Party, receiver: Party): Judged {
  const reasons: string[] = [];
  const named = identifiers.find((one) => compare(one, sender) === 'same');
  const near = identifiers.find((one) => compare(one, sender) === 'id');
  const sent = named !== undefined;
  const got = compare(us, receiver) === 'same';
  if (named !== undefined)
    reasons.push(`sender ${partyText(sender)} is one of its identifiers${asWritten(named, sender)}`);
  else if (near !== undefined)
    reasons.push(`sender id ${sender.id} is its own, but under qualifier ${near.qualifier}, not ${sender.qualifier}`);
  else reasons.push(`sender ${partyText(sender)} is none of ${identifiers.map(partyText).join(', ')}`);
  if (got) reasons.push(`receiver ${partyText(receiver)} is who we are to it${asWritten(us, receiver)}`);
  else if (compare(us, receiver) === 'id')
    reasons.push(`receiver id ${receiver.id} is ours, but under qualifier ${us.qualifier}, not ${receiver.qualifier}`);
  else reasons.push(`receiver ${partyText(receiver)} is not ${partyText(us)}, who we are to it`);
  // Sent by us, as it were: sender and receiver stand the wrong way round.
  if (!sent && identifiers.some((one) => compare(one, receiver) === 'same') && compare(us, sender) === 'same')
    reasons.push('sender and receiver are the wrong way round: this is what we would send to it');
  const nearness = (sent ? 4 : near === undefined ? 0 : 2) + (got ? 1 : 0);
  return { partner, matches: sent && got, nearness, reasons };
}

function compare(known: Party, found: Party): 'same' | 'id' | 'other' {
  if (known.id !== found.id) return 'other';
  return normalQualifier(known.qualifier) === normalQualifier(found.qualifier) ? 'same' : 'id';
}

const asWritten = (known: Party, found: Party): string =>
  known.qualifier === found.qualifier ? '' : ` (qualifiers ${found.qualifier} and ${known.qualifier} are the same)`;
