import type { Expression } from './ast.ts';
import type { Bindings } from './bindings.ts';
import type { Catalogue, Row, RuleValue } from './catalogue.ts';
import { requireCondition, requireTypes } from './check.ts';
import { fromWorking, prepareNode } from './prepare.ts';
import { type Origins, prepareReason, type Reason, type Seen, takeSeen, watch } from './reasons.ts';

export interface EvaluateOptions {
  /** Values of the catalogue's bindings; null is unknown. */
  readonly bindings?: Bindings;
}

export interface PreparedReasons extends EvaluateOptions {
  /** Conditions that are answered as a whole: their reason has neither parts nor values seen. */
  readonly isWhole?: (condition: Expression) => boolean;
}

export interface ReasonOptions extends EvaluateOptions {
  /** What the row says of where its values come from; said again beside each value seen. */
  readonly origins?: Origins;
}

/** A rule's answer for one row. */
export interface Evaluation {
  /** null is unknown. Numbers are exact decimal text without trailing zeros, dates `YYYY-MM-DD`. */
  readonly value: RuleValue | null;
  /** The conditions of a rule that yields true or false; null for a rule that yields another value. */
  readonly trace: Reason | null;
  /** The fields and function results that a rule without conditions looked at; those of conditions stand in the trace. */
  readonly seen: readonly Seen[];
}

/**
 * Prepares a rule to run for many rows, without reasons.
 *
 * @returns a function from a row to the rule's value; null is unknown.
 * @throws RuleCheckError when the rule has problems, RuleDataError for bindings; the function throws RuleDataError for a row
 * whose value is not of the declared type.
 *
 * @example prepareRule(parseRule('entity.employees >= 20'), catalogue)({ entity: { employees: 20 } }) // true
 */
export function prepareRule(
  rule: Expression,
  catalogue: Catalogue,
  options: EvaluateOptions = {},
): (row: Row) => RuleValue | null {
  const { types, type } = requireTypes(rule, catalogue);
  const run = prepareNode({ catalogue, types, bindings: options.bindings ?? {} }, rule);
  if (type.type !== 'number') return run as (row: Row) => RuleValue | null;
  return (row) => fromWorking(run(row));
}

/**
 * Runs a rule for one row and says for each condition whether it is met, not met or unknown, with the values seen.
 *
 * @throws RuleCheckError when the rule has problems; RuleDataError when a value is not of its declared type.
 *
 * @example evaluateRule(parseRule('entity.employees >= 20'), catalogue, { entity: {} }).value // null: unknown
 */
export function evaluateRule(
  rule: Expression,
  catalogue: Catalogue,
  row: Row,
  options: ReasonOptions = {},
): Evaluation {
  return prepareEvaluation(rule, catalogue, options)(row, options.origins);
}

/** Prepares a rule to be evaluated for many rows, as `evaluateRule` does for one. @throws as `prepareRule` */
export function prepareEvaluation(
  rule: Expression,
  catalogue: Catalogue,
  options: EvaluateOptions = {},
): (row: Row, origins?: Origins) => Evaluation {
  const { types, type } = requireTypes(rule, catalogue);
  const watched = watch({ catalogue, types, bindings: options.bindings ?? {} });
  if (type.type === 'boolean') {
    const reasoner = prepareReason(watched, rule);
    return (row, origins) => {
      const trace = reasoner(row, origins);
      return { value: answered(trace), trace, seen: [] };
    };
  }
  const run = prepareNode(watched.preparer, rule);
  return (row, origins) => {
    const value = fromWorking(run(row));
    return { value, trace: null, seen: takeSeen(watched, origins) };
  };
}

function answered({ outcome }: Reason): boolean | null {
  return outcome === 'met' ? true : outcome === 'not_met' ? false : null;
}

/**
 * Prepares a condition to give its reasons for many rows.
 *
 * @throws as `prepareRule`; also when the rule yields no condition.
 *
 * @example prepareReasons(parseRule('entity.employees >= 20'), catalogue)({ entity: { employees: 18 } }).comparison
 * // { operator: '>=', value: '18', limit: '20', difference: '-2', unit: 'person' }
 */
export function prepareReasons(
  rule: Expression,
  catalogue: Catalogue,
  { bindings = {}, isWhole }: PreparedReasons = {},
): (row: Row, origins?: Origins) => Reason {
  const types = requireCondition(rule, catalogue);
  const reasoner = prepareReason(watch({ catalogue, types, bindings }, isWhole), rule);
  return (row, origins) => reasoner(row, origins);
}
