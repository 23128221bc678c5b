/** What settings cannot say together, or cannot say at all though their schema allows it, each at its line. */

import { hint } from './mapping/nearest.ts';
import { catalogue } from './problem.ts';
import { isTolerable, PROFILES, type Profile, parseNamed, SWITCHES, type Switch } from './rules.ts';
import type { SettingName, Settings } from './settings.ts';
import { type Finding, parsePlace } from './yaml.ts';

/** Findings of one set of settings; those that rest on defaults alone are none. */
export function contradictions(settings: Settings): Finding[] {
  const findings: Finding[] = [];
  const text = (name: SettingName): string => String(settings[name].value);
  const wrong = (name: SettingName, message: string): void => {
    const at = parsePlace(settings[name].from);
    if (at !== undefined) findings.push({ ...at, message: `${name}: ${message}` });
  };

  for (const list of ['tolerate', 'refuse'] as const) {
    for (const one of [settings[list].value].flat() as string[]) {
      const named = parseNamed(one);
      const [code = ''] = one.split(' ');
      if (named === undefined && code in catalogue)
        wrong(list, `"${one}" is not CODE or CODE PLACE, such as ${code} PO1`);
      else if (named === undefined) wrong(list, `there is no problem ${code}${hint(code, Object.keys(catalogue))}`);
      else if (list === 'tolerate' && !isTolerable(named.code))
        wrong(list, `${one} cannot be tolerated: what it is wrong with cannot be read safely`);
    }
  }
  const refused = new Set([settings.refuse.value].flat());
  for (const one of [settings.tolerate.value].flat())
    if (refused.has(one)) wrong('refuse', `${one} is tolerated and refused`);

  const profile = settings['validate.profile'].value as Profile;
  for (const name of Object.keys(SWITCHES) as Switch[]) {
    const { value } = settings[`validate.${name}`];
    if (profile === 'strict' && value === 'ignore')
      wrong(`validate.${name}`, 'the profile strict ignores nothing; choose another profile, or report');
    if (value === PROFILES[profile][name]) wrong(`validate.${name}`, `the profile ${profile} says ${value} already`);
  }
  if (text('suspend') === 'interchange' && profile === 'envelope')
    wrong('suspend', 'the profile envelope refuses no set, so nothing would refuse the interchange');
  if (text('acknowledge.functional') === 'none' && text('acknowledge.accepted') === 'no')
    wrong('acknowledge.accepted', 'no acknowledgment is sent that could name sets');
  if (text('duplicates.interchange') === 'refuse' && text('acknowledge.interchange') === 'never')
    wrong('duplicates.interchange', 'only a TA1 tells of a refused duplicate, and none is sent');
  for (const name of ['duplicates.group', 'duplicates.set'] as const)
    if (text(name) === 'refuse' && text('acknowledge.functional') === 'none')
      wrong(name, 'only a 997, 999 or CONTRL tells of a refused duplicate, and none is sent');
  if (text('unassigned') === 'refuse' && text('acknowledge.interchange') === 'never')
    wrong('unassigned', 'only a TA1 tells of what is refused so, and none is sent');
  return findings;
}
