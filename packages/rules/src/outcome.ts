import { allOf, anyOf, type Outcome, outcomeOf } from './answers.ts';
import { type Expression, needsJudgement } from './ast.ts';
import type { Row } from './catalogue.ts';
import { type Preparer, prepareNode } from './prepare.ts';

/** Turns a sound condition into a function that gives its outcome alone. */
export function prepareOutcome(preparer: Preparer, node: Expression): (row: Row) => Outcome {
  if (node.kind === 'judge') return () => 'manual';
  if ((node.kind === 'and' || node.kind === 'or') && needsJudgement(node)) {
    const operands = node.operands.map((operand) => prepareOutcome(preparer, operand));
    const compose = node.kind === 'and' ? allOf : anyOf;
    return (row) => compose(operands.map((operand) => operand(row)));
  }
  if (node.kind === 'choose' && needsJudgement(node)) {
    const condition = prepareNode(preparer, node.condition);
    const [then, otherwise] = [
      prepareOutcome(preparer, node.whenTrue),
      prepareOutcome(preparer, node.whenFalse),
    ];
    return (row) => {
      const met = condition(row);
      return met === null ? 'unknown' : met ? then(row) : otherwise(row);
    };
  }
  const run = prepareNode(preparer, node);
  return (row) => outcomeOf(run(row) as boolean | null);
}
