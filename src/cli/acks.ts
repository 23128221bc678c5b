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
    [one.said === null ? '' : errorsIn(one.said), one.comment === null ? '' : `reviewed: ${one.comment}`].filter(
      (text) => text !== '',
    );
  return [
    line(HEAD),
    ...rows.flatMap(({ one, cells }) => [line(cells), ...below(one).map((text) => `    ${text}`)]),
  ].join('\n');
}

function cellsOf(one: Acknowledgment): string[] {
  const { state, verdict, late, contradicts, review } = one;
  const says = state === 'duplicate' || state === 'unmatched' ? [state, verdict] : [state];
  const marks = [late && 'late', contradicts && 'contradicts', review === 'open' && 'to review'];
  const named = [one.groupCode, one.groupControl, one.setControl].filter((part) => part !== '').join(' ');
  return [
    [...says, ...marks].filter((word) => word !== false && word !== null).join(', '),
    one.partner,
    one.message ?? '-',
    named === '' ? `interchange ${one.interchangeControl}` : named,
    minute(one.due),
    minute(one.answeredAt),
    one.saidBy ?? '-',
    one.id,
  ];
}

/** To the minute, UTC. */
const minute = (time: string | null): string => (time === null ? '-' : `${time.slice(0, 16).replace('T', ' ')}Z`);

/** What the partner found wrong: `AK9 R; AK5 R 5; segment 3 PO1 8: element 2 6 "ten"`. */
function errorsIn({ interchange, group, set }: Said): string {
  const wrong: string[] = [];
  if (interchange !== undefined) wrong.push(`TA1 ${interchange.verdict} ${interchange.note}`.trimEnd());
  if (group !== undefined && group.verdict !== 'A') wrong.push(['AK9', group.verdict, ...group.codes].join(' '));
  if (set !== undefined && set.verdict !== 'A') wrong.push(['AK5', set.verdict, ...set.codes].join(' '));
  for (const { tag, position, code, elements } of set?.segments ?? []) {
    const told = elements.map(
      (one) => `element ${one.position} ${one.code}${one.value === '' ? '' : ` "${one.value}"`}`,
    );
    wrong.push(
      [`segment ${position} ${tag} ${code}`.trimEnd(), told.join(', ')].filter((text) => text !== '').join(': '),
    );
  }
  return wrong.join('; ');
}
