import type { Expression } from './ast.ts';
import type { Bindings } from './bindings.ts';
import type { Catalogue, Row, RuleValue } from './catalogue.ts';
import { requireTypes } from './check.ts';
import { formatRule } from './format.ts';
import { fromWorking, type Preparer, prepareNode, type Run } from './prepare.ts';

export interface EvaluateOptions {
  /** Values of the catalogue's bindings; null is unknown. */
  readonly bindings?: Bindings;
}

export type Outcome = 'met' | 'not_met' | 'unknown';

/** One condition of a rule and how a row stands to it. */
export interface Reason {
  /** The condition itself, for `explainRule`. */
  readonly expression: Expression;
  /** Its text in normal form. */
  readonly text: string;
  readonly outcome: Outcome;
  /** The fields and function results that were looked at, with the values seen; null is missing. */
  readonly seen: readonly { readonly path: string; readonly value: RuleValue | null }[];
  /** The parts of an `&&`, `||`, `!` or `?:` condition. */
  readonly parts: readonly Reason[];
}

/** A rule's answer for one row. */
export interface Evaluation {
  /** null is unknown. Numbers are exact decimal text without trailing zeros, dates `YYYY-MM-DD`. */
  readonly value: RuleValue | null;
  /** The conditions of a rule that yields true or false; null for a rule that yields another value. */
  readonly trace: Reason | null;
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
  options: EvaluateOptions = {},
): Evaluation {
  const { types, type } = requireTypes(rule, catalogue);
  const seen = new Map<string, RuleValue | null>();
  const preparer: Preparer = {
    catalogue,
    types,
    bindings: options.bindings ?? {},
    onRead: (path, value) => {
      seen.set(path, value);
    },
  };
  if (type.type !== 'boolean') return { value: fromWorking(prepareNode(preparer, rule)(row)), trace: null };
  const trace = reasonOf({ preparer, seen, row }, rule);
  return { value: trace.outcome === 'unknown' ? null : trace.outcome === 'met', trace };
}

interface Tracing {
  readonly preparer: Preparer;
  readonly seen: Map<string, RuleValue | null>;
  readonly row: Row;
}

function reasonOf(tracing: Tracing, node: Expression): Reason {
  const parts = partsSeen(tracing, node);
  tracing.seen.clear();
  const run: Run = prepareNode(tracing.preparer, node);
  const value = run(tracing.row);
  const seen =
    parts.length > 0 ? [] : [...tracing.seen].map(([path, seenValue]) => ({ path, value: seenValue }));
  return {
    expression: node,
    text: formatRule(node),
    outcome: value === null ? 'unknown' : value ? 'met' : 'not_met',
    seen,
    parts,
  };
}

/** The conditions that a condition is made of; none for one that is read as a whole. Of `? :` only the branch that counts. */
function partsSeen(tracing: Tracing, node: Expression): readonly Reason[] {
  const reason = (part: Expression): Reason => reasonOf(tracing, part);
  if (node.kind === 'and' || node.kind === 'or') return node.operands.map(reason);
  if (node.kind === 'not') return [reason(node.operand)];
  if (node.kind !== 'choose') return [];
  const condition = reason(node.condition);
  if (condition.outcome === 'unknown') return [condition];
  const branch = condition.outcome === 'met' ? node.whenTrue : node.whenFalse;
  return tracing.preparer.types.get(branch)?.type === 'boolean' ? [condition, reason(branch)] : [condition];
}
