import { type Expression, type Judge, needsJudgement, partsOf } from './ast.ts';
import { type Checker, report } from './checker.ts';
import { withParts } from './with-parts.ts';

/**
 * A judgement may stand only where saying yes never makes a rule less true: alone, under `&&` and `||`, and in the branches of
 * `? :`. Only then can be told, before anybody has judged, whether a judgement is all that is missing.
 */
export function requirePositiveJudgements(checker: Checker, node: Expression, allowed = true): void {
  if (node.kind === 'judge') {
    if (allowed) return;
    report(
      checker,
      'judgement_not_allowed',
      {
        zh: '人工判断 judge( ) 不能放在“!”、比较、算式、函数、has( ) 或“? :”的条件里，请改从正面说',
        en: 'A judgement cannot stand under "!", in a comparison, a calculation, a function, has() or the condition of "? :": say it positively',
      },
      node.position,
    );
    return;
  }
  const passesOn = node.kind === 'and' || node.kind === 'or' || node.kind === 'choose';
  for (const part of partsOf(node)) {
    const isCondition = node.kind === 'choose' && part === node.condition;
    requirePositiveJudgements(checker, part, allowed && passesOn && !isCondition);
  }
}

/**
 * The rule as it is once judgements have come out: every one as `said`, or each as the function says, which leaves those open
 * that it says nothing of.
 *
 * @example formatRule(withJudgements(parseRule('a && judge("好", "good")'), true)) // 'a && true'
 */
export function withJudgements(
  rule: Expression,
  said: boolean | ((judgement: Judge) => boolean | undefined),
): Expression {
  if (rule.kind === 'judge') {
    const value = typeof said === 'boolean' ? said : said(rule);
    return value === undefined ? rule : { kind: 'literal', type: 'boolean', value, position: rule.position };
  }
  return needsJudgement(rule) ? withParts(rule, (part) => withJudgements(part, said)) : rule;
}
