import { type Expression, inForce, type Literal, parseRule } from '@miaopu/rules';
import type { Policy, PolicyParameter, PolicyTerm } from './policy-schema.ts';

/** Where a part that is put in stands: nowhere in the text at hand. */
export const nowhere = { from: 0, to: 0 } as const;

export function numberLiteral(value: string): Literal {
  return { kind: 'literal', type: 'number', value: canonical(value), position: nowhere };
}

export function booleanLiteral(value: boolean): Literal {
  return { kind: 'literal', type: 'boolean', value, position: nowhere };
}

export const nullLiteral: Literal = { kind: 'literal', type: 'null', value: null, position: nowhere };

/** `0.50` as rules write it, `0.5`. */
function canonical(value: string): string {
  const plain = value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  return plain === '-0' ? '0' : plain;
}

/** What a person has to judge in a condition, as a rule that waits for it. */
export function conditionTree(condition: Policy['conditions'][number]): Expression {
  return 'rule' in condition
    ? parseRule(condition.rule)
    : { kind: 'judge', ...condition.judge, position: nowhere };
}

/** The terms that a policy may name: those that all share, and its own. */
export function termsOf(
  policy: Policy,
  shared: Readonly<Record<string, PolicyTerm>>,
): Readonly<Record<string, PolicyTerm>> {
  return { ...shared, ...policy.terms };
}

/** A parameter's value in force on a day, as exact decimal text. Before its first day it has that of its first. */
export function parameterValue({ values }: PolicyParameter, day: string): string {
  return (inForce(values, day) ?? values[0]!).value;
}
