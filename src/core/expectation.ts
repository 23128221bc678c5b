/**
 * How long a partner may take to acknowledge what it is sent: the `expect` settings of its agreement
 * (settings.ts), for each kind of document.
 */

import { ALWAYS, type Calendar, dueAfter, parseDuration } from './calendar.ts';
import { hint } from './mapping/nearest.ts';
import type { SettingName, Settings } from './settings.ts';
import { type Finding, parsePlace } from './yaml.ts';

export interface Expectation {
  /** `24h`, `90m`, `2d`; undefined where nothing is expected. */
  within: string | undefined;
  /** The calendar its time is counted on. */
  calendar: string;
}

/** The kinds of documents that partners are sent. */
export const EXPECTED = ['order-response', 'change-response', 'ship-notice', 'invoice'] as const;

const SECTIONS = ['acknowledgment', ...EXPECTED.map((document) => `documents.${document}` as const)] as const;

export type Expectations = Record<(typeof EXPECTED)[number], Expectation>;

/** The setting of a document, or where that leaves it to `expect.acknowledgment`, that one. */
function settingFor(settings: Settings, document: (typeof EXPECTED)[number], name: keyof Expectation): SettingName {
  const own = `expect.documents.${document}.${name}` as const;
  return settings[own].value === 'acknowledgment' ? `expect.acknowledgment.${name}` : own;
}

export const expectationsIn = (settings: Settings): Expectations =>
  Object.fromEntries(
    EXPECTED.map((document) => {
      const value = (name: keyof Expectation): string => String(settings[settingFor(settings, document, name)].value);
      const within = value('within');
      return [document, { within: within === 'none' ? undefined : within, calendar: value('calendar') }];
    }),
  ) as Expectations;

/** When what is sent at `at` must have been acknowledged; null where the agreement expects nothing. */
export function dueFor(
  calendars: ReadonlyMap<string, Calendar>,
  { within, calendar }: Expectation,
  at: string,
): string | null {
  const duration = within === undefined ? undefined : parseDuration(within);
  return duration === undefined ? null : dueAfter(calendars.get(calendar) ?? ALWAYS, at, duration);
}

/** A finding for every `expect` setting that names a calendar there is not. */
export const unknownCalendars = (settings: Settings, calendars: ReadonlyMap<string, unknown>): Finding[] =>
  SECTIONS.flatMap((section): Finding[] => {
    const setting = `expect.${section}.calendar` as const;
    const { value, from } = settings[setting];
    const name = String(value);
    const at = parsePlace(from);
    if (at === undefined || calendars.has(name) || (name === 'acknowledgment' && section !== name)) return [];
    return [{ ...at, message: `${setting}: there is no calendar ${name}${hint(name, calendars.keys())}` }];
  });
