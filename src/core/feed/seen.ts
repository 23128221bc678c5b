/**
 * The keys that were seen before, in eight bytes each: a feed may hold millions, and is read in flat memory. Two keys
 * are taken for one when their 64-bit fingerprints are alike, which among ten million is a chance of one in 300,000; what
 * follows is that a file is refused that was in order, never that a document is doubled.
 */

export interface Seen {
  /** Adds a key; false when it was there. */
  add(key: string): boolean;
}

const FIRST = 1024;

export function createSeen(): Seen {
  let table = new Uint32Array(FIRST * 2);
  let count = 0;

  /** The slot of a fingerprint in a table: where it stands, or where it would. */
  function slotOf(slots: Uint32Array, high: number, low: number): number {
    const mask = slots.length / 2 - 1;
    let at = low & mask;
    while ((slots[at * 2] !== 0 || slots[at * 2 + 1] !== 0) && (slots[at * 2] !== high || slots[at * 2 + 1] !== low))
      at = (at + 1) & mask;
    return at * 2;
  }

  function grow(): void {
    const larger = new Uint32Array(table.length * 2);
    for (let i = 0; i < table.length; i += 2) {
      const [high, low] = [table[i]!, table[i + 1]!];
      if (high === 0 && low === 0) continue;
      const at = slotOf(larger, high, low);
      larger[at] = high;
      larger[at + 1] = low;
    }
    table = larger;
  }

  return {
    add(key) {
      const high = fingerprint(key, 0x9747b28c);
      // Nothing has the fingerprint of an empty slot.
      const low = fingerprint(key, 0x1b873593) || 1;
      const at = slotOf(table, high, low);
      if (table[at] === high && table[at + 1] === low) return false;
      table[at] = high;
      table[at + 1] = low;
      count++;
      if (count * 4 > table.length) grow();
      return true;
    },
  };
}

const turned = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/** MurmurHash3, 32 bits, over UTF-16 code units. */
function fingerprint(key: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < key.length; i++) {
    const unit = Math.imul(turned(Math.imul(key.charCodeAt(i), 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(turned(hash ^ unit, 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= key.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
