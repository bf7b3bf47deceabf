import type { Path } from '@miaopu/plan';
import { type Compare, type Expression, judgementsOf, parseRule, partsOf } from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import { at, type Draft, type Entry } from './entries.ts';
import { expanderOf } from './expand.ts';
import { itemsOf } from './expand-scores.ts';
import type { Policy, PolicyScores, ScoreItem } from './policy-schema.ts';
import type { PolicyFinding } from './problems.ts';

/** Bands descend, and no condition asks for more points than the table gives. Rules must be sound. */
export function checkScores(draft: Draft): PolicyFinding[] {
  return draft.policies.flatMap((policy) => {
    const { scores } = policy.value;
    return scores === undefined
      ? []
      : [...bandsDescend(policy, scores), ...withinReach(policy, scores, draft)];
  });
}

/** The first band that is met counts, so that a band above a better one would hide it. */
function bandsDescend(policy: Entry<Policy>, { groups }: PolicyScores): PolicyFinding[] {
  return Object.entries(groups).flatMap(([group, { items }]) =>
    items.flatMap((item, itemIndex) => {
      const points = [...item.bands.map((band) => band.points), item.otherwise];
      const rising = points.findIndex((one, index) => index > 0 && new Decimal(one).gte(points[index - 1]!));
      if (rising < 0) return [];
      const here: Path = ['scores', 'groups', group, 'items', itemIndex];
      const path = rising < item.bands.length ? [...here, 'bands', rising, 'points'] : [...here, 'otherwise'];
      return [
        at(policy, path, {
          code: 'bands_not_descending',
          message: {
            zh: `${points[rising]} 分排在 ${points[rising - 1]} 分之后，先符合的档就不是分最高的`,
            en: `${points[rising]} points stand after ${points[rising - 1]}, so that the first band met is not the best`,
          },
          suggestion: {
            zh: '按分值从高到低排列各档，“otherwise”最低',
            en: 'Put the bands in order, most points first and otherwise last',
          },
        }),
      ];
    }),
  );
}

function withinReach(policy: Entry<Policy>, scores: PolicyScores, draft: Draft): PolicyFinding[] {
  const { in_force, parameters, conditions } = policy.value;
  const days = new Set([
    in_force.from,
    ...Object.values(parameters).flatMap(({ values }) => values.map(({ from }) => from)),
  ]);
  return conditions.flatMap((condition, index) => {
    if (!('rule' in condition)) return [];
    const findings = [...days].sort().flatMap((day) => {
      const expander = expanderOf(policy.value, draft.shared, day, {});
      const hasJudgement = (item: ScoreItem) =>
        expander.bandsOf(item).some(({ runs }) => judgementsOf(runs).length > 0);
      return comparisonsIn(expander.settle(parseRule(condition.rule)))
        .map((compare) => whyOutOfReach(compare, scores, hasJudgement))
        .filter((found) => found !== undefined);
    });
    // the same on another day is the same fault
    return findings.slice(0, 1).map((found) => at(policy, ['conditions', index, 'rule'], found));
  });
}

function comparisonsIn(tree: Expression): Compare[] {
  const below = partsOf(tree).flatMap(comparisonsIn);
  return tree.kind === 'compare' ? [tree, ...below] : below;
}

type Fault = Pick<PolicyFinding, 'code' | 'message' | 'suggestion'>;

function whyOutOfReach(
  { left, right, operator }: Compare,
  scores: PolicyScores,
  hasJudgement: (item: ScoreItem) => boolean,
): Fault | undefined {
  const [score, limit] = left.kind === 'literal' ? [right, left] : [left, right];
  if (score.kind !== 'reference' || !score.path.startsWith('score.') || limit.kind !== 'literal') return;
  const items = itemsOf(scores, score.path.slice('score.'.length));
  const asksForLess = operator.startsWith(left.kind === 'literal' ? '>' : '<');
  if (asksForLess && items.some(hasJudgement)) {
    return {
      code: 'rule_invalid',
      message: {
        zh: '有人工判断的得分只能要求“不低于”，判断只会加分',
        en: 'Points that a person gives can only be asked to reach a number: a judgement never takes any',
      },
      suggestion: { zh: '改用 >=，从正面说', en: 'Write >= and say it positively' },
    };
  }
  const most = items.reduce((sum, { bands }) => sum.plus(bands[0]!.points), new Decimal(0));
  const wanted = new Decimal(String(limit.value));
  const reaches = operator === '>' || operator === '<' ? most.gt(wanted) : most.gte(wanted);
  if (asksForLess || reaches) return;
  return {
    code: 'score_out_of_reach',
    message: {
      zh: `要求 ${wanted} 分，但“${score.path}”最多只有 ${most} 分`,
      en: `${wanted} points are asked for, but “${score.path}” gives ${most} at most`,
    },
    suggestion: { zh: '补全评分项，或改正分数线', en: 'Complete the table, or correct the mark' },
  };
}
