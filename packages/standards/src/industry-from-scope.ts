import { phraseAt } from './phrase-trie.ts';
import { isTraderName, type ScopeSubject, type ScopeWord, scopeWords } from './scope-words.ts';

export interface IndustryOfScope {
  /** Four-digit class of GB/T 4754-2017. */
  code: string;
  /** 0 to 1: how sure the reading is; a person or an authority always wins over it. */
  confidence: number;
  /** The words of the scope that decided, in their order. */
  because: string[];
}

const MAKE = 1;
const SELL = 2;
const RETAIL = 4;

/** How much a subject counts by its place among the subjects: the first is the main business. */
const DECAY = [1, 0.6, 0.45, 0.35, 0.28, 0.22, 0.18, 0.15];
/** A subject without any verb is taken as made, with this discount. */
const NO_VERB = 0.85;
/** A name alone says less than a scope. */
const FROM_NAME = 0.6;
const FROM_STOCK_PHRASES = 0.5;
const MOST_SUBJECTS = 24;

interface Mention {
  subject: ScopeSubject;
  text: string;
  verbs: number;
}

/**
 * Derives an industry from a free-text 经营范围. The product named first weighs most; 制造 or 加工 after it leads to
 * manufacturing, 销售, 批发 or 零售 without them to trade; text in brackets and the stock phrases about the company's own
 * imports are passed over. Undefined when no word is known.
 *
 * @param name the entity's name: it decides whether a product without a verb is sold (…经贸公司) or made, and is read
 *   itself when the scope says nothing
 * @example industryFromScope('塑料制品、模具制造、加工、批发、零售。')
 *   // { code: '2929', confidence: 0.7, because: ['塑料制品'] }
 */
export function industryFromScope(scope: string, name = ''): IndustryOfScope | undefined {
  const mentions = readMentions(scope, true);
  if (mentions.length > 0) return decide(mentions, name);
  const named = readMentions(name, true);
  if (named.length > 0) return discounted(decide(named, name), FROM_NAME);
  // Nothing but brackets and stock phrases: better a doubtful reading of those than none.
  const inside = readMentions(scope, false);
  return inside.length > 0 ? discounted(decide(inside, name), FROM_STOCK_PHRASES) : undefined;
}

function discounted(found: IndustryOfScope, factor: number): IndustryOfScope {
  return { ...found, confidence: round(found.confidence * factor) };
}

/** State of one reading: subjects since the last verb wait for theirs; a verb before its subjects holds for the clause. */
interface Reading {
  mentions: Mention[];
  /** Where the subjects of the running group start. */
  group: number;
  /** Verbs of the running group, and of a group that began with its verb (生产销售汽车配件). */
  verbs: number;
  leading: number;
  /** A subject of the running item, replaced by a later one: in 摩托车模具 the head stands last. */
  item: Mention | undefined;
}

function readMentions(text: string, passStock: boolean): Mention[] {
  const trie = scopeWords();
  const reading: Reading = { mentions: [], group: 0, verbs: 0, leading: 0, item: undefined };
  let depth = 0;
  for (let i = 0; i < text.length && reading.mentions.length < MOST_SUBJECTS; ) {
    const unit = text.charCodeAt(i);
    depth = passStock ? Math.max(0, depth + bracket(unit)) : 0;
    if (depth === 0 && isItemEnd(unit)) reading.item = undefined;
    if (depth === 0 && isClauseEnd(unit)) endClause(reading);
    const hit = depth === 0 ? phraseAt(trie, text, i) : undefined;
    i = hit ? hit.end : i + 1;
    if (hit?.value.role === 'skip' && passStock) i = skipClause(text, i);
    else if (hit) take(reading, hit.value, text.slice(hit.start, hit.end));
  }
  endClause(reading);
  return reading.mentions;
}

function take(reading: Reading, word: ScopeWord, text: string): void {
  if (word.role === 'neutral' || word.role === 'skip') return;
  if (word.role === 'subject') {
    addSubject(reading, word, text);
    return;
  }
  const verb = word.role === 'make' ? MAKE : word.role === 'sell' ? SELL : RETAIL;
  reading.item = undefined;
  if (reading.group === reading.mentions.length) reading.leading |= verb;
  else reading.verbs |= verb;
}

function addSubject(reading: Reading, subject: ScopeSubject, text: string): void {
  if (reading.item) {
    // 塑料机械配件: a general word after a telling one adds nothing.
    if (subject.weight < 0.65 && reading.item.subject.weight >= subject.weight) return;
    reading.item.subject = subject;
    reading.item.text = text;
    return;
  }
  if (reading.verbs !== 0) closeGroup(reading);
  const mention = { subject, text, verbs: 0 };
  reading.item = mention;
  reading.mentions.push(mention);
}

function closeGroup(reading: Reading): void {
  const verbs = reading.verbs === 0 ? reading.leading : reading.verbs;
  for (let i = reading.group; i < reading.mentions.length; i++) reading.mentions[i]!.verbs = verbs;
  reading.group = reading.mentions.length;
  reading.verbs = 0;
}

function endClause(reading: Reading): void {
  closeGroup(reading);
  reading.leading = 0;
  reading.item = undefined;
}

function skipClause(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isClauseEnd(text.charCodeAt(i))) i++;
  return i;
}

/** ( [ 【 and ( open, their partners close. */
function bracket(unit: number): number {
  if (unit === 0x28 || unit === 0xff08 || unit === 0x5b || unit === 0x3010 || unit === 0xff3b) return 1;
  if (unit === 0x29 || unit === 0xff09 || unit === 0x5d || unit === 0x3011 || unit === 0xff3d) return -1;
  return 0;
}

/** ; ; 。 . and line ends part clauses. */
function isClauseEnd(unit: number): boolean {
  return (
    unit === 0x3b || unit === 0xff1b || unit === 0x3002 || unit === 0x2e || unit === 0xff0e || unit === 0x0a
  );
}

/** 、 , , : : and / part items, as every clause end does. */
function isItemEnd(unit: number): boolean {
  return (
    unit === 0x3001 ||
    unit === 0xff0c ||
    unit === 0x2c ||
    unit === 0xff1a ||
    unit === 0x3a ||
    unit === 0x2f ||
    isClauseEnd(unit)
  );
}

function codeOf({ subject, verbs }: Mention): string {
  if (verbs === 0 || verbs & MAKE) return subject.code;
  const trade = verbs & SELL ? subject.wholesale : (subject.retail ?? subject.wholesale);
  return trade ?? subject.code;
}

function decide(mentions: Mention[], name: string): IndustryOfScope {
  if (mentions.some((mention) => mention.verbs === 0) && isTraderName(name)) {
    for (const mention of mentions) if (mention.verbs === 0) mention.verbs = SELL;
  }
  const scores = new Map<string, number>();
  let total = 0;
  mentions.forEach((mention, place) => {
    const score =
      mention.subject.weight *
      (DECAY[place] ?? 0.1) *
      (mention.verbs || mention.subject.service ? 1 : NO_VERB);
    scores.set(codeOf(mention), (scores.get(codeOf(mention)) ?? 0) + score);
    total += score;
  });
  let code = '';
  let best = -1;
  for (const [candidate, score] of scores) if (score > best) [code, best] = [candidate, score];
  const deciding = mentions.filter((mention) => codeOf(mention) === code);
  const weight = Math.max(
    ...deciding.map((m) => m.subject.weight * (m.verbs || m.subject.service ? 1 : NO_VERB)),
  );
  const because = [...new Set(deciding.map((mention) => mention.text))].slice(0, 4);
  return { code, confidence: round(weight * (0.55 + (0.45 * best) / total)), because };
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
