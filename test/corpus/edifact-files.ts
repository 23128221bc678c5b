/** The EDIFACT files of the corpus, and those of bare messages in an interchange made for them. */

import { detect } from '../../src/core/formats/index.ts';
import { bytesOf } from '../core/edi/fixture.ts';
import { corpusFile, isHere, rowsOf } from '../shared.ts';

const ADVICE = /^\s*(?:\u00ef\u00bb\u00bf)?(UNA.{6}\s*)?/s;

/** A message without an interchange gets one; everything else is as it is. */
export function enclosed(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  if (/UNB\W/.test(text) || !/UNH\+/.test(text)) return bytes;
  const [advice] = ADVICE.exec(text)!;
  return bytesOf(`${advice}UNB+UNOC:3+SENDER+RECEIVER+240305:0930+1'${text.slice(advice.length)}UNZ+1+1'`);
}

const isEdifact = (path: string, bytes: Uint8Array): boolean =>
  path.startsWith('edifact/') || detect(bytes) === 'edifact' || /^UNH\+/.test(Buffer.from(bytes).toString('latin1'));

export const files = rowsOf('INDEX.tsv')
  .map(([path = '']) => path)
  .filter(
    (path) => /^(edifact|acks|hostile|conformance)\//.test(path) && !/\.(xml|json|csv)$/i.test(path) && isHere(path),
  )
  .map((path) => ({ path, bytes: corpusFile(path) }))
  .filter(({ path, bytes }) => isEdifact(path, bytes));
