import words from './data/scope-words.json' with { type: 'json' };
import { createPhraseTrie, type PhraseTrie, phraseValue } from './phrase-trie.ts';

/** A product or service of a business scope, with the classes that making and selling it belong to. */
export interface ScopeSubject {
  role: 'subject';
  code: string;
  weight: number;
  /** A service keeps its class whatever the verb, unless selling it is named. */
  service: boolean;
  wholesale: string | undefined;
  retail: string | undefined;
}

export interface ScopeVerb {
  role: 'make' | 'sell' | 'retail' | 'skip' | 'neutral';
}

export type ScopeWord = ScopeSubject | ScopeVerb;

interface Row {
  code: string;
  weight: number;
  words: string;
  wholesale?: string;
  retail?: string;
  service?: boolean;
}

let cached: PhraseTrie<ScopeWord> | undefined;

/** All words of data/scope-words.json in one trie; built at the first use. */
export function scopeWords(): PhraseTrie<ScopeWord> {
  cached ??= buildWords();
  return cached;
}

function buildWords(): PhraseTrie<ScopeWord> {
  const trie = createPhraseTrie<ScopeWord>();
  for (const role of ['make', 'sell', 'retail', 'skip', 'neutral'] as const) {
    for (const word of words[role].split(' ')) phraseValue(trie, word, () => ({ role }));
  }
  const trade = words.trade as unknown as Record<string, [string, string]>;
  for (const row of words.products as Row[]) {
    const [wholesale, retail] = trade[row.code.slice(0, 2)] ?? [undefined, undefined];
    addRow(
      trie,
      { ...row, wholesale: row.wholesale ?? wholesale, retail: row.retail ?? retail },
      row.service ?? false,
    );
  }
  for (const row of words.services as Row[]) addRow(trie, row, true);
  return trie;
}

function addRow(trie: PhraseTrie<ScopeWord>, row: Row, service: boolean): void {
  const { code, weight, wholesale, retail } = row;
  const subject: ScopeSubject = { role: 'subject', code, weight, service, wholesale, retail };
  for (const word of row.words.split(' ')) phraseValue(trie, word, () => subject);
}

let traderNames: RegExp | undefined;

/** Whether an entity's name says that it trades: …经贸有限公司, …供销社, …门市部. */
export function isTraderName(name: string): boolean {
  traderNames ??= new RegExp(words.traderNames.split(' ').join('|'));
  return traderNames.test(name);
}
