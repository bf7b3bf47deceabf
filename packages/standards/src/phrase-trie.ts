/**
 * Finds many phrases in short texts in one pass: leftmost, longest, not overlapping. Built once, it needs about one
 * map look-up a character, whatever the number of phrases.
 */
export interface PhraseTrie<T> {
  /** First nodes by character: most characters of a text start no phrase, so this one look-up must be cheap. */
  roots: Uint16Array;
  /** Next node by node * 65536 + character. */
  edges: Map<number, number>;
  values: (T | undefined)[];
}

export interface PhraseHit<T> {
  start: number;
  end: number;
  value: T;
}

export function createPhraseTrie<T>(): PhraseTrie<T> {
  return { roots: new Uint16Array(65536), edges: new Map(), values: [undefined] };
}

/** The value kept for a phrase, made by `create` at its first mention. */
export function phraseValue<T>(trie: PhraseTrie<T>, phrase: string, create: () => T): T {
  let node = 0;
  for (let i = 0; i < phrase.length; i++) {
    const edge = node * 65536 + phrase.charCodeAt(i);
    let next = trie.edges.get(edge);
    if (next === undefined) {
      next = trie.values.length;
      if (next > 65535) throw new RangeError('a phrase trie holds at most 65,535 nodes');
      trie.values.push(undefined);
      trie.edges.set(edge, next);
      if (node === 0) trie.roots[edge] = next;
    }
    node = next;
  }
  const value = trie.values[node] ?? create();
  trie.values[node] = value;
  return value;
}

/** Length of the longest phrase that starts at `start`, with its value; undefined when none does. */
export function phraseAt<T>(trie: PhraseTrie<T>, text: string, start: number): PhraseHit<T> | undefined {
  let node = trie.roots[text.charCodeAt(start)];
  if (!node) return undefined;
  let value = trie.values[node];
  let end = start + 1;
  for (let i = start + 1; i < text.length; i++) {
    node = trie.edges.get(node * 65536 + text.charCodeAt(i));
    if (node === undefined) break;
    if (trie.values[node] === undefined) continue;
    value = trie.values[node];
    end = i + 1;
  }
  return value === undefined ? undefined : { start, end, value };
}

/** All phrases in the text from `start` on: leftmost, longest, not overlapping. */
export function findPhrases<T>(trie: PhraseTrie<T>, text: string, start = 0): PhraseHit<T>[] {
  const hits: PhraseHit<T>[] = [];
  for (let i = start; i < text.length; ) {
    const hit = phraseAt(trie, text, i);
    if (hit) hits.push(hit);
    i = hit ? hit.end : i + 1;
  }
  return hits;
}
