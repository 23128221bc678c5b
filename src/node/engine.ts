/**
 * How the engine keeps memory, for a process that translates all day; imported for its effect, before anything else.
 *
 * Segments die young. V8 learns from where objects were seen to survive and may then make all segments old from the
 * start, which halves the speed for good: it is told not to. And the heap grows in small steps, so that a
 * process that streams stays small on a machine with much memory. Maglev, the compiler between
 * the quick and the good one, is left out: it takes 20 MB, and what runs all day is compiled by the good one.
 * (The young generation's size cannot be set from here: package.json's `start` does, with --max-semi-space-size.)
 */

import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-allocation-site-pretenuring');
setFlagsFromString('--heap-growing-percent=10');
setFlagsFromString('--no-maglev');
