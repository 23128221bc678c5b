/**
 * The text of a document type definition (XML 1.0, 3.2 to 3.4 and 4.2): its elements with their content and attributes.
 * Parameter entities and conditional sections are followed; what is outside of the text is not fetched.
 */

import { childrenIn, type Particle } from './content.ts';

export interface DtdAttribute {
  name: string;
  /** `CDATA`, `NMTOKEN`, `(yes|no)`. */
  type: string;
  required: boolean;
  /** Value it has unless another is given. */
  value: string;
}

export interface DtdElement {
  /** Undefined when it holds no elements. */
  content: Particle<undefined> | undefined;
  text: boolean;
  /** ANY: what stands in it is not said. */
  open: boolean;
  attributes: DtdAttribute[];
}

/** By name. */
export type DtdElements = Map<string, DtdElement>;

/** Entities that hold several others each grow fast. */
const ENTITY_MAX = 1_000_000;

/** The elements of one definition, or the first thing that is wrong with it. */
export function readDtd(text: string): { elements: DtdElements } | { wrong: string } {
  const entities = new Map<string, string>();
  const contents = new Map<string, string>();
  const attributes = new Map<string, DtdAttribute[]>();
  let wrong: string | undefined;

  /** The end of a part that cannot be read further. */
  function stop(part: string, message: string): number {
    wrong ??= message;
    return part.length;
  }

  function read(part: string): void {
    let at = 0;
    while (at < part.length && wrong === undefined) {
      const rest = part.slice(at, at + 4);
      if (/^\s/.test(rest)) at++;
      else if (rest === '<!--') at = past(part, '-->', at);
      else if (rest.startsWith('<?')) at = past(part, '?>', at);
      else if (rest.startsWith('<![')) at = section(part, at);
      else if (rest.startsWith('<!')) at = declaration(part, at);
      else if (rest.startsWith('%')) {
        const end = past(part, ';', at);
        read(entityOf(part.slice(at + 1, end - 1)));
        at = end;
      } else at = stop(part, `there is no declaration at "${part.slice(at, at + 20)}"`);
    }
  }

  function past(part: string, mark: string, from: number): number {
    const at = part.indexOf(mark, from);
    return at < 0 ? stop(part, `${mark} is missing`) : at + mark.length;
  }

  /** INCLUDE or IGNORE, mostly by an entity. */
  function section(part: string, at: number): number {
    const open = past(part, '[', at + 3);
    let level = 1;
    let end = open;
    while (level > 0 && wrong === undefined) {
      const [nested, close] = [part.indexOf('<![', end), past(part, ']]>', end)];
      const deeper = nested >= 0 && nested < close;
      level += deeper ? 1 : -1;
      end = deeper ? nested + 3 : close;
    }
    if (expand(part.slice(at + 3, open - 1)).trim() === 'INCLUDE') read(part.slice(open, end - 3));
    return end;
  }

  function declaration(part: string, at: number): number {
    const end = endOf(part, at) ?? stop(part, '> is missing');
    const [keyword, body] = nameAndRest(part.slice(at + 2, end - 1));
    if (keyword === 'ENTITY') entity(body);
    else if (keyword === 'ELEMENT') {
      const [name, content] = nameAndRest(expand(body));
      if (contents.has(name)) return stop(part, `element ${name} is declared twice`);
      contents.set(name, content);
    } else if (keyword === 'ATTLIST') {
      const [name, list] = nameAndRest(expand(body));
      const known = attributes.get(name) ?? [];
      // What is declared again does not count.
      const fresh = attributesIn(list).filter((one) => !known.some((before) => before.name === one.name));
      attributes.set(name, [...known, ...fresh]);
    }
    return end;
  }

  /** Only parameter entities stand in declarations; of two of one name the first counts. */
  function entity(body: string): void {
    const [, name, , quoted] = /^%\s+(\S+)\s+(["'])(.*)\2$/s.exec(body) ?? [];
    if (name === undefined || quoted === undefined || entities.has(name)) return;
    const value = expand(quoted);
    if (value.length > ENTITY_MAX) stop(body, `entity ${name} is too large`);
    else entities.set(name, value);
  }

  const entityOf = (name: string): string => entities.get(name) ?? '';

  const expand = (body: string): string => body.replace(/%([^\s%;]+);/g, (_, name: string) => ` ${entityOf(name)} `);

  read(text);
  const elements: DtdElements = new Map();
  for (const [name, declared] of contents) {
    const content = contentOf(declared);
    if (content === undefined) wrong ??= `element ${name}: "${declared}" is no content`;
    else elements.set(name, { ...content, attributes: attributes.get(name) ?? [] });
  }
  return wrong === undefined ? { elements } : { wrong };
}

/** Behind the > of a declaration; one within quotes does not end it. */
function endOf(text: string, from: number): number | undefined {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const c = text[at]!;
    if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return at + 1;
  }
  return undefined;
}

function nameAndRest(body: string): [name: string, rest: string] {
  const [, name = '', rest = ''] = /^\s*(\S+)\s*(.*)$/s.exec(body) ?? [];
  return [name, rest.trim()];
}

const ATTRIBUTE =
  /([^\s()|"']+)\s+(NOTATION\s*\([^)]*\)|\([^)]*\)|[A-Z]+)\s+(#REQUIRED|#IMPLIED|(?:#FIXED\s+)?(?:"[^"]*"|'[^']*'))/g;

const attributesIn = (list: string): DtdAttribute[] =>
  [...list.matchAll(ATTRIBUTE)].map(([, name = '', type = '', usage = '']) => ({
    name,
    type: type.replace(/\s+/g, ''),
    required: usage === '#REQUIRED',
    value: /["'](.*)["']$/s.exec(usage)?.[1] ?? '',
  }));

/** Undefined when it cannot be read. */
function contentOf(content: string): Omit<DtdElement, 'attributes'> | undefined {
  if (content === 'EMPTY') return { content: undefined, text: false, open: false };
  if (content === 'ANY') return { content: undefined, text: true, open: true };
  const reading: Reading = { tokens: content.match(/[(),|?*+]|[^\s(),|?*+]+/g) ?? [], at: 0 };
  const particle = particleAt(reading);
  if (particle === undefined || reading.at < reading.tokens.length) return undefined;
  return {
    content: childrenIn(particle).length === 0 ? undefined : particle,
    text: reading.tokens.includes(TEXT),
    open: false,
  };
}

interface Reading {
  tokens: readonly string[];
  at: number;
}

const TEXT = '#PCDATA';

/** A name or a group in brackets, with how often. */
function particleAt(reading: Reading): Particle<undefined> | undefined {
  const next = (): string | undefined => reading.tokens[reading.at++];
  const first = next();
  if (first === undefined || /^[),|?*+]$/.test(first)) return undefined;
  if (first !== '(') return { kind: 'element', name: first, ...occurrence(reading), free: false, declared: undefined };
  const parts: Particle<undefined>[] = [];
  let mark: string | undefined;
  let kind: 'sequence' | 'choice' = 'sequence';
  do {
    if (reading.tokens[reading.at] === TEXT) reading.at++;
    else {
      const part = particleAt(reading);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    mark = next();
    if (mark === '|') kind = 'choice';
  } while (mark === ',' || mark === '|');
  return mark === ')' ? { kind, ...occurrence(reading), parts } : undefined;
}

function occurrence(reading: Reading): { min: number; max: number } {
  const mark = reading.tokens[reading.at] ?? '';
  if (/^[?*+]$/.test(mark)) reading.at++;
  return {
    min: mark === '?' || mark === '*' ? 0 : 1,
    max: mark === '*' || mark === '+' ? Number.POSITIVE_INFINITY : 1,
  };
}
