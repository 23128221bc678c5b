/**
 * What the packs of UNECE directories lack or have wrong; build/edifact.ts joins it with them. Nothing here concerns a
 * directory whose original texts are at hand: those are read from the texts.
 */

/** A composite that its pack cuts short behind a component whose name goes on in a second line. */
export interface CutShort {
  composites: string[];
  directories: string[];
  /** The directory that has it whole; components whose elements the cut one does not have yet are left out. */
  whole: string;
}

const TO_D99A = ['d94b', 'd95b', 'd96b', 'd97a', 'd97b', 'd98b', 'd99a'];

export const cutShort: CutShort[] = [
  { composites: ['C203', 'C532', 'C818'], directories: TO_D99A, whole: 'd96a' },
  { composites: ['C218', 'C239', 'C529'], directories: ['d94b'], whole: 'd95b' },
  // Of interactive messages.
  {
    composites: ['E008', 'E959', 'E961', 'E962', 'E986', 'E989', 'E992'],
    directories: ['d97a', 'd97b', 'd98b', 'd99a'],
    whole: 'd99b',
  },
];
