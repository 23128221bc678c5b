/** `dragoman acks`: what partners said of what they were sent, or have still to say, oldest first. */

import { ACKNOWLEDGMENT_STATES } from '../gateway/acknowledgments.ts';
import type { Acknowledgment, Said, Store } from '../gateway/ports.ts';
import { readConfig } from '../node/config.ts';
import { openStore } from '../node/server.ts';
import { parse, plural, Usage } from './command.ts';

const PAGE = 500;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    partner: { type: 'string' },
    state: { type: 'string' },
    late: { type: 'boolean' },
    open: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  if (positionals[0] !== undefined) throw new Usage(`${positionals[0]} means nothing here; --partner P, --state S?`);
  const state = ACKNOWLEDGMENT_STATES.find((one) => one === values.state);
  if (values.state !== undefined && state === undefined)
    throw new Usage(`there is no state ${values.state}; it is one of ${ACKNOWLEDGMENT_STATES.join(', ')}`);
  const store = await openStore(readConfig(process.env).data);
  const found = await all(store, {
    ...(values.partner === undefined ? {} : { partner: values.partner }),
    ...(state === undefined ? {} : { state }),
    ...(values.late === true ? { late: true } : {}),
    ...(values.open === true ? { review: 'open' } : {}),
  });
  await store.close();
  if (values.json === true) console.log(JSON.stringify(found, null, 2));
  else console.log(found.length === 0 ? 'none' : `${table(found)}\n\n${plural(found.length, 'acknowledgment')}`);
  return 0;
}

type Filter = Omit<Parameters<Store['acknowledgments']>[0], 'after' | 'limit'>;

async function all(store: Store, filter: Filter): Promise<Acknowledgment[]> {
  const found: Acknowledgment[] = [];
  for (;;) {
    const page = await store.acknowledgments({ ...filter, after: found.at(-1)?.sequence ?? 0, limit: PAGE });
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}

const HEAD = ['state', 'partner', 'message', 'named', 'due', 'answered', 'by', 'id'];

/** One line each, in columns; below it what is wrong by the partner, and what an operator said of it. */
function table(found: Acknowledgment[]): string {
  const rows = found.map((one) => ({ one, cells: cellsOf(one) }));
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map(({ cells }) => cells[i]!.length)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  const below = (one: Acknowledgment): string[] =>
    [
      one.said === null ? '' : errorsIn(one.said, one.saidBy ?? ''),
      one.comment === null ? '' : `reviewed: ${one.comment}`,
    ].filter((text) => text !== '');
  return [
    line(HEAD),
    ...rows.flatMap(({ one, cells }) => [line(cells), ...below(one).map((text) => `    ${text}`)]),
  ].join('\n');
}

function cellsOf(one: Acknowledgment): string[] {
  const { state, verdict, late, contradicts, review } = one;
  const says = state === 'duplicate' || state === 'unmatched' ? [state, verdict] : [state];
  const marks = [late && 'late', contradicts && 'contradicts', review === 'open' && 'to review'];
  const { groupCode, groupControl, setControl, interchangeControl } = one;
  // Without a group, the interchange is what tells one message from another of its number.
  const above = groupControl === '' ? ['interchange', interchangeControl, groupCode] : [groupCode, groupControl];
  const named = [...above, setControl].filter((part) => part !== '').join(' ');
  return [
    [...says, ...marks].filter((word) => word !== false && word !== null).join(', '),
    one.partner,
    one.message ?? '-',
    named,
    minute(one.due),
    minute(one.answeredAt),
    one.saidBy ?? '-',
    one.id,
  ];
}

/** To the minute, UTC. */
const minute = (time: string | null): string => (time === null ? '-' : `${time.slice(0, 16).replace('T', ' ')}Z`);

/** Where each kind of acknowledgment gives its verdicts, and those that say that nothing is wrong. */
interface Words {
  interchange: string;
  group: string;
  set: string;
  fine: ReadonlySet<string>;
}

const X12: Words = { interchange: 'TA1', group: 'AK9', set: 'AK5', fine: new Set(['A']) };
const EDIFACT: Readonly<Record<string, Words>> = {
  'edifact/CONTRL': { interchange: 'UCI', group: 'UCF', set: 'UCM', fine: new Set(['1', '5', '7', '8']) },
  'edifact/APERAK': { interchange: 'UCI', group: 'UCF', set: 'APERAK', fine: new Set(['', '29', '44']) },
};

/** What the partner found wrong: `AK9 R; AK5 R 5; segment 3 PO1 8: element 2 6 "ten"`, `UCI 3; UCM 4 12`. */
function errorsIn({ interchange, group, set }: Said, saidBy: string): string {
  const words = EDIFACT[saidBy] ?? X12;
  const wrong: string[] = [];
  const tell = (...parts: string[]): void => {
    wrong.push(parts.filter((part) => part !== '').join(' '));
  };
  // A TA1 says so when all is well, too.
  if (interchange !== undefined && (words === X12 || !words.fine.has(interchange.verdict)))
    tell(words.interchange, interchange.verdict, interchange.note);
  if (group !== undefined && !words.fine.has(group.verdict)) tell(words.group, group.verdict, ...group.codes);
  if (set !== undefined && (!words.fine.has(set.verdict) || set.codes.length > 0))
    tell(words.set, set.verdict, ...set.codes);
  for (const { tag, position, code, elements } of set?.segments ?? []) {
    const told = elements.map(
      (one) => `element ${one.position} ${one.code}${one.value === '' ? '' : ` "${one.value}"`}`,
    );
    const at = ['segment', position, tag, code].filter((part) => part !== '').join(' ');
    tell([at, told.join(', ')].filter((text) => text !== '').join(': '));
  }
  return wrong.join('; ');
}
