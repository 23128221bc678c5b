/** Messages that are documents of their own, as text: XML in the document its vocabulary puts around them, feeds. */

import type { Definition } from '../edi/definition.ts';
import type { WrittenInterchange } from '../edi/write.ts';
import type { FeedDefinition } from '../feed/definition.ts';
import { writeFeed } from '../feed/write.ts';
import type { XmlDefinition } from '../xml/definition.ts';
import { vocabularyOf } from '../xml/vocabulary/all.ts';
import type { Outgoing } from '../xml/vocabulary/envelope.ts';
import { wrap } from '../xml/vocabulary/sbdh.ts';
import { writeFlat } from './idoc-flat.ts';
import { writeXml } from './xml.ts';

export interface WrittenDocument extends WrittenInterchange {
  /** Media type, with the character set its bytes are to be in. */
  contentType: string;
}

const isFeed = (definition: Definition): definition is FeedDefinition => 'feed' in definition;

/** A message of a format that is no EDI, by the definition it was written by. */
export function writeDocument(definition: Definition, message: Omit<Outgoing, 'definition'>): WrittenDocument {
  return isFeed(definition) ? feedText(definition, message) : xmlText(definition as XmlDefinition, message);
}

function feedText(definition: FeedDefinition, { body }: Omit<Outgoing, 'definition'>): WrittenDocument {
  const { encoding = 'utf-8', fixed } = definition.feed;
  const { bytes, problems } = writeFeed(definition, [body]);
  const media = fixed ? 'text/plain' : 'text/csv';
  return { text: new TextDecoder(encoding).decode(bytes), problems, contentType: `${media}; charset=${encoding}` };
}

function xmlText(definition: XmlDefinition, message: Omit<Outgoing, 'definition'>): WrittenDocument {
  const { close, system, empty } = vocabularyOf(definition);
  const root = close({ ...message, definition });
  if (message.flat === true) return { ...writeFlat(root, definition), contentType: 'text/plain; charset=utf-8' };
  const media = definition.name === 'cxml' ? 'text/xml' : 'application/xml';
  const contentType = `${media}; charset=utf-8`;
  const namespaces = definition.namespaces(root.name);
  const { envelope } = message;
  if (envelope === undefined)
    return { ...writeXml(root, namespaces, { system: system?.(message.type), empty }), contentType };
  const outer = wrap(root, { ...message, definition });
  const written = writeXml(outer, envelope.namespaces(outer.name), { inner: { node: root, namespaces }, empty });
  return { ...written, contentType };
}
