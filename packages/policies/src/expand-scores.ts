import {
  type CompareOperator,
  type Expression,
  judgementsOf,
  withJudgements,
  withParts,
} from '@miaopu/rules';
import type { PolicyScores, ScoreItem } from './policy-schema.ts';
import { booleanLiteral, nowhere, nullLiteral, numberLiteral } from './rule-parts.ts';

/**
 * A comparison of a score with a number becomes one of its bounds: what the known items surely give, and what they could give
 * at most. `score.total >= 60` is met when the least reaches 60, not met when the most does not, and unknown between; so a
 * missing datum that cannot change the answer does not hide it.
 *
 * Bands stand with most points first, so that an item gives at least the points of the first band that is known to be met, and
 * at most those of the first that is not known to be missed.
 *
 * Where a person's judgement gives points (it never takes any, since bands descend), the score reaches a number when it does
 * without any judgement, or when it does with all of them and a person so judges.
 */
export type ScoreTrees = {
  /** Each item's bands, expanded down to fields. */
  readonly bandsOf: (item: ScoreItem) => readonly Expression[];
};

type Bound = 'least' | 'most';
const RAISING: readonly CompareOperator[] = ['>=', '>'];
const LOWERING: readonly CompareOperator[] = ['<=', '<'];
const MIRRORED = { '>=': '<=', '>': '<', '<=': '>=', '<': '>' } as const;

/** The items that `score.<name>` sums up. */
export function itemsOf(scores: PolicyScores, name: string): readonly ScoreItem[] {
  return name === 'total'
    ? Object.values(scores.groups).flatMap(({ items }) => items)
    : (scores.groups[name]?.items ?? []);
}

/** Replaces every score in a rule: in comparisons with a number by bounds, elsewhere by its value. */
export function expandScores(rule: Expression, scores: PolicyScores, trees: ScoreTrees): Expression {
  const bounds = boundsOf(rule, scores, trees);
  if (bounds !== undefined) return bounds;
  if (rule.kind === 'reference') {
    const items = itemsNamed(rule, scores);
    return items === undefined ? rule : sum(items.map((item) => pointsOf(item, trees.bandsOf(item))));
  }
  return withParts(rule, (part) => expandScores(part, scores, trees));
}

/** The items of a reference to a score; undefined for any other expression. */
function itemsNamed(node: Expression, scores: PolicyScores): readonly ScoreItem[] | undefined {
  if (node.kind !== 'reference' || !node.path.startsWith('score.')) return undefined;
  return itemsOf(scores, node.path.slice('score.'.length));
}

function boundsOf(rule: Expression, scores: PolicyScores, trees: ScoreTrees): Expression | undefined {
  if (rule.kind !== 'compare' || rule.operator === '==' || rule.operator === '!=') return undefined;
  const turned = rule.left.kind === 'literal';
  const [score, limit] = turned ? [rule.right, rule.left] : [rule.left, rule.right];
  const items = itemsNamed(score, scores);
  if (items === undefined || limit.kind !== 'literal') return undefined;
  const operator = turned ? MIRRORED[rule.operator] : rule.operator;
  const total = (bound: Bound, judged: boolean) =>
    sum(items.map((item) => boundOf(item, trees.bandsOf(item), bound, judged)));
  const reaches = (judged: boolean): Expression => {
    const [sure, possible]: [Bound, Bound] = RAISING.includes(operator)
      ? ['least', 'most']
      : ['most', 'least'];
    const holds = (bound: Bound) => compare(operator, total(bound, judged), limit);
    return either(holds(sure), choose(holds(possible), nullLiteral, booleanLiteral(false)));
  };
  const judgements = items.flatMap((item) => trees.bandsOf(item).flatMap(judgementsOf));
  if (judgements.length === 0 || LOWERING.includes(operator)) return reaches(false);
  const words = (language: 'zh' | 'en', separator: string) =>
    [...new Set(judgements.map((one) => one[language]))].join(separator);
  const judge: Expression = {
    kind: 'judge',
    zh: words('zh', '；'),
    en: words('en', '; '),
    position: nowhere,
  };
  return either(reaches(false), both(judge, reaches(true)));
}

/** An item's points; unknown where a band before the one that counts is unknown, or waits for a person. */
function pointsOf(item: ScoreItem, bands: readonly Expression[]): Expression {
  return item.bands.reduceRight<Expression>((below, { points }, index) => {
    const when = bands[index]!;
    if (judgementsOf(when).length === 0) return choose(when, numberLiteral(points), below);
    const open = choose(withJudgements(when, true), nullLiteral, below);
    return choose(withJudgements(when, false), numberLiteral(points), open);
  }, numberLiteral(item.otherwise));
}

function boundOf(item: ScoreItem, bands: readonly Expression[], bound: Bound, judged: boolean): Expression {
  return item.bands.reduceRight<Expression>((below, { points }, index) => {
    const when = settled(withJudgements(bands[index]!, judged));
    if (when.kind === 'literal' && when.type === 'boolean') return when.value ? numberLiteral(points) : below;
    const known: Expression = { kind: 'known', operand: when, position: nowhere };
    const counts = choose(known, when, booleanLiteral(bound === 'most'));
    return choose(counts, numberLiteral(points), below);
  }, numberLiteral(item.otherwise));
}

/** A condition without what a literal in its chain settles: nearly every band that a judgement opens is one. */
function settled(rule: Expression): Expression {
  if (rule.kind !== 'and' && rule.kind !== 'or') return rule;
  const decides = rule.kind === 'or';
  const open = rule.operands.map(settled).filter((one) => one.kind !== 'literal' || one.value !== !decides);
  if (open.some((one) => one.kind === 'literal' && one.value === decides)) return booleanLiteral(decides);
  return open.length > 1 ? { ...rule, operands: open } : (open[0] ?? booleanLiteral(!decides));
}

function choose(condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression {
  return { kind: 'choose', condition, whenTrue, whenFalse, position: nowhere };
}

function either(...operands: readonly Expression[]): Expression {
  return chain('or', operands);
}

function both(...operands: readonly Expression[]): Expression {
  return chain('and', operands);
}

/** A chain within a chain of the same kind is one chain, as reading its text would give. */
function chain(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const flat = operands.flatMap((one) => (one.kind === kind ? one.operands : [one]));
  return { kind, operands: flat, position: nowhere };
}

function compare(operator: CompareOperator, left: Expression, right: Expression): Expression {
  return { kind: 'compare', operator, left, right, position: nowhere };
}

/** A sum as a balanced tree: a long table must not become a deep one. */
function sum(parts: readonly Expression[]): Expression {
  if (parts.length <= 1) return parts[0] ?? numberLiteral('0');
  const half = Math.ceil(parts.length / 2);
  const [left, right] = [sum(parts.slice(0, half)), sum(parts.slice(half))];
  return { kind: 'arithmetic', operator: '+', left, right, position: nowhere };
}
