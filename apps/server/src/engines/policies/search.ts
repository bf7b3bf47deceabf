import type { Labels } from '@miaopu/plan';
import type { Policy } from '@miaopu/policies';

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** A text's words, in small letters: 研发费用加计扣除 is 研发, 费用, 加计, 扣除. Signs and the particles of one sign are left out. */
export function wordsOf(text: string): string[] {
  const found = [...words.segment(text.toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
  const telling = found.filter((word) => !particles.has(word));
  return [...new Set(telling.length > 0 ? telling : found)];
}

const particles = new Set([
  '的',
  '了',
  '和',
  '与',
  '及',
  '或',
  '在',
  '对',
  '为',
  '是',
  '等',
  'a',
  'an',
  'the',
  'of',
  'for',
  'and',
  'to',
]);

type Part = { readonly weight: number; readonly text: string };
export type Found = { readonly policy: Policy; readonly score: number; readonly snippets: readonly string[] };

/** What is searched of a policy, and how much a word there counts. */
function partsOf(policy: Policy): Part[] {
  const both = (weight: number, label: Labels | undefined): Part[] =>
    label === undefined ? [] : [label.zh, label.en].map((text) => ({ weight, text }));
  return [
    { weight: 10, text: policy.id },
    ...both(10, policy.title),
    ...policy.documents.flatMap(({ number, title }) => [
      { weight: 8, text: number ?? '' },
      { weight: 6, text: title },
    ]),
    ...both(4, policy.audience),
    ...both(3, policy.summary),
    ...policy.benefits.flatMap(({ zh, en }) => both(2, { zh, en })),
    ...policy.conditions.flatMap((one) => [
      ...both(1, one.words),
      ...('judge' in one ? both(1, one.judge) : []),
    ]),
    ...Object.values(policy.parameters).flatMap(({ zh, en }) => both(1, { zh, en })),
    ...Object.values(policy.terms).flatMap(({ zh, en }) => both(1, { zh, en })),
  ];
}

const snippetsShown = 2;

/**
 * The policies in which words of a query stand, best first: a rare word counts more than a common one, a word in a title more than one
 * in a condition, and a policy in which less than half of the query's weight stands is left out.
 */
export function searchPolicies(policies: readonly Policy[], query: string): Found[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  const whole = query.trim().toLowerCase();
  const texts = policies.map((policy) => ({
    policy,
    parts: partsOf(policy).map((part) => ({ ...part, lower: part.text.toLowerCase() })),
  }));
  const rarity = new Map(
    wanted.map((word) => {
      const having = texts.filter(({ parts }) => parts.some(({ lower }) => lower.includes(word))).length;
      return [word, Math.log(1 + policies.length / (1 + having))];
    }),
  );
  const most = [...rarity.values()].reduce((sum, one) => sum + one, 0);
  return texts
    .flatMap(({ policy, parts }): Found[] => {
      const best = (word: string) =>
        parts.reduce(
          (weight, part) => (part.lower.includes(word) ? Math.max(weight, part.weight) : weight),
          0,
        );
      const there = wanted.filter((word) => best(word) > 0);
      const share = there.reduce((sum, word) => sum + rarity.get(word)!, 0);
      if (there.length === 0 || share < most / 2) return [];
      const score =
        there.reduce((sum, word) => sum + rarity.get(word)! * best(word), 0) + 2 * best(whole) * most;
      return [{ policy, score, snippets: snippetsOf(parts, there) }];
    })
    .sort((one, other) => other.score - one.score || (one.policy.id < other.policy.id ? -1 : 1));
}

/** The sentences with most of the words, the words between « and ». */
function snippetsOf(
  parts: readonly (Part & { readonly lower: string })[],
  there: readonly string[],
): string[] {
  return parts
    .map((part) => ({ ...part, hits: there.filter((word) => part.lower.includes(word)) }))
    .filter(({ hits, weight }) => hits.length > 0 && weight < 10)
    .sort((one, other) => other.hits.length - one.hits.length || other.weight - one.weight)
    .slice(0, snippetsShown)
    .map(({ text, hits }) => mark(text, hits));
}

const around = 40;

function mark(text: string, hits: readonly string[]): string {
  const pattern = new RegExp(
    hits.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'giu',
  );
  const first = text.search(pattern);
  const from = Math.max(0, first - around);
  const cut = `${from > 0 ? '…' : ''}${text.slice(from, first + 2 * around)}${text.length > first + 2 * around ? '…' : ''}`;
  return cut.replace(pattern, '«$&»');
}
