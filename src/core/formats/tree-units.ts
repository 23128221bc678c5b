/**
 * Messages that are trees, as the units every format is read into: an interchange without an envelope of segments, one
 * group that is only ours, and a set for each message.
 */

import { type Group, type Interchange, impliedGroup, type TransactionSet, type Unit } from '../edi/envelope.ts';
import type { Problem } from '../problem.ts';
import { type Node, segmentNode } from '../tree.ts';

/** What is known of a file or document before its messages. */
export interface Opened {
  /** The format its messages are named after: `ubl`, `csv`. */
  syntax: string;
  control: string;
  sender: Interchange['sender'];
  receiver: Interchange['receiver'];
  release: string;
  usage: string;
  bare: boolean;
  /** What it came in, `sbdh`. */
  envelope?: string | undefined;
  problems: Problem[];
}

export interface TreeMessage {
  type: string;
  control: string;
  tree: Node;
  problems: Problem[];
  /** Bytes from the first of the message to the one behind its last. */
  offset: number;
  end: number;
}

// Separators have no meaning where structure is not made of them.
const NO_SEPARATORS: Interchange['separators'] = {
  element: '',
  component: '',
  repetition: '',
  terminator: '',
  nested: true,
};

export function interchangeOf({
  syntax,
  control,
  sender,
  receiver,
  release,
  usage,
  bare,
  envelope,
  problems,
}: Opened): Interchange {
  return {
    kind: 'interchange',
    syntax,
    header: segmentNode('', 0, 0),
    separators: NO_SEPARATORS,
    control,
    sender,
    receiver,
    version: release,
    usage,
    bare,
    envelope,
    acknowledgmentRequested: false,
    acknowledgments: [],
    groups: 0,
    ungrouped: 0,
    problems,
    headerProblems: [...problems],
    offset: 0,
    closed: true,
  };
}

export const groupOf = (interchange: Interchange): Group => ({
  ...impliedGroup(interchange, segmentNode('', 0, 0)),
  closed: true,
});

export function setOf(
  group: Group,
  { type, control, tree, problems, offset, end }: TreeMessage,
  locate: TransactionSet['locate'],
): TransactionSet {
  group.sets++;
  group.interchange.ungrouped++;
  return {
    kind: 'set',
    group,
    header: tree,
    type,
    control,
    release: group.interchange.version,
    convention: '',
    segments: [],
    tree,
    locate,
    closed: true,
    problems,
    offset,
    end,
  };
}

export const opened = (interchange: Interchange, group: Group): Unit[] => [
  { unit: 'interchange', interchange },
  { unit: 'group', group },
];

export const closed = (interchange: Interchange, group: Group): Unit[] => [
  { unit: 'groupEnd', group },
  { unit: 'interchangeEnd', interchange },
];
