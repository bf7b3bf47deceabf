import { type Answer, answerOf } from './answers.ts';
import type { Expression } from './ast.ts';
import type { Catalogue, Row } from './catalogue.ts';
import { requireCondition } from './check.ts';
import { type EvaluateOptions, prepareReasons, type ReasonOptions } from './evaluate.ts';
import { prepareOutcome } from './outcome.ts';
import type { Reason } from './reasons.ts';

export interface Applies {
  /** The condition under which the rule concerns a row at all; left out, it concerns every row. */
  readonly applies?: Expression;
}

/** A rule's answer for one row, with its reasons. */
export interface Answered {
  readonly answer: Answer;
  readonly trace: Reason;
  /** Why the rule concerns the row or does not; null for a rule that concerns every row. */
  readonly applies: Reason | null;
}

/**
 * Answers a condition for one row, with its reasons: met, not met, unknown, for a person to judge (nothing but judgements is
 * missing: the answer would be known however they came out), or not applicable.
 *
 * @throws RuleCheckError when a rule has problems or yields no condition; RuleDataError when a value is not of its type.
 *
 * @example answerRule(parseRule('entity.employees >= 20 && judge("好", "good")'), catalogue, { entity: { employees: 20 } }).answer
 * // 'manual'
 */
export function answerRule(
  rule: Expression,
  catalogue: Catalogue,
  row: Row,
  options: ReasonOptions & Applies = {},
): Answered {
  const trace = prepareReasons(rule, catalogue, options)(row, options.origins);
  const applies =
    options.applies === undefined
      ? null
      : prepareReasons(options.applies, catalogue, options)(row, options.origins);
  return { answer: answerOf(applies?.outcome ?? 'met', [trace.outcome]), trace, applies };
}

/** Prepares a condition to be answered for many rows, as `answerRule` does but without reasons. @throws as `answerRule`. */
export function prepareAnswer(
  rule: Expression,
  catalogue: Catalogue,
  options: EvaluateOptions & Applies = {},
): (row: Row) => Answer {
  const prepare = (condition: Expression) => {
    const types = requireCondition(condition, catalogue);
    return prepareOutcome({ catalogue, types, bindings: options.bindings ?? {} }, condition);
  };
  const outcome = prepare(rule);
  if (options.applies === undefined) return outcome;
  const applies = prepare(options.applies);
  return (row) => {
    const applied = applies(row);
    return applied === 'not_met' ? 'not_applicable' : answerOf(applied, [outcome(row)]);
  };
}
