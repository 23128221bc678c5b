/** The vocabularies whose documents say more than their messages; any other has its messages only, and names nobody. */

import type { XmlDefinition } from '../definition.ts';
import { cxml } from './cxml.ts';
import { messagesIn, NOBODY, type Vocabulary } from './envelope.ts';
import { idoc } from './idoc.ts';
import { opentrans } from './opentrans.ts';
import { ubl } from './ubl.ts';

const VOCABULARIES: Readonly<Record<string, Vocabulary>> = { ubl, cxml, idoc, opentrans };

const plain: Vocabulary = {
  open: (root, definition) => ({
    control: '',
    sender: NOBODY,
    receiver: NOBODY,
    release: definition.release,
    usage: 'P',
    bare: true,
    messages: messagesIn(root, definition),
  }),
  close: ({ body }) => body,
};

export const vocabularyOf = ({ name }: Pick<XmlDefinition, 'name'>): Vocabulary => VOCABULARIES[name] ?? plain;
