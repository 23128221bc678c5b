/**
 * Prints a guide as one HTML file that needs nothing else: no scripts, no fonts, no pictures; readable on a screen
 * and on paper. Everything that is not ours is escaped.
 */

import type { SetDefinition } from '../edi/definition.ts';
import type { Separators } from '../edi/scan.ts';
import type { PageElement, PagePlace, PageRule } from './page.ts';

export interface GuidePage {
  /** For people. */
  partner: string;
  /** `x12/850`. */
  message: string;
  set: SetDefinition;
  release: string;
  about: string;
  /** Who writes it and who reads it: `01:048765432 Bolt Hardware`. */
  from: string;
  to: string;
  /** The implementation conventions it is a guide for; none where that is open. */
  conventions: readonly string[];
  /** Whether the partner has a guide for it; otherwise the dictionary is printed. */
  guided: boolean;
  places: PagePlace[];
  /** Whole interchanges. */
  samples: string[];
  separators: Separators;
}

const STYLE = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .3rem; }
.sub, .note { color: #55606e; } .note { font-style: italic; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #e3e7ec; }
th { font-weight: 600; color: #55606e; font-size: .85rem; }
code, pre, .ref { font-family: ui-monospace, monospace; font-size: .9em; }
.ref { white-space: nowrap; } .guided { background: #fff8e1; } .unused { color: #9aa3ae; }
.mandatory { font-weight: 600; } .codes { font-size: .9em; } .field { color: #17603a; }
pre { background: #f5f7f9; padding: 1rem; overflow-x: auto; line-height: 1.55; }
pre b { color: #14498b; } pre .sep { color: #9aa3ae; } pre .asked { background: #ffecb3; }
a { color: #14498b; text-decoration: none; }
@media print { body { max-width: none; padding: 0; font-size: 11px; } h3, tr { break-inside: avoid; } h3 { break-after: avoid; } pre { white-space: pre-wrap; } }
`;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML, in content and in attributes. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character]!);

const SHOWN_CODES = 24;
const SHOWN_FIELDS = 3;

export function guideHtml(page: GuidePage): string {
  const { partner, message, set, release, about, from, to, conventions, guided, places, samples } = page;
  const title = `${set.label} ${set.type}: ${partner}`;
  const detailed = guided ? places.filter(isWorthwhile) : firstOfEach(places);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${html(set.label)} <span class="sub">${html(message.toUpperCase())}</span></h1>
<p class="sub">${html(partner)}${guided ? '' : ' (no guide of its own: this is the dictionary)'}</p>
${about === '' ? '' : `<p>${html(about)}</p>\n`}<table>
<tr><th>Written by</th><td>${html(from)}</td></tr>
<tr><th>Read by</th><td>${html(to)}</td></tr>
<tr><th>${message.startsWith('x12/') ? 'Release' : 'Directory'}</th><td>${html(release)}${message.startsWith('x12/') ? `, functional group ${html(set.group)}` : ''}</td></tr>
${conventions.length === 0 ? '' : `<tr><th>Convention</th><td>${html(conventions.join(', '))}</td></tr>\n`}</table>
<h2>Segments</h2>
<p class="sub">In order. Indented segments belong to the loop above them.${guided ? ' Marked is what this guide says beyond the dictionary.' : ''}</p>
<table>
<tr><th>Segment</th><th>Name</th><th>Use</th><th>Times</th><th></th></tr>
${places.map((place) => row(place, detailed)).join('\n')}
</table>
<h2>Elements</h2>
${detailed.map(detail).join('\n')}
${samples.length === 0 ? '' : `<h2>Sample</h2>\n<p class="sub">Made up by the rules of this guide; our reader accepts it. Marked are segments the guide names.</p>\n${samples.map((sample) => pre(sample, page)).join('\n')}\n`}</body>
</html>
`;
}

/** What a reader of a guide must know: what it names, and what is mandatory anyway. */
const isWorthwhile = ({ guided, use, depth }: PagePlace): boolean =>
  (guided && use !== 'not used') || (use === 'mandatory' && depth === 0);

/** A segment is described once. */
function firstOfEach(places: PagePlace[]): PagePlace[] {
  const seen = new Set<string>();
  return places.filter(({ path }) => {
    const tag = path.split('/').at(-1)!;
    return !seen.has(tag) && seen.add(tag) !== undefined;
  });
}

const anchor = (path: string): string => path.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '');

const times = (max: number): string => (max === Number.POSITIVE_INFINITY ? 'any' : max === 0 ? '' : `${max}`);

function row(place: PagePlace, detailed: PagePlace[]): string {
  const { path, label, depth, isLoop, use, dependence, max, note, guided } = place;
  const name = path.split('/').at(-1)!;
  const shown = detailed.includes(place) ? `<a href="#${anchor(path)}">${html(name)}</a>` : html(name);
  const kind = [guided ? 'guided' : '', use === 'not used' ? 'unused' : ''].filter((one) => one !== '').join(' ');
  return `<tr${kind === '' ? '' : ` class="${kind}"`}><td class="ref" style="padding-left:${depth * 1.4}rem">${shown}${isLoop ? ' ⟳' : ''}</td><td>${html(label)}</td><td class="${use === 'mandatory' ? 'mandatory' : ''}">${html(dependence || use)}</td><td>${times(max)}</td><td class="note">${html(note)}</td></tr>`;
}

function detail({ path, label, note, use, dependence, max, elements, conditions, rules }: PagePlace): string {
  const often = max === Number.POSITIVE_INFINITY ? 'any number of times' : max === 1 ? 'once' : `up to ${max} times`;
  return `<h3 id="${anchor(path)}"><span class="ref">${html(path)}</span> ${html(label)}</h3>
<p class="sub">${html(dependence || use)}, ${often}${note === '' ? '' : `. <span class="note">${html(note)}</span>`}</p>
<table>
<tr><th>Element</th><th>Name</th><th>Use</th><th>Type</th><th>Values</th><th>Read as</th></tr>
${elements.map(elementRow).join('\n')}
</table>
${rules.map(rule).join('\n')}${conditions.length === 0 ? '' : `<p class="sub">Conditions: ${conditions.map(sentence).map(html).join('; ')}.</p>`}`;
}

function elementRow(element: PageElement): string {
  const { name, label, use, type, repeat, repeatMin, pattern, codes, guided, fields, note } = element;
  const kind = [guided ? 'guided' : '', use === 'not used' ? 'unused' : ''].filter((one) => one !== '').join(' ');
  // The guide's own codes are all told; of long lists of the dictionary those we have a word for come first.
  const listed = guided
    ? (codes ?? [])
    : (codes ?? []).toSorted((a, b) => Number(a.label === '') - Number(b.label === ''));
  const values = listed
    .slice(0, guided ? listed.length : SHOWN_CODES)
    .map(({ code, label: word }) => `<code>${html(code)}</code>${word === '' ? '' : ` ${html(word)}`}`);
  const rest = (codes?.length ?? 0) - values.length;
  const read = fields.slice(0, SHOWN_FIELDS).map((field) => `<code>${html(field)}</code>`);
  const more = fields.length - read.length;
  const shown = [
    pattern === '' ? '' : `like <code>${html(pattern)}</code>`,
    values.join(', ') + (rest > 0 ? ` and ${rest} more` : ''),
    note === '' ? '' : `<span class="note">${html(note)}</span>`,
  ];
  return `<tr${kind === '' ? '' : ` class="${kind}"`}><td class="ref">${html(name)}</td><td>${html(label)}</td><td class="${use === 'mandatory' ? 'mandatory' : ''}">${use}${repeat > 1 ? `, ${repeatMin > 1 ? `${repeatMin}` : 'up'} to ${repeat} times` : ''}</td><td class="ref">${html(type)}</td><td class="codes">${shown.filter((one) => one !== '').join('<br>')}</td><td class="codes field">${read.join('<br>')}${more > 0 ? `<br>and ${more} more` : ''}</td></tr>`;
}

const rule = ({ say, expression }: PageRule): string =>
  `<p class="guided"><strong>${html(say)}</strong><br><code>${html(expression)}</code></p>\n`;

/** A condition in words. */
function sentence(note: string): string {
  const positions = note.slice(1).match(/../g) ?? [];
  const [first = '', ...others] = positions;
  const all = positions.join(', ');
  switch (note[0]) {
    case 'P':
      return `${all} stand together or not at all`;
    case 'R':
      return `at least one of ${all}`;
    case 'E':
      return `at most one of ${all}`;
    case 'C':
      return `${first} needs ${others.join(', ')}`;
    default:
      return `${first} needs one of ${others.join(', ')}`;
  }
}

/** An interchange with its tags, separators and what the guide names made visible; every element names itself. */
function pre(text: string, { separators, places }: GuidePage): string {
  const { element, component, terminator, release } = separators;
  const named = new Map<string, PagePlace>();
  for (const place of places) {
    const tag = /([A-Z0-9]+)(\[[^/]*)?$/.exec(place.path)?.[1] ?? '';
    if (!named.has(tag) || (place.guided && !named.get(tag)!.guided)) named.set(tag, place);
  }
  const separator = (character: string): string => `<span class="sep">${html(character)}</span>`;
  const titled = (value: string, name: string, place: PagePlace | undefined): string => {
    const label = value === '' ? undefined : place?.elements.find((one) => one.name === name);
    return label === undefined ? html(value) : `<span title="${html(`${name} ${label.label}`)}">${html(value)}</span>`;
  };
  const shownElement = (value: string, name: string, place: PagePlace | undefined): string => {
    const isComposite = place?.elements.some((one) => one.name === `${name}-1`) === true;
    if (!isComposite) return titled(value, name, place);
    const parts = split(value, component, release).map((part, c) => titled(part, `${name}-${c + 1}`, place));
    return parts.join(separator(component));
  };
  const lines = split(text, terminator, release)
    // A service string advice ends with a space.
    .map((segment) => segment.trimStart())
    .filter((segment) => segment !== '');
  const shown = lines.map((segment) => {
    // The service string advice is made of separators.
    if (segment.startsWith('UNA')) return `<b>UNA</b>${separator(segment.slice(3) + terminator)}`;
    const [tag = '', ...values] = split(segment, element, release);
    const place = named.get(tag);
    const spans = values.map((value, i) => shownElement(value, `${tag}${String(i + 1).padStart(2, '0')}`, place));
    const line = `<b>${html(tag)}</b>${spans.map((span) => separator(element) + span).join('')}${separator(terminator)}`;
    return place?.guided === true ? `<span class="asked">${line}</span>` : line;
  });
  return `<pre>${shown.join('\n')}</pre>`;
}

/** The parts between separators, each as it stands: what is released separates nothing. */
function split(text: string, separator: string, release: string | undefined): string[] {
  if (release === undefined) return text.split(separator);
  const parts = [''];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === release) parts[parts.length - 1] += character + text.charAt(++at);
    else if (character === separator) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
