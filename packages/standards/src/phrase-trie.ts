/**
 * Finds many phrases in short texts in one pass: leftmost, longest, not overlapping. Built once, it needs about one
 * map look-up a character, whatever the number of phrases.
 */
export interface PhraseTrie<T> {
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
  return { edges: new Map(), values: [undefined] };
}

/** The value kept for a phrase, made by `create` at its first mention. */
export function phraseValue<T>(trie: PhraseTrie<T>, phrase: string, create: () => T): T {
  let node = 0;
  for (let i = 0; i < phrase.length; i++) {
    const edge = node * 65536 + phrase.charCodeAt(i);
    let next = trie.edges.get(edge);
    if (next === undefined) {
      next = trie.values.length;
      trie.values.push(undefined);
      trie.edges.set(edge, next);
    }
    node = next;
  }
  const value = trie.values[node] ?? create();
  trie.values[node] = value;
  return value;
}

/** Length of the longest phrase that starts at `start`, with its value; undefined when none does. */
export function phraseAt<T>(trie: PhraseTrie<T>, text: string, start: number): PhraseHit<T> | undefined {
  let node = 0;
  let hit: PhraseHit<T> | undefined;
  for (let i = start; i < text.length; i++) {
    const next = trie.edges.get(node * 65536 + text.charCodeAt(i));
    if (next === undefined) break;
    node = next;
    const value = trie.values[node];
    if (value !== undefined) hit = { start, end: i + 1, value };
  }
  return hit;
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
