/** What a row is about and what it says, as two hashes. */
export type Seen = {
  /** 'new' the first time; then the line of the first row, and whether that one said the same. */
  see(key: string, content: string, line: number): 'new' | { readonly line: number; readonly same: boolean };
};

const START = 1 << 14;

/**
 * Remembers which entities a file has named, in 16 bytes a row instead of the strings themselves: a million rows cost 32 MB.
 * Keys are compared by 64 bits of hash; for a million of them the odds of one false match are 1 in 37 million.
 */
export function createSeen(): Seen {
  let capacity = START;
  let count = 0;
  let table = new Uint32Array(capacity * 4);

  function slotOf(into: Uint32Array, size: number, high: number, low: number): number {
    let slot = (low & (size - 1)) >>> 0;
    while (into[slot * 4 + 3] !== 0 && (into[slot * 4] !== high || into[slot * 4 + 1] !== low))
      slot = (slot + 1) & (size - 1);
    return slot * 4;
  }

  function grow(): void {
    const size = capacity * 2;
    const wider = new Uint32Array(size * 4);
    for (let at = 0; at < table.length; at += 4) {
      if (table[at + 3] === 0) continue;
      wider.set(table.subarray(at, at + 4), slotOf(wider, size, table[at]!, table[at + 1]!));
    }
    table = wider;
    capacity = size;
  }

  return {
    see(key, content, line) {
      if (count * 2 > capacity) grow();
      const high = hash(key, 0x811c9dc5);
      const low = hash(key, 0x01234567);
      const said = hash(content, 0x811c9dc5);
      const at = slotOf(table, capacity, high, low);
      if (table[at + 3] !== 0) return { line: table[at + 3]!, same: table[at + 2] === said };
      table[at] = high;
      table[at + 1] = low;
      table[at + 2] = said;
      table[at + 3] = line;
      count++;
      return 'new';
    },
  };
}

/** FNV-1a with a final mix, over UTF-16 units. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
