/** `dragoman agreement explain PARTNER`: every setting in force, where it came from and what it controls. */

import { PROFILES, type Profile, type Switch } from '../core/rules.ts';
import { type SettingName, type Settings, settingNames, settingOf, type Value } from '../core/settings.ts';
import { parse, soundCatalog, Usage } from './command.ts';

export async function run([verb, ...args]: string[]): Promise<number> {
  if (verb !== 'explain') throw new Usage(verb === undefined ? 'explain what?' : `there is no agreement ${verb}`);
  const { values, positionals } = parse(args, { message: { type: 'string' }, json: { type: 'boolean' } });
  const [partner, setting] = positionals;
  if (partner === undefined) throw new Usage('which partner?');
  const { partners } = soundCatalog();
  const agreement = partners.get(partner);
  if (agreement === undefined)
    throw new Usage(`there is no partner ${partner}; known: ${[...partners.keys()].join(', ')}`);
  const { message } = values;
  const settings = (message === undefined ? undefined : agreement.messageSettings.get(message)) ?? agreement.settings;
  const names = settingNames.filter(
    (name) => setting === undefined || name === setting || name.startsWith(`${setting}.`),
  );
  if (names.length === 0) throw new Usage(`there is no setting ${setting}`);

  if (values.json === true) {
    const rows = names.map((name) => ({ name, ...settings[name], controls: settingOf(name).controls }));
    console.log(JSON.stringify({ partner, message: message ?? null, settings: rows }, null, 2));
    return 0;
  }
  const rows = names.map((name): Row => [name, ...inForce(settings, name), settingOf(name).controls]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) console.log(row.map((cell, i) => (i < 3 ? cell.padEnd(widths[i]!) : cell)).join('  '));
  if (message !== undefined) return 0;
  for (const [name, own] of agreement.messageSettings)
    console.log(`\n${name} differs:\n${differences(agreement.settings, own)}`);
  return 0;
}

type Row = [name: string, value: string, from: string, controls: string];

/** The value and where it came from; what a profile decides is shown as it decides it. */
function inForce(settings: Settings, name: SettingName): [value: string, from: string] {
  const { value, from } = settings[name];
  if (value !== 'profile') return [shown(value), from];
  const profile = settings['validate.profile'].value as Profile;
  return [PROFILES[profile][name.slice('validate.'.length) as Switch], `profile ${profile}`];
}

const shown = (value: Value): string => (typeof value === 'string' ? value : `[${value.join(', ')}]`);

/** The settings of a message that are not the partner's. */
function differences(general: Settings, own: Settings): string {
  const lines = settingNames
    .filter((name) => shown(general[name].value) !== shown(own[name].value))
    .map((name) => `  ${name}: ${shown(own[name].value)}  (${own[name].from})`);
  return lines.length === 0 ? '  in nothing' : lines.join('\n');
}
