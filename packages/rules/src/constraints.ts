import { type Compare, type CompareOperator, type Expression, type Literal, MIRRORED } from './ast.ts';
import { readExact } from './decimals.ts';
import { formatRule } from './format.ts';
import {
  complement,
  intersection,
  type Ordered,
  onlyValues,
  union,
  type ValueSet,
  valuesThat,
} from './value-sets.ts';

/** What a condition says of one thing: that its value is in a set. Unknown exactly where the thing is unknown. */
export interface Constraint {
  /** The thing, in normal form: a field, a formula, a condition, or two formulas that are held against each other. */
  readonly subject: string;
  readonly set: ValueSet;
}

// Conditions as numbers: false is 0, true is 1, and nothing else is asked.
const TRUE = valuesThat('>=', 1);

/** The constraint that a condition comes down to; undefined where it speaks of several things. */
export function constraintOf(node: Expression): Constraint | undefined {
  switch (node.kind) {
    case 'not': {
      const inner = constraintOf(node.operand);
      return inner && opposite(inner);
    }
    case 'and':
    case 'or':
      return constraintOfChain(node.operands, node.kind === 'and' ? intersection : union);
    case 'compare':
      return constraintOfCompare(node);
    case 'in':
      return { subject: formatRule(node.operand), set: onlyValues(node.items.map(orderedValue)) };
    case 'reference':
    case 'call':
    case 'method':
    case 'known':
      return { subject: formatRule(node), set: TRUE };
    default:
      return undefined;
  }
}

function constraintOfChain(
  operands: readonly Expression[],
  combine: (one: ValueSet, other: ValueSet) => ValueSet,
): Constraint | undefined {
  let whole: Constraint | undefined;
  for (const operand of operands) {
    const next = constraintOf(operand);
    if (next === undefined || (whole !== undefined && whole.subject !== next.subject)) return undefined;
    whole = whole === undefined ? next : { subject: next.subject, set: combine(whole.set, next.set) };
  }
  return whole;
}

function constraintOfCompare(node: Compare): Constraint | undefined {
  const { left, right, operator } = node;
  if (left.kind === 'literal' && right.kind === 'literal') return undefined;
  if (right.kind === 'literal') return againstLiteral(left, operator, right);
  if (left.kind === 'literal') return againstLiteral(right, MIRRORED[operator], left);
  // Two formulas: what counts is whether the one is below, equal to or above the other.
  const [one, other] = [formatRule(left), formatRule(right)];
  return one <= other
    ? { subject: `${one} ~ ${other}`, set: valuesThat(operator, 0) }
    : { subject: `${other} ~ ${one}`, set: valuesThat(MIRRORED[operator], 0) };
}

function againstLiteral(
  node: Expression,
  operator: CompareOperator,
  literal: Literal,
): Constraint | undefined {
  if (literal.type !== 'boolean')
    return { subject: formatRule(node), set: valuesThat(operator, orderedValue(literal)) };
  const condition = constraintOf(node);
  return (operator === '==') === literal.value ? condition : condition && opposite(condition);
}

function opposite({ subject, set }: Constraint): Constraint {
  return { subject, set: complement(set) };
}

function orderedValue(literal: Literal): Ordered {
  return literal.type === 'number' ? readExact(literal.value)! : String(literal.value);
}

/** What is certain of single things once a condition has come out true, or false. */
export function constraintsWhen(node: Expression, outcome: boolean): Constraint[] {
  const whole = constraintOf(node);
  if (whole !== undefined) return [outcome ? whole : opposite(whole)];
  if (node.kind === 'not') return constraintsWhen(node.operand, !outcome);
  if (node.kind === (outcome ? 'and' : 'or'))
    return node.operands.flatMap((operand) => constraintsWhen(operand, outcome));
  return [];
}
